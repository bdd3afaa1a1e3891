"""Whom a statement holds for: the conditions that its sentence, lead, rows and headings set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

import regex

from extractor.atoms import Atom
from extractor.atoms.date import Point
from extractor.atoms.duration import Age, Length
from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Op, Pred, Var
from extractor.evidence import Evidence
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading
from extractor.schema import shown

# Variables that say who somebody is: a clause that names one of them has its own subject.
WHO: Final = frozenset(
    {
        Var.ENROLMENT,
        Var.ARREARS_MONTHS,
        Var.EVENT,
        Var.MONTHS_SINCE_SEPARATION,
        Var.PAID_THROUGH,
        Var.HARDSHIP,
        Var.IDENTITY,
        Var.OTHER_INSURANCE,
        Var.REACHED_RETIREMENT_AGE,
        Var.HAS_RETIREMENT_APPROVAL,
    }
)
# What a sentence hands on to the next one of its block.
_HANDED_ON: Final = WHO | {Var.STATUS, Var.PLAN, Var.STUDENT, Var.AREA}
_SEPARATION: Final = ("labour_contract_ended", "unemployment_benefit_exhausted")
_TOGETHER = regex.compile(r"^[\p{Han}（）“”/]{0,10}[、或和及与][\p{Han}（）“”/]{0,10}$")
_CONTRIBUTION_YEARS = regex.compile(r"(?:缴费|参保)年限[^，。；]{0,8}$")
_OR = regex.compile(r"或")


@dataclass(frozen=True)
class Term:
    """One comparison with the range of the view that sets it; `group` joins alternatives."""

    cmp: Cmp
    start: int
    end: int


class Scope:
    """Reads conditions; what it has read of a block it keeps for the sentences after it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._above: dict[int, tuple[Term, ...]] = {}
        self._after: dict[int, tuple[Term, ...]] = {}

    # ── the question that rules ask ──────────────────────────────────────────────────────────

    def of(
        self, sentence: Sentence, until: int | None = None, start: int | None = None,
        without: Iterable[Var] = (), inherit: bool = True,
    ) -> Pred:
        """The condition under which what stands at `until` in a sentence holds.

        Own conditions are read from `start` (default: the sentence's) up to `until` (default: the
        sentence's end); then the block's lead, the sentence before it in the block, and the
        headings above fill in variables that are still open. `without` names variables to leave
        out.
        """
        begin = sentence.start if start is None else start
        own = self.terms(begin, sentence.end if until is None else until)
        inherited = self.inherited(sentence, own) if inherit else ()
        dropped = frozenset(without)
        terms = [term for term in (*inherited, *own) if term.cmp.var not in dropped]
        return self.combine(terms)

    def combine(self, terms: Iterable[Term]) -> Pred:
        """One predicate of all terms; alternatives that the words join with 或 become `any`."""
        ordered = list(terms)
        parts: list[Pred] = []
        alternatives: list[Cmp] = []
        for left, right in zip(ordered, [*ordered[1:], None], strict=False):
            joined = right is not None and self._alternatives(left, right)
            if joined or alternatives:
                alternatives.append(left.cmp)
                if not joined:
                    parts.append(AnyOf(of=tuple(alternatives)))
                    alternatives = []
            elif left.cmp not in parts:
                parts.append(left.cmp)
        if not parts:
            return ALWAYS
        return parts[0] if len(parts) == 1 else All(of=tuple(parts))

    def _alternatives(self, left: Term, right: Term) -> bool:
        """「新参保人员、到达法定退休年龄…人员」, 「…6月或其他原因导致不能线上缴费」."""
        if left.cmp.var == right.cmp.var or not left.end <= right.start <= left.end + 24:
            return False
        between = self.reading.text[left.end : right.start]
        if regex.search(r"[。；，\n]|且|并", between):
            return False
        return bool(_OR.search(between) or regex.search(r"(?:人员|者|的)、|^、", between))

    # ── what a stretch says by itself ────────────────────────────────────────────────────────

    def terms(self, start: int, end: int) -> tuple[Term, ...]:
        """The conditions stated in a range of the view, one per variable and bound, the last wins."""
        found: list[Term] = []
        atoms = self.reading.atoms_in(start, end)
        for index, atom in enumerate(atoms):
            if atom.end > end:
                continue
            match atom.label:
                case "WHEN":
                    for setting in str(atom.value).split("&"):
                        variable, _, value = setting.partition("=")
                        found.append(self._term(Var(variable), "eq", _value(value), atom.start, atom.end))
                case "MEASURE" if atom.value == "paid_through":
                    found += self._paid_through(atom, atoms[index + 1 : index + 2])
                case "DURATION":
                    found += self._threshold(atom, atoms[:index], atoms[index + 1 :], start)
                case "AGE":
                    found += self._age(atom)
                case "YEAR":
                    found += self._paid_year(atom)
                case "PLAN" if len(self.plans) > 1:
                    found.append(self._term(Var.PLAN, "eq", self.reading.words(atom), atom.start, atom.end))
                case "RATE":
                    if self.reading.text.startswith("档", atom.end):
                        multiple = shown(Fraction(atom.value))
                        found.append(self._term(Var.BASE_MULTIPLE, "eq", multiple, atom.start, atom.end))
        return self._resolved(found)

    def _term(self, var: Var, op: Op, value: bool | int | str, start: int, end: int) -> Term:
        quote = (self.reading.evidence(start, end),)
        return Term(Cmp(op=op, var=var, value=value, spans=quote), start, end)

    def _paid_through(self, atom: Atom, after: list[Atom]) -> list[Term]:
        if not after or not isinstance(after[0].value, Point) or after[0].start > atom.end + 2:
            return []
        point = after[0].value
        year = point.year or (self.reading.calendar.year if point.relative in ("当年", "本年", "本年度") else None)
        if year is None or point.month is None:
            return []
        unpaid = self.reading.text[atom.start] in "未没"
        return [
            self._term(Var.PAID_THROUGH, "lt" if unpaid else "ge", f"{year}-{point.month:02d}", atom.start, after[0].end)
        ]

    def _paid_year(self, atom: Atom) -> list[Term]:
        """「2022年度医保费已缴纳」."""
        paid = regex.compile(r"[^，。；]{0,12}已(?:经)?(?:缴|足额缴)[纳费清]?").match(self.reading.text, atom.end)
        if paid is None:
            return []
        return [self._term(Var.PAID_YEAR, "eq", str(atom.value), atom.start, paid.end())]

    def _threshold(self, atom: Atom, before: list[Atom], after: list[Atom], floor: int) -> list[Term]:
        """欠费超过3个月, 中断缴费3个月以上, 断缴超过3个月、不满12个月, 解除劳动关系后3个月内."""
        length = atom.value
        assert isinstance(length, Length)
        if length.bound is None or length.unit not in ("month", "year"):
            return []
        count = length.count * (12 if length.unit == "year" else 1)
        text = self.reading.text
        years = _CONTRIBUTION_YEARS.search(text, max(floor, atom.start - 16), atom.start)
        if years:  # 「累计缴费年限男满25年、女满20年的」
            met = length.bound in ("ge", "gt")
            return [self._term(Var.CONTRIBUTION_YEARS_MET, "eq", met, years.start(), atom.end)]
        for left in reversed(before):
            gap = text[left.end : atom.start]
            if len(gap) > 12 or regex.search(r"[。；\n]", gap):
                break
            if left.label == "MEASURE" and left.value == "arrears_months" and "，" not in gap:
                return [self._term(Var.ARREARS_MONTHS, length.bound, count, left.start, atom.end)]
            if left.label == "DURATION" and regex.fullmatch(r"[、，且但或]{0,2}", gap):
                earlier = self._threshold(left, before[: before.index(left)], [], floor)
                if earlier:
                    return [self._term(earlier[0].cmp.var, length.bound, count, atom.start, atom.end)]
            if left.label == "WHEN" and any(word in str(left.value) for word in _SEPARATION):
                if "之日" in gap or "起" in gap or regex.search("[，]", gap):
                    break
                return [self._term(Var.MONTHS_SINCE_SEPARATION, length.bound, count, left.start, atom.end)]
        for right in after[:1]:
            gap = text[atom.end : right.start]
            if right.label == "MEASURE" and right.value == "arrears_months" and len(gap) <= 4:
                return [self._term(Var.ARREARS_MONTHS, length.bound, count, atom.start, right.end)]
        if length.bound == "gt" and any(
            left.label == "WHEN" and any(word in str(left.value) for word in _SEPARATION) for left in before
        ):  # 「与企业解除劳动合同的…需在三个月内完成接续，如超过三个月转入…」
            return [self._term(Var.MONTHS_SINCE_SEPARATION, length.bound, count, atom.start, atom.end)]
        return []

    def _age(self, atom: Atom) -> list[Term]:
        age = atom.value
        assert isinstance(age, Age)
        if age.bound is None or self.reading.text[atom.start - 1 : atom.start] in ("男", "女", "性"):
            return []
        return [self._term(Var.AGE, age.bound, age.years, atom.start, atom.end)]

    def _resolved(self, terms: list[Term]) -> tuple[Term, ...]:
        """Same variable twice: an enumeration is `in` (or everybody), else the last one wins."""
        kept: list[Term] = []
        for term in terms:
            cmp = term.cmp
            if cmp.op in ("lt", "le", "gt", "ge"):
                side = ("lt", "le") if cmp.op in ("lt", "le") else ("gt", "ge")
                other = ("gt", "ge") if side == ("lt", "le") else ("lt", "le")
                kept = [
                    old
                    for old in kept
                    if not (
                        old.cmp.var is cmp.var
                        and (old.cmp.op in side or (old.cmp.op in other and not self._near(old, term)))
                    )
                ]
                kept.append(term)
                continue
            same = next((old for old in kept if old.cmp.var is cmp.var), None)
            if same is None:
                kept.append(term)
            elif same.cmp.value == cmp.value:
                kept[kept.index(same)] = term if not self._joined(same, term) else same
            elif self._joined(same, term):
                kept[kept.index(same)] = _either(same, term, self._is_open(term))
            else:
                kept.remove(same)
                kept.append(term)
        return tuple(term for term in kept if not self._everybody(term.cmp))

    def _near(self, left: Term, right: Term) -> bool:
        return right.start - left.end <= 3

    def _joined(self, left: Term, right: Term) -> bool:
        return _TOGETHER.match(self.reading.text[left.end : right.start]) is not None

    def _is_open(self, term: Term) -> bool:
        """「死亡、移民等原因」, 「协作银行、办税服务厅等渠道」: the list is not closed."""
        return term.cmp.var in (Var.EVENT, Var.PAY_ROUTE) and (
            self.reading.text.startswith("等", term.end) or "等" in self.reading.text[term.start : term.end]
        )

    def _everybody(self, cmp: Cmp) -> bool:
        if cmp.op != "in" or not isinstance(cmp.value, tuple):
            return False
        if cmp.var is Var.STATUS:
            return len(cmp.value) == 2
        if cmp.var is Var.PLAN:
            return set(cmp.value) >= self.plans
        return False

    @cached_property
    def plans(self) -> set[str]:
        """The labels of the plans that the notice tells apart."""
        return {self.reading.words(atom) for atom in self.reading.atoms if atom.label == "PLAN"}

    # ── what the surroundings say ────────────────────────────────────────────────────────────

    def inherited(self, sentence: Sentence, own: tuple[Term, ...]) -> tuple[Term, ...]:
        """What lead, earlier sentence and headings add to what a sentence says itself."""
        taken = {term.cmp.var for term in own}
        subject = bool(taken & WHO)
        result: list[Term] = []
        for term in (*self._before(sentence), *self.above(sentence.block)):
            var = term.cmp.var
            if var in taken or any(old.cmp.var is var and old.cmp != term.cmp for old in result):
                continue
            if subject and var in WHO and not (var is Var.PAID_THROUGH and taken & WHO <= {Var.ARREARS_MONTHS}):
                continue
            if term not in result:
                result.append(term)
        return tuple(result)

    def _before(self, sentence: Sentence) -> tuple[Term, ...]:
        """What the block has said before this sentence: its lead always, its subjects handed on."""
        block = sentence.block
        reading = self.reading
        lead: tuple[Term, ...] = ()
        if block.lead and sentence.start > block.lead[0]:
            lead = self.terms(*block.lead)
        handed: tuple[Term, ...] = ()
        for earlier in reading.outline.sentences_of(block):
            if earlier.start >= sentence.start:
                break
            own = self.terms(earlier.start, earlier.end)
            if any(term.cmp.var in _HANDED_ON for term in own):
                mine = {term.cmp.var for term in own}
                kept = tuple(
                    term
                    for term in handed
                    if term.cmp.var not in mine
                    and not (mine & WHO and term.cmp.var in WHO and term.cmp.var is not Var.PAID_THROUGH)
                )
                handed = kept + tuple(term for term in own if term.cmp.var in _HANDED_ON)
        return handed + tuple(term for term in lead if all(term.cmp.var is not old.cmp.var for old in handed))

    def above(self, block: Block) -> tuple[Term, ...]:
        """The conditions of the headings, questions and leads over a block, the nearest first."""
        if block.index not in self._above:
            found: list[Term] = []
            for above in block.above():
                if above.role in (Role.HEADING, Role.QUESTION):
                    where = (above.body, above.end)
                elif above.lead:
                    where = above.lead
                else:
                    continue
                for term in self.terms(*where):
                    if all(term.cmp.var is not old.cmp.var for old in found):
                        found.append(term)
            self._above[block.index] = tuple(found)
        return self._above[block.index]


def _value(text: str) -> bool | str:
    return text == "true" if text in ("true", "false") else text


def _either(left: Term, right: Term, open_list: bool) -> Term:
    values: list[str] = []
    for cmp in (left.cmp, right.cmp):
        new = cmp.value if isinstance(cmp.value, tuple) else (str(cmp.value),)
        values += [value for value in new if value not in values]
    if open_list:
        values.append("other")
    spans: tuple[Evidence, ...] = (*left.cmp.spans, *right.cmp.spans)
    merged = Cmp(op="in", var=left.cmp.var, value=tuple(values), spans=spans)
    return Term(merged, left.start, right.end)


def decimal(rate: Fraction) -> Decimal:
    """A multiple of a wage as a decimal: 60% is 0.6."""
    return Decimal(rate.numerator) / Decimal(rate.denominator)

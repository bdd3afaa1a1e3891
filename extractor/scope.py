"""Whom a statement holds for: the conditions that its sentence, lead, rows and headings set."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

from extractor import pattern as regex
from extractor import subjects
from extractor.atoms import Atom
from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Op, Pred, Var
from extractor.evidence import Evidence
from extractor.measures import Measures
from extractor.outline import Block, Role, Sentence
from extractor.plans import Plans
from extractor.reading import Reading, Where
from extractor.schema import shown
from extractor.subjects import Said

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
_HANDED_ON: Final = WHO | {Var.STATUS, Var.PLAN, Var.STUDENT, Var.AREA, Var.PAY_ROUTE}
_GRADUATED = regex.compile(
    r"(?:毕业|离校)(?:\d|[一二两三])年(?:以内|之内|内)的?(?:未就业)?的?(?:普通|全日制)?$|(?:当年|本年度?)毕业的?(?:普通)?$"
)
_WAYS_TO_PAY: Final = frozenset({Var.FREQUENCY, Var.PAID_IN_FULL})
# Labels of atoms that can set a condition.
_SETTING: Final = frozenset({"WHEN", "MEASURE", "DURATION", "AGE", "YEAR", "PLAN", "RATE"})
_EVEN: Final = frozenset({Var.STUDENT, Var.IDENTITY, Var.HARDSHIP, Var.STATUS})
_EVEN_THESE = regex.compile("（(?:含|包括|包含)[^（）]*）")
_EXPLAINED: Final = frozenset({Var.HARDSHIP, Var.IDENTITY})
# 「保障范围包括在校学生、新生儿」 names them among all, and nobody in particular.
_LISTED: Final = frozenset({Var.STUDENT, Var.IDENTITY, Var.HARDSHIP})
_TOGETHER = regex.compile(r"^[\p{Han}（）“”/]{0,10}[、或和及与][\p{Han}（）“”/]{0,10}$")
_OR = regex.compile(r"或")
# 「参加职工医保的职工和退休人员」: everybody
_EMPLOYEES_TOO: Final = regex.compile("(?<!退休|在职)职工(?:以?及|[和与、或])$")
_LIKE = regex.compile(r"(?:按|按照|视为|视同|视作|参照|比照|等同|等同于)$")
_DENIABLE: Final = frozenset({Var.HARDSHIP, Var.IDENTITY, Var.ENROLMENT})
_DENIED = regex.compile("(?:未(?:曾|经|有)?|没有?|(?<![除是若])非|不属于?(?:上述)?|(?<!是)不是)$")
_NOT_DONE = regex.compile("(?:未|没有?)(?:与|同|在|被|由)[^，。；、]{0,14}$")
_NOT = regex.compile(r"(?:未能?|没有?能?|不能?|尚未)[在于按]?$")
_EXCEPT = regex.compile(r"除[^，。；：:\n]{1,30}?(?:以外|之外|外)(?=[，、])")
_PAST = regex.compile(r"(?:之|以)?[后外]|(?:结束|截止|届满|期满)(?:之|以)?后")
# 「3．关于免交的问题」, 「二是……」: what begins so takes nothing over from the sentence before it
_ENUMERATED = regex.compile(
    r"(?:\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}(?:[、.．]|是)"
    r"|（[一二三四五六七八九十\d]{1,2}）|[①-⑳])"
)
_PAUSE = regex.compile("[，、；。:\n]")
_GROUPS: Final = frozenset({Var.IDENTITY, Var.HARDSHIP})
# What people can be apart from one another: two of them joined by 和 are two groups of people.
_APART: Final = frozenset(
    {Var.ENROLMENT, Var.ARREARS_MONTHS, Var.IN_WINDOW, Var.IDENTITY, Var.HARDSHIP, Var.STUDENT}
)
_BOTH_OF_THEM = regex.compile(
    r"(?:的|人员|对象|者|居民|户|[参续]保|缴费?|交费?|参加)*(?:，?(?:以及|和)|[及与])(?:对|其)?"
)
_IN_FRONT = regex.compile(r"[^，。；:\n]{2,24}:")
_OTHERS = regex.compile(r"(?:除此之外|此外|)?(?:其他|其余|其它)(?:情形|情况|人员|参保人|的)")
_CLOSES_A_LIST = regex.compile(r"[。；，\n]|且|并")
_LISTS_PEOPLE = regex.compile(r"(?:人员|者|的)、|^、.{0,4}$")


@dataclass(frozen=True)
class Term:
    """One comparison with the range of the view that sets it."""

    cmp: Cmp
    start: int
    end: int


class Scope:
    """Reads conditions; what it has read of a block it keeps for the sentences after it."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._above: dict[int, tuple[Term, ...]] = {}
        self._terms: dict[tuple[int, int], tuple[Term, ...]] = {}  # by range: rules ask again
        self._term_of: dict[Said, Term] = {}
        self._earlier: dict[tuple[int, int], tuple[tuple[Term, ...], tuple[Term, ...]]] = {}

    # ── the question that rules ask ──────────────────────────────────────────────────────────

    def of(
        self,
        sentence: Sentence,
        until: int | None = None,
        start: int | None = None,
        without: Iterable[Var] = (),
        inherit: bool = True,
        resume: int | None = None,
    ) -> Pred:
        """The condition under which what stands at `until` in a sentence holds.

        Own conditions are read from `start` (default: the sentence's) up to `until` (default: the
        sentence's end); then the block's lead, the sentence before it in the block, and the
        headings above fill in variables that are still open. `without` names variables to leave
        out. `resume` is where an earlier statement of the same sentence ended: what stands before
        it is handed on as an earlier sentence would be.
        """
        return self.combine(self.said(sentence, until, start, without, inherit, resume))

    def said(
        self,
        sentence: Sentence,
        until: int | None = None,
        start: int | None = None,
        without: Iterable[Var] = (),
        inherit: bool = True,
        resume: int | None = None,
    ) -> list[Term]:
        """The single conditions that `of` combines, in order."""
        begin = sentence.start if start is None else start
        end = sentence.end if until is None else until
        own = self.terms(begin, end)
        if resume is not None and begin < resume < end:
            late = self.terms(resume, end)
            if late:
                own = (*_handed_on(self.terms(begin, resume), late), *late)
        inherited = self.inherited(sentence, own) if inherit else ()
        dropped = frozenset(without)
        return [term for term in (*inherited, *own) if term.cmp.var not in dropped]

    def combine(self, terms: Iterable[Term]) -> Pred:
        """One predicate of all terms; alternatives that the words join with 或 become `any`."""
        ordered = list(terms)
        joints = [self._alternatives(*pair) for pair in pairwise(ordered)]
        parts: list[Pred] = []
        at = 0
        while at < len(ordered):
            last = at
            if at < len(joints) and joints[at]:
                last = self._last_alternative(ordered, joints, at) + 1
            part = self._any(ordered[at : last + 1], joints[at:last])
            if part not in parts:
                parts.append(part)
            at = last + 1
        if not parts:
            return ALWAYS
        return parts[0] if len(parts) == 1 else All(of=tuple(parts))

    def _last_alternative(self, terms: list[Term], joints: list[bool], first: int) -> int:
        """Where a list of alternatives ends that begins at a joint: not beyond a comma."""
        last = first
        for at in range(first + 1, len(joints)):
            if joints[at]:
                last = at
            elif not self.one_phrase(terms[at], terms[at + 1]):
                break
        return last

    def _any(self, terms: list[Term], joints: list[bool]) -> Pred:
        """Alternatives; two conditions on one noun (到龄选择按月缴费人员) are one of them."""
        groups: list[list[Cmp]] = [[terms[0].cmp]]
        for joint, term in zip(joints, terms[1:], strict=True):
            if joint:
                groups.append([term.cmp])
            else:
                groups[-1].append(term.cmp)
        options = tuple(group[0] if len(group) == 1 else All(of=tuple(group)) for group in groups)
        return options[0] if len(options) == 1 else AnyOf(of=options)

    def _alternatives(self, left: Term, right: Term) -> bool:
        """「新参保人员、到达法定退休年龄…人员」, 「…6月或其他原因导致不能线上缴费」."""
        if left.cmp.var == right.cmp.var or not left.end <= right.start <= left.end + 24:
            return False
        between = self.reading.text[left.end : right.start]
        if {left.cmp.var, right.cmp.var} <= _APART and _BOTH_OF_THEM.fullmatch(between):
            return left.cmp.value is not True and right.cmp.value is not True
        if {left.cmp.var, right.cmp.var} == {Var.STUDENT, Var.AGE} and (
            _BOTH_OF_THEM.fullmatch(between) or between == "、"
        ):
            return True  # 「在校学生和未满18周岁的居民」
        if Var.PLAN in (left.cmp.var, right.cmp.var) and between[:1] == "、":
            return False  # 「在职、选统账结合的」: both at once
        if _CLOSES_A_LIST.search(between):
            return False
        if _OR.search(between):
            return True
        if {left.cmp.var, right.cmp.var} & {Var.CONTRIBUTION_YEARS_MET, Var.PAID_IN_FULL}:
            return False  # 「已到退休年龄、缴费年限不足的人员」: both at once
        if {left.cmp.var, right.cmp.var} == {Var.ENROLMENT, Var.ARREARS_MONTHS}:
            return left.cmp.value == "new" or right.cmp.value == "new"  # nobody is both
        return _LISTS_PEOPLE.search(between) is not None

    # ── what a stretch says by itself ────────────────────────────────────────────────────────

    def terms(self, start: int, end: int) -> tuple[Term, ...]:
        """The conditions stated in a range of the view, one per variable and bound, the last wins."""
        if (start, end) not in self._terms:
            self._terms[start, end] = self._stated(start, end)
        return self._terms[start, end]

    def _stated(self, start: int, end: int) -> tuple[Term, ...]:
        found = [self._term(said) for said in self._said_by_atoms(start, end)]
        said = self._composed
        for place in range(bisect_left(self._starts, start), len(said)):
            one = said[place]
            if one.start >= end:
                break
            if one.end <= end:
                found.append(self._term(one))
        for begin, stop in self.plans.by_account:
            if start <= begin and stop <= end:
                label = self.reading.text[begin:stop]
                found.append(self._term(Said(Var.PLAN, "eq", label, begin, stop)))
        if not found:
            return ()
        return self._resolved(
            self._without_explanations(self._without_repeats(self._without_inner(found, start)))
        )

    def _said_by_atoms(self, start: int, end: int) -> Iterator[Said]:
        """What words of the lexicon and numbers set, each by itself."""
        atoms, plans = self.reading.atoms_in(start, end), self.plans
        for index, atom in enumerate(atoms):
            if atom.end > end or atom.label not in _SETTING:
                continue
            match atom.label:
                case "WHEN":
                    yield from self._said_by_word(atom)
                case "PLAN":
                    if len(plans.labels) > 1 and plans.named_by(atom):
                        label = plans.label_of(atom)
                        yield Said(Var.PLAN, "eq", label, atom.start, atom.end)
                case "RATE":
                    if self.reading.text.startswith("档", atom.end):
                        multiple = shown(Fraction(atom.value))
                        yield Said(Var.BASE_MULTIPLE, "eq", multiple, atom.start, atom.end)
                case _:
                    yield from self._measures.of(atom, atoms[:index], atoms[index + 1 :], start)

    def _said_by_word(self, atom: Atom) -> Iterator[Said]:
        text = self.reading.text
        for setting in str(atom.value).split("&"):
            variable, _, value = setting.partition("=")
            truth = self.reading.words(atom) if value == "as_printed" else _value(value)
            if truth == "new" and _LIKE.search(text, max(0, atom.start - 4), atom.start):
                continue  # 「按首次参保的规定享受」
            if setting == "status=retired" and _EMPLOYEES_TOO.search(
                text, max(0, atom.start - 8), atom.start
            ):
                continue
            if variable == Var.IN_WINDOW and (
                _NOT.search(text, max(0, atom.start - 4), atom.start) or _PAST.match(text, atom.end)
            ):
                truth = False  # 「未在规定期限内缴费的」, 「在集中缴费期后缴费」
            op: Op = "eq"
            near, clause = (
                (max(0, atom.start - 6), atom.start),
                (max(0, atom.start - 18), atom.start),
            )
            if variable == Var.EVENT and (
                _DENIED.search(text, *near) or _NOT_DONE.search(text, *clause)
            ):
                continue  # 「未与用人单位建立劳动关系的人员」: nothing has happened to them
            if variable in _DENIABLE and _DENIED.search(text, *near):
                op = "ne"  # 「不属于就业困难人员的」, 「非“4050”人员」
            begin = atom.start
            student = variable == Var.STUDENT and truth is True
            if student or (value == "as_printed" and "毕业" in str(truth)):
                since = _GRADUATED.search(text, max(0, begin - 16), begin)
                if since is not None:  # 「毕业2年内的高校毕业生」
                    begin = since.start()
                    truth = self.reading.printed(begin, atom.end)
                    if student:  # 「当年毕业的大中专学生」 studies no longer
                        variable, op = Var.IDENTITY, "eq"
            yield Said(Var(variable), op, truth, begin, atom.end)

    def _without_repeats(self, found: list[Term]) -> list[Term]:
        """In order, without words that only say again who is meant.

        「解除劳动关系后3个月内以灵活就业人员身份续保的」, 「中断缴费3个月以上重新参保的人员」.
        """
        found.sort(key=lambda term: term.start)
        who = any(term.cmp.var in WHO and term.cmp.value != "renewing" for term in found)
        bare = {one.start for one in self._composed if one.value == "renewing"} if who else set()
        counted = [term.end for term in found if term.cmp.var is Var.ARREARS_MONTHS]
        text = self.reading.text
        return [
            term
            for term in found
            if not (term.cmp.value == "renewing" and term.start in bare)
            and not (
                term.cmp.value in ("reenrolling", "renewing", "lapsed")
                and any(
                    end <= term.start and not _PAUSE.search(text, end, term.start)
                    for end in counted
                )
            )
        ]

    def _without_inner(self, found: list[Term], begin: int) -> list[Term]:
        """Leaves out what is excepted (除新生儿外), and 在集中参保期内 inside 未在……集中参保期内.

        What brackets behind other words include is left out too, unless only they are asked about.
        """
        late = [term for term in found if term.cmp.var is Var.IN_WINDOW and term.cmp.value is False]
        return [
            term
            for term in found
            if not any(start <= term.start and term.end <= end for start, end in self._excepted)
            and not (
                term.cmp.var in _EVEN
                and any(begin < a <= term.start and term.end <= b for a, b in self._even)
            )
            and not any(
                one is not term
                and one.cmp.var is term.cmp.var is Var.HARDSHIP
                and one.start <= term.start
                and term.end <= one.end
                and one.end - one.start > term.end - term.start
                for one in found
            )
            and not (
                term.cmp.var is Var.IN_WINDOW
                and term.cmp.value is True
                and any(one.start <= term.start and term.end <= one.end for one in late)
            )
        ]

    def _without_explanations(self, found: list[Term]) -> list[Term]:
        """「防止返贫监测对象（脱贫不稳定户、边缘易致贫户）」: the brackets say who they are."""
        text = self.reading.text
        kept: list[Term] = []
        for term in sorted(found, key=lambda term: term.start):
            before = kept[-1] if kept else None
            if before and before.cmp.var is term.cmp.var and term.cmp.var in _EXPLAINED:
                if text.startswith("）", before.end - 1) and term.end < before.end:
                    continue
                close = text.find("）", before.end) if text.startswith("（", before.end) else -1
                if close > term.start:
                    kept[-1] = Term(before.cmp, before.start, close + 1)
                    continue
            kept.append(term)
        return kept

    @cached_property
    def _even(self) -> list[Where]:
        """「城乡居民（含学生、儿童）每人380元」: everybody, even these."""
        return [found.span() for found in _EVEN_THESE.finditer(self.reading.text)]

    @cached_property
    def _excepted(self) -> list[Where]:
        return [found.span() for found in _EXCEPT.finditer(self.reading.text)]

    @cached_property
    def _composed(self) -> list[Said]:
        return subjects.find(self.reading)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self._composed]

    @cached_property
    def _measures(self) -> Measures:
        return Measures(self.reading, self._composed)

    @cached_property
    def plans(self) -> Plans:
        """The plans that the notice tells apart."""
        return Plans(self.reading)

    def _term(self, said: Said) -> Term:
        if said not in self._term_of:
            quote = (self.reading.evidence(said.start, said.end),)
            cmp = Cmp(op=said.op, var=said.var, value=said.value, spans=quote)
            self._term_of[said] = Term(cmp, said.start, said.end)
        return self._term_of[said]

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
                        and (
                            old.cmp.op in side
                            or (old.cmp.op in other and not self._near(old, term))
                        )
                    )
                ]
                kept.append(term)
                continue
            same = next((old for old in kept if old.cmp.var is cmp.var), None)
            if same is None:
                kept.append(term)
            elif same.cmp.value == cmp.value:
                joined = self._joined(same, term)
                kept[kept.index(same)] = Term(cmp, same.start, term.end) if joined else term
            elif self._joined(same, term):
                kept[kept.index(same)] = _either(same, term, self._is_open(term))
            else:
                kept.remove(same)
                kept.append(term)
        return tuple(term for term in kept if not self._everybody(term.cmp))

    def _near(self, left: Term, right: Term) -> bool:
        """Two bounds of one bracket stand in the same words or side by side."""
        return right.start - left.end <= 3

    def _joined(self, left: Term, right: Term) -> bool:
        text = self.reading.text
        end = left.end - (
            text[left.end - 1] in "、，或和及"
        )  # the lexicon has 「死亡或」, 「死亡、」
        begin = right.start + (text[right.start] == "、")  # and 「、办税服务厅等渠道」
        return _TOGETHER.match(text[end:begin]) is not None

    def _is_open(self, term: Term) -> bool:
        """「死亡、移民等原因」, 「协作银行、办税服务厅等渠道」: the list is not closed."""
        return term.cmp.var in (Var.EVENT, Var.PAY_ROUTE) and (
            self.reading.text.startswith("等", term.end)
            or "等" in self.reading.text[term.start : term.end]
        )

    def _everybody(self, cmp: Cmp) -> bool:
        if cmp.op != "in" or not isinstance(cmp.value, tuple):
            return False
        if cmp.var is Var.STATUS:
            return len(cmp.value) == 2
        if cmp.var is Var.PLAN:
            return set(cmp.value) >= self.plans.labels
        return False

    # ── what the surroundings say ────────────────────────────────────────────────────────────

    def inherited(self, sentence: Sentence, own: tuple[Term, ...]) -> tuple[Term, ...]:
        """What lead, earlier sentence and headings add to what a sentence says itself."""
        taken = {term.cmp.var for term in own}
        listed = self._names_its_own(sentence, own)
        subject = (
            bool(taken & WHO)
            or _OTHERS.match(self.reading.text, sentence.start) is not None
            or listed
        )
        result: list[Term] = []
        handed, lead = self._before(sentence)
        if listed:
            lead = ()  # that of the first item
        if taken & _LISTED:  # 「学生个人缴费350元。特困人员全额资助」: each its own people
            handed = tuple(term for term in handed if term.cmp.var not in _LISTED)
        over = lead + self.above(sentence.block)
        if Var.STATUS in taken:
            # 「选统账结合的在职人员…。退休人员…」: the new status ends the plan of the old one
            old = [term for term in (*handed, *lead) if term.cmp.var is Var.STATUS]
            handed, lead = (
                tuple(
                    term
                    for term in terms
                    if term.cmp.var is not Var.PLAN
                    or not any(self.one_phrase(term, o) for o in old)
                )
                for terms in (handed, lead)
            )
            if any(term.cmp.value == "retired" for term in own):  # 「甲档每月96元。退休的90元」
                handed = tuple(term for term in handed if term.cmp.var is not Var.PLAN)
        named = {term.cmp.var for term in handed} & WHO
        for term in (*handed, *lead, *self.above(sentence.block)):
            var = term.cmp.var
            # 「初次参保人员：…。欠费3个月的，中断。重新缴费的，…」: the lead is of the first
            outdated = bool(named) and var in WHO and term not in handed
            if outdated and not _goes_with(term, named) and not _narrows(term, named):
                continue
            if var in taken or any(old.cmp.var is var and old.cmp != term.cmp for old in result):
                continue
            apart = subject and var in WHO and not _goes_with(term, taken)
            if apart and (term not in over or not _narrows(term, taken)):
                continue
            if term not in result:
                result.append(term)
        return tuple(result)

    def _names_its_own(self, sentence: Sentence, own: tuple[Term, ...]) -> bool:
        """「低保对象:资助210元；80周岁以上的老人:资助100元」: each item of a list its own people."""
        if sentence.start <= sentence.block.body:
            return False
        named = _IN_FRONT.match(self.reading.text, sentence.start, sentence.end)
        return named is not None and any(term.start < named.end() for term in own)

    def one_phrase(self, left: Term, right: Term) -> bool:
        """Whether two conditions describe one noun: 选统账结合的在职人员."""
        first, second = sorted((left, right), key=lambda term: term.start)
        return _PAUSE.search(self.reading.text, first.end, second.start) is None

    def _before(self, sentence: Sentence) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """What the block has said before this sentence: subjects handed on, and its lead."""
        key = (sentence.block.index, sentence.start)
        if key not in self._earlier:
            self._earlier[key] = self._said_before(sentence)
        return self._earlier[key]

    def _said_before(self, sentence: Sentence) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        block = sentence.block
        reading = self.reading
        lead: tuple[Term, ...] = ()
        if block.lead and sentence.start > block.lead[0]:
            lead = self.terms(*block.lead)
        handed: tuple[Term, ...] = ()
        plans: set[str] = set()
        for earlier in reading.outline.sentences_of(block):
            if _ENUMERATED.match(reading.text, earlier.start):
                handed = ()
            if earlier.start >= sentence.start:
                break
            own = self.terms(earlier.start, earlier.end)
            named = {atom.value for atom in reading.atoms_in(earlier.start, earlier.end, "WHEN")}
            if named >= {"status=active", "status=retired"}:  # of both: of neither further on
                own = tuple(term for term in own if term.cmp.var is not Var.STATUS)
                handed = tuple(term for term in handed if term.cmp.var is not Var.STATUS)
            if reading.text.find("包括", earlier.start, earlier.end) >= 0:
                own = tuple(term for term in own if term.cmp.var not in _LISTED)
            if any(term.cmp.var in _HANDED_ON for term in own):
                kept = _handed_on(handed, own)
                handed = kept + tuple(term for term in own if term.cmp.var in _HANDED_ON)
            plans |= {
                self.plans.label_of(atom)
                for atom in reading.atoms_in(earlier.start, earlier.end, "PLAN")
            }
            if reading.text.endswith("。", earlier.start, earlier.end):
                if len(plans) > 1:  # 「甲档按8%缴纳；乙档按5%缴纳。大病保险费每年144元」: of both
                    handed = tuple(term for term in handed if term.cmp.var is not Var.PLAN)
                plans = set()
        return handed, lead

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
                asks = above.role is Role.QUESTION and self.reading.text.endswith(
                    ("吗？", "吗", "吗?"), *where
                )
                for term in self.terms(*where):
                    if asks and term.cmp.var in _WAYS_TO_PAY:
                        continue  # 「可以预缴全年吗？」
                    if all(term.cmp.var is not old.cmp.var for old in found):
                        found.append(term)
            self._above[block.index] = tuple(found) or self._asked_by_title
        return self._above[block.index]

    @cached_property
    def _asked_by_title(self) -> tuple[Term, ...]:
        """Whom one question is about that is the title of its answer: 「困难人员的补贴是多少？」."""
        blocks = self.reading.blocks
        title = next((block for block in blocks if block.role is Role.TITLE), None)
        if title is None or not self.reading.text.endswith("？", title.start, title.end):
            return ()
        if len(blocks) > 4 or any(block.role in (Role.HEADING, Role.QUESTION) for block in blocks):
            return ()
        people = (Var.HARDSHIP, Var.STATUS, Var.IDENTITY, Var.STUDENT, Var.AGE)
        return tuple(term for term in self.terms(title.body, title.end) if term.cmp.var in people)


def _handed_on(earlier: tuple[Term, ...], later: tuple[Term, ...]) -> tuple[Term, ...]:
    """What an earlier statement says that a later one leaves open: a new subject replaces the old."""
    mine = {term.cmp.var for term in later}
    # 「转入居民医保的，断缴不超过3个月的…；断缴超过3个月的…」 goes on about the same people
    again = Var.ARREARS_MONTHS in mine and any(
        term.cmp.var is Var.ARREARS_MONTHS for term in earlier
    )
    return tuple(
        term
        for term in earlier
        if term.cmp.var not in mine
        and not (term.cmp.var is Var.IN_WINDOW and mine & WHO)
        and not (
            mine & WHO
            and term.cmp.var in WHO
            and not _goes_with(term, mine)
            and not (again and _narrows(term, mine))
        )
    )


def _goes_with(term: Term, subject: set[Var]) -> bool:
    """Whether an earlier condition holds for a new subject too: who has not paid has arrears."""
    if term.cmp.var is Var.PAID_THROUGH:  # who has paid has none
        return term.cmp.op in ("lt", "le") and subject & WHO <= {Var.ARREARS_MONTHS}
    return term.cmp.var is Var.EVENT and Var.MONTHS_SINCE_SEPARATION in subject


def _narrows(term: Term, subject: set[Var]) -> bool:
    """Whether what a heading or lead says holds for each subject under it: 退役军人。首次参保的…."""
    if term.cmp.var in _GROUPS:
        return True
    moved = term.cmp.var is Var.OTHER_INSURANCE or term.cmp.value == "transferring"
    return moved and subject & WHO <= {Var.ARREARS_MONTHS}


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

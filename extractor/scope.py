"""Whom a statement holds for: the conditions that its sentence, lead, rows and headings set."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Final

import regex

from extractor import subjects
from extractor.atoms import Atom
from extractor.atoms.date import Point
from extractor.atoms.duration import Age, Length
from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Op, Pred, Var
from extractor.evidence import Evidence
from extractor.outline import Block, Role, Sentence
from extractor.pattern import compiled
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
_HANDED_ON: Final = WHO | {Var.STATUS, Var.PLAN, Var.STUDENT, Var.AREA, Var.PAY_ROUTE}
# 「保障范围包括在校学生、新生儿」 names them among all, and nobody in particular.
_LISTED: Final = frozenset({Var.STUDENT, Var.IDENTITY, Var.HARDSHIP})
_SEPARATION: Final = ("labour_contract_ended", "unemployment_benefit_exhausted")
_TOGETHER = regex.compile(r"^[\p{Han}（）“”/]{0,10}[、或和及与][\p{Han}（）“”/]{0,10}$")
_CONTRIBUTION_YEARS = regex.compile(
    r"(?:(?:缴费|参保)年限|(?:累计|实际|连续)(?:缴费|参保)|(?:缴费|参保)(?:累计|实际|合计))[^，。；]{0,8}$"
)
_OR = regex.compile(r"或")
_TO_BE_PAID = regex.compile(r"(?:应|需|可|须|请|一次性?|继续|预|起)[^，。；\n]{0,3}$")
_LIKE = regex.compile(r"(?:按|按照|视为|视同|视作|参照|比照|等同|等同于)$")
_NOT = regex.compile(r"(?:未能?|没有?能?|不能?|尚未)[在于按]?$")
_EXCEPT = regex.compile(r"除[^，。；：:\n]{1,30}?(?:以外|之外|外)(?=[，、])")
_PAST = regex.compile(r"(?:之|以)?[后外]|(?:结束|截止|届满|期满)(?:之|以)?后")
_IN_A_ROW = regex.compile(r"(?:连续|累计|已|达|有)$")
_EXACTLY = regex.compile(r"(?:时间|期限|缴费)?(?:累计|连续|已|达|在|为)*")
# words that also name what one does at the counter: 停保超过3个月的
_STOPPED = regex.compile(r"(?:停保|停了|停缴|停止缴费|停止参保|未按[时期](?:足额)?缴费|参保中断)(?:时间|期)?(?:累计|连续|已)?$")
# 3个月以内补缴的, 超过3个月仍未补齐欠费的, 超过3个月才接续参保的
_OF_WHOM = regex.compile(r"(?:之?内|里)?[^，。；、:\d\n]{0,16}?的(?!话|钱)")
_DOES = regex.compile("补|缴|交|续|接|参保|参加|转|恢复|登记|办理|的")
# 「3．关于免交的问题」, 「二是……」: what begins so takes nothing over from the sentence before it
_ENUMERATED = regex.compile(
    r"(?:\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]{1,3}(?:[、.．]|是)|（[一二三四五六七八九十\d]{1,2}）|[①-⑳])"
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
_UNPAID = regex.compile(r"(?:仍|还|都)?(?:未|没有?)(?:能|再)?(?:足额|按时|按期|正常)?[续补]?(?:缴|交|齐|上|参保)|欠费|欠缴|断缴|断保")
# 自退役之日起(3个月内参保的), 解除劳动关系后(两个月内接续的)
_SEPARATED_SINCE = regex.compile(
    r"(?:解除|终止|离职|离岗|退役|退伍|转业|期满|失业|停保|脱离|毕业|释放)[^，。；\n]{0,6}?(?:之日|之月|次日|次月|当月|后)起?$"
)
_TAKES_UP = regex.compile(r"(?:之?内)?(?:[^，。；\n]{0,12})(?:接续|续保|参保|转入|续缴|缴费|转为|转接|接转)[^，。；\n]{0,12}?(?:的|人员|，不设|，无)")


_BY_ACCOUNT = regex.compile("(?P<name>(?:不|未)?(?:建立?|设立?)(?:个人)?账户)(?=的|）)")
_TIERS = "一二三四五六七八"
_TIER = regex.compile(rf"第?(?P<place>[{_TIERS}])档")
# 甲类药品, A类护理服务
_OF_ANOTHER_KIND = regex.compile(
    r"(?:[、和及或]?[A-D甲乙丙]类)*(?:的)?(?:药|目录|诊疗|医用|医院|医疗(?!保)|机构|护理|服务|项目|企业|单位|行业|传染|地区|城市|学校|人才|库)"
)
_ANY_ONE = regex.compile("(?:任意?选择?|自愿选择?|自主选择?|自选|其中|中选择?|选定|选取|任择)$")


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
        self._terms: dict[tuple[int, int], tuple[Term, ...]] = {}  # by range: rules ask again
        self._term_of: dict[tuple[Var, Op, bool | int | str, int, int], Term] = {}
        self._earlier: dict[tuple[int, int], tuple[tuple[Term, ...], tuple[Term, ...]]] = {}

    # ── the question that rules ask ──────────────────────────────────────────────────────────

    def of(
        self, sentence: Sentence, until: int | None = None, start: int | None = None,
        without: Iterable[Var] = (), inherit: bool = True, resume: int | None = None,
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
        self, sentence: Sentence, until: int | None = None, start: int | None = None,
        without: Iterable[Var] = (), inherit: bool = True, resume: int | None = None,
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
        if compiled(r"[。；，\n]|且|并").search(between):
            return False
        if _OR.search(between):
            return True
        if {left.cmp.var, right.cmp.var} & {Var.CONTRIBUTION_YEARS_MET, Var.PAID_IN_FULL}:
            return False  # 「已到退休年龄、缴费年限不足的人员」: both at once
        if {left.cmp.var, right.cmp.var} == {Var.ENROLMENT, Var.ARREARS_MONTHS}:
            return left.cmp.value == "new" or right.cmp.value == "new"  # nobody is both
        return compiled(r"(?:人员|者|的)、|^、.{0,4}$").search(between) is not None

    # ── what a stretch says by itself ────────────────────────────────────────────────────────

    def terms(self, start: int, end: int) -> tuple[Term, ...]:
        """The conditions stated in a range of the view, one per variable and bound, the last wins."""
        if (start, end) not in self._terms:
            self._terms[start, end] = self._stated(start, end)
        return self._terms[start, end]

    def _stated(self, start: int, end: int) -> tuple[Term, ...]:
        found: list[Term] = []
        atoms = self.reading.atoms_in(start, end)
        for index, atom in enumerate(atoms):
            if atom.end > end:
                continue
            match atom.label:
                case "WHEN":
                    for setting in str(atom.value).split("&"):
                        variable, _, value = setting.partition("=")
                        truth = self.reading.words(atom) if value == "as_printed" else _value(value)
                        if truth == "new" and _LIKE.search(
                            self.reading.text, max(0, atom.start - 4), atom.start
                        ):
                            continue  # 「按首次参保的规定享受」
                        if variable == Var.IN_WINDOW and (
                            _NOT.search(self.reading.text, max(0, atom.start - 4), atom.start)
                            or _PAST.match(self.reading.text, atom.end)
                        ):
                            truth = False  # 「未在规定期限内缴费的」, 「在集中缴费期后缴费」
                        found.append(self._term(Var(variable), "eq", truth, atom.start, atom.end))
                case "MEASURE" if atom.value == "paid_through":
                    found += self._paid_through(atom, atoms[index + 1 : index + 2])
                case "DURATION":
                    found += self._threshold(atom, atoms[:index], atoms[index + 1 :], start)
                case "AGE":
                    found += self._age(atom)
                case "YEAR":
                    found += self._paid_year(atom)
                case "PLAN" if len(self.plans) > 1 and self.names_plan(atom):
                    found.append(self._term(Var.PLAN, "eq", self.plan_of(atom), atom.start, atom.end))
                case "RATE":
                    if self.reading.text.startswith("档", atom.end):
                        multiple = shown(Fraction(atom.value))
                        found.append(self._term(Var.BASE_MULTIPLE, "eq", multiple, atom.start, atom.end))
        said = self._composed
        for place in range(bisect_left(self._starts, start), len(said)):
            one = said[place]
            if one.start >= end:
                break
            if one.end <= end:
                found.append(self._term(one.var, one.op, one.value, one.start, one.end))
        if not found and not self.account_plans:
            return ()
        found = self._without_inner(found)
        found.sort(key=lambda term: term.start)
        if any(term.cmp.var in WHO and term.cmp.value != "renewing" for term in found):
            # 「解除劳动关系后3个月内以灵活就业人员身份续保的」: who renews is said already
            bare = {one.start for one in said if one.value == "renewing"}
            found = [term for term in found if term.start not in bare or term.cmp.value != "renewing"]
        # 「中断缴费3个月以上重新参保的人员」: who enrols again is said already
        counted = [term.end for term in found if term.cmp.var is Var.ARREARS_MONTHS]
        found = [
            term
            for term in found
            if term.cmp.value != "reenrolling"
            or not any(
                end <= term.start and not _PAUSE.search(self.reading.text, end, term.start)
                for end in counted
            )
        ]
        for begin, stop in self.account_plans:
            if start <= begin and stop <= end:
                found.append(self._term(Var.PLAN, "eq", self.reading.text[begin:stop], begin, stop))
        return self._resolved(found)

    def _without_inner(self, found: list[Term]) -> list[Term]:
        """Leaves out what is excepted (除新生儿外), and 在集中参保期内 inside 未在……集中参保期内."""
        late = [term for term in found if term.cmp.var is Var.IN_WINDOW and term.cmp.value is False]
        return [
            term
            for term in found
            if not any(start <= term.start and term.end <= end for start, end in self._excepted)
            and not any(
                term is not one and term.cmp.var is Var.IN_WINDOW and term.cmp.value is True
                and one.start <= term.start and term.end <= one.end
                for one in late
            )
        ]

    @cached_property
    def _excepted(self) -> list[tuple[int, int]]:
        return [found.span() for found in _EXCEPT.finditer(self.reading.text)]

    @cached_property
    def _composed(self) -> list[subjects.Said]:
        return subjects.find(self.reading)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self._composed]

    def _term(self, var: Var, op: Op, value: bool | int | str, start: int, end: int) -> Term:
        key = (var, op, value, start, end)
        if key not in self._term_of:
            quote = (self.reading.evidence(start, end),)
            cmp = Cmp(op=op, var=var, value=value, spans=quote)
            self._term_of[key] = Term(cmp, start, end)
        return self._term_of[key]

    def _paid_through(self, atom: Atom, after: list[Atom]) -> list[Term]:
        if not after or not isinstance(after[0].value, Point) or after[0].start > atom.end + 2:
            return []
        point = after[0].value
        year = point.year or (self.reading.calendar.year if point.relative in ("当年", "本年", "本年度") else None)
        if year is None or point.month is None:
            return []
        if _TO_BE_PAID.search(self.reading.text, max(0, atom.start - 8), atom.start):
            return []  # 「从参保登记当月起缴纳至当年12月」
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
        if length.unit == "day" and length.count % 30 == 0:  # 欠费超过90天的
            length = Length(length.count // 30, "month", length.bound)
        if length.unit not in ("month", "year"):
            return []
        text = self.reading.text
        years = _CONTRIBUTION_YEARS.search(text, max(floor, atom.start - 16), atom.start)
        if years and length.bound and length.unit == "year":  # 「累计缴费年限男满25年、女满20年的」
            met = length.bound in ("ge", "gt")
            return [self._term(Var.CONTRIBUTION_YEARS_MET, "eq", met, years.start(), atom.end)]
        for left in reversed(before):
            gap = text[left.end : atom.start]
            if len(gap) > 12 or compiled(r"[。；\n]").search(gap):
                break
            if left.label == "MEASURE" and left.value == "arrears_months" and "，" not in gap:
                if length.bound is None and length.above is None and not (
                    _EXACTLY.fullmatch(gap) and compiled("的|，?[视按]").match(text[atom.end : atom.end + 2])
                ):
                    break  # 「断缴后重新缴费设3个月等待期」
                return self._bounds(Var.ARREARS_MONTHS, length, left.start, atom.end)
            if left.label == "DURATION" and compiled(r"[、，且但或]{0,2}").fullmatch(gap):
                earlier = self._threshold(left, before[: before.index(left)], [atom], floor)
                if earlier:
                    return self._bounds(earlier[0].cmp.var, length, atom.start, atom.end)
            if left.label == "WHEN" and any(word in str(left.value) for word in _SEPARATION):
                if "之日" in gap or "起" in gap or compiled("[，]").search(gap):
                    break
                return self._bounds(Var.MONTHS_SINCE_SEPARATION, length, left.start, atom.end)
        for right in after[:1]:
            gap = text[atom.end : right.start]
            if right.label == "MEASURE" and right.value == "arrears_months" and len(gap) <= 4:
                return self._bounds(Var.ARREARS_MONTHS, length, atom.start, right.end)
        unpaid = _UNPAID.match(text, atom.end)
        if unpaid and (length.bound or _IN_A_ROW.search(text, floor, atom.start)):
            return self._bounds(Var.ARREARS_MONTHS, length, atom.start, unpaid.end())
        stopped = _STOPPED.search(text, max(floor, atom.start - 14), atom.start)
        if stopped and (length.bound or length.above):
            return self._bounds(Var.ARREARS_MONTHS, length, stopped.start(), atom.end)
        separated = self._separated(before, floor, atom.start)
        if separated and length.bound and compiled("[^，。；\n起]{0,6}").fullmatch(text[separated : atom.start]):
            return self._bounds(Var.MONTHS_SINCE_SEPARATION, length, atom.start, atom.end)
        if length.bound == "gt" and separated:
            # 「与企业解除劳动合同的…需在三个月内完成接续，如超过三个月转入…」
            return self._bounds(Var.MONTHS_SINCE_SEPARATION, length, atom.start, atom.end)
        if length.bound in ("le", "lt") and _TAKES_UP.match(text, atom.end):
            since = _SEPARATED_SINCE.search(text, max(floor, atom.start - 18), atom.start)
            if since or separated:  # 「两个月内接续的不设待遇等待期」
                begin = since.start() if since else atom.start
                return self._bounds(Var.MONTHS_SINCE_SEPARATION, length, begin, atom.end)
        elided = self._elided_measure(atom, after) if length.bound else None
        if elided is not None:
            return self._bounds(elided, length, atom.start, atom.end)
        return []

    def _separated(self, before: list[Atom], floor: int, end: int) -> int:
        """Where a stretch last speaks of leaving a job or its benefit, 0 where it does not."""
        ends = [
            left.end
            for left in before
            if left.label == "WHEN" and any(word in str(left.value) for word in _SEPARATION)
        ]
        for place in range(bisect_left(self._starts, floor), len(self._composed)):
            one = self._composed[place]
            if one.end > end:
                break
            if one.value in _SEPARATION:
                ends.append(one.end)
        return max(ends, default=0)

    def _bounds(self, var: Var, length: Length, start: int, end: int) -> list[Term]:
        """The comparisons that a length sets on a variable; without a bound it is a least one."""
        months = 12 if length.unit == "year" else 1
        if length.above is None:
            return [self._term(var, length.bound or "ge", length.count * months, start, end)]
        low = length.above
        return [
            self._term(var, low.bound or "ge", low.count * months, start, end),
            self._term(var, length.bound or "le", length.count * months, start, end),
        ]

    def _elided_measure(self, atom: Atom, after: list[Atom]) -> Var | None:
        """What a bare bound goes on about: 「断保满3个月的，算中断；没满3个月的，补齐就接着享受」.

        Also what the question over it asks: 「问：断缴了怎么办？答：3个月以内的…」.
        """
        text = self.reading.text
        end = atom.end
        if after and after[0].label == "DURATION" and after[0].start - end <= 2:
            end = after[0].end  # 超过3个月未满6个月的
        whom = _OF_WHOM.match(text, end)
        if whom is None or not _DOES.search(whom.group()):
            return None
        if text[atom.start - 1 : atom.start] not in "，；。:、）\n但若如而在":
            return None
        blocks = self.reading.blocks
        block = next((block for block in blocks if block.start <= atom.start < block.end), None)
        if block is None:
            return None
        places = [(block.start, atom.start), *((above.start, above.end) for above in block.above())]
        for start, stop in places:
            measured = self._measured(start, stop)
            if measured:
                return max(measured)[1]
        return None

    def _measured(self, start: int, stop: int) -> list[tuple[int, Var]]:
        """What a stretch counts months of, or names without counting, each with its place."""
        found = [
            (term.end, term.cmp.var)
            for term in self.terms(start, stop)
            if term.cmp.var in (Var.ARREARS_MONTHS, Var.MONTHS_SINCE_SEPARATION)
        ]
        for atom in self.reading.atoms_in(start, stop, "MEASURE"):
            if atom.value == "arrears_months":
                found.append((atom.end, Var.ARREARS_MONTHS))
        separated = self._separated(self.reading.atoms_in(start, stop), start, stop)
        if separated:
            found.append((separated, Var.MONTHS_SINCE_SEPARATION))
        return found

    def _age(self, atom: Atom) -> list[Term]:
        age = atom.value
        assert isinstance(age, Age)
        text = self.reading.text
        if age.bound is None or text[atom.start - 1 : atom.start] in ("男", "女", "性"):
            return []
        if text.startswith(("男", "女", "的男", "的女"), atom.end):
            return []
        return [
            self._term(Var.AGE, one.bound, one.years, atom.start, atom.end)
            for one in (age.above, age)
            if one is not None and one.bound is not None
        ]

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
        end = left.end - (text[left.end - 1] in "、，或和及")  # the lexicon has 「死亡或」, 「死亡、」
        begin = right.start + (text[right.start] == "、")  # and 「、办税服务厅等渠道」
        return _TOGETHER.match(text[end:begin]) is not None

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
    def account_plans(self) -> list[tuple[int, int]]:
        """「建立个人账户的…；不建立个人账户的…」: plans that have no other name."""
        text = self.reading.text
        if "账户" not in text or self._plan_atoms:
            return []
        found = [match.span("name") for match in _BY_ACCOUNT.finditer(text)]
        without = sum(text[start] in "不未" for start, _ in found)
        return found if 0 < without < len(found) else []

    @cached_property
    def plans(self) -> set[str]:
        """The labels of the plans that the notice tells apart."""
        words = {self.reading.words(atom) for atom in self._plan_atoms}
        found = set()
        for word in words:
            tier = _TIER.fullmatch(word)
            if tier is None:
                found.add(word)
                continue
            # 「设五档，任选一档」 counts; a tier is a name where its lower ones (or the second) are
            place = _TIERS.index(tier["place"])
            others = _TIERS[: max(place, 2)]
            if all(word.replace(tier["place"], other) in words for other in others):
                found.add(word)
        return found - self.plan_names.keys()

    @cached_property
    def _plan_atoms(self) -> list[Atom]:
        text = self.reading.text
        return [
            atom
            for atom in self.reading.atoms
            if atom.label == "PLAN" and not _OF_ANOTHER_KIND.match(text, atom.end)
        ]

    @cached_property
    def plan_names(self) -> dict[str, str]:
        """The first name of each plan that has two: 一档（统账结合）."""
        names: dict[str, str] = {}
        plans = self._plan_atoms
        for first, second in zip(plans, plans[1:], strict=False):
            between = self.reading.text[first.end : second.start]
            if between in ("（", "（即", "，即", "，也就是") and not self.reading.text.startswith("、", second.end):
                names.setdefault(self.reading.words(second), self.reading.words(first))
        return names

    def plan_of(self, atom: Atom) -> str:
        """The label of the plan that a PLAN atom names."""
        word = self.reading.words(atom)
        return self.plan_names.get(word, word)

    def names_plan(self, atom: Atom) -> bool:
        """Whether a PLAN atom names a plan here: not in 任选一档, 较高档次."""
        text = self.reading.text
        if self.plan_of(atom) not in self.plans or text.startswith("次", atom.end):
            return False
        if _OF_ANOTHER_KIND.match(text, atom.end):
            return False
        return not (
            _ANY_ONE.search(text, max(0, atom.start - 8), atom.start)
            and not compiled("[的参缴:、或和及]|人员").match(text[atom.end : atom.end + 2])
        )

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
        over = lead + self.above(sentence.block)
        if Var.STATUS in taken:
            # 「选统账结合的在职人员…。退休人员…」: the new status ends the plan of the old one
            old = [term for term in (*handed, *lead) if term.cmp.var is Var.STATUS]
            handed, lead = (
                tuple(
                    term
                    for term in terms
                    if term.cmp.var is not Var.PLAN or not any(self.one_phrase(term, o) for o in old)
                )
                for terms in (handed, lead)
            )
            if any(term.cmp.value == "retired" for term in own):  # 「甲档每月96元。退休的90元」
                handed = tuple(term for term in handed if term.cmp.var is not Var.PLAN)
        for term in (*handed, *lead, *self.above(sentence.block)):
            var = term.cmp.var
            if var in taken or any(old.cmp.var is var and old.cmp != term.cmp for old in result):
                continue
            if subject and var in WHO and not _goes_with(term, taken):
                if term not in over or not _narrows(term, taken):
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
        return not compiled("[，、；。:\n]").search(self.reading.text[first.end : second.start])

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
                for term in self.terms(*where):
                    if all(term.cmp.var is not old.cmp.var for old in found):
                        found.append(term)
            self._above[block.index] = tuple(found)
        return self._above[block.index]


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

"""What a number in a condition measures: 欠费超过3个月, 离职后3个月内, 35至45周岁, 缴费至6月."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.date import Point
from extractor.atoms.duration import Age, Length
from extractor.conditions import Op, Var
from extractor.reading import Reading
from extractor.subjects import Said

_SEPARATION: Final = ("labour_contract_ended", "unemployment_benefit_exhausted")
_MONTHS: Final = (Var.ARREARS_MONTHS, Var.MONTHS_SINCE_SEPARATION)
_CONTRIBUTION_YEARS: Final = regex.compile(
    r"(?:(?:缴费|参保)年限|(?:累计|实际|连续)(?:缴费|参保)|(?:缴费|参保)(?:累计|实际|合计))"
    r"[^，。；]{0,8}$"
)
_TO_BE_PAID: Final = regex.compile(r"(?:应|需|可|须|请|一次性?|继续|预|起)[^，。；\n]{0,3}$")
_IN_A_ROW: Final = regex.compile(r"(?:连续|累计|已|达|有)$")
_EXACTLY: Final = regex.compile(r"(?:时间|期限|缴费)?(?:累计|连续|已|达|在|为)*")
_IS_WHAT_COUNTS: Final = regex.compile("的|，?[视按]")
# words that also name what one does at the counter: 停保超过3个月的
_STOPPED: Final = regex.compile(
    r"(?:停保|停了|停缴|停止缴费|停止参保|未按[时期](?:足额)?缴费|参保中断)"
    r"(?:时间|期)?(?:累计|连续|已)?$"
)
_UNPAID: Final = regex.compile(
    r"(?:仍|还|都)?(?:未|没有?)(?:能|再)?(?:足额|按时|按期|正常)?[续补]?(?:缴|交|齐|上|参保)"
    r"|欠费|欠缴|断缴|断保"
)
# 自退役之日起(3个月内参保的), 解除劳动关系后(两个月内接续的)
_SEPARATED_SINCE: Final = regex.compile(
    r"(?:解除|终止|离职|离岗|退役|退伍|转业|期满|失业|停保|脱离|毕业|释放)"
    r"[^，。；\n]{0,6}?(?:之日|之月|次日|次月|当月|后)起?$"
)
_TAKES_UP: Final = regex.compile(
    r"(?:之?内)?(?:[^，。；\n]{0,12})(?:接续|续保|参保|转入|续缴|缴费|转为|转接|接转|接着[缴交]|接上|续上)"
    r"[^，。；\n]{0,12}?(?:的|人员|，不设|，无|，就没有|，不用)"
)
# 3个月以内补缴的, 超过3个月仍未补齐欠费的, 超过3个月才接续参保的
_OF_WHOM: Final = regex.compile(r"(?:之?内|里)?[^，。；、:\d\n]{0,16}?的(?!话|钱)")
_DOES: Final = regex.compile("补|缴|交|续|接|参保|参加|转|恢复|登记|办理|的")
_STOP: Final = regex.compile(r"[。；\n]")
_BETWEEN_BOUNDS: Final = regex.compile(r"[、，且但或]{0,2}")
_DIRECTLY_AFTER: Final = regex.compile(r"[^，。；\n起]{0,6}")
_PAID_FOR: Final = regex.compile(r"[^，。；]{0,12}已(?:经)?(?:缴|足额缴)[纳费清]?")
_OTHER_SEX: Final = regex.compile("(?:、|，|和|/)?(?:男|女)性?(?:职工|人员)?")
_OF_ONE_SEX: Final = ("男", "女", "性")


class Measures:
    """Reads durations, ages, years and months that set a condition."""

    def __init__(self, reading: Reading, composed: Sequence[Said]) -> None:
        self.reading = reading
        self._composed = composed
        self._starts = [one.start for one in composed]

    def of(
        self, atom: Atom, before: Sequence[Atom], after: Sequence[Atom], start: int
    ) -> list[Said]:
        """The comparisons that an atom sets in a stretch that begins at `start`.

        `before` and `after` are the atoms beside it in that stretch.
        Months and years of arrears, of separation and of contributions, ages in years, the month
        up to which and the year for which somebody has paid; nothing where it measures no such
        thing (设3个月等待期).

        >>> from extractor.notice import Notice
        >>> reading = Reading(Notice("欠费超过3个月的，视为中断。"))
        >>> [(said.var.value, said.op, said.value)
        ...  for said in Measures(reading, ()).of(reading.atoms[1], reading.atoms[:1], (), 0)]
        [('arrears_months', 'gt', 3)]
        """
        match atom.label:
            case "DURATION":
                return self._duration(atom, before, after, start)
            case "AGE":
                return self._age(atom)
            case "YEAR":
                return self._paid_year(atom)
            case "MEASURE" if atom.value == "paid_through":
                return self._paid_through(atom, after)
        return []

    def _paid_through(self, atom: Atom, after: Sequence[Atom]) -> list[Said]:
        if not after or not isinstance(after[0].value, Point) or after[0].start > atom.end + 2:
            return []
        point, month = after[0].value, after[0]
        year = point.year
        if year is None and point.relative in ("当年", "本年", "本年度"):
            year = self.reading.calendar.year
        if year is None or point.month is None:
            return []
        text = self.reading.text
        if _TO_BE_PAID.search(text, max(0, atom.start - 8), atom.start):
            return []  # 「从参保登记当月起缴纳至当年12月」
        op: Op = "lt" if text[atom.start] in "未没" else "ge"
        return [Said(Var.PAID_THROUGH, op, f"{year}-{point.month:02d}", atom.start, month.end)]

    def _paid_year(self, atom: Atom) -> list[Said]:
        """「2022年度医保费已缴纳」."""
        paid = _PAID_FOR.match(self.reading.text, atom.end)
        return [Said(Var.PAID_YEAR, "eq", str(atom.value), atom.start, paid.end())] if paid else []

    def _age(self, atom: Atom) -> list[Said]:
        age, text = atom.value, self.reading.text
        assert isinstance(age, Age)
        if age.bound is None or text[atom.start - 1 : atom.start] in _OF_ONE_SEX:
            return []
        if text.startswith(("男", "女", "的男", "的女"), atom.end):
            return []
        return [
            Said(Var.AGE, one.bound, one.years, atom.start, atom.end)
            for one in (age.above, age)
            if one is not None and one.bound is not None
        ]

    # ── months ───────────────────────────────────────────────────────────────────────────────

    def _duration(
        self, atom: Atom, before: Sequence[Atom], after: Sequence[Atom], floor: int
    ) -> list[Said]:
        """欠费超过3个月, 中断缴费3个月以上, 断缴超过3个月、不满12个月, 解除劳动关系后3个月内."""
        length, text = atom.value, self.reading.text
        assert isinstance(length, Length)
        if length.unit == "day" and length.count % 30 == 0:  # 欠费超过90天的
            length = Length(length.count // 30, "month", length.bound)
        if length.unit not in ("month", "year"):
            return []
        years = None
        if length.bound and length.unit == "year":  # 「累计缴费年限男满25年、女满20年的」
            years = _CONTRIBUTION_YEARS.search(text, max(floor, atom.start - 16), atom.start)
        if years:
            met = length.bound in ("ge", "gt")
            end = max((atom.end, *self._of_the_other_sex(atom, after)))
            return [Said(Var.CONTRIBUTION_YEARS_MET, "eq", met, years.start(), end)]
        told = self._beside(atom, length, before, after, floor)
        if told is not None:
            return told
        unpaid = _UNPAID.match(text, atom.end)
        if unpaid and (length.bound or _IN_A_ROW.search(text, floor, atom.start)):
            return _bounds(Var.ARREARS_MONTHS, length, atom.start, unpaid.end())
        stopped = _STOPPED.search(text, max(floor, atom.start - 14), atom.start)
        if stopped and (length.bound or length.above):
            return _bounds(Var.ARREARS_MONTHS, length, stopped.start(), atom.end)
        since = self._since_separation(atom, length, before, floor)
        if since is not None:
            return _bounds(Var.MONTHS_SINCE_SEPARATION, length, since, atom.end)
        elided = self._elided(atom, after) if length.bound else None
        return _bounds(elided, length, atom.start, atom.end) if elided else []

    def _of_the_other_sex(self, atom: Atom, after: Sequence[Atom]) -> list[int]:
        """Where 「男满30年、女满25年」 ends."""
        return [
            other.end
            for other in after[:1]
            if other.label == "DURATION"
            and _OTHER_SEX.fullmatch(self.reading.text, atom.end, other.start)
        ]

    def _beside(
        self, atom: Atom, length: Length, before: Sequence[Atom], after: Sequence[Atom], floor: int
    ) -> list[Said] | None:
        """By the word beside it: 欠费超过3个月, 超过3个月欠费, 3个月、不满12个月; None: no word."""
        text = self.reading.text
        for place in range(len(before) - 1, -1, -1):
            left = before[place]
            gap = text[left.end : atom.start]
            if len(gap) > 12 or _STOP.search(gap):
                break
            if left.label == "MEASURE" and left.value == "arrears_months" and "，" not in gap:
                bare = length.bound is None and length.above is None
                counts = _EXACTLY.fullmatch(gap) and _IS_WHAT_COUNTS.match(text, atom.end)
                if bare and not counts:
                    break  # 「断缴后重新缴费设3个月等待期」
                return _bounds(Var.ARREARS_MONTHS, length, left.start, atom.end)
            if left.label == "DURATION" and _BETWEEN_BOUNDS.fullmatch(gap):
                first = self._duration(left, before[:place], [atom], floor)
                if first:
                    return _bounds(first[0].var, length, atom.start, atom.end)
            if left.label == "WHEN" and any(word in str(left.value) for word in _SEPARATION):
                if "起" in gap or "之日" in gap or "，" in gap:
                    break
                return _bounds(Var.MONTHS_SINCE_SEPARATION, length, left.start, atom.end)
        for right in after[:1]:
            near = right.start - atom.end <= 4
            if near and right.label == "MEASURE" and right.value == "arrears_months":
                return _bounds(Var.ARREARS_MONTHS, length, atom.start, right.end)
        return None

    def _since_separation(
        self, atom: Atom, length: Length, before: Sequence[Atom], floor: int
    ) -> int | None:
        """Where words begin that count a length from leaving a job or its benefit."""
        text = self.reading.text
        separated = self._separated(before, floor, atom.start)
        if separated and length.bound and _DIRECTLY_AFTER.fullmatch(text, separated, atom.start):
            return atom.start
        if separated and length.bound == "gt":
            return atom.start  # 「与企业解除劳动合同的…需在三个月内完成接续，如超过三个月转入…」
        if length.bound in ("le", "lt") and _TAKES_UP.match(text, atom.end):
            since = _SEPARATED_SINCE.search(text, max(floor, atom.start - 18), atom.start)
            if since:
                return since.start()
            if separated:  # 「两个月内接续的不设待遇等待期」
                return atom.start
        return None

    def _separated(self, before: Sequence[Atom], floor: int, end: int) -> int:
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

    def _elided(self, atom: Atom, after: Sequence[Atom]) -> Var | None:
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
        block = self.reading.outline.block_at(atom.start)
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
        found: list[tuple[int, Var]] = []
        atoms = self.reading.atoms_in(start, stop)
        for place, atom in enumerate(atoms):
            if atom.label == "DURATION" and atom.end <= stop:
                told = self._duration(atom, atoms[:place], atoms[place + 1 :], start)
                found += [(said.end, said.var) for said in told if said.var in _MONTHS]
            elif atom.label == "MEASURE" and atom.value == "arrears_months":
                found.append((atom.end, Var.ARREARS_MONTHS))
        separated = self._separated(atoms, start, stop)
        if separated:
            found.append((separated, Var.MONTHS_SINCE_SEPARATION))
        return found


def _bounds(var: Var, length: Length, start: int, end: int) -> list[Said]:
    """The comparisons that a length sets on a variable; without a bound it is a least one."""
    months = 12 if length.unit == "year" else 1
    if length.above is None:
        return [Said(var, length.bound or "ge", length.count * months, start, end)]
    low = length.above
    return [
        Said(var, low.bound or "ge", low.count * months, start, end),
        Said(var, length.bound or "le", length.count * months, start, end),
    ]

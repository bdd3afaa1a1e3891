"""Windows: when one can pay, once or on certain days of each month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from extractor import pattern as regex
from extractor import resolve
from extractor.atoms import Atom
from extractor.atoms.date import Point, Range, Recurrence
from extractor.clauses import clause_end, clause_start, holding, people, trimmed
from extractor.conditions import Cmp, Pred, Var, comparisons, together
from extractor.evidence import Fact
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import HolidayRoll, MonthlyDays, PaymentWindow, TimeRange
from extractor.scope import Scope, Term
from extractor.windows import day, holiday
from extractor.windows.purpose import PAY, Place, purpose, words_end

# instalments of one year, which follow each other: 三季度7月1日至25日
_PART_OF_A_YEAR: Final = regex.compile("季度|半年|第[二三四]")
_NAMES_A_YEAR: Final = regex.compile(r"(?:19|20)\d\d")
_NAME: Final = regex.compile(rf"(?:集中|日常|零星)?{PAY}(?:期限|期|时间)")
# what may stand between a span of months and the days of each of them
_APART: Final = regex.compile(
    r"(?:期间|内|的|间|，|（|、|:|止|缴费期|缴费|每月|于|在|为|按月|办理|可|全年度?|逢|）){0,4}"
)
# 缴费开始时间：…，截止时间：…
_STARTS: Final = regex.compile("开始|起始|启动|[自从]$")
_START_END: Final = regex.compile(
    r"(?:起|开始)?[，；、]?(?:[^，。；\d]{0,6})?(?:截止|结束|终止)(?:时间|日期|日)?(?:为|是|:|于)?"
)
_TAIL: Final = regex.compile(r"(?:止|期间|之间|内)?）?")
_CELL_PERIOD: Final = regex.compile(
    rf"(?:按|逐)?(?:年度?|季度?|月|半年){PAY}?(?:费|方式|人员)?|一次性{PAY}(?:全年)?"
)
_PART_SPELLED_OUT: Final = regex.compile(
    r"(?:[上下前后]半年度?|第?[一二三四1-4]季度)（[^（）]*\d{1,2}月份?[^（）]*）"
)
_NEXT_PART: Final = regex.compile("第[二三四]次|[下后]半年|第?[二三四]季度")
_NEXT_PART_IS: Final = regex.compile(
    rf"(?:{_NEXT_PART.pattern})(?:度|的|费用?|缴费|缴纳|时间|期限?)*(?:从|自|在|于|为|是|:)*$"
)
_CELL_PART: Final = regex.compile("第?[一二三四1-4](?P<unit>季)度?|[上下](?P<unit>半)年度?")
_PERIOD_OF: Final = {"年": "year", "季": "quarter", "月": "month", "半": "half_year", "一": "year"}


@dataclass
class _Window:
    """A window as read so far: its times, its condition, and where both are said."""

    sentence: Sentence
    when: Pred
    spans: list[Where]
    window: Fact[TimeRange] | None = None
    monthly: Fact[MonthlyDays] | None = None
    roll: Fact[HolidayRoll] | None = None
    label: str = ""
    holiday: list[Where] = field(default_factory=list)

    def rule(self, reading: Reading) -> PaymentWindow:
        """The finished rule."""
        spans = [reading.evidence(*where) for where in (*self.spans, *self.holiday)]
        return PaymentWindow(
            id="window",
            when=self.when,
            spans=tuple(dict.fromkeys(spans)),
            window=self.window,
            monthly=self.monthly,
            holiday_roll=self.roll,
        )


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("时间 a time", ("RANGE", "RECURRENCE", "DATE")),
    ("缴费的说法 words of paying", ("TIME.window", PAY, "办理|受理|时间")),
)


def find(reading: Reading, scope: Scope) -> Iterator[PaymentWindow]:
    """The windows for paying: half-open times, days of the month as printed, holiday roll.

    A date-only close is the next midnight; a window that runs through a month ends at the first of
    the next. 即日起 opens on the day of publication. Ranges for benefits, insurance years, late
    charges, closed systems or office hours are none. What the notice says of holidays belongs to
    the windows of its sentence, item or section.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("集中缴费期为2023年11月20日8:30至12月31日18:00。"))
    >>> [rule.window.value.closes.isoformat() for rule in find(reading, Scope(reading))]
    ['2023-12-31T18:00:00']
    """
    found: list[_Window] = []
    for sentence in holding(reading, holiday.moves(), "RANGE", "RECURRENCE", "DATE"):
        atoms = reading.atoms_in(sentence.start, sentence.end, "RANGE", "RECURRENCE", "DATE")
        here: list[_Window] = []
        if atoms and sentence.block.role is not Role.HEADING:
            here = list(_windows(reading, scope, sentence, atoms, found))
        found += here
        _roll(reading, sentence, here, found)
    seen: set[tuple[object, ...]] = set()
    for window in found:
        if _is_said_in_full(window, found):
            continue
        rule = window.rule(reading)
        key = (
            rule.window.value if rule.window else None,
            rule.monthly.value if rule.monthly else None,
            _plain(rule.when),
        )
        if key not in seen:
            seen.add(key)
            yield rule


def _plain(when: Pred) -> frozenset[tuple[object, ...]]:
    return frozenset((cmp.var, cmp.op, cmp.value) for cmp in comparisons(when))


def _is_said_in_full(window: _Window, found: list[_Window]) -> bool:
    """「集中缴费期到明年2月底」 over 「集中缴费期为12月15日至2月28日」 says one end of it again."""
    if window.window is None or window.monthly is not None:
        return False
    opens, closes = window.window.value.opens, window.window.value.closes
    if opens is not None and closes is not None:
        return False
    return any(
        other.window is not None
        and other.window.value.opens is not None
        and other.window.value.closes is not None
        and closes in (None, other.window.value.closes)
        and opens in (None, other.window.value.opens)
        and _plain(window.when) <= _plain(other.when)
        for other in found
    )


# ── the windows of a sentence ────────────────────────────────────────────────────────────────


def _windows(
    reading: Reading, scope: Scope, sentence: Sentence, atoms: list[Atom], earlier: list[_Window]
) -> Iterator[_Window]:
    resume: int | None = None
    after: datetime | None = next(
        (w.window.value.opens for w in reversed(earlier) if w.window), None
    )
    groups = list(_groups(reading, atoms))
    for place, group in enumerate(groups):
        left = groups[place - 1][-1].end if place else sentence.start
        right = groups[place + 1][0].start if place + 1 < len(groups) else sentence.end
        here = Place(sentence, group[0], group[-1], left, right)
        last = earlier[-1] if earlier and earlier[-1].sentence.block is sentence.block else None
        goes_on = (
            last is not None
            and _NEXT_PART_IS.search(reading.text, left, group[0].start) is not None
        )
        window = _window(reading, scope, group, here, resume, after, goes_on)
        if window and last and _NEXT_PART.search(window.label):
            window.when = _of_the_same_period(window.when, last.when)
        if window is None:
            continue
        if window.window and window.window.value.opens:
            after = window.window.value.opens
        resume = group[-1].end
        yield window


def _groups(reading: Reading, atoms: list[Atom]) -> Iterator[list[Atom]]:
    """Each time by itself, a span of months with the days of each month it goes with."""
    text = reading.text
    group: list[Atom] = []
    for atom in atoms:
        if group and len(group) == 1 and _go_together(text, group[0], atom):
            group.append(atom)
            continue
        if group:
            yield group
        group = [atom]
    if group:
        yield group


def _go_together(text: str, first: Atom, second: Atom) -> bool:
    gap = text[first.end : second.start]
    kinds = (first.label, second.label)
    if kinds in (("RANGE", "RECURRENCE"), ("RECURRENCE", "RANGE")):
        return _APART.fullmatch(gap) is not None
    if kinds == ("DATE", "DATE"):  # 缴费开始时间：…，截止时间：…
        starts = _STARTS.search(text, max(0, first.start - 10), first.start)
        return (starts is not None or gap[:1] in "起开") and _START_END.fullmatch(gap) is not None
    if kinds == ("DATE", "RECURRENCE"):  # 2024年，每月1日至25日
        return first.value.month is None and _APART.fullmatch(gap) is not None
    return False


def _window(
    reading: Reading, scope: Scope, group: list[Atom], place: Place,
    resume: int | None, after: datetime | None, goes_on: bool,
) -> _Window | None:  # fmt: skip
    first, last = place.first, place.last
    times: TimeRange | None = None
    monthly: MonthlyDays | None = None
    calendar = reading.calendar
    timed, daily = first, last
    for atom in group:
        value = atom.value
        if isinstance(value, Range):
            times, timed = resolve.time_range(value, calendar, after), atom
        elif isinstance(value, Recurrence):
            monthly, daily = _days(value), atom
            if value.every == "year" and value.month and value.last is None and len(group) == 1:
                begin = clause_start(reading, atom.start, place.left)
                if not day.month_named(reading.text, begin, atom, place.right):
                    return None
                times, timed = _whole_month(value.month, reading), atom
            if monthly is None and times is None:
                return None
    if isinstance(first.value, Point):
        if len(group) == 2 and isinstance(last.value, Point):
            times = resolve.time_range(Range(first.value, last.value), calendar, after)
            timed = Atom("RANGE", None, first.start, last.end)
        elif len(group) == 2 and first.value.year:
            times = resolve.time_range(
                Range(first.value._replace(month=1), first.value._replace(month=12)), calendar
            )
        elif monthly is None:
            times = day.times(reading, place)
            if times is None:
                return None
            window = _made(reading, scope, place, resume)
            window.window = reading.stated(times, first)
            return window
    if times is None and monthly is None:
        return None
    if not goes_on and purpose(reading, place) != "pay":
        return None
    window = _made(reading, scope, place, resume)
    times = _in_order(reading, window, times, timed, after)
    if times is not None:
        if isinstance(timed.value, Range) and timed.value.start is None and calendar.published:
            window.window = reading.inferred(
                times, "即日起 counts from the day of publication", timed
            )
        else:
            window.window = reading.stated(times, timed)
    if monthly is not None:
        window.monthly = reading.stated(monthly, daily)
    return window


def _in_order(
    reading: Reading, window: _Window, times: TimeRange | None, atom: Atom, after: datetime | None
) -> TimeRange | None:
    """Instalments of one year follow each other: 「……三季度7月1日至25日，四季度10月1日至25日」."""
    if times is None or times.opens is None or after is None or times.opens >= after:
        return times
    if not isinstance(atom.value, Range) or _NAMES_A_YEAR.search(reading.words(atom)):
        return times
    by_parts = any(
        cmp.var is Var.FREQUENCY and cmp.value in ("quarter", "half_year")
        for cmp in comparisons(window.when)
    )
    if not by_parts and not _PART_OF_A_YEAR.search(window.label):
        return times
    point = atom.value.start
    return (
        None
        if point is None
        else resolve.time_range(
            Range(point._replace(year=times.opens.year + 1), atom.value.end), reading.calendar
        )
    )


def _made(reading: Reading, scope: Scope, place: Place, resume: int | None) -> _Window:
    sentence, first, last, _, right = place
    until = words_end(reading, place)
    terms = _conditions(scope.said(sentence, until=until, without=(Var.IN_WINDOW,), resume=resume))
    if sentence.block.role is Role.ROW and all(t.cmp.var is not Var.FREQUENCY for t in terms):
        terms += _cell_frequency(reading, sentence.block)
    begin = clause_start(reading, first.start, sentence.start if resume is None else resume)
    terms = _with_part_of_year(reading, terms, begin, first.start)
    own = [term.start for term in terms if (resume or sentence.start) <= term.start < begin]
    if own:
        begin = clause_start(reading, min(own), resume or sentence.start)
    stop = clause_end(reading, max(last.end, until), max(right, last.end))
    if stop == right < sentence.end:  # another window follows without a comma
        tail = _TAIL.match(reading.text, max(last.end, until))
        stop = tail.end() if tail else stop
    handed = [  # 「按半年交的，上半年度在…交，下半年度在…交」: whom the second one is for
        people(reading, term.start, term.end, begin)
        for term in terms
        if resume is not None and sentence.start <= term.start < min(resume, begin)
    ]
    spans = [*dict.fromkeys(handed), trimmed(reading, begin, stop)]
    window = _Window(sentence, scope.combine(terms), spans)
    window.label = reading.text[begin : first.start]
    return window


def _of_the_same_period(when: Pred, earlier: Pred) -> Pred:
    """「分两次交的，第一次从…；第二次从…」: the second one too is of who pays in two parts."""
    if any(cmp.var is Var.FREQUENCY for cmp in comparisons(when)):
        return when
    paid = [cmp for cmp in comparisons(earlier) if cmp.var is Var.FREQUENCY]
    return together(when, *paid) if len(paid) == 1 else when


def _with_part_of_year(reading: Reading, terms: list[Term], start: int, end: int) -> list[Term]:
    """「按半年缴费的，上半年（1—6月）费用于…缴纳」: the months of the part belong to the period."""
    part = _PART_SPELLED_OUT.search(reading.text, start, end)
    if part is None:
        return terms
    quote = reading.evidence(*part.span())
    return [
        Term(term.cmp.model_copy(update={"spans": (*term.cmp.spans, quote)}), term.start, term.end)
        if term.cmp.var is Var.FREQUENCY and not term.start <= part.start() < term.end
        else term
        for term in terms
    ]


def _conditions(terms: list[Term]) -> list[Term]:
    """Who pays the whole year at once pays by year: 「一次性缴纳全年费用的：」."""
    kept: list[Term] = []
    for term in terms:
        if term.cmp.var is Var.PAID_IN_FULL and term.cmp.value is True:
            if any(other.cmp.var is Var.FREQUENCY for other in terms):
                continue
            cmp = Cmp(op="eq", var=Var.FREQUENCY, value="year", spans=term.cmp.spans)
            kept.append(Term(cmp, term.start, term.end))
        else:
            kept.append(term)
    return kept


def _cell_frequency(reading: Reading, block: Block) -> list[Term]:
    """A row whose first cell is a period, or a part of a year: 「按年缴费 | 1月1日至3月31日」."""
    if not block.cells:
        return []
    start, end = block.cells[0]
    part = _CELL_PART.fullmatch(reading.text, start, end)
    if not part and not _CELL_PERIOD.fullmatch(reading.text, start, end):
        return []
    key = part["unit"] if part else reading.text[start:end].lstrip("按逐")[0]
    words = (reading.evidence(start, end),)
    cmp = Cmp(op="eq", var=Var.FREQUENCY, value=_PERIOD_OF[key], spans=words)
    return [Term(cmp, start, end)]


def _days(value: Recurrence) -> MonthlyDays | None:
    if value.every == "year" or value.first is None or value.last is None:
        return None
    return MonthlyDays(first_day=value.first, last_day=value.last)


def _whole_month(month: int, reading: Reading) -> TimeRange | None:
    point = Point(month=month)
    return resolve.time_range(Range(point, point), reading.calendar)


# ── holidays ─────────────────────────────────────────────────────────────────────────────────


def _roll(reading: Reading, sentence: Sentence, here: list[_Window], found: list[_Window]) -> None:
    """Adds what a sentence says of holidays to the windows of the sentence, item or section."""
    told = holiday.roll(reading, sentence.start, sentence.end)
    if told is None:
        return
    value, where = told
    fact = reading.stated(value, where)
    for window in _meant(reading, sentence, where[0], here, found):
        if window.roll is None:
            window.roll = fact
            begin = clause_start(reading, where[0], sentence.start)
            own = window.spans[-1]
            if own[0] <= where[0] and where[1] <= own[1]:
                continue
            if window.sentence is sentence and own[1] <= begin:
                window.spans[-1] = trimmed(reading, own[0], where[1])
            else:
                window.holiday.append(trimmed(reading, begin, where[1]))


def _meant(
    reading: Reading, sentence: Sentence, at: int, here: list[_Window], found: list[_Window]
) -> list[_Window]:  # fmt: skip
    """Which windows a word about holidays is about."""
    if here:
        return here
    block = sentence.block
    near = [window for window in found if window.sentence.block is block]
    if not near:
        near = [
            window
            for window in found
            if block.parent is not None and _under(window.sentence.block, block.parent)
        ]
    named = [
        window
        for window in near
        if (name := _name(window.label)) and name in reading.text[sentence.start : at]
    ]
    return named or near


def _name(label: str) -> str:
    """集中缴费期, 补缴期: what a window is called."""
    found = _NAME.search(label)
    return found.group() if found else ""


def _under(block: Block, above: Block) -> bool:
    return block is above or any(one is above for one in block.above())

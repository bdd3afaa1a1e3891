"""Elided dates resolved from the notice's own years; never from the clock.

「2022年11月15日9:00至12月25日17:00」 elides the second year, 「7月1日~8月31日」 both,
「即日起至12月31日」 the day itself.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from extractor.atoms.date import LAST_YEAR, NEXT_YEAR, Edge, Point, Range
from extractor.reading import Calendar
from extractor.schema import DateRange, TimeRange

Precision = Literal["minute", "day", "month"]
# Speaking of the year in which one speaks, not of the insurance year.
_SPOKEN = {"今年": 0, "明年": 1, "来年": 1, "去年": -1}
# A bureau lets people pay from September on for the insurance year that begins in January.
_AHEAD = 4  # months
# The first day of 上旬, 中旬, 下旬, and the day after the last (None: the first of the next month).
_TEN_DAYS: Final[dict[Edge | None, tuple[int, int | None]]] = {
    "first ten days": (1, 11),
    "middle ten days": (11, 21),
    "last days": (21, None),
}


def day_range(found: Range, calendar: Calendar) -> DateRange | None:
    """The half-open days of a range, or None where its year stays open.

    >>> from extractor.atoms.date import parse_range
    >>> day_range(parse_range("2023年7月至2024年6月"), Calendar())
    DateRange(start=datetime.date(2023, 7, 1), end=datetime.date(2024, 7, 1))
    """
    times = time_range(found, calendar)
    if times is None or times.opens is None or times.closes is None:
        return None
    return DateRange(start=times.opens.date(), end=times.closes.date())


def time_range(found: Range, calendar: Calendar, after: datetime | None = None) -> TimeRange | None:
    """The half-open times of a range; a date-only close is the next midnight.

    `after` is the opening of the window printed before it, which this one follows where nothing
    else tells the year. None where no year can be told.

    >>> from extractor.atoms.date import parse_range
    >>> times = time_range(parse_range("2022年11月15日9:00至12月25日17:00"), Calendar())
    >>> times.opens.isoformat(), times.closes.isoformat(), times.precision
    ('2022-11-15T09:00:00', '2022-12-25T17:00:00', 'minute')
    """
    start, end = found
    if start is None:
        return _from_publication(end, calendar)
    year = _year(start, calendar)
    if year is None or (start.year is None and start.relative is None):
        if end.year is not None:  # 12月1日至2024年2月29日
            year = end.year - (_order(end) < _order(start))
        elif calendar.published is None:
            year = _ahead(start, calendar)
        if year is None and after is not None:
            year = after.year + (_order(start) < (after.month, after.day))
    if year is None:
        return None
    end_year = end.year
    if end_year is None:
        crosses = end.relative in NEXT_YEAR or _order(end) < _order(start)
        end_year = year + crosses
    return _times(opening(start, year), closing(end, end_year), precision(start, end))


def until(end: Point, calendar: Calendar) -> TimeRange | None:
    """The time range that only closes: 截止2023年12月25日17:00.

    >>> until(Point(2023, 12, 25, 17, 0), Calendar()).closes.isoformat()
    '2023-12-25T17:00:00'
    """
    year = _year(end, calendar)
    if end.year is None and end.relative is None and calendar.published is None:
        year = _ahead(end, calendar)
    return None if year is None else _times(None, closing(end, year), precision(None, end))


def since(start: Point, calendar: Calendar) -> TimeRange | None:
    """The time range that only opens: 自2023年12月1日起.

    >>> since(Point(2023, 12, 1), Calendar()).opens.isoformat()
    '2023-12-01T00:00:00'
    """
    year = _year(start, calendar)
    if start.year is None and start.relative is None and calendar.published is None:
        year = _ahead(start, calendar)
    return None if year is None else _times(opening(start, year), None, precision(start, start))


def _from_publication(end: Point, calendar: Calendar) -> TimeRange | None:
    opens = None if calendar.published is None else _midnight(calendar.published)
    year = _year(end, calendar)
    if end.year is None and end.relative is None:
        if opens is None:
            year = _ahead(end, calendar)
        else:
            year = opens.year + (_order(end) < (opens.month, opens.day if end.day else 0))
    closes = None if year is None else closing(end, year)
    return _times(opens, closes, precision(None, end))


def _times(opens: datetime | None, closes: datetime | None, written: Precision) -> TimeRange | None:
    if opens is None and closes is None:
        return None
    return TimeRange(opens=opens, closes=closes, precision=written)


def precision(start: Point | None, end: Point) -> Precision:
    """How finely a range is written."""
    points = [point for point in (start, end) if point is not None]
    if any(point.hour is not None for point in points):
        return "minute"
    whole = all(point.day is None and point.edge not in _TEN_DAYS for point in points)
    return "month" if whole else "day"


def opening(point: Point, year: int) -> datetime | None:
    """The first moment of a point: of its day, its ten days, or its month."""
    first, _ = _TEN_DAYS.get(point.edge, (1, None))
    try:
        day = date(year, point.month or 1, point.day or first)
    except ValueError:
        return None
    if point.hour == 24:
        return _midnight(day + timedelta(days=1))
    return datetime.combine(day, time(point.hour or 0, point.minute or 0))


def closing(point: Point, year: int) -> datetime | None:
    """The moment after a point: its clock time, or the midnight after its day or its (ten) days."""
    month = point.month or 12
    _, after = _TEN_DAYS.get(point.edge, (1, None))
    if point.day is None and after is not None:
        return datetime(year, month, after)
    if point.day is None:
        return datetime(year + month // 12, month % 12 + 1, 1)
    try:
        day = date(year, month, point.day)
    except ValueError:
        return None
    if point.hour is None or point.hour == 24:
        return _midnight(day + timedelta(days=1))
    return datetime.combine(day, time(point.hour, point.minute or 0))


def last_day(point: Point, calendar: Calendar) -> date | None:
    """The last day that a point names (9月底: the 30th), or None where its year stays open."""
    year = _year(point, calendar)
    if year is None:
        return None
    day = _last_of(point, year)
    published = calendar.published
    if day and published and day < published and point.year is None and point.relative is None:
        return _last_of(point, year + 1)  # nobody sets a term that is over already
    return day


def _last_of(point: Point, year: int) -> date | None:
    closes = closing(point._replace(hour=None, minute=None), year)
    return None if closes is None else (closes - timedelta(days=1)).date()


def _year(point: Point, calendar: Calendar) -> int | None:
    if point.year is not None:
        return point.year
    spoken = _SPOKEN.get(point.relative or "")
    if spoken is not None and calendar.published is not None:
        return calendar.published.year + spoken
    if point.relative in NEXT_YEAR:
        years = [calendar.year] if calendar.year is not None else []
        if (
            calendar.published is not None
        ):  # 集中缴费期：11月1日—12月31日；补缴期：次年1月1日—2月29日
            years.append(calendar.published.year)
        if not years:
            return None
        # 明年 in a notice without a date is the insurance year that it announces
        return min(years) + (spoken is None)
    if point.relative in LAST_YEAR:
        return None if calendar.year is None else calendar.year - 1
    if spoken == 0:
        return _ahead(point, calendar)
    if point.relative is not None and calendar.year is not None:
        return calendar.year
    if calendar.published is not None and point.month is not None:
        # within ten months after, or two before, the day of publication
        for year in (calendar.published.year, calendar.published.year + 1):
            away = (year - calendar.published.year) * 12 + point.month - calendar.published.month
            if -2 <= away <= 10:
                return year
    if calendar.start is not None and point.month is not None:
        return calendar.start.year + (point.month < calendar.start.month)
    return calendar.year


def _ahead(point: Point, calendar: Calendar) -> int | None:
    """The year that puts a time to pay between four months before the coverage and its end."""
    if calendar.start is None or point.month is None:
        return _year(point._replace(relative=None), calendar)
    months = (point.month - calendar.start.month + _AHEAD) % 12 - _AHEAD
    return calendar.start.year + (calendar.start.month - 1 + months) // 12


def _order(point: Point) -> tuple[int, int]:
    return (point.month or 0, point.day or 0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())

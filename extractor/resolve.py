"""Elided dates resolved from the notice's own years; never from the clock.

「2022年11月15日9:00至12月25日17:00」 elides the second year, 「7月1日~8月31日」 both,
「即日起至12月31日」 the day itself.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

from extractor.atoms.date import Point, Range
from extractor.reading import Calendar
from extractor.schema import DateRange, TimeRange

Precision = Literal["minute", "day", "month"]
_NEXT = ("次年", "次年度", "翌年", "明年")
_LAST = ("上年", "上年度")


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


def time_range(found: Range, calendar: Calendar) -> TimeRange | None:
    """The half-open times of a range; a date-only close is the next midnight.

    >>> from extractor.atoms.date import parse_range
    >>> times = time_range(parse_range("2022年11月15日9:00至12月25日17:00"), Calendar())
    >>> times.opens.isoformat(), times.closes.isoformat(), times.precision
    ('2022-11-15T09:00:00', '2022-12-25T17:00:00', 'minute')
    """
    start, end = found
    if start is None:
        opens = None if calendar.published is None else _midnight(calendar.published)
        year = _year(end, calendar, calendar.published.year if calendar.published else None)
        if year is not None and end.year is None and opens is not None and not _not_before(end, opens):
            year += 1
        closes = None if year is None else closing(end, year)
    else:
        start_year = _year(start, calendar, None)
        if start_year is None and end.year is not None:
            start_year = end.year if _order(start) <= _order(end) else end.year - 1
        if start_year is None:
            return None
        opens = opening(start, start_year)
        end_year = end.year
        if end_year is None:
            end_year = start_year + (end.relative in _NEXT or _order(end) < _order(start))
        closes = closing(end, end_year)
    if opens is None and closes is None:
        return None
    return TimeRange(opens=opens, closes=closes, precision=precision(start, end))


def precision(start: Point | None, end: Point) -> Precision:
    """How finely a range is written."""
    points = [point for point in (start, end) if point is not None]
    if any(point.hour is not None for point in points):
        return "minute"
    return "month" if all(point.day is None for point in points) else "day"


def opening(point: Point, year: int) -> datetime | None:
    """The first moment of a point: of its day, or of its month."""
    try:
        day = date(year, point.month or 1, point.day or 1)
    except ValueError:
        return None
    return datetime.combine(day, time(point.hour or 0 if point.hour != 24 else 0, point.minute or 0))


def closing(point: Point, year: int) -> datetime | None:
    """The moment after a point: its clock time, the next midnight, or the first of the next month."""
    month = point.month or 12
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
    year = _year(point, calendar, None)
    if year is None:
        return None
    closes = closing(point._replace(hour=None, minute=None), year)
    return None if closes is None else (closes - timedelta(days=1)).date()


def _year(point: Point, calendar: Calendar, default: int | None) -> int | None:
    if point.year is not None:
        return point.year
    if point.relative in _NEXT:
        return None if calendar.year is None else calendar.year + 1
    if point.relative in _LAST:
        return None if calendar.year is None else calendar.year - 1
    if point.relative is not None and calendar.year is not None:
        return calendar.year
    if default is not None:
        return default
    if calendar.published is not None and point.month is not None:
        # within ten months after, or two before, the day of publication
        for year in (calendar.published.year, calendar.published.year + 1):
            away = (year - calendar.published.year) * 12 + point.month - calendar.published.month
            if -2 <= away <= 10:
                return year
    if calendar.start is not None and point.month is not None:
        return calendar.start.year + (point.month < calendar.start.month)
    return calendar.year


def _order(point: Point) -> tuple[int, int]:
    return (point.month or 0, point.day or 0)


def _not_before(point: Point, moment: datetime) -> bool:
    return _order(point) >= (moment.month, moment.day if point.day else 0)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())

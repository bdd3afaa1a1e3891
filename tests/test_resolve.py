"""Elided dates: resolved from the notice's own years, never from the clock."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from extractor.atoms.date import parse_point, parse_range
from extractor.reading import Calendar
from extractor.resolve import day_range, last_day, since, time_range, until

PUBLISHED = Calendar(2024, date(2024, 1, 1), date(2025, 1, 1), date(2023, 11, 24))
UNDATED = Calendar(2024, date(2024, 1, 1), date(2025, 1, 1))
JULY = Calendar(2023, date(2023, 7, 1), date(2024, 7, 1), date(2023, 6, 26))
YEAR_ONLY = Calendar(2024)
NOTHING = Calendar()


def times(text: str, calendar: Calendar) -> tuple[str | None, str | None] | None:
    found = parse_range(text)
    assert found is not None
    resolved = time_range(found, calendar)
    if resolved is None:
        return None
    shown = [
        None if at is None else at.isoformat(timespec="minutes").removesuffix("T00:00")
        for at in (resolved.opens, resolved.closes)
    ]
    return shown[0], shown[1]


RESOLVED: list[tuple[tuple[str | None, str | None], Calendar, list[str]]] = [
    # both years printed: nothing is asked of the calendar
    (
        ("2023-12-01", "2024-03-01"),
        NOTHING,
        ["2023年12月1日至2024年2月29日", "2023.12.1—2024.2.29"],
    ),
    # the second year elided: the first that makes the range run forwards
    (("2023-11-15", "2023-12-26"), NOTHING, ["2023年11月15日至12月25日", "2023.11.15—12.25"]),
    (("2023-12-01", "2024-03-01"), NOTHING, ["2023年12月1日至2月29日", "2023年12月1日至次年2月底"]),
    (("2022-11-15T09:00", "2022-12-25T17:00"), NOTHING, ["2022年11月15日9:00至12月25日17:00"]),
    # the first year elided
    (("2023-12-01", "2024-03-01"), NOTHING, ["12月1日至2024年2月29日"]),
    (("2024-01-05", "2024-03-01"), NOTHING, ["1月5日至2024年2月29日"]),
    # a close through the day, the month, the year
    (("2024-01-01", "2024-04-01"), NOTHING, ["2024年1月1日0时至3月31日24时", "2024年1月至3月"]),
    (
        ("2024-01-01", "2025-01-01"),
        NOTHING,
        ["2024年1月至12月", "2024年1—12月", "2024年1月1日至年底"],
    ),
    (("2023-11-01", "2024-02-11"), NOTHING, ["2023年11月上旬至2024年2月上旬"]),
    (("2023-11-11", "2024-02-21"), NOTHING, ["2023年11月中旬至2024年2月中旬"]),
    (("2023-11-21", "2024-03-01"), NOTHING, ["2023年11月下旬至2024年2月下旬"]),
    (("2023-12-25T09:00", "2023-12-25T17:00"), NOTHING, ["2023年12月25日9:00—17:00"]),
    # both elided: by the day of publication
    (("2023-11-01", "2024-01-01"), PUBLISHED, ["11月1日至12月31日", "每年11月1日至12月31日"]),
    (("2024-01-01", "2024-04-01"), PUBLISHED, ["1月1日至3月31日"]),
    (("2024-06-01", "2024-07-26"), PUBLISHED, ["6月1日至7月25日"]),
    (("2023-09-01", "2024-03-01"), PUBLISHED, ["今年9月1日至明年2月29日"]),
    (("2024-01-01", "2024-03-01"), PUBLISHED, ["次年1月1日至2月29日"]),
    # … without one: by the insurance year, for which one pays from four months ahead
    (("2023-09-01", "2024-01-01"), UNDATED, ["9月1日至12月31日"]),
    (("2023-11-01", "2024-03-01"), UNDATED, ["11月1日至2月29日"]),
    (("2024-01-01", "2024-04-01"), UNDATED, ["1月1日至3月31日"]),
    (("2024-01-01", "2025-01-01"), UNDATED, ["1月至12月"]),
    # … of a year from July to June
    (("2023-07-01", "2023-09-01"), JULY, ["7月1日~8月31日"]),
    (("2024-01-01", "2024-03-01"), JULY, ["1月1日~2月29日", "次年1月1日至2月29日"]),
    # from the day of publication
    (("2023-11-24", "2024-01-01"), PUBLISHED, ["即日起至12月31日", "即日起至2023年12月31日"]),
    (("2023-11-24", "2024-03-01"), PUBLISHED, ["即日起至2月29日", "自发布之日起至2024年2月29日"]),
    ((None, "2024-01-01"), UNDATED, ["即日起至12月31日", "即日起至2023年12月31日24点"]),
]


@pytest.mark.parametrize(
    ("expected", "calendar", "text"), [(v, c, t) for v, c, ts in RESOLVED for t in ts]
)
def test_a_range_on_the_calendar(
    expected: tuple[str | None, str | None], calendar: Calendar, text: str
) -> None:
    assert times(text, calendar) == expected


@pytest.mark.parametrize("text", ["7月1日~8月31日", "次年1月1日至2月29日"])
def test_a_year_that_nothing_tells_stays_open(text: str) -> None:
    assert times(text, NOTHING) is None


def test_a_window_follows_the_one_printed_before_it_where_nothing_else_tells_its_year() -> None:
    found = parse_range("1月1日至6月30日")
    assert found is not None
    resolved = time_range(found, NOTHING, after=datetime(2023, 11, 20))
    assert resolved is not None
    assert resolved.opens == datetime(2024, 1, 1)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("2022年11月15日9:00至12月25日17:00", "minute"),
        ("2022年11月15日至12月25日", "day"),
        ("2023年7月至2024年6月", "month"),
        ("2023年7月上旬至9月下旬", "day"),
    ],
)
def test_the_precision_is_that_of_the_words(text: str, precision: str) -> None:
    found = parse_range(text)
    assert found is not None
    resolved = time_range(found, NOTHING)
    assert resolved is not None
    assert resolved.precision == precision


def test_days_of_a_range_are_half_open() -> None:
    found = parse_range("2023年7月1日至2024年6月30日")
    assert found is not None
    days = day_range(found, NOTHING)
    assert days is not None
    assert (days.start, days.end) == (date(2023, 7, 1), date(2024, 7, 1))
    assert day_range(parse_range("即日起至12月31日") or found, UNDATED) is None  # no first day


@pytest.mark.parametrize(
    ("text", "calendar", "day"),
    [
        ("9月底", PUBLISHED, date(2024, 9, 30)),
        ("2024年2月底", NOTHING, date(2024, 2, 29)),
        ("2023年底", NOTHING, date(2023, 12, 31)),
        ("12月25日", PUBLISHED, date(2023, 12, 25)),
        ("12月20日", UNDATED, date(2024, 12, 20)),  # a deadline lies within the year
        ("2022年12月25日17:00", NOTHING, date(2022, 12, 25)),
        ("本年度6月30日", YEAR_ONLY, date(2024, 6, 30)),
        ("6月30日", NOTHING, None),
        ("2023年2月30日", NOTHING, None),
    ],
)
def test_the_last_day_of_a_point(text: str, calendar: Calendar, day: date | None) -> None:
    point = parse_point(text)
    assert point is not None
    assert last_day(point, calendar) == day


def test_one_end_alone() -> None:
    point = parse_point("2023年12月31日17:30")
    assert point is not None
    closes, opens = until(point, NOTHING), since(point, NOTHING)
    assert closes is not None
    assert opens is not None
    assert (closes.opens, closes.closes) == (None, datetime(2023, 12, 31, 17, 30))
    assert (opens.opens, opens.closes) == (datetime(2023, 12, 31, 17, 30), None)

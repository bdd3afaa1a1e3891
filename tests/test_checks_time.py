"""Whether dates are in order: tables of "this finding <- a notice like this"."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from ruleset_of import EVERYBODY, Page, eq, outcome, verdict

from extractor.checks.time import day_off, last_day, monthly_last_days
from extractor.schema import PaymentWindow, TimeRange


def period(opens: str | None, closes: str | None, quote: str = "缴费期为略", **fields: Any) -> Page:
    """A notice with one window."""
    page = Page(quote)
    page.window(quote, opens, closes, **fields)
    return page


def coverage(start: str, end: str | None, **more: Any) -> dict[str, Any]:
    """A coverage, half-open, that the notice need not print."""
    basis = {"basis": "curated", "why": "written by hand"}
    return {"value": {"start": start, "end": end}, **basis, **more}


def year(value: int) -> dict[str, Any]:
    return {"value": value, "basis": "curated", "why": "written by hand"}


YEAR_2023 = coverage("2023-01-01", "2024-01-01")
FROM_JULY = coverage("2023-07-01", "2024-07-01")


# ── working days ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("day", "off"),
    [
        (date(2022, 12, 25), True),  # a Sunday
        (date(2023, 11, 25), True),  # a Saturday
        (date(2023, 10, 2), True),  # a Monday of the national holiday
        (date(2023, 10, 7), False),  # a Saturday, worked to make up
        (date(2023, 9, 25), False),
        (date(2003, 1, 1), None),  # before the table
        (date(2190, 6, 1), None),  # not published, never guessed
    ],
)
def test_days_off(day: date, off: bool | None) -> None:
    assert day_off(day) is off


def test_the_last_day_of_a_window() -> None:
    at_five = TimeRange(closes=datetime(2022, 12, 25, 17), precision="minute")
    whole_day = TimeRange(closes=datetime(2024, 3, 1), precision="day")
    assert last_day(at_five) == date(2022, 12, 25)
    assert last_day(whole_day) == date(2024, 2, 29)
    assert last_day(TimeRange(opens=datetime(2024, 3, 1), precision="day")) is None


WINDOWS: list[tuple[str, Page, list[str]]] = [
    (
        "a Sunday",
        period("2022-11-15T09:00", "2022-12-25T17:00", precision="minute"),
        ["info notice"],
    ),
    ("a Saturday", period("2023-07-01T00:00", "2023-10-01T00:00"), ["info notice"]),
    ("a working day", period("2023-12-20T00:00", "2024-03-01T00:00"), ["ok"]),
    ("a make-up working day", period("2023-09-01T00:00", "2023-10-08T00:00"), ["ok"]),
    (
        "with a month, not on a day",
        period(None, "2024-07-01T00:00", precision="month"),
        ["not_run"],
    ),
    ("only an opening", period("2024-01-01T00:00", None), ["not_run"]),
    ("not published", period("2189-11-15T00:00", "2189-12-26T00:00"), ["not_run"]),
]


@pytest.mark.parametrize(("name", "page", "expected"), WINDOWS, ids=[w[0] for w in WINDOWS])
def test_a_window_closes_on_a_day_off(name: str, page: Page, expected: list[str]) -> None:
    assert verdict(page, "DATE-WORKDAY") == expected, name


def test_a_day_off_is_named() -> None:
    (finding,), _ = outcome(WINDOWS[0][1], "DATE-WORKDAY")
    assert finding.zh == "缴费期最后一日 2022-12-25（星期日）是休息日"
    assert "Sunday" in finding.en


def test_a_last_day_that_rolls_over_is_no_matter() -> None:
    page = Page("缴费期至12月25日，遇节假日顺延")
    rolls = page.fact("next_day", "遇节假日顺延")
    page.window("缴费期至12月25日", None, "2022-12-26T00:00", holiday_roll=rolls)
    assert verdict(page, "DATE-WORKDAY") == ["not_run"]


def monthly(roll: str | None = "none", last: int = 25) -> Page:
    """A window of the first days of every month."""
    page = Page("2023年7月—2024年6月每月1日起办理，节假日如何")
    page.window(
        "2023年7月—2024年6月",
        "2023-07-01T00:00",
        "2024-07-01T00:00",
        precision="month",
        monthly=page.fact({"first_day": 1, "last_day": last}, "每月1日起"),
        **({"holiday_roll": page.fact(roll, "节假日如何")} if roll else {}),
    )
    return page


def test_last_days_that_are_not_extended_are_listed() -> None:
    (finding,), _ = outcome(monthly(), "DATE-ROLL")
    assert (finding.severity, finding.about) == ("info", "notice")
    assert finding.zh == "25 日遇休息日且不顺延：2023-11-25  2024-02-25  2024-05-25"


@pytest.mark.parametrize("roll", ["next_day", "tax_rule_109", None])
def test_last_days_that_are_extended_or_left_open_are_not(roll: str | None) -> None:
    assert verdict(monthly(roll), "DATE-ROLL") == ["not_run"]


def test_a_monthly_window_takes_the_coverage_for_its_bounds() -> None:
    page = Page("每月1—31日")
    page.add("window", monthly=page.fact({"first_day": 1, "last_day": 31}, "每月1—31日"))
    ruleset = page.ruleset(coverage=coverage("2023-11-01", "2024-03-01"))
    rule = ruleset.rules[0]
    assert isinstance(rule, PaymentWindow)
    assert ruleset.coverage is not None
    assert monthly_last_days(rule, ruleset.coverage.value) == [
        date(2023, 11, 30),
        date(2023, 12, 31),
        date(2024, 1, 31),
        date(2024, 2, 29),
    ]
    assert monthly_last_days(rule, None) == []


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (monthly(), ["ok"]),
        (period("2022-11-15T00:00", "2022-12-26T00:00"), ["ok"]),
        (period("2189-11-15T00:00", "2189-12-26T00:00"), ["info extraction"]),
        (Page("没有日期"), ["not_run"]),
    ],
)
def test_the_calendar_covers_the_days_asked(page: Page, expected: list[str]) -> None:
    assert verdict(page, "DATE-CALENDAR") == expected


def test_a_calendar_that_is_not_published_says_so() -> None:
    page = period("2189-11-15T00:00", "2189-12-26T00:00")
    (finding,), _ = outcome(page, "DATE-CALENDAR")
    assert finding.zh == "2189 年放假安排未发布：休息日未核"
    _, result = outcome(page, "DATE-WORKDAY")
    assert result.zh == "2189 年放假安排未发布"


def test_working_days_are_asked_of_the_whole_coverage() -> None:
    page = Page("缴费成功五个工作日后可查询")
    page.add(
        "channel",
        purpose="query",
        mode="online",
        provider=page.words("查询"),
        posting_delay=page.fact({"count": 5, "unit": "workday"}, "五个工作日后"),
    )
    assert verdict(page, "DATE-CALENDAR", coverage=FROM_JULY) == ["ok"]
    far = coverage("2189-01-01", "2190-01-01")
    assert verdict(page, "DATE-CALENDAR", coverage=far) == ["info extraction"]


# ── order and agreement ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (period("2022-11-15T09:00", "2022-12-25T17:00"), ["ok"]),
        (period(None, "2022-12-26T00:00"), ["ok"]),
        # both years are printed: the notice is wrong
        (
            period("2023-12-25T00:00", "2023-11-21T00:00", "2023年12月25日至2023年11月20日"),
            ["error notice"],
        ),
        # one is elided, and we supplied it
        (
            period("2022-11-15T00:00", "2022-01-26T00:00", "2022年11月15日至1月25日"),
            ["error extraction"],
        ),
        (Page("没有日期"), ["not_run"]),
    ],
)
def test_a_range_opens_before_it_closes(page: Page, expected: list[str]) -> None:
    assert verdict(page, "DATE-ORDER") == expected


def test_a_coverage_in_order() -> None:
    assert verdict(Page("空"), "DATE-ORDER", coverage=YEAR_2023) == ["ok"]
    turned = coverage("2024-01-01", "2023-01-01")
    assert verdict(Page("空"), "DATE-ORDER", coverage=turned) == ["error extraction"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年9月25日（星期一）前", ["ok"]),
        ("2023年10月8日周日", ["ok"]),
        ("2023年9月25日（星期二）前", ["error notice"]),
        ("２０２３年９月２５日（周天）", ["error notice"]),
        # the year is elided: any year that is spoken of will do
        ("2023年度缴费至9月25日（星期一），2024年待遇", ["ok"]),
        ("2023年度缴费至9月25日（星期三），2024年待遇", ["ok"]),  # of 2024
        ("2023年度缴费至9月25日（星期五）", ["warning notice"]),
        ("2023年9月25日，星期一至星期五办理", ["ok"]),
        ("每周一办理", ["not_run"]),
        ("2月31日（星期一）", ["ok"]),  # no such day: nothing to compare
    ],
)
def test_a_printed_weekday(text: str, expected: list[str]) -> None:
    assert verdict(Page(text), "DATE-WEEKDAY") == expected


def test_a_weekday_is_corrected_in_words_only() -> None:
    (finding,), _ = outcome(Page("于2023年9月25日（星期二）截止"), "DATE-WEEKDAY")
    assert finding.zh == "2023-09-25 是星期一，原文作星期二"
    assert finding.spans[0].quote == "2023年9月25日（星期二"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (YEAR_2023, ["ok"]),
        (FROM_JULY, ["ok"]),
        (coverage("2023-07-01", "2024-01-01"), ["warning extraction"]),
        (coverage("2023-01-01", "2024-01-02"), ["warning extraction"]),
        (coverage("2023-01-01", None), ["not_run"]),
        (None, ["not_run"]),
    ],
)
def test_twelve_months(span: Any, expected: list[str]) -> None:
    assert verdict(Page("空"), "DATE-COVERAGE", coverage=span) == expected


def test_an_odd_coverage_that_is_printed_is_the_notices() -> None:
    page = Page("保障期2023年7月至12月")
    printed = page.fact({"start": "2023-07-01", "end": "2024-01-01"}, "2023年7月至12月")
    (finding,), _ = outcome(page, "DATE-COVERAGE", coverage=printed)
    assert (finding.severity, finding.about) == ("warning", "notice")
    assert "6 个月" in finding.zh


@pytest.mark.parametrize(
    ("label", "span", "expected"),
    [
        (2023, YEAR_2023, ["ok"]),
        (2023, FROM_JULY, ["ok"]),
        (2024, FROM_JULY, ["warning extraction"]),
        (2023, None, ["not_run"]),
    ],
)
def test_the_label_of_the_year(label: int, span: Any, expected: list[str]) -> None:
    facts = {"insurance_year": year(label), "coverage": span}
    assert verdict(Page("空"), "DATE-LABEL", **facts) == expected


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        ("2022-11-15T00:00", "2022-12-26T00:00", ["ok"]),  # before
        ("2023-01-01T00:00", "2024-01-01T00:00", ["ok"]),  # inside
        ("2022-11-10T00:00", "2023-07-01T00:00", ["ok"]),  # both
        ("2024-01-01T00:00", "2024-02-01T00:00", ["warning notice"]),  # after
        ("2021-11-15T00:00", "2021-12-26T00:00", ["warning notice"]),  # a year too early
    ],
)
def test_a_window_is_before_or_in_its_year(opens: str, closes: str, expected: list[str]) -> None:
    assert verdict(period(opens, closes), "DATE-WINDOW", coverage=YEAR_2023) == expected


def test_a_window_without_a_coverage_is_not_judged() -> None:
    page = period("2024-01-01T00:00", None)
    assert verdict(page, "DATE-WINDOW") == ["not_run"]
    assert verdict(page, "DATE-WINDOW", coverage=coverage("2023-01-01", None)) == ["not_run"]


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2023-06-26", ["ok"]),
        ("2023-07-01", ["ok"]),  # on the day
        ("2023-07-13", ["info notice"]),
        (None, ["not_run"]),
    ],
)
def test_published_before_it_opens(published: str | None, expected: list[str]) -> None:
    page = Page("2023年7月起缴纳。某年某月某日")
    page.window("2023年7月起", "2023-07-01T00:00", None)
    page.window("2023年7月起", "2024-01-01T00:00", None)
    on = page.fact(published, "某年某月某日") if published else None
    assert verdict(page, "DATE-PUBLISHED", notice_published_on=on) == expected


def test_lateness_is_counted_in_days() -> None:
    page = Page("2023年7月起缴纳。2023年7月13日")
    page.window("2023年7月起", "2023-07-01T00:00", None)
    on = page.fact("2023-07-13", "2023年7月13日")
    (finding,), _ = outcome(page, "DATE-PUBLISHED", notice_published_on=on)
    assert "晚 12 天" in finding.zh


def test_no_opening_no_lateness() -> None:
    page = Page("2023年7月13日")
    on = page.fact("2023-07-13", "2023年7月13日")
    assert verdict(page, "DATE-PUBLISHED", notice_published_on=on) == ["not_run"]


@pytest.mark.parametrize(
    ("on", "topic", "when", "expected"),
    [
        ("2022-12-25", "renew", EVERYBODY, ["ok"]),
        ("2022-12-26", "renew", EVERYBODY, ["ok"]),  # 26日前: the 25th is the last day
        ("2022-12-20", "renew", EVERYBODY, ["warning notice"]),
        ("2022-12-20", "retire", EVERYBODY, ["not_run"]),  # another matter
        ("2022-12-20", "renew", eq("enrolment", "new"), ["not_run"]),  # another window
    ],
)
def test_one_deadline_said_twice(
    on: str, topic: str, when: dict[str, Any], expected: list[str]
) -> None:
    page = Page("缴费期至12月25日。续保人员务必于某日前缴费。")
    page.window("缴费期至12月25日", "2022-11-15T00:00", "2022-12-26T00:00", when=when)
    page.add("procedure", topic=topic, deadline=page.fact({"form": "date", "on": on}, "某日前"))
    assert verdict(page, "DATE-REPEAT") == expected

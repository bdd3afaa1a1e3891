"""Time: whether the dates of a notice are in order, and on which of them nobody is at the counter.

Ranges are half-open. Working days follow the State Council's yearly arrangement; a year for which
none is published is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from extractor import pattern as regex
from extractor.checks.people import share
from extractor.checks.verdict import (
    About,
    Case,
    Verdict,
    facts,
    found,
    not_run,
)
from extractor.conditions import Cmp, Var
from extractor.evidence import Evidence, Fact
from extractor.pattern import compiled
from extractor.schema import (
    DateRange,
    Duration,
    Finding,
    PaymentWindow,
    Procedure,
    TimeRange,
)

WEEKDAYS: Final = "一二三四五六日"
_MOST_MONTHS = 36  # a window that runs longer was misread; its days are not listed


@lru_cache(maxsize=1024)  # the calendar looks through all its years for each day
def day_off(day: date) -> bool | None:
    """Whether a day is a weekend or a holiday; None where no arrangement is published for its year.

    Make-up working days count as working days. Source: chinesecalendar, from 2004 on.

    >>> day_off(date(2022, 12, 25)), day_off(date(2023, 10, 7)), day_off(date(2190, 1, 1))
    (True, False, None)
    """
    import chinese_calendar

    try:
        return bool(chinese_calendar.is_holiday(day))
    except NotImplementedError:
        return None


def last_day(window: TimeRange) -> date | None:
    """The last day on which a window is open.

    >>> from datetime import datetime
    >>> last_day(TimeRange(closes=datetime(2024, 3, 1), precision="day"))
    datetime.date(2024, 2, 29)
    """
    closes = window.closes
    if closes is None:
        return None
    return (closes - timedelta(microseconds=1)).date()


def monthly_last_days(window: PaymentWindow, coverage: DateRange | None) -> list[date]:
    """The last days of a window that opens every month, each within the window or the coverage."""
    if window.monthly is None:
        return []
    start = end = None
    if window.window is not None:
        opens = window.window.value.opens
        start, end = opens.date() if opens else None, last_day(window.window.value)
        if end is not None:
            end += timedelta(days=1)
    if coverage is not None:
        start, end = start or coverage.start, end or coverage.end
    if start is None or end is None:
        return []
    days: list[date] = []
    year, month = start.year, start.month
    while date(year, month, 1) < end and len(days) < _MOST_MONTHS:
        day = _in_month(year, month, window.monthly.value.last_day)
        if start <= day < end:
            days.append(day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return days


def _in_month(year: int, month: int, day: int) -> date:
    """A day of a month, or the month's last where it has no such day."""
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1


def _windows(case: Case) -> Iterator[tuple[PaymentWindow, TimeRange, tuple[Evidence, ...]]]:
    for rule in case.rules(PaymentWindow):
        if rule.window is not None:
            yield rule, rule.window.value, rule.window.spans


def _coverage(case: Case) -> DateRange | None:
    return case.ruleset.coverage.value if case.ruleset.coverage else None


# ── order and agreement ──────────────────────────────────────────────────────────────────────


def date_order(case: Case) -> Verdict:
    """DATE-ORDER: every range has a first day before its last."""
    findings: list[Finding] = []
    ranges = 0
    for path, rule, fact in facts(case):
        match fact.value:
            case TimeRange(opens=first, closes=last) | DateRange(start=first, end=last):
                ranges += 1
            case _:
                continue
        if first is None or last is None or first < last:
            continue
        # a year that the notice elides was put there by us
        quote = "".join(span.quote for span in fact.spans)
        both_printed = len(compiled(r"(?:19|20|１９|２０)\d\d").findall(quote)) >= 2
        findings.append(
            Finding(
                code="DATE-ORDER",
                severity="error",
                about="notice" if both_printed else "extraction",
                rules=(rule.id,) if rule else (),
                spans=fact.spans,
                zh=f"{path}：起 {first:%Y-%m-%d} 不早于止 {last:%Y-%m-%d}",
                en=f"{path}: opens {first:%Y-%m-%d}, not before it closes on {last:%Y-%m-%d}",
            )
        )
    return found(findings) if ranges else not_run("没有起止日期", "no range of dates")


_WEEKDAY = regex.compile(
    r"(?:(?P<year>(?:19|20)\d\d)[年./-])?(?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?(?:\d{1,2}:\d\d)?"
    r"[（,，、]?(?:星期|礼拜|周)(?P<weekday>[一二三四五六日天])(?![至到—-]?周)"
)


def date_weekday(case: Case) -> Verdict:
    """DATE-WEEKDAY: a printed weekday is that of the date beside it.

    Where the year is elided, any year that the notice speaks of will do.
    """
    text = case.view.text
    findings: list[Finding] = []
    printed = 0
    told = any(word in text for word in ("星期", "礼拜", "周"))
    for match in _WEEKDAY.finditer(text) if told else ():
        printed += 1
        years = [int(match["year"])] if match["year"] else sorted(_years(case))
        days = [
            day
            for year in years
            if (day := _date(year, int(match["month"]), int(match["day"]))) is not None
        ]
        weekday = match["weekday"].replace("天", "日")
        if not days or any(WEEKDAYS[day.weekday()] == weekday for day in days):
            continue
        right = WEEKDAYS[days[0].weekday()]
        findings.append(
            Finding(
                code="DATE-WEEKDAY",
                severity="error" if match["year"] else "warning",
                about="notice",
                spans=(case.evidence(match.start(), match.end()),),
                zh=f"{days[0]} 是星期{right}，原文作星期{weekday}",
                en=f"{days[0]:%Y-%m-%d} is a {days[0]:%A}, the notice says 星期{weekday}",
            )
        )
    return found(findings) if printed else not_run("没有印星期", "no weekday is printed")


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _years(case: Case) -> set[int]:
    """The years that the notice speaks of."""
    years = {
        int(year) for year in compiled(r"(?<!\d)(?:19|20)\d\d(?=[年.\-/])").findall(case.view.text)
    }
    coverage = _coverage(case)
    if coverage:
        years |= {coverage.start.year, (coverage.end or coverage.start).year}
    return years


def date_coverage(case: Case) -> Verdict:
    """DATE-COVERAGE: the insurance year has twelve months."""
    coverage = case.ruleset.coverage
    if coverage is None or coverage.value.end is None:
        return not_run("保障期没有起止", "the coverage has no end")
    start, end = coverage.value.start, coverage.value.end
    months = (end.year - start.year) * 12 + end.month - start.month
    if months == 12 and start.day == end.day:
        return found(())
    return found(
        [
            _about_coverage(
                "DATE-COVERAGE",
                coverage,
                f"保障期 {start} 至 {end}（不含），{months} 个月，不是十二个月",
                f"the coverage {start} to {end} (exclusive) is {months} months, not twelve",
            )
        ]
    )


def date_label(case: Case) -> Verdict:
    """DATE-LABEL: 2023年度 begins in 2023, wherever the insurance year begins."""
    coverage, label = case.ruleset.coverage, case.ruleset.insurance_year
    if coverage is None or label is None:
        return not_run("医保年度或保障期未载", "the insurance year or its coverage is not stated")
    start = coverage.value.start
    if start.year == label.value:
        return found(())
    return found(
        [
            _about_coverage(
                "DATE-LABEL",
                coverage,
                f"{label.value} 年度的保障期从 {start} 开始",
                f"the coverage of the year {label.value} begins on {start}",
            )
        ]
    )


def _about_coverage(code: str, coverage: Fact[DateRange], zh: str, en: str) -> Finding:
    # odd, and some places do it: never an error
    about: About = "notice" if coverage.basis == "stated" else "extraction"
    return Finding(code=code, severity="warning", about=about, spans=coverage.spans, zh=zh, en=en)


def date_window(case: Case) -> Verdict:
    """DATE-WINDOW: one pays before the insurance year or in it, not after."""
    coverage = _coverage(case)
    windows = list(_windows(case))
    if coverage is None or coverage.end is None or not windows:
        return not_run("保障期或缴费期未载", "the coverage or the window is not stated")
    findings = []
    for rule, window, spans in windows:
        opens = window.opens.date() if window.opens else None
        closes = last_day(window)
        late = (opens or closes) is not None and (opens or closes or coverage.end) >= coverage.end
        # more than a year ahead is no longer 「before the year」 but a date misread
        early = closes is not None and closes < coverage.start - timedelta(days=366)
        if late or early:
            said = f"{opens or ''}—{closes or ''}"
            findings.append(
                Finding(
                    code="DATE-WINDOW",
                    severity="warning",
                    about="notice",
                    rules=(rule.id,),
                    spans=spans,
                    zh=f"缴费期 {said} 不在保障期 {coverage.start}—{coverage.end} 之前或之内",
                    en=f"the window {said} is neither before nor in the insurance year",
                )
            )
    return found(findings)


def date_published(case: Case) -> Verdict:
    """DATE-PUBLISHED: published on or before the first day on which one can pay."""
    published = case.ruleset.notice.published_on
    openings = [
        (window.opens.date(), rule, spans) for rule, window, spans in _windows(case) if window.opens
    ]
    if published is None:
        return not_run("没有发布日期", "no date of publication")
    if not openings:
        return not_run("没有缴费开始日期", "no opening date")
    opens, rule, spans = min(openings, key=lambda opening: opening[0])
    late = (published.value - opens).days
    if late <= 0:
        return found(())
    return found(
        [
            Finding(
                code="DATE-PUBLISHED",
                severity="info",
                about="notice",
                rules=(rule.id,),
                spans=(*spans, *published.spans),
                zh=f"{opens} 起可缴，{published.value} 才发布（晚 {late} 天）",
                en=f"payment opens on {opens}, published {late} days later on {published.value}",
            )
        ]
    )


def date_repeat(case: Case) -> Verdict:
    """DATE-REPEAT: the last day that is said to those who renew is the last day of their window."""
    closings = [
        (rule, day, spans)
        for rule, window, spans in _windows(case)
        if (day := last_day(window)) is not None and rule.monthly is None
    ]
    renewing = Cmp(op="eq", var=Var.ENROLMENT, value="renewing")
    findings = []
    compared = 0
    for rule in case.rules(Procedure):
        if rule.deadline is None or rule.deadline.value.on is None or rule.topic != "renew":
            continue
        on = rule.deadline.value.on
        theirs = [one for one in closings if share(renewing, one[0].when) == "all"]
        if not theirs:
            continue
        compared += 1
        # 「12月25日前」 may leave the 25th out
        if any(abs((day - on).days) <= 1 for _, day, _ in theirs):
            continue
        window, day, spans = min(theirs, key=lambda one: abs((one[1] - on).days))
        findings.append(
            Finding(
                code="DATE-REPEAT",
                severity="warning",
                about="notice",
                rules=(rule.id, window.id),
                spans=(*rule.deadline.spans, *spans),
                zh=f"续保期限 {on}，而缴费期止于 {day}",
                en=f"to be renewed by {on}, but the window closes on {day}",
            )
        )
    if not compared:
        return not_run("同一期限只说了一次", "no deadline is said twice")
    return found(findings)


# ── working days ─────────────────────────────────────────────────────────────────────────────


def _closing_days(case: Case) -> Iterator[tuple[PaymentWindow, date, tuple[Evidence, ...]]]:
    """The last days of windows that close on a day, not with a month or every month."""
    for rule, window, spans in _windows(case):
        day = last_day(window)
        if day is not None and window.precision != "month" and rule.monthly is None:
            yield rule, day, spans


def _rolls(rule: PaymentWindow) -> bool:
    return rule.holiday_roll is not None and rule.holiday_roll.value != "none"


def date_workday(case: Case) -> Verdict:
    """DATE-WORKDAY: a window's last day is a day off, so counters may be shut."""
    days = [one for one in _closing_days(case) if not _rolls(one[0])]
    known = [(rule, day, spans) for rule, day, spans in days if day_off(day) is not None]
    if not known:
        return _no_calendar(days) or not_run("没有缴费截止日", "no window closes on a day")
    findings = [
        Finding(
            code="DATE-WORKDAY",
            severity="info",
            about="notice",
            rules=(rule.id,),
            spans=spans,
            zh=f"缴费期最后一日 {day}（星期{WEEKDAYS[day.weekday()]}）是休息日",
            en=f"the window closes on {day}, a day off ({day:%A})",
        )
        for rule, day, spans in known
        if day_off(day)
    ]
    return found(findings)


def date_roll(case: Case) -> Verdict:
    """DATE-ROLL: the last days of a monthly window that are days off and are not extended."""
    findings: list[Finding] = []
    unpublished: list[date] = []
    monthly = 0
    for rule in case.rules(PaymentWindow):
        if rule.holiday_roll is None or rule.holiday_roll.value != "none":
            continue
        days = monthly_last_days(rule, _coverage(case))
        monthly += bool(days)
        unpublished += [day for day in days if day_off(day) is None]
        off = [day for day in days if day_off(day)]
        if off and rule.monthly is not None:
            listed = "  ".join(str(day) for day in off)
            findings.append(
                Finding(
                    code="DATE-ROLL",
                    severity="info",
                    about="notice",
                    rules=(rule.id,),
                    spans=(*rule.monthly.spans, *rule.holiday_roll.spans),
                    zh=f"{rule.monthly.value.last_day} 日遇休息日且不顺延：{listed}",
                    en=f"last days on days off, not extended: {listed}",
                )
            )
    if not monthly:
        return not_run("没有遇节假日不顺延的每月缴费日", "no monthly window without extension")
    if not findings and unpublished:
        return _not_published(unpublished)
    return found(findings)


def _no_calendar(days: list[tuple[PaymentWindow, date, tuple[Evidence, ...]]]) -> Verdict | None:
    return _not_published([day for _, day, _ in days]) if days else None


def _not_published(days: list[date]) -> Verdict:
    years = sorted({day.year for day in days})
    said = "、".join(map(str, years))
    return not_run(
        f"{said} 年放假安排未发布",
        f"no arrangement of working days is published for {', '.join(map(str, years))}",
    )


def date_calendar(case: Case) -> Verdict:
    """DATE-CALENDAR: the table of working days covers the days that are asked of it."""
    asked = [day for _, day, _ in _closing_days(case)]
    for rule in case.rules(PaymentWindow):
        asked += monthly_last_days(rule, _coverage(case))
    coverage = _coverage(case)
    counts_workdays = any(
        isinstance(fact.value, Duration) and fact.value.unit == "workday"
        for _, _, fact in facts(case)
    )
    if coverage and counts_workdays:
        asked += [coverage.start, (coverage.end or coverage.start) - timedelta(days=1)]
    if not asked:
        return not_run("没有要查放假安排的日期", "no day depends on the calendar")
    missing = sorted({day.year for day in asked if day_off(day) is None})
    if not missing:
        return found(())
    years_zh, years_en = "、".join(map(str, missing)), ", ".join(map(str, missing))
    finding = Finding(
        code="DATE-CALENDAR",
        severity="info",
        about="extraction",  # nothing is wrong with the notice
        zh=f"{years_zh} 年放假安排未发布：休息日未核",
        en=f"no arrangement of working days is published for {years_en}",
    )
    return found([finding])

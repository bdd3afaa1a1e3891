"""Dates, ranges and recurring days: the same time ← many spellings."""

from __future__ import annotations

import pytest

from extractor import atoms
from extractor.atoms.date import Point, Range, Recurrence
from extractor.layout import view


def found(text: str, *labels: str) -> list[object]:
    return [atom.value for atom in atoms.find(view(text).text) if atom.label in labels]


def P(*ymd: int | None, at: tuple[int, int] | None = None, edge: str | None = None) -> Point:
    year, month, day = (*ymd, None, None, None)[:3]
    hour, minute = at or (None, None)
    return Point(year, month, day, hour, minute, edge)  # type: ignore[arg-type]


POINTS: list[tuple[Point, list[str]]] = [
    (
        P(2023, 12, 25),
        [
            "2023年12月25日",
            "2023年12月25号",
            "２０２３年１２月２５日",
            "2023 年 12 月 25 日",
            "2023.12.25",
            "2023-12-25",
            "2023/12/25",
            "二〇二三年十二月二十五日",
            "二零二三年十二月二十五日",
            "23年12月25日",
            "2023年12月25日（星期一）",
            "2023年12月25日（含）",
        ],
    ),
    (
        P(2009, 3, 25),
        ["二〇〇九年三月二十五日", "二○○九年三月二十五日", "2009年3月25日", "2009.3.25"],
    ),
    (
        P(2023, 12, 25, at=(17, 0)),
        [
            "2023年12月25日17:00",
            "2023年12月25日17时",
            "2023年12月25日17点",
            "2023年12月25日下午5点",
            "2023年12月25日下午5:00",
            "2023-12-25 17:00",
            "2023年12月25日（星期一）17：00",
            "2023年12月25日17:00:00",
        ],
    ),
    (
        P(2023, 12, 25, at=(8, 30)),
        [
            "2023年12月25日8:30",
            "2023年12月25日8时30分",
            "2023年12月25日上午8点半",
            "2023年12月25日08：30",
        ],
    ),
    (
        P(2023, 12, 31, at=(24, 0)),
        [
            "2023年12月31日24时",
            "2023年12月31日24:00",
            "2023年12月31日24点",
            "2023年12月31日二十四时",
        ],
    ),
    (
        P(2024, 1, 1, at=(0, 0)),
        ["2024年1月1日0时", "2024年1月1日0:00", "2024年1月1日零时", "2024年1月1日凌晨0点"],
    ),
    (P(2023, 6), ["2023年6月", "2023年06月", "2023年6月份", "二〇二三年六月"]),
    (P(None, 9, edge="end"), ["9月底", "九月底", "9月末"]),
    (P(2024, 9, edge="end"), ["2024年9月底", "2024年9月末"]),
    (P(2023, 12, edge="end"), ["2023年底", "2023年年底", "2023年末"]),
    (P(None, 12, 31), ["12月31日", "十二月三十一日", "12月31号"]),
]


@pytest.mark.parametrize(("point", "text"), [(v, t) for v, ts in POINTS for t in ts])
def test_a_point_in_all_its_spellings(point: Point, text: str) -> None:
    assert found(f"于{text}前缴费", "DATE") == [point]


@pytest.mark.parametrize(
    ("relative", "text"),
    [
        ("次年", "次年2月28日"),
        ("今年", "今年9月1日"),
        ("明年", "明年2月底"),
        ("本年度", "本年度12月25日"),
        ("当年", "当年12月31日"),
        ("翌年", "翌年1月31日"),
        ("上年度", "上年度12月31日"),
    ],
)
def test_a_year_told_by_a_word_is_kept(relative: str, text: str) -> None:
    (point,) = found(f"于{text}前", "DATE")
    assert isinstance(point, Point)
    assert (point.year, point.relative) == (None, relative)


RANGES: list[tuple[Range, list[str]]] = [
    (
        Range(P(2023, 12, 1), P(2024, 2, 29)),
        [
            "2023年12月1日至2024年2月29日",
            "2023年12月1日—2024年2月29日",
            "2023年12月1日-2024年2月29日",
            "2023年12月1日~2024年2月29日",
            "2023年12月1日～2024年2月29日",
            "2023年12月1日——2024年2月29日",
            "2023年12月1日到2024年2月29日",
            "2023年12月1日起至2024年2月29日止",
            "自2023年12月1日起至2024年2月29日止",
            "从2023年12月1日开始到2024年2月29日",
            "2023年12月1日（含）至2024年2月29日（含）",
            "2023.12.1-2024.2.29",
            "2023．12．1－2024．2．29",
            "2023-12-01至2024-02-29",
            "2023/12/1-2024/2/29",
            "2023年12月1日开始，到2024年2月29日结束",
            "2023年12月1日起开始缴费，2024年2月29日截止",
            "23年12月1日至24年2月29日",
            "二〇二三年十二月一日至二〇二四年二月二十九日",
            "２０２３年１２月１日－２０２４年２月２９日",
            "2023年12月1日（星期五）至2024年2月29日（星期四）",
            "2023年12月1日起，至2024年2月29日止",
            "2023年12月1日截至2024年2月29日",
        ],
    ),
    (
        Range(P(2022, 11, 15), P(None, 12, 25)),
        ["2022年11月15日至12月25日", "2022.11.15—12.25", "2022年11月15日—12月25日"],
    ),
    (
        Range(P(2022, 11, 15, at=(9, 0)), P(None, 12, 25, at=(17, 0))),
        [
            "2022年11月15日9:00至12月25日17:00",
            "2022年11月15日9时至12月25日17时",
            "2022年11月15日上午9点至12月25日下午5点",
            "2022 年 11 月 15 日 9：00 至 12 月 25 日 17：00",
        ],
    ),
    (
        Range(P(None, 7, 1), P(None, 8, 31)),
        ["7月1日~8月31日", "7月1日至8月31日", "每年7月1日至8月31日", "每年的7月1日—8月31日"],
    ),
    (
        Range(P(2023, 7), P(2024, 6)),
        [
            "2023年7月至2024年6月",
            "2023年7月—2024年6月",
            "2023年7月起至2024年6月止",
            "2023.7-2024.6",
        ],
    ),
    (
        Range(P(2024, 1), P(None, 12)),
        [
            "2024年1月至12月",
            "2024年1—12月",
            "2024年1-12月",
            "2024年1月-12月",
            "2024年1月份至12月份",
        ],
    ),
    (Range(P(None, 7), P(None, 12)), ["7—12月", "7至12月", "7月-12月", "7月至12月"]),
    (
        Range(P(2023, 12, 1), P(None, 12, 31)),
        ["2023年12月1日至31日", "2023年12月1-31日", "2023年12月1日-31日", "2023年12月1日到31号"],
    ),
    (Range(P(None, 12, 10), P(None, 12, 25)), ["12月10日到25日", "12月10日—25日"]),
    (
        Range(None, P(2024, 6, 30)),
        [
            "即日起至2024年6月30日",
            "即日起至2024.6.30",
            "自即日起至2024年6月30日止",
            "即日起到2024年6月30日",
            "自发布之日起至2024年6月30日",
            "自本通告发布之日起至2024年6月30日",
            "自文件印发之日起至2024年6月30日",
            "从今天起到2024年6月30日",
            "即日起—2024年6月30日",
            "即日起截止2024年6月30日",
        ],
    ),
    (Range(None, P(None, 12, 31, at=(24, 0))), ["即日起至12月31日24点", "即日起至12月31日24:00"]),
    (
        Range(P(2023, 11, edge="first ten days"), P(2024, 2, edge="last days")),
        ["2023年11月上旬至2024年2月下旬", "2023年11月上旬开始，到2024年2月下旬结束"],
    ),
    (
        Range(P(2024, 1, 1), P(None, 12, 20)),
        [
            "2024年1月1日开缴，12月20日停缴",
            "2024年1月1日全面启动，至12月20日截止",
            "从2024年1月1日起，12月20日系统自动关闭",
        ],
    ),
    (
        Range(None, P(2023, 12, 31)),
        ["现在起至2023年12月31日", "即日起开始缴费，2023年12月31日截止"],
    ),
    (Range(P(2023, 9, 1), P(None, 12, edge="end")), ["2023年9月1日至12月底", "2023年9月1日至年底"]),
    (Range(P(2023, 12, 25, at=(9, 0)), P(None, 12, 25, at=(17, 0))), ["2023年12月25日9:00—17:00"]),
]


@pytest.mark.parametrize(("times", "text"), [(v, t) for v, ts in RANGES for t in ts])
def test_a_range_in_all_its_spellings(times: Range, text: str) -> None:
    assert found(f"缴费期为{text}。", "RANGE") == [times]


DAYS: list[tuple[Recurrence, list[str]]] = [
    (
        Recurrence("month", 1, 25),
        [
            "每月1—25日",
            "每月1日至25日",
            "每月1-25日",
            "每月1日~25日",
            "每月1日-25日",
            "每月 1 — 25 日",
            "每个月1号到25号",
            "每月的1日至25日",
            "各月1日至25日",
            "当月1日至25日",
            "每月1日0时至25日24时",
            "每月1日至当月25日",
            "每月一日至二十五日",
            "逐月1—25日",
            "每月1号开始、25号截止",
            "每月1日起至25日止",
            "每月缴费时间为1日至25日",
        ],
    ),
    (
        Recurrence("month", 20, 31),
        ["每月20日至月底", "每月20日至月末", "每月20日到当月最后一天", "每月20日—当月最后一日"],
    ),
    (Recurrence("month", 25, 5), ["每月25日至次月5日", "每月25日到下月5日"]),
    (
        Recurrence("month", None, 20, before=True),
        [
            "每月20日前",
            "每月20日之前",
            "每月20日以前",
            "每个月20号前",
            "每月的20日前",
            "当月20日前",
            "每月20日（含）前",
        ],
    ),
    (Recurrence("month", None, 31, before=True), ["每月底前", "每月月底前"]),
    (
        Recurrence("quarter", None, 25, before=True),
        ["每季度末月25日前", "每季末月25日前", "每季度最后一个月25日前"],
    ),
    (
        Recurrence("quarter", 1, 20),
        ["每季度首月1日至20日", "每季首月1—20日", "每季度第一个月1日至20日", "季度首月1日至20日"],
    ),
    (Recurrence("year", None, None, 1), ["每年1月", "每年的1月"]),
]


@pytest.mark.parametrize(("days", "text"), [(v, t) for v, ts in DAYS for t in ts])
def test_recurring_days_in_all_their_spellings(days: Recurrence, text: str) -> None:
    assert found(f"于{text}办理", "RECURRENCE") == [days]


YEARS: list[tuple[int, list[str]]] = [
    (
        2023,
        [
            "2023年度",
            "2023医保年度",
            "2023—2024年度",
            "2023-2024年度",
            "2023至2024年度",
            "2023/2024年度",
            "2023缴费年度",
            "2023 年度",
            "二〇二三年度",
        ],
    ),
    (2024, ["2024城乡居民医保年度", "2024年医保年度", "2024参保年度"]),
]


@pytest.mark.parametrize(("year", "text"), [(v, t) for v, ts in YEARS for t in ts])
def test_an_insurance_year(year: int, text: str) -> None:
    assert found(f"{text}缴费标准", "YEAR") == [year]


@pytest.mark.parametrize(
    "text",
    [
        "基本医疗保险费3255.36元",
        "按6号键",
        "拨打0371-67188003转8003",
        "12号窗口",
        "缴费比例8.5%—9%",
        "2024年1月-3.5%",
        "每月8元",
        "每年300元",
        "每人每月12.5元",
        "3月以上的",
        "2023年13月1日",
        "2024年第9号",
    ],
)
def test_no_day(text: str) -> None:
    days = [v for v in found(text, "DATE", "RANGE", "RECURRENCE") if getattr(v, "day", v)]
    assert not days, days


def test_the_one_of_uniform_is_no_month() -> None:
    from extractor.atoms import find

    assert [atom.label for atom in find("全市统一月缴费基数为4032元") if atom.label == "DATE"] == []
    assert [atom.label for atom in find("一月缴费") if atom.label == "DATE"] == ["DATE"]

"""Durations and ages: the same length and bound ← many spellings."""

from __future__ import annotations

import pytest

from extractor import atoms
from extractor.atoms.duration import Age, Length


def found(text: str, label: str) -> list[object]:
    return [atom.value for atom in atoms.find(text) if atom.label == label]


def one(text: str) -> Length:
    values = found(text, "DURATION")
    assert len(values) == 1, values
    assert isinstance(values[0], Length)
    return values[0]


LENGTHS: list[tuple[Length, list[str]]] = [
    (
        Length(3, "month", "gt"),
        [
            "超过3个月",
            "超过三个月",
            "超3个月",
            "大于3个月",
            "逾3个月",
            "3个月（不含）以上",
            "3个月以上（不含3个月）",
            "已超过叁个月",
            "3个月以外",
            ">3个月",
        ],
    ),
    (
        Length(3, "month", "ge"),
        [
            "3个月以上",
            "3个月及以上",
            "3个月（含）以上",
            "满3个月",
            "达到3个月",
            "不少于三个月",
            "至少3个月",
            "3个月或以上",
            "不低于3个月",
            "达到3个月及以上",
            "满3个月后",
            "3个月（含3个月）以上",
            "≥3个月",
            ">=3个月",
        ],
    ),
    (
        Length(3, "month", "le"),
        [
            "3个月以内",
            "3个月（含）以内",
            "3个月内",
            "不超过3个月",
            "未超过三个月",
            "没超过三个月",
            "没有超过3个月",
            "3个月以内（含3个月）",
            "三个月之内",
            "最长3个月",
            "小于等于3个月",
            "3月以内",
            "≤3个月",
            "不超3个月",
            "3个月及以内",
            "3个月（含）",
        ],
    ),
    (
        Length(3, "month", "lt"),
        [
            "不满3个月",
            "未满三个月",
            "不足叁个月",
            "没满3个月",
            "不到3个月",
            "未达到3个月",
            "少于3个月",
            "3个月以内（不含）",
            "3个月（不含）以下",
            "<3个月",
        ],
    ),
    (
        Length(6, "month"),
        ["6个月", "六个月", "陆个月", "半年", "6个自然月", "6个月后", "2个季度", "六个月前"],
    ),
    (Length(12, "month"), ["12个月", "十二个月"]),
    (Length(90, "day", "le"), ["90天内", "90日内", "九十日内", "90个自然日内", "90天以内"]),
    (Length(180, "day"), ["180天", "180日", "一百八十天"]),
    (Length(14, "day"), ["两周", "2个星期"]),
    (Length(5, "workday"), ["5个工作日", "五个工作日后", "5工作日"]),
    (Length(3, "year", "le"), ["最长不超过3年", "3年以内", "三年内"]),
    (Length(15, "year", "ge"), ["满15年", "15年以上", "不少于15年"]),
    (Length(1, "year"), ["1年", "一年", "一周年", "壹年"]),
]


@pytest.mark.parametrize(("length", "text"), [(v, t) for v, ts in LENGTHS for t in ts])
def test_a_length_in_all_its_spellings(length: Length, text: str) -> None:
    assert one(f"欠费{text}的") == length


BETWEEN: list[tuple[tuple[str, int, str | None, int], list[str]]] = [
    (("ge", 1, None, 3), ["1至3个月", "1—3个月", "1-3个月", "一到三个月", "1个月至3个月"]),
    (("gt", 3, "le", 12), ["超过3个月至12个月", "3个月（不含）至12个月（含）"]),
    (("ge", 4, None, 12), ["4~12个月", "4个月至12个月"]),
]


@pytest.mark.parametrize(("ends", "text"), [(v, t) for v, ts in BETWEEN for t in ts])
def test_two_ends_are_one_length(ends: tuple[str, int, str | None, int], text: str) -> None:
    length = one(f"停缴{text}的")
    assert length.above is not None
    assert (length.above.bound, length.above.count, length.bound, length.count) == ends


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("3个月以上6个月以下", [Length(3, "month", "ge"), Length(6, "month", "le")]),
        ("超过3个月、不满12个月", [Length(3, "month", "gt"), Length(12, "month", "lt")]),
        ("3个月以上不足6个月", [Length(3, "month", "ge"), Length(6, "month", "lt")]),
    ],
)
def test_two_bounds_side_by_side(text: str, lengths: list[Length]) -> None:
    assert found(f"断缴{text}的", "DURATION") == lengths


@pytest.mark.parametrize(
    "text",
    [
        "自第7个月起享受",
        "最后一个月",
        "一季度缴费",
        "第四季度：",
        "按半年缴费",
        "上半年费用",
        "下半年度",
        "2023年度",
        "2024年内达到退休年龄",
        "每月1日至25日",
        "12个月份",
        "一级医院",
        "一次性缴纳",
        "3.5个月",
        "一个半月",
    ],
)
def test_no_length(text: str) -> None:
    assert found(text, "DURATION") == []


AGES: list[tuple[Age, list[str]]] = [
    (Age(35, "lt"), ["不满35周岁", "未满35岁", "35周岁（不含）以下", "不足35周岁"]),
    (
        Age(45, "ge"),
        [
            "45周岁以上",
            "年满45周岁",
            "45岁及以上",
            "满45周岁",
            "45周岁（含）以上",
            "四十五周岁以上",
        ],
    ),
    (Age(60, "le"), ["60周岁以下", "不超过60周岁", "60周岁（含）以下"]),
    (Age(70, "ge"), ["已满70周岁", "70岁以上"]),
    (Age(45, "le", Age(35, "ge")), ["35至45周岁", "35—45岁", "35周岁至45周岁"]),
    (Age(45, "lt", Age(35, "ge")), ["35周岁（含）至45周岁（不含）", "35周岁以上至不满45周岁"]),
    (Age(18, None), ["18周岁"]),
]


@pytest.mark.parametrize(("age", "text"), [(v, t) for v, ts in AGES for t in ts])
def test_an_age_in_all_its_spellings(age: Age, text: str) -> None:
    assert found(f"{text}人员", "AGE") == [age]


@pytest.mark.parametrize("text", ["35元", "35%", "35个月", "2周", "1周内"])
def test_no_age(text: str) -> None:
    assert found(text, "AGE") == []

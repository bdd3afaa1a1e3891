"""Conditions that are composed rather than listed."""

from __future__ import annotations

import pytest

from extractor import subjects
from extractor.notice import Notice
from extractor.reading import Reading

Said = tuple[str, str, object]


def said(text: str) -> set[Said]:
    reading = Reading(Notice(text + "。"))
    return {(one.var.value, one.op, one.value) for one in subjects.find(reading)}


SAID: list[tuple[Said, list[str]]] = [
    (
        ("frequency", "eq", "month"),
        ["按月交的，", "月缴：每月20日", "按月参保缴费的，", "逐月缴纳的人员"],
    ),
    (("frequency", "eq", "quarter"), ["按季度交的，", "季缴的，", "选择按季缴纳，"]),
    (
        ("frequency", "eq", "half_year"),
        [
            "按半年交的，",
            "分两次的，",
            "分上、下半年两次交的，",
            "半年交一回的，",
            "分上、下半年缴纳的：",
        ],
    ),
    (
        ("frequency", "eq", "year"),
        ["年缴：12月16日", "按年度缴费人员", "选择年缴的，", "3.1 年缴：12月"],
    ),
    (
        ("enrolment", "eq", "new"),
        [
            "首次在我市参保的，",
            "头一回参保的，",
            "初次在本市参加职工医保的，",
            "从未参加过职工医保的，",
        ],
    ),
    (("enrolment", "eq", "renewing"), ["办理续保的，", "续缴的，", "2023年度已参保的人员，"]),
    (
        ("enrolment", "eq", "transferring"),
        ["从外地转入的，", "外省转来的，", "跨统筹区转移接续的，"],
    ),
    (
        ("in_window", "eq", True),
        [
            "在此期间缴费的，",
            "在集中办理时间里续上的，",
            "在上述期限内缴费的，",
            "续保人员按期缴费的，",
            "本年度按时续缴，不设等待期",
            "在这段时间里把钱缴上，",
        ],
    ),
    (
        ("in_window", "eq", False),
        [
            "过了集中缴费期的，",
            "超过规定缴费时限缴费的，",
            "在补缴期内缴费的，",
            "集中办理期结束后缴费的，",
            "拖过了集中缴费期的，",
            "没按时缴费的，",
            "未按规定时间参保缴费的，",
            "晚交的，",
            "零星参保的，",
            "未在居民医保集中参保期内参保的，",
        ],
    ),
    (
        ("paid_through", "ge", "2023-12"),
        [
            "费用已缴至2023年12月的，",
            "费用已经交到2023年12月，",
            "上年度缴费已至2023年12月的，",
            "2023年12月及以前的费用都交齐的，",
        ],
    ),
    (
        ("paid_through", "lt", "2023-06"),
        ["未缴费至2023年6月的，", "2023年6月及以前的费用未缴清的，"],
    ),
    (("contribution_years_met", "eq", False), ["缴费年限还不足的，", "参保年限尚未达到规定的，"]),
    (
        ("event", "eq", "labour_contract_ended"),
        ["因劳动合同终止的，", "解除或终止劳动关系的，", "由单位职工转为灵活就业人员的，"],
    ),
]


@pytest.mark.parametrize(("expected", "text"), [(v, t) for v, ts in SAID for t in ts])
def test_a_condition_composed_of_words(expected: Said, text: str) -> None:
    reading = Reading(Notice(text + "。"))
    listed = {
        ("".join(setting.partition("=")[0]), "eq", _value(setting.partition("=")[2]))
        for atom in reading.atoms
        if atom.label == "WHEN"
        for setting in str(atom.value).split("&")
    }
    assert expected in said(text) | listed


def _value(text: str) -> object:
    return text == "true" if text in ("true", "false") else text


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("frequency", "灵活就业人员按月缴费，每月1日至25日"),
        ("frequency", "可按月、按季、按半年缴费"),
        ("frequency", "按月缴费的标准为334元"),
        ("frequency", "当年的费用当年缴"),
        ("enrolment", "按首次参保对待"),
        ("enrolment", "视同新参保"),
        ("enrolment", "重新参保的，"),
        ("enrolment", "更新参保信息"),
        ("paid_through", "应一次性缴至2024年12月"),
        ("paid_through", "集中缴费期延长至2024年3月"),
        ("in_window", "逾期系统关闭"),
        ("in_window", "请广大参保人员按时缴费，以免断保"),
        ("frequency", "次月缴的"),
        ("frequency", "办理2024年度缴费"),
    ],
)
def test_no_condition(variable: str, text: str) -> None:
    assert variable not in {var for var, _, _ in said(text)}


def test_who_renews_in_time_and_who_does_not() -> None:
    for text in ("按时续保者：无等待期", "按期续保的人员，", "及时续缴的，"):
        assert ("in_window", "eq", True) in said(text), text
    for text in (
        "超期续保者：等待期3个月",
        "续保人员迟于集中缴费期缴费的，",
        "晚于规定时间缴费的，",
    ):
        assert ("in_window", "eq", False) in said(text), text

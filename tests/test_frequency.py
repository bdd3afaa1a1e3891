"""How often one may pay: the same choice ← many phrasings."""

from __future__ import annotations

import pytest

from extractor.conditions import written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import frequency
from extractor.schema import PaymentFrequency
from extractor.scope import Scope


def rules(text: str) -> list[PaymentFrequency]:
    reading = Reading(Notice("关于2024年度灵活就业人员职工医保缴费的通告\n" + text))
    return list(frequency.find(reading, Scope(reading)))


def options(text: str) -> list[tuple[str, ...]]:
    return [rule.options.value for rule in rules(text)]


OPTIONS: list[tuple[tuple[str, ...], list[str]]] = [
    (
        ("month", "quarter", "half_year", "year"),
        [
            "灵活就业人员可按月、按季、按半年或按年缴费。",
            "灵活就业人员可选择按月、按季度、按半年或按年缴费。",
            "缴费人可按月、季、半年、年自主选择缴费周期。",
            "缴费周期分为月缴、季缴、半年缴、年缴四种。",
        ],
    ),
    (("year", "half_year", "quarter", "month"), ["缴费频次：年、半年、季、月均可。"]),
    (
        ("month", "quarter", "year"),
        [
            "可按月、按季或按年缴费：",
            "两项保险费均可选择按月、按季或按年缴纳。",
            "养老保险费可按月、按季、按年缴纳，缴费期从2024年3月1日开始，到2024年12月25日结束。",
            "自2025年1月1日起至12月31日止可按月、按季、按年缴纳，逾期不能补缴。",
            "可分月、分季或一次性缴纳。",
            "可自行选择缴费周期（月、季、年）。",
        ],
    ),
    (
        ("year", "quarter", "month"),
        ["灵活就业人员可以自愿选择按年、按季或按月的方式缴纳医疗保险费。"],
    ),
    (("year", "half_year", "month"), ["今年可按年、按半年或按月缴费。"]),
    (("month", "half_year", "year"), ["按月、按半年、按年都可以。"]),
    (
        ("year", "half_year"),
        [
            "可一次性缴纳全年费用，也可按上、下半年分两次缴纳，每次1716元。",
            "可以一次交齐全年的，也可以分上、下半年两次交，每次2451.60元。",
            "可以一次性缴清全年，也可以分两次缴纳。",
            "可以一年交一回，也可以半年交一回。",
            "一年一交、半年一交都行。",
            "全年费用一次缴清或者分两次缴清均可：",
            "（年缴、半年缴二选一）",
            "想一次缴全年的可以，想分两次缴的也可以。",
            "可一次性缴纳全年，也可按上半年、下半年分别缴纳。",
        ],
    ),
    (
        ("year", "month"),
        ["可以按年缴费，也可以按月缴费。", "年缴、月缴由参保人员自行选择，选定后当年不变。"],
    ),
    (
        ("month", "year"),
        [
            "缴费方式：可按月缴纳，也可按年一次性缴纳。",
            "参保人员可自主选择按月缴费或一次性缴纳全年费用。",
            "按月或按年缴费均可。",
            "支持月缴和年缴两种方式。",
            "可按月缴、可按年缴",
            "月月交行，一年交一次也行。",
            "缴费频率：月/年",
        ],
    ),
    (
        ("quarter", "year"),
        ["手头紧的，可以按季交，也可以一次交全年", "可按季度或者全年一次性缴纳。"],
    ),
    (("month", "quarter"), ["参保人可以每月缴一次，也可以每季度缴一次。"]),
    (
        ("month",),
        [
            "灵活就业人员按月缴费，2024年1月至12月，每月1日至25日缴纳当月费用。",
            "按月缴费，每月5日至27日缴纳次月的费用。",
            "采取按月缴费的方式，每月1日至25日缴纳。",
            "三、缴费时间\n灵活就业人员按月缴费。",
            "参保缴费实行按月申报、按月缴费。",
            "应按月足额缴纳医疗保险费，不得中断。",
            "缴费方式由按年改为按月。",
            "缴费周期为月。",
            "每月缴费一次，当月缴当月。",
            "一月一缴，每月1日至25日缴纳。",
            "按月扣缴，每月1日至25日扣缴当月费用。2024年度不办理按季、按年缴费。",
        ],
    ),
    (
        ("quarter",),
        [
            "灵活就业人员实行按季缴费，每季缴一次：",
            "缴费周期由按月改为按季。",
            "实行季度缴费，每季度首月缴纳。",
        ],
    ),
    (("half_year",), ["每年可分上、下半年两次缴费。"]),
    (
        ("year",),
        [
            "居民医保缴费按自然年度一次缴清，不设档次。",
            "灵活就业人员实行按年缴费。",
            "医疗保险费按年度一次性缴纳。",
            "居民医保按年缴费，不设等待期。",
            "居民医保费按年度缴纳，一年一缴。",
            "一年交一次，不分档。",
        ],
    ),
]


@pytest.mark.parametrize(("expected", "text"), [(v, t) for v, ts in OPTIONS for t in ts])
def test_one_choice_in_many_phrasings(expected: tuple[str, ...], text: str) -> None:
    assert options(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "什么时候缴费？可以分几次缴吗？",
        "可以按月缴吗？",
        "按年缴费的，2023年7月1日~9月30日一次缴清。",
        "选择按月缴费的，每月缴费330元。",
        "在职人员选择按月缴费的，每月合计334元。",
        "——按季缴费：每季度末月25日前缴清当季费用；",
        "按年缴费的人员，于2024年1月1日至3月31日缴费。",
        "到达法定退休年龄选择按月或季或半年缴费人员，需先到经办机构申报。",
        "大额补充医疗保险费的缴纳方式为按月划扣医保个人账户10元。",
        "签订代扣协议后，由银行按月代扣。",
        "个人账户按月划入。",
        "退休人员大额医疗费由医保中心从个人账户按年划扣。",
        "失业保险金按月发放。",
        "达到法定退休年龄时累计缴费年限不足的，可继续按月缴费至规定年限。",
        "缴费年限差一点的，可以一次性补齐，也可以接着按月交到够。",
        "一次性缴纳全年费用后随用人单位参保的，可申请退费。",
        "2023年度保险费应于2022年12月15日至2023年1月31日期间一次性缴清。",
        "在职人员按月缴费基数的8%缴纳基本医疗保险费。",
        "2009年缴费年度从4月1日开始。",
        "当年的费用当年缴，跨年不能补缴。",
        "签约后按季自动扣款，请保证卡内余额充足。",
        "每人每年一次性缴纳380元。",
        "两项费用总计3840元，一次缴清。",
        "2024年度不办理按季、按年缴费。",
        "每季度首月缴纳当季费用。",
        "能不能分期？",
        "月度缴费期：每月1—11日",
        "分两次缴费的（按半年缴费），上半年1月缴费，下半年7月缴费。",
    ],
)
def test_no_choice(text: str) -> None:
    assert options(text) == []


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ([], "灵活就业人员可按月或按年缴费。"),
        (
            [["status", "eq", "active"]],
            "在职人员每年3312元。可一次性缴纳全年费用，也可分两次缴纳。",
        ),
        (
            [["reached_retirement_age", "eq", True]],
            "达到法定退休年龄的灵活就业人员可以选择按月、季、半年缴费，缴费方式更灵活了！",
        ),
        (
            [["reached_retirement_age", "eq", True], ["contribution_years_met", "eq", False]],
            "已到法定退休年龄、缴费年限还不足的个体参保人员，可以选择按月或者按季度缴费。",
        ),
        ([["enrolment", "eq", "new"]], "新参保人员可按月、按季缴费。"),
    ],
)
def test_for_whom(when: list[object], text: str) -> None:
    (rule,) = rules(text)
    assert written(rule.when) == when


def test_the_people_and_the_choice_are_quoted() -> None:
    (rule,) = rules("达到法定退休年龄的人员，可以选择按月或者按季度缴费，不受上述期限限制。")
    assert [span.quote for span in rule.spans] == [
        "达到法定退休年龄的人员，可以选择按月或者按季度缴费"
    ]
    assert [span.quote for span in rule.options.spans] == ["按月或者按季度缴费"]


def test_what_is_said_twice_is_one_rule() -> None:
    text = "一、缴费时间\n灵活就业人员实行按季缴费。\n二、变化\n（三）缴费周期由按月改为按季。"
    assert options(text) == [("quarter",)]


def test_fees_that_are_paid_by_the_month() -> None:
    for text in (
        "缴费按月进行。",
        "灵活就业人员缴费一律按月办理。",
        "职工基本医疗保险费率为8%，由本人承担，按月缴纳。",
    ):
        assert options(text) == [("month",)], text
    assert options("选择按月缴费的，每月20日前缴纳。") == []


def test_an_offer_is_not_only_to_those_named_before_it() -> None:
    text = "续保人员12月31日前缴费；新参保人员可在2024年内缴费。可以按年缴费，也可以按季度缴费。"
    [rule] = rules(text)
    assert written(rule.when) == []


def test_who_has_paid_all_at_once_is_no_offer() -> None:
    assert options("一次性缴清全年医疗保险费后随用人单位参保的，可申请退费。") == []

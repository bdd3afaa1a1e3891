"""Contribution bases: the same base ← many phrasings, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.conditions import written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import base
from extractor.schema import ContributionBase
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n"
Said = dict[str, Any]


def rules(text: str) -> list[ContributionBase]:
    reading = Reading(Notice(TITLE + text))
    return list(base.find(reading, Scope(reading)))


def said(rule: ContributionBase) -> Said:
    """What a base states, money and multiples as text."""
    found: Said = {}
    if rule.subject != "declared":
        found["subject"] = rule.subject
    for name in ("exact", "lower", "upper", "reference_wage"):
        fact = getattr(rule, name)
        if fact is not None:
            found[name] = format(fact.value.normalize(), "f")
    if rule.multiples:
        found["multiples"] = [str(fact.value) for fact in rule.multiples]
    when = [tuple(item) for item in written(rule.when)]
    if when:
        found["when"] = when
    return found


def read(text: str) -> list[Said]:
    return [said(rule) for rule in rules(text)]


EXACT = {"exact": "4362"}
LIMITS = {"lower": "4416", "upper": "22080"}
BASES: list[tuple[list[Said], list[str]]] = [
    (
        [EXACT],
        [
            "2024年度月缴费基数为4362元。",
            "灵活就业人员基本医疗保险月缴费基数为4362元，缴费比例为8%。",
            "月缴费基数：4,362.00元。",
            "缴费基数按4362元/月执行。",
            "一、缴费基数\n2024年度为每月4362元。",
            "以4362元为月缴费基数。",
            "4362元作为2024年度灵活就业人员的月缴费基数。",
            "统一以4362元为缴费基数。",
            "月缴费基数由4180元提高到4362元。",
            "月缴费基数从2023年度的4043元调整为4362元，缴费比例不变。",
            "缴费基数为4362元/月，比上年增加182元。",
            "与上一年度相比，月缴费基数由4043元上调至4362元。",
            "月缴费基数为肆仟叁佰陆拾贰元整。",
            "基本医疗保险费：4362元×8%=348.96元/月。",
            "基本医疗保险费4187.52元（按月缴费基数4362元的8%计算）。",
            "月缴费基数\t4362元\n缴费比例\t8%\n月缴费额\t348.96元",
            "人员\t月缴费基数（元）\t费率\n参保人员\t4362\t8%",
            "2024年度核定缴费基数是4362元。",
            "缴费基数按照全省上年度城镇单位就业人员月平均工资确定，2024年度为4362元/月。",
            "灵活就业人员每月按4362元的基数缴费。",
            "缴费基数是多少？每月4362元。",
            "基本医疗保险费按4362元的8%缴纳，每月348.96元。",
            "月缴费基数4362元。2023年度的4180元自2024年1月起停止使用。",
            "月缴费基数4362元。例如，王某按5000元的基数缴费。",
        ],
    ),
    ([{"exact": "4260"}], [
        "类别\t月缴费基数（元）\t费率\n统账结合\t4260\t9%\n单建统筹\t4260\t7%",
        "单建统筹：4260元×5%=213元/月\n统账结合：4260元×8.5%=362.10元/月",
    ]),
    ([{"exact": "3500"}], [
        "2024年度年缴费基数为4.2万元，即月缴费基数3500元。",
        "年缴费基数为42000元。",
    ]),
    ([{"exact": "4494", "when": [("status", "eq", "active")]}], [
        "在职人员月缴费基数为4494元，基本医疗保险费缴费比例为10%。",
        "（一）在职人员\n月缴费基数为4494元。",
    ]),
    ([{"exact": "4104", "reference_wage": "6840", "multiples": ["0.6"]}], [
        "以上年度全区城镇单位就业人员月平均工资6840元的60%，即4104元作为月缴费基数。",
        "按2023年度在岗职工月平均工资6840元的60%核定，即月缴费基数4104元。",
        "缴费基数为上年度社平工资6840元的60%，即4104元。",
    ]),
    (
        [LIMITS],
        [
            "月缴费基数下限为4416元，上限为22080元。",
            "缴费基数下限4416元、上限22080元。",
            "缴费基数的上限为22080元/月，下限为4416元/月。",
            "2024年缴费基数上下限分别为22080元和4416元。",
            "缴费基数可在4416元至22080元之间自主选择。",
            "缴费基数上限调整为22080元，缴费基数下限调整为4416元。",
            "最低缴费基数为4416元，最高缴费基数为22080元。",
            "一、缴费基数\n（一）下限：4416元。\n（二）上限：22080元。",
            "可在4416元至22080元之间自行确定月缴费基数。",
            "月缴费基数最低4416元、最高22080元。",
            "2024年度月缴费基数可在4416—22080元之间自主申报。",
            "月缴费基数低于4416元的按4416元计算，高于22080元的按22080元计算。",
            "月缴费基数不低于4416元、不高于22080元。",
        ],
    ),
    ([{**LIMITS, "reference_wage": "7360"}], [
        "月缴费基数下限为¥4,416元，上限为¥22,080元（按月平均工资¥7,360元核定）。",
        "上年度全省城镇单位就业人员月平均工资为7360元。月缴费基数下限4416元、上限22080元。",
    ]),
    ([{"reference_wage": "7270", "multiples": ["0.6", "0.8", "1"]}], [
        "以上年度月平均工资7270元为基准，设60%、80%、100%三个档次，由参保人员自愿选择。",
        "参保人员可选择月平均工资7270元的60%、80%、100%作为缴费基数。",
        "灵活就业人员按上年度月平均工资（7270元）的60%、80%或100%三个档次选择缴费基数。",
    ]),
    ([{**LIMITS, "reference_wage": "7360", "multiples": ["0.6", "3"]}], [
        "月缴费基数下限为4416元，上限为22080元，分别相当于上年度月平均工资7360元的60%和300%。",
        "可在4416元至22080元之间自行确定月缴费基数，也就是上年度月平均工资7360元的60%至300%。",
        "以7360元为缴费基准，可在60%—300%范围内自选，最低缴费基数4416元，最高缴费基数22080元。",
    ]),
    ([{"reference_wage": "7360", "multiples": ["0.6", "3"]}], [
        "以7360元（上年度全省月平均工资）的60%至300%作为缴费基数的选择范围。",
        "以上年度月平均工资7360元为准，在60%至300%之间自主选择月缴费基数。"
        "2023年的基准数为8165元，自2024年1月起停止使用。",
    ]),
    ([
        {"lower": "4500", "when": [("area", "eq", "主城区")]},
        {"lower": "4200", "when": [("area", "eq", "其他区县")]},
    ], [
        "缴费基数下限：主城区4500元，其他区县4200元。",
    ]),
    ([{"exact": "4416", "reference_wage": "7360", "multiples": ["0.6"]}], [
        "以2023年度全省城镇单位就业人员年平均工资88320元的60%作为缴费基数，即4416元/月。",
        "缴费基数为7360元的60%，即4416元。",
        "2023年全省就业人员平均工资为88320元，月平均工资为7360元。月缴费基数按其60%确定，为4416元。",
    ]),
    ([
        {"exact": "3810", "when": [("base_multiple", "eq", "0.6")]},
        {"exact": "6350", "when": [("base_multiple", "eq", "1")]},
    ], [
        "60%档次：3810元×20%=762元/月\n100%档次：6350元×20%=1270元/月",
        "按照3810元（60%）、6350元（100%）两个基数档次缴费。",
    ]),
    ([{"multiples": ["0.6", "3"]}], [
        "灵活就业人员可在全口径月平均工资的60%至300%之间自主选择缴费基数。",
        "缴费基数在社会平均工资的60%—300%范围内由本人申报。",
    ]),
    ([{"lower": "4266", "upper": "21330", "reference_wage": "7110", "multiples": ["0.6", "3"]}], [
        "在月平均工资的60%至300%之间选择缴费基数，"
        "其中60%为4266元、100%为7110元、300%为21330元。",
    ]),
    ([
        {"exact": "4362", "when": [("base_multiple", "eq", "0.6")]},
        {"exact": "7270", "when": [("base_multiple", "eq", "1")]},
    ], [
        "60%档次月缴费基数4362元，100%档次月缴费基数7270元。",
        "档次\t月缴费基数（元）\t月缴费额（元）\n60%\t4362\t348.96\n100%\t7270\t581.60",
    ]),
    ([{"subject": "average_pension", "exact": "2860"}], [
        "退休人员个人账户按全市月平均养老金2860元的2.5%划入。",
        "退休人员划入额度为基本养老金平均水平2860元的2.5%，即71.50元。",
    ]),
    ([{"subject": "reference_wage", "exact": "7646"}], [
        "缴费涉及使用上年度全省城镇全部单位就业人员平均工资的，以7646元/月为依据执行。",
        "2023年全省全口径城镇单位就业人员月平均工资为7646元。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in BASES for text in texts]
)
def test_base(expected: list[Said], text: str) -> None:
    assert read(text) == expected


NO_BASE = [
    "基本医疗保险费每人每年4187.52元。",
    "基本医疗保险费按缴费基数的8%缴纳，每月348.96元。",
    "按60%基数，养老保险费每月853.20元；按100%基数，每月1422.00元。",
    "一、缴费标准\n60%档次\t849.60元/月\n100%档次\t1416.00元/月",
    "住院报销比例：乡镇卫生院90%，县级医院80%，市级医院70%。",
    "大额医疗补助年度最高支付限额40万元，补贴上限2000元。",
    "个人账户每月划入89.88元。",
    "月缴费基数由医保部门另行公布。",
    "住房公积金缴存基数为5000元。",
    "个人账户划拨\nA类在职人员\t月缴费基数的2%（77.60元）",
]


@pytest.mark.parametrize("text", NO_BASE)
def test_no_base(text: str) -> None:
    assert read(text) == []


def test_a_year_is_divided_and_says_so() -> None:
    (rule,) = rules("年缴费基数为42000元。")
    assert rule.exact is not None
    assert rule.exact.basis == "derived"
    assert rule.exact.formula == "42000 ÷ 12"


def test_two_periods_are_two_bases() -> None:
    text = "2024年1-6月缴费基数为4000元，7-12月缴费基数为4188元，缴费比例8%。"
    assert read(text) == [{"exact": "4000"}, {"exact": "4188"}]


def test_pension_and_medical_have_their_own() -> None:
    text = "一、养老保险\n缴费基数下限为4588元，上限为22938元。\n二、医疗保险\n月缴费基数4700元。"
    assert read(text) == [{"lower": "4588", "upper": "22938"}, {"exact": "4700"}]


def test_every_value_is_quoted() -> None:
    (rule,) = rules("月缴费基数下限为4416元，上限为22080元。")
    assert rule.lower is not None
    assert [span.quote for span in rule.lower.spans] == ["4416元"]
    assert [span.quote for span in rule.spans] == ["月缴费基数下限为4416元，上限为22080元"]


def test_multiples_rise_in_whatever_order_they_are_printed() -> None:
    words = "缴费基数设上下限，超过月平均工资300%的按300%确定，低于60%的按60%确定。"
    assert read(words) == [{"multiples": ["0.6", "3"]}]


def test_the_base_of_civil_servants_is_another_insurance() -> None:
    reading = Reading(
        Notice(
            "关于公布职工基本养老保险缴费基数的通知\n企业职工基本养老保险缴费基数上限为20000元。"
            "机关事业单位养老保险缴费基数上限为20000元，下限为4000元。"
        )
    )
    assert [said(rule) for rule in base.find(reading, Scope(reading))] == [{"upper": "20000"}]


def test_limits_that_are_only_told_by_who_is_outside_them() -> None:
    words = "缴费基数低于上年度月平均工资60%的，以60%为缴费基数；高于300%的，以300%为缴费基数。"
    assert read(words) == [{"multiples": ["0.6", "3"]}]


def test_a_base_between_two_sums() -> None:
    for text in (
        "月缴费基数由缴费人在4300元到21500元之间自行申报。",
        "缴费基数可在4300元至21500元范围内选择。",
        "缴费工资最低4300元，最高21500元，由本人申报。",
        "一、缴费基数\n最低4300元，最高21500元，由本人申报。",
    ):
        assert read(text) == [{"lower": "4300", "upper": "21500"}], text


def test_the_base_of_a_year_says_that_of_a_month_again() -> None:
    [rule] = rules("年缴费基数为4.8万元，即月缴费基数4000元。")
    assert rule.exact is not None
    assert [span.quote for span in rule.exact.spans] == ["4000元", "4.8万元"]


def test_what_one_pays_at_the_limit_is_no_limit() -> None:
    for text in (
        "缴费基数下限为4300元，上限为21500元。按8%缴纳医疗保险费，选择下限的每月344元。",
        "缴费基数下限为4300元，上限为21500元。医疗保险费率为8%，按下限计每月344元。",
    ):
        assert read(text) == [{"lower": "4300", "upper": "21500"}], text


def test_a_base_of_an_example_is_none() -> None:
    for text in (
        "例：申报基数6000元的，每月缴医疗保险费480元。",
        "医疗保险费率为8%，如果您愿意按6000元申报，那么每月就是480元。",
    ):
        assert read(text) == [], text

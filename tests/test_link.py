"""References: what a total adds up ← its people, what a rate is of ← the bases."""

from __future__ import annotations

import pytest

from extractor.identity import identify
from extractor.link import link
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import base, contribution, credit, total
from extractor.schema import AccountCredit, Contribution, Percent, Rule, StatedTotal
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员社会保险缴费的公告\n"


def rules(text: str, title: str = TITLE) -> tuple[Rule, ...]:
    reading = Reading(Notice(title + text))
    scope = Scope(reading)
    kinds = (base, contribution, total, credit)
    return link(identify([rule for kind in kinds for rule in kind.find(reading, scope)]))


def sums(text: str) -> dict[str, tuple[str, ...]]:
    return {rule.id: rule.sums for rule in rules(text) if isinstance(rule, StatedTotal)}


def of(text: str) -> dict[str, str | None]:
    return {
        rule.id: rule.amount.of
        for rule in rules(text)
        if isinstance(rule, Contribution | AccountCredit) and isinstance(rule.amount, Percent)
    }


SUMS: list[tuple[dict[str, tuple[str, ...]], str]] = [
    (
        {"total.active.year": ("contribution.basic.active", "contribution.catastrophic.active")},
        "在职人员基本医疗保险费3888元、大病保险费120元，共计4008元。退休人员大病保险费120元。",
    ),
    (
        {
            "total.active.year": ("contribution.basic.active", "contribution.catastrophic"),
            "total.retired.year": ("contribution.catastrophic",),
        },
        "基本医疗保险费按8%缴纳；大病互助基金每人每月8元。"
        "全年缴费总额为在职人员3255.36元，退休人员96元。",
    ),
    (
        {
            "total.一档.year": ("contribution.basic.一档", "contribution.catastrophic"),
            "total.二档.year": ("contribution.basic.二档", "contribution.catastrophic"),
        },
        "基本医疗保险费：选择一档的每月206元，选择二档的每月389元。\n大病保险费每人每年110元。\n"
        "全年合计：一档2582元，二档4778元。",
    ),
    (
        {
            "total.band_1.month": (
                "contribution.basic",
                "contribution.long_term_care.band_1",
            ),
            "total.band_2.month": (
                "contribution.basic",
                "contribution.long_term_care.band_2",
            ),
        },
        "基本医疗保险费每月300元。\n长期护理保险费：不满40周岁每月5元，40周岁以上每月9元。\n"
        "每月合计：不满40周岁305元，40周岁以上309元。",
    ),
    (
        {
            "total.active.tier_60.year": (
                "contribution.catastrophic.active",
                "contribution.basic.active.tier_60",
            )
        },
        "在职人员大病保险费每年108元。\n在职人员缴费标准见下表：\n"
        "缴费档次\t基本医疗保险费（元/年）\t全年合计（元）\n60%\t4060.80\t4168.80",
    ),
    (
        {"total.active.month.month": ("contribution.basic.active",)},
        "在职人员基本医疗保险费每年3888元。在职人员选择按月缴费的，每月合计324元。",
    ),
    (
        {"total.active.month": ("contribution.basic.active", "contribution.catastrophic.active")},
        "一、养老保险\n在职人员养老保险费每月900元。\n二、医疗保险\n"
        "在职人员基本医疗保险费每月300元，大病保险费每月8元，合计308元。",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("expected", "text"), SUMS)
def test_a_total_sums_what_its_people_pay(expected: dict[str, tuple[str, ...]], text: str) -> None:
    assert sums(text) == expected


OF: list[tuple[dict[str, str | None], str]] = [
    ({"contribution.basic": "base.monthly"}, "月缴费基数4200元，医保费率8%。"),
    ({"contribution.basic": None}, "基本医疗保险费率8%。"),
    (
        {"contribution.basic.active": "base.monthly", "credit.active": "base.monthly"},
        "月缴费基数4200元。在职人员基本医疗保险费率8%，其中按缴费基数的2%划入个人账户。",
    ),
    ({"credit.retired": "pension"}, "月缴费基数4200元。退休人员按本人养老金的3%划入个人账户。"),
    (
        {"credit.retired": "base.average_pension"},
        "退休人员按全市月平均养老金2860元的2.5%划入个人账户。",
    ),
    ({"credit.retired": "average_pension"}, "退休人员按全市平均养老金的2.5%划入个人账户。"),
    (
        {"contribution.pension": "base.monthly", "contribution.basic": "base.monthly.2"},
        "一、养老保险\n缴费基数下限4588元，上限22938元，缴费比例20%。\n"
        "二、医疗保险\n月缴费基数4700元，基本医疗保险费率8%。",
    ),
    (
        {"contribution.basic": "base.reference_wage"},
        "上年度全省月平均工资为7646元。基本医疗保险费按上年度月平均工资的8%缴纳。",
    ),
]


@pytest.mark.parametrize(("expected", "text"), OF)
def test_a_rate_is_of_its_base(expected: dict[str, str | None], text: str) -> None:
    assert of(text) == expected


def test_order_and_number_stay() -> None:
    found = rules("月缴费基数4200元，医保费率8%，每月336元；大病保险费每月8元。每月合计344元。")
    assert [rule.kind for rule in found] == ["base", "contribution", "contribution", "total"]


def test_the_total_of_a_fund_sums_all_who_finance_it() -> None:
    title = "关于2024年度城乡居民基本医疗保险缴费的通知\n"
    found = rules("人均筹资1020元，其中个人缴费380元，财政补助640元。", title)
    totals = [rule.sums for rule in found if isinstance(rule, StatedTotal)]
    assert totals == [("contribution.basic", "contribution.basic.treasury")]


def test_a_total_of_its_own_people_sums_nothing_that_everybody_pays() -> None:
    title = "关于城镇职工和居民医疗保险有关事项的通知\n"
    found = rules(
        "新生儿缴费标准为每人每年120元，其中家庭承担50元，财政补贴70元。\n大额医疗费每人每年60元。",
        title,
    )
    totals = [rule.sums for rule in found if isinstance(rule, StatedTotal)]
    assert totals == [("contribution.basic.新生儿", "contribution.basic.treasury.新生儿")]

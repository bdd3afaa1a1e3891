"""Amounts: the role, the period and the people of each ← the words around it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.amounts import Amount, amounts, bare, clause, only_active, statements
from extractor.conditions import normal, written
from extractor.notice import Notice
from extractor.reading import Calendar, Reading
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n"


def read(text: str, title: str = TITLE) -> tuple[Reading, list[Amount]]:
    reading = Reading(Notice(title + text))
    reading.calendar = Calendar(2024, date(2024, 1, 1), date(2025, 1, 1), date(2023, 12, 1))
    return reading, amounts(reading, Scope(reading))


def roles(text: str) -> list[tuple[str, str]]:
    reading, found = read(text)
    return [(reading.words(one.atom), one.role) for one in found]


ROLES: list[tuple[str, list[tuple[str, str]]]] = [
    ("月缴费基数由4180元提高到4360元。", [("4180元", "former"), ("4360元", "base")]),
    ("大病保险费由上年的每年120元提高到150元。",
     [("每年120元", "former"), ("150元", "contribution")]),
    ("月缴费基数下限4416元、上限22080元。", [("4416元", "base_lower"), ("22080元", "base_upper")]),
    ("月平均工资6840元的60%，即4104元作为缴费基数。",
     [("6840元", "wage"), ("60%", "multiple"), ("4104元", "base")]),
    ("基本医疗保险费按缴费基数的8%缴纳，每月280元。",
     [("8%", "contribution"), ("每月280元", "contribution")]),
    ("按缴费基数的2%划入个人账户，即75.12元。", [("2%", "credit"), ("75.12元", "credit")]),
    ("逾期的按日加收万分之五的滞纳金。", [("万分之五", "late_charge")]),
    ("按实际缴费额的三分之二给予社会保险补贴。", [("三分之二", "subsidy")]),
    ("大病保险费120元，从个人账户中按月扣10元。",
     [("120元", "contribution"), ("10元", "instalment")]),
    ("4008元，其中基本医疗保险费3888元、大病保险费120元。",
     [("4008元", "total"), ("3888元", "contribution"), ("120元", "contribution")]),
    ("职工医保住院报销比例85%，起付线800元。", [("85%", "benefit"), ("800元", "benefit")]),
    ("大额医疗补助年度最高支付限额50万元。", [("50万元", "benefit")]),
    ("城乡居民医保个人缴费标准为380元，财政补助640元。",
     [("380元", "other_scheme"), ("640元", "other_scheme")]),
    ("月缴费基数4360元，比上年增加182元。", [("4360元", "base"), ("182元", "former")]),
    ("划入额低于80元的按80元划入个人账户。", [("80元", "unknown"), ("80元", "unknown")]),
    ("缴费比例20%，其中12%进入统筹基金。", [("20%", "contribution"), ("12%", "unknown")]),
    ("按全市月平均养老金2860元的2.5%划入个人账户。",
     [("2860元", "average_pension"), ("2.5%", "credit")]),
    ("设60%、80%、100%三个缴费档次。",
     [("60%", "multiple"), ("80%", "multiple"), ("100%", "multiple")]),
    ("60%档次每月338.40元基本医疗保险费。", [("每月338.40元", "contribution")]),
    ("2023年度月缴费基数4180元，自2024年1月1日起停止执行。", [("4180元", "former")]),
    ("您听说的每年460元不准确。", [("每年460元", "unknown")]),
    ("医保每年460元，是不是真的？", []),
    ("例如，张某每月缴348元。", []),
    ("家住东区的李女士选择60%档，每月缴869.40元。", []),
    ("小王每月缴348元医保费。", []),
    ("近三年标准（供参考）：\n年度\t月缴费额（元）\n2022年\t320", []),
    ("月平均工资7360元，缴费基数最低4416元、最高22080元。",
     [("7360元", "wage"), ("4416元", "base_lower"), ("22080元", "base_upper")]),
    ("大病保险费每年100元，其中个人60元、财政40元。",
     [("每年100元", "total"), ("60元", "contribution"), ("40元", "contribution")]),
    ("其中统筹基金按每人每年60元划拨，福彩公益金每人每年5元。",
     [("每人每年60元", "unknown"), ("每人每年5元", "unknown")]),
    ("选择200元档次的，补贴30元。", [("200元", "unknown"), ("30元", "subsidy")]),
    ("工伤保险费率0.2%。", [("0.2%", "other_scheme")]),
    ("4588元×5%=229.40元/月，为基本医疗保险费。",
     [("4588元", "base"), ("5%", "contribution"), ("229.40元/月", "contribution")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[text for text, _ in ROLES])
def test_role(text: str, expected: list[tuple[str, str]]) -> None:
    assert roles(text) == expected


NO_AMOUNTS = [
    "打开微信→服务→城市服务→社保→选择基本医疗保险3847.56元→缴纳。",
    "支付宝：【市民中心】→【社保】→基本医疗保险300元→支付。",
    "缴费咨询电话12366。",
]


@pytest.mark.parametrize("text", NO_AMOUNTS)
def test_an_amount_in_a_click_path_is_none(text: str) -> None:
    assert roles(text) == []


PERIODS: list[tuple[str, list[str]]] = [
    ("month", [
        "基本医疗保险费每人每月300元。",
        "基本医疗保险费300元/月。",
        "基本医疗保险费每月缴纳300元。",
        "基本医疗保险月缴费300元。",
        "基本医疗保险费300元（每月）。",
        "基本医疗保险费300元/人·月。",
        "基本医疗保险费300元/月/人。",
        "月缴费标准：基本医疗保险费300元。",
        "基本医疗保险费按月缴纳，标准为300元。",
        "基本医疗保险费按8%缴纳，300元。",
        "项目\t月缴费额（元）\n基本医疗保险费\t300",
        "一、每个月要交多少钱？\n基本医疗保险费300元。",
    ]),
    ("year", [
        "基本医疗保险费每人每年3600元。",
        "基本医疗保险费3600元/人/年。",
        "基本医疗保险费全年3600元。",
        "基本医疗保险年缴费3600元。",
        "基本医疗保险费3600元/人·年。",
        "基本医疗保险费3600元。",
        "基本医疗保险费一年3600元。",
        "年度应缴基本医疗保险费3600元。",
        "项目\t全年（元）\n基本医疗保险费\t3600",
    ]),
    ("quarter", ["基本医疗保险费每季度900元。", "基本医疗保险费900元/季度。"]),
    ("half_year", [
        "基本医疗保险费分两次缴纳，每次1800元。",
        "基本医疗保险费每半年1800元。",
        "基本医疗保险费可分上、下半年两次交，每次1800元。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("per", "text"), [(per, text) for per, texts in PERIODS for text in texts])
def test_period(per: str, text: str) -> None:
    _, found = read(text)
    assert {one.per for one in found if one.yuan is not None} == {per}


ACTIVE: list[Any] = [["status", "eq", "active"]]
RETIRED: list[Any] = [["status", "eq", "retired"]]
PEOPLE: list[tuple[str, list[list[Any]]]] = [
    ("在职人员每月75元，退休人员每月90元划入个人账户。", [ACTIVE, RETIRED]),
    ("个人账户每月划入75元（在职）、90元（退休）。", [ACTIVE, RETIRED]),
    ("大病保险费在职、退休人员均为每月7元。", [[]]),
    ("大病保险费：在职人员每月7元，在职和退休人员长护险每月3元。", [ACTIVE, []]),
    ("个人账户：在职人员不满45周岁每月60元、45周岁以上每月70元，退休人员每月85元。", [
        [*ACTIVE, ["age", "lt", 45]], [*ACTIVE, ["age", "ge", 45]], RETIRED,
    ]),
    ("达到法定退休年龄的人员按在职人员标准每年缴纳基本医疗保险费4176元。", [
        [["reached_retirement_age", "eq", True]],
    ]),
    ("选择统账结合的在职人员每月划入87.20元，退休人员每月划入90元。（单建统筹不划入。）", [
        [*ACTIVE, ["plan", "eq", "统账结合"]], RETIRED,
    ]),
    ("选择一档的每月206元，选择二档的每月389元，大病保险费两种方式均须缴纳，每月10元。", [
        [["plan", "eq", "一档"]], [["plan", "eq", "二档"]], [],
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PEOPLE, ids=[text for text, _ in PEOPLE])
def test_people(text: str, expected: list[list[Any]]) -> None:
    _, found = read(text)
    assert [written(normal(one.when)) for one in found] == expected


def test_figures_of_earlier_years_are_former() -> None:
    head = "一、缴费标准\n年度\t月缴费基数（元）\t月缴费额（元）\n"
    _, found = read(head + "2022\t3590\t287.20\n2024\t3930\t314.40")
    assert [one.role for one in found] == ["former", "former", "base", "contribution"]


def test_a_cell_that_spans_rows_counts_for_each() -> None:
    text = (
        "人员类别\t险种\t缴费标准（元/年）\n在职人员\t基本医疗保险\t4060.80\n大病保险\t150\n"
        "退休人员\t大病保险\t150"
    )
    _, found = read(text)
    assert [written(one.when) for one in found] == [ACTIVE, ACTIVE, RETIRED]


def test_statements_join_what_says_one_thing() -> None:
    text = "基本医疗保险费率8%，每月302.80元。医保费全年3633.60元。大病保险费每年120元。"
    reading, _ = read(text)
    found = statements(reading, Scope(reading), "contribution")
    assert [[reading.words(one.atom) for one in group] for group in found] == [
        ["8%", "每月302.80元", "全年3633.60元"],
        ["每年120元"],
    ]


def test_two_prices_are_two_statements() -> None:
    reading, _ = read("大病保险费每月7元。大病保险费每月8元。")
    assert len(statements(reading, Scope(reading), "contribution")) == 2


ONLY_ACTIVE: list[tuple[bool, list[str]]] = [
    (True, [
        "基本医疗保险费率8%。退休人员只缴纳大病保险费。",
        "基本医疗保险费率8%。转为退休身份后不再缴纳基本医疗保险费。",
        "基本医疗保险费率8%，大病保险每月8元。全年合计退休人员96元。",
        "基本医疗保险费率8%。\n一、退休人员\n仅需缴纳大额医疗补助。",
    ]),
    (False, [
        "基本医疗保险费率8%。退休人员缴纳大病保险费。",
        "基本医疗保险费率8%，大病保险每月8元。全年合计退休人员3600元。",
        "不缴纳基本医疗保险费的，影响退休后的待遇。",
        "在职人员只缴纳基本医疗保险费，退休人员另行通知。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("shown", "text"), [(shown, text) for shown, texts in ONLY_ACTIVE for text in texts]
)
def test_only_the_active_pay(shown: bool, text: str) -> None:
    reading, _ = read(text)
    assert (only_active(reading, Scope(reading)) is not None) is shown


def test_clause() -> None:
    text = "每人每年120元，从个人账户中代扣；另有规定的除外。"
    start, end = clause(text, (0, len(text)), (text.find("账户"), text.find("账户") + 2))
    assert text[start:end] == "从个人账户中代扣"
    assert bare("，，", (0, 2)) == (2, 2)


NOBODYS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (TITLE, "大额医疗补助人均缴费标准已经超过320元。", [("320元", "unknown")]),
    ("居民养老保险缴费\n", "居民养老保险缴费标准为200-5000元。", [("200", "unknown"), ("5000元", "unknown")]),
    ("居民养老保险缴费\n", "以前缴纳200元每年的，只能补缴600元每年。",
     [("200元每年", "unknown"), ("600元每年", "unknown")]),
    (TITLE, "灵活就业人员医保费和租金26.5元/平方米。", [("26.5元", "unknown")]),
    ("调整社会保险费率\n", "用人单位按2%的比例为农民工缴纳基本医疗保险的，比例由2%调整为1%。",
     [("2%", "former"), ("2%", "former"), ("1%", "contribution")]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text", "wanted"), NOBODYS)
def test_what_is_nobodys_fee(title: str, text: str, wanted: list[tuple[str, str]]) -> None:
    reading, found = read(text, title)
    assert [(reading.words(one.atom), one.role) for one in found] == wanted

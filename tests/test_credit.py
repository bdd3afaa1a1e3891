"""Credits of the personal account: the same credit ← many phrasings, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.conditions import normal, written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import credit
from extractor.schema import AccountCredit, Percent, shown
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n"
Said = tuple[Any, ...]
ACTIVE, RETIRED = ("status", "eq", "active"), ("status", "eq", "retired")


def rules(text: str) -> list[AccountCredit]:
    reading = Reading(Notice(TITLE + text))
    return list(credit.find(reading, Scope(reading)))


def said(rule: AccountCredit) -> Said:
    """Amount, period, people, what a rate is of (where not of the base), what restates it."""
    amount = rule.amount
    if isinstance(amount, Percent):
        value, of = shown(amount.rate.value), amount.of
    else:
        assert amount.how == "fixed"
        value, of = format(amount.amount.value.normalize(), "f"), None
    again = [(format(one.amount.value.normalize(), "f"), one.per) for one in rule.restated]
    when = [tuple(item) for item in written(normal(rule.when))]
    return value, amount.per, when, None if of == "base.monthly" else of, again


def read(text: str) -> list[Said]:
    return [said(rule) for rule in rules(text)]


def money(value: str, *when: Any) -> Said:
    return value, "month", list(when), None, []


def rate(value: str, *when: Any, of: str | None = None, again: Any = ()) -> Said:
    return value, "month", list(when), of, list(again)


TWO = rate("0.02", ACTIVE, again=[("75.12", "month")])
CREDITS: list[tuple[list[Said], list[str]]] = [
    ([("68", "month", [RETIRED], None, [("68", "month"), ("816", "year")])], [
        "退休人员按定额68元划入个人账户（月划入68元，年划入816元）。",
    ]),
    ([("60", "month", [RETIRED], None, [("68", "month"), ("816", "year")])], [
        "退休人员按定额60元划入个人账户（月划入68元，年划入816元）。",
    ]),
    ([money("86", ("plan", "eq", "二档"))], [
        "一档每月扣缴基本医保费215元；二档每月扣缴基本医保费387元，其中86元进个人账户。",
        "一档每月215元，不计入个人账户；二档每月387元，其中86元计入个人账户。",
        "一档：每月交215元\n二档：每月交387元，每月返86元到个人账户",
    ]),
    ([rate("0.02", ACTIVE, ("plan", "eq", "A类"), again=[("77.6", "month")]), money("86", RETIRED)], [
        "二、个人账户划拨\n人员类别\t每月划拨\nA类在职人员\t月缴费基数的2%（77.60元）\n"
        "B类在职人员\t不划拨\n退休人员\t定额86元",
    ]),
    ([money("96.4", ("plan", "eq", "甲档")), money("90", RETIRED)], [
        "个人账户：甲档参保人每月划入96.40元，乙档不划入。已办理医保退休的，每月划入90元。",
    ]),
    (
        [TWO],
        [
            "在职人员每月按缴费基数的2%划入个人账户，即75.12元/月。",
            "个人账户每月计入：在职人员为本人缴费基数的2%，即75.12元。",
            "（五）个人账户。在职人员按基数的2%记入，每月75.12元。",
            "在职人员每月按缴费基数的2%计入个人账户（75.12元/月）。",
            "个人账户：在职人员每月计入75.12元（缴费基数×2%）。",
            "个人账户划入金额为在职人员按本人缴费基数2%（月划入75.12元）。",
            "在职的按缴费基数的2%打入个人账户，也就是75.12元。",
            "在职职工个人账户由个人缴纳的基本医疗保险费计入，计入标准为本人缴费基数的2%，每月75.12元。",
            "三、个人账户每月划入多少？\n人员类别\t划入标准\t每月划入金额（元）\n"
            "在职人员\t月缴费基数的2%\t75.12",
            "在职人员按缴费基数的百分之二划拨个人账户，计75.12元。",
        ],
    ),
    ([rate("0.02", ACTIVE)], [
        "在职人员个人账户划入比例为2%。",
        "在职人员缴费比例为8%，其中2%记入个人账户。",
        "二、个人账户\n在职人员按月缴费基数的2%计入。",
    ]),
    ([money("70", ACTIVE), money("68", RETIRED)], [
        "６．个人账户。在职人员每月划入70元，退休人员每月划入６８元。",
        "个人账户每月到账：在职70元，退休68元。",
        "个人账户月划入额：在职人员70元，退休人员68元。",
        "个人账户每月划入70元（在职）、68元（退休）。",
        "在职、退休人员个人账户每月分别划入70元、68元。",
        "个人账户每月进多少钱？\n在职的每月进70元；退休的每月进68元。".replace("？\n", "："),
        "一、个人账户划入标准\n在职人员\t70元/月\n退休人员\t68元/月",
        "每月往个人账户里打钱：在职人员70元，退休人员68元。",
    ]),
    ([money("83", RETIRED)], [
        "退休人员按定额83元划入个人账户。",
        "退休人员个人账户每月定额划拨83元。",
        "个人账户计入：退休人员为定额83元。",
        "退休人员每月计入83元，计入个人账户。",
    ]),
    ([
        rate("0.01", ACTIVE, ("age", "lt", 45)),
        rate("0.02", ACTIVE, ("age", "ge", 45)),
        money("85", RETIRED),
    ], [
        "在职人员不满45周岁按1%、45周岁以上按2%，退休人员按定额85元计入个人账户。",
        "个人账户：在职人员不满45周岁的划入缴费基数的1%，45周岁以上的划入2%；退休人员每月划入85元。",
        "三、个人账户划入\n在职人员不满45周岁\t缴费基数的1%\n在职人员45周岁以上\t缴费基数的2%\n退休人员\t每月85元",
    ]),
    ([money("90", RETIRED, ("age", "lt", 70)), money("105", RETIRED, ("age", "ge", 70))], [
        "退休人员按定额计入个人账户，不满70周岁的每月90元，年满70周岁的每月105元。",
        "个人账户：退休人员中，不满70周岁的每月计入90元，已满70周岁的每月计入105元。",
    ]),
    ([rate("0.03", RETIRED, of="pension")], [
        "退休人员按本人养老金的3%划入个人账户。",
        "退休人员以本人上月养老金为基数，按3%划入个人账户，月划入额低于80元的按80元划入。",
        "个人账户：退休人员按本人基本养老金的3%计入。",
    ]),
    ([rate("0.025", RETIRED, of="average_pension", again=[("71.5", "month")])], [
        "退休人员个人账户按全市月平均养老金2860元的2.5%划，每人每月71.50元。",
        "退休人员按2023年全市基本养老金平均水平的2.5%计入个人账户，每月71.50元。",
        "个人账户：退休人员统一按人均养老金的2.5%定额划入，每月71.50元。",
    ]),
    ([rate("0.02", ACTIVE, ("plan", "eq", "统账结合")), money("90", RETIRED)], [
        "选统账结合的在职人员，每月按缴费基数的2%计入个人账户。退休人员按定额计入，每月90元。"
        "（单建统筹不建个人账户。）",
    ]),
    ([rate("0.02", ACTIVE), rate("0.035", RETIRED)], [
        "在职人员缴费比例为8%，其中2%记入个人账户。"
        "退休人员不缴费，按3.5%从统筹基金划入个人账户。",
    ]),
    ([rate("0.02", ("plan", "eq", "二档"))], [
        "选择二档的，每月按缴费基数的2%计入个人账户；选择一档的不计入。",
    ]),
    ([money("84", ("plan", "eq", "统账结合"))], [
        "参保方式\t月缴费额（元）\t个人账户月划入（元）\n统账结合\t420.00\t84.00\n单建统筹\t336.00\t—",
    ]),
    ([rate("0.02", ACTIVE, again=[("65.82", "month"), ("789.84", "year")]),
      ("68", "month", [RETIRED], None, [("68", "month"), ("816", "year")])], [
        "个人账户划入金额变为在职人员按本人缴费基数2%（2023年月划入65.82元，年划入789.84元），"
        "退休人员按定额68元划入（月划入68元，年划入816元），不再和年龄及个人退休金挂钩了！",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in CREDITS for text in texts]
)
def test_credit(expected: list[Said], text: str) -> None:
    assert read(text) == expected


NO_CREDIT = [
    "退休人员大额医疗保险费每年120元，从个人账户中代扣。",
    "退休人员大额医疗救助费由个人账户按月代扣12元。",
    "其中12%进入统筹基金。",
    "基本医疗保险费10%，其中8%计入统筹基金。",
    "一档：不建立个人账户，基本医疗保险费按4.5%缴纳（206.10元/月）。",
    "二档：建立个人账户，基本医疗保险费按8.5%缴纳（389.30元/月）。",
    "个人账户余额可继续使用，补缴每月300元后恢复。",
    "个人缴费30元，由医保经办机构从职工医保个人账户中一次性划拨。",
    "参保人员死亡的，其亲属可支取个人账户余额。",
    "退休人员过去是按本人养老金的3%划入个人账户。",
    "改革前，单位缴费中还有30%划入个人账户。",
    "按月划扣医保个人账户10元。",
]


@pytest.mark.parametrize("text", NO_CREDIT)
def test_no_credit(text: str) -> None:
    assert read(text) == []


def test_old_and_new() -> None:
    text = "退休人员个人账户由按本人养老金的3%划入改为每月定额75元划入。"
    assert read(text) == [money("75", RETIRED)]


def test_the_retired_beside_the_people_of_a_plan() -> None:
    text = "统账结合参保人员每月划入个人账户80元，退休人员每月划入72元。单建统筹不设个人账户。"
    assert [written(normal(rule.when)) for rule in rules(text)] == [
        [["plan", "eq", "统账结合"]],
        [["status", "eq", "retired"]],
    ]


def test_what_the_pool_puts_into_the_account_is_a_credit() -> None:
    [rule] = rules("在职人员每月由医保基金按78.20元记入个人账户。")
    assert written(normal(rule.when)) == [["status", "eq", "active"]]
    assert rules("（去年在职人员每月记入个人账户87元，今年调整后多4元）") == []

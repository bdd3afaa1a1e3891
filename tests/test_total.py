"""Totals: the same sum ← many phrasings, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.conditions import normal, written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import total
from extractor.schema import StatedTotal
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n一、缴费标准\n"
Said = tuple[str, str, list[tuple[Any, ...]]]
ACTIVE, RETIRED = ("status", "eq", "active"), ("status", "eq", "retired")


def rules(text: str) -> list[StatedTotal]:
    reading = Reading(Notice(TITLE + text))
    return list(total.find(reading, Scope(reading)))


def said(rule: StatedTotal) -> Said:
    amount = format(rule.amount.value.normalize(), "f")
    return amount, rule.per, [tuple(item) for item in written(normal(rule.when))]


def read(text: str) -> list[Said]:
    return [said(rule) for rule in rules(text)]


def year(amount: str, *when: tuple[Any, ...]) -> Said:
    return amount, "year", list(when)


def month(amount: str, *when: tuple[Any, ...]) -> Said:
    return amount, "month", list(when)


A, B = ("plan", "eq", "一档"), ("plan", "eq", "二档")
YOUNG, OLD = ("age", "lt", 40), ("age", "ge", 40)
TOTALS: list[tuple[list[Said], list[str]]] = [
    (
        [year("4195.8", ACTIVE)],
        [
            "（三）在职人员年度应缴费总额为4195.80元。",
            "在职人员全年合计缴费4195.80元。",
            "全年缴费总额：在职人员4195.80元。",
            "在职人员基本医疗保险费4087.80元、大额医疗保险费108元，共计4195.80元。",
            "在职人员4195.80元/人·年，其中基本医疗保险费4087.80元、大额医疗保险费108元。",
            "在职人员每年4195.80元（基本医保4087.80元+大病保险108元）。",
            "在职人员基本医疗保险费每年4087.80元，大额医疗补助费每年108元，两项计4195.80元/年。",
            "【在职人员】\n全年共计：4195.80元/人",
            "在职人员两项保险费加在一起，一年共需4195.80元。",
            "４．全年合计。在职人员每人每年4195.80元。",
            "在职人员全年总共要交4195.80元。",
            "在职人员两项费用总计肆仟壹佰玖拾伍元捌角（¥4,195.80）。",
            "在职人员年缴费合计4195.8元。",
            "项目\t年缴费额（元）\n在职人员合计\t4195.80",
            "在职人员年缴费标准为4195.80元。其中基本医疗保险费4087.80元，大额医疗保险费108元。",
            "在职人员各项合计4195.80元/人/年。",
            "在职人员基本医疗保险费4087.80元+大额医疗保险费108元=4195.80元/年。",
            "在职人员每人每年4195.80元，由基本医疗保险费4087.80元、大额医疗保险费108元两部分组成。",
            "在职人员基本医疗保险费4087.80元/年，大额医疗保险费108元/年。\n"
            "即在职人员全年需缴费4195.80元。",
            "在职的一年交基本医疗保险费4087.80元、大额医疗保险费108元，拢共4195.80元。",
            "项目\t在职人员\n基本医疗保险费（元/年）\t4087.80\n大额医疗保险费（元/年）\t108\n"
            "合计（元/年）\t4195.80",
        ],
    ),
    ([year("3255.36", ACTIVE), year("96", RETIRED)], [
        "全年缴费总额为在职人员3255.36元/年，退休人员96元/年。",
        "全年合计：在职人员3255.36元，退休人员96元。",
        "年缴费合计：在职3255.36元、退休96元。",
        "人员\t全年合计（元）\n在职人员\t3255.36\n退休人员\t96",
    ]),
    ([year("100")], [
        "大病保险费：每人每年100元，其中个人缴60元，财政补助40元。",
        "大病保险每人每年100元，个人负担60元、政府补贴40元。",
        "长期护理保险筹资标准为每人每年100元，由医保统筹基金划转40元、财政补助30元、个人缴纳30元。",
    ]),
    ([month("5", ACTIVE)], ["在职人员长期护理保险5元/月（由财政补贴2元，个人缴3元）。"]),
    ([month("456.4", ACTIVE), year("5476.8", ACTIVE)], [
        "在职人员医疗保险费每月共计456.40元，全年共计5476.80元。",
        "在职人员每月共缴456.40元，全年共缴5476.80元。",
        "【在职人员】\n合计：456.40元/月/人\n全年共计：5476.80元/人",
        "在职人员基本医保每月449.40元，大额每月7元，一共456.40元，全年5476.80元。",
        "项目\t月缴费额（元）\t年缴费额（元）\n在职人员合计\t456.40\t5476.80",
        "在职人员基本医疗保险费每月449.40元、大病保险费每月7元，两项相加每月456.40元，全年5476.80元。",
    ]),
    ([year("4617.2", ("plan", "eq", "统账结合")), year("3715.76", ("plan", "eq", "单建统筹"))], [
        "全年合计：统账结合4617.20元，单建统筹3715.76元。",
        "一个年度下来，选统账结合的共需4617.20元，选单建统筹的共需3715.76元。",
        "统账结合、单建统筹全年合计分别为4617.20元、3715.76元。",
    ]),
    (
        [
            month("245.03", YOUNG, A),
            month("249.61", OLD, A),
            month("428.23", YOUNG, B),
            month("432.81", OLD, B),
        ],
        [
            "以上各项每月合计：选择一档的，不满40周岁245.03元、40周岁以上249.61元；"
            "选择二档的，不满40周岁428.23元、40周岁以上432.81元。",
        ],
    ),
    ([
        year("4355.52", ACTIVE, ("base_multiple", "eq", "0.6")),
        year("7147.2", ACTIVE, ("base_multiple", "eq", "1")),
    ], [
        "（四）在职人员全年缴费总额：60%档次4,355.52元，100%档次7,147.20元。",
        "在职人员各档应缴金额见下表：\n缴费档次\t全年应缴合计（元）\n60%\t4355.52\n100%\t7147.20",
    ]),
    ([("1716", "half_year", [("frequency", "eq", "half_year")])], [
        "可一次性缴纳全年，也可按上、下半年分两次缴纳，合计每次1716元。",
        "两项费用合计可以分上、下半年两次交，每次1716元。",
    ]),
    ([("1329.6", "quarter", [("age", "lt", 45)])], [
        "以上四项，未满45周岁的每季度合计1329.60元。",
    ]),
    ([month("334", ACTIVE, ("frequency", "eq", "month"))], [
        "在职人员选择按月缴费的，每月合计334元。",
    ]),
    ([year("1020")], [
        "人均筹资1020元，其中个人缴费380元，财政补助640元。",
        "筹资标准为每人每年1020元，由个人缴费380元和财政补助640元组成，合计1020元。",
    ]),
    ([month("360"), year("4320")], [
        "月缴费标准：基本医疗保险费348元、大病医疗保险费12元，每月360元；"
        "年缴费标准：基本医疗保险费4176元、大病医疗保险费144元，全年4320元。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in TOTALS for text in texts]
)
def test_total(expected: list[Said], text: str) -> None:
    assert read(text) == expected


NO_TOTAL = [
    "基本医疗保险费按8%缴纳，每月348.96元，全年4187.52元。",
    "缴费比例合计9%，其中基本医疗保险8%、生育保险1%。",
    "累计缴费满25年的，每人每年缴纳大病保险费120元。",
    "大额医疗费用由个人和单位共同承担，大病保险费每年120元。",
    "全年费用：基本医疗保险费4060元。",
    "注：上述合计已含全年大病医疗救助费108元。",
    "个人账户每月按缴费基数的2%划拨，计142.20元。",
    "年度累计最高支付限额共50万元。",
    "340.65元，即4087.80元，均为基本医疗保险费。",
    "退休人员每月定额划入个人账户86元。",
]


@pytest.mark.parametrize("text", NO_TOTAL)
def test_no_total(text: str) -> None:
    assert read(text) == []


def test_a_total_printed_twice_is_one() -> None:
    (rule,) = rules("在职人员每人每年合计叁仟肆佰陆拾元（￥３，４６０．００）。")
    assert [span.quote for span in rule.amount.spans] == ["叁仟肆佰陆拾元", "￥３，４６０．００"]


def test_the_total_of_what_only_the_active_pay_is_theirs() -> None:
    text = "基本医疗保险费4187.52元，大病保险费120元，合计4307.52元。退休人员仅缴纳大病保险费。"
    assert read(text) == [year("4307.52", ACTIVE)]


def test_a_sum_led_by_what_is_due() -> None:
    parts = (
        "（1）统账结合：基本医疗保险费每月320元。\n（2）单建统筹：基本医疗保险费每月240元。\n"
        "（3）大额医疗补助：每人每年160元，两种方式均须缴纳。\n"
    )
    for lead in ("全年应缴", "每年共缴", "全年合计"):
        found = read(parts + f"（4）{lead}：统账结合4000元，单建统筹3040元。\n")
        assert [one[:2] for one in found] == [("4000", "year"), ("3040", "year")], lead


def test_a_sum_over_the_lines_of_its_parts() -> None:
    text = "在职的，全年4446元：\n　基本医疗保险费4290元\n　大额医疗补助费156元\n"
    assert read(text) == [year("4446", ACTIVE)]


def test_the_sums_of_last_year_are_none() -> None:
    text = "基本医疗保险费每年4000元，大额医疗补助每年100元，合计4100元。去年分别是3900元和3700元。"
    assert [one[0] for one in read(text)] == ["4100"]
    text = "（上年度60%档每月合计为364.50元，请勿按旧标准缴费。）"
    assert read("基本医疗保险费每月320元，大额医疗补助每月8元。\n" + text) == []

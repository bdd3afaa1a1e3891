"""Contributions: the same contribution ← many phrasings, and what is none."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from extractor.conditions import normal, written
from extractor.notice import Notice
from extractor.reading import Calendar, Reading
from extractor.rules import contribution
from extractor.schema import Contribution, Percent, shown
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n"
RESIDENTS = "关于做好2024年度城乡居民基本医疗保险参保缴费工作的通知\n"
YEAR = Calendar(2024, date(2024, 1, 1), date(2025, 1, 1), date(2023, 12, 1))
ACTIVE, RETIRED = ("status", "eq", "active"), ("status", "eq", "retired")


def rules(text: str, title: str = TITLE) -> list[Contribution]:
    reading = Reading(Notice(title + text))
    reading.calendar = YEAR
    return list(contribution.find(reading, Scope(reading)))


def said(rule: Contribution) -> tuple[Any, ...]:
    """Component, amount, period and people; then what else is stated, by name."""
    amount = rule.amount
    if isinstance(amount, Percent):
        value = shown(amount.rate.value)
    else:
        assert amount.how == "fixed"
        value = format(amount.amount.value.normalize(), "f")
    rest: dict[str, Any] = {}
    if rule.payer != "insured":
        rest["payer"] = rule.payer
    if rule.restated:
        rest["again"] = [
            (format(one.amount.value.normalize(), "f"), one.per) for one in rule.restated
        ]
    if rule.collected_from:
        rest["from"] = rule.collected_from.value
    if rule.instalment:
        rest["instalment"] = (str(rule.instalment.amount.value), rule.instalment.per)
    when = [
        item
        if isinstance(item, dict)
        else (item[0], item[1], tuple(item[2]) if isinstance(item[2], list) else item[2])
        for item in written(normal(rule.when))
    ]
    return rule.component, value, amount.per, when, rest


def read(text: str, title: str = TITLE) -> list[tuple[Any, ...]]:
    return [said(rule) for rule in rules(text, title)]


def basic(value: str, per: str, *when: Any, **rest: Any) -> tuple[Any, ...]:
    return "basic_medical", value, per, list(when), rest


def top_up(value: str, per: str, *when: Any, **rest: Any) -> tuple[Any, ...]:
    return "catastrophic", value, per, list(when), rest


NINE = basic("0.09", "month", ACTIVE, again=[("340.65", "month"), ("4087.8", "year")])
PLANS = [
    basic("0.1", "month", ("plan", "eq", "统账结合"), again=[("420", "month")]),
    basic("0.08", "month", ("plan", "eq", "单建统筹"), again=[("336", "month")]),
]
CONTRIBUTIONS: list[tuple[list[Any], list[str]]] = [
    (
        [NINE],
        [
            "（一）基本医疗保险费。2024年度月缴费基数为3785元，在职人员缴费比例为9%，"
            "月缴费340.65元，年缴费4087.80元。",
            "在职人员基本医疗保险费按月缴费基数3785元的9%缴纳，每月340.65元，全年4087.80元。",
            "在职人员按缴费基数的百分之九缴纳基本医疗保险费，每月340.65元，每年4087.80元。",
            "在职人员基本医疗保险费率9%，即每月340.65元、全年4087.80元。",
            "在职人员职工基本医疗保险费：费率9%（340.65元/月，4087.80元/年）。",
            "基本医疗保险费：在职人员3785元×9%=340.65元/月，4087.80元/年。",
            "在职的按9%交基本医保，每个月340.65元，一年4087.80元。",
            "险种\t费率\t月缴费额（元）\t年缴费额（元）\n"
            "在职人员基本医疗保险\t9%\t340.65\t4087.80",
            "在职人员具体缴费标准如下表：\n项目\t缴费比例\t月缴费额（元）\t年缴费额（元）\n"
            "基本医疗保险费\t9%\t340.65\t4087.80",
            "在职人员基本医疗保险费缴费比例由8.5%调整为9%，月缴费额340.65元，年缴费额4087.80元。",
            "1.在职人员\n基本医疗保险缴费比例：9%，月缴费额：340.65元，年缴费额：4087.80元",
        ],
    ),
    (
        [basic("4187.52", "year", ACTIVE)],
        [
            "在职人员每人每年缴纳基本医疗保险费4187.52元。",
            "在职人员基本医疗保险费4187.52元/人/年。",
            "【在职人员】\n基本医疗保险：4187.52元/人·年",
            "基本医疗保险费（在职人员）：每年4187.52元。",
            "在职的每年缴纳4187.52元基本医疗保险费。",
            "在职人员基本医疗保险费：肆仟壹佰捌拾柒元伍角贰分".replace(
                "肆仟壹佰捌拾柒元伍角贰分", "4,187.52元"
            ),
            "◆ 在职的朋友\n　　基本医疗保险：4187.52元/年",
        ],
    ),
    (PLANS, [
        "选择统账结合的，基本医疗保险费缴费比例为10%，即420元/月；"
        "选择单建统筹的，基本医疗保险费缴费比例为8%，即336元/月。",
        "统账结合按10%的比例缴费，每月420元；单建统筹按8%的比例缴费，每月336元。",
        "统账结合、单建统筹的缴费比例分别为10%和8%，每月分别为420元、336元。",
        "参保方式\t缴费比例\t月缴费额（元）\n统账结合\t10%\t420.00\n单建统筹\t8%\t336.00",
        "1、统账结合型：月缴费额420元（缴费基数4200元×10%）；\n"
        "2、单建统筹型：月缴费额336元（缴费基数4200元×8%）。",
    ]),
    ([
        basic("206.1", "month", ("plan", "eq", "一档")),
        basic("389.3", "month", ("plan", "eq", "二档")),
    ], [
        "一档、二档每月分别缴纳206.10元、389.30元基本医疗保险费。",
        "基本医疗保险费：选择一档的每月206.10元，选择二档的每月389.30元。",
    ]),
    (
        [top_up("8", "month")],
        [
            "大病互助基金缴费标准为每人每月8元。",
            "大额医疗补助金每人每月8元，随基本医疗保险费一并缴纳。",
            "大额医疗保险费在职人员、退休人员均为每人每月8元。",
            "另外每人每月还有8元的大额医疗救助金。",
            "大病保险：8元/人·月，在职、退休人员标准相同，年度最高支付限额40万元。",
            "重大疾病医疗补助每人每月捌元。",
            "大额医疗互助资金：8元/月（在职、退休人员均须缴纳）。",
            "补充医疗保险费由在职和退休人员按月缴纳，每月8元。",
            "不管选哪种方案，都要交大额医疗费用补充保险费，每人每月8元。",
        ],
    ),
    (
        [top_up("108", "year", RETIRED, **{"from": "personal_account"})],
        [
            "退休人员大额医疗保险费每人每年108元，由医保经办机构从其个人账户中代扣。",
            "大额医疗保险费：退休人员每人每年108元，从个人账户中一次性划扣。",
            "退休人员只缴大额医疗保险费108元/年，从医保个人账户里扣。",
            "退休人员：大额医疗保险费108元/人·年（由个人账户扣缴）。",
            "已办理医保退休的人员大额医疗保险费每人每年108元，由医保经办机构逐月从其个人账户划转。",
            "退休人员大额医疗保险费按照每人每年108元的标准，从退休人员个人账户中代扣。",
        ],
    ),
    ([top_up("15", "month", RETIRED, **{"from": "pension"})], [
        "【退休人员】\n大额医疗补助：15元/月/人，每月从养老金中代扣",
        "退休人员大额医疗补助每月15元，在其基本养老金发放时由社保经办机构代扣。",
        "退休的只交大额医疗救助金，每人每月15元，从养老金里代扣，本人不用管。",
    ]),
    (
        [
            top_up("120", "year", RETIRED,
                   **{"from": "personal_account", "instalment": ("10", "month")}),
        ],
        [
            "退休人员只缴大额医疗保险费120元/人·年，从本人个人账户中按月扣10元。",
            "退休人员每人每年120元大额医疗补助，由县医保中心从个人账户中扣收，每月扣10元。",
            "大病保险：退休人员每年120元，由系统从个人账户里每月扣10元，自己不用操作。",
        ],
    ),
    ([
        top_up("120", "year", ACTIVE, again=[("120", "year")],
               **{"from": "personal_account", "instalment": ("10", "month")}),
        top_up("120", "year", RETIRED, again=[("120", "year")],
               **{"from": "personal_account", "instalment": ("10", "month")}),
    ], [
        "（一）在职人员大额补充医疗保险费120元。\n（二）退休人员大额补充医疗保险费120元。\n"
        "（三）大额补充医疗保险费120元的缴纳方式与2022年度一致，即为按月划扣医保个人账户10元方式。",
    ]),
    ([basic("0.08", "month"), ("maternity", "0.01", "month", [], {})], [
        "生育保险与职工基本医疗保险合并实施，缴费比例合计9%，其中基本医疗保险8%、生育保险1%。",
        "缴费比例为9%（其中基本医疗保险8%，生育保险1%）。",
        "基本医疗保险费率8%，生育保险费率1%。",
        "职工基本医疗保险费率8%；生育保险并入职工基本医疗保险一并征收，费率1%。",
    ]),
    ([basic("0.095", "month")], [
        "基本医疗保险（含生育保险）费率为9.5%。",
        "基本医疗保险（含生育保险）费率为9.5%，其中生育保险0.5%。",
        "缴费费率9.5%（含大额医疗费用补助0.5%）。",
        "单位部分和个人部分均由个人承担，职工医保缴费比例合计9.5%（单位7.5%，个人2%）。",
    ]),
    ([basic("3888", "year", ACTIVE), top_up("120", "year", ACTIVE)], [
        "在职人员4008元/人·年，其中基本医疗保险费3888元、大额医疗保险费120元。",
        "在职人员每年4008元（基本医保3888元+大病保险120元）。",
        "在职人员每年缴纳职工医保费4008元（含基本医疗3888元、大额医疗120元）。",
        "在职人员年缴费标准为4008元。其中基本医疗保险费3888元，大额医疗保险费120元。",
        "在职人员基本医疗保险费3888元、大额医疗补助费120元，共计4008元。",
    ]),
    ([basic("304", "month", ACTIVE), top_up("15.2", "month", ACTIVE)], [
        "在职人员每月缴费319.20元，其中：基本医疗保险费304元，大病医疗补助15.2元。",
        "在职人员每人每月缴纳基本医疗保险费304元、大病医疗补助15.2元。",
        "在职人员月缴费标准：基本医疗保险费304元、大病医疗补助15.2元，每月319.20元。",
    ]),
    ([
        ("long_term_care", "0.001", "month", [("age", "lt", 40)], {"again": [("4.58", "month")]}),
        ("long_term_care", "0.002", "month", [("age", "ge", 40)], {"again": [("9.16", "month")]}),
    ], [
        "长期照护保险费：不满40周岁的按0.1%缴纳（4.58元/月），40周岁以上的按0.2%缴纳（9.16元/月）。",
        "年龄\t长期护理保险费率\t每月（元）\n不满40周岁\t0.1%\t4.58\n40周岁以上\t0.2%\t9.16",
    ]),
    ([
        basic("338.4", "month", ("base_multiple", "eq", "0.6"), again=[("4060.8", "year")]),
        basic("564", "month", ("base_multiple", "eq", "1"), again=[("6768", "year")]),
    ], [
        "基本医疗保险费：60%档次每月338.40元、全年4060.80元；100%档次每月564元、全年6768元。",
        "缴费档次\t每月基本医疗保险费（元）\t全年基本医疗保险费（元）\n"
        "60%\t338.40\t4060.80\n100%\t564.00\t6768.00",
    ]),
    ([
        ("pension", "849.6", "month", [("base_multiple", "eq", "0.6")], {}),
        ("pension", "1416", "month", [("base_multiple", "eq", "1")], {}),
    ], [
        "一、企业职工基本养老保险\n每月缴纳的基本养老保险费，可从以下两个档次中自愿选择一档：\n"
        "60%档次　　849.60元/月\n100%档次　　1416.00元/月",
        "一、养老保险\n按60%基数，每月849.60元；按100%基数，每月1416.00元。",
        "一、养老保险\n按照平均工资的60%、100%两个档次缴费，每月分别为849.60元、1416元。",
    ]),
    ([
        ("pension", "762", "month", [("base_multiple", "eq", "0.6")], {"again": [("9144", "year")]}),
        ("pension", "1270", "month", [("base_multiple", "eq", "1")], {"again": [("15240", "year")]}),
    ], [
        "一、企业职工基本养老保险\n（一）应缴基本养老保险费为：\n60%档：762元/月，折合9144元/年\n"
        "100%档：1270元/月，折合15240元/年",
        "一、养老保险\n按60%缴费：762元/月（9144元/年）\n按100%缴费：1270元/月（15240元/年）",
        "一、养老保险\n档次\t月缴费额\t年缴费额\n60%\t762元\t9144元\n100%\t1270元\t15240元",
        "一、养老保险\n选60%的，一个月762元，一年9144元；选100%的，一个月1270元，一年15240元。",
    ]),
    ([
        ("pension", "762", "month", [("base_multiple", "eq", "0.6")], {}),
        ("pension", "1270", "month", [("base_multiple", "eq", "1")], {}),
    ], [
        "一、养老保险\n缴费档次（月）：762元（60%）、1270元（100%）。",
        "一、养老保险\n按照3810元（60%）、6350元（100%）两个基数档次缴费，"
        "对应的月缴费额分别为762元、1270元。",
    ]),
    ([
        basic("396", "month", ("area", "eq", "市区")),
        basic("360", "month", ("area", "eq", "各县")),
    ], [
        "（一）市区（含开发区）灵活就业人员每人每月缴纳基本医疗保险费396元；\n"
        "（二）各县每人每月缴纳基本医疗保险费360元。",
    ]),
    ([basic("0.08", "month", ACTIVE), top_up("8", "month")], [
        "基本医疗保险缴费比例为8%；大病互助基金每人每月8元。\n"
        "由在职转为退休的，身份变更次月起，不再缴纳基本医疗保险费，只缴纳大病互助基金。",
        "基本医疗保险缴费比例为8%，大病互助基金每人每月8元。退休人员只缴纳大病互助基金。",
        "基本医疗保险缴费比例为8%；大病互助基金每人每月8元。\n"
        "全年缴费总额为在职人员3255.36元/年，退休人员96元/年。",
    ]),
    (
        [
            basic("336", "month", ACTIVE),
            top_up("8", "month", ACTIVE),
            basic("0", "month", RETIRED),
            top_up("8", "month", RETIRED),
        ],
        [
            "在职人员每月缴纳基本医疗保险费336元、大额医疗补助8元。"
            "退休人员不缴纳基本医疗保险费，大额医疗补助8元/月。",
            "在职的：基本医保336元/月，大额补充8元/月；退休的：基本医保免缴，大额补充照缴8元/月。",
            "在职人员基本医疗保险费每月336元、大额医疗补助每月8元。"
            "退了休的，基本医疗保险费就不用交了，大额医疗补助每月8元。",
            "人员类别\t基本医疗保险费\t大额医疗保险费\n在职人员\t336元/月\t8元/月\n"
            "退休人员\t不缴费\t8元/月",
        ],
    ),
    ([
        top_up("60", "year"),
        top_up("40", "year", payer="treasury"),
    ], [
        "大病保险费：每人每年100元，其中个人缴60元，财政补助40元。",
        "大病保险每人每年100元，个人负担60元、政府补贴40元。",
        "大病保险筹资标准为100元/人/年（个人缴纳60元，财政补助40元）。",
    ]),
    ([
        ("long_term_care", "30", "year", [], {}),
        ("long_term_care", "30", "year", [], {"payer": "treasury"}),
    ], [
        "长期护理保险筹资标准为100元/人/年，由个人缴纳30元、医保统筹基金划转40元、财政补助30元。",
    ]),
    ([basic("0.085", "month", ACTIVE, again=[("352.75", "month")]), top_up("10", "month")], [
        "在职人员：基本医疗保险352.75元/月（费率8.5%），"
        "大病医疗补助10元/月（在职、退休均按此标准）。",
    ]),
    ([
        basic("0.1", "month", ("plan", "eq", "A类"), again=[("388", "month")]),
        basic("0.07", "month", ("plan", "eq", "B类"), again=[("271.6", "month")]),
    ], [
        "参保形式\t月缴费基数\t费率\t每月应缴\nA类（建个人账户）\t3880元\t10%\t388.00元\n"
        "B类（不建个人账户）\t3880元\t7%\t271.60元",
        "A类（设个人账户）：费率10%，每月388元\nB类（不设个人账户）：费率7%，每月271.60元",
        "项目\tA类（建个人账户）\tB类（不建个人账户）\n月缴费基数\t3880元\t3880元\n"
        "费率\t10%\t7%\n月缴费额\t388元\t271.60元",
    ]),
    ([
        ("long_term_care", "36", "year", [("age", "lt", 60)], {"from": "personal_account"}),
        ("long_term_care", "54", "year", [("age", "ge", 60)], {"from": "personal_account"}),
    ], [
        "长期护理保险费：不满60周岁的每人每年36元，60周岁以上的每人每年54元，"
        "每年1月从个人账户一次性划转。",
    ]),
    ([basic("0.08", "month", again=[("336", "month"), ("4032", "year")])], [
        "基本医疗保险费：月缴费基数4200元，费率8%，每月336元，全年4032元。\n"
        "例如，张先生2024年4月参保，需补缴4月至12月共9个月，合计3024元。",
        "基本医疗保险费费率8%，每月336元，全年4032元。\n"
        "企业职工医保缴费比例为10%，其中单位8%、个人2%。",
        "基本医疗保险费费率8%，每月336元，全年4032元。2023年的每月320元自2024年1月1日起停止执行。",
        "基本医疗保险费费率8%，每月336元，全年4032元。工伤保险费率0.2%至1.9%。",
        "基本医疗保险费按4200元的8%缴纳，每月336元，一年4032元。",
    ]),
    ([top_up("120", "year", ACTIVE)], ["大额医疗保险费每人每年120元由在职人员个人缴纳。"]),
    ([top_up("10", "month", RETIRED, **{"from": "pension"})], [
        "退休人员大额医疗保险费每月10元，每月发养老金时直接扣缴。",
        "退休人员大额医疗保险费10元/月，由养老金发放单位按月代扣代缴。",
    ]),
    ([
        top_up("120", "year", ("hardship", "eq", "零就业家庭成员"), payer="treasury"),
        top_up("0", "year", ("hardship", "eq", "零就业家庭成员")),
    ], [
        "零就业家庭成员的大病保险费由县级财政代缴，代缴标准为120元/人·年，个人免缴。",
    ]),
    ([
        basic("348", "month", ("area", "eq", "市区")),
        basic("336", "month", ("area", "in", ("东乡县", "西乡县"))),
    ], [
        "市区灵活就业人员基本医疗保险费每月348元；东乡县、西乡县每月336元。",
    ]),
    ([basic("0.08", "month"), top_up("30", "year")], [
        "（一）基本医疗保险费率8%。\n"
        "（二）大病医疗保险每人每年75元，其中统筹基金承担45元，个人缴纳30元。",
    ]),
    ([
        basic("340.8", "month", ACTIVE),
        top_up("150", "year", ACTIVE),
        top_up("150", "year", RETIRED, **{"from": "personal_account"}),
    ], [
        "在职人员医保费每月340.80元。大额医疗保险费在职、退休人员每人每年均为150元，"
        "其中退休人员由个人账户中一次性代扣。",
        "在职人员：\n（1）基本医疗保险：每月340.80元\n（2）大额医疗补助：全年150元\n"
        "退休人员：\n（1）大额医疗补助：全年150元（个人账户代扣）",
    ]),
    ([
        basic("0.09", "month", ("plan", "eq", "统账结合"), again=[("383.4", "month")]),
        top_up("12", "month", ("plan", "eq", "统账结合")),
    ], [
        "一、缴费标准（单位：元/月）\n类别\t缴费基数\t费率\t基本医疗\t大额医疗\t合计\n"
        "统账结合\t4260\t9%\t383.40\t12\t395.40\n单建统筹\t—\t—\t—\t—\t—",
    ]),
    ([
        basic("420", "month", ("plan", "eq", "一档")),
        basic("294", "month", ("plan", "eq", "二档")),
    ], [
        "一档：每月缴费420元，其中划入个人账户84元；二档：每月缴费294元，不划入个人账户。",
    ]),
    ([
        basic("378", "month", ("plan", "eq", "统账结合")),
        basic("252", "month", ("plan", "eq", "单建统筹")),
        top_up("50", "year"),
    ], [
        "基本医疗保险费统账结合每人每月378元，单建统筹每人每月252元，"
        "另外每人每年还要缴纳大病保险费50元。",
    ]),
    ([basic("0.075", "month")], ["职工基本医疗保险缴费比例为7.5%，其中0.5%为生育保险。"]),
    ([basic("4187.52", "year")], [
        "2023年每人每年缴纳基本医疗保险费4000元，2024年调整为每人每年4187.52元。",
        "基本医疗保险费由上年的每人每年4000元提高到4187.52元，比上年增加187.52元。",
        "基本医疗保险费4187.52元/年，上年度为4000元。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"),
    [(expected, text) for expected, texts in CONTRIBUTIONS for text in texts],
)
def test_contribution(expected: list[Any], text: str) -> None:
    assert read(text) == expected


def treasury(value: str) -> tuple[Any, ...]:
    return basic(value, "year", payer="treasury")


LOW = ("hardship", "eq", "低保对象")
ANY_CHILD = {"any": [["age", "lt", 18], ["student", "eq", True]]}
OF_RESIDENTS: list[tuple[list[Any], list[str]]] = [
    (
        [basic("380", "year"), treasury("640")],
        [
            "2024年度居民医保人均筹资1020元，其中个人缴费380元，各级财政补助640元。",
            "筹资标准为每人每年1020元：个人缴费380元，财政补助640元。",
            "个人缴费标准为每人每年380元，财政补助标准为每人每年640元。",
            "个人缴费标准从每人每年350元提高至380元，财政补助标准同步提高到每人每年640元。",
            "人均筹资达到1020元，其中：家庭承担380元，各级财政补贴640元。",
            "个人缴费380元，财政补助不低于每人每年640元。",
        ],
    ),
    (
        [
            basic("380", "year", ("student", "eq", False)),
            basic("350", "year", ("student", "eq", True)),
        ],
        [
            "成年居民380元/人·年，学生儿童350元/人·年。",
            "缴费标准：成年居民每人每年380元，中小学生每人每年350元。",
        ],
    ),
    ([basic("380", "year"), basic("350", "year", ("student", "eq", True))], [
        "缴费标准：380元/人\n大学生：350元/人",
        "个人缴费380元。在校大学生个人缴费350元。",
    ]),
    ([basic("120", "year", LOW)], [
        "低保对象由医疗救助资金每人资助280元，个人缴纳120元。",
        "人员类别\t个人缴费（元）\t财政资助（元）\n低保对象\t120\t280",
    ]),
    ([basic("0", "year", ("hardship", "eq", "特困人员"))], [
        "居民医保：特困人员由医疗救助资金全额资助，个人不缴费。",
        "居民医保：特困人员个人免缴。",
        "居民医保：特困人员一分钱也不用掏。",
        "居民医保：特困人员自己一分钱都不交。",
        "特困人员免缴居民医保费。",
        "居民医保：特困人员个人无需缴费。",
    ]),
    ([basic("0", "year", ("age", "ge", 80))], ["年满80周岁的老年人参加居民医保，个人免缴。"]),
    (
        [basic("380", "year"), treasury("640")],
        [
            "每人每年个人缴380元，国家再给每人补640元。",
            "项目\t金额（元/人·年）\n个人缴费\t380\n财政补助\t640\n筹资总额\t1020",
            "2024年度个人缴费380元，人均财政补助不低于640元。2025年将提高到400元。",
            "听说明年要交460元，是不是真的？个人缴费标准为380元，财政补助640元。",
        ],
    ),
    ([treasury("670")], [
        "财政补助每人每年670元，其中中央财政补助402元，省财政补助160.8元，市县财政补助107.2元。",
    ]),
    ([basic("80", "year", LOW)], [
        "低保对象按每人每年300元给予定额资助，个人缴纳80元。",
        "低保对象：资助300元，自缴80元。",
        "低保对象每人只需交80元，剩下的300元由医疗救助基金出。",
        "人员类别\t资助标准\t资助后个人缴费（元）\n低保对象\t资助300元\t80",
    ]),
    ([basic("0", "year", ("hardship", "in", ("孤儿", "特困人员")))], [
        "特困人员、孤儿（含事实无人抚养儿童）由财政全额代缴居民医保费，个人不用掏钱。",
        "居民医保：特困人员、孤儿零缴费。",
        "特困人员、孤儿：个人交0元。",
    ]),
    ([
        basic("0", "year", ("hardship", "eq", "特困人员")),
        basic("200", "year", ("hardship", "eq", "防止返贫监测对象")),
    ], [
        "类别\t财政资助\t个人实际缴费（元）\n特困人员\t全额资助\t0\n防止返贫监测对象\t50%\t200",
        "特困人员全额资助，个人缴费0元；"
        "防止返贫监测对象（脱贫不稳定户、边缘易致贫户）个人缴费200元。",
    ]),
    ([
        basic("420", "year", ("age", "ge", 18), ("student", "eq", False)),
        basic("380", "year", ANY_CHILD),
    ], [
        "年满18周岁的居民（不含在校学生）每人每年420元，在校学生和未满18周岁的居民每人每年380元。",
    ]),
    (
        [basic("380", "year"), basic("190", "year", ("hardship", "in", ("低保对象", "重度残疾人")))],
        [
            "个人缴费每人每年380元。190元的缴费标准只适用于低保对象和重度残疾人。",
            "个人缴费每人每年380元。190元的标准仅面向低保对象、重度残疾人等群体。",
        ],
    ),
    ([basic("1070", "year", ("in_window", "eq", False))], [
        "超过集中缴费期缴费的，按1070元标准缴费。",
        "逾期参保缴费的，按1070元（个人缴费400元+财政补助670元）缴纳。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in OF_RESIDENTS for text in texts]
)
def test_of_residents(expected: list[Any], text: str) -> None:
    assert read(text, RESIDENTS) == expected


NO_CONTRIBUTION = [
    "2024年度城乡居民医保个人缴费标准为380元，财政补助每人640元。",
    "住院政策范围内费用报销比例可达85%，大额医疗补助年度最高支付限额50万元。",
    "打开微信→服务→城市服务→社保→选择基本医疗保险3847.56元→缴纳。",
    "“惠民保”是商业补充医疗保险，每人99元，自愿购买。",
    "学生可自愿购买学平险，保费100元。",
    "单位职工的职工医保费率为单位8%、个人2%，与灵活就业人员的缴费办法不同。",
    "灵活就业人员参加养老保险的费率为20%。",
    "七、容易混淆的几个数字\n1. 职工基本医疗保险费每月500元。",
    "大额医疗补助标准比去年提高20元。",
    "失业保险金标准调整为1513元/月。",
    "退休人员个人账户每月划入83元。",
    "断缴的，按日加收万分之五的滞纳金。",
    "在职人员全年共计缴费4195.80元。",
    "历年标准仅供参考：\n一、历年情况\n年度\t月缴费额（元）\n2021\t273.60",
    "职工医保缴费标准由医保部门另行公布，每月约380元。",
    "“4050”人员社保补贴标准为每人每年2400元。",
    "门诊统筹年度起付标准500元，职工医保支付比例60%至80%。",
    "生育医疗费用：顺产定额3000元，剖宫产定额4500元，均由统筹基金结算。",
    "对查实的举报最高奖励20万元，全市追回基金1286.4万元。",
    "老陈做了心脏手术，总费用9.2万元，职工医保报了6.8万元，大病保险又报销了1.1万元。",
    "儿子住院花了3.7万元，职工医保没断，真是万幸。",
    "新农合刚起步那会儿，每人每年只交15元。",
    "合作医疗时期，农民个人每年缴费10元。",
    "自称医保局的人让您交300元解冻职工医保账户，千万别信，这是诈骗。",
    "大病保险个人负担超过1.2万元的部分，0至3万元报60%，3万元至8万元报65%，8万元以上报70%。",
    "几个容易弄错的地方\n一是长期护理保险目前只在两个区试点，每人每年60元。\n",
    "您所述的每人每年300元，应该是以往年度的政策。",
    "听说职工医保要涨到每月500元，是真的吗？",
    "职工医保缴费每月378元至1890元不等。",
]


OTHER_FEES = """本校收取的100元都包括什么？
1、校服费：夏装一套55元，绣名字另收2元，合计57元。
2、《少年画报》15元，自愿订阅。
3、跳绳4元。
4、居民医疗保险24元，系代收的城乡居民医疗保险费。
5、关于您所提及的“另交30元”，系意外伤害保险，自愿购买。"""


def test_what_else_a_school_collects_is_no_contribution() -> None:
    assert read(OTHER_FEES, "") == [basic("24", "year")]


def test_rates_paid_by_a_fund_or_of_another_scheme_are_no_contribution() -> None:
    text = (
        "灵活就业人员由本人以缴费基数的7%按月缴纳职工基本医疗保险费。\n"
        "领取失业保险金的人员由经办机构以缴费基数的7%为其按月缴纳职工基本医疗保险费，"
        "所需费用由失业保险基金列支。\n"
        "伤残职工以缴费基数的9%缴纳职工基本医疗保险费，其中7%从工伤保险基金中列支。\n"
        "居民基本医疗保险由参保人按居民收入的1.5%缴费。\n"
        "其中学生个人缴0.5%，财政补助1%；成年居民个人缴0.6%，财政补助0.9%。"
    )
    assert read(text, "某市医疗保障办法\n") == [basic("0.07", "month")]


def test_who_lacks_years_and_goes_on_paying_pays_by_no_frequency() -> None:
    text = "退休时缴费年限不符合规定，需要继续按月缴纳医疗保险费的，职工医保缴费费率为7%。"
    assert read(text) == [basic("0.07", "month", ("contribution_years_met", "eq", False))]


@pytest.mark.parametrize("text", NO_CONTRIBUTION)
def test_no_contribution(text: str) -> None:
    assert read(text) == []


NO_FEE_OF_RESIDENTS = [
    "大病保险资金从居民医保基金中划拨，每人每年80元。",
    "大病保险保费从居民医保基金中列支，每人每年85元，不再向个人收取。",
    "大病保险每人每年80元，从居民医保基金中划拨。",
]


@pytest.mark.parametrize("text", NO_FEE_OF_RESIDENTS)
def test_what_the_fund_pays_is_no_fee(text: str) -> None:
    assert read(text, RESIDENTS) == []


NOT_EXEMPT = [
    "逾期不缴费的，停止享受待遇。",
    "到单位上班后，个人不再缴费。",
    "退休人员每年的费用从账户里扣，不用另外缴费。",
    "续缴费人员务必于12月25日前缴费，以免缴费中断影响个人待遇享受。",
    "目前没有规定80岁以上的老人免交医疗保险费。",
    "特困人员免收滞纳金。",
    "退休人员的居民医保费从个人账户代扣，个人不缴费。",
]


@pytest.mark.parametrize("text", NOT_EXEMPT)
def test_not_exempt(text: str) -> None:
    assert read(text, RESIDENTS) == []


LABELS = [
    ("基本医疗保险", "2024年度灵活就业人员基本医疗保险缴费比例为8%。"),
    ("职工大额医疗费用统筹费", "职工大额医疗费用统筹费6元/人/月。"),
    ("城乡居民医保个人缴费", "城乡居民医保个人缴费380元。"),
    ("大额补充医疗保险费", "大额补充医疗 保险费 120 元。"),
    ("大病互助基金", "3．大病互助基金。每人每年100元。"),
    ("长期护理保险费", "按0.5%的费率缴纳长期护理保险费。"),
]


@pytest.mark.parametrize(("label", "text"), LABELS)
def test_the_label_is_as_printed(label: str, text: str) -> None:
    title = RESIDENTS if "居民" in text else TITLE
    assert [rule.label.value for rule in rules(text, title)] == [label]


def test_clauses_not_sentences_answer_for_it() -> None:
    first, second = rules("在职人员基本医疗保险费3216元/人/年，大病保险费150元/人/年，合计3366元。")
    assert [span.quote for span in first.spans] == ["在职人员基本医疗保险费3216元/人/年"]
    assert [span.quote for span in second.spans] == ["大病保险费150元/人/年"]


def test_how_it_is_collected_is_quoted() -> None:
    (rule,) = rules("退休人员大额医疗保险费每人每年108元，由医保经办机构从其个人账户中代扣。")
    assert rule.collected_from is not None
    assert [span.quote for span in rule.collected_from.spans] == ["从其个人账户中代扣"]


def test_a_rate_is_of_the_pension_base_of_its_section() -> None:
    text = "一、养老保险\n缴费比例20%，其中12%进入统筹基金，8%记入个人账户。"
    assert read(text, "关于灵活就业人员缴纳养老保险费的公告\n") == [
        ("pension", "0.2", "month", [], {})
    ]


def test_the_fund_of_a_section_and_not_the_pools_that_pay() -> None:
    text = (
        "二：职工长期护理保险的筹资标准是多少\n"
        "职工长期护理保险资金由职工医保统筹基金、个人缴费和财政补助分担。"
        "筹资标准为每人每年90元，其中统筹基金划拨50元，个人缴费40元。"
    )
    assert [(rule.component, rule.label.value) for rule in rules(text, "长护险政策问答\n")] == [
        ("long_term_care", "职工长期护理保险")
    ]


EMPLOYEE, FLEXIBLE = ("employment_form", "eq", "employee"), ("employment_form", "eq", "flexible")


@pytest.mark.parametrize(
    "text",
    [
        "一、用人单位职工\n基本医疗保险：单位7%，个人2%。\n二、灵活就业人员\n基本医疗保险缴费比例8%。",
        "单位职工由单位缴7%、个人缴2%；灵活就业人员由个人按8%全额缴纳。",
        "1.用人单位及其职工：单位按缴费基数的7%缴纳，个人按2%缴纳。\n2.灵活就业人员：按8%缴纳。",
    ],
)
def test_forms_of_employment_tell_rates_apart(text: str) -> None:
    assert read(text, "本市职工医保缴费标准\n") == [
        basic("0.07", "month", payer="employer"),
        basic("0.02", "month", EMPLOYEE),
        basic("0.08", "month", FLEXIBLE),
    ]


def test_what_a_rate_comes_to_is_of_the_same_form() -> None:
    text = (
        "1.单位职工：个人按2%缴纳。\n2.灵活就业人员：以5000元为基数，按8%缴纳，每月400元。\n"
        "3.居民医保每人每年380元。"
    )
    assert read(text, "本市职工医保和居民医保缴费标准\n") == [
        basic("0.02", "month", EMPLOYEE),
        basic("0.08", "month", FLEXIBLE, again=[("400", "month")]),
        basic("380", "year"),
    ]


def test_the_treasury_pays_for_all_that_are_named_before_it() -> None:
    text = "成年居民每人每年380元，学生每人每年350元，财政补助每人每年640元。"
    assert read(text, RESIDENTS)[-1] == treasury("640")


def test_a_list_of_amounts_has_one_label() -> None:
    text = "居民养老保险个人缴费标准为每年200元、300元、500元。"
    found = rules(text, "关于城乡居民养老保险缴费的通知\n")
    assert {rule.label.value for rule in found} == {"居民养老保险个人缴费"}


def test_what_the_treasury_pays_is_collected_from_no_account() -> None:
    text = (
        "长期护理保险费每人每年120元，其中个人缴纳50元，财政补助70元。"
        "个人缴费部分每年1月从个人账户一次性划扣。"
    )
    found = rules(text, "职工长期护理保险怎么缴费？\n")
    assert [(one.payer, one.collected_from is not None) for one in found] == [
        ("insured", True),
        ("treasury", False),
    ]


def test_the_rate_of_employees_is_theirs() -> None:
    text = (
        "职工基本医疗保险费由双方共同缴纳，用人单位缴费率为7%，职工缴费率为2%。"
        "灵活就业人员由个人按9%缴纳。"
    )
    assert read(text, "某市职工基本医疗保险办法\n") == [
        basic("0.07", "month", payer="employer"),
        basic("0.02", "month", EMPLOYEE),
        basic("0.09", "month", FLEXIBLE),
    ]


def test_the_rate_of_the_employer_of_an_insurance_named_after_employees() -> None:
    text = (
        "用人单位职工基本医疗保险缴费比例由8%调整为7%，个人缴费比例2%不变。"
        "灵活就业人员缴费比例调整为8%。"
    )
    assert read(text, "关于调整职工基本医疗保险缴费比例的通知\n") == [
        basic("0.07", "month", payer="employer"),
        basic("0.02", "month", EMPLOYEE),
        basic("0.08", "month", FLEXIBLE),
    ]


def test_a_rate_under_a_heading_of_rates_is_paid() -> None:
    found = rules("一、缴费比例\n20%，其中8%记入个人账户。", "灵活就业人员养老保险缴费指南\n")
    assert [said(rule)[:2] for rule in found] == [("pension", "0.2")]


def test_a_share_beside_the_employers_is_an_employees() -> None:
    text = (
        "参加职工基本医疗保险的，用人单位缴6%，个人缴2%。\n"
        "领取病残津贴的人员参加职工基本医疗保险的，由本人按8%缴费。"
    )
    assert read(text, "某市医疗保障办法\n") == [
        basic("0.06", "month", payer="employer"),
        basic("0.02", "month", EMPLOYEE),
        basic("0.08", "month"),
    ]


def test_another_fee_beside_the_insurance_is_none_of_it() -> None:
    text = "一是城乡居民医保费每人380元；二是课后托管费每学期260元；三是清洁费：每户30元。"
    assert read(text, "关于收费问题的回复\n") == [basic("380", "year")]


def test_a_fund_of_which_another_is_a_part_is_the_one_that_is_paid() -> None:
    text = "用人单位按8%缴费（其中生育保险0.5%），职工个人按2%缴费；灵活就业人员按9%缴费。"
    assert read(text, "生育保险和职工医保合并实施，费率怎么变？\n") == [
        basic("0.08", "month", payer="employer"),
        basic("0.02", "month", EMPLOYEE),
        basic("0.09", "month", FLEXIBLE),
    ]


def test_shares_of_the_same_size_are_each_ones_own() -> None:
    text = "长期护理保险年缴费费率个人缴费和财政补助各为0.2%。"
    found = rules(text, "某市居民长期护理保险办法\n")
    assert [(one.payer, said(one)[1:3]) for one in found] == [
        ("insured", ("0.002", "year")),
        ("treasury", ("0.002", "year")),
    ]


def test_the_payer_stands_in_the_heading() -> None:
    text = (
        "一、长期护理保险缴费费率如下：\n（一）职工\n"
        "1.单位缴费费率，在职职工、失业人员、退休人员均为0.2%。\n"
        "2.个人缴费费率：\n（1）未满40周岁参保人员为0.03%；\n（2）退休人员为0.1%。\n"
    )
    found = rules(text, "某市长期护理保险办法\n")
    assert [(one.payer, *said(one)[1:2], len(said(one)[3])) for one in found] == [
        ("employer", "0.002", 0),
        ("insured", "0.0003", 1),
        ("insured", "0.001", 1),
    ]


def test_a_rate_that_was_changed_is_the_payers_who_is_named() -> None:
    text = "三、用人单位按2%的缴费费率为农民工缴纳基本医疗保险的，缴费费率由2%调整为1%。"
    assert read(text, "关于调整社会保险缴费问题的通知\n") == [
        basic("0.01", "month", payer="employer")
    ]


def test_rates_of_an_annex_on_another_scheme_are_not_read() -> None:
    text = (
        "一、个人缴纳失业保险费的缴费费率调整为0.3%。\n附件：\n工伤保险费率方案\n一、甲类行业\n"
        "1.现行费率为0.4%的用人单位，费率下调为0.3%。\n2.现行费率为0.9%的用人单位不调整。\n"
    )
    found = rules(text, "关于调整社会保险缴费问题的通知\n")
    assert [said(one)[:2] for one in found] == [("unemployment", "0.003")]


def test_papers_that_are_cited_do_not_say_whom_a_reply_is_for() -> None:
    text = (
        "城乡居民养老保险目前缴费标准有每年200元、400元、3000元共3个档次。根据《关于暂停灵活就业人员"
        "和个体工商户职工养老保险补缴的通知》，不能补缴。"
    )
    found = rules(text, "农村户口可以补缴养老保险吗？\n")
    assert [said(one)[1] for one in found] == ["200", "400", "3000"]


def test_a_base_named_after_another_insurance_is_not_paid() -> None:
    text = "长期护理保险缴费基数为当年度职工医保缴费基数，个人缴费费率为0.2%。"
    found = rules(text, "某市长期护理保险办法\n")
    assert [one.component for one in found] == ["long_term_care"]


def test_the_treasurys_share_of_a_fee() -> None:
    own: tuple[Any, ...] = ("long_term_care", "45", "year", [], {})
    for text, paid in (
        ("长期护理保险费：每人每年45元由个人缴纳，每人每年30元由财政补助。", own),
        ("长期护理保险费：个人缴纳每年45元；政府补助每年30元。", own),
    ):
        assert read(text) == [paid, ("long_term_care", "30", "year", [], {"payer": "treasury"})], (
            text
        )
    [share] = list(read("各级财政另外按640元/人·年给予补助。", RESIDENTS))
    assert share[1:3] == ("640", "year")
    assert share[4] == {"payer": "treasury"}


def test_the_insurance_named_after_employees_is_paid_by_the_insured() -> None:
    title = "关于2024年度灵活就业人员企业职工基本养老保险费缴纳的公告\n"
    [rule] = read("企业职工基本养老保险费率为20%，由本人全额负担。", title)
    assert rule == ("pension", "0.2", "month", [], {})


def test_a_fee_that_is_alike_in_all_plans() -> None:
    text = (
        "统账结合每月400元，单建统筹每月300元。大病保险费每人每年84元（统账结合、单建统筹相同）。"
    )
    assert ("catastrophic", "84", "year", [], {}) in read(text)


def test_a_table_in_yuan_whose_columns_are_periods() -> None:
    text = (
        "表1　应缴金额（单位：元）\n"
        "类别\t项目\t标准\t按月\t按季\t按年\n"
        "在职\t基本医疗保险费\t月缴费基数的8%\t320\t960\t3840\n"
        "退休\t大额医疗补助\t每人每月9元\t9\t27\t108\n"
    )
    assert read(text) == [
        ("basic_medical", "0.08", "month", [ACTIVE],
         {"again": [("320", "month"), ("960", "quarter"), ("3840", "year")]}),
        ("catastrophic", "9", "month", [RETIRED],
         {"again": [("9", "month"), ("27", "quarter"), ("108", "year")]}),
    ]  # fmt: skip


def test_blank_and_spanning_cells_keep_their_columns() -> None:
    text = (
        "人员\t项目\t每年（元）\t每月（元）\n"
        "在职人员\t基本医疗保险费\t3600\t300\n"
        "\t大额医疗补助费\t96\t8\n"
        "退休人员\t大额医疗补助费\t\t8\n"
    )
    assert [one[:4] for one in read(text)] == [
        ("basic_medical", "3600", "year", [ACTIVE]),
        ("catastrophic", "96", "year", [ACTIVE]),
        ("catastrophic", "8", "month", [RETIRED]),
    ]


def test_what_is_recovered_or_refunded_is_no_fee() -> None:
    for text in (
        "去年全市查处骗保案件9起、追回医保基金52.3万元。",
        "大病医疗互助一年最多能报40万元。",
        "职工医保年度最高支付限额为10万元（大额医疗补助另计30万元）。",
    ):
        assert read(text) == [], text


def test_residents_do_not_pay_out_of_the_accounts_of_employees() -> None:
    text = (
        "职工参保人员参加长期护理保险的个人缴费由经办机构从其职工医保个人账户按月代扣。\n一、长期护理保险费率如下：\n"
        "（一）职工参保人员\n个人缴费费率为0.05%。\n（二）居民参保人员\n年缴费费率为0.1%。\n"
    )
    found = rules(text, "某市长期护理保险办法\n")
    assert [(said(one)[1], one.collected_from is not None) for one in found] == [
        ("0.0005", True),
        ("0.001", False),
    ]


def test_a_heading_that_only_says_retired() -> None:
    text = "在职：\n基本医疗保险\t8%\t320元/月\n退休：\n大额医疗补助\t15元/月\n"
    assert [one[3] for one in read(text)] == [[ACTIVE], [RETIRED]]


def test_after_all_plans_a_fee_is_of_each_of_them() -> None:
    for text in (
        "统账结合按8%缴纳医疗保险费，单建统筹按5.5%缴纳。大病保险费每人每年144元。",
        "选择甲档的，医疗保险费按8%缴纳；选择乙档的，按5.5%缴纳。大病保险费每人每年144元。",
    ):
        assert ("catastrophic", "144", "year", [], {}) in read("月缴费基数4000元。" + text), text


def test_what_makes_up_for_years_is_no_fee() -> None:
    assert read("年限不足的，可按缴费基数和8%的比例一次性补缴所差年限。") == []

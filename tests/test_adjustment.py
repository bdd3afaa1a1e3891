"""Subsidies and late charges: the same adjustment ← many phrasings, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from extractor.conditions import comparisons, normal, written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import adjustment
from extractor.schema import Adjustment, Percent, shown
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n"
RESIDENTS = "关于做好2024年度城乡居民基本医疗保险参保缴费工作的通知\n"
Said = tuple[Any, ...]
HARD, LATE = ("hardship", "eq", True), ("in_window", "eq", False)


def rules(text: str, title: str = TITLE) -> list[Adjustment]:
    reading = Reading(Notice(title + text))
    return list(adjustment.find(reading, Scope(reading)))


def said(rule: Adjustment) -> Said:
    """Sign, amount, period, people, cap."""
    amount = rule.amount
    if isinstance(amount, Percent):
        value = shown(amount.rate.value)
    else:
        assert amount.how == "fixed"
        value = format(amount.amount.value.normalize(), "f")
    when = [
        (item[0], item[1], tuple(item[2]) if isinstance(item[2], list) else item[2])
        for item in written(normal(rule.when))
    ]
    cap = (rule.cap.value.count, rule.cap.value.unit) if rule.cap else None
    return rule.sign, value, amount.per, when, cap


def read(text: str, title: str = TITLE) -> list[Said]:
    return [said(rule) for rule in rules(text, title)]


def late(value: str, *when: Any) -> Said:
    return "late_charge", value, "day", list(when), None


def subsidy(value: str, per: str, *when: Any, cap: Any = None) -> Said:
    return "subsidy", value, per, list(when), cap


ADJUSTMENTS: list[tuple[list[Said], list[str]]] = [
    (
        [late("0.0005", LATE)],
        [
            "逾期缴费的，自2023年3月1日起按日加收欠缴金额万分之五的滞纳金。",
            "未在上述期限内缴清的，自2023年2月1日起，按日加收所欠费额万分之五的滞纳金。",
            "逾期未缴费的，从欠缴之日起，按日加收0.5‰的滞纳金。",
            "未按时缴费的，每日加收0.05%滞纳金。",
            "超过规定期限缴费的，按日加收万分之五滞纳金。",
            "逾期的，滞纳金按日万分之五计收。",
            "未在集中缴费期内缴费的，自欠缴之日起按日加收5/10000的滞纳金。".replace(
                "5/10000", "万分之五"
            ),
        ],
    ),
    ([subsidy("0.5", "year", HARD)], [
        "就业困难人员的补贴标准为以下限为基数计算的应缴社会保险费的50%。",
        "对就业困难人员，按其缴纳的养老保险费的50%给予补贴。",
        "社保补贴标准：就业困难人员按月缴费额的50%补贴。",
    ]),
    ([subsidy("2/3", "year", HARD, cap=(3, "year"))], [
        "就业困难人员缴费后，按缴费额的三分之二发放灵活就业社保补贴，最多补3年。",
    ]),
    ([late("0.0005")], [
        "补缴时按日加收万分之五的滞纳金。",
        "从中断之日起按日加收万分之五滞纳金。",
    ]),
    (
        [subsidy("2/3", "year", HARD, cap=(3, "year"))],
        [
            "经认定的就业困难人员以灵活就业身份缴纳医保费的，每年按其实际缴费额的三分之二给予社会保险补贴，"
            "补贴期限最长不超过3年。",
            "就业困难人员先缴后补，每年按本人实际缴纳费用的三分之二申领一次社会保险补贴，补贴期限最长3年。",
            "就业困难人员灵活就业后缴纳的社会保险费，按其实际缴费的2/3给予补贴，最长不超过三年。",
            "四、社会保险补贴\n就业困难人员按实际缴费额的三分之二享受补贴。补贴期限不超过3年。",
        ],
    ),
    ([subsidy("0.6", "year", HARD, cap=(36, "month"))], [
        "就业困难人员灵活就业后缴纳养老保险费的，每年按其实际缴费额的60%给予补贴，补贴期限不超过36个月；"
        "距退休不足5年的，可以延长到退休。",
    ]),
    ([subsidy("500", "once", HARD)], [
        "经认定的就业困难人员缴费后，由县财政给予一次性补贴伍佰元。",
        "就业困难人员参保缴费后，由财政一次性给予500元补贴。",
    ]),
    ([subsidy("2400", "year", HARD)], [
        "“4050”人员可享受社保补贴，补贴标准为每人每年2400元。",
        "就业困难人员社会保险补贴每人每年2400元。",
    ]),
    ([subsidy("150", "month", HARD)], [
        "就业困难人员医疗保险补贴标准为每人每月150元。",
        "对就业困难人员每人每月给予150元医保补贴。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in ADJUSTMENTS for text in texts]
)
def test_adjustment(expected: list[Said], text: str) -> None:
    assert read(text) == expected


LOW = ("hardship", "eq", "低保对象")
OF_RESIDENTS: list[tuple[list[Said], list[str]]] = [
    ([subsidy("1", "year", ("hardship", "eq", "特困人员"))], [
        "特困人员由医疗救助资金全额资助，个人不缴费。",
        "对特困人员参保给予全额资助。",
        "特困人员的个人缴费由财政全额代缴。",
        "特困人员个人缴费部分全额补助。",
    ]),
    ([subsidy("1", "year", ("hardship", "in", ("孤儿", "特困人员")))], [
        "特困人员、孤儿由医疗救助基金给予全额资助。",
        "对特困人员和孤儿参保缴费全额资助。",
    ]),
    ([subsidy("280", "year", LOW)], [
        "低保对象由医疗救助资金每人资助280元，个人缴纳120元。",
        "低保对象定额资助280元。",
        "对低保对象给予每人280元资助。",
        "低保对象参保资助标准为280元。",
        "人员类别\t个人缴费（元）\t财政资助（元）\n低保对象\t120\t280",
    ]),
    ([subsidy("0.5", "year", ("hardship", "eq", "返贫致贫人口"))], [
        "返贫致贫人口按50%给予定额资助。",
        "返贫致贫人口按个人缴费标准的50%给予资助。",
    ]),
    ([
        subsidy("1", "year", ("hardship", "eq", "特困人员")),
        subsidy("0.7", "year", LOW),
        subsidy("0.6", "year", ("hardship", "eq", "返贫致贫人口")),
    ], [
        "对特困人员、低保对象、返贫致贫人口，个人缴费部分分别按100%、70%、60%给予资助。",
    ]),
    ([subsidy("0.75", "year", LOW)], [
        "低保对象资助75%，即300元，个人承担100元。",
        "低保对象按75%给予资助，也就是每人资助300元。",
    ]),
    ([subsidy("304", "year", LOW)], [
        "低保对象每人只需交76元，剩下的304元由医疗救助基金出。",
        "低保对象：资助304元，自缴76元。",
        "类别\t个人缴费标准（元）\t医疗救助资助（元）\t个人实际缴费（元）\n低保对象\t380\t304\t76",
    ]),
    ([subsidy("1", "year", ("hardship", "eq", "重度残疾人"))], [
        "城乡居民医保参保缴费由财政补助。重度残疾人由财政全额补助。",
    ]),
    ([subsidy("300", "once", ("hardship", "in", ("低保对象", "脱贫人口")))], [
        "脱贫人口、低保对象参保缴费后，由县财政给予一次性补助叁佰元整。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in OF_RESIDENTS for text in texts]
)
def test_of_residents(expected: list[Said], text: str) -> None:
    assert read(text, RESIDENTS) == expected


NO_ADJUSTMENT = [
    "补缴时应同时缴纳滞纳金。",
    "补缴欠费的，不收滞纳金。",
    "单位欠费按日加收万分之五滞纳金的规定，不适用于灵活就业人员。",
    "用人单位逾期的，按日加收万分之五的滞纳金，与本通告无关。",
    "产前检查定额补助600元，生育医疗费用按规定报销。",
    "大额医疗补助费每人每年120元。",
    "基础养老金由财政全额补贴发放。",
    "社会保险补贴政策咨询：12333。",
    "2024年度城乡居民医保财政补助每人640元。",
    "住院补助限额3000元。",
    "对特困人员不再全额资助。",
    "人均筹资1020元，其中个人缴费380元，财政补助640元。",
    "大病保险每人每年100元，其中个人缴60元，财政补助40元。",
    "零就业家庭成员的大病保险费由县级财政代缴，代缴标准为228元/人·年。",
]


@pytest.mark.parametrize("text", NO_ADJUSTMENT)
def test_no_adjustment(text: str) -> None:
    assert read(text) == []


def test_the_share_of_the_treasury_is_no_subsidy() -> None:
    text = "人均筹资1020元，其中个人缴费380元，各级财政补助640元。"
    assert read(text, RESIDENTS) == []


def test_all_is_inferred_from_its_word() -> None:
    (rule,) = rules("对特困人员参保给予全额资助。", RESIDENTS)
    assert isinstance(rule.amount, Percent)
    assert rule.amount.of == "amount_due"
    assert rule.amount.rate.basis == "inferred"
    assert [span.quote for span in rule.amount.rate.spans] == ["全额资助"]


def test_a_title_that_asks_says_whom_its_answer_is_about() -> None:
    text = "答：补贴标准为应缴社会保险费的40%。"
    assert read(text, "就业困难人员的社会保险补贴标准是多少？\n") == [subsidy("0.4", "year", HARD)]
    longer = "一、补贴标准\n补贴标准为应缴社会保险费的40%。"
    assert read(longer, "就业困难人员的社会保险补贴标准是多少？\n") == [subsidy("0.4", "year")]


def test_the_day_from_which_it_is_late_is_quoted() -> None:
    for text in (
        "逾期缴费的，自2024年4月1日起按日加收万分之五的滞纳金。",
        "未按时缴费的，从2024年4月1日开始，按日加收欠缴金额万分之五的滞纳金。",
    ):
        [rule] = rules(text)
        quotes = [span.quote for cmp in comparisons(rule.when) for span in cmp.spans]
        assert any("2024年4月1日" in quote for quote in quotes), text


def test_what_the_insured_pays_in_full_is_no_subsidy() -> None:
    assert rules("基本医疗保险费率为8.5%，由个人全额负担，按月缴纳。") == []
    assert len(rules("对特困人员由财政全额负担参保费用。", RESIDENTS)) == 1


def test_those_of_a_group_and_those_outside_it_have_their_own_share_and_one_cap() -> None:
    text = (
        "补贴标准：“4050”人员为其个人实际缴费的60%。非“4050”人员为其个人实际缴费的40%。"
        "社会保险补贴期限，除距法定退休年龄不足5年的可延长至退休外，其余人员最长不超过3年。"
    )
    cap = (3, "year")
    assert read(text, "灵活就业社保补贴怎么领？\n") == [
        subsidy("0.6", "year", ("hardship", "eq", True), cap=cap),
        subsidy("0.4", "year", ("hardship", "eq", False), cap=cap),
    ]


def test_graduates_are_told_by_when_they_graduated() -> None:
    for text, label in (
        ("毕业2年内的高校毕业生，每年按实际缴费额的50%给予补贴。", "毕业2年内的高校毕业生"),
        (
            "离校两年内未就业高校毕业生每年按实际缴费额的50%给予社会保险补贴。",
            "离校两年内未就业高校毕业生",
        ),
    ):
        [rule] = rules(text)
        assert written(normal(rule.when)) == [["identity", "eq", label]], text


def test_classes_of_the_poor_are_printed_whole() -> None:
    [rule] = rules("对农村低保一、二类对象每人每年资助200元。", RESIDENTS)
    assert written(normal(rule.when)) == [["hardship", "eq", "农村低保一、二类对象"]]


def test_how_much_a_subsidy_may_be_is_no_second_one() -> None:
    text = "就业困难人员的补贴标准为实际缴费额的60%，每人每月最高不超过350元。"
    assert [said(rule)[:2] for rule in rules(text)] == [("subsidy", "0.6")]

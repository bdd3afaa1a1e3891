"""Who may enrol, who may not, who must end another insurance first."""

from __future__ import annotations

import pytest

from extractor.conditions import Var, comparisons
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules.eligibility import find
from extractor.schema import Eligibility
from extractor.scope import Scope


def of(text: str) -> list[Eligibility]:
    reading = Reading(Notice(text))
    return list(find(reading, Scope(reading)))


EFFECTS = [
    ("may_enrol", [
        "一、参保范围\n在我市以个人身份参加职工基本医疗保险的灵活就业人员。\n",
        "一、参保对象\n法定劳动年龄内、未在用人单位参保的灵活就业人员，均可自愿参加职工医保。\n",
        "一、哪些人可以参保？\n答：无雇工的个体工商户、自由职业者都可以参加职工医保。\n",
        "在泉州灵活就业、没有达到法定退休年龄的人员，不论户口在哪里都可以参保。\n",
        "1.谁可以参加：没有达到退休年龄的灵活就业人员，不限户籍。\n",
        "（一）参保对象：在本市居住的灵活就业人员。\n",
        "一、谁能参加\n没到退休年龄、没有单位给交医保的朋友，在本地干活就能参加，户口在哪儿都行。\n",
    ]),
    ("barred", [
        "不允许重复参保。\n",
        "领取失业保险金期间的人员，不得再以灵活就业身份参保。\n",
        "已在用人单位参加职工医保的，不能同时参加灵活就业人员医保。\n",
        "职工医保和居民医保不能重复参加。\n",
        "正在享受职工医保待遇的，不得同时参加居民医保。\n",
    ]),
    ("must_end_other_first", [
        "由城乡居民医保转为灵活就业人员职工医保的，个人必须暂停原医保关系，再办理参保登记。\n",
        "已经参加城乡居民医保的，须先暂停居民医保，再来登记职工医保。\n",
        "已参加居民医保的人员，应先办理停保手续后方可参加职工医保。\n",
        "已经交了城乡居民医保的，得先把居民医保停了，两样不能同时有。\n",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("effect", "texts"), EFFECTS)
def test_effect(effect: str, texts: list[str]) -> None:
    for text in texts:
        assert effect in [rule.effect for rule in of(text)], text


NOT_ELIGIBILITY = [
    "参保人员可以到办税服务厅缴费。\n",
    "缴费人可通过微信、支付宝缴费。\n",
    "欠费不得超过三个月。\n",
    "可以申请退费了！\n",
]


@pytest.mark.parametrize("text", NOT_ELIGIBILITY)
def test_no_eligibility(text: str) -> None:
    assert not of(text)


def test_the_members_of_a_list_are_rules_of_their_own_and_the_list_stays_open() -> None:
    rules = of(
        "一、参保范围\n灵活就业人员（包括个体工商户及其雇工、自由职业者、外籍灵活就业人员），均可自愿参加职工医保。\n"
    )
    groups = [rule.group.value for rule in rules if rule.group]
    assert "外籍灵活就业人员" in groups
    assert "自由职业者" in groups


def test_conditions_are_read_from_the_group() -> None:
    [rule] = of("一、参保范围\n持有港澳台居民居住证的灵活就业人员。\n")
    assert [(c.var, c.value) for c in comparisons(rule.when)] == [
        ("identity", "hmt_residence_permit")
    ]


def test_a_label_that_asks_who_is_not_of_the_group() -> None:
    [rule] = of("（一）参保对象：在本市居住的灵活就业人员。\n")
    assert rule.group is not None
    assert rule.group.value == "在本市居住的灵活就业人员"


@pytest.mark.parametrize(
    "text",
    [
        "正在享受职工医保待遇的，不得同时参加居民医保。\n",
        "已参加城镇职工医保的人员，不能再参加居民医保。\n",
    ],
)
def test_barred_are_those_of_the_other_insurance(text: str) -> None:
    [rule] = of(text)
    assert [(c.var, c.value) for c in comparisons(rule.when)] == [("other_insurance", "employee")]


def test_both_other_insurances_are_named() -> None:
    rule = of(
        "由单位职工医保、城乡居民医保转为灵活就业人员职工医保的，必须先暂停原关系，再办理登记。\n"
    )[-1]
    values = {c.var: c.value for c in comparisons(rule.when)}
    assert values[Var.OTHER_INSURANCE] == ("employee", "resident")
    assert values[Var.ENROLMENT] == "transferring"


def test_who_is_aided_is_not_who_may_enrol() -> None:
    assert of("三、哪些人可以享受资助？\n特困人员、孤儿全额资助。\n") == []


def test_ages_told_by_sex_are_the_working_age() -> None:
    for text in (
        "一、参保对象\n男不满60周岁、女不满55周岁的灵活就业人员。\n",
        "一、参保对象\n在本市居住，男性60周岁以下、女性55周岁以下的灵活就业人员。\n",
    ):
        [rule] = of(text)
        assert (Var.WORKING_AGE, True) in [(cmp.var, cmp.value) for cmp in comparisons(rule.when)]


def test_who_is_no_longer_enrolled_is_barred() -> None:
    [rule] = of("男性年满60周岁、女性年满55周岁的，不再办理首次参保。\n")
    assert rule.effect == "barred"


def test_a_group_is_named_without_its_preamble() -> None:
    texts = [
        "根据《关于印发〈灵活就业人员参保办法〉的通知》（某人社规〔2020〕3号），2021年1月1日起，"
        "灵活就业人员在我市可按规定参加养老保险。\n",
        "按照自愿参保原则，灵活就业人员可以参加养老保险。\n",
        "主要是针对灵活就业人员，可以自愿参加养老保险。\n",
    ]
    for text in texts:
        assert [rule.group.value for rule in of(text) if rule.group] == ["灵活就业人员"], text
    found = of("一、参保范围\n无雇工的个体工商户；\n其他灵活就业人员。\n")
    groups = [rule.group.value for rule in found if rule.group]
    assert groups == ["无雇工的个体工商户", "其他灵活就业人员"]


def test_what_people_pay_and_enjoy_is_not_who_may_enrol() -> None:
    rates = "（一）职工参保人员\n1.未满40周岁参保人员个人不缴费；\n2.退休人员为0.12%。\n"
    assert not of("一、费率标准\n" + rates)
    assert not of("一、符合以下条件的参保人员可享受护理待遇：\n1.二级失能人员享受照料待遇。\n")

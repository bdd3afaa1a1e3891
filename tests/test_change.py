"""What a notice says has changed, and of which rule."""

from __future__ import annotations

import pytest

from extractor.identity import identify
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import base, change, contribution, credit, frequency, waiting, window
from extractor.schema import Change
from extractor.scope import Scope


def of(text: str) -> list[Change]:
    reading = Reading(Notice(text))
    scope = Scope(reading)
    parts = (base, contribution, credit, window, frequency, waiting)
    found = identify([rule for part in parts for rule in part.find(reading, scope)])
    return list(change.find(reading, scope, found))


CHANGES = [
    (("waiting.new", "shortened", "6个月", "3个月"), [
        "新参保人员的待遇等待期由6个月变为3个月。",
        "首次参保的，待遇等待期由6个月缩短为3个月。",
        "初次参保的，等待期由原来的6个月调整为3个月。",
    ]),
    (("base.monthly", "raised", "4180元", "4360元"), ["今年的月缴费基数由4180元提高到4360元。", "月缴费基数由2023年度的4180元调整为4360元。"]),
    (("base.monthly", "lowered", "4360元", "4180元"), ["月缴费基数由4360元下调至4180元。"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "texts"), CHANGES)
def test_from_to(wanted: tuple[str, str, str, str], texts: list[str]) -> None:
    for text in texts:
        found = of(text)
        assert found, text
        rule = found[0]
        assert rule.before is not None
        assert rule.after is not None
        assert (rule.target, rule.direction, rule.before.value, rule.after.value) == wanted, text


@pytest.mark.parametrize(
    ("direction", "text"),
    [
        ("raised", "今年的月缴费基数为4360元，比上一年多了180元。"),
        ("raised", "与2023年度相比，月缴费基数增加180元，为4360元。"),
        ("lowered", "月缴费基数为4360元，较去年减少了40元。"),
    ],
)
def test_by_so_much(direction: str, text: str) -> None:
    assert [(rule.target, rule.direction, rule.before) for rule in of(text)] == [
        ("base.monthly", direction, None)
    ]


def test_unchanged_rebased_earlier() -> None:
    text = "大额医疗保险费120元的缴纳方式与2022年度一致。"
    assert [(rule.direction, rule.before.value) for rule in of(text) if rule.before] == [
        ("unchanged", "2022年度")
    ]
    text = "个人账户每月划入68元，不再和个人退休金挂钩了。"
    assert [rule.direction for rule in of(text)] == ["rebased"]
    text = "集中缴费期为2022年11月15日至12月25日。\n灵活就业人员年度缴费提前了，请及时缴费。"
    assert [(rule.target, rule.direction) for rule in of(text)] == [("window.period", "earlier")]


@pytest.mark.parametrize(
    "text", ["请提前准备好材料。", "月缴费基数为4360元。", "一经选定，年度内不得变更。"]
)
def test_no_change(text: str) -> None:
    assert not of(text)


def test_a_benefit_that_grew_is_no_change_of_a_fee() -> None:
    text = (
        "居民基本养老保险基础养老金标准调整为每人每月100元，由原来每人每月90元增加10元，"
        "其中省级补助4元。\n"
        "居民基本养老保险个人缴费标准为每年200元。"
    )
    assert of(text) == []


def test_an_agreement_is_no_change() -> None:
    base = "2024年度月缴费基数为4360元。\n"
    assert not of(base + "经双方协商一致的，也可按全月工资作为缴费基数。")
    assert not of(base + "复核结论与初次结论一致的，缴费基数不作更正。")
    assert [rule.direction for rule in of(base + "缴费基数与去年的标准一致。")] == ["unchanged"]


def test_an_attachment_is_no_change() -> None:
    text = "可通过“某省医保”微信小程序查询缴费记录。\n附件：\n1.“某省医保”微信小程序更改手机号码指引.pdf\n"
    assert not of(text)


def test_by_how_much_something_grew() -> None:
    for text, direction, before in (
        ("2024年月缴费基数为4360元，比上年度的4180元提高180元。", "raised", "4180元"),
        ("月缴费基数为4360元，较上年的4180元有所提高。", "raised", "4180元"),
        ("月缴费基数为4100元，比2023年度的4180元下降80元。", "lowered", "4180元"),
    ):
        [found] = of(text)
        assert (found.direction, found.before and found.before.value) == (direction, before), text

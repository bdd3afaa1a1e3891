"""Sentences without legal effect, and sentences that stay nobody's."""

from __future__ import annotations

import pytest

from extractor.ledger import Ledger
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules.advice import find
from extractor.scope import Scope


def of(text: str) -> list[str]:
    reading = Reading(Notice(text))
    return [rule.spans[0].quote for rule in find(reading, Scope(reading), Ledger(reading))]


ADVICE = [
    "为有效防范疾病风险，请广大灵活就业人员及时缴费，以免出现断缴的情况",
    "请相互转告",
    "建议错峰办理，避免扎堆",
    "凡是打电话要求转账的都是骗子，谨防上当",
    "缴费政策如有调整，以届时公布的为准",
    "参保人员住院费用报销比例为85%",
    "各地要高度重视，加强宣传",
]


@pytest.mark.parametrize("sentence", ADVICE)
def test_advice(sentence: str) -> None:
    assert of(f"{sentence}。") == [sentence]


def test_where_and_when_one_is_served_is_advice() -> None:
    text = "一、地址：人民路8号政务中心二楼\n二、工作时间：上午9:00—12:00\n夏季：下午2:30—5:30"
    assert of(text) == [
        "地址：人民路8号政务中心二楼",
        "工作时间：上午9:00—12:00",
        "夏季：下午2:30—5:30",
    ]


NOBODYS = ["本市地处平原", "甲乙丙丁各缴三千二百元", "办公地点在人民路八号"]


@pytest.mark.parametrize("sentence", NOBODYS)
def test_what_carries_no_word_of_advice_stays_unclaimed(sentence: str) -> None:
    assert of(f"{sentence}。") == []


def test_statements_on_benefits_say_so() -> None:
    reading = Reading(Notice("年度最高支付限额50万元。"))
    [rule] = find(reading, Scope(reading), Ledger(reading))
    assert rule.note is not None
    assert "benefits" in rule.note


def test_to_apply_is_no_plea() -> None:
    assert of("退费申请于去年提出。") == []
    assert of("请大家相互转告。") == ["请大家相互转告"]

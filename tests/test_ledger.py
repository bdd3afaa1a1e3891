"""Which characters and numerals somebody answers for."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.pipeline import extract

BODY = (
    "关于2024年度灵活就业人员职工医保缴费的公告\n一、缴费标准\n"
    "在职人员职工基本医疗保险费每年3000元。\n二、其他\n"
)


def numerals(text: str) -> list[str]:
    return [span.quote for span in extract(Notice(BODY + text)).unclaimed_numerals]


@pytest.mark.parametrize(
    "text",
    [
        "职工医保在三级医院的住院报销比例为85%，年度最高支付限额为40万元，均维持不变。",
        "例如：张某每月按4000元的基数缴费，全年缴3840元。",
        "2023年度职工基本医疗保险费为2900元，不再执行。",
        "三、历年标准\n年度\t月缴费基数\t费率\n2022年\t3950\t9%\n2023年\t4100\t8%",
        "首次参保的，设6个月等待期，自第7个月起享受待遇。",
        "按半年缴费的，上半年度（1—6月）费用于2023年12月1日至12月31日缴纳。",
        "经办窗口地址：中山路88号，邮编：730000。",
    ],
)
def test_what_is_read_and_no_rule_is_answered_for(text: str) -> None:
    assert numerals(text) == []


def test_what_nobody_reads_is_left_open() -> None:
    assert numerals("截至去年12月，全市共有5.2万人参保。") != []


def test_a_fact_that_is_its_whole_sentence_answers_for_its_numeral() -> None:
    assert numerals("大病互助基金。每人每年100元。") == []

"""Vouchers: these papers count as proof of payment, and these sentences name none."""

from __future__ import annotations

import pytest

from extractor.conditions import comparisons
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import voucher
from extractor.schema import Voucher
from extractor.scope import Scope

ONE_PAPER = {
    "电子完税证明": [
        "电子完税证明可作为缴费凭证。",
        "电子完税证明可以作为缴费依据。",
        "电子完税证明视为缴费凭证。",
        "电子完税证明视同有效的缴费凭证。",
        "电子完税证明就是缴费凭证。",
        "电子完税证明即为缴费凭证。",
        "电子完税证明能当凭证用。",
        "电子完税证明可充当缴费凭证使用。",
        "电子完税证明与纸质凭证效力相同。",
        "电子完税证明和纸质票据具有同等法律效力。",
        "缴费凭证以电子完税证明为准。",
        "缴费人可凭电子完税证明作为缴费凭证。",
        "缴费人可将电子完税证明作为缴费依据。",
        "这张电子完税证明就是缴费凭证。",
        "缴费凭证：电子完税证明。",
        "缴费凭证为电子完税证明。",
        "要凭证的，“某税”APP里的电子完税证明就能用。",
        "电子完税证明可在“某税”APP“我的凭证”中下载，作为缴费依据。",
        "缴费成功后电子完税证明可作为报销凭证。",
        "电子完税证明即缴费凭证。",
        "缴费后可以在“某税”小程序的“我的票证”中下载电子完税证明，作为缴费凭证。",
        "通过某省电子税务局打印的电子完税证明可作为缴费凭证。",
        "电子完税证明为缴费凭证。",
        "电子完税证明算作缴费凭证。",
        "什么能当缴费凭证？\n答：电子完税证明就行。",
        "凭证：电子完税证明可作为缴费凭证。",
        "收款收据不作为凭证，须以电子完税证明为准。",
        "电子完税证明请留好，可以当缴费凭证。",
    ],
    "缴费专用POS机小票": [
        "缴费专用POS机小票可作为缴费凭证。",
        "缴费专用 POS 机小票可作为缴费凭证。",
    ],
    "微信、支付宝的支付截图": ["微信、支付宝的支付截图可作为缴费依据。"],
    "打印的完税凭证或自主办税机缴费小票": [  # 渭南 2023: joined by 或 alone
        "打印的完税凭证或自主办税机缴费小票均可作为缴费依据。"
    ],
    "税务部门生成的电子缴款凭证": ["线上缴费的，以税务部门生成的电子缴款凭证为准。"],
}

SEVERAL = [
    (
        "加盖税收业务专用章的缴费证明、加盖收讫章的收款凭证、POS机的小票均可作为缴费凭证。",
        ["加盖税收业务专用章的缴费证明", "加盖收讫章的收款凭证", "POS机的小票"],
    ),
    ("电子完税证明、银行扣款回单均视为有效的缴费凭证。", ["电子完税证明", "银行扣款回单"]),
    ("完税证明和缴费回单都可作为缴费凭证。", ["完税证明", "缴费回单"]),
    ("完税证明、缴费回单或小票均可作为缴费凭证。", ["完税证明", "缴费回单", "小票"]),
    (
        "银行打印的缴费回单能当凭证用，办税服务厅开的完税证明也能当凭证用。",
        ["银行打印的缴费回单", "办税服务厅开的完税证明"],
    ),
    ("下列票据可作为缴费凭证：完税证明、银行回单。", ["完税证明", "银行回单"]),
    ("缴费凭证包括完税证明、缴款凭证和扣款回单。", ["完税证明", "缴款凭证", "扣款回单"]),
    ("以下单据可作为缴费凭证：\n1.完税证明\n2.银行回单", ["完税证明", "银行回单"]),
    (
        "缴费凭证有以下几种：①完税证明；②银行回单；③微信支付凭证。",
        ["完税证明", "银行回单", "微信支付凭证"],
    ),
    ("刷卡小票、银行回单都算缴费凭证。", ["刷卡小票", "银行回单"]),
    (
        "《税收缴款书（银行经收专用）》《税收完税证明》均为有效缴费凭证。",
        ["《税收缴款书（银行经收专用）》", "《税收完税证明》"],
    ),
]

ROUTES = [
    ("通过微信、支付宝缴费的，电子支付凭证可作为缴费依据。", "third_party"),
    ("通过办税服务厅缴费的，完税凭证可作为缴费依据。", "tax_hall"),
    ("通过手机银行缴费的，银行扣款回单可作为缴费凭证。", "bank"),
    ("窗口缴费的，以盖章的完税证明为准，该完税证明为凭证。", "tax_hall"),
    ("银行扣款回单可作为缴费凭证。", None),
    ("用微信、支付宝缴的，支付记录就是缴费凭证。", "third_party"),
    ("使用云闪付等方式缴费的，支付记录可作为缴费凭证。", "third_party"),
    ("在农业银行柜台交费的，回单就是凭证。", "bank"),
    ("通过“某省”微信公众号缴费的，电子凭证可作为缴费凭证。", "third_party"),
    ("通过前款第（一）项方式缴费的，电子支付凭证可作为缴费凭证。", "third_party"),
    ("通过上述第（一）项、第（二）项方式缴费的，电子凭证可作为缴费凭证。", "third_party"),
    ("通过第（三）项方式缴费的，银行回单可作为缴费凭证。", "bank"),
    ("到银行交的，回单就是缴费凭据。", "bank"),
    ("通过信用社缴费的，回单可作缴费凭证。", "bank"),
    ("到税务窗口交的，完税证明就是缴费凭据。", "tax_hall"),
    ("云闪付支付的电子账单可以当缴费凭证。", "third_party"),
    ("微信、支付宝的支付凭证可作为缴费凭证。", None),
    ("银行扣款单据可作为缴费凭证。", None),
]

NONE = [
    "请妥善保管缴费凭证。",
    "需要纸质凭证的，到办税服务厅打印。",
    "支付成功页面截图不作为缴费凭证。",
    "截图不得作为缴费凭证使用。",
    "从外地转入的，持参保凭证办理。",
    "社会保障卡可作为就医凭证。",
    "本年度缴费基数作为计算依据。",
    "待遇以缴费记录为准。",
    "缴费政策如有调整，以届时公布的规定为准。",
    "持死亡证明、身份证到医保中心办理。",
    "医保电子凭证与实体卡具有同等效力。",
    "请妥善保存完税证明。",
]


def read(text: str) -> list[Voucher]:
    reading = Reading(
        Notice(
            "关于缴费的通告\n\n七、缴费方式\n（一）支付宝小程序。\n（二）微信。\n（三）银行网点。\n"
            f"八、缴费凭证\n{text}\n九、其他\n本通告施行。\n"
        )
    )
    return list(voucher.find(reading, Scope(reading)))


@pytest.mark.parametrize(
    ("paper", "text"), [(paper, text) for paper, texts in ONE_PAPER.items() for text in texts]
)
def test_one_paper(paper: str, text: str) -> None:
    assert [found.document.value for found in read(text)] == [paper]


@pytest.mark.parametrize(("text", "papers"), SEVERAL)
def test_papers_joined_by_a_comma_are_a_rule_each(text: str, papers: list[str]) -> None:
    assert [found.document.value for found in read(text)] == papers


@pytest.mark.parametrize(("text", "route"), ROUTES)
def test_way_of_paying(text: str, route: str | None) -> None:
    found = read(text)[0]
    assert [(cmp.var, cmp.value) for cmp in comparisons(found.when)] == (
        [("pay_route", route)] if route else []
    )


@pytest.mark.parametrize("text", NONE)
def test_no_voucher(text: str) -> None:
    assert read(text) == []


def test_another_way_ends_the_way_of_the_sentence_before() -> None:
    found = read(
        "通过办税服务厅缴费的，以缴款书作为缴费凭证；通过手机缴费的，以电子凭证作为缴费凭证。"
    )
    ways = [[cmp.value for cmp in comparisons(one.when)] for one in found]
    assert ways == [["tax_hall"], []]


def test_whatever_way_is_no_condition() -> None:
    found = read("在银行交的，回单就是缴费凭据。不管在哪儿交的，都可以用完税证明作为缴费凭证。")
    assert [(one.document.value, len([*comparisons(one.when)])) for one in found] == [
        ("回单", 1),
        ("完税证明", 0),
    ]


def test_the_rule_answers_for_its_condition_too() -> None:
    (found,) = read("缴费后请留意。通过微信缴费的，支付凭证可作为缴费依据。")
    assert [span.quote for span in found.spans] == ["通过微信缴费的，支付凭证可作为缴费依据"]


@pytest.mark.parametrize("asked", ["哪些票据", "什么单据", "哪种凭证"])
def test_a_question_names_no_paper(asked: str) -> None:
    assert read(f"问：{asked}能当缴费凭证？\n") == []


def test_banks_that_deduct_are_a_way_of_paying() -> None:
    (found,) = read("缴费后请留意。银行扣款的，银行回单可作为缴费凭证。")
    assert [cmp.value for cmp in comparisons(found.when)] == ["bank"]

"""Papers to bring: each with its alternatives ← many phrasings."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.procedures import documents
from extractor.reading import Reading


def papers(text: str, enumerated: bool = False) -> list[list[str]]:
    reading = Reading(Notice(text))
    return [
        [name for name, _, _ in paper.names]
        for found in documents.find(reading, 0, len(reading.text))
        for paper in (found.by_event if enumerated else found.papers)
    ]


LISTS: list[tuple[list[list[str]], list[str]]] = [
    (
        [["身份证"]],
        [
            "持身份证到县医保局办理。",
            "要先带上身份证到医保窗口登记。",
            "拿着身份证去便民服务中心。",
            "须携带身份证原件，到窗口办理。",
            "带好自己的身份证去医保窗口。",
            "所需材料：身份证复印件一份。",
            "请提供身份证等相关材料。",
        ],
    ),
    (
        [["退休审批表"], ["身份证"]],
        [
            "持退休审批表、身份证到县医保中心办理。",
            "凭退休审批表和身份证办理。",
            "携带《退休审批表》及身份证至窗口。",
            "持审批通过的《退休审批表》和身份证原件到窗口。",
            "需提供以下材料：退休审批表、身份证。",
            "材料为退休审批表、身份证。",
            "所需材料包括退休审批表和身份证。",
            "办理材料:退休审批表，身份证。",
        ],
    ),
    (
        [["身份证", "社会保障卡"]],
        [
            "凭身份证或社会保障卡登记。",
            "持身份证（或社会保障卡）登记。",
            "出示身份证或者社会保障卡。",
            "凭身份证、社会保障卡中的任意一种登记。",
            "凭身份证或者社会保障卡任选其一登记。",
            "凭身份证、社会保障卡之一登记。",
            "带身份证、社会保障卡（任选一种）登记。",
            "凭下列证件之一：身份证、社会保障卡，到窗口。",
        ],
    ),
    (
        [["身份证"], ["户口簿", "居住证"]],
        [
            "持身份证及户口簿（或居住证）到窗口。",
            "持身份证和户口簿或居住证到窗口。",
            "持身份证、户口簿或居住证到窗口。",
            "带上身份证原件，以及户口簿或居住证，到窗口。",
            "带身份证，还有户口簿或者居住证，到窗口。",
            "携带身份证和户口簿、居住证其中一样。",
        ],
    ),
    (
        [["死亡证明", "户口注销证明", "火化证明"], ["继承人身份证"]],
        ["持死亡证明（或户口注销证明、火化证明）、继承人身份证到窗口。"],
    ),
    (
        [["死亡证明"], ["家属本人的身份证"]],
        ["家属在三个月内带死亡证明和家属本人的身份证，到窗口。"],
    ),
    ([["单位出具的参保证明"]], ["凭单位出具的参保证明到窗口申请。"]),
    ([["单位的录用证明"]], ["拿上单位的录用证明去医保中心。"]),
    ([["离职证明", "解除劳动合同证明"]], ["持离职证明（解除劳动合同证明）到窗口。"]),
    ([["本人身份证明"], ["与死者的关系证明"]], ["凭本人身份证明、与死者的关系证明到窗口。"]),
    (
        [["身份证"], ["户口簿"], ["居住证"]],
        ["携带身份证、户口簿（非本市户籍的携带居住证）到窗口。"],
    ),
    ([["身份证"], ["户口簿"]], ["初次参保的：身份证原件、户口簿原件，到镇便民服务中心办理。"]),
    ([["劳动合同"]], ["年缴人员同时提交劳动合同的，退还剩余月份费用。"]),
    ([["企业退休（职）人员花名表"]], ["携带《企业退休（职）人员花名表》到窗口。"]),
]

NONE = [
    "持有效《就业创业证》的就业困难人员，先缴后补。",
    "持居住证的，可在居住地参保。",
    "电子凭证可作为缴费依据。",
    "坚持自愿，支持线上办理，持续缴费。",
    "提供优质服务，连带责任，随带说明。",
    "输入姓名、身份证号。",
    "材料有误的，通知本人补正。",
    "由审核部门提供的认定材料。",
]


@pytest.mark.parametrize(
    ("wanted", "text"), [(names, text) for names, texts in LISTS for text in texts]
)
def test_papers(wanted: list[list[str]], text: str) -> None:
    assert papers(text) == wanted


@pytest.mark.parametrize("text", NONE)
def test_no_papers(text: str) -> None:
    assert papers(text) == []


def test_each_event_has_its_own_paper() -> None:
    text = "可持死亡证明、护照或永久居留证办理停保。"
    assert papers(text) == [["死亡证明"], ["护照", "永久居留证"]]
    assert papers(text, enumerated=True) == [["死亡证明", "护照", "永久居留证"]]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("original", "持身份证原件到窗口。"),
        ("original", "持身份证（原件）到窗口。"),
        ("copy", "持身份证复印件到窗口。"),
        ("unspecified", "持身份证到窗口。"),
        ("unspecified", "持身份证原件及复印件到窗口。"),
    ],
)
def test_form(form: str, text: str) -> None:
    reading = Reading(Notice(text))
    [found] = documents.find(reading, 0, len(reading.text))
    assert [paper.form for paper in found.papers] == [form]


def test_papers_one_has_got() -> None:
    text = "取得《退休人员审批表》或《信息确认表》后及时办理。"
    found = documents.named(Reading(Notice(text)), 0, len(text))
    assert found is not None
    assert [name for name, _, _ in found.papers[0].names] == ["退休人员审批表", "信息确认表"]

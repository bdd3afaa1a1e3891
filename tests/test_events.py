"""What has happened to somebody: variable and value ← many phrasings."""

from __future__ import annotations

import pytest

from extractor import events

SAID: list[tuple[str, object, list[str]]] = [
    (
        "event",
        "employed_by_unit",
        [
            "被用人单位招用的",
            "由单位参保的",
            "中途进了单位，",
            "找到单位了",
            "入职后",
            "单位参保前",
        ],
    ),
    ("event", "labour_contract_ended", ["从单位出来", "离开用人单位"]),
    ("event", "death", ["参保人亡故的", "参保人不在了", "家里老人走了", "因病身亡的"]),
    (
        "event",
        "emigration",
        ["去国外定居的", "丧失国籍的", "出国（境）定居的", "移居国（境）外的", "迁居海外的"],
    ),
    ("event", "detention", ["被依法判处徒刑的", "入狱的", "在押期间"]),
    ("event", "other", ["刑满释放后", "重复参保的", "应征入伍、"]),
    (
        "has_retirement_approval",
        True,
        ["拿到养老金核定表之后", "退休审批通过后", "经批准退休的", "取得养老金核定单的"],
    ),
    ("reached_retirement_age", True, ["到了退休年龄", "到龄后"]),
    (
        "paid_in_full",
        True,
        [
            "一次交完全年、后来",
            "全年费用一次性交齐的",
            "缴清年度保险费后",
            "当年费用已全部缴清、之后",
            "全年费用已缴清，被单位录用",
            "已交清全年费用，年中",
        ],
    ),
    ("online_blocked", True, ["无法通过手机缴费的", "线上缴费不成功"]),
    ("enrolment", "transferring", ["从外地转入的", "外省转来的"]),
    ("local_household", False, ["没有本市户籍的", "户口不在本地的"]),
]

NOT_SAID = [
    "未在用人单位参加职工医保的人员",
    "持死亡证明、判决书到窗口",
    "可一次性缴纳全年费用，也可按月缴纳",
    "2022年度医保费已缴纳且",
    "没有到龄的人员",
    "持退休审批表办理",
]


@pytest.mark.parametrize(
    ("var", "value", "text"), [(var, value, text) for var, value, texts in SAID for text in texts]
)
def test_said(var: str, value: object, text: str) -> None:
    assert (var, value) in [(one.var.value, one.value) for one in events.find(text)]


@pytest.mark.parametrize("text", NOT_SAID)
def test_not_said(text: str) -> None:
    assert list(events.find(text)) == []

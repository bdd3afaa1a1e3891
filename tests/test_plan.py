"""Plans: the same plans ← many phrasings, and what is none."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import plan
from extractor.schema import Plan
from extractor.scope import Scope

TITLE = "关于2024年度灵活就业人员职工医保缴费的公告\n"
Said = dict[str, bool | None]


def rules(text: str) -> list[Plan]:
    reading = Reading(Notice(TITLE + text))
    return list(plan.find(reading, Scope(reading)))


def read(text: str) -> Said:
    """The plans by label, each with whether it has a personal account."""
    return {
        rule.label.value: rule.personal_account.value if rule.personal_account else None
        for rule in rules(text)
    }


JOINED: Said = {"统账结合": True, "单建统筹": False}
TIERS: Said = {"一档": False, "二档": True}
PLANS: list[tuple[Said, list[str]]] = [
    (
        JOINED,
        [
            "（一）统账结合，建立个人账户；\n（二）单建统筹，不建立个人账户。",
            "统账结合建立个人账户；单建统筹不建个人账户，看病只用统筹基金。",
            "可选择统账结合或单建统筹方式参保。",
            "选择统账结合的，缴费比例为10%；选择单建统筹的，缴费比例为8%。",
            "统账结合（建立个人账户）每月420元，单建统筹（不建立个人账户）每月294元。",
            "参保方式\t月缴费额（元）\n统账结合\t420.00\n单建统筹\t336.00",
            "1. 统账结合：配有个人账户\n2. 单建统筹：没有个人账户",
            "统账结合模式设置个人账户，单建统筹模式不设个人账户。",
            "单建统筹不建立个人账户，统账结合建立个人账户。",
        ],
    ),
    (
        TIERS,
        [
            "（一）一档：不建立个人账户，按4.5%缴纳。\n（二）二档：建立个人账户，按8.5%缴纳。",
            "可自主选择一档或二档参保：一档不建个人账户，二档建个人账户。",
            "参加一档（单建统筹）的，每月206.10元；参加二档（统账结合）的，每月389.30元。",
            "选择一档的，不设立个人账户；选择二档的，设立个人账户。",
            "一档不带个人账户；二档带个人账户。",
        ],
    ),
    ({"A类": True, "B类": False}, [
        "A类（建个人账户）：每月388元\nB类（不建个人账户）：每月271.60元",
        "参保形式\t费率\nA类（建个人账户）\t10%\nB类（不建个人账户）\t7%",
        "A类建立个人账户，B类不建立个人账户。",
        "参保形式\t每月应缴\t个人账户\nA类\t388元\t建立\nB类\t271.60元\t不建立",
        "A类（有个账）｜B类（无个账）",
    ]),
    ({"高档": True, "低档": False}, [
        "缴费档次\t月缴费\n高档（建账户）\t434元\n低档（不建账户）\t260.40元",
    ]),
    ({"一档": None, "二档": None}, [
        "职工基本医疗保险分设一档、二档两种形式。",
        "年龄\t一档（元/月）\t二档（元/月）\n40周岁以下\t245.03\t428.23",
    ]),
    ({"一档": None, "二档": None, "三档": None}, [
        "分为一档、二档、三档，每月分别缴纳200元、300元、400元。",
    ]),
    ({"住院统筹": False, "统账结合": True}, [
        "可自愿选择“住院统筹”或“统账结合”参保。",
    ]),
    ({"建立个人账户": True, "不建立个人账户": False}, [
        "（一）建立个人账户的，按10%缴费。\n（二）不建立个人账户的，按7%缴费。",
        "建立个人账户的每月420元；不建立个人账户的每月294元。",
    ]),
    ({"建账户": True, "不建账户": False}, [
        "建账户的费率为8.2%，每月583.02元；不建账户的费率为5.2%，每月369.72元。",
    ]),
    ({"不建个人账户": False, "建个人账户": True}, [
        "缴费比例为7%（不建个人账户）或9%（建个人账户）。",
    ]),
    ({"统账结合": True}, [
        "灵活就业人员按统账结合方式参保，建立个人账户。",
    ]),
    ({"方案一": None, "方案二": None}, [
        "灵活就业人员可选方案一或方案二缴费。",
    ]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("expected", "text"), [(expected, text) for expected, texts in PLANS for text in texts]
)
def test_plan(expected: Said, text: str) -> None:
    assert read(text) == expected


NO_PLAN = [
    "可从以下五个档次中自愿选择一档：60%档次、80%档次。",
    "参保人员可从60%、80%、100%、200%、300%五档中任选一档申报。",
    "设60%、70%、80%三个档次。",
    "档次\t月缴费额\n60%\t338.40元\n80%\t451.20元",
    "灵活就业人员可选择较高档次缴费。",
    "按统账结合方式参保。",
    "退休人员个人账户每月划入83元，余额可继续使用。",
    "大额医疗保险费由医保经办机构从个人账户中代扣。",
    "本市灵活就业人员参加职工医保，建立个人账户。",
    "不再建立个人账户。",
    "乙类药品先由个人自付10%，甲类药品全额纳入。",
    "定点护理机构提供A类护理服务，居家提供B类护理服务。",
]


@pytest.mark.parametrize("text", NO_PLAN)
def test_no_plan(text: str) -> None:
    assert read(text) == {}


def test_what_the_name_implies_is_inferred() -> None:
    joined, pooled = rules("选择统账结合的每月420元；选择单建统筹的每月294元。")
    for rule in (joined, pooled):
        assert rule.personal_account is not None
        assert rule.personal_account.basis == "inferred"
        assert rule.personal_account.why


def test_what_is_said_is_stated() -> None:
    (first, second) = rules("（一）一档：不建立个人账户；\n（二）二档：建立个人账户。")
    assert first.personal_account is not None
    assert [span.quote for span in first.personal_account.spans] == ["不建立个人账户"]
    assert [span.quote for span in second.spans] == ["二档：建立个人账户"]


def test_ways_are_plans_where_they_have_a_price() -> None:
    text = "1.方式一：建立个人账户，按8%缴费；\n2.方式二：不建立个人账户，按5.5%缴费。\n"
    assert [rule.label.value for rule in rules(text)] == ["方式一", "方式二"]
    assert rules("方式一：微信→城市服务→社保\n方式二：支付宝→市民中心→社保\n") == []

"""Differences: what makes one, of which category, and what makes none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor import gold
from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Not, Pred, Var, holds, normal, written
from extractor.difference import Diff, Difference, category, diff, marks
from extractor.evidence import Evidence
from extractor.notice import Notice
from extractor.schema import RuleSet

TEXT = """关于青禾市灵活就业人员2023年度缴费的通告
月缴费基数为3291元，在职人员缴费比例为8%；大病互助基金每人每年120元。
在职人员全年缴费总额为3279.36元。
缴费时间为2022年11月15日9:00至12月25日17:00。
新参保人员待遇等待期为3个月；欠费超过三个月的，执行6个月待遇等待期。
死亡的，持死亡证明或者火化证明、身份证复印件，先到窗口申请退费，再办理停保。
可通过农业银行、建设银行缴费。
甲县 8321100；乙县 8321101。请及时缴费。
"""

GOLD = """
schema = "1"
scheme = { value = "flexible_medical", quote = "灵活就业人员" }
insurance_year = { value = 2023, quote = "2023年度" }

[region]
adcode = "999900"
name = "青禾市"
area_code = { value = "0999", basis = "curated", why = "area-code table" }

[notice]
form = "announcement"
title = "关于青禾市灵活就业人员2023年度缴费的通告"

[[rules]]
kind = "base"
quotes = ["月缴费基数为3291元"]
exact = { value = "3291", quote = "3291元" }

[[rules]]
kind = "contribution"
quotes = ["在职人员缴费比例为8%"]
when = [["status", "eq", "active", "在职人员"]]
component = "basic_medical"
label = { value = "基本医疗", basis = "inferred", quote = "缴费比例", why = "the only rate" }
restated = [{ per = "month", amount = { value = "263.28", basis = "derived", formula = "×" } }]
[rules.amount]
how = "percent"
rate = { value = "0.08", quote = "8%" }
of = "base.monthly"

[[rules]]
kind = "contribution"
quotes = ["大病互助基金每人每年120元"]
component = "catastrophic"
label = "大病互助基金"
amount = { how = "fixed", amount = { value = "120", quote = "120元" }, per = "year" }

[[rules]]
kind = "total"
quotes = ["在职人员全年缴费总额为3279.36元"]
when = [["status", "eq", "active"]]
amount = { value = "3279.36", quote = "3279.36元" }
per = "year"
sums = ["contribution.basic.active", "contribution.catastrophic"]

[[rules]]
kind = "window"
quotes = ["缴费时间为2022年11月15日9:00至12月25日17:00"]
[rules.window]
value = { opens = 2022-11-15T09:00:00, closes = 2022-12-25T17:00:00, precision = "minute" }
quote = "2022年11月15日9:00至12月25日17:00"

[[rules]]
kind = "waiting"
quotes = ["新参保人员待遇等待期为3个月"]
when = [["enrolment", "eq", "new"]]
length = { value = { count = 3, unit = "month" }, quote = "3个月" }

[[rules]]
kind = "waiting"
quotes = ["欠费超过三个月的，执行6个月待遇等待期"]
when = [["arrears_months", "gt", 3, "超过三个月"], ["status", "eq", "active"]]
length = { value = { count = 6, unit = "month" }, quote = "6个月" }

[[rules]]
kind = "procedure"
quotes = ["死亡的，持死亡证明或者火化证明、身份证复印件，先到窗口申请退费，再办理停保"]
when = [["event", "eq", "death", "死亡的"]]
topic = "refund"
documents = [{ any_of = ["死亡证明", "火化证明"] }, { any_of = ["身份证"], form = "copy" }]
steps = ["到窗口申请退费", "办理停保"]

[[rules]]
kind = "channel"
quotes = ["可通过农业银行、建设银行缴费"]
purpose = "pay"
mode = "offline"
provider = { value = "银行", quote = "农业银行" }
institutions = ["农业银行", "建设银行"]

[[rules]]
kind = "contact"
quotes = ["甲县8321100"]
area = "甲县"
phone = "8321100"

[[rules]]
kind = "contact"
quotes = ["乙县8321101"]
area = "乙县"
phone = "8321101"

[[rules]]
kind = "advice"
quotes = ["请及时缴费"]
"""

Make = Callable[..., RuleSet]


@pytest.fixture(name="make")
def _make(tmp_path: Path) -> Make:
    """A rule set from the notice and gold above, words replaced in both, or in one of them."""

    def make(both: Any = (), text: Any = (), facts: Any = ()) -> RuleSet:
        words, toml = TEXT, GOLD
        for old, new in (*both, *text):
            assert old in words
            words = words.replace(old, new)
        for old, new in (*both, *facts):
            toml = toml.replace(old, new)
        path = tmp_path / "2023.toml"
        path.write_text(toml, "utf-8")
        return gold.load(path, Notice(words)).ruleset

    return make


def told(found: Diff) -> list[tuple[str, str | None, str, Any, Any]]:
    """The differences in meaning, without their evidence."""
    return [
        (one.category, one.rule, one.field, one.old, one.new)
        for one in found.differences
        if one.category in ("new", "removed", "changed")
    ]


ACTIVE = "contribution.basic.active"

CHANGED: list[tuple[str, list[tuple[str, str]], list[tuple[str, str | None, str, Any, Any]]]] = [
    ("money", [("3291", "3441")], [("changed", "base.monthly", "exact", "3291", "3441")]),
    (
        "a rate",
        [('"0.08", quote = "8%"', '"2/3", quote = "三分之二"'), ("8%", "三分之二")],
        [("changed", ACTIVE, "amount.rate", "0.08", "2/3")],
    ),
    (
        "a period",
        [("每人每年120元", "每人每月120元"), ('120元" }, per = "year"', '120元" }, per = "month"')],
        [("changed", "contribution.catastrophic", "amount.per", "year", "month")],
    ),
    (
        "a percent that becomes an amount",
        [
            ('how = "percent"\nrate = { value = "0.08", quote = "8%" }\nof = "base.monthly"', ""),
            ("[rules.amount]\n", 'amount = { how = "fixed", amount = "8%", per = "year" }'),
            ('amount = "8%"', 'amount = { value = 263, quote = "263元" }'),
            ("缴费比例为8%", "缴费比例为263元"),
        ],
        [
            ("changed", ACTIVE, "amount.how", "percent", "fixed"),
            ("new", ACTIVE, "amount.amount", None, "263"),
            ("changed", ACTIVE, "amount.per", "month", "year"),
            ("removed", ACTIVE, "amount.rate", "0.08", None),
            ("removed", ACTIVE, "amount.of", "base.monthly", None),
        ],
    ),
    (
        "a window",
        [("12月25日17:00", "12月20日17:00"), ("2022-12-25T17", "2022-12-20T17")],
        [
            (
                "changed",
                "window.period",
                "window",
                {
                    "opens": "2022-11-15T09:00:00",
                    "closes": "2022-12-25T17:00:00",
                    "precision": "minute",
                },
                {
                    "opens": "2022-11-15T09:00:00",
                    "closes": "2022-12-20T17:00:00",
                    "precision": "minute",
                },
            )
        ],
    ),
    (
        "a length",
        [("等待期为3个月", "等待期为1个月"), ("count = 3", "count = 1"), ('"3个月"', '"1个月"')],
        [
            (
                "changed",
                "waiting.new",
                "length",
                {"count": 3, "unit": "month"},
                {"count": 1, "unit": "month"},
            )
        ],
    ),
    (
        "a threshold",
        [('"gt", 3, "超过三个月"', '"ge", 3, "满三个月"'), ("超过三个月", "满三个月")],
        [
            (
                "changed",
                "waiting.active.over_threshold",
                "when",
                [["status", "eq", "active"], ["arrears_months", "gt", 3]],
                [["status", "eq", "active"], ["arrears_months", "ge", 3]],
            )
        ],
    ),
    (
        "the order of steps",
        [
            ("先到窗口申请退费，再办理停保", "先办理停保，再到窗口申请退费"),
            ('["到窗口申请退费", "办理停保"]', '["办理停保", "到窗口申请退费"]'),
        ],
        [
            (
                "changed",
                "procedure.refund.death",
                "steps",
                ["到窗口申请退费", "办理停保"],
                ["办理停保", "到窗口申请退费"],
            )
        ],
    ),
    (
        "a paper",
        [("身份证复印件", "身份证原件"), ('"copy"', '"original"')],
        [
            (
                "changed",
                "procedure.refund.death",
                "documents",
                [
                    {"any_of": ["死亡证明", "火化证明"], "form": "unspecified"},
                    {"any_of": ["身份证"], "form": "copy"},
                ],
                [
                    {"any_of": ["死亡证明", "火化证明"], "form": "unspecified"},
                    {"any_of": ["身份证"], "form": "original"},
                ],
            )
        ],
    ),
    (
        "a bank",
        [("建设银行", "中国银行")],
        [
            (
                "changed",
                "channel.pay.银行",
                "institutions",
                ["农业银行", "建设银行"],
                ["农业银行", "中国银行"],
            )
        ],
    ),
    (
        "what the notice says of itself",
        [("2023年度", "2024年度"), ("value = 2023", "value = 2024")],
        [
            (
                "changed",
                None,
                "notice.title",
                "关于青禾市灵活就业人员2023年度缴费的通告",
                "关于青禾市灵活就业人员2024年度缴费的通告",
            ),
            ("changed", None, "insurance_year", 2023, 2024),
        ],
    ),
    (
        "the place",
        [('adcode = "999900"', 'adcode = "999800"'), ("青禾市", "白禾市")],
        [
            ("changed", None, "region.adcode", "999900", "999800"),
            ("changed", None, "region.name", "青禾市", "白禾市"),
            (
                "changed",
                None,
                "notice.title",
                "关于青禾市灵活就业人员2023年度缴费的通告",
                "关于白禾市灵活就业人员2023年度缴费的通告",
            ),
        ],
    ),
    (
        "a rule for another",
        [("乙县", "丙县")],
        [
            ("new", "contact.丙县", "", None, {"area": "丙县", "phone": "8321101"}),
            ("removed", "contact.乙县", "", {"area": "乙县", "phone": "8321101"}, None),
        ],
    ),
]


@pytest.mark.parametrize(
    ("replaced", "differences"), [case[1:] for case in CHANGED], ids=[case[0] for case in CHANGED]
)
def test_a_difference_in_meaning(
    make: Make,
    replaced: list[tuple[str, str]],
    differences: list[tuple[str, str | None, str, Any, Any]],
) -> None:
    text = [(old, new) for old, new in replaced if old in TEXT]
    found = diff(make(), make(text=text, facts=replaced))
    assert told(found) == differences
    assert not found.same
    back = diff(make(text=text, facts=replaced), make())
    turned = {"new": "removed", "removed": "new", "changed": "changed"}
    assert sorted(map(repr, told(back))) == sorted(
        repr((turned[kind], rule, field, new, old)) for kind, rule, field, old, new in differences
    )


SAME: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    ("nothing", [], []),
    ("120.00 for 120", [], [('value = "120"', 'value = "120.00"')]),
    ("8/100 for 0.08", [], [('"0.08"', '"8/100"')]),
    ("a derived repeat that one side lacks", [], [("restated = [{", "restated = [] # [{")]),
    (
        "a curated value that one side lacks",
        [],
        [('area_code = { value = "0999"', '# area_code = { value = "0999"')],
    ),
    (
        "the order of a condition's parts",
        [],
        [
            (
                '["arrears_months", "gt", 3, "超过三个月"], ["status", "eq", "active"]',
                '["status", "eq", "active"], ["arrears_months", "gt", 3, "超过三个月"]',
            )
        ],
    ),
    (
        "another way to say a condition",
        [],
        [
            (
                '["arrears_months", "gt", 3, "超过三个月"], ["status", "eq", "active"]',
                '{ not = ["arrears_months", "le", 3, "三个月"] },'
                ' { any = [["status", "eq", "active"]] }',
            )
        ],
    ),
    (
        "the words behind a condition",
        [],
        [('["status", "eq", "active", "在职人员"]', '["status", "eq", "active"]')],
    ),
    (
        "the order of a sum, of banks, of papers",
        [("农业银行、建设银行", "建设银行、农业银行")],
        [
            (
                '["contribution.basic.active", "contribution.catastrophic"]',
                '["contribution.catastrophic", "contribution.basic.active"]',
            ),
            ('["农业银行", "建设银行"]', '["建设银行", "农业银行"]'),
            ("农业银行、建设银行", "建设银行、农业银行"),
            (
                '{ any_of = ["死亡证明", "火化证明"] }, { any_of = ["身份证"], form = "copy" }',
                '{ any_of = ["身份证"], form = "copy" }, { any_of = ["死亡证明", "火化证明"] }',
            ),
        ],
    ),
    (
        "blanks and line ends",
        [("大病互助", "大 病\n互助"), ("缴费的通告", "缴费的\n 通告"), ("甲县", "甲　县")],
        [("甲县", "甲 县")],
    ),
    ("a note", [], [('kind = "base"', 'kind = "base"\nnote = "one base for all"')]),
    (
        "what a person has confirmed as silent",
        [],
        [("scheme =", 'not_stated = ["plan"]\nscheme =')],
    ),
]


@pytest.mark.parametrize(
    ("text", "facts"), [case[1:] for case in SAME], ids=[case[0] for case in SAME]
)
def test_no_difference_in_meaning(
    make: Make, text: list[tuple[str, str]], facts: list[tuple[str, str]]
) -> None:
    assert all(old in GOLD for old, _ in facts)
    found = diff(make(), make(text=text, facts=facts))
    assert told(found) == []
    assert found.same


# ── the text alone ───────────────────────────────────────────────────────────────────────────


def test_one_and_the_same_is_no_difference_at_all(make: Make) -> None:
    assert diff(make(), make()) == Diff()


def test_moved_is_the_same_words_elsewhere(make: Make) -> None:
    found = diff(make(), make(text=[("关于青禾市", "\n\n关于青禾市")]))
    assert {one.category for one in found.differences} == {"moved"}
    (amount,) = (one for one in found.differences if one.field == "exact")
    assert (amount.rule, amount.old, amount.new) == ("base.monthly", "3291", "3291")
    assert amount.new_spans[0].start == amount.old_spans[0].start + 2
    assert found.same


def test_wording_is_the_same_value_in_other_words(make: Make) -> None:
    reworded = [("新参保人员待遇等待期为3个月", "首次参保的待遇等待期为三个月")]
    found = diff(make(), make(text=reworded, facts=[*reworded, ('"3个月"', '"三个月"')]))
    assert [
        (one.field, one.old, one.old_spans[0].quote, one.new_spans[0].quote)
        for one in found.by_rule()["waiting.new"]
    ] == [
        ("length", {"count": 3, "unit": "month"}, "3个月", "三个月"),
        ("spans", None, "新参保人员待遇等待期为3个月", "首次参保的待遇等待期为三个月"),
    ]
    assert found.counts()["wording"] == 1
    assert found.same


def test_on_one_text_a_shorter_or_longer_quote_has_not_moved(make: Make) -> None:
    assert diff(make(), make(facts=[('quote = "3291元"', 'quote = "基数为3291元"')])) == Diff()


def test_on_one_text_evidence_elsewhere_has_moved(make: Make) -> None:
    found = diff(make(), make(facts=[('quote = "3291元"', 'quote = "120元"')]))
    assert [(one.category, one.rule, one.field) for one in found.differences] == [
        ("moved", "base.monthly", "exact")
    ]
    assert found.same


def test_a_value_that_changed_is_not_reworded_too(make: Make) -> None:
    found = diff(make(), make(both=[("3291", "3441")]))
    fields = [(one.category, one.field) for one in found.by_rule()["base.monthly"]]
    assert fields == [("changed", "exact"), ("wording", "spans")]
    assert found.counts() == {"new": 0, "removed": 0, "changed": 1, "moved": 0, "wording": 0}


def test_a_difference_carries_both_sentences(make: Make) -> None:
    (rate,) = (
        one
        for one in diff(make(), make(both=[("8%", "9%")], facts=[("0.08", "0.09")])).differences
        if one.category == "changed"
    )
    assert [span.quote for span in rate.old_spans] == ["8%"]
    assert [span.quote for span in rate.new_spans] == ["9%"]


# ── what is compared ─────────────────────────────────────────────────────────────────────────


def test_kinds_that_gold_does_not_cover_are_left_out(make: Make) -> None:
    fewer = make()
    rules = tuple(rule for rule in fewer.rules if rule.kind not in ("advice", "contact"))
    fewer = fewer.model_copy(update={"rules": rules})
    assert diff(make(), fewer, todo=["advice", "contact"]) == Diff()
    assert [one.rule for one in diff(make(), fewer, todo=["advice"]).differences] == [
        "contact.甲县",
        "contact.乙县",
    ]
    other = make(facts=[('form = "announcement"', 'form = "notice"')])
    assert diff(make(), other, todo=["notice"]) == Diff()
    assert told(diff(make(), other)) == [("changed", None, "notice.form", "announcement", "notice")]


def test_rules_are_aligned_by_id_alone(make: Make) -> None:
    rules = make()
    renamed = rules.model_copy(
        update={
            "rules": tuple(
                rule.model_copy(update={"id": "contact.x"}) if rule.id == "contact.乙县" else rule
                for rule in reversed(rules.rules)
            )
        }
    )
    assert [(one.category, one.rule) for one in diff(rules, renamed).differences] == [
        ("new", "contact.x"),
        ("removed", "contact.乙县"),
    ]


def test_a_place_that_only_one_notice_names(make: Make) -> None:
    nowhere = make().model_copy(update={"region": None})
    assert told(diff(nowhere, make())) == [
        ("new", None, "region.adcode", None, "999900"),
        ("new", None, "region.name", None, "青禾市"),
    ]


def one(kind: Any, field: str = "length") -> Difference:
    return Difference(category=kind, rule="waiting.new", field=field)


@pytest.mark.parametrize(
    ("of_rule", "differences"),
    [
        ("new", [one("new", "")]),
        ("removed", [one("removed", "")]),
        ("changed", [one("new")]),
        ("changed", [one("removed"), one("moved")]),
        ("changed", [one("wording", "spans"), one("changed")]),
        ("wording", [one("moved"), one("wording")]),
        ("moved", [one("moved")]),
    ],
)
def test_what_differences_make_of_a_rule(of_rule: str, differences: list[Difference]) -> None:
    assert category(differences) == of_rule


def test_a_diff_is_json(make: Make) -> None:
    found = diff(make(), make(both=[("3291", "3441")]))
    again = Diff.model_validate_json(found.model_dump_json())
    assert again == found
    (changed,) = (
        one
        for one in json.loads(found.model_dump_json())["differences"]
        if one["category"] == "changed"
    )
    assert (changed["old"], changed["new"]) == ("3291", "3441")
    assert changed["new_spans"][0]["quote"] == "3441元"


# ── the differing characters ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("总额为3255.36元", "总额为3398.40元", ["3255.36"], ["3398.40"]),
        ("基数3,291元", "基数3,441元", ["3,291"], ["3,441"]),
        ("为８％", "为９％", ["８"], ["９"]),
        ("大病互助基金", "大额互助资金", ["病", "基"], ["额", "资"]),
        ("等待期3个月", "待遇等待期为3个月", [], ["待遇", "为"]),
        ("同一句话", "同一句话", [], []),
        ("", "新", [], ["新"]),
        ("旧", "", ["旧"], []),
        ("甲\n乙", "甲乙", ["\n"], []),
    ],
)
def test_marks(old: str, new: str, left: list[str], right: list[str]) -> None:
    ours, theirs = marks(old, new)
    assert [old[start:end] for start, end in ours] == left
    assert [new[start:end] for start, end in theirs] == right


@given(st.text("甲乙12.", max_size=12), st.text("甲乙12.", max_size=12))
def test_what_is_not_marked_is_the_same(old: str, new: str) -> None:
    def unmarked(text: str, ranges: list[tuple[int, int]]) -> str:
        inside = {at for start, end in ranges for at in range(start, end)}
        return "".join(char for at, char in enumerate(text) if at not in inside)

    ours, theirs = marks(old, new)
    assert unmarked(old, ours) == unmarked(new, theirs)


# ── conditions by meaning ────────────────────────────────────────────────────────────────────

WORDS = (Evidence(start=0, end=2, quote="超过"),)


def cmp(var: str, op: Any, value: Any) -> Cmp:
    return Cmp.model_validate({"op": op, "var": var, "value": value, "spans": WORDS})


NEW, LAPSED = cmp("enrolment", "eq", "new"), cmp("enrolment", "eq", "lapsed")
NEITHER = [["enrolment", "ne", "lapsed"], ["enrolment", "ne", "new"]]
STUDENT, OVER = cmp("student", "eq", True), cmp("arrears_months", "gt", 3)


@pytest.mark.parametrize(
    ("meaning", "pred"),
    [
        ([], ALWAYS),
        ([], All(of=(ALWAYS, All(of=(ALWAYS,))))),
        ([["enrolment", "eq", "new"]], NEW),
        ([["enrolment", "eq", "new"]], All(of=(NEW, NEW))),
        ([["enrolment", "eq", "new"]], AnyOf(of=(AnyOf(of=(NEW,)),))),
        ([["enrolment", "eq", "new"]], cmp("enrolment", "in", ["new"])),
        ([["enrolment", "eq", "new"]], Not(of=Not(of=NEW))),
        ([["enrolment", "ne", "new"]], Not(of=cmp("enrolment", "in", ["new"]))),
        ([["enrolment", "in", ["lapsed", "new"]]], AnyOf(of=(NEW, LAPSED))),
        ([["enrolment", "in", ["lapsed", "new"]]], cmp("enrolment", "in", ["new", "lapsed"])),
        (NEITHER, Not(of=AnyOf(of=(NEW, LAPSED)))),
        (NEITHER, Not(of=cmp("enrolment", "in", ["new", "lapsed"]))),
        (NEITHER, All(of=(Not(of=LAPSED), cmp("enrolment", "ne", "new")))),
        ([["student", "eq", False]], Not(of=STUDENT)),
        ([["student", "eq", False]], cmp("student", "ne", True)),
        ([["arrears_months", "le", 3]], Not(of=OVER)),
        ([["arrears_months", "gt", 3]], cmp("arrears_months", "gt", "3")),
        ([["base_multiple", "eq", "1"]], cmp("base_multiple", "eq", "1.0")),
        ([["enrolment", "eq", "new"], ["student", "eq", True]], All(of=(STUDENT, NEW))),
        (
            [{"any": [["enrolment", "ne", "new"], ["student", "eq", False]]}],
            Not(of=All(of=(STUDENT, NEW))),
        ),
        (
            [
                {
                    "any": [
                        ["enrolment", "eq", "new"],
                        {"all": [["arrears_months", "gt", 3], ["student", "eq", True]]},
                    ]
                }
            ],
            AnyOf(of=(All(of=(STUDENT, OVER)), NEW)),
        ),
    ],
)
def test_conditions_of_one_meaning_are_written_alike(meaning: list[Any], pred: Pred) -> None:
    assert written(normal(pred)) == meaning


def test_a_normal_condition_keeps_its_words() -> None:
    threshold = normal(Not(of=OVER))
    assert isinstance(threshold, Cmp)
    assert threshold.spans == WORDS


COMPARISONS = st.sampled_from(
    [
        NEW,
        LAPSED,
        STUDENT,
        OVER,
        cmp("enrolment", "in", ["new", "lapsed"]),
        cmp("enrolment", "ne", "renewing"),
        cmp("student", "ne", True),
        cmp("arrears_months", "le", 6),
        cmp("paid_through", "ge", "2023-06"),
    ]
)
PREDS: st.SearchStrategy[Pred] = st.recursive(
    COMPARISONS,
    lambda parts: st.one_of(
        parts.map(lambda part: Not(of=part)),
        st.lists(parts, max_size=3).map(lambda of: All(of=tuple(of))),
        st.lists(parts, max_size=3).map(lambda of: AnyOf(of=tuple(of))),
    ),
    max_leaves=6,
)
PERSONS = st.fixed_dictionaries(
    {},
    optional={
        Var.ENROLMENT: st.sampled_from(["new", "lapsed", "renewing"]),
        Var.STUDENT: st.booleans(),
        Var.ARREARS_MONTHS: st.sampled_from([0, 3, 4, 6, 7]),
        Var.PAID_THROUGH: st.sampled_from(["2023-05", "2023-06"]),
    },
)


@given(PREDS, PERSONS)
def test_a_normal_condition_holds_for_the_same_people(pred: Pred, person: Any) -> None:
    assert holds(normal(pred), person) == holds(pred, person)


@given(PREDS)
def test_normal_is_normal(pred: Pred) -> None:
    assert normal(normal(pred)) == normal(pred)

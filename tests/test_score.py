"""Scores: what counts as a fact, when it is right, and how a miss reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extractor import gold
from extractor.evidence import Evidence
from extractor.gold import Gold
from extractor.notice import Notice
from extractor.schema import RuleSet
from extractor.score import Counts, Miss, Score, Tally, score, source

TEXT = """关于青禾市灵活就业人员2023年度缴费的通告
一、标准：灵活就业在职人员基本医疗保险月缴费基数为3291元，缴费比例为8%；大病互助基金每人每年96元。
二、缴费须知
新参保人员等待期3个月，中断的等待期3个月。
甲县 8321100；乙县 8321101。
请及时缴费，不要错过。
"""

GOLD = """
schema = "1"
scheme = { value = "flexible_medical", quote = "灵活就业人员" }
todo = ["channel"]

[region]
adcode = "999900"
name = "青禾市"
area_code = { value = "0999", basis = "curated", why = "area-code table" }

[notice]
form = "announcement"

[[rules]]
kind = "base"
quotes = ["月缴费基数为3291元"]
exact = { value = "3291", quote = "3291元" }

[[rules]]
kind = "contribution"
quotes = ["缴费比例为8%"]
when = [["status", "eq", "active", "在职人员"]]
component = "basic_medical"
label = "基本医疗保险"
restated = [{ per = "month", amount = { value = "263.28", basis = "derived", formula = "×" } }]
[rules.amount]
how = "percent"
rate = { value = "0.08", quote = "8%" }
of = "base.monthly"

[[rules]]
kind = "waiting"
quotes = ["新参保人员等待期3个月"]
when = [["enrolment", "eq", "new", "新参保人员"]]
length = { value = { count = 3, unit = "month" }, quote = "3个月" }

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
quotes = ["请及时缴费，不要错过"]
"""

Make = Callable[..., Gold]


@pytest.fixture(name="make")
def _make(tmp_path: Path) -> Make:
    """The gold above, or what an extractor might have found in its place."""

    def make(*replaced: tuple[str, str]) -> Gold:
        toml = GOLD
        for old, new in replaced:
            assert old in toml
            toml = toml.replace(old, new)
        path = tmp_path / "999900-qinghe" / "2023.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(toml, "utf-8")
        return gold.load(path, Notice(TEXT))

    return make


@pytest.fixture(name="scored")
def _scored(make: Make) -> Callable[..., Score]:
    def scored(*replaced: tuple[str, str]) -> Score:
        return score([(make(), make(*replaced).ruleset)])

    return scored


def without(rules: RuleSet, *ids: str) -> RuleSet:
    """What is left where some rules were not found."""
    left = tuple(rule for rule in rules.rules if rule.id not in ids)
    assert len(left) == len(rules.rules) - len(ids)
    return rules.model_copy(update={"rules": left})


def tally(gold: int, found: int, right: int) -> Tally:
    return Tally(gold=gold, found=found, right=right)


def block(kind: str) -> str:
    """The TOML of the first rule of a kind."""
    start = GOLD.index(f'[[rules]]\nkind = "{kind}"')
    end = GOLD.find("\n[[rules]]", start)
    return GOLD[start:end] if end >= 0 else GOLD[start:]


# ── counts ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (tally(10, 8, 6), 0.75, 0.6, 12 / 18),
        (tally(4, 4, 4), 1, 1, 1),
        (tally(4, 0, 0), 0, 0, 0),
        (tally(0, 4, 0), 0, 1, 0),
        (tally(0, 0, 0), 1, 1, 1),
    ],
)
def test_ratios(counts: Tally, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall, counts.f1) == (precision, recall, f1)


def test_what_counts_as_a_fact(scored: Callable[..., Score]) -> None:
    whole = scored()
    facts = {kind: counts.values for kind, counts in whole.kinds.items()}
    assert facts == {
        "notice": tally(4, 4, 4),  # scheme, adcode, name, form; the area code is in no words
        "base": tally(1, 1, 1),  # that it is declared goes without saying
        "contribution": tally(7, 7, 7),  # when, component, label, how, rate, of, per
        "waiting": tally(2, 2, 2),
        "contact": tally(4, 4, 4),
        "advice": tally(1, 1, 1),
    }
    assert list(whole.kinds) == ["notice", "base", "contribution", "waiting", "contact", "advice"]
    assert whole.kinds["contact"].rules == tally(2, 2, 2)
    assert whole.kinds["notice"].spans == tally(2, 2, 2)  # a code and a form have no words
    assert whole.counts.values == tally(19, 19, 19)
    assert whole.counts.spans == tally(17, 17, 17)
    assert whole.counts.rules == tally(6, 6, 6)
    (notice,) = whole.notices
    assert (notice.key, notice.counts, notice.misses) == ("999900/2023", whole.counts, ())


def test_a_wrong_value_at_the_right_place(scored: Callable[..., Score]) -> None:
    contribution = scored(("0.08", "0.8")).kinds["contribution"]
    assert contribution.values == tally(7, 7, 6)
    assert contribution.spans == tally(7, 7, 7)
    assert contribution.rules == tally(1, 1, 0)


def test_a_right_value_at_the_wrong_place(scored: Callable[..., Score]) -> None:
    waiting = scored(('quote = "3个月"', 'quote = "的等待期3个月"')).kinds["waiting"]
    assert waiting.values == tally(2, 2, 2)
    assert waiting.spans == tally(2, 2, 1)


def test_overlapping_evidence_is_the_right_place(scored: Callable[..., Score]) -> None:
    assert scored(('quote = "8%"', 'quote = "缴费比例为8%"')).notices[0].misses == ()


def test_a_rule_that_was_missed(make: Make) -> None:
    scored = score([(make(), without(make().ruleset, "contact.乙县", "waiting.new"))])
    assert scored.kinds["contact"] == Counts(
        rules=tally(2, 1, 1), values=tally(4, 2, 2), spans=tally(4, 2, 2)
    )
    assert scored.kinds["waiting"].values == tally(2, 0, 0)
    assert scored.kinds["waiting"].values.recall == 0


def test_a_rule_too_many(make: Make) -> None:
    fewer = make((block("waiting"), ""))
    scored = score([(fewer, make().ruleset)])
    assert scored.kinds["waiting"].values == tally(0, 2, 0)
    assert scored.kinds["waiting"].rules == tally(0, 1, 0)
    assert [(miss.what, miss.field) for miss in scored.notices[0].misses] == [
        ("surplus", "when"),
        ("surplus", "length"),
    ]


def test_advice_that_was_missed(make: Make) -> None:
    (advice,) = (rule.id for rule in make().ruleset.rules if rule.kind == "advice")
    scored = score([(make(), without(make().ruleset, advice))])
    assert scored.kinds["advice"].values == tally(1, 0, 0)
    (miss,) = scored.notices[0].misses
    assert (miss.what, miss.field, miss.quote) == ("missed", "kind", "请及时缴费，不要错过")


def test_kinds_that_gold_does_not_cover_are_left_out(make: Make) -> None:
    covered = make(('todo = ["channel"]', 'todo = ["contact", "notice", "advice"]'))
    scored = score([(covered, without(make().ruleset, "contact.乙县"))])
    assert list(scored.kinds) == ["base", "contribution", "waiting"]
    assert scored.counts.values == tally(10, 10, 10)


def test_notices_add_up(make: Make) -> None:
    scored = score([(make(), make().ruleset), (make(), without(make().ruleset, "contact.乙县"))])
    assert [notice.counts.values for notice in scored.notices] == [
        tally(19, 19, 19),
        tally(19, 17, 17),
    ]
    assert scored.kinds["contact"].values == tally(8, 6, 6)
    assert scored.counts.values == tally(38, 36, 36)


def test_no_notices() -> None:
    assert score([]) == Score(counts=Counts(), kinds={}, notices=())


def test_gold_and_extraction_must_be_of_one_text(make: Make, tmp_path: Path) -> None:
    path = tmp_path / "2023.toml"
    path.write_text(GOLD, "utf-8")
    other = gold.load(path, Notice(TEXT + "\n")).ruleset
    with pytest.raises(ValueError, match="999900/2023: gold and extraction are of different texts"):
        score([(make(), other)])


# ── alignment ────────────────────────────────────────────────────────────────────────────────


def test_rules_of_one_id_are_aligned_whatever_they_say(scored: Callable[..., Score]) -> None:
    swapped = scored(
        ('quotes = ["甲县8321100"]', 'quotes = ["乙县8321101"] # '),
        ('phone = "8321100"', 'phone = "8321101" # '),
        ('area = "甲县"', 'area = { value = "甲县", quote = "甲县" }'),
    )
    assert swapped.kinds["contact"].values == tally(4, 4, 3)
    (miss,) = swapped.notices[0].misses
    assert (miss.rule, miss.what, miss.found_in) == ("contact.甲县", "wrong", "")


def test_the_others_are_aligned_by_what_agrees(scored: Callable[..., Score]) -> None:
    renamed = scored(
        ('when = [["enrolment", "eq", "new", "新参保人员"]]', ""),
        ('area = "乙县"', 'area = { value = "丙县", quote = "乙县" }'),
    )
    assert renamed.kinds["waiting"].values == tally(2, 1, 1)
    assert renamed.kinds["contact"].values == tally(4, 4, 3)
    assert [(miss.rule, miss.field, miss.what, miss.found_in) for miss in misses(renamed)] == [
        ("waiting.new", "when", "missed", "waiting.all"),
        ("contact.乙县", "area", "wrong", "contact.丙县"),
    ]


def test_of_equals_the_one_at_the_same_place_is_taken(make: Make) -> None:
    both = make(('area = "甲县"', ""), ('area = "乙县"', ""))  # contact, contact.2
    phones = {rule.id: rule for rule in both.ruleset.rules if rule.kind == "contact"}
    found = both.ruleset.model_copy(
        update={
            "rules": tuple(
                rule.model_copy(
                    update={"id": f"contact.x{at}", "phone": None, "topics": ("policy",)}
                )
                for at, rule in enumerate(reversed(phones.values()))
            )
        }
    )
    wanted = both.ruleset.model_copy(
        update={
            "rules": tuple(
                rule.model_copy(update={"topics": ("policy",)}) for rule in phones.values()
            )
        }
    )
    scored = score([(Gold(wanted, both.notice, both.path), found)])
    assert [(miss.rule, miss.found_in) for miss in misses(scored)] == [
        ("contact", "contact.x1"),
        ("contact.2", "contact.x0"),
    ]


def test_what_shares_nothing_is_not_aligned(scored: Callable[..., Score]) -> None:
    other = scored(
        ('area = "乙县"', 'area = { value = "丙县", quote = "乙县" }'),
        ('phone = "8321101"', 'phone = { value = "12345", quote = "8321101" }'),
    )
    assert [(miss.rule, miss.what) for miss in misses(other)] == [
        ("contact.乙县", "missed"),
        ("contact.乙县", "missed"),
        ("contact.丙县", "surplus"),
        ("contact.丙县", "surplus"),
    ]


def misses(scored: Score) -> tuple[Miss, ...]:
    return scored.notices[0].misses


# ── how a miss reads ─────────────────────────────────────────────────────────────────────────


def test_missed_and_unclaimed(make: Make) -> None:
    scored = score([(make(), without(make().ruleset, "contribution.basic.active"))])
    (rate,) = (miss for miss in misses(scored) if miss.field == "amount.rate")
    assert str(rate) == (
        "999900/2023  contribution.basic.active.rate\n"
        "  source  L2 …疗保险月缴费基数为3291元，缴费比例为【8%】；大病互助基金每人每年96元。\n"
        "  gold    0.08\n"
        "  found   nothing; “8%” is unclaimed"
    )


def test_missed_and_claimed_by_another(scored: Callable[..., Score]) -> None:
    taken = scored(
        (block("waiting"), ""),
        ('area = "甲县"', 'area = { value = "甲县", quote = "新参保人员等待期3个月" }'),
    )
    when, length = (miss for miss in misses(taken) if miss.rule == "waiting.new")
    assert str(when).endswith("“新参保人员” is claimed by contact.甲县.area")
    assert str(length) == (
        "999900/2023  waiting.new.length\n"
        "  source  L4 新参保人员等待期【3个月】，中断的等待期3个月。\n"
        "  gold    {count 3, unit month}\n"
        "  found   nothing; “3个月” is claimed by contact.甲县.area"
    )


@pytest.mark.parametrize(
    ("replaced", "said"),
    [
        (
            [("0.08", "0.8")],
            "999900/2023  contribution.basic.active.rate\n"
            "  source  L2 …疗保险月缴费基数为3291元，缴费比例为【8%】；"
            "大病互助基金每人每年96元。\n"
            "  gold    0.08\n"
            "  found   0.8",
        ),
        (
            [('quote = "3个月"', 'quote = "的等待期3个月"')],
            "999900/2023  waiting.new.length\n"
            "  source  L4 新参保人员等待期【3个月】，中断的等待期3个月。\n"
            "  gold    {count 3, unit month}\n"
            "  found   {count 3, unit month}, but at L4 「的等待期3个月」",
        ),
        (
            [('area = "乙县"', 'area = { value = "丙县", quote = "乙县" }')],
            "999900/2023  contact.乙县.area\n"
            "  source  L5 甲县8321100；【乙县】8321101。\n"
            "  gold    乙县\n"
            "  found   丙县 (in contact.丙县)",
        ),
        (
            [('area = "乙县"', 'area = "乙县"\ntopics = ["payment", "policy"]')],
            "999900/2023  contact.乙县.topics\n"
            "  source  L5 甲县8321100；【乙县8321101】。\n"
            "  gold    nothing\n"
            "  found   [payment, policy]",
        ),
        (
            [('form = "announcement"', 'form = "faq"')],
            "999900/2023  notice.form\n"
            "  source  no words of its own\n"
            "  gold    announcement\n"
            "  found   faq",
        ),
        (
            [('adcode = "999900"', 'adcode = "999901"')],
            "999900/2023  region.adcode\n"
            "  source  no words of its own\n"
            "  gold    999900\n"
            "  found   999901",
        ),
    ],
)
def test_wrong_misplaced_and_surplus(
    scored: Callable[..., Score], replaced: list[tuple[str, str]], said: str
) -> None:
    (miss,) = misses(scored(*replaced))
    assert str(miss) == said


def test_a_fact_without_words_that_was_missed(make: Make) -> None:
    nowhere = make().ruleset.model_copy(update={"region": None})
    code, name = misses(score([(make(), nowhere)]))
    assert str(code).endswith("source  no words of its own\n  gold    999900\n  found   nothing")
    assert (name.field, name.quote) == ("region.name", "青禾市")


@pytest.mark.parametrize(
    ("text", "quote", "line"),
    [
        ("比例为8%。", "8%", "比例为【8%】。"),
        ("上一行\n比例为8%。\n下一行", "8%", "比例为【8%】。"),
        ("比例 为 8 %。", "8 %", "比例为【8%】。"),
        ("至2024年2\n月29日止", "2024年2\n月29日", "至【2024年2月29日】止"),
        ("甲" * 30 + "8%" + "乙" * 30, "8%", "…" + "甲" * 20 + "【8%】" + "乙" * 20 + "…"),
        ("点击【查询】进入", "查询", "点击【【查询】】进入"),
    ],
)
def test_source(text: str, quote: str, line: str) -> None:
    start = text.index(quote)
    assert source(text, Evidence(start=start, end=start + len(quote), quote=quote)) == line


def test_a_score_is_json(scored: Callable[..., Score]) -> None:
    dumped: dict[str, Any] = json.loads(scored(("0.08", "0.8")).model_dump_json())
    values = dumped["kinds"]["contribution"]["values"]
    assert (values["gold"], values["found"], values["right"]) == (7, 7, 6)
    assert values["precision"] == values["recall"] == values["f1"] == pytest.approx(6 / 7)
    (miss,) = dumped["notices"][0]["misses"]
    assert (miss["what"], miss["gold"], miss["found"], miss["line"]) == ("wrong", "0.08", "0.8", 2)

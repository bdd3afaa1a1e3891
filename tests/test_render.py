"""Screens: nothing that matters is cut, at any width, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from extractor import formats, gold
from extractor.checks import check
from extractor.checks.verdict import CheckResult
from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Not, Pred, Var
from extractor.difference import diff
from extractor.evidence import Evidence, Fact, Model
from extractor.gold import Gold
from extractor.notice import Notice, unspaced
from extractor.render import labels
from extractor.render.diff import differences
from extractor.render.labels import Label, Lang
from extractor.render.notice import extraction, findings
from extractor.render.score import scores
from extractor.render.table import Column, View, fold, places, table
from extractor.schema import (
    Adjustment,
    Contact,
    ContributionBase,
    DateRange,
    Deadline,
    Duration,
    Extraction,
    Finding,
    Fixed,
    MonthlyDays,
    Percent,
    Returned,
    Rule,
    RuleSet,
    TimeRange,
)
from extractor.score import score

ROOT = Path(__file__).parents[1]
KEYS = tuple(
    sorted(
        path.relative_to(ROOT / "gold").with_suffix("") for path in (ROOT / "gold").glob("*/*.toml")
    )
)
WIDTHS = (60, 80, 100, 140)


@cache
def golden(key: Path) -> Gold:
    notice = formats.read(ROOT / "corpus" / f"{key}.txt")
    return gold.load(ROOT / "gold" / f"{key}.toml", notice)


def lines(screen: Text) -> list[str]:
    return screen.plain.split("\n")


def amounts(part: object) -> Iterator[Decimal]:
    """Every sum of money that a rule states or that follows from it."""
    if isinstance(part, Fact):
        if isinstance(part.value, Decimal) and part.value > 3:  # not a multiple of a wage
            yield part.value
    elif isinstance(part, Model):
        for _, value in part:
            yield from amounts(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from amounts(value)


@cache
def checked(key: Path) -> tuple[list[Finding], list[CheckResult]]:
    return check(golden(key).ruleset, golden(key).notice)


def screen_of(key: Path, view: View) -> Text:
    ours = golden(key)
    found, results = checked(key)
    whole = Extraction(ruleset=ours.ruleset, findings=tuple(found))
    then = f"notice check {ours.key}"
    return extraction(ours.notice, whole, view, key=ours.key, checks=results, then=then)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("key", KEYS, ids=str)
def test_no_amount_phone_or_id_is_cut(key: Path, width: int) -> None:
    screen = lines(screen_of(key, View(width)))
    words = {word for line in screen for word in re.split(r"[^0-9.,-]+", line)}
    for rule in golden(key).ruleset.rules:
        for amount in amounts(rule):
            assert f"{amount:,.2f}" in words, rule.id
        if isinstance(rule, Contact) and rule.phone:
            assert any(unspaced(rule.phone.value) in line for line in screen), rule.id
        if cell_len(rule.id) <= width:
            assert any(rule.id in line.split() for line in screen), rule.id
        else:
            assert rule.id in "".join(screen)


@pytest.mark.parametrize(("width", "lang"), [(60, "both"), (80, "en"), (100, "zh"), (140, "both")])
@pytest.mark.parametrize("key", KEYS, ids=str)
def test_no_line_is_wider_than_the_screen_or_ends_in_blanks(
    key: Path, width: int, lang: Lang
) -> None:
    for line in lines(screen_of(key, View(width, lang))):
        assert cell_len(line) <= width
        assert line == line.rstrip()


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_every_rule_says_where_it_stands(key: Path) -> None:
    screen = lines(screen_of(key, View(200)))
    for rule in golden(key).ruleset.rules:
        row = next(at for at, line in enumerate(screen) if rule.id in line.split())
        line = golden(key).notice.line(rule.spans[0].start)
        assert f"L{line}" in " ".join(screen[row : row + 6]).replace("–", " "), rule.id


@pytest.mark.parametrize("key", KEYS, ids=str)
def test_the_last_line_is_the_next_command(key: Path) -> None:
    assert lines(screen_of(key, View()))[-1] == f"→ notice check {golden(key).key}"


def test_one_language_alone_speaks_in_that_language() -> None:
    key = Path("140400-changzhi/2023")
    zh, en = screen_of(key, View(120, "zh")).plain, screen_of(key, View(120, "en")).plain
    assert "contributions" not in zh
    assert "原文" not in en
    for words in ("人群", "金额", "怎么交", "保障期", "闭合"):
        assert words in zh
        assert words not in en
    for words in ("people", "amount", "how", "coverage", "closed"):
        assert words in en


def test_colour_adds_nothing_to_the_words() -> None:
    screen = screen_of(KEYS[0], View(100))

    def printed(colours: Literal["truecolor"] | None) -> str:
        console = Console(width=100, force_terminal=True, color_system=colours)
        with console.capture() as captured:
            console.print(screen, soft_wrap=True)
        return captured.get()

    coloured = printed("truecolor")
    plain = printed(None)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain == screen.plain + "\n"


# ── one notice, made by hand ─────────────────────────────────────────────────────────────────

TEXT = Notice(
    "甲市\n年满45周岁的，每日加收万分之五的滞纳金\n拨打12345按1\n欠费3个月\n欠费4个月\n完"
)


def at(words: str) -> Evidence:
    start = TEXT.text.index(words)
    return Evidence(start=start, end=start + len(words), quote=words)


def stated(value: object, words: str) -> dict[str, object]:
    return {"value": value, "spans": [at(words)]}


def ruleset(*rules: Rule, **about: object) -> RuleSet:
    facts = {"form": "notice", "file_sha256": "", "text_sha256": "", "media_type": "text/plain"}
    scheme = {"value": "flexible_medical", "basis": "curated", "why": "示例"}
    return RuleSet.model_validate({"scheme": scheme, "notice": facts, "rules": rules, **about})


def shown(*rules: Rule, view: View | None = None, **more: object) -> str:
    found = Extraction(ruleset=ruleset(*rules), **more)
    return extraction(TEXT, found, view or View(100)).plain


def test_what_a_notice_does_not_say_of_itself_is_said_to_be_missing() -> None:
    screen = shown()
    assert "地区未载 · 年度未载 · 通知 notice" in screen
    assert "未见 not found  缴费基数, 缴费标准, 合计" in screen
    assert "保障期" not in screen


def test_a_base_shows_its_limits_and_its_tiers() -> None:
    limits = ContributionBase.model_validate(
        {
            "id": "base.monthly",
            "spans": [at("甲市")],
            "lower": stated("4007.5", "甲市"),
            "upper": stated("20037", "甲市"),
            "multiples": [stated("0.6", "甲市"), stated("3", "甲市")],
            "reference_wage": stated("6679", "甲市"),
        }
    )
    screen = shown(limits)
    for words in ("≥ 4,007.50", "≤ 20,037.00", "60%", "300%", "× 6,679.00"):
        assert words in screen


def test_a_late_charge_shows_its_rate_and_its_cap() -> None:
    charge = Adjustment.model_validate(
        {
            "id": "adjustment.late_charge",
            "spans": [at("每日加收万分之五的滞纳金")],
            "sign": "late_charge",
            "amount": {
                "how": "percent",
                "rate": stated("0.0005", "万分之五"),
                "of": "amount_due",
                "per": "day",
            },
            "cap": stated({"count": 3, "unit": "year"}, "年满45周岁"),
        }
    )
    row = next(line for line in shown(charge).split("\n") if "0.05%" in line)
    assert row.split() == [
        *("adjustment.late_charge", "0.05%", "日", "滞纳金", "×", "应缴额", "最长", "3", "年", "L2")
    ]


def test_what_is_not_printed_is_marked() -> None:
    wait = {"value": {"count": 3, "unit": "month"}, "basis": "inferred", "why": "示例"}
    data = {"id": "waiting.all", "kind": "waiting", "spans": [at("完")]}
    rules = ruleset().model_copy(update={"rules": ()})
    rules = RuleSet.model_validate(
        {**rules.model_dump(), "rules": [{**data, "length": {**wait, "spans": [at("完")]}}]}
    )
    screen = extraction(TEXT, Extraction(ruleset=rules), View(100)).plain
    assert "3 个月（推断 inferred）" in screen


def test_a_finding_is_symbol_word_code_sentence_and_lines() -> None:
    found = [
        Finding(code="BOUND-OPEN", severity="info", about="notice", zh="含否未定", en="open"),
        Finding(
            code="THRESHOLD",
            severity="warning",
            about="notice",
            spans=(at("欠费3个月"), at("欠费4个月"), at("甲市")),
            zh="两处不一致",
            en="two bounds",
        ),
        Finding(code="ARITH-SUM", severity="error", about="notice", zh="不符", en="differs"),
    ]
    screen = lines(findings(found, TEXT, View(100)))
    assert screen[-3].split() == ["✗", "错误", "error", "ARITH-SUM", "不符"]
    assert screen[-2].split() == [
        *("⚠", "警告", "warning", "THRESHOLD", "两处不一致", "L1", "L4–L5")
    ]
    assert screen[-1].split() == ["ℹ", "提示", "info", "BOUND-OPEN", "含否未定"]
    english = findings(found, TEXT, View(100, "en")).plain
    assert "two bounds" in english
    assert "两处" not in english


def test_a_total_that_does_not_add_up_says_so_in_its_row() -> None:
    ours = with_total()
    total = next(rule for rule in ours.ruleset.rules if rule.kind == "total")
    wrong = Finding(
        code="ARITH-SUM", severity="error", about="notice", rules=(total.id,), zh="不符", en="x"
    )
    for found, symbol in (((), "✓"), ((wrong,), "✗ 不符")):
        whole = Extraction(ruleset=ours.ruleset, findings=found)
        screen = lines(extraction(ours.notice, whole, View(160, "zh")))
        assert symbol in next(line for line in screen if line.startswith(total.id))


def test_what_nobody_answers_for_is_listed() -> None:
    numerals = (at("12345"), at("4个月"))
    screen = shown(unclaimed_text=(at("完"), at("欠费4个月")), unclaimed_numerals=numerals)
    assert "文字 text 36 / 42 · 未认领数字 unclaimed numerals 2   ⚠ 有未认领 not closed" in screen
    assert [line.split() for line in screen.split("\n") if line.startswith("L")] == [
        ["L3", "12345"],
        ["L5", "欠费4个月"],
        ["L6", "完"],
    ]


# ── conditions, amounts, times in words ──────────────────────────────────────────────────────

_3 = (at("欠费3个月"),)
ACTIVE = Cmp(op="eq", var=Var.STATUS, value="active")
LAPSED = Cmp(op="gt", var=Var.ARREARS_MONTHS, value=3, spans=_3)
PAID = Cmp(op="ge", var=Var.PAID_THROUGH, value="2023-06", spans=_3)
GONE = Cmp(op="in", var=Var.EVENT, value=("death", "emigration"))

WORDS: list[tuple[Pred, str, str]] = [
    (ALWAYS, "所有人", "everyone"),
    (ACTIVE, "在职", "active"),
    (Cmp(op="ne", var=Var.STATUS, value="active"), "非 在职", "not active"),
    (LAPSED, "欠费 > 3 个月", "arrears > 3 months"),
    (PAID, "缴至 ≥ 2023-06", "paid through ≥ 2023-06"),
    (Cmp(op="lt", var=Var.AGE, value=45, spans=_3), "年龄 < 45 岁", "age < 45"),
    (Cmp(op="eq", var=Var.BASE_MULTIPLE, value="0.6"), "基数档次 = 60%", "base = 60%"),
    (Cmp(op="eq", var=Var.HARDSHIP, value=True), "困难人员", "hardship"),
    (Cmp(op="eq", var=Var.IN_WINDOW, value=False), "缴费期外", "outside the window"),
    (Cmp(op="ne", var=Var.IN_WINDOW, value=False), "缴费期内", "in the window"),
    (Cmp(op="eq", var=Var.PLAN, value="一档"), "一档", "一档"),
    (GONE, "死亡 / 出国定居", "death / emigration"),
    (All(of=(ACTIVE, LAPSED)), "在职 且 欠费 > 3 个月", "active and arrears > 3 months"),
    (AnyOf(of=(ACTIVE, LAPSED)), "在职 或 欠费 > 3 个月", "active or arrears > 3 months"),
    (
        All(of=(ACTIVE, AnyOf(of=(LAPSED, ACTIVE)))),
        "在职 且 （欠费 > 3 个月 或 在职）",
        "active and (arrears > 3 months or active)",
    ),
    (Not(of=ACTIVE), "非（在职）", "not (active)"),
]  # fmt: skip


@pytest.mark.parametrize(("pred", "zh", "en"), WORDS)
def test_a_condition_in_words(pred: Pred, zh: str, en: str) -> None:
    assert labels.condition(pred) == (zh, en)


def test_every_variable_has_words_for_its_truth() -> None:
    for var in Var:
        for value in (True, False):
            zh, en = labels.condition(Cmp(op="eq", var=var, value=value))
            assert zh
            assert en


DEADLINES = [
    (Deadline(form="date", on=date(2022, 12, 25)), "2022-12-25 前（含否未定）"),
    (Deadline(form="monthly", day=24, inclusive=False), "每月 24 日前（不含）"),
    (
        Deadline(form="within", length=Duration(count=3, unit="month"), of="separation"),
        "离职后 3 个月内",
    ),
    (Deadline(form="within", length=Duration(count=30, unit="workday")), "30 个工作日内"),
    (Deadline(form="same_month", of="death"), "死亡当月"),
    (Deadline(form="before", of="employed_by_unit"), "到单位就业之前"),
    (Deadline(form="promptly"), "及时"),
]


@pytest.mark.parametrize(("by", "zh"), DEADLINES)
def test_a_deadline_in_words(by: Deadline, zh: str) -> None:
    assert labels.deadline(by).zh == zh


WINDOWS = [
    (
        TimeRange(
            opens=datetime(2022, 11, 15, 9), closes=datetime(2022, 12, 25, 17), precision="minute"
        ),
        "2022-11-15 09:00 → 2022-12-25 17:00",
    ),
    (
        TimeRange(opens=datetime(2023, 7, 1), closes=datetime(2024, 7, 1), precision="month"),
        "2023-07 → 2024-06（含）",
    ),
    (TimeRange(closes=datetime(2022, 12, 26), precision="day"), "至 2022-12-25（含）"),
    (TimeRange(opens=datetime(2023, 1, 1), precision="day"), "2023-01-01 起"),
]


@pytest.mark.parametrize(("span", "zh"), WINDOWS)
def test_a_window_shows_its_last_day_as_the_notice_prints_it(span: TimeRange, zh: str) -> None:
    assert labels.window(span).zh == zh


def test_amounts_in_words() -> None:
    money = Fact[Decimal](value=Decimal("8"), spans=(at("完"),))
    rate = Fact[Fraction](value=Fraction(2, 3), spans=(at("完"),))
    account = Fact[str](value="account_balance", spans=(at("完"),))
    assert labels.amount(Fixed(amount=money, per="month")) == ("8.00/月", "8.00/month")
    assert labels.amount(Percent(rate=rate, of="amount_due")).zh == "2/3 × 应缴额"
    assert labels.amount(Percent(rate=rate)).zh == "2/3"
    returned = Returned.model_validate({"what": account.model_dump()})
    assert labels.amount(returned).zh == "退还个人账户余额"


def test_a_coverage_that_is_not_whole_months_is_not_counted_in_months() -> None:
    half = DateRange(start=date(2023, 7, 1), end=date(2023, 7, 16))
    assert labels.coverage(half).zh == "2023-07-01 → 2023-07-16（不含）"
    assert labels.coverage(DateRange(start=date(2023, 7, 1))).zh == "2023-07-01 起"
    assert labels.monthly(MonthlyDays(first_day=1, last_day=25)).en == "days 1–25 of each month"


# ── folding ──────────────────────────────────────────────────────────────────────────────────


@given(st.text(alphabet="缴费基数元，。（）《》8,.%→= \nabc._", max_size=60), st.integers(2, 30))
def test_folding_loses_nothing_and_overflows_nowhere(text: str, width: int) -> None:
    folded = fold(Text(text), width).plain
    assert unspaced(folded) == unspaced(text)
    assert all(cell_len(line) <= width for line in folded.split("\n"))


@given(
    st.decimals(0, 999_999, places=2),
    st.integers(10, 40),
    st.text(alphabet="缴费为元的", max_size=30),
)
def test_an_amount_is_never_broken(amount: Decimal, width: int, around: str) -> None:
    shown = f"{amount:,.2f}"
    folded = fold(Text(f"{around}{shown}{around}"), width).plain
    assert any(shown in line for line in folded.split("\n"))


@pytest.mark.parametrize(
    ("text", "width", "folded"),
    [
        ("全年缴费总额为3,255.36元/年", 16, ["全年缴费总额为", "3,255.36元/年"]),
        ("见《审批表》，再办", 8, ["见《审批", "表》，再", "办"]),
        ("欠费 ≤ 3 个月", 8, ["欠费 ≤ 3", "个月"]),
        ("欠费 ≤ 3 个月", 7, ["欠费", "≤ 3 个", "月"]),
        ("= contact.临渭区 一", 12, ["= contact.", "临渭区 一"]),
        ("procedure.retire.approved", 12, ["procedure.", "retire.", "approved"]),
        ("第一行\n第二行", 20, ["第一行", "第二行"]),
    ],
)
def test_where_a_line_breaks(text: str, width: int, folded: list[str]) -> None:
    assert fold(Text(text), width).plain.split("\n") == folded


def test_a_table_too_wide_for_the_screen_stands_in_lines() -> None:
    rule, amount = (Column(Label(name, name), whole=True) for name in ("规则", "额"))
    columns = (rule, amount, Column(Label("说", "says")))
    row = (Text("base.monthly"), Text("123,456,789.00"), Text("一二三四五六七八九十"))
    assert lines(table(columns, [row], View(24, "zh"))) == [
        "规则",
        "base.monthly",
        "123,456,789.00",
        "    一二三四五六七八九十",
    ]
    assert lines(table(columns, [row], View(60, "zh"))) == [
        "规则          额              说",
        "──────────────────────────────────────────────────",
        "base.monthly  123,456,789.00  一二三四五六七八九十",
    ]


def test_lines_in_a_run_are_one_place() -> None:
    spans = [at("甲市"), at("12345"), at("欠费3个月"), at("欠费4个月\n完")]
    assert places(TEXT, spans).plain == "L1 L3–L6"


# ── differences and scores ───────────────────────────────────────────────────────────────────


def with_total() -> Gold:
    wanted = {"total", "contact"}
    return next(g for g in map(golden, KEYS) if wanted <= {rule.kind for rule in g.ruleset.rules})


def altered() -> tuple[Gold, RuleSet]:
    """A gold with a total, and its rule set with that amount changed and one contact gone."""
    ours = with_total()
    rules = list(ours.ruleset.rules)
    total = next(at for at, rule in enumerate(rules) if rule.kind == "total")
    amount = rules[total].amount  # type: ignore[union-attr]
    more = amount.model_copy(update={"value": amount.value + 1})  # type: ignore[union-attr]
    rules[total] = rules[total].model_copy(update={"amount": more})
    gone = next(at for at, rule in enumerate(rules) if rule.kind == "contact")
    del rules[gone]
    return ours, ours.ruleset.model_copy(update={"rules": tuple(rules)})


@pytest.mark.parametrize("width", WIDTHS)
def test_a_difference_shows_both_values_and_the_words_behind_them(width: int) -> None:
    ours, changed = altered()
    total = next(rule for rule in ours.ruleset.rules if rule.kind == "total")
    found = diff(ours.ruleset, changed)
    screen = lines(differences(ours.key, found, ours.notice, ours.notice, View(width)))
    assert all(cell_len(line) <= width for line in screen)
    start = screen.index(f"≠ {total.id} · 变了 changed")
    assert f"amount  {total.amount.value:,.2f} → {total.amount.value + 1:,.2f}" in screen[start + 1]
    quote = unspaced(total.amount.spans[0].quote)
    assert f"【{quote}】" in "".join(line.strip() for line in screen[start + 2 : start + 6])
    assert any(line.startswith("− contact.") and "消失 removed" in line for line in screen)


def test_between_two_texts_the_characters_that_differ_are_marked() -> None:
    before, after = Notice("退休人员每年96元。"), Notice("退休人员每年108元。")

    def read(notice: Notice, amount: str) -> RuleSet:
        start = notice.text.index(amount)
        words = {"start": start, "end": start + len(amount), "quote": amount}
        exact = {"value": amount, "spans": [words]}
        base = ContributionBase.model_validate(
            {"id": "base.monthly", "spans": [words], "exact": exact}
        )
        about = ruleset().notice.model_copy(update={"text_sha256": notice.text_sha256})
        return ruleset(base).model_copy(update={"notice": about})

    found = diff(read(before, "96"), read(after, "108"))
    screen = differences("x", found, before, after, View(80, "zh")).plain
    assert "exact  96.00 → 108.00   +12 (+12.5%)" in screen
    assert "退休人员每年【96】元。" in screen
    assert "退休人员每年【108】元。" in screen


def test_no_difference_is_one_line() -> None:
    ours = golden(KEYS[0])
    found = diff(ours.ruleset, ours.ruleset)
    screen = differences(ours.key, found, ours.notice, ours.notice, View())
    assert screen.plain == f"{ours.key}  ✓ 一致 no difference"


def test_a_score_shows_each_kind_and_each_miss() -> None:
    ours, changed = altered()
    screen = scores(score([(ours, changed)]), View(100)).plain
    total = next(rule for rule in ours.ruleset.rules if rule.kind == "total")
    assert f"{ours.key}  {total.id}.amount" in screen
    assert next(line for line in screen.split("\n") if line.startswith("notice ")).endswith("1.000")
    assert screen.endswith("→ notice diff")
    few = scores(score([(ours, changed)]), View(100), most=1).plain
    assert re.search(r"… 另有 \d+ 处 and \d+ more → notice score --json$", few)


def test_a_perfect_score_says_so() -> None:
    ours = golden(KEYS[0])
    screen = scores(score([(ours, ours.ruleset)]), View(100)).plain
    assert screen.endswith("✓ 无漏无误 nothing missed, nothing wrong")

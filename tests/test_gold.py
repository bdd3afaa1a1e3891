"""Gold files: every form of the TOML on one small notice, then everything that must not load."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from extractor import corpus, gold
from extractor.conditions import All, AnyOf, Cmp, Not, holds, written
from extractor.difference import diff
from extractor.formats import read
from extractor.gold import Gold, GoldError, Misfit
from extractor.notice import Notice
from extractor.schema import Contribution, Fixed, Percent, Procedure, Returned

TEXT = """关于青禾市灵活就业人员2024年度
职工基本医疗保险缴费的 通告

一、缴费标准
（一）月缴费基数为 4012 元，在职人员缴费比例为8%；可在60%、100%两档中选择。
（二）大额医疗补助在职人员每人每年 120 元，退休人员每人每年 120 元。就业困难人员由财政补贴三分之二。
二、缴费时间
2023年12月1日9:00至2024年2
月29日17:00，每月1—25日可办理。
三、待遇
欠费超过三个月的，视为中断缴费，有 3 个月待遇等待期；
新参保人员或者中断后重新参保的，执行6个月待遇等待期。
四、退费
在职人员随单位参保或者死亡的，持身份证复印件、死亡证明或者火化证明，到参保地医保窗口申请退还
剩余月份已缴费用，再办理停保。
五、咨询
甲县：医保中心 5567001，税务局 5567002。
　　　　　　　　　　　　　　青禾市医疗保障局
　　　　　　　　　　　　　　2023年11月20日
"""

GOLD = """
schema = "1"
read_on = 2026-11-25
scheme = { value = "flexible_medical", quote = "灵活就业人员" }
insurance_year = { value = 2024, quote = "2024年度" }
not_stated = ["notice.document_number"]
todo = ["advice"]
findings = ["BOUND-OPEN"]

[coverage]
value = { start = 2024-01-01, end = 2025-01-01 }
basis = "inferred"
quotes = ["2024年度", { quote = "2024年", nth = 2 }]
why = "a calendar year"

[region]
adcode = "999900"
name = "青禾市医疗保障局"
area_code = { value = "0999", basis = "curated", why = "area-code table" }

[notice]
form = "announcement"
title = "关于青禾市灵活就业人员2024年度职工基本医疗保险缴费的通告"
issuers = ["青禾市医疗保障局"]
published_on = { value = 2023-11-20, quote = "2023年11月20日" }

[[rules]]
kind = "base"
quotes = ["月缴费基数为4012元"]
exact = { value = "4012.00", quote = "4012元" }
multiples = [{ value = 0.6, quote = "60%" }, { value = "1", quote = "100%" }]

[[rules]]
id = "contribution.basic.active"
kind = "contribution"
quotes = ["在职人员缴费比例为8%"]
when = [["status", "eq", "active", "在职人员"]]
component = "basic_medical"
label = "基本医疗保险"
restated = [
  { per = "month", amount = { value = "320.96", basis = "derived", formula = "4012 × 8%" } },
]
[rules.amount]
how = "percent"
rate = { value = "0.08", quote = "缴费比例为8%" }
of = "base.monthly"
per = "month"

[[rules]]
id = "contribution.catastrophic.active"
kind = "contribution"
quotes = ["大额医疗补助在职人员每人每年120元"]
when = [["status", "eq", "active"]]
component = "catastrophic"
label = "大额医疗补助"
amount = { how = "fixed", amount = { value = "120", quote = "120元" }, per = "year" }

[[rules]]
id = "contribution.catastrophic.retired"
kind = "contribution"
quotes = ["退休人员每人每年120元"]
when = [["status", "eq", "retired"]]
component = "catastrophic"
label = "大额医疗补助"
amount = { how = "fixed", amount = { value = 120, quote = "120元" }, per = "year" }

[[rules]]
id = "adjustment.subsidy.就业困难人员"
kind = "adjustment"
quotes = ["就业困难人员由财政补贴三分之二"]
when = [["hardship", "eq", "就业困难人员"]]
sign = "subsidy"
amount = { how = "percent", rate = { value = "2/3", quote = "三分之二" }, of = "amount_due" }

[[rules]]
id = "window.monthly"
kind = "window"
quotes = ["2023年12月1日9:00至2024年2月29日17:00，每月1—25日可办理"]
monthly = { value = { first_day = 1, last_day = 25 }, quote = "每月1—25日" }
[rules.window]
value = { opens = 2023-12-01T09:00:00, closes = 2024-02-29T17:00:00, precision = "minute" }
quote = "2023年12月1日9:00至2024年2月29日17:00"

[[rules]]
id = "waiting.over_threshold"
kind = "waiting"
quotes = ["有3个月待遇等待期"]
when = [["arrears_months", "gt", 3, "欠费超过三个月的"]]
length = { value = { count = 3, unit = "month" }, quote = "3个月" }

[[rules]]
id = "waiting.new_or_reenrolling"
kind = "waiting"
quotes = ["新参保人员或者中断后重新参保的，执行6个月待遇等待期"]
when = [{ any = [["enrolment", "eq", "new"], ["enrolment", "eq", "reenrolling"]] }]
length = { value = { count = 6, unit = "month" }, quote = "6个月" }

[[rules]]
id = "lapse.interrupted.over_threshold"
kind = "lapse"
quotes = [{ quote = "欠费超过三个月的，视为中断缴费", nth = 1 }]
when = [["arrears_months", "gt", 3, "超过三个月"]]
outcome = "interrupted"
note = "no cure stated"

[[rules]]
id = "procedure.refund.active.not_new.death_or_employed_by_unit"
kind = "procedure"
quotes = [
  "在职人员随单位参保或者死亡的，持身份证复印件、死亡证明或者火化证明",
  "到参保地医保窗口申请退还剩余月份已缴费用，再办理停保",
]
when = [
  ["event", "in", ["employed_by_unit", "death"]],
  { not = ["enrolment", "eq", "new"] },
  { all = [["status", "eq", "active"]] },
]
topic = "refund"
at = "参保地医保窗口"
documents = [
  { any_of = ["身份证"], form = "copy" },
  { any_of = ["死亡证明", "火化证明"], when = [["event", "eq", "death", "死亡的"]] },
]
steps = ["到参保地医保窗口申请退还剩余月份已缴费用", "办理停保"]
returns = { how = "returned", what = { value = "unused_months", quote = "退还剩余月份已缴费用" } }

[[rules]]
id = "contact.甲县.医保中心"
kind = "contact"
quotes = ["甲县：医保中心5567001"]
area = "甲县"
body = "医保中心"
phone = "5567001"
dial = { value = "+869995567001", basis = "derived", formula = "+86 · 999 · 5567001" }

[[rules]]
id = "contact.甲县.税务局"
kind = "contact"
quotes = ["税务局5567002"]
area = { value = "甲县", quote = "甲县：" }
body = "税务局"
phone = "5567002"
"""

NOTICE = Notice(TEXT, file_sha256="f" * 64, media_type="text/plain", encoding="utf-8")


def load(tmp_path: Path, toml: str) -> Gold:
    path = tmp_path / "gold" / "999900-qinghe" / "2024.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(toml, "utf-8")
    return gold.load(path, NOTICE)


@pytest.fixture(name="rules")
def _rules(tmp_path: Path) -> dict[str, Any]:
    return {rule.id: rule for rule in load(tmp_path, GOLD).ruleset.rules}


# ── this value <- this form ──────────────────────────────────────────────────────────────────


def test_what_the_file_says_of_itself(tmp_path: Path) -> None:
    one = load(tmp_path, GOLD)
    assert (one.key, one.todo, one.findings) == ("999900/2024", ("advice",), ("BOUND-OPEN",))
    assert (one.read_on, one.notice) == (date(2026, 11, 25), NOTICE)
    assert one.ruleset.not_stated == ("notice.document_number",)


def test_what_the_notice_says_of_itself(tmp_path: Path) -> None:
    found = load(tmp_path, GOLD).ruleset
    assert found.region is not None
    assert found.region.area_code is not None
    assert found.insurance_year is not None
    assert found.coverage is not None
    assert (found.scheme.value, found.insurance_year.value) == ("flexible_medical", 2024)
    assert (found.coverage.value.start, found.coverage.value.end) == (
        date(2024, 1, 1),
        date(2025, 1, 1),
    )
    assert [NOTICE.line(span.start) for span in found.coverage.spans] == [1, 8]
    assert (found.region.area_code.value, found.region.area_code.basis) == ("0999", "curated")
    about = found.notice
    assert about.title is not None
    assert about.title.value == "关于青禾市灵活就业人员2024年度职工基本医疗保险缴费的通告"
    assert about.title.spans[0].quote == TEXT[: TEXT.index("\n\n")]
    assert about.issuers is not None
    assert about.issuers.value == ("青禾市医疗保障局",)
    assert about.published_on is not None
    assert about.published_on.value == date(2023, 11, 20)
    assert about.document_number is None


def test_the_facts_of_the_file_are_the_notices(tmp_path: Path) -> None:
    about = load(tmp_path, GOLD).ruleset.notice
    assert (about.file_sha256, about.text_sha256) == ("f" * 64, NOTICE.text_sha256)
    assert (about.media_type, about.encoding) == ("text/plain", "utf-8")


def test_every_quote_is_a_slice_of_the_text(tmp_path: Path) -> None:
    spans = list(evidence(load(tmp_path, GOLD).ruleset.model_dump()))
    assert len(spans) == 52
    assert all(TEXT[span["start"] : span["end"]] == span["quote"] for span in spans)


def evidence(dumped: object) -> Iterator[dict[str, Any]]:
    if isinstance(dumped, dict) and "quote" in dumped:
        yield dumped
    elif isinstance(dumped, dict | list | tuple):
        for inner in dumped.values() if isinstance(dumped, dict) else dumped:
            yield from evidence(inner)


def test_money_and_rates_are_exact(rules: dict[str, Any]) -> None:
    base = rules["base.monthly"]
    assert base.exact.value == Decimal("4012")
    assert [multiple.value for multiple in base.multiples] == [Decimal("0.6"), Decimal("1")]
    contribution: Contribution = rules["contribution.basic.active"]
    assert isinstance(contribution.amount, Percent)
    assert contribution.amount.rate.value == Fraction(2, 25)
    assert contribution.restated[0].amount.value == Decimal("320.96")
    assert contribution.restated[0].amount.formula == "4012 × 8%"
    subsidy = rules["adjustment.subsidy.就业困难人员"]
    assert subsidy.amount.rate.value == Fraction(2, 3)


def test_a_quote_is_looked_for_in_the_rules_own_words_first(rules: dict[str, Any]) -> None:
    active = rules["contribution.catastrophic.active"].amount
    retired = rules["contribution.catastrophic.retired"].amount
    assert isinstance(active, Fixed)
    assert isinstance(retired, Fixed)
    assert active.amount.spans[0].quote == retired.amount.spans[0].quote == "120 元"
    assert active.amount.spans[0].start < retired.amount.spans[0].start
    # 甲县 stands in the sentence of the other office
    assert rules["contact.甲县.税务局"].area.spans[0].quote == "甲县："


def test_a_quote_may_run_over_blanks_and_line_ends(rules: dict[str, Any]) -> None:
    window = rules["window.monthly"]
    assert window.window.spans[0].quote == "2023年12月1日9:00至2024年2\n月29日17:00"
    assert window.window.value.opens == datetime(2023, 12, 1, 9)
    assert (window.monthly.value.first_day, window.monthly.value.last_day) == (1, 25)
    assert window.holiday_roll is None


def test_lists_of_words_are_found_in_order(rules: dict[str, Any]) -> None:
    refund: Procedure = rules["procedure.refund.active.not_new.death_or_employed_by_unit"]
    assert refund.steps is not None
    assert refund.steps.value == ("到参保地医保窗口申请退还剩余月份已缴费用", "办理停保")
    assert [span.quote for span in refund.steps.spans] == [
        "到参保地医保窗口申请退还\n剩余月份已缴费用",
        "办理停保",
    ]
    identity, death = refund.documents
    assert (identity.any_of.value, identity.form) == (("身份证",), "copy")
    assert death.any_of.value == ("死亡证明", "火化证明")
    assert holds(death.when, {"event": "death"}) is True
    assert isinstance(refund.returns, Returned)
    assert refund.returns.what.value == "unused_months"


def test_conditions_hold_together(rules: dict[str, Any]) -> None:
    when = rules["procedure.refund.active.not_new.death_or_employed_by_unit"].when
    assert isinstance(when, All)
    employed, not_new, active = when.of
    assert isinstance(employed, Cmp)
    assert employed.value == ("employed_by_unit", "death")
    assert isinstance(not_new, Not)
    assert written(active) == [["status", "eq", "active"]]
    assert isinstance(rules["waiting.new_or_reenrolling"].when, AnyOf)


def test_a_threshold_has_its_words(rules: dict[str, Any]) -> None:
    threshold = rules["waiting.over_threshold"].when
    assert isinstance(threshold, Cmp)
    assert threshold.spans[0].quote == "欠费超过三个月的"  # in the sentence before its own


def test_a_list_that_is_one_comparison_needs_no_second_bracket(tmp_path: Path) -> None:
    twice = GOLD.replace('["enrolment", "eq", "new"] },', '[["enrolment", "eq", "new"]] },')
    assert twice != GOLD
    assert load(tmp_path, twice).ruleset == load(tmp_path, GOLD).ruleset


def test_an_id_that_is_left_out_is_supplied(rules: dict[str, Any]) -> None:
    assert next(iter(rules)) == "base.monthly"


def test_words_between_latin_words_keep_one_blank(tmp_path: Path) -> None:
    notice = Notice("缴费 POS  Mini\n机 的小票可作凭证")
    path = tmp_path / "2024.toml"
    path.write_text(
        'schema = "1"\nscheme = { value = "other", quote = "凭证" }\n[notice]\nform = "notice"\n'
        '[[rules]]\nkind = "voucher"\nquotes = ["小票"]\ndocument = "缴费 POS  Mini 机的小票"\n',
        "utf-8",
    )
    (voucher,) = gold.load(path, notice).ruleset.rules
    assert voucher.kind == "voucher"
    assert voucher.document.value == "缴费POS Mini机的小票"
    assert voucher.document.spans[0].quote == "缴费 POS  Mini\n机 的小票"


# ── what must not load ───────────────────────────────────────────────────────────────────────

UNFIT: list[tuple[str, str, str, str]] = [
    # quotes: what it is, the text replaced, what replaces it, what the error says
    (
        "120元" + '" }, per = "year" }',
        "120元",
        "130元",
        "「130元」 引文失配 is not in the notice; 最近 nearest, L6: 「120元」",
    ),
    (
        'quotes = ["退休人员每人每年120元"]',
        "退休",
        "离休",
        "contribution.catastrophic.retired · quotes: 「离休人员每人每年120元」",
    ),
    (
        'quotes = ["退休人员每人每年120元"]',
        "退休人员每人",
        "每人",
        "stands 2 times in the notice (L6, L6)",
    ),
    (
        'quote = "灵活就业人员" }',
        '" }',
        '", nth = 2 }',
        "scheme: 「灵活就业人员」 nth = 2, but it stands 1 time(s) in the notice",
    ),
    ('quote = "灵活就业人员" }', '" }', '", nth = 0 }', "nth = 0"),
    (
        'quote = "2024年度" }',
        "2024年度",
        "2024年",
        "stands 2 times in the notice (L1, L8): nth = 1 … 2",
    ),
    (
        '"死亡证明", "火化证明"',
        '"死亡证明", "火化证明"',
        '"火化证明", "死亡证明"',
        "documents[1].any_of: 「死亡证明」",
    ),
    (
        'steps = ["到参保',
        "到参保",
        "去参保",
        "steps: 「去参保地医保窗口申请退还剩余月份已缴费用」 引文失配",
    ),
    (
        'quotes = ["有3个月待遇等待期"]',
        '["有3个月待遇等待期"]',
        "[]",
        "quotes: must be a list of the words",
    ),
    (
        'quotes = ["有3个月待遇等待期"]\n',
        'quotes = ["有3个月待遇等待期"]\n',
        "",
        "quotes: must be a list of the words",
    ),
    ('quotes = ["有3个月待遇等待期"]', '"有3个月待遇等待期"', '"  "', "a quote is empty"),
    (
        'quote = "三分之二"',
        'quote = "三分之二"',
        'quote = "三分之二", quotes = ["三分之二"]',
        "both quote and quotes",
    ),
    ('quote = "三分之二"', 'quote = "三分之二"', "nth = 1", "has nth, but no quote"),
    # keys
    ('sign = "subsidy"', "sign", "sing", "sing: unknown key; 是否 did you mean «sign»?"),
    ('sign = "subsidy"', "sign", "spans = []\nsign", "spans: unknown key"),
    ("findings = [", "findings", "finding", "finding: unknown key; 是否 did you mean «findings»?"),
    ('area_code = { value = "0999"', "area_code", "areacode", "region.areacode: unknown key"),
    ('form = "announcement"', "form =", 'encoding = "gbk"\nform =', "notice.encoding: unknown key"),
    ('quote = "三分之二"', "quote", "qoute", "amount.rate.qoute: unknown key"),
    ('of = "amount_due"', "of", "off", "amount.off: unknown key"),
    ('{ any_of = ["身份证"], form', "form", "from", "documents[0].from: unknown key"),
    (
        'todo = ["advice"]',
        "advice",
        "advise",
        "todo: unknown kind «advise»; 是否 did you mean «advice»?",
    ),
    ('findings = ["BOUND-OPEN"]', '["BOUND-OPEN"]', '"BOUND-OPEN"', "findings: must be a list"),
    ('kind = "lapse"', "lapse", "laps", "kind: unknown kind «laps»; 是否 did you mean «lapse»?"),
    # conditions
    (
        '["arrears_months", "gt", 3, "超过三个月"]',
        ', "超过三个月"',
        "",
        "a threshold must quote the words that set it",
    ),
    (
        '["arrears_months", "gt", 3, "超过三个月"]',
        "arrears_months",
        "arrear_months",
        "when[0]: unknown variable «arrear_months»; 是否 did you mean «arrears_months»?",
    ),
    ('["arrears_months", "gt", 3, "超过三个月"]', '"gt"', '">"', "unknown op «>»"),
    (
        '["arrears_months", "gt", 3, "超过三个月"]',
        "超过三个月",
        "超过四个月",
        "when[0]: 「超过四个月」 引文失配",
    ),
    (
        '["event", "in", ["employed_by_unit", "death"]]',
        '"in"',
        '"eq"',
        "`in`, and only it, takes a list",
    ),
    (
        '["hardship", "eq", "就业困难人员"]',
        '"就业困难人员"',
        "2024-01-01",
        "adjustment.subsidy.就业困难人员 · when[0]",
    ),
    ('["hardship", "eq", "就业困难人员"]', ', "就业困难人员"', "", "is not [variable, op, value]"),
    ("{ any = [", "any", "either", "when[0]: is neither [variable, op, value] nor"),
    # values
    ('value = "2/3"', "2/3", "5/3", "amount.percent.rate.value"),
    (
        'value = "2/3"',
        'value = "2/3"',
        'worth = "2/3"',
        "amount.rate: must be written { value = …, quote = … }",
    ),
    (
        'how = "returned"',
        "returned",
        "return",
        "returns.how: must be one of fixed, percent, returned, not 'return'",
    ),
    (
        'topic = "refund"',
        "refund",
        "refunds",
        "procedure.refund.active.not_new.death_or_employed_by_unit · topic: Input should be",
    ),
    (
        'value = "0999", basis = "curated", why = "area-code table"',
        ', why = "area-code table"',
        "",
        "lacks its evidence",
    ),
    (
        'quote = "2024年度" }',
        'quote = "2024年度"',
        'basis = "stated"',
        "insurance_year: a stated fact lacks its evidence",
    ),
    (
        'exact = { value = "4012.00", quote = "4012元" }',
        '{ value = "4012.00", quote = "4012元" }',
        '"4012元"',
        "exact: must be written { value = …, quote = … }",
    ),
    ('of = "base.monthly"', "base.monthly", "base.yearly", "unresolved references"),
    # names
    (
        'id = "window.monthly"',
        "monthly",
        "concentrated",
        "window.concentrated · id: its content names it window.monthly",
    ),
    # the file
    ('schema = "1"', '"1"', '"2"', "schema: must be \"1\", not '2'"),
    ("read_on = 2026-11-25", "2026-11-25", '"2026"', "read_on: must be a date"),
    ('form = "announcement"\n', 'form = "announcement"\n', "", "notice.form: Field required"),
    ('scheme = { value = "flexible_medical"', "scheme", "# scheme", "scheme: Field required"),
    ("read_on = 2026", "read_on = ", "read_on : ", "不是 TOML not TOML"),
]


@pytest.mark.parametrize(("line", "old", "new", "said"), UNFIT)
def test_what_does_not_fit_is_named(
    tmp_path: Path, line: str, old: str, new: str, said: str
) -> None:
    assert line in GOLD
    with pytest.raises(GoldError) as raised:
        load(tmp_path, GOLD.replace(line, line.replace(old, new, 1), 1))
    message = str(raised.value)
    assert said in message
    assert message.startswith(str(tmp_path / "gold" / "999900-qinghe" / "2024.toml"))
    assert raised.value.exit_code == 7
    assert len(raised.value.misfits) == 1


def test_everything_that_does_not_fit_is_named_at_once(tmp_path: Path) -> None:
    wrong = GOLD.replace("4012元", "4013元").replace("5567002", "5567003")
    wrong = wrong.replace('quote = "三分之二"', 'quote = "三分之三"')
    with pytest.raises(GoldError) as raised:
        load(tmp_path, wrong)
    assert [(one.rule, one.field, one.line) for one in raised.value.misfits] == [
        ("rules[1] base", "quotes", 5),
        ("adjustment.subsidy.就业困难人员", "amount.rate", 6),
        ("contact.甲县.税务局", "quotes", 17),
    ]
    assert raised.value.misfits[0] == Misfit(
        "rules[1] base",
        "quotes",
        "引文失配 is not in the notice",
        "月缴费基数为4013元",
        "月缴费基数为4012元",
        5,
    )


@pytest.mark.parametrize("rules", ["rules = 1", "rules = [1]", "[rules]\nkind = 'base'"])
def test_rules_are_tables(tmp_path: Path, rules: str) -> None:
    top = 'schema = "1"\nscheme = { value = "other", quote = "灵活就业人员" }\n'
    with pytest.raises(GoldError, match=r"rules: must be written \[\[rules\]\]"):
        load(tmp_path, f"{top}notice.form = 'notice'\n{rules}\n")


def test_words_like_none_in_the_notice_have_no_nearest(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="引文失配") as raised:
        load(tmp_path, GOLD.replace('"三分之二"', '"QXZ"'))
    assert raised.value.misfits[0].nearest == ""


def test_one_gold_serves_every_layout(tmp_path: Path) -> None:
    path = tmp_path / "2024.toml"
    path.write_text(GOLD, "utf-8")
    laid_out = TEXT.replace("在职", "在\n　职").replace("。\n", "。").replace("元", " 元")
    other = gold.load(path, Notice("\ufeff" + laid_out)).ruleset
    assert diff(gold.load(path, NOTICE).ruleset, other).same
    for span in evidence(other.model_dump()):
        assert ("\ufeff" + laid_out)[span["start"] : span["end"]] == span["quote"]


# ── the project's own ────────────────────────────────────────────────────────────────────────

ROOT = corpus.root_from(Path(__file__).parent)


@pytest.mark.parametrize("key", corpus.entries(ROOT / "gold", (".toml",)))
def test_every_gold_fits_its_notice(key: str) -> None:
    one = gold.load(gold.find(key, ROOT), read(corpus.find(key, ROOT)))
    assert one.key == key
    assert one.ruleset.region is None or one.ruleset.region.adcode == key[:6]

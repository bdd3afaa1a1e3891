"""Whether values stand in their words and words in rules: tables of "this finding <- this"."""

from __future__ import annotations

from typing import Any

import pytest
from ruleset_of import ACTIVE, Page, outcome, verdict

from extractor.checks import CHECKS, check
from extractor.evidence import Evidence, Fact
from extractor.notice import Notice
from extractor.pipeline import extract
from extractor.schema import Contribution, RuleSet, StatedTotal, WaitingPeriod


def page() -> Page:
    """A small notice that is in order."""
    page = Page("月缴费基数为3291元，缴费比例为8%，每月263.28元，合计3159.36元。")
    base = page.add("base", id="base.monthly", exact=page.money("3291元"))
    page.contribution(
        "basic_medical",
        page.percent("8%", base),
        ACTIVE,
        label=page.words("缴费"),
        restated=[page.fixed("263.28元", "month")],
    )
    page.total("3159.36元", "year", ACTIVE, sums=["contribution.r2"])
    return page


def changed(ruleset: RuleSet, place: int, **fields: Any) -> RuleSet:
    """A rule set one of whose rules was changed behind the model's back."""
    rules = list(ruleset.rules)
    rules[place] = rules[place].model_copy(update=fields)
    return ruleset.model_copy(update={"rules": tuple(rules)})


def codes(ruleset: RuleSet, page: Page, code: str) -> list[str]:
    findings, _ = check(ruleset, page.notice, codes=[code])
    return [f"{finding.severity} {finding.about}" for finding in findings]


GROUNDING = ("SPAN-EXACT", "FACT-BASIS", "VALUE-IN-QUOTE", "REF-CLOSED")


def test_a_rule_set_in_order() -> None:
    for code in GROUNDING:
        assert codes(page().ruleset(), page(), code) == [], code


def test_a_quote_that_is_not_there() -> None:
    one = page()
    elsewhere = Evidence(start=0, end=2, quote="基数")
    broken = changed(one.ruleset(), 0, spans=(elsewhere,))
    assert codes(broken, one, "SPAN-EXACT") == ["error extraction"]
    beyond = Evidence(start=999, end=1001, quote="基数")
    broken = changed(one.ruleset(), 0, spans=(beyond,))
    assert codes(broken, one, "SPAN-EXACT") == ["error extraction"]


@pytest.mark.parametrize(
    "fact",
    [
        Fact[str].model_construct(value="缴费", basis="stated", spans=()),
        Fact[str].model_construct(value="缴费", basis="inferred", spans=(), why="因为"),
        Fact[str].model_construct(value="缴费", basis="derived", formula=None),
        Fact[str].model_construct(value="缴费", basis="curated", why=None),
    ],
)
def test_a_fact_without_its_evidence(fact: Fact[str]) -> None:
    one = page()
    assert codes(changed(one.ruleset(), 1, label=fact), one, "FACT-BASIS") == ["error extraction"]


def test_a_rule_without_its_words() -> None:
    one = page()
    assert codes(changed(one.ruleset(), 1, spans=()), one, "FACT-BASIS") == ["error extraction"]


def test_a_reference_that_leads_nowhere() -> None:
    one = page()
    broken = changed(one.ruleset(), 2, sums=("contribution.gone",))
    assert isinstance(broken.rules[2], StatedTotal)
    assert codes(broken, one, "REF-CLOSED") == ["error extraction"]


# ── VALUE-IN-QUOTE ───────────────────────────────────────────────────────────────────────────


def stated(kind: str, field: str, value: Any, quote: str) -> Page:
    """A rule with one fact that is to be read from a quote."""
    page = Page(f"甲{quote}乙")
    needed: dict[str, dict[str, Any]] = {
        "waiting": {},
        "base": {},
        "plan": {"label": page.words("甲")},
        "window": {},
        "contact": {},
        "procedure": {"topic": "retire"},
        "channel": {"purpose": "pay", "mode": "online", "provider": page.words("甲")},
    }
    page.add(kind, **{**needed[kind], field: page.fact(value, quote)})
    return page


READABLE: list[tuple[str, str, Any, str]] = [
    ("base", "exact", "3291", "3291元"),
    ("base", "exact", "22080", "￥22,080 元"),
    ("base", "exact", "42000", "4.2万元"),
    ("base", "exact", "280", "贰佰捌拾元"),
    ("base", "exact", "3500", "３５００ 元"),
    ("waiting", "length", {"count": 3, "unit": "month"}, "三个月"),
    ("waiting", "length", {"count": 3, "unit": "month"}, "3 个月待遇等待期"),
    ("waiting", "length", {"count": 12, "unit": "month"}, "一年"),
    ("waiting", "length", {"count": 0, "unit": "month"}, "不设待遇等待期"),
    ("channel", "posting_delay", {"count": 5, "unit": "workday"}, "五个工作日后"),
    ("plan", "label", "统账结合", "统账 结合"),
    ("contact", "phone", "0913-2933776", "0913-2933776"),
    ("contact", "phone", "029-87420316", "（029）87420316"),
    ("contact", "area", "沁县", "沁 县医保"),
    ("contact", "area", "市本级", "市医保中心"),
    ("channel", "steps", ["微信", "服务", "社保"], "微信→服务→【社保】"),
    ("window", "monthly", {"first_day": 1, "last_day": 25}, "每月 1—25 日"),
    (
        "window",
        "window",
        {"opens": "2022-11-15T09:00", "closes": "2022-12-25T17:00", "precision": "minute"},
        "2022年11月15日9:00至12月25日17:00",
    ),
    (
        "window",
        "window",
        {"opens": "2023-07-01T00:00", "closes": "2024-07-01T00:00", "precision": "month"},
        "2023年7月至2024年6月",
    ),
    (
        "window",
        "window",
        {"opens": "2023-11-15T00:00", "closes": "2023-12-26T00:00", "precision": "day"},
        "2023.11.15—12.25",
    ),
    ("procedure", "deadline", {"form": "monthly", "day": 24}, "每月24日前"),
    ("procedure", "deadline", {"form": "date", "on": "2024-11-20"}, "２０２４．１１．２０前"),
    (
        "procedure",
        "deadline",
        {"form": "within", "length": {"count": 3, "unit": "month"}},
        "在三个月内",
    ),
    ("procedure", "deadline", {"form": "promptly"}, "及时"),
    ("window", "holiday_roll", "none", "节假日不顺延"),  # our classification
    ("plan", "personal_account", True, "建立个人账户"),
]
UNREADABLE: list[tuple[str, str, Any, str]] = [
    ("base", "exact", "3219", "3291元"),
    ("base", "exact", "329", "3291元"),
    ("base", "exact", "56", "3847.56元"),
    ("waiting", "length", {"count": 6, "unit": "month"}, "三个月"),
    ("waiting", "length", {"count": 3, "unit": "day"}, "三个月"),
    ("waiting", "length", {"count": 0, "unit": "month"}, "三个月"),
    ("plan", "label", "单建统筹", "统账结合"),
    ("contact", "phone", "0913-2933767", "0913-2933776"),
    ("contact", "area", "沁源县", "沁县医保"),
    ("channel", "steps", ["服务", "微信"], "微信→服务"),
    ("window", "monthly", {"first_day": 1, "last_day": 20}, "每月1—25日"),
    (
        "window",
        "window",
        {"opens": "2022-11-15T09:00", "closes": "2022-12-20T17:00", "precision": "minute"},
        "2022年11月15日9:00至12月25日17:00",
    ),
    ("procedure", "deadline", {"form": "monthly", "day": 23}, "每月24日前"),
    ("procedure", "deadline", {"form": "date", "on": "2024-10-20"}, "2024.11.20前"),
    (
        "procedure",
        "deadline",
        {"form": "within", "length": {"count": 6, "unit": "month"}},
        "在三个月内",
    ),
]


@pytest.mark.parametrize(("kind", "field", "value", "quote"), READABLE)
def test_a_value_that_its_quote_yields(kind: str, field: str, value: Any, quote: str) -> None:
    assert verdict(stated(kind, field, value, quote), "VALUE-IN-QUOTE") in (["ok"], ["not_run"])


@pytest.mark.parametrize(("kind", "field", "value", "quote"), UNREADABLE)
def test_a_value_that_its_quote_does_not_yield(
    kind: str, field: str, value: Any, quote: str
) -> None:
    assert verdict(stated(kind, field, value, quote), "VALUE-IN-QUOTE") == ["error extraction"]


@pytest.mark.parametrize(
    ("rate", "quote", "expected"),
    [
        ("0.08", "8%", ["ok"]),
        ("0.08", "百分之八", ["ok"]),
        ("0.0005", "万分之五", ["ok"]),
        ("2/3", "三分之二", ["ok"]),
        ("2/3", "2/3", ["ok"]),
        ("1", "全额", ["ok"]),
        ("0.09", "8%", ["error extraction"]),
        ("0.08", "8", ["error extraction"]),
    ],
)
def test_rates(rate: str, quote: str, expected: list[str]) -> None:
    page = Page(f"补贴{quote}。")
    amount = {"how": "percent", "rate": page.fact(rate, quote), "of": "amount_due", "per": "once"}
    page.add("adjustment", sign="subsidy", amount=amount)
    assert verdict(page, "VALUE-IN-QUOTE") == expected


def test_what_is_not_stated_is_not_read_again() -> None:
    page = Page("甲")
    length = {
        "value": {"count": 3, "unit": "month"},
        "basis": "inferred",
        "spans": [page.at("甲")],
        "why": "示例",
    }
    page.add("waiting", length=length)
    assert isinstance(page.ruleset().rules[0], WaitingPeriod)
    assert verdict(page, "VALUE-IN-QUOTE") == ["not_run"]


def test_metadata_is_read_again_too() -> None:
    page = Page("2023年度，发布于2023年7月13日")
    good = {
        "insurance_year": page.fact(2023, "2023年度"),
        "notice_published_on": page.fact("2023-07-13", "2023年7月13日"),
    }
    assert verdict(page, "VALUE-IN-QUOTE", **good) == ["ok"]
    bad = {"insurance_year": page.fact(2024, "2023年度")}
    assert verdict(page, "VALUE-IN-QUOTE", **bad) == ["error extraction"]


# ── TEXT-CLOSED, NUMERAL-CLOSED ──────────────────────────────────────────────────────────────


def test_what_no_rule_answers_for() -> None:
    one = page()
    loose = [one.at("合计")]
    assert verdict(one, "TEXT-CLOSED") == ["ok"]
    assert verdict(one, "TEXT-CLOSED", unclaimed_text=loose) == ["warning extraction"]
    assert verdict(one, "NUMERAL-CLOSED") == ["ok"]
    (finding,), _ = outcome(one, "NUMERAL-CLOSED", unclaimed_numerals=[one.at("3291")])
    assert (finding.severity, finding.about) == ("error", "extraction")
    assert finding.zh == "1 个数字没有规则认领：3291（L1）"


# ── PROFILE ──────────────────────────────────────────────────────────────────────────────────


def test_what_every_notice_states() -> None:
    findings, _ = outcome(page(), "PROFILE")
    assert [finding.zh for finding in findings] == [
        "未见缴费时间",
        "未见缴费渠道",
        "未见咨询电话",
        "未见保障期",
    ]
    assert {finding.severity for finding in findings} == {"warning"}


def test_a_confirmed_silence_is_no_gap() -> None:
    silences = ("window", "channel", "contact", "coverage (months)")
    assert verdict(page(), "PROFILE", not_stated=silences) == ["ok"]


def test_no_money_at_all() -> None:
    findings, _ = outcome(Page("空"), "PROFILE")
    assert findings[0].zh == "未见缴费标准或缴费基数"


# ── all checks together ──────────────────────────────────────────────────────────────────────


def test_every_check_answers_and_raises_nothing_on_an_empty_rule_set() -> None:
    empty = Page("一封没有规则的信。")
    findings, results = check(empty.ruleset(), empty.notice)
    assert [result.code for result in results] == list(CHECKS)
    assert {finding.code for finding in findings} == {"PROFILE"}
    for result in results:
        assert result.outcome in ("ok", "finding", "not_run")
        assert result.outcome != "not_run" or (result.zh and result.en)


def test_a_check_changes_nothing() -> None:
    one = page()
    ruleset = one.ruleset()
    before = ruleset.model_dump_json()
    check(ruleset, one.notice)
    assert ruleset.model_dump_json() == before
    assert isinstance(ruleset.rules[1], Contribution)


def test_a_numeral_in_a_name_or_before_an_item_is_no_quantity() -> None:
    text = (
        "某市居民医保缴费答复\n网友“UU0071”您好！现答复如下：1.B5县居民医保每人每年380元。"
        "2.请下载“掌上12333”APP查询。\n"
    )
    assert [span.quote for span in extract(Notice(text)).unclaimed_numerals] == []


def test_the_share_that_goes_to_the_pool_is_answered_for() -> None:
    text = "灵活就业人员养老保险怎么缴费\n灵活就业人员缴费比例为20%，其中12%计入统筹基金。\n"
    assert [span.quote for span in extract(Notice(text)).unclaimed_numerals] == []

"""Ids come from what a rule is about: tables of "this id <- a rule like this"."""

from __future__ import annotations

import random
from typing import Any

import pytest
from pydantic import TypeAdapter

from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Not, Pred, Var, together
from extractor.identity import base_id, identify
from extractor.schema import KINDS, Rule

RULE: TypeAdapter[Rule] = TypeAdapter(Rule)


def words(quote: str, start: int = 0) -> dict[str, Any]:
    return {"start": start, "end": start + len(quote), "quote": quote}


def said(value: object, start: int = 0) -> dict[str, Any]:
    return {"value": value, "spans": [words("原文", start)]}


def rule(kind: str, quote: str = "原文如此", start: int = 0, **fields: Any) -> Rule:
    """A rule of a kind, with an id that must not matter."""
    data = {"id": "x", "kind": kind, "spans": [words(quote, start)], **fields}
    return RULE.validate_python(data)


def cmp(var: str, op: Any, value: Any) -> Cmp:
    return Cmp.model_validate({"op": op, "var": var, "value": value, "spans": [words("超过")]})


def fixed(amount: str, per: str = "year") -> dict[str, Any]:
    return {"how": "fixed", "amount": said(amount), "per": per}


ACTIVE = cmp("status", "eq", "active")
RETIRED = cmp("status", "eq", "retired")
NEW = cmp("enrolment", "eq", "new")
LENGTH = said({"count": 3, "unit": "month"})


def contribution(component: str = "basic_medical", **fields: Any) -> Rule:
    given = {"label": said("基本医疗保险费"), "amount": fixed("420.50"), **fields}
    return rule("contribution", component=component, **given)


def waiting(when: Pred = ALWAYS, start: int = 0, count: int = 3) -> Rule:
    length = said({"count": count, "unit": "month"})
    return rule("waiting", start=start, when=when, length=length)


def contact(start: int = 0, **fields: Any) -> Rule:
    return rule("contact", start=start, **fields)


NAMES: list[tuple[str, Rule]] = [
    # plans and bases
    ("plan.一档", rule("plan", label=said("一档"))),
    ("plan.a档", rule("plan", label=said("“Ａ 档”"))),
    ("base.monthly", rule("base", exact=said("4012"))),
    ("base.monthly", rule("base", when=ACTIVE, lower=said("4012"))),
    ("base.reference_wage", rule("base", subject="reference_wage", exact=said("7000"))),
    ("base.pension", rule("base", subject="pension")),
    ("base.average_pension", rule("base", subject="average_pension")),
    # money
    ("contribution.basic", contribution()),
    ("contribution.basic.active", contribution(when=ACTIVE)),
    ("contribution.basic.treasury", contribution(payer="treasury")),
    ("contribution.basic.employer.active", contribution(payer="employer", when=ACTIVE)),
    ("contribution.catastrophic.retired", contribution("catastrophic", when=RETIRED)),
    ("contribution.maternity", contribution("maternity")),
    ("contribution.long_term_care", contribution("long_term_care")),
    ("contribution.pension", contribution("pension")),
    ("contribution.unemployment", contribution("unemployment")),
    ("total.active.year", rule("total", when=ACTIVE, amount=said("9"), per="year", sums=[])),
    ("total.month", rule("total", amount=said("9"), per="month", sums=[])),
    ("credit", rule("credit", amount=fixed("68"))),
    ("credit.retired", rule("credit", when=RETIRED, amount=fixed("68"))),
    ("adjustment.late_charge", rule("adjustment", sign="late_charge", amount=fixed("1"))),
    (
        "adjustment.subsidy.就业困难人员",
        rule(
            "adjustment",
            sign="subsidy",
            amount=fixed("1"),
            when=cmp("hardship", "eq", "就业困难人员"),
        ),
    ),
    # time
    ("window.period", rule("window", window=said({"precision": "day"}))),
    (
        "window.monthly.paid_up",
        rule(
            "window",
            when=cmp("paid_through", "ge", "2024-06"),
            window=said({"precision": "month"}),
            monthly=said({"first_day": 1, "last_day": 20}),
        ),
    ),
    ("window.period", rule("window", holiday_roll=said("none"))),
    ("frequency", rule("frequency", options=said(["month", "quarter"]))),
    (
        "frequency.reached_retirement_age",
        rule(
            "frequency",
            options=said(["month"]),
            when=cmp("reached_retirement_age", "eq", True),
        ),
    ),
    ("waiting.all", waiting()),
    ("waiting.new", waiting(NEW)),
    ("lapse.interrupted", rule("lapse", outcome="interrupted")),
    (
        "lapse.continue.up_to_threshold",
        rule(
            "lapse",
            outcome="benefits_continue_after_backpay",
            when=cmp("arrears_months", "le", 2),
        ),
    ),
    # who does what where
    ("procedure.enrol", rule("procedure", topic="enrol", at=said("医保窗口"))),
    (
        "procedure.refund.employed_by_unit",
        rule("procedure", topic="refund", when=cmp("event", "eq", "employed_by_unit")),
    ),
    ("procedure.death", rule("procedure", topic="death", when=cmp("event", "eq", "death"))),
    (
        "channel.pay.云闪付app",
        rule("channel", purpose="pay", mode="online", provider=said("云闪付 APP")),
    ),
    ("channel.query.微信", rule("channel", purpose="query", mode="online", provider=said("微信"))),
    ("voucher.缴费专用机的小票", rule("voucher", document=said("缴费专用 POS 机的小票"))),
    (
        "voucher.加盖税收业务专用章的社会",
        rule("voucher", document=said("加盖税收业务专用章的社会保险费缴费证明")),
    ),
    ("contact.沁县", contact(area=said("沁 县"), body=said("县医保中心"))),
    ("contact.县医保中心", contact(body=said("县医保中心"), topics=["policy"])),
    ("contact.payment_policy", contact(phone=said("12366"), topics=["policy", "payment"])),
    ("contact.12345", contact(body=said("12345"))),
    ("contact", contact(phone=said("12366"))),
    ("responsibility.市医保局", rule("responsibility", body=said("市医保局"), duty=said("核定"))),
    (
        "eligibility.may_enrol.个体工商户及其雇工",
        rule("eligibility", effect="may_enrol", group=said("个体工商户及其雇工"), when=NEW),
    ),
    (
        "eligibility.barred.employee_or_resident",
        rule(
            "eligibility",
            effect="barred",
            when=cmp("other_insurance", "in", ["resident", "employee"]),
        ),
    ),
    ("change.waiting.new", rule("change", target="waiting.new", direction="shortened")),
    ("advice.请广大参保人员年", rule("advice", quote="（一）请 广大参保人员2024年\n及时缴费")),
]


@pytest.mark.parametrize(("name", "given"), NAMES, ids=[name for name, _ in NAMES])
def test_a_rule_is_named_after_what_it_is_about(name: str, given: Rule) -> None:
    assert base_id(given) == name
    assert [named.id for named in identify([given])] == [name]


def test_every_kind_of_rule_has_a_name() -> None:
    assert {given.kind for _, given in NAMES} == set(KINDS)


CONDITIONS: list[tuple[str, Pred]] = [
    # words for words
    ("active", ACTIVE),
    ("not_active", Not(of=ACTIVE)),
    ("active_or_retired", cmp("status", "in", ["retired", "active"])),
    ("active_or_retired", AnyOf(of=(RETIRED, ACTIVE))),
    ("not_death.not_emigration", Not(of=cmp("event", "in", ["emigration", "death"]))),
    ("month_or_quarter_or_half_year", cmp("frequency", "in", ["half_year", "month", "quarter"])),
    ("bank_or_tax_hall", cmp("pay_route", "in", ["tax_hall", "bank"])),
    ("no_other_insurance", cmp("other_insurance", "eq", "none")),
    ("insured_elsewhere", cmp("other_insurance", "ne", "none")),
    ("local_household", cmp("local_household", "eq", True)),
    ("not_local_household", cmp("local_household", "eq", False)),
    ("not_local_household", cmp("local_household", "ne", True)),
    ("in_window", cmp("in_window", "eq", True)),
    ("late", cmp("in_window", "eq", False)),
    ("late", Not(of=cmp("in_window", "eq", True))),
    ("hardship", cmp("hardship", "eq", True)),
    ("低保对象", cmp("hardship", "eq", "低保 对象")),
    ("统账结合一档", cmp("plan", "eq", "统账结合（一档）")),
    ("甲县", cmp("area", "eq", "甲县")),
    ("hmt_residence_permit", cmp("identity", "eq", "hmt_residence_permit")),
    # numbers, never told
    ("up_to_threshold", cmp("arrears_months", "le", 3)),
    ("up_to_threshold", cmp("arrears_months", "lt", 12)),
    ("up_to_threshold", Not(of=cmp("arrears_months", "gt", 3))),
    ("over_threshold", cmp("months_since_separation", "gt", 3)),
    ("over_threshold", cmp("months_since_separation", "ge", 6)),
    (
        "between_thresholds",
        All(of=(cmp("arrears_months", "gt", 3), cmp("arrears_months", "le", 9))),
    ),
    ("at_threshold", cmp("arrears_months", "eq", 3)),
    ("band_1", All(of=(cmp("age", "ge", 35), cmp("age", "lt", 45)))),
    ("tier_60", cmp("base_multiple", "eq", "0.6")),
    ("tier_100", cmp("base_multiple", "eq", "1.0")),
    ("tier_300", cmp("base_multiple", "eq", 3)),
    ("tier_62_5", cmp("base_multiple", "eq", "0.625")),
    ("over_tier_100", cmp("base_multiple", "gt", "1")),
    ("paid_up", cmp("paid_through", "ge", "2023-06")),
    ("not_paid_up", cmp("paid_through", "lt", "2023-06")),
    ("not_paid_up", Not(of=cmp("paid_through", "ge", "2024-12"))),
    ("paid_year", cmp("paid_year", "eq", 2023)),
    # together, in the order of the variables
    ("active.new", All(of=(NEW, ACTIVE))),
    ("active.new", All(of=(ACTIVE, All(of=(NEW, ACTIVE))))),
    (
        "not_paid_up.over_threshold",
        together(cmp("arrears_months", "gt", 3), cmp("paid_through", "lt", "2023-06")),
    ),
    (
        "new_or_reached_retirement_age_and_month_or_quarter",
        AnyOf(
            of=(
                All(
                    of=(
                        cmp("frequency", "in", ["quarter", "month"]),
                        cmp("reached_retirement_age", "eq", True),
                    )
                ),
                NEW,
            )
        ),
    ),
]


@pytest.mark.parametrize(("tokens", "when"), CONDITIONS)
def test_a_condition_is_named_after_its_variables(tokens: str, when: Pred) -> None:
    assert base_id(waiting(when)) == f"waiting.{tokens}"


def test_every_variable_has_a_token() -> None:
    for var in Var:
        assert base_id(waiting(cmp(var.value, "eq", True))) not in ("waiting", "waiting.all")


def ids(*rules: Rule) -> list[str]:
    return [named.id for named in identify(rules)]


def procedure(at: str, start: int = 0, **fields: Any) -> Rule:
    return rule("procedure", topic="enrol", start=start, at=said(at), **fields)


APART: list[tuple[str, list[str], list[Rule]]] = [
    (
        "place of a procedure",
        ["procedure.enrol.档案托管机构", "procedure.enrol.医保经办机构"],
        [procedure("档案托管机构"), procedure("医保经办机构")],
    ),
    (
        "actor, where the place does not help",
        ["procedure.enrol.relative", "procedure.enrol.insured"],
        [procedure("窗口", actor="relative"), procedure("窗口")],
    ),
    (
        "no place where the conditions do it",
        ["procedure.enrol.new", "procedure.enrol"],
        [procedure("窗口", when=NEW), procedure("大厅")],
    ),
    (
        "topics of one area's offices",
        ["contact.甲县.payment", "contact.甲县.policy", "contact.乙县"],
        [
            contact(area=said("甲县"), topics=["payment"]),
            contact(area=said("甲县"), topics=["policy"]),
            contact(area=said("乙县"), topics=["policy"]),
        ],
    ),
    (
        "bodies of one area",
        ["contact.甲县.税务局", "contact.甲县.医保局"],
        [
            contact(area=said("甲县"), body=said("税务局")),
            contact(area=said("甲县"), body=said("医保局")),
        ],
    ),
    (
        "direction of a change",
        ["change.waiting.all.shortened", "change.waiting.all.simplified"],
        [
            rule("change", target="waiting.all", direction="shortened"),
            rule("change", target="waiting.all", direction="simplified"),
        ],
    ),
    (
        "conditions of bases",
        ["base.monthly.active", "base.monthly"],
        [rule("base", when=ACTIVE), rule("base")],
    ),
    (
        "duty of one body",
        ["responsibility.医保.核定", "responsibility.医保.经办"],
        [
            rule("responsibility", body=said("医保"), duty=said("核定")),
            rule("responsibility", body=said("医保"), duty=said("经办")),
        ],
    ),
    (
        "age brackets, the youngest first",
        ["credit.active.band_2", "credit.active.band_1", "credit.active.band_3", "credit.retired"],
        [
            rule(
                "credit",
                amount=fixed("2"),
                when=together(ACTIVE, cmp("age", "ge", 35), cmp("age", "lt", 45)),
            ),
            rule("credit", amount=fixed("3"), when=together(ACTIVE, cmp("age", "lt", 35))),
            rule("credit", amount=fixed("1"), when=together(ACTIVE, cmp("age", "ge", 45))),
            rule("credit", amount=fixed("1"), when=RETIRED),
        ],
    ),
    (
        "以上 stands before 超过",
        ["credit.band_2", "credit.band_1"],
        [
            rule("credit", amount=fixed("2"), when=cmp("age", "gt", 45)),
            rule("credit", amount=fixed("3"), when=cmp("age", "ge", 45)),
        ],
    ),
    (
        "tiers",
        ["total.tier_60.year", "total.tier_100.year"],
        [
            rule(
                "total",
                amount=said("1"),
                per="year",
                sums=[],
                when=cmp("base_multiple", "eq", "0.6"),
            ),
            rule(
                "total", amount=said("2"), per="year", sums=[], when=cmp("base_multiple", "eq", "1")
            ),
        ],
    ),
    (
        "nothing but the order in the notice",
        ["contact.甲县.2", "contact.甲县", "contact.甲县.3"],
        [
            contact(start=20, area=said("甲县")),
            contact(start=10, area=said("甲县")),
            contact(start=30, area=said("甲县")),
        ],
    ),
    (
        "two phones in one sentence, in their order",
        ["contact.甲县.2", "contact.甲县"],
        [
            contact(area=said("甲县"), phone=said("8321101", 9)),
            contact(area=said("甲县"), phone=said("8321100", 1)),
        ],
    ),
    (
        "an ordinal that is nobody's name",
        ["plan.2", "plan", "plan.3"],
        [
            rule("plan", label=said("2")),
            rule("plan", label=said("、")),
            rule("plan", label=said("。"), start=5),
        ],
    ),
]


@pytest.mark.parametrize(("_why", "names", "rules"), APART, ids=[why for why, _, _ in APART])
def test_rules_of_one_name_are_told_apart_by(
    _why: str, names: list[str], rules: list[Rule]
) -> None:
    assert ids(*rules) == names


# ── what an id does not hang on ──────────────────────────────────────────────────────────────


def everything() -> list[Rule]:
    return [given for _, given in NAMES] + [given for _, _, rules in APART for given in rules]


def test_ids_are_unique_and_well_formed() -> None:
    named = identify(everything())
    assert len({one.id for one in named}) == len(named)
    for one in named:
        assert RULE.validate_python(one.model_dump()) == one


def test_ids_of_the_input_count_for_nothing() -> None:
    named = identify(everything())
    assert identify(named) == named
    renamed = [one.model_copy(update={"id": f"x{at}"}) for at, one in enumerate(named)]
    assert identify(renamed) == named


def spread(by: int = 0) -> list[Rule]:
    """All rules, each in a place of its own."""
    rules = enumerate(everything())
    return [one.model_copy(update={"spans": moved(one, 100 * at + by)}) for at, one in rules]


def test_the_order_of_the_input_counts_for_nothing() -> None:
    expected = {one.spans: one.id for one in identify(spread())}
    for seed in range(5):
        shuffled = random.Random(seed).sample(spread(), len(expected))
        assert {one.spans: one.id for one in identify(shuffled)} == expected


def test_where_a_rule_stands_counts_for_nothing() -> None:
    assert ids(*spread(1000)) == ids(*spread())


def moved(one: Rule, by: int) -> tuple[Any, ...]:
    return tuple(
        span.model_copy(update={"start": span.start + by, "end": span.end + by})
        for span in one.spans
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (contribution(amount=fixed("420.50")), contribution(amount=fixed("9999", "month"))),
        (waiting(NEW, count=3), waiting(NEW, count=0)),
        (waiting(cmp("arrears_months", "gt", 3)), waiting(cmp("arrears_months", "ge", 12))),
        (rule("base", exact=said("1")), rule("base", lower=said("2"), upper=said("3"))),
        (contact(area=said("甲县"), phone=said("1")), contact(area=said("甲县"), phone=said("2"))),
        (
            rule("window", window=said({"precision": "day", "opens": "2023-01-01T00:00"})),
            rule("window", window=said({"precision": "minute", "closes": "2025-01-01T09:00"})),
        ),
        (
            rule("total", amount=said("1"), per="year", sums=[]),
            rule("total", amount=said("2"), per="year", sums=["base.monthly"]),
        ),
    ],
)
def test_values_count_for_nothing(one: Rule, other: Rule) -> None:
    assert base_id(one) == base_id(other)


@pytest.mark.parametrize(
    ("plain", "laid_out"),
    [
        (
            rule("advice", quote="请及时缴费以免影响待遇"),
            rule("advice", quote="请及 时缴\n费　以免影响待遇"),
        ),
        (rule("voucher", document=said("银行回单")), rule("voucher", document=said("银行\n 回单"))),
        (rule("plan", label=said("第一档")), rule("plan", label=said("第 一\u3000档"))),
        (contact(area=said("长子县")), contact(area=said("长 子\t县"))),
        (waiting(cmp("plan", "eq", "一档")), waiting(cmp("plan", "eq", "一 档"))),
    ],
)
def test_white_space_counts_for_nothing(plain: Rule, laid_out: Rule) -> None:
    assert base_id(plain) == base_id(laid_out)


def test_the_words_of_its_quotes_count_for_advice_alone() -> None:
    for given in everything():
        reworded = rule("advice", quote="另一句话").spans
        other = given.model_copy(update={"spans": reworded})
        assert (base_id(other) == base_id(given)) == (given.kind != "advice")

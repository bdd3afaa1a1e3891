"""Whether money adds up: tables of "these findings <- a notice like this"."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from ruleset_of import ACTIVE, EVERYBODY, RETIRED, Page, both, eq, outcome, verdict

from extractor.checks import ARITHMETIC, check
from extractor.checks.amounts import yuan
from extractor.checks.arithmetic import conventions
from extractor.checks.rounding import FEN, JIAO, YUAN, Convention, printed_quanta, rounded
from extractor.checks.verdict import Case
from extractor.evidence import Fact
from extractor.schema import RuleSet


def test_only_exact_numbers_are_used() -> None:
    # 0.1 + 0.2 as floats would not be 0.3
    assert rounded(Fraction("0.1") + Fraction("0.2"), FEN, "half_up") == Fraction("0.3")


@pytest.mark.parametrize(
    ("value", "quantum", "expected"),
    [
        (
            "320.625",
            FEN,
            {"half_up": "320.63", "up": "320.63", "down": "320.62", "half_even": "320.62"},
        ),
        (
            "320.635",
            FEN,
            {"half_up": "320.64", "up": "320.64", "down": "320.63", "half_even": "320.64"},
        ),
        (
            "263.28",
            FEN,
            {"half_up": "263.28", "up": "263.28", "down": "263.28", "half_even": "263.28"},
        ),
        (
            "263.24",
            JIAO,
            {"half_up": "263.2", "up": "263.3", "down": "263.2", "half_even": "263.2"},
        ),
        ("4007.85", YUAN, {"half_up": "4008", "up": "4008", "down": "4007", "half_even": "4008"}),
    ],
)
def test_rounding_modes(value: str, quantum: Fraction, expected: dict[Any, str]) -> None:
    for mode, result in expected.items():
        assert rounded(Fraction(value), quantum, mode) == Fraction(result), mode


def test_a_notice_that_prints_fen_does_not_round_to_yuan() -> None:
    assert printed_quanta([Fraction("65.82"), Fraction(816)]) == (FEN,)
    assert printed_quanta([Fraction("340.6"), Fraction(108)]) == (FEN, JIAO)
    assert printed_quanta([Fraction(280), Fraction(3460)]) == (FEN, JIAO, YUAN)


# ── the two samples' figures ─────────────────────────────────────────────────────────────────


def base_and_rate(total: str = "3255.36元", fund: str = "每月8元", rate: str = "8%") -> Page:
    """Base × rate, a flat fee of everybody, totals, and credits."""
    page = Page(
        f"月缴费基数为3291元，缴费比例为{rate}；大病互助基金{fund}。全年缴费总额为在职人员{total}/年，"
        "退休人员96元/年。个人账户在职人员按基数2%（月划入65.82元，年划入789.84元），"
        "退休人员按定额68元划入（年划入816元）。"
    )
    base = page.add("base", id="base.monthly", exact=page.money("3291元"))
    page.contribution("basic_medical", page.percent(rate, base), ACTIVE)
    page.contribution("catastrophic", page.fixed(fund, "month"), label=page.words("大病互助基金"))
    page.total(total, "year", ACTIVE)
    page.total("96元", "year", RETIRED)
    page.add(
        "credit",
        ACTIVE,
        amount=page.percent("2%", base),
        restated=[page.fixed("65.82元", "month"), page.fixed("789.84元", "year")],
    )
    page.add(
        "credit",
        RETIRED,
        amount=page.fixed("68元", "month"),
        restated=[page.fixed("816元", "year")],
    )
    return page


def finished_amounts(total: str = "3967.56元", step: str = "3847.56元") -> Page:
    """Finished yearly amounts, one of them taken from the personal account by the month."""
    page = Page(
        f"在职人员须缴纳基本医疗保险费3847.56元、大额补充医疗保险费120元，共计{total}。"
        f"退休人员只缴纳120元。大额补充医疗保险费120元按月划扣医保个人账户10元方式进行缴纳。"
        f"点击【灵活就业缴费】→选择基本医疗保险{step}→缴纳。"
    )
    collected = page.fact("personal_account", "按月划扣医保个人账户10元方式")
    monthly = page.fixed("10元", "month")
    page.contribution("basic_medical", page.fixed("3847.56元", "year"), ACTIVE)
    page.contribution(
        "catastrophic",
        page.fixed("120元", "year"),
        ACTIVE,
        restated=[page.fixed("120元", "year", 3)],
        collected_from=collected,
        instalment=monthly,
    )
    page.contribution(
        "catastrophic",
        page.fixed("120元", "year", 2),
        RETIRED,
        restated=[page.fixed("120元", "year", 3)],
        collected_from=collected,
        instalment=monthly,
    )
    page.total(total, "year", ACTIVE)
    steps = ["点击【灵活就业缴费】", f"选择基本医疗保险{step}", "缴纳"]
    page.add(
        "channel",
        purpose="pay",
        mode="online",
        provider=page.words("灵活就业缴费"),
        steps=page.fact(steps, f"点击【灵活就业缴费】→选择基本医疗保险{step}→缴纳"),
    )
    return page


@pytest.mark.parametrize("page", [base_and_rate(), finished_amounts()])
def test_the_samples_figures_are_sound(page: Page) -> None:
    findings, results = check(page.ruleset(), page.notice, codes=ARITHMETIC)
    assert findings == []
    assert {result.code for result in results if result.outcome == "ok"} >= {"ARITH-SUM"}


def test_an_undetermined_rounding_is_said() -> None:
    _, result = outcome(base_and_rate(), "ARITH-SUM")
    assert result.outcome == "ok"
    assert "未定" in result.zh


def test_the_conventions_that_fit_are_at_hand_for_a_calculator() -> None:
    page = base_and_rate()
    fitting = conventions(Case(page.ruleset(), page.notice))
    assert Convention(FEN, "half_up", "month") in fitting
    assert Convention(FEN, "half_up", "year") in fitting  # undetermined
    page = rated("4007.85元", "8%", ("320.63元", "month"), ("3847.56元", "year"))
    fitting = conventions(Case(page.ruleset(), page.notice))
    assert fitting == {Convention(FEN, mode, "month") for mode in ("half_up", "up", "half_even")}
    page = finished_amounts()
    assert conventions(Case(page.ruleset(), page.notice)) == frozenset()


# ── ARITH-SUM ────────────────────────────────────────────────────────────────────────────────


def two_parts(
    basic: str = "3216元", fund: str = "150元", total: str = "3376元", between: str = "，"
) -> Page:
    """Two contributions of the active and their printed total."""
    page = Page(f"基本医疗保险费{basic}/年{between}大病保险费{fund}/年{between}合计{total}/年。")
    page.contribution("basic_medical", page.fixed(basic, "year"), ACTIVE)
    page.contribution(
        "catastrophic", page.fixed(fund, "year"), ACTIVE, label=page.words("大病保险费")
    )
    page.total(total, "year", ACTIVE)
    return page


def test_a_wrong_total_is_the_notices_error_and_shows_its_sum() -> None:
    findings, result = outcome(two_parts(), "ARITH-SUM")
    assert [(f.severity, f.about) for f in findings] == [("error", "notice")]
    assert findings[0].zh.startswith("3216 + 150 = 3366 ≠ 3376，差 10")
    assert "off by 10" in findings[0].en
    assert result.outcome == "finding"


def test_a_wrong_total_of_base_and_rate_says_what_was_tried() -> None:
    (finding,), _ = outcome(base_and_rate(total="3265.36元"), "ARITH-SUM")
    assert finding.severity == "error"
    assert finding.zh.startswith("3291 × 8% × 12 + 8 × 12 = 3255.36 ≠ 3265.36，差 10（按月、按年")


def _totals() -> Iterator[tuple[str, Page, str]]:
    """What it is, the notice, and what ARITH-SUM says of it."""
    yield "the year", two_parts(total="3366元"), "ok"
    yield "the year", two_parts(), "error notice"
    # 「合计」 in the sentence of its parts must have both
    yield "a part left out", two_parts(total="3216元"), "error notice"

    page = Page("基本医疗每月361.20元，大额15元。全年共计4514.40元，每季1128.60元，半年2257.20元。")
    page.contribution("basic_medical", page.fixed("361.20元", "month"), ACTIVE)
    page.contribution("catastrophic", page.fixed("15元", "month"), ACTIVE)
    for quote, per in (("4514.40元", "year"), ("1128.60元", "quarter"), ("2257.20元", "half_year")):
        page.total(quote, per, ACTIVE)
    yield "by month, totals by year, quarter and half year", page, "ok"

    page = Page("基本医疗保险费3888元/年。大额120元/年。按月缴费的每月合计334元。")
    page.contribution("basic_medical", page.fixed("3888元", "year"), ACTIVE)
    page.contribution("catastrophic", page.fixed("120元", "year"), ACTIVE)
    page.total("334元", "month", both(ACTIVE, eq("frequency", "month")))
    yield "by year, total by month", page, "ok"

    page = Page("退休人员每月只缴大额7元。在职人员基本医疗3000元。退休人员全年84元。")
    page.contribution("catastrophic", page.fixed("7元", "month"))
    page.contribution("basic_medical", page.fixed("3000元", "year"), ACTIVE)
    page.total("84元", "year", RETIRED)
    yield "the retired pay one fund that is everybody's", page, "ok"

    page = Page("基本医疗3000元。大额每人每年100元。在职人员合计3100元，退休人员合计110元。")
    page.contribution("basic_medical", page.fixed("3000元", "year"), ACTIVE)
    page.contribution("catastrophic", page.fixed("100元", "year"))
    page.total("3100元", "year", ACTIVE)
    page.total("110元", "year", RETIRED)
    yield "one of two totals, of one fund alone", page, "error notice"

    page = Page("养老849.60元。基本医疗449.40元，大额7元，医疗保险费每月共计456.40元。")
    page.contribution("pension", page.fixed("849.60元", "month"))
    page.contribution("basic_medical", page.fixed("449.40元", "month"), ACTIVE)
    page.contribution("catastrophic", page.fixed("7元", "month"))
    page.total("456.40元", "month", ACTIVE)
    yield "pension is no part of a medical total", page, "ok"

    page = Page("基本医疗3312元，大额120元由个人账户代扣，个人合计缴费3312元。")
    page.contribution("basic_medical", page.fixed("3312元", "year"), ACTIVE)
    deducted = page.fact("personal_account", "由个人账户代扣")
    page.contribution("catastrophic", page.fixed("120元", "year"), ACTIVE, collected_from=deducted)
    page.total("3312元", "year", ACTIVE)
    yield "what leaves the personal account may stay out of the sum to remit", page, "ok"

    page = Page("居民人均筹资660元，其中个人缴费210元，财政补助450元。")
    page.contribution("basic_medical", page.fixed("210元", "year"))
    page.contribution("basic_medical", page.fixed("450元", "year"), payer="treasury")
    page.total("660元", "year")
    yield "the treasury's part counts in what is financed", page, "ok"

    page = Page("居民人均筹资670元，其中个人缴费210元，财政补助450元。")
    page.contribution("basic_medical", page.fixed("210元", "year"))
    page.contribution("basic_medical", page.fixed("450元", "year"), payer="treasury")
    page.total("670元", "year")
    yield "what is financed", page, "error notice"

    page = Page(
        "一档206.10元，二档389.30元；大病34.35元；不满40周岁4.58元，40周岁以上9.16元。"
        "合计：一档不满40周岁245.03元，二档40周岁以上432.81元。"
    )
    first, second = eq("plan", "一档"), eq("plan", "二档")
    young = page.bound("age", "lt", 40, "不满40周岁")
    old = page.bound("age", "ge", 40, "40周岁以上")
    page.contribution("basic_medical", page.fixed("206.10元", "month"), first)
    page.contribution("basic_medical", page.fixed("389.30元", "month"), second)
    page.contribution("catastrophic", page.fixed("34.35元", "month"))
    page.contribution("long_term_care", page.fixed("4.58元", "month"), young)
    page.contribution("long_term_care", page.fixed("9.16元", "month"), old)
    page.total("245.03元", "month", both(first, young))
    page.total("432.81元", "month", both(second, old))
    yield "plans and age bands", page, "ok"

    page = Page(
        "以月平均工资7270元为基准，设60%、100%两个档次，按8%缴纳；大额每月14元。"
        "全年：60%档次4,355.52元，100%档次7,147.20元。"
    )
    base = page.add(
        "base",
        id="base.monthly",
        reference_wage=page.money("7270元"),
        multiples=[page.fact("0.6", "60%"), page.fact("1", "100%")],
    )
    page.contribution("basic_medical", page.percent("8%", base), ACTIVE)
    page.contribution("catastrophic", page.fixed("14元", "month"), ACTIVE)
    page.total("4,355.52元", "year", both(ACTIVE, eq("base_multiple", "0.6")))
    page.total("7,147.20元", "year", both(ACTIVE, eq("base_multiple", "1")))
    yield "tiers of a reference wage", page, "ok"

    page = Page("缴费基数下限4416元，上限22080元，按8%缴纳。最低每月353.28元，最高每月1766.40元。")
    base = page.add(
        "base", id="base.monthly", lower=page.money("4416元"), upper=page.money("22080元")
    )
    page.contribution("basic_medical", page.percent("8%", base))
    page.total("353.28元", "month")
    page.total("1766.40元", "month")
    yield "limits of the base", page, "ok"

    page = Page("月缴费基数4007.85元，按8%缴纳。全年3847.56元。")
    base = page.add("base", id="base.monthly", exact=page.money("4007.85元"))
    page.contribution("basic_medical", page.percent("8%", base), ACTIVE)
    page.total("3847.56元", "year", ACTIVE)
    yield "the month is rounded", page, "ok"

    page = Page("月缴费基数4007.85元，按8%缴纳。全年3847.54元。")
    base = page.add("base", id="base.monthly", exact=page.money("4007.85元"))
    page.contribution("basic_medical", page.percent("8%", base), ACTIVE)
    page.total("3847.54元", "year", ACTIVE)
    yield "the year is rounded", page, "ok"

    page = Page("月缴费基数4007.85元，按8%缴纳。全年3847.60元。")
    base = page.add("base", id="base.monthly", exact=page.money("4007.85元"))
    page.contribution("basic_medical", page.percent("8%", base), ACTIVE)
    page.total("3847.60元", "year", ACTIVE)
    yield "no rounding gives it where the base is in fen", _with_fen(page), "error notice"

    page = Page("大额医疗保险110元/年。每月合计9.17元。")
    page.contribution("catastrophic", page.fixed("110元", "year"))
    page.total("9.17元", "month")
    yield "a year that does not divide", page, "ok"


def _with_fen(page: Page) -> Page:
    """The page with an amount in fen, so that nothing is rounded to jiao."""
    text = page.notice.text + "另有320.63元/月。"
    rules = page.rules
    fresh = Page(text)
    fresh.rules = rules
    fresh.add("credit", RETIRED, amount=fresh.fixed("320.63元", "month"))
    return fresh


TOTALS = list(_totals())


@pytest.mark.parametrize(("name", "page", "expected"), TOTALS, ids=[name for name, *_ in TOTALS])
def test_a_total(name: str, page: Page, expected: str) -> None:
    assert verdict(page, "ARITH-SUM") == [expected], name


def test_the_convention_that_fits_is_named() -> None:
    page = Page("月缴费基数4007.85元，按8%缴纳，每月320.63元。全年3847.56元，每年划入801.54元。")
    base = page.add("base", id="base.monthly", exact=page.money("4007.85元"))
    page.contribution("basic_medical", page.percent("8%", base), ACTIVE)
    page.total("3847.56元", "year", ACTIVE)
    _, result = outcome(page, "ARITH-SUM")
    # 320.628 a month: by month half up, up and half even agree, by year none does
    assert result.zh == "取整方式未定：6 种都相符"


def _without_input() -> Iterator[tuple[str, Page]]:
    """What is lacking, and the notice."""
    page = Page("基本医疗按8%缴纳，大额120元，合计3432元。")
    page.contribution("basic_medical", page.percent("8%", None), ACTIVE)
    page.contribution("catastrophic", page.fixed("120元", "year"), ACTIVE)
    page.total("3432元", "year", ACTIVE)
    yield "a base that is not stated", page

    page = Page("全年合计3432元。")
    page.total("3432元", "year")
    yield "no contribution", page

    page = Page("人均筹资标准660元，个人缴费210元。")
    page.contribution("basic_medical", page.fixed("210元", "year"))
    page.total("660元", "year")
    yield "the treasury's share is not printed", page

    page = Page("基本医疗3000元，大额100元。")
    page.contribution("basic_medical", page.fixed("3000元", "year"))
    yield "no total", page

    page = Page("缴费基数下限4416元，上限22080元，按8%缴纳。每月588.80元。")
    base = page.add(
        "base", id="base.monthly", lower=page.money("4416元"), upper=page.money("22080元")
    )
    page.contribution("basic_medical", page.percent("8%", base))
    page.total("588.80元", "month")
    yield "a base that the person chooses", page


LACKING = list(_without_input())


@pytest.mark.parametrize(("name", "page"), LACKING, ids=[name for name, _ in LACKING])
def test_a_total_without_input_is_not_checked(name: str, page: Page) -> None:
    findings, result = outcome(page, "ARITH-SUM")
    assert findings == [], name
    assert result.outcome == "not_run"
    assert result.zh


def test_where_the_reading_may_be_wrong_the_notice_is_not_blamed() -> None:
    # a third amount in the sentence that nobody answers for
    page = Page("基本医疗3216元，大病150元，长护60元，合计3426元。")
    page.contribution("basic_medical", page.fixed("3216元", "year"), ACTIVE)
    page.contribution("catastrophic", page.fixed("150元", "year"), ACTIVE)
    page.total("3426元", "year", ACTIVE)
    findings, _ = outcome(page, "ARITH-SUM", unclaimed_numerals=[page.at("60")])
    assert [(f.severity, f.about) for f in findings] == [("warning", "extraction")]
    assert "60" in findings[0].zh
    assert verdict(page, "ARITH-SUM") == ["error notice"]  # were it claimed, the notice is wrong

    # 「每月15元」 read as 15 a year
    page = Page("基本医疗3216元。大病15元。合计3396元。")
    page.contribution("basic_medical", page.fixed("3216元", "year"), ACTIVE)
    page.contribution("catastrophic", page.fixed("15元", "year"), ACTIVE)
    page.total("3396元", "year", ACTIVE)
    assert verdict(page, "ARITH-SUM") == ["warning extraction"]

    # the active person's fund read as the retired person's
    page = Page("基本医疗3216元。大病150元。合计3366元。")
    page.contribution("basic_medical", page.fixed("3216元", "year"), ACTIVE)
    page.contribution("catastrophic", page.fixed("150元", "year"), RETIRED)
    page.total("3366元", "year", ACTIVE)
    assert verdict(page, "ARITH-SUM") == ["warning extraction"]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("基本医疗3216元。困难人员合计1608元。", eq("hardship", True)),
        ("基本医疗3216元。新参保人员合计1608元。", eq("enrolment", "new")),
        ("基本医疗3216元。扣除补贴后合计1608元。", ACTIVE),
    ],
)
def test_a_total_of_its_own_people_is_not_the_notices_error(text: str, when: Any) -> None:
    page = Page(text)
    page.contribution("basic_medical", page.fixed("3216元", "year"))
    page.total("1608元", "year", when)
    assert verdict(page, "ARITH-SUM") == ["warning extraction"]


def test_an_amount_of_a_chosen_base_is_no_error() -> None:
    page = Page("缴费基数下限4416元，上限22080元，比例8%，如按7360元为588.80元，另有50元。")
    base = page.add(
        "base", id="base.monthly", lower=page.money("4416元"), upper=page.money("22080元")
    )
    page.contribution(
        "basic_medical",
        page.percent("8%", base),
        restated=[page.fixed("588.80元", "month")],
    )
    assert verdict(page, "ARITH-RATE") == ["ok"]
    page.rules[1]["restated"] = [page.fixed("50元", "month")]
    assert verdict(page, "ARITH-RATE") == ["warning extraction"]


def test_the_links_of_a_total_are_preferred() -> None:
    page = Page("基本医疗3000元。大病100元。意外50元。合计3050元。")
    basic = page.contribution("basic_medical", page.fixed("3000元", "year"))
    page.contribution("catastrophic", page.fixed("100元", "year"))
    other = page.contribution("long_term_care", page.fixed("50元", "year"))
    page.total("3050元", "year", sums=[basic, other])
    assert verdict(page, "ARITH-SUM") == ["ok"]


# ── ARITH-RATE ───────────────────────────────────────────────────────────────────────────────


def rated(base: str, rate: str, *restated: tuple[str, str], apart: str = "，") -> Page:
    """A base, a rate, and the amounts printed beside it."""
    amounts = apart.join(quote for quote, _ in restated)
    page = Page(f"月缴费基数为{base}，缴费比例为{rate}{apart}{amounts}。")
    of = page.add("base", id="base.monthly", exact=page.money(base))
    page.contribution(
        "basic_medical",
        page.percent(rate, of),
        restated=[page.fixed(quote, per) for quote, per in restated],
    )
    return page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # right, by one convention or another
        (rated("3291元", "8%", ("263.28元", "month"), ("3159.36元", "year")), "ok"),
        (rated("4007.85元", "8%", ("320.63元", "month"), ("3847.56元", "year")), "ok"),
        (rated("4007.85元", "8%", ("320.63元", "month"), ("3847.54元", "year")), "ok"),
        (rated("4007.85元", "8%", ("320元", "month")), "ok"),  # down to whole yuan
        (rated("4580元", "0.75%", ("34.35元", "month"), ("103.05元", "quarter")), "ok"),
        # wrong
        (rated("3291元", "8%", ("264.28元", "month")), "error notice"),
        (rated("3291元", "8%", ("263.28元", "month"), ("3519.36元", "year")), "error notice"),
        (rated("3785元", "9%", ("346.65元", "month")), "error notice"),
        # a gap that the rounding of the printed base explains
        (rated("4008元", "8%", ("320.63元", "month")), "warning notice"),
        # no sentence has both
        (rated("3291元", "8%", ("264.28元", "month"), apart="。"), "warning extraction"),
        (rated("3291元", "8%"), "not_run"),
    ],
)
def test_base_times_rate(page: Page, expected: str) -> None:
    assert verdict(page, "ARITH-RATE") == [expected]


def test_a_wrong_restatement_shows_its_product() -> None:
    (finding,), _ = outcome(rated("3291元", "8%", ("264.28元", "month")), "ARITH-RATE")
    assert finding.zh == "3291 × 8% = 263.28 ≠ 264.28（月），差 1"


def test_an_amount_at_the_sum_of_rates_is_misplaced_not_wrong() -> None:
    page = Page("月缴费基数3291元，基本医疗8%、生育1%，每月296.19元。")
    base = page.add("base", id="base.monthly", exact=page.money("3291元"))
    page.contribution(
        "basic_medical", page.percent("8%", base), restated=[page.fixed("296.19元", "month")]
    )
    page.contribution("maternity", page.percent("1%", base))
    assert verdict(page, "ARITH-RATE") == ["warning extraction"]


def test_an_amount_of_another_base_is_mislinked_not_wrong() -> None:
    page = Page("养老基数4494元，医保基数3291元，缴费比例8%，每月263.28元。")
    pension = page.add("base", id="base.pension", exact=page.money("4494元"))
    page.add("base", id="base.monthly", exact=page.money("3291元"))
    page.contribution(
        "basic_medical", page.percent("8%", pension), restated=[page.fixed("263.28元", "month")]
    )
    assert verdict(page, "ARITH-RATE") == ["warning extraction"]


def test_an_amount_that_we_derived_wrongly_is_our_error() -> None:
    page = rated("3291元", "8%")
    amount = {"value": "264.28", "basis": "derived", "formula": "base.monthly × 0.08"}
    page.rules[1]["restated"] = [{"how": "fixed", "amount": amount, "per": "month"}]
    assert verdict(page, "ARITH-RATE") == ["error extraction"]


def test_credits_are_checked_too() -> None:
    page = base_and_rate()
    page.rules[5]["restated"][0]["amount"]["value"] = "65.92"
    assert verdict(page, "ARITH-RATE") == ["error notice"]


# ── ARITH-PERIOD, ARITH-INSTALMENT ───────────────────────────────────────────────────────────


def two_periods(first: tuple[str, str], second: tuple[str, str], between: str = "，") -> Page:
    """One amount said for two periods."""
    page = Page(f"定额划入：{first[0]}{between}{second[0]}。")
    page.add("credit", amount=page.fixed(*first), restated=[page.fixed(*second)])
    return page


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("68元", "month"), ("816元", "year"), "ok"),
        (("96元", "year"), ("8元", "month"), "ok"),
        (("24元", "quarter"), ("48元", "half_year"), "ok"),
        (("9.17元", "month"), ("110元", "year"), "ok"),  # 110 ÷ 12
        (("9.16元", "month"), ("110元", "year"), "ok"),
        (("68元", "month"), ("826元", "year"), "error notice"),
        (("68元", "month"), ("817元", "year"), "error notice"),
        (("120元", "year"), ("11元", "month"), "error notice"),
        (("68元", "month"), ("86元", "month"), "error notice"),
    ],
)
def test_periods(first: tuple[str, str], second: tuple[str, str], expected: str) -> None:
    assert verdict(two_periods(first, second), "ARITH-PERIOD") == [expected]


def test_periods_in_two_sentences_may_be_two_things() -> None:
    page = two_periods(("68元", "month"), ("826元", "year"), between="。")
    assert verdict(page, "ARITH-PERIOD") == ["warning extraction"]


def test_period_shows_its_product() -> None:
    (finding,), _ = outcome(two_periods(("68元", "month"), ("826元", "year")), "ARITH-PERIOD")
    assert finding.zh == "68 × 12 = 816 ≠ 826（年），差 10"


def test_nothing_said_twice_is_not_run() -> None:
    assert verdict(two_parts(), "ARITH-PERIOD") == ["not_run"]


@pytest.mark.parametrize(
    ("amount", "piece", "per", "expected"),
    [
        ("120元", "10元", "month", "ok"),
        ("120元", "60元", "half_year", "ok"),
        ("110元", "9.17元", "month", "ok"),
        ("120元", "12元", "month", "error notice"),
        ("120元", "50元", "half_year", "error notice"),
    ],
)
def test_instalments(amount: str, piece: str, per: str, expected: str) -> None:
    page = Page(f"大额补充医疗保险费{amount}按月划扣医保个人账户{piece}。")
    page.contribution("catastrophic", page.fixed(amount, "year"), instalment=page.fixed(piece, per))
    assert verdict(page, "ARITH-INSTALMENT") == [expected]


def test_no_instalment_is_not_run() -> None:
    assert verdict(two_parts(), "ARITH-INSTALMENT") == ["not_run"]


# ── ARITH-REPEAT ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("3847.56元", "ok"),
        ("3,847.56 元", "ok"),
        ("320.63元", "ok"),  # a month of it
        ("3967.56元", "ok"),  # the total
        ("3874.56元", "error notice"),
        ("88元", "warning notice"),  # some other money
    ],
)
def test_money_in_click_paths(step: str, expected: str) -> None:
    assert verdict(finished_amounts(step=step), "ARITH-REPEAT") == [expected]


def test_no_money_in_click_paths_is_not_run() -> None:
    assert verdict(two_parts(), "ARITH-REPEAT") == ["not_run"]


def test_two_amounts_of_one_fund_for_the_same_people() -> None:
    page = Page("大额医疗每年120元。……大额医疗每年130元。")
    for quote in ("120元", "130元"):
        page.contribution("catastrophic", page.fixed(quote, "year"), ACTIVE)
    assert verdict(page, "ARITH-REPEAT") == ["warning extraction"]
    page.rules[1]["when"] = RETIRED
    assert verdict(page, "ARITH-REPEAT") == ["not_run"]


def test_a_total_of_which_a_fund_pays_a_share_is_not_run() -> None:
    page = Page("筹资标准每人每年90元，其中统筹基金划拨50元，财政补助4元，个人缴费36元。")
    own = page.contribution("long_term_care", page.fixed("36元", "year"))
    page.total("每人每年90元", "year", sums=[own])
    assert verdict(page, "ARITH-SUM") == ["not_run"]


def test_amounts_to_choose_from_are_no_repetition() -> None:
    page = Page("居民养老保险每年缴费200元、300元、500元。")
    for quote in ("200元", "300元", "500元"):
        page.contribution("pension", page.fixed(quote, "year"))
    assert verdict(page, "ARITH-REPEAT") == ["not_run"]


# ── ARITH-FEN, ARITH-BAND, ARITH-PLAUSIBLE, ARITH-BACKSOLVE ──────────────────────────────────


@pytest.mark.parametrize(
    ("amount", "per", "expected"),
    [
        ("3847.56元", "year", "ok"),
        ("3216元", "year", "ok"),
        ("3847.54元", "year", "info notice"),
        ("320.63元", "month", "not_run"),
    ],
)
def test_whole_fen_a_month(amount: str, per: str, expected: str) -> None:
    page = Page(f"基本医疗保险费{amount}。")
    page.contribution("basic_medical", page.fixed(amount, per))
    assert verdict(page, "ARITH-FEN") == [expected]


def band(lower: str, upper: str, wage: str | None = None, shares: str = "") -> Page:
    """A base between limits."""
    page = Page(f"缴费基数下限{lower}，上限{upper}，月平均工资{wage or '略'}{shares}。")
    wages = {"reference_wage": page.money(wage)} if wage else {}
    page.add("base", lower=page.money(lower), upper=page.money(upper), **wages)
    return page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (band("4416元", "22080元"), ["ok"]),
        (band("4416元", "22080元", "7360元"), ["ok"]),
        (band("4362元", "21810元", "7269.8元"), ["ok"]),  # ± 1 yuan
        (band("22080元", "4416元"), ["error notice"]),
        (band("4146元", "22080元", "7360元", "的60%和300%"), ["error notice"]),
        (band("4048元", "22080元", "7360元"), ["warning notice"]),  # 55 % occurs
        (two_parts(), ["not_run"]),
    ],
)
def test_limits_of_the_base(page: Page, expected: list[str]) -> None:
    assert verdict(page, "ARITH-BAND") == expected


def test_an_exact_base_stands_between_the_limits() -> None:
    page = Page("下限4416元，上限22080元，统一按3416元。")
    page.add(
        "base",
        lower=page.money("4416元"),
        upper=page.money("22080元"),
        exact=page.money("3416元"),
    )
    (finding,), _ = outcome(page, "ARITH-BAND")
    assert "4416 ≤ 3416 ≤ 22080 不成立" in finding.zh


@pytest.mark.parametrize(
    ("rate", "base", "fee", "per", "expected"),
    [
        ("8%", "3291元", "120元", "year", []),
        ("12%", "60000元", "500元", "year", []),
        ("80%", "3291元", "120元", "year", ["warning"]),
        ("0.8%", "3291元", "120元", "year", ["warning"]),
        ("8%", "329元", "120元", "year", ["warning"]),
        ("8%", "3291元", "1200元", "year", ["warning"]),
        ("8%", "3291元", "120元", "month", ["warning"]),
    ],
)
def test_usual_sizes(rate: str, base: str, fee: str, per: str, expected: list[str]) -> None:
    page = Page(f"月缴费基数{base}，比例{rate}，大额{fee}。")
    of = page.add("base", id="base.monthly", exact=page.money(base))
    page.contribution("basic_medical", page.percent(rate, of))
    page.contribution("catastrophic", page.fixed(fee, per))
    findings, _ = outcome(page, "ARITH-PLAUSIBLE")
    assert [finding.severity for finding in findings] == expected


def test_the_share_of_one_of_two_payers_may_be_small() -> None:
    page = Page("基本医疗保险单位缴1.2%，个人缴0.4%。")
    page.contribution("basic_medical", page.percent("0.4%", None))
    assert verdict(page, "ARITH-PLAUSIBLE") == ["warning notice"]
    page.contribution("basic_medical", page.percent("1.2%", None), payer="employer")
    assert verdict(page, "ARITH-PLAUSIBLE") == ["ok"]
    page.rules[0]["when"] = {"op": "eq", "var": "employment_form", "value": "employee"}
    assert verdict(page, "ARITH-PLAUSIBLE") == ["ok"]


def test_a_credit_is_less_than_the_contribution() -> None:
    page = Page("基本医疗每月263.28元，每月划入个人账户658.20元；退休人员每月划入700元。")
    page.contribution("basic_medical", page.fixed("263.28元", "month"), ACTIVE)
    page.add("credit", ACTIVE, amount=page.fixed("658.20元", "month"))
    page.add("credit", RETIRED, amount=page.fixed("700元", "month"))
    findings, _ = outcome(page, "ARITH-PLAUSIBLE")
    assert [(f.severity, f.rules) for f in findings] == [("warning", ("credit.r2",))]
    page.rules[1]["amount"] = page.fixed("263.28元", "month")
    page.rules[1]["amount"]["amount"]["value"] = "65.82"
    assert outcome(page, "ARITH-PLAUSIBLE")[0] == []


def test_a_base_is_solved_back_as_a_hint_only() -> None:
    findings, result = outcome(finished_amounts(), "ARITH-BACKSOLVE")
    assert findings == []
    assert "8% ⇒ [4007.8125, 4007.9375)" in result.zh
    findings, result = outcome(base_and_rate(), "ARITH-BACKSOLVE")
    assert findings == []
    assert result.zh == ""  # the notice prints its base
    assert verdict(Page("空文"), "ARITH-BACKSOLVE") == ["not_run"]


# ── strength: a misread digit does not pass ──────────────────────────────────────────────────


def misread(page: Page) -> tuple[int, int]:
    """How many single-digit misreadings of amounts and rates are caught, of how many."""
    caught = tried = 0
    ruleset = page.ruleset()
    for place, rule in enumerate(ruleset.rules):
        raw = rule.model_dump()
        for owner, key, value in list(_numbers(raw)):
            shown = yuan(Fraction(value) * (1 if isinstance(value, Decimal) else 100))
            for at, digit in enumerate(shown):
                for other in "0123456789".replace(digit, "") if digit.isdigit() else "":
                    changed = Fraction(shown[:at] + other + shown[at + 1 :])
                    owner[key] = (
                        Decimal(shown[:at] + other + shown[at + 1 :])
                        if isinstance(value, Decimal)
                        else changed / 100
                    )
                    tried += 1
                    rules = list(ruleset.rules)
                    rules[place] = type(rule).model_validate(raw)
                    mutant = ruleset.model_copy(update={"rules": tuple(rules)})
                    caught += bool(_findings(mutant, page))
                    owner[key] = value
    return caught, tried


def _findings(ruleset: RuleSet, page: Page) -> list[Any]:
    return check(ruleset, page.notice, codes=ARITHMETIC)[0]


def _numbers(raw: Any) -> list[tuple[dict[str, Any], str, Any]]:
    if isinstance(raw, dict):
        if isinstance(raw.get("value"), Decimal | Fraction):
            return [(raw, "value", raw["value"])]
        return [found for inner in raw.values() for found in _numbers(inner)]
    if isinstance(raw, list | tuple):
        return [found for inner in raw for found in _numbers(inner)]
    return []


def test_every_misread_digit_is_caught() -> None:
    for page in (base_and_rate(), finished_amounts()):
        caught, tried = misread(page)
        assert tried > 200
        assert caught == tried


def test_a_fact_keeps_its_exact_value() -> None:
    fact = base_and_rate().ruleset().rules[0].exact  # type: ignore[union-attr]
    assert isinstance(fact, Fact)
    assert fact.value == Decimal(3291)


def test_totals_do_not_need_a_condition() -> None:
    page = two_parts(total="3366元")
    for rule in page.rules:
        rule["when"] = EVERYBODY
    assert verdict(page, "ARITH-SUM") == ["ok"]

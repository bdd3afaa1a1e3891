"""Arithmetic: whether the money of a notice adds up.

A check never fills a field: base × rate × 12 is compared with what is printed. It tries each
rounding convention, and says "error" only where none fits and nothing suggests that the notice was
read wrongly; where something does, the finding is about the extraction (design: schema, section 7).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, pairwise

from extractor import pattern as regex
from extractor.checks.amounts import (
    FAR_OFF,
    IN_A_YEAR,
    PER_ZH,
    Paid,
    Part,
    all_printed,
    base_of,
    base_values,
    money,
    paid,
    part,
    percent,
    printed,
    slip,
    yuan,
)
from extractor.checks.people import meet, pinned, share
from extractor.checks.rounding import (
    CONVENTIONS,
    FEN,
    JIAO,
    YUAN,
    Convention,
    every_rounding,
    printed_quanta,
    told,
)
from extractor.checks.sentence import WIDE, money_spans, stand_together
from extractor.checks.totals import Miss, finding, sum_up
from extractor.checks.verdict import (
    OK,
    About,
    Case,
    Remark,
    Severity,
    Verdict,
    found,
    not_run,
    squeezed,
)
from extractor.conditions import Var, comparisons
from extractor.evidence import Evidence
from extractor.pattern import compiled
from extractor.schema import (
    AccountCredit,
    Channel,
    Contribution,
    ContributionBase,
    Finding,
    Fixed,
    Percent,
    StatedTotal,
)

# ── ARITH-SUM ────────────────────────────────────────────────────────────────────────────────


def arith_sum(case: Case) -> Verdict:
    """ARITH-SUM: the contributions of the same person come to the printed total."""
    totals = case.rules(StatedTotal)
    if not totals:
        return not_run("通告没有合计", "the notice prints no total")
    quanta = printed_quanta(all_printed(case))
    findings: list[Finding] = []
    lacking: list[Remark] = []
    fitting: list[frozenset[Convention]] = []
    for total in totals:
        outcome = sum_up(case, total, quanta)
        if isinstance(outcome, Miss):
            findings.append(finding(outcome))
        elif isinstance(outcome, Remark):
            lacking.append(outcome)
        else:
            fitting.append(outcome)
    if len(lacking) == len(totals):
        return Verdict(not_run=lacking[0])
    return found(findings, _rounding_note(fitting))


def _rounding_note(fitting: Iterable[frozenset[Convention]]) -> Remark | None:
    told_apart = [conventions for conventions in fitting if conventions]
    if not told_apart:
        return None
    common = frozenset.intersection(*told_apart)
    if not common:
        return Remark("各项取整方式不一", "the items follow different rounding conventions")
    return Remark(*told(common))


def conventions(case: Case) -> frozenset[Convention]:
    """The rounding conventions by which every total and every base × rate of a notice is right.

    More than one: the notice leaves its rounding undetermined. None: nothing in it was rounded,
    or it follows no single convention.
    """
    quanta = printed_quanta(all_printed(case))
    fitting = [sum_up(case, total, quanta) for total in case.rules(StatedTotal)]
    rates = [
        _rate_fit(one, fixed, quanta)
        for rule in paid(case)
        if (one := part(case, rule, rule.when)) is not None and one.is_percent
        for fixed in rule.restated
        if fixed.per in IN_A_YEAR
    ]
    told_apart = [fits for fits in (*fitting, *rates) if isinstance(fits, frozenset) and fits]
    return frozenset.intersection(*told_apart) if told_apart else frozenset()


# ── ARITH-RATE ───────────────────────────────────────────────────────────────────────────────


def arith_rate(case: Case) -> Verdict:
    """ARITH-RATE: base × rate comes to the amounts printed beside it."""
    quanta = printed_quanta(all_printed(case))
    findings: list[Finding] = []
    fitting: list[frozenset[Convention]] = []
    checked = 0
    for rule in paid(case):
        one = part(case, rule, rule.when)
        if one is None or not one.is_percent:
            continue
        for fixed in rule.restated:
            if fixed.per not in IN_A_YEAR:
                continue
            checked += 1
            outcome = _rate_fit(one, fixed, quanta)
            if outcome is not None:
                fitting.append(outcome)
            elif not _within_the_band(one, fixed):
                findings.append(_rate_finding(case, one, fixed, quanta))
    if not checked:
        return not_run(
            "没有既印基数、比例又印金额的标准", "no amount is printed beside a base and a rate"
        )
    return found(findings, _rounding_note(fitting))


def _rate_values(
    one: Part, fixed: Fixed, quanta: tuple[Fraction, ...]
) -> Iterator[tuple[Convention, Fraction]]:
    for choice in range(len(one.yearly)):
        for convention in CONVENTIONS:
            if convention.quantum in quanta and convention.place in ("month", "year"):
                yield convention, one.by(convention, fixed.per, choice)


def _rate_fit(
    one: Part, fixed: Fixed, quanta: tuple[Fraction, ...]
) -> frozenset[Convention] | None:
    target = money(fixed.amount)
    fits = frozenset(c for c, value in _rate_values(one, fixed, quanta) if value == target)
    return fits or None


def _within_the_band(one: Part, fixed: Fixed) -> bool:
    """True where the person chooses a base and the amount is that of some base between limits."""
    if one.base is None or one.base.exact is not None:
        return False
    values = [yearly / IN_A_YEAR[fixed.per] for yearly in one.yearly]
    return min(values) <= money(fixed.amount) <= max(values)


def _rate_finding(case: Case, one: Part, fixed: Fixed, quanta: tuple[Fraction, ...]) -> Finding:
    rule = one.rule
    assert isinstance(rule.amount, Percent)
    assert one.base is not None
    target = money(fixed.amount)
    value = min((v for _, v in _rate_values(one, fixed, quanta)), key=lambda v: abs(v - target))
    times = Fraction(12, IN_A_YEAR[fixed.per])
    sides = f"{yuan(one.bases[0])} × {percent(rule.amount.rate.value)}"
    sides += f" × {yuan(times)}" if times != 1 else ""
    severity, about, said = _rate_fault(case, one, fixed)
    gap = yuan(abs(value - target))
    return Finding(
        code="ARITH-RATE",
        severity=severity,
        about=about,
        rules=(rule.id, one.base.id),
        spans=(*rule.amount.rate.spans, *fixed.amount.spans),
        zh=f"{sides} = {yuan(value)} ≠ {yuan(target)}（{PER_ZH[fixed.per]}），差 {gap}"
        + (f"；{said.zh}" if said else ""),
        en=f"{sides} = {yuan(value)} ≠ {yuan(target)} per {fixed.per}, off by {gap}"
        + (f"; {said.en}" if said else ""),
    )


def _rate_fault(case: Case, one: Part, fixed: Fixed) -> tuple[Severity, About, Remark | None]:
    """How bad it is that base × rate is not the amount, and whose fault."""
    rule = one.rule
    assert isinstance(rule.amount, Percent)
    assert one.base is not None
    target = money(fixed.amount)
    times = Fraction(12, IN_A_YEAR[fixed.per])
    if fixed.amount.basis == "derived":
        return "error", "extraction", Remark("推算值与原文不合", "a derived amount is wrong")
    if one.assumed:
        return "warning", "extraction", Remark("缴费基数是推定的", "the base is assumed")
    if one.base.exact is None:
        return "warning", "extraction", Remark("缴费基数可自选", "the base is chosen")
    for base in case.rules(ContributionBase):
        products = {value * rule.amount.rate.value * times for value in base_values(base)}
        if base.id != one.base.id and target in products:
            return "warning", "extraction", Remark(f"与 {base.id} 相符", f"fits {base.id}")
    rates = [
        other.amount.rate.value
        for other in case.rules(Contribution)
        if other.id != rule.id
        and isinstance(other.amount, Percent)
        and base_of(case, other, other.amount)[0] == one.base
        and meet([rule.when, other.when])
    ]
    for size in range(1, min(len(rates), 4) + 1):
        for chosen in combinations(rates, size):
            rate = rule.amount.rate.value + sum(chosen, start=Fraction(0))
            if any(target in every_rounding(b * rate * times, (FEN,)) for b in one.bases):
                said = Remark(f"按合计比例 {percent(rate)} 则相符", f"fits at {percent(rate)}")
                return "warning", "extraction", said
    unit = FEN if any(base.denominator != 1 for base in one.bases) else YUAN
    slack = rule.amount.rate.value * times * unit / 2
    if any(abs(b * rule.amount.rate.value * times - target) <= slack + FEN / 2 for b in one.bases):
        return "warning", "notice", Remark("基数印作整数所致？", "is the printed base rounded?")
    if not stand_together(case, rule.amount.rate.spans, fixed.amount.spans):
        return "warning", "extraction", Remark("比例与金额不在一句", "not in one sentence")
    values = [b * rule.amount.rate.value * times for b in one.bases]
    if all(abs(v - target) > target * FAR_OFF and not slip(v, target) for v in values):
        return "warning", "extraction", Remark("相差悬殊，恐非一项", "too far off for a misprint")
    return "error", "notice", None


# ── ARITH-PERIOD, ARITH-INSTALMENT ───────────────────────────────────────────────────────────


def arith_period(case: Case) -> Verdict:
    """ARITH-PERIOD: an amount a month, × 12, is the same amount a year."""
    findings: list[Finding] = []
    checked = 0
    for rule in paid(case):
        one = part(case, rule, rule.when)
        if one is not None and one.is_percent:
            continue  # ARITH-RATE knows better: the year may have been rounded for itself
        said = [fixed for fixed in printed(rule) if fixed.per in IN_A_YEAR]
        for first, second in pairwise(said):
            checked += 1
            if not _same_money(first, second):
                findings.append(_period_finding(case, rule, first, second))
    if not checked:
        return not_run("没有一项金额印了两种周期", "no amount is printed for two periods")
    return found(findings)


def _same_money(first: Fixed, second: Fixed) -> bool:
    """True where two amounts are the same money, exactly or by rounding the shorter period's."""
    longer, shorter = sorted((first, second), key=lambda fixed: IN_A_YEAR[fixed.per])
    ratio = Fraction(IN_A_YEAR[shorter.per], IN_A_YEAR[longer.per])
    return money(shorter.amount) * ratio == money(longer.amount) or _is_piece(
        money(shorter.amount), money(longer.amount) / ratio
    )


def _is_piece(printed_piece: Fraction, exact: Fraction) -> bool:
    """True where a printed amount is an exact one rounded, but not to whole yuan.

    68 × 12 is 816, and not about 826.
    """
    quanta = (FEN,) if printed_piece.denominator == 1 else (FEN, JIAO)
    return printed_piece in every_rounding(exact, quanta)


def _period_finding(case: Case, rule: Paid, first: Fixed, second: Fixed) -> Finding:
    together = stand_together(case, first.amount.spans, second.amount.spans)
    ratio = Fraction(IN_A_YEAR[first.per], IN_A_YEAR[second.per])
    value = money(first.amount) * ratio
    sides = yuan(money(first.amount))
    if ratio != 1:
        sides += f" × {yuan(ratio)}" if ratio > 1 else f" ÷ {yuan(1 / ratio)}"
        sides += f" = {yuan(value)}"
    target = money(second.amount)
    gap = yuan(abs(value - target))
    return Finding(
        code="ARITH-PERIOD",
        severity="error" if together else "warning",
        about="notice" if together else "extraction",
        rules=(rule.id,),
        spans=(*first.amount.spans, *second.amount.spans),
        zh=f"{sides} ≠ {yuan(target)}（{PER_ZH[second.per]}），差 {gap}",
        en=f"{sides} ≠ {yuan(target)} per {second.per}, off by {gap}",
    )


def arith_instalment(case: Case) -> Verdict:
    """ARITH-INSTALMENT: the instalments of a contribution come to its amount."""
    findings: list[Finding] = []
    checked = 0
    for rule in case.rules(Contribution):
        piece = rule.instalment
        one = part(case, rule, rule.when)
        if piece is None or one is None or piece.per not in IN_A_YEAR:
            continue
        checked += 1
        value = money(piece.amount) * IN_A_YEAR[piece.per]
        pieces = [yearly / IN_A_YEAR[piece.per] for yearly in one.yearly]
        if any(_is_piece(money(piece.amount), exact) for exact in pieces):
            continue
        together = stand_together(case, piece.amount.spans, money_spans(rule))
        gap = yuan(abs(value - one.yearly[0]))
        sides = f"{yuan(money(piece.amount))} × {IN_A_YEAR[piece.per]} = {yuan(value)}"
        findings.append(
            Finding(
                code="ARITH-INSTALMENT",
                severity="error" if together else "warning",
                about="notice" if together else "extraction",
                rules=(rule.id,),
                spans=(*piece.amount.spans, *money_spans(rule)),
                zh=f"{sides} ≠ {yuan(one.yearly[0])}，差 {gap}",
                en=f"{sides} ≠ {yuan(one.yearly[0])}, off by {gap}",
            )
        )
    if not checked:
        return not_run("没有分期扣缴", "nothing is collected in instalments")
    return found(findings)


# ── ARITH-REPEAT ─────────────────────────────────────────────────────────────────────────────

_STEP_MONEY = regex.compile(r"(?:¥|￥)?([\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?)元")


def arith_repeat(case: Case) -> Verdict:
    """ARITH-REPEAT: an amount inside a click path, or said twice, is the contribution's."""
    findings = list(_repeated_otherwise(case))
    known = _all_money(case)
    repeats = 0
    for channel in case.rules(Channel):
        for step in channel.steps.value if channel.steps else ():
            for match in _STEP_MONEY.finditer(squeezed(step)):
                repeats += 1
                amount = Fraction(match[1].translate(WIDE))
                if amount not in known:
                    findings.append(_repeat_finding(channel, step, amount, known))
    if not repeats and not findings:
        return not_run("缴费路径里没有金额", "no amount stands in a click path")
    return found(findings)


def _all_money(case: Case) -> dict[Fraction, str]:
    """Every amount that a payer may meet, with the rule that it comes from."""
    known: dict[Fraction, str] = {}
    for rule in case.rules(Contribution):
        one = part(case, rule, rule.when)
        for yearly in one.yearly if one else ():
            for times in (1, 2, 4, 12):
                for value in every_rounding(yearly / times, (FEN,)):
                    known.setdefault(value, rule.id)
        for fixed in (*rule.restated, *((rule.instalment,) if rule.instalment else ())):
            known.setdefault(money(fixed.amount), rule.id)
    for total in case.rules(StatedTotal):
        for times in (1, 2, 4, 12):
            known.setdefault(money(total.amount) * IN_A_YEAR.get(total.per, 1) / times, total.id)
    return known


def _repeat_finding(
    channel: Channel, step: str, amount: Fraction, known: dict[Fraction, str]
) -> Finding:
    near = min(known, key=lambda value: abs(value - amount), default=None)
    # 「满100元减5元」 is no repetition of a contribution; one wrong digit beside 医保 is
    slipped = near is not None and slip(amount, near) and compiled("保险|医保|缴").search(step)
    zh = f"缴费路径「{step}」的 {yuan(amount)} 元不等于任何缴费标准或合计"
    en = f"{yuan(amount)} in a click path equals no contribution and no total"
    if near is not None:
        zh += f"；最接近 {yuan(near)}，差 {yuan(abs(near - amount))}"
        en += f"; nearest is {yuan(near)}, off by {yuan(abs(near - amount))}"
    return Finding(
        code="ARITH-REPEAT",
        severity="error" if slipped else "warning",
        about="notice",
        rules=(channel.id, *((known[near],) if near is not None else ())),
        spans=channel.steps.spans if channel.steps else (),
        zh=zh,
        en=en,
    )


# 「每年200元、300元、500元三档」
_LISTED = regex.compile(r"(?:[\s\d,.、，/或和及至]|元|每人|每年|每月|年|月|档)*")


def _to_choose_from(case: Case, one: Fixed, two: Fixed) -> bool:
    """Whether two amounts stand in one list, of which each person picks one."""
    first, second = sorted((one.amount.spans[0], two.amount.spans[0]), key=lambda span: span.start)
    return _LISTED.fullmatch(case.notice.text, first.end, second.start) is not None


def _repeated_otherwise(case: Case) -> Iterator[Finding]:
    """Contributions that say two amounts of one fund for the same people and period."""
    for first, second in combinations(case.rules(Contribution), 2):
        one, two = first.amount, second.amount
        if (
            isinstance(one, Fixed)
            and isinstance(two, Fixed)
            and one.per == two.per
            and first.payer == second.payer
            and first.component == second.component
            and first.label.value == second.label.value
            and first.when == second.when
            and one.amount.value != two.amount.value
            and not _to_choose_from(case, one, two)
        ):
            a, b = yuan(money(one.amount)), yuan(money(two.amount))
            yield Finding(
                code="ARITH-REPEAT",
                severity="warning",
                about="extraction",  # a condition was missed, or the notice contradicts itself
                rules=(first.id, second.id),
                spans=(*one.amount.spans, *two.amount.spans),
                zh=f"同一人群的{first.label.value}有两个金额：{a} 与 {b}，差 "
                f"{yuan(abs(money(one.amount) - money(two.amount)))}",
                en=f"two amounts of one fund for the same people: {a} and {b}",
            )


# ── ARITH-FEN, ARITH-BAND, ARITH-PLAUSIBLE, ARITH-BACKSOLVE ──────────────────────────────────


def arith_fen(case: Case) -> Verdict:
    """ARITH-FEN: the year's basic contribution divides into whole fen a month.

    Where it does not, the year was rounded for itself; a flat fee need not divide.
    """
    checked = 0
    findings: list[Finding] = []
    for rule in case.rules(Contribution):
        amount = rule.amount
        if rule.component != "basic_medical" or rule.payer != "insured":
            continue
        if not isinstance(amount, Fixed) or amount.per != "year":
            continue
        checked += 1
        month = money(amount.amount) / 12
        if (month / FEN).denominator != 1 and money(amount.amount).denominator != 1:
            findings.append(
                Finding(
                    code="ARITH-FEN",
                    severity="info",
                    about="notice",
                    rules=(rule.id,),
                    spans=amount.amount.spans,
                    zh=f"{yuan(money(amount.amount))} ÷ 12 = {yuan(month)}，不是整分：年额单独取整",
                    en=f"{yuan(money(amount.amount))} ÷ 12 is not in whole fen: rounded by year",
                )
            )
    if not checked:
        return not_run("没有按年印的基本医疗保险费", "no yearly basic contribution is printed")
    return found(findings)


def arith_band(case: Case) -> Verdict:
    """ARITH-BAND: lower ≤ base ≤ upper; the limits are 60 % and 300 % of the reference wage."""
    findings: list[Finding] = []
    checked = 0
    for base in case.rules(ContributionBase):
        lower = money(base.lower) if base.lower else None
        upper = money(base.upper) if base.upper else None
        if lower is None and upper is None:
            continue
        checked += 1
        spans = tuple(
            span for fact in (base.lower, base.upper, base.exact) if fact for span in fact.spans
        )
        exact = money(base.exact) if base.exact else None
        ladder = [value for value in (lower, exact, upper) if value is not None]
        if ladder != sorted(ladder):
            said = " ≤ ".join(yuan(value) for value in ladder)
            findings.append(
                Finding(
                    code="ARITH-BAND",
                    severity="error",
                    about="notice",
                    rules=(base.id,),
                    spans=spans,
                    zh=f"{said} 不成立：下限、基数、上限次序颠倒",
                    en=f"{said} does not hold",
                )
            )
        findings += _limits_of_wage(base, lower, upper)
    if not checked:
        return not_run("没有缴费基数上下限", "no limits of the base are printed")
    return found(findings)


def _limits_of_wage(
    base: ContributionBase, lower: Fraction | None, upper: Fraction | None
) -> Iterator[Finding]:
    if base.reference_wage is None:
        return
    wage = money(base.reference_wage)
    words = squeezed("".join(span.quote for span in base.spans)).replace("％", "%")
    for limit, share_of_wage, fact in (
        (lower, Fraction(60, 100), base.lower),
        (upper, Fraction(3), base.upper),
    ):
        if limit is None or fact is None or abs(limit - wage * share_of_wage) <= 1:
            continue
        rate = percent(share_of_wage)
        if rate not in words and any(cmp.var is Var.AREA for cmp in comparisons(base.when)):
            continue  # a district's limit is a share of its own wages, not of the province's
        value = wage * share_of_wage
        sides = f"{yuan(wage)} × {rate} = {yuan(value)}"
        yield Finding(
            code="ARITH-BAND",
            # other shares occur; it is a contradiction only where the notice prints this one
            severity="error" if rate in words else "warning",
            about="notice",
            rules=(base.id,),
            spans=(*base.reference_wage.spans, *fact.spans),
            zh=f"{sides} ≠ {yuan(limit)}，差 {yuan(abs(value - limit))}",
            en=f"{sides} ≠ {yuan(limit)}, off by {yuan(abs(value - limit))}",
        )


def arith_plausible(case: Case) -> Verdict:
    """ARITH-PLAUSIBLE: rates, bases and fees are of the usual size; outside: a warning."""
    findings = [
        *_odd_rates_and_fees(case),
        *_odd_bases(case),
        *_credits_above_contributions(case),
    ]
    return found(findings)


def _odd(rule_id: str, spans: tuple[Evidence, ...], zh: str, en: str) -> Finding:
    return Finding(
        code="ARITH-PLAUSIBLE",
        severity="warning",
        about="notice",
        rules=(rule_id,),
        spans=spans,
        zh=zh,
        en=en,
    )


def _shared(case: Case, rule: Contribution) -> bool:
    """Whether another pays his part of the same: 「单位1.2%，个人0.4%」."""
    return any(
        other.payer != rule.payer
        and other.component == rule.component
        and meet([rule.when, other.when])
        for other in case.rules(Contribution)
    )


def _odd_rates_and_fees(case: Case) -> Iterator[Finding]:
    for rule in case.rules(Contribution):
        amount = rule.amount
        if rule.payer != "insured":
            continue
        if isinstance(amount, Percent) and rule.component == "basic_medical":
            rate = amount.rate.value
            if not Fraction(2, 100) <= rate <= Fraction(12, 100) and not _shared(case, rule):
                said = percent(rate)
                yield _odd(
                    rule.id,
                    amount.rate.spans,
                    f"基本医疗缴费比例 {said}，一般在 2%–12%",
                    f"a rate of {said}; 2 %–12 % is usual",
                )
        if isinstance(amount, Fixed) and rule.component in ("catastrophic", "long_term_care"):
            yearly = money(amount.amount) * IN_A_YEAR.get(amount.per, 1)
            if yearly > 500:
                yield _odd(
                    rule.id,
                    amount.amount.spans,
                    f"{rule.label.value}合每年 {yuan(yearly)} 元，一般不超过 500 元",
                    f"a flat fee of {yuan(yearly)} a year; at most 500 is usual",
                )


def _odd_bases(case: Case) -> Iterator[Finding]:
    for base in case.rules(ContributionBase):
        for fact in (base.exact, base.lower, base.upper, base.reference_wage):
            if fact and base.subject != "pension" and not 1500 <= fact.value <= 60000:
                said = yuan(money(fact))
                yield _odd(
                    base.id,
                    fact.spans,
                    f"月缴费基数 {said} 元，一般在 1500–60000 元",
                    f"a monthly base of {said}; 1,500–60,000 is usual",
                )


def _credits_above_contributions(case: Case) -> Iterator[Finding]:
    for credit in case.rules(AccountCredit):
        into = part(case, credit, credit.when)
        if pinned(credit.when, Var.STATUS) == ("retired",):
            continue
        for rule in case.rules(Contribution):
            if rule.component != "basic_medical" or share(credit.when, rule.when) != "all":
                continue
            due = part(case, rule, rule.when)
            if into is None or due is None or max(into.yearly) < max(due.yearly):
                continue
            gets, pays = yuan(max(into.yearly)), yuan(max(due.yearly))
            yield _odd(
                credit.id,
                tuple(money_spans(credit)),
                f"每年划入个人账户 {gets} 元，不少于所缴 {pays} 元",
                f"{gets} a year is credited, {pays} a year is paid",
            )


def arith_backsolve(case: Case) -> Verdict:
    """ARITH-BACKSOLVE: the bases that a yearly amount implies at the usual rates, as a hint.

    Never a finding: nothing is wrong with a notice that prints finished amounts.
    """
    for rule in case.rules(Contribution):
        amount = rule.amount
        if (
            rule.component != "basic_medical"
            or not isinstance(amount, Fixed)
            or amount.per not in ("month", "year")
            or case.rules(ContributionBase)
            or rule.payer != "insured"
        ):
            continue
        month = money(amount.amount) * IN_A_YEAR[amount.per] / 12
        hints = []
        for rate in (Fraction(8, 100), Fraction(9, 100), Fraction(10, 100)):
            low, high = (month - FEN / 2) / rate, (month + FEN / 2) / rate
            hints.append(f"{percent(rate)} ⇒ [{yuan(low)}, {yuan(high)})")
        said = "，".join(hints)
        return Verdict(note=Remark(f"反推月缴费基数（仅提示）：{said}", f"base, a hint: {said}"))
    if case.rules(Contribution):
        return OK
    return not_run("没有缴费标准", "no contribution is stated")

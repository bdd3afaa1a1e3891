"""Totals: which contributions a printed total sums, and what they come to.

The people decide: a contribution counts where the total's condition implies its own. Where a sum
does not fit and something suggests that the notice was read wrongly, that is said (design: schema,
section 7).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from extractor import pattern as regex
from extractor.checks.amounts import (
    FAR_OFF,
    IN_A_YEAR,
    PER_ZH,
    Part,
    fitting,
    money,
    nearest_sum,
    part,
    printed,
    slip,
    yuan,
)
from extractor.checks.people import Share, meet, pinned, share
from extractor.checks.rounding import FEN, Convention
from extractor.checks.sentence import loose_money, money_spans, sentence_bounds, sentence_of
from extractor.checks.verdict import Case, Remark
from extractor.conditions import Var, comparisons
from extractor.schema import Contribution, Finding, Fixed, StatedTotal

_MOST_PARTS = 10  # 2 ** 10 selections of contributions are tried, not more


class Miss(NamedTuple):
    """A total that its contributions do not come to."""

    total: StatedTotal
    parts: tuple[Part, ...]
    nearest: Fraction
    why_ours: Remark | None  # what suggests that the notice was read wrongly
    hint: Remark | None


def sum_up(
    case: Case, total: StatedTotal, quanta: tuple[Fraction, ...]
) -> frozenset[Convention] | Remark | Miss:
    """The conventions by which a total is right, what is lacking to say so, or how it is wrong."""
    if total.per not in IN_A_YEAR:
        return Remark("合计按日，无从折算", "a total per day cannot be converted")
    target = money(total.amount)
    sentence = sentence_of(case, total.amount.spans)
    shares = {rule.id: share(total.when, rule.when) for rule in case.rules(Contribution)}
    rules = [rule for rule in case.rules(Contribution) if shares[rule.id] != "none"]
    parts = {rule.id: part(case, rule, total.when) for rule in rules}
    known = [one for one in parts.values() if one is not None]
    known.sort(key=lambda one: shares[one.rule.id] != "all")
    linked = [one for rule_id in total.sums if (one := parts.get(rule_id)) is not None]
    beside = [one for one in known if _stands_beside(case, one, total, shares, sentence)]
    for chosen in (linked, *_selections(known, beside, total)):
        by = fitting(chosen, total.per, target, quanta) if chosen else None
        if by is not None:
            return by
    if not known:
        return Remark("没有可相加的缴费标准", "no contribution to add up")
    if _FINANCED.search(sentence) and not any(_of(one).payer == "treasury" for one in known):
        return Remark("筹资合计缺财政补助部分", "the treasury's share of the total is not known")
    if _POOLED.search(sentence):
        return Remark("筹资合计另有基金承担部分", "a fund pays a share of the total")
    lacking = [rule for rule in _of_the_same_insurance(rules, sentence) if parts[rule.id] is None]
    if lacking:
        return Remark(
            f"{lacking[0].label.value}的金额算不出（缺基数）",
            f"{lacking[0].id} cannot be computed: its base is not stated",
        )
    shown, nearest = _nearest(known, linked, beside, total, shares, sentence, quanta)
    if any(_may_be_chosen(one, total) for one in shown):
        return Remark("缴费基数由参保人自选", "the base is the person's to choose")
    ours = _misread(case, total, shown, nearest, shares)
    return Miss(total, shown, nearest, ours, _hint(total, shown, nearest))


# 「每人每年90元，其中统筹基金划拨50元，福彩公益金4元，个人36元」: no contribution of anybody
_POOLED = regex.compile(r"(?:统筹基金|公益金|集体经济)[^，。；\d]{0,12}\d")
_FINANCED = regex.compile("筹资|补助标准")


def _nearest(
    known: list[Part],
    linked: list[Part],
    beside: list[Part],
    total: StatedTotal,
    shares: Mapping[str, Share],
    sentence: str,
    quanta: tuple[Fraction, ...],
) -> tuple[tuple[Part, ...], Fraction]:
    """The parts that one would add up, and the sum that comes nearest to the total."""
    alike = _of_the_same_insurance([_of(one) for one in known], sentence)
    whole = [one for one in known if shares[one.rule.id] == "all" and one.rule in alike]
    own = [one for one in whole if _of(one).payer == "insured"]
    best: tuple[Fraction, tuple[Part, ...], Fraction] | None = None
    sure = [linked, beside if len(beside) > 1 else [], own, whole]
    for chosen in [chosen for chosen in sure if chosen] or [known]:
        nearest = nearest_sum(chosen, total.per, money(total.amount), quanta)
        gap = abs(nearest - money(total.amount))
        if best is None or gap < best[0]:
            best = gap, tuple(chosen), nearest
    assert best is not None
    return best[1], best[2]


def _may_be_chosen(one: Part, total: StatedTotal) -> bool:
    """True where the person chooses a base between limits, so that no one sum is right."""
    if not one.is_percent or one.base is None or one.base.exact is not None:
        return False
    tied = pinned(total.when, Var.BASE_MULTIPLE) or pinned(one.rule.when, Var.BASE_MULTIPLE)
    return not tied


def _of(one: Part) -> Contribution:
    assert isinstance(one.rule, Contribution)
    return one.rule


def _of_the_same_insurance(rules: list[Contribution], sentence: str) -> list[Contribution]:
    """The contributions that a total can sum: a medical total has no pension in it."""
    if "养老" in sentence and "医" not in sentence:
        return [rule for rule in rules if rule.component == "pension"]
    if "养老" in sentence or "两项" in sentence:
        return rules
    other = [rule for rule in rules if rule.component not in ("pension", "unemployment")]
    return other or rules


def _stands_beside(
    case: Case, one: Part, total: StatedTotal, shares: Mapping[str, Share], sentence: str
) -> bool:
    """True where a contribution is stated in the total's own sentence, so must be in it.

    「基本医疗保险费3216元，大病保险费150元，合计…」. What leaves the personal account or is paid by
    others may stay out of what one has to remit.
    """
    rule = _of(one)
    if shares[rule.id] != "all" or (rule.payer != "insured" and not _FINANCED.search(sentence)):
        return False
    if rule.collected_from and rule.collected_from.value != "remittance":
        return False
    here = sentence_bounds(case, total.amount.spans)
    return any(start <= span.start < end for start, end in here for span in money_spans(rule))


def _selections(
    known: list[Part], beside: list[Part], total: StatedTotal
) -> list[tuple[Part, ...]]:
    """The sets of contributions that one person may have to pay together, the largest first."""
    must = {(_of(one).component, _of(one).label.value, one.yearly): one for one in beside}
    sets = [tuple(must.values())]
    for one in [one for one in known if one not in beside][:_MOST_PARTS]:
        apart = {  # another tier, another band of age
            other.rule.id
            for other in known
            if not meet([total.when, one.rule.when, other.rule.when])
        }
        sets += [
            (*chosen, one) for chosen in sets if not any(other.rule.id in apart for other in chosen)
        ]
    return sorted(sets, key=len, reverse=True)


def _misread(
    case: Case,
    total: StatedTotal,
    parts: Sequence[Part],
    nearest: Fraction,
    shares: Mapping[str, Share],
) -> Remark | None:
    """What suggests that a sum fails because the notice was read wrongly."""
    target = money(total.amount)
    if total.amount.basis != "stated":
        return Remark("合计不是原文所载", "the total is not stated")
    if (group := _a_group_apart(case, total, parts)) is not None:
        return group
    if any(one.assumed for one in parts):
        return Remark("缴费基数是推定的", "the base is assumed")
    if any(shares.get(one.rule.id) == "some" for one in parts):
        return Remark("适用人群未能对齐", "the groups of people are not the same")
    if not slip(nearest, target) and abs(target - nearest) > target * FAR_OFF:
        return Remark(
            "相差悬殊，恐非同一组金额", "too far off for a misprint: other amounts are meant"
        )
    loose = loose_money(case)
    if abs(target - nearest) in {amount for amount, _ in loose}:
        return Remark(
            f"差额 {yuan(abs(target - nearest))} 元在原文里另有所载而无规则认领",
            f"{yuan(abs(target - nearest))} is printed and no rule answers for it",
        )
    here = [
        *sentence_bounds(case, total.amount.spans),
        *(
            bounds
            for one in parts
            for fixed in printed(one.rule)
            for bounds in sentence_bounds(case, fixed.amount.spans)
        ),
    ]
    if any(start <= at.start < end for _, at in loose for start, end in here):
        return Remark("同句有金额无规则认领", "the sentence has an amount that no rule answers for")
    return _other_group(case, total, parts) or _other_period(total, parts)


_COMMON = {Var.STATUS, Var.PLAN, Var.AGE, Var.BASE_MULTIPLE, Var.FREQUENCY, Var.AREA}
_REDUCED = regex.compile("补贴|减免|扣除|抵扣|资助|优惠|差额|首月|剩余月")


def _a_group_apart(case: Case, total: StatedTotal, parts: Sequence[Part]) -> Remark | None:
    """A condition or a word that makes the total another sum than that of the contributions."""
    theirs = {cmp.var for one in parts for cmp in comparisons(one.rule.when)}
    own = {cmp.var for cmp in comparisons(total.when)} - theirs - _COMMON
    if own:
        names = ", ".join(sorted(var.value for var in own))
        return Remark("合计另有适用条件", f"the total is for people of its own ({names})")
    word = _REDUCED.search(sentence_of(case, total.amount.spans))
    if word:
        return Remark(f"合计涉及{word.group()}", "the total is said of a reduced sum")
    return None


def _other_group(case: Case, total: StatedTotal, parts: Sequence[Part]) -> Remark | None:
    """A contribution that was read as another group's, and with which the sum would fit."""
    target = money(total.amount)
    held = {one.rule.id for one in parts}
    for rule in case.rules(Contribution):
        one = part(case, rule, rule.when)
        if rule.id in held or one is None or one.rule.id in total.sums:
            continue
        if any(rule.component == _of(other).component for other in parts):
            continue
        if fitting((*parts, one), total.per, target, (FEN,)) is not None:
            return Remark(f"计入 {rule.id} 则相符：疑为适用人群误读", f"fits with {rule.id} added")
    return None


def _other_period(total: StatedTotal, parts: Sequence[Part]) -> Remark | None:
    """A contribution whose period, read otherwise, would make the sum fit."""
    target = money(total.amount)
    for place, one in enumerate(parts):
        amount = one.rule.amount
        if not isinstance(amount, Fixed):
            continue
        for per in ("month", "year"):
            if per == amount.per:
                continue
            # 「每月300元，每年120元，合计420元」 adds what is printed, whatever the period
            changed = Part(one.rule, (money(amount.amount) * IN_A_YEAR[per],))
            others = (*parts[:place], *parts[place + 1 :])
            value = changed.yearly[0] / IN_A_YEAR[total.per]
            if others and fitting(others, total.per, target - value, (FEN,)) is not None:
                return Remark(
                    f"{one.rule.id} 若按{PER_ZH[per]}计则相符：疑为周期误读",
                    f"fits with {one.rule.id} per {per}",
                )
    return None


def _hint(total: StatedTotal, parts: Sequence[Part], nearest: Fraction) -> Remark | None:
    """The nearest explanation of a wrong total: suggested, never applied."""
    target = money(total.amount)
    for one in parts:
        without = [other for other in parts if other is not one]
        if without and fitting(without, total.per, target, (FEN,)) is not None:
            return Remark(f"不计 {one.rule.id} 则相符", f"fits without {one.rule.id}")
    said = slip(target, nearest)
    return Remark(f"{said}？", "a slip of the pen?") if said else None


def finding(miss: Miss) -> Finding:
    """A wrong total as a finding: the sum, the total, the gap, and what may explain it."""
    total, parts, nearest, ours, hint = miss
    target = money(total.amount)
    sides = " + ".join(one.term(total.per) for one in parts)
    sum_zh = f"{sides} = {yuan(nearest)}" if sides != yuan(nearest) else sides
    gap = yuan(abs(target - nearest))
    tried_zh = tried_en = ""
    if any(one.is_percent for one in parts):
        tried_zh = "（按月、按年、合计取整均不符）"
        tried_en = " (rounding by month, by year and of the sum was tried)"
    said = ours or hint
    return Finding(
        code="ARITH-SUM",
        severity="warning" if ours else "error",
        about="extraction" if ours else "notice",
        rules=(total.id, *(one.rule.id for one in parts)),
        spans=(
            *total.amount.spans,
            *(span for one in parts for span in money_spans(one.rule)),
        ),
        zh=f"{sum_zh} ≠ {yuan(target)}，差 {gap}{tried_zh}" + (f"；{said.zh}" if said else ""),
        en=f"{sum_zh} ≠ {yuan(target)}, off by {gap}{tried_en}" + (f"; {said.en}" if said else ""),
    )

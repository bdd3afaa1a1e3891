"""缴费基数: what rates are rates of, per month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

import regex

from extractor.amounts import Amount, amounts, bare
from extractor.conditions import ALWAYS, Pred, normal, written
from extractor.evidence import Evidence, Fact
from extractor.reading import Reading
from extractor.schema import ContributionBase
from extractor.scope import Scope, decimal

_LIMITS: Final = frozenset({"base_lower", "base_upper"})
_MEDICAL: Final = frozenset({None, "basic_medical", "catastrophic", "maternity", "long_term_care"})
_RANGE = regex.compile(r"%(?:—+|~|-|至|到)\d+%")
_CHOICE = regex.compile(r"档|选择|任选|自选|自主|自愿|之间|范围内|可以?(?:按|在|从)")


def find(reading: Reading, scope: Scope) -> Iterator[ContributionBase]:
    """The contribution bases of a notice: exact, between limits, or tiers of a reference wage.

    Amounts are yuan per month; a base given per year is divided by twelve where nothing states
    the month. Multiples are of the reference wage (60% is 0.6).

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("月缴费基数下限为4416元，上限为22080元（月平均工资7360元）。"))
    >>> [(str(base.lower.value), str(base.upper.value), str(base.reference_wage.value))
    ...  for base in find(reading, Scope(reading))]
    [('4416', '22080', '7360')]
    """
    found = amounts(reading, scope)
    groups: dict[tuple[object, ...], list[Amount]] = {}
    for amount in found:
        if amount.role in ("base", "base_lower", "base_upper"):
            groups.setdefault(_among(groups, amount), []).append(amount)
    multiples = _multiples(reading, found, bool(groups))
    for key, tiers in multiples.items():
        groups.setdefault(key, [])
    wages = [amount for amount in found if amount.role == "wage"]
    for key, group in groups.items():
        yield _declared(reading, group, multiples.get(key, []), _wage_of(wages, group, multiples.get(key, []), groups))
    if not groups and wages:
        yield _named(reading, wages[0], "reference_wage")
    pensions = [amount for amount in found if amount.role == "average_pension"]
    if pensions:
        yield _named(reading, pensions[0], "average_pension")


def _about(amount: Amount) -> tuple[object, ...]:
    """Whom a base is for: bases of pension and of medical insurance are two."""
    family = "medical" if amount.component in _MEDICAL else amount.component
    return family, repr(written(normal(amount.when)))


def _among(groups: dict[tuple[object, ...], list[Amount]], amount: Amount) -> tuple[object, ...]:
    """The group of a base; two amounts of a month (1-6月4000元, 7-12月4188元) are two bases."""
    key = _about(amount)
    while any(
        other.role == amount.role and other.per == amount.per and other.yuan != amount.yuan
        for other in groups.get(key, ())
    ):
        key = (*key, len(key))
    return key


def _multiples(
    reading: Reading, found: Sequence[Amount], has_base: bool
) -> dict[tuple[object, ...], list[Amount]]:
    """The tiers that one may choose from, by whom they are for."""
    groups: dict[tuple[object, ...], list[Amount]] = {}
    limited = {id(amount.sentence) for amount in found if amount.role in _LIMITS}
    for amount in found:
        if amount.role != "multiple":
            continue
        sentence = amount.sentence
        words = reading.text[sentence.start : sentence.end]
        if not _CHOICE.search(words) and not _RANGE.search(words):
            continue
        near = reading.text[max(sentence.start, amount.atom.start - 12) : amount.atom.end + 6]
        if id(sentence) in limited and regex.search("上限|下限", near):
            continue  # 「下限为平均工资的60%，即4416元」: a limit that is printed in yuan
        groups.setdefault(_about(amount), []).append(amount)
    return {key: group for key, group in groups.items() if len({a.rate for a in group}) > 1}


def _wage_of(
    wages: Sequence[Amount],
    group: Sequence[Amount],
    tiers: Sequence[Amount],
    groups: dict[tuple[object, ...], list[Amount]],
) -> Amount | None:
    """The reference wage that limits a base: of its block, else the notice's only one."""
    blocks = {id(amount.sentence.block) for amount in (*group, *tiers)}
    own = [wage for wage in wages if id(wage.sentence.block) in blocks]
    if own:
        return own[0]
    return wages[0] if wages and len(groups) == 1 else None


def _declared(
    reading: Reading, group: Sequence[Amount], tiers: Sequence[Amount], wage: Amount | None
) -> ContributionBase:
    exact, lower, upper = (
        [amount for amount in group if amount.role == role]
        for role in ("base", "base_lower", "base_upper")
    )
    if lower and upper and _yuan(lower[0]) > _yuan(upper[0]):
        lower, upper = upper, lower  # 「上下限分别为22080元和4416元」
    said = [*group, *tiers, *([wage] if wage else [])]
    chosen = {tier.rate: tier for tier in reversed(tiers)}
    when: Pred = (group or tiers or [wage])[0].when if (group or tiers) else ALWAYS  # type: ignore[union-attr]
    return ContributionBase(
        id="base",
        when=when,
        spans=_sentences(reading, said),
        exact=_per_month(reading, exact) if exact else None,
        lower=_per_month(reading, lower) if lower else None,
        upper=_per_month(reading, upper) if upper else None,
        reference_wage=_per_month(reading, [wage]) if wage else None,
        multiples=tuple(
            reading.stated(decimal(Fraction(tier.atom.value)), tier.atom)
            for _, tier in sorted(chosen.items(), key=lambda item: item[1].atom.start)
        ),
    )


def _named(reading: Reading, amount: Amount, subject: str) -> ContributionBase:
    """A base that is no declared one: the average wage, the average pension."""
    return ContributionBase(
        id="base",
        subject=subject,  # type: ignore[arg-type]
        spans=_sentences(reading, [amount]),
        exact=_per_month(reading, [amount]),
    )


def _yuan(amount: Amount) -> Decimal:
    assert amount.yuan is not None  # bases are money
    return amount.yuan


def _per_month(reading: Reading, said: Sequence[Amount]) -> Fact[Decimal]:
    """The money of a month, stated as often as it is; derived where only the year is."""
    monthly = [amount for amount in said if amount.per != "year" or not amount.stated]
    if not monthly:
        year = said[0]
        month = _yuan(year) / 12
        if month == month.quantize(Decimal("0.01")):
            spans = (reading.evidence(year.atom.start, year.atom.end),)
            formula = f"{_yuan(year)} ÷ 12"
            return Fact(value=month, basis="derived", spans=spans, formula=formula)
        monthly = list(said)
    first = monthly[0]
    same = [amount.atom for amount in monthly if amount.yuan == first.yuan]
    return reading.stated(_yuan(first), *same)


def _sentences(reading: Reading, said: Sequence[Amount]) -> tuple[Evidence, ...]:
    places = dict.fromkeys(
        amount.where if amount.role != "multiple" else (amount.sentence.start, amount.sentence.end)
        for amount in said
    )
    runs: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return tuple(reading.evidence(*bare(reading.text, run)) for run in runs)

"""Amounts: what a contribution, credit or total comes to in a period, exactly.

All money is in yuan, as Fraction: nothing here is rounded but by a named convention.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Final

from extractor.checks.people import pinned, share
from extractor.checks.rounding import (
    CONVENTIONS,
    FEN,
    YUAN,
    Convention,
    every_rounding,
    rounded,
)
from extractor.checks.verdict import Case
from extractor.conditions import Pred, Var
from extractor.evidence import Fact
from extractor.pattern import compiled
from extractor.schema import (
    AccountCredit,
    Contribution,
    ContributionBase,
    Fixed,
    Per,
    Percent,
    StatedTotal,
)

# How many of a period make an insurance year; a day has no fixed number, and a sum that is paid
# once belongs to the year in which it is paid.
IN_A_YEAR: Final[dict[Per, int]] = {
    "month": 12,
    "quarter": 4,
    "half_year": 2,
    "year": 1,
    "once": 1,
}
PER_ZH: Final[dict[Per, str]] = {
    "day": "日",
    "month": "月",
    "quarter": "季",
    "half_year": "半年",
    "year": "年",
    "once": "次",
}

Paid = Contribution | AccountCredit


def yuan(amount: Fraction) -> str:
    """An amount as a person would write it.

    >>> yuan(Fraction("3255.36")), yuan(Fraction(96)), yuan(Fraction(110, 12))
    ('3255.36', '96', '9.1667')
    """
    return _decimal(amount)


def percent(rate: Fraction) -> str:
    """A rate as a person would write it.

    >>> percent(Fraction("0.08")), percent(Fraction("0.045"))
    ('8%', '4.5%')
    """
    return f"{_decimal(rate * 100)}%"


def _decimal(number: Fraction) -> str:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    places = round(exact, 4).normalize() if exact % 1 else exact.quantize(Decimal(1))
    return format(places, "f")


FAR_OFF = Fraction(1, 4)  # no misprint of a digit or two puts an amount that far off


def slip(wrong: Fraction, right: Fraction) -> str | None:
    """The slip of the pen, in Chinese, that makes one amount of another, if it is one."""
    written, meant = yuan(wrong), yuan(right)
    if sorted(written) == sorted(meant):
        return "数字次序颠倒"
    if len(written) == len(meant) and sum(map(str.__ne__, written, meant)) == 1:
        return "一个数字误印"
    return None


def money(fact: Fact[Decimal]) -> Fraction:
    """The yuan of a fact."""
    return Fraction(fact.value)


def printed(rule: Paid) -> list[Fixed]:
    """The amounts that the notice itself prints for a rule, those we derived left out."""
    said = [rule.amount] if isinstance(rule.amount, Fixed) else []
    return [fixed for fixed in (*said, *rule.restated) if fixed.amount.basis != "derived"]


def paid(case: Case) -> list[Paid]:
    """The contributions and the account credits of a notice."""
    return [*case.rules(Contribution), *case.rules(AccountCredit)]


def all_printed(case: Case) -> list[Fraction]:
    """Every amount that the notice prints for contributions, credits and totals."""
    amounts = [money(total.amount) for total in case.rules(StatedTotal)]
    for rule in paid(case):
        amounts += [money(fixed.amount) for fixed in printed(rule)]
    return amounts


@dataclass(frozen=True)
class Part:
    """A contribution or credit as money: what it comes to in a year, before any rounding.

    `yearly` has one value for each base that the person may have (limits, tiers); `assumed` says
    that the rule names no base and the only one of the notice was taken.
    """

    rule: Paid
    yearly: tuple[Fraction, ...]
    base: ContributionBase | None = None
    bases: tuple[Fraction, ...] = ()
    assumed: bool = False

    @property
    def key(self) -> str:
        """Parts of one base go through its values together: one person, one base."""
        return self.base.id if self.base else self.rule.id

    @property
    def is_percent(self) -> bool:
        """True where the amount is base × rate, so that somebody had to round it."""
        return isinstance(self.rule.amount, Percent) and self.base is not None

    def as_printed(self, per: Per) -> Fraction | None:
        """What it comes to in a period by the notice's own amounts, None where it prints none."""
        said = {fixed.per: money(fixed.amount) for fixed in printed(self.rule)}
        if per in said:
            return said[per]
        for other in ("month", "quarter", "half_year", "year", "once"):
            if other in said:
                return said[other] * IN_A_YEAR[other] / IN_A_YEAR[per]
        return None

    def by(self, convention: Convention, per: Per, choice: int) -> Fraction:
        """What it comes to in a period by a rounding convention, for one of its bases."""
        yearly = self.yearly[choice]
        if self.is_percent and convention.place == "month":
            yearly = rounded(yearly / 12, convention.quantum, convention.mode) * 12
        elif self.is_percent and convention.place == "year":
            yearly = rounded(yearly, convention.quantum, convention.mode)
        return yearly / IN_A_YEAR[per]

    def term(self, per: Per, choice: int = 0) -> str:
        """The part as a term of a sum: 3291 × 8% × 12."""
        times = Fraction(12 if isinstance(self.rule.amount, Percent) else 1, IN_A_YEAR[per])
        amount = self.rule.amount
        if isinstance(amount, Percent):
            said = {fixed.per: money(fixed.amount) for fixed in printed(self.rule)}
            if per in said:
                return yuan(said[per])
            if self.base is None:
                other = next(iter(said))
                return _times(yuan(said[other]), Fraction(IN_A_YEAR[other], IN_A_YEAR[per]))
            return _times(f"{yuan(self.bases[choice])} × {percent(amount.rate.value)}", times)
        assert isinstance(amount, Fixed)
        ratio = Fraction(IN_A_YEAR[amount.per], IN_A_YEAR[per])
        return _times(yuan(money(amount.amount)), ratio)


def _times(term: str, ratio: Fraction) -> str:
    if ratio == 1:
        return term
    return f"{term} × {yuan(ratio)}" if ratio > 1 else f"{term} ÷ {yuan(1 / ratio)}"


def part(case: Case, rule: Paid, group: Pred) -> Part | None:
    """A rule as money for the people of a group; None where the notice does not say how much."""
    amount = rule.amount
    if isinstance(amount, Fixed):
        if amount.per not in IN_A_YEAR:
            return None
        return Part(rule, (money(amount.amount) * IN_A_YEAR[amount.per],))
    if not isinstance(amount, Percent):
        return None
    base, assumed = base_of(case, rule, amount)
    multiples = pinned(group, Var.BASE_MULTIPLE) or pinned(rule.when, Var.BASE_MULTIPLE)
    bases = base_values(base, _numbers(multiples)) if base and amount.per == "month" else ()
    if bases:
        rate = amount.rate.value
        return Part(rule, tuple(value * rate * 12 for value in bases), base, bases, assumed)
    said = [fixed for fixed in printed(rule) if fixed.per in IN_A_YEAR]
    if said:  # no base, but the finished amount is printed beside the rate
        return Part(rule, (money(said[0].amount) * IN_A_YEAR[said[0].per],))
    return None


def base_of(case: Case, rule: Paid, amount: Percent) -> tuple[ContributionBase | None, bool]:
    """The base that a rate is taken of, and whether it is only the one base there is."""
    bases = case.rules(ContributionBase)
    for base in bases:
        if base.id == amount.of:
            return base, False
    if amount.of == "reference_wage":
        named = [b for b in bases if b.reference_wage or b.subject == "reference_wage"]
    elif amount.of is None:
        named = [b for b in bases if b.subject == "declared"]
    else:  # a base that the notice names without stating it: somebody's pension, the amount due
        named = [b for b in bases if b.subject == amount.of]
    named = [b for b in named if share(rule.when, b.when) != "none"]
    return (named[0], amount.of is None) if len(named) == 1 else (None, False)


def base_values(base: ContributionBase, multiples: Sequence[Fraction] = ()) -> tuple[Fraction, ...]:
    """The monthly bases that a person may have, in yuan, each before and after rounding.

    `multiples` are the tiers of a reference wage that the person is tied to; without them every
    tier and both limits count.
    """
    wage = base.reference_wage or (base.exact if base.subject == "reference_wage" else None)
    values: list[Fraction] = []
    tiers: list[Fraction] = []
    if multiples and wage:
        tiers = [money(wage) * multiple for multiple in multiples]
    elif multiples and base.exact:
        tiers = [money(base.exact) * multiple for multiple in multiples]
        values = [money(base.exact)]
    elif base.exact:
        values = [money(base.exact)]
    else:
        values = [money(limit) for limit in (base.lower, base.upper) if limit]
        if wage:
            stated = [Fraction(multiple.value) for multiple in base.multiples]
            tiers = [money(wage) * tier for tier in (stated or [Fraction(1)])]
    # 7270.5 × 60 % may have been rounded before the rate was applied to it
    for tier in tiers:
        values += [tier, *sorted(every_rounding(tier, (FEN, YUAN)))]
    return tuple(dict.fromkeys(values))


def _numbers(values: Sequence[object]) -> list[Fraction]:
    return [
        Fraction(str(value)) for value in values if compiled(r"\d+(\.\d+)?").fullmatch(str(value))
    ]


def fitting(
    parts: Sequence[Part], per: Per, target: Fraction, quanta: Sequence[Fraction]
) -> frozenset[Convention] | None:
    """The conventions to one of `quanta` by which parts come to `target` yuan a period.

    None where they come to something else; an empty set where nothing has to be rounded.
    """
    if not _comes_near(parts, per, target):
        return None
    by = [convention for convention, value in _sums(parts, per, quanta) if value == target]
    return frozenset(one for one in by if one is not None) if by else None


def nearest_sum(
    parts: Sequence[Part], per: Per, target: Fraction, quanta: Sequence[Fraction]
) -> Fraction:
    """What parts come to in a period by the convention that comes nearest to `target` yuan."""
    values = (value for _, value in _sums(parts, per, quanta))
    return min(values, key=lambda value: (abs(value - target), value))


def _comes_near(parts: Sequence[Part], per: Per, target: Fraction) -> bool:
    """Whether rounding may bring parts to `target`: it moves each by less than a yuan a month."""
    slack = Fraction(12 * len(parts), IN_A_YEAR[per]) + FEN
    return any(
        abs(_exact(parts, index) / IN_A_YEAR[per] - target) <= slack
        or _as_printed(parts, per, index) == target
        for index in _choices(parts)
    )


def _choices(parts: Sequence[Part]) -> Iterator[list[int]]:
    """For each base that one person may have, its place among those of each part."""
    counts: dict[str, int] = {}
    for one in parts:
        counts[one.key] = max(counts.get(one.key, 1), len(one.yearly))
    for chosen in product(*(range(count) for count in counts.values())):
        at = dict(zip(counts, chosen, strict=True))
        yield [min(at[one.key], len(one.yearly) - 1) for one in parts]


def _exact(parts: Sequence[Part], index: Sequence[int]) -> Fraction:
    yearly = (one.yearly[i] for one, i in zip(parts, index, strict=True))
    return sum(yearly, start=Fraction(0))


def _as_printed(parts: Sequence[Part], per: Per, index: Sequence[int]) -> Fraction:
    """The sum in a period of the notice's own amounts, exact where it prints none."""
    said = (
        (one.as_printed(per), one.yearly[i] / IN_A_YEAR[per])
        for one, i in zip(parts, index, strict=True)
    )
    return sum((exact if amount is None else amount for amount, exact in said), start=Fraction(0))


def _sums(
    parts: Sequence[Part], per: Per, quanta: Sequence[Fraction]
) -> Iterator[tuple[Convention | None, Fraction]]:
    """What the parts may come to in a period, with the convention where one was needed."""
    share_of_year = IN_A_YEAR[per]
    for index in _choices(parts):
        exact = _exact(parts, index)
        yield None, _as_printed(parts, per, index)
        if not any(one.is_percent for one in parts):
            yield None, exact / share_of_year
            for value in every_rounding(exact / share_of_year, (FEN,)):
                yield None, value  # 110 ÷ 12 has no end
            continue
        for convention in CONVENTIONS:
            if convention.quantum not in quanta:
                continue
            quantum, mode, place = convention
            if place == "sum_of_month":
                value = rounded(exact / 12, quantum, mode) * 12 / share_of_year
            elif place == "sum_of_year":
                value = rounded(exact, quantum, mode) / share_of_year
            else:
                value = sum(
                    (one.by(convention, per, i) for one, i in zip(parts, index, strict=True)),
                    start=Fraction(0),
                )
            yield convention, value
            if (value / FEN).denominator != 1:
                yield from ((convention, whole) for whole in every_rounding(value, (FEN,)))

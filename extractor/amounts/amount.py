"""One amount, with its role."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal

from extractor.atoms import Atom
from extractor.atoms.money import Money
from extractor.conditions import Pred, normal, written
from extractor.outline import Sentence
from extractor.reading import Where
from extractor.schema import Component, Per

Kind = Literal[
    "base", "base_lower", "base_upper", "wage", "average_pension", "multiple",
    "contribution", "instalment", "total", "credit", "subsidy", "late_charge",
    "former", "benefit", "other_scheme", "unknown",
]  # fmt: skip
Payer = Literal["insured", "employer", "treasury"]
Of = Literal["base.monthly", "pension", "average_pension", "reference_wage", "amount_due"]

IN_A_YEAR: Final[dict[Per, int]] = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}
BASES: Final = frozenset(
    {"base", "base_lower", "base_upper", "wage", "multiple", "average_pension"}
)
HIGHEST_RATE: Final = Fraction(35, 100)  # nobody pays more of a base: 60% of a wage is a tier
LOWEST_TIER: Final = Fraction(40, 100)


@dataclass(frozen=True, eq=False)
class Amount:
    """One sum of money or rate, and what it is.

    `where` is the clause that answers for it and `label` the fund's own words, half-open ranges
    of the view. `per` is the period that the words name (`stated`), else the one that such
    amounts have by default. `of` is what a rate is a rate of.
    """

    atom: Atom
    sentence: Sentence
    role: Kind
    per: Per
    stated: bool
    when: Pred
    where: Where
    component: Component | None = None
    label: Where | None = None
    payer: Payer = "insured"
    of: Of | None = None

    @property
    def rate(self) -> Fraction | None:
        """The rate, where it is one."""
        return self.atom.value if self.atom.label == "RATE" else None

    @property
    def yuan(self) -> Decimal | None:
        """The money in yuan, where it is money."""
        value = self.atom.value
        return value.amount if isinstance(value, Money) else None

    @cached_property
    def whom(self) -> frozenset[str]:
        """The parts of its condition that must all hold, comparable without their words."""
        return parts(self.when)

    def a_year(self) -> Fraction | None:
        """The money of twelve months, in yuan."""
        if self.yuan is None or self.per not in IN_A_YEAR:
            return None
        return Fraction(self.yuan) * IN_A_YEAR[self.per]


def parts(pred: Pred) -> frozenset[str]:
    """The parts of a condition that must all hold, comparable without their words."""
    return frozenset(map(repr, written(normal(pred))))

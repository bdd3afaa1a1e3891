"""Amounts: what each sum of money and each rate of a notice is, all of them decided together.

「3291元」 is a base, 「8%」 a contribution, 「8元」 another, 「3255.36元」 a total, 「65.82元」 a
credit said again, and 「50万元」 nothing that anybody pays. Decided one rule at a time they would
be claimed twice or not at all; here each has one role, from the nearest words that govern it:
those beside it, the amount before it, the heads of its column and row, the lead of its block, the
headings above.
"""

from extractor.amounts.amount import IN_A_YEAR, Amount, Kind, Of, Payer, parts
from extractor.amounts.retired import OnlyActive, of_active, only_active
from extractor.amounts.statements import (
    NO_RULES,
    amounts,
    bare,
    clause,
    clauses,
    examples,
    fixed,
    joined,
    statements,
)

__all__ = [
    "IN_A_YEAR",
    "NO_RULES",
    "Amount",
    "Kind",
    "Of",
    "OnlyActive",
    "Payer",
    "amounts",
    "bare",
    "clause",
    "clauses",
    "examples",
    "fixed",
    "joined",
    "of_active",
    "only_active",
    "parts",
    "statements",
]

"""合计: the sums of contributions that a notice prints."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.amounts import Amount, amounts, clauses, of_active, only_active
from extractor.conditions import Pred, Var, comparisons, normal, together, written
from extractor.reading import Reading
from extractor.schema import StatedTotal
from extractor.scope import Scope

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("金额 an amount", ("MONEY", r"\t[\d,.]+(?=\t|$)")),
    ("合计的说法，或几个险种 words of a sum, or funds", ("CUE.total", "FUND")),
)


def find(reading: Reading, scope: Scope) -> Iterator[StatedTotal]:
    """The totals of a notice in yuan per period; what each adds up is linked later.

    A total that is printed twice (叁仟肆佰陆拾元（¥3460.00）) is one.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("在职人员基本医疗保险费3888元、大病保险费120元，共计4008元。"))
    >>> [(str(total.amount.value), total.per) for total in find(reading, Scope(reading))]
    [('4008', 'year')]
    """
    groups: list[list[Amount]] = []
    for amount in amounts(reading, scope):
        if amount.role != "total" or amount.yuan is None:
            continue
        group = next((group for group in groups if _same(group[0], amount)), None)
        if group is None:
            groups.append([amount])
        else:
            group.append(amount)
    told = only_active(reading, scope) if groups else None
    for group in groups:
        first = group[0]
        assert first.yuan is not None  # seen to above
        yield StatedTotal(
            id="total",
            when=of_active(first.when, told) if told else first.when,
            spans=clauses(reading, group),
            amount=reading.stated(first.yuan, *(amount.atom for amount in group)),
            per=first.per,
            sums=(),
        )


def _same(first: Amount, later: Amount) -> bool:
    alike = first.yuan == later.yuan and first.per == later.per
    return alike and _who(first.when) == _who(later.when)


def _who(pred: Pred) -> str:
    """Whom a total is for; that one pays it at once does not make it another."""
    kept = [cmp for cmp in comparisons(normal(pred)) if cmp.var is not Var.FREQUENCY]
    return repr(written(normal(together(*kept)))) if kept else ""

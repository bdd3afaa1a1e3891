"""个人账户划入: money into the personal account."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor.amounts import Amount, clauses, fixed, statements
from extractor.reading import Reading
from extractor.schema import AccountCredit, Fixed, Percent
from extractor.scope import Scope

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("金额或比例 an amount or a rate", ("MONEY", "RATE")),
    (
        "划入个人账户的说法 words of what goes into the account",
        ("CUE.credit", "账户|划|[计记注拨转打存充]入|打到|返"),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[AccountCredit]:
    """The credits of a notice: a share of a base or of a pension, or yuan per period.

    >>> from extractor.notice import Notice
    >>> words = "个人账户每月计入：在职人员为本人缴费基数的2%，即89.88元；退休人员83元。"
    >>> reading = Reading(Notice(words))
    >>> [(credit.amount.how, len(credit.restated)) for credit in find(reading, Scope(reading))]
    [('percent', 1), ('fixed', 0)]
    """
    for group in statements(reading, scope, "credit"):
        first = next((amount for amount in group if amount.rate is not None), group[0])
        rest = [other for other in group if other is not first and other.yuan is not None]
        yield AccountCredit(
            id="credit",
            when=first.when,
            spans=clauses(reading, group),
            amount=_amount(reading, first),
            restated=tuple(fixed(reading, other) for other in rest),
        )


def _amount(reading: Reading, first: Amount) -> Fixed | Percent:
    if first.rate is None:
        return fixed(reading, first)
    rate = reading.stated(first.rate, first.atom)
    return Percent(rate=rate, of=first.of, per=first.per)

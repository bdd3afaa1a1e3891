"""个人账户划入: money into the personal account."""

from __future__ import annotations

from collections.abc import Iterator

from extractor.amounts import clauses, fixed, statements
from extractor.reading import Reading
from extractor.schema import AccountCredit, Percent
from extractor.scope import Scope


def find(reading: Reading, scope: Scope) -> Iterator[AccountCredit]:
    """The credits of a notice: a share of a base or of a pension, or yuan per period.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("个人账户每月计入：在职人员为本人缴费基数的2%，即89.88元；退休人员83元。"))
    >>> [(credit.amount.how, len(credit.restated)) for credit in find(reading, Scope(reading))]
    [('percent', 1), ('fixed', 0)]
    """
    for group in statements(reading, scope, "credit"):
        first = next((amount for amount in group if amount.rate is not None), group[0])
        if first.rate is not None:
            amount = Percent(
                rate=reading.stated(first.rate, first.atom), of=first.of, per=first.per
            )
        rest = [other for other in group if other is not first and other.yuan is not None]
        yield AccountCredit(
            id="credit",
            when=first.when,
            spans=clauses(reading, group),
            amount=amount if first.rate is not None else fixed(reading, first),
            restated=tuple(fixed(reading, other) for other in rest),
        )

"""References between rules: what a total adds up, what a rate is a rate of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractor.conditions import Pred, comparisons, normal, written
from extractor.schema import (
    OUTSIDE,
    AccountCredit,
    Contribution,
    ContributionBase,
    Fixed,
    Percent,
    Rule,
    StatedTotal,
)

_NOT_MEDICAL: Final = frozenset({"pension", "unemployment"})


def link(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules in the same order, with the ids that they refer to.

    A total sums the contributions of the person it is for, one of each component, medical ones
    where there are any. A rate is of the base for the same people, the nearest before it; of
    nothing where the notice states no base.
    """
    contributions = [rule for rule in rules if isinstance(rule, Contribution)]
    bases = [rule for rule in rules if isinstance(rule, ContributionBase)]
    linked: list[Rule] = []
    for rule in rules:
        if isinstance(rule, StatedTotal):
            linked.append(rule.model_copy(update={"sums": _summed(rule, contributions)}))
        elif isinstance(rule, Contribution | AccountCredit) and isinstance(rule.amount, Percent):
            of = _base_of(rule, rule.amount, bases)
            amount = rule.amount.model_copy(update={"of": of})
            linked.append(rule.model_copy(update={"amount": amount}))
        else:
            linked.append(rule)
    return tuple(linked)


def _parts(pred: Pred) -> frozenset[str]:
    return frozenset(map(repr, written(normal(pred))))


def _vars(pred: Pred) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for cmp in comparisons(normal(pred)):
        found.setdefault(cmp.var.value, set()).add(f"{cmp.op} {cmp.value}")
    return found


def _meet(left: Pred, right: Pred) -> bool:
    """Whether two conditions say the same wherever both speak of one thing."""
    a, b = _vars(left), _vars(right)
    return all(a[var] == b[var] for var in a.keys() & b.keys())


def _start(rule: Rule) -> int:
    return min(span.start for span in rule.spans)


def _summed(total: StatedTotal, contributions: Sequence[Contribution]) -> tuple[str, ...]:
    """The contributions that the person of a total pays: of each component the nearest to it."""
    who = _parts(total.when)
    own = [rule for rule in contributions if _parts(rule.when) == who]
    if who and _come_to(total, own):
        return tuple(rule.id for rule in sorted(own, key=_start))
    fitting = [rule for rule in contributions if _parts(rule.when) <= who]
    if not fitting:
        fitting = [rule for rule in contributions if _meet(rule.when, total.when)]
    medical = [rule for rule in fitting if rule.component not in _NOT_MEDICAL]
    chosen: dict[tuple[str, str], Contribution] = {}
    for rule in medical or fitting:
        key = (rule.component, rule.payer)
        other = chosen.get(key)
        if other is None or len(_parts(rule.when)) > len(_parts(other.when)):
            chosen[key] = rule
    return tuple(rule.id for rule in sorted(chosen.values(), key=_start))


def _come_to(total: StatedTotal, rules: Sequence[Contribution]) -> bool:
    """Whether the fees that only its own people pay are all of a total.

    「新生儿每人每年120元，其中家庭50元、财政70元」: not what everybody else pays elsewhere.
    """
    fees = [rule.amount for rule in rules if isinstance(rule.amount, Fixed)]
    if len(fees) != len(rules) or any(fee.per != total.per for fee in fees):
        return False
    return sum(fee.amount.value for fee in fees) == total.amount.value


def _base_of(
    rule: Contribution | AccountCredit, amount: Percent, bases: Sequence[ContributionBase]
) -> str | None:
    if amount.of is None or amount.of == "amount_due":
        return amount.of
    if amount.of in OUTSIDE:
        named = [base for base in bases if base.subject == amount.of]
        return named[0].id if named else amount.of
    pension = isinstance(rule, Contribution) and rule.component in _NOT_MEDICAL
    declared = [
        base for base in bases if base.subject == "declared" and _meet(base.when, rule.when)
    ]
    if not declared:
        wages = [base for base in bases if base.subject == "reference_wage"]
        return wages[0].id if wages else None
    before = [base for base in declared if _start(base) <= _start(rule)]
    if pension and not before:
        return None
    return max(before, key=_start).id if before else declared[0].id

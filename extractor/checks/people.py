"""Groups of people: whether what is said of one group is said of another.

Conditions are data over a closed vocabulary, so a few representative persons, one on each side of
each value that the conditions mention, decide what holds for a whole group.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any, Literal

from extractor.conditions import THRESHOLDS, All, Cmp, Pred, Var, comparisons, holds

Share = Literal["all", "some", "none"]

# Variables whose list of values is complete: whoever is not retired is active.
_COMPLETE: dict[Var, tuple[str, ...]] = {Var.STATUS: ("active", "retired")}
_SOMEBODY_ELSE = "—"
_MOST_PERSONS = 4096


def share(group: Pred, rule: Pred) -> Share:
    """Of the people of `group`, how many `rule` holds for.

    "some" also where the conditions are too many to try each combination.

    >>> active = Cmp(op="eq", var=Var.STATUS, value="active")
    >>> share(active, All()), share(All(), active)
    ('all', 'some')
    >>> share(active, Cmp(op="eq", var=Var.STATUS, value="retired"))
    'none'
    """
    persons = _persons((group, rule))
    if persons is None:
        return "some"
    answers = {holds(rule, person) for person in persons if holds(group, person)}
    if answers == {True}:
        return "all"
    return "some" if True in answers else "none"


def meet(preds: Sequence[Pred]) -> bool:
    """True where one person can be in all the groups (or where it is too much to try).

    >>> first, second = (Cmp(op="eq", var=Var.PLAN, value=plan) for plan in ("一档", "二档"))
    >>> meet([first, All()]), meet([first, second])
    (True, False)
    """
    persons = _persons(preds)
    if persons is None:
        return True
    return any(all(holds(pred, person) for pred in preds) for person in persons)


def pinned(pred: Pred, var: Var) -> tuple[Any, ...]:
    """The values to which a condition ties a variable, where it is a plain conjunction.

    >>> pinned(Cmp(op="eq", var=Var.BASE_MULTIPLE, value="0.6"), Var.BASE_MULTIPLE)
    ('0.6',)
    """
    for part in pred.of if isinstance(pred, All) else (pred,):
        if isinstance(part, Cmp) and part.var == var:
            if part.op == "eq":
                return (part.value,)
            if part.op == "in" and isinstance(part.value, tuple):
                return part.value
    return ()


def _persons(preds: Sequence[Pred]) -> list[dict[str, object]] | None:
    """One person for each group that the conditions tell apart; None where there are too many."""
    mentioned: dict[Var, list[Cmp]] = {}
    for pred in preds:
        for cmp in comparisons(pred):
            mentioned.setdefault(cmp.var, []).append(cmp)
    values: dict[Var, list[object]] = {}
    size = 1
    for var, cmps in mentioned.items():
        points = _points(var, cmps)
        if points is None:
            return None
        values[var] = points
        size *= len(points)
    if size > _MOST_PERSONS:
        return None
    names = [var.value for var in values]
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*values.values())]


def _points(var: Var, cmps: Sequence[Cmp]) -> list[object] | None:
    """Values of a variable on each side of each value that is mentioned."""
    if var in _COMPLETE:
        return list(_COMPLETE[var])
    said = [value for cmp in cmps for value in _values(cmp)]
    if any(isinstance(value, bool) for value in said):
        return [True, False]
    ordered = any(cmp.op in THRESHOLDS for cmp in cmps)
    if ordered and len({type(value) for value in said}) > 1:
        return None  # months and words cannot be put in one order
    points: dict[object, None] = {}
    for value in said:
        points[value] = None
        if ordered and isinstance(value, int):
            points[value - 1] = points[value + 1] = None
        elif ordered:
            points[str(value)[:-1]] = points[f"{value}~"] = None  # just before, just after
    if not ordered:
        points[_SOMEBODY_ELSE] = None
    return list(points)


def _values(cmp: Cmp) -> Iterator[bool | int | str]:
    if isinstance(cmp.value, tuple):
        yield from cmp.value
    else:
        yield cmp.value

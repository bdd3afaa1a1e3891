"""Conditions as data: true, false, or unknown when an input is not known."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from extractor.evidence import Evidence, Model


class Var(StrEnum):
    """What a condition may ask about a person, in a closed list (design: schema, section 3)."""

    STATUS = "status"  # active | retired
    ENROLMENT = "enrolment"  # new | renewing | lapsed | transferring | reenrolling
    EVENT = "event"
    WORKING_AGE = "working_age"
    REACHED_RETIREMENT_AGE = "reached_retirement_age"
    HAS_RETIREMENT_APPROVAL = "has_retirement_approval"
    CONTRIBUTION_YEARS_MET = "contribution_years_met"
    EMPLOYMENT_FORM = "employment_form"
    IDENTITY = "identity"
    OTHER_INSURANCE = "other_insurance"  # none | employee | resident
    LOCAL_HOUSEHOLD = "local_household"
    FILE_CUSTODY = "file_custody"
    PAID_THROUGH = "paid_through"  # ISO month, compares lexically
    PAID_YEAR = "paid_year"
    PAID_IN_FULL = "paid_in_full"
    ARREARS_MONTHS = "arrears_months"  # whole months since the last paid month
    MONTHS_SINCE_SEPARATION = "months_since_separation"
    ONLINE_BLOCKED = "online_blocked"
    FREQUENCY = "frequency"
    PAY_ROUTE = "pay_route"
    IN_WINDOW = "in_window"
    AGE = "age"
    PLAN = "plan"
    BASE_MULTIPLE = "base_multiple"
    HARDSHIP = "hardship"
    STUDENT = "student"
    AREA = "area"  # a district with its own amounts


Op = Literal["eq", "ne", "lt", "le", "gt", "ge", "in"]
THRESHOLDS = frozenset({"lt", "le", "gt", "ge"})


class Cmp(Model):
    """One comparison; a threshold must quote the words that set it (欠费超过三个月)."""

    op: Op
    var: Var
    value: bool | int | str | tuple[str, ...]
    spans: tuple[Evidence, ...] = ()

    @model_validator(mode="after")
    def _grounded(self) -> Self:
        if self.op in THRESHOLDS and not self.spans:
            raise ValueError(f"a threshold must quote the words that set it: {self.var}")
        return self


class All(Model):
    """True where every part is true; with no part, true of everyone."""

    op: Literal["all"] = "all"
    of: tuple[Pred, ...] = ()


class AnyOf(Model):
    """True where one part is true."""

    op: Literal["any"] = "any"
    of: tuple[Pred, ...]


class Not(Model):
    """True where its part is false."""

    op: Literal["not"] = "not"
    of: Pred


Pred = Annotated[Cmp | All | AnyOf | Not, Field(discriminator="op")]
for _model in (All, AnyOf, Not):
    _model.model_rebuild()

ALWAYS = All()

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
    "in": lambda a, b: a in b,
}


def holds(pred: Pred, person: Mapping[str, object]) -> bool | None:
    """True, False, or None when the answer hangs on something not yet known (Kleene logic).

    `person` maps variables to values: months and years are numbers, `paid_through` an ISO month.

    >>> three = Evidence(start=0, end=6, quote="超过3个月的")
    >>> lapsed = Cmp(op="gt", var=Var.ARREARS_MONTHS, value=3, spans=(three,))
    >>> holds(lapsed, {"arrears_months": 4}), holds(lapsed, {"arrears_months": 3})
    (True, False)
    >>> holds(lapsed, {}) is None
    True
    """
    match pred:
        case Cmp():
            if pred.var not in person:
                return None
            return bool(_COMPARE[pred.op](person[pred.var], pred.value))
        case Not():
            inner = holds(pred.of, person)
            return None if inner is None else not inner
        case All() | AnyOf():
            settles = isinstance(pred, AnyOf)  # one True settles any, one False settles all
            parts = [holds(part, person) for part in pred.of]
            if settles in parts:
                return settles
            return None if None in parts else not settles


def comparisons(pred: Pred) -> Iterator[Cmp]:
    """Every comparison in a condition, in order."""
    if isinstance(pred, Cmp):
        yield pred
    elif isinstance(pred, Not):
        yield from comparisons(pred.of)
    else:
        for part in pred.of:
            yield from comparisons(part)


def together(*preds: Pred) -> Pred:
    """The condition that holds where all of `preds` hold, flat and without repeats.

    >>> active = Cmp(op="eq", var=Var.STATUS, value="active")
    >>> together(ALWAYS, active, active) == active
    True
    """
    parts: list[Pred] = []
    for pred in preds:
        for part in pred.of if isinstance(pred, All) else (pred,):
            if part not in parts:
                parts.append(part)
    return parts[0] if len(parts) == 1 else All(of=tuple(parts))


_OPPOSITE: dict[Op, Op] = {
    "eq": "ne",
    "ne": "eq",
    "lt": "ge",
    "ge": "lt",
    "gt": "le",
    "le": "gt",
}
_ORDER = {var: at for at, var in enumerate(Var)}
_NUMBERS = frozenset({Var.PAID_YEAR, Var.ARREARS_MONTHS, Var.MONTHS_SINCE_SEPARATION, Var.AGE})


def normal(pred: Pred) -> Pred:
    """The same condition in the one form that all conditions of its meaning share.

    Negations are comparisons, nothing nests that need not, alternatives on one variable are one
    `in`, parts follow the order of `Var`. Each comparison keeps its words.

    >>> active = Cmp(op="eq", var=Var.STATUS, value="active")
    >>> retired = Cmp(op="eq", var=Var.STATUS, value="retired")
    >>> normal(AnyOf(of=(retired, active))).value
    ('active', 'retired')
    """
    if isinstance(pred, All) and not pred.of:
        return pred  # of everyone, as most rules are
    match pred:
        case Cmp():
            return _normal_comparison(pred)
        case Not(of=Cmp(op=op) as inner) if op in _OPPOSITE:
            return _normal_comparison(inner.model_copy(update={"op": _OPPOSITE[op]}))
        case Not(of=Cmp() as inner):  # in none of
            each = (Cmp(op="ne", var=inner.var, value=v, spans=inner.spans) for v in _values(inner))
            return normal(All(of=tuple(each)))
        case Not(of=Not(of=inner)):
            return normal(inner)
        case Not(of=All(of=parts)):
            return normal(AnyOf(of=tuple(Not(of=part) for part in parts)))
        case Not(of=AnyOf(of=parts)):
            return normal(All(of=tuple(Not(of=part) for part in parts)))
        case All() | AnyOf():
            shape = type(pred)
            flat: list[Pred] = []
            for part in map(normal, pred.of):
                flat.extend(part.of if isinstance(part, shape) else (part,))
            if shape is AnyOf:
                flat = _alternatives(flat)
            if len(flat) == 1:
                return flat[0]
            distinct = {repr(written(part)): part for part in reversed(flat)}
            ordered = sorted(distinct.items(), key=lambda item: (_rank(item[1]), item[0]))
            if len(ordered) == 1:
                return ordered[0][1]
            return shape(of=tuple(part for _, part in ordered))
    raise TypeError(f"not a condition: {pred!r}")


def written(pred: Pred) -> list[Any]:
    """A condition as a gold file writes it: a list of parts that must all hold, without words.

    >>> written(Cmp(op="eq", var=Var.STATUS, value="active"))
    [['status', 'eq', 'active']]
    """
    return [_item(part) for part in pred.of] if isinstance(pred, All) else [_item(pred)]


def _item(pred: Pred) -> Any:
    match pred:
        case Cmp():
            value = list(pred.value) if isinstance(pred.value, tuple) else pred.value
            return [pred.var.value, pred.op, value]
        case Not():
            return {"not": _item(pred.of)}
        case All():
            return {"all": [_item(part) for part in pred.of]}
        case AnyOf():
            return {"any": [_item(part) for part in pred.of]}


def _normal_comparison(cmp: Cmp) -> Cmp:
    op, value = cmp.op, cmp.value
    if isinstance(value, tuple):
        value = tuple(sorted(set(value)))
        if op == "in" and len(value) == 1:
            op, value = "eq", value[0]
    if op == "ne" and isinstance(value, bool):
        op, value = "eq", not value
    if cmp.var in _NUMBERS and str(value).isdecimal():
        value = int(str(value))
    if cmp.var == Var.BASE_MULTIPLE and str(value).replace(".", "", 1).isdecimal():
        value = format(Decimal(str(value)).normalize(), "f")  # "1.0" is "1"
    if (op, value) == (cmp.op, cmp.value):
        return cmp
    return cmp.model_copy(update={"op": op, "value": value})


def _alternatives(parts: list[Pred]) -> list[Pred]:
    """Parts of an `any`, with all equalities on one variable made one `in`."""
    same: dict[Var, list[Cmp]] = {}
    rest: list[Pred] = []
    for part in parts:
        if isinstance(part, Cmp) and part.op in ("eq", "in") and not _is_number(part.value):
            same.setdefault(part.var, []).append(part)
        else:
            rest.append(part)
    for cmps in same.values():
        if len(cmps) == 1:
            rest += cmps
            continue
        values = {v for cmp in cmps for v in _values(cmp)}
        spans = tuple(dict.fromkeys(span for cmp in cmps for span in cmp.spans))
        one = cmps[0].model_copy(update={"op": "in", "value": tuple(values), "spans": spans})
        rest.append(_normal_comparison(one))
    return rest


def _values(cmp: Cmp) -> tuple[str, ...]:
    return cmp.value if isinstance(cmp.value, tuple) else (str(cmp.value),)


def _is_number(value: object) -> bool:
    return isinstance(value, bool | int)  # `in` lists words only


def _rank(pred: Pred) -> int:
    return min((_ORDER[cmp.var] for cmp in comparisons(pred)), default=-1)

"""Ids: a rule is named after what it is about, never after its value or its place.

The id is the key by which rules of two years, or of gold and extraction, are compared
(design: schema, section 5). Names of places, plans and offices stand in Han.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import assert_never, get_args

from extractor import pattern as regex
from extractor.conditions import All, AnyOf, Cmp, Not, Pred, Var, comparisons, normal
from extractor.evidence import Fact, evidence_in
from extractor.schema import (
    AccountCredit,
    Adjustment,
    Advice,
    Change,
    Channel,
    Contact,
    Contribution,
    ContributionBase,
    Eligibility,
    Lapse,
    PaymentFrequency,
    PaymentWindow,
    Per,
    Plan,
    Procedure,
    Responsibility,
    Rule,
    StatedTotal,
    Voucher,
    WaitingPeriod,
)

_FOREIGN = regex.compile(r"[^a-z0-9_\p{Han}]+")
_NOT_HAN = regex.compile(r"\P{Han}+")
_NUMBERING = regex.compile(
    r"^\s*[（(]?[一二三四五六七八九十]{1,3}[)）、.．]+"
)  # moves with the year
_NARROW = {0xFF01 + at: 0x21 + at for at in range(94)}  # Ａ, １ as A, 1
_RANGES = frozenset({Var.ARREARS_MONTHS, Var.MONTHS_SINCE_SEPARATION, Var.AGE})
_TIER = {"lt": "below_", "le": "up_to_", "gt": "over_", "ge": "from_", "ne": "not_"}


def identify(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules in the same order, each with the id that its content gives it.

    Ids of the input count for nothing. References are left as they are and linked afterwards;
    a `change` is named after the id it points to, so name such rules once that is known.
    Two rules of one name are told apart by a further discriminator of their kind, age brackets by
    their ordinal (band_1 the youngest), and as a last resort by ".2", ".3" in document order.

    >>> from extractor.evidence import Evidence
    >>> words = Evidence(start=0, end=6, quote="待遇等待期3")
    >>> rule = Advice(id="advice", spans=(words,))
    >>> [found.id for found in identify([rule, rule])]
    ['advice.待遇等待期', 'advice.待遇等待期.2']
    """
    bands = _bands(rules)
    ids = [base_id(rule, band) for rule, band in zip(rules, bands, strict=True)]
    doubtful = {at for same in _groups(ids) for at in same}
    apart = {at: _apart(rules[at], bands[at]) for at in doubtful}
    for step in range(max(map(len, apart.values()), default=0)):
        for same in _groups(ids):
            further = {at: apart[at][step] if step < len(apart[at]) else "" for at in same}
            if len(set(further.values())) > 1:
                for at, token in further.items():
                    ids[at] = ".".join(filter(None, (ids[at], token)))
    taken, seen = set(ids), Counter[str]()
    still = [at for same in _groups(ids) for at in same]
    for at in sorted(still, key=lambda at: (_places(rules[at]), at)):
        name = ids[at]
        seen[name] += 1
        if seen[name] > 1:
            while (ordinal := f"{name}.{seen[name]}") in taken:
                seen[name] += 1
            taken.add(ordinal)
            ids[at] = ordinal
    return tuple(rule.model_copy(update={"id": ids[at]}) for at, rule in enumerate(rules))


def base_id(rule: Rule, band: int = 1) -> str:
    """The id that a rule has where no other rule of the set claims the same.

    `band` is the ordinal of its age bracket; `identify` finds it among the rule's neighbours.

    >>> from extractor.evidence import Evidence
    >>> words = Evidence(start=0, end=2, quote="一档")
    >>> base_id(Plan(id="plan", spans=(words,), label=Fact[str](value="一档", spans=(words,))))
    'plan.一档'
    """
    return ".".join(filter(None, (rule.kind, *_about(rule, band))))


def _about(rule: Rule, band: int) -> tuple[str, ...]:
    who = tuple(_all_of(rule.when, band))
    match rule:
        case Plan():
            return (_label(rule.label.value),)
        case ContributionBase():
            return ("monthly" if rule.subject == "declared" else rule.subject,)
        case Contribution():
            payer = "" if rule.payer == "insured" else rule.payer
            return (rule.component.removesuffix("_medical"), payer, *who)
        case StatedTotal():
            return (*who, rule.per)
        case AccountCredit() | PaymentFrequency():
            return who
        case PaymentWindow():
            return ("period" if rule.monthly is None else "monthly", *who)
        case WaitingPeriod():
            return who or ("all",)
        case Lapse():
            return ("interrupted" if rule.outcome == "interrupted" else "continue", *who)
        case Adjustment():
            return (rule.sign, *who)
        case Procedure():
            return (rule.topic, *(token for token in who if token != rule.topic))
        case Channel():
            return (rule.purpose, _label(rule.provider.value))
        case Voucher():
            return (_han(rule.document.value, 12),)
        case Contact():
            return (_office(rule) or _topics(rule),)
        case Eligibility():
            if rule.group is None:
                return (rule.effect, *who)
            return (rule.effect, _han(rule.group.value, 12))
        case Responsibility():
            return (_han(rule.body.value),)
        case Change():
            return (rule.target,)
        case Advice():
            first = min(rule.spans, key=lambda span: span.start)
            return (_han(_NUMBERING.sub("", first.quote), 8),)
        case _:
            assert_never(rule)


def _apart(rule: Rule, band: int) -> tuple[str, ...]:
    """What tells a rule from others of its name, each used only where it does."""
    who = ".".join(_all_of(rule.when, band))
    match rule:
        case ContributionBase() | Plan() | Voucher() | Eligibility():
            return (who,)
        case Channel():
            return (who, rule.mode)
        case Procedure():
            return (_han(rule.at.value) if rule.at else "", rule.actor)
        case Contact():
            return (_topics(rule) if _office(rule) else "", _name(rule.body) if rule.area else "")
        case Responsibility():
            return (_han(rule.duty.value, 12),)
        case Change():
            return (rule.direction,)
        case _:
            return ()


def _office(rule: Contact) -> str:
    return _name(rule.area) or _name(rule.body)


def _name(fact: Fact[str] | None) -> str:
    return _han(fact.value) if fact else ""


def _topics(rule: Contact) -> str:
    return "_".join(sorted(rule.topics))


# ── words ────────────────────────────────────────────────────────────────────────────────────


def _label(text: str) -> str:
    return _FOREIGN.sub("", text.translate(_NARROW).lower())


def _han(text: str, longest: int | None = None) -> str:
    """The Han of a text; where it has none (an office called 12345), what letters it has."""
    return (_NOT_HAN.sub("", text) or _label(text))[:longest]


# ── conditions ───────────────────────────────────────────────────────────────────────────────


def _all_of(pred: Pred, band: int) -> list[str]:
    pred = normal(pred)
    tokens: list[str] = []
    bounds: dict[Var, set[str]] = defaultdict(set)
    parts = pred.of if isinstance(pred, All) else (pred,)
    for part in parts:
        if isinstance(part, Cmp) and part.var in _RANGES:
            bounds[part.var].add(part.op)
    for part in parts:
        if not isinstance(part, Cmp) or part.var not in _RANGES:
            tokens.append(_token(part, band))
        elif ops := bounds.pop(part.var, None):  # two bounds are one token
            tokens.append(f"band_{band}" if part.var == Var.AGE else _threshold(ops))
    return [token for token in tokens if token]


def _token(pred: Pred, band: int) -> str:
    match pred:
        case AnyOf():
            return "_or_".join("_and_".join(_all_of(part, band)) for part in pred.of)
        case Not():
            return f"not_{_token(pred.of, band)}"
        case All():
            return "_and_".join(_all_of(pred, band))
        case Cmp(var=Var.IN_WINDOW, value=bool(inside)):
            return "in_window" if inside else "late"
        case Cmp(value=bool(true)):
            return pred.var.value if true else f"not_{pred.var.value}"
        case Cmp(var=Var.PAID_THROUGH):
            return "not_paid_up" if pred.op in ("lt", "le", "ne") else "paid_up"
        case Cmp(var=Var.PAID_YEAR):
            return "not_paid_year" if pred.op in ("lt", "le", "ne") else "paid_year"
        case Cmp(var=Var.BASE_MULTIPLE):
            return _TIER.get(pred.op, "") + "_or_".join(map(_tier, _values(pred)))
        case Cmp(var=var) if var in _RANGES:
            return f"band_{band}" if var == Var.AGE else _threshold({pred.op})
        case Cmp(var=Var.OTHER_INSURANCE, value="none"):
            return "insured_elsewhere" if pred.op == "ne" else "no_other_insurance"
        case Cmp():
            values = _values(pred)
            if pred.var == Var.FREQUENCY:
                values = [per for per in get_args(Per) if per in values]
            negated = "not_" if pred.op == "ne" else ""
            return negated + "_or_".join(filter(None, map(_label, values)))
        case _:
            assert_never(pred)


def _values(cmp: Cmp) -> list[str]:
    return list(cmp.value) if isinstance(cmp.value, tuple) else [str(cmp.value)]


def _threshold(ops: set[str]) -> str:
    """Where a number lies by its bounds, whatever the bounds are."""
    above, below = bool(ops & {"gt", "ge"}), bool(ops & {"lt", "le"})
    if above and below:
        return "between_thresholds"
    if above or below:
        return "over_threshold" if above else "up_to_threshold"
    return "not_at_threshold" if "ne" in ops else "at_threshold"


def _tier(multiple: str) -> str:
    """60 % of a reference wage, written 0.6, is tier_60."""
    if not multiple.replace(".", "", 1).isdecimal():
        return f"tier_{_label(multiple)}"
    percent = format((Decimal(multiple) * 100).normalize(), "f")
    return f"tier_{percent.replace('.', '_')}"


# ── neighbours ───────────────────────────────────────────────────────────────────────────────


def _groups(ids: Sequence[str]) -> list[list[int]]:
    """The positions of ids that occur more than once."""
    at: dict[str, list[int]] = defaultdict(list)
    for position, name in enumerate(ids):
        at[name].append(position)
    return [same for same in at.values() if len(same) > 1]


def _bands(rules: Sequence[Rule]) -> list[int]:
    """The ordinal of each rule's age bracket among the rules that share everything else."""
    ages = [_age(rule.when) for rule in rules]
    bands = [1] * len(rules)
    if not any(ages):
        return bands
    for same in _groups([base_id(rule) for rule in rules]):
        # 45周岁以上 beside 不满45周岁: brackets of equal bounds share an ordinal.
        order = sorted({age for at in same if (age := ages[at]) is not None})
        for at in same:
            if (age := ages[at]) is not None:
                bands[at] = order.index(age) + 1
    return bands


def _age(pred: Pred) -> tuple[float, float] | None:
    """The bounds of an age bracket in years, an open bound counting as half a year further in."""
    if all(cmp.var != Var.AGE for cmp in comparisons(pred)):
        return None
    lower, upper, known = float("-inf"), float("inf"), False
    for cmp in comparisons(normal(pred)):
        if cmp.var == Var.AGE and isinstance(cmp.value, int):
            known = True
            if cmp.op in ("ge", "gt", "eq"):
                lower = max(lower, cmp.value + (0.5 if cmp.op == "gt" else 0))
            if cmp.op in ("le", "lt", "eq"):
                upper = min(upper, cmp.value - (0.5 if cmp.op == "lt" else 0))
    return (lower, upper) if known else None


def _places(rule: Rule) -> tuple[list[int], list[int]]:
    """Where a rule stands: its sentences, then its facts (two phones share one sentence)."""
    facts = sorted(evidence.start for evidence in evidence_in(rule))
    return sorted(span.start for span in rule.spans), facts

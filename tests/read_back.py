"""What an extraction says, in the terms in which notice_writer draws it, and how the two compare."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import regex
from notice_writer import ANY, Said

from extractor.conditions import normal, written
from extractor.difference import leaves
from extractor.evidence import Fact
from extractor.schema import (
    OUTSIDE,
    AccountCredit,
    Adjustment,
    Contribution,
    Extraction,
    PaymentWindow,
    Percent,
    Procedure,
    Returned,
    Rule,
    WaitingPeriod,
    shown,
)

# Commentary on other rules, or sentences without a value: not drawn, so not compared.
UNDRAWN = frozenset({"eligibility", "responsibility", "change", "advice"})
_MARKS = regex.compile(r"[【】\[\]“”\"「」]")


def rules_of(found: Extraction) -> list[Said]:
    """The rules of an extraction that a drawn notice may hold, each as its bare fields."""
    return [bare(rule) for rule in found.ruleset.rules if rule.kind not in UNDRAWN]


def bare(rule: Rule) -> Said:
    """A rule without evidence: values by meaning, repeats of one amount left out."""
    fields: Said = {
        "kind": rule.kind,
        "when": json.dumps(written(normal(rule.when)), ensure_ascii=False),
    }
    match rule:
        case Contribution() | AccountCredit() | Adjustment():
            fields |= _amount(rule.amount)
            for name in ("component", "label", "sign"):
                if (value := getattr(rule, name, None)) is not None:
                    fields[name] = _plain(value)
            if isinstance(rule, Contribution):
                fields |= {"payer": rule.payer} if rule.payer != "insured" else {}
                if rule.collected_from is not None:
                    fields["collected_from"] = rule.collected_from.value
                if rule.instalment is not None:
                    fields["instalment"] = _amount(rule.instalment)
            if isinstance(rule, Adjustment) and rule.cap is not None:
                fields["cap"] = f"{rule.cap.value.count} {rule.cap.value.unit}"
        case PaymentWindow():
            if rule.window is not None:
                for name in ("opens", "closes"):
                    moment = getattr(rule.window.value, name)
                    fields |= {name: moment.isoformat()} if moment else {}
            if rule.monthly is not None:
                fields["monthly"] = f"{rule.monthly.value.first_day}-{rule.monthly.value.last_day}"
            if rule.holiday_roll is not None:
                fields["holiday_roll"] = rule.holiday_roll.value
        case WaitingPeriod():
            length = rule.length.value
            fields["length"] = f"{length.count} {length.unit}"
        case Procedure():
            fields["topic"] = rule.topic
            if rule.at is not None:
                fields["at"] = rule.at.value
            if rule.documents:
                fields["documents"] = [list(paper.any_of.value) for paper in rule.documents]
            if isinstance(rule.returns, Returned):
                fields["returns"] = rule.returns.what.value
            if rule.deadline is not None:
                due = rule.deadline.value
                length_ = f"{due.length.count} {due.length.unit}" if due.length else None
                parts = (due.form, due.on, due.day, length_)
                fields["deadline"] = " ".join(str(part) for part in parts if part is not None)
        case _:
            dropped = {"when", "dial", "body", "documents", "sums", "image_only"}
            for name, leaf in leaves(rule).items():
                if name not in dropped:
                    fields[name] = leaf.value
            delay = fields.get("posting_delay")
            if isinstance(delay, dict):
                fields["posting_delay"] = f"{delay['count']} {delay['unit']}"
            if "steps" in fields:
                fields["steps"] = [_MARKS.sub("", step) for step in fields["steps"]]
            if rule.kind == "channel" and rule.image_only:
                fields["image_only"] = True
    return fields


def _amount(amount: Any) -> Said:
    if isinstance(amount, Percent):
        of = amount.of if amount.of is None or amount.of in OUTSIDE else "base"
        return {"how": "percent", "rate": shown(amount.rate.value), "of": of, "per": amount.per}
    return {"how": "fixed", "amount": shown(Fraction(amount.amount.value)), "per": amount.per}


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Fact) else value


def apart(expected: Sequence[Said], found: Sequence[Said]) -> tuple[list[Said], list[Said]]:
    """What was said and not read, and what was read and not said."""
    left = list(found)
    missed = []
    for rule in expected:
        at = next((at for at, other in enumerate(left) if same(rule, other)), None)
        if at is None:
            missed.append(rule)
        else:
            del left[at]
    return missed, left


def same(rule: Said, other: Said) -> bool:
    """Whether a rule that was read is one that was said."""
    free = {name for name, value in rule.items() if value is ANY}
    return {k: v for k, v in rule.items() if k not in free} == {
        k: v for k, v in other.items() if k not in free
    }

"""For whom a procedure holds: what its own words, its deadline and the words above it say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from extractor.conditions import THRESHOLDS, Var
from extractor.outline import Sentence
from extractor.procedures.deadline import Due
from extractor.procedures.parts import Parts
from extractor.scope import WHO, Scope, Term

Said = Mapping[Var, tuple[str, ...]]

SEPARATED: Final = frozenset({"labour_contract_ended", "unemployment_benefit_exhausted"})


def own(scope: Scope, parts: Parts) -> list[Term]:
    """What the words before place and papers say for whom, a deadline among them left out."""
    end, due = parts.subject, parts.due
    if due is None or due.start >= end:
        terms = [*scope.terms(parts.start, end)]
    else:
        terms = [*scope.terms(parts.start, due.start)]
        told = {term.cmp.var for term in terms}
        terms += [term for term in scope.terms(due.end, end) if term.cmp.var not in told]
    return [term for term in terms if term.cmp.var is not Var.PAY_ROUTE]


def by_deadline(scope: Scope, due: Due | None, told: list[Term]) -> list[Term]:
    """What a deadline says has happened (审批通过后30日内), where nothing else says it."""
    if due is None:
        return []
    known = {term.cmp.var for term in told}
    return [
        term
        for term in scope.terms(due.start, due.end)
        if term.cmp.var not in known and term.cmp.op not in THRESHOLDS
    ]


def inherited(
    scope: Scope, sentence: Sentence, stated: list[Term], earlier: list[Term]
) -> list[Term]:
    """What earlier cases of the sentence, its block and its headings add to its own words."""
    mine = {term.cmp.var for term in stated}
    others = WHO if mine & (WHO | {Var.CONTRIBUTION_YEARS_MET}) else frozenset[Var]()
    carried = [term for term in earlier if term.cmp.var not in mine | others]
    above = scope.inherited(sentence, (*stated, *carried))
    if Var.CONTRIBUTION_YEARS_MET in mine:  # 「…的，办理在职转退休；缴费年限不足的，一次性补缴」
        # but 「到了退休年龄，年限够的，…；年限不够的，…」, 「问：到了退休年龄怎么办？」 speak of both
        asked = {term.cmp.var for term in scope.above(sentence.block)}
        above = tuple(
            term
            for term in above
            if term.cmp.var not in WHO | {Var.STATUS}
            or (
                term.cmp.var is Var.REACHED_RETIREMENT_AGE
                and (term.cmp.var in asked or scope.reading.text.startswith("，", term.end))
            )
        )
    if mine & WHO and mine & WHO <= {Var.IDENTITY, Var.HARDSHIP}:
        # 「问：头一回参保要带什么？答：…；持居住证的，带…」: of those who enrol, still
        new = (term for term in scope.above(sentence.block) if term.cmp.value == "new")
        above = (*above, *(term for term in new if term not in above))
    return [*above, *(term for term in carried if term not in above)]


def said(terms: Iterable[Term]) -> dict[Var, tuple[str, ...]]:
    """The values that terms give to variables."""
    found: dict[Var, tuple[str, ...]] = {}
    for term in terms:
        value = term.cmp.value
        values = value if isinstance(value, tuple) else (str(value).lower(),)
        found[term.cmp.var] = found.get(term.cmp.var, ()) + values
    return found


def counted(due: Due | None, told: Said) -> Due | None:
    """A deadline with the event that it counts from, where its own words do not say it."""
    if due is None or due.deadline.form not in ("within", "same_month") or due.deadline.of:
        return due
    return due._replace(deadline=due.deadline.model_copy(update={"of": _since(told)}))


def _since(told: Said) -> str | None:
    """The event that a bare length (应在3个月内) counts from; None where there are several."""
    events = {"separation" if e in SEPARATED else e for e in told.get(Var.EVENT, ())} - {"other"}
    if events:
        return events.pop() if len(events) == 1 else None
    if Var.HAS_RETIREMENT_APPROVAL in told:
        return "approval"
    return "reached_retirement_age" if Var.REACHED_RETIREMENT_AGE in told else None

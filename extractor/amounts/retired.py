"""The retired: what they do not pay, where a contribution does not say whose it is."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final
from weakref import WeakKeyDictionary

from extractor import pattern as regex
from extractor.amounts.statements import amounts, bare, statements
from extractor.conditions import ALWAYS, Cmp, Pred, Var, comparisons, together
from extractor.evidence import Evidence
from extractor.outline import Role, Sentence
from extractor.reading import Reading
from extractor.scope import Scope

_NO_LONGER = regex.compile(
    r"""(?:不再|不需|不用|无需|无须|不必|不|停止|免)(?:再|要)?(?:继续)?(?:缴纳?|交纳?)
        (?:职工|城镇职工|个人)*(?:基本)?医(?:疗保险|保)
       |(?:基本医疗保险|基本医疗|基本医保|职工医保|医疗保险|医保)费?(?:则|就|都|也|均)?
        (?:不再|不需|不用|无需|无须|不必|不|停止|免)(?:再|要)?(?:继续)?(?:缴|交)""",
    regex.VERBOSE,
)
_ONLY = regex.compile("(?:只|仅)(?:需|须|要|用|应|再|按)*(?:继续)?(?:缴纳?|交纳?|收取?|扣)")
_BASIC: Final = frozenset({"basic_medical", "maternity"})
_TOP_UP: Final = frozenset({"catastrophic", "long_term_care"})
_RETIRED: Final = frozenset({"['status', 'eq', 'retired']"})


@dataclass(frozen=True)
class OnlyActive:
    """The words that show it, and the components that only the active pay."""

    words: Evidence
    components: frozenset[str]


_FOUND: WeakKeyDictionary[Reading, OnlyActive | None] = WeakKeyDictionary()


def only_active(reading: Reading, scope: Scope) -> OnlyActive | None:
    """What only the active pay: None where the notice does not show it.

    Either a sentence says so (「退休人员只缴纳大病互助基金」, 「不再缴纳基本医疗保险费」), or the
    total of the retired is that of the other funds.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("基本医疗保险费率8%。退休人员只缴纳大病互助基金。"))
    >>> sorted(only_active(reading, Scope(reading)).components)
    ['basic_medical', 'long_term_care', 'maternity']
    """
    if reading not in _FOUND:
        said = _said(reading) if "退休" in reading.text else None
        _FOUND[reading] = said or _summed(reading, scope)
    return _FOUND[reading]


def _said(reading: Reading) -> OnlyActive | None:
    for sentence in reading.sentences:
        if sentence.block.role is not Role.QUESTION:
            found = _said_in(reading, sentence)
            if found is not None:
                return found
    return None


def _said_in(reading: Reading, sentence: Sentence) -> OnlyActive | None:
    text, start, end = reading.text, sentence.start, sentence.end
    retired = text.find("退休", start, end)
    only = _ONLY.search(text, start, end)
    if only and (0 <= retired < only.start() or "退休" in reading.heads(sentence.block)):
        funds = reading.atoms_in(only.end(), min(end, only.end() + 16), "FUND")
        paid = {fund.value for fund in funds}
        if paid and paid <= _TOP_UP:
            words = reading.evidence(only.start(), funds[-1].end)
            return OnlyActive(words, (_BASIC | _TOP_UP) - paid)
    stops = _NO_LONGER.search(text, retired, end) if retired >= 0 else None
    return OnlyActive(reading.evidence(*stops.span()), _BASIC) if stops else None


def _summed(reading: Reading, scope: Scope) -> OnlyActive | None:
    others: dict[str, Fraction] = {}
    for group in statements(reading, scope, "contribution"):
        component = group[0].component
        years = [year for amount in group if (year := amount.a_year()) is not None]
        if component in _TOP_UP and years and group[0].whom <= _RETIRED:
            others[component] = years[0]
    for amount in amounts(reading, scope):
        if (
            amount.role == "total"
            and others
            and amount.whom >= _RETIRED
            and amount.a_year() == sum(others.values())
        ):
            return OnlyActive(reading.evidence(*bare(reading.text, amount.where)), _BASIC)
    return None


def of_active(when: Pred, told: OnlyActive) -> Pred:
    """A condition narrowed to the active, unless it speaks of status or of a plan.

    Who chooses a plan is active anyway.
    """
    if any(cmp.var in (Var.STATUS, Var.PLAN) for cmp in comparisons(when)):
        return when
    active = Cmp(op="eq", var=Var.STATUS, value="active", spans=(told.words,))
    return active if when == ALWAYS else together(active, when)

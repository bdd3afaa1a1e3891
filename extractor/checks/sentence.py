"""Where money stands in the text: in which sentence, beside what, and whether a rule has it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Final

from extractor import pattern as regex
from extractor.checks.amounts import Paid, printed
from extractor.checks.verdict import Case
from extractor.evidence import Evidence
from extractor.pattern import compiled
from extractor.schema import Percent

_AMOUNT = regex.compile(r"[\d０-９][\d０-９,，]*(?:[.．][\d０-９]+)?")
_UNIT_AHEAD = regex.compile(r"\s*(?:元|万元|%|％|/|\t|\n|$)")
WIDE: Final = str.maketrans("０１２３４５６７８９．", "0123456789.", ",，")


def sentence_bounds(case: Case, spans: Iterable[Evidence]) -> list[tuple[int, int]]:
    """The sentences (ranges of the text) in which pieces of evidence begin."""
    ends = case.sentence_ends
    bounds = []
    for span in spans:
        before = bisect_right(ends, span.start)
        after = bisect_left(ends, span.end + 1)
        start = ends[before - 1] if before else 0
        bounds.append((start, ends[after] - 1 if after < len(ends) else len(case.notice.text)))
    return bounds


def sentence_of(case: Case, spans: Iterable[Evidence]) -> str:
    """The words of those sentences."""
    bounds = sentence_bounds(case, spans)
    return " ".join(case.notice.text[start:end] for start, end in bounds)


def loose_money(case: Case) -> list[tuple[Fraction, Evidence]]:
    """The amounts that the notice prints and no rule answers for."""
    amounts = []
    for numeral in case.unclaimed_numerals:
        number = _AMOUNT.search(numeral.quote)
        after = numeral.quote[number.end() :] if number else ""
        if number and _UNIT_AHEAD.match(after + case.notice.text[numeral.end : numeral.end + 4]):
            amounts.append((Fraction(number.group().translate(WIDE)), numeral))
    return amounts


def money_spans(rule: Paid) -> Iterator[Evidence]:
    """Where the rate and the amounts of a rule are printed."""
    if isinstance(rule.amount, Percent):
        yield from rule.amount.rate.spans
    for fixed in printed(rule):
        yield from fixed.amount.spans


def stand_together(case: Case, ones: Iterable[Evidence], others: Iterable[Evidence]) -> bool:
    """True where one of `ones` stands in one sentence with one of `others`, line breaks aside."""
    text = case.notice.text
    others = list(others)
    return any(
        not compiled("[。；;！!]|\n\\s*\n").search(text[first.end : second.start])
        and second.start - first.end <= 120
        for one in ones
        for other in others
        for first, second in (sorted((one, other), key=lambda span: span.start),)
    )

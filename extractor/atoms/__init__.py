"""Atoms: the amounts, rates, dates, durations, phones and words that rules are made of.

All labels are decided together, in one pass over the view. Found in isolation they eat each
other: 3255.36元 read as March 3255, 6号键 as 6 November, an amount as a telephone number.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, NamedTuple

from extractor import pattern as regex
from extractor.atoms import date, duration, link, money, number, phone, rate, term
from extractor.pattern import compiled


@dataclass(frozen=True, slots=True)
class Atom:
    """One recognised thing in a half-open range of the view.

    `label` is MONEY, RATE, RANGE, DATE, RECURRENCE, DURATION, AGE, YEAR, PHONE, LINK, NUMBER or
    the label of a lexicon word; `value` is the parsed value, or the word's concept.
    """

    label: str
    value: Any
    start: int
    end: int


# In the order in which they are tried at one place of the text.
_NUMERIC: Final = (
    ("LINK", link.PATTERN, link.parse),
    ("PHONE", phone.PATTERN, phone.parse),
    ("RANGE", date.RANGE, date.parse_range),
    ("RECURRENCE", date.RECURRENCE, date.parse_recurrence),
    ("YEAR", date.YEAR, date.parse_year),
    ("DATE", date.DATE, date.parse_date),
    ("MONEY", money.PATTERN, money.parse),
    ("AGE", duration.AGE, duration.parse_age),
    ("DURATION", duration.PATTERN, duration.parse),
    ("RATE", rate.PATTERN, rate.parse),
    ("PHONE", phone.LOCAL, phone.parse),
    ("NUMBER", number.PATTERN, number.parse),
)
# What must match where an atom is to begin: much shorter than its pattern.
_MAY_BEGIN: Final = {
    "RANGE": date.MAY_RUN,
    "RECURRENCE": date.MAY_RECUR,
    "DATE": date.MAY_BE,
}
Parse = Callable[[str], Any]


class _Kind(NamedTuple):
    """What can begin at a character, and how it is read."""

    label: str
    may_begin: regex.Pattern[str] | None
    pattern: regex.Pattern[str]
    parse: Parse


# By the character that an atom begins with: trying twelve patterns at every character of a text
# costs ten times as much as trying at the two in ten where one can begin. Each pattern is compiled
# once: alternatives for each of these characters would cost half a second.
_BEGINS: Final = {
    "hw": ("LINK",),
    "（": ("PHONE",),
    "0123456789": tuple(label for label, _, _ in _NUMERIC if label not in ("LINK", "RECURRENCE")),
    number.CHINESE_DIGIT: ("RANGE", "YEAR", "DATE", "MONEY", "AGE", "DURATION", "RATE"),
    "半": ("DURATION",),
    "自从于即现目": ("RANGE",),
    "发公": ("RANGE",),
    "次翌明今上同来第下去前": ("RANGE", "DATE"),
    "当本": ("RANGE", "RECURRENCE", "DATE"),
    "每": ("RANGE", "RECURRENCE", "MONEY"),
    "各逐季": ("RECURRENCE",),
    "¥人全按": ("MONEY",),
    "年": ("MONEY", "AGE", "DURATION"),
    "均仅尚还不未没超逾过足至最多大少小达已满届够>≥≧<≤≦": ("AGE", "DURATION"),
}


@cache
def _kinds() -> tuple[regex.Pattern[str], dict[str, tuple[_Kind, ...]]]:
    """Where an atom can begin, and for each such character what can begin there, in order."""
    by_char: dict[str, tuple[_Kind, ...]] = {}
    for chars, labels in _BEGINS.items():
        kinds = tuple(
            _Kind(label, _may_begin(label), regex.compile(pattern, regex.VERBOSE), parse)
            for label, pattern, parse in _NUMERIC
            if label in labels
        )
        by_char |= dict.fromkeys(chars, kinds)
    return regex.compile(f"[{regex.escape(''.join(by_char))}]"), by_char


def _may_begin(label: str) -> regex.Pattern[str] | None:
    sign = _MAY_BEGIN.get(label)
    return regex.compile(sign, regex.VERBOSE) if sign else None


_CITED = regex.compile(number.DOCUMENT_NUMBER)
_YEAR_IN_BRACKETS = regex.compile(r"[〔\[【（](?:19|20)\d\d[〕\]】）]")


def find(text: str) -> list[Atom]:
    """The atoms of a view, in order, none overlapping another.

    >>> [(atom.label, text[atom.start:atom.end]) for text in ["缴费比例为8%，每人每月8元"]
    ...  for atom in find(text) if atom.label in ("RATE", "MONEY")]
    [('RATE', '8%'), ('MONEY', '每人每月8元')]
    """
    begins, by_char = _kinds()
    atoms = [Atom("DOCNO", found.group(), *found.span()) for found in _cited(text)]
    numbered = [(atom.start, atom.end) for atom in atoms]
    done = 0
    for begin in begins.finditer(text):
        at = begin.start()
        if at < done or (text[at] == "一" and at and text[at - 1] in "统单专唯"):
            continue  # 「全市统一月缴费基数」
        for label, may_begin, pattern, parse in by_char[text[at]]:
            if may_begin and not may_begin.match(text, at):
                continue
            match = pattern.match(text, at)
            value = parse(match.group()) if match else None
            if match is None or value is None:
                continue
            if not any(start <= at < end for start, end in numbered):
                atoms.append(Atom(label, value, at, match.end()))
                done = match.end()
            break
    atoms.sort(key=lambda atom: atom.start)
    return _with_words(atoms, term.find(text))


def _cited(text: str) -> Iterable[regex.Match[str]]:
    """Document numbers, looked for only in lines that hold a year in their brackets."""
    for year in _YEAR_IN_BRACKETS.finditer(text):
        line = text.rfind("\n", 0, year.start()) + 1
        found = _CITED.search(text, max(line, year.start() - 18), year.end() + 10)
        if found and found.start() < year.start() < found.end():
            yield found


def _with_words(numeric: list[Atom], words: Iterable[tuple[str, str, int, int]]) -> list[Atom]:
    """Numbers and lexicon words in one order; a number wins over a word that it overlaps."""
    starts = [atom.start for atom in numeric]
    found = list(numeric)
    for label, concept, start, end in words:
        at = bisect_left(starts, end)
        if at and numeric[at - 1].end > start:
            inner = numeric[at - 1]
            if inner.label != "NUMBER" or inner.start < start or inner.end > end:
                continue
            found.remove(inner)  # “4050”人员 is a word
        found.append(Atom(label, concept, start, end))
    found.sort(key=lambda atom: (atom.start, -atom.end))
    return found


def values(quote: str) -> set[Any]:
    """Every value that the characters of a quote can be read as (for VALUE-IN-QUOTE).

    Money is Decimal yuan, rates are Fraction, dates are `datetime.date`, durations `Length`.
    """
    from extractor.layout import view

    found: set[Any] = set()
    folded = view(quote).text  # a quote cut by the layout reads whole once its blanks are gone
    for text in {folded, compiled(r"\s+").sub("", folded)}:
        for atom in find(text):
            found |= _plain(atom)
    return found


def _plain(atom: Atom) -> set[Any]:
    match atom.value:
        case money.Money():
            return {atom.value.amount}
        case duration.Length():
            return {atom.value, atom.value.count}
        case date.Range():
            return {atom.value.start, atom.value.end}
        case _:
            return {atom.value}

"""Words of the lexicon, and the names of funds composed from its stems."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from typing import Any, Final

import ahocorasick_rs

from extractor import pattern as regex

# Tables that their own module matches: composed names, and words that mean something only there.
APART: Final = frozenset(
    {
        "fund",
        "waiting",
        "lapse",
        "holiday",
        "click",
        "purpose",
        "topic",
        "voucher",
        "office",
        "task",
        "paper",
        "place",
        "matter",
        "collector",
    }
)
_INSTEAD: list[str] = []  # what `using` reads in the place of the file; the last one holds


def source() -> str:
    """The text of the lexicon in use: that of words/lexicon.toml, if `using` gives no other."""
    if _INSTEAD:
        return _INSTEAD[-1]
    return files("extractor").joinpath("words/lexicon.toml").read_text("utf-8")


@cache
def lexicon() -> dict[str, Any]:
    """The lexicon in use: label → concept → terms and examples."""
    return tomllib.loads(source())


@contextmanager
def using(text: str) -> Iterator[None]:
    """Reads with another lexicon while it lasts: to try a word before it is written to the file.

    What modules have compiled from the lexicon's words is dropped on the way in and out. For one
    thread. Raises TOMLDecodeError where the text is no TOML.

    >>> with using(source().replace('"大病"', '"大病", "康宁"')):
    ...     [concept for _, concept, _, _ in find("康宁互助金60元")]
    ['catastrophic']
    >>> find("康宁互助金60元")
    []
    """
    tomllib.loads(text)
    _INSTEAD.append(text)
    _forget()
    try:
        yield
    finally:
        _INSTEAD.pop()
        _forget()


def _forget() -> None:
    """Empties the caches of the package's functions: nearly all hold words of the lexicon."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "extractor":
            for value in list(vars(module).values()):
                if clear := getattr(value, "cache_clear", None):
                    clear()


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[tuple[str, str]]]:
    terms: list[str] = []
    meanings: list[tuple[str, str]] = []
    for label, concepts in lexicon().items():
        if label in APART:
            continue
        for concept, entry in concepts.items():
            for word in entry["terms"]:
                terms.append(word)
                meanings.append((label.upper(), concept))
    automaton = ahocorasick_rs.AhoCorasick(
        terms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )
    return automaton, meanings


@cache
def _fund() -> tuple[regex.Pattern[str], dict[str, str]]:
    """Fund names are composed: 职工 + 大额 + 医疗费用统筹 + 费."""
    fund = lexicon()["fund"]
    stems: dict[str, str] = {}
    for concept, entry in fund.items():
        if "terms" in entry:
            stems |= dict.fromkeys(entry["terms"], concept)

    def words(key: str) -> str:
        return "|".join(sorted(map(regex.escape, fund["parts"][key]), key=len, reverse=True))

    stem = "|".join(sorted(map(regex.escape, stems), key=len, reverse=True))
    pattern = regex.compile(
        rf"(?>(?:{words('prefixes')})*(?P<stem>{stem})(?:(?!费率|金额)(?:{words('tails')}))*)"
        rf"(?:(?<=[费款])(?=年度)|(?!{words('not_before')}))"
    )
    return pattern, stems


def alternatives(label: str, concept: str) -> str:
    """The words of a table as alternatives of a pattern, the longest first.

    >>> alternatives("waiting", "period")
    '(?:待遇观察期|等待时间|等待期|免责期|等候期|观察期)'
    """
    words = sorted(lexicon()[label][concept]["terms"], key=len, reverse=True)
    return "(?:" + "|".join(map(regex.escape, words)) + ")"


def find(text: str) -> list[tuple[str, str, int, int]]:
    """Label, concept and place of each word, longest first where several start together.

    >>> [(concept, text[start:end]) for text in ["职工大额医疗费用统筹费6元"]
    ...  for label, concept, start, end in find(text) if label == "FUND"]
    [('catastrophic', '职工大额医疗费用统筹费')]
    """
    automaton, meanings = _automaton()
    found = [
        (*meanings[index], start, end)
        for index, start, end in automaton.find_matches_as_indexes(text)
    ]
    pattern, stems = _fund()
    taken: list[tuple[int, int]] = [(start, end) for _, _, start, end in found]
    funds = []
    at = 0
    for match in pattern.finditer(text):
        start, end = match.span()
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if (
            at < len(taken)
            and taken[at][0] <= start
            and taken[at][1] > end - 1
            and taken[at][1] - taken[at][0] > end - start
        ):
            continue  # the fund's name stands inside a longer word: 医疗保障局, 职工医保参保人员
        funds.append(("FUND", stems[match["stem"]], start, end))
    kept = []
    spans = iter(funds)
    fund = next(spans, None)
    for word in found:
        while fund is not None and fund[3] <= word[2]:
            kept.append(fund)
            fund = next(spans, None)
        if fund is not None and fund[2] < word[3] and word[2] < fund[3]:
            continue  # the word is a part of the fund's name
        kept.append(word)
    while fund is not None:
        kept.append(fund)
        fund = next(spans, None)
    kept.sort(key=lambda word: word[2])
    return kept

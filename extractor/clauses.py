"""Stretches of a sentence: what a rule answers for, and whether a sentence states or asks."""

from __future__ import annotations

from typing import Final

import regex

from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where

_EDGE: Final = "，；。、：:！!~～ \t\n—-"
_CLOSING: Final = regex.compile(r"[，；。！？\n\t]")
_OPENERS: Final = "（“《【"
_PAIRS: Final = {"）": "（", "”": "“", "》": "《", "】": "【"}


def trimmed(reading: Reading, start: int, end: int) -> Where:
    """A range of the view without punctuation at its edges, brackets that close nothing included.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("，设6个月待遇等待期；"))
    >>> reading.words(trimmed(reading, 0, len(reading.text)))
    '设6个月待遇等待期'
    """
    text = reading.text
    while start < end and (text[start] in _EDGE or text[start] in _PAIRS):
        start += 1
    while end > start:
        last = text[end - 1]
        opens = _PAIRS.get(last)
        if (
            last in _EDGE
            or last in _OPENERS
            or (opens and text.count(opens, start, end) < text.count(last, start, end))
        ):
            end -= 1
        else:
            break
    return start, end


def clause_end(reading: Reading, at: int, end: int) -> int:
    """Where the clause that holds a view position ends, at most `end`."""
    closing = _CLOSING.search(reading.text, at, end)
    return closing.start() if closing else end


def clause_start(reading: Reading, at: int, start: int) -> int:
    """Where the clause that holds a view position begins, at least `start`."""
    found = start
    for closing in _CLOSING.finditer(reading.text, start, at):
        found = closing.end()
    return found


_PEOPLE: Final = regex.compile(
    r"的?[^，。；、:\n的]{0,10}?(?:人员|职工|居民|朋友|者)|的(?=[，、。；:]|$)"
)


def people(reading: Reading, start: int, end: int, stop: int) -> Where:
    """The phrase that names people, from the words of a condition on, at most up to `stop`.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("新参保的灵活就业人员、中断缴费3个月以上的人员，等待期为3个月。"))
    >>> reading.words(people(reading, 0, 3, 33)), reading.words(people(reading, 11, 20, 33))
    ('新参保的灵活就业人员', '中断缴费3个月以上的人员')
    """
    named = _PEOPLE.match(reading.text, end, stop)
    return start, named.end() if named else end


def asks(reading: Reading, sentence: Sentence) -> bool:
    """True of a question, which states nothing: 「多久能享受待遇？」."""
    return sentence.block.role is Role.QUESTION or reading.text.endswith(
        ("？", "?"), sentence.start, sentence.end
    )

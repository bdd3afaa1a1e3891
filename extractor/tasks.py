"""Words that say what one comes to do: 停保, 在职转退休, 参保登记, 更正."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import Final, NamedTuple

import ahocorasick_rs
import regex

from extractor.atoms.term import lexicon

# 系统登记的信息, 补缴停保期间费用: words of what is, not of what one does.
_NO_TASK: Final = regex.compile(
    r"登记(?:的|时|入住|在册|地址|号|机关|信息|备案|失业|制|表|证|管理|所在|\d)|停保(?:期|状态|人员)"
)


class Task(NamedTuple):
    """A word in a half-open range of the view and the task that it names ([task.…])."""

    start: int
    end: int
    name: str


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    words = {word: task for task, entry in lexicon()["task"].items() for word in entry["terms"]}
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(words), matchkind=kind), list(words.values())


class Tasks:
    """The words of a text that name tasks, longest first where several start together.

    >>> [task.name for task in Tasks("办理在职转退休手续").within(0, 9)]
    ['act', 'retire']
    """

    def __init__(self, text: str) -> None:
        automaton, names = _automaton()
        self._found = [
            Task(start, end, names[index])
            for index, start, end in automaton.find_matches_as_indexes(text)
            if not _NO_TASK.match(text, start)
        ]
        self._starts = [task.start for task in self._found]

    def within(self, start: int, end: int) -> tuple[Task, ...]:
        """The words that begin in a range."""
        return tuple(self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)])

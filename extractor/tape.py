"""The tape: the view with each atom folded to one character, and relation patterns on it.

On the tape an amount is one character, so a relation is short and reads like itself:
`<fund:FUND>~6<fee:MONEY>` is a fund, at most six plain characters, an amount. Words of the
notice stand in a pattern as they are; the rest is regular expression.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import regex

from extractor.atoms import Atom

LABELS: Final = (
    "LINK", "DOCNO", "PHONE", "RANGE", "RECURRENCE", "YEAR", "DATE", "MONEY", "AGE", "DURATION", "RATE", "NUMBER",
    "FUND", "WHEN", "MEASURE", "CUE", "ACCOUNT", "TIME", "WAITING", "LAPSE", "HOLIDAY", "RETURNED", "PLAN", "ACTION",
    "PROVIDER", "PURPOSE", "DOCUMENT", "VOUCHER", "TOPIC", "ADVICE", "DIRECTION", "FORM",
)  # fmt: skip
_CHAR: Final = {label: chr(0xE000 + index) for index, label in enumerate(LABELS)}
_PLAIN = r"[^\ue000-\ue0ff。！？；\n]"
_PART = regex.compile(r"<(?:(?P<name>\w+):)?(?P<labels>[A-Z]+(?:\|[A-Z]+)*)>|~(?P<gap>\d+)")


@cache
def pattern(relation: str) -> regex.Pattern[str]:
    """A relation compiled for the tape.

    `<name:LABEL>` is one atom (`<name:A|B>` of either label), `~6` at most six plain characters,
    not beyond the sentence. Raises KeyError for a label that no atom has.
    """

    def compiled(part: regex.Match[str]) -> str:
        if part["gap"]:
            return f"{_PLAIN}{{0,{part['gap']}}}?"
        chars = "".join(_CHAR[label] for label in part["labels"].split("|"))
        return f"(?P<{part['name']}>[{chars}])" if part["name"] else f"[{chars}]"

    return regex.compile(_PART.sub(compiled, relation))


@dataclass(frozen=True)
class Phrase:
    """One match of a relation: its range of the view, and its atoms by name."""

    start: int
    end: int
    parts: dict[str, Atom]
    words: dict[str, tuple[int, int]]  # named groups of plain text, as ranges of the view

    def __getitem__(self, name: str) -> Atom:
        return self.parts[name]


class Tape:
    """The tape of a view, with the way back to view and atoms."""

    def __init__(self, view: str, atoms: list[Atom]) -> None:
        pieces: list[str] = []
        origin: array[int] = array("l")
        self._atoms: dict[int, Atom] = {}
        at = length = 0
        for atom in atoms:
            if atom.start < at:
                continue
            pieces.append(view[at : atom.start])
            origin.extend(range(at, atom.start))
            length += atom.start - at
            self._atoms[length] = atom
            pieces.append(_CHAR[atom.label])
            origin.append(atom.start)
            length += 1
            at = atom.end
        pieces.append(view[at:])
        origin.extend(range(at, len(view) + 1))
        self.text = "".join(pieces)
        self._origin = origin

    def place(self, position: int) -> int:
        """The tape position of a view position (inside an atom: the atom's)."""
        at = bisect_left(self._origin, position)
        if at < len(self._origin) and self._origin[at] == position:
            return at
        return at

    def phrases(self, relation: str, start: int, end: int) -> Iterator[Phrase]:
        """The matches of a relation in a range of the view, in order."""
        for match in pattern(relation).finditer(self.text, self.place(start), self.place(end)):
            parts: dict[str, Atom] = {}
            words: dict[str, tuple[int, int]] = {}
            for name in match.re.groupindex:
                left = match.start(name)
                if left < 0:
                    continue
                if left in self._atoms and match.end(name) == left + 1:
                    parts[name] = self._atoms[left]
                elif match.end(name) > left:
                    words[name] = (self._origin[left], self._end(match.end(name)))
            yield Phrase(self._origin[match.start()], self._end(match.end()), parts, words)

    def first(self, relation: str, start: int, end: int) -> Phrase | None:
        """The first match of a relation in a range of the view, or None."""
        return next(self.phrases(relation, start, end), None)

    def _end(self, tape_end: int) -> int:
        last = tape_end - 1
        atom = self._atoms.get(last)
        return atom.end if atom is not None else self._origin[last] + 1

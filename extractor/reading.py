"""A notice as the rules see it: its outline and atoms, with the way back to the text."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from extractor import atoms as atoms_
from extractor.atoms import Atom
from extractor.evidence import Evidence, Fact
from extractor.notice import Notice
from extractor.outline import Block, Outline, Role, Sentence, outline

T = TypeVar("T")
Where = tuple[int, int]  # a half-open range of the view


@dataclass(frozen=True)
class Calendar:
    """What elided dates are resolved by: the notice's own years, never the clock.

    `year` is the insurance year, `start`/`end` its half-open coverage, `published` the day of
    publication; each is None where the notice does not say.
    """

    year: int | None = None
    start: date | None = None
    end: date | None = None
    published: date | None = None


class Reading:
    """Outline and atoms of one notice, and how facts are made from them."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.outline: Outline = outline(notice)
        self.text: str = self.outline.text  # the view
        self.atoms: list[Atom] = _cells_as_money(self.outline, atoms_.find(self.text))
        self._starts = [atom.start for atom in self.atoms]
        self._evidence_of: dict[Where, Evidence] = {}  # rules point to the same words again
        self.calendar = Calendar()

    @property
    def blocks(self) -> list[Block]:
        """The blocks of the outline."""
        return self.outline.blocks

    @property
    def sentences(self) -> list[Sentence]:
        """The sentences that may hold rules: not those of titles, signatures and page furniture."""
        return self._sentences

    @cached_property
    def _sentences(self) -> list[Sentence]:
        return [
            sentence
            for sentence in self.outline.sentences
            if sentence.block.role not in (Role.TITLE, Role.SIGNATURE, Role.NOISE)
        ]

    def atoms_in(self, start: int, end: int, *labels: str) -> list[Atom]:
        """The atoms that begin in a range of the view, of the given labels (of any, if none)."""
        found = self.atoms[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [atom for atom in found if atom.label in labels] if labels else found

    def words(self, atom: Atom | Where) -> str:
        """The characters of the view in a range or of an atom."""
        start, end = atom if isinstance(atom, tuple) else (atom.start, atom.end)
        return self.text[start:end]

    def printed(self, start: int, end: int) -> str:
        """The characters of the text behind a range of the view, layout blanks left out."""
        text, origin = self.notice.text, self.outline.view.origin[start:end]
        seen = zip(self.text[start:end], origin, strict=True)
        return "".join([text[place] for char, place in seen if char not in "\n\t "])

    def evidence(self, start: int, end: int) -> Evidence:
        """The place in the notice's text of a range of the view, without blanks at its edges."""
        found = self._evidence_of.get((start, end))
        if found is None:
            found = self._evidence_of[start, end] = self._located(start, end)
        return found

    def _located(self, start: int, end: int) -> Evidence:
        while start < end and self.text[start] in "\n\t ":
            start += 1
        while end > start and self.text[end - 1] in "\n\t ":
            end -= 1
        span = self.outline.span(start, end)
        quote = self.notice.quote(span)
        box = self.notice.place(span) if self.notice.boxes else None
        if box is None:
            return Evidence(start=span.start, end=span.end, quote=quote)
        return Evidence(
            start=span.start, end=span.end, quote=quote, page=box.page, bbox=tuple(box[1:])
        )

    def stated(self, value: T, *where: Where | Atom, by: str | None = None) -> Fact[T]:
        """A fact that the notice states in the given ranges of the view."""
        return Fact(value=value, spans=self._evidence(where), by=by)

    def inferred(self, value: T, why: str, *where: Where | Atom, by: str | None = None) -> Fact[T]:
        """A fact that the given ranges of the view imply, with the reason."""
        return Fact(value=value, basis="inferred", spans=self._evidence(where), why=why, by=by)

    def _evidence(self, where: tuple[Where | Atom, ...]) -> tuple[Evidence, ...]:
        ranges = [w if isinstance(w, tuple) else (w.start, w.end) for w in where]
        return tuple(self.evidence(start, end) for start, end in ranges)

    def heads(self, block: Block) -> str:
        """The words of the headings and leads over a block, the nearest first, parted by newlines."""
        found = []
        for above in block.above():
            if above.role in (Role.HEADING, Role.QUESTION):
                found.append(self.outline.words(above))
            elif above.lead:
                found.append(self.outline.words(above.lead))
        return "\n".join(found)


def _cells_as_money(outline: Outline, atoms: list[Atom]) -> list[Atom]:
    """Bare numbers under a column head that speaks of yuan are amounts of its period."""
    from extractor.atoms.money import Money, period

    heads: dict[int, str] = {}
    for block in outline.blocks:
        if block.role is Role.ROW and block.head is not None:
            # a first cell that spans rows is printed once: the cells stand under the last heads
            lacking = max(0, len(block.head.cells) - len(block.cells))
            if lacking and not outline.notice.text[: outline.view.origin[block.start]].endswith(
                ("\t", " ", "\u3000")
            ):
                lacking = 0
            for (start, _), (head_start, head_end) in zip(
                block.cells, block.head.cells[lacking:], strict=False
            ):
                head = outline.text[head_start:head_end]
                if "元" in head:
                    heads[start] = head
    if not heads:
        return atoms
    return [
        Atom("MONEY", Money(atom.value, period(heads[atom.start])), atom.start, atom.end)
        if atom.label == "NUMBER" and atom.start in heads
        else atom
        for atom in atoms
    ]

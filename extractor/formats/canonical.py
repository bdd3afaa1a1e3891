"""Pages become the canonical text: paragraphs parted by an empty line, cells of a row by a tab.

PDF and picture readers hand over pages of characters; what a paragraph, a table row and a running
header is, the geometry says. Wrapped lines are put together again, over page breaks too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast, overload

import regex

from extractor.formats.column import aligned, is_same_table, unfolded, whole_tables
from extractor.formats.edges import at_edges
from extractor.formats.page import Block, Char, Line, Page, Row, is_recognised, lines
from extractor.formats.paragraph import continues, measure, unit
from extractor.formats.table import ruled
from extractor.notice import Box


@dataclass
class Text:
    """The canonical text, a box for each code point, and what was put aside.

    `sure` is the confidence in each code point; it is empty where nothing was recognised.
    """

    text: str
    boxes: Sequence[Box | None]
    sure: list[float]
    aside: list[tuple[int, str]]


class Boxes(Sequence[Box | None]):
    """A box for each code point, made when it is asked for: few ever are."""

    def __init__(self, places: list[tuple[int, Char] | None]) -> None:
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Box | None: ...
    @overload
    def __getitem__(self, index: slice) -> list[Box | None]: ...
    def __getitem__(self, index: int | slice) -> Box | list[Box | None] | None:
        if isinstance(index, slice):
            return [_box(place) for place in self._places[index]]
        return _box(self._places[index])


def _box(place: tuple[int, Char] | None) -> Box | None:
    if place is None:
        return None
    page, char = place
    x0, top, x1, bottom = char.at or char[1:5]
    return Box(page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


class _Writer:
    """The text as it grows, and where each of its characters stands."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[tuple[int, Char] | None] = []
        self.recognised = False

    def blank(self, text: str) -> None:
        self.parts.append(text)
        self.places.extend([None] * len(text))

    def line(self, line: Line) -> None:
        page, chars = line.page, line.chars
        # where characters were recognised their places are rough, and blanks are told
        recognised = is_recognised(line)
        self.recognised |= recognised
        limit = (0.9 if recognised else 0.3) * line.em + line.usual_gap
        if max(line.gaps) <= limit and not any(char.spaced for char in chars[1:]):
            self.parts.append(line.text)
            self.places.extend([(page, char) for char in chars for _ in char.text])
            return
        before = ""
        for char, gap in zip(chars, line.gaps, strict=True):
            if before and (char.spaced or gap > limit):
                # not where a file records a blank in a number and the page shows none
                inside = gap < 0.05 * line.em and before.isascii() and char.text.isascii()
                if not inside:
                    self.blank(" ")
            before = char.text
            self.parts.append(before)
            self.places.extend([(page, char)] * len(before))

    def lines(self, some: list[Line], rights: list[float]) -> None:
        for i, line in enumerate(some):
            if i:
                self.blank(_joint(some[i - 1], line, rights[i - 1]))
            self.line(line)

    def text(self, aside: list[tuple[int, str]]) -> Text:
        sure: list[float] = []
        if self.recognised:
            given = (1.0 if place is None else place[1].sure for place in self.places)
            sure = [1.0 if one is None else one for one in given]
        return Text("".join(self.parts), Boxes(self.places), sure, aside)


def _joint(a: Line, b: Line, right: float) -> str:
    """What stands between two lines of one paragraph: nothing, or the blank between two words."""
    left, first = a.chars[-1].text, b.chars[0].text
    if not (left.isascii() and first.isascii()):
        return ""
    if left in "-/_" or first in "-/_":
        return ""
    if b.chars[0].spaced:
        return " "
    address = regex.search(r"(?:://|www\.)\S*$", a.text)
    if address:
        return ""
    return "" if right - a.x1 < (b.chars[0].x1 - b.chars[0].x0) + 0.1 * a.em else " "


def compose(pages: list[Page]) -> Text:
    """The text of pages, in reading order, with the place of each character.

    Lines that repeat at the head or foot of pages, and page numbers, are put aside.
    """
    found: list[list[Line]] = []
    grids: list[list[Row]] = []
    number = 0
    for page in pages:
        tables, loose = ruled(page)
        rows: list[Row] = []
        for grid in tables:
            number += 1
            rows.extend(grid.rows(number))
        grids.append(rows)
        found.append(lines(loose, page.number))
    running = at_edges(pages, found)
    aside = [(line.page, line.text) for some in found for line in some if id(line) in running]
    blocks: list[Block] = []
    for page, some, rows in zip(pages, found, grids, strict=True):
        kept = [line for line in some if id(line) not in running]
        blocks.extend(_in_order(kept, rows, 1000 * page.number))
    return _write(whole_tables(blocks), pages, aside)


def _in_order(some: list[Line], rows: list[Row], first_table: int) -> list[Block]:
    """Lines and table rows of a page from top to bottom; a table is never parted by a line."""
    tops: dict[int, float] = {}
    for row in rows:
        tops[row.table] = min(row.top, tops.get(row.table, row.top))
    blocks: list[Block] = []
    at = 0
    for number, top in sorted(tops.items(), key=lambda item: item[1]):
        start = at
        while at < len(some) and some[at].y < top:
            at += 1
        blocks.extend(aligned(some[start:at], first_table + start))
        blocks.extend(row for row in rows if row.table == number)
    blocks.extend(aligned(some[at:], first_table + at))
    return blocks


def _write(blocks: list[Block], pages: list[Page], aside: list[tuple[int, str]]) -> Text:
    writer = _Writer()
    prose = [block for block in blocks if isinstance(block, Line)]
    measured = measure(prose, pages) if prose else None
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if at:
            writer.blank("\n\n")
        if isinstance(block, Row):
            rows = []
            while at < len(blocks) and is_same_table(block, blocks[at]):
                rows.append(cast(Row, blocks[at]))
                at += 1
            _write_rows(writer, unfolded(rows))
            continue
        assert measured is not None
        paragraph = [block]
        at += 1
        while at < len(blocks):
            below = blocks[at]
            if not isinstance(below, Line) or not continues(paragraph, below, measured):
                break
            paragraph.append(below)
            at += 1
        writer.lines(paragraph, [measured.margins[line.page].right for line in paragraph])
    writer.blank("\n" if blocks else "")
    return writer.text(aside)


def _write_rows(writer: _Writer, rows: list[Row]) -> None:
    for i, row in enumerate(rows):
        if i:
            lone = sum(map(bool, row.cells)) < 2 or sum(map(bool, rows[i - 1].cells)) < 2
            writer.blank("\n\n" if lone else "\n")
        last = max((i for i, cell in enumerate(row.cells) if cell), default=0)
        for column, cell in enumerate(row.cells[: last + 1]):
            if column:
                writer.blank("\t")
            for k, line in enumerate(cell):
                if k:
                    above = cell[k - 1]
                    room = row.widths[column] - (above.x1 - above.x0)
                    full = room < unit(line) + 0.1 * line.em
                    writer.blank(_joint(above, line, above.x1 + room) if full else " ")
                writer.line(line)


SURE: Final = 0.85  # below this a recogniser's digit or word is doubtful
_WEIGHTY: Final = regex.compile(r"[\p{Han}\p{Latin}\d%％.]")
# 「2023.年」: a speck before a unit (「1.缴费」 is numbering); two numbers whose mark was lost
_IMPLAUSIBLE: Final = regex.compile(r"\d{3,}[.,]\p{Han}|\d{3,4}-\d{9,}|\d{19,}")
_WORD: Final = regex.compile(r"[\d.,，%％\-—]+\p{Han}?|\p{Latin}+|\p{Han}{1,4}")


def doubts(found: Text) -> list[str]:
    """A remark for each word with a doubtful character: its line, the word, the confidence.

    >>> from extractor.formats.canonical import Text, doubts
    >>> doubts(Text("共3967元", [None] * 6, [1, 0.59, 1, 1, 1, 1], []))
    ['doubtful: line 1 第 1 行 「3967元」 0.59']
    """
    said: list[str] = []
    at = 0
    if not found.sure:
        return said
    for number, line in enumerate(found.text.split("\n"), start=1):
        for word in _WORD.finditer(line):
            sure = min(
                (
                    found.sure[at + i]
                    for i in range(word.start(), word.end())
                    if _WEIGHTY.match(line[i])
                ),
                default=1.0,
            )
            if sure < SURE or _IMPLAUSIBLE.search(word[0]):
                said.append(f"doubtful: line {number} 第 {number} 行 「{word[0]}」 {sure:.2f}")
        at += len(line) + 1
    return said

"""Ruled tables: the cells that ruled lines bound, and the characters in them."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Final

from extractor.formats.page import Char, Line, Page, Row, Rule, lines

MOST_RULES: Final = 6_000  # of one page; a notice's table has a few hundred

_SHORT: Final = 60  # characters: a merged cell up to this long stands wherever it covers

Bounds = tuple[float, float, float, float]


@dataclass
class Grid:
    """A ruled table: its slots row by row, each a cell's bounds, or None where a cell that began
    to the left or above covers it; and the characters of each cell."""

    page: int
    slots: list[list[Bounds | None]]
    chars: dict[Bounds, list[Char]]

    def words(self) -> list[list[str | None]]:
        """The characters of each slot without blanks; None where no cell begins."""
        return [
            [
                None
                if slot is None
                else "".join(line.text for line in lines(self.chars[slot], self.page))
                for slot in row
            ]
            for row in self.slots
        ]

    def rows(self, number: int) -> list[Row]:
        """The rows; a short merged cell stands in each row and column that it covers, a row that
        is one cell over the whole width stands once."""
        found = []
        lines_in = {
            cell: lines(some, self.page) if some else [] for cell, some in self.chars.items()
        }
        for row in self.slots:
            tops = [slot[1] for slot in row if slot]
            if not tops:
                continue
            covering = [self._cover(column, min(tops) + 0.5) for column in range(len(row))]
            whole = len({cell for cell in covering if cell}) == 1
            cells: list[list[Line]] = []
            widths: list[float] = []
            for column, cell in enumerate(covering[:1] if whole else covering):
                if cell is None:
                    cells.append([])
                    widths.append(0.0)
                    continue
                some = lines_in[cell]
                again = row[column] != cell
                long_ = again and sum(len(line.chars) for line in some) > _SHORT
                cells.append([] if long_ else some)
                edge = min(
                    (min(line.x0 - cell[0], cell[2] - line.x1) for line in some), default=0.0
                )
                widths.append(cell[2] - cell[0] - 2 * max(0.0, min(edge, 6.0)))
            if any(cells):
                found.append(Row(self.page, min(tops), cells, widths, number, ruled=True))
        return found

    def _cover(self, column: int, y: float) -> Bounds | None:
        """The cell that covers a column at a height."""
        x = next((slot[0] for row in self.slots if (slot := row[column])), None)
        if x is None:
            return None
        return next(
            (
                cell
                for cell in self.chars
                if cell[0] - 0.5 <= x < cell[2] - 0.5 and cell[1] < y < cell[3]
            ),
            None,
        )


def ruled(page: Page) -> tuple[list[Grid], list[Char]]:
    """The ruled tables of a page by pdfplumber's TableFinder, and the characters outside them.

    A frame around text is no table: a single column of cells is left to the running text.
    """
    rules = page.rules
    upright = sum(rule.bottom - rule.top > rule.x1 - rule.x0 for rule in rules)
    if upright < 2 or len(rules) - upright < 2 or len(rules) > MOST_RULES:
        return [], page.chars
    grids: list[Grid] = []
    loose = page.chars
    for slots in _slots(rules, page.reach):
        grid, rest = _fill(page.number, slots, loose)
        if grid is not None:
            grids.append(grid)
            loose = rest
    return grids, loose


def _slots(rules: list[Rule], reach: float) -> list[list[list[Bounds | None]]]:
    from pdfplumber.table import TableFinder

    tolerances = {f"{what}_tolerance": reach for what in ("snap", "join", "intersection")}
    edges = [_edge(rule) for rule in rules]
    finder = TableFinder(_Ruled(edges), tolerances)  # type: ignore[arg-type]
    return [[list(row.cells) for row in table.rows] for table in finder.tables]


class _Ruled:
    """As much of a pdfplumber page as its TableFinder looks at."""

    def __init__(self, edges: list[dict[str, Any]]) -> None:
        self.edges = edges


def _edge(rule: Rule) -> dict[str, Any]:
    x0, top, x1, bottom = rule
    upright = bottom - top > x1 - x0
    return {
        "x0": x0,
        "x1": x0 if upright else x1,
        "top": top,
        "bottom": bottom if upright else top,
        "doctop": top,
        "width": 0.0 if upright else x1 - x0,
        "height": bottom - top if upright else 0.0,
        "orientation": "v" if upright else "h",
        "object_type": "line",
    }


def _fill(
    page: int, slots: list[list[Bounds | None]], chars: list[Char]
) -> tuple[Grid | None, list[Char]]:
    cells = sorted({slot for row in slots for slot in row if slot}, key=lambda cell: cell[0])
    if len({cell[0] for cell in cells}) < 2:
        return None, chars
    left, right = cells[0][0], max(cell[2] for cell in cells)
    top, bottom = min(cell[1] for cell in cells), max(cell[3] for cell in cells)
    starts = [cell[0] for cell in cells]
    held: dict[Bounds, list[Char]] = {cell: [] for cell in cells}
    loose: list[Char] = []
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        home = None
        if left <= x < right and top <= y < bottom:
            for i in range(bisect_right(starts, x) - 1, -1, -1):
                cell = cells[i]
                if cell[1] <= y < cell[3] and x < cell[2]:
                    home = cell
                    break
        if home is None:
            loose.append(char)
        else:
            held[home].append(char)
    if sum(map(bool, held.values())) < 2:
        return None, chars
    return Grid(page, slots, held), loose

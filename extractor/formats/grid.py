"""Tables as lines: one row a line, cells parted by tabs, merged cells where they cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDEST = 200  # columns and rows that one merged cell may cover, and columns of a table
_SHORT = 60  # characters: a merged cell up to this long stands wherever it covers
_REPEATS = 10_000  # cells of one table that are written more than once


@dataclass(frozen=True)
class Cell:
    """A cell: its lines, and how many columns and rows it covers."""

    lines: tuple[str, ...]
    columns: int = 1
    rows: int = 1

    @property
    def text(self) -> str:
        """The cell on one line."""
        return " ".join(" ".join(self.lines).replace("\t", " ").split(" ")).strip()


def is_grid(table: Sequence[Sequence[Cell]]) -> bool:
    """True where the rows belong together; False for a table that only places text on a page.

    A table places text when it has one column, holds another table, is one row of paragraphs, or
    holds a cell that is a text of its own.
    """
    if max((sum(cell.columns for cell in row) for row in table), default=0) < 2:
        return False
    if max(len(row) for row in table) < 2:
        return False
    for row in table:
        for cell in row:
            if sum("\t" in line for line in cell.lines) > 1:
                return False
            if len(cell.lines) > 5 and sum(map(len, cell.lines)) > 600:
                return False
    filled = [row for row in table if any(cell.lines for cell in row)]
    if len(filled) == 1:
        return all(len(cell.lines) <= 1 and len(cell.text) <= 60 for cell in filled[0])
    return True


def rows(table: Sequence[Sequence[Cell]]) -> list[str]:
    """The rows of a grid, cells parted by tabs; empty rows are left out.

    A merged cell is repeated in each column and row that it covers, so that column heads and row
    labels keep their place; a long one stands in its first row alone. A row that is one cell
    over the whole width is written once.

    >>> head = [Cell(("人员",), rows=2), Cell(("标准",), columns=2)]
    >>> rows([head, [Cell(("月",)), Cell(("年",))]])
    ['人员\\t标准\\t标准', '人员\\t月\\t年']
    """
    lines: list[str] = []
    repeats = 0
    waiting: dict[int, tuple[int, str]] = {}  # column -> (rows still covered, what stands there)
    width = min(max((sum(cell.columns for cell in row) for row in table), default=0), WIDEST)
    for row in table:
        if not row:
            continue
        line: list[str] = []
        own = iter(row)
        covered, waiting = waiting, {}
        whole = len(row) == 1 and not covered and row[0].columns >= max(width, 2)
        while len(line) < WIDEST:
            column = len(line)
            if column in covered:
                left, text = covered.pop(column)
                repeats += 1
                line.append(text)
                if left > 1:
                    waiting[column] = (left - 1, text if repeats < _REPEATS else "")
                continue
            cell = next(own, None)
            if cell is None:
                if not covered:
                    break
                line.append("")
                continue
            text = cell.text
            again = text if len(text) <= _SHORT and repeats < _REPEATS else ""
            for place in range(max(1, min(cell.columns, WIDEST))):
                line.append(text if place == 0 else again)
                if cell.rows > 1:
                    waiting[column + place] = (cell.rows - 1, again)
            repeats += cell.columns - 1
        joined = line[0] if whole else "\t".join(line).rstrip("\t")
        if joined.strip():
            lines.append(joined)
    return lines

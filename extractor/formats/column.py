"""Tables without rules, and columns: lines whose pieces stand under each other."""

from __future__ import annotations

from itertools import pairwise

import regex

from extractor.formats.page import Block, Char, Line, Row, is_wide, pieces
from extractor.formats.paragraph import unit
from extractor.layout import MARKER


def aligned(some: list[Line], first_table: int) -> list[Block]:
    """Lines whose pieces stand under each other become rows; the others stay lines."""
    parted = [pieces(line) for line in some]
    blocks: list[Block] = []
    at = 0
    table = first_table
    while at < len(some):
        end, gutters = _column_block(some, parted, at)
        if end - at >= 2 and gutters:
            table += 1
            while blocks and _begins_cell(blocks[-1], some[at], gutters):
                blocks.pop()
                at -= 1
            if _is_prose(some[at:end], gutters):
                blocks.extend(_as_columns(some[at:end], gutters))
            else:
                blocks.extend(_rows(some[at:end], gutters, table))
            at = end
        else:
            line = some[at]
            cells = pieces(line, 2.0)
            if len(cells) > 1 and not _is_padded(cells):
                table += 1
                blocks.append(
                    Row(
                        line.page,
                        line.top,
                        [[c] for c in cells],
                        [c.x1 - c.x0 for c in cells],
                        table,
                    )
                )
            else:
                blocks.append(line)
            at += 1
    return blocks


def _begins_cell(above: Block, line: Line, gutters: list[Gutter]) -> bool:
    """A line over a row that one of its cells begins with, the others standing lower."""
    if not isinstance(above, Line) or line.y - above.y > 1.5 * max(line.em, above.em):
        return False
    for upper, lower in zip(_cut(above, gutters), _cut(line, gutters), strict=True):
        if upper:
            width = max(char.x1 for char in lower) - lower[0].x0 if lower else 0.0
            longer = above.x1 - above.x0 > width - line.em
            return (
                len(upper) == len(above.chars) and width > 0 and longer and not _is_sentence(above)
            )
    return False


def _is_padded(cells: list[Line]) -> bool:
    """沁　　县: blanks that make a word as wide as its neighbours."""
    return len(cells) == 2 and len(cells[0].chars) == 1 and is_wide(cells[0].chars[0])


Gutter = tuple[float, float]


def _column_block(some: list[Line], parted: list[list[Line]], at: int) -> tuple[int, list[Gutter]]:
    """How far lines from `at` stand in the same columns, and the blanks between those."""
    if len(parted[at]) < 2:
        return at, []
    least = 0.7 * some[at].em
    columns = _covered([], some[at], least)
    end = at + 1
    last = end
    while end < len(some):
        line, above = some[end], some[end - 1]
        if line.y - above.y > 4.2 * max(line.em, above.em):
            break
        wider = _covered(columns, line, least)
        if len(wider) < 2:
            break
        if len(parted[end]) > 1:
            own = {_column_of(piece, wider) for piece in parted[end]}
            if len(own) < len(parted[end]):  # two pieces in one column: other columns begin here
                break
            if len(wider) < len(columns) and last - at > 1:
                break
            last = end + 1
        elif len(wider) != len(columns) or _is_sentence(line):
            break
        columns = wider
        end += 1
    gutters = [(a[1], b[0]) for a, b in pairwise(columns)]
    while last < len(some) and _is_rest_of_cell(some, last, gutters):
        last += 1
    return last, gutters


def _covered(columns: list[Gutter], line: Line, least: float) -> list[Gutter]:
    """Where characters stand, in columns or in a line, from left to right; blanks narrower than
    `least` part nothing."""
    merged: list[Gutter] = []
    for x0, x1 in sorted([*columns, *((char.x0, char.x1) for char in line.chars)]):
        if merged and x0 - merged[-1][1] < least:
            merged[-1] = (merged[-1][0], max(merged[-1][1], x1))
        else:
            merged.append((x0, x1))
    return merged


def _column_of(piece: Line, columns: list[Gutter]) -> int:
    return next(i for i, (_, end) in enumerate(columns) if piece.x0 < end)


def _is_rest_of_cell(some: list[Line], at: int, gutters: list[Gutter]) -> bool:
    """A last line that goes on in one cell of the row above it."""
    line, above = some[at], some[at - 1]
    if line.y - above.y > 1.7 * max(line.em, above.em) or not _clear(gutters, line, 0.7 * line.em):
        return False
    for i, (upper, lower) in enumerate(zip(_cut(above, gutters), _cut(line, gutters), strict=True)):
        if lower and len(lower) == len(line.chars) and upper:
            last = upper[-1].text
            return abs(lower[0].x0 - upper[0].x0) < line.em and (last in "-（、，/" or i > 0)
    return False


def _is_sentence(line: Line) -> bool:
    marker = MARKER.match(line.text)
    return (len(line.text) > 12 and line.text[-1] in "。；，：:") or bool(marker and marker.end())


def _clear(gutters: list[Gutter], line: Line, least: float) -> list[Gutter]:
    """What is left of blank columns beside a line's characters."""
    left: list[Gutter] = []
    for start, end in gutters:
        parts = [(start, end)]
        for char in line.chars:
            if char.x1 <= start or char.x0 >= end:
                continue
            parts = [
                piece
                for a, b in parts
                for piece in ((a, min(b, char.x0)), (max(a, char.x1), b))
                if piece[1] - piece[0] > 0
            ]
        parts = [part for part in parts if part[1] - part[0] >= least]
        if parts:
            left.append(max(parts, key=lambda part: part[1] - part[0]))
    return left


def _cut(line: Line, gutters: list[Gutter]) -> list[list[Char]]:
    cells: list[list[Char]] = [[] for _ in range(len(gutters) + 1)]
    middles = [(a + b) / 2 for a, b in gutters]
    for char in line.chars:
        centre = (char.x0 + char.x1) / 2
        cells[sum(centre > middle for middle in middles)].append(char)
    return cells


def _is_prose(some: list[Line], gutters: list[Gutter]) -> bool:
    """Two columns of running text: both filled up to their right edge, line after line."""
    if len(gutters) != 1 or len(some) < 6:
        return False
    for side in (0, 1):
        columns = [cell for cell in (_cut(line, gutters)[side] for line in some) if cell]
        if len(columns) < 5:
            return False
        left = min(cell[0].x0 for cell in columns)
        right = max(cell[-1].x1 for cell in columns)
        em = some[0].em
        filled = sum(cell[-1].x1 > right - 2.2 * em for cell in columns)
        if right - left < 10 * em or filled < 0.6 * len(columns):
            return False
        if sum(bool(regex.search(r"\d{7}", "".join(c.text for c in cell))) for cell in columns) > 3:
            return False
    return True


def _as_columns(some: list[Line], gutters: list[Gutter]) -> list[Line]:
    """The left column from top to bottom, then the right one."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in some:
        for side, cell in zip(sides, _cut(line, gutters), strict=True):
            if cell:
                side.append(Line(line.page, cell))
    return [*sides[0], *sides[1]]


def _rows(some: list[Line], gutters: list[Gutter], table: int) -> list[Row]:
    """Rows of a table without rules; lines of one row's cells stand closer than rows do."""
    rows: list[Row] = []
    steps = [b.y - a.y for a, b in pairwise(some)]
    apart = sorted(step for step in steps if step > 0.9 * some[0].em)
    usual = apart[len(apart) // 2] if apart else 0.0
    bounds = [
        min(line.x0 for line in some),
        *(x for gutter in gutters for x in gutter),
        max(line.x1 for line in some),
    ]
    widths = [bounds[i + 1] - bounds[i] for i in range(0, len(bounds), 2)]
    low = 0.0
    em = max(line.em for line in some)
    for line in some:
        cells = [[Line(line.page, cell)] if cell else [] for cell in _cut(line, gutters)]
        if rows and _is_one_row(rows[-1], cells, widths, line.y - low, usual, em):
            for above, cell in zip(rows[-1].cells, cells, strict=True):
                above.extend(cell)
        else:
            rows.append(Row(line.page, line.top, cells, widths, table))
        low = line.y
    return rows


def _is_one_row(
    row: Row, cells: list[list[Line]], widths: list[float], step: float, usual: float, em: float
) -> bool:
    """True where a line goes on in the cells of the row above, or fills those still empty."""
    both = [(a[-1], c[0], w) for a, c, w in zip(row.cells, cells, widths, strict=True) if a and c]
    if step < 0.9 * em:  # too close for two rows: cells of different height, side by side
        return all(line.y - above.y > 0.9 * em for above, line, _ in both)
    if (all(cells) and all(row.cells)) or step > 1.7 * em:
        return False
    if all(_goes_on(above, line, width) for above, line, width in both):
        return bool(both)
    return step < 0.85 * usual and not cells[0]


def _goes_on(above: Line, line: Line, width: float) -> bool:
    """The line above fills its cell and ends in the middle of a sentence or number."""
    return above.x1 - above.x0 + unit(line) > width and above.text[-1] not in "。；"


def unfolded(rows: list[Row]) -> list[Row]:
    """Two districts a row come apart: where the head repeats itself (机构 电话 机构 电话), the
    left part of the table comes first, then the right one; where no head stands and names and
    numbers take turns, each pair becomes a row."""
    words = rows[0].words
    n = len(words)
    ruled_out = any(len(row.cells) != n for row in rows)
    for times in (2, 3, 4):
        k = n // times
        if ruled_out or n % times or k < 2 or not all(words) or len(rows) < 2:
            continue
        if words == words[:k] * times:
            return [rows[0], *(part for i in range(times) for part in _parts(rows[1:], i * k, k))]
    paired = [_is_paired(row.words) for row in rows]
    if sum(paired) < 2:
        return rows
    return [
        part
        for row, is_paired in zip(rows, paired, strict=True)
        for part in (
            [p for i in range(0, len(row.cells), 2) for p in _parts([row], i, 2)]
            if is_paired
            else [row]
        )
    ]


def _is_paired(words: list[str]) -> bool:
    """Names and numbers take turns."""
    pairs = [words[i : i + 2] for i in range(0, len(words), 2)]
    return (
        len(pairs) > 1
        and len(words) % 2 == 0
        and all((_is_name(a) and _is_phone(b)) or not (a or b) for a, b in pairs)
    )


def _parts(rows: list[Row], start: int, size: int) -> list[Row]:
    found = []
    for row in rows:
        cells = row.cells[start : start + size]
        if any(cells):
            widths = row.widths[start : start + size]
            found.append(Row(row.page, row.top, cells, widths, row.table, row.ruled))
    return found


def _is_name(words: str) -> bool:
    return bool(regex.fullmatch(r"[\p{Han}（）()、·]{2,30}[:：]?", words))


def _is_phone(words: str) -> bool:
    return bool(regex.search(r"\d{5}", words)) and not regex.search(r"\p{Han}{5}", words)


def is_same_table(first: Row, block: Block) -> bool:
    return isinstance(block, Row) and block.table == first.table


def whole_tables(blocks: list[Block]) -> list[Block]:
    """Tables that a page break parts made one: the head that is printed again is left out, and
    what goes on in one cell of a row at the top of a page is put back into that row."""
    whole: list[Block] = []
    head: list[str] = []
    number = 0
    for block in blocks:
        above = whole[-1] if whole else None
        if isinstance(block, Row) and block.table != number:
            number = block.table
            if (
                isinstance(above, Row)
                and above.page == block.page - 1
                and len(above.cells) == len(block.cells)
            ):
                block.table = number = above.table
                if block.words == head:
                    number = -1  # the rows below it come as another table
                    continue
                filled = [i for i, cell in enumerate(block.cells) if cell]
                if filled[0] > 0 and 2 * len(filled) <= len(block.cells):
                    for i in filled:
                        above.cells[i].extend(block.cells[i])
                    number = -1
                    continue
            else:
                head = block.words
        whole.append(block)
    return whole

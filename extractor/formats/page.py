"""Characters with places become text: cells, paragraphs, page furniture, in reading order.

PDF and scan readers hand over pages of characters; what a paragraph, a table row and a running
header is, the geometry says. Wrapped lines are put together again, over page breaks too;
paragraphs are parted by an empty line, cells of a row by a tab.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple, overload

import regex

from extractor.layout import DOCUMENT_TYPE, MARKER, ORGANISATION
from extractor.notice import Box


class Char(NamedTuple):
    """One character on a page: its box, and the height `y` at which its line runs.

    `spaced` says that a blank stands before it; `sure` is a recogniser's confidence, 0 to 1;
    `at` is its box as printed, where the page was turned to be read.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    y: float
    spaced: bool = False
    sure: float = 1.0
    at: tuple[float, float, float, float] | None = None


class Rule(NamedTuple):
    """A ruled line, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass
class Page:
    """What a page shows: characters in the file's order, and ruled lines; y grows downwards."""

    number: int
    width: float
    height: float
    chars: list[Char]
    rules: list[Rule] = field(default_factory=list)
    reach: float = 3.0  # how far ruled lines may miss each other and still meet


class Line:
    """Characters on one height, from left to right, and the blank before each."""

    def __init__(self, page: int, chars: list[Char]) -> None:
        self.page = page
        self.chars = chars = _once(sorted(chars, key=_x0))
        self.x0, self.y = chars[0].x0, chars[len(chars) // 2].y
        self.top = min([char.top for char in chars])
        self.bottom = max([char.bottom for char in chars])
        wide = [char.x1 - char.x0 for char in chars if char.text >= _WIDE]
        self.em = sorted(wide)[len(wide) // 2] if wide else (self.bottom - self.top) * 0.8
        self.gaps = [0.0]
        right = chars[0].x1
        for char in chars[1:]:
            self.gaps.append(char.x0 - right)
            if char.x1 > right:
                right = char.x1
        self.x1 = right
        self.text = "".join([char.text for char in chars])

    @property
    def usual_gap(self) -> float:
        """The blank between its characters, where they are drawn apart."""
        if len(self.gaps) < 5:
            return 0.0
        return max(0.0, sorted(self.gaps[1:])[len(self.gaps) // 2 - 1])


@dataclass(eq=False)
class Row:
    """A table row: its cells, each the lines in it; `width` is the room for text in a cell."""

    page: int
    top: float
    cells: list[list[Line]]
    widths: list[float]
    table: int = 0
    ruled: bool = False

    @property
    def words(self) -> list[str]:
        """The characters of each cell."""
        return ["".join(line.text for line in cell) for cell in self.cells]


Block = Line | Row


@dataclass
class Text:
    """The canonical text, a box for each code point, and what was put aside.

    `sure` is the confidence in each code point; it is empty where nothing was recognised.
    """

    text: str
    boxes: Sequence[Box | None]
    sure: list[float]
    furniture: list[tuple[int, str]]


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
    def __getitem__(self, index: int | slice) -> Box | None | list[Box | None]:
        if isinstance(index, slice):
            return [_box(place) for place in self._places[index]]
        return _box(self._places[index])


def _box(place: tuple[int, Char] | None) -> Box | None:
    if place is None:
        return None
    page, char = place
    x0, top, x1, bottom = char.at or char[1:5]
    return Box(page, round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2))


_WIDE: Final = "\u2e80"  # from here on characters are as wide as they are high


def _x0(char: Char) -> float:
    return char.x0


def _once(chars: list[Char]) -> list[Char]:
    """Bold type is sometimes two prints, a hair apart: each character once."""
    last = chars[0]
    kept = [last]
    for char in chars[1:]:
        if char.text != last.text or char.x0 - last.x0 > 0.13 * (char.bottom - char.top):
            kept.append(char)
            last = char
    return kept


# -- lines ---------------------------------------------------------------------------------------


def lines(chars: Sequence[Char], page: int) -> list[Line]:
    """The lines in which characters stand, from top to bottom; no gap parts them yet."""
    runs: list[list[Char]] = []
    y = height = right = -1e9
    for char in chars:
        if abs(char.y - y) < 0.3 * height and -0.5 * height < char.x0 - right < 6 * height:
            runs[-1].append(char)
        else:
            runs.append([char])
            y, height = char.y, char.bottom - char.top + 0.01
        right = char.x1
    runs.sort(key=lambda run: run[0].y)
    joined: list[tuple[float, float, list[Char]]] = []
    for run in runs:
        y, height = run[0].y, run[0].bottom - run[0].top
        for other, tall, line in reversed(joined[-12:]):
            if abs(other - y) < 0.42 * min(height, tall):
                line.extend(run)
                break
        else:
            joined.append((y, height, run))
    return [Line(page, run) for _, _, run in joined]


def pieces(line: Line, ems: float = 1.0) -> list[Line]:
    """The line parted where a blank is wider than `ems` and wider than its blanks usually are."""
    wide = ems * line.em
    if max(line.gaps) <= wide:
        return [line]
    wide = max(wide, line.usual_gap + 0.8 * wide)
    cuts = [0, *(i for i, gap in enumerate(line.gaps) if gap > wide), len(line.chars)]
    if len(cuts) == 2:
        return [line]
    parts = [line.chars[a:b] for a, b in pairwise(cuts)]
    if all(len(part) == 1 and _is_wide(part[0]) for part in parts):
        return [line]  # 通　　告: a word drawn out, no cells
    return [Line(line.page, part) for part in parts]


def _is_wide(char: Char) -> bool:
    return char.text >= _WIDE


# -- page furniture ------------------------------------------------------------------------------

_PAGE_NUMBER: Final = regex.compile(
    r"""[-—–－~·•一]{0,2}\s*\d{1,4}\s*[-—–－~·•一]{0,2}   # — 1 —, as a recogniser may see it
      | 第?\s*[\d一二三四五六七八九十]{1,4}\s*页 (?:\s*[,，/、]?\s*共\s*[\d一二三四五六七八九十]{1,4}\s*页)?
      | [Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?
      | \d{1,4}\s*/\s*\d{1,4}
      | [-—–－]+\s*[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}\s*[-—–－]+""",
    regex.VERBOSE,
)
_PRINTED_FROM: Final = regex.compile(
    r"https?://\S+(?:\d{1,3}/\d{1,3})?|\d{4}[/-]\d{1,2}[/-]\d{1,2}\D?\d{1,2}:\d\d.{0,60}"
)


def _furniture(pages: list[Page], found: list[list[Line]]) -> set[int]:
    """The ids of lines that repeat at the head or foot of pages, and of page numbers."""
    aside: set[int] = set()
    edge: list[tuple[Page, Line, bool, str]] = []
    sizes = Counter(round(line.em, 1) for some in found for line in some for _ in line.chars)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    for page, some in zip(pages, found, strict=True):
        for at_foot, run in ((False, some[:3]), (True, some[::-1][:3])):
            for line in run:
                if not _in_margin(page, line, at_foot):
                    break
                edge.append((page, line, at_foot, regex.sub(r"\d+", "#", line.text)))
    seen: dict[tuple[bool, str], list[tuple[Page, Line]]] = {}
    for page, line, at_foot, words in edge:
        seen.setdefault((at_foot, words), []).append((page, line))
    numbers = _numbered(edge)
    for page, line, at_foot, words in edge:
        lone = _is_apart(line, found[pages.index(page)], at_foot)
        again = any(
            other is not line
            and abs(other.y / other_page.height - line.y / page.height) < 0.012
            and abs(other.em - line.em) < 0.1 * line.em
            for other_page, other in seen[at_foot, words]
        )
        if (
            (id(line) in numbers and lone)
            or (again and (lone or len(pages) > 2) and not _is_body(words))
            or (lone and _PRINTED_FROM.fullmatch(line.text) and line.em <= 0.95 * body)
            or (lone and not at_foot and line.em < 0.85 * body and _is_underlined(page, line))
        ):
            aside.add(id(line))
    return aside


def _is_body(words: str) -> bool:
    return bool(regex.search(r"[。；]$", words))


def _in_margin(page: Page, line: Line, at_foot: bool) -> bool:
    return line.top > 0.86 * page.height if at_foot else line.bottom < 0.12 * page.height


def _is_apart(line: Line, some: list[Line], at_foot: bool) -> bool:
    """True where a wider blank than between lines of text parts it from the text."""
    i = some.index(line)
    if at_foot:
        return i == 0 or any(
            b.top - a.bottom > 0.75 * line.em
            for a, b in zip(some[max(0, i - 1) : i], some[i : i + 1], strict=False)
        )
    return i + 1 == len(some) or some[i + 1].top - line.bottom > 0.45 * line.em


def _is_underlined(page: Page, line: Line) -> bool:
    """A rule runs under it from margin to margin, as under a running header."""
    return any(
        rule.bottom - rule.top < 2
        and rule.x1 - rule.x0 > 0.6 * page.width
        and -0.3 * line.em < rule.top - line.bottom < 1.2 * line.em
        for rule in page.rules
    )


def _numbered(edge: list[tuple[Page, Line, bool, str]]) -> set[int]:
    """Page numbers: they say so (— 3 —, 第3页) or grow by one with the pages."""
    found: set[int] = set()
    for page, line, at_foot, _ in edge:
        text = line.text
        if _PAGE_NUMBER.fullmatch(text):
            digits = regex.findall(r"\d+", text)
            if not text.isdigit() or (at_foot and len(digits[0]) <= 3):
                found.add(id(line))
            elif digits and int(digits[0]) == page.number:
                found.add(id(line))
    return found


# -- tables --------------------------------------------------------------------------------------


def _aligned(some: list[Line], first_table: int) -> list[Block]:
    """Lines whose pieces stand under each other become rows; the others stay lines."""
    parted = [pieces(line) for line in some]
    blocks: list[Block] = []
    at = 0
    table = first_table
    while at < len(some):
        end, gutters = _column_block(some, parted, at)
        if end - at >= 2 and gutters:
            table += 1
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


def _is_padded(cells: list[Line]) -> bool:
    """沁　　县: blanks that make a word as wide as its neighbours."""
    return len(cells) == 2 and len(cells[0].chars) == 1 and _is_wide(cells[0].chars[0])


Gutter = tuple[float, float]


def _column_block(some: list[Line], parted: list[list[Line]], at: int) -> tuple[int, list[Gutter]]:
    """How far lines from `at` share blank columns, and those columns."""
    if len(parted[at]) < 2:
        return at, []
    em = some[at].em
    gutters = [(a.x1, b.x0) for a, b in pairwise(parted[at])]
    end = at + 1
    last_parted = end
    while end < len(some):
        line, below = some[end], some[end - 1]
        if line.y - below.y > 4.2 * max(em, line.em):
            break
        shared = _clear(gutters, line, 0.7 * em)
        if not shared:
            break
        if len(parted[end]) > 1:
            if not any(_between(gutter, parted[end]) for gutter in shared):
                break
            last_parted = end + 1
        elif len(shared) < len(gutters) or _is_sentence(line):
            break
        gutters = shared
        end += 1
    return last_parted, gutters


def _is_sentence(line: Line) -> bool:
    text = line.text
    return (
        len(text) > 12
        and text[-1] in "。；，：:"
        or bool(MARKER.match(text) and MARKER.match(text).end())
    )  # type: ignore[union-attr]


def _between(gutter: Gutter, cells: list[Line]) -> bool:
    return any(a.x1 <= gutter[1] and b.x0 >= gutter[0] for a, b in pairwise(cells))


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
    for line in some:
        cells = [[Line(line.page, cell)] if cell else [] for cell in _cut(line, gutters)]
        if rows and _is_one_row(rows[-1], cells, widths, line.y - low, usual, line.em):
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
    if all(cells) and all(row.cells) or step > 1.7 * em:
        return False
    if all(_goes_on(above, line, width) for above, line, width in both):
        return bool(both)
    return step < 0.85 * usual and not cells[0]


def _goes_on(above: Line, line: Line, width: float) -> bool:
    """The line above fills its cell and ends in the middle of a sentence or number."""
    return above.x1 - above.x0 + _unit(line) > width and above.text[-1] not in "。；"


def _unfolded(rows: list[Row]) -> list[Row]:
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
    if not ruled_out and n % 2 == 0 and n >= 4 and len(rows) >= 2:
        pairs = [row.words[i : i + 2] for row in rows for i in range(0, n, 2)]
        if all((_is_name(a) and _is_phone(b)) or not (a or b) for a, b in pairs):
            return [part for row in rows for i in range(0, n, 2) for part in _parts([row], i, 2)]
    return rows


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


# -- paragraphs ----------------------------------------------------------------------------------

_SENTENCE_ENDS: Final = "。！？：:；!?"
_TITLE_ENDS: Final = regex.compile(rf"(?:{DOCUMENT_TYPE})(?:[（(][^（）()]*[）)])?$|[？！?!。]$")
_PHONE_ENDS: Final = regex.compile(r"\d{7,}$|\d{3,4}[-—]\d{7,8}$")


@dataclass
class _Margins:
    """Between what margins the prose of some pages runs; `wraps` says that lines fill them."""

    left: float
    right: float
    indented: bool
    wraps: bool


@dataclass
class _Measure:
    """Size and spacing of a notice's prose, and the margins on each of its pages."""

    em: float
    pitch: float
    margins: dict[int, _Margins]


def _measure(prose: list[Line], pages: list[Page]) -> _Measure:
    em = _mode([(line.em, len(line.chars)) for line in prose], 0.06)
    body = [line for line in prose if abs(line.em - em) < 0.12 * em] or prose
    pitches = [b.y - a.y for a, b in pairwise(body) if a.page == b.page and 0 < b.y - a.y < 4 * em]
    pitch = _mode([(step, 1) for step in pitches], 0.06) if pitches else 1.6 * em
    # Pages of one size share their margins; scanned pages lie as they were laid on the glass.
    widths = {page.number: page.width for page in pages}
    groups: dict[tuple[float, int], list[Line]] = {}
    for line in body:
        alone = line.page if _is_recognised(line) else 0
        groups.setdefault((round(widths[line.page]), alone), []).append(line)
    whole = _margins(body, em, max(widths.values()))
    margins = {page.number: whole for page in pages}
    for (width, _), some in groups.items():
        if len(some) >= 5:
            found = _margins(some, em, width)
            found.indented = found.indented or (whole.indented and len(some) < 12)
            margins.update({line.page: found for line in some})
    return _Measure(em, pitch, margins)


def _is_recognised(line: Line) -> bool:
    return line.chars[0].at is not None


def _margins(body: list[Line], em: float, width: float) -> _Margins:
    longest = max(line.x1 - line.x0 for line in body)
    long_ = [line for line in body if line.x1 - line.x0 > 0.6 * longest]
    # Full lines end within one character of the margin; hanging punctuation stands beyond it.
    rights = sorted(line.x1 for line in long_)
    right = max(
        rights, key=lambda x: (sum(x - 1.05 * em < other <= x + 0.05 * em for other in rights), x)
    )
    lefts = sorted(line.x0 for line in body)
    enough = max(2, 0.05 * len(lefts))
    left = lefts[0]
    for x in lefts:
        if sum(x - 0.4 * em <= other <= x + 0.4 * em for other in lefts) >= enough:
            left = x
            break
    indents = sum(1.4 * em < line.x0 - left < 2.8 * em for line in body)
    at_margin = sum(abs(line.x0 - left) < 0.5 * em for line in body)
    room = right - left
    wraps = room > 14 * em and (right > 0.72 * (width - left) or len(body) > 5)
    return _Margins(left, right, indents >= 2 and at_margin >= 1, wraps)


def _mode(values: list[tuple[float, int]], share: float) -> float:
    """The value that most others lie within `share` of."""
    weights: Counter[float] = Counter()
    for value, weight in values:
        weights[round(value, 2)] += weight
    if not weights:
        return 0.0
    best = max(
        weights,
        key=lambda v: (
            sum(weight for other, weight in weights.items() if abs(other - v) <= share * v),
            weights[v],
        ),
    )
    near = [(o, w) for o, w in weights.items() if abs(o - best) <= share * best]
    return sum(o * w for o, w in near) / sum(w for _, w in near)


def _unit(line: Line) -> float:
    """The width of what cannot be parted at a line's beginning: a number, a word, 「（一」."""
    chars = line.chars
    end = 1
    while end < len(chars):
        before, char = chars[end - 1].text, chars[end].text
        bound = (
            (before.isascii() and char.isascii() and not char.isspace() and not chars[end].spaced)
            or char in "，。、；：！？）》”’】〉」』%％…·—"
            or before in "（《“‘【〈「『(¥￥"
        )
        if not bound:
            break
        end += 1
    return chars[end - 1].x1 - chars[0].x0


def _is_full(line: Line, below: Line, right: float) -> bool:
    """What the next line begins with had no room at the end of this one."""
    slack = (0.6 if _is_recognised(line) else 0.12) * line.em
    return right - line.x1 < _unit(below) + slack


def _continues(a: Line, b: Line, measure: _Measure) -> bool:
    """True where the sentence runs on from line `a` to the next line `b`."""
    em = measure.em
    here, there = measure.margins[a.page], measure.margins[b.page]
    first, last = b.text, a.text
    marker = MARKER.match(first)
    marked = bool(marker and marker.end())
    if abs(a.em - b.em) > 0.14 * max(a.em, b.em):
        return False
    if _is_title_pair(a, b, measure):
        return True
    if not here.wraps or a.x0 > here.left + 6 * em or not _is_full(a, b, here.right):
        return False
    if _PHONE_ENDS.search(last) and _PHONE_ENDS.search(first):
        return False
    indented = here.indented and there.indented
    indent = b.x0 - there.left
    inset = indent - (a.x0 - here.left)
    if a.page == b.page:
        most = 1.6 if indented and indent < em else 1.17
        if b.y - a.y > most * measure.pitch:
            return False
    if inset > 0.8 * em:  # further in than the line above: only under hanging numbering
        mark = MARKER.match(last)
        hangs = bool(mark and mark.end()) and inset < 4.5 * em
        return hangs and not marked and last[-1] not in _SENTENCE_ENDS
    if indented and indent > 1.2 * em:  # a new paragraph, unless all of it stands further in
        return abs(inset) < 0.6 * em and last[-1] not in _SENTENCE_ENDS and not marked
    if indented and abs(indent) < 0.8 * em:
        return True
    if a.page != b.page and last[-1] in _SENTENCE_ENDS:
        return False  # nothing shows whether a paragraph ends here: two are the lesser error
    if marker is not None and (marker["cn"] or marker["step"] or marker["question"]):
        return False
    return not (marked and last[-1] in _SENTENCE_ENDS)


def _is_title_pair(a: Line, b: Line, measure: _Measure) -> bool:
    """A title broken by hand: centred lines of one size, larger than the body's."""
    if a.page != b.page or a.em < 1.12 * measure.em or b.y - a.y > 2.6 * a.em:
        return False
    margins = measure.margins[a.page]
    middle = (margins.left + margins.right) / 2
    centred = all(abs((line.x0 + line.x1) / 2 - middle) < 1.6 * measure.em for line in (a, b))
    return (
        centred
        and abs(a.em - b.em) < 0.12 * a.em
        and not ORGANISATION.match(a.text)
        and not ORGANISATION.match(b.text)
        and not _TITLE_ENDS.search(a.text)
    )


# -- the text ------------------------------------------------------------------------------------


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.places: list[tuple[int, Char] | None] = []

    def blank(self, text: str) -> None:
        self.parts.append(text)
        self.places.extend([None] * len(text))

    def line(self, line: Line) -> None:
        # where characters were recognised their places are rough, and blanks are told
        limit = (0.9 if _is_recognised(line) else 0.3) * line.em + line.usual_gap
        page, before = line.page, ""
        for char, gap in zip(line.chars, line.gaps, strict=True):
            if (char.spaced or gap > limit) and before:
                # not where a file records a blank in a number and the page shows none
                inside = gap < 0.05 * line.em and before.isascii() and char.text.isascii()
                if not inside:
                    self.blank(" ")
            before = char.text
            self.parts.append(before)
            if len(before) == 1:
                self.places.append((page, char))
            else:
                self.places.extend([(page, char)] * len(before))

    def lines(self, some: list[Line], rights: list[float]) -> None:
        for i, line in enumerate(some):
            if i:
                self.blank(_joint(some[i - 1], line, rights[i - 1]))
            self.line(line)

    def text(self, furniture: list[tuple[int, str]]) -> Text:
        sure: list[float] = []
        if any(place is not None and place[1].at is not None for place in self.places):
            sure = [1.0 if place is None else place[1].sure for place in self.places]
        return Text("".join(self.parts), Boxes(self.places), sure, furniture)


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
    from extractor.formats import table

    found: list[list[Line]] = []
    grids: list[list[Row]] = []
    number = 0
    for page in pages:
        ruled, loose = table.ruled(page)
        rows: list[Row] = []
        for grid in ruled:
            number += 1
            rows.extend(grid.rows(number))
        grids.append(rows)
        found.append(lines(loose, page.number))
    aside = _furniture(pages, found)
    furniture = [(line.page, line.text) for some in found for line in some if id(line) in aside]
    blocks: list[Block] = []
    for page, some, rows in zip(pages, found, grids, strict=True):
        kept = [line for line in some if id(line) not in aside]
        blocks.extend(_in_order(kept, rows, 1000 * page.number))
    return _write(blocks, pages, furniture)


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
        blocks.extend(_aligned(some[start:at], first_table + start))
        blocks.extend(row for row in rows if row.table == number)
    blocks.extend(_aligned(some[at:], first_table + at))
    return blocks


def _write(blocks: list[Block], pages: list[Page], furniture: list[tuple[int, str]]) -> Text:
    writer = _Writer()
    prose = [block for block in blocks if isinstance(block, Line)]
    measure = _measure(prose, pages) if prose else None
    at = 0
    heads: list[str] = []
    while at < len(blocks):
        block = blocks[at]
        if at:
            writer.blank("\n\n")
        if isinstance(block, Row):
            end = at
            while end < len(blocks) and _same_table(block, blocks[end]):
                end += 1
            rows = [row for row in blocks[at:end] if isinstance(row, Row)]
            if (
                heads
                and rows[0].words == heads
                and len(rows) > 1
                and at
                and _follows(blocks[at - 1], rows[0])
            ):
                rows = rows[1:]
                writer.parts[-1] = "\n"
                del writer.places[-1]
            heads = rows[0].words if rows[0].words else heads
            _write_rows(writer, _unfolded(rows))
            at = end
            continue
        assert measure is not None
        paragraph = [block]
        at += 1
        while at < len(blocks):
            below = blocks[at]
            if not isinstance(below, Line) or not _continues(paragraph[-1], below, measure):
                break
            paragraph.append(below)
            at += 1
        writer.lines(paragraph, [measure.margins[line.page].right for line in paragraph])
    writer.blank("\n" if blocks else "")
    return writer.text(furniture)


def _same_table(first: Row, block: Block) -> bool:
    return isinstance(block, Row) and block.table == first.table


def _follows(above: Block, row: Row) -> bool:
    """A table goes on at the top of the next page, its head printed again."""
    return isinstance(above, Row) and above.page == row.page - 1


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
                    full = room < _unit(line) + 0.1 * line.em
                    writer.blank(_joint(above, line, above.x1 + room) if full else " ")
                writer.line(line)


# -- remarks -------------------------------------------------------------------------------------


def put_aside(furniture: list[tuple[int, str]]) -> list[str]:
    """What to say of headers, footers and page numbers that are no part of the text."""
    if not furniture:
        return []
    times = Counter(
        "页码 page numbers" if _PAGE_NUMBER.fullmatch(words) else f"「{words[:40]}」"
        for _, words in furniture
    )
    shown = ", ".join(f"{words} ×{n}" for words, n in list(times.items())[:6])
    return [f"页眉页脚不入正文 page furniture put aside: {shown}"]


SURE: Final = 0.85  # below this a recogniser's digit or word is doubtful
_WEIGHTY: Final = regex.compile(r"[\p{Han}\p{Latin}\d%％.]")
_WORD: Final = regex.compile(r"[\d.,，%％\-—]+\p{Han}?|\p{Latin}+|\p{Han}{1,4}")


def doubts(found: Text) -> list[str]:
    """A remark for each word with a doubtful character: its line, the word, the confidence.

    >>> from extractor.formats.page import Text, doubts
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
            if sure < SURE:
                said.append(f"doubtful: line {number} 第 {number} 行 「{word[0]}」 {sure:.2f}")
        at += len(line) + 1
    return said

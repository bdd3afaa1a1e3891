"""A page: characters with their places, ruled lines, and the lines of text that they form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, NamedTuple


class Char(NamedTuple):
    """One character on a page: its box, and the height `y` at which its line runs.

    `spaced` says that a blank stands before it; `sure` is a recogniser's confidence, 0 to 1, and
    None where nothing had to be recognised;
    `at` is its box as printed, where the page was turned to be read.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    y: float
    spaced: bool = False
    sure: float | None = None
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
        self.is_wide = bool(wide)  # else its size is only estimated
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
    if all(len(part) == 1 and is_wide(part[0]) for part in parts):
        return [line]  # 通　　告: a word drawn out, no cells
    return [Line(line.page, part) for part in parts]


def is_wide(char: Char) -> bool:
    return char.text >= _WIDE


def is_recognised(line: Line) -> bool:
    """True for a line that was read from a picture: its places are rough."""
    return line.chars[0].sure is not None


Block = Line | Row

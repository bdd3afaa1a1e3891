"""The lines of a document and the text that they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Line:
    """A line of a document: its text, how many of its characters are links, how it ends."""

    text: str
    linked: int = 0
    broken: bool = False  # ended by a line break inside a paragraph: perhaps wrapped by hand
    row: bool = False  # of a table, cells parted by tabs
    heading: bool = False


_ENDED = re.compile(r"[。！？：；…!?:;”）)】》、]\s*$")
_SHORTEST_WRAP = 20  # characters


def joined(lines: Sequence[Line]) -> str:
    """The text of the lines: paragraphs apart by an empty line; rows of a table, and lines that
    were wrapped by hand at one width, on lines that follow each other.

    >>> joined([Line("缴费标准"), Line("在职\\t9%", row=True), Line("退休\\t0", row=True)])
    '缴费标准\\n\\n在职\\t9%\\n退休\\t0\\n'
    """
    width = _wrap_width(lines)
    parts: list[str] = []
    above: Line | None = None
    for line in lines:
        if above is not None:
            wrapped = width and _is_open(above) and len(above.text) >= width - 3 and not line.row
            parts.append("\n" if (above.row and line.row) or wrapped else "\n\n")
        parts.append(line.text)
        above = line
    return "".join(parts) + "\n" if parts else ""


def _is_open(line: Line) -> bool:
    """True for a line that a break ended in mid-sentence."""
    return line.broken and len(line.text) >= _SHORTEST_WRAP and not _ENDED.search(line.text)


def _wrap_width(lines: Sequence[Line]) -> int:
    """The width at which a text was wrapped by hand; 0 where its breaks are the author's."""
    widths = sorted(len(line.text) for line in lines if _is_open(line))
    if len(widths) < 3:
        return 0
    width = widths[-1]
    return width if sum(width - 3 <= other for other in widths) * 2 >= len(widths) else 0

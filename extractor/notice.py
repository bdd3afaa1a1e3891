"""The notice: its text as read, and the way back to it."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

# Blanks, tabs, line ends, ideographic and zero-width spaces: how a text is laid out.
LAYOUT = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


def unspaced(text: str) -> str:
    """The text without layout white space.

    >>> unspaced("大额补充医疗\u3000保险费 120 元")
    '大额补充医疗保险费120元'
    """
    return LAYOUT.sub("", text)


class NoticeError(Exception):
    """A file that cannot become a notice: what, where, what to do next, and the exit code."""

    exit_code = 2


class Unreadable(NoticeError):
    """The file cannot be read whole: damaged, undecodable, over a limit."""

    exit_code = 3


class OffTopic(NoticeError):
    """No rule of a social-insurance scheme stands in the text."""

    exit_code = 4


# With several notices the exit code is the first of these that applies (design: workflow).
GRAVEST_FIRST = (2, 7, 3, 4, 6, 5, 1, 0)


def gravest(codes: Iterable[int]) -> int:
    """The exit code that stands for several.

    >>> gravest([0, 5, 1]), gravest([])
    (5, 0)
    """
    return min(codes, key=GRAVEST_FIRST.index, default=0)


class Span(NamedTuple):
    """A half-open code-point range of `Notice.text`."""

    start: int
    end: int


class Declared(NamedTuple):
    """What a file says outside its text, and where (meta ArticleTitle, og:title, docProps)."""

    value: str
    source: str


class Box(NamedTuple):
    """Where a character stands: page from 1, then x0, top, x1, bottom in points."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True)
class Notice:
    """One notice, its text exactly as read: decoded, line ends made \\n, nothing else.

    `file_sha256` is that of the bytes; `remarks` say what was recovered in reading; `declared` is
    what the file states beside its text (title, published, issuer); `boxes`, for paged files, has
    one entry a code point: where it stands on its page, or None for a line end.

    >>> notice = Notice("缴费比例为８％。\\n")
    >>> notice.quote(Span(5, 7)), notice.line(Span(5, 7).start)
    ('８％', 1)
    """

    text: str
    file_sha256: str = ""
    media_type: str = "text/plain"
    encoding: str | None = None
    path: Path | None = None
    remarks: tuple[str, ...] = ()
    declared: Mapping[str, Declared] = field(default_factory=dict)
    boxes: Sequence[Box | None] = ()

    @cached_property
    def text_sha256(self) -> str:
        """The hash of the canonical text, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def line(self, position: int) -> int:
        """The line (from 1) in which a code point stands."""
        return bisect.bisect_right(self._line_starts, position)

    def place(self, span: Span) -> Box | None:
        """The box around a span on the page where it begins; None where the file has no pages."""
        boxes = [box for box in self.boxes[span.start : span.end] if box is not None]
        if not boxes:
            return None
        page = [box for box in boxes if box.page == boxes[0].page]
        return Box(
            page[0].page,
            min(box.x0 for box in page),
            min(box.top for box in page),
            max(box.x1 for box in page),
            max(box.bottom for box in page),
        )

    def quote(self, span: Span) -> str:
        """The characters of a span."""
        return self.text[span.start : span.end]

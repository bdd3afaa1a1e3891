"""The edges of pages: running headers and footers, page numbers, what a browser prints there."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import Final

import regex

from extractor.formats.page import Line, Page
from extractor.layout import ORGANISATION

_PAGE_NUMBER: Final = regex.compile(
    r"""[-—–－~·•一]{0,2}\s*\d{1,4}\s*[-—–－~·•一]{0,2}   # — 1 —, as a recogniser may see it
      | 第?\s*[\d一二三四五六七八九十]{1,4}\s*页
        (?:\s*[,，/、]?\s*共\s*[\d一二三四五六七八九十]{1,4}\s*页)?
      | [Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?
      | \d{1,4}\s*/\s*\d{1,4}
      | [-—–－]+\s*[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩIVX]{1,4}\s*[-—–－]+""",
    regex.VERBOSE,
)
_PRINTED_FROM: Final = regex.compile(
    r"https?://\S+(?:\d{1,3}/\d{1,3})?|\d{4}[/-]\d{1,2}[/-]\d{1,2}\D?\d{1,2}:\d\d.{0,60}"
)


def at_edges(pages: list[Page], found: list[list[Line]]) -> set[int]:
    """The ids of lines that repeat at the head or foot of pages, and of page numbers."""
    aside: set[int] = set()
    edge: list[tuple[Page, Line, bool, str]] = []
    sizes: Counter[float] = Counter()
    for some in found:
        for line in some:
            sizes[round(line.em, 1)] += len(line.chars)
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
        again = {
            other_page.number
            for other_page, other in seen[at_foot, words]
            if abs(other.y / other_page.height - line.y / page.height) < 0.012
            and abs(other.em - line.em) < 0.1 * line.em
        }
        runs_on = len(again) > 2 or bool({page.number - 1, page.number + 1} & again)
        if (
            (id(line) in numbers and lone)
            or (
                len(again) > 1
                and (lone or runs_on)
                and not (ORGANISATION.match(line.text) and _is_letterhead(line, len(again), body))
                and not _is_body(words)
            )
            or (lone and _PRINTED_FROM.fullmatch(line.text) and _is_outermost(page, line))
            or (lone and not at_foot and line.em < 0.85 * body and _is_underlined(page, line))
        ):
            aside.add(id(line))
    return aside


def _is_outermost(page: Page, line: Line) -> bool:
    """Where browsers print address and time."""
    return line.bottom < 0.06 * page.height or line.top > 0.94 * page.height


def _is_letterhead(line: Line, times: int, body: float) -> bool:
    """The issuer at the top of the first page and again over the date on the last."""
    return times == 2 and line.em > 0.92 * body


def _is_body(words: str) -> bool:
    return bool(regex.search(r"[。；]$", words))


def _in_margin(page: Page, line: Line, at_foot: bool) -> bool:
    return line.top > 0.86 * page.height if at_foot else line.bottom < 0.12 * page.height


def _is_apart(line: Line, some: list[Line], at_foot: bool) -> bool:
    """True where a wider blank than between lines of text parts it from the text, or its size."""
    i = some.index(line)
    steps = sorted(b.y - a.y for a, b in pairwise(some))
    usual = steps[len(steps) // 2] if len(steps) > 3 else 1.8 * line.em
    other = (
        some[i - 1] if at_foot and i else some[i + 1] if not at_foot and i + 1 < len(some) else None
    )
    if other is None:
        return True
    return abs(other.y - line.y) > 1.25 * usual or line.em < 0.92 * other.em


def _is_underlined(page: Page, line: Line) -> bool:
    """A rule runs under it from margin to margin, as under a running header."""
    return any(
        rule.bottom - rule.top < 2
        and rule.x1 - rule.x0 > 0.6 * page.width
        and -0.3 * line.em < rule.top - line.bottom < 1.2 * line.em
        for rule in page.rules
    )


def _numbered(edge: list[tuple[Page, Line, bool, str]]) -> set[int]:
    """Page numbers: they say so (— 3 —, 第3页), or are bare and grow with the pages."""
    found: set[int] = set()
    bare: dict[tuple[bool, int], list[tuple[int, Line]]] = {}
    for page, line, at_foot, _ in edge:
        if not _PAGE_NUMBER.fullmatch(line.text):
            continue
        if line.text.isdigit():
            bare.setdefault((at_foot, int(line.text) - page.number), []).append((page.number, line))
        else:
            found.add(id(line))
    for (_, offset), lines in bare.items():
        if offset == 0 or len({number for number, _ in lines}) > 1:
            found.update(id(line) for _, line in lines)
    return found


def put_aside(found: list[tuple[int, str]]) -> list[str]:
    """What to say of headers, footers and page numbers that are no part of the text."""
    if not found:
        return []
    times = Counter(
        "页码 page numbers" if _PAGE_NUMBER.fullmatch(words) else f"「{words[:40]}」"
        for _, words in found
    )
    shown = ", ".join(f"{words} ×{n}" for words, n in list(times.items())[:6])
    return [f"页眉页脚不入正文 page furniture put aside: {shown}"]

"""Paragraphs: between which margins prose runs, and which line goes on in the next."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import regex

from extractor.formats.page import Line, Page, is_recognised
from extractor.layout import DOCUMENT_TYPE, MARKER, ORGANISATION

_SENTENCE_ENDS: Final = "。！？：:；!?"
_TITLE_ENDS: Final = regex.compile(rf"(?:{DOCUMENT_TYPE})(?:[（(][^（）()]*[）)])?$|[？！?!。]$")
_PARTED_NUMBER: Final = regex.compile(r"\d{3,4}[-—]$")
_PHONE_ENDS: Final = regex.compile(r"\d{7,}$|\d{3,4}[-—]\d{7,8}$")


_CLOSES: Final = "，。、；：！？）》”’】〉」』%％…·—"
_OPENS: Final = "（《“‘【〈「『(¥￥"
_QUOTES: Final = "“”‘’"  # some programs part no line beside them


@dataclass
class Margins:
    """Between what margins the prose of some pages runs; `wraps` says that lines fill them."""

    left: float
    right: float
    indented: bool  # paragraphs begin further in than they go on
    hanging: bool  # they go on further in than they begin
    wraps: bool


@dataclass
class Measure:
    """Size and spacing of a notice's prose, and the margins on each of its pages."""

    em: float
    pitch: float
    margins: dict[int, Margins]


def measure(prose: list[Line], pages: list[Page]) -> Measure:
    em = _mode([(line.em, len(line.chars)) for line in prose], 0.06)
    body = [line for line in prose if not line.is_wide or abs(line.em - em) < 0.12 * em]
    body = body or prose
    pitch = _pitch(body, em)
    # Pages of one size share their margins; scanned pages lie as they were laid on the glass.
    widths = {page.number: page.width for page in pages}
    groups: dict[tuple[float, int], list[Line]] = {}
    for line in body:
        alone = line.page if is_recognised(line) else 0
        groups.setdefault((round(widths[line.page]), alone), []).append(line)
    whole = _margins(body, em, max(widths.values()))
    margins = {page.number: whole for page in pages}
    for (width, _), some in groups.items():
        if len(some) >= 5:
            found = _margins(some, em, width)
            found.indented = found.indented or (whole.indented and len(some) < 12)
            margins.update({line.page: found for line in some})
    return Measure(em, pitch, margins)


def _pitch(body: list[Line], em: float) -> float:
    """From line to line inside a paragraph: the least step below long lines that is common."""
    longest = max(line.x1 - line.x0 for line in body)
    steps = [
        (b.y - a.y, a.x1 - a.x0 > 0.85 * longest and b.x0 < a.x0 + em)
        for a, b in pairwise(body)
        if a.page == b.page and 0.9 * em < b.y - a.y < 4 * em
    ]
    inside = sorted(step for step, is_inside in steps if is_inside)
    enough = max(2, 0.15 * len(inside))
    for step in inside:
        near = [other for other in inside if abs(other - step) <= 0.06 * step]
        if len(near) >= enough:
            return sum(near) / len(near)
    return _mode([(step, 1) for step, _ in steps], 0.06) if steps else 1.6 * em


def _end(line: Line) -> float:
    """Where a line ends, closing punctuation aside."""
    last = line.chars[-1]
    return last.x0 if last.text in _CLOSES and len(line.chars) > 1 else line.x1


def _margins(body: list[Line], em: float, width: float) -> Margins:
    longest = max(line.x1 - line.x0 for line in body)
    long_ = [line for line in body if line.x1 - line.x0 > 0.6 * longest]
    # Full lines end within one character of the margin; hanging punctuation stands beyond it.
    rights = [_end(line) for line in long_]
    right = max(
        rights, key=lambda x: (sum(x - 1.05 * em < other <= x + 0.05 * em for other in rights), -x)
    )
    lefts = sorted(line.x0 for line in body)
    enough = max(2, 0.05 * len(lefts))
    left = lefts[0]
    for x in lefts:
        if sum(x - 0.4 * em <= other <= x + 0.4 * em for other in lefts) >= enough:
            left = x
            break
    # Where do paragraphs begin, that is: lines below one that is not full?
    begins = [
        b.x0 - left
        for a, b in pairwise(body)
        if a.page == b.page and right - a.x1 > 1.5 * em + unit(b)
    ]
    inside = sum(1.4 * em < x < 2.8 * em for x in begins)
    indented = inside >= 2 and inside > sum(abs(x) < 0.5 * em for x in begins)
    below = sum(
        _is_marked(a.text)
        and right - a.x1 < _slack(a) + unit(b)
        and 1.2 * em < b.x0 - a.x0 < 4.5 * em
        for a, b in pairwise(body)
    )
    hanging = below >= 2 and not indented
    room = right - left
    wraps = room > 14 * em and (right > 0.72 * (width - left) or len(body) > 5)
    return Margins(left, right, indented, hanging, wraps)


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


def unit(line: Line) -> float:
    """The width of what cannot be parted at a line's beginning: a number, a word, 「（一」."""
    chars = line.chars
    end = 1
    while end < len(chars):
        before, char = chars[end - 1].text, chars[end].text
        bound = (
            (before.isascii() and char.isascii() and not chars[end].spaced)
            or char in _CLOSES
            or before in _OPENS
            or (before in "%％" and char in _OPENS)
            or char in _QUOTES
            or before in _QUOTES
        )
        if not bound:
            break
        end += 1
    return chars[end - 1].x1 - chars[0].x0


def _is_full(line: Line, below: Line, right: float) -> bool:
    """What the next line begins with had no room at the end of this one."""
    return right - line.x1 < unit(below) + _slack(line)


def _slack(line: Line) -> float:
    return (0.6 if is_recognised(line) else 0.12) * line.em


def _is_marked(text: str) -> bool:
    marker = MARKER.match(text)
    return bool(marker and marker.end())


def _kind_of(text: str) -> str | None:
    """The kind of numbering that a text begins with."""
    marker = MARKER.match(text)
    return marker.lastgroup if marker and marker.end() else None


def continues(paragraph: list[Line], b: Line, measure: Measure) -> bool:
    """True where a paragraph runs on in the next line."""
    a = paragraph[-1]
    item = _is_marked(paragraph[0].text)
    em = measure.em
    here, there = measure.margins[a.page], measure.margins[b.page]
    first, last = b.text, a.text
    marker = MARKER.match(first)
    marked = bool(marker and marker.end())
    if not _is_one_size(a, b, 0.14):
        return False
    if _is_title_pair(a, b, measure):
        return True
    if not here.wraps or a.x0 > here.left + 6 * em:
        return False
    parted = _PARTED_NUMBER.search(last) and first[0].isdigit()  # 028- / 87705823
    full = parted or _is_full(a, b, here.right) or (item and _is_end_of_question(a, b, here))
    if not full:
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
        hangs = (item or here.hanging) and inset < 4.5 * em and not marked
        return hangs and not (indented and last[-1] in _SENTENCE_ENDS)
    if indented and indent > 1.2 * em:  # a new paragraph, unless an item stands further in
        in_line = abs(inset) < 0.6 * em and not marked
        return item and in_line and last[-1] not in _SENTENCE_ENDS
    if indented and abs(indent) < 0.8 * em:
        return True
    short = b.x1 - b.x0 < 0.5 * (there.right - there.left)
    heading = short and first[-1] not in "，。；、" and first[0] not in "（("
    if last[-1] in _SENTENCE_ENDS and (heading or a.page != b.page):
        return False  # nothing shows whether a paragraph ends here: two are the lesser error
    if marker is not None and (marker["cn"] or marker["step"] or marker["question"]):
        return False
    if marked and _kind_of(first) == _kind_of(paragraph[0].text):
        return False
    return not (marked and last[-1] in _SENTENCE_ENDS)


def _is_end_of_question(a: Line, b: Line, margins: Margins) -> bool:
    """「三、…缴费标准 / 是多少？」: a heading in a frame of its own, narrower than the text."""
    return (
        b.text[-1] in "？?"
        and a.text[-1] not in _SENTENCE_ENDS
        and a.x1 - a.x0 > 0.6 * (margins.right - margins.left)
        and b.x1 - b.x0 < 0.4 * (margins.right - margins.left)
        and abs(b.x0 - a.x0) < 0.6 * a.em
    )


def _is_one_size(a: Line, b: Line, share: float) -> bool:
    most = share if a.is_wide and b.is_wide else 0.5
    if is_recognised(a):  # its places are rough, the more so in a short line
        most = max(most, 0.35 if min(len(a.chars), len(b.chars)) < 8 else 0.2)
    return abs(a.em - b.em) <= most * max(a.em, b.em)


def _is_title_pair(a: Line, b: Line, measure: Measure) -> bool:
    """A title broken by hand: centred lines of one size, larger than the body's."""
    if a.page != b.page or a.em < 1.12 * measure.em or b.y - a.y > 2.6 * a.em:
        return False
    margins = measure.margins[a.page]
    middle = (margins.left + margins.right) / 2
    centred = all(abs((line.x0 + line.x1) / 2 - middle) < 1.6 * measure.em for line in (a, b))
    return (
        centred
        and _is_one_size(a, b, 0.12)
        and not ORGANISATION.match(a.text)
        and not ORGANISATION.match(b.text)
        and not _TITLE_ENDS.search(a.text)
    )

"""Recognition of scanned pages and pictures, offline: a picture becomes a page of characters.

The recogniser (rapidocr on onnxruntime, models inside its wheel) is the extra `ocr`. What it
reads is kept as read; how sure it was of each character goes along.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from itertools import pairwise
from statistics import median
from typing import Any, Final, NamedTuple

import regex

from extractor.formats.page import Char, Page, Rule
from extractor.notice import Unreadable

DPI: Final = 150  # of a page that is rendered; its text is then some 20 pixels high
SECONDS: Final = 600.0  # for the pictures of one file
_TALL: Final = 1.9  # a picture higher than so many widths is cut into slices
_SLICE: Final = 1.6  # widths
_OVERLAP: Final = 0.1  # widths
_LEAST: Final = 0.5  # the confidence under which a line is left out and told
_LEVEL: Final = 0.15  # degrees

INSTALL: Final = "pip install 'notice-rules[ocr]'"


def is_installed() -> bool:
    """True where the recogniser and its engine can be imported."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def scale_for(width: float, height: float) -> float:
    """Pixels a point at which a page is rendered: 150 dpi, less for a page larger than A3."""
    return min(DPI / 72, 3600 / max(width, height, 1.0))


def refuse_slow(started: float, where: str) -> None:
    """Raises Unreadable when recognition has taken longer than its bound."""
    if time.monotonic() - started > SECONDS:
        raise Unreadable(
            f"{where}: 识别超过 {SECONDS:.0f} 秒 recognition took over {SECONDS:.0f} seconds "
            "→ 只留通告所在各页 keep the pages of the notice"
        )


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Global.text_score": 0.0,  # nothing is dropped without a word
            "Det.box_thresh": 0.4,
        }
    )


class Place(NamedTuple):
    """A character as the recogniser saw it, in pixels; `spaced`: a blank stands before it."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    spaced: bool


class Seen(NamedTuple):
    """One line as the recogniser saw it: its words, confidence, corners and characters."""

    text: str
    sure: float
    corners: tuple[tuple[float, float], ...]
    chars: tuple[Place, ...]


def page(picture: Any, number: int, scale: float = 1.0) -> tuple[Page, list[str]]:
    """A picture (Pillow, RGB) as a page of characters, and what is to be remarked.

    Coordinates are pixels divided by `scale`, from the upper left corner of the picture.
    """
    import numpy

    pixels = numpy.asarray(picture.convert("RGB"))
    pixels = _without_seals(pixels)
    remarks: list[str] = []
    turned = 0
    seen = list(_recognise(pixels))
    if _stands(seen):  # lines run from top to bottom: the picture lies on its side
        turned = 1
        pixels = numpy.ascontiguousarray(numpy.rot90(pixels))
        seen = list(_recognise(pixels))
    if _is_headlong(seen):
        other = numpy.ascontiguousarray(numpy.rot90(pixels, 2))
        again = list(_recognise(other))
        if _sureness(again) > _sureness(seen):
            seen, pixels, turned = again, other, turned + 2
    angle = _angle(seen)
    if abs(angle) > 8:  # a photograph: level it, then read again
        pixels = _levelled(pixels, angle)
        seen, angle = list(_recognise(pixels)), 0.0
        remarks.append(f"第 {number} 页图片歪斜，已转正 page {number}: the picture was levelled")
    if turned:
        remarks.append(
            f"第 {number} 页图片已旋转 {90 * turned}° page {number}: the picture was turned"
        )
    kept = []
    for line in seen:
        if not any(char.isalnum() for char in line.text) and line.sure < 0.9:
            continue  # specks
        if line.sure >= _LEAST:
            dashed = _DASH.sub("—", line.text)
            if dashed != line.text:
                remarks.append(
                    f"doubtful: page {number} 第 {number} 页 「{line.text}」 "
                    f"中的「一」作「—」读 「一」 read as 「—」"
                )
                line = line._replace(text=dashed, chars=tuple(_dashed(line.chars, dashed)))
            kept.append(line)
        elif sum(char > "\u2e80" or char.isdigit() for char in line.text) >= 2:
            x, y = line.corners[0]
            remarks.append(
                f"doubtful: page {number} 第 {number} 页 ({x / scale:.0f}, {y / scale:.0f}) "
                f"「{line.text}」 {line.sure:.2f} 未读入 not read"
            )
    if abs(angle) < _LEVEL:
        angle = 0.0
    height, width = pixels.shape[:2]
    level = _Level(angle, width / 2, height / 2)
    chars = [char for line in kept for char in _chars(line, level, scale)]
    wide = [char.x1 - char.x0 for char in chars if char.text > "\u2e80"]
    em = median(wide or [0.8 * (char.bottom - char.top) for char in chars] or [12.0])
    rules = _beside(list(_rules(pixels, angle, em * scale, scale)), chars) if chars else []
    found = Page(number, width / scale, height / scale, chars, rules)
    found.reach = max(3.0, 0.3 * em)
    return found, remarks


# 「7月一2024年」: between a unit or number and a number no 「一」 can stand, but a dash does.
_DASH: Final = regex.compile(r"(?<=[\d年月日时])一(?=\d)")


def _dashed(chars: tuple[Place, ...], text: str) -> Iterator[Place]:
    bare = [char for char in text if not char.isspace()]
    for place, char in zip(chars, bare, strict=True):
        yield place if place.text == char else place._replace(text=char)


def _sureness(seen: list[Seen]) -> float:
    return sum(line.sure * len(line.text) for line in seen)


def _size(line: Seen) -> tuple[float, float]:
    (ax, ay), (bx, by), _, (dx, dy) = line.corners
    return math.hypot(bx - ax, by - ay), math.hypot(dx - ax, dy - ay)


def _stands(seen: list[Seen]) -> bool:
    long_ = [
        max(y for _, y in line.corners) - min(y for _, y in line.corners)
        > 1.5 * (max(x for x, _ in line.corners) - min(x for x, _ in line.corners))
        for line in seen
        if max(_size(line)) > 4 * min(_size(line))
    ]
    return len(long_) >= 3 and sum(long_) > 0.7 * len(long_)


def _is_headlong(seen: list[Seen]) -> bool:
    letters = sum(len(line.text) for line in seen)
    return letters >= 8 and _sureness(seen) < 0.75 * letters


def _angle(seen: list[Seen]) -> float:
    """How many degrees the lines fall to the right."""
    angles = []
    for line in seen:
        along, across = _size(line)
        if along > 6 * across:
            (ax, ay), (bx, by), (cx, cy), (dx, dy) = line.corners
            angles.append(math.degrees(math.atan2((by - ay) + (cy - dy), (bx - ax) + (cx - dx))))
    return median(angles) if angles else 0.0


class _Level:
    """Turns places of a picture that hangs by some degrees to where they would stand."""

    def __init__(self, angle: float, x: float, y: float) -> None:
        self.angle, self.x, self.y = angle, x, y
        self.cos, self.sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point in the levelled picture."""
        dx, dy = x - self.x, y - self.y
        return self.x + dx * self.cos + dy * self.sin, self.y - dx * self.sin + dy * self.cos


def _chars(line: Seen, level: _Level, scale: float) -> Iterator[Char]:
    """The characters of a line; they share its height, so that they stay one line."""
    _, across = _size(line)
    for text, x0, top, x1, bottom, sure, spaced in line.chars:
        at = (x0 / scale, top / scale, x1 / scale, bottom / scale)
        cx, cy = level.point((x0 + x1) / 2, (top + bottom) / 2)
        half, tall = (x1 - x0) / 2, across / 2
        yield Char(
            text,
            (cx - half) / scale,
            (cy - tall) / scale,
            (cx + half) / scale,
            (cy + tall) / scale,
            cy / scale,
            spaced,
            sure,
            at,
        )


# -- the recogniser ------------------------------------------------------------------------------


def _recognise(pixels: Any) -> Iterator[Seen]:
    """The lines of a picture; a tall one is read in slices that overlap, each line once."""
    height, width = pixels.shape[:2]
    if height <= _TALL * width or height < 1200:
        yield from _read(pixels, 0)
        return
    edges = [0, *_cuts(pixels), height]
    lap = int(_OVERLAP * width)
    for top, bottom in pairwise(edges):
        first, last = max(0, top - lap), min(height, bottom + lap)
        for line in _read(pixels[first:last], first):
            middle = sum(y for _, y in line.corners) / 4
            if top <= middle < bottom:
                yield line


def _cuts(pixels: Any) -> list[int]:
    """Where a tall picture is cut: about every 1.6 widths, where its rows are blank."""
    height, width = pixels.shape[:2]
    rough = pixels[:, :: max(1, width // 256)].astype("int16")
    busy = abs(rough[:, 1:] - rough[:, :-1]).max(axis=(1, 2))
    cuts: list[int] = []
    top = 0
    step, slack = int(_SLICE * width), int(0.35 * width)
    while height - top > _TALL * width:
        start = top + step - slack
        window = busy[start : top + step + slack]
        quiet = [i for i, value in enumerate(window) if value <= window.min() + 6]
        runs: list[list[int]] = []
        for i in quiet:
            if runs and i == runs[-1][-1] + 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        widest = max(runs, key=len)
        top = start + widest[len(widest) // 2]
        cuts.append(top)
    return cuts


def _read(pixels: Any, below: int) -> Iterator[Seen]:
    """The lines of one slice: found, stretched over what stands close by, read one by one."""
    engine = _engine()
    found = engine(pixels[:, :, ::-1].copy(), use_det=True, use_cls=False, use_rec=False)
    if getattr(found, "boxes", None) is None:
        return
    boxes = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    import cv2

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype("int16")
    for i, box in enumerate(boxes):
        corners = _stretched(grey, box, boxes[:i] + boxes[i + 1 :])
        strip, upright = _strip(pixels, corners)
        if strip is None:
            continue
        read = engine(
            strip[:, :, ::-1].copy(),
            use_det=False,
            use_cls=False,
            use_rec=True,
            return_word_box=True,
        )
        if not read.txts or not read.txts[0].strip():
            continue
        placed = tuple((x, y + below) for x, y in corners)
        text, sure = read.txts[0], float(read.scores[0])
        chars = tuple(_places(text, placed, read.word_results[0], sure, upright))
        yield Seen(text.strip(), sure, placed, chars)


def _strip(pixels: Any, corners: list[tuple[float, float]]) -> tuple[Any, bool]:
    """The picture of one line, level; False where its characters stand below each other."""
    import cv2
    import numpy

    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    width = int(max(math.hypot(bx - ax, by - ay), math.hypot(cx - dx, cy - dy)))
    height = int(max(math.hypot(dx - ax, dy - ay), math.hypot(cx - bx, cy - by)))
    if width < 3 or height < 3:
        return None, True
    flat = numpy.array([[0, 0], [width, 0], [width, height], [0, height]], "float32")
    turn = cv2.getPerspectiveTransform(numpy.array(corners, "float32"), flat)
    strip = cv2.warpPerspective(
        pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    if height >= 2.2 * width:
        return numpy.rot90(strip), False
    return strip, True


def _stretched(
    grey: Any, box: list[tuple[float, float]], others: list[list[tuple[float, float]]]
) -> list[tuple[float, float]]:
    """The box of a line with the thin signs before and behind it that the detector missed:
    「一、」 of a heading, a closing bracket."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = box
    tall = math.hypot(dx - ax, dy - ay)
    wide = math.hypot(bx - ax, by - ay)
    if tall < 8 or wide < 1.2 * tall:
        return box
    slope = (by - ay) / max(wide, 1.0)
    before = _ink(grey, (ay + dy) / 2, ax, tall, -1, others, slope)
    behind = _ink(grey, (by + cy) / 2, bx, tall, +1, others, slope)
    return [
        (ax - before, ay - before * slope),
        (bx + behind, by + behind * slope),
        (cx + behind, cy + behind * slope),
        (dx - before, dy - before * slope),
    ]


def _ink(
    grey: Any,
    y: float,
    x: float,
    tall: float,
    way: int,
    others: list[list[tuple[float, float]]],
    slope: float,
) -> float:
    """How far marks reach out from a line's end before a blank of a character's width."""
    import numpy

    reach = 2.8 * tall
    for other in others:
        xs, ys = [p[0] for p in other], [p[1] for p in other]
        if min(ys) < y + 0.4 * tall and max(ys) > y - 0.4 * tall:
            gap = x - max(xs) if way < 0 else min(xs) - x
            if gap > -0.3 * tall:
                reach = min(reach, gap - 0.3 * tall)
    reach = min(reach, x - 1 if way < 0 else grey.shape[1] - 1 - x)
    if reach < 0.3 * tall:
        return 0.0
    steps = numpy.arange(int(-0.35 * tall), int(reach))
    columns = (x + way * steps).astype(int).clip(0, grey.shape[1] - 1)
    middle = y + way * slope * steps
    half = max(3, int(0.62 * tall))
    rows = (middle[None, :] + numpy.arange(-half, half + 1)[:, None]).astype(int)
    band = grey[rows.clip(0, grey.shape[0] - 1), columns[None, :]]
    paper = numpy.median(band)
    marked = abs(band - paper) > max(38.0, 2.5 * float(numpy.median(abs(band - paper))))
    core = marked[int(0.22 * tall) : -int(0.22 * tall)]  # not the rules of a table
    inked = core.sum(axis=0)
    through = marked.mean(axis=0) > 0.8  # a ruled line, or the edge of a coloured field
    furthest = blank = 0
    mark = 0.0
    for i, step in enumerate(steps):
        if through[i] and step > 0:
            break
        if inked[i] >= 2:
            mark = mark + float(inked[i]) if blank < 3 else float(inked[i])
            blank = 0
            if step > 0 and mark > 0.018 * tall * tall:  # less is a speck
                furthest = int(step)
        else:
            blank += 1
            if blank > 0.95 * tall:
                break
    return furthest + 0.12 * tall if furthest > 0.22 * tall else 0.0


def _places(
    text: str,
    corners: tuple[tuple[float, float], ...],
    parts: Any,
    sure: float,
    upright: bool,
) -> Iterator[Place]:
    """Each character of a line with its box, by the column in which the recogniser saw it."""
    bare = [char for char in text if not char.isspace()]
    columns = [column for word in getattr(parts, "word_cols", ()) for column in word]
    sures = list(getattr(parts, "confs", ()))
    if len(sures) == len(text):
        sures = [one for one, char in zip(sures, text, strict=True) if not char.isspace()]
    if len(sures) != len(bare):
        sures = [sure] * len(bare)
    length = float(getattr(parts, "line_txt_len", 0.0) or 0.0)
    if len(columns) == len(bare) and length > 0:
        middles = [(column + 0.5) / length for column in columns]
    else:
        middles = [(i + 0.5) / len(bare) for i in range(len(bare))]
    (ax, ay), (bx, by), (_, cy), (dx, dy) = corners
    wide, tall = math.hypot(bx - ax, by - ay), math.hypot(dx - ax, dy - ay)
    if not upright:
        wide, tall = tall, wide
    spreads = list(_widths(bare, [middle * wide for middle in middles], wide, tall))
    spaced = False
    i = 0
    for char in text:
        if char.isspace():
            spaced = True
            continue
        low, high = spreads[i][0] / wide, spreads[i][1] / wide
        if upright:
            xs = (ax + low * (bx - ax), ax + high * (bx - ax))
            ys = (ay + low * (by - ay), dy + high * (cy - dy))
        else:
            xs, ys = (ax, bx), (ay + low * (dy - ay), ay + high * (dy - ay))
        yield Place(char, min(xs), min(ys), max(xs), max(ys), sures[i], spaced)
        spaced = False
        i += 1


def _widths(
    chars: list[str], middles: list[float], wide: float, tall: float
) -> Iterator[tuple[float, float]]:
    """From where to where each character of a line reaches: Chinese ones are all as wide."""
    steps = sorted(
        b - a
        for (a, left), (b, right) in zip(
            zip(middles, chars, strict=True), zip(middles[1:], chars[1:], strict=True), strict=False
        )
        if "\u4e00" <= left < "\ua000" and "\u4e00" <= right < "\ua000"
    )
    em = wide / sum(1.0 if char > "\u2e80" else 0.52 for char in chars)
    if len(steps) > 2:  # they come in whole columns, and blanks may stand in the line
        usual = steps[len(steps) // 2]
        near = [step for step in steps if 0.7 * usual < step < 1.3 * usual]
        em = sum(near) / len(near)
    else:
        em = min(em, 0.75 * tall)
    em = min(max(em, 0.5 * tall), 1.1 * tall)
    right = -1e9
    for i, (char, middle) in enumerate(zip(chars, middles, strict=True)):
        half = em / 2 if char > "\u2e80" else 0.27 * em
        after = middles[i + 1] if i + 1 < len(middles) else 1e9
        low, high = max(middle - half, right), min(middle + half, (middle + after) / 2)
        if high <= low:
            high = low + 0.1 * em
        yield low, high
        right = high


# -- the picture ---------------------------------------------------------------------------------


def _levelled(pixels: Any, angle: float) -> Any:
    import cv2

    height, width = pixels.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return cv2.warpAffine(pixels, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)


def _without_seals(pixels: Any) -> Any:
    """The picture without red seals, which lie over signature and date; red letters stay.

    A seal is one red shape, several lines high but not as large as a page's frame; inside its
    bounds red turns into the paper's colour, dark print under it is kept.
    """
    import cv2
    import numpy

    red = pixels[:, :, 0].astype("int16")
    other = numpy.maximum(pixels[:, :, 1], pixels[:, :, 2]).astype("int16")
    mask = ((red - other > 40) & (red > 110)).astype("uint8")
    if mask.sum() < 2000:
        return pixels
    width = mask.shape[1]
    joined = cv2.dilate(mask, numpy.ones((3, 3), "uint8"))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    least = 0.09 * width
    cleaned = pixels
    for x, y, w, h, area in stats[1:count]:
        if not (least < w < 0.62 * width and least < h < 0.62 * width):
            continue
        if area > 0.5 * w * h:  # a red field with white print on it, no ring
            continue
        if cleaned is pixels:
            cleaned = pixels.copy()
        part = cleaned[y : y + h, x : x + w]
        tint = red[y : y + h, x : x + w]
        strong = tint[mask[y : y + h, x : x + w] > 0]
        white = max(60.0, float(numpy.percentile(strong, 15)))
        paper = numpy.median(part.reshape(-1, 3)[::7], axis=0)
        ink = numpy.minimum(part[:, :, 1], part[:, :, 2]).astype("int16")
        is_red = cv2.dilate((tint - ink > 18).astype("uint8"), numpy.ones((3, 3), "uint8")) > 0
        light = (tint / white).clip(0.0, 1.0)[:, :, None]
        part[is_red] = (light * paper).astype("uint8")[is_red]
    return cleaned


def _rules(pixels: Any, angle: float, em: float, scale: float) -> Iterator[Rule]:
    """Ruled lines of the levelled picture, longer than two characters."""
    import cv2
    import numpy

    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    if angle:
        grey = _levelled(grey, angle)
    block = max(15, int(em) | 1)
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 10
    )
    length = max(30, int(2.4 * em))
    for level in (True, False):
        shape = (1, length) if level else (length, 1)
        thin = (3, 5) if level else (5, 3)
        closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, numpy.ones(thin, "uint8"))
        opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, numpy.ones(shape, "uint8"))
        count, _, stats, _ = cv2.connectedComponentsWithStats(opened, connectivity=8)
        for x, y, w, h, _ in stats[1:count]:
            if (h if level else w) > 0.5 * em:
                continue
            if level:
                yield Rule(x / scale, (y + h / 2) / scale, (x + w) / scale, (y + h / 2) / scale)
            else:
                yield Rule((x + w / 2) / scale, y / scale, (x + w / 2) / scale, (y + h) / scale)


def _beside(rules: list[Rule], chars: list[Char]) -> list[Rule]:
    """Ruled lines without those that are strokes of characters: a line passes through none, nor
    between two that stand close together."""
    spans = []
    for char, after in zip(chars, [*chars[1:], None], strict=True):
        x1 = char.x1
        if after is not None and abs(after.y - char.y) < 0.3 * (char.bottom - char.top):
            close = 0 <= after.x0 - x1 < 0.3 * (char.bottom - char.top)
            x1 = after.x0 if close else x1
        spans.append((char.x0, char.top, x1, char.bottom, char.y))
    kept = []
    for rule in rules:
        if rule.bottom - rule.top > rule.x1 - rule.x0:
            crossed = any(
                x0 + 0.06 * (x1 - x0) < rule.x0 < x1 - 0.06 * (x1 - x0)
                and rule.top < y < rule.bottom
                for x0, _, x1, _, y in spans
            )
        else:
            crossed = any(
                top + 0.25 * (bottom - top) < rule.top < bottom - 0.25 * (bottom - top)
                and rule.x0 < (x0 + x1) / 2 < rule.x1
                for x0, top, x1, bottom, _ in spans
            )
        if not crossed:
            kept.append(rule)
    return kept

"""Numbered steps: 第一步…；第二步…, ①…；②…, or an item each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import pattern as regex
from extractor.outline import Block, Role
from extractor.path.step import (
    ARROW,
    Path,
    blocks_with,
    split,
    unbracketed,
    verb_pattern,
)
from extractor.reading import Reading, Where

_NUMBERED = regex.compile(
    r"""(?:第(?P<a>[一二三四五六七八九十\d]{1,2})步|步骤(?P<b>[一二三四五六七八九十\d]{1,2})
          |[Ss][Tt][Ee][Pp]\.?(?P<c>\d{1,2}))(?:[:、，,.）]|(?=\p{Han}))""",
    regex.VERBOSE,
)
_CIRCLED = regex.compile(r"[①-⑩]|(?<=[:，。；])[1-9][.、](?!\d)")
_SMALL_NUMBER = regex.compile(r"②|[:，。；]2[.、](?!\d)")
_STOP = regex.compile(r"[；。\n]")
_OWN_CHAIN = regex.compile(rf"{ARROW}|\d{{7}}")
_LISTED: Final = frozenset({"num", "nump", "circle", "bullet"})


def numbered(reading: Reading) -> Iterator[Path]:
    """「第一步：实名登录；第二步：点击“社保业务”」, in a sentence or a line each."""
    text = reading.text
    if "步" not in text and "tep" not in text and "TEP" not in text:
        return
    marks = list(_NUMBERED.finditer(text))
    run: list[regex.Match[str]] = []
    for mark in marks:
        if run and (_ordinal(mark) != len(run) + 1 or mark.start() - run[-1].end() > 160):
            yield from _steps_of(reading, [m.span() for m in run])
            run = []
        if run or _ordinal(mark) == 1:
            run.append(mark)
    yield from _steps_of(reading, [m.span() for m in run])


def _ordinal(mark: regex.Match[str]) -> int:
    word = mark["a"] or mark["b"] or mark["c"]
    return int(word) if word.isdecimal() else "一二三四五六七八九十".find(word) + 1


def circled(reading: Reading) -> Iterator[Path]:
    """「①打开微信；②点击“服务”；③选择“社保”」: clicks in one paragraph under small numbers."""
    text = reading.text
    for block in blocks_with(reading, _SMALL_NUMBER):
        marks = list(_CIRCLED.finditer(text, block.start, block.end))
        if len(marks) < 3:
            continue
        spans = [mark.span() for mark in marks]
        if sum(verb_pattern().match(text, end) is not None for _, end in spans) >= len(spans) - 1:
            yield from _steps_of(reading, spans)


def listed(reading: Reading) -> Iterator[Path]:
    """「支付宝缴费」 over 「1.打开支付宝」, 「2.点击“市民中心”」, 「3.选择“社保”」."""
    text = reading.text
    run: list[Block] = []
    for block in [*reading.blocks, None]:
        goes_on = (
            block is not None
            and block.role in (Role.ITEM, Role.HEADING)
            and block.marker in _LISTED
            and block.end - block.body <= 60
            and verb_pattern().match(text, block.body, block.end) is not None
            and _OWN_CHAIN.search(text, block.body, block.end) is None
        )
        if run and not (goes_on and block and block.parent is run[0].parent):
            above = run[0].parent
            if (
                len(run) >= 3
                and above is not None
                and reading.atoms_in(above.start, run[0].end, "PROVIDER")
            ):
                yield from _steps_of(reading, [(item.body, item.body) for item in run])
            run = []
        if goes_on and block:
            run.append(block)


def _steps_of(reading: Reading, marks: list[Where]) -> Iterator[Path]:
    if len(marks) < 2:
        return
    text = reading.text
    steps: list[Where] = []
    for (_, start), following in zip(marks, [*marks[1:], None], strict=False):
        stop = _STOP.search(text, start)
        end = following[0] if following else stop.start() if stop else len(text)
        line = text.find("\n", start, end)
        steps += split(text, start, end if line < 0 else line)
    if len(steps) < 2:
        return
    steps = unbracketed(text, steps)
    yield Path(marks[0][0], steps[-1][1], tuple(steps))

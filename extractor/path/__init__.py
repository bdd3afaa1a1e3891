"""Click paths: the menus and buttons that a notice tells one to press, in any notation.

「我→服务→城市服务」, 「首页 - 社保 - 缴费」, 「我/服务/社保」, 「【我要办税】【社保费申报】」,
「第一步：实名登录；第二步：点击“社保业务”」, 「点击【我要办税】，选择【社会保险费申报】」.
What stands inside one is an instruction: an amount there restates a fee, a verb there is no duty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from weakref import WeakKeyDictionary

from extractor.path.chain import chained
from extractor.path.numbered import circled, listed, numbered
from extractor.path.step import Path
from extractor.path.told import told
from extractor.reading import Reading

__all__ = ["Path", "paths"]

_CACHE: WeakKeyDictionary[Reading, list[Path]] = WeakKeyDictionary()


def paths(reading: Reading) -> list[Path]:
    """The click paths of a notice in order, none inside another; read once and kept.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("支付宝：市民中心—社保—社保缴费。集中缴费期为2023年11月—12月。"))
    >>> [[reading.words(step) for step in path.steps] for path in paths(reading)]
    [['市民中心', '社保', '社保缴费']]
    """
    if reading not in _CACHE:
        found = sorted(
            [*numbered(reading), *circled(reading), *listed(reading)], key=lambda path: path.start
        )
        for more in (chained(reading), told(reading)):
            found = _with(found, more)
        _CACHE[reading] = found
    return _CACHE[reading]


def _with(found: list[Path], more: Iterable[Path]) -> list[Path]:
    """The paths found before, and those of a further notation that none of them holds, in order."""
    starts = [path.start for path in found]
    free = []
    for path in more:
        at = bisect_right(starts, path.start)
        if (at == 0 or found[at - 1].end <= path.start) and (
            at == len(found) or found[at].start >= path.end
        ):
            free.append(path)
    return sorted([*found, *free], key=lambda path: path.start)

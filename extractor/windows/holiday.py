"""Whether a last day that is a holiday moves on: 遇法定节假日顺延, 节假日不顺延."""

from __future__ import annotations

from functools import cache
from typing import Final

from extractor import pattern as regex
from extractor.atoms.term import alternatives
from extractor.clauses import clause_end, trimmed
from extractor.reading import Reading, Where
from extractor.schema import HolidayRoll

_NOT: Final = "不(?:再|予|作|做|会|能|得|可|相应|往后|另行|予以|进行)*|无"


@cache
def moves() -> regex.Pattern[str]:
    """The words by which a day moves on: 顺延, 往后推."""
    return regex.compile(rf"{alternatives('holiday', 'roll')}|次日为")


@cache
def _holiday() -> regex.Pattern[str]:
    """遇法定节假日不顺延 · 恰逢休息日或者国家法定节假日的，顺延到次一个工作日."""
    day, roll = alternatives("holiday", "day"), alternatives("holiday", "roll")
    return regex.compile(
        rf"""
        (?:如?[遇逢恰]|如|若)?(?:逢|到|遇|上|为|是)*(?:国家|法定|{day}|或者?|和|及|、|，)*{day}
          [^。；\n]{{0,18}}?(?P<no>{_NOT})?(?:{roll}|以[^，。；\n]{{0,12}}次日为)
        |(?:截止日|最后一[日天]|末日|期限)[^。；\n]{{0,16}}?(?P<no>{_NOT})?{roll}
          [^。；\n]{{0,6}}?(?:工作日|节后)
        """,
        regex.VERBOSE,
    )


def roll(reading: Reading, start: int, end: int) -> tuple[HolidayRoll, Where] | None:
    """What a stretch says of last days that are holidays, and where; None where it is silent.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("缴费期为每月1日至20日，遇节假日顺延。"))
    >>> roll(reading, 0, len(reading.text))
    ('next_day', (13, 19))
    """
    if not moves().search(reading.text, start, end):
        return None
    told = _holiday().search(reading.text, start, end)
    if told is None:
        return None
    where = trimmed(reading, told.start(), clause_end(reading, told.end(), end))
    return "none" if told["no"] else "next_day", where

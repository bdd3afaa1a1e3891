"""Windows told by one day or month: 截至2月29日, 12月1日开缴, 2023年12月为集中缴费期."""

from __future__ import annotations

from typing import Final

from extractor import pattern as regex
from extractor import resolve
from extractor.atoms import Atom
from extractor.atoms.date import Point, Range
from extractor.clauses import clause_end, clause_start
from extractor.outline import Sentence
from extractor.reading import Reading
from extractor.schema import TimeRange
from extractor.windows.purpose import (
    NOUN,
    PAY,
    SUSPENDS,
    Place,
    is_called_window,
    is_over,
    nearest_word,
    of_another_scheme,
    topic,
)

_IN_CLAUSE: Final = r"[^，。；\n]"
_PAYS: Final = regex.compile(PAY)
_CLOSES_BEFORE: Final = regex.compile(
    rf"""
    {NOUN}{_IN_CLAUSE}{{0,10}}?
      (?:截[至止]到?|截止(?:时间|日期|日)?(?:为|是|:)
        |(?:延长|顺延|延期|延续|持续|推迟)(?:至|到)|(?:至|到))$
    |{PAY}?截止(?:时间|日期|日)?(?:为|是|:|于|到|至)$
    |{PAY}{_IN_CLAUSE}{{0,4}}?截[至止]到?$
    # 最后缴费日为…, 缴费最迟到…, 缴费的最后期限是…
    |{PAY}的?最后(?:期限|时间|日期|一天)(?:为|是|:)$
    |最[后终迟晚]一?天?(?:集中)?{PAY}[日天时]?(?:日期|期限|时间|期)?(?:为|是|:|到|至)?$
    |{PAY}{_IN_CLAUSE}{{0,4}}?最[迟晚](?:可以?|能|应)?(?:为|是|到|至|:)?$
    """,
    regex.VERBOSE,
)
_NAMED_BEFORE: Final = regex.compile(rf"{NOUN}{_IN_CLAUSE}{{0,6}}?(?:于|为|:|在|是)$")
_BY: Final = regex.compile(r"(?:（[^（）]{1,8}）)?(?:及)?(?:(?:之|以)?前|止|截止)")
_DEADLINE: Final = regex.compile(r"(?:及)?(?:以|之)?前")
_TERM: Final = regex.compile(r"(?:期限?|时间|日期|截[至止])(?:为|是|:|到)?$")
_CUT_OFF: Final = regex.compile(r"(?<![^:，])截[至止]到?$")
_CLOSES_AFTER: Final = regex.compile(
    rf"""
    (?:前|之前|以前|底)?(?:为|是){_IN_CLAUSE}{{0,12}}?(?:{NOUN}|截止)
    |{NOUN}?(?:截止|结束|到期)(?!后)|{NOUN}?(?:关闭|关停|停[缴征])
    """,
    regex.VERBOSE,
)
_OPENS_BEFORE: Final = regex.compile(
    rf"{NOUN}{_IN_CLAUSE}{{0,6}}?(?:从|自|于|为|:|开始于)$"
    rf"|{PAY}?(?:开始|起始|启动)(?:时间|日期)?(?:为|:|是|于)$|{PAY}(?:从|自|于)?$"
)
_OPENS_AFTER: Final = regex.compile(
    rf"(?:正式)?(?:起|开始|启动)(?:{_IN_CLAUSE}{{0,4}}?(?:集中)?{PAY})?(?=[。；！\n]|$)"
    rf"|起(?:开始|即可|可以?)(?:办理)?(?:集中)?{PAY}"
)
# by themselves: 12月1日开缴, 自12月1日起开征, 12月1日起，灵活就业人员可缴纳…
_OPENS_PAYING: Final = regex.compile(
    rf"""
    起?(?:正式|全面|陆续)?(?:开缴|开征|开始(?:集中)?{PAY}|启动(?:集中)?{PAY})
    |起，?{_IN_CLAUSE}{{0,16}}?(?:可以?|即可|便可|均可|都可|能够?)[^，。；\n享受]{{0,10}}?[缴交][费纳清]
    """,
    regex.VERBOSE,
)
_OF_BENEFITS: Final = regex.compile("待遇|享受|滞纳金|补贴|年度为")
_NAMED_MONTH: Final = regex.compile(rf"{NOUN}(?:为|是|:|安排在|定于|在|于)$")
_MONTH_ENDS: Final = regex.compile(r"(?:份|期间|内)?(?:[，。；\n]|$)")


def times(reading: Reading, place: Place) -> TimeRange | None:
    """The times of a window that only closes, only opens, or is a month; None where it is none.

    「请于3月31日前缴费」 is something to do, and no window.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("2024年度医保集中缴费期截至2024年2月29日。"))
    >>> [day] = reading.atoms_in(0, len(reading.text), "DATE")
    >>> place = Place(reading.sentences[0], day, day, 0, len(reading.text))
    >>> times(reading, place).closes.isoformat()
    '2024-03-01T00:00:00'
    """
    text, sentence, atom, right = reading.text, place.sentence, place.first, place.right
    point: Point = atom.value
    if point.month is None or SUSPENDS.search(text, place.left, right):
        return None
    begin = clause_start(reading, atom.start, sentence.start)
    closes = _CLOSES_AFTER.match(text, atom.end, right) is not None
    named = closes or _TERM.search(text, begin, atom.start)
    if _DEADLINE.match(text, atom.end) and not named:
        return None
    if _OF_BENEFITS.search(text, begin, atom.start) or is_over(text, atom, right):
        return None
    if of_another_scheme(reading, sentence, atom):
        return None
    before = text[begin : atom.start]
    before = before[:-1] if before.endswith(("自", "从")) else before
    if _opens(reading, place, before, begin):
        return resolve.since(point, reading.calendar)
    if point.day is None and point.edge is None and month_named(text, begin, atom, right):
        return resolve.time_range(Range(point, point), reading.calendar)
    if (
        _CLOSES_BEFORE.search(before)
        or (_NAMED_BEFORE.search(before) and _BY.match(text, atom.end, right))
        or ((_CUT_OFF.search(before) or closes) and _closes_paying(reading, sentence, before, atom))
    ):
        return resolve.until(_with_year(reading, sentence, atom), reading.calendar)
    return None


def month_named(text: str, begin: int, atom: Atom, right: int) -> bool:
    """Whether a month is a window: 2023年11月为集中缴费期, 缴费时间为2023年11月."""
    return is_called_window(text, atom, right) or (
        _NAMED_MONTH.search(text, begin, atom.start) is not None
        and _MONTH_ENDS.match(text, atom.end) is not None
    )


def _opens(reading: Reading, place: Place, before: str, begin: int) -> bool:
    """Whether paying begins on a day: 缴费时间：12月1日起, 12月1日开缴, 12月1日起可缴纳……."""
    text, atom = reading.text, place.first
    if _OPENS_PAYING.match(text, atom.end, place.sentence.end):
        return atom.value.day is not None and nearest_word(reading, begin, atom.start) != "other"
    if not _OPENS_AFTER.match(text, atom.end, place.right):
        return False
    if _OPENS_BEFORE.search(text, begin, atom.start):
        return atom.value.day is not None
    return not before.strip() and topic(reading, place.sentence) == "pay"


def _closes_paying(reading: Reading, sentence: Sentence, before: str, atom: Atom) -> bool:
    stop = clause_end(reading, atom.end, min(sentence.end, atom.end + 16))
    told = _PAYS.search(before) or _PAYS.search(reading.text, atom.end, stop)
    return told is not None or topic(reading, sentence) == "pay"


def _with_year(reading: Reading, sentence: Sentence, atom: Atom) -> Point:
    """「2024年12月的缴费截止时间为12月20日」: the year is that of the date before it."""
    point: Point = atom.value
    if point.year is not None or point.month is None:
        return point
    for earlier in reversed(reading.atoms_in(sentence.start, atom.start, "DATE")):
        told: Point = earlier.value
        if told.year is not None:
            return point._replace(year=told.year + (point.month < (told.month or 1)))
    return point

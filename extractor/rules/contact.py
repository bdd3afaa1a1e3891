"""咨询电话: whom to ask about what, by telephone or at the office."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extractor import pattern as regex
from extractor.contacts import label, number
from extractor.contacts.entry import Entry, entries
from extractor.contacts.label import ORDER
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Contact
from extractor.scope import Scope

_HEAD: Final = 8  # blocks in which a title stands


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("电话，或向谁咨询 a number, or whom to ask", ("PHONE", "咨询|联系|询问|详询|致电|拨打")),
)


def find(reading: Reading, scope: Scope) -> Iterator[Contact]:
    """Each number with its office and topics, and each office that is named without a number.

    `phone` is as printed, blanks removed; an area code that stands once for a whole list is left
    out of it and is in `dial`. Several numbers of an office are a contact each.

    >>> from extractor.notice import Notice
    >>> text = "咨询方式如下。\\n登记咨询：某区7176612、7176613，缴费咨询：12366。\\n"
    >>> reading = Reading(Notice(text))
    >>> for contact in find(reading, Scope(reading)):
    ...     print(contact.area and contact.area.value, contact.phone.value, *contact.topics)
    某区 7176612 records
    某区 7176613 records
    None 12366 payment
    """
    found = list(entries(reading))
    own = _own_offices(reading, found)
    code = number.area_code(reading, (entry.number for entry in found))
    for entry in found:
        yield _contact(reading, entry, own.get(entry.office.body or (0, 0)), code)
    yield from _without_number(reading)


# ── making the rules ─────────────────────────────────────────────────────────────────────────

_BLOCKS_OF_OFFICES: Final = -1  # the list of all numbers that stand below their office's name
_OWN_LEVEL: Final = regex.compile(
    r"(?P<level>市|县|区|旗|州|盟|省)(?!\p{Han}{0,3}[区县旗镇乡]$)(?=\p{Han})"
)


def _own_offices(reading: Reading, found: Sequence[Entry]) -> dict[Where, str]:
    """The city's own office in a list with its districts, and what such an office is called."""
    own: dict[Where, str] = {}
    lists: dict[int, list[Entry]] = defaultdict(list)
    for before, entry in zip([None, *found], found, strict=False):
        series = _BLOCKS_OF_OFFICES if entry.below else entry.series
        if before and series not in lists and _is_beside(before, entry):
            lists[series].append(before)
        lists[series].append(entry)
    for listed in lists.values():
        offices = [entry.office for entry in listed]
        districts = {reading.words(office.area) for office in offices if office.area}
        if len(districts) < 2:
            continue
        for office in offices:
            if office.body is None:
                continue
            if office.area is None:
                level = _OWN_LEVEL.match(reading.words(office.body))
                if level:
                    own[office.body] = f"{level['level']}本级"
            elif len(districts) > 2 and _is_the_whole(reading, reading.words(office.area)):
                own[office.body] = f"{reading.words(office.area)[-1]}本级"
    return own


def _is_beside(before: Entry, entry: Entry) -> bool:
    """Whether a number stands in the line just before a list, and for the same."""
    near = before.block.index == entry.block.index - 1
    return near and bool(before.office.topics & entry.office.topics)


def _is_the_whole(reading: Reading, area: str) -> bool:
    """Whether an area is the one that the notice is for: its head names it (某市各区医保局电话)."""
    head = reading.blocks[:_HEAD]
    return area[-1] in "市州盟县" and any(
        area[:-1] in reading.outline.words(block) for block in head if block.role is Role.TITLE
    )


def _contact(reading: Reading, entry: Entry, own: str | None, code: str | None) -> Contact:
    office = entry.office
    start, end = entry.number.start, entry.number.end
    phone = number.written(reading, entry.number)
    area = reading.stated(reading.printed(*office.area), office.area) if office.area else None
    if own and office.body:
        why = "the place's own office, listed beside those of its parts"
        area = reading.inferred(own, why, office.body)
    stop = max((end, *(key[1] for key in entry.menu)))
    begin = min(start, office.begin) if entry.block.start <= office.begin else start
    return Contact(
        id="contact",
        spans=(reading.evidence(max(begin, entry.block.body), stop),),
        area=area,
        body=reading.stated(reading.printed(*office.body), office.body) if office.body else None,
        phone=phone,
        dial=number.dial(phone.value if entry.number.base else reading.words((start, end)), code),
        menu=reading.stated(tuple(reading.words(key) for key in entry.menu), *entry.menu)
        if entry.menu
        else None,
        topics=tuple(topic for topic in ORDER if topic in office.topics),
    )


# ── offices without a number ─────────────────────────────────────────────────────────────────

_CONSULT: Final = regex.compile(r"咨询|联系|询问|详询|致电|拨打")
_CONSULTED_BODY = (
    r"(?:(?!向|与|问题)[\p{Han}（）、]){2,24}?(?:局|中心|机关|机构|部门|处|所|科|股|窗口|大厅)"
)
_CONSULTED: Final = regex.compile(
    rf"""(?:向|与|和|同|前往|(?<!遇|碰|提|收|接|得|达|看|想|往)到)(?P<a>{_CONSULTED_BODY})
          (?:进行|窗口|当面)?(?P<how>咨询|联系|了解|反映|询问)
        |(?:拨打|致电)(?P<b>{_CONSULTED_BODY})(?:的?(?:咨询|联系|服务|办公)?电话|(?=[，。]))(?P<how>)
        |(?P<how>咨询|联系|询问|详询)(?P<c>{_CONSULTED_BODY})(?=[，。；！]|$)""",
    regex.VERBOSE,
)
_IN_DOUBT: Final = regex.compile(r"疑问|问题|不明|不清|不解|了解|咨询|异议")
_PROCEDURE: Final = regex.compile(r"更正|修改|核实|核定|办理|补缴|申请|核对|有误|错误")


def _without_number(reading: Reading) -> Iterator[Contact]:
    """「可以向当地医保经办机构咨询」, 「与当地税务和医保部门联系」."""
    text = reading.text
    for sentence in _sentences_with(reading, _CONSULT):
        if reading.atoms_in(sentence.start, sentence.end, "PHONE"):
            continue
        at = sentence.start
        for match in _CONSULTED.finditer(text, sentence.start, sentence.end):
            body = next(match.span(group) for group in "abc" if match[group])
            own = label.topics(text, at, body[0])
            asked = own or _IN_DOUBT.search(text, at, match.start())
            if match["how"] == "联系" and (
                not asked or _PROCEDURE.search(text, sentence.start, sentence.end)
            ):
                continue  # 「信息有误的，联系参保地医保中心更正」 is a procedure
            if text[match.end() : match.end() + 1] == ":":
                continue  # 「可拨打各县医保局咨询电话:」, and the numbers follow
            topics = own or label.by_name(text[slice(*body)])
            yield Contact(
                id="contact",
                spans=(reading.evidence(at, match.end()),),
                body=reading.stated(reading.printed(*body), body),
                topics=tuple(topic for topic in ORDER if topic in topics),
            )
            at = match.end()
            while at < sentence.end and text[at] in "，；。":
                at += 1


def _sentences_with(reading: Reading, cue: regex.Pattern[str]) -> Iterator[Sentence]:
    sentences = reading.sentences
    last: Sentence | None = None
    for match in cue.finditer(reading.text):
        at = bisect_right(sentences, match.start(), key=lambda sentence: sentence.start) - 1
        sentence = sentences[at] if at >= 0 else None
        if sentence is not None and sentence is not last and match.start() < sentence.end:
            last = sentence
            yield sentence

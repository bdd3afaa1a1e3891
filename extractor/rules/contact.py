"""咨询电话: whom to ask about what, by telephone or at the office."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import regex

from extractor.contacts import label, number
from extractor.contacts.label import NONE, ORDER, Head, Office, Topics
from extractor.contacts.number import Number
from extractor.contacts.table import Table
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Contact
from extractor.scope import Scope

_HEAD: Final = 8  # blocks in which a title stands


@dataclass(frozen=True, slots=True)
class _Entry:
    """One number with its office; entries of one `series` stand in one list or table.

    `head` is what the list is for that it stands in; `below` says that its office is the line
    above it.
    """

    block: Block
    number: Number
    office: Office
    series: int
    menu: tuple[Where, ...] = ()
    head: Topics = NONE
    below: bool = False


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("电话，或向谁咨询 a number, or whom to ask", ("PHONE", "咨询|联系|询问|详询|致电|拨打")),
)


def find(reading: Reading, scope: Scope) -> Iterator[Contact]:  # noqa: ARG001
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
    entries = list(_entries(reading))
    own = _own_offices(reading, entries)
    code = number.area_code(reading, (entry.number for entry in entries))
    for entry in entries:
        yield _contact(reading, entry, own.get(entry.office.body or (0, 0)), code)
    yield from _without_number(reading)


# ── entries: every number and the words that go with it ──────────────────────────────────────


def _entries(reading: Reading) -> Iterator[_Entry]:
    series = 0
    last: _Entry | None = None
    table = Table()
    for block, numbers in number.find(reading):
        is_row = block.role is Role.ROW and len(block.cells) > 1
        follows = last is not None and last.block.index == block.index - 1
        if not follows or (not is_row and len(numbers) > 2):
            series += 1  # a paragraph of several numbers is a list by itself
        above = last if follows else None
        if is_row:
            found = _in_row(reading, block, table, numbers, series, above)
        else:
            found = _inline(reading, block, numbers, series, above)
        for entry in found:
            last = entry
            yield entry


def _in_row(
    reading: Reading, block: Block, table: Table, numbers: Sequence[Number], series: int,
    above: _Entry | None,
) -> Iterator[_Entry]:  # fmt: skip
    head = above.head if above else NONE
    for office, inside, end in table.cells(reading, block, numbers):
        start = inside[0].start
        topics = (
            office.topics
            or head
            or label.short(reading.text, start, inside[0].end)
            or _inherited(reading, block)
            or _after(reading, block)
        )
        office = replace(office, topics=label.of_body(reading, office, topics))
        for at, one in enumerate(inside):
            limit = inside[at + 1].start if at + 1 < len(inside) else end
            menu = tuple(_keys(reading.text, one.end, limit))
            yield _Entry(block, one, office, series, menu, head)


_STOP: Final = regex.compile(r"[。！？\n]")
# Between two numbers of one office: 「、」, 「和」, 「/」, a key to press, a closing bracket.
_SAME: Final = regex.compile(
    rf"(?:（[^（）]{{0,16}}键[^（）]{{0,8}}）|[、，,/；和及与或）\s\\]|或者){{0,3}}(?:\p{{Han}}{{1,2}}{label.PERSON})?$"
)
_FAX: Final = regex.compile("传真(?:号码)?[:为]?$")
_TAIL: Final = regex.compile(r"(?:\p{Han}{0,12}(?:热线|电话|咨询|受理)|\p{Han}{2,12})(?=[，；。])")
_GOES_ON: Final = regex.compile(r"[）\s]*[、，,；;]")
_NEW_HOST: Final = regex.compile(r"[；。\n]")
_BEHIND: Final = regex.compile(r"）?（(?P<words>[\p{Han}、]{2,20})）")


def _inline(
    reading: Reading, block: Block, numbers: Sequence[Number], series: int, above: _Entry | None
) -> Iterator[_Entry]:
    """Numbers in running text: each has the words between it and the number before.

    `above` is the entry of the line before: a line that is only a number is its office's too.
    """
    text = reading.text
    at = block.body
    office = above.office if above else Office()
    head = Head(above.head) if above else Head()
    sets_behind = False  # whether the words behind the number before say whose it is
    for index, one in enumerate(numbers):
        start, end = one.start, one.end
        limit = numbers[index + 1].start if index + 1 < len(numbers) else block.end
        stop = text.find("。", end, limit)
        menu = tuple(_keys(text, end, limit if stop < 0 else stop))
        behind = _BEHIND.match(text, end, limit)
        where = behind.span("words") if behind else (end, end)
        if _FAX.search(text, at, start):
            at = end
            continue
        if (index or above) and _SAME.match(text, at, start) and not (index and sets_behind):
            of_its_own = label.topics(text, *where) or label.by_name(text[slice(*where)])
            other = replace(office, topics=of_its_own or office.topics)
            yield _Entry(block, one, other, series, menu, head.topics)
            at = max(end, where[1])
            continue
        if index and (tail := _TAIL.match(text, at, start)):
            at = tail.end()  # 「12366纳税服务热线，」: still of the number before
        stops = list(_STOP.finditer(text, at, start))
        if stops:
            at, head = stops[-1].end(), Head()
        elif _NEW_HOST.search(text, at, start):
            head = replace(head, office=Office())
        office, sets = label.labelled(reading, at, start)
        # 「参保登记:某区8222333某县8222444」 goes on; 「…8222333监督电话8222444」 does not
        if sets != Head() or (
            index and not office.named and _GOES_ON.match(text, at, start) is None
        ):
            head = sets
        if not office.named and head.office.named and end - start > 5:
            office = replace(head.office, topics=office.topics)
        topics = (
            office.topics
            or (head.topics if index or sets != Head() or office.named else NONE)
            or label.topics(text, *where)
            or label.short(text, start, end)
            or label.by_name(text[slice(*where)])
            or _inherited(reading, block)
            or _after(reading, block)
        )
        sets_behind = not office.named and behind is not None
        if label.ends_well(text, *where):  # 「8222333（某区）」, 「某区:8222333（医保局）」
            found = label.named(reading, *where)
            office = replace(office, area=office.area or found.area, body=office.body or found.body)
        below = False
        if not office.named and end - start > 5:
            found = _above(reading, block)
            below = found.named
            office = replace(office, area=found.area, body=found.body)
        office = replace(office, topics=label.of_body(reading, office, topics))
        yield _Entry(block, one, office, series, menu, head.topics, below)
        at = behind.end() if behind else end


_OF_AN_OFFICE: Final = regex.compile(
    r"地址|电话|时间|热线|业务|邮编|上午|下午|网址|传真|联系|^\d{1,3}$"
)
_KEY: Final = regex.compile(r"(?:按|选择?|拨|接|转)[“”]?(?P<key>[\d*#])[“”]?号?键")


def _above(reading: Reading, block: Block) -> Office:
    """The office whose name is a line by itself above, with only its address and hours between."""
    text = reading.text
    for before in reversed(reading.blocks[max(0, block.index - 8) : block.index]):
        line = (before.body, before.end)
        alone = before.role is not Role.ROW and before.marker in ("", "bare", "hash")
        if alone and label.ends_well(text, *line) and label.leftover(text, *line) == line:
            return label.split(text, *line)
        if _OF_AN_OFFICE.search(text, *line) is None:
            break
    return Office()


def _keys(text: str, start: int, end: int) -> Iterator[Where]:
    for key in _KEY.finditer(text, start, end):
        yield key.span("key")


# ── what a block inherits ────────────────────────────────────────────────────────────────────

_HEADS: Final = frozenset({Role.HEADING, Role.QUESTION, Role.TITLE})
_LEADS_IN: Final = regex.compile(r"电话|热线|拨打|如下|以下|下表|下列|联系方式|:$")
_SPEAKS_OF_ABOVE: Final = regex.compile(
    r"(?:以上|上述)\p{Han}{0,6}(?:电话|号码)[^，。]{0,8}(?:受理|用于|为|负责|咨询)"
)


def _inherited(reading: Reading, block: Block) -> Topics:
    """The topics that a lead-in before the list, or else the headings above, set."""
    text = reading.text
    owner: Block | None = block
    for before in reversed(reading.blocks[: block.index]):
        if before.role is Role.ROW and before.parent is block.parent:
            continue
        line = (before.body, before.end)
        if (
            before.end - before.body <= 24
            and label.ends_well(text, *line)
            and label.leftover(text, *line) == line
        ):
            owner = before.parent  # an office's name over its number
            continue
        if before.role in _HEADS and before is not block.parent and before.parent is not owner:
            break
        phones = reading.atoms_in(before.start, before.end, "PHONE")
        in_list = phones and before.parent is block.parent and before.end - before.body <= 60
        if in_list and not label.topics(text, before.body, before.end):
            continue  # an item of the same list
        tail = max(before.body, phones[-1].end if phones else 0)
        sentence = max(tail, *(text.rfind(stop, tail, before.end - 1) + 1 for stop in "。；"))
        found = label.topics(text, sentence, before.end)
        if found and _LEADS_IN.search(text, sentence, before.end):
            return found
        break
    for above in block.above():
        if above.role in (Role.HEADING, Role.QUESTION) or above.end - above.body <= 30:
            found = label.topics(text, above.body, above.end)
        elif above.lead:
            found = label.topics(text, *above.lead)
        else:
            continue
        if found:
            return found
    return NONE


def _after(reading: Reading, block: Block) -> Topics:
    """「以上电话受理参保登记咨询。」 below the list."""
    for below in reading.blocks[block.index + 1 :]:
        if below.role is Role.ROW:
            continue
        spoken = _SPEAKS_OF_ABOVE.search(reading.text, below.body, below.end)
        return label.topics(reading.text, spoken.start(), below.end) if spoken else NONE
    return NONE


# ── making the rules ─────────────────────────────────────────────────────────────────────────

_OWN_LEVEL: Final = regex.compile(
    r"(?P<level>市|县|区|旗|州|盟|省)(?!\p{Han}{0,3}[区县旗镇乡]$)(?=\p{Han})"
)


def _own_offices(reading: Reading, entries: Sequence[_Entry]) -> dict[Where, str]:
    """The city's own office in a list with its districts, and what such an office is called."""
    found: dict[Where, str] = {}
    lists: dict[int, list[Office]] = defaultdict(list)
    for entry in entries:
        lists[-1 if entry.below else entry.series].append(entry.office)
    for listed in _beside(reading, entries, lists):
        districts = {reading.words(office.area) for office in listed if office.area}
        if len(districts) < 2:
            continue
        for office in listed:
            if office.body is None:
                continue
            if office.area is None:
                level = _OWN_LEVEL.match(reading.words(office.body))
                if level:
                    found[office.body] = f"{level['level']}本级"
            elif len(districts) > 2 and _is_the_whole(reading, reading.words(office.area)):
                found[office.body] = f"{reading.words(office.area)[-1]}本级"
    return found


def _beside(
    reading: Reading, entries: Sequence[_Entry], lists: dict[int, list[Office]]
) -> Iterator[list[Office]]:
    """Each list with the office in the line just before it that is for the same."""
    del reading
    for series, listed in lists.items():
        begin = next((at for at, entry in enumerate(entries) if entry.series == series), 0)
        before = entries[begin - 1] if begin else None
        if (
            before is not None
            and before.block.index == entries[begin].block.index - 1
            and before.office.topics & entries[begin].office.topics
        ):
            yield [before.office, *listed]
        else:
            yield listed


def _is_the_whole(reading: Reading, area: str) -> bool:
    """Whether an area is the one that the notice is for: its head names it (某市各区医保局电话)."""
    head = reading.blocks[:_HEAD]
    return area[-1] in "市州盟县" and any(
        area[:-1] in reading.outline.words(block) for block in head if block.role is Role.TITLE
    )


def _contact(reading: Reading, entry: _Entry, own: str | None, code: str | None) -> Contact:
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

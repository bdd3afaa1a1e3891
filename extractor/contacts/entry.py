"""Every number of a notice with the words that go with it, from lists, tables and running text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from extractor import pattern as regex
from extractor.contacts import label, number
from extractor.contacts.label import NONE, Head, Office, Topics
from extractor.contacts.number import Number
from extractor.contacts.table import Table
from extractor.outline import Block, Role
from extractor.reading import Reading, Where


@dataclass(frozen=True, slots=True)
class Entry:
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


def entries(reading: Reading) -> Iterator[Entry]:
    """The numbers of a notice in order, each with its office and what it is for."""
    series = 0
    last: Entry | None = None
    table, around = Table(), _Around(reading)
    for block, numbers in number.find(reading):
        is_row = block.role is Role.ROW and len(block.cells) > 1
        follows = last is not None and last.block.index == block.index - 1
        if not follows or (not is_row and len(numbers) > 2):
            series += 1  # a paragraph of several numbers is a list by itself
        above = last if follows else None
        if is_row:
            found = _in_row(reading, block, table, numbers, series, above, around)
        else:
            found = _inline(reading, block, numbers, series, above, around)
        for entry in found:
            last = entry
            yield entry


def _in_row(
    reading: Reading, block: Block, table: Table, numbers: Sequence[Number], series: int,
    above: Entry | None, around: _Around,
) -> Iterator[Entry]:  # fmt: skip
    head = above.head if above else NONE
    for office, inside, end in table.cells(reading, block, numbers):
        start = inside[0].start
        topics = (
            office.topics
            or head
            or label.short(reading.text, start, inside[0].end)
            or around.topics(block)
        )
        office = replace(office, topics=label.of_body(reading, office, topics))
        for at, one in enumerate(inside):
            limit = inside[at + 1].start if at + 1 < len(inside) else end
            menu = tuple(_keys(reading.text, one.end, limit))
            yield Entry(block, one, office, series, menu, head)


# 「补贴按缴费额的一半计发，具体请拨打12333」: what goes before is not what the number is for
_REFERRED: Final = regex.compile(
    r"[，；](?P<asks>(?:具体|详情|详细)(?:情况|政策|事宜)?(?:请|可)[^，；]*)$"
)
_STOP: Final = regex.compile(r"[。！？\n]")
# Between two numbers of one office: 「、」, 「和」, 「/」, a key to press, a closing bracket.
_SAME: Final = regex.compile(
    rf"(?:（[^（）]{{0,16}}键[^（）]{{0,8}}）|[、，,/；和及与或）\s\\]|或者){{0,3}}(?:\p{{Han}}{{1,2}}{label.PERSON})?$"
)
_FAX: Final = regex.compile("传真(?:号码)?[:为]?$")
_TAIL: Final = regex.compile(r"(?:\p{Han}{0,12}(?:热线|电话|咨询|受理)|\p{Han}{2,12})(?=[，；。])")
_GOES_ON: Final = regex.compile(r"[）\s]*[、，,；;]")
_NEW_HOST: Final = regex.compile(r"[；。\n]")
# 「8222333（某区）」, 「12393:政策咨询」
_BEHIND: Final = regex.compile(
    r"）?（(?P<words>[\p{Han}、]{2,20})）|(?m:(?<=^\d{5}):)(?P<words>[\p{Han}、]{2,16})(?=[（\n]|$)"
)


def _inline(
    reading: Reading, block: Block, numbers: Sequence[Number], series: int, above: Entry | None,
    around: _Around,
) -> Iterator[Entry]:  # fmt: skip
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
            yield Entry(block, one, other, series, menu, head.topics)
            at = max(end, where[1])
            continue
        office, sets, head = _label(reading, head, at, start, index)
        if not office.named and head.office.named and end - start > 5:
            office = replace(head.office, topics=office.topics)
        topics = (
            office.topics
            or (head.topics if index or sets or office.named else NONE)
            or label.topics(text, *where)
            or label.short(text, start, end)
            or label.by_name(text[slice(*where)])
            or around.topics(block)
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
        yield Entry(block, one, office, series, menu, head.topics, below)
        at = behind.end() if behind else end


def _label(
    reading: Reading, head: Head, start: int, end: int, index: int
) -> tuple[Office, bool, Head]:
    """The office that the words before a number name, whether they set one for those behind it,
    and what holds for the list now."""
    text = reading.text
    if index and (tail := _TAIL.match(text, start, end)):
        start = tail.end()  # 「12366纳税服务热线，」: still of the number before
    if referred := _REFERRED.search(text, start, end):
        start = referred.start("asks")
    stops = list(_STOP.finditer(text, start, end))
    if stops:
        start, head = stops[-1].end(), Head()
    elif _NEW_HOST.search(text, start, end):
        head = replace(head, office=Office())
    office, sets = label.labelled(reading, start, end)
    if sets != Head():
        return office, True, sets
    # 「参保登记:某区8222333某县8222444」 goes on; 「…8222333监督电话8222444」 does not
    if index and not office.named and _GOES_ON.match(text, start, end) is None:
        head = Head()
    return office, False, head


_OF_AN_OFFICE: Final = regex.compile(
    r"地址|电话|时间|热线|业务|邮编|上午|下午|网址|传真|联系|^\d{1,3}$"
)
_KEY: Final = regex.compile(
    r"(?:(?:按|选择?|拨|接|转)|(?<=号?键)[、，再后然]{1,3}(?:按|选择?)?)[“”]?(?P<key>[\d*#])[“”]?号?键"
    r"|(?:先|再|然后|依次)(?:按|选)[“”]?(?P<key>[\d*#])[“”]?(?![\d键号])"
)


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
# 「各区医保局咨询电话」
_OFFICES_CALLED: Final = regex.compile(
    r"(?:局|中心|所|大厅)\p{Han}{0,4}(?:咨询|联系|服务)(?:电话|热线)"
)
_LEADS_IN: Final = regex.compile(r"电话|热线|拨打|如下|以下|下表|下列|联系方式|:$")
# 「☎ 参保登记（区号都是0774）」 over the numbers
_ALONE: Final = regex.compile(r"[^，。；\d（）]{2,16}(?:（[^（）]{1,20}）)?")
_SPEAKS_OF_ABOVE: Final = regex.compile(
    r"(?:以上|上述)\p{Han}{0,6}(?:电话|号码)[^，。]{0,8}(?:受理|用于|为|负责|咨询)"
)


class _Around:
    """What the lines and headings around a block say that its numbers are for."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._known: dict[int, Topics] = {}

    def topics(self, block: Block) -> Topics:
        """The topics of a block, for all rows of a table those of its first."""
        if block.index not in self._known:
            above = self._reading.blocks[block.index - 1] if block.index else block
            rows = block.role is above.role is Role.ROW and above.parent is block.parent
            known = self._known.get(above.index) if rows else None
            if known is None:
                known = _inherited(self._reading, block) or _after(self._reading, block)
            self._known[block.index] = known
        return self._known[block.index]


def _inherited(reading: Reading, block: Block) -> Topics:
    """The topics that a lead-in before the list, or else the headings above, set."""
    text = reading.text
    owner: Block | None = block
    for index in range(block.index - 1, -1, -1):
        before = reading.blocks[index]
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
        over = before is block.parent or before.parent is owner or text[before.end - 1] == ":"
        if before.role in _HEADS and not over:
            break
        phones = reading.atoms_in(before.start, before.end, "PHONE")
        in_list = phones and before.parent is block.parent and before.end - before.body <= 60
        if in_list and not label.topics(text, before.body, before.end):
            continue  # an item of the same list
        tail = max(before.body, phones[-1].end if phones else 0)
        sentence = max(tail, *(text.rfind(stop, tail, before.end - 1) + 1 for stop in "。；"))
        found = label.topics(text, sentence, before.end)
        short = not phones and _ALONE.fullmatch(text, before.body, before.end) is not None
        if found and (short or _LEADS_IN.search(text, sentence, before.end)):
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
    title = next((one for one in reading.blocks if one.role is Role.TITLE), None)
    if title is not None and _OFFICES_CALLED.search(text, title.start, title.end):
        return label.by_name(text[title.start : title.end])
    return NONE


def _after(reading: Reading, block: Block) -> Topics:
    """「以上电话受理参保登记咨询。」 below the list."""
    for index in range(block.index + 1, len(reading.blocks)):
        below = reading.blocks[index]
        if below.role is Role.ROW:
            continue
        spoken = _SPEAKS_OF_ABOVE.search(reading.text, below.body, below.end)
        return label.topics(reading.text, spoken.start(), below.end) if spoken else NONE
    return NONE

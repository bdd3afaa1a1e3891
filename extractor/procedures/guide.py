"""Procedures set out in slots: a table (事项、材料、地点), or labels (对象：…地点：…材料：…时限：…).

A slot is a stretch with a label before it: the head of its column, a word and a colon, a word in
【】, or a heading that is such a word and nothing else. Slots with one item over them are one
procedure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from extractor import pattern as regex
from extractor.outline import Block, Role, Sentence
from extractor.procedures import deadline, documents, office
from extractor.procedures.deadline import Due
from extractor.procedures.documents import Papers
from extractor.procedures.topic import subject
from extractor.reading import Reading, Where

_WHERE: Final = r"(?:哪里?|哪儿|何处|什么地方)"
_WHAT: Final = r"(?:什么|啥|哪些)"
_TIME: Final = r"(?:什么时候|啥时候|何时|多久)"
# What slots are called, the first that fits; 谁来办、带什么、去哪办 are what spoken notices say.
_NAMES: Final = {
    "papers": r"(?:证明)?(?:材料|资料|证件|要件)(?:清单)?|(?:[要需得]|需要)?带(?:上|好)?"
    rf"{_WHAT}(?:材料|证件|东西)?",
    "who": rf"(?:对象|人群|人员|情形|情况|条件|范围)|谁(?:来|能|可以?)?办?|{_WHAT}人(?:能|可以?)?(?:办理?)?",
    "place": rf"(?:地点|机构|窗口|部门|场所|单位)|[到去在上]?{_WHERE}(?:去|来)?办理?",
    "due": rf"(?:时限|期限|截止时间|截止日期|(?<=办理|申请|申办|申报|办事)时间)(?:要求)?|{_TIME}[去来]?办理?",
    "steps": "(?:流程|步骤|程序|方法|方式|办法)",
    "note": "(?:说明|备注|结果|(?:退还|退费|返还|退款)(?:标准|金额|办法|范围|内容)?|退多少|退什么)",
}
_OF_DOING: Final = (
    r"(?:所需|所带|适用|服务|申请人?|办理|办事|经办|受理|申报|申办|登记|提交|应备|必备|携带|参保|停保|退费|领取"
    r"|需要?|应|须)*(?:提供|提交|准备|携带)?(?:的)?"
)
_SLOT: Final = "|".join(rf"(?P<{name}>{words})" for name, words in _NAMES.items())
_NAME: Final = regex.compile(rf"{_OF_DOING}(?:{_SLOT}):?")
_LABEL: Final = regex.compile(
    rf"(?:{_OF_DOING}(?:{_SLOT})|(?P<papers>(?:所?需|须|应|请)(?:要)?(?:提供|提交|准备|携带)(?:的)?)):"
)
_BRACKETED: Final = regex.compile(rf"【{_OF_DOING}(?:{_SLOT})】")
# Heads of columns, which say more: 「申请人应提供的材料」, 「办理时限（节假日顺延）」.
_COLUMNS: Final = (
    ("papers", regex.compile(rf"材料|资料|证件|要件|带{_WHAT}")),
    ("who", regex.compile(rf"对象|人群|人员|条件|适用|情形|情况|谁|{_WHAT}人")),
    ("place", regex.compile(rf"地点|机构|窗口|部门|场所|{_WHERE}")),
    ("due", regex.compile(rf"时限|期限|截止时间|办理时间|{_TIME}")),
    ("note", regex.compile("备注|说明|退还|退多少")),
    ("item", regex.compile(rf"事项|业务|类型|项目|手续|类别|名称|办{_WHAT}|{_WHAT}事")),
)
_BEFORE_LABEL: Final = "，。；、：: \t\n！）】"
_ITEM: Final = 30  # characters of the longest heading that names what is done
# 「即时办结」, 「5个工作日」: how long the office takes
_OF_THE_OFFICE: Final = regex.compile(
    "即时|即办|当场|随到随办|全年|常年|工作日(?:办理)?(?=[，。；\n\t]|$)|受理"
)
_TO: Final = regex.compile("(?:请|可|需|须)?(?:到|至|去|前往|在|赴)(?!期|职)")
_PLACE_ENDS: Final = regex.compile(
    "[，；。\n\t]|（(?=地址|电话|联系|详见|咨询)|(?:现场|当面|直接)?(?:办理|申请|登记)(?=[，；。\n\t]|$)"
)
_PARTS: Final = regex.compile(r"[；。\n]|(?<!\d)\d{1,2}[.、．）](?!\d)|（\d{1,2}）|[①-⑳]")
_NONE: Final = regex.compile("无需|无须|不需|不用|免(?:提交|提供|材料)")
_SPEAKS_OF_ALL: Final = regex.compile("以上|上述|各项|均|都|一律|统一")


@dataclass
class Entry:
    """What is set out for one item: `item` names it, `who` says for whom.

    `is_set_out` tells slots under a heading or in a table from a sentence that only ends in one.
    """

    sentence: Sentence
    item: Where
    where: list[Where]
    who: Where | None = None
    papers: list[Papers] = field(default_factory=list)
    place: Where | None = None
    due: Due | None = None
    steps: Where | None = None
    notes: list[Where] = field(default_factory=list)
    is_set_out: bool = True


@dataclass
class _Slot:
    column: str
    block: Block
    start: int  # of its label
    begin: int  # of what it says
    end: int


def find(reading: Reading) -> Iterator[Entry]:
    """The entries of tables and labelled lists that state papers, a place or a deadline, in order.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("1.参保登记\\n所需材料：身份证\\n办理地点：县医保中心\\n"))
    >>> [(read.words(one.item), read.words(one.place)) for one in find(read)]
    [('参保登记', '县医保中心')]
    """
    found = [*_rows(reading), *_lists(reading)]
    found.sort(key=lambda entry: entry.where[0])
    yield from (
        entry
        for entry in found
        if entry.papers or entry.place or (entry.who and (entry.due or entry.steps))
    )


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def _rows(reading: Reading) -> Iterator[Entry]:
    table: list[Entry] = []
    last: Block | None = None
    for block in reading.blocks:
        if block.role is Role.ROW:
            row = _row(reading, block, block.head) if block.head is not None else None
            if row is not None:
                table.append(row)
                last = block
        elif last is not None and block.index == last.index + 1 and table:
            _read_note(reading, block, table)
            yield from table
            table, last = [], None
    yield from table


def _row(reading: Reading, block: Block, head: Block) -> Entry | None:
    cells: dict[str, Where] = {}
    for (start, end), cell in zip(head.cells, block.cells, strict=False):
        words = reading.words((start, end))
        column = next((name for name, pattern in _COLUMNS if pattern.search(words)), None)
        if column is not None and cell[1] > cell[0]:
            cells.setdefault(column, cell)
    item = cells.pop("item", None) or cells.get("who")
    if item is None or not cells.keys() & {"papers", "place"}:
        return None
    sentence = reading.outline.sentences_of(block)[0]
    entry = Entry(sentence, item, [(block.body, block.end)])
    for column, cell in cells.items():
        _read(reading, entry, column, cell)
    return entry


def _read_note(reading: Reading, block: Block, table: list[Entry]) -> None:
    """What stands under a table: 「说明：退费退还的是剩余月份的费用」, 「以上业务均在…办理」."""
    where = (block.body, block.end)
    of_all = _SPEAKS_OF_ALL.search(reading.text, *where) is not None
    places = [one for one in office.find(reading, *where) if one.way == "goes"]
    for entry in table:
        entry.notes.append(where)
        if of_all and entry.place is None and len(places) == 1:
            entry.place = (places[0].start, places[0].end)


# ── labels ───────────────────────────────────────────────────────────────────────────────────


def _lists(reading: Reading) -> Iterator[Entry]:
    entries: dict[int, Entry] = {}
    inside: set[int] = set()  # the blocks that say what a label at a line's end announces
    for slot in _slots(reading, inside):
        item = _item(reading, slot, inside)
        if item is None:
            continue
        where, is_set_out = item
        entry = entries.get(where[0])
        if entry is None:
            own = reading.outline.sentences_of(slot.block)
            sentence = next(one for one in reversed(own) if one.start <= slot.start)
            entry = Entry(sentence, where, [where], is_set_out=is_set_out)
            entries[where[0]] = entry
        _read(reading, entry, slot.column, (slot.begin, slot.end))
        entry.where.append((slot.start, slot.end))
    yield from entries.values()


def _slots(reading: Reading, inside: set[int]) -> Iterator[_Slot]:
    waiting: _Slot | None = None  # 「所需材料:」 at a line's end: what stands under it is in it
    for block in reading.blocks:
        labels = _labels(reading, block)
        if waiting is not None:
            if waiting.block in block.above() and not labels and block.role is not Role.NOISE:
                waiting.end = block.end
                inside.add(block.index)
                continue
            if waiting.end > waiting.begin:
                yield waiting
            waiting = None
        for at, (column, start, begin) in enumerate(labels):
            end = labels[at + 1][1] if at + 1 < len(labels) else block.end
            slot = _Slot(column, block, start, begin, end)
            if begin < block.end:
                yield slot
            else:
                waiting = slot
    if waiting is not None and waiting.end > waiting.begin:
        yield waiting


def _labels(reading: Reading, block: Block) -> list[tuple[str, int, int]]:
    """The labels in a block: their slot, where they begin and where they end."""
    text = reading.text
    where = (block.body, block.end)
    match block.role:
        case Role.TITLE | Role.SIGNATURE | Role.NOISE | Role.ROW:
            return []
        case Role.HEADING:  # 「（一）办理条件」, 「【所需材料】」, 「办理地点:」
            name = _NAME.fullmatch(text, *where)
            return [(name.lastgroup or "", *where)] if name else []
    found = [
        (label.lastgroup or "", *label.span())
        for label in _LABEL.finditer(text, *where)
        if label.start() == block.body or text[label.start() - 1] in _BEFORE_LABEL
    ]
    bracketed = _BRACKETED.match(text, *where)
    if bracketed is not None:
        found.insert(0, (bracketed.lastgroup or "", *bracketed.span()))
    return found


def _item(reading: Reading, slot: _Slot, inside: set[int]) -> tuple[Where, bool] | None:
    """What a slot belongs to, and whether that is set over it and no sentence before it.

    It is what its block begins with, the heading over it, or a short line over its list.
    """
    block, text = slot.block, reading.text
    start = _labels(reading, block)[0][1]
    if start > block.body:
        where = block.lead
        if where is None or where[1] > start:
            first = reading.outline.sentences_of(block)[0]
            where = (block.body, min(first.end, start))
        return where, where[1] - where[0] <= _ITEM and "，" not in reading.words(where)
    above = block.parent
    while above is not None and (above.index in inside or _is_slot(reading, above)):
        above = above.parent
    line = _line_above(reading, block)
    if line is not None and (above is None or line.index > above.index):
        return (line.body, line.end), True
    if above is None:
        return None
    where = above.lead or (above.body, above.end)
    return where, above.lead is not None or "，" not in text[slice(*where)]


def _is_slot(reading: Reading, block: Block) -> bool:
    labels = _labels(reading, block)
    return bool(labels) and labels[0][1] <= block.body


def _line_above(reading: Reading, block: Block) -> Block | None:
    """A short line right over a list of labels that names what is done, no heading by its form."""
    for line in reversed(reading.blocks[max(0, block.index - 8) : block.index]):
        if line.role is not Role.PARAGRAPH:
            return None
        if not _is_slot(reading, line):
            short = line.end - line.body <= 16 and reading.text[line.end - 1] not in "。；，"
            return line if short and subject(reading.outline.words(line)) else None
    return None


# ── what a slot says ─────────────────────────────────────────────────────────────────────────


def _read(reading: Reading, entry: Entry, column: str, where: Where) -> None:
    start, end = where
    while start < end and reading.text[start] in " \n\t":
        start += 1
    while end > start and reading.text[end - 1] in "，；。 \n\t":
        end -= 1
    if end <= start:
        return
    match column:
        case "papers":
            entry.papers += _papers(reading, start, end)
        case "place" if entry.place is None:
            entry.place = _place(reading, start, end)
        case "due" if entry.due is None:
            entry.due = _due(reading, start, end)
        case "who":
            entry.who = (start, end)
        case "steps":
            entry.steps = (start, end)
        case "note":
            entry.notes.append((start, end))


def _papers(reading: Reading, start: int, end: int) -> Iterator[Papers]:
    """「身份证；外省市户籍的，另需居住证」, 「1.身份证 2.户口簿」, 「凭身份证」."""
    parts = [mark.span() for mark in _PARTS.finditer(reading.text, start, end)]
    for left, right in zip(
        [start, *(b for _, b in parts)], [*(a for a, _ in parts), end], strict=True
    ):
        if right <= left or _NONE.match(reading.text, left, right):
            continue
        listed = documents.listed(reading, left, right)
        if listed is not None:
            yield listed
            left = listed.end
        yield from documents.find(reading, left, right)


def _place(reading: Reading, start: int, end: int) -> Where | None:
    if reading.atoms_in(start, end, "PHONE"):
        return None
    to = _TO.match(reading.text, start, end)
    start = to.end() if to else start
    stop = _PLACE_ENDS.search(reading.text, start + 1, end)
    return (start, stop.start() if stop else end) if end > start else None


def _due(reading: Reading, start: int, end: int) -> Due | None:
    due = deadline.find(reading, start, end)
    if (
        due is not None
        and due.deadline.of is None
        and _OF_THE_OFFICE.search(reading.text, start, end)
    ):
        return None
    return due

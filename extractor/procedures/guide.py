"""Procedures set out as a table (事项、材料、地点) or under labels (所需材料：…办理地点：…)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor import pattern as regex
from extractor.outline import Block, Role, Sentence
from extractor.procedures import deadline, documents
from extractor.procedures.deadline import Due
from extractor.procedures.documents import Papers
from extractor.reading import Reading, Where

_PAPERS: Final = r"材料|资料|证件|要件"
_PLACE: Final = r"地点|机构|窗口|部门|场所"
_DUE: Final = r"时限|期限|截止时间"
_COLUMNS: Final = (
    ("papers", regex.compile(_PAPERS)),
    ("item", regex.compile(r"事项|业务|类型|情形|项目|手续|办理类别")),
    ("place", regex.compile(_PLACE)),
    ("due", regex.compile(rf"{_DUE}|办理时间")),
    ("who", regex.compile(r"对象|人员|人群|条件|适用")),
)
_LABEL: Final = regex.compile(
    rf"""
    (?:所需|申请|办理|需要?|应备|提交|申报|受理|经办)?(?:的)?
    (?:(?P<papers>{_PAPERS})(?:清单)?|(?P<place>{_PLACE})|(?P<due>{_DUE})|(?P<who>条件|对象|情形)):
    """,
    regex.VERBOSE,
)


@dataclass
class Entry:
    """What is set out for one item: `item` names it, `who` says for whom."""

    sentence: Sentence
    item: Where
    where: list[Where]
    who: Where | None = None
    papers: Papers | None = None
    place: Where | None = None
    due: Due | None = None


def find(reading: Reading) -> Iterator[Entry]:
    """The entries of tables and labelled lists that state papers or a place, in order.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("1.参保登记\\n所需材料：身份证\\n办理地点：县医保中心\\n"))
    >>> [(read.words(one.item), read.words(one.place)) for one in find(read)]
    [('参保登记', '县医保中心')]
    """
    entries: dict[int, Entry] = {}
    for sentence in reading.sentences:
        block = sentence.block
        if block.role is Role.ROW and block.head is not None:
            row = _row(reading, sentence, block.head)
            if row is not None:
                entries[sentence.start] = row
        elif (label := _LABEL.match(reading.text, sentence.start, sentence.end)) is not None:
            item = _item(reading, sentence)
            if item is not None:
                entry = entries.setdefault(item[0], Entry(sentence, item, [item]))
                _read(reading, entry, label.lastgroup or "", (label.end(), sentence.end))
                entry.where.append((sentence.start, sentence.end))
    yield from (entry for entry in entries.values() if entry.papers or entry.place)


def _row(reading: Reading, sentence: Sentence, head: Block) -> Entry | None:
    block = sentence.block
    cells: dict[str, Where] = {}
    for (start, end), cell in zip(head.cells, block.cells, strict=False):
        words = reading.words((start, end))
        column = next((name for name, pattern in _COLUMNS if pattern.search(words)), None)
        if column is not None:
            cells.setdefault(column, cell)
    item = cells.get("item") or cells.get("who")
    if item is None or not cells.keys() & {"papers", "place"}:
        return None
    entry = Entry(sentence, item, [(block.body, block.end)], cells.get("who"))
    for column in ("papers", "place", "due"):
        if column in cells:
            _read(reading, entry, column, cells[column])
    return entry


def _item(reading: Reading, sentence: Sentence) -> Where | None:
    """What a labelled sentence belongs to: the first words of its block, or the block above."""
    block = sentence.block
    first = reading.outline.sentences_of(block)[0]
    if first is not sentence and _LABEL.match(reading.text, first.start) is None:
        return block.lead or (first.start, first.end)
    above = block.parent
    if above is None or _LABEL.match(reading.text, above.body):
        return None
    return above.lead or (above.body, above.end)


def _read(reading: Reading, entry: Entry, column: str, where: Where) -> None:
    start, end = where
    while end > start and reading.text[end - 1] in "，；。 ":
        end -= 1
    match column:
        case "papers":
            entry.papers = documents.listed(reading, start, end)
        case "place" if end > start and not reading.atoms_in(start, end, "PHONE"):
            entry.place = (start, end)
        case "due":
            entry.due = deadline.find(reading, start, end)
        case "who":
            entry.who = (start, end)

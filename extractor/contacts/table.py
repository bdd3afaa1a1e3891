"""Rows with telephone numbers: whose each is by the cells before it and the heads over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractor import pattern as regex
from extractor.contacts import label
from extractor.contacts.label import NONE, Office, Topics
from extractor.contacts.number import Number
from extractor.outline import Block, Role
from extractor.reading import Reading, Where

_HAN: Final = regex.compile(r"\p{Han}")
_ADDRESS: Final = regex.compile(
    r"地址|地点|路\d*号?|\d+号|楼|大厦|室|时间|邮编|备注|序号|联系人|负责人|经办人|姓名|职务"
)


class Table:
    """The heads of the table that is being read, and the office of its last row."""

    def __init__(self) -> None:
        self.heads: list[Block] = []
        self.last: Block | None = None
        self.office = Office()

    def _start(self, reading: Reading, block: Block) -> None:
        """At a new table: the rows without numbers just above are its heads."""
        if self.last is not None and self.last.index == block.index - 1:
            return
        self.heads, self.office = [], Office()
        for above in reversed(reading.blocks[: block.index]):
            if above.role is not Role.ROW or reading.atoms_in(above.start, above.end, "PHONE"):
                break
            self.heads.insert(0, above)

    def cells(
        self, reading: Reading, block: Block, numbers: Sequence[Number]
    ) -> Iterator[tuple[Office, list[Number], int]]:
        """The numbers of each cell of a row with their office and the cell's end.

        `topics` of the office are those that the cells and heads state, none where they do not.
        """
        self._start(reading, block)
        self.last = block
        text = reading.text
        labels: list[tuple[int, Where]] = []
        fresh = True
        set_by_head: Topics = NONE
        for column, cell in enumerate(block.cells):
            inside = [number for number in numbers if cell[0] <= number.start < cell[1]]
            if not inside:
                labels = [*labels, (column, cell)] if fresh else [(column, cell)]
                fresh = True
                continue
            own = (cell[0], inside[0].start)
            if column == 0 and not self.office.named:  # 「8222333 | 登记咨询（某区）」
                labels = [
                    (at, other)
                    for at, other in enumerate(block.cells[1:], 1)
                    if not any(other[0] <= number.start < other[1] for number in numbers)
                ]
            in_cell, head = label.labelled(reading, *own)
            set_by_head = head.topics or set_by_head
            if in_cell.named and not fresh:
                labels = []  # 「某镇 4551316 | 某乡4681209」: the cells before are another's
            office = self._office(reading, block, labels, own, in_cell)
            if not labels and _HAN.search(text, *own) is None:
                # the row above has the name, over several rows
                kept = self.office
                office = Office(kept.area, kept.body, office.topics or kept.topics, kept.begin)
            self.office = office
            fresh = False
            said, over = self._over_column(reading, block, column)
            body = office.body or (over if office.area else None)
            topics = office.topics or said or set_by_head
            yield Office(office.area, body, topics, min(office.begin, own[0])), inside, cell[1]

    def _office(
        self, reading: Reading, block: Block, labels: list[tuple[int, Where]], own: Where,
        in_cell: Office,
    ) -> Office:  # fmt: skip
        text = reading.text
        area: Where | None = None
        body: Where | None = None
        said = in_cell.topics
        begin = labels[0][1][0] if labels else own[0]
        for column, (start, end) in labels:
            head = self._head_words(reading, block, column)
            if _ADDRESS.search(head) or (_ADDRESS.search(text, start, end) and len(labels) > 1):
                continue
            found = label.named(reading, start, end)
            area = area or found.area
            body = body or found.body
            said |= label.topics(text, start, end) if found.body is None else NONE
        return Office(area or in_cell.area, body or in_cell.body, said, begin)

    def _head_words(self, reading: Reading, block: Block, column: int) -> str:
        return "\n".join(
            reading.words(head.cells[at])
            for head in self.heads
            if (at := self._over(reading, head, block, column)) is not None
        )

    def _over(self, reading: Reading, head: Block, block: Block, column: int) -> int | None:
        """Which cell of a head row stands over a column."""
        heads, cells = len(head.cells), len(block.cells)
        if heads == cells:
            return column
        if heads > cells or all(label.topics(reading.text, *cell) for cell in head.cells):
            at = column + heads - cells  # it says nothing over the first columns
            return at if at >= 0 else None
        if heads > 1 and cells % heads == 0:
            return column % heads  # two districts share a row
        return min(column, heads - 1)  # the last head covers several columns

    def _over_column(
        self, reading: Reading, block: Block, column: int
    ) -> tuple[Topics, Where | None]:
        """What the heads over a column say that it is for, and the office that one names."""
        found: Topics = NONE
        body: Where | None = None
        for head in self.heads:
            at = self._over(reading, head, block, column)
            if at is not None:
                found |= label.topics(reading.text, *head.cells[at])
                body = body or label.named(reading, *head.cells[at]).body
        return found, body

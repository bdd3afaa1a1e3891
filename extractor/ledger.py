"""The ledger: for every visible character and numeral of a notice, who answers for it.

A character is answered for by a rule's sentence, by a fact, by advice, or by structure (title,
heading, numbering, salutation, signature, page furniture). A numeral needs more than a sentence:
a fact or a condition that quotes it, list numbering, advice, or that it was read as an amount of
no rule: a benefit, last year's fee, what another scheme costs. What is left is nobody's, and is
listed: the to-do list of a notice that nobody has curated (design: architecture, section 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from extractor import pattern as regex
from extractor.amounts import NO_RULES, Amount
from extractor.amounts.roles import INTO_POOL
from extractor.evidence import Evidence, evidence_in
from extractor.outline import Block, Role
from extractor.pattern import compiled
from extractor.reading import Reading, Where
from extractor.schema import Advice, Rule, RuleSet

NUMERIC: Final = (
    "PHONE",
    "RANGE",
    "RECURRENCE",
    "YEAR",
    "DATE",
    "MONEY",
    "AGE",
    "DURATION",
    "RATE",
    "NUMBER",
)
# Sentences that only open, close or address: 现将有关事项通知如下, 各县区医疗保障局, 特此通告.
_OPENING = regex.compile(
    r"""(?:(?:[^。]*，)?(?:现将|现就|兹将|现|下面|以下)[^。]{0,160}(?:如下|以下)(?:，请[^。]{0,20})?[:。]?
       |(?:根据|为|按照|依据)[^。]*(?:如下|以下)(?:，请[^。]{0,20})?[:。]
       |[^。，]{0,40}(?:如下|如下表|见下表|见附表|见附件)[:。]
       |特此(?:通告|公告|通知|说明|公示|函告)[。]?
       |[^。；]{0,120}:
       |[^。]{0,120}(?:制定本(?:通知|公告|通告|办法)|通知如下|公告如下|通告如下|解答如下|公布如下)[。:]?)$""",
    regex.VERBOSE,
)
_PAGE = regex.compile(
    r"(?:信息)?(?:来源|发布时间|发布日期|发布机构|作者|编辑|索引号|主题分类|浏览次数|点击数|发文日期|成文日期|有效性|时间|文号|字体|附件\d?|责任编辑|抄送|联系人|原创|审核|校对|本报讯)[:（|\s]|^（来源[:]|发表于|^@|^头条"
)
_CLAUSE = regex.compile(r"[^，。；！？,;!?\n]+")
# 「…参保缴费工作开始了，集中缴费期为…」: the news before the rule
_ANNOUNCED = regex.compile(
    r"[^，。；\n]{0,40}(?:工作|缴费|参保)(?:已|现已|即将|正式)*(?:开始|启动|开启)[了啦]?(?=，)"
)
# 「B5县」, 「“UU0071”」, 「“掌上12333”APP」: a numeral in a name
_NAMES_SOMETHING = regex.compile(r"[A-Za-z]$|[“〈《]\p{Han}{1,8}$")
# 「…如下:1.缴费标准…。2．待遇…」 in one paragraph
_NUMBERS = regex.compile(r"(?:^|[。；:！ \n])$")
_POINT = regex.compile(r"[.．、](?!\d)")
_LONE_NUMBER = regex.compile(r"\d{1,2}")
_VISIBLE = regex.compile(r"[\p{L}\p{N}%¥]")


class Ledger:
    """Which characters of the text are answered for, and by which a numeral may be claimed.

    `claimed` and `quoted` have one byte a character of the text, 1 where it is so.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.claimed = bytearray(len(reading.notice.text))
        self.quoted = bytearray(len(reading.notice.text))

    def claim(self, rules: Iterable[Rule]) -> None:
        """Enter rules: their sentences claim characters, their facts and conditions numerals too."""
        for rule in rules:
            for field, value in rule.__dict__.items():
                quotes = field != "spans" or isinstance(rule, Advice)
                for evidence in evidence_in(value):
                    _mark(self.claimed, evidence.start, evidence.end)
                    if quotes:
                        _mark(self.quoted, evidence.start, evidence.end)

    def pass_over(self, amounts: Iterable[Amount], examples: Iterable[Where]) -> None:
        """Enter amounts that were read and are of no rule; their words are still to be claimed.

        A row of a table that holds nothing else (「2021年⇥3420⇥8%」) is answered for whole.
        """
        rows: dict[int, list[Amount]] = {}
        for start, end in examples:
            block = self.reading.outline.block_at(start)
            if block and block.role is Role.ROW:
                self._answer(start, end)
        for amount in amounts:
            text, end = self.reading.text, amount.atom.end
            if amount.role in NO_RULES or INTO_POOL.match(text, end, amount.sentence.end):
                span = self.reading.outline.span(amount.atom.start, end)
                _mark(self.quoted, span.start, span.end)
            if amount.sentence.block.role is Role.ROW:
                rows.setdefault(amount.sentence.block.index, []).append(amount)
        for found in rows.values():
            if all(amount.role in NO_RULES for amount in found):
                block = found[0].sentence.block
                self._answer(block.start, block.end)

    def _answer(self, start: int, end: int) -> None:
        """Enter a range of the view, characters and numerals."""
        span = self.reading.outline.span(start, end)
        _mark(self.claimed, span.start, span.end)
        _mark(self.quoted, span.start, span.end)

    def set_aside(self, outside: Iterable[Evidence]) -> None:
        """Enter structure: it claims its characters, and the numerals of headings and lists."""
        for evidence in outside:
            _mark(self.claimed, evidence.start, evidence.end)
            _mark(self.quoted, evidence.start, evidence.end)

    def close_clauses(self) -> None:
        """A rule that takes a part of a clause answers for the clause: its verb, its 进行咨询.

        Only characters are closed so; a numeral still needs a fact or a condition that quotes it.
        """
        text = self.reading.notice.text
        for clause in _CLAUSE.finditer(text):
            start, end = clause.span()
            if 1 in self.claimed[start:end]:
                _mark(self.claimed, start, end)

    def touches(self, start: int, end: int) -> bool:
        """Whether anything in a range of the view is claimed."""
        span = self.reading.outline.span(start, end)
        return 1 in self.claimed[span.start : span.end]


def _mark(characters: bytearray, start: int, end: int) -> None:
    characters[start:end] = b"\1" * (end - start)


def structure(ledger: Ledger) -> tuple[Evidence, ...]:
    """The stretches of the text that hold no rule by their nature, in order.

    >>> from extractor.notice import Notice
    >>> found = Ledger(Reading(Notice("一、缴费标准\\n（一）在职人员每年120元。\\n")))
    >>> [evidence.quote for evidence in structure(found)]
    ['一、缴费标准', '（一）']
    """
    reading = ledger.reading
    places: list[Where] = []
    for block in reading.blocks:
        places += _structure_of(ledger, block)
    found = [
        reading.evidence(start, end) for start, end in places if reading.text[start:end].strip()
    ]
    text = reading.notice.text
    found += [Evidence(start=a, end=b, quote=text[a:b]) for a, b in reading.outline.view.dropped]
    return tuple(sorted(found, key=lambda evidence: evidence.start))


def _structure_of(ledger: Ledger, block: Block) -> Iterator[Where]:
    reading = ledger.reading
    whole = (block.start, block.end)
    line = reading.text[block.start : block.end]
    if block.role in (Role.TITLE, Role.HEADING, Role.QUESTION, Role.SIGNATURE, Role.NOISE):
        yield (block.start, block.end + (block.marker == "label"))
        return
    if _LONE_NUMBER.fullmatch(line):
        yield whole  # 「3」 over the third office
        return
    if block.role is Role.ROW and not reading.atoms_in(block.start, block.end, *NUMERIC):
        yield whole  # column heads
        return
    if _PAGE.search(line[:30]) and (block.index < 6 or block.index >= len(reading.blocks) - 4):
        yield whole
        return
    if block.index < 6 and reading.atoms_in(block.start, block.end, "DOCNO") and len(line) < 24:
        yield whole
        return
    if block.body > block.start:
        yield (block.start, block.body)
    if block.lead and not ledger.touches(*block.lead):
        yield block.lead
    before_title = block.index < 6 and not compiled("[。；，]").search(line)
    for sentence in reading.outline.sentences_of(block):
        words = reading.text[sentence.start : sentence.end]
        announced = _ANNOUNCED.match(words)
        if announced and not ledger.touches(sentence.start, sentence.start + announced.end()):
            yield (sentence.start, sentence.start + announced.end())
        if ledger.touches(sentence.start, sentence.end):
            continue
        if before_title or _OPENING.match(words) or compiled("[（(]?来源[:：]").match(words):
            yield (sentence.start, sentence.end)


def unclaimed(
    ledger: Ledger, ruleset: RuleSet
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """The visible text and the numerals that nothing answers for, each in order."""
    text = ledger.reading.notice.text
    claimed, quoted = bytearray(ledger.claimed), bytearray(ledger.quoted)
    about = (
        ruleset.scheme,
        ruleset.region,
        ruleset.notice,
        ruleset.insurance_year,
        ruleset.coverage,
    )
    for model in about:
        for evidence in evidence_in(model):
            _mark(claimed, *_clause(text, evidence))  # 「待遇享受期为」2024年1月1日至…
            _mark(quoted, evidence.start, evidence.end)
    return _left_text(ledger.reading, claimed), _left_numerals(
        ledger.reading, ruleset, claimed, quoted
    )


def _clause(text: str, evidence: Evidence) -> Where:
    """The clause around a fact about the notice itself, up to the marks on either side."""
    start, end = evidence.start, evidence.end
    while start > 0 and text[start - 1] not in "，。；！？\n（）()":
        start -= 1
    while end < len(text) and text[end] not in "，。；！？\n（）()":
        end += 1
    return (start, end) if end - start <= 60 else (evidence.start, evidence.end)


def _left_text(reading: Reading, claimed: bytearray) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    for sentence in reading.outline.sentences:
        span = reading.outline.span(sentence.start, sentence.end)
        if 0 not in claimed[span.start : span.end]:
            continue
        at = sentence.start
        origin = reading.outline.view.origin
        while at < sentence.end:
            if claimed[origin[at]]:
                at += 1
                continue
            start = at
            while at < sentence.end and not claimed[origin[at]]:
                at += 1
            if _VISIBLE.search(reading.text, start, at):
                found.append(reading.evidence(start, at))
    return tuple(found)


def _left_numerals(
    reading: Reading, ruleset: RuleSet, claimed: bytearray, quoted: bytearray
) -> tuple[Evidence, ...]:
    year = ruleset.insurance_year.value if ruleset.insurance_year else None
    found: list[Evidence] = []
    for atom in reading.atoms:
        if atom.label not in NUMERIC:
            continue
        if atom.label == "YEAR" and atom.value == year:
            continue  # 2023年度 again and again: the insurance year answers for it
        if atom.label == "DATE" and atom.value.year == year and atom.value.month is None:
            continue
        if _NAMES_SOMETHING.search(reading.text, max(0, atom.start - 12), atom.start) or (
            _NUMBERS.search(reading.text, max(0, atom.start - 2), atom.start)
            and _POINT.match(reading.text, atom.end)
        ):
            continue
        evidence = reading.evidence(atom.start, atom.end)
        if atom.label == "YEAR" and 1 in claimed[evidence.start : evidence.end]:
            continue  # 由2023年度的…调整为…: a label inside a rule's words, no quantity
        if 1 not in quoted[evidence.start : evidence.end]:
            found.append(evidence)
    return tuple(found)

"""Stretches of a sentence: what a rule answers for, and whether a sentence states or asks."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import Final

from extractor import pattern as regex
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where

_EDGE: Final = "，；。、：:！!~～ \t\n—-"
_CLOSING: Final = regex.compile(r"[，；。！？\n\t]")
_OPENERS: Final = "（“《【"
_PAIRS: Final = {"）": "（", "”": "“", "》": "《", "】": "【"}


def trimmed(reading: Reading, start: int, end: int) -> Where:
    """A range of the view without punctuation at its edges, brackets that close nothing included.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("，设6个月待遇等待期；"))
    >>> reading.words(trimmed(reading, 0, len(reading.text)))
    '设6个月待遇等待期'
    """
    text = reading.text
    while start < end and (text[start] in _EDGE or text[start] in _PAIRS):
        start += 1
    while end > start:
        last = text[end - 1]
        opens = _PAIRS.get(last)
        if (
            last in _EDGE
            or last in _OPENERS
            or (opens and text.count(opens, start, end) < text.count(last, start, end))
        ):
            end -= 1
        else:
            break
    return start, end


def clause_end(reading: Reading, at: int, end: int) -> int:
    """Where the clause that holds a view position ends, at most `end`."""
    closing = _CLOSING.search(reading.text, at, end)
    return closing.start() if closing else end


def clause_start(reading: Reading, at: int, start: int) -> int:
    """Where the clause that holds a view position begins, at least `start`."""
    found = start
    for closing in _CLOSING.finditer(reading.text, start, at):
        found = closing.end()
    return found


_PEOPLE: Final = regex.compile(
    r"的?[^，。；、:\n的]{0,10}?(?:人员|职工|居民|朋友|者)|的(?=[，、。；:]|$)"
)


def people(reading: Reading, start: int, end: int, stop: int) -> Where:
    """The phrase that names people, from the words of a condition on, at most up to `stop`.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("新参保的灵活就业人员、中断缴费3个月以上的人员，等待期为3个月。"))
    >>> reading.words(people(reading, 0, 3, 33)), reading.words(people(reading, 11, 20, 33))
    ('新参保的灵活就业人员', '中断缴费3个月以上的人员')
    """
    named = _PEOPLE.match(reading.text, end, stop)
    return start, named.end() if named else end


# What a text speaks of that is about a social insurance; of school fees or flats it does not.
_OF_INSURANCE: Final = regex.compile(
    "保险|社保|医保|参保|续保|灵活就业|等待期|断缴|中断缴费|集中(?:征缴|缴费|参保)"
)
_COMMERCIAL: Final = regex.compile(
    r"惠民保|健康保(?!障|险)|惠\p{Han}保|\p{Han}惠保|商业(?:补充)?(?:健康|医疗)?保险|团体险|意外险"
    r"|“(?!\p{Han}{0,4}[农医社参职居低]保”)\p{Han}{1,6}保”"  # “利民保”
)
# 「2026年居民医保和惠城保参保缴费指南」
_SOCIAL: Final = regex.compile("医保(?!局|部门|中心)|基本医疗|社会?保(?!局)|养老保险|灵活就业")
_EXAMPLE: Final = regex.compile(
    r"(?<![（\p{Han}])(?:例如|比如|譬如|举例|举个例|打个比方|假如|假设|例:|案例|以[^，。；]{1,8}为例"
    r"|[拿就像][您你][^，。；]{0,4}(?:来说|来讲|举例|而言))|\p{Han}某(?![些个地种年月日一])"
)
_EXAMPLES: Final = regex.compile("算一算|举例|举个例|案例|打个比方")
# most notices hold none of these
_MAY_BE_EXAMPLES: Final = (
    "例如", "比如", "譬如", "举例", "举个例", "打个比方", "假如", "假设", "例:", "案例", "为例",
    "拿您", "拿你", "就您", "就你", "像您", "像你", "某", "算一算",
)  # fmt: skip


@lru_cache(maxsize=1)
def stating(reading: Reading) -> tuple[Sentence, ...]:
    """The sentences that may state a rule of a social insurance.

    No question (「多久能享受待遇？」), no example (「例如：张某……」) and nothing in a text on
    another subject, such as school fees, or of a commercial insurance.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("断保3个月内补缴的，待遇不断。例如：张某断保2个月，不设等待期。"))
    >>> [reading.words((one.start, one.end)) for one in stating(reading)]
    ['断保3个月内补缴的，待遇不断。']
    """
    text = reading.text
    if not _OF_INSURANCE.search(text) or _of_a_commercial_one(reading):
        return ()
    if not any(word in text for word in _MAY_BE_EXAMPLES):
        return tuple(sentence for sentence in reading.sentences if not asks(reading, sentence))
    found: list[Sentence] = []
    example: Block | None = None  # its further clauses go on about 张某
    for sentence in reading.sentences:
        block = sentence.block
        if example is block and text[sentence.start - 1] in "；:":
            continue
        if _EXAMPLE.search(text, sentence.start, sentence.end) or any(
            _EXAMPLES.search(text, above.start, above.end) for above in block.above()
        ):
            example = block
            continue
        example = None
        if not asks(reading, sentence):
            found.append(sentence)
    return tuple(found)


def holding(reading: Reading, cues: regex.Pattern[str], *labels: str) -> list[Sentence]:
    """The sentences that may state a rule and hold a cue, or an atom of one of the labels.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("医保缴费期为1月1日至20日。逾期不设等待期。请相互转告。"))
    >>> [one.index for one in holding(reading, regex.compile("等待期"), "RANGE")]
    [0, 1]
    """
    sentences, starts = stating(reading), _starts(reading)
    places = [cue.start() for cue in cues.finditer(reading.text)]
    places += [atom.start for atom in reading.atoms if atom.label in labels]
    held = {
        index
        for place in places
        if (index := bisect_right(starts, place) - 1) >= 0 and place < sentences[index].end
    }
    return [sentences[index] for index in sorted(held)]


@lru_cache(maxsize=1)
def _starts(reading: Reading) -> list[int]:
    return [sentence.start for sentence in stating(reading)]


def _of_a_commercial_one(reading: Reading) -> bool:
    title = next((block for block in reading.blocks if block.role is Role.TITLE), None)
    return (
        title is not None
        and _COMMERCIAL.search(reading.text, title.start, title.end) is not None
        and _SOCIAL.search(reading.text, title.start, title.end) is None
    )


def asks(reading: Reading, sentence: Sentence) -> bool:
    """True of a question, which states nothing: 「多久能享受待遇？」."""
    return sentence.block.role is Role.QUESTION or reading.text.endswith(
        ("？", "?"), sentence.start, sentence.end
    )

"""提示: sentences without legal effect for the insured, by what they say and not for want of a rule.

A sentence that no rule claims and that carries none of the words of [advice.*] stays unclaimed:
advice is a finding, never the drawer for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import pattern as regex
from extractor.amounts import NO_RULES, amounts, examples
from extractor.ledger import Ledger
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Advice
from extractor.scope import Scope

_REPOST = regex.compile(r"^(?:头条)?\s?@\p{Han}+$")
_HOURS = regex.compile("(?:工作|办公|上班|服务|接听|对外办公)时间")
_NOTES: Final = {
    "benefit": "待遇 benefits: outside what this schema holds",
    "office": "地址与办公时间 address and hours: outside what this schema holds",
    "example": "举例 an example: states nothing of its own",
    "former": "以往标准 a former standard: no longer in force",
    "other_scheme": "其他保险 another scheme: not what this notice is about",
}
_WORD = regex.compile(r"[\p{L}\p{N}%]")

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "提示或待遇的说法，举例或以往的金额 words of advice or of benefits, an example, or a former amount",
        ("ADVICE", "CUE.benefit", "CUE.other_scheme", "@", "MONEY", "RATE", "例|比如|如"),
    ),
)


def find(reading: Reading, scope: Scope, ledger: Ledger) -> Iterator[Advice]:
    """The advice among what the rules entered in the ledger leave over, in order.

    >>> from extractor.notice import Notice
    >>> found = Reading(Notice("为及时享受医疗保险待遇，请按时缴费。本市地处平原。"))
    >>> [rule.spans[0].quote for rule in find(found, Scope(found), Ledger(found))]
    ['为及时享受医疗保险待遇，请按时缴费']
    """
    for sentence in reading.sentences:
        if sentence.block.role in (Role.HEADING, Role.QUESTION, Role.ROW):
            continue
        for where in _left(reading, ledger.claimed, (sentence.start, sentence.end)):
            subject = _subject(reading, where)
            subject = subject or _of_office(reading, sentence)
            if subject is None:
                subject = _of_no_rule(reading, scope, where)
                lead = sentence.block.lead  # 「住院报销比例：一级医院90%，…」
                if lead and where[0] - lead[1] <= 1:
                    where = (lead[0], where[1])
            if subject is not None:
                yield Advice(
                    id="advice", spans=(reading.evidence(*where),), note=_NOTES.get(subject)
                )


def _of_no_rule(reading: Reading, scope: Scope, where: Where) -> str | None:
    """What a stretch is about whose amounts are all of no rule: an example, last year's fees."""
    start, end = where
    if any(first < end and start < last for first, last in examples(reading, scope)):
        return "example"
    roles = {one.role for one in amounts(reading, scope) if start <= one.atom.start < end}
    if not roles & NO_RULES or roles - NO_RULES - {"unknown"}:
        return None
    return min(roles & NO_RULES)


def _left(reading: Reading, ruled: bytearray, where: Where) -> Iterator[Where]:
    """The stretches of a sentence that nothing covers, whole clauses, without edge punctuation."""
    origin = reading.outline.view.origin
    start, end = where
    at = start
    while at < end:
        if ruled[origin[at]]:
            at += 1
            continue
        left = at
        while at < end and not ruled[origin[at]]:
            at += 1
        right = at
        while (
            left < right
            and not _WORD.match(reading.text[left])
            and reading.text[left] not in "“《@"
        ):
            left += 1
        while (
            right > left
            and not _WORD.match(reading.text[right - 1])
            and reading.text[right - 1] not in "”》）"
        ):
            right -= 1
        if right - left >= 2:
            yield left, right


def _of_office(reading: Reading, sentence: Sentence) -> str | None:
    """「地址：人民路8号政务中心二楼」, 「夏季：上午8:30—12:00」: where and when one is served."""
    lead = sentence.block.lead
    if lead is None:
        return None
    office = any(atom.value == "office" for atom in reading.atoms_in(*lead, "ADVICE"))
    return "office" if office or _HOURS.search(reading.text, *lead) else None


def _subject(reading: Reading, where: Where) -> str | None:
    if _REPOST.match(reading.text[where[0] : where[1]]):
        return "background"
    subjects = {
        str(atom.value)
        for atom in reading.atoms_in(*where, "ADVICE")
        if not (reading.words(atom) == "请" and reading.text[atom.start - 1] == "申")  # 退费申请
    }
    if "benefit" in subjects:
        return "benefit"
    if any(atom.value == "benefit" for atom in reading.atoms_in(*where, "CUE")):
        return "benefit"
    return next(iter(sorted(subjects)), None)

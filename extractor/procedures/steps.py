"""The acts of a procedure in their order: 办理停保, 申请退回已缴医保费."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractor import pattern as regex
from extractor.procedures.acts import PEOPLE
from extractor.procedures.topic import CONSEQUENCE, LAPSE
from extractor.reading import Reading, Where

COMMAS: Final = regex.compile("，")
ACTS: Final = regex.compile(
    r"""
    ，(?:然后)? | →
  | (?<=[\p{Han}）》])(?:以|之)?后(?:，)?(?=[再凭持携转到缴交方即带]|通过|前往|联系)
  | (?<=[\p{Han}）])并(?=可?申请|可?办理|缴|交|到|退|提)
  | (?<=[\p{Han}）])(?=再(?:行|办|缴|交|转|去|到|通过|进))
  | 然后
    """,
    regex.VERBOSE,
)
_POLITE: Final = regex.compile(
    r"(?:[，、；]|(?:需要?|应当?|须|必须|务必|请|得|可以?|要)(?!缴费基|求)|首先|先(?!后)|再行|其(?=亲|家|应|须)|及时|尽快"
    r"|后(?=携|持|凭|再)|并(?=可|申|缴|办)|且|才能|方可|然后|自行|赶紧|(?:由|其)*(?:亲属|家属|继承人)|于|在(?=\d|每))+"
)
_NO_ACT: Final = regex.compile(
    rf"{PEOPLE}$|^(?:也|亦|或者?)|不用|不需|无需|无须|不必|后(?:才|方|次日|即|就)?可?能?(?=[缴交享])|享受|由本人|^超过|^逾期|工作日|自然日|合理安排|省[事心力]|方便|^(?:同样|均|都)?退|^办理(?:地点|时限|时间)|^待|^(?:自|从)[^，。；]{{0,12}}起"
)
# What says that one act follows another; without it commas part what belongs to one act.
_FOLLOWS: Final = regex.compile(
    r"先(?!后)|再(?!次)|然后|之后|同时|→|并(?=可?申请|可?办理|缴|交|到|退|提)"
    r"|(?<=[\p{Han}）》])后(?=，|[再凭持携转到缴交方带]|通过|前往|联系)"
)


def find(
    reading: Reading, within: Where, joints: regex.Pattern[str], skipped: Sequence[Where]
) -> list[tuple[Where, str]]:
    """The acts in a range of the view, each with the joint behind it ("" behind the last).

    What is `skipped` (papers, a deadline) is left out where an act begins with it, as are modals
    (需先, 请). Consequences (以免…) and what the insured need not do are no acts.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("可办理停保并可申请退回已缴医保费"))
    >>> [read.words(act) for act, _ in find(read, (0, 16), ACTS, [])]
    ['办理停保', '申请退回已缴医保费']
    """
    text = reading.text
    found: list[tuple[Where, str]] = []
    at, end = within
    for joint in (*joints.finditer(text, *within), None):
        stop = joint.start() if joint else end
        if joint is not None and text.count("（", at, stop) > text.count("）", at, stop):
            continue
        act = _act(reading, at, stop, skipped)
        if act is not None and not any(text[slice(*act)] in text[slice(*one)] for one, _ in found):
            found.append((act, joint.group() if joint else ""))
        at = joint.end() if joint else end
    return found


def tells_order(reading: Reading, within: Where) -> bool:
    """Whether a range says that acts follow one another: 先…再, 更正后缴费, 办理停保并申请退费."""
    return _FOLLOWS.search(reading.text, *within) is not None


def _act(reading: Reading, start: int, end: int, skipped: Sequence[Where]) -> Where | None:
    text = reading.text
    begin = -1
    while start < end and begin != start:
        begin = start
        polite = _POLITE.match(text, start, end)
        start = polite.end() if polite else start
        start = max([right for left, right in skipped if left <= start < right], default=start)
    while end > start and text[end - 1] in "，；。: ！~后哟哦啦吧":
        end -= 1
    act = text[start:end]
    if len(act) < 2 or CONSEQUENCE.match(act) or LAPSE.search(act) or _NO_ACT.search(act):
        return None
    return start, end

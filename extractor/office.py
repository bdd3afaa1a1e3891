"""Places where business is done: 「到户籍地或居住地街道（镇）便民服务中心」.

A place is read by its grammar, a preposition and a noun phrase that ends in what offices are
called; there is no list of names.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

import regex

from extractor.atoms.term import lexicon
from extractor.reading import Reading

Way = Literal["goes", "through"]

# Verbs that follow a place and so end it: 「到县医保中心支取」, 「在县医保中心一次性补缴」.
_VERB: Final = (
    r"申办|代办|申请|申领|申报|登记(?!处|中心|站|点|窗|所在|地)|领取|支取|提取|取[出走回]|继承|更正|变更|修改"
    r"|改[好过]|核[定对实算]|补[足缴齐交]|缴[费纳清]|交[费清]|退[费还回款]|停[保掉缴]|暂停|恢复|完成|进行"
    r"|一次|一并|统一|提[出交]|提供|出示|携带|签[订约]|打印|开具|咨询(?!服务|中心|窗)|转[为成]|转入(?!地)|把|将"
    r"|为其|即可|持|凭(?!证)|带上|(?<![经承主])办(?![事公税处]|理处)"
)
_GOES: Final = (
    r"(?:办理|受理|经办)(?:地点|机构|单位|窗口|部门)(?:为|是|:)|前往|前去|告知|到|至|去|赴|在|向"
    r"|联系|找|往|上(?=当地|附近|就近|参保|户籍|居住)"
)
_THROUGH: Final = r"通过|经由|委托|由"
_NOT_BEFORE: Final = (
    r"(?<!(?:不用|不需要?|无需|无须|不必|不再|免去?|毋须)(?:再|先)*)"
    r"(?<![达已未收感得直拿缴提签])(?<!所)(?<!现)(?<!存)(?<!受理)"
)
# Behind it, the place is not where one goes but whose something is.
_NOT_AFTER: Final = (
    r"(?!的(?!便|\p{Han}{0,8}(?:窗口|大厅))|负责|电话|公布|规定|确定|认定|出具|开具|颁发|核发|提供的"
    r"|签发|审核通过|审批通过|为准|反映|参加|参保[^地所]|就业|工作|上班|缴费的)"
)
_SAME: Final = regex.compile(
    r"(?:在|到|至|向)?(?:同一|该|上述|原|同)(?:办理)?(?:窗口|中心|机构|大厅|地点|经办机构)|同时"
)


@dataclass(frozen=True)
class Office:
    """A place as a range of the view; `lead` is where its preposition begins.

    `way` tells where one goes (到…) from what acts in one's place (通过…代办, 由…).
    """

    lead: int
    start: int
    end: int
    way: Way


@cache
def _pattern() -> regex.Pattern[str]:
    words = sorted(lexicon()["place"]["head"]["terms"], key=len, reverse=True)
    head = (
        rf"(?:{'|'.join(map(regex.escape, words))})"
        r"(?<!场所)(?!(?<=所)[在属有需辖得选])(?!(?<=局)限)(?!(?<=村)[民镇级])(?!(?<=中心)城)"
        r"(?!(?<=站)[点长])"
        r"(?:（(?:站|室|窗口|大厅|中心|所|点|社区|街道|镇|乡|村|处|分中心)）)?"
    )
    moving = r"(?:到|至|去|在|向|前往|联系|通过)(?<!所在)"
    inner = rf"(?!{_VERB}|人员|退休|年龄|待遇)(?!{moving})[\p{{Han}}\w（）“”、/·]"
    return regex.compile(
        rf"""
        (?:(?P<through>{_THROUGH})|{_NOT_BEFORE}(?P<goes>{_GOES}))
        (?P<at>(?:{inner}){{0,30}}?{head}(?:(?:{inner}){{0,14}}?{head})*)
        {_NOT_AFTER}
      | (?P<with>与|跟|同)(?P<partner>(?:{inner}){{0,30}}?{head}(?:(?:{inner}){{0,8}}?{head})*)
        (?=取得联系|联系|对接|沟通)
        """,
        regex.VERBOSE,
    )


def find(reading: Reading, start: int, end: int) -> Office | None:
    """The first place in a range of the view where one has to go, or that acts for one.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("首次参保的，持身份证到居住地街道（镇）便民服务中心办理参保登记。"))
    >>> found = find(read, 0, len(read.text))
    >>> read.words((found.start, found.end)), found.way
    ('居住地街道（镇）便民服务中心', 'goes')
    """
    acting: Office | None = None
    for match in _pattern().finditer(reading.text, start, end):
        at = match.span("at") if match["with"] is None else match.span("partner")
        if match["through"] is None:
            return Office(match.start(), *at, "goes")
        acting = acting or Office(match.start(), *at, "through")
    return acting


def refers_back(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The words that point to the place of the sentence before: 同一窗口, 同时."""
    found = _SAME.search(reading.text, start, end)
    return found.span() if found else None

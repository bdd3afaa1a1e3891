"""Channels to look a payment up, or to get a receipt: wherever a sentence says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from extractor import pattern as regex
from extractor.atoms.duration import Length
from extractor.atoms.term import alternatives
from extractor.channels.draft import (
    JOINED,
    PAID_ALREADY,
    Draft,
    Places,
    conditional,
    delay,
    entry,
    first,
    papers,
    steps_of,
    trimmed,
    verb,
    with_providers,
)
from extractor.channels.question import Asked, Purpose, meant
from extractor.outline import Sentence
from extractor.provider import Provider
from extractor.reading import Where

_MAY_ASK: Final = regex.compile(r"查|看|显示|打印|下载|[开领获索]取?|导出|补打|取得|打出")
_BEFOREHAND: Final = regex.compile(
    r"缴费前|缴费之前|(?:缴|交)之?前|等[\p{Han}]{0,6}(?:渠道|方式|途径)[^，。]{0,4}(?:查看|查询|核对)"
)
# 「缴费满2个工作日后，可在“某税”公众号“缴费查询”中查询」: what was paid goes without saying
_LOOKS_UP: Final = regex.compile(r"查询[，。；]|查询$")
_GETS: Final = regex.compile("(?:下载|打印|开具)(?!的)")
_OF_PAYMENT: Final = regex.compile(
    r"完税|税收|税票|缴[费款纳]|交费|凭证|凭据|票|收据|回单|参保|社保|医保"
)
_GETS_ONLY: Final = regex.compile("下载并打印|下载打印|打印下载|下载|打印")
_BUTTON: Final = regex.compile(
    r"""(?:通过|在|进入|点击|打开)(?P<name>【[^】]{2,16}】|“[^”]{2,16}”)
        (?:功能|模块|栏目|菜单|页面|专区)?[中里]?(?:可以?|能够?)?(?:进行)?(?:查询|查到|查看)""",
    regex.VERBOSE,
)


@cache
def _paper_can() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{papers()})可以?")


@cache
def _queried() -> regex.Pattern[str]:
    return regex.compile(alternatives("purpose", "queried"))


def asks(places: Places, start: int, end: int, paying: bool = False) -> bool:
    """Whether a sentence is about a query or a receipt, the words of click paths aside.

    `paying`: where one reads how to pay, a look at the bill before is a part of paying.
    """
    if _MAY_ASK.search(places.view, start, end) is None:
        return False
    done = PAID_ALREADY.search(places.view, start, end)
    return any(
        not paying or done or not verb("pay").search(places.view, where[1], end)
        for where in (*_receipts(places, start, end), *_queries(places, start, end))
    )


def _receipts(places: Places, start: int, end: int, asked: bool = False) -> list[Where]:
    """Where a sentence speaks of getting a paper: 「打印完税证明」, 「“…凭证”下载打印」.

    `asked`: a question over it names the paper already (「要发票怎么办？」).
    """
    view = places.view
    found = [
        match.span()
        for match in verb("receipt").finditer(view, start, end)
        if places.path_at(match.start()) is None and _OF_PAYMENT.search(match.group())
    ]
    for path in places.paths_in(start, end):
        if _GETS_ONLY.fullmatch(view, *path.steps[-1]):
            found.append(path.steps[-1])
    if asked:
        taken = list(found)
        found += [
            gets.span()
            for gets in _GETS.finditer(view, start, end)
            if places.path_at(gets.start()) is None
            and not any(a <= gets.start() < b for a, b in taken)
        ]
    gets = None if found else _GETS.search(view, start, end)
    if gets and _paper_can().search(view, start, gets.start()):  # 「电子凭证可在…中下载」
        found.append(gets.span())
    return sorted(found)


def _queries(places: Places, start: int, end: int) -> list[Where]:
    """Where a sentence speaks of looking up what has been paid."""
    if _queried().search(places.view, start, end) is None and not (
        PAID_ALREADY.search(places.view, start, end) and _LOOKS_UP.search(places.view, start, end)
    ):
        return []
    return [
        match.span()
        for match in verb("query").finditer(places.view, start, end)
        if places.path_at(match.start()) is None
    ]


def to_look_up(places: Places) -> Iterator[Draft]:
    """Where payments can be looked up, and where receipts are to be had."""
    view = places.view
    for sentence in with_providers(places.reading):
        start, end = sentence.start, sentence.end
        asked = labelled(view, start) or places.asked(sentence.block)
        # 「怎么查？打开“某医保”APP→缴费记录」: the question has the verb
        by_question = asked in ("query", "receipt")
        if not by_question and not asks(places, start, end, paying=asked == "pay"):
            continue
        if not _BEFOREHAND.search(view, start, end):
            yield from _of_sentence(places, sentence, asked)


def labelled(view: str, start: int) -> Asked | None:
    """What the label of a sentence is about: 「票据:可在“某税”APP下载」."""
    colon = view.find(":", start, start + 8)
    return meant(view[start:colon]) if colon > 0 else None


def _of_sentence(places: Places, sentence: Sentence, asked: Asked) -> Iterator[Draft]:
    view = places.view
    start, end = part = sentence.start, sentence.end
    named = [
        one
        for one in places.providers(sentence.block, start, end)
        if not conditional(view, one, part)
    ]
    receipts = _receipts(places, start, end, asked == "receipt")
    queries = _queries(places, start, end)
    if not receipts and not queries:
        chains = places.paths_in(start, end)
        queries = [(path.start, path.end) for path in chains]
        if asked == "receipt":
            receipts, queries = queries, []
        if not chains and len(named) == 1 and end - named[0].end <= 1 and named[0].start == start:
            purpose: Purpose = "receipt" if asked == "receipt" else "query"
            yield Draft(purpose, named[0], sentence.block, trimmed(view, *part), sentence)
            return
    if not named and (button := _BUTTON.search(view, start, end)):
        named = [Provider((button.span("name"),), "web")]
    wait: tuple[Length, Where] | None = None
    paper: Where | None = None
    receipt: Where | None = None
    query: Where | None = None
    for at, one in enumerate(named):
        left = named[at - 1].end if at else start
        right = named[at + 1].start if at + 1 < len(named) else end
        joined = at > 0 and view[named[at - 1].end : one.start] in JOINED
        receipt = _nearest(view, receipts, one, left, right) or (receipt if joined else None)
        query = _nearest(view, queries, one, left, right) or (query if joined else None)
        if receipt is None and paper and _GETS.search(view, one.end, right):
            receipt = paper  # 「可通过电子税务局打印完税证明，也可到办税服务厅打印」
        if receipt is None and query is None:
            continue
        paper = receipt or paper
        purpose = "receipt" if receipt else "query"
        clause = start if at == 0 else max(left, view.rfind("，", left, one.start) + 1)
        draft = Draft(purpose, one, sentence.block, trimmed(view, clause, right), sentence)
        own = delay(places.reading, clause, right)
        draft.delay, draft.delay_shared = own or wait, own is None and wait is not None
        wait = wait or own
        draft.url = places.link(one.start, right)
        draft.steps = _steps_there(places, one, right, receipt)
        yield draft


def _nearest(
    view: str, acts: Sequence[Where], one: Provider, left: int, right: int
) -> Where | None:
    """The act that a provider is for: behind it, before it, or behind those joined to it."""
    for act in acts:
        if one.start <= act[0] < right or act[0] <= one.start < act[1]:
            return act
    for act in acts:
        if left <= act[0] < one.start:  # 「查询缴费记录可登录…」
            return act
    if view[one.end : right] in JOINED:  # 「“甲”APP、支付宝均可查询」
        return next((act for act in acts if act[0] >= right), None)
    return None


def _steps_there(
    places: Places, one: Provider, right: int, receipt: Where | None
) -> tuple[Where, ...]:
    """The path beside a provider, or the entry of its menu, and the paper that one gets."""
    view = places.view
    path = first(places.paths_in(view.rfind("\n", 0, one.start) + 1, right), one, right)
    steps = steps_of(view, one, path) if path else entry(view, one.end, right)
    if receipt and receipt not in steps and (path is None or receipt[0] >= path.end):
        steps = (*steps, receipt)
    return steps

"""渠道: where one pays, looks a payment up, or gets a receipt; online or at a counter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from extractor import pattern as regex
from extractor.channels.draft import Draft, Places, told_before
from extractor.channels.lookup import to_look_up
from extractor.channels.paying import to_pay
from extractor.conditions import Var
from extractor.evidence import Fact
from extractor.outline import Sentence
from extractor.procedures import documents
from extractor.provider import HALLS
from extractor.reading import Reading, Where
from extractor.route import ANY_WAY
from extractor.schema import Channel, Document, Duration
from extractor.scope import Scope

_OFFLINE: Final = HALLS | {"bank", "bank_branch", "bank_debit", "tax_office", "collector"}
_HANDED_OUT: Final = regex.compile(r"(?:出具|开具|发给|打印|索取|索要)[^，。；]{0,6}$")
_ONLINE: Final = regex.compile(r"线上|网上|掌上|在线|手机端")

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "渠道、银行或网址 a provider, a bank or an address",
        (
            "PROVIDER",
            "WHEN.pay_route",
            "LINK",
            "银行|农商行|农信|信用社|邮储|税务|代[收征办]|[“【]",
        ),
    ),
    (
        "缴费、查询或票据的说法 words of paying, of looking up, or of receipts",
        ("purpose", "渠道|途径|方式|缴|交|查|打印|下载|开具|凭证|票"),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[Channel]:
    """The channels of a notice, in order; one item of a list may name several.

    Channels to pay are read where a heading, question or lead asks how to pay, or, where none
    does, in sentences that say through what one pays; channels to look up a payment or to get a
    receipt wherever a sentence says so.

    >>> from extractor.notice import Notice
    >>> text = "缴费须知\\n一、缴费渠道\\n1．支付宝：市民中心→社保缴费。\\n2．各县区办税服务厅。\\n"
    >>> reading = Reading(Notice(text))
    >>> [(channel.mode, channel.provider.value) for channel in find(reading, Scope(reading))]
    [('online', '支付宝'), ('offline', '各县区办税服务厅')]
    """
    places = Places(reading)
    drafts = _distinct(reading, [*to_pay(places), *to_look_up(places)])
    drafts.sort(key=lambda draft: (draft.where[0], draft.provider.start))
    for draft in drafts:
        yield _channel(reading, scope, draft)


def _distinct(reading: Reading, drafts: Sequence[Draft]) -> list[Draft]:
    """Each channel once: a bare mention of one that is told in full elsewhere goes."""
    kept: list[Draft] = []
    for draft in drafts:
        same = [
            other
            for other in kept
            if (other.purpose, other.image_only) == (draft.purpose, draft.image_only)
            and _name(reading, other) == _name(reading, draft)
        ]
        mine = _content(reading, draft)
        if any(mine <= _content(reading, other) for other in same):
            continue
        for other in same:
            if _content(reading, other) < mine:
                kept.remove(other)
        kept.append(draft)
    return kept


def _name(reading: Reading, draft: Draft) -> str:
    return "".join(reading.words(part) for part in draft.provider.parts)


def _content(reading: Reading, draft: Draft) -> set[str]:
    found = {reading.words(where) for where in (*draft.steps, *draft.institutions)}
    return found | {name for name in ("url", "delay") if getattr(draft, name)}


def _channel(reading: Reading, scope: Scope, draft: Draft) -> Channel:
    provider = draft.provider
    sentence = draft.sentence or _sentence(reading, draft)
    begins = sentence.start <= provider.start < sentence.end
    told_route = (
        draft.purpose != "pay"
        and told_before(reading.text, sentence.block.body, provider.start + 1, provider.start)
        and ANY_WAY.search(reading.text, sentence.start, max(sentence.start, provider.start))
        is None
    )
    pred = scope.of(
        sentence,
        until=provider.start if begins else sentence.start,
        without=() if told_route else (Var.PAY_ROUTE,),
    )
    return Channel(
        id="channel",
        when=pred,
        spans=tuple(reading.evidence(*where) for where in sorted({draft.where, *draft.more})),
        purpose=draft.purpose,
        mode=_mode(reading, draft),
        provider=reading.stated(
            "".join(reading.printed(*part) for part in provider.parts), *provider.parts
        ),
        steps=_listing(reading, draft.steps),
        institutions=_listing(reading, draft.institutions),
        url=reading.stated(reading.printed(*draft.url), draft.url) if draft.url else None,
        image_only=draft.image_only,
        documents=tuple(_documents(reading, draft)),
        posting_delay=_posting(reading, draft),
    )


def _mode(reading: Reading, draft: Draft) -> Literal["online", "offline"]:
    if draft.provider.concept == "bank":  # 「银行缴费」 says neither
        for above in draft.block.above():
            if _ONLINE.search(reading.outline.words(above)):
                return "online"
    return "offline" if draft.provider.concept in _OFFLINE else "online"


def _sentence(reading: Reading, draft: Draft) -> Sentence:
    own = reading.outline.sentences_of(draft.block)
    at = draft.provider.start
    within = [one for one in own if one.start <= at < one.end]
    return (within or [one for one in own if one.end > draft.where[0]] or own)[0]


def _listing(reading: Reading, ranges: tuple[Where, ...]) -> Fact[tuple[str, ...]] | None:
    if not ranges:
        return None
    return reading.stated(tuple(reading.printed(*one) for one in ranges), *ranges)


def _documents(reading: Reading, draft: Draft) -> Iterator[Document]:
    if draft.purpose != "pay" or draft.steps:
        return
    for found in documents.find(reading, *draft.where):
        if _HANDED_OUT.search(reading.text, draft.where[0], found.papers[0].names[0][1]):
            continue  # 「收取后当面出具收据」
        for paper in found.papers:
            names = tuple(name for name, _, _ in paper.names)
            where = [(start, end) for _, start, end in paper.names]
            yield Document(any_of=reading.stated(names, *where), form=paper.form)


def _posting(reading: Reading, draft: Draft) -> Fact[Duration] | None:
    if draft.delay is None:
        return None
    length, where = draft.delay
    assert length.unit in ("day", "workday")  # delay looks for no other
    value = Duration(count=length.count, unit=length.unit)
    if draft.delay_shared:
        why = "said of the branch before 或; that it holds for this one too is the safe reading"
        return reading.inferred(value, why, where)
    return reading.stated(value, where)

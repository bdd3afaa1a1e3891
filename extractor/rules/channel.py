"""渠道: where one pays, looks a payment up, or gets a receipt; online or at a counter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

import regex

from extractor import documents
from extractor.atoms.duration import Length
from extractor.atoms.term import lexicon
from extractor.conditions import Var
from extractor.evidence import Fact
from extractor.outline import Block, Role, Sentence
from extractor.path import Path, paths
from extractor.provider import (
    ACCOUNTS,
    BANKS,
    HALLS,
    WALLETS,
    Provider,
    banks,
    generic,
    hall,
    shared_with_bank,
)
from extractor.provider import find as providers
from extractor.reading import Reading, Where
from extractor.schema import Channel, Document, Duration
from extractor.scope import Scope

Purpose = Literal["pay", "query", "receipt"]

_OFFLINE: Final = HALLS | {"bank", "bank_branch", "bank_debit", "tax_office", "person"}


@dataclass(slots=True)
class _Draft:
    """A channel while its blocks are being read: ranges of the view."""

    purpose: Purpose
    provider: Provider
    block: Block
    where: Where
    sentence: Sentence | None = None
    steps: tuple[Where, ...] = ()
    institutions: tuple[Where, ...] = ()
    url: Where | None = None
    image_only: bool = False
    delay: tuple[Length, Where] | None = None
    delay_shared: bool = False
    more: list[Where] = field(default_factory=list)


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "渠道、银行或网址 a provider, a bank or an address",
        ("PROVIDER", "WHEN.pay_route", "LINK", "银行|农商行|农信|信用社|邮储|税务|代[收征办]|[“【]"),
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
    text = _Text(reading)
    drafts = _to_pay(text)
    if not drafts:
        drafts += _paid_through(text)
    drafts += _to_ask(text)
    drafts = _distinct(text, drafts)
    drafts.sort(key=lambda draft: (draft.where[0], draft.provider.start))
    for draft in drafts:
        yield _channel(text, scope, draft)


class _Text:
    """A reading with its paths and providers, and what the headings over each block ask."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.view = reading.text
        self.paths = paths(reading)
        self._starts = [path.start for path in self.paths]
        self._named: dict[int, list[Provider]] = {}
        self._asked: dict[int, str] = {}
        self._questions = _questions(reading)

    def paths_in(self, start: int, end: int) -> list[Path]:
        """The paths that begin in a range."""
        return self.paths[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def path_at(self, place: int) -> Path | None:
        """The path that a place lies in."""
        at = bisect_right(self._starts, place) - 1
        return self.paths[at] if at >= 0 and place < self.paths[at].end else None

    def providers(self, block: Block, start: int, end: int) -> list[Provider]:
        """The providers of a range of a block, not those that only name a later step of a path."""
        if block.index not in self._named:
            self._named[block.index] = [
                one
                for one in providers(self.view, block.body, block.end)
                if (path := self.path_at(one.start)) is None or one.start < path.steps[0][1]
            ]
        return [one for one in self._named[block.index] if start <= one.start and one.end <= end]

    def asked(self, block: Block) -> str:
        """What lead, headings or question over a block ask: pay, query, receipt, or other."""
        if block.index not in self._asked:
            self._asked[block.index] = self._ask(block)
        return self._asked[block.index]

    def _ask(self, block: Block) -> str:
        reading = self.reading
        if block.role is Role.NOISE and block.index:  # a caption stands where its list does
            return self.asked(reading.blocks[block.index - 1])
        if block.lead and (own := meant(reading.words(block.lead))) and own != "other":
            return own
        question = self._questions.get(block.index)
        if question is not None:
            return meant(reading.outline.words(question)) or "other"
        for above in block.above():
            if above.role in (Role.HEADING, Role.QUESTION) or above.end - above.body <= 30:
                words = reading.outline.words(above)
            elif above.lead:
                words = reading.words(above.lead)
            else:
                continue
            if said := meant(words):
                return said
        return "other"


_SECTIONS: Final = frozenset({"part", "hash", "step", "cn", "label"})


def _questions(reading: Reading) -> dict[int, Block]:
    """For each block the line that ends in ？ over it, where no heading stands between."""
    found: dict[int, Block] = {}
    last: Block | None = None
    for block in reading.blocks:
        if block.role in (Role.QUESTION, Role.TITLE) or (
            block.role is Role.HEADING
            and (block.marker in _SECTIONS or meant(reading.outline.words(block)))
        ):
            last = None
        elif block.role is Role.PARAGRAPH and reading.text[block.end - 1] == "？":
            last = block
        elif last is not None:
            found[block.index] = last
    return found


# ── what headings ask ────────────────────────────────────────────────────────────────────────

_ASKS_TO_PAY = regex.compile(
    r"""(?:缴费|缴纳|交费|缴存|征缴|征收|参保)[\p{Han}、（）]{0,8}
        (?:渠道|方式|途径|方法|办法|入口|路径|指南|指引|通道|平台|地点)
      |渠道|途径|入口|(?:线上|线下|网上|掌上|自助|银行|微信|支付宝)(?:缴|交)
      |(?:怎么|怎样|如何|咋|哪里|哪儿|何处|什么方式|哪些方式|什么地方)\p{Han}{0,10}(?:缴|交)
      |(?:缴|交)[费纳]?\p{Han}{0,4}(?:去哪|在哪|到哪|哪里|哪儿)|缴费(?:流程|操作|步骤)""",
    regex.VERBOSE,
)
_ASKS_BY_WAY = regex.compile(r"渠道|途径|方式|怎么缴|怎么交|如何缴费")
_ASKS_TO_QUERY = regex.compile(r"查询|怎么查|如何查|查缴费|缴费记录|到账")
_ASKS_FOR_RECEIPT = regex.compile(r"票据|凭证|发票|完税|证明|收据")
_ASKS_OTHERWISE = regex.compile(
    r"咨询|登记|待遇|标准|基数|时间|期限|退费|停保|退休|提示|提醒|注意|事项|变更|补缴|等待|多少"
    r"|哪些人|什么时候|贴士|电话"
)


@cache
def meant(words: str) -> str:
    """What a heading is about: pay, query, receipt, other, or nothing that decides.

    >>> [meant(words) for words in ("缴费渠道", "怎么缴？", "缴费查询", "怎么开票据？", "线上")]
    ['pay', 'pay', 'query', 'receipt', '']
    """
    if _ASKS_FOR_RECEIPT.search(words) and not _ASKS_BY_WAY.search(words):
        return "receipt"
    if _ASKS_TO_QUERY.search(words):
        return "query"
    if _ASKS_TO_PAY.search(words):
        return "pay"
    return "other" if _ASKS_OTHERWISE.search(words) else ""


# ── paying ───────────────────────────────────────────────────────────────────────────────────

# 「通过微信缴费的，」, 「通过银行缴费成功五个工作日后，」: where one has paid already.
_CONDITION = regex.compile(
    r"[^，；。]*(?:缴费|缴纳|交费|支付(?!宝)|扣款|成功|完成|签约)[^，；。]{0,14}(?:的|后|之后)(?=，)"
)
_IMAGE = regex.compile(r"二维码|扫码|扫一扫|扫描|长按识别|小程序码|太阳码")
_OPENS = regex.compile(r"(?:微信|支付宝|扫码)?(?:关注|搜索|打开|进入|添加|登录)")
_DECEIT = regex.compile(r"骗|诈|切勿|请勿|不要|谨防|转账|别信|不得通过|不能通过|无法通过")
_ONLY_TOLD = regex.compile(r"查[询看阅]|了解|咨询|公布|关注(?!“)")
_LABEL = regex.compile(
    r"""(?:方式|渠道|途径|方法|入口|第)?[一二三四五六七八九十\d]+(?:种|类|是)?(?:方式|渠道|途径)?$
      |(?:线上|线下|网上|现场|掌上)\p{Han}{0,6}$
      |(?:缴费|交费)?(?:方式|渠道|途径|步骤|流程|方法|路径|提示)$|(?:记者|负责人|问|答|温馨提示)$""",
    regex.VERBOSE,
)
# 「缴费人员可登录某省电子税务局，网址:…」 is a sentence, and no name before a colon.
_SENTENCE = regex.compile(
    r"，|可以?(?:登录|通过|使用|在|到|关注|下载)|请(?:登录|通过|使用|关注)|登录后"
)
_PLAIN_NAME = regex.compile(r"[“”\p{Han}A-Za-z\d（）]{2,16}")
_ONLINE = regex.compile(r"线上|网上|掌上|在线|手机端")
_BY_HAND = regex.compile(r"线下|现场|柜台|窗口|实体")
_TAIL = regex.compile(r"(?<=.)(?:线上|网上|自助)?(?:缴费|缴纳|交费|支付)$")
_PERSON = regex.compile(
    r"""(?:由|(?<=[\n、.）①-⑳]))(?P<who>[\p{Han}（）]{0,12}(?:村|社区|网格|乡镇|街道|学校|干部|代办|协办)[\p{Han}（）]{0,6}?)
        (?:上门|统一|集中)?(?:代收|代缴|代征|收取)""",
    regex.VERBOSE,
)
_JOINED = frozenset({"或", "或者", "、", "和", "及"})


def _to_pay(text: _Text) -> list[_Draft]:
    """The channels of the blocks that answer how to pay."""
    drafts: list[_Draft] = []
    headings: list[Block] = []
    for block in text.reading.blocks:
        if block.role in (Role.TITLE, Role.SIGNATURE, Role.QUESTION):
            continue
        if text.asked(block) != "pay":
            continue
        if block.role is Role.HEADING and _has_children(text, block):
            headings.append(block)
        elif _is_caption(text, block):
            drafts += _captions(text, block)
        elif block.role is not Role.NOISE:
            drafts += _of_block(text, block, drafts)
    for heading in headings:  # 「税务窗口缴费」 over a paragraph that names no other place
        provider = _of_heading(text, heading)
        if provider and not any(draft.block.parent is heading for draft in drafts):
            drafts.append(_Draft("pay", provider, heading, (heading.body, heading.end)))
    return drafts


def _has_children(text: _Text, block: Block) -> bool:
    following = text.reading.blocks[block.index + 1 : block.index + 2]
    return bool(following) and following[0].parent is block


def _of_heading(text: _Text, block: Block) -> Provider | None:
    """The provider that a heading names, unless it asks how to pay."""
    named = text.providers(block, block.body, block.end)
    return named[0] if named else generic(text.view, block.body, block.end)


def _asks_how(text: _Text, heading: Block) -> bool:
    return meant(text.reading.outline.words(heading)) == "pay" and not text.providers(
        heading, heading.body, heading.end
    )


def _is_caption(text: _Text, block: Block) -> bool:
    """「（扫码关注“某市医保”公众号）」: an image stood here."""
    return (
        block.end - block.body <= 45
        and _IMAGE.search(text.view, block.body, block.end) is not None
        and not text.paths_in(block.body, block.end)
    )


def _captions(text: _Text, block: Block) -> Iterator[_Draft]:
    where = _trimmed(text.view, block.body, block.end)
    for provider in text.providers(block, block.body, block.end)[-1:]:
        around = (min(where[0], provider.start), max(where[1], provider.end))
        yield _Draft("pay", provider, block, around, image_only=True)


def _of_block(text: _Text, block: Block, drafts: Sequence[_Draft]) -> list[_Draft]:
    """The channels of one item, paragraph or row; it may complete an earlier one instead."""
    view = text.view
    start = block.body
    lead = block.cells[0] if block.role is Role.ROW and len(block.cells) > 1 else block.lead
    if lead and _SENTENCE.search(view, *lead):
        lead = None
    if lead and _is_label(text, block, lead):
        start, lead = min(lead[1] + 1, block.end), None
    parts = [
        (max(sentence.start, start), sentence.end)
        for sentence in text.reading.outline.sentences_of(block)
        if sentence.end > start
    ]
    parts = [part for part in parts if not _asks(text, *part, paying=True)]
    if lead:
        begin = min(lead[1] + 1, block.end)
        reach = (begin, max([begin, *(end for _, end in parts)]))
        if named := _of_words(text, block, lead, reach):
            return list(_of_lead(text, block, named, reach))
    heading = None
    if block.parent is not None and not _asks_how(text, block.parent):
        heading = _of_heading(text, block.parent)
    found: list[_Draft] = []
    for part in parts:
        if not _DECEIT.search(view, *part):
            found += _of_sentence(text, block, part, heading, [*drafts, *found])
    return found


def _is_label(text: _Text, block: Block, lead: Where) -> bool:
    """Whether a lead is no provider's name: 「线上缴费:」, 「方式一:」, 「缴费渠道:」."""
    words = text.view[slice(*lead)]
    return not text.providers(block, *lead) and bool(meant(words) or _LABEL.search(words))


def _of_words(text: _Text, block: Block, lead: Where, reach: Where) -> list[Provider]:
    """The providers that a lead names; any name may be one that a click path explains."""
    view = text.view
    if named := text.providers(block, *lead):
        return named
    if name := generic(view, *lead):
        return [name]
    chains = text.paths_in(*reach) if _is_plain_name(view[slice(*lead)]) else []
    if chains and not text.providers(block, lead[1], chains[0].steps[0][1]):
        return [Provider((_without_tail(view, *lead),), "app")]
    return []


def _is_plain_name(words: str) -> bool:
    return _PLAIN_NAME.fullmatch(words) is not None and not (
        _ONLINE.search(words) or _BY_HAND.search(words)
    )


def _without_tail(view: str, start: int, end: int) -> Where:
    tail = _TAIL.search(view, start, end)
    return (start, tail.start()) if tail else (start, end)


def _of_lead(
    text: _Text, block: Block, named: Sequence[Provider], reach: Where
) -> Iterator[_Draft]:
    """「“某税通”APP:首页→…」, 「手机银行缴费。可通过甲银行、乙银行手机银行缴费」."""
    view = text.view
    chains = text.paths_in(*reach)
    inside = [one for one in text.providers(block, *reach) if not _conditional(view, one, reach)]
    for lead in named:
        provider = lead
        institutions: tuple[Where, ...] = ()
        if chains:
            if lead.concept in WALLETS | ACCOUNTS:
                provider = _account(text, lead, chains[0]) or lead
        elif len(named) == 1 and inside:
            provider, institutions = _narrowed(view, lead, inside)
        if provider.concept in BANKS or (provider.concept == "terminal" and not chains):
            institutions = tuple(banks(view, *reach)) or institutions
        where = _trimmed(view, block.body, max(reach[1], lead.end))
        draft = _Draft("pay", provider, block, where, institutions=institutions)
        draft.steps = chains[0].steps if chains else ()
        draft.url = _link(text, block.body, reach[1])
        draft.image_only = not chains and _IMAGE.search(view, *reach) is not None
        yield draft


def _narrowed(
    view: str, lead: Provider, inside: Sequence[Provider]
) -> tuple[Provider, tuple[Where, ...]]:
    """The provider that the body names more exactly than the lead, or its several windows."""
    first = inside[0]
    words = view[lead.start : lead.end]
    longer = view[first.start : first.end]
    halls = [one for one in inside if one.concept in HALLS]
    if lead.concept == "tax_office" and len(halls) > 1:
        return lead, tuple((one.start, one.end) for one in halls)
    if lead.concept == "tax_office" and halls:
        return halls[0], ()
    more_exact = (
        (lead.concept == "bank" and first.concept in BANKS | {"terminal"})
        or ("POS" in words and first.concept in HALLS)
        or (
            first.concept == lead.concept
            and first.concept not in BANKS
            and longer.endswith(words)
            and longer != words
        )
    )
    return (first, ()) if more_exact else (lead, ())


def _account(text: _Text, lead: Provider, path: Path) -> Provider | None:
    """The account or mini-program that the first click of a path opens."""
    view = text.view
    for start, end in path.steps[:2]:
        opens = _OPENS.match(view, start, end)
        if opens is None:
            continue
        for one in providers(view, start, end):
            if one.concept in ACCOUNTS and view[one.start] in "“「《":
                return one
        unnamed = lead.concept in ACCOUNTS - {"app"} and view[lead.start] not in "“「《"
        if unnamed and view[opens.end()] == "“" and view[end - 1] == "”":
            # 「微信公众号:关注“某地税务”→…」: what it is stands in the lead
            return Provider(((opens.end(), end), lead.parts[-1]), lead.concept)
    return None


def _conditional(view: str, one: Provider, within: Where) -> bool:
    """Whether a provider stands in a clause that says how somebody has paid."""
    begin = max(within[0], *(view.rfind(stop, within[0], one.start) + 1 for stop in "，；。"))
    condition = _CONDITION.match(view, begin, within[1])
    return condition is not None and condition.end() > one.start


def _of_sentence(
    text: _Text, block: Block, part: Where, heading: Provider | None, drafts: Sequence[_Draft]
) -> list[_Draft]:
    """The channels of a sentence without a lead."""
    view = text.view
    chains = text.paths_in(*part)
    named = [one for one in text.providers(block, *part) if not _conditional(view, one, part)]
    if not named:
        if chains:
            return _of_paths(text, block, chains, heading, drafts)
        return _of_names(text, block, part, heading, drafts)
    where = _trimmed(view, *part)
    if heading and heading.concept == "tax_office" and len(named) > 1:
        draft = _Draft("pay", heading, block, where, more=[heading.parts[0]])
        draft.institutions = tuple((one.start, one.end) for one in named)
        return [draft]
    if joined := _one_hall(view, named):
        return [_Draft("pay", joined[0], block, where, institutions=joined[1])]
    return list(_each(text, block, part, named, chains, heading))


def _each(
    text: _Text, block: Block, part: Where, named: Sequence[Provider], chains: Sequence[Path],
    heading: Provider | None,
) -> Iterator[_Draft]:  # fmt: skip
    """A draft for each provider of a sentence, with what stands up to the next one."""
    view = text.view
    start, end = part
    first_steps = [one for one in named if _opens_path(one, chains)]
    own = [one for at, one in enumerate(named) if not _is_means(view, named, at, first_steps)]
    before: tuple[Where, ...] = ()
    for at, one in enumerate(own):
        left = own[at - 1].end if at else start
        right = own[at + 1].start if at + 1 < len(own) else end
        chain = next(
            (p for p in chains if p.start <= one.start < p.end or one.end <= p.start < right), None
        )
        if (
            chain is None
            and _ONLY_TOLD.search(view, one.end, right)
            and not _verb("pay").search(view, one.end, right)
        ):
            continue  # 「可在税务部门官网查询缴费渠道」
        provider = one
        if (
            heading
            and heading.concept == one.concept
            and one in first_steps
            and view[one.start : one.end] != view[heading.start : heading.end]
        ):
            provider = heading  # 「云闪付」 over 「云闪付APP→城市服务」
        where = _trimmed(view, start if at == 0 else one.start, right)
        draft = _Draft("pay", provider, block, where)
        draft.more = [provider.parts[0]] if provider is heading else []
        draft.steps = chain.steps if chain else ()
        if one.concept in BANKS:
            shared = one.start + shared_with_bank(view, one.start)
            draft.institutions = (*banks(view, left, shared), *banks(view, one.end, right))
            if not draft.institutions and view[left : one.start] in _JOINED:
                draft.institutions = before  # 「甲银行、乙银行网点及手机银行」
            before = draft.institutions
        draft.url = _link(text, one.start, right)
        draft.image_only = chain is None and _IMAGE.search(view, one.start, right) is not None
        yield draft


_SEARCHES = regex.compile(r"(?:中|里|内)?(?:搜索?|扫码|关注|进入|打开)?")
_SIGNS = regex.compile(r"(?:柜台|窗口|柜面)?(?:办理|签订|开通|申请|签约)\p{Han}{0,4}")


def _is_means(
    view: str, named: Sequence[Provider], at: int, first_steps: Sequence[Provider]
) -> bool:
    """Whether a provider is only a means of the one beside it.

    「微信支付 微信→我→服务」: the second is the first step; 「微信搜索“某某”小程序」: the first is
    where one finds the second; 「甲银行网点办理委托代扣」: where one signs for it.
    """
    one = named[at]
    if at and one in first_steps and one.start - named[at - 1].end <= 1:
        return True
    following = named[at + 1] if at + 1 < len(named) else None
    if following is None:
        return False
    gap = view[one.end : following.start]
    if one.concept in WALLETS and gap in ("或", "、", "/") and following.concept in WALLETS:
        return _is_means(view, named, at + 1, first_steps)
    return (
        one.concept in WALLETS
        and following.concept in ACCOUNTS
        and bool(gap)
        and _SEARCHES.fullmatch(gap) is not None
    ) or (
        one.concept == "bank_branch"
        and following.concept == "bank_debit"
        and _SIGNS.fullmatch(gap) is not None
    )


def _opens_path(one: Provider, chains: Sequence[Path]) -> bool:
    return any(path.start <= one.start < path.end for path in chains)


def _one_hall(view: str, named: Sequence[Provider]) -> tuple[Provider, tuple[Where, ...]] | None:
    """「某地办税服务厅社保费窗口或办税服务厅自主办税机」: one hall and its windows."""
    if len(named) != 2 or any(one.concept not in HALLS for one in named):
        return None
    first, second = named
    word = hall(view, second.start, second.end)
    at = view.find(word, first.start, first.end) if word else -1
    end = at + len(word)
    if at < 0 or end == first.end or second.start + len(word) == second.end:
        return None
    if view[first.end : second.start] not in _JOINED:
        return None
    windows = ((at, first.end), (second.start, second.end))
    return Provider(((first.start, end),), first.concept), windows


def _of_paths(
    text: _Text, block: Block, chains: Sequence[Path], heading: Provider | None,
    drafts: Sequence[_Draft],
) -> list[_Draft]:  # fmt: skip
    """A path without a provider of its own: the item's before it, or its heading's."""
    owner = block.parent
    last = drafts[-1] if drafts else None
    if last and last.block in (block, owner) and not last.steps:
        last.steps = chains[0].steps
        last.more.append((chains[0].start, chains[0].end))
        return []
    if heading is None and owner is not None and owner.role is Role.HEADING:
        where = _trimmed(text.view, owner.body, owner.end)
        if not _asks_how(text, owner) and _is_plain_name(text.view[slice(*where)]):
            heading = Provider((_without_tail(text.view, *where),), "app")
    if heading is None:
        return []
    return [
        _Draft(
            "pay", heading, block, (chain.start, chain.end), steps=chain.steps,
            more=[heading.parts[0]],
        )
        for chain in chains
    ]  # fmt: skip


def _of_names(
    text: _Text, block: Block, part: Where, heading: Provider | None, drafts: Sequence[_Draft]
) -> list[_Draft]:
    """Banks, in brackets below the channel that they belong to; people who collect."""
    view = text.view
    where = _trimmed(view, *part)
    if person := _PERSON.search(view, *part):
        return [_Draft("pay", Provider((person.span("who"),), "person"), block, where)]
    last = drafts[-1] if drafts else None
    if link := _link(text, *part):  # 「网址:https://…」 under 「电子税务局」
        near = last and (last.block is block.parent or last.block.index >= block.index - 1)
        if last and near and not last.url:
            last.url = link
            last.more.append(where)
            return []
        if heading:
            return [_Draft("pay", heading, block, where, url=link, more=[heading.parts[0]])]
    listed = tuple(banks(view, *part))
    if not listed:
        return []
    below = not block.marker and last is not None and last.block.index >= block.index - 2
    if last and below and last.provider.concept in BANKS | {"terminal"} and not last.institutions:
        last.institutions = listed
        last.more.append(where)
        return []
    if heading and heading.concept in BANKS:
        provider = heading
    else:
        provider = Provider(((listed[0][0], listed[-1][1]),), "bank")
        listed = listed if len(listed) > 1 else ()
    draft = _Draft("pay", provider, block, where, institutions=listed)
    draft.more = [provider.parts[0]] if provider is heading else []
    return [draft]


_AS_PROOF = regex.compile(r"凭证|依据|票据|经办机构")
_LED_TO = regex.compile(
    r"""(?:通过|登录|登陆|前往|使用|利用|打开|关注|进入|选择|采[取用]|在|到|去|用|向|走|或|或者|[、和及与“])
        [^，。；]{0,14}$""",
    regex.VERBOSE,
)


def _paid_through(text: _Text) -> Iterator[_Draft]:
    """「缴费人可通过支付宝、手机银行缴费」 where no heading asks how to pay."""
    view = text.view
    for sentence in _with_providers(text):
        part = (sentence.start, sentence.end)
        if (
            _DECEIT.search(view, *part)
            or _AS_PROOF.search(view, *part)
            or _asks(text, *part, paying=True)
        ):
            continue
        named = [
            one
            for one in text.providers(sentence.block, *part)
            if not _conditional(view, one, part) and _LED_TO.search(view, part[0], one.start)
        ]
        if named and _verb("pay").search(view, named[-1].end, sentence.end):
            yield from _each(text, sentence.block, part, named, text.paths_in(*part), None)


def _with_providers(text: _Text) -> Iterator[Sentence]:
    """The sentences in which a word for a provider stands, each once."""
    reading = text.reading
    sentences = reading.sentences
    last: Sentence | None = None
    for atom in reading.atoms_in(0, len(text.view), "PROVIDER", "WHEN"):
        if atom.label == "WHEN" and not str(atom.value).startswith("pay_route"):
            continue
        if last is not None and last.start <= atom.start < last.end:
            continue
        at = bisect_right(sentences, atom.start, key=lambda sentence: sentence.start) - 1
        if at >= 0 and atom.start < sentences[at].end:
            last = sentences[at]
            yield last


# ── looking up, getting a receipt ────────────────────────────────────────────────────────────

_MAY_ASK = regex.compile(r"查|打印|下载|[开领获索]取?|导出|补打|取得|打出")
_BEFOREHAND = regex.compile(
    r"缴费前|缴费之前|(?:缴|交)之?前|等[\p{Han}]{0,6}(?:渠道|方式|途径)[^，。]{0,4}(?:查看|查询|核对)"
)
_DONE = regex.compile(
    r"(?:缴费|缴纳|交费|扣款|支付|交完|缴完|缴款)\p{Han}{0,4}(?:后|满|当日|次日)|日后|天后"
)
_GETS = regex.compile("下载|打印|开具")
_OF_PAYMENT = regex.compile(r"完税|税收|缴[费款纳]|交费|凭证|凭据|票|收据|回单|参保|社保|医保")
_GETS_ONLY = regex.compile("下载并打印|下载打印|打印下载|下载|打印")
_BUTTON = regex.compile(
    r"""(?:通过|在|进入|点击|打开)(?P<name>【[^】]{2,16}】|“[^”]{2,16}”)
        (?:功能|模块|栏目|菜单|页面|专区)?[中里]?(?:可以?|能够?)?(?:进行)?(?:查询|查到|查看)""",
    regex.VERBOSE,
)
_MENU = regex.compile(
    r"""(?:的|中的|里的|内的|首页|—|-|:)?(?P<name>[“【][^”】]{2,16}[”】])
        (?=(?:栏目|模块|功能|菜单|页面|专区|板块)?[中里内下上处可查，。])""",
    regex.VERBOSE,
)


@cache
def _papers() -> str:
    words = lexicon()["voucher"]["document"]["terms"]
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


@cache
def _paper_can() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_papers()})可以?")


@cache
def _queried() -> regex.Pattern[str]:
    return regex.compile("|".join(map(regex.escape, lexicon()["purpose"]["queried"]["terms"])))


@cache
def _verb(purpose: Purpose) -> regex.Pattern[str]:
    words = lexicon()["purpose"][purpose]["terms"]
    verbs = "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
    if purpose == "pay":
        return regex.compile(
            rf"""(?:{verbs})(?!记录|明细|情况|信息|状态|结果|凭证|证明|成功|完成|后|渠道|方式|政策|标准|通知
                |指南|流程|依据|基数|金额|档次|人)""",
            regex.VERBOSE,
        )
    if purpose == "receipt":
        return regex.compile(
            rf"""(?:{verbs})(?:并|本人|相关|有效|正式|税收|电子|纸质)*
                (?!的)[\p{{Han}}《“”（）A-Za-z]{{0,16}}?(?:{_papers()})(?!明)[”》]?""",
            regex.VERBOSE,
        )
    return regex.compile(verbs)


def _asks(text: _Text, start: int, end: int, paying: bool = False) -> bool:
    """Whether a sentence is about a query or a receipt, the words of click paths aside.

    `paying`: where one reads how to pay, a look at the bill before is a part of paying.
    """
    if _MAY_ASK.search(text.view, start, end) is None:
        return False
    done = _DONE.search(text.view, start, end)
    return any(
        not paying or done or not _verb("pay").search(text.view, where[1], end)
        for where in (*_receipts(text, start, end), *_queries(text, start, end))
    )


def _receipts(text: _Text, start: int, end: int) -> list[Where]:
    """Where a sentence speaks of getting a paper: 「打印完税证明」, 「“…凭证”下载打印」."""
    view = text.view
    found = [
        match.span()
        for match in _verb("receipt").finditer(view, start, end)
        if text.path_at(match.start()) is None and _OF_PAYMENT.search(match.group())
    ]
    for path in text.paths_in(start, end):
        if _GETS_ONLY.fullmatch(view, *path.steps[-1]):
            found.append(path.steps[-1])
    verb = None if found else _GETS.search(view, start, end)
    if verb and _paper_can().search(view, start, verb.start()):  # 「电子凭证可在…中下载」
        found.append(verb.span())
    return sorted(found)


def _queries(text: _Text, start: int, end: int) -> list[Where]:
    """Where a sentence speaks of looking up what has been paid."""
    if _queried().search(text.view, start, end) is None:
        return []
    return [
        match.span()
        for match in _verb("query").finditer(text.view, start, end)
        if text.path_at(match.start()) is None
    ]


def _to_ask(text: _Text) -> Iterator[_Draft]:
    """Where payments can be looked up, and where receipts are to be had."""
    view = text.view
    for sentence in _with_providers(text):
        start, end = sentence.start, sentence.end
        if not _asks(text, start, end, paying=text.asked(sentence.block) == "pay"):
            continue
        if not _BEFOREHAND.search(view, start, end) and not _DECEIT.search(view, start, end):
            yield from _of_question(text, sentence)


def _of_question(text: _Text, sentence: Sentence) -> Iterator[_Draft]:
    view = text.view
    start, end = part = sentence.start, sentence.end
    named = [
        one
        for one in text.providers(sentence.block, start, end)
        if not _conditional(view, one, part)
    ]
    receipts, queries = _receipts(text, start, end), _queries(text, start, end)
    if not named and (button := _BUTTON.search(view, start, end)):
        named = [Provider((button.span("name"),), "web")]
    delay: tuple[Length, Where] | None = None
    paper: Where | None = None
    receipt: Where | None = None
    query: Where | None = None
    for at, one in enumerate(named):
        left = named[at - 1].end if at else start
        right = named[at + 1].start if at + 1 < len(named) else end
        joined = at > 0 and view[named[at - 1].end : one.start] in _JOINED
        receipt = _nearest(view, receipts, one, left, right) or (receipt if joined else None)
        query = _nearest(view, queries, one, left, right) or (query if joined else None)
        if receipt is None and paper and _GETS.search(view, one.end, right):
            receipt = paper  # 「可通过电子税务局打印完税证明，也可到办税服务厅打印」
        if receipt is None and query is None:
            continue
        paper = receipt or paper
        purpose: Purpose = "receipt" if receipt else "query"
        clause = start if at == 0 else max(left, view.rfind("，", left, one.start) + 1)
        draft = _Draft(purpose, one, sentence.block, _trimmed(view, clause, right), sentence)
        own = _delay(text, clause, right)
        draft.delay, draft.delay_shared = own or delay, own is None and delay is not None
        delay = delay or own
        draft.url = _link(text, one.start, right)
        draft.steps = _steps_there(text, one, right, receipt)
        yield draft


def _nearest(
    view: str, acts: Sequence[Where], one: Provider, left: int, right: int
) -> Where | None:
    """The act that a provider is for: behind it, before it, or behind those joined to it."""
    for act in acts:
        if one.start <= act[0] < right:
            return act
    for act in acts:
        if left <= act[0] < one.start:  # 「查询缴费记录可登录…」
            return act
    if view[one.end : right] in _JOINED:  # 「“甲”APP、支付宝均可查询」
        return next((act for act in acts if act[0] >= right), None)
    return None


def _steps_there(
    text: _Text, one: Provider, right: int, receipt: Where | None
) -> tuple[Where, ...]:
    """The path beside a provider, or the entry of its menu, and the paper that one gets."""
    view = text.view
    own = text.path_at(one.start)
    path = own or next(iter(text.paths_in(one.end, right)), None)
    steps = path.steps if path else ()
    if path is None and (entry := _MENU.match(view, one.end, right)):
        steps = ((entry.start("name") + 1, entry.end("name") - 1),)
    if receipt and receipt not in steps:
        steps = (*steps, receipt)
    return steps


# ── attributes ───────────────────────────────────────────────────────────────────────────────

_DELAYED = regex.compile(r"(?:个?工作日|[日天])(?:之?后|才|方|即可|左右|内)")
_SHOWN = regex.compile(r"到账|后$|入库|显示")
_PAID = regex.compile(r"(?:缴费|交费|扣款|支付|缴纳|缴款)(?:成功|完成)?(?:之?后|满|后满)?$")
_AT_ONCE = regex.compile(
    r"(?:缴费|交费|扣款|支付|缴纳)?(?:当[日天]|即时|实时)(?:即可|可以?|就能?|便可)"
)
_NEXT_DAY = regex.compile(r"次日|第二天|次个?工作日|下一?个?工作日|第二个工作日")
_HOST = regex.compile(
    r"""(?<![\w.@/-])(?:[a-z\d-]+\.){1,5}(?:gov|com|org|net|cn)(?:\.cn)?(?![\w.])
        (?::\d+)?(?:/[\x21-\x7e]*)?""",
    regex.VERBOSE | regex.IGNORECASE,
)


def _delay(text: _Text, start: int, end: int) -> tuple[Length, Where] | None:
    """How long a payment takes to show: 「缴费成功3个工作日后」, 「到账时间为缴费后2个工作日」."""
    view = text.view
    for atom in text.reading.atoms_in(start, end, "DURATION"):
        length = atom.value
        if not isinstance(length, Length) or length.unit not in ("day", "workday"):
            continue
        before = (max(start, atom.start - 12), atom.start)
        if _DELAYED.search(view, atom.start, atom.end + 2) or _SHOWN.search(view, *before):
            paid = _PAID.search(view, *before)
            begin = paid.start() if paid else atom.start
            return Length(length.count, length.unit), (begin, atom.end)
    if at_once := _AT_ONCE.search(view, start, end):
        return Length(0, "day"), at_once.span()
    next_day = _NEXT_DAY.search(view, start, end)
    if next_day and _DONE.search(view, start, end):
        unit: Literal["day", "workday"] = "workday" if "工作日" in next_day.group() else "day"
        return Length(1, unit), next_day.span()
    return None


def _link(text: _Text, start: int, end: int) -> Where | None:
    for atom in text.reading.atoms_in(start, end, "LINK"):
        return atom.start, atom.start + len(str(atom.value))
    host = _HOST.search(text.view, start, end) if text.view.find(".", start, end) >= 0 else None
    return host.span() if host else None


_JOINT_AFTER = regex.compile(
    r"[、，；。]?(?:或者?|也|还|及|以及|和|与)?(?:可以?)?(?:登录|通过|使用|到|去|在|前往|或者?|及|以及|和|与)$"
)


def _trimmed(view: str, start: int, end: int) -> Where:
    while start < end and view[start] in " 、，；（【:":
        start += 1
    joint = _JOINT_AFTER.search(view, start, end)
    end = joint.start() if joint and joint.start() > start else end
    while end > start and view[end - 1] in " 、，；。:":
        end -= 1
    if end > start and view[end - 1] in "）】" and view[start - 1 : start] in ("（", "【"):
        end -= 1
    return start, end


# ── the rules ────────────────────────────────────────────────────────────────────────────────


def _distinct(text: _Text, drafts: Sequence[_Draft]) -> list[_Draft]:
    """Each channel once: a bare mention of one that is told in full elsewhere goes."""
    kept: list[_Draft] = []
    for draft in drafts:
        same = [
            other
            for other in kept
            if (other.purpose, other.image_only) == (draft.purpose, draft.image_only)
            and _name(text, other) == _name(text, draft)
        ]
        mine = _content(text, draft)
        if any(mine <= _content(text, other) for other in same):
            continue
        for other in same:
            if _content(text, other) < mine:
                kept.remove(other)
        kept.append(draft)
    return kept


def _name(text: _Text, draft: _Draft) -> str:
    return "".join(text.view[slice(*part)] for part in draft.provider.parts)


def _content(text: _Text, draft: _Draft) -> set[str]:
    found = {text.view[slice(*where)] for where in (*draft.steps, *draft.institutions)}
    return found | {name for name in ("url", "delay") if getattr(draft, name)}


def _mode(text: _Text, draft: _Draft) -> Literal["online", "offline"]:
    if draft.provider.concept == "bank":  # 「银行缴费」 says neither
        for above in draft.block.above():
            if _ONLINE.search(text.reading.outline.words(above)):
                return "online"
    return "offline" if draft.provider.concept in _OFFLINE else "online"


def _channel(text: _Text, scope: Scope, draft: _Draft) -> Channel:
    reading = text.reading
    provider = draft.provider
    sentence = draft.sentence or _sentence(text, draft)
    begins = sentence.start <= provider.start < sentence.end
    pred = scope.of(
        sentence,
        until=provider.start if begins else sentence.start,
        without=() if _told_route(text, draft, sentence) else (Var.PAY_ROUTE,),
    )
    return Channel(
        id="channel",
        when=pred,
        spans=tuple(reading.evidence(*where) for where in sorted({draft.where, *draft.more})),
        purpose=draft.purpose,
        mode=_mode(text, draft),
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


def _sentence(text: _Text, draft: _Draft) -> Sentence:
    own = text.reading.outline.sentences_of(draft.block)
    at = draft.provider.start
    within = [one for one in own if one.start <= at < one.end]
    return (within or [one for one in own if one.end > draft.where[0]] or own)[0]


def _told_route(text: _Text, draft: _Draft, sentence: Sentence) -> bool:
    """Whether the way of paying is a condition here: 「通过微信缴费的，…」."""
    if draft.purpose == "pay":
        return False
    within = (sentence.block.body, draft.provider.start + 1)
    return any(
        condition.end() <= draft.provider.start
        for condition in _CONDITION.finditer(text.view, *within)
    )


def _listing(reading: Reading, ranges: tuple[Where, ...]) -> Fact[tuple[str, ...]] | None:
    if not ranges:
        return None
    return reading.stated(tuple(reading.printed(*one) for one in ranges), *ranges)


def _documents(reading: Reading, draft: _Draft) -> Iterator[Document]:
    if draft.purpose != "pay" or draft.steps:
        return
    for found in documents.find(reading, *draft.where):
        for paper in found.papers:
            names = tuple(name for name, _, _ in paper.names)
            where = [(start, end) for _, start, end in paper.names]
            yield Document(any_of=reading.stated(names, *where), form=paper.form)


def _posting(reading: Reading, draft: _Draft) -> Fact[Duration] | None:
    if draft.delay is None:
        return None
    length, where = draft.delay
    assert length.unit in ("day", "workday")  # _delay looks for no other
    value = Duration(count=length.count, unit=length.unit)
    if draft.delay_shared:
        why = "said of the branch before 或; that it holds for this one too is the safe reading"
        return reading.inferred(value, why, where)
    return reading.stated(value, where)

"""Channels to pay: the items under a heading that asks how, or what sentences say one pays by."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractor import pattern as regex
from extractor.channels.draft import (
    JOINED,
    Draft,
    Places,
    conditional,
    entry,
    first,
    steps_of,
    trimmed,
    verb,
    with_providers,
)
from extractor.channels.lookup import asks
from extractor.channels.question import meant
from extractor.outline import Block, Role
from extractor.path import Path
from extractor.provider import (
    ACCOUNTS,
    BANKS,
    HALLS,
    WALLETS,
    Provider,
    banks,
    collectors,
    generic,
    hall,
    shared_with_bank,
)
from extractor.provider import find as providers
from extractor.reading import Where

_IMAGE: Final = regex.compile(r"二维码|扫码|扫一扫|扫描|长按识别|小程序码|太阳码")
_DECEIT: Final = regex.compile(
    r"骗|诈|谨防|别信|陌生|(?:切勿|请勿|不要|勿|别)[^，。；]{0,6}(?:通过|点击?|信|向|扫|使用|泄露|将|把)|(?:不得|不能|无法)通过"
)
_ONLY_TOLD: Final = regex.compile(r"查[询看阅]|了解|咨询|公布|关注(?!“)")
# 「到便民服务中心登记，登记后…」
_FOR_OTHER: Final = regex.compile(
    r"[^，。；（:]{0,8}?(?:登记|激活|认证|退[费款]|申领|变更|更正|注销)"
)
# 「到服务站办理转移」, 「在便民服务中心核实更正后再缴费」: what one goes there for is not to pay
_ERRAND: Final = regex.compile(
    r"[^，。；（:]{0,12}?(?:登记|核实|更正|变更|修改|退[费还回款休]|转退休|停保|减员|转移|转入|接续|支取|提取|继承"
    r"|领取|申领|清退|支付手续|一次性支付|补足|趸缴|补缴手续|一次性补缴)"
)
# 「自助终端打印的缴费小票」, 「银行出具的回单」: where a paper comes from
_ISSUES: Final = regex.compile("(?:自助|自行)?(?:打印|开具|出具|生成|开|提供)的")
# 「在窗口交，有两个办法:一个是…」: those that follow are the channels
_ANNOUNCES: Final = regex.compile(
    r"[^。；:]{0,10}?(?:有|分|可选|下面|以下)[^，。；:]{0,8}(?:办法|方式|渠道|途径|选择|方法|地方|种|个)[^。；:]{0,4}[:，]"
)
_ADDRESS: Final = regex.compile(r"\P{Han}*(?:办公|办理|联系|详细|单位|网点)?地址")
# 「来源:某市医疗保障局」 under the text
_CREDIT: Final = regex.compile(
    "(?:信息|文章|内容|稿件)?来源|编辑|责编|责任编辑|审核|校对|监制|供稿|作者|文字|图片|发布(?:单位|机构)"
)
_LABEL: Final = regex.compile(
    r"""(?:方式|渠道|途径|方法|入口|第)?[一二三四五六七八九十\d]+(?:种|类|是)?(?:方式|渠道|途径)?$
      |(?:线上|线下|网上|现场|掌上)\p{Han}{0,6}$
      |(?:缴费|交费)?(?:方式|渠道|途径|步骤|流程|方法|路径|提示)$|(?:记者|负责人|问|答|温馨提示)$""",
    regex.VERBOSE,
)
_PLAIN_NAME: Final = regex.compile(
    r"(?!\p{Han}{0,4}(?:线[上下]|[网掌]上|在线|手机[端上]|现场|柜台|窗口|实体))[“”\p{Han}A-Za-z\d（）]{2,16}"
)
# 「网点:甲银行、乙银行」 below 「银行柜面」 lists the banks of the channel over it
_BRANCHES: Final = regex.compile(
    "(?:办理|缴费|营业|代收|合作|协作|支持|服务|开办)*(?:网点|银行|机构)(?:名单|范围)?"
)
# 「办税服务厅（包括城东办税服务厅、城西办税服务厅）」
_INCLUDES: Final = regex.compile("（(?:包括|包含|含|即|有|分别[是为]|具体[是为]):?")
_TAIL: Final = regex.compile(r"(?<=.)(?:线上|网上|自助)?(?:缴费|缴纳|交费|支付)$")
_OPENS: Final = regex.compile(r"(?:微信|支付宝|扫码)?(?:关注|搜索?|打开|进入?|添加|登录)")


def to_pay(places: Places) -> list[Draft]:
    """The channels of the blocks that answer how to pay, and those who collect for others."""
    drafts: list[Draft] = []
    headings: list[tuple[Block, Provider]] = []
    for block in places.reading.blocks:
        if block.role in (Role.TITLE, Role.SIGNATURE, Role.QUESTION):
            continue
        if places.asked(block) != "pay":
            drafts += _collected(places, block)
        elif _is_caption(places, block):
            drafts += _captions(places, block)
        elif block.role is Role.HEADING and _has_children(places, block):
            if provider := _of_heading(places, block):
                headings.append((block, provider))
        elif block.role is not Role.NOISE and not _ANY_WINDOW.fullmatch(
            places.view, block.body, block.end
        ):
            drafts += _of_block(places, block, drafts)
    for (
        heading,
        provider,
    ) in headings:  # 「税务窗口缴费」 over a paragraph that names no other place
        below = [draft for draft in drafts if draft.block.parent is heading]
        if all(draft.image_only for draft in below) and not any(
            draft.provider.concept == provider.concept for draft in below
        ):
            drafts.append(Draft("pay", provider, heading, (heading.body, heading.end)))
    return drafts or list(_paid_through(places))


# 「窗口:」, whose halls and banks stand in the lines behind it
_ANY_WINDOW: Final = regex.compile("(?:线下|现场|实体|人工)?(?:窗口|柜台|柜面|大厅|前台):")
_ALSO: Final = regex.compile(
    r"(?:[也还亦另]|另外|此外|同时|或者)[^，。；]{0,6}?(?:通过|登录|使用|下载|到|前往|去|在)"
)
_NUMBER: Final = regex.compile(r"[①-⑳⑴-⒇]|（\d{1,2}）|\d{1,2}[.、)](?!\d)|[一二三四五六七八九十]是")


def _has_children(places: Places, block: Block) -> bool:
    following = places.reading.blocks[block.index + 1 : block.index + 2]
    return bool(following) and following[0].parent is block


def _of_heading(places: Places, block: Block) -> Provider | None:
    """The provider that a heading names, if any."""
    named = places.providers(block, block.body, block.end)
    return named[0] if named else generic(places.view, block.body, block.end)


def _asks_how(places: Places, heading: Block) -> bool:
    return meant(places.reading.outline.words(heading)) == "pay" and not places.providers(
        heading, heading.body, heading.end
    )


# ── images ───────────────────────────────────────────────────────────────────────────────────


def _is_caption(places: Places, block: Block) -> bool:
    """「（扫码关注“某市医保”公众号）」: an image stood here."""
    return (
        block.end - block.body <= 45
        and _IMAGE.search(places.view, block.body, block.end) is not None
        and not places.paths_in(block.body, block.end)
    )


def _captions(places: Places, block: Block) -> Iterator[Draft]:
    where = trimmed(places.view, block.body, block.end)
    named = places.providers(block, block.body, block.end)
    for at, provider in enumerate(named):
        if _is_means(places.view, named, at, []):
            continue
        around = (min(where[0], provider.start), max(where[1], provider.end))
        yield Draft("pay", provider, block, around, image_only=True)


# ── an item, a paragraph, a row ──────────────────────────────────────────────────────────────


def _of_block(places: Places, block: Block, drafts: Sequence[Draft]) -> list[Draft]:
    """The channels of one item, paragraph or row; it may complete an earlier one instead."""
    view = places.view
    following = places.reading.blocks[block.index + 1 : block.index + 2]
    if following and following[0].head is block:
        return []  # the heads of a table
    sentences = places.reading.outline.sentences_of(block)
    parts = [
        (sentence.start, sentence.end)
        for sentence in sentences
        if not asks(places, sentence.start, sentence.end, paying=True)
    ]
    if block.lead and _CREDIT.fullmatch(view, *block.lead):
        return []
    heading = None
    if block.parent is not None and not _asks_how(places, block.parent):
        heading = _of_heading(places, block.parent)
    found: list[Draft] = []
    if (
        block.lead
        and heading
        and heading.concept in BANKS
        and _BRANCHES.fullmatch(view, *block.lead)
    ):
        return list(_of_lead(places, block, [heading], (block.lead[1] + 1, block.end)))
    for lead, told in _items(view, _lead(places, block), parts):
        begin = min(lead[1] + 1, block.end) if lead else told[0][0]
        reach = (begin, max(begin, told[-1][1]))
        others = told
        if lead and (named := _of_words(places, block, lead, reach)):
            # 「委托代扣。…签订协议。也可通过“某税通”APP缴费。」
            others = _others(places, block, named, told)
            end = others[0][0] if others else reach[1]
            found += _of_lead(places, block, named, (begin, max(begin, end)))
        for start, end in others:  # 「线上缴费:」, 「大厅:」 name nobody: what follows does
            part = (max(start, begin), end)
            told_of = _DECEIT.search(view, *part) or _ADDRESS.match(view, *part)
            own = _own_lead(places, block, part)
            if own and not told_of:
                found += _of_lead(places, block, own[0], (own[1] + 1, end), part[0])
            elif part[0] < end and not told_of:
                found += _of_sentence(places, block, part, heading, [*drafts, *found])
    return found


# Of two channels of one of these, the second may only tell more of the first.
_ALIKE: Final = (WALLETS | ACCOUNTS, BANKS | {"terminal"}, HALLS | {"tax_office"})


def _others(
    places: Places, block: Block, named: Sequence[Provider], told: Sequence[Where]
) -> list[Where]:
    """The parts of an item from where on it tells of other channels than the one that leads it.

    「微信:我→服务→支付。支付宝:市民中心→社保。各办税服务厅。」 in one paragraph.
    """
    for at, (start, end) in enumerate(told):
        if _ALSO.match(places.view, start, end):
            return list(told[at:])
        one = next(iter(places.providers(block, start, end)), None) if at else None
        if one and (not _alike(named[0], one) or _complete(places, told[0][0], told[at - 1][1])):
            return list(told[at:])
    return []


def _alike(one: Provider, other: Provider) -> bool:
    return one.concept == other.concept or any(
        {one.concept, other.concept} <= kind for kind in _ALIKE
    )


def _complete(places: Places, start: int, end: int) -> bool:
    """Whether a stretch says all of a channel: its clicks, its address, its banks."""
    return (
        bool(places.paths_in(start, end))
        or places.link(start, end) is not None
        or len(banks(places.view, start, end)) > 1
    )


def _items(
    view: str, lead: Where | None, parts: Sequence[Where]
) -> Iterator[tuple[Where | None, list[Where]]]:
    """The items of a block with their leads: 「①微信:…；②POS机:…」 in one line are two."""
    told: list[Where] = []
    for start, end in parts:
        number = _NUMBER.match(view, start, end)
        if number:
            if told:
                yield lead, told
            start, told = number.end(), []
            colon = view.find(":", start, min(end, start + 20))
            lead = (start, colon) if colon > 0 else None
        told.append((start, end))
    if told:
        yield lead, told


def _lead(places: Places, block: Block) -> Where | None:
    """The words before a colon, or the cell of a row, that may name the channel of a block."""
    if block.role is Role.ROW and len(block.cells) > 1:
        named = (cell for cell in block.cells[:3] if places.providers(block, *cell))
        return next(named, block.cells[0])
    return block.lead


def _own_lead(places: Places, block: Block, part: Where) -> tuple[list[Provider], int] | None:
    """The provider before a colon with which a later sentence of a block begins, and the colon."""
    start, end = part
    colon = places.view.find(":", start, min(end, start + 24))
    if start == block.body or colon < 0 or places.view.startswith("//", colon + 1):
        return None
    named = places.providers(block, start, colon)
    return (named, colon) if len(named) == 1 else None


def _of_words(places: Places, block: Block, lead: Where, reach: Where) -> list[Provider]:
    """The providers that a lead names; any name may be one that a click path explains."""
    view = places.view
    if named := places.providers(block, *lead):
        return named
    if name := generic(view, *lead):
        return [name]
    plain = _PLAIN_NAME.fullmatch(view, *lead) and not _LABEL.search(view, *lead)
    chains = places.paths_in(*reach) if plain and not meant(view[slice(*lead)]) else []
    if chains and not places.providers(block, lead[1], chains[0].steps[0][1]):
        return [Provider((_without_tail(view, *lead),), "app")]
    return []


def _without_tail(view: str, start: int, end: int) -> Where:
    tail = _TAIL.search(view, start, end)
    return (start, tail.start()) if tail else (start, end)


def _of_lead(
    places: Places, block: Block, named: Sequence[Provider], reach: Where, start: int | None = None
) -> Iterator[Draft]:
    """「“某税通”APP:首页→…」, 「手机银行缴费。可通过甲银行、乙银行手机银行缴费」.

    `start` is where the lead begins, if not with the block.
    """
    view = places.view
    start = block.body if start is None else start
    chains = places.paths_in(*reach)
    inside = [one for one in places.providers(block, *reach) if not conditional(view, one, reach)]
    for lead in named:
        provider = lead
        institutions: tuple[Where, ...] = ()
        if chains:
            provider = _account(view, lead, chains[0])
        elif len(named) == 1 and inside:
            provider, institutions = _narrowed(view, lead, inside)
        if provider.concept in BANKS or (provider.concept == "terminal" and not chains):
            institutions = tuple(banks(view, *reach)) or institutions
        where = trimmed(view, start, max(reach[1], lead.end))
        draft = Draft("pay", provider, block, where, institutions=institutions)
        draft.steps = chains[0].steps if chains else ()
        draft.url = places.link(start, reach[1])
        draft.image_only = not chains and _IMAGE.search(view, *reach) is not None
        yield draft


def _narrowed(
    view: str, lead: Provider, inside: Sequence[Provider]
) -> tuple[Provider, tuple[Where, ...]]:
    """The provider that the body names more exactly than the lead, or its several windows."""
    one = inside[0]
    words = view[lead.start : lead.end]
    longer = view[one.start : one.end]
    halls = [one for one in inside if one.concept in HALLS]
    if lead.concept == "tax_office" and len(halls) > 1:
        return lead, tuple((one.start, one.end) for one in halls)
    if lead.concept == "tax_office" and halls:
        return halls[0], ()
    more_exact = (
        (lead.concept == "bank" and one.concept in BANKS | {"terminal"})
        or (lead.concept == one.concept == "tax_hall" and len(words) < 7 <= len(longer))
        or ("POS" in words and one.concept in HALLS)
        or (
            (one.concept == lead.concept or {one.concept, lead.concept} <= HALLS)
            and one.concept not in BANKS
            and longer.endswith(words)
            and longer != words
        )
    )
    return (one, ()) if more_exact else (lead, ())


def _account(view: str, lead: Provider, path: Path) -> Provider:
    """The account or mini-program that the first clicks of a path open, else the lead itself."""
    if lead.concept not in WALLETS | ACCOUNTS:
        return lead
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
    return lead


# ── a sentence ───────────────────────────────────────────────────────────────────────────────


def _of_sentence(
    places: Places, block: Block, part: Where, heading: Provider | None, drafts: Sequence[Draft]
) -> list[Draft]:
    """The channels of a sentence without a lead."""
    view = places.view
    chains = places.paths_in(*part)
    named = [one for one in places.providers(block, *part) if not conditional(view, one, part)]
    where = trimmed(view, *part)
    alone = not named and not chains and (part[0] == block.body or view[part[0] - 1] == ":")
    named += [
        one
        for one in collectors(view, *where, alone=alone)
        if not conditional(view, one, part)
        and not any(other.start < one.end and one.start < other.end for other in named)
    ]
    if not named:
        if chains:
            return _of_paths(places, block, chains, heading, drafts)
        return _of_names(places, block, part, heading, drafts)
    named.sort(key=lambda one: one.start)
    if heading and heading.concept == "tax_office" and len(named) > 1:
        draft = Draft("pay", heading, block, where, more=[heading.parts[0]])
        draft.institutions = tuple((one.start, one.end) for one in named)
        return [draft]
    halls = named[1:] if all(one.concept in HALLS for one in named) else []
    if len(halls) > 1 and (inside := _INCLUDES.match(view, named[0].end)):
        closing = view.find("）", inside.end())
        if halls[-1].end <= closing:
            listed = tuple((max(one.start, inside.end()), one.end) for one in halls)
            return [Draft("pay", named[0], block, where, institutions=listed)]
    if joined := _one_hall(view, named):
        return [Draft("pay", joined[0], block, where, institutions=joined[1])]
    return list(_each(places, block, part, named, chains, heading))


def _each(
    places: Places, block: Block, part: Where, named: Sequence[Provider], chains: Sequence[Path],
    heading: Provider | None,
) -> Iterator[Draft]:  # fmt: skip
    """A draft for each provider of a sentence, with what stands up to the next one."""
    view = places.view
    start, end = part
    first_steps = [one for one in named if any(p.start <= one.start < p.end for p in chains)]
    own = [one for at, one in enumerate(named) if not _is_means(view, named, at, first_steps)]
    before: tuple[Where, ...] = ()
    for at, one in enumerate(own):
        left = own[at - 1].end if at else start
        right = own[at + 1].start if at + 1 < len(own) else end
        chain = first(chains, one, right)
        if (
            chain is None
            and (_ONLY_TOLD.search(view, one.end, right) or _FOR_OTHER.match(view, one.end, right))
            and not verb("pay").search(view, one.end, right)
        ):
            continue  # 「可在税务部门官网查询缴费渠道」
        if (
            _ISSUES.match(view, one.end, right)
            or (
                one.concept in HALLS | {"collector"}
                and at + 1 < len(own)
                and _ANNOUNCES.match(view, one.end, right)
            )
        ) or (one.concept == "service_hall" and _ERRAND.match(view, one.end, right)):
            continue
        provider = _account(view, one, chain) if chain else one
        if (
            heading
            and heading.concept == one.concept
            and one in first_steps
            and view[one.start : one.end] != view[heading.start : heading.end]
        ):
            provider = heading  # 「云闪付」 over 「云闪付APP→城市服务」
        draft = Draft("pay", provider, block, trimmed(view, start if at == 0 else one.start, right))
        draft.more = [provider.parts[0]] if provider is heading else []
        draft.steps = steps_of(view, provider, chain) if chain else entry(view, one.end, right)
        if one.concept in BANKS:
            shared = one.start + shared_with_bank(view, one.start)
            draft.institutions = (*banks(view, left, shared), *banks(view, one.end, right))
            if not draft.institutions and view[left : one.start] in JOINED:
                draft.institutions = before  # 「甲银行、乙银行网点及手机银行」
            before = draft.institutions
        draft.url = places.link(one.start, right)
        draft.image_only = chain is None and _IMAGE.search(view, one.start, right) is not None
        yield draft


_SEARCHES: Final = regex.compile(
    r"(?:的[，人]?|用户)?[中里内上]?(?:首页|搜索?|扫码|扫描?|扫一扫|[上下][方面]|以下|二维码|关注|进入?|打开|找到?|添加|直达)*"
)
_SIGNS: Final = regex.compile(r"(?:柜台|窗口|柜面)?(?:办理|签订|开通|申请|签约)\p{Han}{0,4}")


def _is_means(
    view: str, named: Sequence[Provider], at: int, first_steps: Sequence[Provider]
) -> bool:
    """Whether a provider is only a means of the one beside it.

    「微信支付 微信→我→服务」: the second is the first step. 「微信搜索“某某”小程序」,
    「用微信的，进“某某”公众号」: the first is where one finds the second. 「甲银行网点办理委托
    代扣」: the first is where one signs for it.
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


def _one_hall(view: str, named: Sequence[Provider]) -> tuple[Provider, tuple[Where, ...]] | None:
    """「某地办税服务厅社保费窗口或办税服务厅自主办税机」: one hall and its windows."""
    if len(named) != 2 or any(one.concept not in HALLS for one in named):
        return None
    one, other = named
    word = hall(view, other.start, other.end)
    at = view.find(word, one.start, one.end) if word else -1
    end = at + len(word)
    if at < 0 or end == one.end or other.start + len(word) == other.end:
        return None
    if view[one.end : other.start] not in JOINED:
        return None
    windows = ((at, one.end), (other.start, other.end))
    return Provider(((one.start, end),), one.concept), windows


def _of_paths(
    places: Places, block: Block, chains: Sequence[Path], heading: Provider | None,
    drafts: Sequence[Draft],
) -> list[Draft]:  # fmt: skip
    """A path without a provider of its own: the item's before it, or its heading's."""
    owner = block.parent
    last = drafts[-1] if drafts else None
    if last and not last.steps and not last.image_only:
        beside = last.block.index == block.index - 1 and not block.marker
        if beside or last.block in (block, owner):
            last.steps = chains[0].steps
            last.more.append((chains[0].start, chains[0].end))
            return []
    if heading is None and owner is not None and owner.role is Role.HEADING:
        where = trimmed(places.view, owner.body, owner.end)
        if not _asks_how(places, owner) and _PLAIN_NAME.fullmatch(places.view, *where):
            heading = Provider((_without_tail(places.view, *where),), "app")
    if heading is None:
        return []
    return [
        Draft(
            "pay", heading, block, (chain.start, chain.end), steps=chain.steps,
            more=[heading.parts[0]],
        )
        for chain in chains
    ]  # fmt: skip


def _of_names(
    places: Places, block: Block, part: Where, heading: Provider | None, drafts: Sequence[Draft]
) -> list[Draft]:
    """Banks, in brackets below the channel that they belong to; an address below its site."""
    view = places.view
    where = trimmed(view, *part)
    last = drafts[-1] if drafts else None
    if link := places.link(*part):  # 「网址:https://…」 under 「电子税务局」
        near = last and (last.block is block.parent or last.block.index >= block.index - 1)
        if last and near and not last.url:
            last.url = link
            last.more.append(where)
            return []
        if heading:
            return [Draft("pay", heading, block, where, url=link, more=[heading.parts[0]])]
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
        if last and last.provider == heading and last.institutions:  # a bank a line
            last.institutions += listed
            last.more.append(where)
            return []
    else:
        provider = Provider(((listed[0][0], listed[-1][1]),), "bank")
        listed = listed if len(listed) > 1 else ()
    draft = Draft("pay", provider, block, where, institutions=listed)
    draft.more = [provider.parts[0]] if provider is heading else []
    return [draft]


# ── where no heading asks ────────────────────────────────────────────────────────────────────

_COLLECTED: Final = regex.compile(r"代收|代缴|代征|收[取缴]|统一缴|集中缴")
_NO_COLLECTOR: Final = regex.compile(
    r"经办|单位|财政|银行|企业|税务|医保局|保障局|民政|残联|部门|机构|基金"
)
_LED_TO: Final = regex.compile(
    r"""(?:通过|登录|登陆|前往|使用|利用|打开|关注|进入|选择|采[取用]|在|到|去|用|向|走|或|或者|[、和及与“])
        [^，。；]{0,14}$""",
    regex.VERBOSE,
)


def _collected(places: Places, block: Block) -> Iterator[Draft]:
    """「在校学生由学校统一代收」: who collects, told where no heading asks how to pay."""
    view = places.view
    if _COLLECTED.search(view, block.body, block.end) is None or block.role is Role.NOISE:
        return
    for sentence in places.reading.outline.sentences_of(block):
        for one in collectors(view, sentence.start, sentence.end):
            told = _COLLECTED.search(view, one.end, one.end + 14)
            if told and not _NO_COLLECTOR.search(view, one.start, one.end):
                where = trimmed(view, sentence.start, sentence.end)
                yield Draft("pay", one, block, where, sentence)


def _paid_through(places: Places) -> Iterator[Draft]:
    """「请通过微信、支付宝或到办税服务厅缴费」, where no heading asks how to pay."""
    view = places.view
    for sentence in with_providers(places.reading):
        part = (sentence.start, sentence.end)
        if _DECEIT.search(view, *part) or asks(places, *part, paying=True):
            continue
        named = [
            one
            for one in places.providers(sentence.block, *part)
            if not conditional(view, one, part) and _LED_TO.search(view, part[0], one.start)
        ]
        if named and verb("pay").search(view, named[-1].end, sentence.end):
            chains = places.paths_in(*part)
            yield from _each(places, sentence.block, part, named, chains, None)

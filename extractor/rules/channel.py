"""渠道: where one pays, looks a payment up, or gets a receipt; online or at a counter."""

from __future__ import annotations

from bisect import bisect_right
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
from extractor.reading import Reading, Where
from extractor.schema import Channel, Document, Duration
from extractor.scope import Scope

Purpose = Literal["pay", "query", "receipt"]
Mode = Literal["online", "offline"]

_OFFLINE: Final = frozenset(
    {
        "bank",
        "bank_branch",
        "bank_debit",
        "tax_hall",
        "service_hall",
        "terminal",
        "tax_office",
        "person",
    }
)
_BANKS: Final = frozenset({"bank", "bank_branch", "bank_debit", "mobile_bank"})
_HALLS: Final = frozenset({"tax_hall", "service_hall", "terminal"})
_WALLETS: Final = frozenset({"wechat", "alipay", "unionpay", "wallet"})
_ACCOUNTS: Final = frozenset({"account", "mini_program", "app"})


@dataclass(frozen=True, slots=True)
class Provider:
    """A channel's name: its ranges of the view, and its concept in the lexicon.

    `parts` are several where names share what they are (“甲”“乙”微信小程序).
    """

    parts: tuple[Where, ...]
    concept: str

    @property
    def start(self) -> int:
        return self.parts[0][0]

    @property
    def end(self) -> int:
        return self.parts[-1][1]


@dataclass(slots=True)
class _Draft:
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


def find(reading: Reading, scope: Scope) -> Iterator[Channel]:
    """The channels of a notice, in order; each item of a list of channels may name several.

    Channels to pay are read where a heading, question or lead asks how to pay, or, where none
    does, in sentences that say through what one pays; channels to look up or get a receipt
    wherever a sentence says so.

    >>> from extractor.notice import Notice
    >>> text = "缴费须知\\n一、缴费渠道\\n1．支付宝：市民中心→社保缴费。\\n2．各县区办税服务厅。\\n"
    >>> reading = Reading(Notice(text))
    >>> [(channel.mode, channel.provider.value) for channel in find(reading, Scope(reading))]
    [('online', '支付宝'), ('offline', '各县区办税服务厅')]
    """
    text = _Text(reading)
    drafts = [*_to_pay(text)]
    drafts += _to_ask(text)
    if not any(draft.purpose == "pay" for draft in drafts):
        drafts += _paid_through(text)
    drafts = _distinct(reading, drafts)
    drafts.sort(key=lambda draft: (draft.where[0], draft.provider.start))
    for draft in drafts:
        yield _channel(text, scope, draft)


# ── names of providers ───────────────────────────────────────────────────────────────────────

_QUOTED = r"(?:“[^“”\n]{1,24}”|「[^「」\n]{1,24}」|《[^《》\n]{1,24}》|‘[^‘’\n]{1,24}’)"
# What leads to a provider and is not its name: 「可通过」, 「缴费3日后前往」.
_LEADS_TO = regex.compile(
    r"""通过|登录|登陆|前往|使用|利用|打开|关注|进入|下载|扫码|借助|采用|搜索|访问|携带|选择|直接|自行
        |(?<![所存现])在(?![线职编])|(?<![达收遇签受])到(?![期账位龄])|去(?!年)|至(?!少)|赴
        |(?<![关由终等属处位对便])于|向(?!阳)|(?<![使费信专公适备])用(?![户人])|(?<![自理缘])由
        |或者|或|以及|可以|可(?!克)|请|后(?!旗)|均|任选|经|走""",
    regex.VERBOSE,
)
_JOINTS = regex.compile(r"[和及与或等的也还线上下:]+(?=.)")
_NAME_BEFORE = regex.compile(r"(?r)(?:（[^（）\n]{1,16}）|[\p{Han}A-Za-z\d·])+")
_BANK = regex.compile(
    r"""\p{Han}{2,14}?(?:银行|农商行|农信社|农信|信用联社|信用社|农合行)(?:（[^（）\n]{1,8}）)?
        |(?:中国)?(?:[工农中建交招]|邮储|浦发|光大|民生|兴业)行""",
    regex.VERBOSE,
)
_ANY_BANK = regex.compile(
    r"""(?:各家?|各大|相关|有关|协作|合作|代收|代扣|手机|网上|掌上|任一家?|指定|签约|上述|以[上下]|商业|电子|微信|开户
        |所在|委托|国有|其他|多家|几家|[一二三四五六七八九十两\d]+家|个人|移动|自助|本人|就近|附近|当地|定点|我市|全市
        |本市|全省|人民|等|及|的)*(?:银行|农信社|信用社)""",
    regex.VERBOSE,
)
_PURPOSE_TAIL = (
    r"(?:线上|线下|网上|自助|柜台|窗口)?(?:缴费|缴纳|交费|支付|办理|代收)?(?:渠道|方式|途径)?"
)
_GENERIC_LEAD: Final = (
    (regex.compile(rf"(?:通过)?(?:各?(?:商业|合作|协作|代收)?银行){_PURPOSE_TAIL}$"), "bank"),
    (regex.compile(rf"(?:通过)?(?:税务(?:部门|机关|局)|税务){_PURPOSE_TAIL}$"), "tax_office"),
)
_PERSON = regex.compile(
    r"由(?P<who>[\p{Han}（）]{0,12}(?:村|社区|网格|乡镇|街道|学校|干部|代办|协办)[\p{Han}（）]{0,6}?)(?:上门|统一|集中)?(?:代收|代缴|代征|收取)"
)


@cache
def _words() -> tuple[regex.Pattern[str], dict[str, str]]:
    concepts = {
        word: concept for concept, entry in lexicon()["provider"].items() for word in entry["terms"]
    }
    words = "|".join(sorted(map(regex.escape, concepts), key=len, reverse=True))
    kinds = "|".join(
        sorted(
            (regex.escape(word) for word, concept in concepts.items() if concept in _ACCOUNTS),
            key=len,
            reverse=True,
        )
    )
    pattern = regex.compile(
        rf"""(?P<names>{_QUOTED}(?:[、和或及与]?{_QUOTED})*)
              (?P<kind>(?:微信|支付宝|手机|官方|政务)?的?(?:{kinds}))
            |(?<![\p{{Han}}A-Za-z”])(?P<kindfirst>(?:微信|支付宝|云闪付|抖音)?(?:官方)?(?:{kinds}))
              (?P<name>[“《「][^“”《》「」\n—→>/-]{{1,24}}[”》」])
            |(?P<word>{words})""",
        regex.VERBOSE,
    )
    return pattern, concepts


_QUOTED_NAME = regex.compile(_QUOTED)


def providers(text: str, start: int, end: int) -> list[Provider]:
    """The providers that a stretch of the view names, in order.

    >>> text = "携带身份证到各县（市、区）办税服务厅，或使用“某税通”APP、支付宝"
    >>> [text[one.start : one.end] for one in providers(text, 0, len(text))]
    ['各县（市、区）办税服务厅', '“某税通”APP', '支付宝']
    """
    pattern, concepts = _words()
    found: list[Provider] = []
    floor = start
    for match in pattern.finditer(text, start, end):
        if match["names"]:
            names = [name.span() for name in _QUOTED_NAME.finditer(match["names"])]
            at, kind = match.start(), match.span("kind")
            concept = next(concepts[word] for word in _endings(match["kind"]) if word in concepts)
            for left, right in names[:-1]:
                found.append(Provider(((at + left, at + right), kind), concept))
            found.append(Provider(((at + names[-1][0], kind[1]),), concept))
        elif match["name"]:
            concept = next(
                concepts[word] for word in _endings(match["kindfirst"]) if word in concepts
            )
            found.append(Provider((match.span(),), concept))
        else:
            concept = concepts[match["word"]]
            last = found[-1] if found else None
            if last and concept in _HALLS and last.concept in _HALLS:
                gap = text[last.end : match.start()]
                if "POS" in match["word"]:
                    continue  # 「办税服务厅POS机刷卡」: the hall is the provider
                if _WITHIN.fullmatch(gap):
                    found[-1] = Provider(((last.start, match.end()),), last.concept)
                    floor = match.end()
                    continue
            begin = _name_start(text, floor, match.start(), concept)
            found.append(Provider(((begin, match.end()),), concept))
        floor = match.end()
    return found


_WITHIN = regex.compile(r"(?:[内的]|[一二三四五\d]楼|\p{Han}{0,4}(?<![、或和及与到]))?")


def _endings(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[at:]


def _name_start(text: str, floor: int, at: int, concept: str) -> int:
    """Where the name begins that a word for a provider ends: 各县区|办税服务厅, 楚税通|APP."""
    if concept in _WALLETS or concept == "bank_debit":
        return at
    name = _NAME_BEFORE.match(text, floor, at)
    if name is None:
        return at
    begin = name.start()
    for lead in _LEADS_TO.finditer(text, begin, at):
        begin = lead.end()
    joints = _JOINTS.match(text, begin, at)
    if joints and begin <= name.start():
        begin = joints.end()
    if concept in _BANKS or concept == "terminal":
        banks = _banks(text, floor, at)
        if banks and (len(banks) > 1 or banks[0][1] != at):
            return at  # 「甲银行、乙银行的手机银行」: the banks are institutions
        if concept in _BANKS and not banks and not _ANY_BANK.match(text, begin, at):
            lead = regex.match(r"就近的?|附近的?|各大?|任一|指定的?|我市", text[begin:at])
            return begin if lead else at
    return begin


def _banks(text: str, start: int, end: int) -> list[Where]:
    """The banks that a stretch of the view lists by name."""
    found: list[Where] = []
    for match in _BANK.finditer(text, start, end):
        begin = match.start()
        for lead in _LEADS_TO.finditer(text, begin, match.end() - 2):
            begin = lead.end()
        joints = regex.compile(r"[和及与等的如]+|包括|有|为|是").match(text, begin, match.end() - 2)
        if joints:
            begin = joints.end()
        if _ANY_BANK.fullmatch(text, begin, match.end()) or match.end() - begin < 2:
            continue
        found.append((begin, match.end()))
    return found


# ── what is asked where ──────────────────────────────────────────────────────────────────────

_ASKS_TO_PAY = regex.compile(
    r"""(?:缴费|缴纳|交费|缴存|征缴|征收|参保)[\p{Han}、（）]{0,8}(?:渠道|方式|途径|方法|入口|路径|指南|指引|通道|平台|地点)
      |渠道|途径|入口|(?:线上|线下|网上|掌上|自助|银行|微信|支付宝)(?:缴|交)
      |(?:怎么|怎样|如何|咋|哪里|哪儿|何处|什么方式|哪些方式|什么地方)[\p{Han}]{0,10}(?:缴|交)
      |(?:缴|交)[费纳]?[\p{Han}]{0,4}(?:去哪|在哪|到哪|哪里|哪儿)|缴费流程|缴费操作|缴费步骤""",
    regex.VERBOSE,
)
_ASKS_TO_QUERY = regex.compile(r"查询|怎么查|如何查|查缴费|缴费记录|到账")
_ASKS_FOR_RECEIPT = regex.compile(r"票据|凭证|发票|完税|证明|收据")
_ASKS_BY_WAY = regex.compile(r"渠道|途径|方式|怎么缴|怎么交|如何缴费")
_ASKS_OTHERWISE = regex.compile(
    r"咨询|登记|待遇|标准|基数|时间|期限|退费|停保|退休|提示|提醒|注意|事项|变更|补缴|等待|多少|哪些人|什么时候|贴士|电话"
)
_MODE = regex.compile(
    r"(?P<online>线上|网上|掌上|在线|手机端)|(?P<offline>线下|现场|柜台|窗口|实体)"
)
_ORDINAL_LEAD = regex.compile(
    r"(?:方式|渠道|途径|方法|入口|第)?[一二三四五六七八九十\d]+(?:种|类|是)?(?:方式|渠道|途径)?$|(?:线上|线下|网上|现场|掌上)\p{Han}{0,6}$|(?:缴费|交费)?(?:方式|渠道|途径|步骤|流程|方法|路径|提示)$|(?:记者|负责人|问|答|温馨提示)$"
)
_DECEIT = regex.compile(r"骗|诈|切勿|请勿|不要|谨防|转账|别信|不得通过|不能通过|无法通过")


class _Text:
    """A reading with its paths, and what each block's headings ask."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.view = reading.text
        self.paths = paths(reading)
        self._path_starts = [path.start for path in self.paths]
        self._asked: dict[int, str] = {}

    def paths_in(self, start: int, end: int) -> list[Path]:
        """The paths that begin in a range."""
        at = bisect_right(self._path_starts, start - 1)
        return [path for path in self.paths[at:] if path.start < end]

    def providers(self, start: int, end: int) -> list[Provider]:
        """The providers of a range, not those that only name a later step of a path."""
        within = [path for path in self.paths if path.start < end and start < path.end]
        return [
            one
            for one in providers(self.view, start, end)
            if not any(path.steps[0][1] <= one.start < path.end for path in within)
        ]

    def asked(self, block: Block) -> str:
        """What the lead, the headings or the question over a block ask: pay, query, receipt, or other."""
        if block.index not in self._asked:
            self._asked[block.index] = self._ask(block)
        return self._asked[block.index]

    def _ask(self, block: Block) -> str:
        reading = self.reading
        if block.lead and (own := _meant(reading.words(block.lead))) and own != "other":
            return own
        for above in block.above():
            if above.role in (Role.HEADING, Role.QUESTION):
                words = reading.outline.words(above)
            elif above.lead:
                words = reading.words(above.lead)
            elif above.end - above.body <= 30:
                words = reading.outline.words(above)
            else:
                continue
            if meant := _meant(words):
                return meant
        if block.index and block.role is Role.PARAGRAPH and block.parent is None:
            before = reading.blocks[block.index - 1]
            if self.view[before.end - 1] in "？?":
                return _meant(reading.outline.words(before)) or "other"
        return "other"


def _meant(words: str) -> str:
    if _ASKS_FOR_RECEIPT.search(words) and not _ASKS_BY_WAY.search(words):
        return "receipt"
    if _ASKS_TO_PAY.search(words) and not _ASKS_TO_QUERY.search(words):
        return "pay"
    if _ASKS_TO_QUERY.search(words):
        return "query"
    return "other" if _ASKS_OTHERWISE.search(words) else ""


# ── paying ───────────────────────────────────────────────────────────────────────────────────

_CONDITION = regex.compile(
    r"[^，；。]*(?:缴费|缴纳|交费|支付(?!宝)|扣款|成功|完成|签约)[^，；。]{0,14}(?:的|后|之后)(?=，)"
)
_IMAGE = regex.compile(r"二维码|扫码|扫一扫|扫描|长按识别|小程序码|太阳码")
_STEP_NAMES = regex.compile(r"(?:关注|搜索|打开|进入|添加|登录|微信搜索|扫码关注)")


def _to_pay(text: _Text) -> Iterator[_Draft]:
    """The channels of the blocks that answer how to pay."""
    drafts: list[_Draft] = []
    used: set[int] = set()
    pending: list[Block] = []
    for block in text.reading.blocks:
        if block.role in (Role.TITLE, Role.SIGNATURE, Role.QUESTION):
            continue
        if text.asked(block) != "pay":
            continue
        if block.role is Role.HEADING:
            if _heading_provider(text, block):
                pending.append(block)
            continue
        if block.role is Role.NOISE or _is_caption(text, block):
            drafts += _captions(text, block)
            continue
        owner = _owner(text, block)
        found: list[_Draft] = []
        _of_block(text, block, owner, drafts, found)
        if owner is not None and any(draft.provider.start >= owner.start for draft in found):
            used.add(owner.index)
        drafts += found
    for block in pending:
        if block.index in used or any(draft.block.parent is block for draft in drafts):
            continue
        provider = _heading_provider(text, block)
        if provider:
            drafts.append(_Draft("pay", provider, block, (block.body, block.end)))
    yield from drafts


def _heading_provider(text: _Text, block: Block) -> Provider | None:
    """The provider that a heading names, unless it asks how to pay."""
    found = text.providers(block.body, block.end)
    if found:
        return found[0]
    return _generic(text, block.body, block.end)


def _generic(text: _Text, start: int, end: int) -> Provider | None:
    """「银行缴费」, 「税务部门缴费」: a name that only a heading or lead makes a provider."""
    words = text.view[start:end].rstrip(":。；")
    for pattern, concept in _GENERIC_LEAD:
        if pattern.match(words):
            name = regex.match(
                r"(?:通过)?(?P<name>\p{Han}*?(?:银行|税务部门|税务机关|税务局|税务))", words
            )
            if name:
                return Provider(((start + name.start("name"), start + name.end("name")),), concept)
    return None


def _owner(text: _Text, block: Block) -> Block | None:
    """The heading, or the item with a lead, in whose name a block without a provider speaks."""
    above = block.parent
    if above is None or above.role is Role.QUESTION or above.role is Role.ROW:
        return None
    return above


def _is_caption(text: _Text, block: Block) -> bool:
    return (
        block.end - block.body <= 45
        and _IMAGE.search(text.view, block.body, block.end) is not None
        and not text.paths_in(block.body, block.end)
    )


def _captions(text: _Text, block: Block) -> Iterator[_Draft]:
    """「（扫码关注“某市医保”公众号）」: an image stood here."""
    if not _is_caption(text, block):
        return
    start, end = block.body, block.end
    while start < end and text.view[start] in "（【":
        start += 1
    while end > start and text.view[end - 1] in "）】。":
        end -= 1
    for provider in text.providers(block.body, block.end)[-1:]:
        where = (min(start, provider.start), max(end, provider.end))
        yield _Draft("pay", provider, block, where, image_only=True)


def _of_block(
    text: _Text, block: Block, owner: Block | None, drafts: list[_Draft], found: list[_Draft]
) -> None:
    """Adds the channels of one item, paragraph or row; it may complete an earlier one."""
    view = text.view
    start = block.body
    lead: Where | None = block.lead
    if block.role is Role.ROW and len(block.cells) > 1:
        lead = block.cells[0]
    if lead and _is_label(text, lead):
        start, lead = min(lead[1] + 1, block.end), None
    sentences = _sentences(text, block, start)
    if lead is not None:
        body = [part for part in sentences if _asks(text, *part, paying=True) is None]
        begin = min(lead[1] + 1, block.end)
        reach = (begin, max([begin, *(end for _, end in body)]))
        named = _of_words(text, lead, reach)
        if named:
            found += _of_lead(text, block, named, reach)
            return
    heading = None
    if owner is not None and not _section(text, owner):
        heading = _heading_provider(text, owner)
    for part in sentences:
        if _asks(text, *part, paying=True) is None and not _DECEIT.search(view, *part):
            found += _of_sentence(text, block, part, heading, owner, [*drafts, *found])


def _is_label(text: _Text, lead: Where) -> bool:
    """Whether a lead is no provider's name: 「线上缴费:」, 「方式一:」, 「缴费渠道:」."""
    words = text.view[slice(*lead)]
    if _meant(words) and not text.providers(*lead):
        return True
    return _ORDINAL_LEAD.search(words) is not None and not text.providers(*lead)


def _of_words(text: _Text, lead: Where, reach: Where) -> list[Provider]:
    """The providers that a lead names; any name may be one that a click path explains."""
    view = text.view
    named = text.providers(*lead)
    if not named and (generic := _generic(text, *lead)):
        named = [generic]
    if not named and _is_plain_name(view[slice(*lead)]):
        chains = text.paths_in(*reach)
        if chains and not text.providers(lead[1], chains[0].steps[0][1]):
            named = [Provider((_without_tail(view, *lead),), "app")]
    return named


def _section(text: _Text, block: Block) -> bool:
    """Whether a heading is the one that asks how to pay."""
    return _meant(text.reading.outline.words(block)) == "pay" and not text.providers(
        block.body, block.end
    )


def _is_plain_name(words: str) -> bool:
    return regex.fullmatch(
        r"[“”\p{Han}A-Za-z\d（）]{2,16}", words
    ) is not None and not _MODE.search(words)


def _without_tail(view: str, start: int, end: int) -> Where:
    tail = regex.search(r"(?:线上|网上|自助)?(?:缴费|缴纳|交费|支付)$", view[start:end])
    return (start, start + tail.start()) if tail and tail.start() else (start, end)


def _sentences(text: _Text, block: Block, start: int) -> list[Where]:
    return [
        (max(sentence.start, start), sentence.end)
        for sentence in text.reading.outline.sentences_of(block)
        if sentence.end > start
    ]


def _of_lead(
    text: _Text, block: Block, named: Sequence[Provider], reach: Where
) -> Iterator[_Draft]:
    """「“某税通”APP:首页→…」, 「手机银行缴费。可通过甲银行、乙银行手机银行缴费」."""
    view = text.view
    chains = text.paths_in(*reach)
    inside = [one for one in text.providers(*reach) if not _conditional(view, one, reach)]
    for lead in named:
        provider = lead
        institutions: tuple[Where, ...] = ()
        if chains:
            account = _account(text, chains[0])
            if account and lead.concept in _WALLETS | _ACCOUNTS:
                provider = account
        elif len(named) == 1 and inside:
            provider, institutions = _narrowed(text, lead, inside)
        where = (block.body, max(reach[1], lead.end))
        draft = _Draft("pay", provider, block, _trimmed(view, *where))
        draft.steps = chains[0].steps if chains else ()
        if provider.concept in _BANKS:
            institutions = tuple(_banks(view, *reach)) or institutions
        draft.institutions = institutions
        draft.url = _link(text, block.body, reach[1])
        draft.image_only = not chains and _IMAGE.search(view, *reach) is not None
        yield draft


def _narrowed(
    text: _Text, lead: Provider, inside: Sequence[Provider]
) -> tuple[Provider, tuple[Where, ...]]:
    """The provider that the body names more exactly than the lead, or its several windows."""
    first = inside[0]
    words = text.view[lead.start : lead.end]
    if lead.concept == "tax_office":
        halls = [one for one in inside if one.concept in _HALLS]
        if len(halls) > 1:
            return lead, tuple((one.start, one.end) for one in halls)
        return (halls[0], ()) if halls else (lead, ())
    if lead.concept == "bank":
        return (first, ()) if first.concept in _BANKS | {"terminal"} else (lead, ())
    longer = text.view[first.start : first.end]
    if first.concept == lead.concept and longer.endswith(words) and len(longer) > len(words):
        if first.concept not in _BANKS:
            return first, ()
    return lead, ()


def _account(text: _Text, path: Path) -> Provider | None:
    """The account or mini-program that the first click of a path opens."""
    for start, end in path.steps[:2]:
        if _STEP_NAMES.match(text.view, start, end):
            for one in providers(text.view, start, end):
                if one.concept in _ACCOUNTS and one.end - one.start > 4:
                    return one
    return None


def _conditional(view: str, one: Provider, within: Where) -> bool:
    """「通过微信缴费的，…」, 「通过银行缴费成功五个工作日后，…」: where one has paid, not where to."""
    begin = max(within[0], *(view.rfind(stop, within[0], one.start) + 1 for stop in "，；。"))
    condition = _CONDITION.match(view, begin, within[1])
    return condition is not None and condition.end() > one.start


def _of_sentence(
    text: _Text,
    block: Block,
    part: Where,
    heading: Provider | None,
    owner: Block | None,
    drafts: Sequence[_Draft],
) -> Iterator[_Draft]:
    view = text.view
    start, end = part
    chains = text.paths_in(start, end)
    named = [one for one in text.providers(start, end) if not _conditional(view, one, part)]
    if not named:
        if chains:
            yield from _of_paths(text, block, chains, heading, owner, drafts)
        else:
            yield from _of_names(text, block, part, heading, drafts)
        return
    if heading and heading.concept == "tax_office" and len(named) > 1:
        where = _trimmed(view, start, end)
        draft = _Draft("pay", heading, block, where, more=[(heading.start, heading.end)])
        draft.institutions = tuple((one.start, one.end) for one in named)
        yield draft
        return
    joined = _one_hall(view, named)
    if joined:
        provider, windows = joined
        yield _Draft("pay", provider, block, _trimmed(view, start, end), institutions=windows)
        return
    yield from _each(text, block, part, named, chains, heading)


def _each(
    text: _Text,
    block: Block,
    part: Where,
    named: Sequence[Provider],
    chains: Sequence[Path],
    heading: Provider | None,
) -> Iterator[_Draft]:
    """A draft for each provider of a sentence, with what stands up to the next one."""
    view = text.view
    start, end = part
    for index, one in enumerate(named):
        chain = next((path for path in chains if path.start <= one.start < path.end), None)
        previous = named[index - 1] if index else None
        if chain and previous and previous.end >= chain.start - 1 and previous.start < chain.start:
            continue  # 「微信支付 微信→我→服务」: the second is the first step
        following = named[index + 1] if index + 1 < len(named) else None
        if following and any(p.start <= following.start < p.end for p in chains):
            following = named[index + 2] if index + 2 < len(named) else None
        left = named[index - 1].end if index else start
        right = following.start if following else end
        chain = chain or next((path for path in chains if one.end <= path.start < right), None)
        provider = one
        more: list[Where] = []
        if (
            chain
            and heading
            and heading.concept == one.concept
            and chain.start <= one.start
            and view[one.start : one.end] != view[heading.start : heading.end]
        ):
            provider, more = heading, [(heading.start, heading.end)]
        where = _trimmed(view, start if index == 0 else one.start, right)
        draft = _Draft("pay", provider, block, where, more=more)
        draft.steps = chain.steps if chain else ()
        if one.concept in _BANKS:
            before = _banks(view, left, one.start) if one.start > left else []
            draft.institutions = tuple([*before, *_banks(view, one.end, right)])
        draft.url = _link(text, one.start, right)
        draft.image_only = chain is None and _IMAGE.search(view, one.start, right) is not None
        yield draft


def _one_hall(view: str, named: Sequence[Provider]) -> tuple[Provider, tuple[Where, ...]] | None:
    """「某地办税服务厅社保费窗口或办税服务厅自主办税机」: one hall and its windows."""
    if len(named) != 2 or any(one.concept not in _HALLS for one in named):
        return None
    first, second = named
    if view[first.end : second.start] not in ("或", "或者", "、", "和", "及"):
        return None
    pattern, _ = _words()
    hall = pattern.match(view, second.start, second.end)
    if hall is None or hall.end() == second.end:
        return None
    at = view.find(hall.group(), first.start, first.end)
    if at < 0 or at + len(hall.group()) == first.end:
        return None
    provider = Provider(((first.start, at + len(hall.group())),), first.concept)
    return provider, ((at, first.end), (second.start, second.end))


def _of_paths(
    text: _Text,
    block: Block,
    chains: Sequence[Path],
    heading: Provider | None,
    owner: Block | None,
    drafts: Sequence[_Draft],
) -> Iterator[_Draft]:
    """A path without a provider of its own: it is its heading's, or that of the item above."""
    for draft in reversed(drafts):
        if draft.block not in (block, owner) or draft.purpose != "pay":
            break
        if not draft.steps:
            draft.steps = chains[0].steps
            draft.more.append((chains[0].start, chains[0].end))
            return
    if owner is not None:
        if heading is None and owner.role is Role.HEADING and not _section(text, owner):
            where = (owner.body, owner.end)
            if _is_plain_name(text.view[slice(*where)].rstrip(":")):
                heading = Provider((_without_tail(text.view, owner.body, owner.end),), "app")
    if heading is None:
        return
    for chain in chains:
        where = (chain.start, chain.end)
        draft = _Draft("pay", heading, block, where, more=[(heading.start, heading.end)])
        draft.steps = chain.steps
        yield draft


def _of_names(
    text: _Text, block: Block, part: Where, heading: Provider | None, drafts: Sequence[_Draft]
) -> Iterator[_Draft]:
    """Banks in brackets below the channel that they belong to; people who collect."""
    view = text.view
    if person := _PERSON.search(view, *part):
        provider = Provider((person.span("who"),), "person")
        yield _Draft("pay", provider, block, _trimmed(view, *part))
        return
    banks = _banks(view, *part)
    if not banks:
        return
    for draft in reversed(drafts):
        if draft.provider.concept in _BANKS | {"terminal"} and not draft.institutions:
            if draft.block.index >= block.index - 2:
                draft.institutions = tuple(banks)
                draft.more.append(_trimmed(view, *part))
                return
        break
    if heading is not None and heading.concept in _BANKS:
        where = _trimmed(view, *part)
        draft = _Draft("pay", heading, block, where, more=[(heading.start, heading.end)])
        draft.institutions = tuple(banks)
        yield draft
    elif len(banks) > 1:
        provider = Provider(((banks[0][0], banks[-1][1]),), "bank")
        draft = _Draft("pay", provider, block, _trimmed(view, *part))
        draft.institutions = tuple(banks)
        yield draft


def _paid_through(text: _Text) -> Iterator[_Draft]:
    """「缴费人可通过支付宝、手机银行缴费」 where no heading asks how to pay."""
    view = text.view
    for sentence in _with_providers(text):
        part = (sentence.start, sentence.end)
        if _DECEIT.search(view, *part) or _asks(text, *part, paying=True):
            continue
        named = [
            one
            for one in text.providers(*part)
            if not _conditional(view, one, part) and _led_to(view, one, part)
        ]
        pays = _verb("pay").search(view, named[-1].end, sentence.end) if named else None
        if pays and not _AS_PROOF.search(view, *part):
            chains = text.paths_in(*part)
            yield from _each(text, sentence.block, part, named, chains, None)


_AS_PROOF = regex.compile(r"凭证|依据|票据|经办机构")
_LED_TO = regex.compile(
    r"(?:通过|登录|登陆|前往|使用|利用|打开|关注|进入|在|到|去|用|向|走|或|或者|[、和及与“])[^，。；]{0,14}$"
)


def _led_to(view: str, one: Provider, within: Where) -> bool:
    return _LED_TO.search(view, within[0], one.start) is not None


# ── looking up, getting a receipt ────────────────────────────────────────────────────────────


@cache
def _verb(purpose: str) -> regex.Pattern[str]:
    words = lexicon()["purpose"][purpose]["terms"]
    verbs = "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
    if purpose == "pay":
        return regex.compile(
            rf"(?:{verbs})(?!记录|明细|情况|信息|状态|结果|凭证|证明|成功|完成|后)"
        )
    if purpose == "receipt":
        papers = "|".join(map(regex.escape, lexicon()["voucher"]["document"]["terms"]))
        return regex.compile(
            rf"(?P<verb>{verbs})(?:并|本人|相关|有效|正式|税收|电子|纸质)*"
            rf"(?P<paper>(?!的)[\p{{Han}}《》“”（）A-Za-z]{{0,16}}?(?:{papers}))"
        )
    return regex.compile(verbs)


_EAGER = regex.compile(
    r"缴费前|缴费之前|(?:缴|交)之?前|等[线上下\p{Han}]{0,4}(?:渠道|方式|途径)[^，。]{0,4}(?:查看|查询|核对)"
)
_DONE = regex.compile(
    r"(?:缴费|缴纳|交费|扣款|支付|交完|缴完|缴款)\p{Han}{0,4}(?:后|满|当日|次日)|日后|天后"
)


def _asks(text: _Text, start: int, end: int, paying: bool = False) -> Purpose | None:
    """Whether a sentence is about a query or a receipt, the words of click paths aside."""
    view = text.view
    for purpose, found in (
        ("receipt", _receipts(text, start, end)),
        ("query", _queries(text, start, end)),
    ):
        for where in found:
            later = _verb("pay").search(view, where[1], end)
            if paying and later and not _DONE.search(view, start, end):
                continue
            return "receipt" if purpose == "receipt" else "query"
    return None


def _outside(text: _Text, where: Where) -> bool:
    return not any(path.start <= where[0] < path.end for path in text.paths)


def _receipts(text: _Text, start: int, end: int) -> list[Where]:
    view = text.view
    found = [
        match.span()
        for match in _verb("receipt").finditer(view, start, end)
        if _outside(text, match.span()) and view[match.end() : match.end() + 1] != "打"
    ]
    for path in text.paths_in(start, end):  # 「“市民中心-社保缴费凭证”下载打印」
        last = view[slice(*path.steps[-1])]
        if regex.fullmatch("下载并打印|下载打印|打印下载|下载|打印", last):
            found.append(path.steps[-1])
    if not found and (verb := regex.compile("下载|打印").search(view, start, end)):
        papers = "|".join(map(regex.escape, lexicon()["voucher"]["document"]["terms"]))
        if regex.compile(rf"(?:{papers})可以?").search(view, start, verb.start()):
            found.append(verb.span())
    return sorted(found)


def _queries(text: _Text, start: int, end: int) -> list[Where]:
    view = text.view
    words = "|".join(map(regex.escape, lexicon()["purpose"]["queried"]["terms"]))
    if regex.compile(words).search(view, start, end) is None:
        return []
    return [
        match.span()
        for match in _verb("query").finditer(view, start, end)
        if _outside(text, match.span())
    ]


def _with_providers(text: _Text) -> Iterator[Sentence]:
    """The sentences in which a word for a provider stands, each once."""
    reading = text.reading
    sentences = reading.sentences
    last: Sentence | None = None
    for atom in reading.atoms_in(0, len(text.view), "PROVIDER", "WHEN"):
        if atom.label == "WHEN" and not str(atom.value).startswith("pay_route"):
            continue
        at = bisect_right(sentences, atom.start, key=lambda sentence: sentence.start) - 1
        sentence = sentences[at] if at >= 0 else None
        if sentence is not None and sentence is not last and atom.start < sentence.end:
            last = sentence
            yield sentence


def _to_ask(text: _Text) -> Iterator[_Draft]:
    """Where payments can be looked up, and where receipts are to be had."""
    view = text.view
    for sentence in _with_providers(text):
        start, end = sentence.start, sentence.end
        purpose = _asks(text, start, end)
        if purpose is None or _EAGER.search(view, start, end) or _DECEIT.search(view, start, end):
            continue
        if (
            purpose == "query"
            and text.asked(sentence.block) == "pay"
            and not _DONE.search(view, start, end)
        ):
            if _asks(text, start, end, paying=True) is None:
                continue
        yield from _of_question(text, sentence)


def _of_question(text: _Text, sentence: Sentence) -> Iterator[_Draft]:
    view = text.view
    start, end = sentence.start, sentence.end
    part = (start, end)
    named = [one for one in text.providers(start, end) if not _conditional(view, one, part)]
    receipts, queries = _receipts(text, start, end), _queries(text, start, end)
    if not named and (button := _BUTTON_QUERY.search(view, start, end)):
        named = [Provider((button.span("name"),), "web")]
    delay: tuple[Length, Where] | None = None
    for index, one in enumerate(named):
        left = named[index - 1].end if index else start
        right = named[index + 1].start if index + 1 < len(named) else end
        receipt = next((at for at in receipts if one.start <= at[0] < right), None)
        query = next((at for at in queries if one.start <= at[0] < right), None)
        if receipt is None and query is None:  # 「查询缴费记录可登录…」, 「A、B均可打印」
            receipt = next(
                (at for at in receipts if index == 0 and at[0] < one.start), None
            ) or next((at for at in receipts if at[0] >= right and _listed(view, one, right)), None)
            query = next((at for at in queries if index == 0 and at[0] < one.start), None) or next(
                (at for at in queries if at[0] >= right and _listed(view, one, right)), None
            )
        if receipt is None and query is None:
            continue
        purpose: Purpose = (
            "receipt"
            if receipt
            and not (query and query[0] < receipt[0] and not _verb("receipt").match(view, *receipt))
            else "query"
        )
        clause = max(left, *(view.rfind(stop, left, one.start) + 1 for stop in "；。"))
        draft = _Draft(
            purpose,
            one,
            sentence.block,
            _trimmed(view, start if index == 0 else clause, right),
            sentence,
        )
        own = _delay(text, clause if index else start, right)
        draft.delay, draft.delay_shared = own or delay, own is None and delay is not None
        delay = delay or own
        draft.url = _link(text, one.start, right)
        draft.steps = _asked_steps(text, one, right, purpose, receipt)
        yield draft


_BUTTON_QUERY = regex.compile(
    r"(?:通过|在|进入|点击|打开)(?P<name>【[^】]{2,16}】|“[^”]{2,16}”)(?:功能|模块|栏目|菜单|页面|专区)?[中里]?(?:可以?|能够?)?(?:进行)?(?:查询|查到|查看)"
)


def _listed(view: str, one: Provider, right: int) -> bool:
    """Whether only a joint stands between a provider and the next: 「“甲”APP、支付宝均可查询」."""
    return (
        regex.fullmatch(r"[、和或及与]|或者|以及|，或(?:者)?(?:通过|登录)?", view[one.end : right])
        is not None
    )


_MENU_NAME = regex.compile(
    r"(?:的|中的|里的|内的|首页|—|-|:)?(?P<name>[“【][^”】]{2,16}[”】])(?=(?:栏目|模块|功能|菜单|页面|专区|板块)?[中里内下上处可查，。])"
)


def _asked_steps(
    text: _Text, one: Provider, right: int, purpose: Purpose, receipt: Where | None
) -> tuple[Where, ...]:
    view = text.view
    for path in text.paths:
        if path.start <= one.start < path.end or one.end <= path.start < right:
            steps = path.steps
            if purpose == "receipt" and receipt and path.end <= receipt[0] < right:
                steps = (*steps, receipt)
            return steps
    steps = ()
    if named := _MENU_NAME.match(view, one.end, right):
        steps = ((named.start("name") + 1, named.end("name") - 1),)
    if purpose == "receipt" and receipt:
        steps = (*steps, receipt)
    return steps


# ── attributes ───────────────────────────────────────────────────────────────────────────────

_DELAYED = regex.compile(r"(?:个?工作日|[日天])(?:之?后|才|方|即可|左右|内)")
_AT_ONCE = regex.compile(
    r"(?:缴费|交费|扣款|支付|缴纳)?(?P<when>当[日天]|即时|实时)(?:即可|可以?|就能?|便可)"
)
_NEXT_DAY = regex.compile(r"(?P<when>次日|第二天|次个?工作日|下一?个?工作日|第二个工作日)")


def _delay(text: _Text, start: int, end: int) -> tuple[Length, Where] | None:
    """How long a payment takes to show: 「缴费成功3个工作日后」, 「到账时间为缴费后2个工作日」."""
    reading, view = text.reading, text.view
    for atom in reading.atoms_in(start, end, "DURATION"):
        length = atom.value
        if not isinstance(length, Length) or length.unit not in ("day", "workday"):
            continue
        before = view[max(start, atom.start - 12) : atom.start]
        words = view[atom.start : atom.end + 2]
        if _DELAYED.search(words) or regex.search(r"到账|后$|入库|显示", before):
            paid = regex.search(
                r"(?:缴费|交费|扣款|支付|缴纳|缴款)(?:成功|完成)?(?:之?后|满|后满)?$", before
            )
            begin = atom.start - (len(paid.group()) if paid else 0)
            return Length(length.count, length.unit), (begin, atom.end)
    if at_once := _AT_ONCE.search(view, start, end):
        return Length(0, "day"), at_once.span()
    if (next_day := _NEXT_DAY.search(view, start, end)) and _DONE.search(view, start, end):
        unit: Literal["day", "workday"] = "workday" if "工作日" in next_day["when"] else "day"
        return Length(1, unit), next_day.span("when")
    return None


_HOST = regex.compile(
    r"(?<![\w.@/-])(?:[a-z\d-]+\.){1,5}(?:gov|com|org|net|cn)(?:\.cn)?(?![\w.])(?::\d+)?(?:/[\x21-\x7e]*)?",
    regex.IGNORECASE,
)


def _link(text: _Text, start: int, end: int) -> Where | None:
    for atom in text.reading.atoms_in(start, end, "LINK"):
        return atom.start, atom.start + len(str(atom.value))
    host = _HOST.search(text.view, start, end)
    return host.span() if host else None


def _trimmed(view: str, start: int, end: int) -> Where:
    while start < end and view[start] in " 、，；（:":
        start += 1
    while end > start and view[end - 1] in " 、，；。":
        end -= 1
    return start, end


# ── the rules ────────────────────────────────────────────────────────────────────────────────


def _distinct(reading: Reading, drafts: Sequence[_Draft]) -> list[_Draft]:
    """Each channel once: a bare mention of one that is told in full elsewhere goes."""
    kept: list[_Draft] = []
    for draft in drafts:
        same = [
            other
            for other in kept
            if other.purpose == draft.purpose
            and other.image_only == draft.image_only
            and _name(reading, other) == _name(reading, draft)
        ]
        if any(_content(reading, draft) <= _content(reading, other) for other in same):
            continue
        for other in same:
            if _content(reading, other) < _content(reading, draft):
                kept.remove(other)
        kept.append(draft)
    return kept


def _name(reading: Reading, draft: _Draft) -> str:
    return "".join(reading.words(part) for part in draft.provider.parts)


def _content(reading: Reading, draft: _Draft) -> set[str]:
    found = {f"step {reading.words(step)}" for step in draft.steps}
    found |= {f"bank {reading.words(bank)}" for bank in draft.institutions}
    if draft.url:
        found.add("url")
    if draft.delay:
        found.add("delay")
    return found


def _mode(text: _Text, draft: _Draft) -> Mode:
    concept = draft.provider.concept
    if concept == "bank":
        for above in draft.block.above():
            if mode := _MODE.search(text.reading.outline.words(above)):
                return "online" if mode["online"] else "offline"
    return "offline" if concept in _OFFLINE else "online"


def _channel(text: _Text, scope: Scope, draft: _Draft) -> Channel:
    reading = text.reading
    provider = draft.provider
    sentence = draft.sentence or _sentence_of(text, draft)
    until = provider.start if sentence and sentence.start <= provider.start < sentence.end else None
    without = () if _told_route(text, draft, sentence) else (Var.PAY_ROUTE,)
    spans = tuple(reading.evidence(*where) for where in sorted({draft.where, *draft.more}))
    name = "".join(reading.printed(*part) for part in provider.parts)
    return Channel(
        id="channel",
        when=scope.of(
            sentence, until=until if until is not None else sentence.start, without=without
        ),
        spans=spans,
        purpose=draft.purpose,
        mode=_mode(text, draft),
        provider=reading.stated(name, *provider.parts),
        steps=_listing(reading, draft.steps),
        institutions=_listing(reading, draft.institutions),
        url=reading.stated(reading.printed(*draft.url), draft.url) if draft.url else None,
        image_only=draft.image_only,
        documents=tuple(_documents(reading, draft)),
        posting_delay=_posting(reading, draft),
    )


def _sentence_of(text: _Text, draft: _Draft) -> Sentence:
    own = text.reading.outline.sentences_of(draft.block)
    at = draft.provider.start
    return next((one for one in own if one.start <= at < one.end), None) or next(
        (one for one in own if one.end > draft.where[0]), own[0]
    )


def _told_route(text: _Text, draft: _Draft, sentence: Sentence) -> bool:
    """Whether the way of paying is a condition here: 「通过微信缴费的，…」."""
    if draft.purpose == "pay":
        return False
    view = text.view
    return any(
        condition.end() <= draft.provider.start
        for condition in _CONDITION.finditer(view, sentence.block.body, draft.provider.start + 1)
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
    assert length.unit in ("day", "workday")
    value = Duration(count=length.count, unit=length.unit)
    if draft.delay_shared:
        why = "said of the branch before 或; that it holds for this one too is the safe reading"
        return reading.inferred(value, why, where)
    return reading.stated(value, where)

"""Names of channels, banks and collectors: 「“某税通”APP」, 「各区办税服务厅」, 「村委会」.

A name ends in a word of the lexicon; how far it reaches to the left is grammar.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import ahocorasick_rs

from extractor import pattern as regex
from extractor.atoms.term import lexicon
from extractor.reading import Where

BANKS: Final = frozenset({"bank", "bank_branch", "bank_debit", "mobile_bank"})
HALLS: Final = frozenset({"tax_hall", "service_hall", "terminal"})
WALLETS: Final = frozenset({"wechat", "alipay", "unionpay", "wallet"})
ACCOUNTS: Final = frozenset({"account", "mini_program", "app"})
_SITES: Final = frozenset({"web", "etax", "mobile_bank"})


@dataclass(frozen=True, slots=True)
class Provider:
    """A channel's name: its ranges of the view, and its concept in the lexicon.

    `parts` are two where names share what they are: “甲”“乙”微信小程序.
    """

    parts: tuple[Where, ...]
    concept: str

    @property
    def start(self) -> int:
        """Where the name begins."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """Where the name ends."""
        return self.parts[-1][1]


# What leads to a provider and is not its name: 「可通过」, 「缴费3日后前往」.
_LEADS_TO: Final = regex.compile(
    r"""[一二三四五六七八九十]是|其[一二三四五六]|通过|登录|登陆|前往|使用|利用|打开|关注|进入|下载|扫码|借助|采用|搜索|访问|携带|选择|直接|自行
        |(?<![所存现])在(?![线职编校读籍])|(?<![达收遇签受])到(?![期账位龄])|去(?!年)|至(?!少)|赴
        |(?<![关由终等属处位对便])于|向(?!阳)|(?<![使费信专公适备])用(?![户人])|(?<![自理缘])由
        |(?<=[人员者民工您])[与和同]|以(?![上下后前内外及来])|找(?!零)|(?<![作视称成])为(?!民|您)|是|包括|包含|(?<!国)有(?!限)|[和及与](?=各|其他|所在|就近|附近|当地|[市县区]级)
        |或者|或|以及|可以|可(?!克)|请|后(?!旗)|均|任选|经(?![办开济营])|走""",
    regex.VERBOSE,
)
_JOINTS: Final = regex.compile(r"[和及与或等的也还:]+(?=.)")
# no numbering: 「（b）某省电子税务局」
_NAME_BEFORE: Final = regex.compile(
    r"""(?r)(?:（(?!(?:[a-z]|\d{1,2}|[一二三四五六七八九十]{1,3})）)[^（）\n]{1,16}）
          |[\p{Han}A-Za-z\d·])+""",
    regex.VERBOSE,
)
_BANK: Final = regex.compile(
    r"""(?:中国)?(?:[工农中建交招]|邮储|浦发|光大|民生|兴业)行
        |\p{Han}{2,14}?(?:银行|农商行|农信社|农信|信用联社|信用社|农合行)(?:（[^（）\n]{1,8}）)?
        |(?<![\p{Han}])(?:农信社|农商行|信用社|邮储)(?=[、，。；）和及或等]|$)""",
    regex.VERBOSE,
)
_BEFORE_BANK: Final = regex.compile(
    r"(?:与|(?<=[行社信）])[和及]|(?<=[（，。:；]|例)如)?(?:[等的含限是]|仅限|包括|包含|其中|支持|已?开通|有(?=\p{Han}{3})|任选)*"
)
# 「协作银行」, 「六家银行」: no bank by name.
_ANY_BANK: Final = regex.compile(
    r"""(?:各家?|各大|相关|有关|协作|合作|代收|代扣|手机|网上|掌上|任一家?|指定|签约|上述|以[上下]|商业|电子
        |微信|开户|所在|委托|国有|其他|多家|几家|[一二三四五六七八九十两\d]+家|个人|移动|自助|本人|就近|附近
        |当地|定点|我市|全市|本市|全省|人民|支持|已?开通|等|及|的)*银行""",
    regex.VERBOSE,
)
_NO_BANK: Final = regex.compile(r"存入|款项|签约|账户|绑定|开立|办理|[扣缴将把]|本人|税务")
_SHARED: Final = regex.compile(r"银行|农商行|农信社|信用社")
_WITHIN: Final = regex.compile(r"(?:[内的]|[一二三四五\d]楼|\p{Han}{0,4}(?<![、或和及与到]))?")

_QUOTED = r"(?:“[^“”\n]{1,24}”|「[^「」\n]{1,24}」|《[^《》\n]{1,24}》|‘[^‘’\n]{1,24}’)"
_QUOTED_NAME: Final = regex.compile(_QUOTED)
_PURPOSE = (
    r"(?:线上|线下|网上|自助|柜台|窗口)?(?:缴费|缴纳|交费|支付|办理|代收)?(?:渠道|方式|途径)?$"
)
# Names that only a heading or a lead makes a provider.
_GENERIC: Final = (
    (regex.compile(rf"(?:通过)?(?P<name>各?(?:商业|合作|协作|代收)?银行){_PURPOSE}"), "bank"),
    (regex.compile(rf"(?:通过)?(?P<name>税务(?:部门|机关|局)?){_PURPOSE}"), "tax_office"),
    (regex.compile(rf"(?P<name>(?:银行)?(?:营业)?(?:柜台|柜面|网点)){_PURPOSE}"), "bank_branch"),
    (
        regex.compile(
            r"(?P<name>(?:\p{Han}{0,8}(?:银行|信用社|农信社?|农商行))?(?:委托|签约|批量)?"
            r"(?:代扣|扣款|划扣|托收)(?:代缴)?)(?:方式|缴费)?$"
        ),
        "bank_debit",
    ),
)


@cache
def _concepts() -> dict[str, str]:
    found = {
        word: concept for concept, entry in lexicon()["provider"].items() for word in entry["terms"]
    }
    for word in [word for word in found if word.startswith(("银行网点", "银行柜", "银行营业"))]:
        found[f"银行的{word[2:]}"] = found[word]  # 「甲银行、乙银行的网点」
    return found


@cache
def _automaton() -> ahocorasick_rs.AhoCorasick:
    longest = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(_concepts()), matchkind=longest)


@cache
def _names() -> regex.Pattern[str]:
    """Names in quotation marks with what they are: “某税通”APP, 微信公众号“某税务”."""
    concepts = _concepts()
    words = sorted((word for word in concepts if concepts[word] in ACCOUNTS), key=len, reverse=True)
    kinds = "|".join(map(regex.escape, words))
    return regex.compile(
        rf"""(?P<names>{_QUOTED}(?:[、和或及与]?{_QUOTED})*)
              (?P<kind>(?:微信|支付宝|手机|官方|政务)?的?(?:{kinds}))
            |(?<![\p{{Han}}A-Za-z”](?=[^“《「]*(?:APP|App|app|客户端|[动机]端)))
              (?P<first>(?:微信|支付宝|云闪付|抖音)?(?:官方)?(?:{kinds}))
              (?P<name>[“《「][^“”《》「」\n—→>/-]{{1,24}}[”》」])""",
        regex.VERBOSE,
    )


def find(text: str, start: int, end: int) -> list[Provider]:
    """The providers that a stretch of the view names, in order.

    >>> text = "携带身份证到各县（市、区）办税服务厅，或使用“某税通”APP、支付宝"
    >>> [text[one.start : one.end] for one in find(text, 0, len(text))]
    ['各县（市、区）办税服务厅', '“某税通”APP', '支付宝']
    """
    found: list[Provider] = []
    floor = start
    for left, right, name in _marks(text, start, end):
        last = found[-1] if found else None
        if name is None:
            word = text[left:right]
            concept = _concepts()[word]
            if last and (stop := _goes_on(text, last, (left, right), concept)):
                if "POS" not in word:
                    concept = concept if concept in ACCOUNTS else last.concept
                    found[-1] = Provider(((last.start, stop),), concept)
            else:
                begin = _begin(text, floor, left, concept)
                found.append(Provider(((begin, right),), concept))
        elif name["names"]:
            concept, kind = _concept(name["kind"]), name.span("kind")
            *others, own = (one.span() for one in _QUOTED_NAME.finditer(name["names"]))
            inside = last and last.end == left and last.concept in WALLETS and concept != "app"
            if last and inside and not others:  # 支付宝“某某通”小程序
                found[-1] = Provider(((last.start, kind[1]),), concept)
                floor = right
                continue
            found += [Provider(((left + a, left + b), kind), concept) for a, b in others]
            found.append(Provider(((left + own[0], kind[1]),), concept))
        else:
            found.append(Provider(((left, right),), _concept(name["first"])))
        floor = right
    return found


def _marks(text: str, start: int, end: int) -> list[tuple[int, int, regex.Match[str] | None]]:
    """Names in quotation marks and words for providers, in order, no word inside a name."""
    names = [(*name.span(), name) for name in _names().finditer(text, start, end)]
    found: list[tuple[int, int, regex.Match[str] | None]] = [*names]
    for _, left, right in _automaton().find_matches_as_indexes(text[start:end]):
        left, right = left + start, right + start
        if not any(begin < right and left < stop for begin, stop, _ in names):
            found.append((left, right, None))
    return sorted(found, key=lambda mark: mark[0])


def generic(text: str, start: int, end: int) -> Provider | None:
    """The provider that a whole heading or lead names in general words.

    >>> generic("税务部门缴费", 0, 6)
    Provider(parts=((0, 4),), concept='tax_office')
    """
    words = text[start:end].rstrip(":。；")
    for pattern, concept in _GENERIC:
        if match := pattern.match(words):
            return Provider(((start + match.start("name"), start + match.end("name")),), concept)
    return None


def hall(text: str, start: int, end: int) -> str:
    """The word for an office that stands at `start`, or nothing.

    >>> hall("办税服务厅自主办税机", 0, 10)
    '办税服务厅'
    """
    marks = _marks(text, start, end)
    word = text[slice(*marks[0][:2])] if marks and marks[0][0] == start else ""
    return word if _concepts().get(word) in HALLS else ""


def banks(text: str, start: int, end: int) -> list[Where]:
    """The banks that a stretch of the view lists by name.

    >>> text = "到农业银行、某县农信社等六家银行"
    >>> [text[a:b] for a, b in banks(text, 0, len(text))]
    ['农业银行', '某县农信社']
    """
    found: list[Where] = []
    for match in _BANK.finditer(text, start, end):
        begin = match.start()
        for lead in _LEADS_TO.finditer(text, begin, match.end() - 2):
            begin = lead.end()
        # 「建设银行和和田农商行」: one joint, and none in a name behind 到
        if begin == match.start() and (joints := _BEFORE_BANK.match(text, begin, match.end() - 2)):
            begin = joints.end()
        if (
            match.end() - begin >= 2
            and not _ANY_BANK.fullmatch(text, begin, match.end())
            and not _NO_BANK.search(text, begin, match.end())
        ):
            found.append((begin, match.end()))
    return found


def collectors(text: str, start: int, end: int, alone: bool = False) -> list[Provider]:
    """Those who collect for others, and the places where they do, in a stretch of the view.

    Not every 学校 or 社区 is one: only whom the words make collect (「由学校代收」, 「到村委会
    缴费」), or, where `alone` says that the stretch is an item of a list of channels, the name
    that its first clause consists of (「村（社区）医保服务站；」).

    >>> text = "老人由村（社区）干部上门代收。"
    >>> [text[one.start : one.end] for one in collectors(text, 0, len(text))]
    ['村（社区）干部']
    """
    collects, name = _collecting()
    found = [match.span("name") for match in collects.finditer(text, start, end)]
    if alone and not found and (match := name.match(text, start, end)):
        found.append(match.span("name"))
    return [Provider((span,), "collector") for span in found]


@cache
def _collecting() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    table = lexicon()
    persons = table["collector"]["person"]["terms"]
    heads = [*persons, *table["place"]["head"]["terms"]]
    before = (
        r"(?:（[^（）\n]{1,12}）|、(?=[^，。；、\n]{1,8}级)|(?![由以到向]|(?<!所)在)\p{Han}){0,14}?"
    )
    person, head = (
        "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
        for words in (persons, heads)
    )
    name = rf"(?P<name>(?!途径|方式|渠道){before}(?:{head}))"
    collects = regex.compile(
        rf"""(?:由|(?<![达收遇签受])到|去|前往|向|找|(?<![所存现])在(?![校读籍职])|以|交给|交由|委托|通过)
             {name}
             (?:处|那里|为单位|负责|上门|统一|集中|代为|协助|组织|进行|办理|现场|刷卡|现金|直接|也?可以?|即可|、)*
             (?:代[收缴交征办]|收[取缴]|征收
               |(?:参保)?(?:缴(?!费(?:前|后|凭|记|证|信|基))|交(?!通|界)))
            |(?<![\p{{Han}}）])(?P<name>{before}(?:{person}))(?:也|都|均|可以?|能够?|会)+(?:上门|帮[着忙]?|代为)*代?[收缴交]""",
        regex.VERBOSE,
    )
    alone = rf"{name}(?=[，。；\n]|$|(?:负责|上门|统一|集中|代为)*(?:代[收缴交征办]|收[取缴])|上门)"
    return collects, regex.compile(alone, regex.VERBOSE)


def shared_with_bank(text: str, at: int) -> int:
    """How many characters of a provider's name end the name of a bank too: 农业|银行|网点."""
    word = _SHARED.match(text, at)
    return len(word.group()) if word else 0


def _concept(kind: str) -> str:
    concepts = _concepts()
    return next(concepts[kind[at:]] for at in range(len(kind)) if kind[at:] in concepts)


def _goes_on(text: str, last: Provider, word: Where, concept: str) -> int:
    """Where the name ends that goes on in a second word, 0 where it does not.

    「国家医保服务平台|APP」, 「政务服务中心|税务窗口」, 「第一税务分局|（办税服务厅）」.
    """
    gap = text[last.end : word[0]]
    if concept in ACCOUNTS:
        return word[1] if not gap and last.concept in _SITES | WALLETS else 0
    if concept not in HALLS or last.concept not in HALLS:
        return 0
    if gap == "（" and text.startswith("）", word[1]):
        return word[1] + 1
    return word[1] if _WITHIN.fullmatch(gap) else 0


def _begin(text: str, floor: int, at: int, concept: str) -> int:
    """Where the name begins that a word for a provider ends: 各县区|办税服务厅, 某税通|APP."""
    if concept in WALLETS or concept == "bank_debit":
        return at
    name = _NAME_BEFORE.match(text, floor, at)
    if name is None:
        return at
    begin = _last(_LEADS_TO.finditer(text, name.start(), at), name.start())
    joints = _JOINTS.match(text, begin, at)
    if joints and begin == name.start():
        begin = joints.end()
    if concept in BANKS or concept == "terminal":
        return _bank_begin(text, floor, at, begin, concept)
    return begin


def _last(matches: Iterator[regex.Match[str]], default: int) -> int:
    end = default
    for match in matches:
        end = match.end()
    return end


def _bank_begin(text: str, floor: int, at: int, begin: int, concept: str) -> int:
    """「甲银行、乙银行的手机银行」: banks beside the name; 「甲银行网点」: a bank in it."""
    shared = at + shared_with_bank(text, at)
    if begin < at < shared and _ANY_BANK.fullmatch(text, begin, shared):
        return begin
    named = banks(text, floor, shared)
    if len(named) == 1 and named[0][1] == shared:
        return named[0][0]
    if not named and concept == "terminal":
        return begin
    return begin if _ANY_BANK.fullmatch(text, begin, at) else at

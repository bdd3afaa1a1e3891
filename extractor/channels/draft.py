"""Channels while they are read: where names and click paths stand, and what one says of each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final, Literal

from extractor import pattern as regex
from extractor.atoms.duration import Length
from extractor.atoms.term import lexicon
from extractor.channels.question import Purpose, Questions
from extractor.outline import Block, Sentence
from extractor.path import Path, paths
from extractor.provider import WALLETS, Provider
from extractor.provider import find as providers
from extractor.reading import Reading, Where


@dataclass(slots=True)
class Draft:
    """A channel while its blocks are being read: ranges of the view.

    `more` are stretches that complete it from elsewhere: 「（农业银行、光大银行）」 below
    「手机银行」. `delay_shared` says that the posting delay was said of the name before it.
    """

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


class Places:
    """Where the click paths and providers of a reading stand, and what is asked there."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.view = reading.text
        self.asked = Questions(reading).asked
        self._paths = paths(reading)
        self._starts = [path.start for path in self._paths]
        self._named: dict[int, list[Provider]] = {}

    def paths_in(self, start: int, end: int) -> list[Path]:
        """The paths that begin in a range."""
        return self._paths[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def path_at(self, place: int) -> Path | None:
        """The path that a place lies in."""
        at = bisect_right(self._starts, place) - 1
        return self._paths[at] if at >= 0 and place < self._paths[at].end else None

    def providers(self, block: Block, start: int, end: int) -> list[Provider]:
        """The providers of a range of a block, not those that only name a later step of a path."""
        if block.index not in self._named:
            self._named[block.index] = [
                one
                for one in providers(self.view, block.body, block.end)
                if (path := self.path_at(one.start)) is None or one.start < path.steps[0][1]
            ]
        return [one for one in self._named[block.index] if start <= one.start and one.end <= end]

    def link(self, start: int, end: int) -> Where | None:
        """The web address in a range, with or without its scheme."""
        for atom in self.reading.atoms_in(start, end, "LINK"):
            return atom.start, atom.start + len(str(atom.value))
        host = _HOST.search(self.view, start, end) if self.view.find(".", start, end) >= 0 else None
        return host.span() if host else None


_HOST: Final = regex.compile(
    r"""(?<![\w.@/-])(?:[a-z\d-]+\.){1,5}(?:gov|com|org|net|cn)(?:\.cn)?(?![\w.])
        (?::\d+)?(?:/[\x21-\x7e]*)?""",
    regex.VERBOSE | regex.IGNORECASE,
)
# 「通过微信缴费的，」, 「通过银行缴费成功五个工作日后，」: where one has paid already.
_CONDITION: Final = regex.compile(
    r"[^，；。]*(?:缴费|缴纳|交费|支付(?!宝)|扣款|成功|完成|签约)[^，；。]{0,14}(?:的|后|之后)(?=，)"
)
_JOINT_AFTER: Final = regex.compile(
    r"[、，；。]?(?:或者?|也|还|及|以及|和|与)?(?:可以?)?(?:登录|通过|使用|到|去|在|前往|或者?|及|以及|和|与)$"
)
_PAGE: Final = regex.compile("(?P<page>首页|主页|页面)|[“‘【](?P<page>[^”’】]+)[”’】]")
_OPENS_IT: Final = regex.compile(r"(?:打开|登录|登陆|进入?|下载|使用|用|在|通过)*")
JOINED: Final = frozenset({"或", "或者", "、", "和", "及"})


def conditional(view: str, one: Provider, within: Where) -> bool:
    """Whether a provider stands in a clause that says how somebody has paid."""
    begin = max(within[0], *(view.rfind(stop, within[0], one.start) + 1 for stop in "，；。"))
    condition = _CONDITION.match(view, begin, within[1])
    return condition is not None and condition.end() > one.start


def told_before(view: str, start: int, end: int, place: int) -> bool:
    """Whether a clause of a range, before a place, says how somebody has paid."""
    return any(found.end() <= place for found in _CONDITION.finditer(view, start, end))


def trimmed(view: str, start: int, end: int) -> Where:
    """A range without the stops at its edges and the joint to the next name."""
    while start < end and view[start] in " 、，；（【:|":
        start += 1
    joint = _JOINT_AFTER.search(view, start, end)
    end = joint.start() if joint and joint.start() > start else end
    while end > start and view[end - 1] in " 、，；。:":
        end -= 1
    if end > start and view[end - 1] in "）】" and view[start - 1 : start] in ("（", "【"):
        end -= 1
    return start, end


def steps_of(view: str, provider: Provider, path: Path | None) -> tuple[Where, ...]:
    """The steps of a path, without a first one that only names or opens its provider.

    「“某税通”APP→社保→缴费」, 「打开“某税通”APP，点“社保”」 begin at 社保; 「打开微信→我」 and
    「关注“某医保”公众号→微服务」 are clicks from the first on.
    """
    if path is None:
        return ()
    start, end = path.steps[0]
    if not start <= provider.start < provider.end <= end:
        return path.steps
    opened = provider.concept not in WALLETS and _OPENS_IT.fullmatch(view, start, provider.start)
    if start < provider.start and not opened:
        return path.steps
    # 「支付宝首页→市民中心」, 「微信“我”-“服务”」: a page, a button behind the name is a step
    rest = _PAGE.fullmatch(view, provider.end, end)
    return (rest.span("page"), *path.steps[1:]) if rest else path.steps[1:]


@cache
def verb(purpose: Purpose) -> regex.Pattern[str]:
    """The words for paying, for looking up, or for getting a paper."""
    words = lexicon()["purpose"][purpose]["terms"]
    verbs = "|".join(sorted(map(regex.escape, words), key=len, reverse=True))
    if purpose == "pay":
        return regex.compile(
            rf"""(?:{verbs})(?!记录|明细|情况|信息|状态|结果|凭证|证明|成功|完成|后|渠道|方式|政策|标准|通知
                |指南|流程|依据|基数|金额|档次|人)
              |(?<![补断停欠续征漏应已未])[缴交](?=[，。；！]|[都也均就即便]|$)""",
            regex.VERBOSE,
        )
    if purpose == "receipt":
        return regex.compile(
            rf"""(?:{verbs})(?:并|本人|相关|有效|正式|税收|电子|纸质)*
                (?!的)[\p{{Han}}《“”（）A-Za-z]{{0,16}}?(?:{papers()})(?!明)[”》]?""",
            regex.VERBOSE,
        )
    return regex.compile(verbs)


_MENU: Final = regex.compile(
    r"""(?:的|中的|里的|内的|首页|—|-|:)?(?P<name>[“【][^”】]{2,16}[”】])
        (?=(?:栏目|模块|功能|菜单|页面|专区|板块)?[中里内下上处可查缴交就也都，。；下打]|$)""",
    regex.VERBOSE,
)


def entry(view: str, start: int, end: int) -> tuple[Where, ...]:
    """The entry of a menu that stands behind a name: 「“某某通”APP的“缴费记录”里」."""
    found = _MENU.match(view, start, end)
    return ((found.start("name") + 1, found.end("name") - 1),) if found else ()


@cache
def papers() -> str:
    """The words for papers that one gets, as alternatives of a pattern."""
    words = lexicon()["voucher"]["document"]["terms"]
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


# ── how long a payment takes to show ─────────────────────────────────────────────────────────

PAID_ALREADY: Final = regex.compile(
    r"(?:缴费|缴纳|交费|扣款|支付|[交缴]完|缴款)\p{Han}{0,4}(?:后|满|当日|次日|[二隔]天)|日后|天后"
)
_DELAYED: Final = regex.compile(
    r"(?:个?工作日|[日天])(?:[之以]?后|才|方|即可|左右|内|到账|入账|入库)"
)
_SHOWN: Final = regex.compile(r"到账|后$|入库|显示")
_PAID: Final = regex.compile(
    r"(?:缴费|交费|扣款|支付|缴纳|缴款|[交缴]完)(?:成功|完成)?(?:之?后|满|后满|过)?$"
)
_WAITED: Final = regex.compile(
    r"(?<!\p{Han})(?:请|要|需)?等(?:待|上|够|满|个)?$"
)  # 「等3个工作日，」
_AT_ONCE: Final = regex.compile(
    r"(?:缴费|交费|扣款|支付|缴纳)?(?:当[日天]|即时|实时)(?:即可|可以?|就能?|便可)"
)
_NEXT_DAY: Final = regex.compile(r"次日|第二天|次个?工作日|下一?个?工作日|第二个工作日")


def delay(reading: Reading, start: int, end: int) -> tuple[Length, Where] | None:
    """How long a payment takes to show: 「缴费成功3个工作日后」, 「到账时间为缴费后2个工作日」."""
    view = reading.text
    for atom in reading.atoms_in(start, end, "DURATION"):
        length = atom.value
        if not isinstance(length, Length) or length.unit not in ("day", "workday"):
            continue
        before = (max(start, atom.start - 12), atom.start)
        paid = _PAID.search(view, *before)
        if (
            _DELAYED.search(view, atom.start, atom.end + 3)
            or _SHOWN.search(view, *before)
            or (paid and length.bound == "ge")  # 「交费满3个工作日，可…」
            or (_WAITED.search(view, *before) and view.startswith("，", atom.end))
        ):
            begin = paid.start() if paid else atom.start
            return Length(length.count, length.unit), (begin, atom.end)
    if at_once := _AT_ONCE.search(view, start, end):
        return Length(0, "day"), at_once.span()
    next_day = _NEXT_DAY.search(view, start, end)
    if next_day and PAID_ALREADY.search(view, start, end):
        unit: Literal["day", "workday"] = "workday" if "工作日" in next_day.group() else "day"
        return Length(1, unit), next_day.span()
    return None


def with_providers(reading: Reading) -> list[Sentence]:
    """The sentences in which a word for a provider stands, each once."""
    sentences = reading.sentences
    found: list[Sentence] = []
    for atom in reading.atoms_in(0, len(reading.text), "PROVIDER", "WHEN"):
        if atom.label == "WHEN" and not str(atom.value).startswith("pay_route"):
            continue
        if found and atom.start < found[-1].end:
            continue
        at = bisect_right(sentences, atom.start, key=lambda sentence: sentence.start) - 1
        if at >= 0 and atom.start < sentences[at].end:
            found.append(sentences[at])
    return found


def first(chains: Sequence[Path], one: Provider, right: int) -> Path | None:
    """The path that a provider opens or that follows it, before a place."""
    return next(
        (
            path
            for path in chains
            if path.start <= one.start < path.end or one.end <= path.start < right
        ),
        None,
    )

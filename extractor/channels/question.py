"""What headings, questions and leads over a block ask: how to pay, look up, get a paper."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, Literal

from extractor import pattern as regex
from extractor.outline import Block, Role
from extractor.reading import Reading, Where

Purpose = Literal["pay", "query", "receipt"]
Asked = Literal["pay", "query", "receipt", "other"]

# 补缴, 断缴: not what 「怎么缴」 asks
_PAYS = r"(?<![补断停欠漏免])(?:缴|交(?!通))"
_WAY = "(?:渠道|方式|途径|方法|办法|入口|路径|通道|平台|地点|指南|指引|攻略)"
_TO_PAY: Final = regex.compile(
    rf"""(?:缴费|缴纳|缴交|交费|交纳|缴存|扣缴|扣费|扣款|征缴|征收|参保|付费)[\p{{Han}}、（）]{{0,8}}{_WAY}
      |渠道|途径|入口
      |(?:线上|线下|网上|掌上|手机|现场|窗口|柜台|自助|银行|微信|支付宝)\p{{Han}}{{0,2}}{_PAYS}
      |(?:怎么|怎样|如何|咋|何处|什么(?:方式|地方)|哪(?![些类]人|[天年月类]|个月|几))\p{{Han}}{{0,10}}{_PAYS}
      |(?:怎么|怎样|如何|咋)(?:划|代|批)?扣(?:费|款|缴|的)?(?:[？?。]|$)
      |{_PAYS}[费纳款钱]?\p{{Han}}{{0,4}}[去在到上]?哪[里儿]?$|缴费(?:流程|操作|步骤)
      |^(?:(?:缴费|交费|缴款)(?:办理)?|费用缴[纳交]):?$""",
    regex.VERBOSE,
)
# 「如何缴费及查询」, 「缴费渠道和票据」: sentences say themselves which of the two they answer
_TO_PAY_TOO: Final = regex.compile(
    r"(?:(?:怎么|怎样|如何|在哪里?|去哪里?)[缴交][费纳钱]?|[缴交]费(?:渠道|方式|途径|办法))[及和与、]"
)
_TO_QUERY: Final = regex.compile(
    r"查询|怎么查|如何查|查缴费|缴费记录|到账|缴没缴|交没交|[缴交](?:上|成功|进去)了?(?:没|吗|不)"
)
_FOR_RECEIPT: Final = regex.compile(r"票据|凭证|发票|完税|证明|收据|开票")
_OTHERWISE: Final = regex.compile(
    r"咨询|登记|待遇|标准|基数|时间|期限|退费|停保|退休|提示|提醒|注意|事项|变更|补缴|等待|多少"
    r"|哪些人|什么时候|贴士|电话"
)
_SAYS: Final = regex.compile("[需须请应可]|通过|后")
_HEADS: Final = frozenset({Role.HEADING, Role.QUESTION})
# 「参保登记方式」, 「微信缴费失败怎么办？」: a way, and none to pay
_NOT_TO_PAY: Final = regex.compile(
    r"失败|不了|不成功|有误|[缴交]错|重复[缴交]|多[缴交]"
    r"|^(?!.*(?:缴|交费|付|征收|扣)).*(?:登记|咨询|退费|投诉|举报|申领|变更|转移|停保|报销|认证)"
)
_SECTIONS: Final = frozenset({"part", "hash", "step", "cn", "label", "digit"})
# 【答复】 between a question and its answer asks nothing itself
_ANSWER: Final = regex.compile("(?:答|答复|回复|解答|回答|解读)[:】]?")
# 「★ 咋缴」, 「04 怎么缴」: a line of a few words over its list, however its marks nest
_SHORT_LINE: Final = regex.compile(r"[^，。；:！“”\d]{2,14}")


@lru_cache(maxsize=1024)
def meant(words: str) -> Asked | None:
    """What a heading is about: pay, query, receipt, other, or nothing that decides.

    >>> [meant(words) for words in ("缴费渠道", "去哪缴", "缴费查询", "怎么开票据？", "线上")]
    ['pay', 'pay', 'query', 'receipt', None]
    """
    if _TO_PAY_TOO.search(words):
        return "pay"
    if _FOR_RECEIPT.search(words):
        return "receipt"
    if _TO_QUERY.search(words):
        return "query"
    if _TO_PAY.search(words) and not _NOT_TO_PAY.search(words):
        return "pay"
    return "other" if _OTHERWISE.search(words) else None


class Questions:
    """What stands over each block of a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._asked: dict[int, Asked] = {}
        self._below: dict[int, Asked] = {}  # what a block asks of those under it
        self._over = _unmarked_questions(reading)
        self._short = _short_lines(reading)

    def asked(self, block: Block) -> Asked:
        """What lead, question or headings of a block ask, the nearest that decides."""
        if block.index not in self._asked:
            self._asked[block.index] = self._ask(block)
        return self._asked[block.index]

    def _ask(self, block: Block) -> Asked:
        reading = self._reading
        if block.role is Role.NOISE and block.index:  # a caption stands where its list does
            before = reading.blocks[block.index - 1]
            return self._of_those_under(before) if before.role in _HEADS else self.asked(before)
        if block.lead and not _is_sentence(reading, block.lead):
            own = meant(reading.words(block.lead))
            if own and own != "other":
                return own
        question = self._over.get(block.index)
        if question is not None:
            return meant(reading.outline.words(question)) or "other"
        if not any(self._decides(above) for above in block.above()):
            short = self._short.get(block.index)
            if short is not None:
                return meant(reading.outline.words(short)) or "other"
        return self._of_those_under(block.parent)

    def _decides(self, block: Block) -> bool:
        """Whether a heading says itself what those under it are about."""
        return meant(self._words(block)) is not None

    def _words(self, block: Block) -> str:
        if block.role in _HEADS or block.end - block.body <= 30:
            return self._reading.outline.words(block)
        return self._reading.words(block.lead) if block.lead else ""

    def _of_those_under(self, block: Block | None) -> Asked:
        """What a heading, or the nearest over it that decides, asks of the blocks under it."""
        if block is None:
            return "other"
        if block.index not in self._below:
            own = meant(self._words(block))
            self._below[block.index] = own or self._of_those_under(block.parent)
        return self._below[block.index]


def _is_sentence(reading: Reading, lead: Where) -> bool:
    """「首次通过微信缴费需实名认证。」 is short, and no heading of what follows."""
    stop = reading.text[lead[1] : lead[1] + 1]
    return stop == "。" and _SAYS.search(reading.text, *lead) is not None


def _unmarked_questions(reading: Reading) -> dict[int, Block]:
    """For each block the line that ends in ？ over it, where no heading stands between."""
    found: dict[int, Block] = {}
    last: Block | None = None
    for block in reading.blocks:
        if block.role in (Role.QUESTION, Role.TITLE) or (
            block.role is Role.HEADING
            and (block.marker in _SECTIONS or meant(reading.outline.words(block)))
            and _ANSWER.fullmatch(reading.outline.words(block)) is None
        ):
            last = None
        elif block.role is Role.PARAGRAPH and reading.text[block.end - 1] == "？":
            last = block
        elif last is not None:
            found[block.index] = last
    return found


def _short_lines(reading: Reading) -> dict[int, Block]:
    """For each block the short line over it that asks how to pay, up to the next of its kind.

    Its list may stand beside it and not under it: 「★ 咋缴」 over 「1、支付宝…」, 「04 怎么缴」 over
    【手机上】.
    """
    found: dict[int, Block] = {}
    last: Block | None = None
    for block in reading.blocks:
        words = reading.outline.words(block)
        marked = block.role is Role.HEADING or block.marker == "bullet"
        if marked and meant(words) == "pay" and _SHORT_LINE.fullmatch(words):
            last = block
        elif block.role in (Role.TITLE, Role.SIGNATURE, Role.QUESTION) or (
            last is not None
            and block.marker
            and (block.marker == last.marker or (block.role in _HEADS and meant(words)))
        ):
            last = None
        elif last is not None:
            found[block.index] = last
    return found

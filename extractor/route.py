"""By which way somebody has paid: 用微信、支付宝缴的, 通过前款第（一）项方式缴费的.

The lexicon lists what ways are called (通过微信); which providers a clause joins, and which items
of a list it points to, is grammar.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final

from extractor import pattern as regex
from extractor.outline import Block, Role
from extractor.reading import Reading, Where

_THIRD_PARTY: Final = frozenset({"wechat", "alipay", "unionpay", "wallet"})
_BANK: Final = frozenset({"mobile_bank", "bank_branch", "bank_debit"})
# 「在银行交的」, 「到税务窗口缴的」, 「走第三方平台付款的」: no channel by name
_PLAIN: Final = (
    ("bank", regex.compile("银行(?!卡)|信用社|农商行")),
    ("tax_hall", regex.compile("税务|办税|(?<!网上)大厅")),
    ("third_party", regex.compile("微信|支付宝|云闪付|第三方")),
)
# 「无论用哪种方式缴费，」: the way of the sentence before it is over
ANY_WAY: Final = regex.compile(
    r"(?:无论|不论|不管|不分)[^，。；\n]{0,16}?(?:缴|交|付)[^，。；\n]{0,6}，"
)
_BY = r"(?:通过|使用|利用|采用|采取|选择|经由|[在到去用以从按走])"
# 「微信支付的电子账单可作凭证」: whoever has paid so
_PAPER_OF: Final = regex.compile(
    r"(?:微信|支付宝|云闪付)(?:[、和或及/](?:微信|支付宝|云闪付))*(?:支付|缴费|交费|付款)(?:的|后的?|产生的|生成的)"
    r"(?=[^，。；\n的]{2,12}?(?:凭证|账单|记录|截图|回单|订单|凭据)[^，。；\n]{0,8}(?:凭[证据]|依据))"
)
_HAVING_PAID = r"(?:缴|交(?!通|易)|支付|付[款费])[^，。；\n]{0,6}的(?=，)"
_PAID: Final = regex.compile(_HAVING_PAID)
_PAYS = (
    r"(?:等[^，。；\n]{0,8}?)?(?:方式|渠道|途径|办法|平台|系统|柜台|窗口)*(?:进行|办理|自助|线上|线下)*"
    rf"{_HAVING_PAID}"
)
_PAID_BY: Final = regex.compile(rf"{_BY}(?P<names>[^，。；\n]{{2,40}}?){_PAYS}")
_NUMERAL = (
    r"(?:（(?P<n>[一二三四五六七八九十]{1,2}|\d{1,2})）|(?P<n>[一二三四五六七八九十]{1,2}|\d{1,2}))"
)
_PAID_BY_ITEM: Final = regex.compile(
    rf"{_BY}(?:前款|上款|本条|上述|前述|以上|上列)?第{_NUMERAL}[项种条款点]?"
    rf"(?:[、和及或至](?:第?{_NUMERAL}[项种条款点]?))*{_PAYS}"
)


def find(reading: Reading) -> Iterator[tuple[str, int, int]]:
    """Each way of paying that a condition names: bank, tax_hall, third_party or other, and where.

    >>> from extractor.notice import Notice
    >>> [way for way, _, _ in find(Reading(Notice("用微信、支付宝缴的，支付记录就是凭证。")))]
    ['third_party']
    """
    text, done = reading.text, 0
    for paper in _PAPER_OF.finditer(text):
        yield "third_party", *paper.span()
    for paid in _PAID.finditer(text):  # few: a way may begin at every third character
        begin = max(done, _clause_start(text, paid.start()))
        by_item = _PAID_BY_ITEM.search(text, begin, paid.end() + 1)
        if by_item:
            items = [_of_item(reading, by_item.start(), number) for number in by_item.captures("n")]
            yield from ((way, *by_item.span()) for way in sorted({way for way in items if way}))
        named = _PAID_BY.search(text, begin, paid.end() + 1)
        if named:
            ways = sorted(set(_named(reading, named.span("names"))))
            yield from ((way, *named.span()) for way in ways)
        done = paid.end()


def _clause_start(text: str, at: int) -> int:
    return max(text.rfind(mark, 0, at) for mark in "，。；\n") + 1


def _named(reading: Reading, where: Where) -> Iterator[str]:
    atoms = reading.atoms_in(*where, "PROVIDER")
    if not atoms:
        yield from (way for way, words in _PLAIN if words.search(reading.text, *where))
    for atom in atoms:
        word = reading.words(atom)
        if atom.value in _THIRD_PARTY or word.startswith(("微信", "支付宝", "云闪付")):
            yield "third_party"
        elif atom.value in _BANK:
            yield "bank"
        else:
            yield "tax_hall" if atom.value == "tax_hall" else "other"


def _of_item(reading: Reading, place: int, number: str) -> str | None:
    """The way that the item of a number, in the list above a place, is about."""
    blocks = reading.blocks
    at = bisect_right(blocks, place, key=lambda block: block.start) - 1
    for block in reversed(blocks[:at]):
        if _number(reading, block) == number:
            return next(_named(reading, (block.body, block.end)), None)
        if block.role is Role.HEADING and block.index < at - 1 and block is blocks[at].parent:
            return None
    return None


def _number(reading: Reading, block: Block) -> str:
    return reading.text[block.start : block.body].strip("（）、.． ")

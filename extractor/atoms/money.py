"""Money: the amount in yuan, and the period where it stands right beside it."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.atoms import number

Per = Literal["day", "month", "quarter", "half_year", "year", "once"]

_PERSON = r"(?:每人|人均|/人|／人|/\(人|（人)"
_PERIOD = r"(?:月|年度|年|季度|季|半年|天|日)"
_BEFORE = rf"(?:每人每{_PERIOD}|每{_PERIOD}每人|每人|每{_PERIOD}|人均|全年|一年|按月|按年|年)?"
_AFTER = rf"(?:(?:/|每|·|\.|•){_PERIOD}(?:[/·.•每]人)?|[/每]人(?:[/·.•每]?{_PERIOD})?|一年|一个月)?"
# ¥3,460.00 · 8元/月 · 每人每年壹佰元 · 4.2万元 · 38元5角 · 4008元/人·年
PATTERN: Final = rf"""
    (?:{_BEFORE}(?:¥|人民币)?(?:{number.ARABIC}|{number.CHINESE})
       (?:万元?(?=/|每|，|。|；|、|）|左右|以|的|为|$|（|\n|\t)|万元|元(?:整|钱)?(?:[\d{number.CHINESE_DIGIT}]角)?|圆整?|块钱)
       {_AFTER}
     |{_BEFORE}(?:{number.ARABIC})块(?![儿钱])
     |¥(?:{number.ARABIC})(?:{_AFTER}))
"""

_PARTS = regex.compile(
    rf"(?P<before>一年|每一年|[^\d¥{number.CHINESE_DIGIT}]*)(?:¥|人民币)?(?P<number>{number.ARABIC}|{number.CHINESE})(?P<unit>万元|万|元|圆|块)?(?:整|钱)?(?:(?P<jiao>[\d{number.CHINESE_DIGIT}])角)?(?P<after>.*)$",
    regex.DOTALL,
)
_PERIODS: Final[tuple[tuple[str, Per], ...]] = (
    ("半年", "half_year"),
    ("季", "quarter"),
    ("月", "month"),
    ("年", "year"),
    ("天", "day"),
    ("日", "day"),
)


class Money(NamedTuple):
    """Yuan, with the period where the amount itself says it (每人每月8元), else None."""

    amount: Decimal
    per: Per | None


def period(words: str) -> Per | None:
    """The period that a word names.

    >>> period("每人每月"), period("/人·年"), period("每人")
    ('month', 'year', None)
    """
    return next((per for word, per in _PERIODS if word in words), None)


def parse(text: str) -> Money | None:
    """The money that a text writes.

    >>> parse("一年1046.40元").amount
    Decimal('1046.40')
    >>> parse("4008元/人·年")
    Money(amount=Decimal('4008'), per='year')
    >>> parse("38元5角").amount, parse("4.2万元").amount, parse("贰佰捌拾元").amount
    (Decimal('38.5'), Decimal('42000'), Decimal('280'))
    """
    parts = _PARTS.match(text)
    if parts is None:
        return None
    amount = number.parse(parts["number"])
    if amount is None:
        return None
    if parts["unit"] in ("万元", "万"):
        amount *= 10000
    if parts["jiao"]:
        jiao = number.parse(parts["jiao"])
        amount += (jiao or Decimal(0)) / 10
    if amount == amount.to_integral():
        amount = Decimal(int(amount))
    return Money(amount, period(parts["before"]) or period(parts["after"]))

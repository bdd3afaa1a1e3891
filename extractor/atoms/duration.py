"""Durations and ages with the bound that their words set.

以上, 以下, 以内, 届满 include the number; 不满, 超过, 以外 exclude it (Civil Code, art. 1259).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.atoms import number
from extractor.pattern import compiled

Bound = Literal["lt", "le", "gt", "ge"]
Unit = Literal["day", "workday", "month", "year"]

_AT_MOST = (
    "不超过?|小于等于|小于或等于|未超过|没有?超过|不得超过|不会超过|不多于|不高于|不大于|不长于"
    "|最长|最多|至多|未超出?|没超出?|≤|≦|<="
)
_MORE = r"已?超过|已?超出|大于|多于|高于|长于|已?逾|超|(?<![超经通])过了|>"
_LESS = (
    "不满|未满|没有?满|不足|未足|没有?到|不到|未到|未达到?|没有?达到?|不够|少于|小于|低于|短于|<"
)
_AT_LEAST = "不少于|大于等于|大于或等于|不低于|不小于|不短于|至少|最少|最短|已?达到?|年满|已满|届满|满|够|≥|≧|>="
_WORDS = rf"(?:均|仅|已经?|尚|还)?(?:{_AT_MOST}|{_LESS}|{_AT_LEAST}|{_MORE})"
_LEFT = rf"(?:{_WORDS})?"
_INCLUDED = r"（(?:不包?含|包?含)[^（）]{0,8}）"
_RIGHT = (
    rf"(?:{_INCLUDED})?(?:(?:及|或)?(?:其)?以上|(?:及|或)?(?:其)?以下|(?:及|或)?以内|之内|(?:及|或)?以外|之外"
    rf"|(?<=[月年日天周期）])内|之?后|之?前)?(?:{_INCLUDED})?"
)
_COUNT = rf"(?:(?<![\d.])\d{{1,3}}(?:\.\d+)?|[{number.CHINESE_DIGIT}]{{1,4}})"
_TO = "(?:至|到|—+|-|~)"
_MONTHS = "个(?:自然|整|足|日历)?月(?!份)"
_DAYS = "个?工作日|个?自然日|个?日历日|天"
_YEARS = "个?(?:整|周|自然)?年(?!度|月|级|底|初|末|[一]?次|内(?:达到|退休|新))"
# words only where no number begins, and only numbers that a unit or a second one may follow
_BEGINS = (
    r"(?:(?=\d{1,3}(?:\.\d+)?[个年天日月周工星至到—\-~（岁]"
    rf"|[{number.CHINESE_DIGIT}半])|{_WORDS})"
)
_HALF = "半(?<![上下按每逐分、或/]半)年(?!度|缴|费|交|付|期|各|、|或)"
# 超过3个月 · 3个月（含）以内 · 5个工作日 · 叁个月 · 不满12个月 · 30日内 · 1至3个月
PATTERN: Final = rf"""
    (?<!第|最后|每){_BEGINS}
    (?:{_COUNT}(?:{_MONTHS}|{_DAYS}|{_YEARS}|日)?(?:{_INCLUDED})?(?:以上)?{_TO}
         {_COUNT}(?:{_MONTHS}|{_DAYS}|{_YEARS})
      |{_COUNT}(?:个半月|{_MONTHS}|{_DAYS}|{_YEARS}|个季度|个?星期(?![一二三四五六日天])|周(?![岁年一二三四五六日末])|日(?!常|—|-|至|期|起|号)|(?<=\d{{3}}|满\d{{1,2}})日(?=起)|月(?=（含）|以上|以内|之内|以下))
      |(?:大)?{_HALF}
    )
    {_RIGHT}
"""
# 不满35周岁 · 35周岁以上 · 年满60周岁 · 35至45周岁
AGE: Final = rf"""
    {_BEGINS}(?:{_COUNT}(?:周?岁)?(?:{_INCLUDED})?(?:以上)?{_TO}{_LEFT})?{_COUNT}周?岁{_RIGHT}
"""

_PARTS = regex.compile(
    rf"""
    (?P<left>\D*?)
    (?:(?P<from>{_COUNT})(?P<from_unit>个?\p{{Han}}{{0,3}}?)(?P<from_words>(?:{_INCLUDED})?(?:以上)?)
       {_TO}(?P<between>{_LEFT}))?
    (?P<number>{_COUNT}|半)
    (?P<unit>个半月|个?(?:自然|整|足|日历)?月|个?工作日|个?自然日|个?日历日
      |个?(?:整|周|自然)?年|个?季度|个?星期|周(?!岁)|天|日|周?岁)
    (?P<right>.*)$
    """,
    regex.VERBOSE,
)
_LEFT_BOUNDS: Final[tuple[tuple[Bound, regex.Pattern[str]], ...]] = (
    ("le", regex.compile(rf"(?:{_AT_MOST})$")),
    ("ge", regex.compile(rf"(?<!未|没|没有|不)(?:{_AT_LEAST})$")),
    ("lt", regex.compile(rf"(?:{_LESS})$")),
    ("gt", regex.compile(rf"(?:{_MORE})$")),
)


class Length(NamedTuple):
    """A duration: count and unit, and the bound where the words set one (else None).

    `above` is the lower end where two are written (1至3个月: from 1 to 3).
    """

    count: int  # type: ignore[assignment]  # of the tuple's own name, which nobody calls here
    unit: Unit
    bound: Bound | None = None
    above: Length | None = None


class Age(NamedTuple):
    """An age in years with its bound; `above` is the lower end of a bracket (35至45周岁)."""

    years: int
    bound: Bound | None
    above: Age | None = None


def _bound(left: str, right: str) -> Bound | None:
    """The bound that the words on both sides of a number set."""
    excluded = compiled("不包?含").search(right) is not None
    for bound, words in _LEFT_BOUNDS:
        if words.search(left):
            if bound == "ge" and excluded:
                return "gt"
            return bound
    if "以上" in right:
        return "gt" if excluded else "ge"
    if compiled("[以之]外").search(right):
        return "gt"
    if compiled("以下|内").search(right):
        return "lt" if excluded else "le"
    if "含" in right:
        return "lt" if excluded else "le"
    return None


def parse(text: str) -> Length | None:
    """The duration that a text writes.

    >>> parse("超过3个月")
    Length(count=3, unit='month', bound='gt', above=None)
    >>> parse("3个月（含）以内").bound
    'le'
    >>> parse("五个工作日后").unit, parse("1至3个月").above.count, parse("2023年") is None
    ('workday', 1, True)
    """
    parts = _PARTS.match(text)
    if parts is None:
        return None
    length = _length(parts["number"], parts["unit"], _bound(parts["left"], parts["right"]))
    if length is None or parts["from"] is None:
        return length
    lower = _lower(parts)
    above = _length(parts["from"], parts["from_unit"] or parts["unit"], lower)
    if above is None or above.unit != length.unit or above.count >= length.count:
        return None
    upper: Bound = "lt" if compiled("不包?含").search(parts["right"]) else "le"
    return length._replace(bound=upper if length.bound == lower else length.bound, above=above)


def _lower(parts: regex.Match[str]) -> Bound:
    """超过3个月至12个月, 3个月（不含）至12个月 leave the first number out."""
    excluded = compiled("不包?含").search(parts["from_words"]) or _bound(parts["left"], "") == "gt"
    return "gt" if excluded else "ge"


def _length(count_words: str, unit_words: str, bound: Bound | None) -> Length | None:
    half = count_words == "半"
    count = Decimal("0.5") if half else number.parse(count_words)
    if count is None or count > 999 or unit_words == "个半月":
        return None
    unit: Unit
    if "工作日" in unit_words:
        unit = "workday"
    elif "月" in unit_words:
        unit = "month"
    elif "季" in unit_words:
        unit, count = "month", count * 3
    elif "年" in unit_words:
        unit = "year"
        if half:
            unit, count = "month", Decimal(6)
    elif unit_words.endswith(("周", "星期")):
        unit, count = "day", count * 7
    else:
        unit = "day"
    if count != int(count):
        return None
    return Length(int(count), unit, bound)


def parse_age(text: str) -> Age | None:
    """The age that a text writes.

    >>> parse_age("不满35周岁").bound, parse_age("45周岁以上").bound
    ('lt', 'ge')
    >>> parse_age("35周岁（含）至45周岁（不含）")
    Age(years=45, bound='lt', above=Age(years=35, bound='ge', above=None))
    """
    parts = _PARTS.match(text)
    if parts is None:
        return None
    years = number.parse(parts["number"])
    if years is None:
        return None
    if parts["from"] is None:
        return Age(int(years), _bound(parts["left"], parts["right"]))
    first = number.parse(parts["from"])
    if first is None or first >= years:
        return None
    upper: Bound = "le"
    if compiled("不包?含").search(parts["right"]) or _bound(parts["between"], "") == "lt":
        upper = "lt"
    return Age(int(years), upper, Age(int(first), _lower(parts)))

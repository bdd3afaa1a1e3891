"""Rates, exact: 8%, 百分之八, 万分之五, 三分之二, 5‰, 5‱."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from extractor import pattern as regex
from extractor.atoms import number

PATTERN: Final = rf"""
    (?:(?:{number.ARABIC})(?:%|‰|‱)(?!年期)
     |百分之(?:百|(?:{number.ARABIC})|{number.CHINESE}(?:点{number.CHINESE})?)
     |[千万]分之(?:(?:{number.ARABIC})|{number.CHINESE})
     |[一二三四五六七八九十]分之[一二三四五六七八九十]+
     |(?<![\d/.])[1-9]/[2-9](?![\d/])(?=给|予|补|的(?:补|比|标|给|额|金)|标准|比例|享)
     |(?<=额的|费的|金的|费用的|部分的)[1-9]/[2-9](?![\d/])
     |[\d一二三四五六七八九]成(?=给|由|予))
"""
_IN_A_WHOLE: Final = {"%": 100, "‰": 1000, "‱": 10000}
_OUT_OF = {"百": 100, "千": 1000, "万": 10000}
_POINT = regex.compile("点")


def parse(text: str) -> Fraction | None:
    """The rate that a text writes.

    >>> parse("8%"), parse("百分之八"), parse("万分之五"), parse("三分之二")
    (Fraction(2, 25), Fraction(2, 25), Fraction(1, 2000), Fraction(2, 3))
    """
    if text[-1] in _IN_A_WHOLE:
        return Fraction(text[:-1].replace(",", "")) / _IN_A_WHOLE[text[-1]]
    if text[-1] == "成":
        tenths = number.parse(text[:-1])
        return None if tenths is None else Fraction(tenths) / 10
    if "/" in text:
        return Fraction(text)
    below, _, above = text.partition("分之")
    if above == "百":
        return Fraction(1)
    whole, _, rest = _POINT.sub(".", above, count=1).partition(".")
    top = number.parse(above) if above[0].isdigit() and above.isascii() else number.parse(whole)
    if top is None:
        return None
    if rest and not (above[0].isdigit() and above.isascii()):
        digits = number.parse(rest)
        top += (digits or 0) / 10 ** len(rest)
    bottom = _OUT_OF.get(below)
    if bottom is None:
        named = number.parse(below)
        return None if not named else Fraction(top) / Fraction(named)
    return Fraction(top) / bottom

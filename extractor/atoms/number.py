"""Numbers: Arabic with thousands separators, Chinese, Chinese capitals; document numbers."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Final

ARABIC: Final = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
CHINESE_DIGIT: Final = "零〇○一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟"
CHINESE: Final = rf"[{CHINESE_DIGIT}]+"
# a number that nothing else has claimed
PATTERN: Final = rf"(?:{ARABIC})"
# 石医保字〔2022〕38号, 长府办发[2008]69号
DOCUMENT_NUMBER: Final = (
    r"\p{Han}{2,14}?(?:字|发|函|办|规|公告|通告|令|告)*[〔\[【（](?:19|20)\d\d[〕\]】）]第?\d+号"
)

_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟两○", "一二三四五六七八九十百千二〇")
_DIGIT = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0}
_UNIT = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def parse(text: str) -> Decimal | None:
    """The number that a text writes, or None where it writes none.

    >>> parse("3,847.56"), parse("叁仟肆佰陆拾"), parse("二〇二四"), parse("十二")
    (Decimal('3847.56'), Decimal('3460'), Decimal('2024'), Decimal('12'))
    >>> parse("万") is None
    True
    """
    if text[0].isdigit() and text.isascii():
        return Decimal(text.replace(",", ""))
    return _parse_chinese(text)


@lru_cache(maxsize=1024)
def _parse_chinese(text: str) -> Decimal | None:
    # cn2an reads 两 and 〇 unevenly between modes and costs an import; the grammar is four units.
    plain = text.translate(_PLAIN)
    if not any(char in _UNIT for char in plain):
        return Decimal("".join(str(_DIGIT[char]) for char in plain)) if plain else None
    total = section = digit = 0
    for char in plain:
        if char in _DIGIT:
            digit = _DIGIT[char]
            continue
        unit = _UNIT[char]
        if unit == 10000:
            if not (section + digit):
                return None
            total, section = total + (section + digit) * unit, 0
        else:
            if digit == 0 and char != "十":
                return None  # 千 or 百 alone is a word (千家万户), not a number
            section += (digit or 1) * unit
        digit = 0
    return Decimal(total + section + digit)

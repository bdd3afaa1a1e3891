"""The numbers that a page or a Word file prints by itself: 一、(一) 1. a. iv. ①."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def _counted(number: int, digits: str, units: tuple[str, str, str]) -> str:
    """A number up to 9999 in Chinese: 十, 十一, 二十, 一百零一."""
    if not 0 < number < 10_000:
        return str(number)
    ten, hundred, thousand = units
    out = ""
    gap = False
    for size, unit in ((1000, thousand), (100, hundred), (10, ten), (1, "")):
        digit = number // size % 10
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + unit
        gap = digit == 0
    return out.removeprefix("一") if 10 <= number < 20 and out.startswith("一十") else out


def _chinese(number: int) -> str:
    return _counted(number, _DIGITS, ("十", "百", "千"))


def _legal(number: int) -> str:
    out = _counted(number, _FORMAL, ("拾", "佰", "仟"))
    return "壹" + out if out.startswith("拾") else out


def _spelled(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _letters(number: int) -> str:
    """a … z, then aa bb … as Word prints them."""
    if number < 1:
        return str(number)
    return chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 30)


def _roman(number: int) -> str:
    if not 0 < number < 4000:
        return str(number)
    out = ""
    for size, sign in _ROMAN:
        times, number = divmod(number, size)
        out += sign * times
    return out


def _one_of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else str(number)


def _block(*ranges: tuple[int, int]) -> Callable[[int], str]:
    return _one_of("".join(chr(code) for start, end in ranges for code in range(start, end)))


_circled = _block((0x2460, 0x2474), (0x3251, 0x3260), (0x32B1, 0x32C0))

STYLES: Final[dict[str, Callable[[int], str]]] = {  # names of ECMA-376, ST_NumberFormat
    "decimal": str,
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalFullWidth2": lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _block((0x2474, 0x2488)),
    "decimalEnclosedFullstop": _block((0x2488, 0x249C)),
    "numberInDash": lambda number: f"- {number} -",
    "chineseCounting": _chinese,
    "chineseCountingThousand": _chinese,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": _chinese,
    "japaneseCounting": _chinese,
    "ideographDigital": _spelled,
    "japaneseDigitalTenThousand": _spelled,
    "taiwaneseDigital": _spelled,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "ideographEnclosedCircle": _block((0x3280, 0x328A)),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}


def ordinal(number: int, style: str) -> str:
    """The number as it is printed in a style of ECMA-376; in figures where it has no such form.

    >>> [ordinal(11, style) for style in ("decimal", "chineseCounting", "decimalEnclosedCircle")]
    ['11', '十一', '⑪']
    >>> ordinal(3, "lowerRoman"), ordinal(12, "ideographTraditional"), ordinal(4, "bahtText")
    ('iii', '12', '4')
    """
    return STYLES.get(style, str)(number)

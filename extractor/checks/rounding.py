"""Rounding: the conventions by which base × rate may have become a printed amount."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Final, Literal, NamedTuple, get_args

Mode = Literal["half_up", "up", "down", "half_even"]
Place = Literal["month", "year", "sum_of_month", "sum_of_year"]

FEN: Final = Fraction(1, 100)
JIAO: Final = Fraction(1, 10)
YUAN: Final = Fraction(1)

MODES_ZH: Final[dict[Mode, str]] = {
    "half_up": "四舍五入",
    "up": "进位",
    "down": "舍位",
    "half_even": "四舍六入五成双",
}
PLACES_ZH: Final[dict[Place, str]] = {
    "month": "按月",
    "year": "按年",
    "sum_of_month": "按月合计",
    "sum_of_year": "按年合计",
}


class Convention(NamedTuple):
    """To what unit (yuan), in which direction, and where an amount is rounded.

    `month` rounds each component's month, then × 12; `year` each component's year; `sum_of_…` the
    sum of the unrounded components.
    """

    quantum: Fraction
    mode: Mode
    place: Place


CONVENTIONS: Final = tuple(
    Convention(quantum, mode, place)
    for quantum, mode, place in product((FEN, JIAO, YUAN), get_args(Mode), get_args(Place))
)


def rounded(value: Fraction, quantum: Fraction, mode: Mode) -> Fraction:
    """A non-negative amount rounded to a multiple of `quantum`, exactly.

    >>> [str(rounded(Fraction("320.625"), FEN, mode)) for mode in ("half_up", "down", "half_even")]
    ['32063/100', '16031/50', '16031/50']
    """
    steps, rest = divmod(value, quantum)
    if not rest:
        return value
    half = rest * 2 - quantum
    if mode == "up" or (half > 0 and mode != "down"):
        up = True
    elif half == 0:
        up = mode == "half_up" or (mode == "half_even" and steps % 2 == 1)
    else:
        up = False
    return (steps + up) * quantum


def every_rounding(value: Fraction, quanta: tuple[Fraction, ...]) -> frozenset[Fraction]:
    """What an amount may become, whichever convention is used."""
    return frozenset(rounded(value, quantum, mode) for quantum in quanta for mode in get_args(Mode))


def printed_quanta(amounts: list[Fraction]) -> tuple[Fraction, ...]:
    """The units to which a notice that prints these amounts may have rounded.

    A notice that prints 65.82 does not round to whole yuan.
    """
    return tuple(
        quantum
        for quantum in (FEN, JIAO, YUAN)
        if quantum == FEN or all((amount / quantum).denominator == 1 for amount in amounts)
    )


def told(conventions: frozenset[Convention]) -> tuple[str, str]:
    """The conventions that fit, in Chinese and English.

    >>> told(frozenset({Convention(FEN, "half_up", "month")}))
    ('按月四舍五入到分', 'each month, half_up, to 0.01')
    """
    if len(conventions) == 1:
        (only,) = conventions
        unit_zh = {FEN: "分", JIAO: "角", YUAN: "元"}[only.quantum]
        unit_en = {FEN: "0.01", JIAO: "0.1", YUAN: "1"}[only.quantum]
        return (
            f"{PLACES_ZH[only.place]}{MODES_ZH[only.mode]}到{unit_zh}",
            f"each {only.place}, {only.mode}, to {unit_en}",
        )
    return (
        f"取整方式未定：{len(conventions)} 种都相符",
        f"rounding undetermined: {len(conventions)} conventions fit",
    )

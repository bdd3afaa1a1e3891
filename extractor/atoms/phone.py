"""Telephone numbers, as printed: with or without area code, extension, or short code."""

from __future__ import annotations

from typing import Final

_EXTENSION = r"(?:转(?:\d{1,5}|\p{Han}{1,4}(?=[，。；、）\n\t]|$)))?"
# 582 6149 · 8222 3456: a local number printed in two halves
_IN_TWO = r"(?:\d{3,4}[ -]\d{4}|\d{4}[ -]\d{3})"
# 0913-2933776 · （0311）86048215 · 0592—5808126 · 400-182-6688 · 13800000000 · 12366
PATTERN: Final = rf"""
    (?:(?<![\d.])(?!0{{3}})（?0\d{{2,3}}）?[-—–－\s]?(?:\d{{7,8}}|{_IN_TWO})(?![\d.%元]){_EXTENSION}
     |(?<![\d.])400-?\d{{3}}-?\d{{4}}(?!\d)
     |(?<![\d.])1[3-9]\d{{9}}(?!\d)
     |(?<![\d.A-Za-z])(?:123\d\d|1258\d|95\d{{3}})(?![\d.%元年月日人户名个万]){_EXTENSION}
     |(?<=(?:热线|电话|拨打|致电)[:为是]?)(?:11[04]|12[02]|96\d{{3,4}})(?![\d.%元年月日个人]))
"""
# seven or eight digits alone: a local number, once nothing else has claimed them
LOCAL: Final = rf"""
    (?:(?:(?<![\d.\-A-Za-z])[2-8]\d{{6,7}}
      |(?<=[区县市旗镇乡道局心所厅站处科股室话线询记费保][:（]?)(?!20[0-3]\d[ -]20)[2-8]\d{{2,3}}[ -]\d{{4}})
     (?![\d.%元万亿号人户名件年月A-Za-z]){_EXTENSION})
"""


def parse(text: str) -> str:
    """The number as printed; blanks inside are layout.

    >>> parse("0371-67188003转8003")
    '0371-67188003转8003'
    """
    return text.replace(" ", "")

"""Web addresses."""

from __future__ import annotations

from typing import Final

PATTERN: Final = r"(?:https?://|www\.)[\x21-\x7e]+"


def parse(text: str) -> str | None:
    """The address without the punctuation of the sentence around it.

    >>> parse("https://etax.gansu.chinatax.gov.cn.")
    'https://etax.gansu.chinatax.gov.cn'
    """
    return text.rstrip(".,;:>)]}'\"")

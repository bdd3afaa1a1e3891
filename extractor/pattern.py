"""Patterns of the regex package, each compiled at its first use, and once.

Modules import this as `regex`: compiling the thousand patterns of all kinds of rule takes half a
second, and a notice asks for half of them.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import Any, cast

import regex
from regex import DOTALL as DOTALL
from regex import IGNORECASE as IGNORECASE
from regex import VERBOSE as VERBOSE
from regex import Match as Match
from regex import Pattern as Pattern
from regex import escape as escape


class Uncompiled:
    """A pattern that becomes a compiled one as soon as something is asked of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags

    @cached_property
    def _compiled(self) -> Pattern[str]:
        return regex.compile(self.pattern, self._flags)

    def __getattr__(self, name: str) -> Any:
        # reached once for each method: from then on the compiled pattern's own is found first
        value = getattr(self._compiled, name)
        setattr(self, name, value)
        return value


@cache
def compile(pattern: str, flags: int = 0) -> Pattern[str]:
    """The pattern, which is compiled when it is first used; the same one for the same words.

    >>> arrears = compile("欠费(?P<n>\\\\d)个月")
    >>> arrears.search("欠费3个月")["n"]
    '3'
    """
    return cast("Pattern[str]", Uncompiled(pattern, flags))


compiled = compile

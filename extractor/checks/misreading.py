"""How many single-digit misreadings of a notice's money the notice's own arithmetic would catch.

A city whose amounts check one another needs a quick review; one whose amounts stand alone needs a
slow one. Figures of the sample notices: design, schema section 7 (Strength).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from extractor.checks import ARITHMETIC, check
from extractor.notice import Notice
from extractor.schema import Finding, RuleSet, shown

_MONEY = ("amount", "exact", "lower", "upper", "reference_wage")
Path = tuple[str | int, ...]


class Misreadings(NamedTuple):
    """Single digits of stated amounts and rates replaced by every other: tried, and caught."""

    tried: int
    caught: int


def misreadings(ruleset: RuleSet, notice: Notice) -> Misreadings:
    """Each digit of each stated amount and rate replaced by each other digit; checks run again.

    Caught is what makes an arithmetic check report an error or a warning that it did not before.
    A rule set without an identity to check catches nothing, and says so by its figures.
    """
    data = ruleset.model_dump(mode="json", exclude_none=True)
    before = _reported(ruleset, notice)
    tried = caught = 0
    for path, fact, is_rate in _stated(data["rules"], ("rules",)):
        for wrong in _misread(fact["value"], is_rate):
            tried += 1
            changed = RuleSet.model_validate(_with(data, path, wrong))
            caught += bool(_reported(changed, notice) - before)
    return Misreadings(tried, caught)


def _reported(ruleset: RuleSet, notice: Notice) -> set[tuple[str, str]]:
    findings: list[Finding] = check(ruleset, notice, codes=ARITHMETIC)[0]
    return {(f.code, f.zh) for f in findings if f.severity in ("error", "warning")}


def _stated(node: Any, path: Path) -> Iterator[tuple[Path, dict[str, Any], bool]]:
    """Paths of the stated amounts and rates of a dumped rule set, each with its fact."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from _stated(item, (*path, index))
    elif isinstance(node, dict):
        for key, item in node.items():
            fact = isinstance(item, dict) and "value" in item and item.get("basis") == "stated"
            if fact and (key in _MONEY or key == "rate") and isinstance(item["value"], str):
                yield (*path, key), item, key == "rate"
            else:
                yield from _stated(item, (*path, key))


def _misread(value: str, is_rate: bool) -> Iterator[str]:
    """The values that one wrong digit would make of a printed number (a rate as per cent)."""
    printed = value
    if is_rate:
        if "/" in value:
            return
        printed = format((Decimal(value) * 100).normalize(), "f")
    for at, digit in enumerate(printed):
        if not digit.isdigit():
            continue
        for other in "0123456789":
            if other == digit:
                continue
            wrong = printed[:at] + other + printed[at + 1 :]
            if not is_rate:
                yield wrong
            elif Decimal(wrong) <= 100:
                yield shown(Fraction(wrong) / 100)


def _with(data: Any, path: Path, value: str) -> Any:
    """A copy of dumped data, shared but for the way to one fact's value."""
    if not path:
        return {**data, "value": value}
    key, *rest = path
    if isinstance(data, list):
        return [_with(v, tuple(rest), value) if i == key else v for i, v in enumerate(data)]
    return {**data, key: _with(data[key], tuple(rest), value)}

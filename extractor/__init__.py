"""notice-rules: the contribution notices of Chinese cities, read into rules a calculator can trust.

    >>> import extractor
    >>> notice = extractor.Notice("2024年度灵活就业人员职工医保：在职人员基本医疗保险费每年3432元。")
    >>> found = extractor.extract(notice)
    >>> rule = found.ruleset.rules[0]
    >>> rule.id, str(rule.amount.amount.value), rule.amount.amount.spans[0].quote
    ('contribution.basic.active', '3432', '每年3432元')

`read` makes a Notice of a file, `extract` an Extraction of a Notice, `load_gold` a Gold of a gold
file, `diff` the differences of two rule sets, `check` the findings about one. Names are imported
when they are first asked for, so that the command line starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.checks import check as check
    from extractor.difference import Diff as Diff
    from extractor.difference import diff as diff
    from extractor.formats import read as read
    from extractor.gold import load as load_gold  # noqa: F401
    from extractor.notice import Notice as Notice
    from extractor.notice import NoticeError as NoticeError
    from extractor.pipeline import extract as extract
    from extractor.schema import Extraction as Extraction
    from extractor.schema import Finding as Finding
    from extractor.schema import RuleSet as RuleSet

_FROM = {
    "Diff": "extractor.difference:Diff",
    "Extraction": "extractor.schema:Extraction",
    "Finding": "extractor.schema:Finding",
    "Notice": "extractor.notice:Notice",
    "NoticeError": "extractor.notice:NoticeError",
    "RuleSet": "extractor.schema:RuleSet",
    "check": "extractor.checks:check",
    "diff": "extractor.difference:diff",
    "extract": "extractor.pipeline:extract",
    "load_gold": "extractor.gold:load",
    "read": "extractor.formats:read",
}
__all__ = list(_FROM)


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module 'extractor' has no attribute {name!r}")
    module, _, attribute = _FROM[name].partition(":")
    value = getattr(import_module(module), attribute)
    globals()[name] = value
    return value

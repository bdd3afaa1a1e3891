"""What a check of one notice exits with."""

from __future__ import annotations

import itertools
from typing import Literal

import pytest

from extractor.checks.verdict import CheckResult
from extractor.corpus import CorpusError
from extractor.difference import Diff, Difference
from extractor.evidence import Evidence
from extractor.notice import GRAVEST_FIRST, Notice, gravest
from extractor.report import NoticeReport, Report, failed, report
from extractor.schema import Extraction, Finding, RuleSet

NOTICE = Notice("第一行\n缴费3432元。\n")
FOUR = Evidence(start=6, end=11, quote="3432元")
FACTS = {"form": "notice", "file_sha256": "", "text_sha256": "", "media_type": "text/plain"}
SCHEME = {"value": "other", "basis": "curated", "why": "示例"}
EMPTY = RuleSet.model_validate({"scheme": SCHEME, "notice": FACTS, "rules": ()})
SAME = Diff()


def finding(
    code: str,
    severity: Literal["error", "warning", "info"],
    about: Literal["notice", "extraction"] = "notice",
) -> Finding:
    return Finding(code=code, severity=severity, about=about, spans=(FOUR,), zh="错", en="wrong")


def differing(category: Literal["new", "removed", "changed", "moved", "wording"]) -> Diff:
    return Diff(differences=(Difference(category=category, rule="base.monthly", field=""),))


def of(
    found: Extraction, difference: Diff | None = SAME, broken: CorpusError | None = None
) -> NoticeReport:
    return report(NOTICE, found, (), "140400/2023", difference=difference, broken=broken)


EXITS = {
    0: [
        of(Extraction(ruleset=EMPTY)),
        of(Extraction(ruleset=EMPTY), None),  # no gold and no rules: nothing awaits review
        of(Extraction(ruleset=EMPTY, findings=(finding("THRESHOLD", "warning"),))),
        of(Extraction(ruleset=EMPTY), differing("moved")),
        of(Extraction(ruleset=EMPTY), differing("wording")),
    ],
    1: [
        of(Extraction(ruleset=EMPTY), differing("changed")),
        of(Extraction(ruleset=EMPTY), differing("new")),
    ],
    5: [of(Extraction(ruleset=EMPTY, findings=(finding("ARITH-SUM", "error"),)))],
    6: [
        of(Extraction(ruleset=EMPTY, unclaimed_text=(FOUR,))),
        of(Extraction(ruleset=EMPTY, unclaimed_numerals=(FOUR,))),
        of(Extraction(ruleset=EMPTY), differing("removed")),
        of(Extraction(ruleset=EMPTY, findings=(finding("NUMERAL-CLOSED", "error", "extraction"),))),
    ],
    7: [
        of(Extraction(ruleset=EMPTY), broken=CorpusError("文件变了")),
        of(Extraction(ruleset=EMPTY, findings=(finding("SPAN-EXACT", "error", "extraction"),))),
    ],
}


@pytest.mark.parametrize(("code", "one"), [(c, r) for c, rs in EXITS.items() for r in rs])
def test_the_exit_code_of_one_notice(code: int, one: NoticeReport) -> None:
    assert one.exit == code


def test_the_gravest_stands_for_several() -> None:
    for codes in itertools.combinations(GRAVEST_FIRST, 3):
        assert gravest(codes) == codes[0]
        assert gravest(reversed(codes)) == codes[0]


def test_counts_and_places() -> None:
    checks = [
        CheckResult(code="A", outcome="ok"),
        CheckResult(code="B", outcome="not_run"),
        CheckResult(code="ARITH-SUM", outcome="finding", findings=1),
    ]
    found = Extraction(
        ruleset=EMPTY, findings=(finding("ARITH-SUM", "error"),), unclaimed_text=(FOUR,)
    )
    one = report(NOTICE, found, checks, "140400/2023")
    assert one.text
    assert (one.text.visible, one.text.claimed) == (11, 6)
    assert one.checks
    assert one.checks.model_dump() == {"ok": 1, "warning": 0, "info": 0, "error": 1, "not_run": 1}
    (said,) = one.findings
    (place,) = said.spans
    assert (place.line, place.quote) == (2, "3432元")
    assert not said.acknowledged


def test_a_report_calls_its_schema_by_name() -> None:
    one = failed("x.txt", 3, "Unreadable", "x.txt: 不是文本")
    dumped = Report(exit=3, notices=(one,)).model_dump(by_alias=True, exclude_none=True)
    assert dumped["schema"] == "notice.report/1"
    assert dumped["notices"][0]["error"]["message"] == "x.txt: 不是文本"

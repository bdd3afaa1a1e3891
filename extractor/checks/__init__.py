"""The checks: what is odd, contradictory or missing in a rule set, and whose fault it is.

A check returns findings and repairs nothing. One that lacks an input is not run, and says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from extractor.checks import arithmetic, closure, file, identity, time, wording
from extractor.checks.verdict import Case, CheckResult, Verdict
from extractor.evidence import Evidence
from extractor.notice import Notice
from extractor.schema import Finding, RuleSet

__all__ = ["ARITHMETIC", "CHECKS", "CheckResult", "check"]

CHECKS: Final[dict[str, Callable[[Case], Verdict]]] = {
    "SPAN-EXACT": closure.span_exact,
    "FACT-BASIS": closure.fact_basis,
    "VALUE-IN-QUOTE": closure.value_in_quote,
    "TEXT-CLOSED": closure.text_closed,
    "NUMERAL-CLOSED": closure.numeral_closed,
    "REF-CLOSED": closure.ref_closed,
    "PROFILE": closure.profile,
    "DOCX-TRACKED": file.docx_tracked,
    "OCR-DOUBTFUL": file.ocr_doubtful,
    "ARITH-SUM": arithmetic.arith_sum,
    "ARITH-RATE": arithmetic.arith_rate,
    "ARITH-PERIOD": arithmetic.arith_period,
    "ARITH-INSTALMENT": arithmetic.arith_instalment,
    "ARITH-REPEAT": arithmetic.arith_repeat,
    "ARITH-FEN": arithmetic.arith_fen,
    "ARITH-BAND": arithmetic.arith_band,
    "ARITH-PLAUSIBLE": arithmetic.arith_plausible,
    "ARITH-BACKSOLVE": arithmetic.arith_backsolve,
    "DATE-ORDER": time.date_order,
    "DATE-WEEKDAY": time.date_weekday,
    "DATE-WORKDAY": time.date_workday,
    "DATE-ROLL": time.date_roll,
    "DATE-COVERAGE": time.date_coverage,
    "DATE-LABEL": time.date_label,
    "DATE-WINDOW": time.date_window,
    "DATE-PUBLISHED": time.date_published,
    "DATE-REPEAT": time.date_repeat,
    "DATE-CALENDAR": time.date_calendar,
    "BOUND-WORD": wording.bound_word,
    "BOUND-OPEN": wording.bound_open,
    "THRESHOLD": wording.threshold,
    "PARTITION": wording.partition,
    "OPEN-LIST": wording.open_list,
    "EXTERNAL": wording.external,
    "TITLE-HOLE": wording.title_hole,
    "PLACE": identity.place,
    "PHONE-AREA": identity.phone_area,
    "PHONE-SHAPE": identity.phone_shape,
    "PHONE-DUP": identity.phone_dup,
    "AREA-SET": identity.area_set,
    "COUNT-WORD": identity.count_word,
    "URL": identity.url,
    "IMAGE-ONLY": identity.image_only,
}
ARITHMETIC: Final = tuple(code for code in CHECKS if code.startswith("ARITH-"))


def check(
    ruleset: RuleSet,
    notice: Notice,
    unclaimed_text: Sequence[Evidence] = (),
    unclaimed_numerals: Sequence[Evidence] = (),
    codes: Iterable[str] = tuple(CHECKS),
) -> tuple[list[Finding], list[CheckResult]]:
    """The findings of the checks, in their order, and what became of each check.

    `codes` are the checks to run (all). Money is compared exactly; no check raises on odd data.

    >>> facts = {"form": "notice", "file_sha256": "", "text_sha256": "", "media_type": "text/plain"}
    >>> scheme = {"value": "other", "basis": "curated", "why": "示例"}
    >>> empty = RuleSet.model_validate({"scheme": scheme, "notice": facts, "rules": ()})
    >>> _, results = check(empty, Notice("一封没有规则的信。"), codes=["ARITH-SUM"])
    >>> results[0].outcome, results[0].zh
    ('not_run', '通告没有合计')
    """
    case = Case(ruleset, notice, tuple(unclaimed_text), tuple(unclaimed_numerals))
    findings: list[Finding] = []
    results: list[CheckResult] = []
    for code in codes:
        verdict = CHECKS[code](case)
        findings += verdict.findings
        results.append(verdict.result(code))
    return findings, results

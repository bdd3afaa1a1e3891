"""What `notice check` says of one notice, as data: counts, findings, and one exit code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from extractor.checks.verdict import CheckResult
from extractor.difference import Diff, category
from extractor.evidence import Evidence, Model
from extractor.gold import Gold
from extractor.notice import Notice, NoticeError, gravest, unspaced
from extractor.schema import Extraction, Finding


class Closure(Model):
    """Visible characters of the notice, and how many of them something answers for."""

    visible: int
    claimed: int


class Outcomes(Model):
    """How many checks found nothing, how many findings there are of each severity."""

    ok: int
    warning: int
    info: int
    error: int
    not_run: int


class Pending(Model):
    """How many rules differ from gold; without gold all are new."""

    new: int = 0
    changed: int = 0
    removed: int = 0
    wording_only: int = 0
    moved_only: int = 0


class Place(Model):
    """A piece of evidence with its line (from 1)."""

    start: int
    end: int
    line: int
    quote: str


class Said(Model):
    """A finding with its lines; `acknowledged` where gold expects it."""

    code: str
    severity: Literal["error", "warning", "info"]
    about: Literal["notice", "extraction"]
    acknowledged: bool
    rules: tuple[str, ...]
    spans: tuple[Place, ...]
    zh: str
    en: str


class Failure(Model):
    """Why a notice could not be read or compared."""

    kind: str
    message: str


class NoticeReport(Model):
    """One notice: what was claimed, checked and compared, and the exit code that follows."""

    key: str
    city: str | None = None
    exit: int
    gold: Literal["same", "different", "none", "broken"] = "none"
    text: Closure | None = None
    unclaimed_numerals: int | None = None
    checks: Outcomes | None = None
    pending: Pending | None = None
    expected: tuple[str, ...] = ()  # findings that gold expects and no check reported
    findings: tuple[Said, ...] = ()
    error: Failure | None = None


class Report(Model):
    """What one run of `notice check` found."""

    # `schema` would shadow a method of the base class
    format: Literal["notice.report/1"] = Field("notice.report/1", serialization_alias="schema")
    exit: int
    notices: tuple[NoticeReport, ...]


class Unsteady(NoticeError):
    """Two extractions of one text differ."""

    exit_code = 7


def failed(key: str, code: int, kind: str, message: str) -> NoticeReport:
    """The report on a notice that could not be read, or is on another subject."""
    return NoticeReport(key=key, exit=code, error=Failure(kind=kind, message=message))


def report(
    notice: Notice,
    found: Extraction,
    checks: Sequence[CheckResult],
    key: str,
    gold: Gold | None = None,
    difference: Diff | None = None,
    broken: NoticeError | None = None,
) -> NoticeReport:
    """The report on a notice that was read; `broken` says why gold or sidecar cannot be trusted.

    The exit code is 7 for a broken promise of ours (gold that does not fit, evidence that does not
    hold), 6 for what is incomplete (text or numerals unclaimed, a rule of gold missing), 5 for a
    notice that contradicts itself where gold does not know it, 1 for differences from gold and for
    new rules.
    """
    known = set(gold.findings) if gold else set()
    reported = {finding.code for finding in found.findings}
    expected = tuple(code for code in sorted(known) if code not in reported)
    pending = _pending(found, difference)
    codes = [0]
    codes += [_gravity(finding) for finding in found.findings if finding.code not in known]
    if found.unclaimed_text or found.unclaimed_numerals or pending.removed:
        codes.append(6)
    if expected or pending.new or (difference is not None and not difference.same):
        codes.append(1)
    if broken:
        codes.append(broken.exit_code)
    region = found.ruleset.region
    return NoticeReport(
        key=key,
        city=region.name.value if region else None,
        exit=gravest(codes),
        gold=_compared(difference, broken),
        text=_closure(notice, found),
        unclaimed_numerals=len(found.unclaimed_numerals),
        checks=_outcomes(found.findings, checks),
        pending=pending,
        expected=expected,
        findings=tuple(_said(finding, notice, known) for finding in found.findings),
        error=Failure(kind=type(broken).__name__, message=str(broken)) if broken else None,
    )


# What these find is counted in the report itself.
OPEN = frozenset({"TEXT-CLOSED", "NUMERAL-CLOSED"})


def _gravity(finding: Finding) -> int:
    if finding.severity != "error":
        return 0
    if finding.about == "notice":
        return 5
    return 6 if finding.code in OPEN else 7


def _pending(found: Extraction, difference: Diff | None) -> Pending:
    if difference is None:
        return Pending(new=len(found.ruleset.rules))
    counts = difference.counts()
    about = [one for one in difference.differences if one.rule is None]
    return Pending(
        new=counts["new"],
        changed=counts["changed"] + (category(about) == "changed" if about else 0),
        removed=counts["removed"],
        wording_only=counts["wording"],
        moved_only=counts["moved"],
    )


def _compared(
    difference: Diff | None, broken: NoticeError | None
) -> Literal["same", "different", "none", "broken"]:
    if broken:
        return "broken"
    if difference is None:
        return "none"
    return "same" if difference.same else "different"


def _closure(notice: Notice, found: Extraction) -> Closure:
    visible = len(unspaced(notice.text))
    unclaimed = sum(len(unspaced(span.quote)) for span in found.unclaimed_text)
    return Closure(visible=visible, claimed=visible - unclaimed)


def _outcomes(findings: Sequence[Finding], checks: Sequence[CheckResult]) -> Outcomes:
    return Outcomes(
        ok=sum(check.outcome == "ok" for check in checks),
        warning=sum(finding.severity == "warning" for finding in findings),
        info=sum(finding.severity == "info" for finding in findings),
        error=sum(finding.severity == "error" for finding in findings),
        not_run=sum(check.outcome == "not_run" for check in checks),
    )


def _said(finding: Finding, notice: Notice, known: set[str]) -> Said:
    return Said(
        code=finding.code,
        severity=finding.severity,
        about=finding.about,
        acknowledged=finding.code in known,
        rules=finding.rules,
        spans=tuple(_place(span, notice) for span in finding.spans),
        zh=finding.zh,
        en=finding.en,
    )


def _place(span: Evidence, notice: Notice) -> Place:
    return Place(start=span.start, end=span.end, line=notice.line(span.start), quote=span.quote)

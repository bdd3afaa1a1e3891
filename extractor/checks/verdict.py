"""What a check looks at, and what it may answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar, cast

from extractor import pattern as regex
from extractor.evidence import Evidence, Fact, Model, is_model
from extractor.layout import View, view
from extractor.notice import Notice, Span
from extractor.schema import Finding, RuleCommon, RuleSet

_SENTENCE_END = regex.compile("[。；;！!\n]")
R = TypeVar("R", bound=RuleCommon)
Severity = Literal["error", "warning", "info"]
About = Literal["notice", "extraction"]


class Remark(NamedTuple):
    """One sentence, in Chinese and in English."""

    zh: str
    en: str


class CheckResult(Model):
    """What became of one check: nothing found, something found, or not run for want of input.

    `zh` and `en` say why it was not run, or what a check that ran has learned (the rounding
    conventions that fit, a base solved back); `findings` counts what it found.
    """

    code: str
    outcome: Literal["ok", "finding", "not_run"]
    findings: int = 0
    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class Verdict:
    """The answer of one check: findings, or the reason why it could not be run."""

    findings: tuple[Finding, ...] = ()
    not_run: Remark | None = None
    note: Remark | None = None

    def result(self, code: str) -> CheckResult:
        """The verdict as a line of a report."""
        said = self.not_run or self.note or Remark("", "")
        if self.findings:
            return CheckResult(
                code=code, outcome="finding", findings=len(self.findings), zh=said.zh, en=said.en
            )
        outcome: Literal["ok", "not_run"] = "not_run" if self.not_run else "ok"
        return CheckResult(code=code, outcome=outcome, zh=said.zh, en=said.en)


OK = Verdict()


def not_run(zh: str, en: str) -> Verdict:
    """A check that lacks an input: never a finding."""
    return Verdict(not_run=Remark(zh, en))


def found(findings: Iterable[Finding], note: Remark | None = None) -> Verdict:
    """The verdict of a check that has looked."""
    return Verdict(findings=tuple(findings), note=note)


@dataclass(frozen=True)
class Case:
    """A rule set, the notice it was read from, and what no rule of it answers for."""

    ruleset: RuleSet
    notice: Notice
    unclaimed_text: tuple[Evidence, ...] = ()
    unclaimed_numerals: tuple[Evidence, ...] = ()

    @cached_property
    def view(self) -> View:
        """The notice's text without its layout (extractor.layout)."""
        return view(self.notice.text)

    @cached_property
    def facts(self) -> list[tuple[str, RuleCommon | None, Fact[Any]]]:
        """Every fact of the rule set, collected once for all checks."""
        owners: list[tuple[str, RuleCommon | None, Any]] = [
            (rule.id, rule, rule) for rule in self.ruleset.rules
        ]
        owners += [(name, None, model) for name, model in about(self)]
        return [
            (path, rule, fact)
            for start, rule, owner in owners
            for path, fact in facts_in(owner, start)
        ]

    @cached_property
    def sentence_ends(self) -> list[int]:
        """Where the sentences of the text end (after the mark), in order."""
        return [match.end() for match in _SENTENCE_END.finditer(self.notice.text)]

    @cached_property
    def by_place(self) -> list[tuple[int, int, str]]:
        """Start, end and rule id of every sentence that a rule answers for, by start."""
        places = [(s.start, s.end, rule.id) for rule in self.ruleset.rules for s in rule.spans]
        return sorted(places)

    def rules(self, kind: type[R]) -> list[R]:
        """The rules of one kind, in their order."""
        return cast("list[R]", self._by_kind.get(kind, []))

    @cached_property
    def _by_kind(self) -> dict[type[RuleCommon], list[RuleCommon]]:
        found: dict[type[RuleCommon], list[RuleCommon]] = {}
        for rule in self.ruleset.rules:
            found.setdefault(type(rule), []).append(rule)
        return found

    def evidence(self, start: int, end: int) -> Evidence:
        """The evidence behind a range of the view."""
        span = Span(*self.view.span(start, end))
        return Evidence(start=span.start, end=span.end, quote=self.notice.quote(span))

    def line(self, evidence: Evidence) -> str:
        """The line of the notice where a piece of evidence begins, as 「L26」."""
        return f"L{self.notice.line(evidence.start)}"


def squeezed(text: str) -> str:
    """A text without any white space.

    >>> squeezed("缴费 基\\n数")
    '缴费基数'
    """
    return "".join(text.split())


def facts_in(value: object, path: str) -> Iterator[tuple[str, Fact[Any]]]:
    """Every fact inside a model or a tuple of models, with its dotted path, outermost first."""
    items: Iterable[tuple[object, object]] = ()
    if isinstance(value, tuple):
        items = enumerate(value)
    elif is_model(value):
        if isinstance(value, Fact):
            yield path, value
        items = value.__dict__.items()
    for name, item in items:
        if name != "spans" and (isinstance(item, tuple) or is_model(item)):
            yield from facts_in(item, f"{path}.{name}")


def about(case: Case) -> list[tuple[str, Any]]:
    """What a rule set says of its notice, by name."""
    names = ("scheme", "region", "notice", "insurance_year", "coverage")
    return [(name, getattr(case.ruleset, name)) for name in names]


def facts(case: Case) -> Iterator[tuple[str, RuleCommon | None, Fact[Any]]]:
    """Every fact of a rule set: its path, the rule that it belongs to (None: metadata), itself."""
    return iter(case.facts)

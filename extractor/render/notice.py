"""The screen of one notice: what was read, its rules, what is odd in it, what it does not say."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from extractor.checks.verdict import CheckResult
from extractor.notice import Notice, unspaced
from extractor.render import labels
from extractor.render.labels import KINDS, SOURCE, Label
from extractor.render.rule import MONEY, basis, money_table, other_table
from extractor.render.table import (
    GAP,
    Column,
    View,
    facts,
    fold,
    places,
    state,
    table,
    where,
    width_of,
)
from extractor.schema import Extraction, Finding, RuleSet

_EXPECTED = (
    "base",
    "contribution",
    "total",
    "credit",
    "window",
    "waiting",
    "lapse",
    "procedure",
    "channel",
    "contact",
)

NO_PLACE, NO_YEAR = Label("地区未载", "place not stated"), Label("年度未载", "year not stated")
NO_LOSS = Label("无残缺", "no lost glyphs")


def extraction(
    notice: Notice,
    found: Extraction,
    view: View,
    *,
    key: str = "",
    checks: Sequence[CheckResult] = (),
    against: Label | None = None,
    then: str = "",
) -> Text:
    """The screen of one notice: what was read, its money, its other rules, what is odd, what next.

    `checks` are the outcomes behind the findings, `against` says how gold compares, `then` is the
    command to go on with.
    """
    rules = found.ruleset.rules
    parts: list[Text] = [
        _title(found.ruleset, key, view),
        _summary(notice, found, checks, against, view),
    ]
    money = [rule for rule in rules if isinstance(rule, MONEY)]
    if money:
        parts.append(money_table(money, notice, found, view))
    for kind in KINDS:
        others = [rule for rule in rules if rule.kind == kind and not isinstance(rule, MONEY)]
        if others:
            parts.append(other_table(kind, others, notice, view))
    if found.findings:
        parts.append(findings(found.findings, notice, view))
    if found.unclaimed_text or found.unclaimed_numerals:
        parts.append(_unclaimed(found, notice, view))
    if silences := _silences(found.ruleset, view):
        parts.append(facts(silences, view))
    if then:
        parts.append(Text(f"→ {then}", "bold"))
    return Text("\n\n").join(parts)


def _title(ruleset: RuleSet, key: str, view: View) -> Text:
    city = ruleset.region.name.value if ruleset.region else view.speak(NO_PLACE)
    year = ruleset.insurance_year.value if ruleset.insurance_year else None
    said = view.speak(Label(f"{year} 医保年度", f"insurance year {year}") if year else NO_YEAR)
    title = Text(f"{city} · {said} · {view.say(labels.FORMS[ruleset.notice.form])}", "bold")
    if not key:
        return fold(title, view.width)
    gap = view.width - width_of(title) - cell_len(key)
    return fold(title + Text(" " * gap if gap >= GAP else "\n") + Text(key, "bold"), view.width)


def _summary(
    notice: Notice,
    found: Extraction,
    checks: Sequence[CheckResult],
    against: Label | None,
    view: View,
) -> Text:
    about, rows = found.ruleset, []
    size = f"{len(notice.text):,} {view.say(Label('字', 'characters'))}"
    how = (notice.encoding or notice.media_type).upper().replace("-SIG", " BOM")
    read = [how, size, view.say(NO_LOSS)]
    rows.append((Label("读入", "read"), Text(" · ".join([*read, *notice.remarks]))))
    scheme = Text(view.say(labels.SCHEMES[about.scheme.value]))
    rows.append((Label("识别", "recognised"), scheme + where(notice, about.scheme)))
    if about.coverage:
        said = Text(view.speak(labels.coverage(about.coverage.value)) + basis(about.coverage, view))
        rows.append((Label("保障期", "coverage"), said + where(notice, about.coverage)))
    if about.notice.published_on or about.notice.issuers or about.notice.repost:
        rows.append((Label("发布", "published"), _published(about, notice, view)))
    kinds = len({rule.kind for rule in about.rules})
    count = f"{len(about.rules)} {view.say(Label('条规则', 'rules'))}"
    of = f"{kinds} {view.say(Label('类', 'kinds'))}"
    rows.append((Label("抽取", "extracted"), Text(f"{count} · {of}")))
    rows.append((Label("闭合", "closed"), _closed(found, notice, view)))
    rows.append((Label("校验", "checks"), _outcomes(found.findings, checks, view)))
    if against:
        rows.append((Label("对照", "against"), Text(view.say(against))))
    return facts(rows, view)


def _published(about: RuleSet, notice: Notice, view: View) -> Text:
    day, issuers = about.notice.published_on, about.notice.issuers
    number, repost = about.notice.document_number, about.notice.repost
    said = [
        str(day.value) if day else view.speak(Label("日期未载", "date not stated")),
        ", ".join(issuers.value) if issuers else "",
        number.value if number else "",
        f"{view.say(Label('转载', 'reposted by'))} {repost.value}" if repost else "",
    ]
    return Text(" · ".join(filter(None, said))) + where(notice, day, issuers, number, repost)


def _closed(found: Extraction, notice: Notice, view: View) -> Text:
    visible = len(unspaced(notice.text))
    open_text = sum(len(unspaced(span.quote)) for span in found.unclaimed_text)
    numerals = len(found.unclaimed_numerals)
    text, number = (
        view.say(Label("文字", "text")),
        view.say(Label("未认领数字", "unclaimed numerals")),
    )
    said = f"{text} {visible - open_text:,} / {visible:,} · {number} {numerals}   "
    if open_text or numerals:
        return Text(said) + Text(f"⚠ {view.say(Label('有未认领', 'not closed'))}", "yellow")
    return Text(said) + Text(f"✓ {view.say(Label('闭合', 'closed'))}", "green")


def _outcomes(found: Sequence[Finding], checks: Sequence[CheckResult], view: View) -> Text:
    counts = {
        "ok": sum(check.outcome == "ok" for check in checks),
        **{s: sum(f.severity == s for f in found) for s in ("warning", "info", "error")},
        "not_run": sum(check.outcome == "not_run" for check in checks),
    }
    shown = [s for s, n in counts.items() if n or s == "error" or (s == "ok" and checks)]
    return Text("   ").join(Text(f"{counts[s]} ") + state(s, view) for s in shown)


# ── what is odd, open, or missing ────────────────────────────────────────────────────────────


def findings(found: Sequence[Finding], notice: Notice, view: View) -> Text:
    """The findings, errors first: symbol and word, code, one sentence, source lines."""
    columns = (
        Column(Label("级", "level"), whole=True),
        Column(Label("代码", "code"), whole=True),
        Column(Label("说明", "what")),
        Column(SOURCE),
    )
    rows = [
        (
            state(finding.severity, view),
            Text(finding.code, "bold"),
            Text(view.speak(Label(finding.zh, finding.en))),
            places(notice, finding.spans, most=4),
        )
        for finding in sorted(found, key=lambda f: ("error", "warning", "info").index(f.severity))
    ]
    return table(columns, rows, view)


def _unclaimed(found: Extraction, notice: Notice, view: View) -> Text:
    columns = (Column(SOURCE, whole=True), Column(Label("未认领", "unclaimed")))
    text = found.unclaimed_text
    alone = [  # numerals of sentences that a rule, but no fact of it, answers for
        one
        for one in found.unclaimed_numerals
        if not any(span.start <= one.start and one.end <= span.end for span in text)
    ]
    spans = sorted([*text, *alone], key=lambda span: span.start)
    rows = [(places(notice, [span]), Text(unspaced(span.quote), "yellow")) for span in spans]
    return table(columns, rows, view)


def _silences(ruleset: RuleSet, view: View) -> list[tuple[Label, Text]]:
    """Kinds of rule that no sentence gave, and silences that a person has confirmed."""
    kinds = {rule.kind for rule in ruleset.rules}
    missing = [view.speak(KINDS[kind]) for kind in _EXPECTED if kind not in kinds]
    rows = []
    if missing:
        rows.append((Label("未见", "not found"), Text(", ".join(missing))))
    if ruleset.not_stated:
        rows.append((Label("确认未载", "not stated"), Text(", ".join(ruleset.not_stated))))
    return rows

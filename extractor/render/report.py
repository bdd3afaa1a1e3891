"""The screen of `notice check`: a line per notice, and why one does not pass."""

from __future__ import annotations

from rich.text import Text

from extractor.render.labels import GOLD, Label
from extractor.render.table import STATES, Column, View, hanging, table
from extractor.report import OPEN, NoticeReport, Report

_GOLD_IS = {
    "same": Label("一致", "equal"),
    "different": Label("不同", "differs"),
    "none": Label("无", "none"),
    "broken": Label("失配", "does not fit"),
}


def report(found: Report, view: View) -> Text:
    """One line per notice and, below, why a notice does not exit 0."""
    columns = (
        Column(Label("通告", "notice"), whole=True),
        Column(Label("地区", "city")),
        Column(Label("文字", "text"), whole=True, right=True),
        *(
            Column(Label(symbol, symbol), whole=True, right=True)
            for symbol, _, _ in (STATES[state] for state in ("ok", "warning", "info", "error"))
        ),
        Column(GOLD, whole=True),
        Column(Label("退出码", "exit"), whole=True, right=True),
    )
    parts = [table(columns, [_checked(one, view) for one in found.notices], view)]
    parts += (reasons for one in found.notices if (reasons := _reasons(one, view)).plain)
    return Text("\n\n").join(parts)


def _checked(one: NoticeReport, view: View) -> tuple[Text, ...]:
    style = "green" if one.exit == 0 else "yellow" if one.exit == 1 else "red"
    counts = one.checks
    cells = [
        one.city or "",
        f"{one.text.claimed:,}/{one.text.visible:,}" if one.text else "",
        *((counts.ok, counts.warning, counts.info, counts.error) if counts else ("",) * 4),
        view.say(_GOLD_IS[one.gold]),
    ]
    exit_ = Text(f"{'✓' if one.exit == 0 else '✗'} {one.exit}", style)
    return (Text(one.key, "cyan"), *(Text(str(cell)) for cell in cells), exit_)


def _reasons(one: NoticeReport, view: View) -> Text:
    name = one.key
    lines: list[Text] = []
    if one.error and one.text:  # what was not even read has been told on standard error
        lines.append(Text(f"✗ {one.error.message}", "red"))
    for finding in one.findings:
        if finding.severity == "error" and not finding.acknowledged and finding.code not in OPEN:
            sentence = view.speak(Label(finding.zh, finding.en))
            where = " ".join(dict.fromkeys(f"L{span.line}" for span in finding.spans))
            lines.append(Text(f"✗ {finding.code}  {sentence}  {where}", "red"))
    if one.text and one.text.claimed < one.text.visible:
        left = one.text.visible - one.text.claimed
        word = view.say(Label("字未认领", "characters unclaimed"))
        lines.append(Text(f"✗ {left} {word} → notice extract {name}"))
    if one.unclaimed_numerals:
        word = view.say(Label("个数字未认领", "numerals unclaimed"))
        lines.append(Text(f"✗ {one.unclaimed_numerals} {word} → notice extract {name}"))
    if one.expected:
        word = view.say(Label("gold 要求而未报", "expected by gold, not reported"))
        lines.append(Text(f"✗ {word}: {', '.join(one.expected)}"))
    if one.gold == "different":
        lines.append(
            Text(f"≠ {view.say(Label('与 gold 不同', 'differs from gold'))} → notice diff {name}")
        )
    elif one.gold == "none" and one.pending:
        word = view.say(Label("条规则待审，没有 gold", "rules await review: there is no gold"))
        lines.append(Text(f"ℹ {one.pending.new} {word}"))
    if not lines:
        return Text()
    folded = (part for line in lines for part in hanging(Text("  "), line, view))
    return Text("\n").join((Text(name, "bold"), *folded))

"""The screen of a score: a line per kind, and what falls short."""

from __future__ import annotations

from rich.text import Text

from extractor.render.labels import FOUND, GOLD, Label
from extractor.render.table import Column, View, fold, table
from extractor.score import Counts, Score

_MOST = 20  # misses on a screen; --json has them all


def scores(found: Score, view: View, most: int = _MOST) -> Text:
    """Precision, recall and F1 of values per kind, the places among them, and what falls short."""
    columns = (
        Column(Label("类", "kind")),
        Column(Label("规则", "rules"), whole=True, right=True),
        Column(GOLD, whole=True, right=True),
        Column(FOUND, whole=True, right=True),
        Column(Label("对", "value"), whole=True, right=True),
        Column(Label("位", "span"), whole=True, right=True),
        Column(Label("P", "P"), whole=True, right=True),
        Column(Label("R", "R"), whole=True, right=True),
        Column(Label("F1", "F1"), whole=True, right=True),
    )
    rows = [_tally(kind, counts) for kind, counts in found.kinds.items()]
    rows.append(_tally(view.say(Label("合计", "all")), found.counts))
    misses = [miss for notice in found.notices for miss in notice.misses]
    parts = [table(columns, rows, view)]
    parts += (fold(Text(str(miss)), view.width) for miss in misses[:most])
    if len(misses) > most:
        more = Label(f"另有 {len(misses) - most} 处", f"and {len(misses) - most} more")
        parts.append(Text(f"… {view.say(more)} → notice score --json", "bold"))
    elif misses:
        parts.append(Text("→ notice diff", "bold"))
    else:
        parts.append(
            Text(f"✓ {view.say(Label('无漏无误', 'nothing missed, nothing wrong'))}", "green")
        )
    return Text("\n\n").join(parts)


def _tally(name: str, counts: Counts) -> tuple[Text, ...]:
    rules, values = counts.rules, counts.values
    whole = f"{rules.right}/{rules.gold}" if rules.gold or rules.found else ""
    numbers = [whole, values.gold, values.found, values.right]
    numbers += [counts.spans.right]
    shares = [f"{share:.3f}" for share in (values.precision, values.recall, values.f1)]
    style = "" if values.f1 == 1 else "yellow"
    return tuple(Text(str(cell), style) for cell in (name, *numbers, *shares))

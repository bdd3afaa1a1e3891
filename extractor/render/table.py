"""Tables and labelled lines that fold between words, and never cut an amount or an id."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.text import Text

from extractor.evidence import Evidence, Model
from extractor.notice import Notice
from extractor.render.labels import Label, Lang


class View(NamedTuple):
    """How wide a screen is, and in which language it speaks."""

    width: int = 100
    lang: Lang = "both"

    def say(self, label: Label) -> str:
        """A label in the language of the screen."""
        return label.say(self.lang)

    def speak(self, label: Label) -> str:
        """A sentence in one language: Chinese unless English alone is asked for."""
        return label.en if self.lang == "en" else label.zh

    def aside(self, words: str) -> str:
        """Words in brackets."""
        return f" ({words})" if self.lang == "en" else f"（{words}）"


_TOKEN = re.compile(
    r"""
    (?:[=≠<>≤≥×]\ )?
    (?: [a-z][a-z0-9_]*(?:\.[a-z0-9_\u3400-\u9fff]+)+  # an id, with the Han in it
      | [（「《【〔“]* (?:[!-~·–]+(?:(?<=/)[日月季半年一次]+)?|\S) [，。、；：！？）」》】〕”…]* )
    | \s+
    """,
    re.VERBOSE,
)


def fold(text: Text, width: int) -> Text:
    """The text in lines of at most `width` columns, broken between words or Chinese characters.

    Amounts, ids, dates and phones stay whole, unless one alone is wider than a line: then it goes
    on in the next line, behind a dot, slash or underscore where it has one.

    >>> print(fold(Text("全年缴费总额为3,255.36元"), 14))
    全年缴费总额为
    3,255.36元
    """
    if width_of(text) <= width:
        return text
    lines: list[Text] = []
    for paragraph in text.split("\n", allow_blank=True):
        cuts: list[int] = []
        used = 0
        for at, piece in _pieces(paragraph.plain, width):
            taken = cell_len(piece)
            if used and used + taken > width and not piece.isspace():
                cuts.append(at)
                used = 0
            used += taken
        lines += paragraph.divide(cuts)
    for line in lines:
        line.rstrip()
    return Text("\n").join(lines)


def _pieces(text: str, width: int) -> Iterator[tuple[int, str]]:
    """What may stand on lines of its own, each with its place in the text."""
    for token in _TOKEN.finditer(text):
        if cell_len(token[0]) <= width:
            yield token.start(), token[0]
            continue
        for part in re.finditer(r"[^._/]*[._/]?", token[0]):
            if cell_len(part[0]) <= width:
                yield token.start() + part.start(), part[0]
            else:
                yield from enumerate(part[0], token.start() + part.start())


class Column(NamedTuple):
    """A column of a table; one that is `whole` is never folded."""

    label: Label
    whole: bool = False
    right: bool = False


GAP = 2
_NARROWEST = 14  # a column that folds is worth having from here
_INDENT = 4


def table(columns: Sequence[Column], rows: Sequence[Sequence[Text]], view: View) -> Text:
    """The rows side by side under their heads; a column without any content is left out.

    A first cell (an id) that is wider than its column has a line of its own above its row. Where
    the screen is too narrow even so, the cells of a row stand below one another.
    """
    filled = [at for at in range(len(columns)) if any(row[at].plain for row in rows)]
    columns = [columns[at] for at in filled]
    rows = [[row[at] for at in filled] for row in rows]
    heads = [Text(view.say(column.label), "dim") for column in columns]
    drawn = [
        _drawn(columns, heads, rows, widths)
        for shape in ((45, True), (45, False), (30, False))
        if (widths := _widths(columns, heads, rows, view.width, *shape))
    ]
    if drawn:
        shortest = min(drawn, key=len)
        return Text("\n").join(shortest)
    widths = _widths(columns, heads, rows, view.width, 0, False)
    if widths:
        return Text("\n").join(_drawn(columns, heads, rows, widths))
    title = fold(heads[0], view.width)
    return Text("\n").join([title, *(_stacked(columns, row, view.width) for row in rows)])


def _widths(
    columns: Sequence[Column],
    heads: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    width: int,
    widest_first: int,
    whole_heads: bool,
) -> list[int] | None:
    """The width of each column, or None where not even the narrowest of them fit.

    `widest_first` is what the first column may take, in percent of the width.
    """
    room = width - GAP * (len(columns) - 1)
    least: list[int] = []
    wished: list[int] = []
    for column, head, *cells in zip(columns, heads, *rows, strict=True):
        if not least:
            limit = max(width * widest_first // 100, _INDENT)
            fitting = max((w for w in map(width_of, (head, *cells)) if w <= limit), default=_INDENT)
            least.append(fitting)
            wished.append(fitting)
            continue
        widest = max(map(width_of, cells))
        title = width_of(head) if whole_heads else _longest_word(head)
        longest = max(title, *map(_longest_word, cells))
        least.append(max(widest if column.whole else min(widest, _NARROWEST), longest))
        wished.append(max(widest, width_of(head)))
    if sum(least) > room:
        return None
    while sum(least) < min(room, sum(wished)):
        least[max(range(len(least)), key=lambda at: wished[at] - least[at])] += 1
    return least


def _drawn(
    columns: Sequence[Column],
    heads: Sequence[Text],
    rows: Sequence[Sequence[Text]],
    widths: Sequence[int],
) -> list[Text]:
    rule = Text("─" * (sum(widths) + GAP * (len(widths) - 1)), "dim")
    body = [line for row in rows for line in _row(columns, row, widths)]
    return [*_row(columns, heads, widths, is_head=True), rule, *body]


def _row(
    columns: Sequence[Column], cells: Sequence[Text], widths: Sequence[int], is_head: bool = False
) -> Iterator[Text]:
    """The lines of one row, without blanks at their ends."""
    first, *others = cells
    if width_of(first) > widths[0]:
        yield from fold(first, sum(widths) + GAP * (len(widths) - 1)).split("\n")
        first = Text()
    folded = [
        fold(cell, width).split("\n", allow_blank=True)
        for cell, width in zip((first, *others), widths, strict=True)
    ]
    height = max(map(len, folded))
    for at in range(height):
        line, used = Text(), 0
        for column, lines, width in zip(columns, folded, widths, strict=True):
            down = at - (height - len(lines)) if is_head else at  # heads stand on the rule
            cell = lines[down] if 0 <= down < len(lines) else Text()
            blank = width - width_of(cell)
            before = used + (blank if column.right else 0)
            if cell.plain:
                line.append(" " * (before - width_of(line)))
                line.append_text(cell)
            used += width + GAP
        yield line


def _stacked(columns: Sequence[Column], row: Sequence[Text], width: int) -> Text:
    """One row in lines: first what is whole, as much as fits, then the rest, indented."""
    cells = [(column.whole, _on_one_line(cell)) for column, cell in zip(columns, row, strict=True)]
    lines = [Text()]
    for _, cell in filter(lambda pair: pair[0] and pair[1].plain, cells):
        if lines[-1].plain and width_of(lines[-1]) + GAP + width_of(cell) <= width:
            lines[-1] += Text(" " * GAP) + cell
        else:
            lines += fold(cell, width).split("\n")
    rest = Text(" · ").join(cell for whole, cell in cells if not whole and cell.plain)
    if rest.plain:
        indent = Text(" " * _INDENT)
        lines += (indent + line for line in fold(rest, width - _INDENT).split("\n"))
    return Text("\n").join(lines[1:])


def _on_one_line(cell: Text) -> Text:
    return Text(" ").join(cell.split("\n"))


def width_of(text: Text) -> int:
    """The columns that the longest line of a text takes."""
    return max(map(cell_len, text.plain.split("\n")))


def _longest_word(text: Text) -> int:
    return max((cell_len(token[0].strip()) for token in _TOKEN.finditer(text.plain)), default=0)


def facts(rows: Sequence[tuple[Label, Text]], view: View) -> Text:
    """Labelled lines, one under the other: 读入 read    UTF-8 · 2,275 字."""
    names = [view.say(label) for label, _ in rows]
    longest = max(map(cell_len, names))
    lines: list[Text] = []
    for name, (_, said) in zip(names, rows, strict=True):
        lines += hanging(Text(f"  {name}{' ' * (longest - cell_len(name))}  ", "dim"), said, view)
    return Text("\n").join(lines)


def hanging(head: Text, said: Text, view: View) -> Iterator[Text]:
    """Words behind a head, their further lines indented below their first."""
    indent = width_of(head)
    first, *more = fold(said, max(view.width - indent, 20)).split("\n", allow_blank=True)
    yield head + first
    yield from (Text(" " * indent) + line for line in more)


# ── places ───────────────────────────────────────────────────────────────────────────────────


def evidence(part: object) -> Iterator[Evidence]:
    """Every piece of evidence inside a rule, a fact or a condition."""
    if isinstance(part, Evidence):
        yield part
    elif isinstance(part, Model):
        for _, value in part:
            yield from evidence(value)
    elif isinstance(part, tuple):
        for value in part:
            yield from evidence(value)


def places(notice: Notice, spans: Iterable[Evidence], most: int = 99) -> Text:
    """The lines of the notice where the spans stand: L15 L19, and L25–L29 for a run of lines.

    Of more than `most` of them the first are shown, then how many there are: L3 L5 … (12).
    """
    lines = {
        line
        for span in spans
        for line in range(notice.line(span.start), notice.line(span.end - 1) + 1)
    }
    runs: list[tuple[int, int]] = []
    for line in sorted(lines):
        if runs and runs[-1][1] == line - 1:
            runs[-1] = (runs[-1][0], line)
        else:
            runs.append((line, line))
    shown = [f"L{a}" if a == b else f"L{a}–L{b}" for a, b in runs[:most]]
    more = [f"… ({len(runs)})"] if len(runs) > most else []
    return Text(" ".join(shown + more), "dim")


def where(notice: Notice, *parts: object) -> Text:
    """The lines of some facts, set apart from the words before."""
    lines = places(notice, (span for part in parts for span in evidence(part)))
    return Text("   ") + lines if lines.plain else Text()


# ── states ───────────────────────────────────────────────────────────────────────────────────

STATES = {
    "ok": ("✓", "green", Label("通过", "ok")),
    "warning": ("⚠", "yellow", Label("警告", "warning")),
    "info": ("ℹ", "blue", Label("提示", "info")),
    "error": ("✗", "red", Label("错误", "error")),
    "not_run": ("–", "dim", Label("未运行", "not run")),
}


def state(name: str, view: View) -> Text:
    """A state as symbol and word: ✓ 通过 ok."""
    symbol, style, word = STATES[name]
    return Text(f"{symbol} {view.say(word)}", style)

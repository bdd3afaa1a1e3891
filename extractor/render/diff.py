"""The screen of a comparison: old and new, with the sentences of both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation

from rich.cells import cell_len
from rich.text import Text

from extractor.difference import MEANING, Diff, Difference, category, marks
from extractor.evidence import Evidence
from extractor.notice import Notice, unspaced
from extractor.render.labels import FOUND, GOLD, SOURCE, Label, money
from extractor.render.table import View, hanging, places

_CATEGORIES = {
    "new": ("+", "green", Label("新增", "new")),
    "removed": ("−", "red", Label("消失", "removed")),
    "changed": ("≠", "yellow", Label("变了", "changed")),
    "moved": ("→", "dim", Label("只挪位", "moved only")),
    "wording": ("~", "dim", Label("只换字", "wording only")),
}
_ITSELF = Label("通告本身", "the notice itself")
_AROUND = 24  # characters of the line that are shown on either side of a quote


def differences(
    key: str,
    found: Diff,
    old: Notice,
    new: Notice,
    view: View,
    names: tuple[Label, Label] = (GOLD, FOUND),
    then: str = "",
) -> Text:
    """The screen of a comparison: rule by rule old → new, with the sentences of both sides.

    What differs stands in 【】; rules that only moved or were reworded have one line.
    """
    if not found.differences:
        said = f"{key}  ✓ {view.say(Label('一致', 'no difference'))}"
        return Text(said, "green")
    blocks = []
    for rule, ones in found.by_rule().items():
        kind = category(ones)
        symbol, style, word = _CATEGORIES[kind]
        lines = [Text(f"{symbol} ", style) + Text(rule or view.say(_ITSELF), "bold cyan")]
        lines[0] += Text(f" · {view.say(word)}", style)
        if kind in MEANING:
            for one in ones:
                if one.category in MEANING:
                    lines += _difference(one, old, new, view, names)
        else:
            was = places(old, (span for one in ones for span in one.old_spans))
            now = places(new, (span for one in ones for span in one.new_spans))
            lines[0] += Text("   ") + was + Text(" → ", "dim") + now
        blocks.append(Text("\n").join(lines))
    counts = Text("   ").join(
        Text(f"{symbol} {view.say(word)} {count}", style)
        for kind, count in found.counts().items()
        for symbol, style, word in (_CATEGORIES[kind],)
        if count
    )
    blocks.insert(0, Text(key, "bold") + Text("   ") + counts)
    if then:
        blocks.append(Text(f"→ {then}", "bold"))
    return Text("\n\n").join(blocks)


def _difference(
    one: Difference, old: Notice, new: Notice, view: View, names: tuple[Label, Label]
) -> Iterator[Text]:
    if one.field:
        yield from hanging(Text(f"  {one.field}  ", "dim"), _change(one), view)
    else:
        whole = one.new if one.category == "new" else one.old
        for field, value in whole.items() if isinstance(whole, dict) else ():
            yield from hanging(Text(f"  {field}  ", "dim"), Text(_value(value)), view)
    lines = [places(notice, spans[:1]).plain for notice, spans in _sides(one, old, new)]
    words = [view.speak(name) for name in names]
    said = list(_sentences(one, old, new))
    if (lines[0], said[0]) == (lines[1], said[1]):
        lines, words, said = lines[:1], [view.speak(SOURCE)], said[:1]
    longest = max(map(cell_len, words))
    for word, line, sentence in zip(words, lines, said, strict=True):
        if sentence.plain:
            blank = " " * (longest - cell_len(word))
            yield from hanging(Text(f"    {word}{blank}  {line:<5}  ", "dim"), sentence, view)


def _sides(
    one: Difference, old: Notice, new: Notice
) -> tuple[tuple[Notice, tuple[Evidence, ...]], tuple[Notice, tuple[Evidence, ...]]]:
    return (old, one.old_spans), (new, one.new_spans)


_MONEY = frozenset({"amount", "exact", "lower", "upper", "reference_wage"})


def _change(one: Difference) -> Text:
    """3,255.36 → 3,398.40   +143.04 (+4.4%)."""
    was, now = _number(one.old), _number(one.new)
    if was is None or now is None:
        return Text.assemble((_value(one.old), "red"), " → ", (_value(one.new), "green"))
    show = money if one.field.rpartition(".")[2] in _MONEY else str
    share = f" ({(now - was) / was:+.1%})" if was else ""
    by = f"   {now - was:+,}{share}"
    return Text.assemble((show(was), "red"), " → ", (show(now), "green"), (by, "dim"))


def _number(value: object) -> Decimal | None:
    try:
        return Decimal(value) if isinstance(value, str) else None
    except InvalidOperation:
        return None


def _value(value: object) -> str:
    """A value of a rule as JSON holds it, for reading: months 3, [status = active]."""
    signs = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
    match value:
        case None | []:
            return "—"
        case bool():
            return "true" if value else "false"
        case [str(var), str(op), given] if op in signs or op == "in":
            return f"{var} {signs.get(op, op)} {_value(given)}"
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case {"count": count, "unit": unit, **rest} if not rest:
            return f"{count} {unit}"
        case dict():
            return ", ".join(f"{name} {_value(inner)}" for name, inner in value.items())
        case _:
            return str(value)


def _sentences(one: Difference, old: Notice, new: Notice) -> tuple[Text, Text]:
    """The words behind both sides: where these are alike the characters that differ are marked,
    else the quotes."""
    (was, quote), (now, other) = (_line(*side) for side in _sides(one, old, new))
    if was and now and was != now:
        left, right = marks(was, now)
        differing = sum(end - start for start, end in left + right)
        if differing * 3 < len(was) + len(now):
            return _marked(was, left), _marked(now, right)
    return _marked(was, [quote]), _marked(now, [other])


def _line(notice: Notice, spans: Sequence[Evidence]) -> tuple[str, tuple[int, int]]:
    """The line in which the first quote begins, without layout, and the quote's place in it."""
    if not spans:
        return "", (0, 0)
    text, span = notice.text, spans[0]
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before, quote = unspaced(text[start : span.start]), unspaced(span.quote)
    after = unspaced(text[span.end : end if end >= 0 else len(text)])
    return before + quote + after, (len(before), len(before) + len(quote))


def _marked(line: str, ranges: Sequence[tuple[int, int]]) -> Text:
    """The line with its ranges in 【】, cut at some distance from the first and the last."""
    ranges = [(start, end) for start, end in ranges if start < end]
    if not ranges:
        return Text(line[: 2 * _AROUND])
    first, last = max(ranges[0][0] - _AROUND, 0), min(ranges[-1][1] + _AROUND, len(line))
    said, at = Text("…" if first else ""), first
    for start, end in ranges:
        said += Text.assemble(line[at:start], (f"【{line[start:end]}】", "bold yellow"))
        at = end
    return said + Text(line[at:last] + ("…" if last < len(line) else ""))

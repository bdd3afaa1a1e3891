"""The screen of one line of a notice: what was found in each sentence, what was tried there."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from typing import Any, Final

from rich.text import Text

from extractor.explain import (
    AtomSeen,
    Explanation,
    FactSeen,
    Need,
    Seen,
    SentenceSeen,
    Tried,
    WordSeen,
)
from extractor.notice import unspaced
from extractor.render.labels import KINDS, PER, VALUES, Label
from extractor.render.table import View, facts, fold

ROLES: Final = {
    "title": Label("标题", "title"),
    "heading": Label("小标题", "heading"),
    "item": Label("列表项", "item"),
    "question": Label("提问", "question"),
    "paragraph": Label("段落", "paragraph"),
    "row": Label("表格行", "table row"),
    "signature": Label("落款", "signature"),
    "noise": Label("页面杂项", "page furniture"),
}
PLACES: Final = {
    "here": Label("本句", "here"),
    "column": Label("表头", "column heads"),
    "lead": Label("导语", "lead"),
    "heading": Label("小标题", "heading"),
    "question": Label("提问", "question"),
    "earlier": Label("前文", "earlier in the block"),
    "before": Label("上文", "further up"),
}
AMOUNTS: Final = {
    "base": Label("基数", "base"),
    "base_lower": Label("基数下限", "lower limit of the base"),
    "base_upper": Label("基数上限", "upper limit of the base"),
    "wage": Label("平均工资", "average wage"),
    "average_pension": Label("平均养老金", "average pension"),
    "multiple": Label("基数档次", "multiple of the wage"),
    "contribution": Label("缴费", "contribution"),
    "instalment": Label("分期扣缴", "instalment"),
    "total": Label("合计", "total"),
    "credit": Label("划入账户", "account credit"),
    "subsidy": Label("补贴", "subsidy"),
    "late_charge": Label("滞纳金", "late charge"),
    "former": Label("往年或原标准", "of an earlier year"),
    "benefit": Label("待遇", "benefit"),
    "other_scheme": Label("别的险种", "another scheme"),
    "unknown": Label("未识别", "not recognised"),
}
FROM_ABOVE: Final = Label("已得规则，但词出上文", "gave a rule, by a word from further up")
NO_PATTERN: Final = Label("词齐，句式不合", "all is here, no pattern fits")
_MOST: Final = 4  # words on a screen that meet one need; --json has them all


def explanation(found: Explanation, view: View) -> Text:
    """The screen of one line: what was found in each sentence, then what gave nothing there.

    Kinds of rule that lack least come first; those that lack everything share one line.
    """
    title = Text(f"{found.notice}:{found.line}", "bold")
    printed = found.text.strip("\t \u3000") or view.say(Label("（空行）", "(a blank line)"))
    parts = [fold(title, view.width), fold(Text(printed), view.width)]
    if found.off_topic:
        parts.append(fold(Text(f"⚠ {found.off_topic}", "yellow"), view.width))
    if found.text.strip() and not found.sentences:
        layout = Label("此行只是版面", "this line is layout: a rule or a page number")
        parts.append(fold(Text(view.say(layout), "dim"), view.width))
    for at, sentence in enumerate(found.sentences, 1):
        parts += _sentence(sentence, f"{at}/{len(found.sentences)}", view)
    parts.append(fold(Text(f"→ notice extract {shlex.quote(found.notice)}", "bold"), view.width))
    return Text("\n\n").join(parts)


def _sentence(sentence: SentenceSeen, number: str, view: View) -> Iterator[Text]:
    count = Label(f"第 {number} 句", f"sentence {number}")
    yield Text(f"── {view.say(count)} ──", "bold")
    rows = [(label, said) for label, said in _rows(sentence, view) if said.plain]
    yield facts(rows, view)
    if not sentence.tried:
        if sentence.role in ("title", "signature", "noise"):
            unread = Label("规则不读标题、落款和页面杂项", "rules read no titles or signatures")
            yield fold(Text(view.say(unread), "dim"), view.width)
        return
    tried = sorted(sentence.tried, key=lambda one: (not one.gave, len(one.missing)))
    near = [one for one in tried if len(one.missing) < len(one.needs)]
    if near:
        yield Text(view.say(Label("此句未得", "what gave nothing here")), "bold")
        yield facts(list(_tried(near, view)), view)
    far = [view.speak(KINDS[one.kind]) for one in tried if one not in near]
    if far:
        none = view.say(Label("所需全无", "nothing of what they need"))
        yield fold(Text(f"{none}: {'、'.join(far)}", "dim"), view.width)


def _rows(sentence: SentenceSeen, view: View) -> Iterator[tuple[Label, Text]]:
    lines = Text("\n").join
    read = [word for word in sentence.words if word.shadowed_by is None]
    shadowed = [word for word in sentence.words if word.shadowed_by is not None]
    yield Label("原句", "view"), Text(sentence.view)
    yield Label("折叠", "folded"), Text(sentence.folded, "cyan")
    yield Label("位置", "stands"), _stands(sentence, view)
    yield Label("数字", "numbers"), lines(_atom(atom, view) for atom in sentence.atoms)
    yield Label("词语", "words"), Text(" · ".join(f"{word.words} {word.table}" for word in read))
    yield Label("被盖", "shadowed"), lines(_shadowed(word) for word in shadowed)
    yield Label("专表", "apart"), Text(" · ".join(_apart(sentence.apart)), "dim")
    yield Label("条件", "holds for"), lines(_conditions(sentence, view))
    yield Label("规则", "rules"), lines(_rules(sentence, view))
    yield Label("通告", "notice"), lines(_fact(fact, view) for fact in sentence.about)
    yield Label("结构", "structure"), Text(" · ".join(map(unspaced, sentence.structure)), "dim")
    left = [*sentence.unclaimed_text, *sentence.unclaimed_numerals]
    yield Label("未认领", "unclaimed"), Text(" · ".join(map(unspaced, left)), "yellow")


def _stands(sentence: SentenceSeen, view: View) -> Text:
    said = [view.say(ROLES[sentence.role]), *(_seen(one, view) for one in sentence.under)]
    return Text(" ← ".join(said))


def _atom(atom: AtomSeen, view: View) -> Text:
    said = f"{atom.words} {atom.label} {atom.value}"
    if atom.role is None:
        return Text(said)
    meant = [view.say(AMOUNTS[atom.role])]
    if atom.component:
        meant.append(view.say(VALUES["component"][atom.component]))
    if atom.per:
        usual = view.aside(view.say(Label("默认", "by default"))) if atom.per[-1] == "?" else ""
        meant.append(view.say(PER[atom.per.rstrip("?")]) + usual)
    return Text(f"{said} → {' · '.join(meant)}")


def _shadowed(word: WordSeen) -> Text:
    return Text(f"{word.words} {word.table} ← {word.shadowed_by or '?'}")


def _apart(words: tuple[WordSeen, ...]) -> Iterator[str]:
    """Word by word, with the tables that it stands in; those of click paths are left to --json."""
    tables: dict[str, list[str]] = {}
    for word in words:
        if word.table.startswith("click."):
            continue
        tables.setdefault(word.words, []).append(word.table)
    for name, listed in tables.items():
        yield f"{name} {' '.join(listed)}"


def _conditions(sentence: SentenceSeen, view: View) -> Iterator[Text]:
    for one in sentence.conditions:
        yield Text(f"{view.say(Label(one.zh, one.en))} ← {_seen(one.seen, view, always=True)}")


def _rules(sentence: SentenceSeen, view: View) -> Iterator[Text]:
    for rule in sentence.rules:
        if rule.answers:
            yield Text(rule.id, "bold cyan") + Text(f" · {view.say(Label(rule.zh, rule.en))}")
            for fact in rule.facts:
                yield Text("  ") + _fact(fact, view)
    others = [rule.id for rule in sentence.rules if not rule.answers]
    if others:
        conditions = view.say(Label("由此取条件", "take their condition from here"))
        yield Text(f"{conditions}: {' '.join(others)}", "dim")


def _fact(fact: FactSeen, view: View) -> Text:
    words = " ".join(f"L{one.line}「{unspaced(one.words)}」" for one in fact.quotes)
    basis = VALUES["basis"].get(fact.basis)
    how = view.aside(view.say(basis) + (f": {fact.why}" if fact.why else "")) if basis else ""
    said = f"{fact.field} = {_value(fact.value)}{how} {words}".rstrip()
    return Text(said) + Text(f" {_short(fact.by)}", "dim")


def _value(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _seen(one: Seen, view: View, always: bool = False) -> str:
    said = f"「{one.words}」"
    if one.taken_for:
        said += view.aside(view.say(AMOUNTS[one.taken_for]))
    if one.place == "here" and not always:
        return said
    return f"{said} L{one.line} {view.say(PLACES[one.place])}"


def _tried(tried: list[Tried], view: View) -> Iterator[tuple[Label, Text]]:
    """A kind of rule and its needs: what meets them, or where words that would are added."""
    for one in tried:
        name = view.speak(KINDS[one.kind])
        said = [f"⚠ {view.speak(FROM_ABOVE)}"] if one.gave else []
        said += [_met(need, view) for need in one.needs if need.seen]
        said += [_unmet(need, view) for need in one.missing]
        if not one.missing:
            said.append(f"{view.speak(NO_PATTERN)} → {_short(one.module)}")
        odd = one.gave or not one.missing
        yield Label(name, name), Text("\n".join(said), "yellow" if odd else "")


def _met(need: Need, view: View) -> str:
    words = " ".join(_seen(one, view) for one in need.seen[:_MOST])
    more = f" … ({len(need.seen)})" if len(need.seen) > _MOST else ""
    return f"✓ {view.speak(Label(need.zh, need.en))} {words}{more}"


def _unmet(need: Need, view: View) -> str:
    said = f"✗ {view.speak(Label(need.zh, need.en))}"
    if need.such_as:
        words = "、".join(need.such_as[:_MOST])
        said += view.aside(f"{view.speak(Label('如', 'such as'))} {words}")
    if need.elsewhere:
        said += f" {_seen(need.elsewhere, view)}"
    return f"{said} → {_homes(need.add_to)}"


def _homes(paths: tuple[str, ...]) -> str:
    """Where a word goes: words/lexicon.toml [cue.late] [cue.subsidy], rules/adjustment.py."""
    files: dict[str, list[str]] = {}
    for path in paths:
        file, _, key = path.partition(" ")
        files.setdefault(_short(file), []).extend(filter(None, [key]))
    return ", ".join(" ".join((file, *keys)) for file, keys in files.items())


def _short(path: str) -> str:
    return path.removeprefix("extractor/")

"""Rule set against rule set: aligned by rule id, compared field by field, evidence on both sides.

One side is last year's or gold, the other this year's or the extraction. Three categories are
about meaning (new, removed, changed), two about the text alone (moved, wording).
"""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple, get_args

from pydantic import JsonValue

from extractor.conditions import All, AnyOf, Cmp, Not, Pred, comparisons, normal, written
from extractor.evidence import Basis, Evidence, Fact, Model
from extractor.notice import unspaced
from extractor.schema import RuleCommon, RuleSet, shown

Category = Literal["new", "removed", "changed", "moved", "wording"]
MEANING = frozenset({"new", "removed", "changed"})

# Known from the file or the reader, not from the notice's words.
_NO_CONTENT = frozenset(
    {"id", "kind", "spans", "note", "file_sha256", "text_sha256", "media_type", "encoding"}
)
_ORDERED = frozenset({"steps", "menu", "when"})  # all other lists are sets as printed


class Difference(Model):
    """One difference. `rule` is None in what a notice says of itself; `field` is a path into it.

    An empty `field` is the whole rule (its values then are all its fields); `spans` is where its
    sentences stand. Values are as in JSON: money and rates are strings, a condition is the list
    that a gold file would hold.
    """

    category: Category
    rule: str | None
    field: str
    old: JsonValue = None
    new: JsonValue = None
    old_spans: tuple[Evidence, ...] = ()
    new_spans: tuple[Evidence, ...] = ()


class Diff(Model):
    """All differences: of the notice itself first, then rule by rule in the new notice's order."""

    differences: tuple[Difference, ...] = ()

    @property
    def same(self) -> bool:
        """Whether both sides say the same, wherever and in whatever words they say it."""
        return not any(one.category in MEANING for one in self.differences)

    def by_rule(self) -> dict[str | None, tuple[Difference, ...]]:
        """The differences of each rule that has any, in order."""
        found: dict[str | None, list[Difference]] = {}
        for one in self.differences:
            found.setdefault(one.rule, []).append(one)
        return {rule: tuple(ones) for rule, ones in found.items()}

    def counts(self) -> dict[Category, int]:
        """How many rules are new, removed, changed, only reworded or only moved."""
        counts: Counter[Category] = Counter(
            category(ones) for rule, ones in self.by_rule().items() if rule is not None
        )
        return {one: counts[one] for one in get_args(Category)}


def category(differences: Sequence[Difference]) -> Category:
    """What one rule's differences make of it: meaning before wording before place.

    A rule is new or removed as a whole; where only some field of it is, the rule is changed.
    """
    whole = [one.category for one in differences if not one.field]
    if whole:
        return whole[0]
    found = {one.category for one in differences}
    if found & MEANING:
        return "changed"
    return "wording" if "wording" in found else "moved"


def diff(old: RuleSet, new: RuleSet, *, todo: Collection[str] = ()) -> Diff:
    """What differs between two rule sets, aligned by rule id and by nothing else.

    `todo` names kinds of rule (or `notice`) to leave out: those that a gold does not cover.
    Values compare by meaning: 120 is 120.00, text is compared without layout white space, the
    order of lists counts only for steps and keys, conditions are brought to their normal form.
    A value that no words state (derived, curated) differs only from another value, not from none.
    Evidence on one and the same text has moved only where it no longer overlaps.
    """
    same_text = old.notice.text_sha256 == new.notice.text_sha256
    found: list[Difference] = []
    if "notice" not in todo:
        found += _fields(None, metadata(old), metadata(new), same_text)
    before = {rule.id: rule for rule in old.rules if rule.kind not in todo}
    after = {rule.id: rule for rule in new.rules if rule.kind not in todo}
    for name, rule in after.items():
        if name not in before:
            whole = _whole(rule)
            found.append(
                Difference(category="new", rule=name, field="", new=whole, new_spans=rule.spans)
            )
            continue
        was = before[name]
        found += _fields(name, leaves(was), leaves(rule), same_text)
        if shift := _shift(was.spans, rule.spans, same_text):
            found.append(
                Difference(
                    category=shift,
                    rule=name,
                    field="spans",
                    old_spans=was.spans,
                    new_spans=rule.spans,
                )
            )
    for name, rule in before.items():
        if name not in after:
            whole = _whole(rule)
            found.append(
                Difference(category="removed", rule=name, field="", old=whole, old_spans=rule.spans)
            )
    return Diff(differences=tuple(found))


def marks(old: str, new: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The half-open ranges of two short strings in which they differ, numerals marked whole.

    >>> marks("总额为3255.36元/年", "总额为3398.40元/年")
    ([(3, 10)], [(3, 10)])
    """
    left, right = ([m.span() for m in _UNIT.finditer(text)] for text in (old, new))
    alike = difflib.SequenceMatcher(
        None, [old[a:b] for a, b in left], [new[a:b] for a, b in right], autojunk=False
    )
    differing = [code[1:] for code in alike.get_opcodes() if code[0] != "equal"]
    return (
        [(left[a][0], left[b - 1][1]) for a, b, _, _ in differing if a < b],
        [(right[a][0], right[b - 1][1]) for _, _, a, b in differing if a < b],
    )


_UNIT = re.compile(r"\d(?:[\d.,]*\d)?|.", re.DOTALL)


# ── a rule as its leaves ─────────────────────────────────────────────────────────────────────


class Leaf(NamedTuple):
    """A value as in JSON, and the words behind it; no basis: our classification of the sentence."""

    value: JsonValue
    spans: tuple[Evidence, ...]
    basis: Basis | None = None

    @property
    def in_words(self) -> bool:
        """Whether the notice's words state it, rather than a formula or a person."""
        return self.basis not in ("derived", "curated")


def leaves(rule: RuleCommon) -> dict[str, Leaf]:
    """The fields of a rule that say something, by path (`amount.rate`); lists of parts whole."""
    return dict(_leaves(rule, rule.spans, ""))


def metadata(rules: RuleSet) -> dict[str, Leaf]:
    """What a notice says of itself, by path (`region.name`, `notice.title`, `coverage`)."""
    found: dict[str, Leaf] = {}
    for name in ("scheme", "region", "notice", "insurance_year", "coverage"):
        value = getattr(rules, name)
        if isinstance(value, Fact):
            found[name] = _leaf(value)
        elif value is not None:
            found |= _leaves(value, (), f"{name}.")
    return found


def same_value(field: str, old: JsonValue, new: JsonValue) -> bool:
    """Whether two values of one field mean the same."""
    return _key(field, old) == _key(field, new)


def _leaves(
    model: Model, sentences: tuple[Evidence, ...], prefix: str
) -> Iterator[tuple[str, Leaf]]:
    for name, value in model:
        if name in _NO_CONTENT or value is None or value == ():
            continue
        field = prefix + name
        if isinstance(value, Fact):
            yield field, _leaf(value)
        elif isinstance(value, Cmp | All | AnyOf | Not):
            if condition := _condition(value):
                words = tuple(span for cmp in comparisons(value) for span in cmp.spans)
                yield field, Leaf(condition, words or sentences)
        elif isinstance(value, Model):
            yield from _leaves(value, sentences, f"{field}.")
        elif isinstance(value, tuple) and isinstance(value[0], Model):
            facts = [list(_facts(item)) for item in value]
            stated = [at for at, own in enumerate(facts) if any(f.basis != "derived" for f in own)]
            if stated:  # a computed repeat is a check, not a statement
                spans = tuple(span for at in stated for fact in facts[at] for span in fact.spans)
                yield field, Leaf([_json(value[at]) for at in stated], spans or sentences)
        else:
            yield field, Leaf(_json(value), sentences)


def _leaf(fact: Fact[Any]) -> Leaf:
    return Leaf(_json(fact.value), fact.spans, fact.basis)


def _facts(model: Model) -> Iterator[Fact[Any]]:
    if isinstance(model, Fact):
        yield model
        return
    for _, value in model:
        if isinstance(value, Model):
            yield from _facts(value)


def _whole(rule: RuleCommon) -> JsonValue:
    return {field: leaf.value for field, leaf in leaves(rule).items()}


def _condition(pred: Pred) -> list[Any]:
    return written(normal(pred))


def _json(value: object) -> JsonValue:
    """A value as JSON holds it, equal values alike: 120.00 is "120", 8 % is "0.08"."""
    match value:
        case Fact():
            return _json(value.value)
        case Cmp() | All() | AnyOf() | Not():
            return _condition(value)
        case Model():
            fields = {name: _json(inner) for name, inner in value if inner is not None}
            return {name: inner for name, inner in fields.items() if inner != []}
        case Decimal():
            return format(value.normalize(), "f")
        case Fraction():
            return shown(value)
        case date():
            return value.isoformat()
        case tuple():
            return [_json(item) for item in value]
        case bool() | int() | str() | None:
            return value
    raise TypeError(f"no leaf of a rule: {value!r}")


def _key(field: str, value: JsonValue) -> str:
    bare = _bare(value)
    if isinstance(bare, list) and field.rpartition(".")[2] not in _ORDERED:
        return json.dumps(sorted(map(_dumped, bare)))
    return _dumped(bare)


def _dumped(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _bare(value: JsonValue) -> JsonValue:
    match value:
        case str():
            return unspaced(value)
        case list():
            return [_bare(item) for item in value]
        case dict():
            return {key: _bare(item) for key, item in value.items()}
        case _:
            return value


# ── two rules of one id ──────────────────────────────────────────────────────────────────────


def _fields(
    rule: str | None, old: Mapping[str, Leaf], new: Mapping[str, Leaf], same_text: bool
) -> Iterator[Difference]:
    for field in [*new, *(field for field in old if field not in new)]:
        was, now = old.get(field), new.get(field)
        kind: Category | None
        if was is None or now is None:
            only = was or now
            if only is None or not only.in_words:
                continue
            kind = "new" if was is None else "removed"
        elif not same_value(field, was.value, now.value):
            kind = "changed"
        elif was.basis is None or now.basis is None:
            continue  # the rule's own sentences answer for it
        else:
            kind = _shift(was.spans, now.spans, same_text)
        if kind is not None:
            yield Difference(
                category=kind,
                rule=rule,
                field=field,
                old=was.value if was else None,
                new=now.value if now else None,
                old_spans=was.spans if was else (),
                new_spans=now.spans if now else (),
            )


def _shift(
    old: Sequence[Evidence], new: Sequence[Evidence], same_text: bool
) -> Literal["moved", "wording"] | None:
    if not old or not new:
        return None
    if same_text:
        return None if overlap(old, new) else "moved"
    was, now = ([unspaced(span.quote) for span in spans] for spans in (old, new))
    if was != now:
        return "wording"
    return None if [span.start for span in old] == [span.start for span in new] else "moved"


def overlap(one: Sequence[Evidence], other: Sequence[Evidence]) -> bool:
    """Whether two pieces of evidence on one text share a character."""
    return any(a.start < b.end and b.start < a.end for a in one for b in other)

"""Precision and recall of extractions against gold, per kind, for values and for their places.

A fact is one field of one rule (advice, which has none, counts once); what a notice says of itself
counts as the kind `notice`. Facts that no words state (derived, curated) do not count, on either
side, nor do fields at the value that goes without saying (the payer is the insured).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from pydantic import JsonValue, computed_field

from extractor.difference import Leaf, leaves, metadata, overlap, same_value
from extractor.evidence import Evidence, Model
from extractor.gold import Gold
from extractor.notice import Notice, unspaced
from extractor.schema import KINDS, RuleSet

_WITHOUT_SAYING: dict[str, JsonValue] = {
    "payer": "insured",
    "actor": "insured",
    "subject": "declared",
    "image_only": False,
}
_ABOUT = 20  # characters of the source line shown on either side of a quote


class Tally(Model):
    """How many there are in gold, how many were found, and how many of these are right."""

    gold: int = 0
    found: int = 0
    right: int = 0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was to be found nor was."""
        return self.right / self.found if self.found else float(not self.gold)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def recall(self) -> float:
        """The share of gold that was found right; 1 where gold has nothing."""
        return self.right / self.gold if self.gold else 1.0

    @computed_field  # type: ignore[prop-decorator]
    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.gold + self.found
        return 2 * self.right / both if both else 1.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            gold=self.gold + other.gold,
            found=self.found + other.found,
            right=self.right + other.right,
        )


class Counts(Model):
    """Rules (right where all facts are), the values of their facts, and the places of these.

    A place is right where the found evidence shares a character with gold's, whatever the value.
    """

    rules: Tally = Tally()
    values: Tally = Tally()
    spans: Tally = Tally()

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            rules=self.rules + other.rules,
            values=self.values + other.values,
            spans=self.spans + other.spans,
        )


class Miss(Model):
    """One fact that gold and extraction do not share, with enough to mend the pattern.

    `source` is the line of the notice with the `quote` in 【】. `found_in` is the found rule where
    it has another id; `claimed_by` the found facts that took the words of a fact that was missed.
    """

    key: str
    what: Literal["missed", "wrong", "misplaced", "surplus"]
    rule: str
    field: str
    line: int | None = None
    source: str = ""
    quote: str = ""
    gold: JsonValue = None
    found: JsonValue = None
    found_in: str = ""
    found_at: str = ""
    claimed_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        path = f"{self.rule}.{self.field.removeprefix('amount.')}" if self.rule else self.field
        gold = "nothing" if self.what == "surplus" else _shown(self.gold)
        place = f"L{self.line} {self.source}" if self.line else "no words of its own"
        lines = (f"source  {place}", f"gold    {gold}", f"found   {self._outcome()}")
        return "\n  ".join((f"{self.key}  {path}", *lines))

    def _outcome(self) -> str:
        if self.what != "missed":
            as_rule = f" (in {self.found_in})" if self.found_in else ""
            elsewhere = f", but at {self.found_at}" if self.what == "misplaced" else ""
            return f"{_shown(self.found)}{as_rule}{elsewhere}"
        if not self.quote:
            return "nothing"
        taken = f"claimed by {', '.join(self.claimed_by)}" if self.claimed_by else "unclaimed"
        return f"nothing; “{self.quote}” is {taken}"


class NoticeScore(Model):
    """The score of one notice and everything in which it falls short."""

    key: str
    counts: Counts
    misses: tuple[Miss, ...] = ()


class Score(Model):
    """The score in all, kind by kind (in the order of the schema), notice by notice."""

    counts: Counts
    kinds: dict[str, Counts]
    notices: tuple[NoticeScore, ...]


def score(pairs: Iterable[tuple[Gold, RuleSet]]) -> Score:
    """Precision, recall and F1 of extracted rule sets, each beside the gold of its notice.

    Rules are aligned by id, the remaining ones within their kind so that most facts agree. Kinds
    that a gold lists as `todo` are left out of its notice on both sides.
    """
    kinds: dict[str, Counts] = defaultdict(Counts)
    notices = []
    for gold, found in pairs:
        by_kind, misses = _one(gold, found)
        for kind, counts in by_kind.items():
            kinds[kind] += counts
        total = sum(by_kind.values(), Counts())
        notices.append(NoticeScore(key=gold.key, counts=total, misses=tuple(misses)))
    return Score(
        counts=sum(kinds.values(), Counts()),
        kinds={kind: kinds[kind] for kind in ("notice", *KINDS) if kind in kinds},
        notices=tuple(notices),
    )


class _Subject(NamedTuple):
    """A rule, or (without id) the notice itself, as its facts."""

    id: str
    facts: Mapping[str, Leaf]


def _one(gold: Gold, found: RuleSet) -> tuple[dict[str, Counts], list[Miss]]:
    if gold.ruleset.notice.text_sha256 != found.notice.text_sha256:
        raise ValueError(f"{gold.key}: gold and extraction are of different texts")
    ground = _Ground(gold.key, gold.notice, _claims(found))
    counts: dict[str, Counts] = {}
    misses: list[Miss] = []
    for kind in ("notice", *KINDS):
        ours, theirs = _subjects(gold.ruleset, kind), _subjects(found, kind)
        if kind in gold.todo or not (ours or theirs):
            continue
        counts[kind] = Counts()
        for pair in align(ours, theirs):
            one, short = _compare(*pair, ground)
            counts[kind] += one
            misses += short
    return counts, misses


def _subjects(rules: RuleSet, kind: str) -> list[_Subject]:
    if kind == "notice":
        return [_Subject("", _stated(metadata(rules)))]
    own = [rule for rule in rules.rules if rule.kind == kind]
    return [
        _Subject(rule.id, _stated(leaves(rule)) or {"kind": Leaf(kind, rule.spans)}) for rule in own
    ]


def _stated(facts: Mapping[str, Leaf]) -> dict[str, Leaf]:
    return {
        name: leaf
        for name, leaf in facts.items()
        if leaf.in_words and not (name in _WITHOUT_SAYING and leaf.value == _WITHOUT_SAYING[name])
    }


def align(
    ours: Sequence[_Subject], theirs: Sequence[_Subject]
) -> list[tuple[_Subject | None, _Subject | None]]:
    """Pairs of one kind: of one id, then of most agreeing facts, then those that stay alone."""
    by_id = {other.id: other for other in theirs}
    partner: dict[str, _Subject] = {one.id: by_id[one.id] for one in ours if one.id in by_id}
    left = [one for one in ours if one.id not in partner]
    free = [other for other in theirs if other.id not in partner]
    agreeing = [
        (*_agreement(one.facts, other.facts), a, b)
        for a, one in enumerate(left)
        for b, other in enumerate(free)
    ]
    taken: set[int] = set()
    for agreeing_facts, _, a, b in sorted(agreeing, key=lambda pair: (-pair[0], -pair[1], *pair)):
        if agreeing_facts and left[a].id not in partner and b not in taken:
            partner[left[a].id] = free[b]
            taken.add(b)
    pairs: list[tuple[_Subject | None, _Subject | None]] = [
        (one, partner.get(one.id)) for one in ours
    ]
    return pairs + [(None, other) for b, other in enumerate(free) if b not in taken]


def _agreement(ours: Mapping[str, Leaf], theirs: Mapping[str, Leaf]) -> tuple[int, int]:
    """How many facts agree in value, and how many stand at one place."""
    shared = [name for name in ours if name in theirs and name != "kind"]
    return (
        sum(same_value(name, ours[name].value, theirs[name].value) for name in shared),
        sum(overlap(ours[name].spans, theirs[name].spans) for name in shared),
    )


def _compare(
    ours: _Subject | None, theirs: _Subject | None, ground: _Ground
) -> tuple[Counts, list[Miss]]:
    """The counts of one pair, and what is not right in it."""
    wanted = ours.facts if ours else {}
    got = theirs.facts if theirs else {}
    misses: list[Miss] = []
    right = placed = 0
    for name in [*wanted, *(name for name in got if name not in wanted)]:
        gold, found = wanted.get(name), got.get(name)
        equal = gold is not None and found is not None and same_value(name, gold.value, found.value)
        there = gold is not None and found is not None and overlap(gold.spans, found.spans)
        right += equal
        placed += there
        if not (equal and (there or (gold is not None and not gold.spans))):
            misses.append(_miss(name, ours, theirs, ground))
    rule = Tally(
        gold=bool(ours and ours.id),
        found=bool(theirs and theirs.id),
        right=bool(ours and ours.id and right == len(wanted) == len(got)),
    )
    counts = Counts(
        rules=rule,
        values=Tally(gold=len(wanted), found=len(got), right=right),
        spans=Tally(gold=_grounded(wanted), found=_grounded(got), right=placed),
    )
    return counts, misses


def _grounded(facts: Mapping[str, Leaf]) -> int:
    return sum(bool(leaf.spans) for leaf in facts.values())


# ── what falls short, in readable form ───────────────────────────────────────────────────────


class _Claim(NamedTuple):
    name: str
    spans: tuple[Evidence, ...]


def _claims(found: RuleSet) -> list[_Claim]:
    """Which found facts point at which words."""
    subjects = [("", metadata(found)), *((rule.id, leaves(rule)) for rule in found.rules)]
    return [
        _Claim(f"{rule}.{name}".lstrip("."), leaf.spans)
        for rule, facts in subjects
        for name, leaf in facts.items()
        if leaf.basis is not None or name == "when"
    ]


class _Ground(NamedTuple):
    """What a miss is told from: the notice, and which found facts took which of its words."""

    key: str
    notice: Notice
    claims: Sequence[_Claim]


def _miss(name: str, ours: _Subject | None, theirs: _Subject | None, ground: _Ground) -> Miss:
    gold = ours.facts.get(name) if ours else None
    found = theirs.facts.get(name) if theirs else None
    subject, leaf = (ours, gold) if ours and gold else (theirs, found)
    if subject is None or leaf is None:
        raise KeyError(name)
    what: Literal["missed", "wrong", "misplaced", "surplus"]
    if found is None:
        what = "missed"
    elif gold is None:
        what = "surplus"
    else:
        what = "misplaced" if same_value(name, gold.value, found.value) else "wrong"
    notice = ground.notice
    first = leaf.spans[0] if leaf.spans else None
    at = found.spans[0] if found and found.spans else None
    return Miss(
        key=ground.key,
        what=what,
        rule=subject.id,
        field=name,
        line=notice.line(first.start) if first else None,
        source=source(notice.text, first) if first else "",
        quote=unspaced(first.quote) if first else "",
        gold=gold.value if gold else None,
        found=found.value if found else None,
        found_in=theirs.id if ours and theirs and ours.id != theirs.id else "",
        found_at=f"L{notice.line(at.start)} 「{unspaced(at.quote)}」" if at else "",
        claimed_by=tuple(
            claim.name
            for claim in ground.claims
            if what == "missed" and overlap(claim.spans, leaf.spans)
        ),
    )


def source(text: str, evidence: Evidence) -> str:
    """The line in which a quote stands, the quote in 【】, … where the line is cut.

    >>> source("一、标准\\n缴费比例为8%；每月8元。", Evidence(start=10, end=12, quote="8%"))
    '缴费比例为【8%】；每月8元。'
    """
    start = text.rfind("\n", 0, evidence.start) + 1
    end = text.find("\n", evidence.end)
    before = unspaced(text[start : evidence.start])
    after = unspaced(text[evidence.end : end if end >= 0 else None])
    left = before if len(before) <= _ABOUT else f"…{before[-_ABOUT:]}"
    right = after if len(after) <= _ABOUT else f"{after[:_ABOUT]}…"
    return f"{left}【{unspaced(evidence.quote)}】{right}"


def _shown(value: JsonValue) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name} {_shown(inner)}" for name, inner in value.items()) + "}"
    return str(value)

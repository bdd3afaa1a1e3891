"""What was found on one line of a notice, and what was tried there: to mend a miss in minutes.

A miss has one of three causes, and the explanation tells them apart: a strange word (a need that
nothing here meets, with the table of the lexicon where the word goes), a strange pattern (every
need is met and the rule still gave nothing, with its module), or words above that were read
otherwise than meant (each part of the condition says where it was taken from).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from importlib import import_module
from typing import Any, Final, Literal

from pydantic import Field

from extractor import metadata
from extractor import pattern as regex
from extractor.amounts import Amount, amounts
from extractor.atoms import Atom, term
from extractor.evidence import Evidence, Fact, Model, evidence_in
from extractor.ledger import NUMERIC
from extractor.notice import Notice, NoticeError, OffTopic, Span
from extractor.outline import Block, Role, Sentence
from extractor.pipeline import extract
from extractor.reading import Reading, Where
from extractor.render import labels
from extractor.schema import KINDS, Extraction, Rule, shown
from extractor.scope import Scope

# What a rules module looks for, in its NEEDS: words for the reader (Chinese, a blank, English),
# and what meets the need, any one of these: a label ("MONEY"), a concept ("CUE.total"), a table
# of the lexicon that its own module reads ("task", "voucher.proof"), words as a pattern, or
# ("above", a pattern) for words that count in a lead or heading only.
Words = str | regex.Pattern[str] | Callable[[], regex.Pattern[str]]
Needed = Words | tuple[str, Words]
Needs = tuple[tuple[str, tuple[Needed, ...]], ...]

Place = Literal["here", "column", "lead", "heading", "question", "earlier", "before"]
_NAMED = regex.compile(r"(?P<table>[A-Za-z_]+)(?:\.(?P<concept>[^\s|()]+))?")
_ONLY_HERE: Final = frozenset({*NUMERIC, "LINK", "DOCNO"})  # a number is never taken from above
_FROM_AFAR: Final = frozenset({"FUND"})  # an amount without a fund is of the last one named
_ABOVE: Final = frozenset({"column", "lead", "heading", "question"})
_UNREAD: Final = frozenset({Role.TITLE, Role.SIGNATURE, Role.NOISE})
MODULE_OF: Final = {
    "LINK": "link", "PHONE": "phone", "RANGE": "date", "RECURRENCE": "date", "YEAR": "date",
    "DATE": "date", "MONEY": "money", "AGE": "duration", "DURATION": "duration", "RATE": "rate",
    "NUMBER": "number", "DOCNO": "number",
}  # fmt: skip


class Seen(Model):
    """Words of the notice, the line (from 1) on which they begin, and where that is from here.

    `taken_for` is the role of an amount, where these words are one.
    """

    words: str
    line: int
    place: Place = "here"
    taken_for: str | None = None


class AtomSeen(Model):
    """A number, date or phone, with its value as read; money and rates with what they are."""

    label: str
    words: str
    value: str
    role: str | None = None  # contribution, base, total, former, unknown …
    component: str | None = None
    per: str | None = None


class WordSeen(Model):
    """A word of the lexicon: `table` is label.concept; a shadowed one is a part of another."""

    table: str
    words: str
    shadowed_by: str | None = None


class Condition(Model):
    """One part of the condition that holds at the end of the sentence, and who says so."""

    variable: str
    op: str
    value: bool | int | str | tuple[str, ...]
    zh: str
    en: str
    seen: Seen


class FactSeen(Model):
    """A fact of a rule: its field, value and words, and what made it."""

    field: str
    value: Any
    basis: str
    by: str
    quotes: tuple[Seen, ...] = ()
    why: str | None = None


class RuleSeen(Model):
    """A rule that answers for the sentence, or (`answers` false) takes its condition from it."""

    id: str
    kind: str
    answers: bool
    zh: str
    en: str
    when: tuple[Seen, ...] = ()
    facts: tuple[FactSeen, ...]


class Need(Model):
    """What a kind of rule needs: the words that meet it, or where a word that would is added.

    `elsewhere` is the nearest such word further up in the notice, from which a fund may be taken.
    """

    zh: str
    en: str
    seen: tuple[Seen, ...] = ()
    elsewhere: Seen | None = None
    such_as: tuple[str, ...] = ()
    add_to: tuple[str, ...] = ()


class Tried(Model):
    """A kind of rule that gave nothing here, and what it needs.

    `gave` is true of one that gave a rule by a word from further up: mostly a strange word here.
    """

    kind: str
    module: str
    gave: bool = False
    needs: tuple[Need, ...]

    @property
    def missing(self) -> tuple[Need, ...]:
        """The needs that nothing here meets."""
        return tuple(need for need in self.needs if not need.seen)


class SentenceSeen(Model):
    """One sentence of a line: how it is read, what was found in it, what was tried."""

    view: str
    folded: str  # with each atom as its label: 康宁金<MONEY>
    role: str
    under: tuple[Seen, ...]
    atoms: tuple[AtomSeen, ...]
    words: tuple[WordSeen, ...]
    apart: tuple[WordSeen, ...]  # of tables that one module reads: task, topic, office, click …
    conditions: tuple[Condition, ...]
    rules: tuple[RuleSeen, ...]
    about: tuple[FactSeen, ...] = ()  # what the notice says of itself here
    structure: tuple[str, ...] = ()
    unclaimed_text: tuple[str, ...] = ()
    unclaimed_numerals: tuple[str, ...] = ()
    tried: tuple[Tried, ...] = ()


class Explanation(Model):
    """One line of a notice, sentence by sentence; no sentence where the line is only layout."""

    # `schema` would shadow a method of the base class
    format: Literal["notice.explain/1"] = Field("notice.explain/1", serialization_alias="schema")
    notice: str
    line: int
    text: str
    off_topic: str | None = None
    sentences: tuple[SentenceSeen, ...]


class NoSuchLine(NoticeError):
    """The notice has fewer lines."""


def explain(notice: Notice, line: int, name: str = "") -> Explanation:
    """What was found on a line (from 1) of the text of a notice, and what was tried there.

    A notice that is off topic is explained, too: there is reason to ask. Raises NoSuchLine.

    >>> words = "2024年度灵活就业人员职工医保：基本医疗保险费每年3432元，康宁金60元。"
    >>> [sentence] = explain(Notice(words), 1).sentences
    >>> [(atom.words, atom.role, atom.component) for atom in sentence.atoms if atom.role]
    [('每年3432元', 'contribution', 'basic_medical'), ('60元', 'contribution', 'basic_medical')]
    """
    lines = notice.text.split("\n")
    lines = lines[:-1] if lines[-1] == "" and len(lines) > 1 else lines
    if not 1 <= line <= len(lines):
        raise NoSuchLine(
            f"{name}: 没有第 {line} 行，共 {len(lines)} 行 there is no line {line} of {len(lines)} "
            f"→ notice explain {name}:{min(max(line, 1), len(lines))}"
        )
    start = sum(len(before) + 1 for before in lines[: line - 1])
    span = Span(start, start + len(lines[line - 1]))
    told = Told(notice)
    found = (
        told.sentence(one)
        for one in told.reading.outline.sentences
        if _meet(told.reading.outline.span(one.start, one.end), span)
    )
    return Explanation(
        notice=name,
        line=line,
        text=lines[line - 1],
        off_topic=told.off_topic,
        sentences=tuple(found),
    )


def needs(kind: str) -> Needs:
    """What the rules module of a kind looks for."""
    found: Needs = import_module(f"extractor.rules.{kind}").NEEDS
    return found


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


class Told:
    """One notice, read as the rules read it, with what they made of it.

    `found` is None where the notice is off topic; `off_topic` then says why.
    """

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.reading = Reading(notice)
        self.reading.calendar = metadata.read(self.reading).calendar
        self.scope = Scope(self.reading)
        self.found: Extraction | None = None
        self.off_topic: str | None = None
        try:
            self.found = extract(notice)
        except OffTopic as error:
            self.off_topic = str(error)
        self.amounts = {one.atom.start: one for one in amounts(self.reading, self.scope)}

    def sentence(self, sentence: Sentence) -> SentenceSeen:
        """What was found in a sentence, and what was tried there."""
        span = self.reading.outline.span(sentence.start, sentence.end)
        rules = tuple(self._rules(span))
        gave = {rule.kind for rule in rules if rule.answers}
        unread = sentence.block.role in _UNREAD
        found = self.found
        return SentenceSeen(
            view=self.reading.words((sentence.start, sentence.end)),
            folded=self._folded(sentence),
            role=sentence.block.role.value,
            under=tuple(self._under(sentence)),
            atoms=tuple(self._atoms(sentence)),
            words=tuple(self._words(sentence)),
            apart=tuple(self._apart(sentence)),
            conditions=() if unread else tuple(self._conditions(sentence)),
            rules=rules,
            about=tuple(self._about(span)),
            structure=_quotes(found.ruleset.structure, span) if found else (),
            unclaimed_text=_quotes(found.unclaimed_text, span) if found else (),
            unclaimed_numerals=_quotes(found.unclaimed_numerals, span) if found else (),
            tried=() if unread else tuple(self._tried(sentence, gave)),
        )

    def _seen(self, start: int, end: int, place: Place = "here") -> Seen:
        evidence = self.reading.evidence(start, end)
        amount = self.amounts.get(start)
        return Seen(
            words=self.reading.printed(start, end),
            line=self.notice.line(evidence.start),
            place=place,
            taken_for=amount.role if amount and amount.atom.end == end else None,
        )

    def _quoted(self, spans: Iterable[Evidence]) -> tuple[Seen, ...]:
        return tuple(Seen(words=one.quote, line=self.notice.line(one.start)) for one in spans)

    # ── where it stands ──────────────────────────────────────────────────────────────────────

    def _under(self, sentence: Sentence) -> Iterator[Seen]:
        """Column heads, lead, headings and questions over a sentence, the nearest first."""
        for place, (start, end) in self._places(sentence):
            if place in _ABOVE and self.reading.text[start:end].strip():
                yield self._seen(start, end, place)

    def _places(self, sentence: Sentence) -> Iterator[tuple[Place, Where]]:
        """Where words that govern a sentence may stand, the nearest first."""
        block = sentence.block
        yield "here", (sentence.start, sentence.end)
        if block.head is not None and block.head is not block:
            yield "column", (block.head.body, block.head.end)
        if block.lead and sentence.start > block.lead[0]:
            yield "lead", block.lead
        if block.body < sentence.start:
            yield "earlier", (block.body, sentence.start)
        for above in block.above():
            if above.role is Role.QUESTION:
                yield "question", (above.body, above.end)
            elif above.role is Role.HEADING:
                yield "heading", (above.body, above.end)
            elif above.lead or above.end - above.body <= 30:
                yield "lead", above.lead or (above.body, above.end)

    def _place_of(self, sentence: Sentence, position: int) -> Place:
        block = sentence.block
        if sentence.start <= position < sentence.end:
            return "here"
        if block.start <= position < block.end:
            return "lead" if block.lead and position < block.lead[1] else "earlier"
        other = self._block(position)
        if other.role is Role.QUESTION:
            return "question"
        return "heading" if other.role is Role.HEADING else "lead"

    def _block(self, position: int) -> Block:
        return next(one for one in self.reading.blocks if one.start <= position < one.end)

    # ── what stands in it ────────────────────────────────────────────────────────────────────

    def _folded(self, sentence: Sentence) -> str:
        """The sentence with each atom as its label: what stays plain was not understood."""
        parts: list[str] = []
        at = sentence.start
        for atom in self.reading.atoms_in(sentence.start, sentence.end):
            if at <= atom.start and atom.end <= sentence.end:
                parts += (self.reading.text[at : atom.start], f"<{atom.label}>")
                at = atom.end
        return "".join((*parts, self.reading.text[at : sentence.end]))

    def _atoms(self, sentence: Sentence) -> Iterator[AtomSeen]:
        for atom in self.reading.atoms_in(sentence.start, sentence.end):
            if _is_word(atom):
                continue
            amount = self.amounts.get(atom.start)
            yield AtomSeen(
                label=atom.label,
                words=self.reading.words(atom),
                value=_written(atom.value),
                role=amount.role if amount else None,
                component=amount.component if amount else None,
                per=_per(amount) if amount else None,
            )

    def _words(self, sentence: Sentence) -> Iterator[WordSeen]:
        """The words of the lexicon in a sentence: those read, then those that stand under one."""
        atoms = self.reading.atoms_in(sentence.start, sentence.end)
        for atom in atoms:
            if _is_word(atom):
                yield WordSeen(table=_name(atom), words=self.reading.words(atom))
        for label, concept, (start, end) in self._listed(sentence, apart=False):
            over = [atom for atom in atoms if atom.start < end and start < atom.end]
            if all((atom.label, atom.value) != (label.upper(), concept) for atom in over):
                by = "、".join(f"{_name(atom)} {self.reading.words(atom)}" for atom in over)
                words = self.reading.words((start, end))
                yield WordSeen(table=f"{label.upper()}.{concept}", words=words, shadowed_by=by)

    def _apart(self, sentence: Sentence) -> Iterator[WordSeen]:
        for label, concept, where in self._listed(sentence, apart=True):
            yield WordSeen(table=f"{label}.{concept}", words=self.reading.words(where))

    def _listed(self, sentence: Sentence, apart: bool) -> Iterator[tuple[str, str, Where]]:
        """Every word of the lexicon in a sentence, whether or not it became an atom."""
        view = self.reading.words((sentence.start, sentence.end))
        for label, concepts in term.lexicon().items():
            if (label in term.APART and label != "fund") is apart:
                for concept, entry in concepts.items():
                    for start, end in _longest(view, entry.get("terms", ())):
                        yield label, concept, (sentence.start + start, sentence.start + end)

    def _conditions(self, sentence: Sentence) -> Iterator[Condition]:
        for one in self.scope.said(sentence):
            words = labels.condition(one.cmp)
            yield Condition(
                variable=one.cmp.var.value,
                op=one.cmp.op,
                value=one.cmp.value,
                zh=words.zh,
                en=words.en,
                seen=self._seen(one.start, one.end, self._place_of(sentence, one.start)),
            )

    # ── what was made of it ──────────────────────────────────────────────────────────────────

    def _rules(self, span: Span) -> Iterator[RuleSeen]:
        for rule in self.found.ruleset.rules if self.found else ():
            if any(_meet(Span(one.start, one.end), span) for one in evidence_in(rule)):
                words = labels.condition(rule.when)
                yield RuleSeen(
                    id=rule.id,
                    kind=rule.kind,
                    answers=bool(_quotes(_stated(rule), span)),
                    zh=words.zh,
                    en=words.en,
                    when=self._quoted(evidence_in(rule.when)),
                    facts=tuple(self._facts(rule, _module(rule.kind))),
                )

    def _about(self, span: Span) -> Iterator[FactSeen]:
        """The facts about the notice itself that take words from here."""
        if self.found is None:
            return
        whole = self.found.ruleset
        for name in ("scheme", "region", "notice", "insurance_year", "coverage"):
            for field, fact in _leaves(getattr(whole, name), name):
                if _quotes(fact.spans, span):
                    yield self._fact(field, fact, "extractor/metadata.py")

    def _facts(self, rule: Rule, module: str) -> Iterator[FactSeen]:
        for field in type(rule).model_fields:
            if field != "when":
                for path, fact in _leaves(getattr(rule, field), field):
                    yield self._fact(path, fact, module)

    def _fact(self, field: str, fact: Fact[Any], module: str) -> FactSeen:
        value = fact.model_dump(mode="json", exclude_none=True)["value"]
        return FactSeen(
            field=field,
            value=value,
            basis=fact.basis,
            by=fact.by or module,
            quotes=self._quoted(fact.spans),
            why=fact.why or fact.formula,
        )

    # ── what was tried ───────────────────────────────────────────────────────────────────────

    def needs(self, sentence: Sentence, kind: str) -> tuple[Need, ...]:
        """What a kind of rule needs, and which words in or over a sentence meet it."""
        return tuple(
            self._need(sentence, words, any_of, _module(kind)) for words, any_of in needs(kind)
        )

    def _tried(self, sentence: Sentence, gave: set[str]) -> Iterator[Tried]:
        for kind in KINDS:
            found = self.needs(sentence, kind)
            if kind not in gave or any(need.elsewhere for need in found):
                yield Tried(kind=kind, module=_module(kind), gave=kind in gave, needs=found)

    def _need(
        self, sentence: Sentence, words: str, any_of: tuple[Needed, ...], module: str
    ) -> Need:
        zh, _, en = words.partition(" ")
        for place, where in self._places(sentence):
            hits = {hit for needed in any_of for hit in self._hits(needed, place, where)}
            if hits:
                seen = tuple(self._seen(*hit, place) for hit in sorted(_outermost(hits)))
                return Need(zh=zh, en=en, seen=tuple(dict.fromkeys(seen)))
        add_to = dict.fromkeys(_home(needed, module) for needed in any_of)
        such_as = dict.fromkeys(word for needed in any_of for word in _examples(needed))
        return Need(
            zh=zh,
            en=en,
            elsewhere=self._elsewhere(sentence, any_of),
            such_as=tuple(such_as)[:6],
            add_to=tuple(add_to),
        )

    def _elsewhere(self, sentence: Sentence, any_of: tuple[Needed, ...]) -> Seen | None:
        """The nearest word above a block that would meet a need, if such are taken from afar."""
        before = (0, sentence.block.start)
        hits = [
            hit
            for needed in any_of
            if (name := _named(needed)) and name[0] in _FROM_AFAR
            for hit in self._hits(needed, "before", before)
        ]
        return self._seen(*max(hits), "before") if hits else None

    def _hits(self, needed: Needed, place: Place, where: Where) -> Iterator[Where]:
        """Where a range meets a need."""
        if isinstance(needed, tuple):
            if place in _ABOVE:
                yield from self._hits(needed[1], place, where)
            return
        name = _named(needed)
        if name is None:
            for match in _pattern(needed).finditer(self.reading.text, *where):
                if match.end() > match.start():
                    yield match.span()
            return
        table, concept = name
        if table.isupper():
            if place == "here" or table not in _ONLY_HERE:
                for atom in self.reading.atoms_in(*where, table):
                    if concept is None or _is_of(atom, concept):
                        yield atom.start, atom.end
            return
        start, end = where
        for left, right in _longest(self.reading.text[start:end], tuple(_terms(table, concept))):
            yield start + left, start + right


# ── needs and the lexicon ────────────────────────────────────────────────────────────────────


def _named(needed: Needed) -> tuple[str, str | None] | None:
    """The label or table that a need names, and the concept; None of one that is a pattern."""
    match = _NAMED.fullmatch(needed) if isinstance(needed, str) else None
    return (match["table"], match["concept"]) if match else None


def _pattern(needed: Words) -> regex.Pattern[str]:
    if isinstance(needed, str):
        return regex.compile(needed)
    return needed() if callable(needed) else needed


def _terms(table: str, concept: str | None) -> Iterator[str]:
    for name, entry in term.lexicon().get(table.lower(), {}).items():
        if concept in (None, name) or name.startswith(f"{concept}="):
            yield from entry.get("terms", ())


def _is_of(atom: Atom, concept: str) -> bool:
    return atom.value == concept or str(atom.value).startswith(f"{concept}=")


def _examples(needed: Needed) -> Iterator[str]:
    """The first word of each concept that would meet a need."""
    name = _named(needed)
    if name is None:
        return
    table, concept = name
    for key, entry in term.lexicon().get(table.lower(), {}).items():
        if concept in (None, key) or key.startswith(f"{concept}="):
            yield from entry.get("terms", ())[:1]


def _home(needed: Needed, module: str) -> str:
    """Where what would meet a need is added: a table of the lexicon, or a module."""
    name = _named(needed)
    if name is None:
        return module
    table, concept = name
    if table in MODULE_OF:
        return f"extractor/atoms/{MODULE_OF[table]}.py"
    key = table.lower() if concept is None else f"{table.lower()}.{concept}"
    return f"extractor/words/lexicon.toml [{key}]"


def _longest(text: str, terms: Iterable[str]) -> list[Where]:
    """Where words stand in a text, without those inside a longer one and those of one character.

    所 and 选 are words of the lexicon, but alone they say nothing.
    """
    found: set[Where] = set()
    for word in terms:
        at = text.find(word) if len(word) > 1 else -1
        while at >= 0:
            found.add((at, at + len(word)))
            at = text.find(word, at + 1)
    return sorted(_outermost(found))


def _outermost(found: set[Where]) -> list[Where]:
    return [
        one
        for one in found
        if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in found)
    ]


def _is_word(atom: Atom) -> bool:
    return atom.label.lower() in term.lexicon()


def _name(atom: Atom) -> str:
    return f"{atom.label}.{atom.value}" if _is_word(atom) else atom.label


# ── values as text ───────────────────────────────────────────────────────────────────────────


def _module(kind: str) -> str:
    return f"extractor/rules/{kind}.py"


def _per(amount: Amount) -> str:
    return amount.per if amount.stated else f"{amount.per}?"  # not said, but usual


def _written(value: object) -> str:
    """A value in few words: amount=8 per=month."""
    if isinstance(value, Fraction):
        return shown(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    fields: tuple[str, ...] = getattr(value, "_fields", ())
    told = ((name, getattr(value, name)) for name in fields)
    if fields:
        said = (f"{name}={_written(part)}" for name, part in told if part not in (None, False))
        return f"({' '.join(said)})"
    return str(value)


def _leaves(part: object, path: str) -> Iterator[tuple[str, Fact[Any]]]:
    """The facts below a field of a rule, each with its path: amount.rate, documents.0.any_of."""
    if isinstance(part, Fact):
        yield path, part
    elif isinstance(part, Model) and not isinstance(part, Evidence):
        for name in type(part).model_fields:
            yield from _leaves(getattr(part, name), f"{path}.{name}")
    elif isinstance(part, tuple):
        for at, item in enumerate(part):
            yield from _leaves(item, f"{path}.{at}")


def _stated(rule: Rule) -> Iterator[Evidence]:
    """The sentences of a rule and the words of its facts, those of its condition left out."""
    for field in type(rule).model_fields:
        if field != "when":
            yield from evidence_in((getattr(rule, field),))


def _quotes(spans: Iterable[Evidence], where: Span) -> tuple[str, ...]:
    """The words of those spans that meet a range of the text."""
    return tuple(one.quote for one in spans if _meet(Span(one.start, one.end), where))

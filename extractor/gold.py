"""Gold: what people say that a notice says, in TOML, with quotes and never offsets.

A fact is `{ value = …, quote = "…" }`, or the bare words where the value is the very words. A quote
is looked for in the rule's own `quotes` first, else in the whole notice, layout white space ignored
on both sides; it must be unique there, or `nth` (from 1) picks one (design: schema, section 5).
"""

from __future__ import annotations

import difflib
import tomllib
import types
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, Union, get_args, get_origin

from pydantic import ValidationError

from extractor.conditions import THRESHOLDS, All, AnyOf, Cmp, Not, Op, Pred, Var, together
from extractor.corpus import entries, lookup
from extractor.evidence import Evidence, Fact, Model
from extractor.identity import identify
from extractor.notice import LAYOUT, Notice, NoticeError, unspaced
from extractor.schema import KINDS, NoticeFacts, Region, RuleCommon, RuleSet

_TOP = (
    *("schema", "read_on", "scheme", "insurance_year", "coverage"),
    *("not_stated", "todo", "findings", "region", "notice", "rules"),
)
_FACT = ("value", "quote", "quotes", "nth", "basis", "why", "formula", "by")
_FILE = frozenset({"file_sha256", "text_sha256", "media_type", "encoding"})  # known from the file
_SHAPES = ("any", "all", "not")
_UNNAMED = "rule"  # stands in for an id that the gold leaves out


@dataclass(frozen=True)
class Gold:
    """A gold file, read against its notice.

    `todo` names the kinds of rule that it does not cover (or `notice`: what the notice says of
    itself), `findings` the codes that a check must report.
    """

    ruleset: RuleSet
    notice: Notice
    path: Path
    todo: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    read_on: date | None = None

    @property
    def key(self) -> str:
        """`<adcode>/<year>`, by the path."""
        return f"{self.path.parent.name[:6]}/{self.path.stem}"


class Misfit(NamedTuple):
    """One place where gold and notice, or gold and schema, do not fit: what, and where.

    `nearest` is what the notice has instead of `quote`, on `line` (from 1).
    """

    rule: str
    field: str
    said: str
    quote: str = ""
    nearest: str = ""
    line: int = 0

    def __str__(self) -> str:
        where = " · ".join(filter(None, (self.rule, self.field)))
        quote = f"「{self.quote}」 " if self.quote else ""
        nearest = f"; 最近 nearest, L{self.line}: 「{self.nearest}」" if self.nearest else ""
        return f"{where}: {quote}{self.said}{nearest}"


class GoldError(NoticeError):
    """A gold file that cannot be trusted: every place where it does not fit (exit 7)."""

    exit_code = 7

    def __init__(self, path: Path, misfits: Sequence[Misfit]) -> None:
        self.path = path
        self.misfits = tuple(misfits)
        lines = "".join(f"\n  {misfit}" for misfit in misfits)
        super().__init__(f"{path}: gold 失配 does not fit ({len(misfits)}){lines}")


def find(key: str, root: Path) -> Path:
    """The gold file of a notice; raises UnknownKey (exit 2), with the nearest keys."""
    return lookup(key, entries(root / "gold", (".toml",)), " gold")[0]


def load(path: Path | str, notice: Notice) -> Gold:
    """A gold file as a rule set whose every quote has its place in `notice.text`.

    Money and rates are exact. The facts of the file (hashes, media type, encoding) are the
    notice's. Raises GoldError (exit 7) with all that does not fit: quotes that are not in the
    notice or are not unique, unknown keys, thresholds without words, malformed values, ids other
    than those that `identify` gives.
    """
    path = Path(path)
    raw = _toml(path)
    words = _Words(notice)
    everywhere = _Scope(words)
    misfits = [*_strangers("", raw, _TOP), *_lists(raw)]
    if raw.get("schema") != "1":
        misfits.append(Misfit("", "schema", f'must be "1", not {raw.get("schema")!r}'))
    if not isinstance(raw.get("read_on"), date | None):
        misfits.append(Misfit("", "read_on", f"must be a date, not {raw['read_on']!r}"))
    data: dict[str, object] = {"not_stated": raw.get("not_stated", [])}
    top: dict[str, Any] = {
        name: raw[name] for name in ("scheme", "insurance_year", "coverage") if name in raw
    }
    data |= _fields(RuleSet, top, everywhere, "", misfits)
    if "region" in raw:
        data["region"] = _part(Region, raw["region"], everywhere, "region", misfits)
    about = _part(NoticeFacts, raw.get("notice", {}), everywhere, "notice", misfits)
    data["notice"] = about | {
        "file_sha256": notice.file_sha256,
        "text_sha256": notice.text_sha256,
        "media_type": notice.media_type,
        "encoding": notice.encoding,
    }
    rules = _rules(raw.get("rules", []), words, misfits)
    if not misfits:
        misfits += _misnamed(rules)
        data["rules"] = identify(rules)
    if misfits:
        raise GoldError(path, misfits)
    ruleset = _validated(RuleSet, data, misfits)
    if ruleset is None:
        raise GoldError(path, misfits)
    return Gold(
        ruleset=ruleset,
        notice=notice,
        path=path,
        todo=tuple(raw.get("todo", ())),
        findings=tuple(raw.get("findings", ())),
        read_on=raw.get("read_on"),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GoldError(path, [Misfit("", "", f"不是 TOML not TOML: {error}")]) from error


def _lists(raw: Mapping[str, Any]) -> Iterable[Misfit]:
    for name in ("todo", "findings", "not_stated"):
        entry = raw.get(name, [])
        if not (isinstance(entry, list) and all(isinstance(item, str) for item in entry)):
            yield Misfit("", name, "must be a list of strings")
        elif name == "todo":
            known = ["notice", *KINDS]
            yield from (
                Misfit("", "todo", f"unknown kind «{kind}»{_did_you_mean(kind, known)}")
                for kind in entry
                if kind not in known
            )


# ── rules ────────────────────────────────────────────────────────────────────────────────────


def _rules(raw: object, words: _Words, misfits: list[Misfit]) -> list[Any]:
    if not (isinstance(raw, list) and all(isinstance(entry, dict) for entry in raw)):
        misfits.append(Misfit("", "rules", "must be written [[rules]]"))
        return []
    return [
        rule
        for position, entry in enumerate(raw, start=1)
        if (rule := _rule(entry, words, position, misfits)) is not None
    ]


def _rule(
    raw: Mapping[str, Any], words: _Words, position: int, misfits: list[Misfit]
) -> RuleCommon | None:
    kind = str(raw.get("kind", ""))
    name = str(raw.get("id", f"rules[{position}] {kind}".strip()))
    if kind not in KINDS:
        said = f"unknown kind «{kind}»{_did_you_mean(kind, KINDS)}"
        misfits.append(Misfit(name, "kind", said))
        return None
    try:
        own = [_Scope(words).place(*quote, "quotes") for quote in _quotes(raw.get("quotes"))]
    except _Unfit as unfit:  # without its sentences, no quote of a field can be placed
        misfits.append(unfit.misfit._replace(rule=name))
        return None
    found: list[Misfit] = []
    scope = _Scope(words, tuple(own))
    rest = {key: entry for key, entry in raw.items() if key not in ("quotes", "id", "kind")}
    data = _fields(KINDS[kind], rest, scope, "", found, hidden=frozenset({"spans", "id", "kind"}))
    data |= {"id": raw.get("id", _UNNAMED), "spans": [words.evidence(*place) for place in own]}
    rule = None if found else _validated(KINDS[kind], data, found)
    misfits += [misfit._replace(rule=name) for misfit in found]
    return rule


def _misnamed(rules: Sequence[Any]) -> Iterable[Misfit]:
    for rule, named in zip(rules, identify(rules), strict=True):
        if rule.id not in (named.id, _UNNAMED):
            yield Misfit(rule.id, "id", f"its content names it {named.id}")


# ── fields, by what the schema says that they are ────────────────────────────────────────────


class _Unfit(Exception):
    def __init__(self, misfit: Misfit) -> None:
        super().__init__(str(misfit))
        self.misfit = misfit


def _unfit(field: str, said: str, quote: str = "", nearest: str = "", line: int = 0) -> NoReturn:
    raise _Unfit(Misfit("", field, said, quote, nearest, line))


def _fields(
    model: type[Model],
    raw: Mapping[str, Any],
    scope: _Scope,
    prefix: str,
    misfits: list[Misfit],
    hidden: frozenset[str] = frozenset(),
) -> dict[str, object]:
    """The fields of one table as the model reads them; what does not fit goes to `misfits`."""
    known = [name for name in model.model_fields if name not in hidden]
    misfits += _strangers(prefix, raw, known)
    data: dict[str, object] = {}
    for name in known:
        if name in raw:
            try:
                annotation = model.model_fields[name].annotation
                data[name] = _value(annotation, raw[name], scope, f"{prefix}{name}")
            except _Unfit as unfit:
                misfits.append(unfit.misfit)
    return data


def _part(
    model: type[Model], raw: object, scope: _Scope, name: str, misfits: list[Misfit]
) -> dict[str, object]:
    if not isinstance(raw, dict):
        misfits.append(Misfit("", name, f"must be written [{name}]"))
        return {}
    return _fields(model, raw, scope, f"{name}.", misfits, hidden=_FILE)


def _value(annotation: Any, raw: Any, scope: _Scope, field: str) -> object:
    options = [option for option in _options(annotation) if option is not type(None)]
    if Cmp in options:
        return _pred(raw, scope, field)
    if options and all(
        isinstance(option, type) and issubclass(option, Model) for option in options
    ):
        if issubclass(options[0], Fact):
            return _fact(options[0], raw, scope, field)
        return _table(options, raw, scope, field)
    if len(options) == 1 and get_origin(options[0]) is tuple and isinstance(raw, list):
        inner = get_args(options[0])[0]
        return [_value(inner, item, scope, f"{field}[{at}]") for at, item in enumerate(raw)]
    return raw


def _options(annotation: Any) -> tuple[Any, ...]:
    """The members of a union, without what Annotated adds to them."""
    if hasattr(annotation, "__metadata__"):
        return _options(annotation.__origin__)
    if get_origin(annotation) in (Union, types.UnionType):
        return tuple(one for member in get_args(annotation) for one in _options(member))
    return (annotation,)


def _table(options: Sequence[type[Model]], raw: Any, scope: _Scope, field: str) -> object:
    if not isinstance(raw, dict):
        _unfit(field, "must be a table { … }")
    model = options[0]
    if len(options) > 1:  # an amount: fixed, percent or returned
        by_how = {str(option.model_fields["how"].default): option for option in options}
        if raw.get("how") not in by_how:
            _unfit(f"{field}.how", f"must be one of {', '.join(by_how)}, not {raw.get('how')!r}")
        model = by_how[raw["how"]]
    misfits: list[Misfit] = []
    data = _fields(model, raw, scope, f"{field}.", misfits)
    if misfits:
        raise _Unfit(misfits[0])
    return data


def _fact(fact: type[Model], raw: Any, scope: _Scope, field: str) -> object:
    of = fact.model_fields["value"].annotation
    if isinstance(raw, str) and of is str:
        return {"value": _as_value(raw), "spans": [scope.evidence(raw, None, field)]}
    if isinstance(raw, list) and of == tuple[str, ...]:
        return {
            "value": [_as_value(item) for item in raw],
            "spans": scope.in_order(raw, field),
        }
    if not isinstance(raw, dict) or "value" not in raw:
        _unfit(field, "must be written { value = …, quote = … }")
    if strangers := _strangers(f"{field}.", raw, _FACT):
        raise _Unfit(strangers[0])
    if "quote" in raw and "quotes" in raw:
        _unfit(field, "has both quote and quotes")
    if "nth" in raw and "quote" not in raw:
        _unfit(field, "has nth, but no quote that it could pick")
    if "quote" in raw:
        quotes = _quotes([{"quote": raw["quote"], "nth": raw.get("nth")}])
    else:
        quotes = _quotes(raw["quotes"]) if "quotes" in raw else []
    spans = [scope.evidence(*quote, field) for quote in quotes]
    rest = {key: raw[key] for key in ("value", "basis", "why", "formula", "by") if key in raw}
    return rest | {"spans": spans}


def _as_value(words: str) -> str:
    """The words of a notice as a value: without layout white space, save between Latin words."""
    return LAYOUT.sub(
        lambda gap: " " if (words[: gap.start()][-1:] + words[gap.end() :][:1]).isascii() else "",
        words.strip(),
    )


def _quotes(raw: Any) -> list[tuple[str, int | None]]:
    """Quotes as words and nth; a quote that is not unique is written { quote = …, nth = … }."""
    if not isinstance(raw, list) or not raw:
        _unfit("quotes", "must be a list of the words that say it")
    quotes: list[tuple[str, int | None]] = []
    for item in raw:
        words, nth = (
            (item.get("quote"), item.get("nth")) if isinstance(item, dict) else (item, None)
        )
        strange = isinstance(item, dict) and not item.keys() <= {"quote", "nth"}
        if strange or not isinstance(words, str) or not (nth is None or type(nth) is int):
            _unfit("quotes", f"is neither a string nor {{ quote = …, nth = … }}: {item!r}")
        quotes.append((words, nth))
    return quotes


# ── conditions ───────────────────────────────────────────────────────────────────────────────


def _pred(raw: Any, scope: _Scope, field: str) -> Pred:
    if isinstance(raw, list) and raw and isinstance(raw[0], str):
        return _cmp(raw, scope, field)
    if isinstance(raw, list):
        return together(*(_pred(item, scope, f"{field}[{at}]") for at, item in enumerate(raw)))
    if isinstance(raw, dict) and len(raw) == 1 and (shape := next(iter(raw))) in _SHAPES:
        inner = raw[shape]
        if shape == "not":
            return Not(of=_pred(inner, scope, f"{field}.not"))
        if isinstance(inner, list) and all(isinstance(item, list | dict) for item in inner):
            parts = [_pred(item, scope, f"{field}.{shape}[{at}]") for at, item in enumerate(inner)]
            return AnyOf(of=tuple(parts)) if shape == "any" else All(of=tuple(parts))
    _unfit(field, f"is neither [variable, op, value] nor {{ any | all | not = […] }}: {raw!r}")


def _cmp(raw: list[Any], scope: _Scope, field: str) -> Cmp:
    if len(raw) not in (3, 4):
        _unfit(field, f"is not [variable, op, value] or [variable, op, value, quote]: {raw!r}")
    var, op, value = raw[:3]
    if var not in list(Var):
        _unfit(field, f"unknown variable «{var}»{_did_you_mean(str(var), list(Var))}")
    if op not in get_args(Op):
        _unfit(field, f"unknown op «{op}»; one of {', '.join(get_args(Op))}")
    if op in THRESHOLDS and len(raw) == 3:
        _unfit(field, f"a threshold must quote the words that set it: [{var}, {op}, {value}, …]")
    if (op == "in") != isinstance(value, list):
        _unfit(field, f"«{op}» cannot compare with {value!r}: `in`, and only it, takes a list")
    spans = [scope.evidence(*quote, field) for quote in _quotes(raw[3:])] if raw[3:] else []
    exact = str(value) if isinstance(value, Decimal) else value
    try:
        return Cmp.model_validate({"var": var, "op": op, "value": exact, "spans": spans})
    except ValidationError as error:
        _unfit(field, error.errors()[0]["msg"])


# ── words and their places ───────────────────────────────────────────────────────────────────


class _Words:
    """The notice without layout white space, and for each character its place in the text."""

    def __init__(self, notice: Notice) -> None:
        self.notice = notice
        self.text = unspaced(notice.text)
        self.origin = array("q")
        at = 0
        for gap in LAYOUT.finditer(notice.text):
            self.origin.extend(range(at, gap.start()))
            at = gap.end()
        self.origin.extend(range(at, len(notice.text)))

    def places(self, words: str) -> list[tuple[int, int]]:
        """Every half-open range of `text` where the words stand."""
        found = []
        at = self.text.find(words)
        while at >= 0:
            found.append((at, at + len(words)))
            at = self.text.find(words, at + 1)
        return found

    def evidence(self, start: int, end: int) -> Evidence:
        first, last = self.origin[start], self.origin[end - 1] + 1
        return Evidence(start=first, end=last, quote=self.notice.text[first:last])

    def line(self, at: int) -> int:
        return self.notice.line(self.origin[at])

    def nearest(self, words: str) -> tuple[str, int]:
        """What the notice has in place of words that are not in it, and its line."""
        alike = difflib.SequenceMatcher(None, self.text, words, autojunk=False)
        block = alike.find_longest_match()
        if block.size == 0:
            return "", 0
        starts = [start - block.b for start, _ in self.places(words[block.b :][: block.size])]
        candidates = [max(0, min(start, len(self.text) - len(words))) for start in starts]

        def likeness(start: int) -> float:
            there = self.text[start : start + len(words)]
            return difflib.SequenceMatcher(None, there, words, autojunk=False).ratio()

        best = max(candidates, key=likeness)
        return self.text[best : best + len(words)], self.line(best)


@dataclass(frozen=True)
class _Scope:
    """Where the quotes of one rule are looked for: in its own sentences, then in the notice."""

    words: _Words
    own: tuple[tuple[int, int], ...] = ()

    def evidence(self, quote: str, nth: int | None, field: str) -> Evidence:
        return self.words.evidence(*self.place(quote, nth, field))

    def place(self, quote: str, nth: int | None, field: str) -> tuple[int, int]:
        """The one place of a quote."""
        places, where = self._places(quote, field)
        if nth is None and len(places) > 1:
            lines = ", ".join(f"L{self.words.line(start)}" for start, _ in places)
            said = (
                f"不唯一 stands {len(places)} times in {where} ({lines}): nth = 1 … {len(places)}"
            )
            _unfit(field, said, quote)
        if nth is not None and not 1 <= nth <= len(places):
            _unfit(field, f"nth = {nth}, but it stands {len(places)} time(s) in {where}", quote)
        return places[(nth or 1) - 1]

    def in_order(self, quotes: Sequence[object], field: str) -> list[Evidence]:
        """The places of quotes that follow each other, each the first after the one before."""
        at, found = 0, []
        for quote in quotes:
            if not isinstance(quote, str):
                _unfit(field, f"must be a list of strings, not of {quote!r}")
            places, where = self._places(quote, field)
            after = [place for place in places if place[0] >= at]
            if not after:
                _unfit(field, f"stands in {where}, but before the words listed before it", quote)
            found.append(self.words.evidence(*after[0]))
            at = after[0][1]
        return found

    def _places(self, quote: str, field: str) -> tuple[list[tuple[int, int]], str]:
        words = unspaced(quote)
        if not words:
            _unfit(field, "a quote is empty")
        places = self.words.places(words)
        own = [
            (start, end)
            for start, end in places
            if any(first <= start and end <= last for first, last in self.own)
        ]
        if not places:
            _unfit(field, "引文失配 is not in the notice", quote, *self.words.nearest(words))
        return (own, "the rule's quotes") if own else (places, "the notice")


# ── saying what does not fit ─────────────────────────────────────────────────────────────────


def _validated(model: type[Any], data: Mapping[str, object], misfits: list[Misfit]) -> Any:
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for wrong in error.errors():
            field = ".".join(str(part) for part in wrong["loc"])
            misfits.append(Misfit("", field, wrong["msg"].removeprefix("Value error, ")))
        return None


def _strangers(prefix: str, raw: Mapping[str, Any], known: Sequence[str]) -> list[Misfit]:
    return [
        Misfit("", f"{prefix}{key}", f"unknown key{_did_you_mean(key, known)}")
        for key in raw
        if key not in known
    ]


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"; 是否 did you mean «{near[0]}»?" if near else ""

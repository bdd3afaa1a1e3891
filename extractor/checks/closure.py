"""Grounding and closure: whether each value stands in its words, and all words in a rule.

These findings are about the extraction: the notice is not at fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, Final, Literal, NamedTuple, get_args, get_origin

from extractor import pattern as regex
from extractor.checks.verdict import Case, Verdict, about, facts, found, not_run, squeezed
from extractor.evidence import Evidence, Fact, evidence_in
from extractor.pattern import compiled
from extractor.schema import (
    Channel,
    Contact,
    Contribution,
    ContributionBase,
    DateRange,
    Deadline,
    Duration,
    Finding,
    MonthlyDays,
    PaymentWindow,
    RuleCommon,
    StatedTotal,
    TimeRange,
    references,
)


def _finding(
    code: str,
    severity: Literal["error", "warning", "info"],
    zh: str,
    en: str,
    rules: Iterable[str] = (),
    spans: Iterable[Evidence] = (),
) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        about="extraction",
        rules=tuple(rules),
        spans=tuple(spans),
        zh=zh,
        en=en,
    )


# ── SPAN-EXACT, FACT-BASIS, REF-CLOSED ───────────────────────────────────────────────────────


def span_exact(case: Case) -> Verdict:
    """SPAN-EXACT: every quote is what stands in its place."""
    text = case.notice.text
    owners = [(rule.id, rule) for rule in case.ruleset.rules]
    wrong = [
        (owner, span)
        for owner, model in (*owners, ("structure", case.ruleset.structure), *about(case))
        for span in evidence_in(model)
        if text[span.start : span.end] != span.quote
    ]
    return found(
        _finding(
            "SPAN-EXACT",
            "error",
            f"{owner}：[{span.start}, {span.end}) 处不是「{span.quote}」",
            f"{owner}: [{span.start}, {span.end}) is not {span.quote!r}",
            spans=[span],
        )
        for owner, span in wrong
    )


def fact_basis(case: Case) -> Verdict:
    """FACT-BASIS: every fact carries the evidence that its basis demands, every rule its words."""
    findings = []
    for path, rule, fact in facts(case):
        lacking = {
            "stated": not fact.spans,
            "inferred": not (fact.spans and fact.why),
            "derived": not fact.formula,
            "curated": not fact.why,
        }[fact.basis]
        if lacking:
            findings.append(
                _finding(
                    "FACT-BASIS",
                    "error",
                    f"{path}：{fact.basis} 缺依据",
                    f"{path}: a {fact.basis} fact lacks its evidence",
                    rules=[rule.id] if rule else [],
                    spans=fact.spans,
                )
            )
    findings += [
        _finding("FACT-BASIS", "error", f"{rule.id} 没有原文", f"{rule.id} has no words", [rule.id])
        for rule in case.ruleset.rules
        if not rule.spans
    ]
    return found(findings)


def ref_closed(case: Case) -> Verdict:
    """REF-CLOSED: every rule that is referred to exists."""
    known = {rule.id for rule in case.ruleset.rules}
    return found(
        _finding(
            "REF-CLOSED",
            "error",
            f"{rule.id} 所指 {target} 不存在",
            f"{rule.id} refers to {target}, which does not exist",
            [rule.id],
            rule.spans,
        )
        for rule in case.ruleset.rules
        for target in references(rule)
        if target not in known
    )


# ── VALUE-IN-QUOTE ───────────────────────────────────────────────────────────────────────────


class _Read(NamedTuple):
    """What the words of a quote can be read as."""

    numbers: frozenset[Fraction]  # amounts, rates, and every numeral
    pieces: frozenset[Fraction]  # the runs of digits, as 2023.11.15 has three
    lengths: frozenset[tuple[int, str]]  # count and unit
    text: str  # without blanks, digits folded


_WIDE: Final = str.maketrans("０１２３４５６７８９．％：", "0123456789.%:")
_NUMERAL = regex.compile(r"\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_HAN_NUMERAL = regex.compile(r"[零〇一二两三四五六七八九十百]{1,9}")
_IN_WORDS: Final[tuple[tuple[str, Fraction], ...]] = (
    (
        "一分钱?[也都]?不|不用[掏花]钱|不缴|不用缴|无需缴|无须缴|不再缴|免缴|免交|不交|免费|全免|免除|免征",
        Fraction(0),
    ),
    ("全额|全部|全免|全数", Fraction(1)),
    ("减半|半额|一半|对半", Fraction(1, 2)),
)
_NONE = regex.compile("不|无|没有|免|取消|即时|当[日月天]|立即")


@lru_cache(maxsize=1024)  # one amount is quoted by several facts
def _read(quote: str) -> _Read:
    """The one place where quotes are parsed again, by the parsers that read the notice."""
    from extractor.atoms import values
    from extractor.atoms.number import parse

    numbers: set[Fraction] = set()
    lengths: set[tuple[int, str]] = set()
    for value in values(quote):
        if isinstance(value, bool):
            continue
        if isinstance(value, Decimal | Fraction | int):
            numbers.add(Fraction(value))
        elif hasattr(value, "count") and hasattr(value, "unit"):
            lengths.add((value.count, value.unit))
    text = squeezed(quote).translate(_WIDE)
    numbers |= {Fraction(compiled("[,，]").sub("", found_)) for found_ in _NUMERAL.findall(text)}
    numbers |= {Fraction(n) for found_ in _HAN_NUMERAL.findall(text) if (n := parse(found_))}
    shares = compiled(r"(\d+)/([1-9]\d*)").findall(text)  # 「按缴费额的2/3给予补贴」
    numbers |= {Fraction(int(part), int(whole)) for part, whole in shares}
    numbers |= {value for words, value in _IN_WORDS if regex.compile(words).search(text)}
    pieces = numbers | {Fraction(digits) for digits in compiled(r"\d+").findall(text)}
    return _Read(frozenset(numbers), frozenset(pieces), frozenset(lengths), text)


def value_in_quote(case: Case) -> Verdict:
    """VALUE-IN-QUOTE: reading the quote again yields the value, or the very words."""
    findings = []
    checked = 0
    for path, rule, fact in facts(case):
        if fact.basis != "stated" or not fact.spans or _is_classification(fact):
            continue
        checked += 1
        if _stands_in(path, fact.value, fact.spans):
            continue
        quote = "…".join(squeezed(span.quote) for span in fact.spans)
        findings.append(
            _finding(
                "VALUE-IN-QUOTE",
                "error",
                f"{path}：「{quote}」里读不出 {_shown(fact.value)}",
                f"{path}: {_shown(fact.value)} cannot be read from {quote!r}",
                rules=[rule.id] if rule else [],
                spans=fact.spans,
            )
        )
    return found(findings) if checked else not_run("没有原文事实", "no fact is stated")


def _is_classification(fact: Fact[Any]) -> bool:
    """True where the value is one of a closed list of ours, not words or numbers of the notice."""
    return isinstance(fact.value, bool) or _is_of_a_list(type(fact))


@cache
def _is_of_a_list(kind: type[Fact[Any]]) -> bool:
    annotation = kind.model_fields["value"].annotation
    if get_origin(annotation) is Literal:
        return True
    return any(get_origin(inner) is Literal for inner in get_args(annotation))


def _stands_in(path: str, value: Any, spans: tuple[Evidence, ...]) -> bool:
    quotes = [span.quote for span in spans]
    joined = "".join(quotes)
    match value:
        case str():
            return _words_stand_in(path, value, joined)
        case tuple():
            return _in_order(value, joined)
        case Decimal() | Fraction() | int():
            return any(Fraction(value) in _read(quote).numbers for quote in quotes)
        case Duration():
            return any(_length_stands_in(value, quote) for quote in quotes)
        case date():
            return _date_stands_in(value, _read(joined))
        case DateRange():
            return _date_stands_in(value.start, _read(joined))
        case TimeRange():
            edges = (value.opens, _shut(value.closes) if value.closes else None)
            return all(_date_stands_in(edge, _read(joined)) for edge in edges if edge)
        case MonthlyDays():
            numbers = _read(joined).pieces
            return value.last_day in numbers and (
                value.first_day in numbers or value.first_day == 1
            )
        case Deadline():
            return _deadline_stands_in(value, joined)
    return True


def _words_stand_in(path: str, value: str, joined: str) -> bool:
    words, quote = (squeezed(text).translate(_WIDE) for text in (value, joined))
    if path.endswith((".phone", ".dial", ".area_code")):
        digits = compiled(r"\D").sub("", words)
        return digits in compiled(r"\D").sub("", quote)
    # 市本级 is what tables call the city's own office, however the notice does
    return words in quote or (path.endswith(".area") and words.endswith("本级"))


def _in_order(items: tuple[Any, ...], joined: str) -> bool:
    quote = squeezed(joined).translate(_WIDE)
    at = 0
    for item in items:
        words = squeezed(str(item)).translate(_WIDE)
        place = quote.find(words, at)
        if place < 0:
            return False
        at = place + len(words)
    return True


def _length_stands_in(value: Duration, quote: str) -> bool:
    read = _read(quote)
    if value.count == 0 and _NONE.search(read.text):
        return True
    whole_years = value.unit == "month" and value.count % 12 == 0  # 一年 said for 12 months
    return (value.count, value.unit) in read.lengths or (
        whole_years and (value.count // 12, "year") in read.lengths
    )


def _shut(closes: datetime) -> datetime:
    """The last day of a window, where it closes at midnight."""
    return closes - timedelta(microseconds=1)


def _date_stands_in(value: date, read: _Read) -> bool:
    """True where month and day are among the numerals; the year may be elided, or be 即日起."""
    if compiled("即日|当日|次日").search(read.text):
        return True
    wanted = [value.month]
    if value.day not in (1, 28, 29, 30, 31):  # a month alone means its first or its last day
        wanted.append(value.day)
    year_alone = not (read.pieces - {Fraction(value.year)})
    return year_alone or all(Fraction(number) in read.pieces for number in wanted)


def _deadline_stands_in(value: Deadline, joined: str) -> bool:
    read = _read(joined)
    if value.on is not None and not _date_stands_in(value.on, read):
        return False
    if value.day is not None and Fraction(value.day) not in read.pieces:
        return False
    return value.length is None or _length_stands_in(value.length, joined)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    return str(value)


# ── TEXT-CLOSED, NUMERAL-CLOSED, PROFILE ─────────────────────────────────────────────────────


def text_closed(case: Case) -> Verdict:
    """TEXT-CLOSED: a rule, advice, structure or metadata answers for every visible character."""
    loose = case.unclaimed_text
    if not loose:
        return found(())
    visible = sum(len(squeezed(span.quote)) for span in loose)
    return found(
        [
            _finding(
                "TEXT-CLOSED",
                "warning",
                f"{len(loose)} 处 {visible} 字没有规则认领：{_lines(case, loose)}",
                f"{visible} characters in {len(loose)} places are in no rule",
                spans=loose,
            )
        ]
    )


def numeral_closed(case: Case) -> Verdict:
    """NUMERAL-CLOSED: a fact, a condition, numbering or advice answers for every numeral."""
    loose = case.unclaimed_numerals
    if not loose:
        return found(())
    said = "、".join(squeezed(span.quote) for span in loose)
    return found(
        [
            _finding(
                "NUMERAL-CLOSED",
                "error",
                f"{len(loose)} 个数字没有规则认领：{said}（{_lines(case, loose)}）",
                f"{len(loose)} numerals are in no rule: {said}",
                spans=loose,
            )
        ]
    )


def _lines(case: Case, spans: Iterable[Evidence]) -> str:
    return " ".join(dict.fromkeys(case.line(span) for span in spans))


def profile(case: Case) -> Verdict:
    """PROFILE: what every such notice states is there, or confirmed as not stated."""
    findings = []
    for names, zh, present in _profile(case):
        if present or any(_is_silent_on(case, name) for name in names):
            continue
        findings.append(
            _finding("PROFILE", "warning", f"未见{zh}", f"no {' or '.join(names)} was found")
        )
    return found(findings)


def _profile(case: Case) -> Iterator[tuple[tuple[str, ...], str, bool]]:
    kinds: tuple[tuple[tuple[str, ...], str, tuple[type[RuleCommon], ...]], ...] = (
        (
            ("contribution", "base"),
            "缴费标准或缴费基数",
            (Contribution, ContributionBase, StatedTotal),
        ),
        (("window",), "缴费时间", (PaymentWindow,)),
        (("channel",), "缴费渠道", (Channel,)),
        (("contact",), "咨询电话", (Contact,)),
    )
    for names, zh, classes in kinds:
        yield names, zh, any(case.rules(kind) for kind in classes)
    yield ("coverage",), "保障期", case.ruleset.coverage is not None


def _is_silent_on(case: Case, name: str) -> bool:
    return any(compiled(rf"{name}(?![a-z])").match(silence) for silence in case.ruleset.not_stated)

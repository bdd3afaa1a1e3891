"""缴费标准: what each fund costs, whom, and how it is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import regex

from extractor.amounts import Amount, amounts, bare, clauses, fixed, of_active, only_active, statements
from extractor.atoms import Atom
from extractor.conditions import ALWAYS, Pred, Var, comparisons, normal, written
from extractor.evidence import Evidence, Fact
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Component, Contribution, Fixed, Percent
from extractor.scope import Scope

Source = Literal["remittance", "personal_account", "pension"]

# 「由医保经办机构从其个人账户中代扣」, 「按月划扣医保个人账户10元」, 「从养老金中代扣」
_FROM_ACCOUNT = regex.compile(
    r"(?:从|由|(?<!现)在(?!职)|用)(?:其|本人|参保人|职工)*[^，。；、从]{0,10}?(?:个人账户|医保账户)[^，。；划计记]{0,8}?(?:每?月|按月|逐月|一次性|直接|统一|自动|代为|每年)*(?:代?扣|划(?!入|拨到)|缴|支付|支出|收取|列支|转)"
    r"|(?:划扣|代扣|扣缴|扣划|扣收|划转|划缴|扣除|抵扣|冲抵)[^，。；]{0,10}个人账户|个人账户(?:中|里|内|资金)?(?:代扣|划扣|扣缴|扣收|扣除|按月扣|每月扣)"
)
_FROM_PENSION = regex.compile(
    r"(?:从|由|在(?!职))[^，。；]{0,10}?(?:养老金|退休金|养老待遇)[^，。；]{0,16}?(?:代?扣|划(?!入)|缴|收取)|(?:养老金|退休金)(?:发放时)?(?:中|里)?(?:代扣|扣缴|扣除)"
)
_INTO = regex.compile(r"划入|计入|记入|返还|余额")
_EXEMPT = regex.compile(
    r"(?<!以)(?:个人)?(?:免缴(?!费影)|免交|免除缴费|免于缴费|免予缴费)(?!期)|个人(?:不缴费|不用缴费|不需要?缴费|无需缴费|不缴纳?|无须缴费)"
)
_NOT_EXEMPT = regex.compile(r"滞纳金|账户|代扣|另外|年限|利息|没有[^，。；]*(?:规定|政策)|关于免|的问题")


@dataclass
class _Collected:
    """How a contribution is collected, and the clauses that say so."""

    source: Fact[Source] | None = None
    instalment: Fixed | None = None
    spans: list[Evidence] = field(default_factory=list)


def find(reading: Reading, scope: Scope) -> Iterator[Contribution]:
    """The contributions of a notice, each once, with what restates it and how it is collected.

    Rates are of the base that the notice declares. A fee of nothing (个人免缴) is "0".

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("退休人员只缴大额医疗保险费120元/年，从个人账户中按月扣10元。"))
    >>> [(rule.component, rule.collected_from.value, str(rule.instalment.amount.value))
    ...  for rule in find(reading, Scope(reading))]
    [('catastrophic', 'personal_account', '10')]
    """
    groups = statements(reading, scope, "contribution")
    collected = _collected(reading, scope, groups)
    told = only_active(reading, scope)
    for at, group in enumerate(groups):
        first = next((amount for amount in group if amount.rate is not None), group[0])
        if first.label is None or first.component is None:
            continue
        how = collected.get(at, _Collected())
        when = first.when
        if (
            told is not None
            and first.component in told.components
            and first.payer == "insured"
            and all(cmp.var is not Var.STATUS for cmp in comparisons(when))
        ):
            when = of_active(when, told.words)
        rest = [other for other in group if other is not first and other.yuan is not None]
        yield Contribution(
            id="contribution",
            when=when,
            spans=tuple(dict.fromkeys((*clauses(reading, group), *how.spans))),
            component=first.component,
            label=_label(reading, first.label),
            payer=first.payer,
            amount=fixed(reading, first)
            if first.rate is None
            else Percent(
                rate=reading.stated(first.rate, first.atom),
                of=first.of,
                per=first.per,
            ),
            restated=tuple(fixed(reading, other) for other in rest),
            collected_from=how.source,
            instalment=how.instalment,
        )
    yield from _exempt(reading, scope, groups)


def _label(reading: Reading, where: Where) -> Fact[str]:
    return reading.stated(reading.printed(*where), where)


# ── how it is collected ──────────────────────────────────────────────────────────────────────


def _collected(
    reading: Reading, scope: Scope, groups: Sequence[Sequence[Amount]]
) -> dict[int, _Collected]:
    """By the position of the group: what says from where, and in what instalments, it is taken."""
    found: dict[int, _Collected] = {}
    for sentence, where, source in _sources(reading):
        for at in _meant(reading, scope, groups, sentence, where):
            how = found.setdefault(at, _Collected())
            if how.source is None:
                how.source = reading.stated(source, where)
                how.spans.append(_clause(reading, sentence, *where))
    for amount in amounts(reading, scope):
        if amount.role != "instalment":
            continue
        for at in _meant(reading, scope, groups, amount.sentence, (amount.atom.start, amount.atom.end)):
            how = found.setdefault(at, _Collected())
            if how.instalment is None:
                how.instalment = fixed(reading, amount)
                how.spans.append(_clause(reading, amount.sentence, amount.atom.start, amount.atom.end))
    return found


def _sources(reading: Reading) -> Iterator[tuple[Sentence, Where, Source]]:
    text = reading.text
    for sentence in reading.sentences:
        if sentence.block.role in (Role.HEADING, Role.QUESTION):
            continue
        if text.find("账户", sentence.start, sentence.end) >= 0:
            for match in _FROM_ACCOUNT.finditer(text, sentence.start, sentence.end):
                if not _INTO.search(match.group()):
                    yield sentence, match.span(), "personal_account"
        if regex.search("养老金|退休金|养老待遇", text[sentence.start : sentence.end]):
            for match in _FROM_PENSION.finditer(text, sentence.start, sentence.end):
                yield sentence, match.span(), "pension"


def _clause(reading: Reading, sentence: Sentence, start: int, end: int) -> Evidence:
    text = reading.text
    begin = max(sentence.start, *(text.rfind(stop, sentence.start, start) + 1 for stop in "，；。"))
    stop = regex.compile("[，；。]").search(text, end, sentence.end)
    return reading.evidence(*bare(text, (begin, stop.start() if stop else sentence.end)))


def _meant(
    reading: Reading,
    scope: Scope,
    groups: Sequence[Sequence[Amount]],
    sentence: Sentence,
    where: Where,
) -> list[int]:
    """The contributions that a clause on collection speaks of.

    The one before it in its sentence (else the one behind), all that an amount there restates;
    else those of the fund that the sentence names; else the last one of its block.
    """
    here = [
        (amount.atom.start, at)
        for at, group in enumerate(groups)
        for amount in group
        if amount.sentence is sentence
    ]
    before = [start for start, _ in here if start < where[0]]
    if here:
        nearest = max(before) if before else min(start for start, _ in here)
        clause = reading.text[nearest : where[0]]
        if before and regex.search("[均都]|一并|合并", clause + reading.text[where[0] : where[1]]):
            return sorted({at for start, at in here if start < where[0]})
        return [at for start, at in here if start == nearest]
    funds = {
        atom.value
        for atom in reading.atoms_in(sentence.start, sentence.end, "FUND")
        if not reading.text.startswith("账户", atom.end)
    }
    when = _parts(scope.of(sentence, until=where[0]))
    if funds:
        return [
            at
            for at, group in enumerate(groups)
            if group[0].component in funds and when <= _parts(group[0].when)
        ]
    same_block = [
        (amount.atom.start, at)
        for at, group in enumerate(groups)
        for amount in group
        if amount.sentence.block is sentence.block and amount.atom.start < where[0]
    ]
    if not same_block:
        return []
    last = max(start for start, _ in same_block)
    return [at for start, at in same_block if start == last]


def _parts(pred: Pred) -> frozenset[str]:
    return frozenset(map(repr, written(normal(pred))))


# ── a fee of nothing ─────────────────────────────────────────────────────────────────────────


def _exempt(
    reading: Reading, scope: Scope, groups: Sequence[Sequence[Amount]]
) -> Iterator[Contribution]:
    """「特困人员个人免缴」: the insured pays nothing."""
    for sentence in reading.sentences:
        for words in _EXEMPT.finditer(reading.text, sentence.start, sentence.end):
            clause = reading.text[max(sentence.start, words.start() - 30) : words.end() + 10]
            if _NOT_EXEMPT.search(clause):
                continue
            fund = _fund_of(reading, sentence, words.start(), words.end(), groups)
            begin = max(
                sentence.start,
                *(reading.text.rfind(stop, sentence.start, words.start()) + 1 for stop in "，；。"),
            )
            when = scope.of(sentence, until=words.start(), start=begin)
            if fund is None or when == ALWAYS:
                continue
            yield Contribution(
                id="contribution",
                when=when,
                spans=(_clause(reading, sentence, *words.span()),),
                component=fund[0],
                label=_label(reading, fund[1]),
                amount=Fixed(
                    amount=reading.inferred(Decimal(0), "免缴即缴费为零", words.span()), per="year"
                ),
            )


def _fund_of(
    reading: Reading,
    sentence: Sentence,
    start: int,
    end: int,
    groups: Iterable[Sequence[Amount]],
) -> tuple[Component, Where] | None:
    atoms: list[Atom] = reading.atoms_in(end, end + 2, "FUND")
    atoms += reversed(reading.atoms_in(sentence.start, start, "FUND"))
    if atoms:
        return atoms[0].value, (atoms[0].start, atoms[0].end)
    for group in groups:
        if group[0].component is not None and group[0].label is not None:
            return group[0].component, group[0].label
    return None

"""缴费标准: what each fund costs, whom, and how it is collected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from extractor import pattern as regex
from extractor.amounts import (
    Amount,
    amounts,
    clause,
    clauses,
    fixed,
    of_active,
    only_active,
    parts,
    statements,
)
from extractor.conditions import ALWAYS, Cmp, Var, comparisons, together
from extractor.evidence import Evidence, Fact
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Contribution, Fixed, Percent
from extractor.scope import Scope

Source = Literal["remittance", "personal_account", "pension"]
Group = Sequence[Amount]

_TAKEN = "代?扣|划(?!入|拨到)|缴|支付|支出|收取|列支|转"
# 「由医保经办机构从其个人账户中代扣」, 「按月划扣医保个人账户10元」
_FROM_ACCOUNT = regex.compile(
    rf"""(?:从|由|(?<!现)在(?!职)|用)(?:其|本人|参保人|职工)*[^，。；、从]{{0,10}}?
        (?:个人账户|医保账户)[^，。；划计记]{{0,8}}?
        (?:每?月|按月|逐月|一次性|直接|统一|自动|代为|每年)*(?:{_TAKEN})
       |(?:划扣|代扣|扣缴|扣划|扣收|划转|划缴|扣除|抵扣|冲抵)[^，。；]{{0,10}}个人账户
       |个人账户(?:中|里|内|资金)?(?:代扣|划扣|扣缴|扣收|扣除|按月扣|每月扣)""",
    regex.VERBOSE,
)
# 「从养老金中代扣」, 「在其基本养老金发放时由社保经办机构代扣」
_FROM_PENSION = regex.compile(
    r"""(?:从|由|在(?!职))[^，。；]{0,10}?(?:养老金|退休金|养老待遇)[^，。；]{0,16}?
        (?:代?扣|划(?!入)|缴|收取)
       |(?:养老金|退休金)(?:发放时)?(?:中|里)?(?:代扣|扣缴|扣除)
       |发放?(?:基本)?(?:养老金|退休金)时[^，。；]{0,8}扣
       |由(?:基本)?(?:养老金|退休金|养老待遇)[^，。；]{0,10}(?:单位|机构|部门|银行)[^，。；]{0,8}扣""",
    regex.VERBOSE,
)
_INTO = regex.compile("划入|计入|记入|返还|余额")
_OF_ALL = regex.compile("[均都]|一并|合并")


@dataclass
class _Collected:
    """How a contribution is collected, and the clauses that say so."""

    source: Fact[Source] | None = None
    status: Cmp | None = None  # 「其中退休人员由个人账户代扣」, of a fee that is everybody's
    instalment: Fixed | None = None
    spans: list[Evidence] = field(default_factory=list)


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "金额、费率或免缴 an amount, a rate, or exemption",
        ("MONEY", "RATE", "免[缴交]|不(?:再|用|需|必)?[缴交掏]|无[需须]", r"\t[\d,.]+(?=\t|$)"),
    ),
    ("险种 a fund", ("FUND",)),
)


def find(reading: Reading, scope: Scope) -> Iterator[Contribution]:
    """The contributions of a notice, each once, with what restates it and how it is collected.

    Rates are of the base that the notice declares. A fee of nothing (个人免缴) is "0".

    >>> from extractor.notice import Notice
    >>> words = "退休人员只缴大额医疗保险费120元/年，从个人账户中按月扣10元。"
    >>> reading = Reading(Notice(words))
    >>> [(rule.component, rule.collected_from.value, str(rule.instalment.amount.value))
    ...  for rule in find(reading, Scope(reading))]
    [('catastrophic', 'personal_account', '10')]
    """
    groups = statements(reading, scope, "contribution")
    collected = _collected(reading, scope, groups)
    told = only_active(reading, scope) if groups else None
    for at, group in enumerate(groups):
        first = next((amount for amount in group if amount.rate is not None), group[0])
        if first.label is None or first.component is None:
            continue
        how = _Collected() if first.yuan == 0 else collected.get(at, _Collected())
        narrowed = told and first.payer == "insured" and first.component in told.components
        rest = [other for other in group if other is not first and other.yuan is not None]
        rule = Contribution(
            id="contribution",
            when=of_active(first.when, told) if told and narrowed else first.when,
            spans=tuple(dict.fromkeys((*clauses(reading, group), *how.spans))),
            component=first.component,
            label=_label(reading, first.label),
            payer=first.payer,
            amount=_amount(reading, first),
            restated=tuple(fixed(reading, other) for other in rest),
            collected_from=how.source,
            instalment=how.instalment,
        )
        yield from _parted(rule, how.status)


def _parted(rule: Contribution, status: Cmp | None) -> Iterator[Contribution]:
    """One rule, or two where only the retired pay out of the account what everybody pays."""
    if status is None or any(cmp.var is Var.STATUS for cmp in comparisons(rule.when)):
        yield rule
        return
    apart: dict[str, Any] = {"collected_from": None, "instalment": None}
    for value, changes in (("active", apart), ("retired", {})):
        own = status.model_copy(update={"value": value})
        when = own if rule.when == ALWAYS else together(own, rule.when)
        yield rule.model_copy(update={"when": when, **changes})


def _amount(reading: Reading, first: Amount) -> Fixed | Percent:
    if first.rate is None:
        return fixed(reading, first)
    rate = reading.stated(first.rate, first.atom)
    return Percent(rate=rate, of=first.of, per=first.per)


def _label(reading: Reading, where: Where) -> Fact[str]:
    return reading.stated(reading.printed(*where), where)


def _alike(groups: Sequence[Group], at: int, near: Sequence[int]) -> bool:
    """「不满60周岁的36元，60周岁以上的54元，从个人账户划转」: one fund, of one status."""

    def sort(group: Group) -> object:
        status = [repr(cmp.value) for cmp in comparisons(group[0].when) if cmp.var is Var.STATUS]
        return group[0].component, group[0].payer, status

    return at in near or any(sort(groups[at]) == sort(groups[one]) for one in near)


# ── how it is collected ──────────────────────────────────────────────────────────────────────


def _collected(reading: Reading, scope: Scope, groups: Sequence[Group]) -> dict[int, _Collected]:
    """By the position of the group: from where, and in what instalments, it is taken."""
    found: dict[int, _Collected] = {}
    for sentence, where, source in _sources(reading):
        for at in _meant(reading, scope, groups, sentence, where):
            how = found.setdefault(at, _Collected())
            if how.source is None:
                how.source = reading.stated(source, where)
                how.status = _status(reading, scope, sentence, where)
                how.spans.append(_clause(reading, sentence, where))
    for amount in amounts(reading, scope):
        if amount.role != "instalment":
            continue
        where = (amount.atom.start, amount.atom.end)
        for at in _meant(reading, scope, groups, amount.sentence, where):
            how = found.setdefault(at, _Collected())
            if how.instalment is None:
                how.instalment = fixed(reading, amount)
                how.spans.append(_clause(reading, amount.sentence, where))
    return found


def _status(reading: Reading, scope: Scope, sentence: Sentence, where: Where) -> Cmp | None:
    """Whose fee a clause says is collected so, where it says so itself."""
    start, _ = clause(reading.text, (sentence.start, sentence.end), where)
    found = [term.cmp for term in scope.terms(start, where[0]) if term.cmp.var is Var.STATUS]
    return found[0] if found and found[0].value == "retired" else None


def _sources(reading: Reading) -> Iterator[tuple[Sentence, Where, Source]]:
    text = reading.text
    for sentence in reading.sentences:
        start, end = sentence.start, sentence.end
        if sentence.block.role in (Role.HEADING, Role.QUESTION):
            continue
        if text.find("账户", start, end) >= 0:
            for match in _FROM_ACCOUNT.finditer(text, start, end):
                if not _INTO.search(match.group()):
                    begin = _time_before(reading, start, match.start())
                    yield sentence, (begin, match.end()), "personal_account"
        if any(text.find(word, start, end) >= 0 for word in ("养老金", "退休金", "养老待遇")):
            for match in _FROM_PENSION.finditer(text, start, end):
                begin = _time_before(reading, start, match.start())
                yield sentence, (begin, match.end()), "pension"


def _time_before(reading: Reading, start: int, at: int) -> int:
    """Where the time begins that stands right before a place: 「每年1月从个人账户中划扣」."""
    times = reading.atoms_in(max(start, at - 12), at, "DATE", "RECURRENCE", "RANGE")
    return next((atom.start for atom in times if atom.end == at), at)


def _clause(reading: Reading, sentence: Sentence, where: Where) -> Evidence:
    return reading.evidence(*clause(reading.text, (sentence.start, sentence.end), where))


# 「职工的个人缴费从其职工医保个人账户中代扣」: no resident has one
_OF_EMPLOYEES = regex.compile("职工(?:参保人员|医保|基本医疗保险)?(?:个人)?账户|职工参保人员")


def _is_of_residents(reading: Reading, group: Group) -> bool:
    nearest = reading.heads(group[0].sentence.block).partition("\n")[0]
    return "居民" in nearest and "职工" not in nearest


def _meant(
    reading: Reading, scope: Scope, groups: Sequence[Group], sentence: Sentence, where: Where
) -> list[int]:
    """The contributions that a clause on collection speaks of, by their positions.

    The one before it in its sentence (else the one behind), and all that an amount there restates;
    else those of the fund that the sentence names; else the last one of its block.
    """
    places = [  # what the treasury or an employer pays comes out of nobody's account
        (amount, at)
        for at, group in enumerate(groups)
        for amount in group
        if amount.payer == "insured"
    ]
    here = [(one.atom.start, at) for one, at in places if one.sentence is sentence]
    if here:
        before = [start for start, _ in here if start < where[0]]
        nearest = max(before) if before else min(start for start, _ in here)
        if before and _OF_ALL.search(reading.text, nearest, where[1]):
            return sorted({at for start, at in here if start < where[0]})
        near = [at for start, at in here if start == nearest]
        if not before or "，" not in reading.text[nearest : where[0]]:
            return near
        return sorted({at for start, at in here if start < where[0] and _alike(groups, at, near)})
    named = reading.atoms_in(sentence.start, sentence.end, "FUND")
    funds = {atom.value for atom in named if not reading.text.startswith("账户", atom.end)}
    if funds:
        of_employees = _OF_EMPLOYEES.search(reading.text, sentence.start, where[1])
        groups = [
            [] if of_employees and _is_of_residents(reading, group) else group for group in groups
        ]
        when = parts(scope.of(sentence, until=where[0]))
        return [
            at
            for at, group in enumerate(groups)
            if group
            and group[0].component in funds
            and group[0].payer == "insured"
            and when <= group[0].whom
        ]
    block = [
        (one.atom.start, at)
        for one, at in places
        if one.sentence.block is sentence.block and one.atom.start < where[0]
    ]
    last = max((start for start, _ in block), default=-1)
    return [at for start, at in block if start == last]

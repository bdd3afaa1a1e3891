"""Statements: amounts that say one thing, and the words that answer for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from weakref import WeakKeyDictionary

from extractor import pattern as regex
from extractor.amounts.amount import Amount, Kind
from extractor.amounts.exempt import is_exemption
from extractor.amounts.reader import Reader
from extractor.amounts.signs import open_bracket
from extractor.evidence import Evidence
from extractor.pattern import compiled
from extractor.reading import Reading, Where
from extractor.schema import Fixed
from extractor.scope import Scope

_AMOUNTS: WeakKeyDictionary[Reading, tuple[list[Amount], list[Where]]] = WeakKeyDictionary()
NO_RULES: Final = frozenset({"benefit", "former", "other_scheme"})


def amounts(reading: Reading, scope: Scope) -> list[Amount]:
    """Every sum of money and every rate of a notice in order, with its role; read once and kept.

    Amounts inside click paths are left out: they restate a fee.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("月缴费基数由4180元提高到4360元，医保费率为8%，每月348.80元。"))
    >>> [(reading.words(a.atom), a.role) for a in amounts(reading, Scope(reading))][:3]
    [('4180元', 'former'), ('4360元', 'base'), ('8%', 'contribution')]
    """
    return _read(reading, scope)[0]


def examples(reading: Reading, scope: Scope) -> list[Where]:
    """The stretches whose amounts only show how to reckon (「例如：张某…」), half-open in the view."""
    return _read(reading, scope)[1]


def _read(reading: Reading, scope: Scope) -> tuple[list[Amount], list[Where]]:
    if reading not in _AMOUNTS:
        reader = Reader(reading, scope)
        _AMOUNTS[reading] = (reader.read(), reader.memory.examples)
    return _AMOUNTS[reading]


def statements(reading: Reading, scope: Scope, role: Kind) -> list[list[Amount]]:
    """The amounts of a role, each with those that say it again, in the order of the notice.

    「缴费比例为9%，月缴费340.65元，年缴费4087.80元」 is one statement. A later amount without the
    conditions of the earlier ones restates those that it equals; a fee that is known already
    (「大额补充医疗保险费120元的缴纳方式」) restates each of its fund, whatever their amounts.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("医保费率为9%，月缴费340.65元。大病互助基金每人每月8元。"))
    >>> [[reading.words(amount.atom) for amount in group]
    ...  for group in statements(reading, Scope(reading), "contribution")]
    [['9%', '340.65元'], ['每人每月8元']]
    """
    groups: list[list[Amount]] = []
    for amount in amounts(reading, scope):
        if amount.role != role:
            continue
        hits = _said_before(reading.text, groups, amount)
        for group in hits:
            group.append(amount)
        if not hits:
            groups.append([amount])
    return groups


# 「120元的缴纳方式」: a fee that is known already
_KNOWN = regex.compile(
    r"[/·月年人]*的(?:具体)?(?:缴纳|缴费|收缴|征收|征缴|收取|扣缴|扣款|代扣|划扣|交费|缴交)"
    "(?:方式|方法|办法|途径|渠道|时间|流程|程序)"
)


def _said_before(text: str, groups: Sequence[list[Amount]], amount: Amount) -> list[list[Amount]]:
    """The statements that an amount restates, if any."""
    same = [
        group
        for group in groups
        if (group[0].component, group[0].payer) == (amount.component, amount.payer)
    ]
    if _KNOWN.match(text, amount.atom.end):
        return [group for group in same if group[0].whom >= amount.whom]
    alike = [group for group in same if group[0].whom == amount.whom]
    for group in reversed(alike):
        if _says_again(text, group, amount):
            return [group]
    if alike:
        return []
    return [group for group in same if group[0].whom > amount.whom and _equals(group, amount)]


def _says_again(text: str, group: Sequence[Amount], later: Amount) -> bool:
    """The same money per month and per year, or the money that a rate comes to."""
    if later.rate is not None:
        return all(amount.rate in (None, later.rate) for amount in group)
    if _is_of_residents(text, later) != _is_of_residents(text, group[0]):
        return False  # 「医疗保险缴费比例8%。……居民医疗保险每人每年400元」
    money = [amount for amount in group if amount.yuan is not None]
    if money and _explains(text, money, later):
        return True
    for amount in money:
        if amount.per == later.per:
            return amount.yuan == later.yuan
    return not money or group[-1].sentence is later.sentence or _equals(group, later)


def _is_of_residents(text: str, amount: Amount) -> bool:
    return amount.label is not None and "居民" in text[slice(*amount.label)]


def _explains(text: str, money: Sequence[Amount], later: Amount) -> bool:
    """「按定额68元划入（月划入68元，年划入816元）」: the brackets say the same, month and year."""
    first, sentence = money[0], later.sentence
    if first.sentence is not sentence or first.payer != later.payer:
        return False
    opening = open_bracket(text, first.atom.end, later.atom.start)
    if opening < 0 or compiled("[，；。、]").search(text, money[0].atom.end, opening):
        return False
    said = [amount for amount in money if amount.atom.start > opening]
    return all(amount.per != later.per for amount in said)


def _equals(group: Sequence[Amount], later: Amount) -> bool:
    """Whether an amount is one of a group, or comes to as much in a year."""
    if later.rate is not None:
        return any(amount.rate == later.rate for amount in group)
    year = later.a_year()
    return year is not None and any(amount.a_year() == year for amount in group)


# ── the words that answer for them ───────────────────────────────────────────────────────────


def clauses(reading: Reading, group: Sequence[Amount]) -> tuple[Evidence, ...]:
    """The clauses that answer for a group of amounts, neighbours made one."""
    return joined(reading, [amount.where for amount in group])


def joined(reading: Reading, places: Sequence[Where]) -> tuple[Evidence, ...]:
    """Ranges of the view as evidence, in order, those that touch made one."""
    runs: list[Where] = []
    for start, end in sorted(set(places)):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return tuple(reading.evidence(*bare(reading.text, run)) for run in runs)


def clause(text: str, sentence: Where, place: Where) -> Where:
    """The clause of a sentence in which a place stands, up to the commas around it.

    >>> clause("每人每年120元，从个人账户中代扣。", (0, 17), (9, 12))
    (9, 17)
    """
    (start, end), (first, last) = sentence, place
    begin = max(start, *(text.rfind(stop, start, first) + 1 for stop in "，；。"))
    ends = [at for stop in "，；。" if (at := text.find(stop, last, end)) >= 0]
    return bare(text, (begin, min(ends, default=end)))


def bare(text: str, where: Where) -> Where:
    """A range without the punctuation and blanks at its edges.

    >>> bare("，每年120元。", (0, 8))
    (1, 7)
    """
    start, end = where
    while start < end and text[start] in "，、；。:！ \t\n":
        start += 1
    while end > start and text[end - 1] in "，、；。:！ \t\n":
        end -= 1
    return start, end


def fixed(reading: Reading, amount: Amount) -> Fixed:
    """So much money per period, stated where it stands."""
    assert amount.yuan is not None  # rates are told apart before
    if is_exemption(amount.atom):
        nothing = reading.inferred(amount.yuan, "免缴即缴费为零", amount.atom)
        return Fixed(amount=nothing, per=amount.per)
    return Fixed(amount=reading.stated(amount.yuan, amount.atom), per=amount.per)

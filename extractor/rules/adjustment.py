"""社保补贴 and 滞纳金: what lowers or raises the sum that is due."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import regex

from extractor.amounts import Amount, amounts, bare, clauses, fixed
from extractor.atoms.duration import Length
from extractor.conditions import ALWAYS, Cmp, Pred, Var, comparisons, together
from extractor.evidence import Fact
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Adjustment, Duration, Percent
from extractor.scope import Scope

_TERM = regex.compile(r"期限|最长|年限|累计|不超过|为期|享受")
_LATE = regex.compile(
    r"逾期|未(?:按时|按期|按规定|及时|能按|在[^，。；]{0,14}(?:期限|时间|期)?内?)[^，。；]{0,6}(?:缴|交)|超过[^，。；]{0,10}(?:期限|缴费期|征缴期|时间)|期满(?:后)?未缴"
)
_WHOLE = regex.compile(r"全额(?:给予)?(?:资助|补贴|代缴|补助|救助|承担|负担|解决)")
_OF_PAYING = regex.compile(r"缴费|参保|保费|资助|代缴|缴纳")
_FREE_OF = regex.compile(r"不予|不再|取消|免收|不收|停止")


def find(reading: Reading, scope: Scope) -> Iterator[Adjustment]:
    """The subsidies and late charges of a notice: a share of the sum due, or yuan per period.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("逾期缴费的，按日加收万分之五的滞纳金。"))
    >>> [(rule.sign, str(rule.amount.rate.value), rule.amount.per)
    ...  for rule in find(reading, Scope(reading))]
    [('late_charge', '1/2000', 'day')]
    """
    seen: list[Amount] = []
    for amount in amounts(reading, scope):
        if amount.role not in ("subsidy", "late_charge"):
            continue
        if any(_again(first, amount) for first in seen):
            continue
        seen.append(amount)
        sentence = amount.sentence
        late = amount.role == "late_charge"
        if amount.rate is not None and amount.rate > 1:
            continue
        yield Adjustment(
            id="adjustment",
            when=_late(reading, amount) if late else amount.when,
            spans=(reading.evidence(*bare(reading.text, (sentence.start, sentence.end))),)
            if sentence.block.role is not Role.ROW
            else clauses(reading, [amount]),
            sign="late_charge" if late else "subsidy",
            amount=fixed(reading, amount)
            if amount.rate is None
            else Percent(
                rate=reading.stated(amount.rate, amount.atom), of="amount_due", per=amount.per
            ),
            cap=None if late else _cap(reading, sentence, amount.atom.end),
        )
    yield from _whole(reading, scope)


def _again(first: Amount, later: Amount) -> bool:
    return (
        first.role == later.role
        and first.atom.value == later.atom.value
        and first.when == later.when
        and first.sentence.block is later.sentence.block
    )


def _late(reading: Reading, amount: Amount) -> Pred:
    """A late charge is for who pays late, where the words say so."""
    if any(cmp.var in (Var.IN_WINDOW, Var.ARREARS_MONTHS) for cmp in comparisons(amount.when)):
        return amount.when
    words = None
    for words in _LATE.finditer(reading.text, amount.sentence.start, amount.atom.start):
        break
    if words is None:
        return amount.when
    quote = (reading.evidence(*words.span()),)
    late = Cmp(op="eq", var=Var.IN_WINDOW, value=False, spans=quote)
    return late if amount.when == ALWAYS else together(amount.when, late)


def _cap(reading: Reading, sentence: Sentence, after: int) -> Fact[Duration] | None:
    """「补贴期限最长不超过3年」, in the sentence or the next one of its block."""
    end = sentence.end
    for other in reading.outline.sentences_of(sentence.block):
        if other.start == sentence.end:
            end = other.end
    for atom in reading.atoms_in(sentence.start, end, "DURATION"):
        length = atom.value
        start = max(sentence.start, atom.start - 16)
        if (
            isinstance(length, Length)
            and length.unit in ("year", "month")
            and length.bound in (None, "le")
            and _TERM.search(reading.text, start, atom.end)
            and not regex.search("不足|距|失业|连续", reading.text[max(start, atom.start - 10) : atom.end])
        ):
            return reading.stated(Duration(count=length.count, unit=length.unit), atom)
    del after
    return None


def _whole(reading: Reading, scope: Scope) -> Iterator[Adjustment]:
    """「对特困人员给予全额资助」: all of what is due, without a number."""
    for sentence in reading.sentences:
        for words in _WHOLE.finditer(reading.text, sentence.start, sentence.end):
            if _FREE_OF.search(reading.text, max(sentence.start, words.start() - 4), words.start()):
                continue
            if reading.text.startswith("发放", words.end()) or not _OF_PAYING.search(
                reading.text, sentence.start, sentence.end
            ):
                continue
            place: Where = words.span()
            when = scope.of(sentence, until=words.start())
            stop = regex.compile("[，；。]").search(reading.text, words.end(), sentence.end)
            begin = max(
                sentence.start,
                *(reading.text.rfind(mark, sentence.start, words.start()) + 1 for mark in "，；。"),
            )
            where = bare(reading.text, (begin, stop.start() if stop else sentence.end))
            yield Adjustment(
                id="adjustment",
                when=when,
                spans=(reading.evidence(*where),),
                sign="subsidy",
                amount=Percent(
                    rate=reading.inferred(Fraction(1), "全额即应缴金额的全部", place),
                    of="amount_due",
                    per="year",
                ),
            )

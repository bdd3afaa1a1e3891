"""社保补贴 and 滞纳金: what lowers or raises the sum that is due."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from extractor import pattern as regex
from extractor.amounts import Amount, amounts, clause, clauses, fixed, joined
from extractor.atoms.duration import Length
from extractor.conditions import ALWAYS, All, Cmp, Pred, Var, comparisons, together
from extractor.evidence import Evidence, Fact
from extractor.outline import Role, Sentence
from extractor.pattern import compiled
from extractor.reading import Reading
from extractor.schema import Adjustment, Duration, Fixed, Percent
from extractor.scope import Scope

_FOR_SO_LONG = regex.compile("期限|最长|最多|至多|年限|累计|不超过|为期|享受")
_NOT_A_CAP = regex.compile("不足|距|失业|连续")
_OF_ALL = regex.compile("[^，。；]{0,16}(?:补贴|补助)(?:的)?(?:期限|年限|时限)")
_LATENESS = (Var.IN_WINDOW, Var.ARREARS_MONTHS)
_SINCE = regex.compile("起|开始")
_LATE = regex.compile(
    r"""逾期|期满(?:后)?未缴|超过[^，。；]{0,10}(?:期限|缴费期|征缴期|时间)
       |未(?:按时|按期|按规定|及时|能按|在[^，。；]{0,14}(?:期限|时间|期)?内?)[^，。；]{0,6}(?:缴|交)""",
    regex.VERBOSE,
)
_WHOLE = regex.compile("全额(?:给予)?(?:资助|补贴|代缴|补助|救助|承担|负担|解决)")
_OF_PAYING = regex.compile("缴费|参保|保费|资助|代缴|缴纳|社保补贴|保险补贴")
_DENIED = regex.compile("(?:不予|不再|取消|停止|免收|不收|(?:个人|本人|自己|自行|其)(?:自行)?)$")

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("金额、比例或全额 an amount, a rate, or all of it", ("MONEY", "RATE", _WHOLE)),
    (
        "补贴或滞纳金的说法 words of a subsidy or a late charge",
        ("CUE.subsidy", "CUE.treasury", "CUE.late", "补贴|补助|资助|代缴|财政|滞纳金"),
    ),
)


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
        if amount.role not in ("subsidy", "late_charge") or (amount.rate or 0) > 1:
            continue
        if any(_again(reading.text, first, amount) for first in seen):
            continue
        seen.append(amount)
        late = amount.role == "late_charge"
        yield Adjustment(
            id="adjustment",
            when=_late(reading, amount) if late else amount.when,
            spans=_spans(reading, scope, amount),
            sign="late_charge" if late else "subsidy",
            amount=_amount(reading, amount),
            cap=None if late else _cap(reading, amount.sentence),
        )
    yield from _whole(reading, scope)


def _again(text: str, first: Amount, later: Amount) -> bool:
    """The same adjustment, said once more in its block; 「按50%给予资助，即每人190元」."""
    alike = (first.role, first.whom) == (later.role, later.whom)
    if alike and first.rate and later.yuan and first.sentence is later.sentence:
        return (
            compiled("即|也就是|折合|（").search(text, first.atom.end, later.atom.start) is not None
        )
    same = (first.role, first.atom.value, first.when) == (later.role, later.atom.value, later.when)
    return same and first.sentence.block is later.sentence.block


def _spans(reading: Reading, scope: Scope, amount: Amount) -> tuple[Evidence, ...]:
    """The sentence, where it is about nothing else; else the clause."""
    sentence = amount.sentence
    others = [one for one in amounts(reading, scope) if one.sentence is sentence]
    if len(others) > 1 or sentence.block.role is Role.ROW:
        return clauses(reading, [amount])
    return joined(reading, [(sentence.start, sentence.end)])


def _amount(reading: Reading, amount: Amount) -> Fixed | Percent:
    if amount.rate is None:
        return fixed(reading, amount)
    rate = reading.stated(amount.rate, amount.atom)
    return Percent(rate=rate, of="amount_due", per=amount.per)


def _late(reading: Reading, amount: Amount) -> Pred:
    """A late charge is for who pays late, where the words say so."""
    when = amount.when
    if not any(cmp.var in _LATENESS for cmp in comparisons(when)):
        words = _LATE.search(reading.text, amount.sentence.start, amount.atom.start)
        if words is None:
            return when
        quote = (reading.evidence(*words.span()),)
        late = Cmp(op="eq", var=Var.IN_WINDOW, value=False, spans=quote)
        when = late if when == ALWAYS else together(when, late)
    since = tuple(  # 「逾期的，自2024年3月1日起按日加收」: the day from which it is late
        reading.evidence(atom.start, atom.end)
        for atom in reading.atoms_in(amount.sentence.start, amount.atom.start, "DATE", "RANGE")
        if _SINCE.search(reading.text, atom.end - 1, atom.end + 2)
    )
    return _quoting(when, since)


def _quoting(when: Pred, more: tuple[Evidence, ...]) -> Pred:
    """The condition, what it says of lateness also in these words."""
    if isinstance(when, All):
        return All(of=tuple(_quoting(part, more) for part in when.of))
    if isinstance(when, Cmp) and when.var in _LATENESS:
        return when.model_copy(update={"spans": tuple(dict.fromkeys((*when.spans, *more)))})
    return when


def _cap(reading: Reading, sentence: Sentence) -> Fact[Duration] | None:
    """「补贴期限最长不超过3年」: in the sentence, the next one of its block, or one on all of them."""
    text, end = reading.text, sentence.end
    for other in reading.outline.sentences_of(sentence.block):
        of_all = other.start > sentence.end and _OF_ALL.match(text, other.start)
        if other.start == sentence.end or of_all:
            end = other.end
    for atom in reading.atoms_in(sentence.start, end, "DURATION"):
        length = atom.value
        if (
            isinstance(length, Length)
            and length.unit in ("year", "month")
            and length.bound in (None, "le")
            and _FOR_SO_LONG.search(text, max(sentence.start, atom.start - 16), atom.end)
            and not _NOT_A_CAP.search(text, max(sentence.start, atom.start - 10), atom.end)
        ):
            return reading.stated(Duration(count=length.count, unit=length.unit), atom)
    return None


def _whole(reading: Reading, scope: Scope) -> Iterator[Adjustment]:
    """「对特困人员给予全额资助」: all of what is due, without a number."""
    text = reading.text
    if "全额" not in text:
        return
    for sentence in reading.sentences:
        whole = (sentence.start, sentence.end)
        for words in _WHOLE.finditer(text, *whole):
            if _DENIED.search(text, max(sentence.start, words.start() - 4), words.start()):
                continue
            if text.startswith("发放", words.end()):
                continue
            said = (sentence.block.start, sentence.end)
            if not _OF_PAYING.search(text, *said) and not (
                _OF_PAYING.search(reading.heads(sentence.block))
            ):
                continue
            share = reading.inferred(Fraction(1), "全额即应缴金额的全部", words.span())
            yield Adjustment(
                id="adjustment",
                when=scope.of(sentence, until=words.start()),
                spans=(reading.evidence(*clause(text, whole, words.span())),),
                sign="subsidy",
                amount=Percent(rate=share, of="amount_due", per="year"),
            )

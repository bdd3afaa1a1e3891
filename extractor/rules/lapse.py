"""Lapses: what follows when somebody stops paying, and when paying back mends it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Literal

from extractor import pattern as regex
from extractor.atoms.term import alternatives
from extractor.clauses import clause_end, holding, people, trimmed
from extractor.conditions import ALWAYS, THRESHOLDS, Cmp, Pred, Var, comparisons
from extractor.evidence import Evidence, Fact
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Lapse
from extractor.scope import Scope, Term

Outcome = Literal["benefits_continue_after_backpay", "interrupted"]

# 中断期间, 断的这段时间里
_BROKEN_TIME = (
    "(?:中断|断缴|断保|断交|停保|停缴|欠费|欠缴|未缴费|断)(?:缴费|参保)?的?"
    "(?:期间|期内|这?段(?:时间|日子)|月份)"
)
_OF_INSURANCE = "(?:自动|主动|其|职工|居民|基本|医保|医疗保险|参保)*"


@cache
def _interrupted() -> regex.Pattern[str]:
    """视为中断缴费 · 按中断参保处理 · 就算中断参保了 · 暂停享受待遇."""
    broken, stops = alternatives("lapse", "broken"), alternatives("lapse", "stops")
    return regex.compile(
        rf"""
        {alternatives("lapse", "deemed")}{_OF_INSURANCE}{broken}
          (?:参保|缴费|交费|处理|状态|人员)*(?!的?(?:时间|月份|月数|年限|期间))
        |(?:按照?|[作做]){_OF_INSURANCE}{broken}(?:参保|缴费|交费|人员)*(?:处理|对待|办理|管理|认定|执行|算|看待)
        |{stops}(?:其)?(?:继续)?(?:享受|支付|报销)[^，。；\n]{{0,12}}?(?:待遇|费用|医疗保险|医保|(?=[，。；]))
        |{stops}(?:其|参保人|职工|基本|医保|医疗保险|医疗|统筹|基金)*待遇(?!等待)
        |(?:医保|医疗保险|医疗|统筹)?待遇(?:随之|将|同步|即|就|便|也|自动|予以|从次月起|于次月)*(?:{stops}|中断|断(?=了|掉))(?:享受)?(?![期后，]?(?:间|起))
        |(?:医保|医疗保险|参保|社保)关系(?:自动|随之|即|就|将|予以)*(?:中断|终止|暂停|中止)
        |(?<=的|，|:)(?:系统|由系统)?(?:将|会)?(?:就|即|便|自动)(?:断保|断缴|中断|停保|脱保)(?:参保|缴费)?(?:了|，|。|；|$)
        |(?:(?:次月|之日|当月|次日)(?:1日)?|后)起?(?:即|将|就)?不(?:再|能|可|得|予)?能?享受[^，。；\n]{{0,12}}?待遇
        |{_BROKEN_TIME}[^，。；\n]{{0,12}}?(?:不(?:再|能|可|得|予|予以|会)?(?:能|给)?(?:享受|报销|支付)|不予(?:享受|报销|支付))
        """,
        regex.VERBOSE,
    )


@cache
def _pays_back() -> regex.Pattern[str]:
    """补齐欠费 · 把断的月份补齐."""
    return regex.compile(
        rf"(?<!连){alternatives('lapse', 'pays_back')}|把[^，。；]{{1,8}}(?:补|缴|交)"
    )


@cache
def _goes_on() -> regex.Pattern[str]:
    """继续享受待遇 · 待遇不受影响 · 视为连续参保 · 欠费期间的费用可以补报."""
    return regex.compile(
        rf"""
        {alternatives("lapse", "goes_on")}(?:享受|报销|支付)
        |待遇[^，。；\n]{{0,8}}?{alternatives("lapse", "unharmed")}(?:享受|计算|执行)?
        |不影响[^，。；\n]{{0,10}}?(?:待遇|报销|看病)
        |(?:报销|看病|就医|住院)[^，。；\n]{{0,4}}?(?:不受影响|照常|照旧)
        |(?:视为|视同|视作|算作?|按照?)(?:其)?(?:连续|未中断|不间断|没有中断|正常|续保)(?:参保|缴费)*
        |(?:期间|期内|之间|月份)[^，。；\n]{{0,16}}?(?:医[疗药]费|费用|待遇)[^，。；\n]{{0,10}}?(?:补报|报销|追补|追溯|支付|享受|补支|补付|补享|纳入)
        |(?:可以?|能够?|方可|即)(?:按规定)?(?:补报|追补|追溯享受|补支付|续享)
        |待遇[^，。；\n]{{0,4}}?(?:接上|接着|照样|照享|无缝)
        |(?:接着|照常|照样|照旧|照|继续|马上|立马|就能|即可|可以?)(?:使?用|报)(?![人户药途工本料警名])
        |(?:之日|次日|次月|当月|当日)起(?:即)?(?:可|恢复)?(?:按规定)?享受[^，。；\n]{{0,10}}?待遇
        |(?:补足|补享|补发|补付)[^，。；\n]{{0,8}}待遇
        |恢复(?:其|参保人)?(?:医保|医疗保险|职工|基本)*待遇
        |(?:补缴|补齐|补足|缴清|补上)的，[^，。；\n]{{0,10}}享受[^，。；\n]{{0,8}}待遇
        |(?:后|，)(?:即|仍|方|就|均)?可(?:以)?(?:按规定)?享受[^，。；\n]{{0,10}}?待遇
        """,
        regex.VERBOSE,
    )


_AS_NEW: Final = regex.compile(
    r"(?:按照?|视为|视同|视作|参照|等同于?|比照|作为|同|等于|相当于|当成?|算作?)(?:首次|初次|第一[次回]|头一?[次回遭]|新)(?:参保|参加|入保|缴费|人)(?:人员|者)?"
    r"[^，。；\n]{0,14}?(?=[，。；\n]|$)"
)
_ANOTHER_LENGTH = regex.compile(r"(?:个月|月|年|天|日)[^，。；\n]{0,12}的")
_MONEY_LEFT = regex.compile("账户|余额|结余|的钱|资金|医保卡|社保卡")
_AFTER_WAITING = regex.compile(
    r"等待期|期满|(?<![未不没])满\d|(?<![未不没])满[一二三四五六七八九十]|免责期"
)
_ADVICE: Final = regex.compile(r"以免|避免|防止|免得|以防|导致|造成|否则将?影响|提醒")
_SPEAKS_OF: Final = regex.compile(
    r"欠费|欠缴|断了|欠了|停了|漏了|没缴|没交|断档|断缴|断保|断交|停缴|停保|中断|未缴|未按|漏缴|脱保|逾期|未续|停止缴费|(?<!不)间断"
)
_ACCOUNT: Final = regex.compile(
    r"""(?:个人账户|医保账户|个账|账户|医保卡|社保卡|卡(?=[里内上]))(?:里[头面]?|内|中|上)?的?
        (?:历年|原有|剩余|已有|沉淀|剩下?的?|攒下?的?|存下?的?|积累的?|累计)*
        (?:余额|资金|基金|结余|结余资金|余下的?钱|钱|款项?|金额|本息|部分)*
        [^，。；\n]{0,6}?
        (?:不(?:会)?(?:清零|作废)|(?:(?P<no>不能|不可|不得|无法|停止|暂停|冻结|不予)|可以?|能够?|仍|还|照|照常|照旧|照样|正常|继续|不受|不影响)
        [^，。；\n]{0,6}?(?:使用|支付|消费|支配|用于|能用|可用|用(?=[，。；了至到不完]|$)|花|影响|有效))
        |不影响(?:其|本人)?个人账户[^，。；\n]{0,8}?(?:使用|支付|消费)""",
    regex.VERBOSE,
)
_WHILE_BROKEN = regex.compile(
    r"(?:中断|断缴|断保|断交|停保|停缴|欠费|待遇(?:停止|暂停|中断))[^，。；\n]{0,6}?(?:期间|期内|后|的)"
)


@dataclass
class _Found:
    """A lapse as read so far; what further sentences say of it is added."""

    outcome: Outcome
    when: Pred
    sentence: Sentence
    spans: list[Where]
    handed: list[Where]  # the people that earlier sentences name
    account: Fact[bool] | None = None
    as_new: Fact[bool] | None = None
    paused: bool = False  # benefits stop, in so many words

    def join(self, again: _Found) -> None:
        """Takes over what a later sentence about the same people adds."""
        if (again.account and not self.account) or (again.as_new and not self.as_new):
            self.spans += again.spans
            self.account = self.account or again.account
            self.as_new = self.as_new or again.as_new

    def rule(self, reading: Reading) -> Lapse:
        """The finished rule."""
        spans: list[Evidence] = [reading.evidence(*where) for where in (*self.handed, *self.spans)]
        return Lapse(
            id="lapse",
            when=self.when,
            spans=tuple(dict.fromkeys(spans)),
            outcome=self.outcome,
            account_usable=self.account,
            reenrol_as_new=self.as_new,
        )


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "断缴的说法 words of arrears",
        ("MEASURE.arrears_months", "WHEN.enrolment=lapsed", "DURATION", _SPEAKS_OF),
    ),
    ("后果 what follows", (_interrupted, _goes_on, _AS_NEW, _ACCOUNT)),
)


def find(reading: Reading, scope: Scope) -> Iterator[Lapse]:
    """What follows from arrears: benefits that go on once they are paid, or an interruption.

    Thresholds are whole months of arrears with the words that set them. That the personal account
    stays usable and that who enrols again counts as new belong to the interruption, also where the
    next sentence or item says so. Advice (以免……中断) states no lapse.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("欠费超过3个月的，视为中断缴费。"))
    >>> [(rule.outcome, rule.when.op, rule.when.value) for rule in find(reading, Scope(reading))]
    [('interrupted', 'gt', 3)]
    """
    found: list[_Found] = []
    for sentence in holding(reading, _CUES):
        if sentence.block.role is Role.HEADING:
            continue
        here: list[_Found] = []
        if _is_about_arrears(reading, scope, sentence):
            here = list(_lapses(reading, scope, sentence))
            found += here
        if found:
            _add_consequences(reading, sentence, here, found)
    told: dict[tuple[object, ...], _Found] = {}
    counted = any(_counted(lapse.when) for lapse in found)
    for lapse in found:
        if counted and not _counted(lapse.when) and lapse.paused:
            continue  # 「欠费次月起暂停待遇；3个月内补缴的恢复」: the months decide
        key = (lapse.outcome, frozenset((c.var, c.op, c.value) for c in comparisons(lapse.when)))
        first = told.setdefault(key, lapse)
        if first is not lapse:
            first.join(lapse)
    for lapse in told.values():
        yield lapse.rule(reading)


def _counted(when: Pred) -> bool:
    return any(cmp.var is Var.ARREARS_MONTHS for cmp in comparisons(when))


@cache
def _pauses() -> regex.Pattern[str]:
    return regex.compile(alternatives("lapse", "stops"))


_CUES = regex.compile(
    "[断欠]|视[为同作]|放弃|补缴|补齐|补足|补交|补上|停保|停缴|脱保|账户|首次|待遇|缴清|续缴|接续|停止|暂停|中止|新参保|未缴"
)


def _is_about_arrears(reading: Reading, scope: Scope, sentence: Sentence) -> bool:
    if _SPEAKS_OF.search(reading.text, sentence.start, sentence.end):
        return True
    return any(
        term.cmp.var is Var.ARREARS_MONTHS
        or (term.cmp.var is Var.IN_WINDOW and term.cmp.value is False)
        for term in scope.said(sentence)
    )


def _lapses(reading: Reading, scope: Scope, sentence: Sentence) -> Iterator[_Found]:
    text, start, end = reading.text, sentence.start, sentence.end
    resume: int | None = None
    cues = list(_outcomes(reading, sentence))
    for place, (outcome, at, stop) in enumerate(cues):
        begin = start if resume is None else resume
        terms = scope.said(sentence, at, without=(Var.PAID_IN_FULL,), resume=resume)
        when = _when(reading, scope, terms, (begin, stop), outcome)
        if when is None or not _agrees(outcome, when, text[begin:at]):
            continue
        last = place + 1 == len(cues)
        where = trimmed(reading, begin, clause_end(reading, stop, end))
        resume = stop
        new = _AS_NEW.search(text, at, end if last else cues[place + 1][1])
        handed = [
            people(reading, term.start, term.end, begin)
            for term in terms
            if sentence.block.start <= term.start < start
        ]
        lapse = _Found(outcome, when, sentence, [where], handed)
        lapse.paused = _pauses().search(text, at, stop) is not None
        if outcome == "interrupted" and new:
            lapse.as_new = reading.stated(True, trimmed(reading, *new.span()))
            lapse.spans = [trimmed(reading, where[0], max(where[1], new.end()))]
        yield lapse


def _outcomes(reading: Reading, sentence: Sentence) -> list[tuple[Outcome, int, int]]:
    """What a sentence says follows, in order, one per subject: (outcome, its place)."""
    text, start, end = reading.text, sentence.start, sentence.end
    found: list[tuple[Outcome, int, int]] = []
    for match in _interrupted().finditer(text, start, end):
        if not _ADVICE.search(text, max(start, match.start() - 16), match.start()):
            found.append(("interrupted", match.start(), match.end()))
    paid = _pays_back().search(text, start, end) is not None
    for match in _goes_on().finditer(text, start, end) if paid else ():
        clause = _clause(text, start, match.start())
        if _AFTER_WAITING.search(text, clause, match.start()):
            continue
        if _MONEY_LEFT.search(text, clause, match.start()):
            continue  # 「账户里剩的钱还能接着用」
        if _pays_back().search(text, start, match.end()):
            found.append(("benefits_continue_after_backpay", match.start(), match.end()))
    if not found:
        new = _AS_NEW.search(text, start, end)
        if new:  # 「欠费6个月以上的，按首次参保办理」
            found.append(("interrupted", new.start(), new.end()))
    found.sort(key=lambda one: one[1])
    kept: list[tuple[Outcome, int, int]] = []
    for one in found:
        if kept and (one[0] == kept[-1][0] and not _new_subject(text, kept[-1][2], one[1])):
            continue
        kept.append(one)
    return kept


def _clause(text: str, start: int, at: int) -> int:
    return max(start, text.rfind("，", start, at) + 1, text.rfind("。", start, at) + 1)


def _new_subject(text: str, start: int, end: int) -> bool:
    """True where another threshold stands between two outcomes: 「……；超过12个月的，……」."""
    return _ANOTHER_LENGTH.search(text, start, end) is not None


def _when(
    reading: Reading, scope: Scope, terms: list[Term], where: Where, outcome: Outcome
) -> Pred | None:
    """For whom a lapse holds; None where the words speak of no arrears."""
    if any(term.cmp.var is Var.ARREARS_MONTHS for term in terms):
        kept = [term for term in terms if term.cmp.var is not Var.IN_WINDOW]
        return scope.combine(kept)
    late = any(term.cmp.var is Var.IN_WINDOW and term.cmp.value is False for term in terms)
    if outcome == "interrupted" and late:  # 「未在规定时间缴费的，视为放弃参保」
        return scope.combine(terms)
    spoken = _SPEAKS_OF.search(reading.text, *where)
    if spoken is None or any(term.cmp.var is Var.EVENT for term in terms):
        return None
    if any(term.cmp.var in (Var.ENROLMENT, Var.IN_WINDOW, Var.PAID_THROUGH) for term in terms):
        return scope.combine(terms)
    words = (reading.evidence(*spoken.span()),)
    lapsed = Cmp(op="eq", var=Var.ENROLMENT, value="lapsed", spans=words)
    return scope.combine([*terms, Term(lapsed, *spoken.span())])


def _agrees(outcome: Outcome, when: Pred, words: str) -> bool:
    """False of benefits that go on without an upper bound of arrears, of breaks without a lower."""
    bounds = [cmp.op for cmp in comparisons(when) if cmp.var is Var.ARREARS_MONTHS]
    if outcome == "interrupted" or when == ALWAYS:
        short = bool(bounds) and all(op in ("lt", "le") for op in bounds)
        return outcome == "interrupted" and not short
    if not bounds:
        return _pays_back().search(words) is not None
    return any(op in ("lt", "le", "eq") for op in bounds if op in THRESHOLDS or op == "eq")


# ── what else follows ────────────────────────────────────────────────────────────────────────


def _add_consequences(
    reading: Reading, sentence: Sentence, here: list[_Found], found: list[_Found]
) -> None:
    """Adds what a sentence says of the account and of enrolling again to its lapses."""
    text, start, end = reading.text, sentence.start, sentence.end
    account = _ACCOUNT.search(text, start, end)
    new = _AS_NEW.search(text, start, end) if not here else None
    if account is None and new is None:
        return
    section = sentence.block.parent
    broken = [lapse for lapse in here if lapse.outcome == "interrupted"]
    if not broken and not here:
        same_block = [
            lapse
            for lapse in found
            if lapse.outcome == "interrupted" and lapse.sentence.block is sentence.block
        ]
        if same_block:
            broken = same_block[-1:] if sentence.index else same_block
        elif account and _WHILE_BROKEN.search(text, start, account.start()):
            broken = [
                lapse
                for lapse in found
                if lapse.outcome == "interrupted" and lapse.sentence.block.parent is section
            ]
    for lapse in broken:
        if account and lapse.account is None:
            where = trimmed(reading, *account.span())
            lapse.account = reading.stated(account["no"] is None, where)
            _claim(reading, lapse, sentence, where)
        if new and lapse.as_new is None:
            where = trimmed(reading, *new.span())
            lapse.as_new = reading.stated(True, where)
            _claim(reading, lapse, sentence, where)


def _claim(reading: Reading, lapse: _Found, sentence: Sentence, where: Where) -> None:
    """The rule answers for these words too: its span grows where they are of its sentence."""
    first, last = lapse.spans[0], lapse.spans[-1]
    if lapse.sentence is sentence and where[0] >= first[0]:
        lapse.spans[0] = trimmed(reading, first[0], max(first[1], where[1]))
    elif not (last[0] <= where[0] and where[1] <= last[1]):
        begin = max(sentence.start, reading.text.rfind("，", sentence.start, where[0]) + 1)
        lapse.spans.append(trimmed(reading, begin, where[1]))

"""Waiting periods: how long the insured wait for benefits after they have paid."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from extractor import pattern as regex
from extractor.amounts import passing
from extractor.atoms import Atom, number
from extractor.atoms.duration import Length
from extractor.atoms.term import alternatives
from extractor.clauses import clause_end, clause_start, holding, people, trimmed
from extractor.conditions import ALWAYS, All, AnyOf, Cmp, Pred, Var, comparisons, together
from extractor.evidence import Evidence
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Duration, WaitingPeriod
from extractor.scope import Scope, Term

_QUALIFIED = r"(?:的|任何|待遇|享受|医疗|医保|职工|居民|基本|保险|报销|固定|变动|设置?|立|有)*"
_SPAN = rf"[\d{number.CHINESE_DIGIT}]{{1,3}}(?:个月|天|日)(?:（[^（）]{{1,8}}）)?"


@cache
def _period() -> str:
    return rf"(?:固定|变动)?{alternatives('waiting', 'period')}"


@cache
def _periods() -> regex.Pattern[str]:
    return regex.compile(rf"(?:固定|变动)?(?:待遇)?(?:享受)?{_period()}")


@cache
def _topics() -> regex.Pattern[str]:
    """What a heading over waiting periods says: 等待期, 多久生效, 什么时候能用."""
    return regex.compile(
        rf"""等待|{_period()}|(?:多久|多长时间|多少天|什么时[候间]|啥时[候间]?|何时|几时|哪天)(?:之?后)?[^，。；]{{0,6}}?
             (?:生效|[能可][^，。；]{{0,2}}?[用报]|享受|看病|报销)
           |(?:待遇)?(?:生效|享受|起算)时间|等多久""",
        regex.VERBOSE,
    )


@cache
def _none_at_all() -> regex.Pattern[str]:
    """不设待遇等待期 · 不受3个月等待期限制 · 取消等待期 · 等待期为0 · 不用等."""
    period, without = _period(), alternatives("waiting", "without")
    return regex.compile(
        rf"""
        (?:(?<!减){without}(?:另行|单独|重新|有)?|(?<=[\p{{Han}}，:])零)
          {_QUALIFIED}(?:{_SPAN})?{_QUALIFIED}{period}(?:的?(?:限制|约束|要求))?
        |{period}(?:的?(?:期限|时间))?(?:一律|均|都|予以|全部|可)*(?:为|:|是)?
          (?:零(?!星)|无(?![故论])|没有|0(?![\d.])(?:个?月|天|日)?|不(?:再)?(?:设[置立]?|执行|计算|作要求)|取消|免除)
        |(?P<plain>(?:无需|无须|不用再?|不需要?再?|不必再?|免)等待?|(?:无|没有)等待)(?=[，。；、）！~\n]|即可|就|$)
        """,
        regex.VERBOSE,
    )


@cache
def _cancelled() -> regex.Pattern[str]:
    """取消灵活就业人员首次参保6个月等待期."""
    return regex.compile(
        r"(?:取消|免除|免去|不受|不再执行|不再设置|不执行)[^，。；\n]{0,20}?"
        rf"(?P<what>(?:{_SPAN})?{_QUALIFIED}{_period()})"
    )


# 「断保每多1年，增加1个月变动待遇等待期」 grows with the years: the schema has no such length
_GROWS: Final = regex.compile("变动")
# words that may stand between 等待期 and its length
_IS = (
    r"(?:限|的?(?:期限|时间|时长|长度))?(?:统一|仍然?|依然|均|都|也|各|分别|一般|原则上|应|再|另行|继续|现|现在|已|一律|只有?|仅)*"
    r"(?:为|是|:|定为|设为|设定为|确定为|设置为|规定为|计|执行|按|要|有|需|须|达|共|从严)*"
)
_BECOMES = (
    r"(?:统一|现在?|已经?|将|拟)*(?:由原来的)?"
    r"(?:变更|变|改|调整|调|缩短|缩减|缩|延长|恢复|减少|减|压缩|压减|降低|降|提高|增加|增|升|统一)(?:为|成|到|至)了?"
)
_SINCE = r"(?:[，]?[自从][^，。；\n\d]{2,16}(?:起|计算)(?:算|计算|开始)?，?)?"
_AFTER: Final = regex.compile(rf"(?:{_IS}{_SINCE}|{_SINCE}{_IS}|{_BECOMES}|（)")
_FROM: Final = regex.compile(rf"{_IS}(?:由|从)(?:原来?的?)?|{_IS}原(?:来)?(?:为|是|的)?")
_TO: Final = regex.compile(rf"(?:的|，|、)*{_BECOMES}")
_BEFORE: Final = regex.compile(
    r"(?:的|（[^（）]{1,10}）|即?为|是|作为)*(?:职工|居民)?(?:基本)?(?:医保|医疗保险|医疗|保险)?(?:待遇)?(?:享受)?(?:的)?$"
)
_WAITS: Final = regex.compile(
    r"""
    (?:(?P<adverb>(?:还|要|得|需要?|须|应|再|重新|同样|也|先|都|就|才|新|仍|另|继续|至少|最少|均|统一)+)
      |(?<![\p{Han}、）》”])|(?<=[的人友员者户起后保缴交费纳续期]))
    等(?:上|够|满|候|待)?(?:时间)?(?:满)?(?:为|:)?$
    """,
    regex.VERBOSE,
)
# 「等3天再查」, 「等短信」: for something else than benefits
_FOR_OTHERS: Final = regex.compile(
    "查|到账|入账|打印|下载|开具|系统|更新|制卡|短信|审核|受理|退款|退费"
)
_FOR_BENEFITS: Final = regex.compile("报|享受|待遇|生效|看病|住院|能用|可用|恢复")
_LIST: Final = regex.compile(r"、[^，。；:]*$")
# 缴费满6个月后享受待遇 · 自参保缴费之日起30日后享受
_PAID_FOR: Final = regex.compile(
    r"(?:缴费|参保|缴纳|缴清|到账|续缴|续保|接续|补缴|登记|交费|补齐)[^，。；\n]{0,10}?(?:满|之日起|之月起|次日起|当月起|次月起|起|后|连续|，)*(?:满|计算|的)?$"
)
_WHO: Final = regex.compile("(?:的|人员|者|居民|职工|[转参]?保|后)，?$")
_THEN_ENJOYS: Final = regex.compile(
    r"(?:期满)?(?:(?:后|之后|以后|方|才|起|的次[月日]起?|次[月日]起?|，)+[^，。；\n]{0,12}?|(?<=满\d{1,3}\p{Han}{1,2}))"
    r"(?:享受|报销|生效|恢复(?:享受|[^，。；\n]{0,6}?待遇|(?=[，。；、）\n]|$)))"
)
_NTH: Final = regex.compile(
    rf"(?:缴费|参保|续缴|补缴|到账)[^。；\n]{{0,12}}?(?P<from>第)"
    rf"(?P<nth>\d{{1,3}}|[{number.CHINESE_DIGIT}]{{1,3}})(?:(?P<month>个月)(?:的?1[日号])?|[日天])"
    r"(?:起|开始|才|方)?[^，。；\n]{0,8}?(?:享受|报销|恢复)"
)
_FROM_NTH: Final = regex.compile(
    rf"第(?P<nth>\d{{1,3}}|[{number.CHINESE_DIGIT}]{{1,3}})(?:(?P<month>个月)(?:的?1[日号])?|[日天])"
    r"(?=起|开始|才|方)"
)
# 自缴费之日起6个月内不享受待遇
_NOT_WITHIN: Final = regex.compile(
    r"(?:内|以内|之内)?，?(?:[^，。；\n]{0,8}?费用?，)?[^，。；\n]{0,16}?(?:不(?:能|可|得|予)?(?:享受|报销|支付)|不予(?:享受|报销|支付)|暂不(?:享受|支付))"
)
# of one benefit, not of all: 「生育待遇须连续缴费满10个月后享受」
_OF_ONE: Final = regex.compile("生育|慢特病|慢性病|特殊病|退休待遇|失业|异地")
_SINCE_PAYING: Final = regex.compile(
    r"(?:缴费|参保|缴纳|缴清|到账|登记|交费)[^，。；\n]{0,8}?(?:起|后|，)+$"
)
_FORMER: Final = regex.compile(
    r"(?<![^，。；:、！？\n说讲称])(?:而|但|且|与|比)?(?:以前|原来|原先|过去|此前|往年|之前|以往|去年)(?!年度|[欠断未没从参缴曾就连已][^，。；\n]{0,10}(?:的|人员|者))"
    r"|(?:原|曾|此前)为|(?:缩短|延长|减少|增加|修复)(?:了|变动|固定|待遇|等待期)*$"
)
_NO: Final = regex.compile(
    r"(?<=[\t:，人员者的期\p{So}→])(?:均|都|一律)?(?:无|不设|没有|免|不需要|0个月|不用等)(?=[，。；、\t\n）]|$)"
)
_MAY_BE_NONE: Final = regex.compile("[无免]|不[设需用]|没有")
_ITEM: Final = regex.compile(
    r"(?:以[上下内外]|为|:|是|设|需|要|有|定为|执行|人员|人|者|的|的，|参保|续保|保|，|\t|\p{So}|→|^)$"
)
_ADVICE: Final = regex.compile(r"以免|避免|防止|免得|以防|为防")
# 2024年1月1日至3月31日期间缴费的: late where one has to wait for it
_IN_RANGE: Final = regex.compile(
    r"(?:止|期间|之间|内)*[^，。；\n]{0,4}?(?:缴费|参保|缴纳|续保|补缴|续缴)[^，。；\n]{0,6}?的"
)
_BY_DAY: Final = regex.compile(
    r"(?:（含[^（）]*）)?(?:(?P<late>(?:之|以)?后|起)|(?:及)?(?:之|以)?前)(?:[^，。；\n]{0,8}?)"
    r"(?:缴费|缴纳|参保|续保|缴清|续缴|补缴|缴齐)[^，。；\n]{0,6}?(?:的|人员|，|$)"
)
_LISTS: Final = regex.compile(r"以下|下列|如下|情形|情况|对象|人员")


@dataclass(frozen=True)
class _Statement:
    """A length in months or days, where its value stands, and where its sentence part begins."""

    length: Duration
    value: tuple[Where, ...]
    start: int
    end: int
    why: str = ""
    plain: bool = False  # 不用等: only of somebody, or where waiting is the topic


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "等待或何时享受的说法 words of waiting, or of when benefits begin",
        ("waiting.period", "等|享受|报销|生效|待遇"),
    ),
    (
        "时长，或不设 a length, or none",
        ("DURATION", "waiting.without", _none_at_all, "无|没有|免|不|取消|第"),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[WaitingPeriod]:
    """Each waiting period that the notice states, for whom it holds; 0 months: expressly none.

    People enumerated as different (新参保的、中断缴费3个月以上的) get a rule each. Units are months
    or days as printed. A change (由6个月变为3个月) yields the new length only; questions, former
    rules and mere mentions (等待期内发生的费用) yield nothing.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("首次参保的灵活就业人员，设6个月待遇等待期。"))
    >>> [(rule.length.value.count, rule.when.value) for rule in find(reading, Scope(reading))]
    [(6, 'new')]
    """
    found: list[tuple[WaitingPeriod, Sentence]] = []
    for sentence in holding(reading, _cues(), "DURATION"):
        if passing.is_below_aside(reading, sentence.block):
            continue
        statements = list(_statements(reading, sentence))
        resume: int | None = None
        for place, statement in enumerate(statements):
            last = place + 1 == len(statements)
            for rule in _rules(reading, scope, sentence, statement, resume, last):
                found.append((rule, sentence))
            resume = statement.end
    seen: set[tuple[object, ...]] = set()
    for rule, sentence in found:
        key = (rule.length.value, _plain(rule.when))
        if key not in seen and not _is_headline(reading, rule, sentence, found):
            seen.add(key)
            yield rule


def _is_headline(
    reading: Reading, rule: WaitingPeriod, sentence: Sentence,
    found: list[tuple[WaitingPeriod, Sentence]],
) -> bool:  # fmt: skip
    """「错过要等3个月」 as a subtitle: the text below says whom it is about."""
    if reading.text[sentence.block.end - 1] in "。；！，":
        return False
    people = _plain(rule.when)
    return any(
        people < _plain(other.when) and other.length.value == rule.length.value
        for other, at in found
        if at.block is not sentence.block
    )


def _plain(pred: Pred) -> frozenset[tuple[object, ...]]:
    return frozenset((cmp.var, cmp.op, cmp.value) for cmp in comparisons(pred))


# ── for whom ─────────────────────────────────────────────────────────────────────────────────


def _rules(
    reading: Reading, scope: Scope, sentence: Sentence, statement: _Statement,
    resume: int | None, last: bool,
) -> Iterator[WaitingPeriod]:  # fmt: skip
    begin = sentence.start if resume is None else resume
    whole = trimmed(reading, begin, sentence.end if last else statement.end)
    if resume is None and _heads_a_list(reading, sentence):
        listed = list(_listed(reading, scope, sentence.block, statement))
        if listed:
            yield from listed
            return
    if _ADVICE.search(reading.text, begin, statement.start):
        return
    terms = scope.said(sentence, statement.start, without=(Var.PAID_IN_FULL,), resume=resume)
    terms += _by_the_day(reading, terms, begin, statement.start, statement.length.count == 0)
    if statement.plain and not terms and _under_the_topic(reading, sentence) is None:
        return
    if not terms and reading.text.startswith(":", statement.end):
        # 「不设等待期：续保人员在集中缴费期内缴费的」
        terms = scope.said(sentence, start=statement.end)
    handed = [
        reading.evidence(*people(reading, term.start, term.end, begin))
        for term in terms
        if sentence.block.start <= term.start < begin
    ]
    for when, choice in _each(scope.combine(terms)):
        spans = [reading.evidence(*whole)]
        if choice is not None:  # each of the people enumerated, and what is said of them all
            words = [
                reading.evidence(*people(reading, term.start, term.end, statement.start))
                for term in terms
                if term.cmp == choice
            ]
            said = clause_start(reading, statement.start, begin)
            spans = [*words, reading.evidence(*trimmed(reading, said, whole[1]))]
        yield _rule(reading, statement, when, tuple(dict.fromkeys([*handed, *spans])))


def _by_the_day(
    reading: Reading, terms: list[Term], begin: int, end: int, none: bool
) -> list[Term]:
    """「3月31日前续保的」, 「3月31日后缴费的」: within the window, or late."""
    if any(term.cmp.var is Var.IN_WINDOW for term in terms):
        return []
    found: list[Term] = []
    known = any(term.cmp.var is Var.ENROLMENT and term.cmp.value == "new" for term in terms)
    for atom in reading.atoms_in(begin, end, "RANGE"):
        told = _IN_RANGE.match(reading.text, atom.end, end)
        if told and not known:
            words = (reading.evidence(atom.start, told.end()),)
            cmp = Cmp(op="eq", var=Var.IN_WINDOW, value=none, spans=words)
            found = [Term(cmp, atom.start, told.end())]
    paid = [term for term in terms if term.cmp.var is Var.PAID_THROUGH]
    for atom in reading.atoms_in(begin, end, "DATE"):
        if any(term.start <= atom.start < term.end for term in paid):
            continue  # 「12月及以前已缴清的」
        told = _BY_DAY.match(reading.text, atom.end, end)
        if told and atom.value.month is not None and (atom.value.day or not told["late"]):
            words = (reading.evidence(atom.start, told.end()),)
            cmp = Cmp(op="eq", var=Var.IN_WINDOW, value=told["late"] is None, spans=words)
            found = [Term(cmp, atom.start, told.end())]
    return found


def _rule(
    reading: Reading, statement: _Statement, when: Pred, spans: tuple[Evidence, ...]
) -> WaitingPeriod:
    if statement.why:
        fact = reading.inferred(statement.length, statement.why, *statement.value)
    else:
        fact = reading.stated(statement.length, *statement.value)
    return WaitingPeriod(id="waiting", when=when, spans=spans, length=fact)


def _each(pred: Pred) -> Iterator[tuple[Pred, Pred | None]]:
    """A condition with each of its alternatives, and that alternative; once where there is none."""
    parts = pred.of if isinstance(pred, All) else (pred,)
    choice = next((part for part in parts if isinstance(part, AnyOf)), None)
    if choice is None:
        yield pred, None
        return
    rest = [part for part in parts if part is not choice]
    for alternative in choice.of:
        yield together(*rest, alternative), alternative


def _heads_a_list(reading: Reading, sentence: Sentence) -> bool:
    """「以下人员不设待遇等待期：」, or a heading 「不设等待期的情形」."""
    block = sentence.block
    words = reading.text[sentence.start : sentence.end]
    if block.role is Role.HEADING:
        return True
    return words.endswith(":") and _LISTS.search(words) is not None


def _items_after(reading: Reading, head: Block) -> Iterator[Block]:
    """The items that a line with a colon, or a heading, introduces."""
    marker = ""
    for block in reading.blocks[head.index + 1 :]:
        if block.role is not Role.ITEM or (marker and block.marker != marker):
            return
        if block.marker == head.marker:
            return
        marker = block.marker
        yield block


def _listed(
    reading: Reading, scope: Scope, head: Block, statement: _Statement
) -> Iterator[WaitingPeriod]:
    for block in _items_after(reading, head):
        first = next(iter(reading.outline.sentences_of(block)), None)
        if first is None or _periods().search(reading.text, block.start, block.end):
            continue
        for when, _ in _each(scope.of(first)):
            if when == ALWAYS:
                continue
            spans = (
                reading.evidence(*trimmed(reading, statement.start, statement.end)),
                reading.evidence(*trimmed(reading, first.start, first.end)),
            )
            yield _rule(reading, statement, when, spans)


# ── what a sentence states ───────────────────────────────────────────────────────────────────


def _statements(reading: Reading, sentence: Sentence) -> list[_Statement]:
    text, start, end = reading.text, sentence.start, sentence.end
    found: list[_Statement] = []
    further: list[_Statement] = []
    if _waiting().search(text, start, end):
        found += _denied(reading, start, end)
        for period in _periods().finditer(text, start, end):
            if not any(one.start <= period.start() < one.end for one in found):
                one = _beside(reading, period, start, end)
                if one is not None:
                    found.append(one)
        further += _waits(reading, start, end)
    for one in (*_of_topic(reading, sentence), *further):
        if not any(one.start < other.end and other.start < one.end for other in found):
            found.append(one)
    if _ENJOYS.search(text, start, end):
        done = max((one.end for one in found), default=start)
        none = all(one.length.count == 0 for one in found)
        if not found or (none and "的" in text[done:end]):
            found += (one for one in _implied(reading, start, end) if one.start >= done)
    found = [_told_again(reading, one, end) for one in found]
    return list(_apart(found)) if len(found) > 1 else found


def _told_again(reading: Reading, one: _Statement, end: int) -> _Statement:
    """「设6个月等待期，自第7个月起享受」: when benefits begin says the length again."""
    nth = _FROM_NTH.search(reading.text, one.end, end)
    if nth is None or number.parse(nth["nth"]) != one.length.count + 1:
        return one
    unit = "month" if nth["month"] else "day"
    if unit != one.length.unit or one.length.count == 0:
        return one
    return replace(one, value=(*one.value, nth.span()), end=nth.end())


@cache
def _cues() -> regex.Pattern[str]:
    """What a sentence holds that states a waiting period, unless it is a length."""
    return regex.compile(rf"等|{_period()}|第|[:，\t人者的期][均都]?(?:无|不[设需用]|没有|免)")


@cache
def _waiting() -> regex.Pattern[str]:
    return regex.compile(rf"等|{_period()}")


_ENJOYS: Final = regex.compile("享受|报销|生效|恢复|支付")


def _denied(reading: Reading, start: int, end: int) -> Iterator[_Statement]:
    """What says that there is no waiting, or (不再执行6个月等待期，改为3个月) another one."""
    text = reading.text
    denied: list[tuple[int, int, bool]] = []
    for found in _none_at_all().finditer(text, start, end):
        if not _GROWS.search(found.group()):
            denied.append((*found.span(), found["plain"] is not None))
    for cancelled in _cancelled().finditer(text, start, end):
        what = cancelled.span("what")
        if not any(first <= what[0] < last for first, last, _ in denied):
            denied.append((*what, False))
    for first, last, plain in denied:
        changed = _changed_after(reading, last, end)
        if changed is not None:
            yield _stated(first, changed, changed.end)
        else:
            none = Duration(count=0, unit="month")
            yield _Statement(none, ((first, last),), first, last, plain=plain)


def _apart(found: list[_Statement]) -> Iterator[_Statement]:
    """The statements that do not overlap: a length printed between two words is one."""
    done = -1
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= done:
            done = one.end
            yield one


def _none(start: int, end: int) -> _Statement:
    return _Statement(Duration(count=0, unit="month"), ((start, end),), start, end)


def _stated(start: int, length: Atom, end: int) -> _Statement:
    value: Length = length.value
    months = value.unit == "year"
    count, unit = (value.count * 12, "month") if months else (value.count, value.unit)
    return _Statement(
        Duration(count=count, unit=unit),
        ((length.start, length.end),),
        min(start, length.start),
        max(end, length.end),
    )


def _lengths(reading: Reading, start: int, end: int) -> list[Atom]:
    """The durations of a range that can be waited for: months, days, a year."""
    return [
        atom
        for atom in reading.atoms_in(start, end, "DURATION")
        if atom.value.unit != "workday" and atom.value.above is None
    ]


def _changed_after(reading: Reading, at: int, end: int) -> Atom | None:
    for atom in _lengths(reading, at, min(end, at + 16)):
        if _TO.fullmatch(reading.text, at, atom.start):
            return atom
    return None


def _beside(reading: Reading, period: regex.Match[str], start: int, end: int) -> _Statement | None:
    """The length beside the words 等待期: behind them, or before."""
    text = reading.text
    if _GROWS.search(period.group()):
        return None
    behind = _lengths(reading, period.end(), min(end, period.end() + 40))
    for place, atom in enumerate(behind[:2]):
        later = behind[place + 1 : place + 2]
        if later and _TO.fullmatch(text, atom.end, later[0].start):
            # 「等待期由6个月变为3个月了」
            if _FROM.fullmatch(text, period.end(), atom.start) or _AFTER.fullmatch(
                text, period.end(), atom.start
            ):
                return _stated(period.start(), later[0], later[0].end)
        elif _AFTER.fullmatch(text, period.end(), atom.start):
            if _FORMER.search(text, max(start, period.start() - 12), period.start()):
                return None
            return _stated(period.start(), atom, atom.end)
        elif place == 0 and _TO.fullmatch(text, period.end(), atom.start):
            return _stated(period.start(), atom, atom.end)
    before = _lengths(reading, max(start, period.start() - 30), period.start())
    if not before:
        return None
    atom = before[-1]
    if not _BEFORE.fullmatch(text, atom.end, period.start()):
        return None
    if _FORMER.search(text, max(start, atom.start - 8), atom.start):
        return None
    return _stated(atom.start, atom, period.end())


def _of_topic(reading: Reading, sentence: Sentence) -> Iterator[_Statement]:
    """Lengths in a row, item or lead whose topic is the waiting period: 「新参保人员：6个月」."""
    text = reading.text
    told = _lengths(reading, sentence.start, sentence.end)
    if not told and not _MAY_BE_NONE.search(text, sentence.start, sentence.end):
        return
    where = _under_the_topic(reading, sentence)
    if where is None:
        return
    start, end = where
    for atom in _lengths(reading, start, end):
        if atom.value.bound is not None or atom.value.unit == "year":
            continue
        left, right = text[max(start, atom.start - 4) : atom.start], text[atom.end : atom.end + 1]
        if _ITEM.search(left) and (not right or right in "，。；、）\t\n（"):
            if atom.value.count == 0:
                yield _none(atom.start, atom.end)
            else:
                yield _stated(atom.start, atom, atom.end)
    for none in _NO.finditer(text, start, end):
        yield _none(none.start(), none.end())


def _under_the_topic(reading: Reading, sentence: Sentence) -> Where | None:
    """The cell under a head that says 等待期, or the sentence under such a lead or heading."""
    block = sentence.block
    if block.role is Role.ROW and block.head is not None and block.head is not block:
        for (start, end), head in zip(block.cells, block.head.cells, strict=False):
            if _periods().search(reading.text, *head):
                return max(sentence.start, start - 1), end
        return None
    lead = block.lead
    if lead is not None and _topics().search(reading.text, *lead):
        return max(sentence.start, lead[1]), sentence.end
    nearest = next((above for above in block.above()), None)
    if nearest is None or block.role in (Role.HEADING, Role.QUESTION):
        return None
    over = (nearest.body, nearest.end) if nearest.lead is None else nearest.lead
    if not _topics().search(reading.text, *over):
        return None
    return sentence.start, sentence.end


def _waits(reading: Reading, start: int, end: int) -> Iterator[_Statement]:
    """Waiting told by its verb: 「得等三个月才能报销」, 「新参保👉等6个月」."""
    text = reading.text
    for atom in _lengths(reading, start, end):
        wait = _WAITS.search(text, max(start, atom.start - 10), atom.start)
        if wait is None or atom.value.bound in ("le", "lt", "gt"):
            continue
        begin, clause = wait.start(), clause_start(reading, wait.start(), start)
        if not wait["adverb"] and _LIST.search(text, clause, begin):
            continue  # 「大病、慢病人员等3个月内」
        rest = clause_end(reading, atom.end, end)
        short = atom.value.unit == "day" and atom.value.count < _FORTNIGHT
        if _FOR_OTHERS.search(text, atom.end, rest) or (
            short and not _FOR_BENEFITS.search(text, atom.end, rest)
        ):
            continue
        if not _FORMER.search(text, max(start, begin - 8), begin):
            yield _stated(begin, atom, atom.end)


_FORTNIGHT: Final = 14  # 「等5天」 is no waiting period, unless for benefits


def _implied(reading: Reading, start: int, end: int) -> Iterator[_Statement]:
    """Waiting told by when benefits begin.

    「缴费满6个月后享受待遇」, 「第7个月起享受」, 「缴费之日起6个月内不享受」.
    """
    text = reading.text
    if _OF_ONE.search(text, start, end):
        return
    for atom in _lengths(reading, start, end):
        if atom.value.unit == "year":
            continue
        near = max(start, atom.start - 18)
        paid = _PAID_FOR.search(text, near, atom.start) is not None
        if (paid or _WHO.search(text, near, atom.start)) and atom.value.bound in (None, "ge"):
            then = _THEN_ENJOYS.match(text, atom.end - (text[atom.end - 1] == "后"))
            if then:
                yield replace(_stated(atom.start, atom, then.end()), plain=not paid)
        elif atom.value.bound == "le" and _SINCE_PAYING.search(
            text, max(start, atom.start - 16), atom.start
        ):
            without = _NOT_WITHIN.match(text, atom.end, end)
            if without:
                yield _stated(atom.start, atom, without.end())
    nth = _NTH.search(text, start, end)
    if nth:
        place = number.parse(nth["nth"])
        if place is not None and place > 1:
            why = "benefits begin right after the waiting period"
            length = Duration(count=int(place) - 1, unit="month" if nth["month"] else "day")
            yield _Statement(length, (nth.span(),), nth.start("from"), nth.end(), why)

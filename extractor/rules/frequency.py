"""How often one may pay: by month, quarter, half-year or year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from extractor import pattern as regex
from extractor.clauses import clause_end, clause_start, holding, trimmed
from extractor.conditions import Var, comparisons
from extractor.outline import Role, Sentence
from extractor.reading import Reading
from extractor.schema import PaymentFrequency, Per
from extractor.scope import Scope

_UNIT = (
    "(?:自然)?(?:月度?|季度?|上(?:半年)?[、和及]?下半年|半年度?|年度?)"
    "(?!龄|限|满|节|均(?!可)|底|末|初|份|结)"
)
_PAY = (
    "(?:(?:一次性?|分别|定期|预|足额|自主)*(?:申报|参保)?"
    "(?:缴[费纳清存交齐]?|交[费纳清齐]?|征[收缴]|扣[缴费]|付))"
)
# One way to pay. 按月 · 按半年 · 月缴 · 一次性缴纳全年费用 · 分上、下半年两次 · 每季缴一次 ·
# 半年交一回 · 月、季、年任选 · 缴费周期为月
_OPTION: Final = regex.compile(
    rf"""
      (?:按照?|逐|分(?={_UNIT}(?:[、/或和]|{_PAY})))(?P<units>{_UNIT}(?:{_PAY}?(?:[、/]|或者?|和|及|与|以及){{1,2}}(?:按照?|分)?{_UNIT})*)
    | (?:缴费|缴纳|交费)(?:周期|频次|频率|方式|次数)(?:可选|可以?|分为|包括|为|是|有|:|（)*
        (?P<units>{_UNIT}(?:[、/或和及]{{1,2}}{_UNIT})+)
    | (?:缴费|交费)(?:周期|频次|频率)(?:统一|一律|均|固定)*(?:为|是|:)一?个?(?P<unit>月|季度?|半年|年)(?=[，。；\n]|$)
    | (?<![\p{{Han}}\d])(?P<units>{_UNIT}(?:[、/]{_UNIT}){{1,3}})
        (?=[两三四234]?种?(?:缴费|缴纳|交费)?(?:方式|周期|频次)|均可|都可以?|都行|任[选您你由意]|随[您你]|自选)
    | (?<![按每逐半上下一两二三四当今本去全明跨历首末次个该])(?<!\d)
        (?P<unit>月|季|半年|年)(?:度)?(?:缴|付)(?!纳?费?标准|纳?费?基数|纳?费?期|纳?费?时间|纳?费?额|纳?[^，。；]{{0,3}}\d)
    | 一?(?P<unit>个?月|季度?|半年|年)一(?:缴|交)
    | (?:每|一|(?=半))(?P<unit>个?月|季度?|半年|年)(?:度)?
        (?:一次性?(?:缴|交)|(?:缴|交)(?:纳|费)?[^，。；\d]{{0,4}}一(?:次|回|趟))
    | (?<!\p{{Han}})(?P<unit>月|季|年)(?:月|季|年)[缴交](?!的)
    | 分(?P<half>上(?:半年)?[、和及]?下半年(?:度)?(?:各|分)?(?:两|二|2)?(?:次|期)?
        |(?:两|二|2)(?:次|期))
    | (?P<half>上(?:半年)?[、和及]?下半年(?:度)?)(?:各|分别|分)(?:两次)?
    | 分(?P<quarter>(?:四|4)(?:个季度|次|期))
    | 分(?P<month>(?:十二|12)(?:个月|次|期)|月(?={_PAY}))
    | 一次性?(?:足额)?(?P<year>(?:缴|交|付)(?:清|齐|足|纳|完|费)*(?:全年|一年|整年|年度|当年|本年))
    | (?P<once>一次性?(?:足额)?(?:缴纳|缴清|缴费|缴齐|交清|交齐|缴|交))(?![^，。；]{{0,3}}\d)
    | (?:全年|整年|年度)(?:的)?(?:医保|保险|缴费)?(?:费用?)?
        (?P<year>一次性?(?:缴|交|付)(?:清|齐|足|纳|完|费)*)
    """,
    regex.VERBOSE,
)
_PER: Final[dict[str, Per]] = {
    "月": "month",
    "季": "quarter",
    "半": "half_year",
    "上": "half_year",
    "年": "year",
}
# 按月划扣, 按月缴费基数, 按年计算: no way to pay
_OTHER_USE: Final = regex.compile(
    r"(?:的)?(?:足额|定额|定期|从|由|自动|分别|本人|其)*"
    r"(?:划|代扣|扣款|扣除|扣减|计|发|领|享|返|支|核|结|报销|公布|通报|拨|平均|社平|工资|标准|基数|缴费基数|缴费标准|缴费工资|缴纳标准|加收|递增|递减|调整|给予|补贴|补助)"
)
# 按月缴费的, 选择按季缴费人员, 按年缴费：— a subject, not an offer
_SUBJECT: Final = regex.compile(
    rf"{_PAY}?(?:全年|当[月季年])?(?:职工)?(?:基本)?(?:医保|医疗保险|养老保险|社保|保险)?(?:费用|费款|费)?"
    r"(?:的(?!方式|形式|办法|周期|也?可以|[都也]?行)|(?:灵活就业|参保|缴费)?(?:人员|者|用户)|(?:时间|期限|期)(?=:|为)|:)"
)
_OFFER: Final = regex.compile(
    r"可以?|能够?|选择|任选|任意|任[您你由]|随[您你]|自主|自愿|自行|自选|均可|[都也]行|都能|也成|允许|支持|分为|包括"
    r"|有[两三四二]|[两三四]种|[二两三四]选一|选其一|选定|也可|提供|方式|周期|频[次率]"
)
_RULED: Final = regex.compile(
    r"(?:实行|采取|采用|只能|统一|一律|均|应当?|须|需|只可|规定|全部|以|为|改为|:)(?:以|按|为|是)?$|实行[^，。；\n]{0,8}[、和]$"
)
_REGULAR: Final = regex.compile(
    r"(?:每|一|(?=半))(?:个?月|季度?|半年|年)度?(?:[缴交][纳费]?一[次回趟]|一[缴交])|(?:缴费|交费)(?:周期|频次|频率).*"
)
_FEES: Final = regex.compile("费率|保险费|医保费|缴费(?:标准|基数|比例)")
_ONCE_DONE: Final = regex.compile("[^，。；]{0,12}?(?:后|之后|以后)")  # 一次性缴清全年费用后…的
_OF_PAYING: Final = regex.compile(f"(?:{_PAY}|保费|费用|费)(?:工作)?(?:一律|统一|均|都)?$")
_GOES: Final = regex.compile("(?:进行|办理|实施|执行|征[收缴]|收[取缴]|扣[缴款费])(?:[，。；、]|$)")
_GOES_ON: Final = regex.compile(
    r"(?:继续|接着|仍|延续|延长|逐步|一直|不得|不能|不再|未|没有?|停止|取消|不可|无法|不)(?:[^，。；\n]{0,4})$"
)
_UNTIL: Final = regex.compile(rf"{_PAY}?(?:[^，。；\n]{{0,8}})?(?:至|到|直至|直到)(?!账)")
_TOPIC: Final = regex.compile(
    r"缴费(?:时间|期|方式|周期|频次|办法|时限|安排)|缴纳(?:时间|方式|期限)|征缴(?:时间|方式|期)|什么时候[缴交]|啥时候[缴交]|怎么[缴交]|几次|分次|时间"
)
_OF_ALL: Final = regex.compile(
    r"(?<![^，。；:、\n])[^，。；:、\n]{0,12}(?:人员|医保|保险|保险费|医保费|保费|居民|参保人)$"
)
_CHANGED: Final = regex.compile(f"{_PAY}?(?:改为|变为|调整为|变更为|改成|变成|转为)")
_MAY: Final = regex.compile(r"(?:可以?|能够?|均可|也可|都可|允许)(?:选择)?$")
_UNITS: Final = regex.compile(_UNIT)
_PAYS: Final = regex.compile(_PAY)
_AS_A_WAY: Final = regex.compile(r"[^，。；]{0,12}(?:的方式|均可|都可)")
_BETWEEN: Final = regex.compile(r"[^。；！？\n]{0,22}")


@dataclass(frozen=True)
class _Way:
    pers: tuple[Per, ...]
    start: int
    end: int
    offered: bool  # 可按…
    once: bool  # 一次性缴纳 without 全年: by year only beside other ways


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("缴费周期 a period", (_OPTION,)),
    (
        "可选或规定的说法 offered, or laid down",
        (_OFFER, _PAYS, "RECURRENCE", "RANGE", ("above", _TOPIC)),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[PaymentFrequency]:
    """The periods by which the notice lets people pay, in the order printed.

    A choice (可按月、按季或按年缴费), or the one period that is laid down (实行按季缴费). Words
    that only say who is meant (按年缴费的，……) or what happens each month (按月划扣) are none, nor
    are questions.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("灵活就业人员可按月、按季、按半年或按年缴费。"))
    >>> [rule.options.value for rule in find(reading, Scope(reading))]
    [('month', 'quarter', 'half_year', 'year')]
    """
    seen: set[tuple[object, ...]] = set()
    for sentence in holding(reading, _CUES):
        ways = list(_ways(reading, sentence))
        for group in _groups(reading, ways):
            rule = _rule(reading, scope, sentence, group)
            if rule is None:
                continue
            said = frozenset((cmp.var, cmp.op, cmp.value) for cmp in comparisons(rule.when))
            if (rule.options.value, said) not in seen:
                seen.add((rule.options.value, said))
                yield rule


_CUES = regex.compile(
    "按照?(?:自然)?[月季半年上]|[月季年]度?[缴交付]|分[上两二四月12]|一次|一[回趟交缴]|逐[月季年]|半年|周期|频[次率]|月月|年年|[月季年][、/]"
)


def _ways(reading: Reading, sentence: Sentence) -> Iterator[_Way]:
    text, end = reading.text, sentence.end
    for match in _OPTION.finditer(text, sentence.start, end):
        after = match.end()
        if _OTHER_USE.match(text, after, end):
            continue
        if "一次" in match.group() and _ONCE_DONE.match(text, after, end):
            continue
        before = text[max(sentence.start, match.start() - 8) : match.start()]
        if _GOES_ON.search(before):
            continue
        offered = _MAY.search(before) is not None
        if not offered and _SUBJECT.match(text, after, end):
            continue
        yield _Way(_periods(match), match.start(), match.end(), offered, match["once"] is not None)


def _periods(match: regex.Match[str]) -> tuple[Per, ...]:
    if match["units"]:
        units = _UNITS.findall(match["units"])
        return tuple(_PER[unit.removeprefix("自然")[0]] for unit in units)
    if match["unit"]:
        return (_PER[match["unit"].removeprefix("个")[0]],)
    if match["half"]:
        return ("half_year",)
    if match["quarter"]:
        return ("quarter",)
    return ("month",) if match["month"] else ("year",)


def _groups(reading: Reading, ways: list[_Way]) -> Iterator[list[_Way]]:
    """The ways that one offer names: they stand near one another."""
    group: list[_Way] = []
    for way in ways:
        if group and not _BETWEEN.fullmatch(reading.text, group[-1].end, way.start):
            yield group
            group = []
        group.append(way)
    if group:
        yield group


def _rule(
    reading: Reading, scope: Scope, sentence: Sentence, group: list[_Way]
) -> PaymentFrequency | None:
    text = reading.text
    first, last = group[0], group[-1]
    if all(way.once for way in group):
        return None
    changed = len(group) == 2 and _CHANGED.fullmatch(text, first.end, last.start)
    if changed:
        first = last  # 「缴费周期由按月改为按季」
    named = [per for way in group for per in way.pers if way.start >= first.start]
    options = tuple(dict.fromkeys(named))
    begin = clause_start(reading, first.start, sentence.start)
    stop = clause_end(reading, last.end, sentence.end)
    if len(options) > 1:
        near = text[max(sentence.start, first.start - 14) : min(sentence.end, last.end + 22)]
        if not _OFFER.search(near) and not _is_topic(reading, sentence):
            return None
        if not first.offered and _listed_people(text, last.end, sentence.end):
            return None
    elif not changed and not any(
        _laid_down(reading, sentence, way, begin, stop) for way in group if not way.once
    ):
        return None
    terms = scope.said(
        sentence, until=first.start, without=(Var.FREQUENCY, Var.PAID_IN_FULL, Var.IN_WINDOW)
    )
    block = sentence.block.start
    terms = [  # 「…；新参保人员…。可以按年缴费」: the offer is to all of them
        term
        for term in terms
        if term.cmp.var is not Var.ENROLMENT or not block <= term.start < sentence.start
    ]
    own = [term.start for term in terms if sentence.start <= term.start < begin]
    begin = clause_start(reading, min(own), sentence.start) if own else begin
    stated = trimmed(reading, first.start, _paid(text, last.end, stop))
    return PaymentFrequency(
        id="frequency",
        when=scope.combine(terms),
        spans=(reading.evidence(*trimmed(reading, begin, stop)),),
        options=reading.stated(options, stated),
    )


def _paid(text: str, at: int, stop: int) -> int:
    verb = _PAYS.match(text, at, stop)
    return verb.end() if verb else at


def _listed_people(text: str, at: int, end: int) -> bool:
    """「到达法定退休年龄选择按月或季或半年缴费人员、…」: the list says who is meant."""
    return _SUBJECT.match(text, at, end) is not None and not _AS_A_WAY.match(text, at, end)


def _is_topic(reading: Reading, sentence: Sentence) -> bool:
    """Under 缴费时间 or the like, or in a lead that says 缴费周期."""
    nearest = reading.heads(sentence.block).partition("\n")[0]
    lead = sentence.block.lead
    words = reading.outline.words(lead) if lead else ""
    return _TOPIC.search(nearest) is not None or _TOPIC.search(words) is not None


def _laid_down(reading: Reading, sentence: Sentence, way: _Way, begin: int, stop: int) -> bool:
    """The one period by which everybody pays: 实行按季缴费, or stated as such under 缴费时间."""
    text = reading.text
    if sentence.block.role is Role.HEADING and not text.endswith(":", sentence.start, sentence.end):
        return False
    if reading.atoms_in(begin, stop, "MONEY", "RATE"):
        return way.offered
    if _REGULAR.fullmatch(text, way.start, way.end):
        return True  # 「每月缴费一次」, 「一年一缴」, 「缴费周期为月」
    if text[way.start - 1] == "（" and _SUBJECT.search(text, begin, way.start):
        return False  # 「分两次缴费的（按半年缴费），……」
    if _OF_PAYING.search(text, begin, way.start) and _GOES.match(text, way.end, stop):
        return True  # 「缴费按月进行」
    verb = _PAYS.match(text, way.end, stop)
    alone = way.start == begin > sentence.start and verb is not None and verb.end() == stop
    if alone and _FEES.search(text, sentence.start, begin):
        return True  # 「费率为8.5%，由个人负担，按月缴纳」
    paying = (
        verb is not None
        or text[way.end - 1] in "缴交付纳费清齐"
        or "一次" in text[way.start : way.end]
    )
    if not paying or _UNTIL.match(text, way.end, stop):
        return False
    if way.offered:
        return True
    if text[begin : way.start].endswith("选择") and not _is_topic(reading, sentence):
        return False
    if _RULED.search(text, begin, way.start):
        return True
    if verb and "一次" in verb.group() and text[way.start] == "按":
        return True  # 「居民医保缴费按自然年度一次缴清」
    if "一次" in text[way.start : way.end]:
        return False
    if verb and verb.end() == stop and _OF_ALL.search(text, begin, way.start):
        return True
    timed = reading.atoms_in(way.end, sentence.end, "RECURRENCE", "RANGE")
    return bool(timed) or _is_topic(reading, sentence)

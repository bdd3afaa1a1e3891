"""职责: which body does what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import pattern as regex
from extractor.evidence import Fact
from extractor.outline import Role, Sentence
from extractor.pattern import compiled
from extractor.reading import Reading, Where
from extractor.schema import Responsibility
from extractor.scope import Scope

_BODY = (
    r"(?:\p{Han}|[（）、])*?(?:局|部门|机构|中心|机关|银行|单位|办事处|政府|分局|所|服务站|窗口)"
)
# 医保部门负责参保登记和应缴费额核定，税务部门负责征收
_IN_CHARGE = regex.compile(
    rf"(?<!\p{{Han}})(?:由)?(?P<body>(?!由){_BODY})(?:统一|具体|分别|主要)?负责(?P<duty>[^，；。]{{2,80}})"
)
# 档案托管机构统一为其办理医保参保登记手续
_ACTS_FOR = regex.compile(
    rf"(?<!\p{{Han}})(?:由)?(?P<body>(?!由){_BODY})(?:统一)(?:为其|代为|代其)?办理(?P<duty>[^，；。]{{2,40}})"
)
# “医保核定、税务征收”
_SPLIT = regex.compile(
    r"(?P<body1>医保|医保部门|医疗保障部门|社保|人社|人社部门)(?P<duty1>核定|核准|审核)(?:应缴费?额?)?[、，](?P<body2>税务|税务部门|税务机关)(?P<duty2>征收|征缴|收缴)"
)
_PEOPLE = regex.compile(
    r"(?P<over>[^的，、]{0,12}(?:的)?[^的，、]{0,8}(?:人员|居民|参保人|职工))的(?=\p{Han}{2})"
)
_NAMED = regex.compile(r"[一二两三四五六七八九十\d]+家\p{Han}*（(?P<list>[^（）]*、[^（）]*)）")

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("机构 a body", ("局|部门|机构|中心|机关|银行|单位|政府|办事处|窗口|医保|社保|人社|税务",)),
    ("职责的说法 words of duty", ("负责|统一(?:为其|代为|代其)?办理|核定|核准|审核",)),
)


def find(reading: Reading, scope: Scope) -> Iterator[Responsibility]:
    """The responsibilities that a notice states, in order.

    >>> from extractor.notice import Notice
    >>> found = Reading(Notice("医保部门负责参保登记，税务部门负责征收。"))
    >>> [(rule.body.value, rule.duty.value) for rule in find(found, Scope(found))]
    [('医保部门', '参保登记'), ('税务部门', '征收')]
    """
    for sentence in reading.sentences:
        if sentence.block.role is Role.ROW:
            continue
        words = (sentence.start, sentence.end)
        split = _SPLIT.search(reading.text, *words)
        if split:
            yield _rule(reading, sentence, split.span("body1"), split.span("duty1"))
            yield _rule(reading, sentence, split.span("body2"), split.span("duty2"))
            continue
        for pattern in (_IN_CHARGE, _ACTS_FOR):
            for match in pattern.finditer(reading.text, *words):
                if compiled(r"(?:参保人|缴费人|本人|我|申请人)").match(match["body"]):
                    continue
                yield _rule(reading, sentence, match.span("body"), match.span("duty"))


def _rule(reading: Reading, sentence: Sentence, body: Where, duty: Where) -> Responsibility:
    named = _NAMED.search(reading.text, *duty)
    over: Fact[tuple[str, ...]] | None = None
    if named:
        places: list[Where] = []
        at = named.start("list")
        for name in named["list"].split("、"):
            places.append((at, at + len(name)))
            at += len(name) + 1
        over = reading.stated(tuple(reading.printed(*place) for place in places), *places)
    what = (duty[0], duty[1])
    people = None if named else _PEOPLE.match(reading.text, *duty)
    if people:  # 负责个体参保人员的参保登记
        what = (people.end(), duty[1])
        over = reading.stated((reading.printed(*people.span("over")),), people.span("over"))
    tail = (
        compiled(r"的((?:(?!的)\p{Han}){2,12})$").search(reading.text[duty[0] : duty[1]])
        if named
        else None
    )
    if tail:  # 负责…管理的灵活就业人员的参保事宜: the duty is what stands last
        what = (duty[0] + tail.start(1), duty[1])
    return Responsibility(
        id="responsibility",
        spans=(reading.evidence(body[0], duty[1]),),
        body=reading.stated(reading.printed(*body), body),
        duty=reading.stated(reading.printed(*what), what),
        over=over,
    )

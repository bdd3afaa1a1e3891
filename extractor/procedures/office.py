"""Places where business is done: 「到户籍地或居住地街道（镇）便民服务中心」.

A place is read by its grammar, a preposition and a noun phrase that ends in what offices or
programs are called; there is no list of names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.atoms.term import alternatives, lexicon
from extractor.reading import Reading

Way = Literal["goes", "online", "through"]

# Verbs that follow a place and so end it: 「到县医保中心支取」, 「在县医保中心一次性补缴」.
_VERB: Final = (
    r"申办|代办|申请|申领|申报|登记(?!处|中心|站|点|窗|所在|地|机构|机关|部门|的(?=社区|窗口|机构|中心|地方))|领取|支取|提取|取[出走回]|继承|更正|变更|修改"
    r"|改[好过]|核[定对实算]|补[足缴齐交]|缴[费纳清]|交[费清]|退[费还回款]|停[保掉缴]|暂停|恢复|完成|进行"
    r"|一次|一并|统一|提[出交]|提供|出示|携带|签[订约]|打印|开具|咨询(?!服务|中心|窗)|转[为成]|转入(?!地)|把|将"
    r"|为其|即可|持|凭(?!证)|带上|(?<![经承主])办(?![事公税处]|理处)"
)
_STOPS: Final = "申代登领支提取继更变修改核补缴交退停暂恢完进一并统出携签打开咨转把将为即持凭带办人年待到至去在向前联通"
_GOES: Final = (
    r"(?:办理|受理|经办|参保|登记|停保)(?:地点|机构|单位|窗口|部门)(?:为|是|:)|前往|前去|告知|到|至|去|赴|在(?![校职岗读册籍编线])|向"
    r"|联系|找|(?<!前)往|上(?=当地|附近|就近|参保|户籍|居住)"
)
_THROUGH: Final = r"通过|经由|委托|由"
# What programs are called that one opens: 通过“某某”APP, 登录某省政务服务网.
_PROGRAMS: Final = ("app", "mini_program", "account", "etax", "web")
_OPENS: Final = r"通过|登[录陆]|使用|打开|进入|用|在|从|到|上"
_NOT_BEFORE: Final = (
    r"(?<!(?:不用|不需要?|无需|无须|不必|不再|免去?|毋须)(?:再|先)*)"
    r"(?<![达已未收感得直拿缴提签])(?<!所)(?<!现)(?<!存)(?<!受理)"
)
# Behind it, the place is not where one goes but whose something is.
_NOT_AFTER: Final = (
    r"(?!的(?!便|\p{Han}{0,8}(?:窗口|大厅))|负责|电话|公布|规定|确定|认定|(?:出具|开具|颁发|核发|签发)(?=的|了)|提供的"
    r"|审核通过|审批通过|为准|反映(?!并|后|，|、|情况)|参加(?=[^，。；]{0,14}(?:的|人员))|参保(?=的|人员|期间|登记|缴费)"
    r"|就业|工作|上班|缴费的)"
)
_SAME: Final = regex.compile(
    r"(?:在|到|至|向)?(?:同一|该|上述|原|同)(?:办理)?(?:窗口|中心|机构|大厅|地点|经办机构)|同时"
)
_PROGRAM: Final = regex.compile("[A-Za-z“网]|程序|公众|平台|客户端|服务号")
_RANK: Final[dict[Way, int]] = {"goes": 0, "online": 1, "through": 2}


class Office(NamedTuple):
    """A place as a range of the view; `lead` is where its preposition begins.

    `way` tells where one goes (到…) from the program that one opens (登录“…”APP) and from what
    acts in one's place (通过…代办, 由…).
    """

    lead: int
    start: int
    end: int
    way: Way


@cache
def _programs() -> regex.Pattern[str]:
    sort = "|".join(alternatives("provider", concept) for concept in _PROGRAMS)
    named = r"“[^“”，。]{2,20}”"
    return regex.compile(
        rf"""
        (?:{_OPENS})(?P<at>
            (?:微信|支付宝|手机)?(?:{sort})?{named}(?:微信|支付宝|手机)?(?:{sort})+
          | (?:微信|支付宝|手机)?(?:{sort}){named}
          | (?<=通过|登[录陆]|打开|使用)“[^“”，。]{{2,12}}”
          | “[^“”，。]{{2,12}}”(?=[上里中](?!的))
          | [\p{{Han}}A-Za-z]{{2,16}}?(?:{sort})+
        ){_NOT_AFTER}
        """,
        regex.VERBOSE,
    )


@cache
def _pattern() -> regex.Pattern[str]:
    first = "".join(sorted({word[0] for word in lexicon()["place"]["head"]["terms"]}))
    head = (
        rf"(?=[{first}]){alternatives('place', 'head')}"
        r"(?<!场所)(?!(?<=所)[在属有需辖得选])(?!(?<=局)限)(?!(?<=村)[民镇级])(?!(?<=中心)城)"
        r"(?!(?<=站)[点长])"
        r"(?:（居）(?:民?委员?会)?)?(?:（(?:站|室|窗口|大厅|中心|所|点|社区|街道|镇|乡|村|处|分中心)）)?"
    )
    moving = r"(?:到|至|去|在|向|前往|联系|通过)(?<!所在)"
    # Most characters begin none of the words that end a place: those are tried at the others only.
    noun = r"[\p{Han}\w（）“”、/·]"
    inner = (
        rf"(?:(?![{_STOPS}]){noun}|(?=[{_STOPS}])(?!{_VERB}|人员|退休|年龄|待遇|{moving}){noun})"
    )
    return regex.compile(
        rf"""
        (?=[通经委由办受登停前告到至去赴在向联找往上与跟同户居常参原就所当附])
        (?:(?:(?P<through>{_THROUGH})|{_NOT_BEFORE}(?P<goes>{_GOES}))
        (?P<at>(?:{inner}){{0,30}}?{head}(?:(?:{inner}){{0,14}}?{head})*)
        {_NOT_AFTER}
      | (?P<with>与|跟|同)(?P<partner>(?:{inner}){{0,30}}?{head}(?:(?:{inner}){{0,8}}?{head})*)
        (?=取得联系|联系|对接|沟通)
      | (?<=[，:；])(?P<named>(?=户籍|户口|居住|常住|参保|原参保|就近|所在|当地|附近)
          (?:{inner}){{0,24}}?{head}(?:(?:{inner}){{0,8}}?{head})*)
        (?=(?:登记|办理|申请|停保|更正|变更|领取|支取)\p{{Han}}{{0,6}}(?:[，。；（]|$)))
        """,
        regex.VERBOSE,
    )


def find(reading: Reading, start: int, end: int) -> Iterator[Office]:
    """The programs in a range of the view that one opens, the places where one goes or that act.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("首次参保的，持身份证到居住地街道（镇）便民服务中心办理参保登记。"))
    >>> [(read.words((one.start, one.end)), one.way) for one in find(read, 0, len(read.text))]
    [('居住地街道（镇）便民服务中心', 'goes')]
    """
    text = reading.text
    if _PROGRAM.search(text, start, end):
        for match in _programs().finditer(text, start, end):
            yield Office(match.start(), *match.span("at"), "online")
    for match in _pattern().finditer(text, start, end):
        name = next(name for name in ("at", "partner", "named") if match[name] is not None)
        way: Way = "goes" if match["through"] is None else "through"
        yield Office(match.start(), *match.span(name), way)


def first(places: Iterable[Office]) -> Office | None:
    """The place where one goes; else the program that one opens, else what acts in one's place."""
    return min(places, key=lambda place: _RANK[place.way], default=None)


def refers_back(reading: Reading, start: int, end: int) -> tuple[int, int] | None:
    """The words that point to the place of the sentence before: 同一窗口, 同时."""
    found = _SAME.search(reading.text, start, end)
    return found.span() if found else None

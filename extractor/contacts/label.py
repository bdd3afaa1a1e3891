"""Whose a number is and what for, from the words beside it: 某区, 市医保中心, 参保登记."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal, cast

from extractor import pattern as regex
from extractor.atoms.term import alternatives, lexicon
from extractor.reading import Reading, Where

Topic = Literal["payment", "policy", "records"]
Topics = frozenset[Topic]
ORDER: Final[tuple[Topic, ...]] = ("payment", "policy", "records")
NONE: Final[Topics] = frozenset()
# 全国统一短号: what a national short number is for where the words around it do not say.
_SHORT_NUMBER: Final[dict[str, Topic]] = {"12366": "payment", "12393": "policy", "12333": "policy"}


@dataclass(frozen=True, slots=True)
class Office:
    """Who answers: ranges of the view, and what the words beside the number say it is for."""

    area: Where | None = None
    body: Where | None = None
    topics: Topics = NONE
    begin: int = 0

    @property
    def named(self) -> bool:
        """Whether place or office is known."""
        return self.area is not None or self.body is not None


# ── topics ───────────────────────────────────────────────────────────────────────────────────


@cache
def _topic_words() -> tuple[regex.Pattern[str], dict[str, Topics]]:
    meaning: dict[str, Topics] = {}
    for concept, entry in lexicon()["topic"].items():
        found = frozenset(cast(Topic, name) for name in concept.split("&") if name in ORDER)
        meaning |= dict.fromkeys(entry["terms"], found)
    words = sorted(map(regex.escape, meaning), key=len, reverse=True)
    return regex.compile("|".join(words)), meaning


@cache
def _business() -> regex.Pattern[str]:
    return regex.compile(alternatives("topic", "business"))


def topics(text: str, start: int, end: int) -> Topics:
    """What a stretch of the view says that it is about.

    >>> sorted(topics("缴费业务咨询", 0, 6)), sorted(topics("窗口业务", 0, 4))
    (['payment'], ['records'])
    """
    pattern, meaning = _topic_words()
    found: Topics = NONE
    of_line: Topics = NONE
    for match in pattern.finditer(text, start, end):
        if match.group().endswith("热线"):  # 「办登记拨打医保服务热线」: the name of the line
            of_line |= meaning[match.group()]
        else:
            found |= meaning[match.group()]
    found = found or of_line
    if not found and _business().search(text, start, end):
        return frozenset({"records"})  # 业务办理, where nothing says which
    return found


def short(text: str, start: int, end: int) -> Topics:
    """What a national short number is for: 12366 taxes, 12393 and 12333 insurance."""
    topic = _SHORT_NUMBER.get(text[start : start + 5]) if end - start >= 5 else None
    is_short = end - start == 5 or text[start + 5] == "转"
    return frozenset({topic}) if topic and is_short else NONE


_INSURANCE: Final = regex.compile("医保|医疗|社保|人社|经办")
_TAX: Final = regex.compile("税务|税费")


def by_name(name: str) -> Topics:
    """What an office answers by its name: taxes payment, insurance policy."""
    found: Topics = NONE
    if _TAX.search(name):
        found |= {"payment"}
    if _INSURANCE.search(name):
        found |= {"policy"}
    return found


def of_body(reading: Reading, office: Office, said: Topics) -> Topics:
    """What the tax office, the insurance office answers of several topics, or by itself."""
    if office.body is None:
        return said
    name = reading.words(office.body)
    tax, insurance = _TAX.search(name), _INSURANCE.search(name)
    if tax and insurance:  # 县税务局社保股 is the tax office's
        tax, insurance = (tax, None) if tax.start() < insurance.start() else (None, insurance)
        if "和" in name or "、" in name or "与" in name:
            return said
    if said <= {"payment", "policy"} and len(said) != 1 and (tax or insurance):
        return frozenset({"payment"} if tax else {"policy"})
    return said


# ── offices and places ───────────────────────────────────────────────────────────────────────

_ASKED = r"""
    (?:咨询|联系|服务|办公|值班|查询|受理|对外|业务|统一|免费|公开|监督|投诉|举报|便民|官方|客服|人工|公布|全国)*
    (?:电话|热线|号码|专线|座机|手机|方式)(?:号码)?(?:为|是|如下)?
"""
PERSON: Final = r"(?:老师|主任|科长|股长|所长|站长|局长|经理|同志|先生|女士|医生|专员)"
_PLACE_END = (
    "(?:自治县|自治旗|自治州|开发区|高新区|经开区|示范区|试验区|度假区|合作区|管理区|矿区|林区|园区|新区|投资区"
    "|街道|(?<=\\p{Han})社区|(?<!农)村|区|县|市|旗|镇|乡|州|盟|苏木|农场|林场|兵团|团场|新城|片区|功能区|本级|[市县区省州]直)"
)
_CLAUSE: Final = regex.compile(r"(?:（[^（）]*）|[^，；])+")
# What is no office: where it is, when it is open, whom one asks for, and the words of asking.
_NOT_AN_OFFICE: Final = regex.compile(
    rf"""
    （[^（）]*）|{_ASKED}|[:“”、，；。\s/|（]
    |(?:办公|联系|单位|经办)?地[址点][^，；。\n]*|(?:办公|工作|服务|咨询|受理|接听)时间[^，；。\n]*|邮编[^，；。\n]*
    |(?:联系人|经办人|负责人)(?:[及和、](?:联系)?电话)?:?(?:\p{{Han}}{{1,3}}{PERSON}[、/]?)*(?:\p{{Han}}{{2,3}}(?=[，；、（]|联系|电话|$))?
    |(?<=局|中心|所|厅|处|科|股|办|[:，；、（\d])(?:\p{{Han}}{{1,3}}?{PERSON})+(?=[:，；、（]|联系|电话|手机|$)
    |(?:可以|也可|均可|还可|如有|若有|有关|相关|其他|其它|各类|各项|关于|对于|方面|直接|及时|欢迎|详情)
    |具体|详细|(?<!\p{{Han}})\p{{Han}}{{2,6}}问(?:医保|税务|社保|人社)(?:部门|局)?(?=[:，；、]|$)
    |请(?:到|去|向|找|至|在|与)?|可(?:到|去|向|找|与)
    |拨打|致电|来电|打(?!印)|咨询|疑问|问题|事宜|事项|事情|的事|情况|业务|办理|联系(?:科室|单位|部门)
    |(?:全国|全省|全市|全县|全区|全州|我市|我县|我区|本市|本县|本区|各区县|各县区|各旗县|各县市|各区|各县|各地|各级)
    """,
    regex.VERBOSE,
)
_BRACKET: Final = regex.compile(r"（(?P<inside>\p{Han}{2,16})）")
_PLACE_ENDS: Final = regex.compile(_PLACE_END)
_ENDS_AS_PLACE: Final = regex.compile(rf"{_PLACE_END}$")
# How the name of an office goes on behind its place.
_ORGAN: Final = regex.compile(
    r"""(?:国家税务|医|社(?!区$)|税|人力|人社|便民|政务|行政|劳动|就业|民政|财政|经办|党群|为民|民生|综合
        |公共|基金|参保|市民|管[委理]|办事处|办公室|事业|保障|征收|服务|卫健|退役|农保|审批|局|中心|灵活)""",
    regex.VERBOSE,
)
_NATIONAL: Final = "国家税务总局"
_NO_PLACE: Final = regex.compile(r"当地|参保地|属地|所在|就近|各|主管|对应|户籍|居住")
_ADDRESSEE: Final = regex.compile(
    r"""(?:向|与|同|联系|咨询|拨打|致电)
        (?P<body>[\p{Han}\dA-Z（）、]{2,20}?(?:局|中心|机关|机构|部门|处|所|窗口|大厅|医保办|委))
        (?=或|进行|的?(?:咨询|联系|服务|办公)?(?:电话|热线)|咨询|联系|了解|反映|，|。|:|（|$)""",
    regex.VERBOSE,
)
_NO_PLACE_NAME: Final = regex.compile(r"[人时按的了是为在请]")
_NAME: Final = regex.compile(r"(?![可请])[\p{Han}A-Za-z·（）—-]{2,24}")


@cache
def _body_end() -> regex.Pattern[str]:
    bodies = [*lexicon()["office"]["body"]["terms"], *lexicon()["place"]["head"]["terms"]]
    words = sorted(bodies, key=len, reverse=True)
    body = "|".join(regex.escape(word) for word in words if not _ENDS_AS_PLACE.search(word))
    return regex.compile(rf"(?:{body})(?:（[^（）]*）)?$")


@cache
def _insurances() -> regex.Pattern[str]:
    return regex.compile(f"{alternatives('office', 'insurance')}+")


def named(reading: Reading, start: int, end: int) -> Office:
    """The place and the office that a label names: 某区医保, 市医保中心, 某镇, 当地税务机关."""
    text = reading.text
    addressee = _ADDRESSEE.search(text, start, end)
    if addressee and addressee.start() > start:
        return split(text, *addressee.span("body"))
    clauses = [clause.span() for clause in _CLAUSE.finditer(text, start, end)]
    for index, (left, right) in enumerate(reversed(clauses)):
        name = leftover(text, left, right)
        # a clause further off must be a name and nothing else: 「市医保局，地址:…，电话:…」
        if name and (index == 0 or (ends_well(text, *name) and right - name[1] <= 1)):
            return split(text, *name)
    for bracket in _BRACKET.finditer(text, start, end):  # 「登记咨询（某区）」
        inside = bracket.span("inside")
        if ends_well(text, *inside) and leftover(text, *inside) == inside:
            return split(text, *inside)
    return Office()


def leftover(text: str, start: int, end: int) -> Where | None:
    """The longest stretch of a label that is neither a topic nor a word like 咨询电话."""
    pattern, _ = _topic_words()
    while end > start and text[end - 1] in ":、，；（ \t":
        end -= 1
    body = _body_end()
    best: Where | None = None
    at = start
    for left, right in [
        *(cut.span() for cut in _NOT_AN_OFFICE.finditer(text, start, end)),
        (end, end),
    ]:
        if left > at:
            piece = (at, left)
            name = text[at:left]
            # 「参保登记」 beside the number is what it is for, 「医保中心」 who answers
            if not body.search(name) and (cut := pattern.search(name)):
                shorter = (at, at + cut.start())
                piece = shorter if ends_well(text, *shorter) else (at, at)
            if (
                piece[1] > piece[0]
                and _is_name(text[piece[0] : piece[1]])
                and (best is None or piece[1] - piece[0] > best[1] - best[0])
            ):
                best = piece
        at = max(at, right)
    return best


def ends_well(text: str, start: int, end: int) -> bool:
    """Whether a name ends like that of an office or of a place."""
    return (
        _body_end().search(text, start, end) is not None
        or _ENDS_AS_PLACE.search(text, start, end) is not None
    )


def _is_name(name: str) -> bool:
    if not _NAME.fullmatch(name) or _insurances().fullmatch(name):
        return False
    if ends_well(name, 0, len(name)):
        return True
    return len(name) <= 8 and not _NO_PLACE_NAME.search(name)


def split(text: str, start: int, end: int) -> Office:
    """A name as place and office: 某区|医保中心 has both, 市医保中心 is an office, 某镇 a place."""
    name = text[start:end]
    is_body = _body_end().search(name) is not None
    if _NO_PLACE.search(name):
        return Office(body=(start, end)) if is_body else Office()
    if name.startswith(_NATIONAL) and len(name) > len(_NATIONAL):  # 国家税务总局|某市|税务局
        return replace(split(text, start + len(_NATIONAL), end), body=(start, end))
    ends = [end.end() for end in _PLACE_ENDS.finditer(name)]
    if not is_body or (ends and ends[-1] == len(name)):
        return Office(area=(start, end))
    # the last place that the name holds is the office's: 某市某区医保中心
    cut = next((cut for cut in reversed(ends) if _ORGAN.match(name, cut)), 0)
    if cut <= 1:  # 市医保中心: an office of the place itself
        return Office(body=(start, end))
    return Office(area=(start, start + cut), body=(start, end))


# ── a label before a number ──────────────────────────────────────────────────────────────────

_HAN: Final = regex.compile(r"\p{Han}")
# 「地址:…」, 「联系人:李老师」: a colon that sets nothing for the numbers behind it
_FIELD: Final = regex.compile(
    r"(?:地[址点]|时间|邮编|邮箱|网址|传真|微信\p{Han}{0,3}|QQ\p{Han}?|(?:联系人|经办人|负责人)(?:[及和、]?(?:联系)?电话)?):$"
)
# between two labels: 「，」, 「。（二）」
_NUMBERING: Final = regex.compile(
    r"[、，；,;）\s]*(?:（(?:[一二三四五六七八九十]{1,2}|\d{1,2})）|[①-⑳]|\d[.、])?"
)


@dataclass(frozen=True, slots=True)
class Head:
    """What the words before a colon set for the whole list behind them."""

    topics: Topics = NONE
    office: Office = Office()


def labelled(reading: Reading, start: int, end: int) -> tuple[Office, Head]:
    """The office that a label names, and what it sets for the whole list.

    「各区县参保登记咨询电话:某区」 names 某区 and sets records for the numbers after it too;
    「某区:登记」 sets 某区 for them.
    """
    text = reading.text
    while end > start and text[end - 1] in "（ \t":
        end -= 1
    last = end - 1 if end > start and text[end - 1] == ":" else end
    colon = text.rfind(":", start, last) + 1
    head = Head()
    begin = start
    if colon and not _FIELD.search(text, start, colon) and _HAN.search(text, colon, end):
        said = topics(text, start, colon)
        host = Office() if said else named(reading, start, colon)
        head, begin = Head(said, host), colon
    between = _NUMBERING.match(text, begin, end)
    begin = between.end() if between else begin
    inside = text.rfind("（", begin, end) + 1
    opened = inside and text.find("）", inside, end) < 0
    # 「各区医保中心（甲区8222333、…」: whose it is stands in the bracket, if anybody does
    office = named(reading, inside, end) if opened else Office()
    if not office.named:
        office = named(reading, begin, end)
    if not office.named and head.office.named:
        office = head.office
    said = topics(text, begin, end) or head.topics
    return replace(office, topics=said, begin=start if head != Head() else begin), head

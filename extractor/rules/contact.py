"""咨询电话: whom to ask about what, by telephone or at the office."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal, cast

import regex

from extractor.atoms.term import lexicon
from extractor.evidence import Fact
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Contact
from extractor.scope import Scope

Topic = Literal["payment", "policy", "records"]
Topics = frozenset[Topic]
_ORDER: Final[tuple[Topic, ...]] = ("payment", "policy", "records")
_NONE: Final[Topics] = frozenset()
_HEAD: Final = 8  # blocks in which a title stands
# 全国统一短号: what a national short number is for where the words around it do not say.
_SHORT_NUMBER: Final[dict[str, Topic]] = {"12366": "payment", "12393": "policy", "12333": "policy"}
_BLOCKS_OF_OFFICES: Final = -1  # the series of all numbers that stand below their office's name
_SILENT: Final = frozenset({Role.TITLE, Role.NOISE})


@dataclass(frozen=True, slots=True)
class _Office:
    """Who answers: ranges of the view, and what the words beside the number say it is for."""

    area: Where | None = None
    body: Where | None = None
    topics: Topics = _NONE
    begin: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """One number with its office; entries of one `series` stand in one list or table."""

    block: Block
    phone: Where
    office: _Office
    series: int
    menu: tuple[Where, ...] = ()


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("电话，或向谁咨询 a number, or whom to ask", ("PHONE", "咨询|联系|询问|详询|致电|拨打")),
)


def find(reading: Reading, scope: Scope) -> Iterator[Contact]:  # noqa: ARG001
    """Each number with its office and topics, and each office that is named without a number.

    `phone` is as printed, blanks removed; an area code that stands once for a whole list is left
    out of it and is in `dial`. Several numbers of an office are a contact each.

    >>> from extractor.notice import Notice
    >>> text = "咨询方式如下。\\n登记咨询：某区7176612、7176613，缴费咨询：12366。\\n"
    >>> reading = Reading(Notice(text))
    >>> for contact in find(reading, Scope(reading)):
    ...     print(contact.area and contact.area.value, contact.phone.value, *contact.topics)
    某区 7176612 records
    某区 7176613 records
    None 12366 payment
    """
    entries = list(_entries(reading))
    own = _own_offices(reading, entries)
    code = _area_code(reading, entries)
    for entry in entries:
        yield _contact(reading, entry, own.get(entry.office.body or (0, 0)), code)
    yield from _without_number(reading)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────

_INSIDE_A_NAME = regex.compile(
    r"""“[^“”\n]*\d{5}[^“”\n]*”(?=微信|公众|APP|App|小程序|平台|网)|(?:掌上|智慧|电子|关注|登录)\d{5}
      |\d{5}(?:微信)?(?:APP|App|网站|平台|公众号|小程序)""",
    regex.VERBOSE,
)
_COMPACT_DATE = regex.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$")
# 「12366转1号键」: a key to press, not an extension
_KEY_AS_EXTENSION = regex.compile(r"(?P<number>[\d（）—-]+)转\d号?键")
_SPEAKS_OF_PHONES = regex.compile(r"电话|热线|咨询|联系|拨打|致电|传真")


def _phones(reading: Reading) -> Iterator[tuple[Block, list[Where]]]:
    """The blocks with telephone numbers, and the numbers, in order."""
    text = reading.text
    names = [match.span() for match in _INSIDE_A_NAME.finditer(text)]
    blocks = reading.blocks
    held: dict[int, list[Where]] = {}
    for atom in reading.atoms_in(0, len(text), "PHONE"):
        if any(start <= atom.start < end for start, end in names):
            continue
        start = atom.start
        if text[start] == "（" and "）" not in text[start : atom.end]:
            start += 1  # 某区（027-82739815）: the bracket is not the number's
        block = blocks[bisect_right(blocks, start, key=lambda block: block.start) - 1]
        if block.role in _SILENT or atom.end - start < 5:
            continue
        if _COMPACT_DATE.match(text, start, atom.end) and not _SPEAKS_OF_PHONES.search(
            text, block.start, start
        ):
            continue
        key = _KEY_AS_EXTENSION.match(text, start, atom.end + 2)
        held.setdefault(block.index, []).append((start, key.end("number") if key else atom.end))
    for index, phones in held.items():
        yield blocks[index], phones


_DIGITS = regex.compile(r"\d+")
_STATED_CODE = regex.compile(r"区号:?(?:为|是)?:?(?P<code>0\d{2,3})(?!\d)")
_PRINTED_CODE = regex.compile(r"（?(?P<code>0\d{2,3})）?[-—\s]?(?P<local>\d{7,8})(?P<rest>转.*)?$")


def _area_code(reading: Reading, entries: Sequence[_Entry]) -> str | None:
    """The area code of the notice, if it prints one and only one."""
    codes = {match["code"] for match in _STATED_CODE.finditer(reading.text)}
    for entry in entries:
        printed = _PRINTED_CODE.match(reading.text, *entry.phone)
        if printed:
            codes.add(printed["code"])
    return codes.pop() if len(codes) == 1 else None


def _dial(number: str, code: str | None) -> Fact[str] | None:
    """The number as E.164, where the notice itself gives its area code."""
    printed = _PRINTED_CODE.match(number)
    if printed:
        code, local = printed["code"], printed["local"]
    else:
        digits = _DIGITS.match(number)
        if digits is None or len(digits.group()) not in (7, 8, 11):
            return None
        local = digits.group()
        if len(local) == 11:
            return Fact[str](value=f"+86{local}", basis="derived", formula=f"+86 · {local}")
    if code is None:
        return None
    formula = f"+86 · {code[1:]} · {local}"
    return Fact[str](value=f"+86{code[1:]}{local}", basis="derived", formula=formula)


# ── entries: every number and the words that go with it ──────────────────────────────────────


def _entries(reading: Reading) -> Iterator[_Entry]:
    series = 0
    last: _Entry | None = None
    table = _Table()
    for block, phones in _phones(reading):
        is_row = block.role is Role.ROW and len(block.cells) > 1
        follows = last is not None and last.block.index == block.index - 1
        if not follows or (not is_row and len(phones) > 2):
            series += 1  # a paragraph of several numbers is a list by itself
        if is_row:
            found = table.entries(reading, block, phones, series)
        else:
            found = _inline(reading, block, phones, series, last if follows else None)
        for entry in found:
            last = entry
            yield entry


_HAN = regex.compile(r"\p{Han}")
_STOP = regex.compile(r"[。！？\n]")
# Between two numbers of one office: 「、」, 「和」, 「/」, a key to press, a closing bracket.
_SAME = regex.compile(r"(?:（[^（）]{0,16}键[^（）]{0,8}）|[、，,/；和及与或）\s]|或者){0,3}$")
_TAIL = regex.compile(r"(?:\p{Han}{0,12}(?:热线|电话|咨询|受理)|\p{Han}{2,12})(?=[，；。])")
_GOES_ON = regex.compile(r"^[）\s]*[、，,；;]")


def _inline(
    reading: Reading, block: Block, phones: Sequence[Where], series: int, above: _Entry | None
) -> Iterator[_Entry]:
    """Numbers in running text: each has the words between it and the number before.

    `above` is the entry of the line before: a line that is only a number is its office's too.
    """
    text = reading.text
    at = block.body
    office = above.office if above else _Office()
    listed: Topics = _NONE
    for index, (start, end) in enumerate(phones):
        limit = phones[index + 1][0] if index + 1 < len(phones) else block.end
        stop = text.find("。", end, limit)
        menu = tuple(_keys(text, end, limit if stop < 0 else stop))
        if (index or above) and _SAME.match(text, at, start):
            yield _Entry(block, (start, end), office, series, menu)
            at = end
            continue
        if index and (tail := _TAIL.match(text, at, start)):
            at = tail.end()  # 「12366纳税服务热线，」: still of the number before
        stops = list(_STOP.finditer(text, at, start))
        if stops:
            at, listed = stops[-1].end(), _NONE
        elif index and _GOES_ON.match(text[at:start]) is None:
            listed = _NONE
        office, head = _labelled(reading, at, start)
        if head:
            listed = head
        behind = _BEHIND.match(text, end, limit)
        where = behind.span("words") if behind else (end, end)
        topics = (
            office.topics
            or listed
            or _topics(text, *where)
            or _short(text, start, end)
            or _inherited(reading, block)
            or _after(reading, block)
        )
        if office.area is None and _ends_well(text, *where):  # 「8222333（某区）」
            named = _named(reading, *where)
            office = replace(office, area=named.area, body=office.body or named.body)
        if office.area is None and office.body is None and end - start > 5:
            named = _above(reading, block)
            if named != _Office():
                office = replace(office, area=named.area, body=named.body)
                series = _BLOCKS_OF_OFFICES
        office = replace(office, topics=_of_body(reading, office, topics))
        yield _Entry(block, (start, end), office, series, menu)
        at = end


_BEHIND = regex.compile(r"）?（(?P<words>[\p{Han}、]{2,20})）")
_OF_AN_OFFICE = regex.compile(r"地址|电话|时间|热线|业务|邮编|上午|下午|网址|传真|联系|^\d{1,3}$")
_KEY = regex.compile(r"(?:按|选择?|拨|接|转)[“”]?(?P<key>[\d*#])[“”]?号?键")


def _above(reading: Reading, block: Block) -> _Office:
    """The office whose name is a line by itself above, with only its address and hours between."""
    text = reading.text
    for before in reversed(reading.blocks[max(0, block.index - 8) : block.index]):
        line = (before.body, before.end)
        alone = before.role is not Role.ROW and before.marker in ("", "bare", "hash")
        if alone and _ends_well(text, *line) and _leftover(text, *line) == line:
            return _split(text, *line)
        if _OF_AN_OFFICE.search(text, *line) is None:
            break
    return _Office()


def _keys(text: str, start: int, end: int) -> Iterator[Where]:
    for key in _KEY.finditer(text, start, end):
        yield key.span("key")


def _short(text: str, start: int, end: int) -> Topics:
    topic = _SHORT_NUMBER.get(text[start : start + 5]) if end - start >= 5 else None
    is_short = end - start == 5 or text[start + 5] == "转"
    return frozenset({topic}) if topic and is_short else _NONE


_INSURANCE = regex.compile("医保|医疗|社保|人社|经办")


def _of_body(reading: Reading, office: _Office, topics: Topics) -> Topics:
    """What the tax office, the insurance office answers of several topics, or by itself."""
    if office.body is None:
        return topics
    name = reading.words(office.body)
    tax, insurance = "税务" in name, _INSURANCE.search(name) is not None
    if topics <= {"payment", "policy"} and len(topics) != 1 and tax != insurance:
        return frozenset({"payment"} if tax else {"policy"})
    return topics


# ── labels: area, body and topics from the words before a number ─────────────────────────────


def _labelled(reading: Reading, start: int, end: int) -> tuple[_Office, Topics]:
    """The office that a label names, and the topics that it sets for the whole list.

    「各区县参保登记咨询电话:某区」 names 某区 and sets records for the numbers after it too.
    """
    text = reading.text
    while end > start and text[end - 1] in "（ \t":
        end -= 1
    colon = _colon(text, start, end)
    head: Topics = _NONE
    if colon and _HAN.search(text, colon, end):
        head = _topics(text, start, colon)
        begin = colon
    else:
        begin = start
    while begin < end and text[begin] in "、，；,;） \t":
        begin += 1
    office = _named(reading, begin, end)
    topics = _topics(text, begin, end)
    return replace(office, topics=topics or head, begin=begin if not head else start), head


def _colon(text: str, start: int, end: int) -> int:
    return text.rfind(":", start, end) + 1 if text.rfind(":", start, end) >= 0 else 0


@cache
def _topic_words() -> tuple[regex.Pattern[str], dict[str, Topics]]:
    meaning: dict[str, Topics] = {}
    for concept, entry in lexicon()["topic"].items():
        topics = frozenset(cast(Topic, name) for name in concept.split("&") if name in _ORDER)
        meaning |= dict.fromkeys(entry["terms"], topics)
    words = sorted(map(regex.escape, meaning), key=len, reverse=True)
    return regex.compile("|".join(words)), meaning


def _topics(text: str, start: int, end: int) -> Topics:
    """What a stretch of the view says that it is about."""
    pattern, meaning = _topic_words()
    found: Topics = _NONE
    for match in pattern.finditer(text, start, end):
        found |= meaning[match.group()]
    return found


_ASKED = r"""
    (?:咨询|联系|服务|办公|值班|查询|受理|对外|业务|统一|免费|公开|监督|投诉|举报|便民|官方|客服|人工|公布|全国)*
    (?:电话|热线|号码|专线|座机|手机|方式)(?:号码)?(?:为|是|如下)?
"""
_CLAUSE = regex.compile(r"(?:（[^（）]*）|[^，；])+")
_NOT_AN_OFFICE = regex.compile(
    rf"""
    （[^（）]*）|{_ASKED}|[:“”、，；。\s/|]
    |(?:可以|也可|均可|还可|如有|若有|有关|相关|其他|其它|各类|各项|关于|对于|方面|直接|及时|欢迎|详情)
    |拨打|致电|来电|打(?!印)|咨询|疑问|问题|事宜|事项|事情|的事|情况|业务|联系人:?\p{{Han}}{{2,4}}$|联系(?:人|科室|单位|部门)|地址
    |(?:全国|全省|全市|全县|全区|全州|我市|我县|我区|本市|本县|本区|各区县|各县区|各旗县|各县市|各区|各县|各地|各级)
    """,
    regex.VERBOSE,
)
_PLACE_END = (
    "(?:自治县|自治旗|自治州|开发区|高新区|经开区|示范区|试验区|度假区|合作区|管理区|矿区|林区|园区|新区|投资区"
    "|街道|区|县|市|旗|镇|乡|州|盟|苏木|农场|林场|兵团|团场|新城|片区|功能区|本级|[市县区省州]直)"
)
_PLACE_ENDS = regex.compile(_PLACE_END)
_ENDS_AS_PLACE = regex.compile(rf"{_PLACE_END}$")
# How the name of an office goes on behind its place.
_ORGAN = regex.compile(
    r"""(?:国家税务|医|社(?!区$)|税|人力|人社|便民|政务|行政|劳动|就业|民政|财政|经办|党群|为民|民生|综合
        |公共|基金|参保|市民|管[委理]|办事处|办公室|事业|保障|征收|服务|卫健|退役|农保|审批|局|中心|灵活)""",
    regex.VERBOSE,
)
_OWN_LEVEL = regex.compile(
    r"(?P<level>市|县|区|旗|州|盟|省)(?!\p{Han}{0,3}[区县旗镇乡]$)(?=\p{Han})"
)
_NO_PLACE = regex.compile(r"当地|参保地|属地|所在|就近|各|主管|对应|户籍|居住")
_ADDRESSEE = regex.compile(
    r"""(?:向|与|同|联系|咨询|拨打|致电)
        (?P<body>[\p{Han}\dA-Z（）、]{2,20}?(?:局|中心|机关|机构|部门|处|所|窗口|大厅|医保办|委))
        (?=或|进行|的?(?:咨询|联系|服务|办公)?(?:电话|热线)|咨询|联系|了解|反映|，|。|:|（|$)""",
    regex.VERBOSE,
)


@cache
def _body_end() -> regex.Pattern[str]:
    words = sorted(map(regex.escape, lexicon()["office"]["body"]["terms"]), key=len, reverse=True)
    return regex.compile(rf"(?:{'|'.join(words)})(?:（[^（）]*）)?$")


def _named(reading: Reading, start: int, end: int) -> _Office:
    """The place and the office that a label names: 某区医保, 市医保中心, 某镇, 当地税务机关."""
    text = reading.text
    addressee = _ADDRESSEE.search(text, start, end)
    if addressee and addressee.start() > start:
        return _split(text, *addressee.span("body"))
    clauses = [clause.span() for clause in _CLAUSE.finditer(text, start, end)]
    for index, (left, right) in enumerate(reversed(clauses)):
        name = _leftover(text, left, right)
        # a clause further off must be a name and nothing else: 「市医保局，地址:…，电话:…」
        if name and (index == 0 or (_ends_well(text, *name) and right - name[1] <= 1)):
            return _split(text, *name)
    return _Office()


def _leftover(text: str, start: int, end: int) -> Where | None:
    """The longest stretch of a label that is neither a topic nor a word like 咨询电话."""
    pattern, _ = _topic_words()
    while end > start and text[end - 1] in ":、，；（ \t":
        end -= 1
    cuts = [match.span() for match in _NOT_AN_OFFICE.finditer(text, start, end)]
    body = _body_end()
    best: Where | None = None
    at = start
    for left, right in [*cuts, (end, end)]:
        if left > at:
            piece = (at, left)
            name = text[at:left]
            # 「参保登记」 beside the number is what it is for, 「医保中心」 who answers
            if not body.search(name) and (cut := pattern.search(name)):
                shorter = (at, at + cut.start())
                piece = shorter if _ends_well(text, *shorter) else (at, at)
            if (
                piece[1] > piece[0]
                and _is_name(text[piece[0] : piece[1]])
                and (best is None or piece[1] - piece[0] > best[1] - best[0])
            ):
                best = piece
        at = max(at, right)
    return best


_NO_PLACE_NAME = regex.compile(r"[人时按的了是为在]")
_NAME = regex.compile(r"(?![可请])[\p{Han}A-Za-z·（）—-]{2,24}")


@cache
def _insurances() -> regex.Pattern[str]:
    words = "|".join(map(regex.escape, lexicon()["office"]["insurance"]["terms"]))
    return regex.compile(f"(?:{words})+")


def _ends_well(text: str, start: int, end: int) -> bool:
    """Whether a name ends like that of an office or of a place."""
    return (
        _body_end().search(text, start, end) is not None
        or _ENDS_AS_PLACE.search(text, start, end) is not None
    )


def _is_name(name: str) -> bool:
    if not _NAME.fullmatch(name) or _insurances().fullmatch(name):
        return False
    if _ends_well(name, 0, len(name)):
        return True
    return len(name) <= 8 and not _NO_PLACE_NAME.search(name)


def _split(text: str, start: int, end: int) -> _Office:
    name = text[start:end]
    is_body = _body_end().search(name) is not None
    if _NO_PLACE.search(name):
        return _Office(body=(start, end)) if is_body else _Office()
    ends = [end.end() for end in _PLACE_ENDS.finditer(name)]
    if not is_body or (ends and ends[-1] == len(name)):
        return _Office(area=(start, end))
    # the last place that the name holds is the office's: 某市某区医保中心
    cut = next((cut for cut in reversed(ends) if _ORGAN.match(name, cut)), 0)
    if cut <= 1:  # 市医保中心: an office of the place itself
        return _Office(body=(start, end))
    return _Office(area=(start, start + cut), body=(start, end))


# ── what a block inherits ────────────────────────────────────────────────────────────────────

_LEADS_IN = regex.compile(r"电话|热线|拨打|如下|以下|下表|下列|联系方式|:$")
_SPEAKS_OF_ABOVE = regex.compile(
    r"(?:以上|上述)\p{Han}{0,6}(?:电话|号码)[^，。]{0,8}(?:受理|用于|为|负责|咨询)"
)


def _inherited(reading: Reading, block: Block) -> Topics:
    """The topics that a lead-in before the list, or else the headings above, set."""
    text = reading.text
    for before in reversed(reading.blocks[: block.index]):
        if before.role is Role.ROW and before.parent is block.parent:
            continue
        if before.role in (Role.HEADING, Role.QUESTION, Role.TITLE) and before is not block.parent:
            break
        phones = reading.atoms_in(before.start, before.end, "PHONE")
        in_list = phones and before.parent is block.parent and before.end - before.body <= 60
        if in_list and not _topics(text, before.body, before.end):
            continue  # an item of the same list
        tail = max(before.body, phones[-1].end if phones else 0)
        sentence = max(tail, *(text.rfind(stop, tail, before.end - 1) + 1 for stop in "。；"))
        found = _topics(text, sentence, before.end)
        if found and _LEADS_IN.search(text, sentence, before.end):
            return found
        break
    for above in block.above():
        if above.role in (Role.HEADING, Role.QUESTION) or above.end - above.body <= 30:
            found = _topics(text, above.body, above.end)
        elif above.lead:
            found = _topics(text, *above.lead)
        else:
            continue
        if found:
            return found
    return _NONE


def _after(reading: Reading, block: Block) -> Topics:
    """「以上电话受理参保登记咨询。」 below the list."""
    for below in reading.blocks[block.index + 1 :]:
        if below.role is Role.ROW:
            continue
        spoken = _SPEAKS_OF_ABOVE.search(reading.text, below.body, below.end)
        return _topics(reading.text, spoken.start(), below.end) if spoken else _NONE
    return _NONE


# ── tables ───────────────────────────────────────────────────────────────────────────────────

_ADDRESS = regex.compile(r"地址|路\d*号?|\d+号|楼|大厦|室|时间|邮编|备注|序号|联系人|姓名|职务")


class _Table:
    """The heads of the table that is being read, and the office of its last row."""

    def __init__(self) -> None:
        self.heads: list[Block] = []
        self.last: Block | None = None
        self.office: dict[int, _Office] = {}

    def _start(self, reading: Reading, block: Block) -> None:
        """At a new table: the rows without numbers just above are its heads."""
        if self.last is not None and self.last.index == block.index - 1:
            return
        self.heads, self.office = [], {}
        for above in reversed(reading.blocks[: block.index]):
            if above.role is not Role.ROW or reading.atoms_in(above.start, above.end, "PHONE"):
                break
            self.heads.insert(0, above)

    def entries(
        self, reading: Reading, block: Block, phones: Sequence[Where], series: int
    ) -> Iterator[_Entry]:
        """The numbers of a row, each with the cells before it and the heads over it."""
        self._start(reading, block)
        self.last = block
        text = reading.text
        labels: list[tuple[int, Where]] = []
        fresh = True
        for column, cell in enumerate(block.cells):
            inside = [phone for phone in phones if cell[0] <= phone[0] < cell[1]]
            if not inside:
                if not fresh:
                    labels, fresh = [], True
                labels.append((column, cell))
                continue
            label_in_cell = (cell[0], inside[0][0])
            office = self._office(reading, block, labels, label_in_cell)
            if not labels and _HAN.search(text, *label_in_cell) is None:
                kept = self.office.get(0, office)  # the row above has the name, over several rows
                office = replace(kept, topics=office.topics or kept.topics)
            self.office[0] = office
            fresh = False
            topics = (
                office.topics
                or self._head_topics(reading, block, column)
                or _short(text, *inside[0])
                or _inherited(reading, block)
                or _after(reading, block)
            )
            office = replace(office, topics=_of_body(reading, office, topics))
            for at, phone in enumerate(inside):
                limit = inside[at + 1][0] if at + 1 < len(inside) else cell[1]
                yield _Entry(block, phone, office, series, tuple(_keys(text, phone[1], limit)))

    def _office(
        self, reading: Reading, block: Block, labels: list[tuple[int, Where]], own: Where
    ) -> _Office:
        text = reading.text
        area: Where | None = None
        body: Where | None = None
        topics = _topics(text, *own)
        begin = labels[0][1][0] if labels else own[0]
        for column, (start, end) in labels:
            head = self._head_words(reading, block, column)
            if _ADDRESS.search(head) or (_ADDRESS.search(text, start, end) and len(labels) > 1):
                continue
            named = _named(reading, start, end)
            area = area or named.area
            body = body or named.body
            topics |= _topics(text, start, end) if named.body is None else _NONE
        if own[1] > own[0] and (named := _named(reading, *own)):
            area, body = area or named.area, body or named.body
        return _Office(area, body, topics, begin)

    def _head_words(self, reading: Reading, block: Block, column: int) -> str:
        return "\n".join(
            reading.words(head.cells[at])
            for head in self.heads
            if (at := self._over(reading, head, block, column)) is not None
        )

    def _over(self, reading: Reading, head: Block, block: Block, column: int) -> int | None:
        """Which cell of a head row stands over a column."""
        heads, cells = len(head.cells), len(block.cells)
        if heads == cells:
            return column
        if heads > cells or all(_topics(reading.text, *cell) for cell in head.cells):
            at = column + heads - cells  # it says nothing over the first columns
            return at if at >= 0 else None
        if heads > 1 and cells % heads == 0:
            return column % heads  # two districts share a row
        return min(column, heads - 1)  # the last head covers several columns

    def _head_topics(self, reading: Reading, block: Block, column: int) -> Topics:
        found: Topics = _NONE
        for head in self.heads:
            at = self._over(reading, head, block, column)
            if at is not None:
                found |= _topics(reading.text, *head.cells[at])
        return found


# ── making the rules ─────────────────────────────────────────────────────────────────────────


def _own_offices(reading: Reading, entries: Sequence[_Entry]) -> dict[Where, str]:
    """The city's own office in a list with its districts, and what such an office is called."""
    found: dict[Where, str] = {}
    for series in {entry.series for entry in entries}:
        listed = [entry.office for entry in entries if entry.series == series]
        districts = {reading.words(office.area) for office in listed if office.area}
        if len(districts) < 2:
            continue
        for office in listed:
            if office.body is None:
                continue
            if office.area is None:
                level = _OWN_LEVEL.match(reading.words(office.body))
                if level:
                    found[office.body] = f"{level['level']}本级"
            elif len(districts) > 2 and _is_the_whole(reading, reading.words(office.area)):
                found[office.body] = f"{reading.words(office.area)[-1]}本级"
    return found


def _is_the_whole(reading: Reading, area: str) -> bool:
    """Whether an area is the one that the notice is for: its head names it (某市各区医保局电话)."""
    head = reading.blocks[:_HEAD]
    return area[-1] in "市州盟县" and any(
        area[:-1] in reading.outline.words(block) for block in head if block.role is Role.TITLE
    )


def _contact(reading: Reading, entry: _Entry, own: str | None, code: str | None) -> Contact:
    office = entry.office
    start, end = entry.phone
    number = reading.words(entry.phone)
    area = reading.stated(reading.printed(*office.area), office.area) if office.area else None
    if own and office.body:
        why = "the place's own office, listed beside those of its parts"
        area = reading.inferred(own, why, office.body)
    stop = max((end, *(key[1] for key in entry.menu)))
    begin = min(start, office.begin) if entry.block.start <= office.begin else start
    return Contact(
        id="contact",
        spans=(reading.evidence(max(begin, entry.block.body), stop),),
        area=area,
        body=reading.stated(reading.printed(*office.body), office.body) if office.body else None,
        phone=reading.stated(reading.printed(*entry.phone), entry.phone),
        dial=_dial(number, code),
        menu=reading.stated(tuple(reading.words(key) for key in entry.menu), *entry.menu)
        if entry.menu
        else None,
        topics=tuple(topic for topic in _ORDER if topic in office.topics),
    )


# ── offices without a number ─────────────────────────────────────────────────────────────────

_CONSULT = regex.compile(r"咨询|联系|询问|详询|致电|拨打")
_CONSULTED_BODY = (
    r"(?:(?!向|与|问题)[\p{Han}（）、]){2,24}?(?:局|中心|机关|机构|部门|处|所|科|股|窗口|大厅)"
)
_CONSULTED = regex.compile(
    rf"""(?:向|与|和|同|前往|(?<!遇|碰|提|收|接|得|达|看|想|往)到)(?P<a>{_CONSULTED_BODY})
          (?:进行|窗口|当面)?(?P<how>咨询|联系|了解|反映|询问)
        |(?:拨打|致电)(?P<b>{_CONSULTED_BODY})(?:的?(?:咨询|联系|服务|办公)?电话|(?=[，。]))(?P<how>)
        |(?P<how>咨询|联系|询问|详询)(?P<c>{_CONSULTED_BODY})(?=[，。；！]|$)""",
    regex.VERBOSE,
)
_IN_DOUBT = regex.compile(r"疑问|问题|不明|不清|不解|了解|咨询|异议")
_PROCEDURE = regex.compile(r"更正|修改|核实|核定|办理|补缴|申请|核对|有误|错误")


def _without_number(reading: Reading) -> Iterator[Contact]:
    """「可以向当地医保经办机构咨询」, 「与当地税务和医保部门联系」."""
    text = reading.text
    for sentence in _sentences_with(reading, _CONSULT):
        if reading.atoms_in(sentence.start, sentence.end, "PHONE"):
            continue
        at = sentence.start
        for match in _CONSULTED.finditer(text, sentence.start, sentence.end):
            body = next(match.span(group) for group in "abc" if match[group])
            own = _topics(text, at, body[0])
            asked = own or _IN_DOUBT.search(text, at, match.start())
            if match["how"] == "联系" and (
                not asked or _PROCEDURE.search(text, sentence.start, sentence.end)
            ):
                continue  # 「信息有误的，联系参保地医保中心更正」 is a procedure
            topics = own or _by_name(text[slice(*body)])
            yield Contact(
                id="contact",
                spans=(reading.evidence(at, match.end()),),
                body=reading.stated(reading.printed(*body), body),
                topics=tuple(topic for topic in _ORDER if topic in topics),
            )
            at = match.end()
            while at < sentence.end and text[at] in "，；。":
                at += 1


def _by_name(name: str) -> Topics:
    found: Topics = _NONE
    if "税务" in name:
        found |= {"payment"}
    if _INSURANCE.search(name):
        found |= {"policy"}
    return found


def _sentences_with(reading: Reading, cue: regex.Pattern[str]) -> Iterator[Sentence]:
    sentences = reading.sentences
    last: Sentence | None = None
    for match in cue.finditer(reading.text):
        at = bisect_right(sentences, match.start(), key=lambda sentence: sentence.start) - 1
        sentence = sentences[at] if at >= 0 else None
        if sentence is not None and sentence is not last and match.start() < sentence.end:
            last = sentence
            yield sentence

"""Papers that one brings: 「持退休审批表、身份证」, 「凭身份证或社会保障卡」.

A list of papers opens with a verb of carrying; its items end in what papers are called. 或 makes
alternatives of its neighbours, 、 and 和 set items side by side.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.atoms.term import lexicon
from extractor.reading import Reading

Form = Literal["original", "copy", "unspecified"]

_VERB: Final = r"""
    (?<![支坚保扶维劫操把加所])(?<!(?<!户)主)持(?!续|有(?!效)|股|平|卡人)
  | 携带(?:好|齐)? | 携(?!手|带) | (?<![任文])凭(?!证(?!明)|空)[借着]?
  | (?:出具|出示|提供|提交|递交|交验|附上)(?!的)
  | 带[上着好齐] | (?<![携附连随热地纽])带(?![来动领薪病头队走有])
  | 拿[着上好] | 拿(?![到下走回不得]|出(?!生)) | 备[齐好] | 准备好?
  | (?<=[需要])(?=本人|居民|身份证|户口|退休证|居住证|《)
  | :(?=(?:本人)?(?:有效)?(?:居民)?
      (?:身份证|户口[簿本]|退休|死亡[证医]|劳动合同|社保卡|社会保障卡|《))
  | (?:所需|申请|办理|提交|需要?|应备|申报|必备)?
    (?:材料|资料|证件|要件)(?:清单)?(?:主要|一般|分别)?(?:(?:包括|包含|为|有|如下|是)?:|包括|包含|为(?!准)|是(?!否)|有(?![误无关效]))
"""
# 「身份证、社会保障卡中的任意一种」, 「身份证或者社保卡任选其一」, 「下列证件之一：…」
_ONE_OF: Final = r"""
    [，（]? 等? (?:[之其]?中|里面?|当中)? 的?
    (?: (?:任意|任何|任选|任择|任|选择?)(?:其中的?)?(?:[一1][种个项样份件张]|其一)
      | (?<=中|中的|里|里的)[一1][种个项样份件张] | 之一 | 其一 | [二两三]选一 )
    (?:即可|均可|都可以?|就行|都行)? ）?
"""
_CHOICE: Final = regex.compile(_ONE_OF, regex.VERBOSE)
_CHOOSES: Final = regex.compile(
    rf"(?:以下|下列|如下)(?:证明)?(?:证件|材料|资料|文件){_ONE_OF}:", regex.VERBOSE
)
_OPENING: Final = (
    rf"(?:以下|下列|如下)(?:证明)?(?:证件|材料|资料|文件){_ONE_OF}:"
    r"|(?:以下|下列|如下)?(?:申请|相关|有关|证明)?(?:材料|资料|证件)?:"
    r"|(?:你|您|自己)的|其(?=[\p{Han}《])"
)
# What an item does not run over: the next verb, the place, the joint to the next item.
_STOP: Final = (
    r"办理|签订|签署|申请(?![表书单人])|前往|中心(?!出)|窗口|大厅|(?<!报)到(?!期)|至|向|(?<!存)在(?!职|校)|退还|退费|领取(?!证)"
    r"|以及|[和及或等]|与(?!\p{Han}{1,10}关系)|的(?:应|需|可)|需要|还[要需]|另需|即可|及时|后|携带|提供|出示|凭|持"
)
_STOPS: Final = (
    "办签申前中窗大到至向在退领以和及或等与的需还另即后携提出凭持"  # what _STOP begins with
)
_IN_NAME: Final = r"[^、，。；:《》（）+＋\n]"
_NOT_AFTER: Final = (
    r"(?!(?<=通知)[书单]|(?<=证)[明件书券号据实监人]|(?<=卡)[号片内通里]|(?<=表)[格示面单内]|(?<=书)[面记]|(?<=单)[位独据纯子]"
    r"|(?<=手续)费|(?<=凭证)号|(?<=函)[件授]|(?<=簿)册)"
)
_FORM: Final = (
    r"(?:的)?(?P<form>(?:原件|正本)(?:[和及与、或]{1,2}(?:复印件|副本))?|复印件|影印件|副本)"
)
_COPY: Final = regex.compile("复印|影印|副本")
_ORIGINAL: Final = regex.compile("原件|正本")
_JOINT: Final = regex.compile(
    r"、?(?P<word>以及|或者|和/或|[和及并或]|与(?!\p{Han}{1,10}关系)|/)"
    r"|，(?P<word>以及|或者?|和|及|还有)|(?P<word>还有|外加|加上|再加上?)|[、+＋]"
)
_OF_A_LIST: Final = ("、", "或", "或者", "/")
_COMMA: Final = regex.compile("，")
_BESIDE: Final = regex.compile(r"（(?P<or>或者?)?(?P<inside>[^（）]{2,20})）")
_REST: Final = regex.compile(
    r"(?:(?:各|复印件)?[一二两三四\d][份张])?(?:等(?:相关|有关)?(?:证件|证明|材料|资料|手续|原件)*)?"
)
# 「持居住证的人员」 says who somebody is, 「提交劳动合同的，退还…」 what to bring.
_OF_PEOPLE: Final = regex.compile(r"的(?!，)")
_GOT: Final = regex.compile("(?:取得|拿到|收到|领取|领到)(?=《)")
_VAGUE: Final = regex.compile(
    "(?:相关|有关|上述|所需|必要|相应)的?(?:证明)?(?:材料|资料|证件|证明|手续)"
)
_BARE: Final = frozenset(
    {"材料", "资料", "证件", "手续", "文件", "证明", "明细", "书", "表", "单", "证", "卡"}
)


class Paper(NamedTuple):
    """A paper with its alternatives: each name with its range of the view."""

    names: tuple[tuple[str, int, int], ...]
    form: Form = "unspecified"


class _Item(NamedTuple):
    name: str
    start: int
    end: int
    sort: str
    form: Form


class Papers(NamedTuple):
    """A list of papers in a range of the view, the verb at its start."""

    start: int
    end: int
    items: tuple[_Item, ...]
    joints: tuple[str, ...]

    @property
    def papers(self) -> tuple[Paper, ...]:
        """The papers, each with its alternatives."""
        return tuple(_grouped(self.items, self.joints, enumerated=False))

    @property
    def by_event(self) -> tuple[Paper, ...]:
        """The papers of a sentence that lists several events (死亡、移民等), each with its own.

        Then all papers of a list with 或 are alternatives.
        """
        return tuple(_grouped(self.items, self.joints, enumerated=True))

    @property
    def is_vague(self) -> bool:
        """Whether it names no paper: 凭相关材料."""
        return len(self.items) == 1 and _VAGUE.fullmatch(self.items[0].name) is not None

    @property
    def first(self) -> tuple[int, int]:
        """Where the name of the first paper stands."""
        return self.items[0].start, self.items[0].end


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str], dict[str, str]]:
    sorts = {word: sort for sort, entry in lexicon()["paper"].items() for word in entry["terms"]}
    words = sorted(sorts, key=len, reverse=True)
    # The first character tells in most places that no word of a list begins there.
    nouns = f"(?=[{_firsts(words)}])(?:{'|'.join(map(regex.escape, words))})"
    long = [word for word in words if len(word) > 1]
    longer = f"(?=[{_firsts(long)}])(?:{'|'.join(map(regex.escape, long))})"
    inner = rf"(?:(?![{_STOPS}]){_IN_NAME}|(?=[{_STOPS}])(?!{_STOP}){_IN_NAME})"
    item = regex.compile(
        rf"""
        (?:{_OPENING})*
        (?P<name>(?:{inner}{{0,10}}(?:的|填写))?《[^《》]{{2,40}}》(?:\p{{Han}}{{0,2}}(?:表|证|书))?
          |{inner}{{0,20}}?(?P<noun>{nouns}){_NOT_AFTER}(?:材料|文件|资料|证件)?(?!{inner}{{0,5}}?(?:{longer})))
        (?:{_FORM})?
        """,
        regex.VERBOSE,
    )
    return regex.compile(_VERB, regex.VERBOSE), item, sorts


def _firsts(words: list[str]) -> str:
    return regex.escape("".join(sorted({word[0] for word in words})))


def find(reading: Reading, start: int, end: int) -> Iterator[Papers]:
    """The lists of papers to bring in a range of the view, in order.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("持身份证及户口簿（或居住证）到县医保中心办理。"))
    >>> [[name for name, _, _ in paper.names] for paper in next(find(read, 0, 23)).papers]
    [['身份证'], ['户口簿', '居住证']]
    """
    verb, _, _ = _patterns()
    at = start
    while (opened := verb.search(reading.text, at, end)) is not None:
        asides: list[tuple[int, int]] = []
        items, joints, at = _items(reading, opened.end(), end, opened.group().endswith(":"), asides)
        at = max(at, opened.end(), opened.start() + 1)
        if not items or _OF_PEOPLE.match(reading.text, at):
            continue
        if reading.text.startswith("的，", at) and opened.group() in ("持", "凭"):
            continue
        yield Papers(opened.start(), at, tuple(items), tuple(joints))
        for left, right in asides:  # 「户口簿（非本市户籍的携带居住证）」
            yield from find(reading, left, right)


def named(reading: Reading, start: int, end: int) -> Papers | None:
    """Papers in 《》 that one has got: 「取得《审批表》或《确认表》后」."""
    got = _GOT.search(reading.text, start, end)
    if got is None:
        return None
    items, joints, at = _items(reading, got.end(), end, False, [])
    items = [item for item in items if reading.text[item.start - 1] == "《"]
    if not items:
        return None
    return Papers(got.start(), at, tuple(items), tuple(joints[: len(items) - 1]))


def _items(
    reading: Reading, at: int, end: int, commas: bool, asides: list[tuple[int, int]]
) -> tuple[list[_Item], list[str], int]:
    """The items from a place of the view on, the joint behind each but the last, and their end.

    After a colon (所需材料：…) commas join items too. What stands in brackets and is neither a
    paper nor its form is left in `asides`.
    """
    text = reading.text
    _, pattern, sorts = _patterns()
    items: list[_Item] = []
    joints: list[str] = []
    first = done = at
    while (found := pattern.match(text, at, end)) is not None:
        item = _item(reading, found, sorts)
        if item is None:
            break
        items.append(item)
        done = found.end()
        beside = _BESIDE.match(text, done, end)
        choice = _CHOICE.match(text, done, end) if joints else None
        if choice is not None:
            listed = _first_of(joints)
            joints[listed:] = ["或"] * (len(joints) - listed)
            done = choice.end()
        elif beside is not None:
            inside, _, close = _items(reading, *beside.span("inside"), False, [])
            if inside and close == beside.end("inside"):
                joints += ["或"] * len(inside)
                items += inside
            elif _COPY.search(beside["inside"]) or _ORIGINAL.search(beside["inside"]):
                items[-1] = items[-1]._replace(form=_form(beside["inside"]))
            else:
                asides.append(beside.span("inside"))
            done = beside.end()
        joint = _JOINT.match(text, done, end) or (commas and _COMMA.match(text, done, end)) or None
        if joint is None:
            break
        joints.append(joint.groupdict().get("word") or "、")
        at = joint.end()
    if _CHOOSES.match(text, first, end):
        joints = ["或"] * len(joints)
    rest = _REST.match(text, done, end) if items else None
    return items, joints[: max(0, len(items) - 1)], rest.end() if rest else done


def _first_of(joints: list[str]) -> int:
    """Where the papers begin of which one is enough: 「身份证和户口簿、居住证中的一种」."""
    last = next((at for at in range(len(joints) - 1, -1, -1) if joints[at] not in _OF_A_LIST), -1)
    return last + 1 if last + 1 < len(joints) else 0


def _item(reading: Reading, found: regex.Match[str], sorts: dict[str, str]) -> _Item | None:
    start, end = found.span("name")
    if reading.text[end - 1] in "》”":
        start, end = reading.text.index("《", start) + 1, end - 1
    name = reading.printed(start, end)
    if name in _BARE:
        return None
    return _Item(
        name, start, end, sorts.get(found["noun"] or "", "proof"), _form(found["form"] or "")
    )


def _form(words: str) -> Form:
    if not words:
        return "unspecified"
    copy, original = _COPY.search(words), _ORIGINAL.search(words)
    if bool(copy) == bool(original):
        return "unspecified"
    return "copy" if copy else "original"


def listed(reading: Reading, start: int, end: int) -> Papers | None:
    """The papers that a range lists without a verb: the cell of a table, what follows 所需材料."""
    items, joints, at = _items(reading, start, end, True, [])
    return Papers(start, at, tuple(items), tuple(joints)) if items else None


def _grouped(
    items: tuple[_Item, ...], joints: tuple[str, ...], enumerated: bool
) -> Iterator[Paper]:
    """Each paper with its alternatives.

    「身份证及户口簿（或居住证）」 is two papers, the second of two names. In 「A、B或C」 A is an
    alternative too where it is a paper of the same sort, or where each event has its own.
    """
    groups: list[list[_Item]] = [[items[0]]]
    for joint, item in zip(joints, items[1:], strict=True):
        if joint in ("或", "或者", "和/或", "/"):
            groups[-1].append(item)
        else:
            groups.append([item])
    listed = 0
    for at, group in enumerate(groups):
        if len(group) > 1 and at > listed:
            sorts = {item.sort for item in group}
            first = at
            while (
                first > listed
                and joints[items.index(groups[first][0]) - 1] == "、"
                and len(groups[first - 1]) == 1
                and (enumerated or groups[first - 1][0].sort in sorts)
            ):
                first -= 1
            groups[first] = [item for part in groups[first : at + 1] for item in part]
            for merged in range(first + 1, at + 1):
                groups[merged] = []
            listed = at
    for group in groups:
        if group:
            names = tuple((item.name, item.start, item.end) for item in group)
            forms = {item.form for item in group} - {"unspecified"}
            yield Paper(names, forms.pop() if len(forms) == 1 else "unspecified")

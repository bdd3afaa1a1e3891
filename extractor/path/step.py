"""Steps of click paths: the words of clicking, and where one step ends and the next begins."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from extractor import pattern as regex
from extractor.atoms.term import alternatives
from extractor.outline import Block, Role
from extractor.reading import Reading, Where


@dataclass(frozen=True, slots=True)
class Path:
    """A click path: its half-open range of the view, and its steps in order.

    `steps` are ranges of the view, without separators, brackets that are all of a step, and the
    words that lead to the first one.
    """

    start: int
    end: int
    steps: tuple[Where, ...]


_SUBJECT = r"(?:缴费人|参保人员?|参保者|办理人|用户(?!中心)|本人|您|大家)"
LINKS = rf"""
    (?:{_SUBJECT}|可以|可|请|先|再|然后|随后|接着|之后|最后|并|依次|按提示|按照|按|通过|使用
      |用(?!户)|在(?!线)|从(?!业)|走|或者|或|也|(?:登录|登陆|进入)后
      |(?:操作|缴费|办理|具体|查询)?路径(?:为|是)?)+
"""
LEADS_IN = regex.compile(LINKS, regex.VERBOSE)
BUTTON = r"[【“‘「\[][^】”’」\]]+[】”’」\]]"
QUOTED = regex.compile(rf"{BUTTON}(?:[或和、及/]{BUTTON})*")
CLAUSE = regex.compile(
    r"(?:“[^“”\n]*”|‘[^‘’\n]*’|【[^【】\n]*】|（[^（）\n]*）|《[^《》\n]*》|[^，；。！？\n\t“【（《])+"
)
# How a step ends that runs on into the sentence: 「支付即可」, 「付款”往下走就行」.
_CUT = regex.compile(
    r"""(?<=.)(?:即可.*|就(?:行|能|可以?|好|完|成|OK|ok).*|往下走.*|等(?:步骤|操作|流程)?$
        |(?:来|进行|自行|自助)(?:缴费|查询|办理|操作).*|按(?:提示|照|步骤).*
        |办理(?:缴费|业务|参保).*|后(?:即|便)?可.*|(?<=记录|明细|情况|进度)(?:进行查询|查看|查到).*
        |[中里内](?:查看|查询|查到|下载|打印|办理|缴费|进行).*)""",
    regex.VERBOSE,
)
_AFTER_BRACKET = regex.compile(
    r"(?<=[】”’」])(?:可|即|进行|以|中|里|内|查|办|下(?!载)|按|就|后|来|完成|自助|缴费|进).*"
)
_BEFORE = regex.compile(r"[ 、，；:\ufe0f\u20e3\p{So}]*")
_OWN_BRACKETS = regex.compile(r"【([^【】]*)】|\[([^\[\]]*)\]|“([^“”]*)”|‘([^‘’]*)’|「([^「」]*)」")
_ENTERS = regex.compile(
    r"[^【“‘]{0,16}?(?:点击|点选|进入|选择|打开|点开|依次)(?=【[^【】]*】$|“[^“”]*”$|‘[^‘’]*’$)"
)
# 「未注册的可选择【银联实名认证注册】」: a click for some.
_FOR_SOME = r"(?:[未已没尚首新]\p{Han}{1,8}的(?:可以?|需|应|请)?)?"
# where one logs in is the provider
NOT_A_CLICK: Final = frozenset({"登录", "登陆", "下载", "查看"})
# An arrow makes a path by itself.
ARROW: Final = r"[-—=]{0,3}>+|→\ufe0f?|⟶|⇨|➤|►|▶\ufe0f?|☞|👉"
_NO_PATHS: Final = frozenset({Role.TITLE, Role.SIGNATURE, Role.NOISE})


@cache
def verb_pattern() -> regex.Pattern[str]:
    """A verb of clicking, behind the words that lead to it: 「然后点击」, 「请选择」."""
    return regex.compile(rf"(?:{LINKS})?{alternatives('click', 'verb')}(?!宝)", regex.VERBOSE)


@cache
def click_pattern() -> regex.Pattern[str]:
    """A click from the beginning of its clause: where (`menu`), and the `step` with its `verb`."""
    page = r"(?:(?:首页|主页|页面|[左右][上下]角|[上下]方)[中里内上]?)"
    return regex.compile(
        rf"""(?:{LINKS})?
             (?:在?{page}?(?P<menu>{BUTTON})(?:栏目|模块|专区|页面|板块|菜单)?[中里内下上]
               |在[^，。“”‘’]{{2,16}}[中里内上]|在{page})?
             (?P<step>{page}?{_FOR_SOME}(?P<verb>{alternatives("click", "verb")})(?!宝))""",
        regex.VERBOSE,
    )


@cache
def menu_pattern() -> regex.Pattern[str]:
    """What is written on a menu or a button: a whole known word, or one that ends like one."""
    whole, ending = alternatives("click", "menu"), alternatives("click", "ending")
    return regex.compile(
        rf"{alternatives('click', 'verb')}[^，。]{{1,16}}"
        rf"|[【“‘]?(?:{whole}|[\p{{Han}}A-Za-z“”（）]{{0,14}}{ending})[】”’]?"
    )


def blocks_with(reading: Reading, sign: regex.Pattern[str]) -> Iterator[Block]:
    """The blocks of the body that hold a sign, in order."""
    blocks = reading.blocks
    at = 0
    for match in sign.finditer(reading.text):
        if match.start() < at:
            continue
        block = blocks[bisect_right(blocks, match.start(), key=lambda block: block.start) - 1]
        at = block.end + 1
        if block.role not in _NO_PATHS:
            yield block


def split(text: str, start: int, end: int) -> Iterator[Where]:
    """The steps of a segment: 「输入姓名、身份证号，选择基本医疗保险」 is two."""
    at = start
    for clause in CLAUSE.finditer(text, start, end):
        if clause.start() > at and verb_pattern().match(text, clause.start(), end):
            yield from trimmed(text, at, clause.start())
            links = LEADS_IN.match(text, clause.start(), end)
            at = links.end() if links else clause.start()  # 「依次点击…」, 「再选择…」
    yield from trimmed(text, at, end)


def trimmed(text: str, start: int, end: int) -> Iterator[Where]:
    """A step without stops at its edges and without the sentence that it runs on into."""
    begin = _BEFORE.match(text, start, end)
    start = begin.end() if begin else start
    for cut in (_AFTER_BRACKET, _CUT):
        if found := cut.search(text, start, end):
            end = found.start()
    while end > start and text[end - 1] in " 、，；:。~）":
        if text[end - 1] == "）" and "（" in text[start:end]:
            break
        end -= 1
    if start < end:
        yield start, end


def unbracketed(text: str, steps: list[Where]) -> list[Where]:
    """The steps without brackets that are all of a step.

    Where the others are names of buttons only, 「登录微信进入【服务】」 is 服务 too.
    """
    brief = [_OWN_BRACKETS.fullmatch(text, *step) is not None for step in steps]
    buttons = any(brief) and all(
        own or _ENTERS.match(text, *step) for own, step in zip(brief, steps, strict=True)
    )
    found = []
    for (start, end), own in zip(steps, brief, strict=True):
        if not own and buttons and (enters := _ENTERS.match(text, start, end)):
            start, own = enters.end(), True
        found.append((start + 1, end - 1) if own else (start, end))
    return found

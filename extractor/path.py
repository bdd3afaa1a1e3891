"""Click paths: the menus and buttons that a notice tells one to press, in any notation.

「我→服务→城市服务」, 「首页 - 社保 - 缴费」, 「我/服务/社保」, 「【我要办税】【社保费申报】」,
「第一步：实名登录；第二步：点击“社保业务”」, 「点击【我要办税】，选择【社会保险费申报】」.
What stands inside one is an instruction: an amount there restates a fee, a verb there is no duty.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from weakref import WeakKeyDictionary

import regex

from extractor.atoms.term import lexicon
from extractor.outline import Block, Role
from extractor.reading import Reading, Where


@dataclass(frozen=True, slots=True)
class Path:
    """A click path: its half-open range of the view, its steps in order, the words before it.

    `steps` are ranges of the view, without separators, brackets that are all of a step, and the
    words that lead to the first one; `head` is what stands before the path in its sentence
    (「支付宝:」, 「登录“国家医保服务平台”APP，依次」), None where nothing does.
    """

    start: int
    end: int
    steps: tuple[Where, ...]
    head: Where | None


_CACHE: WeakKeyDictionary[Reading, list[Path]] = WeakKeyDictionary()

# An arrow makes a path by itself; a dash, a slash or a bar only between words of a menu.
_ARROW = r"[-—=]{0,3}>+|→\ufe0f?|⟶|⇨|➤|►|▶\ufe0f?|☞|👉"
_SEPARATOR = regex.compile(
    rf"""
    (?P<arrow>{_ARROW})
    |(?P<bracket>(?<=[】\]])(?=[【\[])|(?<=”)(?=“)|(?<=’)(?=‘))
    |(?P<closing>》)          # 微信》我》服务
    |(?P<weak>[-—]{{1,2}}|[/|丨\\])
    """,
    regex.VERBOSE,
)
# One pass over the view finds the blocks to look at; most hold dates, phones and amounts only.
_SIGN = regex.compile(r"[>→⟶⇨➤►▶☞👉》]|】【|”“|’‘|[-—/|丨\\](?=[“‘【（「\p{Han}A-Za-z])")
_SMALL_NUMBER = regex.compile(r"②|[:，。；]2[.、](?!\d)")
_TITLE = regex.compile(r"《[^《》\n]*》|<[^<>\n]*>")
# What a step is made of: anything but stops, and brackets only with what they hold.
_UNIT = r"""
    (?:“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|【[^【】\n]{1,60}】|《[^《》\n]{1,40}》|（[^（）\n]{0,40}）|「[^「」\n]{1,40}」
      |[^，。；:！？“”‘’【】《》「」（）\n\t])
"""
_UNITS = regex.compile(rf"{_UNIT}{{1,50}}", regex.VERBOSE)
_UNITS_BEFORE = regex.compile(rf"(?r){_UNIT}{{1,50}}", regex.VERBOSE)
_WORD = regex.compile(r"[\p{Han}A-Za-z]")
_SUBJECT = r"(?:缴费人|参保人员?|参保者|办理人|用户(?!中心)|本人|您|大家)"
_LINKS = rf"""
    (?:{_SUBJECT}|可以|可|请|先|再|然后|随后|接着|之后|最后|并|依次|按提示|按照|按|通过|使用
      |用(?!户)|在(?!线)|从(?!业)|走|或者|或|也|(?:登录|登陆|进入)后
      |(?:操作|缴费|办理|具体|查询)?路径(?:为|是)?)+
"""
_LEADS_IN = regex.compile(_LINKS, regex.VERBOSE)
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
_OWN_BRACKETS = regex.compile(r"【([^【】]*)】|\[([^\[\]]*)\]|“([^“”]*)”|‘([^‘’]*)’|「([^「」]*)」")
_ENTERS = regex.compile(
    r"[^【“‘]{0,16}?(?:点击|点选|进入|选择|打开|点开|依次)(?=【[^【】]*】$|“[^“”]*”$|‘[^‘’]*’$)"
)
_TAIL = regex.compile(r"[”」](?P<verb>下载并打印|下载打印|打印下载|下载|打印)(?![\p{Han}])")
_NUMBERED = regex.compile(
    r"""(?:第(?P<a>[一二三四五六七八九十\d]{1,2})步|步骤(?P<b>[一二三四五六七八九十\d]{1,2})
          |[Ss][Tt][Ee][Pp]\.?(?P<c>\d{1,2}))(?:[:、，,.）]|(?=\p{Han}))""",
    regex.VERBOSE,
)
_CIRCLED = regex.compile(r"[①-⑩]|(?<=[:，。；])[1-9][.、](?!\d)")
_STOP = regex.compile(r"[；。\n]")
_CLAUSE = regex.compile(
    r"(?:“[^“”\n]*”|‘[^‘’\n]*’|【[^【】\n]*】|（[^（）\n]*）|《[^《》\n]*》|[^，；。！？\n\t“【（《])+"
)
_BUTTON = r"[【“‘「\[][^】”’」\]]+[】”’」\]]"
# 「缴费24小时后登录“某某通”APP→我的」: what stands before the first click
_TOLD_FIRST = regex.compile(r"[^“【→]{0,20}?(?:[\d一二三四五六七八九十]\p{Han}{1,4}后|[，。:])(?=登录|登陆|打开|进入|关注|在|通过)")
_PRESSES = regex.compile(r"(?:点|选|进入?|搜|找到|打开|[录输]入)\p{Han}{0,8}?[【“‘「\[]")
_QUOTED = regex.compile(rf"{_BUTTON}(?:[或和、及/]{_BUTTON})*")
# 「未注册的可选择【银联实名认证注册】」: a click for some.
_FOR_SOME = r"(?:[未已没尚首新]\p{Han}{1,8}的(?:可以?|需|应|请)?)?"
_NOT_A_CLICK: Final = frozenset(
    {"登录", "登陆", "下载", "查看"}
)  # where one logs in is the provider
_PERHAPS_A_CLICK: Final = frozenset({"关注", "打开", "扫码", "扫描"})
# clicks on nothing in brackets that go on from a path all the same
_FILLS_IN = regex.compile(r"(?:再|然后|并|最后)?(?:输入|录入|填写|填入|核对|核实|选择|确认|提交|支付|付款)")
_OWN_CHAIN = regex.compile(rf"{_ARROW}|\d{{7}}")
_NO_ENTRY = regex.compile(r"[，。、元%]|\d[年月日]|可以|包括|应当|均可|以及")
_POINTS_TO = regex.compile(r"(?:[:。“→（]|路径[为是]?|为)$|依次点?[击选]?$")
_FOLLOWED = regex.compile(r"(?:后)?进行(?P<verb>缴费|缴纳|支付|查询|申报)$")
_NO_PATHS: Final = frozenset({Role.TITLE, Role.SIGNATURE, Role.NOISE})
_ACCOUNTS: Final = frozenset({"account", "mini_program", "app"})
_LISTED: Final = frozenset({"num", "nump", "circle", "bullet"})


@cache
def _verbs() -> str:
    words = lexicon()["click"]["verb"]["terms"]
    return "|".join(sorted(map(regex.escape, words), key=len, reverse=True))


@cache
def _starts_with_verb() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{_LINKS})?(?:{_verbs()})(?!宝)", regex.VERBOSE)


@cache
def _click() -> regex.Pattern[str]:
    page = r"(?:(?:首页|主页|页面|[左右][上下]角|[上下]方)[中里内上]?)"
    return regex.compile(
        rf"""(?:{_LINKS})?
             (?:在?{page}?(?P<menu>{_BUTTON})(?:栏目|模块|专区|页面|板块|菜单)?[中里内下上]
               |在[^，。“”‘’]{{2,16}}[中里内上]|在{page})?
             (?P<step>{page}?{_FOR_SOME}(?P<verb>{_verbs()})(?!宝))""",
        regex.VERBOSE,
    )


@cache
def _menu() -> regex.Pattern[str]:
    """What is written on a menu or a button: a whole known word, or one that ends like one."""
    click = lexicon()["click"]
    whole = "|".join(map(regex.escape, click["menu"]["terms"]))
    ending = "|".join(map(regex.escape, click["ending"]["terms"]))
    return regex.compile(
        rf"(?:{_verbs()})[^，。]{{1,16}}"
        rf"|[【“‘]?(?:{whole}|[\p{{Han}}A-Za-z“”（）]{{0,14}}(?:{ending}))[】”’]?"
    )


def paths(reading: Reading) -> list[Path]:
    """The click paths of a notice in order, none inside another; read once and kept.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("支付宝：市民中心—社保—社保缴费。集中缴费期为2023年11月—12月。"))
    >>> [[reading.words(step) for step in path.steps] for path in paths(reading)]
    [['市民中心', '社保', '社保缴费']]
    """
    if reading not in _CACHE:
        numbered = [*_numbered(reading), *_circled(reading), *_listed(reading)]
        taken = _Taken(numbered)
        chained = [path for path in _chained(reading) if taken.free(path.start, path.end)]
        taken = _Taken([*numbered, *chained])
        told = [path for path in _told(reading) if taken.free(path.start, path.end)]
        _CACHE[reading] = sorted([*numbered, *chained, *told], key=lambda path: path.start)
    return _CACHE[reading]


class _Taken:
    """Ranges that a path has claimed already."""

    def __init__(self, found: list[Path]) -> None:
        self.found = sorted(found, key=lambda path: path.start)
        self.starts = [path.start for path in self.found]

    def free(self, start: int, end: int) -> bool:
        at = bisect_right(self.starts, start)
        before = self.found[at - 1].end <= start if at else True
        return before and (at == len(self.found) or self.found[at].start >= end)


# ── chains: a→b→c, a-b-c, a/b/c, 【a】【b】 ────────────────────────────────────────────────────


def _chained(reading: Reading) -> Iterator[Path]:
    text = reading.text
    links = reading.atoms_in(0, len(text), "LINK")
    for block in _blocks_with(reading, _SIGN):
        separators = [
            separator
            for separator in _separators(reading, block)
            if not any(link.start <= separator[0] < link.end for link in links)
        ]
        run: list[tuple[int, int, bool]] = []
        for separator in separators:
            if run and not _is_middle(text, run[-1][1], separator[0]):
                yield from _chain(reading, block, run)
                run = []
            run.append(separator)
        if run:
            yield from _chain(reading, block, run)


def _blocks_with(reading: Reading, sign: regex.Pattern[str]) -> Iterator[Block]:
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


def _separators(reading: Reading, block: Block) -> Iterator[tuple[int, int, bool]]:
    """Start, end, and whether it makes a path by itself."""
    text = reading.text
    titles = [title.span() for title in _TITLE.finditer(text, block.body, block.end)]
    for match in _SEPARATOR.finditer(text, block.body, block.end):
        start, end = match.span()
        if start == block.body or end == block.end or any(a < start < b for a, b in titles):
            continue
        left, right = text[start - 1], text[end]
        if match["weak"] is None:
            yield start, end, left not in "”’" or match["bracket"] is None
        elif (left in "”’】）」]" or _WORD.match(left)) and (
            right in "“‘【（「[" or _WORD.match(right)
        ):
            yield start, end, left in "】]" and right in "【["


def _is_middle(text: str, start: int, end: int) -> bool:
    """Whether a step, or steps that commas part, stands between two separators."""
    units = _UNITS.match(text, start, end)
    if units is None or units.end() - start > 50:
        return False
    while units.end() < end:
        comma = units.end()
        if text[comma] != "，" or not _starts_with_verb().match(text, comma + 1, end):
            return False
        units = _UNITS.match(text, comma + 1, end)
        if units is None:
            return False
    return True


def _chain(reading: Reading, block: Block, run: list[tuple[int, int, bool]]) -> Iterator[Path]:
    text = reading.text
    begin = _begin(reading, block, run[0][0])
    end, quoted = _end(text, run[-1][1], block.end)
    if begin is None or end is None:
        return
    bounds = [begin, *(edge for start, stop, _ in run for edge in (start, stop)), end]
    segments = [(bounds[at], bounds[at + 1]) for at in range(0, len(bounds), 2)]
    head_end, first = _first(reading, segments[0])
    if first == segments[0][1]:
        del segments[0]
        first = segments[0][0]
    else:
        segments[0] = (first, segments[0][1])
    steps = [step for segment in segments for step in _split(text, *segment)]
    if len(steps) < 2 or not (
        any(strong for _, _, strong in run) or _is_menu(reading, block, steps, quoted)
    ):
        return
    steps = _unbracketed(text, steps)
    if quoted and (tail := _TAIL.match(text, end)):
        steps.append(tail.span("verb"))
    sentence = _sentence(text, block, first)
    yield Path(
        first, steps[-1][1], tuple(steps), (sentence, head_end) if sentence < head_end else None
    )


def _sentence(text: str, block: Block, at: int) -> int:
    return max(block.body, *(text.rfind(stop, block.body, at) + 1 for stop in "。；！？"))


def _unbracketed(text: str, steps: list[Where]) -> list[Where]:
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


def _begin(reading: Reading, block: Block, separator: int) -> int | None:
    """Where the first step begins: behind the last stop, or the clauses of clicks before it."""
    text = reading.text
    units = _UNITS_BEFORE.match(text, block.body, separator)
    if units is None:
        return None
    begin = units.start()
    while begin > block.body and text[begin - 1] == "，" and _starts_with_verb().match(text, begin):
        clause = _UNITS_BEFORE.match(text, block.body, begin - 1)
        if (
            clause is None
            or (click := _click().match(text, clause.start(), clause.end())) is None
            or click["verb"] in _NOT_A_CLICK
            or reading.atoms_in(clause.start(), clause.end(), "LINK")
        ):
            break
        begin = clause.start()
    return begin


def _end(text: str, start: int, limit: int) -> tuple[int | None, bool]:
    """Where the last step ends, and whether a quotation mark closes the path."""
    units = _UNITS.match(text, start, limit)
    if units is None:
        return None, False
    end = units.end()
    while end < limit and text[end] == "，" and _starts_with_verb().match(text, end + 1, limit):
        units = _UNITS.match(text, end + 1, limit)
        if units is None or not (
            _QUOTED.search(text, end + 1, units.end()) or _FILLS_IN.match(text, end + 1)
        ):
            break
        end = units.end()
    return end, end < limit and text[end] in "”’」"


def _first(reading: Reading, segment: Where) -> tuple[int, int]:
    """Where the words before the first step end, and where the step begins."""
    start, end = segment
    if reading.atoms_in(start, end, "LINK"):
        return end, end  # 「登录某省电子税务局（https://…）→我要办税」
    if told := _TOLD_FIRST.match(reading.text, start, end):
        start = told.end()
    links = _LEADS_IN.match(reading.text, start, end)
    begin = links.end() if links and links.end() < end else start
    # 「微信支付 微信→我→服务」, 「云闪付 首页→社保」: the channel's name, a blank, the first step
    for atom in reading.atoms_in(begin, end, "PROVIDER"):
        if atom.start == begin and atom.end < end and _blank_after(reading, atom.end):
            return atom.end, atom.end
        break
    return begin, begin


def _blank_after(reading: Reading, at: int) -> bool:
    origin = reading.outline.view.origin
    between = reading.notice.text[origin[at - 1] + 1 : origin[at]]
    return bool(between) and "\n" not in between


def _split(text: str, start: int, end: int) -> Iterator[Where]:
    """The steps of a segment: 「输入姓名、身份证号，选择基本医疗保险」 is two."""
    at = start
    for clause in _CLAUSE.finditer(text, start, end):
        if clause.start() > at and _starts_with_verb().match(text, clause.start(), end):
            yield from _step(text, at, clause.start())
            links = _LEADS_IN.match(text, clause.start(), end)
            at = links.end() if links else clause.start()  # 「依次点击…」, 「再选择…」
    yield from _step(text, at, end)


def _step(text: str, start: int, end: int) -> Iterator[Where]:
    while start < end and text[start] in " 、，；:\ufe0f":
        start += 1
    for cut in (_AFTER_BRACKET, _CUT):
        if found := cut.search(text, start, end):
            end = found.start()
    while end > start and text[end - 1] in " 、，；:。~）":
        if text[end - 1] == "）" and "（" in text[start:end]:
            break
        end -= 1
    if start < end:
        yield start, end


def _is_menu(reading: Reading, block: Block, steps: list[Where], quoted: bool) -> bool:
    """Whether dashes or slashes part menu entries, and not dates, names or alternatives."""
    text = reading.text
    words = [text[start:end] for start, end in steps]
    if any(len(word) > 24 or _NO_ENTRY.search(word) for word in words):
        return False
    begin = steps[0][0]
    before = max(block.start, begin - 24)
    named = bool(reading.atoms_in(before, begin, "PROVIDER"))
    if begin == block.body and block.index:  # 「“某某税”公众号」, and its menu in the line below
        above = reading.blocks[block.index - 1]
        known_above = reading.atoms_in(above.start, above.end, "PROVIDER")
        if known_above and known_above[-1].end >= above.end - 1:
            return all(_menu().fullmatch(word) for word in words)
    known = sum(_menu().fullmatch(word) is not None for word in words)
    if named and (
        quoted
        or _POINTS_TO.search(text, before, begin)
        or all(word[-1] in "”’」" for word in words)
    ):
        return known >= 1
    if len(words) == 2:  # 「“某税务”公众号—社保缴费」
        start, end = steps[0]
        opens = [atom.end for atom in reading.atoms_in(start, end, "PROVIDER")]
        named = any(at == end or (text[at] in "“‘「" and text[end - 1] in "”’」") for at in opens)
        return named and known == 1 and not reading.atoms_in(*steps[1], "PROVIDER")
    return len(words) >= 3 and (known >= 2 or (named and known >= 1))


# ── numbered: 第一步…；第二步… ────────────────────────────────────────────────────────────────


def _numbered(reading: Reading) -> Iterator[Path]:
    text = reading.text
    if "步" not in text and "tep" not in text and "TEP" not in text:
        return
    marks = list(_NUMBERED.finditer(text))
    run: list[regex.Match[str]] = []
    for mark in marks:
        if run and (_ordinal(mark) != len(run) + 1 or mark.start() - run[-1].end() > 160):
            yield from _steps_of(reading, [m.span() for m in run])
            run = []
        if run or _ordinal(mark) == 1:
            run.append(mark)
    yield from _steps_of(reading, [m.span() for m in run])


def _ordinal(mark: regex.Match[str]) -> int:
    word = mark["a"] or mark["b"] or mark["c"]
    return int(word) if word.isdecimal() else "一二三四五六七八九十".find(word) + 1


def _circled(reading: Reading) -> Iterator[Path]:
    """「①打开微信；②点击“服务”；③选择“社保”」: clicks in one paragraph under small numbers."""
    text = reading.text
    for block in _blocks_with(reading, _SMALL_NUMBER):
        marks = list(_CIRCLED.finditer(text, block.start, block.end))
        if len(marks) < 3:
            continue
        spans = [mark.span() for mark in marks]
        if (
            sum(_starts_with_verb().match(text, end) is not None for _, end in spans)
            >= len(spans) - 1
        ):
            yield from _steps_of(reading, spans)


def _listed(reading: Reading) -> Iterator[Path]:
    """「支付宝缴费」 over 「1.打开支付宝」, 「2.点击“市民中心”」, 「3.选择“社保”」."""
    text = reading.text
    run: list[Block] = []
    for block in [*reading.blocks, None]:
        goes_on = (
            block is not None
            and block.role in (Role.ITEM, Role.HEADING)
            and block.marker in _LISTED
            and block.end - block.body <= 60
            and _starts_with_verb().match(text, block.body, block.end) is not None
            and _OWN_CHAIN.search(text, block.body, block.end) is None
        )
        if run and not (goes_on and block and block.parent is run[0].parent):
            above = run[0].parent
            if (
                len(run) >= 3
                and above is not None
                and reading.atoms_in(above.start, run[0].end, "PROVIDER")
            ):
                yield from _steps_of(reading, [(item.body, item.body) for item in run])
            run = []
        if goes_on and block:
            run.append(block)


def _steps_of(reading: Reading, marks: list[Where]) -> Iterator[Path]:
    if len(marks) < 2:
        return
    text = reading.text
    steps: list[Where] = []
    for (_, start), following in zip(marks, [*marks[1:], None], strict=False):
        stop = _STOP.search(text, start)
        end = following[0] if following else stop.start() if stop else len(text)
        line = text.find("\n", start, end)
        steps += _split(text, start, end if line < 0 else line)
    if len(steps) < 2:
        return
    steps = _unbracketed(text, steps)
    begin = marks[0][0]
    floor = max(text.rfind("\n", 0, begin) + 1, 0)
    head = (floor, begin) if floor < begin else None
    yield Path(begin, steps[-1][1], tuple(steps), head)


# ── told: 点击【我要办税】，选择【社会保险费申报及缴纳】进行缴费 ──────────────────────────────


def _told(reading: Reading) -> Iterator[Path]:
    """Clicks told in clauses: at least one on something in brackets, in a block with a provider."""
    text = reading.text
    for block in _blocks_with(reading, _PRESSES):
        run: list[regex.Match[str]] = []
        stop = block.body
        for clause in _CLAUSE.finditer(text, block.body, block.end):
            apart = clause.start() > stop and text[clause.start() - 1] != "，"
            colon = text.rfind(":", clause.start(), clause.end()) + 1
            click = _click_in(reading, colon or clause.start(), clause.end())
            if run and (apart or click is None):
                yield from _telling(reading, block, run)
                run = []
            stop = clause.end()
            if click is not None and clause.end() - clause.start() <= 60:
                run.append(click)
        if run:
            yield from _telling(reading, block, run)


def _click_in(reading: Reading, start: int, end: int) -> regex.Match[str] | None:
    """The click that a clause tells, behind the name of the channel where it begins with one."""
    click = _click().match(reading.text, start, end)
    if click is None:
        for atom in reading.atoms_in(start, end, "PROVIDER"):
            if click := _click().match(reading.text, atom.end, end):
                break
    return click


def _with_kind(reading: Reading, end: int) -> int:
    """「搜索“某医保”|小程序」: what the quoted name is belongs to it."""
    kind = next(iter(reading.atoms_in(end, end + 1, "PROVIDER")), None)
    return kind.end if kind and kind.value in _ACCOUNTS else end


def _telling(reading: Reading, block: Block, run: list[regex.Match[str]]) -> Iterator[Path]:
    text = reading.text
    steps: list[Where] = []
    on_button = False
    for click in run:
        start = click.start("step")
        if click["menu"]:  # 「在“生活缴费”里点“社保”」
            steps.append((click.start("menu") + 1, click.end("menu") - 1))
        clause = _CLAUSE.match(text, start, block.end)
        assert clause is not None  # the click was found in it
        button = _QUOTED.search(text, start, clause.end())
        if not on_button and (
            click["verb"] in _NOT_A_CLICK or (click["verb"] in _PERHAPS_A_CLICK and len(run) == 1)
        ):
            continue
        if button is None or (not on_button and click["verb"] in _PERHAPS_A_CLICK):
            steps += _step(text, start, clause.end())
            continue
        end = _with_kind(reading, button.end())
        steps.append((start, end))
        if end > button.end():
            continue  # 「进入“某医保”小程序」 opens an account and presses nothing
        on_button = True
        if tail := _FOLLOWED.match(text, button.end(), clause.end()):
            steps.append(tail.span("verb"))
    if not on_button or not reading.atoms_in(block.start, steps[-1][1], "PROVIDER"):
        return
    begin = steps[0][0]
    sentence = _sentence(text, block, begin)
    yield Path(begin, steps[-1][1], tuple(steps), (sentence, begin) if sentence < begin else None)

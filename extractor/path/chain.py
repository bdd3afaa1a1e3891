"""Chains of menus: a→b→c, a-b-c, a/b/c, 【a】【b】."""

from __future__ import annotations

from collections.abc import Iterator

from extractor import pattern as regex
from extractor.outline import Block
from extractor.path.step import (
    ARROW,
    LEADS_IN,
    NOT_A_CLICK,
    QUOTED,
    Path,
    blocks_with,
    click_pattern,
    menu_pattern,
    split,
    unbracketed,
    verb_pattern,
)
from extractor.provider import WALLETS
from extractor.reading import Reading, Where

# A dash, a slash or a bar makes a path only between words of a menu.
_SEPARATOR = regex.compile(
    rf"""
    (?P<arrow>{ARROW})
    |(?P<bracket>(?<=[】\]])(?=[【\[])|(?<=”)(?=“)|(?<=’)(?=‘))
    |(?P<listed>(?<=[】\]])、(?=[【\[]))  # 依次选择【首页】、【社保】
    |(?P<closing>》)          # 微信》我》服务
    |(?P<weak>[-—]{{1,2}}|[/|丨\\])
    """,
    regex.VERBOSE,
)
# One pass over the view finds the blocks to look at; most hold dates, phones and amounts only.
_SIGN = regex.compile(r"[>→⟶⇨➤►▶☞👉》]|】、?【|”“|’‘|[-—/|丨\\](?=[“‘【（「\[\p{Han}A-Za-z])")
_TITLE = regex.compile(r"《[^《》\n]*》|<[^<>\n]*>")
# What a step is made of: anything but stops, and brackets only with what they hold.
_UNIT = r"""
    (?:“[^“”\n]{1,40}”|‘[^‘’\n]{1,40}’|【[^【】\n]{1,60}】|《[^《》\n]{1,40}》|（[^（）\n]{0,40}）|「[^「」\n]{1,40}」
      |[^，。；:！？“”‘’【】《》「」（）\n\t])
"""
_UNITS = regex.compile(rf"{_UNIT}{{1,50}}", regex.VERBOSE)
_UNITS_BEFORE = regex.compile(rf"(?r){_UNIT}{{1,50}}", regex.VERBOSE)
_WORD = regex.compile(r"[\p{Han}A-Za-z]")
_TAIL = regex.compile(r"[”」](?P<verb>下载并打印|下载打印|打印下载|下载|打印)(?![\p{Han}])")
# 「缴费24小时后登录“某某通”APP→我的」: what stands before the first click
_TOLD_FIRST = regex.compile(
    r"[^“【→]{0,20}?(?:[\d一二三四五六七八九十]\p{Han}{1,4}后|[，。:])(?=登录|登陆|打开|进入|关注|在|通过)"
)
# clicks on nothing in brackets that go on from a path all the same
_FILLS_IN = regex.compile(
    r"(?:再|然后|并|最后)?(?:输入|录入|填写|填入|核对|核实|选择|确认|提交|支付|付款)"
)
_NO_ENTRY = regex.compile(r"[，。、元%]|\d[年月日]|可以|包括|应当|均可|以及")
_POINTS_TO = regex.compile(r"(?:[:。“→（]|路径[为是]?|为)$|依次(?:点[击选]?|选择?|进入|打开)?$")
# 「操作路径:某某专区/某市/医保缴费」
_PATH_LEAD = regex.compile(r"(?:路径|步骤|流程|入口)(?:[是为]|如下)?[:：]?$")
_IN_ORDER = regex.compile(r"(?r)依次\p{Han}{0,4}(?:[【\[][^【】\[\]\n]{1,20}[】\]]、?)+")


def chained(reading: Reading) -> Iterator[Path]:
    """The paths whose steps an arrow, a dash, a slash or brackets side by side part."""
    text = reading.text
    links = reading.atoms_in(0, len(text), "LINK")
    for block in blocks_with(reading, _SIGN):
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


def _separators(reading: Reading, block: Block) -> Iterator[tuple[int, int, bool]]:
    """Start, end, and whether it makes a path by itself."""
    text = reading.text
    titles = [title.span() for title in _TITLE.finditer(text, block.body, block.end)]
    for match in _SEPARATOR.finditer(text, block.body, block.end):
        start, end = match.span()
        if start == block.body or end == block.end or any(a < start < b for a, b in titles):
            continue
        left, right = text[start - 1], text[end]
        if match["listed"] and not _IN_ORDER.match(text, block.body, end):
            continue
        if match["weak"] is None:
            yield start, end, left not in "”’" or match["bracket"] is None
        elif (left in "”’】）」]" or _WORD.match(left)) and (
            right in "“‘【（「[" or _WORD.match(right)
        ):
            yield start, end, left in "】]" and right in "【["


def _is_middle(text: str, start: int, end: int) -> bool:
    """Whether a or steps that commas part, stands between two separators."""
    units = _UNITS.match(text, start, end)
    if units is None or units.end() - start > 50:
        return False
    while units.end() < end:
        comma = units.end()
        if text[comma] != "，" or not verb_pattern().match(text, comma + 1, end):
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
    first = _first(reading, segments[0])
    if first == segments[0][1]:
        del segments[0]
        first = segments[0][0]
    else:
        segments[0] = (first, segments[0][1])
    steps = [step for segment in segments for step in split(text, *segment)]
    if len(steps) < 2 or not (
        any(strong for _, _, strong in run) or _is_menu(reading, block, steps, quoted)
    ):
        return
    steps = unbracketed(text, steps)
    if quoted and (tail := _TAIL.match(text, end)):
        steps.append(tail.span("verb"))
    yield Path(first, steps[-1][1], tuple(steps))


def _begin(reading: Reading, block: Block, separator: int) -> int | None:
    """Where the first step begins: behind the last stop, or the clauses of clicks before it."""
    text = reading.text
    floor = block.body
    if block.lead and text[block.lead[1]] == "】":  # 【微信】打开微信→我
        floor = block.lead[1] + 1
    units = _UNITS_BEFORE.match(text, floor, separator)
    if units is None:
        return None
    begin = units.start()
    while begin > floor and text[begin - 1] == "，" and verb_pattern().match(text, begin):
        clause = _UNITS_BEFORE.match(text, floor, begin - 1)
        if (
            clause is None
            or (click := click_pattern().match(text, clause.start(), clause.end())) is None
            or click["verb"] in NOT_A_CLICK
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
    while end < limit and text[end] == "，" and verb_pattern().match(text, end + 1, limit):
        units = _UNITS.match(text, end + 1, limit)
        if units is None or not (
            QUOTED.search(text, end + 1, units.end()) or _FILLS_IN.match(text, end + 1)
        ):
            break
        end = units.end()
    return end, end < limit and text[end] in "”’」"


def _first(reading: Reading, segment: Where) -> int:
    """Where the first step begins, behind the words that lead to it."""
    start, end = segment
    if reading.atoms_in(start, end, "LINK"):
        return end  # 「登录某省电子税务局（https://…）→我要办税」
    if told := _TOLD_FIRST.match(reading.text, start, end):
        start = told.end()
    links = LEADS_IN.match(reading.text, start, end)
    begin = links.end() if links and links.end() < end else start
    # 「微信支付 微信→我→服务」, 「云闪付 首页→社保」: the channel's name, a blank, the first step
    for atom in reading.atoms_in(begin, end, "PROVIDER"):
        if atom.start == begin and atom.end < end:
            quoted = atom.value in WALLETS and reading.text[atom.end] in "“‘【"  # 微信“我”-“服务”
            if quoted or _blank_after(reading, atom.end):
                return atom.end
        break
    return begin


def _blank_after(reading: Reading, at: int) -> bool:
    origin = reading.outline.view.origin
    between = reading.notice.text[origin[at - 1] + 1 : origin[at]]
    return bool(between) and "\n" not in between


def _is_menu(reading: Reading, block: Block, steps: list[Where], quoted: bool) -> bool:
    """Whether dashes or slashes part menu entries, and not dates, names or alternatives."""
    text = reading.text
    words = [text[start:end] for start, end in steps]
    if any(len(word) > 24 or _NO_ENTRY.search(word) for word in words):
        return False
    begin = steps[0][0]
    if _PATH_LEAD.search(text, block.start, begin):
        return True
    before = max(block.start, begin - 24)
    named = bool(reading.atoms_in(before, begin, "PROVIDER"))
    if begin == block.body and block.index:  # 「“某某税”公众号」, and its menu in the line below
        above = reading.blocks[block.index - 1]
        known_above = reading.atoms_in(above.start, above.end, "PROVIDER")
        if known_above and known_above[-1].end >= above.end - 1:
            return all(menu_pattern().fullmatch(word) for word in words)
    known = sum(menu_pattern().fullmatch(word) is not None for word in words)
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

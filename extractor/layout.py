"""The view: the notice's text without its layout, each character with the way back.

Two strings stand behind every rule: text → view. The view is the text with digits, letters,
brackets and colons folded one to one, layout white space gone, and sentences that the layout had
cut put together again. One line of the view is one paragraph, heading, list item or
table row; cells of a row are parted by a tab.
"""

from __future__ import annotations

import itertools
from array import array
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractor import pattern as regex
from extractor.pattern import compiled

# One to one, so that folding never moves a character. Never NFKC: it would turn ， into the
# thousands separator and Ⅱ into two letters.
FOLD: Final = str.maketrans(
    {
        **{
            chr(0xFF01 + i): chr(0x21 + i)
            for i in range(94)
            if chr(0xFF01 + i) not in "，；？！（）"
        },
        "(": "（",
        ")": "）",
        ";": "；",
        "?": "？",
        "!": "！",
        "￥": "¥",
        "〜": "~",
        "∼": "~",
        "−": "-",
        "‐": "-",
        "‑": "-",
        "–": "—",
        "―": "—",
        "─": "—",
        "➔": "→",
        "➜": "→",
        "➡": "→",
        "⇒": "→",
        "›": ">",
        "»": ">",
        "〖": "【",
        "〗": "】",
        "帐": "账",  # 个人帐户
        "\t": "\t",
    }
)

BLANK = r" \t\u3000\xa0\u2000-\u200f\u202f\u205f\u2060\ufeff"
_GAP = regex.compile(rf"[{BLANK}]+")
_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")

NUMERAL = "一二三四五六七八九十"
# After a bare or decimal number at the head of a line: 「30年」, 「2.5倍」 are amounts, no numbering.
_UNIT = r"(?:[年月日元个万亿倍天周时分秒岁名种项所家类条户次人级点%](?!缴费|人账户|人缴费|份|度|限|间|段|员|目)|工作日)"
# After a blank fewer words are units: 「3.1 年缴」, 「2.2 人员范围」 are numbered, 「1.5 倍」 is not.
_MEASURE = "(?:[元万亿倍%折岁]|个(?!人)|年(?![缴交度内底初])|月[。，、]|周岁)"
MARKER: Final = regex.compile(
    rf"""
    (?P<hash>\#{{1,6}}(?=[^\#]))?
    (?P<bullet>[-*•●▶►■□◆◇★☆▪◎○※✦➤✔✓☑]+\ufe0f?|——)?
    (?:
      (?P<cn>[{NUMERAL}]{{1,3}}(?:[、.．]|[:：](?=\p{{Han}})))
    | (?P<cnp>（(?:[{NUMERAL}]{{1,3}}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}})）[、.]?)
    | (?P<step>第[{NUMERAL}]{{1,3}}[章节条])
    | (?P<question>(?:\d{{0,2}}问|Q|Q\d{{1,2}}|问题[{NUMERAL}\d]{{1,2}}|提问|记者|主持人|网友(?!:.{{0,120}}(?:收悉|[答回]复如下)))[:、.]|【(?:主持人|记者|网友|提问)】)
    | (?P<answer>(?:\d{{0,2}}答|A|A\d{{1,2}}|答复|回答|解答|负责人|嘉宾|工作人员|\p{{Han}}{{1,3}}(?:局长|主任|科长))[:、.]|【(?:嘉宾|答复|回答|解答)】)
    | (?P<part>PART[. ]?\d{{1,2}}[:、.]?[ \t\u3000]*|第[{NUMERAL}]{{1,3}}部分(?:[:、]|[ \t\u3000]+|(?=\p{{Han}})))
    | (?P<dec>\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}
        (?:[ \t\u3000]+(?!{_MEASURE})|(?!{_UNIT}))(?=[\p{{Han}}“【《]))
    | (?P<digit>0\d[ \t\u3000]+(?=[\p{{Han}}“])|\d{{1,2}}[ \u3000]+(?!{_UNIT})(?=\p{{Han}}(?:(?![ \u3000]{{2}})[^。，；:\d\t\n]){{1,19}}$))
    | (?P<num>\d{{1,2}}(?:[、．]|/[ \u3000]?(?=[\p{{Han}}“])|\.(?!\d)|\.(?=20\d\d年)))
    | (?P<nump>（(?:\d{{1,2}}|[a-h])）|(?:\d{{1,2}}|[a-h])）)
    | (?P<circle>[①-⑳⑴-⒇❶-❿🔟]|\d\ufe0f?\u20e3|[B-H][、.．](?=[\p{{Han}}“【《]))
    )?
    """,
    regex.VERBOSE,
)
# ３，４６０．００: between wide digits a wide comma parts thousands.
_WIDE_THOUSANDS = regex.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_LABEL = regex.compile(r"【[^【】]{1,20}】$")
_SEPARATOR = regex.compile(r"(?:[-—_=*·.~—─]{3,}|\|(?:[ ]*:?-{2,}:?[ ]*\|)+)$")
# | 区县 | 电话 |: the bars part the cells
_BARRED = regex.compile(r"\|[^|]*(?:\|[^|]*)+\|$")
# 某区｜8222333｜8222444, line after line: bars part the cells without closing the row
_INNER_BARS = regex.compile(r"[^|。]{1,30}(?:\|[^|。]{0,40})+")
_BAR = regex.compile(rf"[{BLANK}]*\|[{BLANK}]*|[{BLANK}]+")
# a bare number far from the margin, alone on its line: the number of a page
_LONE_NUMBER = regex.compile(r"\d{1,2}$")
_PAGE_NUMBER = regex.compile(
    r"[-—]+[ ]*\d{1,3}[ ]*[-—]+$|第[ ]*\d{1,3}[ ]*页(?:[ ]*[,，/]?[ ]*共[ ]*\d{1,3}[ ]*页)?$"
)

DOCUMENT_TYPE: Final = (
    "通知|公告|通告|公示|问答|解读|指南|须知|温馨提示|温馨提醒|提醒|告知书|一封信"
)
ORGANISATION: Final = regex.compile(
    r"[\p{Han}（）]{2,}?(?:局|厅|委员会|委|中心|政府|办公室|办事处|分局|保障部|财政部|总局|管理处|社保处|医保处|报社)$"
)
_ENDS_SENTENCE = frozenset("。！？：:；")
_OPENS = {"（": "）", "《": "》", "“": "”", "【": "】", "「": "」", "<": ">"}
_LEFT_HANGS = frozenset("，、；—→>（《“【/·")
_RIGHT_HANGS = frozenset("，。、；）》”】→>！？%：:")
_PHONE_AT_END = regex.compile(r"\d{7,8}(?:转\d+)?$")
_HEAD_FIELD = regex.compile(r"(?:发布|成文|印发|发文)?(?:时间|日期|来源|机构|机关|单位|作者|编辑):")
_DATE_LINE = regex.compile(
    r"[\d〇○零一二三四五六七八九十]{4}[ ]*[年.\-/][ ]*[\d一二三四五六七八九十]{1,2}[ ]*[月.\-/].{0,6}$"
)


@dataclass(frozen=True)
class View:
    """The view and, for each of its characters, the place in the text.

    `origin` has one entry more than the view has characters; `dropped` are the text ranges of
    separators and page numbers, which are structure.
    """

    text: str
    origin: array[int]
    dropped: tuple[tuple[int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The text range [start, end) behind a view range, layout white space inside included."""
        return self.origin[start], self.origin[end - 1] + 1


@dataclass
class _Line:
    start: int
    end: int
    indent: int
    width: int
    blank_before: bool
    page_before: bool  # a page number or a rule between pages stands before it
    marker: regex.Match[str] | None
    tabular: bool
    barred: bool

    def text(self, folded: str) -> str:
        return folded[self.start : self.end]


def _columns(text: str) -> int:
    return len(text.encode("gb18030", "replace"))


def _is_column_gap(line: str, gap: regex.Match[str]) -> bool:
    """Tabs and wide blanks part cells, unless they pad a name to width (坊　镇, 沁  县)."""
    blank = gap.group()
    if "\t" not in blank and len(blank) < 2:
        return False
    left = line[: gap.start()]
    padded_name = len(left) == 1 or left[-2] in " \t\u3000、，；:（"
    return not (padded_name and _is_han(left[-1]) and _is_han(line[gap.end()]))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" or char == "〇"


def _barred(lines: list[str]) -> list[bool]:
    """Which lines bars part into cells: closed rows, or at least two alike (three, of one bar).

    Rows hold numbers; 「我|服务|社保」 over 「市民中心|社保|缴费」 are click paths.
    """
    if not any("|" in line for line in lines):
        return [False] * len(lines)
    bars = [line.count("|") if "|" in line and _INNER_BARS.fullmatch(line) else 0 for line in lines]
    found = [line[0] == "|" and _BARRED.match(line) is not None for line in lines]
    first = 0
    for count, run in itertools.groupby(bars):
        last = first + len(list(run))
        numbers = sum(compiled(r"\d{2}").search(line) is not None for line in lines[first:last])
        if count and last - first >= (2 if count > 1 else 3) and 2 * numbers >= last - first:
            found[first:last] = [True] * (last - first)
        first = last
    return found


def _read_lines(text: str, folded: str) -> tuple[list[_Line], list[tuple[int, int]]]:
    lines: list[_Line] = []
    dropped: list[tuple[int, int]] = []
    blank = page = False
    at = 0
    raws = folded.split("\n")
    bodies = [raw.strip(" \t\u3000\xa0\u200b\ufeff\u2002\u2003") for raw in raws]
    rows = iter(_barred([body for body in bodies if body]))
    for raw, body in zip(raws, bodies, strict=True):
        start = at + len(raw) - len(raw.lstrip(" \t\u3000\xa0\u200b\ufeff\u2002\u2003"))
        at += len(raw) + 1
        if not body:
            blank = True
            continue
        barred = next(rows)
        lone = start - at + len(raw) + 1 >= 8 and _LONE_NUMBER.match(body)
        if lone or _SEPARATOR.match(body) or _PAGE_NUMBER.match(body):
            dropped.append((start, start + len(body)))
            page = True
            continue
        marker = MARKER.match(body)
        numbered = marker.end() if marker else 0  # 「1.1  缴费基数。」: that gap parts no cells
        tabular = barred or any(
            _is_column_gap(body, gap) for gap in _GAP.finditer(body) if gap.end() > numbered
        )
        indent = _columns(folded[at - len(raw) - 1 : start])
        lines.append(
            _Line(
                start,
                start + len(body),
                indent,
                indent + _columns(text[start : start + len(body)]),
                blank,
                page,
                marker if marker and marker.end() else None,
                tabular,
                barred,
            )
        )
        blank = page = False
    return lines, dropped


def _wrap_width(lines: list[_Line]) -> int:
    """The column at which the text is broken by hand or by a page, 0 where it is not."""
    widths = [
        line.width
        for line, after in itertools.pairwise(lines)
        if not line.tabular
        and line.indent <= 12
        and not (after.blank_before and not after.page_before)
    ]
    enough = max(6, len(widths) * 0.2)
    for width in sorted(set(widths), reverse=True):
        if sum(width - 6 <= other <= width for other in widths) >= enough:
            return width if 44 <= width <= 120 else 0
    return 0


def _opens_bracket(text: str) -> str:
    """The closing bracket that a text still waits for, or nothing."""
    waiting = ""
    for opening, closing in _OPENS.items():
        if text.rfind(opening) > text.rfind(closing):
            waiting += closing
    return waiting


class _Joiner:
    """Says where a line break is only layout."""

    def __init__(self, folded: str, lines: list[_Line]) -> None:
        self.folded = folded
        self.lines = lines
        self.wrap = _wrap_width(lines)
        indents = [line.indent for line in lines]
        self.margin = min(indents, default=0)
        self.indented = sum(i >= self.margin + 2 for i in indents) >= 0.15 * len(indents)
        breaks = [line.blank_before for line in lines[1:]]
        self.spaced = len(breaks) > 4 and sum(breaks) >= 0.4 * len(breaks)
        tiny = sum(len(line.text(folded)) <= 2 for line in lines)
        self.shattered = len(lines) > 10 and tiny >= 0.2 * len(lines)
        self.titles = self._title_lines()

    def _title_lines(self) -> frozenset[int]:
        """Lines that go on in the next one because together they are the title."""
        head = self.lines[:12]
        texts = [line.text(self.folded) for line in head]
        for last, text in enumerate(texts):
            if not compiled(rf"(?:{DOCUMENT_TYPE})(?:（[^（）]*）)?$").search(text) or compiled(
                "[。；]"
            ).search(text):
                continue
            first = last
            while first > 0 and last - first < 3 and "关于" not in texts[first]:
                above = texts[first - 1]
                if (
                    compiled(r"[。；：:！？，〕]|\d{4}-\d").search(above)
                    or ORGANISATION.match(_GAP.sub("", above))
                    or head[first - 1].marker
                    or compiled(rf"(?:{DOCUMENT_TYPE})$").search(above)
                ):
                    break
                first -= 1
            return frozenset(range(first, last))
        return frozenset()

    def joins(self, index: int) -> bool:
        """True where line `index` goes on in the next one."""
        left, right = self.lines[index], self.lines[index + 1]
        a, b = left.text(self.folded), right.text(self.folded)
        if index in self.titles:
            return True
        if index < 2 and compiled(r"（20\d\d(?:—20\d\d)?(?:医保|参保|保险|社保)?年度?）").fullmatch(
            b
        ):
            return compiled(rf"(?:{DOCUMENT_TYPE})$").search(a) is not None
        if index < 4 and b.startswith("——") and len(a) + len(b) <= 60:
            return a[-1] not in _ENDS_SENTENCE and not ORGANISATION.match(a)  # a subtitle
        if right.marker or _LABEL.match(b) or left.tabular or right.tabular:
            return bool(
                right.marker is None
                and _opens_bracket(a)
                and not left.tabular
                and not right.tabular
            )
        waiting = _opens_bracket(a)
        if waiting and any(closing in b for closing in waiting):
            return True
        if a[-1] == "→" and "→" not in a[:-1] and (index == 0 or right.blank_before):
            return False  # 「医保缴费有变化，速看→」: the title of a post
        if b[0] in _RIGHT_HANGS or a[-1] in _LEFT_HANGS:
            return True
        if (
            a[-1].isdigit()
            and compiled(r"[年月日元个万%/]").match(b)
            and not _PHONE_AT_END.search(a)  # 「尖草坪区：…5648116 / 万柏林区：…」
        ):
            return True
        if compiled(r"\d{4}年$").search(a) and compiled(r"\d{1,2}月").match(b):
            return True
        if ORGANISATION.match(_GAP.sub("", a)) and _DATE_LINE.match(b):
            return False  # who gives notice, and when
        if self.shattered:
            return (
                a[-1] not in _ENDS_SENTENCE
                and not compiled(r"\d{4}-\d\d-\d\d").search(a)
                and not _HEAD_FIELD.match(b)
            )
        apart = right.blank_before and not right.page_before
        if self.wrap and self.indented and not apart:
            # paragraphs are indented, so a line at the margin goes on from the one above
            return right.indent < self.margin + 2 and left.width >= self.wrap * 0.7
        if self.wrap and left.width >= self.wrap - 6 and not apart:
            return a[-1] not in _ENDS_SENTENCE
        if a[-1] in _ENDS_SENTENCE or ORGANISATION.match(a) or ORGANISATION.match(b):
            return False
        if (
            _PHONE_AT_END.search(a)
            or _PHONE_AT_END.search(b)
            or _DATE_LINE.search(a)
            or _DATE_LINE.match(b)
        ):
            return (
                _DATE_LINE.match(b) is not None
                and a[-1] in "为是至到于从自"
                and not ORGANISATION.match(a)
            )
        if self.spaced and not right.blank_before:
            return len(a) >= 8
        # 「1、新参保人员、到达法定退休年龄 / 选择按月或季或半年缴费人员、…需先到…」: an item whose
        # sentence the layout cut; a heading holds no comma and the text below it no fragment.
        return bool(
            left.marker
            and not left.marker["cn"]
            and not left.marker["hash"]
            and len(a) >= 10
            and compiled("[、，]").search(a[left.marker.end() :])
            and compiled("[，、].*。$").search(b)
        )


@lru_cache(maxsize=256)  # reader and checks ask for the view of the same text
def view(text: str) -> View:
    """The view of a text.

    >>> view("(一) 欠费 3 个月\\n以上的，视为中断。").text
    '（一）欠费3个月\\n以上的，视为中断。'
    >>> view("市本级\\t0913-2933776").text
    '市本级\\t0913-2933776'
    """
    folded = _WIDE_THOUSANDS.sub(",", text).translate(FOLD)
    lines, dropped = _read_lines(text, folded)
    joiner = _Joiner(folded, lines)
    parts: list[str] = []
    origin: array[int] = array("l")

    def keep(start: int, end: int) -> None:
        parts.append(folded[start:end])
        origin.extend(range(start, end))

    for index, line in enumerate(lines):
        body = line.text(folded)
        at = 0
        for gap in (_BAR if line.barred else _GAP).finditer(body):
            keep(line.start + at, line.start + gap.start())
            at = gap.end()
            if "|" in gap.group():
                if gap.start() > 0 and at < len(body):
                    parts.append("\t")
                    origin.append(line.start + gap.start())
            elif (
                line.marker
                and line.marker.end() == at
                and (line.marker["dec"] or line.marker["digit"])
            ):
                parts.append(
                    " "
                )  # 「6 缴费渠道」, 「2.1 月缴费基数」: or the number would be the month's
                origin.append(line.start + gap.start())
            elif line.tabular and _is_column_gap(body, gap):
                parts.append("\t")
                origin.append(line.start + gap.start())
            elif _parts_words(body, gap):
                parts.append(" ")
                origin.append(line.start + gap.start())
        keep(line.start + at, line.end)
        if index + 1 < len(lines) and not joiner.joins(index):
            parts.append("\n")
            origin.append(line.end)
    origin.append(len(text))
    return View("".join(parts), origin, tuple(dropped))


def _parts_words(line: str, gap: regex.Match[str]) -> bool:
    """A blank is kept between Latin words and between numbers, and is layout everywhere else."""
    if all(char in _ZERO_WIDTH for char in gap.group()):
        return False
    left, right = line[gap.start() - 1], line[gap.end()]
    return left.isascii() and left.isalnum() and right.isascii() and right.isalnum()

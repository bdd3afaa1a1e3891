"""The outline: headings, items, questions and answers, table rows, signature.

A clause means little alone: 「15元/月/人」 is the retired person's because the line above says
退休人员. The outline says under which heading, lead or column head each stretch of the view stands.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from typing import Final

from extractor import pattern as regex
from extractor.layout import DOCUMENT_TYPE, MARKER, ORGANISATION, View, view
from extractor.notice import Notice, Span
from extractor.pattern import compiled


class Role(Enum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    ITEM = "item"
    QUESTION = "question"
    PARAGRAPH = "paragraph"
    ROW = "row"
    SIGNATURE = "signature"
    NOISE = "noise"


@dataclass(eq=False)
class Block:
    """One line of the view: its marker, its lead, its body, and the block it stands under.

    All ranges are half-open in the view. `lead` is a run-in heading (「基本医疗保险费。」,
    「退休人员:」), kept inside the body too. `cells` part a table row; `head` is its row of column
    heads.
    """

    index: int
    start: int
    end: int
    role: Role
    body: int
    marker: str = ""
    lead: tuple[int, int] | None = None
    parent: Block | None = None
    cells: tuple[tuple[int, int], ...] = ()
    head: Block | None = None

    def above(self) -> Iterator[Block]:
        """The blocks it stands under, the nearest first."""
        block = self.parent
        while block is not None:
            yield block
            block = block.parent


@dataclass(eq=False)
class Sentence:
    """A stretch of a block up to 。！？ or ；, outside brackets and quotation marks."""

    block: Block
    start: int
    end: int
    index: int  # within its block


@dataclass(eq=False)
class Outline:
    """The view of a notice, its blocks and its sentences."""

    notice: Notice
    view: View
    blocks: list[Block] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The view as a string."""
        return self.view.text

    def span(self, start: int, end: int) -> Span:
        """The place in the notice's text of a range of the view."""
        return Span(*self.view.span(start, end))

    def sentences_of(self, block: Block) -> list[Sentence]:
        """The sentences of a block, in order."""
        return self._by_block.get(block.index, [])

    @cached_property
    def _by_block(self) -> dict[int, list[Sentence]]:
        found: dict[int, list[Sentence]] = {}
        for sentence in self.sentences:
            found.setdefault(sentence.block.index, []).append(sentence)
        return found

    def block_at(self, position: int) -> Block | None:
        """The block that holds a view position."""
        place = bisect_right(self._starts, position) - 1
        block = self.blocks[place] if place >= 0 else None
        return block if block is not None and position < block.end else None

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def words(self, where: tuple[int, int] | Block) -> str:
        """The characters of a range, or of a block without its marker."""
        if isinstance(where, Block):
            return self.text[where.body : where.end]
        return self.text[where[0] : where[1]]


_TERMINAL = regex.compile(r"[。！；~]$")
_NEST: Final = {"（": 1, "《": 1, "“": 1, "【": 1, "）": -1, "》": -1, "”": -1, "】": -1}
_DATE_ONLY = regex.compile(
    r"(?:\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?|[二〇○零一三四五六七八九十]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
    r"(?: \d{1,2}:\d\d(?::\d\d)?)?$"  # 2023/4/6 9:15:02, under a reply
)
# 某某省医疗保障局国家税务总局某某省税务局2024年9月6日, where a page breaks lines within words
_SIGNED_AND_DATED = regex.compile(
    r"[\p{Han}（） ]{4,80}(?:局|厅|委员会|中心|政府|部|办公室) ?\d{4}年\d{1,2}月\d{1,2}日"
)
_PHONE = regex.compile(r"\d{7,8}|\d{3}-\d{3}-?\d{4}")
_NOISE = regex.compile(
    r"""当前位置|您(?:所在)?的?位置|^(?!微信|支付宝|云闪付)\p{Han}{0,16}首页[>/»→\-]|^[^，。；]{0,4}点击[^，。“【]{0,12}(?:关注|阅读|查看)|左右滑动|上下滑动|阅读原文|打印本页|关闭窗口|分享到
      |^阅读[\d.万+]+|^赞[\d.万+]*$|在看\d*|^编辑[:：]|^责任编辑|^审核[:：]|^校对|^监制|^撰稿|【字体|字体[:：]|扫一扫|^相关附件|^附件下载|^上一篇|^下一篇
      |\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|jpe?g|png)$
      |^往期|^（(?:责任编辑|责编|编辑|文字整理)[:：]|^制作[:：]|^供稿|^文字[:：]|^主编|^排版""",
    regex.VERBOSE,
)
# 某市医疗保障局 ＞ 政策解读 ＞ 正文: where a web page stands
_BREADCRUMB = regex.compile(
    r"(?:当前位置|您(?:现在)?的位置|首页)[^。，]*|[^。，:]{2,40}[>/»›→][^。，:]{0,40}(?:正文|详情|内容)"
)
_ADDRESS = regex.compile("https?:|www")
_TITLE_OF_A_LAW = regex.compile(r"[\p{Han}（）]{4,40}(?:规定|办法|条例|细则|方案|意见):")
_TITLE_END = regex.compile(rf"(?:{DOCUMENT_TYPE})(?:（[^（）]*）)?[！!]?$")
# 鹤城晚报　2022年12月8日　星期四　A04版: the head of a newspaper page or of a web page
_MASTHEAD = regex.compile(
    r"(?:日报|晚报|时报|商报|周报|报)[\t ].*\d{4}年|第?\d+版|\d{4}[-年]\d{1,2}[-月]\d{1,2}|(?:来源|时间|作者|索引号|主题分类|发布机构)[:|]"
)
# “UU00731”, 网友“某某”: whom a reply addresses
_SALUTATION = regex.compile("(?:尊敬的)?(?:网友)?[:，]?“[^“”]{1,16}”[:，]?$")
_UNIT = regex.compile("（单位[^（）]*）$")  # 缴费标准（单位:元/月）
_LEAD_STOP = regex.compile(r"[。:]")
_FIRST_OF_LIST = regex.compile("A[、.．]")
_SECOND_OF_LIST = regex.compile("B[、.．]")
_LETTERHEAD = regex.compile(rf"[\p{{Han}}、]{{2,30}}(?:局|厅|委员会|中心|政府)(?:{DOCUMENT_TYPE})")
_IN_BRACKETS = regex.compile("（[^（）]{1,12}）$")  # ◎单建统筹（不设个人账户）
# 第二件，什么时候交。
_NTH_THING = regex.compile(
    r"(?:第[一二三四五六七八九十]{1,2}|其[一二三四五六])[\p{Han}]{0,3}，\p{Han}{2,12}"
)
# （二）退役军人、刑满释放人员。
_PEOPLE = regex.compile(
    r"(?:(?!\p{Han}*(?:包括|是|为|有|含|即|属))\p{Han}{2,10}、){1,3}\p{Han}{1,8}(?:人员|对象|人口|居民|职工|学生|军人|儿童|家庭)"
)
# 【缴费渠道】一是…: a label in front of its paragraph, and no button of a click path
_LABEL_IN_FRONT = regex.compile(
    r"【(?P<label>\p{Han}[^【】]{1,19})】(?=[\p{Han}“\d])(?!后|[中里]的?)"
)
# 「门诊：不住院也能报」, over the prose of a newspaper, again and again
_CROSSHEAD = regex.compile(r"\p{Han}{2,8}:[\p{Han}“”，、]{3,16}[！？]?$")
# The order in which kinds of numbering nest where the notice does not show it.
_DEEPER = (
    "part",
    "hash",
    "step",
    "cn",
    "label",
    "question",
    "cnp",
    "digit",
    "num",
    "dec",
    "nump",
    "circle",
    "bullet",
    "colon",
    "bare",
)


def outline(notice: Notice) -> Outline:
    """The outline of a notice.

    >>> out = outline(Notice("一、缴费标准\\n（一）退休人员：每人每年96元。\\n"))
    >>> [(block.role.value, out.words(block)) for block in out.blocks]
    [('heading', '缴费标准'), ('item', '退休人员:每人每年96元。')]
    >>> [out.words(block) for block in out.blocks[1].above()]
    ['缴费标准']
    """
    found = Outline(notice, view(notice.text))
    text = found.text
    at = 0
    speakers = _speakers(text)
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if line:
            found.blocks.append(_block(len(found.blocks), at, line, speakers))
            if _FIRST_OF_LIST.match(line) and any(
                _SECOND_OF_LIST.match(later) for later in lines[place + 1 : place + 4]
            ):
                block = found.blocks[-1]  # A.微信 / B.支付宝: no answer to a question
                block.role, block.marker, block.body = Role.ITEM, "circle", at + 2
                block.lead = _lead(block.body, line[2:])
        at += len(line) + 1
    _mark_title_and_signature(found)
    _mark_signature_before_annex(found)
    _mark_subheads(found)
    _nest(found)
    _part_rows(found)
    for block in found.blocks:
        _part_sentences(found, block)
    return found


def _speakers(text: str) -> frozenset[str]:
    """Who answers in an interview, by name: 「主持人：…」, and 「李敏：…」 again and again."""
    if not compiled(r"(?m)^(?:主持人|记者|【主持人】|【记者】)").search(text):
        return frozenset()
    names = Counter(compiled(r"(?m)^(\p{Han}{2,4}):").findall(text))
    return frozenset(name for name, times in names.items() if times > 2)


def _block(index: int, start: int, line: str, speakers: frozenset[str] = frozenset()) -> Block:
    marker = MARKER.match(line)
    assert marker is not None  # every part of it is optional
    end = start + len(line)
    kind = next(
        (
            name
            for name in ("cn", "cnp", "step", "num", "nump", "circle", "part", "dec", "digit")
            if marker[name]
        ),
        "",
    )
    body = start + marker.end()
    answer = False
    if marker["question"] or marker["answer"]:
        answer = bool(marker["answer"])
        kind = "" if answer else "question"
        inner = MARKER.match(line[marker.end() :])  # 答：1.缴费人通过…
        if inner and answer and (inner["num"] or inner["nump"] or inner["cnp"]):
            kind = "num" if inner["num"] else "nump" if inner["nump"] else "cnp"
            body += inner.end()
    elif speakers and line.partition(":")[0] in speakers:
        answer = True
        body = start + line.index(":") + 1
    elif marker["bullet"] and not kind:
        kind = "bullet"
    rest = line[body - start :]
    if compiled(r"【[^【】]{1,20}】$|\[[^\[\]]{1,12}\]$").match(line):
        return Block(index, start, end - 1, Role.HEADING, start + 1, "label")
    if (index < 3 and _BREADCRUMB.fullmatch(line)) or (
        len(line) < (120 if line[0] == "（" else 60)
        and _NOISE.search(line)
        and not compiled("来源:|发布").search(line)
    ):
        return Block(index, start, end, Role.NOISE, start)
    if kind == "question":
        return Block(index, start, end, Role.QUESTION, body, kind)
    if "\t" in line or _is_contact_row(rest):
        return Block(index, start, end, Role.ROW, body, kind)
    if marker["hash"] and not compiled("。").search(rest):
        role = Role.HEADING
        kind = kind or "hash"
    elif kind and kind != "bullet" and not answer and _is_heading(rest, kind):
        role = Role.HEADING
    elif kind:
        role = Role.ITEM
    else:
        role = Role.PARAGRAPH
    return Block(index, start, end, role, body, kind, lead=_lead(body, rest))


def _is_heading(rest: str, kind: str) -> bool:
    rest = _UNIT.sub("", rest)
    if rest.endswith(("？", "?")):
        return len(rest) <= 60
    if kind == "digit" and len(rest) <= 24 and not compiled("[。；:]|\\d{3}").search(rest):
        return True  # 06 这几件事，得跑一趟窗口
    if len(rest) > (36 if kind == "cn" else 24) or compiled(r"[。；，]|\d{3,}|→|——|:.").search(
        rest
    ):
        return False
    return kind in ("cn", "step", "part", "digit") or not _TERMINAL.search(rest)


def _is_contact_row(rest: str) -> bool:
    """A short line that is a name and a telephone number: 潞州区医保:2225095."""
    return (
        len(rest) <= 40
        and compiled(
            r"[\p{Han}（）、/]{1,20}[:\t ]{0,2}(?:（?0\d{2,3}）?[—\- ]?)?\d{7,8}(?:[、,，/ ](?:0\d{2,3}-)?\d{7,8})*(?:转\w{1,6})?[。；，]?"
        ).fullmatch(
            rest,
        )
        is not None
        and not compiled("拨打|咨询电话是|请").search(rest)
    )


def _lead(body: int, rest: str) -> tuple[int, int] | None:
    """A run-in heading: at most 26 characters up to 。 or a colon, with more text behind it."""
    if label := _LABEL_IN_FRONT.match(rest):
        return body + label.start("label"), body + label.end("label")
    stop = _LEAD_STOP.search(rest)
    if stop is None or stop.end() == len(rest) or stop.start() == 0 or stop.start() > 26:
        return None
    words = rest[: stop.start()]
    if compiled(r"//|\d\d").match(rest[stop.end() :]) and compiled(r"https?$|\d$").search(words):
        return None  # a colon of an address or of a time of day
    if (
        stop.group() == "。"
        and not _NTH_THING.fullmatch(words)
        and (
            len(words) > 16
            or (compiled(r"[，、；]|\d").search(words) and not _PEOPLE.fullmatch(words))
        )
    ):
        return None
    if words.count("（") != words.count("）") or words.count("“") != words.count("”"):
        return None
    return body, body + stop.start()


def _mark_title_and_signature(found: Outline) -> None:
    """The first blocks up to the document type are issuers and title; the last ones sign it."""
    text = found.text
    title = _title(found)
    if title is not None:
        title.role, title.lead, title.marker = Role.TITLE, None, ""
    last = len(found.blocks) - 1
    while last > 0:
        block = found.blocks[last]
        line = text[block.start : block.end]
        if block.role is Role.NOISE or compiled(r"特此(?:通告|公告|通知)").match(line):
            last -= 1
        elif (
            _DATE_ONLY.match(line)
            or (ORGANISATION.match(line) and not compiled("[。，:]").search(line))
            or _SIGNED_AND_DATED.fullmatch(line)
            or (
                block.role is Role.ROW
                and all(
                    ORGANISATION.match(part) or _DATE_ONLY.match(part) for part in line.split("\t")
                )
            )
        ):
            block.role = Role.SIGNATURE
            block.lead = None
            last -= 1
        elif last >= len(found.blocks) - 5 and compiled(
            r"^(?:来源|附件|抄送|联系人|（此件|（来源)|印发$"
        ).search(line):
            last -= 1
        else:
            break


def _mark_signature_before_annex(found: Outline) -> None:
    """Bodies on lines of their own with a date under them sign the notice; an annex may follow."""
    blocks = found.blocks
    for block in blocks[4:]:
        if block.role is Role.SIGNATURE or not _DATE_ONLY.match(
            found.text[block.start : block.end]
        ):
            continue
        above = block.index - 1
        while above > 3 and ORGANISATION.match(found.text[blocks[above].start : blocks[above].end]):
            blocks[above].role, blocks[above].lead, blocks[above].marker = Role.SIGNATURE, None, ""
            above -= 1
        if above < block.index - 1:
            block.role, block.lead = Role.SIGNATURE, None


def _title(found: Outline) -> Block | None:
    """The line that ends in a document type; else the first short line that no full stop ends."""
    fallback: Block | None = None
    for block in found.blocks[:8]:
        line = found.text[block.start : block.end]
        if block.role in (Role.NOISE, Role.ROW, Role.QUESTION) or _MASTHEAD.search(line):
            continue
        if _ADDRESS.match(line):
            continue
        if block.index == 0 and _TITLE_OF_A_LAW.fullmatch(line):
            return block
        if (
            len(line) > 6  # 「公　告」 alone is a letterhead
            and _TITLE_END.search(line)
            and "。" not in line
            and block.marker in ("", "hash", "bullet")
            and not _is_letterhead(found, block)
        ):
            return block
        if compiled("[。；]").search(line) or block.marker not in ("", "hash"):
            break
        plain = (
            6 <= len(line) <= 60
            and line[-1] != ":"
            and not ORGANISATION.match(line)
            and not _SALUTATION.match(line)
            and (line[-1] in "？！" or not compiled(r"\d元|%").search(line))
        )
        if fallback is None and plain and not _DATE_ONLY.match(line) and "号" not in line[-1]:
            fallback = block
    return fallback


def _is_letterhead(found: Outline, block: Block) -> bool:
    """「某市医疗保障局公告」 over 「关于…的公告」, with at most a number between."""
    line = found.text[block.start : block.end]
    if not _LETTERHEAD.fullmatch(line):
        return False
    below = (found.text[one.start : one.end] for one in found.blocks[block.index + 1 :][:3])
    return any(words.startswith("关于") and _TITLE_END.search(words) for words in below)


def _mark_subheads(found: Outline) -> None:
    """Bare short lines over a list: 「在职人员」, 「线上缴费:」, 「云闪付」."""
    blocks = found.blocks
    crossheads = [
        (block, following.end - following.start >= 50)
        for block, following in itertools.pairwise(blocks)
        if block.role is following.role is Role.PARAGRAPH
        and _CROSSHEAD.match(found.text, block.start, block.end)
    ]
    for block, _ in crossheads if sum(over_prose for _, over_prose in crossheads) > 2 else ():
        block.role, block.marker, block.lead = Role.HEADING, "bare", None
    for block, following in itertools.pairwise(blocks):
        if block.role is Role.ITEM and block.marker == "bullet":
            line = found.text[block.body : block.end]  # ◆在职的朋友, and lines without a mark below
            if _is_question(found.text, block, following):  # ★ 在哪儿交？
                block.role, block.lead = Role.QUESTION, None
            elif (
                following.role is Role.PARAGRAPH
                and len(line) <= 20
                and not following.marker
                and not compiled(r"[\p{P}\d]").search(_IN_BRACKETS.sub("", line).rstrip("！:"))
            ):
                block.role, block.lead = Role.HEADING, None
            continue
        if block.role is not Role.PARAGRAPH or following.role in (Role.TITLE, Role.SIGNATURE):
            continue
        line = found.text[block.start : block.end]
        if line.endswith(":") and len(line) <= 30 and "。" not in line and "，" not in line:
            block.role, block.marker, block.lead = Role.HEADING, "colon", None
        elif (  # 「什么时候缴费？」 without a mark
            block.index > 0
            and following.role is Role.PARAGRAPH
            and _is_question(found.text, block, following)
        ):
            block.role, block.marker, block.lead = Role.QUESTION, "question", None
        elif (
            len(line) <= 14
            and block.index > 0
            and (words := compiled(r"20\d\d年度?").sub("", line, count=1))  # 2022年度缴费标准
            and not compiled(r"[\p{P}\d→>]|\p{Han}\p{So}").search(words)  # 「老朋友👉没有等待期」
            and not ORGANISATION.match(line)
        ):
            block.role, block.marker, block.lead = Role.HEADING, "bare", None


def _is_question(text: str, block: Block, following: Block) -> bool:
    """Whether a line asks, and what follows is no further question of the same list."""
    return (
        text.endswith("？", block.start, block.end)
        and block.end - block.start <= 40
        and not compiled("[。；！]").search(text[block.start : block.end])
        and not text.endswith("？", following.start, following.end)
    )


def _ranks(found: Outline) -> tuple[str, ...]:
    """The kinds of numbering, the outermost first: of two unnumbered ones that which comes first."""
    loose = (block.marker for block in found.blocks if block.role is Role.HEADING)
    if next((marker for marker in loose if marker in ("colon", "bare")), "") == "bare":
        return (*_DEEPER[:-2], "bare", "colon")
    return _DEEPER


def _nest(found: Outline) -> None:
    stack: list[Block] = []
    ranks = _ranks(found)
    # ★ 在哪儿交？: the mark of a question heads a section, wherever it stands
    asking = {
        found.text[block.start]
        for block in found.blocks
        if block.role is Role.QUESTION and block.marker == "bullet"
    }
    for block in found.blocks if asking else ():
        if block.role in (Role.QUESTION, Role.HEADING) and block.marker == "bullet":
            block.marker = "question" if found.text[block.start] in asking else "bullet"
    for block in found.blocks:
        if block.role in (Role.TITLE, Role.SIGNATURE, Role.NOISE):
            if block.role is not Role.NOISE:
                stack.clear()
            continue
        if block.marker:
            rank = ranks.index(block.marker)
            same = next((i for i, open_ in enumerate(stack) if open_.marker == block.marker), None)
            if same is not None:
                del stack[same:]
            elif not _answers(stack, block) and not _heads_list(found, stack, block):
                while stack and ranks.index(stack[-1].marker) >= rank:
                    stack.pop()
            block.parent = stack[-1] if stack else None
            stack.append(block)
        else:
            block.parent = _owner(found, stack, block)


def _answers(stack: list[Block], block: Block) -> bool:
    """Whether a label stands right under a question: ★ 在哪儿交？ over 【手机上】."""
    return bool(
        stack
        and block.marker == "label"
        and stack[-1].role is Role.QUESTION
        and stack[-1].index == block.index - 1
    )


def _heads_list(found: Outline, stack: list[Block], block: Block) -> bool:
    """Whether a bare head stands right over the first item of a list: 在职人员: over （1）."""
    return bool(
        stack
        and stack[-1].marker in ("colon", "bare")
        and stack[-1].index == block.index - 1
        and block.marker in ("num", "nump", "circle", "cnp")
        and found.text[block.start : block.body].strip("（）、.．) ") in ("1", "一", "①", "⑴")
    )


def _owner(found: Outline, stack: list[Block], block: Block) -> Block | None:
    """Whom an unmarked block belongs to: a finished item keeps only what is in brackets."""
    depth = len(stack)
    if block.role is not Role.ROW and not found.text.startswith("（", block.start):
        while (
            depth
            and stack[depth - 1].role is Role.ITEM
            and found.text[stack[depth - 1].end - 1] in "。；！"
        ):
            depth -= 1
    return stack[depth - 1] if depth else None


def _part_rows(found: Outline) -> None:
    text = found.text
    head: Block | None = None
    previous: Block | None = None
    for block in found.blocks:
        if block.role is not Role.ROW:
            head = previous = None
            continue
        cells = []
        at = block.body
        for cell in text[block.body : block.end].split("\t"):
            if cell:
                cells.append((at, at + len(cell)))
            at += len(cell) + 1
        block.cells = _with_blanks(found, cells, head)
        if previous is None or (len(previous.cells) != len(cells) and head is None):
            heads = not _PHONE.search(text, block.start, block.end) and not any(
                compiled(r"[\d.,%¥元]+").fullmatch(text[a:b]) for a, b in cells
            )
            head = block if heads and len(cells) > 1 else None
            block.head = None
        else:
            block.head = head
        previous = block


def _with_blanks(
    found: Outline, cells: list[tuple[int, int]], head: Block | None
) -> tuple[tuple[int, int], ...]:
    """The cells, blank ones included where they make as many as the column heads.

    Tabs that follow one another part blank cells: 「在职人员⇥合计⇥⇥420.40」.
    """
    if head is None or len(cells) >= len(head.cells):
        return tuple(cells)
    printed, origin = found.notice.text, found.view.origin
    whole = cells[:1]
    for cell in cells[1:]:
        gap = printed[origin[whole[-1][1] - 1] + 1 : origin[cell[0]]]
        whole += [(cell[0] - 1, cell[0] - 1)] * (gap.count("\t") - 1)
        whole.append(cell)
    return tuple(whole if len(whole) == len(head.cells) else cells)


_MARK = regex.compile("[。！？；（）《》“”【】]")


def _part_sentences(found: Outline, block: Block) -> None:
    start, depth, index = block.body, 0, 0
    if block.role is Role.ROW:
        found.sentences.append(Sentence(block, block.body, block.end, 0))
        return
    for mark in _MARK.finditer(found.text, block.body, block.end):
        step = _NEST.get(mark.group())
        if step is not None:
            depth = max(0, depth + step)
        elif depth == 0 or (mark.group() == "。" and depth > 3):
            found.sentences.append(Sentence(block, start, mark.end(), index))
            start, index = mark.end(), index + 1
    if start < block.end:
        found.sentences.append(Sentence(block, start, block.end, index))

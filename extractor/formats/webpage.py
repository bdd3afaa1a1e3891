"""A web page as a reader sees it: its elements, and the lines that they print."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from extractor.formats import grid, symbols
from extractor.formats.furniture import Sign, is_foot, names_attachment, signs_of
from extractor.formats.lines import Line
from extractor.formats.ordinals import ordinal

VOID: Final = frozenset(
    """area base basefont bgsound br col embed frame hr img input keygen link meta param source
    track wbr""".split()  # noqa: SIM905
)
_BLOCK: Final = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p
    pre section summary table tbody td tfoot th thead title tr ul ucaptitle
    ucapcontent""".split()  # noqa: SIM905
)
_UNSEEN: Final = frozenset(
    """head title button option datalist marquee rp rt noframes map math dialog progress meter
    mp-common-profile mp-common-product mp-common-miniprogram mp-miniprogram mp-weapp mp-style-type
    mpvoice mpvideosnap mpcps qqmusic mpprofile mp-common-mpaudio
    mp-common-sticker""".split()  # noqa: SIM905
)
_PRINTED: Final = _BLOCK | {"q"}  # begin and end visibly
_STRUCK_TAGS: Final = frozenset(("del", "s", "strike"))
_FURNITURE_TAGS: Final = frozenset(("nav", "footer", "aside"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "ucaptitle"))
_PARAGRAPHS: Final = frozenset(("p", "ul", "ol", "dl", "h1", "h2", "h3"))

# What is known of an element from its tag and attributes; the first four are furniture.Sign.
ARTICLE, FURNITURE, HEADLINE, ICON = map(int, Sign)
HIDDEN, STRUCK, OWN_LINE, PRE, SYMBOLS, LINK, BLOCK = (1 << bit for bit in range(4, 11))
_LONGEST_LINK = 100  # characters
_NEITHER, _OPENS, _CLOSES = range(3)

_ATTRIBUTE = re.compile(r'(?:^| )(class|id|style|hidden|aria-hidden|itemprop|face)(?:="([^"]*)")?')
# Styles without any of these say nothing about what is read.
_TELLING_STYLE = re.compile(
    r"display|visib|opacity|through|white-space|indent: ?-|left: ?-|top: ?-|clip:|overflow|mso-hide"
    r"|wingding|webding|symbol",
    re.IGNORECASE,
)
_HIDDEN_STYLE = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|opacity:0?(?:\.0+)?(?:;|$)|opacity:0+(?:;|$)"
    r"|(?:left|top|text-indent):-\d{3,}|mso-hide:all|clip:rect\(0",
)
_SMALL_BOX = re.compile(
    r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$).*overflow(?:-[xy])?:hidden"
)
_OWN_LINE_STYLE = re.compile(r"display:(?:block|flex|grid|table(?!-cell)|list-item)")
_FONT_STYLE = re.compile(r"font-family:([^;,]+)")


@dataclass(slots=True, eq=False)
class Element:
    """An element of a page: its place among the pieces, and how much text it holds."""

    tag: str
    start: int  # the piece that opens it
    parent: Element | None
    flags: int
    attributes: str
    end: int = 0  # the piece that closes it
    plain: int = 0  # characters outside links
    linked: int = 0  # characters inside links
    links: int = 0
    marks: int = 0  # ，。： outside links
    holds_table: bool = False
    children: list[Element] | None = None

    @property
    def weight(self) -> int:
        """How much prose it holds: a mark counts ten, for a page says names and an article
        sentences."""
        return self.plain + 10 * self.marks

    @property
    def is_container(self) -> bool:
        """True for an element that may hold paragraphs and is none itself."""
        return self.tag in _BLOCK and self.tag not in _PARAGRAPHS


def hidden_names(css: str) -> frozenset[str]:
    """The classes and ids (".x", "#y") that a page's own style sheet hides and never shows.

    >>> sorted(hidden_names(".share-box{display:none} .t1{display:none} .t1.on{display:block}"))
    ['.share-box']
    """
    hidden: set[str] = set()
    shown: set[str] = set()
    depth = 0
    selector = ""
    for part in re.split(r"([{}])", re.sub(r"/\*.*?\*/", "", css, flags=re.S)):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            selector = part.strip()
        elif depth == 1 and "display" in part and not selector.startswith("@"):
            rule = re.sub(r"\s", "", part.lower())
            for name in selector.split(","):
                if "display:none" in rule and re.fullmatch(r"[a-z]*[.#][\w-]+", name.strip()):
                    hidden.add(name.strip().lstrip("abcdefghijklmnopqrstuvwxyz0123456789"))
                elif "display:none" not in rule:
                    shown.update(re.findall(r"[.#][\w-]+", name))
    return frozenset(hidden - shown)


class Page:
    """A page cut into pieces, each a tag and the text behind it, and the tree over them."""

    def __init__(self, markup: str, hidden_by_css: frozenset[str]) -> None:
        self.hidden_by_css = hidden_by_css
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.opened: list[Element | None] = []
        self.elements: list[Element] = []
        self._fonts: dict[str, str] = {}  # attributes -> the symbol font that they name
        self._cut(re.sub(r"<!--.*?-->", "", markup, flags=re.S) if "<!--" in markup else markup)
        self.body = self.elements[0]
        self.total = max(1, self.body.weight)

    def _cut(self, markup: str) -> None:
        root = Element("body", 0, None, 0, "")
        self.elements.append(root)
        stack = [root]
        here = root
        unseen = 0  # how deep the stack was where the hidden part began
        links = 0
        kinds: dict[str, tuple[str, str, int, int]] = {}
        tags, texts, opened, elements = self.tags, self.texts, self.opened, self.elements
        for piece in markup.split("<"):
            head, closed, text = piece.partition(">")
            if not closed:  # before the first tag
                head, text = "", head
            kind = kinds.get(head)
            if kind is None:
                kind = kinds[head] = self._kind(head)
            tag, attributes, does, flags = kind
            element: Element | None = None
            if does == _OPENS:
                element = Element(tag, len(tags), here, flags, attributes)
                stack.append(element)
                if unseen:
                    here, element = element, None
                else:
                    elements.append(element)
                    if here.children is None:
                        here.children = [element]
                    else:
                        here.children.append(element)
                    if flags & (HIDDEN | STRUCK):
                        unseen = len(stack)
                    elif flags & LINK:
                        element.links = 1
                        links += 1
                    here = element
                    if tag == "table":
                        around = element.parent
                        while around is not None and not around.holds_table:
                            around.holds_table = True
                            around = around.parent
            elif does == _CLOSES and len(stack) > 1:
                done = stack.pop()
                done.end = len(tags)
                here = stack[-1]
                if unseen == 0:
                    here.plain += done.plain
                    here.linked += done.linked
                    here.links += done.links
                    here.marks += done.marks
                    if done.flags & LINK:
                        links -= 1
                        if done.linked > _LONGEST_LINK:  # a link that nobody closed
                            here.linked -= done.linked
                            here.links -= done.links
                            here.plain += done.linked
                            done.linked = 0
                elif len(stack) < unseen:
                    unseen = 0
            if text:
                if "&" in text:
                    text = unescape(text)
                if unseen == 0:
                    size = len(text.strip())
                    if size:
                        if links:
                            here.linked += size
                        else:
                            here.plain += size
                            if size > 4:
                                here.marks += text.count("，") + text.count("。") + text.count("：")
            tags.append(tag)
            texts.append(text)
            opened.append(element)
        for element in reversed(stack):
            element.end = len(tags)

    def _kind(self, head: str) -> tuple[str, str, int, int]:
        """The name, the attributes, whether it opens or closes, and the flags of a tag."""
        if not head:
            return "", "", _NEITHER, 0
        if head[0] == "/":  # the end of an inline element prints nothing
            return head if head[1:] in _PRINTED else "", "", _CLOSES, 0
        tag, _, attributes = head.partition(" ")
        if tag in VOID:
            return tag, attributes, _NEITHER, 0
        flags = self._flags(tag, attributes)
        if tag == "a" and not flags & (HIDDEN | STRUCK) and self._is_link(attributes):
            flags |= LINK
        if tag in _PRINTED:
            flags |= BLOCK
        return tag, attributes, _OPENS, flags

    @staticmethod
    def _is_link(attributes: str) -> bool:
        return ("href=" in attributes or "onclick=" in attributes) and not (
            'href="tel:' in attributes
            or 'href="mailto:' in attributes
            or names_attachment(attributes)
        )

    def _flags(self, tag: str, attributes: str) -> int:
        if tag in _UNSEEN:
            return HIDDEN
        if tag in _STRUCK_TAGS:
            return STRUCK
        flags = FURNITURE if tag in _FURNITURE_TAGS else PRE if tag == "pre" else 0
        return flags | self._flags_of(attributes) if attributes else flags

    def _flags_of(self, attributes: str) -> int:
        flags = 0
        for name, value in _ATTRIBUTE.findall(attributes):
            if name in ("class", "id"):
                flags |= signs_of(value[:1000]).value
                if self.hidden_by_css:
                    sign = "." if name == "class" else "#"
                    if any(sign + one in self.hidden_by_css for one in value.split()):
                        flags |= FURNITURE
            elif name == "style":
                if not _TELLING_STYLE.search(value):
                    continue
                style = value.lower().replace(" ", "").replace("\n", "")
                if _HIDDEN_STYLE.search(style) or _SMALL_BOX.search(style):
                    flags |= HIDDEN
                if "line-through" in style:
                    flags |= STRUCK
                if "display" in style and _OWN_LINE_STYLE.search(style):
                    flags |= OWN_LINE
                if "white-space:pre" in style:
                    flags |= PRE
                font = _FONT_STYLE.search(value.lower()) if "font-family" in style else None
                if font and symbols.is_symbol_font(unescape(font[1])):
                    flags |= SYMBOLS
                    self._fonts[attributes] = unescape(font[1])
            elif name == "hidden" or (name == "aria-hidden" and value.lower() == "true"):
                flags |= HIDDEN
            elif name == "itemprop" and value == "articleBody":
                flags |= ARTICLE
            elif name == "face" and symbols.is_symbol_font(unescape(value)):
                flags |= SYMBOLS
                self._fonts[attributes] = unescape(value)
        if flags & HIDDEN and flags & ARTICLE and "js_content" in attributes:
            flags &= ~HIDDEN  # a WeChat article is shown by its script
        return flags

    def is_furniture(self, element: Element) -> bool:
        """True for what a page has beside every article; never for what holds much of its text."""
        if not element.flags & FURNITURE or element.flags & ARTICLE:
            return False
        share = element.weight / self.total
        return share < 0.4 or (
            share < 0.8 and is_foot("".join(self.texts[element.start : element.end]))
        )

    def is_link_list(self, element: Element) -> bool:
        """True for a list of links to other pages."""
        return (
            element.links >= 3
            and element.marks <= element.links
            and element.linked > 2 * element.plain
            and element.tag in ("ul", "ol", "dl", "div", "table", "tbody", "td", "section")
        )

    def lines(self, start: int, end: int) -> list[Line]:
        """The lines of the pieces [start, end), without the furniture in them."""
        writer = _Writer()
        tags, texts, opened = self.tags, self.texts, self.opened
        index = start
        while index < end:
            element = opened[index]
            if writer.open and writer.open[-1][0] <= index:
                writer.reaches(index)
            if element is None:
                if tags[index]:
                    writer.closes(tags[index])
            elif not element.flags:
                pass
            elif element.start != start and self._is_left_out(element):
                if element.tag in _BLOCK and not element.flags & (HIDDEN | STRUCK):
                    writer.line_ends()
                index = element.end
            elif (
                element.tag == "table"
                and not element.holds_table
                and element.start != start
                and element.end <= end
            ):
                writer.line_ends()
                writer.out += self.table(element)[1]
                index = element.end
            else:
                writer.opens(element, self._fonts.get(element.attributes, ""))
            if index < end and texts[index]:
                writer.adds(texts[index])
            index += 1
        writer.line_ends()
        return writer.out

    def _is_left_out(self, element: Element) -> bool:
        flags = element.flags
        return bool(
            flags & (HIDDEN | STRUCK)
            or (flags & FURNITURE and self.is_furniture(element))
            or (flags & ICON and element.plain + element.linked <= 2)
            or (element.links >= 3 and self.is_link_list(element))
        )

    def struck(self, element: Element) -> int:
        """How many stretches of text in an element are struck out."""
        return sum(
            any(map(str.strip, self.texts[other.start : other.end]))
            for other in self.elements
            if other.flags & STRUCK
            and not other.flags & HIDDEN
            and element.start <= other.start < element.end
        )

    def table(self, table: Element) -> tuple[bool, list[Line]]:
        """Whether a table is a grid, and its lines: the rows of a grid, else those of its cells."""
        rows: list[list[grid.Cell]] = []
        loose: list[Line] = []
        captions: list[Line] = []
        queue = list(reversed(table.children or ()))
        while queue:
            element = queue.pop()
            if element.flags & HIDDEN:
                continue
            if element.tag == "tr":
                row = []
                for cell in element.children or ():
                    if cell.tag in ("td", "th") and not cell.flags & (HIDDEN | STRUCK):
                        lines = self.lines(cell.start, cell.end)
                        loose += lines
                        row.append(
                            grid.Cell(
                                tuple(line.text.strip() for line in lines),
                                columns=_span(cell.attributes, "colspan"),
                                rows=_span(cell.attributes, "rowspan"),
                            )
                        )
                rows.append(row)
            elif element.tag in ("tbody", "thead", "tfoot"):
                queue += reversed(element.children or ())
            elif element.tag == "caption":
                captions += self.lines(element.start, element.end)
        if grid.is_grid(rows):
            return True, captions + [Line(row, row=True) for row in grid.rows(rows)]
        return False, captions + loose


def _span(attributes: str, name: str) -> int:
    found = re.search(rf'{name}="\s*(\d{{1,6}})', attributes) if name in attributes else None
    return min(max(int(found[1]), 1), 65_534) if found else 1


_NUMBERED = re.compile(
    r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[、.．)）](?!\d)|[）)])|[①-⑳⑴-⒛]|第[一二三四五六七八九十\d]{1,3}[条章节步]"
)
_LIST_STYLES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCounting",
    "simp-chinese-informal": "chineseCounting",
    "trad-chinese-informal": "chineseCounting",
    "cjk-decimal": "ideographDigital",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
    "none": "none",
}
_UEDITOR_LISTS = {  # custom_cn1: the numbers that the editor draws as pictures
    "num": ("decimal", "{}. "),
    "num1": ("decimal", "{}）"),
    "num2": ("decimal", "（{}）"),
    "cn": ("chineseCounting", "{}、"),
    "cn1": ("chineseCounting", "{}）"),
    "cn2": ("chineseCounting", "（{}）"),
}


@dataclass
class _Counter:
    """The automatic numbers of an ordered list."""

    number: int
    step: int
    style: str
    form: str

    @classmethod
    def of(cls, element: Element) -> _Counter:
        """The counter of an <ol>."""
        attributes = element.attributes
        custom = re.search(r"\bcustom_(num\d?|cn\d?)\b", attributes)
        style, form = "decimal", "{}. "
        if custom and custom[1] in _UEDITOR_LISTS:
            style, form = _UEDITOR_LISTS[custom[1]]
        else:
            named = re.search(r"list-style(?:-type)?:\s*([a-z-]+)", attributes) or re.search(
                r'\btype="([1aAiI])"', attributes
            )
            if named and named[1] in _LIST_STYLES:
                style = _LIST_STYLES[named[1]]
                form = "{}、" if style.startswith(("chinese", "ideograph")) else form
        start = re.search(r'\bstart="(-?\d{1,6})"', attributes)
        backwards = re.search(r"\breversed\b", attributes) is not None
        items = sum(child.tag == "li" for child in element.children or ())
        first = int(start[1]) if start else items if backwards else 1
        return cls(first, -1 if backwards else 1, style, form)

    def next(self, attributes: str) -> str:
        """The number before the next item."""
        own = re.search(r'\bvalue="(-?\d{1,6})"', attributes) if attributes else None
        if own:
            self.number = int(own[1])
        number = self.number
        self.number += self.step
        return "" if self.style == "none" else self.form.format(ordinal(number, self.style))


@dataclass
class _Writer:
    """The lines of a page while its pieces go by."""

    out: list[Line] = field(default_factory=list)
    buffer: list[str] = field(default_factory=list)
    linked: int = 0  # characters of the line that stand in links
    links: int = 0  # open ones
    headings: int = 0
    preformatted: int = 0
    fonts: list[str] = field(default_factory=list)
    counters: list[_Counter | None] = field(default_factory=list)
    number: str = ""  # of a list item whose text has not come yet
    open: list[tuple[int, int]] = field(default_factory=list)  # (piece that ends it, flag)

    def line_ends(self, broken: bool = False) -> None:
        """The line is full; `broken` where <br> ends it."""
        if self.buffer:
            text = _shown("".join(self.buffer))
            self.buffer.clear()
            if text.strip():
                self.out.append(Line(text, self.linked, broken, heading=self.headings > 0))
            self.linked = 0

    def reaches(self, index: int) -> None:
        """Whatever ends before this piece is closed."""
        while self.open and self.open[-1][0] <= index:
            flag = self.open.pop()[1]
            if flag == LINK:
                self.links -= 1
            elif flag == HEADLINE:
                self.headings -= 1
            elif flag == PRE:
                self.preformatted -= 1
            elif flag == SYMBOLS:
                self.fonts.pop()
            else:
                self.line_ends()

    def opens(self, element: Element, font: str) -> None:
        """An element begins; `font` where it is set in a font of symbols."""
        tag, flags = element.tag, element.flags
        if tag in _BLOCK:
            self.line_ends()
            if tag == "ol":
                self.counters.append(_Counter.of(element))
            elif tag == "ul":
                self.counters.append(None)
            elif tag == "li":
                counter = self.counters[-1] if self.counters else None
                self.number = counter.next(element.attributes) if counter else ""
        elif tag == "q":
            self.buffer.append("“")
        if flags == BLOCK and tag not in _HEADINGS:
            return
        if flags & OWN_LINE and tag not in _BLOCK:
            self.line_ends()
            self.open.append((element.end, OWN_LINE))
        if flags & LINK and element.linked:
            self.links += 1
            self.open.append((element.end, LINK))
        if flags & HEADLINE or tag in _HEADINGS:
            self.headings += 1
            self.open.append((element.end, HEADLINE))
        if flags & PRE:
            self.preformatted += 1
            self.open.append((element.end, PRE))
        if font:
            self.fonts.append(font)
            self.open.append((element.end, SYMBOLS))

    def closes(self, tag: str) -> None:
        """An end tag, or the tag of an element without content."""
        if tag == "br":
            self.line_ends(broken=True)
        elif tag == "hr":
            self.line_ends()
        elif tag[:1] == "/":
            name = tag[1:]
            if name in _BLOCK:
                self.line_ends()
                if self.counters and name in ("ol", "ul"):
                    self.counters.pop()
                elif name == "li":
                    self.number = ""
            elif name == "q":
                self.buffer.append("”")

    def adds(self, text: str) -> None:
        """Text between two tags."""
        if self.preformatted:
            first, *others = text.split("\n")
            self.buffer.append(first)
            for other in others:
                self.line_ends(broken=True)
                self.buffer.append(other)
            return
        if text.isspace() and "\xa0" not in text and "\u3000" not in text:
            if self.buffer:
                self.buffer.append(" ")
            return
        text = _collapsed(text)
        if self.fonts:
            text = symbols.printed(text, self.fonts[-1])
        words = text.strip()
        if words:
            if self.number:
                if not _NUMBERED.match(words):
                    self.buffer.append(self.number)
                self.number = ""
            if self.links:
                self.linked += len(words)
        self.buffer.append(text)


_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d"
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def _collapsed(text: str) -> str:
    """Text as a browser lays it out: blanks are one, a break between wide characters is none."""
    if "\n" in text:
        text = _SOURCE_BREAK.sub("", text)
    elif " " not in text and "\t" not in text:
        return text
    return _BLANKS.sub(" ", text)


def _shown(text: str) -> str:
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return text.replace("\xad", "").lstrip(" \t\r\n\f").rstrip().replace("\xa0", " ")

"""The article of a web page: which element holds it, and its lines as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Final

from extractor.formats import grid, symbols
from extractor.formats.lines import Line, joined
from extractor.formats.ordinals import ordinal
from extractor.notice import unspaced

# ── words of page furniture ──────────────────────────────────────────────────────────────────

# Elements that are known to hold the article alone. They are trusted where they hold most of the
# page's own text; a page without them is read by where its text stands.
_HOLDS_ARTICLE = re.compile(
    r"""(?:trs_(?:editor|ueditor)(?:_view)?|zoom|zoomcon|ucap-?content|js_content|rich_media_content
      |v_news_content|vsb_content\w*|wp_articlecontent|ivs_content|pages_content|zfxxgk_zw_content
      |(?:article|art|arti|news|info|detail|xl|con|text|zw|wz|main_?text|bt|post|entry|view|doc)
       [-_]?(?:content|body|con|text|main|nr|wz)(?:[-_]?(?:body|box|main|text|detail))?
      |zhengwen|wenzhang|nr_con)""",
    re.VERBOSE | re.IGNORECASE,
)
# A class or an id, and a word of one (content_qrcode, articleShare).
_FURNITURE_NAME = re.compile(
    r"""(?:menus?|position|dqwz|weizhi|tools?|toolbox|hot|hots|search|login|near|prev|next|back|skip
      |ads?|advert|guanggao|friendlinks?|yqlj|setfont|fontsize|dayin|zan|dianzan|xxgk|metatable
      |headinfo|popup|modal|dialog|hidden|hide|d-none|sr-only|visually-hidden|aside|rightbar|leftbar
      |sns|social|resou|tuijian|relate|relevant|foot)""",
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_WORD = re.compile(
    r"""(?:nav|navs|navbar|mainnav|subnav|topnav|leftnav|submenu|sidemenu|crumbs?|curb|breadcrumbs?
      |topbar|toolbar|quickbar|share|shares|sharebox|bdshare\w*|bdsharebuttonbox|jiathis|fenxiang
      |footers?|copyright|banquan|beian|sidebar|hotwords?|hotkey|hotsearch|searchbox|searchbar|logo
      |banner|qr|qrcode|qrbox|ewm|erweima|saoyisao|related|recommends?|xgwz|xgyd|xgzx|xglj|xgnews
      |prevnext|prenext|sxp|shangxia|pager|pagination|pagebar|paging|comments?|pinglun|backtop|gotop
      |totop|xxgkinfo|ucapmeta)""",
    re.VERBOSE | re.IGNORECASE,
)
_HEADLINE_NAME = re.compile(
    r"(?:\w*title\d?|activity-name|biaoti|bt|headline|h_?tit|tit|ucaptitle|\w+[-_](?:tit|bt|biaoti))",
    re.IGNORECASE,
)
_ICON_NAME = re.compile(r"(?:iconfont|icon|icons|fa|glyphicon|layui-icon|el-icon\S*)", re.IGNORECASE)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")

_BUTTONS = (
    r"(?:[【〖\[\]】〗|丨／/：:、,，]*(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页)?|收藏(?:本页)?"
    r"|返回(?:顶部|列表|首页|上页)?|回到顶部|分享(?:到|至)?|字[体号](?:大小)?|视力保护色|放大|缩小|默认"
    r"|大|中|小|A[+＋-]?|T[+|＋-]?|复制(?:链接|网址)|我要纠错|纠错)){2,}[【〖\[\]】〗|丨／/：:]*"
    r"|[【\[]?(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页)|收藏本页|返回(?:顶部|列表|首页)|回到顶部|分享(?:到|至))[】\]：:]?"
)
# Lines that belong to the page wherever they stand (blanks left out).
_PAGE_LINE = re.compile(
    rf"""{_BUTTONS}
      |(?:您|你)?(?:的)?(?:当前|现在|目前|所在|所处)(?:所在|所处)?(?:的)?(?:位置|栏目)(?:是|为)?[:：].{{0,120}}
      |(?:位置[:：])?.{{0,8}}(?:首页|主页)[>＞»›].{{1,120}}
      |(?:上|下|前|后)一?(?:篇|条|个)[:：].{{0,80}}
      |(?:首页|尾页|末页|[上下前后]一?页|第\d+页|共\d+页|\d{{1,3}}|[.…\[\]<>«»|])*(?:[上下前后]一?页|尾页|末页)(?:首页|尾页|末页|[上下前后]一?页|共\d+页|\d{{1,3}}|[.…\[\]<>«»|])*
      |(?:浏览|阅读|点击|访问|查看)(?:次数|人数|量|数|率)?[:：][\d\-万+]*(?:次|人)?
      |(?:分享(?:到|至)|字[体号])[:：].{{0,60}}
      |(?:微信)?扫一扫[，,]?(?:在|用)?(?:手机|微信)?(?:上|端)?(?:打开|浏览|查看|阅读|分享)?(?:到|给|至)?
       (?:当前|此|本|该)?(?:页面|页|文|朋友圈|好友|手机版)?
      |预览时标签不可点|微信扫一扫(?:关注该公众号|使用小程序)?|继续滑动看下一个|向上滑动看下一个|轻触阅读原文|阅读原文
      |喜欢此内容的人还喜欢|在小说阅读器(?:读本章|中沉浸阅读)|去阅读|知道了|取消允许|人划线|收录于合?集.{{0,20}}
      |欢迎(?:访问|光临|来到).{{0,40}}|今天是.{{0,40}}|(?:热门搜索|搜索热词|热搜词?|大家都在搜|热词)[:：].{{0,120}}
      |(?:繁體|繁体|简体)(?:版|中文)?|无障碍(?:阅读|浏览|版)?|(?:长者|关怀|适老)(?:模式|版|助手|专区)""",
    re.VERBOSE,
)
# The index of a government paper, over its text (索引号：…).
_INDEX_LINE = re.compile(
    r"(?:索引号|信息索引|主题分类|体裁分类|信息分类|组配分类|服务对象|发文机关|发文机构|制发机关|公开责任部门|成文日期|生成日期|发文日期|印发日期"
    r"|发文字号|文号|文件编号|发布机构|公开方式|公开范围|公开时限|公开形式|有效性|时效性|效力状态|施行日期|废止日期|失效日期|主题词|关键词|名称|标题|统一编号)"
    r"(?:[:：\t]|$).{0,120}"
)
_FOOT = re.compile(
    r"版权所有|Copyright|©|网站标识码|ICP[备证]|网安备|公安备|建议使用.{0,30}(?:分辨率|浏览器)|最佳(?:浏览|分辨率)"
    r"|技术支持[:：]|(?:主办|承办|主管|维护|运维)(?:单位)?[:：]|网站(?:地图|维护|管理|声明)|您是第.{0,12}位|本站(?:声明|访问)|免责声明",
    re.IGNORECASE,
)
_TAIL_LINE = re.compile(
    r"(?:责任编辑|责编|网站编辑|编辑|审核|校对|初审|复审|终审|监制|值班编辑|信息员|录入|审签)[:：].{0,30}"
    r"|[【（(\[](?:责任编辑|责编|编辑)[:：].{0,20}[】）)\]]"
)
_NOTICE_TITLE = re.compile(
    r"[^。；：？]{4,80}(?:通知|公告|通告|公示|问答|解读|答疑|指南|须知|提示|提醒|告知书|一封信|倡议书|办法|方案|细则)(?:（[^（）]{1,12}）)?[！!]?"
    r"|关于[^。；：]{6,80}"
)
_RELATED = re.compile(
    r"(?:相关|延伸|推荐|热门|最新|更多|热点|精彩|往期|猜你喜欢|最近|栏目)(?:阅读|文章|新闻|链接|信息|资讯|内容|推荐|政策|文件|解读|报道|公告|导航|排行|更新|回顾)?"
    r"(?:推荐|列表)?[:：]?|热门搜索|搜索热词|热搜榜?|网友评论|发表评论|我要评论|评论区?|网友(?:留言|点评)|文章(?:排行|点击排行)|新闻排行"
)

# The line under the headline: where the text comes from and when it was published.
_LABEL = (
    r"(?:发布|发表|更新|刊发|公布|发文|成文|编辑|录入|上传)?(?:时间|日期)|(?:信息|文章|稿件|新闻|内容)?来源|稿源|"
    r"(?:发布|发文|供稿|报送)(?:机构|单位|部门|机关|者|人)?|作者|供稿|撰稿"
)
_JUNK_LABEL = (
    r"浏览|阅读|点击|访问|查看|人气|字体|字号|大小|打印|关闭|分享|收藏|责任编辑|编辑|审核|责编|保护视力|视力|背景|下载|二维码|扫一扫|有效性"
)
_SOURCE_FIELD = re.compile(
    rf"(?P<label>{_LABEL})[\s\u3000]*[:：丨][\s\u3000]*(?P<value>.*?)"
    rf"(?=[\s\u3000|丨\[【（(·•]*(?:(?:{_LABEL})[\s\u3000]*[:：丨]|(?:{_JUNK_LABEL}))|[\s\u3000|丨\[【]*$)"
)
_EDGES = " \u3000\xa0|丨·•[【（(】]"
_NO_NAME = re.compile("[，：、至到~—（）起止前后期缴%元-]")
_SOURCE_LABEL = re.compile(rf"(?:{_LABEL})[\s\u3000]*[:：丨]")
_DATE = re.compile(
    r"(?:19|20)\d\d[\s]*[-年./][\s]*\d{1,2}[\s]*[-月./][\s]*\d{1,2}[\s]*日?(?:[\sT]*\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?"
)
_DATE_LINE = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇○零Ｏ0一二三四五六七八九]{3})[-年./][\d一二三四五六七八九十]{1,3}[-月./][\d一二三四五六七八九十]{1,3}日?"
)
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|rtf|csv)\b", re.IGNORECASE
)

# ── elements ─────────────────────────────────────────────────────────────────────────────────

_VOID: Final = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
_BLOCK: Final = frozenset(
    """address article aside blockquote body caption center dd details dialog dir div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup html legend li main menu nav ol p
    pre section summary table tbody td tfoot th thead title tr ul ucaptitle ucapcontent""".split()
)
_UNSEEN: Final = frozenset(
    """head title button option datalist marquee rp rt noframes map math dialog progress meter
    mp-common-profile mp-common-product mp-common-miniprogram mp-miniprogram mp-weapp mp-style-type
    mpvoice mpvideosnap mpcps qqmusic mpprofile mp-common-mpaudio mp-common-sticker""".split()
)
_STRUCK_TAGS: Final = frozenset(("del", "s", "strike"))
_FURNITURE_TAGS: Final = frozenset(("nav", "footer", "aside"))
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "ucaptitle"))

_HIDDEN, _STRUCK, _ARTICLE, _FURNITURE, _HEADLINE, _OWN_LINE, _PRE, _SYMBOLS, _ICON, _LINK = (
    1 << bit for bit in range(10)
)
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
_SMALL_BOX = re.compile(r"(?:^|;)(?:max-)?(?:height|width):0(?:px)?(?:;|$).*overflow(?:-[xy])?:hidden")
_OWN_LINE_STYLE = re.compile(r"display:(?:block|flex|grid|table(?!-cell)|list-item)")
_FONT_STYLE = re.compile(r"font-family:([^;,]+)")


@dataclass(slots=True, eq=False)
class _Element:
    tag: str
    start: int  # the piece that opens it
    parent: _Element | None
    flags: int
    attributes: str
    end: int = 0  # the piece that closes it
    plain: int = 0  # characters outside links
    linked: int = 0  # characters inside links
    links: int = 0
    marks: int = 0  # ，。： outside links
    holds_table: bool = False
    children: list[_Element] | None = None

    @property
    def weight(self) -> int:
        """How much prose it holds; a mark counts like ten characters, for pages say names, not sentences."""
        return self.plain + 10 * self.marks


@dataclass(frozen=True)
class Article:
    """The lines of an article; how many stretches of struck-out text were left out; whether text
    of the page follows it."""

    text: str
    struck: int
    followed: bool


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


@lru_cache(maxsize=4096)
def _flags_of_names(value: str) -> int:
    """What the classes or the id of an element say of it."""
    flags = 0
    for name in value.split():
        if _HOLDS_ARTICLE.fullmatch(name):
            flags |= _ARTICLE
        elif _FURNITURE_NAME.fullmatch(name) or any(
            map(_FURNITURE_WORD.fullmatch, _WORD.findall(name) or (name,))
        ):
            flags |= _FURNITURE
        elif _HEADLINE_NAME.fullmatch(name):
            flags |= _HEADLINE
        if _ICON_NAME.fullmatch(name):
            flags |= _ICON
    return flags


class _Page:
    """A page cut into pieces, each a tag and the text behind it, and the tree over them."""

    def __init__(self, markup: str, hidden_by_css: frozenset[str]) -> None:
        self.hidden_by_css = hidden_by_css
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.opened: list[_Element | None] = []
        self.elements: list[_Element] = []
        self.struck = 0
        self._fonts: dict[str, str] = {}  # attributes -> the symbol font that they name
        self._cut(re.sub(r"<!--.*?-->", "", markup, flags=re.S) if "<!--" in markup else markup)
        self.body = self.elements[0]
        self.total = max(1, self.body.weight)

    def _cut(self, markup: str) -> None:
        root = _Element("body", 0, None, 0, "")
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
            element: _Element | None = None
            if does == _OPENS:
                element = _Element(tag, len(tags), here, flags, attributes)
                stack.append(element)
                if unseen:
                    here, element = element, None
                else:
                    elements.append(element)
                    if here.children is None:
                        here.children = [element]
                    else:
                        here.children.append(element)
                    if flags & (_HIDDEN | _STRUCK):
                        unseen = len(stack)
                    elif flags & _LINK:
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
                    if done.flags & _LINK:
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
        if not head or head[0] == "/":
            return head, "", _CLOSES if head else _NEITHER, 0
        tag, _, attributes = head.partition(" ")
        if tag in _VOID:
            return tag, attributes, _NEITHER, 0
        flags = self._flags(tag, attributes)
        if tag == "a" and not flags & (_HIDDEN | _STRUCK) and self._is_link(attributes):
            flags |= _LINK
        return tag, attributes, _OPENS, flags

    @staticmethod
    def _is_link(attributes: str) -> bool:
        return ("href=" in attributes or "onclick=" in attributes) and not (
            'href="tel:' in attributes or 'href="mailto:' in attributes or _ATTACHMENT.search(attributes)
        )

    def _flags(self, tag: str, attributes: str) -> int:
        if tag in _UNSEEN:
            return _HIDDEN
        if tag in _STRUCK_TAGS:
            return _STRUCK
        flags = _FURNITURE if tag in _FURNITURE_TAGS else _PRE if tag == "pre" else 0
        return flags | self._flags_of(attributes) if attributes else flags

    def _flags_of(self, attributes: str) -> int:
        flags = 0
        for name, value in _ATTRIBUTE.findall(attributes):
            if name in ("class", "id"):
                flags |= _flags_of_names(value[:1000])
                if self.hidden_by_css:
                    sign = "." if name == "class" else "#"
                    if any(sign + one in self.hidden_by_css for one in value.split()):
                        flags |= _FURNITURE
            elif name == "style":
                if not _TELLING_STYLE.search(value):
                    continue
                style = value.lower().replace(" ", "").replace("\n", "")
                if _HIDDEN_STYLE.search(style) or _SMALL_BOX.search(style):
                    flags |= _HIDDEN
                if "line-through" in style:
                    flags |= _STRUCK
                if "display" in style and _OWN_LINE_STYLE.search(style):
                    flags |= _OWN_LINE
                if "white-space:pre" in style:
                    flags |= _PRE
                font = _FONT_STYLE.search(value.lower()) if "font-family" in style else None
                if font and symbols.is_symbol_font(unescape(font[1])):
                    flags |= _SYMBOLS
                    self._fonts[attributes] = unescape(font[1])
            elif name == "hidden" or (name == "aria-hidden" and value.lower() == "true"):
                flags |= _HIDDEN
            elif name == "itemprop" and value == "articleBody":
                flags |= _ARTICLE
            elif name == "face" and symbols.is_symbol_font(unescape(value)):
                flags |= _SYMBOLS
                self._fonts[attributes] = unescape(value)
        if flags & _HIDDEN and flags & _ARTICLE and "js_content" in attributes:
            flags &= ~_HIDDEN  # a WeChat article is shown by its script
        return flags

    def is_furniture(self, element: _Element) -> bool:
        """True for what a page has beside every article; never for what holds much of its text."""
        if not element.flags & _FURNITURE or element.flags & _ARTICLE:
            return False
        return element.weight * 10 < self.total * 3

    def is_link_list(self, element: _Element) -> bool:
        """True for a list of links to other pages."""
        return (
            element.links >= 3
            and element.marks <= element.links
            and element.linked > 2 * element.plain
            and element.tag in ("ul", "ol", "dl", "div", "table", "tbody", "td", "section")
        )

    # ── lines ────────────────────────────────────────────────────────────────────────────────

    def lines(self, start: int, end: int, skip: bool = True) -> list[Line]:
        """The lines of the pieces [start, end), with or without furniture."""
        out: list[Line] = []
        buffer: list[str] = []
        linked = links = 0
        heading = 0
        pre = 0
        fonts: list[str] = []
        counters: list[_Counter | None] = []
        pending = ""
        tags, texts, opened = self.tags, self.texts, self.opened
        closing: list[tuple[int, str]] = []  # pieces that end a link, a heading, a symbol font

        def end_line(broken: bool = False) -> None:
            nonlocal linked
            if not buffer:
                return
            text = _shown("".join(buffer))
            buffer.clear()
            if text.strip():
                out.append(Line(text, linked, broken, heading=heading > 0))
            linked = 0

        index = start
        while index < end:
            element = opened[index]
            tag = tags[index]
            while closing and closing[-1][0] <= index:
                what = closing.pop()[1]
                if what == "a":
                    links -= 1
                elif what == "h":
                    heading -= 1
                elif what == "p":
                    pre -= 1
                elif what == "b":
                    end_line()
                else:
                    fonts.pop()
            if element is not None:
                flags = element.flags
                drop = False
                if flags & (_HIDDEN | _STRUCK):
                    drop = True
                    if flags & _STRUCK and not flags & _HIDDEN:
                        self.struck += 1
                elif skip and element.start != start and (
                    flags & _FURNITURE and self.is_furniture(element)
                    or element.links >= 3 and self.is_link_list(element)
                ):
                    drop = True
                    if tag in _BLOCK:
                        end_line()
                elif flags & _ICON and element.plain + element.linked <= 2:
                    drop = True
                if drop:
                    index = max(element.end, index + 1)
                    if index < end and texts[index]:
                        text = texts[index]
                        buffer.append(text if pre else _collapsed(text))
                        if links:
                            linked += len(text.strip())
                    index += 1
                    continue
                if flags & _OWN_LINE and tag not in _BLOCK:
                    closing.append((element.end, "b"))
                if tag in _BLOCK or flags & _OWN_LINE:
                    end_line()
                    if tag == "table" and not element.holds_table and element.end <= end and index != start:
                        out += self.table(element, skip)[1]
                        index = element.end
                        if index < end:
                            buffer.append(_collapsed(texts[index]))
                        index += 1
                        continue
                    elif tag == "ol":
                        counters.append(_Counter.of(element.attributes, element))
                    elif tag == "ul":
                        counters.append(None)
                    elif tag == "li" and counters and counters[-1] is not None:
                        pending = counters[-1].next(element.attributes)
                    elif tag in _HEADINGS:
                        heading += 1
                        closing.append((element.end, "h"))
                elif flags & _LINK and element.linked:
                    links += 1
                    closing.append((element.end, "a"))
                elif tag == "q":
                    buffer.append("“")
                if flags & _HEADLINE and tag not in _HEADINGS:
                    heading += 1
                    closing.append((element.end, "h"))
                if flags & _PRE:
                    pre += 1
                    closing.append((element.end, "p"))
                if flags & _SYMBOLS:
                    fonts.append(self._fonts[element.attributes])
                    closing.append((element.end, "s"))
            elif tag == "br":
                end_line(broken=True)
            elif tag == "hr":
                end_line()
            elif tag[:1] == "/":
                name = tag[1:]
                if name in _BLOCK:
                    end_line()
                    if name in ("ol", "ul") and counters:
                        counters.pop()
                    elif name == "li":
                        pending = ""
                elif name == "q":
                    buffer.append("”")
            text = texts[index]
            if text:
                if fonts and text.strip():
                    text = symbols.printed(text, fonts[-1])
                if pre:
                    first, *others = text.split("\n")
                    buffer.append(first)
                    for other in others:
                        end_line(broken=True)
                        buffer.append(other)
                elif text.isspace() and "\xa0" not in text and "\u3000" not in text:
                    if buffer:
                        buffer.append(" ")
                    text = ""
                else:
                    text = _collapsed(text)
                    buffer.append(text)
                if text.strip():
                    if pending:
                        if not _NUMBERED.match(text.lstrip()):
                            buffer.insert(len(buffer) - 1, pending)
                        pending = ""
                    if links:
                        linked += len(text.strip())
            index += 1
        end_line()
        return out

    def table(self, table: _Element, skip: bool = True) -> tuple[bool, list[Line]]:
        """Whether a table is a grid, and its lines: rows of a grid, else the lines of its cells."""
        rows: list[list[grid.Cell]] = []
        loose: list[Line] = []
        captions: list[Line] = []
        queue = list(reversed(table.children or ()))
        while queue:
            element = queue.pop()
            if element.flags & _HIDDEN:
                continue
            if element.tag == "tr":
                row = []
                for cell in element.children or ():
                    if cell.tag in ("td", "th") and not cell.flags & (_HIDDEN | _STRUCK):
                        lines = self.lines(cell.start, cell.end, skip)
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
                captions += self.lines(element.start, element.end, skip)
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
    def of(cls, attributes: str, element: _Element) -> _Counter:
        """The counter of an <ol>."""
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


_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d"
_SOURCE_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = re.compile(r"[ \t\r\n\f]+")


def _collapsed(text: str) -> str:
    """Text as a browser lays it out: runs of blanks are one, a break between wide characters none."""
    if "\n" in text:
        text = _SOURCE_BREAK.sub("", text)
    elif " " not in text and "\t" not in text:
        return text
    return _BLANKS.sub(" ", text)


def _shown(text: str) -> str:
    if "  " in text:
        text = _BLANKS.sub(" ", text)
    return text.replace("\xad", "").lstrip(" \t\r\n\f").rstrip().replace("\xa0", " ")


# ── the article ──────────────────────────────────────────────────────────────────────────────


def article(markup: str, css: str, titles: Iterable[str]) -> Article:
    """The article of a page: its headline, the line of source and date, its text.

    `markup` is a body as a parser writes it (every element closed, < and > only in tags); `css` the
    page's own style sheets; `titles` what the page calls the article outside its text, most
    trusted first. The text is empty where the page shows none.

    >>> page = '<ul><li><a href="/">首页</a></li></ul><h1>缴费通告</h1><div><p>比例为8%。</p></div>'
    >>> article(page, "", ["缴费通告"]).text
    '缴费通告\\n\\n比例为8%。\\n'
    """
    page = _Page(markup, hidden_names(css) if css else frozenset())
    main = _main(page)
    body = page.lines(main.start, main.end)
    before = page.lines(0, main.start) if main.start else []
    behind = any(text.strip() for text in page.texts[main.end + 1 :])
    head = _headline(before, body, [title for title in titles if title])
    body = _without_furniture(body)
    lines = head + body
    return Article(joined(lines), page.struck, behind or main is page.body)


def _main(page: _Page) -> _Element:
    """The element that holds the article: a known container with most of the page's text, or the
    smallest one that no other text of the article stands beside."""
    furniture = 0
    queue = list(page.body.children or ())
    while queue:
        element = queue.pop()
        if page.is_furniture(element):
            furniture += element.weight
        else:
            queue += element.children or ()
    own = max(1, page.total - furniture)
    known = [
        element
        for element in page.elements
        if element.flags & _ARTICLE and not element.flags & _HIDDEN and element.weight * 2 >= own
    ]
    if known:
        most = max(element.weight for element in known)
        main = [element for element in known if element.weight * 10 >= most * 9][-1]
        return _with_what_follows(page, main)
    here = page.body
    while True:
        children = [child for child in here.children or () if child.weight]
        kept = [child for child in children if not page.is_furniture(child)]
        if not kept:
            return here
        best = max(kept, key=lambda child: child.weight)
        beside = sum(child.weight for child in kept)
        loose = here.weight - sum(child.weight for child in children)
        if (
            best.weight * 2 < beside + loose
            or loose * 5 > best.weight
            or best.tag not in _BLOCK
            or best.tag in ("p", "ul", "ol", "dl", "h1", "h2", "h3")
        ):
            return here
        if best.tag == "table" and not best.holds_table and page.table(best)[0]:
            return here
        if any(
            _is_article_like(page, child, behind=child.start > best.start)
            for child in kept
            if child is not best
        ):
            return here
        here = best


def _with_what_follows(page: _Page, main: _Element) -> _Element:
    """The container, or the one around it where the article goes on outside."""
    here = main
    for _ in range(2):
        parent = here.parent
        if parent is None or parent.parent is None:
            break
        following = [child for child in parent.children or () if child.start > here.end]
        if any(not page.is_furniture(child) and _is_article_like(page, child, True) for child in following):
            main = parent
        here = parent
    return main


def _is_article_like(page: _Page, element: _Element, behind: bool) -> bool:
    """True where an element beside the best one reads like a part of the article: sentences, rows
    of a table, the date under a text."""
    if not element.plain or element.linked * 2 > element.plain or page.is_link_list(element):
        return False
    if element.marks == 0 and not element.holds_table and element.tag != "table":
        words = "".join(page.texts[element.start : element.end])
        if not behind or not _DATE.search(words) and not _DATE_LINE.search(words):
            return False
    if element.tag == "table" and not element.holds_table:
        lines = page.table(element)[1]
    else:
        lines = page.lines(element.start, element.end)
    if not lines or _FOOT.search(" ".join(line.text for line in lines)):
        return False
    if _RELATED.fullmatch(unspaced(lines[0].text)):
        return False
    prose = rows = 0
    for line in lines:
        words = unspaced(line.text)
        if line.linked * 3 > len(words) or _is_page_line(words) or _source_line(line.text):
            continue
        if _INDEX_LINE.fullmatch(words) or _INDEX_LINE.match(line.text):
            continue
        if line.row:
            rows += any(char.isdigit() for char in words)
        elif len(words) >= 12 and (
            any(mark in words for mark in "。；！？")
            or words.count("，") >= 2
            or ("：" in words and any(char.isdigit() for char in words))
        ):
            prose += len(words)
        elif behind and _DATE_LINE.fullmatch(words):
            return True
    return prose >= 40 or rows >= 2


def _is_page_line(words: str) -> bool:
    return _PAGE_LINE.fullmatch(words) is not None


def _source_line(text: str) -> str:
    """The fields of source and date in a line under a headline; empty for any other line.

    >>> _source_line("发布时间：2022-11-16 08:32来源：某地日报浏览次数：5307字体：【大 中 小】打印")
    '发布时间：2022-11-16 08:32\u3000来源：某地日报'
    >>> _source_line("缴费时间：2022年11月15日至12月25日")
    ''
    """
    text = text.strip(" \u3000\xa0[【|")
    if len(text) > 240 or "。" in text or "；" in text:
        return ""
    fields = []
    dated = sourced = False
    date = _DATE.match(text)
    if date:
        fields.append(date[0].strip())
        dated = True
        text = text[date.end() :].lstrip(" \u3000\xa0|丨")
    if not _SOURCE_LABEL.match(text):
        # 「某市医保局 2022-11-16」: a name and a day, nothing that a notice would state
        words = re.split(_JUNK_LABEL, text)[0].strip(_EDGES)
        name = _DATE.sub("", words)
        if dated == (name != words) or len(unspaced(name)) > 24 or _NO_NAME.search(name):
            return ""
        return "\u3000".join([*fields, words]) if words else fields[0]
    for field in _SOURCE_FIELD.finditer(text):
        label = field["label"]
        value = field["value"].strip(_EDGES)
        if not value or len(value) > 60:
            continue
        if label.endswith(("时间", "日期")):
            if not _DATE.fullmatch(value):
                continue
            dated = True
        sourced = sourced or "来源" in label or label[-2:] in ("机构", "单位", "部门", "稿源")
        fields.append(f"{label}：{value}")
    return "\u3000".join(fields) if dated or sourced else ""


def _same(title: str) -> str:
    return re.sub(r"[\W_]+", "", title)


def _headline(before: list[Line], body: list[Line], titles: list[str]) -> list[Line]:
    """The headline and the line under it, where the page shows them over the article's text."""
    opening = body[:14]
    wanted = [_same(title) for title in titles if len(_same(title)) >= 4]
    found: str | None = None
    under = before
    for title in wanted:
        shown = _find_title(before, title)
        again = _find_title(opening, title)
        if shown is not None:
            under = before[shown[1] :]
            found = "".join(line.text.strip() for line in before[shown[0] : shown[1]])
        if again is not None:
            found = ""
        if found is not None:
            break
    if found is None:
        for place in range(len(before) - 1, -1, -1):
            line = before[place]
            words = _same(line.text)
            if (
                line.heading
                and len(words) >= 6
                and line.linked * 2 < len(words)
                and not _is_page_line(unspaced(line.text))
                and (not wanted or any(_alike(words, title) for title in wanted))
                or len(words) >= 8
                and any(words in title for title in wanted)
            ):
                found = "" if _find_title(opening, words) else line.text.strip()
                under = before[place + 1 :]
                break
    if found is None:
        for line in reversed(before[-6:]):
            if _NOTICE_TITLE.fullmatch(unspaced(line.text)) and line.linked == 0:
                found = "" if _find_title(opening, _same(line.text)) else line.text.strip()
                break
    head = [Line(found)] if found else []
    for line in under[-12:] if found is not None else under[-4:]:
        words = unspaced(line.text)
        if _INDEX_LINE.match(words) or _is_page_line(words):
            continue
        source = _source_line(line.text)
        if source:
            head.append(Line(source))
    return head[:4]


def _alike(one: str, other: str) -> bool:
    shared = len(set(one) & set(other))
    return shared * 10 >= 7 * min(len(set(one)), len(set(other)))


def _find_title(lines: list[Line], title: str) -> tuple[int, int] | None:
    """The lines [first, last) that show the title, the last such before the text."""
    for last in range(len(lines), 0, -1):
        words = ""
        for first in range(last - 1, max(last - 5, -1), -1):
            if lines[first].linked * 2 > len(lines[first].text):
                break
            words = _same(lines[first].text) + words
            if words == title:
                return first, last
            if title not in words and not title.endswith(words):
                break
            if title in words and len(words) <= len(title) + 4:
                return first, last
    return None


def _without_furniture(lines: list[Line]) -> list[Line]:
    kept: list[Line] = []
    prose = 0
    for line in lines:
        words = unspaced(line.text)
        if _is_page_line(words):
            continue
        if prose == 0:
            source = _source_line(line.text) if len(kept) < 8 else ""
            if line.linked * 2 > len(words) and len(kept) < 8 and not source and not _ATTACHMENT.search(words):
                continue
            if _INDEX_LINE.fullmatch(words) or (line.row and _INDEX_LINE.match(line.text)):
                continue
            if _RELATED.fullmatch(words):
                continue
            if source and len(_same(source)) < len(_same(line.text)):
                kept.append(Line(source))
                continue
        if len(words) >= 16 and ("。" in words or "，" in words):
            prose += 1
        kept.append(line)
    last = len(kept)
    while last and (
        _TAIL_LINE.fullmatch(words := unspaced(kept[last - 1].text))
        or _FOOT.search(words)
        and len(words) < 120
        or _RELATED.fullmatch(words)
        or (kept[last - 1].linked * 10 > len(words) * 8 and not _ATTACHMENT.search(words) and "。" not in words)
    ):
        last -= 1
    kept = kept[:last]
    for place in range(len(kept) * 2 // 3, len(kept)):
        if _RELATED.fullmatch(unspaced(kept[place].text)) and not any(
            "。" in line.text or line.row or _DATE_LINE.fullmatch(unspaced(line.text)) for line in kept[place + 1 :]
        ):
            return kept[:place]
    return kept

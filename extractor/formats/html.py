"""Web pages: the article of a government page or a WeChat post, nothing fetched, nothing run."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from extractor.formats import text as plain
from extractor.formats.article import article
from extractor.formats.webpage import VOID
from extractor.notice import Declared, Notice, Unreadable, unspaced

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

LIMIT = 20_000_000  # bytes
TAGS = 250_000  # tags, comments and stray < of one page
DEPTH = 512  # elements inside each other; browsers stop there too
ATTRIBUTES = 10_000  # of one tag

_MEDIA_TYPE = "text/html"
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.I
)
_SAME_CODEC = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
}
_BAD = "\ufffd"
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

_ATTRIBUTES = ("name", "property", "itemprop", "http-equiv")
_TITLES = ("articletitle", "og:title", "twitter:title", "dc.title", "title")
_DATES = (
    "pubdate",
    "publishdate",
    "article:published_time",
    "og:published_time",
    "firstpublishedtime",
    "datepublished",
    "dc.date",
    "dc.date.issued",
    "weibo:article:create_at",
    "publish_date",
)
_ISSUERS = ("contentsource", "source", "og:article:source", "article:source", "dc.publisher")
_ISO_TIME = re.compile(r"(\d{4}-\d\d?-\d\d?)[T-](\d\d:\d\d)(?::\d\d)?.*")
_WECHAT_SECONDS = re.compile(r"""\bvar\s+ct\s*=\s*["'](\d{10})["']""")
_WECHAT_TIME = re.compile(r"""\bcreateTime\s*=\s*["'](\d{4}-\d\d-\d\d \d\d:\d\d)["']""")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_TITLE_PART = re.compile(r"(?:(?!\s*[_|｜»]|\s+[-–—]|[-–—]\s|-(?=[^-]*$)|-(?=[^-]*[_|｜])).)+")
_SITE = re.compile(
    r"(?:网|网站|门户|政府|平台|频道|首页|局|委员会|中心|公众号|微信|日报|晚报|早报|时报|数字报|电子报|新闻|头条|澎湃|搜狐|网易|腾讯|新浪)$"
)

_FORMATTING = frozenset(
    "a b big code em font i nobr s small strike strong tt u".split()  # noqa: SIM905
)
_CLOSED_BY_OTHERS = frozenset(  # elements whose end tag may be left out
    """p li dt dd option optgroup tr td th tbody thead tfoot colgroup rb rt rp html head
    body""".split()  # noqa: SIM905
)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)")
_FORMATTING_TAG = re.compile(
    r"</?(?:b|big|code|em|font|i|nobr|small|strong|tt|u)\b[^<>]*>", re.IGNORECASE
)
_OPENS_FORMATTING = re.compile(r"<(?:[abisu]|em|big|code|font|nobr|small|str\w+|tt)[\s>]", re.I)
_OPENING = re.compile(r"<([a-zA-Z][^\s<>/\"']*)")
_ONE_ATTRIBUTE = re.compile(
    r"""[\s/]*[^\s>/][^\s=>/]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>"'][^\s>]*)?)?"""
)
_DROPPED = [
    *("script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas"),
    *("audio", "video", "select", "textarea", "noframes", "noembed", "xmp", "plaintext"),
]


def read(data: bytes, path: Path | None = None) -> Notice:
    """The article in the bytes of a web page: headline, line of source and date, text, tables.

    `declared` has title, published and issuer as the page's head states them. Raises Unreadable
    for a page over LIMIT bytes, TAGS, DEPTH or ATTRIBUTES, cut short inside its article, in no
    encoding, with glyphs lost, or without visible text.

    >>> page = "<html><meta name=PubDate content='2022-11-16'><p>缴费比例为<b>8</b>%。"
    >>> notice = read(page.encode("gb18030"))
    >>> notice.text, notice.declared["published"].value
    ('缴费比例为8%。\\n', '2022-11-16')
    """
    where = str(path) if path else "(bytes)"
    if len(data) > LIMIT:
        raise Unreadable(
            f"{where}: {len(data):,} 字节，超过 {LIMIT // 1_000_000} MB over the limit for a page "
            "→ 只保存正文 save the article alone"
        )
    source, encoding, remarks = decode(data, where)
    plain.refuse_binary(source, where)
    tree = _parsed(source, where)
    declared, titles = _declared(tree)
    css = "\n".join(node.text() for node in tree.css("style"))
    tree.strip_tags(_DROPPED)
    body = tree.body
    found = article((body.inner_html or "") if body is not None else "", css, titles)
    if not found.text:
        raise Unreadable(
            f"{where}: 网页里没有可见的正文 no visible text in the page ({len(data):,} 字节 bytes) "
            "→ 正文可能由脚本载入，用浏览器另存为完整网页或复制成 .txt "
            "a script may load it: save the page from a browser, or copy its text"
        )
    if len(found.text) > plain.LIMIT:
        raise Unreadable(
            f"{where}: 正文 {len(found.text):,} 字，超过上限 an article over the limit "
            "→ 只留通告本身 keep the notice alone"
        )
    plain.refuse_misread(found.text, where, remarks)
    plain.refuse_lost_glyphs(found.text, where)
    if not found.followed and _is_cut_short(source):
        raise Unreadable(
            f"{where}: 网页不完整，正文处中断 the page is cut short in its article "
            "→ 重新保存整页 save the whole page again"
        )
    if _BAD in source:
        remarks += (
            f"正文之外有 {source.count(_BAD)} 处坏字 damaged characters outside the article",
        )
    if found.struck:
        remarks += (f"划去的文字未读入 struck-out text left out: {found.struck} 处 places",)
    return Notice(
        found.text,
        file_sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPE,
        encoding=encoding,
        path=path,
        remarks=remarks,
        declared=declared,
    )


def decode(data: bytes, where: str = "(bytes)") -> tuple[str, str, tuple[str, ...]]:
    """The source of a page, the name of its encoding, and what is to be said about the reading.

    The bytes decide, not what the page says of itself: a byte-order mark, strict UTF-8, strict
    GB18030. A page with a few bad bytes (titles that a list cut in mid-character) is read with
    U+FFFD in their place, for they mostly stand outside the article. Raises Unreadable for others.

    >>> page = '<meta charset="gb2312"><p>朱镕基'.encode("gb18030")
    >>> decode(page)[1:]
    ('gb18030', ())
    >>> decode(page.replace(b"gb2312", b"utf-8"))[2]
    ('页面自称 declared as UTF-8, 实为 read as GB18030',)
    """
    found = _CHARSET.search(data, 0, 8192)
    named = found[1].decode("ascii", "ignore").lower() if found else ""
    known = _SAME_CODEC.get(named, named)
    damage: tuple[str, ...] = ()
    try:
        source, encoding, remarks = plain.decode(data, where)
    except Unreadable:
        if data.startswith(_BOMS):
            raise
        readings = [(codec, data.decode(codec, "replace")) for codec in ("utf-8", "gb18030")]
        encoding, source = min(readings, key=lambda read: (read[1].count(_BAD), read[0] != known))
        bad = source.count(_BAD)
        if bad > 20 and bad * 200 > len(source):
            raise
        damage = (f"{bad} 处坏字节 damaged bytes, 按 {encoding.upper()} 读入 read so",)
        remarks = damage
    if named and known == encoding.removesuffix("-sig"):
        remarks = damage
    elif named:
        told = f"页面自称 declared as {named.upper()}, 实为 read as {encoding.upper()}"
        remarks = (*damage, told)
    return source, encoding, remarks


def _parsed(source: str, where: str) -> LexborHTMLParser:
    """The tree of a page whose size and depth a parser can bear."""
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    tags = source.count("<")
    if tags > TAGS:
        raise Unreadable(
            f"{where}: 标签超过 {TAGS:,} 个 too many tags for a notice "
            "→ 只保存正文 save the article alone"
        )
    # what a parser does with so few tags is done at once, whatever they are
    if tags > 10_000 or (
        tags > 2_800 and len(_OPENS_FORMATTING.findall(source)) * tags > 2_000_000
    ):
        if _is_too_deep(source):
            # a parser opens unclosed <font> and <b> again in every paragraph; without them the
            # text is the same
            source = _FORMATTING_TAG.sub("", source)
        if _is_too_deep(source):
            raise Unreadable(
                f"{where}: 标签嵌套超过 {DEPTH} 层 elements nested too deep "
                "→ 只保存正文 save the article alone"
            )
    if len(source) > 150_000 and _most_attributes(source) > ATTRIBUTES:
        raise Unreadable(
            f"{where}: 一个标签有 {ATTRIBUTES:,} 个以上的属性 a tag with too many attributes "
            "→ 只保存正文 save the article alone"
        )
    try:
        return LexborHTMLParser(source)
    except SelectolaxError:
        raise Unreadable(
            f"{where}: 解析不了这个网页 the page cannot be parsed "
            "→ 另存为纯文本 save it as plain text"
        ) from None


def _is_too_deep(source: str) -> bool:
    """True where elements stand in each other beyond DEPTH, or where so many formatting elements
    are left open that a parser would open them again a million times."""
    stack: list[str] = []
    again = active = 0
    for slash, name in _TAG.findall(source):
        name = name.lower()
        if name in VOID:
            continue
        if name in _CLOSED_BY_OTHERS:
            again += active
        elif not slash:
            again += active
            stack.append(name)
            active += name in _FORMATTING
            if len(stack) > DEPTH:
                return True
        elif name in stack:
            last = ""
            while last != name:
                last = stack.pop()
                active -= last in _FORMATTING
        if again > 1_000_000:
            return True
    return False


def _most_attributes(source: str) -> int:
    """The number of attributes of the tag that has most, or the first number over the limit."""
    most = at = 0
    while tag := _OPENING.search(source, at):
        at = tag.end()
        count = 0
        while attribute := _ONE_ATTRIBUTE.match(source, at):
            at = attribute.end()
            count += 1
            if count > ATTRIBUTES:
                return count
        most = max(most, count)
        name = tag[1].lower()
        if name in ("script", "style"):
            at = max(at, source.find(f"</{tag[1]}", at))
    return most


def _is_cut_short(source: str) -> bool:
    """True for a page that opens <html> or <body>, closes neither, and leaves others open."""
    if re.search(r"</(?:html|body)\s*>", source, re.I) or not re.search(
        r"<(?:html|body)\b", source, re.I
    ):
        return False
    if source.rfind("<") > source.rfind(">"):
        return True
    return any(
        len(re.findall(rf"<{name}\b", source, re.I)) > len(re.findall(rf"</{name}\b", source, re.I))
        for name in ("div", "table", "section", "article", "main", "ul", "span", "script", "form")
    )


def _declared(tree: LexborHTMLParser) -> tuple[dict[str, Declared], list[str]]:
    """What the head of the page states, and the titles that the page may show as headline."""
    metas: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        value = unescape((attributes.get("content") or "")[:1000])
        value = " ".join(re.sub(r"<[^<>]*>", " ", value).split())
        if not value:
            continue
        for kind in _ATTRIBUTES:
            name = attributes.get(kind)
            if name:
                metas.setdefault(name.strip().lower(), value)
    declared: dict[str, Declared] = {}
    for key, names in (("title", _TITLES), ("published", _DATES), ("issuer", _ISSUERS)):
        stated = next((name for name in names if name in metas), None)
        if stated is not None:
            said = metas[stated]
            if key == "published":
                said = _ISO_TIME.sub(r"\1 \2", said)
            declared[key] = Declared(said, f"meta {stated}")
    titles = [metas[name] for name in _TITLES if name in metas]
    title = tree.css_first("title")
    page_title = "" if title is None else " ".join(title.text()[:1000].split())
    stripped = _without_site(page_title, metas)
    if stripped:
        titles += [title for title in (page_title, stripped) if title not in titles]
        declared.setdefault("title", Declared(stripped, "title"))
    if "published" not in declared or "issuer" not in declared:
        declared = {**_declared_in_scripts(tree), **declared}
    return declared, titles


def _without_site(title: str, metas: dict[str, str]) -> str:
    """A page title without the name of the site; empty where it is nothing else.

    >>> _without_site("缴费通告_某市医疗保障局", {}), _without_site("某某日报数字报-缴费通告", {})
    ('缴费通告', '缴费通告')
    """
    site = unspaced(metas.get("sitename", metas.get("og:site_name", "")))

    def is_site(part: str) -> bool:
        return unspaced(part) == site or (_SITE.search(part) is not None and len(part) < 24)

    parts = [(part.start(), part.end()) for part in _TITLE_PART.finditer(title)]
    words = [title[start:end] for start, end in parts]
    while len(words) > 1 and (is_site(words[-1]) or len(words[-1]) * 2 < len(words[0])):
        words.pop()
    first = 0
    while first < len(words) - 1 and is_site(words[first]):
        first += 1
    if not words or (first == len(words) - 1 and is_site(words[first])):
        return ""
    return title[parts[first][0] : parts[len(words) - 1][1]].strip()


def _declared_in_scripts(tree: LexborHTMLParser) -> dict[str, Declared]:
    """The date that a script of the page holds as plain data, and the name of a WeChat account."""
    found: dict[str, Declared] = {}
    account = tree.css_first("#js_name")
    if account is not None and account.text().strip():
        found["issuer"] = Declared(" ".join(account.text().split()), "#js_name")
    for node in tree.css("script"):
        script = node.text()
        if "ct" not in script and "createTime" not in script and "datePublished" not in script:
            continue
        moment = _WECHAT_TIME.search(script)
        seconds = _WECHAT_SECONDS.search(script)
        listed = _JSON_DATE.search(script)
        if moment:
            found["published"] = Declared(moment[1], "script createTime")
        elif seconds:
            day = datetime.fromtimestamp(int(seconds[1]), UTC) + timedelta(hours=8)
            found["published"] = Declared(f"{day:%Y-%m-%d %H:%M}", "script ct")
        elif listed:
            found["published"] = Declared(
                _ISO_TIME.sub(r"\1 \2", listed[1]), "ld+json datePublished"
            )
        if "published" in found:
            break
    return found

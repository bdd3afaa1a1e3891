"""The article of a web page: which element holds it, its headline, its lines."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extractor.formats.furniture import (
    ends_a_page,
    holds_date,
    is_date,
    is_foot,
    is_index_line,
    is_page_line,
    leads_to_other_articles,
    names_attachment,
    source_line,
)
from extractor.formats.lines import Line, joined
from extractor.formats.webpage import ARTICLE, HIDDEN, Element, Page, hidden_names
from extractor.notice import unspaced

_NOTICE_TITLE = re.compile(
    r"[^。；：？]{4,80}(?:通知|公告|通告|公示|问答|解读|答疑|指南|须知|提示|提醒|告知书|一封信|倡议书"
    r"|办法|方案|细则)(?:（[^（）]{1,12}）)?[！!]?|关于[^。；：]{6,80}"
)
_LETTERHEAD = re.compile(
    r"(?:局|厅|委员会|委|政府|办公室|中心)(?:文件)?$|[〔\[【]\d{4}[〕\]】].*号$"
)


@dataclass(frozen=True)
class Article:
    """The text of an article; how many stretches of it are struck out and left out; whether text
    of the page follows it."""

    text: str
    struck: int
    followed: bool


def article(markup: str, css: str, titles: Iterable[str]) -> Article:
    """The article of a page: its headline, the line of source and date, its text.

    `markup` is a body as a parser writes it (every element closed, < and > only in tags); `css` the
    page's own style sheets; `titles` what the page calls the article outside its text, most
    trusted first. The text is empty where the page shows none.

    >>> page = '<ul><li><a href="/">首页</a></li></ul><h1>缴费通告</h1><div><p>比例为8%。</p></div>'
    >>> article(page, "", ["缴费通告"]).text
    '缴费通告\\n\\n比例为8%。\\n'
    """
    page = Page(markup, hidden_names(css) if css else frozenset())
    main = _main(page)
    body = page.lines(main.start, main.end)
    before = page.lines(0, main.start) if main.start else []
    wanted = [title for title in map(_same, titles) if len(title) >= 4]
    head = _headline(before, body, wanted)
    lines = head + _without_furniture(_from_headline(body, wanted))
    followed = main is page.body or any(map(str.strip, page.texts[main.end + 1 :]))
    return Article(joined(lines), page.struck(main), followed)


def _main(page: Page) -> Element:
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
        if element.flags & ARTICLE and not element.flags & HIDDEN and element.weight * 2 >= own
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
            or not best.is_container
            or _is_one_of_many(best, kept)
            or (loose and here.parent is not None and _has_own_text(page, here))
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


def _has_own_text(page: Page, element: Element) -> bool:
    """True where text that is no furniture stands in an element itself, between its children."""
    index = element.start
    children = iter(element.children or ())
    child = next(children, None)
    while index < element.end:
        if child is not None and index == child.start:
            index, child = child.end, next(children, None)
            if index >= element.end:
                return False
        words = unspaced(page.texts[index])
        if len(words) >= 6 and not (is_page_line(words) or ends_a_page(words) or "|" in words):
            return True
        index += 1
    return False


def _is_one_of_many(paragraph: Element, beside: list[Element]) -> bool:
    """True for a paragraph that is written as a <div> among others of its kind."""
    return not paragraph.children and any(
        other.tag == paragraph.tag and other.attributes == paragraph.attributes
        for other in beside
        if other is not paragraph
    )


def _with_what_follows(page: Page, main: Element) -> Element:
    """The container, or the one around it where the article goes on outside."""
    here = main
    for _ in range(2):
        parent = here.parent
        if parent is None or parent.parent is None:
            break
        following = [child for child in parent.children or () if child.start > here.end]
        if any(
            not page.is_furniture(child) and _is_article_like(page, child, True)
            for child in following
        ):
            main = parent
        here = parent
    return main


def _is_article_like(page: Page, element: Element, behind: bool) -> bool:
    """True where an element beside the best one reads like a part of the article: sentences, rows
    of a table, the date under a text."""
    if not element.plain or element.linked * 2 > element.plain or page.is_link_list(element):
        return False
    may_be = element.marks or element.holds_table or element.tag == "table"
    if not may_be and not (behind and holds_date("".join(page.texts[element.start : element.end]))):
        return False
    if element.tag == "table" and not element.holds_table:
        lines = page.table(element)[1]
    else:
        lines = page.lines(element.start, element.end)
    if not lines or is_foot(" ".join(line.text for line in lines)):
        return False
    if leads_to_other_articles(unspaced(lines[0].text)):
        return False
    prose = rows = 0
    for line in lines:
        words = unspaced(line.text)
        if behind and is_date(words):
            return True
        if line.linked * 3 > len(words) or is_page_line(words) or is_index_line(line.text):
            continue
        if line.row:
            rows += any(char.isdigit() for char in words)
        elif len(words) >= 12 and _is_prose(words) and not source_line(line.text):
            prose += len(words)
    return prose >= 40 or rows >= 2


def _is_prose(words: str) -> bool:
    return (
        any(mark in words for mark in "。；！？")
        or words.count("，") >= 2
        or ("：" in words and any(char.isdigit() for char in words))
    )


def _same(title: str) -> str:
    return re.sub(r"[\W_]+", "", title)


def _headline(before: list[Line], body: list[Line], wanted: list[str]) -> list[Line]:
    """The headline and the line under it, where the page shows them over the article's text."""
    opening = body[:14]
    found: tuple[int, int] | None = None
    again = False
    for title in wanted:
        found = _find_title(before, title)
        again = _find_title(opening, title) is not None
        if found or again:
            break
    if found is None and not again:
        found = _look_like_title(before, wanted)
    head: list[Line] = []
    if found:
        title = "".join(line.text.strip() for line in before[found[0] : found[1]])
        if not again and _find_title(opening, _same(title)) is None:
            head.append(Line(title))
    # under a headline the whole rest is its own; elsewhere only what stands next to the text
    for line in before[found[1] :][-12:] if found else before[-12 if again else -4 :]:
        words = unspaced(line.text)
        source = "" if is_index_line(words) or is_page_line(words) else source_line(line.text)
        if source:
            head.append(Line(source))
    return head[:4]


def _look_like_title(lines: list[Line], wanted: list[str]) -> tuple[int, int] | None:
    """The line [place, place + 1) that looks like the headline of the text under it: a heading,
    a part of what the page is called, or a line that names a kind of notice."""
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        words = _same(line.text)
        if len(words) >= 8 and any(words in title for title in wanted):
            return place, place + 1
        if len(words) < 6 or line.linked * 2 >= len(words) or is_page_line(unspaced(line.text)):
            continue
        if line.heading and (not wanted or any(_alike(words, title) for title in wanted)):
            return place, place + 1
    for place in range(len(lines) - 1, max(len(lines) - 7, -1), -1):
        if not lines[place].linked and _NOTICE_TITLE.fullmatch(unspaced(lines[place].text)):
            return place, place + 1
    return None


def _from_headline(lines: list[Line], wanted: list[str]) -> list[Line]:
    """The lines without what stands over a headline among them, but for the letterhead."""
    for title in wanted:
        found = _find_title(lines[:14], title)
        if found:
            over = [line for line in lines[: found[0]] if _LETTERHEAD.search(unspaced(line.text))]
            return over + lines[found[0] :]
    return lines


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
    """The lines without those of the page: before the first prose, behind the last, and such as
    are known wherever they stand."""
    kept: list[Line] = []
    begun = False
    for line in lines:
        words = unspaced(line.text)
        if is_page_line(words):
            continue
        if not begun:
            source = source_line(line.text) if len(kept) < 8 else ""
            linked = line.linked * 2 > len(words) and not names_attachment(words)
            if (linked and not source and len(kept) < 8) or is_index_line(line.text):
                continue
            if leads_to_other_articles(words):
                continue
            if source and len(_same(source)) < len(_same(line.text)):
                kept.append(Line(source))
                continue
            begun = len(words) >= 16 and ("。" in words or "，" in words)
        kept.append(line)
    while kept and _is_under_article(kept[-1]):
        kept.pop()
    for place in range(len(kept) * 2 // 3, len(kept)):
        if leads_to_other_articles(unspaced(kept[place].text)) and not any(
            "。" in line.text or line.row or is_date(unspaced(line.text))
            for line in kept[place + 1 :]
        ):
            return kept[:place]
    return kept


def _is_under_article(line: Line) -> bool:
    words = unspaced(line.text)
    linked = line.linked * 10 > len(words) * 8
    return ends_a_page(words) or (linked and "。" not in words and not names_attachment(words))

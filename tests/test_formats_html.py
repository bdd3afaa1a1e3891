"""Web pages to notices: the article of any template, and nothing of the page around it."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor import formats
from extractor.formats import html
from extractor.formats.furniture import source_line
from extractor.formats.webpage import hidden_names
from extractor.notice import NoticeError, Unreadable, unspaced

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "tests" / "pages"

TITLE = "关于甲市灵活就业人员2024年度职工基本医疗保险缴费的通告"
PARAGRAPHS = [
    "各县（市、区）医疗保障局，各参保人员：",
    "根据省、市有关规定，现将2024年度灵活就业人员参加职工基本医疗保险缴费有关事项通告如下：",
    "一、缴费标准",
    "（一）灵活就业人员缴费基数为4180元，缴费比例为9%，其中统筹基金7%，个人账户2%。",
    "（二）大额医疗费用补助每人每年150元，与基本医疗保险费一并缴纳。",
    "二、缴费时间",
    "2024年1月1日至2024年3月31日。逾期缴费的，设3个月待遇等待期。",
    "三、咨询电话",
]
ROWS = [
    ["单位", "电话"],
    ["市医保中心", "0999-2020900"],
    ["东山县", "0999-2225095"],
    ["西河区", "0999-6768877"],
]
ENDING = ["甲市医疗保障局", "2023年12月20日"]
BODY = [*PARAGRAPHS, *("\t".join(row) for row in ROWS), *ENDING]
SOURCE = "发布时间：2023-12-21 09:30\u3000来源：甲市医疗保障局"


def paragraphs(lines: list[str], tag: str = "p", *, span: str = "") -> str:
    """The lines as paragraphs; a tag that begins with a blank is that of attributes of <p>."""
    opening, closing = (f"p{tag}", "p") if tag.startswith(" ") else (tag, tag)
    pad = "&nbsp;&nbsp;&nbsp;&nbsp;"
    return "\n".join(
        f"<{opening}>{pad}{span}{line}{'</span>' if span else ''}</{closing}>" for line in lines
    )


def table(rows: list[list[str]]) -> str:
    cells = ("".join(f"<td><p align=center>{cell}</p></td>" for cell in row) for row in rows)
    return (
        "<table border=1><tbody>"
        + "\n".join(f"<tr>{row}</tr>" for row in cells)
        + "</tbody></table>"
    )


CONTENT = paragraphs(PARAGRAPHS) + table(ROWS) + paragraphs(ENDING, " align=right")

NAV = "".join(
    f'<li><a href="/{i}/">{word}</a></li>'
    for i, word in enumerate(["首页", "机构职能", "政务公开", "办事服务", "互动交流", "专题专栏"])
)
NEWS = "".join(
    f'<li><a href="/n{i}.html">{word}</a><span>12-2{i}</span></li>'
    for i, word in enumerate(
        [
            "甲市召开全市医疗保障工作会议",
            "2024年度城乡居民医保缴费380元，12月31日截止",
            "关于调整门诊慢特病待遇的通知",
            "一图读懂：灵活就业怎么参保",
        ]
    )
)
FOOT = (
    "<p>主办：甲市医疗保障局　地址：甲市人民路1号　邮编：000000</p><p>"
    "网站标识码：0000000000　甲ICP备00000000号-1　"
    "甲公网安备 00000000000000号</p><p>建议使用1024×768分辨率　技术支持：0999-0000000</p>"
)
HEAD = (
    f'<meta name="SiteName" content="甲市医疗保障局"><meta name="ArticleTitle" content="{TITLE}">'
    '<meta name="PubDate" content="2023-12-21 09:30"><meta name="ContentSource" '
    'content="甲市医疗保障局">'
)

FRAGMENTS = {
    "title": TITLE,
    "head": HEAD,
    "nav": NAV,
    "news": NEWS,
    "foot": FOOT,
    "content": CONTENT,
    "paragraphs": paragraphs(PARAGRAPHS),
    "table": table(ROWS),
    "ending": paragraphs(ENDING),
    "first": PARAGRAPHS[0],
    "sections": paragraphs(PARAGRAPHS[1:], "section", span="<span leaf>"),
    "rest": paragraphs(PARAGRAPHS[1:], "div") + table(ROWS) + paragraphs(ENDING, "div"),
    "breaks": "<BR>".join(f"　　{line}" for line in PARAGRAPHS),
    "ending_breaks": "<BR>".join(ENDING),
    "divs": paragraphs(PARAGRAPHS, "div"),
    "ending_divs": paragraphs(ENDING, "div"),
    "word": paragraphs(
        PARAGRAPHS, " class=MsoNormal", span="<o:p></o:p><span style='font-family:仿宋'>"
    ),
    "word_rows": table(ROWS).removeprefix("<table border=1>").removesuffix("</table>"),
    "word_ending": paragraphs(ENDING, " class=MsoNormal align=right"),
    "lines": "\n".join(BODY),
    "numbers": "".join(f'<li>{a}：<a href="tel:{b}">{b}</a></li>' for a, b in ROWS[1:]),
}
OVER: dict[str, str] = {  # page -> what is read over the text
    "trs": f"{TITLE}\n{SOURCE}",
    "hanweb": f"{TITLE}\n{SOURCE}",
    "vsb": f"{TITLE}\n{SOURCE}",
    "index": f"{TITLE}\n{SOURCE}",
    "font-tags": f"{TITLE}\n{SOURCE}",
    "article": f"{TITLE}\n2023-12-21",
    "bare-divs": f"{TITLE}\n2023-12-21 09:30\u3000甲市医疗保障局",
    "portal": f"{TITLE}\n2023-12-21 09:30\u3000来源：甲市发布",
    "split": f"{TITLE}\n来源：甲市医疗保障局\u3000发布时间：2023-12-21 09:30",
    "decoys": f"{TITLE}\n来源：甲市医疗保障局\u3000发布时间：2023-12-21 09:30",
    "phone": f"{TITLE}\n发布时间：2023-12-21 09:30",
}  # the others: the title


def page_of(name: str) -> str:
    """A page of tests/pages with the notice in it."""
    source = (PAGES / f"{name}.html").read_text("utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: FRAGMENTS[found[1]], source)


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def text_of(page: str) -> str:
    return html.read(page.encode()).text


@pytest.mark.parametrize("name", sorted(path.stem for path in PAGES.glob("*.html")))
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_article_of_every_template(name: str, encoding: str) -> None:
    over = OVER.get(name, TITLE).split("\n")
    body = BODY
    if name == "phone":  # a list of numbers to tap
        body = [*PARAGRAPHS, *("：".join(row) for row in ROWS[1:]), *ENDING]
    assert lines(html.read(page_of(name).encode(encoding)).text) == [*over, *body]


def page(content: str, head: str = "") -> str:
    """A page whose article is the content, with a sentence over it."""
    return (
        f"<html><head>{head}</head><body><div id=zoom><p>现将有关事项通告如下：</p>"
        f"{content}</div></body></html>"
    )


def article_of(content: str, head: str = "") -> list[str]:
    first, *rest = lines(text_of(page(content, head)))
    assert first == "现将有关事项通告如下："
    return rest


LINES: dict[str, list[str]] = {  # lines of the text <- markup
    "缴费3967.56元": [
        (
            "<p>缴费<span lang=EN-US>3967</span><span style='font-size:16pt'>.56</span><font>"
            "元</font></p>"
        ),
        "<p>缴费<b>39</b>67<i></i>.<u>56</u>元</p>",
        "<div>缴费3967.56元</div>",
        "缴费3967<wbr>.56元",
        "<p>缴费3967&#46;56&#x5143;</p>",
        "<p>缴\n费3967.56元</p>",
        "<ul><li>缴费3967.56元</li></ul>",
        "<blockquote><p>缴费3967.56元",
        "<details><summary>缴费3967.56元</summary></details>",
        "<p>缴费3967.56元<!-- 旧：3847.56元 --></p>",
        "<p>缴费3967.56<!--[if !supportLists]-->元<!--[endif]--></p>",
        "<p>缴费3967&shy;.56元</p>",
        "<p>缴费<ruby>3967<rp>(</rp><rt>三</rt><rp>)</rp></ruby>.56元</p>",
    ],
    "每人120元/年": [
        "<p>每人<del>380元/年</del>120元/年</p>",
        "<p>每人<s>380</s>120元/年</p>",
        "<p>每人<strike>380</strike>120元/年</p>",
        "<p>每人<span style='text-decoration: line-through'>380</span>120元/年</p>",
        "<p>每人120元/年<span style='display: none'>3800元</span></p>",
        "<p>每人120元/年</p><p style='visibility:hidden'>380元</p>",
        "<p>每人120元/年<span hidden>380元</span></p>",
        "<p>每人120元/年<i aria-hidden=true>380元</i></p>",
        "<p>每人120元/年</p><div style='position:absolute;left:-9999px'>380元</div>",
        "<p>每人120元/年</p><div style='height:0;overflow:hidden'>380元</div>",
        "<p>每人120元/年</p><div style='opacity:0'>380元</div>",
        "<p>每人120元/年</p><script>document.write('<p>380元</p>')</script>",
        "<p>每人120元/年</p><noscript>请打开脚本，每人380元/年。</noscript>",
        "<p>每人120元/年</p><template><p>380元</p></template>",
        "<p>每人120元/年</p><textarea>380元</textarea><select><option>380元</option></select>",
        "<p>每人120元/年</p><iframe src='https://example.org/'>380元</iframe>",
        "<p>每人120元/年<button>复制</button></p>",
        "<p>每人120元/年<i class='iconfont'>&#xe600;</i></p>",
        "<style>.old{display:none}</style><p>每人120元/年</p><p class=old>380元</p>",
    ],
    "甲\n乙\n丙": [
        "<p>甲</p><p>乙</p><p>丙</p>",
        "甲<br>乙<br/>丙",
        "<p>甲<br><br>乙<p><br></p>丙",
        "<div>甲<div>乙</div>丙</div>",
        "<p>甲<span style='display:block'>乙</span>丙</p>",
        "<pre>甲\n乙\n\n丙</pre>",
        "<h3>甲</h3>乙<hr>丙",
        "<dl><dt>甲</dt><dd>乙</dd><dd>丙</dd></dl>",
        "<section><section>甲</section></section><section>乙</section>丙",
        "<center>甲</center><table><tr><td>乙</td></tr><tr><td>丙</td></tr></table>",
    ],
    "1. 甲\n2. 乙": [
        "<ol><li>甲</li><li>乙</li></ol>",
        "<ol><li><p>甲</p></li><li><p><span>乙</span></p></li></ol>",
    ],
    "3. 甲\n7. 乙": ["<ol start=3><li>甲<li value=7>乙</ol>"],
    "2. 甲\n1. 乙": ["<ol reversed><li>甲<li>乙</ol>"],
    "a. 甲\nb. 乙": ["<ol type=a><li>甲<li>乙</ol>"],
    "I. 甲\nII. 乙": ["<ol style='list-style-type: upper-roman'><li>甲<li>乙</ol>"],
    "一、甲\n二、乙": [
        "<ol style='list-style-type:cjk-ideographic'><li>甲<li>乙</ol>",
        (
            "<ol class='custom_cn list-paddingleft-1'><li class='list-cn-1-1'><p>甲</p></li><li>"
            "<p>乙</p></li></ol>"
        ),
        "<ol><li>一、甲<li>二、乙</ol>",
    ],
    "1. 甲\na. 乙\n2. 丙": [
        "<ol><li>甲<ol type=a><li>乙</ol><li>丙</ol>",
        "<ol><li>甲<ul><li>a. 乙</ul><li>丙</ol>",
    ],
    "甲\n乙": ["<ol style='list-style:none'><li>甲<li>乙</ol>", "<ul><li>甲<li>乙</ul>"],
    "● 甲": [
        (
            "<p><span style='font-family:Wingdings'>l<span style='font:7pt \"Times New Roman\"'>"
            "&nbsp;</span></span>甲</p>"
        ),
        "<p><font face=Wingdings>l</font> 甲</p>",
    ],
    "点击“参保”“缴费”": ["<p>点击<q>参保</q><q>缴费</q></p>"],
    "沁 县医保": [
        "<p>沁&nbsp;县医保</p>",
        "<p>沁 县医保</p>",
        "<p>沁\u2003县医保</p>".replace("\u2003", "&nbsp;"),
    ],
    "小于<10%且A&B": ["<p>小于&lt;10%且A&amp;B</p>"],
}


@pytest.mark.parametrize(("read", "content"), [(r, c) for r, cs in LINES.items() for c in cs])
def test_lines(read: str, content: str) -> None:
    assert article_of(content) == read.split("\n")


def test_wide_and_hard_blanks_pad_a_line_and_source_blanks_do_not() -> None:
    found = text_of(page("<p>&nbsp;&nbsp;&emsp;　缴费</p>\n\n   <p>  标准\n </p>"))
    assert found == "现将有关事项通告如下：\n\n  \u2003\u3000缴费\n\n标准\n"


def test_paragraphs_stand_apart_and_rows_together() -> None:
    found = text_of(
        page("<p>甲</p><table><tr><td>乙<td>1</tr><tr><td>丙<td>2</tr></table><p>丁</p>")
    )
    assert found == "现将有关事项通告如下：\n\n甲\n\n乙\t1\n丙\t2\n\n丁\n"


def test_lines_that_were_wrapped_by_hand_at_one_width_may_be_joined_again() -> None:
    sentence = (
        "缴费至2023年6月的灵活就业人员，在规定的期间缴纳2023年度职工基本医疗保险费，"
        "不设待遇等待期，"
    ) * 3
    wrapped = [sentence[at : at + 30] for at in range(0, len(sentence), 30)]
    assert "\n".join(wrapped) in text_of(page("<br>".join(wrapped)))


def test_lines_that_the_author_ended_stay_apart() -> None:
    steps = [
        "云闪付APP→城市服务→社保缴费→灵活就业→查询→缴费完成",
        "微信支付",
        "微信→我→服务→城市服务→社保→社保缴纳→核对信息→支付→截图保存",
        "线下缴费",
    ]
    assert "\n\n".join(steps) in text_of(page("<br>".join(steps)))


ROWS_READ: dict[str, list[str]] = {  # rows <- tables
    "人员\t标准\n在职\t9%\n退休\t150元": [
        "<table><tr><th>人员<th>标准<tr><td>在职<td>9%<tr><td>退休<td>150元</table>",
        "<table><thead><tr><th>人员</th><th>标准</th></tr></thead><tbody><tr><td><p>在职</p>"
        "</td><td><p><span>9</span>%</p></td></tr>"
        "</tbody><tfoot><tr><td>退休</td><td>150元</td></tr></tfoot></table>",
        (
            "<table><tr><td>人员<td>标准<tr><td>在<br>职<td>9%<tr><td>退休<td>150元<tr><td><td>"
            "</table>"
        ).replace("在<br>职", "在职"),
        (
            "<table><tr><td><table><tr><td>人员<td>标准<tr><td>在职<td>9%<tr><td>退休<td>"
            "150元</table></table>"
        ),
    ],
    "人员\t标准\t标准\n人员\t月\t年\n在职\t376\t4512\n退休\t12\t150": [
        (
            "<table><tr><td rowspan=2>人员<td colspan=2>标准<tr><td>月<td>年<tr><td>在职<td>"
            "376<td>4512<tr><td>退休<td>12<td>150</table>"
        )
    ],
    "在职\t基本\t9%\n在职\t大额\t150元\n退休\t大额\t150元": [
        (
            "<table><tr><td rowspan=2>在职<td>基本<td>9%<tr><td>大额<td rowspan=2>150元<tr><td>"
            "退休<td>大额</table>"
        ),
        (
            "<table><tr><td rowspan='2'>在职</td><td>基本</td><td>9%</td></tr><tr><td>大额</td>"
            "<td>150元</td></tr><tr><td>退休</td><td>大额</td><td>150元</td></tr></table>"
        ),
    ],
    "合计\t合计\t4662": ["<table><tr><td colspan=2>合计<td>4662</table>"],
    "联系电话\n市本级\t2020900": [
        "<table><tr><td colspan=2>联系电话<tr><td>市本级<td>2020900</table>",
        "<table><caption>联系电话</caption><tr><td>市本级<td>2020900</table>",
    ],
    "甲\t\t丙": ["<table><tr><td>甲<td>&nbsp;<td>丙</table>"],
    "线上\t微信 支付宝\n线下\t窗口": [
        "<table><tr><td>线上<td><p>微信</p><p>支付宝</p><tr><td>线下<td>窗口</table>"
    ],
    (
        "一、缴费标准\n在职人员每人每月376.2元，退休人员不缴费。\n二、缴费时间\n2024年1月1日至3月"
        "31日。"
    ): [  # a table that places text
        (
            "<table><tr><td>一、缴费标准<tr><td>在职人员每人每月376.2元，退休人员不缴费。<tr><td>"
            "二、缴费时间<tr><td>2024年1月1日至3月31日。</table>"
        ),
        (
            "<table><tr><td><p>一、缴费标准</p><p>在职人员每人每月376.2元，退休人员不缴费。</p>"
            "<td><p>二、缴费时间</p><p>2024年1月1日至3月31日。</p></table>"
        ),
    ],
}


@pytest.mark.parametrize(("read", "content"), [(r, c) for r, cs in ROWS_READ.items() for c in cs])
def test_rows(read: str, content: str) -> None:
    assert article_of(content) == read.split("\n")


def test_a_long_merged_cell_is_not_repeated() -> None:
    note = (
        "逾期未缴费的，视为中断，须按首次参保办理，设三个月待遇等待期，期间不享受待遇；"
        "特殊情形由经办机构认定，具体办法另行通知，请各参保人员相互转告。"
    )
    rows = article_of(f"<table><tr><td>在职<td rowspan=2>{note}<tr><td>退休</table>")
    assert rows == [f"在职\t{note}", "退休"]


DECLARED: dict[tuple[str, str, str], list[str]] = {  # (key, value, source) <- head
    ("title", "缴费通告", "meta articletitle"): [
        '<meta name="ArticleTitle" content="缴费通告"><meta property="og:title" content="别的">',
        "<META NAME=ArticleTitle CONTENT='缴费&lt;br&gt;通告'>".replace(
            "缴费&lt;br&gt;通告", "缴费通告"
        ),
    ],
    ("title", "缴费通告", "meta og:title"): [
        '<meta property="og:title" content=" 缴费通告 "><title>别的_网</title>'
    ],
    ("title", "关于缴费的通告", "title"): [
        "<title>关于缴费的通告_甲市医疗保障局</title>",
        "<title>关于缴费的通告 - 甲市人民政府门户网站</title>",
        "<title>\n关于缴费的通告-甲市日报 </title>",
        '<meta name="SiteName" content="阳光甲市"><title>关于缴费的通告|阳光甲市</title>',
    ],
    ("published", "2023-12-21 09:30", "meta pubdate"): [
        '<meta name="PubDate" content="2023-12-21 09:30">'
    ],
    ("published", "2023-12-21 09:30", "meta article:published_time"): [
        '<meta property="article:published_time" content="2023-12-21T09:30:00+08:00">'
    ],
    ("published", "2023-12-21 09:30", "script ct"): ['<script>var ct = "1703122200";</script>'],
    ("published", "2023-12-21 09:30", "script createTime"): [
        "<script>var createTime = '2023-12-21 09:30';</script>"
    ],
    ("published", "2023-12-21 09:30", "ld+json datePublished"): [
        '<script type="application/ld+json">{"datePublished":"2023-12-21T09:30:00+08:00"}</script>'
    ],
    ("issuer", "甲市医疗保障局", "meta contentsource"): [
        '<meta name="ContentSource" content="甲市医疗保障局">'
    ],
}


@pytest.mark.parametrize(("said", "head"), [(s, h) for s, hs in DECLARED.items() for h in hs])
def test_what_the_head_declares_is_kept_with_its_source(
    said: tuple[str, str, str], head: str
) -> None:
    key, value, source = said
    assert html.read(page("<p>每人120元。</p>", head).encode()).declared[key] == (value, source)


@pytest.mark.parametrize(
    "head",
    [
        "",
        "<title></title>",
        "<title>甲市医疗保障局</title>",
        "<title>首页</title>",
        '<meta name="PubDate" content="">',
    ],
)
def test_nothing_is_declared_where_the_head_says_nothing(head: str) -> None:
    assert html.read(page("<p>每人120元。</p>", head).encode()).declared == {}


GBK_PAGE = page(
    "<p>朱镕堃每人120元。</p>",
    '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">',
)
ENCODINGS: dict[tuple[str, str], list[bytes]] = {  # (encoding, words of the remark) <- bytes
    ("gb18030", ""): [
        GBK_PAGE.encode("gb18030"),
        GBK_PAGE.replace("gb2312", "GBK").encode("gb18030"),
    ],
    ("utf-8", ""): [
        GBK_PAGE.replace("gb2312", "utf-8").encode(),
        page("<p>朱镕堃每人120元。").encode(),
    ],
    ("utf-8", "自称 declared as GB2312, 实为 read as UTF-8"): [GBK_PAGE.encode()],
    ("gb18030", "自称 declared as UTF-8, 实为 read as GB18030"): [
        GBK_PAGE.replace("gb2312", "UTF-8").encode("gb18030")
    ],
    ("gb18030", "按 GB18030 读入"): [page("<p>朱镕堃每人120元。").encode("gb18030")],
    ("utf-8-sig", ""): [b"\xef\xbb\xbf" + GBK_PAGE.replace("gb2312", "utf-8").encode()],
    ("utf-16-le", ""): [("\ufeff" + page("<p>朱镕堃每人120元。")).encode("utf-16-le")],
}


@pytest.mark.parametrize(("said", "data"), [(s, d) for s, ds in ENCODINGS.items() for d in ds])
def test_the_bytes_decide_the_encoding_not_the_page(said: tuple[str, str], data: bytes) -> None:
    notice = html.read(data)
    assert lines(notice.text)[1] == "朱镕堃每人120元。"
    assert notice.encoding == said[0]
    assert said[1] in "".join(notice.remarks)
    assert bool(said[1]) == bool(notice.remarks)


def test_a_title_that_a_list_cut_in_mid_character_does_not_spoil_the_page() -> None:
    cut = "关于做好居民医保".encode("gb18030")[:-1]
    data = page("<p>每人120元。</p>", '<meta charset="gb2312">').encode("gb18030")
    data = data.replace(b"<body>", b"<body><ul><li><a href=1>" + cut + b"</a></ul>")
    notice = html.read(data)
    assert lines(notice.text) == ["现将有关事项通告如下：", "每人120元。"]
    assert any("正文之外" in remark for remark in notice.remarks)


def test_struck_out_text_is_left_out_and_told() -> None:
    (remark,) = html.read(page("<p>每人<s>380</s>120元，<del>甲</del>。</p>").encode()).remarks
    assert remark.startswith("划去的文字未读入")
    assert remark.endswith("2 处 places")


HIDDEN_NAMES: dict[frozenset[str], list[str]] = {
    frozenset({".a"}): [
        ".a{display:none}",
        "p.a { color:red; display : none !important }",
        ".a,.b c{display:none}",
        "/* .b{display:none} */.a{display:none}",
    ],
    frozenset({"#a", ".b"}): ["#a,.b{display:none}"],
    frozenset(): [
        "@media print{.a{display:none}}",
        ".a .b{display:none}",
        ".a{display:none}.a.on{display:block}",
        ".a{visibility:hidden}",
        "",
        "}}}{{{",
        "p{display:none}",
    ],
}


@pytest.mark.parametrize(("names", "css"), [(n, c) for n, cs in HIDDEN_NAMES.items() for c in cs])
def test_what_a_style_sheet_hides(names: frozenset[str], css: str) -> None:
    assert hidden_names(css) == names


FURNITURE = [  # beside or inside an article, never part of it
    "<div>分享到：<a>微信</a> <a>微博</a></div>",
    "<p>【打印】【关闭】</p>",
    "<p>扫一扫在手机打开当前页</p>",
    "<p>上一篇：<a href=1>关于门诊慢特病的通知，请查收。</a></p>",
    "<p>责任编辑：张三</p>",
    "<div class='related'><h4>相关阅读</h4><p>甲市医保局提醒，缴费380元，12月31日截止。</p></div>",
    "<nav><a href=/>首页</a> <a href=/a>政务公开</a></nav>",
    "<aside>编辑推荐：居民医保每人380元。</aside>",
    f"<ul>{NEWS}</ul>",
    f"<div>推荐阅读：</div><ul>{NEWS}</ul>",
    "<p>版权所有：甲市医疗保障局　技术支持：0999-0000000</p>",
]


@pytest.mark.parametrize("furniture", FURNITURE)
@pytest.mark.parametrize("known", [" id=zoom", ""])
def test_furniture_at_the_end_of_the_element_that_holds_the_article(
    furniture: str, known: str
) -> None:
    found = text_of(f"<html><body><div{known}>{CONTENT}{furniture}</div></body></html>")
    assert lines(found) == BODY


KEPT = [  # looks like furniture and is not
    "微信",
    "支付宝",
    "打开微信扫一扫，进入“甲市医保”小程序缴费",
    "（扫码关注“甲市医保”公众号）",
    "首页→我要办→医保缴费",
    "缴费时间：2024年1月1日至3月31日",
    "来源：甲市医疗保障局",
    "附件：1.灵活就业人员参保登记表.docx",
    "办理地点：甲市政务服务中心二楼",
    "下载“甲市税务”APP",
    "标准：每人每年150元",
    "返回参保地办理",
    "位置：城东路8号",
]


@pytest.mark.parametrize("line", KEPT)
def test_lines_of_the_article_that_look_like_furniture(line: str) -> None:
    middle = paragraphs(PARAGRAPHS[:3]) + f"<p>{line}</p>" + paragraphs(PARAGRAPHS[3:])
    assert line in lines(text_of(f"<html><body><div>{middle}</div></body></html>"))
    assert line in lines(text_of(f"<html><body><div id=zoom>{middle}</div></body></html>"))


SOURCE_LINES: dict[str, list[str]] = {  # the fields that are kept <- lines under a headline
    "发布时间：2023-12-21 09:30\u3000来源：甲市医保局": [
        "发布时间：2023-12-21 09:30 来源：甲市医保局 浏览次数：88 字体：【大 中 小】 打印 关闭",
        "发布时间: 2023-12-21 09:30 | 来源: 甲市医保局 | 点击: 5",
        "【发布时间：2023-12-21 09:30】【来源：甲市医保局】",
        "发布时间：2023-12-21 09:30来源：甲市医保局责任编辑：张三",
    ],
    "信息来源：甲市医保局": ["信息来源：甲市医保局", "信息来源：甲市医保局　阅读：12次"],
    "来源：甲市医保局\u3000时间：2022-1-1": ["来源：甲市医保局 时间：2022-1-1"],
    "2023-12-21": ["2023-12-21", " 2023-12-21 浏览：5"],
    "2023年12月21日\u3000来源：甲市发布": ["2023年12月21日 来源：甲市发布"],
    "原创 甲市医保 2023-12-21 18:05 甲省": ["原创 甲市医保 2023-12-21 18:05 甲省"],
    "": [
        "缴费时间：2023-12-21",
        "日期：2023年1月1日至3月31日",
        "2024年1月1日至2024年3月31日",
        "2024年1月1日起执行",
        "集中缴费期2024年1月1日",
        "作者：佚名",
        "咨询部门：甲市医保局",
        "来源：甲市医保局。发布时间：2023-12-21",
        "截止2023-12-21",
        "",
    ],
}


@pytest.mark.parametrize(("kept", "line"), [(k, x) for k, xs in SOURCE_LINES.items() for x in xs])
def test_the_line_of_source_and_date(kept: str, line: str) -> None:
    assert source_line(line) == kept


def test_the_article_goes_on_behind_its_container() -> None:
    found = text_of(
        f"<html><body><div class=top>{NAV}</div><div class=box><h1>{TITLE}</h1><div id=zoom>"
        f"{paragraphs(PARAGRAPHS)}</div>"
        f"{table(ROWS)}<div>{paragraphs(ENDING)}</div><div class=share>分享到：</div></div>"
        f"{FOOT}</body></html>"
    )
    assert lines(found) == [TITLE, *BODY]


def test_the_headline_is_read_once() -> None:
    inside = f"<div id=zoom><p align=center>{TITLE[:20]}<br>{TITLE[20:]}</p>{CONTENT}</div>"
    found = text_of(f"<html><head>{HEAD}</head><body><h1>{TITLE}</h1>{inside}</body></html>")
    assert unspaced(found).count(unspaced(TITLE)) == 1
    sentence = f"<div id=zoom><p>{TITLE}，已经市政府同意。</p>{CONTENT}</div>"
    found = text_of(f"<html><head>{HEAD}</head><body><h1>{TITLE}</h1>{sentence}</body></html>")
    assert lines(found)[:2] == [TITLE, f"{TITLE}，已经市政府同意。"]


def test_a_headline_that_the_page_does_not_show_is_only_declared() -> None:
    notice = html.read(
        f"<html><head>{HEAD}</head><body><div>{CONTENT}</div></body></html>".encode()
    )
    assert lines(notice.text) == BODY
    assert notice.declared["title"].value == TITLE


def test_a_hidden_copy_of_the_whole_article_is_not_read() -> None:
    found = text_of(
        f"<html><body><div class=c>{CONTENT}</div><div style='display:none'>{CONTENT}</div>"
        "</body></html>"
    )
    assert lines(found) == BODY


def test_a_private_glyph_in_the_article_is_refused() -> None:
    with pytest.raises(Unreadable, match=r"文字残缺.*U\+E5E5"):
        html.read(page("<p>每人1&#xe5e5;0元。</p>").encode(), Path("通告.html"))


def test_a_page_that_was_decoded_wrongly_is_refused() -> None:
    wrong = "灵活就业人员缴费标准".encode().decode("gb18030", "ignore")
    with pytest.raises(Unreadable, match="像是错码"):
        html.read(page(f"<p>{wrong}</p>").encode())


EMPTY = [
    "<html><body></body></html>",
    (
        "<html><head><title>通告</title></head><body><div id=app></div><script>load()</script>"
        "</body></html>"
    ),
    "<html><frameset cols='20%,80%'><frame src=a.html><frame src=b.html></frameset></html>",
    "<html><body><div style='display:none'>每人120元。</div></body></html>",
    "<!doctype html>",
]


@pytest.mark.parametrize("source", EMPTY)
def test_a_page_without_text_says_so(source: str) -> None:
    with pytest.raises(Unreadable, match="没有可见的正文") as refusal:
        html.read(source.encode())
    assert " → " in str(refusal.value)


def test_a_page_cut_short_in_its_article_is_refused_and_behind_it_is_not() -> None:
    whole = page_of("trs")
    middle = whole.index("逾期缴费的")
    for cut in (whole[:middle], whole[: middle + 3] + "<span"):
        with pytest.raises(Unreadable, match="cut short"):
            html.read(cut.encode())
    behind = whole[: whole.index("冬季防护小贴士")]
    assert lines(text_of(behind)) == [
        *OVER["trs"].split("\n"),
        *BODY,
    ]


HOSTILE: dict[str, Callable[[], str]] = {  # refused, or read as far as a reader would see it
    "deep": lambda: "<div>" * 100_000 + "缴费" + "</div>" * 100_000,
    "deep tables": lambda: "<table><tr><td>" * 40_000 + "缴费",
    "deep lists": lambda: "<ul><li>" * 100_000 + "缴费",
    "deep spans": lambda: "<span>" * 200_000 + "缴费",
    "formatting opened again in every paragraph": lambda: "".join(
        f"<p><font size={i}>缴" for i in range(20_000)
    ),
    "formatting, all of it before the paragraphs": lambda: (
        "".join(f"<b id=b{i}>" for i in range(3_000)) + "<p>缴费" * 20_000
    ),
    "many tags": lambda: "<br>" * 600_000 + "缴费",
    "many attributes": lambda: "<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">缴费",
    "many attributes in quotes": lambda: (
        "<p " + "".join(f'"a{i}=">"' for i in range(200_000)) + ">缴费"
    ),
    "many classes": lambda: "<p class='" + " ".join(f"a{i}" for i in range(200_000)) + "'>缴费",
    "a long title": lambda: "<title>" + "甲-乙_" * 200_000 + "</title>缴费",
    "one long attribute": lambda: f"<p title='{'x' * 5_000_000}'>缴费",
    "entities of a DTD": lambda: (
        '<!DOCTYPE html [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]><html><p>缴费&b;&b;</p>'
    ),
    "wide and tall cells": lambda: (
        "<table>"
        + "<tr>"
        + "<td rowspan=65534 colspan=1000>缴费</td>" * 200
        + "</tr><tr><td>x" * 3_000
        + "</table>"
    ),
    "unclosed comments": lambda: "缴费" + "<!-- " * 200_000,
    "unclosed scripts": lambda: "缴费" + "<script>" * 100_000,
    "unclosed quotes": lambda: "缴费" + "<a href='" * 100_000,
    "entities": lambda: "缴费" + "&amp;" * 200_000,
    "list counters": lambda: "<ol start=999999><li>缴费" + "<ol><li>费" * 300,
    "braces": lambda: "<style>" + "{" * 200_000 + "</style>缴费",
    "selectors": lambda: "<style>" + ".a{display:none}" * 50_000 + "</style>缴费",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused(name: str) -> None:
    source = f"<html><body>{HOSTILE[name]()}</body></html>"
    try:
        assert "缴" in text_of(source)
    except NoticeError as refusal:
        assert " → " in str(refusal)  # noqa: PT017


def test_an_altered_page_is_read_or_refused() -> None:
    chance = random.Random(5)
    whole = page_of("trs").encode()
    parts = [
        b"<div>",
        b"</div>",
        b"<table>",
        b"</td>",
        b"<!--",
        b"-->",
        b"<script>",
        b'"',
        b">",
        b"<",
    ]
    parts += [
        b"<p hidden>",
        b"\x00",
        b"&#x110000;",
        b"&#xd800;",
        b"<svg>",
        b"<title>",
        b"<frameset>",
    ]
    read = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 10))):
            at = chance.randrange(len(data))
            if chance.random() < 0.5:
                data[at:at] = chance.choice(parts)
            else:
                del data[at : at + chance.randrange(100)]
        try:
            read += bool(html.read(bytes(data)).text)
        except NoticeError as refusal:
            assert " → " in str(refusal)  # noqa: PT017
    assert read > 50


def test_a_huge_page_is_refused_unparsed() -> None:
    with pytest.raises(Unreadable, match="over the limit"):
        html.read(b"<html>" + b" " * html.LIMIT)


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a process's memory")
def test_hostile_pages_are_refused_in_bounded_memory(tmp_path: Path) -> None:
    names = ["formatting opened again in every paragraph", "wide and tall cells", "deep spans"]
    paths: list[Path] = []
    for name in names:
        paths.append(tmp_path / f"{len(paths)}.html")
        paths[-1].write_text(f"<html><body>{HOSTILE[name]()}</body></html>", "utf-8")
    code = (
        "import sys, resource\n"
        "from extractor.formats import html\n"
        "from extractor.notice import NoticeError\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700_000_000, 700_000_000))\n"
        "for path in sys.argv[1:]:\n"
        "    try: html.read(open(path, 'rb').read())\n"
        "    except NoticeError as refusal: print(type(refusal).__name__)\n"
        "    else: print('read')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, paths)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) == len(names)


WEB_PAGES = [
    page_of("fragment").encode(),
    f"<!-- saved from url=(0030)https://example.org/ -->\n<HTML>{CONTENT}".encode("gb18030"),
    ("\ufeff" + page("<p>每人120元。</p>")).encode("utf-16-le"),
    b"\xef\xbb\xbf\r\n" + page("<p>每人120元。</p>").encode(),
    f'<div class="rich_media_content" id="js_content">{CONTENT}</div>'.encode(),
    f'<meta property="og:title" content="{TITLE}"><div id="js_content">{CONTENT}</div>'.encode(),
]
NO_WEB_PAGES = [
    "<通告>每人120元。".encode(),
    b"<div>",
    "# 通告\n\n<div>每人120元。</div>".encode(),
    b"<!---->" * 1_000 + b"x",
    "<p>是段落标记</p>".encode(),
]


@pytest.mark.parametrize(
    ("data", "kind"),
    [(d, "text/html") for d in WEB_PAGES] + [(d, "text/plain") for d in NO_WEB_PAGES],
)
def test_a_page_and_a_part_of_one_are_known_by_their_content(data: bytes, kind: str) -> None:
    assert formats.media_type(data) == kind


def test_a_file_is_read_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "通告.txt"
    path.write_text(page_of("article"), "utf-8")
    notice = formats.read(path)
    assert (notice.media_type, notice.path) == ("text/html", path)
    assert lines(notice.text)[-len(BODY) :] == BODY

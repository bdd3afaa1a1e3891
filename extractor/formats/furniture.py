"""Page furniture: the names and words that tell the parts of a web page beside its article."""

from __future__ import annotations

import re
from enum import IntFlag
from functools import lru_cache

from extractor.notice import unspaced


class Sign(IntFlag):
    """What an element's classes or id say of it."""

    ARTICLE = 1
    FURNITURE = 2
    HEADLINE = 4
    ICON = 8


# Names of elements that hold the article alone. They are trusted where they hold most of the
# page's own text; a page without them is read by where its text stands.
_HOLDS_ARTICLE = re.compile(
    r"""(?:trs_(?:editor|ueditor)(?:_view)?|zoom|zoomcon|ucap-?content|js_content|rich_media_content
      |v_news_content|vsb_content\w*|wp_articlecontent|ivs_content|pages_content|zfxxgk_zw_content
      |(?:article|art|arti|news|info|detail|xl|con|text|zw|wz|main_?text|bt|post|entry|view|doc)
       [-_]?(?:content|body|con|text|main|nr|wz)(?:[-_]?(?:body|box|main|text|detail))?
      |zhengwen|wenzhang|nr_con)""",
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_NAME = re.compile(
    r"""(?:menus?|position|dqwz|weizhi|tools?|toolbox|hot|hots|search|login|near|prev|next|back|skip
      |ads?|advert|guanggao|friendlinks?|yqlj|setfont|fontsize|dayin|zan|dianzan|xxgk|metatable
      |headinfo|popup|modal|dialog|hidden|hide|d-none|sr-only|visually-hidden|aside|rightbar|leftbar
      |sns|social|resou|tuijian|relate|relevant|foot)""",
    re.VERBOSE | re.IGNORECASE,
)
_FURNITURE_WORD = re.compile(  # of a name: content_qrcode, articleShare
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
_ICON_NAME = re.compile(
    r"(?:iconfont|icon|icons|fa|glyphicon|layui-icon|el-icon\S*)", re.IGNORECASE
)
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@lru_cache(maxsize=4096)
def signs_of(names: str) -> Sign:
    """What a class attribute or an id says of its element.

    >>> signs_of("TRS_Editor"), signs_of("content_qrcode"), signs_of("c12 w1200")
    (<Sign.ARTICLE: 1>, <Sign.FURNITURE: 2>, <Sign: 0>)
    """
    signs = Sign(0)
    for name in names.split():
        if _HOLDS_ARTICLE.fullmatch(name):
            signs |= Sign.ARTICLE
        elif _FURNITURE_NAME.fullmatch(name) or any(
            map(_FURNITURE_WORD.fullmatch, _WORD.findall(name) or (name,))
        ):
            signs |= Sign.FURNITURE
        elif _HEADLINE_NAME.fullmatch(name):
            signs |= Sign.HEADLINE
        if _ICON_NAME.fullmatch(name):
            signs |= Sign.ICON
    return signs


# ── lines that belong to the page ────────────────────────────────────────────────────────────

_BUTTON = (
    r"打印(?:本页|此页|本文)?|关闭(?:窗口|本页)?|收藏(?:本页)?|返回(?:顶部|列表|首页|上页)?|回到顶部"
    r"|分享(?:到|至)?|字[体号](?:大小)?|视力保护色|放大|缩小|默认|大|中|小|A[+＋-]?|T[+|＋-]?"
    r"|复制(?:链接|网址)|我要纠错|纠错"
)
_PAGER = r"首页|尾页|末页|[上下前后]一?页|第\d+页|共\d+页|\d{1,3}|[.…\[\]<>«»|]"
_PAGE_LINES = (  # without blanks; wherever they stand
    rf"(?:[【〖\[\]】〗|丨／/：:、,，]*(?:{_BUTTON})){{2,}}[【〖\[\]】〗|丨／/：:]*",
    r"[【\[]?(?:打印(?:本页|此页|本文)?|关闭(?:窗口|本页)|收藏本页|返回(?:顶部|列表|首页)|回到顶部"
    r"|分享(?:到|至))[】\]：:]?",
    r"[【\[](?:打印|关闭|收藏|返回|下载|分享)[】\]]",
    r"(?:您|你)?(?:的)?(?:当前|现在|目前|所在|所处)(?:所在|所处)?(?:的)?(?:位置|栏目)(?:是|为)?[:：].{0,120}",
    r"(?:位置[:：])?.{0,8}(?:首页|主页)[>＞»›].{1,120}",
    r"(?:上|下|前|后)一?(?:篇|条|个)[:：].{0,80}",
    rf"(?:{_PAGER})*(?:[上下前后]一?页|尾页|末页)(?:{_PAGER})*",
    r"(?:浏览|阅读|点击|访问|查看)(?:次数|人数|量|数|率)?(?:[:：][\d\-万+]*(?:次|人)?|[（(][\d万+]*[）)])",
    r"(?:分享(?:到|至)|字[体号])[:：].{0,60}",
    r"(?:手机|微信)?扫一扫[，,]?(?:在|用)?(?:手机|微信)?(?:上|端)?(?:打开|浏览|查看|阅读|分享)?"
    r"(?:到|给|至)?(?:当前|此|本|该)?(?:页面|页|文|朋友圈|好友|手机版)?",
    r"预览时标签不可点|微信扫一扫(?:关注该公众号|使用小程序)?|(?:继续滑动|向上滑动)看下一个",
    r"(?:轻触)?阅读原文|喜欢此内容的人还喜欢|在小说阅读器(?:读本章|中沉浸阅读)|去阅读|知道了|取消允许",
    r"人划线|收录于合?集.{0,20}|欢迎(?:访问|光临|来到).{0,40}|今天是.{0,40}",
    r"(?:热门搜索|搜索热词|热搜词?|大家都在搜|热词)[:：].{0,120}",
    r"(?:繁體|繁体|简体)(?:版|中文)?|无障碍(?:阅读|浏览|版)?|(?:长者|关怀|适老)(?:模式|版|助手|专区)",
)
_PAGE_LINE = re.compile("|".join(_PAGE_LINES))
# The index of a government paper over its text, 索引号：…, also as a row of a table.
_INDEX_LINE = re.compile(
    r"(?:索引号|信息索引|主题分类|体裁分类|信息分类|组配分类|服务对象|发文机关|发文机构|制发机关"
    r"|公开责任部门|成文日期|生成日期|发文日期|印发日期|发文字号|文件编号|发布机构|公开方式|公开范围"
    r"|公开时限|公开形式|有效性|时效性|效力状态|施行日期|废止日期|失效日期|统一编号)(?:[:：\t]|$).{0,120}"
    r"|(?:文号|主题词|关键词|名称|标题)[:：].{0,120}"
)
_FOOT = re.compile(
    r"版权所有|Copyright|©|网站标识码|ICP[备证]|网安备|公安备|建议使用.{0,30}(?:分辨率|浏览器)"
    r"|最佳(?:浏览|分辨率)|技术支持[:：]|(?:主办|承办|主管|维护|运维)(?:单位)?[:：]"
    r"|网站(?:地图|维护|管理|声明)|您是第.{0,12}位|本站(?:声明|访问)|免责声明|仅代表作者|信息存储空间服务"
    r"|声明[:：].{0,40}(?:转载|作者|平台|版权)|未经授权.{0,10}转载",
    re.IGNORECASE,
)
_EDITED_BY = re.compile(
    r"(?:责任编辑|责编|网站编辑|编辑|审核|校对|初审|复审|终审|监制|值班编辑|信息员|录入|审签)[:：].{0,30}"
    r"|[【（(\[](?:责任编辑|责编|编辑)[:：].{0,20}[】）)\]]"
)
_OTHER_ARTICLES = re.compile(
    r"(?:相关|延伸|推荐|热门|最新|更多|热点|精彩|往期|猜你喜欢|最近|栏目)(?:阅读|文章|新闻|链接|信息|资讯"
    r"|内容|推荐|政策|文件|解读|报道|公告|导航|排行|更新|回顾)?(?:推荐|列表)?[:：]?|热门搜索|搜索热词"
    r"|热搜榜?|网友评论|发表评论|我要评论|评论区?|网友(?:留言|点评)|文章(?:点击)?排行|新闻排行"
)
_ATTACHMENT = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|wps|et|ofd|zip|rar|7z|txt|rtf|csv)\b", re.IGNORECASE
)


def is_page_line(words: str) -> bool:
    """True for a line, without its blanks, that belongs to the page wherever it stands.

    >>> is_page_line("您当前的位置：首页>通知公告"), is_page_line("打开微信扫一扫，进入小程序缴费")
    (True, False)
    """
    return _PAGE_LINE.fullmatch(words) is not None


def is_index_line(text: str) -> bool:
    """True for a line of the index over a government paper (索引号：…)."""
    return _INDEX_LINE.match(text) is not None or _INDEX_LINE.fullmatch(unspaced(text)) is not None


def is_foot(text: str) -> bool:
    """True where a text holds what stands at the foot of a site (版权所有, 网站标识码)."""
    return _FOOT.search(text) is not None


def leads_to_other_articles(words: str) -> bool:
    """True for the heading of a list of other articles (相关阅读), without its blanks."""
    return _OTHER_ARTICLES.fullmatch(words) is not None


def ends_a_page(words: str) -> bool:
    """True for a line, without its blanks, that stands under an article and is no part of it."""
    return (
        _EDITED_BY.fullmatch(words) is not None
        or (len(words) < 120 and is_foot(words))
        or leads_to_other_articles(words)
    )


def names_attachment(text: str) -> bool:
    """True where a text or a link names a file (登记表.docx)."""
    return _ATTACHMENT.search(text) is not None


# ── the line of source and date ──────────────────────────────────────────────────────────────

_LABEL = (
    r"(?:发布|发表|更新|刊发|公布|发文|成文|编辑|录入|上传)?(?:时间|日期)"
    r"|(?:信息|文章|稿件|新闻|内容)?来源|稿源|(?:发布|发文|供稿|报送)(?:机构|单位|部门|机关|者|人)?"
    r"|作者|供稿|撰稿"
)
_OTHER_LABEL = (
    r"浏览|阅读|点击|访问|查看|人气|字体|字号|大小|打印|关闭|分享|收藏|责任编辑|编辑|审核|责编"
    r"|保护视力|视力|背景|下载|二维码|扫一扫|有效性"
)
_FIELD = re.compile(
    rf"(?P<label>{_LABEL})\s*[:：丨]\s*(?P<value>.*?)"
    rf"(?=[\s|丨\[【（(·•]*(?:(?:{_LABEL})\s*[:：丨]|(?:{_OTHER_LABEL}))|[\s|丨\[【]*$)"
)
_BEGINS_FIELD = re.compile(rf"(?:{_LABEL})\s*[:：丨]")
_EDGES = " \u3000\xa0|丨·•[【（(】]"
_NO_NAME = re.compile("[，：、至到~—（）起止前后期缴%元-]")
_TIME = r"\d{1,2}[:：]\d\d(?:[:：]\d\d)?"
_DATE = re.compile(
    rf"(?:19|20)\d\d\s*[-年./]\s*\d{{1,2}}\s*[-月./]\s*\d{{1,2}}\s*日?(?:[\sT]*{_TIME})?"
)
_DATE_LINE = re.compile(
    r"(?:(?:19|20)\d\d|[一二][〇○零Ｏ0一二三四五六七八九]{3})[-年./]"
    rf"[\d一二三四五六七八九十]{{1,3}}[-月./][\d一二三四五六七八九十]{{1,3}}日?(?:{_TIME})?"
)


def is_date(words: str) -> bool:
    """True for a line, without its blanks, that is a date alone."""
    return _DATE_LINE.fullmatch(words) is not None


def holds_date(text: str) -> bool:
    """True where a date stands somewhere in a text."""
    return _DATE.search(text) is not None or _DATE_LINE.search(text) is not None


def source_line(text: str) -> str:
    """The fields of source and date in a line under a headline; empty for any other line.

    >>> source_line("发布时间：2022-11-16 08:32来源：某地日报浏览次数：5307字体：【大 中 小】打印")
    '发布时间：2022-11-16 08:32\u3000来源：某地日报'
    >>> source_line("某市医保局 2022-11-16"), source_line("缴费时间：2022年11月15日至12月25日")
    ('某市医保局 2022-11-16', '')
    """
    text = text.strip(_EDGES)
    if len(text) > 240 or "。" in text or "；" in text:
        return ""
    fields = []
    dated = sourced = False
    date = _DATE.match(text)
    if date:
        fields.append(date[0].strip())
        dated = True
        text = text[date.end() :].lstrip(_EDGES)
    if not _BEGINS_FIELD.match(text):
        # a name and a day, nothing that a notice would state
        words = re.split(_OTHER_LABEL, text)[0].strip(_EDGES)
        name = _DATE.sub("", words)
        if dated == (name != words) or len(unspaced(name)) > 24 or _NO_NAME.search(name):
            return ""
        return "\u3000".join([*fields, words]) if words else fields[0]
    for field in _FIELD.finditer(text):
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

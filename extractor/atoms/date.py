"""Dates, ranges of dates, and days that recur; what is elided stays open for a rule to resolve."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.atoms import number
from extractor.pattern import compiled

_Y = r"(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2})"
_N = rf"(?:\d{{1,2}}|[{number.CHINESE_DIGIT}]{{1,3}})"
_HALF = "(?:上午|下午|早上|晚上|中午|凌晨|当[日天]|晚|早)"
_NOTE = r"（(?:含|含[当本该]?[日天]|(?:星期|周|礼拜)[一二三四五六日天])）"
NEXT_YEAR: Final = ("次年", "次年度", "翌年", "明年", "来年", "第二年", "下年度", "下一年度")
LAST_YEAR: Final = ("上年", "上年度", "上一年", "上一年度", "去年", "前一年")
_RELATIVE = (
    r"(?:次年度?|翌年|明年|来年|第二年|下一?年度|当年度?|本年度?|今年|上一?年度?|去年|前一年|同年)"
)
_SINCE = r"(?:（含）)?(?:起|开始|始)?"
_UNTIL = r"(?:—+|-|~|－|(?:一直)?(?:延续|持续)?(?:至|到)|截[至止]到?|延至)"
_CLOSES = "(?:止|期间|结束|截止)"
_BEGUN = "(?:全面|正式|陆续)?(?:起|开始|启动|开[缴征交放通启])"
_ENDED = "(?:(?:缴费)?系统)?(?:将|会)?(?:自动|准时)?(?:结束|截止|止|关闭|关停|停[缴征交止])"
# 即日起至, 自本通告发布之日起至 · 即日起即可缴费，截止时间 · 即日起开始缴费，(1月5日截止)
_NOW = (
    r"(?:(?:自|从)?(?:即[日时]|今[日天]|现在|现(?=起)|目前"
    r"|(?:本?(?:通告|公告|通知|文件?|方案))?(?:发布|公布|印发|下发|发文|公告)之日)(?:起|开始)?)"
)
_TODAY = (
    rf"(?:{_NOW}[^，。；\d]{{0,6}}?，?"
    rf"(?:截止(?:时间|日期|日)?(?:为|是|:|到|至)?|{_UNTIL})(?:截止)?)"
)
_FROM_NOW = rf"(?:{_NOW}[^，。；\d]{{0,8}}，)"
_EVERY = (
    r"(?:[每各逐]个?(?:季度?的?(?:首月|末月?|第?[一二三123]个?月|最[后末]一?1?个?月|月)?|年|月)"
    r"|季度?的?(?:首月|末月|第[一二三123]个?月|最[后末]一?1?个?月)|[当本]月)的?"
)
_MONTH_END = r"(?:[当本]?月(?:月)?[底末](?:最后一[日天])?|(?:[当本]月的?)?最后一[日天])"
_MONTH = rf"{_N}月(?!（含）|以上|以内|以下|之内)份?"
# Parts that the patterns below call by name: written out in each place they would cost half a
# second to compile.
_PARTS_OF_A_DATE = rf"""(?(DEFINE)
    (?P<clock>{_HALF}?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?|{_N}[时点](?:{_N}分(?:{_N}秒)?|整|半)?))
    (?P<day>{_N}[日号](?!键|窗|楼|线|院)(?:{_NOTE})?)
    (?P<point>
        (?:(?:{_Y}|(?<![\d.])2[2-9](?=年\d{{1,2}}月\d{{1,2}}[日号]))年|{_RELATIVE}的?)?
        {_MONTH}(?:(?&day)|[上中下]旬|[底末初])?(?:{_NOTE})?(?&clock)?
      | {_Y}(?:[.\-/]\d{{1,2}}){{2}}(?!\d)(?:{_NOTE})?(?:\s?(?&clock))?
      | (?:{_Y}年|{_RELATIVE})年?[底末]
    )
    (?P<to>(?:{_SINCE}|(?:起|开始)，){_UNTIL}(?:截止)?)
    (?P<last>
        (?&point) | (?&day)(?&clock)? | \d{{1,2}}[.\-/]\d{{1,2}}(?![\d.%元万]) | \d{{1,2}}月
      | [当本]?[年月][底末] | [上中下]旬 | (?&clock)
    )
)"""
# Most numbers are no dates, and most words like 自 begin none: what follows says so at once, and
# the long patterns, whose parts are called by name, are tried only where one of these matches.
_CN = number.CHINESE_DIGIT
_NUMBERS = (
    rf"\d{{4}}(?:年|[.\-/]\d{{1,2}}[.\-/—~至到])|\d{{1,2}}月"
    rf"|2[2-9]年\d{{1,2}}月|[{_CN}]{{1,4}}[年月]"
)
MAY_BE: Final = rf"(?={_NUMBERS}|{_RELATIVE}的?(?:\d|[{_CN}]{{1,2}}月|年?[底末]))"
MAY_RUN: Final = (
    rf"(?=(?:自|从|于|每年的?)?(?:{_NUMBERS}|{_RELATIVE}的?(?:\d|[{_CN}]{{1,2}}月|年?[底末]))[^。；\n]{{0,24}}?(?:至|到|—|-|~|，)"
    r"|(?:自|从)?\d{1,2}(?:—+|-|~|至|到)\d{1,2}月|\d{4}[./]\d{1,2}[-—~至到]"
    r"|(?:自|从)?(?:即|今[日天]|现|目前|本?(?:通告|公告|通知|文|方案|发布|公布|印发|下发|发文)))"
)

# 2022年11月15日9:00至12月25日17:00 · 2023.11.15—12.25 · 即日起至2024.6.30 · 7—12月 ·
# 每年9月1日至12月31日 · 12月12日8:30开始，到3月31日16:30结束 · 23年12月1日至24年2月29日
RANGE: Final = rf"""
    {_PARTS_OF_A_DATE}
    (?:(?:自|从|于|每年的?)?(?&point)
         (?:\s?(?&to)\s?(?&last){_CLOSES}?
           |{_BEGUN}[^，。；\d]{{0,6}}，(?:并?[至到于])?(?&point){_ENDED})
     |{_TODAY}\s?(?&last){_CLOSES}?
     |{_FROM_NOW}(?&point){_ENDED}
     |(?:自|从)?(?:{_Y}年)?\d{{1,2}}(?:—+|-|~|至|到)\d{{1,2}}月份?[底末]?止?
     |(?:自|从)?(?:{_Y}年|每年的?)?{_N}月{_N}[日号]?(?:至|到|—+|-|~)(?&day)止?
     |{_Y}[./]\d{{1,2}}{_UNTIL}{_Y}[./]\d{{1,2}}(?![\d.])
    )
"""
# 每月1—25日 · 每月20日前 · 每季度末月25日前 · 每月1日至20日 · 每月20日至月底 · 每月25日至次月5日
MAY_RECUR: Final = r"(?=[每各逐当本季][^。；，\n]{1,10}?[日号底末月])"
RECURRENCE: Final = rf"""
    {_PARTS_OF_A_DATE}
    (?:{_EVERY}(?:{_N}月)?(?:的)?(?:(?:缴费|缴纳|征收|征缴|扣款|申报|办理)(?:期限?|时间)(?:为|是|:))?{_N}[日号]?(?:{_NOTE})?(?&clock)?(?&to)
         (?:(?:当|本|次|下个?|翌)月)?(?:(?&day)(?&clock)?(?:止|前|之前|期间)?|{_MONTH_END})
     |{_EVERY}(?:的)?(?&day)(?:起|开始)[、，]?(?:至|到)?(?:(?&day)|{_MONTH_END})(?:截止|结束|止)
     |{_EVERY}(?:{_MONTH})?(?:的)?(?&day)(?:（含[^（）]*）)?(?:之前|以前|前|止|后)?(?:（含[^（）]*）)?
     |[每各]个?月(?:月)?[底末](?:之?前)?
     |每年的?{_MONTH}(?:底前|底|末)?)
"""
# 2023年度 · 2023医保年度 · 2023—2024年度
YEAR: Final = rf"""
    (?:{_Y}年?(?:(?:[-—~/]|至|到){_Y}年?)?
       (?:的?(?:城乡|城镇)?(?:职工|居民)?(?:基本)?(?:医保|医疗保险|医疗|缴费|参保|社保|保险|结算|待遇|自然|养老保险))?年度)
"""
DATE: Final = rf"{_PARTS_OF_A_DATE}(?:(?&point)|{_Y}年(?!级))"

_PARTS = regex.compile(
    rf"""
    (?:(?P<year>{_Y}|2\d(?=年))(?:年|[.\-/]))?
    (?:(?P<relative>{_RELATIVE})的?)?
    (?:(?P<month>{_N})(?:月份?|[.\-/]|$))?
    (?:(?P<day>{_N})(?:[日号]|(?=[\s时]|$)))?
    (?P<edge>年?[当本]?年[底末]|[当本]?月[底末]|[上中下]旬|底|末|初)?
    \s?(?P<half>{_HALF})?
    (?:(?P<hour>{_N})(?::(?P<minute>\d{{2}})(?::\d{{2}})?|[时点](?:(?P<minutes>{_N})分(?:{_N}秒)?|整|(?P<thirty>半))?))?
    $""",
    regex.VERBOSE,
)
_STRONG = regex.compile(
    rf"(?:{_SINCE}|{_BEGUN}[^，。；\d]{{0,6}}，)"
    rf"(?:并?于|{_UNTIL.replace('|-|', '|')})(?:截止)?"
    rf"|{_BEGUN}[^，。；\d]{{0,6}}，"
)
_HYPHEN = regex.compile(rf"{_SINCE}-")
_PREFIX = regex.compile(r"^(?:自|从|于|每年的?)")
_SUFFIX = regex.compile(rf"(?:{_CLOSES}|{_ENDED})$")
_NOTES = regex.compile(_NOTE)
_FROM_TODAY = regex.compile(f"{_TODAY}|{_FROM_NOW}")


Edge = Literal["start", "end", "first ten days", "middle ten days", "last days"]
_EDGES: Final[dict[str, Edge]] = {
    "初": "start",
    "上旬": "first ten days",
    "中旬": "middle ten days",
    "下旬": "last days",
}


class Point(NamedTuple):
    """A date as far as it is written: year, month, day, hour and minute may each be open.

    `edge` says 底 or 初 of the month (or year), or which ten days of the month (上旬, 中旬, 下旬);
    `relative` keeps 次年, 当年.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    edge: Edge | None = None
    relative: str | None = None


class Range(NamedTuple):
    """From a point (None: from the day of publication, 即日起) to a point."""

    start: Point | None
    end: Point


class Recurrence(NamedTuple):
    """Days that recur: each month or at each quarter's end, first to last day, or before a day.

    `first` is None where only a last day is stated; `before` says that the wording is 前.
    A month's end is the 31st.
    """

    every: Literal["month", "quarter", "year"]
    first: int | None
    last: int | None
    month: int | None = None
    before: bool = False


def _int(text: str | None) -> int | None:
    if text is None:
        return None
    value = number.parse(text)
    return None if value is None else int(value)


def parse_point(text: str) -> Point | None:
    """The point in time that a text writes.

    >>> parse_point("2022年11月15日9:00")
    Point(year=2022, month=11, day=15, hour=9, minute=0, edge=None, relative=None)
    >>> parse_point("2024.6.30").day, parse_point("9月底").edge, parse_point("3月1日下午5点").hour
    (30, 'end', 17)
    """
    parts = _PARTS.match(_NOTES.sub("", text).strip())
    if parts is None or not any(
        (parts["year"], parts["month"], parts["day"], parts["edge"], parts["hour"])
    ):
        return None
    hour, minute = _int(parts["hour"]), None
    if hour is not None:
        minute = _int(parts["minute"] or parts["minutes"]) or (30 if parts["thirty"] else 0)
        if parts["half"] in ("下午", "晚上", "晚") and hour < 12:
            hour += 12
        elif parts["half"] in ("晚上", "晚") and hour == 12:
            hour = 24
    year, month, day = _int(parts["year"]), _int(parts["month"]), _int(parts["day"])
    if year is not None and year < 100:
        year += 2000
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    if hour is not None and (hour > 24 or (minute or 0) > 59):
        return None
    edge: Edge | None = None
    if parts["edge"]:
        edge = _EDGES.get(parts["edge"], "end")
        if "年" in parts["edge"] or (parts["relative"] and month is None):
            month = month or 12
        elif month is None and year is not None:
            month = 12  # 2023年底
    return Point(year, month, day, hour, minute, edge, parts["relative"])


def parse_date(text: str) -> Point | None:
    """The date that a text writes.

    >>> parse_date("2023年6月")
    Point(year=2023, month=6, day=None, hour=None, minute=None, edge=None, relative=None)
    """
    return parse_point(text)


def parse_range(text: str) -> Range | None:
    """The range that a text writes; the end takes over what it elides from the start.

    >>> parse_range("2022年11月15日9:00至12月25日17:00").end
    Point(year=None, month=12, day=25, hour=17, minute=0, edge=None, relative=None)
    >>> parse_range("即日起至2024.6.30").start is None
    True
    >>> parse_range("2024年1—12月").start
    Point(year=2024, month=1, day=None, hour=None, minute=None, edge=None, relative=None)
    """
    bare = _SUFFIX.sub("", text)
    today = _FROM_TODAY.match(bare)
    if today:
        end = parse_point(bare[today.end() :])
        return None if end is None else Range(None, end)
    bare = _PREFIX.sub("", bare)
    for cut in (*_STRONG.finditer(bare), *_HYPHEN.finditer(bare)):
        left, right = bare[: cut.start()], bare[cut.end() :]
        if compiled(r"(?:^|年)\d{1,2}$").search(left) and "月" in right:  # 7—12月, 2024年1—12月
            left += "月"
        start, last = parse_point(left), parse_point(right)
        if start is None or last is None or start.month is None:
            continue
        return Range(start, _completed(last, start, right))
    return None


def _completed(end: Point, start: Point, words: str) -> Point:
    """The end of a range with what its words leave to the start."""
    if end.month is None and (end.day is not None or end.edge):
        return end._replace(month=start.month)
    if end.month is None:  # 12月25日9:00—17:00
        return end._replace(month=start.month, day=start.day)
    if start.day is not None and end.day is None and compiled(r"\d{1,2}").fullmatch(words):
        return Point(None, start.month, end.month)
    return end


_QUARTER = regex.compile(r"(?:[每各逐]个?)?季")
_HEAD = regex.compile(rf"^{_EVERY}")
_DAYS = regex.compile(rf"({_N})(?=[日号]|{_NOTE}|—|-|~|至|到|起|开始|(?:上午|下午)?\d{{1,2}}:)")
_CLOCKS = regex.compile(
    rf"(?<=[日号]){_HALF}?(?:\d{{1,2}}:\d{{2}}(?::\d{{2}})?|{_N}[时点](?:{_N}分|整|半)?)"
)
_TO_MONTH_END = regex.compile(rf"{_MONTH_END}(?:截止|结束|止)?$|月[底末](?:之?前)?$")


def parse_recurrence(text: str) -> Recurrence | None:
    """The recurring days that a text writes.

    >>> parse_recurrence("每月1—25日")
    Recurrence(every='month', first=1, last=25, month=None, before=False)
    >>> parse_recurrence("每季度末月25日前")
    Recurrence(every='quarter', first=None, last=25, month=None, before=True)
    """
    every: Literal["month", "quarter", "year"] = "month"
    if _QUARTER.match(text):
        every = "quarter"
    elif text.startswith("每年"):
        every = "year"
    month = compiled(rf"({_N})月").search(text[2:]) if every == "year" else None
    rest = _CLOCKS.sub("", text[month.end() + 2 :] if month else _HEAD.sub("", text))
    to_month_end = _TO_MONTH_END.search(text)
    if to_month_end:
        rest = rest.removesuffix(to_month_end.group())
    days = [day for day in map(_int, _DAYS.findall(rest)) if day is not None]
    if to_month_end:
        days.append(31)
    if any(not 1 <= day <= 31 for day in days):
        return None
    before = "前" in text
    month_number = _int(month[1]) if month else None
    if len(days) >= 2:
        return Recurrence(every, days[0], days[1], month_number, before)
    return Recurrence(every, None, days[0] if days else None, month_number, before)


def parse_year(text: str) -> int | None:
    """The year that a label such as 2023医保年度 names.

    >>> parse_year("2023医保年度"), parse_year("2023—2024年度")
    (2023, 2023)
    """
    first = regex.compile(_Y).match(text)
    return None if first is None else _int(first.group())

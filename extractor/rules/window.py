"""Windows: when one can pay, once or on certain days of each month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Final, Literal

import regex

from extractor import resolve
from extractor.atoms import Atom
from extractor.atoms.date import Point, Range, Recurrence
from extractor.atoms.term import alternatives
from extractor.clauses import clause_end, clause_start, people, stating, trimmed
from extractor.conditions import Cmp, Pred, Var, comparisons
from extractor.evidence import Fact
from extractor.outline import Block, Role, Sentence
from extractor.pattern import compiled
from extractor.reading import Reading, Where
from extractor.schema import HolidayRoll, MonthlyDays, PaymentWindow, TimeRange
from extractor.scope import Scope, Term

Purpose = Literal["pay", "other", "open"]

# ── what a time is for ───────────────────────────────────────────────────────────────────────

_PAY = (
    "(?:缴[费纳清齐存]?|(?<![提递转移上成社])交(?![通易付流接叉警])[费纳清]?"
    "|征[收缴]|开征|收缴|代收|代扣|收取|续[保缴费]|参保|补办|扣[缴款费]|筹资)"
)
_WHEN = "(?:时间|时候|期限|期间|期|时限|时段|日期|日子|窗口期|窗口(?=:|为)|档期|通道|阶段|起止)"
# 什么时候缴, 几号交, 哪天收
_ASKS_WHEN = "(?:什么时[候间]|啥时[候间]?|什么日子|何时|何日|几时|几号|哪[一几]?天|哪个?时段|哪段时间|哪些?日子)"
# words before a range that say what it is for
_PAY_BEFORE: Final = regex.compile(
    rf"{_PAY}的?(?:工作|开始|起始|截止)?{_WHEN}|集中办理|办理(?:期限?|时间)|受理(?:期限?|时间)"
    rf"|[月季年][缴交]|(?:按|逐)(?:月|季度?|半年度?|年度?)|分[两二四]次|一次性?(?:缴|交)|[上下头前后]半年|第?[一二三四1-4]季度"
    rf"|保费|保险费|费用|费款|应(?:于|在)|(?:(?:医保|医疗保险|保险|集中){_PAY}|{_PAY}工作)$"
    rf"|{_PAY}分[^，。；\n]{{0,6}}?(?:时段|阶段|批|期)|{_PAY}(?:工作)?的?(?:时间)?(?:定|安排)?(?:为|:|从|自|于|在)"
)
_OTHER_BEFORE: Final = regex.compile(
    r"享受|待遇|保障期|保障时间|(?<![主接代不])管(?![理委道辖控他])|报销|生效|有效期|医保年度|参保年度|缴费年度|保险年度|结算年度|自然年度|年度为|年度即|年度（|所属期"
    r"|滞纳金|补贴|补助|工作日|工作时间|办公|上班|公示|停机|维护|升级|切换|放假|暂停|关闭|停止|封账|决算|结转|退费|退款|认证|出生|发生|就医|住院"
    r"|宣传|总结|动员|部署|准备阶段|督导|自查|验收|执行|施行|印发|发布|咨询|热线|基数|标准|平均工资|上限|下限|报名|申领|申报补|领取|补发|调整为"
)
_OBJECT_BEFORE: Final = regex.compile(
    r"(?:补缴|缴纳|缴清|补齐|补足|交纳|欠缴|未缴|停缴|中断|欠|享受|断缴|缴费所属期)(?:了|其|的|自|从)?$"
)
# words after it
_PAY_AFTER: Final = regex.compile(
    rf"[^，。；\n]{{0,16}}?[（，]?[^，。；\n]{{0,16}}?{_PAY}(?!基数|标准|比例|年限|额|金额|待遇)"
)
# ，税务系统开放医保缴费 · ，都可以缴费
_OPEN_FOR: Final = regex.compile(
    rf"，?[^，。；\n]{{0,8}}?(?:开放|开通|受理|可以?|均可|都可|都能|随时)[^，。；\n退]{{0,10}}?{_PAY}"
    r"(?!基数|标准|比例|年限|额|金额|待遇|凭|证|记录|的)"
)
_IN_BRACKETS: Final = regex.compile(r"止?（[^（）]{2,14}(?:人员|者|居民|学生|朋友|参保人|职工)）")
_THEN_PAYS: Final = regex.compile(
    rf"(?:止|期间|之间|内)*，[^，。；\n]{{0,16}}?(?>{_PAY})(?!的|期|时|基数|标准|方式)"
)
_IS_WINDOW: Final = regex.compile(
    rf"，?[^，。；\n]{{0,4}}?(?:为|是|作为|系|属于|:)[^，。；\n]{{0,16}}?(?:{_PAY}|集中|办理|受理)[^，。；\n]{{0,4}}?(?:期|时间|时段|阶段|窗口)"
)
_IS_OVER: Final = regex.compile(r"[^。；（\n]{0,3}?(?:现?已经?|均已)(?:结束|截止|届满|过去|关闭)")
_IS_OTHER: Final = regex.compile(
    r"(?:止|期间|之间|内)*已(?:经)?(?:足额|正常|连续)?(?:缴|交|参保)|(?:止|期间|之间|内)*[^，。；（\n]{0,8}?(?:看病|享受|待遇|暂停|停机|停办|停止|维护|升级|关闭|封账|结转|出生|公示|补贴|滞纳金|退费|执行|施行|认证|发生|住院|就医|未缴|欠费|断缴|中断|结算|对账|结账|关账|报销)"
)
_OBJECT_AFTER: Final = regex.compile(
    r"）?(?:止|期间)?的?(?:职工|居民|基本|医保|医疗|养老|社会|社|大额)*(?:保险费|保费|医保费|社保费|费用|费款|欠费|待遇|欠缴|应缴|所属期)"
)
_OF_BENEFITS: Final = regex.compile("待遇|享受|滞纳金|补贴|年度为")
_SUSPENDS: Final = regex.compile(
    r"暂停|停机|停办|停止(?:办理|受理|缴费|征收)|维护|升级|不(?:能|可|得)(?:办理|缴费|受理)|封账|结转|决算"
)
_YEAR_OF: Final = regex.compile(r"(?:，?即|为|是|是指|指|:|（|从|自|算)+$")
_TOPIC_PAY: Final = regex.compile(
    rf"{_PAY}(?:起止|截止|的)?{_WHEN}|集中{_PAY}|{_PAY}安排|(?:按|[月季年])[月季年]?{_PAY}"
    rf"|{_ASKS_WHEN}(?:可以?|能|去|来|该|要|开始|集中)*{_PAY}|{_PAY}[^，。；\n]{{0,6}}?{_ASKS_WHEN}"
)
_TOPIC_WHEN: Final = regex.compile(rf"{_ASKS_WHEN}|办理时间|受理时间|时间安排")
_TOPIC_OTHER: Final = regex.compile(
    r"待遇|享受|年度|报销|咨询|地点|材料|基数|标准|退费|退休|补贴|(?<![主接代不])管(?![理委道辖])|生效|能用|看病|保多久"
    r"|滞纳金|认证|公示|工作要求|依据|系统"
)
# 学费, 物业费: what is paid is no social insurance
_OTHER_FEE: Final = regex.compile(
    "(?:学杂?|物业|水电?|电|燃?气|取暖|供[暖热]|停车|报名|考试|考务|培训|住宿|伙食|餐|书本|保教|团|会员|工会经|垃圾|话|租)费|公积金|房租|税款"
)
_THIS_SCHEME: Final = regex.compile("灵活就业|职工|个体|个人身份")
_TIME_ONLY: Final = regex.compile(r"(?<![\p{Han}])时间(?:为|:)")
_OTHER_SCHEME: Final = regex.compile(
    r"(?:城乡|城镇)?居民(?:基本)?(?:医保|医疗保险|养老)|新农合|惠民保|商业"
)

# ── a single day ─────────────────────────────────────────────────────────────────────────────

_WINDOW_NOUN = (
    rf"(?:{_PAY}(?:工作)?(?:期限|期间|期|时间|时限|时段|日期|窗口期?|通道)"
    rf"|集中{_PAY}期?|办理时间|受理时间|{_PAY}工作)"
)
_CLOSES_BEFORE: Final = regex.compile(
    rf"{_WINDOW_NOUN}[^，。；\n]{{0,10}}?(?:截[至止]到?|截止(?:时间|日期|日)?(?:为|是|:)|(?:延长|顺延|延期|延续|持续|推迟)(?:至|到)|(?:至|到))$"
    rf"|(?:{_PAY})?截止(?:时间|日期|日)?(?:为|是|:|于|到|至)$|(?:{_PAY})[^，。；\n]{{0,4}}?截[至止]到?$"
)
_NAMED_BEFORE: Final = regex.compile(rf"{_WINDOW_NOUN}[^，。；\n]{{0,6}}?(?:于|为|:|在|是)$")
_BY: Final = regex.compile(r"(?:（[^（）]{1,8}）)?(?:及)?(?:(?:之|以)?前|止|截止)")
_TERM: Final = regex.compile(r"(?:期限?|时间|日期|截[至止])(?:为|是|:|到)?$")
_CUT_OFF: Final = regex.compile(r"(?<![^:，])截[至止]到?$")
_CLOSES_AFTER: Final = regex.compile(
    rf"(?:前|之前|以前|底)?(?:为|是)[^，。；\n]{{0,12}}?(?:{_WINDOW_NOUN}|截止)|(?:{_WINDOW_NOUN})?(?:截止|结束|到期)(?!后)"
    rf"|(?:{_WINDOW_NOUN})?(?:关闭|关停|停[缴征])"
)
# 缴费通道将于…关闭, 最后缴费日为…, 缴费最迟到…
_LAST_BEFORE: Final = regex.compile(
    rf"最[后终迟晚]一?天?(?:集中)?{_PAY}[日天时]?(?:日期|期限|时间|期)?(?:为|是|:|到|至)?$"
    rf"|{_PAY}[^，。；\n]{{0,4}}?最[迟晚](?:可以?|能|应)?(?:为|是|到|至|:)?$"
)
_NAMED_AT: Final = regex.compile(rf"{_WINDOW_NOUN}[^，。；\n]{{0,6}}?(?:于|在|到|至)?$")
_OPENS_BEFORE: Final = regex.compile(
    rf"{_WINDOW_NOUN}[^，。；\n]{{0,6}}?(?:从|自|于|为|:|开始于)$|(?:{_PAY})?(?:开始|起始|启动)(?:时间|日期)?(?:为|:|是|于)$"
    rf"|{_PAY}(?:从|自|于)?$"
)
_OPENS_AFTER: Final = regex.compile(
    rf"(?:正式)?(?:起|开始|启动)(?:[^，。；\n]{{0,4}}?(?:集中)?{_PAY})?(?=[。；！\n]|$)|起(?:开始|即可|可以?)(?:办理)?(?:集中)?{_PAY}"
)
# by themselves: 12月1日开缴, 自12月1日起开征, 12月1日起，灵活就业人员可缴纳…
_OPENS_PAYING: Final = regex.compile(
    rf"起?(?:正式|全面|陆续)?(?:开缴|开征|开始(?:集中)?{_PAY}|启动(?:集中)?{_PAY})"
    rf"|起，?[^，。；\n]{{0,16}}?(?:可以?|即可|便可|均可|都可|能够?)[^，。；\n享受]{{0,10}}?(?:缴|交)[费纳清]"
)

# ── holidays ─────────────────────────────────────────────────────────────────────────────────


@cache
def _holiday() -> regex.Pattern[str]:
    """遇法定节假日不顺延 · 恰逢休息日或者国家法定节假日的，顺延到次一个工作日."""
    day, roll = alternatives("holiday", "day"), alternatives("holiday", "roll")
    no = "不(?:再|予|作|做|会|能|得|可|相应|往后|另行|予以|进行)*|无"
    return regex.compile(
        rf"""
        (?:如?[遇逢恰]|如|若)?(?:逢|到|遇|上|为|是)*(?:国家|法定|{day}|或者?|和|及|、|，)*{day}
          [^。；\n]{{0,18}}?(?P<no>{no})?(?:{roll}|以[^，。；\n]{{0,12}}次日为)
        |(?:截止日|最后一[日天]|末日|期限)[^。；\n]{{0,16}}?(?P<no>{no})?{roll}[^。；\n]{{0,6}}?(?:工作日|节后)
        """,
        regex.VERBOSE,
    )


_PART_OF_A_YEAR: Final = regex.compile("季度|半年|第[二三四]")


@dataclass
class _Window:
    """A window as read so far: its times, its condition, and where both are said."""

    sentence: Sentence
    atoms: list[Atom]
    when: Pred
    spans: list[Where]
    window: Fact[TimeRange] | None = None
    monthly: Fact[MonthlyDays] | None = None
    roll: Fact[HolidayRoll] | None = None
    label: str = ""
    holiday: list[Where] = field(default_factory=list)

    def rule(self, reading: Reading) -> PaymentWindow:
        """The finished rule."""
        spans = [reading.evidence(*where) for where in (*self.spans, *self.holiday)]
        return PaymentWindow(
            id="window",
            when=self.when,
            spans=tuple(dict.fromkeys(spans)),
            window=self.window,
            monthly=self.monthly,
            holiday_roll=self.roll,
        )


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("时间 a time", ("RANGE", "RECURRENCE", "DATE")),
    ("缴费的说法 words of paying", ("TIME.window", _PAY, "办理|受理|时间")),
)


def find(reading: Reading, scope: Scope) -> Iterator[PaymentWindow]:
    """The windows for paying: half-open times, days of the month as printed, holiday roll.

    A date-only close is the next midnight; a window that runs through a month ends at the first of
    the next. 即日起 opens on the day of publication. Ranges for benefits, insurance years, late
    charges, closed systems or office hours are none. What the notice says of holidays belongs to
    the windows of its sentence, item or section.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("集中缴费期为2023年11月20日8:30至12月31日18:00。"))
    >>> [rule.window.value.closes.isoformat() for rule in find(reading, Scope(reading))]
    ['2023-12-31T18:00:00']
    """
    found: list[_Window] = []
    for sentence in stating(reading):
        atoms = reading.atoms_in(sentence.start, sentence.end, "RANGE", "RECURRENCE", "DATE")
        here: list[_Window] = []
        if atoms and sentence.block.role is not Role.HEADING:
            here = list(_windows(reading, scope, sentence, atoms, found))
        found += here
        _roll(reading, sentence, here, found)
    seen: set[tuple[object, ...]] = set()
    for window in found:
        if _is_said_in_full(window, found):
            continue
        rule = window.rule(reading)
        key = (
            rule.window.value if rule.window else None,
            rule.monthly.value if rule.monthly else None,
            _plain(rule.when),
        )
        if key not in seen:
            seen.add(key)
            yield rule


def _plain(when: Pred) -> frozenset[tuple[object, ...]]:
    return frozenset((cmp.var, cmp.op, cmp.value) for cmp in comparisons(when))


def _is_said_in_full(window: _Window, found: list[_Window]) -> bool:
    """「集中缴费期到明年2月底」 over 「集中缴费期为12月15日至2月28日」 says one end of it again."""
    if window.window is None or window.monthly is not None:
        return False
    opens, closes = window.window.value.opens, window.window.value.closes
    if opens is not None and closes is not None:
        return False
    return any(
        other.window is not None
        and other.window.value.opens is not None
        and other.window.value.closes is not None
        and closes in (None, other.window.value.closes)
        and opens in (None, other.window.value.opens)
        and _plain(window.when) <= _plain(other.when)
        for other in found
    )


# ── the windows of a sentence ────────────────────────────────────────────────────────────────


def _windows(
    reading: Reading, scope: Scope, sentence: Sentence, atoms: list[Atom], earlier: list[_Window]
) -> Iterator[_Window]:
    resume: int | None = None
    after: datetime | None = next(
        (w.window.value.opens for w in reversed(earlier) if w.window), None
    )
    groups = list(_groups(reading, atoms))
    for place, group in enumerate(groups):
        left = groups[place - 1][-1].end if place else sentence.start
        right = groups[place + 1][0].start if place + 1 < len(groups) else sentence.end
        window = _window(reading, scope, sentence, group, left, right, resume, after)
        if window is None:
            continue
        if window.window and window.window.value.opens:
            after = window.window.value.opens
        resume = group[-1].end
        yield window


def _groups(reading: Reading, atoms: list[Atom]) -> Iterator[list[Atom]]:
    """Each time by itself, a span of months with the days of each month it goes with."""
    text = reading.text
    group: list[Atom] = []
    for atom in atoms:
        if group and len(group) == 1 and _go_together(text, group[0], atom):
            group.append(atom)
            continue
        if group:
            yield group
        group = [atom]
    if group:
        yield group


_APART = regex.compile(
    r"(?:期间|内|的|间|，|（|、|:|止|缴费期|缴费|每月|于|在|为|按月|办理|可|全年度?|逢|）){0,4}"
)
_START_END = regex.compile(
    r"(?:起|开始)?[，；、]?(?:[^，。；\d]{0,6})?(?:截止|结束|终止)(?:时间|日期|日)?(?:为|是|:|于)?"
)


def _go_together(text: str, first: Atom, second: Atom) -> bool:
    gap = text[first.end : second.start]
    kinds = (first.label, second.label)
    if kinds in (("RANGE", "RECURRENCE"), ("RECURRENCE", "RANGE")):
        return _APART.fullmatch(gap) is not None
    if kinds == ("DATE", "DATE"):  # 缴费开始时间：…，截止时间：…
        starts = compiled("开始|起始|启动|[自从]$").search(text[max(0, first.start - 10) : first.start]
        )
        return (starts is not None or gap[:1] in "起开") and _START_END.fullmatch(gap) is not None
    if kinds == ("DATE", "RECURRENCE"):  # 2024年，每月1日至25日
        return first.value.month is None and _APART.fullmatch(gap) is not None
    return False


def _window(
    reading: Reading, scope: Scope, sentence: Sentence, group: list[Atom],
    left: int, right: int, resume: int | None, after: datetime | None,
) -> _Window | None:  # fmt: skip
    first, last = group[0], group[-1]
    times: TimeRange | None = None
    monthly: MonthlyDays | None = None
    calendar = reading.calendar
    timed, daily = first, last
    for atom in group:
        value = atom.value
        if isinstance(value, Range):
            times, timed = resolve.time_range(value, calendar, after), atom
        elif isinstance(value, Recurrence):
            monthly, daily = _days(value), atom
            if value.every == "year" and value.month and value.last is None and len(group) == 1:
                if not _month_named(
                    reading.text, clause_start(reading, atom.start, left), atom, right
                ):
                    return None
                times, timed = _whole_month(value.month, reading), atom
            if monthly is None and times is None:
                return None
    if isinstance(first.value, Point):
        if len(group) == 2 and isinstance(last.value, Point):
            times = resolve.time_range(Range(first.value, last.value), calendar, after)
            timed = Atom("RANGE", None, first.start, last.end)
        elif len(group) == 2 and first.value.year:
            times = resolve.time_range(
                Range(first.value._replace(month=1), first.value._replace(month=12)), calendar
            )
        elif monthly is None:
            return _of_a_day(reading, scope, sentence, first, left, right, resume)
    if times is None and monthly is None:
        return None
    if _purpose(reading, sentence, group, left, right) != "pay":
        return None
    until = _until(reading, last, left, right)
    window = _made(reading, scope, sentence, group, until, resume, right)
    times = _in_order(reading, window, times, timed, after)
    if times is not None:
        if isinstance(timed.value, Range) and timed.value.start is None and calendar.published:
            window.window = reading.inferred(
                times, "即日起 counts from the day of publication", timed
            )
        else:
            window.window = reading.stated(times, timed)
    if monthly is not None:
        window.monthly = reading.stated(monthly, daily)
    return window


def _in_order(
    reading: Reading, window: _Window, times: TimeRange | None, atom: Atom, after: datetime | None
) -> TimeRange | None:
    """Instalments of one year follow each other: 「……三季度7月1日至25日，四季度10月1日至25日」."""
    if times is None or times.opens is None or after is None or times.opens >= after:
        return times
    if not isinstance(atom.value, Range) or compiled(r"(?:19|20)\d\d").search(reading.words(atom)):
        return times
    by_parts = any(
        cmp.var is Var.FREQUENCY and cmp.value in ("quarter", "half_year")
        for cmp in comparisons(window.when)
    )
    if not by_parts and not _PART_OF_A_YEAR.search(window.label):
        return times
    point = atom.value.start
    return (
        None
        if point is None
        else resolve.time_range(
            Range(point._replace(year=times.opens.year + 1), atom.value.end), reading.calendar
        )
    )


def _made(
    reading: Reading, scope: Scope, sentence: Sentence, group: list[Atom], until: int,
    resume: int | None, right: int,
) -> _Window:  # fmt: skip
    first, last = group[0], group[-1]
    terms = _conditions(scope.said(sentence, until=until, without=(Var.IN_WINDOW,), resume=resume))
    if sentence.block.role is Role.ROW and all(t.cmp.var is not Var.FREQUENCY for t in terms):
        terms += _cell_frequency(reading, sentence.block)
    begin = clause_start(reading, first.start, sentence.start if resume is None else resume)
    own = [term.start for term in terms if (resume or sentence.start) <= term.start < begin]
    if own:
        begin = clause_start(reading, min(own), resume or sentence.start)
    stop = clause_end(reading, max(last.end, until), max(right, last.end))
    if stop == right < sentence.end:  # another window follows without a comma
        tail = _TAIL.match(reading.text, max(last.end, until))
        stop = tail.end() if tail else stop
    handed = [  # 「按半年交的，上半年度在…交，下半年度在…交」: whom the second one is for
        people(reading, term.start, term.end, begin)
        for term in terms
        if resume is not None and sentence.start <= term.start < min(resume, begin)
    ]
    spans = [*dict.fromkeys(handed), trimmed(reading, begin, stop)]
    window = _Window(sentence, group, scope.combine(terms), spans)
    window.label = reading.text[begin : first.start]
    return window


def _conditions(terms: list[Term]) -> list[Term]:
    """Who pays the whole year at once pays by year: 「一次性缴纳全年费用的：」."""
    kept: list[Term] = []
    for term in terms:
        if term.cmp.var is Var.PAID_IN_FULL and term.cmp.value is True:
            if any(other.cmp.var is Var.FREQUENCY for other in terms):
                continue
            cmp = Cmp(op="eq", var=Var.FREQUENCY, value="year", spans=term.cmp.spans)
            kept.append(Term(cmp, term.start, term.end))
        else:
            kept.append(term)
    return kept


_CELL_PERIOD = regex.compile(
    rf"(?:按|逐)?(?:年度?|季度?|月|半年){_PAY}?(?:费|方式|人员)?|一次性{_PAY}(?:全年)?"
)
_PERIOD_OF: Final = {"年": "year", "季": "quarter", "月": "month", "半": "half_year", "一": "year"}


def _cell_frequency(reading: Reading, block: Block) -> list[Term]:
    """A row whose first cell is a period: 「按年缴费 | 2024年1月1日至3月31日」."""
    if not block.cells:
        return []
    start, end = block.cells[0]
    if not _CELL_PERIOD.fullmatch(reading.text, start, end):
        return []
    key = reading.text[start:end].lstrip("按逐")[0]
    words = (reading.evidence(start, end),)
    cmp = Cmp(op="eq", var=Var.FREQUENCY, value=_PERIOD_OF[key], spans=words)
    return [Term(cmp, start, end)]


def _until(reading: Reading, last: Atom, left: int, right: int) -> int:
    """Where a window's words end: 「……为续保人员集中缴费期」 names its people after the range."""
    told = _IS_WINDOW.match(reading.text, last.end, right)
    if told is None:  # 「11月1日—12月31日（老参保人员）」
        told = _IN_BRACKETS.match(reading.text, last.end, right)
    if (
        told is None and _nearest_word(reading, left, last.start) != "pay"
    ):  # 「2024年3月1日至12月15日，新参保人员可随时办理缴费」
        told = _THEN_PAYS.match(reading.text, last.end, right)
    return told.end() if told else last.start


def _days(value: Recurrence) -> MonthlyDays | None:
    if value.every == "year" or value.first is None or value.last is None:
        return None
    return MonthlyDays(first_day=value.first, last_day=value.last)


def _whole_month(month: int, reading: Reading) -> TimeRange | None:
    point = Point(month=month)
    return resolve.time_range(Range(point, point), reading.calendar)


_TAIL = regex.compile(r"(?:止|期间|之间|内)?）?")


# ── is it for paying? ────────────────────────────────────────────────────────────────────────


def _purpose(
    reading: Reading, sentence: Sentence, group: list[Atom], left: int, right: int
) -> Purpose:
    """Whether a time is for paying, by the words beside it, else by lead, head or heading."""
    text = reading.text
    first, last = group[0], group[-1]
    here = clause_end(reading, last.end, right)
    if _in_year_brackets(reading, sentence, first):
        return "other"
    if _SUSPENDS.search(text, left, min(right, here + 12)) and not _IS_WINDOW.match(
        text, last.end, right
    ):
        return "other"
    begin = clause_start(reading, first.start, left)
    if _IS_OVER.match(text, last.end, right) or _OTHER_FEE.search(text, begin, first.start):
        return "other"
    if _other_scheme(reading, sentence, first):
        return "other"
    if _IS_WINDOW.match(text, last.end, right) or regex.search(_PAY, text[first.start : last.end]):
        return "pay"  # the words are even between its days: 12月1日开始缴费，2月29日截止
    if _OBJECT_BEFORE.search(text, max(left, first.start - 8), first.start):
        return "other"
    if _OBJECT_AFTER.match(text, last.end, right) and last.label == "RANGE":
        return "other"
    cell = _head_of(reading, sentence.block, first)
    if cell:
        if _TOPIC_PAY.search(cell) or "时间" in cell:
            return "other" if _OTHER_BEFORE.search(cell) else "pay"
        return "other"
    nearest = _nearest_word(reading, left, first.start)
    if nearest == "other":
        return "other"
    if _IS_OTHER.match(text, last.end, here):
        return "other"
    if nearest == "pay" and not _states_amount(reading, last, here):
        return "pay"
    if _PAY_AFTER.match(text, last.end, max(here, min(right, here + 10))) and not _states_amount(
        reading, last, here
    ):
        return "pay"
    if _OPEN_FOR.match(text, last.end, right):
        return "pay"
    carried = _nearest_word(reading, sentence.start, left) if left > sentence.start else "open"
    if carried == "pay":  # 「集中缴费期：续保人员A，新参保人员B」
        return "pay"
    if carried == "other":
        return "other"
    return _topic(reading, sentence)


def _states_amount(reading: Reading, last: Atom, here: int) -> bool:
    """「2024年1月至12月每人每月缴纳334元」 is a contribution."""
    return bool(reading.atoms_in(last.end, here, "MONEY", "RATE"))


def _nearest_word(reading: Reading, start: int, end: int) -> Purpose:
    """The kind of the last word before a time that says what it is for."""
    text = reading.text
    pay = other = -1
    for atom in reading.atoms_in(start, end, "TIME"):
        if atom.end <= end:
            pay, other = (atom.end, other) if atom.value == "window" else (pay, atom.end)
    for match in _PAY_BEFORE.finditer(text, start, end):
        pay = max(pay, match.end())
    for match in _OTHER_BEFORE.finditer(text, start, end):
        other = max(other, match.end())
    if pay < 0 and other < 0:
        return "open"
    return "pay" if pay > other else "other"


def _in_year_brackets(reading: Reading, sentence: Sentence, first: Atom) -> bool:
    """「2023医保年度，即2023年7月至2024年6月」, 「2024年度（2024年1月1日至12月31日）」."""
    years = reading.atoms_in(max(sentence.start, first.start - 16), first.start, "YEAR")
    if years and _YEAR_OF.fullmatch(reading.text, years[-1].end, first.start):
        return True
    # 上半年度（7—12月）费用
    if compiled(r"(?<!季)[年度]（$").search(reading.text[max(0, first.start - 3) : first.start]):
        return True
    months = isinstance(first.value, Range) and first.value.end.day is None
    # 第一期（1—6月）：2023年12月1日至12月31日
    return (
        months
        and reading.text[first.start - 1] == "（"
        and compiled(r"）(?:的?(?:费|保费|医保)|:)").match(reading.text[first.end : first.end + 4])
        is not None
    )


def _other_scheme(reading: Reading, sentence: Sentence, first: Atom) -> bool:
    """A window of the residents' insurance in a notice of another scheme."""
    begin = clause_start(reading, first.start, sentence.start)
    stop = clause_end(reading, first.end, sentence.end)
    if not _OTHER_SCHEME.search(reading.text, begin, min(stop, first.end + 30)):
        return False
    title = "".join(
        reading.outline.words(block) for block in reading.blocks[:12] if block.role is Role.TITLE
    )
    return _THIS_SCHEME.search(title) is not None and "居民" not in title


def _head_of(reading: Reading, block: Block, atom: Atom) -> str:
    if block.role is not Role.ROW or block.head is None or block.head is block:
        return ""
    for (start, end), head in zip(block.cells, block.head.cells, strict=False):
        if start <= atom.start < end:
            return reading.outline.words(head)
    return ""


def _topic(reading: Reading, sentence: Sentence) -> Purpose:
    """What lead, heading or question over a time says that it is for."""
    block = sentence.block
    over = [reading.outline.words(block.lead)] if block.lead else []
    over += reading.heads(block).split("\n")
    begin = _TIME_ONLY.search(reading.text, sentence.start, sentence.end)
    if begin and regex.search(_PAY, reading.text[block.start : sentence.start] + "".join(over[:1])):
        return "pay"  # 「2024年医保缴费开始了！时间：2023年12月1日—2024年2月29日」
    for words in over:
        if _OTHER_FEE.search(words):
            return "other"
        if _TOPIC_PAY.search(words):
            return "pay"
        if _TOPIC_OTHER.search(words):
            return "other"
        if _TOPIC_WHEN.search(words):
            return "pay"
    return "open"


# ── windows of which one end is stated ───────────────────────────────────────────────────────


def _of_a_day(
    reading: Reading, scope: Scope, sentence: Sentence, atom: Atom,
    left: int, right: int, resume: int | None,
) -> _Window | None:  # fmt: skip
    """A window that only closes, only opens, or is a month.

    「集中缴费期截至2024年2月29日」, 「2023年12月为集中缴费期」, 「缴费时间：2023年12月1日起」.
    """
    text = reading.text
    point = atom.value
    if point.month is None or _SUSPENDS.search(text, left, right):
        return None
    begin = clause_start(reading, atom.start, sentence.start)
    deadline = compiled(r"(?:及)?(?:以|之)?前").match(text[atom.end : atom.end + 3])
    named = _TERM.search(text, begin, atom.start) or _CLOSES_AFTER.match(text, atom.end, right)
    if deadline and not named:  # 「请于3月31日前缴费」 is something to do, no window
        return None
    before = compiled(r"(?:自|从)$").sub("", text[begin : atom.start])
    times: TimeRange | None = None
    if _opens(reading, sentence, atom, before, begin, right):
        times = resolve.since(point, reading.calendar)
    elif point.day is None and point.edge is None and _month_named(text, begin, atom, right):
        times = resolve.time_range(Range(point, point), reading.calendar)
    elif (
        _CLOSES_BEFORE.search(before)
        or (_NAMED_BEFORE.search(before) and _BY.match(text, atom.end, right))
        or (
            (_CUT_OFF.search(before) or _CLOSES_AFTER.match(text, atom.end, right))
            and _closes_paying(reading, sentence, before, atom)
        )
        or _LAST_BEFORE.search(before)
    ):
        times = resolve.until(_with_year(reading, sentence, atom), reading.calendar)
    if times is None or _other_scheme(reading, sentence, atom):
        return None
    if _OF_BENEFITS.search(text, begin, atom.start) or _IS_OVER.match(text, atom.end, right):
        return None
    until = _until(reading, atom, left, right)
    window = _made(reading, scope, sentence, [atom], until, resume, right)
    window.window = reading.stated(times, atom)
    return window


def _with_year(reading: Reading, sentence: Sentence, atom: Atom) -> Point:
    """「2024年12月的缴费截止时间为12月20日」: the year is that of the date before it."""
    point: Point = atom.value
    if point.year is not None or point.month is None:
        return point
    for earlier in reversed(reading.atoms_in(sentence.start, atom.start, "DATE")):
        told: Point = earlier.value
        if told.year is not None:
            return point._replace(year=told.year + (point.month < (told.month or 1)))
    return point


def _month_named(text: str, begin: int, atom: Atom, right: int) -> bool:
    if _IS_WINDOW.match(text, atom.end, right):
        return True
    return (
        compiled(rf"{_WINDOW_NOUN}(?:为|是|:|安排在|定于|在|于)$").search(text[begin : atom.start])
        is not None
        and compiled(r"(?:份|期间|内)?(?:[，。；\n]|$)").match(text[atom.end : atom.end + 3])
        is not None
    )


def _opens(
    reading: Reading, sentence: Sentence, atom: Atom, before: str, begin: int, right: int
) -> bool:
    """Whether paying begins on a day: 缴费时间：12月1日起, 12月1日开缴, 12月1日起可缴纳……."""
    text = reading.text
    if _OPENS_PAYING.match(text, atom.end, sentence.end):
        return atom.value.day is not None and _nearest_word(reading, begin, atom.start) != "other"
    if not _OPENS_AFTER.match(text, atom.end, right):
        return False
    if _OPENS_BEFORE.search(text, begin, atom.start):
        return atom.value.day is not None
    return not before.strip() and _topic(reading, sentence) == "pay"


def _closes_paying(reading: Reading, sentence: Sentence, before: str, atom: Atom) -> bool:
    stop = clause_end(reading, atom.end, min(sentence.end, atom.end + 16))
    told = regex.search(_PAY, before + reading.text[atom.end : stop])
    return told is not None or _topic(reading, sentence) == "pay"


# ── holidays ─────────────────────────────────────────────────────────────────────────────────


@cache
def _rolls() -> regex.Pattern[str]:
    return regex.compile(rf"{alternatives('holiday', 'roll')}|次日为")


def _roll(reading: Reading, sentence: Sentence, here: list[_Window], found: list[_Window]) -> None:
    """Adds what a sentence says of holidays to the windows of the sentence, item or section."""
    text, start, end = reading.text, sentence.start, sentence.end
    if not _rolls().search(text, start, end):
        return
    told = _holiday().search(text, start, end)
    if told is None:
        return
    value: HolidayRoll = "none" if told["no"] else "next_day"
    where = trimmed(reading, told.start(), clause_end(reading, told.end(), end))
    fact = reading.stated(value, where)
    for window in _meant(reading, sentence, told, here, found):
        if window.roll is None:
            window.roll = fact
            begin = clause_start(reading, where[0], start)
            own = window.spans[-1]
            if own[0] <= where[0] and where[1] <= own[1]:
                continue
            if window.sentence is sentence and own[1] <= begin:
                window.spans[-1] = trimmed(reading, own[0], where[1])
            else:
                window.holiday.append(trimmed(reading, begin, where[1]))


def _meant(
    reading: Reading, sentence: Sentence, told: regex.Match[str],
    here: list[_Window], found: list[_Window],
) -> list[_Window]:  # fmt: skip
    """Which windows a word about holidays is about."""
    if here:
        return here
    block = sentence.block
    near = [window for window in found if window.sentence.block is block]
    if not near:
        near = [
            window
            for window in found
            if block.parent is not None and _under(window.sentence.block, block.parent)
        ]
    named = [
        window
        for window in near
        if (name := _name(window.label)) and name in reading.text[sentence.start : told.start()]
    ]
    return named or near


_NAME = regex.compile(rf"(?:集中|日常|零星)?{_PAY}(?:期限|期|时间)")


def _name(label: str) -> str:
    """集中缴费期, 补缴期: what a window is called."""
    found = _NAME.search(label)
    return found.group() if found else ""


def _under(block: Block, above: Block) -> bool:
    return block is above or any(one is above for one in block.above())

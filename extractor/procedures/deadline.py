"""Deadlines of procedures: by a date, monthly, within a time, in a month, before an event, at once.

以内 and 内 include the last day (Civil Code, art. 1259); 前 leaves open whether its day counts.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.date import Point, Range, Recurrence
from extractor.atoms.duration import Length
from extractor.reading import Reading
from extractor.resolve import last_day
from extractor.schema import Deadline, Duration

# What a deadline counts from, by its words; the first that fits. Values as in `Deadline.of`.
_EVENTS: Final = tuple(
    (event, regex.compile(words))
    for event, words in (
        ("death", r"死亡|去世|身故|亡故|过世|病故|离世|不在了"),
        ("separation", r"解除|终止|离职|离岗|离开单位|失业|期满|下岗|劳动关系|劳动合同|脱离"),
        ("emigration", r"出国|出境|移民|[国境]外定居"),
        (
            "employed_by_unit",
            r"单位|企业|公司|增员|就业|入职|上班|上岗|录用|聘用|职工医保|职工参保",
        ),
        ("pension", r"领取(?:基本)?养老|领养老|养老金|养老待遇|退休待遇|退休金"),
        (
            "approval",
            r"审批|批准|批复|批文|批下|核准|退休证|核定表|审批表|退休手续|办[理妥完]退休|退休后"
            r"|^[于在应须请]*(?:取得|拿到|收到|领到|领取|核定)$",
        ),
        ("reached_retirement_age", r"退休年龄|到龄|达到退休|达到年龄"),
        ("detention", r"判决|羁押|收监|服刑|入狱"),
        ("release", r"释放|出狱"),
        ("enrolment", r"参保登记|参保"),
    )
)
_COUNTED_FROM: Final = regex.compile(
    r"(?:自|从|于|在)?[^，。；、（）]{1,22}?(?:之日起|之日|之后|以后|当日起|次日起|日起|起|后)的?$"
)
_LED: Final = regex.compile(r"(?:自|从|(?<!由)于|(?<![存现])在(?!职))(?=[^自从于]*$)")
_IN: Final = regex.compile(r"(?:应?于|应?在|须于|须在|请于|请在|务必于|务必在)$")
_OF_WHOM: Final = regex.compile("[^，。；]{0,20}的(?:，|人员)")  # …3个月内接续的，不设等待期
_BEFORE: Final = regex.compile(
    r"(?:（含(?:当日|当天)?）|（不含(?:当日|当天)?）)?(?:之前|以前|前)(?![往台期述款来提者后])"
)
_UNTIL: Final = regex.compile(
    r"(?:截至|截止到?|截止时间为|不[晚迟]于|最[迟晚](?:应?于|须于|在|不超过)?)$"
)
_STOP: Final = regex.compile(r"(?:为止|止|截止)")
_SAME_MONTH: Final = regex.compile(
    r"""
    (?P<event>(?:(?:务必|应|须|请|需)?[在于])?[^，。；、:（）]{0,16}?)的?
    (?P<month>(?:当|本|同|该)月)(?:底前|内|底|月底前)?
    (?=[，。；（到持携凭带拿办申向停退由去来即就应须登用在转变领支取提报把将要得请需]|前往|至(?!次)
      |及时|尽快|联系|打开|通过|进入|完成|务必|必须|$)
    """,
    regex.VERBOSE,
)
_MONTH: Final = regex.compile("[当本同该]月")
_NO_EVENT: Final = regex.compile("(?:务必|应|须|请|需|要|得|记得|一定|可)*[在于]?")
_IN_MONTH: Final = regex.compile(r"[在于]\p{Han}*$")
_BEFORE_EVENT: Final = regex.compile(
    r"""
    (?:(?:赶|抢)?[在于](?!\p{Han}{0,2}前往) | 赶(?=\p{Han}{2}) | (?<=[，。；:？！\n\t）】、.\d\ ]|^)
      |(?<=[应须请需])(?=\p{Han}))
    (?P<event>[^，。；、:（）？！\d]{2,24}?)
    (?:(?:之前|以前)(?![往期述款])
      |(?<![提目以之此当日月年先从往底])前(?![往台期述款来提者后面置]))
    """,
    regex.VERBOSE,
)
# Events that one can be before of; 缴费前 is not one of them: that is when one checks.
_AWAITED: Final = regex.compile(
    r"到龄|单位|企业|公司|增员|就业|入职|上班|上岗|录用|聘用|参加职工|出国|出境|移民|定居|退休|领取养老"
    r"|领养老|离职|待遇享受|享受待遇|待遇期|服刑|入伍|户口迁"
)
_THEN_THE_UNIT: Final = regex.compile(
    r"(?:再|然后|之后|才能|方可)(?:由|让|请|随)?(?:新|用人|就业|所在)*(?:单位|企业|公司)"
    r"(?:为其|给其|统一)?(?:办理|申报|申请)?(?:参保|增员|医保|社保|登记|缴费)"
)
_PAYING: Final = regex.compile(
    r"(?:缴费|交费|缴款|缴|交|支付|扣款|付款)之?前$|(?:缴费|交费|缴纳|扣款)$"
)
_AHEAD: Final = regex.compile(
    r"提前(?:至少|最少)?$|(?:[应须请]?[在于])?(?P<event>(?:到龄|(?:达到?|到)?(?:法定)?退休(?:年龄)?))(?:之)?前的?$"
)
_WORDED: Final = regex.compile("[月前快早即再]|及时|第一时间|马上|抓紧|赶紧|速|然后|之后|才能|方可")
# 「10个工作日内办结」: how long the office takes, and nobody else
_TURNAROUND: Final = regex.compile(
    r"(?:予以|给予|完成|全部)?(?:办结|办理完[毕成]|审结|审核|审批|答复|反馈|拨付|到账)"
)
_PROMPTLY: Final = regex.compile(r"及时|尽快|尽早|立即|第一时间|即时|马上|抓紧|赶紧|即刻|尽速")


class Due(NamedTuple):
    """A deadline and the range of the view that states it."""

    deadline: Deadline
    start: int
    end: int


def find(reading: Reading, start: int, end: int) -> Due | None:
    """The deadline stated in a range of the view, or None.

    A date whose year the notice leaves open is no deadline.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("应于死亡后3个月内持死亡证明申领。"))
    >>> due = find(read, 0, len(read.text))
    >>> read.words((due.start, due.end)), due.deadline.length.count, due.deadline.of
    ('于死亡后3个月内', 3, 'death')
    """
    for atom in reading.atoms_in(start, end, "DATE", "RECURRENCE", "DURATION", "RANGE"):
        due = _by_atom(reading, atom, start, end)
        if due is not None and due.end <= end:
            return due
    if _WORDED.search(reading.text, start, end) is None:
        return None
    return (
        _same_month(reading, start, end)
        or _before(reading, start, end)
        or _then(reading, start, end)
        or _promptly(reading, start, end)
    )


def _by_atom(reading: Reading, atom: Atom, start: int, end: int) -> Due | None:
    text = reading.text
    if _OF_WHOM.match(text, atom.end, end):
        return None
    match atom.value:
        case Recurrence():
            return _recurring(reading, atom, start)
        case Point():
            return _by_date(reading, atom, start, end)
        case Range(end=Point() as last) if text[atom.start : atom.end].startswith("即日"):
            day = last_day(last, reading.calendar)
            return (
                None
                if day is None
                else Due(Deadline(form="date", on=day, inclusive=True), atom.start, atom.end)
            )
        case Length():
            return _within(reading, atom, start)
    return None


def _recurring(reading: Reading, atom: Atom, start: int) -> Due | None:
    found: Recurrence = atom.value
    if found.last is None:
        return None
    at = _led(reading, start, atom.start, _IN)
    inclusive = None if found.before else True
    if found.every == "year":
        day = last_day(Point(None, found.month, found.last), reading.calendar)
        if day is None or found.month is None:
            return None
        return Due(Deadline(form="date", on=day, inclusive=inclusive), at, atom.end)
    return Due(Deadline(form="monthly", day=found.last, inclusive=inclusive), at, atom.end)


def _by_date(reading: Reading, atom: Atom, start: int, end: int) -> Due | None:
    text = reading.text
    before = _BEFORE.match(text, atom.end, end)
    stop = _STOP.match(text, atom.end, end)
    at = _led(reading, start, atom.start, _UNTIL)
    if before is None and stop is None and at == atom.start:
        return None
    point: Point = atom.value
    if point.month is None:
        point = point._replace(month=12, edge="end")
    day = last_day(point, reading.calendar)
    if day is None:
        return None
    counts = before is None or "（含" in text[atom.start : before.end()]
    close = before.end() if before else stop.end() if stop else atom.end
    if at == atom.start:
        at = _led(reading, start, atom.start, _IN)
    return Due(Deadline(form="date", on=day, inclusive=True if counts else None), at, close)


def _within(reading: Reading, atom: Atom, start: int) -> Due | None:
    length: Length = atom.value
    text = reading.text
    ahead = _AHEAD.search(text, start, atom.start)
    duration = Duration(count=length.count, unit=length.unit)
    if ahead is not None:
        of = _event(ahead["event"] or text[start : ahead.start()]) or "reached_retirement_age"
        return Due(Deadline(form="before", length=duration, of=of), ahead.start(), atom.end)
    if length.bound not in ("le", "lt") or "内" not in text[atom.start : atom.end]:
        return None
    if _TURNAROUND.match(text, atom.end):
        return None
    counted = _COUNTED_FROM.search(text, start, atom.start)
    if counted:
        opened = _LED.search(counted.group())
        at = counted.start() + (opened.start() if opened else 0)
    else:
        at = _led(reading, start, atom.start, _IN)
    within = Deadline(
        form="within",
        length=duration,
        of=_event(counted.group()) if counted else None,
        inclusive=True,
    )
    return Due(within, at, atom.end)


def _same_month(reading: Reading, start: int, end: int) -> Due | None:
    if _MONTH.search(reading.text, start, end) is None:
        return None
    for found in _SAME_MONTH.finditer(reading.text, start, end):
        of = _event(found["event"])
        if of is None and not _NO_EVENT.fullmatch(found["event"]):
            continue
        lead = _IN_MONTH.search(found["event"])
        return Due(
            Deadline(form="same_month", of=of),
            found.start() + (lead.start() if lead else 0),
            found.end(),
        )
    return None


def _before(reading: Reading, start: int, end: int) -> Due | None:
    if reading.text.find("前", start, end) < 0:
        return None
    for found in _BEFORE_EVENT.finditer(reading.text, start, end, overlapped=True):
        event = found["event"]
        if _AWAITED.search(event) and not _PAYING.search(event):
            return Due(Deadline(form="before", of=_event(event)), found.start(), found.end())
    return None


def _then(reading: Reading, start: int, end: int) -> Due | None:
    """「先到医保中心办理停保，再由单位办理参保」: before the employer does it."""
    found = _THEN_THE_UNIT.search(reading.text, start, end)
    if found is None:
        return None
    return Due(Deadline(form="before", of="employed_by_unit"), *found.span())


def _promptly(reading: Reading, start: int, end: int) -> Due | None:
    found = _PROMPTLY.search(reading.text, start, end)
    return Due(Deadline(form="promptly"), *found.span()) if found else None


def _led(reading: Reading, start: int, at: int, words: regex.Pattern[str]) -> int:
    """Where words directly before a place begin (的 preposition of a date); else the place."""
    found = words.search(reading.text, start, at)
    return found.start() if found else at


def _event(words: str) -> str | None:
    return next((event for event, pattern in _EVENTS if pattern.search(words)), None)

"""What a procedure is about, by its words, its case and what comes of it.

Where several cues stand in one sentence: who is in prison reports that, whatever he suspends;
money that comes back is a refund before it is a suspension (办理停保并可申请退回已缴医保费), and
what is left in a dead person's account is the matter of a death.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from extractor import pattern as regex
from extractor.conditions import Var
from extractor.procedures.acts import BEFORE_PAYING, MODAL
from extractor.procedures.tasks import Tasks
from extractor.procedures.whom import SEPARATED
from extractor.schema import Deadline, Topic
from extractor.scope import WHO

RETIREMENT_PAPER: Final = regex.compile(
    r"退休(?:人员)?(?:审批|证|批|核准|核定|决定|通知)|养老[^，。；]{0,8}核定"
)
CONSEQUENCE: Final = regex.compile("(?:以免|避免|防止|以便|确保|不然|否则|省得)[^。；]*")
LAPSE: Final = regex.compile("待遇等待期|等待期|享受(?!退休)|视[为同作]|滞纳金|不受影响")

# 「须先暂停居民医保，再来登记职工医保」 bars, and is no procedure.
_OTHER_SCHEME: Final = regex.compile(
    r"(?:停|暂停|终止|退出|注销|中断|停掉|停了)[^，。；]{0,8}(?:原(?![因件参单工用企])|居民|新农合|其他|重复参)"
    r"|(?:原(?![因件参单工用企])|居民)[^，。；]{0,10}(?:停|暂停|终止|退出|中断)"
)
_WRONG: Final = regex.compile(
    "有误|错误|有错|不符|不一致|不对|不准|疑问|异议|问题|变化|变更|发现|填错|不正确|不实|变动|更改|遗漏|不全|不成功|出入"
)
# A choice is changed, not corrected: 「变更缴费档次」, 「缴费方式需要更改的」.
_CHOICE: Final = regex.compile(
    "(?:变更|更改|修改|调整|更换|改)[^，。；]{0,8}(?:档次|基数|方式|方案)"
    "|(?:档次|基数|方式|方案)[^，。；、的]{0,6}(?:变更|更改|调整|改|更换)"
)
_MONEY_BACK: Final = regex.compile("退(?:费|款|还|回|付|给)|返还")  # not 清退, 退保
_IDENTITY: Final = regex.compile(
    "(?:变更|更改|转换|转变|修改|调整)[^，。；]{0,6}(?:身份|状态|类型|性质)"
)
_RESTARTS: Final = regex.compile("恢复(?:参保|缴费|医保|职工)|复保|重新缴费")
_RELEASED: Final = regex.compile("释放|出狱")
_YEARS: Final = regex.compile("年限|(?:缴费|参保)(?:不?未?满|不足|不够)|累计缴费")
_OF_SOME: Final = frozenset({Var.STUDENT, Var.IDENTITY, Var.HARDSHIP, Var.LOCAL_HOUSEHOLD})
_PAYING: Final = regex.compile("直接[缴交]|缴费|缴纳|交费|缴清|补缴|补交|交清|核定|缴足|清缴|缴款")
_CLEARED: Final = regex.compile("清|[缴交]纳?[当本]季")
_DIRECTLY: Final = regex.compile("直接[^，。；]{0,24}[缴交]")
_INSURER: Final = regex.compile("医保|医疗保险|医疗保障|经办|社保|社会保险")
_COLLECTOR: Final = regex.compile("办税|税务|银行|网点|邮政")
_ABOUT_CHANGE: Final = regex.compile("变化|调整内容|有何不同|新政|对比|改革")
# An act without an object: what it is about stands in the case, the lead or the heading.
_BARE_ACT: Final = regex.compile(
    "(?:办理|申办|办结|代办|办|申请|登记)(?:即可|相关手续|有关手续|手续|业务)?(?=[，。；（]|$|以个人身份)|以个人身份办理"
)
_ORDER: Final[tuple[Topic, ...]] = (
    "refund", "suspend", "resume", "correct_data", "retire", "transfer_in", "enrol", "renew",
)  # fmt: skip

# What heads slots by one word: 「【退休】对象：…地点：…」.
_HEADED: Final[tuple[tuple[Topic, regex.Pattern[str]], ...]] = (
    (
        "death",
        regex.compile(
            "身故|死亡|去世|离世|亡故|过世|(?:账户|医保卡|卡里)[^，。；]{0,6}(?:余额|钱)"
        ),
    ),
    ("detention", regex.compile("羁押|服刑|判刑|收监")),
    ("retire", regex.compile("退休")),
    ("transfer_in", regex.compile("转移|转入|离职|失业")),
    ("enrol", regex.compile("(?:首次|初次|第一次|新)参保|参保(?:办理|流程|指南)?$|^新参保")),
)


class Told(NamedTuple):
    """What is known of a procedure before its topic is.

    `cues` are the tasks that its words name, `said` the values of its conditions, `place` the words
    of the place where one goes, `cases` those of its cases (lead included), `heads` those of the
    headings above, `route` the topic of the procedure to which it is another way or which it completes.
    """

    words: str
    cues: frozenset[str]
    said: Mapping[Var, tuple[str, ...]]
    place: str = ""
    by_relative: bool = False
    returns: str | None = None
    due: Deadline | None = None
    cases: tuple[str, ...] = ()
    heads: str = ""
    retirement_paper: bool = False
    timed: bool = False  # it speaks of the payment period itself
    route: Topic | None = None
    clicks: bool = False  # it tells what to click on

    @property
    def events(self) -> frozenset[str]:
        """The events of its conditions."""
        return frozenset(self.said.get(Var.EVENT, ()))


def decide(told: Told) -> Topic | None:
    """The topic of a procedure; None where it is for something else, or for nothing of the kind."""
    other = _OTHER_SCHEME.search(told.words) is not None
    event = None if other and Var.OTHER_INSURANCE in told.said else _of_event(told)
    if event is not None or other:
        return event
    return _of_record(told) or _of_payment(told) or _of_case(told)


def named(heading: str) -> Topic | None:
    """The topic that a heading or a lead names.

    >>> named("医保退休怎么办理？"), named("缴费标准")
    ('retire', None)
    """
    cues = {task.name for task in Tasks(heading).within(0, len(heading))}
    return next((topic for topic in _ORDER if topic in cues), None)


def subject(heading: str) -> Topic | None:
    """The topic of slots under a heading: there 退休 and 身故 alone name what one comes for.

    >>> subject("退休"), subject("参保人身故"), subject("缴费标准")
    ('retire', 'death', None)
    """
    found = named(heading)
    return found or next((topic for topic, words in _HEADED if words.search(heading)), None)


def _of_event(told: Told) -> Topic | None:
    """What follows from an event: prison, money back, death."""
    several = len(told.events - {"other"}) > 1
    released = "other" in told.events and _RELEASED.search(told.words)
    dead = "death" in told.events
    if "detention" in told.events and not (released or several or "resume" in told.cues):
        return "detention"
    cleared = dead and told.returns is None and not _MONEY_BACK.search(told.words)
    if "refund" in told.cues and told.returns != "account_balance" and not cleared:
        return "refund"
    if told.returns == "account_balance" and (
        dead or told.by_relative or told.cues & {"death", "refund"}
    ):
        # 「死亡或者出国定居的，…申请退还余额」 is no matter of the dead alone
        alone = dead and not (several and "refund" in told.cues)
        return "death" if alone or told.by_relative else "refund"
    if dead and told.cues - {"pay", "precheck"} and not (several and "suspend" in told.cues):
        return "death"
    return None


def _of_record(told: Told) -> Topic | None:
    """What is done to the record of insurance, in the order of how much a cue tells."""
    cues, said = told.cues, told.said
    separated = bool(told.events & SEPARATED)
    restarts = bool(cues & {"enrol", "renew"}) and any(map(_RESTARTS.search, told.cases))
    stopped = (
        bool(told.events) or Var.ARREARS_MONTHS in said or said.get(Var.ENROLMENT) == ("lapsed",)
    )
    wrong = _WRONG.search(told.words)
    corrects = "correct_data" in cues and not _CHOICE.search(told.words)
    if "suspend" in cues and not (corrects and wrong and not told.events):
        return "suspend"
    if "renew" in cues and separated:
        return "transfer_in"
    if restarts or "resume" in cues or ("renew" in cues and stopped):
        return "resume"
    retires = told.retirement_paper or Var.HAS_RETIREMENT_APPROVAL in said
    if corrects and retires and _IDENTITY.search(told.words):
        return "retire"
    if corrects and (told.place or (wrong and not told.clicks)):
        return "correct_data"
    if "precheck" in cues and BEFORE_PAYING.search(told.words) and not told.clicks:
        return "precheck"
    if "retire" in cues and not ("pay" in cues and "new" in said.get(Var.ENROLMENT, ())):
        return "retire"
    years = Var.CONTRIBUTION_YEARS_MET in said or _YEARS.search(told.words)
    if "years" in cues and years and Var.ARREARS_MONTHS not in said:
        return "retire"
    return "transfer_in" if "transfer_in" in cues else None


def _of_payment(told: Told) -> Topic | None:
    """Enrolment, renewal and payment, which speak in each other's words.

    「首次参保的，…办理参保登记，再行缴费」 is enrolment; what several sorts of people have to do
    before they pay (完成参保登记及申报核定，然后…缴费) is payment; what anybody can pay in a tax
    hall or a bank is a channel.
    """
    cues, said = told.cues, told.said
    pays = bool(cues & {"pay", "years"}) and _PAYING.search(told.words) is not None
    if "enrol" in cues and not (pays and len(said.keys() & WHO) > 1):
        return "enrol"
    if told.clicks and not told.place:
        return None
    form = told.due.form if told.due else None
    renewing = said.get(Var.ENROLMENT) == ("renewing",)
    if renewing and form in ("date", "monthly", "within") and cues & {"pay", "renew"}:
        return "renew" if MODAL.search(told.words) and not told.timed else None
    if LAPSE.search(CONSEQUENCE.sub("", told.words)) or _ABOUT_CHANGE.search(told.heads):
        return None
    if "renew" in cues and told.place:
        return "renew"
    if not pays:
        return None
    if told.place:
        who = WHO | {Var.ONLINE_BLOCKED, Var.PAID_YEAR, Var.PAID_IN_FULL, Var.FREQUENCY}
        official = _INSURER.search(told.place) and not _COLLECTOR.search(told.place)
        return "pay" if official and (said.keys() & who or "核定" in told.words) else None
    # 「每季度末月25日前缴清当季费用」; days from … to … are a payment window
    cleared = (
        form == "monthly" and told.due and not told.due.inclusive and _CLEARED.search(told.words)
    )
    overdue = form == "date" and said.get(Var.ENROLMENT) == ("lapsed",)
    # 「在校学生应于10月31日前完成缴费」: some have a day of their own
    some = form == "date" and said.keys() & _OF_SOME and MODAL.search(told.words)
    direct = renewing and _DIRECTLY.search(told.words)
    return "pay" if cleared or overdue or some or direct else None


def _of_case(told: Told) -> Topic | None:
    """What 办理 without an object is about: its case, its papers, the lead or heading tell."""
    if "act" not in told.cues or not _BARE_ACT.search(told.words):
        return None
    if told.route is not None:
        return told.route
    enrolment = told.said.get(Var.ENROLMENT, ())
    if enrolment == ("new",):
        return "enrol"
    if "transferring" in enrolment or told.events & SEPARATED:
        return "transfer_in"
    if Var.ONLINE_BLOCKED in told.said:
        return "pay"
    retiring = {
        Var.HAS_RETIREMENT_APPROVAL,
        Var.CONTRIBUTION_YEARS_MET,
        Var.REACHED_RETIREMENT_AGE,
    }
    if told.said.keys() & retiring or told.retirement_paper:
        return "retire"
    above = (*told.cases, *told.heads.split("\n"))
    return next((topic for words in above if (topic := named(words)) is not None), None)

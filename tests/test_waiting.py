"""Waiting periods: the same length for the same people ← many phrasings."""

from __future__ import annotations

from collections import Counter

import pytest

from extractor.conditions import written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import waiting
from extractor.schema import WaitingPeriod
from extractor.scope import Scope

Said = tuple[int, str, frozenset[tuple[str, str, object]]]


def rules(text: str) -> list[WaitingPeriod]:
    reading = Reading(Notice("关于2024年度灵活就业人员职工医保缴费的通告\n" + text))
    return list(waiting.find(reading, Scope(reading)))


def said(rule: WaitingPeriod) -> Said:
    length = rule.length.value
    when = [(item[0], item[1], hashable(item[2])) for item in written(rule.when)]
    return length.count, length.unit, frozenset(when)


def hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


def read(text: str) -> Counter[Said]:
    return Counter(map(said, rules(text)))


NEW = (("enrolment", "eq", "new"),)
IN_TIME = (("in_window", "eq", True),)
LATE = (("in_window", "eq", False),)
RENEWING = (("enrolment", "eq", "renewing"),)
TO_RESIDENTS = (("enrolment", "eq", "transferring"), ("other_insurance", "eq", "employee"))
RESIDENT = (("enrolment", "eq", "transferring"), ("other_insurance", "eq", "resident"))


def arrears(op: str, months: int) -> tuple[str, str, object]:
    return ("arrears_months", op, months)


def months(count: int, *when: tuple[str, str, object]) -> Said:
    return count, "month", frozenset(when)


WAITINGS: list[tuple[Said, list[str]]] = [
    (
        months(6, *NEW),
        [
            "新参保人员自缴费之日起设6个月待遇等待期。",
            "首次参加职工医保的灵活就业人员，待遇享受等待期为6个月。",
            "灵活就业人员初次参加我市职工医保，设立6个月的医疗保险待遇等待期。",
            "第一次参保的，有6个月的等待期，等待期满后才能报销。",
            "首次参保人员等待期六个月。",
            "首次在本市参保的，自足额缴费的当月起算，待遇等待期为6个月。",
            "头一回参保的，等待期仍为陆个月。",
            "新增参保人员的待遇等待期限为6个月。",
            "首次参保的，设待遇等待期6个月（自缴费次月起计算）。",
            "新参保人员：等待期6个月",
            "新参保的朋友，要过6个月等待期才能用医保。",
            "新参保的朋友，等6个月",
            "首次以灵活就业人员身份参保缴费的，自缴费到账次月起计算6个月等待期。",
            "首次参保缴费的，从缴费的次月开始计算，满6个月后享受医保待遇。",
            "首次参保人员缴费满6个月后，方可享受统筹基金支付待遇。",
            "新参保人员自缴费当月起，第7个月开始享受医保待遇。",
            "新参保人员医保待遇自参保缴费后的第7个月起享受。",
            "三、待遇等待期\n（一）首次参保的：6个月。",
            "人员类别\t缴费时间\t等待期\n新参保人员\t全年\t6个月",
            "首次参保人员待遇等待期从原来的12个月调整为6个月。",
            "今年起，首次参保的等待期由3个月延长至6个月。",
            "新参保人员等待期为6个自然月。",
            "不再执行首次参保3个月等待期，改为6个月。",
            "首次参保人员，自缴费之月起6个月为待遇等待期，从第7个月开始享受统筹待遇。",
            "首次参保人员从缴费当月算起满6个月后（即第7个月）开始享受待遇。",
        ],
    ),
    (
        months(3, arrears("gt", 3)),
        [
            "断缴时间超过3个月的，重新计算3个月等待期。",
            (
                "欠费超过三个月的视为中断缴费，选择重新参保的，"
                "按首次参保的规定享受待遇，执行3个月待遇等待期。"
            ),
            "断缴超过3个月，就算中断参保了，补缴之后得等三个月才能报销。",
            "断缴超过3个月补缴的，自补缴之日起等待3个月。",
            "连续中断缴费3个月（不含）以上的，重新缴费后设置3个月的待遇等待期。",
            "停保超过三个月的，接续后等待期为3个月。",
            "断缴超过3个月的，中止享受待遇，续缴之月起满3个月方可恢复，即等待期3个月。",
            "断缴超过3个月的，可补缴但待遇自补缴次月起满3个月后恢复。",
            "断缴超过3个月的，自缴费之日起，第4个月起恢复待遇。",
        ],
    ),
    (
        months(3, arrears("ge", 3)),
        [
            "中断缴费3个月以上的人员，待遇等待期为3个月。",
            "断保满3个月的，算中断，补上以后也要再等3个月。",
        ],
    ),
    (
        months(3, arrears("ge", 4), arrears("le", 12)),
        ["中断缴费4-12个月的，补缴后设3个月等待期。", "断缴4个月至12个月的，等待期为3个月。"],
    ),
    (
        months(0, arrears("le", 3)),
        [
            "断缴3个月以内（含3个月）续缴的，不设待遇等待期。",
            "断缴不超过3个月的，没有等待期。",
            "欠费未超过三个月补缴的，不受等待期限制。",
            "中断缴费3个月以内的，补缴后继续享受待遇，不设待遇等待期。",
        ],
    ),
    (
        (180, "day", frozenset([arrears("ge", 4)])),
        ["欠费4个月以上的，自重新缴费之日起执行180天的待遇等待期。"],
    ),
    (
        (30, "day", frozenset(NEW)),
        ["新参保人员自缴费之日起30日后享受医保待遇。", "首次参保的，等待期为30天。"],
    ),
    (
        months(0, *RENEWING, *IN_TIME),
        [
            "续保人员在集中缴费期内缴费的，不设待遇等待期。",
            "续保人员在规定期限内足额缴费的，待遇连续享受，无等待期。",
            "续保人员在集中缴费期内缴费：无等待期",
            "老参保人在集中缴费期内交的，没有等待期",
            "2023年度已参保人员在2024年3月31日前续保的，不设等待期。",
        ],
    ),
    (
        months(3, *RENEWING, *LATE),
        [
            "续保人员在集中缴费期后缴费：等待期3个月",
            "过了集中缴费期才续保的，等待期为3个月。",
            "老参保人过了集中缴费期才交的，等3个月",
            "续保人员逾期缴费的，设3个月待遇等待期。",
            "续保人员在补缴期内缴费的，待遇等待期为3个月。",
            "续保人员未在集中缴费期内缴费的，设3个月等待期。",
        ],
    ),
    (
        months(3, *LATE),
        [
            "超过集中缴费期缴费的，设3个月待遇等待期。",
            "集中缴费期结束后，补办人员的待遇等待期为3个月。",
            "3月31日后缴费的，设3个月待遇等待期。",
            "未在集中参保期内参保的，设置固定待遇等待期3个月。",
            "集中缴费期未缴费的，可在补缴期补缴，补缴后设3个月待遇等待期。",
            "2024年1月1日至3月31日期间缴费的，设3个月待遇等待期。",
            "延长期内缴费的，设3个月待遇等待期。",
            "未在规定时间内缴费的，可于当年4月1日至12月20日补缴，补缴次日起三个月后恢复待遇。",
        ],
    ),
    (
        months(0, *IN_TIME),
        ["在集中缴费期内足额缴费的，不设等待期。", "在此期间缴费的，2025年享受待遇，不设等待期。"],
    ),
    (
        months(3, *RESIDENT),
        [
            "由居民医保转为职工医保的，设3个月待遇等待期，等待期内继续享受居民医保待遇。",
            "从居民医保转过来的，等待期为3个月。",
            "已参加城乡居民医保的人员转为灵活就业参保，等待期为3个月。",
            "由城乡居民医保转入职工医保的人员，执行3个月等待期。",
        ],
    ),
    (
        months(0, ("event", "eq", "labour_contract_ended"), ("months_since_separation", "le", 3)),
        [
            "与用人单位解除劳动关系后3个月内以灵活就业人员身份续保的，不设待遇等待期。",
            "与用人单位终止劳动关系后3个月以内转为灵活就业参保的，不设等待期。",
            "与用人单位终止、解除劳动关系后3个月内参保缴费的，不设等待期。",
            "由单位职工转为灵活就业人员，在3个月内接续缴费的不设等待期。",
            "与单位解除劳动合同后，90天内以灵活就业身份接续医保的，没有等待期。",
        ],
    ),
    (
        months(0, ("paid_through", "ge", "2023-12")),
        [
            "已缴费至2023年12月的，2024年度续缴不设待遇等待期。",
            "费用已缴至2023年12月并接续缴费的，没有待遇等待期。",
            "2023年12月及以前的费用都交齐、接着往下交的，没有等待期。",
            "上年度缴费已至2023年12月的，续缴后待遇不间断，不设等待期。",
        ],
    ),
    (
        months(0, ("identity", "eq", "新生儿")),
        ["新生儿在出生后90天内缴费的，从出生之日起享受待遇，不设等待期。"],
    ),
    (
        months(0, *NEW),
        ["取消灵活就业人员首次参保6个月等待期的限制。", "首次参保的，等待期为0个月。"],
    ),
    (
        months(6, *NEW),
        [  # told by the verb, under a question, or in a line of a post
            "新参保 👉 等6个月",
            "⏳ 多久生效\n新参保 👉 6个月",
            "Q：新参保的多久能报销？\nA：新参保的要等6个月。",
            "首次参保→等待期6个月",
            "头一回上职工医保的，得等6个月才能报。",
            "首次参保人员，自缴费之日起6个月内不享受统筹基金支付待遇。",
            "以前没参加过职工医保的，等待期6个月。",
            "新增参保人员的等待期是半年。",
        ],
    ),
    (
        months(0, arrears("le", 3)),
        [
            "断缴≤3个月 👉 补上接着用，不用等",
            "断缴没超过3个月 👉 把欠的补上，待遇接着用，没有等待期",
            "断缴3个月内续上的，无等待。",
            "停缴未超3个月且补清的，没有等待期。",
        ],
    ),
    (
        months(3, arrears("gt", 3)),
        [
            "断缴＞3个月 👉 再缴要等3个月",
            "断了超过3个月的，就算中断参保了，以后再交，得重新等3个月。",
            "断缴超过3个月的，要按头一次参保重新来，同样等3个月。",
            "断保超过3个月的，重新参保之日起3个月内发生的医疗费用，统筹基金不予支付。",
            "停保超过三个月重新续保者，待遇等待期为三个月。",
            "中断缴费超过3个月的，等待期从重新缴费之日起算3个月。",
        ],
    ),
    (
        months(0, *RENEWING, *IN_TIME),
        [
            "老朋友按时续缴 👉 没有等待期",
            "续保人员按期缴费的，无待遇等待期。",
            "去年参保的，今年按时接着缴，没有等待期。",
        ],
    ),
    (
        months(3, *RENEWING, *LATE),
        [
            "拖到集中缴费期之后才缴的老参保人，要等3个月。",
            "续保人员没在规定时间内缴费的，等待期3个月。",
            "老参保户晚交的，要等3个月。",
        ],
    ),
    (
        months(0, *IN_TIME, ("paid_through", "ge", "2023-12")),
        ["医保费已缴至2023年12月的，本年度按时续缴，不设等待期。"],
    ),
    (
        months(0, ("paid_through", "ge", "2023-12")),
        [
            "2023年12月及以前医保费已缴清的，不设待遇等待期。",
            "医保缴费记录到2023年12月的，不设待遇等待期。",
            "截至2023年12月没有欠费的，不设待遇等待期。",
        ],
    ),
    (
        months(0, *NEW, ("identity", "in", ("退役军人", "刑满释放人员"))),
        [
            "退役军人、刑满释放人员首次参保的，不设等待期。",
            "（二）退役军人、刑满释放人员。首次参加居民医保的，随到随办，不设待遇等待期。",
        ],
    ),
    (
        months(3, *RESIDENT),
        [
            "由城乡居民医保转为职工医保的，3个月后方可享受医保待遇。",
            "原参加居民医保、现转为参加职工医保的，设3个月的待遇等待期。",
        ],
    ),
    (
        months(0, *TO_RESIDENTS),
        ["由职工医保转居民医保的，无等待期。", "职工医保参保人员转为居民医保的，不设等待期。"],
    ),
    (
        months(
            0,
            ("event", "eq", "unemployment_benefit_exhausted"),
            ("months_since_separation", "le", 3),
        ),
        ["失业保险金领取期满后3个月内以灵活就业人员身份接续参保的，没有免责期。"],
    ),
    (
        months(3),
        ["医保待遇等待期统一为3个月。", "免责期为3个月。", "职工医保待遇等待期由6个月降为3个月。"],
    ),
]


@pytest.mark.parametrize(("expected", "text"), [(v, t) for v, ts in WAITINGS for t in ts])
def test_one_waiting_period_in_many_phrasings(expected: Said, text: str) -> None:
    assert read(text) == Counter([expected])


DAYS: list[tuple[int, list[str]]] = [
    (
        90,
        [
            "过了集中缴费期才交费，要等90天才能报销。",
            "错过集中参保期的，等90天。",
            "补缴期内缴费的，缴费之日起第91天享受待遇。",
            "零星参保的，设90天等待期。",
        ],
    ),
    (30, ["3月30日至6月30日补缴的，从缴费到账后的第31日起享受待遇。"]),
    (180, ["7月1日以后缴费的，从缴费到账后满180日起享受待遇。"]),
]


@pytest.mark.parametrize(("count", "text"), [(v, t) for v, ts in DAYS for t in ts])
def test_days_that_the_late_wait(count: int, text: str) -> None:
    assert read(text) == Counter([(count, "day", frozenset(LATE))])


SEVERAL: list[tuple[list[Said], str]] = [
    (
        [months(3, *NEW), months(3, arrears("ge", 3))],
        "新参保的灵活就业人员、中断缴费3个月以上的人员，待遇等待期由6个月变为3个月了，时间缩短了！",
    ),
    (
        [months(3, *NEW), months(3, arrears("gt", 3))],
        "对新参保和中断参保超过3个月的人员，均设3个月等待期。",
    ),
    (
        [months(6, *NEW), months(6, arrears("gt", 3))],
        "首次参保或者断缴超过3个月重新参保的，设6个月等待期。",
    ),
    (
        [months(0, *IN_TIME), months(3, *LATE)],
        "集中缴费期内缴费的不设等待期，集中缴费期后缴费的设3个月等待期。",
    ),
    (
        [months(6, *NEW), months(3, arrears("ge", 3)), months(0, *RENEWING)],
        "待遇等待期：新参保人员6个月，断缴3个月以上人员3个月，续保人员无等待期。",
    ),
    (
        [months(6, *NEW), months(3, arrears("ge", 3)), months(0)],
        "待遇等待期为：首次参保6个月；中断3个月以上3个月；其他情形无等待期。",
    ),
    (
        [
            months(3, arrears("gt", 3), arrears("lt", 12)),
            months(6, arrears("ge", 12)),
        ],
        (
            "断缴超过3个月、不满12个月的，视为中断参保，再次缴费后待遇等待期为3个月；"
            "断缴12个月以上的，视为中断参保，再次缴费后待遇等待期为6个月。"
        ),
    ),
    (
        [
            months(0, ("identity", "eq", "退役军人")),
            months(
                0, ("event", "eq", "labour_contract_ended"), ("months_since_separation", "le", 3)
            ),
        ],
        "以下人员不设待遇等待期：\n1.退役军人；\n2.与用人单位解除劳动关系3个月内参保的；",
    ),
    (
        [months(3, *LATE), months(3, ("enrolment", "eq", "lapsed"))],
        (
            "除新生儿等特殊群体外，对未在居民医保集中参保期内参保或未连续参保的人员，"
            "设置参保后固定待遇等待期3个月。"
        ),
    ),
    (
        [months(0, *RENEWING, *IN_TIME), months(3, *RENEWING, *LATE)],
        (
            "（一）续保人员：在集中缴费期内缴费的，不设待遇等待期；"
            "超过集中缴费期缴费的，设3个月待遇等待期。"
        ),
    ),
    (
        [
            months(
                0, ("event", "eq", "labour_contract_ended"), ("months_since_separation", "le", 3)
            ),
            months(
                6, ("event", "eq", "labour_contract_ended"), ("months_since_separation", "gt", 3)
            ),
        ],
        "与单位解除劳动合同后，90天内接续医保的，没有等待期；超过90天才接续的，设6个月等待期。",
    ),
    (
        [months(0, *IN_TIME), months(3, *LATE)],
        "在集中参保期内缴费的没有等待期，之后缴费的有3个月等待期。",
    ),
    (
        [months(3, *LATE), months(3, ("enrolment", "eq", "lapsed"))],
        (
            "未在集中参保缴费期内缴费的人员，以及断保人员，均设置3个月的固定待遇等待期。"
            "断保每多1年，再增加1个月变动待遇等待期；补缴断保年度费用的，相应减免变动待遇等待期。"
        ),
    ),
    (
        [
            months(0, *TO_RESIDENTS, arrears("le", 3)),
            months(3, *TO_RESIDENTS, arrears("gt", 3)),
        ],
        (
            "（三）由职工医保转入居民医保的人员。职工医保断缴不超过3个月的，转入后不设待遇等待期；"
            "断缴超过3个月的，转入后待遇等待期为3个月。"
        ),
    ),
    (
        [
            months(
                0, ("event", "eq", "labour_contract_ended"), ("months_since_separation", "le", 3)
            ),
            months(
                6, ("event", "eq", "labour_contract_ended"), ("months_since_separation", "gt", 3)
            ),
        ],
        (
            "与单位解除劳动合同的，请在3个月内到医保服务大厅办理接续。3个月内接续的没有等待期；"
            "超过3个月才接续的，等待期6个月。"
        ),
    ),
    (
        [
            months(0, ("paid_through", "ge", "2023-12")),
            months(6, *NEW),
            months(3, arrears("gt", 3)),
        ],
        (
            "医保费已缴到2023年12月的，续缴没有等待期。头一次参加职工医保的，等待期6个月。"
            "断缴超过3个月的，重新缴费后等待期3个月。"
        ),
    ),
    (
        [months(3, *RENEWING, *LATE)],
        "集中缴费期到明年2月底，错过要等3个月\n过了集中缴费期才续保的，等待期为3个月。",
    ),
    (
        [months(0, *RENEWING, *IN_TIME), months(2, *RENEWING, *LATE)],
        (
            "续保人员在集中缴费期内缴费的不设待遇等待期，"
            "未在集中缴费期内缴费的自缴费之日起满2个月后享受医保待遇。"
        ),
    ),
    (
        [months(0, *RENEWING), months(6, *NEW)],
        (
            "人员类别\t集中缴费期\t待遇等待期\n续保人员\t2024年1月1日至3月31日\t无\n"
            "新参保人员\t2024年1月1日至12月25日\t6个月"
        ),
    ),
]


@pytest.mark.parametrize(("expected", "text"), SEVERAL)
def test_several_people_have_a_rule_each(expected: list[Said], text: str) -> None:
    assert read(text) == Counter(expected)


@pytest.mark.parametrize(
    "text",
    [
        "第一次参保，多久能享受待遇？",
        "新参保人员有6个月等待期吗？",
        "等待期内发生的医疗费用，医保基金不予支付。",
        "等待期满后，按规定享受医保待遇。",
        "待遇等待期从缴费到账次日开始计算。",
        "在待遇等待期内不享受统筹基金支付待遇。",
        "等待期间个人账户可正常使用。",
        "待遇从缴费次月起享受。",
        "缴费成功后，3个工作日内到账。",
        "缴费3日后可打印完税证明。",
        "以前这个等待期是六个月，现在缩短了一半。",
        "等待期缩短了3个月。",
        "每断保1年，在固定待遇等待期基础上增加1个月变动待遇等待期。",
        "为避免产生3个月的待遇等待期，请及时缴费。",
        "过渡期3个月内按原标准执行。",
        "断保有等待期，请按时缴费。",
        "身份证、社保卡等3个工作日内补齐。",
        "补贴期限最长3年。",
        "连续参保缴费满6个月的，方可享受生育待遇。",
        "三、待遇等待期",
        "例如：张某5月以灵活就业身份缴费，间隔2个月，不设等待期；王某已欠费7个月，等待期为6个月。",
        "拿您来说，断保1年，如果不补缴，等待期一共就是4个月。",
        "邻居说去年要等一年才能报。",
        "可以相应减免变动待遇等待期。",
        "缴费后等3天再查。",
        "材料齐全的当场办结，不用等。",
        "生育待遇须连续缴费满10个月后享受。",
        "以往断缴要等半年。",
        "几个容易弄错的地方\n一是以灵活就业身份参加职工医保的，首次参保要等6个月。",
    ],
)
def test_no_waiting_period(text: str) -> None:
    assert read(text) == Counter()


def test_what_is_said_twice_is_one_rule() -> None:
    text = "一、首次参保的，设6个月待遇等待期。\n二、（二）首次参保等待期由3个月延长为6个月。"
    assert read(text) == Counter([months(6, *NEW)])


def test_each_of_the_people_named_is_quoted_with_what_is_said_of_all() -> None:
    found = rules("新参保的灵活就业人员、中断缴费3个月以上的人员，待遇等待期由6个月变为3个月了。")
    assert [[span.quote for span in rule.spans] for rule in found] == [
        ["新参保的灵活就业人员", "待遇等待期由6个月变为3个月了"],
        ["中断缴费3个月以上的人员", "待遇等待期由6个月变为3个月了"],
    ]
    assert [span.quote for span in found[0].length.spans] == ["3个月"]


def test_a_length_that_follows_from_the_month_named_says_so() -> None:
    (rule,) = rules("新参保人员自缴费当月起，第7个月开始享受医保待遇。")
    assert rule.length.basis == "inferred"
    assert rule.length.why


def test_when_benefits_begin_says_the_length_again() -> None:
    for text, quote in (
        ("首次参保的，设6个月等待期，从第7个月起享受待遇。", "第7个月"),
        ("续保人员逾期缴费的，等待期为60日，自缴费第61日起享受待遇。", "第61日"),
    ):
        [rule] = rules(text)
        assert quote in [span.quote for span in rule.length.spans], text
    [rule] = rules("首次参保的，设6个月等待期，第3个月起可查询。")
    assert [span.quote for span in rule.length.spans] == ["6个月"]

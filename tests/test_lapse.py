"""Lapses: what follows from arrears, in many phrasings."""

from __future__ import annotations

import pytest

from extractor.conditions import written
from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import lapse
from extractor.schema import Lapse
from extractor.scope import Scope

GOES_ON = "benefits_continue_after_backpay"
BROKEN = "interrupted"
Said = tuple[str, frozenset[tuple[str, str, object]], bool | None, bool | None]


def rules(text: str) -> list[Lapse]:
    reading = Reading(Notice("关于2024年度灵活就业人员职工医保缴费的通告\n" + text))
    return list(lapse.find(reading, Scope(reading)))


def said(rule: Lapse) -> Said:
    when = frozenset((item[0], item[1], item[2]) for item in written(rule.when))
    account = rule.account_usable.value if rule.account_usable else None
    return rule.outcome, when, account, rule.reenrol_as_new.value if rule.reenrol_as_new else None


def broken(
    *when: tuple[str, str, object], account: bool | None = None, as_new: bool | None = None
) -> Said:
    return BROKEN, frozenset(when), account, as_new


def goes_on(*when: tuple[str, str, object]) -> Said:
    return GOES_ON, frozenset(when), None, None


def arrears(op: str, months: int) -> tuple[str, str, object]:
    return ("arrears_months", op, months)


LAPSES: list[tuple[Said, list[str]]] = [
    (
        goes_on(arrears("le", 3)),
        [
            "欠费在3个月以内（含3个月）的，补齐欠费后可继续享受待遇，不设等待期。",
            "断缴3个月以内的，补缴后继续享受医保待遇。",
            "断缴没超过三个月的，把欠的补上，待遇不受影响。",
            "断交3个月以内（含3个月）的，把断的月份补齐，待遇接着享受。",
            "中断缴费3个月内续缴的，视为连续参保。",
            "欠费3个月（含）以内补缴的，补缴后待遇连续计算。",
            "累计欠费不超过3个月的，缴清欠费及滞纳金后，欠费期间发生的医疗费用可以补报。",
            "停保不超过3个月接续的，补缴后视为连续参保。",
            "断缴三个月（含）以内补齐的，断缴期间待遇可以追补。",
            "断保未超过3个月的，补足断缴月份的费用后，待遇连续享受。",
            "灵活就业人员中断缴费后3个月内补缴的，不影响其医保待遇。",
            "断缴不超过3个月，及时补缴的，待遇可以追溯享受。",
            "中断时间不超过3个月（含3个月）的，缴费后补足中断期间的待遇。",
            "断缴后3个月内补缴到账的，从补缴到账的次日起恢复待遇。",
            "中途断保3个月以内的，把欠的钱补上，报销不受影响。",
            "断缴处理：3个月内补齐的，待遇延续。",
            "问：断缴了怎么办？\n答：3个月以内补缴的，待遇照常享受。",
            "欠费3个月以内的，补缴欠费后自到账之日起可继续享受职工医保待遇。",
            "缴费中断3个月以内（含3个月），可补缴；补缴后，自缴费之日起恢复享受待遇。",
        ],
    ),
    (
        goes_on(arrears("le", 3)),
        [  # as people say it
            "断缴≤3个月 👉 补上接着用，不用等",
            "断了不超过3个月的，把欠下的补齐，待遇接着给您算。",
            "欠缴没有超过3个月的，补缴后待遇不断档，也没有等待期。",
            "漏缴3个月以内的，补上后医保照用。",
            "断缴在3个月之内的，补足保费，断缴期间的医疗费可回来报销。",
            "停保3个月以内（含3个月）并补齐停保期间费款的，待遇连续享受，不设等待期。",
            "中断缴费3个月及以内的，补齐欠费后可继续享受医疗保险待遇。",
        ],
    ),
    (goes_on(arrears("lt", 4)), ["上一季度未缴、欠费不满4个月的，补缴后待遇延续。"]),
    (
        goes_on(arrears("lt", 3)),
        [
            "欠费不足3 个月的，足额补缴欠费和滞纳金后，继续享受医疗保险待遇。",
            "断保没满3个月的，补齐就接着享受。",
            "欠缴医疗保险费不足3个月的，补缴后可享受欠费期间的医保待遇。",
            "断保不足3个月的，补齐欠费即可续享待遇，没有免责期。",
            "断缴未满3个月的补齐欠费后可继续享受医疗保险待遇。",
        ],
    ),
    (
        goes_on(arrears("ge", 1), arrears("le", 3)),
        [
            "停缴1至3个月的，补缴停缴期间费用后，待遇恢复。",
            "欠费1—3个月的，足额补缴欠费后，欠费期间的医疗费用予以补报。",
        ],
    ),
    (
        broken(arrears("gt", 3)),
        [
            "断保超过3个月的，视为中断参保，补缴后设3个月待遇等待期。",
            "欠费超过三个月的视为中断缴费。",
            "中断缴费超过3个月的，按中断参保处理。",
            "断缴超过三个月，就算中断参保了。",
            "断缴超过3个月的，作中断参保处理。",
            "停保超过3个月的，视为中断参保。",
            "断缴超过3个月的，视同断保。",
            "断缴超过三个月的，中止享受待遇。",
            "欠费超过90天的，视为中断缴费。",
            "断缴3个月以上（不含3个月）的，认定为中断参保。",
            "断保超过3个月，就按断保算了。",
            "断缴处理：超过3个月未补齐的，停止享受待遇。",
            "欠费期间待遇暂停；逾3个月未补的，作断保处理。",
            "中断超过3个月：中断期间不享受待遇，重新缴费后设6个月等待期。",
            "断缴超过3个月的，断缴期间不能报销。",
            "断缴时间＞3个月：视为中断",
            "断缴超过3个月的就断保了，补缴不补待遇。",
            "断缴超过3个月，之前的待遇就断了。",
            "逾期3个月以上（不含3个月）未补缴的，医保关系中断。",
            "欠缴超过3个月，系统自动停保。",
        ],
    ),
    (
        broken(arrears("ge", 3)),
        [
            "欠费 3个月以上的，视为中断缴费。",
            "断保满3个月的，算中断。",
            "连续3个月未缴费的，视为中断参保。",
            "欠费达到3个月的，按断保处理。",
            "欠费3个月的，视为中断缴费。",
        ],
    ),
    (
        broken(arrears("ge", 4)),
        ["断交4个月以上的，算中断参保。", "4个月及以上未缴费的，认定为中断参保。"],
    ),
    (
        broken(arrears("ge", 24), as_new=True),
        ["连续两年未缴费的，按新参保处理，等待期为一年。"],
    ),
    (
        broken(arrears("gt", 3), arrears("lt", 12)),
        [
            "断缴3个月以内的，另行规定；超过3个月未满12个月的，视作中断。",
            "断缴超过3个月、不满12个月的，视为中断参保。",
            "累计欠费3个月以上（不含3个月）、12个月以下（不含12个月）的，按中断缴费处理。",
        ],
    ),
    (
        broken(arrears("gt", 3), account=True),
        [
            "断缴超过3个月的，视为中断参保，个人账户余额可继续使用，补缴后设3个月待遇等待期。",
            "断缴超过3个月的，视为中断参保，其个人账户余额可继续使用。",
            "断缴超过3个月的，算中断参保；不过之前个人账户里的钱还能用。",
            "断缴超过3个月的，按中断缴费处理，恢复缴费后设3个月等待期，个人账户可正常使用。",
            "断缴超过三个月的，中止享受待遇；账户余额不受影响。",
            "（一）断缴超过3个月的，视为中断。\n（二）中断期间个人账户余额可以使用。",
            "断缴超过3个月的，视同断保，个人账户余额照常使用。",
            "断了超过3个月的，就算中断参保了；不过您个人账户里头攒下的钱还能照常花。",
            "欠费超过3个月的，作中断参保处理，个人账户余额可用至用完为止。",
            "欠缴超过3个月的，按中断参保对待，账户里剩的钱还能接着用，再缴费要等6个月。",
            "断缴超过3个月，视为断保，个人账户余额不清零，可继续用。",
            "断缴超过3个月算中断参保，卡里余额照样能花。",
            "断缴超过3个月的，视为中断缴费，不影响个人账户余额的使用。",
        ],
    ),
    (
        broken(arrears("gt", 3), account=False),
        ["断缴超过3个月的，视为中断参保，个人账户停止使用。"],
    ),
    (
        broken(arrears("gt", 3), as_new=True),
        [
            "断缴超过3个月的，视为自动放弃参保，再次参保按照新参保人员执行。",
            "断缴超过3个月的，视为中断缴费，重新参保的按首次参保办理。",
            "断缴超过3个月的，视为中断参保；再次参保按首次参保对待，另行计算等待期。",
            "断缴超过3个月的，按初次参保人员管理。",
            "断缴超过3个月的，视同新参保。",
            "断缴超过3个月的，算断保，再参保就等于头一回参保。",
            "断缴超过3个月的，视为中断参保，要按新人重新算。",
        ],
    ),
    (
        broken(arrears("gt", 3), account=True, as_new=True),
        [
            (
                "欠费超过三个月的视为中断缴费，个人账户基金可以继续使用，"
                "选择重新参保的，按首次参保的规定享受待遇。"
            ),
            "缴费中断超过3个月的，重新参保时视同首次参保，中断期间个人账户余额可以使用。",
        ],
    ),
    (
        broken(("enrolment", "eq", "lapsed")),
        [
            "参保人员中断缴费的，自中断缴费次月起停止享受医保待遇。",
            "参保人员欠费的，在补足欠费前暂停享受待遇，补足后恢复。",
        ],
    ),
    (
        broken(("in_window", "eq", False)),
        [
            "未按时足额缴费的，从次月起暂停医保待遇。",
            "逾期未缴的视为断保。",
            "未在规定时间缴费的，视为自动放弃参保。",
        ],
    ),
]


@pytest.mark.parametrize(("expected", "text"), [(v, t) for v, ts in LAPSES for t in ts])
def test_one_lapse_in_many_phrasings(expected: Said, text: str) -> None:
    assert [said(rule) for rule in rules(text)] == [expected]


SEVERAL: list[tuple[list[Said], str]] = [
    (
        [goes_on(arrears("le", 3)), broken(arrears("gt", 3))],
        "欠费3个月以内的，补缴后继续享受待遇，超过3个月的，视为中断缴费。",
    ),
    (
        [goes_on(arrears("le", 3)), broken(arrears("gt", 3), account=True)],
        (
            "医保费已缴到2023年12月的，续缴没有等待期。断缴在3个月以内（含3个月）的，补缴后待遇不间断；"
            "断缴超过3个月的，视同中断参保，个人账户里的余额仍可使用。"
        ),
    ),
    (
        [broken(arrears("ge", 3)), goes_on(arrears("lt", 3))],
        "断保满3个月的，算中断，补上以后也要再等3个月；没满3个月的，补齐就接着享受",
    ),
    (
        [broken(arrears("gt", 3), arrears("lt", 12)), broken(arrears("ge", 12))],
        (
            "断缴超过3个月、不满12个月的，视为中断参保；断缴12个月以上的，"
            "视为中断参保，等待期为6个月。"
        ),
    ),
    (
        [
            goes_on(("paid_through", "lt", "2023-06"), arrears("le", 3)),
            broken(("paid_through", "lt", "2023-06"), arrears("gt", 3)),
        ],
        (
            "未缴费至2023年6月的灵活就业人员需到窗口办理。欠费未超过三个月的，"
            "补齐欠费后可继续享受待遇；欠费超过三个月的视为中断缴费。"
        ),
    ),
    (
        [
            broken(arrears("gt", 3), arrears("lt", 12), account=True),
            broken(arrears("ge", 12), account=True, as_new=True),
        ],
        (
            "四、欠费\n（一）欠费超过3个月、不满12个月的，视为中断缴费。\n"
            "（二）欠费12个月以上的，视为中断缴费，按初次参保人员管理。\n"
            "（三）待遇等待期内和中断期间，个人账户余额可以使用。"
        ),
    ),
]


@pytest.mark.parametrize(("expected", "text"), SEVERAL)
def test_each_threshold_is_a_lapse_of_its_own(expected: list[Said], text: str) -> None:
    assert [said(rule) for rule in rules(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "与单位解除劳动合同后，90天内接续医保并补缴中断月份的，待遇不间断。",
        "请广大灵活就业人员及时缴费，以免出现欠费三个月导致中断缴费的情况。",
        "请及时缴费，以免中断缴费影响待遇享受。",
        "避免出现断缴超过3个月被认定为中断参保的情况。",
        "断缴了会怎样？",
        "断缴＞3个月 👉 再缴要等3个月",
        "职工医保断缴不超过3个月的，转入后不设待遇等待期。",
        "例如：王某2024年2月起欠费，已欠费7个月，视为中断参保。",
        "连续缴费的，待遇不间断。",
        "首次参保的，6个月内不享受待遇。",
        "参加职工医保后停止享受居民医保待遇。",
        "死亡人员停止享受待遇。",
        "个人账户余额可继续使用。",
        "断缴人员须于2023年6月30日前补缴。",
        "中断缴费3个月以上的人员，待遇等待期由6个月变为3个月了。",
        "首次参保人员连续享受待遇。",
        "达到退休年龄但年限不足的，补缴后享受退休待遇。",
        "因银行卡余额不足造成断缴的，由本人负责。",
        "如超过三个月转入灵活就业参保的按首次参保的规定享受职工医疗保险待遇，有3个月待遇等待期。",
    ],
)
def test_no_lapse(text: str) -> None:
    assert rules(text) == []


def test_the_account_and_the_interruption_are_quoted_where_they_stand() -> None:
    (rule,) = rules("（一）断缴超过3个月的，视为中断。\n（二）中断期间个人账户余额可以使用。")
    assert [span.quote for span in rule.spans] == [
        "断缴超过3个月的，视为中断",
        "中断期间个人账户余额可以使用",
    ]
    assert rule.account_usable is not None
    assert [span.quote for span in rule.account_usable.spans] == ["个人账户余额可以使用"]


def test_the_months_quote_the_words_that_set_them() -> None:
    (rule,) = rules("欠费超过三个月的视为中断缴费。")
    (cmp,) = [rule.when]
    assert [span.quote for span in getattr(cmp, "spans", ())] == ["欠费超过三个月"]

"""What screens call kinds, values, conditions, amounts and times, in Chinese and in English."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from extractor.conditions import All, AnyOf, Cmp, Not, Pred, Var
from extractor.schema import Amount, DateRange, Deadline, Duration, Fixed, MonthlyDays, TimeRange

Lang = Literal["zh", "en", "both"]


class Label(NamedTuple):
    """One thing in two languages.

    >>> Label("在职", "active").say("both")
    '在职 active'
    """

    zh: str
    en: str

    def say(self, lang: Lang) -> str:
        """The label in one language, or in both where they differ."""
        if lang == "both":
            return self.zh if self.zh == self.en else f"{self.zh} {self.en}".strip()
        return self.zh if lang == "zh" else self.en


KINDS = {
    "eligibility": Label("参保范围", "eligibility"),
    "plan": Label("参保方式", "plans"),
    "base": Label("缴费基数", "contribution base"),
    "contribution": Label("缴费标准", "contributions"),
    "total": Label("合计", "totals"),
    "credit": Label("个人账户划入", "account credits"),
    "window": Label("缴费时间", "payment windows"),
    "frequency": Label("缴费周期", "payment frequency"),
    "waiting": Label("待遇等待期", "waiting periods"),
    "lapse": Label("断缴", "lapse"),
    "adjustment": Label("补贴与滞纳金", "subsidies and late charges"),
    "procedure": Label("经办", "procedures"),
    "channel": Label("渠道", "channels"),
    "voucher": Label("缴费凭证", "vouchers"),
    "contact": Label("咨询电话", "contacts"),
    "responsibility": Label("职责", "responsibilities"),
    "change": Label("政策变化", "changes"),
    "advice": Label("提示", "advice"),
}

FORMS = {
    "notice": Label("通知", "notice"),
    "announcement": Label("通告", "announcement"),
    "faq": Label("问答", "questions and answers"),
    "news_repost": Label("转载", "news repost"),
}

SCHEMES = {
    "flexible_medical": Label("灵活就业 · 职工基本医保", "flexible employment, medical"),
    "resident_medical": Label("城乡居民医保", "resident medical insurance"),
    "pension": Label("养老保险", "pension insurance"),
    "other": Label("其他社会保险", "another scheme"),
}

PER = {
    "day": Label("日", "day"),
    "month": Label("月", "month"),
    "quarter": Label("季", "quarter"),
    "half_year": Label("半年", "half-year"),
    "year": Label("年", "year"),
    "once": Label("一次", "once"),
}

UNITS = {
    "day": Label("天", "days"),
    "workday": Label("个工作日", "working days"),
    "month": Label("个月", "months"),
    "year": Label("年", "years"),
}

EVENTS = {
    "employed_by_unit": Label("到单位就业", "employed by a unit"),
    "labour_contract_ended": Label("解除劳动合同", "labour contract ended"),
    "unemployment_benefit_exhausted": Label("领完失业金", "unemployment benefit exhausted"),
    "separation": Label("离职", "separation"),
    "death": Label("死亡", "death"),
    "emigration": Label("出国定居", "emigration"),
    "detention": Label("判刑羁押", "detention"),
    "pension_suspended": Label("养老金暂停", "pension suspended"),
    "other": Label("其他情形", "another event"),
}

_RETURNED = {
    "unused_months": Label("退还未用月份", "unused months returned"),
    "all_paid": Label("全额退还", "all returned"),
    "account_balance": Label("退还个人账户余额", "account balance returned"),
}

VALUES: dict[str, dict[str, Label]] = {  # field -> value -> label
    "component": {
        "basic_medical": Label("基本医保", "basic medical"),
        "catastrophic": Label("大病", "catastrophic"),
        "maternity": Label("生育", "maternity"),
        "long_term_care": Label("长护", "long-term care"),
        "pension": Label("养老", "pension"),
        "unemployment": Label("失业", "unemployment"),
    },
    "payer": {
        "insured": Label("个人", "insured"),
        "employer": Label("单位", "employer"),
        "treasury": Label("财政", "treasury"),
    },
    "collected_from": {
        "remittance": Label("缴费", "remitted"),
        "personal_account": Label("个人账户划扣", "from the account"),
        "pension": Label("养老金代扣", "from the pension"),
    },
    "of": {
        "amount_due": Label("应缴额", "the amount due"),
        "pension": Label("养老金", "the pension"),
        "average_pension": Label("平均养老金", "the average pension"),
        "reference_wage": Label("平均工资", "the reference wage"),
    },
    "subject": {
        "declared": Label("申报基数", "declared base"),
        "reference_wage": Label("平均工资", "reference wage"),
        "pension": Label("养老金", "pension"),
        "average_pension": Label("平均养老金", "average pension"),
    },
    "effect": {
        "may_enrol": Label("可参保", "may enrol"),
        "barred": Label("不得参保", "barred"),
        "must_end_other_first": Label("须先停其他医保", "must end the other first"),
    },
    "holiday_roll": {
        "none": Label("节假日不顺延", "no holiday extension"),
        "next_day": Label("节假日顺延", "holidays move it on"),
        "tax_rule_109": Label("按征管细则第109条顺延", "extended by tax rule 109"),
    },
    "outcome": {
        "benefits_continue_after_backpay": Label("补缴后继续享受", "benefits go on after back-pay"),
        "interrupted": Label("中断", "interrupted"),
    },
    "sign": {
        "subsidy": Label("补贴", "subsidy"),
        "late_charge": Label("滞纳金", "late charge"),
    },
    "topic": {
        "enrol": Label("参保", "enrol"),
        "renew": Label("续保", "renew"),
        "pay": Label("缴费", "pay"),
        "correct_data": Label("更正", "correct data"),
        "retire": Label("在职转退休", "retire"),
        "refund": Label("退费", "refund"),
        "suspend": Label("停保", "suspend"),
        "resume": Label("恢复", "resume"),
        "death": Label("死亡", "death"),
        "detention": Label("羁押", "detention"),
        "transfer_in": Label("转入", "transfer in"),
        "precheck": Label("先核对", "check first"),
        "payment": Label("缴费", "payment"),  # of a contact
        "policy": Label("政策", "policy"),
        "records": Label("参保信息", "records"),
    },
    "actor": {
        "insured": Label("本人", "insured"),
        "relative": Label("亲属", "relative"),
        "agency": Label("经办机构", "agency"),
        "custodian": Label("托管机构", "custodian"),
    },
    "effective": {
        "next_month": Label("次月生效", "from the next month"),
        "immediately": Label("即时生效", "at once"),
    },
    "document": {
        "original": Label("原件", "original"),
        "copy": Label("复印件", "copy"),
    },
    "purpose": {
        "pay": Label("缴费", "pay"),
        "query": Label("查询", "query"),
        "receipt": Label("凭证", "receipt"),
    },
    "mode": {"online": Label("线上", "online"), "offline": Label("线下", "offline")},
    "direction": {
        "new": Label("新增", "new"),
        "removed": Label("取消", "removed"),
        "raised": Label("提高", "raised"),
        "lowered": Label("降低", "lowered"),
        "shortened": Label("缩短", "shortened"),
        "lengthened": Label("延长", "lengthened"),
        "earlier": Label("提前", "earlier"),
        "simplified": Label("简化", "simplified"),
        "rebased": Label("改计算办法", "rebased"),
        "unchanged": Label("不变", "unchanged"),
    },
    "basis": {
        "derived": Label("算得", "derived"),
        "inferred": Label("推断", "inferred"),
        "curated": Label("裁定", "curated"),
    },
}

_PEOPLE: dict[Var, dict[str, Label]] = {
    Var.STATUS: {"active": Label("在职", "active"), "retired": Label("退休", "retired")},
    Var.ENROLMENT: {
        "new": Label("新参保", "new"),
        "renewing": Label("续保", "renewing"),
        "lapsed": Label("断保", "lapsed"),
        "transferring": Label("转入", "transferring"),
        "reenrolling": Label("重新参保", "re-enrolling"),
    },
    Var.EVENT: EVENTS,
    Var.EMPLOYMENT_FORM: {
        "flexible": Label("灵活就业", "flexible"),
        "employee": Label("单位职工", "employee"),
        "part_time": Label("非全日制", "part-time"),
        "temporary": Label("临时性", "temporary"),
        "elastic": Label("弹性", "elastic"),
        "freelance": Label("自由职业", "freelance"),
        "platform": Label("新业态", "platform work"),
        "sole_trader": Label("个体工商户", "sole trader"),
    },
    Var.OTHER_INSURANCE: {
        "none": Label("无其他医保", "no other insurance"),
        "employee": Label("职工医保", "employee insurance"),
        "resident": Label("居民医保", "resident insurance"),
    },
    Var.PAY_ROUTE: {
        "bank": Label("银行缴费", "paid at a bank"),
        "tax_hall": Label("办税厅缴费", "paid at the tax hall"),
        "third_party": Label("第三方缴费", "paid through a third party"),
        "other": Label("其他方式缴费", "paid otherwise"),
    },
    Var.FREQUENCY: {
        "month": Label("按月缴", "monthly"),
        "quarter": Label("按季缴", "quarterly"),
        "half_year": Label("按半年缴", "half-yearly"),
        "year": Label("按年缴", "yearly"),
    },
    Var.IDENTITY: {
        "hmt_residence_permit": Label("港澳台居民", "HK, Macao, Taiwan resident"),
        "foreign": Label("外籍", "foreign"),
    },
}

_YES_NO: dict[Var, tuple[Label, Label]] = {
    Var.WORKING_AGE: (
        Label("劳动年龄内", "of working age"),
        Label("非劳动年龄", "not of working age"),
    ),
    Var.REACHED_RETIREMENT_AGE: (
        Label("已达退休年龄", "of retirement age"),
        Label("未达退休年龄", "below retirement age"),
    ),
    Var.HAS_RETIREMENT_APPROVAL: (
        Label("已批退休", "retirement approved"),
        Label("未批退休", "retirement not approved"),
    ),
    Var.CONTRIBUTION_YEARS_MET: (
        Label("年限已满", "contribution years met"),
        Label("年限不足", "contribution years not met"),
    ),
    Var.LOCAL_HOUSEHOLD: (Label("本地户籍", "local household"), Label("非本地户籍", "not local")),
    Var.FILE_CUSTODY: (
        Label("档案托管", "file in custody"),
        Label("档案未托管", "no file custody"),
    ),
    Var.PAID_IN_FULL: (Label("已缴清", "paid in full"), Label("未缴清", "not paid in full")),
    Var.ONLINE_BLOCKED: (
        Label("不能线上缴费", "blocked online"),
        Label("能线上缴费", "online open"),
    ),
    Var.IN_WINDOW: (Label("缴费期内", "in the window"), Label("缴费期外", "outside the window")),
    Var.HARDSHIP: (Label("困难人员", "hardship"), Label("非困难人员", "no hardship")),
    Var.STUDENT: (Label("学生", "student"), Label("非学生", "not a student")),
}

_MEASURES: dict[Var, tuple[Label, Label]] = {  # what is compared, and its unit
    Var.PAID_THROUGH: (Label("缴至", "paid through"), Label("", "")),
    Var.PAID_YEAR: (Label("已缴年度", "paid year"), Label("", "")),
    Var.ARREARS_MONTHS: (Label("欠费", "arrears"), Label(" 个月", " months")),
    Var.MONTHS_SINCE_SEPARATION: (Label("离职", "separated"), Label(" 个月", " months")),
    Var.AGE: (Label("年龄", "age"), Label(" 岁", "")),
    Var.BASE_MULTIPLE: (Label("基数档次", "base"), Label("", "")),
}

_DECIMAL = re.compile(r"\d+(\.\d+)?")
_SIGNS = {"eq": "=", "ne": "≠", "lt": "<", "le": "≤", "gt": ">", "ge": "≥", "in": "="}

SOURCE = Label("原文", "source")
GOLD, FOUND = Label("gold", "gold"), Label("抽取", "found")
EVERYONE = Label("所有人", "everyone")


def condition(pred: Pred) -> Label:
    """Whom a rule holds for, in words; no condition is everyone.

    >>> condition(Cmp(op="eq", var=Var.STATUS, value="active")).say("both")
    '在职 active'
    """
    match pred:
        case Cmp():
            return _comparison(pred)
        case Not():
            inner = condition(pred.of)
            return Label(f"非（{inner.zh}）", f"not ({inner.en})")
        case All(of=()):
            return EVERYONE
        case All():
            parts = [_within(part) for part in pred.of]
            return Label(" 且 ".join(p.zh for p in parts), " and ".join(p.en for p in parts))
        case AnyOf():
            parts = [condition(part) for part in pred.of]
            return Label(" 或 ".join(p.zh for p in parts), " or ".join(p.en for p in parts))


def _within(part: Pred) -> Label:
    words = condition(part)
    if isinstance(part, AnyOf) and len(part.of) > 1:
        return Label(f"（{words.zh}）", f"({words.en})")
    return words


def _comparison(cmp: Cmp) -> Label:
    values = cmp.value if isinstance(cmp.value, tuple) else (cmp.value,)
    if cmp.var is Var.BASE_MULTIPLE:  # "0.6", or what the notice calls the step
        values = tuple(
            percent(Decimal(v)) if _DECIMAL.fullmatch(v) else v for v in map(str, values)
        )
    if cmp.var in _MEASURES:
        (zh, en), (unit_zh, unit_en) = _MEASURES[cmp.var]
        sign, listed = _SIGNS[cmp.op], " / ".join(map(str, values))
        return Label(f"{zh} {sign} {listed}{unit_zh}", f"{en} {sign} {listed}{unit_en}")
    if isinstance(cmp.value, bool):
        yes, no = _YES_NO.get(cmp.var, (_same(f"{cmp.var} = true"), _same(f"{cmp.var} = false")))
        return yes if cmp.value == (cmp.op == "eq") else no
    named = [_PEOPLE.get(cmp.var, {}).get(str(v), _same(str(v))) for v in values]
    zh, en = " / ".join(n.zh for n in named), " / ".join(n.en for n in named)
    if cmp.op in ("eq", "in"):
        return Label(zh, en)
    if cmp.op == "ne":
        return Label(f"非 {zh}", f"not {en}")
    return Label(f"{cmp.var} {_SIGNS[cmp.op]} {zh}", f"{cmp.var} {_SIGNS[cmp.op]} {en}")


def _same(value: str) -> Label:
    """What is the notice's own word in both languages, such as the name of a plan or district."""
    return Label(value, value)


def money(value: Decimal) -> str:
    """Yuan with two decimals.

    >>> money(Decimal("3255.36")), money(Decimal(8))
    ('3,255.36', '8.00')
    """
    return f"{value:,.2f}"


def percent(rate: Fraction | Decimal) -> str:
    """A rate or a multiple as a percentage where that ends, else as a fraction.

    >>> percent(Fraction(8, 100)), percent(Fraction(2, 3)), percent(Decimal("0.6"))
    ('8%', '2/3', '60%')
    """
    hundredfold = Fraction(rate) * 100
    rest = hundredfold.denominator
    for factor in (2, 5):
        while rest % factor == 0:
            rest //= factor
    if rest > 1:
        return str(Fraction(rate))
    value = Decimal(hundredfold.numerator) / hundredfold.denominator
    return f"{value.normalize():f}%"


def fixed(amount: Fixed) -> Label:
    """So much per period.

    >>> from extractor.evidence import Fact
    >>> fixed(Fixed(amount=Fact[Decimal](value=Decimal(8), why="x", basis="curated"), per="month"))
    Label(zh='8.00/月', en='8.00/month')
    """
    per, value = PER[amount.per], money(amount.amount.value)
    return Label(f"{value}/{per.zh}", f"{value}/{per.en}")


def amount(value: Amount) -> Label:
    """An amount in one phrase: yuan per period, a rate of a base, or what comes back."""
    match value.how:
        case "fixed":
            return fixed(value)
        case "percent":
            rate = percent(value.rate.value)
            if value.of is None:
                return Label(rate, rate)
            of = VALUES["of"].get(value.of, Label(value.of, value.of))
            return Label(f"{rate} × {of.zh}", f"{rate} of {of.en}")
        case "returned":
            return _RETURNED[value.what.value]


def duration(length: Duration) -> Label:
    """A length of time; none at all for a count of 0.

    >>> duration(Duration(count=3, unit="month")).zh, duration(Duration(count=0, unit="month")).zh
    ('3 个月', '无')
    """
    if length.count == 0:
        return Label("无", "none")
    unit = UNITS[length.unit]
    en = unit.en.removesuffix("s") if length.count == 1 else unit.en
    return Label(f"{length.count} {unit.zh}", f"{length.count} {en}")


def coverage(span: DateRange) -> Label:
    """A half-open range of days, with its length where that is whole months.

    >>> from datetime import date
    >>> coverage(DateRange(start=date(2023, 7, 1), end=date(2024, 7, 1))).zh
    '2023-07-01 → 2024-07-01（不含）· 12 个月'
    """
    if span.end is None:
        return Label(f"{span.start} 起", f"from {span.start}")
    zh, en = f"{span.start} → {span.end}（不含）", f"{span.start} → {span.end} (exclusive)"
    months = (span.end.year - span.start.year) * 12 + span.end.month - span.start.month
    if span.start.day == span.end.day and months > 0:
        return Label(f"{zh}· {months} 个月", f"{en}, {months} months")
    return Label(zh, en)


def window(span: TimeRange) -> Label:
    """When one can pay, as a notice prints it: the last day or month is included.

    >>> from datetime import datetime
    >>> window(TimeRange(closes=datetime(2022, 12, 26), precision="day")).zh
    '至 2022-12-25（含）'
    """
    if span.precision == "minute":
        opens, closes = (f"{at:%Y-%m-%d %H:%M}" if at else "" for at in (span.opens, span.closes))
        last = Label("", "")
    else:
        form = "%Y-%m-%d" if span.precision == "day" else "%Y-%m"
        opens = f"{span.opens:{form}}" if span.opens else ""
        closes = f"{span.closes - timedelta(days=1):{form}}" if span.closes else ""
        last = Label("（含）", " (included)")
    if not closes:
        return Label(f"{opens} 起", f"from {opens}")
    if not opens:
        return Label(f"至 {closes}{last.zh}", f"until {closes}{last.en}")
    return Label(f"{opens} → {closes}{last.zh}", f"{opens} → {closes}{last.en}")


def monthly(days: MonthlyDays) -> Label:
    """The days of each month.

    >>> monthly(MonthlyDays(first_day=1, last_day=25)).zh
    '每月 1–25 日'
    """
    first, last = days.first_day, days.last_day
    return Label(f"每月 {first}–{last} 日", f"days {first}–{last} of each month")


def deadline(by: Deadline) -> Label:
    """By when; what the wording leaves open (24日前) is said to be open.

    >>> deadline(Deadline(form="monthly", day=24)).zh
    '每月 24 日前（含否未定）'
    """
    edge = {
        None: Label("（含否未定）", " (inclusive or not: open)"),
        True: Label("（含）", " (included)"),
        False: Label("（不含）", " (excluded)"),
    }[by.inclusive]
    of = EVENTS.get(by.of or "", Label(by.of or "", by.of or ""))
    match by.form:
        case "date":
            return Label(f"{by.on} 前{edge.zh}", f"by {by.on}{edge.en}")
        case "monthly":
            return Label(f"每月 {by.day} 日前{edge.zh}", f"by day {by.day} of the month{edge.en}")
        case "within":
            length = duration(by.length) if by.length else Label("", "")
            after = Label(f"{of.zh}后 ", f" of {of.en}") if by.of else Label("", "")
            return Label(f"{after.zh}{length.zh}内", f"within {length.en}{after.en}")
        case "same_month":
            return Label(f"{of.zh}当月", f"in the month of {of.en}" if by.of else "the same month")
        case "before":
            return Label(f"{of.zh}之前", f"before {of.en}")
        case "promptly":
            return Label("及时", "promptly")

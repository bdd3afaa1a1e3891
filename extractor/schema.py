"""All that a notice can say: a RuleSet of typed rules, every leaf with its place in the text.

The model refuses malformed data only: unknown keys, floats, ungrounded facts, duplicate ids,
dangling references. Whether 3255.36 adds up is a finding about the rule set, kept outside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, PlainSerializer, model_validator

from extractor.conditions import ALWAYS, Pred
from extractor.evidence import Evidence, Fact, Model

# ── scalars ──────────────────────────────────────────────────────────────────────────────────


def shown(rate: Fraction) -> str:
    """A rate as text: decimal where it ends (8 % is "0.08"), else a fraction (三分之二 is "2/3").

    >>> shown(Fraction(8, 100)), shown(Fraction(2, 3))
    ('0.08', '2/3')
    """
    rest = rate.denominator
    while rest % 2 == 0:
        rest //= 2
    while rest % 5 == 0:
        rest //= 5
    return format(Decimal(rate.numerator) / rate.denominator, "f") if rest == 1 else str(rate)


def _exact(value: Any) -> Any:
    if isinstance(value, float):
        raise ValueError("write an exact string such as '3255.36', never a float")
    return value


def _exact_rate(value: Any) -> Any:
    value = _exact(value)
    if isinstance(value, str | int | Decimal):
        return Fraction(value)
    return value


Money = Annotated[
    Decimal, BeforeValidator(_exact), Field(ge=0, max_digits=12, decimal_places=2)
]  # yuan
Rate = Annotated[
    Fraction,
    BeforeValidator(_exact_rate),
    PlainSerializer(shown, return_type=str),
    Field(ge=0, le=1),
]
Multiple = Annotated[
    Decimal, BeforeValidator(_exact), Field(gt=0, le=10)
]  # 60 % of a wage is 0.6, 300 % is 3
RuleId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_\p{Han}]+)*$")]
Per = Literal["day", "month", "quarter", "half_year", "year", "once"]  # year: the insurance year

# ── time ─────────────────────────────────────────────────────────────────────────────────────


class DateRange(Model):
    """Half-open: July 2023 to June 2024 is [2023-07-01, 2024-07-01)."""

    start: date
    end: date | None = None


class TimeRange(Model):
    """Half-open wall-clock time in China; a date-only end is the next midnight."""

    opens: datetime | None = None  # 截止12月25日 states only the close
    closes: datetime | None = None
    precision: Literal["minute", "day", "month"]


class MonthlyDays(Model):
    """Days of each month, inclusive as printed: 每月1—25日."""

    first_day: int = Field(ge=1, le=31)
    last_day: int = Field(ge=1, le=31)


class Duration(Model):
    """A length of time; count 0 says that there is expressly none."""

    count: int = Field(ge=0)
    unit: Literal["day", "workday", "month", "year"]


class Deadline(Model):
    """By a date, monthly, within a length of an event, in its month, before it, or promptly."""

    form: Literal["date", "monthly", "within", "same_month", "before", "promptly"]
    on: date | None = None
    day: int | None = Field(None, ge=1, le=31)
    length: Duration | None = None
    of: str | None = None  # the event it counts from
    inclusive: bool | None = None  # None: the wording (24日前) leaves it open


HolidayRoll = Literal["none", "next_day", "tax_rule_109"]

# ── amounts ──────────────────────────────────────────────────────────────────────────────────


class Fixed(Model):
    """So many yuan per period."""

    how: Literal["fixed"] = "fixed"
    amount: Fact[Money]
    per: Per


class Percent(Model):
    """A rate of a base rule, or of what the notice names without stating it, or of nothing named."""

    how: Literal["percent"] = "percent"
    rate: Fact[Rate]
    of: RuleId | Literal["amount_due", "pension", "average_pension", "reference_wage"] | None = None
    per: Per = "month"


class Returned(Model):
    """Money that comes back to the insured."""

    how: Literal["returned"] = "returned"
    what: Fact[Literal["unused_months", "all_paid", "account_balance"]]


Amount = Annotated[Fixed | Percent | Returned, Field(discriminator="how")]


class Document(Model):
    """A paper to bring; any one of the names satisfies it."""

    any_of: Fact[tuple[str, ...]]
    form: Literal["original", "copy", "unspecified"] = "unspecified"
    when: Pred = ALWAYS


# ── rules ────────────────────────────────────────────────────────────────────────────────────


class RuleCommon(Model):
    """What all rules share: a stable id (the diff key), whom it holds for, its sentences."""

    id: RuleId
    when: Pred = ALWAYS
    spans: tuple[Evidence, ...] = Field(min_length=1)
    note: str | None = None


class Eligibility(RuleCommon):
    """参保范围: who may enrol, who may not, who must end another insurance first."""

    kind: Literal["eligibility"] = "eligibility"
    effect: Literal["may_enrol", "barred", "must_end_other_first"]
    group: Fact[str] | None = Field(None, description="人群")


class Plan(RuleCommon):
    """参保方式: 一档/二档, 统账结合/单建统筹."""

    kind: Literal["plan"] = "plan"
    label: Fact[str] = Field(description="档次")
    personal_account: Fact[bool] | None = Field(None, description="建立个人账户")


class ContributionBase(RuleCommon):
    """缴费基数, per month: exact, between limits, or multiples of a reference wage."""

    kind: Literal["base"] = "base"
    subject: Literal["declared", "reference_wage", "pension", "average_pension"] = "declared"
    exact: Fact[Money] | None = Field(None, description="月缴费基数")
    lower: Fact[Money] | None = Field(None, description="缴费基数下限")
    upper: Fact[Money] | None = Field(None, description="缴费基数上限")
    reference_wage: Fact[Money] | None = Field(None, description="月平均工资")
    multiples: tuple[Fact[Multiple], ...] = Field((), description="缴费档次")


Component = Literal[
    "basic_medical", "catastrophic", "maternity", "long_term_care", "pension", "unemployment"
]


class Contribution(RuleCommon):
    """缴费标准 of one fund for one group of people."""

    kind: Literal["contribution"] = "contribution"
    component: Component = Field(description="险种")
    label: Fact[str] = Field(description="险种名称")
    payer: Literal["insured", "employer", "treasury"] = Field("insured", description="缴费人")
    amount: Amount
    restated: tuple[Fixed, ...] = Field((), description="同一金额的另一说法")
    collected_from: Fact[Literal["remittance", "personal_account", "pension"]] | None = Field(
        None, description="扣缴来源"
    )
    instalment: Fixed | None = Field(None, description="分期扣缴")


class StatedTotal(RuleCommon):
    """合计 as printed, and the contributions that it sums."""

    kind: Literal["total"] = "total"
    amount: Fact[Money] = Field(description="合计金额")
    per: Per = Field(description="周期")
    sums: tuple[RuleId, ...] = Field(description="组成")


class AccountCredit(RuleCommon):
    """个人账户划入: money to the insured."""

    kind: Literal["credit"] = "credit"
    amount: Amount
    restated: tuple[Fixed, ...] = Field((), description="同一金额的另一说法")


class PaymentWindow(RuleCommon):
    """缴费时间: when one can pay."""

    kind: Literal["window"] = "window"
    window: Fact[TimeRange] | None = Field(None, description="缴费期")
    monthly: Fact[MonthlyDays] | None = Field(None, description="每月缴费日")
    holiday_roll: Fact[HolidayRoll] | None = Field(None, description="节假日顺延")


class PaymentFrequency(RuleCommon):
    """缴费周期 that one may choose."""

    kind: Literal["frequency"] = "frequency"
    options: Fact[tuple[Per, ...]] = Field(description="缴费周期")


class WaitingPeriod(RuleCommon):
    """待遇等待期; count 0: expressly none."""

    kind: Literal["waiting"] = "waiting"
    length: Fact[Duration] = Field(description="等待期")


class Lapse(RuleCommon):
    """断缴 and what follows from it."""

    kind: Literal["lapse"] = "lapse"
    outcome: Literal["benefits_continue_after_backpay", "interrupted"] = Field(description="后果")
    account_usable: Fact[bool] | None = Field(None, description="个人账户可用")
    reenrol_as_new: Fact[bool] | None = Field(None, description="按首次参保")


class Adjustment(RuleCommon):
    """社保补贴 and 滞纳金."""

    kind: Literal["adjustment"] = "adjustment"
    sign: Literal["subsidy", "late_charge"] = Field(description="补贴或滞纳金")
    amount: Amount
    cap: Fact[Duration] | None = Field(None, description="期限")


Topic = Literal[
    "enrol",
    "renew",
    "pay",
    "correct_data",
    "retire",
    "refund",
    "suspend",
    "resume",
    "death",
    "detention",
    "transfer_in",
    "precheck",
]


class Procedure(RuleCommon):
    """经办: what to do where, with which papers, by when."""

    kind: Literal["procedure"] = "procedure"
    topic: Topic = Field(description="事项")
    actor: Literal["insured", "relative", "agency", "custodian"] = Field(
        "insured", description="办理人"
    )
    at: Fact[str] | None = Field(None, description="办理地点")
    documents: tuple[Document, ...] = Field((), description="材料")
    steps: Fact[tuple[str, ...]] | None = Field(None, description="步骤")
    deadline: Fact[Deadline] | None = Field(None, description="期限")
    returns: Amount | None = Field(None, description="退还")
    effective: Fact[Literal["next_month", "immediately"]] | None = Field(
        None, description="生效时间"
    )


class Channel(RuleCommon):
    """渠道 to pay, to query, or to get a receipt."""

    kind: Literal["channel"] = "channel"
    purpose: Literal["pay", "query", "receipt"] = Field(description="用途")
    mode: Literal["online", "offline"] = Field(description="线上线下")
    provider: Fact[str] = Field(description="渠道")
    steps: Fact[tuple[str, ...]] | None = Field(None, description="步骤")
    institutions: Fact[tuple[str, ...]] | None = Field(None, description="机构")
    url: Fact[str] | None = Field(None, description="网址")
    image_only: bool = Field(False, description="仅二维码")
    documents: tuple[Document, ...] = Field((), description="材料")
    posting_delay: Fact[Duration] | None = Field(None, description="到账时间")


class Voucher(RuleCommon):
    """缴费凭证."""

    kind: Literal["voucher"] = "voucher"
    document: Fact[str] = Field(description="凭证")


class Contact(RuleCommon):
    """咨询电话."""

    kind: Literal["contact"] = "contact"
    area: Fact[str] | None = Field(None, description="地区")
    body: Fact[str] | None = Field(None, description="机构")
    phone: Fact[str] | None = Field(None, description="电话")
    dial: Fact[str] | None = Field(None, description="拨号")  # E.164, derived
    menu: Fact[tuple[str, ...]] | None = Field(None, description="按键")
    topics: tuple[Literal["payment", "policy", "records"], ...] = Field((), description="咨询事项")


class Responsibility(RuleCommon):
    """职责: which body does what."""

    kind: Literal["responsibility"] = "responsibility"
    body: Fact[str] = Field(description="机构")
    duty: Fact[str] = Field(description="职责")
    over: Fact[tuple[str, ...]] | None = Field(None, description="对象")


class Change(RuleCommon):
    """政策变化: the rule that the notice says has changed, or has not."""

    kind: Literal["change"] = "change"
    target: RuleId = Field(description="所指规则")
    direction: Literal[
        "new",
        "removed",
        "raised",
        "lowered",
        "shortened",
        "lengthened",
        "earlier",
        "simplified",
        "rebased",
        "unchanged",
    ] = Field(description="变化")
    before: Fact[str] | None = Field(None, description="原")
    after: Fact[str] | None = Field(None, description="现")


class Advice(RuleCommon):
    """提示 without legal effect: kept so that the sentence is answered for."""

    kind: Literal["advice"] = "advice"


Rule = Annotated[
    Eligibility
    | Plan
    | ContributionBase
    | Contribution
    | StatedTotal
    | AccountCredit
    | PaymentWindow
    | PaymentFrequency
    | WaitingPeriod
    | Lapse
    | Adjustment
    | Procedure
    | Channel
    | Voucher
    | Contact
    | Responsibility
    | Change
    | Advice,
    Field(discriminator="kind"),
]

KINDS: dict[str, type[RuleCommon]] = {
    "eligibility": Eligibility,
    "plan": Plan,
    "base": ContributionBase,
    "contribution": Contribution,
    "total": StatedTotal,
    "credit": AccountCredit,
    "window": PaymentWindow,
    "frequency": PaymentFrequency,
    "waiting": WaitingPeriod,
    "lapse": Lapse,
    "adjustment": Adjustment,
    "procedure": Procedure,
    "channel": Channel,
    "voucher": Voucher,
    "contact": Contact,
    "responsibility": Responsibility,
    "change": Change,
    "advice": Advice,
}

# ── the rule set ─────────────────────────────────────────────────────────────────────────────


class Region(Model):
    """统筹区 (pooling area), keyed by its GB/T 2260 code."""

    adcode: Annotated[str, Field(pattern=r"^\d{6}$")]
    name: Fact[str]
    province: Fact[str] | None = None
    area_code: Fact[str] | None = None


class NoticeFacts(Model):
    """What the notice says of itself, and the file that it was read from."""

    title: Fact[str] | None = Field(None, description="标题")
    form: Literal["notice", "announcement", "faq", "news_repost"]
    issuers: Fact[tuple[str, ...]] | None = Field(None, description="发文机关")
    document_number: Fact[str] | None = Field(None, description="文号")
    published_on: Fact[date] | None = Field(None, description="发布日期")
    repost: Fact[str] | None = Field(None, description="转载")
    file_sha256: str
    text_sha256: str
    media_type: str
    encoding: str | None = None


class RuleSet(Model):
    """The rules of one notice.

    Raises ValidationError where two rules share an id or a reference leads nowhere.
    """

    schema_version: Literal["1"] = "1"
    scheme: Fact[Literal["flexible_medical", "resident_medical", "pension", "other"]]
    region: Region | None = None  # None: the notice does not say which place it is for
    notice: NoticeFacts
    insurance_year: Fact[int] | None = None
    coverage: Fact[DateRange] | None = None
    rules: tuple[Rule, ...]
    structure: tuple[Evidence, ...] = ()  # headings, numbering, separators: no rule in them
    not_stated: tuple[str, ...] = ()  # a person has confirmed that the notice is silent on these

    @model_validator(mode="after")
    def _closed(self) -> Self:
        ids = [rule.id for rule in self.rules]
        known = set(ids)
        if len(ids) != len(known):
            twice = sorted({i for i in ids if ids.count(i) > 1})
            raise ValueError(f"duplicate rule ids: {twice}")
        lost = [
            f"{rule.id} -> {ref}"
            for rule in self.rules
            for ref in references(rule)
            if ref not in known
        ]
        if lost:
            raise ValueError(f"unresolved references: {lost}")
        return self


OUTSIDE = frozenset({"amount_due", "pension", "average_pension", "reference_wage"})


def references(rule: RuleCommon) -> Iterator[str]:
    """The ids of other rules that a rule points to."""
    if isinstance(rule, StatedTotal):
        yield from rule.sums
    if isinstance(rule, Change):
        yield rule.target
    amount = vars(rule).get("amount")
    if isinstance(amount, Percent) and amount.of is not None and amount.of not in OUTSIDE:
        yield amount.of


# ── what the toolkit says about a rule set, kept out of it ───────────────────────────────────


class Finding(Model):
    """What a check says, with its sentences, and whose fault it is."""

    code: str  # ARITH-SUM, DATE-ROLL, THRESHOLD …
    severity: Literal["error", "warning", "info"]
    about: Literal["notice", "extraction"]
    rules: tuple[RuleId, ...] = ()
    spans: tuple[Evidence, ...] = ()
    zh: str
    en: str


class Extraction(Model):
    """A rule set, what the checks say of it, and the text that nothing answers for."""

    ruleset: RuleSet
    findings: tuple[Finding, ...] = ()
    unclaimed_text: tuple[Evidence, ...] = ()
    unclaimed_numerals: tuple[Evidence, ...] = ()

"""Notices written from bare facts: what a notice is to say, drawn first, then worded and laid out.

`facts()` draws a plan of a notice (who pays what, when, where, with which consequence; sums agree).
Each kind of statement turns facts into the values of its words and the rules that they make; the
words themselves stand in wordings.toml, the layouts at the end of this file.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, NamedTuple

from hypothesis import strategies as st

from extractor.conditions import All, Cmp, Var, normal, written
from extractor.evidence import Evidence
from extractor.schema import shown

Day = date  # Hand has a method of that name
_TABLE = tomllib.loads((Path(__file__).parent / "wordings.toml").read_text("utf-8"))
WORDINGS: dict[str, tuple[str, ...]] = {
    name: tuple(entry["wordings"]) for name, entry in _TABLE["statement"].items()
}
WORDS: dict[str, tuple[str, ...]] = {name: tuple(words) for name, words in _TABLE["words"].items()}
TITLES: dict[str, list[str]] = _TABLE["titles"]
PREFACES: list[str] = _TABLE["prefaces"]["wordings"]
HEADINGS: dict[str, list[str]] = _TABLE["headings"]

Scheme = Literal["flexible_medical", "resident_medical", "pension"]
Said = dict[str, Any]  # one rule, field by field
Values = dict[str, str]  # what stands in the places of a wording
Test = tuple[str, str, Any]  # variable, op, value

ANY = object()  # a field that the wording leaves to the reader (the label of 个人缴费)

# ── places ───────────────────────────────────────────────────────────────────────────────────


class Place(NamedTuple):
    """A city with its districts; phones have `digits` digits after the area code."""

    name: str
    adcode: str
    area_code: str
    province: str
    host: str
    digits: int
    districts: tuple[str, ...]


PLACES = (
    Place("盐城市", "320900", "0515", "江苏省", "jiangsu", 8, ("亭湖区", "盐都区", "东台市", "建湖县")),
    Place("大庆市", "230600", "0459", "黑龙江省", "heilongjiang", 7, ("萨尔图区", "龙凤区", "肇州县")),
    Place("九江市", "360400", "0792", "江西省", "jiangxi", 7, ("浔阳区", "柴桑区", "瑞昌市", "都昌县")),
    Place("洛阳市", "410300", "0379", "河南省", "henan", 8, ("涧西区", "老城区", "嵩县", "栾川县")),
    Place("唐山市", "130200", "0315", "河北省", "hebei", 7, ("古冶区", "丰润区", "迁安市", "玉田县")),
    Place("柳州市", "450200", "0772", "广西", "guangxi", 7, ("鱼峰区", "柳江区", "鹿寨县")),
    Place("宝鸡市", "610300", "0917", "陕西省", "shaanxi", 7, ("金台区", "凤翔区", "眉县", "千阳县")),
    Place("淄博市", "370300", "0533", "山东省", "shandong", 7, ("张店区", "周村区", "桓台县")),
    Place("宜昌市", "420500", "0717", "湖北省", "hubei", 7, ("西陵区", "夷陵区", "宜都市", "秭归县")),
    Place("德阳市", "510600", "0838", "四川省", "sichuan", 7, ("旌阳区", "广汉市", "什邡市", "中江县")),
    Place("银川市", "640100", "0951", "宁夏", "ningxia", 7, ("兴庆区", "金凤区", "灵武市")),
    Place("四平市", "220300", "0434", "吉林省", "jilin", 7, ("铁西区", "双辽市", "梨树县")),
    Place("桐庐县", "330122", "0571", "浙江省", "zhejiang", 8, ("桐君街道", "分水镇", "富春江镇")),
)  # fmt: skip

BASIC = ("基本医疗保险费", "职工基本医疗保险费", "医疗保险费", "基本医疗保险", "职工医保费")
CATASTROPHIC = (
    "大额医疗费用补助",
    "大病医疗保险费",
    "大额医疗互助金",
    "大病救助金",
    "大额医疗补助",
    "职工大额医疗互助资金",
    "大病补充医疗保险费",
    "重大疾病医疗补助",
    "大额医疗保险费",
    "职工大病保险费",
)
CARE = ("长期护理保险费", "长护险", "长期照护保险费", "照护保险费")
PLANS = (("统账结合", "单建统筹"), ("二档", "一档"), ("甲档", "乙档"), ("A档", "B档"))
GROUPS = ("特困人员", "低保对象", "孤儿", "重度残疾人", "返贫致贫人口")
APPS = ("江淮通办", "掌上社保", "税费通", "惠民医保", "一网通办", "社保e缴")
STEPS = (
    ("首页", "社保缴费", "灵活就业", "确认缴费"),
    ("服务", "城市服务", "社保", "灵活就业缴费"),
    ("市民中心", "社保", "社保缴纳", "灵活就业医保"),
    ("我要办", "社保费", "医疗保险", "立即支付"),
    ("办税", "社保业务", "灵活就业人员缴费", "支付"),
)
BANKS = (
    "工商银行",
    "农业银行",
    "建设银行",
    "中国银行",
    "交通银行",
    "邮储银行",
    "农商银行",
    "招商银行",
)
OFFICES = (
    "参保地医保经办机构",
    "户籍地医保服务大厅",
    "就近的医保服务站",
    "居住地街道便民服务中心",
    "市政务服务中心医保窗口",
    "参保地医疗保险服务中心",
    "参保地医保局",
)
HALLS = (
    "各区县办税服务厅",
    "市税务局办税服务厅",
    "主管税务机关办税服务厅",
    "各县（市、区）办税服务大厅",
)
PAPERS = ("身份证", "户口簿", "社会保障卡", "居住证", "近期免冠照片")
RETIRE_PAPERS = ("退休审批表", "身份证", "养老保险待遇核定表", "社保卡")
REFUND_PAPERS = ("劳动合同", "身份证", "单位参保证明")
DEATH_PAPERS = ("死亡证明", "亲属身份证", "户口注销证明")
VOUCHERS = ("税收完税证明", "电子缴款凭证", "银行缴费回单", "自助终端打印的缴费小票")

# ── facts ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Facts:
    """All that a notice may say, before it is worded; amounts in yuan, sums and products exact."""

    place: Place
    year: int
    published: date
    base: int
    rate: Fraction
    small_rate: Fraction
    basic: str
    cata: str
    care: str
    cata_month: int
    care_year: int
    plans: tuple[str, str]
    wage: int
    personal: int
    treasury: int
    group: str
    credit: int
    share: Fraction
    subsidy: int
    days: tuple[int, int]
    opens: date
    closes: date
    n: int
    m: int
    app: str
    steps: tuple[str, ...]
    banks: tuple[str, ...]
    office: str
    hall: str
    papers: tuple[str, ...]
    retire_papers: tuple[str, ...]
    refund_papers: tuple[str, ...]
    death_papers: tuple[str, ...]
    day: int
    document: str
    phones: tuple[str, ...]

    @property
    def month(self) -> Decimal:
        return times(self.base, self.rate)

    @property
    def total_year(self) -> Decimal:
        return self.month * 12 + self.cata_month * 12

    @property
    def again(self) -> tuple[date, date]:
        """The second window: from the day after the first to the end of June."""
        return self.closes + timedelta(days=1), date(self.closes.year, 6, 30)


def times(amount: int, rate: Fraction) -> Decimal:
    """A product that is exact to the fen."""
    product = amount * rate
    money = Decimal(product.numerator) / product.denominator
    assert money == money.quantize(Decimal("0.01"))
    return money


def _some(names: Sequence[str], least: int, most: int) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(names), min_size=least, max_size=most, unique=True).map(tuple)


def _percent(*tenths: int) -> st.SearchStrategy[Fraction]:
    return st.sampled_from([Fraction(tenth, 1000) for tenth in tenths])


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """The facts of one notice: money to the fen, the window before and in the insurance year."""
    place = draw(st.sampled_from(PLACES))
    year = draw(st.integers(2022, 2026))
    opens = date(year - 1, draw(st.integers(11, 12)), draw(st.integers(2, 28)))
    closes = date(year, draw(st.integers(1, 4)), draw(st.integers(5, 28)))
    first = draw(st.integers(1, 8))
    number = st.integers(2 * 10 ** (place.digits - 1), 9 * 10 ** (place.digits - 1) - 1)
    return Facts(
        place=place,
        year=year,
        published=opens - timedelta(days=draw(st.integers(1, 20))),
        base=draw(st.integers(300, 790)) * 10,
        rate=draw(_percent(60, 75, 80, 85, 90, 100)),
        small_rate=draw(_percent(5, 8, 10, 20)),
        basic=draw(st.sampled_from(BASIC)),
        cata=draw(st.sampled_from(CATASTROPHIC)),
        care=draw(st.sampled_from(CARE)),
        cata_month=draw(st.integers(4, 25)),
        care_year=draw(st.sampled_from((30, 40, 50, 60, 90, 100))),
        plans=draw(st.sampled_from(PLANS)),
        wage=draw(st.integers(500, 999)) * 10,
        personal=draw(st.integers(32, 45)) * 10,
        treasury=draw(st.integers(58, 72)) * 10,
        group=draw(st.sampled_from(GROUPS)),
        credit=draw(st.integers(55, 130)),
        share=draw(st.sampled_from((Fraction(2, 3), Fraction(1, 2), Fraction(3, 5)))),
        subsidy=draw(st.integers(2, 9)) * 100,
        days=(first, draw(st.integers(first + 10, 28))),
        opens=opens,
        closes=closes,
        n=draw(st.sampled_from((2, 3, 6))),
        m=draw(st.sampled_from((1, 3, 6))),
        app=draw(st.sampled_from(APPS)),
        steps=draw(st.sampled_from(STEPS)),
        banks=draw(_some(BANKS, 2, 4)),
        office=draw(st.sampled_from(OFFICES)),
        hall=draw(st.sampled_from(HALLS)),
        papers=draw(_some(PAPERS, 1, 3)),
        retire_papers=draw(_some(RETIRE_PAPERS, 1, 2)),
        refund_papers=draw(_some(REFUND_PAPERS, 1, 2)),
        death_papers=draw(_some(DEATH_PAPERS, 1, 2)),
        day=draw(st.integers(10, 28)),
        document=draw(st.sampled_from(VOUCHERS)),
        phones=tuple(str(draw(number)) for _ in range(len(place.districts) + 1)),
    )


# ── how one hand writes numbers ──────────────────────────────────────────────────────────────

_HAN = "零一二三四五六七八九"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")


@dataclass(frozen=True)
class Hand:
    """How the writer of one notice spells money, rates, lengths and dates."""

    money_as: Literal["plain", "comma", "blank", "wide", "yen", "cents"] = "plain"
    rate_as: Literal["%", "％", "百分之", " %"] = "%"
    length_as: Literal["3", "三", " 3 "] = "3"
    date_as: Literal["年月日", ".", "-", "blank"] = "年月日"
    elide: bool = False  # the year of the second date of a range, where it is that of the first

    def money(self, amount: Decimal | int) -> str:
        """An amount with its unit."""
        bare = self.bare(amount)
        match self.money_as:
            case "comma":
                return f"{Decimal(bare):,}元"
            case "blank":
                return f"{bare} 元"
            case "wide":
                return f"{bare.translate(_WIDE)}元"
            case "yen":
                return f"￥{bare}元"
            case "cents":
                return f"{Decimal(bare):.2f}元"
            case "plain":
                return f"{bare}元"

    def bare(self, amount: Decimal | int) -> str:
        """An amount as it stands in a cell under 元."""
        money = Decimal(amount)
        return str(int(money)) if money == int(money) else f"{money:.2f}"

    def rate(self, rate: Fraction) -> str:
        """A rate in percent; thirds in characters."""
        if rate.denominator == 3:
            return f"三分之{_HAN[rate.numerator]}"
        percent = shown(rate * 100)
        if self.rate_as == "百分之" and percent in "123456789":
            return f"百分之{_HAN[int(percent)]}"
        return f"{percent}{'%' if self.rate_as == '百分之' else self.rate_as}"

    def count(self, number: int) -> str:
        """A small number before a unit."""
        return {"3": str(number), "三": _han(number), " 3 ": f" {number} "}[self.length_as]

    def months(self, number: int) -> str:
        """A length in months."""
        return f"{self.count(number)}个月"

    def date(self, day: date, after: date | None = None) -> str:
        """A date; without its year where the date before it has the same and this hand elides it."""
        year = "" if self.elide and after is not None and after.year == day.year else f"{day.year}"
        match self.date_as:
            case "年月日":
                return f"{year}{'年' if year else ''}{day.month}月{day.day}日"
            case "blank":
                return f"{year}{' 年 ' if year else ''}{day.month} 月 {day.day} 日"
            case "." | "-" as dot:
                return f"{day.year}{dot}{day.month}{dot}{day.day}"

    def clock(self, day: Day, hour: int, minute: int) -> str:
        """A date with the time of day."""
        gap = " " if self.date_as in (".", "-") else ""
        return f"{self.date(day)}{gap}{hour}:{minute:02}"


def _han(number: int) -> str:
    return _HAN[number] if number < 10 else f"十{_HAN[number % 10] if number % 10 else ''}"


PLAIN = Hand()

# ── statements ───────────────────────────────────────────────────────────────────────────────


def said(kind: str, *when: Test, **fields: Any) -> Said:
    """A rule to be read back: its kind, its condition in normal form, its fields that say anything."""
    words = Evidence(start=0, end=1, quote="字")
    parts = tuple(Cmp(op=op, var=Var(var), value=value, spans=(words,)) for var, op, value in when)
    condition = json.dumps(written(normal(All(of=parts))), ensure_ascii=False)
    return {"kind": kind, "when": condition, **{k: v for k, v in fields.items() if v is not None}}


class Statement(NamedTuple):
    """The places of a wording filled, and the rules that the statement makes."""

    values: Values
    rules: tuple[Said, ...]


@dataclass(frozen=True)
class Kind:
    """A kind of statement: where it stands in a notice, and what must have been said before it."""

    name: str
    section: str
    state: Callable[[Facts, Hand], Statement]
    after: tuple[str, ...] = ()
    scheme: Scheme = "flexible_medical"


KINDS: dict[str, Kind] = {}


def _kind(
    name: str, section: str, *after: str, scheme: Scheme = "flexible_medical"
) -> Callable[[Callable[[Facts, Hand], Statement]], Callable[[Facts, Hand], Statement]]:
    def register(
        state: Callable[[Facts, Hand], Statement],
    ) -> Callable[[Facts, Hand], Statement]:
        KINDS[name] = Kind(name, section, state, after, scheme)
        return state

    return register


ACTIVE: Test = ("status", "eq", "active")
RETIRED: Test = ("status", "eq", "retired")
NEW: Test = ("enrolment", "eq", "new")
RENEWING: Test = ("enrolment", "eq", "renewing")
LATE: Test = ("in_window", "eq", False)
HARDSHIP: Test = ("hardship", "eq", True)


def _fixed(amount: Decimal | int, per: str) -> Said:
    return {"how": "fixed", "amount": shown(Fraction(amount)), "per": per}


def _share(rate: Fraction, of: str, per: Any = "month") -> Said:
    return {"how": "percent", "rate": shown(rate), "of": of, "per": per}


def _fee(component: str, label: Any, money: Said, *when: Test, **fields: Any) -> Said:
    return said("contribution", *when, component=component, label=label, **money, **fields)


def _moment(day: date, hour: int = 0, minute: int = 0) -> str:
    return datetime(day.year, day.month, day.day, hour, minute).isoformat()


def _window(opens: date | None, closes: date | None, *when: Test, **fields: Any) -> Said:
    """A window of whole days, both included."""
    return said(
        "window",
        *when,
        opens=_moment(opens) if opens else None,
        closes=_moment(closes + timedelta(days=1)) if closes else None,
        **fields,
    )


def _wait(months: int, *when: Test) -> Said:
    return said("waiting", *when, length=f"{months} month")


def _papers(names: Sequence[str]) -> list[list[str]]:
    return [[name] for name in names]


# money ───────────────────────────────────────────────────────────────────────────────────────


@_kind("base.exact", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    values = {
        "base": hand.money(f.base),
        "old": hand.money(f.base - 180),
        "up": hand.money(180),
    }
    return Statement(values, (said("base", subject="declared", exact=str(f.base)),))


@_kind("base.limits", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    lower, upper = times(f.wage, Fraction(3, 5)), f.wage * 3
    values = {"lower": hand.money(lower), "upper": hand.money(upper)}
    rule = said("base", subject="declared", lower=shown(Fraction(lower)), upper=str(upper))
    return Statement(values, (rule,))


@_kind("base.choice", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    rule = said("base", subject="declared", reference_wage=str(f.wage), multiples=["0.6", "3"])
    return Statement({"wage": hand.money(f.wage)}, (rule,))


@_kind("base.tiers", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    rule = said(
        "base", subject="declared", reference_wage=str(f.wage), multiples=["0.6", "0.8", "1"]
    )
    return Statement({"wage": hand.money(f.wage)}, (rule,))


@_kind("basic.percent", "fees", "base.exact")
def _(f: Facts, hand: Hand) -> Statement:
    values = {
        "base": hand.money(f.base),
        "rate": hand.rate(f.rate),
        "monthly": hand.money(f.month),
        "annual": hand.money(f.month * 12),
        "basic": f.basic,
    }
    return Statement(values, (_fee("basic_medical", f.basic, _share(f.rate, "base"), ACTIVE),))


@_kind("basic.fixed", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    year = f.month * 12
    values = {
        "basic": f.basic,
        "basic_year": hand.money(year),
        "old_year": hand.money(year - 120),
    }
    return Statement(values, (_fee("basic_medical", f.basic, _fixed(year, "year"), ACTIVE),))


@_kind("basic.monthly", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    values = {
        "basic": f.basic,
        "basic_month": hand.money(f.month),
        "old_month": hand.money(f.month - 10),
    }
    return Statement(values, (_fee("basic_medical", f.basic, _fixed(f.month, "month"), ACTIVE),))


@_kind("catastrophic", "fees", "basic.fixed")
def _(f: Facts, hand: Hand) -> Statement:
    year = f.cata_month * 12
    rule = _fee("catastrophic", f.cata, _fixed(year, "year"), ACTIVE)
    return Statement({"cata": f.cata, "cata_year": hand.money(year)}, (rule,))


@_kind("catastrophic.retired", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    year = f.cata_month * 12
    source = "personal_account"
    rule = _fee("catastrophic", f.cata, _fixed(year, "year"), RETIRED, collected_from=source)
    values = {"basic": f.basic, "cata": f.cata, "cata_year": hand.money(year)}
    return Statement(values, (rule,))


@_kind("catastrophic.month", "fees", "basic.monthly")
def _(f: Facts, hand: Hand) -> Statement:
    rule = _fee("catastrophic", f.cata, _fixed(f.cata_month, "month"), ACTIVE)
    return Statement({"cata": f.cata, "cata_month": hand.money(f.cata_month)}, (rule,))


@_kind("catastrophic.free", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    charged = KINDS["catastrophic.retired"].state(f, hand)
    free = _fee("basic_medical", f.basic, _fixed(0, "year"), RETIRED)
    return Statement(charged.values, (free, *charged.rules))


@_kind("catastrophic.pension", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    money = _fixed(f.cata_month, "month")
    rule = _fee("catastrophic", f.cata, money, RETIRED, collected_from="pension")
    return Statement({"cata": f.cata, "cata_month": hand.money(f.cata_month)}, (rule,))


@_kind("together", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    basic, cata = f.month * 12, f.cata_month * 12
    values = {
        "basic": f.basic,
        "basic_year": hand.money(basic),
        "cata": f.cata,
        "cata_year": hand.money(cata),
        "total_year": hand.money(f.total_year),
    }
    rules = (
        _fee("basic_medical", f.basic, _fixed(basic, "year"), ACTIVE),
        _fee("catastrophic", f.cata, _fixed(cata, "year"), ACTIVE),
        _total(f.total_year, ACTIVE),
    )
    return Statement(values, rules)


def _total(amount: Decimal | int, *when: Test, per: str = "year") -> Said:
    return said("total", *when, amount=shown(Fraction(amount)), per=per)


@_kind("total", "fees", "basic.fixed", "catastrophic")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({"total_year": hand.money(f.total_year)}, (_total(f.total_year, ACTIVE),))


@_kind("total.month", "fees", "basic.monthly", "catastrophic.month")
def _(f: Facts, hand: Hand) -> Statement:
    total = f.month + f.cata_month
    return Statement({"total_month": hand.money(total)}, (_total(total, ACTIVE, per="month"),))


@_kind("total.both", "fees", "basic.monthly", "catastrophic.month")
def _(f: Facts, hand: Hand) -> Statement:
    total = f.month + f.cata_month
    values = {"total_month": hand.money(total), "total_year": hand.money(f.total_year)}
    rules = (_total(total, ACTIVE, per="month"), _total(f.total_year, ACTIVE))
    return Statement(values, rules)


@_kind("maternity", "fees", "base.exact", "basic.percent")
def _(f: Facts, hand: Hand) -> Statement:
    monthly = hand.money(times(f.base, f.small_rate))
    rule = _fee("maternity", ANY, _share(f.small_rate, "base"), ACTIVE)
    return Statement({"rate": hand.rate(f.small_rate), "monthly": monthly}, (rule,))


@_kind("care", "fees", "basic.fixed")
def _(f: Facts, hand: Hand) -> Statement:
    rule = _fee("long_term_care", f.care, _fixed(f.care_year, "year"), ACTIVE)
    return Statement({"care": f.care, "care_year": hand.money(f.care_year)}, (rule,))


@_kind("plans.percent", "fees", "base.exact")
def _(f: Facts, hand: Hand) -> Statement:
    high, low = f.rate, f.rate - Fraction(1, 50)
    values = {
        "basic": f.basic,
        "one": f.plans[0],
        "two": f.plans[1],
        "rate_one": hand.rate(high),
        "rate_two": hand.rate(low),
        "month_one": hand.money(times(f.base, high)),
        "month_two": hand.money(times(f.base, low)),
        "bare_month_one": hand.bare(times(f.base, high)),
        "bare_month_two": hand.bare(times(f.base, low)),
    }
    return Statement(values, _plans(f, _share(high, "base"), _share(low, "base")))


@_kind("plans.fixed", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    high, low = f.month * 12, times(f.base, f.rate - Fraction(1, 50)) * 12
    values = {
        "basic": f.basic,
        "one": f.plans[0],
        "two": f.plans[1],
        "year_one": hand.money(high),
        "year_two": hand.money(low),
        "bare_one": hand.bare(high),
        "bare_two": hand.bare(low),
    }
    return Statement(values, _plans(f, _fixed(high, "year"), _fixed(low, "year")))


def _plans(f: Facts, *amounts: Said) -> tuple[Said, ...]:
    rules = []
    for plan, account, money in zip(f.plans, (True, False), amounts, strict=True):
        rules.append(said("plan", label=plan, personal_account=account))
        rules.append(_fee("basic_medical", f.basic, money, ("plan", "eq", plan)))
    return tuple(rules)


@_kind("fees.table", "fees")
def _(f: Facts, hand: Hand) -> Statement:
    basic, cata = f.month * 12, f.cata_month * 12
    amounts: dict[str, Decimal | int] = {"basic": basic, "cata": cata, "total": f.total_year}
    values = {
        "basic": f.basic,
        "cata": f.cata,
        **{f"{name}_bare": hand.bare(amount) for name, amount in amounts.items()},
        **{f"{name}_year": hand.money(amount) for name, amount in amounts.items()},
    }
    rules = (
        _fee("basic_medical", f.basic, _fixed(basic, "year"), ACTIVE),
        _fee("catastrophic", f.cata, _fixed(cata, "year"), ACTIVE),
        _total(f.total_year, ACTIVE),
        _fee("catastrophic", f.cata, _fixed(cata, "year"), RETIRED),
        _total(cata, RETIRED),
    )
    return Statement(values, rules)


@_kind("resident", "fees", scheme="resident_medical")
def _(f: Facts, hand: Hand) -> Statement:
    funding = f.personal + f.treasury
    values = {
        "personal": hand.money(f.personal),
        "treasury": hand.money(f.treasury),
        "funding": hand.money(funding),
        "bare_personal": hand.bare(f.personal),
        "bare_treasury": hand.bare(f.treasury),
        "bare_funding": hand.bare(funding),
    }
    rules = (
        _fee("basic_medical", ANY, _fixed(f.personal, "year")),
        _fee("basic_medical", ANY, _fixed(f.treasury, "year"), payer="treasury"),
        _total(funding),
    )
    return Statement(values, rules)


@_kind("resident.personal", "fees", scheme="resident_medical")
def _(f: Facts, hand: Hand) -> Statement:
    rule = _fee("basic_medical", ANY, _fixed(f.personal, "year"))
    values = {"personal": hand.money(f.personal), "old_personal": hand.money(f.personal - 20)}
    return Statement(values, (rule,))


@_kind("student", "fees", "resident.personal", scheme="resident_medical")
def _(f: Facts, hand: Hand) -> Statement:
    fee = f.personal - 30
    rule = _fee("basic_medical", ANY, _fixed(fee, "year"), ("student", "eq", True))
    return Statement({"student": hand.money(fee)}, (rule,))


@_kind("resident.helped", "fees", "resident.personal", scheme="resident_medical")
def _(f: Facts, hand: Hand) -> Statement:
    group: Test = ("hardship", "eq", f.group)
    help_ = said("adjustment", group, sign="subsidy", **_share(Fraction(1), "amount_due", ANY))
    return Statement(
        {"group": f.group}, (help_, _fee("basic_medical", ANY, _fixed(0, "year"), group))
    )


@_kind("pension.percent", "fees", "base.limits", scheme="pension")
def _(f: Facts, hand: Hand) -> Statement:
    rate = Fraction(1, 5)
    return Statement({"rate": hand.rate(rate)}, (_fee("pension", ANY, _share(rate, "base")),))


@_kind("pension.split", "fees", "base.limits", scheme="pension")
def _(f: Facts, hand: Hand) -> Statement:
    rate, part = Fraction(1, 5), Fraction(2, 25)
    rules = (_fee("pension", ANY, _share(rate, "base")), said("credit", **_share(part, "base")))
    return Statement({"rate": hand.rate(rate)}, rules)


@_kind("pension.tiers", "fees", scheme="pension")
def _(f: Facts, hand: Hand) -> Statement:
    values: dict[str, str] = {}
    rules = []
    for percent, multiple in ((60, "0.6"), (80, "0.8"), (100, "1")):
        amount = times(f.wage, Fraction(percent, 100) / 5)
        values |= {f"tier_{percent}": hand.money(amount), f"bare_{percent}": hand.bare(amount)}
        when: Test = ("base_multiple", "eq", multiple)
        rules.append(_fee("pension", ANY, _fixed(amount, "month"), when))
    return Statement(values, tuple(rules))


# personal account, help ──────────────────────────────────────────────────────────────────────


@_kind("credit.percent", "credit", "base.exact")
def _(f: Facts, hand: Hand) -> Statement:
    rules = (
        said("credit", ACTIVE, **_share(f.small_rate, "base")),
        said("credit", RETIRED, **_fixed(f.credit, "month")),
    )
    return Statement({"rate": hand.rate(f.small_rate), "credit": hand.money(f.credit)}, rules)


@_kind("credit.fixed", "credit")
def _(f: Facts, hand: Hand) -> Statement:
    active = f.credit - 12
    values = {
        "credit_active": hand.money(active),
        "credit": hand.money(f.credit),
        "bare_active": hand.bare(active),
        "bare_retired": hand.bare(f.credit),
    }
    rules = (
        said("credit", ACTIVE, **_fixed(active, "month")),
        said("credit", RETIRED, **_fixed(f.credit, "month")),
    )
    return Statement(values, rules)


@_kind("credit.ages", "credit")
def _(f: Facts, hand: Hand) -> Statement:
    old = f.credit + 15
    values = {
        "young": hand.money(f.credit),
        "old": hand.money(old),
        "bare_young": hand.bare(f.credit),
        "bare_old": hand.bare(old),
    }
    rules = (
        said("credit", RETIRED, ("age", "lt", 70), **_fixed(f.credit, "month")),
        said("credit", RETIRED, ("age", "ge", 70), **_fixed(old, "month")),
    )
    return Statement(values, rules)


@_kind("late_charge", "help")
def _(f: Facts, hand: Hand) -> Statement:
    charge = _share(Fraction(5, 10000), "amount_due", "day")
    return Statement({}, (said("adjustment", LATE, sign="late_charge", **charge),))


@_kind("subsidy.share", "help")
def _(f: Facts, hand: Hand) -> Statement:
    values = {"share": hand.rate(f.share), "n_years": f"{hand.count(f.n)}年"}
    help_ = _share(f.share, "amount_due", ANY)
    rule = said("adjustment", HARDSHIP, sign="subsidy", cap=f"{f.n} year", **help_)
    return Statement(values, (rule,))


@_kind("subsidy.once", "help")
def _(f: Facts, hand: Hand) -> Statement:
    rule = said("adjustment", HARDSHIP, sign="subsidy", **_fixed(f.subsidy, "once"))
    return Statement({"subsidy": hand.money(f.subsidy)}, (rule,))


# time ────────────────────────────────────────────────────────────────────────────────────────


def _dates(f: Facts, hand: Hand) -> Values:
    opens, closes = f.again
    return {
        "opens": hand.date(f.opens),
        "closes": hand.date(f.closes, f.opens),
        "again_opens": hand.date(opens, f.closes),
        "again_closes": hand.date(closes, opens),
    }


@_kind("window.range", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_dates(f, hand), (_window(f.opens, f.closes),))


@_kind("window.roll", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_dates(f, hand), (_window(f.opens, f.closes, holiday_roll="next_day"),))


@_kind("window.no_roll", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_dates(f, hand), (_window(f.opens, f.closes, holiday_roll="none"),))


@_kind("window.clock", "time")
def _(f: Facts, hand: Hand) -> Statement:
    values = {
        "opens_clock": hand.clock(f.opens, 8, 30),
        "closes_clock": hand.clock(f.closes, 17, 0),
    }
    rule = said("window", opens=_moment(f.opens, 8, 30), closes=_moment(f.closes, 17))
    return Statement(values, (rule,))


@_kind("window.now", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({"closes": hand.date(f.closes)}, (_window(f.published, f.closes),))


@_kind("window.close", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({"closes": hand.date(f.closes)}, (_window(None, f.closes),))


@_kind("window.monthly", "time")
def _(f: Facts, hand: Hand) -> Statement:
    first, last = f.days
    values = {"first": str(first), "last": str(last)}
    return Statement(values, (said("window", monthly=f"{first}-{last}"),))


@_kind("window.year", "time")
def _(f: Facts, hand: Hand) -> Statement:
    first, last = f.days
    year = (date(f.year, 1, 1), date(f.year, 12, 31))
    values = {"first": str(first), "last": str(last)}
    return Statement(values, (_window(*year, monthly=f"{first}-{last}"),))


@_kind("window.quarters", "time")
def _(f: Facts, hand: Hand) -> Statement:
    values, rules = {}, []
    for at, month in enumerate((1, 4, 7, 10), 1):
        opens, closes = date(f.year, month, f.days[0]), date(f.year, month, f.days[1])
        values[f"q{at}"] = f"{hand.date(opens)}至{hand.date(closes, opens)}"
        rules.append(_window(opens, closes, ("frequency", "eq", "quarter")))
    return Statement(values, tuple(rules))


@_kind("window.two", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_dates(f, hand), (_window(f.opens, f.closes), _window(*f.again)))


@_kind("window.people", "time")
def _(f: Facts, hand: Hand) -> Statement:
    rules = (_window(f.opens, f.closes, RENEWING), _window(*f.again, NEW))
    return Statement(_dates(f, hand), rules)


@_kind("window.halves", "time")
def _(f: Facts, hand: Hand) -> Statement:
    half: Test = ("frequency", "eq", "half_year")
    return Statement(_dates(f, hand), (_window(f.opens, f.closes, half), _window(*f.again, half)))


@_kind("frequency", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({}, (said("frequency", options=["month", "quarter", "year"]),))


@_kind("frequency.year", "time")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({}, (said("frequency", options=["year"]),))


# benefits ────────────────────────────────────────────────────────────────────────────────────


def _months(f: Facts, hand: Hand) -> Values:
    return {"n": hand.months(f.n), "m": hand.months(f.m)}


@_kind("waiting.new", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_months(f, hand), (_wait(f.n, NEW),))


@_kind("waiting.renewing", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    rules = (_wait(0, RENEWING, ("in_window", "eq", True)), _wait(f.n, RENEWING, LATE))
    return Statement(_months(f, hand), rules)


@_kind("waiting.resident", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    when = (("enrolment", "eq", "transferring"), ("other_insurance", "eq", "resident"))
    return Statement(_months(f, hand), (_wait(f.n, *when),))


@_kind("waiting.left", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    when = (("event", "eq", "labour_contract_ended"), ("months_since_separation", "le", f.n))
    return Statement(_months(f, hand), (_wait(0, *when),))


@_kind("waiting.paid_up", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    rule = _wait(0, ("paid_through", "ge", f"{f.year - 1}-12"))
    return Statement({"paid_month": f"{f.year - 1}年12月"}, (rule,))


@_kind("newborn", "benefit", scheme="resident_medical")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_months(f, hand), (_wait(0, ("identity", "eq", "新生儿")),))


def _lapses(n: int, m: int, within: str, over: str) -> tuple[Said, ...]:
    short, long = ("arrears_months", within, n), ("arrears_months", over, n)
    return (
        said("lapse", short, outcome="benefits_continue_after_backpay"),
        said("lapse", long, outcome="interrupted"),
        _wait(m, long),
    )


@_kind("lapse", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_months(f, hand), _lapses(f.n, f.m, "le", "gt"))


@_kind("lapse.strict", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_months(f, hand), _lapses(f.n, f.m, "lt", "ge"))


@_kind("lapse.account", "benefit")
def _(f: Facts, hand: Hand) -> Statement:
    rule = said(
        "lapse",
        ("arrears_months", "gt", f.n),
        outcome="interrupted",
        account_usable=True,
        reenrol_as_new=True,
    )
    return Statement(_months(f, hand), (rule,))


# channels ────────────────────────────────────────────────────────────────────────────────────


def _steps(f: Facts) -> Values:
    return {f"s{at}": step for at, step in enumerate(f.steps, 1)}


def _channel(provider: str, **fields: Any) -> Said:
    return said("channel", **({"purpose": "pay", "mode": "online", "provider": provider} | fields))


PROVIDER = "«»"  # the words that the wording marks


@_kind("channel.wechat", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_steps(f), (_channel("微信", steps=list(f.steps)),))


@_kind("channel.alipay", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_steps(f), (_channel("支付宝", steps=list(f.steps)),))


@_kind("channel.app", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement(_steps(f) | {"name": f.app}, (_channel(PROVIDER, steps=list(f.steps)),))


@_kind("channel.etax", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    name = f"{f.place.province}电子税务局"
    url = f"https://etax.{f.place.host}.chinatax.gov.cn"
    return Statement({"etax": name, "url": url}, (_channel(name, url=url),))


@_kind("channel.phone_bank", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    rule = _channel(PROVIDER, institutions=list(f.banks))
    return Statement({"banks": "、".join(f.banks)}, (rule,))


@_kind("channel.counter", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    rule = _channel(PROVIDER, mode="offline", institutions=list(f.banks))
    return Statement({"banks": "、".join(f.banks)}, (rule,))


@_kind("channel.hall", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({"hall": f.hall}, (_channel(PROVIDER, mode="offline"),))


@_kind("channel.query", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    values = {"name": f.app, "delay": f"{hand.count(f.n)}个工作日"}
    rule = _channel(PROVIDER, purpose="query", posting_delay=f"{f.n} workday")
    return Statement(values, (rule,))


@_kind("voucher", "channel", "channel.hall")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({"document": f.document}, (said("voucher", document=f.document),))


@_kind("receipt", "channel")
def _(f: Facts, hand: Hand) -> Statement:
    values = {"hall": f.hall, "delay": f"{hand.count(f.n)}个工作日"}
    delay, steps = f"{f.n} workday", ["打印完税证明"]
    rule = _channel(PROVIDER, purpose="receipt", mode="offline", posting_delay=delay, steps=steps)
    return Statement(values, (rule,))


# business ────────────────────────────────────────────────────────────────────────────────────

EMPLOYED: Test = ("event", "eq", "employed_by_unit")
APPROVED: Test = ("has_retirement_approval", "eq", True)
PAID: Test = ("paid_in_full", "eq", True)
DEAD: Test = ("event", "eq", "death")


def _errand(f: Facts, topic: str, papers: Sequence[str], *when: Test, **fields: Any) -> Statement:
    documents = _papers(papers) if papers else None
    rule = said("procedure", *when, topic=topic, at=f.office, documents=documents, **fields)
    return Statement({"at": f.office, "papers": "、".join(papers)}, (rule,))


@_kind("enrol", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "enrol", f.papers, NEW)


@_kind("retire", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "retire", f.retire_papers, APPROVED)


@_kind("retire.monthly", "business")
def _(f: Facts, hand: Hand) -> Statement:
    stated = _errand(f, "retire", f.retire_papers, APPROVED, deadline=f"monthly {f.day}")
    return Statement(stated.values | {"day": str(f.day)}, stated.rules)


@_kind("retire.short", "business")
def _(f: Facts, hand: Hand) -> Statement:
    when = (("reached_retirement_age", "eq", True), ("contribution_years_met", "eq", False))
    return _errand(f, "retire", (), *when)


@_kind("refund.employed", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "refund", f.refund_papers, PAID, EMPLOYED, returns="unused_months")


@_kind("refund.death", "business")
def _(f: Facts, hand: Hand) -> Statement:
    when = (("in_window", "eq", True), DEAD)
    return _errand(f, "refund", f.death_papers, *when, returns="all_paid")


@_kind("suspend", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "suspend", (), EMPLOYED)


@_kind("suspend.promptly", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "suspend", (), EMPLOYED, deadline="promptly")


@_kind("suspend.before", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "suspend", (), EMPLOYED, deadline="before")


@_kind("death", "business")
def _(f: Facts, hand: Hand) -> Statement:
    until = f"within {f.n} month"
    stated = _errand(f, "death", f.death_papers, DEAD, returns="account_balance", deadline=until)
    return Statement(stated.values | _months(f, hand), stated.rules)


@_kind("correct", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "correct_data", ())


@_kind("transfer", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "transfer_in", f.papers[:2], ("enrolment", "eq", "transferring"))


@_kind("detention", "business")
def _(f: Facts, hand: Hand) -> Statement:
    return _errand(f, "detention", ("判决书",), ("event", "eq", "detention"))


# contacts ────────────────────────────────────────────────────────────────────────────────────


@_kind("hotlines", "contact")
def _(f: Facts, hand: Hand) -> Statement:
    rules = (
        said("contact", phone="12366", topics=["payment"]),
        said("contact", phone="12393", topics=["policy"]),
    )
    return Statement({}, rules)


@_kind("hotline.menu", "contact")
def _(f: Facts, hand: Hand) -> Statement:
    key = str(f.n)
    rule = said("contact", phone="12366", topics=["payment"], menu=[key])
    return Statement({"key": key}, (rule,))


@_kind("office", "contact")
def _(f: Facts, hand: Hand) -> Statement:
    phone = f"{f.place.area_code}-{f.phones[-1]}"
    return Statement({"p1": phone}, (said("contact", phone=phone, topics=ANY, area=ANY),))


@_kind("districts", "contact")
def _(f: Facts, hand: Hand) -> Statement:
    values, rules = {"code": f.place.area_code}, []
    for at, (area, phone) in enumerate(zip(f.place.districts[:3], f.phones, strict=False), 1):
        whole = f"{f.place.area_code}-{phone}"
        values |= {f"a{at}": area, f"p{at}": whole, f"l{at}": phone}
        rules.append(said("contact", area=area, phone=whole, topics=["records"]))
    return Statement(values, tuple(rules))


# sentences of no rule ────────────────────────────────────────────────────────────────────────


@_kind("decoy.fees", "fees", "base.exact")
def _(f: Facts, hand: Hand) -> Statement:
    values = {
        "last": str(f.year - 1),
        "older": str(f.year - 2),
        "base": hand.money(f.base),
        "wage": hand.money(f.wage),
        "monthly": hand.money(f.month),
        "personal": hand.money(f.personal),
    }
    return Statement(values, ())


@_kind("decoy.benefit", "benefit", "waiting.new")
@_kind("decoy.business", "business", "enrol")
def _(f: Facts, hand: Hand) -> Statement:
    return Statement({}, ())


# ── wording ──────────────────────────────────────────────────────────────────────────────────

_SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")


@dataclass(frozen=True)
class Worded:
    """A statement in words: its text, the wording and the words chosen for it, its rules."""

    kind: Kind
    wording: str
    words: Mapping[str, str]
    text: str
    rules: tuple[Said, ...]


@dataclass(frozen=True)
class Pen:
    """Which of the words for one meaning this writer takes: the first unless chosen otherwise."""

    hand: Hand = PLAIN
    chosen: Mapping[str, str] = field(default_factory=dict)

    def word(self, name: str) -> str:
        return self.chosen.get(name, WORDS[name][0])

    def write(self, kind: Kind, wording: str, f: Facts) -> Worded:
        """A statement of one kind, in this wording."""
        statement = kind.state(f, self.hand)
        values = {"year": str(f.year), "city": f.place.name, **statement.values}
        used: dict[str, str] = {}

        def fill(text: str, argument: str) -> str:
            def place(match: re.Match[str]) -> str:
                name, inner = match.groups()
                if name == "_":
                    return argument
                if inner is None and name in values:
                    return values[name]
                used[name] = self.word(name)
                return fill(used[name], values[inner] if inner else "")

            return _SLOT.sub(place, text)

        text = fill(wording if "{app}" not in wording else wording.replace("{app}", "«{app}»"), "")
        rules = statement.rules
        if "«" in text:
            provider = text[text.index("«") + 1 : text.index("»")]
            text = text.replace("«", "").replace("»", "")
            rules = tuple(
                rule | {"provider": provider} if rule.get("provider") == PROVIDER else rule
                for rule in rules
            )
        if "{l1}" in wording:  # the area code stands before the list, or in brackets
            code = f"（{f.place.area_code}）" if "（{code}）{l1}" in wording else ""
            rules = tuple(
                rule | {"phone": code + rule["phone"].partition("-")[2]} for rule in rules
            )
        return Worded(kind, wording, used, text, rules)


def slots(wording: str) -> set[str]:
    """The words that a wording leaves open, those inside other words too."""
    found: set[str] = set()
    for name, _ in _SLOT.findall(wording):
        if name in WORDS and name not in found:
            found.add(name)
            found |= slots(WORDS[name][0])
    return found


# ── layout ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Draft:
    """A notice before it is laid out: sections in order, each with a heading and its statements."""

    facts: Facts
    scheme: Scheme
    title: str
    preface: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def issuer(self) -> str:
        return f"{self.facts.place.name}医疗保障局"

    @property
    def dated(self) -> str:
        day = self.facts.published
        return f"{day.year}年{day.month}月{day.day}日"


def _stop(text: str) -> str:
    """A sentence that ends as sentences do; a block of lines stays as it is."""
    return text if "\n" in text or text.endswith(("。", "！", "？")) else f"{text}。"


def numbered(draft: Draft) -> str:
    """一、 and （一）, paragraphs indented, the issuer under the text."""
    lines = [draft.title, "", f"　　{draft.preface}"]
    for at, (heading, items) in enumerate(draft.sections, 1):
        lines.append(f"　　{_han(at)}、{heading}")
        for inner, item in enumerate(items, 1):
            mark = f"（{_han(inner)}）" if len(items) > 1 else ""
            lines.append(f"　　{mark}{_stop(item)}")
    return "\n".join([*lines, "", f"　　　　　　{draft.issuer}", f"　　　　　　{draft.dated}", ""])


def arabic(draft: Draft) -> str:
    """Bare 1. headings, （1） under them, no indent."""
    lines = [draft.issuer, draft.title, "", draft.preface]
    for at, (heading, items) in enumerate(draft.sections, 1):
        lines.append(f"{at}. {heading}")
        lines += [f"（{inner}）{_stop(item)}" for inner, item in enumerate(items, 1)]
    return "\n".join([*lines, "", draft.issuer, draft.dated])


def paragraphs(draft: Draft) -> str:
    """一、 headings, all that stands under one in one paragraph."""
    lines = [draft.title, f"来源：{draft.issuer}　发布时间：{draft.facts.published}", draft.preface]
    for at, (heading, items) in enumerate(draft.sections, 1):
        lines.append(f"{_han(at)}、{heading}")
        run = ""
        for item in items:
            block = "\n" in item
            run += ("\n" if block and run else "") + _stop(item) + ("\n" if block else "")
        lines.append(run.rstrip("\n"))
    return "\n".join(lines)


def questions(draft: Draft) -> str:
    """Questions and answers: 问 and 答, several points numbered in the answer."""
    lines = [
        draft.title,
        f"发布日期：{draft.facts.published}    来源：{draft.issuer}",
        draft.preface,
    ]
    for heading, items in draft.sections:
        lines += ["", f"问：{heading.rstrip('？')}？"]
        if len(items) == 1:
            lines.append(f"答：{_stop(items[0])}")
        else:
            lines.append("答：")
            lines += [f"{at}.{_stop(item)}" for at, item in enumerate(items, 1)]
    return "\n".join(lines)


def brackets(draft: Draft) -> str:
    """A post: 【】 headings, bullets, the account's noise around it."""
    lines = [draft.title, "", "点击蓝字 关注我们", f"{draft.facts.published} 发布", draft.preface]
    for heading, items in draft.sections:
        lines += ["", f"【{heading}】"]
        lines += [f"◆ {item.rstrip('。')}" for item in items]
    return "\n".join([*lines, "", f"来源：{draft.issuer}", "阅读 1.2万  赞 35  在看 18"])


def decimals(draft: Draft) -> str:
    """1、 headings and 1.1 items, blank lines between them."""
    lines = [draft.issuer, draft.title, "", draft.preface]
    for at, (heading, items) in enumerate(draft.sections, 1):
        lines += ["", f"{at}、{heading}"]
        lines += [f"{at}.{inner} {_stop(item)}" for inner, item in enumerate(items, 1)]
    return "\n".join([*lines, "", draft.issuer, draft.dated])


def bare(draft: Draft) -> str:
    """Headings and sentences on lines of their own, nothing numbered."""
    lines = [draft.title, f"{draft.facts.published}　{draft.issuer}", "", draft.preface]
    for heading, items in draft.sections:
        lines += ["", heading, *map(_stop, items)]
    return "\n".join(lines)


def cut(draft: Draft) -> str:
    """The text of a PDF: lines cut at 60 columns, a page number after every 24, blanks for indents."""
    lines: list[str] = []
    for line in numbered(draft).split("\n"):
        if line.startswith("　　　"):
            lines.append(line.replace("　", "  ") + "\n")
        elif "\t" in line or "    " in line:
            lines.append(line)
        else:
            lines += _columns(line.replace("　　", "    ", 1), 60)
    pages = [lines[at : at + 24] for at in range(0, len(lines), 24)]
    for at, page in enumerate(pages[:-1], 1):
        page.append(f"{' ' * 26}— {at} —")
    return "\n".join(line for page in pages for line in page)


def _columns(line: str, width: int) -> list[str]:
    """A line in pieces of at most so many columns, a Chinese character taking two.

    Numbers and Latin words stay whole; closing marks and arrows do not begin a line.
    """
    pieces, taken = [""], 0
    for word in re.findall(r"(?:[!-,.-=?-~]+|.)(?: ?[-—>＞/→➡]+ ?|[，。；：、）”】\]]+)*", line):
        columns = sum(1 if char.isascii() else 2 for char in word)
        if taken + columns > width:
            pieces.append("")
            taken = 0
        pieces[-1] += word
        taken += columns
    return pieces


def interview(draft: Draft) -> str:
    """A newspaper's questions to an official; answers in one paragraph each."""
    lines = [draft.title, f"本报讯　{draft.preface.rstrip('：。')}。"]
    for heading, items in draft.sections:
        lines += ["", f"记者：{heading.rstrip('？')}？", f"负责人：{''.join(map(_stop, items))}"]
    return "\n".join([*lines, "", f"（来源：{draft.issuer}　{draft.dated}）"])


LAYOUTS: dict[str, Callable[[Draft], str]] = {
    layout.__name__: layout
    for layout in (
        numbered,
        arabic,
        paragraphs,
        questions,
        brackets,
        decimals,
        bare,
        cut,
        interview,
    )
}

SCHEME_NAMES: dict[Scheme, str] = {
    "flexible_medical": "灵活就业人员职工基本医疗保险",
    "resident_medical": "城乡居民基本医疗保险",
    "pension": "灵活就业人员企业职工基本养老保险",
}


def draft(
    f: Facts,
    scheme: Scheme,
    statements: Sequence[Worded],
    title: str | None = None,
    preface: str | None = None,
    headings: Mapping[str, str] | None = None,
) -> Draft:
    """A notice of these statements, each in its section; sections in the order of HEADINGS."""

    def named(text: str) -> str:
        filled = text.replace("{year}", str(f.year)).replace("{city}", f.place.name)
        return filled.replace("{scheme}", SCHEME_NAMES[scheme])

    sections = []
    for section, names in HEADINGS.items():
        items = tuple(one.text for one in statements if one.kind.section == section)
        if items:
            sections.append((named((headings or {}).get(section, names[0])), items))
    return Draft(
        f, scheme, named(title or TITLES[scheme][0]), named(preface or PREFACES[0]), tuple(sections)
    )


def needed(kind: Kind) -> Iterator[Kind]:
    """The kinds that must be stated before one, in order, and the kind itself."""
    for name in kind.after:
        yield KINDS[name]
    yield kind


# ── whole notices ────────────────────────────────────────────────────────────────────────────

FEES: dict[Scheme, tuple[tuple[str, ...], ...]] = {
    "flexible_medical": (
        ("base.exact", "basic.percent", "catastrophic", "catastrophic.retired"),
        ("base.exact", "basic.percent", "maternity", "care", "catastrophic.pension"),
        ("basic.fixed", "catastrophic", "total", "catastrophic.retired"),
        ("together", "catastrophic.retired"),
        ("together", "catastrophic.free"),
        ("basic.monthly", "catastrophic.month", "total.both", "catastrophic.pension"),
        ("basic.monthly", "catastrophic.month", "total.month"),
        ("base.exact", "decoy.fees", "basic.percent"),
        ("base.limits", "basic.percent", "catastrophic"),
        ("base.choice", "basic.percent"),
        ("base.tiers", "basic.percent"),
        ("base.exact", "plans.percent"),
        ("plans.fixed",),
        ("fees.table",),
    ),
    "resident_medical": (
        ("resident", "student"),
        ("resident.personal", "resident.helped", "student"),
    ),
    "pension": (
        ("base.limits", "pension.percent"),
        ("base.limits", "pension.split"),
        ("pension.tiers",),
    ),
}
TIMES = (
    ("window.range",),
    ("window.roll",),
    ("window.no_roll",),
    ("window.clock",),
    ("window.now",),
    ("window.close",),
    ("window.two",),
    ("window.range", "frequency.year"),
    ("frequency", "window.monthly"),
    ("window.halves",),
    ("window.people",),
    ("window.year",),
    ("window.quarters",),
)
EITHER = (  # no two of these in one notice
    ("waiting.new",),
    ("waiting.renewing", "waiting.paid_up"),
    ("waiting.resident",),
    ("waiting.left",),
    ("lapse", "lapse.strict", "lapse.account"),
    ("late_charge", "subsidy.share", "subsidy.once"),
    ("channel.wechat",),
    ("channel.alipay",),
    ("channel.app",),
    ("channel.etax",),
    ("channel.phone_bank",),
    ("channel.counter",),
    ("channel.hall",),
    ("channel.query",),
    ("voucher",),
    ("enrol",),
    ("retire", "retire.monthly"),
    ("retire.short",),
    ("refund.employed",),
    ("refund.death",),
    ("suspend", "suspend.promptly", "suspend.before"),
    ("death",),
    ("correct",),
    ("transfer",),
    ("detention",),
    ("receipt",),
    ("decoy.benefit",),
    ("decoy.business",),
    ("hotlines", "hotline.menu"),
    ("districts",),
    ("office",),
)
OF_ALL_SCHEMES = (
    "channel.wechat",
    "channel.alipay",
    "channel.app",
    "channel.etax",
    "hotlines",
    "districts",
    "office",
)
CREDITS = ("credit.percent", "credit.fixed", "credit.ages")


class Written(NamedTuple):
    """A whole notice: its text, what it says, and how it came about."""

    text: str
    rules: tuple[Said, ...]
    draft: Draft
    layout: str
    hand: Hand
    statements: tuple[Worded, ...]


hands = st.builds(
    Hand,
    money_as=st.sampled_from(("plain", "comma", "blank", "wide", "yen", "cents")),
    rate_as=st.sampled_from(("%", "％", "百分之", " %")),
    length_as=st.sampled_from(("3", "三", " 3 ")),
    date_as=st.sampled_from(("年月日", ".", "-", "blank")),
    elide=st.booleans(),
)


class Shunned(NamedTuple):
    """What a drawn notice leaves out.

    `texts` are wordings and words: pairs of the kind of statement, or of the name of the words, and
    the very text. `beside` are kinds of statement that are not made in a layout, or not after
    another kind: (layout, kind, after), kinds meant as in `covers`.
    """

    texts: frozenset[tuple[str, str]] = frozenset()
    beside: tuple[tuple[str, str, str], ...] = ()

    def fitting(self, layout: str, names: Sequence[str]) -> list[str]:
        """Those kinds of a notice that may stand together in a layout, in the order of KINDS."""
        kept: list[str] = []
        for name in sorted(names, key=list(KINDS).index):
            after = [w for where, what, w in self.beside if where == layout and covers(what, name)]
            if not any(not w or any(covers(w, other) for other in kept) for w in after):
                kept.append(name)
        return kept


def covers(pattern: str, name: str) -> bool:
    """Whether a kind is meant: by its name, by a beginning that ends in a dot, by its @section."""
    if pattern.startswith("@"):
        return KINDS[name].section == pattern[1:]
    return name.startswith(pattern) if pattern.endswith(".") else name == pattern


ALL = Shunned()  # nothing is left out


@st.composite
def notices(
    draw: st.DrawFn, shunned: Shunned = ALL, layouts: Sequence[str] = tuple(LAYOUTS)
) -> Written:
    """A notice of several sections in some layout, hand and choice of words."""
    f = draw(facts())
    scheme: Scheme = draw(
        st.sampled_from((*["flexible_medical"] * 6, "resident_medical", "pension"))
    )
    layout = draw(st.sampled_from(layouts))
    names = shunned.fitting(layout, draw(_kinds(scheme)))
    hand = draw(hands)
    statements = []
    for name in names:
        exact = name != "basic.percent" or "base.exact" in names  # else no product is stated
        wordings = [
            wording
            for wording in WORDINGS[name]
            if (name, wording) not in shunned.texts
            and (exact or not re.search("{(?:monthly|base)}", wording))
        ]
        if not wordings:
            continue
        wording = draw(st.sampled_from(wordings))
        chosen = {
            slot: draw(st.sampled_from([w for w in WORDS[slot] if (slot, w) not in shunned.texts]))
            for slot in sorted(slots(wording))
        }
        statements.append(Pen(hand, chosen).write(KINDS[name], wording, f))
    headings = {section: draw(st.sampled_from(names)) for section, names in HEADINGS.items()}
    if scheme == "resident_medical" and "基数" in headings["fees"]:  # they have none
        headings["fees"] = HEADINGS["fees"][0]
    title, preface = draw(st.sampled_from(TITLES[scheme])), draw(st.sampled_from(PREFACES))
    whole = draft(f, scheme, statements, title, preface, headings)
    if layout == "cut" and len(numbered(whole)) < 600:  # too short to show where its lines break
        layout = "numbered"
    rules = tuple(rule for one in statements for rule in one.rules)
    return Written(LAYOUTS[layout](whole), rules, whole, layout, hand, tuple(statements))


@st.composite
def _kinds(draw: st.DrawFn, scheme: Scheme) -> list[str]:
    """Which kinds of statement a notice makes, none that contradicts another."""
    names = list(draw(st.sampled_from(FEES[scheme])))
    if scheme != "flexible_medical":
        names += draw(st.sampled_from(TIMES[:4]))
        names += draw(st.sampled_from([(), ("newborn",)] if scheme == "resident_medical" else [()]))
        return names + draw(st.lists(st.sampled_from(OF_ALL_SCHEMES), unique=True))
    credits = [name for name in CREDITS if name != "credit.percent" or "base.exact" in names]
    names += draw(st.lists(st.sampled_from(credits), max_size=1))
    names += draw(st.sampled_from(TIMES))
    for group in EITHER:
        if draw(st.booleans()):
            names.append(draw(st.sampled_from(group)))
    return names

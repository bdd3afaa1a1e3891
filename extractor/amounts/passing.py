"""In passing: figures that are no rule of the notice, and who pays those that are."""

from __future__ import annotations

import regex

from extractor.amounts.amount import Kind, Payer
from extractor.amounts.place import Place
from extractor.amounts.signs import NOTHING, Surroundings
from extractor.atoms import Atom
from extractor.outline import Block
from extractor.reading import Reading

# 「由4180元提高到4360元」, 「2023年每人每年350元，2024年起调整为380元」
_BECOMES = regex.compile(
    r"""[/·人月年]*(?:划入|计入|记入|缴纳|缴费|征收|执行|收取)?[，,；]?(?:从|自)?(?:\d{4}年度?|今年|现在?|本年度?|明年|目前)?(?:\d{1,2}月)?
        (?:起|开始)?，?(?:统一|相应|再|又|将|逐步|整体)?
        (?:调整|提高|提升|降低|下降|上调|下调|调高|调低|上涨|上升|增加|增长|变更|变化|改|变|涨|升|降
          |减少|统一|过渡)(?:为|到|至|成)""",
    regex.VERBOSE,
)
_WAS = regex.compile(
    r"""(?:上一?年度?(?:的|为|是|标准|缴费|个人|基数|月)|去年|往年|历年
          |(?:以前|之前|此前|过去|原先)(?:的|是|为|按|标准)|原来|调整前|改革前
          |(?<!复|高)原(?:标准|缴费|为|是|按|定|基数|比例))[^，。；]{0,14}$
       |(?:改革前|调整前|以前|过去|此前|原来|原先)，[^。；]{0,20}$""",
    regex.VERBOSE,
)
_GREW = regex.compile(
    r"""(?:提高|增加|上调|上涨|增长|降低|减少|下调|下降|多缴|少缴|多交|少交|涨|高出|高|低)
        (?:了|幅度为?|额为?|约)?$""",
    regex.VERBOSE,
)
# 「按2023年全市基本养老金平均水平的2.5%」: the year of what a rate is of
_OF_THAT_YEAR = regex.compile("平均|工资|养老金|水平|收入")
# 「七、容易混淆的几个数字」, 「历年情况」: what stands below is said in passing
_ASIDE = regex.compile("混淆|仅供|误区|历年|往年|不适用|区分")
_EMPLOYED = regex.compile("(?:用人)?单位职工(?:的|参加|缴|医)|机关事业单位(?:职工|人员|工作)")
_RESIDENTS = regex.compile("居民(?:医|基本|保险|参保|个人缴费|缴费)|新农合|合作医疗")
_COMMERCIAL = regex.compile(
    r"惠民保|惠\p{Han}保|\p{Han}惠保|商业(?:补充)?(?:健康|医疗)?保险|团体险|意外险"
)
_INSURED = regex.compile(
    r"""个人为?$
       |个人(?:自?负担|承担|缴(?!费基数|费工资|费年限)|应缴|部分|自筹|筹资|出资|需缴|支付|交|标准)
       |家庭(?:承担|缴费)|自己(?:缴|交|承担)""",
    regex.VERBOSE,
)
_EMPLOYER = regex.compile(
    "(?:用人单位|单位)(?:缴纳|缴费|缴交|部分|承担|负担|应缴|按|为|交|费率)?(?:比例|费率)?为?$"
)
_TREASURY = regex.compile("(?:财政|政府|集体)[^，。；、个]{0,14}$")
_BY_TREASURY = regex.compile("[/·月年人]*(?:由|的)?(?:各级)?(?:财政|政府)(?:补助|承担|负担|缴)")


def payer_said(text: str, place: Place) -> Payer | None:
    """Who pays, where the words beside an amount say it: 「个人缴费380元，财政补助640元」."""
    start, end = place.left, place.atom.start
    if _INSURED.search(text, start, end):
        return "insured"
    if _EMPLOYER.search(text, start, end):
        return "employer"
    if by_treasury(text, place) or _BY_TREASURY.match(text, place.atom.end):
        return "treasury"
    return None


def by_treasury(text: str, place: Place) -> bool:
    """Whether the words before an amount name the treasury."""
    return _TREASURY.search(text, place.left, place.atom.start) is not None


def payer(text: str, place: Place) -> Payer:
    """Who pays: by the words beside the amount, by its column, as the amount before."""
    said = payer_said(text, place)
    if said is not None:
        return said
    if place.column is not NOTHING:
        words = place.column_words
        if "个人" in words:
            return "insured"
        if "财政" in words or "政府" in words:
            return "treasury"
        if "单位" in words:
            return "employer"
    before = place.before
    return before.payer if before is not None and place.near.silent else "insured"


def is_former(text: str, place: Place, kind: Kind) -> bool:
    """Last year's figure, or by how much one grew."""
    if kind in ("benefit", "unknown", "other_scheme", "subsidy", "late_charge"):
        return False
    if _BECOMES.match(text, place.atom.end, place.right):
        return True
    near = text[place.left : place.atom.start]
    if kind != "wage" and "工资" not in near and _WAS.search(near):
        return True
    return _GREW.search(near) is not None


def is_of_an_earlier_year(reading: Reading, place: Place) -> bool:
    """「如2017年我县城乡居民医保筹资标准为600元」 in a notice for 2018."""
    year = reading.calendar.year
    if year is None:
        return False
    labels = reading.atoms_in(place.sentence.start, place.atom.start, "YEAR", "DATE")
    years = [
        atom.value if atom.label == "YEAR" else atom.value.year
        for atom in labels
        if atom.label == "YEAR" or (atom.value.month is None and atom.value.year is not None)
    ]
    if not years or any(one >= year for one in years):
        return False
    return _OF_THAT_YEAR.search(reading.text, labels[-1].end, place.atom.start) is None


def is_of_others(around: Surroundings, fund: Atom | None, place: Place, kind: Kind) -> bool:
    """「2023年度城乡居民医保个人缴费标准为350元」 in a notice for the self-employed.

    So too what stands under a heading like 容易混淆的几个数字, and commercial insurance.
    """
    text, start, block = around.text, place.sentence.start, place.sentence.block
    if fund is not None and around.is_foreign(fund):
        return True
    paid = kind not in ("subsidy", "late_charge")
    if fund is not None and paid and around.is_of_another_notice(fund, block):
        return True
    if place.near.fund is None and place.after("other_scheme"):
        return True
    if is_aside(text, block) or _COMMERCIAL.search(text, place.left, place.right):
        return True
    if around.resident is not False:
        return False
    return (
        _EMPLOYED.search(text, start, place.atom.start) is not None
        or _RESIDENTS.search(text, place.left, place.atom.start) is not None
    )


def is_aside(text: str, block: Block) -> bool:
    """Whether a heading says that what stands below is no rule."""
    return any(_ASIDE.search(text, above.start, above.end) for above in block.above())

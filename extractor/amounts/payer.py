"""Who pays an amount: the insured, the employer, the treasury; or a pool, which is nobody's fee."""

from __future__ import annotations

from typing import Final, cast

from extractor import pattern as regex
from extractor.amounts.amount import Payer
from extractor.amounts.place import Before, Place
from extractor.amounts.signs import last_match
from extractor.outline import Block
from extractor.reading import Where

# The payer named last before an amount: 「个人缴费380元，财政补助640元」, 「（单位8%，个人2%）」.
_PAYER: Final = regex.compile(
    r"""(?P<insured>
          个人为?$
         |个人(?:按|每[人月年]|自?负担|承担|缴(?!费基数|费工资|费年限)|应[缴交]|部分|自筹|筹资|出资|需缴|支付|交|标准)
         |自[缴负交筹]
         |职工(?=(?:个人|本人)?(?:缴费率|缴费比例|缴纳|负担|承担|费率)[^，。；划计]{0,10}$)
         |(?:家庭|本人|自己|群众)(?:[自应只仅再]|需要?)*(?:承担|缴|交|负担|出))
       |(?P<employer>由(?:用人)?单位(?=(?:全额|统一|按月)?(?:缴|承担|负担|交|出)[^。；个]{0,24}$)
         |(?<![随原与由从同])(?:用人单位|单位|企业)
          (?=(?:缴|部分|承担|负担|应缴|按|为|交|出|费率|比例
            |(?:(?<!企业)职工)?(?:基本)?(?:医疗|养老|失业)保险费?(?:缴费)?(?:比例|费率))[^。；个]{0,24}$|$))
       |(?P<treasury>(?:财政|政府|集体|中央|国家(?=[再还另也给每人为你您们]*(?:补|出|承担|负担)))(?=[^，。；、个]{0,14}$|[^。；、个\d]{0,6}代(?:为)?缴，)
         )""",
    regex.VERBOSE,
)
_PAYER_BEHIND: Final = regex.compile(
    r"""[/·月年人]*的?(?:，?(?:均|全部|全额|都)?由|(?=(?:各级|省级?|市级?|县级?|中央)*(?:财政|政府)))
        (?:其|各级|省级?|市级?|县级?|区级?|本级|中央|地方)*
        (?:(?P<treasury>财政|政府)(?:[^，。；\d]{0,6}?(?:补助|承担|负担|缴|补贴|出资))
          |(?P<employer>用人单位|单位)(?:承担|负担|缴|交)
          |(?P<insured>个人|本人)(?:承担|负担|缴|交))""",
    regex.VERBOSE,
)
# 「其中统筹基金承担45元」, 「福彩公益金每人每年5元」, 「其中6%从工伤保险基金中列支」
_POOL: Final = regex.compile(
    r"(?:统筹|医保|医疗保险|失业保险|工伤保险)基金(?![^，。；、]*[划计记]入)[^，。；、]{0,10}$"
    r"|公益金[^，。；、]{0,10}$"
    r"|从[^，。；\d]{0,14}(?:基金|公益金)(?:账户)?[中里]?(?:列支|划拨|划转|划出|支出|提取|安排|支付|出)，(?:\d{4}年度?)?[^，。；\d]{0,8}$"
)
_POOL_BEHIND: Final = regex.compile(
    "[/·月年人]*，?(?:从|由|在)(?![^，。；]{0,6}(?:个人|账户))[^，。；、]{0,10}(?:基金|公益金)中?(?:列支|支付|承担|解决|划拨)"
)
# 「由经办机构以缴费基数的7%为其按月缴费，所需费用从失业保险基金中列支」
_PAID_FOR_HIM = regex.compile(
    r"[^，。；\d]{0,8}[为替代]其[^，。；\d]{0,24}[缴交][^。；\d]{0,24}(?:费用|资金|经费)(?:从|由|在)"
    r"[^，。；、\d]{0,12}基金中?(?:列支|支付|承担|解决|划拨)"
)
# 「单位缴纳职保的比例为:养老保险费16%；医疗保险费9%」: the payer of all that follows
_LED: Final = regex.compile(
    r"(?:(?P<employer>(?:用人)?单位|企业)|(?P<insured>个人|本人))"
    r"(?:应?(?:承担|负担|缴纳?|缴费|交纳?))[^，。；:]{0,20}:"
)
# 「单位缴费费率，」, 「2.个人缴费比例:」: the payer of all that stands in or below a block
_HEAD: Final = regex.compile(
    r"(?:(?P<employer>(?:用人)?单位|企业)|(?P<insured>个人|本人)|(?P<treasury>财政|政府))"
    r"(?:应?(?:承担|负担|缴纳?费?|交纳?费?|补助)|的)*(?:部分|费率|比例|标准|率)+(?:为|如下)?(?=[，:]|$)"
)
_NAMES: Final = "个人|本人|用人单位|单位|企业|财政|政府"
_EACH: Final = regex.compile(
    rf"(?P<one>{_NAMES})(?:缴费|缴纳|补助|承担|负担)?(?:和|与|、|及)(?:各级)?(?P<other>{_NAMES})"
    r"(?:缴费|缴纳|补助|承担|负担)?(?:标准|费率|比例)?各(?:自|按|为|缴纳?|承担|负担|筹资|补助|出)*(?:每人)?(?:每[年月])?$"
)
_WHO: Final[dict[str, Payer]] = {
    "个人": "insured", "本人": "insured", "用人单位": "employer", "单位": "employer",
    "企业": "employer", "财政": "treasury", "政府": "treasury",
}  # fmt: skip
_PAYER_OF_TABLE: Final = regex.compile(
    "(?P<insured>个人(?!账户|权益|医保|身份))|(?P<treasury>财政|政府)|(?P<employer>单位(?!:))"
)
# How a share is called: 居民医保个人缴费, 各级财政补助
_SHARE: Final = regex.compile(
    r"个人(?:实际|应|需|自)?(?:缴费|筹资|缴纳|自筹|负担|承担|出资)|(?:财政|政府|集体)(?:补助|补贴|配套|资助|筹资|承担)"
)


def said(text: str, place: Place) -> Payer | None:
    """Who pays, where the words beside an amount say it."""
    behind = _PAYER_BEHIND.match(text, place.atom.end)
    found = last_match(_PAYER, text, place.left, place.atom.start)
    if found is None or (behind and text.startswith("由", place.atom.end)):
        found = behind  # 「45元由个人缴纳，45元由财政补助」
    return cast(Payer, found.lastgroup) if found else None


def said_since(text: str, place: Place, start: int) -> bool:
    """Whether the payer is named between a view position and the amount."""
    return _PAYER.search(text, max(place.left, start), place.atom.start) is not None


def by_pool(text: str, place: Place) -> bool:
    """Whether a fund that is there already pays an amount: nobody is asked for it."""
    pool = _POOL.search(text, place.left, place.atom.start)
    if pool is not None and not said_since(text, place, pool.start()):
        return True
    behind = place.atom.end, place.right
    return any(pattern.match(text, *behind) for pattern in (_POOL_BEHIND, _PAID_FOR_HIM))


def payer(text: str, place: Place) -> Payer:
    """Who pays: by the words beside the amount, by its column, as the amount before, as led in."""
    beside = said(text, place)
    if beside is not None:
        return beside
    table = of_table(text, place)
    if table is not None:
        return table
    before = place.before
    if before is not None and (place.near.silent or _is_about_it(place, before)):
        return before.payer
    block = place.sentence.block
    return _led(text, block, place.atom.start) or headed(text, block) or "insured"


def _is_about_it(place: Place, before: Before) -> bool:
    """「单位按2%缴纳医疗保险费的，比例改为1%」: the only fund named between is the one before's."""
    fund = place.near.fund
    return fund is not None and fund is before.fund and place.near.cue is None


def of_table(text: str, place: Place) -> Payer | None:
    """Who pays what stands in the column or the row of an amount."""
    for where in (place.head, place.name):
        found = _PAYER_OF_TABLE.search(text, *where) if where else None
        if found is not None:
            return cast(Payer, found.lastgroup)
    return None


def _led(text: str, block: Block, until: int) -> Payer | None:
    found = last_match(_LED, text, block.body, until)
    return cast(Payer, found.lastgroup) if found else None


def headed(text: str, block: Block) -> Payer | None:
    """「1.单位缴费费率，职工、退休人员均为0.2%」, and what stands below 「单位缴费比例:」."""
    own = _HEAD.match(text, block.body, block.end)
    if own is not None:
        return cast(Payer, own.lastgroup)
    for above in block.above():
        found = _HEAD.match(text, above.body, above.end)
        if found is not None:
            return cast(Payer, found.lastgroup)
    return None


def both(text: str, place: Place) -> tuple[Payer, Payer] | None:
    """「个人缴费和财政补助各为0.2%」, 「单位和个人各缴2%」: who pay as much each."""
    found = _EACH.search(text, place.left, place.atom.start)
    if found is None:
        return None
    first, second = (_WHO[found[name]] for name in ("one", "other"))
    return None if first == second else (first, second)


def share(text: str, start: int, end: int) -> Where | None:
    """Where the words of a range call an amount a share of what is raised: 个人缴费, 财政补助."""
    found = last_match(_SHARE, text, start, end)
    return found.span() if found else None

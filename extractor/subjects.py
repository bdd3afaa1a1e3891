"""Conditions that are composed, not listed: 首次在我市参保的, 分两次交的, 费用已缴至2024年12月.

The lexicon lists words; what people put between them (首次……参保, 超过……缴费期) is grammar.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor import events, route
from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.date import Point
from extractor.conditions import Op, Var
from extractor.reading import Reading


class Said(NamedTuple):
    """A comparison and the half-open range of the view that says it."""

    var: Var
    op: Op
    value: bool | int | str
    start: int
    end: int


_PAY = (
    "(?:(?:一次性?|定期|足额|连续)?(?:进行|办理)?"
    "(?:(?:申报|参保)?(?:缴[费纳存交清]?|交[费纳清]?)|参保))"
)
_FUND = "(?:职工|居民)?(?:基本)?(?:医保|医疗保险|养老保险|社保|社会保险|保险)?(?:费用|费款|费)?"
_SUBJECT = (
    "(?:的(?!标准|金额|费用|费款|方式|人数|医|保|养|时间|渠道)|(?=:)"
    "|(?:灵活就业|参保|缴费)?(?:人员|者|人(?!民|社|力|均))|用户)"
)
_CHOSEN = "(?:选择|选用|采用|采取)"
_UNIT = "(?:自然)?(?:个?月|季度?|半年度?|年度?)"
# 按月缴费的 · 选择按季交 · 年缴: · 分两次缴纳的人员
_FREQUENCY: Final = regex.compile(
    rf"""
    (?:{_CHOSEN}?(?:按照?|逐)(?P<unit>{_UNIT}){_PAY}?{_FUND}(?:{_SUBJECT}|的?(?:时间|期限|期)(?=:|为|\n|$))
      |{_CHOSEN}(?:按照?|逐|以)?(?P<unit>{_UNIT}){_PAY}(?![、或和及])
      |{_CHOSEN}?(?P<unit>(?<![每按逐半上下当今本去全跨一两首末次个该])(?<!\d)(?:月|季|年)|半年)(?:缴|付)费?{_SUBJECT}
      |{_CHOSEN}?分(?:上、?下半年|上下半年)?(?P<times>两|二|2|四|4|十二|12)(?:次|期){_PAY}?{_FUND}{_SUBJECT}
      |{_CHOSEN}?分?(?P<times>上)(?:半年)?[、和及]?下半年(?:度|分别|各一次|两次)?{_PAY}{_FUND}{_SUBJECT}
      |{_CHOSEN}?[每一]?(?P<unit>个?月|季度?|半年|年)(?:缴|交)(?:费|纳)?一(?:次|回)(?:的|:)
      |(?<![\p{{Han}}\d，；、])(?:按照?|逐)?(?P<unit>{_UNIT})[缴交][费纳]?(?=。)
    )
    """,
    regex.VERBOSE,
)
# 「选择按月或季或半年缴费人员」, 「按月、按季、按半年缴的」, 「月缴、季缴的」: each of them
_FREQUENCIES: Final = regex.compile(
    rf"""
    {_CHOSEN}?(?:(?:按照?|逐)(?P<per>{_UNIT})|(?P<per>{_UNIT})(?=[缴交]))[缴交]?
      (?:(?:、|/|或者?|和|及|与)(?:按照?|逐)?(?P<per>{_UNIT})[缴交]?){{1,3}}
      (?:缴?[费纳]|交?费)?{_FUND}(?={_SUBJECT})
    """,
    regex.VERBOSE,
)
# 「全年一次缴清的」, 「一次性交整年费用的」
_WHOLE_YEAR = "(?<!\\d)(?:全年度?|整年|一整年|一年)(?:的)?"
_AT_ONCE: Final = regex.compile(
    rf"{_WHOLE_YEAR}{_FUND}(?:的?钱)?一次性?[缴交](?:[纳清齐完足费]|付清)*{_SUBJECT}"
    rf"|一次性?[缴交][纳清齐完足]*{_WHOLE_YEAR}{_FUND}(?:的?钱)?{_SUBJECT}"
)
_OFFERED = regex.compile(r"(?:可以?|能够?|均|都|、|或|和|及)$")
_FREQUENCY_OF: Final = {"月": "month", "季": "quarter", "半": "half_year", "年": "year"}
_TIMES: Final = {
    **dict.fromkeys(("两", "二", "2", "上"), "half_year"),
    **dict.fromkeys(("四", "4"), "quarter"),
}

# 首次在我市参保 · 头一回参加职工医保 · 新增灵活就业参保; not 按首次参保对待
_NEW: Final = regex.compile(
    r"""
    (?<!按|照|视为|视同|视作|作为|参照|等同|对待)
    (?:(?:首次|初次|第一[次回]|头一?[次回遭]|首度|刚)(?:[^，。；:、（）\n按]{0,12}?)
        (?:参保|参加|投保|入保|缴费|缴纳|登记|(?:上|办理?)(?:城镇)?(?:职工|居民)?(?:医保|社保|医疗保险))
      |(?<![重更最从全])新(?:增|近|办|加入)?的?(?:灵活就业|个体)?(?:人员)?(?:参保|入保|投保|参加)(?!率|政策)
      |未(?:曾)?参加过[^，。；\n]{0,8}(?:医保|保险|保)的
      |(?:从未|此前未|以前未|之前未|从来没有?|未曾|没有?)(?:在(?!用人单位|单位)[^，。；\n]{0,8})?参(?:加过?|过)[^，。；\n]{0,8}(?:医保|保险|保)的
    )
    """,
    regex.VERBOSE,
)
# 「集中缴费期内办理续保的」: says renewing only where nothing else says who
_RENEWS: Final = regex.compile(
    r"(?:上一?年度?|去年|往年|(?:19|20)\d\d年度?)(?:已经?|正常|连续|一直|在[我本]市)*参(?:保|加)[^，。；\n]{0,12}?(?:的|人员|者)"
    r"|(?<![接继连陆延])(?:续保|续缴|续费)(?:缴费|参保)?(?:的|者|:|(?=不设|无|没有|等待期|\p{So}|→|—))"
    r"|(?<!\p{Han})(?:续保|续缴|续费)(?:缴费|参保)?(?=[。\n\t（])"
)
_PERIOD = (
    "(?:(?:集中|统一)?(?:参保)?(?:缴费|交费|征缴|参保|办理|续保|缴纳|征收|登记|申报|收缴|续费)?"
    "(?:期限|期间|期|时间段?|时限|时段|窗口期))"
)
_NAMED = "(?:集中|规定|上述|统一|该|此|本|这个?|前述|缴费|参保缴费)"
_IN_WINDOW: Final = regex.compile(
    rf"""
    (?P<out>(?:超过了?|超出了?|过了|错过了?|逾(?!期)|未能?在|没有?能?在|没赶上|不在|[晚迟]于|拖过了?)(?:[^，。；\n]{{0,6}}?(?:上述|规定的?|该|集中))*的?{_PERIOD}(?:之?内|里)?
      |(?:集中|规定|上述|统一|该)的?{_PERIOD}(?:之?后|以后|以?外|之外|(?:结束|截止|届满|期满|过)(?:以后|之?后|了))
      |(?:集中|规定|统一)的?{_PERIOD}(?:之?内|里)?(?:未|没有?)(?:按时|及时|足额)*(?:缴|交|参保)
      |(?:过期|逾期)未(?=缴|交|参保)
      |(?<![最再较早])(?:超期|过期|逾期|延期|延迟|推迟|晚|迟)(?:参保)?(?:缴|交|参保|续保|续缴)[费纳]?(?:的|者|人员|(?=，|:|无|没|等|要|需|设|须|\p{{So}}|→))
      |(?<=[，；、:])(?:此|这)?之?后(?:才|再)?(?:缴费?|交费?|缴纳|参保)(?:的|者|人员)
      |零星(?:缴费|参保|补缴|办理)(?:的|者|人员)
      |(?:未能?|没有?能?|不)按照?(?:规定|要求|上述)的?(?:时间|时限|期限)(?:之?内)?(?:足额)?(?:参保|缴|交|续保|办理)
      |(?:在|于)(?:补缴|补办|延长|零星(?:缴费|参保|补缴)?)(?:缴费)?(?:期|时段|阶段|时间)(?:之?内|间|里)?
      |(?:补缴|补办|延长|零星(?:缴费|参保|补缴)?)(?:缴费)?(?:期|时段|阶段)(?:之?内|间|里|(?=(?:参保)?缴费?的|(?:参保)?交费?的|续保的|参保的)))
    |(?P<in>(?:在|于)(?:{_NAMED}的?)+{_PERIOD}?(?:之?内|里|期间|时段)
      |(?:在|于|趁)(?:此|该|这)(?:一|段|个)?(?:期间|期限|时间|时段|阶段)(?:之?内|里|段)?
      |(?:集中|规定|上述)的?{_PERIOD}(?:之?内|里|期间)
      |(?<=（)缴费期限?之?内
      |(?P<never>未能?|没有?能?|不能?)?(?P<timely>按时|按期|及时|如期|准时|定期)(?:足额|正常|接着|继续|主动|自觉|连续|办理)*
        (?:续?[缴交][费纳清齐]?|续[保费上]|参保(?:缴费)?)(?:参保)?(?:的|者|人员|(?=[，:、]|无|没|不|免|\p{{So}}|→)))
    """,
    regex.VERBOSE,
)
# 农村低保一、二类对象, 城乡低保三四类人员
_CLASS_OF_POOR: Final = regex.compile(
    "(?:城乡|农村|城镇|城市)?(?:低保|最低生活保障)[一二三四五](?:[、和至]?[一二三四五])*类(?:低保)?(?:对象|人员|户|家庭)?"
)
# 「请续保人员按时缴费」 asks for it
_URGES = regex.compile("请|务必|须|应|要(?!么|是)|提醒|确保|督促|引导|鼓励|希望|为了?(?!止)")
_RESIDENT: Final = regex.compile(
    r"(?:[由从自]|原)?(?:参加)?(?:城乡|城镇)?居民(?:基本)?(?:医保|医疗保险)(?:参保人员?|人员)?"
    r"(?:的(?:人员|居民)?，|、现?)?(?:[^，。；、\n]{0,4}?)转(?:为|入|到|至|过来|换|成|参|接|移|保|职|灵)"
)
# 由职工医保转入居民医保, 退出职工医保后参加居民医保
_EMPLOYEE: Final = regex.compile(
    r"(?:[由从自]|原|退出|停止|中断|脱离)?(?:参加)?(?:城镇)?职工(?:基本)?(?:医保|医疗保险)(?:参保人员?|人员)?(?:的(?:人员)?，?)?"
    r"[^，。；、\n]{0,6}?(?:转(?:入|为|到|至|成|投|参保?|移到|接到)?|参加|改参)(?:当地|本地|我[市县区])?(?:城乡|城镇)?居民(?:基本)?(?:医保|医疗保险)"
)
_MOVED: Final = regex.compile(
    r"(?:异地|外地|外省|外市|市外|省外|县外|统筹区外|跨统筹(?:地)?区|跨省|跨市|其他统筹(?:地)?区|外统筹区)"
    r"[^，。；、\n]{0,10}?(?:转入|转来|转移|接续|转接|转回)[^，。；、\n]{0,6}?(?:的|人员)"
)
_SEPARATED: Final = regex.compile(
    r"(?:解除|终止)(?:[或、/与和（](?:者)?(?:终止|解除)）?)?了?(?:劳动|聘用|人事|用工)(?:合同|关系)"
    r"|(?:劳动|聘用)(?:合同|关系)(?:的)?(?:解除|终止|到期|期满)(?:[或、](?:者)?(?:终止|解除|期满))?"
)
# 由单位职工转为灵活就业人员, 从单位离职
_LEFT_A_JOB: Final = regex.compile(
    r"(?:[由从自]|原)(?:用人|原|企业)?单位(?:职工|在职|参保|就业|在职职工|职工医保)*(?:人员|身份)?[^，。；\n]{0,4}?"
    r"(?:转(?:为|入|到|成|灵)|离职|辞职|下岗|离岗)"
    r"|(?<!未)(?:离职|辞职|离岗|下岗|被辞退)(?=后|之日|的|满|不?超|，|当月|次月|[\d两二三四五六]{1,3}(?:个月|天|日))"
)
_EXHAUSTED: Final = regex.compile(
    r"失业(?:保险)?金(?:待遇)?(?:领取)?(?:期限?)?(?:已经?|都|全部)*(?:满|届满|期满|到期|结束|终止|完毕|领取?(?:完|满|毕|结束)|停[领发])"
    r"|(?:领取?[完满毕]|停止领取|停领)了?失业(?:保险)?金"
)
# 缴费年限还不足的, 参保年限均已达到规定
_YEARS: Final = regex.compile(
    r"(?<!工作|使用|服务|补贴|办学)(?:缴费|参保)?年限(?:还|仍|尚|累计|合计|均|都|也|已经?)*"
    r"(?:(?P<short>不足|不够|不符合|不满|未满|(?:不|未|没有?)达标|未达到?|没有?(?:达到|满|够)|不到|差)|(?:达到|达|符合|满足|满|够)了?(?=规定|要求|最低|国家|年限|标准|的))"
)
# before and after a month: 费用已经交到 2022年12月, 2024年6月 及以前的费用都交齐
_PAID_TO = regex.compile(
    r"(?P<not>未|没有?|尚未)?(?:[已能按期足额正常连续]*)(?:缴费|缴纳|交费|费用|缴|交)(?:医保费|费用|保费|费|记录)?(?:已经?)?[到至]了?$"
)
_TOLD_TO = regex.compile(r"(?:应|需|可|须|请|一次性?|继续|期限|时间|预|补)(?:[^，。；\n]{0,4})$")
_PAID_UP_TO = regex.compile(
    r"(?:份)?(?:及(?:其|之)?以?前|（含）(?:以|之)?前|[以之]前)(?:年度|月份)?的?(?:医保|保险|应缴)?(?:费用?|保费|欠费)?"
    r"(?:[都均已全部经]*)(?P<not>未|没)?(?:缴|交)(?:清|齐|足|完|纳)"
)
# 截至2023年12月没有欠费的
_OWES_NOTHING = regex.compile(
    r"(?:份|底|末)?，?(?:均|都)?(?:没有|无|未|不)(?:欠费|欠缴|断缴)(?=的)"
)


def find(reading: Reading) -> list[Said]:
    """The composed conditions of a notice, in order, without words that the lexicon has read.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("首次在我市参保的，按月交的。"))
    >>> [(said.var.value, said.value) for said in find(reading)]
    [('enrolment', 'new'), ('frequency', 'month')]
    """
    taken = {
        position
        for atom in reading.atoms
        if atom.label == "WHEN"
        for position in range(atom.start, atom.end)
    }
    found = [
        said
        for said in (*_worded(reading.text), *_paid_through(reading), *_routes(reading))
        if (said.start not in taken and said.end - 1 not in taken)
        or said.value is False
        or (said.var is Var.IN_WINDOW and said.start not in taken)  # 「按时续保者」
        or said.var is Var.HARDSHIP  # 「低保一、二类对象」 says more than 「低保」
        or said.var is Var.HAS_RETIREMENT_APPROVAL  # 「审批退休的」 says more than 「退休的」
    ]
    # 「原参加居民医保、现转为参加职工医保的」 is no job found
    moved = [said for said in found if said.value in ("resident", "employee")]
    found = [
        said
        for said in found
        if said.value != "employed_by_unit"
        or not any(one.start < said.end and said.start < one.end for one in moved)
    ]
    return sorted(found, key=lambda said: said.start)


def _worded(text: str) -> Iterator[Said]:
    lists: list[tuple[int, int]] = []
    for match in _FREQUENCIES.finditer(text):
        if _OFFERED.search(text, max(0, match.start() - 4), match.start()):
            continue
        lists.append(match.span())
        for start, end in match.spans("per"):
            per = _FREQUENCY_OF[text[start:end].removeprefix("自然").removeprefix("个")[0]]
            yield Said(Var.FREQUENCY, "eq", per, start, end)
    for match in _FREQUENCY.finditer(text):
        if _OFFERED.search(text, max(0, match.start() - 4), match.start()):
            continue
        if text.startswith(("要继续", "需继续", "应继续"), match.start() - 3):
            continue  # 「年限不够、需继续按月缴费的」: the years, and not how often
        if any(start <= match.start() < end for start, end in lists):
            continue
        unit = match["unit"]
        per = _FREQUENCY_OF[unit.removeprefix("自然").removeprefix("个")[0]] if unit else ""
        value = per or _TIMES.get(match["times"], "month")
        yield Said(Var.FREQUENCY, "eq", value, *match.span())
    for match in _AT_ONCE.finditer(text):
        yield Said(Var.PAID_IN_FULL, "eq", True, *match.span())
    for match in _NEW.finditer(text):
        yield Said(Var.ENROLMENT, "eq", "new", *match.span())
    for match in _RENEWS.finditer(text):
        yield Said(Var.ENROLMENT, "eq", "renewing", *match.span())
    for match in _IN_WINDOW.finditer(text):
        inside = match["in"] is not None and match["never"] is None
        if inside and match["timely"] and _URGES.search(text, *_clause(text, match.start())):
            continue
        yield Said(Var.IN_WINDOW, "eq", inside, *match.span())
    for match in _CLASS_OF_POOR.finditer(text):
        yield Said(Var.HARDSHIP, "eq", match.group(), *match.span())
    for match in _YEARS.finditer(text):
        yield Said(Var.CONTRIBUTION_YEARS_MET, "eq", match["short"] is None, *match.span())
    for match in _RESIDENT.finditer(text):
        yield Said(Var.ENROLMENT, "eq", "transferring", *match.span())
        yield Said(Var.OTHER_INSURANCE, "eq", "resident", *match.span())
    for match in _EMPLOYEE.finditer(text):
        yield Said(Var.ENROLMENT, "eq", "transferring", *match.span())
        yield Said(Var.OTHER_INSURANCE, "eq", "employee", *match.span())
    for match in _MOVED.finditer(text):
        yield Said(Var.ENROLMENT, "eq", "transferring", *match.span())
    for match in _SEPARATED.finditer(text):
        yield Said(Var.EVENT, "eq", "labour_contract_ended", *match.span())
    for match in _LEFT_A_JOB.finditer(text):
        yield Said(Var.EVENT, "eq", "labour_contract_ended", *match.span())
    for match in _EXHAUSTED.finditer(text):
        yield Said(Var.EVENT, "eq", "unemployment_benefit_exhausted", *match.span())
    for one in events.find(text):
        yield Said(one.var, "eq", one.value, one.start, one.end)


def _clause(text: str, at: int) -> tuple[int, int]:
    """The words of a clause before a place."""
    return max(text.rfind(mark, 0, at) for mark in "，。；:！？\n") + 1, at


def _routes(reading: Reading) -> Iterator[Said]:
    for way, start, end in route.find(reading):
        yield Said(Var.PAY_ROUTE, "eq", way, start, end)


def _paid_through(reading: Reading) -> Iterator[Said]:
    """「费用已缴至2024年12月」, 「2024年6月及以前的费用都交齐」: a month, its year stated."""
    for atom in reading.atoms:
        if atom.label != "DATE" or not isinstance(atom.value, Point):
            continue
        point = atom.value
        if point.year is None or point.month is None or point.day is not None:
            continue
        said = _paid_beside(reading.text, atom)
        if said:
            start, end, unpaid = said
            value = f"{point.year}-{point.month:02d}"
            yield Said(Var.PAID_THROUGH, "lt" if unpaid else "ge", value, start, end)


def _paid_beside(text: str, atom: Atom) -> tuple[int, int, bool] | None:
    left = _PAID_TO.search(text, max(0, atom.start - 14), atom.start)
    if left and not _TOLD_TO.search(text, max(0, left.start() - 6), left.start()):
        return left.start(), atom.end, left["not"] is not None
    if text[max(0, atom.start - 2) : atom.start] in ("截至", "截止", "止至"):
        owing = _OWES_NOTHING.match(text, atom.end)
        if owing:
            return atom.start, owing.end(), False
    right = _PAID_UP_TO.match(text, atom.end)
    if right:
        return atom.start, right.end(), right["not"] is not None
    return None

"""What a printed time is for: paying, or benefits, an insurance year, a closed system…"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.date import Range
from extractor.clauses import clause_end, clause_start
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading

Purpose = Literal["pay", "other", "open"]


class Place(NamedTuple):
    """A time in its sentence: its first and last atom, and where the times beside it leave off."""

    sentence: Sentence
    first: Atom
    last: Atom
    left: int
    right: int


PAY: Final = (
    "(?:缴[费纳清齐存]?|(?<![提递转移上成社])交(?![通易付流接叉警])[费纳清]?"
    "|征[收缴]|开征|收缴|收费(?!标准|站|员|处|点|窗)|代收|代扣|收取|续[保缴费]|参保|补办|扣[缴款费]|筹资)"
)
# 缴费期, 集中缴费, 征缴工作: what a window is called
NOUN: Final = (
    rf"(?:{PAY}(?:工作)?(?:期限|期间|期|时间|时限|时段|日期|窗口期?|通道)"
    rf"|集中{PAY}期?|办理时间|受理时间|{PAY}工作)"
)
_WHEN: Final = (
    "(?:时间|时候|期限|期间|期|时限|时段|日期|日子|窗口期|窗口(?=:|为)|档期|通道|阶段|起止)"
)
# 什么时候缴, 几号交, 哪天收
_ASKS_WHEN: Final = (
    "(?:什么时[候间]|啥时[候间]?|什么日子|何时|何日|几时|几号|哪[一几]?天|哪个?时段|哪段时间"
    "|哪些?日子)"
)
_NOT_TIME: Final = "(?!基数|标准|比例|年限|额|金额|待遇)"
_IN_CLAUSE: Final = r"[^，。；\n]"

# ── words before it ──────────────────────────────────────────────────────────────────────────

_PAY_BEFORE: Final = regex.compile(
    rf"{PAY}的?(?:工作|开始|起始|截止)?{_WHEN}|集中办理|办理(?:期限?|时间)|受理(?:期限?|时间)"
    r"|[月季年][缴交]|(?:按|逐)(?:月|季度?|半年度?|年度?)|分[两二四]次|一次性?(?:缴|交)"
    r"|[上下头前后]半年|第?[一二三四1-4]季度|保费|保险费|费用|费款|应(?:于|在)"
    rf"|(?:(?:医保|医疗保险|保险|集中){PAY}|{PAY}工作)$"
    rf"|{PAY}分{_IN_CLAUSE}{{0,6}}?(?:时段|阶段|批|期)"
    rf"|{PAY}(?:工作)?的?(?:时间)?(?:定|安排)?(?:为|:|从|自|于|在)"
)
_OTHER_BEFORE: Final = regex.compile(
    r"享受|待遇|保障期|保障时间|(?<![主接代不])管(?![理委道辖控他])|报销|生效|有效期"
    r"|(?:医保|参保|缴费|保险|结算|自然)年度|年度为|年度即|年度（|所属期|滞纳金|补贴|补助"
    r"|工作日|工作时间|办公|上班|公示|停机|维护|升级|切换|放假|暂停|关闭|停止|封账|决算|结转"
    r"|退费|退款|认证|出生|发生|就医|住院|宣传|总结|动员|部署|准备阶段|督导|自查|验收|执行|施行"
    r"|印发|发布|咨询|热线|基数|标准|平均工资|上限|下限|报名|申领|申报补|领取|补发|调整为"
)
_OBJECT_BEFORE: Final = regex.compile(
    r"(?:补缴|缴纳|缴清|补齐|补足|交纳|欠缴|未缴|停缴|中断|欠|享受|断缴|缴费所属期)"
    r"(?:了|其|的|自|从)?$"
)
_BEGINS_AND_ENDS: Final = regex.compile(r"^[从自].*(?:开始|起|启动).*(?:截止|结束|止)$")
_ENDS_IN_PAYING: Final = regex.compile(rf"{PAY}(?:工作)?$")
_YEAR_OF: Final = regex.compile(r"(?:，?即|为|是|是指|指|:|（|从|自|算)+$")
_IN_BRACKETS_OF_A_YEAR: Final = regex.compile(r"(?<!季)[年度]（$")

# ── words after it ───────────────────────────────────────────────────────────────────────────

_PAY_AFTER: Final = regex.compile(
    rf"{_IN_CLAUSE}{{0,16}}?[（，]?{_IN_CLAUSE}{{0,16}}?{PAY}{_NOT_TIME}"
)
# ，税务系统开放医保缴费 · ，都可以缴费
_OPEN_FOR: Final = regex.compile(
    rf"，?{_IN_CLAUSE}{{0,8}}?(?:开放|开通|受理|可以?|均可|都可|都能|随时)[^，。；\n退]{{0,10}}?"
    rf"{PAY}{_NOT_TIME}(?!凭|证|记录|的)"
)
_IS_WINDOW: Final = regex.compile(
    rf"，?{_IN_CLAUSE}{{0,4}}?(?:为|是|作为|系|属于|:){_IN_CLAUSE}{{0,16}}?(?:{PAY}|集中|办理|受理)"
    rf"{_IN_CLAUSE}{{0,4}}?(?:期|时间|时段|阶段|窗口)|，?为征期"
)
_IS_OVER: Final = regex.compile(r"[^。；（\n]{0,3}?(?:现?已经?|均已)(?:结束|截止|届满|过去|关闭)")
_IS_OTHER: Final = regex.compile(
    r"""(?:止|期间|之间|内)*
        (?:已(?:经)?(?:足额|正常|连续)?(?:缴|交|参保)
          |[^，。；（\n]{0,8}?(?:看病|享受|待遇|暂停|停机|停办|停止|维护|升级|关闭|封账|结转|出生
            |公示|补贴|滞纳金|退费|执行|施行|认证|发生|住院|就医|未缴|欠费|断缴|中断|结算|对账|结账
            |关账|报销|有效))""",
    regex.VERBOSE,
)
_OBJECT_AFTER: Final = regex.compile(
    r"）?(?:止|期间)?的?(?:职工|居民|基本|医保|医疗|养老|社会|社|大额)*"
    r"(?:保险费|保费|医保费|社保费|费用|费款|欠费|待遇|欠缴|应缴|所属期)"
)
_OF_A_PART: Final = regex.compile(r"）(?:的?(?:费|保费|医保)|:)")
SUSPENDS: Final = regex.compile(
    r"暂停|停机|停办|停止(?:办理|受理|缴费|征收)|维护|升级|不(?:能|可|得)(?:办理|缴费|受理)"
    r"|封账|结转|决算"
)
# 「11月1日—12月31日（老参保人员）」 · 「1月1日至12月15日，新参保人员可随时办理缴费」
_PEOPLE: Final = "(?:人员|者|居民|学生|朋友|参保人|职工)"
# 「…（新参保人员）」, 「…，供新参保人员使用」
_PEOPLE_BEHIND: Final = regex.compile(
    rf"止?（[^（）]{{2,14}}{_PEOPLE}）"
    rf"|止?，?(?:只|仅)?(?:供|限|适用于|面向|针对)[^，。；（）]{{2,14}}{_PEOPLE}(?:使用|缴费|参保|办理)?"
)
_THEN_PAYS: Final = regex.compile(
    rf"(?:止|期间|之间|内)*，{_IN_CLAUSE}{{0,16}}?(?>{PAY})(?!的|期|时|基数|标准|方式)"
)

# ── words over it ────────────────────────────────────────────────────────────────────────────

_TOPIC_PAY: Final = regex.compile(
    rf"{PAY}(?:起止|截止|的)?{_WHEN}|集中{PAY}|{PAY}安排|(?:按|[月季年])[月季年]?{PAY}"
    rf"|{_ASKS_WHEN}(?:可以?|能|去|来|该|要|开始|集中)*{PAY}|{PAY}{_IN_CLAUSE}{{0,6}}?{_ASKS_WHEN}"
)
_TOPIC_OTHER: Final = regex.compile(
    r"待遇|享受|(?<![上本当下])年度(?!已)|报销|咨询|地点|材料|基数|标准|退费|退休|补贴|(?<![主接代不])管(?![理委道辖])"
    r"|生效|能用|看病|保多久|保障(?:哪|多|时|期)|滞纳金|认证|公示|工作要求|依据|系统"
)
_TOPIC_WHEN: Final = regex.compile(rf"{_ASKS_WHEN}|办理时间|受理时间|时间安排")
_TIME_ONLY: Final = regex.compile(r"(?<![\p{Han}])时间(?:为|:)")
_PAYS: Final = regex.compile(PAY)
# 学费, 物业费: what is paid is no social insurance
_OTHER_FEE: Final = regex.compile(
    "(?:学杂?|物业|水电?|电|燃?气|取暖|供[暖热]|停车|报名|考试|考务|培训|住宿|伙食|餐|书本|保教"
    "|团|会员|工会经|垃圾|话|租)费|公积金|房租|税款"
)
_THIS_SCHEME: Final = regex.compile("灵活就业|职工|个体|个人身份")
_OTHER_SCHEME: Final = regex.compile(
    r"(?:城乡|城镇)?居民(?:基本)?(?:医保|医疗保险|养老)|新农合|惠民保|商业"
)

_MOVES: Final = regex.compile("转")


def purpose(reading: Reading, place: Place) -> Purpose:
    """Whether a time is for paying, by the words beside it, else by lead, head or heading.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("集中缴费期为1月1日至3月31日，待遇享受期为1月1日至12月31日。"))
    >>> first, second = reading.atoms_in(0, len(reading.text), "RANGE")
    >>> sentence, end = reading.sentences[0], len(reading.text)
    >>> purpose(reading, Place(sentence, first, first, 0, second.start))
    'pay'
    >>> purpose(reading, Place(sentence, second, second, first.end, end))
    'other'
    """
    text, sentence = reading.text, place.sentence
    first, last, left, right = place.first, place.last, place.left, place.right
    here = clause_end(reading, last.end, right)
    is_window = _IS_WINDOW.match(text, last.end, right) is not None
    if _in_year_brackets(reading, sentence, first):
        return "other"
    if SUSPENDS.search(text, left, min(right, here + 12)) and not is_window:
        return "other"
    begin = clause_start(reading, first.start, left)
    if is_over(text, last, right) or _OTHER_FEE.search(text, begin, first.start):
        return "other"
    if of_another_scheme(reading, sentence, first):
        return "other"
    if is_window or _PAYS.search(text, first.start, last.end):
        return "pay"  # the words are even between its days: 12月1日开始缴费，2月29日截止
    whole = text[first.start : last.end]
    if _BEGINS_AND_ENDS.search(whole) and _ENDS_IN_PAYING.search(text, begin, first.start):
        return "pay"  # 「医保费缴纳从12月1日开始，2月29日截止」
    if _OBJECT_BEFORE.search(text, max(left, first.start - 8), first.start):
        return "other"
    if last.label == "RANGE" and _OBJECT_AFTER.match(text, last.end, right):
        return "other"
    cell = _head_of(reading, sentence.block, first)
    if cell:
        time = _TOPIC_PAY.search(cell) or "时间" in cell
        return "pay" if time and not _OTHER_BEFORE.search(cell) else "other"
    nearest = nearest_word(reading, left, first.start)
    if nearest == "other" or _IS_OTHER.match(text, last.end, here):
        return "other"
    amount = reading.atoms_in(last.end, here, "MONEY", "RATE")  # 「1月至12月每人每月缴纳334元」
    after = nearest == "pay" or _PAY_AFTER.match(text, last.end, max(here, min(right, here + 16)))
    if (after and not amount) or _OPEN_FOR.match(text, last.end, right):
        return "pay"
    carried = nearest_word(reading, sentence.start, left) if left > sentence.start else "open"
    if carried != "open":  # 「集中缴费期：续保人员A，新参保人员B」
        return carried
    return topic(reading, sentence)


def nearest_word(reading: Reading, start: int, end: int) -> Purpose:
    """The kind of the last word of a stretch that says what the time behind it is for."""
    text = reading.text
    pay = other = -1
    for atom in reading.atoms_in(start, end, "TIME"):
        if atom.end <= end:
            pay, other = (atom.end, other) if atom.value == "window" else (pay, atom.end)
    for match in _PAY_BEFORE.finditer(text, start, end):
        pay = max(pay, match.end())
    for match in _OTHER_BEFORE.finditer(text, start, end):
        other = max(other, match.end())
    if pay < 0 and other < 0:
        return "open"
    return "pay" if pay > other else "other"


def topic(reading: Reading, sentence: Sentence) -> Purpose:
    """What lead, heading or question over a time says that it is for."""
    block = sentence.block
    over = [reading.outline.words(block.lead)] if block.lead else []
    over += reading.heads(block).split("\n")
    if _TIME_ONLY.search(reading.text, sentence.start, sentence.end) and (
        _PAYS.search(reading.text, block.start, sentence.start) or _PAYS.search(over[0])
    ):
        return "pay"  # 「2024年医保缴费开始了！时间：2023年12月1日—2024年2月29日」
    for words in over:
        if _OTHER_FEE.search(words):
            return "other"
        if _TOPIC_PAY.search(words):
            return "pay"
        if _TOPIC_OTHER.search(words):
            return "other"
        if _TOPIC_WHEN.search(words):
            return "pay"
    return "open"


def is_over(text: str, last: Atom, right: int) -> bool:
    """「2023年度集中缴费期为……，已经结束」."""
    return _IS_OVER.match(text, last.end, right) is not None


def is_called_window(text: str, last: Atom, right: int) -> bool:
    """「……为集中缴费期」."""
    return _IS_WINDOW.match(text, last.end, right) is not None


def words_end(reading: Reading, place: Place) -> int:
    """Where a window's words end: 「……为续保人员集中缴费期」 names its people after the range."""
    text, last, right = reading.text, place.last, place.right
    told = _IS_WINDOW.match(text, last.end, right) or _PEOPLE_BEHIND.match(text, last.end, right)
    if told is None and nearest_word(reading, place.left, last.start) != "pay":
        told = _THEN_PAYS.match(text, last.end, right)
    return told.end() if told else last.start


def of_another_scheme(reading: Reading, sentence: Sentence, first: Atom) -> bool:
    """A window of the residents' insurance in a notice of another scheme."""
    begin = clause_start(reading, first.start, sentence.start)
    stop = clause_end(reading, first.end, sentence.end)
    beside = _OTHER_SCHEME.search(reading.text, begin, min(stop, first.end + 30))
    if not beside and not _goes_on_of_others(reading.text, sentence.start, begin):
        return False
    title = "".join(
        reading.outline.words(block) for block in reading.blocks[:12] if block.role is Role.TITLE
    )
    return _THIS_SCHEME.search(title) is not None and "居民" not in title


def _goes_on_of_others(text: str, start: int, end: int) -> bool:
    """「居民医保个人缴费350元，集中缴费截止12月31日」: the scheme named last before a clause."""
    named = [match.start() for match in _THIS_SCHEME.finditer(text, start, end)]
    others = [match.start() for match in _OTHER_SCHEME.finditer(text, start, end)]
    moves = _MOVES.search(text, others[-1], end) if others else None
    return bool(others) and moves is None and (not named or named[-1] < others[-1])


def _in_year_brackets(reading: Reading, sentence: Sentence, first: Atom) -> bool:
    """「2023医保年度，即2023年7月至2024年6月」, 「2024年度（2024年1月1日至12月31日）」."""
    text = reading.text
    years = reading.atoms_in(max(sentence.start, first.start - 16), first.start, "YEAR")
    if years and _YEAR_OF.fullmatch(text, years[-1].end, first.start):
        return True
    if text[first.start - 1 : first.start] != "（":
        return False
    if _IN_BRACKETS_OF_A_YEAR.search(text, max(0, first.start - 3), first.start):
        return True  # 上半年度（7—12月）费用
    months = isinstance(first.value, Range) and first.value.end.day is None
    # 第一期（1—6月）：2023年12月1日至12月31日
    return months and _OF_A_PART.match(text, first.end) is not None


def _head_of(reading: Reading, block: Block, atom: Atom) -> str:
    if block.role is not Role.ROW or block.head is None or block.head is block:
        return ""
    for (start, end), head in zip(block.cells, block.head.cells, strict=False):
        if start <= atom.start < end:
            return reading.outline.words(head)
    return ""

"""In passing: figures that are no rule of the notice."""

from __future__ import annotations

from extractor import pattern as regex
from extractor.amounts.amount import Kind
from extractor.amounts.place import Place
from extractor.amounts.signs import Surroundings, open_bracket
from extractor.atoms import Atom
from extractor.clauses import asks
from extractor.outline import Block, Sentence
from extractor.pattern import compiled
from extractor.reading import Reading, Where

# 「由4180元提高到4360元」, 「2023年每人每年350元，2024年起调整为380元」
_BECOMES = regex.compile(
    r"""[/·人月年]*(?:划入|计入|记入|缴纳|缴费|征收|执行|收取)?[，,；]?(?:从|自)?(?:\d{4}年度?|今年|现在?|本年度?|明年|目前)?(?:\d{1,2}月)?
        (?:起|开始)?，?(?:统一|相应|再|又|将|逐步|整体)?
        (?:调整|提高|提升|降低|下降|上调|下调|调高|调低|上涨|上升|增加|增长|变更|变化|改|变|涨|升|降
          |减少|统一|过渡)(?:为|到|至|成)""",
    regex.VERBOSE,
)
_WAS = regex.compile(
    r"""(?:上一?(?:医保|缴费|社保|参保|结算|保险)?年度?(?:的|为|是|标准|缴费|个人|基数|月|[甲乙丙\dA-D])|去年|往年|历年
          |(?:去年|上年|以往)[^。；]{0,12}，?(?:分别)?[是为]|(?:以前|之前|此前|过去|原先)(?:的|是|为|按|标准)|原来|调整前|改革前
          |(?:以前|此前|过去|往年|之前)(?:只|仅|曾|都|一直)?(?:缴纳?|缴费|交)
          |(?<!复|高)原(?:标准|缴费|为|是|按|定|基数|比例))[^，。；]{0,14}$
       |(?:改革前|调整前|以前|过去|此前|原来|原先)，[^。；]{0,20}$
       |(?:(?<!缴费|交费|征缴|集中|参保|补缴)时期|年代|那会儿?|那时候?|刚(?:起步|开始|建立|启动)[^，。；]{0,6}|最初|当初)
        ，?[^。；]{0,20}$""",
    regex.VERBOSE,
)
# what is paid on an average, and what may be made up for years gone by
_BEYOND = regex.compile("(?:超过|突破|超出|不超|逾)了?$")
_MADE_UP_FOR = regex.compile(
    r"(?:可以?|只能|还能|最多|最高)(?:一次性|按|再|只)?补[缴交][^，。；\d]{0,4}$"
)
_OF_A_THING = regex.compile(
    "(?:/|每)(?:月/)?(?:平方米|平米|立方米|㎡|吨|度|千瓦时|公里|亩|公?斤|小时|课时|套|辆|份|张|本|件)"
)
_TO_A_SUM = regex.compile(r"\d元?(?:/年|/月)?(?:-|—+|~|至|到)$")  # 「缴费标准为200—5000元」
_BOTH = regex.compile("[、和与及]|以及")  # 「去年分别是4896元和3702元」
_GREW = regex.compile(
    r"""(?:提高|增加|上调|上涨|增长|降低|减少|下调|下降|多缴|少缴|多交|少交|(?<![最至])[多少贵](?=了|出)|(?<![最至许很不大])[多少](?=$)|涨|高出|(?<!最)[高低])
        (?:了|出|幅度为?|额为?|约)?$""",
    regex.VERBOSE,
)
# 「按2023年全市基本养老金平均水平的2.5%」: the year of what a rate is of
_OF_THAT_YEAR = regex.compile("平均|工资|养老金|水平|收入")
# 「2022年执行的月缴费基数3988元，自2023年1月1日起停止执行」; not 「…，原标准停止执行」
_ENDED = regex.compile(
    r"""(?:停止|终止|不再|同时|予以|即行)(?:使用|执行|适用|沿用|废止|施行)|废止|失效|作废|停用
       |(?:是|属于?|为|算)(?:[^，。；]{0,6})(?:以往|往年|以前|过去|早些年|老)[^，。；]{0,6}(?:政策|标准|规定|规矩|老黄历)""",
    regex.VERBOSE,
)
_ANOTHER = regex.compile(r"原(?!则|因)|旧|上一?年|此前|以前|20\d\d年(?!\d)|[《（〔]")
# 「听村里人讲要涨到460元」, 「您听说的460元不准确」
_HEARSAY = regex.compile(
    r"""听(?:说|人|闻|村|邻居)|传言|传闻|网传|谣传|误以为|以为是
       |您(?:们|信中|来信|留言中?)?(?:所[述说讲称]|所?提[到及]|说|讲|所?反[映应]|所?看到)的?(?!问题)""",
    regex.VERBOSE,
)
_TRUE = regex.compile("[^。；不]{0,8}(?:准确|属实|正确|没错|是对的|是真的)")
_UNTRUE = regex.compile(
    r"[^。；，]{0,12}，?[^。；，]{0,6}(?:不(?:准确|属实|正确|实|对)|有误|误传|谣言|并非如此|是假的)"
)
# 「七、容易混淆的几个数字」, 「历年情况」, 「算一算」: what stands below is said in passing
_ASIDE = regex.compile(
    r"""混淆|弄错|搞错|搞混|弄混|误解|分不清|仅?供参考|误区|历年|往年|近[几\d两三四五]年|不适用|区分
       |算[一笔个算]{0,2}[算账]|举(?:个?例|例说明)|案例|示例|测算""",
    regex.VERBOSE,
)
# 「住院花了6万多，医保报了4.1万元」: a patient's bill; 「让您交300元解冻医保卡的都是骗子」
_BILL = regex.compile(
    r"(?<![上申填])报(?:销)?了[^，。；\d]{0,4}\d|花(?:了|费了?|掉)[^，。；\d]{0,4}\d"
)
# 「按日加收的滞纳金适用于用人单位，不适用于灵活就业人员」
_NOT_FOR_THEM = regex.compile(
    r"不适用于?(?:灵活就业|个人参保|个人身份|本(?:通知|通告|公告|公示|须知|办法|次|说明))"
    r"|[与和跟]本(?:通知|通告|公告|公示|须知|办法|说明)无关"
)
_FRAUD = regex.compile("诈骗|骗(?:子|局|术|钱|走|取|保)|冒充|解冻|安全账户")
# 「例如：张某每月应缴348元」, 「家住东区的李女士选择100%档，每月缴1449元」
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹章苏潘范彭鲁马方俞任袁柳史唐薛雷贺倪汤罗郝安常于傅康伍余顾孟黄萧尹姚邵汪毛戴宋庞熊纪舒屈董梁杜阮蓝季贾江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫丁宣邓洪包石崔龚程陆段侯武刘景叶黎白蒲乔谭温庄晏阎艾容向古易廖文曾关"
_EXAMPLE = regex.compile(
    rf"""(?:例|比|譬)如(?!对|因)|举例|(?<![比条惯])例(?:[一二三\d]{{0,2}}:|子)
       |(?:如果?|若|要是)[^，。；\d]{{0,8}}(?:按|选|以|报)[^，。；\d]{{0,4}}\d[\d.,]*元[^，。；]{{0,6}}(?:申报|缴|参保|为基数|作为)|假[如设]|以[^，。；]{{1,20}}为例
       |[{_SURNAMES}](?:某{{1,2}}|先生|女士|阿姨|大爷|大妈|师傅|同志|大姐|大哥|大叔)
        (?![，:、]?[您你]好|[\t:，]|咨询|来电|来信)
       |(?<![养敬尊年大中])[小老][{_SURNAMES}](?=今年|选|每|缴|交|是|在|从|于|的|，)""",
    regex.VERBOSE,
)
# 「企业职工缴费比例为24%，其中单位16%、个人8%」 in a notice for the self-employed
_WITH_EMPLOYER = regex.compile(
    r"(?<![放办托收征险])单位(?:缴|部分|承担|负担|费率|比例|按|应缴|[\d（])"
)
_THEMSELVES = regex.compile("灵活就业|个体|个人身份|由(?:其|参保)?(?:个人|本人)")

_EMPLOYED = regex.compile(
    "(?:用人)?单位职工(?:的|参加|缴|医|单位|费|由|按)|机关事业单位(?:职工|人员|工作|(?:基本)?养老保险)"
)
_RESIDENTS = regex.compile(
    "居民(?:医(?!(?:保|疗保险)的?缴费基数)|基本|保险|参保|个人缴费|缴费)|新农合|合作医疗"
)
_COMMERCIAL = regex.compile(
    r"惠民保|惠\p{Han}保|\p{Han}惠保|商业(?:补充)?(?:健康|医疗)?保险|团体险|意外险"
)


# 「课后服务费每学期300元」, 「清洁费:60元」 beside an insurance fee; not 缴费, 保费, 费用
_OTHER_FEE = regex.compile(
    r"(?<![\p{Han}])(?:[一二三四五六七八九十]是|另收|加收)?[\p{Han}]{2,6}(?<!费)费"
    r"(?:[每为是按:]|标准|[人户生年月套次](?!缴)|学期|学年)*$"
)
_OF_INSURANCE = regex.compile("[缴交付保险医养社参续个应全总共代补退病互统救护生]")


def is_of_another_fee(text: str, place: Place) -> bool:
    """Whether an amount is what something else costs, by the words right before it."""
    if place.near.fund is not None or place.is_rate:
        return False
    fee = _OTHER_FEE.search(text, max(place.left, place.atom.start - 16), place.atom.start)
    return fee is not None and _OF_INSURANCE.search(fee.group()) is None


def is_former(text: str, place: Place, kind: Kind) -> bool:
    """Last year's figure, or by how much one grew."""
    if kind in ("benefit", "unknown", "other_scheme", "subsidy", "late_charge"):
        return False
    if _BECOMES.match(text, place.atom.end, place.right):
        return True
    before = place.before
    if before and before.former and _BOTH.fullmatch(text, place.left, place.atom.start):
        return True
    near = text[place.left : place.atom.start]
    if kind != "wage" and "工资" not in near and _WAS.search(near):
        return True
    if is_changed_further_on(text, place):
        return True
    return _GREW.search(near) is not None or _is_ended(text, place)


def _is_ended(text: str, place: Place) -> bool:
    """「2025年度缴费基数下限4879元，自2026年1月起停止使用」."""
    ended = _ENDED.search(text, place.atom.end, place.sentence.end)
    return ended is not None and _ANOTHER.search(text, place.atom.end, ended.start()) is None


def is_changed_further_on(text: str, place: Place) -> bool:
    """「按2%缴纳医疗保险费的，由2%调整为1%」: the first 2% is the old rate too."""
    words = "由" + text[place.atom.start : place.atom.end]
    again = text.find(words, place.atom.end, place.sentence.end)
    return again >= 0 and _BECOMES.match(text, again + len(words), place.sentence.end) is not None


def is_no_standard(text: str, place: Place) -> bool:
    """「人均缴费已超过420元」, 「每年可补缴1900元」, 「28元/平方米」: money, but nobody's fee."""
    if place.is_rate:
        return False
    return (
        _BEYOND.search(text, place.left, place.atom.start) is not None
        or _MADE_UP_FOR.search(text, place.left, place.atom.start) is not None
        or _OF_A_THING.match(text, place.atom.end) is not None
        or _TO_A_SUM.search(text, place.left, place.atom.start) is not None
    )


def is_hearsay(text: str, place: Place) -> bool:
    """「您听说的460元不准确」, 「您所述的每人每年300元」: what others say, and not the notice."""
    start, end = place.atom.end, place.sentence.end
    if _UNTRUE.match(text, start, end):
        return True
    heard = _HEARSAY.search(text, place.sentence.start, place.atom.start)
    return heard is not None and _TRUE.match(text, start, end) is None


def year_of(reading: Reading, place: Place) -> int | None:
    """The year that the clause of an amount names, else the latest before it.

    「如2017年我县…为600元」, 「2023年为3450元，2022年为3320元」.
    """
    within = place.sentence.start, place.atom.start
    labels = [
        (atom, year)
        for atom in reading.atoms_in(*within, "YEAR", "DATE", "RANGE")
        if (year := _year(atom)) is not None
    ]
    if not labels or _OF_THAT_YEAR.search(reading.text, labels[-1][0].end, place.atom.start):
        return None
    years = [year for _, year in labels]
    last = labels[-1][0]
    beside = reading.text.find("，", last.end, place.atom.start) < 0
    return years[-1] if beside else max(years)


def _year(atom: Atom) -> int | None:
    """「2024年度」, 「2024年」, the last of 「2011年至2013年」; days and months are no years."""
    if atom.label == "YEAR":
        return int(atom.value)
    point = atom.value.end if atom.label == "RANGE" else atom.value
    return point.year if point is not None and point.month is None else None


def is_to_come(reading: Reading, place: Place, year: int) -> bool:
    """「2025年将提高到400元」 in a notice for 2024."""
    own, start = reading.calendar.year, place.sentence.start
    return (
        own is not None
        and year > own
        and compiled("将|拟|预计|计划|有望").search(reading.text, start, place.atom.start)
        is not None
    )


def is_of_others(around: Surroundings, fund: Atom | None, place: Place, kind: Kind) -> bool:
    """「2023年度城乡居民医保个人缴费标准为350元」 in a notice for the self-employed.

    So too what commercial insurance costs.
    """
    text, start, block = around.text, place.sentence.start, place.sentence.block
    if fund is not None and around.is_foreign(fund):
        return True
    paid = kind not in ("subsidy", "late_charge")
    if fund is not None and paid and around.is_of_another_notice(fund, block):
        return True
    if place.near.fund is None and place.after("other_scheme"):
        return True
    if _COMMERCIAL.search(text, place.left, place.right) or is_of_another_fee(text, place):
        return True
    if around.resident is not False:
        return False
    employed = _EMPLOYED.search(text, start, place.atom.start)
    if (
        around.is_for_self_employed
        and _WITH_EMPLOYER.search(text, start, place.sentence.end)
        and not _THEMSELVES.search(text, start, place.sentence.end)
    ):
        return True
    return (
        employed is not None
        and not (around.is_for_employees and not employed.group().startswith("机关"))
        and open_bracket(text, start, employed.start()) < 0
    ) or _RESIDENTS.search(text, place.left, place.atom.start) is not None


def is_of_themselves(text: str, place: Place) -> bool:
    """「…；灵活就业人员由个人按9%缴纳」."""
    return _THEMSELVES.search(text, place.left, place.right) is not None


def is_below_aside(reading: Reading, block: Block) -> bool:
    """Whether a block stands below words like 误区, 历年情况."""
    return _ASIDE.search(reading.heads(block)) is not None


def aside(around: Surroundings, sentence: Sentence) -> Where | None:
    """The part of a sentence that states nothing: it asks, or stands below words like 误区, 算一算.

    So too a patient's bill and what swindlers ask for; and an example, from its first words to the
    end of its block, or of its bracket.
    """
    text, block = around.text, sentence.block
    whole = (sentence.start, sentence.end)
    places = [(above.start, above.end) for above in block.above()]
    places += [where for where in (block.lead, around.caption_of(block)) if where]
    if asks(around.reading, sentence) or any(_ASIDE.search(text, *where) for where in places):
        return whole
    if any(said.search(text, *whole) for said in (_BILL, _FRAUD, _NOT_FOR_THEM)):
        return whole
    example = _EXAMPLE.search(text, block.body, sentence.end)
    if example is None:
        return None
    if open_bracket(text, block.body, example.start()) < 0:
        return example.start(), sentence.end
    close = text.find("）", example.start(), sentence.end)
    return example.start(), close if close >= 0 else sentence.end

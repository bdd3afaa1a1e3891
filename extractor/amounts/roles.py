"""Roles: what each amount is, from the nearest words that govern it."""

from __future__ import annotations

from extractor import pattern as regex
from extractor.amounts import payer as payers
from extractor.amounts.amount import BASES, HIGHEST_RATE, LOWEST_TIER, Kind, Payer
from extractor.amounts.place import Before, Memory, Place
from extractor.amounts.signs import KIND_OF_CUE, Signs, Surroundings, open_bracket
from extractor.atoms import Atom
from extractor.outline import Block, Role
from extractor.reading import Reading

_NOT_HANDED_ON = frozenset({*BASES, "late_charge", "unknown", "instalment"})
_UNITS = "[/·月年人]*"
_TO_UNITS = regex.compile(_UNITS)
_LATE_BEHIND = regex.compile("[^，。；、]{0,8}滞纳金")
_CREDIT_BEHIND = regex.compile(
    rf"""{_UNITS}(?:的?(?:标准|比例|定额|额度|金额))?(?:（[^（）]{{0,12}}）)?，?
        (?:(?:从|由)统筹基金中?)?(?:按月|逐月|每月|定额|直接|全部|按年)?
        (?:划(?=入|到|给|进|至|[，。；、）]|$)|划拨(?=[^，。；]{{0,4}}个人账户)|计入|记入|返还|返到
          |返|注入|拨入|转入|打入|打到|进入|存入|充入
          |[进归转存打到给](?=[^，。；\d]{{0,6}}个人账户))(?P<to>[^，。；（]{{0,10}})""",
    regex.VERBOSE,
)
_NOT_TO_ACCOUNT = regex.compile("统筹|基金(?!账户)|专户|财政|国库|大额|大病")
# 「20%，其中12%计入统筹基金」: of the fee that is named, and nobody's own
INTO_POOL = regex.compile(
    "的?(?:为|计入|划入|进入|纳入|归入|用于|建立|转入|记入)[^，。；（]{0,8}统筹"
)
_SUBSIDY_BEHIND = regex.compile(
    rf"""{_UNITS}的?(?:标准|比例|定额|额度|幅度)?的?
        (?:给予|予以|享受|发放|申领|申请|领取|进行|实行|计算|落实)?
        [^，。；、（）+\d]{{0,8}}(?:补贴|补助|资助)(?!费|金(?!额)|医疗|保险)
       |{_UNITS}由[^，。；\d]{{0,8}}救助(?:基金|资金|金|专项)*(?:出|承担|支付|负担|解决|补)""",
    regex.VERBOSE,
)
_FINANCING = regex.compile("[^，。；]{0,12}(?:财政|政府)补助")
# 「0至3万元报60%，3万元至8万元报65%，8万元以上的部分报70%」
_BENEFIT_OF_TIER = regex.compile(
    r"(?:元?[至到—~-][\d.]+万?元)?(?:（含[^（）]*）)?(?:及?以上|以下|以内)?的?(?:部分|费用)?，?(?:再|按|可)?报销?(?:比例)?(?:为|的)?\d"
)
# 「最高支付限额为10万元（大额医疗补助另计30万元）」
_BESIDES_IT = regex.compile(r"\G（[^（）]{0,14}(?:另计|另加|另有|另外|再加|另支付)[^（）\d]{0,4}$")
# 「可按8%的比例一次性补缴所差年限」: what makes up for years is no fee of a year
_MADE_UP = regex.compile(
    "(?:的?(?:比例|标准|费率))?(?:，)?(?:一次性|趸)(?:补缴|补足|缴足|缴清所差|缴纳所差|缴)(?!全年|清)"
)
# 「一年最多能报40万元」
_REFUNDS = regex.compile(
    "(?:最多|最高|能|可以?)(?:能|可以?)?(?:报销?|赔付?|支付|补偿)(?:到|至|了|额)?$"
)
# 「查处骗保案件17起、追回基金86.4万元」
_RECOVERED = regex.compile("追回|追缴|追退|退回基金|骗取|骗保|套取|查处|涉案|挽回")
_BENEFIT_BEHIND = regex.compile(
    r"""(?:以上|以下|以内|的)?(?:部分)?(?![^，。；]{0,8}账户)[^，。；、\d]{0,6}
        (?:报销|支付(?!宝)|补偿|起付|赔付|给付|自付|封顶|限额|由统筹基金|由基金)
       |(?:以上|以下)的?(?:医疗)?(?:费用|部分)""",
    regex.VERBOSE,
)
_BASE_BEHIND = regex.compile(
    rf"""{_UNITS}(?:(?:的标准)?(?:作为|为|定为|确定为|核定为|确定)[^，。；]{{0,24}}
        |的(?:月|缴费|申报)*)基[数准]""",
    regex.VERBOSE,
)
# 「按照4416元（60%）、7360元（100%）两个基数档次」
# 「由个人负担10%，长护险资金负担90%」
# 「各级财政另外按670元/人·年给予补助」: to everybody; not 「财政对特困人员按…给予补助」
_TREASURY_GIVES = regex.compile(
    r"(?:\G|[，。；、:])(?:同时|此外)?(?:各级|中央|省级?|市级?|县级?|地方|和|与|、)*(?:财政|政府)(?:部门)?"
    "(?:另外|再|另|统一|均|都|还)?按?(?:每人每年|人均|照)?$"
)
_OWN_SHARE = regex.compile("个人(?:每[人年月]|缴纳?|承担|负担|出资?|部分)(?!费基数|账户)")
# 「每人每年45元由个人缴纳，45元由财政补助」
_SHARED = regex.compile(
    "由?(?:其|参保)?(?:个人|本人)(?:缴纳|承担|负担|出资|缴费)(?!基数|年限|工资)"
)
_REST_PAID = regex.compile(r"，[^，。；\d]{0,14}(?:基金|资金)(?:负担|支付|承担|报销)$")
_OR_MORE = regex.compile("[/月]*(?:（含[^（）]*）)?(?:及?以上|以下|以内)")
_BASES_BEHIND = regex.compile(r"（\d+%）[^，。；]{0,80}个(?:缴费)?基[数准]")
# 「4008元，其中基本医疗保险费3888元」, 「4440元/人。其中…」
_PARTS_BEHIND = regex.compile(
    r"""[^，。；（:\d]{0,5}[，（:]?(?:其中|包括|包含|含|构成为?|即|由(?=[^。；]*[组构]成))[:，]?
        (?P<part>[^。；）\d]{1,24})\d""",
    regex.VERBOSE,
)
# 「（由财政补贴2元，个人缴3元）」: who pays how much of it
_SHARES = regex.compile(
    r"(?P<insured>个人(?!账户|身份))[^，。；、（）\d]{0,8}\d[\d.]*(?:元|%)"
    r"|(?P<others>财政|政府|统筹基金|单位(?!.*%)|集体|国家)[^，。；、（）\d]{0,12}\d[\d.]*(?:元|%)"
)
# 「按9%缴纳医疗保险费，其中7%从工伤保险基金中列支，2%由个人缴纳」
_RATE_IN_PARTS = regex.compile(r"[^，。；\d]{0,24}，其中\d[\d.]*%(?:从|由|在)")
_PARTS_NEXT = regex.compile(r"[^，。；（:\d]{0,5}[。；]其中[^。；]{2,16}\d")
_PART = regex.compile("统筹基金|个人(?!账户)|家庭|居民|参保人|财政|政府|单位|集体|各级|中央")
# 「单位部分和个人部分均由个人承担，缴费比例合计10%（单位8%，个人2%）」
_ALONE = regex.compile(
    r"""(?:均|全部|全额|都|一并)?由(?:其|参保)?(?:个人|本人|参保人员?|灵活就业人员)
        (?:全额|全部|承担|缴纳|负担)(?!\d)""",
    regex.VERBOSE,
)
_WITHIN = regex.compile("其中|含")
_DEDUCTED = regex.compile("扣|划(?!入|拨|账|转至|到)")
_SOURCE = regex.compile("账户|养老金|退休金|按月划扣|每月划扣|按月扣")
_CLAUSE_END = regex.compile("[，；。、]")
_ABOUT = regex.compile("(?:约|大约|大概|左右|参考)(?:为|每[人年月]|是)*$")
# 「低于80元的按80元划入」
_BOUND = regex.compile(
    "(?:低于|不足|不到|未达到?|高于|超过|不满|最低|最高|至少|起步|不少于)(?:为|按)?$"
)
_LIMITS = frozenset({"base_lower", "base_upper"})
# 「选择下限的每月893.60元」: what who declares the limit pays
_AT_LIMIT = regex.compile(
    r"(?:[选按]择?|缴费?|申报)[^，。；]{0,8}(?:上限|下限|最低档?|最高档?)(?:缴费|缴纳|申报|参保)*"
    r"(?:的|计算?|核算|测算|参保的?，?|的?(?:人员|者)?，?(?:每人)?(?:每个?月|月缴|每年|全年|应缴|需缴|缴)[^，。；基数]{0,6})$"
)
_BASE = regex.compile("基数[^。；]*$")
_LOW_OR_HIGH = regex.compile("(?P<low>低于|不足|不到|未达)|(?:高于|超过)")
_THEN = regex.compile("[/月]*(?:的|时|者)，?|[/月]*，?(?:按|以|均按|补足)")
_CHOOSING = regex.compile("(?:选择?|缴纳?|缴费|交|按)(?:了|每年)?$")
_CHOSEN = regex.compile(
    r"[/年]*(?:及?以上)?(?:(?:缴费)?档次?(?:及?以上)?|标准)?(?:的，?)?"
    r"(?:给予|政府|财政|每人|每年|的)*(?:补贴?|补助|奖补)(?:标准)?为?\d"
    r"|[/年]*(?:及?以上)?(?:缴费)?(?:(?:档次?|标准)(?:及?以上)?)?(?:缴费|参保|缴纳)的"
    r"|[/年]*(?:及?以上)?(?:缴费)?档次?(?:及?以上)?的"
)
_OWED = regex.compile("）的?(?:标准)?(?:缴|交)")
_TIMES = regex.compile(r"[/月]*(?:×|x|X|\*|乘以?|的(?=\d|百))")
_PLUS = regex.compile(r"\+[^。；=]*=¥?$")
_LEADS_TO_SUM = regex.compile(
    "(?:全年|每年|年度|每月|月|半年|每人|人均|个人|两项|各项|在职人员|参保人员)*"
    "(?:合计|共计?|总共|应缴|应交|实缴|需缴|缴费)+(?:纳|费|费额|金额|总额|总数|费用|数额)*"
)
_IN_SUM = regex.compile("即|也就是|这样|因此|也即|算下来|总的")
_PRODUCT = regex.compile(r"(?:×|x|X|\*|乘以?)$")
_PRODUCT_BEHIND = regex.compile(rf"{_UNITS}（[^（）]*(?:×|基数)")
_UP_TO = regex.compile(r"[/月]*(?:至|到|—+|~|-)[¥\d]")
_RANGE = regex.compile("[/月]*(?:至|到|—+|~|-)")
# 「可在3630元至18150元之间自行确定月缴费基数」
_RANGE_OF_BASE = regex.compile(
    r"[/月]*(?:至|到|—+|~|-)¥?[\d,.]+元?(?:/月)?[^，。；\d]{0,24}基数(?!\p{Han}{0,4}[上下]限)"
)
# 「月缴费基数由缴费人在4227元到21135元之间自行申报」
_BETWEEN_BASES = regex.compile(
    r"[/月]*(?:至|到|—+|~|-)¥?[\d,.]+元?(?:/月)?(?:之间|范围|区间|以内|内)"
)
# 「以7360元（上年度全省月平均工资）的60%至300%」
_WAGE_BEHIND = regex.compile(r"[/月]*（[^（）\d]{0,30}(?:平均|社平|月均)工资[^（）\d]{0,6}）")
# 「缴费基数按照平均工资确定，2024年度为4362元」
_BASE_BY_WAGE = regex.compile(
    r"基数[^。；]*工资[^。；]*(?:确定|核定|执行|计算)，?(?:20\d\d年度?)?(?:标准)?(?:为|是|即)?$"
)
_UP_TO_MONEY = regex.compile(r"[/月年]*(?:至|到|—+|~|-)(?:每[月年])?¥?\d[\d,.]*元")
_AT_LEAST = regex.compile("(?:最低|最少|至少|不(?:得|能)?(?:低|少)于)[^，。；、\\d]{0,6}$")
_AT_MOST = regex.compile("(?:最高|最多|至多|不(?:得|能)?(?:高于|超过|多于))[^，。；、\\d]{0,6}$")
_OF_A_WAGE = regex.compile("[^，。；缴划计]*(?:的，)?(?:以|按照?)?[^，。；缴划计]{0,8}")
_PAID = regex.compile("缴纳|缴费(?!基数)|征收|交|划|计入|记入")
_PAYS = regex.compile("缴|交|保费|筹资|收费|收取|征收|费用|多少钱|标准")
_PAY_RATE = regex.compile("[^，。；（）]{0,6}(?:缴|交|征|计征)|）?的?(?:比例|费率)")
_PAYING = regex.compile("(?<![不无免])缴(?!费基数|费工资)|(?<![不免])交")
_STOP = regex.compile("[，。；]")
_OF_TREATMENT = regex.compile("检查|产检|生育|分娩|护理|丧葬|住院|门诊")
# 「实际缴费的60%」, 「应缴社会保险费的50%」
_OF_THE_FEE = regex.compile(
    r"(?:缴费|缴纳|应缴|实缴|保险|社保|医保|养老|费)[^，。；]{0,3}(?:费用?|费?额|款)?(?:总额|总和)?的$"
)
_INCLUDING = regex.compile("（(?:已?含|包[括含])")
_LEVEL = regex.compile(
    "(?:中央|省|市|县|区|地方|本级)[^，。；、]{0,4}(?:财政|补助|补贴|承担)[^，。；]{0,6}$"
)
_OF_THE_TREASURY = regex.compile(r"财政[^。；]*\d[^。；]*(?:其中|含|包括)")
_SUBSIDY = regex.compile("补贴|补助|资助|奖补")
# 「由县级财政代缴，代缴标准为228元」: the fee itself, and no subsidy
_IN_HIS_PLACE = regex.compile(r"(?:财政|政府)[^。；\d]{0,8}代(?:为)?缴[^。；\d]{0,12}$")
_PART_OF_IT = regex.compile("其中|增加部分")
_FOR_HIM = regex.compile("[/·月年人]*(?:的标准)?(?:为其|为他们|予以|给予)?代(?:为)?缴")
_BENEFITS = regex.compile("报销|起付|门诊|住院|支付范围|支付标准|待遇标准|待遇水平|基金支付|赔付")


class Roles:
    """Decides what an amount is: by the words behind it, before it, around it, in this order."""

    def __init__(self, reading: Reading, around: Surroundings, memory: Memory) -> None:
        self.reading = reading
        self.around = around
        self.memory = memory
        self.text = reading.text

    def kind(self, place: Place) -> Kind:
        """What an amount is meant as; whether it still holds is asked elsewhere."""
        return (
            self._by_words_behind(place)
            or self._by_words_before(place)
            or self._by_going_on(place)
            or self._by_surroundings(place)
        )

    # ── by the words behind ──────────────────────────────────────────────────────────────────

    def _by_words_behind(self, place: Place) -> Kind | None:
        """What the words right behind an amount make of it: 「…划入个人账户」, 「…的滞纳金」."""
        text, end, right, cue = self.text, place.atom.end, place.right, place.near.cue
        if _LATE_BEHIND.match(text, end, right):
            return "late_charge"
        if place.kind is not None:
            return place.kind
        if _ABOUT.search(text, place.left, place.atom.start) or text.startswith("左右", end):
            return "unknown"  # 「参考2023年每月约380元」
        if payers.by_pool(text, place) and not _CREDIT_BEHIND.match(text, end, right):
            return "unknown"  # 「其中统筹基金承担45元」
        if not place.is_rate and (
            _RANGE_OF_BASE.match(text, end, place.sentence.end)
            or (
                _BASE.search(text, place.sentence.start, place.atom.start)
                and _BETWEEN_BASES.match(text, end, place.sentence.end)
            )
        ):
            return "base_lower"
        if not place.is_rate and cue is None and _UP_TO_MONEY.match(text, end):
            return "unknown"  # 「每月378元至1890元」
        product = self._rate_of_product(place) if place.is_rate else self._money_of_product(place)
        if product is not None:
            return product
        if place.is_rate and _RATE_IN_PARTS.match(text, end, place.sentence.end):
            return "total"
        if self.around.fund_behind(place.atom, right) is not None:
            return None
        before = place.before
        if (
            before
            and before.role == "benefit"
            and _BESIDES_IT.search(text, before.atom.end, place.atom.start)
        ):
            return "benefit"
        if place.is_rate and _MADE_UP.match(text, end, right):
            return "unknown"
        if (
            before
            and before.role == "subsidy"
            and before.atom.label == "RATE"
            and not place.is_rate
            and _AT_MOST.search(text, place.left, place.atom.start)
        ):
            return (
                "unknown"  # 「按60%给予补贴，每人每月最高不超过350元」: the schema has no such cap
            )
        if _REFUNDS.search(text, place.left, place.atom.start):
            return "benefit"
        if _RECOVERED.search(text, place.sentence.start, place.atom.start):
            return "unknown"
        if (
            _BENEFIT_BEHIND.match(text, end, right)
            or _BENEFIT_OF_TIER.match(text, end)
            or (place.is_rate and _REST_PAID.match(text, end, right))
        ):
            return "benefit"
        if INTO_POOL.match(text, end, right) or self._is_chosen_fee(place):
            return "unknown"
        if cue in _LIMITS and _AT_LIMIT.search(text, place.left, place.atom.start):
            return "contribution"
        if cue == "base" and _OR_MORE.match(text, end, right):
            return "unknown"  # 「缴存基数5000元以上的需提供…」
        credit = _CREDIT_BEHIND.match(text, end, right)
        if (
            credit
            and "，" in text[end : credit.start("to")]
            and (right < place.sentence.end and not _STOP.search(text, credit.start("to"), right))
        ):
            credit = None  # 「每月交387元，每月返86元到个人账户」
        if credit and cue not in ("subsidy", "benefit"):
            return "unknown" if _NOT_TO_ACCOUNT.search(credit["to"]) else "credit"
        subsidy = _SUBSIDY_BEHIND.match(text, end, right)
        if subsidy and not any(
            fund.end >= subsidy.end() for fund in self.reading.atoms_in(end, subsidy.end(), "FUND")
        ):  # not 「5556元和重大疾病医疗补助72元」
            shared = self.around.resident or _SHARED.search(text, place.sentence.start, right)
            financed = (shared and _FINANCING.match(text, end, right)) or (
                self.around.resident
                and _TREASURY_GIVES.search(text, place.sentence.start, place.atom.start)
            )
            return "contribution" if financed else "subsidy"
        if not place.is_rate and _BASES_BEHIND.match(text, end, place.sentence.end):
            return "base"
        if _BASE_BEHIND.match(text, end, right):
            return "multiple" if place.is_rate else "base"
        if not place.is_rate and _WAGE_BEHIND.match(text, end):
            return "wage"
        if cue in ("credit", "subsidy", "late", "benefit") or place.after("benefit"):
            return None
        return "total" if self._has_parts(place) else None

    def _money_of_product(self, place: Place) -> Kind | None:
        """「4588元×5%」: a base; 「低于80元的按80元划入」: nothing that is stated."""
        if self._is_bound(place) or self._is_addend(place):
            return self._bound_of_base(place) or "unknown"
        times = _TIMES.match(self.text, place.atom.end, place.right + 1)
        if times and self._is_factor(place, times.end()):
            self.memory.factors.add(place.atom.start)
            return "base"
        return None

    def _is_factor(self, place: Place, behind: int) -> bool:
        """「4588元×5%」, 「按4362元的8%缴纳」; not 「平均工资6840元的60%」."""
        rates = self.reading.atoms_in(behind, behind + 1, "RATE")
        if not rates or self.text[behind - 1] != "的":
            return bool(rates)
        return rates[0].value <= HIGHEST_RATE and place.near.cue in (None, "base")

    def _rate_of_product(self, place: Place) -> Kind | None:
        if not _PRODUCT.search(self.text, place.left, place.atom.start):
            return None
        if place.before is None or place.before.role not in (*BASES, "unknown"):
            return None
        return "credit" if self.around.lead(place.sentence.block).account else "contribution"

    def _is_chosen_fee(self, place: Place) -> bool:
        """「选择200元档次的，补贴30元」, 「缴200元补贴35元」: who, and not how much."""
        return (
            not place.is_rate
            and _CHOOSING.search(self.text, place.left, place.atom.start) is not None
            and _CHOSEN.match(self.text, place.atom.end) is not None
        )

    def _is_bound(self, place: Place) -> bool:
        text, before = self.text, place.before
        if _BOUND.search(text, place.left, place.atom.start) and (
            _THEN.match(text, place.atom.end) or place.near.credit_end >= 0
        ):
            return True
        if before is None or before.atom.value != place.atom.value:
            return False
        return _BOUND.search(text, max(0, before.atom.start - 6), before.atom.start) is not None

    def _bound_of_base(self, place: Place) -> Kind | None:
        """「缴费基数低于4416元的按4416元计算，高于22080元的按22080元计算」."""
        if _BASE.search(self.text, place.sentence.start, place.atom.start) is None:
            return None
        bound = _LOW_OR_HIGH.search(self.text, place.left, place.atom.start)
        if bound is None:
            return None
        return "base_lower" if bound["low"] else "base_upper"

    def _is_addend(self, place: Place) -> bool:
        """「按1070元（个人缴费400元+财政补助670元）缴纳」: the brackets explain the sum."""
        text = self.text
        opening = open_bracket(text, place.sentence.start, place.atom.start)
        close = text.find("）", place.atom.end, place.sentence.end)
        if opening < 0 or close < 0 or "+" not in text[opening:close]:
            return False
        return text[opening - 1] in "元额费总年人" and _OWED.match(text, close) is not None

    def _has_parts(self, place: Place) -> bool:
        """「4008元，其中基本医疗保险费3888元」; not 「340.65元，即4087.80元」."""
        text, end, sentence = self.text, place.atom.end, place.sentence
        if not place.is_rate:
            if place.near.cue == "base":
                return False
            if _PARTS_NEXT.match(text, end, sentence.block.end) or self._heads_its_parts(place):
                return True
        if self._is_broken_down(place):
            return True
        parts = _PARTS_BEHIND.match(text, end, sentence.end)
        if parts is None:
            return False
        start, stop = parts.span("part")
        if _PART.search(text, start, stop):
            if place.near.cue is None and payers.said_since(text, place, place.left):
                return False  # 「个人缴费1020元（含财政补助640元）」
            return not (place.is_rate and self._is_paid_alone(place))
        if place.is_rate and place.near.cue != "total":
            return self._are_all_named(place, start)
        fund = place.near.fund
        return any(
            part.end <= stop
            and (fund is None or part.value != fund.value or "其中" in text[end:start])
            for part in self.reading.atoms_in(start, stop, "FUND")
        )

    def _are_all_named(self, place: Place, start: int) -> bool:
        """「基本医疗保险（含生育保险）9.5%，其中生育保险0.5%」 is paid at 9.5%."""
        stops = "。；）" if "（" in self.text[place.atom.end : start] else "。；"
        ends = [at for stop in stops if (at := self.text.find(stop, start, place.sentence.end)) > 0]
        until = min(ends, default=place.sentence.end)
        named = {part.value for part in self.reading.atoms_in(start, until, "FUND")}
        fund = place.near.fund
        return len(named) > 1 or (fund is not None and fund.value in named)

    def _heads_its_parts(self, place: Place) -> bool:
        """「全年4446元：」 over lines of which each is the fee of a fund."""
        text, block = self.text, place.sentence.block
        if text[place.atom.end : block.end] not in (":", "，其中:", "，其中", "，包括:"):
            return False
        below = self.reading.blocks[block.index + 1 : block.index + 3]
        return len(below) == 2 and all(
            self.reading.atoms_in(one.start, one.end, "FUND")
            and self.reading.atoms_in(one.start, one.end, "MONEY")
            for one in below
        )

    def _is_broken_down(self, place: Place) -> bool:
        """「每月386元（基本医保371元+大病保险15元）」, 「90元，个人负担50元、政府补贴40元」."""
        text, sentence = self.text, place.sentence
        units = _TO_UNITS.match(text, place.atom.end)
        opening = units.end() if units else place.atom.end
        if text.startswith("（", opening):
            close = text.find("）", opening, sentence.end)
            if _OWED.match(text, max(close, 0)):
                return False
            inside = (opening, close if close >= 0 else sentence.end)
            funds = {atom.value for atom in self.reading.atoms_in(*inside, "FUND")}
            if len(funds) > 1 and len(self.reading.atoms_in(*inside, "MONEY")) > 1:
                return True
        elif text[opening : opening + 1] in "，:":
            inside = (opening, sentence.end)
        else:
            return False
        shared = {found.lastgroup for found in _SHARES.finditer(text, *inside)}
        return len(shared) > 1 and not payers.said_since(text, place, place.left)

    def _is_paid_alone(self, place: Place) -> bool:
        begin = place.sentence.start
        return _ALONE.search(self.text, begin, place.atom.start) is not None

    # ── by the words before ──────────────────────────────────────────────────────────────────

    def _by_words_before(self, place: Place) -> Kind | None:
        """What the words between the amount before and this one make of it, its column, its row."""
        near, column, row = place.near, place.column, place.row
        if place.is_rate and self._is_of_what_is_paid(place):
            return "subsidy"
        for signs in (near, column):
            kind = self._by_cue(place, signs)
            if kind is not None:
                return kind
        if near.account or column.account:
            return "credit"
        possible = not place.is_rate or place.atom.value <= HIGHEST_RATE
        alone = near.credit_end < 0 and not near.several and possible
        if place.after("benefit") and _PART_OF_IT.search(self.text, place.left, place.atom.start):
            return "benefit"
        if alone and payers.said(self.text, place) is not None:
            return "contribution"
        if not place.is_rate and payers.of_table(self.text, place) is not None:
            return "contribution"
        kind = self._by_cue(place, row) or ("credit" if row.account else None)
        if kind is not None:
            return kind
        behind = self.around.fund_behind(place.atom, place.right)
        if place.is_rate:
            return self._kind_of_rate(place, behind)
        if (near.several or row.several) and behind is None:
            return "total"
        if not (behind or place.fund or near.fund or column.fund or row.fund):
            return None
        lead = self.around.lead(place.sentence.block)
        governs = lead.cue in ("base", "credit", "subsidy", "benefit") and lead.fund is None
        fee = near.fund is not None and self.text[near.fund.end - 1] in "费金款"
        if lead.cue == "base" and (fee or _PAYS.search(self.text, place.left, place.atom.start)):
            governs = False  # 「缴费基数:4000元。大病保险费每年216元」
        return KIND_OF_CUE[lead.cue] if governs and lead.cue else "contribution"

    def _by_cue(self, place: Place, signs: Signs) -> Kind | None:
        """What the nearest cue makes of an amount, where it reaches as far."""
        cue, near = signs.cue, signs is place.near
        if cue is None:
            return None
        raised = cue == "total" and "筹资" in self.text[max(0, signs.cue_end - 4) : signs.cue_end]
        if (
            near
            and (raised or cue in ("subsidy", "benefit"))
            and payers.said_since(self.text, place, signs.cue_end)
        ):
            return None  # 「给予定额资助，个人缴纳80元」
        between = (max(signs.cue_end, place.left), place.atom.start) if near else (0, 0)
        if cue in ("average_pension", "wage", "base", "base_lower", "base_upper"):
            return (
                self._rate_by_base(place, cue) if place.is_rate else self._base(place, cue, between)
            )
        if cue == "late":
            return "late_charge" if near or place.is_rate else None
        if cue == "total" and signs.benefit:
            return "benefit"  # 累计最高支付限额共50万元
        if cue == "total" and place.is_rate and self._is_paid_alone(place):
            return "contribution"
        if cue == "subsidy":
            return self._subsidy(place, near)
        return KIND_OF_CUE[cue]

    def _is_of_what_is_paid(self, place: Place) -> bool:
        """「补贴标准为应缴社会保险费的50%」, whatever base the fee is reckoned by."""
        text, block = self.text, place.sentence.block
        if _OF_THE_FEE.search(text, place.left, place.atom.start) is None:
            return False
        return _SUBSIDY.search(text, block.body, place.atom.start) is not None or (
            _SUBSIDY.search(self.reading.heads(block)) is not None
        )

    def _rate_by_base(self, place: Place, cue: str) -> Kind | None:
        """「月平均工资的60%」 is a multiple, 「缴费基数的8%」 not yet anything."""
        if cue == "average_pension":
            return None
        return "multiple" if place.atom.value >= LOWEST_TIER else None

    def _base(self, place: Place, cue: str, between: tuple[int, int]) -> Kind | None:
        if cue == "average_pension":
            return "average_pension"
        if cue == "wage":
            if _OF_A_WAGE.fullmatch(self.text, *between):
                return "wage"
            by_wage = _BASE_BY_WAGE.search(self.text, place.left, place.atom.start)
            return "base" if by_wage else None
        if _PAID.search(self.text, *between):
            return None
        if cue == "base":
            behind = place.atom.end
            if self.text.startswith("的", behind) and any(
                rate.value >= LOWEST_TIER
                for rate in self.reading.atoms_in(behind + 1, behind + 2, "RATE")
            ):
                return "wage"  # 「缴费基数为7360元的60%，即4416元」
            return self._limit(place) or "base"
        return KIND_OF_CUE[cue]

    def _limit(self, place: Place) -> Kind | None:
        """「基数可在4588元至22938元之间选择」, 「基数最低4347元、最高21735元」."""
        if _UP_TO.match(self.text, place.atom.end) or _AT_LEAST.search(
            self.text, place.left, place.atom.start
        ):
            return "base_lower"
        at_most = _AT_MOST.search(self.text, place.left, place.atom.start)
        return "base_upper" if at_most else None

    def _subsidy(self, place: Place, near: bool) -> Kind:
        if _OF_TREATMENT.search(self.text, place.left, place.atom.start):
            return "benefit"  # 产前检查定额补助
        paid = payers.said(self.text, place) == "treasury" and (
            self.is_share(place)
            or (place.after("contribution") and self.is_financing(place))
            or _IN_HIS_PLACE.search(self.text, place.left, place.atom.start)
        )
        return "contribution" if near and paid else "subsidy"

    def _kind_of_rate(self, place: Place, behind: Atom | None) -> Kind | None:
        """A rate is paid where words say so: 「缴费比例为8%」, 「按0.75%缴纳」, 「生育保险1%」."""
        near, atom, block = place.near, place.atom, place.sentence.block
        if near.credit_end >= 0:
            return "credit"
        if near.benefit:
            return "benefit"
        of_base = near.cue in ("base", "wage")
        if atom.value > HIGHEST_RATE:
            after = any(place.after(role) for role in ("wage", "multiple", "base"))
            return "multiple" if of_base or after else None
        fund = behind or place.fund or near.fund or place.column.fund or place.row.fund
        if of_base or near.rate or place.column.rate or place.row.rate:
            above = self.around.above(block)[:1]
            over = (self.around.lead(block), self.around.caption(block), *above)
            into = any(signs.account or signs.cue == "credit" for signs in over)
            return "credit" if fund is None and (into or place.after("credit")) else "contribution"
        if behind is not None or _PAY_RATE.match(self.text, atom.end, place.right):
            return "contribution"
        direct = near.fund or place.fund or place.column.fund or place.row.fund
        if direct is None:
            return None
        start = max(direct.end, place.left)
        return None if _STOP.search(self.text, start, max(start, atom.start)) else "contribution"

    # ── by the amount before ─────────────────────────────────────────────────────────────────

    def _by_going_on(self, place: Place) -> Kind | None:
        """What the amount before makes of one that has no governing words of its own."""
        before = place.before
        if before is None or not place.near.silent:
            return None
        if before.role == "average_pension":
            return "credit"
        if before.role in BASES:
            return self._beside_base(place, before)
        if place.is_rate and before.atom.label == "MONEY":
            short = place.atom.start - before.atom.end <= 8
            return before.role if short and before.role in ("contribution", "credit") else None
        if not place.is_rate and _RANGE.fullmatch(self.text, before.atom.end, place.atom.start):
            return "unknown"  # 「每月378元至1890元」
        if before.role in ("late_charge", "unknown") or self._is_paid_instead(place, before):
            return None
        if before.role == "contribution" and self._adds_up(place, before):
            return "total"
        if before.atom.label == "MONEY" and _PLUS.search(
            self.text, place.sentence.start, place.atom.start
        ):
            return "total"  # 「基本医疗保险费4187.52元+大额医疗保险费120元=4307.52元」
        return "contribution" if before.role == "instalment" else before.role

    def _beside_base(self, place: Place, before: Before) -> Kind | None:
        """「平均工资6840元的60%，即4104元」, 「4416元至22080元」, 「3785元，8%」."""
        between = (before.atom.end, place.atom.start)
        if place.is_rate:
            if place.atom.value >= LOWEST_TIER:
                return "multiple"
            return None if before.role == "wage" else "contribution"
        if before.role in ("wage", "multiple"):
            return "base"
        if before.role in ("base", "base_lower") and _RANGE.match(self.text, *between):
            return "base_upper"
        limit = self._limit(place)
        if limit is not None:
            return limit
        return None if _PAYS.search(self.text, *between) else before.role

    def _is_paid_instead(self, place: Place, before: Before) -> bool:
        """「每月划入84元；二档每月缴费294元」: after a credit, what is paid."""
        if before.role not in ("credit", "subsidy"):
            return False
        return _PAYING.search(self.text, place.left, place.atom.start) is not None

    def _adds_up(self, place: Place, before: Before) -> bool:
        """「基本医疗保险费348元、大病保险费12元，每月360元」: no third fund, so both together."""
        if place.is_rate or before.atom.label != "MONEY" or not before.stated:
            return False
        if (place.atom.value.per or place.near.per) != before.per:
            return False
        if before.atom.value.amount >= place.atom.value.amount:
            return False
        start, end = place.sentence.start, before.atom.start
        paid = self.reading.atoms_in(start, end, "FUND")
        funds = {fund.value for fund in paid if self.around.is_subject(fund, end)}
        fresh = self.reading.atoms_in(place.left, place.atom.start, "WHEN", "AGE", "PLAN")
        return len(funds) > 1 and not fresh

    # ── by what stands around ────────────────────────────────────────────────────────────────

    def _by_surroundings(self, place: Place) -> Kind:
        """What the block so far, its lead, the caption and the headings make of an amount."""
        block = place.sentence.block
        lead = self.around.lead(block)
        last = self.memory.last.get(block.index) if block.role is not Role.ROW else None
        goes_on = self.text[place.sentence.start - 1] == "；"
        if (
            (lead.silent or goes_on)
            and last is not None
            and last.role not in _NOT_HANDED_ON
            and not self._is_paid_instead(place, last)
            and (not place.is_rate or last.atom.label == "RATE")
            and not (last.role == "total" and self.around.resident)
        ):
            return last.role
        if last is None and self._is_in_sum(place):
            return "total"
        asked = self.around.asked(place.sentence)
        for signs in (asked, lead, self.around.caption(block), *self.around.above(block)):
            if signs.silent and not (place.is_rate and signs.rate):
                continue
            kind = self._by_their(signs, place)
            if kind is not None:
                return kind
        if place.is_rate:
            return "unknown"
        heads = self.reading.heads(block)
        if _BENEFITS.search(heads):
            return "benefit"
        beside = self.block_before(block)
        if beside is not None and beside.role in ("contribution", "total", "credit"):
            return beside.role
        if not heads:  # a short notice without sections
            heads = self.text[slice(*self.around.title)]
        if not _PAYS.search(self.text, place.left, place.right) and not _PAYS.search(heads):
            return "unknown"
        product = _PRODUCT_BEHIND.match(self.text, place.atom.end, place.right + 1)
        return "total" if len(self.memory.components) > 1 and not product else "contribution"

    def _is_in_sum(self, place: Place) -> bool:
        """「即在职人员全年需缴费4307.52元」, 「全年应缴：一档4057.60元」, after several funds."""
        if len(self.memory.components) < 2 or place.near.fund is not None:
            return False
        lead = place.sentence.block.lead
        if lead is not None and _LEADS_TO_SUM.fullmatch(self.text, *lead):
            return not place.is_rate
        return _IN_SUM.match(self.text, place.sentence.start) is not None

    def _by_their(self, signs: Signs, place: Place) -> Kind | None:
        """What a lead, caption or heading makes of an amount below it."""
        cue = signs.cue
        if signs.account and cue in (None, "base"):
            return "credit"
        if cue == "base":
            named = signs.fund is not None or signs.rate or place.is_rate
            paid = _PAYS.search(self.text, place.left, place.atom.start)
            return None if named or paid else self._limit(place) or "base"
        if cue in ("base_lower", "base_upper", "wage", "average_pension", "late"):
            return None
        if cue is not None:
            return None if cue == "total" and place.is_rate else KIND_OF_CUE[cue]
        if place.is_rate:
            due = signs.rate and not signs.account and place.atom.value <= HIGHEST_RATE
            return "contribution" if due else None
        return None if signs.several else "contribution"

    def block_before(self, block: Block) -> Before | None:
        """「缴费标准:380元/人」, and on the next line 「大学生:350元/人」."""
        if block.role is Role.ROW or block.index == 0:
            return None
        above = self.reading.blocks[block.index - 1]
        alike = (above.parent, above.marker, above.role) == (block.parent, block.marker, block.role)
        short = block.end - block.start <= 40 and above.end - above.start <= 40
        return self.memory.first.get(above.index) if alike and short else None

    # ── what is no rule of its own ───────────────────────────────────────────────────────────

    def is_financing(self, place: Place) -> bool:
        """Whether the treasury pays a share of the fund or the fee itself, and no subsidy to some."""
        block = place.sentence.block
        return (
            bool(self.around.resident)
            or "居民" in self.reading.heads(block)
            or self.text.find("筹资", block.start, block.end) >= 0
            or self.is_share(place)
            or _IN_HIS_PLACE.search(self.text, place.left, place.atom.start) is not None
            or _FOR_HIM.match(self.text, place.atom.end) is not None
            or self._is_other_share(place)
        )

    def _is_other_share(self, place: Place) -> bool:
        """「个人每年30元，从账户扣除；政府补助每年40元」."""
        block = place.sentence.block
        last = self.memory.last.get(block.index)
        return (
            last is not None
            and (last.role, last.payer) == ("contribution", "insured")
            and place.near.fund is None
            and _OWN_SHARE.search(self.text, block.start, place.atom.start) is not None
        )

    def is_part(self, place: Place, payer: Payer) -> bool:
        """「财政补助670元，其中中央402元」, 「个人缴费1020元（含财政补助640元）」: named already."""
        text, start, at = self.text, place.sentence.start, place.atom.start
        if payer != "treasury":
            return False
        opening = open_bracket(text, start, at)
        if opening >= 0 and _INCLUDING.match(text, opening):
            return place.before is not None and place.before.payer == "insured"
        level = _LEVEL.search(text, place.left, at)
        return level is not None and _OF_THE_TREASURY.search(text, start, at) is not None

    def is_share(self, place: Place) -> bool:
        """「每人每年100元，其中个人缴60元，财政补助40元」: who pays which part of a total."""
        before = place.before
        if payers.both(self.text, place) is not None:
            return True
        return (
            before is not None
            and (before.share or before.role == "total")
            and (payers.said(self.text, place) is not None or payers.by_pool(self.text, place))
        )

    def is_included(self, place: Place, fund: Atom) -> bool:
        """「基本医疗保险（含生育保险）9.5%，其中生育保险0.5%」: paid within the 9.5%."""
        before = place.before
        if before is None:
            return False
        if place.is_rate and payers.said(self.text, place) is not None:
            return self._is_paid_alone(place)
        if before.fund is None or before.role != "contribution" or before.fund.value == fund.value:
            return False
        within = _WITHIN.search(self.text, before.atom.end, place.atom.start)
        return before.atom.label == place.atom.label and within is not None

    def is_instalment(self, place: Place, fund: Atom | None) -> bool:
        """「120元…按月划扣医保个人账户10元」: how a fee that is known is collected."""
        if place.is_rate or (place.near.fund is not None and place.before is None):
            return False
        earlier = place.before or self.memory.last.get(place.sentence.block.index)
        if earlier is None or earlier.role != "contribution" or earlier.atom.label != "MONEY":
            return False
        if fund is not None and earlier.fund is not None and fund.value != earlier.fund.value:
            return False
        text, at = self.text, place.atom.start
        start = max(
            place.left, text.rfind("，", place.left, at) + 1, text.rfind("；", place.left, at) + 1
        )
        stop = _CLAUSE_END.search(text, place.atom.end, place.right)
        if not _DEDUCTED.search(text, start, stop.start() if stop else place.right):
            return False
        if not _SOURCE.search(text, earlier.atom.end, place.sentence.end):
            return False
        return bool(earlier.atom.value.amount != place.atom.value.amount)

"""Amounts: what each sum of money and each rate of a notice is, all of them decided together.

「3291元」 is a base, 「8%」 a contribution, 「8元」 another, 「3255.36元」 a total, 「65.82元」 a credit
said again, and 「50万元」 nothing that anybody pays. Decided one rule at a time they would be claimed
twice or not at all; here each has one role, from the nearest words that govern it: those beside it,
the amount before it, the heads of its column and row, the lead of its block, the headings above.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal
from weakref import WeakKeyDictionary

import regex

from extractor.atoms import Atom
from extractor.atoms.money import Money, period
from extractor.conditions import ALWAYS, Cmp, Pred, Var, normal, together, written
from extractor.evidence import Evidence
from extractor.outline import Block, Role, Sentence
from extractor.path import paths
from extractor.reading import Reading, Where
from extractor.schema import Component, Fixed, Per, shown
from extractor.scope import Scope, Term

Kind = Literal[
    "base", "base_lower", "base_upper", "wage", "average_pension", "multiple",
    "contribution", "instalment", "total", "credit", "subsidy", "late_charge",
    "former", "benefit", "other_scheme", "unknown",
]  # fmt: skip
Payer = Literal["insured", "employer", "treasury"]
Of = Literal["base.monthly", "pension", "average_pension", "reference_wage", "amount_due"]

IN_A_YEAR: Final[dict[Per, int]] = {"month": 12, "quarter": 4, "half_year": 2, "year": 1}


@dataclass(frozen=True, eq=False)
class Amount:
    """One sum of money or rate, and what it is.

    `where` is the clause that answers for it and `label` the fund's own words, half-open ranges
    of the view. `per` is the period that the words name (`stated`), else the one that such
    amounts have by default. `of` is what a rate is a rate of.
    """

    atom: Atom
    sentence: Sentence
    role: Kind
    per: Per
    stated: bool
    when: Pred
    where: Where
    component: Component | None = None
    label: Where | None = None
    payer: Payer = "insured"
    of: Of | None = None

    @property
    def rate(self) -> Fraction | None:
        """The rate, where it is one."""
        return self.atom.value if self.atom.label == "RATE" else None

    @property
    def yuan(self) -> Decimal | None:
        """The money in yuan, where it is money."""
        value = self.atom.value
        return value.amount if isinstance(value, Money) else None

    def a_year(self) -> Fraction | None:
        """The money of twelve months, in yuan."""
        if self.yuan is None or self.per not in IN_A_YEAR:
            return None
        return Fraction(self.yuan) * IN_A_YEAR[self.per]


_CACHE: WeakKeyDictionary[Reading, list[Amount]] = WeakKeyDictionary()


def amounts(reading: Reading, scope: Scope) -> list[Amount]:
    """Every sum of money and every rate of a notice in order, with its role; read once and kept.

    Amounts inside click paths are left out: they restate a fee.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("月缴费基数由4180元提高到4360元，医保费率为8%，每月348.80元。"))
    >>> [(reading.words(a.atom), a.role) for a in amounts(reading, Scope(reading))][:3]
    [('4180元', 'former'), ('4360元', 'base'), ('8%', 'contribution')]
    """
    if reading not in _CACHE:
        _CACHE[reading] = _Reader(reading, scope).read()
    return _CACHE[reading]


# ── what words say ───────────────────────────────────────────────────────────────────────────

_KIND_OF_CUE: Final[dict[str, Kind]] = {
    "base": "base", "base_lower": "base_lower", "base_upper": "base_upper", "wage": "wage",
    "total": "total", "credit": "credit", "subsidy": "subsidy", "late": "late_charge",
    "benefit": "benefit",
}  # fmt: skip
_BASES: Final = frozenset({"base", "base_lower", "base_upper", "wage", "multiple", "average_pension"})
# Conditions that a sum of money can have; that somebody pays at a bank is none.
_OF_MONEY: Final = frozenset(
    {
        Var.STATUS, Var.ENROLMENT, Var.AGE, Var.PLAN, Var.BASE_MULTIPLE, Var.HARDSHIP, Var.STUDENT,
        Var.AREA, Var.FREQUENCY, Var.LOCAL_HOUSEHOLD, Var.IDENTITY, Var.IN_WINDOW,
        Var.ARREARS_MONTHS, Var.REACHED_RETIREMENT_AGE, Var.CONTRIBUTION_YEARS_MET,
        Var.HAS_RETIREMENT_APPROVAL,
    }
)  # fmt: skip
_HIGHEST_RATE: Final = Fraction(35, 100)  # nobody pays more of a base: 60% of a wage is a tier
_LOWEST_TIER: Final = Fraction(40, 100)

_N = r"\d一二三四五六七八九十"
_PERIOD = regex.compile(
    rf"""
    (?P<half_year>(?:每|上|下|按|分)半年度?|半年度?(?=[缴交合共应])|上、?下半年)
    |(?P<each>(?:每|一)次(?=$|缴|交|各|均|为|应|需|:))
    |(?P<quarter>(?:每个?|按|[/·])季度?|季度?(?=[缴交合共应标])|（季度?）)
    |(?P<month>(?:每个?|按|逐|[/·]|一个|人)月(?!份|末)|(?<![{_N}个])月(?=[缴交扣划计记共合应均需实标度返打注入])
      |（月）|(?:\G|[，、；（:/])月(?=\p{{Han}}?$))
    |(?P<year>(?:每一?个?|全|整|按|(?<![上近前下满一])一个?|[/·])(?:医保|缴费|参保|自然|保险|待遇)?年度?(?!度?平均|级)
      |(?<!\d)年(?=[缴交扣划计记共合应均需实标])|(?<!\d年)(?<!\d)年度(?=[缴应合共总筹个标])|（年）|(?:\G|[，、；（:/])年(?=\p{{Han}}?$))
    |(?P<day>(?:每|按|逐)(?:日|天))
    """,
    regex.VERBOSE,
)
_PERIOD_AFTER = regex.compile(
    r"[/·.（]{0,2}(?:每人|人均|每|人|/|·)*(?P<unit>半年|季度?|月|年度?)(?=人|/|）|$|[，。；、\t]|标准)"
)
_DEFAULT_PER: Final[dict[Kind, Per]] = {"credit": "month", "late_charge": "day", "instalment": "month"}

# 「由4180元提高到4360元」, 「由2023年度的4043元调整为4215元」
_BECOMES = regex.compile(
    r"[/·人月年]*[，,；]?(?:从|自)?(?:\d{4}年度?|今年|现在?|本年度?|明年|目前)?(?:\d{1,2}月)?(?:起|开始)?，?(?:统一|相应|再|又|将|逐步|整体)?"
    r"(?:调整|提高|提升|降低|下降|上调|下调|调高|调低|上涨|上升|增加|增长|变更|变化|改|变|涨|升|降|减少|统一|过渡)"
    r"(?:为|到|至|成)"
)
_WAS = regex.compile(
    r"(?:上一?年度?(?:的|为|是|标准|缴费|个人|基数|月)|去年|往年|历年|(?:以前|之前|此前|过去|原先)(?:的|是|为|按|标准)|原来|调整前|改革前"
    r"|(?<!复|高)原(?:标准|缴费|为|是|按|定|基数|比例))[^，。；]{0,14}$"
)
_GREW = regex.compile(
    r"(?:提高|增加|上调|上涨|增长|降低|减少|下调|下降|多缴|少缴|多交|少交|涨|高出|高|低)(?:了|幅度为?|额为?|约)?$"
)
_LATE_AFTER = regex.compile(r"[^，。；、]{0,8}滞纳金")
_CREDIT_AFTER = regex.compile(
    r"[/·月年人]*(?:的?(?:标准|比例|定额|额度|金额))?(?:（[^（）]{0,12}）)?，?(?:按月|逐月|每月|定额|直接|全部|按年)?"
    r"(?:划(?=入|到|给|进|至|[，。；、）]|$)|划拨(?=[^，。；]{0,4}个人账户)|计入|记入|返还|返到|返|注入|拨入|转入|打入|打到|进入|存入|充入)(?P<to>[^，。；（]{0,10})"
)
_INTO_POOL = regex.compile("的?(?:为|计入|划入|进入|纳入|归入|用于|建立|转入|记入)[^，。；（]{0,8}统筹")
_NOT_TO_ACCOUNT = regex.compile(r"统筹|基金(?!账户)|专户|财政|国库|大额|大病")
_SUBSIDY_AFTER = regex.compile(
    r"[/·月年人]*的?(?:标准|比例|定额|额度|幅度)?的?(?:给予|予以|享受|发放|申领|申请|领取|进行|实行|计算|落实)?"
    r"[^，。；、（）\d]{0,8}(?:补贴|补助|资助)(?!费|金(?!额)|医疗|保险)"
)
_BENEFIT_AFTER = regex.compile(
    r"(?:以上|以下|以内|的)?(?:部分)?(?![^，。；]{0,8}账户)[^，。；、\d]{0,6}(?:报销|支付(?!宝)|补偿|起付|赔付|给付|自付|封顶|限额|由统筹基金|由基金)"
    r"|(?:以上|以下)的?(?:医疗)?(?:费用|部分)"
)
_BASE_AFTER = regex.compile(
    r"[/·月年人]*(?:的标准)?(?:作为|为|定为|确定为|核定为|确定)[^，。；]{0,24}基数"
)
_PARTS_AFTER = regex.compile(
    r"[^，。；（:\d]{0,5}[，（:]?(?:其中|包括|包含|含|构成为?|即)[:，]?(?P<part>[^。；）\d]{1,24})\d"
)
_PARTS_IN_NEXT = regex.compile(r"[^，。；（:\d]{0,5}[。；]其中[^。；]{2,16}\d")
_ALL_BY_ONESELF = regex.compile("(?:均|全部|全额|都|一并)?由(?:其|参保)?(?:个人|本人|参保人员?|灵活就业人员)(?:全额|全部|承担|缴纳|负担)")
_PART = regex.compile(r"个人(?!账户)|家庭|居民|参保人|财政|政府|单位|集体|各级|中央")
_FINANCED = regex.compile(r"筹资")
_SHARES = regex.compile(r"财政|政府|集体|各级")
_DEDUCTED = regex.compile(r"扣|划(?!入|拨|账|转至|到)")
_SOURCE = regex.compile(r"账户|养老金|退休金|按月划扣|每月划扣|按月扣")
_TIER_AFTER = regex.compile(r"的?(?:缴费)?(?:基数)?档")
_CHOSEN_TIER = regex.compile(r"(?:按照?|选择?|缴费|档次?|[，、；（:\t]|\G)$")
_CHOSEN_AFTER = regex.compile(r"(?:的?(?:缴费|基数|标准)[^，。；]{0,8})?(?:的|，|:|（|人员|每|为|\t|$)")
_LIST = regex.compile(r"(?:档次?)?(?:[、，或和及与至到/~—\-]|或者|以及){1,2}")
_OF_WAGE = regex.compile(r"平均工资[^，。；]{0,16}的?$")
_ACCOUNT_IN = regex.compile(
    r"个人账户(?:资金|基金)?(?:(?:每?个?月|每?年|按[月年])(?![^，。；]{0,3}扣|划扣|划缴|划转)|划(?!扣|转|缴)|计|记|注|返|拨|标准|金额|收入|额度|到账|进账|为|:|里?进|里?打)"
    r"|(?:打|进|存|返)(?:到|入|进)?[^，。；扣]{0,4}个人账户"
)
_ACCOUNT_HEAD = regex.compile(r"个人账户")
_ACCOUNT_OUT = regex.compile(r"扣|缴纳|支付|余额|继续|清退|退还|代缴|使用|划转|结余|继承|共济")
_AVERAGE_PENSION = regex.compile(
    r"(?:(?:平均|人均)(?:基本)?(?:养老金|退休金|养老待遇)|养老金(?:的)?(?:平均|人均)(?:水平|标准|数)?)(?:[^，。；]{0,8}|[^。；，]{0,6}基数[^。；]{0,8})$"
)
_OWN_PENSION = regex.compile(
    r"(?:养老金|退休金|养老待遇|退休费)(?:[^，。；]{0,10}|[^。；，]{0,6}基数[^。；]{0,8})$"
)
_BOUND = regex.compile(r"(?:低于|不足|不到|未达到?|高于|超过|不满|最低|最高|至少|起步|不少于)(?:为|按)?$")
_THEN = regex.compile("[/月]*(?:的|时|者)，?|[/月]*，?(?:按|以|均按|补足)")
_TIMES = regex.compile(r"[/月]*(?:×|x|X|\*|乘以?)")
_PART_OF = regex.compile("其中|包括|含|（|即")
_UP_TO = regex.compile(r"[/月]*(?:至|到|—+|~|-)[¥\d]")
_OF_A_WAGE = regex.compile("[^，。；缴划计]*(?:的，)?(?:以|按照?)?[^，。；缴划计]{0,8}")
_UNITS = regex.compile("[/·月年人]*")
_TWELVE_TIMES = regex.compile(r"[/月]*(?:×|x|X|\*|乘以?)(?:12|十二)")
_PRODUCT = regex.compile(r"(?:×|x|X|\*|乘以?)$")
_LIMITS = regex.compile(r"上、?下限|上限[、和与及]下限|下限[、和与及]上限")
_INSURED = regex.compile(r"个人为?$|个人(?:自?负担|承担|缴(?!费基数|费工资|费年限)|应缴|部分|自筹|筹资|出资|需缴|支付|交|标准)|家庭(?:承担|缴费)|自己(?:缴|交|承担)")
_EMPLOYER = regex.compile(r"(?:用人单位|单位)(?:缴纳|缴费|缴交|部分|承担|负担|应缴|按|为|交|费率)?(?:比例|费率)?为?$")
_TREASURY = regex.compile(r"(?:财政|政府|集体)[^，。；、个]{0,14}$")
_NEXT_OF_RUN = regex.compile(r"[/·月年人]*(?:[、，和及与]|以及)(?:每人)?(?:每?[月年])?")
_BY_TREASURY = regex.compile(r"[/·月年人]*(?:由|的)?(?:各级)?(?:财政|政府)(?:补助|承担|负担|缴)")
_NOT_THIS_FUND = regex.compile(
    r"(?:随同?|连同|并入|纳入|除了?|不再(?:继续)?(?:缴纳?|交|征收)|不(?:需|用|再|必|得)?要?(?:继续)?(?:缴纳?|交)|停止缴纳?|停缴|免缴|免交|抵扣)$"
)
_INCLUDED = regex.compile(r"(?:含|包含|包括|不含|含有)$")
_BESIDE = regex.compile(r"(?:与|同|和|跟|随)$")
_TOGETHER = regex.compile(r"(?:一并|合并|同时|一起|一同|同步|同期|统一|并轨|捆绑)")
_ONLY_TO_IT = regex.compile(r"(?:每人每?[月年]?|每[月年]|为|:|的?[\d.]+%?)*$")
_JOINS = regex.compile(r"(?:、|和|及|与|以及|\+|加)")
_AFTER_FUND = regex.compile(
    r"[/·月年人]*（(?=\p{Han}{2,16}）)|[/·月年人]*(?:的(?:比例|标准|费率|金额)?)?(?:（[^（）]{0,16}）)?(?:缴纳|缴交|交纳|缴存|缴|交|征收|计征|计缴)?的?"
)
_PAYS = regex.compile(r"缴|交|保费|筹资|收费|收取|征收|费用|多少钱|标准")
_PAY_RATE = regex.compile(r"[^，。；（）]{0,6}(?:缴|交|征|计征)|[）]?(?:的?(?:比例|费率))")
_RATE_BEFORE = regex.compile(r"(?:按|为|:|的|率|是|各|\t|^)[^，。；]{0,3}$")
_BENEFIT_HEAD = regex.compile(r"报销|起付|门诊|住院|支付范围|支付标准|待遇标准|待遇水平|基金支付|赔付")
_OTHER_INSURANCE = regex.compile(r"惠民保|惠\p{Han}保|商业(?:补充)?(?:健康|医疗)?保险|团体险|意外险")
_NO_SUM_OF = regex.compile("[:，]|含|包括|其中")
_NOT_A_SUM = regex.compile(r"共[享济同有用享识建管产]")
_RETIRED = regex.compile(
    r"(?<![职转由到定近未早休法])退休(?:人员|以后|之后|后)?(?=[的每按为则¥，、（）:均只仅定\d交缴]|人均|$)"
)
# 「不管选哪种方案，都要交…」, 「两种方式均须缴纳」
_ANY_PLAN = regex.compile(
    r"(?:不管|无论|不论)[^，。；]{0,8}(?:方案|方式|档|种|类)|(?:两|三|各|每|任意?一?)(?:种|个|类)?(?:方案|方式|档次?|模式)[^，。；]{0,4}(?:均|都|一样|相同|统一)|不分档"
)
_LIKE_THEM = regex.compile("的?(?:缴费)?(?:标准|比例|政策|办法|待遇|费率)")
_LIKE = regex.compile("(?:按照?|参照|比照|执行|同)$")
_ALIKE = regex.compile("均(?:为|按|是|须|需|应|要)")
_HALVES = regex.compile(
    r"(?:分|按)[^，。；]{0,6}(?:两次|2次|二次|两期)|上、?下半年[^，。；]{0,4}(?:两次|各|分)|(?:按|每)半年(?:度)?(?:缴|交)|半年(?:一|缴|交)"
)
_PLACE = regex.compile(
    r"(?:\G|[，；、:。）\t]|在)(?P<place>(?:主城区?|中心城区|市区|城区|市本级|市直|省直|各县|县域|其他(?:地区|县|市县|区县|区)|(?!我|本|全|该|各|参保)\p{Han}{1,6}?[市县区旗州])(?:（市）|（市、区）|（区）)?)(?:（[^（）]*）|[、和及]\p{Han}{1,6}?[市县区旗])*(?=灵活|参保|每|为|的|:|缴|执行|按|居民|基数|月|\t|\d)"
)
_COLUMN_OF_OTHERS = regex.compile(r"序号|年龄|人数|年限|电话|时间|日期|编号|年度$|月数|备注")
_COLUMN_OF_MONEY = regex.compile(r"元|金额|费额|标准|月缴|年缴|划入|计入|基数|合计|缴费|保险费|每月|每年|全年|补助|补贴")


@dataclass(frozen=True)
class _Signs:
    """What a stretch of words says of an amount behind it, by its nearest words."""

    fund: Atom | None = None
    several: bool = False  # 基本医疗保险费和大额医疗保险费
    cue: str | None = None
    cue_end: int = -1
    rate: bool = False  # 缴费比例, 费率
    account: bool = False  # 个人账户, as where money goes
    per: Per | None = None
    benefit: bool = False
    credit_end: int = -1  # 「计入标准为本人缴费基数的2%」: the credit is what is meant

    @property
    def silent(self) -> bool:
        return self.fund is None and self.cue is None and not self.account


_NOTHING: Final = _Signs()


@dataclass(frozen=True)
class _Before:
    """What the amount before was meant as, for those that go on from it."""

    role: Kind
    atom: Atom
    fund: Atom | None = None
    per: Per = "year"
    stated: bool = False
    payer: Payer = "insured"


@dataclass
class _Stated:
    """Conditions in the order in which a sentence nests them: stating one again ends the inner ones.

    「在职人员不满45周岁按1%、45周岁以上按2%，退休人员85元」: the last one has no age.
    """

    nested: list[tuple[Var, list[Term]]] = field(default_factory=list)

    def state(self, terms: Sequence[Term], ended: Sequence[Var], scope: Scope) -> None:
        new = {term.cmp.var for term in terms}
        if Var.STATUS in new and all(var is not Var.STATUS for var, _ in self.nested):
            self.nested = [one for one in self.nested if one[0] not in (Var.AGE, Var.BASE_MULTIPLE)]
        for var in (*ended, *dict.fromkeys(term.cmp.var for term in terms)):
            at = next((i for i, (old, _) in enumerate(self.nested) if old is var), None)
            if at is not None:
                before = self.nested[at - 1] if at else None
                if (
                    var is Var.STATUS
                    and before is not None
                    and before[0] is Var.PLAN
                    and scope.one_phrase(before[1][-1], self.nested[at][1][0])
                ):
                    at -= 1  # 「选统账结合的在职人员87.20元，退休人员90元」
                del self.nested[at:]
            if var not in ended:
                self.nested.append((var, [term for term in terms if term.cmp.var is var]))

    @property
    def terms(self) -> tuple[Term, ...]:
        return tuple(term for _, terms in self.nested for term in terms)


@dataclass(frozen=True)
class _Place:
    """One amount with the words around it that are nobody else's."""

    atom: Atom
    sentence: Sentence
    left: int
    right: int
    near: _Signs
    before: _Before | None
    fund: Atom | None = None  # told by 分别
    kind: Kind | None = None  # told by 分别
    column: _Signs = _NOTHING


# ── the reader ───────────────────────────────────────────────────────────────────────────────


class _Reader:
    """Reads the amounts of one notice in order, remembering what each block was about."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.scope = scope
        self.text = reading.text
        self.last: dict[int, _Before] = {}
        self.over: dict[int, tuple[_Signs, ...]] = {}
        self.components: set[str] = set()
        self.factors: set[int] = set()  # 「4588元×5%」: a base, whoever the product is for
        self.earlier: set[int] = set()  # where amounts of earlier years stand
        self.row_before: tuple[Where, ...] = ()
        found = paths(reading)
        self.path_starts = [path.start for path in found]
        self.path_ends = [path.end for path in found]
        self.resident = self._of_residents()

    def read(self) -> list[Amount]:
        found: list[Amount] = []
        for sentence in self.reading.sentences:
            role = sentence.block.role
            if role is Role.ROW:
                found += self._row(sentence)
            elif role not in (Role.HEADING, Role.QUESTION):
                found += self._sentence(sentence)
        return self._told_apart_by_place(self._without_earlier_years(found))

    def _of_residents(self) -> bool | None:
        """Whether the notice is for residents, not for those who work; None: for both."""
        title = next((b for b in self.reading.blocks if b.role is Role.TITLE), None)
        for words in (self.text[title.start : title.end] if title else "", self.text):
            residents = words.count("居民医") + words.count("居民基本") + words.count("城乡居民")
            workers = sum(words.count(w) for w in ("灵活就业", "个体", "个人身份", "职工"))
            if words is not self.text and residents and workers:
                return None
            if residents or workers:
                return residents > workers
        return False

    # ── sentences ────────────────────────────────────────────────────────────────────────────

    def _sentence(self, sentence: Sentence) -> list[Amount]:
        atoms = [
            atom
            for atom in self.reading.atoms_in(sentence.start, sentence.end, "MONEY", "RATE")
            if self._is_exact(atom) and not self._in_path(atom)
        ]
        if not atoms:
            return []
        multiples = self._multiples(atoms)
        tiers = self._tiers(sentence, [atom for atom in atoms if atom not in multiples])
        plain = [atom for atom in atoms if atom not in tiers]
        listed = self._respectively(sentence, plain)
        places = _clauses(self.text, sentence, plain)
        stated = _Stated()
        before: _Before | None = None
        outside: _Before | None = None  # what stood before the bracket that is open
        bracket = -1
        found: list[Amount] = []
        left = sentence.start
        for at, atom in enumerate(plain):
            inside = _open_bracket(self.text, sentence.start, atom.start)
            if inside != bracket:
                if inside >= 0 and bracket < 0:
                    outside = before
                elif inside < 0 and outside is not None:
                    before = outside
                bracket = inside
            right = plain[at + 1].start if at + 1 < len(plain) else sentence.end
            self._state(stated, left, atom.start, tiers)
            fund, terms, kind, like = listed.get(atom.start, (None, (), None, None))
            near = self._signs(left, atom.start)
            place = _Place(atom, sentence, left, right, near, before, fund, kind)
            if atom in multiples:
                amount, before = self._multiple(place, places[at]), before
            else:
                own = (*stated.terms, *terms, *self._terms_behind(atom, right))
                amount, before = self._amount(place, own, places[at])
                model = next((one for one in found if one.atom is like), None)
                if model is not None:
                    amount = replace(
                        amount,
                        role=model.role,
                        when=model.when,
                        component=model.component,
                        label=model.label,
                        per=amount.per if amount.stated else model.per,
                    )
                if inside < 0 or outside is None:
                    self.last[sentence.block.index] = before
            found.append(amount)
            left = atom.end
        return found

    def _is_exact(self, atom: Atom) -> bool:
        """Whole fen, and no more than a person could pay or earn; a rate up to 1000%."""
        if atom.label == "RATE":
            return bool(0 < atom.value <= 10)
        amount: Decimal = atom.value.amount
        exponent = amount.as_tuple().exponent
        return isinstance(exponent, int) and exponent >= -2 and amount < 10**9

    def _in_path(self, atom: Atom) -> bool:
        at = bisect_right(self.path_starts, atom.start)
        return at > 0 and atom.start < self.path_ends[at - 1]

    def _state(
        self, stated: _Stated, start: int, end: int, tiers: Sequence[Atom] = ()
    ) -> None:
        """Take up the conditions of a stretch of words."""
        terms = [
            term
            for term in self.scope.terms(start, end)
            if not (  # 按在职人员标准继续缴费
                _LIKE_THEM.match(self.text, term.end)
                and _LIKE.search(self.text, max(0, term.start - 4), term.start)
            )
        ]
        for tier in tiers:
            if start <= tier.start < end:
                terms = [term for term in terms if term.cmp.var is not Var.BASE_MULTIPLE]
                terms.append(self._tier(tier))
        named = {
            str(atom.value).partition("=")[0]
            for atom in self.reading.atoms_in(start, end, "WHEN")
            if "&" not in str(atom.value)
        }
        everybody = Var.STATUS.value in named and all(t.cmp.var is not Var.STATUS for t in terms)
        ended = [Var.STATUS] if everybody else []
        plans = self.reading.atoms_in(start, end, "PLAN")
        if len(plans) > 1 and all(term.cmp.var is not Var.PLAN for term in terms):
            ended.append(Var.PLAN)
        if _ANY_PLAN.search(self.text, start, end):
            ended.append(Var.PLAN)
            terms = [term for term in terms if term.cmp.var is not Var.PLAN]
        retired = None
        for retired in _RETIRED.finditer(self.text, start, end):
            pass
        if retired is not None and not any(
            term.cmp.var is Var.STATUS and term.start >= retired.start() for term in terms
        ):
            terms = [term for term in terms if term.cmp.var is not Var.STATUS]
            quote = (self.reading.evidence(*retired.span()),)
            cmp = Cmp(op="eq", var=Var.STATUS, value="retired", spans=quote)
            terms.append(Term(cmp, *retired.span()))
        terms.sort(key=lambda term: term.start)
        stated.state(terms, ended, self.scope)

    def _tier(self, atom: Atom) -> Term:
        quote = (self.reading.evidence(atom.start, atom.end),)
        cmp = Cmp(op="eq", var=Var.BASE_MULTIPLE, value=shown(Fraction(atom.value)), spans=quote)
        return Term(cmp, atom.start, atom.end)

    def _terms_behind(self, atom: Atom, right: int) -> tuple[Term, ...]:
        """「每月75元（在职）、90元（退休）」: a bracket behind an amount says whose it is."""
        if not self.text.startswith("（", atom.end):
            return ()
        close = self.text.find("）", atom.end, right)
        if close < 0 or close - atom.end > 16:
            return ()
        behind = _Stated()
        self._state(behind, atom.end + 1, close)
        return behind.terms

    def _when(self, place: _Place, own: Sequence[Term]) -> Pred:
        """The condition of an amount: its own words, those of its block, and those above."""
        kept: dict[Var, list[Term]] = {}
        for term in own:
            other = kept.get(term.cmp.var, [])
            if other and term.cmp.op not in ("lt", "le", "gt", "ge"):
                other = []
            kept[term.cmp.var] = [*other, term] if term not in other else other
        mine = tuple(term for terms in kept.values() for term in terms)
        above = self.scope.inherited(place.sentence, mine)
        known = {term.cmp.var for term in (*mine, *above)}
        caption = tuple(
            term for term in self._caption_terms(place.sentence.block) if term.cmp.var not in known
        )
        terms = [term for term in (*caption, *above, *mine) if term.cmp.var in _OF_MONEY]
        start = place.sentence.start
        begin = max(start, self.text.rfind("；", start, place.atom.start))
        if Var.PLAN not in {term.cmp.var for term in mine} and (
            _ANY_PLAN.search(self.text, begin, place.right)
            or _ALIKE.search(self.text, begin, place.atom.start)
        ):
            terms = [term for term in terms if term.cmp.var is not Var.PLAN]
        return together(*(term.cmp for term in terms)) if terms else ALWAYS

    # ── tiers of a reference wage ────────────────────────────────────────────────────────────

    def _multiples(self, atoms: Sequence[Atom]) -> frozenset[Atom]:
        """Rates listed to choose from: 「设60%、80%、100%三个档次」, 「在60%至300%之间」."""
        found: list[Atom] = []
        run: list[Atom] = []
        for atom in (*atoms, None):
            joins = (
                atom is not None
                and atom.label == "RATE"
                and atom.value >= _LOWEST_TIER
                and (not run or _LIST.fullmatch(self.text, run[-1].end, atom.start) is not None)
            )
            if joins and atom is not None:
                run.append(atom)
                continue
            if self._are_tiers(run) if run else False:
                found += run
            run = [atom] if atom is not None and atom.label == "RATE" and atom.value >= _LOWEST_TIER else []
        return frozenset(found)

    def _are_tiers(self, run: Sequence[Atom]) -> bool:
        """Listed as tiers or limits of a base, not as what a hospital's bill is paid by."""
        start, end = max(0, run[0].start - 40), run[-1].end + 16
        around = self.text[start:end]
        return len(run) > 1 and bool(
            regex.search("档|基数|平均工资|社平工资|月均工资", around)
            and not regex.search("报销|支付|医疗机构|住院|补偿|起付|补贴|补助", around)
        )

    def _tiers(self, sentence: Sentence, atoms: Sequence[Atom]) -> tuple[Atom, ...]:
        """Rates that name a tier which an amount behind them is for: 「60%档次849.60元」."""
        found = []
        for at, atom in enumerate(atoms):
            if atom.label != "RATE":
                continue
            if _TIER_AFTER.match(self.text, atom.end):
                found.append(atom)
                continue
            floor = atoms[at - 1].end if at else sentence.start
            following = atoms[at + 1] if at + 1 < len(atoms) else None
            if (
                atom.value >= _LOWEST_TIER
                and following is not None
                and following.label == "MONEY"
                and _CHOSEN_TIER.search(self.text, floor, atom.start)
                and _CHOSEN_AFTER.match(self.text, atom.end)
                and not _OF_WAGE.search(self.text, sentence.start, atom.start)
                and self._signs(floor, atom.start).cue not in ("subsidy", "benefit", "wage")
            ):
                found.append(atom)
        return tuple(found)

    def _multiple(self, place: _Place, where: Where) -> Amount:
        fund = place.near.fund or self._fund_around(place.sentence.block, place.sentence.start)
        return self._made(place, "multiple", "month", False, (), where, fund, "insured", None)

    # ── 分别 ─────────────────────────────────────────────────────────────────────────────────

    def _respectively(
        self, sentence: Sentence, plain: Sequence[Atom]
    ) -> dict[int, tuple[Atom | None, tuple[Term, ...], Kind | None, Atom | None]]:
        """Whose each amount is: 「一档、二档的缴费比例分别为4.5%和8.5%」."""
        word = self.text.find("分别", sentence.start, sentence.end)
        if word < 0:
            return {}
        behind = [atom for atom in plain if atom.start > word]
        run = behind[:1]
        for atom in behind[1:]:
            if atom.label != run[0].label or not _NEXT_OF_RUN.fullmatch(
                self.text, run[-1].end, atom.start
            ):
                break
            run.append(atom)
        if len(run) < 2:
            return {}
        fund = self._fund_behind_atom(run[-1], sentence.end)
        if _LIMITS.search(self.text, sentence.start, word) and len(run) == 2:
            kinds: tuple[Kind, Kind] = ("base_lower", "base_upper")
            return {a.start: (None, (), kind, None) for a, kind in zip(run, kinds, strict=True)}
        items = self.reading.atoms_in(sentence.start, word, "WHEN", "PLAN", "AGE", "FUND", "RATE")
        for label in ("WHEN", "PLAN", "AGE", "RATE", "FUND"):
            same = [atom for atom in items if atom.label == label][-len(run) :]
            if len(same) < len(run):
                continue
            if label == "FUND":
                return {a.start: (one, (), None, None) for a, one in zip(run, same, strict=True)}
            if label == "RATE" and run[0].label == "MONEY":
                return {
                    a.start: (fund, (self._tier(rate),), None, None)
                    if rate.value >= _LOWEST_TIER
                    else (None, (), None, rate)  # what each rate comes to
                    for a, rate in zip(run, same, strict=True)
                }
            if label == "RATE":
                continue
            terms = [self.scope.terms(item.start, item.end) for item in same]
            if all(terms):
                return {a.start: (fund, own, None, None) for a, own in zip(run, terms, strict=True)}
        return {}

    # ── rows ─────────────────────────────────────────────────────────────────────────────────

    def _row(self, sentence: Sentence) -> list[Amount]:
        block = sentence.block
        head = block.head
        if head is not None and self.reading.atoms_in(head.start, head.end, "MONEY"):
            head = None
        cells = self._cells(block, head)
        found: list[Amount] = []
        heads = head.cells if head is not None else ()
        before: _Before | None = None
        for at, (start, end) in enumerate(cells):
            column = heads[at] if at < len(heads) else None
            column_signs = self._signs(*column, head=True) if column else _NOTHING
            for atom in self._amounts_of_cell(block, (start, end), column):
                if not self._is_exact(atom) or self._names_tier(atom, cells, at, column):
                    continue
                stated = _Stated()
                tiers: list[Atom] = []
                for other_at, other in enumerate(cells[: at + 1]):
                    head_of = heads[other_at] if other_at < len(heads) else None
                    tiers += [
                        rate
                        for rate in self.reading.atoms_in(*other, "RATE")
                        if rate.start < atom.start and self._names_tier(rate, cells, other_at, head_of)
                    ]
                    self._state(stated, other[0], min(other[1], atom.start), tiers)
                if column:
                    self._state(stated, *column)
                row = self._row_signs(cells, at, atom)
                place = _Place(atom, sentence, start, end, row, before, column=column_signs)
                where = (block.body, min(end, block.end)) if end > block.body else (start, end)
                amount, meant = self._amount(place, stated.terms, where)
                before = meant if meant.role in ("contribution", "credit") else None
                found.append(amount)
        return found

    def _cells(self, block: Block, head: Block | None) -> tuple[Where, ...]:
        """The cells of a row under their heads; a cell that spans rows counts for each of them."""
        cells = block.cells
        if head is None or len(cells) >= len(head.cells):
            self.row_before = cells
            return cells
        missing = len(head.cells) - len(cells)
        if len(self.row_before) == len(head.cells):
            cells = (*self.row_before[:missing], *cells)
        self.row_before = cells
        return cells

    def _amounts_of_cell(self, block: Block, cell: Where, column: Where | None) -> list[Atom]:
        if cell[1] <= block.start:
            return []  # a cell of the row above that spans this one
        atoms = self.reading.atoms_in(*cell, "MONEY", "RATE")
        if atoms:
            return atoms
        number = self.reading.atoms_in(*cell, "NUMBER")
        if len(number) != 1 or (number[0].start, number[0].end) != cell or column is None:
            return []
        words = self.text[column[0] : column[1]]
        if _COLUMN_OF_OTHERS.search(words) or not _COLUMN_OF_MONEY.search(words):
            return []
        if "比例" in words or "费率" in words or "%" in words:
            return []
        return [Atom("MONEY", Money(number[0].value, period(words)), *cell)]

    def _names_tier(
        self, atom: Atom, cells: Sequence[Where], at: int, column: Where | None
    ) -> bool:
        """「60%⇥338.40」: the first cell is the tier that the row is for."""
        if atom.label != "RATE" or at == len(cells) - 1:
            return False
        if _TIER_AFTER.match(self.text, atom.end):
            return True
        words = self.text[column[0] : column[1]] if column else ""
        alone = (atom.start, atom.end) == cells[at]
        return atom.value >= _LOWEST_TIER and alone and ("档" in words or at == 0 or "基数" in words)

    def _row_signs(self, cells: Sequence[Where], at: int, atom: Atom) -> _Signs:
        """What the cells before an amount and its own cell say of it."""
        own = self._signs(cells[at][0], atom.start)
        for start, end in reversed(cells[:at]):
            other = self._signs(start, end, head=True)
            own = _Signs(
                own.fund or other.fund,
                own.several or (own.fund is None and other.several),
                own.cue or (other.cue if other.cue != "base" else None),
                own.cue_end,
                own.rate,
                own.account or other.account,
                own.per or other.per,
            )
        return own

    # ── signs ────────────────────────────────────────────────────────────────────────────────

    def _signs(self, start: int, end: int, head: bool = False) -> _Signs:
        """What the words of a range say; of a heading, lead or cell, by all its words."""
        if start >= end:
            return _NOTHING
        text = self.text
        fund: Atom | None = None
        several = False
        cue: str | None = None
        cue_end = -1
        rate = False
        credit_end = -1
        benefit = False
        for atom in self.reading.atoms_in(start, end, "FUND", "CUE"):
            if atom.end > end:
                continue
            if atom.label == "FUND":
                if not self._is_subject(atom, end):
                    continue
                several = fund is not None and (
                    _JOINS.fullmatch(text, fund.end, atom.start) is not None
                    or (several and fund.value == atom.value)
                )
                if head and fund is not None and fund.value != atom.value:
                    several = True
                fund = atom
                if cue == "total" and _NO_SUM_OF.search(text, cue_end, atom.start):
                    cue = None  # 「全年费用合计:基本医疗保险费4060元」
            elif atom.value == "rate":
                rate = True
            elif atom.value in _KIND_OF_CUE and self._means(atom, start, end):
                cue, cue_end = str(atom.value), atom.end
                if cue == "credit":
                    credit_end = cue_end
                benefit = benefit or cue == "benefit"
        if _AVERAGE_PENSION.search(text, start, end):
            cue, cue_end = "average_pension", end
        account = None
        for account in _ACCOUNT_IN.finditer(text, start, end):
            pass
        goes_in = account is not None and (fund is None or fund.end <= account.start())
        if head and not goes_in and _ACCOUNT_HEAD.search(text, start, end):
            goes_in = _ACCOUNT_OUT.search(text, start, end) is None
        if goes_in and cue in ("base", "total") and account is not None and account.end() < cue_end:
            goes_in = cue == "base"
        per: Per | None = None
        for match in _PERIOD.finditer(text, start, end):
            per = match.lastgroup  # type: ignore[assignment]
        if per == "each":  # 「分两次缴纳，每次1716元」
            floor = text.rfind("\n", 0, start) + 1
            per = "half_year" if _HALVES.search(text, floor, end) else None
        if fund is not None and fund.end > credit_end:
            credit_end = -1
        return _Signs(fund, several, cue, cue_end, rate, goes_in, per, benefit, credit_end)

    def _is_subject(self, atom: Atom, end: int) -> bool:
        """Whether a fund is what is paid, and not another one that it is paid with."""
        text = self.text
        if text.startswith(("养老金", "退休金", "保险金"), atom.end - 3) and atom.value in (
            "pension",
            "unemployment",
        ):
            return False  # what the insurance pays, not what it costs
        if text.startswith("统筹基金", atom.end - 4):
            return False  # the pool that pays, not a fund that is paid
        floor = max(0, atom.start - 8, text.rfind("\n", 0, atom.start) + 1)
        if _NOT_THIS_FUND.search(text, floor, atom.start):
            return False
        if _BESIDE.search(text, floor, atom.start) and _TOGETHER.match(text, atom.end):
            return False
        opening = text.rfind("（", max(0, atom.start - 24), atom.start)
        inside = opening >= 0 and text.find("）", opening, atom.start) < 0
        if _INCLUDED.search(text, floor, atom.start) or (
            inside and regex.match(r"（(?:不?含|包括|包含)", text, pos=opening)
        ):  # 「职工基本医疗保险（含生育保险）」, but 「（含大额医疗保险费120元）」
            return _ONLY_TO_IT.fullmatch(text, atom.end, end) is not None and atom.end <= end and (
                text.find("）", atom.end, end) < 0 and bool(regex.match(r"[^）]{0,6}\d", text, pos=atom.end))
            )
        return True

    def _means(self, atom: Atom, start: int, end: int) -> bool:
        """Whether a cue is one here: 共同 is no sum, 上限 alone no limit of a base."""
        text = self.text
        if atom.value == "total":
            if atom.end - atom.start == 1:
                if text[atom.start] == "共":
                    return not _NOT_A_SUM.match(text, atom.start) and text[atom.start - 1] != "公"
                return text[atom.start - 1] not in "累总合统估预设会审按" and text[atom.end] not in "入算发划生征缴提"
            if "筹资" in text[atom.start : atom.end]:
                return "个人" not in text[start : atom.start]
        if atom.value in ("base_lower", "base_upper"):
            return not regex.search("支付|限额|补贴|报销", text, pos=start, endpos=atom.end)
        return True

    # ── one amount ───────────────────────────────────────────────────────────────────────────

    def _amount(
        self, place: _Place, own: Sequence[Term], where: Where
    ) -> tuple[Amount, _Before]:
        """The amount, and what it is meant as for the next one."""
        atom, near = place.atom, place.near
        kind = self._kind(place)
        going_on = place.before if near.silent and place.column.silent else None
        fund = self._fund(place, kind)
        payer = self._payer(place)
        if kind == "total" and payer == "treasury":
            kind = "contribution"
        if kind == "contribution" and payer == "treasury" and not self._is_financing(place):
            kind = "subsidy"
        if kind == "contribution" and self._is_instalment(place, fund):
            kind = "instalment"
        if kind == "credit" and fund is not None and fund.value in ("pension", "unemployment"):
            kind = "unknown"  # 「缴费比例20%，其中8%计入个人账户」 of the pension
        if kind in ("contribution", "total", "credit", "instalment") and self._is_of_others(fund, place):
            kind = "other_scheme"
        if atom.label == "MONEY" and atom.value.amount == 0 and kind != "contribution":
            kind = "unknown"  # a cell 「0」: nothing is credited, nothing is subsidised
        if kind == "contribution" and (fund is None or self._is_included(place, fund)):
            kind = "unknown"
        per, stated = self._per(place, kind, going_on)
        # 「（月划入65.82元，年划入789.84元），退休人员按定额68元」: the year is no longer meant
        again = place.before is not None and place.before.role == kind and place.before.per != per
        meant = _Before(kind, atom, fund, per, stated and not again, payer)
        role: Kind = "former" if self._is_former(place, kind) else kind
        if self._is_of_an_earlier_year(place):
            self.earlier.add(atom.start)
        if per == "half_year" and kind in ("total", "contribution"):
            own = (*own, *self._in_halves(place, own))
        amount = self._made(place, role, per, stated, own, where, fund, payer, self._of(place, kind))
        if role == "contribution" and amount.component is not None:
            self.components.add(amount.component)
        return amount, meant

    def _in_halves(self, place: _Place, own: Sequence[Term]) -> tuple[Term, ...]:
        """「也可以分上、下半年两次交，每次2451.60元」: the sum of who pays so."""
        if any(term.cmp.var is Var.FREQUENCY for term in own):
            return ()
        words = _HALVES.search(self.text, place.sentence.start, place.atom.start)
        if words is None:
            return ()
        quote = (self.reading.evidence(*words.span()),)
        cmp = Cmp(op="eq", var=Var.FREQUENCY, value="half_year", spans=quote)
        return (Term(cmp, *words.span()),)

    def _made(
        self, place: _Place, role: Kind, per: Per, stated: bool, own: Sequence[Term], where: Where,
        fund: Atom | None, payer: Payer, of: Of | None,
    ) -> Amount:  # fmt: skip
        return Amount(
            atom=place.atom,
            sentence=place.sentence,
            role=role,
            per=per,
            stated=stated,
            when=ALWAYS if place.atom.start in self.factors else self._when(place, own),
            where=where,
            component=fund.value if fund else None,
            label=(fund.start, fund.end) if fund else None,
            payer=payer,
            of=of,
        )

    def _kind(self, place: _Place) -> Kind:
        return (
            self._by_words_behind(place)
            or self._by_words_before(place)
            or self._by_going_on(place)
            or self._by_surroundings(place)
        )

    def _by_words_behind(self, place: _Place) -> Kind | None:
        """What the words right behind an amount make of it: 「…划入个人账户」, 「…的滞纳金」."""
        text, end, right = self.text, place.atom.end, place.right
        if _LATE_AFTER.match(text, end, right):
            return "late_charge"
        if place.kind is not None:
            return place.kind
        if place.atom.label == "MONEY" and self._is_bound(place):
            return "unknown"
        if place.atom.label == "MONEY" and (times := _TIMES.match(text, end, right + 1)):
            if self.reading.atoms_in(times.end(), times.end() + 1, "RATE"):
                self.factors.add(place.atom.start)
                return "base"
        if place.atom.label == "RATE" and _PRODUCT.search(text, place.left, place.atom.start):
            if place.before is not None and place.before.role in (*_BASES, "unknown"):
                return "credit" if self._lead(place.sentence.block).account else "contribution"
        if self._fund_behind(place) is not None:
            return None
        if _BENEFIT_AFTER.match(text, end, right):
            return "benefit"
        if _INTO_POOL.match(text, end, right):
            return "unknown"
        credit = _CREDIT_AFTER.match(text, end, right)
        if credit and place.near.cue not in ("subsidy", "benefit"):
            return "unknown" if _NOT_TO_ACCOUNT.search(credit["to"]) else "credit"
        if _SUBSIDY_AFTER.match(text, end, right):
            financed = regex.search("财政补助|政府补助", text[end : min(right, end + 20)])
            return "contribution" if financed and self.resident else "subsidy"
        if _BASE_AFTER.match(text, end, right):
            return "base" if place.atom.label == "MONEY" else "multiple"
        if place.near.cue in ("credit", "subsidy", "late", "benefit"):
            return None
        if place.near.cue == "base" and place.atom.label == "MONEY":
            return None
        if place.atom.label == "MONEY" and _PARTS_IN_NEXT.match(text, end, place.sentence.block.end):
            return "total"
        parts = _PARTS_AFTER.match(text, end, place.sentence.end)
        if parts and self._are_parts(place, *parts.span("part")):
            return "total"
        return "total" if self._is_broken_down(place) else None

    def _is_broken_down(self, place: _Place) -> bool:
        """「每月386元（基本医保371元+大病保险15元）」."""
        opening = _UNITS.match(self.text, place.atom.end)
        assert opening is not None  # it may be empty
        if not self.text.startswith("（", opening.end()):
            return False
        close = self.text.find("）", opening.end(), place.sentence.end)
        funds = {atom.value for atom in self.reading.atoms_in(opening.end(), close, "FUND")}
        money = self.reading.atoms_in(opening.end(), close, place.atom.label)
        return close > 0 and len(funds) > 1 and len(money) > 1

    def _is_bound(self, place: _Place) -> bool:
        """「低于80元的按80元划入」: neither is what is credited."""
        text, start = self.text, place.left
        if _BOUND.search(text, start, place.atom.start):
            if _THEN.match(text, place.atom.end) or place.near.credit_end >= 0:
                return True
        before = place.before
        if before is None or before.atom.label != "MONEY" or before.atom.value != place.atom.value:
            return self._is_addend(place)
        return _BOUND.search(text, max(0, before.atom.start - 6), before.atom.start) is not None

    def _is_financing(self, place: _Place) -> bool:
        """Whether the treasury pays a share of the fund for everybody, and no subsidy to some."""
        block = place.sentence.block
        return bool(self.resident) or self.text.find("筹资", block.start, block.end) >= 0

    def _is_included(self, place: _Place, fund: Atom) -> bool:
        """「基本医疗保险（含生育保险）9.5%，其中生育保险0.5%」: paid within the 9.5%."""
        before = place.before
        if before is None:
            return False
        if place.atom.label == "RATE" and self._payer_said(place) is not None:
            begin = place.sentence.start
            return _ALL_BY_ONESELF.search(self.text, begin, place.atom.start) is not None
        if before.fund is None or before.role != "contribution":
            return False
        between = self.text[before.atom.end : place.atom.start]
        return (
            before.atom.label == place.atom.label
            and before.fund.value != fund.value
            and regex.search("其中|含", between) is not None
        )

    def _is_addend(self, place: _Place) -> bool:
        """「按1070元（个人缴费400元+财政补助670元）缴纳」: the brackets explain the sum."""
        opening = _open_bracket(self.text, place.sentence.start, place.atom.start)
        if opening < 0:
            return False
        close = self.text.find("）", place.atom.end, place.sentence.end)
        inside = self.text[opening:close] if close > 0 else ""
        owed = regex.match("的?(?:标准)?(?:缴|交)", self.text[close + 1 : close + 6])
        return "+" in inside and owed is not None and self.text[opening - 1] in "元额费总年人"

    def _are_parts(self, place: _Place, start: int, end: int) -> bool:
        """「4008元，其中基本医疗保险费3888元」; not 「340.65元，即4087.80元」."""
        fund = place.near.fund
        if _PART.search(self.text, start, end):
            # 「单位部分和个人部分均由个人承担，缴费比例合计10%（单位8%，个人2%）」
            begin = place.sentence.start
            alone = place.atom.label == "RATE" and _ALL_BY_ONESELF.search(self.text, begin, place.atom.start)
            return not alone
        if place.atom.label == "RATE" and place.near.cue != "total":
            # 「基本医疗保险（含生育保险）9.5%，其中生育保险0.5%」 is paid at 9.5%
            mark = "[。；）]" if "（" in self.text[place.atom.end : start] else "[。；]"
            stop = regex.compile(mark).search(self.text, start, place.sentence.end)
            until = stop.start() if stop else place.sentence.end
            named = {part.value for part in self.reading.atoms_in(start, until, "FUND")}
            return len(named) > 1 or (fund is not None and fund.value in named)
        parts = [
            part
            for part in self.reading.atoms_in(start, end, "FUND")
            if part.end <= end and (fund is None or part.value != fund.value or "其中" in self.text[place.atom.end : start])
        ]
        return bool(parts)

    def _by_words_before(self, place: _Place) -> Kind | None:
        """What the words between the amount before and this one make of it."""
        near, column, atom = place.near, place.column, place.atom
        is_rate = atom.label == "RATE"
        for signs in (near, column):
            if signs.cue is None:
                continue
            kind = self._by_cue(place, signs)
            if kind == "base" and not is_rate and _UP_TO.match(self.text, atom.end):
                kind = "base_lower"  # 「基数可在4588元至22938元之间选择」
            if kind is not None and not (
                signs is near and kind == "total" and column.cue in ("base", "credit", "subsidy")
            ):
                return kind
        if near.account or column.account:
            return "credit"
        if self._payer_said(place) is not None and not near.several and near.credit_end < 0:
            if not is_rate or atom.value <= _HIGHEST_RATE:
                return "contribution"
        behind = self._fund_behind(place)
        fund = behind or place.fund or near.fund or column.fund
        if is_rate:
            return self._kind_of_rate(place, fund)
        if near.several and behind is None:
            return "total"
        if fund is None:
            return None
        lead = self._lead(place.sentence.block)
        if lead.cue in ("base", "credit", "subsidy", "benefit") and lead.fund is None:
            return _KIND_OF_CUE[lead.cue]
        return "contribution"

    def _by_cue(self, place: _Place, signs: _Signs) -> Kind | None:
        is_rate = place.atom.label == "RATE"
        cue = signs.cue
        assert cue is not None  # asked for by the caller
        between = self.text[max(signs.cue_end, place.left) : place.atom.start] if signs is place.near else ""
        if cue == "average_pension":
            return None if is_rate else "average_pension"
        if cue == "wage":
            if is_rate:
                return "multiple" if place.atom.value >= _LOWEST_TIER else None
            return "wage" if _OF_A_WAGE.fullmatch(between) else None
        if cue in ("base", "base_lower", "base_upper"):
            if is_rate:
                return "multiple" if place.atom.value >= _LOWEST_TIER else None
            if regex.search("缴纳|缴费(?!基数)|征收|交|划|计入|记入", between):
                return None
            return _KIND_OF_CUE[cue]
        if cue == "late" and not is_rate and signs is not place.near:
            return None
        begin = place.sentence.start
        if cue == "total" and is_rate and _ALL_BY_ONESELF.search(self.text, begin, place.atom.start):
            return "contribution"
        if cue == "subsidy" and signs is place.near and _TREASURY.search(
            self.text, place.left, place.atom.start
        ):
            before = place.before
            if before is not None and before.role in ("total", "contribution"):
                return "contribution" if self._is_financing(place) or before.role == "total" else "subsidy"
        return _KIND_OF_CUE[cue]

    def _kind_of_rate(self, place: _Place, fund: Atom | None) -> Kind | None:
        """A rate is paid only where words say so: 「缴费比例为8%」, 「按0.75%缴纳」, 「生育保险1%」."""
        near, atom = place.near, place.atom
        if near.credit_end >= 0:
            return "credit"
        if near.benefit:
            return "benefit"
        if atom.value > _HIGHEST_RATE:
            return "multiple" if near.cue in ("base", "wage") or place.before is not None else None
        if near.cue in ("base", "wage") or near.rate or place.column.rate:
            lead, above = self._lead(place.sentence.block), self._above(place.sentence.block)
            if fund is None and (lead.account or lead.cue == "credit"):
                return "credit"
            if fund is None and place.before is not None and place.before.role == "credit":
                return "credit"
            if fund is None and any(s.account or s.cue == "credit" for s in above[:1]):
                return "credit"
            return "contribution"
        if _PAY_RATE.match(self.text, atom.end, place.right):
            return "contribution"
        direct = near.fund or place.fund or place.column.fund
        if direct is not None and not regex.search(
            "[，。；]", self.text[max(direct.end, place.left) : atom.start] if direct.end <= atom.start else ""
        ):
            return "contribution"
        if self._fund_behind(place) is not None:
            return "contribution"
        return None

    def _by_going_on(self, place: _Place) -> Kind | None:
        """What the amount before makes of one that has no governing words of its own."""
        before, near = place.before, place.near
        if before is None or not near.silent:
            return None
        is_rate = place.atom.label == "RATE"
        if before.role == "wage":
            if is_rate:
                return "multiple" if place.atom.value >= _LOWEST_TIER else None
            return "base"
        if before.role == "average_pension":
            return "credit"
        if before.role in _BASES:
            if is_rate:
                return "multiple" if place.atom.value >= _LOWEST_TIER else "contribution"
            between = self.text[before.atom.end : place.atom.start]
            if before.role == "multiple":
                return "base"
            if before.role in ("base_lower",) and regex.search("至|到|—|~|-", between):
                return "base_upper"
            if before.role == "base" and regex.fullmatch(r"[/月]*(?:至|到|—+|~|-)", between):
                return "base_upper"
            return before.role if not _PAYS.search(between) else None
        if is_rate and before.atom.label == "MONEY":
            short = len(self.text[before.atom.end : place.atom.start]) <= 8
            return before.role if short and before.role in ("contribution", "credit") else None
        if before.role in ("late_charge", "unknown"):
            return None
        if before.role == "contribution" and self._adds_up(place, before):
            return "total"
        if before.role == "instalment":
            return "contribution"
        return before.role

    def _adds_up(self, place: _Place, before: _Before) -> bool:
        """「基本医疗保险费348元、大病保险费12元，每月360元」: no third fund, so both together."""
        if before.atom.label != "MONEY" or place.atom.label != "MONEY" or not before.stated:
            return False
        if (place.atom.value.per or place.near.per) != before.per:
            return False
        if before.atom.value.amount >= place.atom.value.amount:
            return False
        start, end = place.sentence.start, before.atom.start
        funds = {a.value for a in self.reading.atoms_in(start, end, "FUND") if self._is_subject(a, end)}
        fresh = self.reading.atoms_in(place.left, place.atom.start, "WHEN", "AGE", "PLAN")
        return len(funds) > 1 and not fresh

    def _by_surroundings(self, place: _Place) -> Kind:
        """What the block so far, its lead, the caption and the headings make of an amount."""
        block = place.sentence.block
        is_rate = place.atom.label == "RATE"
        lead = self._lead(block)
        last = self.last.get(block.index) if block.role is not Role.ROW else None
        if lead.silent and last is not None and last.role not in (*_BASES, "late_charge", "unknown", "instalment"):
            if not is_rate or last.atom.label == "RATE":
                return last.role
        words = self.text[place.left : place.right]
        beside = self._block_before(block)
        for signs in (lead, self._caption(block), *self._above(block)):
            if signs.silent:
                continue
            kind = self._by_their(signs, place)
            if kind is not None:
                return kind
        if is_rate:
            return "unknown"
        heads = self.reading.heads(block)
        if _BENEFIT_HEAD.search(heads):
            return "benefit"
        if beside is not None and beside.role in ("contribution", "total", "credit"):
            return beside.role
        if not _PAYS.search(words) and not _PAYS.search(heads):
            return "unknown"
        product = regex.match("[/·月年人]*（[^（）]*(?:×|基数)", self.text[place.atom.end : place.right + 1])
        return "total" if len(self.components) > 1 and not product else "contribution"

    def _block_before(self, block: Block) -> _Before | None:
        """「缴费标准:380元/人」, and on the next line 「大学生:350元/人」."""
        if block.role is Role.ROW or block.index == 0:
            return None
        above = self.reading.blocks[block.index - 1]
        alike = (above.parent, above.marker, above.role) == (block.parent, block.marker, block.role)
        short = block.end - block.start <= 40 and above.end - above.start <= 40
        return self.last.get(above.index) if alike and short else None

    def _by_their(self, signs: _Signs, place: _Place) -> Kind | None:
        is_rate = place.atom.label == "RATE"
        if signs.account and signs.cue in (None, "base"):
            return "credit"
        if signs.cue is not None:
            if signs.cue in ("base", "base_lower", "base_upper", "wage", "average_pension"):
                if signs.fund is not None or is_rate or signs.rate or signs.cue != "base":
                    return None
                return "base" if not _PAYS.search(self.text, place.left, place.atom.start) else None
            if signs.cue == "late" or (signs.cue == "total" and is_rate):
                return None
            return _KIND_OF_CUE[signs.cue]
        if is_rate:
            return None
        return "contribution" if signs.fund is not None and not signs.several else None

    # ── funds, payers, periods ───────────────────────────────────────────────────────────────

    def _fund_behind(self, place: _Place) -> Atom | None:
        return self._fund_behind_atom(place.atom, place.right)

    def _fund_behind_atom(self, atom: Atom, right: int) -> Atom | None:
        """「按8%缴纳基本医疗保险费」, 「8元的大额医疗救助金」."""
        gap = _AFTER_FUND.match(self.text, atom.end, right)
        if gap is None:
            return None
        found = self.reading.atoms_in(gap.end(), gap.end() + 1, "FUND")
        return found[0] if found and self._is_subject(found[0], found[0].end) else None

    def _fund(self, place: _Place, kind: Kind) -> Atom | None:
        block, before = place.sentence.block, place.before
        fund = self._fund_behind(place) or place.fund or place.near.fund or place.column.fund
        if fund is None and before is not None and before.role not in ("benefit", "other_scheme", "total"):
            fund = before.fund
        if fund is None and kind in ("other_scheme",) and before is not None:
            fund = before.fund
        if fund is None:
            fund = self._fund_around(block, place.sentence.start)
        if fund is None and kind == "contribution":
            fund = self._fund_of_notice
        return fund

    def _fund_around(self, block: Block, start: int) -> Atom | None:
        last = self.last.get(block.index) if block.role is not Role.ROW else None
        if last is not None and last.fund is not None and last.role not in ("benefit", "other_scheme", "total"):
            return last.fund
        earlier = [
            atom
            for atom in self.reading.atoms_in(block.body, start, "FUND")
            if self._is_subject(atom, start)
        ]
        if earlier and block.role is not Role.ROW:
            return earlier[-1]
        for signs in (self._lead(block), self._caption(block), *self._above(block)):
            if signs.fund is not None:
                return None if signs.several else signs.fund
        beside = self._block_before(block)
        return beside.fund if beside is not None and beside.role == "contribution" else None

    @property
    def _fund_of_notice(self) -> Atom | None:
        """The fund of the title; else the first that the notice names."""
        title = next((b for b in self.reading.blocks if b.role is Role.TITLE), None)
        where = [(title.start, title.end)] if title else []
        for start, end in (*where, (0, len(self.text))):
            for atom in self.reading.atoms_in(start, end, "FUND"):
                if self._is_subject(atom, end) and not self._is_foreign(atom):
                    return atom
        return None

    def _is_foreign(self, fund: Atom) -> bool:
        words = self.text[fund.start : fund.end]
        if self.resident is None:
            return False
        return ("职工" in words) if self.resident else ("居民" in words)

    def _is_of_others(self, fund: Atom | None, place: _Place) -> bool:
        """「2023年度城乡居民医保个人缴费标准为350元」 in a notice for the self-employed."""
        if fund is not None and self._is_foreign(fund):
            return True
        clause = max(place.left, self.text.rfind("，", place.left, place.atom.start) + 1)
        if self.resident is False and regex.search(
            "居民(?:医|基本|保险|参保|个人缴费|缴费)|新农合|合作医疗", self.text[place.left : place.atom.start]
        ):
            return True
        return _OTHER_INSURANCE.search(self.text, clause, place.right) is not None

    def _payer_said(self, place: _Place) -> Payer | None:
        """Who pays, where the words beside an amount say it: 「个人缴费380元，财政补助640元」."""
        text, start, end = self.text, place.left, place.atom.start
        if _INSURED.search(text, start, end):
            return "insured"
        if _EMPLOYER.search(text, start, end):
            return "employer"
        if _TREASURY.search(text, start, end) or _BY_TREASURY.match(text, place.atom.end):
            return "treasury"
        return None

    def _payer(self, place: _Place) -> Payer:
        said = self._payer_said(place)
        if said is not None:
            return said
        if place.column is not _NOTHING:
            words = self._column_words(place)
            if _INSURED.search(words) or "个人" in words:
                return "insured"
            if "财政" in words or "政府" in words:
                return "treasury"
            if "单位" in words:
                return "employer"
        before = place.before
        return before.payer if before is not None and place.near.silent else "insured"

    def _column_words(self, place: _Place) -> str:
        head = place.sentence.block.head
        if head is None:
            return ""
        cells = place.sentence.block.cells
        at = next((i for i, (a, b) in enumerate(cells) if a <= place.atom.start < b), None)
        if at is None:
            return ""
        at += max(0, len(head.cells) - len(cells))
        return self.text[slice(*head.cells[at])] if at < len(head.cells) else ""

    def _is_instalment(self, place: _Place, fund: Atom | None) -> bool:
        """「120元…按月划扣医保个人账户10元」: how a fee that is known is collected."""
        if place.atom.label != "MONEY":
            return False
        if place.near.fund is not None and place.before is None:
            return False
        earlier = place.before or self.last.get(place.sentence.block.index)
        if earlier is None or earlier.role != "contribution" or earlier.atom.label != "MONEY":
            return False
        if fund is not None and earlier.fund is not None and fund.value != earlier.fund.value:
            return False
        text = self.text
        start = max(place.left, *(text.rfind(stop, place.left, place.atom.start) + 1 for stop in "，；"))
        stop = regex.compile("[，；。、]").search(text, place.atom.end, place.right)
        end = stop.start() if stop else place.right
        if not _DEDUCTED.search(text, start, end) or not _SOURCE.search(
            text, earlier.atom.end, place.sentence.end
        ):
            return False
        return earlier.atom.value.amount != place.atom.value.amount

    def _per(self, place: _Place, kind: Kind, before: _Before | None) -> tuple[Per, bool]:
        """The period, and whether words say it."""
        text, atom, near = self.text, place.atom, place.near
        own: Per | None = atom.value.per if isinstance(atom.value, Money) else None
        if own is None and isinstance(atom.value, Money):
            behind = _PERIOD_AFTER.match(text, atom.end, min(place.right + 1, place.sentence.end))
            own = period(behind["unit"]) if behind else None
        if kind == "subsidy" and own is None and "一次性" in text[place.sentence.start : place.right]:
            own = "once"
        if kind == "late_charge":
            return "day", True
        if _TWELVE_TIMES.match(text, atom.end, place.sentence.end):
            return "month", True  # 「全年348.96元×12个月=4187.52元」
        found = own or near.per or place.column.per
        if found is not None and not (found == "day" and kind != "late_charge"):
            return found, True
        if atom.label == "RATE":
            return ("year" if kind == "subsidy" else "month"), False
        earlier = place.before
        parts = (
            earlier is not None
            and (earlier.role, kind) == ("total", "contribution")
            and _PART_OF.search(text, earlier.atom.end, atom.start) is not None
        )
        sums = earlier is not None and (earlier.role, kind) == ("contribution", "total")
        if earlier is not None and (earlier.role == kind or parts or sums):
            if earlier.atom.label == "MONEY" and earlier.stated:
                return earlier.per, True
            if earlier.atom.label == "RATE" and before is not None:
                return "month", False
        block = place.sentence.block
        last = self.last.get(block.index)
        for signs in (self._lead(block), self._caption(block), *self._above(block)):
            if signs.per is not None and signs.per != "day":
                return signs.per, True
        if last is not None and last.role == kind and last.stated and last.atom.label == "MONEY":
            return last.per, True
        return _DEFAULT_PER.get(kind, "year"), False

    def _of(self, place: _Place, kind: Kind) -> Of | None:
        if place.atom.label != "RATE":
            return None
        text, start, end = self.text, place.left, place.atom.start
        if kind in ("subsidy", "late_charge"):
            return "amount_due"
        if place.before is not None and place.before.role == "average_pension":
            return "average_pension"
        if _AVERAGE_PENSION.search(text, start, end):
            return "average_pension"
        if _OWN_PENSION.search(text, start, end):
            return "pension"
        before = place.before
        of_wage = before is not None and before.role == "wage" and place.near.cue is None
        if place.near.cue == "wage" or (of_wage and place.atom.start - place.left <= 4):
            return "reference_wage"
        return "base.monthly"

    def _is_of_an_earlier_year(self, place: _Place) -> bool:
        """「如2017年我县城乡居民医保筹资标准为600元」 in a notice for 2018."""
        year = self.reading.calendar.year
        if year is None:
            return False
        labels = self.reading.atoms_in(place.sentence.start, place.atom.start, "YEAR", "DATE")
        years = [
            atom.value if atom.label == "YEAR" else atom.value.year
            for atom in labels
            if atom.label == "YEAR" or (atom.value.month is None and atom.value.year is not None)
        ]
        if not years or any(one >= year for one in years):
            return False
        # 「按2023年全市基本养老金平均水平的2.5%」: the year of what the rate is of
        since = self.text[labels[-1].end : place.atom.start]
        return regex.search("平均|工资|养老金|水平|收入", since) is None

    def _told_apart_by_place(self, found: list[Amount]) -> list[Amount]:
        """「市区每人每月396元；各县360元」: places, where nothing else tells two amounts apart."""
        alike: dict[tuple[object, ...], list[Amount]] = {}
        for amount in found:
            if amount.role in ("contribution", "total", "credit", "base") and amount.yuan is not None:
                key = (amount.role, amount.component, amount.payer, amount.per, repr(written(amount.when)))
                alike.setdefault(key, []).append(amount)
        places: dict[int, Term] = {}
        for same in alike.values():
            if len({amount.yuan for amount in same}) < 2:
                continue
            named = {amount.atom.start: self._place_before(amount) for amount in same}
            if len({term.cmp.value for term in named.values() if term}) < 2:
                continue
            places |= {at: term for at, term in named.items() if term}
        return [
            replace(amount, when=together(places[amount.atom.start].cmp, amount.when))
            if amount.atom.start in places and amount.when != ALWAYS
            else replace(amount, when=places[amount.atom.start].cmp)
            if amount.atom.start in places
            else amount
            for amount in found
        ]

    def _place_before(self, amount: Amount) -> Term | None:
        last = None
        start = max(amount.sentence.start, self.text.rfind("；", 0, amount.atom.start) + 1)
        for last in _PLACE.finditer(self.text, start, amount.atom.start):
            pass
        if last is None:
            return None
        where = last.span("place")
        cmp = Cmp(
            op="eq",
            var=Var.AREA,
            value=self.reading.printed(*where),
            spans=(self.reading.evidence(*where),),
        )
        return Term(cmp, *where)

    def _without_earlier_years(self, found: list[Amount]) -> list[Amount]:
        """Figures of years gone by are former where the notice also states its own."""
        if not self.earlier:
            return found
        own = {
            (amount.role, amount.component)
            for amount in found
            if amount.atom.start not in self.earlier
        }
        return [
            replace(amount, role="former")
            if amount.atom.start in self.earlier
            and (amount.role, amount.component) in own
            and amount.role in ("contribution", "total", "credit", "base")
            else amount
            for amount in found
        ]

    def _is_former(self, place: _Place, kind: Kind) -> bool:
        """Last year's figure, or by how much one grew."""
        if kind in ("benefit", "unknown", "other_scheme", "subsidy", "late_charge"):
            return False
        if _BECOMES.match(self.text, place.atom.end, place.right):
            return True
        near = self.text[place.left : place.atom.start]
        if kind != "wage" and "工资" not in near and _WAS.search(near):
            return True
        return place.atom.label in ("MONEY", "RATE") and _GREW.search(near) is not None

    # ── what stands above ────────────────────────────────────────────────────────────────────

    def _lead(self, block: Block) -> _Signs:
        return self._signs(*block.lead, head=True) if block.lead else _NOTHING

    def _above(self, block: Block) -> tuple[_Signs, ...]:
        """The signs of headings, questions and leads above a block, the nearest first."""
        if block.index not in self.over:
            found = []
            for above in block.above():
                if above.role in (Role.HEADING, Role.QUESTION):
                    found.append(self._signs(above.body, above.end, head=True))
                elif above.lead:
                    found.append(self._signs(*above.lead, head=True))
            self.over[block.index] = tuple(found)
        return self.over[block.index]

    def _caption(self, block: Block) -> _Signs:
        where = self._caption_of(block)
        return self._signs(*where, head=True) if where else _NOTHING

    def _caption_terms(self, block: Block) -> tuple[Term, ...]:
        where = self._caption_of(block)
        return self.scope.terms(*where) if where else ()

    def _caption_of(self, block: Block) -> Where | None:
        """The clause that announces a table or a list: 「在职人员具体缴费标准如下表:」."""
        if block.role is not Role.ROW and not block.marker:
            return None
        blocks = self.reading.blocks
        at = block.index - 1
        while at >= 0 and (
            (blocks[at].role is Role.ROW and block.role is Role.ROW)
            or (blocks[at].role is Role.ITEM and blocks[at].marker == block.marker != "")
            or (blocks[at].end - blocks[at].start <= 12 and "单位" in self.text[blocks[at].start : blocks[at].end])
        ):
            at -= 1
        if at < 0 or blocks[at].role not in (Role.PARAGRAPH, Role.ITEM) or blocks[at] is block.parent:
            if at < 0 or block.role is not Role.ROW or blocks[at] is not block.parent or blocks[at].role is not Role.ITEM:
                return None
        before = blocks[at]
        if not (
            self.text[before.end - 1] in ":，" or regex.search("下表|如下|见表", self.text[before.body : before.end])
        ):
            return None
        start = before.body
        for mark in "。；，":
            start = max(start, self.text.rfind(mark, before.body, before.end - 1) + 1)
        if self.reading.atoms_in(start, before.end, "MONEY", "RATE"):
            return None
        floor = max(before.body, *(self.text.rfind(m, before.body, before.end - 1) + 1 for m in "。；"))
        money = self.reading.atoms_in(floor, before.end, "MONEY", "RATE")
        return (money[-1].end if money else floor), before.end


def _open_bracket(text: str, start: int, end: int) -> int:
    """Where the bracket opens in which a position stands, -1 where none does."""
    opening = text.rfind("（", start, end)
    return opening if opening >= 0 and text.find("）", opening, end) < 0 else -1


def _clauses(text: str, sentence: Sentence, atoms: Sequence[Atom]) -> list[Where]:
    """The stretch of a sentence that answers for each amount, together the whole sentence."""
    stop = regex.compile("[，；、。]")
    found: list[Where] = []
    start = sentence.start
    for at, atom in enumerate(atoms):
        if at + 1 == len(atoms):
            end = sentence.end
        else:
            cut = stop.search(text, atom.end, atoms[at + 1].start)
            end = cut.end() if cut else atom.end
        found.append((start, end))
        start = end
    return found


# ── what belongs together ────────────────────────────────────────────────────────────────────


def statements(reading: Reading, scope: Scope, role: Kind) -> list[list[Amount]]:
    """The amounts of a role, each with those that say it again, in the order of the notice.

    「缴费比例为9%，月缴费340.65元，年缴费4087.80元」 is one statement. A later amount without the
    conditions of the earlier ones (「大额补充医疗保险费120元的缴纳方式」) restates each of them.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("基本医疗保险费缴费比例为9%，月缴费340.65元。大病互助基金每人每月8元。"))
    >>> [[reading.words(amount.atom) for amount in group]
    ...  for group in statements(reading, Scope(reading), "contribution")]
    [['9%', '340.65元'], ['每人每月8元']]
    """
    groups: list[list[Amount]] = []
    for amount in amounts(reading, scope):
        if amount.role != role:
            continue
        hits = _said_before(groups, amount)
        for group in hits:
            group.append(amount)
        if not hits:
            groups.append([amount])
    return groups


def _said_before(groups: Sequence[list[Amount]], amount: Amount) -> list[list[Amount]]:
    same = [
        group
        for group in groups
        if group[0].component == amount.component and group[0].payer == amount.payer
    ]
    when = _parts(amount.when)
    for group in reversed(same):
        if _parts(group[0].when) == when and _says_again(group, amount):
            return [group]
    if any(_parts(group[0].when) == when for group in same):
        return []
    return [group for group in same if _parts(group[0].when) > when and _equals(group, amount)]


def _parts(pred: Pred) -> frozenset[str]:
    return frozenset(map(repr, written(normal(pred))))


def _says_again(group: Sequence[Amount], later: Amount) -> bool:
    """The same money per month and per year, or the money that a rate comes to."""
    if later.rate is not None:
        return all(amount.rate in (None, later.rate) for amount in group)
    money = [amount for amount in group if amount.yuan is not None]
    for amount in money:
        if amount.per == later.per:
            return amount.yuan == later.yuan
    return not money or group[-1].sentence is later.sentence or _equals(group, later)


def _equals(group: Sequence[Amount], later: Amount) -> bool:
    if later.rate is not None:
        return any(amount.rate == later.rate for amount in group)
    year = later.a_year()
    return year is not None and any(amount.a_year() == year for amount in group)


@dataclass(frozen=True)
class OnlyActive:
    """The words that show which funds the retired do not pay for."""

    words: Evidence
    components: frozenset[str]


_NO_LONGER = regex.compile(
    r"(?:不再|不需|不用|无需|无须|不必|不|停止|免)(?:再|要)?(?:继续)?(?:缴纳?|交纳?)(?:职工|城镇职工|个人)*(?:基本)?医(?:疗保险|保)"
)
_ONLY = regex.compile(r"(?:只|仅)(?:需|须|要|用|应|再|按)*(?:继续)?(?:缴纳?|交纳?|收取?|扣)")
_BASIC: Final = frozenset({"basic_medical", "maternity"})
_TOP_UP: Final = frozenset({"catastrophic", "long_term_care"})
_ONLY_ACTIVE: WeakKeyDictionary[Reading, OnlyActive | None] = WeakKeyDictionary()


def only_active(reading: Reading, scope: Scope) -> OnlyActive | None:
    """What the retired do not pay, where no contribution says whose it is.

    Either a sentence says so (「退休人员只缴纳大病互助基金」, 「不再缴纳基本医疗保险费」), or the
    total of the retired is that of the other funds.
    """
    if reading not in _ONLY_ACTIVE:
        _ONLY_ACTIVE[reading] = _said_of_retired(reading) or _summed_of_retired(reading, scope)
    return _ONLY_ACTIVE[reading]


def _said_of_retired(reading: Reading) -> OnlyActive | None:
    text = reading.text
    if "退休" not in text:
        return None
    for sentence in reading.sentences:
        start, end = sentence.start, sentence.end
        if sentence.block.role is Role.QUESTION or text.find("退休", start, end) < 0:
            continue
        only = _ONLY.search(text, start, end)
        if only:
            paid = {
                atom.value for atom in reading.atoms_in(only.end(), min(end, only.end() + 16), "FUND")
            }
            if paid and paid <= _TOP_UP:
                words = reading.evidence(only.start(), min(end, only.end() + 1))
                return OnlyActive(words, (_BASIC | _TOP_UP) - paid)
        stops = _NO_LONGER.search(text, start, end)
        if stops:
            return OnlyActive(reading.evidence(*stops.span()), _BASIC)
    return None


def _summed_of_retired(reading: Reading, scope: Scope) -> OnlyActive | None:
    retired = {"['status', 'eq', 'retired']"}
    others: dict[str, Fraction] = {}
    for group in statements(reading, scope, "contribution"):
        component = group[0].component
        years = [year for amount in group if (year := amount.a_year()) is not None]
        if component in _TOP_UP and years and _parts(group[0].when) <= retired:
            others[component] = years[0]
    for amount in amounts(reading, scope):
        if amount.role == "total" and retired <= _parts(amount.when):
            if others and amount.a_year() == sum(others.values()):
                return OnlyActive(reading.evidence(*bare(reading.text, amount.where)), _BASIC)
    return None


def of_active(when: Pred, shown_by: Evidence) -> Pred:
    """A condition that says nothing of status, narrowed to the active."""
    active = Cmp(op="eq", var=Var.STATUS, value="active", spans=(shown_by,))
    return active if when == ALWAYS else together(active, when)


def clauses(reading: Reading, group: Sequence[Amount]) -> tuple[Evidence, ...]:
    """The clauses that answer for a group of amounts, neighbours made one."""
    runs: list[Where] = []
    for start, end in sorted({amount.where for amount in group}):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return tuple(reading.evidence(*bare(reading.text, run)) for run in runs)


def bare(text: str, where: Where) -> Where:
    """A range without the punctuation and blanks at its edges.

    >>> bare("，每年120元。", (0, 8))
    (1, 7)
    """
    start, end = where
    while start < end and text[start] in "，、；。:！ \t\n":
        start += 1
    while end > start and text[end - 1] in "，、；。:！ \t\n":
        end -= 1
    return start, end


def fixed(reading: Reading, amount: Amount) -> Fixed:
    """So much money per period, stated where it stands."""
    assert amount.yuan is not None  # rates are told apart before
    return Fixed(amount=reading.stated(amount.yuan, amount.atom), per=amount.per)

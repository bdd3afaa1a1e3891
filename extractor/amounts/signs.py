"""Signs: what the words around an amount say of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from extractor import pattern as regex
from extractor.amounts.amount import Kind
from extractor.atoms import Atom
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Per

KIND_OF_CUE: Final[dict[str, Kind]] = {
    "base": "base",
    "base_lower": "base_lower",
    "base_upper": "base_upper",
    "wage": "wage",
    "total": "total",
    "credit": "credit",
    "subsidy": "subsidy",
    "late": "late_charge",
    "benefit": "benefit",
    "other_scheme": "other_scheme",
}
_OF_YEAR = "(?:医保|缴费|参保|自然|保险|待遇)?年度?(?!度?平均|级)"
# 每月缴费, 月缴费额, 全年共需, 年度应缴, 每季度合计; 上年度 and 2023年 are no periods
_PERIOD = regex.compile(
    rf"""
    (?P<half_year>(?:每|上|下|按|分)半年度?|半年度?(?=[缴交合共应])|上、?下半年
       |(?:\G|[，、；（:/])(?:一个?)?半年(?=\p{{Han}}?$))
    |(?P<each>(?:每|一)次(?=$|缴|交|各|均|为|应|需|:))
    |(?P<quarter>(?:每个?|按|[/·])季度?|季度?(?=[缴交合共应标])|（季度?）)
    |(?P<month>
       (?:每个?|按|逐|[/·]|一个|人)月(?!份|末)
       |(?<![\d一二三四五六七八九十个])月(?=[缴交扣划计记共合应均需实标度返打注入])
       |（月）|(?:\G|[，、；（:/])月(?=\p{{Han}}?$))
    |(?P<year>
       (?:每一?个?|全|整|按|(?<![上近前下满一])一个?|[/·]){_OF_YEAR}
       |(?<!\d)年(?=[缴交扣划计记共合应均需实标])
       |(?<!\d年)(?<!\d)年度(?=[缴应合共总筹个标])
       |（年）|(?:\G|[，、；（:/])年(?=\p{{Han}}?$))
    |(?P<day>(?:每|按|逐)(?:日|天))
    """,
    regex.VERBOSE,
)
_PERS: Final[dict[str, Per]] = {
    "half_year": "half_year",
    "quarter": "quarter",
    "month": "month",
    "year": "year",
    "day": "day",
}
# 分两次缴纳, 上、下半年各缴一次, 按半年缴费
HALVES: Final = regex.compile(
    r"""(?:分|按)[^，。；]{0,6}(?:两次|2次|二次|两期)
       |上、?下半年[^，。；]{0,4}(?:两次|各|分)
       |(?:按|每)半年(?:度)?(?:缴|交)|半年(?:一|缴|交)""",
    regex.VERBOSE,
)
# 按全市月平均养老金2860元的2.5%, 基本养老金平均水平的2.5%
AVERAGE_PENSION: Final = regex.compile(
    r"""(?:(?:平均|人均)(?:基本)?(?:养老金|退休金|养老待遇)|养老金的?(?:平均|人均)(?:水平|标准|数)?)
        (?:[^，。；]{0,8}|[^。；，]{0,6}基数[^。；]{0,8})$""",
    regex.VERBOSE,
)
_INTO_ACCOUNT = regex.compile(
    r"""个人账户(?:资金|基金)?
        (?:(?:每?个?月|每?年|按[月年])(?![^，。；]{0,3}扣|划扣|划缴|划转)
          |划(?!扣|转|缴)|计|记|注|返|拨|标准|金额|收入|额度|到账|进账|为|:|里?进|里?打)
       |(?:打|进|存|返)(?:到|入|进)?[^，。；扣]{0,4}个人账户""",
    regex.VERBOSE,
)
_OUT_OF_ACCOUNT = regex.compile(
    "扣|缴纳|支付|余额|继续|清退|退还|代缴|使用|划转|结余|继承|共济|(?:[建设][立置]?|[有含带无])(?:医保)?个人账户"
)
# 「按60%基数，每月853.20元」: what follows a tier, and not the base that it is
_OF_TIER = regex.compile(r"\d%的?$")
_BASE_OF_TIER = regex.compile("，|缴|的，|每|:")
_NO_SUM_OF = regex.compile("[:，]|含|包括|其中")
_NOT_A_SUM = regex.compile("共[享济同有用享识建管产]")
_NO_LIMIT = regex.compile("支付|限额|补贴|报销")
_SUBSIDISED = regex.compile("(?:之|以)?[后外前]|对象|人员|人群|政策|手续|期限?内")
# funds that are named beside the one that is paid
_NOT_THIS_ONE = regex.compile(
    r"""(?:(?:基数|标准|比例|办法|方式)(?:与|同|按照?|参照|比照|和)|随同?|连同|并入|纳入|除了?|抵扣|停止缴纳?|停缴|免缴|免交
          |不再(?:继续)?(?:缴纳?|交|征收)|不(?:需|用|再|必|得)?要?(?:继续)?(?:缴纳?|交))$""",
    regex.VERBOSE,
)
# 「护理保险缴费基数为当年度职工医保缴费基数」: whose base it is, and not what is paid
_BASE_IS = regex.compile("(?:基数|标准)(?:均|都|即)?(?:为|按照?|以|是|同|参照)[^，。；]{0,8}$")
_ITS_BASE = regex.compile("的?(?:月|年|缴费|个人|工资)*基数")
# 与基本医疗保险费一并缴纳, 与当年首笔基本医疗保险费同时缴清
_BESIDE = regex.compile(
    r"(?:与|同|和|跟|随)(?:当年|当期|本年度?|首[笔次月]|当月|\d{1,2}月份?|的)*$"
)
_TOGETHER = regex.compile("一并|合并|同时|一起|一同|同步|同期|统一|并轨|捆绑")
_INCLUDED = regex.compile("(?:含|包含|包括|不含|含有)$")
_INCLUDING = regex.compile("（(?:不?含|包括|包含)")
_PAID_BESIDE = regex.compile(r"[^）]{0,6}\d")
_TO_ITS_AMOUNT = regex.compile(r"(?:每人每?[月年]?|每[月年]|为|:|的?[\d.]+%?)*")
_JOINS = regex.compile(r"、|和|及|与|以及|\+|加")
# 「按8%缴纳基本医疗保险费」, 「8元的大额医疗救助金」, 「15元（大病保险）」
_UP_TO_FUND = regex.compile(
    r"""[/·月年人]*（(?=\p{Han}{2,16}）)
       |[/·月年人]*(?:的(?:比例|标准|费率|金额)?|为|是)?(?:（[^（）]{0,16}）)?
        (?:缴纳|缴交|交纳|缴存|缴|交|征收|计征|计缴)?的?""",
    regex.VERBOSE,
)
_ANNOUNCES = regex.compile("下表|如下|见表")
_ANNEX = regex.compile(r"附件?[\d一二三四五六七八九十]{0,2}:?")
_CITED = regex.compile("《[^《》]*》")  # what other papers are called
_SELF_EMPLOYED = regex.compile("灵活就业|个体|个人身份")
_OF_EMPLOYEES = regex.compile("职工|社会保险|社保")
_SOCIAL = regex.compile("社会保险|社保|五险")
_PENSION = regex.compile("养老|失业")
_MEDICAL = regex.compile("医")


@dataclass(frozen=True)
class Signs:
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
        """Whether nothing here governs an amount."""
        return self.fund is None and self.cue is None and not self.account


NOTHING: Final = Signs()


def _is_line(block: Block) -> bool:
    """A short paragraph, as of a list that is not numbered."""
    return block.role is Role.PARAGRAPH and not block.marker and block.end - block.start <= 60


def open_bracket(text: str, start: int, end: int) -> int:
    """Where the bracket opens in which a position stands, -1 where none does."""
    opening = text.rfind("（", start, end)
    return opening if opening >= 0 and text.find("）", opening, end) < 0 else -1


def last_match(
    pattern: regex.Pattern[str], text: str, start: int, end: int
) -> regex.Match[str] | None:
    """The last match of a pattern in a range."""
    found = list(pattern.finditer(text, start, end))
    return found[-1] if found else None


class Surroundings:
    """Reads the signs of a notice: beside an amount, in leads, captions and headings."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self._over: dict[int, tuple[Signs, ...]] = {}
        self._leads: dict[int, Signs] = {}
        self._captions: dict[int, Where | None] = {}
        self._annexes: list[Block] | None = None
        title = next((block for block in reading.blocks if block.role is Role.TITLE), None)
        self.title: Where = (title.start, title.end) if title else (0, 0)
        self.resident = self._of_residents()
        self.is_for_self_employed = _SELF_EMPLOYED.search(self.text, *self.title) is not None
        # 「我市职工医保缴费政策解读」: on those of a unit too
        self.is_for_employees = not self.is_for_self_employed and (
            _OF_EMPLOYEES.search(self.text, *self.title) is not None
        )

    def _of_residents(self) -> bool | None:
        """Whether the notice is for residents, not for those who work; None: for both."""
        title = self.text[slice(*self.title)]
        for words in (title, _CITED.sub("", self.text), self.text):
            residents = words.count("居民医") + words.count("居民基本") + words.count("城乡居民")
            workers = sum(words.count(w) for w in ("灵活就业", "个体", "个人身份", "职工"))
            if words is title and residents and workers:
                return None
            if residents or workers:
                return residents > workers
        return False

    # ── a stretch of words ───────────────────────────────────────────────────────────────────

    def signs(self, start: int, end: int, head: bool = False) -> Signs:
        """What the words of a range say; a heading, lead or cell is read by all its words."""
        if start >= end:
            return NOTHING
        text = self.text
        fund: Atom | None = None
        cue: str | None = None
        cue_end = credit_end = -1
        several = rate = benefit = False
        for atom in self.reading.atoms_in(start, end, "FUND", "CUE"):
            if atom.end > end:
                continue
            if atom.label == "FUND":
                if not self.is_subject(atom, end):
                    if text.startswith("失业保险金", atom.end - 5):
                        cue, cue_end, benefit = "benefit", atom.end, True
                    continue
                several = fund is not None and (
                    (head and fund.value != atom.value)
                    or _JOINS.fullmatch(text, fund.end, atom.start) is not None
                    or (several and fund.value == atom.value)
                )
                fund = atom
                if cue == "other_scheme":
                    cue = None
                if cue == "total" and _NO_SUM_OF.search(text, cue_end, atom.start):
                    cue = None  # 「全年费用合计:基本医疗保险费4060元」
            elif atom.value == "rate":
                rate = True
            elif (
                atom.value == "other_scheme"
                and fund is not None
                and (_JOINS.fullmatch(text, fund.end, atom.start))
            ):
                continue  # 「失业保险、工伤保险缴费基数上限」
            elif atom.value in KIND_OF_CUE and self._means(atom, start):
                if cue != "other_scheme":  # whatever is said of it, it is that of another scheme
                    cue, cue_end = str(atom.value), atom.end
                credit_end = cue_end if cue == "credit" else credit_end
                benefit = benefit or cue == "benefit"
        if "养老" in text[start:end] and AVERAGE_PENSION.search(text, start, end):
            cue, cue_end = "average_pension", end
        if fund is not None and fund.end > credit_end:
            credit_end = -1
        return Signs(
            fund=fund,
            several=several,
            cue=cue,
            cue_end=cue_end,
            rate=rate,
            account=self._goes_in(start, end, fund, cue, cue_end, head),
            per=self._period(start, end),
            benefit=benefit,
            credit_end=credit_end,
        )

    def _goes_in(
        self, start: int, end: int, fund: Atom | None, cue: str | None, cue_end: int, head: bool
    ) -> bool:
        """Whether the words speak of what the personal account receives."""
        if self.text.find("个人账户", start, end) < 0:
            return False
        account = last_match(_INTO_ACCOUNT, self.text, start, end)
        if account is not None and (fund is None or fund.end <= account.start()):
            return account.end() >= cue_end or cue != "total"
        return head and _OUT_OF_ACCOUNT.search(self.text, start, end) is None

    def _period(self, start: int, end: int) -> Per | None:
        """The period named last."""
        found = last_match(_PERIOD, self.text, start, end)
        name = found.lastgroup if found else None
        if name == "each":  # 「分两次缴纳，每次1716元」
            floor = self.text.rfind("\n", 0, start) + 1
            return "half_year" if HALVES.search(self.text, floor, end) else None
        return _PERS.get(name) if name else None

    def _means(self, atom: Atom, start: int) -> bool:
        """Whether a cue is one here: 共同 is no sum, 上限 alone no limit of a base."""
        text = self.text
        if atom.value == "base":
            tier = _OF_TIER.search(text, start, atom.start)
            return not (tier and _BASE_OF_TIER.match(text, atom.end))
        if atom.value == "total":
            if text[atom.start : atom.end] == "共":
                return not _NOT_A_SUM.match(text, atom.start) and text[atom.start - 1] != "公"
            if text[atom.start : atom.end] == "计":
                return text[atom.start - 1] in "项合共总" and text[atom.end] not in "入算发划生征"
            if "筹资" in text[atom.start : atom.end]:
                return "个人" not in text[start : atom.start]
        if atom.value == "subsidy":  # 「资助后个人缴费」: what is left to pay
            return _SUBSIDISED.match(text, atom.end) is None
        if atom.value in ("base_lower", "base_upper"):
            return _NO_LIMIT.search(text, start, atom.end) is None
        return True

    def is_subject(self, fund: Atom, end: int) -> bool:
        """Whether a fund is what is paid, and not another one that it is paid with.

        「大额医疗补助金5元，随基本医疗保险费一并缴纳」, 「职工基本医疗保险（含生育保险）」.
        """
        text = self.text
        if text.startswith(("养老金", "退休金", "保险金"), fund.end - 3) and fund.value in (
            "pension",
            "unemployment",
        ):
            return False  # what the insurance pays, not what it costs
        if text.startswith(("统筹基金", "保险资金"), fund.end - 4):
            return False  # the pool that pays, not a fund that is paid
        floor = max(0, fund.start - 8, text.rfind("\n", 0, fund.start) + 1)
        if _NOT_THIS_ONE.search(text, floor, fund.start):
            return False
        if _BESIDE.search(text, floor, fund.start) and _TOGETHER.match(text, fund.end):
            return False
        if _ITS_BASE.match(text, fund.end) and _BASE_IS.search(text, floor, fund.start):
            return False
        opening = open_bracket(text, max(0, fund.start - 24), fund.start)
        if _INCLUDED.search(text, floor, fund.start) or (
            opening >= 0 and _INCLUDING.match(text, opening)
        ):  # but 「（含大额医疗保险费120元）」
            return (
                _TO_ITS_AMOUNT.fullmatch(text, fund.end, max(end, fund.end)) is not None
                and text.find("）", fund.end, end) < 0
                and _PAID_BESIDE.match(text, fund.end) is not None
            )
        return True

    def fund_behind(self, atom: Atom, right: int) -> Atom | None:
        """The fund that follows an amount: 「按8%缴纳基本医疗保险费」, 「15元（大病保险）」."""
        gap = _UP_TO_FUND.match(self.text, atom.end, right)
        if gap is None:
            return None
        found = self.reading.atoms_in(gap.end(), gap.end() + 1, "FUND")
        return found[0] if found and self.is_subject(found[0], found[0].end) else None

    # ── what stands above ────────────────────────────────────────────────────────────────────

    def lead(self, block: Block) -> Signs:
        """The signs of a block's run-in heading."""
        if block.lead is None:
            return NOTHING
        if block.index not in self._leads:
            self._leads[block.index] = self.signs(*block.lead, head=True)
        return self._leads[block.index]

    def asked(self, sentence: Sentence) -> Signs:
        """The signs of a question right before: 「缴费基数是多少？每月4362元。」."""
        sentences = self.reading.outline.sentences_of(sentence.block)
        before = sentences[sentence.index - 1] if sentence.index else None
        if before is None or not self.text.endswith(("？", "?"), before.start, before.end):
            return NOTHING
        return self.signs(before.start, before.end, head=True)

    def above(self, block: Block) -> tuple[Signs, ...]:
        """The signs of headings, questions and leads above a block, the nearest first."""
        if block.index not in self._over:
            found = []
            for above in block.above():
                if above.role in (Role.HEADING, Role.QUESTION):
                    signs = self.signs(above.body, above.end, head=True)
                    if signs.cue == "total" and self.text.find("筹资", above.body, above.end) >= 0:
                        signs = replace(signs, cue=None)  # 「二、筹资标准」: what there is to pay
                    found.append(signs)
                elif above.lead:
                    found.append(self.signs(*above.lead, head=True))
            title = self._annex(block)
            if title is not None:
                found.append(self.signs(title.body, title.end, head=True))
            self._over[block.index] = tuple(found)
        return self._over[block.index]

    def _annex(self, block: Block) -> Block | None:
        """The title of the annex in which a block stands: the line below 「附件2:」."""
        if self._annexes is None:
            blocks = self.reading.blocks
            self._annexes = [
                title
                for label, title in pairwise(blocks)
                if _ANNEX.fullmatch(self.text, label.start, label.end)
                and title.role is not Role.ITEM
            ]
        before = [title for title in self._annexes if title.index < block.index]
        return before[-1] if before else None

    def caption(self, block: Block) -> Signs:
        """The signs of what announces a table or a list."""
        where = self.caption_of(block)
        return self.signs(*where, head=True) if where else NOTHING

    def caption_of(self, block: Block) -> Where | None:
        """The clause that announces a table or a list: 「在职人员具体缴费标准如下表:」."""
        if block.index not in self._captions:
            self._captions[block.index] = self._announced(block)
        return self._captions[block.index]

    def _announced(self, block: Block) -> Where | None:
        text, blocks, parent = self.text, self.reading.blocks, block.parent
        if parent is not None and parent.role in (Role.ITEM, Role.PARAGRAPH) and not parent.lead:
            return self._announcing(parent) if text[parent.end - 1] == ":" else None
        if block.role in (Role.HEADING, Role.QUESTION):
            return None
        at = block.index - 1
        while at >= 0 and self._is_sibling(blocks[at], block):
            at -= 1
        if at < 0:
            return None
        before = blocks[at]
        if not block.marker and block.role is not Role.ROW:
            announces = _is_line(block) and text[before.end - 1] == ":"
            return self._announcing(before) if announces and before.parent is parent else None
        if before.role is Role.PARAGRAPH:
            if before is block.parent:
                return None
        elif before.role is not Role.ITEM or (
            before is block.parent and block.role is not Role.ROW
        ):
            return None
        if text[before.end - 1] in ":，" or _ANNOUNCES.search(text, before.body, before.end):
            return self._announcing(before)
        return None

    def _announcing(self, before: Block) -> Where | None:
        """The last clause of a block, without what amounts before it are about."""
        text = self.text
        floor = max(before.body, *(text.rfind(m, before.body, before.end - 1) + 1 for m in "。；"))
        clause = max(floor, text.rfind("，", floor, before.end - 1) + 1)
        if self.reading.atoms_in(clause, before.end, "MONEY", "RATE"):
            return None
        money = self.reading.atoms_in(floor, before.end, "MONEY", "RATE")
        return (money[-1].end if money else floor), before.end

    def _is_sibling(self, other: Block, block: Block) -> bool:
        """A row of the same table, an item of the same list, or 「单位:元」 between."""
        if other.role is Role.ROW:
            return block.role is Role.ROW
        if other.role is Role.ITEM and block.marker:
            return other.marker == block.marker
        if _is_line(block):
            return _is_line(other) and self.text[other.end - 1] != ":"
        return other.end - other.start <= 12 and "单位" in self.text[other.start : other.end]

    # ── whose insurance ──────────────────────────────────────────────────────────────────────

    def is_foreign(self, fund: Atom) -> bool:
        """A fund of residents in a notice for those who work, or the reverse."""
        if self.resident is None:
            return False
        return ("职工" if self.resident else "居民") in self.text[fund.start : fund.end]

    def is_of_another_notice(self, fund: Atom, block: Block) -> bool:
        """A rate of the pension, in passing, in a notice on medical insurance; and the reverse."""
        title = self.text[slice(*self.title)]
        own, other = _MEDICAL, _PENSION
        if fund.value in ("pension", "unemployment"):
            own, other = other, own
        if not title or _SOCIAL.search(title) or own.search(title) or not other.search(title):
            return False
        return own.search(self.reading.heads(block)) is None

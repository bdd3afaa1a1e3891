"""People: whom an amount is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Final

from extractor import pattern as regex
from extractor.amounts.amount import Amount, Payer
from extractor.amounts.place import Place
from extractor.amounts.signs import HALVES, Surroundings, last_match
from extractor.atoms import Atom
from extractor.conditions import ALWAYS, Cmp, Pred, Var, together, written
from extractor.outline import Block
from extractor.reading import Reading, Where
from extractor.schema import shown
from extractor.scope import Scope, Term

# Conditions that a sum of money can have; that somebody pays at a bank is none.
_OF_MONEY: Final = frozenset(
    {
        Var.STATUS,
        Var.ENROLMENT,
        Var.AGE,
        Var.PLAN,
        Var.BASE_MULTIPLE,
        Var.HARDSHIP,
        Var.STUDENT,
        Var.AREA,
        Var.FREQUENCY,
        Var.LOCAL_HOUSEHOLD,
        Var.IDENTITY,
        Var.IN_WINDOW,
        Var.ARREARS_MONTHS,
        Var.REACHED_RETIREMENT_AGE,
        Var.CONTRIBUTION_YEARS_MET,
        Var.HAS_RETIREMENT_APPROVAL,
    }
)
_THRESHOLDS: Final = ("lt", "le", "gt", "ge")
# 「退休96元」, 「已办理医保退休的人员每月9元」; not 在职转退休, 法定退休年龄
_RETIRED = regex.compile(
    r"""(?<![职转由到定近未早休法])退休(?:人员|以后|之后|后)?
        (?=[的每按为则¥，、（）:均只仅定\d交缴不还]|人均|$)""",
    regex.VERBOSE,
)
_BY = regex.compile(
    r"[/·月年人]*，?(?:均|都)?由(?P<who>[^，。；（）\d]{2,14}?)(?:个人|本人|自行)?(?:缴纳|承担|负担|交)"
)
# 「60元档次只适用于低保对象」
_ONLY_FOR = regex.compile(
    r"[/·月年人]*的?[^，。；、\d]{0,10}[只仅](?:适用于?|限于?|面向|针对|对)(?P<who>[^。；\d]{2,60})"
)
_PEOPLE_BEHIND = regex.compile("的?(?:灵活就业|参保)?(?:人员|职工|人(?!社))")
_LIST_GOES_ON = regex.compile("[^，。；:]*[、和及与]")
_ALL_OF_THEM = regex.compile("(?:人员|职工)?(?:均|都|一律|统一)")
_BOTH: Final = ("、", "和", "及", "与", "或", "/")
# 「不管选哪种方案，都要交…」, 「两种方式均须缴纳」
_ANY_PLAN = regex.compile(
    r"""(?:不管|无论|不论)[^，。；]{0,8}(?:方案|方式|档|种|类)
       |(?:两|三|各|每|任意?一?)(?:种|个|类)?(?:方案|方式|档次?|模式)
        [^，。；]{0,4}(?:均|都|一样|相同|统一)
       |不分档""",
    regex.VERBOSE,
)
_NOUN_OF_PLAN = regex.compile("的?(?:灵活就业|参保|缴费)?(?:人员|职工|者)")
_BARE_RETIRED = regex.compile("(?P<who>已?退休)(?:的|了的)?:?")
_PLANS_ALIKE = regex.compile(
    r"\G(?:人员)?(?:的?缴费)?(?:标准)?(?:均|都)?(?:相同|一样|一致|通用|不变)"
)
_BESIDES = regex.compile("另外|此外|除此之外")  # whichever plan was named before
_ALIKE = regex.compile("均(?:为|按|是|须|需|应|要)")
# 「按在职人员标准继续缴费」 says how much, not who
_LIKE = regex.compile("(?:按照?|参照|比照|执行|同)$")
_LIKE_THEM = regex.compile("的?(?:缴费)?(?:标准|比例|政策|办法|待遇|费率)")
_A_PLACE = (
    r"(?:主城区?|中心城区|市区|城区|市本级|市直|省直|各县|县域|其[他它余](?:地区|县|市县|区县|区)"
    r"|(?!我|本|全|该|各|参保)\p{Han}{1,6}?[市县区旗州])(?:（市）|（市、区）|（区）)?"
)
# 「市区（含开发区）灵活就业人员每月396元」, 「长乐区、福清市每月348元」
_PLACES = regex.compile(
    rf"""(?:\G|[，；、:。）\t]|在)(?P<place>{_A_PLACE})
    (?:（[^（）]*）|[、和及](?P<place>{_A_PLACE}))*
    (?=灵活|参保|每|为|的|:|缴|执行|按|居民|基数|月|\t|\d|$)""",
    regex.VERBOSE,
)
_FORMS = regex.compile(
    r"(?P<flexible>灵活就业|个体工商户|自由职业|以?个人身份参保)"
    r"|(?P<employee>(?:用人单位|企业|机关事业单位|单位)(?:及其?|和|的|在职|参保)*(?:职工|员工)(?!(?:基本)?养老))"
)
# 「单位缴7%，个人缴2%」
_BESIDE_A_UNIT = regex.compile(r"(?P<employee>(?:用人)?单位)(?:缴|部分|承担|负担|按|费率|\d)")
_TOLD_BY_PLACE: Final = frozenset(
    {"contribution", "total", "credit", "base", "base_lower", "base_upper"}
)


@dataclass
class Nested:
    """Conditions as a sentence nests them: stating one again ends those inside it.

    「在职人员不满45周岁按1%、45周岁以上按2%，退休人员85元」: the last one has no age.
    """

    levels: list[tuple[Var, list[Term]]] = field(default_factory=list)
    free: set[Var] = field(default_factory=set)  # said of everybody: nothing above narrows it

    def state(self, terms: Sequence[Term], ended: Sequence[Var], scope: Scope) -> None:
        """Take up new terms; `ended` are variables that the words leave open again."""
        stated = dict.fromkeys(term.cmp.var for term in terms)
        self.free = (self.free | set(ended)) - stated.keys()
        if Var.STATUS in stated and all(var is not Var.STATUS for var, _ in self.levels):
            finer = (Var.AGE, Var.BASE_MULTIPLE)
            self.levels = [level for level in self.levels if level[0] not in finer]
        cut = len(self.levels)
        for var in (*ended, *stated):
            at = next((i for i, (old, _) in enumerate(self.levels) if old is var), None)
            if at is not None:
                if var is Var.STATUS and at and self._one_noun(at, scope):
                    at -= 1  # 「选统账结合的在职人员87.20元，退休人员90元」
                cut = min(cut, at)
        del self.levels[cut:]
        for var in stated:
            self.levels.append((var, [term for term in terms if term.cmp.var is var]))

    def _one_noun(self, at: int, scope: Scope) -> bool:
        outer, terms = self.levels[at - 1]
        return outer is Var.PLAN and scope.one_phrase(terms[-1], self.levels[at][1][0])

    @property
    def terms(self) -> tuple[Term, ...]:
        """What holds now, from the outermost condition inwards."""
        return tuple(term for _, terms in self.levels for term in terms)


class People:
    """Reads whom amounts are for: by their own words, those behind, and those above."""

    def __init__(self, reading: Reading, scope: Scope, around: Surroundings) -> None:
        self.reading = reading
        self.scope = scope
        self.around = around
        self.text = reading.text

    def state(self, stated: Nested, start: int, end: int, tiers: Sequence[Atom] = ()) -> None:
        """Take up the conditions of a stretch of words; `tiers` are rates that name one."""
        if start >= end:
            return
        terms = [
            self._as_status(term)
            for term in self.scope.terms(start, end)
            if not self._is_measure(term)
        ]
        here = [self.tier(tier) for tier in tiers if start <= tier.start < end]
        if here:
            terms = [term for term in terms if term.cmp.var is not Var.BASE_MULTIPLE] + here
        ended = self._ended(start, end, {term.cmp.var for term in terms})
        if self._are_all_alike(start, end):
            terms = [term for term in terms if term.cmp.var is not Var.STATUS]
            ended.append(Var.STATUS)
        if Var.STATUS not in ended and self.text.find("退休", start, end) >= 0:
            retired = last_match(_RETIRED, self.text, start, end)
            status = [term for term in terms if term.cmp.var is Var.STATUS]
            if retired is not None and all(term.start < retired.start() for term in status):
                terms = [term for term in terms if term.cmp.var is not Var.STATUS]
                if any(self.text[term.end : retired.start()] in _BOTH for term in status):
                    ended.append(Var.STATUS)  # 「在职、退休均按此标准」
                else:
                    terms.append(self._term(Var.STATUS, "retired", retired.span()))
        if Var.STATUS in {term.cmp.var for term in terms} and self._was_a_noun(stated):
            ended.append(Var.PLAN)  # 「统账结合参保人员每月80元，退休人员每月72元」
        if Var.PLAN in ended:
            terms = [term for term in terms if term.cmp.var is not Var.PLAN]
        terms.sort(key=lambda term: term.start)
        stated.state(terms, ended, self.scope)

    def _are_all_alike(self, start: int, end: int) -> bool:
        """「在职职工、灵活就业人员、退休人员均为0.2%」: a list that holds them all, and 均 behind it."""
        status = [
            atom
            for atom in self.reading.atoms_in(start, end, "WHEN")
            if atom.value in ("status=active", "status=retired")
        ]
        return any(
            one.value != other.value
            and _LIST_GOES_ON.fullmatch(self.text, one.end, other.start) is not None
            and _ALL_OF_THEM.match(self.text, other.end, end) is not None
            for one, other in pairwise(status)
        )

    def _headed(self, block: Block) -> list[Term]:
        """「退休：」 over the fees of the retired."""
        for over in block.above():
            words = _BARE_RETIRED.fullmatch(self.text, over.body, over.end)
            if words is not None:
                return [self._term(Var.STATUS, "retired", words.span("who"))]
        return []

    def _was_a_noun(self, stated: Nested) -> bool:
        """Whether a plan stated before was the name of people of its own."""
        if not stated.levels or stated.levels[-1][0] is not Var.PLAN:
            return False
        return _NOUN_OF_PLAN.match(self.text, stated.levels[-1][1][-1].end) is not None

    def _ended(self, start: int, end: int, stated: set[Var]) -> list[Var]:
        """What the words say of everybody: 在职、退休人员均为…, 两种方案都要交…."""
        named = {str(atom.value) for atom in self.reading.atoms_in(start, end, "WHEN")}
        ended = []
        if Var.STATUS not in stated and named & {"status=active", "status=retired"}:
            ended.append(Var.STATUS)
        plans = self.reading.atoms_in(start, end, "PLAN")
        besides = len(plans) > 1 or _BESIDES.search(self.text, start, end)
        if len(plans) > 1 and _PLANS_ALIKE.search(self.text, plans[-1].end, end):
            ended.append(Var.PLAN)  # 「84元（一档、二档相同）」
        elif (besides and Var.PLAN not in stated) or _ANY_PLAN.search(self.text, start, end):
            ended.append(Var.PLAN)
        return ended

    def _is_measure(self, term: Term) -> bool:
        return _LIKE_THEM.match(self.text, term.end) is not None and (
            _LIKE.search(self.text, max(0, term.start - 4), term.start) is not None
        )

    def _as_status(self, term: Term) -> Term:
        """「已办理退休手续的人员」 are the retired, where it is asked what they pay."""
        if term.cmp.var is not Var.HAS_RETIREMENT_APPROVAL or term.cmp.value is not True:
            return term
        if _PEOPLE_BEHIND.match(self.text, term.end) is None:
            return term
        return self._term(Var.STATUS, "retired", (term.start, term.end))

    def _term(self, var: Var, value: str, where: Where) -> Term:
        quote = (self.reading.evidence(*where),)
        return Term(Cmp(op="eq", var=var, value=value, spans=quote), *where)

    def tier(self, atom: Atom) -> Term:
        """The condition that a rate names: 60% of the reference wage."""
        multiple = shown(Fraction(atom.value))
        return self._term(Var.BASE_MULTIPLE, multiple, (atom.start, atom.end))

    def behind(self, atom: Atom, right: int) -> Nested:
        """What a bracket behind an amount says: 「每月75元（在职）、90元（退休）」."""
        found = Nested()
        if self.text.startswith("（", atom.end):
            close = self.text.find("）", atom.end, right)
            if 0 <= close <= atom.end + 16:
                self.state(found, atom.end + 1, close)
        elif only := _ONLY_FOR.match(self.text, atom.end, right):
            self.state(found, *only.span("who"))
        elif by := _BY.match(self.text, atom.end, right):  # 「120元由在职人员个人缴纳」
            self.state(found, *by.span("who"))
        return found

    def in_halves(self, place: Place, own: Sequence[Term]) -> tuple[Term, ...]:
        """「也可以分上、下半年两次交，每次2451.60元」: the sum of who pays so."""
        if any(term.cmp.var is Var.FREQUENCY for term in own):
            return ()
        words = HALVES.search(self.text, place.sentence.start, place.atom.start)
        return () if words is None else (self._term(Var.FREQUENCY, "half_year", words.span()),)

    def when(self, place: Place, own: Sequence[Term], payer: Payer) -> Pred:
        """The condition of an amount: its own words, those of its block, and those above.

        `place.free` are variables that its words leave open for everybody. What the treasury pays
        in a sentence of its own it pays for all: 「学生380元。财政补助每人每年700元」.
        """
        kept: dict[Var, list[Term]] = {}
        for term in own:
            other = kept.get(term.cmp.var, [])
            if term not in other:
                kept[term.cmp.var] = [*other, term] if term.cmp.op in _THRESHOLDS else [term]
        mine = tuple(term for terms in kept.values() for term in terms)
        inherited = map(self._as_status, self.scope.inherited(place.sentence, mine))
        above = tuple(term for term in inherited if term.cmp.var not in kept)
        if Var.STATUS not in kept and all(term.cmp.var is not Var.STATUS for term in above):
            above = (*above, *self._headed(place.sentence.block))
        if payer == "treasury":
            block, start = place.sentence.block, place.sentence.start
            floor = block.lead[1] if block.lead else block.body
            above = tuple(term for term in above if not floor <= term.start < start)
        known = {term.cmp.var for term in (*mine, *above)}
        caption = [t for t in self._announced(place.sentence.block) if t.cmp.var not in known]
        over = [term for term in (*caption, *above) if term.cmp.var not in place.free]
        terms = [term for term in (*over, *mine) if term.cmp.var in _OF_MONEY]
        if Var.PLAN not in kept and self._is_of_any_plan(place):
            terms = [term for term in terms if term.cmp.var is not Var.PLAN]
        return self.scope.combine(sorted(terms, key=lambda term: term.start))

    def _announced(self, block: Block) -> tuple[Term, ...]:
        where = self.around.caption_of(block)
        return self.scope.terms(*where) if where else ()

    def _is_of_any_plan(self, place: Place) -> bool:
        start = place.sentence.start
        begin = max(start, self.text.rfind("；", start, place.atom.start))
        return (
            _ANY_PLAN.search(self.text, begin, place.right) is not None
            or _ALIKE.search(self.text, begin, place.atom.start) is not None
        )

    # ── forms of employment ──────────────────────────────────────────────────────────────────

    def told_apart_by_employment(self, found: list[Amount]) -> list[Amount]:
        """「单位职工个人缴2%；灵活就业人员缴8%」: whose, where nothing else tells amounts apart."""
        alike: dict[tuple[object, ...], list[Amount]] = {}
        for amount in found:
            if amount.role == "contribution":
                key = (amount.component, amount.payer, repr(written(amount.when)))
                alike.setdefault(key, []).append(amount)
        forms: dict[int, Cmp] = {}
        for same in alike.values():
            values: dict[object, set[object]] = {}
            for one in same:
                values.setdefault((one.per, one.atom.label), set()).add(one.atom.value)
            if all(len(said) == 1 for said in values.values()):
                continue
            named = {amount.atom.start: self._form(amount) for amount in same}
            stated = {at: form for at, form in named.items() if form is not None}
            told = {form.value for form in stated.values()}
            # 「单位缴6%，个人缴2%。……由本人按8%缴费」: the 2% is no one's who pays alone
            if len(told) > 1 or (told == {"employee"} and len(stated) < len(named)):
                forms |= stated
        return [self._at(amount, forms) for amount in found] if forms else found

    def _form(self, amount: Amount) -> Cmp | None:
        """The form named last before an amount in its sentence, else in the nearest heading."""
        block, sentence = amount.sentence.block, amount.sentence
        places = [block.lead] if block.lead else []
        places += [(above.body, above.end) for above in block.above()]
        here = (sentence.start, amount.atom.start)
        tried = [(_FORMS, here), (_BESIDE_A_UNIT, here), *((_FORMS, where) for where in places)]
        for pattern, where in tried:
            words = last_match(pattern, self.text, *where)
            if words is not None and words.lastgroup is not None:
                return self._term(Var.EMPLOYMENT_FORM, words.lastgroup, words.span()).cmp
        return None

    # ── places ───────────────────────────────────────────────────────────────────────────────

    def told_apart_by_place(self, found: list[Amount]) -> list[Amount]:
        """「市区每人每月396元；各县360元」: places, where nothing else tells amounts apart."""
        alike: dict[tuple[object, ...], list[Amount]] = {}
        for amount in found:
            if amount.role in _TOLD_BY_PLACE and amount.yuan:
                who = repr(written(amount.when))
                key = (amount.role, amount.component, amount.payer, amount.per, who)
                alike.setdefault(key, []).append(amount)
        places: dict[int, Cmp] = {}
        for same in alike.values():
            if len({amount.yuan for amount in same}) > 1:
                named = {amount.atom.start: self._place(amount) for amount in same}
                stated = {at: term.cmp for at, term in named.items() if term is not None}
                if len({cmp.value for cmp in stated.values()}) > 1:
                    places |= stated
        return [self._at(amount, places) for amount in found] if places else found

    def _at(self, amount: Amount, places: dict[int, Cmp]) -> Amount:
        place = places.get(amount.atom.start)
        if place is None:
            return amount
        both = place if amount.when == ALWAYS else together(place, amount.when)
        return replace(amount, when=both)

    def _place(self, amount: Amount) -> Term | None:
        """The place named last before an amount, in its part of the sentence."""
        start = max(amount.sentence.start, self.text.rfind("；", 0, amount.atom.start) + 1)
        found = last_match(_PLACES, self.text, start, amount.atom.start)
        if found is None:
            return None
        names = tuple(self.reading.printed(*where) for where in found.spans("place"))
        where = (found.start("place"), found.ends("place")[-1])
        if len(names) == 1:
            return self._term(Var.AREA, names[0], where)
        quote = (self.reading.evidence(*where),)
        return Term(Cmp(op="in", var=Var.AREA, value=names, spans=quote), *where)

"""缴费基数: what rates are rates of, per month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import Final, Literal

from extractor import pattern as regex
from extractor.amounts import Amount, amounts, joined
from extractor.conditions import ALWAYS, Cmp, Pred, Var, comparisons
from extractor.evidence import Evidence, Fact
from extractor.reading import Reading
from extractor.schema import ContributionBase
from extractor.scope import Scope, decimal

_MEDICAL: Final = frozenset({None, "basic_medical", "catastrophic", "maternity", "long_term_care"})
_CHOICE = regex.compile(
    r"""%(?:—+|~|-|至|到)\d+%|档|选择|选定|任选|自选|自主|自愿|之间|范围内|可以?(?:按|在|从)
       |[上下]限|最[低高]|不(?:得|能)?(?:[低高]于|超过)
       |(?:[低高]于|超过|不足)[^，。；]{0,40}\d%的?，?(?:按|以)[^，。；]{0,30}\d%""",
    regex.VERBOSE,
)


@dataclass
class _Base:
    """The amounts that state one base: for one insurance and the same people."""

    family: str
    whom: frozenset[str]
    exact: list[Amount] = field(default_factory=list)
    lower: list[Amount] = field(default_factory=list)
    upper: list[Amount] = field(default_factory=list)
    tiers: list[Amount] = field(default_factory=list)

    @property
    def all(self) -> list[Amount]:
        """Every amount of it."""
        return [*self.exact, *self.lower, *self.upper, *self.tiers]

    @property
    def tier(self) -> Fraction | None:
        """The multiple that it is for, where that is its only condition."""
        when = self.all[0].when
        if isinstance(when, Cmp) and when.var is Var.BASE_MULTIPLE:
            return Fraction(str(when.value))
        return None

    def takes(self, amount: Amount) -> list[Amount] | None:
        """The list for an amount of its people; None where it states another value already."""
        family, whom = _about(amount)
        if (self.family, self.whom) != (family, whom):
            return None
        limits = [*self.lower, *self.upper]
        others = self.exact if amount.role in ("base_lower", "base_upper") else limits
        if amount.role != "multiple" and any(
            other.sentence.block is not amount.sentence.block for other in others
        ):
            return None  # what may be chosen elsewhere is another base
        kept = {
            "base": self.exact,
            "base_lower": self.lower,
            "base_upper": self.upper,
            "multiple": self.tiers,
        }[amount.role]
        if amount.role != "multiple" and any(
            other.per == amount.per and other.yuan != amount.yuan for other in kept
        ):
            return None
        return kept


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("金额或比例 an amount or a multiple", ("MONEY", "RATE", r"\t[\d,.]+(?=\t|$)")),
    (
        "基数或平均工资的说法 words of a base or an average wage",
        ("CUE.base", "CUE.base_lower", "CUE.base_upper", "CUE.wage", "平均|人均|[×xX*]|乘以?"),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[ContributionBase]:
    """The contribution bases of a notice: exact, between limits, or tiers of a reference wage.

    Amounts are yuan per month; a base given per year is divided by twelve where nothing states
    the month. Multiples are of the reference wage (60% is 0.6).

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("月缴费基数下限为4416元，上限为22080元（月平均工资7360元）。"))
    >>> [(str(base.lower.value), str(base.upper.value), str(base.reference_wage.value))
    ...  for base in find(reading, Scope(reading))]
    [('4416', '22080', '7360')]
    """
    found = _of_the_only_fund(amounts(reading, scope))
    bases: list[_Base] = []
    for amount in found:
        if amount.role in ("base", "base_lower", "base_upper"):
            _add(bases, amount)
    for amount in _tiers(reading, found):
        _add(bases, amount)
    wages = [amount for amount in found if amount.role == "wage"]
    _join_plans(bases)
    for base in list(bases):
        wages += _take_tiers_as_limits(base, bases)
    for base in bases:
        yield _declared(reading, base, _wage_of(base, wages, len(bases)))
    if not bases and wages:
        monthly = sorted(wages, key=lambda wage: wage.per == "year")
        yield _named(reading, monthly[0], "reference_wage")
    for amount in [one for one in found if one.role == "average_pension"][:1]:
        yield _named(reading, amount, "average_pension")


def _about(amount: Amount) -> tuple[str, frozenset[str]]:
    """Whom a base is for: bases of pension and of medical insurance are two."""
    family = "medical" if amount.component in _MEDICAL else str(amount.component)
    return family, amount.whom


def _of_the_only_fund(found: Sequence[Amount]) -> list[Amount]:
    """Amounts that name no fund are of the only one that the notice prices."""
    known = {one.component for one in found if one.role == "contribution"}
    only = next(iter(known)) if len(known) == 1 else None
    return [one if one.component else replace(one, component=only) for one in found]


def _add(bases: list[_Base], amount: Amount) -> None:
    """To the base of its people; 「1—6月4000元，7—12月4188元」 are two."""
    kept = next((kept for base in bases if (kept := base.takes(amount)) is not None), None)
    if kept is None:
        bases.append(_Base(*_about(amount)))
        kept = bases[-1].takes(amount)
    if kept is not None:
        kept.append(amount)


def _tiers(reading: Reading, found: Sequence[Amount]) -> list[Amount]:
    """The multiples of a reference wage that one may choose from, or that make the base."""
    groups: dict[tuple[str, frozenset[str]], list[Amount]] = {}
    derived: set[tuple[str, frozenset[str]]] = set()
    for amount in found:
        if amount.role != "multiple":
            continue
        sentence, atom = amount.sentence, amount.atom
        makes = any(
            one.role == "base" and one.sentence is sentence and 0 <= one.atom.start - atom.end <= 24
            for one in found
        )
        if makes or _CHOICE.search(reading.text, sentence.start, sentence.end):
            groups.setdefault(_about(amount), []).append(amount)
        if makes:
            derived.add(_about(amount))
    return [
        amount
        for about, group in groups.items()
        if about in derived or len({one.rate for one in group}) > 1
        for amount in group
    ]


def _join_plans(bases: list[_Base]) -> None:
    """One base where a table repeats it for each plan."""
    by_plan = [
        base
        for base in bases
        if base.exact and {cmp.var for cmp in comparisons(base.exact[0].when)} == {Var.PLAN}
    ]
    values = {(base.family, one.yuan, one.per) for base in by_plan for one in base.exact}
    if len(by_plan) < 2 or len(values) > 1 or any(base.all != base.exact for base in by_plan):
        return
    first = by_plan[0]
    said = [one for base in by_plan for one in base.exact]
    bases[bases.index(first)] = _Base(first.family, frozenset(), said)
    for base in by_plan[1:]:
        bases.remove(base)


def _take_tiers_as_limits(base: _Base, bases: list[_Base]) -> list[Amount]:
    """「在60%至300%之间选择，其中60%为4266元、100%为7110元、300%为21330元」 is one base.

    The lowest and the highest multiple are its limits; what 100% comes to, the reference wage, is
    given back.
    """
    wages: list[Amount] = []
    rates = [tier.rate for tier in base.tiers if tier.rate is not None]
    for other in list(bases):
        if not rates or other.tier is None or len(other.all) > 1:
            continue
        amount = other.all[0]
        if amount.sentence is not base.tiers[0].sentence:
            continue
        if other.tier == min(rates):
            base.lower.append(amount)
        elif other.tier == max(rates):
            base.upper.append(amount)
        elif other.tier == 1:
            wages.append(amount)
        else:
            continue
        bases.remove(other)
    return wages


def _wage_of(base: _Base, wages: Sequence[Amount], bases: int) -> Amount | None:
    """The reference wage that limits a base: of its block, else the notice's only one.

    Where the wage of a year is stated and that of a month, it is the month's.
    """
    wages = sorted(wages, key=lambda wage: wage.per == "year")
    blocks = {id(amount.sentence.block) for amount in base.all}
    own = [wage for wage in wages if id(wage.sentence.block) in blocks]
    if own:
        return own[0]
    return wages[0] if wages and bases == 1 else None


def _declared(reading: Reading, base: _Base, wage: Amount | None) -> ContributionBase:
    exact, lower, upper = base.exact, base.lower, base.upper
    if exact and not wage and len({tier.rate for tier in base.tiers}) > 1:
        wage, exact = exact[0], []  # 「以7310元为缴费基准，可在60%—300%范围内自选」
    if lower and upper and _yuan(lower[0]) > _yuan(upper[0]):
        lower, upper = upper, lower  # 「上下限分别为22080元和4416元」
    tiers = {tier.rate: tier for tier in reversed(base.tiers)}
    return ContributionBase(
        id="base",
        when=_when(base),
        spans=_spans(reading, [*base.all, *([wage] if wage else [])]),
        exact=_per_month(reading, exact),
        lower=_per_month(reading, lower),
        upper=_per_month(reading, upper),
        reference_wage=_per_month(reading, [wage] if wage else []),
        multiples=tuple(
            reading.stated(decimal(Fraction(tier.atom.value)), tier.atom)
            for tier in sorted(tiers.values(), key=lambda tier: Fraction(tier.atom.value))
        ),
    )


def _when(base: _Base) -> Pred:
    """Its people, in the words of the amount that says them."""
    return next((one.when for one in base.all if one.whom == base.whom), ALWAYS)


def _named(
    reading: Reading, amount: Amount, subject: Literal["reference_wage", "average_pension"]
) -> ContributionBase:
    """A base that nobody declares: the average wage, the average pension."""
    return ContributionBase(
        id="base",
        subject=subject,
        spans=_spans(reading, [amount]),
        exact=_per_month(reading, [amount]),
    )


def _yuan(amount: Amount) -> Decimal:
    assert amount.yuan is not None  # bases are money
    return amount.yuan


def _per_month(reading: Reading, said: Sequence[Amount]) -> Fact[Decimal] | None:
    """The money of a month, stated as often as it is; derived where only the year is."""
    if not said:
        return None
    monthly = [amount for amount in said if amount.per != "year" or not amount.stated]
    if not monthly:
        year = said[0]
        month = _yuan(year) / 12
        if month == month.quantize(Decimal("0.01")):
            spans = (reading.evidence(year.atom.start, year.atom.end),)
            formula = f"{_yuan(year)} ÷ 12"
            return Fact(value=month, basis="derived", spans=spans, formula=formula)
    first = (monthly or said)[0]
    same = [amount.atom for amount in monthly or said if amount.yuan == first.yuan]
    yearly = [amount.atom for amount in said if amount.per == "year" and amount.stated]
    # 「年缴费基数为4.2万元，即月缴费基数3500元」: the year says it again
    same += [atom for atom in yearly if atom.value.amount == _yuan(first) * 12]
    return reading.stated(_yuan(first), *same)


def _spans(reading: Reading, said: Sequence[Amount]) -> tuple[Evidence, ...]:
    """The clauses of its amounts; a list of tiers stands for its whole sentence."""
    return joined(
        reading,
        [
            (one.sentence.start, one.sentence.end) if one.role == "multiple" else one.where
            for one in said
        ],
    )

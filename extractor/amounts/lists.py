"""Lists: rates that are tiers to choose from, and amounts told respectively (分别)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractor import pattern as regex
from extractor.amounts.amount import LOWEST_TIER, Kind
from extractor.amounts.people import People
from extractor.amounts.signs import Surroundings
from extractor.atoms import Atom
from extractor.atoms.money import Money
from extractor.outline import Sentence
from extractor.reading import Reading
from extractor.scope import Term

_NEXT_TIER = regex.compile(r"(?:档次?)?(?:[、，或和及与至到/~—\-]|或者|以及){1,2}")
_OF_BASE = regex.compile("档|基数|平均工资|社平工资|月均工资")
_OF_BILL = regex.compile("报销|支付|医疗机构|住院|补偿|起付|补贴|补助")
_TIER_BEHIND = regex.compile("的?(?:缴费)?(?:基数)?档")
_CHOSEN = regex.compile(r"(?:按照?|选择?|缴费|其中|档次?|[，、；（:\t]|\G)$")
_CHOSEN_BEHIND = regex.compile(
    r"(?:的?(?:缴费|基数|标准)[^，。；]{0,8})?(?:的|，|:|（|人员|每|为|\t|$)"
)
_OF_WAGE = regex.compile("平均工资[^，。；]{0,16}的?$")
_LIMITS = regex.compile("上、?下限|上限[、和与及]下限|下限[、和与及]上限")
_OPENS = regex.compile("[/·月年人]*（(?:按|即|对应)?")
_RANGE_START = regex.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?(?=(?:至|到|—+|~|-)$)")
_THE_GROUPS = regex.compile("(?:两|三|四|以上|上述|前述)(?:各|几)?(?:类|种|个|档)")
_NEXT = regex.compile("[/·月年人]*(?:[、，和及与]|以及)(?:每人)?(?:每?[月年])?")


def with_range_starts(reading: Reading, atoms: list[Atom]) -> list[Atom]:
    """The amounts, with what a range begins at: 「在4200—21000元之间」 is 4200 and 21000 yuan."""
    found: list[Atom] = []
    for atom in atoms:
        start = _RANGE_START.search(reading.text, max(0, atom.start - 12), atom.start)
        if atom.label == "MONEY" and start is not None:
            numbers = reading.atoms_in(start.start(), start.start() + 1, "NUMBER")
            for number in numbers:
                found.append(Atom("MONEY", Money(number.value, None), number.start, number.end))
        found.append(atom)
    return found


def is_tier(text: str, rate: Atom) -> bool:
    """Whether 档 or 档次 follows a rate."""
    return _TIER_BEHIND.match(text, rate.end) is not None


def multiples(text: str, atoms: Sequence[Atom]) -> frozenset[Atom]:
    """Rates listed to choose from: 「设60%、80%、100%三个档次」, 「在60%至300%之间」."""
    found: list[Atom] = []
    run: list[Atom] = []
    for atom in atoms:
        if atom.label == "RATE" and atom.value >= LOWEST_TIER:
            if run and not _NEXT_TIER.fullmatch(text, run[-1].end, atom.start):
                found += _tiers_of_base(text, run)
                run = []
            run.append(atom)
        else:
            found += _tiers_of_base(text, run)
            run = []
    return frozenset([*found, *_tiers_of_base(text, run)])


def _tiers_of_base(text: str, run: list[Atom]) -> list[Atom]:
    """The rates, where they are tiers or limits of a base and not what a hospital is paid."""
    if len(run) < 2:
        return []
    start, end = max(0, run[0].start - 40), run[-1].end + 16
    of_base = _OF_BASE.search(text, start, end) and not _OF_BILL.search(text, start, end)
    return run if of_base else []


def tiers(around: Surroundings, sentence: Sentence, atoms: Sequence[Atom]) -> tuple[Atom, ...]:
    """Rates that name the tier which an amount behind them is for: 「60%档次849.60元」."""
    found = []
    for at, atom in enumerate(atoms):
        if atom.label != "RATE":
            continue
        floor = atoms[at - 1].end if at else sentence.start
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        of_money = following is not None and following.label == "MONEY"
        if is_tier(around.text, atom) or (of_money and _is_chosen(around, sentence, atom, floor)):
            found.append(atom)
    return tuple(found)


def _is_chosen(around: Surroundings, sentence: Sentence, atom: Atom, floor: int) -> bool:
    """「按60%基数，每月853.20元」, 「选择80%的，…」; not 「平均工资的60%，即4104元」."""
    text = around.text
    return (
        atom.value >= LOWEST_TIER
        and _CHOSEN.search(text, floor, atom.start) is not None
        and _CHOSEN_BEHIND.match(text, atom.end) is not None
        and _OF_WAGE.search(text, sentence.start, atom.start) is None
        and around.signs(floor, atom.start).cue not in ("subsidy", "benefit", "wage")
    )


def tiers_behind(text: str, atoms: Sequence[Atom]) -> dict[int, Atom]:
    """The rates that stand in brackets behind the amount of their tier: 「883.20元（60%）」."""
    found: dict[int, Atom] = {}
    for money, rate in pairwise(atoms):
        if money.label == "MONEY" and rate.label == "RATE" and rate.value >= LOWEST_TIER:
            between, behind = text[money.end : rate.start], text[rate.end : rate.end + 1]
            if _OPENS.fullmatch(between) and behind in ("）", "档"):
                found[money.start] = rate
    return found


@dataclass(frozen=True)
class Told:
    """What 分别 says of one amount: its fund, its people, its role, the rate that it comes to."""

    fund: Atom | None = None
    terms: tuple[Term, ...] = ()
    kind: Kind | None = None
    rate: Atom | None = None


NOT_TOLD = Told()


def respectively(
    around: Surroundings,
    people: People,
    sentence: Sentence,
    atoms: Sequence[Atom],
    groups: Sequence[tuple[Term, ...]],
) -> dict[int, Told]:
    """Whose each amount is, by its place: 「一档、二档的缴费比例分别为4.5%和8.5%」.

    `groups` are the people told apart so far: 「两类人员的筹资水平分别为1120元和1080元」.
    """
    found: dict[int, Told] = {}
    word = around.text.find("分别", sentence.start, sentence.end)
    while word >= 0:
        run = _run(around.text, [atom for atom in atoms if atom.start > word])
        if len(run) > 1:
            found = _paired(around, people, sentence, word, run) | found
            if (
                not found
                and len(groups) == len(run)
                and _THE_GROUPS.search(around.text, sentence.start, word)
            ):
                pairs = zip(run, groups, strict=True)
                found = {atom.start: Told(terms=terms) for atom, terms in pairs}
        word = around.text.find("分别", word + 2, sentence.end)
    return found


def _paired(
    around: Surroundings, people: People, sentence: Sentence, word: int, run: Sequence[Atom]
) -> dict[int, Told]:
    """What stands before 分别, as many things as amounts stand behind it."""
    if len(run) == 2 and _LIMITS.search(around.text, sentence.start, word):
        return {run[0].start: Told(kind="base_lower"), run[1].start: Told(kind="base_upper")}
    items = around.reading.atoms_in(sentence.start, word, "WHEN", "PLAN", "AGE", "FUND", "RATE")
    for label in ("WHEN", "PLAN", "AGE", "RATE", "FUND"):
        same = [atom for atom in items if atom.label == label][-len(run) :]
        told = _told(around, people, run, same) if len(same) == len(run) else []
        if told:
            return {atom.start: one for atom, one in zip(run, told, strict=True)}
    return {}


def _run(text: str, atoms: Sequence[Atom]) -> list[Atom]:
    """Amounts of one sort that only commas part."""
    run: list[Atom] = []
    for atom in atoms:
        if run and (
            atom.label != run[0].label or not _NEXT.fullmatch(text, run[-1].end, atom.start)
        ):
            break
        run.append(atom)
    return run


def _told(
    around: Surroundings, people: People, run: Sequence[Atom], items: Sequence[Atom]
) -> list[Told]:
    if items[0].label == "FUND":
        return [Told(fund=fund) for fund in items]
    fund = around.fund_behind(run[-1], run[-1].end + 24)
    if items[0].label == "RATE":
        if run[0].label == "RATE":
            return []
        return [
            Told(fund, (people.tier(rate),)) if rate.value >= LOWEST_TIER else Told(rate=rate)
            for rate in items
        ]
    terms = [people.scope.terms(item.start, item.end) for item in items]
    return [Told(fund, own) for own in terms] if all(terms) else []

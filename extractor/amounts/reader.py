"""The reader: sentence by sentence and row by row, each amount with its role and its people."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Final

from extractor import pattern as regex
from extractor.amounts import lists, passing
from extractor.amounts import payer as payers
from extractor.amounts.amount import HIGHEST_RATE, LOWEST_TIER, Amount, Kind, Of, Payer
from extractor.amounts.exempt import Exempt, is_exemption, is_of_some
from extractor.amounts.people import Nested, People
from extractor.amounts.place import Before, Memory, Place
from extractor.amounts.roles import Roles
from extractor.amounts.signs import (
    AVERAGE_PENSION,
    NOTHING,
    Signs,
    Surroundings,
    last_match,
    open_bracket,
)
from extractor.atoms import Atom
from extractor.atoms.money import Money, period
from extractor.conditions import ALWAYS, Var, together
from extractor.outline import Block, Role, Sentence
from extractor.path import paths
from extractor.pattern import compiled
from extractor.reading import Reading, Where
from extractor.schema import Per
from extractor.scope import Scope, Term

_PERIOD_BEHIND = regex.compile(
    r"""[/·.（]{0,2}(?:每人|人均|每|人|/|·)*(?P<unit>半年|季度?|月|年度?)
        (?=人|/|）|$|[，。；、\t]|标准)""",
    regex.VERBOSE,
)
_PER_BY_DEFAULT: Final[dict[Kind, Per]] = {"credit": "month", "instalment": "month"}
_AT_MOST: Final[dict[Kind, Fraction]] = {"contribution": HIGHEST_RATE, "credit": Fraction(1)}
# What is said once behind a list of rates, and how high a rate of it may be
_FOR_ALL: Final[dict[Kind, Fraction]] = {"credit": HIGHEST_RATE, "subsidy": Fraction(1)}
_WAGE_OF_A_YEAR: Final = 30000  # yuan; no average wage is as high in a month
_OF_A_YEARLY_WAGE = regex.compile("(?:年平均|年均|年社平|年社会平均)工资[^，。；]{0,6}$")
_PAID_OUT = regex.compile("[按每逐](?:季度?|个?月|半年|年度?)(?!缴费|应缴|实缴)")
_PART_OF = regex.compile("其中|包括|含|（|即")
_TWELVE_TIMES = regex.compile(r"[/月]*(?:×|x|X|\*|乘以?)(?:12|十二)")
_OWN_PENSION = regex.compile(
    r"""(?:养老金|退休金|养老待遇|退休费)
        (?:[^，。；]{0,10}|[^。；，]{0,6}基数[^。；]{0,8})$""",
    regex.VERBOSE,
)
_OF_A_YEAR: Final[dict[Kind, str]] = {
    "contribution": "paid",
    "total": "paid",
    "credit": "credit",
    "base": "base",
    "base_lower": "base",
    "base_upper": "base",
}
_AND: Final = ("、", "/", "或", "和", "及")
_CLAUSE_END = regex.compile("[，；、。]")
_YEAR = regex.compile(r"(?:19|20)\d\d(?!\d)")
_OF_MONEY = regex.compile(
    "元|金额|费额|标准|月缴|年缴|划入|计入|基数|合计|缴费|保险费|每月|每年|全年|补助|补贴"
    "|筹资|总额|资助|救助|缴纳|[应实代补]缴|[负承]担"
)
_A_PERIOD = regex.compile("[按每逐]?(?:个?月|季度?|半年|年)[缴付交]?(?:费|纳)?")
_IN_YUAN = regex.compile("单位(?::|为)?(?:人民币)?元")
_STANDARD = regex.compile("(?:缴费|筹资|应缴)标准")
_LEFT_TO_PAY = regex.compile("[助免]后|实际|实缴|自付|还需|只需|仍需")
_INSURANCE = regex.compile("保险|[医社参投]保|保费|养老|缴费")
_OF_NO_MONEY = regex.compile(
    "序号|年龄|人数|（人）|（户）|任务|目标|年限|电话|时间|日期|编号|年度$|月数|备注|比例|费率|%"
)


class Reader:
    """Reads the amounts of one notice in order."""

    def __init__(self, reading: Reading, scope: Scope) -> None:
        self.reading = reading
        self.text = reading.text
        self.memory = Memory()
        self.around = Surroundings(reading)
        self.people = People(reading, scope, self.around)
        self.roles = Roles(reading, self.around, self.memory)
        self.exempt = Exempt(reading)
        self._row_before: tuple[Where, ...] = ()
        found = paths(reading)
        self._path_starts = [path.start for path in found]
        self._path_ends = [path.end for path in found]

    def read(self) -> list[Amount]:
        """The amounts in order."""
        found: list[Amount] = []
        for sentence in self.reading.sentences:
            role = sentence.block.role
            if role is Role.ROW:
                found += self._row(sentence)
            elif role not in (Role.HEADING, Role.QUESTION):
                found += self._sentence(sentence)
        found = _as_long_as_others_pay(self._without_earlier_years(found))
        return self.people.told_apart_by_place(self.people.told_apart_by_employment(found))

    def _without_earlier_years(self, found: list[Amount]) -> list[Amount]:
        """Figures of years gone by are former where the notice also states later ones."""
        years, calendar = self.memory.years, self.reading.calendar
        if not years:
            return found
        own = calendar.year or (calendar.published.year if calendar.published else None)
        latest: dict[object, int] = {}
        for one in found:
            if one.role in _OF_A_YEAR:
                year = years.get(one.atom.start, own or 0)
                latest[_sort(one)] = max(year, latest.get(_sort(one), 0))
        return [
            replace(one, role="former")
            if one.role in _OF_A_YEAR and years.get(one.atom.start, 9999) < latest[_sort(one)]
            else one
            for one in found
        ]

    # ── sentences ────────────────────────────────────────────────────────────────────────────

    def _sentence(self, sentence: Sentence) -> list[Amount]:
        atoms = [
            atom
            for atom in self.reading.atoms_in(sentence.start, sentence.end, "MONEY", "RATE")
            if _is_exact(atom) and not self._in_path(atom)
        ]
        exempt = self.exempt.within(sentence.start, sentence.end)
        if not atoms and not exempt:
            return []
        atoms = lists.with_range_starts(self.reading, atoms)
        aside = passing.aside(self.around, sentence)
        if aside is not None:
            self.memory.examples.append(aside)
            atoms = [atom for atom in atoms if not aside[0] <= atom.start < aside[1]]
            exempt = [atom for atom in exempt if not aside[0] <= atom.start < aside[1]]
        if not atoms and not exempt:
            return []
        multiples = lists.multiples(self.text, atoms)
        rest = [atom for atom in atoms if atom not in multiples]
        named = lists.tiers_behind(self.text, rest)
        rest = [atom for atom in rest if atom not in named.values()]
        tiers = lists.tiers(self.around, sentence, rest)
        taken = {*tiers, *named.values()}
        plain = [atom for atom in atoms if atom not in taken]
        groups = self.memory.told.setdefault(sentence.block.index, [])
        told = lists.respectively(self.around, self.people, sentence, plain, groups)
        plain = sorted((*plain, *exempt), key=lambda atom: atom.start)
        clauses = _clauses(self.text, sentence, plain)
        found: list[Amount] = []
        stated = Nested()
        before: Before | None = None
        outside: Before | None = None  # what stood before the bracket that is open
        bracket, left = -1, sentence.start
        for at, atom in enumerate(plain):
            inside = open_bracket(self.text, sentence.start, atom.start)
            if inside >= 0 > bracket:
                outside = before
            elif inside < 0 <= bracket and outside is not None:
                before = outside
            bracket = inside
            right = plain[at + 1].start if at + 1 < len(plain) else sentence.end
            self.people.state(stated, left, atom.start, tiers)
            near = self.around.signs(left, atom.start)
            one = told.get(atom.start, lists.NOT_TOLD)
            behind = self.people.behind(atom, right)
            free = frozenset(stated.free | behind.free)
            place = Place(atom, sentence, left, right, near, before, one.fund, one.kind, free=free)
            if atom in multiples:
                found.append(self._multiple(place, clauses[at]))
            elif is_exemption(atom):
                found += self._exemption(place, stated.terms, clauses[at])
            else:
                said = (term for term in stated.terms if term.cmp.var not in behind.free)
                own = (*said, *one.terms, *behind.terms)
                if atom.start in named:
                    own = (*own, self.people.tier(named[atom.start]))
                amount, before = self._amount(place, own, clauses[at])
                found += self._of_the_other(place, amount)
                if inside < 0 or outside is None:
                    self.memory.first.setdefault(sentence.block.index, before)
                    self.memory.last[sentence.block.index] = before
                amount = self._listed(found, _like(found, one.rate, amount))
                if _is_for_all_before(found, amount) and not self.around.reading.atoms_in(
                    left, atom.start, "WHEN", "AGE", "PLAN"
                ):
                    amount = replace(amount, when=self.people.when(place, (), amount.payer))
                found.append(amount)
                if amount.role == "contribution" and stated.terms not in ((), *groups):
                    groups.append(stated.terms)
            left = atom.end
        return self._as_their_sum(_with_what_follows(found))

    def _listed(self, found: Sequence[Amount], amount: Amount) -> Amount:
        """「个人缴费标准为每年200元、300元、500元」: each is called as the first one is."""
        before = found[-1] if found else None
        if before is None or self.text[before.atom.end : amount.atom.start] not in _AND:
            return amount
        alike = (before.role, before.component, before.payer)
        if alike != (amount.role, amount.component, amount.payer):
            return amount
        return replace(amount, label=before.label)

    def _of_the_other(self, place: Place, amount: Amount) -> list[Amount]:
        """「个人缴费和财政补助各为0.2%」: the same of the other one who pays."""
        payers_ = payers.both(self.text, place)
        if payers_ is None or amount.role != "contribution":
            return []
        other = payers_[0] if payers_[1] == amount.payer else payers_[1]
        return [replace(amount, payer=other)]

    def _as_their_sum(self, found: list[Amount]) -> list[Amount]:
        """「基本医疗保险费5691元加大额医疗补助168元，在职人员一共5859元」: the parts are theirs."""
        if len(found) < 3:
            return found
        *paid, last = found
        if last.role != "total" or {one.role for one in paid} != {"contribution"}:
            return found
        plus = compiled("加|\\+").search(self.text, paid[0].atom.end, paid[1].atom.start)
        if plus is None or any(one.whom for one in paid):
            return found
        return [*(replace(one, when=last.when) for one in paid), last]

    def _in_path(self, atom: Atom) -> bool:
        at = bisect_right(self._path_starts, atom.start)
        return at > 0 and atom.start < self._path_ends[at - 1]

    def _multiple(self, place: Place, where: Where) -> Amount:
        """One of the tiers that may be chosen; it is of no one in particular."""
        fund = place.near.fund or self._fund_around(place.sentence.block, place.sentence.start)
        return self._made(place, "multiple", ("month", False), (), where, fund, "insured", None)

    def _exemption(self, place: Place, own: Sequence[Term], where: Where) -> list[Amount]:
        """「特困人员个人免缴」: a fee of nothing, of somebody in particular."""
        fund = self.exempt.fund((place.atom.start, place.atom.end))
        fund = fund or self._fund(place, "contribution")
        if fund is None or passing.is_of_others(self.around, fund, place, "contribution"):
            return []
        period = (place.near.per or "year", place.near.per is not None)
        made = self._made(place, "contribution", period, own, where, fund, "insured", None)
        return [made] if is_of_some(made.when) else []

    # ── rows ─────────────────────────────────────────────────────────────────────────────────

    def _row(self, sentence: Sentence) -> list[Amount]:
        block = sentence.block
        head = block.head if block.head is None or self._is_head(block.head) else None
        cells = self._cells(block, head)
        columns: list[Where | None] = [*(head.cells if head is not None else ())]
        columns += [None] * (len(cells) - len(columns))
        past, own_year = self._year_of_row(cells, columns), self.reading.calendar.year
        if (past is None or past != own_year) and passing.aside(self.around, sentence):
            self.memory.examples.append((sentence.start, sentence.end))
            return []
        found: list[Amount] = []
        before: Before | None = None
        for at, cell in enumerate(cells):
            column, left = columns[at], cell[0]
            for atom in self._amounts_of_cell(block, cell, column):
                if not _is_exact(atom) or self._names_tier(atom, cells, columns, at):
                    continue
                if past is not None:
                    self.memory.years[atom.start] = past
                place = Place(
                    atom,
                    sentence,
                    left=left,
                    right=cell[1],
                    near=self.around.signs(left, atom.start),
                    before=before,
                    column=self.around.signs(*column, head=True) if column else NOTHING,
                    head=column,
                    row=self._row_signs(cells, at),
                    name=cells[0] if at else None,
                )
                own = self._row_terms(cells, columns, at, atom)
                if column and self._is_standard(block, column):
                    own = ()
                if is_exemption(atom):
                    found += self._exemption(place, own, (block.body, cell[1]))
                    continue
                amount, meant = self._amount(place, own, (block.body, cell[1]))
                before = meant if meant.role in ("contribution", "credit") else None
                left = atom.end
                found.append(amount)
        return found

    def _is_head(self, row: Block) -> bool:
        """Whether a row of column heads holds none but names and tiers."""
        atoms = self.reading.atoms_in(row.start, row.end, "MONEY", "RATE")
        return all(atom.label == "RATE" and atom.value >= LOWEST_TIER for atom in atoms)

    def _cells(self, block: Block, head: Block | None) -> tuple[Where, ...]:
        """The cells of a row under their heads; a cell that spans rows counts for each of them."""
        cells = block.cells
        if head is not None and len(cells) < len(head.cells) == len(self._row_before):
            cells = (*self._row_before[: len(head.cells) - len(cells)], *cells)
        self._row_before = cells
        return cells

    def _amounts_of_cell(self, block: Block, cell: Where, column: Where | None) -> list[Atom]:
        """The amounts of a cell; a bare number is money where its column speaks of money."""
        if cell[1] <= block.start:
            return []  # a cell of the row above that spans this one
        atoms = self.reading.atoms_in(*cell, "MONEY", "RATE") or self.exempt.within(*cell)
        number = self.reading.atoms_in(*cell, "NUMBER")
        if atoms or column is None or [(one.start, one.end) for one in number] != [cell]:
            return atoms
        for where in (column, block.cells[0]):
            if _OF_NO_MONEY.search(self.text, *where):
                if where is column:
                    return []
                continue
            if (
                _OF_MONEY.search(self.text, *where)
                or self.reading.atoms_in(*where, "FUND")
                or _A_PERIOD.fullmatch(self.text, *where)
                or self._is_in_yuan(block)
            ):
                return [
                    Atom("MONEY", Money(number[0].value, period(self.text[slice(*where)])), *cell)
                ]
        return []

    def _is_in_yuan(self, row: Block) -> bool:
        """Whether the line over a table says so: 「表1 应缴金额（单位：元）」."""
        top = row.head.index if row.head else row.index
        if top == 0:
            return False
        over = self.reading.blocks[top - 1]
        return _IN_YUAN.search(self.text, over.start, over.end) is not None

    def _names_tier(
        self, atom: Atom, cells: Sequence[Where], columns: Sequence[Where | None], at: int
    ) -> bool:
        """「60%⇥338.40」: the cell is the tier that the row is for."""
        if atom.label != "RATE" or at == len(cells) - 1:
            return False
        if lists.is_tier(self.text, atom):
            return True
        column = columns[at]
        words = self.text[slice(*column)] if column else ""
        alone = (atom.start, atom.end) == cells[at]
        return bool(
            atom.value >= LOWEST_TIER and alone and (at == 0 or "档" in words or "基数" in words)
        )

    def _row_terms(
        self, cells: Sequence[Where], columns: Sequence[Where | None], at: int, atom: Atom
    ) -> tuple[Term, ...]:
        """Whom a cell is for, by the cells before it and the head of its column."""
        stated = Nested()
        for index, (start, end) in enumerate(cells[: at + 1]):
            end = min(end, atom.start) if index == at else end
            rates = self.reading.atoms_in(start, end, "RATE")
            tiers = [rate for rate in rates if self._names_tier(rate, cells, columns, index)]
            self.people.state(stated, start, end, tiers)
        column = columns[at]
        if column:
            self.people.state(stated, *column)
        return stated.terms

    def _row_signs(self, cells: Sequence[Where], at: int) -> Signs:
        """What the cells before one say, the nearest first."""
        found = NOTHING
        for start, end in reversed(cells[:at]):
            other = self.around.signs(start, end, head=True)
            if other.cue == "base" and self.reading.atoms_in(start, end, "RATE"):
                other = replace(other, cue=None)  # 「月缴费基数的1.0%⇥42.15」
            found = replace(
                found,
                fund=found.fund or other.fund,
                several=found.several or (found.fund is None and other.several),
                cue=found.cue or other.cue,
                account=found.account or other.account,
                rate=found.rate or other.rate,
                per=found.per or other.per,
            )
        return found

    def _is_standard(self, block: Block, column: Where) -> bool:
        """「个人缴费标准⇥资助金额⇥资助后个人缴费」: the first is what everybody pays."""
        if block.head is None or _STANDARD.search(self.text, *column) is None:
            return False
        others = [other for other in block.head.cells if other != column]
        return any(_LEFT_TO_PAY.search(self.text, *other) for other in others)

    def _year_of_row(self, cells: Sequence[Where], columns: Sequence[Where | None]) -> int | None:
        """「年度⇥月缴费基数」, 「2021⇥3420」."""
        column = columns[0] if columns else None
        if column is None or "年" not in self.text[slice(*column)]:
            return None
        label = _YEAR.match(self.text, *cells[0])
        return int(label.group()) if label is not None else None

    # ── one amount ───────────────────────────────────────────────────────────────────────────

    def _amount(self, place: Place, own: Sequence[Term], where: Where) -> tuple[Amount, Before]:
        """The amount, and what it is meant as for the next one."""
        kind = self.roles.kind(place)
        fund = self._fund(place, kind)
        payer = payers.payer(self.text, place)
        kind = self._as_it_counts(place, kind, fund, payer)
        per, stated = self._per(place, kind)
        # 「（月划入65.82元，年划入789.84元），退休人员按定额68元」: the year is no longer meant
        again = place.after(kind) and place.before is not None and place.before.per != per
        meant = Before(
            kind,
            place.atom,
            fund if kind != "total" else place.near.fund,
            per,
            stated and not again,
            payer,
            self.roles.is_share(place),
        )
        role: Kind = "former" if passing.is_former(self.text, place, kind) else kind
        meant = replace(meant, former=role == "former")
        year = passing.year_of(self.reading, place)
        if year is not None:
            self.memory.years[place.atom.start] = year
            if passing.is_to_come(self.reading, place, year):
                role = "former"
        if per == "half_year" and kind in ("total", "contribution"):
            own = (*own, *self.people.in_halves(place, own))
        of = self._of(place, kind)
        amount = self._made(place, role, (per, stated), own, where, fund, payer, of)
        if role == "contribution" and fund is not None:
            self.memory.components.add(fund.value)
            self.memory.paid = fund
        return amount, meant

    def _as_it_counts(self, place: Place, kind: Kind, fund: Atom | None, payer: Payer) -> Kind:
        """What an amount counts as, once its fund and payer are known."""
        roles = self.roles
        if passing.is_hearsay(self.text, place) or roles.is_part(place, payer):
            return "unknown"
        if place.is_rate and place.atom.value > _AT_MOST.get(kind, place.atom.value):
            return "unknown"
        if kind == "total" and payer == "treasury":
            kind = "contribution"
        if kind not in ("unknown", "benefit") and (
            passing.is_of_others(self.around, fund, place, kind)
            or self._goes_on_of_others(place)
            or self._is_under_others(place)
        ):
            return "other_scheme"
        if kind == "contribution":
            if passing.is_no_standard(self.text, place):
                return "unknown"
            if payer == "treasury" and not roles.is_financing(place):
                return "subsidy"
            if roles.is_instalment(place, fund):
                return "instalment"
            if fund is None or roles.is_included(place, fund):
                return "unknown"
        elif not place.is_rate and place.atom.value.amount == 0:
            return "unknown"  # a cell 「0」: nothing is credited, nothing is subsidised
        return kind

    def _goes_on_of_others(self, place: Place) -> bool:
        """「居民医保按1.6%缴费。⏎其中学生个人缴0.5%；成年居民个人缴0.9%」 in a text on employees."""
        if place.before is not None or place.near.fund is not None:
            return False
        if passing.is_of_themselves(self.text, place):
            return False
        sentence, last = place.sentence, self.memory.last
        before = last.get(sentence.block.index)
        if before is None and self.text.startswith("其中", sentence.block.body):
            before = last.get(sentence.block.index - 1)
        elif self.text[sentence.start - 1] != "；":
            return False
        return before is not None and before.role == "other_scheme"

    def _is_under_others(self, place: Place) -> bool:
        """「工伤保险费率:⏎1.一类行业0.2%」: the nearest heading with a fund names another scheme."""
        signs = (place.near, place.column, place.row)
        if any(one.fund for one in signs) or self.around.fund_behind(place.atom, place.right):
            return False
        for above in self.around.above(place.sentence.block):
            if above.fund is not None or above.cue == "other_scheme":
                return above.fund is None
        return False

    def _made(
        self,
        place: Place,
        role: Kind,
        per: tuple[Per, bool],
        own: Sequence[Term],
        where: Where,
        fund: Atom | None,
        payer: Payer,
        of: Of | None,
    ) -> Amount:
        if place.atom.start in self.memory.factors:  # 「统账结合:4260元×8.5%」: everybody's base
            own = tuple(term for term in own if term.cmp.var is Var.BASE_MULTIPLE)
            when = together(*(term.cmp for term in own)) if own else ALWAYS
        else:
            when = self.people.when(place, own, payer)
        return Amount(
            atom=place.atom,
            sentence=place.sentence,
            role=role,
            per=per[0],
            stated=per[1],
            when=when,
            where=where,
            component=fund.value if fund else None,
            label=self._label(place, fund, payer) if fund else None,
            payer=payer,
            of=of,
        )

    # ── its fund ─────────────────────────────────────────────────────────────────────────────

    def _fund(self, place: Place, kind: Kind) -> Atom | None:
        """The fund that an amount is paid to, the nearest named."""
        behind = self.around.fund_behind(place.atom, place.right)
        fund = behind or place.fund or place.near.fund or place.column.fund or place.row.fund
        before = place.before
        if fund is None and before is not None:
            goes_on = before.role not in ("benefit", "other_scheme") or kind == "other_scheme"
            fund = before.fund if goes_on else None
        if fund is None and before is None:
            fund = self._fund_of_clause(place)
        if fund is None:
            fund = self._fund_around(place.sentence.block, place.sentence.start)
        if fund is None and kind == "contribution" and not self._is_another_thing(place):
            fund = self._fund_of_notice()
        return fund

    def _is_another_thing(self, place: Place) -> bool:
        """「3.跳绳6元」 in a list of what a school collects, under no word of insurance."""
        block = place.sentence.block
        if block.role is not Role.ITEM or _INSURANCE.search(self.text, *self.around.title):
            return False
        if _INSURANCE.search(self.reading.heads(block)):
            return False
        return _INSURANCE.search(self.text, block.body, place.atom.start) is None

    def _fund_of_clause(self, place: Place) -> Atom | None:
        """「以缴费基数的8%为其按月缴纳职工基本医疗保险费」."""
        stop = _CLAUSE_END.search(self.text, place.atom.end, place.right)
        end = stop.start() if stop else place.right
        for fund in self.reading.atoms_in(place.atom.end, end, "FUND"):
            paid = self.text.startswith(("缴纳", "交纳", "参加"), fund.start - 2)
            if paid and self.around.is_subject(fund, fund.end):
                return fund
        return None

    def _fund_around(self, block: Block, start: int) -> Atom | None:
        """The fund that a block has been about, or that stands above it."""
        if block.role is not Role.ROW:
            last = self.memory.last.get(block.index)
            if last is not None and last.fund and last.role not in ("benefit", "other_scheme"):
                return last.fund
            for atom in reversed(self.reading.atoms_in(block.body, start, "FUND")):
                if self.around.is_subject(atom, start):
                    return atom
        above = self.around.above(block)
        for signs in (self.around.lead(block), self.around.caption(block), *above):
            if signs.fund is not None:
                return None if signs.several else signs.fund
        beside = self.roles.block_before(block)
        return beside.fund if beside is not None and beside.role == "contribution" else None

    def _fund_of_notice(self) -> Atom | None:
        """The only fund paid so far; that of the title; else the first basic one, or any."""
        if len(self.memory.components) == 1 and self.memory.paid is not None:
            return self.memory.paid
        found = []
        for start, end in (self.around.title, (0, len(self.text))):
            named = self.reading.atoms_in(start, end, "FUND")
            for atom in named:
                if self.around.is_subject(atom, end) and not self.around.is_foreign(atom):
                    found.append(atom)
                    if atom.value == "basic_medical" or end == self.around.title[1]:
                        whole = [one for one in named if one.value == "basic_medical"]
                        # 「生育保险和职工医保合并实施」: that of which it is a part
                        return whole[0] if atom.value == "maternity" and whole else atom
        return found[0] if found else None

    def _label(self, place: Place, fund: Atom, payer: Payer) -> Where:
        """The fund's name, or how a notice for residents calls the share: 居民医保个人缴费."""
        own = (fund.start, fund.end)
        if not self.around.resident:
            return own
        share = payers.share(self.text, place.left, place.atom.start)
        for where in (place.head, place.name):
            if share is None and where is not None:
                share = payers.share(self.text, *where)
                if share is not None and not self.reading.atoms_in(*where, "FUND"):
                    return share
        if share is None:
            return own
        if payer == "treasury":
            return share
        return (fund.start, share[1]) if share[0] == fund.end else own

    # ── its period ───────────────────────────────────────────────────────────────────────────

    def _per(self, place: Place, kind: Kind) -> tuple[Per, bool]:
        """The period, and whether words say it."""
        if kind == "late_charge":
            return "day", True
        if kind == "wage":
            yearly = place.atom.value.amount >= _WAGE_OF_A_YEAR or (
                _OF_A_YEARLY_WAGE.search(self.text, place.left, place.atom.start) is not None
            )
            return ("year" if yearly else "month"), yearly
        if kind == "subsidy" and place.is_rate:
            paid = last_match(_PAID_OUT, self.text, place.left, place.right)
            return (period(paid.group()) if paid else None) or "year", paid is not None
        if _TWELVE_TIMES.match(self.text, place.atom.end, place.sentence.end):
            return "month", True  # 「全年348.96元×12个月=4187.52元」
        found = self._own_period(place, kind) or place.near.per or place.column.per or place.row.per
        if found is not None and found != "day":
            return found, True
        if place.is_rate:
            return ("year" if kind == "subsidy" else "month"), False
        return self._period_around(place, kind) or (_PER_BY_DEFAULT.get(kind, "year"), False)

    def _own_period(self, place: Place, kind: Kind) -> Per | None:
        """每人每月8元, 8元/月, 8元（每月）; a subsidy may be paid once."""
        if place.is_rate:
            return None
        own: Per | None = place.atom.value.per
        end = min(place.right + 1, place.sentence.end)
        behind = None if own else _PERIOD_BEHIND.match(self.text, place.atom.end, end)
        own = period(behind["unit"]) if behind else own
        if kind == "subsidy" and own is None:
            once = self.text.find("一次性", place.sentence.start, place.right)
            return "once" if once >= 0 else None
        return own

    def _period_around(self, place: Place, kind: Kind) -> tuple[Per, bool] | None:
        """The period of the amount before, of the lead, of the headings, of the block so far."""
        before, block = place.before, place.sentence.block
        if before is not None and self._shares_period(place, before, kind):
            if before.stated and before.atom.label == "MONEY":
                return before.per, True
            if before.atom.label == "RATE" and place.near.silent and place.column.silent:
                return "month", False  # 「缴费比例8%，302.80元」
        above = self.around.above(block)
        for signs in (self.around.lead(block), self.around.caption(block), *above):
            if signs.per is not None and signs.per != "day":
                return signs.per, True
        last = self.memory.last.get(block.index)
        if last is not None and last.role == kind and last.stated and last.atom.label == "MONEY":
            return last.per, True
        return None

    def _shares_period(self, place: Place, before: Before, kind: Kind) -> bool:
        """The same sort of amount, the parts of a total, or the total of the parts."""
        if before.role == kind or (before.role, kind) == ("contribution", "total"):
            return True
        if (before.role, kind) != ("total", "contribution"):
            return False
        return _PART_OF.search(self.text, before.atom.end, place.atom.start) is not None

    # ── what a rate is of ────────────────────────────────────────────────────────────────────

    def _of(self, place: Place, kind: Kind) -> Of | None:
        """What a rate is a rate of: what is due, a pension, a wage, else the base."""
        if not place.is_rate:
            return None
        if kind in ("subsidy", "late_charge"):
            return "amount_due"
        start, end, cue = place.left, place.atom.start, place.near.cue
        if place.after("average_pension") or AVERAGE_PENSION.search(self.text, start, end):
            return "average_pension"
        if _OWN_PENSION.search(self.text, start, end):
            return "pension"
        if cue == "wage" or (cue is None and place.after("wage") and end - start <= 4):
            return "reference_wage"
        return "base.monthly"


def _as_long_as_others_pay(found: list[Amount]) -> list[Amount]:
    """Nothing a month, where the others pay by the month."""
    periods: dict[str | None, Per] = {}
    for one in found:
        if one.role == "contribution" and not is_exemption(one.atom) and one.payer == "insured":
            periods.setdefault(one.component, one.per)
    return [
        replace(one, per=periods.get(one.component, one.per))
        if is_exemption(one.atom) and not one.stated
        else one
        for one in found
    ]


def _sort(amount: Amount) -> object:
    """What may be said of several years: the fee of a fund, a base."""
    sort = _OF_A_YEAR[amount.role]
    pension = amount.component == "pension"
    return (sort, pension) if sort == "base" else (sort, amount.component)


def _is_exact(atom: Atom) -> bool:
    """Whole fen, and no more than a person could pay or earn; a rate up to 1000%."""
    if atom.label == "RATE":
        return bool(0 < atom.value <= 10)
    amount = atom.value.amount
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -2 and amount < 10**9


def _is_for_all_before(found: Sequence[Amount], amount: Amount) -> bool:
    """「成年人每年420元，学生每年400元，财政补助每人700元」: the treasury pays it for both."""
    shares = [one for one in found if one.role == "contribution"]
    return (
        amount.role == "contribution"
        and amount.payer == "treasury"
        and all(one.payer == "insured" for one in shares)
        and len({one.whom for one in shares}) > 1
    )


def _like(found: Sequence[Amount], rate: Atom | None, amount: Amount) -> Amount:
    """An amount that 分别 pairs with a rate, as that rate's: what the rate comes to."""
    model = next((one for one in found if one.atom is rate), None)
    if model is None:
        return amount
    return replace(
        amount,
        role=model.role,
        when=model.when,
        component=model.component,
        label=model.label,
        per=amount.per if amount.stated else model.per,
    )


def _with_what_follows(found: list[Amount]) -> list[Amount]:
    """「不满45周岁按1%、45周岁以上按2%，退休人员85元划入个人账户」: all are credited."""
    role: Kind = "unknown"
    for at in range(len(found) - 1, -1, -1):
        amount = found[at]
        if amount.role in _FOR_ALL:
            role = amount.role
        elif amount.role != "unknown" or amount.where[1] - amount.atom.end > 3:
            role = "unknown"
        elif role != "unknown" and amount.rate and amount.rate <= _FOR_ALL[role]:
            per = found[at + 1].per if role == "subsidy" else amount.per
            found[at] = replace(amount, role=role, per=per)
    return found


def _clauses(text: str, sentence: Sentence, atoms: Sequence[Atom]) -> list[Where]:
    """The stretch of a sentence that answers for each amount, together the whole sentence."""
    found: list[Where] = []
    start = sentence.start
    for at, atom in enumerate(atoms):
        end = sentence.end
        if at + 1 < len(atoms):
            stop = _CLAUSE_END.search(text, atom.end, atoms[at + 1].start)
            end = stop.end() if stop else atom.end
        found.append((start, end))
        start = end
    return found

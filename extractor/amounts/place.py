"""The place of an amount: the words around it that are nobody else's, and what came before."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractor.amounts.amount import Kind, Payer
from extractor.amounts.signs import NOTHING, Signs
from extractor.atoms import Atom
from extractor.conditions import Var
from extractor.outline import Sentence
from extractor.reading import Where
from extractor.schema import Per
from extractor.scope import Term


@dataclass(frozen=True)
class Before:
    """What the amount before was meant as, for those that go on from it."""

    role: Kind
    atom: Atom
    fund: Atom | None = None
    per: Per = "year"
    stated: bool = False  # words say the period, and it is the one that is meant further on
    payer: Payer = "insured"
    share: bool = False  # a part of a total that was named before it
    former: bool = False  # a figure of an earlier year


@dataclass(frozen=True)
class Place:
    """One amount of a sentence or a row.

    `near` is what stands between `left` (the end of the amount before, or the start of the
    sentence or cell) and the amount; up to `right` goes what stands behind it. Of a row,
    `column` is what the `head` of its column says, and `row` what the cells before
    its own say, the first of which is the row's `name`.
    """

    atom: Atom
    sentence: Sentence
    left: int
    right: int
    near: Signs
    before: Before | None
    fund: Atom | None = None  # told by 分别
    kind: Kind | None = None  # told by 分别
    column: Signs = NOTHING
    head: Where | None = None  # of its column
    name: Where | None = None  # the first cell of its row
    row: Signs = NOTHING
    free: frozenset[Var] = frozenset()  # what is said of everybody

    @property
    def is_rate(self) -> bool:
        """Whether it is a rate, and not money."""
        return self.atom.label == "RATE"

    def after(self, role: Kind) -> bool:
        """Whether the amount before has a role."""
        return self.before is not None and self.before.role == role


@dataclass
class Memory:
    """What the amounts read so far were, for those that go on from them."""

    first: dict[int, Before] = field(default_factory=dict)  # by block: the first amount in it
    last: dict[int, Before] = field(default_factory=dict)  # by block: the last amount in it
    components: set[str] = field(default_factory=set)
    paid: Atom | None = None  # the fund of the last contribution
    factors: set[int] = field(default_factory=set)  # 「4588元×5%」: a base for everybody
    told: dict[int, list[tuple[Term, ...]]] = field(default_factory=dict)  # by block: whose fees
    years: dict[int, int] = field(default_factory=dict)  # that amounts are said to be of
    examples: list[Where] = field(default_factory=list)  # stretches that only show how to reckon

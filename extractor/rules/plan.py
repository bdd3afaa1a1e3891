"""参保方式: the plans that a notice lets one choose between."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import pattern as regex
from extractor.amounts import clause
from extractor.atoms import Atom
from extractor.evidence import Fact
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Plan
from extractor.scope import Scope

# 不建立个人账户, 不设个人账户, 建个人账户; 个人账户 alone says nothing
_ACCOUNT = regex.compile(
    r"""(?P<no>不再?(?:建立?|设立?|设置|配|含|带|享有?|划入)|未(?:建立?|设立?)|没有|无)?
        (?P<has>建立?|设立?|设置|配有?|含有?|带有?|享有|有)?
        (?:医保|医疗保险)?(?:(?:个人(?:医疗)?)?账户|个账)(?!.{0,4}(?:扣|余额|划入|计入))""",
    regex.VERBOSE,
)

_OF_ACCOUNT = regex.compile("个人账户(?!.{0,4}(?:划|计|记|返|金额|标准|比例))")
_HAS = regex.compile(r"(?P<no>[不未无否没×✗]\p{Han}{0,4})|[建有设是含√✓]\p{Han}{0,4}")

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (("参保方式 a plan", ("PLAN", "[建设]立?(?:个人)?账户")),)


def find(reading: Reading, scope: Scope) -> Iterator[Plan]:
    """The plans of a notice, each with whether it has a personal account where that is said.

    >>> from extractor.notice import Notice
    >>> reading = Reading(Notice("（一）统账结合，建立个人账户；（二）单建统筹，不建立个人账户。"))
    >>> [(plan.label.value, plan.personal_account.value) for plan in find(reading, Scope(reading))]
    [('统账结合', True), ('单建统筹', False)]
    """
    mentions: dict[str, list[tuple[Sentence, Atom]]] = {}
    for sentence in reading.sentences:
        for atom in reading.atoms_in(sentence.start, sentence.end, "PLAN"):
            if scope.plans.named_by(atom):
                mentions.setdefault(scope.plans.label_of(atom), []).append((sentence, atom))
    yield from _by_account(reading, scope)
    for label, places in mentions.items():
        all_told = ((_account(reading, scope, *place), place) for place in places)
        told, (sentence, atom) = next((one for one in all_told if one[0]), (None, places[0]))
        if told is None and len(mentions) < 2:
            continue
        account: Fact[bool] | None
        if told is not None:
            account, where = told
        else:
            by_name = (_by_name(reading, one) for _, one in places)
            account = next((fact for fact in by_name if fact is not None), None)
            whole = (sentence.start, sentence.end)
            where = clause(reading.text, whole, (atom.start, atom.end))
        # 一档（统账结合）: the label is the first of two names
        alike = (one for one in (atom, *(one for _, one in places)) if reading.words(one) == label)
        named = next(alike, atom)
        yield Plan(
            id="plan",
            spans=(reading.evidence(*where),),
            label=reading.stated(reading.printed(named.start, named.end), named),
            personal_account=account,
        )


def _account(
    reading: Reading, scope: Scope, sentence: Sentence, atom: Atom
) -> tuple[Fact[bool], Where] | None:
    """What is said of an account behind a plan's name, before another plan is named."""
    if sentence.block.role in (Role.HEADING, Role.QUESTION):
        return None
    end = sentence.end
    for other in reading.atoms_in(atom.end, sentence.end, "PLAN"):
        if scope.plans.named_by(other) and scope.plans.label_of(other) != scope.plans.label_of(
            atom
        ):
            end = other.start
            break
    for match in _ACCOUNT.finditer(reading.text, atom.end, end):
        if match["no"] or match["has"]:
            fact = reading.stated(match["no"] is None, match.span())
            whole = (sentence.start, sentence.end)
            return fact, clause(reading.text, whole, (atom.start, match.end()))
    return _account_of_row(reading, sentence.block, atom)


def _account_of_row(reading: Reading, block: Block, atom: Atom) -> tuple[Fact[bool], Where] | None:
    """「参保方式⇥个人账户」, 「一档⇥建立」: what the cell in the column of the account says."""
    if block.head is None:
        return None
    for cell, head in zip(block.cells, block.head.cells, strict=False):
        if _OF_ACCOUNT.search(reading.text, *head) and cell[0] > atom.start:
            match = _HAS.fullmatch(reading.text, *cell)
            if match is not None:
                fact = reading.stated(match["no"] is None, cell)
                return fact, (atom.start, cell[1])
    return None


def _by_account(reading: Reading, scope: Scope) -> Iterator[Plan]:
    """「建立个人账户的，…；不建立个人账户的，…」: plans without another name."""
    seen: set[str] = set()
    for start, end in scope.plans.by_account:
        label = reading.text[start:end]
        if label in seen:
            continue
        seen.add(label)
        yield Plan(
            id="plan",
            spans=(reading.evidence(start, end),),
            label=reading.stated(reading.printed(start, end), (start, end)),
            personal_account=reading.stated(label[0] not in "不未", (start, end)),
        )


def _by_name(reading: Reading, atom: Atom) -> Fact[bool] | None:
    """统账结合 joins a pooled fund and an account by its name; 单建统筹 is the fund alone."""
    if atom.value not in ("with_account", "pooled_only"):
        return None
    has = atom.value == "with_account"
    why = "统账结合即统筹基金与个人账户相结合" if has else "单建统筹即不设个人账户"
    return reading.inferred(has, why, atom)

"""参保方式: the plans that a notice lets one choose between."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractor.amounts import bare
from extractor.atoms import Atom
from extractor.evidence import Fact
from extractor.outline import Role, Sentence
from extractor.reading import Reading
from extractor.schema import Plan
from extractor.scope import Scope

_ACCOUNT = regex.compile(
    r"(?P<no>不再?(?:建立?|设立?|设置|配|含|带|享有?|划入)|未(?:建立?|设立?)|没有|无)?(?:建立?|设立?|设置|配有?|含有?|带有?|享有|有)?(?:医保|医疗保险)?个人(?:医疗)?账户"
)
_NAMED = regex.compile(r"[^，。；]{0,6}$")


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
            if scope.names_plan(atom):
                mentions.setdefault(scope.plan_of(atom), []).append((sentence, atom))
    yield from _by_account(reading, scope)
    for label, places in mentions.items():
        told = next(
            (found for place in places if (found := _account(reading, scope, *place))), None
        )
        if told is None and len(mentions) < 2:
            continue
        if told is not None:
            sentence, atom, account, where = told
        else:
            sentence, atom = places[0]
            where = _clause(reading, sentence, atom.start, atom.end)
            account = next(
                (fact for _, one in places if (fact := _by_name(reading, one)) is not None), None
            )
        if reading.words(atom) != label:  # 一档（统账结合）: the other name of the plan
            atom = next(one for _, one in places if reading.words(one) == label)
        yield Plan(
            id="plan",
            spans=(reading.evidence(*where),),
            label=reading.stated(reading.printed(atom.start, atom.end), atom),
            personal_account=account,
        )


def _account(
    reading: Reading, scope: Scope, sentence: Sentence, atom: Atom
) -> tuple[Sentence, Atom, Fact[bool], tuple[int, int]] | None:
    """What is said of an account behind a plan's name, before another plan is named."""
    if sentence.block.role in (Role.HEADING, Role.QUESTION):
        return None
    others = [
        other.start
        for other in reading.atoms_in(atom.end, sentence.end, "PLAN")
        if scope.names_plan(other) and scope.plan_of(other) != scope.plan_of(atom)
    ]
    end = others[0] if others else sentence.end
    for match in _ACCOUNT.finditer(reading.text, atom.end, end):
        if regex.search("扣|余额|划入|计入", reading.text[match.end() : match.end() + 6]):
            continue
        has = match["no"] is None
        if has and not regex.search("建|设|有|配|含|带", match.group()):
            continue
        fact = reading.stated(has, match.span())
        return sentence, atom, fact, _clause(reading, sentence, atom.start, match.end())
    return None


def _clause(reading: Reading, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    text = reading.text
    begin = max(sentence.start, *(text.rfind(stop, sentence.start, start) + 1 for stop in "，；。:"))
    stop = regex.compile("[，；。]").search(text, end, sentence.end)
    return bare(text, (begin, stop.start() if stop else sentence.end))


def _by_account(reading: Reading, scope: Scope) -> Iterator[Plan]:
    """「建立个人账户的，…；不建立个人账户的，…」: plans without another name."""
    seen: set[str] = set()
    for start, end in scope.account_plans:
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

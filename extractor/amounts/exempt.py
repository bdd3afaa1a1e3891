"""免缴: words that say that somebody pays nothing, as amounts of nothing."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal
from typing import Final

from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.money import Money
from extractor.conditions import Pred, Var, comparisons
from extractor.reading import Reading, Where

# 个人免缴, 无需个人缴费, 不再缴纳基本医疗保险费, 职工医保就不用交了; not 如不缴费的, 以免缴费中断
_EXEMPT: Final = regex.compile(
    r"""(?<![以如若未])(?:个人|本人|家庭)?(?:缴费)?(?:部分)?[就则都均也皆]?
    (?:免[缴交](?!费?[期影时])|免除?(?:其|个人)*缴费|免(?:于|予|去)缴[费纳]?|免费参保|零缴费
      |(?:不再|不需要?|不用|无需|无须|毋需|毋须|不必|用不着|停止)(?:再|继续|其|个人|本人|自己)*
       (?:缴纳?费?|交纳?费?|[掏出花]钱)
      |一分(?:钱)?(?:也|都)?不(?:用|需|必|要)?[掏出花交缴]
      |(?<=(?:个人|人员|职工|对象|儿童|学生|居民|老人|家庭|者|户|的|保险费|医保费?|当年|\t)[就则都均也皆]?)不[缴交][费纳]?
    )
    (?=了?(?:[，。；、）（!\t\n]|$|费用|保费|个人(?:部分|费用|缴费)|钱|任何费)|(?P<fund>\p{Han}))""",
    regex.VERBOSE,
)
_DENIED = regex.compile(
    r"没有|尚无|还无|不得|不能|并非|如果|倘若|是否|能否|可否|要不要|(?<!\p{Han})[如若]|关于|滞纳金[^，]*$|账户余额"
    "|扣[^。]*$"
)
_OF_OTHERS = regex.compile(
    r"了?(?:[^，。；]{0,4})(?:滞纳金|利息|年限|[吗么嘛]|的问题|押金|工本费|手续费)"
)
# Whom a notice exempts; who leaves off paying at the counter is told what to do, and not what it costs.
_EXEMPTED: Final = frozenset(
    {Var.STATUS, Var.HARDSHIP, Var.IDENTITY, Var.STUDENT, Var.AGE, Var.AREA, Var.PLAN}
)
_AT_THE_COUNTER: Final = frozenset(
    {
        Var.HAS_RETIREMENT_APPROVAL,
        Var.REACHED_RETIREMENT_AGE,
        Var.CONTRIBUTION_YEARS_MET,
        Var.ENROLMENT,
        Var.ARREARS_MONTHS,
        Var.IN_WINDOW,
    }
)
NOTHING_DUE: Final = Money(Decimal(0), None)


class Exempt:
    """The exemptions of a notice, in order, each as an amount of nothing."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        text = reading.text
        self._found = [
            Atom("MONEY", NOTHING_DUE, *match.span())
            for match in _EXEMPT.finditer(text)
            if (match["fund"] is None or self.fund(match.span()) is not None)
            and not _OF_OTHERS.match(text, match.end())
        ]
        self._starts = [atom.start for atom in self._found]

    def within(self, start: int, end: int) -> list[Atom]:
        """Those that begin in a range of the view and are not denied before they are said."""
        if not self._found:
            return []
        text = self.reading.text
        found = self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [
            atom
            for atom in found
            if not _DENIED.search(text, max(start, text.rfind("。", 0, atom.start)), atom.start)
        ]

    def fund(self, words: Where) -> Atom | None:
        """The fund right behind the words: 「不再缴纳基本医疗保险费」."""
        found = self.reading.atoms_in(words[1], words[1] + 1, "FUND")
        return found[0] if found else None


def is_exemption(atom: Atom) -> bool:
    """Whether an amount is of nothing, by words and not by a printed 0."""
    return atom.value is NOTHING_DUE


def is_of_some(when: Pred) -> bool:
    """Whether a condition says who is exempted, and not who leaves off paying."""
    named = {cmp.var for cmp in comparisons(when)}
    return bool(named & _EXEMPTED) and not named & _AT_THE_COUNTER

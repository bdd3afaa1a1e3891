"""Words that say what one comes to do: 停保, 在职转退休, 参保登记, 更正.

Read with them are words of other matters (住院, 报销, 公积金): beside one of these a task is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

import ahocorasick_rs

from extractor import pattern as regex
from extractor.atoms.term import lexicon

# 系统登记的信息, 补缴停保期间费用: words of what is, not of what one does.
_NO_TASK: Final = regex.compile(
    r"登记(?:的|时|入住|在册|地址|号|机关|信息|备案|失业|制|表|证|管理|所在|\d)|停保(?:期|状态|人员)"
)
_BARE: Final = frozenset({"登记", "停保"})
_NAMED_BARE: Final = frozenset({"enrol", "suspend"})
# What people put together: 变更为退休人员, 把在职改成退休, 凭身份证参加职工医保, 在居住地参保.
_COMPOSED: Final = regex.compile(
    r"""
    (?=[转变更修调登切换改办核认审计缴申领可能得均都照参投])(?:(?P<retire>(?:变更|转换|更改|修改|调整|登记|切换|[转换变改办])(?:成|为|到|至|入)
      (?:职工)?(?:基本)?(?:医疗保险|养老保险|医保|医疗|养老)?(?:的)?退休)
  | (?P<years>缴(?:费|纳)?[至到满够足][^，。；、]{0,8}年限|(?:核[定算实对]|认定|审核|计算|核查)[^，。；、]{0,6}年限)
  | (?P<retire>(?:申领|申请(?:领取)?|申报|办理(?:领取)?)[^，。；、]{0,8}(?:养老金|养老(?:保险)?待遇)
      (?=(?:的?(?:领取|申领|核定))*(?:手续|业务|申请|登记)?(?:[，。；（]|$))
      |领取[^，。；、]{0,8}(?:养老金|养老(?:保险)?待遇)(?:的?手续|的?申请))
  | (?<=窗口|大厅|中心)(?:(?P<pay>缴)|(?P<correct_data>改))(?=[，。；]|$)
  | (?P<refund>(?:可以|能够|得以|均可|都能|照样)退(?![休役伍出保学]))
  | (?P<insure>参加[^，。；、:（）]{0,8}(?:保险|医保|养老|社保)(?=即可|[，。；（]|$)
      |(?<![已未再被为司业位])参保(?=即可|缴费(?:手续)?(?:[，。；]|$)|地点[为是:]|[，。；（]|$)|投保(?=即可|[，。；]|$)))
    """,
    regex.VERBOSE,
)


class Task(NamedTuple):
    """A word in a half-open range of the view and the task that it names ([task.…]).

    The name is "other" where the word is of another matter ([matter.other]).
    """

    start: int
    end: int
    name: str


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    tables = (*lexicon()["task"].items(), *lexicon()["matter"].items())
    words = {word: name for name, entry in tables for word in entry["terms"]}
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(words), matchkind=kind), list(words.values())


class Tasks:
    """The words of a text that name tasks, longest first where several start together.

    >>> [task.name for task in Tasks("办理在职转退休手续").within(0, 9)]
    ['act', 'retire']
    """

    def __init__(self, text: str) -> None:
        self._found = list(_listed(text))
        self._starts = [task.start for task in self._found]
        for found in _COMPOSED.finditer(text):
            self._insert(Task(*found.span(), found.lastgroup or ""))

    def _insert(self, task: Task) -> None:
        """Puts a composed word in the place of the words inside it, if none begins before it."""
        at = bisect_left(self._starts, task.start)
        if at and self._found[at - 1].end > task.start:
            return
        upto = bisect_left(self._starts, task.end, at)
        if at < upto and self._starts[at] == task.start and self._found[at].end >= task.end:
            return
        self._found[at:upto] = [task]
        self._starts[at:upto] = [task.start]

    def within(self, start: int, end: int) -> list[Task]:
        """The words that begin in a range."""
        return self._found[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _listed(text: str) -> Iterator[Task]:
    automaton, names = _automaton()
    for index, start, end in automaton.find_matches_as_indexes(text):
        name = names[index]
        bare = name in _NAMED_BARE and text[start:end] in _BARE
        if name != "none" and not (bare and _NO_TASK.match(text, start)):
            yield Task(start, end, name)

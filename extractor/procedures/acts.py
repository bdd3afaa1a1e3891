"""The clauses of a sentence that says what to do: for whom, in which case, and the act itself.

「参保人员死亡的，| 其亲属 | 应在3个月内持死亡证明到…办理支取」. One sentence may state several
procedures: 「缴费前应先核对…，| 信息有误的，联系…更正」.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from extractor.procedures import documents, office
from extractor.outline import Sentence
from extractor.reading import Reading
from extractor.procedures.documents import Papers
from extractor.procedures.office import Office
from extractor.procedures.tasks import Task, Tasks

PEOPLE: Final = (
    "(?:人员|参保人|缴费人|参保者|申请人|者|朋友们?|对象|职工|群众|居民|学生|儿童|新生儿|老人"
    "|户主|用户|参保户|缴费户)"
)
MODAL: Final = regex.compile("(?:需要?|应当?|须|必须|务必|请|得|要|可以?)")
# 「交之前先看一眼姓名对不对」, 「确认无误后再缴费」
BEFORE_PAYING: Final = regex.compile(
    r"(?:缴费|交费|缴款|缴|交|支付|扣款|付款|缴纳|参保|扣费|缴存|划扣)(?:之)?前(?!往)"
    r"|(?:缴费|交费|付款|缴款)(?:的)?(?:时|时候|过程中)"
    r"|(?:再|后|然后|方可|才能)(?:行|进行|办理|去)?(?:缴|交|支付|付款)"
)
ROUTE: Final = regex.compile(
    r"(?:也|亦|或者?|还)可?以?(?:选择)?(?:自行|直接|自己)?(?:到|至|去|前往|通过|在|持|由)"
)
CIRCUMSTANCE: Final = regex.compile("(?:时|后|前|内|当月|期间|起|年度)$")
# 「自办结的次月起不再缴纳基本医疗保险费」: what follows, told apart from what is to be done.
EFFECT: Final = regex.compile(
    r"(?P<when>[^，。；:]{0,14}?(?P<month>次月|下个?月|当月|即日|当日|之日)(?:1日)?(?:起|开始))，?"
    r"(?=[^。；]{0,16}(?:不再[缴交]|停止缴|免缴|不用再?[缴交]|无需再?[缴交]|按退休|享受退休|[只仅]需?[缴交]|以退休|转为退休|变更为退休))"
)

_NEST: Final = {"（": 1, "《": 1, "“": 1, "【": 1, "）": -1, "》": -1, "”": -1, "】": -1}
# 「年限不足的按办理时的标准一次性补足」: the case ends at 的 though no comma follows.
_CASE_ENDS: Final = regex.compile(
    r"""
    (?<=\p{Han}{2})的(?=
        按(?![月季年]) | 视[为同作] | 可(?!用|享) | 需(?!求|要的) | 须 | 应(?![缴付收交税]|当地)
      | 请(?!求) | 凭(?!证) | 持(?![有续卡]) | 携带 | 带 | 由(?!来) | 到(?![账期位龄])
      | 不(?![同一足满便良可断]) | 一次性(?=[补趸缴]) | 先(?!后) | [还另](?=[需要]) | 要(?![求件素])
      | 找(?=\p{Han}{2,14}(?:改|更正)) | 必须 | 务必 | 联系 | 前往
      | 在(?=[^，。；]{1,24}(?:中心|机构|窗口|大厅|局|站)) | (?:没有|无|不设)(?=等待期|待遇等待期|免责期)
    )
    """,
    regex.VERBOSE,
)
_TO_GO: Final = r"(?:到(?![账位期])|至|前往|去|在|于|持|携带|凭|带|联系|向)"
# 「…人员 | 需到…窗口办理缴费」, 「续缴费人员 | 直接通过…缴费」
_WHO_ENDS: Final = regex.compile(
    rf"""
    {PEOPLE}(?=
        (?:还|也|均|都|同时|应|需|须|可|请|务必|必须|要(?!求)|得|直接|持(?![有续卡])|携带|带|凭(?!证)|先
          |不[用需必]|无[需须]|由其|由监护|由家|由亲|到|在(?=缴费前|\p{{Han}}{{2,16}}(?:中心|窗口|机构|大厅|局)办)))
    """,
    regex.VERBOSE,
)
# 「如有错误 | 请联系…修改」, 「出来以后 | 凭释放证明恢复」
_IF_ENDS: Final = regex.compile(
    rf"""
    (?=[请及应需须尽要找到联去凭持携带拿必务还也均都则就])(?:
      (?<=(?:如果?|若|倘若|一旦|发现|遇到?)[^，；。（）]{{2,16}})
        (?=(?:请|及时|应|需|须|尽快|要(?!求))(?:及时|先|到|至|联系|携|持|与|向|找|前往))
    | (?<=[，；](?:错了|有错|有误|不对|不符|填错了?))(?=找|请|到|联系|去)
    | (?<=[，；][^，；。]{{0,8}}(?:释放|出狱|出来|就业|退休|死亡|去世)[之以]?后)(?=[凭持携带拿到])
    | (?<=\p{{Han}}{{3}})(?<![不无毋还也均都所只则就仍先并])
        (?=(?:还|也|均|都|则|就)?(?:需要?|应当?|须|必须|务必)(?:先|及时|自行|尽快|首先)*{_TO_GO})
    )
    """,
    regex.VERBOSE,
)
_CASE: Final = regex.compile(
    rf"(?:的|的话|{PEOPLE}|情形|情况|原因|吗|呢|了？|(?:释放|出狱|出来)[之以]?后|错了|有错|有误|(?<!对)不对)$"
)
_OPENS_CASE: Final = regex.compile("(?:如果?|若|倘若|要是|一旦|发现|凡|遇到?|对于?)")
_MUST_GO: Final = regex.compile(
    "(?:需要?|应当?|须|必须|务必)(?:先|及时)?(?:到|至|前往|去|在|持|携带)"
)
_LISTS: Final = regex.compile(r"(?:提供|提交|携带|准备|材料|资料|证件|出示)\p{Han}{0,4}$")  # …:
_EDGE: Final = "，；。:！~"
_MARKS: Final = regex.compile("[，:；（）《》“”【】]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence: a case (for whom, when), or something that is said of it.

    `tasks` are those of what is said, none in a case. `acts` tells what is to be done from what
    has been done: 已缴清全年费用 names a task and is none.
    """

    start: int
    end: int
    case: bool
    acts: bool
    tasks: tuple[Task, ...]


class Statement:
    """A sentence with its clauses, and the places and papers that it names, each read once."""

    def __init__(self, reading: Reading, tasks: Tasks, sentence: Sentence) -> None:
        self.sentence = sentence
        self._text = reading.text
        self._places = [*office.find(reading, sentence.start, sentence.end)]
        self._papers = [*documents.find(reading, sentence.start, sentence.end)]
        self._tasks = tasks.within(sentence.start, sentence.end)
        self.clauses = [*self._cut()]

    def places(self, start: int, end: int) -> list[Office]:
        """The places that a range names."""
        return [place for place in self._places if start <= place.lead < end]

    def papers(self, start: int, end: int) -> list[Papers]:
        """The lists of papers that begin in a range."""
        return [found for found in self._papers if start <= found.start < end]

    def words(self, clause: Clause) -> str:
        """The words of a clause without the punctuation behind it."""
        return self._text[clause.start : clause.end].rstrip(_EDGE)

    def groups(self) -> Iterator[list[Clause]]:
        """The clauses that state one procedure: the next begins with the next case after an act."""
        group: list[Clause] = []
        acted = False
        for clause in self.clauses:
            if group and (
                (acted and self._begins(clause, group)) or EFFECT.match(self._text, clause.start)
            ):
                yield group
                group, acted = [], False
            group.append(clause)
            acted = acted or clause.acts
        if group:
            yield group

    def _cut(self) -> Iterator[Clause]:
        """The clauses, cut at commas outside brackets and where a case ends."""
        text, first, last = self._text, self.sentence.start, self.sentence.end
        cuts: set[int] = set()
        nested: list[int] = []  # where the outermost brackets open and close in turn
        depth = 0
        for mark in _MARKS.finditer(text, first, last):
            was, depth = depth, max(0, depth + _NEST.get(mark.group(), 0))
            if (was == 0) != (depth == 0):
                nested.append(mark.start())
            elif depth == 0:
                cuts.add(mark.end())
        ends = {
            found.end()
            for pattern in (_CASE_ENDS, _WHO_ENDS, _IF_ENDS)
            for found in pattern.finditer(text, first, last)
            if bisect_left(nested, found.end()) % 2 == 0
        }
        start = first
        for cut in sorted({*cuts, *ends, last}):
            if cut > start:
                yield self._clause(start, cut, cut in ends)
                start = cut

    def _clause(self, start: int, end: int, case_ends: bool) -> Clause:
        said = self._text[start:end].rstrip(_EDGE)
        ways = {place.way for place in self.places(start, end)}
        going = "goes" in ways
        carrying = bool(self.papers(start, end))
        told = start > self.sentence.start and end == self.sentence.end  # 「…，把医保改成退休的。」
        case = (
            (self._text[end - 1] == ":" and not (going or carrying) and not _LISTS.search(said))
            or (case_ends and not (going or carrying))
            or (
                _CASE.search(said) is not None
                and not (going and (carrying or _MUST_GO.search(said)))
                and not (told and said.endswith("的"))
            )
            or (CIRCUMSTANCE.search(said) is not None and not (going or carrying))
            or (_OPENS_CASE.match(said) is not None and not going)
        )
        named = () if case else (*self._named(start, end, bool(ways) or carrying),)
        acts = bool(named) and bool(
            going
            or carrying
            or "online" in ways
            or MODAL.search(said)
            or BEFORE_PAYING.search(said)
        )
        return Clause(start, end, case, acts, named)

    def _named(self, start: int, end: int, comes: bool) -> Iterator[Task]:
        """The tasks of a clause; 参保 is one only of who comes for it: 凭身份证在居住地参保."""
        for task in self._tasks:
            if start <= task.start < end and (comes or task.name != "insure"):
                yield task._replace(name="enrol") if task.name == "insure" else task

    def _begins(self, clause: Clause, group: list[Clause]) -> bool:
        said = self.words(clause)
        if clause.case:
            return bool(_CASE.search(said) or _OPENS_CASE.match(said))
        if ROUTE.match(said) is None:
            return False
        here = self.places(clause.start, clause.end)
        return bool(here and self.places(group[0].start, group[-1].end))

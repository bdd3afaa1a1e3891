"""The clauses of a sentence that says what to do: for whom, in which case, and the act itself.

「参保人员死亡的，| 其亲属 | 应在3个月内持死亡证明到…办理支取」. One sentence may state several
procedures: 「缴费前应先核对…，| 信息有误的，联系…更正」.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import regex

from extractor import documents, office
from extractor.outline import Sentence
from extractor.reading import Reading
from extractor.tasks import Task, Tasks

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
      | 在(?=[^，。；]{1,24}(?:中心|机构|窗口|大厅|局|站))
    )
    """,
    regex.VERBOSE,
)
_TO_GO: Final = r"(?:到(?![账位期])|至|前往|去|在|于|持|携带|凭|带|联系|向)"
# 「…人员 | 需到…窗口办理缴费」, 「续缴费人员 | 直接通过…缴费」, 「如有错误 | 请联系…修改」
_WHO_ENDS: Final = regex.compile(
    rf"""
    {PEOPLE}(?=
        (?:还|也|均|都|同时|应|需|须|可|请|务必|必须|要(?!求)|得|直接|持(?![有续卡])|携带|带|凭(?!证)|先
          |不[用需必]|无[需须]|由其|由监护|由家|由亲|到|在(?=缴费前|\p{{Han}}{{2,16}}(?:中心|窗口|机构|大厅|局)办)))
  | (?<=(?:如果?|若|倘若|一旦|发现|遇到?)[^，；。（）]{{2,16}})
      (?=(?:请|及时|应|需|须|尽快|要(?!求))(?:及时|先|到|至|联系|携|持|与|向|找|前往))
  | (?<=[，；])(?:错了|有错|有误|不对|不符|填错了?)(?=找|请|到|联系|去)
  | (?<=[，；][^，；。]{{0,8}}(?:释放|出狱|出来|就业|退休|死亡|去世)[之以]?后)(?=[凭持携带拿到])
  | (?<=\p{{Han}}{{3}})(?<![不无毋还也均都所只则就仍先并])
      (?=(?:还|也|均|都|则|就)?(?:需要?|应当?|须|必须|务必)(?:先|及时|自行|尽快|首先)*{_TO_GO})
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


@dataclass(frozen=True)
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


def clauses(reading: Reading, tasks: Tasks, sentence: Sentence) -> Iterator[Clause]:
    """The clauses of a sentence, cut at commas outside brackets and where a case ends."""
    text = reading.text
    cuts: set[int] = set()
    nested: list[int] = []  # where the outermost brackets open and close in turn
    depth = 0
    for mark in regex.finditer("[，:；（）《》“”【】]", text[sentence.start : sentence.end]):
        was, depth = depth, max(0, depth + _NEST.get(mark.group(), 0))
        if (was == 0) != (depth == 0):
            nested.append(sentence.start + mark.start())
        elif depth == 0:
            cuts.add(sentence.start + mark.end())
    ends = {
        found.end()
        for pattern in (_CASE_ENDS, _WHO_ENDS)
        for found in pattern.finditer(text, sentence.start, sentence.end)
        if bisect_left(nested, found.end()) % 2 == 0
    }
    start = sentence.start
    for cut in sorted({*cuts, *ends, sentence.end}):
        if cut > start:
            yield _clause(reading, tasks, start, cut, cut in ends)
            start = cut


def words(reading: Reading, clause: Clause) -> str:
    """The words of a clause without the punctuation behind it."""
    return reading.text[clause.start : clause.end].rstrip(_EDGE)


def groups(reading: Reading, found: Iterable[Clause]) -> Iterator[list[Clause]]:
    """The clauses that state one procedure: the next begins with the next case after an act."""
    group: list[Clause] = []
    for clause in found:
        acted = any(earlier.acts for earlier in group)
        effect = group and EFFECT.match(reading.text, clause.start)
        if effect or (acted and _begins(reading, clause, group)):
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _clause(reading: Reading, tasks: Tasks, start: int, end: int, case_ends: bool) -> Clause:
    said = reading.text[start:end].rstrip(_EDGE)
    place = office.find(reading, start, end)
    going = place is not None and place.way == "goes"
    carrying = next(documents.find(reading, start, end), None) is not None
    case = (
        (reading.text[end - 1] == ":" and _LISTS.search(said) is None)
        or (case_ends and not (going or carrying))
        or (_CASE.search(said) is not None and not (going and (carrying or _MUST_GO.search(said))))
        or (CIRCUMSTANCE.search(said) is not None and not (going or carrying))
        or (_OPENS_CASE.match(said) is not None and not going)
    )
    named = () if case else tasks.within(start, end)
    acts = bool(named) and bool(
        going or carrying or MODAL.search(said) or BEFORE_PAYING.search(said)
    )
    return Clause(start, end, case, acts, named)


def _begins(reading: Reading, clause: Clause, group: list[Clause]) -> bool:
    said = words(reading, clause)
    if clause.case:
        return bool(_CASE.search(said) or _OPENS_CASE.match(said))
    if ROUTE.match(said) is None:
        return False
    here = office.find(reading, clause.start, clause.end)
    there = office.find(reading, group[0].start, group[-1].end)
    return here is not None and there is not None

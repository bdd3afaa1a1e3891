"""The clauses of a sentence that says what to do: for whom, in which case, and the act itself.

「参保人员死亡的，| 其亲属 | 应在3个月内持死亡证明到…办理支取」. One sentence may state several
procedures: 「缴费前应先核对…，| 信息有误的，联系…更正」.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from extractor import pattern as regex
from extractor.outline import Sentence
from extractor.procedures import documents, office
from extractor.procedures.documents import Papers
from extractor.procedures.office import Office
from extractor.procedures.tasks import Task, Tasks
from extractor.reading import Reading

_WHO: Final = (
    "人员", "参保人", "缴费人", "申请人", "者", "朋友", "朋友们", "对象", "职工", "群众", "居民",
    "学生", "儿童", "新生儿", "老人", "户主", "用户", "参保户", "缴费户",
)  # fmt: skip
PEOPLE: Final = f"(?:{'|'.join(_WHO)})"
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
_CIRCUMSTANCE: Final = ("时", "后", "前", "内", "当月", "期间", "起", "年度")
# 「自办结的次月起不再缴纳基本医疗保险费」: what follows, told apart from what is to be done.
EFFECT: Final = regex.compile(
    r"(?P<when>[^，。；:]{0,14}?(?P<month>次月|下个?月|当月|即日|当日|之日)(?:1日)?起)，?"
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
# 「参保人死亡后 | 应到…」
_MUST_ENDS: Final = regex.compile(
    rf"(?=[还也均都则就需应须必务])(?<=\p{{Han}}{{3}})(?<![不无毋还也均都所只则就仍先并])"
    rf"(?=(?:还|也|均|都|则|就)?(?:需要?|应当?|须|必须|务必)(?:先|及时|自行|尽快|首先)*{_TO_GO})"
)
# 「错了 | 找…改」, 「出来以后 | 凭释放证明恢复」
_THEN_ENDS: Final = regex.compile(
    r"[，；](?:(?:错了|有错|有误|不对|不符|填错了?)(?=找|请|到|联系|去)"
    r"|[^，；。]{0,8}(?:释放|出狱|出来|就业|退休|死亡|去世)[之以]?后(?=[凭持携带拿到]))"
)
# 「如有错误 | 请联系…修改」
_IF: Final = regex.compile("[如若]|倘若|一旦|发现|遇到")
_IF_ENDS: Final = regex.compile(
    r"(?=[请及应需须尽要])(?<=(?:如果?|若|倘若|一旦|发现|遇到?)[^，；。（）]{2,16})"
    r"(?=(?:请|及时|应|需|须|尽快|要(?!求))(?:及时|先|到|至|联系|携|持|与|向|找|前往))"
)
_CASE: Final = (
    *_WHO, "的", "的话", "情形", "情况", "原因", "吗", "呢", "了？", "错了", "有错", "有误", "不对",
    *(f"{out}{after}" for out in ("释放", "出狱", "出来") for after in ("后", "之后", "以后")),
)  # fmt: skip
_OPENS_CASE: Final = regex.compile("(?:如果?|若|倘若|要是|一旦|发现|凡|遇到?|对于?)")
_MUST_GO: Final = regex.compile(
    "(?:需要?|应当?|须|必须|务必)(?:先|及时)?(?:到|至|前往|去|在|持|携带)"
)
_LISTS: Final = regex.compile(r"(?:提供|提交|携带|准备|材料|资料|证件|出示)\p{Han}{0,4}$")  # …:
_MAY: Final = regex.compile("[也还亦]?(?:可以?|应当?|须|需要?|请)(?![能])")
_TOGETHER: Final = regex.compile("统一|集中|为单位")
_COMES_OF_IT: Final = regex.compile(
    r"(?<!后)，[^，。；]{0,14}(?:就能|即可|方可|才能|才可以?|便可|可以?|起|后)(?:按规定|正常)*"
    r"(?:享受|报销|看病|就医|住院)[^，。；]*"
    # 「…登记，自出生之日起发生的医疗费用予以报销」
    r"|(?<!后)，[自从](?:出生|参保|缴费)[^，。；]{0,24}(?:报销|支付|享受)[^，。；]*"
)
_EDGE: Final = "，；。:！~"
_MARKS: Final = regex.compile("[，:；（）《》“”【】]")


class Clause(NamedTuple):
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
        return self._places and [place for place in self._places if start <= place.lead < end]

    def papers(self, start: int, end: int) -> list[Papers]:
        """The lists of papers that begin in a range."""
        return self._papers and [found for found in self._papers if start <= found.start < end]

    def gives_papers(self, place: Office) -> bool:
        """Whether one gets a paper at a place: 到单位开具证明."""
        return self._text.startswith(("开具", "出具"), place.end)

    def speaks_of_other_matters(self, start: int, end: int) -> bool:
        """Whether a range speaks of benefits, of warnings, of another matter than insurance.

        What comes of an act is not the act: 「…登记，从出生那天起就能报销」.
        """
        others = [t for t in self._tasks if t.name == "other" and start <= t.start < end]
        if not others:
            return False
        follows = [found.span() for found in _COMES_OF_IT.finditer(self._text, start, end)]
        return any(not any(a <= t.start < b for a, b in follows) for t in others)

    def words(self, clause: Clause) -> str:
        """The words of a clause without the punctuation behind it."""
        return self._text[clause.start : clause.end].rstrip(_EDGE)

    def groups(self) -> Iterator[list[Clause]]:
        """The clauses that state one procedure: the next begins with the next case after an act."""
        group: list[Clause] = []
        acted = False
        effects = self._text.find("起", self.sentence.start, self.sentence.end) >= 0
        for clause in self.clauses:
            if group and (
                (acted and self._begins(clause, group))
                or (effects and EFFECT.match(self._text, clause.start))
            ):
                yield group
                group, acted = [], False
            group.append(clause)
            acted = acted or clause.acts
        if group:
            yield group

    def is_circumstance(self, clause: Clause) -> bool:
        """Whether a clause says when: 退休审批后, 单位参保前."""
        return self.words(clause).endswith(_CIRCUMSTANCE)

    def _cut(self) -> Iterator[Clause]:
        """The clauses, cut at commas outside brackets and where a case ends."""
        text, first, last = self._text, self.sentence.start, self.sentence.end
        cuts: set[int] = set()
        nested: list[int] = []  # where the outermost brackets open and close in turn
        depth = 0
        for mark in _MARKS.finditer(text, first, last):
            at = mark.start()
            turn = _NEST.get(text[at], 0)
            if turn == 0:
                if depth == 0:
                    cuts.add(at + 1)
                continue
            was, depth = depth, max(0, depth + turn)
            if (was == 0) != (depth == 0):
                nested.append(at)
            elif depth == 0:
                cuts.add(at + 1)
        ends = {
            found.end()
            for pattern in (_CASE_ENDS, _WHO_ENDS, _MUST_ENDS, _THEN_ENDS)
            for found in pattern.finditer(text, first, last)
        }
        if _IF.search(text, first, last):
            ends.update(found.end() for found in _IF_ENDS.finditer(text, first, last))
        if nested:
            ends = {end for end in ends if bisect_left(nested, end) % 2 == 0}
        start = first
        for cut in sorted({*cuts, *ends, last}):
            if cut > start:
                yield self._clause(start, cut, cut in ends)
                start = cut

    def _clause(self, start: int, end: int, case_ends: bool) -> Clause:
        text = self._text
        said = text[start:end].rstrip(_EDGE)
        ways = {place.way for place in self.places(start, end)}
        going = "goes" in ways
        carrying = bool(self.papers(start, end))
        # 「…，把医保改成退休的。」 says it; 「…手续:（一）被录用的；」 lists cases
        told = self.sentence.start < start and end == self.sentence.end and text[end - 1] != "；"
        case = (
            (text[end - 1] == ":" and not (going or carrying) and not _LISTS.search(said))
            or (case_ends and not (going or carrying))
            or (
                _is_case(said)
                and not (going and (carrying or _MUST_GO.search(said)))
                and not (told and said.endswith("的"))
            )
            or (
                said.endswith(_CIRCUMSTANCE)
                and not (going or carrying or _MAY.match(said))  # 「也可一次性补足后，享受…」
            )
            or (_OPENS_CASE.match(said) is not None and not going)
        )
        comes = bool(ways) or carrying or _TOGETHER.search(said) is not None
        named = () if case else (*self._named(start, end, comes),)
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
            if task.start >= end:
                break
            if task.start < start or task.name == "other" or (task.name == "insure" and not comes):
                continue
            yield task._replace(name="enrol") if task.name == "insure" else task

    def _begins(self, clause: Clause, group: list[Clause]) -> bool:
        said = self.words(clause)
        if clause.case:
            return _is_case(said) or _OPENS_CASE.match(said) is not None
        if ROUTE.match(said) is None:
            return False
        here = self.places(clause.start, clause.end)
        return bool(here and self.places(group[0].start, group[-1].end))


def _is_case(said: str) -> bool:
    return said.endswith(_CASE) and not said.endswith("对不对")

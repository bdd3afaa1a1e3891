"""The parts of the clauses that state one procedure: what, where, with which papers, by when.

Clauses that state none are left out here: those of other matters and of refusals, of what offices
do, and of what one need not do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.procedures import deadline, office
from extractor.procedures.acts import Clause, Statement
from extractor.procedures.deadline import Due
from extractor.procedures.documents import Papers
from extractor.procedures.office import Office
from extractor.procedures.tasks import Task
from extractor.reading import Reading, Where

Actor = Literal["insured", "relative", "agency", "custodian"]

# Refusals (不予退费), what others do for one (由单位为其办理), what has been done (已有5万人办理).
_NO_PROCEDURE: Final = regex.compile(
    r"业务咨询|咨询(?=请|可到|地点|窗口)|不予(?:退|办|受理)|不[能可再得](?:再)?(?:申请)?退"
    r"|由[^，。；]{2,16}为其(?:统一|集中)?(?:办理|代办)"
    r"|已有?[^，。；]{0,6}\d[\d.,]*[万余多]*[人名户]"
)
# 「医保部门应在5个工作日内办结退费」: what offices do
_OFFICES_DO: Final = regex.compile(
    r"(?:各|由)?[^，。；到向在至去找联持凭带]{0,12}"
    r"(?:部门|机构|机关|干部|[保税务障]局|中心|学校)(?:应当?|要|须|将|会)"
)
_NEGATED: Final = regex.compile(
    r"(?:不需要?|无需|无须|不必|不用|不再|不得|不能|不予|不可|免|未|没有?)(?:再|先|重新|另行)*"
    r"(?:办理|申请|进行|去|跑\p{Han}{0,4}|(?:到|通过|在)\p{Han}{1,10})?$"
)
_RELATIVE: Final = regex.compile(
    r"(?<!委托|授权|或者?)"
    r"(?:直系亲属|近亲属|亲属|家属|家里人|家人|亲人|遗属|法定继承人|继承人|子女|配偶|监护人|家长|父母)"
    r"(?=[应须可需请于在持凭携带到及，自提办要为代将把领来去前向尽立马拿]|死亡)"
)
_CUSTODIAN: Final = regex.compile("托管|人才|档案|劳务派遣|代理")
_AGENCY: Final = regex.compile(
    r"由[^，。；、]{1,14}?(?:统一|集中|代为|自动|代)(?:组织|负责|进行)?(?=[登办申停核缴参])"
    r"|以[^，。；、]{1,8}为单位[^，。；]{0,4}(?:办|登|参|组织)"
)


class Parts(NamedTuple):
    """The parts of the clauses that state one procedure, as ranges of the view."""

    group: Sequence[Clause]
    start: int
    end: int
    papers: Sequence[Papers]
    place: Office | None
    due: Due | None
    cues: Sequence[Task]
    acts: Where  # what is to be done, without for whom

    @property
    def subject(self) -> int:
        """Where the words end that say for whom."""
        starts = [found.start for found in self.papers[:1]]
        if self.place is not None:
            starts.append(self.place.lead)
        return min(starts, default=self.cues[0].start)


def parts_of(reading: Reading, statement: Statement, group: list[Clause]) -> Parts | None:
    """The parts of a group of clauses; None where nothing is to be done.

    >>> from extractor.notice import Notice
    >>> from extractor.procedures.tasks import Tasks
    >>> notice = Reading(Notice("首次参保的，持身份证到县医保中心办理参保登记。"))
    >>> statement = Statement(notice, Tasks(notice.text), notice.sentences[0])
    >>> parts = parts_of(notice, statement, statement.clauses)
    >>> [task.name for task in parts.cues], notice.words((parts.place.start, parts.place.end))
    (['enrol', 'enrol'], '县医保中心')
    """
    text = reading.text
    start, end = bare(text, group[0].start, group[-1].end)
    if not any(clause.tasks for clause in group) or is_none(statement, text, start, end):
        return None
    words = text[start:end]
    if any(
        not _in_brackets(words, atom.start - start)
        for atom in reading.atoms_in(start, end, "PHONE", "LINK")
    ):
        return None
    papers = statement.papers(start, end)
    place = _where(statement, group, papers)
    if "→" in words and (place is None or place.way != "goes"):
        return None  # a path of clicks
    due = _due(reading, statement, group, papers)
    taken: list[Papers | Office | Due] = [*papers, *(part for part in (place, due) if part)]
    first = next((at for at, clause in enumerate(group) if clause.acts), 0)
    # 「…参保的，退还剩余月份费用，凭…证明办理」: all that follows the last case is said of it
    cases = [at for at, clause in enumerate(group[:first]) if clause.case]
    cues = [
        task
        for clause in group[cases[-1] + 1 if cases else first :]
        for task in clause.tasks
        if not any(part.start <= task.start < part.end for part in taken)
        and not _NEGATED.search(text, clause.start, task.start)
    ]
    if not cues:
        return None
    begin = next((clause.start for clause in group[first:] if not clause.case), start)
    ahead = group[first - 1] if first else None
    if ahead and any(ahead.start <= part.start < ahead.end for part in papers):
        begin = ahead.start  # 「需持退休审批表，到…办理」
    return Parts(group, start, end, papers, place, due, cues, (begin, end))


def is_none(statement: Statement, text: str, start: int, end: int) -> bool:
    """Whether a range speaks of another matter, or of what is not to be done by the insured."""
    return (
        statement.speaks_of_other_matters(start, end)
        or _NO_PROCEDURE.search(text, start, end) is not None
        or _OFFICES_DO.match(text, start, end) is not None
    )


def _in_brackets(words: str, at: int) -> bool:
    return words.count("（", 0, at) > words.count("）", 0, at)


def bare(text: str, start: int, end: int) -> Where:
    """A range of the view without the punctuation at its edges."""
    while start < end and text[start] in "，；。: ":
        start += 1
    while end > start and text[end - 1] in "，；。: ！":
        end -= 1
    return start, end


def _where(statement: Statement, group: list[Clause], papers: list[Papers]) -> Office | None:
    """Where one goes; else what acts in one's place."""
    places = [
        place
        for clause in group
        if not clause.case
        for place in statement.places(clause.start, clause.end)
        if not any(paper.start <= place.lead < paper.end for paper in papers)
    ]
    # 「先到转出地开具凭证，之后到转入地经办机构办理」: where one gets a paper is not the place
    others = [place for place in places if not statement.gives_papers(place)]
    return office.first(others or places)


def _due(
    reading: Reading, statement: Statement, group: list[Clause], papers: list[Papers]
) -> Due | None:
    """The deadline of what is to be done; 及时 only where nothing firmer is said."""
    prompt: Due | None = None
    for clause in group:
        if clause.case and not statement.is_circumstance(clause):
            continue
        found = deadline.find(reading, clause.start, clause.end)
        if found is None or any(paper.start < found.start < paper.end for paper in papers):
            continue
        if found.deadline.form != "promptly":
            return found
        prompt = prompt or (None if clause.case else found)
    return prompt


def actor(reading: Reading, parts: Parts) -> Actor:
    """Who does it: the insured, a relative, who keeps his file, or an agency for all."""
    text = reading.text
    cases = [c for c in parts.group if c.case and text[c.end - 2 : c.end] == "的，"]
    others: list[Papers | Clause] = [*parts.papers, *cases]
    for found in _RELATIVE.finditer(text, parts.start, parts.end):
        if not any(part.start <= found.start() < part.end for part in others):
            return "relative"
    if parts.place is not None and parts.place.way == "through":
        custodian = _CUSTODIAN.search(text, parts.place.start, parts.place.end)
        return "custodian" if custodian else "agency"
    return "agency" if _AGENCY.search(text, parts.start, parts.end) else "insured"

"""经办: what one comes to do, where, with which papers, and by when."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final, Literal

import ahocorasick_rs
import regex

from extractor import deadline, documents, office
from extractor.atoms.term import lexicon
from extractor.conditions import ALWAYS, AnyOf, Cmp, Pred, Var, comparisons, together
from extractor.deadline import Due
from extractor.documents import Papers
from extractor.evidence import Fact
from extractor.office import Office
from extractor.outline import Block, Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Document, Procedure, Returned, Topic
from extractor.scope import WHO, Scope, Term

Actor = Literal["insured", "relative", "agency", "custodian"]
What = Literal["unused_months", "all_paid", "account_balance"]

# ── grammar of the sentence ──────────────────────────────────────────────────────────────────

_NEST: Final = {"（": 1, "《": 1, "“": 1, "【": 1, "）": -1, "》": -1, "”": -1, "】": -1}
# 「年限不足的按办理时的标准一次性补足」: the condition ends at 的 though no comma follows.
_OF_WHOM: Final = regex.compile(
    r"""(?<=\p{Han}{2})的(?=
      按(?![月季年]) | 视[为同作] | 可(?!用|享) | 需(?!求|要的) | 须 | 应(?![缴付收交税]|当地) | 请(?!求) | 凭(?!证)
    | 持(?![有续卡]) | 携带 | 带 | 由(?!来) | 到(?![账期位龄]) | 不(?![同一足满便良可断]) | 一次性(?=[补趸缴])
    | 先(?!后) | [还另](?=[需要]) | 要(?![求件素]) | 找(?=\p{Han}{2,14}(?:改|更正)) | 必须 | 务必 | 联系 | 前往
    | 在(?=[^，。；]{1,24}(?:中心|机构|窗口|大厅|局|站))
    )""",
    regex.VERBOSE,
)
# 「…人员需到…窗口办理缴费」, 「续缴费人员直接通过…缴费」: who ends where what to do begins.
_WHO_ENDS: Final = regex.compile(
    r"""
    (?:人员|参保人|缴费人|参保者|申请人|者|朋友们?|对象|职工|群众|居民|学生|新生儿|老人|户主)
      (?=(?:还|也|均|都|同时|应|需|须|可|请|务必|必须|要(?!求)|得|直接|持(?![有续卡])|携带|带|凭(?!证)|先|不[用需必]|无[需须]|由其|由监护|到|在(?=缴费前|\p{Han}{2,16}(?:中心|窗口|机构|大厅|局)办)))
  | (?<=[，；]?(?:如果?|若|倘若|一旦|发现|遇到?)[^，；。（）]{2,16})(?=(?:请|及时|应|需|须|尽快|要(?!求))(?:及时|先|到|至|联系|携|持|与|向|找|前往))
  | (?<=\p{Han}{3})(?<![不无毋还也均都所只则就仍先并])
      (?=(?:还|也|均|都|则|就)?(?:需要?|应当?|须|必须|务必)(?:先|及时|自行|尽快|首先)*(?:到(?!账|位|期)|至|前往|去|在|于|持|携带|凭|带|联系|向))
    """,
    regex.VERBOSE,
)
_PEOPLE: Final = r"(?:人员|参保人|缴费人|参保者|者|朋友|对象|职工|群众|居民|学生|儿童|用户|参保户|缴费户)"
_SUBJECT: Final = regex.compile(rf"(?:的|的话|{_PEOPLE}|情形|情况|原因|吗|呢|了？)$")
_CIRCUMSTANCE: Final = regex.compile(r"(?:时|后|前|内|当月|期间|起|年度)$")
_OPENS_CASE: Final = regex.compile(r"(?:如果?|若|倘若|要是|一旦|发现|凡|遇到?|对于?)")
_MODAL: Final = regex.compile(r"(?:需要?|应当?|须|必须|务必|请|得|要|可以?)")
_MUST_GO: Final = regex.compile(r"(?:需要?|应当?|须|必须|务必)(?:先|及时)?(?:到|至|前往|去|在|持|携带)")
_LISTS: Final = regex.compile(r"(?:提供|提交|携带|准备|材料|资料|证件|出示)\p{Han}{0,4}$")  # …:
_NOT_ENROLMENT: Final = regex.compile(r"登记(?:的|时|入住|在册|地址|号|机关|信息|备案|失业|制|表|证|管理)")
_NEGATED: Final = regex.compile(
    r"(?:不需要?|无需|无须|不必|不用|不再|不得|不能|不予|不可|免|未|没有?)(?:再|先|重新|另行)*(?:办理|申请|进行|去|到\p{Han}{1,10})?$"
)
_ROUTE: Final = regex.compile(r"(?:也|亦|或者?|还)可?以?(?:选择)?(?:自行|直接|自己)?(?:到|至|去|前往|通过|在|持|由)")
_ALSO: Final = regex.compile(r"(?:还|另外?|同时|并|均?)(?:[需要须应]|请|提供|提交|携带|带)|另需|另附")
# An act without an object: what it is about stands in the condition, the lead or the heading.
_BARE_ACT: Final = regex.compile(
    r"(?:办理|申办|办结|代办|办|申请|登记)(?:即可|相关手续|有关手续|手续|业务)?(?=[，。；（]|$|以个人身份)|以个人身份办理"
)
_NOT_HERE: Final = regex.compile(
    r"负责(?!人)|职责|诈骗|骗子|骗局|谨防|转账|报销(?!的)|就医|备案|住院|门诊|医疗费|医药费|待产|慢性病|特殊病|生育津贴|拨打|致电|来电"
    r"|不予(?:退|办|受理)|不[能可再得](?:再)?(?:申请)?退|概不|失业登记|就业登记(?!证明)|为准|统一为其|由[^，。；]{2,16}为其(?:统一|集中)?(?:办理|代办)"
)
_ABOUT_CHANGE: Final = regex.compile(r"变化|调整内容|有何不同|新政|对比|改革")
_OTHER_SCHEME: Final = regex.compile(
    r"(?:停|暂停|终止|退出|注销|中断|停掉|停了)[^，。；]{0,8}(?:原(?![因件参])|居民|新农合|其他|重复参)|(?:原(?![因件参])|居民)[^，。；]{0,10}(?:停|暂停|终止|退出|中断)"
)
_CONSEQUENCE: Final = regex.compile(r"(?:以免|避免|防止|以便|确保)[^。；]*")
_LAPSE: Final = regex.compile(r"待遇等待期|等待期|享受(?!退休)|视[为同作]|滞纳金|不受影响")

_SEPARATED: Final = ("labour_contract_ended", "unemployment_benefit_exhausted")

# ── grammar of the parts ─────────────────────────────────────────────────────────────────────

_RELATIVE: Final = regex.compile(
    r"(?<!委托|授权|或者?)(?:直系亲属|近亲属|亲属|家属|家里人|家人|亲人|遗属|法定继承人|继承人|子女|配偶|监护人)(?=[应须可需请于在持凭携带到及，自提办要为代将把领来去前向尽立马]|死亡)"
)
_CUSTODIAN: Final = regex.compile(r"托管|人才|档案|劳务派遣|代理")
_AGENCY: Final = regex.compile(r"由(?P<who>[^，。；、]{1,14}?)(?:统一|集中|代为|自动|代)(?=[登办申停核缴])")
_ACCOUNT: Final = regex.compile(
    r"(?:个人)?账户(?:里|内|中|的|上|资金|本金)*(?:剩[余下]?(?:的)?)?(?:余额|结余|储存额|本息|剩余|结存|资金|金额|(?:的)?钱)"
    r"|个人账户一次性|个人账户(?:清退|清算|返还|继承|销户)|一次性(?:支取|支付|退还|提取)(?:其)?(?:个人)?账户"
)
_DRAWN: Final = regex.compile("一次性(?:支取|支付|提取|领取)|支取|提取|取[出走]")
_UNUSED: Final = regex.compile(
    r"(?:剩余|余下|剩下|其余|未(?:享受|使用|到期|发生|履行|参保|消费)|尚未\p{Han}{1,6}?|还?没(?:有)?(?:用|享受|到)\p{Han}{0,2}|多[缴交](?=的?月)"
    r"|后续|未来|之后|停保后|次月起|次月以后|就业后|参保后)(?:的)?(?:待遇|保险|医保|缴费|参保|享受)?(?:的)?(?:月份|月数|月度|几个月|各月|月|时段|期间|部分|时间|费用|保费|医保费)"
)
_ALL_PAID: Final = regex.compile(
    r"全部|全额|已[缴交]|所[缴交]|已经[缴交]|当年|当年度|本年度|年度(?=医|保|缴|个)|[缴交](?:过)?的(?:全部)?(?:医保|保险)?(?:费|钱)"
)
_REFUND: Final = regex.compile(r"退(?!休|役|出|保|伍|学)|返还|清退")
_TO_RETURN: Final = regex.compile(
    r"申请退|退还|退回|退付|退给|返还|退的是|退费|退款|清退|办理|申领|领取|支取|提取|继承|取出|取走|把|退|支付|个人账户"
)
_YEARS: Final = regex.compile(r"年限|(?:缴费|参保)(?:不?[未]?满|不足|不够)|累计缴费")
_WRONG: Final = regex.compile(
    r"有误|错误|有错|不符|不一致|不对|不准|疑问|异议|问题|变化|变更|发现|填错|不正确|不实|变动|更改|遗漏|不全|不成功|出入"
)
_BEFORE_PAYING: Final = regex.compile(
    r"(?:缴费|交费|缴款|缴|交|支付|扣款|付款|缴纳|参保|扣费|缴存|划扣)(?:之)?前(?!往)|(?:缴费|交费|付款|缴款)(?:的)?(?:时|时候|过程中)"
)
_THEN_PAY: Final = regex.compile(r"(?:再|后|然后|方可|才能)(?:行|进行|办理|去)?(?:缴|交|支付|付款)")
_DIRECTLY: Final = regex.compile(r"直接[^，。；]{0,24}(?:缴|交)")
_TO_PAY: Final = regex.compile(r"直接[缴交]|缴费|缴纳|交费|缴清|补缴|补交|交清|核定|缴足|清缴|缴款")
_MEDICAL: Final = regex.compile(r"医保|医疗保险|医疗保障|经办|社保|社会保险")
_TAX: Final = regex.compile(r"办税|税务|银行|网点|邮政")
_EFFECT: Final = regex.compile(
    r"(?P<when>[^，。；:]{0,14}?(?P<month>次月|下个?月|当月|即日|当日|之日)(?:1日)?(?:起|开始))[，]?"
    r"(?=[^。；]{0,16}(?:不再(?:缴|交)|停止缴|免缴|不用再?[缴交]|无需再?[缴交]|按退休|享受退休|[只仅]需?[缴交]|以退休|转为退休|变更为退休))"
)
_RETIRING: Final = regex.compile(r"退休|身份变更|办妥|办结")
_RETIREMENT_PAPER: Final = regex.compile(r"退休(?:人员)?(?:审批|证|批|核准|核定|决定|通知)|养老[^，。；]{0,8}核定")
_MEETS_YEARS: Final = regex.compile(r"(?:缴费|参保)年限(?:应|须|需|要|必须)(?:当|要)?(?:满足|达到|满|符合|够)[^。；]*")
_NO_STEP: Final = regex.compile(
    rf"{_PEOPLE}$|^(?:也|亦|或者?|不用|不需|无需|无须|不必)|工作日|自然日|合理安排|省[事心力]|方便|^(?:同样|均|都)?退"
)
_COMMA: Final = regex.compile("，")
_AND_THEN: Final = regex.compile(
    r"""
    ，(?:然后)? | →
  | (?<=[\p{Han}）》])后(?:，)?(?=[再凭持携转到缴交方即带]|通过|前往|联系)
  | (?<=[\p{Han}）])并(?=可?申请|可?办理|缴|交|到|退|提)
  | (?<=[\p{Han}）])(?=再(?:行|办|缴|交|转|去|到|通过|进))
  | 然后
    """,
    regex.VERBOSE,
)
_POLITE: Final = regex.compile(
    r"(?:[，、；]|(?:需要?|应当?|须|必须|务必|请|得|可以?|要)(?!缴费基|求)|首先|先(?!后)|再行|其(?=亲|家|应|须)|及时|尽快"
    r"|后(?=携|持|凭|再)|并(?=可|申|缴|办)|且|才能|方可|然后|自行|赶紧|(?:由|其)*(?:亲属|家属|继承人)|于|在(?=\d|每))+"
)


@dataclass(frozen=True)
class _Clause:
    """A stretch between commas; a subject says for whom, a case in which circumstances."""

    start: int
    end: int
    subject: bool
    acts: bool  # says what to do, and does not only name something that has been done
    tasks: tuple[tuple[int, int, str], ...]  # of the predicate: none in a subject


@dataclass
class _Draft:
    """A procedure as far as it has been read: later sentences of its block may add to it."""

    sentence: Sentence
    where: list[Where]
    topic: Topic
    acts: Where = (0, 0)  # what is to be done, without for whom
    terms: list[Term] = field(default_factory=list)
    conditions: list[Pred] = field(default_factory=list)
    actor: Actor = "insured"
    office: Office | None = None
    at: Fact[str] | None = None
    papers: list[Document] = field(default_factory=list)
    steps: Fact[tuple[str, ...]] | None = None
    due: Due | None = None
    returns: Returned | None = None
    effective: Fact[Literal["next_month", "immediately"]] | None = None


def find(reading: Reading, scope: Scope) -> Iterator[Procedure]:
    """The procedures of a notice, in order.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("被单位录用的，应及时持劳动合同到参保地医保中心办理停保。"))
    >>> [(rule.topic, rule.at.value, rule.deadline.value.form) for rule in find(read, Scope(read))]
    [('suspend', '参保地医保中心', 'promptly')]
    """
    tasks = _Tasks(reading.text)
    drafts: list[_Draft] = []
    block: Block | None = None
    for sentence in reading.sentences:
        if sentence.block is not block:
            yield from (_built(reading, scope, draft) for draft in drafts)
            drafts, block = [], sentence.block
        if block.role not in (Role.HEADING, Role.QUESTION, Role.ROW):
            drafts += _of_sentence(reading, scope, tasks, sentence, drafts)
    yield from (_built(reading, scope, draft) for draft in drafts)


# ── tasks ────────────────────────────────────────────────────────────────────────────────────


@cache
def _automaton() -> tuple[ahocorasick_rs.AhoCorasick, list[str]]:
    words = {word: task for task, entry in lexicon()["task"].items() for word in entry["terms"]}
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    return ahocorasick_rs.AhoCorasick(list(words), matchkind=kind), list(words.values())


class _Tasks:
    """The words of a view that say what one comes to do."""

    def __init__(self, text: str) -> None:
        automaton, tasks = _automaton()
        self._found = [
            (start, end, tasks[index])
            for index, start, end in automaton.find_matches_as_indexes(text)
            if not (text.startswith("登记", start) and _NOT_ENROLMENT.match(text, start))
        ]
        self._starts = [start for start, _, _ in self._found]

    def within(self, start: int, end: int) -> tuple[tuple[int, int, str], ...]:
        """Range and task of each word that begins in a range."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(self._found[first:last])


# ── sentences ────────────────────────────────────────────────────────────────────────────────


def _of_sentence(
    reading: Reading, scope: Scope, tasks: _Tasks, sentence: Sentence, before: list[_Draft]
) -> list[_Draft]:
    """The procedures of a sentence; what only adds to the one before is added to it."""
    if not (before or tasks.within(sentence.start, sentence.end)):
        return []
    found: list[_Draft] = []
    earlier: list[Term] = []
    for group in _groups(reading, _clauses(reading, tasks, sentence)):
        draft = _draft(reading, scope, sentence, group, (*before, *found), earlier)
        if draft is not None:
            found.append(draft)
            earlier = [*draft.terms]
        elif before or found:
            _add(reading, scope, sentence, group, (*before, *found)[-1])
    return found


def _clauses(reading: Reading, tasks: _Tasks, sentence: Sentence) -> Iterator[_Clause]:
    text = reading.text
    depth, start = 0, sentence.start
    cuts: list[int] = []
    nested: list[int] = []  # where brackets open and close in turn
    for mark in regex.finditer(r"[，:；（）《》“”【】]", text[sentence.start : sentence.end]):
        was, depth = depth, max(0, depth + _NEST.get(mark.group(), 0))
        if (was == 0) != (depth == 0):
            nested.append(sentence.start + mark.start())
        if depth == 0 and mark.group() in "，:；":
            cuts.append(sentence.start + mark.end())
    who = {
        found.end()
        for cut in (_OF_WHOM, _WHO_ENDS)
        for found in cut.finditer(text, sentence.start, sentence.end)
        if bisect_left(nested, found.end()) % 2 == 0
    }
    for cut in sorted({*cuts, *who, sentence.end}):
        if cut > start:
            yield _clause(reading, tasks, start, cut, cut in who)
            start = cut


def _clause(reading: Reading, tasks: _Tasks, start: int, end: int, who: bool) -> _Clause:
    words = reading.text[start:end].rstrip("，；。:！~")
    goes = office.find(reading, start, end)
    going = goes is not None and goes.way == "goes"
    carries = next(documents.find(reading, start, end), None) is not None
    subject = (
        (reading.text[end - 1] == ":" and not _LISTS.search(words))
        or bool(who and not (going or carries))
        or bool(_SUBJECT.search(words) and not (going and _MUST_GO.search(words)) and not (carries and going))
        or bool(_CIRCUMSTANCE.search(words) and not going and not carries)
        or bool(_OPENS_CASE.match(words) and not going)
    )
    found = () if subject else tasks.within(start, end)
    acts = bool(found) and bool(
        going or carries or _MODAL.search(words) or (_BEFORE_PAYING.search(words) and _checks(words))
    )
    return _Clause(start, end, subject, acts, found)


def _groups(reading: Reading, clauses: Iterable[_Clause]) -> Iterator[list[_Clause]]:
    """Clauses that state one procedure: a new one begins with the next case after an act."""
    group: list[_Clause] = []
    for clause in clauses:
        acted = any(earlier.acts for earlier in group)
        if (acted and _begins(reading, clause, group)) or (
            group and _EFFECT.match(reading.text, clause.start)
        ):
            yield group
            group = []
        group.append(clause)
    if group:
        yield group


def _begins(reading: Reading, clause: _Clause, group: list[_Clause]) -> bool:
    text = reading.text
    words = text[clause.start : clause.end].rstrip("，；。:！~")
    if clause.subject:
        return bool(_SUBJECT.search(words) or _OPENS_CASE.match(words))
    if not _ROUTE.match(words):
        return False
    here = office.find(reading, clause.start, clause.end)
    there = office.find(reading, group[0].start, group[-1].end)
    return here is not None and there is not None


# ── one procedure ────────────────────────────────────────────────────────────────────────────


def _draft(
    reading: Reading,
    scope: Scope,
    sentence: Sentence,
    group: list[_Clause],
    before: Sequence[_Draft],
    earlier: list[Term],
) -> _Draft | None:
    text = reading.text
    start, end = _bare(reading, group[0].start, group[-1].end)
    effect = _effect(reading, sentence, start, end, before)
    if effect is not None:
        return effect
    words = text[start:end]
    if _NOT_HERE.search(words) or reading.atoms_in(start, end, "PHONE", "LINK"):
        return None
    events = _said(scope.terms(start, end))
    enumerated = len(events.get(Var.EVENT, ())) > 1
    papers = list(documents.find(reading, start, end, enumerated))
    place = _place(reading, group, papers)
    if "→" in words and (place is None or place.way != "goes"):
        return None  # a path of clicks
    named = [*papers, *([place] if place else [])]
    first = next((at for at, clause in enumerate(group) if clause.acts), 0)
    due = _due(reading, group, papers)
    cues = [
        task
        for clause in group[first:]
        for task in clause.tasks
        if not any(part.start <= task[0] < part.end for part in (*named, *([due] if due else [])))
        and not _NEGATED.search(text, clause.start, task[0])
    ]
    if not cues:
        return None
    until = min(
        [cues[0][0]] + [found.start for found in papers[:1]] + ([place.lead] if place else [])
    )
    until = max(until, next((c.start for c in group[first:] if not c.subject), start))
    own = list(scope.terms(start, until))
    if due is not None:
        own = [term for term in own if not _is_deadline(term, due)]
        if due.start >= until:
            own += [term for term in scope.terms(due.start, due.end) if not _is_deadline(term, due)]
    draft = _Draft(sentence, [(start, end)], "enrol", terms=own, office=place, due=due)
    if first and any(group[first - 1].start <= part.start < group[first - 1].end for part in papers):
        first -= 1  # 「需持退休审批表，到…办理」
    draft.acts = (next((c.start for c in group[first:] if not c.subject), start), end)
    inherited = _inherited(scope, sentence, own, earlier)
    if due is not None:
        draft.due = _counted(due, [*own, *inherited])
    draft.actor = _actor(reading, group, papers, place)
    draft.returns = _returns(reading, sentence, group)
    own = draft.terms = [term for term in own if term.cmp.var is not Var.PAY_ROUTE]
    topic = _topic(reading, draft, group, {task for _, _, task in cues}, papers, inherited, before)
    if topic is None:
        return None
    draft.topic = topic
    if topic == "retire" and len(draft.terms) > 1:  # 「已办理退休审批的退休人员」
        own = draft.terms = [term for term in own if term.cmp.var is not Var.STATUS]
    if topic not in ("precheck", "correct_data"):
        draft.terms = [*inherited, *own]
    if topic in ("precheck",) or (topic == "correct_data" and due and due.deadline.form == "before"):
        draft.due = None
    if topic not in ("refund", "death"):
        draft.returns = None
    _fill(reading, scope, draft, papers, before)
    if not _stands(reading, draft, group):
        return None
    return draft


def _bare(reading: Reading, start: int, end: int) -> Where:
    """A range without the punctuation at its edges."""
    while start < end and reading.text[start] in "，；。: ":
        start += 1
    while end > start and reading.text[end - 1] in "，；。: ！":
        end -= 1
    return start, end


def _said(terms: Iterable[Term]) -> dict[Var, tuple[str, ...]]:
    """The values that terms give to variables."""
    found: dict[Var, tuple[str, ...]] = {}
    for term in terms:
        value = term.cmp.value
        values = value if isinstance(value, tuple) else (str(value).lower(),)
        found[term.cmp.var] = found.get(term.cmp.var, ()) + values
    return found


def _place(reading: Reading, group: list[_Clause], papers: list[Papers]) -> Office | None:
    acting: Office | None = None
    for clause in group:
        if clause.subject:
            continue
        at = clause.start
        while (found := office.find(reading, at, clause.end)) is not None:
            at = found.end
            if any(paper.start <= found.lead < paper.end for paper in papers):
                continue
            if found.way == "goes":
                return found
            acting = acting or found
            break
    return acting


def _due(reading: Reading, group: list[_Clause], papers: list[Papers]) -> Due | None:
    prompt: Due | None = None
    for clause in group:
        words = reading.text[clause.start : clause.end].rstrip("，；。:！~")
        if clause.subject and not _CIRCUMSTANCE.search(words):
            continue
        found = deadline.find(reading, clause.start, clause.end)
        if found is None or any(paper.start < found.start < paper.end for paper in papers):
            continue
        if found.deadline.form != "promptly":
            return found
        if not clause.subject:
            prompt = prompt or found
    return prompt


def _counted(due: Due, own: list[Term]) -> Due:
    """A deadline with the event that it counts from, where its own words do not say it."""
    since = _since(_said(own))
    if due.deadline.form not in ("within", "same_month") or due.deadline.of or since is None:
        return due
    return replace(due, deadline=due.deadline.model_copy(update={"of": since}))


def _since(said: dict[Var, tuple[str, ...]]) -> str | None:
    """The event that a bare length (应在3个月内) counts from; None where there are several."""
    events = {"separation" if e in _SEPARATED else e for e in said.get(Var.EVENT, ())} - {"other"}
    if events:
        return events.pop() if len(events) == 1 else None
    if Var.HAS_RETIREMENT_APPROVAL in said:
        return "approval"
    return "reached_retirement_age" if Var.REACHED_RETIREMENT_AGE in said else None


def _is_deadline(term: Term, due: Due) -> bool:
    """「需在三个月内完成接续」 sets a deadline, no threshold on the months since the event."""
    number = term.cmp.var in (Var.MONTHS_SINCE_SEPARATION, Var.ARREARS_MONTHS, Var.PAID_THROUGH)
    return number and term.start < due.end and due.start < term.end


def _inherited(
    scope: Scope, sentence: Sentence, own: list[Term], earlier: list[Term]
) -> list[Term]:
    """What earlier cases of the sentence, its block and its headings add to its own words."""
    mine = {term.cmp.var for term in own}
    others = WHO if mine & (WHO | {Var.CONTRIBUTION_YEARS_MET}) else frozenset()
    carried = [term for term in earlier if term.cmp.var not in mine | others]
    above = scope.inherited(sentence, tuple((*own, *carried)))
    if Var.CONTRIBUTION_YEARS_MET in mine:  # 「…的，办理在职转退休；缴费年限不足的，一次性补缴」
        above = tuple(term for term in above if term.cmp.var not in WHO | {Var.STATUS})
    return [*above, *(term for term in carried if term not in above)]


def _actor(
    reading: Reading, group: list[_Clause], papers: list[Papers], place: Office | None
) -> Actor:
    text = reading.text
    start, end = group[0].start, group[-1].end
    cases = [c for c in group if c.subject and text[c.end - 2 : c.end] == "的，"]
    for found in _RELATIVE.finditer(text, start, end):
        if not any(part.start <= found.start() < part.end for part in (*papers, *cases)):
            return "relative"
    if place is not None and place.way == "through":
        if _CUSTODIAN.search(text, place.start, place.end):
            return "custodian"
        return "agency"
    return "agency" if _AGENCY.search(text, start, end) else "insured"


def _returns(reading: Reading, sentence: Sentence, group: list[_Clause]) -> Returned | None:
    """What comes back: 退还剩余月份费用, 退回全部已缴费用, 支取个人账户余额."""
    text = reading.text
    for clause in group:
        if clause.subject:
            continue
        start, end = _bare(reading, clause.start, clause.end)
        what: What | None = None
        if found := _UNUSED.search(text, start, end):
            what = "unused_months" if _REFUND.search(text, start, end) else None
        if what is None and (found := _ACCOUNT.search(text, start, end)):
            what = "account_balance"
        if what is None and (found := _DRAWN.search(text, start, end)):
            # 「问：个人账户里的钱怎么办？答：…申请一次性支取」
            what = "account_balance" if "账户" in reading.heads(sentence.block) else None
        refund = _REFUND.search(text, start, end)
        if what is None and refund and (found := _ALL_PAID.search(text, start, end)):
            what = "all_paid"
        if what is None or found is None:
            continue
        verbs = [verb.start() for verb in _TO_RETURN.finditer(text, start, end)]
        begin = max((at for at in verbs if at <= found.start()), default=found.start())
        return Returned(what=reading.stated(what, (min(begin, found.start()), end)))
    return None


# ── what it is about ─────────────────────────────────────────────────────────────────────────


def _topic(
    reading: Reading,
    draft: _Draft,
    group: list[_Clause],
    cues: set[str],
    papers: list[Papers],
    inherited: list[Term],
    before: Sequence[_Draft],
) -> Topic | None:
    """What a procedure is for; None where it is for something else, or for nothing of the kind."""
    start, end = draft.where[0]
    words = reading.text[start:end]
    said = _said((*inherited, *draft.terms))
    events = said.get(Var.EVENT, ())
    what = draft.returns.what.value if draft.returns else None
    place = reading.text[draft.office.start : draft.office.end] if draft.office else ""
    released = "other" in events and regex.search("释放|出狱", words)
    if Var.OTHER_INSURANCE in said and _OTHER_SCHEME.search(words):
        return None
    several = len(set(events) - {"other"}) > 1
    if "detention" in events and not (released or several) and "resume" not in cues:
        return "detention"
    if "refund" in cues and what != "account_balance":
        return "refund"
    if what == "account_balance" and (
        "death" in events or draft.actor == "relative" or cues & {"death", "refund"}
    ):
        return "death" if "death" in events or draft.actor == "relative" else "refund"
    if "death" in events and not (several and "suspend" in cues):
        return "death" if cues - {"pay", "precheck"} else None
    if _OTHER_SCHEME.search(words):
        return None  # 「须先暂停居民医保，再来登记职工医保」 bars, and is no procedure
    if "suspend" in cues:
        return "suspend"
    separated = any(event in _SEPARATED for event in events)
    if "renew" in cues and separated:
        return "transfer_in"
    stopped = events or Var.ARREARS_MONTHS in said or said.get(Var.ENROLMENT) == ("lapsed",)
    if "resume" in cues or ("renew" in cues and stopped):
        return "resume"
    correcting = "correct_data" in cues and (place or _WRONG.search(words))
    if "precheck" in cues and not correcting and _checks(words):
        return "precheck"
    if correcting:
        return "correct_data"
    if "retire" in cues and not ("pay" in cues and len(said) > 2 and "new" in str(said)):
        return "retire"
    if "years" in cues and (Var.CONTRIBUTION_YEARS_MET in said or _YEARS.search(words)):
        return "retire" if Var.ARREARS_MONTHS not in said else None
    if "transfer_in" in cues:
        return "transfer_in"
    return _paying(reading, draft, cues, said, words, place) or _by_case(
        reading, draft, group, cues, papers, said, before
    )


def _checks(words: str) -> bool:
    return bool(_BEFORE_PAYING.search(words) or _THEN_PAY.search(words))


def _paying(
    reading: Reading,
    draft: _Draft,
    cues: set[str],
    said: dict[Var, tuple[str, ...]],
    words: str,
    place: str,
) -> Topic | None:
    """Enrolment, renewal and payment, which speak in each other's words.

    「首次参保的，…办理参保登记，再行缴费」 is enrolment; what several sorts of people have to do
    before they pay (完成参保登记及申报核定，然后…缴费) is payment; what anybody can pay in a tax hall or
    a bank is a channel.
    """
    pays = bool(cues & {"pay", "years"}) and _TO_PAY.search(words) is not None
    several = len([var for var in said if var in WHO]) > 1
    if "enrol" in cues and not (pays and several):
        return "enrol"
    renewing = said.get(Var.ENROLMENT) == ("renewing",)
    due = draft.due.deadline.form if draft.due else None
    if renewing and due in ("date", "monthly", "within") and cues & {"pay", "renew"}:
        own = reading.atoms_in(*draft.where[0], "TIME")
        return "renew" if _MODAL.search(words) and not own else None
    if _LAPSE.search(_CONSEQUENCE.sub("", words)) or _ABOUT_CHANGE.search(reading.heads(draft.sentence.block)):
        return None
    if "renew" in cues and place:
        return "renew"
    if not pays:
        return None
    if place and draft.office and draft.office.way == "goes":
        who = said.keys() & (WHO | {Var.ONLINE_BLOCKED, Var.PAID_YEAR, Var.PAID_IN_FULL, Var.FREQUENCY})
        official = _MEDICAL.search(place) and not _TAX.search(place)
        return "pay" if official and (who or "核定" in words) else None
    if renewing and _DIRECTLY.search(words):
        return "pay"
    if due == "monthly" and draft.due and draft.due.deadline.inclusive is None and "清" in words:
        return "pay"  # 「每季度末月25日前缴清当季费用」
    if due == "date" and said.get(Var.ENROLMENT) == ("lapsed",):
        return "pay"
    return None


def _by_case(
    reading: Reading,
    draft: _Draft,
    group: list[_Clause],
    cues: set[str],
    papers: list[Papers],
    said: dict[Var, tuple[str, ...]],
    before: Sequence[_Draft],
) -> Topic | None:
    """What 办理 without an object is about: the case, the lead, the heading or the papers say so."""
    text = reading.text
    start, end = draft.where[0]
    if "act" not in cues or not _BARE_ACT.search(text, start, end):
        return None
    if before and draft.sentence is before[-1].sentence and _ROUTE.match(text, start):
        return before[-1].topic
    events = said.get(Var.EVENT, ())
    if said.get(Var.ENROLMENT) == ("new",):
        return "enrol"
    if "transferring" in said.get(Var.ENROLMENT, ()):
        return "transfer_in"
    if Var.ONLINE_BLOCKED in said:
        return "pay"
    if said.keys() & {Var.HAS_RETIREMENT_APPROVAL, Var.CONTRIBUTION_YEARS_MET, Var.REACHED_RETIREMENT_AGE}:
        return "retire"
    if any(event in _SEPARATED for event in events):
        return "transfer_in"
    if any(_RETIREMENT_PAPER.search(text, found.start, found.end) for found in papers):
        return "retire"
    lead = [text[clause.start : clause.end] for clause in group if clause.subject]
    for above in (*lead, *reading.heads(draft.sentence.block).split("\n")):
        if (topic := _named(above)) is not None:
            return topic
    return None


_ORDER: Final[tuple[Topic, ...]] = (
    "refund", "suspend", "resume", "correct_data", "retire", "transfer_in", "enrol", "renew",
)  # fmt: skip


def _named(heading: str) -> Topic | None:
    cues = {task for _, _, task in _Tasks(heading).within(0, len(heading))}
    return next((topic for topic in _ORDER if topic in cues), None)


# ── what it says ─────────────────────────────────────────────────────────────────────────────


def _effect(
    reading: Reading, sentence: Sentence, start: int, end: int, before: Sequence[_Draft]
) -> _Draft | None:
    """「身份变更次月起，不再缴纳基本医疗保险费」: from when one counts as retired."""
    found = _EFFECT.match(reading.text, start, end)
    retiring = found is not None and (
        _RETIRING.search(reading.text, sentence.start, end) or any(d.topic == "retire" for d in before)
    )
    if found is None or not retiring:
        return None
    month: Literal["next_month", "immediately"] = (
        "next_month" if found["month"][0] in "次下" else "immediately"
    )
    draft = _Draft(sentence, [(start, end)], "retire")
    draft.effective = reading.stated(month, found.span("when"))
    people = regex.compile("退休人员|退休职工").search(reading.text, found.end(), end)
    spans = (reading.evidence(*people.span()),) if people else ()
    draft.conditions.append(Cmp(op="eq", var=Var.STATUS, value="retired", spans=spans))
    return draft


def _fill(
    reading: Reading,
    scope: Scope,
    draft: _Draft,
    papers: list[Papers],
    before: Sequence[_Draft],
) -> None:
    """Place, papers and steps of a draft, once its topic is known."""
    text = reading.text
    start, end = draft.where[0]
    place = draft.office
    if draft.topic == "precheck":
        checked = place and regex.compile("核对|核实|核验|确认|查").match(text, place.end)
        place = place if checked else None
    if place is not None and draft.actor == "agency":
        place = None  # 「由学校统一登记」 says who does it, not where one goes
    draft.office = place
    again = office.refers_back(reading, start, end) if before else None
    anaphoric = place is not None and again is not None and again[0] <= place.start < again[1]
    if place is not None and not anaphoric:
        draft.at = reading.stated(reading.printed(place.start, place.end), (place.start, place.end))
    elif again is not None and before[-1].at is not None and (anaphoric or place is None):
        there = before[-1].office
        if there is not None:
            why = f"{reading.printed(*again)}: where the procedure before is done"
            draft.at = reading.inferred(before[-1].at.value, why, (there.start, there.end), again)
        if draft.due is None and before[-1].due is not None and "同时" in text[slice(*again)]:
            draft.due = before[-1].due
    obtained = documents.named(reading, start, end)
    if obtained is not None and not any(
        _RETIREMENT_PAPER.search(text, found.start, found.end) for found in papers
    ):
        draft.papers += _documents(reading, scope, draft, [obtained])
    draft.papers += _documents(reading, scope, draft, papers)
    if not draft.terms and draft.topic in ("retire", "death"):
        for found in papers:
            if draft.topic == "retire" and _RETIREMENT_PAPER.search(text, found.start, found.end):
                quote = (reading.evidence(found.start, found.papers[0].names[0][2]),)
                draft.conditions.append(
                    Cmp(op="eq", var=Var.HAS_RETIREMENT_APPROVAL, value=True, spans=quote)
                )
                break
    draft.steps = _steps(reading, draft, papers)


def _documents(
    reading: Reading, scope: Scope, draft: _Draft, lists: Iterable[Papers]
) -> Iterator[Document]:
    text = reading.text
    mine = [term.cmp for term in draft.terms]
    for at, found in enumerate(lists):
        when: Pred = ALWAYS
        begin = max(text.rfind(mark, draft.where[0][0], found.start) for mark in "，（；。")
        begin = max(begin + 1, draft.where[0][0])
        if at or begin > draft.where[0][0]:
            terms = [term for term in scope.terms(begin, found.start) if term.cmp not in mine]
            if terms and (at or _ALSO.search(text, begin, found.end)):
                when = scope.combine(terms)
        for paper in found.papers:
            names = tuple(name for name, _, _ in paper.names)
            where = [(start, end) for _, start, end in paper.names]
            yield Document(any_of=reading.stated(names, *where), form=paper.form, when=when)


def _steps(reading: Reading, draft: _Draft, papers: list[Papers]) -> Fact[tuple[str, ...]] | None:
    """The acts in their order, where there are several: 办理停保, 申请退回已缴医保费."""
    text = reading.text
    start, end = draft.acts
    cut = _COMMA if draft.topic == "precheck" else _AND_THEN
    pieces: list[Where] = []
    carrying: list[Where] = []
    at, comma = start, False
    for joint in (*cut.finditer(text, start, end), None):
        stop = joint.start() if joint else end
        if joint is not None and text.count("（", start, stop) > text.count("）", start, stop):
            continue
        piece = _step(reading, draft, papers, at, stop)
        carried = [part for part in papers if at <= part.start and part.end == stop]
        if carried:  # 「持退休审批表，到…办理」
            carrying.append((carried[0].start, stop))
        elif piece is not None and draft.office and piece[1] == draft.office.end and joint:
            continue  # 「到参保地医保中心，把个人账户余额取出来」 is one act
        elif piece is not None and not (comma and draft.returns and _REFUND.search(text, at, stop)):
            pieces.append(piece)  # what comes back after a comma is no act: 「…申请，退还剩余月份」
        comma = joint is not None and joint.group() == "，"
        at = joint.end() if joint else end
    direct = draft.topic == "pay" and draft.at is None and any("通过" in text[a:b] for a, b in pieces)
    if len(pieces) < (1 if direct else 2):
        return None
    if len(pieces) > 2:
        pieces = sorted((*pieces, *carrying))
    return reading.stated(tuple(reading.printed(*piece) for piece in pieces), *pieces)


def _step(
    reading: Reading, draft: _Draft, papers: list[Papers], start: int, end: int
) -> Where | None:
    """An act without modals, papers and deadline before it; None where nothing is done."""
    text = reading.text
    skipped = [(part.start, part.end) for part in papers]
    if draft.due is not None:
        skipped.append((draft.due.start, draft.due.end))
    moved = True
    while moved and start < end:
        moved = False
        polite = _POLITE.match(text, start, end)
        if polite is not None:
            start, moved = polite.end(), True
        for left, right in skipped:
            if left <= start < right:
                start, moved = right, True
    start, end = _bare(reading, start, end)
    words = text[start:end]
    if end - start < 2 or _CONSEQUENCE.match(words) or _LAPSE.search(words) or _NO_STEP.search(words):
        return None
    return start, end


def _stands(reading: Reading, draft: _Draft, group: list[_Clause]) -> bool:
    """Whether enough is said for a procedure: where, with what, by when, or what comes of it."""
    if draft.at or draft.papers or draft.topic == "precheck":
        return True
    who = bool(draft.terms or draft.conditions)
    if draft.due is not None:
        return who or draft.topic not in ("enrol", "resume")
    if draft.topic == "retire":
        return _said(draft.terms).get(Var.CONTRIBUTION_YEARS_MET) == ("false",)
    if draft.topic in ("refund", "death"):
        return who and draft.returns is not None
    if draft.topic == "pay":
        return who
    modal = _MODAL.search(reading.text, group[0].start, group[-1].end) is not None
    return draft.actor != "insured" or (who and modal and draft.topic in ("suspend", "enrol"))


def _add(
    reading: Reading, scope: Scope, sentence: Sentence, group: list[_Clause], draft: _Draft
) -> None:
    """What a later clause adds: 「非本市户籍的另需提供居住证」, 「得赶在单位给办参保之前来」."""
    start, end = _bare(reading, group[0].start, group[-1].end)
    if start >= end or _NOT_HERE.search(reading.text, start, end):
        return
    added = False
    papers = list(documents.find(reading, start, end))
    if papers and _ALSO.search(reading.text, start, papers[-1].end):
        for found in papers:
            when = scope.combine(scope.terms(start, found.start))
            if when == ALWAYS:
                when = _form(reading, start, found.start)
            for paper in found.papers:
                names = tuple(name for name, _, _ in paper.names)
                where = [(left, right) for _, left, right in paper.names]
                fact = reading.stated(names, *where)
                draft.papers.append(Document(any_of=fact, form=paper.form, when=when))
        added = True
    elif draft.due is None and draft.topic not in ("precheck", "correct_data"):
        due = deadline.find(reading, start, end)
        if due is not None and due.deadline.form in ("before", "within", "monthly"):
            rest = reading.text[due.end : end]
            if len(rest) <= 8 and not _LAPSE.search(reading.text, start, end):
                draft.due = _counted(due, draft.terms)
                added = True
    years = _MEETS_YEARS.search(reading.text, start, end)
    if years is not None and draft.topic == "retire":
        quote = (reading.evidence(*years.span()),)
        draft.conditions.append(
            Cmp(op="eq", var=Var.CONTRIBUTION_YEARS_MET, value=True, spans=quote)
        )
        added = True
    if added:
        draft.where.append((start, end))


def _form(reading: Reading, start: int, end: int) -> Pred:
    """「新就业形态从业人员还要带平台服务协议」: what sort of work, if any."""
    for atom in reading.atoms_in(start, end, "FORM"):
        quote = (reading.evidence(atom.start, atom.end),)
        return Cmp(op="eq", var=Var.EMPLOYMENT_FORM, value=str(atom.value), spans=quote)
    return ALWAYS


def _built(reading: Reading, scope: Scope, draft: _Draft) -> Procedure:
    due = draft.due
    return Procedure(
        id="procedure",
        when=together(scope.combine(draft.terms), *draft.conditions),
        spans=tuple(reading.evidence(*where) for where in draft.where),
        topic=draft.topic,
        actor=draft.actor,
        at=draft.at,
        documents=tuple(draft.papers),
        steps=draft.steps,
        deadline=None if due is None else reading.stated(due.deadline, (due.start, due.end)),
        returns=draft.returns,
        effective=draft.effective,
    )

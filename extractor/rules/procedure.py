"""经办: what one comes to do, where, with which papers, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from extractor import pattern as regex
from extractor.conditions import ALWAYS, Cmp, Pred, Var, together
from extractor.evidence import Fact
from extractor.outline import Block, Role, Sentence
from extractor.procedures import (
    acts,
    deadline,
    documents,
    guide,
    office,
    returned,
    steps,
    topic,
    whom,
)
from extractor.procedures.acts import Clause, Statement
from extractor.procedures.deadline import Due
from extractor.procedures.documents import Papers
from extractor.procedures.guide import Entry
from extractor.procedures.office import Office
from extractor.procedures.parts import Actor, Parts, actor, bare, is_none, parts_of
from extractor.procedures.tasks import Tasks
from extractor.procedures.topic import RETIREMENT_PAPER, Told
from extractor.reading import Reading, Where
from extractor.schema import Document, Procedure, Returned, Topic
from extractor.scope import Scope, Term

# Words of payment and of money in accounts stand in every second sentence of a notice. With none of
# these beside them they are not about what to do.
_TELLING: Final = frozenset(
    {"enrol", "renew", "correct_data", "retire", "refund", "suspend", "resume", "transfer_in"}
)
_WORTH_READING: Final = regex.compile(
    "机构|中心|窗口|大厅|部门|医保局|社区|服务[站点]|账户|亲属|家属|继承|托管|学校|直接|核对|核实|年限|累计缴"
    "|[缴交款付]费?之?前|[日号底]之?前|[次下当]个?月起|[持凭带](?!续|证)"
)
_CARRIES: Final = regex.compile("[持凭携拿带]")
_COMES: Final = regex.compile(
    r"[持凭携拿带去]|(?<![达查收得感看起])到(?![账期龄位])|前往|联系|至|向|[在找]\p{Han}{2,20}(?:窗口|机构|中心|厅|局|站)"
    r"|[日号底时款费缴交付]之?前|[费款]时|再[缴交支付]|[月日天]内|[当次]月|直接|统一|及时|尽快|务必|补[足缴齐交]|趸缴"
)
# What a sentence after a procedure may add to it.
_MORE_PAPERS: Final = regex.compile("另|还|同时|并|均?[需要须应]")
_PAPERS_TOLD: Final = regex.compile(r"[^，。；]{0,8}(?:材料|资料|证件|要件|提供|提交|准备|携带)")
_MORE_TIME: Final = regex.compile("前|[日月天]内|每月")
_MORE_OF_RETIRING: Final = regex.compile("年限|月起|日起")
_NO_STATEMENT: Final = frozenset({Role.HEADING, Role.QUESTION, Role.ROW})
_OF_WAITING: Final = regex.compile("等待期|享受待遇|视[为同作]")
_GOING: Final = regex.compile(
    "[持凭带至向去]|(?<![达查收得感看起])到(?![账期龄位])|前往|联系|窗口|务必|完成|[日号时底]之?前|[月日天]内"
)
_CLICKS: Final = regex.compile("[→➡▶»＞>]|点[击选开按“【]|勾选|依次|扫码|扫一扫|搜索|路径")
_ALSO: Final = regex.compile(
    r"(?:还|另外?|同时|并|均?)(?:[需要须应]|请|提供|提交|携带|带)|另需|另附"
)
_RETIRING: Final = regex.compile("退休|身份变更|办妥|办结")
_RETIRED: Final = regex.compile("退休人员|退休职工")
_MEETS_YEARS: Final = regex.compile(
    r"(?:缴费|参保)年限(?:应|须|需|要|必须)(?:当|要)?(?:满足|达到|满|符合|够)[^。；]*"
)
_OUGHT: Final = regex.compile("应当?|须|需|请|务必")
_BOTH: Final = regex.compile(  # 「办理个人账户一次性退还和退保手续」
    r"办理(?P<first>[^，。；、]{2,12}?)[和及](?P<second>\p{Han}{2,6}?)(?:手续|业务)"
)
_CHECKED_THERE: Final = regex.compile("核对|核实|核验|确认|查")


@dataclass
class _Draft:
    """A procedure as far as it has been read: later sentences of its block may add to it."""

    sentence: Sentence
    where: list[Where]
    topic: Topic
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


# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("要办的事 what is to be done", ("task", "参保|投保|参加|退休")),
    (
        "去处、材料或期限 a place, papers or a deadline",
        ("place", "paper", "task.act", "DATE", "DURATION", _WORTH_READING, _GOING),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[Procedure]:
    """The procedures of a notice, in order.

    >>> from extractor.notice import Notice
    >>> read = Reading(Notice("被单位录用的，应及时持劳动合同到参保地医保中心办理停保。"))
    >>> [(rule.topic, rule.at.value, rule.deadline.value.form) for rule in find(read, Scope(read))]
    [('suspend', '参保地医保中心', 'promptly')]
    """
    tasks = Tasks(reading.text)
    found: list[_Draft] = []
    entries = [
        (entry, draft)
        for entry in guide.find(reading)
        if (draft := _of_entry(reading, scope, tasks, entry)) is not None
    ]
    taken = [where for entry, _ in entries if entry.is_set_out for where in entry.where]
    block: Block | None = None
    first = 0
    for sentence in reading.sentences:
        if sentence.block is not block:
            block, first = sentence.block, len(found)
        if any(start < sentence.end and sentence.start < end for start, end in taken):
            continue
        if block.role not in _NO_STATEMENT and (
            _is_worth_reading(reading, tasks, sentence)
            or (len(found) > first and _may_add(reading, sentence, found[-1]))
        ):
            statement = Statement(reading, tasks, sentence)
            found += _of_sentence(reading, scope, statement, found[first:])
    told = list(found)
    found += [draft for _, draft in entries if not any(_overlap(draft, one) for one in told)]
    found.sort(key=lambda draft: draft.where[0])
    return (_built(reading, scope, draft) for draft in found)


def _overlap(draft: _Draft, other: _Draft) -> bool:
    return any(a < d and c < b for a, b in draft.where for c, d in other.where)


# ── sentences ────────────────────────────────────────────────────────────────────────────────


def _of_sentence(
    reading: Reading, scope: Scope, statement: Statement, before: list[_Draft]
) -> list[_Draft]:
    """The procedures of a sentence; what only adds to the one before is added to it."""
    found: list[_Draft] = []
    for group in statement.groups():
        draft = _draft(reading, scope, statement, group, before, found)
        last = next(reversed((*before, *found)), None)
        if draft is not None and last is not None and _completes(draft, last):
            last.at, last.office, last.papers = draft.at, draft.office, draft.papers
            last.due, last.actor = draft.due or last.due, draft.actor
            last.where += draft.where
        elif draft is not None and not (last and _goes_on(draft, last)):
            found.append(draft)
        elif last is not None:
            _add(reading, scope, statement, group, last)
    return found


def _is_worth_reading(reading: Reading, tasks: Tasks, sentence: Sentence) -> bool:
    """Whether a sentence can state a procedure, by its words alone."""
    text, start, end = reading.text, sentence.start, sentence.end
    names = {task.name for task in tasks.within(start, end)}
    if "other" in names:
        names.discard("other")
        if _CARRIES.search(text, start, end) is None:
            return False
    if names.isdisjoint(_TELLING) and not (
        names and _WORTH_READING.search(text, start, end) and _COMES.search(text, start, end)
    ):
        return False
    return not _OF_WAITING.search(text, start, end) or _GOING.search(text, start, end) is not None


def _may_add(reading: Reading, sentence: Sentence, last: _Draft) -> bool:
    """Whether a sentence can add to the procedure before it, by its words alone."""
    text, start, end = reading.text, sentence.start, sentence.end
    return (
        (_MORE_PAPERS.search(text, start, end) and _CARRIES.search(text, start, end)) is not None
        or (not last.papers and _PAPERS_TOLD.match(text, start, end) is not None)
        or (last.due is None and _MORE_TIME.search(text, start, end) is not None)
        or (last.topic == "retire" and _MORE_OF_RETIRING.search(text, start, end) is not None)
        or (
            last.topic in ("refund", "death")
            and last.returns is None
            and returned.MONEY.search(text, start, end) is not None
        )
    )


def _goes_on(draft: _Draft, last: _Draft) -> bool:
    """「…办理停保，个人账户有余额的，可一并办理余额支取」: the same matter still."""
    return not (draft.at or draft.papers or draft.due) and _is_of(draft, last)


def _completes(draft: _Draft, last: _Draft) -> bool:
    """「…没用完的那几个月能退。带着劳动合同到医保中心来办」: only where and with what is new."""
    bare = not (last.at or last.papers) and bool(draft.at or draft.papers)
    return bare and draft.returns is None and _is_of(draft, last)


def _is_of(draft: _Draft, last: _Draft) -> bool:
    """Whether a draft is about the same matter of the same people as the one before it."""
    told = {(term.cmp.var, term.cmp.value) for term in last.terms}
    same = draft.topic == last.topic and not draft.conditions
    return same and told >= {(term.cmp.var, term.cmp.value) for term in draft.terms}


def _draft(
    reading: Reading,
    scope: Scope,
    statement: Statement,
    group: list[Clause],
    before: list[_Draft],
    found: list[_Draft],
) -> _Draft | None:
    """The procedure of a group of clauses; `found` are those of the clauses before them."""
    sentence = statement.sentence
    start, end = bare(reading.text, group[0].start, group[-1].end)
    effect = _effect(reading, sentence, start, end, (*before, *found))
    if effect is not None:
        return effect
    parts = parts_of(reading, statement, group)
    if parts is None:
        return None
    own = whom.own(scope, parts)
    inherited = whom.inherited(scope, sentence, own, found[-1].terms if found else [])
    own += whom.by_deadline(scope, parts.due, [*inherited, *own])
    draft = _Draft(sentence, [(start, end)], "enrol", [*inherited, *own], office=parts.place)
    draft.due = whom.counted(parts.due, whom.said(draft.terms))
    draft.actor = actor(reading, parts)
    draft.returns = _returns(reading, sentence, group)
    about = topic.decide(_told(reading, draft, parts, (*before, *found)))
    if about is None:
        return None
    draft.topic = about
    if about in ("precheck", "correct_data"):
        draft.terms = own
    if about == "retire":  # 「已办理退休审批的退休人员」 retires with it, and is not retired yet
        draft.terms = [*inherited, *(term for term in own if term.cmp.var is not Var.STATUS)]
    if about == "precheck" or (about == "correct_data" and _form_of(draft.due) == "before"):
        draft.due = None
    if about not in ("refund", "death"):
        draft.returns = None
    _place(reading, draft, parts, (*before, *found))
    _papers(reading, scope, draft, parts)
    draft.steps = _steps(reading, draft, parts)
    return draft if _stands(reading, draft) else None


def _form_of(due: Due | None) -> str | None:
    return due.deadline.form if due else None


def _told(reading: Reading, draft: _Draft, parts: Parts, before: Sequence[_Draft]) -> Told:
    text = reading.text
    place = parts.place
    words = text[parts.start : parts.end]
    last = before[-1] if before else None
    other_way = last and last.sentence is draft.sentence and acts.ROUTE.match(words)
    open_still = last and not (last.at or last.papers) and last.topic in ("refund", "death")
    return Told(
        words=words,
        cues=frozenset(task.name for task in parts.cues),
        said=whom.said(draft.terms),
        place=text[place.start : place.end] if place and place.way == "goes" else "",
        by_relative=draft.actor == "relative",
        returns=draft.returns.what.value if draft.returns else None,
        due=draft.due.deadline if draft.due else None,
        cases=tuple(text[c.start : c.end] for c in parts.group if c.case),
        heads=reading.heads(draft.sentence.block),
        retirement_paper=_retirement_paper(reading, parts.papers) is not None,
        timed=bool(reading.atoms_in(parts.start, parts.end, "TIME")),
        route=last.topic if last and (other_way or open_still) else None,
        clicks=_CLICKS.search(words) is not None,
    )


# ── what it says ─────────────────────────────────────────────────────────────────────────────


def _effect(
    reading: Reading, sentence: Sentence, start: int, end: int, before: Sequence[_Draft]
) -> _Draft | None:
    """「身份变更次月起，不再缴纳基本医疗保险费」: from when one counts as retired."""
    if reading.text.find("起", start, end) < 0:
        return None
    found = acts.EFFECT.match(reading.text, start, end)
    if found is None or not (
        _RETIRING.search(reading.text, sentence.start, end)
        or any(draft.topic == "retire" for draft in before)
    ):
        return None
    draft = _Draft(sentence, [(start, end)], "retire")
    next_month = found["month"][0] in "次下"
    draft.effective = reading.stated(
        "next_month" if next_month else "immediately", found.span("when")
    )
    people = _RETIRED.search(reading.text, found.end(), end)
    spans = (reading.evidence(*people.span()),) if people else ()
    draft.conditions.append(Cmp(op="eq", var=Var.STATUS, value="retired", spans=spans))
    return draft


def _returns(reading: Reading, sentence: Sentence, group: list[Clause]) -> Returned | None:
    """What comes back: 退还剩余月份费用, 退回全部已缴费用, 支取个人账户余额."""
    text = reading.text
    if returned.MONEY.search(text, group[0].start, group[-1].end) is None:
        return None
    of_account = "账户" in reading.heads(sentence.block)
    refund = returned.REFUND.search(text, group[0].start, group[-1].end) is not None
    for clause in group:
        if clause.case and text[clause.end - 1] != ":":  # 「卡里的钱由家里人取:凭…」
            continue
        where = bare(text, clause.start, clause.end)
        found = returned.find(reading, *where, refund, of_account)
        if found is not None:
            return Returned(what=reading.stated(*found))
    return None


def _place(reading: Reading, draft: _Draft, parts: Parts, before: Sequence[_Draft]) -> None:
    """Where it is done; 同一窗口 and 同时 point to the procedure before."""
    place = draft.office
    if place and draft.topic == "precheck" and not _CHECKED_THERE.match(reading.text, place.end):
        place = None
    if draft.actor == "agency":
        place = None  # 「由学校统一登记」 says who does it, not where one goes
    draft.office = place
    again = office.refers_back(reading, parts.start, parts.end) if before else None
    if place and not (again and again[0] <= place.start < again[1]):
        draft.at = reading.stated(reading.printed(place.start, place.end), (place.start, place.end))
        return
    last = before[-1] if again else None
    if again is None or last is None:
        return
    if last.at is not None and last.office is not None:
        why = f"{reading.printed(*again)}: where the procedure before is done"
        there = (last.office.start, last.office.end)
        draft.at = reading.inferred(last.at.value, why, there, again)
    if draft.due is None and "同时" in reading.words(again):
        draft.due = last.due


_OR_ELSE = regex.compile("，(?:或者?|也可以?)$")


def _papers(reading: Reading, scope: Scope, draft: _Draft, parts: Parts) -> None:
    """The papers, and the condition that they prove where no other is stated."""
    proof = _retirement_paper(reading, parts.papers)
    obtained = documents.named(reading, parts.start, parts.end)
    if obtained is not None and proof is None:
        draft.papers += _documents(reading, obtained, ALWAYS)
    mine = {(term.cmp.var, term.cmp.value) for term in draft.terms}
    several = _lists_events(scope, parts)
    for at, found in enumerate(parts.papers):
        marks = [reading.text.rfind(mark, parts.start, found.start) for mark in "，（；。"]
        begin = max(parts.start, max(marks) + 1)
        when: Pred = ALWAYS
        if at or (begin > parts.start and _ALSO.search(reading.text, begin, found.end)):
            terms = scope.terms(begin, found.start)
            when = scope.combine(t for t in terms if (t.cmp.var, t.cmp.value) not in mine)
        if found.is_vague and (draft.papers or at + 1 < len(parts.papers)):
            continue  # 「凭相关材料可申请退费:亲属带上死亡证明…」
        told = {paper.any_of.value for paper in draft.papers if paper.when == ALWAYS}
        more = list(_documents(reading, found, when, several))
        other = at and _OR_ELSE.search(reading.text, parts.start, found.start)
        if other and len(draft.papers) == len(more) == 1:
            draft.papers = [_either(draft.papers[0], more[0])]
            continue
        draft.papers += [paper for paper in more if paper.any_of.value not in told]
    if proof is not None:
        _prove(reading, draft, proof)


def _either(one: Document, other: Document) -> Document:
    """「凭居住证在居住地参保，或凭就业登记证明在就业地参保」: either paper will do."""
    names: Fact[tuple[str, ...]] = Fact(
        value=(*one.any_of.value, *other.any_of.value),
        spans=(*one.any_of.spans, *other.any_of.spans),
    )
    return Document(any_of=names, form=one.form, when=one.when)


def _prove(reading: Reading, draft: _Draft, proof: Papers) -> None:
    """「持退休证到县医保中心办理」: who has to bring the approval has it."""
    if draft.topic == "retire" and not draft.terms:
        quote = (reading.evidence(proof.start, proof.first[1]),)
        approved = Cmp(op="eq", var=Var.HAS_RETIREMENT_APPROVAL, value=True, spans=quote)
        draft.conditions.append(approved)


def _retirement_paper(reading: Reading, papers: Iterable[Papers]) -> Papers | None:
    for found in papers:
        if RETIREMENT_PAPER.search(reading.text, found.start, found.end):
            return found
    return None


def _lists_events(scope: Scope, parts: Parts) -> bool:
    """Whether a list with 或 names a paper for each of several events: 死亡、移民的，…"""
    if not any("或" in joint for found in parts.papers for joint in found.joints):
        return False
    return len(whom.said(scope.terms(parts.start, parts.end)).get(Var.EVENT, ())) > 1


def _documents(
    reading: Reading, found: Papers, when: Pred, by_event: bool = False
) -> Iterator[Document]:
    for paper in found.by_event if by_event else found.papers:
        names = tuple(name for name, _, _ in paper.names)
        where = [(start, end) for _, start, end in paper.names]
        yield Document(any_of=reading.stated(names, *where), form=paper.form, when=when)


def _steps(reading: Reading, draft: _Draft, parts: Parts) -> Fact[tuple[str, ...]] | None:
    """The acts in their order, where there are several."""
    text = reading.text
    joints = steps.COMMAS if draft.topic == "precheck" else steps.ACTS
    paid = draft.topic == "pay" and draft.at is None
    both = _BOTH.search(text, *parts.acts) if draft.returns is not None else None
    if not (paid or both or steps.tells_order(reading, parts.acts)):
        return None
    taken = [(part.start, part.end) for part in parts.papers]
    if draft.due is not None:
        taken.append((draft.due.start, draft.due.end))
    done: list[Where] = []
    carried: list[Where] = []
    after = ""
    for (start, end), joint in steps.find(reading, parts.acts, joints, taken):
        back = after == "，" and draft.returns and returned.REFUND.search(text, start, end)
        if any(part.end == end for part in parts.papers) or (
            joint and draft.office and end == draft.office.end
        ):
            continue  # 「到参保地医保中心，把个人账户余额取出来」 is one act
        if not back:  # 「…申请，退还剩余月份」: what comes back is no act
            done.append((start, end))
        after = joint
    if len(done) == 1 and both is not None:
        done = [both.span("first"), both.span("second")]
    for part in parts.papers:  # 「持退休审批表，到…办理」
        if parts.acts[0] <= part.start and text[part.end : part.end + 1] == "，":
            carried.append((part.start, part.end))
    direct = paid and any("通过" in text[start:end] for start, end in done)
    if len(done) < (1 if direct else 2):
        return None
    if len(done) > 2:
        done = sorted({*done, *carried})
    return reading.stated(tuple(reading.printed(*act) for act in done), *done)


def _stands(reading: Reading, draft: _Draft) -> bool:
    """Whether enough is said for a procedure: where, with what, by when, or what comes of it."""
    if draft.at or draft.papers or draft.topic == "precheck":
        return True
    who = bool(draft.terms or draft.conditions)
    if draft.due is not None:
        return who or draft.topic not in ("enrol", "resume")
    match draft.topic:
        case "retire":
            short = whom.said(draft.terms).get(Var.CONTRIBUTION_YEARS_MET) == ("false",)
            return short or (who and _OUGHT.search(reading.text, *draft.where[0]) is not None)
        case "refund" | "death":
            return who and draft.returns is not None
        case "pay":
            return who
        case "suspend" | "enrol":
            told = acts.MODAL.search(reading.text, *draft.where[0]) is not None
            return draft.actor != "insured" or (who and told)
    return draft.actor != "insured"


def _add(
    reading: Reading, scope: Scope, statement: Statement, group: list[Clause], draft: _Draft
) -> None:
    """What a later clause adds: 「非本市户籍的另需提供居住证」, 「得赶在单位给办参保之前来」."""
    start, end = bare(reading.text, group[0].start, group[-1].end)
    if start >= end or is_none(statement, reading.text, start, end):
        return
    added = False
    papers = statement.papers(start, end)
    set_out = bool(papers) and not draft.papers and papers[0].start == start  # 「所需材料:…」
    if papers and (set_out or _ALSO.search(reading.text, start, papers[-1].end)):
        for found in papers:
            terms = scope.terms(start, found.start)
            when = scope.combine(terms) if terms else _form(reading, start, found.start)
            draft.papers += _documents(reading, found, when)
        added = True
    elif draft.due is None and draft.topic not in ("precheck", "correct_data"):
        due = deadline.find(reading, start, end)
        alone = due is not None and end - due.end <= 8
        if (
            alone
            and _form_of(due) in ("before", "within", "monthly")
            and not topic.LAPSE.search(reading.text, start, end)
        ):
            draft.due = whom.counted(due, whom.said(draft.terms))
            added = True
    if draft.topic in ("refund", "death") and draft.returns is None:
        draft.returns = _returns(reading, draft.sentence, group)
        added = added or draft.returns is not None
    years = _MEETS_YEARS.search(reading.text, start, end)
    if years is not None and draft.topic == "retire":
        quote = (reading.evidence(*years.span()),)
        met = Cmp(op="eq", var=Var.CONTRIBUTION_YEARS_MET, value=True, spans=quote)
        draft.conditions.append(met)
        added = True
    if added:
        draft.where.append((start, end))


def _form(reading: Reading, start: int, end: int) -> Pred:
    """「新就业形态从业人员还要带平台服务协议」: what sort of work, if any."""
    for atom in reading.atoms_in(start, end, "FORM"):
        quote = (reading.evidence(atom.start, atom.end),)
        return Cmp(op="eq", var=Var.EMPLOYMENT_FORM, value=str(atom.value), spans=quote)
    return ALWAYS


# ── tables and labelled lists ────────────────────────────────────────────────────────────────


def _of_entry(reading: Reading, scope: Scope, tasks: Tasks, entry: Entry) -> _Draft | None:
    words = reading.words(entry.item)
    terms = [*scope.terms(*entry.item)]
    if entry.who is not None and entry.who != entry.item:
        said = scope.terms(*entry.who)
        known = {term.cmp.var for term in said}
        terms = [*said, *(term for term in terms if term.cmp.var not in known)]
    cues = frozenset(task.name for task in tasks.within(*entry.item))
    if "other" in cues:
        return None
    told = Told(words, cues, whom.said(terms), reading.words(entry.place) if entry.place else "")
    about = topic.subject(words) or (topic.decide(told) if cues or told.events else None)
    if told.events == {"death"} and (about != "refund" or "费" not in words):
        about = "death"
    if told.events == {"detention"} and about == "suspend":
        about = "detention"
    if about is None:
        return None
    terms += whom.by_deadline(scope, entry.due, terms)
    draft = _Draft(entry.sentence, [*entry.where], about, terms, due=entry.due)
    draft.due = whom.counted(entry.due, whom.said(terms))
    draft.returns = _returned(reading, entry, about)
    _place_of(reading, draft, entry)
    mine = {(term.cmp.var, term.cmp.value) for term in terms}
    for found in entry.papers or _papers_in(reading, entry.steps):
        begin = max(reading.text.rfind(mark, 0, found.start) for mark in "；。:\n\t】") + 1
        own = (term for term in scope.terms(begin, found.start))
        when = scope.combine(t for t in own if (t.cmp.var, t.cmp.value) not in mine)
        draft.papers += _documents(reading, found, when, len(told.events - {"other"}) > 1)
    if proof := _retirement_paper(reading, entry.papers):
        _prove(reading, draft, proof)
    return draft if draft.at or draft.papers or draft.due else None


def _place_of(reading: Reading, draft: _Draft, entry: Entry) -> None:
    """The place of an entry: its own slot, else where its steps lead."""
    where = entry.place
    if where is None and entry.steps is not None:
        places = [one for one in office.find(reading, *entry.steps) if one.way == "goes"]
        where = (places[0].start, places[0].end) if places else None
    if where is not None:
        draft.at = reading.stated(reading.printed(*where), where)


def _papers_in(reading: Reading, where: Where | None) -> Iterable[Papers]:
    return documents.find(reading, *where) if where else ()


def _returned(reading: Reading, entry: Entry, about: Topic) -> Returned | None:
    """What comes back, by the item (账户余额领取), its slots, or a note that speaks of it."""
    if about not in ("refund", "death"):
        return None
    for where in (*entry.notes, entry.item, *(w for w in (entry.who, entry.steps) if w)):
        refund = returned.REFUND.search(reading.text, *where) is not None
        found = returned.find(reading, *where, refund or about == "refund", of_account=False)
        if found is not None and (found[0] == "account_balance") == (about == "death"):
            return Returned(what=reading.stated(*found))
    return None


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

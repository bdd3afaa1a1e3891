"""参保范围: who may enrol, who may not, who must end another insurance first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, Literal

from extractor import pattern as regex
from extractor.conditions import ALWAYS, Cmp, Pred, Var, together
from extractor.evidence import Evidence
from extractor.outline import Role, Sentence
from extractor.pattern import compiled
from extractor.reading import Reading, Where
from extractor.schema import Eligibility
from extractor.scope import Scope

Effect = Literal["may_enrol", "barred", "must_end_other_first"]

_PEOPLE = r"(?:人员|者|朋友|居民(?!医|基)|(?<!无)雇工|工商户|帮工|骑手|从业者|学生|儿童|对象|职工(?!医|基|养|社|大)|户主|人士|军人)"
_MAY = regex.compile(
    r"(?:均?可以?|都可以?|可按规定|可自愿|自愿|(?<!不)能|就能|都能|都行)[^，。；]{0,24}?(?:参加|参保|缴纳|登记)|(?:均|都)可(?:以)?(?:自愿)?参加|都行"
)
_BARRED = regex.compile(
    r"(?:不允许|不得|不能|不可以?|禁止|严禁|不应|不予)(?:再|同时|重复|享受)*[^，。；]{0,16}?(?:参保|参加|参加医保|登记)|不再(?:办理|受理|接受)[^，。；]{0,8}参保(?!凭证|证明|信息)|(?:不在|不属于|不纳入)[^，。；]{0,8}(?:之列|范围|对象)|(?<![可能得])不参加[^，。；]{0,6}(?:医保|保险)"
)
_END_FIRST = regex.compile(
    r"(?:须|应|必须|得|需|要)(?:先|当先|首先)?[^，。；]{0,14}?(?:暂停|停止|停保|终止|中断|停掉|注销|退出|停了)[^。；]*?(?:再|后|方可|才能|才可|两样|，)"
)
# what a permission is not: where and how to do something
_ERRAND = regex.compile(
    r"办理|携带|持(?!有)|渠道|银行|APP|→|(?<![达没])到(?!退休|法定|龄)|缴费(?!年限)|选择"
)
_SECTION = regex.compile(
    r"参保(?:缴费)?(?:范围|对象|人群|条件|人员)|征缴范围|受理(?:范围|对象)|适用(?:范围|对象|人群)|参保人员范围|哪些人|谁能|谁可以|谁可|什么人|惠及人群|保障对象"
)
# 「哪些人可以享受参保资助？」: whose fee is paid, not who may enrol
_AIDED = regex.compile("资助|补贴|补助|减免|代缴|享受[^，。；\n]{0,10}待遇")
_PAYS_NOTHING = regex.compile("不缴费|免[缴交]|缴费标准|缴费基数|费率")
_INCLUDES = regex.compile(
    r"(?:其中包括|主要包括|具体包括|包括|含)(?P<list>[^。；（）]*(?:（[^（）]*）[^。；（）]*)*)"
)
_OTHER = (
    (
        "employee",
        r"单位职工医保|用人单位(?:参加)?职工(?:基本)?医(?:疗保险|保)|职工医保关系|单位参加",
    ),
    ("resident", r"居民(?:基本)?医(?:疗保险|保)|新农合|合作医疗"),
)

# 「正在享受职工医保待遇的，不得再参加居民医保」: whose are those who are barred from the other
_ENJOYS = regex.compile(
    r"(?:享受|参加|参保|缴纳)(?:了|着)?(?:城镇)?职工(?:基本)?医(?:疗保险|保)[^，。；]{0,8}(?:的|人员|者)(?=，)"
)

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    (
        "可以、不得、须先停，或参保范围 may, may not, end first; or a section on who may enrol",
        (_MAY, _BARRED, _END_FIRST, ("above", _SECTION)),
    ),
    (
        "人群或另一种医保 people, or another insurance",
        (_PEOPLE, *(words for _, words in _OTHER), "重复"),
    ),
)


def find(reading: Reading, scope: Scope) -> Iterator[Eligibility]:
    """The eligibility rules of a notice, in order.

    >>> from extractor.notice import Notice
    >>> found = Reading(Notice("一、参保范围\\n在本市以个人身份参加职工医保的灵活就业人员。\\n"))
    >>> [(rule.effect, rule.group.value) for rule in find(found, Scope(found))]
    [('may_enrol', '在本市以个人身份参加职工医保的灵活就业人员')]
    """
    for sentence in reading.sentences:
        if sentence.block.role in (Role.ROW, Role.HEADING, Role.QUESTION):
            continue
        text = reading.text
        end_first = _END_FIRST.search(text, sentence.start, sentence.end)
        barred = _BARRED.search(text, sentence.start, sentence.end)
        other = _other_insurance(reading, sentence, sentence.start, sentence.end)
        if barred and (theirs := _ENJOYS.search(text, sentence.start, barred.start())):
            spans = (reading.evidence(*theirs.span()),)
            other = Cmp(op="eq", var=Var.OTHER_INSURANCE, value="employee", spans=spans)
        if end_first and other is not None:
            if barred and barred.start() < end_first.start():
                stop = text.find("，", barred.end() - 1, end_first.start())
                if stop > 0:
                    yield _rule(reading, "barred", (sentence.start, stop), other, None)
                    yield _rule(
                        reading, "must_end_other_first", (stop + 1, sentence.end),
                        together(_transferring(reading, sentence), other), None,
                    )  # fmt: skip
                    continue
            yield _rule(
                reading, "must_end_other_first", (sentence.start, sentence.end),
                together(_transferring(reading, sentence), other), None,
            )  # fmt: skip
        elif barred and "强制" not in text[sentence.start : sentence.end]:
            yield _barred(reading, scope, sentence, barred, other)
        else:
            yield from _may_enrol(reading, scope, sentence)


def _rule(
    reading: Reading, effect: Effect, where: Where, when: Pred, group: Where | None
) -> Eligibility:
    return Eligibility(
        id="eligibility",
        effect=effect,
        when=when,
        spans=(reading.evidence(*_trimmed(reading, where)),),
        group=None if group is None else reading.stated(reading.printed(*group), group),
    )


def _trimmed(reading: Reading, where: Where) -> Where:
    start, end = where
    while start < end and reading.text[start] in "，。；、":
        start += 1
    while end > start and reading.text[end - 1] in "，。；、！":
        end -= 1
    return start, end


def _other_insurance(reading: Reading, sentence: Sentence, start: int, end: int) -> Pred | None:
    values: list[str] = []
    spans = []
    for value, pattern in _OTHER:
        match = regex.compile(pattern).search(reading.text, start, end)
        if match:
            values.append(value)
            spans.append(reading.evidence(*match.span()))
    if not values:
        return None
    if len(values) == 1:
        return Cmp(op="eq", var=Var.OTHER_INSURANCE, value=values[0], spans=tuple(spans))
    return Cmp(op="in", var=Var.OTHER_INSURANCE, value=tuple(values), spans=tuple(spans))


def _transferring(reading: Reading, sentence: Sentence) -> Pred:
    match = regex.compile(r"转为|转入|转到|转至|转职工").search(
        reading.text, sentence.start, sentence.end
    )
    if match is None:
        return ALWAYS
    return Cmp(
        op="eq", var=Var.ENROLMENT, value="transferring", spans=(reading.evidence(*match.span()),)
    )


def _barred(
    reading: Reading, scope: Scope, sentence: Sentence, barred: regex.Match[str], other: Pred | None
) -> Eligibility:
    group = _group(reading, sentence.start, barred.start())
    stop = reading.text.find("，", barred.end())
    end = stop if 0 < stop < sentence.end and group is None else sentence.end
    if "重复" in reading.text[sentence.start : end] and other is None:
        both = ("employee", "resident")
        other = Cmp(op="in", var=Var.OTHER_INSURANCE, value=both)
    own = scope.of(sentence, barred.start(), inherit=False)
    when = other if other is not None else own
    return _rule(reading, "barred", (sentence.start, end), when, group)


def _may_enrol(reading: Reading, scope: Scope, sentence: Sentence) -> Iterator[Eligibility]:
    text, lead = reading.text, sentence.block.lead
    led = lead is not None and lead[1] < sentence.end and _SECTION.search(text, *lead) is not None
    heads = reading.heads(sentence.block)
    section = led or (_SECTION.search(heads) is not None and not _AIDED.search(heads))
    begin = lead[1] + 1 if led and lead and lead[0] >= sentence.start else sentence.start
    preamble = _PREAMBLE.match(text, begin, sentence.end)
    may = _MAY.search(text, preamble.end() if preamble else begin, sentence.end)
    if not section and not (
        may
        and compiled(r"灵活就业|个人身份|医保|保险|参保").search(
            text[sentence.start : sentence.end]
        )
    ):
        return
    if not section and _ERRAND.search(text, sentence.start, sentence.end):
        return
    if may is None and reading.atoms_in(begin, sentence.end, "RATE", "MONEY"):
        return  # 「（一）职工参保人员⏎1.未满40周岁的为0.03%」: what they pay
    if may is None and _PAYS_NOTHING.search(text, begin, sentence.end):
        return
    group = _group(reading, begin, may.start() if may else sentence.end)
    if group is None:
        return
    listed = _INCLUDES.search(text, sentence.start, sentence.end)
    until = listed.start() if listed else group[1]
    when = together(scope.of(sentence, until, inherit=False), _forms(reading, *group))
    first = _rule(reading, "may_enrol", (sentence.start, sentence.end), when, group)
    rest = _predicate_after(reading, sentence)
    yield first if rest is None else first.model_copy(update={"spans": (*first.spans, rest)})
    for included in _INCLUDES.finditer(text, group[1], sentence.end):
        yield from _members(reading, scope, sentence, included.span("list"), until)


def _predicate_after(reading: Reading, sentence: Sentence) -> Evidence | None:
    """「…外籍灵活就业人员）。均可以灵活就业人员个人身份自愿参加」: subject and verb in two sentences."""
    following = next(
        (s for s in reading.outline.sentences_of(sentence.block) if s.start == sentence.end), None
    )
    if following is None or not compiled("(?:均|都)(?:可|能)").match(
        reading.text[following.start :]
    ):
        return None
    return reading.evidence(*_trimmed(reading, (following.start, following.end)))


def _members(
    reading: Reading, scope: Scope, sentence: Sentence, where: Where, until: int
) -> Iterator[Eligibility]:
    """The groups of 「包括A、B、C」, each its own rule under the condition of the whole."""
    common = scope.of(sentence, until, inherit=False)
    for start, end in _listed(reading.text, *where):
        inner = reading.text.find("（包括", start, end)  # a list within a member of the list
        stop = inner if inner >= 0 else end
        if compiled(rf"{_PEOPLE}$|户$").search(reading.text[start:stop]):
            terms = scope.combine(scope.terms(start, stop))
            when = together(common, terms, _forms(reading, start, stop))
            yield _rule(reading, "may_enrol", (start, stop), when, (start, stop))
        if inner >= 0:
            yield from _members(reading, scope, sentence, (inner + 3, end - 1), until)


def _listed(text: str, start: int, end: int) -> Iterator[Where]:
    """The parts of a list at 、 outside brackets."""
    depth = 0
    for at in range(start, end):
        depth += {"（": 1, "）": -1}.get(text[at], 0)
        if text[at] == "、" and depth == 0:
            yield start, at
            start = at + 1
    yield start, end


def _group(reading: Reading, start: int, end: int) -> Where | None:
    """The people of a range: the longest stretch that ends in 人员, 者 …, without its opening."""
    last = None
    for match in regex.compile(_PEOPLE).finditer(reading.text, start, end):
        between = reading.text[match.end() : end]
        depth = reading.text[start : match.start()].count("（") - reading.text[
            start : match.start()
        ].count("）")
        cited = reading.text[start : match.start()].count("《") - reading.text[
            start : match.start()
        ].count("》")
        if (
            depth == 0
            and cited == 0
            and (
                not between
                or compiled(r"[，。；、（]|的|均|都|可|就|不|，其").match(between)
                or last is None
            )
        ):
            last = match
            if compiled(r"[，。；（]").match(between):
                break
    if last is None:
        return None
    opening = _PREAMBLE.match(reading.text, start)
    return (opening.end() if opening and opening.end() < last.start() else start, last.end())


# 「根据《…》，2020年9月1日起，」, 「按照自愿原则，」, 「主要是针对」
_PREAMBLE = regex.compile(
    r"""(?:(?:根据|依据|按照|为|遵循|本着)(?:[^，。；《》]|《[^《》]*》)*，(?:[^，。；]{0,24}起，)?)?
        (?:(?:年满|男?满|在法定劳动年龄)[^，]*，|(?:凡是?|对于?|其中|(?:主要)?(?:是|为)?(?:针对|面向|适用于)|适用于))?""",
    regex.VERBOSE,
)
_UNDER = r"(?:未满|不满|未达到?|未超过|不超过|小于|低于)"
_TO_AGE = rf"[^，。；、（）]{{0,10}}?(?:{_UNDER}\d\d周?岁|\d\d周?岁[^，。；、（）]{{0,3}}?(?:以下|以内|之内))"
_OF_EACH_SEX = regex.compile(
    rf"男(?:性)?{_TO_AGE}[^。；]{{0,6}}?女(?:性)?{_TO_AGE}|女(?:性)?{_TO_AGE}[^。；]{{0,6}}?男(?:性)?{_TO_AGE}"
)
_NOT_INSURED = regex.compile(
    r"(?:未|没有?)(?:在(?:用人)?单位)?参加(?:城镇)?职工(?:基本)?(?:医保|医疗保险)"
)


def _forms(reading: Reading, start: int, end: int) -> Pred:
    """How somebody works, and that no employer insures him, as far as the words say so."""
    return together(
        _working_age(reading, start, end),
        _employment(reading, start, end),
        _not_insured(reading, start, end),
    )


def _working_age(reading: Reading, start: int, end: int) -> Pred:
    """Ages told apart by sex, 「男不满60周岁、女不满55周岁」, are the working age."""
    said = _OF_EACH_SEX.search(reading.text, start, end)
    if said is None:
        return ALWAYS
    quote = reading.evidence(*said.span())
    return Cmp(op="eq", var=Var.WORKING_AGE, value=True, spans=(quote,))


def _not_insured(reading: Reading, start: int, end: int) -> Pred:
    said = _NOT_INSURED.search(reading.text, start, end)
    if said is None:
        return ALWAYS
    quote = reading.evidence(*said.span())
    return Cmp(op="ne", var=Var.OTHER_INSURANCE, value="employee", spans=(quote,))


def _employment(reading: Reading, start: int, end: int) -> Pred:
    atoms = reading.atoms_in(start, end, "FORM")
    values = tuple(dict.fromkeys(str(atom.value) for atom in atoms))
    if not values:
        return ALWAYS
    spans = tuple(reading.evidence(atom.start, atom.end) for atom in atoms)
    if len(values) == 1:
        return Cmp(op="eq", var=Var.EMPLOYMENT_FORM, value=values[0], spans=spans[:1])
    return Cmp(op="in", var=Var.EMPLOYMENT_FORM, value=values, spans=spans)

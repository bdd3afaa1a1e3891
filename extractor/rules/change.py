"""政策变化: what a notice says has changed, or has not, and the rule it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from extractor import pattern as regex
from extractor.atoms import Atom
from extractor.atoms.duration import Length
from extractor.atoms.money import Money
from extractor.conditions import ALWAYS, Pred, comparisons, normal
from extractor.evidence import Evidence, Fact
from extractor.outline import Role, Sentence
from extractor.reading import Reading, Where
from extractor.schema import Change, Contribution, Procedure, Rule
from extractor.scope import Scope

Direction = Literal[
    "new", "removed", "raised", "lowered", "shortened", "lengthened", "earlier", "simplified", "rebased", "unchanged",
]  # fmt: skip
_SECTION = regex.compile(r"变化|变动|调整|新政|有什么不同")
_FROM_TO = regex.compile(
    r"由(?:原来的|原先的|过去的|\p{Han}{0,6}\d{4}年度?的)?(?P<before>[^，。；由]{1,20}?)(?:变为|调整为|改为|提高到|提高至|降低到|降低至|降至|降为|缩短为|缩短至|缩短到|延长至|延长为|调整到|调整至|上调至|上调到|下调至|变成|统一为|增加到|减少到)(?P<after>[^，。；了]{1,20})"
)
# 过去是按本人养老金的3%划，从2023年1月起，统一按…的2.5%划
_ONCE_NOW = regex.compile(
    r"(?:以前|过去|原来|此前|原先)(?:这个|的)?[^，。；]{0,6}?(?:是|为)(?P<before>[^，。；]{1,20})，(?:从[^，。；]{0,12}起，?)?(?:现在|如今|统一|今年|改为)(?P<after>[^，。；]{2,30})"
)
_SAME_AS = regex.compile(
    r"与(?P<before>(?:\d{4}年度?|上一?年度?|去年))(?:标准|政策|方式)?(?:一致|相同|一样|持平)"
    r"(?:，即为?(?P<after>[^，。；]{2,30}?)(?:的?方式|$|[，。；]))?"
)
# 「比上一年多了20元」, 「与2025年度相比，个人缴费增加30元」
_BY_SO_MUCH = regex.compile(
    r"(?:比|较|与|和)(?:\d{4}年度?|上一?年度?|去年)(?:的?标准)?(?:相比)?，?[^，。；\d]{0,14}?"
    r"(?:(?P<up>提高|增加|上涨|上调|多|涨)|(?:降低|减少|下调|下降|少))了?\d[\d.]*元"
)
_NO_LONGER = regex.compile(
    r"不再(?P<before>(?:和|与|跟|按)[^，。；！]{2,20}?)(?=了?(?:[，。；！]|$))"
)
_NO_NEED = regex.compile(
    r"(?:不需要?|不用|无需|无须|不必)(?:再)?(?P<before>(?:先)?[去到][^，。；！]{2,20})"
)
# 2024年为380元，2025年提高20元 · 比上年度的640元增加30元 · 较上年的4702元有所提高
_GREW = regex.compile(
    r"""(?P<before>\d[\d,.]*(?:元|%))[/·人月年]*(?:，?(?:20\d\d年度?|今年|现在?)?)
        (?:起|均|统一|各|有所|再|又|分别|适当|相应)*
        (?:(?P<raised>提高|上调|调高|增加|上涨|增长|涨)|降低|下调|调低|减少|下降|降)了?
        (?=\d[\d,.]*(?:元|个百分点)|[，。；）]|$)""",
    regex.VERBOSE,
)
# What sort of rule a change speaks of, where no rule stands in its own sentence.
_NOUNS = tuple(
    (kind, regex.compile(noun))
    for kind, noun in (
        ("waiting", "等待期"),
        ("credit", "个人账户|划入|计入|记入|划拨|划账|划(?=[，。]|$)"),
        ("base", "基数"),
        ("total", "合计|总额"),
        ("contribution", "比例|费率|缴费标准|保险费|补助|互助|护理|照护"),
        ("frequency", "按月|按季|按年|半年|分期|分两次|次交|缴费周期|做法"),
        ("window", "缴费期|缴费时间|年度缴费|集中缴费"),
        ("procedure", "退费|退还|办理|开单|申报|登记"),
        ("channel", "渠道|线上|APP|小程序"),
    )
)
_TOPICS = tuple(
    (topic, regex.compile(noun))
    for topic, noun in (("refund", "退费|退还"), ("enrol", "登记"), ("pay", "缴|开单|申报"))
)
# Without one of these a sentence tells of no change.
_CUE = regex.compile(
    "变|调|改|提高|[多少涨]了|[上增]?[涨长]|上调|下调|降|缩短|延长|增加|减少|提前|以前|过去|原来|一致|相同|一样|持平|不再|不需|不用"
    "|无需|无须|不必|今年起|新推|首次推|首次实行|取消|简化|更|可以申请|没变|沿用|省事"
)
_NOT_OF_RULES = regex.compile(
    r"年度?内不[得能可作]|一经|如有调整|如遇|《[^》]*》[^，。]{0,8}(?:停止执行|废止)|自[^，。]{4,16}起(?:执行|施行|实施)"
)

# 「与去年的标准一致」, and not 「经双方协商一致」
_THEN = regex.compile(
    r"(?:\d{4}年度?|上一?年度?|去年|往年|以前|过去|此前|原来|原先|之前|现行)[^，。；]{0,10}$"
)

# What a rule of this kind is made of, for `notice explain`: one of each, near one another.
NEEDS: Final = (
    ("变化的说法 words of change", ("DIRECTION", _GREW, _BY_SO_MUCH)),
    (
        "前后对照，或新增、取消、不变 before and after; or new, removed, unchanged",
        (
            _FROM_TO, _ONCE_NOW, _SAME_AS, _GREW, _BY_SO_MUCH, _NO_LONGER, _NO_NEED, ("above", _SECTION),
            "DIRECTION.new", "DIRECTION.removed", "DIRECTION.unchanged", "DIRECTION.earlier",
        ),
    ),
)  # fmt: skip


def find(reading: Reading, scope: Scope, found: Sequence[Rule]) -> Iterator[Change]:
    """The changes that a notice claims, each with the id of the rule in `found` it speaks of.

    >>> from extractor.identity import identify
    >>> from extractor.notice import Notice
    >>> from extractor.rules import waiting
    >>> notice = Reading(Notice("新参保人员待遇等待期由6个月变为3个月。"))
    >>> rules = identify(list(waiting.find(notice, Scope(notice))))
    >>> [(rule.direction, rule.before.value, rule.after.value)
    ...  for rule in find(notice, Scope(notice), rules)]
    [('shortened', '6个月', '3个月')]
    """
    places = _places(found)
    for sentence in reading.sentences:
        if sentence.block.role in (Role.HEADING, Role.QUESTION, Role.ROW):
            continue
        words = (sentence.start, sentence.end)
        if not _CUE.search(reading.text, *words) or _NOT_OF_RULES.search(reading.text, *words):
            continue
        cues = [
            cue
            for cue in reading.atoms_in(*words, "DIRECTION")
            if reading.words(cue) != "一致"
            or _THEN.search(reading.text, sentence.start, cue.start) is not None
        ]
        told = _told(reading, sentence, cues)
        if told is None:
            continue
        direction, where, before, after = told
        for target in _targets(reading, scope, sentence, found, places):
            yield Change(
                id="change",
                spans=(reading.evidence(*where),),
                target=target.id,
                direction=direction,
                before=before,
                after=after,
            )


# Rules by the stretch of text that their sentences touch, so that a long text is not searched whole.
_STEP = 200
Places = dict[int, list[Rule]]


def _places(found: Sequence[Rule]) -> Places:
    places: Places = {}
    for rule in found:
        for span in rule.spans:
            for step in range(span.start // _STEP, span.end // _STEP + 1):
                places.setdefault(step, []).append(rule)
    return places


Told = tuple[Direction, Where, Fact[str] | None, Fact[str] | None]


def _told(reading: Reading, sentence: Sentence, cues: list[Atom]) -> Told | None:
    text = reading.text
    whole = _bare(reading, (sentence.start, sentence.end))
    found = _FROM_TO.search(text, sentence.start, sentence.end)
    if found:
        before = reading.stated(reading.printed(*found.span("before")), found.span("before"))
        after = reading.stated(reading.printed(*found.span("after")), found.span("after"))
        start = max(
            sentence.start,
            *(text.rfind(mark, sentence.start, found.start()) + 1 for mark in "，；"),
        )
        direction = _compared(reading, found) or _named(cues) or "rebased"
        return direction, _bare(reading, (start, sentence.end)), before, after
    found = _ONCE_NOW.search(text, sentence.start, sentence.end)
    if found:
        before = reading.stated(reading.printed(*found.span("before")), found.span("before"))
        direction = _named(cues) or "rebased"
        if reading.atoms_in(*found.span("after"), "MONEY", "RATE", "DURATION"):
            after = reading.stated(reading.printed(*found.span("after")), found.span("after"))
            return direction, whole, before, after
        return direction, whole, before, None
    found = _SAME_AS.search(text, sentence.start, sentence.end)
    if found:
        before = reading.stated(reading.printed(*found.span("before")), found.span("before"))
        if not found["after"]:
            return "unchanged", whole, before, None
        after = reading.stated(reading.printed(*found.span("after")), found.span("after"))
        return "unchanged", whole, before, after
    found = _GREW.search(text, sentence.start, sentence.end)
    if found:
        before = reading.stated(reading.printed(*found.span("before")), found.span("before"))
        return "raised" if found["raised"] else "lowered", whole, before, None
    found = _BY_SO_MUCH.search(text, sentence.start, sentence.end)
    if found:
        return "raised" if found["up"] else "lowered", whole, None, None
    direction_named = _named(cues)
    found = _NO_LONGER.search(text, sentence.start, sentence.end)
    if found:
        before = reading.stated(reading.printed(*found.span("before")), found.span("before"))
        start = max(sentence.start, text.rfind("，", sentence.start, found.start()) + 1)
        return "rebased", _bare(reading, (start, sentence.end)), before, None
    found = _NO_NEED.search(text, sentence.start, sentence.end)
    if found and direction_named == "simplified":
        before = reading.stated(reading.printed(*found.span("before")), found.span("before"))
        return "simplified", whole, before, None
    if direction_named == "earlier":
        stop = text.find("，", cues[0].end, sentence.end)
        return (
            "earlier",
            _bare(reading, (sentence.start, stop if stop > 0 else sentence.end)),
            None,
            None,
        )
    if direction_named in ("unchanged", "removed", "new") or (
        direction_named is not None and _SECTION.search(reading.heads(sentence.block))
    ):
        return direction_named, whole, None, None
    return None


# Of several words the one that says most: 「今年起不用先去窗口开单」 is simpler, not merely new.
_ORDER: tuple[Direction, ...] = (
    "shortened", "lengthened", "raised", "lowered", "earlier", "rebased", "simplified", "unchanged", "removed", "new",
)  # fmt: skip


def _named(cues: list[Atom]) -> Direction | None:
    names = {str(cue.value) for cue in cues}
    return next((name for name in _ORDER if name in names), None)


def _compared(reading: Reading, found: regex.Match[str]) -> Direction | None:
    """Up or down, longer or shorter, by the two values themselves."""
    sizes = []
    for side in ("before", "after"):
        atom = next(iter(reading.atoms_in(*found.span(side), "MONEY", "RATE", "DURATION")), None)
        if atom is None:
            return None
        value = atom.value
        sizes.append(
            value.amount
            if isinstance(value, Money)
            else value.count
            if isinstance(value, Length)
            else value
        )
        length = isinstance(value, Length)
    if sizes[0] == sizes[1]:
        return "unchanged"
    if length:
        return "shortened" if sizes[1] < sizes[0] else "lengthened"
    return "lowered" if sizes[1] < sizes[0] else "raised"


def _bare(reading: Reading, where: Where) -> Where:
    start, end = where
    while start < end and reading.text[start] in "，；。 ":
        start += 1
    while end > start and reading.text[end - 1] in "，；。！ ":
        end -= 1
    return start, end


def _targets(
    reading: Reading, scope: Scope, sentence: Sentence, found: Sequence[Rule], places: Places
) -> list[Rule]:
    """The rules that a change speaks of: of the sort it names, in its own sentence if there are any.

    Elsewhere in the notice the one with the sentence's own condition comes before the rest, and
    the first of several before the later ones.
    """
    words = reading.text[sentence.start : sentence.end]
    kinds = [kind for kind, noun in _NOUNS if noun.search(words)]
    here = reading.evidence(sentence.start, sentence.end)
    steps = (here.start // _STEP, here.end // _STEP)
    near = {id(rule): rule for step in steps for rule in places.get(step, ())}
    own = [rule for rule in near.values() if any(_overlap(span, here) for span in rule.spans)]
    named = [rule for rule in own if rule.kind in kinds[:2]]
    if named:
        return named if kinds[0] == "waiting" else named[:1]
    if not own and any(
        cue.value == "benefit" for cue in reading.atoms_in(*_where(sentence), "CUE")
    ):
        return []  # 「基础养老金标准由每月90元提高到100元」: what is paid out, and no fee
    condition = normal(scope.of(sentence, inherit=False))
    for kind in kinds:
        same = [rule for rule in found if rule.kind == kind]
        if kind == "procedure":
            topics = [topic for topic, noun in _TOPICS if noun.search(words)]
            same = [r for r in same if isinstance(r, Procedure) and r.topic in topics] or same
        if kind == "contribution":
            funds = {atom.value for atom in reading.atoms_in(*_where(sentence), "FUND")}
            same = [r for r in same if isinstance(r, Contribution) and r.component in funds] or same
        if same:
            fitting = (rule for rule in same if normal(rule.when) == condition)
            partly = (rule for rule in same if _shares(rule.when, condition))
            first = None if condition == ALWAYS else next(fitting, None)
            return [first or next(partly, same[0])]
    return own[:1]


def _where(sentence: Sentence) -> Where:
    return sentence.start, sentence.end


def _shares(when: Pred, condition: Pred) -> bool:
    asked = {(c.var, c.value) for c in comparisons(condition)}
    return bool(asked & {(c.var, c.value) for c in comparisons(when)})


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.start < other.end and other.start < one.end

"""Wording: what the words of a notice include, leave open, or say in two ways.

以上、以下、以内、届满 include the number, 不满、超过、以外 do not (Civil Code, article 1259).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import Final, Literal, NamedTuple

from extractor import pattern as regex
from extractor.checks.people import meet
from extractor.checks.verdict import Case, Verdict, found, not_run, squeezed
from extractor.conditions import (
    THRESHOLDS,
    All,
    AnyOf,
    Cmp,
    Pred,
    Var,
    comparisons,
    together,
)
from extractor.evidence import Evidence
from extractor.layout import view
from extractor.schema import (
    AccountCredit,
    Adjustment,
    Contribution,
    ContributionBase,
    Finding,
    Lapse,
    PaymentWindow,
    Procedure,
    Rule,
    RuleCommon,
    StatedTotal,
    WaitingPeriod,
)

Bound = Literal["lt", "le", "gt", "ge"]
SIGN: Final[dict[str, str]] = {"lt": "<", "le": "≤", "gt": ">", "ge": "≥"}
VAR_ZH: Final[dict[Var, str]] = {
    Var.ARREARS_MONTHS: "欠费月数",
    Var.MONTHS_SINCE_SEPARATION: "离职月数",
    Var.AGE: "年龄",
    Var.PAID_THROUGH: "缴至月份",
    Var.PAID_YEAR: "缴费年度",
    Var.BASE_MULTIPLE: "基数档次",
}

_NUMBER = r"(?:\d{1,3}(?:\.\d+)?|[零〇一二两三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,4})"
_UNIT = r"(?:个?月|周?岁|年|日|天|%|元)"
# （含）, （含3个月）, （不含35周岁）
_INCLUDED = r"(?:（(?:(?P<without>不)|(?P<with>))(?:含|包括)[^（）]{0,8}）)?"
# What stands before a number, and the bound that it sets; a negation (没超过, 未满) turns it round.
_BEFORE: Final[tuple[tuple[str, Bound], ...]] = (
    ("超过|多于|高于|大于|超出|逾", "gt"),
    ("少于|低于|小于", "lt"),
    ("年满|已满|届满|满|达到|达|足|到|至少|最低|最少", "ge"),
    ("至多|最多|最高|最长", "le"),
)
_NEGATION = "未|没有|没|不得|不能|不|尚未|并未"
_TURNED: Final[dict[Bound, Bound]] = {"gt": "le", "lt": "ge", "ge": "lt", "le": "gt"}
_AFTER: Final[tuple[tuple[str, Bound], ...]] = (
    ("以上", "ge"),
    ("以外|之外", "gt"),
    ("以下", "le"),
    ("以内|之内|内", "le"),
)
_LEFT = (
    rf"(?P<left>(?P<negated>{_NEGATION})?"
    rf"(?P<word>{'|'.join(words for words, _ in _BEFORE)}))?"
)
_BOUND = regex.compile(
    rf"""
    {_LEFT}(?P<number>{_NUMBER})(?P<unit>{_UNIT}){_INCLUDED}
    (?P<right>及?(?:{"|".join(words for words, _ in _AFTER)}))?
    (?:（(?:(?P<without_>不)|(?P<with_>))(?:含|包括)[^（）]{{0,8}}）)?
    """,
    regex.VERBOSE,
)
_PAID_TO = regex.compile(r"(?P<no>未|没有|尚未)?(?:[缴交][费纳]?|参保)(?:费)?[至到满]")


_EXCLUDING: Final[dict[Bound, Bound]] = {"ge": "gt", "le": "lt", "gt": "gt", "lt": "lt"}
_INCLUDING: Final[dict[Bound, Bound]] = {"gt": "ge", "lt": "le", "ge": "ge", "le": "le"}


class Stated(NamedTuple):
    """A bound as the words set it: operator, number, and where it stands in the text looked at."""

    op: Bound
    number: str
    start: int
    end: int


def bounds(text: str) -> list[Stated]:
    """The bounds that the words of a view set, bare numbers (欠费三个月) left out.

    >>> [(b.op, b.number) for b in bounds("断缴超过3个月、不满12个月的，35周岁（不含）以下")]
    [('gt', '3'), ('lt', '12'), ('lt', '35')]
    >>> [b.op for b in bounds("欠费未超过三个月，满60周岁，3个月以外，6个月内")]
    ['le', 'ge', 'gt', 'le']
    """
    return [
        Stated(op, _plain(match["number"]), match.start(), match.end())
        for match in _BOUND.finditer(text)
        if (op := _operator(match)) is not None
    ]


def _operator(match: regex.Match[str]) -> Bound | None:
    """The operator that the words around a number set, None where they set none."""
    word, right = match["word"], (match["right"] or "").removeprefix("及")
    if word in ("足", "到") and not match["negated"]:
        return None  # 到3个月 sets no bound; 不到3个月 does
    # what stands before decides: 「满20年以上」 says it twice
    words, table = (word, _BEFORE) if word else (right, _AFTER)
    op = next((op for pattern, op in table if regex.compile(pattern).fullmatch(words)), None)
    if op is None:
        return None
    if word and match["negated"]:
        op = _TURNED[op]
    if match["without"] is not None or match["without_"] is not None:
        return _EXCLUDING[op]
    if match["with"] is not None or match["with_"] is not None:
        return _INCLUDING[op]
    return op


def _plain(number: str) -> str:
    """A number in Arabic digits."""
    from extractor.atoms.number import parse

    value = parse(number)
    return number if value is None else format(value.normalize(), "f")


def _folded(evidence: Evidence) -> str:
    """The words of a piece of evidence as the view writes them."""
    return view(evidence.quote).text.replace("\n", "")


# ── BOUND-WORD, BOUND-OPEN ───────────────────────────────────────────────────────────────────


def bound_word(case: Case) -> Verdict:
    """BOUND-WORD: the operator of each threshold is the one that its words set."""
    findings: list[Finding] = []
    compared = 0
    for rule in case.ruleset.rules:
        for cmp in _thresholds(rule):
            said = _said(cmp)
            if not said:
                continue
            compared += 1
            if cmp.op in said:
                continue
            words = "、".join(squeezed(span.quote) for span in cmp.spans)
            meant = "、".join(SIGN[op] for op in sorted(said))
            findings.append(
                Finding(
                    code="BOUND-WORD",
                    severity="error",
                    about="extraction",
                    rules=(rule.id,),
                    spans=cmp.spans,
                    zh=f"「{words}」应作 {meant} {cmp.value}，读成了 {SIGN[cmp.op]} {cmp.value}",
                    en=f"the words set {meant} {cmp.value}, read as {SIGN[cmp.op]} {cmp.value}",
                )
            )
    return found(findings) if compared else not_run("没有数量界限", "no threshold is stated")


def _thresholds(rule: RuleCommon) -> Iterator[Cmp]:
    """The thresholds of a rule that its own words set, those under a negation left out."""
    stack: list[Pred] = [rule.when]
    while stack:
        pred = stack.pop()
        if isinstance(pred, Cmp):
            if pred.op in THRESHOLDS:
                yield pred
        elif isinstance(pred, All | AnyOf):
            stack.extend(pred.of)


def _said(cmp: Cmp) -> set[str]:
    """The operators that the words of a threshold can mean."""
    said: set[str] = set()
    for span in cmp.spans:
        words = _folded(span)
        if cmp.var == Var.PAID_THROUGH:
            # 「缴费至2023年6月」 ≥, 「未缴费至2023年6月」 <
            said |= {"lt" if match["no"] else "ge" for match in _PAID_TO.finditer(words)}
        else:
            stated = bounds(words)
            same = {bound.op for bound in stated if bound.number == str(cmp.value)}
            said |= same or {bound.op for bound in stated}
    return said


_EDGE = regex.compile(r"(?<=[日号天月底时点分\d])(?:之|以)?(?P<edge>前|后)(?!提|往|续|台)")


def bound_open(case: Case) -> Verdict:
    """BOUND-OPEN: 12月25日前 does not say whether the 25th counts."""
    edges: list[tuple[RuleCommon, tuple[Evidence, ...]]] = []
    for procedure in case.rules(Procedure):
        deadline = procedure.deadline
        if (
            deadline is not None
            and deadline.value.form in ("date", "monthly", "within")
            and deadline.value.inclusive is None
        ):
            edges.append((procedure, deadline.spans))
    for window in case.rules(PaymentWindow):
        for said in (window.window, window.monthly):
            if said is not None:
                edges.append((window, said.spans))
    findings = []
    for rule, spans in edges:
        words = "…".join(_folded(span) for span in spans)
        edge = _EDGE.search(words)
        if edge is None or "含" in words:
            continue
        findings.append(
            Finding(
                code="BOUND-OPEN",
                severity="info",
                about="notice",
                rules=(rule.id,),
                spans=spans,
                zh=f"「{words}」的「{edge['edge']}」未写明是否含本日",
                en=f"「{words}」 does not say whether the day itself counts",
            )
        )
    return found(findings) if edges else not_run("没有期限", "no deadline is stated")


# ── THRESHOLD ────────────────────────────────────────────────────────────────────────────────


class _Mention(NamedTuple):
    """A bound on a quantity: from a rule's condition, or (rule None) from the text itself."""

    var: Var
    op: str
    number: str
    spans: tuple[Evidence, ...]
    rule: Rule | None
    interrupts: bool = False  # 欠费…的视为中断缴费

    @property
    def cut(self) -> str:
        """Where the bound parts the numbers: just below the number (≥, <) or just above (>, ≤)."""
        return "below" if self.op in ("ge", "lt") else "above"


# 「以免出现欠费三个月导致中断缴费的情况」: a bare number with what follows from it is a bound.
_ARREARS = regex.compile(
    rf"""
    (?:欠费|断缴|断保|停缴|中断缴费|未缴费?|漏缴|停保)(?:时间|期|状态)?(?:连续|累计|已|在)?
    {_LEFT}(?P<number>{_NUMBER})个月{_INCLUDED}
    (?P<right>及?(?:以上|以内|以下|之内|以外|内))?
    (?P<then>[^。；;\n]{{0,14}})
    """,
    regex.VERBOSE,
)
_CONSEQUENCE = regex.compile("导致|造成|视为|即为|自动|中断|停止|暂停|等待期|重新参保")
_INTERRUPTS = regex.compile("中断(?:缴费|参保|待遇)?")


def threshold(case: Case) -> Verdict:
    """THRESHOLD: one quantity has two bounds in one notice.

    「欠费三个月导致中断」 against 「欠费超过三个月的视为中断」: at exactly three months one says
    yes, the other no. ≤ 3 and > 3 part the months in the same place and agree.
    """
    ruled = [
        _Mention(cmp.var, cmp.op, str(cmp.value), cmp.spans, rule)
        for rule in case.ruleset.rules
        for cmp in _thresholds(rule)
    ]
    mentions = [*ruled, *_mentions_in_text(case, ruled)]
    if len({(m.var, m.op, m.number) for m in mentions}) < 2:
        return not_run("没有同一数量的两处界限", "no quantity has two bounds")
    findings: dict[tuple[Var, str], Finding] = {}
    pairs = sorted(
        combinations(mentions, 2),
        key=lambda pair: _faces(pair[0].op) != _faces(pair[1].op),  # > 3 against ≥ 3 is plainest
    )
    for first, second in pairs:
        if first.var != second.var or not _disagree(first, second):
            continue
        key = (first.var, first.number)
        if key not in findings:
            findings[key] = _two_bounds(case, first, second)
    for mention in mentions:
        other = _interrupts_otherwise(mention, ruled)
        if other is not None:
            findings.setdefault((mention.var, mention.number), _two_bounds(case, other, mention))
    return found(findings.values())


def _interrupts_otherwise(mention: _Mention, ruled: Sequence[_Mention]) -> _Mention | None:
    """The rule's bound where the text lets another number of months interrupt the insurance."""
    if mention.rule is not None or not mention.interrupts:
        return None
    if any(other.var == mention.var and other.number == mention.number for other in ruled):
        return None
    lapses = [
        other
        for other in ruled
        if isinstance(other.rule, Lapse)
        and other.rule.outcome == "interrupted"
        and other.var == mention.var
        and _faces(other.op) == "up"
    ]
    return lapses[0] if lapses else None


def _disagree(first: _Mention, second: _Mention) -> bool:
    if first.number != second.number or first.cut == second.cut:
        return False
    if first.rule is None or second.rule is None:
        return True
    # 45周岁以下 and 45周岁以上 of one kind: PARTITION says where they overlap
    return first.rule.kind != second.rule.kind or _faces(first.op) == _faces(second.op)


def _faces(op: str) -> str:
    return "up" if op in ("gt", "ge") else "down"


def _mentions_in_text(case: Case, ruled: Sequence[_Mention]) -> Iterator[_Mention]:
    """Bounds on arrears in sentences whose words are not already a rule's threshold."""
    text = case.view.text
    taken = [(span.start, span.end) for mention in ruled for span in mention.spans]
    for match in _ARREARS.finditer(text):
        where = case.evidence(match.start(), match.start("then"))
        if any(start < where.end and where.start < end for start, end in taken):
            continue
        stated = _BOUND.match(text, match.start("left" if match["left"] else "number"))
        op = _operator(stated) if stated else None
        if op is None and _CONSEQUENCE.search(match["then"]):
            op = "ge"  # the third month is enough
        if op is not None:
            interrupts = _faces(op) == "up" and bool(_INTERRUPTS.search(match["then"]))
            number = _plain(match["number"])
            yield _Mention(Var.ARREARS_MONTHS, op, number, (where,), None, interrupts)


def _two_bounds(case: Case, first: _Mention, second: _Mention) -> Finding:
    first, second = sorted((first, second), key=lambda m: m.spans[0].start if m.spans else 0)
    name = VAR_ZH.get(first.var, first.var.value)
    said = " / ".join(
        f"「{squeezed(mention.spans[0].quote)}」{SIGN[mention.op]} {mention.number}"
        for mention in (first, second)
    )
    rules = [mention.rule.id for mention in (first, second) if mention.rule]
    spans = [*first.spans, *second.spans]
    for mention in (first, second):
        if mention.rule is None:
            rules += _rules_at(case, mention.spans)
    when = f"恰为 {first.number} 时" if first.number == second.number else ""
    return Finding(
        code="THRESHOLD",
        severity="warning",
        about="notice",
        rules=tuple(dict.fromkeys(rules)),
        spans=tuple(dict.fromkeys(spans)),
        zh=f"{name}：{said}，{when}两处不一致",
        en=f"two bounds for {first.var.value}: {SIGN[first.op]} {first.number} and "
        f"{SIGN[second.op]} {second.number}",
    )


def _rules_at(case: Case, spans: Sequence[Evidence]) -> list[str]:
    """The rules whose sentences hold the first of some spans."""
    at = spans[0].start
    begun = bisect_right(case.by_place, (at, len(case.notice.text), ""))
    near = case.by_place[max(0, begun - 64) : begun]  # sentences are short: none begins far before
    return list(dict.fromkeys(rule for start, end, rule in near if start <= at < end))


# ── PARTITION ────────────────────────────────────────────────────────────────────────────────


class _Stretch(NamedTuple):
    """The whole numbers from `low` to `high` (None: without end) for which a rule holds."""

    low: int | None
    high: int | None
    rule: RuleCommon


def partition(case: Case) -> Verdict:
    """PARTITION: rules that differ in one quantity only neither overlap nor leave a hole.

    不满45周岁 and 超过45周岁 leave 45 to nobody. What lies outside the outermost bounds is silence,
    not a hole.
    """
    findings: list[Finding] = []
    compared = 0
    for var, group in _ladders(case):
        compared += 1
        steps = sorted(group, key=lambda step: (step.low is not None, step.low or 0))
        for lower, upper in combinations(steps, 2):
            overlap = _overlap(lower, upper)
            if overlap and not _says_the_same(lower.rule, upper.rule):
                findings.append(_partition_finding(var, lower, upper, overlap, "重叠", "overlap"))
        for lower, upper in pairwise(steps):
            if lower.high is not None and upper.low is not None and lower.high + 1 < upper.low:
                hole = (lower.high + 1, upper.low - 1)
                findings.append(_partition_finding(var, lower, upper, hole, "无规则", "no rule"))
    return found(findings) if compared else not_run("没有分段的规则", "no rules in bands")


def _ladders(case: Case) -> Iterator[tuple[Var, list[_Stretch]]]:
    """Groups of rules of one kind that differ in the bounds of one variable only."""
    groups: dict[tuple[Var, object], list[_Stretch]] = {}
    for rule in case.ruleset.rules:
        if not isinstance(
            rule,
            Contribution
            | StatedTotal
            | AccountCredit
            | ContributionBase
            | WaitingPeriod
            | Lapse
            | Adjustment,
        ):
            continue
        whole = rule.when.of if isinstance(rule.when, All) else (rule.when,)
        bounded = {p.var for p in whole if isinstance(p, Cmp) and p.op in THRESHOLDS}
        if any(not isinstance(part, Cmp) for part in whole if set(_vars(part)) & bounded):
            continue
        for var in bounded:
            stretch = _stretch(var, whole, rule)
            if stretch is None:
                continue
            others = together(*(p for p in whole if not (isinstance(p, Cmp) and p.var == var)))
            key = (var, (rule.kind, _about(rule), _bare(others)))
            groups.setdefault(key, []).append(stretch)
    for (var, _), group in groups.items():
        if len(group) > 1:
            yield var, group


def _vars(pred: Pred) -> list[Var]:
    return [cmp.var for cmp in comparisons(pred)]


def _bare(pred: Pred) -> tuple[tuple[object, ...], ...]:
    """A condition without its spans, in any order."""
    return tuple(sorted((cmp.var.value, cmp.op, str(cmp.value)) for cmp in comparisons(pred)))


def _about(rule: RuleCommon) -> tuple[object, ...]:
    """What a rule speaks of beside whom it is for."""
    if isinstance(rule, Contribution):
        return (rule.component, rule.payer, rule.label.value)
    if isinstance(rule, StatedTotal):
        return (rule.per,)
    if isinstance(rule, ContributionBase):
        return (rule.subject,)
    if isinstance(rule, Adjustment):
        return (rule.sign,)
    return ()


def _stretch(var: Var, whole: Sequence[Pred], rule: RuleCommon) -> _Stretch | None:
    low: int | None = None
    high: int | None = None
    for part in whole:
        if not isinstance(part, Cmp) or part.var != var:
            continue
        if not isinstance(part.value, int) or isinstance(part.value, bool):
            return None
        match part.op:
            case "ge" | "gt":
                least = part.value + (part.op == "gt")
                low = least if low is None else max(low, least)
            case "le" | "lt":
                most = part.value - (part.op == "lt")
                high = most if high is None else min(high, most)
            case _:
                return None
    return _Stretch(low, high, rule)


def _overlap(one: _Stretch, two: _Stretch) -> tuple[int | None, int | None] | None:
    low = max((end for end in (one.low, two.low) if end is not None), default=None)
    high = min((end for end in (one.high, two.high) if end is not None), default=None)
    if low is not None and high is not None and low > high:
        return None
    return (low, high) if meet([one.rule.when, two.rule.when]) else None


def _says_the_same(one: RuleCommon, two: RuleCommon) -> bool:
    """True where two rules say the same thing of the people whom both are for."""
    for name in ("amount", "length", "outcome", "exact"):
        first, second = getattr(one, name, None), getattr(two, name, None)
        if _value(first) != _value(second):
            return False
    return True


def _value(said: object) -> object:
    amount = getattr(said, "amount", None) or getattr(said, "rate", None) or said
    return getattr(amount, "value", amount)


def _partition_finding(
    var: Var,
    one: _Stretch,
    two: _Stretch,
    where: tuple[int | None, int | None],
    zh: str,
    en: str,
) -> Finding:
    low, high = where
    stretch = str(low) if low == high else f"{low if low is not None else ''}–{high or ''}"
    spans = [
        span
        for rule in (one.rule, two.rule)
        for cmp in comparisons(rule.when)
        if cmp.var == var
        for span in cmp.spans
    ]
    return Finding(
        code="PARTITION",
        severity="warning",
        about="notice",
        rules=(one.rule.id, two.rule.id),
        spans=tuple(dict.fromkeys(spans)),
        zh=f"{VAR_ZH.get(var, var.value)} {stretch}：{zh}（{one.rule.id} 与 {two.rule.id}）",
        en=f"{var.value} {stretch}: {en} ({one.rule.id}, {two.rule.id})",
    )


# ── OPEN-LIST, EXTERNAL, TITLE-HOLE ──────────────────────────────────────────────────────────

# 等 as 「and so on」: not 等待期, 等级, 平等, 高等, 同等 …
_OPEN = regex.compile(
    r"(?<![平高初中相均同对优劣头上下何不得再要须需先])等(?!待|级|额|于|值|候|价|离|量|号|次|你|您|我|到|一下|方可|[\d两二三四五六七八九十])等?"
    r"|主要(?=有|是|为|包括|分|通过)|其中包括|包括但不限于"
)


def open_list(case: Case) -> Verdict:
    """OPEN-LIST: 等, 主要 and 其中包括 leave a list open; it is never closed in the data."""
    spans = [
        case.evidence(max(match.start() - 8, _line_start(case, match.start())), match.end())
        for match in _OPEN.finditer(case.view.text)
    ]
    if not spans:
        return found(())
    rules = dict.fromkeys(rule for span in spans for rule in _rules_at(case, [span]))
    return found(
        [
            Finding(
                code="OPEN-LIST",
                severity="info",
                about="notice",
                rules=tuple(rules),
                spans=tuple(spans),
                zh=f"{len(spans)} 处列举未尽（等、主要、其中包括）",
                en=f"{len(spans)} lists are left open",
            )
        ]
    )


def _line_start(case: Case, at: int) -> int:
    return case.view.text.rfind("\n", 0, at) + 1


_BY_A_RULE = regex.compile(
    r"(?:按照|按(?!照)|依照|根据|依据|参照|执行|适用(?!于))(?!上述|以上|本|前款|前述|下列)[^，。；:、\n《》（）]{1,18}规定"
)
# 《…表》, 《…书》 are papers to bring, no rules
_REGULATION = regex.compile(
    r"""《(?P<title>[^《》\n]{2,60}?
    (?:法|条例|规定|办法|细则|意见|决定|通知|方案|规程|规则|政策|目录))(?:（[^（）]{1,10}）)?》""",
    regex.VERBOSE,
)


def external(case: Case) -> Verdict:
    """EXTERNAL: rules that the notice refers to and does not contain."""
    text = case.view.text
    own = squeezed(case.ruleset.notice.title.value) if case.ruleset.notice.title else ""
    matches = [
        *_BY_A_RULE.finditer(text),
        *(m for m in _REGULATION.finditer(text) if squeezed(m["title"]) not in own),
    ]
    if not matches:
        return found(())
    matches.sort(key=lambda match: match.start())
    spans = [case.evidence(match.start(), match.end()) for match in matches]
    names = "、".join(dict.fromkeys(f"「{match.group()}」" for match in matches))
    rules = dict.fromkeys(rule for span in spans for rule in _rules_at(case, [span]))
    return found(
        [
            Finding(
                code="EXTERNAL",
                severity="info",
                about="notice",
                rules=tuple(rules),
                spans=tuple(spans),
                zh=f"{names}不在本通告内（{len(spans)} 处）",
                en=f"{len(spans)} references to rules outside the notice: {names}",
            )
        ]
    )


_TITLE = regex.compile(r"《[^《》\n]{2,80}》")
# 晋人社厅发, 医保函: the abbreviation of an office with 发, 函 or 字, and then no 〔2023〕5号
_ISSUER_CODE = regex.compile(
    r"""
    \p{Han}?(?:人社|社保|医保|医疗|劳社|人保|民|财|税|政|卫健?|府|发改)
    (?:(?:厅|局|委|部)(?:办|规)?|办|规)?(?:发|函|字)
    (?![〔\[【（(〈\d第])(?!放|布|展|行|给|生|文|送|出|票|挥|证|数|样|体|授|件|告|号码)
    """,
    regex.VERBOSE,
)
_EMPTY_NUMBER = regex.compile(r"(?:发|函|字|规)[〔\[【]\s*(?:\d{4})?\s*[〕\]】]\s*(?:第\s*)?号")


def title_hole(case: Case) -> Verdict:
    """TITLE-HOLE: a cited title has an issuer's code and has lost the number after it."""
    text = case.view.text
    holes = [
        (title.start(), title.end(), code.group())
        for title in _TITLE.finditer(text)
        if (code := _ISSUER_CODE.search(title.group())) is not None
    ]
    holes += [(hole.start(), hole.end(), hole.group()) for hole in _EMPTY_NUMBER.finditer(text)]
    findings = []
    for start, end, name in holes:
        span = case.evidence(start, end)
        findings.append(
            Finding(
                code="TITLE-HOLE",
                severity="warning",
                about="notice",
                rules=tuple(_rules_at(case, [span])),
                spans=(span,),
                zh=f"「{squeezed(span.quote)}」的发文字号「{name}」缺号",
                en=f"the document number 「{name}」 has lost its digits",
            )
        )
    return found(findings)

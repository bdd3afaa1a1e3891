"""Rules as rows of tables: the money first, then what every other kind says, in few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.cells import cell_len
from rich.text import Text

from extractor.conditions import ALWAYS, Cmp
from extractor.evidence import Fact
from extractor.notice import Notice, unspaced
from extractor.render import labels
from extractor.render.labels import KINDS, SOURCE, VALUES, Label
from extractor.render.table import Column, View, evidence, places, table
from extractor.schema import (
    AccountCredit,
    Adjustment,
    Advice,
    Amount,
    Change,
    Channel,
    Contact,
    Contribution,
    ContributionBase,
    Document,
    Eligibility,
    Extraction,
    Fixed,
    Lapse,
    PaymentFrequency,
    PaymentWindow,
    Percent,
    Plan,
    Procedure,
    Responsibility,
    Returned,
    Rule,
    StatedTotal,
    Voucher,
    WaitingPeriod,
)

MONEY = (ContributionBase, Contribution, StatedTotal, AccountCredit, Adjustment)
RULE, WHO, SAYS = Label("规则", "rule"), Label("人群", "people"), Label("内容", "says")
_SHORT = 18  # columns: up to here a group of people is named in both languages


# ── the money ────────────────────────────────────────────────────────────────────────────────


def money_table(rules: Sequence[Rule], notice: Notice, found: Extraction, view: View) -> Text:
    by_id = {rule.id: rule for rule in found.ruleset.rules}
    wrong = {
        rule
        for finding in found.findings
        if finding.severity == "error" and finding.code.startswith("ARITH-")
        for rule in finding.rules
    }
    columns = (
        Column(RULE, whole=True),
        Column(WHO),
        Column(Label("金额", "amount"), whole=True, right=True),
        Column(Label("周期", "per"), whole=True),
        Column(Label("怎么交", "how")),
        Column(SOURCE),
    )
    rows = []
    for rule in rules:
        value, per, how = _money(rule, by_id, view)
        if rule.id in wrong:
            how = " · ".join(filter(None, (how, "✗ " + view.speak(Label("不符", "differs")))))
        elif isinstance(rule, StatedTotal):
            how += " ✓"
        rows.append(
            (
                Text(rule.id, "cyan"),
                _who(rule, view),
                Text(value, "bold"),
                Text(view.speak(labels.PER[per]) if per else ""),
                Text(how),
                places(notice, evidence(rule)),
            )
        )
    return table(columns, rows, view)


def _money(rule: Rule, by_id: Mapping[str, Rule], view: View) -> tuple[str, str, str]:
    """Amount, period and the way it is paid, of a rule about money."""
    match rule:
        case ContributionBase():
            return _base(rule), "month", view.speak(VALUES["subject"][rule.subject])
        case StatedTotal():
            parts = [by_id[i] for i in rule.sums if i in by_id]
            summed = [
                view.speak(VALUES["component"][part.component])
                for part in parts
                if isinstance(part, Contribution)
            ]
            return labels.money(rule.amount.value), rule.per, f"= {' + '.join(summed)}"
        case Contribution() | AccountCredit():
            value, per, how = _amount(rule.amount, by_id, view)
            said = [how, *_restated(rule.amount, rule.restated, view)]
            if isinstance(rule, Contribution):
                said.insert(0, _collected(rule, view))
            return value, per, " ".join(filter(None, said))
        case Adjustment():
            value, per, how = _amount(rule.amount, by_id, view)
            cap = rule.cap and Label(
                f"最长 {labels.duration(rule.cap.value).zh}",
                f"for {labels.duration(rule.cap.value).en} at most",
            )
            sign = view.speak(VALUES["sign"][rule.sign])
            return value, per, " ".join(filter(None, (sign, how, view.speak(cap) if cap else "")))
    raise TypeError(f"not about money: {rule.kind}")


def _base(rule: ContributionBase) -> str:
    lines = []
    if rule.exact:
        lines.append(labels.money(rule.exact.value))
    if rule.lower:
        lines.append(f"≥ {labels.money(rule.lower.value)}")
    if rule.upper:
        lines.append(f"≤ {labels.money(rule.upper.value)}")
    if rule.multiples:
        lines += (labels.percent(multiple.value) for multiple in rule.multiples)
    if rule.reference_wage:
        lines.append(f"× {labels.money(rule.reference_wage.value)}")
    return "\n".join(lines)


def _amount(amount: Amount, by_id: Mapping[str, Rule], view: View) -> tuple[str, str, str]:
    match amount:
        case Fixed():
            return labels.money(amount.amount.value), amount.per, ""
        case Percent():
            base = by_id.get(amount.of or "")
            if isinstance(base, ContributionBase) and base.exact:
                of = f"× {labels.money(base.exact.value)}"
            elif amount.of in VALUES["of"]:
                of = f"× {view.speak(VALUES['of'][amount.of])}"
            else:
                of = f"× {amount.of}" if amount.of else ""
            return labels.percent(amount.rate.value), amount.per, of
        case Returned():
            return "—", "", view.speak(labels.amount(amount))


def _restated(amount: Amount, restated: Sequence[Fixed], view: View) -> Iterator[str]:
    """The same money in other words: = 263.28/月 = 3,159.36/年; a mere repetition says nothing."""
    printed = {(amount.per, amount.amount.value)} if isinstance(amount, Fixed) else set()
    for other in restated:
        if (other.per, other.amount.value) not in printed:
            printed.add((other.per, other.amount.value))
            yield f"= {view.speak(labels.fixed(other))}"


def _collected(rule: Contribution, view: View) -> str:
    source = rule.collected_from
    said = [view.speak(VALUES["payer"][rule.payer]) if rule.payer != "insured" else ""]
    said.append(view.speak(VALUES["collected_from"][source.value]) if source else "")
    said.append(view.speak(labels.fixed(rule.instalment)) if rule.instalment else "")
    return " ".join(filter(None, said))


# ── the other rules ──────────────────────────────────────────────────────────────────────────


def other_table(kind: str, rules: Sequence[Rule], notice: Notice, view: View) -> Text:
    title = f"{view.say(KINDS[kind])} · {len(rules)}"
    columns = (
        Column(Label(title, title), whole=True),
        Column(WHO),
        Column(Label("电话", "phone"), whole=True),
        Column(SAYS),
        Column(SOURCE),
    )
    rows = []
    for rule in rules:
        phone = rule.phone.value if isinstance(rule, Contact) and rule.phone else ""
        said = " · ".join(filter(None, _says(rule, view)))
        lines = places(notice, evidence(rule))
        rows.append(
            (Text(rule.id, "cyan"), _who(rule, view), Text(phone, "bold"), Text(said), lines)
        )
    return table(columns, rows, view)


def _who(rule: Rule, view: View) -> Text:
    """Whom it holds for: nothing where a rule of no condition is not about money."""
    if rule.when == ALWAYS:
        return Text(view.say(labels.EVERYONE) if isinstance(rule, Contribution) else "")
    words = labels.condition(rule.when)
    short = isinstance(rule.when, Cmp) and cell_len(view.say(words)) <= _SHORT
    return Text(view.say(words) if short else view.speak(words))


def _says(rule: Rule, view: View) -> Iterator[str]:
    """What a rule says beside its condition, piece by piece, in the notice's words where it can."""
    speak = view.speak
    match rule:
        case Eligibility():
            yield speak(VALUES["effect"][rule.effect])
            yield _said(rule.group, view)
        case Plan():
            yield _said(rule.label, view)
            yield _yes(
                rule.personal_account,
                "有个人账户",
                "with an account",
                "无个人账户",
                "without",
                view,
            )
        case PaymentWindow():
            if rule.window:
                yield speak(labels.window(rule.window.value)) + basis(rule.window, view)
            if rule.monthly:
                yield speak(labels.monthly(rule.monthly.value)) + basis(rule.monthly, view)
            if rule.holiday_roll:
                yield speak(VALUES["holiday_roll"][rule.holiday_roll.value])
        case PaymentFrequency():
            yield " / ".join(view.say(labels.PER[per]) for per in rule.options.value)
        case WaitingPeriod():
            yield speak(labels.duration(rule.length.value)) + basis(rule.length, view)
        case Lapse():
            yield speak(VALUES["outcome"][rule.outcome])
            yield _yes(
                rule.account_usable, "账户可用", "account usable", "账户停用", "account shut", view
            )
            yield _yes(
                rule.reenrol_as_new, "按首次参保", "as new", "不按首次参保", "not as new", view
            )
        case Procedure():
            yield from _procedure(rule, view)
        case Channel():
            yield from _channel(rule, view)
        case Voucher():
            yield _said(rule.document, view)
        case Contact():
            area, body = _said(rule.area, view), _said(rule.body, view)
            yield area
            yield body if body != area else ""
            if rule.menu:
                yield f"{speak(Label('按键', 'press'))} {' → '.join(rule.menu.value)}"
            yield " / ".join(speak(VALUES["topic"][topic]) for topic in rule.topics)
        case Responsibility():
            yield f"{_said(rule.body, view)}: {_said(rule.duty, view)}"
            yield "、".join(rule.over.value) if rule.over else ""
        case Change():
            direction = speak(VALUES["direction"][rule.direction])
            yield direction if rule.id == f"change.{rule.target}" else f"{rule.target} {direction}"
            yield " → ".join(filter(None, (_said(rule.before, view), _said(rule.after, view))))
        case Advice():
            words = unspaced("".join(span.quote for span in rule.spans))
            yield f"「{words[:24]}…」" if len(words) > 25 else f"「{words}」"


def _procedure(rule: Procedure, view: View) -> Iterator[str]:
    topic = view.speak(VALUES["topic"][rule.topic])
    actor = view.speak(VALUES["actor"][rule.actor])
    yield topic if rule.actor == "insured" else topic + view.aside(actor)
    yield _said(rule.at, view)
    yield from (_document(document, view) for document in rule.documents)
    if rule.steps and len(rule.steps.value) > 1:
        yield " → ".join(rule.steps.value)
    if rule.deadline:
        yield view.speak(labels.deadline(rule.deadline.value)) + basis(rule.deadline, view)
    yield view.speak(labels.amount(rule.returns)) if rule.returns else ""
    yield view.speak(VALUES["effective"][rule.effective.value]) if rule.effective else ""


def _channel(rule: Channel, view: View) -> Iterator[str]:
    mode, purpose = VALUES["mode"][rule.mode], VALUES["purpose"][rule.purpose]
    way = Label(mode.zh + purpose.zh, f"{mode.en} {purpose.en}")
    yield _said(rule.provider, view) + view.aside(view.speak(way))
    yield " → ".join(rule.steps.value) if rule.steps else ""
    yield "、".join(rule.institutions.value) if rule.institutions else ""
    yield _said(rule.url, view)
    yield from (_document(document, view) for document in rule.documents)
    if rule.posting_delay:
        wait = labels.duration(rule.posting_delay.value)
        yield view.speak(Label(f"{wait.zh}后到账", f"posted after {wait.en}"))
    yield view.speak(Label("仅二维码", "QR code only")) if rule.image_only else ""


def _document(document: Document, view: View) -> str:
    names = view.speak(Label(" 或 ", " or ")).join(document.any_of.value)
    form = VALUES["document"].get(document.form)
    said = f"《{names}》" if "《" not in names else names
    said += view.aside(view.speak(form)) if form else ""
    if document.when == ALWAYS:
        return said
    return said + view.aside(view.speak(labels.condition(document.when)))


def _said(fact: Fact[str] | None, view: View) -> str:
    return unspaced(fact.value) + basis(fact, view) if fact else ""


def _yes(fact: Fact[bool] | None, zh: str, en: str, not_zh: str, not_en: str, view: View) -> str:
    if fact is None:
        return ""
    return view.speak(Label(zh, en) if fact.value else Label(not_zh, not_en)) + basis(fact, view)


def basis(fact: Fact[Any], view: View) -> str:
    """（推断 inferred） behind what the notice does not print."""
    if fact.basis == "stated":
        return ""
    return view.aside(view.say(VALUES["basis"][fact.basis]))

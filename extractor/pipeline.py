"""The pipeline on one page: a Notice in, an Extraction out. One line per kind of rule."""

from __future__ import annotations

from extractor import metadata
from extractor.amounts import amounts, examples
from extractor.identity import identify
from extractor.ledger import Ledger, structure, unclaimed
from extractor.link import link
from extractor.notice import Notice, OffTopic
from extractor.reading import Reading
from extractor.rules import (
    adjustment,
    advice,
    base,
    change,
    channel,
    contact,
    contribution,
    credit,
    eligibility,
    frequency,
    lapse,
    plan,
    procedure,
    responsibility,
    total,
    voucher,
    waiting,
    window,
)
from extractor.schema import Extraction, Rule, RuleSet
from extractor.scope import Scope


def extract(notice: Notice) -> Extraction:
    """The rules of a notice with what the checks say of them and the text left unclaimed.

    Deterministic, offline, and by the notice's own words only. Raises OffTopic where the text
    holds no rule of a social-insurance scheme.

    >>> found = extract(Notice("2024年度灵活就业人员职工医保：在职人员基本医疗保险费每年3432元。"))
    >>> [(rule.id, str(rule.amount.amount.value)) for rule in found.ruleset.rules]
    [('contribution.basic.active', '3432')]
    """
    from extractor.checks import check

    reading = Reading(notice)
    facts = metadata.read(reading)
    reading.calendar = facts.calendar
    scope = Scope(reading)
    found: list[Rule] = [
        *eligibility.find(reading, scope),
        *plan.find(reading, scope),
        *base.find(reading, scope),
        *contribution.find(reading, scope),
        *total.find(reading, scope),
        *credit.find(reading, scope),
        *window.find(reading, scope),
        *frequency.find(reading, scope),
        *waiting.find(reading, scope),
        *lapse.find(reading, scope),
        *adjustment.find(reading, scope),
        *procedure.find(reading, scope),
        *channel.find(reading, scope),
        *voucher.find(reading, scope),
        *contact.find(reading, scope),
        *responsibility.find(reading, scope),
    ]
    rules = link(identify(found))
    rules += identify([*change.find(reading, scope, rules)])
    ledger = Ledger(reading)
    ledger.claim(rules)
    ledger.pass_over(amounts(reading, scope), examples(reading, scope))
    outside = structure(ledger)
    ledger.close_clauses()
    ledger.set_aside(outside)
    pleas = identify([*advice.find(reading, scope, ledger)])
    ledger.claim(pleas)
    if not metadata.is_social_insurance(reading, rules):
        raise OffTopic(metadata.why_off_topic(reading))
    ruleset = RuleSet(
        scheme=facts.scheme,
        region=facts.region,
        notice=facts.notice,
        insurance_year=facts.insurance_year,
        coverage=facts.coverage,
        rules=rules + pleas,
        structure=outside,
    )
    text, numerals = unclaimed(ledger, ruleset)
    findings, _ = check(ruleset, notice, text, numerals)
    return Extraction(
        ruleset=ruleset, findings=tuple(findings), unclaimed_text=text, unclaimed_numerals=numerals
    )

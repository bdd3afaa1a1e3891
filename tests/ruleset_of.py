"""Rule sets written by hand beside their text: each fact is a quote of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from extractor.checks import CHECKS, CheckResult, check
from extractor.evidence import Evidence
from extractor.notice import Notice
from extractor.schema import Finding, RuleSet

Json = dict[str, Any]

EVERYBODY: Json = {"op": "all", "of": []}


def eq(var: str, value: Any) -> Json:
    """The condition that a variable has a value."""
    return {"op": "eq", "var": var, "value": value}


def both(*preds: Json) -> Json:
    """The condition that all of some conditions hold."""
    return {"op": "all", "of": list(preds)}


ACTIVE, RETIRED = eq("status", "active"), eq("status", "retired")


class Page:
    """The text of a notice, and the rules that quote it, numbered as they are written."""

    def __init__(self, text: str) -> None:
        self.notice = Notice(text)
        self.rules: list[Json] = []

    def at(self, quote: str, nth: int = 1) -> Evidence:
        """The `nth` place of a quote, layout white space inside ignored."""
        pattern = r"\s*".join(re.escape(char) for char in quote if not char.isspace())
        places = list(re.finditer(pattern, self.notice.text))
        assert len(places) >= nth, f"{quote!r} stands {len(places)} times"
        place = places[nth - 1]
        return Evidence(start=place.start(), end=place.end(), quote=place.group())

    def fact(self, value: Any, quote: str, nth: int = 1, **more: Any) -> Json:
        """A fact that stands in a quote."""
        return {"value": value, "spans": [self.at(quote, nth)], **more}

    def words(self, quote: str, nth: int = 1) -> Json:
        """A fact that is the very words."""
        return self.fact(quote, quote, nth)

    def money(self, quote: str, nth: int = 1) -> Json:
        """A fact whose value is the number in its quote."""
        number = re.search(r"[\d,]+(?:\.\d+)?", quote)
        assert number is not None
        return self.fact(number.group().replace(",", ""), quote, nth)

    def fixed(self, quote: str, per: str, nth: int = 1) -> Json:
        """So many yuan a period."""
        return {"how": "fixed", "amount": self.money(quote, nth), "per": per}

    def percent(self, quote: str, of: str | None, nth: int = 1) -> Json:
        """A rate, as 「8%」, of a base."""
        rate = f"{float(quote.rstrip('%')) / 100:.6f}"
        return {"how": "percent", "rate": self.fact(rate, quote, nth), "of": of, "per": "month"}

    def bound(self, var: str, op: str, value: Any, quote: str, nth: int = 1) -> Json:
        """A threshold with the words that set it."""
        return {"op": op, "var": var, "value": value, "spans": [self.at(quote, nth)]}

    def add(self, kind: str, when: Json = EVERYBODY, **fields: Any) -> str:
        """Write a rule down; its id is returned. Unless given, its sentence is the whole text."""
        whole = self.notice.text
        rule: Json = {
            "kind": kind,
            "id": fields.pop("id", f"{kind}.r{len(self.rules) + 1}"),
            "when": when,
            "spans": fields.pop("spans", [Evidence(start=0, end=len(whole), quote=whole)]),
            **fields,
        }
        self.rules.append(rule)
        return str(rule["id"])

    def contribution(
        self, component: str, amount: Json, when: Json = EVERYBODY, **fields: Any
    ) -> str:
        """A contribution; its label is the first two characters of the text unless given."""
        label = fields.pop("label", None) or self.words(self.notice.text[:2])
        return self.add(
            "contribution", when, component=component, amount=amount, label=label, **fields
        )

    def total(self, quote: str, per: str, when: Json = EVERYBODY, **fields: Any) -> str:
        """A printed total."""
        sums = fields.pop("sums", [])
        return self.add("total", when, amount=self.money(quote), per=per, sums=sums, **fields)

    def window(
        self, quote: str, opens: str | None = None, closes: str | None = None, **fields: Any
    ) -> str:
        """A payment window; ISO times, half-open."""
        precision = fields.pop("precision", "day")
        value = {"opens": opens, "closes": closes, "precision": precision}
        when = fields.pop("when", EVERYBODY)
        return self.add("window", when, window=self.fact(value, quote), **fields)

    def contact(self, area: str | None, phone: str, nth: int = 1, **fields: Any) -> str:
        """A telephone number, of an area where one is given."""
        named = {"area": self.words(area)} if area else {}
        return self.add("contact", phone=self.words(phone, nth), **named, **fields)

    def ruleset(self, **facts: Any) -> RuleSet:
        """The rules as a rule set; `facts` are of the rule set, or `notice_…` of the notice."""
        about: Json = {
            "form": "notice",
            "file_sha256": self.notice.file_sha256,
            "text_sha256": self.notice.text_sha256,
            "media_type": "text/plain",
        }
        for name in [name for name in facts if name.startswith("notice_")]:
            about[name.removeprefix("notice_")] = facts.pop(name)
        scheme = {"value": "flexible_medical", "basis": "curated", "why": "written by hand"}
        given = {"scheme": scheme, "notice": about, "rules": self.rules, **facts}
        return RuleSet.model_validate(given)

    def region(self, adcode: str, name: str) -> Json:
        """A region that the notice need not name."""
        why = {"basis": "curated", "why": "written by hand"}
        return {"adcode": adcode, "name": {"value": name, **why}}


def outcome(
    page: Page,
    code: str,
    *,
    unclaimed_text: Sequence[Evidence] = (),
    unclaimed_numerals: Sequence[Evidence] = (),
    **facts: Any,
) -> tuple[list[Finding], CheckResult]:
    """The findings of one check on a page, and what became of it."""
    assert code in CHECKS
    findings, results = check(
        page.ruleset(**facts), page.notice, unclaimed_text, unclaimed_numerals, codes=[code]
    )
    assert all(finding.code == code for finding in findings)
    for finding in findings:
        assert finding.zh
        assert finding.en
        for span in finding.spans:
            assert page.notice.text[span.start : span.end] == span.quote
    return findings, results[0]


def verdict(page: Page, code: str, **facts: Any) -> list[str]:
    """The findings of one check, as 「error notice」, or what became of it: 「ok」, 「not_run」."""
    findings, result = outcome(page, code, **facts)
    said = [f"{finding.severity} {finding.about}" for finding in findings]
    assert result.findings == len(said)
    return said or [result.outcome]

"""Every notice of the corpus against what a person wrote of it.

A failing line is meant to be enough to mend the miss without opening a file. What is known to fail
stands in known_failures.toml with its reason, and must fail: the fix deletes the line.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest

from extractor import corpus, gold
from extractor.formats import read
from extractor.gold import Gold
from extractor.pipeline import extract
from extractor.schema import Extraction
from extractor.score import score

ROOT = Path(__file__).resolve().parent.parent
KEYS = corpus.keys(ROOT)
KNOWN = tomllib.loads((Path(__file__).parent / "known_failures.toml").read_text("utf-8"))


@cache
def pair(key: str) -> tuple[Gold, Extraction]:
    notice = read(corpus.find(key, ROOT))
    return gold.load(gold.find(key, ROOT), notice), extract(notice)


def misses(key: str) -> dict[str, str]:
    """Field → the readable form of each value that differs; places alone are not counted."""
    curated, found = pair(key)
    [scored] = score([(curated, found.ruleset)]).notices
    return {
        f"{miss.rule}.{miss.field}" if miss.rule else miss.field: str(miss)
        for miss in scored.misses
        if miss.what != "misplaced"
    }


@pytest.mark.parametrize("key", KEYS)
def test_extraction_equals_gold(key: str) -> None:
    known = set(KNOWN.get(key, {}).get("fields", []))
    found = misses(key)
    surprises = [text for field, text in found.items() if field not in known]
    assert not surprises, "\n" + "\n\n".join(surprises)
    mended = known - set(found)
    assert not mended, f"these no longer fail, delete them from known_failures.toml: {mended}"


@pytest.mark.parametrize("key", KEYS)
def test_expected_findings_and_no_false_error(key: str) -> None:
    curated, found = pair(key)
    codes = {finding.code for finding in found.findings}
    assert set(curated.findings) <= codes
    errors = {f.code for f in found.findings if f.severity == "error" and f.about == "notice"}
    assert errors <= set(curated.findings)


@pytest.mark.parametrize("key", [key for key in KEYS if key.split("/")[0] in ("610500", "140400")])
def test_the_two_sample_notices_are_closed(key: str) -> None:
    _, found = pair(key)
    assert [span.quote for span in found.unclaimed_text] == []
    assert [span.quote for span in found.unclaimed_numerals] == []


SAMPLE_FINDINGS = {
    "610500/2023": {"DATE-WORKDAY", "PHONE-SHAPE", "BOUND-OPEN", "OPEN-LIST", "IMAGE-ONLY", "AREA-SET"},
    "140400/2023": {
        "THRESHOLD", "BOUND-OPEN", "DATE-PUBLISHED", "DATE-ROLL", "TITLE-HOLE", "EXTERNAL", "OPEN-LIST", "IMAGE-ONLY",
    },
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(SAMPLE_FINDINGS))
def test_exactly_the_findings_of_the_two_sample_notices(key: str) -> None:
    _, found = pair(key)
    assert {finding.code for finding in found.findings} == SAMPLE_FINDINGS[key]

"""What the checks say of the notices that people have read: no false error, no missed finding."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor import corpus, gold
from extractor.checks import check
from extractor.formats import read
from extractor.gold import Gold

ROOT = Path(__file__).parents[1]
KEYS = sorted(f"{path.parent.name[:6]}/{path.stem}" for path in ROOT.glob("gold/*/*.toml"))


def load(key: str) -> Gold:
    return gold.load(gold.find(key, ROOT), read(corpus.find(key, ROOT)))


@pytest.mark.parametrize("key", KEYS)
def test_every_error_is_one_that_a_person_expects(key: str) -> None:
    one = load(key)
    findings, _ = check(one.ruleset, one.notice)
    errors = [f"{f.code} {f.about}: {f.zh}" for f in findings if f.severity == "error"]
    unexpected = [said for said in errors if said.split()[0] not in one.findings]
    assert unexpected == []


@pytest.mark.parametrize("key", KEYS)
def test_every_finding_that_a_person_expects_is_made(key: str) -> None:
    one = load(key)
    findings, _ = check(one.ruleset, one.notice)
    assert set(one.findings) - {finding.code for finding in findings} == set()


SAMPLES = {
    "610500/2023": {
        ("DATE-WORKDAY", "info"),
        ("BOUND-OPEN", "info"),
        ("OPEN-LIST", "info"),
        ("PHONE-SHAPE", "warning"),
        ("AREA-SET", "info"),
        ("IMAGE-ONLY", "info"),
    },
    "140400/2023": {
        ("DATE-ROLL", "info"),
        ("DATE-PUBLISHED", "info"),
        ("BOUND-OPEN", "info"),
        ("THRESHOLD", "warning"),
        ("OPEN-LIST", "info"),
        ("EXTERNAL", "info"),
        ("TITLE-HOLE", "warning"),
        ("IMAGE-ONLY", "info"),
    },
}


@pytest.mark.parametrize("key", SAMPLES)
def test_the_samples_findings_and_no_other(key: str) -> None:
    one = load(key)
    findings, _ = check(one.ruleset, one.notice)
    assert {(finding.code, finding.severity) for finding in findings} == SAMPLES[key]
    assert {finding.about for finding in findings} == {"notice"}

"""What holds for every notice of the corpus, whatever its wording."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
from pydantic import BaseModel

from extractor import corpus
from extractor.evidence import Evidence, Fact
from extractor.formats import read
from extractor.notice import Notice
from extractor.pipeline import extract
from extractor.schema import Extraction

ROOT = Path(__file__).resolve().parent.parent
KEYS = corpus.keys(ROOT)
SAMPLES = [key for key in KEYS if key.split("/")[0] in ("610500", "140400")]


@cache
def notice_of(key: str) -> Notice:
    return read(corpus.find(key, ROOT))


@cache
def extraction_of(key: str) -> Extraction:
    return extract(notice_of(key))


def walk(model: Any) -> Iterator[Any]:
    yield model
    if isinstance(model, BaseModel):
        for value in model.__dict__.values():
            yield from walk(value)
    elif isinstance(model, tuple):
        for value in model:
            yield from walk(value)


def bare(model: Any) -> Any:
    """Ids and values, without places, hashes, layout white space and what is kept of the wording."""
    if isinstance(model, Fact):
        return bare(model.value)
    if isinstance(model, BaseModel):
        fields = type(model).model_fields
        left_out = {"spans", "structure", "text_sha256", "file_sha256", "why", "note"}
        return {name: bare(getattr(model, name)) for name in fields if name not in left_out}
    if isinstance(model, tuple):
        return [bare(value) for value in model]
    return regex.sub(r"\s", "", model) if isinstance(model, str) else model


@pytest.mark.parametrize("key", KEYS)
def test_every_span_is_its_quote_and_every_stated_fact_has_one(key: str) -> None:
    text = notice_of(key).text
    found = [item for item in walk(extraction_of(key)) if isinstance(item, Evidence)]
    assert found
    assert all(text[item.start : item.end] == item.quote for item in found)
    facts = [item for item in walk(extraction_of(key)) if isinstance(item, Fact)]
    assert all(fact.spans for fact in facts if fact.basis in ("stated", "inferred"))


@pytest.mark.parametrize("key", KEYS)
def test_the_same_notice_gives_the_same_answer(key: str) -> None:
    again = extract(
        Notice(notice_of(key).text, notice_of(key).file_sha256, encoding=notice_of(key).encoding)
    )
    assert bare(again.ruleset) == bare(extraction_of(key).ruleset)


HAN_PAIR = regex.compile(r"(?<=\p{Han})(?=\p{Han})")


@pytest.mark.parametrize("key", SAMPLES)
@pytest.mark.parametrize(
    "blank", [" ", "\u3000", "\u00a0"], ids=["blank", "ideographic", "no-break"]
)
def test_white_space_between_two_chinese_characters_changes_nothing(key: str, blank: str) -> None:
    text = notice_of(key).text
    places = [match.start() for match in HAN_PAIR.finditer(text)]
    for chosen in (places[::7], places[3::11], places[5::13]):
        padded = text
        for at in reversed(chosen):
            padded = padded[:at] + blank + padded[at:]
        assert (
            bare(extract(Notice(padded)).ruleset)["rules"]
            == bare(extraction_of(key).ruleset)["rules"]
        )


@pytest.mark.parametrize("key", KEYS)
def test_white_space_at_line_ends_changes_nothing(key: str) -> None:
    padded = regex.sub(r"(?m)$", "  \t", notice_of(key).text)
    assert (
        bare(extract(Notice(padded)).ruleset)["rules"] == bare(extraction_of(key).ruleset)["rules"]
    )


AMOUNT = regex.compile(r"(\d[\d,]*(?:\.\d+)?)(?=\s?元)|(\d+(?:\.\d+)?)(?=\s?[%％])")


def misread(text: str) -> Iterator[tuple[str, str]]:
    """The text with one digit of one amount or rate replaced by each other digit."""
    for match in AMOUNT.finditer(text):
        for at in range(match.start(), match.end()):
            if text[at].isdigit():
                for other in "0123456789":
                    if other != text[at]:
                        yield (
                            f"{match.group()} → {other} at {at}",
                            text[:at] + other + text[at + 1 :],
                        )


def told(found: Extraction) -> set[tuple[str, str]]:
    return {(f.code, f.zh) for f in found.findings if f.severity in ("error", "warning")}


def amounts(found: Extraction) -> list[Any]:
    kinds = ("base", "contribution", "total", "credit", "channel")
    return sorted(str(bare(rule)) for rule in found.ruleset.rules if rule.kind in kinds)


@pytest.mark.parametrize("key", SAMPLES)
def test_a_misread_digit_is_caught_or_leaves_the_value_unread(key: str) -> None:
    """No wrong amount of the two sample notices passes silently into the rules."""
    sound = extraction_of(key)
    tried, missed = 0, []
    for what, text in misread(notice_of(key).text):
        tried += 1
        found = extract(Notice(text))
        if not told(found) - told(sound) and amounts(found) != amounts(sound):
            missed.append(what)
    print(f"{key}: caught or unread {tried - len(missed)} of {tried}")
    assert tried > 250
    assert not missed

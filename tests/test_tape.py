"""Relations on the tape: an atom is one character there."""

from __future__ import annotations

import pytest

from extractor.atoms import find
from extractor.tape import Tape, pattern


def tape(view: str) -> Tape:
    return Tape(view, find(view))


def test_a_relation_finds_atoms_by_name_and_leads_back_to_the_view() -> None:
    view = "基本医疗保险费每年3216元，大病保险费每年150元"
    found = list(tape(view).phrases("<fund:FUND>~4<fee:MONEY>", 0, len(view)))
    assert [(p["fund"].value, str(p["fee"].value.amount)) for p in found] == [
        ("basic_medical", "3216"),
        ("catastrophic", "150"),
    ]
    assert [view[p.start : p.end] for p in found] == [
        "基本医疗保险费每年3216元",
        "大病保险费每年150元",
    ]


def test_a_gap_holds_plain_characters_only_and_ends_with_the_sentence() -> None:
    view = "基本医疗保险费和大病保险费150元。养老保险费。8元"
    found = list(tape(view).phrases("<fund:FUND>~6<fee:MONEY>", 0, len(view)))
    assert [view[p.start : p.end] for p in found] == ["大病保险费150元"]


def test_plain_words_and_their_places_can_be_named() -> None:
    view = "集中缴费期为6个月"
    phrase = tape(view).first("<cue:TIME>(?P<verb>为)<length:DURATION>", 0, len(view))
    assert phrase is not None
    assert view[slice(*phrase.words["verb"])] == "为"
    assert phrase["length"].value.count == 6


def test_an_unknown_label_is_an_error() -> None:
    with pytest.raises(KeyError):
        pattern("<x:NOSUCH>")

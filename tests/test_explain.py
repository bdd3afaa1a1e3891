"""What `notice explain` says of a line: what was found, what was tried, what is missing."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import regex
from rich.cells import cell_len

from extractor import corpus, formats
from extractor.atoms import term
from extractor.cli import main
from extractor.explain import (
    MODULE_OF,
    Explanation,
    NoSuchLine,
    SentenceSeen,
    Told,
    explain,
    needs,
)
from extractor.notice import Notice, unspaced
from extractor.outline import Sentence
from extractor.pipeline import extract
from extractor.render.explain import AMOUNTS, PLACES, ROLES, explanation
from extractor.render.labels import Lang
from extractor.render.table import View
from extractor.schema import KINDS, Rule

ROOT = Path(__file__).parents[1]
CORPUS = [corpus.find(key, ROOT) for key in corpus.keys(ROOT)]

SMALL = """\
江南市灵活就业人员2024年度职工医保缴费公告

一、缴费标准
（一）基本医疗保险费：在职人员每人每年4620元。
（二）康宁互助金：在职人员每人每年60元，退休人员每人每年96元。
二、缴费时间
2023年12月1日至2024年2月29日。
-----
三、等待期
首次参保的，设6个月待遇等待期。续保人员不设待遇等待期。
"""


def sentence(text: str, line: int = 1, at: int = 0) -> SentenceSeen:
    """One sentence of a line of a text."""
    return explain(Notice(text), line).sentences[at]


# ── what each kind needs ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_says_what_it_looks_for(kind: str) -> None:
    lexicon = term.lexicon()
    assert needs(kind)
    for words, any_of in needs(kind):
        assert regex.fullmatch(r"[\p{Han}、，：]+ [a-z][ -~]+", words), words
        assert any_of
        for needed in any_of:
            if isinstance(needed, tuple):
                where, needed = needed
                assert where == "above"
            if not isinstance(needed, str):
                pattern = needed() if callable(needed) else needed
                assert pattern.groups >= 0  # a pattern, and a well-formed one
                continue
            label, _, concept = needed.partition(".")
            if not regex.fullmatch("[A-Za-z_]+", label):
                assert regex.compile(needed)
                continue
            atoms = {name.upper() for name in lexicon if name not in term.APART} | {"FUND"}
            known_as = label in (*MODULE_OF, *atoms) if label.isupper() else label in term.APART
            assert known_as, f"no atom and no table is named {label}"
            known = lexicon.get(label.lower(), {})
            named = [one for one in known if one == concept or one.startswith(f"{concept}=")]
            assert not concept or named, f"[{label.lower()}] has no concept {concept}"


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_where_a_rule_was_found_its_needs_are_met(path: Path) -> None:
    """A need that a rule can do without would send its reader the wrong way."""
    told = Told(formats.read(path))
    assert told.found is not None
    for rule in told.found.ruleset.rules:
        for at in range(len(needs(rule.kind))):
            found = [told.needs(one, rule.kind)[at] for one in sentences_of(told, rule)]
            assert any(need.seen or need.elsewhere for need in found), (rule.id, found[0].zh)


def sentences_of(told: Told, rule: Rule) -> list[Sentence]:
    outline = told.reading.outline
    return [
        one
        for one in outline.sentences
        for span in rule.spans
        if (where := outline.span(one.start, one.end)).start < span.end and span.start < where.end
    ]


# ── why nothing was found <- these ───────────────────────────────────────────────────────────

MISSES = [
    # a strange word: the table of the lexicon where it goes
    ("首次参保的，设6个月静候期。", "waiting", ["等待或何时享受的说法"], "[waiting.period]"),
    ("大病基金由单位代交，各人60元。", "total", [], "rules/total.py"),
    ("康宁互助金每人每年60元。", "contribution", ["险种"], "[fund]"),
    ("医保费每月340元，账户每月得68元。", "adjustment", ["补贴或滞纳金的说法"], "[cue.subsidy]"),
    ("请到县府东楼小厅找老张。", "procedure", ["要办的事"], "[task]"),
    # a number that is not there: the module that reads such numbers
    ("缴费时间另行通知。", "window", ["时间"], "atoms/date.py"),
    ("全年合计由税务部门核定。", "total", ["金额"], "atoms/money.py"),
    ("医保局对外电话见下页。", "contact", ["电话，或向谁咨询"], "atoms/phone.py"),
    # all that is needed is there: the module whose pattern does not fit
    ("医保缴费系统2024年5月1日停机。", "window", [], "rules/window.py"),
]


@pytest.mark.parametrize(("text", "kind", "missing", "home"), MISSES)
def test_why_a_kind_gave_nothing(text: str, kind: str, missing: list[str], home: str) -> None:
    [tried] = [one for one in sentence(text).tried if one.kind == kind]
    assert [need.zh for need in tried.missing] == missing
    homes = [place for need in tried.missing for place in need.add_to] or [tried.module]
    assert any(place.endswith(home) for place in homes), homes


def test_a_kind_that_gave_a_rule_is_not_tried_again() -> None:
    found = sentence(SMALL, 10)
    assert {rule.kind for rule in found.rules} == {"waiting"}
    assert {one.kind for one in found.tried} == set(KINDS) - {"waiting"}


def test_a_word_from_further_up_is_shown_as_such() -> None:
    """「康宁互助金」 is no word yet: the fund of its 60 yuan was taken from the line above."""
    found = sentence(SMALL, 5)
    quoted = {
        quote.words: quote.line
        for rule in found.rules
        for fact in rule.facts
        for quote in fact.quotes
    }
    assert quoted["每人每年60元"] == 5
    assert quoted["基本医疗保险费"] == 4
    [fee] = [one for one in found.tried if one.gave]
    assert (fee.kind, [need.zh for need in fee.missing]) == ("contribution", ["险种"])
    [total] = [one for one in found.tried if one.kind == "total"]
    assert [
        (need.elsewhere.words, need.elsewhere.line) for need in total.missing if need.elsewhere
    ] == [("基本医疗保险费", 4)]


def test_numbers_are_never_taken_from_above() -> None:
    found = sentence("2024年5月1日至6月30日：\n缴费按规定执行。", 2)
    [window] = [one for one in found.tried if one.kind == "window"]
    assert [need.zh for need in window.missing] == ["时间"]


# ── what was found <- these ──────────────────────────────────────────────────────────────────


def test_a_sentence_is_shown_as_the_rules_see_it() -> None:
    found = sentence("（一）大病　医疗互助：在职人员，\n每人每月８元。\n")
    assert found.view == "大病医疗互助:在职人员，每人每月8元。"
    assert found.folded == "<FUND>:<WHEN>，<MONEY>。"
    assert found.role == "item"
    [atom] = found.atoms
    assert (atom.label, atom.words, atom.value) == ("MONEY", "每人每月8元", "(amount=8 per=month)")
    assert (atom.role, atom.component, atom.per) == ("contribution", "catastrophic", "month")


WORDS = [
    # a word that was read <- text, table
    ("在职人员", "WHEN.status=active", "在职人员每月8元。", None),
    ("职工大额医疗保险费", "FUND.catastrophic", "职工大额医疗保险费每月8元。", None),
    # a word that stands under a longer one, or under a number
    ("缴费基数", "CUE.base", "缴费基数下限为4230元。", "CUE.base_lower 缴费基数下限"),
    ("医保", "FUND.basic_medical", "2023医保年度已经开始。", "YEAR 2023医保年度"),
]


@pytest.mark.parametrize(("words", "table", "text", "shadowed_by"), WORDS)
def test_words_read_and_words_shadowed(
    words: str, table: str, text: str, shadowed_by: str | None
) -> None:
    found = [one for one in sentence(text).words if (one.words, one.table) == (words, table)]
    assert [one.shadowed_by for one in found] == [shadowed_by]


def test_words_of_tables_that_one_module_reads_are_listed_apart() -> None:
    found = sentence("到医保中心办理停保。")
    assert ("停保", "task.suspend") in {(one.words, one.table) for one in found.apart}
    assert all(len(one.words) > 1 for one in found.apart)


CONDITIONS = [
    # where a condition was taken from <- text, line
    ("here", "退休人员每月8元。", 1, 0),
    ("earlier", "退休人员也要按月缴费，由个人承担。每月8元。", 1, 1),
    ("lead", "退休人员：按月缴费。每月8元。", 1, 1),
    ("heading", "一、退休人员\n每月8元。", 2, 0),
    ("question", "问：退休人员交多少？\n答：每月8元。", 2, 0),
]


@pytest.mark.parametrize(("place", "text", "line", "at"), CONDITIONS)
def test_a_condition_says_where_it_was_taken_from(
    place: str, text: str, line: int, at: int
) -> None:
    parts = sentence(text, line, at).conditions
    told = [(one.zh, one.seen.words, one.seen.place, one.seen.line) for one in parts]
    assert told == [("退休", "退休人员", place, 1)]


def test_rules_with_each_fact_its_words_and_what_made_it() -> None:
    [rule] = sentence(SMALL, 10).rules
    assert (rule.id, rule.answers, rule.zh) == ("waiting.new", True, "新参保")
    [fact] = rule.facts
    assert (fact.field, fact.value) == ("length", {"count": 6, "unit": "month"})
    assert (fact.basis, fact.by) == ("stated", "extractor/rules/waiting.py")
    assert [(quote.words, quote.line) for quote in fact.quotes] == [("6个月", 10)]


def test_a_heading_gives_conditions_and_no_sentence() -> None:
    text = "2024年度灵活就业人员职工医保缴费公告\n一、在职人员\n基本医疗保险费每年4620元。\n"
    found = sentence(text, 2)
    assert [(rule.id, rule.answers) for rule in found.rules] == [
        ("contribution.basic.active", False)
    ]
    assert "contribution" in {one.kind for one in found.tried}
    assert found.structure == ("一、在职人员",)


def test_what_nobody_answers_for_and_what_the_notice_says_of_itself() -> None:
    text = "2024年度灵活就业人员职工医保缴费公告\n基本医疗保险费每年4620元。\n本县有17座桥。\n"
    assert [fact.field for fact in sentence(text, 1).about][:1] == ["scheme"]
    left = sentence(text, 3)
    assert (left.unclaimed_text, left.unclaimed_numerals) == (("本县有17座桥。",), ("17",))


# ── lines ────────────────────────────────────────────────────────────────────────────────────


def test_a_line_has_the_sentences_that_touch_it() -> None:
    assert len(explain(Notice(SMALL), 10).sentences) == 2
    assert explain(Notice(SMALL), 2).sentences == ()  # blank
    assert explain(Notice(SMALL), 8).sentences == ()  # a rule between parts
    cut = "基本医疗保险费，\n在职人员每年4620元。\n"
    assert [explain(Notice(cut), line).sentences[0].view for line in (1, 2)] == [
        "基本医疗保险费，在职人员每年4620元。"
    ] * 2


def test_a_row_stands_under_its_column_heads() -> None:
    found = sentence("人员\t每月金额（元）\n退休\t8.00\n", 2)
    assert found.role == "row"
    assert [(one.words, one.place, one.line) for one in found.under] == [
        ("人员每月金额（元）", "column", 1)
    ]


def test_titles_and_signatures_are_said_not_to_be_read() -> None:
    found = sentence(SMALL, 1)
    assert (found.role, found.tried, found.conditions) == ("title", (), ())


def test_a_notice_that_is_off_topic_is_explained_too() -> None:
    found = explain(Notice("床前明月光，疑是地上霜。\n"), 1)
    assert found.off_topic
    assert found.sentences[0].tried


@pytest.mark.parametrize("line", [0, 11, 999])
def test_a_line_that_is_not_there(line: int) -> None:
    with pytest.raises(NoSuchLine, match="10"):
        explain(Notice(SMALL), line, "通告.txt")


@pytest.mark.parametrize("path", CORPUS[:2], ids=lambda path: path.parent.name)
def test_every_line_is_explained_in_the_words_of_the_notice(path: Path) -> None:
    notice = formats.read(path)
    told = Told(notice)
    printed = unspaced(notice.text)
    for one in told.reading.outline.sentences:
        found = told.sentence(one)
        seen = [*found.under, *(part.seen for part in found.conditions)]
        seen += [word for tried in found.tried for need in tried.needs for word in need.seen]
        for words in seen:
            assert unspaced(words.words) in printed
            assert 1 <= words.line <= notice.text.count("\n") + 1


# ── teaching a word ──────────────────────────────────────────────────────────────────────────


def taught(text: str) -> list[str]:
    return [rule.id for rule in extract(Notice(text)).ruleset.rules]


def test_another_lexicon_holds_while_it_is_used() -> None:
    before = taught(SMALL)
    with term.using(term.source().replace('"大病"', '"大病", "康宁"')):
        assert "contribution.catastrophic.retired" in taught(SMALL)
        with term.using(term.source().replace('"等待期"', '"等待期", "静候期"')):
            new = SMALL.replace("待遇等待期", "静候期")  # a word inside a compiled pattern
            assert {"waiting.new", "contribution.catastrophic.retired"} <= set(taught(new))
        assert "contribution.catastrophic.retired" in taught(SMALL)
    assert taught(SMALL) == before
    assert "contribution.catastrophic.retired" not in before


def test_a_lexicon_that_cannot_be_read_changes_nothing() -> None:
    known = term.lexicon()
    with pytest.raises(tomllib.TOMLDecodeError), term.using("[fund"):
        pass
    assert term.lexicon() is known


def test_the_file_holds_again_after_an_error() -> None:
    with pytest.raises(KeyError), term.using("[fund.basic_medical]\nterms = []\n"):
        term.find("没有 parts 的词典")
    assert "when" in term.lexicon()


# ── the command ──────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "通告 甲.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_json(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", f"{small}:10", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["schema"], told["line"], len(told["sentences"])) == ("notice.explain/1", 10, 2)
    told["format"] = told.pop("schema")
    assert Explanation.model_validate(told) == explain(Notice(SMALL), 10, str(small))


def test_a_notice_of_the_corpus_by_its_key(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    key = "140400/2023"
    lines = formats.read(corpus.find(key, ROOT)).text.split("\n")
    line = next(at for at, words in enumerate(lines, 1) if words.strip())
    assert main(["explain", f"{key}:{line}", "--lang", "en"]) == 0
    screen = capsys.readouterr().out
    assert lines[line - 1].strip() in screen
    assert "── sentence 1/1 ──" in screen


MISTAKES = [
    # told <- words behind the path
    ("", "缺行号", "通告 甲.txt':1"),
    (":", "缺行号", "通告 甲.txt':1"),
    (":x", "缺行号", "→ notice explain"),
    (":-1", "缺行号", "→ notice explain"),
    (":0", "没有第 0 行，共 10 行", "通告 甲.txt:1"),
    (":11", "没有第 11 行，共 10 行", "通告 甲.txt:10"),
]


@pytest.mark.parametrize(("behind", "said", "then"), MISTAKES)
def test_a_mistake_is_told_with_what_to_do_next(
    small: Path, capsys: pytest.CaptureFixture[str], behind: str, said: str, then: str
) -> None:
    assert main(["explain", f"{small}{behind}"]) == 2
    done = capsys.readouterr()
    assert done.out == ""
    assert done.err.count("\n") == 1
    assert said in done.err
    assert then in done.err


def test_a_path_that_leads_nowhere(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["explain", f"{tmp_path / '无.txt'}:3"]) == 2
    assert "→" in capsys.readouterr().err


# ── the screen ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [60, 100, 160])
@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_no_line_is_wider_than_the_screen_or_ends_in_blanks(width: int, lang: Lang) -> None:
    for line in range(1, SMALL.count("\n") + 1):
        screen = explanation(explain(Notice(SMALL), line, "a.txt"), View(width, lang)).plain
        for row in screen.split("\n"):
            assert cell_len(row) <= width
            assert row == row.rstrip()
        assert screen.endswith("→ notice extract a.txt")


def test_the_screen_says_what_was_found_and_what_was_tried() -> None:
    screen = explanation(explain(Notice(SMALL), 5, "a.txt"), View(160, "zh")).plain
    for words in (
        "康宁互助金:<WHEN><MONEY>，<WHEN><MONEY>。",
        "在职人员 WHEN.status=active",
        "退休 ← 「退休人员」 L5 本句",
        "label = 基本医疗保险费 L4「基本医疗保险费」 rules/contribution.py",
        "✗ 时间 → atoms/date.py",
        "「基本医疗保险费」 L4 上文 → words/lexicon.toml [cue.total] [fund]",
        "⚠ 已得规则，但词出上文",
    ):
        assert words in screen


def test_every_role_place_and_use_of_an_amount_has_its_words() -> None:
    from typing import get_args

    from extractor.amounts import Kind
    from extractor.explain import Place
    from extractor.outline import Role

    assert set(ROLES) == {role.value for role in Role}
    assert set(PLACES) == set(get_args(Place))
    assert set(AMOUNTS) == set(get_args(Kind))

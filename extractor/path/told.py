"""Clicks told in clauses: 点击【我要办税】，选择【社会保险费申报及缴纳】进行缴费."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractor import pattern as regex
from extractor.outline import Block
from extractor.path.step import (
    CLAUSE,
    NOT_A_CLICK,
    QUOTED,
    Path,
    blocks_with,
    click_pattern,
    trimmed,
)
from extractor.reading import Reading, Where

_PRESSES = regex.compile(r"(?:点|选|进入?|搜|找到|打开|[录输]入)\p{Han}{0,8}?[【“‘「\[]")
_PERHAPS_A_CLICK: Final = frozenset({"关注", "打开", "扫码", "扫描"})
_FOLLOWED = regex.compile(r"(?:后)?进行(?P<verb>缴费|缴纳|支付|查询|申报)$")
_ACCOUNTS: Final = frozenset({"account", "mini_program", "app"})


def told(reading: Reading) -> Iterator[Path]:
    """Clicks told in clauses: at least one on something in brackets, in a block with a provider."""
    text = reading.text
    for block in blocks_with(reading, _PRESSES):
        run: list[regex.Match[str]] = []
        stop = block.body
        for clause in CLAUSE.finditer(text, block.body, block.end):
            apart = clause.start() > stop and text[clause.start() - 1] != "，"
            colon = text.rfind(":", clause.start(), clause.end()) + 1
            click = _click_in(reading, colon or clause.start(), clause.end())
            if run and (apart or click is None):
                yield from _telling(reading, block, run)
                run = []
            stop = clause.end()
            if click is not None and clause.end() - clause.start() <= 60:
                run.append(click)
        if run:
            yield from _telling(reading, block, run)


def _click_in(reading: Reading, start: int, end: int) -> regex.Match[str] | None:
    """The click that a clause tells, behind the name of the channel where it begins with one."""
    click = click_pattern().match(reading.text, start, end)
    if click is None:
        for atom in reading.atoms_in(start, end, "PROVIDER"):
            if click := click_pattern().match(reading.text, atom.end, end):
                break
    return click


def _with_kind(reading: Reading, end: int) -> int:
    """「搜索“某医保”|小程序」: what the quoted name is belongs to it."""
    kind = next(iter(reading.atoms_in(end, end + 1, "PROVIDER")), None)
    return kind.end if kind and kind.value in _ACCOUNTS else end


def _telling(reading: Reading, block: Block, run: list[regex.Match[str]]) -> Iterator[Path]:
    text = reading.text
    steps: list[Where] = []
    on_button = False
    for click in run:
        start = click.start("step")
        if click["menu"]:  # 「在“生活缴费”里点“社保”」
            steps.append((click.start("menu") + 1, click.end("menu") - 1))
        clause = CLAUSE.match(text, start, block.end)
        assert clause is not None  # the click was found in it
        button = QUOTED.search(text, start, clause.end())
        if not on_button and (
            click["verb"] in NOT_A_CLICK or (click["verb"] in _PERHAPS_A_CLICK and len(run) == 1)
        ):
            continue
        if button is None or (not on_button and click["verb"] in _PERHAPS_A_CLICK):
            steps += trimmed(text, start, clause.end())
            continue
        end = _with_kind(reading, button.end())
        steps.append((start, end))
        if end > button.end():
            continue  # 「进入“某医保”小程序」 opens an account and presses nothing
        on_button = True
        if tail := _FOLLOWED.match(text, button.end(), clause.end()):
            steps.append(tail.span("verb"))
    if not on_button or not reading.atoms_in(block.start, steps[-1][1], "PROVIDER"):
        return
    yield Path(steps[0][0], steps[-1][1], tuple(steps))

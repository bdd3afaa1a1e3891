"""Which body does what."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules.responsibility import find
from extractor.schema import Responsibility
from extractor.scope import Scope


def of(text: str) -> list[Responsibility]:
    reading = Reading(Notice(text))
    return list(find(reading, Scope(reading)))


DUTIES = [
    ([("医保部门", "参保登记和应缴费额核定"), ("税务部门", "征收")],
     ["医保部门负责参保登记和应缴费额核定，税务部门负责征收。", "医保部门负责参保登记和应缴费额核定；税务部门具体负责征收。"]),
    ([("医保", "核定"), ("税务", "征收")], ["我市试行“医保核定、税务征收”模式。", "实行医保核定、税务征收的方式。"]),
    ([("医疗保险经办机构", "参保登记")], ["医疗保险经办机构负责个体参保人员的参保登记。", "医疗保险经办机构负责参保登记。"]),
    ([("市人才服务中心", "集中申报工作")], ["由市人才服务中心负责集中申报工作。"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "texts"), DUTIES)
def test_duty(wanted: list[tuple[str, str]], texts: list[str]) -> None:
    for text in texts:
        assert [(rule.body.value, rule.duty.value) for rule in of(text)] == wanted, text


@pytest.mark.parametrize(
    "text", ["参保人对所填信息的真实性负责。", "请到医保经办机构办理。", "缴费人负责核对本人信息。"]
)
def test_no_duty_of_a_body(text: str) -> None:
    assert not of(text)


def test_over_whom_a_body_is_in_charge() -> None:
    [rule] = of(
        "市医保中心负责市级两家托管机构（市人才中心、市档案中心）管理的灵活就业人员的参保事宜。"
    )
    assert rule.over is not None
    assert rule.over.value == ("市人才中心", "市档案中心")
    assert rule.duty.value == "参保事宜"

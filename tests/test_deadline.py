"""Deadlines of procedures: the deadline ← many phrasings."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.notice import Notice
from extractor.procedures import deadline
from extractor.reading import Calendar, Reading
from extractor.schema import Deadline, Duration


def due(text: str) -> Deadline | None:
    reading = Reading(Notice(text))
    reading.calendar = Calendar(
        year=2024, start=date(2024, 1, 1), end=date(2025, 1, 1), published=date(2023, 12, 1)
    )
    found = deadline.find(reading, 0, len(reading.text))
    return found.deadline if found else None


def within(count: int, unit: str, of: str | None = None) -> Deadline:
    length = Duration.model_validate({"count": count, "unit": unit})
    return Deadline(form="within", length=length, of=of, inclusive=True)


BEFORE_JOB = Deadline(form="before", of="employed_by_unit")
DEADLINES: list[tuple[Deadline, list[str]]] = [
    (
        Deadline(form="date", on=date(2024, 9, 30)),
        [
            "须于2024年9月底前持退休审批表办理。",
            "应于2024年9月30日前到窗口办理。",
            "请在2024.9.30之前办理。",
            "务必在9月30日前办理。",
        ],
    ),
    (
        Deadline(form="date", on=date(2024, 6, 30), inclusive=True),
        ["最迟于2024年6月30日办理。", "办理截止2024年6月30日。", "须于2024年6月30日（含）前办理。"],
    ),
    (
        Deadline(form="monthly", day=20),
        ["请于每月20日前携带身份证办理。", "每个月20号之前到窗口。", "（每月20日前办理）"],
    ),
    (Deadline(form="monthly", day=25), ["每季度末月25日前缴清当季费用。"]),
    (Deadline(form="monthly", day=20, inclusive=True), ["于每月1日至20日持身份证办理。"]),
    (
        within(3, "month", "death"),
        ["应于死亡后3个月内持死亡证明。", "自参保人去世之日起三个月内办理。"],
    ),
    (within(60, "day", "death"), ["应在死亡之日起60日内，持死亡证明办理。"]),
    (within(30, "day", "approval"), ["应在退休审批通过后30日内办理。"]),
    (
        within(2, "month", "separation"),
        ["应自终止或者期满之日起两个月内办理接续。", "在解除劳动关系后2个月内接续。"],
    ),
    (within(30, "day"), ["请在30天内带上社保卡。", "亲属于30日内凭死亡证明领取。"]),
    (Deadline(form="same_month", of="death"), ["需在死亡当月持死亡证明办理。"]),
    (Deadline(form="same_month", of="approval"), ["应在审批当月凭退休审批表办理。"]),
    (
        Deadline(form="same_month", of="pension"),
        ["在领取养老金的当月，凭核定表办理。", "领取养老金当月，持退休证办理。"],
    ),
    (Deadline(form="same_month"), ["请当月到便民服务中心办理停保。"]),
    (
        BEFORE_JOB,
        [
            "应在单位参保前到窗口办理停保。",
            "请在单位为您办理参保之前，到窗口办理。",
            "应在单位增员前到大厅办理。",
            "赶在单位给你参保之前，到窗口停掉。",
            "随单位就业参保前，应先办理停保。",
            "在随就业单位参加职工医保前到窗口办理退费。",
            "得赶在单位给办参保之前来。",
        ],
    ),
    (
        Deadline(
            form="before",
            length=Duration(count=1, unit="month"),
            of="reached_retirement_age",
        ),
        ["提前一个月持身份证申领。"],
    ),
    (
        Deadline(form="promptly"),
        ["应及时持判决书办理停保。", "请尽快到窗口办理。", "应第一时间告知。"],
    ),
]

NONE = [
    "缴费前应先核对姓名。",
    "交之前先看一眼参保地。",
    "前往参保地医保中心办理。",
    "自2023年3月1日起执行。",
    "解除劳动关系后3个月内接续的，不设等待期。",
    "按月缴纳当月费用。",
    "应在领取养老金次月底前办理。",
]


@pytest.mark.parametrize(
    ("wanted", "text"), [(due, text) for due, texts in DEADLINES for text in texts]
)
def test_deadline(wanted: Deadline, text: str) -> None:
    assert due(text) == wanted


@pytest.mark.parametrize("text", NONE)
def test_no_deadline(text: str) -> None:
    assert due(text) is None


def test_a_date_whose_year_stays_open_is_none() -> None:
    reading = Reading(Notice("请于9月30日前办理。"))
    assert deadline.find(reading, 0, len(reading.text)) is None


def test_the_words_of_a_deadline() -> None:
    reading = Reading(Notice("其亲属应在死亡之日起60日内，持死亡证明"))
    found = deadline.find(reading, 0, len(reading.text))
    assert found is not None
    assert reading.words((found.start, found.end)) == "在死亡之日起60日内"

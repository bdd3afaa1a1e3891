"""Whom a statement holds for: the same condition ← many phrasings."""

from __future__ import annotations

import pytest

from extractor.conditions import AnyOf, Pred, comparisons
from extractor.notice import Notice
from extractor.reading import Calendar, Reading
from extractor.scope import Scope

Terms = set[tuple[str, str, object]]


def said(pred: Pred) -> Terms:
    return {(str(c.var), c.op, c.value) for c in comparisons(pred)}


def last(text: str) -> Pred:
    """The condition of the last sentence of a text."""
    reading = Reading(Notice(text))
    reading.calendar = Calendar(year=2024)
    return Scope(reading).of(reading.sentences[-1])


CONDITIONS: list[tuple[Terms, list[str]]] = [
    (
        {("arrears_months", "gt", 3)},
        [
            "欠费超过三个月的，视为中断。",
            "断缴超过3个月的，视为断保。",
            "中断缴费超过 3 个月的，执行等待期。",
            "断保超过叁个月的，设等待期。",
            "停缴3个月以上（不含3个月）的，设等待期。",
        ],
    ),
    (
        {("arrears_months", "le", 3)},
        [
            "欠费未超过三个月的，补齐后享受。",
            "欠费在3个月以内（含3个月）的，补齐后享受。",
            "断缴3个月（含）以内的，补齐后享受。",
            "中断缴费不超过3个月的，补缴后享受。",
        ],
    ),
    (
        {("arrears_months", "ge", 3)},
        ["欠费3个月以上的，中断。", "断缴满3个月的，中断。", "中断缴费达到3个月的，中断。"],
    ),
    ({("arrears_months", "lt", 3)}, ["欠费不足3个月的，补缴。", "断缴不满三个月的，补缴。"]),
    (
        {("arrears_months", "gt", 3), ("arrears_months", "lt", 12)},
        ["断缴超过3个月、不满12个月的，中断。"],
    ),
    ({("status", "eq", "active")}, ["在职人员每年120元。", "退休人员96元；在职职工每年120元。"]),
    ({("status", "eq", "retired")}, ["退休人员只缴120元。", "在职的另行规定。退休职工只缴大病。"]),
    (
        set(),
        ["在职、退休人员均为每人每月7元。", "在职人员和退休人员每人每年108元。", "达到最低档。"],
    ),
    (
        {("enrolment", "eq", "new")},
        ["首次参保的，等待6个月。", "初次参保人员持身份证。", "新增参保的设等待期。"],
    ),
    (
        {("enrolment", "eq", "renewing")},
        ["续保人员直接缴费。", "正常续保的无须登记。", "老参保人员直接缴费。"],
    ),
    (
        {("enrolment", "eq", "renewing"), ("in_window", "eq", False)},
        [
            "续保人员逾期缴费的，设等待期。",
            "续保人员：集中缴费期为1月。超过集中缴费期缴费的，设3个月等待期。",
        ],
    ),
    (
        {("paid_through", "ge", "2023-06")},
        ["缴费至2023年6月的人员不设等待期。", "已缴至2023年6月的续缴。"],
    ),
    ({("paid_through", "lt", "2023-06")}, ["未缴费至2023年6月的人员到窗口办理。"]),
    (
        {("paid_through", "lt", "2023-06"), ("arrears_months", "le", 3)},
        ["未缴费至2023年6月的到窗口。欠费未超过三个月的，补齐后享受。"],
    ),
    (
        {("reached_retirement_age", "eq", True), ("contribution_years_met", "eq", True)},
        ["达到法定退休年龄且累计缴费年限男满25年、女满20年的，办理退休。"],
    ),
    (
        {("reached_retirement_age", "eq", True), ("contribution_years_met", "eq", False)},
        ["达到法定退休年龄但缴费年限不足的，可以补缴。"],
    ),
    ({("age", "ge", 35), ("age", "lt", 45)}, ["35周岁以上、不满45周岁\t1.2%"]),
    ({("event", "in", ("death", "emigration", "other"))}, ["因死亡、移民等原因停保的，可退费。"]),
    (
        {("event", "eq", "labour_contract_ended"), ("months_since_separation", "le", 3)},
        ["与用人单位解除劳动关系后3个月内续保的，不设等待期。"],
    ),
    (
        {("enrolment", "eq", "transferring"), ("other_insurance", "eq", "resident")},
        ["由居民医保转为职工医保的，等待3个月。"],
    ),
    ({("base_multiple", "eq", "0.6")}, ["60%档次\t849.60元/月"]),
    ({("hardship", "eq", True)}, ["经认定的就业困难人员给予补贴。"]),
    (
        {("hardship", "ne", True)},
        ["不属于就业困难人员的不补贴。", "非“4050”人员补贴40%。"],
    ),
    ({("enrolment", "ne", "lapsed")}, ["没有中断缴费的人员，不设等待期。"]),
]


@pytest.mark.parametrize(("wanted", "texts"), CONDITIONS)
def test_condition(wanted: Terms, texts: list[str]) -> None:
    for text in texts:
        assert said(last(text)) == wanted, text


NO_CONDITION = [
    "持退休审批表到窗口办理。",  # a paper, not a pensioner
    "办理在职转退休手续。",
    "未与用人单位建立劳动关系的人员自愿参保。",
    "没有在用人单位就业的人员自愿参保。",
    "按首次参保的规定享受待遇。",  # how somebody is treated, not who he is
    "重新参保的，按规定执行。",
    "参加职工医保的职工和退休人员均须缴纳。",
    "请在规定时间缴费，以免欠费影响待遇。",
]


@pytest.mark.parametrize("text", NO_CONDITION)
def test_no_condition(text: str) -> None:
    assert said(last(text)) == set(), text


def test_alternatives_are_any() -> None:
    pred = last("因未缴费至2023年6月或其他原因导致不能线上缴费的到窗口办理。")
    assert isinstance(pred, AnyOf)
    assert said(pred) == {("paid_through", "lt", "2023-06"), ("online_blocked", "eq", True)}


def test_headings_leads_and_earlier_sentences_hand_on_their_subject() -> None:
    text = "缴费提醒来啦各位朋友\n在线缴费方便快捷的\n退休人员\n大额医疗补助：15元/月/人\n"
    assert said(last(text)) == {("status", "eq", "retired")}
    assert said(last("（一）新参保人员：1月起缴费。设6个月等待期。")) == {
        ("enrolment", "eq", "new")
    }


def test_a_sentence_with_its_own_subject_takes_none_over() -> None:
    text = "新参保人员设六个月等待期。中断缴费超过三个月的，设三个月等待期。"
    assert said(last(text)) == {("arrears_months", "gt", 3)}


def test_who_has_paid_has_no_arrears() -> None:
    text = "缴费至2023年6月的人员不设等待期。断缴超过3个月的，设等待期。"
    assert said(last(text)) == {("arrears_months", "gt", 3)}
    text = "一、已缴至2023年6月的人员\n断缴超过3个月的，设等待期。"
    assert said(last(text)) == {("arrears_months", "gt", 3)}


def test_a_heading_of_groups_holds_for_each_subject_under_it() -> None:
    text = "（二）退役军人、刑满释放人员。首次参保的，不设等待期。"
    groups = ("identity", "in", ("退役军人", "刑满释放人员"))
    assert said(last(text)) == {groups, ("enrolment", "eq", "new")}


def test_a_numbered_sentence_takes_nothing_over() -> None:
    text = "一是特困人员提高10%。二是城乡居民按年缴费。"
    assert said(last(text)) == set()


def test_every_threshold_quotes_its_words() -> None:
    reading = Reading(Notice("欠费 超过 三 个月的视为中断。"))
    [threshold] = comparisons(Scope(reading).of(reading.sentences[0]))
    assert [span.quote for span in threshold.spans] == ["欠费 超过 三 个月"]

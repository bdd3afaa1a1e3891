"""The view: what is layout and what is text."""

from __future__ import annotations

import pytest

from extractor.layout import view

SAME_VIEW = [
    # the view ← the same text in other layouts
    (
        "2023年7月13日",
        ["2023 年 7 月 13 日", "２０２３年７月１３日", "2023年\n7月13日", "  2023年7月13日  "],
    ),
    ("缴费比例为7.5%", ["缴费比例为7. 5%", "缴费比例为７．５％", "缴费比例为 7.5 %"]),
    ("大额补充医疗保险费120元，", ["大额补充医疗保险费 120 元，", "大额补充医疗保险费120\n元，"]),
    ("（一）在职人员", ["(一) 在职人员", "（一）　在职人员"]),
    ("¥3,460.00", ["￥３，４６０．００", "¥3,460.00"]),
    (
        "沁县医保\t7751683",
        ["沁 县医保\t7751683", "沁　县医保    7751683", "| 沁 县医保 | 7751683 |"],
    ),
    ("6 缴费渠道", ["6 缴费渠道", "6　缴费渠道", "６ 缴费渠道"]),
    ("2.1 缴费基数。", ["2.1  缴费基数。", "2.1\t缴费基数。"]),
    ("3.1 年缴:12月1日起", ["3.1 年缴：12月1日起", "3.1　年缴:12月1日起", "3.1\t年缴：12月1日起"]),
    ("2.3.1 月缴费基数为4775元", ["2.3.1  月缴费基数为4775元", "2.3.1　月缴费基数为4775元"]),
    ("1.5倍以上的", ["1.5 倍以上的"]),
    ("2.5万人", ["2.5 万人"]),
    (
        "欠费超过三个月的，补齐后继续",
        ["欠费超过三个月的，\n补齐后继续", "欠费超过三个月的，\n\n补齐后继续"],
    ),
    (
        "选择【自然人登录】后缴费",
        ["选择【自然\n\n人登录】后缴费", "选择【自然\n— 3 —\n人登录】后缴费"],
    ),
]


@pytest.mark.parametrize(("wanted", "layouts"), SAME_VIEW)
def test_layout_does_not_show_in_the_view(wanted: str, layouts: list[str]) -> None:
    for text in layouts:
        assert view(text).text == wanted, text


KEPT_APART = [
    # two lines ← texts that look like one sentence cut in two but are not
    "一、缴费标准\n（一）在职人员每年120元。",
    "长治市医疗保障局\n国家税务总局长治市税务局",
    "市本级 0913-2933776\n临渭区 0913-3037906",
    "特此通告。\n2023年7月13日",
    "云闪付\n云闪付APP→城市服务",
    "医保缴费有变化，速看→\n今年怎么缴",
]


@pytest.mark.parametrize("text", KEPT_APART)
def test_lines_of_their_own_stay_apart(text: str) -> None:
    assert len(view(text).text.split("\n")) == 2


def test_who_gives_notice_and_when_stay_apart_in_wrapped_text() -> None:
    head = "灵活就业人员医保缴费须知\n\n国家税务总局沂川市税务局　沂川市人力资源和社会保障局　沂川市医疗保障局\n2025年12月15日\n\n"
    item = "　　{}.参保人员应当在集中缴费期内足额缴纳本年度费用，逾期的自到账次月起计算待遇。\n"
    found = view(head + "".join(map(item.format, range(1, 12)))).text.split("\n")
    assert "2025年12月15日" in found


def test_every_character_leads_back_to_its_place() -> None:
    text = "缴费 标准：２０２４ 年度\n每人 每年\t120 元，\n其中 8 元。"
    found = view(text)
    assert len(found.origin) == len(found.text) + 1
    for char, at in zip(found.text, found.origin, strict=False):
        if char not in "\n\t ":
            assert (
                text[at].translate({0xFF1A: ":", **{0xFF10 + i: str(i) for i in range(10)}}) == char
            )


def test_a_title_over_several_lines_is_one() -> None:
    text = (
        "某市医疗保障局\n关于做好2024年度灵活就业人员基本\n医疗保险费征缴工作的\n通知\n各县区：\n"
    )
    assert (
        view(text).text.split("\n")[1] == "关于做好2024年度灵活就业人员基本医疗保险费征缴工作的通知"
    )


def test_hard_wrapped_text_is_joined_up_to_the_paragraph() -> None:
    lines = [
        "    续保人员应当在集中缴费期内足额缴纳本年度职工基本医疗保险",
        "费和大额医疗费用补助，逾期缴纳的自到账次月起执行待遇等待期满",
        "三个月后方可享受医疗保险待遇，等待期内发生的费用基金不予支付",
        "并且个人账户不予划入。",
        "    新参保人员应当先到参保地医疗保险经办机构办理参保登记手续",
        "以后再行缴费，登记时须提供身份证和户口簿，非本地户籍的还须带",
        "上居住证，办理时限为即时办结，如有疑问可以拨打咨询电话进行咨",
        "询。",
    ]
    found = view("\n".join(lines)).text.split("\n")
    assert len(found) == 2
    assert found[0].endswith("不予划入。")


def test_page_numbers_and_rules_are_dropped_and_remembered() -> None:
    text = "一、缴费标准\n— 1 —\n二、缴费时间\n-----\n三、缴费方式"
    found = view(text)
    assert found.text == "一、缴费标准\n二、缴费时间\n三、缴费方式"
    assert [text[start:end] for start, end in found.dropped] == ["— 1 —", "-----"]


def test_bars_part_cells_where_rows_hold_numbers() -> None:
    rows = "区县｜电话\n甲甲区｜8222331\n乙乙县｜8222332\n"
    assert view(rows).text == "区县\t电话\n甲甲区\t8222331\n乙乙县\t8222332"
    clicks = "微信：我|服务|社保\n支付宝：市民中心|社保|缴费\n"
    assert "\t" not in view(clicks).text

"""Headings, items, questions, rows: under what each stretch stands."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.outline import Outline, Role, outline


def of(text: str) -> Outline:
    return outline(Notice(text))


def paths(text: str) -> dict[str, list[str]]:
    """Each block's words → the words of the blocks above it."""
    found = of(text)
    return {
        found.words(block): [found.words(above) for above in block.above()]
        for block in found.blocks
    }


def test_numbering_gives_the_depth_and_markdown_does_not() -> None:
    text = "### 一、缴费方式\n##### （一）微信缴纳\n1. 打开微信缴费。\n#### （二）银行缴费\n到银行网点缴费。\n"
    found = paths(text)
    assert found["打开微信缴费。"] == ["微信缴纳", "缴费方式"]
    assert found["到银行网点缴费。"] == ["银行缴费", "缴费方式"]


def test_bare_and_bracketed_heads_stand_over_what_follows() -> None:
    text = "医保缴费提醒来啦！\n转发周知一下各位好\n【缴多少】\n在职人员\n基本医疗保险：361.20元/月/人\n退休人员\n大额医疗补助：15元/月/人\n【怎么缴】\n线上\n微信：服务-城市服务\n"
    found = paths(text)
    assert found["大额医疗补助:15元/月/人"] == ["退休人员", "缴多少"]
    assert found["微信:服务-城市服务"] == ["线上", "怎么缴"]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("标题就是这一行字吗\n问：断缴了怎么办？\n答：补齐即可。", "断缴了怎么办？"),
        ("标题就是这一行字吗\nQ3：断缴了怎么办？\nA3：补齐即可。", "断缴了怎么办？"),
        ("标题就是这一行字吗\n记者：断缴了怎么办？\n负责人：补齐即可。", "断缴了怎么办？"),
        ("标题就是这一行字吗\n三、断缴了怎么办？\n答：补齐即可。", "断缴了怎么办？"),
        (
            "标题就是这一行字吗\n主持人：您好。\n田芳：大家好。\n主持人：断缴了怎么办？\n田芳：补齐即可。\n"
            "主持人：再见。\n田芳：谢谢大家。",
            "断缴了怎么办？",
        ),
    ],
)
def test_an_answer_stands_under_its_question(text: str, question: str) -> None:
    assert paths(text)["补齐即可。"] == [question]


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("6 缴费渠道\n6.1 “某税”公众号缴费。\n7 其他\n无。", ["缴费渠道"]),
        ("06 缴费渠道\n◆“某税”公众号缴费。\n07 其他\n无。", ["缴费渠道"]),
        (
            "第三部分  缴费渠道\n3.1  线上渠道。\n（a）“某税”公众号缴费。\n",
            ["线上渠道。", "缴费渠道"],
        ),
        ("★ 在哪儿交？\n“某税”公众号缴费。\n★ 能报多少？\n八成。", ["在哪儿交？"]),
        ("★ 在哪儿交？\n【手机上】\n“某税”公众号缴费。\n", ["手机上", "在哪儿交？"]),
        (
            "📱去哪缴\n在职的：\n每月八元\n📅手机怎么缴\n“某税”公众号缴费。\n",
            ["📅手机怎么缴"],
        ),
        ("【缴费】\n◆ 按季缴费的：\n“某税”公众号缴费。\n", ["按季缴费的:", "缴费"]),
        (
            "2022年度缴费标准\n在职人员：\n每月八元\n2022年度缴费渠道\n“某税”公众号缴费。\n",
            ["2022年度缴费渠道"],
        ),
    ],
)
def test_numbers_marks_and_questions_head_what_follows(text: str, over: list[str]) -> None:
    assert paths(f"关于缴费的通知\n{text}")["“某税”公众号缴费。"] == over


@pytest.mark.parametrize(
    "text",
    ["12 月31日截止。", "3 个月以内的补缴。", "2.5倍的基数。", "30 年以上的。", "1.2 万元的。"],
)
def test_amounts_at_the_head_of_a_line_are_no_numbering(text: str) -> None:
    (block,) = of(text).blocks
    assert block.marker == ""


PROSE = (
    "在定点医院看病，起付标准以上的部分按比例报销，具体比例看医院的级别，"
    "办理备案以后在外地看病也一样，回来不用再跑窗口。"
)
CROSSHEADS = ["住院:级别不同比例不同", "门诊:“两病”也能报", "转院:先备案再出门"]


def test_crossheads_of_a_newspaper_stand_over_its_prose() -> None:
    story = "\n".join(f"{head}\n第{at}段，{PROSE}" for at, head in enumerate(CROSSHEADS))
    found = paths(f"一文读懂居民医保待遇\n{story}\n缴费：别错过年底\n每人每年三百元。\n")
    assert [found[f"第{at}段，{PROSE}"] for at in range(3)] == [[head] for head in CROSSHEADS]
    assert found["每人每年三百元。"] == ["缴费:别错过年底"]


def test_one_line_with_a_colon_is_no_crosshead() -> None:
    assert paths(f"关于缴费的通知\n缴费方式：微信扫码\n{PROSE}\n")[PROSE] == []


def test_a_label_in_front_of_a_paragraph_is_its_lead() -> None:
    found = of("【缴费渠道】一是微信，二是网点。\n【首页】→【社保】。\n")
    assert [block.lead and found.words(block.lead) for block in found.blocks] == ["缴费渠道", None]


def test_a_lead_is_a_run_in_heading_and_an_address_is_not() -> None:
    found = of(
        "（一）大额医疗保险费。在职人员每年108元。\n（二）网址：https://etax.example.cn\n（三）12月25日17:00前。\n"
    )
    assert [block.lead and found.words(block.lead) for block in found.blocks] == [
        "大额医疗保险费",
        "网址",
        None,
    ]


def test_rows_know_their_column_heads() -> None:
    found = of(
        "咨询电话\n区县\t参保登记咨询\t缴费咨询\n历下区\t0531-88151726\t0531-88523619\n市中区\t0531-82078915\t0531-82743308\n"
    )
    rows = [block for block in found.blocks if block.role is Role.ROW]
    assert [block.head is rows[0] for block in rows] == [False, True, True]
    assert [found.words(cell) for cell in rows[1].cells] == [
        "历下区",
        "0531-88151726",
        "0531-88523619",
    ]


def test_sentences_do_not_end_inside_brackets_or_quotes() -> None:
    found = of("续保的（含断缴。不足三个月的）不设等待期；新参保的，等“六个月。”满后享受。")
    assert len(found.sentences) == 2


def test_title_and_signature() -> None:
    text = "某市医疗保障局\n关于2024年度缴费的通告\n各参保人员：\n现通告如下。\n\n某市医疗保障局\n国家税务总局某市税务局\n2023年12月1日\n"
    found = of(text)
    assert [found.words(b) for b in found.blocks if b.role is Role.TITLE] == [
        "关于2024年度缴费的通告"
    ]
    assert len([b for b in found.blocks if b.role is Role.SIGNATURE]) == 3


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("本校收的100元是什么钱？", "本校收的100元是什么钱？\n“UU00731”\n您好！\n"),
        ("参保缴费怎么办理", "“UU00731”：\n参保缴费怎么办理\n您好！\n"),
    ],
)
def test_whom_a_reply_addresses_is_no_title(title: str, text: str) -> None:
    found = of(text)
    assert [found.words(b) for b in found.blocks if b.role is Role.TITLE] == [title]


def test_where_a_web_page_stands_is_no_title() -> None:
    for line in ("某市医疗保障局 ＞ 政策解读 ＞ 正文", "当前位置：首页>政务公开>通知公告"):
        found = of(line + "\n2024年度灵活就业人员医保缴费解答\n请按时缴费。\n")
        assert found.blocks[0].role is Role.NOISE, line
        assert found.blocks[1].role is Role.TITLE, line


def test_lettered_lines_are_a_list_and_no_answers() -> None:
    found = of("缴费渠道\nA.微信：我→服务→社保\nB.支付宝：市民中心→社保\nC.各办税服务厅。\n")
    assert [block.role for block in found.blocks[1:]] == [Role.ITEM] * 3
    assert found.words(found.blocks[1]).startswith("微信")


def test_labels_in_brackets_and_numbered_things_head_what_follows() -> None:
    found = paths("怎么缴\n[线上]\n“某税”APP→社保缴费\n[线下]\n各办税服务厅均可办理。\n")
    assert found["各办税服务厅均可办理。"][0] == "线下"
    [block] = of("第二件，什么时候交。从2024年1月1日开始，到3月31日结束。\n").blocks
    assert block.lead is not None


def test_blank_cells_count_where_they_fill_the_row() -> None:
    found = of("人员\t项目\t比例\t每月\n在职\t合计\t\t420\n退休\t大额\t8\n")
    cells = [[found.text[a:b] for a, b in block.cells] for block in found.blocks]
    assert cells[1:] == [["在职", "合计", "", "420"], ["退休", "大额", "8"]]


def test_numbered_questions_slashes_and_leading_noughts() -> None:
    found = of("1问：什么时候缴？\n1答：12月底前缴。\n2问：去哪儿缴？\n2答：到办税服务厅缴。\n")
    assert [block.role for block in found.blocks[::2]] == [Role.QUESTION] * 2
    assert found.words(found.blocks[1]) == "12月底前缴。"
    found = of("怎么缴\n1/ 微信：我→服务→社保\n2/ 支付宝：市民中心→社保\n到窗口也行。\n")
    assert [found.words(block)[:2] for block in found.blocks[1:3]] == ["微信", "支付"]
    found = of("01　缴多少\n每年3000元。\n06 这几件事，得跑一趟\n带身份证登记。\n")
    assert [block.role for block in found.blocks[::2]] == [Role.HEADING] * 2


def test_a_letterhead_over_the_title_is_none() -> None:
    found = of(
        "某市医疗保障局公告\n医保告〔2023〕1号\n关于2024年度灵活就业人员缴费事项的公告\n正文。\n"
    )
    [title] = [block for block in found.blocks if block.role is Role.TITLE]
    assert found.words(title).startswith("关于")

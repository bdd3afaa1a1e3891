"""What words include or leave open: tables of "this finding <- these words"."""

from __future__ import annotations

from typing import Any

import pytest
from ruleset_of import ACTIVE, Page, both, eq, outcome, verdict

from extractor.checks.wording import bounds

# ── the grammar of bounds ────────────────────────────────────────────────────────────────────

BOUNDS = {
    "gt": [
        "超过3个月",
        "多于3个月",
        "3个月以外",
        "3个月以上（不含3个月）",
        "逾3个月",
        "高于3%",
        "超出3年",
    ],
    "ge": [
        "3个月以上",
        "3个月及以上",
        "满3个月",
        "年满3周岁",
        "达到3个月",
        "不少于3个月",
        "不低于3%",
        "至少3个月",
        "3个月以上（含3个月）",
        "届满3个月",
        "未少于3个月",
    ],
    "lt": [
        "不满3个月",
        "未满3周岁",
        "不足3个月",
        "不到3个月",
        "少于3个月",
        "没满3个月",
        "低于3%",
        "3个月以下（不含）",
        "3周岁（不含）以下",
        "未达到3个月",
    ],
    "le": [
        "未超过3个月",
        "不超过3个月",
        "没有超过3个月",
        "没超过3个月",
        "不得超过3个月",
        "3个月以内",
        "3个月以下",
        "3个月内",
        "3个月之内",
        "3个月（含）以内",
        "不高于3%",
        "最长3年",
        "不多于3个月",
    ],
}


@pytest.mark.parametrize(
    ("words", "op"), [(words, op) for op, phrasings in BOUNDS.items() for words in phrasings]
)
def test_the_bound_that_words_set(words: str, op: str) -> None:
    assert [(bound.op, bound.number) for bound in bounds(words)] == [(op, "3")]


@pytest.mark.parametrize(
    "words", ["欠费三个月", "3个月待遇等待期", "2023年6月", "到3个月", "第3年"]
)
def test_words_that_set_no_bound(words: str) -> None:
    assert bounds(words) == []


def test_chinese_numbers_are_numbers() -> None:
    assert [(b.op, b.number) for b in bounds("叁个月以内、超过十二个月、满二十五年")] == [
        ("le", "3"),
        ("gt", "12"),
        ("ge", "25"),
    ]


# ── BOUND-WORD ───────────────────────────────────────────────────────────────────────────────


def lapse(op: str, value: Any, quote: str, var: str = "arrears_months") -> Page:
    """A rule with one threshold."""
    page = Page(f"{quote}的，视为中断。")
    page.add("lapse", page.bound(var, op, value, quote), outcome="interrupted")
    return page


@pytest.mark.parametrize(
    ("op", "value", "quote"),
    [
        ("gt", 3, "欠费超过三个月"),
        ("le", 3, "欠费未超过 三个 月"),
        ("ge", 3, "中断缴费3个月以上"),
        ("lt", 3, "欠费不足3 个月"),
        ("gt", 3, "断缴超过3个月、不满12个月"),
        ("lt", 12, "断缴超过3个月、不满12个月"),
        ("ge", 60, "年满６０周岁"),
    ],
)
def test_an_operator_that_its_words_set(op: str, value: int, quote: str) -> None:
    assert verdict(lapse(op, value, quote), "BOUND-WORD") == ["ok"]


@pytest.mark.parametrize(
    ("op", "value", "quote"),
    [
        ("ge", 3, "欠费超过三个月"),
        ("gt", 3, "欠费未超过三个月"),
        ("gt", 3, "中断缴费3个月以上"),
        ("le", 3, "欠费不足3个月"),
        ("lt", 35, "35周岁以下"),
        ("gt", 12, "断缴超过3个月、不满12个月"),
    ],
)
def test_an_operator_that_its_words_do_not_set_is_our_error(
    op: str, value: int, quote: str
) -> None:
    assert verdict(lapse(op, value, quote), "BOUND-WORD") == ["error extraction"]


@pytest.mark.parametrize(
    ("op", "quote", "expected"),
    [
        ("ge", "缴费至2023年6月", ["ok"]),
        ("lt", "未缴费至2023年6月", ["ok"]),
        ("lt", "缴费至2023年6月", ["error extraction"]),
        ("ge", "未缴费至2023年6月", ["error extraction"]),
    ],
)
def test_paid_through_a_month(op: str, quote: str, expected: list[str]) -> None:
    assert verdict(lapse(op, "2023-06", quote, "paid_through"), "BOUND-WORD") == expected


def test_no_words_no_verdict() -> None:
    assert verdict(lapse("ge", 3, "欠费三个月"), "BOUND-WORD") == ["not_run"]
    assert verdict(Page("空"), "BOUND-WORD") == ["not_run"]


# ── BOUND-OPEN ───────────────────────────────────────────────────────────────────────────────


def by(quote: str, **deadline: Any) -> Page:
    """A procedure with a deadline."""
    page = Page(f"应于{quote}办理。")
    page.add("procedure", topic="retire", deadline=page.fact(deadline, quote))
    return page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (by("2022年12月25日前", form="date", on="2022-12-25"), ["info notice"]),
        (by("每月 24 日前", form="monthly", day=24), ["info notice"]),
        (by("２０２４．１１．２０前", form="date", on="2024-11-20"), ["info notice"]),
        (by("12月25日之前", form="date", on="2022-12-25"), ["info notice"]),
        (by("每月24日（含）前", form="monthly", day=24, inclusive=True), ["not_run"]),
        (by("每月24日前（含24日）", form="monthly", day=24), ["ok"]),
        (by("三个月内", form="within", length={"count": 3, "unit": "month"}), ["ok"]),
        (by("随单位参保前", form="before", of="employed_by_unit"), ["not_run"]),
        (by("及时", form="promptly"), ["not_run"]),
        (by("月底提前", form="monthly", day=24), ["ok"]),
    ],
)
def test_before_a_day_leaves_the_day_open(page: Page, expected: list[str]) -> None:
    assert verdict(page, "BOUND-OPEN") == expected


def test_windows_too() -> None:
    page = Page("缴费期为12月25日前。")
    page.window("12月25日前", None, "2022-12-26T00:00")
    assert verdict(page, "BOUND-OPEN") == ["info notice"]
    page = Page("缴费期至12月25日止。")
    page.window("至12月25日止", None, "2022-12-26T00:00")
    assert verdict(page, "BOUND-OPEN") == ["ok"]


# ── THRESHOLD ────────────────────────────────────────────────────────────────────────────────


def two_lapses(first: tuple[str, int, str], second: tuple[str, int, str], rest: str = "") -> Page:
    """A cured lapse and an interruption, and more text."""
    page = Page(f"{first[2]}的，补齐后继续享受；{second[2]}的，视为中断缴费。{rest}")
    page.add(
        "lapse",
        page.bound("arrears_months", *first),
        outcome="benefits_continue_after_backpay",
        spans=[page.at(first[2])],
    )
    page.add(
        "lapse",
        page.bound("arrears_months", *second),
        outcome="interrupted",
        spans=[page.at(second[2])],
    )
    if rest:
        page.add("advice", spans=[page.at(rest)])
    return page


UP_TO, OVER = ("le", 3, "欠费未超过三个月"), ("gt", 3, "欠费超过三个月")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        # ≤ 3 and > 3 part the months in one place
        (two_lapses(UP_TO, OVER), ["ok"]),
        (two_lapses(("lt", 3, "欠费不足3个月"), ("ge", 3, "欠费3个月以上")), ["ok"]),
        (two_lapses(UP_TO, OVER, "请及时缴费，欠费超过三个月将中断。"), ["ok"]),
        (two_lapses(UP_TO, OVER, "欠费三个月的人员请到窗口咨询。"), ["ok"]),  # no consequence
        (two_lapses(UP_TO, OVER, "待遇等待期为三个月。"), ["ok"]),  # another quantity
        (two_lapses(UP_TO, OVER, "断缴3个月以内的请尽快补缴。"), ["ok"]),
        # advice says ≥ 3 where the rule says > 3
        (two_lapses(UP_TO, OVER, "以免出现欠费三个月导致中断缴费的情况。"), ["warning notice"]),
        (two_lapses(UP_TO, OVER, "断缴满3个月视为中断。"), ["warning notice"]),
        # another number of months interrupts
        (two_lapses(UP_TO, OVER, "欠费超过六个月的中断缴费。"), ["warning notice"]),
    ],
)
def test_two_bounds_for_one_quantity(page: Page, expected: list[str]) -> None:
    assert verdict(page, "THRESHOLD") == expected


def test_a_contradiction_names_both_places() -> None:
    page = two_lapses(UP_TO, OVER, "以免出现欠费三个月导致中断缴费的情况。")
    (finding,), _ = outcome(page, "THRESHOLD")
    assert finding.rules == ("lapse.r2", "advice.r3")
    assert [span.quote for span in finding.spans] == ["欠费超过三个月", "欠费三个月"]
    assert "恰为 3 时两处不一致" in finding.zh


def test_two_kinds_of_rule_may_contradict_each_other() -> None:
    page = Page("不满40周岁的4.58元；合计40周岁以下245.03元。")
    page.contribution(
        "long_term_care", page.fixed("4.58元", "month"), page.bound("age", "lt", 40, "不满40周岁")
    )
    page.total("245.03元", "month", page.bound("age", "le", 40, "40周岁以下"))
    assert verdict(page, "THRESHOLD") == ["warning notice"]


def test_tiers_are_no_contradiction() -> None:
    page = Page("断缴超过3个月、不满12个月的3个月；断缴12个月以上的6个月。")
    three = page.bound("arrears_months", "gt", 3, "断缴超过3个月")
    twelve = page.bound("arrears_months", "lt", 12, "不满12个月")
    more = page.bound("arrears_months", "ge", 12, "断缴12个月以上")
    for when, months in ((both(three, twelve), 3), (more, 6)):
        length = page.fact(
            {"count": months, "unit": "month"}, f"{months}个月；" if months == 3 else "6个月。"
        )
        page.add("waiting", when, length=length)
    assert verdict(page, "THRESHOLD") == ["ok"]
    assert verdict(page, "PARTITION") == ["ok"]


def test_one_bound_is_not_run() -> None:
    assert verdict(lapse("gt", 3, "欠费超过三个月"), "THRESHOLD") == ["not_run"]


# ── PARTITION ────────────────────────────────────────────────────────────────────────────────


def ages(*bands: tuple[str, tuple[tuple[str, int], ...], str]) -> Page:
    """Credits by age: quote, bounds, amount."""
    page = Page("；".join(f"{quote}划入{amount}" for quote, _, amount in bands))
    for quote, limits, amount in bands:
        when = both(ACTIVE, *(page.bound("age", op, value, quote) for op, value in limits))
        page.add("credit", when, amount=page.fixed(amount, "month"))
    return page


YOUNG, OLD = (("lt", 35),), (("ge", 45),)
MIDDLE = (("ge", 35), ("lt", 45))


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            ages(("不满35", YOUNG, "42元"), ("35至45", MIDDLE, "50元"), ("45以上", OLD, "67元")),
            ["ok"],
        ),
        (ages(("44以下", (("le", 44),), "42元"), ("45以上", OLD, "67元")), ["ok"]),
        # 45周岁以下 and 45周岁以上 both hold at 45
        (ages(("45以下", (("le", 45),), "42元"), ("45以上", OLD, "67元")), ["warning notice"]),
        # 不满45 and 超过45 leave 45 to nobody
        (
            ages(("不满45", (("lt", 45),), "42元"), ("超过45", (("gt", 45),), "67元")),
            ["warning notice"],
        ),
        # the same amount on both sides: nothing hangs on it
        (ages(("45以下", (("le", 45),), "42元"), ("45以上", OLD, "42元甲")), ["ok"]),
        # below the lowest bound the notice is silent
        (ages(("35至45", MIDDLE, "50元"), ("45以上", OLD, "67元")), ["ok"]),
        (ages(("45以上", OLD, "67元")), ["not_run"]),
    ],
)
def test_bands_of_age(page: Page, expected: list[str]) -> None:
    assert verdict(page, "PARTITION") == expected


def test_where_bands_meet_is_said() -> None:
    page = ages(("45以下", (("le", 45),), "42元"), ("45以上", OLD, "67元"))
    (finding,), _ = outcome(page, "PARTITION")
    assert finding.zh.startswith("年龄 45：重叠")
    page = ages(("不满45", (("lt", 45),), "42元"), ("超过50", (("gt", 50),), "67元"))
    (finding,), _ = outcome(page, "PARTITION")
    assert finding.zh.startswith("年龄 45–50：无规则")


def test_bands_of_different_people_are_apart() -> None:
    page = ages(("45以下", (("le", 45),), "42元"), ("45以上", OLD, "67元"))
    page.rules[1]["when"]["of"][0] = eq("status", "retired")
    assert verdict(page, "PARTITION") == ["not_run"]


# ── OPEN-LIST, EXTERNAL, TITLE-HOLE ──────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "text",
    [
        "通过微信等渠道缴费",
        "临时性和弹性工作等灵活形式就业",
        "死亡、移民等原因",
        "缴费方式主要有线上和线下",
        "其中包括新业态从业人员",
        "个体工商户、平台骑手等。",
    ],
)
def test_a_list_left_open(text: str) -> None:
    assert verdict(Page(text), "OPEN-LIST") == ["info notice"]


@pytest.mark.parametrize(
    "text",
    [
        "设3个月待遇等待期",
        "新参保的等6个月",
        "还得等三个月",
        "等级评定、平等协商、高等学校、同等条件",
        "主要负责人签字",
        "逐月等额缴纳",
    ],
)
def test_no_list(text: str) -> None:
    assert verdict(Page(text), "OPEN-LIST") == ["ok"]


def test_open_lists_are_counted_together() -> None:
    (finding,), _ = outcome(Page("微信等渠道。\n银行等渠道。"), "OPEN-LIST")
    assert finding.zh.startswith("2 处")
    assert len(finding.spans) == 2


@pytest.mark.parametrize(
    "text",
    [
        "按首次参保的规定享受待遇",
        "按照国家有关规定执行",
        "根据《职工基本医疗保险办法》等文件",
        "依据《社会保险法》",
    ],
)
def test_a_rule_outside_the_notice(text: str) -> None:
    assert verdict(Page(text), "EXTERNAL") == ["info notice"]


@pytest.mark.parametrize(
    "text",
    [
        "按本通告规定办理",
        "按照上述规定办理",
        "取得《退休人员审批表》后",
        "缴费年限达到规定的",
        "按定额68元划入",
    ],
)
def test_no_rule_outside_the_notice(text: str) -> None:
    assert verdict(Page(text), "EXTERNAL") == ["ok"]


def test_the_notices_own_title_is_not_outside() -> None:
    page = Page("《2024年度缴费的通知》政策解读")
    title = page.words("《2024年度缴费的通知》政策解读")
    assert verdict(page, "EXTERNAL", notice_title=title) == ["ok"]
    assert verdict(page, "EXTERNAL") == ["info notice"]


@pytest.mark.parametrize(
    "text",
    [
        "《企业退休（职）人员按晋人社厅发调整基本养老金花名表》",
        "《关于贯彻豫医保办发的通知》",
        "根据晋医保发〔2023〕号文件",
        "根据晋医保发〔〕号文件",
    ],
)
def test_a_document_number_that_lost_its_digits(text: str) -> None:
    assert verdict(Page(text), "TITLE-HOLE") == ["warning notice"]


@pytest.mark.parametrize(
    "text",
    [
        "《关于印发晋人社厅发〔2023〕5号文件的通知》",
        "《财政发展规划》《医保发票管理办法》《民政函授教材》",
        "《退休人员审批表》",
        "长医保发〔2023〕5号",
        "由财政发放",
    ],
)
def test_whole_titles(text: str) -> None:
    assert verdict(Page(text), "TITLE-HOLE") == ["ok"]

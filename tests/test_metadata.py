"""What a notice says of itself."""

from __future__ import annotations

from datetime import date

import pytest

from extractor.metadata import Facts, read
from extractor.notice import Declared, Notice, OffTopic
from extractor.pipeline import extract
from extractor.reading import Reading

BODY = "\n一、缴费标准\n在职人员职工基本医疗保险费每年3000元。\n二、咨询电话\n12366。\n"


def of(text: str) -> Facts:
    return read(Reading(Notice(text)))


ISSUERS = [
    (("兰州市医疗保障局", "国家税务总局兰州市税务局"), ["兰州市医疗保障局 国家税务总局兰州市税务局\n关于2024年度灵活就业人员医保缴费的通告" + BODY,
      "关于2024年度灵活就业人员医保缴费的通告" + BODY + "\n兰州市医疗保障局\n国家税务总局兰州市税务局\n2023年12月1日\n",
      "关于2024年度灵活就业人员医保缴费的通告" + BODY + "\n　　兰州市医疗保障局　　　国家税务总局兰州市税务局\n2023年12月1日\n"]),
    (("泉州市医疗保障局",), ["2024年度灵活就业人员医保缴费问答\n来源：泉州市医疗保障局　发布时间：2024-01-02\n" + BODY,
      "泉州市医疗保障局关于2024年度灵活就业人员医保缴费的公告" + BODY, "灵活就业人员医保开始缴费了大家看看" + BODY + "（来源：泉州市医疗保障局）"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "texts"), ISSUERS)
def test_issuers(wanted: tuple[str, ...], texts: list[str]) -> None:
    for text in texts:
        issuers = of(text).notice.issuers
        assert issuers is not None
        assert issuers.value == wanted, text


PUBLISHED = [
    (date(2023, 12, 1), ["某市关于灵活就业医保的通告" + BODY + "某市医疗保障局\n2023年12月1日\n",
      "某市关于灵活就业医保的通告" + BODY + "某市医疗保障局\n二〇二三年十二月一日\n",
      "某市关于灵活就业医保的通告\n发布日期：2023-12-01　来源：某市\n" + BODY,
      "某市关于灵活就业医保的通告\n某市医保 2023-12-01 16:30 发表于某省\n" + BODY,
      "某市关于灵活就业医保的通告" + BODY + "某市医疗保障局\n2023.12.1\n"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "texts"), PUBLISHED)
def test_published_on(wanted: date, texts: list[str]) -> None:
    for text in texts:
        published = of(text).notice.published_on
        assert published is not None, text
        assert published.value == wanted, text


def test_a_deadline_is_no_date_of_publication() -> None:
    assert (
        of("某市关于灵活就业医保的通告\n于2023年12月25日前缴费。" + BODY).notice.published_on
        is None
    )


COVERAGE = [
    ((date(2024, 1, 1), date(2025, 1, 1)), ["2024年度（2024年1月1日至2024年12月31日）缴费。", "待遇享受期为2024年1月1日至12月31日。",
      "2024年度待遇享受期为2024.1.1至2024.12.31。", "2024年度保障期：2024年1月至12月。"]),
    ((date(2023, 7, 1), date(2024, 7, 1)), ["2023医保年度，即 2023 年 7 月至 2024 年 6 月。", "2023医保年度为2023年7月1日至2024年6月30日。"]),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "texts"), COVERAGE)
def test_coverage_is_half_open(wanted: tuple[date, date], texts: list[str]) -> None:
    for text in texts:
        coverage = of("某市灵活就业人员职工医保缴费通告\n" + text + "\n" + BODY).coverage
        assert coverage is not None
        assert (coverage.value.start, coverage.value.end) == wanted, text
        assert coverage.basis == "stated"


def test_the_year_of_a_wage_is_not_the_insurance_year() -> None:
    found = of(
        "关于公布2023年全省月平均工资和2024年养老保险缴费基数上下限的通知\n"
        "上述基数的执行时间：企业职工养老保险为2024年7月1日至2025年6月30日。\n"
    )
    assert found.insurance_year is not None
    assert found.insurance_year.value == 2024
    assert found.coverage is not None
    assert (found.coverage.value.start, found.coverage.value.end) == (
        date(2024, 7, 1),
        date(2025, 7, 1),
    )


def test_coverage_under_its_own_heading() -> None:
    found = of("某市医保缴费公告\n保障时间：\n2026年1月1日-2026年12月31日\n" + BODY).coverage
    assert found is not None
    assert (found.basis, found.value.start) == ("stated", date(2026, 1, 1))


def test_a_payment_window_is_no_coverage_and_the_calendar_year_is_inferred() -> None:
    found = of(
        "某市2024年度灵活就业人员医保缴费通告\n缴费期为2023年12月1日至2024年2月28日。" + BODY
    ).coverage
    assert found is not None
    assert (found.basis, found.value.start, found.value.end) == (
        "inferred",
        date(2024, 1, 1),
        date(2025, 1, 1),
    )


DOCUMENT_NUMBERS = [
    ("石医保字〔2022〕38号", "某市通知\n石医保字〔2022〕38号\n" + BODY),
    ("长府办发[2008]69号", "某市通知\n长府办发[2008]69号\n" + BODY),
    (None, "某市通知\n根据《办法》（川医保发〔2021〕5号）规定，\n" + BODY),
]


@pytest.mark.parametrize(("wanted", "text"), DOCUMENT_NUMBERS)
def test_document_number(wanted: str | None, text: str) -> None:
    found = of(text).notice.document_number
    assert (found.value if found else None) == wanted


SCHEMES = [
    ("flexible_medical", "关于2024年度灵活就业人员参加职工医保缴费的通告" + BODY),
    ("resident_medical", "关于2024年度城乡居民基本医疗保险缴费的通告" + BODY),
    (
        "pension",
        "关于灵活就业人员参加企业职工基本养老保险的通告\n养老保险缴费比例为20%，养老金另计。\n",
    ),
    (
        "flexible_medical",
        "某市医疗保障办法\n职工基本医疗保险分两档。灵活就业人员参加职工基本医疗保险一档。\n"
        "居民可以参加居民基本医疗保险。\n",
    ),
    ("other", "缴费年限不够怎么办\n职工医保缴费年限不足的，可一次性补缴，也可转为居民医保。\n"),
    ("other", "关于提高失业保险金标准的通知\n失业保险金标准为每月1500元。\n"),
]


@pytest.mark.parametrize(("wanted", "text"), SCHEMES)
def test_scheme(wanted: str, text: str) -> None:
    assert of(text).scheme.value == wanted


@pytest.mark.parametrize(
    ("wanted", "text"),
    [
        ("faq", "2024年度灵活就业医保热点问答\n问：怎么缴？\n答：到银行。\n"),
        ("announcement", "关于2024年度灵活就业医保缴费的公告" + BODY),
        ("notice", "关于做好2024年度灵活就业医保缴费工作的通知" + BODY),
        ("news_repost", "灵活就业医保开缴了各位市民\n来源：湘江晚报\n" + BODY),
        ("news_repost", "灵活就业医保开缴了各位市民\n" + BODY + "来源：某地本地宝\n"),
        (
            "news_repost",
            "灵活就业医保开缴了各位市民\n沂川融媒　记者 方敏 通讯员 周立 2024-01-08\n" + BODY,
        ),
        ("news_repost", "灵活就业医保开缴了各位市民\n沂川日报　本报记者 方敏\n" + BODY),
    ],
)
def test_form(wanted: str, text: str) -> None:
    assert of(text).notice.form == wanted


def test_place_by_issuer_district_and_area_code() -> None:
    rows = "统筹区\t联系电话\n临渭区\t0913-3037906\n华州区\t0913-4716513\n潼关县\t0913-3819983\n"
    region = of("灵活就业人员职工医保开始缴费了\n" + rows).region
    assert region is not None
    assert region.adcode == "610500"
    assert region.area_code is not None
    assert region.area_code.value == "0913"


def test_nothing_is_made_up_where_nothing_is_said() -> None:
    found = of("参保人员缴费后享受医保待遇，缴费标准另行公布。\n各位参保人员请按时缴纳。\n")
    assert (found.region, found.insurance_year, found.coverage) == (None, None, None)
    assert found.notice.published_on is None


def test_what_only_the_file_states_is_curated_with_its_source() -> None:
    notice = Notice(
        "灵活就业人员医保缴费从今天开始，请大家按时缴费；逾期者须等待三个月。",
        declared={"title": Declared("某市2024年度医保缴费", "meta ArticleTitle"), "published": Declared("2023-11-16 08:32", "meta PubDate")},
    )  # fmt: skip
    found = read(Reading(notice)).notice
    assert found.title is not None
    assert found.published_on is not None
    assert (found.title.basis, found.title.why) == (
        "curated",
        "declared by the file: meta ArticleTitle",
    )
    assert found.published_on.value == date(2023, 11, 16)


RESIDENT_FEE = "居民医保个人缴费标准为每人每年400元。客服热线：400-118-2233。\n"


def test_a_commercial_insurance_is_off_topic_and_one_beside_the_residents_is_not() -> None:
    with pytest.raises(OffTopic):
        extract(Notice("2026年“某城市民健康保”参保入口\n" + RESIDENT_FEE))
    with pytest.raises(OffTopic):
        extract(Notice("2026年“利民保”投保开始啦！\n" + RESIDENT_FEE))
    found = extract(Notice("2026年居民医保和惠城保参保缴费指南\n" + RESIDENT_FEE))
    assert "contribution" in {rule.kind for rule in found.ruleset.rules}


def test_a_short_notice_names_its_insurance_in_the_title_alone() -> None:
    found = extract(Notice("某市城乡居民养老保险缴费公告\n缴费标准为每人每年300元。\n"))
    assert [rule.kind for rule in found.ruleset.rules] == ["contribution"]


def test_one_item_of_what_a_village_collects_is_on_topic() -> None:
    found = extract(
        Notice(
            "某村2025年收费通知\n1、城乡居民医疗保险费每人400元。\n2、卫生费每户60元。\n3、路灯每户5元。\n"
        )
    )
    rules = [rule.id for rule in found.ruleset.rules if rule.kind != "advice"]
    assert rules == ["contribution.basic"]


def test_the_bodies_of_a_title_are_issuers_each() -> None:
    text = "兰州市医疗保障局 兰州市财政局 兰州市民政局关于印发护理保险办法的通知" + BODY
    issuers = of(text + "兰州市护理保险办法\n第一条 为减轻负担，制定本办法。\n").notice.issuers
    assert issuers is not None
    assert issuers.value == ("兰州市医疗保障局", "兰州市财政局", "兰州市民政局")


def test_bodies_and_date_run_together_sign_a_notice() -> None:
    text = (
        "关于公布2024年度缴费基数的通知"
        + BODY
        + "甘肃省医疗保障局国家税务总局甘肃省税务局2023年11月6日\n"
    )
    found = of(text)
    assert found.notice.issuers is not None
    assert found.notice.issuers.value == ("甘肃省医疗保障局", "国家税务总局甘肃省税务局")
    assert found.notice.published_on is not None
    assert found.notice.published_on.value == date(2023, 11, 6)
    assert found.region is not None
    assert found.region.adcode == "620000"


def test_the_date_of_a_reply_comes_before_the_stamp_of_its_page() -> None:
    reply = "咨询农村医保的缴费问题\n网友您好！居民医保个人缴费标准为每人每年380元。\n"
    for stamped, day in (
        ("2023年4月5日\n2023/4/6 9:15:02\n", 5),
        ("谢谢您的留言！\n请继续关注。\n也祝您生活愉快。\n再次感谢。\n2023/4/6 9:15:02\n", 6),
    ):
        published = of(reply + stamped).notice.published_on
        assert published is not None, stamped
        assert published.value == date(2023, 4, 6 if day == 6 else 5)


def test_an_address_is_no_title_and_a_law_has_its_name() -> None:
    title = of("兰州市医疗保险暂行规定：\nhttp://rule.example.cn/show?id=7\n" + BODY).notice.title
    assert title is not None
    assert title.value == "兰州市医疗保险暂行规定"


def test_an_office_named_in_passing_says_the_place() -> None:
    region = of(
        "整合医保 惠及城乡\n嘉宾：天水市医疗保险管理局科长\n居民医保每人每年380元。\n"
    ).region
    assert region is not None
    assert region.adcode == "620500"


YEARS = [
    (None, "护理保险怎么缴费\n缴费基数为2021年度在岗职工月平均工资的60%。\n"),
    (2024, "农村医保为什么又涨了\n2023年度居民医保个人缴费标准为350元。《关于做好2023年度居民医保工作的通知》"
     "明确了这一点。2024年度居民医保个人缴费标准统一为380元/人。\n"),
    (2023, "新生儿怎么参保\n出生28天内一次性缴纳医疗保险费的（2023年标准350元/人），享受待遇。\n"),
    (2018, "惠民新政\n2017年开始整合。我市2018年城乡居民筹资标准为每人每年660元。\n"),
]  # fmt: skip


@pytest.mark.parametrize(("wanted", "text"), YEARS)
def test_the_year_that_is_charged(wanted: int | None, text: str) -> None:
    year = of(text).insurance_year
    assert (year.value if year else None) == wanted


OFF_TOPIC = [
    "关于受理某区人才公寓申请的公告\n一、条件\n申请人应已缴纳职工基本养老保险3个月以上，由所在企业缴纳社会保险。\n"
    "二、租金\n甲楼28.5元/平方米/月、乙楼16元/平方米/月。\n三、咨询电话\n人才科，咨询电话：020-81234567。\n",
    "积分落户热点问答\n1.需要什么条件？\n答：缴纳社会保险满5年，按社会保险缴费时间排名。\n"
    "2.有什么要提醒的？\n答：材料时间不在规定范围内的申请人，请尽早更新。\n",
]  # fmt: skip


@pytest.mark.parametrize("text", OFF_TOPIC)
def test_a_text_that_asks_for_insured_people_is_off_topic(text: str) -> None:
    with pytest.raises(OffTopic):
        extract(Notice(text))


def test_a_list_of_offices_is_on_topic() -> None:
    found = extract(Notice("某市医疗保障经办机构一览\n某区医疗保障局，咨询电话：020-81234567。\n"
                           "办理医保、生育保险等业务请就近前往。\n"))  # fmt: skip
    assert "contact" in {rule.kind for rule in found.ruleset.rules}


def test_the_office_in_a_field_over_the_text() -> None:
    for field in ("【实施单位】", "制发单位：", "制表单位：", "发布机关：", "来源："):
        facts = of(
            f"灵活就业人员医保缴费指南（2024年度）\n{field}泉州市医疗保障局　时间：2023-12-01\n"
            + BODY
        )
        assert facts.notice.issuers is not None, field
        assert facts.notice.issuers.value == ("泉州市医疗保障局",), field
    both = of("灵活就业人员医保须知\n制发单位：泉州市医疗保障局、国家税务总局泉州市税务局\n" + BODY)
    assert both.notice.issuers is not None
    assert both.notice.issuers.value == ("泉州市医疗保障局", "国家税务总局泉州市税务局")


def test_the_year_that_is_spelled_out_is_the_notices_own() -> None:
    facts = of(
        "致灵活就业参保人员的一封信\n2024年度（2024年1月1日至12月31日）医保缴费就要开始了。"
        "与2023年度相比，2023年度的基数是3980元。2023年度的标准不再执行。" + BODY
    )
    assert facts.insurance_year is not None
    assert facts.insurance_year.value == 2024


def test_the_year_in_brackets_under_a_title_belongs_to_it() -> None:
    title = of("某市灵活就业人员医保参保缴费须知\n（2024年度）\n" + BODY).notice.title
    assert title is not None
    assert title.value == "某市灵活就业人员医保参保缴费须知（2024年度）"


def test_the_months_of_the_insurance_year_behind_its_label() -> None:
    facts = of(
        "灵活就业人员医保缴费指南（2025医保年度）\n【医保年度】2025年7月1日至2026年6月30日\n" + BODY
    )
    assert facts.coverage is not None
    assert facts.coverage.value.start == date(2025, 7, 1)


def test_the_insurance_year_is_quoted_wherever_it_stands() -> None:
    coverage = of(
        "某市关于2024年度灵活就业医保的通告\n2024年度指2024年1月1日至2024年12月31日。\n"
        "按时缴费的，自2024年1月1日起享受待遇，保障期为2024年1月1日至12月31日。" + BODY
    ).coverage
    assert coverage is not None
    assert {span.quote for span in coverage.spans} == {
        "2024年1月1日至2024年12月31日", "2024年1月1日", "2024年1月1日至12月31日",
    }  # fmt: skip

"""Places, telephone numbers, counts and addresses: tables of "this finding <- this"."""

from __future__ import annotations

import pytest
from ruleset_of import Page, outcome, verdict

from extractor.checks.identity import Phone, phone

# ── PLACE ────────────────────────────────────────────────────────────────────────────────────


def place(*areas: str, title: str = "", issuer: str = "") -> tuple[Page, dict[str, object]]:
    """A notice that names places, and its metadata."""
    page = Page("\n".join((title, issuer, *areas)))
    for area in areas:
        page.add("contact", area=page.words(area))
    facts: dict[str, object] = {}
    if title:
        facts["notice_title"] = page.words(title)
    if issuer:
        facts["notice_issuers"] = page.fact([issuer], issuer)
    return page, facts


@pytest.mark.parametrize(
    ("adcode", "name", "clues", "expected"),
    [
        ("610500", "渭南市", place("临渭区", "华州区", issuer="渭南市医保局"), ["ok"]),
        ("610500", "渭南市", place("高新区", "市本级", issuer="国家税务总局渭南市税务局"), ["ok"]),
        (
            "610524",
            "合阳县",
            place("城关街道", title="合阳县缴费公告", issuer="渭南市医保局"),
            ["ok"],
        ),
        # a district name that several cities have
        ("610100", "西安市", place("长安区", "新城区"), ["ok"]),
        # one office of another city among many
        ("610500", "渭南市", place("临渭区", "华州区", "潞州区"), ["info notice"]),
        ("610500", "渭南市", place("临渭区", "华州区", issuer="长治市医保局"), ["warning notice"]),
        # most of what is named is elsewhere: the region was read wrongly
        (
            "610500",
            "渭南市",
            place("潞州区", "上党区", issuer="长治市医保局"),
            ["error extraction"],
        ),
        ("610500", "渭南市", place("高新区"), ["not_run"]),
    ],
)
def test_places_of_one_region(
    adcode: str, name: str, clues: tuple[Page, dict[str, object]], expected: list[str]
) -> None:
    page, facts = clues
    assert verdict(page, "PLACE", region=page.region(adcode, name), **facts) == expected


@pytest.mark.parametrize(
    ("host", "expected"),
    [("etax.shanxi.chinatax.gov.cn", ["ok"]), ("etax.shaanxi.chinatax.gov.cn", ["warning notice"])],
)
def test_the_web_host_is_of_the_province(host: str, expected: list[str]) -> None:
    page = Page(f"长治市医疗保障局。电子税务局https://{host}/login")
    page.add(
        "channel",
        purpose="pay",
        mode="online",
        provider=page.words("电子税务局"),
        url=page.words(f"https://{host}/login"),
    )
    facts = {"notice_issuers": page.fact(["长治市医疗保障局"], "长治市医疗保障局")}
    region = page.region("140400", "长治市")
    assert verdict(page, "PLACE", region=region, **facts) == expected


def test_no_region_is_not_run() -> None:
    page, facts = place("临渭区", issuer="渭南市医保局")
    for code in ("PLACE", "PHONE-AREA", "AREA-SET"):
        assert verdict(page, code, **facts) == ["not_run"]


# ── telephone numbers ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("0913-2933776", Phone("0913", "2933776")),
        ("（0311）86048215", Phone("0311", "86048215")),
        ("０２９－８７４２０３１６", Phone("029", "87420316")),
        ("0371-67188003转8003", Phone("0371", "67188003")),
        ("0371-67188003-803", Phone("0371", "67188003")),
        ("010 8888 1234", Phone("010", "88881234")),
        ("2225095", Phone("", "2225095")),
        ("12366", Phone("", "12366")),
        ("400-182-6688", Phone("", "4001826688")),
        ("13800000000", Phone("", "13800000000")),
    ],
)
def test_a_number_taken_apart(printed: str, expected: Phone) -> None:
    assert phone(printed) == expected


@pytest.mark.parametrize(
    "printed", ["12366", "114", "96888", "95533", "400-182-6688", "13800000000"]
)
def test_numbers_of_no_area(printed: str) -> None:
    assert phone(printed).is_national


@pytest.mark.parametrize("printed", ["2112366", "0913-2933776", "87420316", "010-12366"])
def test_numbers_of_an_area(printed: str) -> None:
    assert not phone(printed).is_national


def phones(*numbers: str, areas: tuple[str, ...] = ()) -> Page:
    """A notice with telephone numbers, of areas where they are given."""
    page = Page("\n".join((*numbers, *areas)))
    for place_, number in enumerate(numbers):
        nth = numbers[: place_ + 1].count(number)
        page.contact(areas[place_] if areas else None, number, nth)
    return page


TABLE = ("0913-2933776", "0913-3037906", "0913-2110019", "0913-2580153")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (phones(*TABLE), ["ok"]),
        (phones(*TABLE, "12366", "12393"), ["ok"]),
        (phones(*TABLE, "0931-2580154"), ["warning notice"]),
        (phones("0355-2933776", "0355-3037906", "0913-2110019"), ["error extraction"]),
        (phones("2933776", "12366"), ["not_run"]),
    ],
)
def test_area_codes_are_the_regions(page: Page, expected: list[str]) -> None:
    region = page.region("610500", "渭南市")
    assert verdict(page, "PHONE-AREA", region=region) == expected


def test_strange_area_codes_are_counted() -> None:
    page = phones(*TABLE, "0931-2580154")
    (finding,), _ = outcome(page, "PHONE-AREA", region=page.region("610500", "渭南市"))
    assert finding.zh == "5 个区号有 1 个（0931）不是 0913"
    assert finding.rules == ("contact.r5",)


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (phones(*TABLE), ["ok"]),
        (phones(*TABLE, "12366", "400-182-6688", "13800000000", "0913-2580153转2"), ["ok"]),
        (phones("2020900", "2225095", "6768877"), ["ok"]),
        # 12366 with two digits before it, or a local number?
        (phones(*TABLE, "2112366"), ["warning notice"]),
        (phones(*TABLE, "0913-2112366"), ["ok"]),
        (phones("86048215", "83027936", "87796250", "88612366"), ["ok"]),
        # one digit too few or too many
        (phones(*TABLE, "0913-25801531"), ["warning notice"]),
        (
            phones("0311-86048215", "0311-83027936", "0311-87796250", "0311-8657880"),
            ["warning notice"],
        ),
        (phones(*TABLE, "0913-258015"), ["warning notice"]),
        (phones("0311-86048215", "0913-2933776"), ["ok"]),  # too few to say what is usual
        (Page("没有电话"), ["not_run"]),
    ],
)
def test_the_shape_of_numbers(page: Page, expected: list[str]) -> None:
    assert verdict(page, "PHONE-SHAPE") == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (phones(*TABLE), ["ok"]),
        (phones("2225095", "2225096", "12366", "12366"), ["ok"]),  # hotlines may repeat
        (phones("2225095", "2225095", areas=("甲县", "乙县")), ["info notice"]),
        (phones("2225095", "0913-2225095", areas=("甲县", "乙县")), ["info notice"]),
        (phones("2225095", "2225095", areas=("甲县", "甲县")), ["warning notice"]),
        (phones("0913-2225095", "0355-2225095", areas=("甲县", "乙县")), ["ok"]),
        (phones("12366"), ["not_run"]),
    ],
)
def test_no_number_twice(page: Page, expected: list[str]) -> None:
    assert verdict(page, "PHONE-DUP") == expected


# ── AREA-SET ─────────────────────────────────────────────────────────────────────────────────

CHANGZHI = [
    "潞州区",
    "上党区",
    "屯留区",
    "潞城区",
    "襄垣县",
    "平顺县",
    "黎城县",
    "壶关县",
    "长子县",
    "武乡县",
    "沁 县",
    "沁源县",
]


def areas(*names: str) -> Page:
    """A table of contacts."""
    page = Page("\n".join(f"{name}：{8000000 + place_}" for place_, name in enumerate(names)))
    for place_, name in enumerate(names):
        page.contact(name, str(8000000 + place_))
    return page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (areas(*CHANGZHI), ["ok"]),
        (areas("市本级", *CHANGZHI), ["ok"]),
        (areas("市医保中心", *CHANGZHI), ["ok"]),
        (areas(*(f"{name}医保" for name in CHANGZHI)), ["ok"]),
        (areas(*CHANGZHI[1:]), ["info notice"]),
        (areas(*CHANGZHI, "高新区"), ["info notice"]),
        (areas(*CHANGZHI[:2]), ["not_run"]),  # two addresses are no table
        (areas("城关镇", "甘井镇", "坊镇"), ["not_run"]),
    ],
)
def test_contacts_against_the_units_of_the_city(page: Page, expected: list[str]) -> None:
    assert verdict(page, "AREA-SET", region=page.region("140400", "长治市")) == expected


def test_missing_and_extra_are_listed() -> None:
    page = areas(*CHANGZHI[1:], "高新区")
    (finding,), _ = outcome(page, "AREA-SET", region=page.region("140400", "长治市"))
    assert finding.zh == "与长治市的区县相比：缺 潞州区；多 高新区"
    assert finding.severity == "info"


def test_peoples_names_may_be_left_out() -> None:
    page = areas("秦州区", "麦积区", "清水县", "秦安县", "甘谷县", "武山县", "张家川县")
    assert verdict(page, "AREA-SET", region=page.region("620500", "天水市")) == ["ok"]


def test_a_county_has_no_units_below() -> None:
    page = areas("城关镇", "甘井镇", "坊镇")
    assert verdict(page, "AREA-SET", region=page.region("610524", "合阳县")) == ["not_run"]


# ── COUNT-WORD ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市级三家人事档案托管机构（市人才交流中心、市档案托管中心、市劳务派遣中心）", ["ok"]),
        ("六家银行（农业银行、农信社、建设银行、工商银行、中国银行、光大银行）", ["ok"]),
        ("设60%、70%、80%、90%、100%五个档次", ["ok"]),
        ("两家单位（人力资源和社会保障局、医疗保障局）", ["ok"]),  # 和 inside a name
        ("三项保险（基本、大额和长护）", ["ok"]),
        (
            "四家人事档案托管机构（市人才交流中心、市档案托管中心、市劳务派遣中心）",
            ["warning notice"],
        ),
        ("设60%、80%、100%五个档次", ["warning notice"]),
        ("五家银行（农业银行、建设银行等）", ["not_run"]),  # open
        ("3个月（一月、二月）", ["not_run"]),
        ("三家银行", ["not_run"]),
        ("1023个（小学563个、初中460个）", ["not_run"]),
        ("27个（含西药20个、中成药7个）", ["not_run"]),
    ],
)
def test_a_count_and_its_list(text: str, expected: list[str]) -> None:
    assert verdict(Page(text), "COUNT-WORD") == expected


def test_a_count_is_shown_beside_its_list() -> None:
    (finding,), _ = outcome(Page("设60%、80%、100%五个档次"), "COUNT-WORD")
    assert finding.zh == "称 5 项，列出 3 项：「60%、80%、100%五个」"


# ── URL, IMAGE-ONLY ──────────────────────────────────────────────────────────────────────────


def at(address: str) -> Page:
    """A channel at an address."""
    page = Page(f"网址：{address}。")
    page.add(
        "channel",
        purpose="pay",
        mode="online",
        provider=page.words("网址"),
        url=page.words(address),
    )
    return page


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://etax.shanxi.chinatax.gov.cn/login", ["ok"]),
        ("etax.henan.chinatax.gov.cn", ["ok"]),
        ("https://etax.henan.chinatax.gov.cn:8443/a?b=c#d", ["ok"]),
        ("http://etax.henan.chinatax.gov.cn", ["info notice"]),
        ("https://mp.weixin.qq.com/s/abc", ["info notice"]),
        ("https://etax.henan.chinatax.gov.com", ["warning notice"]),
        ("https//etax.henan.chinatax.gov.cn", ["warning notice"]),
        ("htttps://etax.henan.chinatax.gov.cn", ["warning notice"]),
        ("https://etax。henan.chinatax.gov.cn", ["warning notice"]),
        ("https://etax.henan.chinatax.gov.cn//login", ["warning notice"]),
    ],
)
def test_addresses(address: str, expected: list[str]) -> None:
    assert verdict(at(address), "URL") == expected


def test_no_address_is_not_run() -> None:
    assert verdict(Page("没有网址"), "URL") == ["not_run"]


@pytest.mark.parametrize(("image_only", "expected"), [(True, ["info notice"]), (False, ["ok"])])
def test_a_caption_without_its_image(image_only: bool, expected: list[str]) -> None:
    page = Page("扫码关注公众号")
    page.add(
        "channel",
        purpose="pay",
        mode="online",
        provider=page.words("公众号"),
        image_only=image_only,
    )
    assert verdict(page, "IMAGE-ONLY") == expected

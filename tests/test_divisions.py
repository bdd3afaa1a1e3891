"""The administrative divisions: the table, names in texts, and the pooling area of a notice."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from extractor.divisions import (
    TABLE,
    Clue,
    Division,
    area_code,
    by_code,
    children,
    lies_in,
    locate,
    named,
    parent,
    prefecture,
    province,
    within,
)

ROWS = [
    line.split("\t") for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")
]
ALL = [one for row in ROWS if (one := by_code(row[0]))]


def division(adcode: str) -> Division:
    found = by_code(adcode)
    assert found, adcode
    return found


# ── the table ─────────────────────────────────────────────────────────────────


def test_the_table_has_every_province_and_prefecture_and_about_2850_counties() -> None:
    levels = Counter(one.level for one in ALL)
    assert levels["province"] == 31 + 3
    # 293 cities, 30 autonomous prefectures, 7 prefectures, 3 leagues; and one state-level new area
    assert levels["prefecture"] == 293 + 30 + 7 + 3 + 1
    assert 2840 <= levels["county"] <= 2860


def test_the_table_is_sorted_by_adcode_and_names_each_once() -> None:
    codes = [row[0] for row in ROWS]
    assert codes == sorted(set(codes))
    assert len(ALL) == len(ROWS)


def test_the_table_names_its_sources_and_their_licences() -> None:
    head = [line for line in TABLE.read_text("utf-8").splitlines() if line.startswith("#")]
    assert sum("(MIT)" in line or "(Apache-2.0)" in line for line in head) == 3


@pytest.mark.parametrize(
    ("column", "pattern"),
    [
        (0, r"[1-8]\d{5}"),
        (1, r"[㐀-鿿]{2,15}"),
        (2, r"(?:0(?:10|2\d|[3-9]\d\d))?"),
        (3, r"(?:[㐀-鿿]{2,10})?"),
        (4, r"[a-z]*"),
    ],
)
def test_a_column_is_well_formed(column: int, pattern: str) -> None:
    assert [row for row in ROWS if not re.fullmatch(pattern, row[column])] == []


def test_a_short_name_begins_the_name_and_only_names_of_two_characters_have_none() -> None:
    assert [one for one in ALL if not one.name.startswith(one.short)] == []
    assert [one for one in ALL if (not one.short) != (len(one.name) == 2)] == []


def test_provinces_and_prefectures_have_pinyin() -> None:
    assert [one for one in ALL if one.level != "county" and not one.pinyin] == []


def test_all_divisions_have_an_area_code_except_provinces_of_many() -> None:
    without = {one.name for one in ALL if not one.area_code}
    cities = {"北京市", "天津市", "上海市", "重庆市"}
    assert without == {one.name for one in ALL if one.level == "province"} - cities


@pytest.mark.parametrize(
    ("adcode", "name", "area"),
    [
        ("110000", "北京市", "010"),
        ("500112", None, None),  # 渝北区 went up in 两江新区
        ("500157", "两江新区", "023"),
        ("310115", "浦东新区", "021"),
        ("133100", "雄安新区", "0312"),
        ("140400", "长治市", "0355"),
        ("140403", "潞州区", "0355"),
        ("140404", "上党区", "0355"),
        ("140405", "屯留区", "0355"),
        ("140406", "潞城区", "0355"),
        ("140700", "晋中市", "0354"),
        ("141100", "吕梁市", "0358"),
        ("130300", "秦皇岛市", "0335"),
        ("130181", "辛集市", "0311"),
        ("210400", "抚顺市", "024"),
        ("220200", "吉林市", "0432"),
        ("330113", "临平区", "0571"),
        ("410104", "管城回族区", "0371"),
        ("410200", "开封市", "0371"),
        ("419001", "济源市", "0391"),
        ("429004", "仙桃市", "0728"),
        ("429021", "神农架林区", "0719"),
        ("430200", "株洲市", "0731"),
        ("450181", "横州市", "0771"),
        ("460200", "三亚市", "0898"),
        ("469002", "琼海市", "0898"),
        ("511400", "眉山市", "028"),
        ("520300", "遵义市", "0851"),
        ("610400", "咸阳市", "029"),
        ("610500", "渭南市", "0913"),
        ("610503", "华州区", "0913"),
        ("620525", "张家川回族自治县", "0938"),
        ("620200", "嘉峪关市", "0937"),
        ("632801", "格尔木市", "0979"),
        ("632802", "德令哈市", "0977"),
        ("654003", "奎屯市", "0992"),
        ("659001", "石河子市", "0993"),
        ("440000", "广东省", None),
        ("810000", "香港特别行政区", None),
        # not these
        ("110100", None, None),  # 市辖区 is no division of its own
        ("140402", None, None),  # 长治市城区, until 2018
        ("990000", None, None),
        ("61", None, None),
    ],
)
def test_names_and_area_codes(adcode: str, name: str | None, area: str | None) -> None:
    found = by_code(adcode)
    assert (found.name if found else None) == name
    assert area_code(adcode) == area


# ── up and down ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("adcode", "level", "above", "its_prefecture", "its_province"),
    [
        ("610000", "province", None, None, "610000"),
        ("610500", "prefecture", "610000", "610500", "610000"),
        ("610524", "county", "610500", "610500", "610000"),
        ("110105", "county", "110000", None, "110000"),
        ("500240", "county", "500000", None, "500000"),
        ("419001", "county", "410000", None, "410000"),
        ("659001", "county", "650000", None, "650000"),
    ],
)
def test_what_lies_above(
    adcode: str, level: str, above: str | None, its_prefecture: str | None, its_province: str
) -> None:
    one = division(adcode)
    assert one.level == level
    assert parent(one) == (by_code(above) if above else None)
    assert prefecture(one) == (by_code(its_prefecture) if its_prefecture else None)
    assert province(one).adcode == its_province


def test_what_lies_below() -> None:
    assert [one.name for one in children(division("140500"))] == [
        "城区", "沁水县", "阳城县", "陵川县", "泽州县", "高平市",
    ]  # fmt: skip
    assert len(children(division("610000"))) == 10
    assert {"石河子市", "喀什地区"} <= {one.name for one in children(division("650000"))}
    assert {one.level for one in children(division("310000"))} == {"county"}
    assert children(division("610524")) == ()


def test_every_division_but_a_province_is_a_child_of_its_parent() -> None:
    for one in ALL:
        above = parent(one)
        assert (above is None) == (one.level == "province")
        assert above is None or (lies_in(one, above) and not lies_in(above, one))


# ── names ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("names", "adcodes"),
    [
        (["渭南市", "渭南"], ["610500"]),
        (["沁县"], ["140430"]),
        (["管城回族区", "管城区", "管城"], ["410104"]),
        (["张家川回族自治县", "张家川县", "张家川"], ["620525"]),
        (["积石山保安族东乡族撒拉族自治县", "积石山县"], ["622927"]),
        (["恩施土家族苗族自治州", "恩施州"], ["422800"]),
        (["黔东南州", "黔东南"], ["522600"]),
        (["鄂温克旗"], ["150724"]),
        (["内蒙古自治区", "内蒙古"], ["150000"]),
        (["广西壮族自治区", "广西"], ["450000"]),
        (["香港"], ["810000"]),
        (["浦东新区", "浦东"], ["310115"]),
        (["神农架林区", "神农架"], ["429021"]),
        (["阿里地区", "阿里"], ["542500"]),
        (["合阳"], ["610524"]),
        # several, the higher first
        (["长安区", "长安"], ["130102", "610116"]),
        (["吉林"], ["220000", "220200"]),
        (["海南"], ["460000", "632500", "150303"]),
        (["河南"], ["410000", "632324"]),
        (["朝阳"], ["211300", "110105", "211321", "220104"]),
        (["城区"], ["140302", "140502", "441502"]),
        (["恩施"], ["422800", "422801"]),
        # a full name before a shorter one of another
        (["吉林省"], ["220000"]),
        (["吉林市"], ["220200"]),
        (["朝阳市"], ["211300"]),
        (["海南区"], ["150303"]),
        (["河南县"], ["632324"]),
        # not these
        (["", "沁", "渭", "长", "中国", "开发区", "长治县", "渭南省"], []),
    ],
)
def test_named(names: list[str], adcodes: list[str]) -> None:
    for name in names:
        assert [one.adcode for one in named(name)] == adcodes


# ── names in a text ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # full names, one after the other, at the start, in brackets
        ("陕西省渭南市合阳县医疗保障局", ["陕西省", "渭南市", "合阳县"]),
        ("国家税务总局石家庄市税务局", ["石家庄市"]),
        ("（张家川县、管城区）", ["张家川县", "管城区"]),
        ("北京市朝阳区", ["北京市", "朝阳区"]),
        ("吉林省吉林市船营区", ["吉林省", "吉林市", "船营区"]),
        ("阿坝州和甘孜藏族自治州", ["阿坝州", "甘孜藏族自治州"]),
        ("莫力达瓦达斡尔族自治旗", ["莫力达瓦达斡尔族自治旗"]),
        # the longest name
        ("海南藏族自治州", ["海南藏族自治州"]),
        ("海南州", ["海南州"]),
        ("长沙县、长沙市、长沙", ["长沙县", "长沙市", "长沙"]),
        ("马鞍山、鞍山", ["马鞍山", "鞍山"]),
        ("渭南市民", ["渭南市"]),
        # short names of provinces and prefectures
        ("来源：渭南日报", ["渭南"]),
        ("关注“长治医保”微信公众号", ["长治"]),
        ("2024年贵阳灵活就业", ["贵阳"]),
        ("陕西安康市、陕西渭南、湖南通道县", ["陕西", "安康市", "陕西", "渭南", "湖南", "通道县"]),
        ("在北京或上海", ["北京", "上海"]),
        ("陕西镇巴县", ["陕西", "镇巴县"]),
        ("西安大学生、西安城镇、西安乡村、西安道路", ["西安"] * 4),
        # names of two characters
        ("沁县、沁源县", ["沁县", "沁源县"]),
        ("\n沁县医保：7751683", ["沁县"]),
        ("襄垣县和沁县", ["襄垣县", "沁县"]),
        ("马鞍山市和县", ["马鞍山市", "和县"]),
        ("晋城市城区", ["晋城市", "城区"]),
        # blanks inside, as lists have them
        ("平顺县医保\n沁 县医保\n沁　　源县医保", ["平顺县", "沁 县", "沁　　源县"]),
        ("渭 南 市", ["渭 南 市"]),
        # what belongs to the next word leaves a shorter name, or none
        ("南阳市场监管", ["南阳"]),
        ("渭南市县两级", ["渭南"]),
        ("上海南京路", ["上海"]),
        # not these: a short name inside another word
        ("大同小异，长治久安，但求安康幸福", []),
        ("医保定点医疗机构、参保定额、其中卫生院", []),
        ("幸福建设、经营口径、最大连续、最新余额、及新余额", []),
        ("太行山西路、黄河南岸、丹江西街、河南岸街道", []),
        ("西安路、南京东路、中山大道、朝阳镇、长沙三村、北京胡同、泰州社区", []),
        # nor these: a county's short name, a name that its last character does not belong to
        ("东方、和平、合作、通道、互助", []),
        ("东方市场、合作市县、东城区域", []),
        # nor these: two characters in a word, common nouns
        ("缴费县区、全市和县、各应县级、办理县内、发文县里", []),
        ("渭南市和县区", ["渭南市"]),
        ("主城区、矿区、郊区、城区、东区", []),
        ("渭南\n市", ["渭南"]),
        ("", []),
    ],
)
def test_within(text: str, found: list[str]) -> None:
    mentions = within(text)
    assert [text[mention.start : mention.end] for mention in mentions] == found
    for mention in mentions:
        words = "".join(text[mention.start : mention.end].split())
        assert mention.candidates == named(words) != ()


def test_every_full_name_is_found_alone_except_common_nouns() -> None:
    missed = {
        one.name
        for one in ALL
        if [(m.start, m.end) for m in within(one.name)] != [(0, len(one.name))]
    }
    assert missed == {"城区", "郊区", "矿区", "东区", "西区"}


# ── the pooling area ──────────────────────────────────────────────────────────

Clues = list[tuple[Clue, str]]


@pytest.mark.parametrize(
    ("adcode", "clues"),
    [
        # the issuer
        ("610500", [("issuer", "渭南市医保局")]),
        ("610524", [("issuer", "合阳县医疗保障局")]),
        ("610524", [("issuer", "陕西省渭南市合阳县医疗保障局")]),
        ("220200", [("issuer", "吉林市医疗保障局")]),
        ("220000", [("issuer", "吉林省医疗保障局")]),
        ("440000", [("issuer", "广东省人力资源和社会保障厅")]),
        ("310000", [("issuer", "上海市人力资源和社会保障局")]),
        ("310115", [("issuer", "上海市浦东新区医疗保障局")]),
        ("419001", [("issuer", "济源市医疗保障局")]),
        ("130100", [("issuer", "石家庄市医疗保障局"), ("issuer", "国家税务总局石家庄市税务局")]),
        # several issuers: the smaller area they share, else the majority
        ("610100", [("issuer", "国家税务总局陕西省税务局"), ("issuer", "西安市医疗保障局")]),
        (
            "610500",
            [("issuer", "渭南市医保局"), ("issuer", "渭南市税务局"), ("issuer", "西安银行")],
        ),
        ("610500", [("issuer", "渭南市医保局、临渭区医保局、华州区医保局")]),
        # the stronger kind of clue, whatever the weaker ones say
        ("610500", [("title", "西安市灵活就业"), ("issuer", "渭南市医保局")]),
        ("140400", [("source", "山西日报"), ("title", "关于长治市灵活就业人员参保缴费的公告")]),
        ("610500", [("district", "雁塔区"), ("district", "莲湖区"), ("source", "渭南日报")]),
        # an issuer that names no place says nothing
        ("610500", [("issuer", "市医疗保障局"), ("source", "渭南日报")]),
        # two places of one name, told apart by another clue
        ("610116", [("issuer", "西安市长安区医疗保障局")]),
        ("610116", [("issuer", "长安区医疗保障局"), ("title", "陕西省灵活就业人员参保")]),
        ("610116", [("issuer", "长安区医疗保障局"), ("district", "雁塔区")]),
        ("130102", [("issuer", "长安区医疗保障局"), ("area_code", "0311")]),
        ("130102", [("issuer", "长安区医疗保障局"), ("host", "ybj.shijiazhuang.gov.cn")]),
        ("110105", [("title", "北京市朝阳区")]),
        ("220104", [("title", "朝阳区灵活就业"), ("source", "长春日报")]),
        # a short name that a province and its city share
        ("220200", [("source", "吉林医保"), ("district", "船营区"), ("district", "蛟河市")]),
        ("220200", [("source", "吉林医保"), ("area_code", "0432")]),
        # a short name is a province's or a city's first, unless another clue speaks against it
        ("610100", [("source", "西安晚报")]),
        ("460000", [("source", "海南日报")]),
        ("211300", [("source", "朝阳医保")]),
        ("110105", [("source", "朝阳医保"), ("area_code", "010")]),
        # districts: most of their parents
        ("610500", [("district", "临渭区"), ("district", "华州区"), ("district", "长安区")]),
        ("140500", [("district", "城区"), ("district", "泽州县"), ("district", "高平市")]),
        ("130100", [("district", "长安区"), ("district", "桥西区"), ("district", "正定县")]),
        ("500000", [("district", "万州"), ("district", "涪陵")]),
        ("610500", [("district", "韩城市医保经办中心")]),
        # area codes
        ("610500", [("area_code", "0913")]),
        ("610500", [("area_code", "（0913）2930000")]),
        ("110000", [("area_code", "010-12393")]),
        ("610500", [("area_code", "0913"), ("area_code", "0913"), ("area_code", "0911")]),
        # hosts
        ("610500", [("host", "http://ybj.weinan.gov.cn/xian/1.html")]),
        ("610000", [("host", "ybj.shaanxi.gov.cn")]),
        ("140000", [("host", "HTTPS://YBJ.SHANXI.GOV.CN:443")]),
        ("460000", [("host", "www.hainan.gov.cn")]),
        ("320500", [("host", "www.suzhou.gov.cn"), ("area_code", "0512")]),
    ],
)
def test_located(adcode: str, clues: Clues) -> None:
    for order in (clues, clues[::-1]):
        found = locate(order)
        assert found
        assert (found.adcode, found.name) == (adcode, division(adcode).name)


@pytest.mark.parametrize(
    "clues",
    [
        # nothing speaks
        [],
        [("issuer", ""), ("title", "关于2024年度灵活就业人员参保缴费的公告")],
        [("issuer", "市医疗保障局"), ("district", "开发区"), ("area_code", "400")],
        [("area_code", "0999123"), ("area_code", "0200")],
        [("host", "www.gov.cn"), ("host", "mp.weixin.qq.com/xian")],
        # a tie is not guessed
        [("issuer", "石家庄市医疗保障局"), ("issuer", "唐山市医疗保障局")],
        [("issuer", "石家庄市医疗保障局"), ("issuer", "唐山市医疗保障局"), ("title", "河北省")],
        [("title", "石家庄市、西安市参保人员")],
        [("issuer", "长安区医疗保障局")],
        [("issuer", "长安区医疗保障局"), ("title", "上海市")],
        [("district", "长安区")],
        [("district", "临渭区"), ("district", "雁塔区")],
        [("source", "吉林医保")],
        [("title", "芒市"), ("title", "沁县")],
        [("title", "临夏县"), ("title", "临夏市")],
        [("source", "吉林医保"), ("host", "jilin.gov.cn")],
        # an area code or a spelling that several share
        [("area_code", "029")],
        [("area_code", "0898")],
        [("host", "www.suzhou.gov.cn")],
    ],
)
def test_not_located(clues: Clues) -> None:
    assert locate(clues) is None
    assert locate(reversed(clues)) is None

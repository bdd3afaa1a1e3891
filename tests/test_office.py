"""Places where business is done: the place ← many phrasings."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.procedures import office
from extractor.reading import Reading


def place(text: str) -> tuple[str, str] | None:
    reading = Reading(Notice(text))
    found = office.first(office.find(reading, 0, len(reading.text)))
    return None if found is None else (reading.words((found.start, found.end)), found.way)


GOES: list[tuple[str, list[str]]] = [
    (
        "参保地医保经办机构",
        [
            "到参保地医保经办机构办理。",
            "可在参保地医保经办机构一次性补缴。",
            "向参保地医保经办机构申请退还剩余月份费用。",
            "联系参保地医保经办机构更正。",
            "请及时与参保地医保经办机构联系，更正后再缴费。",
            "应及时告知参保地医保经办机构停保。",
            "到参保地医保经办机构将个人账户余额取出。",
        ],
    ),
    ("县医保局三楼大厅", ["至县医保局三楼大厅办理登记。", "请前往县医保局三楼大厅申请。"]),
    (
        "户籍地或居住地街道（镇）便民服务中心",
        ["持身份证到户籍地或居住地街道（镇）便民服务中心办理参保登记。"],
    ),
    ("所在村（社区）", ["到所在村（社区）登记。"]),
    ("户籍地、居住地任一医保服务站点", ["到户籍地、居住地任一医保服务站点登记。"]),
    ("市政务服务中心二楼医保窗口", ["前往市政务服务中心二楼医保窗口办理。"]),
    ("镇上的便民服务中心", ["去镇上的便民服务中心办个登记。"]),
    ("市民之家3号窗口", ["带身份证到市民之家3号窗口办停保。"]),
    ("居住地所在街道政务服务中心", ["可持居住证到居住地所在街道政务服务中心申请参保。"]),
    ("区医保局", ["到单位就业的，可到区医保局退费。", "达到退休年龄的人员到区医保局办理。"]),
    ("参保地医保中心", ["凭护照支取，办理地点为参保地医保中心。"]),
    ("转入地医保经办机构", ["持参保凭证到转入地医保经办机构办理。"]),
    ("社区", ["带出生证到社区登记。"]),
]

THROUGH = [
    ("当地相关部门所属的人事档案托管机构", "可通过当地相关部门所属的人事档案托管机构代办。"),
    ("市人才服务中心", "由市人才服务中心统一办理。"),
]

NOWHERE = [
    "达到法定退休年龄的，缴至2023年12月。",
    "通过税务机关公布的缴费渠道进行缴费。",
    "持原参保地医保经办机构出具的证明。",
    "不用先去医保窗口开单，直接交就行。",
    "无需到医保窗口申报。",
    "费用自缴清之日起到账。",
    "在集中缴费期内死亡的。",
    "关注“医保”微信公众号。",
]


@pytest.mark.parametrize(("wanted", "text"), [(at, text) for at, texts in GOES for text in texts])
def test_where_one_goes(wanted: str, text: str) -> None:
    assert place(text) == (wanted, "goes")


@pytest.mark.parametrize(("wanted", "text"), THROUGH)
def test_what_acts_in_ones_place(wanted: str, text: str) -> None:
    assert place(text) == (wanted, "through")


@pytest.mark.parametrize("text", NOWHERE)
def test_no_place(text: str) -> None:
    assert place(text) is None


def test_the_same_window_points_back() -> None:
    reading = Reading(Notice("凭劳动合同可在同一窗口申请退还。"))
    found = office.refers_back(reading, 0, len(reading.text))
    assert found is not None
    assert reading.words(found) == "在同一窗口"

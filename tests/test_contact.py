"""Contacts: whose number it is and what for, from lists, tables and running text."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.reading import Reading
from extractor.rules import contact
from extractor.schema import Contact
from extractor.scope import Scope

# (area, body, phone, topics) per contact
Row = tuple[str | None, str | None, str | None, tuple[str, ...]]

HOTLINES: dict[Row, list[str]] = {
    (None, None, "12366", ("payment",)): [
        "缴费咨询：12366。",
        "缴费咨询电话12366。",
        "缴费问题请拨打12366。",
        "交费方面的问题打12366。",
        "交费的事：12366",
        "费款征收咨询12366。",
        "费用缴纳：12366。",
        "税费缴纳咨询请拨打12366纳税缴费服务热线。",
        "全国税费咨询12366。",
        "服务热线：12366。",
        "缴费业务咨询12366。",
        "缴费业务办理请拨打12366。",
        "12366（缴费）",
        "12366\t缴费咨询",
    ],
    (None, None, "12393", ("policy",)): [
        "医保政策咨询：12393。",
        "全市医保政策咨询：12393",
        "政策的事：12393",
        "医保政策打12393。",
        "全国统一医保服务热线：12393。",
        "医保待遇政策咨询请拨打12393。",
        "（一）医保政策：12393。",
        "12393（医保）",
    ],
    (None, None, "12333", ("policy",)): [
        "社会保险补贴政策咨询：12333",
        "养老保险政策咨询：12333。",
    ],
    (None, None, "12345", ()): ["12345政务服务便民热线。", "举报投诉12345。"],
}

ONE_OFFICE: dict[Row, list[str]] = {
    ("永定区", None, "8222333", ("records",)): [
        "参保登记咨询电话：永定区8222333。",
        "各区县参保登记咨询电话（区号0744）：永定区8222333。",
        "参保登记、变更咨询：\n永定区：8222333",
        "参保登记：\n永定区 8222333",
        "永定区参保登记电话8222333。",
        "登记的事：\n永定区　8222333",
        "地区\t参保登记咨询\n永定区\t8222333",
        "永定区\t8222333\n以上电话受理参保登记咨询。",
        "参保登记：永定区 822 2333。",
        "永定区：登记8222333。",
        "永定区：（登记）8222333",
        "参保登记：永定区（政务中心一楼）8222333，办公时间9:00-17:00",
        "参保登记\n区县\t联系人\t联系电话\t地址\n永定区\t李老师\t8222333\t人民路12号3楼",
        "参保登记\n地区\t咨询电话\t备注\n永定区\t8222333\t工作日8:30-12:00",
        "| 区县 | 登记电话 |\n| --- | --- |\n| 永定区 | 8222333 |",
        "参保登记咨询电话\n永定区\n8222333",
        "8222333\t登记咨询（永定区）",
    ],
    ("永定区", "永定区医保中心", "8222333", ("records",)): [
        "参保登记咨询电话：永定区医保中心8222333。",
        "永定区医保中心（参保登记）8222333。",
        "参保登记咨询\n区县\t经办机构\t地址\t电话\n永定区\t永定区医保中心\t人民路12号\t8222333",
        "参保登记请到永定区医保中心，电话8222333。",
        "参保登记：永定区医保中心（人民路12号，8222333）",
        "参保登记：永定区医保中心 张科长 8222333",
        "参保登记：永定区医保中心，地址：永定区政务大厅2楼，电话：8222333，邮编：427000。",
        "参保登记：永定区医保中心，联系人：李老师、王芳，联系电话：8222333。",
    ],
    ("永定区", "国家税务总局永定区税务局", "0744-8222333", ("payment",)): [
        "缴费问题可致电国家税务总局永定区税务局 0744-8222333。"
    ],
    ("城关镇", "城关镇便民服务中心", "8222333", ("records",)): [
        "参保登记：城关镇便民服务中心8222333。"
    ],
    ("东风社区", None, "8222333", ("records",)): ["参保登记：东风社区8222333。"],
    (None, None, "0744-8222333", ()): [
        "联系人：李老师，联系电话：0744-8222333。",
        "联系人及电话：张三 0744-8222333",
        "电话：0744-8222333 传真：0744-8222444",
    ],
    (None, "县税务局社保股", "8222333", ("payment",)): ["县税务局社保股：8222333。"],
    (None, "医保中心办公室", "8222333", ("policy",)): ["医保中心办公室 8222333"],
    (None, "县税务局", "0513-84135206", ("payment",)): ["县税务局（缴费）0513-84135206。"],
    (None, "当地税务机关", "12366", ("payment",)): [
        "缴费业务如有疑问，可以向当地税务机关或拨打12366咨询。"
    ],
    (None, None, "0744-8290667", ("policy",)): ["医保政策咨询电话：0744-8290667（上午8:30—12:00）"],
}

LISTS: list[tuple[str, list[Row]]] = [
    (
        "参保登记：市本级0432-62049713转2，昌邑区0432-62775408；龙潭区0432-63041296。",
        [
            ("市本级", None, "0432-62049713转2", ("records",)),
            ("昌邑区", None, "0432-62775408", ("records",)),
            ("龙潭区", None, "0432-63041296", ("records",)),
        ],
    ),
    (  # several numbers of one office, printed as they stand
        "参保登记咨询电话：新城区87420316、雁塔区85381627和85381631。",
        [
            ("新城区", None, "87420316", ("records",)),
            ("雁塔区", None, "85381627", ("records",)),
            ("雁塔区", None, "85381631", ("records",)),
        ],
    ),
    (
        "参保登记电话：江汉区（027-85481130、027-85481132）、汉阳区（027-84468291）。",
        [
            ("江汉区", None, "027-85481130", ("records",)),
            ("江汉区", None, "027-85481132", ("records",)),
            ("汉阳区", None, "027-84468291", ("records",)),
        ],
    ),
    (
        "缴费咨询：12366。政策咨询及参保登记咨询：\n市本级　0938-8213607\n秦州区　0938-8229145",
        [
            (None, None, "12366", ("payment",)),
            ("市本级", None, "0938-8213607", ("policy", "records")),
            ("秦州区", None, "0938-8229145", ("policy", "records")),
        ],
    ),
    (  # two columns of numbers
        "区县\t参保登记咨询\t缴费咨询\n历下区\t0531-88151726\t0531-88523619",
        [
            ("历下区", None, "0531-88151726", ("records",)),
            ("历下区", None, "0531-88523619", ("payment",)),
        ],
    ),
    (  # heads in two rows
        "区县\t咨询电话\n\t参保登记\t缴费咨询\n永定区\t8222333\t8222334\n慈利县\t3223366\t3223367",
        [
            ("永定区", None, "8222333", ("records",)),
            ("永定区", None, "8222334", ("payment",)),
            ("慈利县", None, "3223366", ("records",)),
            ("慈利县", None, "3223367", ("payment",)),
        ],
    ),
    (  # two districts a row
        "参保登记咨询电话\n县本级\t5522918\t城关街道\t5516207\n坊 镇\t5361143\t洽川镇\t5421030",
        [
            ("县本级", None, "5522918", ("records",)),
            ("城关街道", None, "5516207", ("records",)),
            ("坊镇", None, "5361143", ("records",)),
            ("洽川镇", None, "5421030", ("records",)),
        ],
    ),
    (  # a line that is only a number is the office's above
        "参保登记\n雁塔区\t85381627\n\t85381631",
        [
            ("雁塔区", None, "85381627", ("records",)),
            ("雁塔区", None, "85381631", ("records",)),
        ],
    ),
    (  # the city's own office beside its districts
        "参保变更：\n市医保中心：2020900\n潞州区医保：2225095\n沁 县医保：7751683",
        [
            ("市本级", "市医保中心", "2020900", ("records",)),
            ("潞州区", "潞州区医保", "2225095", ("records",)),
            ("沁县", "沁县医保", "7751683", ("records",)),
        ],
    ),
    (  # names that begin or hold words of sentences
        "参保登记：向阳区医保局8222333，和平区医保局8222444，都昌县医保局5222333。",
        [
            ("向阳区", "向阳区医保局", "8222333", ("records",)),
            ("和平区", "和平区医保局", "8222444", ("records",)),
            ("都昌县", "都昌县医保局", "5222333", ("records",)),
        ],
    ),
    (
        "单位\t联系电话\n市医保局\t8290667\n市税务局\t8222366",
        [
            (None, "市医保局", "8290667", ("policy",)),
            (None, "市税务局", "8222366", ("payment",)),
        ],
    ),
    (  # what a number is for, behind it
        "8222333（永定区）、8222334（缴费）、12366（税务）",
        [
            ("永定区", None, "8222333", ()),
            (None, None, "8222334", ("payment",)),
            (None, None, "12366", ("payment",)),
        ],
    ),
    (  # an office's paragraph: name, address, number, hours
        "1\n永定区医保事业中心\n一、地址：人民路12号\n二、联系电话：8222333\n三、工作时间\n"
        "2\n高新区\n一、地址：科技大道69号\n二、联系电话：6922047",
        [
            ("永定区", "永定区医保事业中心", "8222333", ("policy",)),
            ("高新区", None, "6922047", ()),
        ],
    ),
]

LISTS += [
    (  # shorthand for a second number
        "参保登记：永定区8222333/34、武陵源区5611222、3；慈利县3223366",
        [
            ("永定区", None, "8222333", ("records",)),
            ("永定区", None, "8222334", ("records",)),
            ("武陵源区", None, "5611222", ("records",)),
            ("武陵源区", None, "5611223", ("records",)),
            ("慈利县", None, "3223366", ("records",)),
        ],
    ),
    (  # a district, and what each of its numbers is for
        "永定区：登记8222333，缴费8222334；慈利县：（登记）3223366，（缴费）3223367",
        [
            ("永定区", None, "8222333", ("records",)),
            ("永定区", None, "8222334", ("payment",)),
            ("慈利县", None, "3223366", ("records",)),
            ("慈利县", None, "3223367", ("payment",)),
        ],
    ),
    (  # what the first line of a list says holds for the lines below it
        "社保政策：12333\n参保登记：市本级 0730-8246910\n　　　　　永定区 0730-8631527",
        [
            (None, None, "12333", ("policy",)),
            ("市本级", None, "0730-8246910", ("records",)),
            ("永定区", None, "0730-8631527", ("records",)),
        ],
    ),
    (  # one paragraph whose blanks the layout has dropped
        "各县区参保登记：永定区0515-66691173　慈利县0515-88420936　桑植县0515-83520615",
        [
            ("永定区", None, "0515-66691173", ("records",)),
            ("慈利县", None, "0515-88420936", ("records",)),
            ("桑植县", None, "0515-83520615", ("records",)),
        ],
    ),
    (  # the city's own office in the line before its districts, for the same
        "市医疗保险中心（参保登记）：0515-86660327，地址：世纪大道18号。\n"
        "各县区参保登记：永定区0515-66691173　慈利县0515-88420936",
        [
            ("市本级", "市医疗保险中心", "0515-86660327", ("records",)),
            ("永定区", None, "0515-66691173", ("records",)),
            ("慈利县", None, "0515-88420936", ("records",)),
        ],
    ),
    (  # two districts a row, one of them with a single blank before its number
        "参保登记：\n四家子镇  4581230         长胜镇    4641027\n"
        "贝子镇  4551316         四道湾镇 4681209",
        [
            ("四家子镇", None, "4581230", ("records",)),
            ("长胜镇", None, "4641027", ("records",)),
            ("贝子镇", None, "4551316", ("records",)),
            ("四道湾镇", None, "4681209", ("records",)),
        ],
    ),
    (  # two columns for the same
        "地区\t养老保险登记\t医疗保险登记\n市本级\t6171528\t6171830",
        [
            ("市本级", None, "6171528", ("records",)),
            ("市本级", None, "6171830", ("records",)),
        ],
    ),
    (  # offices as column heads
        "县（市、区）\t社保经办机构\t税务部门\n永定区\t5826149\t5826150",
        [
            ("永定区", "社保经办机构", "5826149", ("policy",)),
            ("永定区", "税务部门", "5826150", ("payment",)),
        ],
    ),
    (  # persons of one office
        "市医保中心 王老师 5826149 李老师 5826150",
        [
            (None, "市医保中心", "5826149", ("policy",)),
            (None, "市医保中心", "5826150", ("policy",)),
        ],
    ),
    (  # sections of one office behind the numbers
        "业务咨询电话：市医保经办机构58261490（职工科）、58261491（居民科）。",
        [
            (None, "市医保经办机构", "58261490", ("records",)),
            (None, "市医保经办机构", "58261491", ("records",)),
        ],
    ),
    (
        "参保登记：各区医保中心（永定区0371-5826149、慈利县0371-5826150）。",
        [
            ("永定区", None, "0371-5826149", ("records",)),
            ("慈利县", None, "0371-5826150", ("records",)),
        ],
    ),
    (
        "参保登记咨询电话：永定区：0371-5826149（医保局）；慈利县：0371-5826151。",
        [
            ("永定区", "医保局", "0371-5826149", ("records",)),
            ("慈利县", None, "0371-5826151", ("records",)),
        ],
    ),
    (
        "（一）税务部门：12366。（二）医保部门：12393。",
        [
            (None, "税务部门", "12366", ("payment",)),
            (None, "医保部门", "12393", ("policy",)),
        ],
    ),
]  # fmt: skip

WITHOUT_NUMBER: list[tuple[str, list[Row]]] = [
    (
        "在参保缴费中遇到问题与当地税务和医保部门联系。",
        [(None, "当地税务和医保部门", None, ("payment", "policy"))],
    ),
    ("具体事宜可前往各级医保经办机构窗口咨询。", [(None, "各级医保经办机构", None, ("policy",))]),
    ("缴费问题请详询主管税务机关。", [(None, "主管税务机关", None, ("payment",))]),
    ("政策咨询：可以向当地医保经办机构咨询。", [(None, "当地医保经办机构", None, ("policy",))]),
    (
        "办理医疗保险变更业务如有疑问，可拨打参保地医保中心电话进行咨询。",
        [(None, "参保地医保中心", None, ("records",))],
    ),
    (
        "参保登记请联系参保地医保经办机构，缴费问题请咨询主管税务机关。",
        [
            (None, "参保地医保经办机构", None, ("records",)),
            (None, "主管税务机关", None, ("payment",)),
        ],
    ),
]

MENUS = [
    ("拨打12366根据语音提示，选择 6 号键进行缴费咨询。", ("6",)),
    ("缴费咨询12366（按2号键）。", ("2",)),
    ("费款缴纳问题拨打12366，转人工服务请按3号键。", ("3",)),
    ("拨打12366后先按1键再按3键咨询缴费问题。", ("1", "3")),
    ("缴费咨询：12366转1号键。", ("1",)),
]

NONE = [
    "居民养老保险中心咨询电话：0000-00000000。",  # blotted out
    "请关注“广西税务12366”微信公众号。",
    "请下载“掌上12333”APP，或关注某地税务12366微信公众号。",
    "邮政编码：427000，索引号：006625000/2023-00126。",
    "统一社会信用代码11370100MB28512345，账号6222021234567890123。",
    "石医保字〔2022〕38号文件自20231231起施行。",
    "缴费人数达5234567人，基金收入12345678元。",
    "身份证号610528199001011234。",
    "接到转账电话的，请拨打110报警。",
    "信息有误的，请联系参保地医保中心更正后再缴费。",
    "对缴费数据有疑问的，联系参保地医保经办机构办理更正。",
    "到参保地医保经办机构办理退费。",
    "微信客服：yibao12393。",
    "每人每年500 1000元两档。",
    "2023 2024年度缴费。",
]

DIALS = [
    ("参保登记：长安区（0311）86048215。", "+8631186048215"),
    ("参保登记（区号0452）：龙沙区2423806。", "+864522423806"),
    ("参保登记：龙沙区0452-2423806、2423807。", "+864522423807"),
    ("参保登记：市本级0371-67188003转8003。", "+8637167188003"),
    ("参保登记：龙沙区2423806。", None),
    ("缴费咨询：12366。", None),
    ("参保登记：龙沙区0452-242 3806。", "+864522423806"),
    ("参保登记：龙沙区0452-2423806/07。", "+864522423807"),
    ("参保登记：龙沙区2423806（区号均为0452）。", "+864522423806"),
]


def read(text: str) -> list[Contact]:
    reading = Reading(Notice(f"关于缴费的通告\n\n八、咨询方式\n{text}\n九、其他\n本通告施行。\n"))
    return list(contact.find(reading, Scope(reading)))


def rows(text: str) -> list[Row]:
    return [
        (
            found.area.value if found.area else None,
            found.body.value if found.body else None,
            found.phone.value if found.phone else None,
            found.topics,
        )
        for found in read(text)
    ]


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (row, text)
        for table in (HOTLINES, ONE_OFFICE)
        for row, texts in table.items()
        for text in texts
    ],
)
def test_one_number(row: Row, text: str) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(("text", "expected"), [*LISTS, *WITHOUT_NUMBER])
def test_several(text: str, expected: list[Row]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize(("text", "keys"), MENUS)
def test_keys_to_press(text: str, keys: tuple[str, ...]) -> None:
    (found,) = read(text)
    assert found.menu is not None
    assert (found.phone and found.phone.value, found.menu.value) == ("12366", keys)


@pytest.mark.parametrize("text", NONE)
def test_no_contact(text: str) -> None:
    assert rows(text) == []


def test_bars_part_the_cells_of_rows() -> None:
    text = (
        "县（市、区）｜参保登记｜缴费\n"
        "甲甲区｜0599-8222331｜0599-8222441\n乙乙县｜0599-8222332｜0599-8222442\n"
    )
    assert rows(text) == [
        ("甲甲区", None, "0599-8222331", ("records",)),
        ("甲甲区", None, "0599-8222441", ("payment",)),
        ("乙乙县", None, "0599-8222332", ("records",)),
        ("乙乙县", None, "0599-8222442", ("payment",)),
    ]


@pytest.mark.parametrize(
    "line",
    ["新闻热线：0599-8222333", "爆料电话：8222333、8222334", "广告热线8222333", "读者热线：96333"],
)
def test_numbers_of_the_press_are_none(line: str) -> None:
    assert rows(f"缴费咨询：12366。\n来源：某市医保局\n{line}\n") == [
        (None, None, "12366", ("payment",))
    ]


@pytest.mark.parametrize(("text", "dial"), DIALS)
def test_dial_where_the_notice_gives_the_area_code(text: str, dial: str | None) -> None:
    found = read(text)[-1]
    assert (found.dial.value if found.dial else None) == dial
    assert found.dial is None or found.dial.basis == "derived"


def test_the_own_office_is_inferred() -> None:
    found = read("参保变更：\n市医保中心：2020900\n潞州区医保：2225095\n城区医保：7751683")[0]
    assert found.area is not None
    assert (found.area.basis, [span.quote for span in found.area.spans]) == (
        "inferred",
        ["市医保中心"],
    )


def test_a_shorthand_is_inferred() -> None:
    found = read("参保登记：永定区8222333/34。")[1]
    assert found.phone is not None
    assert (found.phone.basis, [span.quote for span in found.phone.spans]) == (
        "inferred",
        ["8222333", "34"],
    )


def test_number_as_printed() -> None:
    (found,) = read("缴费咨询１２３６６。")
    assert found.phone is not None
    assert found.phone.value == "１２３６６"


def test_a_title_of_offices_and_their_telephones_says_what_they_are_for() -> None:
    text = "某市各区医保局咨询电话\n东湖区\n一、地址：人民路1号\n二、联系电话：8222333\n"
    [found] = contact.find(reading := Reading(Notice(text)), Scope(reading))
    assert found.area is not None
    assert (found.area.value, found.topics) == ("东湖区", ("policy",))


def numbers(text: str) -> list[Row]:
    reading = Reading(Notice("某市灵活就业人员医保缴费通告\n" + text))
    return [
        (
            rule.area.value if rule.area else None,
            rule.body.value if rule.body else None,
            rule.phone.value if rule.phone else None,
            rule.topics,
        )
        for rule in contact.find(reading, Scope(reading))
    ]


def test_a_short_line_over_the_numbers_says_what_they_are_for() -> None:
    text = "☎ 参保登记（区号都是0774）\n万秀区 2023816\n长洲区 3836927\n"
    assert numbers(text) == [
        ("万秀区", None, "2023816", ("records",)),
        ("长洲区", None, "3836927", ("records",)),
    ]


def test_an_amount_of_five_digits_in_a_table_is_no_hotline() -> None:
    assert numbers("档次\t每月\t每年\n80%\t1032\t12384\n100%\t1290\t15480\n") == []


def test_words_that_ask_are_no_office() -> None:
    assert numbers("待遇问医保：12393　缴费问税务：12366\n") == [
        (None, None, "12393", ("policy",)),
        (None, None, "12366", ("payment",)),
    ]
    assert numbers("补贴期限最长3年，具体请拨打12333咨询。\n") == [
        (None, None, "12333", ("policy",)),
    ]


def test_the_name_of_a_line_does_not_say_what_it_is_for() -> None:
    text = "办参保登记，打各地医保服务热线：甲区82468031，乙区82339216。"
    assert [row[3] for row in numbers(text)] == [("records",), ("records",)]


def test_a_number_before_its_purpose() -> None:
    text = "12366：缴费咨询（按6号键）\n12393：医保政策咨询\n"
    assert [(row[2], row[3]) for row in numbers(text)] == [
        ("12366", ("payment",)),
        ("12393", ("policy",)),
    ]


def test_keys_without_the_word_for_them() -> None:
    reading = Reading(Notice("某市医保缴费通告\n缴费咨询：12366（先按3，再按1）\n"))
    (found,) = contact.find(reading, Scope(reading))
    assert found.menu is not None
    assert found.menu.value == ("3", "1")


@pytest.mark.parametrize(
    "text",
    [
        "为方便群众，市医保局对近期12345热线反映较多的问题作了梳理。",
        "本文如涉及侵权请联系0935-2210000。",
        "参保问题可拨打各县医保部门咨询电话：\n",
    ],
)
def test_no_contact_of_the_notice(text: str) -> None:
    assert numbers(text) == []

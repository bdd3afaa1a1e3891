"""Click paths: these steps from these notations, and none from dates, phones and names."""

from __future__ import annotations

import pytest

from extractor.notice import Notice
from extractor.path import Path, paths
from extractor.reading import Reading

MENU = ["服务", "城市服务", "社保", "灵活就业缴费"]

SAME_STEPS = [
    "微信：服务→城市服务→社保→灵活就业缴费。",
    "微信：服务➔城市服务➔社保➔灵活就业缴费。",
    "微信：服务 -> 城市服务 -> 社保 -> 灵活就业缴费",
    "微信：服务—>城市服务—>社保—>灵活就业缴费；",
    "微信：服务＞城市服务＞社保＞灵活就业缴费",
    "微信：服务 >> 城市服务 >> 社保 >> 灵活就业缴费",
    "微信：服务》城市服务》社保》灵活就业缴费。",
    "微信：服务/城市服务/社保/灵活就业缴费。",
    "微信：服务-城市服务-社保-灵活就业缴费",
    "微信：服务—城市服务—社保—灵活就业缴费。",
    "微信：服务——城市服务——社保——灵活就业缴费。",
    "微信：服务 – 城市服务 – 社保 – 灵活就业缴费",
    "微信：服务|城市服务|社保|灵活就业缴费",
    "微信：【服务】→【城市服务】→【社保】→【灵活就业缴费】。",
    "微信：【服务】-【城市服务】-【社保】-【灵活就业缴费】",
    "微信：【服务】【城市服务】【社保】【灵活就业缴费】",
    "可通过微信“服务-城市服务-社保-灵活就业缴费”缴费。",
    "在微信“服务—城市服务—社保—灵活就业缴费”模块里办理。",
    "用微信的，走“服务>城市服务>社保>灵活就业缴费”就行。",
    "登录微信进入【服务】→【城市服务】→【社保】→【灵活就业缴费】可以缴费。",
    "登录电子税务局（https://etax.example.gov.cn）→服务→城市服务→社保→灵活就业缴费",
    "微信小程序，路径为：服务→城市服务→社保→灵活就业缴费。",
    "第一步：服务；第二步：城市服务；第三步：社保；第四步：灵活就业缴费。",
    "微信。第1步，服务，第2步，城市服务，第3步，社保，第4步，灵活就业缴费。",
    "步骤一：服务；步骤二：城市服务；步骤三：社保；步骤四：灵活就业缴费。",
    "第一步：服务\n第二步：城市服务\n第三步：社保\n第四步：灵活就业缴费",
]

STEPS = [
    (
        "打开微信→我→服务→输入姓名、身份证号，选择基本医疗保险3000元→缴纳。",  # 长治 2023
        [*("打开微信", "我", "服务", "输入姓名、身份证号"), "选择基本医疗保险3000元", "缴纳"],
    ),
    (
        "关注“某市医保”微信公众号，进入左下角“医保服务”→点击【灵活就业缴费】→缴纳。",
        [
            *("关注“某市医保”微信公众号", "进入左下角“医保服务”"),
            *("点击【灵活就业缴费】", "缴纳"),
        ],
    ),
    (
        "登录微信进入【服务】→【社保】，选择【缴费记录查询】可以查询缴费的明细信息。",
        ["服务", "社保", "缴费记录查询"],
    ),
    ("微信支付 微信→我→服务→支付→截图保存", ["微信", "我", "服务", "支付", "截图保存"]),
    ("云闪付APP→城市服务→社保缴费→缴费完成", ["云闪付APP", "城市服务", "社保缴费", "缴费完成"]),
    (
        "通过支付宝“市民中心-社保-社保缴费凭证”下载打印。",  # 渭南 2023
        ["市民中心", "社保", "社保缴费凭证", "下载打印"],
    ),
    ("“三晋通”APP“我的医保-缴费记录”中查询。", ["我的医保", "缴费记录"]),
    ("在“某政通”APP的“我的>缴费记录”里能查到。", ["我的", "缴费记录"]),
    (
        "关注“某地税务”公众号，点击“我的社保”－“我的进度”查询。",
        ["关注“某地税务”公众号", "点击“我的社保”", "我的进度"],
    ),
    (
        "登录“某办税”APP，依次点击“社保缴费”“灵活就业”“立即缴费”。",
        ["社保缴费", "灵活就业", "立即缴费"],
    ),
    (
        "云闪付：打开云闪付，点击“城市服务”，选择“社保”，支付。",
        ["打开云闪付", "点击“城市服务”", "选择“社保”", "支付"],
    ),
    (
        "缴费人选择【自然人登录】电子税务局，登录后点击【我要办税】，选择【社保费】进行缴费。",
        ["选择【自然人登录】", "点击【我要办税】", "选择【社保费】", "缴费"],
    ),
    (
        "电子税务局：登录https://etax.example.gov.cn，点选【我要办税】，再点选【社保费申报】。",
        ["点选【我要办税】", "点选【社保费申报】"],
    ),
    (
        "微信公众号（①关注“某税务”；②点击“社保缴费”；③选择“灵活就业”；④付款）",
        ["关注“某税务”", "点击“社保缴费”", "选择“灵活就业”", "付款"],
    ),
    (
        "（一）支付宝缴费\n1.打开支付宝\n2.点击“市民中心”\n3.选择“社保”\n（二）其他",
        ["打开支付宝", "点击“市民中心”", "选择“社保”"],
    ),
    ("按“微办税→社保缴费→付款”往下走就行。", ["微办税", "社保缴费", "付款"]),
    ("支付宝：市民中心→社保→立即缴费即可完成。", ["市民中心", "社保", "立即缴费"]),
]

NO_PATH = [
    "集中缴费期为2023年11月15日—12月25日。",
    "每月1—25日办理缴费，7-12月除外。",
    "咨询电话：0913-2933776、（0311）86048215。",
    "工作日上午8:30—12:00，周一-周五。",
    "2023—2024年度缴费标准为334元/月/人。",
    "可到税务机关/医保经办机构办理。",
    "灵活就业人员——包括个体工商户——可以参加职工医保。",
    "按《某市人民政府关于印发<某市医疗保险实施细则>的通知》执行。",
    "网址：<https://etax.example.gov.cn/login>。",
    "可选择“统账结合”方式，也可选择“单建统筹”方式参保。",
    "在职人员-退休人员缴费标准不同。",
    "可通过“某省事”“某税通”缴费。",
    "家有老人的一定要看→",
    "缴费人在缴费前应先核对姓名、身份证号和参保地。",
]


def read(text: str) -> tuple[Reading, list[Path]]:
    reading = Reading(Notice(f"关于缴费的通告\n\n一、缴费渠道\n{text}\n二、其他事项\n"))
    return reading, paths(reading)


@pytest.mark.parametrize("text", SAME_STEPS)
def test_one_menu_in_any_notation(text: str) -> None:
    reading, found = read(text)
    assert [[reading.words(step) for step in path.steps] for path in found] == [MENU]


@pytest.mark.parametrize(("text", "steps"), STEPS)
def test_steps(text: str, steps: list[str]) -> None:
    reading, found = read(text)
    assert [[reading.words(step) for step in path.steps] for path in found] == [steps]


@pytest.mark.parametrize("text", NO_PATH)
def test_no_path(text: str) -> None:
    reading, found = read(text)
    assert [reading.words((path.start, path.end)) for path in found] == []


def test_two_paths_in_one_paragraph() -> None:
    reading, found = read("微信：服务→社保→缴费；支付宝：市民中心→社保→缴费。")
    assert [reading.words(path.head) for path in found if path.head] == ["微信:", "支付宝:"]
    assert [reading.words(path.steps[0]) for path in found] == ["服务", "市民中心"]


def test_head_is_the_words_before_the_path() -> None:
    reading, found = read("微信支付 微信→我→服务→支付")
    assert [reading.words(path.head) for path in found if path.head] == ["微信支付"]


def test_an_amount_in_a_step_lies_in_the_path() -> None:
    reading, (path,) = read("微信：服务→选择基本医疗保险3847.56元→缴纳。")
    amounts = reading.atoms_in(0, len(reading.text), "MONEY")
    assert [path.start < amount.start < path.end for amount in amounts] == [True]


def test_read_once() -> None:
    reading, found = read("微信：服务→社保→缴费。")
    assert paths(reading) is found

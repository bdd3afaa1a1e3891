"""PDF to a notice: what becomes text, what is put aside, what is refused."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from extractor import formats
from extractor.formats import ocr, pdf
from extractor.layout import view
from extractor.notice import Span, Unreadable

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

Draw = Callable[[Canvas], None]


def drawn(*pages: Draw, **options: Any) -> bytes:
    """A PDF whose pages are drawn one by one."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, **options)
    for page in pages:
        canvas.setFont(SONG, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def put(x: float, y: float, text: str, size: float = 12) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.setFont(SONG, size)
        canvas.drawString(x, y, text)

    return draw


def both(*parts: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for part in parts:
            part(canvas)

    return draw


BODY = ParagraphStyle("body", fontName=SONG, fontSize=12, leading=20, wordWrap="CJK")


def style(**changes: Any) -> ParagraphStyle:
    return ParagraphStyle("style", parent=BODY, **changes)


def laid_out(story: Sequence[Any], decorate: Draw | None = None, margin: float = 72) -> bytes:
    """A PDF with a story flowing over its pages, each decorated."""
    buffer = io.BytesIO()

    def on_page(canvas: Canvas, document: Any) -> None:
        canvas.setFont(SONG, 9)
        canvas.drawCentredString(297, 40, f"— {document.page} —")
        if decorate:
            decorate(canvas)

    template = SimpleDocTemplate(buffer, pagesize=A4, leftMargin=margin, rightMargin=margin)
    template.build(list(story), onFirstPage=on_page, onLaterPages=on_page)
    return buffer.getvalue()


TITLE = "关于做好二〇二四年度灵活就业人员职工基本医疗保险费缴纳工作有关事项的通告"
PARAGRAPHS = [
    "一、缴费标准",
    "（一）在职人员每人每年缴纳基本医疗保险费3847.56元、大额补充医疗保险费120元，共计3967.56元，"
    "其中个人账户按月划入65.82元，全年789.84元，由参保人员本人承担，不得由他人代为缴纳。",
    "（二）退休人员只缴纳大额补充医疗保险费120元。",
    "二、缴费时间",
    "（一）续保人员在2023年11月15日9:00至12月25日17:00期间缴费，不设待遇等待期；逾期缴费的，自到账次月"
    "起设3个月待遇等待期，等待期内发生的医疗费用统筹基金不予支付，个人账户余额可以继续使用。",
    "（二）新参保人员应当携带身份证、户口簿到参保地医疗保险经办机构窗口办理参保登记和申报核定，非本市户籍的"
    "还须携带居住证，然后通过税务机关公布的渠道缴费，登录https://etax.example.gov.cn/login办理的除外。",
    "（三）死亡、出国定居的，由亲属携带死亡证明或者护照办理个人账户一次性退还。",
    "三、咨询电话",
    "缴费咨询拨打12366，政策咨询拨打12393，也可以到各级医疗保险经办机构窗口当面咨询。",
]


def notice_story(repeats: int = 1, **changes: Any) -> list[Any]:
    title = style(fontSize=18, leading=30, alignment=TA_CENTER)
    body = (
        style(firstLineIndent=24, **changes)
        if "firstLineIndent" not in changes
        else style(**changes)
    )
    story: list[Any] = [Paragraph(TITLE, title), Spacer(1, 12)]
    story += [Paragraph(text, body) for _ in range(repeats) for text in PARAGRAPHS]
    story.append(Paragraph("某市医疗保障局", style(alignment=TA_RIGHT)))
    story.append(Paragraph("2023年10月12日", style(alignment=TA_RIGHT)))
    return story


def lines_of(data: bytes) -> list[str]:
    """The lines of the view: one paragraph, heading or row each."""
    return view(pdf.read(data).text).text.split("\n")


def folded(text: str) -> str:
    return view(text).text


LAYOUTS = {
    "paragraphs indented": {},
    "justified": {"alignment": TA_JUSTIFY},
    "block, parted by a blank": {"firstLineIndent": 0, "spaceAfter": 8},
    "numbers hang out": {"firstLineIndent": -24, "leftIndent": 24, "spaceAfter": 4},
    "large type, wide lines": {"fontSize": 16, "leading": 28, "firstLineIndent": 32},
    "small type, narrow lines": {"fontSize": 9, "leading": 12, "firstLineIndent": 18},
}


@pytest.mark.parametrize("changes", LAYOUTS.values(), ids=LAYOUTS.keys())
@pytest.mark.parametrize("margin", [56, 100])
def test_a_paragraph_is_one_line_in_every_layout(changes: dict[str, Any], margin: float) -> None:
    data = laid_out(notice_story(repeats=3, **changes), margin=margin)
    wanted = [TITLE, *PARAGRAPHS * 3, "某市医疗保障局", "2023年10月12日"]
    assert lines_of(data) == [folded(text) for text in wanted]


def test_headers_footers_and_page_numbers_are_put_aside_and_told() -> None:
    def header(canvas: Canvas) -> None:
        canvas.drawCentredString(297, 806, "某市医疗保障政策文件")
        canvas.line(72, 800, 523, 800)

    notice = pdf.read(laid_out(notice_story(repeats=4), header))
    assert "政策文件" not in notice.text
    assert "—" not in notice.text
    (remark,) = [said for said in notice.remarks if "页眉页脚" in said]
    assert "「某市医疗保障政策文件」" in remark
    assert "页码" in remark


KEPT_AT_THE_EDGE = [
    # a line near the head or foot of a page that is text
    (put(200, 790, "某市医疗保障局文件", 22), put(72, 700, "缴费比例为8%。"), "某市医疗保障局文件"),
    (put(72, 60, "2023年7月13日"), put(72, 700, "缴费比例为8%。"), "2023年7月13日"),
    (put(72, 60, "政策咨询：12393"), put(72, 80, "缴费咨询：12366"), "12393"),
]


@pytest.mark.parametrize(("edge", "rest", "kept"), KEPT_AT_THE_EDGE)
def test_a_line_at_the_edge_of_one_page_stays(edge: Draw, rest: Draw, kept: str) -> None:
    assert kept in pdf.read(drawn(both(edge, rest))).text


def test_the_letterhead_and_the_signature_are_no_running_header() -> None:
    pages = [
        both(put(220, 770, "某市医疗保障局"), put(72, 700, "缴费比例为8%。")),
        both(put(220, 770, "某市医疗保障局"), put(220, 740, "2023年7月13日")),
    ]
    assert pdf.read(drawn(*pages)).text.count("某市医疗保障局") == 2


# -- tables ---------------------------------------------------------------------------------------

CONTACTS = [
    ["统筹区", "联系电话"],
    ["市本级", "0913-2933776"],
    ["甲区", "0913-3037906"],
    ["乙　县", "0913-2110019"],
    ["丙县经济技术开发区", "0913-2580153"],
]
FEES = [
    ["人员类别", "险种", "缴费标准（元/年）", ""],
    ["", "", "按年", "按月"],
    ["在职人员", "基本医疗保险", "3847.56", "320.63"],
    ["", "大额补充医疗保险", "120", "10"],
    ["退休人员", "大额补充医疗保险", "120", "10"],
    ["备注：低保对象另有补贴，由财政部门按季度拨付", "", "", ""],
]
SPANS = [
    ("SPAN", (0, 0), (0, 1)),
    ("SPAN", (1, 0), (1, 1)),
    ("SPAN", (2, 0), (3, 0)),
    ("SPAN", (0, 2), (0, 3)),
    ("SPAN", (0, 5), (3, 5)),
]
GRID = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONT", (0, 0), (-1, -1), SONG, 11)]
PLAIN = [("FONT", (0, 0), (-1, -1), SONG, 11)]
THREE_LINES = [
    *PLAIN,
    ("LINEABOVE", (0, 0), (-1, 0), 1.2, colors.black),
    ("LINEBELOW", (0, 0), (-1, 0), 0.6, colors.black),
    ("LINEBELOW", (0, -1), (-1, -1), 1.2, colors.black),
]


def table(rows: list[list[Any]], rules: list[Any], width: float = 120, **options: Any) -> Table:
    return Table(rows, colWidths=[width] * len(rows[0]), style=TableStyle(rules), **options)


def between(*parts: Any) -> bytes:
    before = Paragraph("咨询电话如下，缴费人在办理缴费业务时如有疑问可以拨打：", BODY)
    after = Paragraph(
        "以上电话在工作日上午九时至十二时、下午二时至五时有人接听，节假日顺延。", BODY
    )
    return laid_out([before, Spacer(1, 8), *parts, Spacer(1, 8), after])


STYLES = {"ruled": GRID, "three lines": THREE_LINES, "no rule at all": PLAIN}


@pytest.mark.parametrize("rules", STYLES.values(), ids=STYLES.keys())
def test_cells_of_a_row_stay_together(rules: list[Any]) -> None:
    found = lines_of(between(table(CONTACTS, rules)))
    assert found[1:-1] == ["\t".join(row).replace("　", "") for row in CONTACTS]


def cells_by_pdfplumber(data: bytes) -> list[list[list[str | None]]]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [
            [[cell and "".join(cell.split()) for cell in row] for row in found]
            for page in document.pages
            for found in page.extract_tables()
        ]


def cells_by_us(data: bytes) -> list[list[list[str | None]]]:
    import pypdfium2

    from extractor.formats.table import ruled

    document = pypdfium2.PdfDocument(data)
    try:
        pages = pdf._pages(document, "")[0]
    finally:
        document.close()
    return [grid.words() for page in pages for grid in ruled(page)[0]]


THIN = [
    ("BOX", (0, 0), (-1, -1), 0.5, colors.black),
    ("INNERGRID", (0, 0), (-1, -1), 0.25, colors.grey),
]
SHADED = [*GRID, ("BACKGROUND", (0, 0), (-1, 0), colors.lightgrey)]
WRAPPED = [
    [Paragraph(cell, style(fontSize=10, leading=13)) for cell in row]
    for row in [
        ["办理事项", "所需材料", "办理地点"],
        ["参保登记", "身份证、户口簿，非本市户籍的还须提供居住证", "参保地医疗保险经办机构窗口"],
        ["退费", "单位参保证明", "参保地医疗保险经办机构窗口或者政务服务大厅"],
    ]
]
RULED = {
    "contacts": table(CONTACTS, GRID),
    "merged": table(FEES, [*GRID, *SPANS]),
    "box and inner rules": table(CONTACTS, [*THIN, *PLAIN]),
    "shaded head": table(CONTACTS, SHADED),
    "wrapped cells": table(WRAPPED, [("GRID", (0, 0), (-1, -1), 0.5, colors.black)]),
    "over two pages": table(CONTACTS * 12, GRID, repeatRows=1),
}


@pytest.mark.parametrize("ruled", RULED.values(), ids=RULED.keys())
def test_ruled_tables_have_the_rows_that_pdfplumber_finds(ruled: Table) -> None:
    data = between(ruled)
    wanted = cells_by_pdfplumber(data)
    assert wanted
    assert cells_by_us(data) == wanted


def test_a_merged_cell_stands_in_each_row_and_column_that_it_covers() -> None:
    assert lines_of(between(table(FEES, [*GRID, *SPANS])))[1:-1] == [
        "人员类别\t险种\t缴费标准（元/年）\t缴费标准（元/年）",
        "人员类别\t险种\t按年\t按月",
        "在职人员\t基本医疗保险\t3847.56\t320.63",
        "在职人员\t大额补充医疗保险\t120\t10",
        "退休人员\t大额补充医疗保险\t120\t10",
        "备注:低保对象另有补贴，由财政部门按季度拨付",
    ]


def test_a_cell_that_wraps_stays_one_cell() -> None:
    rows = [
        ["项目", "缴费比例或标准", "年缴费额"],
        ["职工基本医疗保险费", "8%", "4046.40"],
        ["职工大额医疗费用统筹补助费", "6元/人/月", "72.00"],
        ["合计", "——", "4118.40"],
    ]
    cells = [[Paragraph(cell, style(fontSize=11, leading=14)) for cell in row] for row in rows]
    for rules in (
        [("GRID", (0, 0), (-1, -1), 0.5, colors.black)],
        [("VALIGN", (0, 0), (-1, -1), "MIDDLE")],
    ):
        found = lines_of(between(table(cells, rules, width=110)))
        assert found[1:-1] == ["\t".join(row) for row in rows]


def test_two_phones_on_two_lines_of_a_cell_are_two() -> None:
    rows = [["甲区", "0771-5826149\n0771-5826150"], ["乙区", "0771-3186902\n0771-3186903"]]
    text = pdf.read(between(table(rows, GRID))).text
    assert "甲区\t0771-5826149 0771-5826150\n乙区\t0771-3186902 0771-3186903" in text


TWO_A_ROW = [
    ["甲区", "2225095", "戊区", "7520559"],
    ["乙区", "6768877", "己县", "8765005"],
    ["丙县", "8321100", "庚县", "6666978"],
    ["丁县", "8925178", "", ""],
]
APART = [
    # head, the rows as they come apart
    (
        [],
        "甲区 2225095,戊区 7520559,乙区 6768877,己县 8765005,丙县 8321100,庚县 6666978,"
        "丁县 8925178",
    ),
    (
        [["机构", "电话", "机构", "电话"]],
        "机构 电话 机构 电话,甲区 2225095,乙区 6768877,丙县 8321100,丁县 8925178,戊区 7520559,"
        "己县 8765005,庚县 6666978",
    ),
]


@pytest.mark.parametrize(("head", "rows"), APART)
@pytest.mark.parametrize("rules", STYLES.values(), ids=STYLES.keys())
def test_two_districts_a_row_come_apart(head: list[list[str]], rows: str, rules: list[Any]) -> None:
    found = lines_of(between(table(head + TWO_A_ROW, rules, width=90)))
    assert found[1:-1] == [row.replace(" ", "\t") for row in rows.split(",")]


def test_columns_drawn_one_after_the_other_are_rows_all_the_same() -> None:
    names = [put(100, 700 - 20 * i, name) for i, name in enumerate(["甲区", "乙区", "丙县"])]
    phones = [put(300, 700 - 20 * i, f"222509{i}") for i in range(3)]
    text = pdf.read(drawn(both(*phones, *names))).text
    assert text == "甲区\t2225090\n乙区\t2225091\n丙县\t2225092\n"


def test_a_table_over_two_pages_has_its_head_once() -> None:
    rows = [["统筹区", "联系电话"], *([f"第{i}区", f"29{i:05}"] for i in range(60))]
    found = lines_of(between(table(rows, GRID, repeatRows=1)))
    assert found[1:-1] == ["\t".join(row) for row in rows]


def test_a_frame_around_text_is_no_table() -> None:
    framed = table([["温馨提示：请尽早缴费，以免影响待遇。"]], GRID, width=300)
    assert "温馨提示:请尽早缴费，以免影响待遇。" in lines_of(between(framed))


COLUMNS = (
    [
        "灵活就业人员应当在集中缴费期内足",
        "额缴纳职工基本医疗保险费和大额医",
        "疗费用补助，逾期缴费的自到账次月",
        "起执行三个月待遇等待期，等待期内",
        "发生的医疗费用基金不予支付。首次",
        "参保的执行六个月待遇等待期。",
    ],
    [
        "退休人员只缴纳大额医疗费用补助，",
        "不再缴纳基本医疗保险费。死亡的由",
        "其亲属在死亡当月办理退保手续，个",
        "人账户余额一次性退还其继承人。参",
        "保人员出国定居的可以申请退回个人",
        "账户余额，同时终止医疗保险关系。",
    ],
)


def test_columns_of_prose_are_read_one_after_the_other() -> None:
    left, right = COLUMNS
    draws = [put(72, 700 - 20 * i, text) for i, text in enumerate(left)]
    draws += [put(310, 700 - 20 * i, text) for i, text in enumerate(right)]
    text = "".join(pdf.read(drawn(both(*draws))).text.split())
    assert text == "".join(left + right)


# -- characters -----------------------------------------------------------------------------------


def test_every_character_has_its_place() -> None:
    pages = [put(100, 700, "缴费比例为8%。"), put(150, 600, "退休人员 120 元")]
    notice = pdf.read(drawn(*pages))
    assert len(notice.boxes) == len(notice.text)
    for char, box in zip(notice.text, notice.boxes, strict=True):
        assert (box is None) == char.isspace()
    at = notice.text.index("8%")
    box = notice.place(Span(at, at + 2))
    assert box is not None
    assert box.page == 1
    assert (box.x0, box.x1) == pytest.approx((160, 174), abs=4)
    assert box.top < 841.9 - 700 < box.bottom
    later = notice.boxes[notice.text.index("退")]
    assert later is not None
    assert later.page == 2
    assert later.x0 == pytest.approx(150, abs=0.5)
    assert notice.boxes[at : at + 2] == [notice.boxes[at], notice.boxes[at + 1]]


def test_a_page_turned_by_its_rotation_or_its_text_reads_the_same() -> None:
    def upright(canvas: Canvas) -> None:
        for i, text in enumerate(["缴费标准", "在职人员 3967.56 元", "退休人员 120 元"]):
            canvas.drawString(100, 700 - 20 * i, text)

    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        for i, text in enumerate(["缴费标准", "在职人员 3967.56 元", "退休人员 120 元"]):
            canvas.drawString(100, -100 - 20 * i, text)

    def rotated(canvas: Canvas) -> None:
        canvas.setPageRotation(90)
        canvas.rotate(90)
        for i, text in enumerate(["缴费标准", "在职人员 3967.56 元", "退休人员 120 元"]):
            canvas.drawString(100, -100 - 20 * i, text)

    wanted = pdf.read(drawn(upright)).text
    assert pdf.read(drawn(sideways)).text == wanted
    assert pdf.read(drawn(rotated)).text == wanted


def test_a_landscape_page_among_others() -> None:
    def wide(canvas: Canvas) -> None:
        canvas.setPageSize(landscape(A4))
        canvas.setFont(SONG, 12)
        canvas.drawString(600, 500, "附件：缴费标准")

    assert "附件：缴费标准" in pdf.read(drawn(put(72, 700, "缴费比例为8%。"), wide)).text


def with_colour(colour: Any, draw: Draw) -> Draw:
    def colourful(canvas: Canvas) -> None:
        canvas.setFillColor(colour)
        draw(canvas)
        canvas.setFillColor(colors.black)

    return colourful


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(72, 500)
    text.setTextRenderMode(3)
    text.textLine("缴费比例为99%")
    canvas.drawText(text)


def slanted(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(200, 300)
    canvas.rotate(45)
    canvas.drawString(0, 0, "缴费比例为99%")
    canvas.restoreState()


def covered(canvas: Canvas) -> None:
    canvas.setFillColor(colors.darkgreen)
    canvas.rect(60, 480, 300, 40, stroke=0, fill=1)
    canvas.setFillColor(colors.white)
    canvas.drawString(72, 500, "缴费比例为99%")


UNSEEN = {
    "drawn invisibly": invisible,
    "white on white": with_colour(colors.white, put(72, 500, "缴费比例为99%")),
    "beside the page": put(700, 500, "缴费比例为99%"),
    "a point high": put(72, 500, "缴费比例为99%", 1),
    "a watermark": slanted,
}
SEEN = {
    "red": with_colour(colors.red, put(72, 500, "缴费比例为99%")),
    "white on green": covered,
    "grey": with_colour(colors.grey, put(72, 500, "缴费比例为99%")),
}


@pytest.mark.parametrize("draw", UNSEEN.values(), ids=UNSEEN.keys())
def test_what_nobody_sees_is_not_read_and_is_told(draw: Draw) -> None:
    notice = pdf.read(drawn(both(put(72, 700, "缴费比例为8%。"), draw)))
    assert notice.text == "缴费比例为8%。\n"
    assert any("未读入" in said for said in notice.remarks)


@pytest.mark.parametrize("draw", SEEN.values(), ids=SEEN.keys())
def test_what_is_seen_is_read(draw: Draw) -> None:
    assert "缴费比例为99%" in pdf.read(drawn(both(put(72, 700, "缴费比例为8%。"), draw))).text


def test_bold_type_that_is_printed_twice_is_read_once() -> None:
    twice = both(put(72, 700, "缴费基数1155元"), put(72.3, 700, "缴费基数1155元"))
    assert pdf.read(drawn(twice)).text == "缴费基数1155元\n"


BLANKS = [
    ("2023 年 7 月 13 日", "2023年7月13日"),
    ("通　　告", "通告"),
    ("共计 3967.56 元，每月 10 元", "共计3967.56元，每月10元"),
]


@pytest.mark.parametrize(("printed", "seen"), BLANKS)
def test_blanks_of_the_layout_do_not_part_words(printed: str, seen: str) -> None:
    assert lines_of(drawn(put(72, 700, printed))) == [seen]


def test_a_number_parted_by_a_hyphen_at_the_line_end_is_one() -> None:
    text = "灵活就业人员在办理参保登记和缴费业务中如有疑问请在工作日拨打咨询电话0913-"
    rest = "2933776，由参保地医疗保险经办机构负责解答，节假日期间请通过公众号留言。"
    data = drawn(both(put(72, 700, text), put(72, 680, rest)))
    assert "0913-2933776，" in pdf.read(data).text


def test_pages_that_hold_pictures_beside_text_say_so() -> None:
    def pictured(canvas: Canvas) -> None:
        for i in range(5):
            canvas.drawString(72, 750 - 20 * i, "缴费比例为8%，由参保人员本人按月缴纳。")
        canvas.drawImage(ImageReader(picture(300, 300)), 72, 200, 450, 400)

    assert any("图中文字未读" in said for said in pdf.read(drawn(pictured)).remarks)


def picture(width: int, height: int) -> io.BytesIO:
    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "lightgrey").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def test_the_title_in_the_properties_counts_where_the_text_has_it_too() -> None:
    def titled(title: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            canvas.setTitle(title)
            canvas.drawString(72, 700, "某市2024年度缴费通告")
            canvas.drawString(72, 600, "缴费比例为8%。")

        return draw

    declared = pdf.read(drawn(titled("某市2024年度缴费通告"))).declared
    assert declared["title"] == ("某市2024年度缴费通告", "PDF Title")
    assert pdf.read(drawn(titled("Microsoft Word - 某市2019年度缴费通告(2).doc"))).declared == {}


# -- lost glyphs ----------------------------------------------------------------------------------


def raw(*objects: bytes) -> bytes:
    """A PDF of the given objects, the first its catalogue."""
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    index = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    root = b"trailer<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return data + head + index + root + b"startxref\n%d\n%%%%EOF\n" % len(data)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def packed(content: bytes, entries: bytes = b"") -> bytes:
    return stream(zlib.compress(content), b"/Filter/FlateDecode" + entries)


def one_page(content: bytes, resources: bytes = b"<<>>", *more: bytes) -> bytes:
    return raw(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>"
        % resources,
        content,
        *more,
    )


def mapped(*pairs: tuple[int, int], font: bytes = b"Nameless") -> bytes:
    """A page that prints glyphs 1, 2, 3 … of a font whose map knows those in the pairs only."""
    glyphs = b"".join(b"%04X" % number for number in range(1, 9))
    lines = b"".join(b"<%04X> <%04X>\n" % pair for pair in pairs)
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        b"1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        b"%d beginbfchar\n%sendbfchar\nendcmap end end" % (len(pairs), lines)
    )
    fonts = b"<</Font<</F 5 0 R>>>>"
    kind = b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H" % font
    below = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/DW 1000/CIDSystemInfo" % font
    return one_page(
        stream(b"BT /F 12 Tf 72 700 Td <%s> Tj ET" % glyphs),
        fonts,
        kind + b"/DescendantFonts[6 0 R]/ToUnicode 7 0 R>>",
        below + b"<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>",
        stream(cmap),
    )


WHOLE = tuple((i + 1, ord(char)) for i, char in enumerate("缴费比例为百分八"))
DAMAGED = {
    "one glyph not in the map": mapped(*WHOLE[:5], *WHOLE[6:]),
    "no glyph in the map": mapped((99, 0x4E00)),
    "a replacement character": mapped(*WHOLE[:7], (8, 0xFFFD)),
    "a private character": mapped(*WHOLE[:7], (8, 0xE123)),
    "a bullet's place in no symbol font": mapped(*WHOLE[:7], (8, 0xF0B7)),
}


def test_a_font_with_a_whole_map_is_read() -> None:
    assert pdf.read(mapped(*WHOLE)).text == "缴费比例为百分八\n"


@pytest.mark.parametrize("data", DAMAGED.values(), ids=DAMAGED.keys())
def test_lost_glyphs_are_refused_with_font_page_and_line(data: bytes) -> None:
    with pytest.raises(Unreadable, match=r"文字残缺 .*第 1 页 .*Nameless.*第 1 行") as refusal:
        pdf.read(data, Path("通告.pdf"))
    assert refusal.value.exit_code == 3
    assert str(refusal.value).startswith("通告.pdf: ")
    assert " → " in str(refusal.value)


def test_a_damaged_text_is_shown_when_asked_for() -> None:
    notice = pdf.read(DAMAGED["one glyph not in the map"], allow_damaged=True)
    assert notice.text == "缴费比例为\ufffd分八\n"
    assert any(said.startswith("文字残缺") for said in notice.remarks)


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    data = mapped((1, 0xF06C), *WHOLE[1:], font=b"ABCDEF+Wingdings")
    assert pdf.read(data).text == "●费比例为百分八\n"


# -- pages that are pictures ----------------------------------------------------------------------


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(picture(600, 800)), 0, 0, A4[0], A4[1])


def with_layer(canvas: Canvas) -> None:
    scanned(canvas)
    text = canvas.beginText(72, 700)
    text.setFont(SONG, 12)
    text.setTextRenderMode(3)
    for _ in range(4):
        text.textLine("灵活就业人员缴费比例为百分之八。")
    canvas.drawText(text)


def test_pictures_without_the_recogniser_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(Unreadable, match=r"无文字层 .*2 页是图片.*3 页.*notice-rules\[ocr\]"):
        pdf.read(drawn(put(72, 700, "缴费比例为8%，由参保人员本人按月缴纳。"), scanned, scanned))


def test_a_layer_recognised_by_another_program_is_read_as_doubtful(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    notice = pdf.read(drawn(with_layer))
    assert notice.text.count("缴费比例为百分之八") == 4
    assert any(said.startswith("doubtful: page 1 ") for said in notice.remarks)


# -- damage, protection, limits -------------------------------------------------------------------

GOOD = drawn(*[put(72, 700, f"第{i}条 缴费比例为8%。") for i in range(3)])


def flipped(data: bytes) -> bytes:
    at = data.index(b"stream", data.index(b"/FlateDecode")) + 30
    return data[:at] + bytes(10) + data[at + 10 :]


def shifted(data: bytes) -> bytes:
    at = data.index(b"endobj") + 7
    return (
        data[:at]
        + b"% a line that the index does not know of, for its places are all off\n" * 3
        + data[at:]
    )


FORMS = b"<</XObject<</X 5 0 R>>>>"
NESTED = one_page(
    stream(b"/X Do"),
    FORMS,
    stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources" + FORMS),
)
IMAGE = (
    b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
)
REFUSED = {
    "cut short": [GOOD[: len(GOOD) // 2], GOOD[:-40], b"%PDF-1.7\n", b"%PDF-1.4\n" + bytes(5000)],
    "index is not where": [shifted(GOOD)],
    "cannot be expanded": [flipped(drawn(put(72, 700, "缴费"), pageCompression=1))],
    "有密码": [drawn(put(72, 700, "缴费比例为8%。"), encrypt="secret")],
    "10,000 页": [drawn(*[put(72, 700, "一")] * 10_000)],
    "展开后超过": [
        one_page(packed(b"0 0 m 9 9 l S\n" * 2_000_000)),
        one_page(stream(zlib.compress(zlib.compress(b" " * 20_000_000)), b"/Filter[/Fl/Fl]")),
        one_page(packed(b"Q"), b"<<>>", packed(b"\n" * 90_000_000, b"/Length1 9")),
    ],
    "嵌套": [NESTED],
    "没有文字": [drawn(lambda _: None)],
    "打不开|读不出": [
        raw(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"),
        raw(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        raw(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"),
    ],
    "megapixels|no text layer": [
        one_page(stream(b"595 0 0 842 0 0 cm /X Do"), FORMS, packed(bytes(9000), IMAGE))
    ],
}


@pytest.mark.parametrize(
    ("words", "data"),
    [(w, d) for w, ds in REFUSED.items() for d in ds],
    ids=[f"{w}-{i}" for w, ds in REFUSED.items() for i in range(len(ds))],
)
def test_what_is_not_whole_or_too_large_is_refused_with_a_way_out(words: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match=words) as refusal:
        pdf.read(data, Path("通告.pdf"))
    assert refusal.value.exit_code == 3
    assert str(refusal.value).startswith("通告.pdf: ")
    assert " → " in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_protected_file_that_opens_without_a_password_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    locked = StandardEncryption("", ownerPassword="owner", canPrint=0, strength=128)
    assert (
        pdf.read(drawn(put(72, 700, "缴费比例为8%。"), encrypt=locked)).text == "缴费比例为8%。\n"
    )


LIMITS = [
    ("LIMIT", 100),
    ("MOST_PAGES", 2),
    ("MOST_CHARS", 5),
    ("MOST_TEXT", 20),
    ("MOST_OBJECTS", 0),
]


@pytest.mark.parametrize(("name", "value"), LIMITS)
def test_each_limit_is_kept(name: str, value: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pdf.read(GOOD).text
    monkeypatch.setattr(pdf, name, value)
    with pytest.raises(Unreadable, match="over"):
        pdf.read(GOOD)


def test_forms_inside_forms_are_read_where_they_end() -> None:
    inner = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>"
    last = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 7 0 R>>>>"
    data = one_page(
        stream(b"/X Do"),
        FORMS,
        stream(b"/X Do", inner),
        stream(b"BT /F 12 Tf 72 700 Td (12366) Tj ET", last),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    assert pdf.read(data).text == "12366\n"


def test_the_reader_is_chosen_by_content(tmp_path: Path) -> None:
    path = tmp_path / "通告.txt"
    path.write_bytes(GOOD)
    notice = formats.read(path)
    assert notice.media_type == "application/pdf"
    assert notice.path == path
    assert len(notice.file_sha256) == 64


def test_reading_twice_gives_the_same() -> None:
    first, second = pdf.read(GOOD), pdf.read(GOOD)
    assert first.text == second.text
    assert list(first.boxes) == list(second.boxes)
    assert all(a.text_sha256 == b.text_sha256 for a, b in pairwise([first, second]))

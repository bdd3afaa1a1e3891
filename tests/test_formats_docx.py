"""Word files to notices: the text as Word shows it, from any hand and any program."""

from __future__ import annotations

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from extractor import formats
from extractor.formats import docx
from extractor.formats.ordinals import ordinal
from extractor.notice import NoticeError, Unreadable

ROOT = Path(__file__).resolve().parent.parent
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMESPACES}>{content}</w:{root}>'


def package(body: str, main: str = "word/document.xml", **parts: str) -> bytes:
    """A Word file with this body and these other parts (numbering, styles, footnotes …)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="{main}"/>'
            "</Relationships>",
        )
        archive.writestr(main, part("document", f"<w:body>{body}<w:sectPr/></w:body>"))
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", part(name, content))
    return buffer.getvalue()


def repacked(data: bytes, **changed: bytes | None) -> bytes:
    """The package with some parts replaced or, where None, taken out."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            stem = name.rpartition("/")[2].removesuffix(".xml")
            content = changed.get(stem, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(content: str, properties: str = "") -> str:
    """A paragraph; bare text becomes a run."""
    inside = content if content.startswith("<") or not content else run(content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def lines(data: bytes) -> list[str]:
    return [line for line in docx.read(data).text.split("\n") if line]


def body_lines(body: str) -> list[str]:
    return lines(package(body))


def field(code: str, result: str = "", separate: bool = True) -> str:
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}' if separate else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText>'
        f"</w:r>{middle}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def box(content: str) -> str:
    return (
        "<w:drawing><wp:anchor><a:graphic><wps:wsp><wps:txbx><w:txbxContent>"
        f"{content}</w:txbxContent></wps:txbx></wps:wsp></a:graphic></wp:anchor></w:drawing>"
    )


RUNS: dict[str, list[str]] = {  # the line <- what a paragraph holds
    "缴费3967.56元": [
        run("缴费")
        + run("3967", "<w:b/>")
        + run(".56", '<w:rFonts w:ascii="Times New Roman"/>')
        + run("元"),
        "<w:r><w:t>缴费3967.56</w:t><w:lastRenderedPageBreak/><w:t>元</w:t></w:r>",
        run("缴费")
        + "<w:bookmarkStart w:id='0' w:name='a'/><w:proofErr w:type='spellStart'/>"
        + run("3967.56元")
        + "<w:bookmarkEnd w:id='0'/>",
        f"<w:hyperlink>{run('缴费3967')}</w:hyperlink>" + run(".56元"),
        f"<w:smartTag>{run('缴费')}<w:smartTag>{run('3967.56')}</w:smartTag></w:smartTag>"
        + run("元"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('缴费3967.56')}</w:sdtContent></w:sdt>" + run("元"),
        f"<w:customXml>{run('缴费')}</w:customXml>" + run("3967.56元"),
        run("缴费") + field(" REF amount ", run("3967.56")) + run("元"),
        run("缴费")
        + f"<w:fldSimple w:instr=' DOCPROPERTY x '>{run('3967.56')}</w:fldSimple>"
        + run("元"),
        run("缴费")
        + field(
            "IF " + "</w:instrText></w:r>" + field("REF a", run("9")) + "<w:r><w:instrText>",
            run("3967.56"),
        )
        + run("元"),
        run("缴费3967.56元") + run("旧3847.56元", "<w:vanish/>"),
        run("缴费3967.56元", '<w:vanish w:val="0"/>'),
        run("缴费")
        + (
            f"<w:ins w:author='a'>{run('3967.56')}</w:ins><w:del w:author='a'><w:r><w:delText>"
            "3847.56</w:delText></w:r></w:del>"
        )
        + run("元"),
        run("缴费")
        + f"<w:moveTo>{run('3967.56')}</w:moveTo>"
        + run("元")
        + f"<w:moveFrom>{run('3967.56')}</w:moveFrom>",
        run("缴费3967.56元", "<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>"),
        run("缴费") + run("3847.56", "<w:strike/>") + run("3967.56元"),
        run("缴费")
        + run("3847.56", "<w:dstrike/>")
        + run("3967.56元", '<w:strike w:val="false"/>'),
        "<w:r><w:t>缴费3967</w:t><w:softHyphen/><w:t>.56元</w:t></w:r>",
        run("缴费39\u00ad67.56元"),
        (
            "<w:r><w:ruby><w:rt><w:r><w:t>jiǎo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>缴费</w:t>"
            "</w:r></w:rubyBase></w:ruby></w:r>"
        )
        + run("3967.56元"),
        run("缴费") + "<m:oMath><m:r><m:t>3967.56</m:t></m:r></m:oMath>" + run("元"),
        (
            f"<mc:AlternateContent><mc:Choice Requires='x'>{run('缴费')}</mc:Choice><mc:Fallback>"
            f"{run('缴费')}</mc:Fallback></mc:AlternateContent>"
        )
        + run("3967.56元"),
        run("缴费3967.56元")
        + "<w:r><w:footnoteReference w:id='9'/></w:r><w:r><w:commentReference w:id='0'/></w:r>",
    ],
    "0999-2020900": ["<w:r><w:t>0999</w:t><w:noBreakHyphen/><w:t>2020900</w:t></w:r>"],
    "市本级\t0999-2020900": ["<w:r><w:t>市本级</w:t><w:tab/><w:t>0999-2020900</w:t></w:r>"],
    "1. 关注公众号": ["<w:r><w:t>1.</w:t><w:tab/><w:t>关注公众号</w:t></w:r>"],
    "    缴费": ["<w:r><w:tab/><w:t>缴费</w:t></w:r>"],
    "先登记 再缴费。": ["<w:r><w:t>先登记</w:t><w:tab/><w:t>再缴费。</w:t></w:r>"],
    "① 缴费": [field(r" EQ \o\ac(○,1) ", separate=False) + run(" 缴费")],
    "☑ 缴费": ["<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>" + run(" 缴费")],
    "● 缴费": [run("l", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + run(" 缴费")],
    "按1/2缴纳": [
        run("按")
        + (
            "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r>"
            "</m:den></m:f></m:oMath>"
        )
        + run("缴纳")
    ],
    "甲\n乙\n丙": [
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:cr/><w:t>丙</w:t></w:r>",
        (
            "<w:r><w:t>甲</w:t><w:br w:type='page'/><w:t>乙</w:t><w:br w:type='column'/><w:t>"
            "丙</w:t></w:r>"
        ),
    ],
    "甲\n乙": [
        run("甲") + f"<w:r>{box(p('乙'))}</w:r>",
        run("甲")
        + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box(p('乙'))}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{p('乙')}"
        "</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
        run("甲")
        + (
            f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{p('乙')}</w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        ),
        run("甲") + f"<w:r>{box(box_in_box)}</w:r>"
        if (box_in_box := f"<w:p><w:r>{box(p('乙'))}</w:r></w:p>")
        else "",
    ],
    "甲市医疗保障局文件": [
        "<w:r><w:pict><v:shape><v:textpath string='甲市医疗保障局文件'/></v:shape></w:pict></w:r>"
    ],
}


@pytest.mark.parametrize(("read", "content"), [(r, c) for r, cs in RUNS.items() for c in cs])
def test_paragraphs(read: str, content: str) -> None:
    assert body_lines(p(content)) == read.split("\n")


def test_paragraphs_stand_apart() -> None:
    assert docx.read(package(p("甲") + p("") + p("乙"))).text == "甲\n\n乙\n"


BLOCKS: dict[str, list[str]] = {  # lines <- what a body holds
    "甲\n乙": [
        f"<w:sdt><w:sdtContent>{p('甲')}{p('乙')}</w:sdtContent></w:sdt>",
        f"<w:customXml>{p('甲')}</w:customXml><w:ins>{p('乙')}</w:ins>",
        p("甲")
        + (
            "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
            f"{p('单击此处输入文字。')}</w:sdtContent></w:sdt>"
        )
        + p("乙"),
        p("甲") + f"<w:del>{p('丙')}</w:del>" + p("乙"),
        p("甲")
        + (
            "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/>"
            f"</w:docPartObj></w:sdtPr><w:sdtContent>{p('一、缴费标准 1')}</w:sdtContent></w:sdt>"
        )
        + p("乙"),
        p(
            (
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC '
                '\\o</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
            )
            + run("一、缴费标准")
        )
        + p(run("二、缴费时间 2"))
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"))
        + p("乙"),
        p("甲", "<w:rPr><w:ins/></w:rPr>")
        + p(
            "乙",
            "<w:pPrChange><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:pPrChange>",
        ),
    ],
    "甲乙": [
        p("甲", "<w:rPr><w:del/></w:rPr>") + p("乙"),
        p("甲", "<w:rPr><w:del/></w:rPr>") + p("", "<w:rPr><w:del/></w:rPr>") + p("乙"),
        p("甲乙", "<w:rPr><w:del/></w:rPr>"),
    ],
}


@pytest.mark.parametrize(("read", "body"), [(r, b) for r, bs in BLOCKS.items() for b in bs])
def test_blocks(read: str, body: str) -> None:
    assert body_lines(body) == read.split("\n")


# ── numbers ──────────────────────────────────────────────────────────────────────────────────

ORDINALS: dict[str, list[tuple[int, str]]] = {
    "3": [(3, "decimal"), (3, "hebrew1"), (3, "")],
    "03": [(3, "decimalZero")],
    "３": [(3, "decimalFullWidth")],
    "三": [
        (3, "chineseCounting"),
        (3, "chineseCountingThousand"),
        (3, "japaneseCounting"),
        (3, "ideographDigital"),
    ],
    "十": [(10, "chineseCounting")],
    "十二": [(12, "chineseCounting"), (12, "chineseCountingThousand")],
    "二十": [(20, "chineseCounting")],
    "一百零三": [(103, "chineseCountingThousand")],
    "一二": [(12, "ideographDigital")],
    "壹拾贰": [(12, "chineseLegalSimplified")],
    "丙": [(3, "ideographTraditional")],
    "寅": [(3, "ideographZodiac")],
    "③": [(3, "decimalEnclosedCircle"), (3, "decimalEnclosedCircleChinese")],
    "㉑": [(21, "decimalEnclosedCircle")],
    "⑶": [(3, "decimalEnclosedParen")],
    "⒊": [(3, "decimalEnclosedFullstop")],
    "㊂": [(3, "ideographEnclosedCircle")],
    "c": [(3, "lowerLetter")],
    "AA": [(27, "upperLetter")],
    "iii": [(3, "lowerRoman")],
    "XIV": [(14, "upperRoman")],
    "": [(3, "none")],
    "51": [(51, "decimalEnclosedCircle")],
    "0": [
        (0, "upperRoman"),
        (0, "lowerLetter"),
        (0, "chineseCounting"),
        (0, "decimalEnclosedCircle"),
    ],
    "4000": [(4000, "lowerRoman")],
}


@pytest.mark.parametrize(
    ("printed", "number", "style"), [(o, n, s) for o, cases in ORDINALS.items() for n, s in cases]
)
def test_numbers_as_they_are_printed(printed: str, number: int, style: str) -> None:
    assert ordinal(number, style) == printed


def level(place: int, style: str, text: str, more: str = "", start: int = 1) -> str:
    return (
        f"<w:lvl w:ilvl='{place}'><w:start w:val='{start}'/><w:numFmt w:val='{style}'/>"
        f"{more}<w:lvlText w:val='{text}'/></w:lvl>"
    )


def numbering(
    *levels: str, nums: str = "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
) -> str:
    return f"<w:abstractNum w:abstractNumId='0'>{''.join(levels)}</w:abstractNum>{nums}"


def item(text: str, place: int = 0, num: int = 1) -> str:
    return p(text, f"<w:numPr><w:ilvl w:val='{place}'/><w:numId w:val='{num}'/></w:numPr>")


CHINESE = numbering(
    level(0, "chineseCounting", "%1、", "<w:suff w:val='nothing'/>"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3.", "<w:suff w:val='space'/>"),
)


def test_three_levels_of_chinese_numbers() -> None:
    body = (
        item("缴费标准")
        + item("在职人员", 1)
        + item("登记", 2)
        + item("缴费", 2)
        + item("退休人员", 1)
        + item("登记", 2)
        + p("说明")
        + item("缴费时间")
        + item("集中期", 1)
    )
    assert lines(package(body, numbering=CHINESE)) == [
        "一、缴费标准",
        "（一） 在职人员",
        "1. 登记",
        "2. 缴费",
        "（二） 退休人员",
        "1. 登记",
        "说明",
        "二、缴费时间",
        "（一） 集中期",
    ]


TWO = (
    "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num><w:num w:numId='2'>"
    "<w:abstractNumId w:val='0'/>{}</w:num>"
)
NUMBERED: dict[str, list[tuple[str, str]]] = {  # lines <- (numbering, body)
    "1. 甲\n2. 乙\n3. 丙": [
        (numbering(level(0, "decimal", "%1.")), item("甲") + item("乙") + item("丙")),
        (
            numbering(level(0, "decimal", "%1."), nums=TWO.format("")),
            item("甲") + item("乙") + item("丙", num=2),
        ),  # one count
    ],
    "1. 甲\n2. 乙\n1. 丙": [
        (
            numbering(
                level(0, "decimal", "%1."),
                nums=TWO.format(
                    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/></w:lvlOverride>"
                ),
            ),
            item("甲") + item("乙") + item("丙", num=2),
        ),
    ],
    "1. 甲\n一、乙": [
        (
            numbering(
                level(0, "decimal", "%1."),
                nums=TWO.format(
                    "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='1'/>"
                    + level(0, "chineseCounting", "%1、", "<w:suff w:val='nothing'/>")
                    + "</w:lvlOverride>"
                ),
            ),
            item("甲") + item("乙", num=2),
        )
    ],
    "5. 甲\n6. 乙": [(numbering(level(0, "decimal", "%1.", start=5)), item("甲") + item("乙"))],
    "1. 甲\n1.1 乙\n1.2 丙\n2. 丁\n2.1 戊": [
        (
            numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")),
            item("甲") + item("乙", 1) + item("丙", 1) + item("丁") + item("戊", 1),
        ),
    ],
    "一、甲\n1.1 乙": [
        (
            numbering(
                level(0, "chineseCounting", "%1、", "<w:suff w:val='nothing'/>"),
                level(1, "decimal", "%1.%2", "<w:isLgl/>"),
            ),
            item("甲") + item("乙", 1),
        )
    ],
    "第一章 甲\n第一条 乙\n第二章 丙\n第二条 丁": [  # articles go on counting through chapters
        (
            numbering(
                level(0, "chineseCountingThousand", "第%1章"),
                level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val='0'/>"),
            ),
            item("甲") + item("乙", 1) + item("丙") + item("丁", 1),
        )
    ],
    "• 甲": [
        (
            numbering(
                level(
                    0,
                    "bullet",
                    "\uf0b7",
                    "<w:rPr><w:rFonts w:ascii='Symbol' w:hAnsi='Symbol'/></w:rPr>",
                )
            ),
            item("甲"),
        ),
        (numbering(level(0, "bullet", "\ue999")), item("甲")),
        (numbering(level(0, "bullet", "")), item("甲")),
    ],
    "● 甲": [
        (
            numbering(level(0, "bullet", "l", "<w:rPr><w:rFonts w:ascii='Wingdings'/></w:rPr>")),
            item("甲"),
        ),
        (numbering(level(0, "bullet", "●")), item("甲")),
    ],
    "① 甲\n② 乙": [
        (numbering(level(0, "decimalEnclosedCircleChinese", "%1")), item("甲") + item("乙"))
    ],
    "甲\n乙": [
        (numbering(level(0, "none", "")), item("甲") + item("乙")),
        (numbering(level(0, "decimal", "%1.")), item("甲", num=0) + item("乙", num=7)),
        (numbering(level(0, "decimal", "%1.")), item("甲", 5) + item("乙", num=0)),
        ("", item("甲") + item("乙")),
    ],
    "1. 甲\n3. 乙": [
        (numbering(level(0, "decimal", "%1.")), item("甲") + item("") + item("乙"))
    ],  # an empty item counts
}


@pytest.mark.parametrize(
    ("read", "parts", "body"), [(r, n, b) for r, cases in NUMBERED.items() for n, b in cases]
)
def test_automatic_numbers(read: str, parts: str, body: str) -> None:
    assert lines(package(body, numbering=parts)) == read.split("\n")


def test_numbers_of_a_style_and_of_the_style_that_it_is_based_on() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='H1'><w:pPr><w:numPr><w:numId w:val='1'/>"
        "</w:numPr></w:pPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='H1b'><w:basedOn w:val='H1'/></w:style>"
        "<w:style w:type='paragraph' w:styleId='H2'><w:basedOn w:val='H2'/><w:pPr><w:numPr>"
        "<w:ilvl w:val='1'/><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
    )
    body = (
        p("甲", "<w:pStyle w:val='H1'/>")
        + p("乙", "<w:pStyle w:val='H2'/>")
        + p("丙", "<w:pStyle w:val='H1b'/>")
        + p("丁", "<w:pStyle w:val='H1'/><w:numPr><w:numId w:val='0'/></w:numPr>")
    )
    assert lines(package(body, numbering=CHINESE, styles=styles)) == [
        "一、甲",
        "（一） 乙",
        "二、丙",
        "丁",
    ]


def test_a_style_that_hides_or_strikes() -> None:
    styles = (
        "<w:style w:type='character' w:styleId='X'><w:rPr><w:vanish/></w:rPr></w:style><w:style "
        "w:type='character' w:styleId='Y'><w:basedOn w:val='X'/></w:style>"
    )
    body = p(
        run("甲")
        + run("乙", "<w:rStyle w:val='X'/>")
        + run("丙", "<w:rStyle w:val='Y'/>")
        + run("丁", "<w:rStyle w:val='Y'/><w:vanish w:val='0'/>")
    )
    assert lines(package(body, styles=styles)) == ["甲丁"]


# ── tables ───────────────────────────────────────────────────────────────────────────────────


def tc(text: str, shape: str = "") -> str:
    inside = text if text.startswith("<") else "".join(p(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{shape}</w:tcPr>{inside}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return (
        f"<w:tr><w:trPr>{properties}</w:trPr>"
        f"{''.join(cell if cell.startswith('<w:') else tc(cell) for cell in cells)}</w:tr>"
    )


def tbl(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


DOWN, DOWN_FIRST = "<w:vMerge/>", "<w:vMerge w:val='restart'/>"
TABLES: dict[str, list[str]] = {  # lines <- tables
    "单位\t电话\n市本级\t2020900": [
        tbl(tr("单位", "电话"), tr("市本级", "2020900")),
        tbl(
            tr("单位", "电话"),
            f"<w:sdt><w:sdtContent>{tr('市本级', '2020900')}</w:sdtContent></w:sdt>",
        ),
        tbl(
            tr("单位", "电话"),
            tr("市本级", f"<w:sdt><w:sdtContent>{tc('2020900')}</w:sdtContent></w:sdt>"),
        ),
        tbl(tr("单位", "电话"), tr("市本级", tc(p(run("2020") + run("900"))))),
        tbl(
            tr("单位", "电话"),
            tr("东山县", "2225095", properties="<w:del/>"),
            tr("市本级", "2020900"),
        ),
        tbl(tr("单位", "电话"), tr("", ""), tr("市本级", "2020900", properties="<w:ins/>")),
        tbl(tr("单位", "电话"), tr("市本级", tc("东山县", "<w:cellDel/>"), "2020900")),
        tbl(tr(tc(tbl(tr("单位", "电话"), tr("市本级", "2020900")) + p("")))),
    ],
    "在职\t基本\t9%\n在职\t大额\t150元\n退休\t大额\t150元": [
        tbl(
            tr(tc("在职", DOWN_FIRST), "基本", "9%"),
            tr(tc("", DOWN), "大额", tc("150元", DOWN_FIRST)),
            tr("退休", "大额", tc("", DOWN)),
        ),
    ],
    "人员\t标准\t标准\n人员\t月\t年": [
        tbl(
            tr(tc("人员", DOWN_FIRST), tc("标准", "<w:gridSpan w:val='2'/>")),
            tr(tc("", DOWN), "月", "年"),
        ),
        tbl(
            tr(
                tc("人员", DOWN_FIRST),
                tc("标准", "<w:hMerge w:val='restart'/>"),
                tc("", "<w:hMerge/>"),
            ),
            tr(tc("", DOWN), "月", "年"),
        ),
    ],
    "咨询电话\n市本级\t2020900": [
        tbl(tr(tc("咨询电话", "<w:gridSpan w:val='2'/>")), tr("市本级", "2020900"))
    ],
    "甲\t乙\t丙\n\t丁\t戊": [
        tbl(tr("甲", "乙", "丙"), tr("丁", "戊", properties="<w:gridBefore w:val='1'/>"))
    ],
    "线上\t微信 支付宝\n线下\t窗口": [tbl(tr("线上", "微信\n支付宝"), tr("线下", "窗口"))],
    "甲\t1\n乙": [tbl(tr("甲", "1"), tr(tc("乙", "<w:gridSpan w:val='2'/>")))],
    "一、缴费标准\n在职人员每人376.2元。\n单位\t电话\n市本级\t2020900": [  # a frame around a text
        tbl(
            tr(
                tc(
                    p("一、缴费标准")
                    + p("在职人员每人376.2元。")
                    + tbl(tr("单位", "电话"), tr("市本级", "2020900"))
                    + p("")
                )
            )
        ),
        tbl(
            tr(tc(p("一、缴费标准"))),
            tr(tc(p("在职人员每人376.2元。"))),
            tr(tc(tbl(tr("单位", "电话"), tr("市本级", "2020900")) + p(""))),
        ),
    ],
}


@pytest.mark.parametrize(("read", "table"), [(r, t) for r, ts in TABLES.items() for t in ts])
def test_tables(read: str, table: str) -> None:
    assert body_lines(table) == read.split("\n")


def test_rows_stand_together_and_keep_their_place_in_the_text() -> None:
    body = (
        p("三、咨询电话") + tbl(tr("市本级", "2020900"), tr("东山县", "2225095")) + p("特此通告。")
    )
    assert (
        docx.read(package(body)).text
        == "三、咨询电话\n\n市本级\t2020900\n东山县\t2225095\n\n特此通告。\n"
    )


def test_numbers_inside_cells() -> None:
    body = tbl(tr(item_cell("登记"), "窗口"), tr(item_cell("缴费"), "手机"))
    assert lines(package(body, numbering=numbering(level(0, "decimal", "%1.")))) == [
        "1. 登记\t窗口",
        "2. 缴费\t手机",
    ]


def item_cell(text: str) -> str:
    return tc(item(text))


# ── beside the text ──────────────────────────────────────────────────────────────────────────


def test_notes_stand_behind_the_text_in_the_order_of_their_marks() -> None:
    footnotes = (
        f"<w:footnote w:id='-1'>{p('―')}</w:footnote><w:footnote w:id='3'>"
        f"{p('以税务部门公布为准。')}</w:footnote><w:footnote w:id='2'>"
        f"{p('不含补缴。')}</w:footnote>"
    )
    body = p(
        run("缴费")
        + "<w:r><w:footnoteReference w:id='2'/></w:r>"
        + run("标准380元")
        + "<w:r><w:footnoteReference w:id='3'/></w:r>"
    )
    assert lines(package(body, footnotes=footnotes)) == [
        "缴费标准380元",
        "[1] 不含补缴。",
        "[2] 以税务部门公布为准。",
    ]


REMARKS: dict[str, list[str]] = {
    (
        "tracked changes 修订痕迹: 1 处插入已读入 insertions accepted, 1 处删除未读入 deletions "
        "left out"
    ): [
        p(f"<w:ins>{run('甲')}</w:ins><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>"),
        p(f"<w:moveTo>{run('甲')}</w:moveTo><w:moveFrom>{run('乙')}</w:moveFrom>"),
        p("甲", "<w:rPr><w:ins/></w:rPr>") + p("乙", "<w:rPr><w:del/></w:rPr>"),
        tbl(tr("甲", "1", properties="<w:ins/>"), tr("乙", "2", properties="<w:del/>")),
    ],
    "划去的文字未读入 struck-out text left out: 1 处 places": [
        p(run("甲") + run("乙", "<w:strike/>"))
    ],
    "目录未读入 table of contents left out": [p(field("TOC", run("甲"))) + p("乙")],
    "": [
        p("甲"),
        p(
            run("甲", "<w:rPrChange w:author='a'><w:rPr/></w:rPrChange>"),
            "<w:pPrChange><w:pPr/></w:pPrChange>",
        ),
    ],
}


@pytest.mark.parametrize(("remark", "body"), [(r, b) for r, bs in REMARKS.items() for b in bs])
def test_what_is_told_of_the_reading(remark: str, body: str) -> None:
    assert docx.read(package(body)).remarks == ((remark,) if remark else ())


def test_a_title_in_the_properties_counts_where_the_text_shows_it() -> None:
    title = "关于2024年度缴费的通告"
    for shown, declared in ((title, title), ("关于停机的公告", None)):
        document = python_docx.Document()
        document.core_properties.title = title
        document.add_paragraph(shown)
        buffer = io.BytesIO()
        document.save(buffer)
        found = docx.read(buffer.getvalue()).declared.get("title")
        assert (found and found.value) == declared


# ── files from other hands ───────────────────────────────────────────────────────────────────


def saved(document: python_docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_notice_written_with_python_docx() -> None:
    document = python_docx.Document()
    document.sections[0].header.paragraphs[0].text = "甲市医疗保障局文件"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"
    document.add_heading("关于缴费的通告", 0)
    line = document.add_paragraph()
    line.add_run("2024").bold = True
    line.add_run("年度缴费").font.size = Pt(16)
    line.add_run().add_break(WD_BREAK.LINE)
    line.add_run("有关事项")
    document.add_paragraph("在职人员", style="List Number")
    document.add_paragraph("退休人员", style="List Number")
    document.add_paragraph("微信", style="List Bullet")
    table = document.add_table(3, 3)
    for row, words in zip(
        table.rows, ["单位 电话 地址", "市本级 2020900 一路", "东山县 2225095 二路"], strict=True
    ):
        for cell, word in zip(row.cells, words.split(), strict=True):
            cell.text = word
    table.cell(1, 2).merge(table.cell(2, 2))
    inner = document.add_table(1, 2)
    inner.cell(0, 0).text = "甲市医疗保障局"
    inner.cell(0, 1).text = "2023年12月20日"
    assert lines(saved(document)) == [
        "关于缴费的通告",
        "2024年度缴费",
        "有关事项",
        "1. 在职人员",
        "2. 退休人员",
        "• 微信",
        "单位\t电话\t地址",
        "市本级\t2020900\t一路 二路",
        "东山县\t2225095\t一路 二路",
        "甲市医疗保障局\t2023年12月20日",
    ]


def test_strict_open_xml_and_a_main_part_of_another_name() -> None:
    body = p("缴费比例为9%。")
    strict = repacked(
        package(body),
        document=part("document", f"<w:body>{body}</w:body>")
        .replace(W, "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .encode(),
    )
    assert lines(strict) == ["缴费比例为9%。"]
    renamed = package(body, main="word/document2.xml")
    assert lines(renamed) == ["缴费比例为9%。"]
    assert formats.media_type(renamed).endswith("wordprocessingml.document")
    utf16 = part("document", f"<w:body>{body}</w:body>").replace("UTF-8", "UTF-16").encode("utf-16")
    assert lines(repacked(package(body), document=utf16)) == ["缴费比例为9%。"]


WHOLE = package(p("缴费比例为9%。") * 400, styles="", numbering="")


def encrypted() -> bytes:
    """The flag of a password on every file of the package, in both of its directories."""
    data = bytearray(WHOLE)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 1)
    return bytes(data)


def ole(stream: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le") + bytes(512)
    )


def bomb(levels: int = 9) -> bytes:
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, levels))
    return (
        f'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a0 "缴费">{entities}]><w:document '
        f"{NAMESPACES}><w:body><w:p><w:r><w:t>&a{levels - 1};</w:t></w:r></w:p></w:body>"
        "</w:document>"
    ).encode()


def deep(tag: str, count: int) -> str:
    if tag == "tbl":
        return "<w:tbl><w:tr><w:tc>" * count + p("缴费") + "</w:tc></w:tr></w:tbl>" * count
    if tag == "box":
        return (
            "<w:p><w:r><w:pict><w:txbxContent>" * count
            + p("缴费")
            + "</w:txbxContent></w:pict></w:r></w:p>" * count
        )
    return "<w:p>" + f"<w:{tag}>" * count + run("缴费") + f"</w:{tag}>" * count + "</w:p>"


def altered_byte() -> bytes:
    data = bytearray(WHOLE)
    at = data.find(b"word/document.xml") + len("word/document.xml") + 40
    data[at] ^= 0xFF
    return bytes(data)


REFUSED: dict[str, list[bytes]] = {  # the words of the refusal <- bytes
    "password": [ole("EncryptedPackage"), encrypted()],
    r"旧版 Word 文档 \(.doc\)": [ole("WordDocument")],
    "cut short": [WHOLE[: len(WHOLE) // 2], WHOLE[:-30], b"PK\x03\x04 cut short"],
    "有损坏": [
        altered_byte(),
        repacked(WHOLE, document=None),
        repacked(WHOLE, document=b""),
        repacked(WHOLE, document=b"<w:document"),
        repacked(WHOLE, document="<x>缴费</x>".encode()),
        repacked(WHOLE, document=part("document", "").encode()),
        repacked(
            WHOLE,
            document=f'<?xml version="1.0" encoding="cp037"?><w:document {NAMESPACES}/>'.encode(),
        ),
        repacked(WHOLE, numbering=b"<w:numbering>"),
    ],
    "DTD": [
        repacked(WHOLE, document=bomb()),
        repacked(WHOLE, numbering=bomb()),
        repacked(WHOLE, document=bomb().decode().encode("utf-16")),
    ],
    "over the limit": [
        b"PK\x03\x04" + bytes(docx.LIMIT),
        repacked(
            WHOLE,
            document=part(
                "document", "<w:body>" + p("缴") + " " * (docx.PART + 1) + "</w:body>"
            ).encode(),
        ),
        package(
            tbl(
                tr(
                    *(
                        tc("缴" * 50, "<w:gridSpan w:val='200'/><w:vMerge w:val='restart'/>")
                        for _ in range(1)
                    )
                ),
                *(tr(tc("", DOWN), "费" * 100) for _ in range(60_000)),
            )
        ),
    ],
    "nested too deep": [
        package(deep("tbl", 500)),
        package(deep("box", 500)),
        package(deep("smartTag", 5_000)),
        package(deep("ins", 5_000)),
    ],
    "altChunk": [package(p("缴费") + "<w:altChunk/>")],
    "文字残缺": [package(p("缴费\ue5e5元")), package(p("缴费\ufffd元"))],
    "像是错码": [package(p("灵活就业人员缴费标准".encode().decode("gb18030", "ignore")))],
}


@pytest.mark.parametrize(("words", "data"), [(w, d) for w, ds in REFUSED.items() for d in ds])
def test_what_cannot_be_read_whole_is_refused_with_a_way_out(words: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match=words) as refusal:
        docx.read(data, Path("通告.docx"))
    assert refusal.value.exit_code == 3
    assert str(refusal.value).startswith("通告.docx: ")
    assert " → " in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "body", ["", p(""), p("<w:r><w:drawing/></w:r>"), p(f"<w:del>{run('甲')}</w:del>")]
)
def test_a_document_without_text_says_so(body: str) -> None:
    with pytest.raises(Unreadable, match="没有文字"):
        docx.read(package(body))


def test_an_altered_file_is_read_or_refused() -> None:
    chance = random.Random(5)
    read = 0
    for _ in range(300):
        data = bytearray(WHOLE)
        for _ in range(chance.choice((1, 2, 5))):
            at = chance.randrange(len(data))
            if chance.random() < 0.7:
                data[at] = chance.randrange(256)
            else:
                del data[at : at + chance.randrange(1, 20)]
        try:
            read += bool(docx.read(bytes(data)).text)
        except NoticeError as refusal:
            assert " → " in str(refusal)  # noqa: PT017
    assert read > 20


def test_many_files_in_a_package_are_refused_uncounted() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(docx.FILES + 1):
            archive.writestr(f"word/{number}", b"")
    with pytest.raises(Unreadable, match="too many files"):
        docx.read(buffer.getvalue())


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on a process's memory")
def test_bombs_are_refused_in_bounded_memory(tmp_path: Path) -> None:
    files = [
        repacked(WHOLE, document=bomb(12)),
        repacked(
            WHOLE, document=part("document", "<w:body>" + p("缴") + " " * 80_000_000).encode()
        ),
        package(deep("tbl", 100_000)),
    ]
    for number, data in enumerate(files):
        (tmp_path / f"{number}.docx").write_bytes(data)
    code = (
        "import sys, resource, pathlib\n"
        "from extractor import formats\n"
        "from extractor.notice import Unreadable\n"
        "resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    try: formats.read(path)\n"
        "    except Unreadable: print('refused')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["refused"] * len(files), "")


def test_a_file_is_read_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "通告.txt"
    path.write_bytes(WHOLE)
    notice = formats.read(path)
    assert notice.media_type.endswith("wordprocessingml.document")
    assert notice.text.startswith("缴费比例为9%。\n")
    for data, words in (
        (ole("EncryptedPackage"), "password"),
        (WHOLE[:-30], "cut short"),
        (repacked(WHOLE, document=None), "缺少正文"),
    ):
        path.write_bytes(data)
        with pytest.raises(Unreadable, match=words):
            formats.read(path)

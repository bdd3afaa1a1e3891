"""Pictures to a notice: how lines become rows and paragraphs, what is doubtful or refused."""

from __future__ import annotations

import io
import math
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractor import formats
from extractor.formats import image, ocr
from extractor.formats.canonical import compose, doubts
from extractor.layout import view
from extractor.notice import Span, Unreadable

installed = pytest.mark.skipif(not ocr.is_installed(), reason="the extra ocr is not installed")


def stored(picture: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


BLANK = Image.new("RGB", (800, 1100), "white")

# -- lines as the recogniser hands them over ------------------------------------------------------


def seen(
    text: str, x: float, y: float, size: float = 30, sure: float = 0.99, angle: float = 0.0
) -> ocr.Seen:
    """A line that begins at (x, y), its characters side by side, falling by some degrees."""
    down, along = math.sin(math.radians(angle)), math.cos(math.radians(angle))
    places, at = [], 0.0
    for char in text.replace(" ", ""):
        wide = size if char > "\u2e80" else 0.52 * size
        left, top = x + at * along, y + at * down
        places.append(
            ocr.Place(char, left, top, left + wide * along, top + size * 1.3, sure, False)
        )
        at += wide
    ends = [(0.0, 0.0), (at, 0.0), (at, size * 1.3), (0.0, size * 1.3)]
    corners = tuple((x + a * along - b * down, y + a * down + b * along) for a, b in ends)
    return ocr.Seen(text, sure, corners, tuple(places))


Read = Callable[[list[ocr.Seen]], Any]


@pytest.fixture
def read_as(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads a blank picture on which the recogniser is said to have seen the given lines."""

    def read(lines: list[ocr.Seen]) -> Any:
        monkeypatch.setattr(ocr, "is_installed", lambda: True)
        monkeypatch.setattr(ocr, "_recognise", lambda _: iter(lines))
        monkeypatch.setattr(ocr, "_without_seals", lambda pixels: pixels)
        monkeypatch.setattr(ocr, "_rules", lambda *_: iter(()))
        return image.read(stored(BLANK), Path("通告.png"))

    return read


PROSE = [
    seen("一、缴费标准", 80, 60),
    seen("（一）在职人员每年缴纳基本医疗保险", 80, 120),
    seen("费3847.56元、大额补充医疗保险费120", 80, 168),
    seen("元，共计3967.56元。", 80, 216),
    seen("（二）退休人员只缴纳大额补充医疗保", 80, 280),
    seen("险费120元。", 80, 328),
]


def lines_of(notice: Any) -> list[str]:
    return view(notice.text).text.split("\n")


def test_wrapped_lines_become_paragraphs(read_as: Read) -> None:
    assert lines_of(read_as(PROSE)) == [
        "一、缴费标准",
        "（一）在职人员每年缴纳基本医疗保险费3847.56元、大额补充医疗保险费120元，共计3967.56元。",
        "（二）退休人员只缴纳大额补充医疗保险费120元。",
    ]


@pytest.mark.parametrize("angle", [0.0, 1.5, -2.5])
def test_rows_stay_rows_on_a_picture_that_hangs(read_as: Read, angle: float) -> None:
    rows = [("市本级", "0913-2933776"), ("甲区", "0913-3037906"), ("乙县", "0913-2110019")]
    drop = math.tan(math.radians(angle))
    lines = [seen("咨询电话如下，缴费人如有疑问可以拨打：", 80, 60, angle=angle)]
    for i, row in enumerate(rows):
        for x, cell in zip((100, 450), row, strict=True):
            lines.append(seen(cell, x, 140 + 60 * i + x * drop, angle=angle))
    assert lines_of(read_as(lines))[1:] == ["\t".join(row) for row in rows]


def test_every_character_has_its_place_in_the_picture(read_as: Read) -> None:
    notice = read_as(PROSE)
    assert len(notice.boxes) == len(notice.text)
    at = notice.text.index("3967.56")
    box = notice.place(Span(at, at + 7))
    assert (box.page, box.top) == (1, 216)
    assert box.x0 == pytest.approx(80 + 4 * 30, abs=1)
    assert box.bottom == pytest.approx(216 + 39)


def test_a_doubtful_word_is_named_with_its_line(read_as: Read) -> None:
    line = seen("基本医疗保险费3847.56元。", 80, 120)
    chars = tuple(p._replace(sure=0.41) if p.text == "7" else p for p in line.chars)
    notice = read_as([PROSE[0], line._replace(chars=chars)])
    assert "doubtful: line 3 第 3 行 「3847.56元」 0.41" in notice.remarks
    assert sum(said.startswith("doubtful") for said in notice.remarks) == 1


DOUBTED = ["2023.年6月", "0771-58261490771"]  # a speck; two numbers whose mark was lost
NOT_DOUBTED = [
    "1.缴费",
    "3847.56元",
    "0913-2933776",
    "12366，政策咨询",
    "2023年6月",
    "140400202307130001",
]


@pytest.mark.parametrize("words", DOUBTED)
def test_what_no_notice_prints_is_doubtful_however_sure(read_as: Read, words: str) -> None:
    assert any(said.startswith("doubtful") for said in read_as([seen(words, 80, 60)]).remarks)


@pytest.mark.parametrize("words", NOT_DOUBTED)
def test_what_notices_print_is_not(read_as: Read, words: str) -> None:
    assert not any(said.startswith("doubtful") for said in read_as([seen(words, 80, 60)]).remarks)


def test_a_line_nobody_could_read_is_left_out_and_told(read_as: Read) -> None:
    notice = read_as([*PROSE, seen("缴费咨询12366", 80, 500, sure=0.3)])
    assert "12366" not in notice.text
    (said,) = [said for said in notice.remarks if "not read" in said]
    assert said.startswith("doubtful: page 1 ")
    assert "「缴费咨询12366」" in said


def test_specks_are_neither_text_nor_told(read_as: Read) -> None:
    notice = read_as([*PROSE, seen("._", 500, 300, sure=0.6)])
    assert notice.text == read_as(PROSE).text
    assert notice.remarks == read_as(PROSE).remarks


LEFT_AS_READ = ["缴费1O元", "电话2l12366", "每月l20元", "缴费比例为8兕", "一次性缴纳", "第一季度"]


@pytest.mark.parametrize("words", LEFT_AS_READ)
def test_what_was_read_is_not_put_right(read_as: Read, words: str) -> None:
    assert read_as([seen(words, 80, 60)]).text == words + "\n"


def test_a_dash_read_as_a_one_is_a_dash_and_told(read_as: Read) -> None:
    notice = read_as([seen("2023年7月一2024年6月", 80, 60)])
    assert notice.text == "2023年7月—2024年6月\n"
    assert any(said.startswith("doubtful") and "「—」" in said for said in notice.remarks)


def test_a_picture_that_lies_on_its_side_is_turned(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes = []

    def recognise(pixels: Any) -> Iterator[ocr.Seen]:
        shapes.append(pixels.shape[:2])
        if len(shapes) > 1:
            return iter(PROSE)
        upright = [seen("缴费比例为百分之八", 100 + 50 * i, 100) for i in range(4)]
        return iter(
            line._replace(corners=tuple((y, x) for x, y in line.corners)) for line in upright
        )

    monkeypatch.setattr(ocr, "_recognise", recognise)
    monkeypatch.setattr(ocr, "_without_seals", lambda pixels: pixels)
    monkeypatch.setattr(ocr, "_rules", lambda *_: iter(()))
    _, remarks = ocr.page(BLANK, 1)
    assert shapes == [(1100, 800), (800, 1100)]
    assert any("旋转" in said for said in remarks)


def test_a_tall_picture_is_cut_where_its_rows_are_blank() -> None:
    pixels = numpy.full((5000, 600, 3), 255, "uint8")
    for top in range(20, 4980, 60):
        pixels[top : top + 34, 40:560:7] = 0
    cuts = ocr._cuts(pixels)
    assert 3 <= len(cuts) <= 6
    for cut in cuts:
        assert pixels[cut].min() == 255


def test_a_line_in_the_overlap_of_two_slices_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    pixels = numpy.full((3000, 600, 3), 255, "uint8")
    tops = range(30, 2950, 60)
    for top in tops:
        pixels[top : top + 30, 40:560:7] = 0

    def read(part: Any, below: int) -> Iterator[ocr.Seen]:
        for top in tops:
            if below <= top and top + 30 <= below + part.shape[0]:
                yield seen(f"第{top}行", 40, top, size=23)

    monkeypatch.setattr(ocr, "_read", read)
    assert [line.text for line in ocr._recognise(pixels)] == [f"第{top}行" for top in tops]


# -- the recogniser itself ------------------------------------------------------------------------

PHONES = [
    ("Area", "Telephone"),
    ("North", "0913-2933776"),
    ("South", "0913-3037906"),
    ("West", "7520559"),
]


def typeset(
    rows: Sequence[tuple[str, ...]], ruled: bool, height: int = 90, width: int = 900
) -> Image.Image:
    """A picture of a table in Pillow's own font."""
    font: Any = ImageFont.load_default(40)
    picture = Image.new("RGB", (width, height * len(rows) + 120), "white")
    draw = ImageDraw.Draw(picture)
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            draw.text((80 + 400 * j, 70 + height * i), cell, fill="black", font=font)
    if ruled:
        for i in range(len(rows) + 1):
            draw.line((50, 50 + height * i, 850, 50 + height * i), fill="black", width=2)
        for x in (50, 450, 850):
            draw.line((x, 50, x, 50 + height * len(rows)), fill="black", width=2)
    return picture


@installed
@pytest.mark.parametrize(("ruled", "angle"), [(True, 0.0), (False, 1.2)])
def test_a_table_is_recognised_row_by_row(ruled: bool, angle: float) -> None:
    picture = typeset(PHONES, ruled).rotate(
        angle, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    notice = formats_read(stored(picture, "JPEG", quality=80))
    assert lines_of(notice) == ["\t".join(row) for row in PHONES]
    assert notice.media_type == "image/jpeg"
    box = notice.place(Span(*_where(notice.text, "2933776")))
    assert box is not None
    assert 480 < box.x0 < box.x1 < 830
    assert 140 < (box.top + box.bottom) / 2 < 240


def formats_read(data: bytes) -> Any:
    return formats.READERS[formats.media_type(data)](data, None)


def _where(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


@installed
def test_a_long_screenshot_is_read_from_top_to_bottom_each_line_once() -> None:
    rows = [(f"Item {i:02}", f"09{i:02}-{2110019 + 37 * i}") for i in range(30)]
    notice = formats_read(stored(typeset(rows, ruled=False), "WEBP", quality=90))
    assert [line.replace(" ", "") for line in lines_of(notice)] == [
        "\t".join(row).replace(" ", "") for row in rows
    ]


@installed
def test_red_seals_go_and_the_print_beneath_stays() -> None:
    picture = typeset([("0913-2933776", "2023-07-13")], ruled=False, width=900, height=400)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((420, 20, 680, 280), outline=(205, 40, 45), width=9)
    draw.line((460, 110, 640, 170), fill=(205, 40, 45), width=8)
    cleaned = ocr._without_seals(numpy.asarray(picture))
    redness = cleaned[:, :, 0].astype(int) - cleaned[:, :, 1]
    assert (redness > 40).sum() == 0
    assert (cleaned.max(axis=2) < 60).sum() > 0.9 * (numpy.asarray(picture).max(axis=2) < 60).sum()


@installed
def test_red_letters_stay() -> None:
    picture = Image.new("RGB", (900, 200), "white")
    font: Any = ImageFont.load_default(60)
    ImageDraw.Draw(picture).text((60, 60), "Bulletin 2023", fill=(230, 20, 30), font=font)
    pixels = numpy.asarray(picture)
    assert (ocr._without_seals(pixels) == pixels).all()


# -- refusals -------------------------------------------------------------------------------------


def chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few hundred bytes that claims to be large."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(1000)))
        + chunk(b"IEND", b"")
    )


GOOD = stored(Image.effect_noise((300, 200), 60))
REFUSED = {
    "像素": [bomb(60_000, 60_000), bomb(20_000, 20_000), bomb(2**31 - 1, 2**31 - 1)],
    "有损坏": [
        GOOD[: len(GOOD) // 2],
        b"\x89PNG\r\n\x1a\n" + bytes(200),
        b"\xff\xd8\xff\xe0 no picture",
        b"RIFF\x10\x00\x00\x00WEBP nothing",
        GOOD[:60] + bytes(40) + GOOD[100:],
    ],
    "over the limit": [GOOD[:8] + bytes(image.LIMIT)],
}


@pytest.mark.parametrize("extra", [True, False])
@pytest.mark.parametrize(
    ("words", "data"),
    [(w, d) for w, ds in REFUSED.items() for d in ds],
    ids=[f"{w}-{i}" for w, ds in REFUSED.items() for i in range(len(ds))],
)
def test_damaged_and_huge_pictures_are_refused(
    words: str, data: bytes, extra: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: extra)
    with pytest.raises(Unreadable, match=words) as refusal:
        image.read(data, Path("通告.png"))
    assert refusal.value.exit_code == 3
    assert str(refusal.value).startswith("通告.png: ")
    assert " → " in str(refusal.value)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "TIFF"])
def test_without_the_extra_the_way_to_install_it_is_named(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    with pytest.raises(Unreadable, match=r"→ pip install 'notice-rules\[ocr\]'"):
        formats_read(stored(BLANK, kind))


def test_a_picture_without_words_is_refused(read_as: Read) -> None:
    with pytest.raises(Unreadable, match="图中没有文字"):
        read_as([])


def test_recognition_has_its_time(monkeypatch: pytest.MonkeyPatch, read_as: Read) -> None:
    monkeypatch.setattr(ocr, "SECONDS", -1.0)
    with pytest.raises(Unreadable, match="识别超过"):
        read_as(PROSE)


def test_a_picture_with_transparency_stands_on_white() -> None:
    clear = Image.new("RGBA", (10, 10), (0, 0, 0, 0))
    assert image._on_white(clear).getpixel((5, 5)) == (255, 255, 255)


def test_doubts_need_a_recogniser() -> None:
    assert doubts(compose([])) == []

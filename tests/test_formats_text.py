"""Bytes to a notice: what is read, and what is refused with a way out."""

from __future__ import annotations

import codecs
import io
import zipfile
from pathlib import Path

import pytest

from extractor import formats
from extractor.formats import text
from extractor.notice import NoticeError, Unreadable

NOTICE = "灵活就业人员缴费标准\n基本医疗保险月缴费基数为3291元，缴费比例为8%。\n退休人员96元/年。\n"

READ = {  # encoding <- bytes
    "utf-8": [NOTICE.encode()],
    "utf-8-sig": [codecs.BOM_UTF8 + NOTICE.encode()],
    "utf-16-le": [codecs.BOM_UTF16_LE + NOTICE.encode("utf-16-le")],
    "utf-16-be": [codecs.BOM_UTF16_BE + NOTICE.encode("utf-16-be")],
    "gb18030": [
        NOTICE.encode("gb18030"),
        NOTICE.encode("gbk"),
        NOTICE.encode("gb2312"),
        ("\ufeff" + NOTICE).encode("gb18030"),
    ],
}


@pytest.mark.parametrize(("encoding", "data"), [(e, d) for e, ds in READ.items() for d in ds])
def test_the_text_is_the_same_in_every_encoding(encoding: str, data: bytes) -> None:
    notice = text.read(data)
    assert (notice.text, notice.encoding) == (NOTICE, encoding)


def test_a_guess_is_told_and_a_certainty_is_not() -> None:
    assert text.read(NOTICE.encode()).remarks == ()
    (remark,) = text.read(("ok\n" + NOTICE).encode("gb18030")).remarks
    assert remark.startswith("按 GB18030 读入")
    assert "UTF-8 在第 4 字节失败" in remark


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_every_line_end_becomes_a_newline(end: str, encoding: str) -> None:
    assert text.read(NOTICE.replace("\n", end).encode(encoding)).text == NOTICE


@pytest.mark.parametrize(
    "kept",
    [
        "缴费基数为３２９１元，比例８％。",  # full width
        "长 期\u3000居住\t登记",
        " 两端有空白 \n\n\n",
        "页一\f页二",
        "零宽\u200b与\ufeff标记",
        "旧字𬱖与㑇",  # outside the basic plane, and an extension
    ],
)
def test_nothing_else_changes(kept: str) -> None:
    assert text.read(kept.encode()).text == kept


def test_the_hash_is_that_of_the_bytes() -> None:
    plain, marked = NOTICE.encode(), codecs.BOM_UTF8 + NOTICE.encode()
    assert text.read(plain).file_sha256 != text.read(marked).file_sha256
    assert text.read(plain).text_sha256 == text.read(marked).text_sha256


def misread(good: str, wrong: str, right: str) -> bytes:
    """What is stored when `good`, kept in `right`, was opened as `wrong` and saved as UTF-8."""
    return good.encode(right).decode(wrong, "ignore").encode()


EMPTY = [b"", b"\n", b" \t\r\n", codecs.BOM_UTF8, codecs.BOM_UTF16_LE + " \n".encode("utf-16-le")]

REFUSED = {  # the words of the refusal <- bytes
    "不是文本": [
        bytes(range(256)),
        b"\x7fELF\x02\x01\x01" + bytes(40),
        NOTICE.encode("utf-16-le"),  # no mark
        b"\x01\x02\x03" + NOTICE.encode(),
        "Café".encode("latin-1"),
    ],
    "文本有损坏": [NOTICE.encode()[:-2], NOTICE.encode()[:90] + b"\xff" + NOTICE.encode()[90:]],
    "标明是": [
        codecs.BOM_UTF8 + NOTICE.encode("gb18030"),
        codecs.BOM_UTF16_LE + NOTICE.encode("utf-16-le")[:-1],
    ],
    "文字残缺": [
        NOTICE.replace("3291", "32\ufffd1").encode(),
        NOTICE.replace("8%", "\ue5e5%").encode(),
        NOTICE.replace("退休", "(cid:1234)(cid:87)").encode(),
        (NOTICE + "锟斤拷锟斤拷").encode(),
    ],
    "像是错码": [
        "鐏垫椿灏变笟".encode(),
        (NOTICE + "鐏垫椿灏变笟浜哄憳").encode(),  # one line of a sound text
        misread(NOTICE, "gb18030", "utf-8"),
        misread(NOTICE, "big5", "utf-8"),
        misread(NOTICE, "big5", "gb18030"),
        misread(NOTICE, "cp1252", "utf-8"),
        misread(NOTICE, "latin-1", "utf-8"),
        misread(NOTICE, "latin-1", "gb18030"),
    ],
    "over the limit": [b"8" * (text.LIMIT + 1)],
}


@pytest.mark.parametrize(("words", "data"), [(w, d) for w, ds in REFUSED.items() for d in ds])
def test_what_is_not_whole_is_refused_with_its_place_and_a_way_out(words: str, data: bytes) -> None:
    with pytest.raises(Unreadable, match=words) as refusal:
        text.read(data, Path("通告.txt"))
    assert refusal.value.exit_code == 3
    assert str(refusal.value).startswith("通告.txt: ")
    assert " → " in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("data", EMPTY)
def test_an_empty_file_is_a_mistake_of_use(data: bytes) -> None:
    with pytest.raises(NoticeError, match="文件是空的") as refusal:
        text.read(data)
    assert refusal.value.exit_code == 2


def test_a_refusal_names_the_lines() -> None:
    with pytest.raises(Unreadable, match=r"2 处 places, 第 2, 4 行 lines \(缴费⟦U\+FFFD⟧\)"):
        text.read("一\n缴费\ufffd\n三\n\ufffd".encode())
    with pytest.raises(Unreadable, match=r"应为 should be 「灵活就业」.*第 3 行"):
        text.read("一\n二\n鐏垫椿灏变笟\n".encode())
    with pytest.raises(Unreadable, match=r"1, 2, 3, 4, 5, 6, 7, 8 … \(共 20\) 行"):
        text.read(("\ufffd\n" * 20).encode())


@pytest.mark.parametrize(
    "sound",
    [
        "堃镕喆淼犇翀",  # names: rare characters, rightly decoded
        "靈活就業人員繳費標準，醫療保險費",  # traditional
        "Café déjà vu à la carte, naïve façade, Zürich",
        "甲·乙—丙“丁”…×÷°±§",
        "3,847.56",
        "灵活就业 flexible employment ✓ ① ⅷ ㈠ →",
    ],
)
def test_a_sound_text_is_never_called_misread(sound: str) -> None:
    assert text.read(sound.encode()).text == sound


def packed(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


KINDS = {  # media type <- first bytes
    "application/pdf": [b"%PDF-1.4\n"],
    "image/png": [b"\x89PNG\r\n\x1a\n"],
    "image/jpeg": [b"\xff\xd8\xff\xe0\x00\x10JFIF"],
    "image/webp": [b"RIFF\x10\x00\x00\x00WEBP"],
    "application/x-ole-storage": [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": [
        packed("word/document.xml")
    ],
    "application/ofd": [packed("OFD.xml")],
    "application/zip": [packed("通告.txt"), b"PK\x03\x04 cut short"],
    "text/html": [
        b"<!DOCTYPE html><html>",
        b'\xef\xbb\xbf\r\n<?xml version="1.0"?>\n<!-- x --><HTML lang="zh">',
    ],
    "text/plain": [
        NOTICE.encode(),
        b"",
        "# 通告 <html> 一词".encode(),
        b"RIFF",
        NOTICE.encode("utf-16"),
    ],
}


@pytest.mark.parametrize(("kind", "data"), [(k, d) for k, ds in KINDS.items() for d in ds])
def test_the_kind_of_a_file_is_seen_in_its_content(kind: str, data: bytes) -> None:
    assert formats.media_type(data) == kind


def test_a_suffix_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "通告.pdf"
    path.write_bytes(NOTICE.encode())
    assert formats.read(path).text == NOTICE
    assert formats.read(str(path)).path == path


def test_a_kind_without_reader_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "通告.txt"
    path.write_bytes(packed("OFD.xml"))
    with pytest.raises(Unreadable, match=r"OFD.* → .*UTF-8"):
        formats.read(path)


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "甲市2023.txt").write_text(NOTICE, encoding="utf-8")
    for path, words in [
        (tmp_path / "甲市2024.txt", "没有这个文件 .* the nearest is .*甲市2023.txt"),
        (tmp_path / "no" / "such.txt", "没有这个文件 .* check the path"),
        (tmp_path / "甲市2023.txt" / "x", "没有这个文件"),
        (tmp_path, "是目录"),
    ]:
        with pytest.raises(NoticeError, match=words) as refusal:
            formats.read(path)
        assert refusal.value.exit_code == 2


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "LIMIT", 10)
    path = tmp_path / "通告.txt"
    path.write_bytes(NOTICE.encode())
    with pytest.raises(Unreadable, match="over the limit"):
        formats.read(path)

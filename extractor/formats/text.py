"""Plain text: bytes decoded, line ends made \\n, nothing else; what is not whole is refused."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from extractor.notice import Notice, NoticeError, Unreadable

LIMIT = 5_000_000  # bytes: two thousand times a long notice

_BOMS = (  # (the bytes of U+FEFF, how the rest is decoded, the name that is kept)
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")  # all but tab, line ends and page feeds
_LOST = re.compile(
    r"""
    [\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]  # a decoder's failure; private to one font
    | 锟斤拷                                       # U+FFFD written as UTF-8 and read as GBK
    | \(cid:\d+\)                                 # a PDF glyph without a character
    """,
    re.VERBOSE,
)

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
_HIGH_LATIN = re.compile(r"[\x80-\xff]")
_MISREADINGS = (  # (what the bytes were read as, what they are)
    ("gb18030", "utf-8"),
    ("big5", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("latin-1", "gb18030"),
    ("big5", "gb18030"),
)


def read(data: bytes, path: Path | None = None, *, allow_damaged: bool = False) -> Notice:
    """The notice in the bytes of a text file: UTF-8, UTF-16 with a byte-order mark, or GB18030.

    Raises NoticeError where there is no text; Unreadable for bytes that are no text, over LIMIT,
    with glyphs lost, or decoded wrongly before they came here (UTF-8 that was read as GBK).
    With `allow_damaged` text that lost glyphs is shown, with a remark: to look at, never to keep.

    >>> read("缴费比例为8%。\\r\\n".encode("gb18030")).remarks
    ('按 GB18030 读入 read as GB18030 (UTF-8 在第 1 字节失败 UTF-8 fails at byte 1)',)
    """
    where = str(path) if path else "(bytes)"
    if len(data) > LIMIT:
        raise Unreadable(
            f"{where}: {len(data):,} 字节，超过 {LIMIT // 1_000_000} MB over the limit for a text "
            "→ 只留通告本身 keep the notice alone"
        )
    text, encoding, remarks = decode(data, where)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise NoticeError(
            f"{where}: 文件是空的 the file is empty ({len(data)} 字节 bytes) "
            "→ 重新保存或下载 save or download it again"
        )
    refuse_binary(text, where)
    try:
        refuse_misread(text, where, remarks)
        refuse_lost_glyphs(text, where)
    except Unreadable as damage:
        if not allow_damaged:
            raise
        remarks += (f"damaged 文字残缺: {damage}",)
    return Notice(
        text,
        file_sha256=hashlib.sha256(data).hexdigest(),
        encoding=encoding,
        path=path,
        remarks=remarks,
    )


def decode(data: bytes, where: str = "(bytes)") -> tuple[str, str, tuple[str, ...]]:
    """The text, the name of its encoding, and what is to be said about the reading.

    A byte-order mark decides; without one strict UTF-8, then strict GB18030.
    Raises Unreadable where none of them fits every byte.

    >>> decode("退休".encode("utf-16")), decode("退休".encode())
    (('退休', 'utf-16-le', ()), ('退休', 'utf-8', ()))
    """
    for mark, codec, name in _BOMS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(codec), name, ()
            except UnicodeDecodeError as error:
                at = len(mark) + error.start + 1
                raise Unreadable(
                    f"{where}: 标明是 {name.upper()}，第 {at:,} 字节却不是 marked as "
                    f"{name.upper()}, which fails at byte {at:,} "
                    "→ 文件可能被截断，重新取得 it may be cut short: get the file again"
                ) from None
    try:
        return data.decode("utf-8"), "utf-8", ()
    except UnicodeDecodeError as error:
        at = error.start + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError as error:
        raise Unreadable(_neither(data, at, error.start + 1, where)) from None
    remark = (
        f"按 GB18030 读入 read as GB18030 (UTF-8 在第 {at:,} 字节失败 UTF-8 fails at byte {at:,})"
    )
    return text, "gb18030", (remark,)


def _neither(data: bytes, utf8_fails: int, gb18030_fails: int, where: str) -> str:
    if len(data.decode("utf-8", "ignore").encode()) * 10 > len(data) * 9:
        line = data.count(b"\n", 0, utf8_fails) + 1
        return (
            f"{where}: UTF-8 文本有损坏 a damaged text in UTF-8: "
            f"第 {line} 行，第 {utf8_fails:,} 字节 line {line}, byte {utf8_fails:,} "
            "→ 文件可能被截断或改坏，重新取得 it may be cut short or altered: get the file again"
        )
    return (
        f"{where}: 不是文本 not text: UTF-8 在第 {utf8_fails:,} 字节失败 fails at byte "
        f"{utf8_fails:,}, GB18030 在第 {gb18030_fails:,} 字节失败 at byte {gb18030_fails:,} "
        "→ 另存为 UTF-8 纯文本再试 save it as plain text in UTF-8 and retry"
    )


def refuse_binary(text: str, where: str) -> None:
    control = _CONTROL.findall(text)
    if "\x00" in control or len(control) * 100 > len(text):
        hint = "，或是没有标记的 UTF-16 or UTF-16 without its mark" if "\x00" in control else ""
        raise Unreadable(
            f"{where}: 不是文本 not text: {len(control):,} 个控制字节 control bytes (二进制 binary"
            f"{hint}) → 另存为 UTF-8 纯文本再试 save it as plain text in UTF-8 and retry"
        )


def refuse_lost_glyphs(text: str, where: str) -> None:
    lost = list(_LOST.finditer(text))
    if lost:
        first = lost[0]
        before = text[max(0, first.start() - 8) : first.start()].rpartition("\n")[2]
        glyph = first[0] if len(first[0]) > 1 else f"U+{ord(first[0]):04X}"
        raise Unreadable(
            f"{where}: 文字残缺 glyphs lost: {len(lost):,} 处 places, "
            f"第 {_lines(text, (m.start() for m in lost))} 行 lines ({before}⟦{glyph}⟧) "
            "→ 不抽取残缺文本，换来源文件 a damaged text is not read: take the text from its source"
        )


def refuse_misread(text: str, where: str, remarks: tuple[str, ...]) -> None:
    """GB/T 2312 has the characters of daily use; a text that was decoded wrongly is full of
    others, and turns into plain Chinese when its bytes are read the other way."""
    if len(_rare(text)) < 2 and len(_HIGH_LATIN.findall(text)) < 8:
        return
    misread = []
    at = 0
    for line in text.split("\n"):
        reading = _read_the_other_way(line)
        if reading:
            misread.append((at, line, reading))
        at += len(line) + 1
    if misread:
        _, line, (mended, wrong, right) = misread[0]
        strange = "".join(char for char in line if char > "\x7f")[:12]
        sound = "".join(char for char in mended if char > "\x7f")[:8]
        doubt = f"; {remarks[0]}" if remarks else ""
        raise Unreadable(
            f"{where}: 像是错码 looks mis-decoded: 「{strange}」应为 should be 「{sound}」"
            f" ({right.upper()} 被当作 {wrong.upper()} read as {wrong.upper()}{doubt}), "
            f"第 {_lines(text, (place for place, *_ in misread))} 行 lines, "
            f"常用字占比 common characters {_common(text):.0%} "
            "→ 用原始文件，或按正确编码另存 use the original file, or save it in its own encoding"
        )


def _read_the_other_way(line: str) -> tuple[str, str, str] | None:
    """The line as it should read, with the two encodings that were confused; None where sound.

    >>> _read_the_other_way("鐏垫椿灏变笟"), _read_the_other_way("灵活就业")
    (('灵活就业', 'gb18030', 'utf-8'), None)
    """
    foreign = sum(char > "\x7f" for char in line)
    for wrong, right in _MISREADINGS:
        data = line.encode(wrong, "ignore")
        if sum(char > "\x7f" for char in data.decode(wrong)) * 10 < foreign * 7:
            continue  # not what the line was read as
        mended = data.decode(right, "ignore")
        if len(_han(mended)) < 4 or len(mended.encode(right)) * 10 < len(data) * 7:
            continue  # not what the bytes are
        if _common(mended) > max(0.9, _common(line)):
            return mended, wrong, right
    return None


def _han(text: str) -> str:
    return "".join(_HAN.findall(text))


def _common(text: str) -> float:
    """The share of characters of daily use (level 1 of GB/T 2312) among the Chinese characters."""
    han = _han(text)
    leads = han.encode("gb2312", "ignore")[::2]
    return sum(0xB0 <= lead <= 0xD7 for lead in leads) / len(han) if han else 0.0


def _rare(text: str) -> set[str]:
    """The Chinese characters that GB/T 2312 lacks."""
    han = _han("".join(set(text)))
    return set(han).difference(han.encode("gb2312", "ignore").decode("gb2312"))


def _lines(text: str, places: Iterable[int], most: int = 8) -> str:
    numbers = sorted({text.count("\n", 0, place) + 1 for place in places})
    shown = ", ".join(map(str, numbers[:most]))
    return f"{shown} … (共 {len(numbers):,})" if len(numbers) > most else shown

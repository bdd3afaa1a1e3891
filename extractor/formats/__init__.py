"""A file becomes a Notice: its kind is seen in its bytes, one reader reads it."""

from __future__ import annotations

import difflib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from extractor.formats import text
from extractor.notice import Notice, NoticeError, Unreadable


def _read_html(data: bytes, path: Path | None) -> Notice:
    from extractor.formats import html

    return html.read(data, path)


def _read_docx(data: bytes, path: Path | None) -> Notice:
    from extractor.formats import docx

    return docx.read(data, path)


def _read_pdf(data: bytes, path: Path | None) -> Notice:
    from extractor.formats import pdf

    return pdf.read(data, path)


def _read_image(data: bytes, path: Path | None) -> Notice:
    from extractor.formats import image

    return image.read(data, path)


READERS: dict[str, Callable[[bytes, Path | None], Notice]] = {
    "text/plain": text.read,
    "text/html": _read_html,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": _read_docx,
    "application/pdf": _read_pdf,
    "image/png": _read_image,
    "image/jpeg": _read_image,
    "image/webp": _read_image,
    "image/tiff": _read_image,
    "image/gif": _read_image,
}

LIMIT = 50_000_000  # bytes of any file; a reader may set a lower one

_SIGNATURES = (  # (leading bytes, media type)
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),  # .doc .xls .wps
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_INSIDE_ZIP = (  # (a file in it, media type)
    ("word/document.xml", _WORD),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("OFD.xml", "application/ofd"),
)
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?>(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*)"
    rb"<(?:(?:!doctype\s+)?html|(?P<part>(?:head|body|meta|title|link|script|style|div|section"
    rb"|article|main|table)[\s>]))",
    re.I | re.S,
)

_PACKED = 20_000  # files in an archive that is looked into

_KNOWN_AS = {
    "application/pdf": "PDF",
    "application/rtf": "RTF",
    "application/x-ole-storage": "旧版 Office 或 WPS 文档 (.doc .xls .wps)",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word 文档 (.docx)",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel 表格 (.xlsx)",
    "application/ofd": "OFD",
    "text/html": "网页 HTML",
    "text/plain": "文本 text",
}


def media_type(data: bytes) -> str:
    """The kind of file, from its content alone; what shows no signature is text/plain.

    >>> media_type(b"%PDF-1.7 ..."), media_type("缴费比例为8%".encode())
    ('application/pdf', 'text/plain')
    """
    kind = next((kind for start, kind in _SIGNATURES if data.startswith(start)), "text/plain")
    if kind == "application/zip":
        if data.count(b"PK\x01\x02") > _PACKED:
            return kind
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
            return kind
        if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
            return _WORD  # also without word/document.xml: what is missing, its reader says
        return next((known for name, known in _INSIDE_ZIP if name in names), kind)
    if kind == "text/plain" and data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image/webp"
    if kind == "text/plain" and _is_web_page(data):
        return "text/html"
    return kind


def _is_web_page(data: bytes) -> bool:
    """True for a page, and for a part of one that was saved alone (<div id=…>)."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    found = _HTML.match(head)
    return found is not None and (found["part"] is None or data.count(b"</") >= 3)


def read(path: Path | str, *, allow_damaged: bool = False) -> Notice:
    """The notice in a file.

    `allow_damaged` shows plain text and PDF that lost glyphs, with a remark: to look at only.
    Raises NoticeError for a missing path, a directory and an empty file; Unreadable for a file
    that cannot be read whole or is of a kind that has no reader. Both say what to do next.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise NoticeError(_missing(path)) from None
    except IsADirectoryError:
        raise NoticeError(_directory(path)) from None
    except OSError as error:
        if path.is_dir():  # some systems call this a refused permission
            raise NoticeError(_directory(path)) from None
        raise Unreadable(
            f"{path}: 打不开 cannot be opened: {error.strerror} "
            "→ 检查权限与磁盘 check its permissions and the disk"
        ) from None
    if len(data) > LIMIT:
        raise Unreadable(
            f"{path}: 文件超过 {LIMIT // 1_000_000} MB a file over the limit "
            "→ 只留通告本身 keep the notice alone"
        )
    kind = media_type(data)
    reader = READERS.get(kind)
    if reader is None:
        from extractor.formats import docx

        docx.refuse_package(data, str(path))  # what keeps a Word file from being one
        raise Unreadable(
            f"{path}: {_name(kind)}，不在能读之列 not a kind of file that is read; "
            f"能读的 readers for: {', '.join(map(_name, READERS))} "
            "→ 另存为 UTF-8 纯文本再试 save it as plain text in UTF-8 and retry"
        )
    if allow_damaged and kind == "text/plain":
        return text.read(data, path, allow_damaged=True)
    if allow_damaged and kind == "application/pdf":
        from extractor.formats import pdf

        return pdf.read(data, path, allow_damaged=True)
    return reader(data, path)


def _name(kind: str) -> str:
    return _KNOWN_AS.get(kind, kind)


def _missing(path: Path) -> str:
    try:
        beside = [file.name for file in path.parent.iterdir()]
    except OSError:
        beside = []
    near = difflib.get_close_matches(path.name, beside, n=1)
    way_out = (
        f"相近的有 the nearest is {path.parent / near[0]}" if near else "检查路径 check the path"
    )
    return f"{path}: 没有这个文件 no such file → {way_out}"


def _directory(path: Path) -> str:
    return (
        f"{path}: 是目录，不是文件 a directory, not a file "
        f"→ 给出其中的文件 name the files in it: {path / '*.txt'}"
    )

"""PDF: pdfium's characters and ruled lines, page by page; scanned pages go to the recogniser."""

from __future__ import annotations

import ctypes
import hashlib
import io
import math
import struct
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import regex

from extractor.formats import symbols
from extractor.formats import text as text_
from extractor.formats.canonical import compose, doubts
from extractor.formats.edges import put_aside
from extractor.formats.page import Char, Page, Rule
from extractor.notice import Declared, Notice, Unreadable, unspaced

LIMIT: Final = 50_000_000  # bytes
MOST_PAGES: Final = 200
MOST_SCANS: Final = 40  # pages that are read by recognition
MOST_CHARS: Final = 100_000  # of one page
MOST_OBJECTS: Final = 200_000  # of one page
MOST_TEXT: Final = 500_000  # characters of all pages
MOST_INFLATED: Final = 400_000_000  # bytes, all streams together
MOST_DRAWN: Final = 50_000_000  # bytes of a page's drawing, forms inside forms counted
MOST_PIXELS: Final = 120_000_000  # of one picture on a scanned page
_MOST_EXPANDED: Final = {"image": 400_000_000, "font": 64_000_000, "content": 12_000_000}  # bytes
SECONDS: Final = 60.0  # for the text of one file; recognition has its own bound

_LOST: Final = "\ufffd"
_GARBLED: Final = regex.compile(r"[!\"#$%&'()*+]{5,}")  # a font's own codes, counted from 0x21


class _Loss(NamedTuple):
    page: int
    font: str


def read(data: bytes, path: Path | None = None, *, allow_damaged: bool = False) -> Notice:
    """The notice in a PDF: text by its characters, scanned pages by recognition, with a box each.

    Boxes are in points from the page's upper left corner. Raises Unreadable for a file that is
    protected, cut short, over a limit, without text, has glyphs without a character or, where the
    recogniser is not installed, no text layer. With `allow_damaged` lost
    glyphs are shown as U+FFFD and remarked upon: to look at, never to store.
    """
    where = str(path) if path else "(bytes)"
    if len(data) > LIMIT:
        raise Unreadable(
            f"{where}: {len(data):,} 字节，超过 {LIMIT // 1_000_000} MB over the limit for a PDF "
            "→ 只留通告本身 keep the notice alone"
        )
    _refuse_damage(data, where)
    document = _open(data, where)
    try:
        if b"/Encrypt" in data:
            copy = io.BytesIO()
            document.save(copy, flags=_WITHOUT_SECURITY)
            _refuse_streams(copy.getvalue(), where)
        pages, scans, losses, remarks = _pages(document, where)
        if scans:
            pages, more = _recognised(document, pages, scans, where)
            remarks += more
        title = document.get_metadata_value("Title")
    finally:
        document.close()
    found = compose(pages)
    if not found.text.strip():
        raise Unreadable(
            f"{where}: 没有文字 no text: {len(pages)} 页空白 blank pages "
            "→ 重新保存或下载 save or download it again"
        )
    garbled = _GARBLED.search(found.text)
    if garbled and len(set(garbled[0])) > 3 and not allow_damaged:
        raise Unreadable(
            f"{where}: 文字残缺 glyphs lost: 「{garbled[0]}」, 第 "
            f"{text_._lines(found.text, [garbled.start()])} 行 line (字体无 ToUnicode) "
            "→ 换来源文件 take the text from its source"
        )
    if losses and not allow_damaged:
        raise Unreadable(_lost(found.text, losses, where))
    if losses:
        remarks.append(_lost(found.text, losses, where).partition(": ")[2].partition(" → ")[0])
    if not allow_damaged:
        text_.refuse_misread(found.text, where, ())
    remarks.extend(put_aside(found.aside))
    remarks.extend(doubts(found))
    return Notice(
        found.text,
        file_sha256=hashlib.sha256(data).hexdigest(),
        media_type="application/pdf",
        path=path,
        remarks=tuple(remarks),
        declared=_declared(title, found.text),
        boxes=found.boxes,
    )


def _declared(title: str, text: str) -> dict[str, Declared]:
    """The title in the file's properties, where the text holds it too: programs often put
    their own or an older file's name there."""
    plain = unspaced(title)
    if len(regex.findall(r"\p{Han}", plain)) >= 6 and plain in unspaced(text):
        return {"title": Declared(title.strip(), "PDF Title")}
    return {}


_WITHOUT_SECURITY: Final = 3  # pdfium's FPDF_REMOVE_SECURITY

# -- the file ------------------------------------------------------------------------------------

_STREAM: Final = regex.compile(rb"stream\r?\n")
_IMAGE: Final = regex.compile(rb"/Subtype\s*/Image|/Width\b")
_FONT_FILE: Final = regex.compile(rb"/Length1\b|/Subtype\s*/(?:Type1C|CIDFontType0C|OpenType)")
_FILTER: Final = regex.compile(rb"/Filter\s*(?:\[([^\]]*)\]|(/\w+))")
_NAME: Final = regex.compile(rb"/(\w+)")
_LINEARIZED: Final = regex.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)")


def _refuse_damage(data: bytes, where: str) -> None:
    """Pdfium mends what it can and drops the rest without a word: a file that is cut short, whose
    parts have moved, or whose compressed streams are broken is refused before."""
    ending = data[-2048:]
    stated = _LINEARIZED.search(data, 0, 1024)
    if b"%%EOF" not in ending or (stated and int(stated[1]) > len(data)):
        raise Unreadable(
            f"{where}: PDF 不完整，缺结尾 cut short: its end is missing ({len(data):,} 字节 bytes) "
            "→ 重新下载 download it again"
        )
    start = regex.findall(rb"startxref\s+(\d+)", ending)
    if start and not _is_index(data, int(start[-1])):
        raise Unreadable(
            f"{where}: PDF 有损坏，目录不在所记之处 damaged: its index is not where it should be "
            "→ 重新下载，或用阅读器另存 download it again, or save it anew from a viewer"
        )
    if b"/Encrypt" not in data:
        _refuse_streams(data, where)


def _is_index(data: bytes, at: int) -> bool:
    head = max(0, data.find(b"%PDF-", 0, 1024))
    return any(
        regex.match(rb"\s*(?:xref|\d+\s+\d+\s+obj)", data, pos=max(0, place - 4), partial=False)
        or regex.search(rb"xref|\d+\s+\d+\s+obj", data[max(0, place - 20) : place + 40])
        for place in (at, at + head)
        if place < len(data)
    )


class _Stream(NamedTuple):
    """A stream of the file: its dictionary as written, and where its bytes stand."""

    head: bytes
    start: int
    end: int

    @property
    def kind(self) -> str:
        """image, font or content: pages, forms, maps of characters."""
        if _IMAGE.search(self.head):
            return "image"
        return "font" if _FONT_FILE.search(self.head) else "content"

    @property
    def filters(self) -> list[bytes]:
        """The names of its filters, in order, short forms written out."""
        found = _FILTER.search(self.head)
        names = _NAME.findall(found[1] or found[2] or b"") if found else []
        return [{b"Fl": b"FlateDecode", b"A85": b"ASCII85Decode"}.get(name, name) for name in names]


def _streams(data: bytes) -> Iterator[_Stream]:
    at = 0
    while found := _STREAM.search(data, at):
        start = found.end()
        if data[found.start() - 3 : found.start()] == b"end":
            at = start
            continue
        end = data.find(b"endstream", start)
        end = len(data) if end < 0 else end
        begin = data.rfind(b"obj", max(0, found.start() - 3000), found.start())
        yield _Stream(data[max(0, begin) : found.start()], start, end)
        at = end + 9


def _refuse_streams(data: bytes, where: str) -> None:
    """Expand every stream once, keeping nothing: bombs and broken streams show, and forms that
    draw each other without end."""
    expanded = 0
    drawn = 0  # how often something is drawn by name
    nested = False
    for stream in _streams(data):
        most = _MOST_EXPANDED[stream.kind]
        size, sound, content = _expand(data, stream, most)
        expanded += size
        if size >= most or expanded >= MOST_INFLATED:
            raise Unreadable(
                f"{where}: 展开后超过 {min(most, MOST_INFLATED) // 1_000_000} MB expands over the "
                f"limit (压缩炸弹 a decompression bomb?), 第 {stream.start:,} 字节 at byte "
                f"{stream.start:,} → 只留通告本身 keep the notice alone"
            )
        if not sound:
            raise Unreadable(
                f"{where}: PDF 有损坏，第 {stream.start:,} 字节处的内容解不开 damaged: a stream at "
                f"byte {stream.start:,} cannot be expanded → 重新下载 download it again"
            )
        here = content.count(b"Do")
        drawn += here
        nested |= bool(here) and b"/Form" in stream.head
    if nested or drawn > 2_000:
        _refuse_nesting(data, where)


def _expand(data: bytes, stream: _Stream, most: int) -> tuple[int, bool, bytes]:
    """The size of a stream when expanded, up to `most`; whether it is sound; its content."""
    filters, kind = stream.filters, stream.kind
    body = memoryview(data)[stream.start : stream.end]
    if filters[:1] == [b"ASCII85Decode"] and kind != "image":
        try:
            body = memoryview(_ascii85(bytes(body)))
        except ValueError:
            return 0, False, b""
        filters = filters[1:]
    if filters[:1] != [b"FlateDecode"]:
        if filters and kind == "content" and len(body) > most // 2_000:
            return most, True, b""  # old ways of compression: how large it is cannot be told
        return (0, True, b"") if filters else (len(body), True, bytes(body[:most]))
    twice = filters[1:2] == [b"FlateDecode"]
    return _inflate(body, most, twice, kind == "content")


def _ascii85(body: bytes) -> bytes:
    """What five characters each stand for; raises ValueError for what is no ASCII85."""
    body = body.translate(None, b" \t\r\n\f\0").partition(b"~>")[0].replace(b"z", b"!!!!!")
    missing = -len(body) % 5
    body += b"u" * missing
    words = [
        (((a * 85 + b) * 85 + c) * 85 + d) * 85 + e - _ASCII85_ZERO
        for a, b, c, d, e in zip(
            body[0::5], body[1::5], body[2::5], body[3::5], body[4::5], strict=True
        )
    ]
    try:
        return struct.pack(f">{len(words)}I", *words)[: 4 * len(words) - missing]
    except struct.error as error:
        raise ValueError(str(error)) from None


_ASCII85_ZERO: Final = 33 * (85**4 + 85**3 + 85**2 + 85 + 1)


def _inflate(body: memoryview, most: int, twice: bool, keep: bool) -> tuple[int, bool, bytes]:
    stages = [zlib.decompressobj() for _ in range(2 if twice else 1)]
    size = 0
    kept: list[bytes] = []
    try:
        for at in range(0, len(body), 1 << 16):
            for part in _through(stages, bytes(body[at : at + (1 << 16)])):
                size += len(part)
                if keep:
                    kept.append(part)
                if size >= most:
                    return size, True, b""
            if stages[0].eof:
                return size, True, b"".join(kept)
        sound = len(body) < 3 or (size > 0 and _nearly(stages[0]))
    except zlib.error:
        sound = False
    return size, sound, b"".join(kept)


def _through(stages: list[Any], chunk: bytes) -> Iterator[bytes]:
    """What a chunk expands to, a megabyte at a time."""
    stage = stages[0]
    while chunk and not stage.eof:
        part = stage.decompress(chunk, 1 << 20)
        chunk = stage.unconsumed_tail
        if len(stages) > 1:
            yield from _through(stages[1:], part)
        else:
            yield part


def _nearly(stream: Any) -> bool:
    """A stream that lacks no more than its checksum: some programs leave it out."""
    try:
        stream.flush()
        stream.decompress(b"\0\0\0\0")
    except zlib.error as error:
        return "incorrect data check" in str(error)
    return bool(stream.eof)


def _refuse_nesting(data: bytes, where: str) -> None:
    """Forms are drawn inside forms: a few that draw each other twice are a billion drawings."""
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfpage import PDFPage
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream, resolve1
    from pdfminer.psparser import PSException

    sizes: dict[int, int] = {}

    def size(stream: Any, resources: Any, inside: tuple[int, ...]) -> int:
        """How many bytes of drawing a stream comes to."""
        content = stream if isinstance(stream, bytes) else stream.get_data()
        total = len(content)
        forms = resolve1((resolve1(resources) or {}).get("XObject")) or {}
        drawn = Counter(regex.findall(rb"/([^\s/<>\[\]()]+)\s+Do\b", content))
        for name, times in drawn.items():
            form = resolve1(forms.get(name.decode("latin-1")))
            if not isinstance(form, PDFStream) or str(form.get("Subtype")) != "/'Form'":
                continue
            key = form.objid or 0
            if key in inside or len(inside) > 20:
                return MOST_DRAWN
            if key not in sizes:
                sizes[key] = size(form, form.get("Resources", resources), (*inside, key))
            total += times * sizes[key]
            if total >= MOST_DRAWN:
                return MOST_DRAWN
        return total

    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        for number, page in enumerate(PDFPage.create_pages(document), start=1):
            content = b" ".join(resolve1(part).get_data() for part in page.contents)
            if size(content, page.resources, ()) >= MOST_DRAWN:
                raise Unreadable(
                    f"{where}: 第 {number} 页图形互相嵌套 forms on page {number} are drawn inside "
                    "each other without end → 用阅读器另存 save it anew from a viewer"
                )
            if number > MOST_PAGES:
                return
    except (PSException, ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
        raise Unreadable(
            f"{where}: PDF 有损坏 damaged: its forms cannot be read ({error}) "
            "→ 重新下载，或用阅读器另存 download it again, or save it anew from a viewer"
        ) from None


def _open(data: bytes, where: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if b"/Encrypt" in data and "password" in str(error).lower():
            raise Unreadable(
                f"{where}: PDF 有密码 protected by a password "
                "→ 去掉密码后另存 save it without the password"
            ) from None
        raise Unreadable(
            f"{where}: PDF 有损坏，打不开 damaged, cannot be opened ({error}) "
            "→ 重新下载，或用阅读器另存 download it again, or save it anew from a viewer"
        ) from None
    if count > MOST_PAGES:
        document.close()
        raise Unreadable(
            f"{where}: {count:,} 页，超过 {MOST_PAGES} 页 pages over the limit "
            "→ 只留通告所在各页 keep the pages of the notice"
        )
    if not count:
        document.close()
        raise Unreadable(f"{where}: PDF 没有页 no pages → 重新下载 download it again")
    return document


# -- pages ---------------------------------------------------------------------------------------


def _pages(
    document: Any, where: str
) -> tuple[list[Page], dict[int, list[Char]], list[_Loss], list[str]]:
    """Pages with their characters; those that are pictures, by index, with the text beneath
    them; lost glyphs; remarks."""
    import pypdfium2

    pages: list[Page] = []
    scans: dict[int, list[Char]] = {}
    losses: list[_Loss] = []
    remarks: list[str] = []
    started = time.monotonic()
    total = 0
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:
            raise Unreadable(
                f"{where}: 第 {index + 1} 页读不出 page {index + 1} cannot be read (损坏 damaged) "
                "→ 重新下载 download it again"
            ) from None
        try:
            shown, pictures = _page(page, index + 1, losses, where)
            hidden = shown.hidden
            pages.append(shown.page)
        finally:
            page.close()
        visible = len(shown.page.chars)
        total += visible
        if total > MOST_TEXT:
            raise Unreadable(
                f"{where}: 超过 {MOST_TEXT:,} 字 characters over the limit "
                "→ 只留通告所在各页 keep the pages of the notice"
            )
        area = shown.page.width * shown.page.height
        if (visible < 40 and pictures > 0.5 * area) or (
            not visible and (pictures > 0.03 * area or shown.outlines > 200)
        ):
            scans[index] = shown.beneath
            if shown.pixels > MOST_PIXELS:
                raise Unreadable(
                    f"{where}: 第 {index + 1} 页的图片有 {shown.pixels:,} 像素，超过 a picture on "
                    f"page {index + 1} is over the limit of {MOST_PIXELS // 1_000_000} 百万 "
                    "megapixels → 缩小后再试 make it smaller"
                )
        elif visible >= 40 and pictures > 0.2 * area:
            remarks.append(
                f"第 {index + 1} 页有图片，图中文字未读 page {index + 1}: "
                "a picture whose words are not read"
            )
        if hidden and index not in scans:
            remarks.append(
                f"第 {index + 1} 页有 {hidden} 个看不见的字符，未读入 page {index + 1}: "
                f"{hidden} invisible characters left out"
            )
        if shown.slanted:
            remarks.append(
                f"第 {index + 1} 页斜置文字（水印）{shown.slanted} 字，未读入 page {index + 1}: "
                f"{shown.slanted} slanted characters (a watermark) left out"
            )
        if time.monotonic() - started > SECONDS:
            raise Unreadable(
                f"{where}: 读了 {SECONDS:.0f} 秒仍未读完 not read within {SECONDS:.0f} seconds "
                f"(第 {index + 1} 页 page) → 用阅读器另存 save it anew from a viewer"
            )
    return pages, scans, [loss for loss in losses if loss.page - 1 not in scans], remarks


def _recognised(
    document: Any, pages: list[Page], scans: dict[int, list[Char]], where: str
) -> tuple[list[Page], list[str]]:
    """Pages with the pictures among them read by the recogniser; where it is not installed, by
    the layer of text that another program's recogniser has put beneath them."""
    from extractor.formats import ocr

    read = list(pages)
    if not ocr.is_installed() and all(len(beneath) >= 40 for beneath in scans.values()):
        for index, beneath in scans.items():
            read[index].chars = beneath
        numbers = ", ".join(str(index + 1) for index in scans)
        return read, [
            f"doubtful: page {numbers} 第 {numbers} 页 文字层由别的程序识别，未经核对 the text of "
            f"a scan as another program recognised it → {ocr.INSTALL}"
        ]
    if not ocr.is_installed():
        words = sum(len(page.chars) for page in pages)
        raise Unreadable(
            f"{where}: 无文字层 no text layer: {len(scans)} 页是图片 pages are images "
            f"(共 {len(pages)} 页 pages, {words} 字 characters) "
            f"→ {ocr.INSTALL}"
        )
    if len(scans) > MOST_SCANS:
        raise Unreadable(
            f"{where}: {len(scans)} 页要识别，超过 {MOST_SCANS} 页 scanned pages over the limit "
            "→ 只留通告所在各页 keep the pages of the notice"
        )
    remarks = [
        f"{len(scans)} 页由图像识别读出 pages read by OCR: "
        + ", ".join(str(index + 1) for index in scans)
    ]
    started = time.monotonic()
    for index in scans:
        page = document[index]
        try:
            width, height = page.get_size()
            scale = ocr.scale_for(width, height)
            picture = page.render(scale=scale).to_pil()
        finally:
            page.close()
        read[index], more = ocr.page(picture, index + 1, scale)
        remarks.extend(more)
        ocr.refuse_slow(started, where)
    return read, remarks


class _Shown:
    """What is to be seen on a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hidden = 0  # characters that nobody sees
        self.beneath: list[Char] = []  # those drawn invisibly, as under a scanned page
        self.slanted = 0
        self.outlines = 0  # curved paths: text may have been turned into them
        self.pixels = 0  # of the largest picture


def _page(page: Any, number: int, losses: list[_Loss], where: str) -> tuple[_Shown, float]:
    """A page's characters and ruled lines, and how much of it pictures cover (square points)."""
    import pypdfium2.raw as raw

    text = raw.FPDFText_LoadPage(page.raw)
    try:
        count = raw.FPDFText_CountChars(text)
        if count > MOST_CHARS:
            raise Unreadable(
                f"{where}: 第 {number} 页有 {count:,} 字 characters on page {number}, over the "
                f"limit ({MOST_CHARS:,}) → 用阅读器另存 save it anew from a viewer"
            )
        viewed = raw.FPDFPage_GetRotation(page.raw) % 4
        turn = _Turn(page, _quarter(text, count, viewed))
        shown = _Shown(Page(number, turn.width, turn.height, []))
        objects = _Objects(page, turn, where)
        shown.outlines, shown.pixels = objects.curves, objects.pixels
        shown.page.rules = objects.rules
        shown.page.chars = _visible(text, count, number, turn, objects, shown, losses)
        if viewed != turn.rotation:
            view = _Turn(page, viewed)
            shown.page.chars = [
                char._replace(at=view.box(*turn.back(char))) for char in shown.page.chars
            ]
    finally:
        raw.FPDFText_ClosePage(text)
    return shown, objects.pictures


class _Turn:
    """From pdfium's coordinates to points from the upper left corner of a page that is turned
    clockwise by so many quarters: as its text is read, or as a viewer shows it."""

    def __init__(self, page: Any, rotation: int) -> None:
        import pypdfium2.raw as raw

        box = raw.FS_RECTF()
        raw.FPDF_GetPageBoundingBox(page.raw, box)
        self.left, self.low, self.right, self.high = box.left, box.bottom, box.right, box.top
        self.rotation = rotation
        across, up = self.right - self.left, self.high - self.low
        self.width, self.height = (up, across) if rotation % 2 else (across, up)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point as the viewer sees it."""
        if self.rotation == 0:
            return x - self.left, self.high - y
        if self.rotation == 1:
            return y - self.low, x - self.left
        if self.rotation == 2:
            return self.right - x, y - self.low
        return self.high - y, self.right - x

    def box(
        self, left: float, low: float, right: float, high: float
    ) -> tuple[float, float, float, float]:
        """A box as the viewer sees it: x0, top, x1, bottom."""
        a, b = self.point(left, low)
        c, d = self.point(right, high)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def back(self, char: Char) -> tuple[float, float, float, float]:
        """The box of a character in pdfium's coordinates: left, bottom, right, top."""
        corners = []
        for x, y in ((char.x0, char.top), (char.x1, char.bottom)):
            if self.rotation == 0:
                corners.append((x + self.left, self.high - y))
            elif self.rotation == 1:
                corners.append((y + self.left, x + self.low))
            elif self.rotation == 2:
                corners.append((self.right - x, y + self.low))
            else:
                corners.append((self.right - y, self.high - x))
        (a, b), (c, d) = corners
        return min(a, c), min(b, d), max(a, c), max(b, d)


class _Objects:
    """Ruled lines, pictures and filled areas of a page, and whether some text may be unseen."""

    def __init__(self, page: Any, turn: _Turn, where: str) -> None:
        import pypdfium2.raw as raw

        self.rules: list[Rule] = []
        self.pictures = 0.0
        self.pixels = 0
        self.curves = 0
        self.fills: list[tuple[float, float, float, float]] = []  # areas that are not white
        self.unseen = False  # a text object that is invisible or white
        self.turned = False  # a text object that is not level
        self._raw, self._turn, self._where, self._count = raw, turn, where, 0
        identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        page_object, count = raw.FPDFPage_GetObject, raw.FPDFPage_CountObjects(page.raw)
        self._walk((page_object(page.raw, i) for i in range(count)), identity, 0)

    def _walk(self, objects: Iterator[Any], outer: tuple[float, ...], depth: int) -> None:
        raw = self._raw
        red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
        own = raw.FS_MATRIX()
        for item in objects:
            self._count += 1
            if self._count > MOST_OBJECTS:
                raise Unreadable(
                    f"{self._where}: 一页上超过 {MOST_OBJECTS:,} 个图形 objects on one page, "
                    "over the limit → 用阅读器另存 save it anew from a viewer"
                )
            kind = raw.FPDFPageObj_GetType(item)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                raw.FPDFPageObj_GetMatrix(item, own)
                self.turned |= (
                    abs(own.b) > 1e-3 or abs(own.c) > 0.5 * abs(own.d) + 1e-3 or own.a < 0
                )
                self.turned |= outer[1] != 0
                if not self.unseen:
                    mode = raw.FPDFTextObj_GetTextRenderMode(item)
                    raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
                    white = min(red.value, green.value, blue.value) > 244 or alpha.value < 12
                    self.unseen = mode in (3, 7) or (white and mode in (0, 2, 4, 6))
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                raw.FPDFPageObj_GetMatrix(item, own)
                self._path(item, _times((own.a, own.b, own.c, own.d, own.e, own.f), outer))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                raw.FPDFPageObj_GetMatrix(item, own)
                m = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
                x0, top, x1, bottom = self._clip(
                    self._turn.box(
                        m[4] + min(0, m[0]) + min(0, m[2]),
                        m[5] + min(0, m[1]) + min(0, m[3]),
                        m[4] + max(0, m[0]) + max(0, m[2]),
                        m[5] + max(0, m[1]) + max(0, m[3]),
                    )
                )
                self.pictures += max(0.0, x1 - x0) * max(0.0, bottom - top)
                self.fills.append((x0, top, x1, bottom))
                raw.FPDFImageObj_GetImagePixelSize(item, red, green)
                self.pixels = max(self.pixels, red.value * green.value)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < 8:
                raw.FPDFPageObj_GetMatrix(item, own)
                inner = _times((own.a, own.b, own.c, own.d, own.e, own.f), outer)
                count = raw.FPDFFormObj_CountObjects(item)
                self._walk(
                    (raw.FPDFFormObj_GetObject(item, i) for i in range(count)), inner, depth + 1
                )

    def _clip(self, box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        x0, top, x1, bottom = box
        return (
            max(x0, 0.0),
            max(top, 0.0),
            min(x1, self._turn.width),
            min(bottom, self._turn.height),
        )

    def _path(self, item: Any, m: tuple[float, ...]) -> None:
        raw = self._raw
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item, fill, stroke)
        if not (fill.value or stroke.value):
            return
        count = raw.FPDFPath_CountSegments(item)
        if count > 60:  # a drawing
            self.curves += count // 20
            return
        x, y = ctypes.c_float(), ctypes.c_float()
        points: list[tuple[float, float]] = []
        first: tuple[float, float] | None = None
        bounds = [1e9, 1e9, -1e9, -1e9]
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, i)
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            px, py = x.value, y.value
            point = self._turn.point(m[0] * px + m[2] * py + m[4], m[1] * px + m[3] * py + m[5])
            bounds = [
                min(bounds[0], point[0]), min(bounds[1], point[1]),
                max(bounds[2], point[0]), max(bounds[3], point[1]),
            ]  # fmt: skip
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                first = point
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                self.curves += 1
            elif points:
                self._rule(points[-1], point)
            points.append(point)
            if first is not None and raw.FPDFPathSegment_GetClose(segment):
                self._rule(point, first)
        if fill.value and bounds[2] - bounds[0] > 6 and bounds[3] - bounds[1] > 6:
            red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
            raw.FPDFPageObj_GetFillColor(item, red, green, blue, alpha)
            if min(red.value, green.value, blue.value) < 230 and alpha.value > 40:
                self.fills.append((bounds[0], bounds[1], bounds[2], bounds[3]))

    def _rule(self, a: tuple[float, float], b: tuple[float, float]) -> None:
        (ax, ay), (bx, by) = a, b
        if abs(ax - bx) < 0.3:
            if abs(ay - by) >= 1:
                self.rules.append(Rule((ax + bx) / 2, min(ay, by), (ax + bx) / 2, max(ay, by)))
        elif abs(ay - by) < 0.3 and abs(ax - bx) >= 1:
            self.rules.append(Rule(min(ax, bx), (ay + by) / 2, max(ax, bx), (ay + by) / 2))


def _times(a: tuple[float, ...], b: tuple[float, ...]) -> tuple[float, ...]:
    """The matrix that applies `a`, then `b`."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def _visible(
    text: Any,
    count: int,
    number: int,
    turn: _Turn,
    objects: _Objects,
    shown: _Shown,
    losses: list[_Loss],
) -> list[Char]:
    import pypdfium2.raw as raw

    get_unicode, get_box = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox
    get_origin, has_no_map = raw.FPDFText_GetCharOrigin, raw.FPDFText_HasUnicodeMapError
    rect, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    rect_, x_, y_ = ctypes.byref(rect), ctypes.byref(x), ctypes.byref(y)
    level, turned, unseen = turn.rotation == 0, objects.turned, objects.unseen
    left, high, width, height = turn.left, turn.high, turn.width, turn.height
    found: list[Char] = []
    spaced = False
    last_top = last_bottom = line = 0.0  # a character with the same box lies on the same line
    for i in range(count):
        code = get_unicode(text, i)
        if 0x20 < code < 0xD800 and code not in _SPECIAL and has_no_map(text, i) == 0:
            char = chr(code)
        else:
            char = _special(text, i, code)
            if not char:
                # a line's end, and a blank that pdfium puts in, is no blank of the file
                spaced = spaced or not (
                    code in (0x0A, 0x0D) or raw.FPDFText_IsGenerated(text, i) == 1
                )
                continue
        if turned and _is_slanted(text, i, turn.rotation):
            shown.slanted += 1
            continue
        get_box(text, i, rect_)
        if level:
            x0, top = rect.left - left, high - rect.top
            x1, bottom = rect.right - left, high - rect.bottom
        else:
            x0, top, x1, bottom = turn.box(rect.left, rect.bottom, rect.right, rect.top)
        if top != last_top or bottom != last_bottom:
            get_origin(text, i, x_, y_)
            last_top, last_bottom, line = top, bottom, turn.point(x.value, y.value)[1]
        if unseen and _is_unseen(text, i, (x0, top, x1, bottom), objects):
            shown.hidden += 1
            shown.beneath.append(Char(char, x0, top, x1, bottom, line, spaced))
            spaced = False
            continue
        is_beside = not (0 <= x0 + x1 <= 2 * width and 0 <= top + bottom <= 2 * height)
        if is_beside or bottom - top < 2.0:
            shown.hidden += 1
            continue
        if char == _LOST:
            losses.append(_Loss(number, _font(text, i)))
        found.append(Char(char, x0, top, x1, bottom, line, spaced))
        spaced = False
    return found


_SPECIAL: Final = frozenset((0xA0, 0xAD, *range(0x200B, 0x2010), 0x2060, 0x3000))
_BLANKS: Final = frozenset((0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x3000))
_UNSEEN: Final = frozenset((*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xFFFE))


def _special(text: Any, i: int, code: int) -> str:
    """A character that is not to be taken as it is; nothing for a blank."""
    import pypdfium2.raw as raw

    if code in _BLANKS or code in _UNSEEN:
        return ""
    if code in (0x02, 0xAD):  # a hyphen at a line's end
        return "-"
    if raw.FPDFText_HasUnicodeMapError(text, i) != 1 and code >= 0x20 and not _is_private(code):
        return chr(code)
    known = _symbol(text, i, code)
    if known is not None:
        return known.strip()
    return "" if _has_no_ink(text, i) else _LOST


def _is_private(code: int) -> bool:
    return 0xD800 <= code <= 0xF8FF or code >= 0xF0000 or code in (0xFFFD, 0xFFFF)


def _has_no_ink(text: Any, i: int) -> bool:
    """A blank that the font's map leaves out loses nothing."""
    import pypdfium2.raw as raw

    left, right, low, high = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, i, left, right, low, high)
    return abs(right.value - left.value) < 0.01 or abs(high.value - low.value) < 0.01


def _font(text: Any, i: int) -> str:
    import pypdfium2.raw as raw

    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, i, name, 200, flags)
    return regex.sub(r"^[A-Z]{6}\+", "", name.value.decode("utf-8", "replace"))


def _symbol(text: Any, i: int, code: int) -> str | None:
    """The character behind a glyph of a symbol font, as office programs put before list items."""
    font = regex.sub(r"(?i)[-,]?(?:regular|mt|ps)+$", "", _font(text, i))
    if symbols.is_symbol_font(font) and (code < 0x100 or 0xF000 <= code < 0xF100):
        return symbols.printed(chr(code), font)
    return None


def _angle(text: Any, i: int) -> float:
    """The degrees by which a character is turned to the left; pdfium counts to the right."""
    import pypdfium2.raw as raw

    return -math.degrees(raw.FPDFText_GetCharAngle(text, i)) % 360


def _quarter(text: Any, count: int, otherwise: int) -> int:
    """How many quarters a page is to be turned clockwise so that most of its text is level."""
    turns = [round(_angle(text, i) / 90) % 4 for i in range(0, count, max(1, count // 40))]
    most = max(set(turns), key=turns.count) if turns else otherwise
    return most if turns.count(most) > 0.6 * len(turns) else otherwise


def _is_slanted(text: Any, i: int, quarter: int) -> bool:
    off = abs(_angle(text, i) - 90 * quarter) % 360
    return min(off, 360 - off) > 4


def _is_unseen(
    text: Any, i: int, box: tuple[float, float, float, float], objects: _Objects
) -> bool:
    """Drawn invisibly, or white on white."""
    import pypdfium2.raw as raw

    item = raw.FPDFText_GetTextObject(text, i)
    mode = raw.FPDFTextObj_GetTextRenderMode(item) if item else 0
    if mode in (3, 7):
        return True
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, i, red, green, blue, alpha)
    if alpha.value < 12:
        return True
    if mode in (1, 5) or min(red.value, green.value, blue.value) <= 244:
        return False
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return not any(a <= x <= c and b <= y <= d for a, b, c, d in objects.fills)


def _lost(text: str, losses: list[_Loss], where: str) -> str:
    """The refusal of a text with lost glyphs: how many, on which pages and lines, which fonts."""
    pages = ", ".join(str(page) for page in sorted({loss.page for loss in losses})[:8])
    fonts = ", ".join(sorted({loss.font for loss in losses if loss.font})[:3]) or "?"
    first = text.find(_LOST)
    before = text[max(0, first - 8) : first].rpartition("\n")[2]
    places = (match.start() for match in regex.finditer(_LOST, text))
    return (
        f"{where}: 文字残缺 glyphs lost: {len(losses):,} 个，第 {pages} 页 pages "
        f"(字体 font {fonts} 无 ToUnicode), 第 {text_._lines(text, places)} 行 lines "
        f"({before}⟦(cid)⟧) → 不抽取残缺文本，换来源文件 a damaged text is not read: take the text "
        "from its source"
    )

"""Word files: the text as Word shows it, read from the XML in the file."""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, normpath
from xml.etree.ElementTree import Element, ParseError, fromstring

from extractor.formats import grid, symbols
from extractor.formats import text as plain
from extractor.formats.lines import Line, joined
from extractor.formats.ordinals import ordinal
from extractor.notice import Declared, Notice, Unreadable, unspaced

LIMIT = 40_000_000  # bytes of the file, pictures and all
PART = 20_000_000  # bytes of one XML part, unpacked
TAGS = 1_000_000  # of one XML part
FILES = 5_000  # files in the package
DEPTH = 60  # tables and boxes inside each other, in levels of XML

_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = (  # what reading a damaged package raises
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
)
_NAMESPACES = (  # strict Open XML names its parts otherwise and means the same
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/math",
        b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    ),
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_V = "{urn:schemas-microsoft-com:vml}"
_VAL = f"{_W}val"

_TRANSPARENT = frozenset(
    f"{_W}{name}" for name in ("hyperlink", "smartTag", "customXml", "dir", "bdo", "sdtContent")
)
_INSERTED = frozenset((f"{_W}ins", f"{_W}moveTo"))
_DELETED = frozenset((f"{_W}del", f"{_W}moveFrom"))
_CIRCLED = re.compile(r"EQ\s*\\o\s*\\ac\s*\(\s*[○〇◯]\s*[,，;]\s*(\d{1,2})\s*\)", re.I)
_MARKED = re.compile(
    r"(\s*(?:[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）、.．]|[①-⑳⑴-⒛●■◆•□○]|第[一二三四五六七八九十\d]{1,3}[条章节]))\t+"
)


def read(data: bytes, path: Path | None = None) -> Notice:
    """The notice in a Word file: paragraphs with their automatic numbers, tables, boxes, notes.

    Headers and footers are left aside. Tracked insertions are read, tracked deletions are not, and
    a remark tells of them. Raises Unreadable for a file with a password, damaged, cut short, over
    the limits above, with a DTD, with glyphs lost, or without text.

    >>> w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    >>> body = "<w:body><w:p><w:r><w:t>缴费比例为8%。</w:t></w:r></w:p></w:body>"
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as package:
    ...     package.writestr("word/document.xml", f'<w:document xmlns:w="{w}">{body}</w:document>')
    >>> read(file.getvalue()).text
    '缴费比例为8%。\\n'
    """
    where = str(path) if path else "(bytes)"
    if len(data) > LIMIT:
        raise Unreadable(
            f"{where}: {len(data):,} 字节，超过 {LIMIT // 1_000_000} MB over the limit for a file "
            "→ 去掉图片再试 take the pictures out and retry"
        )
    refuse_package(data, where)
    package = _Package(data, where)
    document = _Document(package)
    lines = document.read()
    text = joined(lines)
    if not text.strip():
        raise Unreadable(
            f"{where}: 文档里没有文字 no text in the document ({len(data):,} 字节 bytes) "
            "→ 如是图片，导出为 PDF 再试 if it holds pictures, export it as PDF and retry"
        )
    if len(text) > plain.LIMIT:
        raise Unreadable(
            f"{where}: 文字 {len(text):,} 字，超过上限 a text over the limit "
            "→ 只留通告本身 keep the notice alone"
        )
    plain.refuse_binary(text, where)
    plain.refuse_misread(text, where, ())
    plain.refuse_lost_glyphs(text, where)
    return Notice(
        text,
        file_sha256=hashlib.sha256(data).hexdigest(),
        media_type=_MEDIA_TYPE,
        path=path,
        remarks=document.remarks(),
        declared=_declared(package, text),
    )


def refuse_package(data: bytes, where: str) -> None:
    """Raises Unreadable for what was a Word file and cannot be opened: one with a password, an old
    .doc, one cut short. Other bytes pass."""
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise Unreadable(
                f"{where}: 文档设有密码 a password protects the document "
                "→ 打开后取消密码另存 open it, take the password off and save it again"
            )
        if "WordDocument".encode("utf-16-le") in data:
            raise Unreadable(
                f"{where}: 旧版 Word 文档 (.doc) an old Word file → 另存为 .docx save it as .docx"
            )
    elif data.startswith(b"PK\x03\x04") and not zipfile.is_zipfile(io.BytesIO(data)):
        raise Unreadable(
            f"{where}: 文档不完整，压缩包没有结尾 the file is cut short: a package without its end "
            "→ 重新下载 download it again"
        )


class _Package:
    """The files inside a Word file."""

    def __init__(self, data: bytes, where: str) -> None:
        self.where = where
        if data.count(b"PK\x01\x02") > FILES:
            raise Unreadable(
                f"{where}: 压缩包里超过 {FILES:,} 个文件 too many files in the package "
                "→ 另存一次 save it again"
            )
        try:
            self.archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged("", error) from None
        self.names = {name.lower(): name for name in self.archive.namelist()}

    def damaged(self, name: str, error: Exception | str) -> Unreadable:
        """The refusal of a damaged part."""
        what = f"{name}: {error}" if name else str(error)
        return Unreadable(
            f"{self.where}: Word 文档有损坏 a damaged Word file ({what}) "
            "→ 重新下载，或用 Word、WPS 修复后另存 get it again, or repair it in Word or WPS"
        )

    def part(self, name: str) -> Element | None:
        """The XML of a part; None where the package has none of that name."""
        entry = self.names.get(name.lower().lstrip("/"))
        if entry is None:
            return None
        info = self.archive.getinfo(entry)
        if info.flag_bits & 1:
            raise Unreadable(
                f"{self.where}: 文档设有密码 a password protects the document "
                "→ 打开后取消密码另存 open it, take the password off and save it again"
            )
        try:
            with self.archive.open(info) as file:
                data = file.read(PART + 1)
        except _BROKEN as error:
            raise self.damaged(entry, error) from None
        if len(data) > PART or data.count(b"<") > TAGS:
            raise Unreadable(
                f"{self.where}: {entry} 解开后过大 a part over the limit when unpacked "
                f"({PART // 1_000_000} MB, {TAGS:,} 个标签 tags) "
                "→ 只留通告本身 keep the notice alone"
            )
        return self._parsed(data, entry)

    def _parsed(self, data: bytes, name: str) -> Element:
        encoding = re.match(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)", data)
        if encoding and encoding[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
            raise self.damaged(name, f"encoding {encoding[1].decode('ascii', 'replace')}")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            try:
                data = re.sub(r"^\ufeff?\s*<\?xml[^>]*\?>", "", data.decode("utf-16")).encode()
            except UnicodeError as error:
                raise self.damaged(name, error) from None
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data or b"\x00" in data[:200]:
            raise Unreadable(
                f"{self.where}: {name} 含有 DTD，Word 文档里不该有 a DTD, which no Word file has "
                "→ 用 Word 或 WPS 另存 save it again from Word or WPS"
            )
        for strict, transitional in _NAMESPACES:
            data = data.replace(strict, transitional)
        try:
            return fromstring(data)
        except ParseError as error:
            raise self.damaged(name, error) from None

    def main_part(self) -> str:
        """The name of the part that holds the document."""
        relations = self.part("_rels/.rels")
        if relations is not None:
            for relation in relations:
                if relation.get("Type", "").endswith("/officeDocument"):
                    target = relation.get("Target", "").lstrip("/")
                    if normpath(target).lower() in self.names:
                        return normpath(target)
        return "word/document.xml"

    def related(self, main: str, kind: str) -> Element | None:
        """The part to which the main part relates as `kind` (numbering, styles, footnotes)."""
        folder = dirname(main)
        relations = self._relations(main)
        target = relations.get(kind, f"{kind}.xml")
        return self.part(target if target.startswith("/") else normpath(f"{folder}/{target}"))

    def _relations(self, main: str) -> dict[str, str]:
        name = f"{dirname(main)}/_rels/{main.rpartition('/')[2]}.rels"
        relations = self.part(name)
        found: dict[str, str] = {}
        for relation in relations if relations is not None else ():
            if relation.get("TargetMode") != "External":
                found.setdefault(
                    relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
                )
        return found


def _declared(package: _Package, text: str) -> dict[str, Declared]:
    """The title in the file's properties, where the text shows it too: templates pass theirs on."""
    core = package.part("docProps/core.xml")
    if core is None:
        return {}
    title = core.findtext("{http://purl.org/dc/elements/1.1/}title", "").strip()
    if len(title) >= 6 and unspaced(title) in unspaced(text[:2000]):
        return {"title": Declared(title, "docProps/core.xml dc:title")}
    return {}


# ── automatic numbers ────────────────────────────────────────────────────────────────────────


@dataclass
class _Level:
    start: int = 1
    style: str = "decimal"
    text: str = ""
    follow: str = "tab"
    restart: int | None = None
    legal: bool = False
    font: str = ""


@dataclass
class _List:
    """One w:num: the levels that it prints, and where it starts anew."""

    shared: str  # the w:abstractNum whose count it goes on with
    levels: dict[int, _Level]
    starts: dict[int, int]


def _attribute(element: Element | None, name: str = "val") -> str | None:
    return None if element is None else element.get(f"{_W}{name}")


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"-?\d{1,9}", value) else default


def _is_on(element: Element | None) -> bool:
    return element is not None and element.get(_VAL, "true") not in ("false", "0", "off")


class _Numbering:
    """The numbers that Word prints before paragraphs."""

    def __init__(self, numbering: Element | None, styles: _Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.counts: dict[str, dict[int, int]] = {}
        self.started: set[tuple[str, int]] = set()
        if numbering is None:
            return
        shared: dict[str, Element] = {
            one.get(f"{_W}abstractNumId", ""): one for one in numbering.iter(f"{_W}abstractNum")
        }
        by_style = {
            _attribute(one.find(f"{_W}styleLink")): one
            for one in shared.values()
            if one.find(f"{_W}styleLink") is not None
        }
        levels_of: dict[str, dict[int, _Level]] = {}
        for num in numbering.iter(f"{_W}num"):
            name = _attribute(num.find(f"{_W}abstractNumId")) or ""
            definition = shared.get(name)
            if definition is None:
                continue
            linked = _attribute(definition.find(f"{_W}numStyleLink"))
            if linked is not None:
                definition = by_style.get(linked, definition)
                name = definition.get(f"{_W}abstractNumId", name)
            if name not in levels_of:
                levels_of[name] = {
                    _number(one.get(f"{_W}ilvl"), 0): self._level(one)
                    for one in definition.iter(f"{_W}lvl")
                }
            levels = levels_of[name]
            starts: dict[int, int] = {}
            for override in num.iter(f"{_W}lvlOverride"):
                place = _number(override.get(f"{_W}ilvl"), 0)
                own = override.find(f"{_W}lvl")
                if own is not None:
                    levels = {**levels, place: self._level(own)}
                start = _attribute(override.find(f"{_W}startOverride"))
                if start is not None:
                    starts[place] = _number(start, 1)
            self.lists[num.get(f"{_W}numId", "")] = _List(name, levels, starts)

    @staticmethod
    def _level(element: Element) -> _Level:
        fonts = element.find(f"{_W}rPr/{_W}rFonts")
        style = element.find(f"{_W}numFmt")
        if style is None:  # a picture of a format that older programs do not know
            style = element.find(f"{_MC}AlternateContent/{_MC}Fallback/{_W}numFmt")
        restart = _attribute(element.find(f"{_W}lvlRestart"))
        return _Level(
            _number(_attribute(element.find(f"{_W}start")), 1),
            _attribute(style) or "decimal",
            _attribute(element.find(f"{_W}lvlText")) or "",
            _attribute(element.find(f"{_W}suff")) or "tab",
            None if restart is None else _number(restart, 0),
            _is_on(element.find(f"{_W}isLgl")),
            "" if fonts is None else fonts.get(f"{_W}ascii", "") or fonts.get(f"{_W}hAnsi", ""),
        )

    def before(self, properties: Element | None) -> str:
        """The number before a paragraph with these properties; it counts on."""
        own = None if properties is None else properties.find(f"{_W}numPr")
        name = _attribute(None if own is None else own.find(f"{_W}numId"))
        place = _attribute(None if own is None else own.find(f"{_W}ilvl"))
        style = _attribute(None if properties is None else properties.find(f"{_W}pStyle"))
        if name is None:
            name, level = self.styles.numbering(style)
            place = place or level
        numbered = self.lists.get(name or "")
        if numbered is None:
            return ""
        depth = _number(place, 0)
        level_ = numbered.levels.get(depth)
        if level_ is None:
            return ""
        counts = self.counts.setdefault(numbered.shared, {})
        key = (name or "", depth)
        if depth in numbered.starts and key not in self.started:
            counts[depth] = numbered.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else level_.start
        self.started.add(key)
        for other, below in numbered.levels.items():
            if (
                other > depth
                and below.restart != 0
                and (below.restart is None or depth < below.restart)
            ):
                counts.pop(other, None)
        if level_.style == "bullet":
            sign = level_.text
            if sign and symbols.is_symbol_font(level_.font):
                sign = symbols.printed(sign, level_.font)
            elif any("\ue000" <= char <= "\uf8ff" for char in sign) or not sign:
                sign = "•"
            return sign + (" " if level_.follow != "nothing" else "")

        def count(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            of = numbered.levels.get(at, _Level())
            style = "decimal" if level_.legal and of.style != "decimalZero" else of.style
            return ordinal(counts.get(at, of.start), style)

        printed = re.sub(r"%([1-9])", count, level_.text)
        return printed + (" " if printed and level_.follow != "nothing" else "")


class _Styles:
    """What styles say of numbers and hidden text."""

    def __init__(self, styles: Element | None) -> None:
        self.of: dict[str, Element] = {}
        self.default: str | None = None
        self._numbers: dict[str | None, tuple[str | None, str | None]] = {}
        self._on: dict[tuple[str | None, str], bool] = {}
        for style in styles if styles is not None else ():
            if style.tag != f"{_W}style":
                continue
            name = style.get(f"{_W}styleId", "")
            self.of[name] = style
            if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default") in (
                "1",
                "true",
                "on",
            ):
                self.default = name

    def _chain(self, name: str | None) -> Iterator[Element]:
        """A style and those that it is based on; Word follows ten or so, a hundred is a circle."""
        for _ in range(100):
            if name is None or name not in self.of:
                return
            yield self.of[name]
            name = _attribute(self.of[name].find(f"{_W}basedOn"))

    def numbering(self, name: str | None) -> tuple[str | None, str | None]:
        """The list and level of a paragraph style."""
        if name not in self._numbers:
            level = found = None
            for style in self._chain(name if name is not None else self.default):
                numbers = style.find(f"{_W}pPr/{_W}numPr")
                if numbers is not None and found is None:
                    level = level or _attribute(numbers.find(f"{_W}ilvl"))
                    found = _attribute(numbers.find(f"{_W}numId"))
            self._numbers[name] = found, level
        return self._numbers[name]

    def is_on(self, name: str | None, what: str) -> bool:
        """True where a style turns something on (vanish, strike)."""
        if (name, what) not in self._on:
            said = [style.find(f"{_W}rPr/{_W}{what}") for style in self._chain(name)]
            self._on[name, what] = _is_on(next((one for one in said if one is not None), None))
        return self._on[name, what]


# ── the document ─────────────────────────────────────────────────────────────────────────────


@dataclass
class _Field:
    code: str = ""
    shows: bool = False  # its result has begun
    contents: bool = False  # a table of contents repeats the headings


@dataclass
class _Run:
    """What a paragraph holds so far."""

    parts: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)


class _Document:
    def __init__(self, package: _Package) -> None:
        self.package = package
        self.main = package.main_part()
        root = package.part(self.main)
        if root is None:
            raise package.damaged(self.main, "缺少正文 the part is missing")
        body = root.find(f"{_W}body")
        if body is None:
            raise package.damaged(self.main, "缺少正文 no w:body")
        self.body = body
        # styles.xml is often ten times the text; a document that names no style has no use for it
        styled = (
            next(root.iter(f"{_W}pStyle"), None) is not None
            or next(root.iter(f"{_W}rStyle"), None) is not None
        )
        self.styles = _Styles(package.related(self.main, "styles") if styled else None)
        self.numbers = _Numbering(package.related(self.main, "numbering"), self.styles)
        self.fields: list[_Field] = []
        self.notes: list[tuple[str, str]] = []
        self.inserted = self.deleted = self.struck = self.contents = 0
        self.carried: list[str] = []  # of a paragraph whose end was deleted

    def read(self) -> list[Line]:
        """The lines of the document and, behind them, of its notes."""
        lines = self._blocks(self.body, 0)
        if self.carried:
            lines += _lines_of("".join(self.carried))
        for kind in ("footnote", "endnote"):
            wanted = [name for which, name in self.notes if which == kind]
            part = self.package.related(self.main, f"{kind}s") if wanted else None
            notes = {note.get(f"{_W}id", ""): note for note in part} if part is not None else {}
            for number, name in enumerate(dict.fromkeys(wanted), 1):
                if name in notes:
                    words = " ".join(line.text.strip() for line in self._blocks(notes[name], 0))
                    if words:
                        lines.append(Line(f"[{number}] {words}"))
        return lines

    def remarks(self) -> tuple[str, ...]:
        """What is to be said about the reading."""
        remarks = []
        if self.inserted or self.deleted:
            remarks.append(
                f"tracked changes 修订痕迹: {self.inserted} 处插入已读入 insertions accepted, "
                f"{self.deleted} 处删除未读入 deletions left out"
            )
        if self.struck:
            remarks.append(f"划去的文字未读入 struck-out text left out: {self.struck} 处 places")
        if self.contents:
            remarks.append("目录未读入 table of contents left out")
        return tuple(remarks)

    def _blocks(self, parent: Element, depth: int) -> list[Line]:
        if depth > DEPTH:
            raise Unreadable(
                f"{self.package.where}: 表格或文本框嵌套过深 tables or boxes nested too deep "
                "→ 另存为纯文本 save it as plain text"
            )
        lines: list[Line] = []
        for child in parent:
            tag = child.tag
            if tag == f"{_W}p":
                lines += self._paragraph(child, depth)
            elif tag == f"{_W}tbl":
                lines += self._table(child, depth)
            elif tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if _is_table_of_contents(child):
                    self.contents += 1
                elif content is not None and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
                    lines += self._blocks(content, depth + 1)
            elif tag in _INSERTED:
                self.inserted += 1
                lines += self._blocks(child, depth + 1)
            elif tag in _DELETED:
                self.deleted += 1
            elif tag == f"{_MC}AlternateContent":
                for choice in _chosen(child):
                    lines += self._blocks(choice, depth + 1)
            elif tag in _TRANSPARENT:
                lines += self._blocks(child, depth + 1)
            elif tag == f"{_W}altChunk":
                raise Unreadable(
                    f"{self.package.where}: 文档里嵌着别的文件 another file is embedded (altChunk) "
                    "→ 用 Word 打开另存一次 open it in Word and save it again"
                )
        return lines

    def _paragraph(self, paragraph: Element, depth: int) -> list[Line]:
        run = _Run()
        self._runs(paragraph, run, depth)
        self.fields = [field for field in self.fields if field.shows]
        properties = paragraph.find(f"{_W}pPr")
        marks = None if properties is None else properties.find(f"{_W}rPr")
        text = "".join(run.parts)
        if marks is not None:
            if marks.find(f"{_W}ins") is not None:
                self.inserted += 1
            if marks.find(f"{_W}del") is not None:
                self.deleted += 1
                self.carried.append(text)
                return self._boxes(run.boxes, depth)
        text = "".join((*self.carried, text))
        self.carried.clear()
        number = self.numbers.before(properties)
        lines = _lines_of(text)
        if lines and number:
            lines[0].text = number + lines[0].text.lstrip()
        return lines + self._boxes(run.boxes, depth)

    def _boxes(self, boxes: Iterable[Element], depth: int) -> list[Line]:
        lines: list[Line] = []
        for box in boxes:
            lines += self._blocks(box, depth + 1)
        return lines

    def _runs(self, parent: Element, run: _Run, depth: int) -> None:
        if depth > 4 * DEPTH:
            raise Unreadable(
                f"{self.package.where}: 正文嵌套过深 the text is nested too deep "
                "→ 另存为纯文本 save it as plain text"
            )
        for child in parent:
            tag = child.tag
            if tag == f"{_W}r":
                self._run(child, run, depth)
            elif tag in _TRANSPARENT:
                self._runs(child, run, depth + 1)
            elif tag in _INSERTED:
                self.inserted += 1
                self._runs(child, run, depth + 1)
            elif tag in _DELETED:
                self.deleted += 1
            elif tag == f"{_W}sdt":
                content = child.find(f"{_W}sdtContent")
                if content is not None and child.find(f"{_W}sdtPr/{_W}showingPlcHdr") is None:
                    self._runs(content, run, depth + 1)
            elif tag == f"{_W}fldSimple":
                if not child.get(f"{_W}instr", "").strip().upper().startswith("TOC"):
                    self._runs(child, run, depth + 1)
            elif tag == f"{_MC}AlternateContent":
                for choice in _chosen(child):
                    self._runs(choice, run, depth + 1)
            elif tag in (f"{_M}oMath", f"{_M}oMathPara") and self._shows():
                run.parts.append(_formula(child))

    def _shows(self) -> bool:
        return all(field.shows and not field.contents for field in self.fields)

    def _run(self, element: Element, run: _Run, depth: int) -> None:
        properties = element.find(f"{_W}rPr")
        font = ""
        hidden = struck = False
        if properties is not None:
            style = _attribute(properties.find(f"{_W}rStyle"))
            hidden = self._is_on(properties, style, "vanish")
            struck = self._is_on(properties, style, "strike") or self._is_on(
                properties, style, "dstrike"
            )
            fonts = properties.find(f"{_W}rFonts")
            if fonts is not None:
                font = fonts.get(f"{_W}ascii", "") or fonts.get(f"{_W}hAnsi", "")
                font = font if symbols.is_symbol_font(font) else ""
        for child in element:
            tag = child.tag
            if tag == f"{_W}fldChar":
                self._field(child, run)
            elif tag == f"{_W}instrText":
                if self.fields and not self.fields[-1].shows:
                    self.fields[-1].code += child.text or ""
            elif hidden or not self._shows():
                continue
            elif tag == f"{_W}t":
                text = child.text or ""
                if struck and text.strip():
                    self.struck += 1
                elif not struck:
                    run.parts.append(symbols.printed(text, font) if font else text)
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                run.parts.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                run.parts.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                run.parts.append("-")
            elif tag == f"{_W}sym":
                run.parts.append(_symbol(child))
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                kind = "footnote" if tag == f"{_W}footnoteReference" else "endnote"
                self.notes.append((kind, child.get(f"{_W}id", "")))
            elif tag == f"{_W}ruby":
                base = child.find(f"{_W}rubyBase")
                if base is not None:
                    self._runs(base, run, depth + 1)
            elif tag in (f"{_W}drawing", f"{_W}pict", f"{_W}object"):
                self._drawn(child, run)
            elif tag == f"{_MC}AlternateContent":
                for choice in _chosen(child):
                    self._drawn(choice, run)

    def _is_on(self, properties: Element, style: str | None, what: str) -> bool:
        own = properties.find(f"{_W}{what}")
        return (
            _is_on(own) if own is not None else style is not None and self.styles.is_on(style, what)
        )

    def _field(self, element: Element, run: _Run) -> None:
        kind = element.get(f"{_W}fldCharType")
        if kind == "begin":
            self.fields.append(_Field())
        elif self.fields and kind == "separate":
            last = self.fields[-1]
            last.shows = True
            last.contents = last.code.strip().upper().startswith("TOC")
            self.contents += last.contents
        elif self.fields and kind == "end":
            last = self.fields.pop()
            circled = _CIRCLED.search(last.code) if not last.shows else None
            if circled and self._shows():  # a number in a circle, which is all code
                run.parts.append(ordinal(int(circled[1]), "decimalEnclosedCircle"))

    def _drawn(self, element: Element, run: _Run) -> None:
        """The text boxes of a drawing wait for the end of the paragraph; word art stands in it."""
        waiting = [element]
        while waiting:
            one = waiting.pop()
            if one.tag == f"{_W}txbxContent":
                run.boxes.append(one)
            elif one.tag == f"{_MC}AlternateContent":
                waiting += reversed(_chosen(one))
            else:
                if one.tag == f"{_V}textpath" and one.get("string"):
                    run.parts.append(one.get("string", ""))
                waiting += reversed(list(one))

    def _table(self, table: Element, depth: int) -> list[Line]:
        rows: list[list[_Slot]] = []
        loose: list[Line] = []
        open_: dict[int, _Slot] = {}  # column -> the cell that is merged downwards there
        for row in _inside(table, f"{_W}tr"):
            properties = row.find(f"{_W}trPr")
            if properties is not None:
                if properties.find(f"{_W}del") is not None:
                    self.deleted += 1
                    continue
                if properties.find(f"{_W}ins") is not None:
                    self.inserted += 1
                if _is_on(properties.find(f"{_W}hidden")):
                    continue
            column = _number(
                _attribute(None if properties is None else properties.find(f"{_W}gridBefore")), 0
            )
            column = min(max(column, 0), grid.WIDEST)
            slots: list[_Slot] = [_Slot([], column)] if column else []
            merged: dict[int, _Slot] = {}
            for cell in _inside(row, f"{_W}tc"):
                shape = cell.find(f"{_W}tcPr")
                if shape is not None and shape.find(f"{_W}cellDel") is not None:
                    self.deleted += 1
                    continue
                span = _number(
                    _attribute(None if shape is None else shape.find(f"{_W}gridSpan")), 1
                )
                span = min(max(span, 1), grid.WIDEST)
                sideways = None if shape is None else shape.find(f"{_W}hMerge")
                if sideways is not None and _attribute(sideways) != "restart" and slots:
                    slots[-1].columns += span
                    column += span
                    continue
                down = None if shape is None else shape.find(f"{_W}vMerge")
                above = open_.get(column)
                if down is not None and _attribute(down) != "restart" and above is not None:
                    above.rows += 1
                    merged[column] = above
                else:
                    lines = self._blocks(cell, depth + 1)
                    loose += lines
                    slot = _Slot([line.text.strip() for line in lines], span)
                    slots.append(slot)
                    if down is not None:
                        merged[column] = slot
                column += span
            open_ = merged
            rows.append(slots)
        cells = [
            [grid.Cell(tuple(slot.lines), slot.columns, slot.rows) for slot in row] for row in rows
        ]
        if grid.is_grid(cells):
            return [Line(line, row=True) for line in grid.rows(cells)]
        return loose


@dataclass
class _Slot:
    lines: list[str]
    columns: int
    rows: int = 1


def _inside(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, also those inside content controls."""
    waiting = list(reversed(list(parent)))
    while waiting:
        one = waiting.pop()
        if one.tag == tag:
            yield one
        elif one.tag == f"{_W}sdt":
            content = one.find(f"{_W}sdtContent")
            waiting += reversed(list(content)) if content is not None else []
        elif one.tag in _TRANSPARENT or one.tag in _INSERTED:
            waiting += reversed(list(one))


def _chosen(alternatives: Element) -> list[Element]:
    """One of several forms of the same content: the first that has text, else the fallback."""
    forms = [form for form in alternatives if form.tag in (f"{_MC}Choice", f"{_MC}Fallback")]
    for form in forms:
        if (
            next(form.iter(f"{_W}t"), None) is not None
            or next(form.iter(f"{_V}textpath"), None) is not None
        ):
            return [form]
    return forms[:1]


def _is_table_of_contents(control: Element) -> bool:
    gallery = control.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return _attribute(gallery) == "Table of Contents"


def _symbol(element: Element) -> str:
    code = element.get(f"{_W}char", "")
    font = element.get(f"{_W}font", "")
    if not re.fullmatch(r"[0-9A-Fa-f]{2,4}", code):
        return ""
    char = chr(int(code, 16))
    return symbols.printed(char, font) if symbols.is_symbol_font(font) else char


def _formula(element: Element, depth: int = 0) -> str:
    """A formula on one line: a fraction as (a)/(b), a power as a^b."""
    if depth > DEPTH:
        return ""
    if element.tag == f"{_M}t":
        return element.text or ""
    parts = {child.tag.rpartition("}")[2]: _formula(child, depth + 1) for child in element}
    if element.tag == f"{_M}f":
        over, under = parts.get("num", ""), parts.get("den", "")
        return "/".join(
            part if len(part) < 2 or part.isalnum() else f"({part})" for part in (over, under)
        )
    if element.tag == f"{_M}sSup":
        return f"{parts.get('e', '')}^{parts.get('sup', '')}"
    return "".join(_formula(child, depth + 1) for child in element)


def _lines_of(text: str) -> list[Line]:
    """The lines of a paragraph. A tab parts the cells of a row that was set by hand; before the
    text, behind its number and inside a sentence it is layout."""
    lines = []
    parts = text.replace("\xad", "").split("\n")
    for place, part in enumerate(parts):
        line = part.rstrip()
        if not line.strip():
            continue
        if "\t" in line:
            words = line.lstrip("\t ")
            line = "    " * min(line[: len(line) - len(words)].count("\t"), 4) + _MARKED.sub(
                r"\1 ", words
            )
            if "。" in line or len(line) > 80:
                line = line.replace("\t", " ")
        lines.append(Line(line, broken=place + 1 < len(parts), row=False))
    return lines

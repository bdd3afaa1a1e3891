"""HTML and DOCX beside the alternatives: how fast, how much of the article, how much else.

    python benchmarks/formats_html_docx.py [--seconds 2] [--hostile] [FILE.html FILE.docx …]

Without files, the notices of the corpus are put into the page templates of the tests and into
Word files, so that what should be read is known. Figures of one run share one machine: read the
ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import html
import io
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from extractor.notice import unspaced  # noqa: E402

Rows = list[list[str]]
Block = str | Rows
Reader = Callable[[bytes], str]

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "".join(f'<li><a href="/{i}">栏目{i}</a></li>' for i in range(30))


def blocks_of(text: str) -> list[Block]:
    """A notice as paragraphs and tables."""
    blocks: list[Block] = []
    for line in filter(str.strip, text.split("\n")):
        if "\t" not in line:
            blocks.append(line.strip())
        elif blocks and isinstance(blocks[-1], list):
            blocks[-1].append(line.strip().split("\t"))
        else:
            blocks.append([line.strip().split("\t")])
    return blocks


def markup(blocks: list[Block]) -> str:
    """The blocks as a web editor writes them: a <span> for every change of script."""
    parts = []
    for block in blocks:
        if isinstance(block, list):
            cells = ("".join(f"<td><p>{html.escape(c)}</p></td>" for c in row) for row in block)
            parts.append("<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>")
        else:
            spans = re.sub(
                r"[0-9.]+",
                lambda digits: f"</span><span lang=EN-US>{digits[0]}</span><span>",
                html.escape(block),
            )
            parts.append(f"<p style='text-indent:2em'>&nbsp;&nbsp;<span>{spans}</span></p>")
    return "\n".join(parts)


def page(template: str, blocks: list[Block]) -> bytes:
    """A page of the tests' templates with a notice in it."""
    fill = {"content": markup(blocks), "title": "关于缴费的通告", "nav": LINKS, "news": LINKS}
    return re.sub(r"\{\{(\w+)\}\}", lambda name: fill.get(name[1], ""), template).encode()


def word(blocks: list[Block]) -> bytes:
    """A Word file with a notice in it."""

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"

    parts = []
    for block in blocks:
        if isinstance(block, list):
            rows = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in block)
            parts.append("<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>")
        else:
            parts.append(paragraph(block))
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="r1" Type="{office}" '
            'Target="word/document.xml"/></Relationships>',
        )
        body = "".join(parts)
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        )
    return buffer.getvalue()


# ── readers ──────────────────────────────────────────────────────────────────────────────────


def ours_html(data: bytes) -> str:
    from extractor.formats import html as reader

    return reader.read(data).text


def ours_docx(data: bytes) -> str:
    from extractor.formats import docx as reader

    return reader.read(data).text


def decoded(data: bytes) -> str:
    """The source of a page: of the readers below none knows gb2312 for what it is."""
    from extractor.formats import html as reader

    return reader.decode(data)[0]


def selectolax_text(data: bytes) -> str:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(decoded(data))
    tree.strip_tags(["script", "style"])
    body = tree.body
    return body.text(separator="\n") if body is not None else ""


def trafilatura_text(data: bytes) -> str:
    import trafilatura

    return trafilatura.extract(decoded(data), include_comments=False, include_tables=True) or ""


def python_docx_in_order(data: bytes) -> str:
    import docx
    from docx.table import Table

    lines = []
    for block in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(block, Table):
            lines += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


def python_docx_naive(data: bytes) -> str:
    import docx

    document = docx.Document(io.BytesIO(data))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += ["\t".join(cell.text for cell in row.cells) for row in table.rows]
    return "\n".join(lines)


HTML: list[tuple[str, str, Reader]] = [  # name, package that it needs, reader
    ("notice-rules", "selectolax", ours_html),
    ("selectolax, all text", "selectolax", selectolax_text),
    ("trafilatura", "trafilatura", trafilatura_text),
]
DOCX: list[tuple[str, str, Reader]] = [
    ("notice-rules", "extractor", ours_docx),
    ("python-docx, in order", "docx", python_docx_in_order),
    ("python-docx, naive", "docx", python_docx_naive),
]


def speed(reader: Reader, files: list[bytes], seconds: float) -> float:
    """Files a second of CPU, warm."""
    for data in files:
        reader(data)
    done, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        for data in files:
            reader(data)
        done += len(files)
    return done / (time.process_time() - start)


def sameness(read: str, blocks: list[Block]) -> tuple[int, int, int, int, int, int]:
    """Lines in order and in all, rows on one line and in all, other characters, all characters."""
    lines = [unspaced(line) for line in read.split("\n") if line.strip()]
    whole = "".join(lines)
    at = ordered = count = rows = rows_all = wanted = 0
    for block in blocks:
        texts = ["".join(row) for row in block] if isinstance(block, list) else [block]
        for text in map(unspaced, texts):
            count += 1
            wanted += len(text)
            found = whole.find(text, at)
            if found >= 0:
                ordered += 1
                at = found + len(text)
            if isinstance(block, list):
                rows_all += 1
                rows += text in lines
    return ordered, count, rows, rows_all, max(0, len(whole) - wanted), wanted


def compare(
    title: str,
    readers: list[tuple[str, str, Reader]],
    files: list[tuple[bytes, list[Block]]],
    seconds: float,
) -> None:
    print(
        f"\n{title}: {len(files)} files, {sum(len(f) for f, _ in files) // len(files):,} bytes each"
    )
    print(f"  {'':24s} {'files/s':>8s} {'ratio':>6s} {'lines':>7s} {'rows':>7s} {'else':>7s}")
    own = 0.0
    for name, package, reader in readers:
        if find_spec(package) is None:
            print(f"  {name:24s} skipped: {package} is not installed")
            continue
        try:
            pace = speed(reader, [data for data, _ in files], seconds)
        except ImportError as missing:
            print(f"  {name:24s} skipped: {missing}".split("\n")[0])
            continue
        own = own or pace
        totals = [0] * 6
        for data, blocks in files:
            totals = [a + b for a, b in zip(totals, sameness(reader(data), blocks), strict=True)]
        ordered, count, rows, all_rows, other, wanted = totals
        print(f"  {name:24s} {pace:8.0f} {pace / own:6.2f}", end=" ")
        if count:
            print(f"{ordered / count:7.1%} {rows / max(all_rows, 1):7.1%} {other / wanted:7.1%}")
        else:
            print()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep.html": lambda: b"<html><body>" + b"<div>" * 100_000,
    "formatting.html": lambda: (
        b"<html><body>" + b"".join(b"<p><font size=%d>x" % i for i in range(20_000))
    ),
    "attributes.html": lambda: b"<html><p " + b" ".join(b"a%d=1" % i for i in range(10**6)),
    "huge.html": lambda: b"<html>" + b" " * 21_000_000,
    "entities.html": lambda: b'<!DOCTYPE html [<!ENTITY a "aa">]><html><p>&a;' + b"&amp;" * 10**6,
    "script only.html": lambda: (
        b"<html><body><div id=app></div><script>load()</script></body></html>"
    ),
    "cut.docx": lambda: word(["缴费比例为8%。"])[:-40],
    "password.docx": lambda: (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
    ),
    "unpacked.docx": lambda: word(["8" * 200_000_000]),
    "no text.docx": lambda: word([]),
}
PROBE = """
import re, resource, sys, time
from pathlib import Path
from extractor import formats
from extractor.notice import NoticeError
start = time.perf_counter()
try:
    formats.read(Path(sys.argv[1]))
    code = 0
except NoticeError as refusal:
    code = refusal.exit_code
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
status = Path("/proc/self/status")  # which counts from the start of this program
if status.exists():
    peak = int(re.search(r"VmHWM:\\s*(\\d+)", status.read_text())[1]) // 1024
print(f"exit {code}   {time.perf_counter() - start:6.2f} s   {peak:5d} MB")
"""


def hostile(folder: Path) -> None:
    print("\nhostile and damaged files, each in a process of its own")
    for name, make in HOSTILE.items():
        path = folder / name
        path.write_bytes(make())
        done = subprocess.run(
            [sys.executable, "-c", PROBE, str(path)],
            capture_output=True,
            text=True,
            cwd=ROOT,
            check=False,
        )
        print(f"  {name:20s} {done.stdout.strip() or done.stderr.strip()[-80:]}")


def main() -> None:
    import tempfile

    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--seconds", type=float, default=2.0)
    options.add_argument("--hostile", action="store_true")
    given = options.parse_args()
    if given.files:
        for suffix, readers in ((".html", HTML), (".docx", DOCX)):
            files: list[tuple[bytes, list[Block]]] = [
                (path.read_bytes(), []) for path in given.files if path.suffix == suffix
            ]
            if files:
                compare(suffix, readers, files, given.seconds)
    else:
        notices = [blocks_of(path.read_text("utf-8")) for path in ROOT.glob("corpus/*/*.txt")]
        templates = [
            path.read_text("utf-8")
            for path in sorted(ROOT.glob("tests/pages/*.html"))
            if "{{content}}" in path.read_text("utf-8")
        ]
        pages = [
            (page(templates[i % len(templates)], blocks), blocks)
            for i, blocks in enumerate(notices)
        ]
        compare("HTML", HTML, pages, given.seconds)
        words = [(word(blocks), blocks) for blocks in notices]
        compare("DOCX", DOCX, words, given.seconds)
    if given.hostile:
        with tempfile.TemporaryDirectory() as folder:
            hostile(Path(folder))


if __name__ == "__main__":
    main()

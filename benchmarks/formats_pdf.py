"""Text PDF beside the alternatives, in one run: pages a second, text sameness, table rows kept.

    python benchmarks/formats_pdf.py [FILE.pdf …] [--truth DIRECTORY] [--rounds 5]

Without files, a PDF is made of each notice in the corpus: paragraphs indented, tables ruled. With
--truth, NAME.txt beside NAME.pdf is the text that the PDF was made from. Read the ratios of one
run, not the milliseconds. pdftotext is measured where it is installed, its process included.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import subprocess
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from statistics import median
from typing import Any

from extractor.layout import view
from extractor.notice import unspaced

ROOT = Path(__file__).resolve().parent.parent


def made(text: str) -> bytes:
    """A PDF of a notice: its paragraphs indented, its rows in ruled tables."""
    from xml.sax.saxutils import escape

    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle(
        "b", fontName="STSong-Light", fontSize=12, leading=20, wordWrap="CJK", firstLineIndent=24
    )
    grid = TableStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
            ("FONT", (0, 0), (-1, -1), "STSong-Light", 10),
        ]
    )
    story: list[Any] = []
    rows: list[list[str]] = []
    for line in [*view(text).text.split("\n"), ""]:
        if "\t" in line:
            rows.append(line.split("\t"))
            continue
        if rows:
            wide = max(map(len, rows))
            story.append(Table([row + [""] * (wide - len(row)) for row in rows], style=grid))
            rows = []
        story.append(Paragraph(escape(line.lstrip("#")), body))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer).build(story)
    return buffer.getvalue()


def ours(data: bytes) -> tuple[str, list[str]]:
    from extractor.formats import pdf

    return pdf.read(data).text, []


def ruled_rows(data: bytes) -> list[str]:
    """The rows of ruled tables as our reader sees them, before two districts a row come apart."""
    import pypdfium2

    from extractor.formats import pdf
    from extractor.formats.table import ruled

    document = pypdfium2.PdfDocument(data)
    pages = pdf._pages(document, "")[0]
    document.close()
    grids = [grid for page in pages for grid in ruled(page)[0]]
    return ["".join(cell or "" for cell in row) for grid in grids for row in grid.words()]


def plumber(data: bytes) -> tuple[str, list[str]]:
    import pdfplumber

    texts, rows = [], []
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages:
            texts.append(page.extract_text())
            for table in page.extract_tables():
                rows += ["".join(unspaced(cell or "") for cell in row) for row in table]
            page.close()
    return "\n".join(texts), rows


def pdfium(data: bytes) -> tuple[str, list[str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return text, [unspaced(line) for line in text.split("\n")]


def poppler(data: bytes) -> tuple[str, list[str]]:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    )
    text = done.stdout.decode()
    return text, [unspaced(line) for line in text.split("\n")]


def spent() -> float:
    """Seconds of CPU, this process's and its children's: what else runs hardly counts."""
    return sum(os.times()[:4])


def pages_of(data: bytes) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        return len(document)
    finally:
        document.close()


def distance(found: str, truth: str) -> float:
    """The share of the truth's characters that are missing, wrong or added; blanks, and the marks
    of Markdown, aside."""
    a, b = (unspaced(text).translate(str.maketrans("", "", "#<>")) for text in (found, truth))
    same = sum(
        block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    )
    return (max(len(a), len(b)) - same) / max(1, len(b))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    samples: list[tuple[str, bytes, str | None]] = []
    for path in options.files:
        beside = options.truth and options.truth / f"{path.stem.removesuffix('-pdf')}.txt"
        truth = beside.read_text("utf-8") if beside and beside.exists() else None
        samples.append((path.stem, path.read_bytes(), truth))
    if not samples:
        for source in sorted(ROOT.glob("corpus/*/*.txt")):
            text = "".join(char for char in source.read_text("utf-8") if char < "\U00010000")
            samples.append((source.parent.name, made(text), text))
    pages = sum(pages_of(data) for _, data, _ in samples)
    readers: dict[str, Callable[[bytes], tuple[str, list[str]]]] = {
        "pdfplumber text + tables": plumber,
        "notice-rules": ours,
        "pypdfium2 text": pdfium,
    }
    if shutil.which("pdftotext"):
        readers["pdftotext -layout"] = poppler
    wanted = {name: set(plumber(data)[1]) for name, data, _ in samples}
    ruled = sum(map(len, wanted.values()))
    print(f"{len(samples)} files, {pages} pages, {ruled} different ruled rows by pdfplumber")
    base = 0.0
    for reader, read in readers.items():
        found = {name: read(data) for name, data, _ in samples}
        times = []
        for _ in range(options.rounds):
            start = spent()
            for _, data, _ in samples:
                read(data)
            times.append((spent() - start) / pages)
        cost = median(times)
        base = base or cost
        rows = {name: set(lines) for name, (_, lines) in found.items()}
        if read is ours:
            rows = {name: set(ruled_rows(data)) for name, data, _ in samples}
        kept = sum(len(wanted[name] & rows[name]) for name in wanted)
        off = [distance(found[name][0], truth) for name, _, truth in samples if truth]
        print(
            f"  {reader:26s} {cost * 1000:7.2f} ms/page {1 / cost:8.1f} pages/s"
            f" {base / cost:5.1f} ×   rows on one line {kept:4d}"
            + (f"   off the truth {sum(off) / len(off):7.2%}" if off else "")
        )


if __name__ == "__main__":
    main()

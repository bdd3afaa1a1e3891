"""Recognition of scans and pictures beside tesseract: character errors, seconds, peak memory.

    python benchmarks/formats_ocr.py FILE=TRUTH.txt [FILE=TRUTH.txt …]

Each FILE is a scanned PDF or a picture, TRUTH.txt the text that it shows. Blanks, Markdown's marks
and the width of brackets and marks are no errors. tesseract with chi_sim is measured where it is
installed, on the same pixels.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from extractor import formats
from extractor.formats import ocr
from extractor.layout import FOLD
from extractor.notice import unspaced


def folded(text: str) -> str:
    return unspaced(text.translate(FOLD)).translate(str.maketrans("", "", "#<>"))


def errors(found: str, truth: str) -> float:
    """Edits from the truth to what was found, a character of the truth."""
    a, b = folded(found), folded(truth)
    above: Sequence[int] = range(len(b) + 1)
    for i, x in enumerate(a, start=1):
        row = [i]
        for j, y in enumerate(b, start=1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (x != y)))
        above = row
    return above[-1] / max(1, len(b))


def pictures(path: Path) -> list[Any]:
    from PIL import Image

    if formats.media_type(path.read_bytes()) != "application/pdf":
        return [Image.open(path).convert("RGB")]
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    found = [page.render(scale=ocr.scale_for(*page.get_size())).to_pil() for page in document]
    document.close()
    return found


def recognised(path: Path) -> str:
    return formats.read(path).text


def tesseract(path: Path) -> str:
    texts = []
    with tempfile.TemporaryDirectory() as folder:
        for i, picture in enumerate(pictures(path)):
            page = Path(folder) / f"{i}.png"
            picture.save(page)
            command = ["tesseract", str(page), "-", "-l", "chi_sim", "--psm", "3"]
            texts.append(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    return "\n".join(texts)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", nargs="+", metavar="FILE=TRUTH")
    readers: dict[str, Callable[[Path], str]] = {"notice-rules[ocr]": recognised}
    if shutil.which("tesseract"):
        readers["tesseract chi_sim"] = tesseract
    for pair in parser.parse_args().pairs:
        name, _, truth = pair.partition("=")
        path, text = Path(name), Path(truth).read_text("utf-8")
        print(f"{path.name}: {len(folded(text)):,} characters")
        for reader, read in readers.items():
            start = time.perf_counter()
            found = read(path)
            spent = time.perf_counter() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(
                f"  {reader:20s} {spent:7.1f} s   character errors {errors(found, text):7.2%}"
                f"   peak so far {peak:,} MB"
            )


if __name__ == "__main__":
    main()

"""How fast, how much memory, how it grows: prints tables, sets no limits.

    python benchmarks/speed.py [--seconds 3]

Figures of one run share one machine: read the ratios, not the milliseconds.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted(ROOT.glob("corpus/610500-*/2023.txt")) + sorted(
    ROOT.glob("corpus/140400-*/2023.txt")
)


def per_call(work: Callable[[str], object], texts: list[str], seconds: float) -> float:
    """Seconds of CPU per text, warm; no text twice, so that nothing kept of one helps the next."""
    for text in texts:
        work(text)
    rounds, start = 0, time.process_time()
    while time.process_time() - start < seconds:
        rounds += 1
        for text in texts:
            work(text + "\n" * rounds)
    return (time.process_time() - start) / rounds / len(texts)


def stages(texts: list[str], seconds: float) -> None:
    from extractor import atoms, layout
    from extractor.checks import check
    from extractor.notice import Notice
    from extractor.outline import outline
    from extractor.pipeline import extract
    from extractor.reading import Reading

    views = {text: layout.view(text).text for text in texts}
    found = {text.rstrip(): extract(Notice(text)) for text in texts}

    def again(text: str) -> None:
        first = found[text.rstrip()]
        check(first.ruleset, Notice(text), first.unclaimed_text, first.unclaimed_numerals)

    whole = per_call(lambda text: extract(Notice(text)), texts, seconds)
    rows: list[tuple[str, float]] = [
        ("view", per_call(layout.view, texts, seconds / 5)),
        ("view + outline", per_call(lambda text: outline(Notice(text)), texts, seconds / 5)),
        ("atoms", per_call(atoms.find, list(views.values()), seconds / 5)),
        (
            "view + outline + atoms",
            per_call(lambda text: Reading(Notice(text)), texts, seconds / 5),
        ),
        (
            "checks",
            per_call(again, texts, seconds / 5),
        ),
        (
            "to JSON",
            per_call(
                lambda text: found[text.rstrip()].model_dump_json(exclude_none=True),
                texts,
                seconds / 5,
            ),
        ),
        ("extract, whole", whole),
    ]
    print(
        f"\nwarm, one process, {len(texts)} notices of {sum(map(len, texts)) // len(texts):,} characters"
    )
    for name, cost in rows:
        print(f"  {name:32s} {cost * 1000:8.2f} ms   {cost / whole:6.1%} of the whole")
    print(f"  {'notices per second':32s} {1 / whole:8.0f}")


def growth(texts: list[str]) -> None:
    from extractor.notice import Notice
    from extractor.pipeline import extract

    print("\ngrowth with length: the same notice 1, 10 and 100 times in one text")
    base = 0.0
    for times in (1, 10, 100):
        text = "\n".join([texts[0]] * times)
        start = time.process_time()
        extract(Notice(text))
        cost = (time.process_time() - start) / times
        base = base or cost
        print(f"  {times:4d} x   {cost * 1000:8.2f} ms a copy   {cost / base:5.2f} of one alone")


def cold(runs: int) -> None:
    python = sys.executable
    notice = [python, "-m", "extractor.cli"]
    commands = {
        "python -c pass": [python, "-c", "pass"],
        "python -c 'import pydantic'": [python, "-c", "import pydantic"],
        "notice --help": [*notice, "--help"],
        "notice extract --json": [*notice, "extract", str(SAMPLES[0]), "--json"],
        "notice extract (screen)": [*notice, "extract", str(SAMPLES[0])],
    }
    print(f"\ncold starts, wall clock, median of {runs}")
    nothing = 0.0
    for name, command in commands.items():
        times = []
        for _ in range(runs):
            start = time.perf_counter()
            subprocess.run(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
            )
            times.append(time.perf_counter() - start)
        nothing = nothing or median(times)
        print(
            f"  {name:32s} {median(times) * 1000:8.0f} ms   {median(times) / nothing:5.1f} x python"
        )
    loaded = subprocess.run(
        [python, "-X", "importtime", "-m", "extractor.cli", "extract", str(SAMPLES[0]), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    ).stderr  # fmt: skip
    heavy = [
        name
        for name in ("spacy", "pdfplumber", "rich", "docx", "selectolax")
        if f"| {name}\n" in loaded
    ]
    print(f"  heavy packages imported by extract --json: {', '.join(heavy) or 'none'}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=float, default=3)
    options.add_argument("--runs", type=int, default=7)
    chosen = options.parse_args()
    sys.path.insert(0, str(ROOT))
    texts = [path.read_text("utf-8") for path in SAMPLES]
    stages(texts, chosen.seconds)
    growth(texts)
    cold(chosen.runs)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\npeak memory of this process {peak:.0f} MiB")


if __name__ == "__main__":
    main()

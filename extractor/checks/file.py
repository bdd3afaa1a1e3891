"""The file: what was recovered, or only guessed at, when it was read.

These findings are about the reading, not about the notice: a person must look at the page.
"""

from __future__ import annotations

from extractor.checks.verdict import Case, Verdict, found
from extractor.schema import Finding


def _remarks(case: Case, beginning: str, code: str, zh: str, en: str) -> Verdict:
    return found(
        Finding(
            code=code,
            severity="warning",
            about="extraction",
            zh=f"{zh}：{remark.removeprefix(beginning).lstrip(' :：')}",
            en=f"{en}: {remark}",
        )
        for remark in case.notice.remarks
        if remark.startswith(beginning)
    )


def docx_tracked(case: Case) -> Verdict:
    """DOCX-TRACKED: the Word file held tracked changes, read as accepted."""
    return _remarks(
        case, "tracked changes", "DOCX-TRACKED", "Word 文件带修订，按接受修订读入",
        "the file holds tracked changes, read as accepted",
    )  # fmt: skip


def ocr_doubtful(case: Case) -> Verdict:
    """OCR-DOUBTFUL: words of a scanned page that the recognition is not sure of."""
    return _remarks(
        case, "doubtful", "OCR-DOUBTFUL", "图像识别不确定，须对照原件",
        "recognised without certainty: compare with the page",
    )  # fmt: skip

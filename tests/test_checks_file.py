"""What was recovered in reading becomes a finding that a person sees."""

from __future__ import annotations

import pytest

from extractor.checks import check
from extractor.notice import Notice
from extractor.schema import RuleSet

FACTS = {"form": "notice", "file_sha256": "", "text_sha256": "", "media_type": "text/plain"}
EMPTY = RuleSet.model_validate(
    {"scheme": {"value": "other", "basis": "curated", "why": "示例"}, "notice": FACTS, "rules": ()}
)


@pytest.mark.parametrize(
    ("remark", "codes"),
    [
        ("tracked changes: 2 insertions, 1 deletion", ["DOCX-TRACKED"]),
        ("doubtful: L3 「3255.36元」", ["OCR-DOUBTFUL"]),
        ("按 GB18030 读入", []),
    ],
)
def test_remarks_of_the_reader(remark: str, codes: list[str]) -> None:
    notice = Notice("一封没有规则的信。", remarks=(remark,))
    findings, _ = check(EMPTY, notice, codes=["DOCX-TRACKED", "OCR-DOUBTFUL"])
    assert [finding.code for finding in findings] == codes
    assert all(remark in finding.en for finding in findings)

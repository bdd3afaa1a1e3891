"""The command line: what goes where, what it exits with, and what a mistake is told."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from extractor import cli, corpus, formats
from extractor.cli import main
from extractor.pipeline import extract
from extractor.schema import Extraction

ROOT = Path(__file__).parents[1]
KEYS = corpus.keys(ROOT)
KEY = KEYS[0]
SMALL = "2024年度灵活就业人员职工医保：在职人员基本医疗保险费每年3432元。\n"
POEM = "床前明月光，疑是地上霜。\n举头望明月，低头思故乡。\n"


class Ran(NamedTuple):
    """What a command exited with, printed, and said beside it."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """`notice` within this process, at the root of the project."""
    monkeypatch.chdir(ROOT)
    for name in ("COLUMNS", "NOTICE_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Ran:
        try:
            code = main([str(word) for word in words])
        except SystemExit as leaving:  # argparse leaves this way
            code = int(leaving.code or 0)
        return Ran(code, *capsys.readouterr())

    return run


def shell(*words: str, **environment: str) -> subprocess.Popen[bytes]:
    """`notice` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "extractor.cli", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "通告 甲.txt"
    path.write_text(SMALL, encoding="utf-8")
    return path


# ── start ────────────────────────────────────────────────────────────────────────────────────

HEAVY = ("pydantic", "rich", "regex", "spacy", "pdfplumber", "tomlkit", "chinese_calendar")


def imported(*words: str) -> set[str]:
    """Which of the heavy packages a command imports."""
    program = (
        "import sys; from extractor.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words], cwd=ROOT, capture_output=True, check=True
    )
    return set(HEAVY) & set(done.stderr.decode().split())


def test_help_imports_nothing_heavy() -> None:
    assert imported("--help") == set()
    assert imported("extract", "--help") == set()


def test_json_needs_neither_screens_nor_the_second_reader() -> None:
    assert not imported("extract", KEY, "--json") & {"rich", "spacy", "pdfplumber", "tomlkit"}


def test_help_names_every_command_and_every_exit_code(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert done.err == ""
    for name in cli.COMMANDS:
        assert f"\n    {name} " in done.out
    for code in range(8):
        assert f"\n  {code}  " in done.out


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_each_command_has_its_help(run: Run, command: str) -> None:
    assert run(command, "--help").code == 0


def test_without_a_command_the_help_goes_to_standard_error(run: Run) -> None:
    done = run()
    assert (done.code, done.out) == (2, "")
    assert "notice extract" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("extrakt", "x"),
        ("extract",),
        ("extract", "--yaml", "x"),
        ("extract", "x", "--json", "--jsonl"),
        ("extract", "x", "--lang", "fr"),
        ("text", "a", "b"),
        ("extract", "a", "b", "--json"),
    ],
)
def test_wrong_usage_is_one_paragraph_and_exit_2(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("✗ ")
    assert " → " in done.err
    assert done.err.count("\n") == 1


# ── extract ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("key", KEYS)
def test_json_is_the_extraction_with_every_span_in_the_text(run: Run, key: str) -> None:
    done = run("extract", key, "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert list(found) == ["ruleset", "findings", "unclaimed_text", "unclaimed_numerals"]
    notice = formats.read(corpus.find(key, ROOT))
    assert Extraction.model_validate(found) == extract(notice)
    text = run("text", key).out

    def grounded(part: object) -> int:
        if isinstance(part, list):
            return sum(map(grounded, part))
        if not isinstance(part, dict):
            return 0
        if "quote" in part:
            assert text[part["start"] : part["end"]] == part["quote"]
        return ("quote" in part) + sum(map(grounded, part.values()))

    assert grounded(found) > 20


def test_jsonl_is_one_line_per_notice_and_goes_on_after_a_failure(run: Run, small: Path) -> None:
    missing = small.with_name("无.txt")
    done = run("extract", small, missing, KEY, "--jsonl")
    assert done.code == 2
    first, second, third = map(json.loads, done.out.splitlines())
    assert first["ruleset"]["rules"]
    assert third["ruleset"]["rules"]
    assert second["path"] == str(missing)
    assert second["error"]["exit"] == 2
    assert second["error"]["kind"] == "NoticeError"
    assert f"✗ {second['error']['message']}\n" == done.err


def test_the_screen_of_several_notices(run: Run, small: Path) -> None:
    done = run("extract", KEY, small, "--lang", "zh")
    assert (done.code, done.err) == (0, "")
    assert KEY in done.out.split("\n", 1)[0]
    assert "contribution.basic.active" in done.out
    assert "3,432.00" in done.out
    assert done.out.endswith(f"\n→ notice check '{small}'\n")


def test_the_width_is_that_of_the_environment(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert max(map(len, run("extract", KEY).out.splitlines())) <= 60


def test_a_file_and_its_key_are_one_notice(run: Run) -> None:
    path = corpus.find(KEY, ROOT)
    assert run("extract", path).out.replace(str(path), KEY) == run("extract", KEY).out


def test_reading_a_gb18030_file_is_remarked_and_goes_on(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(SMALL.encode("gb18030"))
    done = run("extract", path)
    assert done.code == 0
    assert "按 GB18030 读入" in done.out


# ── text ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_is_the_text_that_offsets_count_in(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "甲.txt"
    path.write_bytes(POEM.replace("\n", end).encode(encoding))
    out, err = shell("text", str(path)).communicate()
    assert (out, err) == (POEM.encode(), b"")


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "gbk"},
    ],
)
def test_output_is_utf8_whatever_the_locale(small: Path, environment: dict[str, str]) -> None:
    out, err = shell("text", str(small), **environment).communicate()
    assert (out.decode(), err) == (SMALL, b"")
    _, err = shell("text", "没有.txt", **environment).communicate()
    assert err.decode().startswith("✗ 没有.txt")


def test_a_closed_pipe_is_quiet() -> None:
    process = shell("extract", *[KEY] * 20, "--jsonl")
    assert process.stdout
    assert process.stderr
    assert process.stdout.read(20).startswith(b'{"ruleset":')
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


# ── mistakes ─────────────────────────────────────────────────────────────────────────────────

MISTAKES: dict[str, tuple[bytes, int, str]] = {
    "空的": (b"", 2, "文件是空的"),
    "空白": ("　\r\n".encode(), 2, "文件是空的"),
    "二进制": (bytes(range(256)) * 4, 3, "不是文本"),
    "残缺": (SMALL.replace("3432", "3\ufffd32").encode(), 3, "文字残缺"),
    "错码": ("鐏垫椿灏变笟".encode(), 3, "像是错码"),
    "图片": (b"\x89PNG\r\n\x1a\n" + bytes(40), 3, "picture"),
    "一首诗": (POEM.encode(), 4, ""),
}


@pytest.mark.parametrize("name", MISTAKES)
@pytest.mark.parametrize("command", ["extract", "check", "diff"])
def test_a_mistake_is_one_paragraph_with_its_exit_code(
    run: Run, tmp_path: Path, command: str, name: str
) -> None:
    data, code, words = MISTAKES[name]
    path = tmp_path / f"{name}.txt"
    path.write_bytes(data)
    done = run(command, path, "--json")
    assert done.code == code
    assert done.err.startswith(f"✗ {path}: ")
    assert words in done.err
    assert done.err.count("\n") == 1
    assert " → " in done.err
    if command == "extract":
        assert done.out == ""
    else:
        (report,) = json.loads(done.out)["notices"]
        assert f"✗ {report['error']['message']}\n" == done.err


def test_a_path_that_leads_nowhere(run: Run, tmp_path: Path) -> None:
    for path, words in (("无此文件.txt", "没有这个文件"), (tmp_path, "是目录")):
        done = run("extract", path)
        assert (done.code, done.out) == (2, "")
        assert words in done.err


def test_an_unknown_key_names_the_nearest(run: Run) -> None:
    done = run("diff", f"{KEY[:7]}1999")
    assert (done.code, done.out) == (2, "")
    assert KEY in done.err


def test_a_key_outside_any_project(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run("extract", KEY)
    assert (done.code, done.out) == (2, "")
    assert "找不到语料库" in done.err


def test_what_no_notice_should_cause_is_exit_7_without_traceback(
    run: Run, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(notice: object) -> None:
        raise ZeroDivisionError("a\nb")

    monkeypatch.setattr("extractor.pipeline.extract", broken)
    done = run("extract", small, "--json")
    assert (done.code, done.out) == (7, "")
    assert done.err.startswith(f"✗ {small}: 内部错误 internal error: ZeroDivisionError: a b → ")
    monkeypatch.setenv("NOTICE_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run("extract", small, "--json")


# ── check, diff, score ───────────────────────────────────────────────────────────────────────

GOLD = """
schema = "1"
scheme = { value = "flexible_medical", quote = "灵活就业人员职工医保" }
insurance_year = { value = 2024, quote = "2024年度" }
todo = ["notice"]

[notice]
form = "notice"

[[rules]]
id = "contribution.basic.active"
kind = "contribution"
quotes = ["在职人员基本医疗保险费每年3432元"]
when = [["status", "eq", "active"]]
component = "basic_medical"
label = "基本医疗保险费"
amount = { how = "fixed", amount = { value = "3432", quote = "3432元" }, per = "year" }
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run) -> Path:
    """A project of one notice with its gold, as the current directory."""
    for name in ("corpus/999900-jia", "gold/999900-jia"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "corpus/999900-jia/2024.txt").write_text(SMALL, encoding="utf-8")
    sha = hashlib.sha256(SMALL.encode()).hexdigest()
    (tmp_path / "corpus/999900-jia/2024.toml").write_text(
        f'title = "甲"\nissuer = "甲"\nsha256 = "{sha}"\norigin = "composed"\nstyle = "one line"\n',
        encoding="utf-8",
    )
    (tmp_path / "gold/999900-jia/2024.toml").write_text(GOLD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def edit(project: Path, old: str, new: str, name: str = "gold/999900-jia/2024.toml") -> None:
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_extraction_that_equals_its_gold(run: Run, project: Path) -> None:
    for words in (("diff",), ("diff", "999900/2024"), ("diff", "corpus/999900-jia/2024.txt")):
        done = run(*words)
        assert (done.code, done.out) == (0, "999900/2024  ✓ 一致 no difference\n")
    assert "gold 一致 ✓" in run("extract", "999900/2024").out


def test_a_difference_is_exit_1_and_shows_both_sides(run: Run, project: Path) -> None:
    edit(project, '"3432", quote', '"3423", quote')
    done = run("diff", "999900/2024")
    assert done.code == 1
    assert "amount.amount  3,423.00 → 3,432.00   +9 (+0.3%)" in done.out
    assert "每年【3432元】。" in done.out
    found = json.loads(run("diff", "--json").out)
    assert (found["schema"], found["exit"]) == ("notice.diff/1", 1)
    (one,) = found["notices"]
    assert (one["notice"], one["same"], one["counts"]["changed"]) == ("999900/2024", False, 1)
    (difference,) = one["differences"]
    assert (difference["old"], difference["new"]) == ("3423", "3432")
    assert "与 gold 有 1 条不同" in run("extract", "999900/2024").out


def test_a_notice_without_gold(run: Run, project: Path) -> None:
    (project / "gold/999900-jia/2024.toml").unlink()
    done = run("diff", "999900/2024")
    assert done.code == 2
    assert "没有与此文对应的 gold" in done.err
    assert run("diff").code == 0  # nothing has gold, nothing differs
    assert run("check", "999900/2024").code == 1  # its rules await review


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("每年3432元", "每年3342元", "引文失配"),
        ('component = "basic_medical"', 'komponent = "x"', "unknown key"),
    ],
)
def test_a_gold_that_does_not_fit_is_exit_7(
    run: Run, project: Path, old: str, new: str, words: str
) -> None:
    edit(project, old, new)
    done = run("diff", "999900/2024")
    assert done.code == 7
    assert words in done.err
    done = run("check", "999900/2024")
    assert done.code == 7
    assert words in done.out
    done = run("extract", "999900/2024")  # which never fails because of gold
    assert done.code == 0
    assert "gold 失配" in done.out


def test_a_notice_that_is_not_the_one_retrieved_is_exit_7(run: Run, project: Path) -> None:
    edit(project, "3432元。", "3432元。\n", "corpus/999900-jia/2024.txt")
    done = run("check")
    assert done.code == 7
    assert "the file has changed" in done.out


def test_a_rule_of_gold_that_is_missing_is_exit_6(run: Run, project: Path) -> None:
    more = GOLD[GOLD.index("[[rules]]") :].replace("active", "retired")
    edit(project, "[[rules]]", f"{more.strip()}\n\n[[rules]]")
    done = run("check", "999900/2024", "--json")
    assert done.code == 6
    report = json.loads(done.out)
    assert (report["schema"], report["exit"]) == ("notice.report/1", 6)
    (one,) = report["notices"]
    assert one["pending"]["removed"] == 1
    assert one["gold"] == "different"
    assert one["checks"]["not_run"] > 0


def test_a_finding_that_gold_expects_and_nobody_reports_is_exit_1(run: Run, project: Path) -> None:
    edit(project, "todo =", 'findings = ["ARITH-SUM"]\ntodo =')
    done = run("check", "999900/2024")
    assert done.code == 1
    assert "expected by gold, not reported: ARITH-SUM" in done.out


def test_a_copy_elsewhere_is_compared_with_the_gold_of_its_text(
    run: Run, project: Path, small: Path
) -> None:
    done = run("diff", small)  # it names no place, so it has no key
    assert done.code == 2
    copy = small.with_name("copy.txt")
    path = corpus.find(KEY, ROOT)
    copy.write_bytes(path.read_bytes())
    os.chdir(ROOT)
    assert f"\n{KEY} " in f"\n{run('diff', copy).out}".replace("✗", "")


def test_check_of_the_whole_corpus_has_a_report_per_notice(run: Run) -> None:
    done = run("check", "--json")
    report = json.loads(done.out)
    assert [one["key"] for one in report["notices"]] == list(KEYS)
    assert done.code == report["exit"]


def test_the_screen_of_a_check_has_a_line_per_notice(run: Run, project: Path) -> None:
    done = run("check", "999900/2024", "无.txt")
    assert done.code == 2
    lines = done.out.split("\n")
    assert [line.split()[0] for line in lines[2:4]] == ["999900/2024", "无.txt"]
    assert lines[3].endswith("✗ 2")
    assert done.err.startswith("✗ 无.txt: 没有这个文件")


def test_score_of_a_project(run: Run, project: Path) -> None:
    done = run("score", "--json")
    assert (done.code, done.err) == (0, "")
    found = json.loads(done.out)
    assert [one["key"] for one in found["notices"]] == ["999900/2024"]
    assert found["counts"]["values"]["f1"] == 1
    assert run("score").out.endswith("✓ 无漏无误 nothing missed, nothing wrong\n")
    edit(project, "每年3432元", "每年3342元")
    done = run("score")
    assert done.code == 7
    assert "引文失配" in done.err

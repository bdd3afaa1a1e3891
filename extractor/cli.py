"""The command `notice`.

Nothing heavy is imported before a command runs: `notice --help` needs argparse alone.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn, TypeVar

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from extractor.difference import Diff
    from extractor.explain import Explanation
    from extractor.gold import Gold
    from extractor.notice import Notice
    from extractor.render.labels import Label
    from extractor.render.table import View
    from extractor.report import NoticeReport
    from extractor.schema import Extraction

DESCRIPTION = """\
读懂各地社会保险缴费通告：每条规则都指向原文。
Reads the social-insurance contribution notices of Chinese cities into rules,
each of which points at the words that it comes from."""

EPILOG = """\
一份通告用文件名指定，或用语料库中的键（行政区划代码/年度）
a notice is named by its file, or by its key in the corpus: 140400/2023

退出码 exit codes
  0  读完，结果已打印 read, the result is printed
  1  与 gold 不同，或有新规则待审 differs from gold, or new rules await review
  2  用法有误、路径不存在、文件为空 wrong usage, no such path, an empty file
  3  文件不能完整读出 the file cannot be read whole
  4  文中没有社会保险缴费规则 no rule of a social-insurance scheme in it
  5  通告自相矛盾 the notice contradicts itself
  6  不完整：文字或数字未认领，规则缺失 text or numerals unclaimed, rules missing
  7  承诺被打破：无据的事实，gold 失配 an ungrounded fact, gold that does not fit

例 examples
  notice extract 通告.txt           规则表 the rules, for people
  notice extract 通告.txt --json    同上，供程序用 the same for programs
  notice explain 通告.txt:12        第 12 行 what was found on line 12, and what was tried
  notice check                      整个语料库 the whole corpus, as CI does"""


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code of a command line, whose result goes to standard output."""
    _speak_utf8()
    parser = _parser()
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        parser.print_help(sys.stderr)
        return 2
    options = parser.parse_args(words)
    command: Command = options.command
    try:
        code = command.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # `| head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141  # what a shell reports of a program that a closed pipe ends
    except KeyboardInterrupt:
        return 130
    return code


# ── the commands ─────────────────────────────────────────────────────────────────────────────


class Command(NamedTuple):
    """What a command is for, the options that it takes, and what it does: its exit code."""

    help: str
    options: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def _extract_options(parser: argparse.ArgumentParser) -> None:
    _takes_notices(parser, "+")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="一个 JSON 对象 one JSON object")
    form.add_argument("--jsonl", action="store_true", help="每份一行 one line of JSON per notice")
    _speaks(parser)


def _extract(options: argparse.Namespace) -> int:
    from extractor.notice import gravest

    if options.json and len(options.notices) > 1:
        return _complain("--json 只打印一份通告 prints one notice → 多份用 for several use --jsonl")
    codes: list[int] = []
    for name in options.notices:
        got = _attempt(_read_and_extract, name)
        if isinstance(got, Failure):
            codes.append(got.code)
            if options.jsonl:
                _write_json({"error": got.as_json(), "path": _printable(name)})
            continue
        target, notice, found = got
        if options.json or options.jsonl:
            indent = 2 if options.json else None
            _write(found.model_dump_json(exclude_none=True, indent=indent) + "\n")
        else:
            _show(_notice_screen(target, notice, found, _view(options)), first=not codes)
        codes.append(0)
    return gravest(codes)


def _text_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("notice", metavar="PATH|KEY", help="通告 the notice")
    parser.add_argument(
        "--allow-damaged",
        action="store_true",
        help="残缺的文本也显示 show a text that lost glyphs, to look at only",
    )


def _text(options: argparse.Namespace) -> int:
    got = _attempt(_read, options.notice, options.allow_damaged)
    if isinstance(got, Failure):
        return got.code
    _write(got.text)
    return 0


def _check_options(parser: argparse.ArgumentParser) -> None:
    _takes_notices(parser, "*")
    parser.add_argument("--json", action="store_true", help="JSON (notice.report/1)")
    _speaks(parser)


def _check(options: argparse.Namespace) -> int:
    from extractor.notice import gravest
    from extractor.report import Report

    names = _attempt(_named, options.notices)
    if isinstance(names, Failure):
        return names.code
    reports = tuple(_checked(name) for name in names)
    whole = Report(exit=gravest(one.exit for one in reports), notices=reports)
    if options.json:
        _write(whole.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n")
    else:
        from extractor.render.report import report

        _show(report(whole, _view(options)))
    return whole.exit


def _diff_options(parser: argparse.ArgumentParser) -> None:
    _takes_notices(parser, "*")
    parser.add_argument("--json", action="store_true", help="JSON (notice.diff/1)")
    _speaks(parser)


def _diff(options: argparse.Namespace) -> int:
    from extractor.notice import gravest

    names = _attempt(_named, options.notices, with_gold=True)
    if isinstance(names, Failure):
        return names.code
    codes: list[int] = []
    dumped: list[dict[str, Any]] = []
    for name in names:
        got = _attempt(_against_gold, name)
        if isinstance(got, Failure):
            dumped.append({"notice": _printable(name), "error": got.as_json()})
        else:
            gold, _, found = got
            fields = found.model_dump(mode="json", exclude_none=True)
            about = {"notice": _printable(name), "same": found.same, "counts": found.counts()}
            dumped.append({**about, **fields})
            if not options.json:
                from extractor.render.diff import differences

                view, notice = _view(options), gold.notice
                then = "" if found.same else f"notice extract {shlex.quote(name)}"
                screen = differences(gold.key, found, notice, notice, view, then=then)
                _show(screen, first=not codes)
        codes.append(got.code if isinstance(got, Failure) else 0 if found.same else 1)
    code = gravest(codes)
    if options.json:
        _write_json({"schema": "notice.diff/1", "exit": code, "notices": dumped}, indent=2)
    return code


def _score_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="JSON")
    _speaks(parser)


def _score(options: argparse.Namespace) -> int:
    from extractor.notice import gravest
    from extractor.score import score

    names = _attempt(_named, [], with_gold=True)
    if isinstance(names, Failure):
        return names.code
    tried = [_attempt(_against_gold, name) for name in names]
    compared = [got for got in tried if not isinstance(got, Failure)]
    found = score((gold, extraction.ruleset) for gold, extraction, _ in compared)
    if options.json:
        _write(found.model_dump_json(indent=2) + "\n")
    else:
        from extractor.render.score import scores

        _show(scores(found, _view(options)))
    return gravest(got.code for got in tried if isinstance(got, Failure))


def _explain_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("place", metavar="PATH|KEY:LINE", help="通告与行号 a notice and its line")
    parser.add_argument("--json", action="store_true", help="JSON (notice.explain/1)")
    _speaks(parser)


def _explain(options: argparse.Namespace) -> int:
    name, _, line = options.place.rpartition(":")
    if not name or not line.isdecimal():
        return _complain(
            f"用法 usage: {_printable(options.place)}: 缺行号 no line is named "
            f"→ notice explain {shlex.quote(options.place.rstrip(':'))}:1"
        )
    got = _attempt(_explained, name, int(line))
    if isinstance(got, Failure):
        return got.code
    if options.json:
        _write(got.model_dump_json(by_alias=True, exclude_none=True, indent=2) + "\n")
    else:
        from extractor.render.explain import explanation

        _show(explanation(got, _view(options)))
    return 0


COMMANDS = {
    "extract": Command("抽取规则 the rules of a notice", _extract_options, _extract),
    "explain": Command("某行为何如此 what a line gave, and why", _explain_options, _explain),
    "text": Command("规范文本，位置以它为准 the text that offsets count in", _text_options, _text),
    "check": Command("全部校验，同 CI all checks, as CI runs them", _check_options, _check),
    "diff": Command("与 gold 对照 the extraction against gold", _diff_options, _diff),
    "score": Command("查准与查全 precision and recall over all gold", _score_options, _score),
}


# ── what they are made of ────────────────────────────────────────────────────────────────────

_KEY = re.compile(r"\d{6}(?:/\S*)?")
T = TypeVar("T")


class Target(NamedTuple):
    """A notice as the command line names it; key and root where it stands in a corpus."""

    name: str
    path: Path
    key: str = ""
    root: Path | None = None


class Failure(NamedTuple):
    """What went wrong with one notice, already told on standard error."""

    code: int
    kind: str
    message: str

    def as_json(self) -> dict[str, object]:
        """The failure as an `error` object."""
        return {"exit": self.code, "kind": self.kind, "message": _printable(self.message)}


def _attempt(work: Callable[..., T], *args: object, **options: object) -> T | Failure:
    """What the work gives, or its failure; what no notice should ever cause is exit 7."""
    from extractor.notice import NoticeError

    try:
        return work(*args, **options)
    except NoticeError as error:
        message = str(error)
        return Failure(_complain(message, error.exit_code), type(error).__name__, message)
    except Exception as error:
        if isinstance(error, BrokenPipeError) or "NOTICE_TRACEBACK" in os.environ:
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())
        message = (
            f"{args[0]}: 内部错误 internal error: {said} → 请连同此文件报告 report it with "
            "the file; NOTICE_TRACEBACK=1 显示经过 shows how it came about"
        )
        return Failure(_complain(message, 7), type(error).__name__, message)


def _target(name: str) -> Target:
    from extractor import corpus

    path = Path(name)
    if not path.is_file() and _KEY.fullmatch(name):
        root = corpus.root_from()
        return Target(name, corpus.find(name, root), name, root)
    place = path.resolve().parent
    root = place.parent.parent
    if (
        place.parent.name == "corpus"
        and _KEY.fullmatch(place.name[:6])
        and (root / "gold").is_dir()
    ):
        return Target(name, path, f"{place.name[:6]}/{path.stem}", root)
    return Target(name, path)


def _named(names: Sequence[str], with_gold: bool = False) -> list[str]:
    """The notices that are meant: those named, else the whole corpus (or all of it with gold)."""
    if names:
        return list(names)
    from extractor import corpus

    root = corpus.root_from()
    golden = corpus.entries(root / "gold", (".toml",))
    return [key for key in corpus.keys(root) if key in golden or not with_gold]


def _read(name: str, allow_damaged: bool = False) -> Notice:
    from extractor import formats

    return formats.read(_target(name).path, allow_damaged=allow_damaged)


def _explained(name: str, line: int) -> Explanation:
    from extractor.explain import explain

    return explain(_read(name), line, _printable(name))


def _read_and_extract(name: str) -> tuple[Target, Notice, Extraction]:
    from extractor import formats
    from extractor.notice import OffTopic
    from extractor.pipeline import extract

    target = _target(name)
    notice = formats.read(target.path)
    try:
        return target, notice, extract(notice)
    except OffTopic as error:
        raise OffTopic(f"{target.path}: {error}") from None


def _gold(target: Target, notice: Notice, found: Extraction) -> Gold | None:
    """The gold of a notice; of one outside a corpus only where it says the same as the one inside.

    Raises GoldError where it does not fit.
    """
    from extractor import corpus, formats, gold
    from extractor.notice import NoticeError, unspaced

    about = found.ruleset
    key, root = target.key, target.root
    try:
        if root is None:
            if about.region is None or about.insurance_year is None:
                return None
            key, root = f"{about.region.adcode}/{about.insurance_year.value}", corpus.root_from()
            inside = formats.read(corpus.find(key, root))
            if unspaced(inside.text) != unspaced(notice.text):
                return None
        path = gold.find(key, root)
    except NoticeError:  # no corpus here, or nothing in it under this key
        return None
    return gold.load(path, notice)


def _against_gold(name: str) -> tuple[Gold, Extraction, Diff]:
    from extractor.difference import diff
    from extractor.notice import NoticeError

    target, notice, found = _read_and_extract(name)
    gold = _gold(target, notice, found)
    if gold is None:
        raise NoticeError(
            f"{name}: 没有与此文对应的 gold there is no gold for this text "
            "→ 写一份 write it: gold/<adcode>-<slug>/<year>.toml"
        )
    return gold, found, diff(gold.ruleset, found.ruleset, todo=gold.todo)


def _checked(name: str) -> NoticeReport:
    """Everything that can be checked of one notice; what cannot be read is a report, too."""
    from extractor import corpus, report
    from extractor.checks import check
    from extractor.difference import diff
    from extractor.notice import NoticeError
    from extractor.pipeline import extract

    got = _attempt(_read_and_extract, name)
    if isinstance(got, Failure):
        return report.failed(_printable(name), got.code, got.kind, _printable(got.message))
    target, notice, found = got
    _, results = check(found.ruleset, notice, found.unclaimed_text, found.unclaimed_numerals)
    broken = None
    gold = None
    try:
        if extract(notice) != found:
            raise report.Unsteady(f"{name}: 两次抽取不同 two extractions of one text differ")
        if target.root is not None:
            corpus.sidecar(target.path)
        gold = _gold(target, notice, found)
    except NoticeError as error:
        broken = error
    difference = diff(gold.ruleset, found.ruleset, todo=gold.todo) if gold else None
    return report.report(notice, found, results, _printable(name), gold, difference, broken)


def _notice_screen(target: Target, notice: Notice, found: Extraction, view: View) -> Text:
    from extractor.checks import check
    from extractor.render.notice import extraction

    _, results = check(found.ruleset, notice, found.unclaimed_text, found.unclaimed_numerals)
    about = found.ruleset
    place = about.region.adcode if about.region else ""
    year = str(about.insurance_year.value) if about.insurance_year else ""
    key = target.key or (f"{place}/{year}" if place and year else "")
    against, then = _compared(target, notice, found)
    return extraction(notice, found, view, key=key, checks=results, against=against, then=then)


def _compared(target: Target, notice: Notice, found: Extraction) -> tuple[Label, str]:
    """How gold compares, in words, and the command to go on with."""
    from extractor.difference import diff
    from extractor.notice import NoticeError
    from extractor.render.labels import Label

    name = shlex.quote(target.name)
    try:
        gold = _gold(target, notice, found)
    except NoticeError:
        return Label("gold 失配", "gold does not fit"), f"notice check {name}"
    if gold is None:
        return Label("gold 无", "no gold"), f"notice check {name}"
    counts = diff(gold.ruleset, found.ruleset, todo=gold.todo).counts()
    odd = counts["new"] + counts["removed"] + counts["changed"]
    if odd:
        said = Label(f"与 gold 有 {odd} 条不同", f"{odd} rules differ from gold")
        return said, f"notice diff {name}"
    return Label("gold 一致 ✓", "equals gold ✓"), f"notice check {name}"


# ── the line and the screen ──────────────────────────────────────────────────────────────────


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise SystemExit(_complain(f"用法 usage: {message} → {self.prog} --help"))


class _Version(argparse.Action):
    def __call__(self, *_: object, **__: object) -> NoReturn:
        from importlib.metadata import version

        _write(f"notice-rules {version('notice-rules')}\n")
        raise SystemExit(0)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="notice",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="版本 the version")
    commands = parser.add_subparsers(metavar="COMMAND", required=True, title="命令 commands")
    for name, command in COMMANDS.items():
        one = commands.add_parser(name, help=command.help, description=command.help)
        command.options(one)
        one.set_defaults(command=command)
    return parser


def _takes_notices(parser: argparse.ArgumentParser, how_many: str) -> None:
    words = "通告 the notices" if how_many == "+" else "通告，缺省为全部 the notices; all if none"
    parser.add_argument("notices", nargs=how_many, metavar="PATH|KEY", help=words)


def _speaks(parser: argparse.ArgumentParser) -> None:
    languages = ("zh", "en", "both")
    parser.add_argument("--lang", choices=languages, default="both", help="语言 the language")


def _speak_utf8() -> None:
    """UTF-8 whatever the locale; the bytes of an odd file name come out as they are."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")


def _complain(message: str, code: int = 2) -> int:
    sys.stderr.write(f"✗ {message}\n")
    return code


def _printable(name: str) -> str:
    """A file name as JSON can hold it: what is not UTF-8 in it is replaced."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _write(text: str) -> None:
    sys.stdout.write(text)


def _write_json(value: object, indent: int | None = None) -> None:
    import json

    _write(json.dumps(value, ensure_ascii=False, indent=indent) + "\n")


_WIDTH = 100  # columns, where there is no terminal to ask


def _view(options: argparse.Namespace) -> View:
    from extractor.render.table import View

    return View(_console().width, options.lang)


def _console() -> Console:
    from rich.console import Console

    known = sys.stdout.isatty() or "COLUMNS" in os.environ
    return Console(file=sys.stdout, width=None if known else _WIDTH, highlight=False)


def _show(screen: Text, first: bool = True) -> None:
    console = _console()
    with console.capture() as shown:
        console.print(screen, soft_wrap=True)
    _write(("" if first else "\n\n") + shown.get())


if __name__ == "__main__":
    sys.exit(main())

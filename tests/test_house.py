"""The rules of the house, as tests."""

from __future__ import annotations

import ast
import gc
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import regex

from extractor import divisions, pattern
from extractor.atoms import find, term
from extractor.layout import view
from extractor.schema import KINDS

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "extractor"
MODULES = sorted(PACKAGE.rglob("*.py"))


def code_without_docstrings(path: Path) -> str:
    """A module's code: string constants kept, docstrings and comments left out."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:] or [ast.Pass()]
    return ast.unparse(tree)


def place_names() -> list[str]:
    rows = (PACKAGE / "words" / "divisions.tsv").read_text("utf-8").splitlines()
    names = {row.split("\t")[1] for row in rows if row[:1].isdigit()}
    return sorted(name for name in names if len(name) >= 3)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_city_in_the_code(path: Path) -> None:
    if path.name == "make_divisions.py":
        pytest.skip("generates the table of divisions from its sources")
    code = code_without_docstrings(path)
    named = [name for name in place_names() if name in code]
    assert not named, f"{path.name} names {named}: a new city is a file, never a line of code"


FORBIDDEN = ("util", "helper", "common", "manager", "misc", "base_rule")


def test_no_module_without_a_subject() -> None:
    bad = [path.name for path in MODULES if any(word in path.stem for word in FORBIDDEN)]
    assert not bad


def test_one_kind_one_module_one_test_file() -> None:
    modules = {path.stem for path in (PACKAGE / "rules").glob("*.py")} - {"__init__"}
    assert modules == set(KINDS)
    tests = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    assert set(KINDS) <= tests, sorted(set(KINDS) - tests)


def imports_of(path: Path) -> set[str]:
    """The modules of the package that a module imports, at any place in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("extractor"):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {node.module, *names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("extractor")}
    return {name.removeprefix("extractor.").split(".")[0] for name in found if "." in name}


# Each part may import only what stands before it, and its own row.
ORDER = [
    {"pattern", "evidence", "notice"},
    {"conditions", "divisions"},
    {"schema"},
    {"layout", "formats"},
    {"outline", "atoms"},
    {"reading"},
    {"clauses", "events", "route", "subjects"},
    {"plans", "measures"},
    {"scope", "resolve", "path", "provider", "windows"},
    {"identity", "metadata", "ledger", "amounts", "channels", "contacts", "procedures"},
    {"rules", "link"},
    {"checks"},
    {"pipeline"},
    {"corpus", "gold", "difference", "score", "report"},
    {"explain", "render"},
    {"cli"},
]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_data_flows_one_way(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if part in ("__init__", "words"):
        pytest.skip("names what the package offers")
    rank = {name: place for place, names in enumerate(ORDER) for name in names}
    assert part in rank, f"{part} has no place in the order of the house"
    late = [other for other in imports_of(path) if rank.get(other, 0) > rank[part]]
    assert not late, f"{part} imports {late}, which stand behind it"


def test_every_pattern_is_well_formed() -> None:
    """Patterns are compiled at their first use, which for a rare wording may be far away."""
    for path in MODULES:
        if path.stem not in ("make_divisions", "__main__"):
            import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    patterns = [one for one in gc.get_objects() if isinstance(one, pattern.Uncompiled)]
    assert len(patterns) > 500
    for one in patterns:
        assert one.flags >= 0  # which compiles it


LEXICON = tomllib.loads((PACKAGE / "words" / "lexicon.toml").read_text("utf-8"))
ENTRIES = [
    (label, concept, entry)
    for label, concepts in LEXICON.items()
    for concept, entry in concepts.items()
    if "terms" in entry
]


# Words of tables that become atoms; the others are read by the module of their subject alone.
WORDS = [
    (label, concept, word)
    for label, concept, entry in ENTRIES
    if label not in term.APART
    for word in entry["terms"]
]


def test_no_word_stands_for_two_things() -> None:
    meanings: dict[str, set[str]] = {}
    for label, concept, word in WORDS:
        meanings.setdefault(word, set()).add(f"{label}.{concept}")
    assert not {word: of for word, of in meanings.items() if len(of) > 1}


@pytest.mark.parametrize(
    ("label", "concept", "entry"), ENTRIES, ids=[f"{a}.{b}" for a, b, _ in ENTRIES]
)
def test_no_word_stands_twice_in_its_table(
    label: str, concept: str, entry: dict[str, list[str]]
) -> None:
    assert len(entry["terms"]) == len(set(entry["terms"])), f"[{label}.{concept}]"


def test_every_word_is_read_as_what_it_stands_under() -> None:
    """A word that a longer one or a number hides could never be found: it would be dead."""
    hidden = []
    for label, concept, word in WORDS:
        found = {
            (kind, of) for kind, of, start, end in term.find(word) if (start, end) == (0, len(word))
        }
        if (label.upper(), concept) not in found:
            hidden.append(f"{label}.{concept}: {word}")
    assert not hidden


PROVED = [(label, concept, entry) for label, concept, entry in ENTRIES if label not in term.APART]


@pytest.mark.parametrize(
    ("label", "concept", "entry"), PROVED, ids=[f"{a}.{b}" for a, b, _ in PROVED]
)
def test_every_table_is_proved_by_an_example(
    label: str, concept: str, entry: dict[str, list[str]]
) -> None:
    examples = entry.get("examples", [])
    assert examples, f"[{label}.{concept}] has no example"
    for example in examples:
        read = {(atom.label, atom.value) for atom in find(view(example).text)}
        assert (label.upper(), concept) in read, f"{example}: read as {read}"


PRIVATE_PATH = regex.compile(r"\.\./shared|/(?:work|tmp|root|home)/")


def test_nothing_points_outside_the_project() -> None:
    files = [
        path
        for path in ROOT.rglob("*")
        if path.suffix in {".py", ".toml", ".md", ".ipynb", ".txt"}
        and not any(
            part.startswith(".") or part == "build" for part in path.relative_to(ROOT).parts
        )
        and path != Path(__file__)
    ]
    found = [path.name for path in files if PRIVATE_PATH.search(path.read_text("utf-8", "replace"))]
    assert not found


def test_the_table_of_divisions_is_whole() -> None:
    assert len(divisions.children(divisions.named("山西省")[0])) == 11

"""The corpus: notices as they were retrieved, never edited, each with a sidecar that says whence.

A notice's key is `<adcode>/<year>` (GB/T 2260 code; pinyin is ambiguous). Its files stand in
`corpus/<adcode>-<slug>/<year>.*`, its gold in `gold/<adcode>-<slug>/<year>.toml`.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from extractor.evidence import Model
from extractor.notice import NoticeError

# Formats of one notice share a stem; the first of these is the notice, the others repeat it.
SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".png", ".jpg", ".jpeg")


class UnknownKey(NoticeError):
    """No file has this key; the message names the keys nearest to it."""

    exit_code = 2


class CorpusError(NoticeError):
    """A notice of the corpus is not the one that its sidecar describes, or has no sidecar."""

    exit_code = 7


class Sidecar(Model):
    """Where a notice comes from; `sha256` is that of the bytes of the file that `find` returns."""

    title: str
    issuer: str
    url: str | None = None
    retrieved: date | None = None
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    origin: Literal["real", "composed"]
    style: str


def root_from(start: Path | None = None) -> Path:
    """The nearest directory with corpus/ and gold/, from `start` (or the current one) upwards.

    Raises NoticeError (exit 2) where there is none.
    """
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "corpus").is_dir() and (folder / "gold").is_dir():
            return folder
    raise NoticeError(f"找不到语料库 no directory with corpus/ and gold/ at or above {start}")


def keys(root: Path) -> tuple[str, ...]:
    """The keys of all notices in the corpus, in order."""
    return tuple(entries(root / "corpus", SUFFIXES))


def find(key: str, root: Path) -> Path:
    """The file of a notice; where it exists in several formats, text before pages before pictures.

    Raises UnknownKey (exit 2), with the nearest keys, where there is no such notice.
    """
    return lookup(key, entries(root / "corpus", SUFFIXES), "通告 notice")[0]


def sidecar(path: Path) -> Sidecar:
    """What the sidecar of a notice says (`2023.toml` beside `2023.txt`), its hash checked.

    Raises CorpusError (exit 7) where it is missing, malformed, or describes other bytes.
    """
    beside = path.with_suffix(".toml")
    try:
        card = Sidecar.model_validate(tomllib.loads(beside.read_text("utf-8")))
    except FileNotFoundError as error:
        raise CorpusError(
            f"缺来源说明 no sidecar: {beside} "
            "→ 写上 write title, issuer, origin, style and sha256 (README, “A new city”)"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{beside}: 不是 TOML not TOML: {error}") from error
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors())
        raise CorpusError(f"{beside}: {wrong}") from error
    actual = hashlib.sha256(path.read_bytes()).hexdigest()
    if actual != card.sha256:
        raise CorpusError(
            f"{path}: 文件变了 the file has changed: "
            f"sha256 {actual}, {beside.name} says {card.sha256}"
        )
    return card


# ── keys, of notices and of gold ─────────────────────────────────────────────────────────────


def entries(top: Path, suffixes: Sequence[str]) -> dict[str, list[Path]]:
    """Key to files, under corpus/ or gold/, the files of a key in the order of `suffixes`."""
    found: dict[str, list[Path]] = {}
    for path in sorted(top.glob("[0-9][0-9][0-9][0-9][0-9][0-9]-*/*")):
        if path.suffix.lower() in suffixes and path.is_file():
            found.setdefault(f"{path.parent.name[:6]}/{path.stem}", []).append(path)
    for paths in found.values():
        paths.sort(key=lambda path: suffixes.index(path.suffix.lower()))
    return found


def lookup(key: str, found: Mapping[str, list[Path]], what: str) -> list[Path]:
    """The files of a key; raises UnknownKey (exit 2) that names the keys nearest to it."""
    if key in found:
        paths = found[key]
        if len({path.parent for path in paths}) > 1:
            places = ", ".join(sorted({path.parent.name for path in paths}))
            raise UnknownKey(f"{key} 有两处 stands in two places: {places}")
        return paths
    place = key.split("/", maxsplit=1)[0]
    near = [
        other
        for other, paths in found.items()
        if place and (other.startswith(place) or place in paths[0].parent.name)
    ] or difflib.get_close_matches(key, found, n=3)
    hint = (
        f"相近 nearest: {', '.join(near)}" if near else f"共 {len(found)} 个, 无相近 nothing near"
    )
    raise UnknownKey(f"没有 {key} 的{what}。{hint}")

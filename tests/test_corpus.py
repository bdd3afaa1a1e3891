"""The corpus: keys, sidecars, hashes, and that every notice of the project is as retrieved."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from extractor import corpus, gold
from extractor.corpus import CorpusError, UnknownKey
from extractor.notice import NoticeError

TEXT = "关于灵活就业人员2024年度缴费的通告"

SIDECAR = """
title = "关于缴费的通告"
issuer = "青禾市医疗保障局"
retrieved = 2026-11-25
sha256 = "{sha256}"
origin = "composed"
style = "announcement with a contact list"
"""


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    for name in ("999900-qinghe", "999800-baihe"):
        (tmp_path / "corpus" / name).mkdir(parents=True)
        (tmp_path / "gold" / name).mkdir(parents=True)
        (tmp_path / "corpus" / name / "2024.txt").write_text(TEXT, "utf-8")
    notice = tmp_path / "corpus" / "999900-qinghe" / "2024.txt"
    sha256 = hashlib.sha256(notice.read_bytes()).hexdigest()
    notice.with_suffix(".toml").write_text(SIDECAR.format(sha256=sha256), "utf-8")
    notice.with_suffix(".pdf").write_bytes(b"%PDF-1.7")
    notice.with_name("2023.html").write_text("<p>", "utf-8")
    notice.with_name("README").write_text("", "utf-8")
    (tmp_path / "gold" / "999900-qinghe" / "2024.toml").write_text("", "utf-8")
    return tmp_path


def test_a_key_leads_to_the_notice_and_its_gold(root: Path) -> None:
    assert corpus.keys(root) == ("999800/2024", "999900/2023", "999900/2024")
    assert corpus.find("999900/2024", root) == root / "corpus" / "999900-qinghe" / "2024.txt"
    assert corpus.find("999900/2023", root) == root / "corpus" / "999900-qinghe" / "2023.html"
    assert gold.find("999900/2024", root) == root / "gold" / "999900-qinghe" / "2024.toml"


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("999900/2025", ": 999900/2023, 999900/2024"),
        ("999900", ": 999900/2023, 999900/2024"),
        ("qinghe/2024", ": 999900/2023, 999900/2024"),
        ("999801/2024", ": 999800/2024, 999900/2024, 999900/2023"),
        ("", "共 3 个, 无相近 nothing near"),
        ("渭", "共 3 个, 无相近 nothing near"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest(root: Path, key: str, near: str) -> None:
    with pytest.raises(UnknownKey) as raised:
        corpus.find(key, root)
    assert str(raised.value).endswith(near)
    assert str(raised.value).startswith(f"没有 {key} 的通告 notice")
    assert raised.value.exit_code == 2


def test_a_notice_without_gold_is_answered_with_the_gold_there_is(root: Path) -> None:
    with pytest.raises(UnknownKey, match="没有 999900/2023 的 gold。相近 nearest: 999900/2024"):
        gold.find("999900/2023", root)


def test_one_key_in_two_places_is_refused(root: Path) -> None:
    (root / "corpus" / "999900-other").mkdir()
    (root / "corpus" / "999900-other" / "2024.txt").write_text(TEXT, "utf-8")
    with pytest.raises(UnknownKey, match="stands in two places: 999900-other, 999900-qinghe"):
        corpus.find("999900/2024", root)


def test_the_root_is_found_upwards(
    root: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert corpus.root_from(root / "corpus" / "999900-qinghe") == root
    monkeypatch.chdir(root / "gold")
    assert corpus.root_from() == root
    with pytest.raises(NoticeError, match="找不到语料库") as raised:
        corpus.root_from(tmp_path_factory.mktemp("elsewhere"))
    assert raised.value.exit_code == 2


def test_a_sidecar_says_whence_and_its_hash_is_checked(root: Path) -> None:
    card = corpus.sidecar(corpus.find("999900/2024", root))
    assert (card.origin, card.issuer, card.url) == ("composed", "青禾市医疗保障局", None)
    assert card.retrieved == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('sha256 = "', 'sha256 = "0', "sha256: String should match pattern"),
        (
            'origin = "composed"',
            'origin = "invented"',
            "origin: Input should be 'real' or 'composed'",
        ),
        ("style", "manner", "style: Field required; manner: Extra inputs are not permitted"),
        ("title =", "title", "not TOML"),
    ],
)
def test_a_malformed_sidecar_is_refused(root: Path, old: str, new: str, said: str) -> None:
    beside = corpus.find("999900/2024", root).with_suffix(".toml")
    beside.write_text(beside.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(CorpusError, match=said) as raised:
        corpus.sidecar(corpus.find("999900/2024", root))
    assert raised.value.exit_code == 7


def test_a_notice_that_was_edited_is_refused(root: Path) -> None:
    path = corpus.find("999900/2024", root)
    path.write_text(TEXT + " ", "utf-8")
    with pytest.raises(CorpusError, match="文件变了 the file has changed"):
        corpus.sidecar(path)


def test_a_notice_without_sidecar_is_refused(root: Path) -> None:
    with pytest.raises(CorpusError, match="缺来源说明 no sidecar"):
        corpus.sidecar(corpus.find("999800/2024", root))


ROOT = corpus.root_from(Path(__file__).parent)


@pytest.mark.parametrize("key", corpus.keys(ROOT))
def test_every_notice_is_the_one_that_was_retrieved(key: str) -> None:
    assert corpus.sidecar(corpus.find(key, ROOT)).title

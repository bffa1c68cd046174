"""Files are written completely or not at all."""

import hashlib
from pathlib import Path

import pytest

from model.base.files import file_sha256, listed_sums, replacing


def test_the_new_file_takes_the_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("old")
    with replacing(path) as beside:
        assert beside.parent == path.parent
        assert beside.suffix == path.suffix
        beside.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failing_writer_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    path.write_text("old")

    def write() -> None:
        with replacing(path) as beside:
            beside.write_text("half")
            raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        write()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_missing_folders_are_made(tmp_path: Path) -> None:
    with replacing(tmp_path / "a" / "b" / "x.txt") as beside:
        beside.write_text("")
    assert (tmp_path / "a" / "b" / "x.txt").exists()


def test_hash_is_over_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"tissue" * 500_000)
    assert file_sha256(tmp_path / "x") == hashlib.sha256(b"tissue" * 500_000).hexdigest()


def test_checksums_are_read_as_sha256sum_writes_them(tmp_path):
    (tmp_path / "SHA256SUMS").write_text("ab12  demo.safetensors\ncd34 *other one.safetensors\n")
    assert listed_sums(tmp_path) == {"demo.safetensors": "ab12", "other one.safetensors": "cd34"}
    assert listed_sums(tmp_path / "elsewhere") == {}

"""Files are written completely or not at all."""

import hashlib
import os
from pathlib import Path

import pytest

from model.base.files import exists, file_sha256, is_file, listed_sums, replacing


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


def test_a_name_that_no_file_can_have_is_no_file(tmp_path):
    assert is_file(tmp_path / ("x" * 3000)) is False
    assert exists(tmp_path / ("x" * 3000)) is False
    (tmp_path / "a").touch()
    assert is_file(tmp_path / "a")
    assert exists(tmp_path)
    assert not is_file(tmp_path)


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.txt"
    path.touch()
    path.chmod(0o640)
    with replacing(path) as beside:
        beside.write_text("new")
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_a_killed_program_left_is_removed_after_a_day(tmp_path):
    path, names = tmp_path / "a.txt", (".histocast-0123456789ab.txt", ".histocast-0123456789ac.txt", ".histocast-x.txt")
    for name in names:
        (tmp_path / name).touch()
    os.utime(tmp_path / names[0], (0, 0))
    os.utime(tmp_path / names[2], (0, 0))
    with replacing(path) as beside:
        beside.write_text("new")
    assert sorted(found.name for found in tmp_path.iterdir()) == [names[1], names[2], "a.txt"]

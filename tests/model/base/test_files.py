"""Files are written completely or not at all."""

import errno
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


def flushed(monkeypatch, path, raising=None):
    """Return a list that receives what is flushed, and the moment at which the new file gets its name."""
    events, flush, replace = [], os.fsync, os.replace

    def fsync(handle):
        found = os.fstat(handle)
        place = next((one for one in (path.parent, *path.parent.parents) if os.path.samestat(one.stat(), found)), None)
        events.append(place or f"file of {found.st_size} bytes")
        if raising is not None:
            raise OSError(raising, os.strerror(raising))
        flush(handle)

    def named(old, new):
        replace(old, new)
        events.append("named")

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(os, "replace", named)
    return events


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be flushed there")
def test_a_power_cut_leaves_no_empty_file(tmp_path, monkeypatch):
    """The content is on the disk before the name, and the name and new folders are when the writer returns."""
    path = tmp_path / "a" / "b" / "x.txt"
    events = flushed(monkeypatch, path)
    with replacing(path) as beside:
        beside.write_text("12345")
    assert events == [tmp_path, tmp_path / "a", "file of 5 bytes", "named", path.parent]


def test_a_disk_that_turns_out_full_at_the_end_keeps_the_old_file(tmp_path, monkeypatch):
    """A network file system reports it when the file is flushed."""
    path = tmp_path / "x.txt"
    path.write_text("old")
    flushed(monkeypatch, path, raising=errno.ENOSPC)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)), replacing(path) as beside:
        beside.write_text("new")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_system_that_cannot_flush_is_accepted(tmp_path, monkeypatch):
    path = tmp_path / "x.txt"
    flushed(monkeypatch, path, raising=errno.EINVAL)
    with replacing(path) as beside:
        beside.write_text("new")
    assert path.read_text() == "new"


def test_a_file_that_may_not_be_written_any_more_is_flushed(tmp_path):
    with replacing(tmp_path / "x.txt") as beside:
        beside.write_text("new")
        beside.chmod(0o400)
    assert (tmp_path / "x.txt").read_text() == "new"


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


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
@pytest.mark.parametrize("planted", ["file of another user", "link"])
def test_a_file_that_another_user_planted_gives_nobody_access(tmp_path, monkeypatch, planted):
    path, theirs = tmp_path / "a.txt", tmp_path / "theirs.txt"
    theirs.touch()
    theirs.chmod(0o666)
    if planted == "link":
        path.symlink_to(theirs)
    else:
        theirs.rename(path)
        monkeypatch.setattr(os, "geteuid", lambda: path.lstat().st_uid + 1)
    with replacing(path, private=True) as beside:
        beside.write_text("results of patients")
    assert path.stat().st_mode & 0o777 == 0o600
    assert not path.is_symlink()

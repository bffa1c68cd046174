"""Temporary files of a run are removed at its end, and by the next run if it was killed."""

import os
import signal

import pytest

from model.cohort.scratch import PREFIX, scratch_folder


@pytest.fixture
def root(tmp_path, monkeypatch):
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_a_folder_is_removed_at_the_end_and_that_of_a_running_process_is_not(root):
    with scratch_folder() as first:
        (first / "slide.tif").write_bytes(b"x")
        with scratch_folder() as second:
            assert first != second
            assert (first / "slide.tif").exists()
        assert not second.exists()
    assert list(root.iterdir()) == []


def test_what_a_killed_process_left_is_removed_by_the_next(root, tiny, child, tmp_path):
    assert child(tiny.killed_while_staging, root) == -signal.SIGKILL
    assert len(list(root.glob(f"{PREFIX}*/**/slide.tif"))) == 1
    (root / "histocast-other").mkdir()
    with scratch_folder() as mine:
        left = {path.name for path in root.glob("histocast-*")}
        assert left == {"histocast-other", mine.name, f"{mine.name}.lock"}


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="this system has no owners of files")
def test_folders_of_other_users_are_left_alone(root, monkeypatch):
    (root / f"{PREFIX}0.lock").touch()
    (root / f"{PREFIX}0").mkdir()
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with scratch_folder():
        pass
    assert (root / f"{PREFIX}0").exists()

"""A window that ended unexpectedly is noticed at the next start, and its image is offered again."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from app.start import last_run as module
from app.start import main
from app.start.last_run import LastRun, RunMark, last_run, marks_folder


class FakeStore(QObject):
    changed = Signal(object, object)


def session(path=None):
    opened = None if path is None else SimpleNamespace(record=SimpleNamespace(path=str(path)))
    return SimpleNamespace(image=SimpleNamespace(opened=opened))


def mark_of(pid, started, image):
    file = marks_folder() / f"{pid}.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"started": started, "image": image}), encoding="utf-8")
    return file


@pytest.fixture
def ended():
    """The number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        pass
    return process.pid


def test_a_running_window_is_not_taken_for_a_crashed_one(qapp):
    store = FakeStore()
    mark = RunMark(store)
    store.changed.emit(session(), session("/data/a.png"))
    assert json.loads(mark._file.read_text())["image"] == "/data/a.png"
    assert last_run() is None
    assert mark._file.exists()
    mark.remove()
    assert list(marks_folder().iterdir()) == []


def test_the_image_of_a_window_that_was_killed_is_found_once(ended):
    file = mark_of(ended, 1.0, "/data/a.png")
    assert last_run() == LastRun(Path("/data/a.png"))
    assert not file.exists()
    assert last_run() is None


def test_another_process_with_the_same_number_is_not_the_window():
    mark_of(os.getpid(), 1.0, "/data/a.png")
    assert last_run() == LastRun(Path("/data/a.png"))


def test_of_several_windows_the_last_one_counts(ended):
    first, last = mark_of(ended, 1.0, "/data/a.png"), mark_of(ended + 1_000_000_000, 1.0, "/data/b.png")
    os.utime(first, (1, 1))
    os.utime(last, (2, 2))
    assert last_run() == LastRun(Path("/data/b.png"))


@pytest.mark.parametrize("text", ["", "[]", '{"started": "x", "image": 3}', '{"image": null}', "[" * 100_000])
def test_a_damaged_file_says_nothing_and_is_removed(text):
    file = mark_of(1, 1.0, None)
    file.write_text(text)
    assert last_run() is None
    assert not file.exists()


@pytest.mark.parametrize("agreed", [True, False])
def test_the_user_decides_whether_to_open_it_again(tmp_path, monkeypatch, agreed):
    image = tmp_path / "a.png"
    image.touch()
    asked, opened = [], []

    def confirm(window, question, detail, yes):
        asked.append(question)
        return agreed

    window = SimpleNamespace(context=SimpleNamespace(dialogs=SimpleNamespace(confirm=confirm)))
    monkeypatch.setattr(main, "open_file", lambda context, path: opened.append(path))
    before = LastRun(image)
    main.open_again(window, before)
    assert opened == ([image] if agreed else [])
    assert "a.png" in asked[0]
    main.open_again(window, replace(before, image=tmp_path / "gone.png"))
    main.open_again(window, LastRun(None))
    assert len(asked) == 1


def test_a_folder_that_cannot_be_written_stops_nothing(qapp, monkeypatch):
    told = []
    monkeypatch.setattr(module, "log", SimpleNamespace(warning=lambda text, error: told.append(str(error))))
    monkeypatch.setattr(module, "replacing", lambda path: (_ for _ in ()).throw(OSError(28, "full", "/home/Smith")))
    RunMark(FakeStore())
    assert told == ["full"], "without the name of a file"

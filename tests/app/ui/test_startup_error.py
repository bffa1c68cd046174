"""A start that fails is never silent: looked at in processes of their own."""

import os
import subprocess
import sys

import pytest

from app.ui import startup_error

FAILING = "import sys; from app.ui import startup_error; startup_error.install(); {what}"


def ended(what, home):
    environment = {**os.environ, "HISTOCAST_HOME": str(home)}
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    command = [sys.executable, "-c", FAILING.format(what=what)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, env=environment)


@pytest.mark.parametrize(
    ("what", "words"),
    [("import no_such_part", "no_such_part"), ("raise RuntimeError('half a disk')", "half a disk")],
)
def test_an_error_nobody_caught_is_told_and_logged(what, words, home):
    done = ended(what, home)
    assert done.returncode != 0
    log = (home / "log" / "histocast.log").read_text(encoding="utf-8")
    for text in (done.stderr, log):
        assert words in text
    assert "Traceback" in log


def test_stopping_with_the_keyboard_is_no_failed_start(home):
    ended("raise KeyboardInterrupt", home)
    assert not (home / "log" / "histocast.log").exists()


def test_the_systems_own_box_is_asked_for_where_there_is_a_display(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    box = tmp_path / "xmessage"
    box.write_text("#!/bin/sh\n")
    box.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("DISPLAY", ":7")
    assert startup_error._dialog_command("Title", "It is <b>broken</b>.") == [
        "xmessage", "-center", "-title", "Title", "It is <b>broken</b>.",
    ]  # fmt: skip
    monkeypatch.delenv("DISPLAY")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert startup_error._dialog_command("Title", "text") is None

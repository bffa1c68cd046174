"""Errors nobody caught: logged, told, and the window goes on."""

import contextlib
import logging
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QFile, QIODevice, qWarning

from app.ui.crash import CrashReporter, log, log_file
from app.ui.messages import log_error
from app.ui.qt_log import qt_line
from model.base.errors import SlideError


@contextlib.contextmanager
def installed():
    """In the test's own body, because pytest-qt puts a hook of its own in place before each."""
    reporter = CrashReporter()
    reporter.install()
    try:
        yield reporter
    finally:
        reporter.remove()


def test_an_error_nobody_caught_is_logged_and_told(qtbot, capsys):
    with installed() as reporter, qtbot.waitSignal(reporter.crashed) as told:
        try:
            raise ZeroDivisionError("in a slot")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    assert isinstance(told.args[0], ZeroDivisionError)
    assert "in a slot" in log_file().read_text(encoding="utf-8")
    assert "Traceback" in capsys.readouterr().err


def test_an_error_in_a_thread_is_told_in_the_gui_thread(qtbot, capsys):
    def work():
        raise ValueError("in a thread")

    with installed() as reporter, qtbot.waitSignal(reporter.crashed) as told:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert isinstance(told.args[0], ValueError)
    assert "ValueError" in log_file().read_text(encoding="utf-8")
    assert "Traceback" in capsys.readouterr().err


SECRET = "Smith, Jane 1951-03-07.svs"


def secret_error(kind):
    path = Path("/data") / SECRET
    made = {
        "slide": SlideError(path, f"{SECRET} is damaged.", f"Copy {SECRET} again."),
        "system": FileNotFoundError(2, "No such file or directory", str(path)),
        "value": ValueError(f"could not convert string to float: {SECRET!r}"),
        "key": KeyError(SECRET),
    }
    return made[kind]


@pytest.mark.parametrize("kind", ["slide", "system", "value", "key"])
def test_the_log_names_no_file_and_no_patient(qtbot, capsys, kind):
    """Neither the error that was shown to the user, nor the one nobody caught, nor those that led to it."""
    with installed():
        try:
            try:
                raise secret_error(kind)
            except Exception as error:
                log_error(error)
                raise RuntimeError(SECRET) from error
        except RuntimeError:
            sys.excepthook(*sys.exc_info())
        logging.getLogger("model.slide").error("failed", exc_info=secret_error(kind))
    written = log_file().read_text(encoding="utf-8")
    assert "Smith" not in written
    assert "1951" not in written
    assert type(secret_error(kind)).__name__ in written
    assert "test_crash.py" in written, "the lines of code are there"
    assert "which led to" in written
    capsys.readouterr()


def test_what_the_model_logs_is_in_the_log_file(qapp):
    with installed():
        logging.getLogger("model.slide.isolated.process").error("A reader process ended: signal 11")
    assert "signal 11" in log_file().read_text(encoding="utf-8")


def test_stopping_by_hand_is_no_crash(qtbot, capsys):
    with installed() as reporter, qtbot.assertNotEmitted(reporter.crashed):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not log_file().exists()
    capsys.readouterr()


def test_warnings_of_qt_are_logged(qapp):
    with installed():
        qWarning("QPainter::end: Painter not active")
    assert "WARNING MainThread Qt: QPainter::end: Painter not active\n" in log_file().read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("category", "message", "line"),
    [
        ("default", f"QFile::open: File ({SECRET}) already open", "QFile::open (its text"),
        ("qt.gui.imageio", f"Cannot read {SECRET}", "qt.gui.imageio (its text"),
        ("default", f"Cannot read {SECRET}\nCRITICAL", "a message (its text"),
        (SECRET, SECRET, "a message (its text"),
        ("default", f"QObject::connect: no signal of '{SECRET}'", "QObject::connect: no signal of (left out)"),
        ("default", f"QPixmap::scaled: /data/a {SECRET} is empty", "QPixmap::scaled: (left out)"),
        ("default", "QPainter::begin: twice\n2026-01-01 CRITICAL", "QPainter::begin: twice 2026-01-01 CRITICAL"),
    ],
)
def test_messages_of_qt_name_no_file_in_the_log(category, message, line):
    found = qt_line(category, message)
    assert found.startswith(line)
    assert "Smith" not in found
    assert "\n" not in found


def test_a_real_message_of_qt_names_no_file_in_the_log(qapp, tmp_path):
    with installed():
        file = QFile(str(tmp_path / SECRET))
        for _ in range(2):  # Qt warns that the file is already open, and names it
            file.open(QIODevice.OpenModeFlag.WriteOnly)
        file.close()
    written = log_file().read_text(encoding="utf-8")
    assert "QFile" in written
    assert "Smith" not in written


def test_the_hooks_are_given_back(qapp):
    before = sys.excepthook, threading.excepthook
    with installed():
        assert sys.excepthook != before[0]
    assert (sys.excepthook, threading.excepthook) == before


def test_a_log_that_cannot_be_written_stops_nothing(qapp, home, capsys):
    home.write_text("a file where the folder should be")
    with installed():
        qWarning("QTimer::start: still alive")
    assert "still alive" in capsys.readouterr().err


def test_the_log_never_fills_the_disk(qapp):
    with installed():
        for _ in range(600):
            log.warning("x" * 10_000)
    assert sum(path.stat().st_size for path in log_file().parent.iterdir()) < 4_100_000

"""Errors nobody caught: logged, told, and the window goes on."""

import contextlib
import sys
import threading

from PySide6.QtCore import qWarning

from app.ui.crash import CrashReporter, log_file


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
    assert "in a thread" in log_file().read_text(encoding="utf-8")
    assert "Traceback" in capsys.readouterr().err


def test_stopping_by_hand_is_no_crash(qtbot, capsys):
    with installed() as reporter, qtbot.assertNotEmitted(reporter.crashed):
        sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert not log_file().exists()
    capsys.readouterr()


def test_warnings_of_qt_are_logged(qapp):
    with installed():
        qWarning("a plugin is odd")
    assert "a plugin is odd" in log_file().read_text(encoding="utf-8")


def test_the_hooks_are_given_back(qapp):
    before = sys.excepthook, threading.excepthook
    with installed():
        assert sys.excepthook != before[0]
    assert (sys.excepthook, threading.excepthook) == before


def test_a_log_that_cannot_be_written_stops_nothing(qapp, home, capsys):
    home.write_text("a file where the folder should be")
    with installed():
        qWarning("still alive")
    assert "still alive" in capsys.readouterr().err


def test_the_log_never_fills_the_disk(qapp):
    with installed():
        for _ in range(600):
            qWarning("x" * 10_000)
    assert sum(path.stat().st_size for path in log_file().parent.iterdir()) < 4_100_000

"""For all tests: no real screen, no real settings, and nothing left behind."""

import functools
import gc
import os
import threading

import pytest
from hypothesis import HealthCheck, settings

# No test guesses a time, property tests included: the machines are shared.
settings.register_profile("shared", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("shared")

# Before anything can load Qt.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LC_ALL"] = "C.UTF-8"  # the window is English, whatever the language of this computer

LONGEST_S = 300
"""What comes at all has come by then, however busy the machine; a test that waits longer fails."""
LONGEST_TEXT = 40


def pytest_make_parametrize_id(val, argname):
    """Bytes and long or unprintable text are named after their parameter: processes may make them differently."""
    if isinstance(val, bytes) or (isinstance(val, str) and (len(val) > LONGEST_TEXT or not val.isprintable())):
        return argname
    return None


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory):
    """What fixtures of a wider scope do is kept out of the user's folders too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HISTOCAST_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_flushing():
    """Files of tests need not survive a power cut; flushing thousands of them would take a minute of a slow disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda handle: None)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The user's folder of this test: settings, data, cache and log."""
    folder = tmp_path / "home"
    monkeypatch.setenv("HISTOCAST_HOME", str(folder))
    # Whatever the keepers of this computer decided is not what is tested.
    monkeypatch.setattr("model.base.policy.policy_file", lambda: folder / "policy.toml")
    return folder


@pytest.fixture(autouse=True)
def _decoding_in_this_process(monkeypatch):
    """So that tests can replace what a reader does; tests/model/slide/isolated has those of the other process."""
    monkeypatch.setenv("HISTOCAST_ISOLATION", "off")


@pytest.fixture(autouse=True)
def no_thread_left():
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if thread.name.startswith("pytest_timeout"):
            continue
        thread.join(LONGEST_S)
        assert not thread.is_alive(), f"the test left the thread {thread.name!r} running"


@pytest.fixture
def one_thread():
    """Torch and BLAS compute with one thread: tensors as small as a test's are read faster so."""
    import torch
    from threadpoolctl import threadpool_limits

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    with threadpool_limits(1):
        yield
    torch.set_num_threads(before)


@pytest.fixture
def qtbot(qapp, request):
    """pytest-qt's, but as patient as the others: its own five seconds are a guess about the machine."""
    from pytestqt.qtbot import QtBot

    bot = QtBot(request)
    for name in ("waitUntil", "waitSignal", "waitSignals", "waitExposed"):
        setattr(bot, name, functools.partial(getattr(bot, name), timeout=1000 * LONGEST_S))
    return bot


@pytest.fixture(autouse=True)
def no_widget_or_timer_left(request):
    """Only for tests that use Qt, and set up before their fixtures, so that it looks after those were taken down."""
    if "qtbot" not in request.fixturenames and "qapp" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("qapp")
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import isValid

    widgets = set(QApplication.topLevelWidgets())
    # What the libraries hold is set aside meanwhile: to search it again for each test takes longer than most tests.
    gc.freeze()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    made = [thing for thing in gc.get_objects() if type(thing) is QTimer]
    gc.unfreeze()
    left = [widget for widget in QApplication.topLevelWidgets() if widget not in widgets and widget.isVisible()]
    assert not left, f"the test left widgets open: {left}"
    running = [(timer, timer.parent()) for timer in made if isValid(timer) and timer.isActive()]
    assert not running, f"the test left timers running: {running}"


"""Start-up: a sitting begins as the one before it ended, and what the program does by itself is harmless."""

import sys
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from app.start import main
from app.start.single_instance import CONNECT_MS, socket_name
from app.ui.settings import Settings, load_settings, save_settings


@pytest.fixture
def run(qtbot, tasks, monkeypatch):
    """Runs the program on made-up tasks; `act(window)` is called once it is idle, then the window is closed."""
    monkeypatch.setattr(main, "Tasks", lambda: tasks)

    def sitting(paths=(), act=lambda window: None, **options):
        built = []
        make = main.build

        def build(*given):
            built.append(make(*given))
            qtbot.addWidget(built[0])
            return built[0]

        def stay(_):
            window = built[0]
            qtbot.waitUntil(lambda: window.controller.session.device.on_hand is not None)
            act(window)
            window.close()
            return 0

        monkeypatch.setattr(main, "build", build)
        monkeypatch.setattr(QApplication, "exec", stay)
        code = main.run(paths, **options)
        monkeypatch.setattr(main, "build", make)
        return code

    return sitting


def test_choices_outlive_the_sitting(run):
    def choose(window):
        window.controller.change(lambda s: s.viewed(theme="light", opacity=0.8, colours="viridis").toggled("grid"))
        window.move_docks(frozenset({"queue"}))

    assert run(act=choose) == 0
    kept = load_settings()
    assert (kept.theme, kept.opacity, kept.colours) == ("light", 0.8, "viridis")
    assert kept.shown == frozenset({"cores", "heatmap", "windows"})
    assert kept.geometry
    seen = []
    run(act=lambda window: seen.extend((window.controller.session.view, window.moved_docks)))
    assert (seen[0].theme, seen[0].opacity) == ("light", 0.8)
    assert seen[1] == {"queue"}


def test_recent_images_outlive_the_sitting(run, qtbot):
    def wait(window):
        qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)

    run([Path("/data/spot-1.png")], act=wait)
    assert load_settings().recent == (Path("/data/spot-1.png"),)
    assert load_settings().last_folder == Path("/data")
    offered = []
    run(act=lambda window: offered.extend(action.text() for action in window.bar.recent.actions()))
    assert offered == ["spot-1.png   (data)"]


def test_an_image_named_at_the_start_is_opened_and_not_analysed(run, qtbot, tasks):
    def look(window):
        qtbot.waitUntil(lambda: window.controller.session.image.opened is not None)

    run([Path("/data/spot-1.png")], act=look)
    assert "analyse" not in tasks.seen


def test_it_is_analysed_when_that_was_asked_for(run, qtbot, tasks):
    def look(window):
        qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)

    run([Path("/data/spot-1.png")], act=look, analyse=True)
    assert "analyse" in tasks.seen


def test_a_device_for_this_sitting_is_not_remembered(run):
    save_settings(Settings(device="cpu"))
    used = []
    run(act=lambda window: used.append(window.controller.session.device.asked), device="cuda:0")
    assert used == ["cuda:0"]
    assert load_settings().device == "cpu"


def test_a_precision_for_this_sitting_is_not_remembered(run):
    used = []
    run(act=lambda window: used.append(window.controller.session.device.precision), precision="fast")
    assert used == ["fast"]
    assert load_settings().precision == "exact"


def test_precision_and_reading_ahead_outlive_the_sitting(run):
    def choose(window):
        window.controller.choose_precision("fast")
        window.controller.change(lambda s: s.encoding_ahead(False))

    run(act=choose)
    assert (load_settings().precision, load_settings().encodes_ahead) == ("fast", False)
    seen = []
    run(act=lambda window: seen.append(window.controller.session))
    assert (seen[0].device.precision, seen[0].device.encodes_ahead) == ("fast", False)


def test_an_error_nobody_caught_is_told_in_the_bar(run, capsys):
    told = []

    def fail(window):
        try:
            raise ZeroDivisionError("in a slot")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
        told.extend([window.notices.notice.title.text(), window.notices.notice.remedy.text()])

    run(act=fail)
    assert "ZeroDivisionError" in told[0]
    assert "histocast.log" in told[1]
    capsys.readouterr()


def test_the_first_sitting_uses_the_embedded_model(run, qtbot):
    seen = []
    run(act=lambda window: seen.append(window.controller.session.bundle.manifest.name))
    assert seen == ["demo"]


def test_a_window_that_closes_takes_no_more_requests(run):
    """A later start would say that the window shows its files, although this window goes away."""
    found = {}

    def connects():
        probe = QLocalSocket()
        probe.connectToServer(socket_name())
        return probe.waitForConnected(CONNECT_MS)

    def look(window):
        found["open"] = connects()
        window.closing.connect(lambda: found.update(closing=connects()))

    run(act=look)
    assert found == {"open": True, "closing": False}

"""Start-up: an image or a study to open comes in, the window runs until it is closed, the exit code goes out."""

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSplashScreen

from app.actions.handlers import open_file
from app.session.session import Session
from app.session.store import Store
from app.session.values import View
from app.start.first_start import FirstStart
from app.start.single_instance import Asked, SingleInstanceServer
from app.ui.crash import CrashReporter
from app.ui.messages import unexpected
from app.ui.settings import Settings, load_settings, save_settings
from app.viewer.controller import ViewerController
from app.viewer.network_tasks import RealTasks
from app.viewer.tasks import Tasks
from app.window.main_window import MainWindow
from model.bundle.manifest import default_bundle
from model.result.prediction import Precision

IDLE_MS = 400
"""After the window is on the screen and has drawn itself: time to look for devices, which loads torch."""

SWITCH_S = 0.001
"""How long a thread keeps Python to itself while another waits: at 5 ms, Python's own, every call of the window into Qt
takes so long while a library is imported."""


def run(
    paths: Sequence[Path],
    analyse: bool = False,
    bundle: str = "",
    device: str = "",
    precision: str = "",
    curtain: QSplashScreen | None = None,
) -> int:
    """Open the window, on the first of `paths` if there is one, and stay until it is closed.

    That is a study, or an image (or folder of images) to `analyse` at once, if asked.

    `bundle`, `device` and `precision` are for this sitting; where empty, the remembered ones count. `curtain` is what
    stands on the screen until the window does.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Histocast")
    reporter = CrashReporter()
    reporter.install()
    settings = load_settings()
    asked: Precision = "fast" if (precision or settings.precision) == "fast" else "exact"
    window = build(replace(settings, device=device or settings.device, precision=asked), RealTasks())
    reporter.crashed.connect(lambda error: window.controller.change(lambda s: s.noticed(unexpected(error))))
    window.show()
    if curtain is not None:
        curtain.finish(window)
    controller = window.controller
    doorman = SingleInstanceServer(window)
    doorman.asked.connect(lambda asked: show_asked(window, asked))
    doorman.listen()
    first = FirstStart(controller, lambda title, text: window.context.dialogs.error(window, title, text))
    controller.choose_bundle(bundle or settings.bundle or default_bundle())
    if paths:
        open_file(window.context, paths[0], analyse)
    idle = QTimer(window)
    idle.setSingleShot(True)
    idle.timeout.connect(window.get_ready)
    idle.timeout.connect(first.begin)
    idle.start(IDLE_MS)
    code = app.exec()
    idle.stop()  # a sitting may be over before it was ever idle
    doorman.close()
    kept = replace(
        settings,
        device=settings.device if device else controller.session.device,
        precision=settings.precision if precision else controller.session.precision,
    )
    save_settings(settings_of(window, kept))
    reporter.remove()
    return code


def build(settings: Settings, tasks: Tasks) -> MainWindow:
    """The window as `settings` have it, not shown yet."""
    sys.setswitchinterval(SWITCH_S)
    controller = ViewerController(Store(session_from(settings)), tasks)
    window = MainWindow(controller)
    if settings.geometry:
        window.restoreGeometry(QByteArray(settings.geometry))
    if settings.layout:
        window.splitter.restoreState(QByteArray(settings.layout))
    return window


def show_asked(window: MainWindow, asked: Asked) -> None:
    """What a later start was asked for, in the window that is open, which comes to the front."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    if asked.paths:
        open_file(window.context, asked.paths[0], asked.analyse)


def session_from(settings: Settings) -> Session:
    """The session a sitting starts with."""
    view = View(
        shown=settings.shown,
        colours=settings.colours,
        opacity=settings.opacity,
        fixed_range=settings.fixed_range,
        theme="light" if settings.theme == "light" else "dark",
    )
    return Session(
        device=settings.device,
        precision=settings.precision,
        encodes_ahead=settings.encodes_ahead,
        recent=settings.recent,
        view=view,
    )


def settings_of(window: MainWindow, before: Settings) -> Settings:
    """What is worth remembering of a sitting that ends."""
    session = window.controller.session
    view = session.view
    return replace(
        before,
        theme=view.theme,
        colours=view.colours,
        opacity=view.opacity,
        shown=view.shown,
        fixed_range=view.fixed_range,
        encodes_ahead=session.encodes_ahead,
        recent=session.recent,
        last_folder=session.recent[0].parent if session.recent else before.last_folder,
        geometry=bytes(window.saveGeometry().data()),
        layout=bytes(window.splitter.saveState().data()),
    )

"""Start-up: create the window, run it until it is closed, and save the settings."""

import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSplashScreen

from app.actions.handlers import open_file
from app.language.text import tr
from app.session.session import Session
from app.session.slices import DeviceState, ImageState
from app.session.store import Store
from app.session.values import View
from app.start.first_start import FirstStart
from app.start.language import start_language
from app.start.last_run import LastRun, RunMark, last_run
from app.start.single_instance import OpenRequest, SingleInstanceServer
from app.ui.crash import CrashReporter
from app.ui.jobs import CLOSING
from app.ui.messages import unexpected
from app.ui.settings import Settings, load_settings, save_settings
from app.viewer.controller import ViewerController
from app.viewer.network_tasks import Tasks
from app.window.main_window import MainWindow
from model.bundle.installed import default_bundle
from model.result.prediction import precision_of

IDLE_MS = 100
"""Delay in ms between drawing the window and listing the devices, which loads torch."""

PATIENCE_S = 0.4
"""Maximum time in seconds for which closing waits for cancelled work. Most work stops within a tenth of a second."""

SWITCH_S = 0.001
"""Switch interval of Python threads, in seconds.

With the default of 5 ms, a Qt call of the window can wait 5 ms while another thread imports a library.
"""


def run(
    paths: Sequence[Path],
    analyse: bool = False,
    bundle: str = "",
    device: str = "",
    precision: str = "",
    splash: QSplashScreen | None = None,
) -> int:
    """Open the window with the first of `paths`, and return the exit code when the window is closed.

    The path can be a study, an image or a folder of images. If `analyse` is true, the analysis of the image starts.
    `bundle`, `device` and `precision` apply to this run only; if they are empty, the saved values are used. `splash` is
    shown until the window is visible.

    A thread may still run after this function returned: the caller must end the process with `leave`
    (`app.cli.process`). Everything that must be saved is saved before.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    app.setApplicationName("Histocast")
    reporter = CrashReporter()
    reporter.install()
    settings = load_settings()
    start_language(app, settings.language)
    chosen = precision_of(precision or settings.precision)
    window = build(replace(settings, device=device or settings.device, precision=chosen), Tasks())
    window.patience_s = PATIENCE_S
    reporter.crashed.connect(lambda error: window.controller.change(lambda s: s.noticed(unexpected(error))))
    window.show()
    if splash is not None:
        splash.finish(window)
    controller = window.controller
    server = SingleInstanceServer(window)
    server.requested.connect(lambda request: show_request(window, request))
    server.listen()
    # From now on, a later start opens a window of its own: this window shows nothing any more.
    window.closing.connect(server.close)
    first = FirstStart(controller, lambda title, text: window.context.dialogs.error(window, title, text))
    controller.choose_bundle(bundle or settings.bundle or default_bundle())
    before, mark = last_run(), RunMark(controller.store)
    if paths:
        open_file(window.context, paths[0], analyse)
    elif before is not None:
        # Ask only after the window is drawn, because the dialog blocks until the user answers.
        QTimer.singleShot(0, window, lambda: open_again(window, before))
    idle = QTimer(window)
    idle.setSingleShot(True)
    idle.timeout.connect(window.get_ready)
    idle.timeout.connect(first.begin)
    idle.start(IDLE_MS)
    code = app.exec()
    idle.stop()  # needed if the window is closed before it becomes idle
    server.close()
    mark.remove()
    saved = replace(
        settings,
        device=settings.device if device else controller.session.device.asked,
        precision=settings.precision if precision else controller.session.device.precision,
    )
    save_settings(settings_of(window, saved))
    reporter.remove()
    if CLOSING.abandoned:
        logging.info("the window was closed while these threads were busy: %s", ", ".join(CLOSING.abandoned))
    return code


def build(settings: Settings, tasks: Tasks) -> MainWindow:
    """Create the window with `settings`. The window is not shown yet."""
    sys.setswitchinterval(SWITCH_S)
    controller = ViewerController(Store(session_from(settings)), tasks)
    window = MainWindow(controller)
    if settings.geometry:
        window.restoreGeometry(QByteArray(settings.geometry))
    if settings.layout:
        window.splitter.restoreState(QByteArray(settings.layout))
    window.move_docks(settings.moved_docks)
    return window


def show_request(window: MainWindow, request: OpenRequest) -> None:
    """Show the images that a later start of the program requests, and bring this window to the front."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.raise_()
    window.activateWindow()
    if request.paths:
        open_file(window.context, request.paths[0], request.analyse)


def open_again(window: MainWindow, before: LastRun) -> None:
    """Ask whether to open the image again that the window showed when the program ended unexpectedly."""
    if before.image is None:
        return
    dialogs = window.context.dialogs
    if before.image.exists() and dialogs.confirm(window, before.question, before.detail, tr("Open again")):
        open_file(window.context, before.image)


def session_from(settings: Settings) -> Session:
    """Return the initial session made from `settings`."""
    view = View(
        shown=settings.shown,
        colours=settings.colours,
        opacity=settings.opacity,
        fixed_range=settings.fixed_range,
        map_quality=settings.map_quality,
        advanced=settings.advanced,
        theme="light" if settings.theme == "light" else "dark",
        text_percent=settings.text_percent,
        core_list=settings.core_list,
        language=settings.language,
        operator=settings.operator,
    )
    device = DeviceState(
        asked=settings.device,
        precision=settings.precision,
        encodes_ahead=settings.encodes_ahead,
    )
    return Session(image=ImageState(recent=settings.recent), device=device, view=view)


def settings_of(window: MainWindow, before: Settings) -> Settings:
    """Return the settings to save when the window is closed."""
    session = window.controller.session
    view = session.view
    return replace(
        before,
        theme=view.theme,
        text_percent=view.text_percent,
        core_list=view.core_list,
        language=view.language,
        operator=view.operator,
        colours=view.colours,
        opacity=view.opacity,
        shown=view.shown,
        fixed_range=view.fixed_range,
        map_quality=view.map_quality,
        advanced=view.advanced,
        encodes_ahead=session.device.encodes_ahead,
        recent=session.image.recent,
        last_folder=session.image.recent[0].parent if session.image.recent else before.last_folder,
        geometry=bytes(window.saveGeometry().data()),
        layout=bytes(window.splitter.saveState().data()),
        moved_docks=window.moved_docks,
    )

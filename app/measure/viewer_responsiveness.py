"""Measure the viewer on an image, and print the results as JSON.

The results are frame times, gaps of the event loop, times until the picture is sharp, and memory.

Run it in a separate process, which opens and closes the window: `python -m app.measure.viewer_responsiveness --image
FILE`. The time of a frame runs from its request (a new camera) to the drawn picture. The benchmark requests 60 frames
per second. It follows one path while the program is otherwise idle, and another path while an analysis runs. The
features of this analysis are not stored.
"""

import argparse
import json
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.cli.display import why_no_window
from app.cli.process import leave
from app.measure.responsiveness import WatchedTasks, process_age_s, show
from app.measure.viewer_path import OTHER_PLACES, Leg, path
from app.session.session import Session
from app.start.main import PATIENCE_S, build
from app.ui.jobs import CLOSING
from app.ui.plain_import import use_plain_import
from app.ui.settings import load_settings
from app.window.main_window import MainWindow
from model.base.geometry import SizeL0
from model.base.memory import peak_mb
from model.bundle.installed import default_bundle

FRAME_MS, BEAT_MS = 16, 5
LONGEST_REST_S = 20.0
"""Maximum time in seconds to wait for a sharp picture. If a section of the path takes longer, this time is recorded.
"""


@dataclass
class ViewerMeasured:
    """The values to print, in seconds, milliseconds and megabytes. A value that was not measured is None."""

    image: str = ""
    pixels: tuple[int, int] = (0, 0)
    levels: int = 0
    viewport: tuple[int, int] = (0, 0)
    platform: str = ""
    open_s: float | None = None
    """Seconds from the request to open the image to its first picture."""
    open_gap_ms: float = 0.0
    """Longest time in ms without a processed event while the image was opened."""
    frames: int = 0
    frame_p50_ms: float = 0.0
    frame_p95_ms: float = 0.0
    frame_p99_ms: float = 0.0
    frame_max_ms: float = 0.0
    longest_gap_ms: float = 0.0
    """Longest time in ms without a processed event along the whole path."""
    sharp_p50_ms: float = 0.0
    """Time in ms from the last frame of a section of the path until the picture is sharp; median of all sections."""
    sharp_p95_ms: float = 0.0
    sharp_max_ms: float = 0.0
    viewer_mb: float = 0.0
    """Peak memory of the process until the end of the first path, before the network is loaded."""
    load_s: float | None = None
    """Seconds until the engine is loaded, including its preparation if it was never used on this computer."""
    load_gap_ms: float = 0.0
    analysing_gap_ms: float = 0.0
    """Longest time in ms without a processed event along the path during an analysis."""
    analysing_sharp_p50_ms: float | None = None
    analysing_sharp_p95_ms: float | None = None
    analysing_sharp_max_ms: float | None = None
    start_s: float = 0.0
    """Seconds from the start of the process until the window has drawn its first frame and reacts."""
    close_s: float = 0.0
    """Seconds from the request to close the window until all its work has ended."""
    peak_mb: float = 0.0
    error: str = ""


class ViewerRun(QObject):
    """Opens the image, follows both camera paths frame by frame, and closes the window."""

    def __init__(self, window: MainWindow, tasks: WatchedTasks, image: Path, analyses: bool = True) -> None:
        """Prepare the run. If `analyses` is false, it ends after the first path."""
        super().__init__()
        self.measured = ViewerMeasured(image=image.name, platform=QApplication.platformName())
        self._window, self._tasks, self._image, self._analyses = window, tasks, image, analyses
        self._legs: list[Leg] = []
        self._frame = 0
        self._times: list[float] = []
        self._sharp: list[float] = []
        self._gaps = {"opening": 0.0, "path": 0.0, "loading": 0.0, "analysing": 0.0}
        self._stage = "opening"
        self._began_s = self._beat_s = self._rest_s = time.perf_counter()
        self._beat = _timer(self, BEAT_MS, self._count)
        self._clock = _timer(self, FRAME_MS, self._step)
        self._rest = _timer(self, BEAT_MS, self._check_sharp)
        self._loading = _timer(self, BEAT_MS, self._check_loaded)
        window.controller.store.changed.connect(self._follow)

    def start_when_drawn(self) -> None:
        """Start when the window has drawn its first frame, so that this frame is part of the start and not of a gap."""
        self._window.canvas.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.start)
        return False

    def start(self) -> None:
        self.measured.start_s = round(process_age_s(), 3)
        # Load the plot's library now. In daily use this happens while the program is idle.
        self._window.plot.prepare_curve()
        self._began_s = self._beat_s = time.perf_counter()
        self._beat.start()
        self._window.controller.open_image(self._image)

    def _count(self) -> None:
        now = time.perf_counter()
        self._gaps[self._stage] = max(self._gaps[self._stage], 1000 * (now - self._beat_s))
        self._beat_s = now

    def _follow(self, old: Session, new: Session) -> None:
        if new.notice is not None and new.notice.tone == "error":
            self.measured.error = new.notice.title
            QTimer.singleShot(0, self._end)
        elif old.image.seen is None and new.image.seen is not None:
            QTimer.singleShot(0, self._opened)
        elif self._stage == "analysing" and old.analysis.prediction is None and new.analysis.prediction is not None:
            QTimer.singleShot(0, self._window.controller.analyse)  # the analysis ended before the path

    def _opened(self) -> None:
        view, image = self._window.canvas.view, self._window.controller.session.image.seen
        if image is None:
            return
        view.viewport().repaint()
        self.measured.open_s = round(time.perf_counter() - self._began_s, 3)
        width, height = view.viewport().width(), view.viewport().height()
        self.measured.viewport = (width, height)
        self.measured.pixels = (image.slide.size.width, image.slide.size.height)
        self.measured.levels = len(image.slide.downsamples)
        self._legs = list(path(image.slide.size, width, height))
        self._clock.start()

    def _step(self) -> None:
        if self._stage == "opening":
            # The last frame during opening is not part of the path.
            self._count()
            self._stage = "path"
        began, view = time.perf_counter(), self._window.canvas.view
        view.look_from(self._legs[0].cameras[self._frame])
        view.viewport().repaint()
        self._times.append(1000 * (time.perf_counter() - began))
        self._frame += 1
        if self._frame == len(self._legs[0].cameras):
            self._clock.stop()
            self._rest_s = time.perf_counter()
            self._rest.start()

    def _check_sharp(self) -> None:
        """End this section of the path when the picture is sharp or the time limit has passed."""
        waited = time.perf_counter() - self._rest_s
        if not self._window.canvas.settled() and waited < LONGEST_REST_S:
            return
        self._rest.stop()
        self._sharp.append(1000 * waited)
        self._legs.pop(0)
        self._frame = 0
        if self._legs:
            self._clock.start()
        elif self._stage == "path" and self._analyses:
            self._end_first_path()
        else:
            self._end()

    def _end_first_path(self) -> None:
        """Load the engine. `_check_loaded` then starts the analysis and the second path."""
        self._take_first_path()
        self._sharp = []
        self._count()
        self._stage, self._began_s = "loading", time.perf_counter()
        self._window.get_ready()
        self._loading.start()

    def _check_loaded(self) -> None:
        if not self._tasks.loaded:
            return
        self._loading.stop()
        self.measured.load_s = round(time.perf_counter() - self._began_s, 3)
        self._count()
        self._stage = "analysing"
        self._window.controller.analyse()
        width, height = self.measured.viewport
        self._legs = list(path(SizeL0(*self.measured.pixels), width, height, OTHER_PLACES))
        self._clock.start()

    def _take_first_path(self) -> None:
        measured, times = self.measured, sorted(self._times)
        measured.frames = len(times)
        measured.open_gap_ms, measured.longest_gap_ms = (round(self._gaps[name], 1) for name in ("opening", "path"))
        if times and self._sharp:
            measured.frame_p50_ms, measured.frame_p95_ms, measured.frame_p99_ms, measured.frame_max_ms = (
                _share_of(times, share) for share in (0.5, 0.95, 0.99, 1.0)
            )
            measured.sharp_p50_ms, measured.sharp_p95_ms, measured.sharp_max_ms = _shares(self._sharp)
        measured.viewer_mb = round(peak_mb(), 1)

    def _end(self) -> None:
        for timer in (self._beat, self._clock, self._rest, self._loading):
            timer.stop()
        measured = self.measured
        if self._stage in ("opening", "path"):
            self._take_first_path()
        elif self._sharp:
            p50, p95, longest = _shares(self._sharp)
            measured.analysing_sharp_p50_ms, measured.analysing_sharp_p95_ms = p50, p95
            measured.analysing_sharp_max_ms = longest
        measured.load_gap_ms, measured.analysing_gap_ms = (
            round(self._gaps[name], 1) for name in ("loading", "analysing")
        )
        measured.peak_mb = round(peak_mb(), 1)
        began = time.perf_counter()
        self._window.close()
        measured.close_s = round(time.perf_counter() - began, 3)


def _shares(times: list[float]) -> tuple[float, float, float]:
    """Return the median, the 95th percentile and the longest of `times`."""
    ordered = sorted(times)
    return _share_of(ordered, 0.5), _share_of(ordered, 0.95), _share_of(ordered, 1.0)


def _share_of(ordered: list[float], share: float) -> float:
    """Return the quantile at `share` (0 to 1) of `ordered`, whose values are ascending.

    It is the smallest value v in `ordered` for which at least this share of the values is at most v.
    """
    return round(ordered[max(0, math.ceil(share * len(ordered)) - 1)], 2)


def _timer(owner: QObject, interval_ms: int, then: Callable[[], None]) -> QTimer:
    timer = QTimer(owner)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(interval_ms)
    timer.timeout.connect(then)
    return timer


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurement, print it as JSON, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.measure.viewer_responsiveness", description=__doc__)
    parser.add_argument("--image", type=Path, required=True)
    args = parser.parse_args(argv)
    error = why_no_window()
    if error is not None:
        print(json.dumps(asdict(ViewerMeasured(error=error.message))))
        return 1
    use_plain_import()
    app = QApplication(sys.argv[:1])
    tasks = WatchedTasks()
    window = build(replace(load_settings(), geometry=b"", layout=b"", encodes_ahead=False), tasks)
    window.patience_s = PATIENCE_S
    run = ViewerRun(window, tasks, args.image)
    show(window)
    window.controller.choose_bundle(default_bundle())
    run.start_when_drawn()
    app.exec()
    print(json.dumps(asdict(run.measured)))
    code = 1 if run.measured.error else 0
    if CLOSING.abandoned:
        leave(code)  # without waiting for a thread that still runs
    return code


if __name__ == "__main__":
    sys.exit(main())

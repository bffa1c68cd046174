"""Measure the viewer on an image: frame times, gaps, times until sharp and memory, printed as JSON.

Run it in a separate process, which opens and closes the window: `python -m app.measure.viewer_responsiveness --image
FILE`. The time of a frame runs from its request (a new camera) to the drawn picture. The benchmark requests 60 frames
per second.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.cli.display import why_no_window
from app.measure.viewer_path import Leg, path
from app.session.session import Session
from app.start.main import build
from app.ui.settings import load_settings
from app.viewer.network_tasks import Tasks
from app.window.main_window import MainWindow
from model.base.memory import peak_mb

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
    sharp_max_ms: float = 0.0
    peak_mb: float = 0.0
    error: str = ""


class ViewerRun(QObject):
    """Opens the image, follows the camera path frame by frame, and closes the window."""

    def __init__(self, window: MainWindow, image: Path) -> None:
        super().__init__()
        self.measured = ViewerMeasured(image=image.name, platform=QApplication.platformName())
        self._window, self._image = window, image
        self._legs: list[Leg] = []
        self._frame = 0
        self._times: list[float] = []
        self._sharp: list[float] = []
        self._gaps = {"opening": 0.0, "path": 0.0}
        self._stage = "opening"
        self._began_s = self._beat_s = self._rest_s = time.perf_counter()
        self._beat = _timer(self, BEAT_MS, self._count)
        self._clock = _timer(self, FRAME_MS, self._step)
        self._rest = _timer(self, BEAT_MS, self._check_sharp)
        window.controller.store.changed.connect(self._follow)

    def start(self) -> None:
        # Load the plot's library now. In daily use this happens while the program is idle.
        self._window.plot.make_curve(self._window.controller.session)
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
        else:
            self._end()

    def _end(self) -> None:
        for timer in (self._beat, self._clock, self._rest):
            timer.stop()
        measured, times, sharp = self.measured, sorted(self._times), sorted(self._sharp)
        measured.frames = len(times)
        measured.open_gap_ms, measured.longest_gap_ms = (round(self._gaps[name], 1) for name in ("opening", "path"))
        if times and sharp:
            measured.frame_p50_ms, measured.frame_p95_ms, measured.frame_p99_ms, measured.frame_max_ms = (
                round(times[int(share * (len(times) - 1))], 2) for share in (0.5, 0.95, 0.99, 1.0)
            )
            measured.sharp_p50_ms, measured.sharp_max_ms = round(sharp[len(sharp) // 2], 1), round(sharp[-1], 1)
        measured.peak_mb = round(peak_mb(), 1)
        self._window.close()


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
    app = QApplication(sys.argv[:1])
    window = build(replace(load_settings(), geometry=b"", layout=b"", encodes_ahead=False), Tasks())
    run = ViewerRun(window, args.image)
    window.show()
    QTimer.singleShot(0, run.start)
    app.exec()
    print(json.dumps(asdict(run.measured)))
    return 1 if run.measured.error else 0


if __name__ == "__main__":
    sys.exit(main())

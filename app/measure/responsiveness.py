"""Measure the window's responsiveness: start-up, event-loop gaps and waiting times, printed as JSON.

Run it in a separate process, which opens and closes the window: `python -m app.measure.responsiveness --image
spot.png`. Features are neither read from the cache nor stored. Networks that were prepared earlier are used, as in
daily use.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from app.cli.display import why_no_window
from app.session.session import Session
from app.session.values import BundleOnHand
from app.start.main import IDLE_MS, build
from app.ui.plain_import import use_plain_import
from app.ui.settings import load_settings
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import Steps
from app.window.first_size import FIRST_SIZE
from app.window.main_window import MainWindow
from model.bundle.installed import default_bundle
from model.result.prediction import Precision

BEAT_MS = 5
"""Interval of the measuring timer in ms: a tenth of the shortest relevant gap.

At this rate the timer itself costs almost nothing.
"""
SETTLE_MS = 500
"""Delay in ms between opening and analysing the image. The image pyramid is drawn during this time."""


@dataclass
class Gaps:
    """The gaps of one stage of the measurement, in ms. A gap is a time during which the event loop processed no event.

    For each gap, the time during which the GUI thread was computing is also recorded.
    """

    beats: list[tuple[float, float]] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return round(max(self.beats, default=(0.0, 0.0))[0], 1)

    @property
    def busy(self) -> float:
        """Return the time in ms during which the GUI thread was computing in the longest gap.

        In the rest of the gap, the GUI thread waited for the GIL or for a processor.
        """
        return round(max(self.beats, default=(0.0, 0.0))[1], 1)

    @property
    def p99(self) -> float:
        ordered = sorted(self.beats)
        return round(ordered[int(0.99 * (len(ordered) - 1))][0], 1) if ordered else 0.0


@dataclass
class Measured:
    """The values to print, in seconds and milliseconds. A value that was not measured is None."""

    image: str = ""
    device: str = ""
    precision: str = ""
    platform: str = ""
    start_s: float | None = None
    """Seconds from the start of the process until the window is drawn."""
    load_s: float | None = None
    load_gap_ms: float = 0.0
    load_gap_busy_ms: float = 0.0
    """Time in ms during which the GUI thread was computing in the longest gap of loading (`load_gap_ms`)."""
    load_gap_p99_ms: float = 0.0
    inference_gap_ms: float = 0.0
    inference_gap_busy_ms: float = 0.0
    inference_gap_p99_ms: float = 0.0
    first_tiles_s: float | None = None
    """Seconds from the start of the analysis, with the engine already loaded, to the first tiles on the screen."""
    result_s: float | None = None
    """Seconds from the start of the analysis to the result on the screen."""
    error: str = ""


class WatchedTasks(Tasks):
    """The tasks of the program, without the feature cache. The signal `loaded` is emitted when the engine is loaded."""

    loaded = False

    def __init__(self) -> None:
        super().__init__(keeps_features=False)

    def warm_up(self, bundle: BundleOnHand, device: str, precision: Precision) -> Steps[None]:
        yield from super().warm_up(bundle, device, precision)
        self.loaded = True


class ResponsivenessRun(QObject):
    """Runs the window through its stages and records the gaps of each stage."""

    def __init__(self, window: MainWindow, tasks: WatchedTasks, image: Path) -> None:
        super().__init__()
        self.measured = Measured(image=image.name, platform=QApplication.platformName())
        self._window, self._tasks, self._image = window, tasks, image
        self._stages = {"starting": Gaps(), "loading": Gaps(), "opening": Gaps(), "analysing": Gaps()}
        self._stage = "starting"
        self._began_s = self._beat_s = time.perf_counter()
        self._busy_s = time.thread_time()
        self._beat = QTimer(self)
        self._beat.setTimerType(Qt.TimerType.PreciseTimer)
        self._beat.timeout.connect(self._count)
        # A painted picture becomes visible in the next turn of the event loop.
        self._seen = QTimer(self)
        self._seen.setSingleShot(True)
        self._seen.timeout.connect(self._check_drawn)
        self._step = QTimer(self)
        self._step.setSingleShot(True)
        self._step.timeout.connect(self._go_on)
        self._then: Callable[[], None] = self._load
        window.canvas.view.viewport().installEventFilter(self)
        window.controller.store.changed.connect(self._follow)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._seen.start(0)
        return False

    def _enter(self, stage: str) -> None:
        self._stage, self._began_s = stage, time.perf_counter()

    def _count(self) -> None:
        now, busy = time.perf_counter(), time.thread_time()
        self._stages[self._stage].beats.append((1000 * (now - self._beat_s), 1000 * (busy - self._busy_s)))
        self._beat_s, self._busy_s = now, busy
        if self._stage == "loading" and self._tasks.loaded:
            self.measured.load_s = self._since()
            self._enter("opening")
            self._window.controller.open_image(self._image)

    def _check_drawn(self) -> None:
        """Record when the window, the first tiles and the result are drawn for the first time."""
        session, measured = self._window.controller.session, self.measured
        if measured.start_s is None:
            measured.start_s = round(process_age_s(), 3)
            self._beat_s = time.perf_counter()
            self._beat.start(BEAT_MS)
            self._later(IDLE_MS, self._load)
        elif self._stage == "analysing" and measured.first_tiles_s is None and session.analysis.partial is not None:
            measured.first_tiles_s = self._since()
        if self._stage == "analysing" and session.analysis.prediction is not None:
            measured.result_s = self._since()
            self._end()

    def _load(self) -> None:
        self._enter("loading")
        self._window.get_ready()

    def _follow(self, old: Session, new: Session) -> None:
        if self.measured.error:
            return
        if new.notice is not None and new.notice.tone == "error":
            self._fail(new.notice.title)
        elif new.device.asks_fast:
            self._fail(
                "The error of fast was never measured with this model on this computer. Run histocast bench "
                "--accuracy first."
            )
        elif self._stage == "opening" and old.image.opened is None and new.image.opened is not None:
            self._later(SETTLE_MS, self._analyse)

    def _analyse(self) -> None:
        self._enter("analysing")
        self._window.controller.analyse()

    def _later(self, wait_ms: int, then: Callable[[], None]) -> None:
        """Schedule the function `then` as the next step, in place of a step that is already scheduled."""
        self._then = then
        self._step.start(wait_ms)

    def _go_on(self) -> None:
        self._then()

    def _fail(self, why: str) -> None:
        self.measured.error = why
        # Scheduled instead of called, because the caller is still running.
        self._later(0, self._end)

    def _end(self) -> None:
        for timer in (self._beat, self._seen, self._step):
            timer.stop()
        self._window.canvas.view.viewport().removeEventFilter(self)
        measured, device = self.measured, self._window.controller.session.device.on_hand
        loading, analysing = self._stages["loading"], self._stages["analysing"]
        measured.load_gap_ms, measured.load_gap_busy_ms = loading.longest, loading.busy
        measured.load_gap_p99_ms, measured.inference_gap_p99_ms = loading.p99, analysing.p99
        measured.inference_gap_ms, measured.inference_gap_busy_ms = analysing.longest, analysing.busy
        measured.device = device.title if device else ""
        measured.precision = device.precision if device else ""
        self._window.close()

    def _since(self) -> float:
        return round(time.perf_counter() - self._began_s, 3)


def process_age_s() -> float:
    """Return the seconds since the operating system started this process."""
    try:
        about = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        # psutil is not used here, because it rounds the boot time to whole seconds.
        return time.clock_gettime(time.CLOCK_BOOTTIME) - int(about[19]) / os.sysconf("SC_CLK_TCK")
    except (OSError, AttributeError):
        import psutil

        return float(time.time() - psutil.Process().create_time())


def show(window: MainWindow) -> None:
    """Show the window, offscreen in the size that it has on a usual screen (Qt's offscreen screen is 800 px wide)."""
    window.show()
    if QApplication.platformName() == "offscreen":
        window.resize(FIRST_SIZE)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the measurement, print it as JSON, and return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m app.measure.responsiveness", description=__doc__)
    parser.add_argument("--image", type=Path, help="default: a sample spot")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", default="exact", choices=("exact", "fast", "fastest"))
    args = parser.parse_args(argv)
    error = why_no_window()
    if error is not None:
        print(json.dumps(asdict(Measured(error=error.message))))
        return 1
    use_plain_import()
    app = QApplication(sys.argv[:1])
    settings = replace(load_settings(), device=args.device, precision=args.precision, geometry=b"", layout=b"")
    tasks = WatchedTasks()
    window = build(settings, tasks)
    run = ResponsivenessRun(window, tasks, args.image or _sample())
    show(window)
    window.controller.choose_bundle(default_bundle())
    app.exec()
    print(json.dumps(asdict(run.measured)))
    return 1 if run.measured.error else 0


def _sample() -> Path:
    return Path(str(files("resources"))) / "spots" / "sample-1-mixed.jpg"


if __name__ == "__main__":
    sys.exit(main())

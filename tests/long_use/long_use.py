"""Open and analyse many spots in one window, and measure what it holds: `make long-use`, or

    python tests/long_use/long_use.py --spots 500 [--images FOLDER] [--isolation off]

The whole program runs off screen, with an encoder that needs no VGG-16. After the warm-up (the first fifth), memory
must stay flat within 5 %, and the numbers of threads, open files, processes, temporary files and widgets must not
grow. The exit code is 1 if they do.
"""

import argparse
import contextlib
import gc
import os
import statistics
import sys
import tempfile
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
for _folder in (str(ROOT / "tests" / "model" / "cohort"), str(ROOT)):
    if _folder not in sys.path:
        sys.path.insert(0, _folder)

SIDE = 700
"""Sides of a made image in px; 1.5 MB, so that an image that is kept is noticed."""
FLAT = 0.05
WARM_UP = 0.2
_SLIDES: "weakref.WeakSet[Any]" = weakref.WeakSet()
Until = Callable[[Callable[[Any], bool]], None]


@dataclass(frozen=True)
class Held:
    """What the process holds at one moment. `memory_mb` is its resident memory."""

    spots: int
    memory_mb: float
    threads: int
    handles: int
    processes: int
    files: int
    widgets: int
    slides: int

    @classmethod
    def now(cls, spots: int, temporary: Path) -> "Held":
        import psutil
        from PySide6.QtWidgets import QApplication

        gc.collect()
        own = psutil.Process()
        files = sum(path.is_file() for path in temporary.rglob("*"))
        handles = own.num_fds() if hasattr(own, "num_fds") else own.num_handles()
        return cls(spots, own.memory_info().rss / 1e6, threading.active_count(), handles, len(own.children()), files,
                   len(QApplication.allWidgets()), len(_SLIDES))  # fmt: skip


def count_slides() -> None:
    """Remember each slide from now on, as long as it lives.

    `gc.get_objects()` must not be called beside other threads: it holds a tuple that one of them is building, and
    Python then raises SystemError there.
    """
    from model.slide.levelled import LevelledSlide

    LevelledSlide.counted = LevelledSlide.__init__
    LevelledSlide.__init__ = _counted


def _counted(slide: Any, *given: Any, **named: Any) -> None:
    slide.counted(*given, **named)
    _SLIDES.add(slide)


def make_images(folder: Path, count: int) -> tuple[Path, ...]:
    """Write that many pictures, each with other pixels."""
    import numpy as np
    from PIL import Image

    folder.mkdir(parents=True)
    draw = np.random.default_rng(1)
    tissue = draw.integers((150, 60, 120), (230, 130, 190), (SIDE, SIDE, 3)).astype(np.uint8)
    paths = tuple(folder / f"s{number:03}.jpg" for number in range(count))
    for number, path in enumerate(paths):
        Image.fromarray(np.roll(tissue, 7 * number, axis=1)).save(path, quality=85)
    return paths


def make_window(bundle: Path) -> Any:
    """Return the window with the real tasks and the encoder of the tests; it is shown."""
    import tiny_cohort

    from app.actions.dialogs.dialog_functions import Dialogs
    from app.session.session import Session
    from app.session.store import Store
    from app.session.values import Devices
    from app.viewer.controller import ViewerController
    from app.viewer.network_tasks import Tasks
    from app.window.main_window import MainWindow
    from model.base.progress import Progress

    class TinyTasks(Tasks):
        def _engine_for(self, on_hand, device, precision):
            return (yield from tiny_cohort.TinySource(on_hand.path, bundle.parent).load())

        _engine_without_backbone = _engine_for

        def look_up_devices(self, asked, on_hand):
            yield Progress("looking for devices")
            device = tiny_cohort.ColourEncoder.device
            return Devices((device,), device)

    window = MainWindow(ViewerController(Store(Session()), TinyTasks()), Dialogs(leave_queue=lambda *_: "discard"))
    window.show()
    window.controller.choose_bundle(str(bundle))
    return window


def open_and_analyse(window: Any, path: Path, until: Until) -> None:
    """Do what a user does with one spot, and wait for the result."""
    from app.actions import action_table as commands

    controller = window.controller
    controller.open_image(path)
    until(lambda s: s.image.opened is not None and s.image.opened.record.path == str(path) and s.can_analyse)
    if controller.session.analysis.prediction is None:
        commands.run("analyse", window.context)
    until(lambda s: s.analysis.prediction is not None and s.analysis.prediction.image.path == str(path))


def use(window: Any, paths: Sequence[Path], until: Until, every: int, note: Callable[[int], None]) -> None:
    """Open and analyse all spots; call `note` with the number of spots so far after every few."""
    for number, path in enumerate(paths, start=1):
        open_and_analyse(window, path, until)
        if number % every == 0:
            note(number)


def growth(held: Sequence[Held]) -> list[str]:
    """Return a sentence for each value that grew after the warm-up."""
    after = [one for one in held if one.spots >= WARM_UP * held[-1].spots]
    third = max(1, len(after) // 3)
    first, last = after[:third], after[-third:]
    found = []
    before, now = (statistics.median(one.memory_mb for one in part) for part in (first, last))
    if now > before * (1 + FLAT):
        found.append(f"memory grew from {before:.0f} MB to {now:.0f} MB")
    for field in fields(Held)[2:]:
        before, now = (max(getattr(one, field.name) for one in part) for part in (first, last))
        if now > before:
            found.append(f"{field.name} grew from {before} to {now}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spots", type=int, default=500)
    parser.add_argument("--images", type=Path, help="folder of images that are opened in turn (default: made ones)")
    parser.add_argument("--isolation", choices=["on", "off"], default="on")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="long-use-") as folder:
        return _run(args, Path(folder))


def _run(args: argparse.Namespace, folder: Path) -> int:
    temporary = folder / "tmp"
    temporary.mkdir()
    os.environ.update(HISTOCAST_HOME=str(folder / "home"), HISTOCAST_ISOLATION=args.isolation, TMPDIR=str(temporary),
                      QT_QPA_PLATFORM="offscreen", OMP_NUM_THREADS="1")  # fmt: skip
    tempfile.tempdir = str(temporary)
    import tiny_cohort
    from PySide6.QtWidgets import QApplication

    count_slides()
    app = QApplication([])
    bundle = tiny_cohort.make_bundle(folder / "tiny.safetensors")
    paths = _paths(args, folder)
    window = make_window(bundle)

    def until(holds: Callable[[Any], bool]) -> None:
        while not holds(window.controller.session):
            app.processEvents()
            time.sleep(0.002)

    until(lambda s: s.bundle is not None)
    window.controller.get_ready()
    held: list[Held] = []

    def note(number: int) -> None:
        held.append(Held.now(number, temporary))
        print(*(f"{value:8.0f}" for value in astuple(held[-1])), flush=True)

    print(*(f"{field.name[:8]:>8}" for field in fields(Held)))
    use(window, paths, until, max(1, len(paths) // 50), note)
    window.close()
    app.processEvents()
    found = growth(held)
    print(*(found or ["Nothing grew after the warm-up."]), sep="\n")
    return 1 if found else 0


def _paths(args: argparse.Namespace, folder: Path) -> tuple[Path, ...]:
    if args.images is None:
        return make_images(folder / "spots", args.spots)
    from model.slide.registry import listed

    images = listed(args.images.absolute()).images
    return tuple(images[number % len(images)] for number in range(args.spots))


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(main())

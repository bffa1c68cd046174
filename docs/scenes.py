"""What the scripts of the pictures share: a window off screen that they drive and wait for, and studies made for it.

Importing this file starts Qt without a screen, with settings and cache in a temporary folder. `leave` removes it.
"""

import csv
import os
import runpy
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.actions import action_table
from app.study.case_table.view import CaseTableView
from app.window.main_window import MainWindow
from model.base.files import file_sha256
from model.base.progress import result_of
from model.bundle.record import BundleRecord
from model.study.columns import guess_columns
from model.study.comparison_input import ComparisonRequest
from model.study.fill import fill
from model.study.plan import plan_import
from model.study.predictions import add_prediction
from model.study.read_import import import_reads
from model.study.settings import StudySettings, save_settings
from model.study.spots import images_below, spots_of
from model.study.store import create_study
from model.tables.read import read_table

ROOT = Path(__file__).parents[1]
FOLDER = Path(tempfile.mkdtemp(prefix="histocast-pictures-"))
LONGEST_S = 280
PICTURED_ROWS = 8
Row = Sequence[object]

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HISTOCAST_HOME"] = str(FOLDER / "home")
app = QApplication.instance() or QApplication([])


class Stage:
    """A window and what a picture does with it. `look_at` is the window, dialog or part whose picture is taken."""

    def __init__(self, window: MainWindow, theme: str, size: tuple[int, int]) -> None:
        self.window, self.controller = window, window.controller
        self.look_at: QWidget = window
        self.controller.change(lambda s: s.viewed(theme=theme))
        window.resize(*size)
        window.show()
        self.controller.choose_bundle("demo")
        self.until(lambda: self.controller.session.bundle is not None)
        window.get_ready()

    def until(self, holds: Callable[[], bool]) -> None:
        """Serve events until `holds` returns True, then draw to the end. Raise TimeoutError after `LONGEST_S`."""
        end = time.monotonic() + LONGEST_S
        while not holds():
            app.processEvents()
            time.sleep(0.005)
            if time.monotonic() > end:
                raise TimeoutError(f"{self.controller.session.notice}")
        self.settle()

    def settle(self) -> None:
        """Serve events for a while, so that pictures and plots are drawn to the end."""
        for _ in range(60):
            app.processEvents()
            time.sleep(0.005)

    def run(self, action: str) -> None:
        """Run the action with this key."""
        action_table.run(action, self.window.context)

    def opened(self, path: Path) -> None:
        """Open the image and wait until it is open."""
        self.controller.open_image(path)
        self.until(lambda: self._is_open(path))

    def _is_open(self, path: Path) -> bool:
        image = self.controller.session.image.opened
        return image is not None and image.record.path == str(path)

    def analysed(self, path: Path) -> None:
        """Open the image and analyse it to the end."""
        self.opened(path)
        self.until(lambda: self.controller.session.can_analyse)
        self.run("analyse")
        self.until(lambda: self.controller.session.analysis.prediction is not None)
        self.until(lambda: self.is_explained)

    @property
    def is_explained(self) -> bool:
        """Return whether no map is being computed."""
        return self.controller.session.explanation.running is None

    def open_study(self, path: Path, spots: int) -> None:
        """Open the study and wait until its spots are listed."""
        self.window.study.open(path)
        state = self.controller.store
        self.until(lambda: state.session.study.path == path and len(state.session.study.spots) == spots)

    def show_cases(self) -> None:
        """Show the table of the cases of the open study, with the pictures of its first rows."""
        self.run("study-table")
        self.until(lambda: self.controller.session.study.cases.table is not None)
        table = self.window.findChild(CaseTableView)
        assert table is not None
        first = table.rows.wanted(0, PICTURED_ROWS)
        self.until(lambda: all(table.pictures.picture(key) is not None for key in first))

    def show_comparison(self, draws: int) -> None:
        """Compute the comparison of the open study, with this number of bootstrap draws."""
        self.window.study.comparison.ask_for(ComparisonRequest(draws=draws))
        self.run("study-page")
        self.run("page-make")
        self.until(lambda: self.controller.session.comparison.comparison is not None)

    def sign_in(self, reader: str) -> None:
        """Begin a blinded read of the open study, and answer the first question of its first case."""
        reading, shown = self.window.room.reading, list[object]()
        reading.images.opened.connect(shown.append)
        self.window.study.sign_in(reader)
        self.until(lambda: bool(shown) and self.controller.session.workspace == "reading")
        self.until(reading.canvas.isVisible)
        reading.sheet.press("2")

    def show_help(self, target: str) -> None:
        """Show the help, and look at it."""
        self.window.show_help(target)
        assert self.window.help.shown is not None
        self.look_at = self.window.help.shown

    def picture(self) -> QPixmap:
        """Return the picture of what is looked at. A part of a window is cut out of the picture of the window."""
        self.settle()
        whole = self.look_at.window()
        corner = self.look_at.mapTo(whole, QPoint(0, 0))
        return whole.grab(QRect(corner, self.look_at.size()))

    def close(self) -> None:
        """End all work and close the window."""
        if self.look_at.window() is not self.window:
            self.look_at.window().close()
        self.controller.queue.change(lambda queue: queue.cancelled(tuple(item.number for item in queue.items)))
        self.window.close()
        app.processEvents()


def write_table(path: Path, columns: Row, rows: Iterable[Row]) -> Path:
    """Write a CSV file."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(columns)
        writer.writerows(rows)
    return path


def make_study(
    path: Path,
    images: Path,
    columns: Row,
    patients: Iterable[Row],
    reads: Iterable[Row] = (),
    answers: dict[str, float] | None = None,
    named: Callable[[BundleRecord], BundleRecord] = lambda bundle: bundle,
) -> Path:
    """Write a study of the `images`: patients, reads (reader, patient, risk), and answers of a model by image name.

    `named` changes the record of the model of the predictions.
    """
    made = runpy.run_path(str(ROOT / "tests/predictions.py"))
    base = made["make_prediction"](made["make_slide"](FOLDER / "any.bin"))
    sheet = read_table(write_table(path.with_suffix(".clinic.csv"), columns, patients))
    reads = list(reads)
    with create_study(path) as study:
        save_settings(study, StudySettings(washout_days=0))
        result_of(fill(study, plan_import(sheet, guess_columns(sheet.columns), images_below(images), images)))
        if reads:
            import_reads(study, write_table(path.with_suffix(".reads.csv"), ("reader", "patient_id", "risk"), reads))
        for spot in spots_of(study):
            image = path.parent / spot.image
            if answers and image.name in answers:
                record = replace(base.image, path=str(image), sha256=file_sha256(image))
                answer = answers[image.name]
                own = replace(base, image=record, bundle=named(base.bundle), survival_probability=answer)
                add_prediction(study, spot, own)
    return path


def leave() -> NoReturn:
    """Remove the temporary folder, and end the process without waiting for threads."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    os._exit(0)

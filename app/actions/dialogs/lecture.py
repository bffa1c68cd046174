"""The lecture dialog: the lecture on recurrent networks with its figures, computed while the dialog is open."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QDialog, QTextBrowser, QWidget

from app.actions.dialogs.text_dialog import sheet
from app.language.text import tr
from app.ui.jobs import JobRunner
from app.ui.messages import explain
from model.base.progress import Progress

if TYPE_CHECKING:
    from model.lecture.page import Page
    from model.result.prediction import Prediction

WIDTH, HEIGHT = 1140, 760
"""Size in px. It has room for a figure and for the table of equations."""
Task = Generator[Progress, None, "Page"]


@dataclass(frozen=True, eq=False)
class LectureSpot:
    """A spot for the part of the lecture on gates: its prediction by an LSTM, and the bundle file of this model."""

    prediction: "Prediction"
    bundle: Path


def lecture_task(spot: LectureSpot | None = None) -> Task:
    """Compute the lecture. If `spot` is given, the lecture also shows the gates at the tiles of this spot."""
    yield Progress("loading")  # yield before heavy libraries are imported, so that the job can be cancelled
    from model.lecture.page import page

    if spot is None:
        return (yield from page())
    from model.bundle.bundle import load_bundle
    from model.lecture.spot_gates import spot_gates

    yield Progress("computing gates")
    gates = spot_gates(spot.prediction, load_bundle(spot.bundle))
    return (yield from page(gates=gates))


def build(parent: QWidget, make_task: Callable[[], Task] = lecture_task) -> QDialog:
    """Return the lecture dialog without showing it.

    A separate thread, which ends with the dialog, computes the lecture.
    """
    waiting = tr("<p>The lecture is being computed. This takes some seconds.</p>")
    dialog = sheet(parent, tr("Lecture"), waiting, "recurrent-networks.md")
    dialog.resize(min(WIDTH, parent.width()), min(HEIGHT, parent.height()))
    browser = dialog.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)  # `sheet` creates one.
    runner = JobRunner("lecture", gives_way=True)
    runner.setParent(dialog)  # the connections below would not keep the runner alive
    runner.run(make_task(), lambda found: show(browser, found), lambda error: show_error(browser, error))
    dialog.finished.connect(runner.shutdown)
    return dialog


def show(browser: QTextBrowser, found: "Page") -> None:
    """Show the text and the figures of the lecture in `browser`."""
    document = browser.document()
    browser.setMarkdown(found.text)
    for name, data in found.pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"{name}.png"), QImage.fromData(data))
    # The text was laid out before the figures were added. Lay it out again, now with the sizes of the figures.
    document.markContentsDirty(0, document.characterCount())


def show_error(browser: QTextBrowser, error: BaseException) -> None:
    """Show why the lecture could not be computed, and the remedy."""
    notice = explain(error)
    browser.setHtml(f"<p>{escape(notice.title)}</p><p>{escape(notice.remedy)}</p>")


def ask(parent: QWidget, spot: LectureSpot | None) -> None:
    """Show the lecture, with the gates of `spot` if given, until the dialog is closed."""
    build(parent, lambda: lecture_task(spot)).exec()

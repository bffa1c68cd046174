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
    """The spot over whose tiles the lecture shows the gates of an LSTM: its result, and the file of the bundle."""

    prediction: "Prediction"
    bundle: Path


def lecture_task(spot: LectureSpot | None = None) -> Task:
    """Compute the lecture, with the gates over the tiles of `spot` if there is one."""
    yield Progress("loading")  # before anything heavy is imported
    from model.lecture.page import page

    if spot is None:
        return (yield from page())
    from model.bundle.bundle import load_bundle
    from model.lecture.spot_gates import spot_gates

    yield Progress("computing gates")
    gates = spot_gates(spot.prediction, load_bundle(spot.bundle))
    return (yield from page(gates=gates))


def build(parent: QWidget, make_task: Callable[[], Task] = lecture_task) -> QDialog:
    """Return the dialog, not yet shown. The lecture is computed on a thread that ends with the dialog."""
    dialog = sheet(parent, "Lecture", "<p>The lecture is being computed. This takes some seconds.</p>")
    dialog.resize(WIDTH, HEIGHT)
    browser = dialog.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)  # `sheet` creates one.
    runner = JobRunner("lecture", gives_way=True)
    runner.setParent(dialog)  # the connections below do not keep it alive
    runner.run(make_task(), lambda found: show(browser, found), lambda error: show_error(browser, error))
    dialog.finished.connect(runner.shutdown)
    return dialog


def show(browser: QTextBrowser, found: "Page") -> None:
    """Show the text with its figures."""
    document = browser.document()
    browser.setMarkdown(found.text)
    for name, data in found.pictures.items():
        document.addResource(QTextDocument.ResourceType.ImageResource, QUrl(f"{name}.png"), QImage.fromData(data))
    # The figures were laid out as missing. Their place depends on their size.
    document.markContentsDirty(0, document.characterCount())


def show_error(browser: QTextBrowser, error: BaseException) -> None:
    """Show why there is no lecture, and what to do."""
    notice = explain(error)
    browser.setHtml(f"<p>{escape(notice.title)}</p><p>{escape(notice.remedy)}</p>")


def ask(parent: QWidget, spot: LectureSpot | None) -> None:
    """Show the dialog until it is closed."""
    build(parent, lambda: lecture_task(spot)).exec()

"""The lecture dialog: text and figures arrive while it is open, and its thread ends with it."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from app.actions import action_table
from app.actions.dialogs import lecture
from app.actions.handlers import lecture_spot
from model.base.errors import ExplainError
from model.base.progress import Progress
from model.bundle.head_shape import HeadShape, PooledShape
from model.lecture.elman_task import Task
from model.lecture.page import Page, page
from model.result.prediction import Verdict

POOLED = HeadShape("pooled", cells=(), pooled=PooledShape())
TEXT = "# Title\n\n| a | b |\n| - | - |\n| `C~` | 2 |\n\n![The figure](figure.png)\n"


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def a_page():
    file = io.BytesIO()
    Image.new("RGB", (300, 170), (10, 120, 90)).save(file, "PNG")
    yield Progress("drawing")
    return Page(TEXT, {"figure": file.getvalue()})


def browser_of(dialog):
    return dialog.findChild(QTextBrowser)


def test_the_text_and_the_figures_are_shown(qtbot, parent):
    dialog = lecture.build(parent, a_page)
    with qtbot.waitExposed(dialog):
        dialog.show()
    browser = browser_of(dialog)
    qtbot.waitUntil(lambda: "Title" in browser.toPlainText())
    assert "C~" in browser.toPlainText()
    image = browser.document().resource(QTextDocument.ResourceType.ImageResource, QUrl("figure.png"))
    assert (image.width(), image.height()) == (300, 170)
    # The layout of the visible text has room for the figure.
    assert browser.document().size().height() > 170 + 50
    dialog.reject()


def test_closing_ends_the_computation(qtbot, parent):
    began, ended = [], []

    def endless():
        try:
            while True:
                began.append(True)
                yield Progress("computing")
        finally:
            ended.append(True)

    dialog = lecture.build(parent, endless)
    assert "is being computed" in browser_of(dialog).toPlainText()
    qtbot.waitUntil(lambda: bool(began))
    dialog.reject()
    assert ended == [True]


def test_an_error_is_shown_with_its_remedy(qtbot, parent):
    def fails():
        yield Progress("computing")
        raise ExplainError("No <lecture> today.", "Come again.")

    dialog = lecture.build(parent, fails)
    qtbot.waitUntil(lambda: "No <lecture> today." in browser_of(dialog).toPlainText())
    assert "Come again." in browser_of(dialog).toPlainText()
    dialog.reject()


def test_the_models_page_is_what_the_dialog_needs(qtbot, parent, monkeypatch):
    """The figures themselves are tested with the model; drawing them takes seconds."""
    file = io.BytesIO()
    Image.new("RGB", (320, 170)).save(file, "PNG")
    monkeypatch.setattr("model.lecture.picture.Picture.png", lambda picture, dpi: file.getvalue())
    dialog = lecture.build(parent, lambda: page(Task(sequences=2, bits=5, steps=4, every=2, unseen=2)))
    browser = browser_of(dialog)
    qtbot.waitUntil(lambda: "The three-step example" in browser.toPlainText())
    for name in ("three-steps", "elman-training", "gradients"):
        image = browser.document().resource(QTextDocument.ResourceType.ImageResource, QUrl(f"{name}.png"))
        assert image.width() == 320
    assert "reference/lstm.py:" in browser.toPlainText()
    dialog.reject()


def test_help_opens_it(window, answers, asked):
    answers["lecture"] = None
    action_table.run("lecture", window.context)
    assert asked[-1] == ("lecture", (None,))


def test_it_gets_the_open_spot_if_its_model_has_gates(qtbot, window, answers, asked):
    answers["lecture"] = None
    window.controller.open_image(Path("/data/spot-1.png"))
    qtbot.waitUntil(lambda: window.controller.session.can_analyse)
    action_table.run("analyse", window.context)
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    action_table.run("lecture", window.context)
    [spot] = asked[-1][1]
    assert spot.prediction is window.controller.session.analysis.prediction
    assert spot.bundle == window.controller.session.bundle.path
    session = window.controller.session
    hidden = replace(session.analysis.prediction, verdict=Verdict("do not use", ("It is blurred.",)))
    assert lecture_spot(replace(session, analysis=replace(session.analysis, prediction=hidden))) is None
    pooled = replace(session.bundle, manifest=replace(session.bundle.manifest, head=POOLED))
    assert lecture_spot(replace(session, bundle=pooled)) is None


def test_the_page_has_the_gates_over_the_spot(tmp_path, monkeypatch):
    """The task loads the bundle and gives its gates to the page."""
    given = []

    def page_of(task=None, gates=None):
        given.append(gates)
        yield Progress("drawing")
        return Page("text", {})

    monkeypatch.setattr("model.lecture.page.page", page_of)
    monkeypatch.setattr("model.bundle.bundle.load_bundle", lambda path: f"bundle of {path}")
    monkeypatch.setattr("model.lecture.spot_gates.spot_gates", lambda prediction, bundle: (prediction, bundle))
    list(lecture.lecture_task(lecture.LectureSpot("a prediction", Path("m.safetensors"))))
    assert given == [("a prediction", "bundle of m.safetensors")]
    list(lecture.lecture_task())
    assert given[1] is None

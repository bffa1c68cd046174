"""After another text size was chosen in the settings, nothing is cut: neither labels and buttons, nor rows."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QToolButton

from app.actions import action_table as commands
from app.ui.elided import ElidedLabel
from app.ui.theme import apply_theme
from app.window.panels.side_column import SideColumn
from model.base.geometry import PointL0
from model.tma.array import Core, TmaArray
from model.tma.finding import FoundArray
from model.tma.labels import Place

ARRAY = Path("/data/array.png")


@pytest.fixture(autouse=True)
def usual_text(qapp):
    """The text has its usual size again after the test."""
    yield
    apply_theme(QApplication.instance(), "dark", 100)


def enlarge(qtbot, window, width=1024, height=600):
    """Change the text size of the window as the settings do, and make the window small."""
    window.resize(width, height)
    window.controller.change(lambda s: s.viewed(text_percent=200))
    column = window.findChild(SideColumn)
    # The layout follows with later events.
    qtbot.waitUntil(lambda: column.horizontalScrollBar().maximum() == 0)


def is_cut(part):
    """Whether a label or button is smaller than its text."""
    if isinstance(part, QLabel):
        if part.wordWrap():
            return part.height() < part.heightForWidth(part.width())
        return part.width() < part.minimumSizeHint().width()
    # The hint of these two assumes the usual padding of a tool button.
    if isinstance(part, QToolButton) and (part.property("role") == "small" or part.objectName() == "help"):
        return part.width() < part.fontMetrics().horizontalAdvance(part.text())
    least = part.minimumSizeHint()
    return part.height() < least.height() or part.width() < least.width()


def cut(owner):
    """The names of all visible labels and buttons with a text that are smaller than it."""
    parts = [*owner.findChildren(QLabel), *owner.findChildren(QAbstractButton)]
    shown = [part for part in parts if part.isVisible() and part.text() and not isinstance(part, ElidedLabel)]
    return [(type(part).__name__, part.text()) for part in shown if is_cut(part)]


def test_nothing_of_the_viewer_is_cut_after_the_text_became_larger(qtbot, window, opened):
    opened()
    window.controller.analyse()
    qtbot.waitUntil(lambda: "occlusion" in window.controller.session.explanation.found)
    window.controller.change(lambda s: s.selecting(120))
    enlarge(qtbot, window)
    qtbot.waitUntil(lambda: cut(window) == [])
    assert window.map.percent.width() >= window.map.percent.fontMetrics().horizontalAdvance("100 %")
    assert area(window.strip, window).bottom() <= window.height() - window.status.height()
    assert window.findChild(SideColumn).height() > 2 * window.result.headline.fontMetrics().height()


def test_nothing_of_the_start_page_is_cut_after_the_text_became_larger(qtbot, window):
    enlarge(qtbot, window)
    page = window.canvas.empty_state.page
    qtbot.waitUntil(lambda: cut(page) == [])
    for button in page.buttons.values():
        assert button.height() >= button.layout().heightForWidth(button.width())


def test_a_microarray_keeps_rows_and_tissue_after_the_text_became_larger(qtbot, window, opened, tasks, fakes):
    """The list of images may make room. It returns when the list of cores is closed."""
    tasks.siblings = ()
    tasks.slides[ARRAY.name] = lambda path: fakes.PaintedSlide(path, 14_000)
    cores = [Core(Place(0, col), PointL0(2000 + 4000 * col, 2000), 1500.0) for col in range(3)]
    tasks.found = FoundArray(TmaArray(tuple(cores)), ())
    opened(ARRAY)
    commands.run("find-cores", window.context)
    qtbot.waitUntil(lambda: window.controller.session.cores.array is not None)
    window.controller.change(lambda s: s.viewed(core_list=True))
    qtbot.waitUntil(window.core_list.isVisible)
    enlarge(qtbot, window)
    table = window.core_list.table
    assert table.rowHeight(0) >= table.fontMetrics().height()
    qtbot.waitUntil(lambda: window.canvas.width() >= 240)
    window.controller.change(lambda s: s.viewed(core_list=False))
    assert window.cases.isVisible()


def test_the_queue_shows_its_buttons_and_its_rows_grow(qtbot, window, opened, tasks):
    opened()
    window.resize(1280, 720)
    window.controller.change(lambda s: s.viewed(queue=True))
    dock = window.queue
    last = dock.cancel_selected
    qtbot.waitUntil(lambda: last.isVisible() and window.rect().contains(area(last, window)))
    assert not last.visibleRegion().isEmpty()
    before = dock.view.verticalHeader().defaultSectionSize()
    enlarge(qtbot, window)
    assert dock.view.verticalHeader().defaultSectionSize() == 2 * before
    assert dock.view.columnWidth(3) >= dock.view.fontMetrics().horizontalAdvance("do not use")


def area(part, of):
    """The area of a widget, in px of another one."""
    return QRect(part.mapTo(of, QPoint()), part.size())

"""The viewer for users of screen readers and of the keyboard: names, roles and values, reading order, visible focus.

The walk is in `access.py` of `tests/app`; `tests/app/study/test_access_study.py` has the study and the dialogs. The
interfaces are those of Qt (`QAccessible`), which its bridges to the operating systems pass on;
`tests/journeys/test_screen_reader.py` reads them through such a bridge.
"""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QTableView, QWidget

from app.study.comparison.grid import Grid
from app.study.dialogs.score_sheet import ScoreSheetDialog
from app.viewer.canvas.canvas_text import NO_IMAGE, USE
from app.window.panels.cases import spoken_text
from app.window.screen_reader import ScreenReader
from model.study.score_sheet import DEFAULT_SHEET

ALL_PANELS = {"advanced": True, "inside": True, "properties": True, "queue": True}


@pytest.fixture
def analysed(qtbot, window, opened):
    """The window with a result, its maps and a selected tile."""
    opened()
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)
    window.controller.change(lambda s: s.selecting(17))
    return window


def test_every_control_of_the_start_page_has_a_name_and_a_role(window, access):
    assert len(access.controls(window)) > 15
    assert (access.unnamed(window), access.twins(window)) == ([], [])
    assert window.canvas.view.accessibleDescription() == f"{NO_IMAGE}\n{USE}"


def test_every_control_has_a_name_a_role_and_a_value_with_all_panels_unfolded(qtbot, analysed, access):
    analysed.controller.change(lambda s: s.viewed(**ALL_PANELS))
    qtbot.waitUntil(lambda: bool(analysed.controller.session.explanation.gates))
    found = access.controls(analysed)
    assert len(found) > 50
    assert (access.unnamed(analysed), access.twins(analysed)) == ([], [])
    numbers = [one for one in found if one.role() in access.WITH_NUMBER]
    values = {one.text(access.NAME): one.valueInterface().currentValue() for one in numbers}
    assert (values["Opacity"], values["Step of the analysis"]) == (45, 18)
    # A name replaces the text of a label, so that the name of a value must contain the value.
    named = {one.text(access.NAME) for one in access.visible(QAccessible.queryAccessibleInterface(analysed.status))}
    assert "0.286 µm/px" in analysed.status.scale.text()
    assert f"Scale: {analysed.status.scale.text()}" in named
    order = [one.object() for one in access.visible(QAccessible.queryAccessibleInterface(analysed))]
    parts = (analysed.cases, analysed.canvas, analysed.plot, analysed.result, analysed.tile)
    places = [order.index(part) for part in parts]
    assert places == sorted(places), "from left to right"


def test_the_canvas_is_described_and_changes_are_announced(qtbot, window, opened, asked, answers):
    view, said, answers["description"] = window.canvas.view, [], None
    reader = ScreenReader(view, lambda widget, text: said.append((widget, text)))
    window.controller.store.changed.connect(reader.show_difference)
    opened()
    assert "Image spot-1.png, 3500 × 3500 px, 0.286 µm/px." in view.accessibleDescription()
    assert (view, "spot-1.png is open. Not analysed yet.") in said
    window.controller.analyse()
    qtbot.waitUntil(lambda: "ig" in window.controller.session.explanation.found)
    window.controller.change(lambda s: s.selecting(17))
    text = view.accessibleDescription()
    assert "0.71, probability of 5-year survival, uncalibrated, low risk." in text
    assert "Reliability: ok" in text
    assert "Map: Occlusion, in points." in text
    assert "Selected tile: row 2, column 2, Occlusion: " in text
    assert said[-1][1].startswith("Selected tile: row 2, column 2, Occlusion: ")
    window.actions_by_key["describe"].trigger()
    assert asked[-1] == ("description", (text.removesuffix(f"\n{USE}"),))
    path = window.controller.session.image.current
    assert window.cases.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole) == "spot-1.png, 0.71 uncalibrated, ok"
    assert spoken_text(window.controller.session, path.with_name("other.png")) == "other.png"


def test_tab_leaves_the_tables(qtbot, window):
    sheet = ScoreSheetDialog(window, DEFAULT_SHEET)
    qtbot.addWidget(sheet)
    assert [table.tabKeyNavigation() for table in (*sheet.findChildren(QTableView), Grid("Raters"))] == [False, False]


# -- keyboard ----------------------------------------------------------------------------------------------------------
def edges(window, part):
    """The picture of `part` and 4 px around it, of large parts only their edges."""
    area = QRect(part.mapTo(window, QPoint()), part.size()).adjusted(-4, -4, 4, 4)
    picture = window.grab(area).toImage()
    if max(area.width(), area.height()) <= 400:
        return picture
    return [picture.copy(0, 0, picture.width(), 12), picture.copy(0, 0, 12, picture.height())]


def tab_chain(window):
    """Return the widgets that Tab reaches, from the list of images on, and those whose picture shows no focus."""
    window.activateWindow()
    window.cases.list.setFocus(Qt.FocusReason.TabFocusReason)
    reached, unseen = [], []
    while QApplication.focusWidget() not in reached:
        part = QApplication.focusWidget()
        reached.append(part)
        QApplication.processEvents()
        focused = edges(window, part)
        QTest.keyClick(part, Qt.Key.Key_Tab)
        QApplication.processEvents()
        if focused == edges(window, part):
            unseen.append(part)
    return reached, unseen


def test_tab_reaches_every_control_and_each_shows_the_focus(analysed, access):
    analysed.controller.change(lambda s: s.viewed(**(ALL_PANELS | {"inside": False})))
    reached, unseen = tab_chain(analysed)
    assert [type(part).__name__ for part in unseen] == []
    parts = (
        analysed.canvas.view, analysed.cases.list, analysed.regions.list, analysed.map.kind, analysed.map.opacity,
        analysed.status.scale, analysed.status.magnification, analysed.queue.view,
    )  # fmt: skip
    assert [type(part).__name__ for part in parts if part not in reached] == []
    able = [one.object() for one in access.controls(analysed) if isinstance(one.object(), QWidget)]
    wanting = [part for part in able if part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [type(part).__name__ for part in wanting if part not in reached] == []


def test_the_tissue_has_a_frame_only_after_the_tab_key(window, opened):
    opened()
    window.activateWindow()
    window.cases.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert window.focus_frame.frame.parentWidget() is window.cases.list
    window.canvas.setFocus(Qt.FocusReason.MouseFocusReason)
    assert window.focus_frame.frame is None
    window.cases.list.setFocus(Qt.FocusReason.TabFocusReason)
    window.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    frame = window.focus_frame.frame
    assert isinstance(frame.parentWidget(), QAbstractScrollArea)
    assert frame.geometry() == window.canvas.view.rect()
    window.resize(1100, 700)
    QApplication.processEvents()
    assert frame.geometry() == window.canvas.view.rect()

"""The offer to find cores, and the list of cores beside the overview."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from app.window.main_window import LEAST_TISSUE_PX
from app.window.panels.core_rows import core_rows, count_text, matches
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.result.saved_regions import SavedRegion, SavedResult
from model.tma.array import Core, TmaArray
from model.tma.finding import FoundArray
from model.tma.labels import Place

ARRAY = Path("/data/array.svs")


def array():
    """Two rows of three cores. B-2 is missing, and A-1 and A-3 have a case."""
    cases = {(0, 0): "P-7", (0, 2): "P-2"}
    return TmaArray(tuple(
        Core(Place(row, col), PointL0(2500 + 5000 * col, 2500 + 5000 * row), 1700.0,
             "missing" if (row, col) == (1, 1) else "present", case_id=cases.get((row, col)))
        for row in range(2) for col in range(3)
    ))  # fmt: skip


@pytest.fixture
def slide(tasks, fakes):
    tasks.slides["array.svs"] = lambda path: fakes.PaintedSlide(path, 15000, 0.286)
    tasks.found = FoundArray(array(), ())
    return tasks


@pytest.fixture
def listed(qtbot, slide, window, opened):
    """The window with the list of the six cores. A-1 and A-3 have results of the model, 0.8 and 0.3 with a caution."""
    opened(ARRAY)
    window.controller.find_cores()
    qtbot.waitUntil(lambda: window.controller.session.cores.array is not None)
    session, sha = window.controller.session, window.controller.session.bundle.sha256
    saved = []
    for label, p, level in (("A-1", 0.8, "ok"), ("A-3", 0.3, "caution")):
        region = session.laid_over(session.cores.array.core(label)).region
        result = made_result(sha, p, level)
        saved.append(SavedRegion(region, (result,)))
    window.controller.change(lambda s: replace(s, region=replace(s.region, saved=tuple(saved))))
    return window.core_list


def made_result(sha, p, level):
    group = "low risk" if p >= 0.5 else "high risk"
    return SavedResult(p, "uncalibrated", group, level, "demo 1", sha, True, "exact", "2026-11-30")


def test_a_slide_that_looks_like_an_array_gets_the_offer(qtbot, slide, window, opened):
    slide.arrays = frozenset({ARRAY.name})
    opened(ARRAY)
    offer = window.notices.cores
    qtbot.waitUntil(offer.isVisible)
    offer.yes.click()
    qtbot.waitUntil(lambda: window.controller.session.cores.array is not None)
    assert not offer.isVisible()


def test_the_offer_can_be_refused_and_other_slides_get_none(qtbot, slide, window, opened):
    slide.arrays = frozenset({ARRAY.name})
    opened(ARRAY)
    qtbot.waitUntil(window.notices.cores.isVisible)
    window.notices.cores.no.click()
    assert not window.notices.cores.isVisible()
    assert window.controller.session.cores.array is None
    slide.arrays = frozenset()
    slide.slides["slide.svs"] = slide.slides["array.svs"]
    opened(Path("/data/slide.svs"))
    assert not window.notices.cores.isVisible()


@pytest.mark.parametrize(("percent", "size"), [(100, (1280, 720)), (150, (1280, 720)), (200, (1280, 720)),
                                              (150, (1024, 600)), (200, (900, 600))])  # fmt: skip
def test_the_tissue_keeps_its_room_beside_the_list(qtbot, german, slide, opened, percent, size):
    """Once 115 px of it were left, and the first layout after the list was opened was wrong."""
    window = opened(ARRAY)
    window.controller.change(lambda s: s.viewed(text_percent=percent))
    window.resize(*size)
    QApplication.processEvents()
    window.controller.find_cores()
    qtbot.waitUntil(window.core_list.isVisible)
    # The list takes what the tissue leaves, one event later where the layout of the docks was busy.
    qtbot.waitUntil(lambda: window.core_list.width() > (300 if size[0] == 1280 else 189))
    assert window.canvas.width() >= LEAST_TISSUE_PX
    window.controller.cores.select(window.controller.session.cores.array.cores[0])
    window.controller.analyse()
    qtbot.waitUntil(lambda: window.controller.session.analysis.prediction is not None)
    qtbot.waitUntil(lambda: window.controller.session.work.activity == "idle")
    qtbot.waitUntil(lambda: window.canvas.width() >= LEAST_TISSUE_PX)
    assert (window.width(), window.height()) == size
    window.controller.change(lambda s: s.viewed(core_list=False, text_percent=100))
    assert window.cases.isVisible()


def widened(qtbot, listed, width):
    """Let the list float, `width` px wide."""
    listed.setFloating(True)
    listed.resize(width, 400)
    qtbot.waitUntil(lambda: listed.width() == width)
    return listed


def test_the_list_names_cases_probabilities_and_verdicts(qtbot, listed):
    assert listed.isVisible()
    widened(qtbot, listed, 900)
    qtbot.waitUntil(lambda: listed.table.isColumnHidden(2) is False)
    assert listed.shown == ("A-1", "A-2", "A-3", "B-1", "B-2", "B-3")
    texts = [[listed.table.item(row, col).text() for col in range(4)] for row in (0, 1, 2, 4)]
    assert [text[1] for text in texts] == ["P-7", "", "P-2", ""]
    assert [text[2][:4] for text in texts] == ["0.80", "", "0.30", ""]
    assert "uncalibrated" in texts[0][2]
    assert [text[3] for text in texts] == ["ok", "not analysed", "caution", "missing"]
    assert listed.count.text() == "2 of 6 analysed"


def test_a_heading_sorts_and_cores_without_a_value_stay_last(qtbot, listed):
    header = listed.table.horizontalHeader()
    header.sectionClicked.emit(2)
    assert listed.shown[:2] == ("A-3", "A-1")
    header.sectionClicked.emit(2)
    assert listed.shown[:2] == ("A-1", "A-3")
    header.sectionClicked.emit(3)
    assert listed.shown[:2] == ("A-1", "A-3")
    assert listed.shown[-1] == "B-2"


def test_a_narrow_list_needs_no_scrolling_sideways_and_drops_nothing(qtbot, listed):
    """Names, cases, numbers with their qualifiers and verdicts once needed a scroll bar at the bottom."""
    widened(qtbot, listed, 230)
    qtbot.waitUntil(lambda: listed.table.isColumnHidden(2))
    qtbot.waitUntil(lambda: listed.table.horizontalScrollBar().maximum() == 0)
    shown = [listed.table.item(0, column).text() for column in range(4) if not listed.table.isColumnHidden(column)]
    assert shown == ["A-1\nP-7", "ok\n0.80 uncalibrated"]
    assert listed.table.rowHeight(0) >= 2 * listed.table.fontMetrics().height()
    widened(qtbot, listed, 900)
    qtbot.waitUntil(lambda: not listed.table.isColumnHidden(2))
    assert listed.table.item(0, 0).text() == "A-1"


def test_the_list_is_sorted_by_keyboard_and_the_arrow_points_up_for_ascending(qtbot, listed):
    listed.by.setCurrentIndex(2)
    assert listed.shown[:2] == ("A-3", "A-1")
    header = listed.table.horizontalHeader()
    assert header.sortIndicatorSection() == 2
    assert header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder, "Qt draws this arrow pointing up"
    listed.descending.click()
    assert listed.shown[:2] == ("A-1", "A-3")
    assert header.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
    header.sectionClicked.emit(1)
    assert (listed.by.currentIndex(), listed.descending.isChecked()) == (1, False)


def test_a_search_for_cores_shows_its_stage_and_can_be_cancelled(qtbot, slide, window, opened):
    opened(ARRAY)
    slide.opening_gate = threading.Semaphore(0)
    window.controller.find_cores()
    offer = window.notices.cores
    qtbot.waitUntil(lambda: offer.text.text().startswith("Finding cores · "))
    assert offer.isVisible()
    assert offer.yes.isHidden()
    window.controller.change(lambda s: s.progressed(s.work.run, Progress("finding cores", 2, 5), 0.0))
    assert offer.text.text().startswith("Finding cores, 40 % · ")
    assert (offer.bar.value(), offer.bar.maximum()) == (2, 5)
    offer.cancel.click()
    assert not offer.isVisible()
    assert window.controller.session.work.activity == "idle"
    slide.opening_gate.release()


def test_a_filter_without_a_hit_says_so_and_can_be_cleared(listed):
    listed.filter.setText("xyzzy")
    assert listed.shown == ()
    assert listed.nothing.isVisible()
    listed.nothing.clear.click()
    assert not listed.nothing.isVisible()
    assert len(listed.shown) == 6


def test_the_filter_finds_case_and_verdict(listed):
    listed.filter.setText("p-2")
    assert listed.shown == ("A-3",)
    assert listed.count.text() == "2 of 6 analysed, 1 shown"
    listed.filter.setText("not analysed")
    assert listed.shown == ("A-2", "B-1", "B-3")


def test_the_keyboard_selects_the_next_core_and_the_tissue_marks_its_row(qtbot, window, listed):
    listed.table.setFocus()
    listed.table.setCurrentCell(0, 0)
    assert window.controller.session.core_here.label == "A-1"
    qtbot.keyClick(listed.table, Qt.Key.Key_Down)
    assert window.controller.session.core_here.label == "A-2"
    window.controller.cores.select(window.controller.session.cores.array.core("B-3"))
    assert listed.table.currentRow() == 5


def test_the_list_can_be_closed_and_returns_from_the_menu(window, listed):
    listed.close()
    QApplication.processEvents()
    assert not window.controller.session.view.core_list
    assert not listed.isVisible()
    window.actions_by_key["core-list"].trigger()
    assert listed.isVisible()
    window.controller.change(lambda s: s.closed())
    assert not listed.isVisible()


def test_rows_and_counts_are_plain_values(window, listed):
    rows = core_rows(window.controller.session)
    assert matches(rows[0], "P-7 ok")
    assert not matches(rows[0], "P-7 caution")
    assert count_text(rows, 6) == "2 of 6 analysed"


def test_the_column_of_cases_is_shown_once_a_case_is_known(qtbot, window, listed):
    widened(qtbot, listed, 900)
    assert not listed.table.isColumnHidden(1)
    nameless = TmaArray(tuple(replace(core, case_id=None) for core in array().cores))
    window.controller.change(lambda s: replace(s, cores=replace(s.cores, array=nameless)))
    assert listed.table.isColumnHidden(1)
    assert listed.table.item(0, 3).text()


def test_a_long_qualifier_leaves_room_for_the_verdict(qtbot, listed, window):
    widened(qtbot, listed, 900)
    saved = window.controller.session.region.saved[0]
    result = replace(saved.results[0], qualifier="Platt-scaled on 58 patients")
    window.controller.change(
        lambda s: replace(s, region=replace(s.region, saved=(replace(saved, results=(result,)), *s.region.saved[1:])))
    )
    item = listed.table.item(0, 2)
    assert item.text() == "0.80 calibrated"
    assert item.toolTip().endswith("0.80 Platt-scaled on 58 patients")


def test_a_row_has_the_menu_of_its_core_and_selects_it(window, listed):
    place = listed.table.visualRect(listed.table.model().index(2, 0)).center()
    listed.table.customContextMenuRequested.emit(place)
    (menu,) = [one for one in listed.table.findChildren(QMenu) if one.isVisible()]
    enabled = {action.text() for action in menu.actions() if action.isEnabled()}
    menu.close()
    assert window.controller.session.core_here.label == listed.shown[2]
    assert {"Mark the core as missing or present", "Remove the core", "Import a core map …"} <= enabled

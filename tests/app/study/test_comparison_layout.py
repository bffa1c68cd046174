"""The comparison in small windows and in German: no text over a curve, no number cut, nothing in two languages."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QLabel, QWidget

from app.session.comparison_state import ComparisonState
from app.session.store import Session, Store
from app.start import language
from app.study.comparison import controller as comparison_controller
from app.study.comparison.axis import NUDGE_PX
from app.study.comparison.calibration_plot import CalibrationPlot
from app.study.comparison.column_widths import Column, widths_of
from app.study.comparison.controller import ENGLISH, ComparisonController
from app.study.comparison.decision_plot import DecisionPlot
from app.study.comparison.facts_line import FactsLine
from app.study.comparison.figure_page import FigurePage
from app.study.comparison.forest_plot import ForestPlot
from app.study.comparison.grid import Grid
from app.study.comparison.halves import Halves
from app.study.comparison.legend import Legend
from app.study.comparison.roc_plot import RocPlot
from app.study.comparison.shown_text import (
    rater_name,
    shown,
    shown_table,
    statement_text,
    term_text,
    threshold_text,
)
from app.study.comparison.survival_plot import SurvivalPlot
from app.study.comparison.tables_panel import TablesPanel
from app.study.comparison.view import facts_of
from app.study.source_text import source_text
from app.ui.jobs import JobRunner
from app.ui.theme import DARK, apply_theme
from model.comparison.data.origin import from_images
from model.comparison.report.text_table import TextTable
from model.statistics.estimate import NotGiven

LETTER_PX = 6


def advance(text):
    return LETTER_PX * len(text)


def test_a_number_and_the_longest_word_always_fit_and_the_rest_of_the_width_is_shared():
    columns = [
        Column("n", ["116"]),
        Column("AUC, outcome known", ["0.79\n(0.68 to 0.90)\np < 0.001"]),
        Column("reason", ["no patient has a value of the rater and of every covariate"]),
    ]
    narrow = widths_of(columns, 0, advance, LETTER_PX, 10)
    assert narrow[0] == advance("116") + 10
    assert narrow[1] == advance("(0.68 to 0.90)") + 10
    assert narrow[2] < advance(columns[2].texts[0]), "a long text is broken into lines"
    wide = widths_of(columns, 2000, advance, LETTER_PX, 10)
    assert wide[2] == advance(columns[2].texts[0]) + 10
    between = widths_of(columns, sum(narrow) + 60, advance, LETTER_PX, 10)
    assert sum(narrow) + 57 <= sum(between) <= sum(narrow) + 60


def test_the_names_of_rows_stay_visible_take_a_third_at_most_and_are_copied(qtbot):
    grid = Grid("flow")
    qtbot.addWidget(grid)
    name = "lost before the horizon: included by censoring weights or curves"
    grid.fill(["patients"], [["−4"], ["2"]], [name, "with an event"], "step")
    grid.fit(300)
    assert grid.verticalHeader().width() <= 102
    assert grid.verticalHeaderItem(0).text().replace("\n", " ") == name
    lines = grid.verticalHeaderItem(0).text().count("\n") + 1
    assert grid.rowHeight(0) >= lines * grid.fontMetrics().lineSpacing() > grid.rowHeight(1)
    corner = next(label for label in grid.findChildren(QLabel) if label.text() == "step")
    assert not corner.isHidden()
    grid.selectAll()
    assert grid.selected_text() == f"{name}\t-4\nwith an event\t2"


def test_tables_and_figures_take_turns_where_there_is_no_room_for_both(qtbot):
    tables, plots = QWidget(), QWidget()
    halves = Halves(tables)
    qtbot.addWidget(halves)
    qtbot.addWidget(halves.turns)
    halves.add_plots(plots)
    letter = halves.fontMetrics().averageCharWidth()
    halves.resize(200 * letter, 300)
    halves.show()
    qtbot.waitUntil(lambda: tables.isVisible() and plots.isVisible())
    assert halves.turns.isHidden()
    assert halves.shows_plots
    halves.resize(120 * letter, 300)
    qtbot.waitUntil(lambda: not plots.isVisible())
    assert tables.isVisible()
    assert halves.turns.isVisible()
    assert not halves.shows_plots
    halves.turns.figures.click()
    qtbot.waitUntil(lambda: plots.isVisible() and not tables.isVisible())
    assert halves.shows_plots
    halves.resize(200 * letter, 300)
    qtbot.waitUntil(lambda: tables.isVisible() and plots.isVisible())


def test_a_legend_has_every_name_and_more_rows_where_it_is_narrow(qtbot):
    legend = Legend()
    qtbot.addWidget(legend)
    names = [f"majority of readers {number}: 0.71 (0.53 to 0.89)" for number in range(5)]
    legend.show_entries([(name, QPen(QColor("red"))) for name in names])
    assert legend.entries == tuple(names)
    one = legend.heightForWidth(5000)
    assert legend.heightForWidth(10) >= 5 * one
    legend.show_entries([])
    assert legend.isHidden()


def test_a_plot_keeps_a_useful_height_and_its_texts_stand_beside_it_on_a_low_page(qtbot, comparison):
    chart = SurvivalPlot()
    page = FigurePage(chart)
    qtbot.addWidget(page)
    page.resize(300, 120)
    page.show()
    chart.show_comparison(comparison.page, DARK)
    lines = chart.lines_px(1)
    qtbot.waitUntil(lambda: chart.height() >= 12 * lines)
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    assert not page.beside
    assert page.legend.entries == tuple(f"{c.name} ({c.events}/{c.patients})" for c in chart.curves)
    page.resize(1400, 360)
    qtbot.waitUntil(lambda: bool(page.beside) and page.facts.x() > chart.x() + chart.width())
    qtbot.waitUntil(lambda: chart.height() <= page.viewport().height())


def test_no_text_of_a_plot_is_drawn_over_the_curves(qtbot, comparison):
    chart = RocPlot()
    # pyqtgraph takes the process with it if a plot without parent is closed.
    page = FigurePage(chart)
    qtbot.addWidget(page)
    chart.show_comparison(comparison.page, DARK)
    assert chart.facts
    assert not [item for item in chart.plot.items if hasattr(item, "toPlainText")]


def test_the_axis_of_hazard_ratios_keeps_its_share_of_a_narrow_plot(qtbot, comparison):
    chart = ForestPlot()
    page = FigurePage(chart)
    qtbot.addWidget(page)
    page.resize(380, 500)
    page.show()
    chart.show_comparison(comparison.page, DARK)
    qtbot.waitUntil(lambda: chart.stacked and chart.width() < 400)
    assert chart.plot.getAxis("left").minimumWidth() <= 0.6 * chart.width()
    page.resize(1400, 500)
    qtbot.waitUntil(lambda: not chart.stacked)


@pytest.mark.parametrize("width", [380, 1400])
def test_the_whole_reason_stands_where_there_is_no_hazard_ratio(qtbot, comparison, width):
    """It ended in "…" after 34 characters."""
    page = comparison.page
    reason = "all patients have the same value, or one of the two groups has no event"
    ada = page.rater("Ada")
    lacking = {key: NotGiven(reason) if key.startswith("hr_") else found for key, found in ada.estimates.items()}
    named = replace(ada, name="Professor Maximiliane von Berglage", estimates=lacking)
    raters = tuple(named if rater is ada else rater for rater in page.raters)
    chart = ForestPlot()
    shown_on = FigurePage(chart)
    qtbot.addWidget(shown_on)
    shown_on.resize(width, 500)
    shown_on.show()
    chart.show_comparison(replace(page, raters=raters), DARK)
    qtbot.waitUntil(lambda: chart.width() > width / 2)
    sides = ("left",) if chart.stacked else ("left", "right")
    texts = [text for side in sides for level in chart.plot.getAxis(side)._tickLevels for _, text in level]
    said = " ".join(" ".join(texts).split())
    assert reason in said
    assert named.name in said
    assert "…" not in said
    most = max(text.count("\n") + 1 for text in texts)
    assert chart.minimumHeight() >= len(chart.rows) * chart.lines_px(most)


def room_above(axis):
    """The height in px that the title of an axis leaves to the numbers above it."""
    return axis.size().height() - axis.label.boundingRect().height() + NUDGE_PX


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_title_of_an_axis_is_cut(request, qtbot, qapp, comparison, percent, language):
    """In German, the title below the calibration curve was wider than the plot."""
    if language == "de":
        request.getfixturevalue("german")
    apply_theme(qapp, "dark", percent)
    try:
        for chart in (SurvivalPlot(), CalibrationPlot(), RocPlot(), DecisionPlot(), ForestPlot()):
            shown_on = FigurePage(chart)
            qtbot.addWidget(shown_on)
            shown_on.resize(round(300 * percent / 100), 500)
            shown_on.show()
            chart.show_comparison(comparison.page, DARK)
            axis = chart.plot.getAxis("bottom")
            box = chart.plot.getViewBox()
            qtbot.waitUntil(lambda axis=axis, box=box: axis.label.textWidth() == max(1.0, box.width()))
            title = axis.label.sceneBoundingRect()
            assert chart.sceneRect().left() <= title.left(), type(chart).__name__
            assert title.right() <= chart.sceneRect().right(), type(chart).__name__
            need = axis.label.document().idealWidth()
            assert need <= axis.label.textWidth() + 1, f"a word of {type(chart).__name__} is wider than its line"
            numbers = chart.lines_px(1)
            qtbot.waitUntil(lambda axis=axis, numbers=numbers: room_above(axis) >= numbers)
    finally:
        apply_theme(qapp, "dark", 100)


def test_the_threshold_has_the_answer_as_the_sheet_shows_it(german, comparison):
    ada = comparison.page.rater("Ada")
    assert ada.threshold.origin == "the answer 'high' of the score sheet", "files stay English"
    assert threshold_text(ada.threshold) == "die Antwort 'hoch' des Erhebungsbogens"
    typed = replace(ada.threshold, own_answer="")
    assert threshold_text(typed) == "die Antwort 'high' des Erhebungsbogens", "people's own words stay as typed"


def test_the_last_line_is_one_line_with_the_whole_text_behind_a_button(qtbot):
    line = FactsLine()
    qtbot.addWidget(line)
    text = "60 patients; horizon 5 years; " * 20
    line.show_text(text)
    line.resize(300, line.sizeHint().height())
    line.show()
    assert line.text() == text, "screen readers get the whole text"
    assert line.height() < 3 * line.fontMetrics().lineSpacing()
    line.more.click()
    assert line.dialog.text.toPlainText() == text
    assert line.dialog.text.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    line.dialog.reject()


def test_leakage_is_a_warning_of_its_own(comparison):
    table = replace(comparison.page.table, origin=from_images(3, 0, 0, 30))
    assert facts_of(replace(comparison.page, table=table)).startswith("LEAKAGE")


def test_estimates_tests_and_names_follow_the_language(german):
    assert shown("0.22 (-0.07 to 0.37), p 0.005") == "0,22 (−0,07 bis 0,37), p 0,005"
    assert shown("chi2 9.71, 1 df, p < 0.001") == "Chi² 9,71, 1 FG, p < 0,001"
    assert shown("0.18, 0.27") == "0,18, 0,27"
    assert shown("0.86 (0.67 to 0.95) (counted)") == "0,86 (0,67 bis 0,95) (gezählt)"
    assert rater_name("model - majority of readers") == "Modell - Mehrheit der Befunder"
    assert rater_name("Marlow and Bo") == "Marlow und Bo"
    assert term_text("Ada (high against low risk)") == "Ada (hohes gegen niedriges Risiko)"
    assert shown("demo 1.0, sha256 3f2a91bc, exact") == "demo 1.0, sha256 3f2a91bc, exakt", "a version is no number"
    assert statement_text("model - Ada: No average over readers: there are no events.").startswith("Modell - Ada: Kein")


def test_the_words_of_the_score_sheet_and_names_of_people_stay_as_they_are(german, comparison):
    facts = "study colon (a.histostudy); model demo 1.0; spots combined by mean survival probability"
    text = source_text(f"{facts}; codes: risk: 0 low, 1 high")
    assert text.endswith("Codes: risk: 0 low, 1 high")
    assert text.startswith("Studie colon (a.histostudy); Modell demo 1.0; Spots")
    page = comparison.page
    ada = replace(page.table.raters[1], name="high")
    page = replace(page, table=replace(page.table, raters=(ada,)))
    table = shown_table(TextTable("Left out", ("patient", "reason"), (("high", "it has no outcome"),)), page)
    assert table.rows == (("high", "ohne bekannten Verlauf"),)
    assert table.header == ("Patient", "Grund")


def test_no_table_of_the_comparison_is_left_in_english(german, qtbot, comparison):
    """Common words of the model's tables, in every cell, heading, title and note of the tabs."""
    panel = TablesPanel()
    qtbot.addWidget(panel)
    panel.show_comparison(comparison.page, DARK)
    texts = [label.text() for label in panel.findChildren(QLabel)]
    for grid in panel.findChildren(Grid):
        texts += [grid.horizontalHeaderItem(column).text() for column in range(grid.columnCount())]
        for row in range(grid.rowCount()):
            side = grid.verticalHeaderItem(row)
            texts += [side.text()] if side is not None else []
            texts += [grid.item(row, column).text() for column in range(grid.columnCount()) if grid.item(row, column)]
    english = {"the", "of", "with", "without", "known", "lost", "events", "patients", "risk", "readers", "model", "are"}
    found = [text for text in texts if english & set(text.replace(",", " ").replace("(", " ").lower().split())]
    assert found == []
    assert len(texts) > 200


def test_the_stages_of_work_and_the_notice_about_files_are_german(german, monkeypatch, tmp_path):
    store = Store(Session())
    runner = JobRunner("test")
    controller = ComparisonController(store, runner, lambda: None, lambda: True)
    try:
        controller._report(comparison_controller.Progress("writing the report", 10, 35))
        assert store.session.comparison.working == "Bericht wird geschrieben 10/35"
        monkeypatch.setattr(controller, "_start", lambda latest, task, then: then((tmp_path / "survival.svg",)))
        controller._write("", lambda: None, tmp_path)
        notice = store.session.comparison.notice
        assert notice.remedy == "Auf Englisch gespeichert, wie alle Dateien."
        language.use(None)
        controller._write("", lambda: None, tmp_path)
        assert store.session.comparison.notice.remedy == "", f"{ENGLISH} says nothing in an English window"
        assert isinstance(store.session.comparison, ComparisonState)
    finally:
        controller.shutdown()
        runner.shutdown()

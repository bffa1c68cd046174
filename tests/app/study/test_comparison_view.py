"""The comparison in the window: what it shows, what a click does, and that no reader ever sees it."""

import math
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QPushButton

from app.actions import action_table as commands
from app.session.values import Notice
from app.study.comparison import survival_plot
from app.study.comparison.cross_table import CrossTable
from app.study.comparison.grid import Grid
from app.study.comparison.plot_panel import INCIDENCE
from app.study.comparison.text_tables import TextTables
from app.study.comparison.view import STALE
from app.study.dialogs.sign_in import SignIn
from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.data.origin import from_images
from model.comparison.data.rater_table import OTHER, Rater, RaterTable
from model.comparison.data.second_reads import second_reads
from model.comparison.data.subgroups import by_category
from model.comparison.report.answers_file import read_rule
from model.comparison.report.text_table import TextTable
from model.study.comparison_request import ComparisonRequest
from model.study.store import open_study

QUICK = ComparisonRequest(draws=10)


@pytest.fixture
def user(qtbot, window, study_file, known):
    """A window with the study open and a quick page wished for, not made yet."""
    window.study.open(study_file)
    window.until = lambda condition: qtbot.waitUntil(lambda: bool(condition()))
    window.until(lambda: len(window.controller.session.study.spots) == known["patients"])
    window.study.comparison.ask_for(QUICK)
    return window


@pytest.fixture
def page(user, comparison):
    """The window with the page on the screen, made beforehand."""
    user.study.comparison.change(replace(user.controller.session.comparison, comparison=comparison))
    commands.run("study-page", user.context)
    assert not user.controller.session.comparison.stale
    return user


def on_screen(window):
    parts = [*window.findChildren(QLabel), *window.findChildren(QPushButton)]
    return " | ".join(part.text() for part in parts if part.isVisible())


def cells(grid, row):
    labels = [grid.verticalHeaderItem(number).text() for number in range(grid.rowCount())]
    return [grid.item(labels.index(row), column).text() for column in range(grid.columnCount())]


def test_every_rater_stands_on_the_page_with_what_must_stand_beside_its_numbers(page, known):
    raters = page.room.comparison.tables.raters
    names = [raters.horizontalHeaderItem(column).text() for column in range(raters.columnCount())]
    assert names == ["model", "Ada", "Bo", "grade", "majority of readers"]
    deaths = sum(event for _, _, event in known["rows"]())
    assert cells(raters, "Patients, events")[0] == f"{known['patients']}, {deaths}"
    assert "DEMO MODEL; uncalibrated" in cells(raters, "Qualifier")[0]
    assert cells(raters, "Brier score")[1] == "the rater gives no probability"
    assert "Research use only." in on_screen(page)
    assert "model demo 1.0" in page.room.comparison.facts.text()
    plots = page.room.comparison.plots
    of = [plots.of.itemText(number) for number in range(plots.of.count())]
    assert of == [*names, "model and majority of readers", "model and Ada", "model and Bo", "all patients"]
    plots.survival.choose("model and Ada")
    assert [curve.patients for curve in plots.survival.curves] == [
        sum((known["survival"](n) < 0.5, known["read"]("Ada", n)) == (high, reader) for n in range(known["patients"]))
        for high in (False, True) for reader in (0, 1)
    ]  # fmt: skip
    plots.forest.show_published(True)
    assert [row.label for row in plots.forest.rows if row.hollow] == [
        "paper: VGG-16 + LSTM, TMA spot", "paper: visual risk score, TMA spot",
        "paper: histological grade, whole slide",
    ]  # fmt: skip


def test_axes_count_in_ones_also_when_the_page_is_drawn_again(page):
    for look in ("light", "dark"):
        page.controller.change(lambda s, look=look: s.viewed(theme=look))
        for chart in page.room.comparison.plots.charts:
            scales = {side: chart.plot.getAxis(side).autoSIPrefixScale for side in ("left", "bottom")}
            assert scales == {"left": 1, "bottom": 1}, f"{type(chart).__name__}: thousandths on an axis"


def test_the_figures_of_the_calibration_stand_beside_its_plot_not_over_it(page):
    plots = page.room.comparison.plots
    plots.tabs.setCurrentIndex(2)
    needed = ("slope", "intercept (slope 1)", "Brier", "weighted for censoring", "events by 5 years", "uncalibrated")
    facts = plots.pages[2].facts
    assert [text for text in needed if text not in facts.text()] == []
    assert facts.isVisible()


def test_the_smooth_calibration_curve_is_drawn_with_its_band_over_the_bins(page):
    chart = page.room.comparison.plots.calibration
    smooth = chart.comparison.raters[0].smooth
    lines = [item for item in chart.plot.listDataItems() if len(item.getData()[0]) == len(smooth.predicted)]
    assert lines[-1].getData()[1].tolist() == smooth.observed.tolist()
    assert sum(isinstance(item, pg.FillBetweenItem) for item in chart.plot.items) == 1


def test_the_risk_groups_have_a_tab_with_their_shares(page):
    tables = page.room.comparison.tables
    names = [tables.tabText(number) for number in range(tables.count())]
    assert names[:3] == ["Raters", "Risk groups", "Differences"]
    comparison = page.room.comparison.plots.comparison
    grid = tables.groups.grids[0]
    assert grid.rowCount() == sum(len(rater.at_horizon) for rater in comparison.raters)


def test_a_cell_of_the_reclassification_lists_its_cases_and_one_opens_in_the_viewer(page, known):
    chosen = next(b for b in page.findChild(CrossTable).cells if b.accessibleName().startswith("model high, majority"))
    chosen.click()
    assert not page.controller.session.comparison.shown
    rows = [page.room.overview.list.topLevelItem(row) for row in range(page.room.overview.list.topLevelItemCount())]
    # Split evenly between two readers, a patient has no majority.
    expected = [
        f"P{n:02d}" for n in range(known["patients"])
        if known["survival"](n) < 0.5 and (known["read"]("Ada", n), known["read"]("Bo", n)) == (0, 0)
    ]  # fmt: skip
    assert [row.text(0) for row in rows] == expected
    assert expected
    page.room.overview.list.itemActivated.emit(rows[0], 0)
    page.until(lambda: page.controller.session.image.opened is not None)
    assert page.controller.session.image.opened.record.path.endswith(f"s{expected[0][1:]}.png")
    assert page.controller.session.workspace == "viewer"
    commands.run("to-study", page.context)
    page.room.overview.all.click()
    assert page.room.overview.list.topLevelItemCount() == known["patients"]


def test_new_reads_make_the_page_stale_until_it_is_made_anew(page, study_file):
    more = study_file.with_name("more.csv")
    more.write_text("reader,patient_id,risk\nCleo,P00,1\nCleo,P01,0\n")
    page.context.study.import_reads(more)
    page.until(lambda: page.controller.session.comparison.stale)
    assert STALE in on_screen(page)
    page.room.comparison.options.prevalence.setValue(0.2)
    page.until(lambda: not page.controller.session.comparison.working and not page.controller.session.comparison.stale)
    assert page.controller.session.comparison.comparison.page.options.prevalence == 0.2
    assert "Cleo" in [rater.name for rater in page.controller.session.comparison.comparison.page.raters]
    assert STALE not in on_screen(page)


def test_nothing_of_the_page_is_left_while_somebody_reads(page, answers):
    page.findChild(CrossTable).cells[0].click()
    commands.run("study-page", page.context)
    answers["reader"] = SignIn("Dora", False)
    commands.run("study-read", page.context)
    controller = page.controller
    page.until(
        lambda: controller.session.workspace == "reading" and controller.session.study.reading is not None
    )
    assert page.controller.session.comparison.comparison is None
    assert page.controller.session.study.only is None
    assert page.room.comparison.plots is None
    assert page.room.comparison.tables.raters.rowCount() == 0
    assert not commands.possible(commands.command("study-page"), page.controller.session)
    page.study.comparison.show()
    page.study.comparison.make()
    assert not page.controller.session.comparison.shown
    assert not page.controller.session.comparison.computing
    page.study.leave()
    page.until(lambda: page.controller.session.comparison.open)
    assert page.controller.session.workspace == "study"


def test_open_reads_are_told_before_the_page_and_its_opening_is_noted(user, answers, study_file, known):
    answers["reader"] = SignIn("Dora", False)
    commands.run("study-read", user.context)
    user.until(lambda: user.controller.session.study.reading is not None)
    user.study.leave()
    user.until(lambda: user.controller.session.comparison.open)
    user.study.comparison.ask_for(QUICK)
    commands.run("study-page", user.context)
    said = on_screen(user)
    count = known["patients"]
    assert f"{count} blinded reads are still open (Dora {count} of {count})" in said
    assert user.controller.session.comparison.comparison is None
    assert not user.controller.session.comparison.working, "not before it was asked for in full knowledge"
    user.room.comparison.gate.make.click()
    user.until(lambda: user.controller.session.comparison.comparison is not None)
    assert "still open" in on_screen(user)
    user.study.close()
    user.until(lambda: not user.study._saver.is_busy)
    with open_study(study_file) as study:
        notes = [row["detail"] for row in study.rows("SELECT detail FROM log WHERE what = 'page opened'")]
    assert notes == [f'{{"open_reads": {{"Dora": {count}}}}}']


def test_the_figure_on_the_screen_is_saved_for_publication(page, answers, asked, tmp_path):
    page.room.comparison.plots.tabs.setCurrentIndex(1)
    answers["figure"] = tmp_path / "figure 2.svg"
    page.room.comparison.figure.click()
    page.until(lambda: (tmp_path / "figure 2.svg").exists() and page.controller.session.comparison.notice is not None)
    assert asked[-1][1][0].name == "roc_weighted.svg"
    assert "ROC at 5 years, weighted for censoring" in (tmp_path / "figure 2.svg").read_text()
    assert page.controller.session.comparison.written == (tmp_path / "figure 2.svg",)
    answers["figure"] = tmp_path / "figure.doc"
    page.room.comparison.figure.click()
    page.until(lambda: "cannot be saved as .doc" in page.room.comparison.notice.text())


def test_what_cannot_be_made_is_told_in_place_of_the_page(user):
    user.study.comparison.ask_for(ComparisonRequest(covariates=("shoe size",)))
    commands.run("study-page", user.context)
    controller = user.controller
    user.until(
        lambda: controller.session.comparison.notice is not None and not controller.session.comparison.working
    )
    assert "no covariate 'shoe size'" in on_screen(user)


def test_leakage_and_the_tabs_of_informed_reads_and_groups_stand_only_where_they_are(page, comparison):
    tables = page.room.comparison.tables
    assert "Validation: " in page.room.comparison.facts.text()
    assert "LEAKAGE" not in page.room.comparison.facts.text()
    assert tables.isTabVisible(tables.indexOf(tables.subgroups)) == (comparison.page.subgroups is not None)
    assert len(tables.informed.grids) == 1, "readers as a sample only: nobody read again"
    table = comparison.page.table
    ada = table.rater("Ada").values
    table = replace(
        table,
        origin=from_images(3, 0, 0, len(ada)),
        second_reads=(second_reads("Ada", ada, ada),),
        subgroupings=(by_category("half", ["ab"[number % 2] for number in range(len(ada))]),),
    )
    made = result_of(comparison_of(table, replace(comparison.page.options, draws=10)))
    state = page.controller.session.comparison
    page.study.comparison.change(replace(state, comparison=replace(comparison, page=made)))
    tables = page.room.comparison.tables
    names = [grid.accessibleName() for grid in tables.informed.grids]
    assert "Effect of the model on the readers: changed answers" in names
    assert tables.isTabVisible(tables.indexOf(tables.informed))
    assert tables.subgroups.grids[0].rowCount() == 2 * len(made.raters)
    assert page.room.comparison.facts.text().startswith("LEAKAGE: the model was trained or tuned on 3 of")


def test_the_decision_curve_has_a_gap_where_there_is_no_number(page, comparison):
    """A line across the gap stated a net benefit where too few of those acted on were followed."""
    curve = comparison.page.decision[1]
    benefit = curve.benefit.copy()
    benefit[40:50] = math.nan
    made = replace(comparison.page, decision=(comparison.page.decision[0], replace(curve, benefit=benefit)))
    page.study.comparison.change(
        replace(page.controller.session.comparison, comparison=replace(comparison, page=made))
    )
    drawn = [item for item in page.room.comparison.plots.decision.plot.listDataItems() if item.name() == curve.name]
    assert len(drawn) == 1
    assert drawn[0].opts["connect"] == "finite"
    assert np.isnan(drawn[0].getOriginalDataset()[1][40:50]).all()


def test_no_row_is_covered_and_no_text_cut_where_a_table_has_many_columns(qtbot):
    header = ("rater", "group", "n", "at the horizon: event / no event / lost", "AUC, outcome known at the horizon",
              "C-index (Harrell)", "Hazard ratio at the threshold", "Hazard ratio per SD", "Sensitivity",
              "Specificity")  # fmt: skip
    values = ["0.79 (0.68 to 0.90), p < 0.001"] * 6
    rows = tuple(("majority of readers", "female", "116", "28 / 53 / 35", *values) for _ in range(3))
    tables = TextTables("tables")
    qtbot.addWidget(tables)
    for width in (690, 900, 400):
        tables.resize(width, 600)
        tables.show()
        tables.show_tables((TextTable("Figures by sex", header, rows),))
        grid = tables.grids[0]
        qtbot.waitUntil(lambda grid=grid: grid.viewport().width() > 0)
        below = sum(grid.rowHeight(row) for row in range(grid.rowCount()))
        qtbot.waitUntil(lambda grid=grid, below=below: grid.viewport().height() >= below)
        metrics = QFontMetrics(grid.font())
        for column in range(grid.columnCount()):
            texts = [grid.horizontalHeaderItem(column).text(), *(grid.item(row, column).text() for row in range(3))]
            wide = max(metrics.horizontalAdvance(line) for text in texts for line in text.splitlines())
            assert wide <= grid.columnWidth(column), (width, header[column + 1])
        assert grid.rowHeight(0) >= 3 * metrics.lineSpacing(), "number, interval and p"
        assert grid.verticalHeader().width() <= width / 3 + 2
        side = [grid.verticalHeaderItem(row).text().replace("\n", " ") for row in range(3)]
        assert side == ["majority of readers"] * 3


def test_the_roc_curves_are_of_all_patients_or_of_those_known_at_the_horizon(page, comparison):
    plots = page.room.comparison.plots
    model = comparison.page.raters[0]
    for at, curve, text in ((0, model.roc_weighted, "weighted for censoring"), (1, model.roc, "left out")):
        plots.roc_of.setCurrentIndex(at)
        plots.roc_of.activated.emit(at)
        drawn = next(item for item in plots.roc.plot.listDataItems() if (item.name() or "").startswith("model"))
        assert drawn.getOriginalDataset()[1].tolist() == curve[1].tolist()
        assert text in plots.pages[1].facts.text()
        assert not [item for item in plots.roc.plot.items if isinstance(item, pg.TextItem)], "a text over the curves"
        assert plots.pages[1].legend.entries[0].startswith("model: ")
    plots.tabs.setCurrentIndex(1)
    assert plots.figure == "roc"


def test_without_curves_only_the_reason_is_drawn(page, monkeypatch):
    """The numbers at risk and the ticks of the curves before must not stay."""
    plot = page.room.comparison.plots.survival
    assert plot.counts.maximumHeight() > 0
    monkeypatch.setattr(survival_plot, "curves_and_notes", lambda *_: ((), ("nobody has an answer",)))
    plot.choose(plot.of)
    assert (plot.counts.minimumHeight(), plot.counts.maximumHeight()) == (0, 0)
    assert plot.counts.getAxis("left")._tickLevels == [[]]  # pyqtgraph has no other way to ask for ticks that were set
    assert [item.toPlainText() for item in plot.plot.items if hasattr(item, "toPlainText")] == ["Nobody has an answer."]


def test_complete_case_figures_are_shown_where_they_are_asked_for(page, comparison):
    view = page.room.comparison
    assert not view.options.complete_case.isChecked()
    view.options.complete_case.setChecked(True)
    page.until(lambda: page.controller.session.comparison.comparison is not comparison)
    page.until(lambda: not page.controller.session.comparison.working)
    made = page.controller.session.comparison.comparison.page
    assert made.options.complete_case
    labels = [view.tables.raters.verticalHeaderItem(row).text() for row in range(view.tables.raters.rowCount())]
    assert "PPV, complete case" in labels
    assert "Complete case" in [grid.accessibleName() for grid in view.tables.groups.grids]


def test_the_incidence_of_groups_and_causes_is_drawn_where_others_died_of_another_cause(page, comparison):
    plots = page.room.comparison.plots
    assert not plots.tabs.isTabVisible(INCIDENCE)
    table = comparison.page.table
    dead = [number % 6 == 1 and not event for number, event in enumerate(table.event)]
    table = replace(table, cause=tuple(OTHER if one else "" for one in dead))
    made = result_of(comparison_of(table, replace(comparison.page.options, draws=10)))
    state = page.controller.session.comparison
    page.study.comparison.change(replace(state, comparison=replace(comparison, page=made)))
    assert plots.tabs.isTabVisible(INCIDENCE)
    plots.tabs.setCurrentIndex(INCIDENCE)
    assert plots.incidence.incidences == made.raters[0].competing.incidences
    assert plots.figure == "incidence_model"
    curve = plots.incidence.incidences[1]
    drawn = [one for one in plots.incidence.plot.listDataItems() if (one.name() or "").startswith(curve.name)]
    assert drawn[0].getOriginalDataset()[1][-1] == curve.share[-1]
    assert f"{curve.at_risk(3.0)} at risk" in plots.incidence.text_at(3.0, 0.5)
    assert "Gray's test chi2" in plots.pages[INCIDENCE].facts.text()
    plots.incidence.choose("all patients")
    assert plots.incidence.incidences == made.causes
    assert len(plots.incidence.counts.items) > 0


def test_three_answers_have_a_tab_with_the_reason_where_patients_are_too_few(page, answers, tmp_path):
    tab = page.room.comparison.tables.answers
    assert tab.error.value() == 0.1
    assert "too few to fit three" in tab.tables.grids[0].item(0, 0).text()
    assert not tab.save.isEnabled()
    tab.error.setValue(0.0)
    page.until(lambda: page.controller.session.comparison.request.answer_error is None)
    page.until(lambda: not page.controller.session.comparison.working and not tab.tables.grids)


def test_a_rule_of_three_answers_is_saved_and_says_that_it_is_of_groups(page, comparison, answers, tmp_path):
    rng = np.random.default_rng(2)
    risk = rng.random(300)
    event = rng.random(300) < risk
    model = Rater("model", "probability", 1 - risk, True, role="model", note="m", bundle_sha256="ab" * 32)
    table = RaterTable("s", tuple(map(str, range(300))), np.where(event, 1.0, 9.0), event, (model,), unit="years")
    options = replace(comparison.page.options, draws=10, combined=(), answer_error=0.2)
    fitted = result_of(comparison_of(table, options)).three_answers
    made = replace(comparison.page, three_answers=fitted, options=options)
    state = page.controller.session.comparison
    page.study.comparison.change(replace(state, comparison=replace(comparison, page=made)))
    tab = page.room.comparison.tables.answers
    grid = tab.tables.grids[0]
    assert [grid.verticalHeaderItem(row).text() for row in range(3)] == ["low", "uncertain", "high"]
    notes = [label.text() for label in tab.findChildren(QLabel)]
    assert any("property of the group" in note and "do not test the rule" in note for note in notes)
    answers["new_rule"] = tmp_path / "rule.json"
    tab.save.click()
    page.until(lambda: page.controller.session.comparison.written == (tmp_path / "rule.json",))
    assert read_rule(tmp_path / "rule.json") == made.three_answers.rule


def test_numbers_have_minus_signs_on_the_screen_and_hyphens_on_the_clipboard(qtbot):
    grid = Grid("differences")
    qtbot.addWidget(grid)
    grid.fill(["model - Ada"], [["-0.21 (-2.72 to 2.30)"]])
    assert grid.item(0, 0).text() == "−0.21 (−2.72 to 2.30)"
    grid.selectAll()
    assert grid.selected_text() == "-0.21 (-2.72 to 2.30)"


def test_no_fact_of_the_study_is_cut_in_a_low_window(user):
    """At the size of a small screen, with a message of several lines."""
    user.resize(1024, 480)
    message = Notice("warning", "reads.csv has faults: " + "line 5: P04 names 0 spots of the study; " * 6)
    user.study.change(replace(user.controller.session.study, notice=message))
    overview = user.room.overview
    user.until(overview.message.text)
    for label in (overview.facts, overview.model, overview.message):
        user.until(lambda label=label: label.height() >= label.heightForWidth(label.width()))

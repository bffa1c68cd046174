"""The reports of a page: that every file is there, says what it must and agrees with the page."""

import csv
import json
import os
import re
import stat
from dataclasses import replace

import pypdfium2
import pytest

from model.base.errors import ExportError
from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.subgroups import by_category
from model.comparison.metrics import METRICS
from model.comparison.report import pdf_file
from model.comparison.report.checklist import UNKNOWN, checklist_of
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.figures import DrawnFigure, drawn, figures_of, slug
from model.comparison.report.flow_table import flow_of
from model.comparison.report.heading import sentences_of
from model.comparison.report.html_file import html_of
from model.comparison.report.number_text import estimate_text, p_text
from model.comparison.report.record import as_record
from model.comparison.report.style import settings
from model.comparison.report.tables import tables_of
from model.comparison.report.text import text_of
from model.comparison.report.text_table import TextTable
from model.comparison.report.write import write_report
from model.result.export.pdf_sheet import text_width
from model.statistics.estimate import Estimate, NotGiven
from model.statistics.horizon import TIES

NOTICE = "Research use only"


@pytest.fixture(scope="module")
def small(make_table):
    """A page of two raters: few figures, so that all files are written in a few seconds."""
    table = make_table(60)
    two = replace(table, raters=(table.raters[0], table.raters[4]), covariates=())
    return result_of(comparison_of(two, ComparisonOptions(60.0, draws=20, prevalence=0.3)))


@pytest.fixture(scope="module")
def written(small, tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    return folder, result_of(write_report(small, folder, published=True))


def test_all_kinds_of_files_are_written_and_nothing_else(written):
    folder, files = written
    there = {path for path in folder.rglob("*") if path.is_file()}
    assert there == set(files)
    names = {str(path.relative_to(folder)) for path in files}
    assert {"report.html", "report.pdf", "report.json", "tables/raters.csv", "tables/pairs.csv"} <= names
    if os.name == "posix":
        # They have ids of patients; figures have none.
        private = [path for path in files if path.parent.name != "figures"]
        assert len(private) > 5
        assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}
    for figure in ("roc", "hazard_ratios", "survival_lstm", "calibration_lstm", "decision", "agreement"):
        assert {f"figures/{figure}.{kind}" for kind in ("svg", "pdf", "png")} <= names


def test_every_page_of_the_pdf_says_research_use_only(written):
    with pypdfium2.PdfDocument(written[0] / "report.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) > 2
    assert all(NOTICE in text for text in texts)
    assert "TRIPOD" in "".join(texts)


def test_svg_figures_keep_their_text_and_say_whose_the_published_figures_are(written):
    forest = (written[0] / "figures" / "hazard_ratios.svg").read_text(encoding="utf-8")
    assert "Sci. Rep. 8:3395" in forest
    assert NOTICE in forest
    assert "2.30 (1.79 to 3.03)" in forest


def test_the_csv_tables_carry_all_digits_and_the_notice(written, small):
    with (written[0] / "tables" / "raters.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["LSTM", "grade"]
    assert float(rows[0]["auc"]) == small.rater("LSTM").estimates["auc"].value
    assert rows[1]["brier_reason"] == "the rater gives no probability"
    assert all(NOTICE in row["notice"] for row in rows)


def test_the_same_page_gives_the_same_figures(small):
    one = next(one for one in figures_of(small) if one.name == "calibration_lstm")
    assert drawn(one).files == drawn(one).files


def test_the_json_record_is_json_and_names_the_flag(page):
    found = json.loads(json.dumps(as_record(page), allow_nan=False))
    assert found["threshold_chosen_on_the_same_data"] == ["LSTM <1>"]
    assert len(found["pairs"]) == 15
    assert found["multivariable"][0]["left_out"] == 4


def test_the_flag_of_a_threshold_stands_in_every_kind_of_output(page):
    assert any("chosen from these same patients" in sentence for sentence in sentences_of(page))
    assert "CHOSEN ON THE SAME DATA" in text_of(page)
    assert any("CHOSEN ON THE SAME DATA" in row[1] for row in tables_of(page)[0].rows)
    assert "CHOSEN ON THE SAME DATA" in dict(checklist_of(page).rows)["Cut-offs"]
    roc = drawn(figures_of(page)[0]).files["svg"].decode()
    assert "chosen on the same data" in roc


def test_the_rules_for_ties_stand_in_every_kind_of_output(page):
    assert TIES in text_of(page)
    assert TIES in html_of(page, [])
    assert any(TIES in sentence for sentence in sentences_of(page))
    assert TIES in as_record(page)["methods"]["at_horizon"]
    assert TIES in dict(checklist_of(page).rows)["Horizon"]


def test_text_and_html_say_what_the_record_holds(page):
    """Each risk group with its counts, share and restricted mean; the median follow-up; how many were lost."""
    record, text, html = as_record(page), text_of(page), html_of(page, [])
    model = record["raters"][0]
    for group, found in zip(model["groups"], page.raters[0].at_horizon, strict=True):
        at = group["at_horizon"]
        assert at["events"] + at["event_free"] + at["lost_before"] == group["n"]
        for key, estimate in (("event_share", found.event_share), ("rmst", found.mean_kept)):
            assert [at[key][part] for part in ("value", "low", "high")] == [estimate.value, estimate.low, estimate.high]
            assert estimate_text(estimate) in text
            assert estimate_text(estimate) in html
    assert model["ppv"] == model["groups"][1]["at_horizon"]["event_share"]
    lost = record["at_horizon"]["lost_before"]
    for output in (text, html):
        assert f"{lost} lost before" in output
        assert "(reverse Kaplan-Meier)" in output
    assert model["brier_ipcw"] == model["brier"]


def test_the_smooth_curve_and_its_band_are_drawn_with_the_bins(page):
    model = page.raters[0]
    with settings():
        made = next(one for one in figures_of(page) if one.name.startswith("calibration")).draw()
    curves = [line for line in made.axes[0].lines if len(line.get_xdata()) == len(model.smooth.predicted)]
    assert [line.get_ydata().tolist() for line in curves] == [model.smooth.observed.tolist()]
    assert len(made.axes[0].collections) == 1, "the band"
    points = as_record(page)["raters"][0]["calibration"]["smooth"]["points"]
    assert [point[1] for point in points] == model.smooth.observed.tolist()


def test_names_are_text_in_html_never_markup(page):
    html = html_of(page, [])
    assert "LSTM &lt;1&gt;" in html
    assert "<1>" not in html
    assert "P&lt;9&gt;" in html
    assert not re.search(r'(src|href)="http', html)
    assert html.count(NOTICE) >= 2


def test_the_flow_adds_up(page):
    rows = dict(flow_of(page).rows)
    assert rows["in the source"] == "81"
    assert rows["left out: months is empty"] == "1"
    assert rows["analysed"] == "80"
    counts = [int(words) for step, words in rows.items() if "60 months" in step or "lost before" in step]
    assert sum(counts) == 80


def test_what_the_program_cannot_know_is_said_so(page):
    answers = dict(checklist_of(page).rows)
    assert answers["Were these patients used in training?"] == UNKNOWN
    assert answers["Were readers blinded to outcome and model?"] == UNKNOWN
    assert answers["Model: architecture, version, hash"] == UNKNOWN
    assert answers["Readers"] == "reader 1, reader 2, reader 3"


def test_numbers_never_stand_without_interval_or_reason():
    assert estimate_text(Estimate(0.694, 0.621, 0.763)) == "0.69 (0.62 to 0.76)"
    assert estimate_text(Estimate(2.3, 1.79, 3.03, 0.00002), p=True) == "2.30 (1.79 to 3.03), p < 0.001"
    assert estimate_text(NotGiven("there are no events")) == "there are no events"
    assert estimate_text(NotGiven("no overlap", 1.0)) == "1.00, no interval: no overlap"
    assert p_text(0.0123) == "0.012"


def test_a_name_becomes_a_file_name():
    assert slug("LSTM & Grad/3 µ") == "lstm___grad_3_u"
    assert slug("!!") == "rater"


def test_names_that_differ_in_letters_no_file_name_has_still_make_files_of_their_own(small):
    raters = tuple(replace(found, name=name) for found, name in zip(small.raters, ("読影者", "医師!"), strict=True))
    names = [one.name for one in figures_of(replace(small, raters=raters))]
    assert len(set(names)) == len(names)
    assert {"survival_rater", "survival_rater_2"} <= set(names)


def test_a_page_without_a_single_number_is_still_drawn_and_written(make_table):
    table = make_table(60)
    some = replace(table, event=table.event & False, covariates=(), raters=table.raters[:1])
    page = result_of(comparison_of(some, ComparisonOptions(60.0, draws=20)))
    with settings():
        made = {one.name: one.draw() for one in figures_of(page)}
    assert made["roc"] is None
    assert made["hazard_ratios"] is None
    assert made["survival_lstm"] is not None
    assert "there are no events" in html_of(page, [])


def test_a_folder_that_cannot_be_written_is_told(small, tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="could not be written"):
        result_of(write_report(small, tmp_path / "file"))


def test_a_difference_next_to_nothing_has_no_sign():
    assert estimate_text(Estimate(-0.001, -0.2, 0.2)) == "0.00 (-0.20 to 0.20)"
    assert estimate_text(Estimate(-0.012, -0.2, 0.2)) == "-0.01 (-0.20 to 0.20)"


def test_a_long_source_does_not_run_off_the_foot_of_the_pages(small, tmp_path):
    long = "study colon (colon.histostudy); " + "; ".join(f"a rule of the study, number {n}" for n in range(20))
    pdf_file.write(replace(small, table=replace(small.table, source=long)), [], tmp_path / "long.pdf")
    with pypdfium2.PdfDocument(tmp_path / "long.pdf") as document:
        for page in document:
            text = page.get_textpage()
            rights = [text.get_rect(number)[2] for number in range(text.count_rects())]
            assert max(rights) < page.get_width()
            assert "histocast" in text.get_text_range()


def test_no_word_of_a_table_is_broken():
    """A column of short names beside long ones was as narrow as four letters: "Aa rh us"."""
    long = "too few patients were followed to the horizon: 4, and 8 were lost before the horizon"
    table = TextTable("t", ("rater", "group", "n", *["figure"] * 7), (("majority", "Trondheim", "170", *[long] * 7),))
    widths = pdf_file.widths_of(table)
    assert sum(widths) == pytest.approx(pdf_file.widths_of(TextTable("t", ("a",), ()))[0])
    for column, width in zip(zip(table.header, *table.rows, strict=True), widths, strict=True):
        for word in " ".join(column).split():
            assert text_width(word, 7) + 6 <= width, word


def test_a_path_takes_no_more_than_a_quarter_of_the_page():
    narrow, wide = pdf_file.widths_of(TextTable("t", ("group", "source"), (("Trondheim", "x" * 4000),)))
    assert narrow > text_width("Trondheim", 7)
    assert wide > narrow


def test_a_figure_with_many_rows_is_printed_large_enough_to_read(monkeypatch):
    """A matrix of ten readers on half a page had letters of 2 points; it now has a page of its own."""
    monkeypatch.setattr(pdf_file, "BytesIO", lambda content: content)
    monkeypatch.setattr("reportlab.platypus.Image", lambda content, *size, **_: size)
    matrix, roc = (DrawnFigure(name, name, *size, {"png": b""}) for name, size in
                   (("agreement", (10.4, 8.3)), ("roc", (6.8, 4.6))))  # fmt: skip
    assert pdf_file._figures([roc])[0]._cellvalues[0][0] == pytest.approx((6.8 * 240 / 4.6, 240))
    *_, (width, height) = pdf_file._figures([matrix, roc])
    assert width / height == pytest.approx(10.4 / 8.3)
    letters = 6.5 * height / 8.3 / 72
    assert letters > 4.4
    assert width <= pdf_file._WIDE


def test_the_weighted_roc_curve_net_benefit_and_three_answers_are_in_every_kind_of_report(make_table):
    table = make_table(200)
    two = replace(table, raters=(table.raters[0], table.raters[4]), covariates=())
    made = result_of(comparison_of(two, ComparisonOptions(60.0, draws=20, answer_error=0.3)))
    record, text, html = as_record(made), text_of(made), html_of(made, [])
    assert [one.name for one in figures_of(made)][:2] == ["roc", "roc_weighted"]
    with settings():
        weighted, known = (next(one for one in figures_of(made) if one.name == name).draw()
                           for name in ("roc_weighted", "roc"))  # fmt: skip
    assert "weighted for censoring" in weighted.axes[0].get_title(loc="left")
    assert "patients with known outcome" in known.axes[0].get_title(loc="left")
    curve = record["decision"][1]
    (threshold, benefit), (low, high) = curve["points"][19], curve["intervals"][19]
    assert threshold == 0.2
    assert low < benefit < high
    shown = f"{benefit:.3f} ({low:.3f} to {high:.3f})"
    assert shown in text
    assert shown in html
    pair = record["pairs"][0]["delta_auc_ipcw"]
    assert f"{pair['value']:.2f} ({pair['low']:.2f} to {pair['high']:.2f})" in html
    assert "AUC weighted for censoring" in text
    assert [group["answer"] for group in record["three_answers"]["groups"]] == ["low", "uncertain", "high"]
    for output in (text, html):
        assert "Three answers, accepted error rate 3 in 10" in output
        assert "property of the group" in output
    few = result_of(comparison_of(make_table(60), ComparisonOptions(60.0, draws=5, answer_error=0.1)))
    assert "too few to fit three" in as_record(few)["three_answers"]["reason"]


def test_the_new_columns_of_the_tables_have_intervals_and_reasons(make_table, tmp_path):
    table = make_table(200)
    half = by_category("half", ["ab"[number % 40 == 0] for number in range(200)])
    two = replace(table, raters=(table.raters[0], table.raters[4]), covariates=(), subgroupings=(half,))
    made = result_of(comparison_of(two, ComparisonOptions(60.0, draws=20, answer_error=0.3)))
    paths = {path.stem: path for path in write_csvs(made, tmp_path)}

    def rows(name):
        with paths[name].open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))

    assert float(rows("decision")[119]["low"]) < float(rows("decision")[119]["net_benefit"])
    assert [row["answer"] for row in rows("three_answers")] == ["low", "uncertain", "high"]
    assert rows("pairs")[0]["delta_auc_ipcw_low"]
    small = next(row for row in rows("subgroups") if row["group"] == "b")
    for metric in METRICS:
        assert {metric.key, f"{metric.key}_low", f"{metric.key}_p", f"{metric.key}_reason"} <= small.keys()
    assert small["auc"] == ""
    assert "at least 5 are needed" in small["auc_reason"]
    assert small["interaction_p"] or small["interaction_reason"]
    assert small["interaction_without"] == "b"

"""Deaths of another cause: every figure at the horizon refers to the cumulative incidence, and says so everywhere."""

import csv
from dataclasses import replace
from html import escape

import numpy as np
import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import OTHER, Rater, RaterTable, Threshold
from model.comparison.data.second_reads import second_reads
from model.comparison.metrics import metrics_for
from model.comparison.report.checklist import checklist_of
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.figures import figures_of
from model.comparison.report.flow_table import flow_of
from model.comparison.report.heading import sentences_of
from model.comparison.report.html_file import html_of
from model.comparison.report.number_text import chi_square_text, estimate_text
from model.comparison.report.record import as_record
from model.comparison.report.tables import causes_table
from model.comparison.report.text import text_of
from model.statistics.competing import cumulative_incidence
from model.statistics.estimate import Estimate, NotGiven
from model.statistics.horizon import at_horizon

HORIZON = 5.0


@pytest.fixture
def with_causes(cohort):
    """Every fifth patient without the event died of something else."""
    cause = ["disease" if died else "" for died in cohort.event]
    others = np.flatnonzero(~cohort.event)[::5]
    for place in others:
        cause[place] = "other"
    return replace(cohort, cause=tuple(cause)), others


def page(table, horizon, draws=10):
    return result_of(comparison_of(table, ComparisonOptions(horizon, draws=draws)))


def predictor(patients=3000, seed=5):
    """A model that gives each patient the true cumulative incidence by 5 years, half of all die of something else.

    Constant hazards of the event h and of other deaths g: F(5) = h / (h + g) (1 - exp(-5 (h + g))).
    """
    random = np.random.default_rng(seed)
    hazard, other = np.exp(random.normal(-3.5, 0.8, patients)), np.full(patients, 0.12)
    risk = hazard / (hazard + other) * (1 - np.exp(-HORIZON * (hazard + other)))
    first = random.exponential(1 / (hazard + other))
    ours = random.random(patients) < hazard / (hazard + other)
    lost = random.uniform(1, 12, patients)
    time = np.minimum(first, lost)
    cause = np.where(first > lost, "", np.where(ours, "disease", OTHER))
    rater = Rater("model", "probability", risk, threshold=Threshold(0.2, "stated"), role="model")
    names = tuple(map(str, range(patients)))
    return RaterTable("made.csv", names, time, cause == "disease", (rater,), "years", cause=tuple(cause.tolist()))


def test_a_calibrated_cumulative_incidence_comes_out_as_calibrated():
    """Cause-specific figures, which take other deaths for losses, have an intercept near 0.4 here."""
    table = predictor()
    found = page(table, HORIZON, 60).raters[0].estimates
    for key, perfect in (("oe", 1), ("slope", 1), ("intercept", 0)):
        assert found[key].low < perfect < found[key].high, key
        assert found[key].value == pytest.approx(perfect, abs=0.1)
    assert found["ici"].value < 0.02
    alone = page(replace(table, cause=()), HORIZON, 60).raters[0].estimates
    assert alone["intercept"].low > 0.1


def test_ppv_npv_bins_and_curves_are_shares_of_the_cumulative_incidence():
    table = predictor(400)
    found = page(table, HORIZON)
    rater = found.raters[0]
    high = table.raters[0].values >= 0.2
    ppv, npv = (
        cumulative_incidence("", table.time[who], table.event[who], table.other_death[who]).at(HORIZON)
        for who in (high, ~high)
    )
    assert rater.estimates["ppv"] == ppv
    assert rater.estimates["npv"].value == pytest.approx(1 - npv.value)
    assert [group.event_share for group in rater.at_horizon] == [npv, ppv]
    on = np.argsort(table.raters[0].values, kind="stable")[-80:]
    last = cumulative_incidence("", table.time[on], table.event[on], table.other_death[on]).at(HORIZON)
    assert rater.calibration_bins[-1].observed == last
    acted = next(curve for curve in found.decision if curve.name == "model")
    step = int(np.argmin(np.abs(acted.thresholds - 0.2)))
    share = high.mean()
    assert acted.benefit[step] == pytest.approx(share * (ppv.value - (1 - ppv.value) * 0.25))
    dead = table.other_death & (table.time <= HORIZON)
    assert (found.other_deaths, rater.other_deaths) == (dead.sum(), dead.sum())
    assert rater.known_events + rater.known_others + rater.lost == 400
    assert sum(group.other_deaths for group in rater.at_horizon) == dead.sum()


def test_fine_gray_and_gray_stand_beside_the_cause_specific_figures(with_causes, tmp_path):
    table, _ = with_causes
    found = page(table, 60.0)
    model = found.rater("LSTM")
    high = model.competing
    record = as_record(found)
    assert record["raters"][0]["fine_gray"]["at_threshold"]["value"] == high.ratio_threshold.value
    assert record["raters"][0]["gray"]["chi2"] == high.gray.chi2
    text, html = text_of(found), html_of(found, [])
    for shown in (
        estimate_text(high.ratio_threshold, p=True),
        estimate_text(high.ratio_per_sd, p=True),
        chi_square_text(high.gray),
        estimate_text(found.adjusted[0].fine_gray.terms[0].ratio, p=True),
    ):
        assert shown in text
        assert escape(shown) in html
    terms = [term.name for term in found.adjusted[0].fine_gray.terms]
    assert terms == [term.name for term in found.adjusted[0].model.terms]
    assert [one["name"] for one in record["multivariable"][0]["fine_gray"]] == terms
    paths = {path.stem: path for path in write_csvs(found, tmp_path)}
    with paths["raters"].open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert float(row["fine_gray_at_threshold"]) == high.ratio_threshold.value
    with paths["incidence_curves"].open(encoding="utf-8-sig", newline="") as file:
        steps = [row for row in csv.DictReader(file) if row["rater"] == "LSTM"]
    assert {step["group"] for step in steps} == {"low risk", "high risk"}
    curve = high.incidences[1]
    assert int(next(s for s in steps if s["group"] == "high risk")["at_risk"]) == curve.at_risk(0.0) > 0


def test_every_curve_has_numbers_at_risk(with_causes):
    table, _ = with_causes
    found = page(table, 60.0)
    curves = [one for one in figures_of(found) if one.name.startswith(("survival", "incidence", "causes"))]
    drawn = [made for one in curves if (made := one.draw()) is not None]
    assert len(drawn) == len(curves) >= 9
    for made in drawn:
        texts = [text.get_text() for axes in made.axes for text in axes.texts]
        assert "at risk" in texts
        assert str(len(table.patients)) in texts or len(made.axes[0].lines) > 1


def test_the_incidences_stand_wherever_they_are_announced(with_causes):
    table, others = with_causes
    horizon = float(np.median(table.time))
    found = page(table, horizon)
    flow = dict(flow_of(found).rows)
    assert flow["patients who died of another cause during the whole follow-up"] == f"{len(others)}"
    before = int((table.time[others] <= horizon).sum())
    assert before > 0
    step = f"without the event at {found.horizon_text}, {before} of them died of another cause"
    assert any(step in one for one in flow)
    event, other = (one.at(horizon) for one in found.causes)
    assert found.event_share == event
    assert event.value < found.kaplan_meier_share.value
    assert other.value > 0
    rows = causes_table(found).rows
    assert [row[0] for row in rows] == [
        table.event_text, "death of another cause", f"{table.event_text}, if nobody died of another cause",
    ]  # fmt: skip
    assert "cumulative incidence" in dict(checklist_of(found).rows)["Competing risks"]
    record = as_record(found)
    assert [one["at_horizon"]["value"] for one in record["causes"]] == [event.value, other.value]
    assert record["at_horizon"]["event_share"]["value"] == event.value
    assert record["at_horizon"]["event_share_by"] == "Aalen-Johansen"
    text, html = text_of(found), html_of(found, [])
    for share in (event, other, found.kaplan_meier_share):
        assert isinstance(share, Estimate)
        assert estimate_text(share) in text
        assert estimate_text(share) in html
    assert any(f"{before} of them died of another cause" in sentence for sentence in sentences_of(found))
    drawing = next(one for one in figures_of(found) if one.name == "causes")
    assert drawing.draw() is not None


def test_without_any_nothing_is_said_of_them(cohort):
    found = page(cohort, float(np.median(cohort.time)))
    assert found.causes is None
    assert found.share_method == "Kaplan-Meier"
    assert found.event_share == found.kaplan_meier_share
    assert causes_table(found).rows == ()
    assert "Aalen" not in text_of(found)
    assert not any("another cause" in step for step, _ in flow_of(found).rows)
    assert next(one for one in figures_of(found) if one.name == "causes").draw() is None


def test_readers_and_informed_reads_count_deaths_of_another_cause_as_known(with_causes):
    """They did not: the averages and the changes left these patients out, against the sentence above them."""
    table, _ = with_causes
    again = tuple(
        second_reads(name, table.rater(name).values, 1 - table.rater(name).values) for name in ("reader 1", "reader 3")
    )
    found = page(replace(table, second_reads=again), 60.0)
    state = at_horizon(table.time, table.event, 60.0, table.other_death)
    assert state.others > 0
    judged = np.arange(120) >= 5
    average, result = found.averages[0], found.rater("reader 3")
    assert (average.events, average.others) == ((judged & state.positive).sum(), (judged & state.negative).sum())
    one = next(one for one in found.influence.readers if one.reader == "reader 3")
    assert (one.events, one.others, one.lost) == (result.known_events, result.known_others, result.lost)


def test_nobody_followed_to_the_horizon_gives_no_figure_at_it(cohort):
    """All who are known to be without the event died of something else: an AUC against them is not at the horizon."""
    rng = np.random.default_rng(4)
    cause = ["disease" if died else ("other" if rng.random() < 0.5 else "") for died in cohort.event]
    again = tuple(second_reads(name, cohort.rater(name).values, 1 - cohort.rater(name).values)
                  for name in ("reader 1", "reader 3"))  # fmt: skip
    table = replace(cohort, cause=tuple(cause), second_reads=again, covariates=())
    found = result_of(comparison_of(table, ComparisonOptions(1000.0, draws=10, complete_case=True)))
    keys = [row.key for row in metrics_for(True) if row.group != "hazards" and not row.key.startswith("c_")]
    for rater in found.raters:
        given = {key for key in keys if isinstance(rater.estimates[key], Estimate)}
        assert not given, (rater.name, given)
        assert rater.roc is None
    assert all(isinstance(pair.delta_auc, NotGiven) for pair in found.pairs)
    assert all("too few patients were followed" in one.difference.reason for one in found.averages)
    for one in found.influence.readers:
        for key in ("auc", "sensitivity", "specificity", "accuracy"):
            assert "too few patients were followed" in one.figure(key).difference.reason

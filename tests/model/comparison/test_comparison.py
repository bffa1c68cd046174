"""The comparison: what it holds, whom it counts, and its reasons where there is no number."""

from dataclasses import replace

import numpy as np
import pytest

from model.base.errors import RaterError
from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable, Threshold
from model.comparison.majority import MAJORITY, with_majority
from model.statistics.discrimination import auc_value
from model.statistics.estimate import Estimate, NotGiven
from model.statistics.horizon import at_horizon

OPTIONS = ComparisonOptions(60.0, draws=60)


@pytest.fixture(scope="module")
def page(cohort):
    return result_of(comparison_of(cohort, OPTIONS))


def test_all_raters_and_the_majority_stand_side_by_side(page):
    assert [found.name for found in page.raters] == [
        "LSTM", "reader 1", "reader 2", "reader 3", "grade", MAJORITY
    ]  # fmt: skip
    assert len(page.pairs) == 15
    assert len(page.adjusted) == 6
    for found in page.raters:
        assert isinstance(found.estimates["auc"], Estimate)
        assert isinstance(found.estimates["hr_threshold"], Estimate)
        assert found.estimates["auc"].value > 0.5
        assert found.patients == found.known_events + found.known_others + found.lost


def test_the_auc_is_of_those_known_at_the_horizon(page, cohort):
    state = at_horizon(cohort.time, cohort.event, 60)
    model = cohort.rater("LSTM")
    expected = auc_value(model.risk[state.known], state.positive[state.known])
    assert page.rater("LSTM").estimates["auc"].value == pytest.approx(expected)
    assert page.rater("LSTM").known_events == state.events


def test_a_survival_probability_is_turned_and_only_then(page, cohort):
    model = cohort.rater("LSTM")
    turned = replace(cohort, raters=(replace(model, protective=False),))
    wrong = result_of(comparison_of(turned, OPTIONS)).rater("LSTM")
    assert wrong.estimates["auc"].value == pytest.approx(1 - page.rater("LSTM").estimates["auc"].value)
    assert wrong.estimates["hr_per_sd"].value == pytest.approx(1 / page.rater("LSTM").estimates["hr_per_sd"].value)


def test_a_reader_who_missed_some_is_compared_on_the_rest(page):
    assert page.rater("reader 2").patients == 115
    pair = next(pair for pair in page.pairs if (pair.a, pair.b) == ("LSTM", "reader 2"))
    assert pair.patients == 115
    assert pair.delta_auc.low < pair.delta_auc.value < pair.delta_auc.high
    assert pair.delta_auc_drawn.value == pytest.approx(pair.delta_auc.value)
    assert pair.delta_auc_drawn.low == pytest.approx(pair.delta_auc.low, abs=0.06)


def test_only_probabilities_are_calibrated_and_have_a_brier_score(page):
    assert isinstance(page.rater("LSTM").estimates["brier"], Estimate)
    assert sum(found.patients for found in page.rater("LSTM").calibration_bins) == 120
    assert page.rater("grade").estimates["brier"] == NotGiven("the rater gives no probability")
    assert [curve.name for curve in page.decision] == [
        "act on all", "LSTM", "reader 1", "reader 2", "reader 3", MAJORITY
    ]  # fmt: skip


def test_the_cross_table_of_model_and_majority_names_everybody_once(page, cohort):
    crossed = page.reclassifications
    assert [(found.a, found.b) for found in crossed] == [("LSTM", MAJORITY)]
    named = [patient for cell in crossed[0].cells for patient in cell.patients]
    left_out = {row.patient for row in page.table.excluded if row.of == MAJORITY}
    assert sorted([*named, *left_out]) == sorted(cohort.patients)
    cell = crossed[0].cells[3]
    assert cell.events + cell.others + cell.lost == len(cell.patients)


def test_covariates_stand_beside_the_rater_in_the_model(page):
    found = page.adjusted[0]
    assert found.left_out == 4
    assert [term.name for term in found.model.terms] == [
        "LSTM (high against low risk)", "stage: II against I", "stage: III against I", "age (per 1)"
    ]  # fmt: skip


def test_the_majority_is_more_than_half_and_nobodys_where_split():
    reads = [[1, 1, 0], [1, 0, 0], [np.nan, np.nan, np.nan], [1, 0, np.nan], [1, 1, np.nan]]
    two = Threshold(1.0, "two answers")
    columns = np.array(reads, float).T
    raters = tuple(
        Rater(f"r{k}", "binary", column.copy(), threshold=two, role="reader") for k, column in enumerate(columns)
    )
    table = with_majority(RaterTable("x", tuple("abcde"), np.ones(5), np.ones(5, bool), raters))
    majority = table.raters[-1].values
    assert majority[[0, 1, 4]].tolist() == [1, 0, 1]
    assert np.isnan(majority[[2, 3]]).all()
    assert [(row.patient, row.reason) for row in table.excluded] == [
        ("c", "no reader judged the patient"), ("d", "the readers are split evenly")
    ]  # fmt: skip
    assert with_majority(table) is table


def small(time, event, values):
    rater = Rater("r", "probability", np.asarray(values, float), threshold=Threshold(0.5, "given"))
    names = tuple(str(number) for number in range(len(time)))
    return RaterTable("x", names, np.asarray(time, float), np.asarray(event, bool), (rater,))


@pytest.mark.parametrize(
    ("table", "auc", "hazard"),
    [
        (small([10, 70, 80], [1, 0, 1], [0.9, 0.1, 0.2]), "only 1 event;", "only 2 events"),
        (small(range(1, 31), [0] * 30, np.linspace(0, 1, 30)), "no patient has both an answer and", "no events"),
        (small(range(1, 31), [1] * 30, np.linspace(0, 1, 30)), "no patients known to be without an event", None),
        (small(range(40, 80), [1] * 40, np.full(40, 0.7)), "same value", "same value"),
        (small([*range(20), *range(70, 90)], [1] * 20 + [0] * 20, [0.9] * 20 + [0.1] * 20), "overlap", "not finite"),
        (small([5], [1], [0.5]), "only 1 event;", "only 1 event;"),
    ],
    ids=["two events", "all censored", "one class", "one value", "separation", "one patient"],
)
def test_a_statement_stands_where_there_is_no_number(table, auc, hazard):
    """And nothing fails, nothing warns."""
    found = result_of(comparison_of(table, OPTIONS)).raters[0]
    assert auc in found.estimates["auc"].reason
    if hazard is not None:
        ratio = found.estimates["hr_threshold"]
        assert hazard in ratio.reason or "no other patients" in ratio.reason
    assert isinstance(found.estimates["auc_ipcw"], NotGiven) or found.estimates["auc_ipcw"].value is not None


def test_a_rater_who_said_nothing_stands_on_the_page_without_numbers(cohort):
    """A reader of a study who has not begun."""
    silent = Rater("late", "binary", np.full(120, np.nan), threshold=Threshold(1.0, "two answers"), role="reader")
    page = result_of(comparison_of(replace(cohort, raters=(cohort.rater("LSTM"), silent)), OPTIONS))
    found = page.rater("late")
    assert (found.patients, found.groups) == (0, ())
    assert isinstance(found.estimates["auc"], NotGiven)
    assert isinstance(page.pairs[0].delta_auc, NotGiven)


def test_few_events_are_marked():
    rng = np.random.default_rng(2)
    event = np.arange(60) < 7
    found = result_of(comparison_of(small(np.where(event, 30, 90), event, rng.random(60)), OPTIONS)).raters[0]
    assert "fewer than 10 events" in found.unsure


def test_a_threshold_from_these_patients_is_flagged(cohort):
    rater = replace(cohort.rater("LSTM"), threshold=Threshold(0.4, "Youden", same_data=True))
    page = result_of(comparison_of(replace(cohort, raters=(rater,)), OPTIONS))
    assert page.flagged == ["LSTM"]
    assert "CHOSEN ON THE SAME DATA" in page.raters[0].description


@pytest.mark.parametrize(
    ("options", "words"),
    [(ComparisonOptions(0), "horizon"), (ComparisonOptions(60, prevalence=1.0), "prevalence"),
     (ComparisonOptions(60, combined=(("LSTM", "nobody"),)), "no rater 'nobody'")],
)  # fmt: skip
def test_options_that_make_no_sense_are_told(cohort, options, words):
    with pytest.raises(RaterError, match=words):
        result_of(comparison_of(cohort, options))


def test_the_work_can_be_stopped_between_raters(cohort):
    steps = comparison_of(cohort, OPTIONS)
    first, second = next(steps), next(steps)
    assert (first.done, second.done) == (0, 1)
    assert first.total == 6 + 15 + 2
    steps.close()

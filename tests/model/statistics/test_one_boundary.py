"""A death at exactly the horizon counts as an event, wherever the program asks who had the event by a fixed time.

Every expected number here was counted by hand: of five patients with a horizon of 5 years, `a` dies at 4, `b` dies at
exactly 5, `c` is followed for exactly 5, `d` dies at 6, `e` is lost at 3.
"""

from types import SimpleNamespace

import numpy as np
import pytest

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.column_plan import RaterColumn
from model.comparison.data.rater_table import Rater, RaterTable
from model.comparison.data.thresholds import threshold_of
from model.comparison.report.checklist import checklist_of
from model.comparison.report.record import METHODS
from model.statistics.censoring import brier_at, weights
from model.statistics.competing import cumulative_incidence
from model.statistics.decision import event_share
from model.statistics.drawn import aucs_at, briers_at
from model.statistics.horizon import RULE, TIES, at_horizon, event_by
from model.statistics.kaplan_meier import kaplan_meier
from model.statistics.resampling import Draws
from model.study.calibration_fit import calibration_fit
from model.training.card import BundleText
from model.training.cohort_table import TableForm, read_cohort

TIME = np.array([4.0, 5.0, 5.0, 6.0, 3.0])
EVENT = np.array([True, True, False, True, False])
FATE = (True, True, False, False, None)
"""Who had the event by 5 years; None: not known."""
HORIZON = 5.0
FORMS = {"years": 1.0, "months": 12.0, "days": 365.25}


def test_one_function_decides_for_arrays_and_for_one_patient():
    state = at_horizon(TIME, EVENT, HORIZON)
    assert state.positive.tolist() == [fate is True for fate in FATE]
    assert state.known.tolist() == [fate is not None for fate in FATE]
    assert state.negative.tolist() == [fate is False for fate in FATE]
    assert (state.events, state.survivors, state.lost) == (2, 2, 1)
    assert tuple(event_by(t, e, HORIZON) for t, e in zip(TIME.tolist(), EVENT.tolist(), strict=True)) == FATE


@pytest.mark.parametrize("unit", FORMS)
def test_training_labels(tmp_path, unit):
    lines = [f"patient_id,image,time_{unit},event"]
    for name, time, event in zip("abcde", TIME, EVENT, strict=True):
        (tmp_path / f"{name}.png").write_bytes(b"x")
        lines.append(f"{name},{name}.png,{time * FORMS[unit]:g},{int(event)}")
    table = tmp_path / "cohort.csv"
    table.write_text("\n".join(lines), encoding="utf-8")
    alive = [row.alive for row in read_cohort(table, TableForm(time_unit=unit))]
    assert alive == [None if fate is None else not fate for fate in FATE]


def test_the_weights_for_censoring_make_cases_and_controls_alike():
    case, control = weights(TIME, EVENT, HORIZON)
    # Lost: one of five at 3, so that 4 / 5 are still followed; the loss at 5 itself is later than the horizon's G.
    assert case == pytest.approx([1.25, 1.25, 0, 0, 0])
    assert control == pytest.approx([0, 0, 1.25, 1.25, 0])


class Once(Draws):
    """One draw that holds every patient once."""

    def __init__(self) -> None:
        super().__init__(len(TIME))

    def parts(self):
        yield np.arange(self.patients)[None]


def test_draws_are_weighted_as_the_patients_are():
    risk = np.array([0.9, 0.8, 0.2, 0.1, 0.5])
    same = Once()
    assert briers_at(risk, TIME, EVENT, HORIZON, same)[0] == pytest.approx(brier_at(risk, TIME, EVENT, HORIZON))
    # 1.25 * (0.01 + 0.04 + 0.04 + 0.01) / 5
    assert brier_at(risk, TIME, EVENT, HORIZON) == pytest.approx(0.025)
    assert aucs_at(risk, TIME, EVENT, HORIZON, same)[0] == 1.0, "both deaths have the higher risk"


def test_curves_have_fallen_at_the_horizon_itself():
    # Of five one is lost at 3; deaths of 1 of 4 and 1 of 3: 3 / 4 * 2 / 3.
    assert event_share(TIME, EVENT, HORIZON) == pytest.approx(0.5)
    assert kaplan_meier("", TIME, EVENT).at(HORIZON).value == pytest.approx(0.5)
    assert cumulative_incidence("", TIME, EVENT, np.zeros(5, bool)).at(HORIZON).value == pytest.approx(0.5)


def page():
    values = np.array([0.9, 0.8, 0.2, 0.1, 0.5])
    raters = (Rater("model", "probability", values), Rater("other", "number", values))
    table = RaterTable("made.csv", tuple("abcde"), TIME * 12, EVENT, raters, "months")
    return result_of(comparison_of(table, ComparisonOptions(60.0, draws=20)))


def test_the_comparison_counts_them_as_events():
    found = page()
    assert (found.known_events, found.known_others) == (2, 2)
    assert [(one.known_events, one.known_others, one.lost) for one in found.raters] == [(2, 2, 1)] * 2
    assert dict(checklist_of(found).rows)["Horizon"] == f"60 months; {RULE}; {TIES}"


def test_a_threshold_chosen_from_the_patients_parts_the_same_groups():
    rater = Rater("model", "number", np.array([9.0, 8.0, 2.0, 1.0, 5.0]))
    cut = threshold_of(rater, RaterColumn("m", "m", "youden"), TIME, EVENT, HORIZON)
    # Between the least risk of those with the event (8) and the greatest of those without (2).
    assert cut.value == 5.0


def test_recalibration_on_a_study_counts_them_as_events():
    values = np.random.default_rng(1).uniform(0.2, 0.8, 24)
    died = np.arange(24) % 2 == 0
    cause = ("",) * 24
    table = SimpleNamespace(probability=values, time_years=np.full(24, HORIZON), event=died.astype(float), cause=cause)
    fitted = calibration_fit(table, None, HORIZON)
    assert (fitted.events, fitted.patients, fitted.lost, fitted.share_alive) == (12, 24, 0, 0.5)


def test_cards_and_reports_state_the_rule():
    assert RULE == "a death at exactly the horizon counts as an event"
    assert RULE in BundleText("any").label_meaning
    assert METHODS["at_horizon"].startswith(RULE)

"""The comparison's texts and curves, without a screen."""

from dataclasses import replace

import numpy as np
import pytest

from app.session.comparison_state import ComparisonState
from app.study.comparison.curves import band, nearest, stairs, survival_text, time_ticks
from app.study.comparison.rater_rows import rows_of
from app.study.comparison.text_tables import broken
from model.comparison.comparison import CompetingResult
from model.comparison.data.rater_table import Threshold
from model.comparison.metrics import METRICS
from model.statistics.competing import cumulative_incidence
from model.statistics.estimate import ChiSquare, Estimate, NotGiven
from model.statistics.kaplan_meier import KaplanMeier
from model.study.comparison_input import OpenReads

TIMES = np.array([0.0, 1.0, 3.0])
CURVE = KaplanMeier(
    "low risk", TIMES, np.array([1.0, 0.8, 0.0]), np.array([1.0, 0.5, np.nan]), np.array([1.0, 0.9, np.nan]),
    np.array([2.0]), np.array([0.8]), 5, 4, 3.0, np.array([1.0, 2.0, 3.0, 3.0, 3.0]),
)  # fmt: skip


def row(page, label):
    return next(one for one in rows_of(page) if one.label == label)


def test_a_threshold_from_the_same_data_is_flagged_and_no_number_is_a_statement(comparison):
    page = comparison.page
    cut = Threshold(0.4, "Youden", same_data=True)
    nothing = {**page.raters[0].estimates, "auc": NotGiven("there are no events")}
    first = replace(page.raters[0], threshold=cut, estimates=nothing, unsure="fewer than 10 events")
    flagged = replace(page, raters=(first, *page.raters[1:]))
    assert row(flagged, "Threshold").cells[0].flagged
    assert row(flagged, "Threshold").cells[0].text == "0.4: Youden. CHOSEN ON THE SAME DATA"
    assert row(flagged, "AUC, outcome known at the horizon").cells[0].text == "there are no events"
    assert row(flagged, "AUC, outcome known at the horizon").cells[0].quiet
    assert row(flagged, "Qualifier").cells[0].text.startswith("fewer than 10 events; demo 1.0")
    assert not row(page, "Threshold").cells[0].flagged


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.key)
def test_every_metric_has_a_row_in_the_window(metric, comparison):
    shown = row(comparison.page, metric.title)
    assert [one.label for one in rows_of(comparison.page)].count(metric.title) == 1
    for cell, rater in zip(shown.cells, comparison.page.raters, strict=True):
        found = rater.estimates[metric.key]
        if isinstance(found, Estimate):
            digits = metric.digits
            interval = f"{found.value:.{digits}f}\n{found.low:.{digits}f} to {found.high:.{digits}f}"
            assert cell.text.startswith(interval.replace("-", "−"))
            assert ("\np " in cell.text) == (metric.with_p and found.p is not None)
        else:
            assert cell.text.endswith(found.reason)
            assert cell.quiet
    for needed in (metric.how, metric.unit.capitalize(), metric.better):
        assert needed in shown.how


def test_fine_gray_and_gray_have_rows_where_other_causes_are_known(comparison):
    page = comparison.page
    assert not any("Gray" in one.label for one in rows_of(page))
    ratio, test = Estimate(1.8, 1.2, 2.7, 0.004), ChiSquare(8.1, 1, 0.0044)
    found = CompetingResult(ratio, NotGiven("all patients have the same value"), test, ())
    first = replace(page.raters[0], competing=found)
    curve = cumulative_incidence("x", page.table.time, page.table.event, ~page.table.event)
    known = replace(page, raters=(first, *page.raters[1:]), causes=(curve, curve))
    assert row(known, "Fine-Gray at the threshold").cells[0].text == "1.80\n1.20 to 2.70\np 0.004"
    assert row(known, "Fine-Gray per SD").cells[0].quiet
    assert row(known, "Gray's test").cells[0].text == "p 0.004\nchi2 8.1, 1 df"
    assert "subdistribution" in row(known, "Fine-Gray per SD").how


def test_an_interval_stands_under_its_number(comparison):
    found = comparison.page.raters[0].estimates["auc"]
    assert row(comparison.page, "AUC, outcome known at the horizon").cells[0].text == (
        f"{found.value:.2f}\n{found.low:.2f} to {found.high:.2f}"
    )
    assert broken("0.16 (0.09 to 0.22), p < 0.001") == "0.16\n(0.09 to 0.22)\np < 0.001"
    assert broken("model (high against low risk)") == "model (high against low risk)"


def test_stairs_fall_at_each_time_and_go_on_to_the_end():
    x, y = stairs(TIMES, CURVE.survival, 4.0)
    assert list(zip(x, y, strict=True)) == [(0, 1), (1, 1), (1, 0.8), (3, 0.8), (3, 0), (4, 0)]


def test_a_band_ends_where_it_is_not_known():
    x, low, high = band(CURVE)
    assert x.tolist() == [0, 1, 1, 3]
    assert low.tolist() == [1, 1, 0.5, 0.5]
    assert high.tolist() == [1, 1, 0.9, 0.9]


def test_a_place_on_a_curve_is_told_with_its_interval_and_who_is_left():
    assert survival_text(CURVE, 1.5) == "low risk 0.80 (0.50 to 0.90), 4 at risk"
    assert survival_text(CURVE, 3.0) == "low risk 0.00, 3 at risk"
    assert survival_text(CURVE, 9.0) == "low risk nobody left, 0 at risk"


@pytest.mark.parametrize(("end", "ticks"), [(10.0, (0, 2, 4, 6, 8, 10)), (0.7, (0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)),
                                            (126.0, (0, 20, 40, 60, 80, 100, 120)), (0.0, (0,))])  # fmt: skip
def test_ticks_are_round(end, ticks):
    assert time_ticks(end) == pytest.approx(ticks)


def test_the_nearest_known_point():
    x = np.array([0.1, 0.2, 0.3])
    assert nearest(x, np.array([1.0, np.nan, 3.0]), 0.21) == (0.3, 3.0)
    assert nearest(x, np.full(3, np.nan), 0.2) is None


def test_open_reads_in_text():
    assert ComparisonState().open_text == ""
    state = ComparisonState(open=(OpenReads("Ada", 3, 40), OpenReads("Bo", 2, 40)))
    assert state.open_text == "5 blinded reads are still open (Ada 3 of 40, Bo 2 of 40)."
    assert ComparisonState(open=(OpenReads("Ada", 1, 40),)).open_text.startswith("1 blinded read is")

"""Hazard ratios, log-rank tests and Cox models of several terms against R's survival package and statsmodels."""

import numpy as np
import pytest

from model.statistics.estimate import NotGiven
from model.statistics.hazards import cox_model, hazard_ratio, log_rank

TIME = np.array([1, 2, 2, 3, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 10, 11, 12, 13, 14], float)
EVENT = np.array([1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0], bool)
GROUP = np.array([1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1], bool)
RISK = np.array(
    [2.1, 1.9, 0.3, 1.1, 2.4, 0.8, 1.1, 0.2, 0.9, 1.5, -0.3, 0.4, 0.1, 0.7, -1.2, -0.4, 0.0, -0.9, 0.2, 0.7]
)


def followed(lung):
    return lung["time"], lung["dead"] > 0


@pytest.mark.parametrize(("key", "number"), [("male", lambda d: d["male"]), ("age_sd", lambda d: d["age"])])
def test_hazard_ratio_interval_and_p_as_r_gives_them(key, number, lung, r_values):
    x = number(lung)
    found = hazard_ratio(x / x.std(ddof=1) if key == "age_sd" else x, *followed(lung))
    assert (found.value, found.low, found.high, found.p) == pytest.approx(r_values[f"lung_hr_{key}"], rel=1e-7)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (GROUP, (1.6105588523842285, 0.5036557880203775, 5.150143964767175)),
        (RISK, (3.5300437029449188, 1.4835930208224417, 8.399344274208772)),
    ],
    ids=["two groups", "a number"],
)
def test_hazard_ratio_with_many_ties_as_statsmodels_computes_it(number, expected):
    """PHReg of statsmodels 0.15.0 with Efron's ties."""
    found = hazard_ratio(number, TIME, EVENT)
    assert found.value == pytest.approx(expected[0], rel=1e-10)
    assert (found.low, found.high) == pytest.approx(expected[1:], rel=1e-8)


@pytest.mark.parametrize(("key", "column"), [("male", "male"), ("ecog", "ph_ecog")])
def test_log_rank_as_r_gives_it(key, column, lung, r_values):
    found = log_rank(lung[column], *followed(lung))
    assert (found.chi2, found.df, found.p) == pytest.approx(r_values[f"lung_logrank_{key}"], rel=1e-9)


def test_a_model_of_several_terms_as_r_gives_it(lung, r_values):
    model = cox_model({"male": lung["male"], "age": lung["age"], "time": lung["ph_ecog"]}, *followed(lung))
    assert [term.name for term in model.terms] == ["male", "age", "time"]
    assert (model.patients, model.events) == tuple(r_values["lung_n"])
    for row, term in enumerate(model.terms, start=1):
        found = (term.ratio.value, term.ratio.low, term.ratio.high, term.ratio.p)
        assert found == pytest.approx(r_values[f"lung_multi_{row}"], rel=1e-8)
        assert term.proportional_p == pytest.approx(r_values["lung_zph_rank_p"][row - 1], rel=1e-8)


def test_hazards_that_cross_are_noticed():
    generator = np.random.default_rng(5)
    group = np.arange(200) % 2
    time = np.where(group == 1, generator.weibull(4, 200), generator.weibull(0.5, 200)) * 10
    model = cox_model({"group": group.astype(float)}, time, np.ones(200, bool))
    assert model.terms[0].proportional_p < 0.001


@pytest.mark.parametrize("number", [np.zeros(20), EVENT.astype(float)])
def test_where_there_is_no_hazard_ratio_none_is_made_up(number):
    """One group only; and all events in one group, where it is infinite."""
    found = hazard_ratio(number, TIME, EVENT)
    assert isinstance(found, NotGiven)
    assert found.value is None


@pytest.mark.parametrize("group", [np.zeros(40), (np.arange(40) < 20).astype(float)])
def test_where_there_is_no_ratio_a_statement_stands(group):
    """One group only; and all events in one group."""
    time, event = np.arange(1.0, 41), np.arange(40) < 20
    assert isinstance(hazard_ratio(group, time, event), NotGiven)
    assert isinstance(cox_model({"group": group}, time, event), NotGiven)


def test_too_few_events_for_the_terms_and_terms_that_say_the_same_are_told(lung):
    time, event = followed(lung)
    few = event & (np.cumsum(event) <= 9)
    assert "9 events for 2 terms" in cox_model({"a": lung["age"], "b": lung["male"]}, time, few).reason
    twice = cox_model({"a": lung["male"], "b": 1 - lung["male"]}, time, event)
    assert "cannot be separated" in twice.reason
    some = event & (np.cumsum(event) <= 15)
    assert "uncertain" in cox_model({"a": lung["age"], "b": lung["male"]}, time, some).unsure

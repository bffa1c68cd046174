"""Averages over readers in a comparison: who counts, what is compared, and what is said of few readers."""

import json
from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import t
from statsmodels.stats.proportion import proportion_confint

from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.second_reads import second_reads
from model.comparison.report.html_file import html_of
from model.comparison.report.record import as_record
from model.comparison.report.text import text_of
from model.statistics.discrimination import auc, auc_value
from model.statistics.estimate import Estimate, NotGiven
from model.statistics.horizon import at_horizon
from model.statistics.multi_reader import auc_covariance

OPTIONS = ComparisonOptions(60.0, draws=40)


@pytest.fixture(scope="module")
def comparison(cohort):
    """Reader 3 did not read again."""
    informed = [second_reads(name, cohort.rater(name).values, flipped(cohort.rater(name).values, at))
                for at, name in enumerate(("reader 1", "reader 2"))]  # fmt: skip
    return result_of(comparison_of(replace(cohort, second_reads=tuple(informed)), OPTIONS))


def flipped(values, at):
    """The same reads with every seventh answer changed, or every fifth."""
    return np.where(np.arange(len(values)) % (7 - 2 * at) == 0, 1 - values, values)


def test_the_model_is_compared_with_all_readers_on_patients_whom_all_judged(comparison, cohort):
    found = comparison.averages[0]
    assert (found.first, found.key, found.readers) == ("LSTM", "auc", ("reader 1", "reader 2", "reader 3"))
    state = at_horizon(cohort.time, cohort.event, 60)
    on = state.known & (np.arange(120) >= 5)
    aucs = [auc_value(cohort.rater(name).risk[on], state.positive[on]) for name in ("LSTM", *found.readers)]
    assert found.patients == on.sum()
    assert found.left_out == 120 - on.sum()
    assert found.means == pytest.approx((aucs[0], np.mean(aucs[1:])))
    assert found.difference.value == pytest.approx(aucs[0] - np.mean(aucs[1:]))
    assert found.each == pytest.approx([aucs[0] - value for value in aucs[1:]])


def test_sensitivity_and_specificity_are_of_the_right_patients(comparison, cohort):
    found = {one.key: one for one in comparison.averages if one.first == "LSTM"}
    state = at_horizon(cohort.time, cohort.event, 60)
    on = np.arange(120) >= 5
    for key, who, right in (("sensitivity", on & state.positive, 1), ("specificity", on & state.negative, 0)):
        shares = [(cohort.rater(name).high[who] == right).mean() for name in ("LSTM", *found[key].readers)]
        assert found[key].means == pytest.approx((shares[0], np.mean(shares[1:])))


def test_informed_reads_are_compared_with_blinded_ones_of_the_same_readers(comparison):
    found = next(one for one in comparison.averages if "informed" in one.first and one.key == "auc")
    assert found.readers == ("reader 1", "reader 2")
    assert found.difference.value == pytest.approx(found.means[0] - found.means[1])
    assert found.difference.value == pytest.approx(np.mean(found.each))
    assert isinstance(found.difference, Estimate)


def test_both_sides_of_a_difference_have_an_interval(comparison, cohort):
    """The model's as on every other page; the readers' by hand, after Obuchowski and Rockette with Hillis' degrees."""
    found = {one.key: one for one in comparison.averages if one.first == "LSTM"}
    state = at_horizon(cohort.time, cohort.event, 60)
    on = state.known & (np.arange(120) >= 5)
    names, positive = found["auc"].readers, state.positive[on]
    own = auc(cohort.rater("LSTM").risk[on], positive)
    model, readers = found["auc"].sides
    assert (model.low, model.high, model.p) == (own.low, own.high, None)
    values, covariance = auc_covariance(np.column_stack([cohort.rater(name).risk[on] for name in names]), positive)
    square, between = values.var(ddof=1), 3 * max(0.0, (covariance.sum() - np.trace(covariance)) / 6)
    df = (square + between) ** 2 / (square**2 / 2)
    half = t.ppf(0.975, df) * np.sqrt((square + between) / 3)
    mean = values.mean()
    assert (readers.value, readers.low, readers.high) == pytest.approx((mean, mean - half, min(1.0, mean + half)))
    high = cohort.rater("LSTM").high[on][positive]
    share = found["sensitivity"].sides[0]
    wilson = proportion_confint(high.sum(), len(high), method="wilson")
    assert (share.low, share.high) == pytest.approx(wilson, abs=1e-5)
    informed = next(one for one in comparison.averages if "informed" in one.first and one.key == "auc")
    assert [side.value for side in informed.sides] == pytest.approx(informed.means)
    record = as_record(comparison)["reader_averages"][0]
    assert record["mean_intervals"][1]["high"] == readers.high
    assert f"{readers.value:.2f} ({readers.low:.2f} to {readers.high:.2f}); difference" in text_of(comparison)


def test_the_number_of_paired_tests_is_stated_beside_them(comparison):
    """Five raters with the majority are ten pairs, each with a test of the AUC and one of C."""
    count = 2 * len(comparison.pairs)
    text = f"{count} paired tests were made. About {count / 20:.1f} of them have p below 0.05 by chance alone"
    assert text in " ".join(text_of(comparison).split())
    assert text in html_of(comparison, [])


def test_an_auc_of_two_answers_is_said_to_be_of_one_threshold(comparison, cohort):
    """The fact itself, on this cohort, and the sentence beside both tables; none where all raters have two answers."""
    state = at_horizon(cohort.time, cohort.event, 60)
    reader = cohort.rater("reader 1")
    on = state.known & np.isfinite(reader.values)
    positive, high = state.positive[on], reader.high[on] > 0
    shares = high[positive].mean(), (~high)[~positive].mean()
    assert auc_value(reader.risk[on], positive) == pytest.approx(np.mean(shares))
    names = ", ".join(one.name for one in comparison.raters if one.kind == "binary")
    text = f"Raters with two answers ({names}): their AUC is the mean of sensitivity and specificity at one threshold"
    assert "reader 1" in names
    for output in (text_of(comparison), html_of(comparison, [])):
        assert " ".join(output.split()).count(text) == 2
    readers = replace(cohort, raters=tuple(one for one in cohort.raters if one.role == "reader"), covariates=())
    assert "Raters with two answers" not in text_of(result_of(comparison_of(readers, OPTIONS)))


def test_the_statement_says_what_three_readers_cannot_show(comparison):
    statement = comparison.averages[0].statement
    assert "The variance between 3 readers has 2 degrees of freedom" in statement
    assert "0.52 to 6.3 times" in statement
    first = comparison.averages[0]
    half = max((first.difference.high - first.difference.low) / 2, first.half_of_these)
    assert f"smaller than about {half:.2f}" in statement
    inside = comparison.averages[0].difference.low <= 0 <= comparison.averages[0].difference.high
    assert ("nor that there is none" in statement) == inside
    two = next(one for one in comparison.averages if "informed" in one.first)
    assert "The variance between 2 readers has 1 degree of freedom" in two.statement


def test_a_difference_away_from_0_is_said_to_be_one(comparison):
    found = replace(comparison.averages[0], difference=Estimate(0.2, 0.1, 0.3, 0.01))
    assert "The interval shows a difference of AUC for the average of readers like these" in found.statement


def test_the_averages_are_in_every_output(comparison):
    text, html = text_of(comparison), html_of(comparison, [])
    assert "Readers as a sample" in text
    assert "Readers as a sample" in html
    for output in (text, html):
        assert "The variance between 3 readers has 2 degrees of freedom" in output
        assert output.count("With 3 readers, the variation between readers is hardly known") == 1
    record = json.loads(json.dumps(as_record(comparison), allow_nan=False))["reader_averages"]
    assert record[0]["difference"]["value"] == comparison.averages[0].difference.value
    assert len(record) == 6


def test_one_reader_or_too_few_events_give_no_average(cohort):
    one = replace(cohort, raters=cohort.raters[:2])
    assert result_of(comparison_of(one, OPTIONS)).averages == ()
    few = replace(cohort, event=cohort.event & (np.arange(120) < 12), covariates=())
    found = result_of(comparison_of(few, OPTIONS)).averages[0]
    assert isinstance(found.difference, NotGiven)
    assert found.statement.startswith("No average over readers: only")


def test_answers_to_two_questions_are_not_more_readers(cohort):
    """Two readers answered two questions: the average is of two readers, once for each question."""
    model, one, two, three, _ = cohort.raters
    raters = (model, replace(one, question="risk"), replace(two, question="risk"),
              replace(three, name="reader 1, grade", question="grade"),
              replace(one, name="reader 2, grade", question="grade"))  # fmt: skip
    found = result_of(comparison_of(replace(cohort, raters=raters, covariates=()), OPTIONS)).averages
    areas = {one.second: one.readers for one in found if one.key == "auc"}
    assert areas == {
        "average of readers, risk": ("reader 1", "reader 2"),
        "average of readers, grade": ("reader 1, grade", "reader 2, grade"),
    }


def test_the_statement_names_the_figure_that_it_is_about(comparison):
    """Sensitivity can differ where the AUC does not: "a difference" alone would be both right and wrong."""
    given = [found for found in comparison.averages if isinstance(found.difference, Estimate)]
    assert len({found.key for found in given}) > 1
    for found in given:
        assert f"difference of {found.title}" in found.statement


def test_an_interval_that_is_narrower_than_that_of_these_readers_is_named(comparison):
    found = next(one for one in comparison.averages if one.key == "sensitivity")
    half = (found.difference.high - found.difference.low) / 2
    wide = replace(found, half_of_these=half * 0.9)
    narrow = replace(found, half_of_these=half * 2)
    assert "too narrow" not in wide.statement
    apart = replace(narrow, difference=replace(found.difference, value=half, low=half / 2, high=1.5 * half))
    assert "The interval shows neither a difference of sensitivity" in apart.statement
    low, high = found.difference.value - 2 * half, found.difference.value + 2 * half
    assert f"The interval for these readers alone is {low:.2f} to {high:.2f}" in narrow.statement
    shown = replace(comparison, averages=(narrow,))
    for output in (text_of(shown), html_of(shown, [])):
        assert "The interval of sensitivity is too narrow" in output


def test_without_an_average_there_is_no_empty_number(cohort):
    few = replace(cohort, event=cohort.event & (np.arange(120) < 12), covariates=())
    line = next(line for line in text_of(result_of(comparison_of(few, OPTIONS))).splitlines() if "AUC: " in line)
    assert "AUC: difference only" in line

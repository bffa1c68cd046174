"""What the model did to the readers: the counts against a table made by hand, the figures against formulas."""

import csv
import json
from dataclasses import replace

import numpy as np
import pytest
from statsmodels.stats.inter_rater import cohens_kappa

from model.base.errors import RaterError
from model.base.progress import result_of
from model.comparison.build import comparison_of
from model.comparison.comparison import ComparisonOptions
from model.comparison.data.rater_table import Rater, RaterTable, Threshold
from model.comparison.data.second_reads import SecondReads
from model.comparison.informed import Changes
from model.comparison.report.csv_files import write_csvs
from model.comparison.report.figures import figures_of
from model.comparison.report.html_file import html_of
from model.comparison.report.informed_tables import counts_table
from model.comparison.report.record import as_record
from model.comparison.report.style import settings
from model.comparison.report.text import text_of
from model.statistics.estimate import NotGiven

OPTIONS = ComparisonOptions(60.0, draws=80)
GROUPS = (
    # outcome (1 event, 0 none, None lost), model says high, blinded high, informed high, how many
    (1, 1, 0, 1, 4), (0, 0, 1, 0, 3), (1, 1, 1, 0, 1), (1, 1, 1, 1, 7), (0, 0, 0, 0, 9), (0, 0, 1, 1, 2),
    (0, 1, 0, 1, 5), (1, 0, 1, 0, 2), (0, 1, 1, 0, 1), (1, 0, 1, 1, 3), (0, 1, 1, 1, 2),
    (None, 1, 0, 1, 2), (None, 0, 0, 1, 1), (None, 0, 0, 0, 4),
)  # fmt: skip


def made(shown=None, role="model", threshold=True):
    """A table of `GROUPS`, and 3 more patients whom the reader never read again."""
    rows = [group[:4] for group in GROUPS for _ in range(group[4])] + [(1, 1, 1, None)] * 3
    outcome, model, blinded, informed = ([row[at] for row in rows] for at in range(4))
    time = np.array([{1: 20.0, 0: 80.0, None: 30.0}[one] for one in outcome]) + np.arange(len(rows)) / 100
    event = np.array([one == 1 for one in outcome])
    values = [np.array([np.nan if x is None else x for x in column], float) for column in (model, blinded, informed)]
    two = Threshold(1.0, "two answers") if threshold else None
    kind = "binary" if threshold else "ordinal"
    raters = (Rater("M", "binary", values[0], threshold=Threshold(1.0, "m"), role=role),
              Rater("R", kind, values[1], threshold=two, role="reader"))  # fmt: skip
    none = np.full(len(rows), np.nan)
    shown = none if shown is None else shown(values[0])
    first = np.where(np.isfinite(values[2]), values[1], np.nan)
    seconds = np.array([[30.0, 10.0], [50.0, 20.0], [100.0, 90.0]])
    second = SecondReads("R", first, values[2], shown, seconds, 3, len(rows) - 3)
    names = tuple(f"P{number}" for number in range(len(rows)))
    return RaterTable("made", names, time, event, raters, "months", second_reads=(second,))


def influence(table):
    return result_of(comparison_of(table, OPTIONS)).influence


@pytest.fixture(scope="module")
def comparison():
    return result_of(comparison_of(made(), OPTIONS))


def test_the_counts_are_those_of_the_table(comparison):
    found = comparison.influence.readers[0]
    assert (found.patients, found.unpaired, found.events, found.others, found.lost) == (46, 3, 17, 22, 7)
    # Wrong before and right after: 4 + 3 where the model was right, 1 where it was wrong.
    assert (found.right_to_wrong, found.wrong_to_right) == (1 + 5 + 2, 4 + 3 + 1)
    assert (found.stayed_right, found.stayed_wrong) == (7 + 9 + 3, 2 + 2)
    assert found.model_right == Changes(kept_with=16, kept_against=2, towards=7, away=1)
    assert found.model_wrong == Changes(kept_with=2, kept_against=3, towards=7, away=1)
    assert found.outcome_unknown == Changes(kept_with=4, kept_against=0, towards=2, away=1)
    assert (found.changes.towards, found.changes.away, found.changes.patients) == (16, 3, 46)


def test_the_shares_of_overturned_and_corrected_answers(comparison):
    found = comparison.influence.readers[0]
    assert found.overturned.value == pytest.approx(7 / 10)
    assert found.corrected.value == pytest.approx(7 / 9)


def test_the_figures_are_of_pairs_known_at_the_horizon(comparison):
    found = comparison.influence.readers[0]
    sensitivity, specificity = found.figure("sensitivity"), found.figure("specificity")
    assert (sensitivity.blinded.value, sensitivity.informed.value) == pytest.approx((13 / 17, 14 / 17))
    assert (specificity.blinded.value, specificity.informed.value) == pytest.approx((14 / 22, 13 / 22))
    assert sensitivity.difference.value == pytest.approx(1 / 17)
    auc = found.figure("auc")
    # The AUC of two answers is the mean of sensitivity and specificity.
    assert auc.blinded.value == pytest.approx((13 / 17 + 14 / 22) / 2)
    assert auc.difference.value == pytest.approx((1 / 17 - 1 / 22) / 2)
    assert found.figure("accuracy").difference.value == 0


def test_the_kappa_is_of_all_pairs_also_of_those_lost(comparison):
    kappa = comparison.influence.readers[0].figure("kappa")
    rows = [group[1:4] for group in GROUPS for _ in range(group[4])]
    for read, place in ((kappa.blinded, 1), (kappa.informed, 2)):
        table = np.zeros((2, 2))
        for row in rows:
            table[row[0], row[place]] += 1
        assert read.value == pytest.approx(cohens_kappa(table).kappa)
    assert kappa.difference.value == pytest.approx(kappa.informed.value - kappa.blinded.value)
    assert kappa.difference.low < kappa.difference.value < kappa.difference.high


def test_what_the_reader_saw_counts_before_the_models_group():
    """The reader was shown the opposite of what the model says in this comparison."""
    found = influence(made(shown=lambda model: 1 - model))
    one = found.readers[0]
    assert (one.model_right.towards, one.model_right.away) == (1, 7)
    assert (one.model_wrong.towards, one.model_wrong.away) == (1, 7)
    assert one.right_to_wrong == 8
    assert len(found.notes) == 1


def test_without_a_model_there_are_counts_of_right_and_wrong_only():
    comparison = result_of(comparison_of(made(role="other"), OPTIONS))
    found = comparison.influence
    assert "wrong to right 8; the model's risk group is not known" in text_of(comparison)
    assert counts_table(found).rows[0][2:5] == ("8", "8", "model not known")
    one = found.readers[0]
    assert (one.right_to_wrong, one.wrong_to_right, one.no_model_group) == (8, 8, 46)
    assert one.changes.patients == 0
    assert isinstance(one.overturned, NotGiven)
    assert "risk group is not known" in one.figure("kappa").difference.reason
    assert "0 of 46 pairs" in found.notes[1]


def test_answers_without_a_threshold_have_an_auc_and_a_reason():
    one = influence(made(threshold=False)).readers[0]
    assert one.figure("auc").blinded.value == pytest.approx((13 / 17 + 14 / 22) / 2)
    assert "no threshold" in one.reason
    assert "no threshold" in one.figure("sensitivity").difference.reason


def test_times_are_medians_with_quartiles(comparison):
    times = comparison.influence.readers[0].times
    assert (times.reads, times.blinded.median, times.informed.median, times.change.median) == (3, 50, 20, -20)
    assert (times.blinded.low, times.blinded.high) == (40, 75)


def test_the_section_is_in_text_json_csv_html_and_figures(comparison, tmp_path):
    text = text_of(comparison)
    assert "right to wrong 8, wrong to right 8; towards the model 16, away from the model 3" in text
    assert "model right 7 / 1 / 18, model wrong 7 / 1 / 5, outcome unknown 2 / 1 / 4" in text
    found = json.loads(json.dumps(as_record(comparison), allow_nan=False))["informed"]
    assert found["readers"][0]["by_model"]["model_wrong"]["towards_the_model"] == 7
    assert found["readers"][0]["figures"]["auc"]["difference"]["p"] > 0
    paths = {path.name: path for path in write_csvs(comparison, tmp_path)}
    with paths["informed_changes.csv"].open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["right_to_wrong"], row["model_right_away_from_the_model"]) == ("8", "1")
    assert "informed_figures.csv" in paths
    html = html_of(comparison, [])
    assert "Effect of the model on the readers: changed answers" in html
    assert "7 of 10: 0.70" in html
    assert "a second look" in html
    with settings():
        drawn = next(one for one in figures_of(comparison) if one.name == "informed").draw()
    assert drawn is not None


def test_all_readers_together_are_the_sums_of_the_readers(comparison):
    one = comparison.influence.readers[0]
    two = replace(comparison.influence, readers=(one, replace(one, reader="S")))
    rows = counts_table(two).rows
    assert rows[-1][1:6] == ("34 / 44 / 14", "16", "16", "32", "6")


def test_a_comparison_without_informed_reads_has_no_section(cohort):
    comparison = result_of(comparison_of(cohort, OPTIONS))
    assert comparison.influence is None
    assert "model on the readers" not in text_of(comparison) + html_of(comparison, [])
    assert as_record(comparison)["informed"] is None
    with settings():
        assert next(one for one in figures_of(comparison) if one.name == "informed").draw() is None


def test_informed_reads_of_nobody_are_refused():
    table = made()
    with pytest.raises(RaterError, match="no blinded rater 'X'"):
        replace(table, second_reads=(replace(table.second_reads[0], reader="X"),))
    short = np.zeros(3)
    with pytest.raises(RaterError, match="do not have one entry for each patient"):
        replace(table, second_reads=(SecondReads("R", short, short, short, np.zeros((0, 2))),))

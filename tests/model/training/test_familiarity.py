"""Training records its tissue: points from training spots, limits from validation spots, false alarms on test spots."""

import numpy as np
import pytest

from model.familiarity.judge import NO_RECORD
from model.result.export.familiarity import familiarity_text
from model.training.familiarity import with_familiarity
from model.training.fitted import Cohort
from model.training.split import Split

INPUTS, TILES, SPOTS = 30, 20, 40
SPLIT = Split(np.arange(20), np.arange(20, 30), np.arange(30, 40))


@pytest.fixture
def cohort():
    """Spots whose first four tiles are glass, far from all tissue; spot 33 is strange, and spot 37 partly."""
    generator = np.random.default_rng(4)
    factors = generator.normal(size=(4, INPUTS))
    features = generator.normal(size=(SPOTS, TILES, 4)) @ factors + 0.3 * generator.normal(size=(SPOTS, TILES, INPUTS))
    features[:, :4] = -50
    features[33] += 40
    features[37, 4:8] += 40
    tissue = np.full((SPOTS, TILES), 0.6, np.float32)
    tissue[:, :4] = 0.01
    return Cohort((), features.astype(np.float32), tissue)


def test_the_record_is_made_of_training_tissue_alone(cohort, tiny_manifest):
    manifest, reference = with_familiarity(tiny_manifest, cohort, SPLIT, seed=2)
    assert manifest.familiarity["reference"] == {"spots": 20, "tiles": 320}
    assert manifest.familiarity["limits_from"] == {"spots": 10, "tiles": 160}
    assert reference.points.shape[0] == 320
    np.testing.assert_allclose(reference.centre, cohort.features[:20, 4:].mean(axis=(0, 1)), atol=2e-3)


def test_the_limits_are_those_of_the_validation_spots(cohort, tiny_manifest):
    _, reference = with_familiarity(tiny_manifest, cohort, SPLIT, seed=2)
    held_out = np.concatenate([reference.distances(spot[4:]) for spot in cohort.features[20:30]])
    assert (held_out > 1).sum() == 2  # of 160 the 99 % quantile lies between the second and the third largest


def test_false_alarms_are_counted_on_test_spots(cohort, tiny_manifest):
    manifest, _ = with_familiarity(tiny_manifest, cohort, SPLIT, seed=2)
    test = manifest.familiarity["test"]
    assert test["spots"] == 10
    assert test["refused"]["count"] == 1
    assert test["flagged"]["count"] >= 2
    assert test["largest_share"] == 1.0
    # Wilson's interval of 1 of 10 by its formula: (0.1 + 0.1921 -+ 1.96 sqrt(0.009 + 0.0096)) / 1.3841
    assert (test["refused"]["low"], test["refused"]["high"]) == pytest.approx((0.01788, 0.40415), abs=1e-4)


def test_the_card_states_limits_and_false_alarms(tissue_record):
    lines = dict(familiarity_text(tissue_record[1]))
    limits = lines["Familiar tissue"]
    assert "60 tiles of 12 training spots" in limits
    assert "farther from these tiles than 99% of the tissue tiles of 4 validation spots" in limits
    assert "caution if more than 7.0% of the tissue tiles are unfamiliar, do not use if more than 50.0%" in limits
    assert lines["  false alarms"] == (
        "of 8 held-out test spots, 2 (25.0%, 95 % interval 7.2% to 59.1%) get a caution or worse (aim: at most 5%) and "
        "0 (0.0%, 95 % interval 0.0% to 32.4%) are refused; unfamiliar tiles: median 1.2%, largest share 25.0%"
    )


def test_the_card_says_that_nothing_is_checked_or_cannot_be_read(tissue_record):
    assert familiarity_text(None) == (("Familiar tissue", f"not checked: {NO_RECORD}"),)
    assert "cannot read" in familiarity_text({"version": 1, "reference": 3})[0][1]
    empty = tissue_record[1] | {"test": {"spots": 0}}
    assert "not counted" in dict(familiarity_text(empty))["  false alarms"]


def test_a_cohort_with_too_little_tissue_has_no_record_and_says_so(cohort, tiny_manifest):
    bare = Cohort((), cohort.features, np.zeros_like(cohort.tissue))
    manifest, reference = with_familiarity(tiny_manifest, bare, SPLIT, seed=2)
    assert reference is None
    assert manifest.familiarity is None
    assert NO_RECORD in manifest.extra["training_notes"][-1]


def test_test_spots_without_tissue_are_not_counted(cohort, tiny_manifest):
    tissue = cohort.tissue.copy()
    tissue[30:] = 0
    manifest, _ = with_familiarity(tiny_manifest, Cohort((), cohort.features, tissue), SPLIT, seed=2)
    assert manifest.familiarity["test"] == {"spots": 0}

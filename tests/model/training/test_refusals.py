"""Options that a head or a cohort cannot use are refused by name, and no option is ignored."""

from pathlib import Path

import pytest

from model.base.errors import CohortError, ConfigError
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.head_table import HEADS
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig, TrainOptions
from model.training.refusals import refuse_one_outcome, refuse_unsuited, refuse_unused

SHAPES = {kind: HeadShape(kind, pooled=PooledShape() if facts.pooled else None) for kind, facts in HEADS.items()}
FILES = (CohortRow("p", Path("a.h5"), 1.0, True, of_features=True),)
IMAGES = (CohortRow("p", Path("a.png"), 1.0, True),)


@pytest.mark.parametrize(
    ("kind", "options", "message"),
    [
        ("attention", {"seeds": 2}, "gated attention"),
        ("pooled", {"seeds": 2}, "pooled classifier"),
        ("pooled", {"loss": "cox"}, "the loss 'cox'"),
        ("pooled", {"grid": {"l1": "0.1/0.2"}}, "has no grid"),
    ],
)
def test_a_head_that_cannot_do_it_is_refused(kind, options, message):
    with pytest.raises(ConfigError, match=message):
        refuse_unsuited(TrainConfig(**options), SHAPES[kind])


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("lstm", {"seeds": 2, "grid": {"l1": "0.1/0.2"}, "loss": "cox"}),
        ("attention", {"loss": "hazards"}),
        ("pooled", {}),
    ],
)
def test_a_head_that_can_do_it_is_not(kind, options):
    refuse_unsuited(TrainConfig(**options), SHAPES[kind])


@pytest.mark.parametrize(
    ("rows", "options", "named"),
    [
        (FILES, {"stored_as": "float16"}, "--stored-as"),
        (FILES, {"backbone": "imagenet"}, "--backbone"),
        (FILES, {"mpp": 0.5}, "--mpp"),
        (IMAGES, {"tile_px": 224, "encoder": "uni"}, "--encoder and --tile-px"),
        (IMAGES, {"slide_mpp": 0.25}, "--slide-mpp"),
    ],
)
def test_an_option_without_effect_is_refused(rows, options, named):
    with pytest.raises(ConfigError, match=f"{named} would have no effect"):
        refuse_unused(TrainOptions(**options), rows)


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"folds_by": "site"}, "--folds-by site"),
        ({"folds_by": "site", "repeats": 3}, "--folds-by site and --repeats 3"),
    ],
)
@pytest.mark.parametrize("kind", [TrainConfig, TrainOptions])
def test_folds_that_the_split_of_the_table_replaces_are_refused(kind, options, named):
    """Such a run had one fold, the split of the table, without a word."""
    with pytest.raises(ConfigError, match=f"{named} would have no effect"):
        refuse_unused(kind(split="column", **options), IMAGES)


def test_options_with_effect_are_not():
    refuse_unused(TrainConfig(split="column", folds=3), IMAGES)
    refuse_unused(TrainConfig(folds_by="site", repeats=3), IMAGES)
    refuse_unused(TrainOptions(stored_as="float16", backbone="imagenet"), IMAGES)
    refuse_unused(TrainOptions(encoder="uni", tile_px=224, slide_mpp=0.25), FILES)
    refuse_unused(TrainOptions(mpp=0.286), FILES)


@pytest.mark.parametrize(
    ("seen", "message"),
    [
        (((1.0, False), (4.9, False)), "No spot has a known outcome"),
        (((1.0, True), (5.0, True), (2.0, False)), "All 2 patients .* died of the disease before 5 years"),
        (((6.0, True), (5.5, False)), "All 2 patients .* were alive at 5 years"),
    ],
)
def test_a_cohort_with_one_outcome_is_refused(seen, message):
    rows = [CohortRow(f"p{number}", Path("a.png"), *one) for number, one in enumerate(seen)]
    with pytest.raises(CohortError, match=message):
        refuse_one_outcome(rows)


def test_a_cohort_with_both_outcomes_is_not():
    refuse_one_outcome([CohortRow("a", Path("a.png"), 5.0, True), CohortRow("b", Path("b.png"), 5.0, False)])

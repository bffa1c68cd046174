"""Cores of drawn overviews are found and named; of real ones, where those are at hand."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from model.synthesis.tma_measure import Tally, measure
from model.synthesis.tma_synthesis import ArrayPlan, draw_overview, draw_plan
from model.tma.detect import detect

SAMPLES = Path(__file__).resolve().parents[3] / ".." / "shared" / "samples" / "tma"


def test_cores_of_four_drawn_arrays_meet_the_bars():
    plans = [(seed, replace(draw_plan(seed, *size), radius=11.0)) for seed, size in enumerate([(10, 12), (6, 8)] * 2)]
    tallies = [measure(draw_overview(plan, seed)) for seed, plan in plans]
    total = sum(tallies, Tally())
    assert total.recall >= 0.98
    assert total.false_share < 0.01
    assert total.named_share == 1


@pytest.mark.parametrize(
    "plan",
    [
        ArrayPlan(4, 6, turn_deg=8, missing=0.2, broken=0.2),
        ArrayPlan(5, 9, block_cols=(3, 6), gap=0.6),
        ArrayPlan(5, 8, label=True, ink=True),
        ArrayPlan(4, 6, stain="pale", specks=60),
        ArrayPlan(5, 6, uneven=0.15, bend=0.3),
        ArrayPlan(1, 5, missing=0, broken=0),
        ArrayPlan(2, 2, missing=0, broken=0),
    ],
    ids=["turned", "blocks", "label and ink", "pale", "uneven and bent", "one row", "two by two"],
)
def test_names_are_right_though_the_array_is(plan):
    tally = measure(draw_overview(plan, 5))
    assert (tally.found, tally.named, tally.false) == (tally.cores, tally.cores, 0)


def test_an_empty_column_keeps_its_number_and_its_cores_are_missing():
    overview = draw_overview(ArrayPlan(5, 7, missing=0, broken=0, jitter=0.01, specks=0), 3)
    picture = overview.picture.copy()
    glass = picture[:6, :6].mean(axis=(0, 1)).astype(np.uint8)
    for core in overview.cores:
        if core.col == 3:
            r = int(1.25 * core.radius)
            picture[int(core.y) - r : int(core.y) + r, int(core.x) - r : int(core.x) + r] = glass
    found = detect(picture)
    assert found is not None
    assert {(core.row, core.col) for core in found.cores if core.missing} == {(row, 3) for row in range(5)}
    assert len(found.cores) == 35


def test_a_known_pixel_size_keeps_what_is_too_small_from_being_cores():
    overview = draw_overview(ArrayPlan(4, 5, radius=12, missing=0, broken=0), 1)
    assert detect(overview.picture, px_um=40) is not None  # cores of 0.96 mm
    assert detect(overview.picture, px_um=4) is None  # of 0.1 mm: no punch is so small


def test_no_array_is_no_array():
    assert detect(np.full((300, 400, 3), 243, np.uint8)) is None
    assert detect(np.zeros((300, 400, 3), np.uint8)) is None


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples folder is not here")
@pytest.mark.parametrize("name", ["158867", "158868", "158869", "158870"])
def test_the_real_overviews_have_thirteen_rows_of_twenty_two(name):
    with Image.open(SAMPLES / f"{name}.png") as picture:
        found = detect(np.asarray(picture.convert("RGB")))
    assert found is not None
    assert (max(core.row for core in found.cores), max(core.col for core in found.cores)) == (12, 21)
    # Counted by eye, give or take what may be called broken or missing.
    assert 230 <= sum(not core.missing for core in found.cores) <= 256

"""Synthetic tissue: the same from the same seed, on exact glass, made of what its composition says."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from model.synthesis.composition import draw_composition
from model.synthesis.layout import GLASS, LYMPHOCYTES, NECROSIS, POOR, WELL
from model.synthesis.nuclei import scatter
from model.synthesis.stain import GLASS as GLASS_COLOUR
from model.synthesis.stain import RUIFROK_E, RUIFROK_H, Stain, to_rgb, vectors
from model.synthesis.tissue import LABEL_PX, DrawnSpot, render

SIDE = 700  # a window a fifth as wide as the real one


@cache
def spot(seed: int, **changes: float) -> DrawnSpot:
    return render(replace(draw_composition(seed), **changes), seed, SIDE)


def is_glass(image: np.ndarray) -> np.ndarray:
    return (image == np.array(GLASS_COLOUR, np.uint8)).all(-1)


def test_the_same_seed_gives_the_same_pixels():
    first, again = (render(draw_composition(4), 4, SIDE // 2) for _ in range(2))
    assert np.array_equal(first.image, again.image)
    assert np.array_equal(first.labels, again.labels)


def test_another_seed_gives_other_tissue_of_the_same_composition():
    other = render(draw_composition(4), 5, SIDE)
    assert not np.array_equal(spot(4).labels, other.labels)
    assert (spot(4).image != other.image).any(-1).mean() > 0.2


def test_shapes_and_types():
    assert spot(4).image.shape == (SIDE, SIDE, 3)
    assert spot(4).image.dtype == np.uint8
    assert spot(4).labels.shape == (SIDE // LABEL_PX, SIDE // LABEL_PX)
    assert spot(4).labels.dtype == np.int8


def test_glass_is_one_exact_colour_in_the_corners():
    for rows in (slice(0, 60), slice(-60, None)):
        for cols in (slice(0, 60), slice(-60, None)):
            assert is_glass(spot(4).image[rows, cols]).all()


def test_no_tissue_is_brighter_than_glass():
    assert (spot(4).image <= np.array(GLASS_COLOUR, np.uint8)).all()


def test_labels_lie_on_the_picture():
    """Where the labels say glass there is nothing but glass, away from borders; elsewhere there is tissue."""
    glass = spot(4).labels == GLASS
    middle = np.s_[LABEL_PX // 2 :: LABEL_PX]
    bare = is_glass(spot(4).image[middle, middle])
    assert bare[glass].mean() > 0.93
    assert bare[~glass].mean() < 0.25


def test_blank_tiles_number_what_the_publication_suggests():
    counts = []
    for seed in range(6):
        glass = is_glass(spot(seed).image)
        tile = SIDE * 224 // 3500
        starts = np.rint(np.linspace(0, SIDE - tile, 16)).astype(int)
        counts.append(sum(glass[y : y + tile, x : x + tile].all() for y in starts for x in starts))
    assert min(counts) >= 40
    assert max(counts) <= 144
    assert max(counts) - min(counts) > 20  # spots differ in size


def test_better_differentiation_opens_more_lumens():
    """Lumens are bare glass inside the core; mucus and tears are the same in both."""

    def lumen(one: DrawnSpot) -> float:
        inside = np.kron(one.labels == WELL, np.ones((LABEL_PX, LABEL_PX), bool))
        inside |= np.kron(one.labels == POOR, np.ones((LABEL_PX, LABEL_PX), bool))
        return float((inside & (one.image.min(-1) > 225)).sum() / (one.labels != GLASS).sum())

    well, poor = spot(8, well=0.66, poor=0.0), spot(8, well=0.0, poor=0.66)
    assert lumen(well) > 2 * lumen(poor)


PARTS = {"well": 0.2, "poor": 0.2, "stroma": 0.4, "necrosis": 0.2, "mucus": 0.0}


@cache
def labels_of_parts() -> DrawnSpot:
    return render(replace(draw_composition(8), **PARTS), 8, 1400)


@pytest.mark.parametrize(("name", "label"), [("necrosis", NECROSIS), ("poor", POOR), ("well", WELL)])
def test_a_tissue_covers_about_the_share_the_composition_gives_it(name: str, label: int):
    labels = labels_of_parts().labels
    assert (labels == label).sum() / (labels != GLASS).sum() == pytest.approx(PARTS[name], abs=0.06)


def test_lymphocytes_darken_the_stroma():
    calm, inflamed = spot(8, lymphocytes=0.0), spot(8, lymphocytes=1.0)
    assert (calm.labels == LYMPHOCYTES).sum() == 0
    assert (inflamed.labels == LYMPHOCYTES).sum() > 100
    dark = [(one.image[..., 0] < 120).mean() for one in (calm, inflamed)]
    assert dark[1] > 1.2 * dark[0]


def test_absorbances_add_as_beer_and_lambert_say():
    rng = np.random.default_rng(0)
    haematoxylin, eosin = rng.uniform(0, 0.8, (2, 40, 40)).astype(np.float32)
    stain = Stain(hue=0.3, haematoxylin=1.2, eosin=0.8)
    absorbance = -np.log10(to_rgb(haematoxylin, eosin, stain) / np.array(GLASS_COLOUR))
    expected = haematoxylin[..., None] * vectors(stain)[0] + eosin[..., None] * vectors(stain)[1]
    # The picture is rounded to whole grey values: half a value is this much absorbance where it is darkest.
    tolerance = 0.55 / (np.log(10) * np.array(GLASS_COLOUR) * 10.0**-expected)
    assert (np.abs(absorbance - expected) < tolerance).all()


def test_hue_zero_is_the_published_pair_of_dyes():
    for row, published in zip(vectors(Stain(hue=0)), (RUIFROK_H, RUIFROK_E), strict=True):
        assert row == pytest.approx(published, abs=0.002)


def test_scattered_places_keep_their_distance_and_their_mask():
    mask = np.zeros((100, 100), bool)
    mask[20:80, 30:90] = True
    places = scatter(np.random.default_rng(1), mask, 24, 4)
    cells = (places // 4).astype(int)
    assert mask[cells[:, 1], cells[:, 0]].all()
    apart = np.abs(cells[:, None] - cells[None]).max(-1) + 1000 * np.eye(len(cells), dtype=int)
    assert apart.min() >= 6
    assert len(places) > 40  # no more than 100 squares of that side fit

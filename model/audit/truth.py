"""Compute the true risk of each tile of a synthetic spot (the planted truth).

The known risk of a simulated patient is a sum over tissue areas (`composition.log_hazard`), so it can be assigned to
positions. Poorly and well-differentiated glands and necrosis have the weights of the formula, by area. Lymphocytes
enter the formula as a density and not as an area. Therefore their whole term is spread evenly over the positions that
are labelled as crowded with lymphocytes. Stroma, mucus and glass have no risk. The mean over the core is then the
spot's log hazard without its constants.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from PIL import Image

from model.region.grid import GridSpec, region_boxes
from model.synthesis.cohort_synthesis import COLUMNS, patient_seed
from model.synthesis.composition import (
    LYMPHOCYTE_WEIGHT,
    NECROSIS_WEIGHT,
    POOR_WEIGHT,
    WELL_WEIGHT,
    Composition,
    draw_composition,
)
from model.synthesis.layout import GLASS, LYMPHOCYTES, NECROSIS, POOR, WELL
from model.synthesis.tissue import LABEL_PX, REGION_PX, labels_of
from model.tables.read import read_table
from model.training.cohort_table import CohortRow

CLEAR = 1.0
"""Minimum difference in log hazard from plain stroma at which a tile counts as harmful or protective.

The log hazard of a tile is that of a whole core of the same tissue. A tile is harmful if it is at least this much above
the log hazard of plain stroma, and protective if it is at least this much below. For a tile with nine tenths of poorly
differentiated glands, the difference is 3.
"""
_SEEDS = range(1000)
"""Cohort seeds to try, because the seed is not in the table of a synthetic cohort. Each trial takes 0.05 ms."""
_DIGITS = 5
"""Number of decimals to which the table of a synthetic cohort rounds tissue compositions."""


@dataclass(frozen=True)
class Planted:
    """The seeds from which this program drew the synthetic spots of a cohort table, by image.

    The dict is empty if the program did not draw the spots, so that the true risk of their tiles is not known.

    `source` is a text that describes where the true risk comes from, or why it is not known.
    """

    seeds: dict[Path, int]
    source: str


def find_planted(table: Path, rows: Sequence[CohortRow]) -> Planted:
    """Return the seeds from which this program drew the spots of `rows`, if it drew them.

    The compositions of all spots in the table must come from the same cohort seed.

    The table of a real cohort has no compositions. Images that differ in size from an analysis region are not accepted,
    because they show other tissue.
    """
    read = read_table(table)
    if not set(COLUMNS) <= set(read.columns):
        return Planted(
            {}, ("none: the table has no tissue compositions, which only synthetic cohorts of this program have")
        )
    stated = {(read.path.parent / line["image"]).resolve(): line for _, line in read.rows}
    images = [row.image.resolve() for row in rows]
    if not all(image.stem.isdigit() for image in images):
        return Planted({}, "none: the images are not numbered like those of this program's synthetic cohorts")
    for seed in _SEEDS:
        seeds = {image: patient_seed(seed, int(image.stem)) for image in images}
        if all(_is_of(stated[image], seeds[image]) for image in images):
            return _with_pictures(seeds, seed)
    return Planted(
        {}, ("none: the tissue compositions in the table differ from those of every cohort drawn by this program")
    )


def _is_of(line: dict[str, str], seed: int) -> bool:
    drawn = draw_composition(seed)
    return all(line[one.name] == str(round(getattr(drawn, one.name), _DIGITS)) for one in fields(Composition))


def _with_pictures(seeds: dict[Path, int], seed: int) -> Planted:
    for image in seeds:
        with Image.open(image) as picture:
            if picture.size != (REGION_PX, REGION_PX):
                return Planted({}, f"none: {image.name} does not have {REGION_PX} x {REGION_PX} px")
    return Planted(seeds, f"drawn by this program from seed {seed}")


@dataclass(frozen=True, eq=False)
class Truth:
    """The true values of one spot's tiles, float64 [tiles]: `risk` (log hazard; high is bad) and `tissue` (share)."""

    risk: np.ndarray
    tissue: np.ndarray

    @property
    def harmful(self) -> np.ndarray:
        """Return which tiles are harmful (true risk at least `CLEAR`), bool [tiles]."""
        return self.risk >= CLEAR

    @property
    def protective(self) -> np.ndarray:
        """Return which tiles are protective (true risk at most -`CLEAR`), bool [tiles]."""
        return self.risk <= -CLEAR


def truth_of(seed: int, grid: GridSpec) -> Truth:
    """Return the true risk of the tiles of the spot that is drawn from `seed`, in a region of 3500 px."""
    composition = draw_composition(seed)
    labels = labels_of(composition, seed)
    return Truth(_tile_means(hazard_map(composition, labels), grid), _tile_means(labels != GLASS, grid))


def hazard_map(composition: Composition, labels: np.ndarray) -> np.ndarray:
    """Return the log hazard of each position of a spot, float64 in the shape of `labels`; it is 0 on glass.

    The log hazard is that of the tissue at the position (see the top of this file).
    """
    core, crowded = int((labels != GLASS).sum()), int((labels == LYMPHOCYTES).sum())
    weights = np.zeros(labels.max(initial=LYMPHOCYTES) + 1)
    weights[[WELL, POOR, NECROSIS]] = WELL_WEIGHT, POOR_WEIGHT, NECROSIS_WEIGHT
    weights[LYMPHOCYTES] = LYMPHOCYTE_WEIGHT * composition.lymphocytes * core / max(crowded, 1)
    return weights[labels]


def _tile_means(places: np.ndarray, grid: GridSpec) -> np.ndarray:
    """Return the mean value in each tile, float64 [tiles].

    `places` [side, side] has one value per square of 14 px.

    A square counts for the tile that contains its centre.
    """
    side = len(places)
    sums = np.zeros((side + 1, side + 1))
    sums[1:, 1:] = places.cumsum(axis=0, dtype=np.float64).cumsum(axis=1)
    boxes = region_boxes(grid)
    first = np.clip(np.ceil((boxes[:, :2] - LABEL_PX / 2) / LABEL_PX), 0, side).astype(np.int64)
    last = np.clip(np.ceil((boxes[:, :2] + boxes[:, 2:] - LABEL_PX / 2) / LABEL_PX), 0, side).astype(np.int64)
    (left, top), (right, bottom) = first.T, last.T
    total = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return total / np.maximum((right - left) * (bottom - top), 1)

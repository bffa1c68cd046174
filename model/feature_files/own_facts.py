"""Facts that feature files written by this program contain in addition to the layouts of other programs.

With these facts, the feature file is enough for an analysis without the image. Other programs ignore these attributes
and datasets, because they read the data that they need by name.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from model.base.errors import FeatureFileError
from model.feature_files.hdf5 import MOST_TILES, dataset, number, text

ENCODER_SHA256, IMAGE_SHA256 = "histocast_encoder_sha256", "histocast_image_sha256"
MPP, TILE_MPP, TILE_PX = "histocast_level0_mpp", "histocast_tile_mpp", "histocast_tile_px"
MADE_BY, WHOLE = "histocast_made_by", "histocast_tiles"
"""Attributes of the file. `WHOLE` is the number of tiles of the grid; the file contains only the tiles with tissue."""
INDEX, TISSUE = "histocast_tile_index", "histocast_tissue"
"""Datasets: the index of each tile in the grid, int64 [n], and its tissue share, float32 [n]."""


@dataclass(frozen=True, eq=False)
class OwnFacts:
    """The facts that only feature files of this program contain. A fact is "" or None if it is absent.

    `index` int64 [n] and `tissue` float32 [n] are in the order of the file. `whole` is the number of tiles of the grid.
    """

    encoder_sha256: str = ""
    image_sha256: str = ""
    mpp: float | None = None
    tile_mpp: float | None = None
    tile_px: float | None = None
    whole: int | None = None
    index: np.ndarray | None = None
    tissue: np.ndarray | None = None


def own_facts(file: Any, tiles: int) -> OwnFacts:
    """Return the facts in an open file that only this program writes. `tiles` is the number of tiles in the file."""
    whole = number(file, WHOLE)
    index = tissue = None
    if whole is not None:
        index = dataset(file, INDEX, "i", (tiles,))[:].astype(np.int64)
        tissue = dataset(file, TISSUE, "f", (tiles,))[:].astype(np.float32)
        good = whole == int(whole) <= MOST_TILES and len(np.unique(index)) == tiles
        good = good and index.min() >= 0 and index.max() < whole
        if not good or not ((tissue >= 0) & (tissue <= 1)).all():
            raise FeatureFileError("The grid in the file is damaged.", "Write the file again: histocast features.")
    return OwnFacts(
        text(file, ENCODER_SHA256),
        text(file, IMAGE_SHA256),
        number(file, MPP),
        number(file, TILE_MPP),
        number(file, TILE_PX),
        None if whole is None else int(whole),
        index,
        tissue,
    )

"""Encode a cohort and cache its features. An interrupted run can be resumed.

The cache key contains everything that can change the features.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from typing import Any

import numpy as np

from model.backbone.base import Encoder
from model.base.errors import CohortError
from model.base.progress import Progress
from model.bundle.choices import Blank
from model.predict.feature_cache import FeatureCache, key_of
from model.predict.features import FeatureStream
from model.predict.region_tiles import RegionTiles
from model.region.grid import GridSpec
from model.region.region import place
from model.slide.opening import open_image
from model.training.cohort_table import CohortRow
from model.training.feature_cohort import FileEncoder


def encode_cohort(
    rows: Sequence[CohortRow],
    grid: GridSpec,
    mpp: float,
    encoder: Encoder | FileEncoder,
    cache: FeatureCache,
    blank: Blank,
) -> Generator[Progress, None, tuple[Any, np.ndarray]]:
    """Return features float32 [rows, tiles, 4096] and tissue shares float32 [rows, tiles] of the central regions.

    If `blank` is "skip", tiles without tissue are not encoded, unless a region has no other tiles. Their features are
    NaN even if the cache contains them, so that results do not depend on the content of the cache. Raise CohortError if
    two patients have the same image file, because the model could then be tested on an image that it was trained on.
    If the rows name feature files, a `FileEncoder` loads them.
    """
    if isinstance(encoder, FileEncoder):
        return (yield from encoder.load(rows))
    features, tissue = [], []
    seen: dict[str, CohortRow] = {}
    for number, row in enumerate(rows):
        yield Progress("encoding spots", number, len(rows))
        slide, record = open_image(row.image)
        before = seen.setdefault(record.sha256, row)
        if before.patient_id != row.patient_id:
            slide.close()
            raise _shared(before, row)
        placement = place(slide.size, record.mpp, grid.window_px, mpp)
        key = key_of(record.sha256, placement.region, grid, encoder)
        with closing(slide), RegionTiles(slide, placement, grid, record.mpp, mpp) as window:
            stream = FeatureStream(window, encoder, blank)
            with closing(stream.encode(cache, key)) as encoding:
                for _ in encoding:
                    yield Progress("encoding spots", number, len(rows))
            tissue.append(window.tissue_fraction)
        unused = np.setdiff1d(np.arange(grid.tiles), stream.order)
        stream.features[unused] = np.nan
        features.append(stream.features)
    yield Progress("encoding spots", len(rows), len(rows))
    return np.stack(features), np.stack(tissue)


def _shared(first: CohortRow, second: CohortRow) -> CohortError:
    return CohortError(
        f"The image {second.image.name} of patient {second.patient_id} (line {second.line}) is the same picture as "
        f"{first.image.name} of patient {first.patient_id} (line {first.line}).",
        "Find out whose image it is, and correct the table. The features computed so far are kept.",
    )

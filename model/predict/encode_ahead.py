"""Encode an analysis region before the user starts its analysis, and store the features in the cache.

The work consists of small steps and can be stopped after each step. A later analysis reuses all cached features, even
if the work was not finished.
"""

from collections.abc import Generator
from contextlib import closing

from model.base.progress import Progress
from model.predict.engine import Engine
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import key_of
from model.predict.features import FeatureStream
from model.predict.region_tiles import RegionTiles
from model.region.region import Placement
from model.slide.base import Slide
from model.slide.record import ImageRecord


def encode_ahead(
    slide: Slide, record: ImageRecord, placement: Placement, engine: Engine, cache: FeatureCache
) -> Generator[Progress, None, None]:
    """Store the features of the region at `placement` in `cache`.

    If the generator is closed early, the features that were already computed are stored.
    """
    manifest = engine.bundle.manifest
    key = key_of(record.sha256, placement.region, manifest.grid, engine.encoder)
    yield Progress("analysing ahead")
    with RegionTiles(slide, placement, manifest.grid, record.mpp, manifest.mpp) as region:
        stream = FeatureStream(region, engine.encoder, manifest.blank)
        with closing(stream.encode(cache, key)) as encoding:
            for passed in encoding:
                yield Progress("analysing ahead", passed, manifest.grid.tiles)

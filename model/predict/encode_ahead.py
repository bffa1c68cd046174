"""Encode a window before anybody asks for it: features go into the cache, in steps small enough to be given up at once.

Whoever reads the window afterwards finds there what was done, were it only half of it.
"""

from collections.abc import Generator
from contextlib import closing

from model.base.progress import Progress
from model.predict.engine import Engine
from model.predict.feature_cache import FeatureCache, key_of
from model.predict.features import FeatureStream
from model.predict.region_tiles import RegionTiles
from model.region.region import Placement
from model.slide.base import Slide
from model.slide.record import ImageRecord


def encode_ahead(
    slide: Slide, record: ImageRecord, placement: Placement, engine: Engine, cache: FeatureCache
) -> Generator[Progress, None, None]:
    """Put the features of the window at `placement` into `cache`; closing the generator keeps what is done so far."""
    manifest = engine.bundle.manifest
    key = key_of(record.sha256, placement.region, manifest.grid, engine.encoder)
    yield Progress("reading ahead")
    with RegionTiles(slide, placement, manifest.grid, record.mpp, manifest.mpp) as window:
        stream = FeatureStream(window, engine.encoder, manifest.blank)
        with closing(stream.encode(cache, key)) as encoding:
            for passed in encoding:
                yield Progress("reading ahead", passed, manifest.grid.tiles)

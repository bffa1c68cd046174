"""Compute an earlier prediction again from cached features, without encoding a tile."""

from collections.abc import Generator
from dataclasses import replace

import numpy as np

from model.backbone.base import Encoder
from model.base.progress import Progress
from model.predict.engine import Engine
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import key_of
from model.predict.pipeline import predict
from model.region.region import Placement
from model.result.prediction import DeviceRecord, Prediction
from model.slide.base import Slide
from model.slide.record import ImageRecord


def predict_from_cache(
    slide: Slide, image: ImageRecord, placement: Placement, engine: Engine, cache: FeatureCache
) -> Generator[Progress, None, Prediction | None]:
    """Return the prediction for the region at `placement`; None if the features of a tile are not in `cache`.

    The result is the same as that of `predict` with the same cache. It can differ in the last digits from the analysis
    that stored the features, because here the head processes more tiles at once.
    """
    key = key_of(image.sha256, placement.region, engine.bundle.manifest.grid, engine.encoder)
    if cache.facts(key) is None:
        return None
    try:
        return (yield from predict(slide, image, placement, replace(engine, encoder=_NoEncoder(engine.encoder)), cache))
    except _NotCachedError:
        return None


class _NotCachedError(Exception):
    """Raised if the features of a tile are not in the cache."""


class _NoEncoder:
    """Takes the place of an encoder when all features are already known."""

    def __init__(self, encoder: Encoder) -> None:
        self.device: DeviceRecord = encoder.device
        self.backbone_sha256 = encoder.backbone_sha256
        self.length = encoder.length
        self.batch = encoder.batch

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        raise _NotCachedError

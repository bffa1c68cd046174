"""An encoder that is loaded only when it must encode its first tile. If all features are cached, it is never loaded."""

from collections.abc import Generator

import numpy as np

from model.backbone.base import Encoder
from model.backbone.layers import FEATURES
from model.backbone.opening import open_backbone
from model.backbone.store import BackboneInfo
from model.base.progress import Progress, result_of
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import FeatureKey
from model.result.prediction import DeviceRecord

BATCH = 8
"""Number of tiles per call as long as the encoder is not loaded."""


class LateEncoder:
    """Loads the encoder of the backbone `info` on `device` when it is first needed.

    See `Encoder` for the fields and `encode`.
    """

    def __init__(self, info: BackboneInfo, device: DeviceRecord) -> None:
        self._info = info
        self._opened: Encoder | None = None
        self.device: DeviceRecord = device
        self.backbone_sha256 = info.sha256
        self.length = FEATURES if info.onnx is None else info.onnx.length
        self.batch = BATCH

    def open(self) -> Generator[Progress, None, Encoder]:
        """Return the encoder. Load it first, unless it is loaded. Raise BackboneError if its file is damaged."""
        if self._opened is None:
            self._opened = yield from open_backbone(self._info, self.device)
            self.device, self.batch = self._opened.device, self._opened.batch
        return self._opened

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return the features of tiles, as described in `Encoder.encode`.

        If the encoder is not loaded, load it first, which takes seconds.
        """
        opened = result_of(self.open())
        features = opened.encode(tiles)
        self.device = opened.device  # if the graphics card has too little memory, the processor replaces it
        return features


def open_unless_saved(encoder: Encoder, cache: FeatureCache | None, key: FeatureKey) -> Generator[Progress, None, None]:
    """Load a `LateEncoder` now if `cache` has no features under `key`.

    If the cache has some features, the encoder is loaded later, and only if the features of a tile are missing.
    """
    if isinstance(encoder, LateEncoder) and (cache is None or cache.facts(key) is None):
        yield from encoder.open()

"""An encoder that is opened when it must encode its first tile, so that a saved result needs no network."""

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
"""Number of tiles per call until the encoder is open."""


class LateEncoder:
    """Stands for the encoder of the backbone `info` on `device`. See `Encoder` for the fields and `encode`."""

    def __init__(self, info: BackboneInfo, device: DeviceRecord) -> None:
        self._info = info
        self._opened: Encoder | None = None
        self.device: DeviceRecord = device
        self.backbone_sha256 = info.sha256
        self.length = FEATURES if info.onnx is None else info.onnx.length
        self.batch = BATCH

    def open(self) -> Generator[Progress, None, Encoder]:
        """Open the encoder, unless it is open, and return it. Raise BackboneError if its file is damaged."""
        if self._opened is None:
            self._opened = yield from open_backbone(self._info, self.device)
            self.device, self.batch = self._opened.device, self._opened.batch
        return self._opened

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Encode tiles. Open the encoder first if needed, which takes seconds."""
        opened = result_of(self.open())
        features = opened.encode(tiles)
        self.device = opened.device  # a processor may have replaced a graphics card without memory
        return features


def open_unless_saved(encoder: Encoder, cache: FeatureCache | None, key: FeatureKey) -> Generator[Progress, None, None]:
    """Open a late encoder if `cache` has no features under `key`.

    If it has some, the encoder is opened only if a tile is missing.
    """
    if isinstance(encoder, LateEncoder) and (cache is None or cache.facts(key) is None):
        yield from encoder.open()

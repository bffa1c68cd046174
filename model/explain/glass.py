"""What bare glass is to a model: an engine, or a window's own blank tiles, come in; one feature vector goes out."""

import numpy as np

from model.predict.engine import Engine
from model.predict.features import finite_features
from model.region.tissue import BLANK
from model.slide.base import GLASS

_KEPT: dict[tuple[str, str, str], np.ndarray] = {}
"""By backbone, device and arithmetic: one vector of 16 KB each, the same for every spot."""


def glass_features(engine: Engine) -> np.ndarray:
    """Features float32 [4096] of a tile of even glass, as windows are padded with it; encoded once, then kept."""
    device = engine.device
    key = (engine.encoder.backbone_sha256, device.name, device.arithmetic)
    if key not in _KEPT:
        side = engine.bundle.manifest.tile_px
        tile = np.full((1, side, side, 3), GLASS, np.uint8)
        _KEPT[key] = finite_features(engine.encoder.encode(tile), device)[0]
    return _KEPT[key]


def own_glass(features: np.ndarray, tissue: np.ndarray) -> np.ndarray | None:
    """Features [4096] of the most usual blank tile of a window; None where it has none with features.

    `features` float32 [tiles, 4096], `tissue` float32 [tiles]. It is a tile of this very glass, the one nearest to the
    median of them all: a median taken feature by feature would be of a tile that nobody saw.
    """
    blank = features[(tissue < BLANK) & np.isfinite(features).all(axis=1)]
    if not len(blank):
        return None
    far = np.linalg.norm(blank - np.median(blank, axis=0), axis=1)
    return blank[int(far.argmin())]


def glass_for(engine: Engine, features: np.ndarray, tissue: np.ndarray) -> tuple[np.ndarray, str]:
    """The glass to explain a window with, and in words where it is from: its own where it has some, else even glass."""
    own = own_glass(features, tissue)
    if own is not None:
        return own, "the most usual blank tile of this window"
    return glass_features(engine), "an even white tile, as windows are padded with"

"""Find the feature vector of bare glass, which comes from a blank tile of the region or from an even white tile."""

import numpy as np

from model.predict.engine import Engine
from model.predict.features import finite_features
from model.region.tissue import BLANK
from model.slide.base import GLASS

_ENCODED: dict[tuple[str, str, str], np.ndarray] = {}
"""The features of an even white tile, by backbone, device and number format. Each vector has 16 KB."""


def glass_features(engine: Engine) -> np.ndarray:
    """Return the features float32 [4096] of an even white tile. The padding of small images has the same colour.

    The tile is encoded only once.
    """
    device = engine.device
    key = (engine.encoder.backbone_sha256, device.name, device.arithmetic)
    if key not in _ENCODED:
        side = engine.bundle.manifest.tile_px
        tile = np.full((1, side, side, 3), GLASS, np.uint8)
        _ENCODED[key] = finite_features(engine.encoder.encode(tile), device)[0]
    return _ENCODED[key]


def own_glass(features: np.ndarray, tissue: np.ndarray) -> np.ndarray | None:
    """Return the features [4096] of the most typical blank tile of a region, or None if no blank tile has features.

    `features` float32 [tiles, 4096], `tissue` float32 [tiles]. The most typical tile is nearest to the median of all
    blank tiles. The median itself is computed for each feature separately, so it would not be the vector of a real
    tile.
    """
    blank = features[(tissue < BLANK) & np.isfinite(features).all(axis=1)]
    if not len(blank):
        return None
    far = np.linalg.norm(blank - np.median(blank, axis=0), axis=1)
    return blank[int(far.argmin())]


def glass_for(engine: Engine | None, features: np.ndarray, tissue: np.ndarray) -> tuple[np.ndarray, str]:
    """Return the features of glass for a region, and a text on their origin.

    The features come from a blank tile of the region. If no tile is blank, `engine` encodes an even white tile. If
    `engine` is None as well, the features of glass are not known: the returned features are nan, and the text is "".
    """
    own = own_glass(features, tissue)
    if own is not None:
        return own, "the most typical blank tile of this region"
    if engine is None:
        return np.full(features.shape[1], np.nan, np.float32), ""
    return glass_features(engine), "an even white tile, as used for padding"

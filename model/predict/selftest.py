"""Analyse one synthetic tile with backbone and head, and compare the logit with the bundle's reference value."""

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.backbone.layers import TILE_PX

if TYPE_CHECKING:
    from model.predict.engine import Engine

REFERENCE_KEY = "self_test_logit"
"""Field of a bundle's manifest: the logit of the test tile on the computer that created the bundle."""
TOLERANCE = 1e-3
"""Maximum difference between the logit of the test tile and the bundle's reference logit. Engines add numbers in
different orders, which changes the logit by about 1e-5. Faults change it far more.
"""


@dataclass(frozen=True)
class SelfTest:
    """The `logit` for the test tile, the bundle's `reference` logit (None if it has none), and the time in seconds."""

    logit: float
    reference: float | None
    seconds: float

    @property
    def passed(self) -> bool:
        """Return whether the logit is finite and, if there is a reference, differs from it by at most `TOLERANCE`."""
        if not math.isfinite(self.logit):
            return False
        return self.reference is None or abs(self.logit - self.reference) <= TOLERANCE


def make_test_tile(side: int = TILE_PX) -> np.ndarray:
    """Return the test tile, uint8 [1, side, side, 3].

    The tile has dots and waves in H&E colours. It is computed only from integers, so it is the same on every computer.
    """
    y, x = np.mgrid[0:side, 0:side]
    wave = (x * y // 32 + 3 * x + 5 * y) % 64
    dots = ((x // 12 + y // 12) % 3 == 0) & ((x % 12 - 6) ** 2 + (y % 12 - 6) ** 2 < 20)
    tile = np.stack([220 - wave, 150 - wave // 2, 200 - wave // 3], axis=-1)
    tile[dots] = tile[dots] // 2 + 30
    return tile.astype(np.uint8)[None]


def self_test(engine: "Engine") -> SelfTest:
    """Encode the test tile, run the head on it, and compare the logit with the bundle's reference value."""
    import torch

    started = time.perf_counter()
    features = torch.from_numpy(engine.encoder.encode(make_test_tile(engine.bundle.manifest.tile_px)))
    with torch.inference_mode():
        steps = engine.bundle.head.advance(engine.bundle.standardised(features))
    reference = engine.bundle.manifest.extra.get(REFERENCE_KEY)
    return SelfTest(
        logit=float(steps.logits[-1]),
        reference=None if reference is None else float(reference),
        seconds=time.perf_counter() - started,
    )

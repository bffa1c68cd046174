"""One made-up tile through backbone and head: an engine comes in; whether it computes what it should goes out."""

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from model.backbone.layers import TILE_PX

if TYPE_CHECKING:
    from model.predict.engine import Engine

REFERENCE_KEY = "self_test_logit"
"""Field of a bundle's manifest with the logit that the machine it was made on found for the test tile."""
TOLERANCE = 1e-3
"""On the logit: engines sum in different orders, which makes differences of about 1e-5; faults make far larger ones."""


@dataclass(frozen=True)
class SelfTest:
    """The `logit` after one step, what it should be (None where the bundle does not say), and the time it took."""

    logit: float
    reference: float | None
    seconds: float

    @property
    def passed(self) -> bool:
        if not math.isfinite(self.logit):
            return False
        return self.reference is None or abs(self.logit - self.reference) <= TOLERANCE


def make_test_tile() -> np.ndarray:
    """uint8 [1, 224, 224, 3]: dots and waves in the colours of H&E, by integer arithmetic alone."""
    y, x = np.mgrid[0:TILE_PX, 0:TILE_PX]
    wave = (x * y // 32 + 3 * x + 5 * y) % 64
    dots = ((x // 12 + y // 12) % 3 == 0) & ((x % 12 - 6) ** 2 + (y % 12 - 6) ** 2 < 20)
    tile = np.stack([220 - wave, 150 - wave // 2, 200 - wave // 3], axis=-1)
    tile[dots] = tile[dots] // 2 + 30
    return tile.astype(np.uint8)[None]


def self_test(engine: "Engine") -> SelfTest:
    """Encode the test tile, read it as the first of a spot, and compare with the bundle's reference value."""
    import torch

    started = time.perf_counter()
    features = torch.from_numpy(engine.encoder.encode(make_test_tile()))
    with torch.inference_mode():
        steps = engine.bundle.head.advance(engine.bundle.standardised(features))
    reference = engine.bundle.manifest.extra.get(REFERENCE_KEY)
    return SelfTest(
        logit=float(steps.logits[-1]),
        reference=None if reference is None else float(reference),
        seconds=time.perf_counter() - started,
    )

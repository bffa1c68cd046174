"""The corridor itself: slide -> window -> grid -> tiles -> features -> head -> prediction, one yield a batch."""

import math
import time
from collections.abc import Generator
from importlib.metadata import version

import numpy as np
import torch

from model.bundle import Bundle
from model.engine import Engine
from model.feature_cache import FeatureCache, key_of
from model.features import FeatureStream
from model.grid import level0_boxes
from model.heads.base import Steps
from model.prediction import ImageRecord, Prediction, Reading, Trace, read_only
from model.progress import Progress
from model.quality import judge
from model.slide.base import Slide
from model.tiles import cut_tiles, read_frame
from model.tissue import tissue_fraction
from model.window import Placement


def predict(
    slide: Slide, image: ImageRecord, placement: Placement, engine: Engine, cache: FeatureCache | None = None
) -> Generator[Progress, None, Prediction]:
    """Read the window at `placement` with `engine`; every yield carries a `Reading` once there is one.

    Features that `cache` knows are not computed again; new ones are kept there.
    """
    started = time.perf_counter()
    bundle = engine.bundle
    grid = bundle.manifest.grid
    yield Progress("reading the window")
    tiles = cut_tiles(read_frame(slide, placement, grid), grid)
    yield Progress("judging the input")
    tissue = read_only(tissue_fraction(tiles))
    boxes = read_only(level0_boxes(grid, placement.region))
    inside = placement.region.inside_share(slide.size)
    verdict = judge(tiles, tissue, image.mpp, bundle.manifest.mpp, inside)
    reader = _Reader(bundle)
    key = key_of(image.sha256, placement.region, grid, engine.encoder)
    features = cache.load(key) if cache else None
    cached = features is not None
    if features is None:
        stream = FeatureStream(tiles, engine.encoder)
        for known in stream:
            trace = reader.read(stream.features[:known])
            yield Progress("encoding tiles", known, grid.tiles, Reading(grid, boxes, tissue, verdict, trace))
        features = stream.features
        if cache:
            cache.store(key, features)
    trace = reader.read(features)
    logit = bundle.calibrated(reader.logit)
    probability = _sigmoid(logit)
    return Prediction(
        image=image,
        placement=placement,
        grid=grid,
        tile_boxes=boxes,
        bundle=bundle.record,
        device=engine.device,
        verdict=verdict,
        survival_probability=probability,
        logit=logit,
        interval=None,
        risk_group=bundle.risk_group(probability),
        features=read_only(features),
        trace=trace,
        tissue_fraction=tissue,
        seconds=time.perf_counter() - started,
        made_by=f"histocast {version('histocast')}",
        features_cached=cached,
    )


class _Reader:
    """The head on its way along the string of features: reads only what is new, keeps what it did."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._steps: list[Steps] = []
        self._read = 0

    def read(self, features: np.ndarray) -> Trace:
        """The trace over all of `features` [n, 4096], of which the first ones may have been read before."""
        if len(features) > self._read:
            new = self._bundle.standardised(torch.from_numpy(features[self._read :].copy()))
            with torch.inference_mode():
                self._steps.append(self._bundle.head.advance(new, self._steps[-1].state if self._steps else None))
            self._read = len(features)
        logits = torch.cat([s.logits for s in self._steps]).numpy()
        return Trace(
            index=read_only(np.arange(self._read)),
            hidden=_joined([s.hidden for s in self._steps]),
            cell=_joined([s.cell for s in self._steps]),
            running=read_only(
                np.array([_sigmoid(self._bundle.calibrated(float(z))) for z in logits], dtype=np.float32)
            ),
        )

    @property
    def logit(self) -> float:
        """The logit after the last step read."""
        return float(self._steps[-1].logits[-1])


def _joined(pieces: list[tuple[torch.Tensor, ...]]) -> tuple[np.ndarray, ...]:
    """Pieces of a string, each a tuple of [n, units] by layer, put together layer by layer."""
    return tuple(read_only(torch.cat(layer).numpy()) for layer in zip(*pieces, strict=True))


def _sigmoid(logit: float) -> float:
    # Written for either sign, so that exp never overflows.
    return 1 / (1 + math.exp(-logit)) if logit >= 0 else math.exp(logit) / (1 + math.exp(logit))

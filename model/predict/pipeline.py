"""The pipeline from slide to prediction: region, grid, tiles, features, head. It yields after each batch of tiles."""

import time
from collections.abc import Generator, Mapping
from contextlib import closing
from importlib.metadata import version
from types import MappingProxyType

import numpy as np
import torch

from model.base.finite import without_infinity
from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.cohort_images import seen_in
from model.bundle.heads.base import Steps
from model.bundle.heads.orders import running_logits_in_orders
from model.bundle.heads.recurrent import RecurrentHead
from model.bundle.record import OrderSpread
from model.predict.engine import Engine
from model.predict.familiar_tissue import familiarity_of, joined_distances, tile_distances, with_familiar_tissue
from model.predict.feature_cache import FeatureCache, key_of
from model.predict.features import FeatureStream
from model.predict.further_answers import further_answers
from model.predict.leakage import with_leakage
from model.predict.region_tiles import RegionTiles
from model.region.grid import level0_boxes
from model.region.orders import prediction_orders
from model.region.region import Placement
from model.result.evidence import evidence_at
from model.result.prediction import PartialPrediction, Prediction, Trace, read_only
from model.slide.base import Slide
from model.slide.record import ImageRecord
from model.statistics.calibration import sigmoid_of


def predict(
    slide: Slide, image: ImageRecord, placement: Placement, engine: Engine, cache: FeatureCache | None = None
) -> Generator[Progress, None, Prediction]:
    """Analyse the region at `placement` and return the prediction; yield the `PartialPrediction` after each batch.

    Features in `cache` are reused, and new ones are stored there. Raise AnswerError if a value that the network returns
    is NaN or infinite.
    """
    started = time.perf_counter()
    bundle, manifest = engine.bundle, engine.bundle.manifest
    grid, part = manifest.grid, seen_in(manifest, image.sha256)
    boxes = read_only(level0_boxes(grid, placement.region))
    steps = _HeadSteps(bundle)
    key = key_of(image.sha256, placement.region, grid, engine.encoder)
    yield Progress("reading the analysis region")
    with RegionTiles(slide, placement, grid, image.mpp, manifest.mpp) as region:
        stream = FeatureStream(region, engine.encoder, manifest.blank)
        with closing(stream.encode(cache, key)) as encoding:
            for passed in encoding:
                tissue = region.tissue_fraction
                trace = steps.advance(stream, tissue)
                partial = PartialPrediction(grid, boxes, tissue, region.verdict, trace)
                yield Progress("encoding tiles", passed, grid.tiles, partial)
        verdict = region.wait_for_verdict()
        tissue = region.tissue_fraction
    familiarity = familiarity_of(bundle, trace, grid.tiles)
    orders = _in_random_orders(bundle, stream)
    logit = bundle.calibrated(steps.logit) if orders is None else float(orders[:, -1].mean())
    probability = sigmoid_of(logit)
    further = further_answers(bundle, stream.features, np.array(stream.order, np.int64), probability)
    return Prediction(
        image=image,
        placement=placement,
        grid=grid,
        tile_boxes=boxes,
        bundle=bundle.record,
        device=engine.device,
        verdict=with_leakage(with_familiar_tissue(verdict, familiarity), part),
        survival_probability=probability,
        logit=logit,
        interval=None,
        risk_group=bundle.risk_group(probability),
        features=read_only(stream.features),
        trace=trace,
        tissue_fraction=tissue,
        seconds=time.perf_counter() - started,
        made_by=f"histocast {version('histocast')}",
        orders=None if orders is None else _spread(bundle, orders[:, -1], probability),
        order_logits=None if orders is None else read_only(orders.astype(np.float32)),
        familiarity=familiarity,
        features_cached=stream.encoded == 0,
        image_in_cohort=part,
        evidence=evidence_at(manifest, probability),
        curve=further.curve,
        members=further.members,
    )


def _in_random_orders(bundle: Bundle, stream: FeatureStream) -> np.ndarray | None:
    """Return the calibrated logit of each random order after each step, float64 [orders, steps].

    Return None if the bundle averages over no random orders.
    """
    count, kind, head = bundle.manifest.random_orders, bundle.manifest.order_kind, bundle.head
    if not count or not isinstance(head, RecurrentHead):
        return None
    used = np.array(sorted(stream.order), np.int64)
    places = np.searchsorted(used, prediction_orders(kind, count, len(stream.features), used))
    with torch.inference_mode():
        features = bundle.standardised(torch.from_numpy(stream.features[used]))
        logits = running_logits_in_orders(head, features, torch.from_numpy(places))
    return np.array([[bundle.calibrated(logit) for logit in order] for order in logits.tolist()])


def _spread(bundle: Bundle, logits: np.ndarray, probability: float) -> OrderSpread:
    found = [sigmoid_of(logit) for logit in logits.tolist()]
    return bundle.order_spread(found, probability, f"{bundle.manifest.order_kind} orders")


class _HeadSteps:
    """Runs the head step by step over the features and stores its steps. Each call processes only new tiles."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle = bundle
        self._steps: list[Steps] = []
        self._distances: list[dict[str, np.ndarray]] = []
        self._done = 0

    def advance(self, stream: FeatureStream, tissue: np.ndarray) -> Trace:
        """Run the head over the new tiles of `stream` and return the trace of all tiles processed so far.

        `tissue` is float32 [tiles] by tile index.
        """
        index = np.array(stream.order, np.int64)
        new = index[self._done :]
        if len(new):
            features = self._bundle.standardised(torch.from_numpy(stream.features[new]))
            state = self._steps[-1].state if self._steps else None
            with torch.inference_mode():
                self._steps.append(self._bundle.head.advance(features, state, torch.from_numpy(tissue[new])))
            self._distances.append(tile_distances(self._bundle, stream.features[new], tissue[new]))
            self._done = len(index)
        logits = torch.cat([s.logits for s in self._steps]).numpy()
        return Trace(
            index=read_only(index),
            hidden=_joined([s.hidden for s in self._steps]),
            cell=_joined([s.cell for s in self._steps]),
            running=read_only(
                np.array([sigmoid_of(self._bundle.calibrated(float(z))) for z in logits], dtype=np.float32)
            ),
            tiles=MappingProxyType(
                {**self._tile_values(stream.features[index], tissue[index]), **joined_distances(self._distances)}
            ),
        )

    def _tile_values(self, features: np.ndarray, tissue: np.ndarray) -> Mapping[str, np.ndarray]:
        """Return the values of a pooled head for all tiles processed so far.

        They are all computed again, because the share of each tile changes with every new tile.
        """
        if self._bundle.head.shape.gives == ("hidden",):
            return MappingProxyType({})
        with torch.inference_mode():
            found = self._bundle.tile_values(torch.from_numpy(features), torch.from_numpy(tissue))
        model = self._bundle.name
        return MappingProxyType({
            key: read_only(without_infinity(values.float().numpy(), model, f"a tile's {key}"))
            for key, values in found.items()
        })

    @property
    def logit(self) -> float:
        """Return the head's logit for all tiles processed so far, before calibration."""
        return float(self._steps[-1].logits[-1])


def _joined(pieces: list[tuple[torch.Tensor, ...]]) -> tuple[np.ndarray, ...]:
    """Concatenate the pieces of a sequence layer by layer.

    Each piece is a tuple of arrays [n, units], one per layer.
    """
    return tuple(read_only(torch.cat(layer).numpy()) for layer in zip(*pieces, strict=True))

"""The pipeline from slide to prediction: region, grid, tiles, features, head.

It reports progress after each batch of tiles.
"""

import time
from collections.abc import Generator
from contextlib import closing
from importlib.metadata import version

import numpy as np

from model.base.progress import Progress
from model.bundle.cohort_images import seen_in
from model.predict.engine import Engine
from model.predict.familiar_tissue import familiarity_of, with_familiar_tissue
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import key_of
from model.predict.features import FeatureStream
from model.predict.further_answers import further_answers
from model.predict.head_steps import HeadSteps, in_random_orders, spread_of
from model.predict.late_encoder import open_unless_saved
from model.predict.leakage import with_leakage
from model.predict.region_tiles import RegionTiles
from model.region.grid import level0_boxes
from model.region.region import Placement
from model.result.evidence import evidence_at
from model.result.prediction import PartialPrediction, Prediction, read_only
from model.slide.base import Slide
from model.slide.record import ImageRecord
from model.statistics.calibration import sigmoid_of


def predict(
    slide: Slide, image: ImageRecord, placement: Placement, engine: Engine, cache: FeatureCache | None = None
) -> Generator[Progress, None, Prediction]:
    """Analyse the region at `placement` and return the prediction. Yield a `PartialPrediction` after each batch.

    Features in `cache` are reused, and new features are stored there. Raise AnswerError if the network returns a value
    that is NaN or infinite.
    """
    started = time.perf_counter()
    bundle, manifest = engine.bundle, engine.bundle.manifest
    grid, part = manifest.grid, seen_in(manifest, image.sha256)
    boxes = read_only(level0_boxes(grid, placement.region))
    steps = HeadSteps(bundle)
    key = key_of(image.sha256, placement.region, grid, engine.encoder)
    yield from open_unless_saved(engine.encoder, cache, key)
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
    used = np.array(sorted(stream.order), np.int64)
    orders = in_random_orders(bundle, stream.features[used], used, grid.tiles)
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
        orders=None if orders is None else spread_of(bundle, orders[:, -1], probability),
        order_logits=None if orders is None else read_only(orders.astype(np.float32)),
        familiarity=familiarity,
        features_cached=stream.encoded == 0,
        image_in_cohort=part,
        evidence=evidence_at(manifest, probability),
        curve=further.curve,
        members=further.members,
    )

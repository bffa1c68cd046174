"""Predict from a feature file.

The head, the tile orders and the record are the same as for an image, but there are no pixels.
"""

import time
from collections.abc import Generator
from dataclasses import dataclass, replace
from importlib.metadata import version

import numpy as np

from model.base.files import hash_steps
from model.base.progress import Progress
from model.bundle.bundle import Bundle
from model.bundle.cohort_images import seen_in
from model.feature_files.hdf5 import MOST_TILES
from model.feature_files.match import ENCODER, Match, matched
from model.feature_files.place import placed_on, refuse_other_slide
from model.feature_files.read import FeatureFile, read_features
from model.predict.familiar_tissue import familiarity_of, with_familiar_tissue
from model.predict.further_answers import further_answers
from model.predict.head_steps import HeadSteps, in_random_orders, spread_of
from model.predict.leakage import with_leakage
from model.region.orders import prediction_orders
from model.region.tissue import tiles_used
from model.result.evidence import evidence_at
from model.result.feature_source import FeatureSource
from model.result.input_checks import PIXEL_CHECKS
from model.result.prediction import DeviceRecord, PartialPrediction, Prediction, Verdict, read_only
from model.slide.record import ImageRecord
from model.statistics.calibration import sigmoid_of

NO_PIXELS = "a feature file holds no pixels"
LARGEST_FILE = "largest_cohort_file"
"""Field of the manifest: the number of tiles of the largest file in the training cohort. In training and in prediction,
tile orders are made for this number of tiles and then restricted to the tiles of a file.
"""
_DEVICE = DeviceRecord(
    "cpu", "CPU", "only the head was computed; the features come from a file", "features from a file", "exact"
)
_STEPS_A_REPORT = 1024


@dataclass
class _FileTiles:
    """The features of a file in the form that `HeadSteps` expects.

    `order` contains the tiles processed so far, so it becomes longer during the analysis.
    """

    features: np.ndarray
    order: list[int]


def predict_features(
    file: FeatureFile, bundle: Bundle, slide: ImageRecord | None = None
) -> Generator[Progress, None, Prediction]:
    """Predict from the features in `file` and return the prediction.

    Yield a `PartialPrediction` after each batch of tiles. Maps are drawn on `slide`, if it is given. Raise
    FeatureFileError if the file does not fit the bundle or the slide, and AnswerError if the head returns a value that
    is NaN or infinite.
    """
    started = time.perf_counter()
    fit = matched(file, bundle.manifest.encoder, bundle.name)
    if slide is not None:
        refuse_other_slide(file, slide)
    sha256 = yield from hash_steps(file.path, "checking the file")
    yield Progress("reading the features")
    features = read_features(file)
    placed = placed_on(file, slide)
    count, grid, boxes = len(features), placed.grid, placed.boxes
    used = tiles_used(file.tissue, bundle.manifest.blank == "skip")
    tiles, steps = _FileTiles(features, []), HeadSteps(bundle)
    for start in range(0, len(used), _STEPS_A_REPORT):
        tiles.order += used[start : start + _STEPS_A_REPORT].tolist()
        trace = steps.advance(tiles, file.tissue)
        partial = PartialPrediction(grid, boxes, file.tissue, None, trace)
        yield Progress("running the head", len(tiles.order), len(used), partial)
    whole = max(file.whole, _largest_of_cohort(bundle))
    own = file.tiles[used]
    orders = in_random_orders(bundle, features[used], own, whole)
    logit = bundle.calibrated(steps.logit) if orders is None else float(orders[:, -1].mean())
    probability, part = sigmoid_of(logit), seen_in(bundle.manifest, sha256)
    familiarity = familiarity_of(bundle, trace, count)
    tile_orders = _orders_of(bundle, own, whole, used)
    further = further_answers(bundle, features, used, probability, tile_orders)
    return Prediction(
        image=_record(file, sha256, placed.mpp, slide),
        placement=placed.placement,
        grid=grid,
        tile_boxes=boxes,
        bundle=bundle.record,
        device=_DEVICE,
        verdict=with_leakage(with_familiar_tissue(_verdict(file, bundle, fit), familiarity), part),
        survival_probability=probability,
        logit=logit,
        interval=None,
        risk_group=bundle.risk_group(probability),
        features=features,
        trace=trace,
        tissue_fraction=file.tissue,
        seconds=time.perf_counter() - started,
        made_by=f"histocast {version('histocast')}",
        orders=None if orders is None else spread_of(bundle, orders[:, -1], probability),
        order_logits=None if orders is None else read_only(orders.astype(np.float32)),
        familiarity=familiarity,
        image_in_cohort=part,
        evidence=evidence_at(bundle.manifest, probability),
        curve=further.curve,
        members=further.members,
        feature_file=FeatureSource(
            file.layout,
            replace(file.encoder, name=file.encoder.name or bundle.manifest.backbone_name),
            count,
            placed.unit,
            slide.path if slide else "",
            slide.sha256 if slide else "",
        ),
        tile_orders=None if tile_orders is None else read_only(tile_orders),
    )


def _orders_of(bundle: Bundle, own: np.ndarray, whole: int, used: np.ndarray) -> np.ndarray | None:
    """Return the random orders of the `used` tiles, int64 [orders, n], or None if the bundle has no random orders.

    The orders are made for `whole` tiles. `own` int64 [n] are the indices of the used tiles among the `whole` tiles.
    """
    count, kind = bundle.manifest.random_orders, bundle.manifest.order_kind
    return used[np.searchsorted(own, prediction_orders(kind, count, whole, own))] if count else None


def _largest_of_cohort(bundle: Bundle) -> int:
    """Return the number of tiles for which tile orders were made in training, or 0 if it is not in the manifest."""
    found = bundle.manifest.extra.get(LARGEST_FILE)
    return found if type(found) is int and 0 < found <= MOST_TILES else 0


def _verdict(file: FeatureFile, bundle: Bundle, fit: Match) -> Verdict:
    """Return the verdict on a feature file: whether the result can be trusted, with reasons.

    Checks that need pixels are listed as not made.
    """
    manifest, reasons = bundle.manifest, list(fit.cautions)
    if manifest.tile_layout == "grid" and file.whole != manifest.grid.tiles:
        reasons.append(
            f"The model was trained on analysis regions of {manifest.grid.tiles} tiles; this file has "
            f"{len(file.order)} tiles at other positions."
        )
    names = ", ".join(PIXEL_CHECKS[:-1])
    not_checked = (f"{names} and pixel size of the image not checked: {NO_PIXELS}", *fit.not_checked)
    checked = (ENCODER, "tile size", "pixel size of the tiles")
    return Verdict("caution" if reasons else "ok", tuple(reasons), checked, not_checked)


def _record(file: FeatureFile, sha256: str, mpp: float | None, slide: ImageRecord | None) -> ImageRecord:
    """Return the image record for a prediction from a feature file.

    Width and height are taken from the slide if it is known, otherwise from the file.
    """
    width, height = (slide.width_px, slide.height_px) if slide else file.size or (0, 0)
    if slide and slide.mpp:
        source = slide.mpp_source
    else:
        source = "given by the user, or computed from the tiles" if mpp else "unknown: not needed for the probability"
    return ImageRecord(str(file.path.absolute()), sha256, width, height, mpp, source, file.notes)

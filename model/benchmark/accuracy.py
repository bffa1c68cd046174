"""Measure how far *fast* is off *exact*: a bundle and spots come in, the error is kept and goes out."""

import datetime
import hashlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from model.backbone.devices import AUTO, EXACT, FAST
from model.base.errors import DeviceError
from model.base.progress import Progress
from model.bundle.record import RiskGroup
from model.predict.engine import Engine, load_engine
from model.predict.pipeline import predict
from model.predict.precision_error import FEWEST_SPOTS, Pair, save_error, summary
from model.region.region import place
from model.result.prediction import DeviceRecord, KnownError, Precision, Prediction
from model.slide.array import ArraySlide
from model.slide.base import Slide
from model.slide.opening import open_image
from model.slide.pixel_size import PixelSize
from model.slide.record import ImageRecord
from model.synthesis.cohort_synthesis import patient_seed
from model.synthesis.composition import draw_composition
from model.synthesis.tissue import MPP, render

ACCURACY_SEED = 20
"""Of the synthetic spots: neither the demo cohort's nor the sample spots'."""
_STAGE = "measuring fast against exact, spots read"


def measure_error(
    bundle_path: Path, device: str = AUTO, images: Sequence[Path] = (), spots: int = FEWEST_SPOTS
) -> Generator[Progress, None, KnownError]:
    """Read every spot *exact*, then every spot *fast*, on `device`; keep and return the error.

    `images`: spots of the user's, at least 20; without them as many synthetic ones as `spots` says are drawn.
    Yields once a batch of tiles; `done` counts spots read either way. DeviceError where there are too few.
    """
    count = len(images) or spots
    if count < FEWEST_SPOTS:
        raise DeviceError(f"{count} spots are too few to know an error by.", f"Give at least {FEWEST_SPOTS}.")
    exact = yield from _read_all(bundle_path, device, EXACT, images, spots, 0)
    fast = yield from _read_all(bundle_path, device, FAST, images, spots, count)
    pairs = [
        Pair(before.probability, after.probability, before.group, after.group)
        for before, after in zip(exact, fast, strict=True)
    ]
    on = "the user's spots" if images else "synthetic spots"
    error = summary(pairs, on, datetime.date.today().isoformat())
    save_error(fast[-1].bundle_sha256, fast[-1].device, error)
    yield Progress(_STAGE, 2 * count, 2 * count)
    return error


@dataclass(frozen=True)
class _Answer:
    """What is kept of a prediction: its arrays are large, and there are forty."""

    probability: float
    group: RiskGroup | None
    bundle_sha256: str
    device: DeviceRecord


def _read_all(
    bundle_path: Path, device: str, precision: Precision, images: Sequence[Path], spots: int, done: int
) -> Generator[Progress, None, list[_Answer]]:
    """Every spot at `precision`; the engine goes when it returns: two do not always fit into memory."""
    engine = yield from load_engine(bundle_path, device, precision, unmeasured=True)
    total = 2 * (len(images) or spots)
    answers: list[_Answer] = []
    for slide, record in _user_spots(images) if images else _synthetic_spots(spots):
        with closing(slide):
            found = yield from _read(slide, record, engine, done + len(answers), total)
        answers.append(_Answer(found.survival_probability, found.risk_group, found.bundle.sha256, found.device))
    return answers


def _read(
    slide: Slide, record: ImageRecord, engine: Engine, done: int, total: int
) -> Generator[Progress, None, Prediction]:
    """The prediction for the middle of `slide`; tells how many spots were read, not how many tiles."""
    manifest = engine.bundle.manifest
    placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
    task = predict(slide, record, placement, engine)
    while True:
        try:
            next(task)
        except StopIteration as end:
            return cast(Prediction, end.value)
        yield Progress(_STAGE, done, total)


def _user_spots(images: Sequence[Path]) -> Iterator[tuple[Slide, ImageRecord]]:
    return (open_image(path) for path in images)


def _synthetic_spots(count: int) -> Iterator[tuple[Slide, ImageRecord]]:
    """Spots drawn from fixed seeds, one after another: the same ones at every call."""
    for number in range(count):
        seed = patient_seed(ACCURACY_SEED, number)
        pixels = render(draw_composition(seed), seed).image
        slide = ArraySlide(Path(f"synthetic spot {number + 1}"), pixels, PixelSize(MPP, "drawn so"), ())
        sha256 = hashlib.sha256(pixels.data).hexdigest()
        size = slide.size
        yield slide, ImageRecord(str(slide.path), sha256, size.width, size.height, MPP, slide.mpp_source, ())

"""Measure on whole spots how much *fast* and *fastest* differ from *exact*, and save the differences."""

import datetime
import hashlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from model.backbone.devices import AUTO, EXACT, PRECISIONS, arithmetic_of
from model.backbone.opening import device_for
from model.backbone.store import find_backbone
from model.base.errors import DeviceError
from model.base.plural import plural
from model.base.progress import Progress, counted
from model.bundle.manifest import read_manifest
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
"""Seed of the synthetic spots. It differs from the seeds of the demo cohort and of the sample spots."""
_STAGE = "measuring fast against exact, spots analysed"
Errors = dict[Precision, KnownError]
"""The measured errors by precision, without *exact*."""


def measure_error(
    bundle_path: Path, device: str = AUTO, images: Sequence[Path] = (), spots: int = FEWEST_SPOTS
) -> Generator[Progress, None, Errors]:
    """Analyse all spots with *exact*, then with each faster precision of `device`. Save and return the errors.

    `images` are at least 20 spots of the user. If none are given, `spots` synthetic spots are drawn. The task yields
    after each batch of tiles. Its `done` counts the spots analysed so far, with any precision. Raise DeviceError if
    there are too few spots, or if the device has no faster precision.
    """
    count = len(images) or spots
    if count < FEWEST_SPOTS:
        few = plural(count, "spot is", "spots are")
        raise DeviceError(f"{few} too few to measure an error.", f"Give at least {FEWEST_SPOTS}.")
    yield Progress("choosing the device")
    tiers = _faster_precisions(bundle_path, device)
    total, done = (1 + len(tiers)) * count, count
    exact = yield from _analyse_all(bundle_path, device, EXACT, images, spots, (0, total))
    errors: Errors = {}
    on = "the user's spots" if images else "synthetic spots"
    for tier in tiers:
        faster = yield from _analyse_all(bundle_path, device, tier, images, spots, (done, total))
        pairs = [
            Pair(before.probability, after.probability, before.group, after.group)
            for before, after in zip(exact, faster, strict=True)
        ]
        errors[tier] = summary(pairs, on, datetime.date.today().isoformat())
        save_error(faster[-1].bundle_sha256, faster[-1].device, errors[tier])
        done += count
    yield Progress(_STAGE, total, total)
    return errors


def _faster_precisions(bundle_path: Path, device: str) -> tuple[Precision, ...]:
    """Return the faster precisions of `device` with this bundle. Raise DeviceError if it has none."""
    manifest = read_manifest(bundle_path)
    backbone = find_backbone(manifest.backbone_sha256, manifest.backbone_name)
    exact = device_for(backbone, device)
    found = tuple(one for one in PRECISIONS if one != EXACT and arithmetic_of(exact, one) is not None)
    if not found:
        device_for(backbone, device, "fast")  # raises the error that names the remedy
    return found


@dataclass(frozen=True)
class _Result:
    """The values of a prediction that the measurement needs.

    The other values are not kept, because they are large arrays.
    """

    probability: float
    group: RiskGroup | None
    bundle_sha256: str
    device: DeviceRecord


def _analyse_all(
    bundle_path: Path, device: str, precision: Precision, images: Sequence[Path], spots: int, step: tuple[int, int]
) -> Generator[Progress, None, list[_Result]]:
    """Return the results of all spots at `precision`.

    `step` is for the progress reports: the number of analyses done before this call, and the number of all analyses.
    The engine is released at the end, because the memory may be too small for two engines.
    """
    engine = yield from load_engine(bundle_path, device, precision, unmeasured=True)
    done, total = step
    results: list[_Result] = []
    for slide, record in _user_spots(images) if images else _synthetic_spots(spots):
        with closing(slide):
            found = yield from _analyse(slide, record, engine, done + len(results), total)
        results.append(_Result(found.survival_probability, found.risk_group, found.bundle.sha256, found.device))
    return results


def _analyse(
    slide: Slide, record: ImageRecord, engine: Engine, done: int, total: int
) -> Generator[Progress, None, Prediction]:
    """Return the prediction for the region in the middle of `slide`. The progress reports count spots and not tiles."""
    manifest = engine.bundle.manifest
    placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
    return (yield from counted(predict(slide, record, placement, engine), _STAGE, done, total))


def _user_spots(images: Sequence[Path]) -> Iterator[tuple[Slide, ImageRecord]]:
    return (open_image(path) for path in images)


def _synthetic_spots(count: int) -> Iterator[tuple[Slide, ImageRecord]]:
    """Draw synthetic spots from fixed seeds, and yield each with its record. Every call gives the same spots."""
    for number in range(count):
        seed = patient_seed(ACCURACY_SEED, number)
        pixels = render(draw_composition(seed), seed).image
        slide = ArraySlide(Path(f"synthetic spot {number + 1}"), pixels, PixelSize(MPP, "drawn so"), ())
        sha256 = hashlib.sha256(pixels.data).hexdigest()
        size = slide.size
        yield slide, ImageRecord(str(slide.path), sha256, size.width, size.height, MPP, slide.mpp_source, ())

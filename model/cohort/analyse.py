"""Analyse one spot with the same functions as `histocast predict`, and return its record and files."""

import socket
import tempfile
from collections.abc import Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from model.base.errors import SlideError
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.cohort.outcome import FORESEEN, Outcome, SpotDone, SpotFailed, reason_of
from model.cohort.reach import is_unreachable
from model.cohort.spot import PlannedSpot, spot_id
from model.cohort.staging import local_copy
from model.cohort.stamp import stamp_of
from model.slide.base import Slide
from model.slide.record import ImageRecord
from model.slide.remembered import REMEMBERED, UNKNOWN

if TYPE_CHECKING:
    from model.predict.engine import Engine
    from model.region.region import Placement
    from model.result.prediction import Prediction

RECORD = "histocast-cohort-spot"
RECORD_VERSION = 1


@dataclass(frozen=True)
class Job:
    """The settings of a run that apply to every spot.

    `mpp` (um/px) replaces the pixel size of all images. `explain` holds the keys of the explanations and `files` the
    keys of the exports that are written for every spot.
    """

    run_id: str
    mpp: float | None = None
    explain: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def analyse_spot(
    spot: PlannedSpot,
    job: Job,
    engine: "Engine",
    scratch: Path | None = None,
    seen: "Callable[[Prediction], None] | None" = None,
) -> Generator[Progress, None, Outcome]:
    """Analyse `spot` and return its result, or the reason why there is none.

    `scratch` is the folder for temporary files. `seen` is called with the whole prediction, including features and
    maps, which the returned record does not contain. The feature cache is not used: results from cached features can
    differ from fresh results in the last digits, and a resumed run must give the same numbers as an uninterrupted run.
    """
    try:
        return (yield from _analysed(spot, job, engine, scratch, seen))
    except FORESEEN as error:
        reason, remedy = reason_of(error)
        if spot.folder and is_unreachable(spot.folder, error):
            return SpotFailed(
                f"The folder {spot.folder} cannot be reached from {socket.gethostname()}, or is empty.",
                ("Connect the disk or network drive of this folder, or correct the path, and run the same "
                    "command again."),
                "unreachable", detail=reason,
            )  # fmt: skip
        return SpotFailed(reason, remedy)


def _analysed(
    spot: PlannedSpot,
    job: Job,
    engine: "Engine",
    scratch: Path | None,
    seen: "Callable[[Prediction], None] | None",
) -> Generator[Progress, None, SpotDone]:
    from model.predict.pipeline import predict  # loads torch
    from model.slide.isolated.pool import prepare
    from model.slide.opening import open_steps

    with ExitStack() as stack:
        path = stack.enter_context(local_copy(spot, scratch))
        stamp = stamp_of(spot.location)
        slide, image = yield from open_steps(path, spot.mpp if spot.mpp is not None else job.mpp)
        stack.callback(slide.close)
        prepare()  # starts the process for the next image now, during the analysis of this one
        image = with_planned_size(image, slide, spot)
        if spot.is_url:
            image = replace(image, path=spot.place)
        placement = placement_of(spot, slide, image, engine)
        prediction = yield from predict(slide, image, placement, engine)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="histocast-", dir=scratch)))
        prediction = yield from _explained(prediction, slide, engine, job, folder, spot.stem)
        _export(prediction, slide, job, folder, spot.stem)
        files = {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
        if seen is not None:
            seen(prediction)
        return SpotDone(_record(spot, job, prediction, stamp, tuple(files)), files)


def with_planned_size(image: ImageRecord, slide: Slide, spot: PlannedSpot) -> ImageRecord:
    """Return `image` with the pixel size that the user set for the spot's folder, if the image file contains none.

    The pixel sizes that the user set for folders are saved on the user's computer. A worker on another computer gets
    them with `spot`, which was planned on the user's computer.
    """
    if slide.mpp is not None or not image.mpp_source.startswith((REMEMBERED, UNKNOWN)):
        return image
    source = REMEMBERED if spot.remembered_mpp is not None else UNKNOWN
    _, mark, left_out = image.mpp_source.partition(";")
    return replace(image, mpp=spot.remembered_mpp, mpp_source=f"{source}{mark}{left_out}")


def placement_of(spot: PlannedSpot, slide: Slide, image: ImageRecord, engine: "Engine") -> "Placement":
    """Return the analysis region of `spot`; raise SlideError if its centre lies outside the slide."""
    from model.region.region import place, place_at

    manifest = engine.bundle.manifest
    if spot.centre is None:
        return place(slide.size, image.mpp, manifest.window_px, manifest.mpp)
    x, y = spot.centre
    if not (0 <= x <= slide.size.width and 0 <= y <= slide.size.height):
        size = f"{slide.size.width} x {slide.size.height} px"
        message = f"The centre {x:g}, {y:g} lies outside {slide.path.name}, which has {size}."
        raise SlideError(slide.path, message, "Give x and y in full-resolution pixels from the top left corner.")
    placed = place_at(PointL0(x, y), image.mpp, manifest.window_px, manifest.mpp)
    return replace(placed, note=f"the analysis region lies over core {spot.core}") if spot.core else placed


def _explained(
    prediction: "Prediction", slide: Slide, engine: "Engine", job: Job, folder: Path, stem: str
) -> "Generator[Progress, None, Prediction]":
    """Write to `folder` the explanations that `job` requests, and return the prediction.

    If one of the explanations checked more tile orders, the returned prediction contains the result of this check.
    """
    if not job.explain:
        return prediction
    from model.explain.explained import explain
    from model.explain.files import write_explanation
    from model.result.export.base import Exported
    from model.result.order_check import with_order_check

    for method in job.explain:
        explanation = yield from explain(prediction, engine, method)
        prediction = with_order_check(prediction, explanation.readings)
        write_explanation(explanation, Exported(prediction, slide), folder, stem, False)
    return prediction


def _export(prediction: "Prediction", slide: Slide, job: Job, folder: Path, stem: str) -> None:
    if not job.files:
        return
    from model.result.export.export_table import EXPORTS, write_export

    for export in EXPORTS:
        if export.key in job.files:
            write_export(export, prediction, slide, folder / (stem + export.suffix))


def _record(
    spot: PlannedSpot, job: Job, prediction: "Prediction", stamp: str | None, files: tuple[str, ...]
) -> dict[str, Any]:
    from model.result.export.record import as_record

    return {
        "record": RECORD,
        "record_version": RECORD_VERSION,
        "key": spot.key,
        "spot_id": spot_id(prediction.image.sha256, spot.core, spot.centre),
        "run_id": job.run_id,
        "place": spot.place,
        "core": spot.core,
        "centre": None if spot.centre is None else list(spot.centre),
        "patient": spot.patient,
        "stamp": stamp,
        "files": list(files),
        "analysed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "worker": socket.gethostname(),
        "prediction": as_record(prediction),
    }

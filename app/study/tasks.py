"""What is done with a study in the background: Qt-free generators; each yields before it loads or touches anything.

All but `read_spot` run on the one thread that holds the study, so that its connection is used by one at a time.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.session.values import BundleOnHand
from app.viewer.tasks import Steps, Tasks
from model.base.errors import SlideError, StudyError
from model.base.geometry import PointL0
from model.base.progress import Progress
from model.result.prediction import Precision, Prediction

if TYPE_CHECKING:
    from model.slide.folder import Listing
    from model.study.comparison_input import OpenReads, StudyMark
    from model.study.fill import Filled
    from model.study.outcome_changes import OutcomeChange
    from model.study.plan import ImportPlan
    from model.study.predictions import SpotState
    from model.study.read_import import ImportedReads
    from model.study.reading import Reading
    from model.study.reading_state import CaseImage, ReadingState
    from model.study.settings import StudySettings
    from model.study.spots import Spot
    from model.study.status import StudyStatus
    from model.study.store import Study
    from model.tables.table import Table


@dataclass(frozen=True)
class Look:
    """How far a study is, and its spots with the model on hand."""

    status: "StudyStatus"
    spots: "tuple[SpotState, ...]"
    mark: "StudyMark"
    open: "tuple[OpenReads, ...]"


@dataclass(frozen=True)
class Sitting:
    """What a step of a reading leaves: what the screen may know, and the image to open now and the one after it.

    `image` None: there is none to show, or it is not where it was.
    """

    state: "ReadingState"
    image: "CaseImage | None"
    next_image: "CaseImage | None"


@dataclass(frozen=True)
class CaseToView:
    """A spot's image for the viewer; `centre`: of its window, level-0 px, None: in the middle."""

    path: Path
    centre: PointL0 | None


@dataclass(frozen=True)
class Material:
    """What a new study is made of, before its columns are named."""

    sheet: "Table"
    images: "Listing"
    folder: Path


def opened(path: Path) -> "Steps[Study]":
    yield Progress("opening the study")
    from model.study.store import open_study

    return open_study(path)


def look(study: "Study", bundle: BundleOnHand | None, precision: Precision) -> Steps[Look]:
    yield Progress("looking through the study")
    from model.study.comparison_input import mark_of, open_reads
    from model.study.predictions import states_of
    from model.study.status import status_of

    states = states_of(study, bundle.sha256 if bundle else "", precision)
    return Look(status_of(study), states, mark_of(study), open_reads(study))


def gathered(table: Path, folder: Path) -> Steps[Material]:
    yield Progress("reading the clinical sheet")
    from model.study.spots import images_below
    from model.tables.read import read_table

    sheet = read_table(table, StudyError)
    yield Progress("listing images")
    return Material(sheet, images_below(folder), folder)


def made(path: Path, plan: "ImportPlan", settings: "StudySettings", made_by: str) -> "Steps[Study]":
    """A new study, filled; one that came to nothing is taken away again."""
    yield Progress("making the study")
    from model.study.fill import fill
    from model.study.settings import settle
    from model.study.store import create_study

    study = create_study(path, made_by=made_by)
    whole = False
    try:
        settle(study, settings)
        yield from fill(study, plan)
        whole = True
    finally:
        if not whole:
            study.close()
            for suffix in ("", "-wal", "-shm", ".lock"):
                study.path.with_name(study.path.name + suffix).unlink(missing_ok=True)
    return study


def differing(study: "Study", plan: "ImportPlan") -> "Steps[tuple[OutcomeChange, ...]]":
    """Patients whose follow-up is another in the sheet than in the study."""
    yield Progress("looking for changes")
    from model.study.outcome_changes import outcome_changes

    return outcome_changes(study, plan)


def filled(study: "Study", plan: "ImportPlan", update: bool) -> "Steps[Filled]":
    from model.study.fill import fill

    return (yield from fill(study, plan, update))


def case_image(study: "Study", spot_id: int) -> Steps[CaseToView]:
    yield Progress("finding the image")
    from model.study.spots import needed_image, spot_of

    spot = spot_of(study, spot_id)
    return CaseToView(needed_image(study.folder, spot), spot.region.centre if spot.region else None)


def found_again(study: "Study", folder: Path) -> Steps[int]:
    yield Progress("looking for images")
    from model.study.spots import locate

    return (yield from locate(study, folder))


def read_in(study: "Study", path: Path) -> "Steps[ImportedReads]":
    yield Progress("importing reads")
    from model.study.read_import import import_reads

    return import_reads(study, path)


def written(study: "Study", folder: Path) -> Steps[tuple[Path, ...]]:
    yield Progress("writing tables")
    from model.study.exports import write_study
    from model.study.patient_table import study_table

    return write_study(study, study_table(study), folder, study.path.stem)


def signed_in(study: "Study", name: str, repeat: bool) -> "Steps[tuple[Reading, Sitting]]":
    yield Progress("signing in")
    from model.study.reading import Reading
    from model.study.rounds import sign_in

    reading = Reading(study, sign_in(study, name, repeat))
    return reading, sitting(reading, reading.state)


def step(reading: "Reading", do: "Callable[[Reading], ReadingState]") -> Steps[Sitting]:
    """One step of a reading: kept on the disk when it returns."""
    yield Progress("keeping the read")
    return sitting(reading, do(reading))


def sitting(reading: "Reading", state: "ReadingState") -> Sitting:
    """What is kept is kept, whether or not there is an image to show for it."""
    following = reading.next_pending()
    image = _image(reading, None) if state.phase != "done" else None
    return Sitting(state, image, _image(reading, following) if following is not None else None)


def _image(reading: "Reading", number: int | None) -> "CaseImage | None":
    try:
        return reading.image(number)
    except StudyError:
        return None


def left(reading: "Reading") -> Steps[None]:
    yield Progress("leaving")
    reading.leave()


def kept(study: "Study", spot: "Spot", prediction: Prediction) -> Steps[None]:
    yield Progress("keeping the prediction")
    from model.study.predictions import add_prediction

    add_prediction(study, spot, prediction)


def failure_kept(study: "Study", spot: "Spot", sha256: str, precision: Precision, message: str) -> Steps[None]:
    yield Progress("keeping the failure")
    from model.study.predictions import add_failure

    add_failure(study, spot, sha256, precision, message)


def read_spot(
    tasks: Tasks, folder: Path, spot: "Spot", bundle: BundleOnHand, device: str, precision: Precision
) -> Generator[Progress, None, Prediction]:
    """The prediction of one spot, by the way every image goes; on the network's thread."""
    yield Progress("opening the image")
    from model.region.region import place, place_at
    from model.study.spots import needed_image

    image = (yield from tasks.open_image(needed_image(folder, spot))).image
    try:
        if image.record.sha256 != spot.sha256:
            message = f"The image of {spot.name} is not the one that the study was created with."
            raise SlideError(Path(image.record.path), message, "Bring the original image back.")
        manifest, mpp = bundle.manifest, image.record.mpp
        if spot.region is None:
            placement = place(image.slide.size, mpp, manifest.window_px, manifest.mpp)
        else:
            placement = place_at(spot.region.centre, mpp, manifest.window_px, manifest.mpp)
        return (yield from tasks.analyse(image, placement, bundle, device, precision))
    finally:
        image.slide.close()


def closed(study: "Study") -> Steps[None]:
    yield Progress("closing the study")
    study.close()

"""Background tasks of a study: Qt-free generators that yield before they load or change anything.

All tasks except `analyse_spot` run on the thread that holds the study, so that no other thread uses the database.
"""

from collections.abc import Callable, Generator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.language.text import tr
from app.session.values import BundleOnHand
from app.viewer.network_tasks import Tasks
from app.viewer.tasks import Steps
from model.base.errors import SlideError, StudyError
from model.base.geometry import PointL0, RegionL0
from model.base.progress import Progress
from model.result.prediction import Precision, Prediction

if TYPE_CHECKING:
    import numpy as np

    from model.slide.folder import Listing
    from model.study.case_table import CaseTable
    from model.study.comparison_input import OpenReads, StudyMark
    from model.study.fill import Filled
    from model.study.plan import ImportPlan
    from model.study.prediction_import import ImportedPredictions
    from model.study.predictions import SpotState
    from model.study.read_import import ImportedReads
    from model.study.reading import Reading
    from model.study.reading_state import CaseImage, ReadingState
    from model.study.settings import StudySettings
    from model.study.spots import StudySpot
    from model.study.status import StudyStatus
    from model.study.store import Study
    from model.tables.table import Table


@dataclass(frozen=True)
class StudyOverview:
    """The status of a study, its spots with their states, numbers that describe its data, and its unlocked reads."""

    status: "StudyStatus"
    spots: "tuple[SpotState, ...]"
    mark: "StudyMark"
    open: "tuple[OpenReads, ...]"


@dataclass(frozen=True)
class ReadingStep:
    """The result of one step of a read: the new state, and the images of this case and the next one.

    An image is None if there is no such case or if the image file was not found.
    """

    state: "ReadingState"
    image: "CaseImage | None"
    next_image: "CaseImage | None"


@dataclass(frozen=True)
class CaseToView:
    """The image of a spot for the viewer.

    `centre` is the centre of its region in level-0 px; None means the centre of the image.
    """

    path: Path
    centre: PointL0 | None


@dataclass(frozen=True)
class Material:
    """The sheet and the images for a new study, before the columns are assigned."""

    sheet: "Table"
    images: "Listing"
    folder: Path


def overview(
    study: "Study", bundle: BundleOnHand | None, precision: Precision, arithmetic: str | None = None
) -> Steps[StudyOverview]:
    """Return the status of the study, the state of its spots for `bundle`, and its unlocked reads."""
    yield Progress("counting")
    from model.study.comparison_input import mark_of, open_reads
    from model.study.predictions import states_of
    from model.study.status import status_of

    if study.is_packet:
        # The spots of a packet may only be read. They must not be listed, opened or analysed.
        return StudyOverview(status_of(study), (), mark_of(study), ())
    states = states_of(study, bundle.sha256 if bundle else "", precision, arithmetic)
    return StudyOverview(status_of(study), states, mark_of(study), open_reads(study))


def case_table(study: "Study", anyway: bool, noted: bool) -> "Steps[CaseTable]":
    """Return the table of the study's cases (`model.study.case_table.case_table`)."""
    yield Progress("reading the study")
    from model.study import case_table

    return case_table.case_table(study, anyway, noted)


def core_pictures(path: Path, regions: tuple[RegionL0, ...], side: int) -> "Steps[Mapping[RegionL0, np.ndarray]]":
    """Return small pictures of parts of the slide `path`, by part: uint8 [side, side, 3], RGB."""
    yield Progress("reading thumbnails")
    from model.slide.decoding import slide_steps

    found: dict[RegionL0, np.ndarray] = {}
    with closing((yield from slide_steps(path))) as slide:
        for region in regions:
            yield Progress("reading thumbnails", len(found), len(regions))
            found[region] = slide.read(region, side, side)
    return found


def gather(table: Path, folder: Path) -> Steps[Material]:
    """Read the clinical sheet `table`, list the images below `folder`, and return both as `Material`."""
    yield Progress("reading the clinical sheet")
    from model.study.spots import images_below
    from model.tables.read import read_table

    sheet = read_table(table, StudyError)
    yield Progress("listing images")
    return Material(sheet, images_below(folder), folder)


def create(path: Path, plan: "ImportPlan", settings: "StudySettings", made_by: str) -> "Steps[Study]":
    """Create and fill a study, and return it open.

    If this fails or is cancelled, no study exists.
    """
    yield Progress("creating the study")
    from model.study.fill import fill
    from model.study.settings import save_settings
    from model.study.store import creating, open_study, study_path

    with creating(path, made_by=made_by) as study:
        save_settings(study, settings)
        yield from fill(study, plan)
    return open_study(study_path(path))


def fill_in(study: "Study", plan: "ImportPlan", update: bool) -> "Steps[Filled]":
    """Add the patients and spots of `plan` to the study, and return how many were added.

    If `update` is true, replace the outcomes that differ.
    """
    from model.study.fill import fill

    return (yield from fill(study, plan, update))


def case_image(study: "Study", spot_id: int) -> Steps[CaseToView]:
    """Return the image file of a spot, and the centre of its region if it has one."""
    yield Progress("finding the image")
    from model.study.spots import needed_image, spot_of

    spot = spot_of(study, spot_id)
    return CaseToView(needed_image(study.folder, spot), spot.region.centre if spot.region else None)


def locate_images(study: "Study", folder: Path) -> Steps[int]:
    """Find moved images of the study or packet in `folder` and its subfolders. Return the number of images found."""
    yield Progress("looking for images")
    from model.study.packet import images
    from model.study.spots import locate

    return (yield from (images.locate_images if study.is_packet else locate)(study, folder))


def import_table(study: "Study", path: Path) -> "Steps[ImportedReads]":
    """Import reads from a table, and return the number of imported reads."""
    yield Progress("importing reads")
    from model.study.read_import import import_reads

    return import_reads(study, path)


def import_run(study: "Study", path: Path) -> "Steps[ImportedPredictions]":
    """Import the predictions of a cohort run or of the analysis queue from the file results.csv of the run."""
    yield Progress("importing predictions")
    from model.study.prediction_import import import_predictions

    return import_predictions(study, path)


def write_tables(study: "Study", folder: Path) -> Steps[tuple[Path, ...]]:
    """Write the tables of the study to `folder`, and return their paths."""
    yield Progress("writing tables")
    from model.study.exports import write_study
    from model.study.patient_table import study_table

    return write_study(study, study_table(study), folder, study.path.stem)


def start_read(study: "Study", name: str, repeat: bool) -> "Steps[tuple[Reading, ReadingStep]]":
    """Sign in a reader. Return the read with its first step."""
    yield Progress("signing in")
    from model.study.reading import Reading
    from model.study.rounds import sign_in

    reading = Reading(study, sign_in(study, name, repeat))
    return reading, reading_step(reading, reading.state)


def step(reading: "Reading", do: "Callable[[Reading], ReadingState]") -> Steps[ReadingStep]:
    """Carry out one step of the blinded reading. When this returns, the step is saved on the disk."""
    yield Progress("saving the read")
    return reading_step(reading, do(reading))


def reading_step(reading: "Reading", state: "ReadingState") -> ReadingStep:
    """Return the state of the read, with the images of the current case and of the next case.

    If an image is missing, the step is still complete.
    """
    following = reading.next_pending()
    image = _image(reading, None) if state.phase != "done" else None
    return ReadingStep(state, image, _image(reading, following) if following is not None else None)


def _image(reading: "Reading", number: int | None) -> "CaseImage | None":
    try:
        return reading.image(number)
    except StudyError:
        return None


def analyse_spot(
    tasks: Tasks, folder: Path, spot: "StudySpot", bundle: BundleOnHand, device: str, precision: Precision
) -> Generator[Progress, None, Prediction]:
    """Predict one spot on the network's thread, and return the prediction.

    The prediction is made in the same way as for any other image.
    """
    yield Progress("opening the image")
    from model.region.region import place_spot
    from model.study.spots import needed_image

    image = (yield from tasks.open_image(needed_image(folder, spot))).image
    try:
        if image.record.sha256 != spot.sha256:
            message = tr("The image of {name} differs from the image with which the study was created.", name=spot.name)
            raise SlideError(Path(image.record.path), message, tr("Restore the original image."))
        manifest, mpp = bundle.manifest, image.record.mpp
        placement = place_spot(spot.region, image.slide.size, mpp, manifest.window_px, manifest.mpp)
        return (yield from tasks.analyse(image, placement, bundle, device, precision))
    finally:
        image.slide.close()

"""List the spots of a study for a run. The study is only read, so it can be open in a window at the same time."""

from pathlib import Path

from model.cohort.reach import is_there
from model.cohort.spot import PlannedSpot, relative_place
from model.study.spots import image_path, spots_of
from model.study.store import look_at_study


def spots_of_study(path: Path) -> tuple[list[PlannedSpot], list[tuple[str, str, str]]]:
    """Return the spots of the study at `path`, and (image, reason, remedy) of each spot whose image was moved."""
    spots, missing = [], []
    with look_at_study(path) as study:
        for spot in spots_of(study):
            image = image_path(study.folder, spot)
            if image is None and not is_there(str((study.folder / spot.image).parent)):
                # Not left out, because its drive may be disconnected for now and its earlier results must stay in the
                # tables.
                image = study.folder / spot.image
            if image is None:
                remedy = "Give the folder that has the images now: histocast study locate."
                missing.append((spot.image, "The image was moved.", remedy))
                continue
            centre = None if spot.region is None else (spot.region.centre.x, spot.region.centre.y)
            place = relative_place(image, study.folder)
            spots.append(PlannedSpot(place, str(image.absolute()), spot.core, centre, patient=spot.patient))
    return spots, missing

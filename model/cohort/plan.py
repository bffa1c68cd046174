"""Plan a run: list its spots from a table, a folder, a microarray slide or a study."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from model.base.errors import CohortRunError, SlideError
from model.base.plural import plural
from model.cohort.plan_cores import cores_of_slide
from model.cohort.plan_table import TABLES, spots_of_table
from model.cohort.reach import is_there
from model.cohort.spot import PlannedSpot, relative_place
from model.slide.dicom import is_series_folder
from model.slide.folder import no_images
from model.slide.registry import listed
from model.slide.remembered import recall
from model.study.file.kind import SUFFIX as STUDY

_REPEATED = 6
"""Maximum number of repeated spots that the error message lists."""


@dataclass(frozen=True)
class NotPlanned:
    """An image that was found to be unusable while the run was planned."""

    place: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Plan:
    """The spots of a run in the order of its tables. `source` is the path that the user gave, made absolute."""

    source: str
    spots: tuple[PlannedSpot, ...]
    left_out: tuple[NotPlanned, ...] = ()
    notes: tuple[str, ...] = ()


def plan_run(source: Path, cores: Path | None = None) -> Plan:
    """Return a plan with the spots of `source`: a table, a folder of images, one image, or a study.

    `cores` is a folder with one table of cores per slide, named after the slide (STEM.cores.csv). If it is None, the
    tables are expected beside the slides. Raise CohortRunError if there is nothing to analyse. If the table or study
    cannot be read, raise the error that its reader raises.
    """
    if not source.exists():
        raise CohortRunError(f"There is no file or folder {source}.", "Check the name, and that its disk is connected.")
    of_images = source.is_dir() or source.suffix.lower() not in (STUDY, *TABLES)
    if cores is not None and not (of_images and cores.is_dir()):
        what = f"There is no folder {cores}" if of_images else f"{source.name} already specifies its cores"
        raise CohortRunError(f"{what}.", "Give the folder that has STEM.cores.csv for each slide, or remove --cores.")
    if source.suffix.lower() == STUDY:
        # Imported here, because only studies need the code of their file format.
        from model.cohort.plan_study import spots_of_study

        spots, missing = spots_of_study(source)
        left_out = tuple(NotPlanned(*one) for one in missing)
        notes: tuple[str, ...] = ()
    elif source.is_file() and source.suffix.lower() in TABLES:
        spots, notes = spots_of_table(source)
        left_out = ()
    else:
        spots, left_out, notes = _spots_of_images(source, cores)
    if not spots and not left_out:
        raise CohortRunError(f"{source} has no spot to analyse.", "Check the table, the folder or the study.")
    return Plan(str(source.absolute()), _finished(spots), left_out, notes)


def _spots_of_images(
    source: Path, cores: Path | None
) -> tuple[list[PlannedSpot], tuple[NotPlanned, ...], tuple[str, ...]]:
    """Return the spots of a folder of images, or of one image, using the tables of cores that exist."""
    if source.is_dir() and not is_series_folder(source):
        found, root = listed(source), source
        images, skipped = found.images, list(found.skipped)
        if not images and not skipped:
            raise no_images(source)
    else:
        images, skipped, root = (source,), [], source.parent
    spots: list[PlannedSpot] = []
    notes: list[str] = []
    with_cores = 0
    for image in images:
        spot = PlannedSpot(relative_place(image, root), str(image.absolute()))
        try:
            parts, said = cores_of_slide(image, cores)
        except SlideError as error:
            skipped.append(error)
            continue
        notes += said
        with_cores += bool(parts)
        spots += [replace(spot, core=core, centre=centre) for core, centre in parts] if parts else [spot]
    left_out = tuple(NotPlanned(relative_place(one.path, root), one.message, one.remedy) for one in skipped)
    if with_cores < len(images) and (cores is not None or with_cores):
        notes.append(f"{with_cores} of {len(images)} images have a table of cores; the others are analysed at their "
                     "centre.")  # fmt: skip
    return spots, left_out, tuple(notes)


def _finished(spots: Sequence[PlannedSpot]) -> tuple[PlannedSpot, ...]:
    """Return the spots completed with their folders, remembered pixel sizes and file names.

    These values are determined in the same way for tables, folders, slides and studies.
    """
    sizes: dict[Path, float | None] = {}
    there: dict[Path, bool] = {}
    found = []
    for spot in spots:
        if spot.is_url:
            found.append(spot)
            continue
        folder = Path(spot.location).parent
        if folder not in sizes:
            sizes[folder], there[folder] = recall(folder), is_there(str(folder))
        found.append(
            replace(spot, remembered_mpp=sizes[folder], folder=str(folder), was_there=there[folder])
        )
    _refuse_repeated(found)
    return _with_stems(found)


def _refuse_repeated(spots: Sequence[PlannedSpot]) -> None:
    """Raise CohortRunError if the same part of an image is listed twice, even with different pixel sizes."""
    counts = Counter((spot.place, spot.core, spot.centre) for spot in spots)
    twice = [part for part, count in counts.items() if count > 1]
    if twice:
        names = {(spot.place, spot.core, spot.centre): f"{spot.place} {spot.part}".strip() for spot in spots}
        faults = tuple(f"{names[part]} occurs {counts[part]} times" for part in twice[:_REPEATED])
        what = plural(len(twice), "spot occurs", "spots occur")
        raise CohortRunError(f"{what} more than once.", "Remove the repeated lines. Nothing was started.", faults)


def _with_stems(spots: Sequence[PlannedSpot]) -> tuple[PlannedSpot, ...]:
    """Return the spots with a `stem` for their file names. Stems differ even if upper and lower case are ignored."""
    stems = []
    for spot in spots:
        stem = Path(spot.place.rpartition("/")[2]).stem
        stems.append(f"{stem}_{spot.part}" if spot.part else stem)
    counts = Counter(stem.casefold() for stem in stems)
    return tuple(
        replace(spot, stem=stem if counts[stem.casefold()] == 1 else f"{stem}-{spot.key[:8]}")
        for spot, stem in zip(spots, stems, strict=True)
    )

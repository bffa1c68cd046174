"""Read places that were marked on a slide in another program, from a core table or a GeoJSON file of QuPath.

The window and the command line both use this reader. It returns TMA cores as an array, and annotations as the middle
point of each of their parts. Tiles, detected cells and other detections are left out and counted, because QuPath writes
hundreds of thousands of them, and nobody selected them by hand.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from model.base.errors import TmaError
from model.base.geometry import PointL0, SizeL0
from model.base.plural import plural
from model.result.marks import Mark, Marks
from model.tma.annotation_marks import marks_of
from model.tma.array import Core, TmaArray
from model.tma.core_geojson import CORE, GEOJSON, cores_among, kind_of, no_cores
from model.tma.core_table import read_core_table
from model.tma.geojson_file import read_features
from model.tma.geojson_shapes import FARTHEST, bounds_of

_ANNOTATIONS = ("annotation", "PathAnnotationObject", "unknown")
"""QuPath's names for annotations. QuPath also treats an object of unknown kind as an annotation."""
_ROOTS = ("root", "PathRootObject")
"""QuPath's names for the root object, which represents the whole slide and contains all other objects."""
_MOST_LISTED = 6


@dataclass(frozen=True)
class SlideObjects:
    """Places read from a file: the cores, if there are any, and the middle point of each part of the annotations.

    `annotated` is the number of annotations with at least one part that can be used. `left_out` lists the reasons why
    objects were not used, with counts.
    """

    array: TmaArray | None
    annotations: tuple[PointL0, ...] = ()
    annotated: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()
    marks: Marks = ()
    """The outlines, lines and points of the annotations."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """Return notes for the user on how the file was read, one sentence each."""
        found = list(self.notes)
        more = len(self.annotations) - self.annotated
        if more > 0:
            whole = plural(self.annotated, "annotation has", "annotations have")
            found.append(f"{whole} {len(self.annotations)} parts.")
        if self.left_out:
            found.append(f"Left out: {_listed(self.left_out)}.")
        return tuple(found)


def read_objects(path: Path, size: SizeL0) -> SlideObjects:
    """Return the places that the file marks on a slide of the given `size`.

    Raise TmaError if there are none, or if a place lies outside the slide.
    """
    return on_slide(objects_in(path), path, size)


def read_cores_on(path: Path, size: SizeL0) -> tuple[TmaArray, tuple[str, ...]]:
    """Return the cores in the file as an array, and notes for the user on how the file was read.

    The file is read as by `read_objects`. Raise TmaError if there are no cores. Annotations are left out and counted.
    """
    found = objects_in(path)
    left_out = (*((("annotation", found.annotated),) if found.annotated else ()), *found.left_out)
    if found.array is None:
        raise no_cores(path, _listed(left_out))
    cores_only = SlideObjects(found.array, left_out=left_out, notes=found.notes)
    return found.array, on_slide(cores_only, path, size).sentences


def objects_in(path: Path) -> SlideObjects:
    """Return all places that the file marks, also those outside the slide. Raise TmaError if there are none."""
    if path.suffix.lower() not in GEOJSON:
        table = read_core_table(path)
        return SlideObjects(table.array, notes=table.notes)
    features = read_features(path)
    array = cores_among(features, path)
    places: list[PointL0] = []
    marks: list[Mark] = []
    annotated = 0
    left_out: Counter[str] = Counter()
    for feature in features:
        kind = kind_of(feature)
        if kind in _ANNOTATIONS:
            try:
                places += [part.middle for part in bounds_of(feature.value.get("geometry"))]
                marks += marks_of(feature)
                annotated += 1
            except ValueError as error:
                left_out[f"annotation ({error})"] += 1
        elif kind not in (CORE, *_ROOTS):
            left_out[kind or "entry that is not a feature"] += 1
    counts = tuple(left_out.items())
    if array is None and not places:
        holds = f": {_listed(counts)}" if counts else ""
        remedy = "In QuPath, export the slide's TMA cores or annotations as GeoJSON."
        raise TmaError(f"{path.name} contains neither TMA cores nor annotations{holds}.", remedy)
    return SlideObjects(array, tuple(places), annotated, counts, marks=tuple(marks))


def on_slide(found: SlideObjects, path: Path, size: SizeL0) -> SlideObjects:
    """Return `found` if all its places lie on a slide of the given `size`; otherwise raise TmaError.

    Only missing cores may lie outside the slide, because scanners do not scan glass without tissue.
    """
    cores = found.array.cores if found.array else ()
    used = [core.centre for core in cores if not _is_nowhere(core)]
    places = (*used, *found.annotations)
    beside = sum(not _lies_on(place, size) for place in places)
    if beside:
        message = f"{beside} of {len(places)} places in {path.name} lie outside this slide."
        raise TmaError(
            message,
            "Is this the file of another slide, or of a smaller copy of this slide? Give positions in pixels "
            "of full resolution.",
        )
    absent = sum(_is_nowhere(core) and not _lies_on(core.centre, size) for core in cores)
    if not absent:
        return found
    whole = plural(absent, "missing core lies", "missing cores lie")
    return replace(found, notes=(*found.notes, f"{whole} outside the slide."))


def _is_nowhere(core: Core) -> bool:
    """Return whether the core may lie outside the slide: it is missing, and some slide could contain its position.

    A position that is impossible on any slide is always a fault.
    """
    return core.status == "missing" and max(abs(core.centre.x), abs(core.centre.y)) <= FARTHEST


def _lies_on(place: PointL0, size: SizeL0) -> bool:
    return 0 <= place.x <= size.width and 0 <= place.y <= size.height


def _listed(counts: tuple[tuple[str, int], ...]) -> str:
    """Return the most frequent reasons why objects are not used, with counts, as text.

    All other reasons get one common count.
    """
    in_order = sorted(counts, key=lambda reason: -reason[1])
    words = [f"{count} × {reason}" for reason, count in in_order[:_MOST_LISTED]]
    rest = in_order[_MOST_LISTED:]
    if rest:
        words.append(f"{sum(count for _, count in rest)} for {plural(len(rest), 'other reason')}")
    return ", ".join(words)

"""Read places marked on a slide in another program, from a core table or from GeoJSON of QuPath.

Window and command line both use this reader. TMA cores are returned as an array, annotations as the middle of each of
their parts. Tiles, cells and other detections are left out and counted: QuPath writes hundreds of thousands of them,
and no person has chosen these places.
"""

from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from model.base.errors import TmaError
from model.base.geometry import PointL0, SizeL0
from model.tma.array import Core, TmaArray
from model.tma.core_geojson import CORE, GEOJSON, cores_among, kind_of, no_cores
from model.tma.core_table import read_core_table
from model.tma.geojson_file import read_features
from model.tma.geojson_shapes import FARTHEST, bounds_of

_ANNOTATIONS = ("annotation", "PathAnnotationObject", "unknown")
"""As QuPath calls them; what says nothing of its kind is an annotation to QuPath as well."""
_ROOTS = ("root", "PathRootObject")
"""The whole slide, which only holds the objects on it."""
_MOST_LISTED = 6


@dataclass(frozen=True)
class SlideObjects:
    """Cores, where there are any, and the middles of annotations' parts.

    `annotated`: how many annotations these are of. `left_out`: what was not used, each reason with its count.
    """

    array: TmaArray | None
    annotations: tuple[PointL0, ...] = ()
    annotated: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return notes for the user on the reading, as sentences."""
        found = list(self.notes)
        more = len(self.annotations) - self.annotated
        if more > 0:
            whole = "1 annotation has" if self.annotated == 1 else f"{self.annotated} annotations have"
            found.append(f"{whole} {len(self.annotations)} parts; each part became a region.")
        if self.left_out:
            found.append(f"Left out: {_listed(self.left_out)}.")
        return tuple(found)


def read_objects(path: Path, size: SizeL0) -> SlideObjects:
    """Return the places that the file marks on a slide of `size`.

    Raise TmaError if there are none, or if they lie outside the slide.
    """
    return on_slide(objects_in(path), path, size)


def read_cores_on(path: Path, size: SizeL0) -> tuple[TmaArray, tuple[str, ...]]:
    """Return the array as `read_objects` does, and notes for the user on the reading.

    Raise TmaError if there are no cores; annotations are left out and counted.
    """
    found = objects_in(path)
    left_out = (*((("annotation", found.annotated),) if found.annotated else ()), *found.left_out)
    if found.array is None:
        raise no_cores(path, _listed(left_out))
    cores_only = SlideObjects(found.array, left_out=left_out, notes=found.notes)
    return found.array, on_slide(cores_only, path, size).words


def objects_in(path: Path) -> SlideObjects:
    """Return the places that the file marks, at any position; raise TmaError if there are none."""
    if path.suffix.lower() not in GEOJSON:
        table = read_core_table(path)
        return SlideObjects(table.array, notes=table.notes)
    features = read_features(path)
    array = cores_among(features, path)
    places: list[PointL0] = []
    annotated = 0
    left_out: Counter[str] = Counter()
    for feature in features:
        kind = kind_of(feature)
        if kind in _ANNOTATIONS:
            try:
                places += [part.middle for part in bounds_of(feature.value.get("geometry"))]
                annotated += 1
            except ValueError as error:
                left_out[f"annotation ({error})"] += 1
        elif kind not in (CORE, *_ROOTS):
            left_out[kind or "entry that is not a feature"] += 1
    counts = tuple(left_out.items())
    if array is None and not places:
        holds = f": {_listed(counts)}" if counts else ""
        remedy = "In QuPath, export the slide's TMA cores or annotations as GeoJSON."
        raise TmaError(f"{path.name} holds neither TMA cores nor annotations{holds}.", remedy)
    return SlideObjects(array, tuple(places), annotated, counts)


def on_slide(found: SlideObjects, path: Path, size: SizeL0) -> SlideObjects:
    """Return `found` if all of it lies on a slide of `size`; else raise TmaError.

    A missing core may lie outside the slide, since scanners cut off glass without tissue. Any other place must lie on
    it.
    """
    cores = found.array.cores if found.array else ()
    used = [core.centre for core in cores if not _is_nowhere(core)]
    places = (*used, *found.annotations)
    beside = sum(not _lies_on(place, size) for place in places)
    if beside:
        message = f"{beside} of {len(places)} places in {path.name} lie beside this slide."
        raise TmaError(message, "Is it the file of another slide, or of a smaller copy? Places count full-size pixels.")
    absent = sum(_is_nowhere(core) and not _lies_on(core.centre, size) for core in cores)
    if not absent:
        return found
    whole = "1 missing core lies" if absent == 1 else f"{absent} missing cores lie"
    return replace(found, notes=(*found.notes, f"{whole} beside the slide."))


def _is_nowhere(core: Core) -> bool:
    """Return whether the position of the core is irrelevant.

    A place that is impossible on any slide is a fault in any case.
    """
    return core.status == "missing" and max(abs(core.centre.x), abs(core.centre.y)) <= FARTHEST


def _lies_on(place: PointL0, size: SizeL0) -> bool:
    return 0 <= place.x <= size.width and 0 <= place.y <= size.height


def _listed(counts: tuple[tuple[str, int], ...]) -> str:
    """Return the most frequent reasons with their counts, and the number of objects for all other reasons."""
    in_order = sorted(counts, key=lambda reason: -reason[1])
    words = [f"{count} × {reason}" for reason, count in in_order[:_MOST_LISTED]]
    rest = in_order[_MOST_LISTED:]
    if rest:
        words.append(f"{sum(count for _, count in rest)} for {len(rest)} other reasons")
    return ", ".join(words)

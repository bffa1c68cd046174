"""Write the measurements and notes of an image (its marks) as a CSV table and as GeoJSON that QuPath reads."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from model.base.csv_writer import CsvDictWriter
from model.base.files import replacing
from model.base.geometry import PointL0
from model.result.export.wording import RESEARCH_USE_ONLY
from model.result.marks import Mark, Marks
from model.slide.record import ImageRecord

COLUMNS = (
    "number", "kind", "text", "length_um", "area_um2", "length_px", "area_px2", "x_l0", "y_l0", "mpp", "made_on",
    "image", "image_sha256", "notice",
)  # fmt: skip
_KIND = "Histocast kind"


@dataclass(frozen=True)
class MarkExport:
    """The marks of an image (measurements and notes of the user), and the folder for their files."""

    marks: Marks
    image: ImageRecord
    folder: Path

    @property
    def paths(self) -> tuple[Path, Path]:
        """Return the paths of the table and of the GeoJSON file."""
        stem = Path(self.image.path).stem
        return self.folder / f"{stem}.marks.csv", self.folder / f"{stem}.marks.geojson"

    @property
    def there(self) -> tuple[Path, ...]:
        """Return the existing files that the export would overwrite."""
        return tuple(path for path in self.paths if path.exists())


def write_marks(asked: MarkExport) -> tuple[Path, ...]:
    """Write the table and the GeoJSON file of the marks, and return their paths."""
    table, shapes = asked.paths
    with (
        replacing(table) as beside,
        beside.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file,
    ):
        writer = CsvDictWriter(file, COLUMNS, "\r\n")
        writer.writeheader()
        for number, mark in enumerate(asked.marks, 1):
            writer.writerow(mark_cells(number, mark, asked.image))
    collection = {
        "type": "FeatureCollection",
        "features": [_feature(mark, asked.image) for mark in asked.marks],
        "notice": RESEARCH_USE_ONLY,
    }
    with replacing(shapes) as beside:
        beside.write_text(json.dumps(collection, ensure_ascii=True, allow_nan=False) + "\n", encoding="utf-8")
    return asked.paths


def mark_cells(number: int, mark: Mark, image: ImageRecord) -> dict[str, str]:
    """Return the cells of the table row for `mark`, by column.

    Lengths are in um and level-0 px, areas in um² and level-0 px². Without a pixel size, the cells in um are empty.
    """
    measured = measurements(mark, image.mpp)
    middle = mark.bounds.centre
    return {
        "number": str(number),
        "kind": mark.kind,
        "text": mark.text,
        **{name: f"{value:.10g}" for name, value in measured.items()},
        "x_l0": f"{middle.x:.2f}",
        "y_l0": f"{middle.y:.2f}",
        "mpp": "" if image.mpp is None else f"{image.mpp:g}",
        "made_on": mark.made_on,
        "image": Path(image.path).name,
        "image_sha256": image.sha256,
        "notice": RESEARCH_USE_ONLY,
    }


def measurements(mark: Mark, mpp: float | None) -> dict[str, float]:
    """Return the measured values by column name: in px, and in um if the pixel size `mpp` (um/px) is known."""
    if mark.kind in ("note", "outline"):
        return {}
    if mark.kind == "length":
        value, px, um, factor = mark.length_px, "length_px", "length_um", mpp
    else:
        value, px, um, factor = mark.area_px2, "area_px2", "area_um2", None if mpp is None else mpp**2
    return {px: value} if factor is None else {px: value, um: value * factor}


def _feature(mark: Mark, image: ImageRecord) -> dict[str, Any]:
    """Return the mark as an annotation, in the format of QuPath's `PathObjectTypeAdapters`, in level-0 px."""
    name = mark.text.split("\n", 1)[0]
    properties: dict[str, Any] = {"objectType": "annotation", "name": name, "metadata": {_KIND: mark.kind}}
    if "\n" in mark.text:
        properties["metadata"]["Note"] = mark.text
    units = {"length_um": "Length µm", "area_um2": "Area µm^2", "length_px": "Length px", "area_px2": "Area px^2"}
    measured = {units[key]: value for key, value in measurements(mark, image.mpp).items()}
    if measured:
        properties["measurements"] = measured
    return {
        "type": "Feature",
        "id": str(uuid5(NAMESPACE_URL, f"histocast:{image.sha256}/mark/{mark.key}")),
        "geometry": _geometry(mark),
        "properties": properties,
    }


def _geometry(mark: Mark) -> dict[str, Any]:
    points = [_pair(point) for point in mark.points]
    if mark.kind == "note":
        return {"type": "Point", "coordinates": points[0]}
    if mark.kind == "length":
        return {"type": "LineString", "coordinates": points}
    holes = [[_pair(point) for point in (*hole, hole[0])] for hole in mark.holes if hole]
    return {"type": "Polygon", "coordinates": [[*points, points[0]], *holes]}


def _pair(point: PointL0) -> list[float]:
    return [round(point.x, 2), round(point.y, 2)]

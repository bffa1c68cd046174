"""Describe a GeoJSON file of cores and annotations: count the used objects and those that are left out, by reason."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.info.line import Line, bytes_text, listed
from model.tma.slide_objects import objects_in


@dataclass(frozen=True)
class LeftOut:
    """A reason why objects of the file are not used, and the number of these objects."""

    reason: str
    objects: int


@dataclass(frozen=True)
class GeoJsonReport:
    """The report of a GeoJSON file. Its fields are the keys of the JSON record."""

    path: str
    cores: int
    missing_cores: int
    cores_with_case: int
    annotations: int
    regions: int
    """Number of parts of all annotations. Each part becomes a separate region."""
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]
    bytes: int
    sha256: str | None = None
    kind: str = "geojson"

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        cores = f"{self.cores}, {self.missing_cores} of them missing, {self.cores_with_case} with a case"
        parts = "" if self.regions == self.annotations else f", {self.regions} parts: each becomes a region"
        return (
            Line("kind", "GeoJSON of cores or annotations"),
            Line("cores", cores if self.cores else "none"),
            Line("annotations", f"{self.annotations}{parts}" if self.annotations else "none"),
            *listed("left out", tuple(f"{one.objects}: {one.reason}" for one in self.left_out) or ("nothing",)),
            *listed("notes", self.notes),
            Line("file", bytes_text(self.bytes)),
            *listed("SHA-256", (self.sha256,) if self.sha256 else ()),
        )


def geojson_report(path: Path, sha256: str | None = None) -> GeoJsonReport:
    """Return the report of the GeoJSON file `path`. The positions of its objects are not compared with a slide.

    Raise TmaError if no object in the file can be used.
    """
    found = objects_in(path)
    cores = found.array.cores if found.array else ()
    return GeoJsonReport(
        path=str(path),
        cores=len(cores),
        missing_cores=sum(core.status == "missing" for core in cores),
        cores_with_case=sum(core.case_id is not None for core in cores),
        annotations=found.annotated,
        regions=len(found.annotations),
        left_out=tuple(LeftOut(reason, count) for reason, count in found.left_out),
        notes=found.notes,
        bytes=path.stat().st_size,
        sha256=sha256,
    )

"""Export the cores of a slide with their saved results as a table, as GeoJSON and as a picture.

The table has the columns of the core table, followed by columns for the results. The table can be imported as a core
table.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import ExportError
from model.result.saved_regions import SavedResult
from model.slide.base import Slide
from model.tma.array import TmaArray
from model.tma.core_files import SUFFIXES
from model.tma.core_geojson import write_core_geojson
from model.tma.core_picture import write_core_picture
from model.tma.core_table import COLUMNS as CORE_COLUMNS
from model.tma.core_table import OfSlide, core_cells, write_rows

_OWN = (
    "survival_probability", "qualifier", "risk_group", "verdict", "reliability", "reliability_reasons", "bundle",
    "bundle_sha256", "demo", "precision", "read_on",
)  # fmt: skip
COLUMNS = (*CORE_COLUMNS[:-1], *_OWN, CORE_COLUMNS[-1])
"""Columns of the exported table. The research-use notice is the last column, as in the core table."""


@dataclass(frozen=True, eq=False)
class CoreExport:
    """The request for an export: the cores of a slide, the results of one model by core label, and the folder."""

    array: TmaArray
    of: OfSlide
    results: Mapping[str, SavedResult]
    folder: Path

    @property
    def paths(self) -> tuple[Path, Path, Path]:
        """Return the paths STEM.cores.csv, .geojson and .png."""
        table, geojson, picture = (self.folder / (Path(self.of.name).stem + suffix) for suffix in SUFFIXES)
        return table, geojson, picture

    @property
    def there(self) -> tuple[Path, ...]:
        """Return the files that exist already and that the export would overwrite."""
        return tuple(path for path in self.paths if path.exists())


def write_cores(slide: Slide, asked: CoreExport) -> tuple[Path, ...]:
    """Write all files and return their paths; raise ExportError if a file cannot be written."""
    table, geojson, picture = asked.paths
    measured = {
        label: {f"Survival probability ({result.qualifier}, {result.model}, research use only)": result.probability}
        for label, result in asked.results.items()
        if result.probability is not None
    }
    rows = (core_cells(core, asked.of) | _result_cells(asked.results.get(core.label)) for core in asked.array.cores)
    try:
        write_rows(rows, COLUMNS, table)
        write_core_geojson(asked.array, asked.of, geojson, measured)
        write_core_picture(asked.array, slide, asked.of, picture)
    except OSError as error:
        raise ExportError(
            f"The cores of {asked.of.name} could not be written to {asked.folder} ({error.strerror or error}).",
            "Check that the folder is writable and has free space, and that no other program has a file open.",
        ) from error
    return asked.paths


def _result_cells(result: SavedResult | None) -> dict[str, str]:
    if result is None:
        return dict.fromkeys(_OWN, "")
    return {
        "survival_probability": "" if result.probability is None else f"{result.probability:.9g}",
        "qualifier": result.qualifier,
        "risk_group": result.risk_group or "",
        "verdict": result.verdict,
        "reliability": result.level,
        "reliability_reasons": " ".join(result.reasons),
        "bundle": result.model,
        "bundle_sha256": result.model_sha256,
        "demo": "true" if result.demo else "false",
        "precision": result.precision,
        "read_on": result.read_on,
    }

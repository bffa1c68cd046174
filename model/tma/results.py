"""Write STEM.results.csv, a table with one row per core and its prediction. The table includes missing cores."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.base.errors import ExportError, TableError
from model.result.export.familiarity import familiarity_cells
from model.result.prediction import Prediction
from model.result.reliability import reliability_of
from model.tables.read import read_table
from model.tma.array import Core, TmaArray
from model.tma.core_table import COLUMNS as CORE_COLUMNS
from model.tma.core_table import OfSlide, core_cells, write_rows

_OWN = (
    "survival_probability", "qualifier", "risk_group", "verdict", "verdict_reasons", "reliability",
    "reliability_reasons", "evidence", "trouble",
    "mpp", "bundle", "bundle_version", "bundle_sha256", "demo", "device", "precision", "known_error",
    "familiarity", "unfamiliar_share",
)  # fmt: skip
COLUMNS = (*CORE_COLUMNS[:-1], *_OWN, CORE_COLUMNS[-1])
"""Columns of the results table. The research-use notice is the last column, as in the core table."""


@dataclass(frozen=True, eq=False)
class CoreResult:
    """The result of one core: a prediction, or a sentence that explains why there is none."""

    prediction: Prediction | None
    trouble: str = ""


def write_results(array: TmaArray, slide: OfSlide, results: Mapping[str, CoreResult], path: Path) -> None:
    """Write one row for every core of the array. A core without a result has empty cells."""
    write_rows((_cells(core, slide, results.get(core.label)) for core in array.cores), COLUMNS, path)


def check_free(slide: OfSlide, path: Path) -> None:
    """Raise ExportError if the file `path` contains anything but earlier results of the same slide."""
    if not path.exists():
        return
    try:
        owners = {row.get("image_sha256") for _, row in read_table(path).rows}
    except TableError:
        owners = {None}
    if owners != {slide.sha256}:
        raise ExportError(f"{path} already exists and belongs to another slide.", "Choose another folder.")


def measurements(results: Mapping[str, CoreResult]) -> dict[str, dict[str, float]]:
    """Return measurements for QuPath by core label: the survival probability of each core whose result may be used.

    The name of the measurement states whether the probability is calibrated.
    """
    found = {}
    for label, result in results.items():
        p = result.prediction
        if p is not None and reliability_of(p).level != "do not use":
            found[label] = {f"Survival probability ({p.bundle.calibration}, research use only)": p.survival_probability}
    return found


def _cells(core: Core, slide: OfSlide, result: CoreResult | None) -> dict[str, str]:
    cells = core_cells(core, slide) | dict.fromkeys(_OWN, "")
    if result is None:
        return cells
    if result.prediction is None:
        return cells | {"trouble": result.trouble}
    p = result.prediction
    reliability = reliability_of(p)
    return cells | {
        "survival_probability": f"{p.survival_probability:.9g}",
        "qualifier": p.bundle.calibration,
        "risk_group": p.risk_group or "",
        "verdict": p.verdict.level,
        "verdict_reasons": " ".join(p.verdict.reasons),
        "reliability": reliability.level,
        "reliability_reasons": " ".join(reliability.reasons),
        "evidence": p.evidence.text if p.evidence else "",
        "mpp": "" if p.image.mpp is None else f"{p.image.mpp:.6g}",
        "bundle": p.bundle.name,
        "bundle_version": p.bundle.version,
        "bundle_sha256": p.bundle.sha256,
        "demo": "true" if p.bundle.demo else "false",
        "device": p.device.title,
        "precision": p.device.precision,
        "known_error": p.device.error.text if p.device.error else "",
        **familiarity_cells(p.familiarity),
    }

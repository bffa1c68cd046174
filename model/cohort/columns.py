"""The columns of a run's table, made from the records of its spots."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.result.export.wording import RESEARCH_USE_ONLY

Cell = str | float | int | bool | None
Kind = type[str] | type[float] | type[int] | type[bool]


@dataclass(frozen=True)
class Column:
    """A table column: its name, its type, and the function that returns its value for the record of a spot."""

    name: str
    kind: Kind
    cell: Callable[[Mapping[str, Any]], Cell]


def _own(name: str, kind: Kind = str, key: str = "") -> Column:
    return Column(name, kind, lambda record: record[key or name])


def _of(name: str, path: str, kind: Kind = str) -> Column:
    """Return a column that shows the value at `path` in the prediction's record; for example, `path` is "image.mpp".

    The value of the column is None if the record has None anywhere along the path.
    """
    keys = path.split(".")

    def cell(record: Mapping[str, Any]) -> Cell:
        value: Any = record["prediction"]
        for key in keys:
            value = None if value is None else value[key]
        return value if kind is not float or value is None else float(value)

    return Column(name, kind, cell)


def _sentences(name: str, path: str) -> Column:
    """Return a column that shows the list of sentences at `path` in the prediction's record as one text."""
    listed = _of(name, path)
    return Column(name, str, lambda record: " ".join(listed.cell(record) or ()))  # type: ignore[arg-type]


def _centre(axis: int) -> Callable[[Mapping[str, Any]], Cell]:
    return lambda record: None if record["centre"] is None else float(record["centre"][axis])


def _interval(end: int) -> Callable[[Mapping[str, Any]], Cell]:
    def cell(record: Mapping[str, Any]) -> Cell:
        interval = record["prediction"]["interval"]
        return None if interval is None else float(interval[end])

    return cell


def _known_error(record: Mapping[str, Any]) -> Cell:
    """Return the largest measured difference in survival probability between *fast* and *exact* precision."""
    error = record["prediction"]["device"]["error"]
    return None if error is None else float(error["max_dp"])


COLUMNS: tuple[Column, ...] = (
    _own("spot_id"),
    _own("image", key="place"),
    _own("core"),
    Column("x_l0", float, _centre(0)),
    Column("y_l0", float, _centre(1)),
    _own("patient_id", key="patient"),
    _of("image_sha256", "image.sha256"),
    # The result, always with its qualifier and its reliability.
    _of("survival_probability", "survival_probability", float),
    Column("interval_low", float, _interval(0)),
    Column("interval_high", float, _interval(1)),
    _of("qualifier", "qualifier"),
    _of("logit", "logit", float),
    _of("risk_group", "risk_group"),
    _of("reliability", "reliability.level"),
    _sentences("reliability_reasons", "reliability.reasons"),
    _of("verdict", "verdict.level"),
    _sentences("verdict_reasons", "verdict.reasons"),
    _of("familiarity", "familiarity.level"),
    _of("unfamiliar_share", "familiarity.share", float),
    _of("orders_sd", "orders.sd", float),
    _of("image_in_cohort", "image_in_cohort"),
    _sentences("evidence", "evidence.sentences"),
    # The model.
    _of("bundle", "bundle.name"),
    _of("bundle_version", "bundle.version"),
    _of("bundle_sha256", "bundle.sha256"),
    _of("backbone_sha256", "bundle.backbone_sha256"),
    _of("demo", "bundle.demo", bool),
    _of("endpoint", "bundle.endpoint"),
    _of("threshold", "bundle.threshold", float),
    _of("threshold_origin", "bundle.threshold_origin"),
    # How it was computed.
    _of("device", "device.words"),
    _of("device_name", "device.name"),
    _of("engine", "device.engine"),
    _of("precision", "device.precision"),
    _of("arithmetic", "device.arithmetic"),
    Column("known_error_max", float, _known_error),
    _of("width_px", "image.width_px", int),
    _of("height_px", "image.height_px", int),
    _of("mpp", "image.mpp", float),
    _of("mpp_source", "image.mpp_source"),
    _sentences("image_notes", "image.notes"),
    _of("region_x_l0", "window.x", float),
    _of("region_y_l0", "window.y", float),
    _of("region_width_l0", "window.width", float),
    _of("region_height_l0", "window.height", float),
    _of("region_kind", "window.kind"),
    _of("region_note", "window.note"),
    _of("grid_fit", "grid.fit"),
    _of("tile_order", "grid.order"),
    _of("tile_rows", "grid.rows", int),
    _of("tile_columns", "grid.cols", int),
    _of("tile_px", "grid.tile_px", int),
    _of("tiles_read", "grid.tiles_read", int),
    _of("made_by", "made_by"),
    _own("run_id"),
    Column("notice", str, lambda record: RESEARCH_USE_ONLY),
    # Columns that differ between two runs with the same results: see `VOLATILE`.
    _of("seconds", "seconds", float),
    _own("analysed_at"),
    _own("worker"),
)

NAMES: tuple[str, ...] = tuple(column.name for column in COLUMNS)
VOLATILE: tuple[str, ...] = ("seconds", "analysed_at", "worker")
"""Columns that differ between two runs with the same results: duration, time and computer of the analysis."""
ERROR_COLUMNS: tuple[str, ...] = ("image", "core", "kind", "reason", "remedy", "notice", "failed_at")
VOLATILE_ERRORS: tuple[str, ...] = ("failed_at",)


def cells_of(record: Mapping[str, Any]) -> list[Cell]:
    """Return the values of a spot's row in the table of the run, in the order of `COLUMNS`.

    Raise LookupError or TypeError if `record` is not the record of a spot.
    """
    return [column.cell(record) for column in COLUMNS]


def as_texts(cells: Sequence[Cell]) -> list[str]:
    """Return the values of table cells as text for a CSV file.

    Floating-point numbers keep all digits, so that no precision is lost.
    """
    return [_text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return repr(cell) if isinstance(cell, float) else str(cell)


def from_text(text: str, kind: Kind) -> Cell:
    """Return the value of a table cell in a CSV file, converted to the type of its column; None for an empty text."""
    if text == "":
        return None
    if kind is bool:
        return text == "true"
    return kind(text)

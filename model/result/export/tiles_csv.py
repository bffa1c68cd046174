"""Write STEM.tiles.csv: one row per tile with its position, its tissue share and the network's values."""

from pathlib import Path

import numpy as np

from model.base.csv_writer import CsvWriter
from model.base.files import replacing
from model.result.export.base import Exported
from model.result.export.familiarity import familiarity_cells
from model.result.export.wording import RESEARCH_USE_ONLY
from model.result.maps import UNFAMILIAR, MapChoice, map_values
from model.result.prediction import Prediction
from model.result.reliability import reliability_of

_DIGITS = 9
"""Number of significant digits of the numbers in the file. Nine digits distinguish any two float32 numbers."""


def write(exported: Exported, path: Path) -> None:
    """Write the tiles of `exported` to `path`. Cells of tiles that were not used are empty.

    `x_l0`, `y_l0` and `side_l0` are in level-0 px. `step` is the number of the tile in the order of the analysis,
    counted from 1. The columns that identify the result are repeated in every row, so that rows of several files can be
    combined.
    """
    columns = _columns(exported.prediction)
    if exported.operator:
        columns["operator"] = [exported.operator] * exported.prediction.grid.tiles
    write_columns(columns, path)


def write_columns(columns: dict[str, list[str]], path: Path) -> None:
    """Write the columns, which have equal lengths, to `path`. The keys are the column names."""
    # "utf-8-sig" adds a byte order mark. Without it, Excel does not recognise UTF-8 and shows wrong letters.
    with (
        replacing(path) as beside,
        beside.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file,
    ):
        rows = CsvWriter(file, "\r\n")
        rows.writerow(columns)
        rows.writerows(zip(*columns.values(), strict=True))


def _columns(prediction: Prediction) -> dict[str, list[str]]:
    grid, trace = prediction.grid, prediction.trace
    step = np.full(grid.tiles, np.nan)
    step[trace.index] = np.arange(1, trace.steps + 1)
    running = np.full(grid.tiles, np.nan)
    running[trace.index] = trace.running
    columns = place_columns(prediction) | {"step": number_texts(step), "running_probability": number_texts(running)}
    for kind, name in (("norm", "hidden_norm"), ("change", "hidden_change")):
        for layer in range(len(trace.hidden)):
            columns[f"{name}_{layer + 1}"] = number_texts(map_values(trace, grid, MapChoice(kind, layer)).ravel())
    for kind, name in (("attention", "attention"), ("contribution", "contribution_log_odds"),
                       ("removal", "removal_log_odds"), (UNFAMILIAR, "unfamiliar_distance")):
        if kind in trace.tiles:
            columns[name] = number_texts(map_values(trace, grid, MapChoice(kind, log_odds=True)).ravel())
    if "removal" in trace.tiles:
        columns["removal_points"] = number_texts(map_values(trace, grid, MapChoice("removal")).ravel())
    return columns | {key: [value] * grid.tiles for key, value in identity(prediction).items()}


def place_columns(prediction: Prediction) -> dict[str, list[str]]:
    """Return the columns with index, position (level-0 px) and tissue share of each tile."""
    grid, boxes = prediction.grid, prediction.tile_boxes
    return {
        "index": [str(i) for i in range(grid.tiles)],
        # Tiles at any positions have no row and column.
        "row": ["" if grid.scattered else str(grid.cell(i).row) for i in range(grid.tiles)],
        "col": ["" if grid.scattered else str(grid.cell(i).col) for i in range(grid.tiles)],
        "x_l0": number_texts(boxes[:, 0], 10),
        "y_l0": number_texts(boxes[:, 1], 10),
        "side_l0": number_texts(boxes[:, 2], 10),
        "tissue_fraction": number_texts(prediction.tissue_fraction),
    }


def identity(prediction: Prediction) -> dict[str, str]:
    """Return the columns that identify a result, with its qualifier, verdict, reliability and notices."""
    image, bundle, reliability = prediction.image, prediction.bundle, reliability_of(prediction)
    return {
        "image": image.path,
        "image_sha256": image.sha256,
        "survival_probability": f"{prediction.survival_probability:.9g}",
        "qualifier": bundle.calibration,
        "verdict": prediction.verdict.level,
        **familiarity_cells(prediction.familiarity),
        "reliability": reliability.level,
        "reliability_reasons": " ".join(reliability.reasons),
        "bundle": bundle.name,
        "bundle_version": bundle.version,
        "bundle_sha256": bundle.sha256,
        "demo": "true" if bundle.demo else "false",
        "notice": RESEARCH_USE_ONLY,
    }


def number_texts(values: np.ndarray, digits: int = _DIGITS) -> list[str]:
    """Return numbers as text with `digits` significant digits. nan becomes ""."""
    return ["" if np.isnan(value) else f"{value:.{digits}g}" for value in values]

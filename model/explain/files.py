"""Explanations to files: an explanation and its prediction come in; record, table, arrays and page go out."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from PIL import PngImagePlugin

from model.colours import colour_table, table_for
from model.errors import ExportError
from model.explain.explained import Explanation
from model.files import replacing
from model.prediction import Prediction
from model.report.base import Exported
from model.report.heatmap_png import COLOURS, HeatMap, Legend, draw, lay
from model.report.naming import EXPLANATION
from model.report.record import as_record
from model.report.tiles_csv import identity, place_columns, words, write_columns
from model.report.wording import RESEARCH_USE_ONLY, disclaimers

RECORD_VERSION = 1
TOP = 5
"""Tiles for and against that a record names."""


def suffixes(method: str) -> tuple[str, ...]:
    """What follows an image's stem in the names of the files of `method`; the record comes first."""
    return tuple(f".explain-{method}.{ending}" for ending in ("json", "csv", "npz", "png"))


def as_explanation_record(explanation: Explanation, prediction: Prediction) -> dict[str, Any]:
    """Plain data: what was found, by what, and the prediction that it is about."""
    method, record = explanation.method, as_record(prediction)
    return {
        "record": EXPLANATION,
        "record_version": RECORD_VERSION,
        "image": record["image"],
        "method": method.key,
        "title": method.title,
        "sentence": method.sentence,
        "measure": method.measure,
        "signed": method.signed,
        "facts": dict(explanation.facts),
        **top_tiles(explanation, prediction),
        "research_use_only": RESEARCH_USE_ONLY,
        "demo_notice": record["demo_notice"],
        "prediction": record,
    }


def top_tiles(explanation: Explanation, prediction: Prediction) -> dict[str, list[dict[str, float]]]:
    """The tiles with the greatest values: for survival and against it, or, of a map without sign, the greatest."""
    if explanation.values is None:
        return {}
    values = np.where(np.isfinite(explanation.values), explanation.values.astype(np.float64), 0.0)
    greatest = [_tile(prediction, i, values[i]) for i in np.argsort(-values, kind="stable")[:TOP] if values[i] > 0]
    if not explanation.method.signed:
        return {"greatest": greatest}
    least = [_tile(prediction, i, values[i]) for i in np.argsort(values, kind="stable")[:TOP] if values[i] < 0]
    return {"for_survival": greatest, "against_survival": least}


def _tile(prediction: Prediction, index: int, value: float) -> dict[str, float]:
    cell, box = prediction.grid.cell(int(index)), prediction.tile_boxes[index]
    place = {"index": int(index), "row": cell.row, "col": cell.col}
    return place | {"x_l0": float(box[0]), "y_l0": float(box[1]), "value": float(value)}


def write_explanation(explanation: Explanation, exported: Exported, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write all files into `folder` and give them; no page of a method without a map. ExportError where it fails."""
    paths = [folder / (stem + suffix) for suffix in suffixes(explanation.method.key)]
    try:
        _write_record(explanation, exported.prediction, paths[0])
        write_columns(_columns(explanation, exported.prediction), paths[1])
        _write_arrays(explanation, exported.prediction, paths[2])
        if explanation.values is None:
            return tuple(paths[:3])
        _write_page(explanation, exported, paths[3])
    except OSError as error:
        raise ExportError(
            f"The explanation could not be written to {folder} ({error.strerror or error}).",
            "Check that the folder can be written to and has room, and that no other program holds the files open.",
        ) from error
    return tuple(paths)


def _write_record(explanation: Explanation, prediction: Prediction, path: Path) -> None:
    text = json.dumps(as_explanation_record(explanation, prediction), ensure_ascii=False, allow_nan=False, indent=1)
    with replacing(path) as beside:
        beside.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _columns(explanation: Explanation, prediction: Prediction) -> dict[str, list[str]]:
    """A row a tile with its value, or a row a reading; what identifies the result is repeated in each."""
    if explanation.values is None:
        columns = {
            key: [one if isinstance(one, str) else f"{one:.9g}" for one in column]
            for key, column in explanation.readings.items()
        }
    else:
        columns = place_columns(prediction) | {"value": words(explanation.values)}
        columns |= {key: words(values) for key, values in explanation.tiles.items()}
    rows = len(next(iter(columns.values())))
    said = identity(prediction) | {"method": explanation.method.key, "measure": explanation.method.measure}
    return columns | {key: [value] * rows for key, value in said.items()}


def _write_arrays(explanation: Explanation, prediction: Prediction, path: Path) -> None:
    """`values` float32 [256] by tile index, further maps, `tile_offsets_l0`, and `record_json`, the record as text."""
    record = json.dumps(as_explanation_record(explanation, prediction), allow_nan=False)
    found = {"tile_offsets_l0": prediction.tile_boxes[:, :2], "record_json": np.array(record)}
    if explanation.values is not None:
        found["values"] = explanation.values
    found |= dict(explanation.tiles) | dict(explanation.arrays)
    found |= {key: np.array(column) for key, column in explanation.readings.items()}
    with replacing(path) as beside:
        np.savez_compressed(beside, **found)  # type: ignore[arg-type]  # NumPy's stub: bool


def _write_page(explanation: Explanation, exported: Exported, path: Path) -> None:
    page = draw(exported.prediction, _heat(explanation, exported))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", exported.prediction.made_by)
    notes.add_text("Comment", " ".join((explanation.method.sentence, *disclaimers(exported.prediction.bundle))))
    with replacing(path) as beside:
        page.save(beside, "PNG", pnginfo=notes)


def _heat(explanation: Explanation, exported: Exported) -> HeatMap:
    """The map over the tissue; in greys where the other map of importance does not agree with it."""
    method, grid = explanation.method, exported.prediction.grid
    assert explanation.values is not None  # asked by whoever calls this
    values = explanation.values.reshape(grid.rows, grid.cols)
    known = values[np.isfinite(values)]
    most = max(float(np.abs(known).max(initial=0.0)), 1e-6)
    ends = (-most, most) if method.signed else (0.0, most)
    agreed = explanation.agreement
    greyed = agreed is not None and agreed.grey
    table = table_for(method.signed, COLOURS)
    if greyed:
        # As clear about zero as the coloured one.
        table = np.concatenate([colour_table("gray")[:, :3], table[:, 3:]], axis=1)
    sides = ("below 0 towards death", "above 0 towards survival") if method.signed else ()
    legend = Legend(
        title=method.title + (" (greyed: no agreement)" if greyed else ""),
        sentences=(method.sentence, _second_line(explanation)),
        measure=method.measure,
        quantity=method.title.lower(),
        notes=(f"{len(known)} tiles", *sides),
        clear="clear: no value",
    )
    return lay(exported, values, ends, table, legend)


def _second_line(explanation: Explanation) -> str:
    if explanation.agreement is not None:
        return f"Occlusion and integrated gradients: {explanation.agreement.words}."
    return f"Layer {explanation.facts['map_of_layer']}, tiles back by layer: " + ", ".join(
        str(reach) for reach in explanation.facts["reach_tiles_back_by_layer"]
    )

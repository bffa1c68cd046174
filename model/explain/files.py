"""Write an explanation and its prediction to files: record, table, arrays, page and GeoJSON."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import PngImagePlugin

from model.base.colours import greyed, table_for
from model.base.errors import ExportError
from model.base.files import replacing
from model.explain.explanation import METHODS, TOP, Explanation, top_tiles
from model.result.export import tiles_geojson
from model.result.export.base import Exported
from model.result.export.heatmap_png import COLOURS, PICTURE_PX, HeatMap, Legend, draw, lay
from model.result.export.naming import EXPLANATION
from model.result.export.record import as_record
from model.result.export.tiles_csv import identity, number_texts, place_columns, write_columns
from model.result.export.wording import RESEARCH_USE_ONLY, disclaimers
from model.result.order_check import with_order_check
from model.result.prediction import Prediction

RECORD_VERSION = 1


def suffixes(method: str) -> tuple[str, ...]:
    """Return the suffixes of the files of `method`, which follow the image's stem; that of the record comes first."""
    endings = ("json", "csv", "npz", "png", "geojson") if METHODS[method].mapped else ("json", "csv", "npz")
    return tuple(f".explain-{method}.{ending}" for ending in endings)


def measurements(explanations: Iterable[Explanation]) -> dict[str, np.ndarray]:
    """Return the maps of `explanations`, float32 [tiles], by the names that QuPath shows."""
    found = {}
    for one in explanations:
        if one.values is not None:
            agreed = ", greyed: no agreement" if one.greyed else ""
            found[f"{one.method.title}, {one.method.measure}{agreed}"] = one.values
    return found


def as_explanation_record(explanation: Explanation, prediction: Prediction) -> dict[str, Any]:
    """Return the explanation, its method and its prediction as plain data."""
    prediction = with_order_check(prediction, explanation.readings)
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
        **named_tiles(explanation, prediction),
        "research_use_only": RESEARCH_USE_ONLY,
        "demo_notice": record["demo_notice"],
        "prediction": record,
    }


def named_tiles(explanation: Explanation, prediction: Prediction) -> dict[str, list[dict[str, float]]]:
    """Return the tiles that most favour survival and death; for a map without sign, those with the greatest values."""
    if explanation.values is None:
        return {}
    values = explanation.values
    greatest, least = ([_tile(prediction, i, float(values[i])) for i in some] for some in top_tiles(explanation, TOP))
    if not explanation.method.signed:
        return {"greatest": greatest}
    return {"for_survival": greatest, "against_survival": least}


def _tile(prediction: Prediction, index: int, value: float) -> dict[str, float]:
    cell, box = prediction.grid.cell(int(index)), prediction.tile_boxes[index]
    place = {"index": int(index), "row": cell.row, "col": cell.col}
    return place | {"x_l0": float(box[0]), "y_l0": float(box[1]), "value": float(value)}


def write_explanation(explanation: Explanation, exported: Exported, folder: Path, stem: str) -> tuple[Path, ...]:
    """Write all files into `folder` and return their paths; raise ExportError if one cannot be written.

    A method without a map has no page and no GeoJSON.
    """
    paths = [folder / (stem + suffix) for suffix in suffixes(explanation.method.key)]
    try:
        _write_record(explanation, exported.prediction, paths[0])
        write_columns(_columns(explanation, exported.prediction), paths[1])
        _write_arrays(explanation, exported.prediction, paths[2])
        if explanation.values is None:
            return tuple(paths)
        _write_page(explanation, exported, paths[3])
        tiles_geojson.write(replace(exported, extra=measurements([explanation])), paths[4])
    except OSError as error:
        raise ExportError(
            f"The explanation could not be written to {folder} ({error.strerror or error}).",
            "Check that the folder is writable and has free space, and that no other program has the files open.",
        ) from error
    return tuple(paths)


def _write_record(explanation: Explanation, prediction: Prediction, path: Path) -> None:
    text = json.dumps(as_explanation_record(explanation, prediction), ensure_ascii=False, allow_nan=False, indent=1)
    with replacing(path) as beside:
        beside.write_text(text + "\n", encoding="utf-8", errors="backslashreplace")


def _columns(explanation: Explanation, prediction: Prediction) -> dict[str, list[str]]:
    """Return one row per tile with its value, or one per run of the head; each row identifies the result."""
    if explanation.values is None:
        columns = {
            key: [one if isinstance(one, str) else f"{one:.9g}" for one in column]
            for key, column in explanation.readings.items()
        }
    else:
        columns = place_columns(prediction) | {"value": number_texts(explanation.values)}
        columns |= {key: number_texts(values) for key, values in explanation.tiles.items()}
    rows = len(next(iter(columns.values())))
    said = identity(prediction) | {"method": explanation.method.key, "measure": explanation.method.measure}
    return columns | {key: [value] * rows for key, value in said.items()}


def _write_arrays(explanation: Explanation, prediction: Prediction, path: Path) -> None:
    """Write `values` float32 [256] by tile index, further maps, `tile_offsets_l0`, and the record as `record_json`."""
    record = json.dumps(as_explanation_record(explanation, prediction), allow_nan=False)
    found = {"tile_offsets_l0": prediction.tile_boxes[:, :2], "record_json": np.array(record)}
    if explanation.values is not None:
        found["values"] = explanation.values
    found |= dict(explanation.tiles) | dict(explanation.arrays)
    found |= {key: np.array(column) for key, column in explanation.readings.items()}
    with replacing(path) as beside:
        np.savez_compressed(beside, **found)  # type: ignore[arg-type]  # NumPy's stub: bool


def _write_page(explanation: Explanation, exported: Exported, path: Path) -> None:
    page = draw(exported.prediction, map_page(explanation, exported))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", exported.prediction.made_by)
    notes.add_text("Comment", " ".join((explanation.method.sentence, *disclaimers(exported.prediction.bundle))))
    with replacing(path) as beside:
        page.save(beside, "PNG", pnginfo=notes)


def map_page(
    explanation: Explanation, exported: Exported, layer: int | None = None, side_px: int = PICTURE_PX
) -> HeatMap:
    """Return the map over the tissue; it is grey if the two importance maps do not agree.

    `layer` (from 0) chooses one map if there are several; None is the explanation's own.
    """
    method, grid = explanation.method, exported.prediction.grid
    found = explanation.values if layer is None else explanation.of_layer(layer)
    assert found is not None  # callers pass only explanations with a map
    values = found.reshape(grid.rows, grid.cols)
    known = values[np.isfinite(values)]
    most = max(float(np.abs(known).max(initial=0.0)), 1e-6)
    ends = (-most, most) if method.signed else (0.0, most)
    table = table_for(method.signed, COLOURS)
    table = greyed(table) if explanation.greyed else table
    sides = ("below 0 towards death", "above 0 towards survival") if method.signed else ()
    legend = Legend(
        title=method.title + (" (greyed: no agreement)" if explanation.greyed else ""),
        sentences=(method.sentence, _second_line(explanation, layer)),
        measure=method.measure,
        quantity=method.title.lower(),
        notes=(f"{len(known)} tiles", *sides),
        clear="clear: no value",
    )
    return lay(exported, values, ends, table, legend, side_px)


def _second_line(explanation: Explanation, layer: int | None) -> str:
    if explanation.agreement is not None:
        return f"Occlusion and integrated gradients: {explanation.agreement.words}."
    if not explanation.method.layered:
        return f"A removed tile is {explanation.facts['removed_tile']}."
    of = explanation.facts["map_of_layer"] if layer is None else layer + 1
    return f"Layer {of}, tiles back by layer: " + ", ".join(
        str(reach) for reach in explanation.facts["reach_tiles_back_by_layer"]
    )

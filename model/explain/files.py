"""Explanations to files: an explanation and its prediction come in; record, table, arrays and page go out."""

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
from model.result.export.tiles_csv import identity, place_columns, words, write_columns
from model.result.export.wording import RESEARCH_USE_ONLY, disclaimers
from model.result.prediction import Prediction

RECORD_VERSION = 1


def suffixes(method: str) -> tuple[str, ...]:
    """What follows an image's stem in the names of the files of `method`; the record comes first, pictures last."""
    endings = ("json", "csv", "npz", "png", "geojson") if METHODS[method].mapped else ("json", "csv", "npz")
    return tuple(f".explain-{method}.{ending}" for ending in endings)


def measurements(explanations: Iterable[Explanation]) -> dict[str, np.ndarray]:
    """The maps of `explanations` under the names that QuPath will show."""
    found = {}
    for one in explanations:
        if one.values is not None:
            agreed = ", greyed: no agreement" if one.greyed else ""
            found[f"{one.method.title}, {one.method.measure}{agreed}"] = one.values
    return found


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
        **named_tiles(explanation, prediction),
        "research_use_only": RESEARCH_USE_ONLY,
        "demo_notice": record["demo_notice"],
        "prediction": record,
    }


def named_tiles(explanation: Explanation, prediction: Prediction) -> dict[str, list[dict[str, float]]]:
    """The tiles with the greatest values: for survival and against it, or, of a map without sign, the greatest."""
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
    """Write all files into `folder` and give them; no page of a method without a map. ExportError where it fails."""
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
    page = draw(exported.prediction, map_page(explanation, exported))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", exported.prediction.made_by)
    notes.add_text("Comment", " ".join((explanation.method.sentence, *disclaimers(exported.prediction.bundle))))
    with replacing(path) as beside:
        page.save(beside, "PNG", pnginfo=notes)


def map_page(
    explanation: Explanation, exported: Exported, layer: int | None = None, side_px: int = PICTURE_PX
) -> HeatMap:
    """The map, of a `layer` where it has several, over the tissue; in greys where the other one does not agree."""
    method, grid = explanation.method, exported.prediction.grid
    found = explanation.values if layer is None else explanation.of_layer(layer)
    assert found is not None  # asked by whoever calls this
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
        return f"A tile that turns to glass is {explanation.facts['removed_tile']}."
    of = explanation.facts["map_of_layer"] if layer is None else layer + 1
    return f"Layer {of}, tiles back by layer: " + ", ".join(
        str(reach) for reach in explanation.facts["reach_tiles_back_by_layer"]
    )

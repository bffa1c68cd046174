"""Write an explanation and its prediction to files: JSON, CSV table, NumPy arrays, page with the map, and GeoJSON."""

import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from typing import Any

import numpy as np
from PIL import PngImagePlugin

from model.base.colours import greyed, table_for
from model.base.errors import ExportError
from model.base.files import replacing
from model.base.plural import plural
from model.explain.drawing import DrawnValues, drawn_values, floor_sentence, range_sentence
from model.explain.explanation import METHODS, REGION, TOP, Explanation, Method, top_tiles
from model.result.export import tiles_geojson
from model.result.export.base import Exported
from model.result.export.heat_map import PICTURE_PX, HeatMap, Legend, map_over_tissue
from model.result.export.heatmap_png import draw
from model.result.export.naming import EXPLANATION
from model.result.export.record import as_record
from model.result.export.tiles_csv import identity, number_texts, place_columns, write_columns
from model.result.export.wording import RESEARCH_USE_ONLY, disclaimers
from model.result.maps import DEATH_SURVIVAL, MapLook
from model.result.order_check import with_order_check
from model.result.points import FLOOR, MEASURE
from model.result.prediction import Prediction

RECORD_VERSION = 1
_NOTE_LETTERS = 24
"""Maximum number of characters per line of a note beside the colour bar."""


def suffixes(method: str) -> tuple[str, ...]:
    """Return the suffixes of the files that are written for the explanation method `method`, the record first.

    The suffixes are appended to the stem of the image's name.
    """
    endings = ("json", "csv", "npz", "png", "geojson") if METHODS[method].mapped else ("json", "csv", "npz")
    return tuple(f".explain-{method}.{ending}" for ending in endings)


def measurements(explanations: Iterable[Explanation]) -> dict[str, np.ndarray]:
    """Return the maps of `explanations`, float32 [tiles], by the names that QuPath shows."""
    found = {}
    for one in explanations:
        if one.values is not None:
            agreed = ", greyed: no agreement" if one.greyed else ""
            found[f"{one.method.title}, {one.method.measure}{agreed}"] = one.values
            if one.points is not None:
                found[f"{one.method.title}, {MEASURE}{agreed}"] = one.points
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
        **_points_record(explanation),
        "research_use_only": RESEARCH_USE_ONLY,
        "demo_notice": record["demo_notice"],
        "prediction": record,
    }


def _points_record(explanation: Explanation) -> dict[str, Any]:
    """Return the values of an explanation in points of probability as plain data, or {} if the method has none."""
    points = explanation.points
    if points is None:
        return {}
    known = points[np.isfinite(points)].astype(np.float64)
    return {
        "points": {
            "one_point_is": 0.01,
            "how": explanation.method.points_how,
            "least": float(known.min(initial=0.0)),
            "greatest": float(known.max(initial=0.0)),
            "floor": FLOOR,
            "matters": explanation.matters,
            "floor_sentence": floor_sentence(explanation),
            "colour_range": [-float(explanation.method.points_reach or 0), float(explanation.method.points_reach or 0)],
        }
    }


def named_tiles(explanation: Explanation, prediction: Prediction) -> dict[str, list[dict[str, float]]]:
    """Return two lists of tiles: the tiles that most favour survival, and the tiles that most favour death.

    For a map without sign, return the tiles with the largest values.
    """
    if explanation.values is None:
        return {}
    greatest, least = ([_tile(explanation, prediction, i) for i in some] for some in top_tiles(explanation, TOP))
    if not explanation.method.signed:
        return {"greatest": greatest}
    return {"for_survival": greatest, "against_survival": least}


def _tile(explanation: Explanation, prediction: Prediction, index: int) -> dict[str, float]:
    cell, box = prediction.grid.cell(int(index)), prediction.tile_boxes[index]
    place = {"index": int(index), "row": cell.row, "col": cell.col, "x_l0": float(box[0]), "y_l0": float(box[1])}
    named = {"value": explanation.values, "points": explanation.points, REGION: explanation.tiles.get(REGION)}
    return place | {key: float(values[index]) for key, values in named.items() if values is not None}


def write_explanation(
    explanation: Explanation, exported: Exported, folder: Path, stem: str, log_odds: bool = False
) -> tuple[Path, ...]:
    """Write all files of an explanation into `folder` and return their paths.

    Raise ExportError if a file cannot be written.

    A method without a map has no page and no GeoJSON. If `log_odds` is true, the page shows log odds instead of points.
    The other files always contain both.
    """
    paths = [folder / (stem + suffix) for suffix in suffixes(explanation.method.key)]
    try:
        _write_record(explanation, exported.prediction, paths[0])
        write_columns(_columns(explanation, exported.prediction), paths[1])
        _write_arrays(explanation, exported.prediction, paths[2])
        if explanation.values is None:
            return tuple(paths)
        _write_page(explanation, exported, paths[3], log_odds)
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
    """Return the columns of the CSV table of an explanation, by column name.

    The table has one row per tile with its value, or one row per run of the head. Each row also contains the columns
    that identify the prediction.
    """
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
    """Write the arrays of an explanation and its prediction to a NumPy archive.

    It contains `values` float32 [256] by tile index, additional maps, `tile_offsets_l0`, and `record_json`.
    """
    record = json.dumps(as_explanation_record(explanation, prediction), allow_nan=False)
    found = {"tile_offsets_l0": prediction.tile_boxes[:, :2], "record_json": np.array(record)}
    if explanation.values is not None:
        found["values"] = explanation.values
    found |= dict(explanation.tiles) | dict(explanation.arrays)
    found |= {key: np.array(column) for key, column in explanation.readings.items()}
    with replacing(path) as beside:
        np.savez_compressed(beside, **found)  # type: ignore[arg-type]  # NumPy's stub: bool


def _write_page(explanation: Explanation, exported: Exported, path: Path, log_odds: bool) -> None:
    page = draw(exported.prediction, map_page(explanation, exported, log_odds=log_odds))
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Software", exported.prediction.made_by)
    notes.add_text("Comment", " ".join((explanation.method.sentence, *disclaimers(exported.prediction.bundle))))
    with replacing(path) as beside:
        page.save(beside, "PNG", pnginfo=notes)


def map_page(
    explanation: Explanation,
    exported: Exported,
    layer: int | None = None,
    side_px: int = PICTURE_PX,
    log_odds: bool = False,
    look: MapLook = MapLook(),  # noqa: B008
) -> HeatMap:
    """Return the map drawn over the tissue, in grey if the maps by occlusion and by integrated gradients do not agree.

    If the method has one map per layer, `layer` (from 0) chooses the map. If `layer` is None, `explanation.values` is
    drawn. The map is in points of probability if the method has points and `log_odds` is False. `look` is how the user
    has coloured the map in the window.
    """
    method, grid = explanation.method, exported.prediction.grid
    shown = drawn_values(explanation, log_odds, look.fixed, layer)
    values = shown.values.reshape(grid.rows, grid.cols)
    table = table_for(method.signed, look.colours, method.ends == DEATH_SURVIVAL)
    table = greyed(table) if explanation.greyed else table
    sides = ("below 0 towards death", "above 0 towards survival") if method.signed else ()
    regions = explanation.tiles.get(REGION)
    size = f"{plural(int(np.isfinite(values).sum()), 'tile')}" + (
        "" if regions is None else f", {plural(int(np.nanmax(regions)), 'region')}"
    )
    legend = Legend(
        title=method.title + (" (greyed: no agreement)" if explanation.greyed else ""),
        sentences=(method.sentence, _second_line(explanation, layer)),
        measure=shown.measure,
        quantity=method.title.lower(),
        notes=(size, *sides),
        clear="no colour: no value",
        ends=_ends_notes(method, shown),
        sides=method.ends if method.signed else None,
    )
    parts = None if regions is None else regions.reshape(grid.rows, grid.cols)
    return map_over_tissue(exported, values, (shown.low, shown.high), table, legend, side_px, parts)


def _ends_notes(method: Method, shown: DrawnValues) -> tuple[str, ...]:
    """Return the sentence that describes the range of the colours, in lines that fit beside the colour bar."""
    return tuple(wrap(range_sentence(method, shown), _NOTE_LETTERS))


def _second_line(explanation: Explanation, layer: int | None) -> str:
    if explanation.method.layered:
        of = explanation.facts["map_of_layer"] if layer is None else layer + 1
        return f"Layer {of}. Memory reach of each layer, in tiles: " + ", ".join(
            str(reach) for reach in explanation.facts["reach_tiles_back_by_layer"]
        )
    agreed = explanation.agreement
    second = (
        f"A removed tile is {explanation.facts['removed_tile']}."
        if agreed is None
        else f"Occlusion and integrated gradients: {agreed.text}."
    )
    return f"{floor_sentence(explanation)} {second}".strip()

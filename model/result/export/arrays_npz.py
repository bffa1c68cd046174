"""Write STEM.npz: the arrays of a prediction in NumPy's format, without pickled objects."""

import json
from pathlib import Path

import numpy as np

from model.base.files import replacing
from model.result.export.base import Exported
from model.result.export.record import as_record
from model.result.prediction import Prediction


def arrays(prediction: Prediction) -> dict[str, np.ndarray]:
    """Return the arrays of the file by name.

    These arrays are sorted by tile index: `features` float32 [256, 4096], `tissue_fraction` float32 [256], and
    `tile_offsets_l0` float64 [256, 2] (x, y in level-0 px).

    These arrays are sorted by step: `step_tile_index` int64 [n] (the tile of each step), `running_probability` float32
    [n], `hidden_1` .. and, for a network with cell states, `cell_1` .. float32 [n, units]. If the answer is a mean over
    several tile orders, `order_logits` float32 [orders, n] has the calibrated log odds after each step in each order.
    The mean of its last column gives the probability of the result.

    A pooled head also has values of tiles: `tile_attention`, `tile_contribution`, `tile_removal` float32 [n], as far as
    the head returns them. They are nan for tiles that are not pooled. If the bundle has a record of its training
    tissue, `tile_unfamiliar` float32 [n] is the distance to that tissue in units of the limit.

    `tile_side_l0` is the side of a tile in level-0 px. `record_json` is the record as text.
    """
    trace = prediction.trace
    found = {
        "features": prediction.features,
        "tissue_fraction": prediction.tissue_fraction,
        "tile_offsets_l0": prediction.tile_boxes[:, :2],
        "tile_side_l0": prediction.tile_boxes[0, 2],
        "step_tile_index": trace.index,
        "running_probability": trace.running,
        "record_json": np.array(json.dumps(as_record(prediction), allow_nan=False)),
    }
    found |= {f"tile_{key}": values for key, values in trace.tiles.items()}
    if prediction.order_logits is not None:
        found["order_logits"] = prediction.order_logits
    for kind, layers in (("hidden", trace.hidden), ("cell", trace.cell)):
        found |= {f"{kind}_{number}": states for number, states in enumerate(layers, start=1)}
    return found


def write(exported: Exported, path: Path) -> None:
    """Write the arrays of `exported` to `path`. They are compressed, because most features are zero after the ReLU."""
    with replacing(path) as beside:
        np.savez_compressed(beside, **arrays(exported.prediction))  # type: ignore[arg-type]  # NumPy's stub: bool

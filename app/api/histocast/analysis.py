"""Analyse an opened slide with a loaded model, and explain the prediction."""

from os import PathLike, fspath
from typing import TYPE_CHECKING, Literal

from .foundation import Report, finish, pipeline
from .slides import OpenedSlide

if TYPE_CHECKING:
    from model.explain.explanation import Explanation
    from model.predict.engine import Engine
    from model.result.prediction import Precision, Prediction

Method = Literal["occlusion", "regions", "blocks", "ig", "memory", "order"]


def load_bundle(
    bundle: str | PathLike[str] = "",
    device: str = "auto",
    precision: "Precision" = "exact",
    progress: Report | None = None,
) -> "Engine":
    """Load a model with its backbone onto a device, for any number of predictions.

    `bundle` is the name of an installed bundle or the path of a `.safetensors` file; "" is the default model. `device`
    is "auto", "cpu", "cuda:N" or "mps". `precision` is "exact" (float32) or "fast" (int8 or half precision), which
    needs a measured error: `histocast bench --accuracy`. `.bundle.manifest` describes the model.

    Raises:
        HistocastError: the bundle, its backbone or the device is missing or damaged, or *fast* was not measured here.
    """
    return finish(pipeline.load(pipeline.find(fspath(bundle)), device, precision), progress)


def predict(
    slide: OpenedSlide, model: "Engine", centre: tuple[int, int] | None = None, progress: Report | None = None
) -> "Prediction":
    """Analyse one region of `slide` and return the frozen prediction, as `histocast predict` does.

    `centre` is the middle (x, y) of the analysis region in level-0 px, as `--window X,Y`; None is the middle of the
    slide. The region is a square of 3500 px at the model's pixel size (0.286 um/px in the demo model).

    `survival_probability` is P(alive at 5 years) by this model, 0..1. `features` are float32 [256, 4096] by tile index
    (NaN where the model skips a tile), `tile_boxes` float64 [256, 4] are x, y, width, height in level-0 px, and
    `tissue_fraction` is float32 [256], 0..1. `verdict` is on the input alone: `verdict.level` is "ok", "caution" or "do
    not use". Look at `prediction_record(...)["reliability"]` before the number: it counts the stability of the result
    too. `evidence` is what the model's card states about held-out patients with such an answer. Features are cached on
    the disk as the window does it.

    Raises:
        HistocastError: `centre` is outside the slide, pixels cannot be read, or the model's answer is not finite.
    """
    from app.cli.region_options import parts_of

    [part], _ = parts_of(slide.slide, () if centre is None else (centre,), None)
    return finish(part.analyse(pipeline, slide.slide, slide.image, model), progress)


def explain(
    prediction: "Prediction", model: "Engine", method: Method = "occlusion", progress: Report | None = None
) -> "Explanation":
    """Explain `prediction`, which `model` made, as `histocast explain` does.

    - "occlusion": change of the log odds when one tile is replaced by blank glass;
    - "regions": the same for connected regions of tiles with similar features;
    - "blocks": the same for 3 x 3 tiles;
    - "ig": integrated gradients from a region of glass; the tiles' values add up to the difference in log odds;
    - "memory": the gradient of the final log odds with respect to the state after each tile;
    - "order": the probability for other orders of the tiles; it has no map.

    `values` are float32 [256] by tile index, NaN where there is none, and None for "order"; above 0 speaks for
    survival where `method.signed`. `points` are the same in points (0.01) of the survival probability, None for
    "memory" and "order". `facts` and `readings` hold the figures. Look at `agreement` before a map is
    interpreted: occlusion and integrated gradients can disagree.

    Raises:
        HistocastError: the model's kind of head does not have this explanation.
    """
    return finish(pipeline.explain(prediction, model, method), progress)

"""Load a model, analyse an open slide with it, and explain the prediction."""

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
    """Load a model with its backbone onto a device. The result can be used for any number of predictions.

    `bundle` is the name of an installed bundle or the path of a `.safetensors` file; "" selects the default model.
    `device` is "auto", "cpu", "cuda:N" or "mps". `precision` is "exact" (float32), "fast" or "fastest" (fewer bits).
    Before the last two can be used, their errors must be measured with `histocast bench --accuracy`. The result's
    `.bundle.manifest` describes the model.

    Raises:
        HistocastError: the bundle, its backbone or the device is missing or damaged, or the error of *fast* was not
            measured on this computer.
    """
    return finish(pipeline.load(pipeline.find(fspath(bundle)), device, precision), progress)


def predict(
    slide: OpenedSlide, model: "Engine", centre: tuple[int, int] | None = None, progress: Report | None = None
) -> "Prediction":
    """Analyse one region of `slide` and return the frozen prediction, as `histocast predict` does.

    `centre` is the centre (x, y) of the analysis region in level-0 px, as in `--window X,Y`; None selects the centre of
    the slide. The region is a square of 3500 px at the model's pixel size (0.286 um/px in the demo model).

    Fields of the prediction:

    - `survival_probability`: P(alive at 5 years) by this model, 0..1;
    - `features`: float32 [256, 4096] by tile index, NaN for tiles that the model skips;
    - `tile_boxes`: float64 [256, 4], each row x, y, width, height in level-0 px;
    - `tissue_fraction`: float32 [256], 0..1;
    - `verdict`: whether the input can be trusted; `verdict.level` is "ok", "caution" or "do not use";
    - `evidence`: what the model card reports about held-out patients with a similar probability.

    Check `prediction_record(...)["reliability"]` before using the probability: it combines the verdict with the
    stability of the result. Features are cached on disk, as in the window.

    Raises:
        HistocastError: `centre` is outside the slide, pixels cannot be read, or the model's answer is not finite.
    """
    from app.cli.region_options import parts_of

    [part], _ = parts_of(slide.slide, () if centre is None else (centre,), None)
    return finish(part.analyse(pipeline, slide.slide, slide.image, model), progress)


def explain(
    prediction: "Prediction", model: "Engine", method: Method = "occlusion", progress: Report | None = None
) -> "Explanation":
    """Explain `prediction`, which must be made by `model`, as `histocast explain` does.

    - "occlusion": change of the log odds when one tile is replaced by blank glass;
    - "regions": the same for connected regions of tiles with similar features;
    - "blocks": the same for blocks of 3 x 3 tiles;
    - "ig": integrated gradients, with a region of blank glass as the baseline; the values of all tiles add up to the
      difference in log odds between the region and the baseline;
    - "memory": the gradient of the final log odds with respect to the state after each tile;
    - "order": the probability for other orders of the tiles; it has no map.

    Fields of the returned explanation: `values` is the map, float32 [256] by tile index, with NaN for tiles without a
    value; it is None for "order". If `method.signed` is true, positive values of the map favour survival. `points` is
    the same map in percentage points (0.01) of the survival probability; it is None for "memory" and "order". `facts`
    holds numbers and settings of the method by name. `readings` holds columns with one entry per tile order, for
    "order". `agreement` says how well occlusion and integrated gradients agree; check it before interpreting a map.

    Raises:
        HistocastError: this explanation is not available for the head of this model.
    """
    return finish(pipeline.explain(prediction, model, method), progress)

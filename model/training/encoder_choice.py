"""Complete the options of a run with the pixel size and the tile grid that the chosen backbone needs."""

from dataclasses import dataclass, replace

from model.backbone.layers import FEATURE_LAYER
from model.backbone.store import installed_backbones
from model.base.errors import ConfigError
from model.region.grid import GridSpec, grid_of_encoder
from model.training.config import DEFAULT_MPP, TrainOptions


@dataclass(frozen=True)
class ChosenEncoder:
    """The training options with a pixel size, the tile grid, and the backbone layer that gives the features."""

    options: TrainOptions
    mpp: float
    grid: GridSpec
    layer: str


def chosen_encoder(options: TrainOptions) -> ChosenEncoder:
    """Return the encoder settings for `options.backbone`.

    Raise ConfigError if the options contradict an encoder from a file. VGG-16 takes any pixel size and has 16 x 16
    tiles in 3500 px. A backbone that is not installed gets the values of VGG-16; an error is raised later, when the
    backbone is loaded.
    """
    info = installed_backbones().get(options.backbone)
    if info is None or info.onnx is None:
        mpp = DEFAULT_MPP if options.mpp is None else options.mpp
        return ChosenEncoder(replace(options, mpp=mpp), mpp, GridSpec(), FEATURE_LAYER)
    tiles = info.onnx.stated
    if options.mpp not in (None, tiles.mpp):
        raise ConfigError(
            f"The encoder {info.name!r} takes tiles at {tiles.mpp:g} um/px, not {options.mpp:g}.",
            "Leave out --mpp, or import the encoder again with another --mpp and --name.",
        )
    options = replace(options, mpp=tiles.mpp)
    return ChosenEncoder(options, tiles.mpp, grid_of_encoder(tiles.tile_px, tiles.mpp), info.layer)

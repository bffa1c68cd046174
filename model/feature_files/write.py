"""Write the features of an image in the layout of TRIDENT or STAMP, so that these programs can read them.

The file also contains facts that their layouts do not contain: the SHA-256 of encoder and image, the pixel size, and
the position of each tile in the grid (`own_facts`). Both programs ignore these facts. CLAM reads the layout of TRIDENT.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.base.errors import FeatureFileError
from model.base.files import replacing
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files import own_facts as own

_NOMINAL = 10.0
"""Product of magnification and pixel size, in um/px. TRIDENT uses this number to compute the pixel size from the
magnification, or the reverse (`WSIPatcher`).
"""


@dataclass(frozen=True, eq=False)
class TileFeatures:
    """The features of some tiles of an image, in raster order.

    `features` float32 [n, length]; `boxes` float64 [n, 4] are x, y, width, height in level-0 px; `tissue` float32 [n]
    is 0..1; `index` int64 [n] are the indices of the tiles in a grid of `whole` tiles. `spacing` is the distance
    between neighbouring tiles, in px at the pixel size of the tiles. `mpp` and `size` are the pixel size (um/px) and
    the width and height of the image.
    """

    features: np.ndarray
    boxes: np.ndarray
    tissue: np.ndarray
    index: np.ndarray
    whole: int
    encoder: EncoderFacts
    spacing: float
    name: str
    image_sha256: str
    mpp: float
    size: tuple[int, int]
    made_by: str


def _trident(file: Any, tiles: TileFeatures) -> None:
    encoder = tiles.encoder
    features = _resizable(file, "features", tiles.features)
    features.attrs.update({"name": tiles.name, "savetodir": "", "encoder": encoder.name})
    coords = _resizable(file, "coords", np.rint(tiles.boxes[:, :2]).astype(np.int64))
    coords.attrs.update({
        "patch_size": encoder.tile_px,
        "patch_size_level0": round(encoder.tile_um / tiles.mpp),
        "level0_magnification": _NOMINAL / tiles.mpp,
        "target_magnification": _NOMINAL / encoder.mpp,
        "overlap": round(encoder.tile_px - tiles.spacing),
        "name": tiles.name,
        "savetodir": "",
        "level0_width": tiles.size[0],
        "level0_height": tiles.size[1],
    })


def _stamp(file: Any, tiles: TileFeatures) -> None:
    encoder = tiles.encoder
    file.create_dataset("coords", data=(tiles.boxes[:, :2] * tiles.mpp).astype(np.float32))
    file.create_dataset("feats", data=tiles.features)
    file.attrs.update({
        "extractor": encoder.name,
        "unit": "um",
        "tile_size_um": encoder.tile_um,
        "tile_size_px": encoder.tile_px,
        "feat_type": "tile",
    })


FORMATS: dict[str, Callable[[Any, TileFeatures], None]] = {"trident": _trident, "stamp": _stamp}
"""The layouts by name, each with the function that writes tiles in this layout to an open file."""


def write_feature_file(path: Path, tiles: TileFeatures, layout: str) -> None:
    """Write `tiles` to `path` in the `layout`, a key of `FORMATS`.

    An existing file is replaced only after the new file is complete. Raise FeatureFileError if the file cannot be
    written.
    """
    import h5py

    try:
        with replacing(path) as beside, h5py.File(beside, "w") as file:
            FORMATS[layout](file, tiles)
            file.create_dataset(own.INDEX, data=tiles.index.astype(np.int64))
            file.create_dataset(own.TISSUE, data=tiles.tissue.astype(np.float32))
            file.attrs.update({
                own.WHOLE: tiles.whole,
                own.ENCODER_SHA256: tiles.encoder.sha256,
                own.IMAGE_SHA256: tiles.image_sha256,
                own.MPP: tiles.mpp,
                own.TILE_MPP: tiles.encoder.mpp,
                own.TILE_PX: tiles.encoder.tile_px,
                own.MADE_BY: tiles.made_by,
            })
    except OSError as error:
        raise FeatureFileError(
            f"{path} could not be written ({error.strerror or error}).",
            "Check that the folder is writable and has free space.",
        ) from error


def _resizable(file: Any, name: str, values: np.ndarray) -> Any:
    """Create a dataset that can grow, with one row per chunk, as TRIDENT and CLAM do."""
    shape = values.shape[1:]
    return file.create_dataset(name, data=values, maxshape=(None, *shape), chunks=(1, *shape))

"""Build VGG-16 with int8 multiplications, as an OpenVINO network that is quantised by NNCF.

The ranges of the activations are measured on tiles of the shipped sample spots, so every computer gets the same
network.
"""

import logging
import threading
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor, wait
from importlib.resources import files
from io import BytesIO

import numpy as np
from PIL import Image

from model.backbone.layers import TILE_PX
from model.backbone.openvino_graph import Weights, direct_graph
from model.backbone.openvino_loader import openvino as ov
from model.base.progress import GivenUpError, Progress
from model.region.tissue import tissue_fraction

CALIBRATION_TILES = 96
"""Number of calibration tiles; the sample spots have 400 tiles with tissue. A tile has 3 million activations in the
first layer and 4096 in the last."""
_TISSUE = 0.05
_STAGE = "making the fast network"
_POLL_S = 0.1


def calibration_tiles() -> np.ndarray:
    """Return calibration tiles with tissue, evenly chosen from the sample spots: uint8 [96, 224, 224, 3], RGB."""
    spots = sorted(file.name for file in (files("resources") / "spots").iterdir() if file.name.endswith(".jpg"))
    found = []
    for name in spots:
        data = (files("resources") / "spots" / name).read_bytes()
        pixels = np.asarray(Image.open(BytesIO(data)).convert("RGB"))
        side = len(pixels) // TILE_PX
        cut = pixels[: side * TILE_PX, : side * TILE_PX].reshape(side, TILE_PX, side, TILE_PX, 3)
        tiles = cut.swapaxes(1, 2).reshape(-1, TILE_PX, TILE_PX, 3)
        found.append(tiles[tissue_fraction(tiles) >= _TISSUE])
    together = np.concatenate(found)
    return together[np.linspace(0, len(together) - 1, CALIBRATION_TILES).round().astype(int)]


def quantised_graph(weights: Weights) -> Generator[Progress, None, ov.Model]:
    """Return the int8 network made from `weights`, for any number of tiles. `weights` is empty afterwards."""
    yield Progress(_STAGE)
    tiles = calibration_tiles()
    network = direct_graph(weights)
    stopped = threading.Event()
    given: list[int] = []
    # NNCF reports no progress, but it requests the tiles one by one, so the requests are counted.
    with ThreadPoolExecutor(1, "quantise") as thread:
        work = thread.submit(_quantise, network, tiles, given, stopped)
        try:
            while not work.done():
                wait([work], timeout=_POLL_S)
                yield Progress(_STAGE, len(given), len(tiles))
        finally:
            stopped.set()
    return work.result()


def _quantise(network: ov.Model, tiles: np.ndarray, given: list[int], stopped: threading.Event) -> ov.Model:
    """Quantise `network`.

    Append the number of each requested tile to `given`, and raise an error once `stopped` is set.
    """
    import nncf
    import rich

    def give(number: int) -> np.ndarray:
        if stopped.is_set():
            raise GivenUpError
        given.append(number)
        return tiles[number : number + 1]

    nncf.set_log_level(logging.ERROR)
    console = rich.get_console()
    quiet, console.quiet = console.quiet, True  # prevents NNCF's progress bars
    try:
        return nncf.quantize(network, nncf.Dataset(range(len(tiles)), give), subset_size=len(tiles))
    finally:
        console.quiet = quiet

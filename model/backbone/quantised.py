"""Build networks with int8 multiplications. NNCF quantises OpenVINO networks.

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
from model.base.cuda_notice import without_cuda_notice
from model.base.progress import GivenUpError, Progress
from model.region.tissue import tissue_fraction

CALIBRATION_TILES = 96
"""Number of calibration tiles. The sample spots have 400 tiles with tissue. A tile has 3 million activations in the
first layer and 4096 in the last layer."""
SPOTS_MPP = 0.286
"""Pixel size of the sample spots in um/px (`model.synthesis.tissue.MPP`)."""
_TISSUE = 0.05
STAGE = "making the fast network"
_POLL_S = 0.1


def calibration_tiles(tile_px: int = TILE_PX, mpp: float = SPOTS_MPP) -> np.ndarray:
    """Return calibration tiles with tissue, evenly chosen from the sample spots: uint8 [96, tile_px, tile_px, 3], RGB.

    The spots are resampled to `mpp` um/px. If they give fewer than 96 tiles, some tiles are repeated.
    """
    spots = sorted(file.name for file in (files("resources") / "spots").iterdir() if file.name.endswith(".jpg"))
    found = []
    for name in spots:
        data = (files("resources") / "spots" / name).read_bytes()
        spot = Image.open(BytesIO(data)).convert("RGB")
        if mpp != SPOTS_MPP:
            spot = spot.resize((round(spot.width * SPOTS_MPP / mpp), round(spot.height * SPOTS_MPP / mpp)))
        pixels = np.asarray(spot)
        side = len(pixels) // tile_px
        cut = pixels[: side * tile_px, : side * tile_px].reshape(side, tile_px, side, tile_px, 3)
        tiles = cut.swapaxes(1, 2).reshape(-1, tile_px, tile_px, 3)
        found.append(tiles[tissue_fraction(tiles) >= _TISSUE])
    together = np.concatenate(found)
    return together[np.linspace(0, len(together) - 1, CALIBRATION_TILES).round().astype(int)]


def quantised_graph(weights: Weights) -> Generator[Progress, None, ov.Model]:
    """Return the int8 network made from `weights`, for any number of tiles. `weights` is emptied to save memory."""
    yield Progress(STAGE)
    return (yield from quantised(direct_graph(weights), calibration_tiles()))


def quantised(network: ov.Model, tiles: np.ndarray, batch: int = 1) -> Generator[Progress, None, ov.Model]:
    """Return the int8 version of `network`. The ranges of its activations are measured on `tiles`, `batch` at a time.

    Transformers are quantised like other networks. NNCF has a special method for them, but it made the error of the
    small transformer in the tests 18 times as large.
    """
    steps = [tiles[start : start + batch] for start in range(0, len(tiles) - batch + 1, batch)]
    stopped = threading.Event()
    given: list[int] = []
    # NNCF reports no progress, but it requests the tiles one by one, so the requests are counted.
    with ThreadPoolExecutor(1, "quantise") as thread:
        work = thread.submit(_quantise, network, steps, given, stopped)
        try:
            while not work.done():
                wait([work], timeout=_POLL_S)
                yield Progress(STAGE, len(given), len(steps))
        finally:
            stopped.set()
    return work.result()


def _quantise(network: ov.Model, steps: list[np.ndarray], given: list[int], stopped: threading.Event) -> ov.Model:
    """Quantise `network` with the tiles of `steps`.

    `steps` are batches of tiles. Append the index of each batch that NNCF requests to `given`, which shows the
    progress. Raise an error as soon as `stopped` is set.
    """
    import nncf
    import rich

    def give(number: int) -> np.ndarray:
        if stopped.is_set():
            raise GivenUpError
        given.append(number)
        return steps[number]

    nncf.set_log_level(logging.ERROR)
    without_cuda_notice()
    console = rich.get_console()
    quiet, console.quiet = console.quiet, True  # prevents NNCF's progress bars
    try:
        return nncf.quantize(network, nncf.Dataset(range(len(steps)), give), subset_size=len(steps))
    finally:
        console.quiet = quiet

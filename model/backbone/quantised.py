"""VGG-16 with int8 multiplications: weights come in, an OpenVINO network quantised by NNCF goes out.

The ranges of the activations are found on tiles of the shipped sample spots, so that everybody's network is the same.
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
"""Of 400 with tissue; a tile gives 3 million activations of the first layer and 4096 of the last."""
_TISSUE = 0.05
_STAGE = "making the fast network"
_POLL_S = 0.1


def calibration_tiles() -> np.ndarray:
    """uint8 [96, 224, 224, 3], RGB: tiles with tissue, evenly spread over the sample spots."""
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
    """The network of `weights` (emptied on the way) in int8; for any number of tiles."""
    yield Progress(_STAGE)
    tiles = calibration_tiles()
    network = direct_graph(weights)
    given_up = threading.Event()
    given: list[int] = []
    # NNCF tells nobody how far it is, but it asks for one tile after another.
    with ThreadPoolExecutor(1, "quantise") as thread:
        work = thread.submit(_quantise, network, tiles, given, given_up)
        try:
            while not work.done():
                wait([work], timeout=_POLL_S)
                yield Progress(_STAGE, len(given), len(tiles))
        finally:
            given_up.set()
    return work.result()


def _quantise(network: ov.Model, tiles: np.ndarray, given: list[int], given_up: threading.Event) -> ov.Model:
    import nncf
    import rich

    def give(number: int) -> np.ndarray:
        if given_up.is_set():
            raise GivenUpError
        given.append(number)
        return tiles[number : number + 1]

    nncf.set_log_level(logging.ERROR)
    console = rich.get_console()
    talks, console.quiet = console.quiet, True  # it would draw bars of its own
    try:
        return nncf.quantize(network, nncf.Dataset(range(len(tiles)), give), subset_size=len(tiles))
    finally:
        console.quiet = talks

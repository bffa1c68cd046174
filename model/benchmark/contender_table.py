"""Measure all contenders (ways to encode tiles) in one run on the same tiles. The result has one row per contender."""

from collections.abc import Generator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np
import torch

from model.backbone.store import BackboneInfo, find_backbone
from model.base.errors import BundleError
from model.base.progress import Progress
from model.benchmark.contenders import PLAIN, Contender, contenders
from model.benchmark.encoding import Timing, time_contender, time_matrix_products
from model.benchmark.operations import flop_a_tile
from model.benchmark.separate_process import isolated
from model.bundle.bundle import Bundle, load_bundle
from model.predict.precision_error import processor
from model.predict.tiles import read_tiles
from model.region.grid import GridSpec
from model.region.region import place
from model.region.tissue import tissue_fraction
from model.slide.opening import open_image

_TISSUE = 0.25


@dataclass(frozen=True)
class Row:
    """The results of one contender (a way to encode tiles). Times are from its fastest pass.

    Ratios compare the contender with the plain loop (torchvision's unmodified VGG-16) at batch 32. `ratio_to_plain` is
    None if there is no plain loop, because torchvision is missing or the encoder is from a file. Errors are differences
    from the table's `reference`. `feature_error` is the maximum relative error (L2 norm) of the features of a tile, and
    `dp_max` is the maximum difference of the running probability over the sequence of tiles. `share_of_ceiling` is the
    number of operations of direct convolution per second, divided by the number for the fastest float32 matrix product.
    It may exceed 1 for Winograd and int8. `load_cold` is the time in seconds until the contender is ready for the first
    time, and `load_warm` is the time on later loads. `peak_mb` is the peak memory of a process that runs only this
    contender.
    """

    name: str
    engine: str
    precision: str
    device: str
    seconds_per_tile: float
    seconds_per_spot: float
    tiles_per_second: float
    ratio_to_plain: float | None
    share_of_ceiling: float
    feature_error: float
    dp_max: float
    peak_mb: float
    load_cold: float
    load_warm: float


@dataclass(frozen=True)
class Table:
    """The results of all contenders, and the conditions of the measurement.

    `ceilings` are the operations per second of matrix products, by device. `reference` is the contender with which
    errors are computed. `missing` states why the reference is not the plain loop. It is "" if the reference is the
    plain loop.
    """

    processor: str
    threads: int
    tiles: int
    bundle: str
    ceilings: dict[str, float]
    rows: tuple[Row, ...]
    reference: str = PLAIN
    missing: str = ""


def measure_table(
    bundle_path: Path, tiles: int = 64, rounds: int = 2, device: str | None = None
) -> Generator[Progress, None, Table]:
    """Time every contender (way to encode tiles) `rounds` times, in turns, and return the table of results.

    Each measurement has its own process.

    If `device` is given, measure only this device and the plain loop with torchvision. The caller must provide an empty
    cache: the first round measures `load_cold` and fills the cache for the next rounds.
    """
    yield Progress("choosing tiles")
    bundle = load_bundle(bundle_path)
    if bundle.manifest.tile_layout == "positions":
        raise BundleError(
            f"{bundle.name} takes feature files, so that there is no encoder whose speed could be measured.",
            "Give --bundle a model that takes images.",
        )
    backbone = find_backbone(bundle.manifest.backbone_sha256, bundle.manifest.backbone_name)
    chosen = benchmark_tiles(bundle.manifest.grid, bundle.manifest.mpp, tiles)
    found = contenders(device, backbone.engine)
    timings: dict[Contender, list[Timing]] = {contender: [] for contender in found}
    places = sorted({contender.device for contender in found})
    total = rounds * len(found) + len(places)
    ceilings = {}
    for number, name in enumerate(places):
        report = Progress("measuring matrix products", number, total)
        ceilings[name] = yield from isolated(report, time_matrix_products, name)
    for round_number in range(rounds):
        for number, contender in enumerate(found):
            done = len(places) + round_number * len(found) + number
            report = Progress(f"measuring {contender.name}", done, total)
            timings[contender].append((yield from isolated(report, time_contender, contender, backbone, chosen, 1)))
    plain = next((c for c in found if c.name == PLAIN), None)
    reference = plain or found[0]
    missing = (
        ""
        if plain
        else (f"There is no plain loop (torchvision's VGG-16) to compare with: {_why_no_plain_loop(backbone)}.")
    )
    work = flop_a_tile(backbone)
    rows = tuple(_row(c, timings[c], timings[reference], plain is not None, ceilings, bundle, work) for c in found)
    return Table(
        processor(), torch.get_num_threads(), tiles, bundle.manifest.name, ceilings, rows, reference.name, missing
    )


def _why_no_plain_loop(backbone: BackboneInfo) -> str:
    if backbone.onnx is None:
        return "torchvision is not part of this program"
    return "torchvision has no network like this encoder from a file"


def benchmark_tiles(grid: GridSpec, mpp: float, count: int) -> np.ndarray:
    """Return tiles with tissue from the sample spots, uint8 [count, side, side, 3], at the pixel size `mpp` in um/px.

    About 400 tiles of VGG-16 are different. If `count` is larger, tiles are repeated.
    """
    folder = Path(str(files("resources") / "spots"))
    found = []
    for path in sorted(folder.glob("*.jpg")):
        slide, record = open_image(path)
        tiles = read_tiles(slide, place(slide.size, record.mpp, grid.window_px, mpp), grid)
        slide.close()
        found.append(tiles[tissue_fraction(tiles) >= _TISSUE])
    together = np.concatenate(found)
    return together[np.arange(count) % len(together)]


def _row(
    contender: Contender,
    timings: list[Timing],
    compared: list[Timing],
    to_plain: bool,
    ceilings: dict[str, float],
    bundle: Bundle,
    work: float,
) -> Row:
    """Return the table row of a contender, which is a way to encode tiles.

    `compared` are the timings of the reference. `to_plain` is true if the reference is the plain loop. `work` is the
    number of operations for one tile.
    """
    seconds = _fastest(timings)
    reference, features = compared[0].features, timings[0].features
    off = np.linalg.norm(features - reference, axis=1) / np.linalg.norm(reference, axis=1)
    return Row(
        name=contender.name,
        engine=contender.engine,
        precision=contender.precision,
        device=contender.device,
        seconds_per_tile=seconds,
        seconds_per_spot=bundle.manifest.grid.tiles * seconds,
        tiles_per_second=1 / seconds,
        ratio_to_plain=_fastest(compared) / seconds if to_plain else None,
        share_of_ceiling=work / seconds / ceilings[contender.device],
        feature_error=float(off.max()),
        dp_max=float(np.abs(_running(bundle, features) - _running(bundle, reference)).max()),
        peak_mb=max(timing.peak_mb for timing in timings),
        load_cold=timings[0].load_seconds,
        load_warm=timings[-1].load_seconds,
    )


def _fastest(timings: list[Timing]) -> float:
    return min(min(timing.passes) for timing in timings)


def _running(bundle: Bundle, features: np.ndarray) -> np.ndarray:
    """Return the survival probability after each tile, float64 [n]."""
    with torch.inference_mode():
        logits = bundle.head.advance(bundle.standardised(torch.from_numpy(features))).logits
    calibrated = torch.tensor([bundle.calibrated(float(logit)) for logit in logits], dtype=torch.float64)
    return calibrated.sigmoid().numpy()

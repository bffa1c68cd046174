"""Run the whole benchmark of a model: ways to encode tiles, steps of the analysis of one spot, and scaling."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from model.backbone.devices import AUTO, EXACT, PRECISIONS, arithmetic_of
from model.backbone.opening import device_for
from model.backbone.store import find_backbone
from model.base.progress import Progress
from model.benchmark.contender_table import Table, benchmark_tiles, measure_table
from model.benchmark.separate_process import cold_cache, isolated
from model.benchmark.spot import SpotTimes, time_scaling, time_spot
from model.bundle.manifest import read_manifest
from model.result.prediction import Precision


@dataclass(frozen=True)
class Benchmark:
    """All results of a benchmark.

    `scaling` is the time in seconds per tile by number of tiles, with *exact* on the chosen device.
    """

    table: Table
    spots: tuple[SpotTimes, ...]
    scaling: dict[int, float]

    @property
    def scaling_spread(self) -> float:
        """Return the share by which the slowest time per tile exceeds the fastest.

        A share of 0 means that the time is proportional to the number of tiles.
        """
        return max(self.scaling.values()) / min(self.scaling.values()) - 1


def measure(
    bundle_path: Path, spot: Path, tiles: int, rounds: int, device: str | None
) -> Generator[Progress, None, Benchmark]:
    """Run the whole benchmark of a model, except the part about the window, and return the results.

    If `device` is None, measure all devices of this computer.
    """
    with cold_cache():
        table = yield from measure_table(bundle_path, tiles, rounds, device)
        manifest = read_manifest(bundle_path)
        backbone = find_backbone(manifest.backbone_sha256, manifest.backbone_name)
        chosen = device_for(backbone, device or AUTO)
        ways: list[Precision] = [one for one in PRECISIONS if arithmetic_of(chosen, one)]
        spots = []
        for precision in ways:
            report = Progress(f"measuring one spot, {precision}")
            spots.append((yield from isolated(report, time_spot, bundle_path, spot, chosen.name, precision)))
        given = benchmark_tiles(manifest.grid, manifest.mpp, tiles)
        report = Progress("measuring scaling")
        scaling = yield from isolated(report, time_scaling, bundle_path, given, chosen.name, EXACT)
    return Benchmark(table, tuple(spots), scaling)

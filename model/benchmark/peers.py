"""Compare the speed of *exact* with other programs for neural networks, with the same weights and tiles.

Each program runs in its own process. Only this comparison needs the programs; the extra `bench` installs them. The row
of a program that is not installed states this and a remedy.
"""

from collections.abc import Generator
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from model.backbone.devices import EXACT, PRECISIONS, arithmetic_of, choose_device, title_of
from model.backbone.store import BackboneInfo, find_backbone
from model.base.errors import BundleError
from model.base.progress import Progress
from model.benchmark.contender_table import benchmark_tiles
from model.benchmark.contenders import Contender
from model.benchmark.encoding import Timing, time_contender
from model.benchmark.peer_networks import OPENERS, time_peer
from model.benchmark.separate_process import isolated
from model.bundle.manifest import read_manifest
from model.predict.precision_error import processor

REMEDY = 'pip install "histocast[bench]"'


@dataclass(frozen=True)
class Peer:
    """Another program for neural networks. Python imports it as `module`, and pip installs it as `package`."""

    name: str
    module: str
    package: str


PEERS = (
    Peer("ncnn", "ncnn", "ncnn"),
    Peer("MNN", "MNN", "MNN"),
    Peer("onnxruntime", "onnxruntime", "onnxruntime"),
    Peer("torch.compile", "torch", "torch"),
)


@dataclass(frozen=True)
class PeerRow:
    """The results of one program. `ratio` is its time divided by the time of *exact*; above 1, *exact* is faster.

    `feature_error` is the largest relative difference (L2 norm) of the features of a tile from the features with
    *exact*. If the program could not be measured, `problem` is the reason with a remedy, and the numbers are None.
    """

    name: str
    version: str
    seconds_per_tile: float | None = None
    ratio: float | None = None
    feature_error: float | None = None
    problem: str = ""


@dataclass(frozen=True)
class PeerTable:
    """The conditions of the measurement, and one row of results per program.

    The first rows are for the precisions of Histocast itself; the other programs follow.
    """

    processor: str
    threads: int
    tiles: int
    rows: tuple[PeerRow, ...]


def measure_peers(bundle_path: Path, tiles: int = 32, rounds: int = 2) -> Generator[Progress, None, PeerTable]:
    """Time Histocast and all other programs on the CPU, in turns, and return the results.

    Each program is timed `rounds` times, and its fastest time counts.

    Raise BundleError if the bundle does not use VGG-16, because only OpenVINO reads its network.
    """
    import torch

    yield Progress("choosing tiles")
    manifest = read_manifest(bundle_path)
    backbone = find_backbone(manifest.backbone_sha256, manifest.backbone_name)
    if backbone.onnx is not None:
        raise BundleError(
            f"{manifest.name} uses an encoder from a file, and the other programs are compared on VGG-16.",
            "Give --bundle a model that uses VGG-16.",
        )
    given = benchmark_tiles(manifest.grid, manifest.mpp, tiles)
    cpu = choose_device("cpu", EXACT)
    own = [
        Contender(title_of(cpu, tier, found), cpu.engine, tier, cpu.name)
        for tier in PRECISIONS
        if (found := arithmetic_of(cpu, tier)) is not None
    ]
    timings: dict[str, list[Timing]] = {}
    problems: dict[str, str] = {}
    steps = rounds * (len(own) + len(PEERS))
    for step in range(steps):
        number = step % (len(own) + len(PEERS))
        name = own[number].name if number < len(own) else PEERS[number - len(own)].name
        report = Progress(f"measuring {name}", step, steps)
        if number < len(own):
            timing = yield from isolated(report, time_contender, own[number], backbone, given, 1)
            timings.setdefault(name, []).append(timing)
            continue
        if name in problems:
            continue
        found_or_problem = yield from _timed(PEERS[number - len(own)], backbone, given, report)
        if isinstance(found_or_problem, str):
            problems[name] = found_or_problem
        else:
            timings.setdefault(name, []).append(found_or_problem)
    reference = timings[own[0].name]
    ours = version("openvino") if cpu.engine == "OpenVINO" else str(torch.__version__)
    rows = [_row(contender.name, ours, timings[contender.name], reference) for contender in own]
    for peer in PEERS:
        if peer.name in problems:
            rows.append(PeerRow(peer.name, _version(peer), problem=problems[peer.name]))
        else:
            rows.append(_row(peer.name, _version(peer), timings[peer.name], reference))
    return PeerTable(processor(), torch.get_num_threads(), tiles, tuple(rows))


def _timed(
    peer: Peer, backbone: BackboneInfo, tiles: np.ndarray, report: Progress
) -> Generator[Progress, None, Timing | str]:
    """Return the timing of the program `peer`, or the reason why it could not be measured."""
    needed = OPENERS[peer.name].modules
    absent = [module for module in needed if find_spec(module) is None]
    if absent:
        return f"{', '.join(absent)} is not installed: {REMEDY}"
    return (yield from isolated(report, time_peer, peer.name, backbone, tiles))


def _version(peer: Peer) -> str:
    return version(peer.package) if find_spec(peer.module) is not None else "-"


def _row(name: str, of: str, timings: list[Timing], reference: list[Timing]) -> PeerRow:
    seconds, exact = (min(min(timing.passes) for timing in found) for found in (timings, reference))
    features, expected = timings[0].features, reference[0].features
    off = np.linalg.norm(features - expected, axis=1) / np.linalg.norm(expected, axis=1)
    return PeerRow(name, of, seconds, seconds / exact, float(off.max()))

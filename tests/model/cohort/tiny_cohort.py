"""A cohort of sixty small images with five bad ones, and the real pipeline with an encoder that needs no VGG-16.

Child processes and Dask workers import this module by its name; `conftest.py` puts its folder on their path.
"""

import os
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path

import numpy as np
from PIL import Image

from model.base.files import file_sha256
from model.base.progress import Progress
from model.bundle.head_shape import HeadShape
from model.bundle.manifest import Manifest
from model.cohort.analyse import Job
from model.cohort.identity import RunIdentity
from model.cohort.plan import plan_run
from model.cohort.run import RunOptions, RunSummary, run_cohort
from model.cohort.run_folder import open_run
from model.cohort.workers import LocalWorkers
from model.result.prediction import DeviceRecord

SPOTS, BAD = 60, 5
ENDS_A_WORKER_ONCE, ENDS_WORKERS = (201, 1, 77), (77, 1, 201)
"""Colours of pixels with which the encoder ends its process: the first time only, or always."""
BEGUN = "begun.txt"


def make_spots(folder: Path) -> Path:
    """Write 60 files with names of images; five of them are none. Their colours and sizes differ."""
    folder.mkdir(parents=True)
    draw = np.random.default_rng(19)
    for number in range(SPOTS - BAD):
        height, width = 66 + number % 7, 71 + number % 5
        tissue = draw.integers((150, 60 + number, 120), (230, 130 + number, 190), (height, width, 3))
        Image.fromarray(tissue.astype(np.uint8)).save(folder / f"s{number + 1}.png")
    whole = (folder / "s7.png").read_bytes()
    (folder / "bad-cut.png").write_bytes(whole[: len(whole) // 2])
    (folder / "bad-empty.png").write_bytes(b"")
    (folder / "bad-text.jpg").write_text("not a picture")
    (folder / "bad-tiff.tif").write_bytes(b"II*\0" + b"\xff" * 40)
    Image.fromarray(np.full((9, 12, 3), 90, np.uint8)).save(folder / "bad-small.png")
    return folder


def make_bundle(path: Path, **changes) -> Path:
    """Write a bundle with a small head for a region of 110 px."""
    import torch

    from model.bundle.bundle import save_bundle
    from model.bundle.heads.lstm import LstmHead

    manifest = Manifest(
        name="tiny", version="1", endpoint="alive at 5 years (test)", label_meaning="1: alive", backbone_name="fake",
        backbone_sha256="f" * 64, feature_layer="mean colour", mpp=0.286, window_px=110, tile_px=16, fit="overlap",
        order="raster", blank="read", standardised=True, head=HeadShape(cells=(6, 5, 4)), threshold=0.495,
        threshold_origin="set by hand for a test", calibration=None, training="none", metrics={},
        intended_use="tests", limits="no meaning", demo=True, made_by="a test",
    )  # fmt: skip
    manifest = replace(manifest, **changes)
    torch.manual_seed(3)
    save_bundle(path, manifest, LstmHead(manifest.head), torch.zeros(4096), torch.ones(4096))
    return path


class ColourEncoder:
    """Mean colour and spread of a tile, repeated to 4096 numbers. Calls `on_encode` first, with the tiles."""

    batch = 32
    device = DeviceRecord("cpu", "CPU (fake, exact)", "a test", "fake", "exact")
    backbone_sha256 = "f" * 64
    length = 4096

    def __init__(self, on_encode: Callable[[np.ndarray], None]) -> None:
        self._on_encode = on_encode

    def encode(self, tiles):
        self._on_encode(tiles)
        flat = tiles.reshape(len(tiles), -1, 3).astype(np.float64) / 255
        six = np.concatenate([flat.mean(axis=1), flat.std(axis=1)], axis=1)
        return np.tile(six, (1, 683))[:, :4096].astype(np.float32)


@dataclass(frozen=True)
class TinySource:
    """Loads the bundle with the colour encoder. `folder` gets a note of each engine and of each ended worker."""

    bundle: Path
    folder: Path

    def load(self, device=""):
        import torch

        from model.bundle.bundle import load_bundle
        from model.predict.engine import Engine

        torch.set_num_threads(1)
        yield Progress("loading")
        self.note("engine")
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
            self.note("uninterrupted")
        return Engine(load_bundle(self.bundle), ColourEncoder(self._deadly))

    def note(self, text):
        with (self.folder / BEGUN).open("a") as file:
            file.write(f"{os.getpid()} {text}\n")

    def notes(self, text):
        """Return the processes that wrote this note."""
        lines = (line.split() for line in (self.folder / BEGUN).read_text().splitlines())
        return [int(process) for process, noted in lines if noted == text]

    def _deadly(self, tiles):
        for colour, name, always in ((ENDS_A_WORKER_ONCE, "once", False), (ENDS_WORKERS, "always", True)):
            if (tiles == np.array(colour, np.uint8)).all(axis=-1).any():
                before = (self.folder / BEGUN).read_text()
                self.note(name)
                if always or name not in before:
                    os.kill(os.getpid(), signal.SIGKILL)


def identity(bundle: Path, **changes) -> RunIdentity:
    program = f"histocast {version('histocast')}"
    return replace(RunIdentity(file_sha256(bundle), "exact", None, (), program), **changes)


def result_of_run(source, bundle, out, workers=None, engine=None, options=None, job=None, **changes):
    """Run the cohort in this process and return the summary. `workers` is a function of source and job."""
    given = identity(bundle, **changes)
    job = replace(job or Job(""), run_id=given.run_id, mpp=given.mpp, explain=given.explain)
    engine = engine or TinySource(bundle, Path(bundle).parent)
    with open_run(out, given) as folder:
        made = workers(engine, job) if workers else LocalWorkers(engine, job)
        steps = run_cohort(plan_run(source), job, folder, made, options or RunOptions())
        while True:
            try:
                next(steps)
            except StopIteration as end:
                summary: RunSummary = end.value
                return summary


# -- child processes ---------------------------------------------------------------------------------------------

PRELOADED = ["tiny_cohort", "tiny_hosts", "model.predict.pipeline", "distributed"]
"""Modules that the process is started with of which children are copies."""


def workers_start_quickly() -> None:
    """Make Dask's workers copies of a process that has loaded torch too."""
    import multiprocessing

    from distributed.utils import get_mp_context

    get_mp_context()  # sets Dask's own list, once
    multiprocessing.get_context("forkserver").set_forkserver_preload(PRELOADED)


def complete(source: Path, bundle: Path, out: Path, home: Path) -> None:
    """Run the cohort to its end, in a child process."""
    os.environ["HISTOCAST_HOME"] = str(home)
    result_of_run(source, bundle, out)


def complete_on_cluster(source: Path, bundle: Path, out: Path, home: Path, count: int) -> None:
    """Run the cohort on a local cluster of `count` workers, in a child process."""
    from model.cohort.cluster import local_workers

    os.environ["HISTOCAST_HOME"] = str(home)
    workers_start_quickly()
    given = identity(bundle)
    engine, job = TinySource(bundle, out.parent), Job(given.run_id)
    with local_workers(count, engine, job) as workers:
        result_of_run(source, bundle, out, workers=lambda *_: workers, engine=engine)


class Moment:
    """Ends the process, without notice, at one of its next steps, which a seed selects.

    It ends before or after the step, or with half of a file's data on the disk, as after a loss of power.
    """

    def __init__(self, seed: int, steps: int) -> None:
        choose = random.Random(seed)
        self._left, self._kind = choose.randint(1, steps), choose.choice(["before", "after", "half"])

    def of(self, step):
        """Return the function `step` as one that may end the process."""

        def counted(*given):
            self._left -= 1
            if self._left == 0 and self._kind == "half" and step is _FSYNC:
                written = Path(f"/proc/self/fd/{given[0]}")  # open for reading only; or a folder
                if written.is_file():
                    os.truncate(written, written.stat().st_size // 2)
            if self._left == 0 and self._kind != "after":
                os.kill(os.getpid(), signal.SIGKILL)
            step(*given)
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        return counted


_FSYNC = os.fsync


@dataclass(frozen=True)
class MortalSource(TinySource):
    """Notes each analysis, in which the process may end."""

    moment: Moment = Moment(0, 1)

    def _deadly(self, tiles):
        self.note("encode")
        self.moment.of(lambda: None)()


def killed(source: Path, bundle: Path, out: Path, home: Path, seed: int, steps: int) -> None:
    """Run the cohort in a child process, which ends at a step of writing or of an analysis."""
    os.environ["HISTOCAST_HOME"] = str(home)
    moment = Moment(seed, steps)
    os.fsync, os.replace = moment.of(os.fsync), moment.of(os.replace)
    result_of_run(source, bundle, out, engine=MortalSource(bundle, out.parent, moment))


def killed_while_staging(root: Path) -> None:
    """Copy an image of a URL to a folder for temporary files below `root`, and end before it is removed."""
    import tempfile

    import fsspec

    from model.cohort.scratch import scratch_folder
    from model.cohort.spot import PlannedSpot
    from model.cohort.staging import local_copy

    tempfile.tempdir = str(root)
    fsspec.filesystem("memory").pipe("/bucket/slide.tif", b"x" * 1000)
    spot = PlannedSpot("memory://bucket/slide.tif", "memory://bucket/slide.tif")
    with scratch_folder() as scratch, local_copy(spot, scratch):
        os.kill(os.getpid(), signal.SIGKILL)

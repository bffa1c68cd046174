"""Tasks without torch and images without files, for tests of the window: everything is made by arithmetic."""

import functools
import hashlib
import itertools
import runpy
import threading
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from app.session.queue_state import QueuedSpot, QueueRun
from app.session.values import BundleOnHand, Devices, OpenedImage, TilePicture
from app.viewer.queue_tasks import QueueEvent, QueueLink, SpotMissed, SpotSaved, SpotStarted
from app.viewer.tasks import Ahead, Opened, file_stamp
from model.base.errors import SlideError, TmaError
from model.base.geometry import PointL0, RegionL0, SizeL0, SizeLevel
from model.base.progress import Progress
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.manifest import Manifest
from model.bundle.record import BundleRecord
from model.explain.agreement import Agreement
from model.explain.explanation import METHODS, POINTS, REGION, TYPICAL, Explanation, OccludedTiles
from model.explain.states import Gates
from model.info.slide_report import FileRecord, SlideReport, slide_report
from model.predict.selftest import SelfTest
from model.region.grid import GridSpec, level0_boxes
from model.region.region import Placement, place, place_at
from model.result.export.record import as_record
from model.result.maps import MapChoice, MapLook
from model.result.marks import saved_marks
from model.result.points import effect_points
from model.result.prediction import DeviceRecord, KnownError, PartialPrediction, Precision, Prediction, Trace, Verdict
from model.result.saved_regions import SavedRegions
from model.slide.base import Slide
from model.slide.facts import Facts
from model.slide.overview import overview
from model.slide.record import ImageRecord
from model.statistics.rank import RankCorrelation
from model.tma.array import TmaArray
from model.tma.core_export import CoreExport, write_cores
from model.tma.core_map import CoreMap
from model.tma.finding import FoundArray
from model.tma.pixel_size_hints import PixelSizeHints
from model.tma.slide_objects import SlideObjects

_MANIFESTS = runpy.run_path(str(Path(__file__).parents[1] / "manifests.py"))
TILES = 256
CELLS = (264, 128, 64)
CPU = DeviceRecord("cpu", "CPU (OpenVINO, exact)", "chosen automatically; no NVIDIA GPU", "OpenVINO", "exact")
GPU = DeviceRecord("cuda:0", "NVIDIA H200 (torch, exact)", "chosen by the user", "torch", "exact")
SMALL = KnownError(20, 0.004, 0.002, 0, "synthetic spots", "2026-11-24")
LARGE = KnownError(20, 0.033, 0.012, 1, "synthetic spots", "2026-11-24")
OK = Verdict("ok")
LONGEST_WAIT_S = 300.0
"""A gate that is never opened fails its test instead of holding it for ever."""


def fast(device: DeviceRecord, error: KnownError | None = None) -> DeviceRecord:
    """`device` as *fast*."""
    title = device.title.replace("exact", "fast int8")
    return replace(device, title=title, precision="fast", arithmetic="int8", error=error)


def manifest(**changes: Any) -> Manifest:
    """A demo model like the embedded one."""
    embedded: dict[str, Any] = {
        "name": "demo",
        "backbone_sha256": "b" * 64,
        "head": HeadShape(cells=CELLS),
        "training": "220 synthetic spots",
        "metrics": {"test_auc": {"value": 0.83, "low": 0.7, "high": 0.91, "positives": 70, "negatives": 68}},
        "intended_use": "To try the program.",
        "made_by": "histocast demo build",
    }
    made: Manifest = _MANIFESTS["make_manifest"](**(embedded | changes))
    return made


def bundle(**changes: Any) -> BundleOnHand:
    return BundleOnHand(Path("/bundles/demo.safetensors"), "3f2a91bc" * 8, manifest(**changes))


SPOT_PX = 3500


@functools.cache
def painting() -> np.ndarray:
    """A round spot of tissue on glass, uint8 [3500, 3500, 3]."""
    at = np.arange(SPOT_PX, dtype=np.float32)
    far = at / SPOT_PX - 0.5
    tissue = (far[None, :] ** 2 + far[:, None] ** 2) < 0.46**2
    wave = np.sin(at / 37)[None, :] * np.sin(at / 29)[:, None]
    pixels = np.repeat(np.where(tissue, 200 + 25 * wave, 246)[:, :, None].astype(np.uint8), 3, axis=2)
    pixels[..., 1] -= np.where(tissue, 60 - 25 * wave, 0).astype(np.uint8)
    return pixels


class PaintedSlide:
    """The painting, over and over where the slide is larger; the nearest pixels of whatever region is read."""

    def __init__(self, path: Path, side: int = 3500, mpp: float | None = 0.286) -> None:
        self.path = path
        self.size = SizeL0(side, side)
        self.mpp = mpp
        self.mpp_source = "TIFF resolution tag" if mpp else "unknown"
        self.notes: tuple[str, ...] = ()
        self.downsamples = (1.0,)
        self.level_sizes = (SizeLevel(side, side),)
        self.icc = None
        self.facts = Facts(format="PNG", reader="Pillow")
        self.closed = False

    def read_level(self, level: int, x: int, y: int, width: int, height: int) -> np.ndarray:
        return self.read(RegionL0(x, y, width, height), width, height)

    def read(self, region: RegionL0, width: int, height: int) -> np.ndarray:
        if self.closed:
            raise SlideError(self.path, f"{self.path.name} has been closed.", "Open the image again.")
        x = (region.x + (np.arange(width) + 0.5) * region.width / width).astype(np.int64)
        y = (region.y + (np.arange(height) + 0.5) * region.height / height).astype(np.int64)
        last = self.size.width - 1
        return painting()[np.clip(y, 0, last)[:, None] % SPOT_PX, np.clip(x, 0, last)[None, :] % SPOT_PX]

    def close(self) -> None:
        self.closed = True


@functools.cache
def _painted_small(side: int) -> np.ndarray:
    made = overview(PaintedSlide(Path("/painting"), side))
    made.flags.writeable = False
    return made


def at_a_glance(slide: Slide) -> np.ndarray:
    """The slide's overview; of the painting, which is always the same, it is made once a size."""
    return _painted_small(slide.size.width) if type(slide) is PaintedSlide else overview(slide)


def record(path: Path, slide: Slide) -> ImageRecord:
    sha = hashlib.sha256(str(path).encode()).hexdigest()
    return ImageRecord(str(path), sha, slide.size.width, slide.size.height, slide.mpp, slide.mpp_source, slide.notes)


@functools.cache
def walk(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """States of all units and the probability, step after step, by chance; nobody writes into them."""
    rng = np.random.default_rng(seed)
    path = np.tanh(np.cumsum(rng.normal(0, 0.15, (TILES, sum(CELLS))), axis=0)).astype(np.float32)
    running = (1 / (1 + np.exp(-np.cumsum(rng.normal(0.01, 0.12, TILES))))).astype(np.float32)
    path.flags.writeable = running.flags.writeable = False
    return path, running


def trace(steps: int, seed: int = 0) -> Trace:
    """What a network might have done in `steps` steps; the longer one starts as the shorter one does."""
    path, running = walk(seed)
    ends = np.cumsum((0, *CELLS))
    layers = tuple(path[:steps, a:b] for a, b in itertools.pairwise(ends))
    return Trace(np.arange(steps), layers, layers, running[:steps])


LINEAR = HeadShape("pooled", cells=(), pooled=PooledShape())
"""Logistic regression on mean pooling."""


def pooled_trace(steps: int) -> Trace:
    """What that might have told of each tile: of those with tissue a term of the log odds, of the others nothing."""
    read = trace(steps)
    terms = np.where(tissue() >= LINEAR.pooled.tissue, np.linspace(-0.02, 0.03, TILES), np.nan).astype(np.float32)
    return Trace(read.index, (), (), read.running, {"contribution": terms[:steps], "removal": 2 * terms[:steps]})


def tissue() -> np.ndarray:
    rows, cols = np.mgrid[0:16, 0:16]
    far = np.hypot(rows - 7.5, cols - 7.5)
    return np.clip(8 - far, 0, 1).astype(np.float32).ravel()


def reading(steps: int, verdict: Verdict | None, placement: Placement) -> PartialPrediction:
    """Without a verdict the window is not read to its end: of tiles not read yet nothing is known."""
    spec, share = GridSpec(), tissue()
    if verdict is None:
        share[steps:] = np.nan
    return PartialPrediction(spec, level0_boxes(spec, placement.region), share, verdict, trace(steps))


def prediction(
    image: ImageRecord,
    placement: Placement,
    verdict: Verdict = OK,
    p: float = 0.71,
    device: DeviceRecord = CPU,
) -> Prediction:
    read = reading(TILES, verdict, placement)
    model = manifest()
    return Prediction(
        image=image,
        placement=placement,
        grid=read.grid,
        tile_boxes=read.tile_boxes,
        bundle=BundleRecord(
            model.name, model.version, "3f2a91bc" * 8, model.backbone_sha256, True, model.endpoint, 0.5,
            model.threshold_origin, "uncalibrated",
        ),
        device=device,
        verdict=verdict,
        survival_probability=p,
        logit=float(np.log(p / (1 - p))),
        interval=None,
        risk_group="low risk" if p >= 0.5 else "high risk",
        features=np.zeros((TILES, 4096), np.float32),
        trace=read.trace,
        tissue_fraction=read.tissue_fraction,
        seconds=8.4,
        made_by="histocast test",
    )  # fmt: skip


def gates(read: Trace) -> tuple[Gates, ...]:
    """Of an LSTM that forgets the more the further it has read."""
    made = []
    for hidden, cell in zip(read.hidden, read.cell, strict=True):
        forget = np.repeat(np.linspace(0.9, 0.1, len(hidden), dtype=np.float32)[:, None], hidden.shape[1], axis=1)
        made.append(Gates(forget, 1 - forget, np.full_like(forget, 0.5), np.tanh(hidden), cell, hidden))
    return tuple(made)


def explanation(key: str, of: Prediction, rho: float = 0.8) -> Explanation:
    """What the method of that key might have found: the first tiles against, the last ones for survival."""
    values = np.full(TILES, np.nan, np.float32)
    values[of.trace.index] = np.linspace(-0.05, 0.08, of.trace.steps)
    agreed = Agreement(RankCorrelation(rho, rho - 0.1, rho + 0.1, of.trace.steps))
    together = {"residual": 0.0012, "residual_share": 0.0024, "complete": True}
    facts: dict[str, Any] = {"glass": "a test's", "integrated_gradients": together, "words": "40 readings"}
    if key == "order":
        readings = {
            "kind": ("random order",) * 32 + ("flip or rotation",) * 8,
            "probability_in_this_order": tuple(np.linspace(0.5, 0.9, 40).tolist()),
        }
        return Explanation(METHODS[key], None, facts, readings=readings)
    if key == "memory":
        facts |= {"reach_tiles_back_by_layer": [34, 29, 6], "map_of_layer": 3}
        values = np.abs(values)
        layers = {f"memory_layer_{number}": number * values for number in (1, 2, 3)}
        curve = np.stack([np.logspace(-6, -number, of.trace.steps, dtype=np.float32) for number in (1, 2, 3)])
        return Explanation(METHODS[key], 3 * values, facts, tiles=layers, arrays={"curve": curve})
    tiles = {POINTS: effect_points(of.survival_probability, values).astype(np.float32)}
    arrays = {}
    if key == "regions":
        # Regions of 16 tiles: whole rows, the value of each that of its first tile.
        row = np.arange(TILES) // 16
        values, tiles = values[16 * row], {POINTS: 5 * tiles[POINTS][16 * row], REGION: (row + 1).astype(np.float32)}
        arrays = {TYPICAL: np.arange(7, TILES, 16)}
    agreed_here = agreed if key in ("occlusion", "ig") else None
    return Explanation(METHODS[key], values, facts, agreed_here, tiles=tiles, arrays=arrays)


@dataclass
class FakeTasks:
    """Tasks whose course a test decides: what opens, what fails, and when an analysis may go on.

    With a `gate`, an analysis takes one permit a batch; without one it runs through.
    """

    slides: dict[str, Callable[[Path], Slide]] = field(default_factory=dict)
    pooled: bool = False
    """Whether the model is one that pools tiles and has no hidden state."""
    failures: dict[str, BaseException] = field(default_factory=dict)
    """Name of an image, or of a task, to the exception it raises."""
    large: frozenset[str] = frozenset()
    """Names of images whose thumbnail would take too much."""
    verdict: Verdict = OK
    p: float = 0.71
    batch: int = 16
    gate: threading.Semaphore | None = None
    opening_gate: threading.Semaphore | None = None
    checking_gate: threading.Semaphore | None = None
    """With it, an image is seen before its file is read through, which takes one permit."""
    torn: BaseException | None = None
    """What the reading through ends with."""
    siblings: tuple[Path, ...] = ()
    devices: tuple[DeviceRecord, ...] = (GPU, CPU)
    fast: bool = True
    """Whether the devices have a faster way."""
    fastest: DeviceRecord | None = None
    """The device as *fastest*."""
    error: KnownError | None = SMALL
    """What is known of the error of *fast*; a measuring makes it `measured`."""
    measured: KnownError = LARGE
    measuring_gate: threading.Semaphore | None = None
    explaining_gate: threading.Semaphore | None = None
    glass_gate: threading.Semaphore | None = None
    export_gate: threading.Semaphore | None = None
    report_gate: threading.Semaphore | None = None
    rho: float = 0.8
    """Rank agreement of the two maps of importance."""
    explained: list[tuple[str, ...]] = field(default_factory=list)
    """Keys of the methods that were applied, together where they were one job."""
    occluded: list[frozenset[int]] = field(default_factory=list)
    exported: tuple[str, ...] = ()
    exported_prediction: Prediction | None = None
    drawn: str = ""
    ahead_gate: threading.Semaphore | None = None
    """With it, each step of encoding ahead takes one permit; the image is handed over before the first."""
    slides_opened: list[Slide] = field(default_factory=list)
    prepared_on: list[str] = field(default_factory=list)
    """Names of the threads that prepared the process for the next image."""
    seen: list[str] = field(default_factory=list)
    """Names of tasks that were begun, and "closed TASK" for those that ended in any way."""
    tested: SelfTest | BaseException = SelfTest(0.25, 0.25, 0.1)
    """What the self-test finds, or fails with."""
    cached: set[str] = field(default_factory=set)
    """SHA-256 of the images whose features are in the cache."""
    queue_gate: threading.Semaphore | None = None
    restoring_gate: threading.Semaphore | None = None
    windows: dict[str, SavedRegions] = field(default_factory=dict)
    """Kept windows by the image's SHA-256."""
    remembered: dict[Path, float] = field(default_factory=dict)
    arrays: frozenset[str] = frozenset()
    """Names of images whose overview looks like a microarray."""
    hints: PixelSizeHints = PixelSizeHints()
    """What suggests the pixel size of images that state none."""
    found: FoundArray | None = None
    """What a search for cores finds; it takes one permit of the `opening_gate`."""
    cores: dict[str, TmaArray] = field(default_factory=dict)
    skipped: tuple[SlideError, ...] = ()
    """Files of the folder that cannot be read."""
    """Kept cores by the image's SHA-256."""
    core_map: CoreMap = CoreMap(())
    objects: SlideObjects = SlideObjects(None)
    """What was marked on a slide elsewhere."""

    def _wait(self, gate: threading.Semaphore | None) -> None:
        if gate is not None and not gate.acquire(timeout=LONGEST_WAIT_S):
            raise TimeoutError("the test never opened the gate")

    def find_bundle(self, name_or_file: str) -> Generator[Progress, None, BundleOnHand]:
        yield Progress("looking for the model")
        if "find_bundle" in self.failures:
            raise self.failures["find_bundle"]
        if self.pooled:
            return bundle(head=LINEAR)
        # Another file is another model.
        return bundle() if name_or_file == "demo" else replace(bundle(), path=Path(name_or_file), sha256="c" * 64)

    def open_image(self, path: Path) -> Generator[Progress, None, Opened]:
        self.seen.append(f"open {path.name}")
        yield Progress(f"opening {path.name}")
        self._wait(self.opening_gate)
        if path.name in self.failures:
            raise self.failures[path.name]
        slide = self.slides.get(path.name, PaintedSlide)(path)
        self.slides_opened.append(slide)
        mpp = self.remembered.get(path.parent, slide.mpp)
        image = OpenedImage(slide, replace(record(path, slide), mpp=mpp), at_a_glance(slide))
        if self.checking_gate is not None:
            yield from self._checked(image)
        windows = self.windows.get(image.record.sha256, ())
        siblings = self.siblings if path in self.siblings else (path,)
        sha256 = image.record.sha256
        return Opened(image, siblings, windows, self.cores.get(sha256), skipped=self.skipped, marks=saved_marks(sha256))

    def _checked(self, image: OpenedImage) -> Generator[Progress, None, None]:
        checked = False
        try:
            yield Progress("checking the file", partial=replace(image, record=replace(image.record, sha256="")))
            self._wait(self.checking_gate)
            if self.torn is not None:
                raise self.torn
            yield Progress("checking the file", 1, 2)
            checked = True
        finally:
            if not checked:
                image.slide.close()

    def close_image(self, slide: Slide) -> Generator[Progress, None, None]:
        slide.close()
        yield Progress("closing")

    def image_report(self, image: OpenedImage) -> Generator[Progress, None, SlideReport]:
        self.seen.append(f"report {image.slide.path.name}")
        yield Progress("listing the files of the image")
        self._wait(self.report_gate)
        if "image_report" in self.failures:
            raise self.failures["image_report"]
        used = (image.record.mpp, image.record.mpp_source)
        return slide_report(image.slide, (FileRecord(image.slide.path.name, 1000),), used)

    def save_regions(
        self, image: ImageRecord, change: Callable[[SavedRegions], SavedRegions]
    ) -> Generator[Progress, None, SavedRegions]:
        yield Progress("keeping the analysed windows")
        if "keep_windows" in self.failures:
            raise self.failures["keep_windows"]
        self.windows[image.sha256] = change(self.windows.get(image.sha256, ()))
        return self.windows[image.sha256]

    def find_cores(self, image: OpenedImage) -> Generator[Progress, None, FoundArray]:
        self.seen.append("find cores")
        yield Progress("finding cores")
        self._wait(self.opening_gate)
        if self.found is None:
            raise TmaError("No cores were found.", "If this slide is a tissue microarray, check its pixel size.")
        return self.found

    def suggests_cores(self, image: OpenedImage) -> Generator[Progress, None, bool]:
        yield Progress("looking at the overview")
        return image.slide.path.name in self.arrays

    def mpp_hints(self, image: OpenedImage, others: tuple[Path, ...]) -> Generator[Progress, None, PixelSizeHints]:
        yield Progress("looking at the overview")
        return self.hints

    def save_cores(
        self, image: ImageRecord, change: Callable[[TmaArray | None], TmaArray]
    ) -> Generator[Progress, None, TmaArray]:
        yield Progress("keeping the cores")
        if "keep_cores" in self.failures:
            raise self.failures["keep_cores"]
        self.cores[image.sha256] = change(self.cores.get(image.sha256))
        return self.cores[image.sha256]

    def read_core_map(self, path: Path) -> Generator[Progress, None, CoreMap]:
        yield Progress("reading the core map")
        if "read_core_map" in self.failures:
            raise self.failures["read_core_map"]
        return self.core_map

    def read_objects(self, slide: Slide, path: Path) -> Generator[Progress, None, SlideObjects]:
        yield Progress("reading cores and annotations")
        if "read_objects" in self.failures:
            raise self.failures["read_objects"]
        return self.objects

    def export_cores(self, slide: Slide, asked: CoreExport) -> Generator[Progress, None, tuple[Path, ...]]:
        yield Progress("writing the cores")
        return write_cores(slide, asked)

    def measure(self, image: OpenedImage, mpp: float) -> Generator[Progress, None, ImageRecord]:
        yield Progress("keeping the pixel size")
        self.remembered[Path(image.record.path).parent] = mpp
        return replace(image.record, mpp=mpp, mpp_source="given by the user")

    def read_tile(
        self, slide: Slide, box: RegionL0, index: int, side: int
    ) -> Generator[Progress, None, TilePicture]:
        yield Progress("reading the tile")
        return TilePicture(index, slide.read(box, side, side))

    def thumbnail(self, path: Path, side: int) -> Generator[Progress, None, np.ndarray | None]:
        yield Progress("reading a thumbnail")
        if path.name in self.large:
            return None
        if path.name in self.failures:
            raise self.failures[path.name]
        return PaintedSlide(path).read(RegionL0(0, 0, 3500, 3500), side, side)

    def prepare_reader(self) -> Generator[Progress, None, None]:
        yield Progress("preparing to open images")
        self.prepared_on.append(threading.current_thread().name)

    def load_libraries(self) -> Generator[Progress, None, None]:
        yield Progress("loading torch")

    def look_up_devices(self, asked: str, bundle: BundleOnHand | None) -> Generator[Progress, None, Devices]:
        yield Progress("looking for devices")
        if asked in self.failures:
            raise self.failures[asked]
        exact = self._chosen(asked)
        return Devices(self.devices, exact, fast(exact, self.error) if self.fast else None, self.fastest)

    def _chosen(self, asked: str) -> DeviceRecord:
        return next((d for d in self.devices if d.name == asked), self.devices[-1])

    def warm_up(self, bundle: BundleOnHand, device: str, precision: Precision) -> Generator[Progress, None, None]:
        self.seen.append(f"warm up {precision}")
        yield Progress("loading the model")

    def self_test(self, bundle: BundleOnHand, device: str) -> Generator[Progress, None, SelfTest]:
        self.seen.append("self-test")
        yield Progress("testing the program")
        if isinstance(self.tested, BaseException):
            raise self.tested
        return self.tested

    def release_engine(self) -> Generator[Progress, None, None]:
        self.seen.append("release")
        yield Progress("making room")

    def measure_fast(self, bundle: BundleOnHand, device: str) -> Generator[Progress, None, dict[Precision, KnownError]]:
        self.seen.append("measure")
        try:
            yield Progress("loading the model")
            for done in range(0, 41, 10):
                yield Progress("measuring fast against exact, spots analysed", done, 40)
                self._wait(self.measuring_gate)
                if "measure" in self.failures:
                    raise self.failures["measure"]
            self.error = self.measured
            return {"fast": self.measured, "fastest": self.measured}
        finally:
            self.seen.append("closed measure")

    def read_ahead(
        self, path: Path, bundle: BundleOnHand, device: str, precision: Precision, encode: bool
    ) -> Generator[Progress, None, Ahead]:
        self.seen.append(f"ahead {path.name}")
        try:
            yield Progress("analysing ahead")
            stamp = file_stamp(path)
            ahead = Ahead((yield from self.open_image(path)), stamp)
            yield Progress("analysing ahead", partial=ahead)
            for done in range(16, TILES + 1, 16) if encode else ():
                self._wait(self.ahead_gate)
                ahead.opened.image.slide.read(RegionL0(0, 0, 100, 100), 10, 10)
                yield Progress("analysing ahead", done, TILES)
            return ahead
        finally:
            self.seen.append("closed ahead")

    def analyse(
        self, image: OpenedImage, placement: Placement, bundle: BundleOnHand, device: str, precision: Precision
    ) -> Generator[Progress, None, Prediction]:
        self.seen.append("analyse")
        try:
            yield Progress("loading the model")
            for done in range(self.batch, TILES + 1, self.batch):
                self._wait(self.gate)
                if "analyse" in self.failures and done > TILES // 2:
                    raise self.failures["analyse"]
                read = reading(done, None, placement)
                read = replace(read, trace=pooled_trace(done)) if self.pooled else read
                yield Progress("encoding tiles", done, TILES, read)
            used = self._chosen(device)
            used = fast(used, self.error) if precision == "fast" else used
            made = prediction(image.record, placement, self.verdict, self.p, used)
            made = replace(made, bundle=replace(made.bundle, sha256=bundle.sha256))
            return replace(made, trace=pooled_trace(TILES)) if self.pooled else made
        finally:
            self.seen.append("closed analyse")

    def restore(
        self, image: OpenedImage, placement: Placement, bundle: BundleOnHand, device: str, precision: Precision
    ) -> Generator[Progress, None, Prediction | None]:
        self.seen.append(f"restore {image.slide.path.name}")
        yield Progress("loading the saved result")
        self._wait(self.restoring_gate)
        if image.record.sha256 not in self.cached:
            return None
        used = self._chosen(device)
        used = fast(used, self.error) if precision == "fast" else used
        made = prediction(image.record, placement, self.verdict, self.p, used)
        return replace(made, bundle=replace(made.bundle, sha256=bundle.sha256), features_cached=True)

    def run_queue(
        self, run: QueueRun, spots: tuple[QueuedSpot, ...], link: QueueLink
    ) -> Generator[Progress, None, None]:
        """With a gate, each spot takes one permit. Images in `failures` have no result."""
        self.seen.append("queue")
        taken = set()
        try:
            yield Progress("preparing the queue")
            while True:
                waiting = [one for one in link.wanted() if one[0] != run or one[1].place not in taken]
                if not waiting or waiting[0][0] != run or waiting[0][1] not in spots:
                    return
                spot = waiting[0][1]
                taken.add(spot.place)
                link.tell(SpotStarted(spot))
                yield Progress("encoding tiles", 64, TILES)
                self._wait(self.queue_gate)
                yield Progress("encoding tiles", 128, TILES)
                link.tell(self._spot_result(run, spot))
                self.seen.append(f"queue {spot.name}")
                yield Progress("preparing the spot")
        finally:
            self.seen.append("closed queue")

    def _spot_result(self, run: QueueRun, spot: QueuedSpot) -> QueueEvent:
        if spot.path.name in self.failures:
            return SpotMissed(spot, str(self.failures[spot.path.name]))
        slide = PaintedSlide(spot.path)
        if spot.centre is None:
            placement = place(slide.size, slide.mpp, 3500, 0.286)
        else:
            placement = place_at(PointL0(*spot.centre), slide.mpp, 3500, 0.286)
        used = fast(CPU, self.error) if run.precision == "fast" else CPU
        made = prediction(record(spot.path, slide), placement, self.verdict, self.p, used)
        made = replace(made, bundle=replace(made.bundle, sha256=run.bundle_sha256))
        return SpotSaved(spot, as_record(made), made)

    def lay_out(
        self, prediction: Prediction, bundle: BundleOnHand, device: str, precision: Precision
    ) -> Generator[Progress, None, Prediction]:
        yield Progress("getting ready to explain")
        return prediction

    def explain(
        self, laid: Prediction, keys: tuple[str, ...]
    ) -> Generator[Progress, None, tuple[Explanation, ...]]:
        """With a gate, it takes one permit before the maps of importance are done, and one before any other."""
        yield Progress("explaining", 1, 2)
        made = tuple(explanation(key, laid, self.rho) for key in keys)
        if len(keys) == 2:
            yield Progress("explaining", 1, 2, replace(made[0], agreement=None))
        self._wait(self.explaining_gate)
        if "explain" in self.failures:
            raise self.failures["explain"]
        self.explained.append(keys)
        return made

    def look_inside(self, laid: Prediction) -> Generator[Progress, None, tuple[Gates, ...]]:
        yield Progress("computing gates")
        return gates(laid.trace)

    def what_if(self, laid: Prediction, tiles: frozenset[int]) -> Generator[Progress, None, OccludedTiles]:
        """Each tile is worth a thousandth."""
        yield Progress("laying glass")
        self._wait(self.glass_gate)
        self.occluded.append(tiles)
        p = laid.survival_probability - 0.001 * len(tiles)
        return OccludedTiles(len(tiles), float(np.log(p / (1 - p))), p, 0.01 * len(tiles), 0.001 * len(tiles))

    def read_tiles(
        self, slide: Slide, boxes: Mapping[int, RegionL0], side: int
    ) -> Generator[Progress, None, Mapping[int, np.ndarray]]:
        yield Progress("reading tiles")
        return {index: slide.read(box, side, side) for index, box in boxes.items()}

    def draw_heatmap(
        self,
        prediction: Prediction,
        slide: Slide,
        choice: MapChoice,
        explanation: Explanation | None,
        look: MapLook | None = None,
    ) -> Generator[Progress, None, np.ndarray]:
        yield Progress("drawing the heatmap")
        self.drawn = explanation.method.key if explanation is not None else choice.kind
        return np.full((40, 60, 3), 200, np.uint8)

    def export(
        self,
        prediction: Prediction,
        slide: Slide,
        folder: Path,
        explanations: tuple[Explanation, ...],
        looked_at: MapChoice | None = None,
        signed: str = "",
        operator: str = "",
        look: MapLook | None = None,
    ) -> Generator[Progress, None, tuple[Path, ...]]:
        yield Progress("writing result files")
        self.looked_at, self.signed, self.operator, self.look = looked_at, signed, operator, look
        self.exported = tuple(one.method.key for one in explanations)
        self.exported_prediction = prediction
        if "export" in self.failures:
            raise self.failures["export"]
        folder.mkdir(parents=True, exist_ok=True)
        paths = (folder / "spot.json", folder / "spot.tiles.csv")
        for done, path in enumerate(paths, 1):
            path.write_text("{}")
            yield Progress("writing result files", done, len(paths))
            self._wait(self.export_gate)
        return paths

    def open_gates(self) -> None:
        """Whatever still waits may end now, so that no test holds the next one up."""
        for gate in (
            self.gate, self.opening_gate, self.checking_gate, self.measuring_gate, self.ahead_gate,
            self.explaining_gate, self.glass_gate, self.report_gate, self.export_gate, self.restoring_gate,
            self.queue_gate,
        ):  # fmt: skip
            if gate is not None:
                gate.release(10 * TILES)

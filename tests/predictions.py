"""Predictions for tests, built from a seed without torch; the conftest files of several rooms load this file."""

from pathlib import Path

import numpy as np

from model.base.files import file_sha256
from model.bundle.record import BundleRecord
from model.region.grid import Fit, GridSpec, level0_boxes
from model.region.region import place
from model.result.prediction import DeviceRecord, Prediction, Trace, Verdict, read_only
from model.slide.array import ArraySlide
from model.slide.base import Slide
from model.slide.pixel_size import PixelSize
from model.slide.record import ImageRecord

CELLS = (264, 128, 64)
MPP = 0.286
OK = Verdict("ok")


def make_slide(path: Path, pixels: np.ndarray | None = None, mpp: float | None = MPP) -> ArraySlide:
    """A slide in memory that calls itself `path`; a file of some bytes is put there."""
    path.write_bytes(b"bytes of " + path.name.encode("utf-8", "surrogateescape"))
    if pixels is None:
        pixels = np.full((3500, 3500, 3), (230, 180, 205), np.uint8)
    return ArraySlide(path, pixels, PixelSize(mpp, "TIFF resolution tag" if mpp else "not in the file"), ())


def image_record(slide: Slide) -> ImageRecord:
    """What opening `slide` would record."""
    return ImageRecord(
        path=str(slide.path.absolute()),
        sha256=file_sha256(slide.path),
        width_px=slide.size.width,
        height_px=slide.size.height,
        mpp=slide.mpp,
        mpp_source=slide.mpp_source,
        notes=slide.notes,
    )


def make_prediction(
    slide: Slide,
    fit: Fit = "overlap",
    steps: np.ndarray | None = None,
    verdict: Verdict = OK,
    demo: bool = True,
    seed: int = 1,
) -> Prediction:
    """A prediction of `slide` with random arrays; `steps` are the tiles read, by default all 256 in raster order."""
    rng = np.random.default_rng(seed)
    grid = GridSpec(fit=fit)
    image = image_record(slide)
    placement = place(slide.size, image.mpp, grid.window_px, MPP)
    index = np.arange(grid.tiles) if steps is None else steps
    return Prediction(
        image=image,
        placement=placement,
        grid=grid,
        tile_boxes=read_only(level0_boxes(grid, placement.region)),
        bundle=BundleRecord(
            name="demo",
            version="1.0",
            sha256="ab" * 32,
            backbone_sha256="cd" * 32,
            demo=demo,
            endpoint="alive at 5 years",
            threshold=0.5,
            threshold_origin="median of the training set",
            calibration="uncalibrated",
        ),
        device=DeviceRecord("cpu", "CPU (torch, exact)", "chosen automatically", "torch", "exact"),
        verdict=verdict,
        survival_probability=0.7123456789,
        logit=0.9067,
        interval=None,
        risk_group="low risk",
        features=read_only(np.maximum(rng.standard_normal((grid.tiles, 4096)), 0).astype(np.float32)),
        trace=Trace(
            index=read_only(index.astype(np.int64)),
            hidden=tuple(read_only(_states(rng, len(index), n)) for n in CELLS),
            cell=tuple(read_only(_states(rng, len(index), n)) for n in CELLS),
            running=read_only(rng.random(len(index), dtype=np.float32)),
        ),
        tissue_fraction=read_only(rng.random(grid.tiles, dtype=np.float32)),
        seconds=12.3456,
        made_by="histocast 0.1.0",
    )


def _states(rng: np.random.Generator, steps: int, units: int) -> np.ndarray:
    return np.tanh(rng.standard_normal((steps, units)) * rng.random((steps, 1))).astype(np.float32)

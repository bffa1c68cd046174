"""A corridor without torch: images are opened in earnest, predictions come from a seed."""

import runpy
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from model.base.errors import BundleError, DeviceError, UnmeasuredError
from model.base.progress import Progress
from model.result.prediction import Precision, Prediction
from model.slide.base import Slide
from model.slide.opening import open_image
from model.slide.record import ImageRecord

_MADE = runpy.run_path(str(Path(__file__).parents[2] / "predictions.py"))


class SeededPipeline:
    """Keeps the `Pipeline` contract and counts what was asked of it."""

    def __init__(self, fault: Exception | None = None, stop_at: int | None = None) -> None:
        self.regions: list[tuple[float, float]] = []
        self.loads, self.slides, self.fault, self.stop_at = 0, [], fault, stop_at

    def find(self, bundle: str) -> Path:
        if bundle == "unknown":
            raise BundleError("No bundle is called 'unknown'.", "Give an installed name.")
        return Path("demo.safetensors")

    def open(self, path: Path, mpp: float | None) -> tuple[Slide, ImageRecord]:
        slide, record = open_image(path, mpp)
        self.slides.append(slide)
        return slide, record

    def load(self, bundle: Path, device: str, precision: Precision) -> Generator[Progress, None, Any]:
        yield Progress("loading")
        if device == "cuda:7":
            raise DeviceError("There is no cuda:7.", "Use auto.")
        if precision == "fast":
            raise UnmeasuredError("Fast was never measured.", "Measure it, with auto or any device.")
        self.loads += 1
        return "engine"

    def analyse(self, slide: Slide, image: ImageRecord, engine: Any) -> Generator[Progress, None, Prediction]:
        assert engine == "engine"
        for done in range(0, 257, 64):
            yield Progress("encoding tiles", done, 256)
        if self.fault is not None:
            raise self.fault
        if self.stop_at is not None and len(self.slides) >= self.stop_at:
            raise KeyboardInterrupt
        return _MADE["make_prediction"](slide)

    def analyse_core(self, slide: Slide, image: ImageRecord, engine: Any, core: Any) -> Generator[Progress, None, Any]:
        assert core.status == "present"
        return (yield from self.analyse(slide, image, engine))

    def analyse_region(
        self, slide: Slide, image: ImageRecord, engine: Any, region: Any
    ) -> Generator[Progress, None, Prediction]:
        self.regions.append((region.centre.x, region.centre.y))
        return (yield from self.analyse(slide, image, engine))

    def explain(self, prediction: Prediction, engine: Any, method: str) -> Generator[Progress, None, Any]:
        from model.explain.agreement import agreement
        from model.explain.explanation import METHODS, Explanation

        yield Progress("explaining")
        values = np.linspace(-1, 1, 256, dtype=np.float32)
        integrated = {"complete": True, "residual": 0.0, "residual_share": 0.0}
        facts = {"glass": "a test's", "integrated_gradients": integrated}
        if method == "order":
            columns = {"kind": ("random order",) * 2 + ("flip or rotation",) * 2,
                       "probability_in_this_order": (0.7, 0.72, 0.71, 0.3)}  # fmt: skip
            return Explanation(METHODS[method], None, facts, readings=columns)
        tiles = {} if method == "memory" else {"points": 12 * values}
        return Explanation(METHODS[method], values, facts, agreement(values, -values), tiles=tiles)


@pytest.fixture
def pipeline() -> SeededPipeline:
    return SeededPipeline()


@pytest.fixture
def make_pipeline() -> type[SeededPipeline]:
    return SeededPipeline


@pytest.fixture
def make_image(tmp_path: Path) -> Callable[..., Path]:
    """Writes a small picture of one colour under `tmp_path`."""

    def make(name: str, colour: tuple[int, int, int] = (220, 170, 200)) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(np.full((70, 80, 3), colour, np.uint8)).save(path)
        return path

    return make

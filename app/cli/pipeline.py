"""The steps from an image to its prediction, as the command line uses them. Tests replace this object."""

import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from app.cli.progress import Steps
from model.base.collection import uncollected

if TYPE_CHECKING:
    from model.base.geometry import RegionL0
    from model.explain.explanation import Explanation
    from model.predict.feature_cache import FeatureCache
    from model.result.prediction import Precision, Prediction
    from model.slide.base import Slide
    from model.slide.record import ImageRecord
    from model.tma.array import Core


class Pipeline(Protocol):
    """Opens images, loads an engine, and analyses the images with it."""

    def find(self, bundle: str) -> Path:
        """Return the file of the bundle that has this name or path."""
        ...

    def open(self, path: Path, mpp: float | None) -> "tuple[Slide, ImageRecord]":
        """Open the image at `path`, and return the slide with its record.

        If `mpp` (um/px) is given, it replaces the pixel size of the file.
        """
        ...

    def load(self, bundle: Path, device: str, precision: "Precision") -> Steps[Any]:
        """Load an engine and return it. The same engine can be passed to `analyse` any number of times."""
        ...

    def analyse(self, slide: "Slide", image: "ImageRecord", engine: Any) -> "Steps[Prediction]":
        """Analyse the region at the centre of `slide`, and return the prediction."""
        ...

    def analyse_core(
        self, slide: "Slide", image: "ImageRecord", engine: Any, core: "Core"
    ) -> "Steps[Prediction]":
        """Analyse the region over `core` of `slide`, and return the prediction."""
        ...

    def analyse_region(
        self, slide: "Slide", image: "ImageRecord", engine: Any, region: "RegionL0 | None"
    ) -> "Steps[Prediction]":
        """Analyse the analysis region that is centred on `region`, and return the prediction.

        If `region` is None, do the same as `analyse`.
        """
        ...

    def explain(self, prediction: "Prediction", engine: Any, method: str) -> "Steps[Explanation]":
        """Explain `prediction` by this method, and return the explanation.

        `engine` must be the engine that made the prediction.
        """
        ...


class ModelPipeline:
    """The implementation of `Pipeline` that uses the model. All analyses of an instance share one feature cache."""

    @cached_property
    def _cache(self) -> "FeatureCache":
        from model.predict.feature_cache import series_cache

        return series_cache()

    def find(self, bundle: str) -> Path:
        from model.bundle.installed import find_bundle
        from model.bundle.manifest import read_manifest

        path = find_bundle(bundle)
        read_manifest(path)  # report a damaged bundle now, not after the first image
        return path

    def open(self, path: Path, mpp: float | None) -> "tuple[Slide, ImageRecord]":
        from model.slide.opening import open_image
        from model.slide.remembered import unused

        slide, record = open_image(path, mpp)
        for sentence in unused(slide):
            print(f"{path.name}: {sentence}", file=sys.stderr)
        return slide, record

    def load(self, bundle: Path, device: str, precision: "Precision") -> Steps[Any]:
        with uncollected():
            import model.predict.pipeline  # noqa: F401
            from model.predict.engine import load_engine

        shortage = self._cache.shortage(0)
        if shortage:
            print(shortage, file=sys.stderr)
        return load_engine(bundle, device, precision, late=True)

    def analyse(self, slide: "Slide", image: "ImageRecord", engine: Any) -> "Steps[Prediction]":
        from model.predict.pipeline import predict
        from model.region.region import place

        manifest = engine.bundle.manifest
        placement = place(slide.size, image.mpp, manifest.window_px, manifest.mpp)
        return predict(slide, image, placement, engine, self._cache)

    def analyse_core(
        self, slide: "Slide", image: "ImageRecord", engine: Any, core: "Core"
    ) -> "Steps[Prediction]":
        from model.predict.pipeline import predict
        from model.tma.finding import region_over

        manifest = engine.bundle.manifest
        placement = region_over(core, image.mpp, manifest.window_px, manifest.mpp)
        return predict(slide, image, placement, engine, self._cache)

    def analyse_region(
        self, slide: "Slide", image: "ImageRecord", engine: Any, region: "RegionL0 | None"
    ) -> "Steps[Prediction]":
        if region is None:
            return self.analyse(slide, image, engine)
        from model.predict.pipeline import predict
        from model.region.region import place_at

        manifest = engine.bundle.manifest
        placement = place_at(region.centre, image.mpp, manifest.window_px, manifest.mpp)
        return predict(slide, image, placement, engine, self._cache)

    def explain(self, prediction: "Prediction", engine: Any, method: str) -> "Steps[Explanation]":
        from model.explain.explained import explain

        return explain(prediction, engine, method)

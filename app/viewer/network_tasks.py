"""The tasks that need the network. `Tasks` also has all tasks of `SlideTasks`."""

import gc
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from app.language.text import tr
from app.session.queue_state import QueuedSpot, QueueRun
from app.session.values import BundleOnHand, Devices, FeaturesOnHand, OpenedImage
from app.viewer.slide_tasks import SlideTasks
from app.viewer.tasks import IMPORTANCE, Ahead, Steps, file_stamp
from model.base.collection import uncollected
from model.base.errors import BundleError, ExportError
from model.base.progress import Progress
from model.explain.explanation import Explanation, OccludedTiles
from model.explain.states import Gates
from model.predict.selftest import SelfTest
from model.region.region import Placement
from model.result.maps import MapChoice, MapLook, offered, within
from model.result.prediction import DeviceRecord, Precision, Prediction
from model.slide.base import Slide

if TYPE_CHECKING:
    from app.viewer.queue_tasks import QueueLink
    from model.benchmark.accuracy import Errors
    from model.bundle.bundle import Bundle
    from model.explain.explained import PreparedSpot
    from model.predict.engine import Engine
    from model.result.export.base import Exported
    from model.result.export.heat_map import HeatMap


class Tasks(SlideTasks):
    """All tasks of the program. They share one engine, which only the network's thread may use."""

    def __init__(self, keeps_features: bool = True) -> None:
        """Create the tasks. If `keeps_features` is true, features are read from the disk cache and stored in it."""
        self._keeps_features = keeps_features
        self._engine: Engine | None = None
        self._engine_of: tuple[str, str, Precision] | None = None
        """The SHA-256 of the bundle, the chosen device and the precision for which `_engine` was loaded."""
        self._bundle: tuple[str, Bundle] | None = None
        """The bundle that was loaded for feature files, with its SHA-256. Feature files need no engine."""
        self._frozen = False

    def find_bundle(self, name_or_file: str) -> Steps[BundleOnHand]:
        """Find a bundle by name or file and read its header; raise BundleError if its weights cannot be used."""
        yield Progress("looking for the model")
        from model.bundle.installed import find_bundle, verified_sha256
        from model.bundle.manifest import read_manifest
        from model.bundle.tensors import refuse_bad_file

        path = find_bundle(name_or_file)
        manifest = read_manifest(path)
        refuse_bad_file(path)
        return BundleOnHand(path, verified_sha256(path), manifest)

    def load_libraries(self) -> Steps[None]:
        """Load torch and the pipeline, and keep the window responsive meanwhile. Run this before all other tasks.

        The native part of torch is loaded without Python's lock. A garbage collection through all objects of torch
        takes 0.2 s, in any thread, and importing torch alone causes several. Therefore no garbage collection takes
        place during the import, and later collections skip the objects that the import created.
        """
        yield Progress("loading torch")
        from model.base.preload import preload

        _import_rest_of_window()
        preload("torch", "lib/libtorch.so")
        with uncollected():
            yield Progress("loading torch")
            _import_pipeline()
            gc.freeze()

    def look_up_devices(self, asked: str, bundle: BundleOnHand | None) -> Steps[Devices]:
        """List the devices, choose one for `asked`, and look up the errors of its faster precisions with `bundle`."""
        yield Progress("looking for devices")
        from model.backbone.devices import EXACT, FAST, FASTEST, arithmetic_of, choose_device, list_devices
        from model.backbone.store import known_backbone
        from model.predict.precision_error import known_error

        yield Progress("looking for devices")
        backbone = known_backbone(bundle.manifest.backbone_sha256) if bundle is not None else None
        engine = backbone.engine if backbone is not None else None
        exact = choose_device(asked, EXACT, engine)
        faster: list[DeviceRecord | None] = []
        for precision in (FAST, FASTEST):
            found = choose_device(asked, precision, engine) if arithmetic_of(exact, precision) else None
            known = known_error(bundle.sha256, found) if found is not None and bundle is not None else None
            faster.append(found and replace(found, error=known))
        return Devices(list_devices(engine), exact, *faster)

    def warm_up(self, bundle: BundleOnHand, device: str, precision: Precision) -> Steps[None]:
        """Load everything that the next analysis needs, and run one step of the head."""
        yield Progress("loading the model")
        import model.predict.pipeline  # noqa: F401

        if not self._frozen:
            # Also exclude what was loaded to look up the devices. Do this before the engine is loaded, because the
            # engine must be released later.
            gc.freeze()
            self._frozen = True
        if bundle.manifest.tile_layout == "positions":
            self._bundle_of(bundle)  # this model takes feature files and needs no engine
            return
        engine = yield from self._engine_for(bundle, device, precision)
        yield Progress("loading the model")
        _rehearse(engine)
        # Load the colours here. Otherwise the GUI thread would load them with the first map.
        from model.base.colours import SIGNED, SIGNS, UNSIGNED, colour_table

        for name in (*UNSIGNED, SIGNED, SIGNS):
            colour_table(name)
            yield Progress("loading colours")

    def self_test(self, bundle: BundleOnHand, device: str) -> Steps[SelfTest]:
        """Run one synthetic tile through the model with *exact* precision.

        Compare the result with the expected result in the bundle.
        """
        yield Progress("testing the program")
        from model.predict.selftest import self_test

        engine = yield from self._engine_for(bundle, device, "exact")
        yield Progress("testing the program")
        return self_test(engine)

    def analyse(
        self, image: OpenedImage, placement: Placement, bundle: BundleOnHand, device: str, precision: Precision
    ) -> Steps[Prediction]:
        """Return the prediction for one analysis region. Each report carries the partial result."""
        yield Progress("loading the model")
        from model.predict.feature_cache import default_cache
        from model.predict.pipeline import predict

        engine = yield from self._engine_for(bundle, device, precision)
        cache = default_cache() if self._keeps_features else None
        return (yield from predict(image.slide, image.record, placement, engine, cache))

    def analyse_features(self, image: OpenedImage, features: FeaturesOnHand, bundle: BundleOnHand) -> Steps[Prediction]:
        """Return the prediction from a feature file of `image`. Each report carries the partial result."""
        yield Progress("loading the model")
        from model.predict.feature_prediction import predict_features

        return (yield from predict_features(features.file, self._bundle_of(bundle), image.record))

    def run_queue(self, run: QueueRun, spots: tuple[QueuedSpot, ...], link: "QueueLink") -> Steps[None]:
        """Analyse the waiting spots of `run` with the cohort engine; see `queue_tasks.run_queue`."""
        from app.viewer.queue_tasks import run_queue

        bundle = yield from self.find_bundle(str(run.bundle))
        if bundle.sha256 != run.bundle_sha256:
            raise BundleError(
                tr(
                    "{bundle} has changed since the spots were added to the queue: it is another model now.",
                    bundle=run.bundle,
                ),
                tr("Remove these spots from the queue and add them again, or restore the model file."),
            )
        load = partial(self._engine_for, bundle, run.device, run.precision)
        yield from run_queue(load, self._keep_features, run, spots, link)

    def _keep_features(self, prediction: Prediction, engine: "Engine") -> None:
        """Store the features of `prediction`, so that its result and maps are restored at once with its image."""
        from model.predict.feature_cache import default_cache
        from model.predict.feature_file import StoredFeatures
        from model.predict.feature_key import key_of

        same_device = prediction.device.name == engine.encoder.device.name
        if self._keeps_features and same_device:
            known = np.isfinite(prediction.features).all(axis=1)
            key = key_of(prediction.image.sha256, prediction.placement.region, prediction.grid, engine.encoder)
            default_cache().store(key, StoredFeatures(prediction.features, known, prediction.tissue_fraction))

    def restore(
        self, image: OpenedImage, placement: Placement, bundle: BundleOnHand, device: str, precision: Precision
    ) -> Steps[Prediction | None]:
        """Return the prediction for a region that was analysed before; None if the cache lacks some features."""
        yield Progress("loading the saved result")
        from model.predict.feature_cache import default_cache
        from model.predict.from_cache import predict_from_cache

        if not self._keeps_features:
            return None
        engine = self._engine
        if engine is None or self._engine_of != (bundle.sha256, device, precision):
            engine = yield from self._engine_without_backbone(bundle, device, precision)
        return (yield from predict_from_cache(image.slide, image.record, placement, engine, default_cache()))

    def read_ahead(
        self, path: Path, bundle: BundleOnHand, device: str, precision: Precision, encode: bool
    ) -> Steps[Ahead]:
        """Open the image at `path` in advance. If `encode` is true, also store its features in the cache.

        A report carries the opened image before its tiles are encoded. The receiver of this report must close the
        image.
        """
        yield Progress("analysing ahead")
        stamp = file_stamp(path)
        ahead = Ahead((yield from self.open_image(path)), stamp)
        yield Progress("analysing ahead", partial=ahead)
        if encode and bundle.manifest.tile_layout == "grid":
            from model.predict.encode_ahead import encode_ahead
            from model.predict.feature_cache import default_cache
            from model.region.region import place

            image, manifest = ahead.opened.image, bundle.manifest
            engine = yield from self._engine_for(bundle, device, precision)
            placement = place(image.slide.size, image.record.mpp, manifest.window_px, manifest.mpp)
            yield from encode_ahead(image.slide, image.record, placement, engine, default_cache())
        return ahead

    def _engine_without_backbone(self, bundle: BundleOnHand, device: str, precision: Precision) -> "Steps[Engine]":
        """Return an engine for saved features. It loads the backbone only if it must encode a tile."""
        from model.predict.engine import load_engine

        return (yield from load_engine(bundle.path, device, precision, late=True))

    def release_engine(self) -> Steps[None]:
        """Release the engine, because another engine needs its memory."""
        self._engine = self._engine_of = None
        yield Progress("making room")

    def measure_fast(self, bundle: BundleOnHand, device: str) -> "Steps[Errors]":
        """Measure and save the errors of *fast* and *fastest* with `bundle` on `device`. This uses separate engines."""
        yield Progress("loading the model")
        from model.benchmark.accuracy import measure_error

        return (yield from measure_error(bundle.path, device))

    def lay_out(
        self, prediction: Prediction, bundle: BundleOnHand, device: str, precision: Precision
    ) -> "Steps[PreparedSpot]":
        """Prepare the prediction for explanations.

        Run this on the engine's thread, because it may encode a tile of blank glass, which replaces occluded tiles.

        The result holds tensors. Only the tasks that receive the result use these tensors.
        """
        yield Progress("getting ready to explain")
        from model.explain.explained import prepare, prepare_with

        if prediction.feature_file is not None:
            engine_of_file = yield from self._engine_of_file(prediction, bundle, device)
            return (yield from prepare_with(prediction, self._bundle_of(bundle), engine_of_file))
        engine = yield from self._engine_for(bundle, device, precision)
        return (yield from prepare(prediction, engine))

    def explain(self, laid: "PreparedSpot", keys: tuple[str, ...]) -> Steps[tuple[Explanation, ...]]:
        """Explain the prediction with the methods named by `keys`.

        Occlusion and integrated gradients (`IMPORTANCE`) are always computed together.
        """
        yield Progress("explaining")
        from model.explain.explained import explain_prepared, importance

        if keys == IMPORTANCE:
            return (yield from importance(laid))
        found = []
        for key in keys:
            found.append((yield from explain_prepared(laid, key)))
        return tuple(found)

    def look_inside(self, laid: "PreparedSpot") -> Steps[tuple[Gates, ...]]:
        """Compute the gates of the network, in the tile order that playback and hidden states show."""
        yield Progress("looking at gates")
        from model.explain.explained import look_inside

        return (yield from look_inside(laid))

    def what_if(self, laid: "PreparedSpot", tiles: frozenset[int]) -> Steps[OccludedTiles]:
        """Compute the prediction with the tiles at the indices `tiles` replaced by tiles of blank glass."""
        yield Progress("laying glass")
        from model.explain.explained import without

        return (yield from without(laid, np.array(sorted(tiles), np.int64)))

    def draw_heatmap(
        self,
        prediction: Prediction,
        slide: Slide,
        choice: MapChoice,
        explanation: Explanation | None,
        look: MapLook = MapLook(),  # noqa: B008
    ) -> Steps[np.ndarray]:
        """Draw the page with the heatmap, uint8 [h, w, 3], RGB.

        The page shows the map of `explanation` or, for None, the map `choice`, coloured as `look` says.
        """
        yield Progress("drawing the heatmap")
        from model.explain.files import map_page
        from model.result.export.base import Exported
        from model.result.export.heat_map import heat_map
        from model.result.export.heatmap_png import draw

        exported = Exported(prediction, slide)
        if explanation is None:
            return np.asarray(draw(prediction, heat_map(exported, choice, look=look)))
        layer = within(choice, prediction.trace).layer if explanation.method.layered else None
        page = map_page(explanation, exported, layer, log_odds=choice.log_odds, look=look)
        return np.asarray(draw(prediction, page))

    def export(
        self,
        prediction: Prediction,
        slide: Slide,
        folder: Path,
        explanations: tuple[Explanation, ...],
        looked_at: MapChoice | None = None,
        signed: str = "",
        operator: str = "",
        look: MapLook = MapLook(),  # noqa: B008
    ) -> Steps[tuple[Path, ...]]:
        """Write all result files of a prediction and its explanations to `folder`. Create the folder if it is missing.

        The case report shows the map `looked_at`, coloured as `look` says, and `signed`: who made it, and when. The
        files of another image are never overwritten.
        """
        yield Progress("writing result files")
        from model.explain.files import measurements, suffixes, write_explanation
        from model.result.export.base import Exported
        from model.result.export.export_table import EXPORTS, SUFFIXES, write_export
        from model.result.export.naming import RECORD_SUFFIX, stem_for

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ExportError(
                tr(
                    "The folder {folder} could not be made ({strerror}).",
                    folder=folder,
                    strerror=error.strerror or error,
                ),
                tr("Choose another folder."),
            ) from error
        more = [suffixes(one.method.key) for one in explanations]
        endings = (*SUFFIXES, *(ending for some in more for ending in some))
        records = (RECORD_SUFFIX, *(some[0] for some in more))
        stem = stem_for(prediction.image, folder, endings, (), records=records)
        extra, total, paths = measurements(explanations), len(EXPORTS) + sum(map(len, more)), []
        plain = Exported(prediction, slide)
        importance = _report_map(plain, explanations, looked_at, look)
        for done, export in enumerate(EXPORTS):
            paths.append(folder / (stem + export.suffix))
            write_export(export, prediction, slide, paths[-1], extra, importance, signed, operator)
            yield Progress("writing result files", done + 1, total)
        for one in explanations:
            paths += write_explanation(one, plain, folder, stem)
            yield Progress("writing result files", len(paths), total)
        return tuple(paths)

    def _engine_for(self, bundle: BundleOnHand, device: str, precision: Precision) -> "Steps[Engine]":
        """Return the loaded engine if it was loaded for this bundle, device and precision. Otherwise load an engine."""
        wanted = (bundle.sha256, device, precision)
        if self._engine is None or self._engine_of != wanted:
            # Release the old engine first, because two engines may not fit into memory.
            self._engine = self._engine_of = None
            from model.predict.engine import load_engine

            self._engine = yield from load_engine(bundle.path, device, precision)
            self._engine_of = wanted
        return self._engine

    def _bundle_of(self, bundle: BundleOnHand) -> "Bundle":
        """Return the loaded bundle. Load it only if it is not loaded yet."""
        if self._engine is not None and self._engine_of is not None and self._engine_of[0] == bundle.sha256:
            return self._engine.bundle
        if self._bundle is None or self._bundle[0] != bundle.sha256:
            from model.bundle.bundle import load_bundle

            self._bundle = bundle.sha256, load_bundle(bundle.path)
        return self._bundle[1]

    def _engine_of_file(self, prediction: Prediction, bundle: BundleOnHand, device: str) -> "Steps[Engine | None]":
        """Return an engine that encodes a tile of blank glass with the encoder of the prediction's feature file.

        Return None if the file contains the features of blank glass itself, or if its encoder is not on this computer.
        """
        from model.backbone.store import known_backbone
        from model.explain.glass import own_glass
        from model.predict.engine import engine_of

        own = own_glass(prediction.features, prediction.tissue_fraction)
        if own is not None or known_backbone(bundle.manifest.backbone_sha256) is None:
            return None
        if bundle.manifest.tile_layout == "grid":
            return (yield from self._engine_for(bundle, device, "exact"))
        return (yield from engine_of(self._bundle_of(bundle), device, "exact"))


def _report_map(
    exported: "Exported", explanations: tuple[Explanation, ...], looked_at: MapChoice | None, look: MapLook
) -> "HeatMap | None":
    """Return the map of the case report: the map that the user looked at, or else the map of occlusion.

    Return None if neither is known. The report then shows its usual map.
    """
    from model.explain.files import map_page
    from model.result.export.case_pdf import PAGE_PICTURE_PX
    from model.result.export.heat_map import heat_map

    choice = looked_at or MapChoice("occlusion")
    if choice.kind in {kind.key for kind in offered(exported.prediction.trace)}:
        return heat_map(exported, within(choice, exported.prediction.trace), PAGE_PICTURE_PX, look)
    keys = (choice.kind, "occlusion")
    shown = next((one for key in keys for one in explanations if one.method.key == key), None)
    if shown is None:
        return None
    layer = within(choice, exported.prediction.trace).layer if shown.method.layered else None
    return map_page(shown, exported, layer, PAGE_PICTURE_PX, choice.log_odds, look)


def _import_rest_of_window() -> None:
    """Import what the window needs for results, studies and microarrays. It starts without them.

    Otherwise the GUI thread would import them when they are first needed.
    """
    from model.comparison import image_answer  # noqa: F401
    from model.statistics import calibration_band, rank  # noqa: F401
    from model.study import comparison_input, outcome_changes, predictions, store  # noqa: F401
    from model.tma import core_export, core_map, finding  # noqa: F401


def _import_pipeline() -> None:
    from model.explain import explained  # noqa: F401
    from model.predict import from_cache  # noqa: F401


def _rehearse(engine: "Engine") -> None:
    """Run one step of the head now, because torch's first step blocks Python and would delay the first tiles."""
    import torch

    bundle = engine.bundle
    with torch.inference_mode():
        bundle.head.advance(bundle.standardised(torch.zeros(1, bundle.manifest.head.inputs)), None)

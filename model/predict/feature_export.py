"""Compute the features of an image, and write them in the layout of another program."""

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.backbone.store import installed_backbones
from model.base.errors import FeatureFileError
from model.base.progress import Progress
from model.bundle.choices import Blank
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files.hdf5 import MOST_TILES
from model.feature_files.write import TileFeatures, write_feature_file
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import key_of
from model.predict.features import FeatureStream, finite_features
from model.predict.region_tiles import RegionTiles
from model.predict.tiles import SlideGrid, slide_tiles
from model.region.grid import REGION_UM, GridSpec, grid_of_encoder, level0_boxes, region_boxes
from model.region.region import Placement
from model.region.tissue import BLANK, tissue_fraction
from model.slide.base import Slide
from model.slide.record import ImageRecord

VGG_MPP = REGION_UM / GridSpec.window_px
"""Pixel size in um/px of the tiles for VGG-16 if no model specifies another pixel size: 1 mm over 3500 px."""


@dataclass(frozen=True)
class ExportPlan:
    """How features are computed and written: tile grid, encoder, use of blank tiles, and layout of the file."""

    grid: GridSpec
    encoder: EncoderFacts
    blank: Blank
    layout: str


def plan_of_backbone(name: str, encoder: Encoder, blank: Blank, layout: str) -> ExportPlan:
    """Return how to compute and write features with the installed backbone `name`, loaded as `encoder`.

    The file of an imported encoder specifies its tile size and pixel size. VGG-16 gets the tiles of this program's
    models: 224 px at 0.286 um/px.
    """
    info = installed_backbones()[name]
    if info.onnx is None:
        grid, mpp = GridSpec(), VGG_MPP
    else:
        mpp = info.onnx.stated.mpp
        grid = grid_of_encoder(info.onnx.stated.tile_px, mpp)
    facts = EncoderFacts(name, info.sha256, encoder.length, grid.tile_px, mpp, info.layer)
    return ExportPlan(grid, facts, blank, layout)


def export_features(
    slide: Slide,
    image: ImageRecord,
    placement: Placement,
    plan: ExportPlan,
    encoder: Encoder,
    path: Path,
    cache: FeatureCache | None = None,
) -> Generator[Progress, None, TileFeatures]:
    """Write the features of the analysis region at `placement` to `path`, and return them.

    If the plan skips blank tiles, only the tiles with tissue are written, or all tiles if there is no tissue. Raise
    FeatureFileError if the pixel size of the image is unknown, because both layouts need it, or if the file cannot be
    written.
    """
    mpp, grid = _known_mpp(image), plan.grid
    yield Progress("reading the analysis region")
    with RegionTiles(slide, placement, grid, mpp, plan.encoder.mpp) as region:
        stream = FeatureStream(region, encoder, plan.blank)
        with closing(stream.encode(cache, key_of(image.sha256, placement.region, grid, encoder))) as encoding:
            for passed in encoding:
                yield Progress("encoding tiles", passed, grid.tiles)
        tissue = region.tissue_fraction
    used = np.array(sorted(stream.order), np.int64)
    spacing = float(np.diff(np.unique(region_boxes(grid)[:, 0])).mean())
    boxes = level0_boxes(grid, placement.region)[used]
    made = _described(stream.features[used], boxes, tissue[used], used, grid.tiles, spacing, plan, image)
    yield Progress("writing the file")
    write_feature_file(path, made, plan.layout)
    return made


def export_slide_features(
    slide: Slide, image: ImageRecord, plan: ExportPlan, encoder: Encoder, path: Path
) -> Generator[Progress, None, TileFeatures]:
    """Write the features of all tissue of the slide to `path`, and return them.

    The tiles lie side by side over the whole slide; neither the grid of the plan nor the cache is used. If the plan
    uses blank tiles, they are written too. Raise FeatureFileError as `export_features` does, and if there is no tissue.
    """
    mpp = _known_mpp(image)
    grid = SlideGrid(slide.size, plan.encoder.tile_um / mpp)
    if grid.tiles > MOST_TILES:
        raise FeatureFileError(
            f"{Path(image.path).name} has {grid.tiles} tiles at {plan.encoder.mpp:g} um/px; at most {MOST_TILES} can "
            "be written.",
            "Check the pixel size of the slide (--mpp), or choose an encoder with larger tiles.",
        )
    found = _Batches(encoder)
    for first, tiles in slide_tiles(slide, grid, plan.encoder.tile_px):
        yield Progress("encoding tiles", first, grid.tiles)
        shares = tissue_fraction(tiles)
        used = np.arange(len(tiles)) if plan.blank == "read" else np.flatnonzero(shares >= BLANK)
        for _ in found.add(first + used, tiles[used], shares[used]):
            yield Progress("encoding tiles", first, grid.tiles)
    index, features, tissue = found.whole()
    if not len(index):
        raise FeatureFileError(
            f"There is no tissue on {Path(image.path).name}.",
            "Check that the slide is stained, or write tiles without tissue too: --all-tiles.",
        )
    spacing = float(plan.encoder.tile_px)
    made = _described(features, grid.boxes(index), tissue, index, grid.tiles, spacing, plan, image)
    yield Progress("writing the file")
    write_feature_file(path, made, plan.layout)
    return made


class _Batches:
    """Encodes tiles in batches that suit the device, as they arrive."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._index: list[np.ndarray] = []
        self._tissue: list[np.ndarray] = []
        self._waiting: list[np.ndarray] = []
        self._features: list[np.ndarray] = []

    def add(self, index: np.ndarray, tiles: np.ndarray, tissue: np.ndarray) -> Iterator[None]:
        """Add tiles uint8 [n, side, side, 3] with their indices and tissue shares. Yield after each encoded batch."""
        self._index.append(index)
        self._tissue.append(tissue)
        for tile in tiles:
            self._waiting.append(tile)
            if len(self._waiting) == self._encoder.batch:
                self._encode()
                yield

    def whole(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Encode the remaining tiles. Return for all tiles the indices, the features and the tissue shares.

        These are int64 [n], float32 [n, length] and float32 [n].
        """
        self._encode()
        features = np.concatenate([np.empty((0, self._encoder.length), np.float32), *self._features])
        return np.concatenate(self._index).astype(np.int64), features, np.concatenate(self._tissue)

    def _encode(self) -> None:
        if self._waiting:
            found = self._encoder.encode(np.stack(self._waiting))
            self._features.append(finite_features(found, self._encoder.device))
            self._waiting.clear()


def _known_mpp(image: ImageRecord) -> float:
    """Return the pixel size of the image in um/px.

    Raise FeatureFileError if the pixel size is unknown, because both layouts of feature files need it.
    """
    if image.mpp is None:
        raise FeatureFileError(
            f"The pixel size of {Path(image.path).name} is unknown, and a feature file needs it.",
            "Supply it with --mpp.",
        )
    return image.mpp


def _described(
    features: np.ndarray,
    boxes: np.ndarray,
    tissue: np.ndarray,
    index: np.ndarray,
    whole: int,
    spacing: float,
    plan: ExportPlan,
    image: ImageRecord,
) -> TileFeatures:
    """Return the content of a feature file as `TileFeatures`."""
    return TileFeatures(
        features=features,
        boxes=boxes,
        tissue=tissue,
        index=index,
        whole=whole,
        encoder=plan.encoder,
        spacing=spacing,
        name=Path(image.path).stem,
        image_sha256=image.sha256,
        mpp=_known_mpp(image),
        size=(image.width_px, image.height_px),
        made_by=f"histocast {version('histocast')}",
    )

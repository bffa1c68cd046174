"""Compute the features of an image, and write them in the layout of another program."""

from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.base.errors import FeatureFileError
from model.base.progress import Progress
from model.bundle.choices import Blank
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files.write import TileFeatures, write_feature_file
from model.predict.feature_cache import FeatureCache
from model.predict.feature_key import key_of
from model.predict.features import FeatureStream
from model.predict.region_tiles import RegionTiles
from model.region.grid import GridSpec, level0_boxes, region_boxes
from model.region.region import Placement
from model.slide.base import Slide
from model.slide.record import ImageRecord


@dataclass(frozen=True)
class ExportPlan:
    """How features are computed and written: grid, encoder, treatment of blank tiles, and the `layout` of the file."""

    grid: GridSpec
    encoder: EncoderFacts
    blank: Blank
    layout: str


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

    A tile is written only if a model with the same treatment of blank tiles would use it. Raise FeatureFileError if the
    pixel size of the image is unknown, because both layouts need it, or if the file cannot be written.
    """
    if image.mpp is None:
        raise FeatureFileError(
            f"The pixel size of {Path(image.path).name} is unknown, and a feature file needs it.",
            "Supply it with --mpp.",
        )
    grid = plan.grid
    yield Progress("reading the analysis region")
    with RegionTiles(slide, placement, grid, image.mpp, plan.encoder.mpp) as region:
        stream = FeatureStream(region, encoder, plan.blank)
        with closing(stream.encode(cache, key_of(image.sha256, placement.region, grid, encoder))) as encoding:
            for passed in encoding:
                yield Progress("encoding tiles", passed, grid.tiles)
        tissue = region.tissue_fraction
    used = np.array(sorted(stream.order), np.int64)
    xs = np.unique(region_boxes(grid)[:, 0])
    made = TileFeatures(
        features=stream.features[used],
        boxes=level0_boxes(grid, placement.region)[used],
        tissue=tissue[used],
        index=used,
        whole=grid.tiles,
        encoder=plan.encoder,
        spacing=float(np.diff(xs).mean()),
        name=Path(image.path).stem,
        image_sha256=image.sha256,
        mpp=image.mpp,
        size=(image.width_px, image.height_px),
        made_by=f"histocast {version('histocast')}",
    )
    yield Progress("writing the file")
    write_feature_file(path, made, plan.layout)
    return made

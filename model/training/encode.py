"""Encode a cohort once: rows come in, features on disk go out, keyed by all that can change them; resumable."""

import hashlib
from collections.abc import Generator, Sequence
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.features import FeatureStream
from model.files import replacing
from model.grid import GridSpec
from model.opening import open_image
from model.progress import Progress
from model.tiles import cut_tiles, read_frame
from model.tissue import tissue_fraction
from model.training.cohort_table import CohortRow
from model.window import place


def feature_file(
    folder: Path, image_sha256: str, image_mpp: float | None, grid: GridSpec, mpp: float, backbone: str
) -> Path:
    """Where the features of one spot lie: the name is a hash of everything they depend on."""
    key = f"{image_sha256}|{image_mpp}|{grid}|{mpp}|{backbone}|whole window in the middle|1"
    return folder / f"{hashlib.sha256(key.encode()).hexdigest()[:32]}.npz"


def encode_cohort(
    rows: Sequence[CohortRow], grid: GridSpec, mpp: float, encoder: Encoder, folder: Path
) -> Generator[Progress, None, tuple[Path, ...]]:
    """Files with `features` float32 [256, 4096] and `tissue` float32 [256], one for each row, made where missing."""
    files: list[Path] = []
    for number, row in enumerate(rows):
        yield Progress("encoding spots", number, len(rows))
        slide, record = open_image(row.image)
        file = feature_file(folder, record.sha256, record.mpp, grid, mpp, encoder.backbone_sha256)
        if not file.is_file():
            placement = place(slide.size, record.mpp, grid.window_px, mpp)
            tiles = cut_tiles(read_frame(slide, placement, grid), grid)
            stream = FeatureStream(tiles, encoder)
            for _ in stream:
                yield Progress("encoding spots", number, len(rows))
            with replacing(file) as beside:
                np.savez(beside, features=stream.features, tissue=tissue_fraction(tiles))
        slide.close()
        files.append(file)
    yield Progress("encoding spots", len(rows), len(rows))
    return tuple(files)

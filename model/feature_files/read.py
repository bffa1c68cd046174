"""Read a feature file: first its facts and the positions of its tiles, then the features."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from model.base.errors import FeatureFileError
from model.base.plural import plural
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files.hdf5 import MOST_BYTES, MOST_FEATURES, MOST_TILES, dataset, number, opened
from model.feature_files.layouts import Layout, features_of, tile_facts
from model.feature_files.own_facts import own_facts
from model.feature_files.stated import NOTHING, Stated
from model.region.positions import TilePositions, raster

LAYER = "as the feature file holds them"
_FARTHEST = 1e9
"""Maximum coordinate of a tile, in px or um. The largest slides have less than 1e7 px per side, and fewer um."""
_BLOCK_BYTES = 64 << 20
_SHA256 = re.compile("[0-9a-f]{64}")
MOST_OUTSIDE = 0.01
"""Maximum share of tiles whose centre may lie outside the slide. Tiles at the edge of the slide may reach beyond it."""
MOST_DOUBLE = 0.25
"""Maximum share of tiles that may lie at the position of another tile. With more, the positions are wrong, or the file
joins several slides or tile sizes."""


@dataclass(frozen=True, eq=False)
class FeatureFile:
    """What is known about a feature file and its tiles, without the features themselves.

    Arrays by tile are in raster order; `order` int64 [n] has the row of each tile in the file. `tiles` int64 [n] are
    the indices of the tiles among the `whole` tiles: in a file of this program, the indices in its grid; in any other
    file, 0 to n - 1. `tissue` float32 [n] is the tissue share, or 1 if the file contains none. `mpp` is the pixel size
    of the slide at full resolution, None if unknown. `size` is the width and height of the slide in px, or None.
    `image_sha256` is the SHA-256 of the image, "" if unknown.
    """

    path: Path
    layout: Layout
    encoder: EncoderFacts
    positions: TilePositions
    order: np.ndarray
    tiles: np.ndarray
    whole: int
    tissue: np.ndarray
    mpp: float | None
    size: tuple[int, int] | None
    image_sha256: str
    notes: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the layout and the number of tiles as text, such as "TRIDENT, 512 tiles"."""
        return f"{self.layout}, {plural(len(self.order), 'tile')}"


def read_feature_file(path: Path, stated: Stated = NOTHING) -> FeatureFile:
    """Return what is known about the feature file at `path` and its tiles; the features are not read.

    Raise FeatureFileError if the file cannot be read safely, or if a fact is neither in the file nor in `stated`.
    """
    with opened(path) as file:
        features = dataset(file, features_of(file), "f", (None, None))
        count, length = features.shape
        _refuse_size(path, count, length)
        coords = dataset(file, "coords", "iuf", (count, 2))
        own = own_facts(file, count)
        facts = tile_facts(file, own, stated)
        corners = _positions(coords[:].astype(np.float64), path)
        sides = (number(coords, "level0_width"), number(coords, "level0_height"))
    size = None if None in sides else (round(sides[0]), round(sides[1]))  # type: ignore[arg-type]
    if size is not None and facts.unit == "px" and own.index is None:
        # An analysis region of this program may extend beyond its image.
        _refuse_outside(corners + facts.side / 2, size, path)
    order = raster(corners) if own.index is None else np.argsort(own.index)
    whole = own.whole or count
    return FeatureFile(
        path=path,
        layout=facts.layout,
        encoder=EncoderFacts(
            facts.encoder,
            _agreed_sha256(own.encoder_sha256, stated.encoder_sha256.lower(), path),
            length,
            facts.tile_px,
            facts.tile_mpp,
            LAYER,
        ),
        positions=TilePositions(_fixed(corners[order]), facts.side, facts.unit),
        order=_fixed(order),
        tiles=_fixed(np.arange(count) if own.index is None else own.index[order]),
        whole=whole,
        tissue=_fixed(np.ones(count, np.float32) if own.tissue is None else own.tissue[order]),
        mpp=facts.mpp,
        size=size,
        image_sha256=own.image_sha256,
        notes=_notes(corners, path),
    )


def read_features(facts: FeatureFile) -> np.ndarray:
    """Return the features of the file, float32 [n, length], in raster order.

    Raise FeatureFileError if the file changed after its facts were read, or if a feature is NaN or infinite.
    """
    count, length = len(facts.order), facts.encoder.length
    found = np.empty((count, length), np.float32)
    place = np.empty(count, np.int64)
    place[facts.order] = np.arange(count)
    with opened(facts.path) as file:
        features = dataset(file, features_of(file), "f", (count, length))
        rows = max(1, _BLOCK_BYTES // (length * 4))
        for start in range(0, count, rows):
            block = features[start : start + rows]
            with np.errstate(over="ignore"):
                found[place[start : start + rows]] = block.astype(np.float32, copy=False)
    bad = int((~np.isfinite(found)).any(axis=1).sum())
    if bad:
        raise FeatureFileError(
            f"{bad} of the {count} tiles in {facts.path.name} have features that are NaN or infinite.",
            "Compute the features again, in float32 if they were computed in float16.",
        )
    return _fixed(found)


def _refuse_size(path: Path, count: int, length: int) -> None:
    if not count or not length:
        raise FeatureFileError(
            f"{path.name} holds no features.",
            "Check that the program found tissue on the slide, and compute the feature file again.",
        )
    if count > MOST_TILES or length > MOST_FEATURES or 4 * count * length > MOST_BYTES:
        raise FeatureFileError(
            f"{path.name} has {count} tiles with {length} features, {4 * count * length / 1e9:.1f} GB as float32; at "
            f"most {MOST_TILES} tiles, {MOST_FEATURES} features and {MOST_BYTES / 1e9:.1f} GB are read.",
            "Compute the features of larger tiles or at a coarser pixel size.",
        )


def _agreed_sha256(found: str, stated: str, path: Path) -> str:
    """Return the SHA-256 of the encoder's weights, as in the file or as the user gave it; "" if unknown.

    Raise FeatureFileError if file and user contradict each other, or if the text of the user is not a SHA-256.
    """
    if stated and not _SHA256.fullmatch(stated):
        raise FeatureFileError(
            f"--encoder-sha256 is {stated!r}, which is not a SHA-256.",
            "Give the 64 hexadecimal digits of the SHA-256 of the encoder's weights, or leave the option out.",
        )
    if found and stated and found != stated:
        raise FeatureFileError(
            f"{path.name} was computed with encoder weights of the SHA-256 {found[:12]}, but "
            f"--encoder-sha256 is {stated[:12]}.",
            "Leave out --encoder-sha256, or give the file to which this SHA-256 belongs.",
        )
    return stated or found


def _positions(corners: np.ndarray, path: Path) -> np.ndarray:
    bad = int((~(np.abs(corners) <= _FARTHEST)).any(axis=1).sum())
    if bad:
        raise FeatureFileError(
            f"{bad} of the {len(corners)} positions in {path.name} are not numbers within {_FARTHEST:g}.",
            "Compute the file again.",
        )
    return corners


def _refuse_outside(centres: np.ndarray, size: tuple[int, int], path: Path) -> None:
    """Raise FeatureFileError if tiles lie outside the slide whose size the file states itself."""
    outside = int(((centres < 0) | (centres > size)).any(axis=1).sum())
    if outside > MOST_OUTSIDE * len(centres):
        raise FeatureFileError(
            f"{outside} of the {len(centres)} tiles in {path.name} lie outside the slide of {size[0]} x "
            f"{size[1]} px that the file names.",
            "Compute the file again.",
        )


def _notes(corners: np.ndarray, path: Path) -> tuple[str, ...]:
    """Return a note if a few tiles lie at the same position. Raise FeatureFileError if many do."""
    double = len(corners) - len(np.unique(corners, axis=0))
    if double > MOST_DOUBLE * len(corners):
        raise FeatureFileError(
            f"{double} of the {len(corners)} tiles in {path.name} lie at the same position as another tile.",
            "Compute the file again, for one slide and one size of tiles.",
        )
    lie = plural(double, "tile of the feature file lies", "tiles of the feature file lie")
    return (f"{lie} at the same position as another tile.",) if double else ()


def _fixed(array: Any) -> np.ndarray:
    array.setflags(write=False)
    return np.asarray(array)

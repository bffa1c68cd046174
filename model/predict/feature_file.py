"""Write the features of a region to a file, and read all of them or the features of some tiles.

The file is a NumPy archive without compression: `features` float32 or float16 [n, inputs] of the known tiles in raster
order, `known` bool [tiles], and `tissue` float32 [tiles]. Files of version 0.2.0 and earlier have no `tissue`. They
contain the features of all tiles, with NaN for unknown tiles. They can still be read.
"""

import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import numpy as np

_LOCAL_HEADER = 30
"""Number of bytes of a ZIP entry before its name. Bytes 26 to 29 contain the lengths of the name and of the extra
field."""
_DAMAGE = (
    OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, struct.error, NotImplementedError, OverflowError,
    MemoryError,
)  # fmt: skip
"""Exceptions that can be raised while a file is read that is missing, damaged or written by another program. A damaged
array can state a size for which there is no memory."""
_ENCRYPTED = 1
"""The bit of an entry's flags that says that the entry is encrypted."""


@dataclass(frozen=True, eq=False)
class StoredFeatures:
    """Features float32 [tiles, inputs] by tile index.

    The features of a tile are valid only if `known` bool [tiles] is True. `tissue` float32 [tiles] is the tissue share
    of each tile, 0..1. It is None if some tiles of the region were not read.
    """

    features: np.ndarray
    known: np.ndarray
    tissue: np.ndarray | None = None


@dataclass(frozen=True, eq=False)
class FeatureFacts:
    """What a file of features contains, without the features themselves.

    `known` bool [tiles] and `tissue` float32 [tiles] have the same meaning as in `StoredFeatures`.

    `inputs` is the number of features per tile.
    """

    known: np.ndarray
    tissue: np.ndarray | None
    inputs: int

    def covers(self, tiles: np.ndarray) -> bool:
        """Return whether the features of all `tiles` are known."""
        return bool(self.known[tiles].all())


def write_features(path: Path, stored: StoredFeatures, half: bool) -> None:
    """Write the known features of a region to `path`, as float16 if `half` is true.

    Raise OSError if the disk is full or not writable.
    """
    arrays = {"known": stored.known, "features": stored.features[stored.known]}
    if half:
        arrays["features"] = arrays["features"].astype(np.float16)
    if stored.tissue is not None:
        arrays["tissue"] = stored.tissue
    np.savez(path, **arrays)


def read_features(path: Path, tiles: int) -> StoredFeatures | None:
    """Return all features of a region with this number of tiles, or None if the file is missing or damaged."""
    try:
        # The file is opened here, because np.load would leave a damaged file open.
        with path.open("rb") as file:
            arrays = np.load(file, allow_pickle=False)
            _refuse_packed(arrays.zip)
            features, known = arrays["features"], arrays["known"]
            tissue = arrays["tissue"] if "tissue" in arrays.files else None
    except _DAMAGE:
        return None
    if not _fits(features.shape, features.dtype, known, tiles) or not _is_tissue(tissue, tiles):
        return None
    if len(features) == tiles:
        features = features[known]
    # A file of an older version may contain NaN. It counts as damaged, so that its features are computed again. If they
    # are NaN again, an error is raised.
    if not np.isfinite(features).all():
        return None
    whole = np.full((tiles, features.shape[1]), np.nan, np.float32)
    whole[known] = features
    return StoredFeatures(whole, known, tissue)


def read_facts(path: Path, tiles: int) -> FeatureFacts | None:
    """Return a description of the file of features at `path`, or None if it is missing or damaged."""
    try:
        with path.open("rb") as file:
            return _Layout(file, tiles).facts
    except _DAMAGE:
        return None


def read_tiles(path: Path, tiles: int, wanted: np.ndarray) -> np.ndarray | None:
    """Return the features of the `wanted` tiles, float32 [n, inputs], in the given order.

    Only the bytes of these tiles are read. Return None if the file is missing or damaged, or lacks one of these tiles.
    `tiles` is the number of tiles of the region.
    """
    try:
        with path.open("rb") as file:
            layout = _Layout(file, tiles)
            if not layout.facts.covers(wanted):
                return None
            # The memory map is closed at the end of this function. Otherwise its pages would count as memory of the
            # program.
            mapped = np.memmap(file, layout.dtype, "r", layout.start, layout.shape)
            found = np.asarray(mapped[layout.places[wanted]]).astype(np.float32, copy=False)
    except _DAMAGE:
        return None
    return found if np.isfinite(found).all() else None


class _Layout:
    """Where the features are in an open file: the first byte `start`, and the `shape` and `dtype` of the array.

    `places` int64 [tiles] is the array's row for each known tile. If the file has another format, one of the exceptions
    in `_DAMAGE` is raised.
    """

    def __init__(self, file: IO[bytes], tiles: int) -> None:
        with zipfile.ZipFile(file) as archive:
            _refuse_packed(archive)
            known = _small_array(archive, "known")
            tissue = _small_array(archive, "tissue") if "tissue.npy" in archive.namelist() else None
            entry = archive.getinfo("features.npy")
        file.seek(entry.header_offset)
        name, extra = struct.unpack("<HH", file.read(_LOCAL_HEADER)[26:])
        file.seek(entry.header_offset + _LOCAL_HEADER + name + extra)
        np.lib.format.read_magic(file)
        self.shape, fortran, self.dtype = np.lib.format.read_array_header_1_0(file)
        self.start = file.tell()
        if fortran or not _fits(self.shape, self.dtype, known, tiles) or not _is_tissue(tissue, tiles):
            raise ValueError("another layout")
        self.places = np.arange(tiles) if self.shape[0] == tiles else np.cumsum(known) - 1
        self.facts = FeatureFacts(known, tissue, self.shape[1])


def _refuse_packed(archive: zipfile.ZipFile) -> None:
    """Raise ValueError if an entry is compressed or encrypted. This program stores the bytes as they are.

    Compressed entries could fill the memory.
    """
    if any(one.compress_type != zipfile.ZIP_STORED or one.flag_bits & _ENCRYPTED for one in archive.infolist()):
        raise ValueError("compressed or encrypted")


def _small_array(archive: zipfile.ZipFile, name: str) -> np.ndarray:
    with archive.open(f"{name}.npy") as file:
        return np.asarray(np.lib.format.read_array(file, allow_pickle=False))


def _fits(shape: tuple[int, ...], dtype: np.dtype, known: np.ndarray, tiles: int) -> bool:
    """Return whether an array of this shape and type can contain the features of the `known` tiles.

    `tiles` is the number of all tiles.
    """
    if known.shape != (tiles,) or known.dtype != bool or dtype not in (np.float32, np.float16) or len(shape) != 2:
        return False
    return shape[0] in (tiles, int(known.sum()))


def _is_tissue(tissue: np.ndarray | None, tiles: int) -> bool:
    return tissue is None or (
        tissue.shape == (tiles,) and tissue.dtype == np.float32 and bool(np.isfinite(tissue).all())
    )

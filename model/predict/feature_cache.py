"""Cache features on the disk, so that a region that was encoded before is analysed at once.

The key of an entry contains everything that the features depend on: the SHA-256 of the image, the region, the grid, the
backbone and the arithmetic. If one of them changes, the key changes. An outdated entry is therefore never used.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.base.files import replacing
from model.base.geometry import RegionL0
from model.base.places import cache_folder
from model.region.grid import GridSpec

LIMIT_BYTES = 2_000_000_000
"""Greatest total size: about 470 regions of 4.2 MB. Above it, the least recently used entries are evicted."""
_VERSION = 2
"""Version of the computation from pixels to features. Raise it when `slide`, `tiles` or an engine changes the numbers.
"""


@dataclass(frozen=True)
class FeatureKey:
    """Everything that features depend on.

    `engine` and `arithmetic` have the values of `DeviceRecord`. They are included because engines round differently.
    """

    image_sha256: str
    region: RegionL0
    grid: GridSpec
    backbone_sha256: str
    engine: str
    arithmetic: str

    @property
    def name(self) -> str:
        """Return the file name of the entry with this key."""
        return hashlib.sha256(f"{_VERSION}|{self!r}".encode()).hexdigest()[:40] + ".npz"


def key_of(image_sha256: str, region: RegionL0, grid: GridSpec, encoder: Encoder) -> FeatureKey:
    """Return the key of the features that `encoder` computes for the tiles of `grid` over `region` of an image."""
    device = encoder.device
    # 0 and 0.0 are the same coordinate and must give the same file name.
    region = RegionL0(float(region.x), float(region.y), float(region.width), float(region.height))
    return FeatureKey(image_sha256, region, grid, encoder.backbone_sha256, device.engine, device.arithmetic)


@dataclass(frozen=True, eq=False)
class StoredFeatures:
    """Features float32 [tiles, length] by tile index.

    They are valid only for tiles that are True in `known`, bool [tiles].
    """

    features: np.ndarray
    known: np.ndarray


@dataclass(frozen=True)
class FeatureCache:
    """A folder of entries with a total size of at most `limit_bytes`; None means no limit."""

    folder: Path
    limit_bytes: int | None = LIMIT_BYTES

    def load(self, key: FeatureKey) -> StoredFeatures | None:
        """Return the features stored under `key`; None if there are none or the entry is damaged."""
        path = self.folder / key.name
        try:
            # If np.load opened a damaged file itself, it would leave the file open.
            with path.open("rb") as file:
                arrays = np.load(file, allow_pickle=False)
                stored = StoredFeatures(arrays["features"], arrays["known"])
            path.touch()  # sets the time of last use for `trim`
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        good = stored.features.ndim == 2 and len(stored.features) == key.grid.tiles
        good = good and stored.features.dtype == np.float32
        good = good and stored.known.shape == (key.grid.tiles,) and stored.known.dtype == bool
        # An entry of an older version may contain NaN. Its features are computed again; if they are NaN again, that is
        # an error.
        return stored if good and np.isfinite(stored.features[stored.known]).all() else None

    def store(self, key: FeatureKey, stored: StoredFeatures) -> None:
        """Store features under `key`. If the disk is full or not writable, store nothing and raise no error."""
        try:
            with replacing(self.folder / key.name) as beside:
                np.savez(beside, features=stored.features, known=stored.known)
            self.trim()
        except OSError:
            return

    def trim(self) -> None:
        """Evict the least recently used entries until the total size is within the limit."""
        if self.limit_bytes is None:
            return
        entries = sorted(self._entries(), key=lambda entry: entry[1], reverse=True)
        total = 0
        for path, _, size in entries:
            total += size
            if total > self.limit_bytes:
                path.unlink(missing_ok=True)

    def clear(self) -> int:
        """Remove all entries and return how many there were."""
        entries = self._entries()
        for path, _, _ in entries:
            path.unlink(missing_ok=True)
        return len(entries)

    def size(self) -> tuple[int, int]:
        """Return the number of entries and their total size in bytes."""
        sizes = [size for _, _, size in self._entries()]
        return len(sizes), sum(sizes)

    def _entries(self) -> list[tuple[Path, float, int]]:
        """Return path, time of last use and size in bytes of every entry.

        Entries that were just removed are left out.
        """
        found = []
        for path in self.folder.glob("*.npz"):
            try:
                about = path.stat()
            except OSError:
                continue
            found.append((path, about.st_mtime, about.st_size))
        return found


def default_cache() -> FeatureCache:
    """Return the cache that the window and the command line share."""
    return FeatureCache(cache_folder() / "features")


def training_cache() -> FeatureCache:
    """Return the cache for cohorts. It has no limit, because a training run needs the features of all its spots."""
    return FeatureCache(cache_folder() / "cohort-features", limit_bytes=None)

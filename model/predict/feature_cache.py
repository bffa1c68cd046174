"""Features kept on disk, so that a spot seen before is read at once: a key of all they depend on, arrays in and out.

Entries are found by content: the image's hash, the window, the grid, the backbone and the arithmetic. What was changed
in any of them is another entry; an old one is never wrong, only unused.
"""

import hashlib
import zipfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.backbone.layers import FEATURES
from model.base.files import replacing
from model.base.geometry import RegionL0
from model.base.places import cache_folder
from model.region.grid import GridSpec

LIMIT_BYTES = 2_000_000_000
"""About 470 spots of 4.2 MB; beyond it the entries used longest ago go."""
_VERSION = 2
"""Of the way from pixels to features; raised when `slide`, `tiles` or an engine comes to give other numbers."""


@dataclass(frozen=True)
class FeatureKey:
    """All that features depend on. `engine` and `arithmetic` as in `DeviceRecord`: engines round differently."""

    image_sha256: str
    region: RegionL0
    grid: GridSpec
    backbone_sha256: str
    engine: str
    arithmetic: str

    @property
    def name(self) -> str:
        return hashlib.sha256(f"{_VERSION}|{self!r}".encode()).hexdigest()[:40] + ".npz"


def key_of(image_sha256: str, region: RegionL0, grid: GridSpec, encoder: Encoder) -> FeatureKey:
    """The key of what `encoder` makes of the tiles of `grid` over `region` of that image."""
    device = encoder.device
    # 0 and 0.0 are the same place and must have the same name.
    region = RegionL0(float(region.x), float(region.y), float(region.width), float(region.height))
    return FeatureKey(image_sha256, region, grid, encoder.backbone_sha256, device.engine, device.arithmetic)


@dataclass(frozen=True, eq=False)
class StoredFeatures:
    """Features float32 [tiles, 4096] by tile index, of the tiles that are `known`, bool [tiles]."""

    features: np.ndarray
    known: np.ndarray


@dataclass(frozen=True)
class FeatureCache:
    """A folder of entries, kept under `limit_bytes` (None: without limit)."""

    folder: Path
    limit_bytes: int | None = LIMIT_BYTES

    def load(self, key: FeatureKey) -> StoredFeatures | None:
        """What is kept under `key`, or None; a damaged entry counts as none."""
        path = self.folder / key.name
        try:
            # Opened here: np.load would leave a damaged file open.
            with path.open("rb") as file:
                arrays = np.load(file, allow_pickle=False)
                kept = StoredFeatures(arrays["features"], arrays["known"])
            path.touch()  # the time of last use, for `trim`
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            return None
        good = kept.features.shape == (key.grid.tiles, FEATURES) and kept.features.dtype == np.float32
        good = good and kept.known.shape == (key.grid.tiles,) and kept.known.dtype == bool
        # Features of an older version may hold NaN: they are computed again, and then refused with the reason.
        return kept if good and np.isfinite(kept.features[kept.known]).all() else None

    def store(self, key: FeatureKey, kept: StoredFeatures) -> None:
        """Keep features; where the disk is full or closed to us, nothing is kept and nobody is disturbed."""
        try:
            with replacing(self.folder / key.name) as beside:
                np.savez(beside, features=kept.features, known=kept.known)
            self.trim()
        except OSError:
            return

    def trim(self) -> None:
        """Let the entries used longest ago go until the rest is within the limit."""
        if self.limit_bytes is None:
            return
        entries = sorted(self._entries(), key=lambda entry: entry[1], reverse=True)
        total = 0
        for path, _, size in entries:
            total += size
            if total > self.limit_bytes:
                path.unlink(missing_ok=True)

    def clear(self) -> int:
        """Remove all entries; gives how many there were."""
        entries = self._entries()
        for path, _, _ in entries:
            path.unlink(missing_ok=True)
        return len(entries)

    def size(self) -> tuple[int, int]:
        """How many entries there are, and their bytes."""
        sizes = [size for _, _, size in self._entries()]
        return len(sizes), sum(sizes)

    def _entries(self) -> list[tuple[Path, float, int]]:
        """Path, time of last use and bytes of every entry; one that goes while we look is left out."""
        found = []
        for path in self.folder.glob("*.npz"):
            try:
                about = path.stat()
            except OSError:
                continue
            found.append((path, about.st_mtime, about.st_size))
        return found


def default_cache() -> FeatureCache:
    """The cache that the window and the command line share."""
    return FeatureCache(cache_folder() / "features")


def training_cache() -> FeatureCache:
    """The cache of cohorts: without limit, as a run needs all its spots at once."""
    return FeatureCache(cache_folder() / "cohort-features", limit_bytes=None)

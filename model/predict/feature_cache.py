"""Cache features on the disk, so that a region that was encoded before can be analysed or trained on at once.

The key of an entry contains everything on which the features depend: the SHA-256 of the image, the region, the grid,
the backbone and the number format of the computation. If one of these changes, the key changes. An outdated entry is
therefore never used.

Predictions and training use the same entries. The entries are in two folders, which have separate size limits: one for
analysed images, and one for the spots of cohorts. Every look-up searches both folders.
"""

import errno
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from model.base.cache_limits import GB, cache_limits
from model.base.files import replacing
from model.base.places import cache_folder
from model.predict.cached_cohorts import entries_in_use
from model.predict.feature_file import (
    FeatureFacts,
    StoredFeatures,
    read_facts,
    read_features,
    read_tiles,
    write_features,
)
from model.predict.feature_key import FeatureKey

LIMIT_BYTES = 2 * GB
"""Default maximum size of the cache in bytes. It is enough for about 470 regions of 4.2 MB."""
RESERVE_BYTES = GB // 2
"""Space in bytes that the cache leaves free on the disk for other programs."""


@dataclass(frozen=True)
class FeatureCache:
    """A folder of entries with a total size of at most `limit_bytes`. None means no limit.

    Entries are also looked up in the folders `beside`. If `takes_over` is true, an entry that is found there moves to
    `folder`. If `half` is true, features are rounded to float16, both in new entries and in loaded features.

    `run` collects the names of the entries that a command on a series of images has used, in the order of use. It is
    None for other uses of the cache. Entries in `run` are not evicted to make room for new entries: the next pass over
    the series starts with the same images and needs these entries first. If `exceeds` is true, the entries of the run
    may exceed the limit until `settle` is called. Otherwise entries that do not fit are not stored.
    """

    folder: Path
    limit_bytes: int | None = LIMIT_BYTES
    beside: tuple[Path, ...] = ()
    takes_over: bool = False
    half: bool = False
    exceeds: bool = False
    run: dict[str, None] | None = field(default=None, compare=False)

    def load(self, key: FeatureKey) -> StoredFeatures | None:
        """Return the features stored under `key`, or None if there are none or the entry is damaged."""
        for path in self._paths(key):
            stored = read_features(path, key.grid.tiles)
            if stored is None or (self.half and too_large(stored.features[stored.known])):
                continue
            self._mark(path)
            return replace(stored, features=rounded(stored.features)) if self.half else stored
        return None

    def facts(self, key: FeatureKey) -> FeatureFacts | None:
        """Return a description of the entry under `key`, or None if there is no entry.

        The features themselves are not read.
        """
        for path in self._paths(key):
            found = read_facts(path, key.grid.tiles)
            if found is not None:
                return found
        return None

    def tiles(self, key: FeatureKey, wanted: np.ndarray) -> np.ndarray | None:
        """Return the features of the `wanted` tiles, float32 [n, inputs], or None if a tile is not stored."""
        for path in self._paths(key):
            found = read_tiles(path, key.grid.tiles, wanted)
            if found is not None:
                return rounded(found) if self.half else found
        return None

    def claim(self, key: FeatureKey) -> None:
        """Mark the entry under `key` as used by the running command, so that it is not evicted.

        If `takes_over` is true, move it to the folder of this cache.
        """
        for path in self._paths(key):
            if path.is_file():
                self._mark(path)
                return

    def store(self, key: FeatureKey, stored: StoredFeatures) -> str | None:
        """Store features under `key`. Return None, or a sentence with the reason if the features cannot be stored."""
        name = key.half_name if self.half else key.name
        places = [folder / name for folder in (self.folder, *self.beside)]
        path = next((path for path in places if path.is_file()), places[0])
        size = int(stored.known.sum()) * stored.features.shape[1] * (2 if self.half else 4)
        if self.half and too_large(stored.features[stored.known]):
            return "Some features are too large for float16 and are not stored."
        problem = self.shortage(size)
        if problem:
            return problem
        if not self._has_room(size):
            limit = f"{(self.limit_bytes or 0) / GB:g} GB"
            return f"The features of these images reach the limit of the cache, {limit}. New features are not stored."
        try:
            with replacing(path) as beside:
                write_features(beside, stored, self.half)
        except OSError as error:
            return _not_stored(self.folder, error)
        self._mark(path)
        self._evict(self._older())
        return None

    def shortage(self, size: int) -> str | None:
        """Return a sentence for the user if the disk has too little space for `size` more bytes, otherwise None.

        `RESERVE_BYTES` must remain free.
        """
        free = free_bytes(self.folder)
        if free is None or free >= size + RESERVE_BYTES:
            return None
        return (
            f"The disk of the cache {self.folder} has {free / GB:.1f} GB left, and new features are not stored. Free "
            "some space, or set HISTOCAST_CACHE to another folder."
        )

    def settle(self) -> None:
        """Evict entries at the end of a run until the size limit is met.

        Entries of earlier runs are evicted first, then the entries that this run used last.

        The entries that this run used first are kept, so that the next run over the same images finds them.
        """
        names = list(self.run or ())
        if self.run is not None:
            self.run.clear()
        own = set(names)
        self._evict([path for path in self._older() if path.name not in own])
        self._evict([self.folder / name for name in reversed(names)])

    def clear(self) -> int:
        """Remove all entries and return their number."""
        entries = self._entries()
        for path, _, _ in entries:
            path.unlink(missing_ok=True)
        return len(entries)

    def size(self) -> tuple[int, int]:
        """Return the number of entries and their total size in bytes."""
        sizes = self.sizes()
        return len(sizes), sum(sizes.values())

    def sizes(self) -> dict[str, int]:
        """Return the size in bytes of each entry, by its file name."""
        return {path.name: size for path, _, size in self._entries()}

    def _paths(self, key: FeatureKey) -> list[Path]:
        """Return the paths at which the entry for `key` may be, in the order in which to try them.

        If rounded features are wanted, an entry with exact features is also usable.
        """
        names = (key.half_name, key.name) if self.half else (key.name,)
        return [folder / name for name in names for folder in (self.folder, *self.beside)]

    def _mark(self, path: Path) -> None:
        """Record that the entry at `path` was used. If `takes_over` is true, move it to the folder of this cache."""
        if self.takes_over and path.parent != self.folder:
            own = self.folder / path.name
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                os.replace(path, own)
            except OSError:
                return  # the entry remains in its folder and can be used there
            path = own
        try:
            path.touch()  # sets the time of last use
        except OSError:
            return
        if self.run is not None and path.parent == self.folder:
            self.run[path.name] = None

    def _has_room(self, size: int) -> bool:
        """Return whether `size` more bytes fit into the limit without evicting the entries that this run has used."""
        if self.limit_bytes is None or self.exceeds or self.run is None:
            return True
        held = sum(bytes_ for path, _, bytes_ in self._entries() if path.name in self.run)
        return held + size <= self.limit_bytes

    def _older(self) -> list[Path]:
        """Return the entries that may be evicted. The least recently used entry comes first."""
        if self.limit_bytes is None:
            return []
        kept = entries_in_use(self.folder) | set(self.run or ())
        return [path for path, _, _ in sorted(self._entries(), key=lambda one: one[1]) if path.name not in kept]

    def _evict(self, candidates: Iterable[Path]) -> None:
        """Remove `candidates` in their order until the total size is within the limit."""
        if self.limit_bytes is None:
            return
        sizes = self.sizes()
        total = sum(sizes.values())
        for path in candidates:
            if total <= self.limit_bytes:
                return
            path.unlink(missing_ok=True)
            total -= sizes.get(path.name, 0)

    def _entries(self) -> list[tuple[Path, float, int]]:
        """Return path, time of last use and size in bytes of every entry.

        Entries that another process has just removed are left out.
        """
        found = []
        for path in self.folder.glob("*.npz"):
            try:
                about = path.stat()
            except OSError:
                continue
            found.append((path, about.st_mtime, about.st_size))
        return found


def free_bytes(folder: Path) -> int | None:
    """Return the free space in bytes of the disk that contains `folder`, or None if it is unknown.

    The folder may not exist yet.
    """
    existing = next((one for one in (folder, *folder.parents) if one.is_dir()), None)
    try:
        return None if existing is None else shutil.disk_usage(existing).free
    except OSError:
        return None


def default_cache() -> FeatureCache:
    """Return the cache for images that are analysed in the window."""
    return FeatureCache(_images(), cache_limits().images_bytes, (_cohorts(),))


def series_cache() -> FeatureCache:
    """Return the cache for a command that analyses a series of images."""
    return replace(default_cache(), run={})


def training_cache(half: bool = False) -> FeatureCache:
    """Return the cache for cohorts.

    A run may exceed the size limit of this cache, because it needs the features of all its spots.
    """
    limit = cache_limits().cohorts_bytes
    return FeatureCache(_cohorts(), limit, (_images(),), takes_over=True, half=half, exceeds=True, run={})


def _images() -> Path:
    return cache_folder() / "features"


def _cohorts() -> Path:
    return cache_folder() / "cohort-features"


def rounded(features: np.ndarray) -> np.ndarray:
    """Return `features` rounded to float16, as float32."""
    return features.astype(np.float16).astype(np.float32)


def too_large(features: np.ndarray) -> bool:
    """Return whether the absolute value of a feature is too large for float16."""
    return bool(features.size) and float(np.abs(features).max()) > float(np.finfo(np.float16).max)


def _not_stored(folder: Path, error: OSError) -> str:
    why = "the disk is full" if error.errno == errno.ENOSPC else error.strerror or str(error)
    return f"New features are not stored in {folder}: {why}. Free some space, or set HISTOCAST_CACHE to another folder."

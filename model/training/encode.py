"""Encode a cohort and cache its features. An interrupted run can be resumed.

The cache key contains everything that can change the features.
"""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.base.errors import CohortError, ConfigError
from model.base.plural import plural
from model.base.progress import Notice, Progress, result_of
from model.bundle.choices import Blank
from model.predict.cached_cohorts import record_cohort, renew
from model.predict.feature_cache import FeatureCache, free_bytes, rounded, too_large
from model.predict.feature_key import FeatureKey, key_of
from model.predict.features import FeatureStream
from model.predict.region_tiles import RegionTiles
from model.region.grid import GridSpec
from model.region.region import Placement, place
from model.region.tissue import tiles_used
from model.slide.opening import open_image
from model.training.cohort_features import CohortFeatures
from model.training.cohort_table import CohortRow
from model.training.encoding_plan import EncodingPlan, seconds_per_tile, seconds_to_read, size_in_words
from model.training.feature_cohort import FileEncoder, FileFeatures

_LOOKING, _ENCODING = "looking for cached features", "encoding spots"


@dataclass(frozen=True)
class _Spot:
    """A row of the table with the SHA-256 of its image and the position of its analysis region."""

    row: CohortRow
    sha256: str
    placement: Placement


@dataclass(frozen=True, eq=False)
class _Encoded:
    """The tissue shares of a spot, float32 [tiles], and the features of its used tiles, float32 [n, inputs].

    `features` is None if the features are in the cache. If they could not be stored there, `problem` is a sentence with
    the reason.
    """

    tissue: np.ndarray
    inputs: int
    features: np.ndarray | None = None
    problem: str | None = None


def encode_cohort(
    rows: Sequence[CohortRow],
    grid: GridSpec,
    mpp: float,
    encoder: Encoder | FileEncoder,
    cache: FeatureCache,
    blank: Blank,
    table: Path | None = None,
) -> Generator[Progress, None, tuple[CohortFeatures | FileFeatures, np.ndarray]]:
    """Return features [rows, tiles, inputs] and tissue shares float32 [rows, tiles] of the central regions.

    The features stay on the disk. If `blank` is "skip", tiles without tissue are not encoded, unless a region has no
    other tiles. Before encoding starts, a progress report contains a `Notice` with the `EncodingPlan` as text. `table`
    is recorded in the cache as the cohort of these spots. Raise CohortError if two patients have the same image file,
    because the model could then be tested on an image that it was trained on. If the rows name feature files, a
    `FileEncoder` loads them, and nothing is encoded or cached.
    """
    if isinstance(encoder, FileEncoder):
        return (yield from encoder.load(rows))
    work = _Work(grid, mpp, encoder, cache, blank)
    spots = yield from _located(rows, grid, mpp)
    plan = yield from work.plan(spots)
    yield Progress(_ENCODING, 0, len(spots), None if plan is None else Notice(plan.text))
    keys, found, record = yield from _all_encoded(work, spots, table)
    in_memory = {n: one.features for n, one in enumerate(found) if one.features is not None}
    if in_memory:
        size = sum(features.nbytes for features in in_memory.values())
        uncached = plural(len(in_memory), "spot")
        words = f"The features of {uncached} are not cached and stay in memory: {size_in_words(size)}."
        yield Progress(_ENCODING, len(spots), len(spots), Notice(words))
    yield Progress(_ENCODING, len(spots), len(spots))
    tissue = np.stack([one.tissue for one in found])
    used = [work.used(shares) for shares in tissue]

    def again(number: int) -> np.ndarray:
        return result_of(work.features_again(spots[number], keys[number]))

    return CohortFeatures(cache, keys, used, found[0].inputs, again, in_memory, record), tissue


def _all_encoded(
    work: "_Work", spots: list[_Spot], table: Path | None
) -> Generator[Progress, None, tuple[list[FeatureKey], list[_Encoded], Path | None]]:
    """Encode the spots whose features are not in the cache.

    Return the cache keys, the results of encoding, and the path of the cohort's record in the cache.
    """
    keys: list[FeatureKey] = []
    found: list[_Encoded] = []
    told, record = False, None
    try:
        for number, spot in enumerate(spots):
            report = Progress(_ENCODING, number, len(spots))
            yield report
            # The key is computed only now, because a GPU that failed may have been replaced by the CPU in the meantime.
            keys.append(work.key(spot))
            one = yield from work.encoded(spot, keys[-1], report)
            found.append(one)
            if one.problem and not told:
                told = True
                yield replace(report, partial=Notice(one.problem))
    finally:
        # The cohort is recorded even after an interruption, so that `cache show` assigns the entries to it.
        if table is not None:
            record = record_cohort(work.cache.folder, table, frozenset(work.cache.run or ()))
    if record is not None:
        renew(record)
    return keys, found, record


def _located(rows: Sequence[CohortRow], grid: GridSpec, mpp: float) -> Generator[Progress, None, list[_Spot]]:
    """Open every image, and return its SHA-256 and the placement of its analysis region."""
    spots: list[_Spot] = []
    seen: dict[str, CohortRow] = {}
    for number, row in enumerate(rows):
        yield Progress(_LOOKING, number, len(rows))
        slide, record = open_image(row.image)
        with closing(slide):
            before = seen.setdefault(record.sha256, row)
            if before.patient_id != row.patient_id:
                raise _shared(before, row)
            spots.append(_Spot(row, record.sha256, place(slide.size, record.mpp, grid.window_px, mpp)))
    return spots


@dataclass(frozen=True, eq=False)
class _Work:
    """Encodes the spots of a cohort one by one and stores their features in the cache."""

    grid: GridSpec
    mpp: float
    encoder: Encoder
    cache: FeatureCache
    blank: Blank

    def key(self, spot: _Spot) -> FeatureKey:
        return key_of(spot.sha256, spot.placement.region, self.grid, self.encoder)

    def used(self, tissue: np.ndarray) -> np.ndarray:
        return tiles_used(tissue, self.blank == "skip")

    def plan(self, spots: list[_Spot]) -> Generator[Progress, None, EncodingPlan | None]:
        """Return how much must be encoded, and how long it takes, or None if the features of all spots are cached.

        Cache entries of earlier program versions do not contain the tissue shares. They count as complete.
        """
        missing: list[_Spot] = []
        tiles, exact = 0, True
        for number, spot in enumerate(spots):
            yield Progress(_LOOKING, number, len(spots))
            key = self.key(spot)
            # Entries that this run will use must not be evicted to make room for new ones.
            self.cache.claim(key)
            facts = self.cache.facts(key)
            if facts is None:
                lacking = self.grid.tiles
                exact = exact and self.blank == "read"
            elif facts.tissue is not None:
                lacking = int((~facts.known[self.used(facts.tissue)]).sum())
            else:
                continue
            tiles += lacking
            if lacking:
                missing.append(spot)
        if not missing:
            return None
        yield Progress("measuring the speed of the encoder")
        seconds = seconds_per_tile(self.encoder, self.grid.tile_px)
        yield Progress("measuring how long it takes to read a spot")
        reading = seconds_to_read(missing[0].row.image, missing[0].placement, self.grid, self.mpp)
        return EncodingPlan(
            spots=len(spots),
            missing=len(missing),
            tiles=tiles,
            exact=exact,
            seconds=seconds,
            reading=reading,
            device=self.encoder.device.title,
            features_bytes=self.encoder.length * (2 if self.cache.half else 4),
            folder=self.cache.folder,
            free=free_bytes(self.cache.folder),
        )

    def encoded(self, spot: _Spot, key: FeatureKey, report: Progress) -> Generator[Progress, None, _Encoded]:
        """Encode a spot if its features are not in the cache. Yield the progress report `report` after each batch."""
        # The whole entry is read and checked once here. Later, training reads single tiles of it without a checksum.
        stored = self.cache.load(key)
        if stored is not None and stored.tissue is not None and stored.known[self.used(stored.tissue)].all():
            return _Encoded(stored.tissue, stored.features.shape[1])
        stream, tissue = yield from self._stream(spot, key, report)
        after, used, inputs = self.cache.facts(key), self.used(tissue), stream.features.shape[1]
        if after is not None and after.covers(used):
            return _Encoded(tissue, inputs)
        return _Encoded(tissue, inputs, self._stored_as(stream.features[used]), stream.not_stored)

    def features_again(self, spot: _Spot, key: FeatureKey) -> Generator[Progress, None, np.ndarray]:
        """Encode again a spot whose cache entry was removed or damaged during the run.

        Return the features of the tiles that the model uses, float32 [n, inputs].
        """
        stream, tissue = yield from self._stream(spot, key, Progress(_ENCODING))
        return self._stored_as(stream.features[self.used(tissue)])

    def _stream(
        self, spot: _Spot, key: FeatureKey, report: Progress
    ) -> Generator[Progress, None, tuple[FeatureStream, np.ndarray]]:
        slide, record = open_image(spot.row.image)
        if record.sha256 != spot.sha256:
            slide.close()
            raise CohortError(
                f"The image {spot.row.image.name} changed while the cohort was encoded.",
                "Start the run again when no program writes to the images.",
            )
        with closing(slide), RegionTiles(slide, spot.placement, self.grid, record.mpp, self.mpp) as region:
            stream = FeatureStream(region, self.encoder, self.blank)
            with closing(stream.encode(self.cache, key)) as encoding:
                for _ in encoding:
                    yield report
            return stream, region.tissue_fraction

    def _stored_as(self, features: np.ndarray) -> np.ndarray:
        """Return `features` with the precision that they have after they were stored in the cache.

        If the cache stores float16, the features are rounded to float16.
        """
        if self.cache.half and too_large(features):
            raise ConfigError("Some features are too large for float16.", "Train with stored_as = float32.")
        return rounded(features) if self.cache.half else features


def _shared(first: CohortRow, second: CohortRow) -> CohortError:
    return CohortError(
        f"The image {second.image.name} of patient {second.patient_id} (line {second.line}) is the same picture as "
        f"{first.image.name} of patient {first.patient_id} (line {first.line}).",
        "Find out whose image it is, and correct the table.",
    )

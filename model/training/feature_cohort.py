"""A cohort of feature files: the rows of the table name files with features that another program computed."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from model.backbone.devices import choose_device
from model.base.errors import CohortError, FeatureFileError, SlideError
from model.base.files import hash_steps
from model.base.progress import Progress, result_of
from model.bundle.encoder_facts import EncoderFacts
from model.feature_files.layouts import CONFLICT
from model.feature_files.match import OTHER_MPP
from model.feature_files.read import LAYER, FeatureFile, read_feature_file, read_features
from model.feature_files.stated import Stated
from model.region.orders import SYMMETRIES
from model.region.positions import mixed, turned
from model.result.prediction import DeviceRecord
from model.slide.opening import extent
from model.training.cohort_table import CohortRow
from model.training.config import TrainOptions

_KEPT_BYTES = 1 << 30
"""Maximum size in bytes of the features that are kept in memory. The features of the other files are read again each
time.
"""
_READING = "reading feature files"


class FileFeatures:
    """Features [spots, tiles, inputs] of feature files.

    An index returns the features of one spot, float32 [tiles, inputs]. The array has as many tiles as the largest file.
    In files with fewer tiles, the missing tiles have features of 0 and a tissue share of 0, so that no method uses
    them.
    """

    def __init__(self, files: Sequence[FeatureFile], sha256s: Sequence[str]) -> None:
        self.files = tuple(files)
        self.sha256s = tuple(sha256s)
        """The SHA-256 of each file."""
        self.shape = (len(files), max(file.whole for file in files), files[0].encoder.length)
        self._kept: dict[int, np.ndarray] = {}
        self._bytes = 0

    def __getitem__(self, index: Any) -> Any:
        """Return the features of one spot, float32 [tiles, inputs]. Any other index reads all spots into memory."""
        if isinstance(index, int | np.integer):
            return self.tiles(int(index), np.arange(self.shape[1]))
        return np.stack([self[spot] for spot in range(len(self.files))])[index]

    def tiles(self, spot: int, wanted: np.ndarray) -> np.ndarray:
        """Return the features of the `wanted` tiles of one spot, float32 [n, inputs], in the given order."""
        own = self.files[spot].tiles
        places = np.searchsorted(own, wanted).clip(max=len(own) - 1)
        inside = own[places] == wanted
        found = np.zeros((len(wanted), self.shape[2]), np.float32)
        found[inside] = self._read(spot)[places[inside]]
        return found

    def training_order(self, spot: int, mirrored: bool, generator: np.random.Generator) -> np.ndarray:
        """Return the tiles of one spot in a training order, int64 [n], which is computed from their coordinates.

        If `mirrored` is true, the order is raster order after a random flip or rotation; otherwise it is a random or
        structured order.
        """
        file = self.files[spot]
        if mirrored:
            return file.tiles[turned(file.positions.corners, int(generator.integers(SYMMETRIES)))]
        return file.tiles[mixed(file.positions, generator)]

    def close(self) -> None:
        """Release the features that are kept in memory."""
        self._kept.clear()

    def _read(self, spot: int) -> np.ndarray:
        if spot in self._kept:
            return self._kept[spot]
        found = read_features(self.files[spot])
        if self._bytes + found.nbytes <= _KEPT_BYTES:
            self._kept[spot] = found
            self._bytes += found.nbytes
        return found


@dataclass
class FileEncoder:
    """The source of the features of a cohort of feature files.

    It has the interface of an encoder but encodes nothing. `facts` are known after the files were loaded.
    """

    stated: Stated
    device: DeviceRecord
    facts: EncoderFacts | None = None
    largest: int = 0
    """Maximum number of tiles in a file."""

    @property
    def backbone_sha256(self) -> str:
        """Return the identity of the encoder's weights, "" if it is unknown."""
        return self.facts.sha256 if self.facts else ""

    def load(self, rows: Sequence[CohortRow]) -> Generator[Progress, None, tuple[FileFeatures, np.ndarray]]:
        """Return the features of all rows and the tissue shares float32 [rows, tiles].

        Raise CohortError with every faulty line if a file cannot be used, if the files come from different encoders or
        their tiles differ in size, or if two patients have the same file.
        """
        files, sha256s, faults = [], [], []
        seen: dict[str, CohortRow] = {}
        for number, row in enumerate(rows):
            yield Progress(_READING, number, len(rows))
            try:
                file = read_feature_file(row.image, stated_for(row, self.stated))
            except (FeatureFileError, SlideError) as error:
                # The remedy in the error names options of another command.
                faults.append(f"line {row.line}: {error.message}")
                continue
            files.append(file)
            # The reader's own progress reports count other things than files.
            sha256s.append(result_of(hash_steps(row.image, _READING)))
            before = seen.setdefault(sha256s[-1], row)
            if before.patient_id != row.patient_id:
                faults.append(f"line {row.line}: {row.image.name} is the same file as that of line {before.line}")
        if not faults:
            faults = _differences(rows, files)
        if faults:
            raise CohortError("The feature files of the cohort cannot be used:", _REMEDY, tuple(faults))
        self.facts = _common(files)
        features = FileFeatures(files, sha256s)
        self.largest = features.shape[1]
        tissue = np.zeros(features.shape[:2], np.float32)
        for number, file in enumerate(files):
            tissue[number, file.tiles] = file.tissue
        yield Progress(_READING, len(rows), len(rows))
        return features, tissue


def stated_for(row: CohortRow, stated: Stated) -> Stated:
    """Return the facts that the user supplied about the feature file of one row.

    The pixel size of the slide is taken from the table; if it is not there, from the slide, and otherwise from the
    option. Raise FeatureFileError if table and option contradict each other.
    """
    mpp = row.slide_mpp
    if mpp is not None and stated.mpp is not None and abs(mpp - stated.mpp) > CONFLICT * mpp:
        raise FeatureFileError(
            f"slide_mpp is {mpp:.4g} um/px, but --slide-mpp states {stated.mpp:.4g} um/px.",
            "Leave out --slide-mpp, or correct the table.",
        )
    if mpp is None and row.slide is not None:
        mpp = extent(row.slide)[1]
    return stated if mpp is None else replace(stated, mpp=mpp)


_REMEDY = (
    "Correct these lines, or give the facts that the files do not contain: --encoder, --tile-px, --tile-mpp, "
    "--slide-mpp."
)


def file_encoder(rows: Sequence[CohortRow], stated: Stated, device: str) -> FileEncoder | None:
    """Return the encoder of a cohort whose rows name feature files, or None if they name images.

    The head is trained on `device`, which the user requested. Raise DeviceError if it is not available.
    """
    return FileEncoder(stated, choose_device(device)) if rows and rows[0].of_features else None


def stated_by(options: TrainOptions) -> Stated:
    """Return the facts about feature files that the user supplied in `options`."""
    return Stated(options.encoder, options.encoder_sha256, options.tile_px, options.tile_mpp, options.slide_mpp)


def _common(files: Sequence[FeatureFile]) -> EncoderFacts:
    """Return the facts about the encoder that computed all feature files of a cohort.

    The pixel size is the median. The hash is "" unless all files have the same hash.
    """
    first, hashes = files[0].encoder, {file.encoder.sha256 for file in files}
    mpp = float(np.median([file.encoder.mpp for file in files]))
    return replace(first, mpp=mpp, sha256=hashes.pop() if len(hashes) == 1 else "", layer=LAYER)


def _differences(rows: Sequence[CohortRow], files: Sequence[FeatureFile]) -> list[str]:
    """Return a fault for each file whose encoder or tile size is unknown, or is not the same as in the first file."""
    first, mpp = files[0].encoder, float(np.median([file.encoder.mpp for file in files]))
    faults = []
    for row, file in zip(rows, files, strict=True):
        own, where = file.encoder, f"line {row.line}: {Path(file.path).name}"
        if not own.name:
            faults.append(f"{where} does not name its encoder; name it with --encoder NAME")
        elif own.name.casefold() != first.name.casefold():
            faults.append(f"{where} has features of the encoder {own.name!r}, the first file those of {first.name!r}")
        elif own.sha256 and first.sha256 and own.sha256 != first.sha256:
            faults.append(f"{where} has features of an encoder with other weights than the first file")
        elif own.length != first.length:
            faults.append(f"{where} has {own.length} features per tile, the first file {first.length}")
        elif own.tile_px != first.tile_px:
            faults.append(f"{where} has tiles of {own.tile_px} px, the first file tiles of {first.tile_px} px")
        elif abs(own.mpp - mpp) > OTHER_MPP * mpp:
            faults.append(f"{where} has tiles at {own.mpp:.4g} um/px, the cohort's median is {mpp:.4g} um/px")
    return faults

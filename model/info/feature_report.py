"""Describe a feature file: the tiles and the encoder that it states, and the facts that options must supply."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.base.errors import FeatureFileError
from model.base.plural import plural
from model.feature_files.hdf5 import dataset, opened, text
from model.feature_files.layouts import features_of
from model.feature_files.read import FeatureFile, read_feature_file
from model.info.line import Line, bytes_text, listed


@dataclass(frozen=True)
class FeatureReport:
    """The report of a feature file. Its fields are the keys of the JSON record.

    A field is None if the file does not state the fact. `missing` names the facts that an analysis needs and that the
    file does not state; `remedy` names the options that supply them.
    """

    path: str
    layout: str | None
    tiles: int
    features: int
    dtype: str
    unit: str | None
    encoder: str | None
    encoder_sha256: str | None
    tile_px: int | None
    tile_mpp: float | None
    slide_mpp: float | None
    missing: str | None
    remedy: str | None
    notes: tuple[str, ...]
    bytes: int
    sha256: str | None = None
    kind: str = "features"

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        tiles = "not known" if self.tile_px is None else f"{self.tile_px} px at {self.tile_mpp:.4g} um/px"
        known = f", SHA-256 {self.encoder_sha256}" if self.encoder_sha256 else ""
        return (
            Line("kind", f"feature file{f' in the layout of {self.layout}' if self.layout else ''}"),
            Line("features", f"{plural(self.tiles, 'tile')} with {self.features} features, {self.dtype}"),
            Line("encoder", f"{self.encoder or 'not stated (--encoder)'}{known}"),
            Line("tiles", tiles),
            Line("positions", {"px": "px of full resolution", "um": "um"}.get(self.unit or "", "not known")),
            Line("slide", f"{self.slide_mpp:.4g} um/px" if self.slide_mpp else "pixel size not stated"),
            *listed("missing", (self.missing, self.remedy or "") if self.missing else ()),
            *listed("notes", self.notes),
            Line("file", bytes_text(self.bytes)),
            *listed("SHA-256", (self.sha256,) if self.sha256 else ()),
        )


def feature_report(path: Path, sha256: str | None = None) -> FeatureReport:
    """Return the report of the feature file `path`. Raise FeatureFileError if it cannot be read safely."""
    with opened(path) as file:
        name = features_of(file)
        features = dataset(file, name, "f", (None, None))
        count, length = features.shape
        dtype = str(features.dtype)
        dataset(file, "coords", "iuf", (count, 2))
        encoder = text(features, "encoder") or text(file, "extractor")
    facts, missing = _facts(path)
    return FeatureReport(
        path=str(path),
        layout=facts.layout if facts else None,
        tiles=count,
        features=length,
        dtype=dtype,
        unit=facts.positions.unit if facts else None,
        encoder=encoder or None,
        encoder_sha256=(facts.encoder.sha256 or None) if facts else None,
        tile_px=facts.encoder.tile_px if facts else None,
        tile_mpp=facts.encoder.mpp if facts else None,
        slide_mpp=facts.mpp if facts else None,
        missing=missing.message if missing else None,
        remedy=missing.remedy if missing else None,
        notes=facts.notes if facts else (),
        bytes=path.stat().st_size,
        sha256=sha256,
    )


def _facts(path: Path) -> tuple[FeatureFile | None, FeatureFileError | None]:
    """Return the facts in a feature file, or the error that names the missing facts."""
    try:
        return read_feature_file(path), None
    except FeatureFileError as error:
        return None, error

"""Describe an open slide or picture: return a frozen report of what it states and how the program interprets it."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from model.info.line import Line, bytes_text, listed
from model.slide.base import Slide
from model.slide.colour_profile import DAMAGED_NOTE, profile_name
from model.slide.facts import UNKNOWN, Rejected
from model.slide.pixel_size import pixel_size_warnings
from model.slide.remembered import recall, resolve_mpp

MOST_FILES = 8
"""Maximum number of file names in the text of a report. The JSON record lists all of them."""


@dataclass(frozen=True)
class LevelRecord:
    """One level of the pyramid, with its size in its own px."""

    width_px: int
    height_px: int
    downsample: float


@dataclass(frozen=True)
class FileRecord:
    """One of the files that make up the slide."""

    name: str
    bytes: int


@dataclass(frozen=True)
class SlideReport:
    """The report of a slide. Its fields are the keys of the JSON record. `mpp` is the pixel size in use, in um/px."""

    path: str
    format: str
    reader: str
    width_px: int
    height_px: int
    levels: tuple[LevelRecord, ...]
    mpp: float | None
    mpp_source: str
    mpp_in_file: float | None
    """The pixel size that the file states, in um/px. None if the file states none, or none that is credible."""
    mpp_in_file_source: str
    """The name of the field that contains the pixel size, or the reason why the pixel size is not known."""
    mpp_remembered: float | None
    """The pixel size in um/px that the user entered earlier for the folder, whether or not it is used."""
    rejected: tuple[Rejected, ...]
    objective: str | None
    compression: str
    colour_space: str
    bits: int | None
    icc_profile: str | None
    """Name of the colour profile. None if there is no usable profile."""
    series: tuple[str, ...]
    shown: int | None
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    files: tuple[FileRecord, ...]
    sha256: str | None = None
    """The SHA-256 of the file. It is None unless it was requested, because the whole file must be read to compute
    it."""
    kind: str = "slide"

    @property
    def values(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def lines(self) -> tuple[Line, ...]:
        objective = (f"{self.objective}x",) if self.objective else ()
        return (
            Line("format", self.format),
            Line("reader", self.reader),
            Line("size", self._size()),
            *listed("levels", self._levels()),
            *listed("pixel size", self._pixel_size()),
            *listed("not used", tuple(rejected.sentence for rejected in self.rejected)),
            *listed("objective", objective),
            Line("compression", self.compression),
            Line("colour space", self.colour_space),
            Line("bits a sample", UNKNOWN if self.bits is None else str(self.bits)),
            Line("colour profile", self._profile()),
            *listed("pictures", self._series()),
            *listed("notes", self.notes),
            *listed("warnings", self.warnings),
            *listed("files", self._files()),
            *listed("SHA-256", (self.sha256,) if self.sha256 else ()),
        )

    def _size(self) -> str:
        px = f"{self.width_px} x {self.height_px} px"
        if self.mpp is None:
            return px
        return f"{px}, {self.width_px * self.mpp / 1000:.4g} x {self.height_px * self.mpp / 1000:.4g} mm"

    def _levels(self) -> tuple[str, ...]:
        return tuple(
            f"{level.width_px} x {level.height_px} px, downsample {level.downsample:.6g}" for level in self.levels
        )

    def _pixel_size(self) -> tuple[str, ...]:
        """Return lines of text: the pixel size in use, then other pixel sizes from the file and the folder."""
        used = UNKNOWN if self.mpp is None else f"{self.mpp:.6g} um/px"
        texts = [f"{used} ({self.mpp_source})"]
        if self.mpp_source != self.mpp_in_file_source:
            stated = f"{self.mpp_in_file:.6g} um/px ({self.mpp_in_file_source})" if self.mpp_in_file else None
            texts.append(f"the file: {stated or self.mpp_in_file_source}")
        if self.mpp_remembered is not None and self.mpp_remembered != self.mpp:
            texts.append(f"remembered for this folder: {self.mpp_remembered:.6g} um/px, not used")
        return tuple(texts)

    def _profile(self) -> str:
        if self.icc_profile is not None:
            return f"{self.icc_profile} (for display only)"
        return "present, not used: see the notes" if DAMAGED_NOTE in self.notes else "none"

    def _series(self) -> tuple[str, ...]:
        return tuple(f"{words}{', shown' if at == self.shown else ''}" for at, words in enumerate(self.series))

    def _files(self) -> tuple[str, ...]:
        total = bytes_text(sum(file.bytes for file in self.files))
        if len(self.files) == 1:
            return (f"1, {total}",)
        named = tuple(f"{file.name}, {bytes_text(file.bytes)}" for file in self.files[:MOST_FILES])
        more = len(self.files) - MOST_FILES
        return (f"{len(self.files)}, {total}", *named, *((f"and {more} more",) if more > 0 else ()))


def slide_report(
    slide: Slide, files: tuple[FileRecord, ...], used: tuple[float | None, str] | None = None, sha256: str | None = None
) -> SlideReport:
    """Return the report of `slide`. No pixels are read.

    `used` is the pixel size in use and its source. If it is None, `resolve_mpp` determines both.
    """
    mpp, source = used or resolve_mpp(slide, None)
    facts = slide.facts
    return SlideReport(
        path=str(slide.path),
        format=facts.format,
        reader=facts.reader,
        width_px=slide.size.width,
        height_px=slide.size.height,
        levels=tuple(
            LevelRecord(size.width, size.height, downsample)
            for size, downsample in zip(slide.level_sizes, slide.downsamples, strict=True)
        ),
        mpp=mpp,
        mpp_source=slide.mpp_source if mpp is None else source,
        mpp_in_file=slide.mpp,
        mpp_in_file_source=slide.mpp_source,
        mpp_remembered=recall(Path(slide.path).parent),
        # A reader may add fields to `Rejected`. The record contains only the three fields that all readers share.
        rejected=tuple(Rejected(one.field, one.text, one.reason) for one in facts.rejected),
        objective=facts.objective or None,
        compression=facts.compression,
        colour_space=facts.colour_space,
        bits=facts.bits,
        icc_profile=facts.profile or profile_name(slide.icc) if slide.icc else None,
        series=facts.series,
        shown=facts.shown,
        notes=slide.notes,
        warnings=pixel_size_warnings(slide.mpp, slide.mpp_source, facts.rejected),
        files=files,
        sha256=sha256,
    )



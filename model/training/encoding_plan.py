"""Describe before a cohort is encoded what must be encoded, how long it takes, and how much disk space it needs."""

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from model.backbone.base import Encoder
from model.base.cache_limits import GB
from model.base.plural import plural
from model.predict.region_tiles import RegionTiles
from model.region.grid import GridSpec
from model.region.region import Placement
from model.slide.opening import open_image


@dataclass(frozen=True)
class EncodingPlan:
    """The number of spots and tiles that a run must encode, with the expected time and disk space.

    `spots` is the number of all spots, and `missing` the number of spots whose features are not cached. `tiles` is the
    number of tiles to encode; if `exact` is false, it is the maximum possible number. `seconds` is the measured time
    per tile on `device`, and `reading` the measured time in seconds to read a spot. `features_bytes` is the size of the
    features of a tile in bytes. `free` is the free space in bytes on the disk of `folder`; None if unknown.
    """

    spots: int
    missing: int
    tiles: int
    exact: bool
    seconds: float
    reading: float
    device: str
    features_bytes: int
    folder: Path
    free: int | None

    @property
    def text(self) -> str:
        """Return the work, the time and the disk space as sentences for the user."""
        most = "" if self.exact else "at most "
        needed = self.tiles * self.features_bytes
        # Reading runs in parallel to encoding, but on a CPU both compete for the same cores.
        seconds = self.tiles * self.seconds + self.missing * self.reading
        cached = self.spots - self.missing
        found = (
            f"{self.missing} of {plural(self.spots, 'spot')} must be encoded"
            f"{f'; {cached} are in the cache' if cached else ''}. These are {most}{self.tiles} tiles: {most}"
            f"{time_in_words(seconds)} at {speed_in_words(1 / self.seconds)} on {self.device} and {self.reading:.1f} s "
            f"to read a spot, and {most}{size_in_words(needed)} in {self.folder}"
        )
        if self.free is None:
            return f"{found}."
        found += f", whose disk has {size_in_words(self.free)} left."
        if needed > self.free:
            found += " Features that do not fit on the disk stay in memory, and are lost at the end of the run."
        return found


def seconds_per_tile(encoder: Encoder, tile_px: int) -> float:
    """Return the seconds that `encoder` needs for a tile.

    The time is measured with an image of noise, because every image takes the same time.
    """
    noise = np.random.default_rng(0).integers(0, 256, (encoder.batch, tile_px, tile_px, 3), np.uint8)
    # The first batch is not timed, because some engines initialise themselves during it.
    encoder.encode(noise)
    began = time.perf_counter()
    encoder.encode(noise)
    # The clock may show the same time before and after a very fast call.
    return max(time.perf_counter() - began, 1e-9) / encoder.batch


def seconds_to_read(image: Path, placement: Placement, grid: GridSpec, mpp: float) -> float:
    """Return the seconds that it takes to open `image` and to read and judge the tiles of the analysis region.

    `mpp` is the model's pixel size in um/px. For a fast encoder, this takes longer than encoding.
    """
    began = time.perf_counter()
    slide, record = open_image(image)
    with closing(slide), RegionTiles(slide, placement, grid, record.mpp, mpp) as region:
        region.wait_for_verdict()
    return time.perf_counter() - began


def speed_in_words(tiles: float) -> str:
    """Return a number of tiles per second as "3.98 tiles/s" or "4280 tiles/s"."""
    return f"{tiles:.3g} tiles/s" if tiles < 1000 else f"{tiles:.0f} tiles/s"


def time_in_words(seconds: float) -> str:
    """Return a duration as "40 s", "12 min" or "3 h 20 min", rounded up."""
    if seconds < 90:
        return f"{int(seconds) + 1} s"
    minutes = int(seconds // 60) + 1
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"


def size_in_words(size: float) -> str:
    """Return a size in bytes as "4 MB" or "1.2 GB"."""
    return f"{size / GB:.1f} GB" if size >= GB else f"{size / 1e6:.0f} MB"

"""Read the tiles of a region row by row in a separate thread, while the caller encodes the tiles already read.

Thus decoding and resampling run in parallel with encoding, and the verdict on the image quality is available soon after
the last row was read.
"""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

import numpy as np

from model.predict.quality import judge
from model.predict.tiles import tile_rows
from model.region.grid import GridSpec
from model.region.region import Placement
from model.region.tissue import BLANK, tissue_fraction
from model.result.prediction import Verdict, read_only
from model.slide.base import Slide


class RegionTiles:
    """The tiles of one region, uint8 [tiles, side, side, 3] by tile index. A thread reads them in this order.

    Use the object in a `with` block. The thread starts when the block begins and stops when the block ends. `mpp` is
    the pixel size of the slide and `model_mpp` the pixel size of the model, both in um/px.
    """

    def __init__(self, slide: Slide, placement: Placement, spec: GridSpec, mpp: float | None, model_mpp: float) -> None:
        self.tiles = np.empty((spec.tiles, spec.tile_px, spec.tile_px, 3), np.uint8)
        self._tissue = np.full(spec.tiles, np.nan, np.float32)
        self._verdict: Verdict | None = None
        self._read = 0
        self._stopped = False
        self._changed = threading.Condition()
        self._arguments = (slide, placement, spec, mpp, model_mpp)
        self._thread = ThreadPoolExecutor(1, "region tiles")
        self._work: Future[Verdict | None] = Future()

    def __enter__(self) -> "RegionTiles":
        self._work = self._thread.submit(self._fill)
        # Waiting callers are woken even if reading fails. They then raise the error of the thread.
        self._work.add_done_callback(lambda _: self._notify())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stopped = True
        self._thread.shutdown()

    @property
    def tissue_fraction(self) -> np.ndarray:
        """Return a read-only copy of the tissue fractions, float32 [tiles], 0..1.

        It is NaN for tiles that were not read yet.
        """
        with self._changed:
            return read_only(self._tissue.copy())

    @property
    def verdict(self) -> Verdict | None:
        """Return the verdict on the image quality, or None if the region was not completely read yet."""
        return self._verdict

    def is_blank(self, index: int) -> bool:
        """Return whether tile `index` shows almost no tissue. The caller must first wait until the tile was read."""
        return bool(self._tissue[index] < BLANK)

    def wait_for(self, count: int) -> None:
        """Wait until the first `count` tiles were read. If the thread fails, raise its error."""
        with self._changed:
            self._changed.wait_for(lambda: self._read >= count or self._work.done())
        if self._work.done():
            self._work.result()

    def wait_for_verdict(self) -> Verdict:
        """Wait for the verdict on the image quality and return it. If reading or judging fails, raise the error."""
        verdict = self._work.result()
        if verdict is None:
            raise RuntimeError("Reading the tiles of the analysis region was stopped before its end.")
        return verdict

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _fill(self) -> Verdict | None:
        """Read all rows of tiles and return the verdict, or None if reading was stopped."""
        slide, placement, spec, mpp, model_mpp = self._arguments
        for row in tile_rows(slide, placement, spec):
            if self._stopped:
                return None
            tissue = tissue_fraction(row)
            with self._changed:
                place = slice(self._read, self._read + len(row))
                self.tiles[place], self._tissue[place] = row, tissue
                self._read += len(row)
                self._changed.notify_all()
        self._verdict = judge(self.tiles, self._tissue, mpp, model_mpp, placement.region.inside_share(slide.size))
        return self._verdict

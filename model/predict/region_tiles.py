"""A window being read: a thread reads and judges it from the top, while whoever wants tiles takes those already there.

Decoding and resampling so run beside the encoding, and the verdict is there as soon as the last row is.
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
    """Tiles of one window, uint8 [tiles, side, side, 3] by tile index, filled from the front by a thread of its own.

    To be used in a `with` block, whose end stops the thread. `mpp` is the slide's, `model_mpp` the model's, um/px.
    """

    def __init__(self, slide: Slide, placement: Placement, spec: GridSpec, mpp: float | None, model_mpp: float) -> None:
        self.tiles = np.empty((spec.tiles, spec.tile_px, spec.tile_px, 3), np.uint8)
        self._tissue = np.full(spec.tiles, np.nan, np.float32)
        self._verdict: Verdict | None = None
        self._read = 0
        self._given_up = False
        self._news = threading.Condition()
        self._asked = (slide, placement, spec, mpp, model_mpp)
        self._thread = ThreadPoolExecutor(1, "window tiles")
        self._work: Future[Verdict | None] = Future()

    def __enter__(self) -> "RegionTiles":
        self._work = self._thread.submit(self._fill)
        self._work.add_done_callback(lambda _: self._tell())
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._given_up = True
        self._thread.shutdown()

    @property
    def tissue_fraction(self) -> np.ndarray:
        """float32 [tiles], 0..1, NaN where the tile was not read yet; a copy, closed for writing."""
        with self._news:
            return read_only(self._tissue.copy())

    @property
    def verdict(self) -> Verdict | None:
        """None until the whole window was read."""
        return self._verdict

    def is_blank(self, index: int) -> bool:
        """Whether tile `index`, which must be there, shows no tissue to speak of."""
        return bool(self._tissue[index] < BLANK)

    def wait_for(self, count: int) -> None:
        """Return when the first `count` tiles are there; raises what reading raised."""
        with self._news:
            self._news.wait_for(lambda: self._read >= count or self._work.done())
        if self._work.done():
            self._work.result()

    def wait_for_verdict(self) -> Verdict:
        """The verdict, when it is there; raises what reading or judging raised."""
        verdict = self._work.result()
        if verdict is None:
            raise RuntimeError("the window was given up")
        return verdict

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()

    def _fill(self) -> Verdict | None:
        slide, placement, spec, mpp, model_mpp = self._asked
        for row in tile_rows(slide, placement, spec):
            if self._given_up:
                return None
            tissue = tissue_fraction(row)
            with self._news:
                place = slice(self._read, self._read + len(row))
                self.tiles[place], self._tissue[place] = row, tissue
                self._read += len(row)
                self._news.notify_all()
        self._verdict = judge(self.tiles, self._tissue, mpp, model_mpp, placement.region.inside_share(slide.size))
        return self._verdict

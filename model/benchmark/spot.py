"""Time each step of the analysis of one spot, from file to heatmap, and the encoding of growing numbers of tiles."""

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from model.backbone.base import Encoder
from model.base.memory import peak_mb
from model.base.progress import result_of
from model.predict.engine import Engine, load_engine
from model.predict.feature_cache import FeatureCache
from model.predict.pipeline import predict
from model.predict.region_tiles import RegionTiles
from model.region.region import place
from model.result.export.base import Exported
from model.result.export.heat_map import heat_map
from model.result.export.heatmap_png import draw
from model.result.maps import MapChoice
from model.result.prediction import Precision
from model.slide.opening import open_image

SCALING_COUNTS = (64, 256, 1024)


@dataclass(frozen=True)
class SpotTimes:
    """Time in seconds of each step of the analysis of one spot.

    `read` is measured separately; in a prediction it runs in parallel with `encode`. `overhead_share` is the share of
    the whole prediction that is not spent in the backbone. `cached` is the time of the whole prediction if the features
    of the tiles are in the cache. `first_tiles` is the time from the start of the prediction to the first partial
    result.
    """

    device: str
    precision: Precision
    engine_load: float
    open: float
    read: float
    encode: float
    head_and_rest: float
    draw: float
    predict: float
    first_tiles: float
    tiles_encoded: int
    overhead_share: float
    cached: float
    peak_mb: float


class _Timed:
    """An encoder that counts its tiles and measures the time that it takes."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.device, self.backbone_sha256, self.batch = encoder.device, encoder.backbone_sha256, encoder.batch
        self.length = encoder.length
        self.seconds, self.tiles = 0.0, 0

    def encode(self, tiles: np.ndarray) -> np.ndarray:
        """Return the features of tiles, count the tiles, and measure the time."""
        started = time.perf_counter()
        features = self._encoder.encode(tiles)
        self.seconds += time.perf_counter() - started
        self.tiles += len(tiles)
        return features


def time_spot(bundle_path: Path, image: Path, device: str, precision: Precision) -> SpotTimes:
    """Return the times of the analysis of `image`, first with an empty cache, then with its features in the cache."""
    started = time.perf_counter()
    loaded = result_of(load_engine(bundle_path, device, precision, unmeasured=True))
    side = loaded.bundle.manifest.tile_px
    loaded.encoder.encode(np.zeros((loaded.encoder.batch, side, side, 3), np.uint8))
    engine_load = time.perf_counter() - started
    encoder = _Timed(loaded.encoder)
    engine = Engine(loaded.bundle, encoder)
    manifest = engine.bundle.manifest

    started = time.perf_counter()
    slide, record = open_image(image)
    opened = time.perf_counter() - started
    with closing(slide), TemporaryDirectory(prefix="histocast-bench-") as folder:
        cache = FeatureCache(Path(folder))
        placement = place(slide.size, record.mpp, manifest.window_px, manifest.mpp)
        started = time.perf_counter()
        with RegionTiles(slide, placement, manifest.grid, record.mpp, manifest.mpp) as region:
            region.wait_for_verdict()
        read = time.perf_counter() - started

        started = time.perf_counter()
        task = predict(slide, record, placement, engine, cache)
        while next(task).partial is None:
            pass
        first = time.perf_counter() - started
        prediction = result_of(task)
        whole = time.perf_counter() - started

        started = time.perf_counter()
        draw(prediction, heat_map(Exported(prediction, slide), MapChoice()))
        drawn = time.perf_counter() - started
        started = time.perf_counter()
        result_of(predict(slide, record, placement, engine, cache))
        cached = time.perf_counter() - started
    return SpotTimes(
        device=engine.device.title,
        precision=precision,
        engine_load=engine_load,
        open=opened,
        read=read,
        encode=encoder.seconds,
        head_and_rest=whole - encoder.seconds,
        draw=drawn,
        predict=whole,
        first_tiles=first,
        tiles_encoded=encoder.tiles,
        overhead_share=(whole - encoder.seconds) / whole,
        cached=cached,
        peak_mb=peak_mb(),
    )


def time_scaling(bundle_path: Path, tiles: np.ndarray, device: str, precision: Precision) -> dict[int, float]:
    """Return the seconds per tile for encoding 64, 256 and 1024 tiles. `tiles` must contain at least one batch."""
    encoder = result_of(load_engine(bundle_path, device, precision, unmeasured=True)).encoder
    encoder.encode(tiles[: encoder.batch])
    found = {}
    for count in SCALING_COUNTS:
        started = time.perf_counter()
        for start in range(0, count, encoder.batch):
            encoder.encode(tiles[np.arange(start, min(start + encoder.batch, count)) % len(tiles)])
        found[count] = (time.perf_counter() - started) / count
    return found

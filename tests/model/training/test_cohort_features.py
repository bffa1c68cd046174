"""Training reads features from the disk: with the same result as from memory, whatever happens to the cache."""

import dataclasses
import shutil
from contextlib import closing
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from PIL import Image

from model.base.errors import CohortError, ConfigError
from model.base.geometry import SizeL0
from model.base.progress import Notice, result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.head_shape import HeadShape, PooledShape
from model.bundle.heads.networks import make_head
from model.predict import feature_cache, region_tiles
from model.predict.cached_cohorts import cached_cohorts, entries_in_use
from model.predict.engine import Engine
from model.predict.feature_cache import default_cache, training_cache
from model.predict.pipeline import predict
from model.region.grid import GridSpec
from model.region.region import place
from model.slide.opening import open_image
from model.training.card import BundleText
from model.training.cohort_features import CohortFeatures, gathered, tiles_of
from model.training.cohort_table import read_cohort
from model.training.config import TrainConfig
from model.training.encode import encode_cohort
from model.training.encoding_plan import EncodingPlan, seconds_to_read, time_in_words
from model.training.train import TrainRequest, train

SPOTS = 24
GRID = GridSpec(window_px=896, rows=4, cols=4)
QUICK = TrainConfig(epochs=1)
SHAPES = {
    "lstm": HeadShape(cells=(3,)),
    "attention": HeadShape("attention", cells=(4, 3)),
    "pooled": HeadShape("pooled", cells=(), pooled=PooledShape("Fisher vector", "logistic regression")),
}


@pytest.fixture(scope="module")
def spots(tmp_path_factory):
    """Spots of noise whose colour tells the outcome: six tiles with tissue each, and ten of glass."""
    folder = tmp_path_factory.mktemp("spots")
    generator = np.random.default_rng(4)
    lines = ["patient_id,image,time_years,event,site"]
    for number in range(SPOTS):
        died = number % 2
        pixels = np.full((450, 480, 3), 243, np.uint8)
        colour = np.array([190 - 70 * died, 80, 150 - 30 * died])
        # Each tile has a noise of its own, so that the tiles of a spot differ.
        strength = np.repeat(generator.integers(2, 40, (1, 300)), 450, axis=0)[..., None]
        pixels[:, :300] = (colour + strength * generator.normal(size=(450, 300, 1))).clip(0, 255)
        Image.fromarray(pixels).save(folder / f"{number}.png", compress_level=1)
        lines.append(f"p{number},{number}.png,{2 if died else 7},{died},{'AB'[number // 2 % 2]}")
    (folder / "cohort.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def table(spots, tmp_path):
    """The table of the spots, with copies that a test may change."""
    shutil.copytree(spots, tmp_path, dirs_exist_ok=True)
    return tmp_path / "cohort.csv"


class Counted:
    """The encoder, with a count of the tiles that it encoded in batches of noise and of spots."""

    def __init__(self, inner):
        self.batch, self.device, self.backbone_sha256 = inner.batch, inner.device, inner.backbone_sha256
        self.length = inner.length
        self._inner, self.tiles = inner, 0

    def encode(self, tiles):
        self.tiles += len(tiles)
        return self._inner.encode(tiles)


@pytest.fixture
def encoder(colour_encoder):
    return Counted(colour_encoder)


@pytest.fixture(autouse=True)
def _speed_is_not_measured(monkeypatch):
    monkeypatch.setattr("model.training.encode.seconds_per_tile", lambda *_: 0.5)
    monkeypatch.setattr("model.training.encode.seconds_to_read", lambda *_: 2.0)


def encode(table, encoder, cache=None, blank="skip"):
    """Return features, tissue and all notices of an encoding."""
    steps = encode_cohort(read_cohort(table), GRID, 0.286, encoder, cache or training_cache(), blank, table)
    notices = []
    while True:
        try:
            progress = next(steps)
        except StopIteration as end:
            return (*end.value, notices)
        if isinstance(progress.partial, Notice):
            notices.append(progress.partial.text)


def whole(features):
    return np.stack([features[row] for row in range(features.shape[0])])


def predicted(path, bundle, encoder):
    slide, record = open_image(path)
    with closing(slide):
        placement = place(slide.size, record.mpp, bundle.manifest.window_px, bundle.manifest.mpp)
        return result_of(predict(slide, record, placement, Engine(bundle, encoder), default_cache()))


@pytest.mark.parametrize("kind", SHAPES)
@pytest.mark.parametrize("components", [0, 3])
def test_a_bundle_trained_from_the_disk_is_the_one_trained_from_memory(
    kind, components, table, tmp_path, encoder, monkeypatch
):
    if kind == "pooled" and components:
        pytest.skip("a pooled head uses no components")
    config = dataclasses.replace(QUICK, components=components)
    made = []
    for name in ("disk", "memory"):

        def given(*arguments, name=name):
            features, tissue = yield from encode_cohort(*arguments)
            assert isinstance(features, CohortFeatures)
            if name == "disk":
                return features, tissue
            array = InMemory(whole(features))
            array.sha256s = features.sha256s
            return array, tissue

        monkeypatch.setattr("model.training.train.encode_cohort", given)
        out = tmp_path / name / "x.safetensors"
        result_of(train(TrainRequest(table, out, BundleText("x"), config, SHAPES[kind], GRID), encoder))
        made.append(out.read_bytes())
    assert made[0] == made[1]


class InMemory(np.ndarray):
    """An array that can be closed like the features on the disk."""

    def __new__(cls, array):
        return array.view(cls)

    def close(self):
        pass


@pytest.fixture
def bundle(tmp_path, tiny_manifest):
    """A model that skips blank tiles, with 256 tiles over a small region. Training uses the same grid."""
    manifest = dataclasses.replace(tiny_manifest, window_px=896, blank="skip")
    path = tmp_path / "tiny.safetensors"
    save_bundle(path, manifest, make_head(manifest.head), torch.zeros(4096), torch.ones(4096))
    return load_bundle(path)


def few(table, encoder, grid):
    """Encode the first two spots as training does."""
    return result_of(encode_cohort(read_cohort(table)[:2], grid, 0.286, encoder, training_cache(), "skip"))


def test_a_prediction_of_a_trained_spot_encodes_nothing(table, tmp_path, encoder, bundle):
    features, _ = few(table, encoder, bundle.manifest.grid)
    encoder.tiles = 0
    for number in range(2):
        prediction = predicted(tmp_path / f"{number}.png", bundle, encoder)
        assert prediction.features_cached
        np.testing.assert_array_equal(prediction.features, features[number])
    assert encoder.tiles == 0
    predicted(tmp_path / "2.png", bundle, encoder)
    assert encoder.tiles > 0


def test_training_on_predicted_images_encodes_nothing(table, tmp_path, encoder, bundle):
    few(table, encoder, bundle.manifest.grid)
    trained = {path.name: path.read_bytes() for path in training_cache().folder.glob("*.npz")}
    assert len(trained) == 2
    training_cache().clear()
    for number in range(2):
        predicted(tmp_path / f"{number}.png", bundle, encoder)
    assert {path.name: path.read_bytes() for path in default_cache().folder.glob("*.npz")} == trained
    encoder.tiles = 0
    few(table, encoder, bundle.manifest.grid)
    assert encoder.tiles == 0


def test_before_encoding_the_plan_is_said_and_then_only_what_is_missing(table, encoder):
    _, tissue, notices = encode(table, encoder)
    assert len(notices) == 1
    assert notices[0].startswith("24 of 24 spots must be encoded. These are at most 384 tiles: at most 5 min at 2 til")
    assert "and 2.0 s to read a spot, and at most" in notices[0]  # 384 tiles take 192 s, and 24 spots 48 s
    assert "at most 6 MB in " in notices[0]  # 384 tiles of 4096 numbers in float32
    for row in (3, 7):
        (training_cache().folder / sorted(training_cache().sizes())[row]).unlink()
    _, _, notices = encode(table, encoder)
    assert notices[0].startswith("2 of 24 spots must be encoded; 22 are in the cache. These are at most 32 tiles")
    lacking = int((tissue < 0.02).sum())
    _, _, notices = encode(table, encoder, blank="read")
    assert notices[0].startswith(f"24 of 24 spots must be encoded. These are {lacking} tiles: ")


def test_a_disk_that_is_too_small_is_in_the_plan():
    plan = EncodingPlan(5, 5, 1000, True, 0.1, 0.0, "CPU", 16384, training_cache().folder, 16_383_999)
    assert "whose disk has 16 MB left. Features that do not fit on the disk stay in memory" in plan.text
    assert "in memory" not in dataclasses.replace(plan, free=16_384_000).text
    assert dataclasses.replace(plan, free=None).text.endswith("cohort-features.")


def test_a_fast_encoder_waits_for_the_images():
    plan = EncodingPlan(20, 10, 400, True, 1 / 4280, 3.0, "CPU", 96, training_cache().folder, None)
    assert "These are 400 tiles: 31 s at 4280 tiles/s on CPU and 3.0 s to read a spot" in plan.text


def test_the_time_to_read_is_that_of_the_whole_region(table, monkeypatch):
    """The clock advances by one second with every row of tiles that is read."""
    now = [0.0]
    read = region_tiles.tile_rows

    def rows(*arguments):
        for row in read(*arguments):
            now[0] += 1.0
            yield row

    monkeypatch.setattr(region_tiles, "tile_rows", rows)
    monkeypatch.setattr("model.training.encoding_plan.time", SimpleNamespace(perf_counter=lambda: now[0]))
    image = read_cohort(table)[0].image
    assert seconds_to_read(image, place(SizeL0(480, 450), None, GRID.window_px, 0.286), GRID, 0.286) == GRID.rows


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "1 s"), (89.5, "90 s"), (90, "2 min"), (5339, "89 min"), (5340, "1 h 30 min")]
)
def test_times_are_rounded_up(seconds, words):
    assert time_in_words(seconds) == words


def test_with_a_full_disk_the_run_goes_on_in_memory_and_says_so(table, encoder, monkeypatch):
    stored, _, _ = encode(table, encoder)
    expected = whole(stored)
    training_cache().clear()
    monkeypatch.setattr(feature_cache, "free_bytes", lambda folder: 1000)
    features, _, notices = encode(table, encoder)
    assert training_cache().size()[0] == 0
    assert len([words for words in notices if "new features are not stored" in words]) == 1
    assert notices[-1].startswith("The features of 24 spots are not cached and stay in memory: ")
    encoder.tiles = 0
    np.testing.assert_array_equal(whole(features), expected)
    assert encoder.tiles == 0


@pytest.mark.parametrize("harm", ["removed", "damaged"])
def test_entries_that_disappear_in_a_run_are_encoded_again(table, encoder, harm):
    features, _, _ = encode(table, encoder)
    expected = whole(features)
    for path in list(training_cache().folder.glob("*.npz"))[:5]:
        path.unlink() if harm == "removed" else path.write_bytes(b"x")
    encoder.tiles = 0
    np.testing.assert_array_equal(whole(features), expected)
    assert 0 < encoder.tiles <= 5 * GRID.tiles
    encoder.tiles = 0
    whole(features)
    assert encoder.tiles == 0


def test_an_image_that_changes_during_the_run_is_refused(table, encoder, tmp_path):
    steps = encode_cohort(read_cohort(table), GRID, 0.286, encoder, training_cache(), "skip")
    while next(steps).stage != "encoding spots":
        pass
    Image.new("RGB", (480, 450), "purple").save(tmp_path / "23.png")
    with pytest.raises(CohortError, match=r"23.png changed while the cohort was encoded"):
        result_of(steps)


def test_entries_of_version_0_2_0_are_used_and_get_their_tissue(table, encoder):
    features, tissue, _ = encode(table, encoder)
    expected = whole(features)
    for path in training_cache().folder.glob("*.npz"):
        arrays = dict(np.load(path))
        old = np.full((GRID.tiles, 4096), np.nan, np.float32)
        old[arrays["known"]] = arrays["features"]
        np.savez(path, features=old, known=arrays["known"])
    encoder.tiles = 0
    again, shares, notices = encode(table, encoder)
    assert encoder.tiles == 0
    assert notices == []
    np.testing.assert_array_equal(whole(again), expected)
    np.testing.assert_array_equal(shares, tissue)
    assert all("tissue" in np.load(path).files for path in training_cache().folder.glob("*.npz"))


def test_images_with_cached_features_are_not_decoded_again(table, encoder, monkeypatch):
    encode(table, encoder)
    monkeypatch.setattr("model.training.encode.RegionTiles", None)  # reading tiles now would fail
    features, tissue, _ = encode(table, encoder)
    assert np.isfinite(features[3][tissue[3] >= 0.02]).all()


def test_the_cohort_is_recorded_and_in_use_until_the_features_are_closed(table, encoder):
    features, _, _ = encode(table, encoder)
    folder = training_cache().folder
    (record,) = cached_cohorts(folder)
    assert record.table == str(table.resolve())
    assert record.entries == training_cache().sizes().keys()
    assert entries_in_use(folder) == record.entries
    features.close()
    assert entries_in_use(folder) == frozenset()


def test_a_model_trained_in_float16_says_so_and_its_spots_take_half_of_the_disk(table, tmp_path, encoder):
    made = {}
    for stored_as in ("float32", "float16"):
        config = dataclasses.replace(QUICK, stored_as=stored_as)
        out = tmp_path / f"{stored_as}.safetensors"
        training_cache().clear()
        result_of(train(TrainRequest(table, out, BundleText("x"), config, SHAPES["lstm"], GRID), encoder))
        made[stored_as] = training_cache().size()[1], load_bundle(out).manifest
    assert made["float16"][0] < 0.55 * made["float32"][0]
    notes = {name: " ".join(manifest.extra["training_notes"]) for name, (_, manifest) in made.items()}
    assert "features rounded to float16" in notes["float16"]
    assert "rounded" not in notes["float32"]
    assert made["float16"][1].extra["training_settings"]["stored_as"] == "float16"


def test_features_beyond_float16_are_refused(table, encoder, monkeypatch):
    monkeypatch.setattr(Counted, "encode", lambda self, tiles: np.full((len(tiles), 4096), 70000, np.float32))
    with pytest.raises(ConfigError, match="too large for float16"):
        encode(table, encoder, training_cache(half=True))


def test_pairs_are_gathered_in_their_order():
    features = np.arange(4 * 3 * 2, dtype=np.float32).reshape(4, 3, 2)
    spots, tiles = np.array([2, 2, 0, 2]), np.array([1, 0, 2, 2])
    np.testing.assert_array_equal(gathered(features, spots, tiles), features[spots, tiles])
    np.testing.assert_array_equal(tiles_of(features, 3, np.array([2, 0])), features[3, [2, 0]])

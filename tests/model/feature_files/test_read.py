"""Feature files of TRIDENT, CLAM and STAMP: what they state is read, and what is missing or unsafe is refused."""

import dataclasses
import runpy
from pathlib import Path

import h5py
import numpy as np
import pytest

from model.base.errors import FeatureFileError
from model.feature_files.read import _agreed_sha256, read_feature_file, read_features
from model.feature_files.stated import Stated

made = runpy.run_path(str(Path(__file__).with_name("files.py")))
CORNERS, RASTER = made["CORNERS"], made["RASTER"]
SLIDE = Stated(mpp=0.25)


def test_a_file_of_trident(tmp_path):
    values = made["features"]()
    found = read_feature_file(made["trident"](tmp_path / "a.h5", values), SLIDE)
    assert (found.layout, found.encoder.name, found.encoder.sha256) == ("TRIDENT", "uni_v1", "")
    assert (found.encoder.length, found.encoder.tile_px, found.encoder.mpp, found.mpp) == (7, 256, 0.5, 0.25)
    assert found.positions.boxes.tolist() == [[x, y, 512, 512] for x, y in CORNERS[RASTER].tolist()]
    assert found.positions.unit == "px"
    assert (found.size, found.whole, found.tiles.tolist()) == ((4000, 3000), 5, [0, 1, 2, 3, 4])
    assert found.tissue.tolist() == [1, 1, 1, 1, 1]
    assert np.array_equal(read_features(found), values[RASTER])


def test_the_pixel_size_of_the_slide_follows_from_that_of_the_tiles(tmp_path):
    path = made["trident"](tmp_path / "a.h5", patch_size_level0=None)
    assert read_feature_file(path, Stated(tile_mpp=0.5)).mpp == 0.25


def test_a_magnification_is_no_pixel_size(tmp_path):
    words = r"pixel size of the slide \(the file names only a magnification, 20x\)"
    with pytest.raises(FeatureFileError, match=words) as caught:
        read_feature_file(made["trident"](tmp_path / "a.h5"))
    assert "--mpp" in caught.value.remedy
    assert "--image" in caught.value.remedy


def test_a_file_of_clam_states_nothing_about_its_tiles(tmp_path):
    path = made["clam"](tmp_path / "a.h5")
    with pytest.raises(FeatureFileError, match="CLAM writes it, does not state the side of its tiles in px") as caught:
        read_feature_file(path)
    assert all(option in caught.value.remedy for option in ("--tile-px", "--tile-mpp", "--mpp"))
    found = read_feature_file(path, Stated("resnet50", tile_px=256, tile_mpp=0.5, mpp=0.25))
    assert (found.layout, found.encoder.name, found.positions.side) == ("CLAM", "resnet50", 512)


def test_a_file_of_trident_with_the_patches_of_clam(tmp_path):
    clam = {"target_magnification": None, "patch_size_level0": None, "level0_magnification": None}
    path = made["trident"](tmp_path / "a.h5", **clam, patch_level=1, downsample=(4.0, 4.0))
    found = read_feature_file(path, SLIDE)
    assert (found.layout, found.positions.side, found.encoder.mpp) == ("CLAM", 1024, 1.0)


def test_a_file_of_stamp(tmp_path):
    values = made["features"](dtype=np.float16)
    found = read_feature_file(made["stamp"](tmp_path / "a.h5", values))
    assert (found.layout, found.encoder.name, found.encoder.tile_px) == ("STAMP", "mahmood-uni", 224)
    assert found.encoder.mpp == pytest.approx(256 / 224)
    assert (found.positions.unit, found.positions.side, found.mpp) == ("um", 256, None)
    assert found.positions.in_px(0.5).corners.tolist() == CORNERS[RASTER].tolist()
    got = read_features(found)
    assert got.dtype == np.float32
    assert np.array_equal(got, values[RASTER].astype(np.float32))


def test_a_file_of_stamp_2_0(tmp_path):
    path = made["stamp"](tmp_path / "a.h5", tile_size_um=None, tile_size_px=None, tile_size=256.0, feat_type=None)
    with pytest.raises(FeatureFileError, match="no tile_size_px"):
        read_feature_file(path)
    assert read_feature_file(path, Stated(tile_px=224)).positions.side == 256


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": None, "tile_size_um": None}, "unit of the positions .* is unknown"),
        ({"unit": None, "tile_size_um": None, "tile_size": 224}, "unit of the positions .* is unknown"),
        ({"unit": "px"}, "unit of the positions .* is unknown"),
        ({"feat_type": "slide"}, "features of a slide"),
        ({"tile_size_um": -3.0}, "'tile_size_um' .* not a number above 0"),
        ({"tile_size_px": "many"}, "'tile_size_px' .* not a number above 0"),
    ],
)
def test_files_of_stamp_without_a_unit_or_of_another_kind_are_refused(tmp_path, change, message):
    with pytest.raises(FeatureFileError, match=message) as caught:
        read_feature_file(made["stamp"](tmp_path / "a.h5", **change))
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("stated", "message"),
    [
        (Stated(mpp=0.25, tile_px=224), "has 256 px, but --tile-px states 224 px"),
        (Stated(mpp=0.25, tile_mpp=0.6), "has 0.5 um/px, but --tile-mpp states 0.6"),
    ],
)
def test_statements_that_contradict_the_file_are_refused(tmp_path, stated, message):
    with pytest.raises(FeatureFileError, match=message):
        read_feature_file(made["trident"](tmp_path / "a.h5"), stated)


def test_a_stated_encoder_counts_and_its_hash_is_compared_in_small_letters(tmp_path):
    path = made["trident"](tmp_path / "a.h5", encoder=None)
    assert read_feature_file(path, SLIDE).encoder.name == ""
    found = read_feature_file(path, dataclasses.replace(SLIDE, encoder="mine", encoder_sha256="AB" * 32))
    assert (found.encoder.name, found.encoder.sha256) == ("mine", "ab" * 32)


def test_a_hash_that_is_none_or_contradicts_the_file_is_refused(tmp_path):
    path = made["trident"](tmp_path / "a.h5")
    with pytest.raises(FeatureFileError, match="--encoder-sha256 is 'xyz', which is not a SHA-256"):
        read_feature_file(path, dataclasses.replace(SLIDE, encoder_sha256="xyz"))
    assert _agreed_sha256("ab" * 32, "ab" * 32, path) == _agreed_sha256("ab" * 32, "", path) == "ab" * 32
    with pytest.raises(FeatureFileError, match="SHA-256 abababababab, but --encoder-sha256 is cdcdcdcdcdcd"):
        _agreed_sha256("ab" * 32, "cd" * 32, path)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_features_that_are_no_numbers_are_refused(tmp_path, bad):
    values = made["features"]()
    values[2, 3] = bad
    facts = read_feature_file(made["trident"](tmp_path / "a.h5", values), SLIDE)
    with pytest.raises(FeatureFileError, match=r"1 of the 5 tiles in a\.h5 have features that are NaN"):
        read_features(facts)


def test_numbers_beyond_float32_are_refused(tmp_path):
    values = made["features"](dtype=np.float64)
    values[0, 0] = 1e300
    facts = read_feature_file(made["trident"](tmp_path / "a.h5", values), SLIDE)
    with pytest.raises(FeatureFileError, match="NaN or infinite"):
        read_features(facts)


def test_positions_that_are_no_numbers_are_refused(tmp_path):
    corners = CORNERS.astype(np.float64)
    corners[1, 0] = np.nan
    with pytest.raises(FeatureFileError, match="1 of the 5 positions"):
        read_feature_file(made["trident"](tmp_path / "a.h5", corners=corners), SLIDE)


@pytest.mark.parametrize(
    ("corner", "count", "refused"),
    [((3744, 2744), 5, False), ((3745, 2744), 5, True), ((3744, 2745), 5, True), ((0, -257), 5, True),
     ((0, -256), 5, False), ((9000, 0), 100, False), ((9000, 0), 99, True)],
)  # fmt: skip
def test_tiles_outside_the_slide_that_the_file_states_are_refused(tmp_path, corner, count, refused):
    """The centre of a tile of 512 px counts, on a slide of 4000 x 3000 px; one tile in a hundred may lie outside."""
    corners = np.stack([np.arange(count) % 13 * 300, np.arange(count) // 13 * 300], axis=1)
    corners[3] = corner
    path = made["trident"](tmp_path / "a.h5", made["features"](count), corners)
    if not refused:
        assert len(read_feature_file(path, SLIDE).order) == count
        return
    with pytest.raises(FeatureFileError, match=f"1 of the {count} tiles in a.h5 lie outside the slide of 4000 x 3000"):
        read_feature_file(path, SLIDE)
    # Without the size of the slide, nothing is known about its edge.
    path = made["trident"](tmp_path / "b.h5", made["features"](count), corners, level0_width=None)
    assert read_feature_file(path, SLIDE).size is None


@pytest.mark.parametrize(("double", "of", "words"), [(1, 9, "1 tile of the feature file lies"), (2, 8, "2 tiles of")])
def test_a_few_tiles_at_the_same_position_are_mentioned(tmp_path, double, of, words):
    corners = np.arange(of)[:, None] % (of - double) * [512, 256]
    path = made["trident"](tmp_path / "a.h5", made["features"](of), corners)
    (note,) = read_feature_file(path, SLIDE).notes
    assert note.startswith(words)


def test_many_tiles_at_the_same_position_are_refused(tmp_path):
    """More than a quarter: the positions are wrong, or the file joins several slides."""
    corners = np.arange(11)[:, None] % 8 * [512, 256]
    path = made["trident"](tmp_path / "a.h5", made["features"](11), corners)
    with pytest.raises(FeatureFileError, match=r"3 of the 11 tiles in a\.h5 lie at the same position as another tile"):
        read_feature_file(path, SLIDE)


def test_pickles_are_never_read(tmp_path):
    path = tmp_path / "bag.pt"
    path.write_bytes(b"PK\x03\x04 anything")
    with pytest.raises(FeatureFileError, match="is a pickle") as caught:
        read_feature_file(path)
    assert "h5_files" in caught.value.remedy


def test_other_files_are_refused(tmp_path):
    text, none = tmp_path / "a.h5", tmp_path / "none.h5"
    text.write_text("not HDF5 at all")
    for path, message in ((text, "not an HDF5 file"), (none, "There is no file"), (tmp_path, "There is no file")):
        with pytest.raises(FeatureFileError, match=message):
            read_feature_file(path)
    whole = made["trident"](tmp_path / "whole.h5").read_bytes()
    text.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(FeatureFileError, match="damaged or incomplete"):
        read_feature_file(text)


def _changed(path, change):
    with h5py.File(made["trident"](path), "a") as file:
        change(file)
    return path


def _replaced(name, **dataset):
    def change(file):
        attributes = dict(file[name].attrs)
        del file[name]
        file.create_dataset(name, **dataset).attrs.update(attributes)

    return change


def _link(link):
    def change(file):
        file.move("features", "hidden")
        file["features"] = link

    return change


def _group(file):
    del file["features"]
    file.create_group("features")


def _virtual(file):
    layout = h5py.VirtualLayout((5, 7), "f4")
    layout[:] = h5py.VirtualSource(file["features"])
    file.move("features", "hidden")
    file.create_virtual_dataset("features", layout)


def _partly_written(file):
    del file["features"]
    file.create_dataset("features", (5, 7), "f4", chunks=(1, 7))[:3] = 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_link(h5py.SoftLink("/hidden")), "is a link"),
        (_link(h5py.ExternalLink("elsewhere.h5", "/features")), "is a link"),
        (_group, "is a group"),
        (_virtual, "lies in other files"),
        (_replaced("features", shape=(5, 7), dtype="f4", external=[("raw.bin", 0, 140)]), "lies in other files"),
        (_partly_written, "not completely written"),
        (_replaced("features", shape=(5, 7), dtype="f4"), "not completely written"),
        (_replaced("features", data=np.zeros(7, np.float32)), "one row per tile|not \\[n, n\\]"),
        (_replaced("features", data=np.zeros((1, 5, 7), np.float32)), "has the shape"),
        (_replaced("features", data=np.zeros((5, 7), np.int32)), "has the type int32"),
        (_replaced("features", data=np.zeros((5, 7), [("x", "f4")])), "has the type"),
        (_replaced("features", data=np.zeros((0, 7), np.float32)), "holds no features"),
        (_replaced("coords", data=np.zeros((4, 2), np.int64)), "has the shape"),
        (_replaced("coords", data=np.zeros((5, 3), np.int64)), "has the shape"),
        (_replaced("features", shape=(2**40, 1024), chunks=(1, 1024), dtype="f4"), "not completely written"),
        (_replaced("features", shape=(5, 2**27), chunks=(1, 2**27), dtype="f4"), "too large to be read safely"),
    ],
)
def test_unsafe_or_unfitting_data_is_refused_before_it_is_read(tmp_path, change, message):
    with pytest.raises(FeatureFileError, match=message) as caught:
        read_feature_file(_changed(tmp_path / "a.h5", change), SLIDE)
    assert caught.value.remedy


def test_a_link_to_another_file_is_not_followed(tmp_path, monkeypatch):
    """h5py's `in` and `get` would open the other file."""
    path = _changed(tmp_path / "a.h5", _link(h5py.ExternalLink("elsewhere.h5", "/features")))
    for name in ("__contains__", "get", "__getitem__"):
        monkeypatch.setattr(h5py.Group, name, None)
    with pytest.raises(FeatureFileError, match="is a link"):
        read_feature_file(path, SLIDE)


@pytest.mark.parametrize("change", [{"whole": 4}, {"whole": 5.5}, {"index": [0, 1, 2, 3, 3]}, {"tissue": 1.5}])
def test_a_damaged_grid_is_refused(tmp_path, change):
    def add(file):
        file.attrs["histocast_tiles"] = change.get("whole", 9)
        file["histocast_tile_index"] = np.array(change.get("index", [8, 2, 3, 4, 0]))
        file["histocast_tissue"] = np.full(5, change.get("tissue", 0.5), np.float32)

    with pytest.raises(FeatureFileError, match="grid in the file is damaged"):
        read_feature_file(_changed(tmp_path / "a.h5", add), SLIDE)


def test_too_many_features_are_refused_before_they_are_read(tmp_path, monkeypatch):
    path = made["trident"](tmp_path / "a.h5")
    for name, limit in (("MOST_TILES", 4), ("MOST_FEATURES", 6), ("MOST_BYTES", 139)):
        with monkeypatch.context() as patch:
            patch.setitem(read_feature_file.__globals__, name, limit)
            with pytest.raises(FeatureFileError, match="5 tiles with 7 features"):
                read_feature_file(path, SLIDE)
    with monkeypatch.context() as patch:
        for name, limit in (("MOST_TILES", 5), ("MOST_FEATURES", 7), ("MOST_BYTES", 140)):
            patch.setitem(read_feature_file.__globals__, name, limit)
        assert len(read_feature_file(path, SLIDE).order) == 5


def test_filters_that_are_plugins_are_refused(tmp_path):
    def change(file):
        values = file["features"][:]
        del file["features"]
        plan = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        plan.set_chunk((5, 7))
        plan.set_filter(32015, h5py.h5z.FLAG_OPTIONAL)  # Zstandard, which h5py does not have
        space = h5py.h5s.create_simple(values.shape)
        h5py.h5d.create(file.id, b"features", h5py.h5t.NATIVE_FLOAT, space, plan)
        file["features"][:] = values

    with pytest.raises(FeatureFileError, match="filter 32015, a plugin"):
        read_feature_file(_changed(tmp_path / "a.h5", change), SLIDE)


@pytest.mark.parametrize("packing", [{"compression": "gzip", "shuffle": True}, {"compression": "lzf"}])
def test_the_filters_of_hdf5_itself_are_read(tmp_path, packing):
    values = made["features"]()
    path = _changed(tmp_path / "a.h5", _replaced("features", data=values, **packing))
    assert np.array_equal(read_features(read_feature_file(path, SLIDE)), values[RASTER])

"""Encoders from ONNX files: the same features as torch, one identity per file and preprocessing, and clear refusals."""

import hashlib
import json
import runpy
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto

from model.backbone import devices, onnx_import, onnx_network
from model.backbone.devices import choose_device
from model.backbone.onnx_facts import preprocessing
from model.backbone.onnx_import import import_onnx
from model.backbone.onnx_record import record_file
from model.backbone.opening import device_for, open_backbone
from model.backbone.store import (
    IMAGENET,
    SEEDED,
    backbones_folder,
    export_backbone,
    find_backbone,
    installed_backbones,
    save_backbone,
)
from model.base.errors import BackboneError, DeviceError
from model.base.progress import result_of
from model.benchmark.operations import flop_a_tile
from model.result.prediction import DeviceRecord

MADE = runpy.run_path(str(Path(__file__).parents[2] / "encoders.py"))
make, write, node, by_torch = (MADE[name] for name in ("make", "write", "node", "by_torch"))
TRIED = MADE["TRIED"]
STATED = preprocessing(MADE["TILE_PX"], MADE["MPP"], MADE["MEAN"], MADE["SD"])
KINDS = tuple(MADE["LENGTHS"])


@pytest.fixture(autouse=True)
def _tried_on(monkeypatch):
    """The tiles on which an encoder is tried are those of the samples, read once."""
    monkeypatch.setattr(onnx_import, "calibration_tiles", TRIED)


@pytest.fixture(scope="module")
def tiles():
    """19 different tiles in H&E-like colours; two of them have one colour each."""
    made = np.random.default_rng(3).integers(60, 256, (19, 64, 64, 3), dtype=np.uint8)
    made[1], made[2] = 243, (190, 110, 170)
    made[3:] = made[3:] // np.arange(1, 17, dtype=np.uint8)[:, None, None, None] + 40
    return made


def taken(path, name=None, stated=STATED):
    """Import a file and return what is installed."""
    return result_of(import_onnx(path, name, stated))


def opened(info, precision="exact"):
    return result_of(open_backbone(info, device_for(info, "cpu", precision)))


def near(features, expected, share=1e-5):
    return np.abs(features - expected).max() < share * np.abs(expected).max()


@pytest.mark.parametrize("kind", KINDS)
def test_features_are_torchs_whatever_the_number_of_tiles(kind, tmp_path, tiles):
    info = taken(make(kind, tmp_path / "enc.onnx"))
    encoder = opened(info)
    assert (encoder.length, encoder.batch) == (MADE["LENGTHS"][kind], 8)
    expected = by_torch(kind, tiles)
    for count in (19, 8, 1):
        features = encoder.encode(tiles[:count])
        assert features.dtype == np.float32
        assert near(features, expected[:count])
    assert encoder.backbone_sha256 == info.sha256


def test_the_second_opening_reads_the_prepared_network(tmp_path, tiles):
    info = taken(make("convolutional", tmp_path / "enc.onnx"))
    first = opened(info).encode(tiles)
    info.path.unlink()  # the prepared network needs the file no more
    np.testing.assert_array_equal(opened(info).encode(tiles), first)


@pytest.mark.parametrize("kind", KINDS)
def test_fast_without_bfloat16_is_int8_and_near(kind, tmp_path, monkeypatch):
    """On tissue the error is at most 0.05 with these weights; with NNCF's way for transformers it was 0.97."""
    tiles = TRIED(64, 2.0)[::5]
    monkeypatch.setattr("model.backbone.devices.multiplies_bfloat16", lambda: False)
    encoder = opened(taken(make(kind, tmp_path / "enc.onnx")), "fast")
    assert encoder.device.arithmetic == "int8"
    features, expected = encoder.encode(tiles), by_torch(kind, tiles)
    off = np.linalg.norm(features - expected, axis=1) / np.linalg.norm(expected, axis=1)
    assert (off < 0.1).all()
    assert off.max() > 1e-3


@pytest.mark.parametrize("kind", KINDS)
def test_fast_with_bfloat16_is_nearer(kind, tmp_path, monkeypatch):
    monkeypatch.setattr("model.backbone.devices.multiplies_bfloat16", lambda: True)
    tiles = TRIED(64, 2.0)[::5]
    encoder = opened(taken(make(kind, tmp_path / "enc.onnx")), "fast")
    assert encoder.device.arithmetic == "bfloat16"
    features, expected = encoder.encode(tiles), by_torch(kind, tiles)
    assert (np.linalg.norm(features - expected, axis=1) < 0.02 * np.linalg.norm(expected, axis=1)).all()


def test_a_network_exported_for_one_tile_gets_one_at_a_time(tmp_path, tiles):
    """Its reshapes hold the number 1, so that 8 tiles at once would not fit, or would be mixed."""
    encoder = opened(taken(make("transformer", tmp_path / "one.onnx", batch=1)))
    assert encoder.batch == 1
    assert near(encoder.encode(tiles[:3]), by_torch("transformer", tiles[:3]))


def test_dynamic_height_and_width_are_fixed_to_the_tile(tmp_path, tiles):
    nodes, arrays = MADE["_convolutional"](), MADE["weights"]("convolutional")
    path = write(tmp_path / "any.onnx", nodes, arrays, (["n", 3, "h", "w"],), (["n", 24],))
    assert near(opened(taken(path)).encode(tiles), by_torch("convolutional", tiles))


def test_pooled_maps_of_one_pixel_are_a_vector(tmp_path, tiles):
    nodes = [*MADE["_convolutional"]()[:-2], node("GlobalAveragePool", "r2", "y")]
    arrays = MADE["weights"]("convolutional")
    path = write(tmp_path / "map.onnx", nodes, arrays, (["n", 3, 64, 64],), (["n", 24, 1, 1],))
    assert near(opened(taken(path)).encode(tiles), by_torch("convolutional", tiles))


def test_the_identity_covers_the_file_and_each_statement(tmp_path):
    """By hand: the SHA-256 over the form, the file's SHA-256, side, pixel size, means and SDs."""
    path = make("convolutional", tmp_path / "enc.onnx")
    info = taken(path, "first")
    file_sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    text = json.dumps(["histocast-encoder-1", file_sha256, 64, 2.0, [0.7, 0.5, 0.6], [0.2, 0.25, 0.3]])
    assert info.sha256 == hashlib.sha256(text.encode()).hexdigest()
    others = [
        preprocessing(64, 2.5, MADE["MEAN"], MADE["SD"]),
        preprocessing(64, 2.0, (0.5, 0.7, 0.6), MADE["SD"]),
        preprocessing(64, 2.0, MADE["MEAN"], (0.2, 0.3, 0.25)),
    ]
    found = {info.sha256, *(taken(path, f"other{n}", stated).sha256 for n, stated in enumerate(others))}
    own = MADE["weights"]("convolutional")
    own["b2"] = own["b2"] + np.float32(1e-6)
    found.add(taken(make("convolutional", tmp_path / "nearly.onnx", own=own)).sha256)
    assert len(found) == 5
    assert taken(path, "again").sha256 == info.sha256


def test_an_installed_encoder_is_listed_found_and_described(tmp_path):
    info = taken(make("transformer", tmp_path / "enc.onnx"), "mine")
    assert installed_backbones()["mine"] == info
    assert next(iter(installed_backbones())) == SEEDED
    assert find_backbone(info.sha256, "whatever").name == "mine"
    assert info.source == (
        "imported from enc.onnx: 20 features of tiles of 64 px at 2 um/px, normalised with mean 0.7, 0.5, 0.6 and SD "
        "0.2, 0.25, 0.3"
    )
    assert "output 'y'" in info.layer
    with pytest.raises(BackboneError, match="an ONNX file, not weights of VGG-16"):
        result_of(export_backbone("mine", tmp_path / "x.safetensors"))


@pytest.mark.parametrize("field", ["sha256", "file_sha256", "tile_px", "mpp", "length"])
def test_a_record_that_was_changed_is_not_believed(tmp_path, field):
    info = taken(make("convolutional", tmp_path / "enc.onnx"))
    file = record_file(info.path)
    about = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(about | {field: about[field] * 2 if field != "length" else "24"}), encoding="utf-8")
    assert set(installed_backbones()) == {SEEDED}


def test_a_file_that_was_changed_is_refused(tmp_path):
    info = taken(make("convolutional", tmp_path / "enc.onnx"))
    info.path.write_bytes(info.path.read_bytes() + b"\0")
    with pytest.raises(BackboneError, match="wrong SHA-256"):
        opened(info)


def test_a_name_is_of_one_kind_of_backbone(tmp_path):
    taken(make("convolutional", tmp_path / "enc.onnx"), "mine")
    with pytest.raises(BackboneError, match="another kind"):
        result_of(save_backbone({}, "mine", "somewhere"))
    for name in (SEEDED, "../up"):
        with pytest.raises(BackboneError, match="cannot be called"):
            taken(tmp_path / "enc.onnx", name)
    with pytest.raises(BackboneError, match="torchvision's weights of VGG-16"):
        taken(tmp_path / "enc.onnx", IMAGENET)


def test_an_encoder_never_replaces_another_one_of_its_name(tmp_path):
    """The former encoder was replaced without a word, and models that were trained on it no longer opened."""
    path = make("convolutional", tmp_path / "enc.onnx")
    info = taken(path, "mine")
    with pytest.raises(BackboneError, match="Another backbone is called 'mine'"):
        taken(path, "mine", preprocessing(64, 2.5, MADE["MEAN"], MADE["SD"]))
    assert installed_backbones()["mine"] == info
    opened(info)  # its file and its record are the old ones
    assert taken(path, "mine") == info


def _plain(**changes):
    """The arguments of `write` for an encoder that is fine but for `changes`."""
    usual = {
        "nodes": MADE["_convolutional"](),
        "arrays": MADE["weights"]("convolutional"),
        "inputs": (["n", 3, 64, 64],),
        "outputs": (["n", 24],),
    }
    return usual | changes


def _with(node_after):
    """The nodes of the encoder, with its features called f, and further nodes that make y."""
    return [*MADE["_convolutional"]()[:-1], node("Flatten", "p", "f"), *node_after]


def _bad(kind):
    nodes, arrays = MADE["_convolutional"](), MADE["weights"]("convolutional")
    nan = arrays["w2"].copy()
    nan[3, 2, 1, 0] = np.nan
    last = [node("Transpose", "x", "t", perm=[0, 3, 1, 2]), node("Conv", "t w1 b1", "c1"), *nodes[1:]]
    tokens = [*nodes[:4], node("Reshape", "r2 s", "t"), node("Transpose", "t", "y", perm=[0, 2, 1])]
    zero = arrays | {"zero": np.zeros(1, np.float32)}
    return {
        "operator": _plain(nodes=_with([node("Magic", "f", "y", domain="house")])),
        "control signs": _plain(nodes=_with([node("\x1b[31mMagic", "f", "y", domain="house")])),
        "two inputs": _plain(nodes=_with([node("Add", "f x1", "y")]), inputs=(["n", 3, 64, 64], ["n", 24])),
        "two outputs": _plain(nodes=[*nodes, node("Relu", "p", "y1")], outputs=(["n", 24], ["n", 24, 1, 1])),
        "channels last": _plain(nodes=last, inputs=(["n", 64, 64, 3],)),
        "grey": _plain(arrays=arrays | {"w1": arrays["w1"][:, :1]}, inputs=(["n", 1, 64, 64],)),
        "flat": _plain(nodes=[node("Identity", "x", "y")], inputs=(["n", 24],)),
        "other side": _plain(inputs=(["n", 3, 96, 96],)),
        "bytes": _plain(nodes=[node("Cast", "x", "f", to=1), node("Conv", "f w1 b1", "c1", strides=[2, 2]), *nodes[1:]],
                        kinds=(TensorProto.UINT8,)),
        "never fixed": _plain(nodes=_with([node("NonZero", "f", "z"), node("Cast", "z", "y", to=1)])),
        "no batch": _plain(nodes=_with([node("Reshape", "f s", "y")]), arrays=arrays | {"s": np.array([2, -1])}),
        "tokens": _plain(nodes=tokens, arrays=arrays | {"s": np.array([0, 24, 256])}, outputs=(["n", 256, 24],)),
        "too long": _plain(nodes=[node("Reshape", "x s", "z"), node("Concat", "z z", "y", axis=1)],
                           arrays={"s": np.array([0, -1])}, outputs=(["n", "d"],)),
        "nan": _plain(arrays=arrays | {"w2": nan}),
        "batch": _plain(nodes=_with([node("ReduceMean", "f", "m", axes=[0]), node("Sub", "f m", "y")])),
        "constant": _plain(nodes=_with([node("Mul", "f zero", "y")]), arrays=zero),
        "infinite": _plain(nodes=_with([node("Div", "f zero", "y")]), arrays=zero),
    }[kind]  # fmt: skip


REFUSED = {
    "control signs": r"does not support: house\.\?\[31mMagic",
    "operator": "operators that OpenVINO does not support: house.Magic",
    "two inputs": r"2 inputs \(x, x1\)",
    "two outputs": r"2 outputs \(y, y1\)",
    "channels last": "channels last",
    "grey": r"\[\?,1,64,64\]; tiles are given as \[n, 3, 64, 64\]",
    "flat": r"tiles are given as \[n, 3, 64, 64\]",
    "other side": "does not fit tiles of 64 px",
    "bytes": "has the type uint8_t|has the type u8",
    "never fixed": "cannot be fixed for tiles of 64 px",
    "no batch": "cannot be fixed for tiles of 64 px",
    "tokens": "not one vector per tile",
    "too long": "24576 numbers per tile; at most 16384",
    "nan": "weights that are NaN",
    "batch": "different features when",
    "constant": "the same features for every tile",
    "infinite": "NaN or infinite for tiles of tissue",
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_encoder_of_tiles_is_refused_and_nothing_is_installed(kind, tmp_path):
    path = write(tmp_path / "bad.onnx", **_bad(kind))
    with pytest.raises(BackboneError, match=REFUSED[kind]) as caught:
        taken(path)
    assert caught.value.message.count("bad.onnx") == 1
    assert ".histocast-" not in caught.value.message
    assert caught.value.remedy
    assert set(installed_backbones()) == {SEEDED}
    assert list(backbones_folder().iterdir()) == []


def test_a_network_exported_for_training_names_its_remedy(tmp_path):
    """OpenVINO cannot convert its dropout. The remedy was another opset_version, which does not help."""
    switch = MADE["weights"]("convolutional") | {"ratio": np.float32(0.5).reshape(()), "on": np.array(True)}
    path = write(tmp_path / "bad.onnx", **_plain(nodes=_with([node("Dropout", "f ratio on", "y")]), arrays=switch))
    with pytest.raises(BackboneError, match="Dropout") as caught:
        taken(path)
    assert "model.eval()" in caught.value.remedy


def test_weights_outside_the_file_are_refused_without_reading_them(tmp_path, monkeypatch):
    saved = {"save_as_external_data": True, "location": "secret.bin", "size_threshold": 0}
    path = write(tmp_path / "bad.onnx", **_plain(), **saved)
    monkeypatch.setattr(onnx_network, "_read", lambda path, name: pytest.fail("OpenVINO got the file"))
    with pytest.raises(BackboneError, match=r"in other files: secret\.bin") as caught:
        taken(path)
    assert "one file" in caught.value.remedy
    assert list(backbones_folder().iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"not a network", b"\x08\x08", b"PK\x03\x04" + 90 * b"\0", None])
def test_damaged_files_are_refused_with_a_remedy(tmp_path, content):
    whole = make("convolutional", tmp_path / "whole.onnx").read_bytes()
    path = tmp_path / "bad.onnx"
    path.write_bytes(whole[: len(whole) // 2] if content is None else content)
    with pytest.raises(BackboneError, match="is not an ONNX file, or it is damaged") as caught:
        taken(path)
    assert caught.value.remedy


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path, monkeypatch):
    path = make("convolutional", tmp_path / "enc.onnx")
    size = path.stat().st_size
    monkeypatch.setattr(onnx_import, "LIMIT_BYTES", size)
    taken(path)
    monkeypatch.setattr(onnx_import, "LIMIT_BYTES", size - 1)
    monkeypatch.setattr(Path, "open", lambda *_: pytest.fail("the file was opened"))
    with pytest.raises(BackboneError, match="at most"):
        taken(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(BackboneError, match=r"none\.onnx cannot be copied"):
        taken(tmp_path / "none.onnx")


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ((15, 2.0), "Tiles of 15 px"),
        ((2049, 0.286), "Tiles of 2049 px"),
        ((224, 0.04), "pixel size of 0.04"),
        ((224, 21.0), "pixel size of 21"),
        ((224, float("nan")), "pixel size of nan"),
        ((300, 4.0), "do not fit"),
        ((16, 0.5), "do not fit"),
    ],
)
def test_tiles_that_no_encoder_has_are_refused(values, why):
    with pytest.raises(BackboneError, match=why) as caught:
        preprocessing(*values, MADE["MEAN"], MADE["SD"])
    assert caught.value.remedy


@pytest.mark.parametrize("mean", [(123.7, 116.3, 103.5), (-0.1, 0, 0), (0.5, 0.5), (0.5, 0.5, float("nan"))])
def test_means_that_are_not_of_0_to_1_are_refused(mean):
    with pytest.raises(BackboneError):
        preprocessing(224, 0.5, mean, (0.2, 0.2, 0.2))


@pytest.mark.parametrize("sd", [(0.0, 0.2, 0.2), (58.4, 57.1, 57.4), (-0.2, 0.2, 0.2)])
def test_standard_deviations_that_are_not_of_0_to_1_are_refused(sd):
    with pytest.raises(BackboneError):
        preprocessing(224, 0.5, (0.5, 0.5, 0.5), sd)


@pytest.fixture
def with_gpu(monkeypatch):
    """A computer with an NVIDIA GPU beside its CPU."""
    records = [
        DeviceRecord("cuda:0", "A GPU (torch, exact)", "", "torch", "exact"),
        DeviceRecord("cpu", "CPU (OpenVINO, exact)", "", "OpenVINO", "exact"),
        DeviceRecord("cpu-torch", "CPU (torch, exact)", "", "torch", "exact"),
    ]
    monkeypatch.setattr(devices, "_devices_here", lambda: tuple(records))
    return records


def test_only_openvino_computes_an_encoder_from_a_file(with_gpu, tmp_path):
    info = taken(make("convolutional", tmp_path / "enc.onnx"))
    assert choose_device("auto").name == "cuda:0"
    chosen = device_for(info)
    assert chosen.name == "cpu"
    assert "encoder from a file" in chosen.reason
    for name in ("cuda:0", "cuda", "cpu-torch"):
        with pytest.raises(DeviceError, match="only OpenVINO") as caught:
            device_for(info, name)
        assert "cpu" in caught.value.remedy


def test_without_openvino_the_remedy_is_to_install_it(with_gpu, tmp_path):
    info = taken(make("convolutional", tmp_path / "enc.onnx"))
    del with_gpu[1]
    with pytest.raises(DeviceError) as caught:
        device_for(info)
    assert "openvino" in caught.value.remedy


def test_operations_are_counted_as_by_hand(tmp_path):
    """Two operations per multiplication: outputs of a layer times the inputs of each output."""
    info = taken(make("convolutional", tmp_path / "c.onnx"))
    assert flop_a_tile(info) == 2 * (32 * 32 * 8 * 27 + 16 * 16 * 24 * 72)
    info = taken(make("transformer", tmp_path / "t.onnx"))
    patches, projections, attention, last = 16 * 32 * 768, 3 * 16 * 32 * 32, 2 * 2 * 16 * 16 * 16, 32 * 20
    assert flop_a_tile(info) == 2 * (patches + projections + attention + last)

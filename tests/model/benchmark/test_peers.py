"""The networks of other programs are the same network, absent programs are named with the remedy, and ratios fit."""

from dataclasses import replace

import numpy as np
import pytest

from model.backbone.corrected import features_of
from model.backbone.openvino_graph import direct_graph
from model.backbone.openvino_loader import openvino as ov
from model.base.progress import Progress, result_of
from model.benchmark import peer_networks, peers
from model.benchmark.encoding import Timing
from model.benchmark.peer_networks import ncnn_network, normalised
from model.bundle.installed import default_bundle, find_bundle
from tests.narrow_vgg import narrow


@pytest.fixture
def weights(monkeypatch):
    for module in ("openvino_graph", "vgg16"):
        monkeypatch.setattr(f"model.backbone.{module}.LAYERS", narrow())
    monkeypatch.setattr(peer_networks, "LAYERS", narrow())
    numbers, made = np.random.default_rng(1), {}
    for layer in narrow():
        size = np.prod(layer.shape[1:])
        made[f"{layer.name}.weight"] = numbers.normal(0, (2 / size) ** 0.5, layer.shape).astype(np.float32)
        made[f"{layer.name}.bias"] = numbers.normal(0, 0.1, layer.shape[0]).astype(np.float32)
    return made


@pytest.fixture
def tiles():
    return np.random.default_rng(2).integers(0, 256, (2, 224, 224, 3), dtype=np.uint8)


def test_the_onnx_file_is_the_same_network(weights, tiles, tmp_path):
    expected = result_of(features_of(direct_graph(dict(weights)), "f32", tiles))
    path = peer_networks._onnx_file(weights, tmp_path, 2)
    found = ov.Core().compile_model(str(path), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})(normalised(tiles))[0]
    np.testing.assert_allclose(found, expected, atol=1e-5 * expected.max())


def test_ncnn_gets_every_layer_and_every_weight_once(weights):
    text, blobs = ncnn_network(weights)
    magic, counts, *lines = text.splitlines()
    assert (magic, counts) == ("7767517", f"{len(lines)} {len(lines)}")
    assert [line.split()[0] for line in lines].count("Convolution") == 13
    assert [line.split()[0] for line in lines].count("Pooling") == 5
    outputs = [line.split()[5 if line.split()[2] == "1" else 4] for line in lines]
    inputs = [line.split()[4] for line in lines[1:]]
    assert inputs == outputs[:-1], "every layer continues the one before"
    assert sum(map(len, blobs)) == sum(array.nbytes for array in weights.values()) + 4 * 15


@pytest.fixture
def played(monkeypatch):
    """Let *exact* take 0.2 s a tile, and onnxruntime 0.3 s with features 1 % larger; ncnn and MNN are absent."""

    def isolated(report, work, *arguments):
        yield report
        count = len(arguments[-1] if work is peers.time_peer else arguments[2])
        features = np.ones((count, 4096), np.float32)
        if work is peers.time_peer:
            if arguments[0] == "torch.compile":
                raise AssertionError("it is absent")
            return Timing((0.3,), 1.0, 100.0, features * np.float32(1.01))
        return Timing((0.2,), 1.0, 100.0, features)

    monkeypatch.setattr(peers, "isolated", isolated)
    monkeypatch.setattr(peers, "arithmetic_of", lambda device, tier: "float32" if tier == "exact" else None)
    absent = replace(peers.OPENERS["ncnn"], modules=("no_such_module",))
    present = replace(absent, modules=())
    openers = dict.fromkeys(("ncnn", "MNN", "torch.compile"), absent) | {"onnxruntime": present}
    monkeypatch.setattr(peers, "OPENERS", openers)


def test_absent_programs_are_named_and_ratios_are_to_exact(played):
    task, reports = peers.measure_peers(find_bundle(default_bundle()), tiles=16, rounds=2), []
    while True:
        try:
            reports.append(next(task))
        except StopIteration as end:
            table = end.value
            break
    assert all(isinstance(report, Progress) for report in reports)
    rows = {row.name: row for row in table.rows}
    exact, found, absent = table.rows[0], rows["onnxruntime"], rows["ncnn"]
    assert (exact.ratio, exact.feature_error, exact.problem) == (1, 0, "")
    assert found.ratio == pytest.approx(1.5)
    assert found.feature_error == pytest.approx(0.01, rel=1e-3)
    assert absent.seconds_per_tile is None
    assert "no_such_module is not installed" in absent.problem
    assert "histocast[bench]" in absent.problem


def test_there_is_an_opener_for_every_peer():
    assert {peer.name for peer in peers.PEERS} == set(peers.OPENERS)

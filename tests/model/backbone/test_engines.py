"""Every engine on the CPU returns the same features, for each tile separately and for any batch size.

The networks have VGG-16's layers with an eighth of its channels, because VGG-16 itself takes seconds for each tile.
`tests/journeys/test_same_number.py` compares VGG-16 itself with torchvision's.
"""

import sys

import numpy as np
import pytest
import torch
from torchvision.models.vgg import VGG, make_layers
from torchvision.transforms.functional import normalize, to_tensor

from model.backbone.corrected import features_of
from model.backbone.devices import choose_device, list_devices, multiplies_bfloat16
from model.backbone.layers import LAYERS
from model.backbone.networks import networks_folder
from model.backbone.openvino_graph import bfloat_graph
from model.backbone.quantised import calibration_tiles, quantised_graph
from model.backbone.registry import open_encoder
from model.backbone.seeded import seeded_weights, uniform_weights
from model.backbone.vgg16 import build
from model.base.errors import DeviceError
from model.base.progress import result_of
from model.benchmark.plain import PlainLoop
from tests.mapped_files import resident_bytes
from tests.narrow_vgg import FC6, PLAN, narrow

ON_CPU = ("cpu", "cpu-torch")

@pytest.fixture(scope="module", autouse=True)
def _narrow():
    with pytest.MonkeyPatch.context() as patch:
        for module in ("openvino_graph", "vgg16"):
            patch.setattr(f"model.backbone.{module}.LAYERS", narrow())
        yield


@pytest.fixture(scope="module")
def weights():
    """Return weights of He's variance, and biases that differ, by torchvision's names."""
    bits, numbers = np.random.PCG64(7), np.random.default_rng(7)
    made = {}
    for layer in narrow():
        made[f"{layer.name}.weight"] = uniform_weights(bits, layer.shape)
        made[f"{layer.name}.bias"] = numbers.normal(0, 0.1, layer.shape[0]).astype(np.float32)
    return made


@pytest.fixture(scope="module")
def tiles():
    """Return four different tiles; the second is blank."""
    made = np.random.default_rng(5).integers(0, 256, (4, 224, 224, 3), dtype=np.uint8)
    made[1] = 243
    made[2] = made[2] // 2 + 60
    return made


@pytest.fixture(scope="module")
def by_torchvision(weights):
    """Return a function that gives the features by torchvision's own network in float32, one tile at a time."""
    with torch.device("meta"):
        network = VGG(make_layers(PLAN), init_weights=False)
        linear = [torch.nn.Linear(PLAN[-2] * 7 * 7, FC6), torch.nn.Linear(FC6, 4096)]
    network.classifier = torch.nn.Sequential(
        linear[0], torch.nn.ReLU(True), torch.nn.Dropout(), linear[1], torch.nn.ReLU(True)
    )
    network.load_state_dict({name: torch.from_numpy(array) for name, array in weights.items()}, assign=True)
    network.eval()
    mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)

    def features(tiles):
        with torch.inference_mode():
            return np.stack([network(normalize(to_tensor(tile), mean, std)[None])[0].numpy() for tile in tiles])

    return features


@pytest.fixture(scope="module")
def reference(by_torchvision, tiles):
    return by_torchvision(tiles)


@pytest.fixture(scope="module", params=ON_CPU)
def encoder(request, weights):
    return result_of(open_encoder(lambda: dict(weights), "s" * 64, choose_device(request.param)))



def test_features_are_torchvisions(encoder, tiles, reference):
    features = encoder.encode(tiles)
    assert features.shape == (4, 4096)
    assert features.dtype == np.float32
    assert np.abs(features - reference).max() < 1e-4 * np.abs(reference).max()


def test_a_tile_does_not_depend_on_its_neighbours_or_the_batch(encoder, tiles):
    together = encoder.encode(tiles)
    many = encoder.encode(tiles[[3, 0, 1, 2, 3, 0, 1, 2, 3]])
    rounding = 1e-5 * together.max()  # the order of summation depends on the batch
    np.testing.assert_allclose(encoder.encode(tiles[3:]), together[3:], rtol=0, atol=rounding)
    np.testing.assert_allclose(many[-1], together[3], rtol=0, atol=rounding)


def test_the_automatic_choice_does_not_look_for_worse_devices(monkeypatch):
    """Intel's GPU and NPU are only found by OpenVINO, which a result with saved features does not need."""

    def look():
        raise AssertionError("looked for Intel's devices")

    monkeypatch.setattr("model.backbone.devices._intel_devices", look)
    assert choose_device("auto").reason.startswith("chosen automatically")
    with pytest.raises(AssertionError, match="looked"):
        choose_device("cpu-torch")


@pytest.mark.skipif(sys.platform != "linux", reason="acts on Linux only")
def test_weights_on_the_disk_take_no_memory_beside_the_compiled_network(weights, tiles, home):
    """The compiled network has its own copy of them. For VGG-16 itself, both take 700 MB."""
    encoder = result_of(open_encoder(lambda: dict(weights), "m" * 64, choose_device("cpu")))
    (file,) = networks_folder().glob("*/network.bin")
    resident = resident_bytes(file)
    assert resident is not None
    assert resident < file.stat().st_size / 10
    assert encoder.encode(tiles).shape == (4, 4096)


def test_results_are_not_overwritten_by_the_next_call(encoder, tiles):
    first = encoder.encode(tiles[:1])
    kept = first.copy()
    encoder.encode(tiles[2:3])
    assert (first == kept).all()


def test_stained_tiles_do_not_look_alike_and_few_features_are_dead(tiles, monkeypatch):
    """By the embedded weights of VGG-16 itself, with torchvision's code and with ours."""
    monkeypatch.setattr("model.backbone.vgg16.LAYERS", LAYERS)
    weights = seeded_weights()
    reference = PlainLoop(lambda: weights, "p" * 64, batch=2).encode(tiles)
    with torch.inference_mode():
        ours = build(weights)(torch.from_numpy(tiles)).numpy()
    assert np.abs(ours - reference).max() < 1e-4 * reference.max()
    unit = reference / np.linalg.norm(reference, axis=1, keepdims=True)
    assert (unit @ unit.T)[0, 2] < 0.98
    assert (reference == 0).all(axis=0).mean() < 0.5


def test_auto_takes_the_best_device_and_says_why():
    chosen = choose_device("auto")
    assert chosen.name == list_devices()[0].name
    assert "automatically" in chosen.reason
    if chosen.name == "cpu":
        assert "GPU" in chosen.reason


def test_a_device_that_is_not_there_is_refused_and_the_others_are_named():
    with pytest.raises(DeviceError) as caught:
        choose_device("cuda:77")
    assert "cpu" in caught.value.remedy


def off_of(device, weights, by_torchvision, monkeypatch):
    """Return the relative errors of two tissue tiles on `device`, which is prepared on four calibration tiles."""
    with monkeypatch.context() as whole:
        whole.setattr("model.backbone.quantised.CALIBRATION_TILES", 96)
        tissue = calibration_tiles()[[5, 60]]
    monkeypatch.setattr("model.backbone.quantised.CALIBRATION_TILES", 4)
    features = result_of(open_encoder(lambda: dict(weights), "q" * 64, device)).encode(tissue)
    expected = by_torchvision(tissue)
    return np.linalg.norm(features - expected, axis=1) / np.linalg.norm(expected, axis=1)


def test_fast_without_bfloat16_is_int8_and_near(weights, by_torchvision, monkeypatch):
    """A network quantised on a few tiles is similar enough to be the same network, and different enough to be int8."""
    monkeypatch.setattr("model.backbone.devices.multiplies_bfloat16", lambda: False)
    device = choose_device("cpu", "fast")
    assert (device.precision, device.arithmetic) == ("fast", "int8")
    assert "fast int8" in device.title
    off = off_of(device, weights, by_torchvision, monkeypatch)
    assert (off < 0.5).all()
    assert (off > 1e-3).all()
    with pytest.raises(DeviceError, match="no fastest arithmetic") as caught:
        choose_device("cpu", "fastest")
    assert "fast or exact" in caught.value.remedy


def test_fast_with_bfloat16_is_nearer_than_fastest(weights, by_torchvision, monkeypatch):
    here = multiplies_bfloat16()
    monkeypatch.setattr("model.backbone.devices.multiplies_bfloat16", lambda: True)
    fast, fastest = choose_device("cpu", "fast"), choose_device("cpu", "fastest")
    assert (fast.arithmetic, fastest.arithmetic) == ("bfloat16", "int8+bfloat16")
    assert "fastest int8+bfloat16" in fastest.title
    near = off_of(fast, weights, by_torchvision, monkeypatch)
    assert (near < 0.05).all()
    if here:  # other processors compute bfloat16 networks in float32
        assert (near > 1e-4).all()
    assert (off_of(fastest, weights, by_torchvision, monkeypatch) > 2 * near).all()


def test_the_network_for_bfloat16_is_the_same_network(weights, tiles, reference):
    """In float32, the split weights and the normalisation inside the weights change nothing, at borders as well."""
    found = result_of(features_of(bfloat_graph(dict(weights)), "f32", tiles))
    assert np.abs(found - reference).max() < 1e-3 * np.abs(reference).max()


def test_quantising_can_be_given_up(weights):
    task = quantised_graph(dict(weights))
    next(task)
    next(task)
    task.close()  # returns and leaves no thread behind, which a guard of all tests checks


def test_a_device_without_a_faster_way_says_so():
    with pytest.raises(DeviceError) as caught:
        choose_device("cpu-torch", "fast")
    assert "exact" in caught.value.remedy

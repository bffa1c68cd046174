"""Every engine on the CPU returns the same features, for each tile separately and for any batch size.

The networks have VGG-16's layers with an eighth of its channels, because VGG-16 itself takes seconds for each tile.
`tests/journeys/test_same_number.py` compares VGG-16 itself with torchvision's.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from torchvision.models.vgg import VGG, make_layers
from torchvision.transforms.functional import normalize, to_tensor

from model.backbone.devices import choose_device, list_devices
from model.backbone.layers import LAYERS
from model.backbone.quantised import calibration_tiles, quantised_graph
from model.backbone.registry import open_encoder
from model.backbone.seeded import seeded_weights, uniform_weights
from model.backbone.vgg16 import build
from model.base.errors import DeviceError
from model.base.progress import result_of
from model.benchmark.plain import PlainLoop

ON_CPU = ("cpu", "cpu-torch")
PLAN = [8, 8, "M", 16, 16, "M", 32, 32, 32, "M", 64, 64, 64, "M", 64, 64, 64, "M"]
"""Channels of the convolutions and places of the pooling, as torchvision states them."""
FC6 = 256


def narrow():
    """Return the layers of VGG-16 with the channels of `PLAN`."""
    channels = [3, *(step for step in PLAN if step != "M")]
    shapes = [(outputs, inputs, 3, 3) for inputs, outputs in pairwise(channels)]
    shapes += [(FC6, channels[-1] * 7 * 7), (4096, FC6)]
    return tuple(replace(layer, shape=shape) for layer, shape in zip(LAYERS, shapes, strict=True))


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


def test_fast_on_the_processor_is_int8_and_near(weights, by_torchvision, monkeypatch):
    """A network quantised on a few tiles is similar enough to be the same network, and different enough to be int8."""
    tissue = calibration_tiles()[[5, 60]]
    monkeypatch.setattr("model.backbone.quantised.CALIBRATION_TILES", 4)
    device = choose_device("cpu", "fast")
    assert (device.precision, device.arithmetic) == ("fast", "int8")
    assert "fast int8" in device.title
    features = result_of(open_encoder(lambda: dict(weights), "q" * 64, device)).encode(tissue)
    expected = by_torchvision(tissue)
    off = np.linalg.norm(features - expected, axis=1) / np.linalg.norm(expected, axis=1)
    assert (off < 0.5).all()
    assert (off > 1e-3).all()


def test_quantising_can_be_given_up(weights):
    task = quantised_graph(dict(weights))
    next(task)
    next(task)
    task.close()  # returns and leaves no thread behind, which a guard of all tests checks


def test_a_device_without_a_faster_way_says_so():
    with pytest.raises(DeviceError) as caught:
        choose_device("cpu-torch", "fast")
    assert "exact" in caught.value.remedy

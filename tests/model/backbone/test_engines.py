"""Every engine on the CPU returns the same features, for each tile separately and for any batch size."""

import numpy as np
import pytest

from model.backbone.devices import choose_device, list_devices
from model.backbone.quantised import calibration_tiles, quantised_graph
from model.backbone.registry import open_encoder
from model.backbone.seeded import seeded_weights
from model.base.errors import DeviceError
from model.base.progress import result_of
from model.benchmark.plain import PlainLoop

ON_CPU = ("cpu", "cpu-torch")


@pytest.fixture(scope="module")
def weights():
    return seeded_weights()


@pytest.fixture(scope="module")
def tiles():
    """Return four different tiles; the second is blank."""
    made = np.random.default_rng(5).integers(0, 256, (4, 224, 224, 3), dtype=np.uint8)
    made[1] = 243
    made[2] = made[2] // 2 + 60
    return made


@pytest.fixture(scope="module")
def reference(weights, tiles):
    """Return the features of torchvision's own network in float32, one tile at a time."""
    import torch
    from torchvision.models import vgg16
    from torchvision.transforms.functional import normalize, to_tensor

    network = vgg16(weights=None)
    network.load_state_dict({name: torch.from_numpy(a) for name, a in weights.items()}, strict=False)
    network.classifier = network.classifier[:5]
    network.eval()
    mean, std = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
    with torch.inference_mode():
        return np.stack([network(normalize(to_tensor(tile), mean, std)[None])[0].numpy() for tile in tiles])


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


def test_stained_tiles_do_not_look_alike_and_few_features_are_dead(reference):
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


def test_fast_on_the_processor_is_int8_and_near(weights, monkeypatch):
    """A network quantised on a few tiles is similar enough to be the same network, and different enough to be int8."""
    tissue = calibration_tiles()[[5, 60]]
    monkeypatch.setattr("model.backbone.quantised.CALIBRATION_TILES", 4)
    device = choose_device("cpu", "fast")
    assert (device.precision, device.arithmetic) == ("fast", "int8")
    assert "fast int8" in device.title
    features = result_of(open_encoder(lambda: dict(weights), "q" * 64, device)).encode(tissue)
    expected = PlainLoop(lambda: weights, "q" * 64, batch=2).encode(tissue)
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

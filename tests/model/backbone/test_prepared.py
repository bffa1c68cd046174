"""Networks are prepared once, found by everything they depend on, and prepared again if a file is damaged."""

import os
import time

import numpy as np
import pytest

from model.backbone import prepared as store
from model.backbone.networks import UNFINISHED, clear_networks, networks_folder, networks_size, trim_networks
from model.backbone.openvino_loader import openvino, opset13
from model.backbone.prepared import prepared
from model.base.files import file_sha256
from model.base.progress import Progress, result_of


@pytest.fixture
def made():
    """Return how often each network was made, by its factor."""
    return []


@pytest.fixture
def times(made):
    """Return a recipe for x * factor, with a constant large enough to be stored in the weights' file."""

    def recipe(factor):
        def make():
            yield Progress("making")
            made.append(factor)
            x = opset13.parameter([64], np.float32)
            return openvino.Model([opset13.multiply(x, np.full(64, factor, np.float32))], [x], "times")

        return make

    return recipe


def computed(network):
    return openvino.Core().compile_model(network, "CPU")(np.ones(64, np.float32))[0][0]


def test_a_network_is_made_once_and_read_afterwards(times, made):
    first = result_of(prepared(("a", "1"), times(3)))
    second = result_of(prepared(("a", "1"), times(3)))
    assert made == [3]
    assert computed(first) == computed(second) == 3
    assert networks_size()[0] == 1


def test_each_file_is_hashed_once_when_it_is_written_and_once_when_it_is_read(times, monkeypatch):
    """A hash of the embedded network takes 0.7 s. What this process has just written needs no second one."""
    hashed = []
    monkeypatch.setattr(store, "file_sha256", lambda path: hashed.append(path.name) or file_sha256(path))
    result_of(prepared(("a",), times(3)))
    assert hashed == ["network.xml", "network.bin"]
    result_of(prepared(("a",), times(3)))
    assert hashed == ["network.xml", "network.bin"] * 2


def test_another_recipe_is_another_network(times, made):
    result_of(prepared(("a", "1"), times(3)))
    assert computed(result_of(prepared(("a", "2"), times(5)))) == 5
    assert made == [3, 5]


@pytest.mark.parametrize("file", ["network.xml", "network.bin", "sums.json"])
def test_a_damaged_file_is_made_anew(times, made, file):
    result_of(prepared(("a",), times(3)))
    path = next(networks_folder().glob(f"*/{file}"))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert computed(result_of(prepared(("a",), times(3)))) == 3
    assert made == [3, 3]
    result_of(prepared(("a",), times(3)))
    assert made == [3, 3]


def test_a_folder_that_cannot_be_written_disturbs_nobody(times, made, home):
    (home / "cache").mkdir(parents=True)
    networks_folder().write_text("a file where the folder should be")
    assert computed(result_of(prepared(("a",), times(3)))) == 3
    assert computed(result_of(prepared(("a",), times(3)))) == 3
    assert made == [3, 3]


def test_a_recipe_that_is_given_up_leaves_nothing(times):
    task = prepared(("a",), times(3))
    next(task)
    next(task)
    task.close()
    assert networks_size() == (0, 0)


def test_the_network_used_longest_ago_goes_first(times, made, monkeypatch):
    for number in (1, 2):
        result_of(prepared((str(number),), times(number)))
        folder = max(networks_folder().iterdir(), key=lambda path: path.stat().st_ctime_ns)
        os.utime(folder, (number, number))
    monkeypatch.setattr("model.backbone.networks.LIMIT_BYTES", networks_size()[1] - 1)
    trim_networks()
    assert networks_size()[0] == 1
    result_of(prepared(("2",), times(2)))
    assert made == [1, 2]


def test_what_a_killed_program_left_goes_after_a_day_and_not_before(times):
    for name, age_s in (("old", 100_000), ("young", 10)):
        left = networks_folder() / f"{UNFINISHED}{name}"
        left.mkdir(parents=True)
        (left / "network.bin").write_bytes(b"half")
        os.utime(left, (time.time() - age_s,) * 2)
    result_of(prepared(("a",), times(3)))
    assert [path.name for path in networks_folder().glob(f"{UNFINISHED}*")] == [f"{UNFINISHED}young"]
    assert networks_size()[0] == 1


def test_clearing_removes_all_and_counts(times):
    result_of(prepared(("a",), times(3)))
    assert clear_networks() == 1
    assert networks_size() == (0, 0)

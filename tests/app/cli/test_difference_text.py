"""`histocast bundle diff` in words: what changed on the cards, the options, the weights, and what is the same."""

import dataclasses
import runpy
from pathlib import Path

import pytest
import torch

from app.__main__ import main
from app.cli.bundle.difference_text import difference_text
from model.bundle.bundle import save_bundle
from model.bundle.head_shape import HeadShape
from model.bundle.heads.lstm import LstmHead
from model.predict.verify_bundle import Difference

MANIFESTS = runpy.run_path(str(Path(__file__).parents[2] / "manifests.py"))

SAME = (("grid", "fit overlap"), ("Spots", "all 9"))
A = (("model", "demo 1"), ("threshold", "0.5, median"), *SAME, ("Spots", "test 3"))
B = (("model", "mine 2"), ("threshold", "0.4, median"), *SAME, ("extra", "a line"))


def test_each_line_of_the_cards_that_differs_is_there_once_with_both_texts():
    text = difference_text(A, B, ())
    assert "threshold:\n    A: 0.5, median\n    B: 0.4, median\n" in text
    assert "Spots:\n    A: all 9; test 3\n    B: all 9\n" in text
    assert "extra:\n    A: not stated\n    B: a line\n" in text
    assert "The same on both cards: grid." in text
    assert "training options" not in text


def test_training_options_are_named_with_both_values():
    found = (
        Difference("training_settings.l1", "0.005", "0.01"),
        Difference("training_settings.loss", '"cross-entropy"', None),
        Difference("training_settings.name", '""', '"mine"'),
        Difference("threshold", "0.5", "0.4"),
    )
    text = difference_text(A, B, found)
    assert "training options:\n    l1: 0.005 in A, 0.01 in B\n    loss: cross-entropy in A, not stated in B\n" in text
    assert "    name: empty in A, mine in B\n" in text
    assert "0.4 in B" not in text  # the threshold is on the card


def test_weights_of_the_same_sizes_are_compared_by_their_largest_difference():
    found = (
        Difference("head.a", "RMS 1", "RMS 1", is_tensor=True, apart=0.25),
        Difference("head.b", "RMS 1", "RMS 1", is_tensor=True, apart=0.5),
    )
    assert "weights: 2 arrays differ, by at most 0.5 in one number (head.b)." in difference_text(A, B, found)


def test_weights_of_other_sizes_are_named_and_not_compared():
    found = (
        Difference("head.a", "RMS 1", "RMS 1", is_tensor=True, apart=0.25),
        Difference("head.b", "shape [2]", "shape [3]", is_tensor=True),
        Difference("familiarity.axes", None, "shape [3]", is_tensor=True),
    )
    text = difference_text(A, B, found)
    assert "cannot be compared: head.b, familiarity.axes." in text
    assert "by at most" not in text


def test_equal_weights_are_said_to_be_equal():
    assert "weights: the same in both bundles." in difference_text(A, B, (Difference("threshold", "0.5", "0.4"),))


@pytest.fixture
def bundles(tmp_path):
    """Two bundles with the same weights, of which one has another threshold and a training option."""
    manifest = MANIFESTS["make_manifest"](head=HeadShape(cells=(3,)))
    head = LstmHead(manifest.head)
    other = dataclasses.replace(manifest, threshold=0.25, extra={"training_settings": {"l1": 0.01}})
    paths = [tmp_path / "one.safetensors", tmp_path / "other.safetensors"]
    for path, each in zip(paths, (manifest, other), strict=True):
        save_bundle(path, each, head, torch.zeros(4096), torch.ones(4096))
    return [str(path) for path in paths]


def test_the_command_compares_in_words_or_field_by_field(bundles, capsys):
    assert main(["bundle", "diff", *bundles]) == 0
    printed = capsys.readouterr().out
    where = "median of the training spots"
    assert f"threshold:\n    A: 0.5, {where}\n    B: 0.25, {where}\n" in printed
    assert "    l1: not stated in A, 0.01 in B\n" in printed
    assert "weights: the same in both bundles." in printed
    assert main(["bundle", "diff", "--fields", *bundles]) == 0
    assert capsys.readouterr().out == "threshold\n  - 0.5\n  + 0.25\ntraining_settings.l1\n  + 0.01\n"
    assert main(["bundle", "diff", bundles[0], bundles[0]]) == 0
    assert capsys.readouterr().out == "The two bundles have the same content.\n"

"""`histocast bundle memory`: bundles named on one line each, their curves drawn, what cannot be measured told."""

import argparse
from types import SimpleNamespace

import numpy as np
import pytest

from app.cli.bundle import bundle
from model.base.errors import ExplainError

GOOD, SOME_FAILED = 0, 1


@pytest.fixture
def arguments():
    def parse(*words):
        parser = argparse.ArgumentParser()
        bundle.add_parser(parser.add_subparsers())
        return parser.parse_args(["bundle", "memory", *map(str, words)])

    return parse


@pytest.fixture
def remembering(make_pipeline):
    class Remembering(make_pipeline):
        def find(self, bundle):
            return super().find(bundle).with_name(f"{bundle}.safetensors")

        def load(self, bundle, device, precision):
            self.bundle = bundle.stem
            return super().load(bundle, device, precision)

        def explain(self, prediction, engine, method):
            yield from super().explain(prediction, engine, method)
            if self.bundle == "pooled":
                raise ExplainError("pooled has no memory to measure.", "Measure an LSTM.")
            reach = {"lstm": [200, 90], "elman": [4, 2]}[self.bundle]
            curve = np.tile(np.geomspace(1e-5, 1, 256, dtype=np.float32), (2, 1))
            return SimpleNamespace(facts={"reach_tiles_back_by_layer": reach}, arrays={"curve": curve})

    return Remembering()


def test_each_bundle_has_its_line_and_the_figure_is_written(remembering, make_image, arguments, capsys, tmp_path):
    out = tmp_path / "memory.svg"
    args = arguments(make_image("a.png"), "lstm", "elman", "--out", out)
    assert args.run(args, remembering) == GOOD
    printed = capsys.readouterr().out.splitlines()
    assert printed[:2] == [
        "lstm: memory reach by layer: 200, 90 of 256 tiles", "elman: memory reach by layer: 4, 2 of 256 tiles",
    ]  # fmt: skip
    assert out.read_bytes().startswith(b"<?xml")


def test_a_head_without_memory_is_told_with_a_remedy(remembering, make_image, arguments, capsys):
    args = arguments(make_image("a.png"), "pooled")
    assert args.run(args, remembering) == SOME_FAILED
    told = capsys.readouterr().err
    assert "pooled has no memory to measure." in told
    assert "Measure an LSTM." in told


def test_a_name_that_is_no_figure_is_refused_before_anything_is_read(remembering, make_image, arguments, capsys):
    args = arguments(make_image("a.png"), "lstm", "--out", "memory.txt")
    assert args.run(args, remembering) == SOME_FAILED
    assert "End the file name with .png, .svg, .pdf." in capsys.readouterr().err
    assert remembering.slides == []

"""The demo bundles are trained with their recipe and the stated changes, and their limits say what they lack."""

import pytest

from model.base.progress import Progress, result_of
from model.synthesis import demo
from model.training.config import RECIPES, TrainConfig


@pytest.fixture
def asked(monkeypatch, tmp_path):
    """Return a function that gives the request for a recipe, without drawing or training anything."""
    table = tmp_path / "cohort.csv"
    table.write_text("patient_id,log_hazard\np1,0.5\n", encoding="utf-8")

    def write_cohort(folder, spots, seed):
        yield Progress("drawing")
        return table

    def train(request):
        yield Progress("training")
        return request

    monkeypatch.setattr(demo, "write_cohort", write_cohort)
    monkeypatch.setattr(demo, "train", train)
    return lambda recipe: result_of(demo.build_demo(tmp_path, tmp_path / "x.safetensors", recipe=recipe))


def test_the_hardened_demo_is_calibrated_and_says_nothing_else(asked):
    request = asked("hardened")
    assert (request.config.readout, request.config.order, request.config.blank) == ("mean", "mixed", "skip")
    assert request.config.calibration == "platt"
    assert "Uncalibrated" not in request.text.limits
    assert request.text.demo


def test_the_demo_as_published_changes_nothing_but_the_penalty(asked):
    request = asked("as published")
    assert request.config == TrainConfig(**{**RECIPES["as published"], "penalty": "mean"})
    assert request.text.limits.endswith("Uncalibrated.")
    assert request.known_risk == {"p1": 0.5}

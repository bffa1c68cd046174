"""From a cohort table to a bundle that loads, with a fake encoder in place of VGG-16."""

import math

import numpy as np
import pytest
from PIL import Image

from model.bundle import load_bundle
from model.engine import Engine
from model.errors import CohortError
from model.heads.table import HEADS
from model.manifest import HeadShape
from model.selftest import REFERENCE_KEY, self_test
from model.training.loop import TrainConfig
from model.training.train import BundleWords, TrainRequest, train

SPOTS = 24


@pytest.fixture
def table(tmp_path):
    """Spots whose colour tells the outcome: dark for those who died; one was lost early."""
    lines = ["patient_id,image,time_years,event"]
    for number in range(SPOTS):
        died = number % 2
        pixels = np.full((400, 400, 3), (200 - 90 * died + number, 90 - 40 * died, 160 - 60 * died), np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
        lines.append(f"p{number},{number}.png,{2 if died else 7},{died}")
    Image.new("RGB", (120, 120), "purple").save(tmp_path / "lost.png")
    lines.append("lost,lost.png,1,0")
    path = tmp_path / "cohort.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def finish(steps):
    stages = []
    while True:
        try:
            stages.append(next(steps).stage)
        except StopIteration as stop:
            return stop.value, stages


@pytest.mark.parametrize("kind", HEADS)
def test_a_cohort_becomes_a_bundle_that_says_how_it_was_made(kind, table, tmp_path, colour_encoder):
    config = TrainConfig(epochs=2, seed=3)
    risk = {f"p{number}": float(number % 2) for number in range(SPOTS)}
    request = TrainRequest(
        table,
        tmp_path / "made.safetensors",
        BundleWords("made", training="a test"),
        config,
        HeadShape(kind),
        known_risk=risk,
    )
    path, stages = finish(train(request, colour_encoder))
    assert "encoding spots" in stages
    bundle = load_bundle(path)
    manifest = bundle.manifest
    assert manifest.head == HeadShape(kind)
    assert manifest.backbone_sha256 == colour_encoder.backbone_sha256
    assert manifest.metrics["spots"] == {
        "all": SPOTS + 1, "lost_before_5_years": 1, "training": 12, "validation": 4, "test": 8,
    }  # fmt: skip
    assert manifest.metrics["test_auc_of_the_true_risk"]["value"] == 1
    assert 0 <= manifest.metrics["test_auc"]["value"] <= 1
    assert len(manifest.metrics["epochs"]) == 2
    assert math.isfinite(manifest.threshold)
    assert manifest.extra["training_settings"]["seed"] == 3
    assert manifest.extra[REFERENCE_KEY] == pytest.approx(self_test(Engine(bundle, colour_encoder)).logit, abs=1e-5)
    assert not manifest.demo


def test_a_second_run_takes_the_features_that_were_kept(table, tmp_path, colour_encoder, monkeypatch):
    request = TrainRequest(table, tmp_path / "a.safetensors", BundleWords("a"), TrainConfig(epochs=1))
    finish(train(request, colour_encoder))
    first = load_bundle(request.out).record.sha256
    kept = colour_encoder.encode(np.zeros((1, 224, 224, 3), np.uint8))
    # Only the self-test's one tile may be encoded again.
    monkeypatch.setattr(type(colour_encoder), "encode", lambda self, tiles: kept[: 1 // len(tiles)])
    finish(train(request, colour_encoder))
    assert load_bundle(request.out).manifest.metrics["test_auc"]["positives"] == 4
    assert len(first) == 64


def test_a_cohort_without_tissue_is_refused(table, colour_encoder, tmp_path):
    for picture in tmp_path.glob("*.png"):
        Image.new("RGB", (120, 120), "white").save(picture)
    with pytest.raises(CohortError, match="hardly any tissue"):
        finish(train(TrainRequest(table, tmp_path / "x.safetensors", BundleWords("x")), colour_encoder))


def test_a_cohort_without_a_known_outcome_is_refused(table, colour_encoder, tmp_path):
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join([lines[0], lines[-1]]), encoding="utf-8")
    with pytest.raises(CohortError, match="known outcome"):
        finish(train(TrainRequest(table, tmp_path / "x.safetensors", BundleWords("x")), colour_encoder))

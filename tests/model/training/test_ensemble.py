"""Several networks as one: the mean of their logits, with their states side by side; and the choice from a grid."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.base.errors import BundleError, ConfigError
from model.base.progress import result_of
from model.bundle.bundle import load_bundle, save_bundle
from model.bundle.head_shape import HeadShape, SurvivalShape
from model.bundle.heads.networks import make_head
from model.bundle.heads.orders import curves_in_orders, members_in_orders, running_logits_in_orders
from model.bundle.manifest import from_json, to_json
from model.predict.further_answers import further_answers
from model.training.cohort_table import CohortRow
from model.training.config import TrainConfig
from model.training.ensemble import merged
from model.training.fitted import Cohort
from model.training.fitting import fit_head
from model.training.grid import candidates
from model.training.read_options import read_options
from model.training.split import split_cohort
from tests.manifests import make_manifest

INPUTS, STEPS = 7, 10
CURVE = SurvivalShape("hazards", (2.0, 5.0))
COX = SurvivalShape("cox", (1.0, 3.0, 5.0))


def members(kind="lstm", survival=None, readout="mean", count=3):
    found = []
    for seed in range(count):
        torch.manual_seed(seed)
        warm_up = 0.5 if readout == "mean" else 0.0
        head = make_head(HeadShape(kind, INPUTS, (6, 5, 4), readout=readout, warm_up=warm_up, survival=survival))
        if survival:
            head.baseline.data.uniform_(-1, 1)
        found.append(head.eval())
    return found


@pytest.mark.parametrize("readout", ["mean", "last"])
@pytest.mark.parametrize("survival", [None, CURVE, COX])
@pytest.mark.parametrize("kind", ["lstm", "elman"])
def test_the_logit_is_the_mean_of_the_members_logits_on_every_way(kind, survival, readout):
    each = members(kind, survival, readout)
    whole = merged(each)
    x = torch.randn(1, STEPS, INPUTS, generator=torch.Generator().manual_seed(9))
    orders = torch.stack([torch.randperm(STEPS, generator=torch.Generator().manual_seed(n)) for n in range(4)])
    with torch.inference_mode():
        expected = torch.stack([head(x) for head in each]).mean(dim=0)
        assert whole(x) == pytest.approx(expected, abs=1e-5)
        assert whole.advance(x[0]).logits == pytest.approx(expected[0], abs=1e-5)
        curves = torch.stack([curves_in_orders(head, x[0], orders) for head in each], dim=1)
        assert members_in_orders(whole, x[0], orders) == pytest.approx(curves, abs=1e-5)
        running = running_logits_in_orders(whole, x[0], orders)
        assert running[:, -1] == pytest.approx(curves.mean(dim=1)[:, -1], abs=1e-5)
        hidden = torch.cat([head.advance(x[0]).hidden[1] for head in each], dim=1)
        assert whole.advance(x[0]).hidden[1] == pytest.approx(hidden, abs=1e-6)


def test_one_member_is_the_network_itself():
    (only,) = members(count=1)
    assert merged([only]) is only


def test_a_bundle_holds_an_ensemble_and_shows_how_far_its_members_differ(tmp_path):
    each = members(survival=CURVE)
    whole = merged(each)
    manifest = make_manifest(head=whole.shape, random_orders=0, calibration=None, threshold=0.5)
    path = tmp_path / "x.safetensors"
    save_bundle(path, manifest, whole, torch.zeros(INPUTS), torch.ones(INPUTS))
    bundle = load_bundle(path)
    assert bundle.manifest.head == whole.shape
    assert bundle.manifest.head.members == 3
    assert bundle.manifest.head.text.startswith("ensemble of 3: lstm of 6, 5, 4 units")
    assert '"format_version": 3' in to_json(bundle.manifest)
    features = np.random.default_rng(2).normal(size=(STEPS, INPUTS)).astype(np.float32)
    order = np.array([4, 2, 7])
    with torch.inference_mode():
        logits = [float(head(torch.from_numpy(features[order])[None])[0, -1]) for head in each]
    probability = 1 / (1 + np.exp(-np.mean(logits)))
    found = further_answers(bundle, features, order, probability)
    assert found.members.probabilities == pytest.approx([1 / (1 + np.exp(-logit)) for logit in logits], abs=2e-3)
    assert found.members.text.startswith("3 members: ")
    assert found.curve[-1].survival_probability == pytest.approx(probability)
    # A calibrated probability scales the hazard of the curve: S to the power of one number.
    other = further_answers(bundle, features, order, 0.9).curve
    logs = [np.log([point.survival_probability for point in curve]) for curve in (other, found.curve)]
    assert logs[0][0] / logs[1][0] == pytest.approx(logs[0][1] / logs[1][1])
    assert other[-1].survival_probability == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"members": 4}, "head.members 4"),
        ({"members": 0}, "head.members 0"),
        ({"survival": {"kind": "weibull", "times": [5.0]}}, "head.survival.kind 'weibull'"),
        ({"survival": {"kind": "cox", "times": [5.0, 2.0]}}, "rising years"),
        ({"survival": {"kind": "cox", "times": []}}, "rising years"),
        ({"survival": {"kind": "cox", "times": [0.0, 5.0]}}, "rising years"),
    ],
)
def test_a_manifest_with_an_impossible_head_is_refused(change, fault):
    fields = json.loads(to_json(make_manifest(head=HeadShape("lstm", INPUTS, (6, 5, 4)))))
    fields["head"] |= change
    with pytest.raises(BundleError, match=fault):
        from_json(json.dumps(fields), Path("x.safetensors"))


def cohort(count=60):
    generator = np.random.default_rng(1)
    alive = np.arange(count) % 2 == 0
    features = generator.normal(size=(count, 9, INPUTS)).astype(np.float32)
    features[:, :, 0] += 1.5 * alive[:, None]
    rows = tuple(
        CohortRow(f"p{number}", Path(f"{number}.png"), 7.0 if one else 2.0, not one) for number, one in enumerate(alive)
    )
    return Cohort(rows, features, np.ones((count, 9), np.float32))


def fitted(tmp_path, config, head="lstm"):
    found = cohort()
    split = split_cohort(found.patients, found.states, 1, use_lost=False)
    shape = HeadShape(head, INPUTS, (5, 4, 3) if head == "lstm" else (6, 3))
    return result_of(fit_head(found, split, shape, config, tmp_path / "run.checkpoint"))


QUICK = TrainConfig(epochs=2, learning_rate=1e-2, random_orders=2, batch=20)


def test_several_seeds_give_an_ensemble_of_what_each_seed_gives_alone(tmp_path):
    whole = fitted(tmp_path, replace(QUICK, seeds=2, seed=5))
    rows = np.arange(60)
    alone = []
    for number, seed in enumerate((5, 6)):
        folder = tmp_path / f"alone-{number}"
        folder.mkdir()
        alone.append(fitted(folder, replace(QUICK, seed=seed)).logits(rows))
    assert not np.allclose(alone[0], alone[1], atol=1e-3)
    assert whole.logits(rows) == pytest.approx(np.mean(alone, axis=0), abs=1e-4)
    assert np.stack([member.logits(rows) for member in whole.members]) == pytest.approx(np.stack(alone), abs=1e-6)


def test_a_head_that_cannot_be_merged_is_refused(tmp_path):
    with pytest.raises(ConfigError, match="needs a sequence network, not gated attention"):
        fitted(tmp_path, replace(QUICK, seeds=2), "attention")


def test_the_candidate_with_the_lowest_validation_loss_is_kept(tmp_path):
    """A learning rate at which nothing is learned must lose, wherever it stands."""
    for number, texts in enumerate(("1e-9/1e-2", "1e-2/1e-9")):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = fitted(folder, replace(QUICK, epochs=8, grid={"learning_rate": texts, "l1": "0"}))
        assert found.chosen == {"learning_rate": 1e-2, "l1": 0.0}
        assert found.log.best.validation_loss < 0.69


def test_a_grid_is_every_combination_of_its_values():
    found = candidates(TrainConfig(grid={"l1": "0.1/0.2", "order": "raster/mixed", "batch": "4"}))
    assert [(one.l1, one.order, one.batch, one.grid) for one in found] == [
        (0.1, "raster", 4, {}), (0.1, "mixed", 4, {}), (0.2, "raster", 4, {}), (0.2, "mixed", 4, {}),
    ]  # fmt: skip
    assert candidates(TrainConfig()) == (TrainConfig(),)


@pytest.mark.parametrize(
    ("grid", "fault"),
    [
        ({"loss": "cox"}, "cannot choose 'loss'"),
        ({"l1": "0.1/much"}, "'much' is no value of l1"),
        ({"dropout": "0.1/2"}, "'2' is no value of dropout"),
        ({"order": "backwards"}, "'backwards' is no value of order"),
        ({"batch": "/".join(map(str, range(1, 26)))}, "25 candidates"),
    ],
)
def test_a_grid_that_cannot_be_trained_is_refused_before_anything_is_read(grid, fault):
    with pytest.raises(ConfigError, match=fault):
        read_options(None, {"grid": grid})

"""The site signature: found where sites leave a trace in the features, not found where they do not, and said so."""

from pathlib import Path

import numpy as np
import pytest

from model.result.export.metrics import metric_text
from model.training.cohort_table import CohortRow, TableForm, read_cohort
from model.training.fitted import Cohort
from model.training.site_signature import FEWEST_PATIENTS, _folds, site_signature, with_site_signature

INPUTS, TILES = 12, 5


def cohort(sites, trace, spots=2, seed=8):
    """A cohort with `spots` spots of a patient per entry of `sites`; each site shifts the features by `trace`."""
    generator = np.random.default_rng(seed)
    names = sorted({site for site in sites if site})
    rows, features = [], []
    for number, site in enumerate(sites):
        own = generator.normal(size=INPUTS)  # what the spots of a patient share
        for _ in range(spots):
            died = number % 3 == 0
            rows.append(CohortRow(f"p{number:03d}", Path("x.png"), 2.0 if died else 7.0, died, site=site))
            spot = own + generator.normal(size=(TILES, INPUTS))
            spot[1:, names.index(site) if site else 0] += trace
            features.append(spot)
    features = np.stack(features).astype(np.float32)
    features[:, 0] = 1000  # glass
    tissue = np.full(features.shape[:2], 0.5, np.float32)
    tissue[:, 0] = 0
    return Cohort(tuple(rows), features, tissue)


SITES = ["A"] * 40 + ["B"] * 20 + ["C"] * 30


def test_a_trace_of_the_site_is_found():
    found = site_signature(cohort(SITES, trace=2.5), seed=1)
    assert 0.8 < found["value"] < 1
    assert found["chance"] == pytest.approx(1 / 3)
    assert found["chance"] < found["low"] < found["value"] < found["high"] <= 1
    assert {name: one["patients"] for name, one in found["sites"].items()} == {"A": 40, "B": 20, "C": 30}


def test_without_a_trace_sites_are_recognised_by_chance():
    """Spots of a patient are alike: if they were in different folds, the patient would be recognised."""
    found = [site_signature(cohort(SITES, trace=0.0, spots=4, seed=seed), seed=1) for seed in range(4)]
    assert np.mean([one["value"] for one in found]) == pytest.approx(1 / 3, abs=0.08)
    assert sum(one["low"] < 1 / 3 < one["high"] for one in found) >= 2


def test_the_accuracy_is_balanced_over_sites():
    """Nine patients in ten are of one site: saying "A" always would be right in 0.9 of them, and is worth 0.5."""
    found = site_signature(cohort(["A"] * 90 + ["B"] * 10, trace=0.0), seed=1)
    assert found["chance"] == 0.5
    assert abs(found["value"] - 0.5) < 0.2


def test_every_site_is_spread_over_the_folds():
    truth = np.array([0] * 11 + [1] * 7)
    folds = _folds(truth, seed=3)
    for site, least in ((0, 2), (1, 1)):
        assert np.bincount(folds[truth == site], minlength=5).min() >= least


def test_small_sites_unknown_ones_and_patients_of_two_are_left_out():
    sites = ["A"] * FEWEST_PATIENTS + ["B"] * FEWEST_PATIENTS + ["C"] * (FEWEST_PATIENTS - 1) + [None]
    made = cohort(sites, trace=1.0)
    rows = list(made.rows)
    moved = CohortRow("p000", Path("x.png"), 7.0, True, site="B")
    found = site_signature(Cohort((*rows, moved), np.concatenate([made.features, made.features[:1]]),
                                  np.concatenate([made.tissue, made.tissue[:1]])), seed=1)  # fmt: skip
    assert list(found["sites"]) == ["B"]  # A lost a patient to two sites
    assert found["left_out"] == FEWEST_PATIENTS + FEWEST_PATIENTS - 1 + 1
    assert found["value"] is None
    assert "fewer than two sites" in dict(metric_text({"site_signature": found}))["Site signature"]


def test_a_cohort_without_sites_has_no_such_line(tiny_manifest):
    assert with_site_signature(tiny_manifest, cohort([None] * 30, trace=0.0), seed=1) == tiny_manifest


def test_the_card_says_what_it_means(tiny_manifest):
    manifest = with_site_signature(tiny_manifest, cohort(SITES, trace=6.0), seed=1)
    text = dict(metric_text(manifest.metrics))["Site signature"]
    assert "features alone reveal the site" in text
    assert "chance 0.33" in text
    assert "B 20 patients (70% alive at 5 years)" in text  # 42, 45, ... 57 died
    blind = {"sites": manifest.metrics["site_signature"]["sites"], "left_out": 2, "value": 0.4, "low": 0.3, "high": 0.5,
             "chance": 0.33, "folds": 5}  # fmt: skip
    text = dict(metric_text({"site_signature": blind}))["Site signature"]
    assert "do not clearly reveal" in text
    assert "2 patients without a usable site" in text


def test_the_column_site_or_the_one_named_for_it_is_read(tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.png").write_bytes(name.encode())
    path = tmp_path / "cohort.csv"
    path.write_text("patient_id,image,time_years,event,site,hospital\np,a.png,6,0,X,North\nq,b.png,2,1,,South\n")
    assert [row.site for row in read_cohort(path)] == ["X", None]
    named = TableForm(columns={"site": "hospital"})
    assert [row.site for row in read_cohort(path, named)] == ["North", "South"]

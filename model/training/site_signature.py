"""Measure how well the site of a spot can be predicted from its features. A model could use the site as a shortcut.

In multi-centre collections, the site can be recognised from H&E images, and survival differs between sites. A model can
therefore predict the outcome by recognising the hospital (Howard et al., Nature Communications 12:4423, 2021).
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from model.bundle.manifest import Manifest
from model.region.tissue import tiles_used
from model.statistics.estimate import Estimate
from model.statistics.resampling import interval
from model.training.cohort_features import tiles_of
from model.training.fitted import Cohort
from model.training.patients import by_patient

KEY = "site_signature"
FOLDS = 5
FEWEST_PATIENTS = 10
"""Minimum number of patients of a site. Smaller sites are left out, because their share of recognised patients would be
too uncertain.
"""
STRENGTH = 0.01
"""Value of C in the logistic regression. It is fixed, so that all patients can be used for the test."""
DRAWS = 1000


def with_site_signature(manifest: Manifest, cohort: Cohort, seed: int) -> Manifest:
    """Return the manifest with the result of `site_signature` added to its metrics.

    Return it unchanged if the table has no sites.
    """
    if not any(row.site for row in cohort.rows):
        return manifest
    return replace(manifest, metrics=manifest.metrics | {KEY: site_signature(cohort, seed)})


def site_signature(cohort: Cohort, seed: int) -> dict[str, Any]:
    """Return the balanced accuracy of a linear classifier that predicts the site of patients it was not fitted to.

    The input is the mean of a spot's features over its tissue tiles. All spots of a patient are in the same fold. The
    95 % interval is by bootstrap over patients within their sites. `left_out` counts patients without a site, with
    several sites, or from a site with fewer than `FEWEST_PATIENTS` patients. If fewer than two sites are left, `value`
    is None.
    """
    site_of = _sites(cohort)
    names = sorted({site for site in site_of.values() if site is not None})
    patients = sorted(patient for patient, site in site_of.items() if site is not None)
    found: dict[str, Any] = {
        "sites": {name: _about(cohort, [one for one in patients if site_of[one] == name]) for name in names},
        "left_out": len(site_of) - len(patients),
        "value": None,
    }
    if len(names) < 2:
        return found
    truth = np.array([names.index(site_of[patient] or "") for patient in patients])
    right = _recognised(cohort, patients, truth, seed)
    balanced = _balanced(right, truth)
    generator = np.random.default_rng(seed)
    draws = np.array([_balanced(*_drawn(right, truth, generator)) for _ in range(DRAWS)])
    estimate = interval(balanced, draws)
    ends = (estimate.low, estimate.high) if isinstance(estimate, Estimate) else (None, None)
    return found | {"value": balanced, "low": ends[0], "high": ends[1], "chance": 1 / len(names), "folds": FOLDS}


def _sites(cohort: Cohort) -> dict[str, str | None]:
    """Return the site of each patient.

    It is None if the site is unknown, if the spots of the patient have different sites, or if the site has too few
    patients.
    """
    stated: dict[str, set[str | None]] = {}
    for row in cohort.rows:
        stated.setdefault(row.patient_id, set()).add(row.site)
    one = {patient: next(iter(sites)) if len(sites) == 1 else None for patient, sites in stated.items()}
    counts = {site: list(one.values()).count(site) for site in one.values()}
    return {patient: site if counts[site] >= FEWEST_PATIENTS else None for patient, site in one.items()}


def _about(cohort: Cohort, patients: Sequence[str]) -> dict[str, int]:
    """Return the number of `patients`, and how many of them were alive at 5 years."""
    alive = {row.patient_id for row in cohort.rows if row.alive}
    return {"patients": len(patients), "alive": sum(patient in alive for patient in patients)}


def _recognised(cohort: Cohort, patients: Sequence[str], truth: np.ndarray, seed: int) -> np.ndarray:
    """Return, for each patient, the share of spots whose site is predicted correctly, 0..1, float64 [patients].

    `truth` int64 [patients] is the index of each patient's site.
    """
    # The import is here, because training without sites does not need scikit-learn.
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    place = {patient: number for number, patient in enumerate(patients)}
    rows = [row for row, patient in enumerate(cohort.patients) if patient in place]
    owner = np.array([place[cohort.patients[row]] for row in rows])
    vectors = np.stack([_mean_features(cohort, row) for row in rows])
    fold = _folds(truth, seed)[owner]
    right = np.zeros(len(rows))
    for number in range(FOLDS):
        test = fold == number
        model = make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000))
        model.fit(vectors[~test], truth[owner[~test]])
        right[test] = model.predict(vectors[test]) == truth[owner[test]]
    return by_patient([patients[one] for one in owner], right)[0]


def _folds(truth: np.ndarray, seed: int) -> np.ndarray:
    """Return the fold of each patient, int64 [patients].

    The patients of every site are distributed over all folds.
    """
    generator = np.random.default_rng([seed, FOLDS])
    fold = np.empty(len(truth), np.int64)
    for site in np.unique(truth):
        own = generator.permutation(np.flatnonzero(truth == site))
        fold[own] = np.arange(len(own)) % FOLDS
    return fold


def _mean_features(cohort: Cohort, row: int) -> np.ndarray:
    tiles = tiles_of(cohort.features, row, tiles_used(cohort.tissue[row], True))
    return np.asarray(tiles.mean(axis=0, dtype=np.float64))


def _balanced(right: np.ndarray, truth: np.ndarray) -> float:
    """Return the share of correctly predicted patients per site, averaged over the sites."""
    return float(np.mean([right[truth == site].mean() for site in np.unique(truth)]))


def _drawn(right: np.ndarray, truth: np.ndarray, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return `right` and `truth` of patients that are drawn with replacement within each site: one bootstrap draw."""
    drawn = [generator.choice(np.flatnonzero(truth == site), int((truth == site).sum())) for site in np.unique(truth)]
    index = np.concatenate(drawn)
    return right[index], truth[index]

"""A made cohort: a model, three readers and a grade of one hidden risk, with censoring and gaps."""

import numpy as np
import pytest

from model.comparison.data.rater_table import Covariate, Rater, RaterTable, Threshold


def made_table(patients=120, seed=4):
    rng = np.random.default_rng(seed)
    risk = rng.normal(size=patients)
    time = rng.exponential(70 * np.exp(-0.8 * risk))
    lost = rng.uniform(20, 140, patients)
    p = 1 / (1 + np.exp(-(risk + rng.normal(0, 0.6, patients))))
    reads = [np.where(risk + rng.normal(0, 1, patients) > 0.3, 1.0, 0.0) for _ in range(3)]
    reads[1][:5] = np.nan
    grade = np.clip(np.round(2 + risk / 2 + rng.normal(0, 0.5, patients)), 1, 3)
    two = Threshold(1.0, "the rater's own two answers")
    raters = (
        Rater("LSTM", "probability", 1 - p, True, Threshold(0.5, "training patients"), "model", "uncalibrated"),
        *(Rater(f"reader {k + 1}", "binary", read, threshold=two, role="reader") for k, read in enumerate(reads)),
        Rater("grade", "ordinal", grade, threshold=Threshold(3, "grade 3"), role="grade"),
    )
    stage = Covariate("stage", rng.integers(0, 3, patients).astype(float), ("I", "II", "III"))
    age = Covariate("age", np.where(np.arange(patients) < 4, np.nan, rng.normal(65, 9, patients)))
    names = tuple(f"P{number:03d}" for number in range(patients))
    return RaterTable(
        "made.csv", names, np.minimum(time, lost), time <= lost, raters, "months", covariates=(stage, age)
    )


@pytest.fixture(scope="session")
def cohort():
    return made_table()

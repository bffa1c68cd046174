"""Build the demo bundle from nothing: a seed comes in, a synthetic cohort and a trained bundle go out; resumable."""

import csv
from collections.abc import Generator
from pathlib import Path

from model.progress import Progress
from model.training.card import BundleWords
from model.training.cohort_synthesis import write_cohort
from model.training.config import TrainConfig
from model.training.train import TrainRequest, train

SPOTS = 125
SEED = 1
SECONDS_A_SPOT = 30
"""Measured on two cores, drawing and encoding together; for the time that is announced before it starts."""

TRAINING_WORDS = (
    "{spots} synthetic tissue spots drawn by this program from seed {seed}, with outcomes simulated from a stated risk "
    "function of their composition (poorly differentiated glands and necrosis raise the hazard, lymphocytes and "
    "well-formed glands lower it). No patient, no real tissue."
)
LIMITS = (
    "A demonstration. Trained on synthetic tissue with simulated outcomes: its numbers have no clinical meaning for "
    "any image, real or synthetic. The backbone's weights are random, not ImageNet's. Uncalibrated."
)


def build_demo(
    folder: Path, out: Path, spots: int = SPOTS, seed: int = SEED, device: str = "auto"
) -> Generator[Progress, None, Path]:
    """Cohort into `folder` (what is there already is kept), features into the cache, the bundle to `out`."""
    table = yield from write_cohort(folder, spots, seed)
    words = BundleWords(
        name="demo",
        training=TRAINING_WORDS.format(spots=spots, seed=seed),
        intended_use="Showing what the program does. No clinical meaning. Research use only.",
        limits=LIMITS,
        demo=True,
        endpoint="alive 5 years after diagnosis (simulated)",
    )
    request = TrainRequest(table, out, words, TrainConfig(), device=device, known_risk=_true_risk(table))
    return (yield from train(request))


def _true_risk(table: Path) -> dict[str, float]:
    with table.open(newline="", encoding="utf-8") as file:
        return {row["patient_id"]: float(row["log_hazard"]) for row in csv.DictReader(file)}

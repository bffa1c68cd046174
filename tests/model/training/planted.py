"""A cohort without images whose true survival is known: features with a planted hazard, and heavy losses."""

from dataclasses import dataclass

import numpy as np
import torch

from model.training.outcomes import Outcomes
from model.training.standardise import Spots

TILES, FEATURES = 4, 6
HORIZON = 5.0


@dataclass(frozen=True, eq=False)
class Planted:
    """The spots, what is seen of their follow-up, their true probability and their true state at 5 years."""

    spots: Spots
    outcomes: Outcomes
    probability: np.ndarray
    alive: np.ndarray


def planted(patients, lost_a_year, seed=4, effect=1.2, rate=0.09):
    """Exponential survival with a hazard of `rate` exp(`effect` x) a year; losses at a constant rate, independent."""
    generator = np.random.default_rng(seed)
    x = generator.normal(size=patients)
    hazard = rate * np.exp(effect * x)
    death = generator.exponential(1 / hazard)
    loss = np.full(patients, 12.0)
    if lost_a_year:
        loss = np.minimum(generator.exponential(1 / lost_a_year, patients), loss)
    features = generator.normal(size=(patients, TILES, FEATURES)).astype(np.float32)
    features[:, :, 0] = x[:, None] + 0.3 * features[:, :, 0]
    time, event = np.minimum(death, loss), death <= loss
    dead = event & (time <= HORIZON)
    names = np.array([f"p{number:05d}" for number in range(patients)])
    outcomes = Outcomes(~dead & (time >= HORIZON), dead | (time >= HORIZON), time, event, names)
    every = (np.arange(TILES),) * patients
    spots = Spots(features, torch.zeros(FEATURES), torch.ones(FEATURES), every)
    return Planted(spots, outcomes, np.exp(-HORIZON * hazard), death > HORIZON)

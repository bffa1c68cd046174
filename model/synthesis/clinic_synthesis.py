"""Simulate the clinical data of a patient: stage, age, grade and reads.

With these data, a study can compare the model with simulated raters. The clinical data do not influence the outcome.
Stage and reads are the simulated hazard plus noise, and the grade is the differentiation of the glands plus noise. The
age is independent of the outcome.
"""

from dataclasses import dataclass

import numpy as np

from model.synthesis.composition import Composition, log_hazard

_CLINIC_STREAM = 0x434C494E  # "CLIN": separates these random draws from those of tissue and outcome

HAZARD_SD = 1.6
"""SD of the log hazard over patients, as measured in `composition`. The mean is 0."""
STAGE_NOISE = 1.8
"""SD of the noise that is added to the standardised log hazard to obtain the stage.

Before it is grouped into stages, this sum has a correlation of about 0.5 with the log hazard."""
STAGE_CUTS = (-1.7, 0.2, 2.0)
GRADE_NOISE = 0.22
"""SD of the noise that is added to the share of poorly differentiated glands, 0..1, to obtain the grade."""
GRADE_CUTS = (0.25, 0.75)
READERS = (("reader_a", 0.6, 0.0), ("reader_b", 0.8, 0.3), ("reader_c", 0.8, -0.3))
"""For each reader: the column of the reads, and the noise and the bias of the risk that the reader sees, in SD of the
log hazard.

A read of 1 means high risk."""
SHARED_NOISE = 1.1
"""SD of the error that all readers make equally for a spot, in SD of the log hazard."""


@dataclass(frozen=True)
class Clinic:
    """Simulated clinical data. `stage` is 1 to 4, `age` is in years, and `grade` is 1 to 3.

    `reads` has one value per column: 1 for high visual risk, and 0 for low visual risk.
    """

    stage: int
    age: int
    grade: int
    reads: tuple[tuple[str, int], ...]


def simulate_clinic(composition: Composition, seed: int) -> Clinic:
    """Return the clinical data of a patient. The same arguments give the same patient."""
    rng = np.random.Generator(np.random.PCG64(np.random.SeedSequence([_CLINIC_STREAM, seed])))
    hazard = log_hazard(composition) / HAZARD_SD
    stage = 1 + sum(hazard + rng.normal(0, STAGE_NOISE) > cut for cut in STAGE_CUTS)
    age = int(np.clip(np.rint(rng.normal(67, 11)), 30, 95))
    poor = composition.poor / (composition.poor + composition.well)
    grade = 1 + sum(poor + rng.normal(0, GRADE_NOISE) > cut for cut in GRADE_CUTS)
    seen = hazard + rng.normal(0, SHARED_NOISE)
    reads = tuple((name, int(seen + rng.normal(leaning, noise) > 0)) for name, noise, leaning in READERS)
    return Clinic(stage, age, grade, reads)

"""Make the sample spots of the package: three tissues from fixed seeds, as JPEG files that contain the pixel size."""

from collections.abc import Generator
from pathlib import Path

from model.base.progress import Progress
from model.synthesis.cohort_synthesis import patient_seed, save_spot
from model.synthesis.composition import draw_composition
from model.synthesis.tissue import render

SAMPLE_SEED = 7
"""The seed of the sample spots.

It differs from the seed of the demo cohort, so the model was not trained on any sample spot."""
SAMPLES: tuple[tuple[str, int], ...] = (
    ("sample-1-mixed", 31),
    ("sample-2-well-differentiated", 8),
    ("sample-3-poorly-differentiated", 22),
)
"""File name of each sample, and number of its patient in the synthetic cohort with the seed `SAMPLE_SEED`.

The samples were chosen by composition, before any prediction."""


def make_samples(folder: Path) -> Generator[Progress, None, tuple[Path, ...]]:
    """Write the sample spots into `folder` (`resources/spots`), and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for done, (name, number) in enumerate(SAMPLES):
        yield Progress("making sample spots", done, len(SAMPLES))
        seed = patient_seed(SAMPLE_SEED, number)
        paths.append(folder / f"{name}.jpg")
        save_spot(render(draw_composition(seed), seed).image, paths[-1])
    return tuple(paths)

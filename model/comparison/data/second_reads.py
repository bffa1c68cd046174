"""The informed and the blinded reads of one reader for the same images, as one pair per patient."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from model.base.errors import RaterError


@dataclass(frozen=True, eq=False)
class SecondReads:
    """The two reads of one reader: float64 [patients], on the scale of the rater called `reader`, NaN without a pair.

    Both reads of a patient are of the same images. `shown` is what the reader saw of the model: 1 for high risk, 0 for
    low risk, NaN if this was not recorded or if it differs between the images of the patient. `seconds` float64 [reads,
    2] are the durations of each blinded read and of the informed read of the same image, for reads with both durations
    recorded. `unpaired` counts patients with a blinded read but no informed read. `reads` is the number of pairs of
    reads; a patient can have several images.
    """

    reader: str
    blinded: np.ndarray
    informed: np.ndarray
    shown: np.ndarray
    seconds: np.ndarray
    unpaired: int = 0
    reads: int = 0

    def __post_init__(self) -> None:
        if not len(self.blinded) == len(self.informed) == len(self.shown):
            message = f"The informed reads and the blinded reads of {self.reader} are not of the same patients."
            raise RaterError(message, "Give one entry per patient; NaN means that there is no read.")
        for array in (self.blinded, self.informed, self.shown, self.seconds):
            array.setflags(write=False)

    @property
    def paired(self) -> np.ndarray:
        """Return which patients have both reads, bool [patients]."""
        return np.isfinite(self.blinded) & np.isfinite(self.informed)


def second_reads(reader: str, blinded: np.ndarray, informed: np.ndarray) -> SecondReads:
    """Return the pairs of blinded and informed reads in two columns of a table, float [patients] each.

    A table contains neither the durations of reads nor what the reader saw.
    """
    both = np.isfinite(blinded) & np.isfinite(informed)
    return SecondReads(
        reader,
        np.where(both, blinded, np.nan),
        np.where(both, informed, np.nan),
        np.full(len(blinded), np.nan),
        np.zeros((0, 2)),
        int((np.isfinite(blinded) & ~np.isfinite(informed)).sum()),
        int(both.sum()),
    )


def check_second_reads(found: Sequence[SecondReads], raters: Sequence[str], patients: int) -> None:
    """Raise RaterError if informed reads belong to no rater, or have the wrong number of patients."""
    for one in found:
        if one.reader not in raters:
            raise RaterError(f"There is no blinded rater {one.reader!r}.", f"The raters are {', '.join(raters)}.")
        if len(one.blinded) != patients:
            message = f"The informed reads of {one.reader} do not have one entry for each patient of the table."
            raise RaterError(message, "Give one entry per patient; NaN means that there is no read.")

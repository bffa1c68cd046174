"""The level that follows from the share of unfamiliar tiles, on each side of each limit."""

import numpy as np
import pytest

from model.familiarity.judge import TissueFamiliarity
from model.familiarity.reference import FamiliarityLimits

LIMITS = FamiliarityLimits(neighbours=5, tile=6.0, caution=0.1, refuse=0.5)


def found(unfamiliar, familiar=0, blank=3):
    distance = [np.nan] * blank + [1.01] * unfamiliar + [1.0] * familiar
    return TissueFamiliarity(np.float32(distance), LIMITS)


@pytest.mark.parametrize(
    ("unfamiliar", "familiar", "level"),
    [(0, 10, "ok"), (1, 9, "ok"), (2, 9, "caution"), (5, 5, "caution"), (6, 5, "do not use"), (7, 0, "do not use")],
)
def test_the_level_follows_from_the_share(unfamiliar, familiar, level):
    one = found(unfamiliar, familiar)
    assert one.level == level
    assert one.share == unfamiliar / (unfamiliar + familiar)
    assert one.judged == unfamiliar + familiar


def test_tiles_without_tissue_are_neither_familiar_nor_unfamiliar():
    one = found(2, 2, blank=4)
    assert one.unfamiliar.tolist() == [False] * 4 + [True] * 2 + [False] * 2


def test_a_region_without_tissue_has_no_share():
    one = found(0, 0)
    assert one.share is None
    assert one.level == "ok"
    assert "No tile" in one.sentence


def test_the_sentence_has_the_counts_and_the_limit():
    assert found(3, 9).sentence.startswith(
        "25 % of the tissue tiles (3 of 12) look unlike the model's training tissue"
    )
    assert "10 %" in found(3, 9).sentence
    assert "has no basis" in found(9, 3).sentence
    assert "50 %" in found(9, 3).sentence

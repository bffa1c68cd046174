"""Some damaged files of every kind are opened or refused with a sentence; `make fuzz` tries thousands."""

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

made = SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("fuzz.py"))))


@pytest.mark.parametrize("name", sorted(made.TARGETS))
def test_good_files_open(name, tmp_path):
    for path in made.good_files(name, tmp_path / "good"):
        assert made.opened(name, path) == made.OPENED, path.name


@pytest.mark.parametrize("name", sorted(made.TARGETS))
def test_damaged_files_open_or_are_refused(name, tmp_path):
    found = made.run_here(name, 2026, range(40), tmp_path)
    assert found.faults == []
    assert found.counts[made.REFUSED] > 0


def test_the_same_seed_makes_the_same_files(tmp_path):
    good = made.good_files("csv", tmp_path / "good")
    assert made.damaged("csv", 1, 7, good) == made.damaged("csv", 1, 7, good)
    assert made.damaged("csv", 1, 7, good) != made.damaged("csv", 2, 7, good)


def test_a_fault_is_noticed(tmp_path, monkeypatch):
    def fail(path):
        raise KeyError("no sentence for a user")

    monkeypatch.setitem(made.TARGETS, "csv", made.TARGETS["csv"].__class__(made.TARGETS["csv"].write, fail))
    found = made.run_here("csv", 1, range(2), tmp_path)
    assert [number for number, _, _ in found.faults] == [0, 1]


KNOWN = (("csv", 1, 5100), ("bundles", 1, 159), ("options", 1, 342))
"""Damage that was a fault once: a cell of 2,000 letters where an image's name belongs, a signalling NaN, brackets in
brackets."""


@pytest.mark.parametrize(("name", "seed", "number"), KNOWN)
def test_damage_that_was_a_fault_once(name, seed, number, tmp_path):
    assert made.run_here(name, seed, range(number, number + 1), tmp_path).faults == []

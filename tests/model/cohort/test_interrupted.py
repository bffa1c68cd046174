"""A run that is ended without notice, again and again, has the same tables in the end, and repeats almost nothing."""

import random
import signal

import pyarrow.parquet
import pytest

KILLS = 20
STEPS = 13
"""Greatest number of steps of one process before it ends. A whole run has about 540: writes, flushed
folders, names and analyses."""


@pytest.fixture
def same_tables(tiny):
    """Compares the tables of two runs, without the columns that differ between two equal runs."""
    from model.cohort.columns import VOLATILE, VOLATILE_ERRORS
    from model.cohort.result_tables import comparable

    def compare(first, second):
        for name, volatile in (("results.csv", VOLATILE), ("errors.csv", VOLATILE_ERRORS)):
            found = comparable(first / name, volatile)
            assert found == comparable(second / name, volatile)
            assert found
        tables = [pyarrow.parquet.read_table(folder / "results.parquet") for folder in (first, second)]
        assert tables[0].drop(list(VOLATILE)).equals(tables[1].drop(list(VOLATILE)))

    return compare


def test_a_run_killed_twenty_times_ends_like_one_that_was_not(tiny, child, spots, bundle, whole, tmp_path, same_tables):
    """The moments come from a seed: in the middle of an analysis, of a write, or between two of them."""
    out, draw = tmp_path / "run", random.Random(19)
    for _ in range(KILLS):
        code = child(tiny.killed, spots, bundle, out, tmp_path / "home", draw.randrange(10**6), STEPS)
        assert code == -signal.SIGKILL
    assert len(list(out.glob("records/*/*.json"))) < 55, "the last kill came before the end"
    assert child(tiny.complete, spots, bundle, out, tmp_path / "home") == 0
    same_tables(out, whole[0])
    assert list(out.rglob(".histocast-*")) == []

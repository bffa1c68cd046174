"""Runs on a local Dask cluster of two workers: the numbers of one process, and what happens when workers die."""

import shutil

import numpy as np
import pytest
from PIL import Image

from model.base.errors import CohortRunError, PolicyError
from model.cohort.cluster import check_address, shared_cores
from model.cohort.columns import VOLATILE, VOLATILE_ERRORS
from model.cohort.result_tables import comparable


def test_two_workers_give_the_tables_of_one_process(tiny, child, spots, bundle, whole, tmp_path):
    out = tmp_path / "run"
    assert child(tiny.complete_on_cluster, spots, bundle, out, tmp_path / "home", 2) == 0
    for name, volatile in (("results.csv", VOLATILE), ("errors.csv", VOLATILE_ERRORS)):
        assert comparable(out / name, volatile) == comparable(whole[0] / name, volatile)
    source = tiny.TinySource(bundle, tmp_path)
    engines = source.notes("engine")
    assert len(engines) == len(set(engines)) == 2, "each worker loads the model once"
    assert sorted(source.notes("uninterrupted")) == sorted(engines), "Ctrl+C in the terminal is for the run alone"


def test_a_worker_that_dies_costs_one_retry_and_a_spot_that_ends_two_is_set_aside(
    tiny, child, spots, bundle, tmp_path
):
    folder, out = tmp_path / "spots", tmp_path / "run"
    folder.mkdir()
    for number in range(1, 7):
        shutil.copy2(spots / f"s{number}.png", folder)
    for name, colour in (("s3.png", tiny.ENDS_A_WORKER_ONCE), ("s5.png", tiny.ENDS_WORKERS)):
        Image.fromarray(np.full((70, 72, 3), colour, np.uint8)).save(folder / name)
    assert child(tiny.complete_on_cluster, folder, bundle, out, tmp_path / "home", 2) == 0
    done = [row["image"] for row in comparable(out / "results.csv", ())]
    assert done == ["s1.png", "s2.png", "s3.png", "s4.png", "s6.png"]
    (aside,) = comparable(out / "errors.csv", ())
    assert (aside["image"], aside["kind"]) == ("s5.png", "set aside")
    assert "2 workers ended" in aside["reason"]
    assert "--retry-set-aside" in aside["remedy"]
    source = tiny.TinySource(bundle, tmp_path)
    assert len(set(source.notes("once"))) == 2, "two workers had the spot: the one that died, and another"
    assert len(set(source.notes("always"))) == 2
    # The next run leaves it alone, unless the user asks for it.
    assert tiny.result_of_run(folder, bundle, out).waiting == 1
    assert comparable(out / "errors.csv", ())[0]["kind"] == "set aside"


@pytest.mark.parametrize(
    ("cores", "count", "parts"),
    [
        ([0, 1, 2, 3], 2, [(0, 1), (2, 3)]),
        ([0, 2, 4, 6, 8], 2, [(0, 2), (4, 6, 8)]),
        ([5], 3, [(5,), (5,), (5,)]),
        ([1, 3], 2, [(1,), (3,)]),
    ],
)
def test_workers_share_the_cores(cores, count, parts):
    assert [shared_cores(cores, number, count) for number in range(count)] == parts


def test_a_connection_without_encryption_is_warned_about(home):
    assert check_address("tcp://127.0.0.1:8786") == ""
    assert check_address("tls://node1:8786") == ""
    assert "trusted network" in check_address("tcp://node1:8786")
    for wrong in ("node1:8786", "http://node1", "tcp://"):
        with pytest.raises(CohortRunError, match="is not a scheduler address"):
            check_address(wrong)


def test_a_policy_without_network_refuses_other_computers(home):
    home.mkdir()
    (home / "policy.toml").write_text("network = false\n")
    assert check_address("tcp://localhost:8786") == ""
    with pytest.raises(PolicyError, match="forbids the network"):
        check_address("tls://node1:8786")

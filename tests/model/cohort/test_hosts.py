"""A scheduler and two workers on separate hosts: workers and shares come and go, and no spot is lost or done twice."""

import shutil

import pytest

from model.cohort.columns import VOLATILE
from model.cohort.result_tables import comparable

SPOTS = 19


@pytest.fixture
def computers(hosts):
    """Hosts with separate folders and homes, and with separate networks, mounts and host names where that works."""
    hosts.networked()
    return hosts


@pytest.fixture
def module(tiny):
    import tiny_hosts

    return tiny_hosts


@pytest.fixture
def share(spots, tmp_path):
    folder = tmp_path / "share" / "spots"
    shutil.copytree(spots, folder, ignore=shutil.ignore_patterns("bad-*", "s[2-5]?.png"))
    return folder


@pytest.fixture
def whole(tiny, share, bundle, tmp_path):
    """The rows of a run in one process that was not interrupted."""
    tiny.result_of_run(share, bundle, tmp_path / "plain")
    (tmp_path / tiny.BEGUN).unlink(missing_ok=True)
    return comparable(tmp_path / "plain" / "results.csv", VOLATILE)


def check_tables(out, whole):
    """Every spot has one row, equal to that of a run that was not interrupted, and none has failed."""
    assert [row["image"] for row in whole] == [f"s{number}.png" for number in range(1, SPOTS + 1)]
    assert comparable(out / "results.csv", VOLATILE) == whole
    assert comparable(out / "errors.csv", ()) == []
    log = (out / "run.log").read_text()
    assert log.count(" done s") == SPOTS, "no spot is done twice"
    return log


def test_a_worker_goes_and_returns_and_the_share_is_away_for_a_while(
    computers, module, share, bundle, whole, tmp_path
):
    """A worker is switched off after 4 spots, on again after 8; the share goes after 12 and returns."""
    hosts, out, away = computers, tmp_path / "run", tmp_path / "away"
    address = hosts.on("desk", module.scheduler)
    hosts.on("one", module.worker, address)
    first = hosts.on("two", module.worker, address)
    hosts.on("user", module.run, address, share, bundle, out, (4, 8, 12))
    assert hosts.hear("user") == 4
    hosts.off("two")
    (scratch,) = (path for path in (tmp_path / "two").rglob("worker-*") if path.is_dir())
    (scratch / "staged.tif").write_bytes(b"a copy of a URL, which nobody removed")
    hosts.tell("user")
    assert hosts.hear("user") == 8
    second = hosts.on("two", module.worker, address)
    assert second != first
    assert not scratch.exists(), "a worker removes what one that was killed left behind"
    hosts.tell("user")
    assert hosts.hear("user") == 12
    share.parent.rename(away)
    hosts.tell("user")
    assert hosts.hear("user") == "waiting"
    hosts.tell("user")
    assert hosts.hear("user") == "waiting"
    away.rename(share.parent)
    hosts.tell("user")
    summary = hosts.hear("user")
    assert (summary.done, summary.failed) == (SPOTS, 0)
    log = check_tables(out, whole)
    assert f"waiting for {share}" in log
    assert f"{share} can be reached again" in log
    assert f"{second} on " in log, "the worker that returned was noticed"
    engines = module.tiny_cohort.TinySource(bundle, tmp_path).notes("engine")
    assert len(engines) == len(set(engines)) == 3, "it got spots again"


def test_a_worker_that_leaves_at_a_signal_costs_no_suspicion(computers, module, share, bundle, whole, tmp_path):
    """It is removed twice during a spot, as by a job system; a spot that is interrupted twice is not set aside."""
    hosts, out = computers, tmp_path / "run"
    address = hosts.on("desk", module.scheduler)
    hosts.on("one", module.worker, address)
    engine = module.LeavingSource(bundle, tmp_path)
    hosts.on("user", module.run, address, share, bundle, out, (), engine)
    for _ in range(2):
        hosts.off("one", kill=False)
        hosts.on("one", module.worker, address)
    assert hosts.hear("user").done == SPOTS
    assert "disappeared" not in check_tables(out, whole)
    assert len(set(engine.notes("leaves"))) == 2


def test_a_share_that_one_host_lost_is_read_by_the_other(hosts, module, share, bundle, whole, tmp_path):
    """The mount point stays there and is empty, as after the loss of a network drive."""
    why = hosts.networked()
    if why:
        pytest.skip(why)
    seen, out = tmp_path / "mounted", tmp_path / "run"
    seen.mkdir()
    address = hosts.on("desk", module.scheduler)
    for name in ("one", "two"):
        hosts.on(name, module.mounted, module.worker, share, seen, address)
    engine = module.UnmountingSource(bundle, tmp_path, seen)
    hosts.on("user", module.mounted, module.run, share, seen, address, seen, bundle, out, (), engine)
    summary = hosts.hear("user")
    assert (summary.done, summary.failed) == (SPOTS, 0)
    log = check_tables(out, whole)
    assert f"The folder {seen} cannot be reached from two, or is empty." in log
    assert "waiting" not in log, "the run goes on where the share is"
    workers = [row["worker"] for row in comparable(out / "results.csv", ())]
    assert (workers.count("two"), workers.count("one")) == (1, SPOTS - 1), "it analysed the spot that it had read"

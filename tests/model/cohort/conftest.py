"""The cohort of `tiny_cohort.py`, run once to its end, and child processes that start with torch loaded."""

import importlib
import multiprocessing
import multiprocessing.util
import os
from contextlib import closing
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]


@pytest.fixture(scope="session")
def tiny():
    """The module `tiny_cohort.py`, which child processes can import too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE))
        yield importlib.import_module("tiny_cohort")


@pytest.fixture(scope="session", autouse=True)
def decoding_in_one_process():
    """As for all tests, also in fixtures of the session and in child processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HISTOCAST_ISOLATION", "off")
        yield


@pytest.fixture(scope="session")
def spots(tiny, tmp_path_factory):
    """A folder of sixty files with names of images, five of which are none."""
    return tiny.make_spots(tmp_path_factory.mktemp("cohort") / "spots")


@pytest.fixture(scope="session")
def bundle(tiny, tmp_path_factory):
    return tiny.make_bundle(tmp_path_factory.mktemp("bundle") / "tiny.safetensors")


@pytest.fixture(scope="session")
def whole(tiny, spots, bundle, tmp_path_factory):
    """The folder of a run of the sixty files that was not interrupted, and its summary."""
    out = tmp_path_factory.mktemp("whole") / "run"
    return out, tiny.result_of_run(spots, bundle, out)


@pytest.fixture(scope="session")
def processes(tiny):
    """Makes child processes that are copies of one process that has loaded torch, so that each starts at once."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        pytest.skip("child processes cannot be copied on this system")
    with pytest.MonkeyPatch.context() as patch:
        path = os.pathsep.join((str(ROOT), str(HERE)))
        patch.setenv("PYTHONPATH", path)
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setenv("DASK_DISTRIBUTED__WORKER__MULTIPROCESSING_METHOD", "forkserver")
        # The server's socket lies in this folder. A test that sets another folder for temporary files would otherwise
        # give it a path that is too long for a socket, depending on which test comes first.
        multiprocessing.util.get_temp_dir()
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(tiny.PRELOADED)
        yield context


@pytest.fixture(scope="session")
def child(processes):
    """Calls a function of `tiny_cohort` in a child process and returns its exit code."""

    def call(function, *given):
        process = processes.Process(target=function, args=given)
        process.start()
        process.join()
        code = process.exitcode
        process.close()
        return code

    return call


@pytest.fixture
def hosts(processes, tmp_path):
    """Starts a scheduler, workers and runs, each in a process that has its own folder, home and network, if wanted."""
    with closing(importlib.import_module("tiny_hosts").Hosts(processes, tmp_path)) as made:
        yield made

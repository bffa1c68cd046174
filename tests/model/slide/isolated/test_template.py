"""Reader processes that are copies of a template process: as separate as new ones, but ready at once."""

import os
import select
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest
from PIL import Image

from model.base.progress import result_of
from model.slide.isolated import pool, sandbox, template
from model.slide.isolated import slide as isolated
from model.slide.isolated.process import ReaderProcess, reader_environment
from model.slide.isolated.template import Copy, Template

RGB = np.random.default_rng(3).integers(0, 255, (300, 500, 3), np.uint8)
pytestmark = pytest.mark.skipif(not template.is_possible(), reason="only Linux copies processes")
ROOT = Path(__file__).parents[4]


def wait_for(made):
    select.select([made._socket], [], [])
    assert made.is_ready()


@pytest.fixture(scope="module")
def one():
    """A template process that is ready."""
    made = Template(reader_environment())
    wait_for(made)
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _on(monkeypatch, request):
    monkeypatch.setenv(pool.SWITCH, "on")
    if "one" in request.fixturenames:
        monkeypatch.setattr(pool, "_template", request.getfixturevalue("one"))


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.png"
    Image.fromarray(RGB).save(path)
    return path


def opened(path):
    return closing(result_of(isolated.slide_steps(path)))


def process_of(slide):
    return slide._source._process


def test_each_slide_has_a_copy_of_its_own_with_all_limits(one, picture):
    with opened(picture) as first, opened(picture) as second:
        assert np.array_equal(first.read_level(0, 0, 0, 500, 300), RGB)
        copies = [process_of(first), process_of(second)]
        assert {psutil.Process(copy.pid).ppid() for copy in copies} == {one.pid}
        assert copies[0].pid != copies[1].pid
        for copy in copies:
            status = Path(f"/proc/{copy.pid}/status").read_text(encoding="ascii")
            assert ("Seccomp:\t2" in status) == (sandbox.PROGRAMS in copy.restricted)
            assert "NoNewPrivs:\t1" in status
            assert os.getsid(copy.pid) == copy.pid
            assert psutil.Process(copy.pid).rlimit(psutil.RLIMIT_AS) == (sandbox.MEMORY_BYTES, sandbox.MEMORY_BYTES)
    assert not any(psutil.pid_exists(copy.pid) for copy in copies)


def test_the_template_is_not_limited_by_its_copies(one, picture):
    restricted = set()
    for _ in range(17):  # the kernel allows 16 sets of rules for files in one process
        with opened(picture) as slide:
            assert isinstance(process_of(slide)._process, Copy)
            restricted.add(process_of(slide).restricted)
    assert len(restricted) == 1


def test_a_copy_that_dies_harms_neither_another_nor_the_next(one, picture, caplog):
    with opened(picture) as first, opened(picture) as second:
        died = process_of(first)
        os.kill(died.pid, signal.SIGSEGV)
        died._listener.join()
        assert died._reason == "signal 11"
        assert "signal 11" in caplog.text
        assert np.array_equal(second.read_level(0, 0, 0, 500, 300), RGB)
        assert np.array_equal(first.read_level(0, 0, 0, 500, 300), RGB)  # opened again
        assert isinstance(process_of(first)._process, Copy)


def test_a_copy_that_is_stopped_twice_or_waited_for_twice_has_one_code(one):
    copy = ReaderProcess(one)
    copy.stop()
    copy.stop()
    assert [copy._process.wait(), copy._process.wait()] == [-9, -9]


BECOMES = """
import os, sys, tempfile
from model.slide.isolated import template_process
tempfile.gettempdir()
def told(slots, memory, folders):
    print(slots, memory, *folders, dict(os.environ), tempfile.gettempdir(), flush=True)
    raise KeyError("after that")
template_process.answer_questions = told
request = {"environment": {"TMPDIR": sys.argv[1], "CHANGED": "later"}, "arguments": ["5", sys.argv[1], "/cache"]}
template_process._become_reader(request, [os.dup(0), os.dup(1), os.dup(2), 77])
"""


def test_a_copy_has_the_environment_and_folders_of_its_request(tmp_path):
    """The template may have started with other settings. An exception ends the copy and is written to its errors."""
    done = subprocess.run(
        [sys.executable, "-c", BECOMES, str(tmp_path)],
        check=False, cwd=ROOT, env=reader_environment(), capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout == f"5 77 {tmp_path} /cache {{'TMPDIR': '{tmp_path}', 'CHANGED': 'later'}} {tmp_path}\n"
    assert done.stderr.splitlines()[-1] == "KeyError: 'after that'"
    assert done.returncode == 1


def test_without_its_template_a_copy_continues_and_the_next_slide_gets_a_new_process(picture, monkeypatch):
    monkeypatch.setattr(pool, "_template", None)
    pool.prepare()
    made = pool._template
    wait_for(made)
    with opened(picture) as slide:
        copy = process_of(slide)
        os.kill(made.pid, signal.SIGKILL)
        made._process.wait()
        assert np.array_equal(slide.read_level(0, 0, 0, 500, 300), RGB)
        with opened(picture) as other:
            assert isinstance(process_of(other)._process, subprocess.Popen)
            assert np.array_equal(other.read_level(0, 0, 0, 500, 300), RGB)
    assert copy._process.wait() is None
    assert not pool._template.is_ready()
    pool.prepare()
    assert pool._spare is not None  # as on systems without a template
    pool.stop_all()


def test_a_template_that_cannot_be_copied_is_not_used(monkeypatch):
    monkeypatch.setattr(pool, "_template", None)
    monkeypatch.setattr(template, "TEMPLATE", "3")  # the process ends with an error, as with several threads
    pool.prepare()
    pool._template._process.wait()
    assert not pool._template.is_ready()
    assert pool._template.has_failed
    pool.stop_all()
    assert pool._template is None


PROGRAM = """
import select, sys
from pathlib import Path
from model.base.progress import result_of
from model.slide.isolated import pool, slide
pool.prepare()
select.select([pool._template._socket], [], [])
one = result_of(slide.slide_steps(Path(sys.argv[1])))
print(pool._template.pid, one._source._process.pid, flush=True)
sys.stdin.read()
"""


def test_template_and_copies_end_with_the_program(picture):
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(picture)],
        cwd=ROOT, env=reader_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    left = [psutil.Process(int(pid)) for pid in program.stdout.readline().split()]
    assert len(left) == 2
    program.kill()
    program.communicate()
    assert not psutil.wait_procs(left, timeout=300)[1]

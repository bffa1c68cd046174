"""Images decoded in another process: the same pixels and facts, limits, and a program that survives its death."""

import gc
import json
import os
import signal
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest
import tifffile
from PIL import Image

from model.base.errors import SlideError
from model.base.geometry import RegionL0
from model.base.progress import Progress, result_of
from model.slide import decoding, registry, thumbnail
from model.slide.isolated import messages, pool, process, sandbox
from model.slide.isolated import slide as isolated
from model.slide.isolated.messages import BadAnswerError, about_of, described
from model.slide.isolated.process import ReaderDiedError, ReaderFailedError, ReaderProcess
from model.slide.levelled import About
from model.slide.pixel_size import PixelSize

RGB = np.random.default_rng(3).integers(0, 255, (300, 500, 3), np.uint8)
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the limits are those of Linux")


@pytest.fixture(autouse=True)
def _on(monkeypatch):
    monkeypatch.setenv(pool.SWITCH, "on")
    yield
    pool.stop_all()


@pytest.fixture
def pyramid(tmp_path):
    path = tmp_path / "pyramid.tif"
    with tifffile.TiffWriter(path) as writer:
        writer.write(RGB, photometric="rgb", tile=(64, 64), resolution=(20_000, 20_000), metadata=None, subifds=0)
        writer.write(RGB[::2, ::2], photometric="rgb", tile=(64, 64), subfiletype=1, metadata=None)
    return path


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "picture.png"
    Image.fromarray(RGB).save(path)
    return path


def seen(slide):
    facts = ("path", "size", "mpp", "mpp_source", "notes", "downsamples", "level_sizes", "icc", "facts")
    return {name: getattr(slide, name) for name in facts}


@pytest.mark.parametrize("kind", ["pyramid", "picture"])
def test_pixels_and_facts_are_those_of_this_process(kind, request):
    path = request.getfixturevalue(kind)
    here, there = result_of(registry.slide_steps(path)), result_of(decoding.slide_steps(path))
    with closing(here), closing(there):
        assert there._source._process.pid != os.getpid()
        assert seen(there) == seen(here)
        for level in range(len(here.downsamples)):
            box = (level, -5, 7, 200, 160)
            assert np.array_equal(there.read_level(*box), here.read_level(*box))
        small = (RegionL0(0, 0, 500, 300), 50, 30)
        assert np.array_equal(there.read(*small), here.read(*small))


def test_pixels_beyond_one_slot_come_in_parts(pyramid, monkeypatch):
    monkeypatch.setattr(isolated, "SLOT_BYTES", 3 * 70)
    with closing(result_of(isolated.slide_steps(pyramid))) as slide:
        assert np.array_equal(slide.read_level(0, 0, 0, 500, 3), RGB[:3])


def test_descriptions_and_thumbnails_are_those_of_this_process(pyramid, picture, monkeypatch):
    for path in (pyramid, picture):
        with closing(decoding.describe_slide(path)) as there, closing(registry.describe_slide(path)) as here:
            assert seen(there) == seen(here)
        found = result_of(decoding.thumbnail_steps(path, 96))
        assert np.array_equal(found, result_of(thumbnail.thumbnail_steps(path, 96)))
    first = pool.shared_process(pyramid)
    assert first is pool.shared_process(picture)
    monkeypatch.setenv(pool.SWITCH, "off")
    assert decoding.slide_steps(picture).gi_code is registry.slide_steps(picture).gi_code


def test_a_refused_file_has_the_same_message_and_remedy(tmp_path):
    path = tmp_path / "name.png"
    path.write_bytes(b"no picture at all")
    told = []
    for steps in (registry.slide_steps, isolated.slide_steps):
        with pytest.raises(SlideError) as caught:
            result_of(steps(path))
        told.append((caught.value.path, caught.value.message, caught.value.remedy))
    assert told[0] == told[1]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_name_that_is_not_utf_8_opens(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.png"))
    Image.fromarray(RGB).save(path)
    with closing(result_of(isolated.slide_steps(path))) as slide:
        assert slide.path == path


# -- the death of the process ------------------------------------------------------------------------------------
def test_a_slide_is_opened_again_when_its_process_dies(pyramid):
    with closing(result_of(isolated.slide_steps(pyramid))) as slide:
        first = slide._source._process
        os.kill(first.pid, signal.SIGKILL)
        assert np.array_equal(slide.read_level(0, 0, 0, 500, 300), RGB)
        assert slide._source._process is not first


def test_a_slide_that_kills_every_process_is_refused(pyramid, monkeypatch):
    with closing(result_of(isolated.slide_steps(pyramid))) as slide:
        killed = []

        def ask(self, do, **question):
            if do == "pixels" and self.pid not in killed:
                killed.append(self.pid)
                os.kill(self.pid, signal.SIGKILL)
            return asked(self, do, **question)

        asked = ReaderProcess.ask
        monkeypatch.setattr(ReaderProcess, "ask", ask)
        for _ in range(5):
            with pytest.raises(SlideError, match="the process that decodes it ended"):
                slide.read_level(0, 0, 0, 10, 10)
        assert len(killed) == isolated.MOST_DEATHS


def test_a_slide_that_was_replaced_is_not_read_on(pyramid):
    with closing(result_of(isolated.slide_steps(pyramid))) as slide:
        tifffile.imwrite(pyramid, RGB[:200], photometric="rgb", tile=(64, 64))
        os.kill(slide._source._process.pid, signal.SIGKILL)
        with pytest.raises(SlideError, match="has changed on the disk"):
            slide.read_level(0, 0, 0, 10, 10)


def test_closing_ends_the_process_and_leaves_nothing(picture):
    slide = result_of(isolated.slide_steps(picture))
    helper = slide._source._process
    assert helper._folder.exists()
    slide.close()
    assert not psutil.pid_exists(helper.pid)
    assert not helper._folder.exists()
    with pytest.raises(SlideError, match="has been closed"):
        slide.read_level(0, 0, 0, 10, 10)


def test_giving_up_an_opening_ends_the_process(picture, monkeypatch):
    started = []
    monkeypatch.setattr(isolated, "own_process", lambda path: started.append(ReaderProcess()) or started[0])
    monkeypatch.setattr(ReaderProcess, "_next", lambda self, replies, do: {"progress": ["decoding", 1, 2]})
    steps = isolated.slide_steps(picture)
    assert next(steps) == Progress("decoding", 1, 2)
    steps.close()
    assert started[0].has_ended
    assert not psutil.pid_exists(started[0].pid)


@pytest.mark.parametrize(
    ("limit", "words"),
    [("PROCESSOR_S", "too much time"), ("SILENCE_S", "did not respond"), ("MEMORY_BYTES", "too much memory")],
)
def test_a_process_without_an_answer_is_ended(picture, monkeypatch, limit, words):
    values = {"PROCESSOR_S": {"open": -1.0}, "SILENCE_S": 0.0, "MEMORY_BYTES": -(10**12)}
    monkeypatch.setattr(process, limit, values[limit])
    monkeypatch.setattr(ReaderProcess, "_send", lambda self, message: None)  # so that no answer comes
    with pytest.raises(SlideError, match=words):
        result_of(isolated.slide_steps(picture))


def test_an_unforeseen_exception_is_reported_and_logged(picture, caplog):
    helper = ReaderProcess()
    with pytest.raises(ReaderFailedError, match="KeyError"):
        result_of(helper.ask("open"))
    with pytest.raises(SlideError, match="was not foreseen"):
        result_of(isolated._answered(picture, helper, "pixels", box=[0, 0, 0, 1, 1], slot=0))
    assert "RuntimeError" in caplog.text
    assert picture.name not in caplog.text
    helper.stop()


def test_a_process_that_cannot_start_is_reported(picture, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/no/such/program")
    with pytest.raises(SlideError, match="cannot be started") as caught:
        result_of(isolated.slide_steps(picture))
    assert pool.SWITCH in caught.value.remedy


def test_a_spare_process_is_used_once(picture, monkeypatch):
    monkeypatch.setattr(pool, "is_possible", lambda: False)  # as on systems without a template process
    pool.prepare()
    spare = pool._spare
    pool.prepare()
    assert pool._spare is spare
    with closing(result_of(isolated.slide_steps(picture))) as slide:
        assert slide._source._process is spare
        assert pool._spare is None


# -- what a process may do ---------------------------------------------------------------------------------------
@LINUX
def test_the_limits_are_in_force(picture):
    with closing(result_of(isolated.slide_steps(picture))) as slide:
        helper = slide._source._process
        assert sandbox.MEMORY in helper.restricted
        soft, hard = psutil.Process(helper.pid).rlimit(psutil.RLIMIT_AS)
        assert soft == hard == sandbox.MEMORY_BYTES
        if sandbox.PROGRAMS not in helper.restricted:
            pytest.skip("this kernel has no seccomp")
        status = Path(f"/proc/{helper.pid}/status").read_text(encoding="ascii")
        assert "Seccomp:\t2" in status
        assert "NoNewPrivs:\t1" in status


TRIES = """
import json, os, socket, subprocess, sys
from pathlib import Path
from model.slide.isolated.sandbox import restrict
allowed, forbidden = map(Path, sys.argv[1:])
found = {"in force": restrict([allowed])}
def tried(name, call):
    try:
        call()
        found[name] = "done"
    except (OSError, MemoryError) as error:
        found[name] = type(error).__name__
tried("write allowed", lambda: (allowed / "a").write_text("a"))
tried("write forbidden", lambda: (forbidden / "a").write_text("a"))
tried("delete", (forbidden / "there").unlink)
tried("read", (forbidden / "there").read_text)
tried("socket", socket.socket)
tried("program", lambda: subprocess.run([sys.executable, "--version"]))
tried("fork", os.fork)
tried("kill", lambda: os.kill(os.getppid(), 0))
tried("memory", lambda: bytearray(5_000_000_000))
import threading
one = threading.Thread(target=lambda: found.update(thread="done"))
one.start(); one.join()
print(json.dumps(found))
"""


@LINUX
def test_a_restricted_process_can_read_and_nothing_else(tmp_path):
    import subprocess

    allowed, forbidden = tmp_path / "allowed", tmp_path / "forbidden"
    for folder in (allowed, forbidden):
        folder.mkdir()
    (forbidden / "there").write_text("a patient")
    done = subprocess.run(
        [sys.executable, "-c", TRIES, str(allowed), str(forbidden)], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    in_force = found.pop("in force")
    assert {found.pop(name) for name in ("write allowed", "read", "thread")} == {"done"}
    assert found.pop("memory") == "MemoryError"
    if sandbox.FILES in in_force:
        assert {found.pop(name) for name in ("write forbidden", "delete")} == {"PermissionError"}
        assert (forbidden / "there").exists()
    if sandbox.PROGRAMS in in_force:
        assert {found.pop(name) for name in ("socket", "program", "fork", "kill")} == {"PermissionError"}


# -- answers of a process that was taken over --------------------------------------------------------------------
@pytest.fixture
def honest(pyramid):
    with closing(registry.open_slide(pyramid)) as slide:
        about = About(PixelSize(slide.mpp, slide.mpp_source), slide.notes, slide.icc, slide.facts)
        yield described(slide.level_sizes, slide.downsamples, about, slide.path)


@pytest.mark.parametrize(
    "lie",
    [
        {"levels": []},
        {"levels": [[0, 10, 1.0]]},
        {"levels": [[10, 2**40, 1.0]]},
        {"levels": [[10, 10, 2.0]]},
        {"levels": [[10, 10, 1.0], [5, 5, 0.5]]},
        {"levels": [[10, 10, "1"]]},
        {"levels": [[10.5, 10, 1.0]]},
        {"levels": [[10, 10]]},
        {"mpp": "0.5"},
        {"mpp": float("nan")},
        {"mpp": -1},
        {"notes": "text"},
        {"notes": [1]},
        {"notes": ["a"] * (messages.MAX_TEXTS + 1)},
        {"icc": "not base 64!"},
        {"rejected": [{"field": "a"}]},
        {"path": None},
        {"bits": True},
    ],
)
def test_a_description_that_lies_is_refused(honest, lie):
    about_of(honest)
    with pytest.raises(BadAnswerError):
        about_of({**honest, **lie})


def test_a_file_that_was_not_asked_for_is_refused(honest, tmp_path):
    with pytest.raises(ReaderDiedError, match="not asked for"):
        isolated._about(tmp_path / "pyramid.tif", {**honest, "path": "/etc/passwd"})


@pytest.mark.parametrize("size", [None, [97, 10], [10, -1], ["10", 10], [10**9, 1]])
def test_a_thumbnail_of_another_size_is_refused(picture, monkeypatch, size):
    monkeypatch.setattr(ReaderProcess, "_next", lambda self, replies, do: {"done": {"size": size or [0, 0]}})
    with pytest.raises(SlideError, match="thumbnail of another size"):
        result_of(isolated.thumbnail_steps(picture, 96))


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b"\0\0\0\x02{]", b"\0\0\x00\xc8" + b"[" * 200], ids=str
)
def test_a_message_that_is_none_is_refused(data):
    import io

    with pytest.raises(BadAnswerError):
        messages.receive(io.BytesIO(data))


@pytest.mark.parametrize("report", [None, "decoding", ["decoding", 1], ["decoding", 1, "2"], [3, 1, 2], ["a", -1, 2]])
def test_a_progress_report_that_lies_ends_the_process(picture, monkeypatch, report):
    monkeypatch.setattr(ReaderProcess, "_next", lambda self, replies, do: {"progress": report})
    with pytest.raises(SlideError, match="it sent a"):
        result_of(isolated.slide_steps(picture))


@pytest.mark.parametrize("message", [{"number": [1]}, {"number": "1"}, {}, {"restricted": 3}, {"restricted": [3]}])
def test_a_message_that_belongs_to_no_question_ends_the_process(picture, monkeypatch, message):
    monkeypatch.setattr(process, "receive", lambda stream: message)
    with pytest.raises(SlideError, match="it sent a"):
        result_of(isolated.slide_steps(picture))


def test_memory_of_slides_that_were_closed_is_given_back(picture):
    result_of(isolated.slide_steps(picture)).close()
    gc.collect()
    assert not [one for one in gc.get_objects() if type(one) is ReaderProcess]

"""Images decoded in another process: the same pixels and facts, limits, and a program that survives its death."""

import gc
import json
import os
import platform
import queue
import signal
import sys
from contextlib import closing
from pathlib import Path

import numpy as np
import psutil
import pytest
import tifffile
from PIL import Image

from model.backbone.networks import networks_folder
from model.base.errors import SlideError
from model.base.geometry import RegionL0, SizeLevel
from model.base.places import cache_folder, data_folder, spool_folder
from model.base.progress import Progress, result_of
from model.slide import decoding, registry, thumbnail
from model.slide.dicom_header import DicomHeader
from model.slide.facts import NOTHING_STATED
from model.slide.isolated import messages, pool, process, sandbox
from model.slide.isolated import slide as isolated
from model.slide.isolated.answers import ACTIONS
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


def test_reduced_pixels_are_those_of_this_process(pyramid, monkeypatch):
    monkeypatch.setattr(isolated, "SLOT_BYTES", 3 * 130 * 50)
    with closing(result_of(isolated.slide_steps(pyramid))) as slide, closing(registry.open_slide(pyramid)) as local:
        box = (1, 2, 3, 4, 121, 70)
        assert (slide.reduced(*box) == local.reduced(*box)).all()
        assert slide.reduced(*box).shape == (70, 121, 3)


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


def test_every_kind_of_question_has_a_limit_of_processor_time():
    assert set(process.PROCESSOR_S) == set(ACTIONS)



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
    with pytest.raises(SlideError, match="because of an unexpected error"):
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
import ctypes, json, os, socket, subprocess, sys
libc = ctypes.CDLL(None, use_errno=True)
from pathlib import Path
from model.slide.isolated.sandbox import restrict
allowed, forbidden = map(Path, sys.argv[1:3])
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
def called(name, *given):
    if libc.syscall(*given) == -1:
        raise OSError(ctypes.get_errno(), name)
for name, *given in json.loads(sys.argv[3]):
    given = [one.encode() if isinstance(one, str) else one for one in given]
    tried("call " + name, lambda: called(name, *given))
import resource
tried("own limits", lambda: resource.prlimit(0, resource.RLIMIT_AS))
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
    calls = json.dumps(reaching_out(str(forbidden / "there")))
    done = subprocess.run(
        [sys.executable, "-c", TRIES, str(allowed), str(forbidden), calls],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(done.stdout)
    in_force = found.pop("in force")
    assert {found.pop(name) for name in ("write allowed", "read", "thread", "own limits")} == {"done"}
    assert found.pop("memory") == "MemoryError"
    if sandbox.FILES in in_force:
        assert {found.pop(name) for name in ("write forbidden", "delete")} == {"PermissionError"}
        assert (forbidden / "there").exists()
    if sandbox.PROGRAMS in in_force:
        assert {found.pop(name) for name in ("socket", "program", "fork", "kill")} == {"PermissionError"}
        assert {name: error for name, error in found.items() if error != "PermissionError"} == {}


def reaching_out(file):
    """Return system calls of x86-64 with which a process reaches beyond itself: their names, numbers and arguments.

    Without the filter they succeed (most of them for any user), or fail with another error.
    """
    own = os.getpid()
    if platform.machine() != "x86_64":
        return []
    return [
        ("limit of the program", 302, own, 7, None, None),
        ("processors of the program", 203, own, 8, "\3\0\0\0\0\0\0\0"),
        ("priority of the program", 141, 0, own, 5),
        ("permissions of a file", 90, file, 0o777),
        ("permissions of a file, newest call", 452, -100, file, 0o777, 0),
        ("owner of a file", 92, file, -1, -1),
        ("times of a file", 280, -100, file, None, 0),
        ("attribute of a file", 188, file, "user.a", "b", 1, 0),
        ("memory of other programs", 29, 0, 4096, 0o1600),
        ("messages of other programs", 68, 0, 0o1600),
        ("keys of the user", 250, 0, -3, 0),
        ("typing into a terminal", 16, 0, 0x5412, "a"),
        ("typing into a console", 16, 0, 0x541C, "a"),
        ("handle of the program", 434, own, 0),
    ]


@LINUX
def test_a_reader_has_no_terminal(picture):
    """A process in the session of the user's shell could type commands into its terminal."""
    with closing(result_of(isolated.slide_steps(picture))) as slide:
        assert os.getsid(slide._source._process.pid) == slide._source._process.pid


@LINUX
def test_a_reader_may_write_into_no_other_cache(picture, monkeypatch):
    """A crafted image could otherwise change the features and the networks of later analyses."""
    given = []
    started = process.subprocess.Popen

    def start(command, **options):
        given.append(command)
        return started(command, **options)

    monkeypatch.setattr(process.subprocess, "Popen", start)
    ReaderProcess().stop()
    writable = [Path(one) for one in given[0] if os.path.isabs(one) and not one.startswith(sys.prefix)][-2:]
    assert writable[1] == spool_folder()
    for folder in (networks_folder(), cache_folder() / "features", data_folder(), cache_folder()):
        assert not any(folder.is_relative_to(one) for one in writable)


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
        {"path": "a\0b"},
        {"notes": ["a" * (messages.MAX_TEXT + 1)]},
        {"notes": ["a" * 10_000] * 200},
        {"bits": True},
    ],
)
def test_a_description_that_lies_is_refused(honest, lie):
    about_of(honest)
    with pytest.raises(BadAnswerError):
        about_of({**honest, **lie})


def test_a_file_that_was_not_asked_for_is_refused(honest, tmp_path):
    (tmp_path / "other.tif").write_bytes((tmp_path / "pyramid.tif").read_bytes())
    for named in ("/etc/passwd", tmp_path / "other.tif", tmp_path, tmp_path / "pyramid.tif" / "..", "other.tif"):
        with pytest.raises(ReaderDiedError, match="not asked for"):
            isolated._about(tmp_path / "pyramid.tif", {**honest, "path": str(named)})
    assert isolated._about(tmp_path / "pyramid.tif", honest)[0] == tmp_path / "pyramid.tif"


def test_only_files_of_the_same_series_represent_a_dicom_file(tmp_path, monkeypatch):
    series = {"a.dcm": "1", "b.dcm": "1", "c.dcm": "2"}

    def header(path):
        return DicomHeader(series=series[path.name]) if path.name in series else None

    monkeypatch.setattr(isolated, "header_of", header)
    asked = tmp_path / "a.dcm"
    for named in (asked, tmp_path / "b.dcm", tmp_path):
        assert isolated._represents(named, asked)
    for named in (tmp_path / "c.dcm", tmp_path / "d.tif", tmp_path.parent):
        assert not isolated._represents(named, asked)
    assert isolated._represents(tmp_path / "c.dcm", tmp_path)
    assert not isolated._represents(tmp_path / "d.tif", tmp_path)


def test_texts_of_a_description_can_be_written(honest):
    *_, about = about_of({**honest, "notes": ["a\udcff"], "format": "\ud800"})
    assert about.notes[0] == "a\\udcff"
    assert about.facts.format == "\\ud800"


def test_a_long_text_of_an_intact_reader_is_shortened(pyramid):
    about = About(PixelSize(None, ""), ("n" * 90_000,), None, NOTHING_STATED)
    *_, found = about_of(described((SizeLevel(5, 4),), (1.0,), about, pyramid))
    assert found.notes == ("n" * messages.MAX_TEXT,)


def listened(helper, number=1):
    helper._replies = {number: queue.SimpleQueue()}
    return helper._replies[number]


def test_a_flood_of_progress_reports_ends_the_process():
    helper = ReaderProcess()
    replies = listened(helper)
    report = {"number": 1, "progress": ["decoding", 1, 2], "ballast": "x"}
    for _ in range(process.MOST_WAITING):
        helper._pass_on(report)
    with pytest.raises(BadAnswerError, match="more progress reports"):
        helper._pass_on(report)
    assert replies.get() == {"progress": ["decoding", 1, 2]}
    helper.stop()


def test_a_question_has_one_answer():
    helper = ReaderProcess()
    replies = listened(helper)
    for number in range(3):
        helper._pass_on({"number": 1, "done": {"answer": number}})
    assert replies.get()["done"] == {"answer": 0}
    assert replies.empty()
    helper.stop()


def test_the_log_has_the_stack_of_a_crash_without_warnings_of_decoders(picture, caplog):
    helper = ReaderProcess()
    result_of(helper.ask("prepare"))  # it has begun to watch for crashes
    helper._errors.write(b"TIFFReadDirectory: Warning, Smith.tif: odd\n" * 10_000)
    helper._errors.flush()
    os.kill(helper.pid, signal.SIGSEGV)
    helper._listener.join()
    helper.stop()
    assert "Segmentation fault" in caplog.text
    assert "answers.py" in caplog.text
    assert "Smith" not in caplog.text


def test_a_suffix_that_is_part_of_a_name_is_not_logged():
    assert registry.kind_for_log(Path("case 12.Smith, Jane")) == "of another kind"
    assert registry.kind_for_log(Path("case 12.SVS")) == ".svs"


@pytest.mark.parametrize(
    "size", [None, [97, 10], [10, -1], ["10", 10], [10**9, 1], 5, [1, 2, 3], [1], "ab", {"a": 1}, [True, 1]]
)
def test_a_thumbnail_of_another_size_is_refused(picture, monkeypatch, size):
    monkeypatch.setattr(ReaderProcess, "_next", lambda self, replies, do: {"done": {"size": size or [0, 0]}})
    with pytest.raises(SlideError, match="the process sent a"):
        result_of(isolated.thumbnail_steps(picture, 96))


@pytest.mark.parametrize(
    "data", [b"\xff\xff\xff\xff", b"\0\0\0\x02[]", b"\0\0\0\x02{]", b"\0\0\x00\xc8" + b"[" * 200], ids=str
)
def test_a_message_that_is_none_is_refused(data):
    import io

    with pytest.raises(BadAnswerError):
        messages.receive(io.BytesIO(data))


def test_a_message_that_would_fill_the_memory_is_refused():
    """Each empty list takes two bytes in the message, and thirty times as many in memory."""
    import io

    data = b'{"a": [' + b"[]," * messages.MAX_VALUES + b"[]]}"
    with pytest.raises(BadAnswerError, match="too many values"):
        messages.receive(io.BytesIO(len(data).to_bytes(4, "big") + data))


@pytest.mark.parametrize("report", [None, "decoding", ["decoding", 1], ["decoding", 1, "2"], [3, 1, 2], ["a", -1, 2]])
def test_a_progress_report_that_lies_ends_the_process(picture, monkeypatch, report):
    monkeypatch.setattr(ReaderProcess, "_next", lambda self, replies, do: {"progress": report})
    with pytest.raises(SlideError, match="the process sent a"):
        result_of(isolated.slide_steps(picture))


@pytest.mark.parametrize("message", [{"number": [1]}, {"number": "1"}, {}, {"restricted": 3}, {"restricted": [3]}])
def test_a_message_that_belongs_to_no_question_ends_the_process(picture, monkeypatch, message):
    monkeypatch.setattr(process, "receive", lambda stream: message)
    with pytest.raises(SlideError, match="the process sent a"):
        result_of(isolated.slide_steps(picture))


def test_memory_of_slides_that_were_closed_is_given_back(picture):
    result_of(isolated.slide_steps(picture)).close()
    gc.collect()
    assert not [one for one in gc.get_objects() if type(one) is ReaderProcess]

"""The program as a whole: what is loaded, how it is called, how it ends."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import app
from app.__main__ import main
from app.cli.command_table import COMMANDS

ROOT = Path(app.__file__).parents[1]
HEAVY = {"torch", "torchvision", "PySide6", "pyqtgraph", "scipy", "rich", "numpy", "PIL", "openvino"}


def histocast(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own; `code` runs instead where it is given."""
    command = [sys.executable, *(["-c", code] if code else ["-m", "app", *arguments])]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize("arguments", [["--help"], ["predict", "--help"], ["nonsense"], ["predict"]])
def test_help_and_usage_load_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom app.__main__ import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit:\n    pass\n"
        f"print('LOADED', *sorted({HEAVY!r} & set(sys.modules)))"
    )
    assert histocast(code=code).stdout.splitlines()[-1].split() == ["LOADED"]


def test_help_names_every_command(capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--help"])
    assert end.value.code == 0
    printed = capsys.readouterr().out
    assert all(command.NAME in printed for command in COMMANDS)
    assert "Research use only" in printed


@pytest.mark.parametrize("command", [command.NAME for command in COMMANDS])
def test_every_command_explains_itself(command: str, capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main([command, "--help"])
    assert end.value.code == 0
    assert "usage: histocast " + command in capsys.readouterr().out


def test_version(capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--version"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("histocast ")


def test_a_mistyped_command_is_put_right(capsys) -> None:
    assert main(["predcit"]) == 2
    assert "histocast predict" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["predict"], ["predict", "a", "--mpp", "wide"], ["backbone"], ["--nonsense"]])
def test_wrong_usage_is_2(arguments: list[str], capsys) -> None:
    with pytest.raises(SystemExit) as end:
        main(arguments)
    assert end.value.code == 2
    assert "usage:" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_window_is_refused_in_text() -> None:
    done = histocast("spot.png", DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert done.returncode == 3
    assert "no display" in done.stderr
    assert "histocast predict" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_bundle_starts_nothing() -> None:
    done = histocast("predict", "spot.png", "--bundle", "nobody's")
    assert done.returncode == 3
    assert done.stdout == ""
    assert "nobody's" in done.stderr
    assert "Traceback" not in done.stderr


# The process of a command: `main` without arguments takes those of the process and prepares it.
_LONG = "import sys, time\nfrom app import __main__\nsys.argv = ['histocast', 'doctor']\n"
_WAIT = "from app.cli import doctor\ndoctor.run = lambda *_: [print('x', flush=True), time.sleep(600)]\n"
_END = "raise SystemExit(__main__.main())"
_PRINT = (
    "from app.cli import doctor\n"
    "doctor.run = lambda *_: [print('x' * 1000, flush=True) for _ in range(10000)] and 0\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_stopped_ends_cleanly(sent: signal.Signals, code: int) -> None:
    # A shell that runs the tests in the background lets its children ignore the signal.
    listen = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
    with subprocess.Popen(
        [sys.executable, "-c", listen + _LONG + _WAIT + _END],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(sent)
        _, err = process.communicate(timeout=300)
    assert process.returncode == code
    assert "Stopped." in err
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_another_ctrl_c_ends_a_command_that_waits_for_its_threads() -> None:
    thread = (
        "import signal, threading\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "threading.Thread(target=threading.Event().wait).start()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", _LONG + thread + _WAIT + _END],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        while "Stopped." not in process.stderr.readline():
            pass
        while process.poll() is None:  # it may not have come to its end when the second signal arrives
            process.send_signal(signal.SIGINT)
        err = process.stderr.read()
    assert process.returncode == 130
    assert "Traceback" not in err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_who_leaves_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _LONG + _PRINT + _END],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read()
        process.wait(timeout=300)
    assert process.returncode == 0
    assert err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_an_output_that_is_full_is_1_with_a_sentence() -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", _LONG + _PRINT + _END],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="descriptors are inherited otherwise there")
def test_a_closed_output_takes_no_file_in_its_place(tmp_path: Path) -> None:
    told = tmp_path / "told"
    look = f"import os\ndoctor.run = lambda *_: open({str(told)!r}, 'w').write(os.readlink('/proc/self/fd/1')) * 0\n"
    if not Path("/proc/self/fd").exists():
        pytest.skip("this system does not list open files")
    command = f'"{sys.executable}" -c "$CODE" >&- '
    code = _LONG + "from app.cli import doctor\n" + look + _END
    done = subprocess.run(["sh", "-c", command], cwd=ROOT, env={**os.environ, "CODE": code}, check=False)
    assert done.returncode == 0
    assert told.read_text() == os.devnull


@pytest.mark.skipif(os.name == "nt", reason="permissions are others there")
def test_new_files_are_readable_by_their_owner_only(tmp_path: Path) -> None:
    out = tmp_path / "new" / "out.txt"
    write = (
        f"from pathlib import Path\nfrom model.base.files import replacing\nfrom app.cli import doctor\n"
        f"def run(*_):\n    with replacing(Path({str(out)!r})) as beside: beside.write_text('a name')\n    return 0\n"
        "doctor.run = run\n"
    )
    done = subprocess.run([sys.executable, "-c", _LONG + write + _END], cwd=ROOT, check=False)
    assert done.returncode == 0
    assert out.stat().st_mode & 0o777 == 0o600
    assert out.parent.stat().st_mode & 0o777 == 0o700


def test_the_program_ends_at_once_when_its_window_is_closed() -> None:
    """Releasing the memory of an engine takes seconds, and a thread may never end."""
    code = (
        "import sys, threading\nfrom app.cli import open_window\n"
        "def closed(*given):\n"
        "    threading.Thread(target=threading.Event().wait).start()\n    print('closed')\n    return 3\n"
        "open_window.open_window = closed\n"
        "sys.argv = ['histocast', 'open']\nfrom app.__main__ import main\nsys.exit(main())\n"
    )
    done = histocast(code=code)
    assert (done.returncode, done.stdout) == (3, "closed\n"), done.stderr


def test_a_caller_of_the_program_goes_on_after_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.open_window.open_window", lambda *given: 3)
    assert main(["open"]) == 3


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (MemoryError(), 1),
        (ImportError("libtorch_cpu.so: failed to map segment from shared object"), 3),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory"), 1),
        (RuntimeError("std::bad_alloc"), 1),
        (OSError(12, "Cannot allocate memory"), 1),
    ],
    ids=["Python", "loader", "torch", "C++", "system"],
)
def test_too_little_memory_is_a_sentence(monkeypatch, capsys, error: Exception, code: int) -> None:
    def run(_: object) -> int:
        raise error

    monkeypatch.setattr("app.cli.doctor.run", run)
    assert main(["doctor"]) == code
    printed = capsys.readouterr().err
    assert printed.startswith("There is not enough memory.\n")
    assert "limit of memory" in printed


def test_another_error_is_no_lack_of_memory(monkeypatch) -> None:
    def run(_: object) -> int:
        raise RuntimeError("a bug")

    monkeypatch.setattr("app.cli.doctor.run", run)
    with pytest.raises(RuntimeError, match="a bug"):
        main(["doctor"])

"""The way into the frozen program: its helpers run by their switch, everything else is the ordinary command line."""

import json
import os
import subprocess
import sys

import pytest

from app.cli.bench.separate_process import measured_apart
from model.base import own_program
from model.base.own_program import RUN_MODULE
from model.base.progress import result_of

ENTER = "import sys; from app.frozen import main; sys.exit(main())"


def entered(*arguments):
    return subprocess.run(
        [sys.executable, "-c", ENTER, *arguments], capture_output=True, text=True, check=False, timeout=300
    )


def test_plain_arguments_are_the_command_line():
    done = entered("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("histocast ")


def test_a_helper_runs_by_its_module(tmp_path):
    done = entered(RUN_MODULE, "app.measure.responsiveness", "--help")
    assert done.returncode == 0
    assert "--image" in done.stdout


def test_no_other_module_can_be_run_so():
    done = entered(RUN_MODULE, "timeit")
    assert done.returncode == 2


@pytest.mark.skipif(os.name == "nt", reason="stands in for the program with a shell script")
def test_a_frozen_program_is_asked_for_its_helper_by_the_switch(monkeypatch, tmp_path):
    program = tmp_path / "histocast"
    program.write_text('#!/bin/sh\nprintf \'{"given": "%s"}\' "$*"\n')
    program.chmod(0o755)
    monkeypatch.setattr(own_program.sys, "frozen", True, raising=False)
    monkeypatch.setattr(own_program.sys, "executable", str(program))
    found = result_of(measured_apart("app.measure.responsiveness", ["--device", "cpu"], "measuring"))
    assert found == json.loads(f'{{"given": "{RUN_MODULE} app.measure.responsiveness --device cpu"}}')


def test_streams_that_are_not_there_are_made_up(monkeypatch):
    from app import frozen

    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    frozen._ensure_std_streams()
    print("nobody hears this")
    for stream in (sys.stdout, sys.stderr):
        stream.close()

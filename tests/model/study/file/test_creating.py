"""A study is made beside its place and renamed: what stops its creation leaves nothing that stands in the way."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from model.base.errors import StudyError
from model.study.exports import write_study
from model.study.patient_table import study_table
from model.study.store import create_study, creating, open_study

KILLED = """
import sys
from pathlib import Path
from model.study.store import creating
with creating(Path(sys.argv[1])) as study:
    with study.changing():
        study.write("INSERT INTO patients (code) VALUES ('Name')")
        study.log("", "x" * 100_000)
    print("filled", flush=True)
    sys.stdin.read()
"""
FULL = """
import resource, sys
from pathlib import Path
from model.base.errors import StudyError
from model.study.store import create_study, creating
path, limit = Path(sys.argv[1]), int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with creating(path) as study, study.changing():
        study.log("", "x" * 1_000_000)
except StudyError as error:
    print(f"{error.message} {error.remedy}")
"""
READS_ON = """
import resource, sys
from pathlib import Path
from model.base.errors import StudyError
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.store import open_study
path = Path(sys.argv[1])
with open_study(path) as study:
    reading = Reading(study, sign_in(study, "Ada"))
    reading.answer("risk", "high")
    size = max(path.stat().st_size, path.with_name(path.name + "-wal").stat().st_size)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
    try:
        for number in range(200):
            reading.answer("remark", str(number) * 3000)
    except StudyError as error:
        print(f"{number} {error.message} {error.remedy}", flush=True)
    print(reading.state.answers["risk"], flush=True)
"""


def run(code, *args):
    found = subprocess.run([sys.executable, "-c", code, *map(str, args)], capture_output=True, text=True, check=False)
    assert found.stderr == ""
    return found.stdout


def test_a_study_that_is_killed_while_it_is_made_is_made_again(tmp_path):
    path = tmp_path / "a.histostudy"
    command = [sys.executable, "-c", KILLED, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as made:
        assert made.stdout.readline() == b"filled\n"
        assert not path.exists()
        with pytest.raises(StudyError, match="another window or process"):
            create_study(path)
        made.send_signal(signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    assert list(tmp_path.glob(".a.new.histostudy*")), "the draft of the killed program"
    with create_study(path) as study:
        assert study.rows("SELECT * FROM patients") == []
    assert {one.name for one in tmp_path.iterdir()} <= {path.name, f"{path.name}.lock"}


@pytest.mark.skipif(os.name != "posix", reason="RLIMIT_FSIZE stands for a full disk")
@pytest.mark.parametrize("limit", [0, 8_192, 60_000, 400_000])
def test_a_study_that_is_made_on_a_full_disk_leaves_nothing(tmp_path, limit):
    path = tmp_path / "a.histostudy"
    said = run(FULL, path, limit)
    assert said.startswith("a.histostudy could not be written (")
    assert "free space" in said
    assert list(tmp_path.iterdir()) == []
    create_study(path).close()


@pytest.mark.skipif(os.name != "posix", reason="RLIMIT_FSIZE stands for a full disk")
def test_a_disk_that_fills_during_a_read_is_reported_and_takes_nothing_that_was_entered(study):
    study.close()
    said = run(READS_ON, study.path).splitlines()
    assert "s.histostudy could not be written (" in said[0]
    assert "everything entered before is saved" in said[0]
    assert said[1] == "high"
    entered = int(said[0].split()[0])
    with open_study(study.path) as again:
        answers = {row["question"]: row["label"] for row in again.rows("SELECT * FROM answers")}
    assert answers["risk"] == "high"
    assert answers.get("remark", "") == (str(entered - 1) * 3000 if entered else "")


def test_whatever_stops_the_block_leaves_nothing(tmp_path):
    path = tmp_path / "new" / "a.histostudy"

    def stopped(error):
        with creating(path) as study:
            study.set_fact("name", "x")
            raise error

    for error in (KeyboardInterrupt, FileNotFoundError, GeneratorExit):
        with pytest.raises(error):
            stopped(error)
        assert list(path.parent.iterdir()) == []


def test_a_file_that_appeared_meanwhile_is_not_replaced(tmp_path):
    path = tmp_path / "a.histostudy"

    def overtaken():
        with creating(path):
            path.write_bytes(b"another program's")

    with pytest.raises(StudyError, match="exists already"):
        overtaken()
    assert path.read_bytes() == b"another program's"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such names")
def test_a_name_that_is_not_utf_8_is_refused_with_a_remedy_and_leaves_nothing(tmp_path):
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.histostudy"))
    with pytest.raises(StudyError, match="not valid UTF-8") as refused:
        create_study(path)
    assert "Rename" in refused.value.remedy
    refused.value.message.encode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="the rights of POSIX")
def test_exports_of_a_study_can_be_read_by_their_owner_only(study, tmp_path):
    paths = write_study(study, study_table(study), tmp_path / "out", "s")
    assert len(paths) == 6
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}

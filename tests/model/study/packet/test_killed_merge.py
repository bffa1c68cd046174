"""A merge that is killed at any statement leaves all of the packet merged or nothing; the next merge completes."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from model.study.packet.merge import merge_packet
from model.study.store import open_study

READS = 3

KILLER = """
import json, os, shutil, signal, sys
from pathlib import Path
from model.study.packet.merge import merge_packet
from model.study.store import open_study

study, packet, out = map(Path, sys.argv[1:])

def merge(copy, last):
    # Merge in a process of its own, which kills itself at the statement with the number `last`.
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    with open_study(copy) as opened:
        seen = 0
        def count(statement):
            nonlocal seen
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
        opened._connection.set_trace_callback(count)
        merge_packet(opened, packet)
        count("after the last statement")
        os.write(1, f"{seen} ".encode())
    os._exit(0)

killed = []
for last in range(1, 1000):
    copy = out / f"{last}" / study.name
    copy.parent.mkdir()
    shutil.copy(study, copy)
    status = merge(copy, last)
    if not os.WIFSIGNALED(status):
        break
    killed.append(last)
print(json.dumps([killed, status]))
"""


def merged(path):
    """The number of locked reads, answers and links of the chain in the study, and of merges in its log."""
    with closing(sqlite3.connect(path)) as study:
        tables = ("reads WHERE locked_at IS NOT NULL", "answers", "chain", "log WHERE what = 'packet merged'", "reads")
        assert study.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return tuple(study.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is copied before each merge, which Windows cannot do")
def test_a_merge_killed_at_any_statement_is_whole_or_nothing_and_can_be_repeated(make_study, give, lock, tmp_path):
    study = make_study(washout_days=0.0)
    made = give(study)
    assert lock(made.path, READS) == READS
    study.close()
    out = tmp_path / "killed"
    out.mkdir()
    command = [sys.executable, "-c", KILLER, str(study.path), str(made.path), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=300)
    killed, status = json.loads(done.stdout.splitlines()[-1].partition(" ")[2])
    assert status == 0
    assert killed == list(range(1, len(killed) + 1))
    assert len(killed) > READS * 10, "the process was killed before, within and after the change"

    before, whole = merged(study.path), merged(out / f"{len(killed) + 1}" / study.path.name)
    assert before == (0, 0, 0, 0, 0)
    assert whole == (READS, READS * 5, READS, 1, READS)
    found = [merged(out / f"{last}" / study.path.name) for last in killed]
    assert found == [before] * (len(killed) - 1) + [whole]
    for last in [*killed[:: len(killed) // 5], killed[-1]]:
        path = out / f"{last}" / study.path.name
        with open_study(path) as again:
            assert merge_packet(again, made.path).new == READS - found[last - 1][0]
        assert merged(path) == whole
    shutil.rmtree(out)

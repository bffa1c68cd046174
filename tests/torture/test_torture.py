"""Work of every kind survives the end of its process at some of its steps; `make torture` tries hundreds."""

import importlib
import json
import multiprocessing
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
SLOW = frozenset({"predict", "training"})
"""Kinds that draw figures take too long here. `tests/app/cli/test_predict.py` and
`tests/model/training/test_feature_cohort.py` have what they found."""

pytestmark = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="a process is copied before each kill"
)


@pytest.fixture(scope="module")
def made():
    """The modules of this folder, which child processes import by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(HERE))
        yield importlib.import_module("torture")
    for name in ("torture", "kinds", "moments", "hardships"):
        sys.modules.pop(name, None)


KINDS = (
    "predict", "export", "reading", "packet", "merge packet", "study files", "cohort run", "merge runs", "training",
    "settings",
)  # fmt: skip


def test_every_kind_is_tried(made):
    assert set(made.KINDS) == set(KINDS)


@pytest.mark.parametrize("name", sorted(set(KINDS) - SLOW))
def test_nothing_is_lost_at_a_kill(made, name, tmp_path):
    found = made.torture(name, 1, 2026, tmp_path / "work", timed=False)
    assert found.faults == []
    assert found.kills > 0
    assert found.acknowledged > 0


@pytest.mark.parametrize(
    ("name", "hardship"),
    [("reading", "full disk at 2000 bytes"), ("merge runs", "vanishing cache"), ("settings", "backward clock")],
)
def test_a_hardship_ends_in_a_sentence_and_loses_nothing(made, name, hardship, tmp_path):
    assert importlib.import_module("hardships").suffer(name, hardship, tmp_path / "work") == ""


# -- the harness itself ------------------------------------------------------------------------------------------
def test_what_is_lost_is_noticed(made, tmp_path):
    reading = made.KINDS["reading"]
    reading.prepare(tmp_path)
    with pytest.raises(AssertionError, match="lost"):
        reading.check(tmp_path, ["1 risk=high"])


def test_half_a_file_is_noticed(made, tmp_path):
    kinds = importlib.import_module("kinds")
    (tmp_path / "a.json").write_text(json.dumps({"a": 1})[:-1])
    with pytest.raises(ValueError, match="Expecting"):
        kinds.whole(tmp_path / "a.json")
    for name, data in (("a.csv", b"a,b\n1,2\n3"), ("a.png", b"\x89PNG"), ("a.pdf", b"%PDF-1.4\n")):
        (tmp_path / name).write_bytes(data)
        assert not kinds.whole(tmp_path / name)


def test_the_same_step_is_the_same_moment(made, tmp_path):
    """A process that ends at step 4 has written what it had written before its fourth step."""
    context = made.processes()
    root = tmp_path / "work"
    counts = []
    for _ in range(2):
        with made.environment(root / "home"):
            root.mkdir()
            made.KINDS["settings"].prepare(root)
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=made._child, args=("settings", root, 25, there))
            process.start()
            process.join()
            here.close()
            there.close()
        assert process.exitcode == made.KILLED
        counts.append(sorted(path.name for path in root.rglob("*.json") if not path.name.startswith(".")))
        root.rename(tmp_path / f"done-{len(counts)}")
    assert counts[0] == counts[1]
    assert counts[0]

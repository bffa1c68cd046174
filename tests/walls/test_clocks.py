"""No test asserts how fast something is: on a busy machine it would fail by chance."""

import ast
import functools
from pathlib import Path

import pytest

CLOCKS = {
    "perf_counter", "perf_counter_ns", "process_time", "process_time_ns", "thread_time", "thread_time_ns", "monotonic",
    "monotonic_ns",
}  # fmt: skip
LEAST_S = 300
"""What waits for a process, thread or widget waits so long at least, or without a limit."""


PROGRAMS = {Path("tests/fuzz/fuzz.py"), Path("tests/torture/torture.py"), Path("tests/long_use/long_use.py")}
"""No tests: they run for a time that the user chooses."""


@functools.cache
def trees():
    paths = sorted(set(Path("tests").rglob("*.py")) - PROGRAMS)
    assert len(paths) > 100
    return [(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


def clocks_in(tree):
    return [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in CLOCKS)
        or (isinstance(node, ast.ImportFrom) and node.module == "time" and CLOCKS & {name.name for name in node.names})
    ]


def short_waits_in(tree):
    """Return the lines of calls whose stated `timeout` is shorter: of a process in s, of pytest-qt in ms.

    A timeout of 0 is allowed, because such a call does not wait at all.
    """
    found = []
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        is_qt = isinstance(call.func, ast.Attribute) and call.func.attr in ("waitUntil", "waitSignal", "waitSignals")
        for given in call.keywords:
            if given.arg == "timeout" and isinstance(given.value, ast.Constant) and given.value.value is not None:
                found += [call.lineno] * (0 < given.value.value < LEAST_S * (1000 if is_qt else 1))
    return found


@pytest.mark.parametrize("find", [clocks_in, short_waits_in])
def test_no_test_depends_on_the_speed_of_the_machine(find):
    assert [f"{path}:{line}" for path, tree in trees() for line in find(tree)] == []


@pytest.mark.parametrize(
    ("find", "line"),
    [
        (clocks_in, "begin = time.process_time()"),
        (clocks_in, "from time import perf_counter"),
        (short_waits_in, "subprocess.run(command, timeout=60)"),
        (short_waits_in, "qtbot.waitUntil(done, timeout=5000)"),
    ],
)
def test_what_depends_on_it_is_found(find, line):
    assert find(ast.parse(line)) == [1]

"""The limits of a reader process on Windows, against an imitation of kernel32, because no test runs there."""

import ctypes

import pytest

from model.slide.isolated import sandbox
from model.slide.isolated.windows_job import Limits, join_limited_job

JOB, SELF = 77, -1


class Kernel32:
    """Records the calls; the one named `fails` returns 0."""

    def __init__(self, fails=""):
        self.fails, self.calls, self.limits = fails, [], None

    def _answer(self, name, good, *given):
        self.calls.append((name, *given))
        return 0 if name == self.fails else good

    def CreateJobObjectW(self, security, name):
        return self._answer("create", JOB, security, name)

    def GetCurrentProcess(self):
        return SELF

    def SetInformationJobObject(self, job, kind, limits, size):
        self.limits = Limits.from_buffer_copy(bytes(limits._obj)[:size])
        return self._answer("set", 1, job, kind, size)

    def AssignProcessToJobObject(self, job, process):
        return self._answer("assign", 1, job, process)

    def CloseHandle(self, handle):
        return self._answer("close", 1, handle)


def test_the_process_joins_a_job_with_limits():
    system = Kernel32()
    assert join_limited_job(4_000_000_000, system)
    assert [call[0] for call in system.calls] == ["create", "set", "assign"]
    assert system.calls[1][1:3] == (JOB, 9)
    assert system.calls[2] == ("assign", JOB, SELF)
    assert system.limits.ProcessMemoryLimit == 4_000_000_000
    assert system.limits.Basic.ActiveProcessLimit == 1
    assert system.limits.Basic.LimitFlags == 0x8 | 0x100 | 0x400 | 0x2000


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the sizes are those of 64-bit Windows")
def test_the_structures_have_the_sizes_of_windows():
    """sizeof of MSVC for x64: 144 bytes, of which the basic part has 64."""
    assert ctypes.sizeof(Limits) == 144
    assert Limits.IoInfo.offset == 64
    assert Limits.ProcessMemoryLimit.offset == 112


@pytest.mark.parametrize("fails", ["create", "set", "assign"])
def test_a_limit_that_windows_refuses_is_not_reported_as_in_force(fails):
    system = Kernel32(fails)
    assert not join_limited_job(1000, system)
    assert (("close", JOB) in system.calls) == (fails != "create")


def test_the_words_say_what_is_in_force(monkeypatch):
    monkeypatch.setattr(sandbox.sys, "platform", "win32")
    monkeypatch.setattr(sandbox, "join_limited_job", lambda size: size == sandbox.MEMORY_BYTES)
    assert sandbox.restrict([]) == (sandbox.MEMORY, sandbox.NO_PROGRAMS)
    monkeypatch.setattr(sandbox, "join_limited_job", lambda size: False)
    assert sandbox.restrict([]) == ()

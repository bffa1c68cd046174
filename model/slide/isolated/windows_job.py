"""Limit this process on Windows with a job object: limit its memory, and prevent it from starting other processes.

Windows enforces the limits of a job; a process can join a job and never leave it. The structures and numbers are those
of winnt.h. This was written from Microsoft's documentation and tested against an imitation of kernel32 only: nobody has
run it on Windows yet.
"""

import ctypes
from typing import Any

_EXTENDED_LIMITS = 9
"""The value of JobObjectExtendedLimitInformation."""
_ACTIVE_PROCESSES, _PROCESS_MEMORY, _DIE_QUIETLY, _KILL_ON_CLOSE = 0x8, 0x100, 0x400, 0x2000
"""Values of JOB_OBJECT_LIMIT_ACTIVE_PROCESS, _PROCESS_MEMORY, _DIE_ON_UNHANDLED_EXCEPTION and _KILL_ON_JOB_CLOSE."""


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_ = (
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    )


class Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; its second field is IO_COUNTERS."""

    _fields_ = (
        ("Basic", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    )


def join_limited_job(memory_bytes: int, kernel32: Any = None) -> bool:
    """Put this process into a job that may commit `memory_bytes` of memory. Return whether this succeeded.

    The job allows no second process. Its handle stays open until the process ends. `kernel32` is the system's library.
    """
    system = kernel32 or _kernel32()
    job = system.CreateJobObjectW(None, None)
    if not job:
        return False
    limits = Limits()
    limits.Basic.LimitFlags = _ACTIVE_PROCESSES | _PROCESS_MEMORY | _DIE_QUIETLY | _KILL_ON_CLOSE
    limits.Basic.ActiveProcessLimit = 1
    limits.ProcessMemoryLimit = memory_bytes
    done = system.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
    if done and system.AssignProcessToJobObject(job, system.GetCurrentProcess()):
        return True
    system.CloseHandle(job)
    return False


def _kernel32() -> Any:
    """Return the system's library with the types of its handles, which are too large for ctypes' default."""
    library = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    handle = ctypes.c_void_p
    library.CreateJobObjectW.restype, library.CreateJobObjectW.argtypes = handle, (handle, ctypes.c_wchar_p)
    library.GetCurrentProcess.restype, library.GetCurrentProcess.argtypes = handle, ()
    library.SetInformationJobObject.argtypes = (handle, ctypes.c_int, handle, ctypes.c_uint32)
    library.AssignProcessToJobObject.argtypes = (handle, handle)
    library.CloseHandle.argtypes = (handle,)
    return library

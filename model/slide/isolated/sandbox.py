"""Limit what the reader process can do, before it imports a decoder. The limits hold until the process ends.

Linux limits the memory and the size of files. It forbids new programs, the network, and writing outside the given
folders. Windows limits the memory and forbids new programs. macOS limits the size of files only; there the program
watches the memory of the process from outside, as on every system. This module calls the kernel directly and needs no
library.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence
from pathlib import Path

from model.slide.isolated.windows_job import join_limited_job

MEMORY_BYTES = 4_000_000_000
"""Maximum size of the address space of a reader process. Decoding the largest accepted picture takes 1.8 GB."""
FILE_BYTES = 2_000_000_000
"""Maximum size of a file that a reader process writes. The largest accepted picture takes 0.8 GB on the disk."""

MEMORY = "memory"
PROGRAMS = "no programs, no network"
NO_PROGRAMS = "no programs"
FILES = "no writing of files"

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 38, 22, 2


def restrict(writable: Sequence[Path]) -> tuple[str, ...]:
    """Limit this process, and return texts that name the limits in force.

    After this call, files can be written only inside the folders in `writable`, which must exist. The result leaves out
    each limit that the system does not support. The limits hold only for this thread and for threads that start later,
    so call this function before any other thread exists.
    """
    if sys.platform == "win32":
        return (MEMORY, NO_PROGRAMS) if join_limited_job(MEMORY_BYTES) else ()
    found = [MEMORY] if _limit_memory() else []
    if sys.platform == "linux":
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
            found += [FILES] if _forbid_writing(libc, writable) else []
            found += [PROGRAMS] if _forbid_calls(libc) else []
    return tuple(found)


def _limit_memory() -> bool:
    import resource  # this module does not exist on Windows

    def lower(kind: int, limit: int) -> None:
        _, hard = resource.getrlimit(kind)
        allowed = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (allowed, allowed))

    lower(resource.RLIMIT_CORE, 0)  # a core dump would contain the patient's image
    lower(resource.RLIMIT_FSIZE, FILE_BYTES)
    if sys.platform != "linux":  # macOS accepts a limit of the address space, but ignores it
        return False
    lower(resource.RLIMIT_AS, MEMORY_BYTES)
    return True


# Values for Landlock, from linux/landlock.h. The numbers of these calls are the same on all processors.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_VERSION_FLAG, _RULE_PATH_BENEATH = 1, 1
_WRITE_FILE, _REFER, _TRUNCATE = 1 << 1, 1 << 13, 1 << 14
_REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))
_TCP_BIND_AND_CONNECT = 3


def _forbid_writing(libc: ctypes.CDLL, writable: Sequence[Path]) -> bool:
    """Forbid writing outside the folders in `writable`, and forbid TCP if the kernel supports that.

    Return False if the kernel has no Landlock.
    """
    version = libc.syscall(_CREATE_RULESET, None, 0, _VERSION_FLAG)
    if version < 1:
        return False
    files = _WRITE_FILE | _REMOVE_AND_MAKE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("QQ", files, _TCP_BIND_AND_CONNECT) if version >= 4 else struct.pack("Q", files)
    rules = libc.syscall(_CREATE_RULESET, attributes, len(attributes), 0)
    if rules < 0:
        return False
    try:
        for folder in writable:
            handle = os.open(folder, os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                if libc.syscall(_ADD_RULE, rules, _RULE_PATH_BENEATH, struct.pack("=Qi", files, handle), 0) != 0:
                    return False
            finally:
                os.close(handle)
        return bool(libc.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


# Values for seccomp, from linux/seccomp.h and linux/filter.h.
_LOAD, _EQUAL, _AND, _GREATER_OR_EQUAL, _RETURN = 0x20, 0x15, 0x54, 0x35, 0x06
_ALLOW, _FAIL = 0x7FFF0000, 0x00050000
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_X32_CALLS = 0x40000000
_CLONE_THREAD = 0x00010000
_EPERM, _ENOSYS = 1, 38

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_TGKILL = {"x86_64": 234, "aarch64": 131}
_FORBIDDEN = {
    # socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg execve execveat ptrace mount umount2
    # process_vm_readv process_vm_writev unshare setns kill tkill rt_sigqueueinfo rt_tgsigqueueinfo; fork vfork
    "x86_64": (
        *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 59, 322, 101, 165, 166),
        *(310, 311, 272, 308, 62, 200, 129, 297, 57, 58),
    ),
    # The numbers of the same calls. This kind of processor has neither fork nor vfork.
    "aarch64": (
        *(198, 203, 202, 206, 211, 200, 201, 199, 242, 269, 221, 281, 117, 40, 39),
        *(270, 271, 97, 268, 129, 130, 138, 240),
    ),
}
_FORBIDDEN_EVERYWHERE = (
    425,  # io_uring_setup, with which a program could make forbidden calls
    424,  # pidfd_send_signal
    438,  # pidfd_getfd
)


def _forbid_calls(libc: ctypes.CDLL) -> bool:
    """Make the kernel refuse calls that start programs, use the network or reach other processes.

    Return False on a processor for which `_FORBIDDEN` has no numbers of calls.
    """
    machine = platform.machine() if sys.platform == "linux" else ""
    if machine not in _MACHINES:
        return False
    code = _program(machine)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = struct.pack("HxxxxxxP", len(code) // 8, ctypes.addressof(buffer))
    return bool(libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0) == 0)


def _program(machine: str) -> bytes:
    """Return the filter program for the kernel. Each instruction has 8 bytes: code, two jump distances, value."""

    def step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    def fail(error: int) -> bytes:
        return step(_RETURN, _FAIL | error)

    steps = [step(_LOAD, _MACHINE_AT), step(_EQUAL, _MACHINES[machine], 1), fail(_EPERM), step(_LOAD, _NUMBER_AT)]
    steps += [step(_GREATER_OR_EQUAL, _X32_CALLS, 0, 1), fail(_EPERM)]  # x86-64 has a second table of calls
    for number in (*_FORBIDDEN[machine], *_FORBIDDEN_EVERYWHERE):
        steps += [step(_EQUAL, number, 0, 1), fail(_EPERM)]
    # A process may send signals only to itself, as `abort` does.
    steps += [step(_EQUAL, _TGKILL[machine], 0, 4), step(_LOAD, _FIRST_ARGUMENT_AT), step(_EQUAL, os.getpid(), 1, 0)]
    steps += [fail(_EPERM), step(_RETURN, _ALLOW)]
    # The flags of clone3 are in memory, which a filter cannot read. If clone3 fails, the C library calls clone instead.
    steps += [step(_EQUAL, _CLONE3, 0, 1), fail(_ENOSYS)]
    # The process may start threads, but no other processes.
    steps += [step(_EQUAL, _CLONE[machine], 0, 4), step(_LOAD, _FIRST_ARGUMENT_AT), step(_AND, _CLONE_THREAD)]
    steps += [step(_EQUAL, _CLONE_THREAD, 1, 0), fail(_EPERM)]
    return b"".join((*steps, step(_RETURN, _ALLOW)))

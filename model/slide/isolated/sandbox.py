"""Limit what the reader process can do, before it imports a decoder. The limits hold until the process ends.

Linux limits the memory and the size of files. It forbids new programs, the network, influence on other processes and
on the terminal, and writing outside the given folders. Windows limits the memory and forbids new programs. macOS limits
the size of files only; there the program watches the memory of the process from outside, as on every system. This
module calls the kernel directly and needs no library.
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
_WRITE_FILE, _REFER, _TRUNCATE, _DEVICE_CALLS = 1 << 1, 1 << 13, 1 << 14, 1 << 15
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
    files |= _DEVICE_CALLS if version >= 5 else 0
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
_NUMBER_AT, _MACHINE_AT, _FIRST_ARGUMENT_AT, _SECOND_ARGUMENT_AT = 0, 4, 16, 24
_X32_CALLS = 0x40000000
_CLONE_THREAD = 0x00010000
_EPERM, _ENOSYS = 1, 38

_MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE = {"x86_64": 56, "aarch64": 220}
_CLONE3 = 435
_TGKILL = {"x86_64": 234, "aarch64": 131}
_FORBIDDEN = {
    "x86_64": (
        # socket connect accept sendto sendmsg bind listen socketpair accept4 sendmmsg; execve execveat fork vfork
        *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307, 59, 322, 57, 58),
        # ptrace process_vm_readv process_vm_writev kcmp unshare setns kill tkill rt_sigqueueinfo rt_tgsigqueueinfo
        *(101, 310, 311, 312, 272, 308, 62, 200, 129, 297),
        # setpriority ioprio_set migrate_pages move_pages
        *(141, 251, 256, 279),
        # chmod fchmod fchmodat chown fchown lchown fchownat utime utimes futimesat utimensat
        *(90, 91, 268, 92, 93, 94, 260, 132, 235, 261, 280),
        # setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
        *(188, 189, 190, 197, 198, 199),
        # shmget shmat shmctl shmdt semget semop semctl semtimedop msgget msgsnd msgrcv msgctl mq_open mq_unlink
        *(29, 30, 31, 67, 64, 65, 66, 220, 68, 69, 70, 71, 240, 241),
        # add_key request_key keyctl bpf perf_event_open userfaultfd fanotify_init open_by_handle_at
        *(248, 249, 250, 321, 298, 323, 300, 304),
        # mount umount2 pivot_root chroot
        *(165, 166, 155, 161),
    ),
    # The numbers of the same calls. This kind of processor lacks some of them: the oldest of several similar calls.
    "aarch64": (
        *(198, 203, 202, 206, 211, 200, 201, 199, 242, 269, 221, 281),
        *(117, 270, 271, 272, 97, 268, 129, 130, 138, 240),
        *(140, 30, 238, 239),
        *(52, 53, 54, 55, 88),
        *(5, 6, 7, 14, 15, 16),
        *(194, 196, 195, 197, 190, 193, 191, 192, 186, 189, 188, 187, 180, 181),
        *(217, 218, 219, 280, 241, 282, 262, 265),
        *(40, 39, 41, 51),
    ),
}
_FORBIDDEN_EVERYWHERE = (
    425,  # io_uring_setup, with which a program could make forbidden calls
    *(424, 434, 438),  # pidfd_send_signal, pidfd_open, pidfd_getfd
    *(440, 448),  # process_madvise, process_mrelease
    *(428, 429, 430, 432, 442),  # open_tree, move_mount, fsopen, fsmount, mount_setattr
    *(452, 463, 466),  # fchmodat2, setxattrat, removexattrat
)
_OWN_ONLY = {"x86_64": (302, 142, 144, 203, 314), "aarch64": (261, 118, 119, 122, 274)}
"""Numbers of the system calls prlimit64, sched_setparam, sched_setscheduler, sched_setaffinity and sched_setattr, by
processor. The calls are allowed only if their first argument is 0, which means the calling process. A reader could
otherwise set a limit that ends the program.
"""
_IOCTL = {"x86_64": 16, "aarch64": 29}
_TYPING = (0x5412, 0x541C)
"""TIOCSTI and TIOCLINUX put text into a terminal as if the user had typed it. A shell would run it as a command."""


def _forbid_calls(libc: ctypes.CDLL) -> bool:
    """Make the kernel refuse calls that start programs, use the network, or reach other processes or their files.

    Landlock does not prevent changing the permissions, owners, times and attributes of files, so these calls are
    refused here.

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
    """Return the filter program with which the kernel checks system calls, for the processor `machine`.

    Each instruction has 8 bytes: code, two jump distances, value.
    """

    def step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    def fail(error: int) -> bytes:
        return step(_RETURN, _FAIL | error)

    steps = [step(_LOAD, _MACHINE_AT), step(_EQUAL, _MACHINES[machine], 1), fail(_EPERM), step(_LOAD, _NUMBER_AT)]
    steps += [step(_GREATER_OR_EQUAL, _X32_CALLS, 0, 1), fail(_EPERM)]  # x86-64 has a second table of calls
    for number in (*_FORBIDDEN[machine], *_FORBIDDEN_EVERYWHERE):
        steps += [step(_EQUAL, number, 0, 1), fail(_EPERM)]
    for number in _OWN_ONLY[machine]:
        steps += [step(_EQUAL, number, 0, 4), step(_LOAD, _FIRST_ARGUMENT_AT), step(_EQUAL, 0, 1, 0)]
        steps += [fail(_EPERM), step(_RETURN, _ALLOW)]
    steps += [step(_EQUAL, _IOCTL[machine], 0, 5), step(_LOAD, _SECOND_ARGUMENT_AT)]
    steps += [step(_EQUAL, _TYPING[0], 1, 0), step(_EQUAL, _TYPING[1], 0, 1), fail(_EPERM), step(_RETURN, _ALLOW)]
    # A process may send signals only to itself, as `abort` does.
    steps += [step(_EQUAL, _TGKILL[machine], 0, 4), step(_LOAD, _FIRST_ARGUMENT_AT), step(_EQUAL, os.getpid(), 1, 0)]
    steps += [fail(_EPERM), step(_RETURN, _ALLOW)]
    # The flags of clone3 are in memory, which a filter cannot read. If clone3 fails, the C library calls clone instead.
    steps += [step(_EQUAL, _CLONE3, 0, 1), fail(_ENOSYS)]
    # The process may start threads, but no other processes.
    steps += [step(_EQUAL, _CLONE[machine], 0, 4), step(_LOAD, _FIRST_ARGUMENT_AT), step(_AND, _CLONE_THREAD)]
    steps += [step(_EQUAL, _CLONE_THREAD, 1, 0), fail(_EPERM)]
    return b"".join((*steps, step(_RETURN, _ALLOW)))

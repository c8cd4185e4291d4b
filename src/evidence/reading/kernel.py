"""Linux only: Landlock and seccomp through ctypes, for a process that gives up its own rights.

Numbers are the kernel's own interface: `linux/landlock.h`, `linux/seccomp.h`, `linux/filter.h`, `asm/unistd.h`. Where
the kernel or the processor is not known here, nothing is claimed.
"""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP = 1, 38, 22
_SECCOMP_MODE_FILTER = 2
_LANDLOCK_CREATE_RULESET, _LANDLOCK_ADD_RULE, _LANDLOCK_RESTRICT_SELF = 444, 445, 446  # the same on all processors
_RULE_PATH_BENEATH = 1

# Landlock's access rights that change the file system: write, remove, make, and by version refer, truncate, device
_WRITE_FILE = 1 << 1
_MAKE = sum(1 << bit for bit in range(4, 13))  # remove directory and file, make character device … symbolic link
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_NET = 0b11  # bind and connect TCP, from version 4
_SCOPE = 0b11  # abstract UNIX sockets and signals to others, from version 6

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD = 0x00010000

_ARCHES = {  # audit number, then system calls by name
    "x86_64": (
        0xC000003E,
        {
            "socket": 41, "connect": 42, "accept": 43, "sendto": 44, "bind": 49, "listen": 50, "socketpair": 53,
            "clone": 56, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "ptrace": 101, "mount": 165,
            "accept4": 288, "perf_event_open": 298, "process_vm_readv": 310, "process_vm_writev": 311, "bpf": 321,
            "execveat": 322, "userfaultfd": 323, "unshare": 272, "setns": 308, "keyctl": 250, "add_key": 248,
            "open_by_handle_at": 304, "pidfd_open": 434, "pidfd_send_signal": 424, "io_uring_setup": 425,
            "clone3": 435,
        },
    ),
    "aarch64": (
        0xC00000B7,
        {
            "socket": 198, "socketpair": 199, "bind": 200, "listen": 201, "accept": 202, "connect": 203,
            "sendto": 206, "clone": 220, "execve": 221, "kill": 129, "ptrace": 117, "mount": 40, "accept4": 242,
            "perf_event_open": 241, "process_vm_readv": 270, "process_vm_writev": 271, "bpf": 280, "execveat": 281,
            "userfaultfd": 282, "unshare": 97, "setns": 268, "keyctl": 219, "add_key": 217,
            "open_by_handle_at": 265, "pidfd_open": 434, "pidfd_send_signal": 424, "io_uring_setup": 425,
            "clone3": 435,
        },
    ),
}  # fmt: skip
_NEW_PROCESSES = ("fork", "vfork", "execve", "execveat", "clone", "clone3", "kill", "pidfd_open")

_libc = ctypes.CDLL(None, use_errno=True)


def confine(folder: Path, *, processes: bool) -> list[str]:
    """Apply to this process what the kernel offers, and say what took hold. `processes` leaves fork and exec open."""
    active = []
    if _libc.prctl(_PR_SET_PDEATHSIG, 9, 0, 0, 0) == 0:
        active.append("ends with its parent")
    if _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return active
    version = _landlock(folder)
    if version:
        active.append(f"Landlock {version}")
    if _seccomp(processes=processes):
        active.append("seccomp")
    return active


def stay_offline() -> bool:
    """Give up TCP in this process and those it starts; whether the kernel took that in (Landlock 4)."""
    version: int = _libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 4 or _libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    ruleset = _libc.syscall(_LANDLOCK_CREATE_RULESET, struct.pack("=QQ", 0, _NET), ctypes.c_size_t(16), 0)
    if ruleset < 0:
        return False
    try:
        return bool(_libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _landlock(folder: Path) -> int:
    """Landlock's version once it restricts this process, else 0."""
    version: int = _libc.syscall(_LANDLOCK_CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    if version < 1:
        return 0
    rights = _WRITE_FILE | _MAKE | (_REFER if version >= 2 else 0) | (_TRUNCATE if version >= 3 else 0)
    attributes = struct.pack("=QQQ", rights, _NET if version >= 4 else 0, _SCOPE if version >= 6 else 0)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = _libc.syscall(_LANDLOCK_CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    if ruleset < 0:
        return 0
    directory = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    try:
        rule = struct.pack("=Qi", rights, directory)
        if _libc.syscall(_LANDLOCK_ADD_RULE, ruleset, _RULE_PATH_BENEATH, rule, 0) != 0:
            return 0
        return version if _libc.syscall(_LANDLOCK_RESTRICT_SELF, ruleset, 0) == 0 else 0
    finally:
        os.close(directory)
        os.close(ruleset)


def _statement(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)


def _filter(audit: int, calls: dict[str, int], *, processes: bool) -> bytes:
    """The classic BPF program: refuse with EPERM what is listed, allow the rest, kill foreign system-call tables."""
    load, equal, at_least, any_bit, answer = 0x20, 0x15, 0x35, 0x45, 0x06
    program = [
        _statement(load, 4),
        _statement(equal, audit, 1, 0),
        _statement(answer, _KILL),
        _statement(load, 0),
        _statement(at_least, 0x40000000, 0, 1),  # the x32 table
        _statement(answer, _KILL),
    ]
    refused = [name for name in calls if not (processes and name in _NEW_PROCESSES)]
    for name in refused:
        if name == "clone":
            continue
        error = _ENOSYS if name == "clone3" else _EPERM  # C libraries then fall back to clone, whose flags can be read
        program += [_statement(equal, calls[name], 0, 1), _statement(answer, _ERRNO | error)]
    if "clone" in refused:
        program += [
            _statement(equal, calls["clone"], 0, 3),
            _statement(load, 16),  # the flags, first argument, low half
            _statement(any_bit, _CLONE_THREAD, 1, 0),
            _statement(answer, _ERRNO | _EPERM),
        ]
    program.append(_statement(answer, _ALLOW))
    return b"".join(program)


def _seccomp(*, processes: bool) -> bool:
    known = _ARCHES.get(platform.machine())
    if known is None:
        return False
    program = _filter(*known, processes=processes)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = struct.pack(
        "HxxxxxxP" if struct.calcsize("P") == 8 else "HxxP", len(program) // 8, ctypes.addressof(buffer)
    )
    done: int = _libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.c_char_p(header), 0, 0)
    return done == 0

"""A reader that does whatever its file tells it to: stands in for a parser that a hostile file has taken over."""

from __future__ import annotations

import contextlib
import ctypes
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from evidence.model.document import Extraction, PageText
from evidence.reading.source import Source


def read(source: Source) -> Extraction:
    """Do what the first word of the file says."""
    order, _, rest = source.data().decode().partition(" ")
    said = _ORDERS[order](rest)
    return Extraction(pages=[PageText(number=1, text=said)], media_type=source.media_type, reader="misbehaving")


def _hang(_rest: str) -> str:
    time.sleep(3600)
    return "woke up"


def _spin(_rest: str) -> str:
    while True:
        pass


def _swallow(_rest: str) -> str:
    held = []
    while True:
        held.append(bytearray(64 << 20))


def _crash(_rest: str) -> str:
    ctypes.string_at(0)
    return "survived"


def _flood(rest: str) -> str:
    return "x" * (int(rest) << 20)


def _raw_flood(_rest: str) -> str:
    """Past the protocol: straight into the pipe that carries the answers."""
    for number in range(3, 64):
        try:
            while True:
                os.write(number, b"B\x7f\xff\xff\xff" + b"x" * 65536)
        except OSError:
            continue
    return "nowhere to write"


def _lie(rest: str) -> str:
    """An answer of its own making, past all that the worker does to make answers sound."""
    answer = (
        b'{"extraction":{"media_type":"text/plain",%s,"reader":"me"},"recognise":false,"retire":false}' % rest.encode()
    )
    for number in range(3, 64):
        with contextlib.suppress(OSError):
            os.write(number, b"J" + len(answer).to_bytes(4, "big") + answer)
    time.sleep(3600)
    return "not heard"


def _fork(_rest: str) -> str:
    try:
        if os.fork() == 0:
            os._exit(0)
    except OSError as error:
        return f"refused {error.errno}"
    return "forked"


def _start(_rest: str) -> str:
    try:
        subprocess.run([sys.executable, "-c", ""], check=True)
    except OSError as error:
        return f"refused {error.errno}"
    return "started"


def _connect(rest: str) -> str:
    try:
        with socket.create_connection(("127.0.0.1", int(rest)), timeout=2):
            return "connected"
    except OSError:
        return "refused"


def _write(rest: str) -> str:
    try:
        Path(rest).write_text("was here")
    except OSError as error:
        return f"refused {error.errno}"
    return "written"


def _environment(_rest: str) -> str:
    return " ".join(sorted(os.environ))


def _exit(rest: str) -> str:
    os._exit(int(rest))


def _print(_rest: str) -> str:
    print("J\x00\x00\x00\x02{}" * 100, flush=True)
    os.write(1, b"rubbish")
    return "printed"


def _panic(_rest: str) -> str:
    raise BaseException("a native panic")


def _descend(rest: str) -> str:
    return _descend(rest)


def _surrogate(_rest: str) -> str:
    return "a\ud800b\x00c"


class _Odd:
    """No value that could go over the pipe."""


def _odd(_rest: str) -> str:
    return _Odd()  # type: ignore[return-value]  # as a library does that says one thing and gives another


def _parent(_rest: str) -> str:
    try:
        os.kill(os.getppid(), 0)
    except OSError as error:
        return f"refused {error.errno}"
    return "reached"


_ORDERS = {
    "hang": _hang,
    "spin": _spin,
    "swallow": _swallow,
    "crash": _crash,
    "flood": _flood,
    "raw-flood": _raw_flood,
    "fork": _fork,
    "lie": _lie,
    "odd": _odd,
    "start": _start,
    "connect": _connect,
    "write": _write,
    "environment": _environment,
    "exit": _exit,
    "print": _print,
    "panic": _panic,
    "descend": _descend,
    "surrogate": _surrogate,
    "parent": _parent,
    "say": lambda rest: rest,
}

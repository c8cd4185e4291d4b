"""The other end of the pipe: a process that reads files one by one, under limits, and answers with plain values.

Started by `sandbox.spawn`. It gives up its rights before it sees the first file. What a file does to it costs that
file only: it answers `Unreadable` where it can, and where it cannot, the pool notices its end.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO

from attrs import evolve, frozen

from evidence.model.document import Extraction, PageText, Part, Unreadable
from evidence.reading import sandbox, wire
from evidence.reading.encoding import sound
from evidence.reading.formats import reader_of
from evidence.reading.reasons import not_read_yet
from evidence.reading.sniff import COMPOUND, HEAD, sniff
from evidence.reading.source import (
    NO_TEXT,
    STOPPED,
    CannotRead,
    Limits,
    MiB,
    NeedsRecognition,
    Source,
    measured,
    open_regular,
)

Outcome = Extraction | Unreadable
Reader = Callable[[Source], Extraction]
_LONGEST_REQUEST = 64 * MiB
_SMALL = 64 * 1024  # bytes of a file that is read once and kept while it is looked at


def main() -> None:
    """Serve requests from standard input until it closes."""
    inward, outward = _own_pipes()
    first = wire.take(inward, _LONGEST_REQUEST)
    if first is None:
        return
    settings = _parse(first[1])
    limits = Limits(**settings["limits"])
    protections = sandbox.confine(Path.cwd(), limits, processes=settings["processes"])
    outward.write(wire.pack_json({"protections": list(protections)}))
    while frame := wire.take(inward, _LONGEST_REQUEST):
        for request in _parse(frame[1]):
            answer = _looked_at(_answer(request, limits, settings, outward), request)
            if sandbox.memory_high_water() > limits.memory // 2:
                answer = evolve(answer, retire=True)
            outward.write(_packed(answer))
            if answer.retire:
                return


def _own_pipes() -> tuple[BinaryIO, _Whole]:
    """Both pipes under numbers of their own; whatever a library prints goes nowhere."""
    inward = os.fdopen(os.dup(0), "rb")
    outward = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return inward, _Whole(outward)


class _Whole:
    """Writes all of the bytes, which a raw pipe need not do."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def write(self, data: bytes) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[self._raw.write(rest) :]


def _parse(payload: bytes) -> Any:
    import json

    return json.loads(payload)


@frozen(kw_only=True)
class _Answer:
    outcome: Outcome
    retire: bool = False  # this process should serve no further request
    recognise: bool = False  # there are pages whose text only recognition can give


def _answer(request: dict[str, Any], limits: Limits, settings: dict[str, Any], out: _Whole) -> _Answer:
    media_type = request["media_type"] or "application/octet-stream"
    path = Path(os.fsdecode(request["path"].encode("latin-1")))
    retire = recognise = False
    try:
        sandbox.allow_processor_time(settings["limits"]["cpu_seconds"])
        with open_regular(path) as file:
            start = file.read(_SMALL)
            whole = os.fstat(file.fileno()).st_size == len(start)
        head = start[:HEAD]
        source = Source(
            path=path,
            name=request["name"],
            media_type=media_type,
            layout=request["layout"],
            columns=request["columns"],
            password=request["password"],
            depth=request["depth"],
            limits=limits,
            ocr=settings["ocr"],
            content=start if whole else None,
            keep=_Keeper(out, limits).keep,
        )
        if head.startswith(COMPOUND):
            source = evolve(source, ole=import_module("evidence.reading.compound").opened(source))
        media_type = request["media_type"] or sniff(path, request["name"], head, source.ole)
        if not media_type.startswith("text/"):
            out.write(wire.pack(wire.TYPE, media_type.encode()))
        read = _reader(media_type, settings)
        if read is None:
            raise CannotRead(not_read_yet(media_type, request["name"]))
        source = evolve(source, media_type=media_type)
        extraction = _bounded(read(source), limits)
        if not (extraction.parts or extraction.sheets or extraction.text.strip()):
            raise CannotRead(
                f"There is no text in it{_said(extraction.notes)}. If there should be, ask for another copy."
            )
        return _Answer(outcome=extraction, recognise=any(note.startswith(NO_TEXT) for note in extraction.notes))
    except CannotRead as refusal:
        reason = refusal.reason
        recognise = isinstance(refusal, NeedsRecognition)
    except MemoryError:
        reason = f"Reading it needs more than {limits.memory // MiB} MiB of memory."
        retire = True
    except RecursionError:
        reason = "It is nested too deeply to be read."
    except Exception as error:
        reason = _damaged(error)
    except BaseException as error:  # a native reader's panic is no Exception; the process is not trusted afterwards
        reason = _damaged(error)
        retire = True
    return _Answer(outcome=Unreadable(reason=reason, media_type=media_type), retire=retire, recognise=recognise)


def _looked_at(answer: _Answer, request: dict[str, Any]) -> _Answer:
    """With what the asked module adds; without it where that fails: the text is worth having all the same."""
    if request["then"] is None or answer.retire:
        return answer
    try:
        look: Callable[[Outcome, str], Outcome] = import_module(request["then"]).look
        return evolve(answer, outcome=look(answer.outcome, request["name"]))
    except Exception:
        return answer


class _Keeper:
    """Sends files found inside the one being read over the pipe, counting what they amount to."""

    def __init__(self, out: _Whole, limits: Limits) -> None:
        self._out = out
        self._room = limits.unpacked
        self._largest = limits.answer

    def keep(self, name: str, data: bytes) -> Part:
        if len(data) > min(self._room, self._largest):
            raise CannotRead(f"{sound(name)!r} inside is too large to be taken out; file it by itself")
        self._room -= len(data)
        self._out.write(wire.pack(wire.BYTES, data))
        return measured(sound(name), data)


def _said(notes: tuple[str, ...]) -> str:
    return f" ({'; '.join(notes)})" if notes else ""


def _damaged(error: BaseException) -> str:
    detail = " ".join(str(error).split())[:200]
    what = f"{type(error).__name__}: {detail}" if detail else type(error).__name__
    return sound(f"It could not be read, it may be damaged ({what}). Ask for another copy.")


def _reader(media_type: str, settings: dict[str, Any]) -> Reader | None:
    module = settings["formats"].get(media_type)
    if module:
        read: Reader = import_module(module).read
        return read
    return reader_of(media_type)


def _bounded(extraction: Extraction, limits: Limits) -> Extraction:
    """The extraction with sound text, cut at the limit of text with a note that says so."""
    room = limits.text
    pages: list[PageText] = []
    notes = extraction.notes
    for page in extraction.pages:
        text = sound(page.text)
        if len(text) > room:
            notes = (*notes, f"{STOPPED}only the first {limits.text // MiB} MiB of text are kept")
            text = text[:room]
        room -= len(text)
        pages.append(page if text is page.text else evolve(page, text=text))
        if notes is not extraction.notes:
            break
    if all(ours is theirs for ours, theirs in zip(pages, extraction.pages, strict=False)):
        return extraction
    return evolve(extraction, pages=pages, notes=notes)


def _packed(answer: _Answer) -> bytes:
    try:
        data = _plain(answer)
    except Exception as error:  # a reader gave what is no plain value: that costs the file, not the worker
        lost = Unreadable(reason=_damaged(error), media_type=answer.outcome.media_type)
        data = _plain(evolve(answer, outcome=lost))
    try:
        return wire.pack_json(data)
    except UnicodeEncodeError:
        return wire.pack_json(_all_sound(data))


def _plain(answer: _Answer) -> dict[str, Any]:
    name = "extraction" if isinstance(answer.outcome, Extraction) else "unreadable"
    return {name: wire.plain(answer.outcome), "retire": answer.retire, "recognise": answer.recognise}


def _all_sound(value: Any) -> Any:
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, list | tuple):
        return [_all_sound(item) for item in value]
    if isinstance(value, dict):
        return {key: _all_sound(item) for key, item in value.items()}
    return value

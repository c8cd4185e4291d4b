"""Values to canonical JSON and back: the only cattrs converter and msgspec decoder of the library.

Canonical JSON is RFC 8785 over the profile the journal needs: objects with string keys, arrays, strings, integers
below 2**53, true, false and null. There are no floating-point numbers in it (an OCR confidence is a
whole percentage, a score is never stored), so the standard encoder with sorted keys writes the very bytes of RFC 8785;
the tests prove that against the `rfc8785` package, and `canonical` refuses what lies outside the profile.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, TypeVar, Union, cast, get_origin

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from cattrs import Converter
    from msgspec.json import Decoder

    from evidence.model.period import Period

T = TypeVar("T")
JSON = dict[str, Any]

_LARGEST = 2**53 - 1  # RFC 7493, I-JSON


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes of plain JSON data; raises `ValueError` or `TypeError` for what the profile does not hold."""
    _refuse_outside_profile(value)
    return encode(value).encode("utf-8")


encode = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":"), sort_keys=True
).encode
"""The same as text, for data that was found to be within the profile before."""


_PLAIN = frozenset((str, bool, NoneType))


def _refuse_outside_profile(value: Any) -> None:
    kind = type(value)
    if kind is dict:
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise TypeError(f"canonical JSON: key {key!r} is not an ASCII string")
            if type(item) not in _PLAIN:
                _refuse_outside_profile(item)
    elif kind is list or kind is tuple:
        if not _PLAIN.issuperset(map(type, value)):
            for item in value:
                if type(item) not in _PLAIN:
                    _refuse_outside_profile(item)
    elif kind is int:
        if not -_LARGEST <= value <= _LARGEST:
            raise ValueError(f"canonical JSON: {value} is beyond 2**53 - 1")
    elif kind not in _PLAIN:
        raise TypeError(f"canonical JSON: {kind.__name__} has no place in it")


def parse(data: bytes | str) -> Any:
    """Plain JSON data; duplicate keys, NaN and infinities raise `ValueError`."""
    return json.loads(data, object_pairs_hook=_no_duplicates, parse_constant=_no_constant)


def canonical_reader(kind: type[T]) -> Callable[[bytes], T]:
    """What reads plain JSON data of this shape (a dict, a `TypedDict`) from canonical bytes.

    It raises `ValueError` for any others: the data is read, and written again to compare, by another library than
    `canonical` writes with.
    """
    from msgspec.json import Decoder, Encoder

    decode, encode = Decoder(kind, float_hook=_no_fraction).decode, Encoder(order="sorted").encode

    def read(data: bytes) -> T:
        try:
            value = decode(data)
            if encode(value) == data:
                return value
        except RecursionError:
            raise ValueError("nested too deeply") from None
        raise ValueError("it would be written in other bytes")

    return read


def _no_duplicates(pairs: list[tuple[str, Any]]) -> JSON:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("JSON object with the same key twice")
    return result


def _no_fraction(number: str) -> Any:
    raise ValueError(f"a number that is not whole ({number})")


def _no_constant(name: str) -> Any:
    raise ValueError(f"JSON with {name}")


def stamp(at: datetime) -> str:
    """A moment as JSON and the tables have it: `2006-03-24T09:30:00Z`, to the second."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def _is_optional(kind: Any) -> bool:
    """Whether a type is another one or `None`."""
    return get_origin(kind) in (Union, UnionType) and len(kind.__args__) == 2 and NoneType in kind.__args__


def _is_sequence(kind: Any) -> bool:
    """Whether a type is a tuple of any length, whose parts are all of one type."""
    return get_origin(kind) is tuple and kind.__args__[1:] == (...,)


@cache
def _converter(*, brief: bool = False) -> Converter:
    from cattrs import Converter
    from cattrs.fns import identity
    from cattrs.gen import make_dict_unstructure_fn

    from evidence.model.period import Period
    from evidence.model.table import Block, Paragraph, Table

    converter = Converter(unstruct_collection_overrides={tuple: list}, detailed_validation=False, omit_if_default=brief)
    converter.register_unstructure_hook(datetime, stamp)
    converter.register_structure_hook(datetime, lambda text, _: datetime.fromisoformat(text))
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, lambda text, _: date.fromisoformat(text))
    converter.register_unstructure_hook(StrEnum, lambda member: member._value_)
    converter.register_structure_hook(
        Block, lambda data, _: converter.structure(data, Table if "rows" in data else Paragraph)
    )

    def in_order(kind: Any) -> Callable[[Any, Any], tuple[Any, ...]]:
        inner = kind.__args__[0]
        hook = converter.get_structure_hook(inner)
        return lambda data, _: tuple([hook(item, inner) for item in data]) if data else ()

    converter.register_structure_hook_factory(_is_sequence, in_order)

    def out_in_order(kind: Any) -> Callable[[Any], list[Any]]:
        hook = converter.get_unstructure_hook(kind.__args__[0])
        return list if hook is identity else lambda values: [hook(value) for value in values] if values else []

    converter.register_unstructure_hook_factory(_is_sequence, out_in_order)

    def or_none(kind: Any) -> Callable[[Any], Any]:
        (inner,) = (one for one in kind.__args__ if one is not NoneType)
        hook = converter.get_unstructure_hook(inner)
        return identity if hook is identity else lambda value: None if value is None else hook(value)

    converter.register_unstructure_hook_factory(_is_optional, or_none)

    def with_edtf(kind: type[Period]) -> Callable[[Period], JSON]:
        fields = make_dict_unstructure_fn(kind, converter)
        return lambda period: {**fields(period), "edtf": period.edtf}

    converter.register_unstructure_hook_factory(
        lambda kind: isinstance(kind, type) and issubclass(kind, Period), with_edtf
    )
    return converter


def to_json(value: Any) -> Any:
    """The value as plain JSON data, in the shapes of the public interface."""
    return _converter().unstructure(value)


def to_brief(values: Iterable[T], kind: type[T]) -> list[Any]:
    """Values of one kind without the fields that have their default: for large numbers. `from_json` reads them too."""
    return list(map(_converter(brief=True).get_unstructure_hook(kind), values))


def from_json(data: Any, kind: type[T]) -> T:
    """A value of this kind from its JSON data; raises `ValueError` where the data does not fit."""
    return _converter().structure(data, kind)


@cache
def _decoder(kind: Any) -> Decoder[Any]:
    from msgspec.json import Decoder

    return Decoder(kind)


def text_reader(kind: type[T]) -> Callable[[str | bytes], T]:
    """What makes values of this kind from their JSON as text, as `from_json` would: for the many rows of the index.

    It raises `ValueError` where the text does not fit.
    """
    decode: Callable[[str | bytes], T] = _decoder(cast("Hashable", kind)).decode
    return decode


def from_text(text: str | bytes, kind: type[T]) -> T:
    """One value of this kind from its JSON as text, as a `text_reader` makes many."""
    return text_reader(kind)(text)


def to_text(value: Any) -> bytes:
    """A value as JSON in one line, for `from_text` to make it again: between processes, and never kept."""
    from msgspec.json import encode

    return encode(value)


def fingerprint(value: Any) -> str:
    """SHA-256 of the value's canonical JSON, lower-case hex."""
    return hashlib.sha256(canonical(to_json(value))).hexdigest()

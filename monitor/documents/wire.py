"""Records as JSON and back, checked against the type that is expected.

The process that read hostile bytes answers in JSON: what it sends can be wrong, but it cannot run anything here, as a
pickle could. The type is the return annotation of the function that was called.
"""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Callable
from datetime import datetime
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


class Mismatch(ValueError):
    """What came is not of the type that was expected."""


def dump(value: Any) -> bytes:
    """`value` (records, tuples, lists, dicts with str keys, plain values, bytes, datetimes) as JSON.

    ValueError for a number that is none: JSON has no word for it (RFC 8259, 6).
    """
    text = json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def load(data: bytes, expected: Any) -> Any:
    """The value of type `expected` that `data` holds. Raises Mismatch when it holds something else."""
    try:
        plain = json.loads(data.decode("utf-8", "surrogatepass"), parse_constant=_no_number)
    except (ValueError, RecursionError) as wrong:
        raise Mismatch(f"not JSON: {wrong}") from wrong
    return reader(expected)(plain)


def _no_number(word: str) -> Any:
    raise Mismatch(f"{word} is no number")


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | frozenset | set):
        return [_plain(one) for one in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be sent from a worker")


@cache
def reader(expected: Any) -> Callable[[Any], Any]:
    """A function that makes a value of type `expected` from plain JSON, or raises Mismatch."""
    origin, arguments = get_origin(expected), get_args(expected)
    if expected is Any:
        return lambda value: value
    if expected in (None, NoneType):
        return _exactly(NoneType)
    if expected in (str, int, bool):
        return _exactly(expected)
    if expected is float:
        return _float
    if expected is bytes:
        return lambda value: base64.b64decode(_exactly(str)(value), validate=True)
    if expected is datetime:
        return lambda value: datetime.fromisoformat(_exactly(str)(value))
    if origin is Literal:
        return _one_of(arguments)
    if origin in (Union, UnionType):
        return _any_of([reader(argument) for argument in arguments])
    if origin is tuple and arguments[-1:] == (...,):
        return _sequence(tuple, reader(arguments[0]))
    if origin is tuple:
        return _fixed([reader(argument) for argument in arguments])
    if origin in (list, frozenset, set):
        return _sequence(origin, reader(arguments[0]))
    if origin is dict and arguments[0] is str:
        return _mapping(reader(arguments[1]))
    if dataclasses.is_dataclass(expected):
        return _record(expected)
    raise TypeError(f"a worker cannot send {expected}")


def _exactly(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise Mismatch(f"{kind.__name__} expected, not {type(value).__name__}")
        return value

    return read


def _float(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Mismatch(f"a number expected, not {type(value).__name__}")
    return float(value)


def _one_of(choices: tuple[Any, ...]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not any(value == choice and type(value) is type(choice) for choice in choices):
            raise Mismatch(f"one of {choices} expected")
        return value

    return read


def _any_of(readers: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        for one in readers:
            try:
                return one(value)
            except ValueError:
                continue
        raise Mismatch("none of the types expected")

    return read


def _sequence(kind: type, one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, list):
            raise Mismatch(f"a list expected, not {type(value).__name__}")
        return kind(map(one, value))

    return read


def _fixed(readers: list[Callable[[Any], Any]]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, list) or len(value) != len(readers):
            raise Mismatch(f"{len(readers)} values expected")
        return tuple(one(item) for one, item in zip(readers, value, strict=True))

    return read


def _mapping(one: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if not isinstance(value, dict):
            raise Mismatch(f"an object expected, not {type(value).__name__}")
        return {key: one(item) for key, item in value.items()}

    return read


def _record(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {field.name: reader(hints[field.name]) for field in dataclasses.fields(kind) if field.init}

    def read(value: Any) -> Any:
        if not isinstance(value, dict) or value.keys() != readers.keys():
            raise Mismatch(f"a {kind.__name__} expected")
        return kind(**{name: readers[name](item) for name, item in value.items()})

    return read

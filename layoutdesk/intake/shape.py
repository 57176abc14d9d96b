"""JSON against a declared shape: one clear fault with its path, or the value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeVar

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import decode

_Shape = TypeVar("_Shape")

#: How the validation words its faults, and the code of each; the groups fill the sentence.
_FAULTS: Final = (
    ("missing", re.compile("Object missing required field `(?P<field>.*?)`")),
    ("unknown", re.compile("Object contains unknown field `(?P<field>.*?)`")),
    ("type", re.compile("Expected `(?P<wanted>.*?)`, got `(?P<found>.*?)`")),
    ("format", re.compile("Expected `str` matching regex .*", re.DOTALL)),
    ("count", re.compile("Expected `(?:array|str|object)` of length (?P<wanted>.+)")),
    ("range", re.compile("Expected `(?:int|float)` (?P<wanted>[<>].*)")),
    ("choice", re.compile("Invalid enum value (?P<found>.*)")),
    ("value", re.compile("(?P<reason>.*)", re.DOTALL)),
)
_AT: Final = re.compile("(?P<what>.*?)(?: - at `(?P<path>[^`]*)`)?", re.DOTALL)


def parse(data: bytes, name: str, limit: int) -> Any:
    """The JSON value in ``data`` (RFC 8259: UTF-8); refuses what is too large, no UTF-8, broken or nested beyond reason."""
    if len(data) > limit:
        decode.refuse_size(len(data), limit, name)
    text = decode.strict(data.removeprefix(b"\xef\xbb\xbf"), "utf-8", "UTF-8", name)
    try:
        return msgspec.json.decode(text)
    except RecursionError as error:
        raise Refusal("intake.json-depth", file=name) from error
    except msgspec.DecodeError as error:
        found = re.search(r"byte (\d+)", str(error))
        line = text.encode()[: int(found[1])].count(b"\n") + 1 if found else 1
        raise Refusal("intake.json-broken", file=name, line=line) from error


def shaped(value: Any, shape: type[_Shape], kind: str, name: str) -> _Shape:
    """``value`` as ``shape``; refuses the first fault with its path. ``kind`` is what the file ``name`` is taken for."""
    try:
        return msgspec.convert(value, shape)
    except RecursionError as error:
        raise Refusal("intake.json-depth", file=name) from error
    except msgspec.ValidationError as error:
        found = _AT.fullmatch(str(error))
        what, path = (found["what"], found["path"] or "$") if found else (str(error), "$")
        for code, wording in _FAULTS:
            if fault := wording.fullmatch(what):
                args = {key: text[:80] for key, text in fault.groupdict().items()}
                raise Refusal(f"intake.json-{code}", file=name, kind=kind, path=path, **args) from error
        raise


def unknown(value: Any, shape: type) -> Iterator[str]:
    """The paths of keys in ``value`` that ``shape`` does not name; ``value`` is of that shape otherwise."""
    return _unknown(value, msgspec.inspect.type_info(shape), "$")


def _unknown(value: Any, kind: msgspec.inspect.Type, path: str) -> Iterator[str]:
    if isinstance(kind, msgspec.inspect.UnionType):
        kinds = [one for one in kind.types if isinstance(value, dict) == isinstance(one, msgspec.inspect.StructType)]
        kind = kinds[0] if kinds else kind
    if isinstance(kind, msgspec.inspect.StructType) and isinstance(value, dict):
        fields = {field.encode_name: field.type for field in kind.fields}
        for key, item in value.items():
            if key in fields:
                yield from _unknown(item, fields[key], f"{path}.{key}")
            elif key != kind.tag_field:
                yield f"{path}.{key}"[:200]
    elif isinstance(kind, msgspec.inspect.VarTupleType | msgspec.inspect.ListType) and isinstance(value, list):
        for at, item in enumerate(value):
            yield from _unknown(item, kind.item_type, f"{path}[{at}]")

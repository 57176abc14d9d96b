"""Lengths as one types them into a field: ``12.5``, ``3字``, ``4行+2mm``, ``+5``, ``*2``, ``/3``, ``50%``.

A figure without a unit is in that of the field. What begins with an operator goes on from the value that stands there.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Final, NamedTuple

#: Longer input is none.
_LONGEST: Final = 80
_TOKEN: Final = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)\s*(%|[a-z]+|[\u4e00-\u9fff]+)?|([-+*/()]))\s*", re.IGNORECASE)
_SIGNS: Final = str.maketrans({"×": "*", "÷": "/", "−": "-", "–": "-", "。": "."})


class _Value(NamedTuple):
    """A number, or a length in points."""

    figure: float
    is_length: bool


def length(text: str, now: float, units: Mapping[str, float], *, signed: bool) -> float | None:
    """The length in points that ``text`` says; nothing where it says none.

    ``now`` is what stands in the field, in points; ``units`` are the points of each unit by name, ``""`` that of the field.
    A minus at the start is a sign where lengths may be negative (``signed``), and else takes from what stands there. Marks of
    full width are read as well, as an input method leaves them.
    """
    plain = unicodedata.normalize("NFKC", text.translate(_SIGNS)).translate(_SIGNS).strip()
    if not plain or len(plain) > _LONGEST:
        return None
    try:
        reader = _Reader(plain, now, units)
        value = reader.whole(goes_on=plain[0] in ("+*/" if signed else "+-*/"))
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
    return value if math.isfinite(value) else None


class _Reader:
    """Reads sums of products of figures and brackets from left to right; ``ValueError`` where that does not work out."""

    def __init__(self, text: str, now: float, units: Mapping[str, float]) -> None:
        self._units = units
        self._now = _Value(now, True)
        self._tokens: list[_Value | str] = []
        at = 0
        while at < len(text):
            found = _TOKEN.match(text, at)
            if found is None:
                raise ValueError(text)
            self._tokens.append(found[3] or self._figure(float(found[1]), (found[2] or "").lower()))
            at = found.end()

    def _figure(self, figure: float, unit: str) -> _Value:
        if not unit:
            return _Value(figure, False)
        if unit == "%":
            return _Value(figure / 100 * self._now.figure, True)
        if unit not in self._units:
            raise ValueError(unit)
        return _Value(figure * self._units[unit], True)

    def whole(self, *, goes_on: bool) -> float:
        """The value of everything, in points."""
        value = self._sum(self._product(self._now) if goes_on else None)
        if self._tokens:
            raise ValueError(self._tokens[0])
        return self._points(value)

    def _points(self, value: _Value) -> float:
        return value.figure if value.is_length else value.figure * self._units[""]

    def _sum(self, first: _Value | None = None) -> _Value:
        value = self._product() if first is None else first
        while self._tokens and self._tokens[0] in ("+", "-"):
            sign = 1 if self._tokens.pop(0) == "+" else -1
            other = self._product()
            if value.is_length or other.is_length:
                value = _Value(self._points(value) + sign * self._points(other), True)
            else:
                value = _Value(value.figure + sign * other.figure, False)
        return value

    def _product(self, first: _Value | None = None) -> _Value:
        value = self._part() if first is None else first
        while self._tokens and self._tokens[0] in ("*", "/"):
            operator, other = self._tokens.pop(0), self._part()
            if other.is_length and (value.is_length or operator == "/"):
                raise ValueError(operator)
            figure = value.figure * other.figure if operator == "*" else value.figure / other.figure
            value = _Value(figure, value.is_length or other.is_length)
        return value

    def _part(self) -> _Value:
        """A figure, a bracket, or either with a sign."""
        token = self._tokens.pop(0) if self._tokens else ""
        if isinstance(token, _Value):
            return token
        if token in ("+", "-"):
            part = self._part()
            return part if token == "+" else _Value(-part.figure, part.is_length)
        if token != "(":
            raise ValueError(token)
        value = self._sum()
        if not self._tokens or self._tokens.pop(0) != ")":
            raise ValueError("(")
        return value

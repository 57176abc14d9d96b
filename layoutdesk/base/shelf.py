"""A shelf of bounded weight, from which goes what was used longest ago."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_Value = TypeVar("_Value")


class Shelf(Generic[_Value]):
    """Values by key, those used last within a bound on their weight; the one put last stays whatever it weighs."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._kept: OrderedDict[Hashable, tuple[_Value, int, object]] = OrderedDict()
        self.weight = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> _Value | None:
        """What is kept under a key, used last from now on."""
        found = self._kept.get(key)
        if found is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: Hashable, value: _Value, weight: int, held: object = None) -> None:
        """Keeps a value; ``held`` are the objects whose identities are in the key, so that these stay theirs."""
        former = self._kept.pop(key, None)
        self.weight += weight - (former[1] if former is not None else 0)
        self._kept[key] = value, weight, held
        while self.weight > self._limit and len(self._kept) > 1:
            self.weight -= self._kept.popitem(last=False)[1][1]

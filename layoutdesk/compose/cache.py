"""A bounded cache keyed by the identity of immutable objects, so that a look-up never compares deep structures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class IdentityCache(Generic[Value]):
    """Keeps at most ``limit`` values, the least recently used go first. The key objects are held, so ids stay theirs.

    Where values differ in size, ``weigh`` says what each counts for; the last one made is kept whatever it weighs.
    """

    def __init__(self, limit: int, weigh: Callable[[Value], int] | None = None) -> None:
        self._limit, self._weigh = limit, weigh
        self._entries: OrderedDict[Hashable, tuple[tuple[object, ...], Value]] = OrderedDict()
        self._weight = 0

    @property
    def weight(self) -> int:
        """What all that is kept counts for."""
        return self._weight

    def get(self, objects: tuple[object, ...], make: Callable[[], Value], *extra: Hashable) -> Value:
        """The value for these objects (by identity) and ``extra`` (by equality), made when it is not there."""
        key = (tuple(map(id, objects)), extra)
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
            return entry[1]
        value = make()
        self._entries[key] = (objects, value)
        self._weight += self._weight_of(value)
        while self._weight > self._limit and len(self._entries) > 1:
            _, (_, oldest) = self._entries.popitem(last=False)
            self._weight -= self._weight_of(oldest)
        return value

    def _weight_of(self, value: Value) -> int:
        return self._weigh(value) if self._weigh is not None else 1

    def clear(self) -> None:
        """Forgets everything."""
        self._entries.clear()
        self._weight = 0

    def __len__(self) -> int:
        return len(self._entries)

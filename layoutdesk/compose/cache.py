"""A bounded cache keyed by the identity of immutable objects, so that a look-up never compares deep structures."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class IdentityCache(Generic[Value]):
    """Keeps at most ``limit`` values, the least recently used go first. The key objects are held, so ids stay theirs."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._entries: OrderedDict[Hashable, tuple[tuple[object, ...], Value]] = OrderedDict()

    def get(self, objects: tuple[object, ...], make: Callable[[], Value], *extra: Hashable) -> Value:
        """The value for these objects (by identity) and ``extra`` (by equality), made when it is not there."""
        key = (tuple(map(id, objects)), extra)
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
            return entry[1]
        value = make()
        self._entries[key] = (objects, value)
        if len(self._entries) > self._limit:
            self._entries.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forgets everything."""
        self._entries.clear()

    def __len__(self) -> int:
        return len(self._entries)

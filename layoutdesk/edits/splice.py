"""Text put in place of other text in a paragraph, and where ranges of it stand afterwards."""

from __future__ import annotations

from typing import NamedTuple


class Splice(NamedTuple):
    """``text`` takes the place of ``start`` to ``end``, in code points."""

    start: int
    end: int
    text: str

    @property
    def delta(self) -> int:
        """By how much what follows moves."""
        return len(self.text) - (self.end - self.start)

    def touches(self, start: int, end: int) -> bool:
        """Whether the text from ``start`` to ``end`` itself is changed; mere neighbours are not."""
        if self.start == self.end or start == end:
            return start < self.start < end or self.start < start < self.end
        return self.start < end and start < self.end

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Where an untouched range stands afterwards."""
        by = self.delta if start >= self.end else 0
        return start + by, end + by

    def stretched(self, start: int, end: int, *, grows: bool) -> tuple[int, int]:
        """Where a range that holds text stands afterwards; empty (end ≤ start) where nothing of it is left.

        ``grows``: text put in at the end of the range joins it.
        """
        replaced = self.start < self.end
        joins = start < self.start < end or (replaced and start == self.start)
        joins = joins or (grows and not replaced and self.start == end)
        first = start if start < self.start or joins else max(start, self.end) + self.delta
        if end > self.end:
            return first, end + self.delta
        return first, self.start + len(self.text) if joins else min(end, self.start)


def trimmed(text: str, start: int, end: int, new: str) -> Splice:
    """``new`` in place of a part of a text, without what both have in common at their ends."""
    while start < end and new and text[start] == new[0]:
        start, new = start + 1, new[1:]
    while start < end and new and text[end - 1] == new[-1]:
        end, new = end - 1, new[:-1]
    return Splice(start, end, new)

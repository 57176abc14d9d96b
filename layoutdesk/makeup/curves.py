"""Shape curves (外形曲线): which rectangles a set of blocks can fill exactly, for every set and width.

A curve is one big integer with a byte (a lane) for each height: the byte at ``h`` is 1 where the set fills ``h`` rows. Setting
two sets side by side is AND; stacking one on the other is *multiplication*, since the product of two such numbers has at ``h``
the number of ways to write ``h`` as a sum. Heights include the white under a block, so that sums need no special case.
Method: Stockmeyer's shape functions over all subsets, as in Gange, Marriott and Stuckey, "Optimal guillotine layout" (2012).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from layoutdesk.base.problem import Refusal

#: More rows than this would overflow the counts in a lane.
MOST_ROWS = 254


class Cut(NamedTuple):
    """One way to part a rectangle: ``first`` left of or above ``second`` (sets of items as bits).

    ``sizes`` are the widths (side by side) or heights (stacked) that the first may take.
    """

    stacked: bool
    first: int
    second: int
    sizes: bytes | tuple[int, ...]


def members(items: int) -> Iterator[int]:
    """The indexes of the items of a set."""
    while items:
        low = items & -items
        yield low.bit_length() - 1
        items ^= low


def lanes(heights: Iterable[int], rows: int) -> int:
    """The curve of these heights; those over ``rows`` are left out."""
    curve = 0
    for height in heights:
        if height <= rows:
            curve |= 1 << (8 * height)
    return curve


def heights_of(curve: int) -> tuple[int, ...]:
    """The heights of a curve, the least first."""
    return tuple(h for h, lane in enumerate(curve.to_bytes((curve.bit_length() + 7) // 8, "little")) if lane)


class Wrap(NamedTuple):
    """A story that wraps the set ``inner`` in its lower corner: the holes (columns, rows) that fill the rectangle."""

    item: int
    inner: int
    holes: tuple[tuple[int, int], ...]


#: The curve of item ``i`` over ``width`` columns around a hole of so many columns and rows.
Wrapper = Callable[[int, int, int, int], int]
#: A story wraps no more items than this.
_MOST_INSIDE = 2


def check_rows(rows: int) -> None:
    """Refuses a page of more rows than curves can be drawn on."""
    if rows > MOST_ROWS:
        raise Refusal("makeup.too-many-rows", rows=rows, most=MOST_ROWS)


class Curves:
    """The curves of all sets of up to about nine items on ``columns`` × ``rows``.

    ``leaves[i][w]`` is the curve of item ``i`` over ``w`` columns (index 0 unused). Items of the set ``foot`` (公告 at the foot
    of the page) stand under what is not of it, never above. Items of the set ``wrapping`` may be L-shaped around others, as
    ``wrapper`` says.
    """

    def __init__(
        self,
        leaves: Sequence[Sequence[int]],
        columns: int,
        rows: int,
        foot: int = 0,
        cancelled: Callable[[], bool] | None = None,
        wrapping: int = 0,
        wrapper: Wrapper | None = None,
    ) -> None:
        check_rows(rows)
        self.columns, self.rows, self.foot = columns, rows, foot
        self.full = (1 << len(leaves)) - 1
        self._ones = int.from_bytes(b"\x01" * (rows + 1), "little")
        self._wrapping, self._wrapper = wrapping if wrapper else 0, wrapper
        self._cuts: dict[tuple[int, int, int], tuple[Cut | Wrap, ...]] = {}
        self.table: list[list[int]] = [[0] * (columns + 1)]
        for items in range(1, self.full + 1):
            if cancelled is not None and items % 64 == 0 and cancelled():
                raise Refusal("makeup.cancelled")
            alone = items & (items - 1) == 0
            self.table.append(list(leaves[items.bit_length() - 1]) if alone else self._combined(items))

    def _mixed(self, items: int) -> bool:
        return bool(items & self.foot) and bool(items & ~self.foot)

    def _pairs(self, items: int) -> Iterator[tuple[int, int]]:
        """Every way to part a set in two, each once; the first keeps the lowest item."""
        low = items & -items
        rest = sub = items ^ low
        while sub:
            sub = (sub - 1) & rest
            yield sub | low, items ^ sub ^ low

    def _combined(self, items: int) -> list[int]:
        table, columns = self.table, self.columns
        found = [0] * (columns + 1)
        for first, second in self._pairs(items):
            a, b = table[first], table[second]
            if not (any(a) and any(b)):
                continue
            stackable = not (self._mixed(first) and self._mixed(second))
            for width in range(1, columns + 1):
                if stackable and a[width] and b[width]:
                    found[width] |= a[width] * b[width]
                beside = 0
                for left in range(1, width):
                    beside |= a[left] & b[width - left]
                found[width] |= beside
        for item, inner in self._wraps(items):
            for width in range(3, columns + 1):
                for hole in range(1, width):
                    for rows in heights_of(table[inner][hole]):
                        found[width] |= self._around(item, width, hole, rows)
        return [self._flattened(curve) for curve in found]

    def _wraps(self, items: int) -> Iterator[tuple[int, int]]:
        """The items of a set that may wrap all the others."""
        if 2 <= items.bit_count() <= _MOST_INSIDE + 1:
            for item in members(items & self._wrapping):
                yield item, items ^ (1 << item)

    def _around(self, item: int, width: int, hole: int, rows: int) -> int:
        assert self._wrapper is not None
        return self._wrapper(item, width, hole, rows)

    def _flattened(self, curve: int) -> int:
        """Counts in the lanes brought back to 0 or 1; only bit 0 of a lane is read, which no neighbour's bits reach."""
        curve |= curve >> 4
        curve |= curve >> 2
        curve |= curve >> 1
        return curve & self._ones

    def fills(self, items: int, width: int, height: int) -> bool:
        """Whether the set fills ``width`` × ``height`` exactly."""
        return bool(self.table[items][width] >> (8 * height) & 1)

    def tallest(self, items: int, width: int, height: int) -> int:
        """The greatest height up to ``height`` that the set fills; -1 where there is none."""
        curve = self.table[items][width] & ((1 << (8 * (height + 1))) - 1)
        return (curve.bit_length() - 1) // 8 if curve else -1

    def heights(self, items: int, width: int, least: int, most: int) -> tuple[int, ...]:
        """The heights from ``least`` to ``most`` that the set fills."""
        return tuple(h for h in range(max(0, least), most + 1) if self.fills(items, width, h))

    def cuts(self, items: int, width: int, height: int) -> tuple[Cut | Wrap, ...]:
        """Every way to part a rectangle that the set fills; empty for a single item."""
        key = (items, width, height)
        known = self._cuts.get(key)
        if known is None:
            known = self._cuts[key] = tuple(self._all_cuts(items, width, height))
        return known

    def _all_cuts(self, items: int, width: int, height: int) -> Iterator[Cut | Wrap]:
        for one, other in self._pairs(items):
            for first, second in ((one, other), (other, one)):
                a, b = self.table[first], self.table[second]
                widths = tuple(w for w in range(1, width) if (a[w] & b[width - w]) >> (8 * height) & 1)
                if widths:
                    yield Cut(False, first, second, widths)
                if (first & self.foot == 0 or second & ~self.foot == 0) and a[width] and b[width]:
                    upper = _meeting(a[width], b[width], height)
                    if upper:
                        yield Cut(True, first, second, upper)
        for item, inner in self._wraps(items):
            holes = tuple(
                (hole, rows)
                for hole in range(1, width)
                for rows in heights_of(self.table[inner][hole])
                if self._around(item, width, hole, rows) >> (8 * height) & 1
            )
            if holes:
                yield Wrap(item, inner, holes)


def _meeting(upper: int, lower: int, height: int) -> bytes:
    """The heights ``h`` that ``upper`` reaches while ``lower`` reaches ``height`` - ``h``."""
    size = height + 1
    mask = (1 << (8 * size)) - 1
    turned = int.from_bytes((lower & mask).to_bytes(size, "little"), "big")
    return bytes(h for h, lane in enumerate((upper & turned).to_bytes(size, "little")) if lane)

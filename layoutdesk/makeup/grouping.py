"""What is bound together before the search: briefs of a page, and, where there are many items, small things in pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from layoutdesk.makeup.leaves import Field, GroupLeaf, Leaf, StoryLeaf

#: The curves of all sets stay quick up to this many items.
MOST_ITEMS = 9
_MOST_BRIEFS = 6


class Binder:
    """Binds leaves into groups; ``dear`` is the cost up to which shapes inside groups count."""

    def __init__(self, field: Field, dear: float, cancelled: Callable[[], bool] | None = None) -> None:
        self.field, self.dear, self.cancelled = field, dear, cancelled

    def bound(self, leaves: Sequence[StoryLeaf], sidebars: bool, random: Random) -> tuple[Leaf, ...]:
        """At most ``MOST_ITEMS`` leaves that hold all the stories.

        Briefs form one group; sidebars join their story where ``sidebars`` asks for it or there are too many items; then
        notices go together, then the least important stories in pairs that ``random`` draws.
        """
        items = self._with_briefs(leaves)
        if sidebars or len(items) > MOST_ITEMS:
            items = self._with_sidebars(items)
        while len(items) > MOST_ITEMS:
            items = self._paired(items, random)
        return tuple(sorted(items, key=lambda leaf: leaf.rank))

    def _group(self, leaves: Sequence[Leaf]) -> GroupLeaf:
        return GroupLeaf(leaves, self.field, self.dear, self.cancelled)

    def _with_briefs(self, leaves: Sequence[StoryLeaf]) -> list[Leaf]:
        briefs = [leaf for leaf in leaves if leaf.story.kind == "brief"]
        if len(briefs) < 2:
            return list(leaves)
        items: list[Leaf] = [leaf for leaf in leaves if leaf.story.kind != "brief"]
        for start in range(0, len(briefs), _MOST_BRIEFS):
            some = briefs[start : start + _MOST_BRIEFS]
            items.append(self._group(some) if len(some) > 1 else some[0])
        return items

    def _with_sidebars(self, items: Sequence[Leaf]) -> list[Leaf]:
        families: dict[str, list[Leaf]] = {}
        for leaf in items:
            if isinstance(leaf, StoryLeaf):
                families.setdefault(leaf.story.parent or leaf.story.id, []).append(leaf)
        bound: list[Leaf] = [leaf for leaf in items if not isinstance(leaf, StoryLeaf)]
        for family in families.values():
            bound.append(self._group(family) if len(family) > 1 else family[0])
        return bound

    def _paired(self, items: Sequence[Leaf], random: Random) -> list[Leaf]:
        """Two items bound into one: notices first, else two of the least important, which fit each other by luck."""
        order = sorted(items, key=lambda leaf: leaf.rank)
        feet = [leaf for leaf in order if leaf.foot]
        pool = feet if len(feet) > 1 else [leaf for leaf in order[2:] if not leaf.foot][-5:]
        first, second = random.sample(pool, 2)
        group = self._group((first, second))
        return [leaf for leaf in order if leaf is not first and leaf is not second] + [group]

"""What copyfitting gives: ways as data; what they do is a code with arguments, the words are in the translations."""

from __future__ import annotations

import msgspec

from layoutdesk.edits import Edit


class Part(msgspec.Struct, frozen=True):
    """One thing that a way does: a code of the texts and its arguments."""

    code: str
    args: dict[str, str] = {}


class Move(msgspec.Struct, frozen=True):
    """One change by itself. Of moves with the same ``key`` only one can be made, and none beside one that stands ``alone``.

    ``gained`` lines of room come of it (negative: are filled), measured; ``cost`` is what it costs in looks: 1 a trained eye
    may see, 5 any reader does.
    """

    key: str
    part: Part
    edits: tuple[Edit, ...]
    gained: int
    cost: float
    alone: bool = False


class Way(msgspec.Struct, frozen=True):
    """A way to fit the story, one undoable ``edit`` that leaves every word.

    ``gained`` lines of room come of it (negative: are filled). ``over``, ``under`` and ``characters_over`` are what is left
    then; ``fits``: nothing is over, and no more slots stay empty than level columns may have.
    """

    parts: tuple[Part, ...]
    edit: Edit
    gained: int
    cost: float
    over: int
    under: int
    characters_over: int
    fits: bool


class Fitting(msgspec.Struct, frozen=True):
    """How a story stands in its element and the ways to fit it: those that fit first, then steps on the way, each by cost.

    ``wanted`` lines of room are to be gained (negative: to be filled, 0: it fits), ``reserve`` lines for copy to come among
    them; what the ways leave over and under counts these as set. ``lost`` pictures have no room, which goes
    before everything: then nothing is wanted. ``most`` is how far all changes together go that were found. ``done`` is false
    while the search still runs.
    """

    story: str
    element: str
    over: int = 0
    under: int = 0
    characters_over: int = 0
    wanted: int = 0
    reserve: int = 0
    lost: int = 0
    most: int = 0
    ways: tuple[Way, ...] = ()
    done: bool = False

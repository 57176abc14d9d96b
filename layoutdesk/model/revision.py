"""What was changed in the copy since changes are tracked (修订): kept on the paragraph itself, beside its text."""

from __future__ import annotations

from typing import Literal

import msgspec

from layoutdesk.base.limits import Offset

#: ``in`` put in; ``out`` taken away; ``joined`` the end of a paragraph taken away; ``parted`` this paragraph was parted from
#: the one before; ``new`` the whole paragraph was put in.
RevisionKind = Literal["in", "out", "joined", "parted", "new"]


class Revision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of a paragraph that nobody has accepted or rejected yet; the text is always that with the change made.

    ``start`` to ``end`` is what was put in, a point for every other kind. ``text`` was taken away there, with ``looks``: (start,
    end, character style, reading) counted from its start. Of an end of a paragraph ``paragraph`` is the id that the next one had,
    ``style`` its style, ``head`` that of the paragraph before, where it is another than it has now. ``at`` is when, in UTC.
    """

    kind: RevisionKind
    start: Offset = 0
    end: Offset = 0
    text: str = ""
    looks: tuple[tuple[Offset, Offset, str, str], ...] = ()
    paragraph: str = ""
    style: str = ""
    head: str = ""
    author: str = ""
    at: str = ""

"""What people and machines say about an issue: queries of intake, notes; later marks, rounds and signatures."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from layoutdesk.base.limits import Offset


class Anchor(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A place in the copy: a story, or a paragraph of it, or a range of code points. Never page coordinates."""

    story: str
    paragraph: str = ""
    start: Offset = 0
    end: Offset = 0


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question of intake to the editor (存疑), kept with its state and who settled it.

    ``fix`` is an edit in its stored form, or nothing where only a person can answer. ``lines`` are those of the copy.
    """

    id: str
    code: str
    args: dict[str, str] = {}
    anchor: Anchor | None = None
    page: str = ""
    file: str = ""
    lines: tuple[int, int] | None = None
    state: Literal["open", "accepted", "dismissed"] = "open"
    by: str = ""
    fix: dict[str, Any] | None = None


class Reply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An answer to a note, under it; ``at`` is when, in UTC."""

    text: str
    author: str = ""
    at: str = ""


class Note(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A remark that a person hung on copy or on an element (批注), with the answers to it, and whether it is settled."""

    id: str
    text: str
    author: str = ""
    anchor: Anchor | None = None
    element: str = ""
    at: str = ""
    replies: tuple[Reply, ...] = ()
    resolved: bool = False


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The review of an issue; rounds, marks and signatures will join the notes here.

    ``tracking``: whether changes of any copy of the issue are tracked (修订).
    """

    notes: tuple[Note, ...] = ()
    tracking: bool = False

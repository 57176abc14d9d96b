"""Edits of pages and of the issue: its data, templates, styles, fonts, pictures, queries and remarks."""

from __future__ import annotations

from typing import Literal

from layoutdesk.edits.kind import EditKind
from layoutdesk.model import Asset, Credits, FontUse, Meta, Note, Page, Query, Reply, Template, TextStyle


class SetMeta(EditKind, frozen=True):
    """The issue's data."""

    meta: Meta


class SetCredits(EditKind, frozen=True):
    """The credits of a page: 责编, 美编, 校对."""

    page: str
    credits: Credits


class SetPage(EditKind, frozen=True):
    """Name (版名), printed label, banner or template of a page."""

    page: str
    name: str | None = None
    label: str | None = None
    banner: str | None = None
    template: str | None = None


class AddPage(EditKind, frozen=True):
    """Adds a page; it stands by its ``number``, which no other page may have."""

    page: Page


class RemovePage(EditKind, frozen=True):
    """Takes a page with its elements out; the stories stay. The other pages keep their numbers."""

    page: str


class MovePage(EditKind, frozen=True):
    """Moves a page to the place ``index`` (from 0); numbers and printed labels belong to the places and stay there."""

    page: str
    index: int


class InsertPages(EditKind, frozen=True):
    """Puts pages before the place ``index`` (from 0; -1: behind all). They take number and label by their place (see ``folios``),
    and the pages behind go on from there.
    """

    pages: tuple[Page, ...]
    index: int = -1


class RemovePages(EditKind, frozen=True):
    """Takes pages with their elements out (删版); the pages behind move up. The stories stay in the issue.

    A block elsewhere that goes on from one of theirs, or comes before it, sets what that set.
    """

    pages: tuple[str, ...]


class MovePages(EditKind, frozen=True):
    """Moves pages, in their order, before the place ``index`` among the others (调版); numbers and labels stay with the places."""

    pages: tuple[str, ...]
    index: int


class SetTemplate(EditKind, frozen=True):
    """Takes a template into the issue or gives the one of that name anew."""

    template: Template


class SetStyle(EditKind, frozen=True):
    """A text style of the issue; ``None`` takes it away."""

    name: str
    style: TextStyle | None = None


class SetFonts(EditKind, frozen=True):
    """The faces used at the last composing."""

    fonts: tuple[FontUse, ...]


class AddAsset(EditKind, frozen=True):
    """Takes a picture into the issue; its bytes are stored under its hash."""

    asset: Asset


class SetAsset(EditKind, frozen=True):
    """Gives an asset its data anew: another file (重新链接), name, caption; the id stays."""

    asset: Asset


class RemoveAsset(EditKind, frozen=True):
    """Takes a picture that nothing shows out of the issue."""

    asset: str


class AddQuery(EditKind, frozen=True):
    """A question to the editor (存疑)."""

    query: Query


class SettleQuery(EditKind, frozen=True):
    """The answer to a query and who gave it; ``open`` asks it again."""

    query: str
    state: Literal["open", "accepted", "dismissed"]
    by: str = ""


class AddNote(EditKind, frozen=True):
    """A remark on copy or on an element (批注)."""

    note: Note


class RemoveNote(EditKind, frozen=True):
    """Takes a remark away."""

    note: str


class SetNote(EditKind, frozen=True):
    """What a remark says, and whether it is settled (已处理)."""

    note: str
    text: str | None = None
    resolved: bool | None = None


class AnswerNote(EditKind, frozen=True):
    """An answer to a remark (答复)."""

    note: str
    reply: Reply


class SetTracking(EditKind, frozen=True):
    """Whether changes of the copy are tracked (修订): of all the issue, or of one story."""

    on: bool
    story: str = ""

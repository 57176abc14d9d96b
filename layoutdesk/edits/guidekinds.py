"""Edits of the guides of a page (参考线)."""

from __future__ import annotations

from layoutdesk.edits.kind import EditKind
from layoutdesk.model.guides import Guide


class AddGuide(EditKind, frozen=True):
    """A new guide on a page."""

    page: str
    guide: Guide


class SetGuide(EditKind, frozen=True):
    """Another place of a guide, or its lock; the id stays."""

    page: str
    guide: Guide


class RemoveGuide(EditKind, frozen=True):
    """Takes a guide off its page."""

    page: str
    guide: str

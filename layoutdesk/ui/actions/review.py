"""Actions on tracked changes and notes (修订与批注)."""

from __future__ import annotations

from typing import Final

from layoutdesk.ui.actions.rows import Action, Sub, is_open
from layoutdesk.ui.review.hand import has_reviewed, has_revisions, has_story
from layoutdesk.ui.review.notes import has_note, may_note

ROWS: Final = (
    Action(
        "track", lambda do: do.review.track(), ("Ctrl+Shift+C",), "", is_open, checked=lambda do: do.review.tracks(),
    ),
    Action(
        "track-story", lambda do: do.review.track_story(), (), "", has_story,
        checked=lambda do: do.review.tracks_story(),
    ),
    Action(
        "review", lambda do: do.review.switch(), ("Ctrl+Shift+T",), "", is_open, checked=lambda do: do.review.shows(),
    ),
    Action("review-next", lambda do: do.review.step(1), ("F7",), "", has_reviewed),
    Action("review-previous", lambda do: do.review.step(-1), ("Shift+F7",), "", has_reviewed),
    Action("review-accept", lambda do: do.review.settle(accept=True), ("Ctrl+F7",), "", has_revisions),
    Action("review-reject", lambda do: do.review.settle(accept=False), ("Ctrl+Shift+F7",), "", has_revisions),
    Action("review-accept-story", lambda do: do.review.settle_story(accept=True), (), "", has_revisions),
    Action("review-reject-story", lambda do: do.review.settle_story(accept=False), (), "", has_revisions),
    Action("review-accept-all", lambda do: do.review.settle_all(accept=True), (), "", has_revisions),
    Action("review-reject-all", lambda do: do.review.settle_all(accept=False), (), "", has_revisions),
    Action("note", lambda do: do.notes.begin(), ("Ctrl+Alt+M",), "", may_note),
    Action(
        "note-resolve", lambda do: do.notes.resolve(), (), "", has_note, checked=lambda do: do.notes.is_resolved(),
    ),
    Action("note-delete", lambda do: do.notes.delete(), (), "", has_note),
    Action("marks", lambda do: do.views.switch("review"), (), "", is_open, checked=lambda do: do.views.shows("review")),
)  # fmt: skip

SUB: Final = Sub("review", (
    "track", "track-story", None, "review", "marks", "review-next", "review-previous", None, "review-accept", "review-reject",
    "review-accept-story", "review-reject-story", "review-accept-all", "review-reject-all", None,
    "note", "note-resolve", "note-delete",
))  # fmt: skip

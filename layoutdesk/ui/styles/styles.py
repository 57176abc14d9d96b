"""The styles of the open issue for whoever shows or changes them: which there are, where they are used, which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from layoutdesk.model import Document
from layoutdesk.model.document import story_ids
from layoutdesk.ui.styles.catalogue import Entry, catalogue, known_styles
from layoutdesk.ui.styles.uses import Listing, Use, Uses, goes_beyond
from layoutdesk.ui.styling import held

if TYPE_CHECKING:
    from layoutdesk.ui.desk import Desk


class Styles(QObject):
    """The styles of one desk; nothing is reckoned before somebody asks. ``chosen_changed``: another is chosen in the panel."""

    chosen_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.chosen = ""
        self._listing = Listing()
        self._uses: tuple[Document | None, Uses] = None, Uses({}, (), {})
        self._beyond: tuple[Uses | None, tuple[Use, ...]] = None, ()
        self._entries: tuple[object, tuple[Entry, ...]] = None, ()
        desk.opened.connect(self._forget)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The styles of copy, as the page in view has them."""
        document, page = self._desk.document, self._desk.page
        key = document.styles, document.templates, page.template if page is not None else ""
        if self._entries[0] != key:
            self._entries = key, catalogue(document, page)
        return self._entries[1]

    def entry(self, name: str) -> Entry | None:
        """A style by its name."""
        return next((each for each in self.entries if each.name == name), None)

    @property
    def chosen_entry(self) -> Entry | None:
        """The style that is chosen in the panel."""
        return self.entry(self.chosen) if self.chosen else None

    @property
    def uses(self) -> Uses:
        """Where the issue uses its styles."""
        if self._uses[0] is not self._desk.document:
            self._uses = self._desk.document, self._listing.uses(self._desk.document)
        return self._uses[1]

    @property
    def overridden(self) -> tuple[Use, ...]:
        """The paragraphs that go beyond their styles, in the order of the pages; a size that its style has as well is none."""
        uses = self.uses
        if self._beyond[0] is not uses:
            document = self._desk.document
            pages = {story: page for page in reversed(document.pages) for story in story_ids(page)}
            known = {page.template: known_styles(document, page) for page in document.pages}
            sizes = {
                story: {name: style.size for name, style in known[page.template].items()}
                for story, page in pages.items()
            }
            self._beyond = (
                uses,
                tuple(
                    use
                    for use in uses.overridden
                    if goes_beyond(use, sizes.get(use.text.story, {}).get(use.style, 0.0))
                ),
            )
        return self._beyond[1]

    def choose(self, name: str) -> None:
        """Takes note of which style is chosen in the panel."""
        if name != self.chosen:
            self.chosen = name
            self.chosen_changed.emit()

    def in_hand(self) -> tuple[str, ...]:
        """The style of the paragraphs in hand, where all have the same, and the looks that all of what is selected has."""
        from layoutdesk.ui.marking import has_look

        parts = {part.style for _, part in held(self._desk)}
        looks = (each.name for each in self.entries if each.is_look) if self._desk.has_selection else ()
        return (*(parts if len(parts) == 1 else ()), *(name for name in looks if has_look(self._desk, name)))

    def _forget(self) -> None:
        self._listing = Listing()
        self.chosen = ""


def can_redefine(desk: Desk) -> bool:
    """The copy in hand has a style, and the issue may be changed."""
    return desk.may_write and desk.marked is not None


def can_rename(desk: Desk) -> bool:
    """A style that the issue has made is chosen in the panel."""
    entry = desk.styles.chosen_entry
    return _is_written(desk) and entry is not None and entry.is_own


def can_reset(desk: Desk) -> bool:
    """A style is chosen in the panel that is another than in the template."""
    entry = desk.styles.chosen_entry
    return _is_written(desk) and entry is not None and entry.is_changed


def has_style(desk: Desk) -> bool:
    """A style is chosen in the panel."""
    return desk.styles.chosen_entry is not None


def _is_written(desk: Desk) -> bool:
    return desk.session is not None and not desk.session.read_only

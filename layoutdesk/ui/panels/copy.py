"""The copy panel (稿件库): stories on no page, those parked beside one, those kept from print, the others, and loose pictures.

What is unplaced or parked is dragged onto the page.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QWidget

from layoutdesk.compose.parking import parked_stories, without_parked
from layoutdesk.compose.types import Fit
from layoutdesk.compose.withheld import withheld_stories
from layoutdesk.model.document import Document, unplaced, unplaced_pictures
from layoutdesk.model.gaps import missing
from layoutdesk.model.story import Paragraph, Story, TableBlock, display_title, paragraphs, pictures
from layoutdesk.ui.beat import Beat
from layoutdesk.ui.canvas.drops import STORY_MIME
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.fits import fit_text, shown_pages, standings
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Line
from layoutdesk.ui.panels.panel import Panel
from layoutdesk.ui.panels.rows import Row, RowList
from layoutdesk.ui.theme import UNIT, Look

#: The icon of each kind of story.
STORY_ICONS: Final = {
    "article": "story", "comment": "story", "notice": "notice", "brief": "brief", "sidebar": "sidebar", "advert": "advert",
}  # fmt: skip


def title_of(story: Story, language: Language) -> str:
    """What a story is called in lists, also one without any words."""
    return display_title(story) or language.text("edits.what.untitled")


def length_of(story: Story) -> int:
    """Characters of the body, tables included, white space aside."""
    body = (item for item in story.body if isinstance(item, Paragraph | TableBlock))
    return sum(len("".join(part.text.split())) for part in paragraphs(Story(id="", body=tuple(body))))


class CopyPanel(Panel):
    """The stories of the issue; a click shows where a story stands."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__("ui.panel.copy", language, parent)
        self._desk = desk
        self.search = Line()
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self.refresh)
        self.head.setContentsMargins(2 * UNIT - 4, UNIT + 2, 2 * UNIT - 4, UNIT - 2)
        self.body.addWidget(self.search)
        self.list = RowList(look, STORY_MIME)
        self.body.addSpacing(UNIT // 2)
        self.body.addWidget(self.list)
        self.search.setStyleSheet(f"margin: 0 {2 * UNIT - 4}px;")
        self.list.chosen.connect(self._show_story)
        desk.opened.connect(self.refresh)
        desk.stirring.tell(self.refresh)
        Beat(desk, self.refresh, self)
        desk.selected.connect(self._mark)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._rows: dict[int, tuple[Story, Row, Row]] = {}
        self._bare: tuple[Document | None, str, list[Row]] = None, "", []
        self._said: dict[str, tuple[Row, Fit, Row]] = {}
        self.search.setPlaceholderText(self.language.text("ui.copy.search"))
        self.search.setAccessibleName(self.language.text("ui.copy.search"))
        self.list.setAccessibleName(self.title.text())
        self.refresh()

    def room(self) -> int:
        return self.search.sizeHint().height() + UNIT // 2 + self.list.room()

    def refresh(self) -> None:
        """Shows the stories as the issue has them, those that wait for a place first."""
        fits = standings(shown_pages(self._desk))
        self.list.rows.show([self._fitted(row, fits) for row in self._bare_rows()])
        document = self._desk.document
        self.figure.setText(str(len(document.stories)) if document.stories else "")
        self._mark(self._desk.selection)

    def _bare_rows(self) -> list[Row]:
        """The rows without how the stories fit, made again only when the issue or the search is another."""
        document, wanted = self._desk.document, self.search.text().strip().lower()
        known, sought, rows = self._bare
        if known is not document or sought != wanted:
            rows = self._made_rows(document, wanted)
            self._said = {row.key: said for row in rows if (said := self._said.get(row.key)) is not None}
            self._bare = document, wanted, rows
        return rows

    def _made_rows(self, document: Document, wanted: str) -> list[Row]:
        parked, kept = set(parked_stories(document)), set(withheld_stories(document))
        # A story of which a part stands nowhere waits with the others: dragged onto the page, it is that part.
        waiting = {*unplaced(document), *missing(document)}
        parked |= missing(without_parked(document)).keys() - waiting
        shown = [story for story in document.stories if not wanted or wanted in _searched(story)]
        groups = (
            ("ui.copy.unplaced", [story for story in shown if story.id in waiting]),
            ("ui.copy.parked", [story for story in shown if story.id in parked]),
            ("ui.copy.withheld", [story for story in shown if story.id in kept - waiting - parked]),
            ("ui.copy.placed", [story for story in shown if story.id not in waiting | parked | kept]),
        )
        self._rows = {id(story): self._rows[id(story)] for story in document.stories if id(story) in self._rows}
        rows = []
        for code, stories in groups:
            if stories:
                rows.append(Row("", self.language.text(code), str(len(stories))))
                rows += [self._row(story, placed=story.id not in waiting | parked) for story in stories]
        return rows + self._pictures(wanted)

    def _row(self, story: Story, *, placed: bool) -> Row:
        """The row of a story, made again only when the story is another object."""
        kept = self._rows.get(id(story))
        if kept is None:
            size = self.language.text("ui.copy.characters", count=self.language.number(length_of(story)))
            count = len(pictures(story))
            under = self.language.text("ui.copy.pictures", count=count) if count else ""
            name = STORY_ICONS[story.kind]
            row = Row(story.id, title_of(story, self.language), size, under, name, faded=True)
            waiting = Row(story.id, title_of(story, self.language), size, under, name, "accent", drags=True)
            kept = self._rows[id(story)] = story, row, waiting
        return kept[1] if placed else kept[2]

    def _pictures(self, wanted: str) -> list[Row]:
        """The pictures that stand nowhere yet; each is dragged onto the page, as an unplaced story is."""
        text = self.language.text
        shown = [
            asset
            for asset in unplaced_pictures(self._desk.document)
            if not wanted or wanted in f"{asset.name}\n{asset.shown_caption}".lower()
        ]
        rows = [Row("", text("ui.copy.waiting_pictures"), str(len(shown)))] if shown else []
        for asset in shown:
            size = text("ui.copy.pixels", width=asset.width, height=asset.height)
            rows.append(Row(asset.id, asset.name, size, asset.shown_caption, "picture", "accent", drags=True))
        return rows

    def _fitted(self, row: Row, fits: dict[str, Fit]) -> Row:
        """The row with the lines and characters that its story is over or short."""
        fit = fits.get(row.key)
        if fit is None:
            return row
        known = self._said.get(row.key)
        if known is None or known[0] is not row or known[1] is not fit:
            under = " · ".join(filter(None, (row.under, fit_text(self.language, fit))))
            fitted = row._replace(under=under, colour="error" if fit.over else row.colour)
            known = self._said[row.key] = row, fit, fitted
        return known[2]

    def _show_story(self, story: str) -> None:
        place = self._desk.place_of(story)
        if place is not None:
            self._desk.go_to(*place)

    def _mark(self, _: str) -> None:
        self.list.mark(getattr(self._desk.element, "story", ""))


def _searched(story: Story) -> str:
    return "\n".join(part.text for part in paragraphs(story)).lower()

"""What the selected element's story says of itself on paper: jump lines (下转、上接), where it stands on several pages."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from layoutdesk import edits
from layoutdesk.model.document import story_ids
from layoutdesk.model.story import Story
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, column_in


class StoryFields(QWidget):
    """The fields of the story that the selected element sets."""

    def __init__(self, desk: Desk, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.jump_lines = QCheckBox()
        self.fields = {"jump_lines": Field(self.jump_lines)}
        layout = column_in(self)
        layout.addWidget(self.fields["jump_lines"])
        self.jump_lines.clicked.connect(self._set)

    def retranslate(self) -> None:
        """Shows the labels in the language of the window."""
        text = self._language.text("ui.properties.jump_lines")
        self.fields["jump_lines"].label.setText(text)
        self.jump_lines.setAccessibleName(text)

    def show_story(self) -> None:
        """Shows whether the story has jump lines; nothing where it stands on one page only."""
        story = self._story()
        pages = [page for page in self._desk.document.pages if story is not None and story.id in story_ids(page)]
        self.setVisible(len(pages) > 1)
        if story is not None:
            self.jump_lines.setChecked(story.jump_lines)

    def _story(self) -> Story | None:
        of = getattr(self._desk.element, "story", "")
        return next((each for each in self._desk.document.stories if of and each.id == of), None)

    def _set(self, checked: bool) -> None:
        story = self._story()
        if story is not None:
            self._desk.apply(edits.SetStory(story=story.id, jump_lines=checked))

"""The copy in hand: its paragraph style, its size in points and 号, that of the style itself, looks, and what goes beyond."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QWidget

from layoutdesk import edits
from layoutdesk.base.limits import MOST_SIZE
from layoutdesk.edits.naming import spoken
from layoutdesk.model.story import Paragraph, Story
from layoutdesk.ui import styling
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.marking import has_look
from layoutdesk.ui.panels.fields import Choice, Field, Stepper, column_in
from layoutdesk.ui.textsize import keep_size
from layoutdesk.ui.theme import Look

#: The looks that have a button, in the order of the menu.
LOOKS: Final = ("bold", "emphasis", "dots", "underline", "wave", "strike", "superscript", "subscript")
#: The smallest size that a style may be given, points.
_LEAST: Final = 3.0
_BUTTON: Final = 20


class TextFields(QWidget):
    """What the copy with the caret is and how it looks; ``wanted`` names the action that a button asks for."""

    wanted = Signal(str)

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self._styles: tuple[str, ...] = ()
        self.title = QLabel(objectName="title")
        self.style_choice = Choice()
        self.size = Stepper(look, 0, MOST_SIZE, 0.5, type_size=True)
        self.style_size = Stepper(look, _LEAST, MOST_SIZE, 0.5, type_size=True)
        self.looks = {name: QToolButton(checkable=True) for name in LOOKS}
        self.clear = QToolButton()
        self.fields = {
            "style": Field(self.style_choice), "size": Field(self.size), "style_size": Field(self.style_size),
        }  # fmt: skip
        layout = column_in(self)
        layout.addWidget(self.title)
        for widget in (*self.fields.values(), self._buttons(), self.clear):
            layout.addWidget(widget)
        self.style_choice.activated.connect(self._restyle)
        self.size.stepped.connect(lambda points: styling.resize(desk, points))
        self.style_size.stepped.connect(self._resize_style)
        self.clear.clicked.connect(lambda: self.wanted.emit("overrides-clear"))
        for signal in (desk.opened, desk.copy_marked):
            signal.connect(self.show_text)
        desk.stirring.tell(self.show_text)

    def _buttons(self) -> QWidget:
        held = QWidget()
        held.setStyleSheet("QToolButton { padding: 4px 0; }")
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, button in self.looks.items():
            button.clicked.connect(lambda _=False, name=name: self.wanted.emit(f"look-{name}"))
            keep_size(button, least_width=_BUTTON)
            row.addWidget(button, 1)
        return held

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        text = self._language.text
        self.title.setText(text("ui.text.title"))
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.text.{name}"))
        self.style_choice.setAccessibleName(text("ui.text.style"))
        self.style_size.name(text("ui.text.style_size"), text("ui.unit.points"), hao=self._language.names_sizes)
        self.size.setToolTip(text("ui.text.size_hint"))
        self.clear.setText(text("ui.text.clear"))
        for name, button in self.looks.items():
            button.setText(text(f"ui.text.mark_{name}"))
            button.setToolTip(text(f"ui.action.look-{name}"))
            button.setAccessibleName(text(f"ui.action.look-{name}"))
        self._styles = ()
        self.show_text()

    def show_text(self, *_: object) -> None:
        """Shows the paragraph with the caret; nothing where no caret stands in copy."""
        story, part = next(iter(styling.held(self._desk)), (None, None))
        self.setVisible(part is not None)
        if story is None or part is None:
            return
        self.setEnabled(self._desk.may_write)
        self._show_style(story, part)
        self._show_sizes(part)
        for name, button in self.looks.items():
            button.setEnabled(self._desk.has_selection)
            button.setChecked(has_look(self._desk, name))
        over = styling.has_overrides(self._desk)
        self.clear.setEnabled(over)
        self.fields["style"].label.setText(self._language.text("ui.text.style") + (" +" if over else ""))

    def _show_style(self, story: Story, part: Paragraph) -> None:
        choices = styling.choices(self._desk.document, self._desk.page, story, part)
        shown = choices if part.style in choices else (part.style, *choices)
        if shown != self._styles:
            self._styles = shown
            self.style_choice.clear()
            self.style_choice.addItems([styling.style_name(self._language, style) for style in shown])
        self.style_choice.setEnabled(bool(choices))
        same = styling.has_style(self._desk, part.style)
        self.style_choice.setCurrentIndex(shown.index(part.style) if same else -1)

    def _show_sizes(self, part: Paragraph) -> None:
        text = self._language.text
        lines = self._desk.shown.lines if self._desk.shown is not None else ()
        size = next((line.size for line in lines if line.paragraph == part.id), 0.0)
        none = text("ui.text.by_style", size=spoken(round(size, 2))) if size else text("ui.properties.automatic")
        self.size.name(text("ui.text.size"), text("ui.unit.points"), none=none, hao=self._language.names_sizes)
        self.size.show_value(styling.own_size(self._desk) or 0.0)
        style = styling.style_of(self._desk, part.style)
        self.fields["style_size"].setVisible(style is not None and bool(style.size) and part.style != "main")
        if style is not None:
            self.style_size.show_value(style.size)

    def _restyle(self, number: int) -> None:
        styling.restyle(self._desk, self._styles[number])
        self.show_text()

    def _resize_style(self, points: float) -> None:
        """Another size for the style of the paragraph with the caret, wherever the issue uses it."""
        name = next((part.style for _, part in styling.held(self._desk)), "")
        style = styling.style_of(self._desk, name)
        if style is not None:
            self._desk.apply(edits.SetStyle(name, replace(style, size=points)))

"""Character styles on what is selected in the copy (bold, 着重号, lines, 上标, 下标, 注音), drop capitals, the issue's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject

from layoutdesk import edits
from layoutdesk.base.limits import MOST_READING
from layoutdesk.edits.text import STRUCTURAL
from layoutdesk.model.story import Paragraph, paragraphs
from layoutdesk.ui import styling
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.selection import Marked

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Marking(QObject):
    """The hands of the actions that change how selected copy looks."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._dialogs = window.dialogs

    @property
    def _paragraph(self) -> Paragraph | None:
        """The paragraph with the caret."""
        marked = self._desk.marked
        return _marked_in(self._desk, marked) if marked is not None else None

    @property
    def _selected(self) -> list[tuple[Marked, Paragraph]]:
        return _selected(self._desk)

    def is_on(self, style: str) -> bool:
        """Whether everything that is selected has a character style."""
        return has_look(self._desk, style)

    def restyle(self, style: str) -> None:
        """Gives the paragraphs in hand a paragraph style."""
        styling.restyle(self._desk, style)

    def is_of(self, style: str) -> bool:
        """Whether the paragraphs in hand have a paragraph style."""
        return styling.has_style(self._desk, style)

    def clear_overrides(self) -> None:
        """Brings the paragraphs in hand back to their style."""
        styling.clear_overrides(self._desk)

    def end_line(self) -> None:
        """Ends a line of the headline at the caret, or takes the line end there away."""
        self._window.writer.end_line()

    def switch(self, style: str) -> None:
        """Gives what is selected a character style, or takes it away where all of it has it."""
        kind, label = (
            (edits.ClearSpan, "ui.history.look-clear") if self.is_on(style) else (edits.SetSpan, "ui.history.look")
        )
        steps = [kind(*mark, style) for mark, _ in self._selected]
        if steps:
            self._desk.apply(edits.together(label, steps))

    def ask_size(self) -> None:
        """Gives the hand to the field of the size of type (字号); Enter gives it back."""
        self._window.around.show_sides(True)
        field = self._window.properties.text.size.figure
        field.setFocus()
        field.selectAll()

    def ask_reading(self) -> None:
        """Asks for the reading of what is selected and sets it above; an empty answer takes readings away."""
        marked, paragraph = self._desk.marked, self._paragraph
        if marked is None or paragraph is None or not self._desk.has_selection:
            return
        present = next(
            (span.reading for span in paragraph.spans if (span.start, span.end) == marked[2:] and span.reading), ""
        )
        answer = self._dialogs.reading(paragraph.text[marked.start : marked.end], present)
        if answer is None:
            return
        if answer.strip():
            self._desk.apply(edits.SetSpan(*marked, "reading", answer[:MOST_READING]))
        else:
            self._desk.apply(edits.ClearSpan(*marked, "reading"))

    def drops(self, lines: int) -> bool:
        """Whether the paragraph with the caret has a drop capital so many lines deep."""
        paragraph = self._paragraph
        return paragraph is not None and paragraph.drop == lines

    def drop(self, lines: int) -> None:
        """Gives the paragraph with the caret a drop capital, or takes it away where it has that one."""
        marked = self._desk.marked
        if marked is not None:
            self._desk.apply(edits.SetDrop(marked.story, marked.paragraph, 0 if self.drops(lines) else lines))

    def speaks(self, language: str) -> bool:
        """Whether the issue is in a language."""
        return self._desk.document.meta.language == language

    def speak(self, language: str) -> None:
        """Gives the issue a language: its own words, the forms of its characters, how Western words are divided."""
        meta = self._desk.document.meta
        if meta.language != language:
            self._desk.apply(edits.SetMeta(replace(meta, language=language)))

    def clear(self) -> None:
        """Takes every look from what is selected; what it is (电头, 署名) stays."""
        steps = [
            edits.ClearSpan(*mark, style)
            for mark, paragraph in self._selected
            for style in dict.fromkeys(span.style for span in paragraph.spans if span.style not in STRUCTURAL)
        ]
        if steps:
            self._desk.apply(edits.Batch(label="ui.history.look-clear", edits=tuple(steps)))


def has_look(desk: Desk, style: str) -> bool:
    """Whether everything that is selected has a character style."""
    selected = _selected(desk)
    return bool(selected) and all(_has(paragraph, mark, style) for mark, paragraph in selected)


def _selected(desk: Desk) -> list[tuple[Marked, Paragraph]]:
    """What is selected, each range with its paragraph."""
    ranges = ((mark, _marked_in(desk, mark)) for mark in desk.marks if mark.start != mark.end)
    return [(mark, paragraph) for mark, paragraph in ranges if paragraph is not None]


def _marked_in(desk: Desk, mark: Marked) -> Paragraph | None:
    story = next((each for each in desk.document.stories if each.id == mark.story), None)
    parts = paragraphs(story) if story is not None else ()
    return next((part for part in parts if part.id == mark.paragraph), None)


def _has(paragraph: Paragraph, mark: Marked, style: str) -> bool:
    """Whether a character style covers a whole range."""
    at = mark.start
    for span in sorted(paragraph.spans, key=lambda span: span.start):
        if span.style == style and span.start <= at < span.end:
            at = span.end
    return at >= mark.end

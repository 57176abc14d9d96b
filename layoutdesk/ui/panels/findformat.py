"""The formats of find and change: paragraph style and character look that a hit has, and those that it gets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from layoutdesk.finding import LOOKS, SEEN, Wanted
from layoutdesk.model import Document
from layoutdesk.model.story import CELL_STYLES, PARAGRAPH_STYLES
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Field
from layoutdesk.ui.styling import BODY_STYLES, own_styles, style_name
from layoutdesk.ui.theme import UNIT

#: The fields, those of what is looked for first, and the words for nothing chosen in each.
_FIELDS: Final = {"style": "any", "look": "any", "new_style": "as_it_is", "put_on": "as_it_is", "take_off": "as_it_is"}
_GIVEN: Final = ("new_style", "put_on", "take_off")


class FormatForm(QWidget):
    """Five choices. ``picked``: the hand has chosen another; ``left``: one of the lists was closed."""

    picked = Signal()
    left = Signal()

    def __init__(self, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._own: tuple[str, ...] = ()
        self._values: dict[str, list[str]] = {}
        self.choices = {name: Choice() for name in _FIELDS}
        self.fields = {name: Field(choice) for name, choice in self.choices.items()}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT // 2)
        for name, field in self.fields.items():
            column.addWidget(field)
            self.choices[name].activated.connect(lambda _: self.picked.emit())
            self.choices[name].left.connect(self.left)

    def offer(self, document: Document) -> None:
        """Offers the styles of the issue beside those of the trade."""
        own = own_styles(document)
        if own != self._own:
            self._own = own
            self.retranslate()

    def retranslate(self) -> None:
        """Shows everything in the language of the window, what is chosen stays."""
        kept = self.chosen
        lists: dict[str, Sequence[str]] = {
            "style": (*PARAGRAPH_STYLES, *self._own), "look": SEEN, "new_style": (*BODY_STYLES, *CELL_STYLES, *self._own),
            "put_on": LOOKS, "take_off": LOOKS,
        }  # fmt: skip
        for name, choice in self.choices.items():
            self._values[name] = ["", *lists[name]]
            choice.clear()
            choice.addItem(self._language.text(f"ui.find.{_FIELDS[name]}"))
            choice.addItems([self.named(each) for each in lists[name]])
            label = self._language.text(f"ui.find.{name}")
            self.fields[name].label.setText(label)
            choice.setAccessibleName(label)
            choice.setCurrentIndex(
                max(0, self._values[name].index(kept[name]) if kept[name] in self._values[name] else 0)
            )

    def named(self, style: str) -> str:
        """A style by its name in the trade, one of the issue's own by its own."""
        return style_name(self._language, style)

    def open_change(self, wanted: bool) -> None:
        """Shows what hits get, or only what they have."""
        for name in _GIVEN:
            self.fields[name].setVisible(wanted)

    @property
    def chosen(self) -> dict[str, str]:
        """What is chosen in each field, empty where nothing is."""
        return {
            name: self._values[name][max(choice.currentIndex(), 0)] if name in self._values else ""
            for name, choice in self.choices.items()
        }

    def put(self, wanted: Wanted) -> None:
        """Shows the formats of a query."""
        values = {
            "style": wanted.style, "look": next(iter(wanted.looks), ""), "new_style": wanted.new_style,
            "put_on": next(iter(wanted.put_on), ""), "take_off": next(iter(wanted.take_off), ""),
        }  # fmt: skip
        for name, value in values.items():
            known = self._values[name]
            self.choices[name].setCurrentIndex(known.index(value) if value in known else 0)

    def within(self, wanted: Wanted, *, changes: bool) -> Wanted:
        """A query with the formats that are chosen; what hits get only where anything ``changes``."""
        chosen = {name: value if changes or name not in _GIVEN else "" for name, value in self.chosen.items()}
        return replace(
            wanted, style=chosen["style"], looks=_one(chosen["look"]), new_style=chosen["new_style"],
            put_on=_one(chosen["put_on"]), take_off=_one(chosen["take_off"]),
        )  # fmt: skip

    def said(self, *, changes: bool) -> str:
        """What is chosen, in one line; empty where nothing is."""
        chosen = self.chosen
        has = [self.named(chosen[name]) for name in ("style", "look") if chosen[name]]
        gets = [self.named(chosen[name]) for name in ("new_style", "put_on") if chosen[name] and changes]
        gets += [f"−{self.named(chosen['take_off'])}"] if chosen["take_off"] and changes else []
        return " → ".join(" ".join(part) for part in (has, gets) if part) if has or not gets else f"→ {' '.join(gets)}"


def _one(value: str) -> tuple[str, ...]:
    return (value,) if value else ()

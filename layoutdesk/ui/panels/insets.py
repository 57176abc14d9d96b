"""The fields of the pictures in the selected block: their rows, how far off the columns they stand, and their captions."""

from __future__ import annotations

from typing import Final, get_args

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from layoutdesk import edits
from layoutdesk.model.elements import Block, CaptionPlace, PicturePlace
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Field, Stepper, column_in
from layoutdesk.ui.theme import Look

CAPTIONS: Final = get_args(CaptionPlace)
#: Fields in 字, by half ones; the rest count columns and rows.
_EMS: Final = ("width", "shift", "wrap", "caption_width")


class InsetFields(QWidget):
    """How a picture of the selected block stands in it; of several, the one that is chosen by its number."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.which, self.caption = Stepper(look, 1, 99), Choice()
        self.steppers = {
            "row": Stepper(look, 0, 999), "rows": Stepper(look, 2, 999), "width": Stepper(look, 0, 200, 0.5),
            "shift": Stepper(look, -200, 200, 0.5), "wrap": Stepper(look, 0, 9, 0.5), "caption_width": Stepper(look, 0, 60, 0.5),
        }  # fmt: skip
        self.fields = {"which": Field(self.which), "caption": Field(self.caption)}
        self.fields |= {name: Field(stepper) for name, stepper in self.steppers.items()}
        layout = column_in(self)
        for field in self.fields.values():
            layout.addWidget(field)
        self.which.stepped.connect(lambda _: self.show_pictures())
        self.caption.activated.connect(lambda number: self._set(caption=CAPTIONS[number]))
        for name, stepper in self.steppers.items():
            stepper.figure.setDecimals(1 if name in _EMS else 0)
            stepper.stepped.connect(lambda value, name=name: self._set(**{name: value if name in _EMS else int(value)}))

    def retranslate(self) -> None:
        """Shows labels and choices in the language of the window."""
        text = self._language.text
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.insets.{name}"))
        self.which.name(text("ui.insets.which"), "")
        for name, stepper in self.steppers.items():
            none = text(f"ui.insets.{name}_none") if name in ("width", "caption_width") else ""
            stepper.name(text(f"ui.insets.{name}"), text("ui.unit.ems" if name in _EMS else "ui.unit.rows"), none=none)
        chosen = self.caption.currentIndex()
        self.caption.clear()
        self.caption.addItems([text(f"ui.insets.caption_{place}") for place in CAPTIONS])
        self.caption.setCurrentIndex(max(chosen, 0))
        self.caption.setAccessibleName(text("ui.insets.caption"))

    def show_pictures(self) -> None:
        """Shows the chosen picture of the selected block as it stands; nothing where there is none."""
        places = self._places()
        self.setVisible(bool(places))
        if not places:
            return
        self.which.show_value(min(self.which.figure.value(), len(places)), most=len(places))
        self.fields["which"].setVisible(len(places) > 1)
        place = places[self._number()]
        for name, stepper in self.steppers.items():
            stepper.show_value(getattr(place, name))
        self.fields["caption_width"].setVisible(place.caption in ("left", "right"))
        self.fields["wrap"].setVisible(place.is_free)
        self.caption.setCurrentIndex(CAPTIONS.index(place.caption))

    def _places(self) -> tuple[PicturePlace, ...]:
        block = self._desk.element
        return block.pictures if isinstance(block, Block) else ()

    def _number(self) -> int:
        return int(self.which.figure.value()) - 1

    def _set(self, **fields: object) -> None:
        places, number = self._places(), self._number()
        if number < len(places):
            changed = (*places[:number], replace(places[number], **fields), *places[number + 1 :])
            self._desk.apply(edits.SetBlock(page=self._desk.page_id, element=self._desk.selection, pictures=changed))

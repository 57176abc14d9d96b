"""The fields of the pictures in the selected block: columns and rows, how far off the columns they stand, captions, crops.

Of a free picture frame they show what is cut off, and how sharp it prints.
"""

from __future__ import annotations

from typing import Final, get_args

from msgspec.structs import replace
from PySide6.QtWidgets import QLabel, QWidget

from layoutdesk import edits
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.compose.picture import effective_ppi, printed
from layoutdesk.compose.sheet import LEAST_PPI
from layoutdesk.model.elements import Block, CaptionPlace, PictureFrame, PicturePlace
from layoutdesk.model.story import pictures
from layoutdesk.ui.canvas.crops import LEAST
from layoutdesk.ui.canvas.held import Held, crop_edit, held
from layoutdesk.ui.canvas.insets import FIGURES, figured, room_of
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice, Distance, Field, Stepper, column_in
from layoutdesk.ui.panels.place import ems_of
from layoutdesk.ui.selection import Part
from layoutdesk.ui.theme import Look, tint

CAPTIONS: Final = get_args(CaptionPlace)
#: Fields in 字, by half ones; the rest count columns and rows.
_EMS: Final = ("width", "shift", "wrap", "caption_width")
#: What is cut off each side of a picture (裁切), in per cent of its width or height.
_CUTS: Final = ("cut_left", "cut_right", "cut_top", "cut_foot")
_UNITS: Final = {
    "columns": "ui.unit.columns",
    "row": "ui.unit.rows",
    "rows": "ui.unit.rows",
}


class InsetFields(QWidget):
    """How a picture of the selected block stands in it; of several, the one that is chosen by its number."""

    def __init__(self, desk: Desk, look: Look, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._language = desk, language
        self.title = QLabel(wordWrap=True)
        self.which, self.caption = Stepper(look, 1, 99), Choice()
        self.steppers = {
            "column": Stepper(look, 1, 32), "columns": Stepper(look, 1, 32),
            "row": Stepper(look, 0, 999), "rows": Stepper(look, 2, 999), "width": Stepper(look, 0, 200, 0.5, distance=True),
            "shift": Stepper(look, -200, 200, 0.5), "wrap": Stepper(look, 0, 99, 0.5, distance=True),
            "caption_width": Stepper(look, 0, 60, 0.5, distance=True),
        }  # fmt: skip
        self.cuts = {name: Stepper(look, 0, 98, 1) for name in _CUTS}
        self.ppi = QLabel()
        self._look = look
        self.fields = {"which": Field(self.which), "caption": Field(self.caption)}
        self.fields |= {name: Field(stepper) for name, stepper in self.steppers.items()}
        self.fields |= {name: Field(stepper) for name, stepper in self.cuts.items()}
        self.fields["ppi"] = Field(self.ppi)
        layout = column_in(self)
        layout.addWidget(self.title)
        for field in self.fields.values():
            layout.addWidget(field)
        self.which.stepped.connect(lambda _: self._hold())
        desk.part_held.connect(self.show_pictures)
        for name, stepper in self.cuts.items():
            stepper.stepped.connect(lambda value, name=name: self._cut(name, value))
        self.caption.activated.connect(lambda number: self._set(caption=CAPTIONS[number]))
        for name, stepper in self.steppers.items():
            stepper.figure.setDecimals(2 if name in _EMS else 0)
            stepper.stepped.connect(lambda value, name=name: self._figure(name, _stored(name, value)))

    def retranslate(self) -> None:
        """Shows labels and choices in the language of the window."""
        text = self._language.text
        for name, field in self.fields.items():
            field.label.setText(text(f"ui.insets.{name}"))
        self.which.name(text("ui.insets.which"), "")
        for name, stepper in self.steppers.items():
            none = text(f"ui.insets.{name}_none") if name in ("width", "caption_width") else ""
            stepper.name(
                text(f"ui.insets.{name}"), "" if name == "column" else text(_UNITS.get(name, "ui.unit.ems")), none=none
            )
        for name, stepper in self.cuts.items():
            stepper.name(text(f"ui.insets.{name}"), "%")
        self.ppi.setAccessibleName(text("ui.insets.ppi"))
        chosen = self.caption.currentIndex()
        self.caption.clear()
        self.caption.addItems([text(f"ui.insets.caption_{place}") for place in CAPTIONS])
        self.caption.setCurrentIndex(max(chosen, 0))
        self.caption.setAccessibleName(text("ui.insets.caption"))

    def show_pictures(self) -> None:
        """Shows the chosen picture of the selected block as it stands, shut where that is locked; nothing where there is none."""
        places, element = self._places(), self._desk.element
        frame = isinstance(element, PictureFrame) and len(self._desk.chosen) == 1
        self.setVisible(bool(places) or frame)
        self.title.setVisible(not frame)
        for name, field in self.fields.items():
            field.setEnabled(name in ("which", "ppi") or not getattr(element, "locked", False))
        if places:
            self._show_place(places)
            self.title.setText(self._titled(places[self._number()].picture))
        place = places[self._number()] if places else None
        # Each once: a field that is shown only to be hidden again has all of them laid out anew.
        told = dict.fromkeys(("caption", *self.steppers), not frame) | {"which": len(places) > 1}
        if place is not None:
            told |= {"caption_width": place.caption in ("left", "right"), "wrap": place.is_free}
        for name, is_shown in told.items():
            self.fields[name].setVisible(is_shown)
        self._show_crop()

    def _show_place(self, places: tuple[PicturePlace, ...]) -> None:
        part = self._desk.part
        held_at = next((at for at, place in enumerate(places, 1) if part and place.picture == part.picture), 0)
        self.which.show_value(min(held_at or self.which.figure.value(), len(places)), most=len(places))
        place = places[self._number()]
        for name, stepper in self.steppers.items():
            if isinstance(stepper.figure, Distance) and self._desk.grid is not None:
                stepper.figure.units = ems_of(self._desk.grid)
            stepper.show_value(getattr(place, name) + (name == "column"))
        self.caption.setCurrentIndex(CAPTIONS.index(place.caption))

    def _show_crop(self) -> None:
        """What is cut off the chosen picture, and its pixels for an inch: red where they are too few to print."""
        picture = self._picture()
        for name in (*_CUTS, "ppi"):
            self.fields[name].setVisible(picture is not None and picture.asset is not None)
        if picture is None or picture.asset is None:
            return
        crop = picture.crop
        for name, share in zip(_CUTS, (crop.x, 1 - crop.x - crop.w, crop.y, 1 - crop.y - crop.h), strict=True):
            self.cuts[name].show_value(max(0, round(100 * share)))
        ppi = effective_ppi(picture.asset, picture.rect, crop)
        self.ppi.setText(f"{ppi:.0f} ppi")
        tint(self.ppi, f"color: {self._look.theme.error.name()};" if ppi < LEAST_PPI else "")

    def _titled(self, picture: str) -> str:
        """What the fields are about: a picture of the block, by the name of its file."""
        text, document = self._language.text, self._desk.document
        story = next((each for each in document.stories if each.id == getattr(self._desk.element, "story", "")), None)
        of = next((each.asset for each in pictures(story) if each.id == picture), "") if story is not None else ""
        asset = next((each for each in document.assets if of and each.id == of), None)
        return text("ui.insets.title", name=asset.name) if asset is not None else text("ui.insets.title_missing")

    def _picture(self) -> Held | None:
        """The chosen picture as it stands on the page."""
        places = self._places()
        return held(self._desk, places[self._number()].picture if places else "")

    def _hold(self) -> None:
        """Takes the picture of the chosen number into the hand."""
        self._desk.hold(Part(self._places()[self._number()].picture))

    def _cut(self, name: str, value: float) -> None:
        """Cuts so much off one side; the others give way as the shape of the frame asks for."""
        picture = self._picture()
        if picture is None:
            return
        crop, share = printed(picture.rect, picture.crop)[1], value / 100
        far = {"cut_left": crop.x + crop.w, "cut_right": 1 - crop.x, "cut_top": crop.y + crop.h, "cut_foot": 1 - crop.y}
        side = max(far[name] - share, LEAST)
        if name in ("cut_left", "cut_right"):
            wanted = Rect(far[name] - side if name == "cut_left" else crop.x, crop.y, side, crop.h)
        else:
            wanted = Rect(crop.x, far[name] - side if name == "cut_top" else crop.y, crop.w, side)
        edit = crop_edit(self._desk, picture, wanted)
        if edit is not None:
            self._desk.apply(edits.Batch("ui.history.crop", (edit,)))

    def _places(self) -> tuple[PicturePlace, ...]:
        """The places of the block's pictures: those that were chosen and, once one is in the hand, those by the rules.

        These cost a setting of the block, which no key of typing is to wait for.
        """
        block, page = self._desk.element, self._desk.page
        if not isinstance(block, Block) or page is None or len(self._desk.chosen) > 1:
            return ()
        if block.pictures or self._desk.part is None:
            return block.pictures
        room = room_of(self._desk.document, page, block, self._desk.book)
        return room.places if room is not None else ()

    def _number(self) -> int:
        return int(self.which.figure.value()) - 1

    def _figure(self, name: str, wanted: float) -> None:
        """Takes a figure, or the nearest for which the block has room, and says where it is not the one that was asked for."""
        places, number, block, page = self._places(), self._number(), self._desk.element, self._desk.page
        if number >= len(places) or not isinstance(block, Block) or page is None:
            return
        room = room_of(self._desk.document, page, block, self._desk.book) if name in FIGURES else None
        if room is None:
            self._set(**{name: wanted})
            return
        place = figured(room, places[number], name, wanted)
        self._put(place)
        if getattr(place, name) != wanted:
            self._desk.refused.emit(Refusal("ui.insets.bound"))
            self.show_pictures()

    def _set(self, **fields: object) -> None:
        places, number = self._places(), self._number()
        if number < len(places):
            self._put(replace(places[number], **fields))

    def _put(self, place: PicturePlace) -> None:
        places = tuple(place if each.picture == place.picture else each for each in self._places())
        self._desk.apply(edits.SetBlock(page=self._desk.page_id, element=self._desk.selection, pictures=places))


def _stored(name: str, value: float) -> float:
    """A figure as places store it: columns are counted from 0 there."""
    return value if name in _EMS else int(value) - (name == "column")

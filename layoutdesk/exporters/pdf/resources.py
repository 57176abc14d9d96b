"""What pages share: fonts, spot colours, pictures and graphics states, each written once, and what one page uses of it.

Names of resources depend on the thing named alone, so that the content of a page does not depend on other pages.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from layoutdesk.base.colour import Cmyk, Paint, Registration, Spot
from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Problem
from layoutdesk.display import Image
from layoutdesk.exporters.images import ImageSource
from layoutdesk.exporters.pdf.document import QUICK, PdfFile, Reference, Value, array, dictionary, name, number
from layoutdesk.exporters.pdf.fonts import Code, EmbeddedFont, Programs, resource_name
from layoutdesk.exporters.pdf.glyphs import Marking, alternate_text

if TYPE_CHECKING:
    from layoutdesk.pictures.render import PressImage
    from layoutdesk.text.fonts import FontBook

#: Black text and rules overprint, everything else knocks out. OPM 1: a component of 0 leaves the ink below (ISO 32000-1 §8.6.7).
_STATES = {
    "Initial": {"OP": "false", "op": "false", "OPM": 0},
    "Overprint": {"OP": "true", "op": "true", "OPM": 1},
    "Knockout": {"OP": "false", "op": "false", "OPM": 1},
}


class SharedResources:
    """The resources of one file; ``alternate_text``: its version knows ActualText; ``profile``: its printing condition by name.

    With ``screen_dpi`` the file is for looking at: paints and pictures are as the screen shows them. ``programs`` keeps subsets of
    fonts from file to file.
    """

    def __init__(
        self,
        file: PdfFile,
        book: FontBook,
        images: ImageSource,
        *,
        alternate_text: bool = True,
        profile: str = "",
        screen_dpi: int = 0,
        programs: Programs | None = None,
    ) -> None:
        self._programs = programs
        self.alternate_text, self._profile, self._screen_dpi = alternate_text, profile, screen_dpi
        self._file, self._book, self._source = file, book, images
        self._fonts: dict[str, EmbeddedFont] = {}
        self._spaces: dict[str, Reference] = {}
        self._states: dict[str, Reference] = {}
        self._images: dict[str, Reference] = {}
        self._adverts: dict[tuple[str, bool], str] = {}
        #: What is to be said of adverts that were placed.
        self.notes: tuple[Problem, ...] = ()
        self._placed: dict[tuple[str, float, float, Rect, bool | None], str] = {}

    def font(self, face: str) -> EmbeddedFont:
        """The font of a face by its key in the font book."""
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(self._book.face_by_key(face), self._file, self._programs)
        return self._fonts[face]

    def space(self, paint: Spot | Registration) -> tuple[str, Reference]:
        """Name and colour space of a spot ink, or of all separations at once (ISO 32000-1 §8.6.6.4)."""
        ink, process = ("All", Cmyk(1, 1, 1, 1)) if isinstance(paint, Registration) else (paint.name, paint.cmyk)
        if ink not in self._spaces:
            tint = dictionary(
                FunctionType=2,
                Domain=array(0, 1),
                N=1,
                C0=array(0, 0, 0, 0),
                C1=array(*(number(value) for value in (process.c, process.m, process.y, process.k))),
            )
            self._spaces[ink] = self._file.write(array(name("Separation"), name(ink), name("DeviceCMYK"), tint))
        return resource_name(ink), self._spaces[ink]

    def state(self, label: str) -> tuple[str, Reference]:
        """Name and graphics state of overprinting or knocking out, or the one that a page begins with."""
        if label not in self._states:
            self._states[label] = self._file.write(dictionary(Type=name("ExtGState"), **_STATES[label]))
        return label, self._states[label]

    def image(self, image: Image, colour: bool | None) -> tuple[str, Reference]:
        """Name and image XObject of a picture; the same picture at the same size is converted and written once."""
        key = (image.asset, image.rect.w, image.rect.h, image.crop, colour)
        if key not in self._placed and self._screen_dpi:
            self._placed[key] = self._write_preview(image, colour)
        elif key not in self._placed:
            self._placed[key] = self._write_image(
                self._source.press(image.asset, image.rect, image.crop, colour=colour, profile=self._profile)
            )
        label = self._placed[key]
        return label, self._images[label]

    def advert(self, asset: str, colour: bool) -> tuple[str, Reference] | None:
        """Name and form of an asset that is a PDF, written once; ``None`` for a picture."""
        key = (asset, colour)
        if key not in self._adverts:
            found = self._source.document(asset)
            self._adverts[key] = "" if found is None else self._place(*found, colour)
        label = self._adverts[key]
        return (label, self._images[label]) if label else None

    def _place(self, file: str, data: bytes, colour: bool) -> str:
        from layoutdesk.exporters.pdf.adverts import Rules, place

        label = f"A{hashlib.sha256(data).hexdigest()[:16]}{'' if colour else '-K'}"
        if label not in self._images:
            self._images[label], notes = place(self._file, data, file, Rules(modern=self.alternate_text, colour=colour))
            self.notes += notes
        return label

    def screen_rgb(self, paint: Paint) -> tuple[int, int, int] | None:
        """A paint as the screen shows it, 0 to 255 each; ``None`` where the file is for the press."""
        if not self._screen_dpi:
            return None
        from layoutdesk.pictures.colour import screen_rgb

        return screen_rgb(paint, self._profile)

    def _write_preview(self, image: Image, colour: bool | None) -> str:
        longest = math.ceil(max(image.rect.w, image.rect.h) / 72 * self._screen_dpi)
        shown = self._source.preview(image.asset, longest, image.crop, colour=colour, profile=self._profile)
        label = "I" + hashlib.sha256(shown.rgb).hexdigest()[:16]
        if label not in self._images:
            entries = {
                "Type": name("XObject"), "Subtype": name("Image"), "Width": shown.width, "Height": shown.height,
                "BitsPerComponent": 8, "ColorSpace": name("DeviceRGB"),
            }  # fmt: skip
            self._images[label] = self._file.deflated(shown.rgb, entries, level=QUICK)
        return label

    def _write_image(self, image: PressImage) -> str:
        label = "I" + hashlib.sha256(image.data).hexdigest()[:16]
        if label in self._images:
            return label
        entries: dict[str, Value] = {
            "Type": name("XObject"),
            "Subtype": name("Image"),
            "Width": image.width,
            "Height": image.height,
            "BitsPerComponent": 8,
            "ColorSpace": name("DeviceCMYK" if image.components == 4 else "DeviceGray"),
            "Filter": name(image.filter),
        }
        if image.decode_inverted:
            entries["Decode"] = array(*([1, 0] * image.components))
        self._images[label] = self._file.stream(image.data, entries)
        return label

    def write_fonts(self) -> tuple[str, ...]:
        """Writes every font, now that all pages are known; the names under which they are embedded."""
        return tuple(font.write() for font in self._fonts.values())


class PageResources:
    """What one page uses, under the names that its content calls it by; a page that is not ``colour`` prints in black alone."""

    def __init__(self, shared: SharedResources, colour: bool = True) -> None:
        self._shared, self._colour = shared, None if colour else False
        self._used: dict[str, dict[str, Reference]] = {}

    def font(self, face: str) -> EmbeddedFont:
        """The font of a face; its name is ``resource``."""
        font = self._shared.font(face)
        self._use("Font", font.resource, font.reference)
        return font

    @property
    def knows_alternate_text(self) -> bool:
        """Whether the file's version of PDF knows ActualText."""
        return self._shared.alternate_text

    def upright(self, font: EmbeddedFont) -> str:
        """The name of a font in vertical writing mode."""
        return self._use("Font", *font.upright())

    def marking(self, font: EmbeddedFont, size: float) -> Marking:
        """How glyphs of a font are marked that stand for another text than their codes say."""
        if self._shared.alternate_text:
            return alternate_text

        def respelt(codes: Sequence[Code]) -> tuple[str, str]:
            label = self._use("Font", *font.respelt(codes[0].actual or "", codes))
            return f"/{label} {number(size)} Tf", f"/{font.resource} {number(size)} Tf"

        return respelt

    def space(self, paint: Spot | Registration) -> str:
        """The name of the colour space of a spot ink."""
        return self._use("ColorSpace", *self._shared.space(paint))

    def state(self, overprint: bool) -> str:
        """The name of the graphics state of overprinting or knocking out."""
        return self._use("ExtGState", *self._shared.state("Overprint" if overprint else "Knockout"))

    def initial_state(self) -> str:
        """The name of the graphics state that a page begins with."""
        return self._use("ExtGState", *self._shared.state("Initial"))

    def advert(self, asset: str) -> str:
        """The name of an asset that is a PDF, as a form of the unit square; empty for a picture."""
        found = self._shared.advert(asset, self._colour is not False)
        return "" if found is None else self._use("XObject", *found)

    def image(self, image: Image) -> str:
        """The name of a picture."""
        return self._use("XObject", *self._shared.image(image, self._colour))

    def screen_rgb(self, paint: Paint) -> tuple[int, int, int] | None:
        """A paint as the screen shows it, 0 to 255 each; ``None`` where the file is for the press."""
        return self._shared.screen_rgb(paint)

    def dictionary(self) -> Value:
        """The resource dictionary of the page."""
        return dictionary(**{kind: dictionary(**names) for kind, names in self._used.items()})

    def _use(self, kind: str, label: str, reference: Reference) -> str:
        self._used.setdefault(kind, {})[label] = reference
        return label

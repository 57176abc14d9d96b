"""What stands inside a paragraph (17.3.2, 17.3.3, 17.13.5): text as the editor would see it with all changes accepted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.base.limits import MOST_READING
from layoutdesk.intake import symbols
from layoutdesk.intake.docx.package import R, W, number, switch, value
from layoutdesk.intake.docx.styles import Style, Styles, emphasis, script, struck
from layoutdesk.intake.rich import Run

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: What holds runs and means nothing more: links, tags, content controls, insertions, matter moved here.
_WRAPPERS: Final = frozenset({
    "hyperlink", "smartTag", "sdtContent", "ins", "moveTo", "fldSimple", "customXml", "bdo", "dir", "rubyBase",
    "sdt", "oMath", "oMathPara", "r",
})  # fmt: skip
#: What is left out, and told by this word where the editor should know.
_LEFT_OUT: Final = {
    "del": "deleted", "moveFrom": "deleted", "instrText": "", "delText": "", "delInstrText": "", "rt": "",
    "footnoteReference": "footnotes", "endnoteReference": "footnotes", "object": "objects",
}  # fmt: skip
#: What holds the exponents and indices of a formula (22.1.2.111, 22.1.2.112).
_SCRIPTS: Final = {"sup": "superscript", "sub": "subscript"}
#: Signs before the parts of a formula: the stroke of a fraction (22.1.2.36), the sign of a root (22.1.2.88).
_SIGNS: Final = {"den": "/", "rad": "√"}
_MARKS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


class Found(msgspec.Struct):
    """What a paragraph holds: its runs, pictures by relation, text boxes, its notes (``footnote`` or ``endnote``, and the id),
    and counts of what was left out or wants to be known.
    """

    runs: list[Run] = msgspec.field(default_factory=list)
    pictures: list[str] = msgspec.field(default_factory=list)
    boxes: list[Element] = msgspec.field(default_factory=list)
    notes: list[tuple[str, str]] = msgspec.field(default_factory=list)
    counts: Counter[str] = msgspec.field(default_factory=Counter)
    #: The largest type of the runs, in points.
    size: float = 0.0


class Inline:
    """Reads the content of one paragraph; ``base`` is the paragraph's style."""

    def __init__(self, styles: Styles, base: Style, found: Found) -> None:
        self._styles, self._base, self.found = styles, base, found
        self._fields: list[bool] = []

    def read(self, paragraph: Element) -> None:
        """Adds what ``paragraph`` holds."""
        for child in paragraph:
            self._take(child, None)

    def _take(self, element: Element, look: Run | None) -> None:
        name = element.tag.rpartition("}")[2]
        known = element.tag.startswith(W)
        if name == "AlternateContent":
            self._alternative(element, look)
        elif name == "t":
            self._text(element.text or "", look)
        elif known and name == "r":
            self._run(element)
        elif known and name == "ruby":
            self._ruby(element, look)
        elif name in _LEFT_OUT and known:
            self._leave(element, _LEFT_OUT[name])
        elif known and name in _MARKS:
            self._mark(element, name, look)
        elif known and name == "sym":
            self._symbol(element, look)
        elif known and name == "fldChar":
            self._field(element)
        elif name in ("drawing", "pict"):
            self._drawing(element)
        elif name in _WRAPPERS and element.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
            self._wrapped(element, name, look)

    def _wrapped(self, element: Element, name: str, look: Run | None) -> None:
        if name in ("oMath", "oMathPara"):
            self.found.counts["formulas"] += name == "oMath"
            self._formula(element, look or Run(""))
            return
        self.found.counts["inserted"] += name in ("ins", "moveTo")
        for child in element:
            self._take(child, look)

    def _formula(self, element: Element, look: Run) -> None:
        """The text of a formula (22.1), what is raised or lowered in it."""
        name = element.tag.rpartition("}")[2]
        self._text(_SIGNS.get(name, ""), look)
        if name == "t":
            self._text(element.text or "", look)
        for child in element:
            self._formula(child, look._replace(level=_SCRIPTS.get(name, look.level)))

    def _ruby(self, element: Element, look: Run | None) -> None:
        """Characters with their reading (17.3.3.25)."""
        before = len(self.found.runs)
        for base in element.findall(W + "rubyBase"):
            self._take(base, look)
        runs = self.found.runs[before:]
        reading = "".join(part.text or "" for part in element.iterfind(f"{W}rt//{W}t"))
        if runs and reading.strip():
            self.found.runs[before:] = [
                runs[0]._replace(
                    text="".join(run.text for run in runs), reading=" ".join(reading.split())[:MOST_READING]
                )
            ]

    def _leave(self, element: Element, word: str) -> None:
        if word == "footnotes":
            self.found.notes.append((element.tag.removeprefix(W).removesuffix("Reference"), element.get(W + "id", "")))
        elif word:
            self.found.counts[word] += 1

    def _run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        style = self._styles.character(value(properties, "rStyle"))
        if _first(switch(properties, "vanish"), style.hidden, self._base.hidden):
            self.found.counts["hidden"] += any(part.tag == W + "t" for part in run)
            return
        look = Run(
            "", bool(_first(switch(properties, "b"), style.bold, self._base.bold)),
            bool(_first(emphasis(properties), style.emphasis, self._base.emphasis)),
            next((one for one in (script(properties), style.level, self._base.level) if one is not None), ""),
            bool(_first(struck(properties), style.strike, self._base.strike)),
        )  # fmt: skip
        half = number(value(properties, "sz"))
        size = half / 2 if half else style.size or self._styles.size(self._base)
        if any(part.tag == W + "t" for part in run):
            self.found.size = max(self.found.size, size)
            self._check_font(properties)
        for child in run:
            if child.tag != W + "rPr":
                self._take(child, look)

    def _check_font(self, properties: Element | None) -> None:
        self.found.counts["symbol-fonts"] += symbols.is_symbol_font(value(properties, "rFonts", "ascii") or "")

    def _text(self, text: str, look: Run | None) -> None:
        if text and not any(self._fields):
            self.found.runs.append((look or Run(""))._replace(text=text))

    def _mark(self, element: Element, name: str, look: Run | None) -> None:
        """A tab or forced line end; the end of a column or page before the text is none of it, and ends a line behind it."""
        paged = name == "br" and element.get(W + "type") in ("page", "column")
        self._text("" if paged and not self.found.runs else _MARKS[name], look)

    def _symbol(self, element: Element, look: Run | None) -> None:
        try:
            code = int(element.get(W + "char", "")[:6], 16)
        except ValueError:
            return
        known = symbols.known(element.get(W + "font") or "", code)
        if not known and not (0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE):
            return
        self.found.counts["symbol-fonts"] += not known
        self._text(known or chr(code), look)

    def _field(self, element: Element) -> None:
        """A field (17.16.18): its instruction is left out, its result stays."""
        kind = element.get(W + "fldCharType")
        if kind == "begin" and len(self._fields) < 64:
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _alternative(self, element: Element, look: Run | None) -> None:
        """The first choice that holds anything; the fallback repeats it for old programs."""
        for choice in element:
            before = len(self.found.runs), len(self.found.pictures), len(self.found.boxes)
            for child in choice:
                self._take(child, look)
            if before != (len(self.found.runs), len(self.found.pictures), len(self.found.boxes)):
                return

    def _drawing(self, element: Element) -> None:
        """Pictures and text boxes of a drawing (DrawingML, and VML before it), whatever shapes are round them."""
        before = len(self.found.pictures) + len(self.found.boxes)
        self._shapes(element)
        if before == len(self.found.pictures) + len(self.found.boxes):
            self.found.counts["drawings"] += 1

    def _shapes(self, element: Element) -> None:
        for child in element:
            name = child.tag.rpartition("}")[2]
            if name == "txbxContent":
                self.found.boxes.append(child)
            elif name == "blip":
                self.found.pictures.append(child.get(R + "embed") or child.get(R + "link") or "")
            elif name == "imagedata":
                self.found.pictures.append(child.get(R + "id") or child.get(R + "href") or "")
            elif name == "textpath":
                self._text(child.get("string", ""), None)
            elif name != "Fallback":
                self._shapes(child)


def _first(*given: bool | None) -> bool | None:
    """The first that is set: what stands at the run goes before its style, that before the paragraph's."""
    return next((one for one in given if one is not None), None)

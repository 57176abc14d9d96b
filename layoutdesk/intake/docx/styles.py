"""Styles of a document (17.7): what each means for a line, and what it sets, down the chain of styles it is based on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.intake.docx.package import W, number, switch, value
from layoutdesk.intake.lines import RAISED
from layoutdesk.intake.stylenames import PLAIN, Meaning, meaning, outline

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: How far the chain of a style is followed; Word itself stops at eleven.
_CHAIN: Final = 12


class Style(msgspec.Struct, frozen=True):
    """A style with what it inherits. ``None``: not set. ``size`` is in points; ``numbering`` is list id and level."""

    meaning: Meaning = PLAIN
    bold: bool | None = None
    emphasis: bool | None = None
    level: str | None = None
    strike: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    centred: bool | None = None
    numbering: tuple[str, int] | None = None


class Styles:
    """The styles by their ids, worked out when they are first asked for."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._known: dict[str, Style] = {}
        self._default = ""
        defaults = None
        for element in root if root is not None else ():
            if element.tag == W + "style":
                name = element.get(W + "styleId", "")
                self._elements.setdefault(name, element)
                if element.get(W + "type") == "paragraph" and element.get(W + "default") in ("1", "true", "on"):
                    self._default = name
            elif element.tag == W + "docDefaults":
                defaults = element.find(f"{W}rPrDefault/{W}rPr")
        #: Word's own default (17.3.2.38), in points.
        self._size = (number(value(defaults, "sz")) or 20) / 2

    def paragraph(self, name: str | None) -> Style:
        """A paragraph style; the document's default without a name."""
        return self._of(name or self._default)

    def character(self, name: str | None) -> Style:
        """A character style; one that sets nothing without a name."""
        return self._of(name) if name else Style()

    def size(self, style: Style) -> float:
        """The size of type in a style, in points."""
        return style.size if style.size is not None else self._size

    def _of(self, name: str) -> Style:
        if name not in self._known:
            chain: list[Element] = []
            at: str | None = name
            while at is not None and at in self._elements and len(chain) < _CHAIN:
                chain.append(self._elements[at])
                at = value(chain[-1], "basedOn")
            style = Style()
            for element in reversed(chain):
                style = _over(style, element)
            self._known[name] = style
        return self._known[name]


def _over(base: Style, element: Element) -> Style:
    """What an element of the styles makes of the style that it is based on."""
    paragraph, run = element.find(W + "pPr"), element.find(W + "rPr")
    called = meaning(value(element, "name") or "")
    level = number(value(paragraph, "outlineLvl"))
    if called is None and level is not None:
        called = outline(level + 1) if 0 <= level < 9 else PLAIN
    size = number(value(run, "sz"))
    given = {
        "meaning": called, "bold": switch(run, "b"), "emphasis": emphasis(run), "hidden": switch(run, "vanish"),
        "level": script(run), "strike": struck(run),
        "size": size / 2 if size else None, "centred": centred(paragraph),
        "numbering": numbering(paragraph, base.numbering),
    }  # fmt: skip
    return msgspec.structs.replace(base, **{key: found for key, found in given.items() if found is not None})


def emphasis(run: Element | None) -> bool | None:
    """Italics, or the dots under characters that Chinese has instead (着重号)."""
    dots = value(run, "em")
    return switch(run, "i") if dots is None else dots != "none"


def struck(run: Element | None) -> bool | None:
    """Whether text is struck out, with one line or two (17.3.2.9, 17.3.2.37)."""
    once, twice = switch(run, "strike"), switch(run, "dstrike")
    return None if once is None and twice is None else bool(once or twice)


def script(run: Element | None) -> str | None:
    """Whether text is raised or lowered (17.3.2.42): the character style, empty on the line."""
    said = value(run, "vertAlign")
    return None if said is None else said if said in RAISED else ""


def centred(paragraph: Element | None) -> bool | None:
    """Whether a paragraph is centred."""
    side = value(paragraph, "jc")
    return None if side is None else side == "center"


def numbering(paragraph: Element | None, base: tuple[str, int] | None = None) -> tuple[str, int] | None:
    """The list and the level that a paragraph is numbered in (17.3.1.19), what is not said there taken from ``base``."""
    found = None if paragraph is None else paragraph.find(W + "numPr")
    if found is None:
        return None
    name, level = value(found, "numId"), number(value(found, "ilvl"))
    known = base or ("", 0)
    return (name if name is not None else known[0], level if level is not None else known[1])

"""A manuscript while a reader writes it: paragraphs in their order, numbered from 1, and what there is to tell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from layoutdesk.base.problem import Problem, Severity
from layoutdesk.intake import inline
from layoutdesk.intake.crews import dateline
from layoutdesk.intake.inline import Text
from layoutdesk.intake.lines import Line, split_lines
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.report import told
from layoutdesk.intake.types import LineType, RowCell
from layoutdesk.intake.xml import local
from layoutdesk.model import Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


#: Roles that agencies give a headline, by the last part of their code, and the part of the headline group that each is.
HEADLINE_ROLES: Final[dict[str, LineType]] = {
    "label": "label", "column": "label", "section": "label",
    "kicker": "kicker", "overline": "kicker", "eyebrow": "kicker",
    "": "headline", "main": "headline", "head": "headline", "mainhead": "headline",
    "sub": "deck", "subhead": "deck", "subheadline": "deck", "deck": "deck", "secondary": "deck",
}  # fmt: skip
_GROUP: Final[tuple[LineType, ...]] = ("label", "kicker", "headline", "deck")
_BODY: Final[tuple[LineType, ...]] = ("", "lead", "subhead", "prose")


class Sheet:
    """Gathers the lines of the file ``name``."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: list[Line] = []
        self.pictures: dict[str, bytes] = {}
        self.problems: list[Problem] = []
        self._opening = ""
        self._ahead: list[tuple[str, Text, str]] = []

    def begin(self) -> None:
        """Another story starts: pictures that close the one before go over its last paragraph, lest they seem this one's."""
        at = len(self.lines)
        while at and self.lines[at - 1].type in ("picture", "caption"):
            at -= 1
        if 0 < at < len(self.lines) and self.lines[at - 1].type in _BODY:
            self.lines = [*self.lines[: at - 1], *self.lines[at:], self.lines[at - 1]]

    def headlines(self, found: Iterable[tuple[str, str]]) -> bool:
        """Adds the headline group from texts with their roles, one of each part; whether it has a main headline."""
        parts: dict[LineType, str] = {}
        for role, text in found:
            kind = HEADLINE_ROLES.get(role)
            if kind and text:
                parts.setdefault(kind, text)
        for kind in _GROUP:
            self.add(Text(parts.get(kind, "")), kind)
        return "headline" in parts

    def add(self, found: Text | Iterable[Text], kind: LineType = "", level: int = 0) -> None:
        """Adds text as paragraphs of one type."""
        for text in [found] if isinstance(found, Text) else found:
            if text.text and kind in _BODY:
                self._settle()
            if self._opening and kind in ("", "lead"):
                text, self._opening = _opened(self._opening, text), ""
            if text.text:
                self._put(text, kind, level)

    def plain(self, text: str) -> None:
        """Adds plain text: every line of it is a paragraph, whose shape says what it is."""
        for line in split_lines(text):
            self._settle()
            if "\t" in line.text:
                self.lines.append(Line(0, line.text, raw=line.raw))
            else:
                self.add(Text(line.text))

    def html(self, source: str | Element) -> None:
        """Adds a body in HTML, or in XHTML as parsed; its headings are subheads, since the story's headline stands elsewhere."""
        from layoutdesk.intake.html import read_piece
        from layoutdesk.intake.rich import CHANGES

        rich = read_piece(source if isinstance(source, str) else _as_html(source), self.name)
        self.pictures |= rich.pictures
        self.problems += [*rich.problems, *rich.counted(CHANGES)]
        for line in rich.lines:
            heading = line.type in ("headline", "heading") or line.level
            self._settle()
            self.lines.append(replace(line, type="subhead", level=0) if heading else line)

    def _put(self, text: Text, kind: LineType, level: int = 0, picture: str = "") -> None:
        self.lines.append(Line(0, text.text, type=kind, level=level, spans=text.spans, picture=picture))

    def table(self, rows: tuple[tuple[RowCell, ...], ...]) -> None:
        """Adds a table where it has any cell."""
        if any(rows):
            self._settle()
            text = "\n".join("\t".join(cell.text for cell in row) for row in rows)
            self.lines.append(Line(0, text, type="table", rows=rows))

    def picture(self, name: str, caption: Text, credit: str = "") -> None:
        """Adds a picture (empty ``name``: its place) with its caption and, marked as such, its credit."""
        text = caption
        if credit and credit not in caption.text:
            text = inline.joined((caption, Text(credit, (Span(0, len(credit), "credit"),))))
        if name or text.text:
            self._put(text, "picture" if name else "caption", picture=name)

    def picture_ahead(self, name: str, caption: Text, credit: str = "") -> None:
        """A picture whose place nobody says: it stands before the next paragraph."""
        self._ahead.append((name, caption, credit))

    def _settle(self) -> None:
        ahead, self._ahead = self._ahead, []
        for name, caption, credit in ahead:
            if not name or all(line.picture != name for line in self.lines):
                self.picture(name, caption, credit)

    def open_with(self, text: str) -> None:
        """A dateline (电头) that stands apart from the text: it opens the next paragraph."""
        self._opening = text

    def tell(self, code: str, severity: Severity, **args: object) -> None:
        """Tells what was left out, or what the sender says about the copy."""
        self.problems.append(told(code, severity, self.name, None, **args))

    def manuscript(self) -> Manuscript:
        """What was gathered; a file in which nothing is to be printed says so."""
        self._settle()
        if not self.lines:
            self.tell("news-empty", "warning")
        numbered = tuple(replace(line, number=number, gap=0) for number, line in enumerate(self.lines, 1))
        return Manuscript(lines=numbered, pictures=self.pictures, problems=tuple(self.problems))


def _opened(opening: str, text: Text) -> Text:
    """A paragraph with its dateline in front, unless it has one already: 本报讯（…） runs on, Latin text after a space."""
    if text.text.startswith(opening) or dateline(text.text):
        return text
    if dateline(opening + text.text):
        return inline.joined((Text(opening), text), "")
    return inline.joined((Text(opening), text)) if opening.isascii() else text


def _as_html(element: Element) -> str:
    """An XHTML element as HTML: its namespace is that of HTML, and no tag there closes itself."""
    from xml.etree.ElementTree import tostring

    for one in element.iter():
        one.tag = local(one)
    return tostring(element, encoding="unicode", method="html")

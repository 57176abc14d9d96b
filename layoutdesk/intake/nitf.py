"""NITF 3.6 to the lines of a manuscript: the agencies' XML for one article (IPTC News Industry Text Format).

Lenient about version, namespace and order, since what agencies send seldom validates; strict about what may be in the file at
all (``xml.parse``). Headline parts, byline, dateline, abstract, paragraphs, subheads, lists, tables and pictures with caption
and credit come through; advisories that are not for print are told, not printed. Nothing that a file refers to is fetched.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from layoutdesk.intake import inline
from layoutdesk.intake.crews import dateline
from layoutdesk.intake.inline import BREAK, Piece, Text
from layoutdesk.intake.lines import RAISED
from layoutdesk.intake.sheet import Sheet
from layoutdesk.intake.types import LineType, RowCell
from layoutdesk.intake.xml import local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

#: Elements that stand in the body as paragraphs or more; every other one is part of a line.
_OWN_LINE: Final = frozenset(
    ("p", "hl1", "hl2", "block", "media", "table", "nitf-table", "ol", "ul", "li", "dl", "dt", "dd", "bq", "note", "fn", "pre",
     "hr", "abstract", "byline", "dateline")
)  # fmt: skip
#: Elements whose text is data about the text beside them.
_SILENT: Final = frozenset(
    ("alt-code", "classifier", "tobject", "key-list", "copyrite", "media-metadata", "datasource")
)
#: Words for a part above the main headline in the ``class`` of a headline (引题).
_KICKER: Final = re.compile("kicker|overline|eyebrow|引题|肩题|眉题", re.IGNORECASE)
#: The character style of what is marked inside a line.
_LOOKS: Final = {"em": "bold", "strong": "bold", "b": "bold", "sup": "superscript", "sub": "subscript"}
#: The most columns and rows that one cell may span.
_SPAN: Final = 100


def write(root: Element, sheet: Sheet, *, headed: bool = True, signed: bool = True) -> None:
    """Writes the article under ``root`` on the sheet; without its headline and byline where those stand there already."""
    _Article(sheet).write(root, headed, signed)


def pieces(element: Element, style: str = "") -> Iterator[Piece]:
    """The text inside an element with its styles: emphasis is bold, as Chinese has no italics."""
    tag = local(element)
    if tag == "br":
        yield Piece(BREAK)
        return
    if tag in _SILENT:
        return
    own = _LOOKS.get(tag, style)
    yield Piece(element.text or "", own)
    for child in element:
        if local(child) in _OWN_LINE:
            # Paragraphs inside a caption or a cell run on in its one line.
            yield Piece(" ", own)
        yield from pieces(child, own)
        yield Piece(child.tail or "", own)


def text_of(element: Element | None) -> str:
    """All text inside an element as one line; empty where there is no element."""
    return inline.one(pieces(element)).text if element is not None else ""


def file_name(address: str) -> str:
    """The bare name of the file that an address or path ends with: only a file of that name beside the copy is ever used."""
    path = re.sub(r"[?#].*", "", address.strip()).replace("\\", "/")
    return PurePosixPath(path).name if not path.endswith("/") else ""


def embedded(text: str) -> bytes:
    """The bytes of base64; empty where it is none."""
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


class _Article:
    """One article; what is read goes to the sheet at once, in the order in which it prints."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._first = ""
        self._steps: dict[str, Callable[[Element], None]] = {
            "p": self._paragraph, "hl1": self._subhead, "hl2": self._subhead, "media": self._media, "table": self._table,
            "note": self._note, "ol": self._numbered, "hr": lambda _: None, "byline": self._byline, "dateline": self._dateline,
            "abstract": self._abstract,
        }  # fmt: skip

    def write(self, root: Element, headed: bool, signed: bool) -> None:
        """Head, body and end of the article."""
        self._about(root)
        if headed:
            self._headline(root)
        contents = list(_parts(root, "body.content"))
        self._first = text_of(next((part for content in contents for part in content if local(part) == "p"), None))
        for tag in ("byline", "dateline", "note", "abstract")[not signed :]:
            for element in (part for head in _parts(root, "body.head") for part in head if local(part) == tag):
                self._steps[tag](element)
        for content in contents:
            self._flow(content)
        for element in (part for end in _parts(root, "body.end") for part in end):
            self._sheet.add(inline.lines(pieces(element)), "byline" if local(element) == "tagline" else "")

    def _about(self, root: Element) -> None:
        """What the sender says about the article."""
        for element in root.iter():
            tag = local(element)
            if tag == "series" and element.get("series.name"):
                self._sheet.add(Text(element.get("series.name", "").strip()), "label")
            elif tag == "urgency" and element.get("ed-urg"):
                self._sheet.tell("news-urgency", "note", urgency=element.get("ed-urg", "")[:8])
            elif tag == "ed-msg" and element.get("info"):
                self._sheet.tell("news-note", "note", text=element.get("info", "")[:400])
            elif tag == "date.release" and element.get("norm"):
                self._sheet.tell("news-embargo", "warning", time=element.get("norm", "")[:40])

    def _headline(self, root: Element) -> None:
        """Kicker, main and deck; without any headline the document's title takes its place."""
        found = [element for element in root.iter() if local(element) == "hedline"][:1]
        parts = [element for hedline in found for element in hedline if local(element) in ("hl1", "hl2")]
        kickers = [part for part in parts if local(part) == "hl2" and _KICKER.search(part.get("class", ""))]
        mains = [part for part in parts if local(part) == "hl1"]
        for part in kickers:
            self._sheet.add(inline.one(_plain(part)), "kicker")
        for part in mains:
            self._sheet.add(inline.one(_plain(part)), "headline")
        title = _first(root, "title")
        if not mains and title is not None:
            self._sheet.add(inline.one(_plain(title)), "headline")
        for part in parts:
            if part not in mains and part not in kickers:
                self._sheet.add(inline.one(_plain(part)), "deck")

    def _flow(self, parent: Element, kind: LineType = "") -> None:
        """What stands in a part of the body, with text that stands there bare."""
        bare = [Piece(parent.text or "")]
        for child in parent:
            tag = local(child)
            if tag in _OWN_LINE:
                self._sheet.add(inline.lines(bare), kind)
                bare = []
                step = self._steps.get(tag)
                if step is None:
                    self._flow(child, kind)
                elif tag == "p":
                    self._paragraph(child, kind)
                else:
                    step(child)
            elif tag not in _SILENT:
                bare += pieces(child)
            bare.append(Piece(child.tail or ""))
        self._sheet.add(inline.lines(bare), kind)

    def _paragraph(self, element: Element, kind: LineType = "") -> None:
        lead = element.get("lede", "").lower() in ("true", "yes", "1", "lede")
        self._sheet.add(inline.lines(pieces(element)), "lead" if lead else kind)

    def _abstract(self, element: Element) -> None:
        """A summary, printed as the lead (导语), unless the first paragraph begins with the same words."""
        if not self._first.startswith(text_of(element)):
            self._flow(element, "lead")

    def _subhead(self, element: Element) -> None:
        self._sheet.add(inline.one(_plain(element)), "subhead")

    def _byline(self, element: Element) -> None:
        self._sheet.add(inline.one(pieces(element)), "byline")

    def _dateline(self, element: Element) -> None:
        """本报讯 opens the text; a bare place and date are data unless the text is Latin, where they open it too."""
        text = text_of(element)
        self._sheet.open_with(text)
        if text and not text.isascii() and not dateline(text + "。"):
            self._sheet.tell("news-dateline", "note", text=text[:80])

    def _note(self, element: Element) -> None:
        """An editor's note is printed; an advisory that is not for print, or a line of copyright, is told."""
        if element.get("type") == "npa" or element.get("noteclass") in ("cpyrt", "trademk"):
            self._sheet.tell("news-note", "note", text=text_of(element)[:400])
        else:
            self._flow(element)

    def _numbered(self, element: Element) -> None:
        for number, item in enumerate(element, 1):
            text = inline.one(pieces(item)).text
            apart = " " if text[:1].isascii() else ""
            self._sheet.add(inline.lines([Piece(f"{number}.{apart}"), *pieces(item)]))

    def _table(self, element: Element) -> None:
        for child in element:
            if local(child) == "caption":
                self._sheet.add(inline.lines(pieces(child)))
        self._sheet.table(rows(element))

    def _media(self, element: Element) -> None:
        """A picture with its caption and credit; of several sizes the first counts. Sound and film cannot be printed."""
        references = [child for child in element if local(child) == "media-reference"]
        kind = element.get("media-type", "image").lower()
        if kind in ("audio", "video") or (references and _is_film(references[0])):
            self._sheet.tell("news-media", "warning", kind=kind[:20])
            return
        names = [file_name(child.get("source", "") or child.get("name", "")) for child in references]
        name = next(filter(None, names), "")
        data = next((embedded(child.text or "") for child in element if local(child) == "media-object"), b"")
        if data:
            name = name or f"picture-{len(self._sheet.pictures) + 1}"
            self._sheet.pictures[name] = data
        captions = [inline.one(pieces(child)) for child in element if local(child) == "media-caption"]
        credits = [text_of(child) for child in element if local(child) == "media-producer"]
        credits += [child.get("source-credit", "").strip() for child in references]
        self._sheet.picture(name, inline.joined(captions), next(filter(None, credits), ""))


def rows(table: Element) -> tuple[tuple[RowCell, ...], ...]:
    """The rows of a table as NITF and XHTML have it; cells of ``th`` or inside ``thead`` are its head."""
    found = []
    for part in table:
        tag = local(part)
        if tag == "tr":
            found.append(_row(part, False))
        elif tag in ("thead", "tbody", "tfoot"):
            found += [_row(row, tag == "thead") for row in part if local(row) == "tr"]
        elif tag == "table":
            found += rows(part)
    return tuple(row for row in found if row)


def _row(row: Element, in_head: bool) -> tuple[RowCell, ...]:
    return tuple(_cell(cell, in_head) for cell in row if local(cell) in ("td", "th"))


def _cell(cell: Element, in_head: bool) -> RowCell:
    text = inline.one(pieces(cell))
    return RowCell(
        text.text, text.spans, _number(cell.get("colspan")), _number(cell.get("rowspan")), in_head or local(cell) == "th"
    )  # fmt: skip


def _number(value: str | None) -> int:
    digits = (value or "").strip()
    return max(1, min(_SPAN, int(digits))) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def _plain(element: Element) -> Iterator[Piece]:
    """The pieces without character styles but what is raised or lowered: a headline has its own face."""
    return (Piece(piece.text, piece.style if piece.style in RAISED else "") for piece in pieces(element))


def _is_film(reference: Element) -> bool:
    return reference.get("mime-type", "").lower().startswith(("audio/", "video/"))


def _parts(root: Element, tag: str) -> Iterator[Element]:
    """The parts of the article's body with this name."""
    return (part for body in root if local(body) == "body" for part in body if local(part) == tag)


def _first(root: Element, tag: str) -> Element | None:
    return next((element for element in root.iter() if local(element) == tag), None)

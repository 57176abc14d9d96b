"""A document's blocks in order to the lines of a manuscript, with notes on what is left out."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake.docx import tables
from layoutdesk.intake.docx.numbering import Numbering
from layoutdesk.intake.docx.package import Package, W, number, value
from layoutdesk.intake.docx.runs import Found, Inline
from layoutdesk.intake.docx.styles import Style, Styles, centred, numbering
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.rich import Look, Rich, Run
from layoutdesk.intake.stylenames import PLAIN, Meaning, outline
from layoutdesk.intake.types import RowCell

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_WRAPPERS: Final = frozenset(W + name for name in ("sdtContent", "ins", "moveTo", "customXml", "smartTag"))


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in ``data``, the bytes of the Word file ``name``.

    Raises ``Refusal``: broken or beyond the limits (``containers``, ``xml``), without text, with pictures that lie elsewhere.
    """
    return _Reader(data, name).read()


class _Reader:
    """One pass over a document."""

    def __init__(self, data: bytes, name: str) -> None:
        self._package = package = Package(data, name)
        self._name = name
        self._rich = Rich(name)
        self._relations = package.relations(package.main)
        for known in self._relations.values():
            if known.external and known.kind == "image":
                raise Refusal("intake.external-picture", file=name, address=known.target[:80])
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._counts = self._rich.counts
        self._notes: dict[tuple[str, str], str] | None = None
        #: What a paragraph whose end was deleted leaves to the next.
        self._begun: Found | None = None

    def read(self) -> Manuscript:
        body = self._package.tree(self._package.main).find(W + "body")
        self._blocks(body if body is not None else ())
        if self._begun is not None:
            self._rich.paragraph(self._begun.runs)
        self._aside()
        return self._rich.manuscript()

    def _part(self, kind: str) -> Element | None:
        found = self._package.related(kind)
        return self._package.tree(found[0]) if found else None

    def _aside(self) -> None:
        """Comments, and heads and feet of pages that hold any text."""
        comments = self._part("comments")
        if comments is not None:
            self._counts["comments"] += len(comments)
        for kind in ("header", "footer"):
            for part in self._package.related(kind):
                texts = (element.text or "" for element in self._package.tree(part).iter(W + "t"))
                self._counts["page-furniture"] += bool("".join(texts).strip(" -—0123456789/第页共"))

    def _blocks(self, parent: Iterable[Element]) -> None:
        for child in parent:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag == W + "sdt" and child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                self._blocks(child.findall(W + "sdtContent"))
            elif child.tag in _WRAPPERS:
                self._blocks(child)
            elif child.tag == W + "altChunk":
                self._counts["chunks"] += 1

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find(W + "pPr")
        style = self._styles.paragraph(value(properties, "pStyle"))
        found = self._inline(paragraph, style)
        if _goes_on(properties):
            self._begun = found
            return
        for relation in found.pictures:
            self._picture(relation)
        runs = self._numbered(found.runs, properties, style)
        if runs or not (found.pictures or found.boxes):
            side = centred(properties)
            look = Look(found.size or self._styles.size(style), bool(style.centred if side is None else side))
            self._rich.paragraph(runs, _meaning(properties, style), look)
        for note in found.notes:
            self._note(*note)
        for box in found.boxes:
            self._rich.tell("text-box")
            self._blocks(box)

    def _inline(self, paragraph: Element, style: Style) -> Found:
        """What a paragraph holds, after what the one before left to it."""
        found, self._begun = self._begun or Found(), None
        Inline(self._styles, style, found).read(paragraph)
        self._counts.update(found.counts)
        found.counts = Counter()
        return found

    def _numbered(self, runs: list[Run], properties: Element | None, style: Style) -> list[Run]:
        """The runs after the number that Word puts before them."""
        place = numbering(properties, style.numbering) or style.numbering
        text = "".join(run.text for run in runs).strip()
        if place is None or place[0] in ("", "0") or not text:
            return runs
        label = self._numbering.label(*place)
        return self._rich.numbered(label, runs)

    def _picture(self, relation: str) -> None:
        known = self._relations.get(relation)
        if known is None:
            raise Refusal("intake.docx-lost-picture", file=self._name, line=self._rich.number + 1)
        if known.external:
            raise Refusal(
                "intake.external-picture", file=self._name, line=self._rich.number + 1, address=known.target[:80]
            )
        self._rich.picture(posixpath.basename(known.target), self._package.bytes(known.target))

    def _note(self, kind: str, name: str) -> None:
        """A footnote or endnote: a page has no place for it, so it is told."""
        if self._notes is None:
            self._notes = {}
            for each in ("footnote", "endnote"):
                root = self._part(f"{each}s")
                for element in root if root is not None else ():
                    text = "".join(part.text or "" for part in element.iter(W + "t"))
                    self._notes[(each, element.get(W + "id", ""))] = text.strip()
        self._rich.footnote(self._notes.get((kind, name), ""))

    def _table(self, table: Element) -> None:
        cells = tables.cells(table)
        if len(cells) == 1 or tables.holds_drawing(table):
            if len(cells) > 1:
                self._rich.tell("layout-table")
            for cell in cells:
                self._blocks(cell)
            return
        self._rich.table(tables.read(table, self._name, self._rich.number + 1, self._cell))

    def _cell(self, cell: Element) -> RowCell:
        """The content of a cell in one line, that of a table inside it too."""
        if cell.find(f".//{W}tbl") is not None:
            self._counts["nested-tables"] += 1
        paragraphs = []
        for paragraph in cell.iter(W + "p"):
            properties = paragraph.find(W + "pPr")
            style = self._styles.paragraph(value(properties, "pStyle"))
            paragraphs.append(self._numbered(self._inline(paragraph, style).runs, properties, style))
        text, spans = self._rich.cell(paragraphs)
        return RowCell(text, spans)


def _goes_on(properties: Element | None) -> bool:
    """Whether a paragraph has no end of its own: it was deleted, or this is the initial (首字下沉) of the one that follows."""
    if properties is None:
        return False
    frame = properties.find(W + "framePr")
    dropped = frame is not None and frame.get(W + "dropCap", "none") != "none"
    return dropped or properties.find(f"{W}rPr/{W}del") is not None


def _meaning(properties: Element | None, style: Style) -> Meaning:
    """What a paragraph is by its style, else by the outline level that it has itself."""
    level = number(value(properties, "outlineLvl"))
    if style.meaning == PLAIN and level is not None and 0 <= level < 9:
        return outline(level + 1)
    return style.meaning

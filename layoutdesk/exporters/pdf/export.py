"""Composed pages as a PDF for the press: pages stream through, fonts and file structure follow at the end.

Only the page in hand is in memory; what has been written is forgotten but for its offset.
"""

from __future__ import annotations

import zlib
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.base.units import mm
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Item
from layoutdesk.exporters.images import ImageSource
from layoutdesk.exporters.marks import NO_MARKS
from layoutdesk.exporters.naming import PageNames
from layoutdesk.exporters.pdf.boxes import PageBoxes
from layoutdesk.exporters.pdf.content import PageContent
from layoutdesk.exporters.pdf.document import DENSE, QUICK, PdfFile, Reference, Value, array, dictionary, name
from layoutdesk.exporters.pdf.marks import Press, Slug, printers_marks, spot_inks
from layoutdesk.exporters.pdf.outline import Chapter, chapter, write_outline
from layoutdesk.exporters.pdf.parted import NOTHING_PARTED, parted_words
from layoutdesk.exporters.pdf.resources import PageResources, SharedResources
from layoutdesk.exporters.pdf.standard import (
    SCREEN,
    OutputProfile,
    Standard,
    blending_group,
    issue_facts,
    legible,
    standard_named,
    write_catalogue,
    write_info,
    write_intent,
)
from layoutdesk.exporters.report import ExportedFile, ExportReport, Progress, page_count
from layoutdesk.exporters.target import TargetFile, replacing, replacing_together
from layoutdesk.model import Document
from layoutdesk.pictures.profiles import NEWSPRINT

if TYPE_CHECKING:
    from layoutdesk.exporters.pdf.formes import Formes, Standing
    from layoutdesk.text.fonts import FontBook

#: For a page whose template is not in the document.
_USUAL_BLEED_MM = 3.0


class PressRoom(msgspec.Struct, frozen=True, kw_only=True):
    """What every page of an export needs: fonts, pictures, standard, printing condition, and the printer's marks wanted."""

    document: Document
    book: FontBook
    images: ImageSource
    standard: Standard
    profile: OutputProfile
    marks: frozenset[str]
    screen_dpi: int = 0
    formes: Formes | None = None


class Again(msgspec.Struct, frozen=True):
    """Pages by their ids, in a process that exports again and again: each is composed and drawn as far as no forme stands of it."""

    page_ids: tuple[str, ...]
    formes: Formes

    def __len__(self) -> int:
        return len(self.page_ids)


def export_pdf(
    pages: Iterable[ComposedPage] | Again,
    document: Document,
    book: FontBook,
    target: Path,
    *,
    images: ImageSource,
    standard: str = "x4",
    marks: frozenset[str] = NO_MARKS,
    profile: OutputProfile | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Writes ``pages`` to ``target`` as PDF/X; ``pages`` is read once, one at a time. With ``Again`` the bytes are the same.

    ``marks`` are printer's marks by name (see ``layoutdesk.exporters.marks``), with room for them. ``profile`` is the printing
    condition, that of the templates where it is not given. Raises ``Refusal`` where the target cannot be written, a font may
    not be embedded or a picture cannot be read; the target then stays as it was.
    """
    room = _room(document, book, images, standard, marks, profile)
    total = page_count(pages, len(document.pages))
    with replacing(target) as out:
        return ExportReport(files=(_write(room, pages, target, out, total, progress),))


def export_screen(
    pages: Iterable[ComposedPage],
    document: Document,
    book: FontBook,
    target: Path,
    *,
    images: ImageSource,
    profile: OutputProfile | None = None,
    dpi: int,
    progress: Progress | None = None,
) -> ExportReport:
    """Writes ``pages`` to ``target`` as a PDF to be drawn at ``dpi``: paints and pictures as the printing condition shows them.

    Placed PDFs keep their inks. Raises ``Refusal`` as ``export_pdf`` does.
    """
    room = PressRoom(
        document=document, book=book, images=images, standard=SCREEN, profile=profile or output_profile(document),
        marks=NO_MARKS, screen_dpi=dpi,
    )  # fmt: skip
    total = page_count(pages, len(document.pages))
    with replacing(target) as out:
        return ExportReport(files=(_write(room, pages, target, out, total, progress),))


def export_each(
    pages: Iterable[ComposedPage] | Again,
    document: Document,
    book: FontBook,
    folder: Path,
    pattern: str,
    *,
    images: ImageSource,
    standard: str = "x4",
    marks: frozenset[str] = NO_MARKS,
    profile: OutputProfile | None = None,
    progress: Progress | None = None,
) -> ExportReport:
    """Writes one PDF a page into ``folder``, named by a pattern (see ``layoutdesk.exporters.naming``).

    Without ``profile`` each page is made for the printing condition of its own template.

    Raises ``Refusal`` as ``export_pdf`` does, and where the pattern is wrong; all files appear or none.
    """
    names = PageNames(document, pattern, ".pdf")
    room = _room(document, book, images, standard, marks, profile or output_profile(document, NEWSPRINT))
    total = page_count(pages, len(document.pages))
    files: list[ExportedFile] = []
    with replacing_together() as together:
        for page_id, number, one in _one_by_one(pages, document):
            target = folder / names.name(page_id, number)
            with together.file(target) as out:
                own = room if profile else msgspec.structs.replace(room, profile=_page_profile(document, page_id))
                files.append(_write(own, one, target, out, 1, None))
            if progress is not None:
                progress(len(files), total)
        if not files:
            raise Refusal("exporters.no-pages")
    return ExportReport(files=tuple(files))


def _one_by_one(
    pages: Iterable[ComposedPage] | Again, document: Document
) -> Iterator[tuple[str, int, Iterable[ComposedPage] | Again]]:
    """Each page by itself, with its id and number."""
    if isinstance(pages, Again):
        for page_id in pages.page_ids:
            yield page_id, document.page(page_id).number, Again((page_id,), pages.formes)
        return
    for page in pages:
        yield page.page, page.number, (page,)


def _room(
    document: Document,
    book: FontBook,
    images: ImageSource,
    standard: str,
    marks: frozenset[str],
    profile: OutputProfile | None,
) -> PressRoom:
    return PressRoom(
        document=document,
        book=book,
        images=images,
        standard=standard_named(standard),
        profile=profile or output_profile(document),
        marks=marks,
    )


def output_profile(document: Document, name: str = "") -> OutputProfile:
    """The printing condition of this name, else of the document's templates. Raises ``Refusal`` as ``profiles.condition`` does."""
    from layoutdesk.pictures.profiles import condition, issue_profile, profile_bytes

    found = condition(name or issue_profile(document))
    return OutputProfile(found.title, profile_bytes(found.name), found.ink_limit, found.name)


def _page_profile(document: Document, page: str) -> OutputProfile:
    """The printing condition of one page, as its template says."""
    from layoutdesk.pictures.profiles import issue_profile

    return output_profile(document, issue_profile(document, [page]))


def _write(
    room: PressRoom,
    pages: Iterable[ComposedPage] | Again,
    target: Path,
    out: TargetFile,
    total: int,
    progress: Progress | None,
) -> ExportedFile:
    given: Iterable[ComposedPage | Standing]
    if isinstance(pages, Again):
        room = msgspec.structs.replace(room, formes=pages.formes)
        given = pages.formes.pages(room.document, pages.page_ids, room.book, _settings(room, target))
    else:
        given = pages
    file = PdfFile(out, room.standard.version)
    shared = SharedResources(
        file,
        room.book,
        room.images,
        alternate_text=room.standard.accessible,
        profile=room.profile.key,
        screen_dpi=room.screen_dpi,
        programs=room.formes,
    )
    intent = write_intent(file, room.profile, _packed_profile(room))
    tree = file.reserve()
    kids: list[Reference] = []
    chapters: list[Chapter] = []
    label = ""
    for one in given:
        kid, page = _write_page(file, shared, room, one, tree, target)
        kids.append(kid)
        label = _label(room.document, page)
        title = " ".join((label, *_names(room.document, page)))
        chapters.append(chapter(page, title, kids[-1], _boxes(room, page)))
        if progress is not None:
            progress(len(kids), total)
    if not kids:
        raise Refusal("exporters.no-pages")
    file.write(dictionary(Type=name("Pages"), Kids=array(*kids), Count=len(kids)), tree)
    fonts = shared.write_fonts()
    facts = issue_facts(room.document, label if len(kids) == 1 else "")
    info = write_info(file, room.standard, facts)
    outline = write_outline(file, chapters) if room.standard.accessible else None
    root = write_catalogue(file, room.standard, facts, tree, intent, outline)
    file.finish(root, info, file.digest[:16])
    return ExportedFile(
        path=target, pages=len(kids), size=file.offset, fonts=fonts, notes=shared.notes, ink_limit=room.profile.ink_limit,
    )  # fmt: skip


def _packed_profile(room: PressRoom) -> bytes:
    data, formes = room.profile.data, room.formes
    if formes is None:
        return zlib.compress(data, QUICK)
    return formes.program("profile", data, make=lambda: zlib.compress(data, QUICK), weigh=len)


def _write_page(
    file: PdfFile,
    shared: SharedResources,
    room: PressRoom,
    page: ComposedPage | Standing,
    tree: Reference,
    target: Path,
) -> tuple[Reference, ComposedPage]:
    """Writes a page; the page, and of its composition what the file needs besides."""
    page, resources, content = _content(shared, room, page, target)
    boxes = _boxes(room, page)
    entries: dict[str, Value] = {
        "Type": name("Page"),
        "Parent": tree,
        "Resources": resources.dictionary(),
        "Contents": file.packed(content),
        **boxes.entries(),
    }
    if room.standard.group:
        entries["Group"] = blending_group()
    return file.write(dictionary(**entries)), page


def _content(
    shared: SharedResources, room: PressRoom, page: ComposedPage | Standing, target: Path
) -> tuple[ComposedPage, PageResources, bytes]:
    """The content of a page under the Flate filter with what it uses, as it stands or drawn anew."""
    if not isinstance(page, ComposedPage):
        from layoutdesk.exporters.pdf.noted import NotedResources

        _, colour = _sheet(room.document, page.forme.page.page)
        noted = NotedResources(shared, colour)
        if noted.asked_again(page.forme.uses):
            return page.forme.page, noted, page.forme.content
        page = page.compose()
    _, colour = _sheet(room.document, page.page)
    boxes = _boxes(room, page)
    if room.formes is not None:
        return _drawn_again(shared, room, room.formes, page, target)
    parted = parted_words(page.display.items) if room.standard.accessible else NOTHING_PARTED
    resources = PageResources(shared, colour)
    content = PageContent(resources, boxes.margin, boxes.top, parted)
    content.draw(page.display.items)
    if room.marks:
        content.draw(_marks(room, page, boxes, target))
    return page, resources, zlib.compress(content.data(), DENSE)


def _drawn_again(
    shared: SharedResources, room: PressRoom, formes: Formes, page: ComposedPage, target: Path
) -> tuple[ComposedPage, PageResources, bytes]:
    """The same where elements of the page may stand; what is drawn stands for the next time."""
    from layoutdesk.exporters.pdf.noted import NotedResources

    _, colour = _sheet(room.document, page.page)
    boxes, resources = _boxes(room, page), NotedResources(shared, colour)
    parted = formes.parted_words(page.display.items) if room.standard.accessible else NOTHING_PARTED
    content = PageContent(resources, boxes.margin, boxes.top, parted)
    uses = [formes.draw(content, resources, page.display.items, parted, _settings(room, target))]
    if room.marks:
        resources.note()
        content.draw(_marks(room, page, boxes, target))
        uses.append(resources.noted())
    packed = zlib.compress(content.data(), DENSE)
    told = [each for each in uses if each is not None]
    if len(told) == len(uses):
        formes.keep(page, packed, (*chain.from_iterable(told),))
    return page, resources, packed


def _marks(room: PressRoom, page: ComposedPage, boxes: PageBoxes, target: Path) -> Iterable[Item]:
    """The printer's marks round a page."""
    _, colour = _sheet(room.document, page.page)
    press = Press(colour=colour, spots=spot_inks(page.display.items), ink_limit=room.profile.ink_limit)
    return printers_marks(boxes, room.marks, _slug(room, page, target), press, room.book)


def _settings(room: PressRoom, target: Path) -> tuple[Hashable, ...]:
    """What of an export decides how a page is written, besides what that is composed of; marks tell the file's name."""
    marks = (*sorted(room.marks), target.name) if room.marks else ()
    return room.standard.title, room.profile.name, room.profile.key, room.screen_dpi, marks


def _boxes(room: PressRoom, page: ComposedPage) -> PageBoxes:
    bleed, _ = _sheet(room.document, page.page)
    return PageBoxes(width=page.display.width, height=page.display.height, bleed=bleed, marks=bool(room.marks))


def _sheet(document: Document, page_id: str) -> tuple[float, bool]:
    """Bleed in points and whether the page prints in colour, as its template says."""
    try:
        template = document.template(document.page(page_id).template)
    except KeyError:
        return mm(_USUAL_BLEED_MM), True
    return mm(template.bleed_mm), template.colour


def _slug(room: PressRoom, page: ComposedPage, target: Path) -> Slug:
    """What the page line says of a page."""
    meta = room.document.meta
    issue = (meta.paper, meta.date, _label(room.document, page), *_names(room.document, page))
    file = (target.name, room.standard.title, room.profile.name)
    return Slug(
        issue=legible("  ".join(part for part in issue if part)),
        file=legible("  ".join(part for part in file if part)),
        language=meta.language,
    )


def _names(document: Document, page: ComposedPage) -> list[str]:
    """The name of a page (版名), where the document knows it."""
    return [known.name for known in document.pages if known.id == page.page and known.name]


def _label(document: Document, page: ComposedPage) -> str:
    """The label of a page as printed; its number where it has none."""
    for known in document.pages:
        if known.id == page.page:
            return known.label or str(known.number)
    return str(page.number)

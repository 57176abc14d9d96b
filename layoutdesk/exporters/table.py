"""The kinds of export, one row each. A new exporter is one new file and one row here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.compose.types import ComposedPage
from layoutdesk.exporters.images import ImageSource
from layoutdesk.exporters.marks import NO_MARKS
from layoutdesk.exporters.report import ExportReport, Progress
from layoutdesk.model import Document

if TYPE_CHECKING:
    from layoutdesk.exporters.pdf.formes import Formes
    from layoutdesk.text.fonts import FontBook


class ExportJob(msgspec.Struct, frozen=True, kw_only=True):
    """One export as asked for. With ``pattern`` (see ``naming``) ``target`` is a folder and each page a file.

    ``profile`` is a printing condition by name; without it that of the document's templates counts. ``formes`` are those of a
    process that exports again and again: with them ``page_ids`` count for the press in place of ``pages``.
    """

    pages: Iterable[ComposedPage]
    document: Document
    book: FontBook
    images: ImageSource
    target: Path
    pattern: str = ""
    standard: str = "x4"
    profile: str = ""
    marks: frozenset[str] = NO_MARKS
    dpi: int = 150
    progress: Progress | None = None
    formes: Formes | None = None
    page_ids: tuple[str, ...] = ()


class Exporter(msgspec.Struct, frozen=True):
    """A kind of export: the suffix of its files and the function that runs it. What it needs is imported when it runs."""

    suffix: str
    run: Callable[[ExportJob], ExportReport]


def _pdf(job: ExportJob) -> ExportReport:
    from layoutdesk.exporters.pdf.export import Again, export_each, export_pdf, output_profile

    pages = job.pages if job.formes is None else Again(job.page_ids, job.formes)
    if job.pattern:
        # Each page may be made for another printing condition; a file for all of them has one.
        profile = output_profile(job.document, job.profile) if job.profile else None
        return export_each(
            pages, job.document, job.book, job.target, job.pattern,
            images=job.images, standard=job.standard, marks=job.marks, profile=profile, progress=job.progress,
        )  # fmt: skip
    profile = output_profile(job.document, job.profile)
    return export_pdf(
        pages, job.document, job.book, job.target,
        images=job.images, standard=job.standard, marks=job.marks, profile=profile, progress=job.progress,
    )  # fmt: skip


def _screen(job: ExportJob) -> ExportReport:
    from layoutdesk.exporters.pdf.export import export_screen, output_profile

    if job.pattern:
        raise Refusal("exporters.one-file-only", kind="screen", pattern=job.pattern)
    profile = output_profile(job.document, job.profile)
    return export_screen(
        job.pages, job.document, job.book, job.target,
        images=job.images, profile=profile, dpi=job.dpi, progress=job.progress,
    )  # fmt: skip


def _png(job: ExportJob) -> ExportReport:
    from layoutdesk.exporters.png import export_png

    return export_png(
        job.pages, job.document, job.book, job.target,
        images=job.images, dpi=job.dpi, pattern=job.pattern, profile=job.profile, progress=job.progress,
    )  # fmt: skip


def _text(job: ExportJob) -> ExportReport:
    from layoutdesk.exporters.text import write_text

    if job.pattern:
        raise Refusal("exporters.one-file-only", kind="text", pattern=job.pattern)
    return write_text(job.pages, job.target)


EXPORTERS: Final = MappingProxyType({
    "pdf": Exporter(".pdf", _pdf),
    "screen": Exporter(".pdf", _screen),
    "png": Exporter(".png", _png),
    "text": Exporter(".txt", _text),
})  # fmt: skip

#: Kinds that the command line names and that this version does not make.
LATER: Final = ("proof", "pdfa", "html", "archive")


def exporter(kind: str) -> Exporter:
    """The exporter of a kind; ``Refusal`` for one that is not made yet or does not exist."""
    if kind in EXPORTERS:
        return EXPORTERS[kind]
    raise Refusal("exporters.later" if kind in LATER else "exporters.unknown", kind=kind, kinds=", ".join(EXPORTERS))


def export(kind: str, job: ExportJob) -> ExportReport:
    """Runs an export; raises ``Refusal`` in words for everything that stands in its way."""
    return exporter(kind).run(job)

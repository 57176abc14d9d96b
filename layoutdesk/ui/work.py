"""What worker processes do for the window. Nothing here knows Qt: the functions pickle and run in a process of their own.

``progress`` takes the share done, from 0 to 1, and a code of the texts (see ``jobs.Report``).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.exporters.presets import Preset
from layoutdesk.jobs import Report, run_reader
from layoutdesk.model.document import Asset, Document
from layoutdesk.model.elements import Element

if TYPE_CHECKING:
    from layoutdesk.makeup.linking import Linked, Order, Sought
    from layoutdesk.makeup.taking import Taken
    from layoutdesk.text.fonts import FontBook
    from layoutdesk.ui.press import Press


def compile_copy(copy: Sequence[Path], target: Path, folder: Path, *, progress: Report) -> tuple[Problem, ...]:
    """Makes up an issue from copy and the pictures that it names, and saves it at ``target``.

    Gives what was found on the way and stands nowhere in the issue: pictures that cannot be read, say.
    """
    from layoutdesk.makeup import compiling

    wish = compiling.Wish(copies=tuple(copy), target=target, pictures=folder)
    made = compiling.compile_copy(
        wish, lambda done, all_: progress(done / max(all_, 1), "ui.work.compiling"), run_reader
    )
    return made.problems


def take_files(files: Sequence[Path], *, progress: Report) -> Taken:
    """Reads copy and pictures, of folders too, to be taken into the issue that is open; what is refused is told."""
    from layoutdesk.makeup.taking import take

    return take(files, IdSource(), run_reader, lambda done, all_: progress(done / max(all_, 1), "ui.work.taking"))


class ExportWish(NamedTuple):
    """One export: the preset, the pattern by which pages become files (empty: one file), the pages by their ids (none: all).

    With ``version`` it is the issue as that version has it, whatever has been done since. What is written goes into a folder in
    ``standing``, whose levels are made where they are not there (none: the folder has to be there).
    """

    preset: Preset
    pattern: str = ""
    pages: tuple[str, ...] = ()
    version: int | None = None
    standing: Path | None = None


class Exported(NamedTuple):
    """What an export gave: its pages, its files, and what is to be said of them."""

    pages: int
    files: int
    notes: tuple[Problem, ...]


def export_pages(issue: Path, target: Path, wish: ExportWish, *, progress: Report) -> Exported:
    """Exports pages of an issue, read from its file while the window has it open; what stands of the last export is used.

    Where the preset lets no errors out they are looked for first, and nothing is written.
    """
    from layoutdesk.compose.page import compose_each
    from layoutdesk.exporters.presets import make_levels
    from layoutdesk.exporters.table import ExportJob, export
    from layoutdesk.pictures.convert import PressImages
    from layoutdesk.pictures.profiles import issue_profile
    from layoutdesk.store import IssueFile
    from layoutdesk.text.fonts import load_fonts
    from layoutdesk.ui.press import press

    preset, standing = wish.preset, press()
    with IssueFile.open(issue, "r") as file:
        document = standing.document(issue, file.read() if wish.version is None else file.version(wish.version))
        book = load_fonts()
        wanted = [page.id for page in document.pages if not wish.pages or page.id in wish.pages]
        if preset.final:
            _refuse_errors(issue, document, wanted, book, standing)
        make_levels(target if wish.pattern else target.parent, wish.standing)
        profile = preset.profile or ("" if wish.pattern else issue_profile(document, wanted))
        job = ExportJob(
            pages=compose_each(document, wanted, book), document=document, book=book, target=target,
            pattern=wish.pattern,
            images=PressImages(
                document.assets, file.blob, profile=profile or issue_profile(document), store=standing.pictures
            ),
            standard=preset.standard, profile=profile, marks=frozenset(preset.marks), dpi=preset.dpi,
            progress=lambda done, all_: progress(done / max(all_, len(wanted), 1), "ui.work.exporting"),
            formes=standing.formes, page_ids=tuple(wanted),
        )  # fmt: skip
        report = export(preset.kind, job)
        return Exported(report.pages, len(report.files), report.notes)


def _refuse_errors(issue: Path, document: Document, pages: Sequence[str], book: FontBook, standing: Press) -> None:
    from layoutdesk.checks.issue import issue_problems
    from layoutdesk.words import problem_text

    problems = [each for each in issue_problems(document, book) if each.page in ("", *pages)]
    problems += [problem for page in pages for problem in standing.problems(document, page, book)]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise Refusal("cli.not-final", file=issue.name, errors=len(errors), first=problem_text(errors[0]))


def copy_issue(issue: Path, place: Path, target: Path, *, progress: Report) -> None:
    """Saves a copy of an issue, with its journal and versions, while the window has it open.

    It is read from the file ``issue``, and finds its pictures from ``place``.
    """
    from layoutdesk.makeup.moving import paths_moved
    from layoutdesk.store import IssueFile

    with IssueFile.open(issue, "r") as file:
        links = partial(paths_moved, place, target)
        file.copy_to(target, lambda done, all_: progress(done / max(all_, 1), "ui.work.copying"), links=links)


def package_issue(
    issue: Path, target: Path, standing: Path | None = None, *, progress: Report
) -> tuple[Path, tuple[Problem, ...]]:
    """Packs an issue with its originals and the list of its fonts; where it lies now, and what is left out of it.

    ``standing`` as in ``ExportWish``.
    """
    from layoutdesk.exporters.package import write_package
    from layoutdesk.exporters.presets import make_levels
    from layoutdesk.store import IssueFile
    from layoutdesk.text.fonts import load_fonts
    from layoutdesk.words import text

    make_levels(target.parent, standing)
    with IssueFile.open(issue, "r") as file:
        packed = write_package(
            file, load_fonts(), target, text, lambda done, all_: progress(done / max(all_, 1), "ui.work.packaging")
        )
    return target, packed.problems


def arrange_page(issue: Path, page_id: str, *, progress: Report) -> tuple[Element, ...]:
    """The elements of a page made up from the stories that stand on it, or from the copy that waits; see ``makeup.again``."""
    from layoutdesk.makeup.again import made_up
    from layoutdesk.store import IssueFile
    from layoutdesk.text.fonts import load_fonts

    progress(0.0, "ui.work.arranging")
    with IssueFile.open(issue, "r") as file:
        document = file.read()
    return made_up(document, page_id, load_fonts())


def is_coloured(document: Document) -> bool:
    """Whether any page of an issue prints in colour; where none does, pictures are shown in grey."""
    return any(template.colour for template in document.templates)


def make_previews(issue: Path, wanted: Sequence[tuple[Asset, int]], colour: bool, profile: str) -> None:
    """Puts screen previews into the cache of pictures, where the window finds them: of each the asset and its longer side.

    The originals are in the file, those too that only its versions have. One that cannot be read is left out.
    """
    from layoutdesk.pictures.convert import preview
    from layoutdesk.store import IssueFile

    file = IssueFile.open(issue, "r")
    try:
        for asset, longest in wanted:
            with suppress(Refusal, KeyError):
                preview(asset, file.blob(asset.sha256), longest, colour=colour, profile=profile)
    finally:
        file.close()


def link_pictures(
    orders: Sequence[Order], files: Sequence[Path], wanted: Sequence[Sought], *, progress: Report
) -> Linked:
    """Reads the files ordered for pictures, and those found for ``wanted`` ones among ``files`` and what lies in folders."""
    from layoutdesk.makeup.linking import find, link

    progress(0.0, "ui.work.linking")
    found, problems = find(files, wanted) if wanted else ((), ())
    linked = link((*orders, *found), IdSource(), lambda done, all_: progress(done / max(all_, 1), "ui.work.linking"))
    missed = {each.key for each in wanted} - {order.key for order in found}
    return replace(linked, missed=tuple(sorted(missed)), problems=(*problems, *linked.problems))

"""From a day's copy on the disk to a saved issue (组版): what ``compile`` and the editor's “new from copy” both do."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.base.runner import Runner, in_process
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Image, flatten
from layoutdesk.intake import Intake, read_copy
from layoutdesk.makeup.issue import compile_issue
from layoutdesk.model.document import Asset, Document
from layoutdesk.model.library import shipped_templates
from layoutdesk.model.story import pictures
from layoutdesk.model.template import used_roles
from layoutdesk.store import IssueFile, create
from layoutdesk.text.fonts import load_fonts

if TYPE_CHECKING:
    from layoutdesk.pictures.read import Supplied

#: Called with what is done and what there is in all; raising from it cancels the work.
Progress = Callable[[int, int], None]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be compiled: copy files, the issue's file, a template for every page, a date, the pictures' folder.

    Without ``template`` each page takes the one that fits best; without ``pictures`` they are looked for beside the copy. The pages
    of an issue that stands at ``target`` keep their arrangement where the copy still fits it.
    """

    copies: tuple[Path, ...]
    target: Path
    template: str | None = None
    date: str | None = None
    pictures: Path | None = None


class Compiled(msgspec.Struct, frozen=True, kw_only=True):
    """The issue as saved, its composed pages, and what was found on the way beside the pages' own problems."""

    document: Document
    pages: tuple[ComposedPage, ...]
    problems: tuple[Problem, ...]


def compile_copy(wish: Wish, progress: Progress | None = None, run: Runner = in_process) -> Compiled:
    """Reads, makes up, composes and saves. Raises ``Refusal`` in words, and then nothing is written.

    ``run`` reads copy in formats that a hostile file can abuse. Pictures that are placed are converted for the press at the end,
    so that an export finds them ready.
    """
    template = _checked(wish)
    ids = IdSource(_fingerprint(wish.copies))
    intake = _phrased(read_copy(wish.copies, ids, run))
    supplied = _supplied(intake, wish, ids)
    book = load_fonts()
    document = compile_issue(
        intake, list(shipped_templates().values()), book, supplied.assets,
        template=template, date=wish.date, ids=ids, progress=progress, before=_before(wish.target),
    )  # fmt: skip
    document = replace(document, assets=_near(document.assets, wish.target))
    document = replace(document, fonts=book.of(document.meta.language).uses(used_roles(document.templates)))
    create(wish.target, document, supplied.blobs)
    pages = tuple(compose_page(document, page.id, book) for page in document.pages)
    unconverted = _convert(document, pages, supplied)
    return Compiled(document=document, pages=pages, problems=(*intake.problems, *supplied.problems, *unconverted))


def _near(assets: tuple[Asset, ...], target: Path) -> tuple[Asset, ...]:
    """The pictures with their sources as the issue at ``target`` keeps them."""
    from layoutdesk.pictures.sources import kept_path

    issue = target.resolve()
    return tuple(replace(asset, path=kept_path(asset.path, issue)) for asset in assets)


def _phrased(intake: Intake) -> Intake:
    """The copy with the places at which its headlines may break, so that nothing later needs a segmenter."""
    from layoutdesk.phrasing.story import with_places

    return replace(intake, stories=tuple(with_places(story) for story in intake.stories))


def _checked(wish: Wish) -> str | None:
    """The template's name, once date, template and target are found good."""
    if wish.date is not None:
        try:
            date = datetime.date.fromisoformat(wish.date)
        except ValueError as error:
            raise Refusal("makeup.date", date=wish.date) from error
        # The library also takes 20260303 and 2026-W10-2, which the issue's data does not.
        if date.isoformat() != wish.date:
            raise Refusal("makeup.date", date=wish.date)
    if wish.template is not None and wish.template not in shipped_templates():
        raise Refusal("template.unknown", name=wish.template, known=", ".join(shipped_templates()))
    if not wish.target.parent.is_dir():
        raise Refusal("makeup.no-folder", file=wish.target, folder=wish.target.parent)
    if wish.target.is_dir():
        raise Refusal("makeup.is-folder", file=wish.target)
    if wish.pictures is not None and not wish.pictures.is_dir():
        raise Refusal("makeup.no-pictures", folder=wish.pictures)
    return wish.template


def _fingerprint(copies: Sequence[Path]) -> bytes:
    """The copy's bytes as the seed of ids: the same copy gives the same issue. What cannot be read, intake refuses."""
    digest = hashlib.sha256()
    for copy in copies:
        if not copy.is_file():
            continue
        with suppress(OSError), copy.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
    return digest.digest()


def _supplied(intake: Intake, wish: Wish, ids: IdSource) -> Supplied:
    """The pictures that the copy names or brings along; one that cannot be used is a problem, not the end of the work."""
    from layoutdesk.pictures.read import Supplied, supply

    wanted = {picture.asset for story in intake.stories for picture in pictures(story)}
    wanted |= {getattr(element, "asset", "") for page in intake.pages for element in page.elements}
    wanted.discard("")
    if not wanted:
        return Supplied(assets={}, blobs={})
    return supply(wish.pictures or wish.copies[0].parent, wanted, ids, embedded=intake.pictures)


def _before(target: Path) -> Document | None:
    """The issue that stands at the target already, whose arrangement is kept; nothing where there is none that can be read."""
    if target.exists():
        with suppress(Refusal, OSError), closing(IssueFile.open(target, "r")) as file:
            return file.read()
    return None


def _convert(document: Document, pages: Sequence[ComposedPage], supplied: Supplied) -> tuple[Problem, ...]:
    """Converts the pictures that are placed, as each page prints; what cannot be converted after all."""
    if not supplied.blobs:
        return ()
    from layoutdesk.pictures.convert import Place, convert_all

    places = []
    for page in pages:
        template = document.template(document.page(page.page).template)
        images = [item for _, item in flatten(page.display.items) if isinstance(item, Image)]
        places += [
            Place(asset=image.asset, rect=image.rect, crop=image.crop, colour=template.colour, profile=template.profile)
            for image in images
        ]
    refused = convert_all(document.assets, supplied.blobs, places)
    return tuple(
        Problem(code=one.code, severity="error", args=one.args_, file=one.args_.get("file", "")) for one in refused
    )

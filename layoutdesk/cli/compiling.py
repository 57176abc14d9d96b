"""``compile``: a day's copy and pictures into an issue with its pages made up."""

from __future__ import annotations

import argparse
import datetime
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from layoutdesk.base.ids import IdSource
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.output import Progress, print_json, progress, say
from layoutdesk.compose.types import ComposedPage
from layoutdesk.model.document import Asset, Document
from layoutdesk.model.story import Story


def compile_copy(options: argparse.Namespace) -> int:
    """Reads, makes up and saves; says what was placed, what was not, and what wants an answer."""
    copies = [Path(name) for name in options.copy]
    target = Path(options.output)
    with progress("cli.compiling", options.json) as tick:
        document, problems = compile_issue_file(
            copies, target, options.template, options.date, options.pictures and Path(options.pictures), tick
        )
    from layoutdesk.cli.showing import describe

    composed, found = _composed(document)
    value = describe(document, composed, [*problems, *found])
    if options.json:
        print_json(value)
    else:
        errors = sum(row["severity"] == "error" for row in value["problems"])
        queries = sum(row["severity"] == "query" for row in value["problems"])
        placed = len(value["stories"]) - len(value["unplaced"])
        say(
            "cli.compiled", file=target.name, pages=len(document.pages), placed=placed, stories=len(value["stories"]),
            errors=errors, queries=queries,
        )  # fmt: skip
    return FOUND if any(row["severity"] == "error" for row in value["problems"]) else DONE


def compile_issue_file(
    copies: Sequence[Path],
    target: Path,
    template: str | None,
    date: str | None,
    pictures: Path | None,
    tick: Progress,
) -> tuple[Document, tuple[Problem, ...]]:
    """The issue made from copy and saved at ``target``; the document and what was found on the way."""
    from layoutdesk.checks.issue import used_roles
    from layoutdesk.intake import read_copy
    from layoutdesk.makeup.issue import compile_issue
    from layoutdesk.model.library import shipped_templates
    from layoutdesk.store import IssueFile
    from layoutdesk.text.fonts import load_fonts

    _check_date(date)
    templates = shipped_templates()
    if template is not None and template not in templates:
        raise Refusal("template.unknown", name=template, known=", ".join(templates))
    _check_target(target)
    ids = IdSource(_fingerprint(copies))
    intake = read_copy(copies, ids)
    assets, blobs, faults = _pictures(_picture_folder(pictures, copies), ids, intake.stories)
    book = load_fonts()
    document, problems = compile_issue(
        intake, list(templates.values()), book, assets, template=template, date=date, ids=ids, progress=tick
    )
    document = replace(document, fonts=book.uses(used_roles(document.templates)))
    IssueFile.create(target, document, blobs)
    return document, (*intake.problems, *faults, *problems)


def _check_date(date: str | None) -> None:
    if date is None:
        return
    try:
        datetime.date.fromisoformat(date)
    except ValueError as error:
        raise Refusal("cli.date", date=date) from error


def _check_target(target: Path) -> None:
    if not target.parent.is_dir():
        raise Refusal("cli.no-folder", file=target, folder=target.parent)
    if target.is_dir():
        raise Refusal("cli.is-folder", file=target)


def _fingerprint(copies: Sequence[Path]) -> bytes:
    """The copy's bytes as the seed of ids: the same copy gives the same issue."""
    digest = hashlib.sha256()
    for copy in copies:
        if copy.is_file():
            digest.update(copy.read_bytes())
    return digest.digest()


def _picture_folder(pictures: Path | None, copies: Sequence[Path]) -> Path | None:
    if pictures is not None and not pictures.is_dir():
        raise Refusal("cli.no-pictures", folder=pictures)
    return pictures or next((copy.parent for copy in copies), None)


def _pictures(
    folder: Path | None, ids: IdSource, stories: Sequence[Story]
) -> tuple[Mapping[str, Asset], Mapping[str, bytes], list[Problem]]:
    """The pictures that the copy names, by file name; one that cannot be used is a problem, not the end of the work."""
    from layoutdesk.model.story import pictures
    from layoutdesk.pictures.read import asset_from, find_pictures

    wanted = {picture.asset for story in stories for picture in pictures(story)} - {""}
    found = find_pictures(folder) if folder is not None and wanted else {}
    assets: dict[str, Asset] = {}
    blobs: dict[str, bytes] = {}
    faults: list[Problem] = []
    for name in sorted(wanted & set(found)):
        data = found[name].read_bytes()
        try:
            assets[name] = asset_from(data, name, str(found[name]), ids)
        except Refusal as refusal:
            faults.append(Problem(code=refusal.code, severity="error", args=refusal.args_, file=name))
            continue
        blobs[assets[name].sha256] = data
    return assets, blobs, faults


def _composed(document: Document) -> tuple[list[ComposedPage], list[Problem]]:
    from layoutdesk.checks.issue import issue_problems
    from layoutdesk.compose.page import compose_page
    from layoutdesk.text.fonts import load_fonts

    book = load_fonts()
    pages = [compose_page(document, page.id, book) for page in document.pages]
    return pages, [*issue_problems(document, book), *(p for page in pages for p in page.problems)]

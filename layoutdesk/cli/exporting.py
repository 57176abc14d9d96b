"""``export``: composed pages as print PDF, pictures or text."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.checks.issue import issue_problems
from layoutdesk.checks.unsettled import Unsettled, unsettled
from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.issue import OpenIssue
from layoutdesk.cli.output import Progress, print_json, progress, say
from layoutdesk.cli.targets import check_target
from layoutdesk.compose.types import ComposedPage
from layoutdesk.exporters.presets import (
    SHOWN,
    Preset,
    make_levels,
    page_numbers,
    page_pattern,
    preset,
    standing_folder,
    target_of,
)
from layoutdesk.store.keeping import keep_exported

if TYPE_CHECKING:
    from layoutdesk.cli.inking import Measured
    from layoutdesk.exporters.report import ExportReport

#: The kinds of export that leave the house, and are kept as versions; pictures and text are for looking.
KEPT: Final = frozenset({"pdf", "pdfa", "archive"})


def export_issue(options: argparse.Namespace) -> int:
    """Writes the export; 1 where the pages have errors, which ``--final`` refuses instead."""
    options.standing = None
    take_preset(options)
    target = Path(options.output)
    check_target(target, [Path(options.issue)])
    if options.check_ink:
        from layoutdesk.cli.inking import check_measurable

        check_measurable(options.kind)
    made = bool(options.each) and not target.exists()
    if options.standing is not None:
        make_levels(target if options.each else target.parent, options.standing)
    elif options.each:
        make_folder(target)
    try:
        return _export(options, target)
    except Refusal:
        if made:
            _remove_empty(target)
        raise


def take_preset(options: argparse.Namespace) -> None:
    """Fills in what is not given from the preset that is named, else as it is usual."""
    wanted = Preset()
    if options.preset:
        wanted = preset(options.preset)
        if wanted.kind == "package":
            raise Refusal("cli.preset-package", name=options.preset)
    elif not options.kind or not options.output:
        raise Refusal("cli.export-what")
    by_preset = {
        "kind": wanted.kind, "standard": wanted.standard, "profile": wanted.profile, "marks": ",".join(wanted.marks),
        "dpi": wanted.dpi,
    }  # fmt: skip
    for name, value in by_preset.items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    options.final = options.final or wanted.final
    if not options.preset:
        return
    issue = Path(options.issue)
    # A page in view is there only in the window.
    options.pages = options.pages or ("" if wanted.pages == SHOWN else wanted.pages)
    options.each = options.each or page_pattern(wanted, issue)
    if not options.output:
        with OpenIssue(options.issue) as opened:
            numbers = page_numbers(options.pages, opened.document)
            first = min(numbers) if numbers else 0
            target = target_of(wanted, opened.document, issue, first)
        options.output, options.standing = str(target), standing_folder(wanted, issue)


def _export(options: argparse.Namespace, target: Path) -> int:
    with OpenIssue(options.issue) as issue:
        numbers = page_numbers(options.pages, issue.document)
        if options.final:
            _refuse_errors(issue, numbers)
        errors: list[Problem] = []
        with progress("cli.exporting", options.json) as tick:
            # Files of one page each may be made for as many printing conditions as the issue has.
            profile = options.profile or ("" if options.each else _agreed_profile(issue, numbers))
            written = _write(issue, options, target, _watched(issue, numbers, errors), profile, tick)
    # Only now that the reader is closed can the writer leave a single file.
    leaves = options.kind in KEPT
    open_review = unsettled(issue.document, _page_ids(issue, numbers))
    unkept = keep_exported(issue.file, issue.document, target.name) if leaves else None
    inks = _inks(options, written)
    over = [problem for one in inks for problem in one.problems]
    if options.json:
        _print_object(written, errors, inks, open_review, kept=leaves and unkept is None)
    else:
        _say(written, unkept, inks)
        if (open_said := open_review.said) is not None:
            say(open_said.code, **open_said.args)
        if errors:
            say("cli.exported-with-errors", errors=len(errors))
    return FOUND if errors or over else DONE


def _inks(options: argparse.Namespace, written: ExportReport) -> tuple[Measured, ...]:
    if not options.check_ink:
        return ()
    from layoutdesk.cli.inking import measured

    return measured(written.files, options.json)


def _say(written: ExportReport, unkept: Refusal | None, inks: Sequence[Measured]) -> None:
    for file in written.files:
        say("cli.exported", file=file.path)
    if inks:
        from layoutdesk.cli.inking import say_ink

        say_ink(inks)
    for problem in (*written.notes, *(problem for one in inks for problem in one.problems)):
        print(_sentence(problem))
    if unkept is not None:
        say("cli.not-kept", reason=_reason(unkept))


def _print_object(
    written: ExportReport, errors: Sequence[Problem], inks: Sequence[Measured], review: Unsettled, *, kept: bool
) -> None:
    """What ``export --json`` prints; keys may be added, never renamed."""
    problems = [*written.notes, *(problem for one in inks for problem in one.problems)]
    value: dict[str, Any] = {
        "files": [str(file.path) for file in written.files],
        "errors": len(errors),
        "notes": [{"code": one.code, "severity": one.severity, "message": _sentence(one)} for one in problems],
        "kept": kept,
        "unsettled": review._asdict(),
    }
    if inks:
        from layoutdesk.cli.inking import ink_rows

        value["ink"] = ink_rows(inks)
    print_json(value)


def _agreed_profile(issue: OpenIssue, numbers: Sequence[int] | None) -> str:
    from layoutdesk.pictures.profiles import issue_profile

    return issue_profile(issue.document, _page_ids(issue, numbers))


def _page_ids(issue: OpenIssue, numbers: Sequence[int] | None) -> list[str]:
    return [page.id for page in issue.document.pages if numbers is None or page.number in numbers]


def make_folder(folder: Path) -> None:
    """The folder for one file a page; its parent has to be there already."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise Refusal("cli.plates-folder", folder=folder, reason=error.strerror or error) from error


def _remove_empty(folder: Path) -> None:
    """Takes back a folder made for plates of which none was written."""
    with suppress(OSError):
        folder.rmdir()


def _watched(issue: OpenIssue, numbers: Sequence[int] | None, errors: list[Problem]) -> Iterator[ComposedPage]:
    """The pages as they are composed; their errors are collected on the way."""
    for page in issue.compose(numbers):
        errors += [problem for problem in page.problems if problem.severity == "error"]
        yield page


def _refuse_errors(issue: OpenIssue, numbers: Sequence[int] | None) -> None:
    problems = [*issue_problems(issue.document, issue.book)]
    problems += [problem for page in issue.compose(numbers) for problem in page.problems]
    errors = [problem for problem in problems if problem.severity == "error"]
    if errors:
        raise Refusal("cli.not-final", file=issue.path.name, errors=len(errors), first=_sentence(errors[0]))


def _reason(refusal: Refusal) -> str:
    from layoutdesk.words import refusal_text

    return refusal_text(refusal)


def _sentence(problem: Problem) -> str:
    from layoutdesk.words import problem_text

    return problem_text(problem)


def _write(
    issue: OpenIssue,
    options: argparse.Namespace,
    target: Path,
    pages: Iterator[ComposedPage],
    profile: str,
    tick: Progress,
) -> ExportReport:
    from layoutdesk.exporters.marks import wanted_marks
    from layoutdesk.exporters.table import ExportJob, export
    from layoutdesk.pictures.convert import PressImages
    from layoutdesk.pictures.profiles import NEWSPRINT

    images = PressImages(issue.document.assets, issue.blob, profile=profile or NEWSPRINT)
    job = ExportJob(
        pages=pages, document=issue.document, book=issue.book, target=target, pattern=options.each or "",
        images=images, standard=options.standard, profile=profile,
        marks=wanted_marks(options.marks), dpi=options.dpi, progress=tick,
    )  # fmt: skip
    return export(options.kind, job)

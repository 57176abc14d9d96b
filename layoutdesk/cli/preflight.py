"""``check`` on a finished PDF: preflight in a limited process, since the file may be anybody's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.inking import Measured, ink_rows, measured, say_ink
from layoutdesk.cli.output import print_json, progress, say
from layoutdesk.cli.showing import say_counts
from layoutdesk.exporters.report import ExportedFile
from layoutdesk.jobs import Job
from layoutdesk.pictures.profiles import ink_limit_of
from layoutdesk.preflight.content import TOO_LARGE
from layoutdesk.preflight.examine import STANDARDS, Report, by_severity, examine
from layoutdesk.words import problem_text, text

#: A hundred broadsheet pages take some ten seconds and two hundred megabytes.
_SECONDS: Final = 300.0
_MEGABYTES: Final = 1024
#: Total ink in percent for a printing condition that is not known here: what most presses on coated paper bear.
_USUAL_INK: Final = 300.0


def check_pdf(path: Path, options: argparse.Namespace) -> int:
    """Prints what is wrong in the file; 1 where one of it is an error."""
    with progress("cli.checking", options.json) as tick:
        job = Job(examine, path, options.standard or "", reports=True, seconds=_SECONDS, megabytes=_MEGABYTES).start()
        try:
            while not job.poll(0.2):
                tick(int(job.progress * 100), 100)
        finally:
            job.cancel()
    report, inks = _with_ink(path, job.result, options)
    if options.json:
        print_json(_object(report, inks))
    else:
        _print(report, inks)
    return FOUND if report.errors else DONE


def _with_ink(path: Path, report: Report, options: argparse.Namespace) -> tuple[Report, tuple[Measured, ...]]:
    """The report with what the separations show; where they cannot be had, it says so and stands without."""
    limit = options.ink_limit or ink_limit_of(report.condition) or _USUAL_INK
    file = ExportedFile(path=path, pages=report.pages, size=path.stat().st_size, ink_limit=limit)
    try:
        if any(problem.args.get("reason") == TOO_LARGE for problem in report.problems):
            # What takes hours to follow takes hours to draw.
            raise Refusal("preflight.ink-unmeasured", file=path.name)
        inks = measured((file,), options.json)
        more = inks[0].problems
    except Refusal as refusal:
        inks, more = (), (Problem(code=refusal.code, severity="note", args=refusal.args_, file=path.name),)
    return replace(report, problems=by_severity((*report.problems, *more))), inks


def _object(report: Report, inks: tuple[Measured, ...]) -> dict[str, Any]:
    """The shape of ``check --json``; a page is its number in the file."""
    return {
        "file": report.file,
        "standard": report.standard,
        "pages": report.pages,
        "ink": ink_rows(inks),
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "page": _page(problem),
                "story": "",
                "message": problem_text(problem),
                "origin": None,
                "args": problem.args,
            }
            for problem in report.problems
        ],
    }


def _page(problem: Problem) -> int | None:
    page = problem.args.get("page", "")
    return int(page) if page.isdecimal() else None


def _print(report: Report, inks: tuple[Measured, ...]) -> None:
    code = "preflight.held" if report.standard else "preflight.held-to-none"
    say(code, file=report.file, pages=report.pages, standard=STANDARDS.get(report.standard, ""))
    for problem in report.problems:
        name = f"{problem.code}, {problem.args.get('source', '-')}"
        say("cli.finding", severity=text(f"cli.severity.{problem.severity}"), message=problem_text(problem), name=name)
    say_ink(inks)
    say_counts(report.problems)

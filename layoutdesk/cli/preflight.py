"""``check`` on a finished PDF: preflight in a limited process, since the file may be anybody's."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from layoutdesk.base.problem import Problem
from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.output import print_json, progress, say
from layoutdesk.cli.showing import say_counts
from layoutdesk.words import problem_text

if TYPE_CHECKING:
    from layoutdesk.preflight.examine import Report

#: A hundred broadsheet pages take some ten seconds and two hundred megabytes.
_SECONDS: Final = 300.0
_MEGABYTES: Final = 1024


def check_pdf(path: Path, options: argparse.Namespace) -> int:
    """Prints what is wrong in the file; 1 where one of it is an error."""
    from layoutdesk.jobs import Job
    from layoutdesk.preflight.examine import examine

    with progress("cli.checking", options.json) as tick:
        job = Job(examine, path, options.standard or "", reports=True, seconds=_SECONDS, megabytes=_MEGABYTES).start()
        try:
            while not job.poll(0.2):
                tick(int(job.progress * 100), 100)
        finally:
            job.cancel()
    report: Report = job.result
    if options.json:
        print_json(_object(report))
    else:
        _print(report)
    return FOUND if report.errors else DONE


def _object(report: Report) -> dict[str, Any]:
    """The shape of ``check --json``; a page is its number in the file."""
    return {
        "file": report.file,
        "standard": report.standard,
        "pages": report.pages,
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


def _print(report: Report) -> None:
    from layoutdesk.preflight.examine import STANDARDS

    code = "preflight.held" if report.standard else "preflight.held-to-none"
    say(code, file=report.file, pages=report.pages, standard=STANDARDS.get(report.standard, ""))
    for problem in report.problems:
        name = f"{problem.code}, {problem.args.get('source', '-')}"
        say("cli.finding", severity=problem.severity, message=problem_text(problem), name=name)
    say_counts(report.problems)

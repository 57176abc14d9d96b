"""``compile``: a day's copy and pictures into an issue with its pages made up."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from layoutdesk.base.problem import Problem
from layoutdesk.checks.issue import issue_problems
from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.output import print_json, progress, say
from layoutdesk.cli.showing import describe, say_problem
from layoutdesk.cli.targets import check_readable, check_target
from layoutdesk.jobs import run_reader
from layoutdesk.makeup.compiling import Wish, compile_copy
from layoutdesk.model.document import Document
from layoutdesk.text.fonts import load_fonts


def compile_files(options: argparse.Namespace) -> int:
    """Reads, makes up and saves; says what was placed, what was not, and what wants an answer."""
    wish = Wish(
        copies=tuple(Path(name) for name in options.copy),
        target=Path(options.output),
        template=options.template,
        date=options.date,
        pictures=Path(options.pictures) if options.pictures else None,
    )
    check_readable(wish.copies)
    check_target(wish.target, wish.copies)
    with progress("cli.compiling", options.json) as tick:
        made = compile_copy(wish, tick, run_reader)
    document = made.document
    problems = [
        *made.problems,
        *issue_problems(document, load_fonts()),
        *(p for page in made.pages for p in page.problems),
    ]
    errors = sum(problem.severity == "error" for problem in problems)
    if options.json:
        print_json(describe(document, made.pages, problems))
    else:
        value = describe(document, made.pages, problems)
        _say_found(document, problems, made.problems)
        say(
            "cli.compiled", file=wish.target.name, pages=len(document.pages), stories=len(document.stories),
            placed=len(document.stories) - len(value["unplaced"]), errors=errors,
            queries=sum(problem.severity == "query" for problem in problems),
        )  # fmt: skip
        say("cli.see-check", file=wish.target)
    return FOUND if errors else DONE


def _say_found(document: Document, problems: Sequence[Problem], copy: Sequence[Problem]) -> None:
    """What only compiling knows, about the copy and its pictures, and every error: ``check`` tells the rest at any time."""
    for problem in problems:
        if problem.severity == "error" or problem in copy:
            say_problem(document, problem)

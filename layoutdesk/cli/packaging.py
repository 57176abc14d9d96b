"""``package``: the issue, the originals of its pictures and the list of its fonts in one folder or ZIP file."""

from __future__ import annotations

import argparse
from pathlib import Path

import msgspec

from layoutdesk.cli import DONE, FOUND
from layoutdesk.cli.issue import OpenIssue
from layoutdesk.cli.output import print_json, progress, say
from layoutdesk.cli.targets import check_target
from layoutdesk.exporters.package import write_package
from layoutdesk.words import problem_text, text


def package_issue(options: argparse.Namespace) -> int:
    """Writes the package; 1 where originals are left out because they are damaged, or were never supplied."""
    target = Path(options.output)
    check_target(target, [Path(options.issue)])
    with OpenIssue(options.issue) as issue, progress("cli.packaging", options.json) as tick:
        packed = write_package(issue.file, issue.book, target, text, tick, with_past=not options.without_past)
    if options.json:
        print_json({
            "package": str(target),
            "files": list(packed.files),
            "fonts": msgspec.to_builtins(packed.fonts),
            "journal_head": packed.head,
            "missing": [problem_text(problem) for problem in packed.problems],
        })  # fmt: skip
    else:
        say("cli.packaged", target=target, files=len(packed.files), fonts=len(packed.fonts))
        for problem in packed.problems:
            say("cli.left-out", reason=problem_text(problem))
    return FOUND if packed.problems else DONE

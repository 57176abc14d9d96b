"""``demo``: the main job on the sample issue: compile, check, export, and the editor where there is a display."""

from __future__ import annotations

import argparse
from pathlib import Path

from layoutdesk.cli import DONE
from layoutdesk.cli.exporting import make_folder
from layoutdesk.cli.output import say
from layoutdesk.cli.window import has_display
from layoutdesk.resources import sample_copy, sample_pictures


def demo(options: argparse.Namespace) -> int:
    """Runs the commands one after another, as a newcomer would type them; the highest of their exit codes."""
    from layoutdesk.cli import run

    folder = Path(options.out)
    make_folder(folder)
    name = "sample-en" if options.english else "sample"
    issue, pdf = folder / f"{name}.ldesk", folder / f"{name}.pdf"
    copies = [str(file) for file in sample_copy(english=options.english)]
    steps = [
        ["compile", *copies, "--pictures", str(sample_pictures()), "-o", str(issue)],
        ["check", str(issue)],
        ["export", str(issue), "--as", "pdf", "-o", str(pdf)],
    ]
    worst = DONE
    for step in steps:
        say("cli.step", command=step[0])
        worst = max(worst, run(step))
        if worst > 1:
            return worst
    worst = max(worst, DONE if options.english else _specimen(folder))
    if options.no_window or not has_display():
        say("cli.left-window" if has_display() else "cli.no-window", file=issue)
        return worst
    return max(worst, run(["open", str(issue)]))


def _specimen(folder: Path) -> int:
    """The specimen of setting (排版样张) beside the sample: made from its data, checked and exported."""
    from layoutdesk.cli import run
    from layoutdesk.makeup.specimen import make_specimen

    issue = folder / "specimen.ldesk"
    say("cli.step", command="specimen")
    make_specimen(issue)
    return max(
        run(["check", str(issue)]), run(["export", str(issue), "--as", "pdf", "-o", str(issue.with_suffix(".pdf"))])
    )

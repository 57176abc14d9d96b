"""``demo``: the main job on the sample issue: compile, check, export, and the editor where there is a display."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from layoutdesk.cli import DONE
from layoutdesk.cli.output import say
from layoutdesk.resources import resource


def demo(options: argparse.Namespace) -> int:
    """Runs the commands one after another, as a newcomer would type them; the highest of their exit codes."""
    from layoutdesk.cli import run

    folder = Path(options.out)
    folder.mkdir(parents=True, exist_ok=True)
    issue, pdf = folder / "sample.ldesk", folder / "sample.pdf"
    copies = sorted(str(file) for file in resource("sample", "copy").glob("*.md"))
    steps = [
        ["compile", *copies, "--pictures", str(resource("sample", "pictures")), "-o", str(issue)],
        ["check", str(issue)],
        ["export", str(issue), "--as", "pdf", "-o", str(pdf)],
    ]
    worst = DONE
    for step in steps:
        say("cli.step", command=step[0])
        worst = max(worst, run(step))
        if worst > 1:
            return worst
    if options.no_window or not _has_display():
        say("cli.no-window", file=issue)
        return worst
    return max(worst, run(["open", str(issue)]))


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))

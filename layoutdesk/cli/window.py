"""``open``: the editor. The only place of the command line that loads Qt."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from layoutdesk.base.problem import Refusal
from layoutdesk.words import preferred_language


def has_display() -> bool:
    """Whether somebody can see a window here; Qt aborts the whole program where it cannot open one."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def open_window(options: argparse.Namespace) -> int:
    """Opens the editor, with an issue where one is named."""
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        raise Refusal("cli.no-display")
    from layoutdesk.ui.app import run_editor

    return int(run_editor(Path(options.issue) if options.issue else None, preferred_language()))

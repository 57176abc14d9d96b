"""``open``: the editor. The only place of the command line that loads Qt."""

from __future__ import annotations

import argparse
from pathlib import Path

from layoutdesk.words import preferred_language


def open_window(options: argparse.Namespace) -> int:
    """Opens the editor, with an issue where one is named."""
    from layoutdesk.ui.app import run_editor

    return int(run_editor(Path(options.issue) if options.issue else None, preferred_language()))

"""The entry of the editor: ``run_editor``."""

from __future__ import annotations

import linecache
import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication

from layoutdesk.store.people import be_called
from layoutdesk.ui.language import Language
from layoutdesk.ui.preferences import kept
from layoutdesk.ui.readying import Readying
from layoutdesk.ui.recent import recent
from layoutdesk.ui.resting import Resting
from layoutdesk.ui.sweeping import Sweeping
from layoutdesk.ui.theme import THEMES, Look
from layoutdesk.ui.window import Window


def make_window(language: str) -> Window:
    """A window in the theme and language used last, else in ``language`` (``zh`` or ``en``); the application must exist."""
    from layoutdesk.text.fonts import load_fonts

    if not os.environ.get("LAYOUTDESK_LANGUAGE"):
        language = kept.value("language") or language
    look = Look(THEMES[kept.value("theme")], int(kept.value("textsize")))
    look.newsprint = kept.value("newsprint")
    look.prepare()
    be_called(kept.value("author"))
    window = Window(load_fonts(), Language(language), look)
    look.dress()
    resting = Resting(window.desk, window.view)
    Sweeping(window.desk, resting)
    Readying(window.desk, resting)
    # PySide reads the source of every module that is imported, and it would be kept: ten megabytes.
    linecache.clearcache()
    return window


def _tell_faults(window: Window) -> None:
    """Says in the window that something went wrong inside; the traceback goes to standard error as ever."""
    usual = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        usual(kind, error, trace)
        window.status.say("ui.status.fault", reason=f"{kind.__name__}: {error}")

    sys.excepthook = tell


def run_editor(path: Path | None, language: str) -> int:
    """Opens the window, with the issue at ``path`` where one is given; the exit code once it is closed."""
    from layoutdesk.phrasing.words import load

    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setOrganizationName("LayoutDesk")
    application.setApplicationName("LayoutDesk")
    # The words of headlines hold the interpreter for a tenth of a second, on whatever thread: so before there is a window.
    load()
    window = make_window(language)
    _tell_faults(window)
    window.show()
    if path is None and kept.value("start") == "last":
        path = next((Path(each.path) for each in recent()), None)
    if path is not None:
        window.commands.files.open_path(path)
    return application.exec()

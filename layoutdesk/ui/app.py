"""The entry of the editor: ``run_editor``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from layoutdesk.ui.language import Language
from layoutdesk.ui.readying import Readying
from layoutdesk.ui.sweeping import Sweeping
from layoutdesk.ui.textsize import USUAL
from layoutdesk.ui.theme import LIGHT, THEMES, Look
from layoutdesk.ui.window import Window


def make_window(language: str) -> Window:
    """A window in the theme and language used last, else in ``language`` (``zh`` or ``en``); the application must exist."""
    from layoutdesk.text.fonts import load_fonts

    settings = QSettings()
    if not os.environ.get("LAYOUTDESK_LANGUAGE"):
        language = str(settings.value("window/language", language))
    size = str(settings.value("window/textsize", USUAL))
    look = Look(THEMES.get(str(settings.value("window/theme", "")), LIGHT), int(size) if size.isdigit() else USUAL)
    look.apply()
    window = Window(load_fonts(), Language(language), look)
    Sweeping(window.desk)
    Readying(window.desk, window.view)
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
    if path is not None:
        window.commands.files.open_path(path)
    return application.exec()

"""The entry of the editor: ``run_editor``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtWidgets import QApplication

from layoutdesk.ui.language import Language
from layoutdesk.ui.theme import LIGHT, THEMES, Look
from layoutdesk.ui.window import Window


def make_window(language: str) -> Window:
    """A window in ``language`` (``zh`` or ``en``) in the theme used last; the application must exist."""
    from layoutdesk.text.fonts import load_fonts

    QLocale.setDefault(QLocale(QLocale.Language.Chinese if language == "zh" else QLocale.Language.English))
    look = Look(THEMES.get(str(QSettings().value("window/theme", "")), LIGHT))
    look.apply()
    return Window(load_fonts(), Language(language), look)


def run_editor(path: Path | None, language: str) -> int:
    """Opens the window, with the issue at ``path`` where one is given; the exit code once it is closed."""
    application = QApplication.instance() or QApplication(sys.argv[:1])
    application.setOrganizationName("LayoutDesk")
    application.setApplicationName("LayoutDesk")
    window = make_window(language)
    window.show()
    if path is not None:
        window.commands.open_path(path)
    return application.exec()

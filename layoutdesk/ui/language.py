"""The language of the window: Chinese or English, switched while it is open."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from layoutdesk import words
from layoutdesk.base.problem import Problem, Refusal

_TRANSLATOR = "layoutdesk-dialogs"


class Language(QObject):
    """Gives the texts of the window and tells when all of them are to be shown anew."""

    changed = Signal()

    def __init__(self, current: str = "zh", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.current = current if current in words.LANGUAGES else words.LANGUAGES[0]
        self._teach_dialogs()

    def use(self, language: str) -> None:
        """Speaks another language from now on."""
        if language in words.LANGUAGES and language != self.current:
            self.current = language
            self._teach_dialogs()
            self.changed.emit()

    def _teach_dialogs(self) -> None:
        """Has Qt's own words (file dialogs, menus of fields) in the same language."""
        application = QCoreApplication.instance()
        for before in application.findChildren(QTranslator, _TRANSLATOR):
            QCoreApplication.removeTranslator(before)
            before.deleteLater()
        translator = QTranslator(application)
        translator.setObjectName(_TRANSLATOR)
        locale = QLocale("zh_CN" if self.current == "zh" else "en")
        if translator.load(locale, "qtbase", "_", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(translator)

    def text(self, code: str, **args: object) -> str:
        """The text of a code."""
        return words.text(code, self.current, **args)

    def problem(self, problem: Problem) -> str:
        """One sentence for a problem."""
        return words.problem_text(problem, self.current)

    def refusal(self, refusal: Refusal) -> str:
        """One sentence for a refusal."""
        return words.refusal_text(refusal, self.current)

    @property
    def names_sizes(self) -> bool:
        """Whether sizes of type are said with their 号."""
        return self.current == "zh"

    def number(self, value: int) -> str:
        """A whole number with its thousands parted."""
        return f"{value:,}"

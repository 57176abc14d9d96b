"""The hand on preferences: what is chosen is kept and seen at once, whether a menu or the dialog chooses it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from layoutdesk.store.people import be_called, user_name
from layoutdesk.ui.preferences import kept
from layoutdesk.ui.preferences.table import SETTINGS, SWITCHES
from layoutdesk.ui.theme import THEMES
from layoutdesk.words import preferred_language

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window


class Effect(NamedTuple):
    """How the window takes another value; ``now`` is the value that it has, where it may have another than what was kept."""

    take: Callable[[Window, Any], object]
    now: Callable[[Window], Any] | None = None


def _called(window: Window, name: str) -> None:
    """Versions, the journal and notes from now on bear another name."""
    be_called(name)
    if window.desk.session is not None:
        window.desk.session.author = user_name()


def _switch(name: str) -> Effect:
    return Effect(lambda window, wanted: window.shown.put(wanted, name), lambda window: window.shown[name])


#: What is seen of a setting at once; what has no row here is asked for when it is needed.
_EFFECTS: Final[dict[str, Effect]] = {
    "language": Effect(lambda window, language: window.language.use(language or preferred_language())),
    "theme": Effect(lambda window, theme: window.look.use(THEMES[theme]), lambda window: window.look.theme.name),
    "textsize": Effect(lambda window, size: window.look.use_size(int(size)), lambda window: str(window.look.size)),
    "newsprint": Effect(
        lambda window, wanted: window.look.use_newsprint(wanted), lambda window: window.look.newsprint,
    ),
    "keys": Effect(lambda window, name: window.keyring.use(name), lambda window: window.keyring.chosen),
    "unit": Effect(lambda window, unit: window.shown.use_unit(unit), lambda window: window.shown.unit),
    **{name: _switch(name) for name in SWITCHES},
    "numbers": Effect(lambda window, every: window.galley.number_lines(every)),
    "author": Effect(_called),
}  # fmt: skip


class PreferencesHand(QObject):
    """Reads and writes the table for a window. ``changed``: a setting has been chosen, by its name."""

    changed = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    def value(self, name: str) -> Any:
        """A setting as the window has it."""
        effect = _EFFECTS.get(name)
        return effect.now(self._window) if effect is not None and effect.now is not None else kept.value(name)

    def choose(self, name: str, value: Any) -> None:
        """Keeps what is chosen, and shows it."""
        kept.keep(name, value)
        self._take(name, value)

    def is_usual(self, name: str) -> bool:
        """Whether a setting is as at the first start."""
        return bool(self.value(name) == SETTINGS[name].usual)

    def reset(self, *names: str) -> None:
        """Has settings be as at the first start."""
        for name in names:
            if not self.is_usual(name):
                self._take(name, SETTINGS[name].usual)
            kept.forget(name)
            self.changed.emit(name)

    def _take(self, name: str, value: Any) -> None:
        effect = _EFFECTS.get(name)
        if effect is not None:
            effect.take(self._window, value)
        self.changed.emit(name)
        self._window.commands.changed.emit()

    def open(self) -> None:
        """Opens the dialog."""
        # Nothing that the window needs before somebody asks for it.
        from layoutdesk.ui.preferences.dialog import PreferencesDialog

        window = self._window
        dialog = PreferencesDialog(self, window.look, window.language, window)
        # These are changed elsewhere, too: by the grid's switch, by a guide that is pulled, in the dialog of shortcuts.
        for signal in (window.shown.changed, window.keyring.changed):
            signal.connect(dialog.refresh)
        dialog.open()

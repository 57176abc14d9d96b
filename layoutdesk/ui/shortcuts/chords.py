"""Keys as they are written, shown and pressed: ``Ctrl+Shift+=`` and ``Ctrl++`` are one and the same grip of the hand."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from layoutdesk.ui.actions import LETTERS

_K: Final = Qt.Key
_M: Final = Qt.KeyboardModifier
_HELD: Final = _M.ControlModifier | _M.ShiftModifier | _M.AltModifier | _M.MetaModifier
#: What a key gives with Shift on the keyboards of China, which are those of the United States.
_UNSHIFTED: Final = {
    _K.Key_Exclam: _K.Key_1, _K.Key_At: _K.Key_2, _K.Key_NumberSign: _K.Key_3, _K.Key_Dollar: _K.Key_4, _K.Key_Percent: _K.Key_5,
    _K.Key_AsciiCircum: _K.Key_6, _K.Key_Ampersand: _K.Key_7, _K.Key_Asterisk: _K.Key_8, _K.Key_ParenLeft: _K.Key_9,
    _K.Key_ParenRight: _K.Key_0, _K.Key_Underscore: _K.Key_Minus, _K.Key_Plus: _K.Key_Equal, _K.Key_BraceLeft: _K.Key_BracketLeft,
    _K.Key_BraceRight: _K.Key_BracketRight, _K.Key_Bar: _K.Key_Backslash, _K.Key_Colon: _K.Key_Semicolon,
    _K.Key_QuoteDbl: _K.Key_Apostrophe, _K.Key_Less: _K.Key_Comma, _K.Key_Greater: _K.Key_Period, _K.Key_Question: _K.Key_Slash,
    _K.Key_AsciiTilde: _K.Key_QuoteLeft,
}  # fmt: skip
_SYMBOLS: Final = frozenset(_UNSHIFTED.values())
_ARROWS: Final = {_K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down}
_EDGES: Final = {_K.Key_Home, _K.Key_End}
_LEAPS: Final = {_K.Key_PageUp, _K.Key_PageDown}
#: Keys that lists and fields need where they have the focus: as shortcuts they count only on the page.
_OF_WIDGETS: Final = {_K.Key_Tab, _K.Key_Delete, _K.Key_Backspace, _K.Key_Insert, _K.Key_Menu}
#: Of the hand on the page and in the copy, whatever the set: they give up, confirm and walk.
_OF_THE_HAND: Final = {_K.Key_Escape, _K.Key_Return, _K.Key_Enter, _K.Key_Space}
#: What desktops keep for themselves (workspaces, lock, terminal, console), and Chinese input methods (punctuation, width).
KEPT_BY_DESKTOPS: Final = frozenset(
    (
        *(f"Ctrl+Alt+{shift}{arrow}" for shift in ("", "Shift+") for arrow in ("Up", "Down", "Left", "Right")),
        *(f"Ctrl+Alt+F{number}" for number in range(1, 13)),
        "Ctrl+Alt+L", "Ctrl+Alt+T", "Ctrl+Alt+Del", "Ctrl+Alt+Backspace", "Ctrl+.", "Ctrl+Space", "Alt+F4", "Alt+Tab",
    )
)  # fmt: skip


@lru_cache(maxsize=1024)
def written(key: str) -> str:
    """A key in the one spelling in which settings keep it; empty where it is none."""
    sequence = QKeySequence(key)
    return sequence.toString() if sequence.count() == 1 and sequence[0].key() != _K.Key_unknown else ""


def shown(key: str) -> str:
    """A key as the platform writes it, in the language of the window."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


@lru_cache(maxsize=1024)
def grip(key: str) -> tuple[int, int]:
    """What the hand presses for a key: the key without Shift, and what is held. Two keys with one grip cannot be told apart."""
    if not written(key):
        return 0, 0
    chord = QKeySequence(key)[0]
    bare, held = chord.key(), chord.keyboardModifiers()
    if bare in _UNSHIFTED:
        bare, held = _UNSHIFTED[bare], held | _M.ShiftModifier
    if bare == _K.Key_Backtab:
        bare, held = _K.Key_Tab, held | _M.ShiftModifier
    return bare.value, held.value


def key_of(event: QKeyEvent) -> str:
    """The key that was pressed, spelt as in ``written``; empty for Shift and the like alone.

    The number pad is as good as the rest; its + is the key of = and +, since no Shift tells there.
    """
    bare, held = _K(event.key()), event.modifiers() & _HELD
    if bare in (_K.Key_Control, _K.Key_Shift, _K.Key_Alt, _K.Key_Meta, _K.Key_AltGr, _K.Key_CapsLock, _K.Key_unknown):
        return ""
    if bare == _K.Key_Backtab:
        bare, held = _K.Key_Tab, held | _M.ShiftModifier
    if bare in _UNSHIFTED:
        bare = _UNSHIFTED[bare]
    elif bare in _SYMBOLS:
        # On another keyboard the symbol itself needs Shift: as a shortcut it is found without.
        held &= ~_M.ShiftModifier
    return written(QKeySequence(held.value | bare.value).toString())


def is_of_the_page(key: str) -> bool:
    """Whether a key counts only while the page has the focus, since lists and fields need it."""
    bare, held = grip(key)
    return bare in {each.value for each in _OF_WIDGETS} and not held & (_M.ControlModifier | _M.AltModifier).value


def is_of_the_hand(key: str) -> bool:
    """Whether a key belongs to the hand on page and copy, or opens a menu, in every set, so that no action may have it."""
    bare, held = grip(key)
    if held == _M.AltModifier.value and bare in {ord(letter) for letter in LETTERS.values()}:
        return True
    command, alt = held & _M.ControlModifier.value, held & _M.AltModifier.value
    if bare == 0 or held & _M.MetaModifier.value:
        return True
    if bare in {each.value for each in _OF_THE_HAND}:
        return not command or bare in (_K.Key_Escape.value, _K.Key_Space.value)
    if bare in {each.value for each in _ARROWS}:
        return not (command and alt)
    if bare in {each.value for each in _EDGES}:
        return not alt
    if bare in {each.value for each in _LEAPS}:
        return not (command or alt or held & _M.ShiftModifier.value)
    return bare == _K.Key_Tab.value and bool(command or alt)

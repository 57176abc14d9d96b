"""What a screen reader is told of the canvas (无障碍): its page, what stands on it, its copy and where the hand is.

Qt gives every widget an accessible interface of its own; that of a view of a page knows no more than two scroll bars. So a factory
gives views ours instead, made only once an assistive technology asks: until then nothing of this room is even loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.view import PageView
    from layoutdesk.ui.pagecanvas import PageCanvas
    from layoutdesk.ui.window import Window

_installed = False


def install() -> None:
    """Has views asked what they tell from now on (``PageView.told``); once for the whole program."""
    global _installed
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


def _made(_: str, of: QObject) -> QAccessibleInterface | None:
    """What a view of a page tells; Qt itself knows about everything else. Qt asks for every class that the object has."""
    told = getattr(of, "told", None)
    return told(of) if told is not None else None


def tell_page(window: Window, canvas: PageCanvas, view: PageView) -> QAccessibleInterface:
    """What a view of a page tells."""
    from layoutdesk.ui.told.sources import PageSource
    from layoutdesk.ui.told.teller import Teller

    return Teller(view, PageSource(window, canvas)).itself


def tell_galley(window: Window, view: PageView) -> QAccessibleInterface:
    """What the galley tells."""
    from layoutdesk.ui.told.sources import GalleySource
    from layoutdesk.ui.told.teller import Teller

    return Teller(view, GalleySource(window, window.galley)).itself

"""What goes onto the clipboard (剪贴板): data of our own may not outlive the program, its text may.

Qt frees at its very end what Python made, after Python is gone, and takes the process down with it. So before the end the clipboard
is given the plain text alone, unless another program has put something there since.
"""

from __future__ import annotations

import atexit
from functools import cache

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication


class _Hold:
    """Whether what lies on the clipboard is ours."""

    def __init__(self) -> None:
        self.ours = False
        QGuiApplication.clipboard().dataChanged.connect(self.changed)
        atexit.register(self.let_go)

    def changed(self) -> None:
        self.ours = False

    def let_go(self) -> None:
        if self.ours and QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().setText(QGuiApplication.clipboard().text())


_hold = cache(_Hold)


def put(data: QMimeData) -> None:
    """Puts data in all its forms onto the clipboard."""
    hold = _hold()
    QGuiApplication.clipboard().setMimeData(data)
    hold.ours = True

"""A small window that starts a real drag of files (XDND) wherever it is pressed, as a file manager does."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Source(QLabel):
    """Holds files; the drag begins with the first move of the pressed hand."""

    def __init__(self, files: list[str]) -> None:
        # Above everything and unknown to the window manager, so that it takes no focus.
        super().__init__(
            f"{len(files)}", None, Qt.WindowType.X11BypassWindowManagerHint | Qt.WindowType.FramelessWindowHint
        )
        self._files = files

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        drag, data = QDrag(self), QMimeData()
        data.setUrls([QUrl.fromLocalFile(file) for file in self._files])
        drag.setMimeData(data)
        drag.actionChanged.connect(lambda action: print("wanted" if action == Qt.DropAction.CopyAction else "refused"))
        # It is gone once the other program says that it has read everything.
        drag.destroyed.connect(lambda: print("finished"))
        print("dragging")
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)
        print("let go")


if __name__ == "__main__":
    sys.stdout.reconfigure(line_buffering=True)
    application = QApplication(sys.argv[:1])
    x, y, *files = sys.argv[1:]
    source = Source(files)
    source.setGeometry(int(x), int(y), 60, 30)
    source.show()
    source.raise_()
    print("ready")
    sys.exit(application.exec())

"""A file shown where it lies (在文件管理器中显示): marked in the file manager where that can be asked, else its folder opened.

Nothing is asked of the disk here: a share that is away would hold up the hand.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from PySide6.QtCore import QUrl
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher
from PySide6.QtGui import QDesktopServices

#: What file managers of free desktops answer to (freedesktop.org, file manager interface).
_NAME: Final = "org.freedesktop.FileManager1"
_PLACE: Final = "/org/freedesktop/FileManager1"

#: Questions under way: Qt forgets one that nobody keeps.
_asked: Final[set[QDBusPendingCallWatcher]] = set()


def reveal(file: Path) -> None:
    """Shows a file in the file manager."""
    bus = QDBusConnection.sessionBus()
    if not bus.isConnected():
        _open_folder(file)
        return
    message = QDBusMessage.createMethodCall(_NAME, _PLACE, _NAME, "ShowItems")
    message.setArguments([[QUrl.fromLocalFile(str(file)).toString()], ""])
    watcher = QDBusPendingCallWatcher(bus.asyncCall(message))
    _asked.add(watcher)

    def answered(done: QDBusPendingCallWatcher) -> None:
        _asked.discard(watcher)
        if done.isError():
            _open_folder(file)

    watcher.finished.connect(answered)


def _open_folder(file: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

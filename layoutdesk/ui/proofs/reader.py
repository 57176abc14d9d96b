"""Has a process of its own draw a PDF; the window is told when something is there."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import msgspec
from PySide6.QtCore import QObject, QProcess, QTimer, Signal
from PySide6.QtGui import QImage

import layoutdesk
from layoutdesk.pictures.frames import framed, unframed
from layoutdesk.proof.sheets import Drawn, Wish

#: The other process sees the modules that this one sees, but neither the folder it stands in nor Python's environment.
_START: Final = "import sys; sys.path[:] = {path!r}; from layoutdesk.proof.sheets import serve; serve({file!r})"
#: How long a file may take to be opened, or a part of a sheet to be drawn.
_PATIENCE_MS: Final = 30_000
_GRACE_MS: Final = 1000


class ProofReader(QObject):
    """One file after another; of wishes that wait, the last of its kind counts.

    ``opened`` carries the sizes of the sheets in points; ``drawn`` the kind, the wish and its image; ``failed`` the code of what
    is wrong.
    """

    opened = Signal(tuple)
    drawn = Signal(str, object, QImage)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._process: QProcess | None = None
        self._bytes = bytearray()
        self._wishes: dict[str, Wish] = {}
        self._in_work: tuple[str, Wish] | None = None
        self._is_open = False
        self._too_long = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._too_long.timeout.connect(lambda: self._fail("proof.slow"))

    def open(self, file: Path) -> None:
        """Opens a file in place of the one before."""
        self.close()
        path = [*filter(None, sys.path), str(Path(layoutdesk.__file__).parents[1])]
        process = self._process = QProcess(self)
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(lambda: self._fail("proof.broken"))
        process.start(sys.executable, ["-I", "-S", "-c", _START.format(path=path, file=str(file))])
        self._too_long.start()

    def ask(self, kind: str, wish: Wish) -> None:
        """Asks for a part of a sheet; what was asked for before under the same kind is wanted no more."""
        self._wishes[kind] = wish
        self._next()

    def close(self) -> None:
        """Lets go of the file."""
        process, self._process = self._process, None
        self._bytes.clear()
        self._wishes.clear()
        self._in_work, self._is_open = None, False
        self._too_long.stop()
        if process is not None:
            for signal in (process.readyReadStandardOutput, process.finished, process.errorOccurred):
                signal.disconnect()
            process.kill()
            # It is gone in a moment; Qt would warn of one that is still there when its object goes.
            process.waitForFinished(_GRACE_MS)
            process.deleteLater()

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come."""
        return self._process is not None and (not self._is_open or self._in_work is not None or bool(self._wishes))

    def _next(self) -> None:
        if self._process is None or not self._is_open or self._in_work is not None or not self._wishes:
            return
        kind = next(iter(self._wishes))
        self._in_work = kind, self._wishes.pop(kind)
        self._process.write(framed(msgspec.msgpack.encode(self._in_work[1])))
        self._too_long.start()

    def _read(self) -> None:
        if self._process is None:
            return
        self._bytes += self._process.readAllStandardOutput().data()
        while (message := unframed(self._bytes)) is not None:
            self._too_long.stop()
            self._take(msgspec.msgpack.decode(message, type=Drawn))
            if self._process is None:
                return

    def _take(self, answer: Drawn) -> None:
        asked, self._in_work = self._in_work, None
        if answer.fault and not self._is_open:
            self._fail(answer.fault)
        elif not self._is_open:
            self._is_open = True
            self.opened.emit(answer.sizes)
        elif answer.fault:
            self.failed.emit(answer.fault)
        elif asked is not None:
            image = QImage(answer.pixels, answer.width, answer.height, answer.stride, QImage.Format.Format_RGB32)
            self.drawn.emit(*asked, image.copy())
        self._next()

    def _ended(self) -> None:
        # What it said last may still be unread.
        self._read()
        self._fail("proof.broken")

    def _fail(self, code: str) -> None:
        if self._process is not None:
            self.close()
            self.failed.emit(code)

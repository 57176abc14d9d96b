"""The program under test, run as its own process: the real editor, and a listener at its standard input that only answers.

The hand is xdotool's alone. What it must know (where a point of the page lies on the screen, what is selected, whether something
is under way) is asked here, one question a line as JSON; nothing is changed by asking.
"""

from __future__ import annotations

import faulthandler
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QSocketNotifier, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QListView, QWidget

from layoutdesk.base.geometry import Rect
from layoutdesk.model.document import unplaced_pictures
from layoutdesk.ui.app import run_editor
from layoutdesk.ui.canvas.marks.faults import over_tag
from layoutdesk.ui.panels.rows import ROW_ROLE
from layoutdesk.ui.window import Window


class Probe:
    """Answers about the window: places in pixels of the screen, states as they are."""

    def __init__(self) -> None:
        self._rest = b""
        os.set_blocking(0, False)
        self._notifier = QSocketNotifier(0, QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._read)

    @property
    def window(self) -> Window:
        return next(each for each in QApplication.topLevelWidgets() if isinstance(each, Window))

    def _read(self) -> None:
        try:
            read = os.read(0, 1 << 16)
        except BlockingIOError:
            return
        if not read:
            # Whoever asked is gone: a program that nobody ends would take the machine from the next run.
            self._notifier.setEnabled(False)
            QApplication.exit(1)
            return
        self._rest += read
        *lines, self._rest = self._rest.split(b"\n")
        for line in lines:
            name, *args = json.loads(line)
            answer: Callable[..., Any] = getattr(self, f"ask_{name}")
            print(json.dumps(answer(*args)), flush=True)

    # States

    def ask_state(self) -> dict[str, Any]:
        """Whether the window is there, and what it is about."""
        window = next((each for each in QApplication.topLevelWidgets() if isinstance(each, Window)), None)
        if window is None or not window.isVisible():
            return {"shown": False}
        desk, dialog = window.desk, QApplication.activeModalWidget()
        session, focus = desk.session, QApplication.focusWidget()
        return {
            "shown": True,
            "active": (dialog or window).isActiveWindow(),
            "title": window.windowTitle(),
            "file": str(session.path) if session is not None else "",
            "page": desk.page_id,
            "tool": window.commands.tool,
            "chosen": list(desk.chosen),
            "part": list(desk.part) if desk.part is not None else None,
            "steps": len(desk.done_labels),
            "busy": bool(
                window.worker.code
                or desk.is_composing
                or window.view.is_drawing
                or window.commands.taking.is_busy
                or window.pictures._wanted
                or window.pictures._in_work
                or (session is not None and not session.saved)
            ),
            "dialog": type(dialog).__name__ if isinstance(dialog, QDialog) else "",
            "focus": type(focus).__name__ if focus is not None else "",
            "in_galley": focus is window.galley.view,
            "hangs": bool(window.view.drops._taker or window.welcome._hanging),
            "ghosts": bool(window.overlay.ghosts),
            "dragging": bool(getattr(window.view.tool, "is_dragging", False)),
            "zoom": window.view.zoom,
        }

    def ask_history(self) -> list[str]:
        """What was done, in the words of the window."""
        text = self.window.language.text
        return [text(code, **args) for code, args in self.window.desk.done_labels]

    def ask_palette(self) -> dict[str, Any]:
        """Whether the palette is open, what stands in its field, and what it lists first."""
        palette = self.window.summons.palette
        if palette is None:
            return {"open": False, "field": "", "first": ""}
        hits = [row for row in palette.model.rows if not isinstance(row, str)]
        return {"open": True, "field": palette.field.text(), "first": hits[0].find.name if hits else ""}

    def ask_writing(self) -> dict[str, Any]:
        """The caret in the copy, what the input method has under way, and where that is told that the caret stands."""
        window = self.window
        tool = window.galley.tool if QApplication.focusWidget() is window.galley.view else window.view.tool
        method, focus = QGuiApplication.inputMethod(), QGuiApplication.focusWindow()
        box, spot = method.cursorRectangle(), window.writer.spot
        corner = focus.mapToGlobal(box.topLeft().toPoint()) if focus is not None else QPoint()
        under_way = window.writer.under_way.text if window.writer.under_way is not None else ""
        return {
            "preedit": under_way,
            "selected": window.writer.selected_text,
            "characters": sum(not letter.isascii() for letter in under_way),
            "rest": "".join(letter for letter in under_way if letter.isascii()),
            "spot": list(spot) if spot is not None else None,
            "method": [corner.x(), corner.y(), box.width(), box.height()],
            "caret": self._caret(tool) if spot is not None else None,
        }

    def _caret(self, tool: Any) -> list[float]:
        box = tool._caret_box()
        corner = tool.view.viewport().mapToGlobal(box.topLeft())
        return [corner.x(), corner.y(), box.width(), box.height()]

    # Places

    def ask_at(self, x: float, y: float) -> list[int]:
        """A point of the page, in points, on the screen."""
        return self._on_view(self.window.view.to_view(x, y))

    def ask_grid(self, column: float, row: float) -> list[int]:
        """A place on the page's grid: columns and rows from the upper left corner of the type area."""
        grid = self.window.desk.grid
        return self.ask_at(grid.type_area.x + column * grid.pitch, grid.type_area.y + row * grid.step)

    def ask_frames(self, element: str) -> list[list[int]]:
        """The rectangles of an element of the page in view."""
        return [self._box(rect) for rect in self.window.overlay.frames(element)]

    def ask_handle(self, across: int, down: int) -> list[int] | None:
        """A handle of what is selected."""
        found = [point for edges, point in self.window.overlay.handles() if edges == (across, down)]
        return self._on_view(found[0]) if found else None

    def ask_grip(self, across: int, down: int) -> list[int] | None:
        """The grip in a corner of the selected block."""
        grips = self.window.overlay.grips()
        found = [point for notch, point in grips if (notch.corner.across, notch.corner.down) == (across, down)]
        return self._on_view(found[0]) if found else None

    def ask_port(self, element: str) -> list[int] | None:
        """The ⊞ of an overset element."""
        window = self.window
        fit = next((fit for fit in window.desk.shown.fits if fit.element == element and fit.over), None)
        rects = window.overlay.frames(element)
        if fit is None or not rects:
            return None
        return self._on_view(over_tag(window.overlay, fit, window.view.rect_to_view(rects[-1])).center())

    def ask_line(self, paragraph: str, number: int = 0, galley: bool = False) -> list[int] | None:
        """A place inside a line of a paragraph, in its first character."""
        window = self.window
        view, page = (window.galley.view, window.galley._galley) if galley else (window.view, window.desk.shown)
        lines = [line for line in page.lines if line.paragraph == paragraph] if page is not None else []
        if number >= len(lines):
            return None
        line = lines[number]
        point = view.to_view(line.x + line.size * 0.1, line.baseline - line.size * 0.3)
        return self._global(view.viewport(), point)

    def ask_picture(self, element: str) -> list[int] | None:
        """The middle of the first picture of a block."""
        shown = self.window.desk.shown
        rects = [one.rect for one in shown.pictures if one.element == element] if shown is not None else []
        return self.ask_at(rects[0].x + rects[0].w / 2, rects[0].y + rects[0].h / 2) if rects else None

    def ask_waiting_pictures(self) -> list[str]:
        """The pictures that stand nowhere yet, in the order of the copy panel."""
        return [asset.id for asset in unplaced_pictures(self.window.desk.document)]

    def ask_current_row(self, panel: str) -> str:
        """The key of the row that the list of a panel is on; empty where it is on none."""
        index = getattr(self.window, panel).list.currentIndex()
        return index.data(ROW_ROLE).key if index.isValid() else ""

    def ask_row(self, panel: str, key: str) -> list[int] | None:
        """A row of the list of a panel."""
        window = self.window
        view: QListView = getattr(window, panel).list
        for number in range(view.model().rowCount()):
            index = view.model().index(number, 0)
            if index.data(ROW_ROLE).key == key:
                view.scrollTo(index)
                return self._global(view.viewport(), QPointF(view.visualRect(index).center()))
        return None

    def ask_widget(self, name: str) -> list[int]:
        """The rectangle of a part of the window: ``view``, ``galley``, ``welcome`` …"""
        widget: QWidget = getattr(self.window, name)
        widget = widget.viewport() if hasattr(widget, "viewport") else widget
        corner = widget.mapToGlobal(QPoint(0, 0))
        return [corner.x(), corner.y(), widget.width(), widget.height()]

    def _box(self, rect: Rect) -> list[int]:
        box = self.window.view.rect_to_view(rect)
        x, y = self._on_view(box.topLeft())
        return [x, y, round(box.width()), round(box.height())]

    def _on_view(self, point: QPointF) -> list[int]:
        return self._global(self.window.view.viewport(), point)

    def _global(self, widget: QWidget, point: QPointF) -> list[int]:
        spot = widget.mapToGlobal(point.toPoint())
        return [spot.x(), spot.y()]


def main(path: str = "") -> None:
    """Runs the editor, as the command does, with the probe beside it."""
    faulthandler.enable()
    # The program's own dialogs, whatever desktop the tests run on.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    application = QApplication(["layoutdesk"])
    # A desktop's setting: on a busy machine the hand's two clicks come apart.
    application.setDoubleClickInterval(3000)
    application.probe = Probe()
    sys.exit(run_editor(Path(path) if path else None, "zh"))

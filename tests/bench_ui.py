"""``make bench``, the window: CPU of the process for each frame of panning, dragging and typing, on 16 pages of blocks.

The issue is the sample four times over: 16 pages, 49 stories each four times, some 120,000 characters. Figures are CPU
milliseconds, so that other work on the machine counts little; opening is told in seconds of the clock too.
``python -m tests.bench_ui panels`` measures with galley, find and change, and links open beside the page.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from layoutdesk.model import Block
from layoutdesk.model.story import Paragraph, TableBlock
from layoutdesk.phrasing.words import load
from layoutdesk.ui.app import make_window
from layoutdesk.ui.canvas.marks.headedge import head_edge
from layoutdesk.ui.canvas.snapping import Edges
from layoutdesk.ui.window import Window
from layoutdesk.ui.writing.spots import Spot
from tests.multiplied import issues, stories_on

PAGES = 16
STALL_MS = 100
#: A morning at the desk.
LETTERS, DRAGS = 3_000, 20


def moment(ms: int) -> None:
    """Lets the event loop run for so long: ``QTest.qWait`` sleeps, and all that was due meanwhile would come in the next frame."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


class Watchdog(threading.Thread):
    """Sees how long the event loop is away, and what keeps it: the innermost calls, looked at every 20 ms."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.stalls: list[str] = []
        #: What the hand is doing.
        self.doing = "open"
        self._beat, self._seen = time.perf_counter(), Counter[str]()
        self._window = threading.get_ident()
        self._pulse = QTimer(interval=5)
        self._pulse.timeout.connect(self._look)
        self._pulse.start()
        self.start()

    def _look(self) -> None:
        now = time.perf_counter()
        if (late := (now - self._beat) * 1000) > STALL_MS:
            where = ", ".join(name for name, _ in self._seen.most_common(2))
            self.stalls.append(f"{late:.0f} ms in {where or 'nothing of ours'}, {self.doing}")
        self._seen.clear()
        self._beat = now

    def run(self) -> None:
        """Looks into the thread of the window while that does not answer."""
        while True:
            time.sleep(0.02)
            if time.perf_counter() - self._beat > STALL_MS / 2000:
                frame = sys._current_frames().get(self._window)
                while frame is not None and "layoutdesk" not in frame.f_code.co_filename:
                    frame = frame.f_back
                if frame is not None:
                    self._seen[f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}"] += 1
                # A frame that is held keeps its painter alive beyond the end of its painting.
                del frame


class Bench:
    """A window with the issue open, and how its frames are measured."""

    def __init__(self, app: QApplication, issue: Path) -> None:
        self.app = app
        self.window: Window = make_window("zh")
        self.window.resize(1620, 1020)
        self.window.show()
        self.watchdog = Watchdog()
        self.stalls = self.watchdog.stalls
        wall, cpu = time.perf_counter(), time.process_time()
        self.window.commands.files.open_path(issue)
        while not self.window.view.page or self.window.view.is_drawing:
            app.processEvents()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        print(
            f"open to page 1: {wall:.2f} s, {cpu:.2f} s CPU; stalls over {STALL_MS} ms: {'; '.join(self.stalls) or 'none'}"
        )
        self.window.desk.finish_composing()
        self.rest()
        # All pages at once are the bench's doing.
        self.stalls.clear()

    def rest(self, ms: int = 400) -> None:
        """Lets everything come to rest."""
        QTest.qWait(ms)
        while self.window.view.is_drawing or self.window.desk.turns.is_busy:
            self.app.processEvents()

    def open_panels(self) -> None:
        """Opens every pane beside the page, in a window with room for them; the hand stays on the page."""
        self.window.resize(2200, 1100)
        for pane in ("galley", "find-change", "links"):
            self.window.bars.do(pane)
            self.rest()
        self.window.view.setFocus()

    def frames(self, name: str, move: Callable[[int], None], number: int = 60) -> None:
        """Measures ``number`` frames of a gesture, what is done in the moments between them, and the machine itself.

        The last figure is what the same sum took at worst, over what it took as a rule: a worst frame says no
        more of the program than this says of the machine.
        """
        spent, between, sums = [], [], []
        self.watchdog.doing = name
        for step in range(number):
            began = time.process_time()
            move(step if step < number / 2 else number - step)
            self.app.processEvents()
            drawn = time.process_time()
            moment(8)
            spent.append((drawn - began) * 1000)
            rested = time.process_time()
            _a_fixed_sum()
            sums.append(time.process_time() - rested)
            between.append((rested - drawn) * 1000)
        spent.sort()
        noise = max(sums) / statistics.median(sums)
        figures = statistics.median(spent), spent[int(number * 0.95)], spent[-1], max(between), noise
        print(f"{name:28}" + "".join(f"{each:8.1f}" for each in figures))

    def drag(self, at: QPointF, by: Callable[[int], QPointF], name: str) -> None:
        """Measures a drag from a point of the viewport, given up at its end."""
        self._mouse(QEvent.Type.MouseButtonPress, at)
        self.frames(name, lambda step: self._mouse(QEvent.Type.MouseMove, at + by(step)))
        QTest.keyClick(self.window.view, Qt.Key.Key_Escape)
        self._mouse(QEvent.Type.MouseButtonRelease, at)
        self.rest()

    def type_in_a_table(self) -> None:
        """Measures typing into the largest table, each letter of which may widen a column."""
        desk = self.window.desk
        home, tables = desk.page_id, [
            (sum(map(len, item.rows)), page.id, story.id, item.rows[1][0].paragraph.id)
            for page in desk.document.pages for story in stories_on(page, desk.document)
            for item in story.body if isinstance(item, TableBlock) and len(item.rows) > 1
        ]  # fmt: skip
        cells, page, story, cell = max(tables)
        desk.turn_to(page)
        self.window.writer.put(Spot(story, cell, 0))
        self.rest(1000)
        self.frames(f"type into {cells} cells", lambda _: self.type("新"), 24)
        self.rest(1000)
        desk.turn_to(home)
        self.rest()

    def work(self, spot: Spot, foot: QPointF) -> None:
        """A morning's work: every page looked at, letters and drags, each of which sets a block anew; little is to be kept."""
        window, view = self.window, self.window.view
        for zoom in (0.0, 1.0):
            for page in window.desk.document.pages:
                window.desk.turn_to(page.id)
                view.set_zoom(zoom) if zoom else view.fit()
                self.rest(50)
        window.desk.turn_to(window.desk.document.pages[0].id)
        window.writer.put(spot)
        for letter in range(LETTERS):
            self.type("新")
            if letter % 3 == 2:
                QTest.keyClick(view, Qt.Key.Key_Backspace)
            self.app.processEvents()
        window.commands.take("select")
        view.fit()
        self.rest()
        for _ in range(DRAGS):
            self._mouse(QEvent.Type.MouseButtonPress, foot)
            for step in range(30):
                self._mouse(QEvent.Type.MouseMove, foot + QPointF(0, -8.0 * step))
                self.app.processEvents()
            self._mouse(QEvent.Type.MouseButtonRelease, foot)
            window.desk.undo()
            self.rest()

    def _mouse(self, kind: QEvent.Type, at: QPointF) -> None:
        port = self.window.view.viewport()
        held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.LeftButton
        globally = QPointF(port.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, globally, Qt.MouseButton.LeftButton, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(port, event)

    def type(self, text: str) -> None:
        """Commits text as an input method does."""
        event = QInputMethodEvent("", [])
        event.setCommitString(text)
        QApplication.sendEvent(self.window.view, event)

    def compose(self, text: str) -> None:
        """Has text under way as an input method does."""
        QApplication.sendEvent(self.window.view, QInputMethodEvent(text, []))


def main() -> None:
    """Prints one row a gesture: median, 95 of a hundred, worst, and the most that was done between two frames."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        app = QApplication([])
        app.setOrganizationName("LayoutDesk bench")
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        (issue,) = issues(Path(folder), PAGES)
        # As the program does before it has a window.
        load()
        bench = Bench(app, issue)
        view, desk = bench.window.view, bench.window.desk
        if "panels" in sys.argv[1:]:
            bench.open_panels()
        # What is loaded once, on a thread, as the hand rests for the first time is no part of a frame.
        bench.rest(2500)
        print(f"{'CPU ms a frame':28}{'median':>8}{'95 %':>8}{'worst':>8}{'between':>8}{'noise':>8}")
        for name, zoom in (("fit", 0.0), ("100 %", 1.0), ("400 %", 4.0)):
            view.fit() if not zoom else view.set_zoom(zoom)
            bench.rest()
            bench.frames(f"pan {name}", lambda step: view.pan(-8 if step % 2 else 8, -6))
        view.fit()
        lead = max(
            (each for each in desk.page.elements if isinstance(each, Block)),
            key=lambda block: sum(part.columns * part.rows for part in block.area),
        )
        desk.select(lead.id)
        bench.rest()
        foot = next(point for edges, point in bench.window.overlay.handles() if edges == Edges(0, 1))
        bench.drag(foot, lambda step: QPointF(0, -4.0 * step), "drag the lead's foot")
        bench.drag(
            view.rect_to_view(bench.window.overlay.frames(lead.id)[0]).center(),
            lambda step: QPointF(4.0 * step, 3.0 * step),
            "move the lead",
        )
        bar = head_edge(bench.window.overlay)
        assert bar is not None
        bench.drag(bar.center(), lambda step: QPointF(-8.0 * step, 0), "span the lead's headline")
        small = min(
            (each for each in desk.page.elements if isinstance(each, Block) and len(each.area) == 1),
            key=lambda block: block.area[0].columns * block.area[0].rows,
        )
        desk.select(small.id)
        bench.drag(
            view.rect_to_view(bench.window.overlay.frames(small.id)[0]).center(),
            lambda step: QPointF(-3.0 * step, -6.0 * step),
            "move a brief past others",
        )
        seam = view.rect_to_view(bench.window.overlay.frames(lead.id)[0])
        start = view.rect_to_view(bench.window.overlay.frames(small.id)[0]).center()
        way = QPointF(seam.left() + seam.width() * 0.3, seam.bottom() + 2) - start
        bench.drag(start, lambda step: way * (step / 30), "move a brief to a seam")
        bench.window.commands.take("text")
        view.set_zoom(1.0)
        first = next(item for item in desk.document.story(lead.story).body if isinstance(item, Paragraph))
        bench.window.writer.put(Spot(lead.story, first.id, 3))
        bench.rest()
        bench.frames("type into the lead", lambda _: bench.type("新"), 40)
        bench.rest(1000)
        bench.frames("compose into the lead", lambda step: bench.compose("xinwen"[: 1 + step % 6]), 40)
        bench.compose("")
        bench.rest(1000)
        bench.type_in_a_table()
        bench.frames("switch the theme", lambda _: bench.window.bars.do("theme"), 8)
        bench.rest(1000)
        print(f"memory {_pss():.0f} MB; stalls over {STALL_MS} ms in all gestures: {'; '.join(bench.stalls) or 'none'}")
        bench.work(Spot(lead.story, first.id, 3), foot)
        # What is swept and given back at rest is not held.
        bench.rest(3000)
        print(f"memory after all pages seen, {LETTERS} letters and {DRAGS} drags {_pss():.0f} MB")
        bench.window.close()


def _a_fixed_sum() -> int:
    """Returns the sum of some 10 ms of the arithmetic and the objects that a frame is made of."""
    return sum(len(f"{number}") for number in range(150_000))


def _pss() -> float:
    """Megabytes of memory that are the process's own."""
    rollup = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) for line in rollup if line.startswith("Pss:")) / 1024


if __name__ == "__main__":
    main()

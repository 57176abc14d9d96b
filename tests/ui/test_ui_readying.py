"""What the first paste wants is loaded while the hand rests; in a process where nothing is loaded yet."""

from __future__ import annotations

import subprocess
import sys

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from layoutdesk.base.geometry import Rect
from layoutdesk.model import Rule
from layoutdesk import edits, words
from layoutdesk.text.fonts import pip_fonts
from layoutdesk.ui import readying
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.resting import Resting
from pathlib import Path

application, path = QApplication([]), Path(sys.argv[1])
desk, known = Desk(pip_fonts()), ("layoutdesk.intake.clipboard",)
readying.REST_MS = 60
readying.Readying(desk, Resting(desk))
desk.open(path)
desk.finish_composing()
page, count = desk.page_id, 0

def work():
    # A hand that goes on is not waited with: nothing is loaded under it.
    global count
    count += 1
    assert not [name for name in known if name in sys.modules]
    desk.apply(edits.PlaceElement(page=page, element=Rule(id=f"r{count}", x1=9, y1=9, x2=90 + count, y2=9)))
    if count == 12:
        busy.stop()
        rest.start()

def look():
    if all(name in sys.modules for name in known) and words.catalogue.cache_info().currsize == 2:
        print("ready")
        application.quit()

busy = QTimer(interval=5)
busy.timeout.connect(work)
rest = QTimer(interval=20)
rest.timeout.connect(look)
work()
busy.start()
QTimer.singleShot(60_000, application.quit)
application.exec()
desk.close()
"""


def test_readers_are_loaded_when_the_hand_rests_and_not_before(issue) -> None:
    ran = subprocess.run([sys.executable, "-c", SCRIPT, str(issue)], capture_output=True, text=True, timeout=120)
    assert ran.stdout.split() == ["ready"] and "Error" not in ran.stderr, ran.stderr

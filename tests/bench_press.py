"""``make bench``, the press: whole issues cold, one edit in a process that lives, intake, and the start of the window.

Each row is the median of paired rounds; × is over a floor of the same pages (``tests.floor``) in the same round, where there is
one.
The sample stands for an issue of any number of pages. ``python -m tests.bench_press --record`` adds the figures to
``tests/bench_history.tsv``, a line a run: dates and figures, to see what a change has cost.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from layoutdesk.base import clock
from layoutdesk.base.ids import IdSource
from layoutdesk.compose.breaks import rated
from layoutdesk.compose.page import compose_page
from layoutdesk.edits import ReplaceText, apply
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.exporters.pdf.export import Again
from layoutdesk.exporters.pdf.formes import Formes
from layoutdesk.intake import read_copy
from layoutdesk.model import Document, Story
from layoutdesk.model.document import story_ids
from layoutdesk.model.story import Paragraph, display_title, paragraphs
from layoutdesk.pictures.cache import WarmCache
from layoutdesk.pictures.convert import PressImages
from layoutdesk.pictures.profiles import issue_profile
from layoutdesk.resources import sample_copy
from layoutdesk.store import IssueFile
from layoutdesk.text.fonts import load_fonts
from tests.multiplied import issues

SIZES = 2, 16, 96
ROUNDS = {2: 7, 16: 5, 96: 3}
EDITS, EXPORTS = 200, 20
HISTORY = Path(__file__).with_name("bench_history.tsv")
#: What a start is waited for: the window with its first page, or with the welcome page.
STARTED = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QTimer
from layoutdesk.ui import app

make, path = app.make_window, Path(sys.argv[1]) if len(sys.argv) > 1 else None

def made(language):
    window = make(language)
    def look():
        if window.isVisible() and (path is None or (window.view.page and not window.view.is_drawing)):
            sys.stdout.flush()
            import os
            os._exit(0)
    timer = QTimer(window, interval=5)
    timer.timeout.connect(look)
    timer.start()
    return window

app.make_window = made
app.run_editor(path, "zh")
"""


class Run(NamedTuple):
    """What one process took: CPU seconds of its tree, seconds of the clock, megabytes of memory of its own (PSS) at the most."""

    cpu: float
    wall: float
    megabytes: float


def measured(command: Sequence[str], **environment: str) -> Run:
    """Runs a command once."""
    began = time.perf_counter()
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **environment}
    )
    most, ended = [0], threading.Event()
    watch = threading.Thread(target=_watch, args=(process.pid, most, ended), daemon=True)
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    ended.set()
    watch.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(usage.ru_utime + usage.ru_stime, wall, most[0] / 1024)


def _watch(process: int, most: list[int], ended: threading.Event) -> None:
    """Keeps the largest sum of the memory of a process and its children."""
    while not ended.wait(0.02):
        most[0] = max(most[0], sum(map(_pss, (process, *_children(process)))))


def _children(process: int) -> list[int]:
    try:
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _pss(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class Bench:
    """Measures row by row, prints and keeps the figures."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = dict(zip(SIZES, issues(folder, *SIZES), strict=True))
        self.figures: dict[str, float] = {}

    def row(self, name: str, value: float, unit: str, note: str = "") -> None:
        """Prints one figure and keeps it."""
        self.figures[f"{name}, {unit}"] = value
        print(f"{name:52}{value:10.3f} {unit:8}{note}", flush=True)

    def cold(self) -> None:
        """Whole issues, each in a process of its own, beside the floor."""
        added = {}
        for pages, file in self.files.items():
            out, floor = str(self.folder / "out.pdf"), self._floor(pages)
            export = [sys.executable, "-m", "layoutdesk", "export", str(file), "--as", "pdf", "-o", out]
            measured(export)
            runs = [(measured(export), measured(floor)) for _ in range(ROUNDS[pages])]
            cpu = statistics.median(run.cpu for run, _ in runs)
            times = statistics.median(run.cpu / least.cpu for run, least in runs)
            self.row(f"export of {pages} pages, cold", cpu, "s CPU", f"{times:.2f} × floor")
            self.row(
                f"export of {pages} pages, cold, by the clock", statistics.median(run.wall for run, _ in runs), "s"
            )
            self.row(f"export of {pages} pages, memory of the tree", max(run.megabytes for run, _ in runs), "MB")
            added[pages] = cpu
        self.row("a page more, from 16 to 96", (added[96] - added[16]) / 80 * 1000, "ms CPU")

    def cold_pictures(self) -> None:
        """With an empty cache of pictures, a page of 16."""
        export = [sys.executable, "-m", "layoutdesk", "export", str(self.files[16]), "--as", "pdf"]
        runs = []
        for number in range(3):
            cache = str(self.folder / f"cache-{number}")
            runs.append(measured([*export, "-o", str(self.folder / "cold.pdf")], LAYOUTDESK_CACHE=cache).cpu)
        self.row("a page with cold photographs, of 16", statistics.median(runs) / 16, "s CPU")

    def _floor(self, pages: int) -> list[str]:
        """The command of the floor for an issue."""
        source, pictures = self.folder / f"floor-{pages}.json", self.folder / "photograph.jpg"
        with IssueFile.open(self.files[pages], "r") as file:
            document = file.read()
            photographs = [asset for asset in document.assets if asset.media == "image/jpeg"]
            pictures.write_bytes(file.blob(photographs[0].sha256))
        stories, face = {story.id: story for story in document.stories}, load_fonts().face("song")
        made = [
            {
                "texts": [part.text for name in story_ids(page) for part in paragraphs(stories[name])],
                "measure": 13,
                "pictures": [str(pictures)] * sum(bool(getattr(each, "pictures", ())) for each in page.elements),
            }
            for page in document.pages
        ]
        source.write_text(json.dumps({"face": str(face.path), "index": face.index, "pages": made}), encoding="utf-8")
        return [sys.executable, "-m", "tests.floor", str(source), str(self.folder / "floor.bin")]

    def living(self) -> None:
        """One edit after the other in this process: the story set again, its page exported, the whole issue exported."""
        for pages, file in self.files.items():
            with IssueFile.open(file, "r") as opened:
                document = opened.read()
                images = PressImages(document.assets, opened.blob, profile=issue_profile(document), store=WarmCache())
                hand = Hand(document)
                if pages == 16:
                    self._set_again(hand)
                    self._export_again(hand, images, (document.pages[0].id,), "one page exported again")
                every = tuple(page.id for page in document.pages)
                self._export_again(hand, images, every, f"{pages} pages exported again")

    def _set_again(self, hand: Hand) -> None:
        book, page = load_fonts(), hand.document.pages[0].id
        # A process that lives has seen every kind of paragraph before, and the window its patterns at rest.
        rated("标题", ())
        for _ in hand.parts:
            compose_page(hand.edited(), page, book)
        spent = hand.timed(EDITS, lambda document: compose_page(document, page, book))
        title, length = display_title(hand.story), sum(len(part.text) for part in hand.parts)
        note = f"p95 {spent[len(spent) * 95 // 100]:.2f}, worst {spent[-1]:.2f}; {title}, {length} characters"
        self.row("one edited story set again", statistics.median(spent), "ms", note)
        self.row("one edited story set again, worst of 200", spent[-1], "ms")

    def _export_again(self, hand: Hand, images: PressImages, pages: tuple[str, ...], name: str) -> None:
        formes, book, out = Formes(), load_fonts(), self.folder / "again.pdf"

        def export(document: Document) -> object:
            return export_pdf(Again(pages, formes), document, book, out, images=images)

        export(hand.document)
        spent = hand.timed(EXPORTS, export)
        self.row(name, statistics.median(spent), "ms", f"worst {spent[-1]:.1f}")

    def intake(self) -> None:
        """Copy as it comes, and a megabyte of it."""
        copy = list(sample_copy())
        often = -(-1_000_000 // sum(path.stat().st_size for path in copy))
        large = [self.folder / f"{number}-{path.name}" for number in range(often) for path in copy]
        for path in large:
            path.write_bytes(next(each for each in copy if path.name.endswith(each.name)).read_bytes())
        for name, files in (("intake of the sample", copy), ("intake of 1 MB", large)):
            spent = []
            for _ in range(5):
                began = time.process_time()
                read_copy(files, IdSource(b"bench"))
                spent.append(time.process_time() - began)
            self.row(name, statistics.median(spent), "s CPU")

    def start(self) -> None:
        """The window, from nothing to usable: empty, and with the first page of 16."""
        script = self.folder / "start.py"
        script.write_text(STARTED, encoding="utf-8")
        settings = str(self.folder / "settings")
        for name, more in (
            ("start of the window", []),
            ("start with an issue, its first page drawn", [str(self.files[16])]),
        ):
            command = [sys.executable, str(script), *more]
            here = {"QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": settings, "PYTHONPATH": str(Path.cwd())}
            measured(command, **here)
            self.row(name, statistics.median(measured(command, **here).wall for _ in range(5)), "s")

    def record(self) -> None:
        """Adds a line to the history."""
        names = list(self.figures)
        head = "\t".join(["date", *names])
        known = HISTORY.read_text(encoding="utf-8").splitlines() if HISTORY.exists() else []
        if not known or known[0] != head:
            known = [head]
        line = "\t".join([clock.now().date().isoformat(), *(f"{self.figures[name]:.3f}" for name in names)])
        HISTORY.write_text("\n".join([*known, line, ""]), encoding="utf-8")


class Hand:
    """Types a letter into one paragraph after the other of the longest story on the first page; no edit is ever the same."""

    def __init__(self, document: Document) -> None:
        self.document = document
        stories: list[Story] = [document.story(name) for name in story_ids(document.pages[0])]
        self.story = max(stories, key=lambda story: sum(len(part.text) for part in paragraphs(story)))
        self.parts = [each for each in self.story.body if isinstance(each, Paragraph)]
        self._count = 0

    def edited(self) -> Document:
        """The issue with the next letter."""
        self._count += 1
        part = self.parts[self._count % len(self.parts)]
        at = self._count % (len(part.text) + 1)
        edit = ReplaceText(self.story.id, part.id, at, at, part.text[self._count * 7 % len(part.text)])
        self.document = apply(self.document, edit)
        return self.document

    def timed(self, times: int, work: Callable[[Document], object]) -> list[float]:
        """Milliseconds of CPU of some work after each of so many letters, in order of size."""
        # As in the window: circles are looked for at rest.
        gc.collect()
        gc.freeze()
        gc.disable()
        spent = []
        for _ in range(times):
            document = self.edited()
            began = time.process_time()
            work(document)
            spent.append((time.process_time() - began) * 1000)
        gc.enable()
        gc.unfreeze()
        return sorted(spent)


def main() -> None:
    """Prints the rows."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        os.environ.setdefault("LAYOUTDESK_CACHE", str(Path(folder) / "cache"))
        bench = Bench(Path(folder))
        for rows in (bench.cold, bench.cold_pictures, bench.living, bench.intake, bench.start):
            rows()
        if "--record" in sys.argv[1:]:
            bench.record()


if __name__ == "__main__":
    main()

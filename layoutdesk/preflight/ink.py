"""Total ink (总墨量) of a finished PDF, measured on its separations as Ghostscript makes them, overprints and all.

Ghostscript is asked for by name and need not be there. It runs in a process of its own, bounded in time and memory, and its
pages are read from its output one at a time. A spot ink counts as the process inks that stand for it.
"""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO, Final

import msgspec

from layoutdesk.base.bounds import bound_memory, bound_seconds
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.base.units import to_mm

#: Fine enough for the thinnest rule that matters, and half a second a broadsheet page.
DPI: Final = 100
_PROGRAMS: Final = ("gs", "gswin64c", "gswin32c")
#: Seconds of processor time for all pages, and memory in MB: a page of 5 m each way does not fit, and need not.
_SECONDS, _MEGABYTES = 600.0, 1_024
_MOST_BYTES: Final = 400_000_000
_LONGEST_LINE: Final = 1_024
#: Each of four inks is rounded to one level of 255.
_SLACK: Final = 2 / 2.55


class PageInk(msgspec.Struct, frozen=True, kw_only=True):
    """The ink of one page: the most of one spot in percent and where, in mm from the trim's upper left corner.

    ``over`` is the share of the trim that takes more than the limit.
    """

    page: int
    most: float
    x_mm: float
    y_mm: float
    over: float


def measure_ink(path: Path, limit: float, *, progress: Callable[[int], None] | None = None) -> tuple[PageInk, ...]:
    """Measures every page of a PDF within its trim.

    ``progress`` is called with the pages done. Raises ``Refusal`` where Ghostscript is not installed, or cannot draw the file.
    """
    from subprocess import DEVNULL, PIPE, Popen

    command = [
        ghostscript(), "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", "-sDEVICE=pamcmyk32", f"-r{DPI}", "-dUseTrimBox", "-sOutputFile=-",
        str(path.resolve()),
    ]  # fmt: skip
    measured = []
    bounds = None if sys.platform == "win32" else _bound
    with Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, preexec_fn=bounds) as process:
        try:
            assert process.stdout is not None
            for number, (levels, width) in enumerate(_pages(process.stdout, path), 1):
                measured.append(_measured(levels, width, number, limit))
                if progress is not None:
                    progress(number)
        finally:
            process.kill()
    if not measured:
        raise Refusal("preflight.ink-unmeasured", file=path.name)
    return tuple(measured)


def ghostscript() -> str:
    """The path of Ghostscript; ``Refusal`` where it is not installed."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise Refusal("preflight.no-ghostscript")
    return program


def ink_problems(measured: Sequence[PageInk], limit: float, file: str) -> tuple[Problem, ...]:
    """An error for every page that takes more ink than the press allows."""
    return tuple(
        Problem(
            code="preflight.ink-over", severity="error", file=file,
            args={
                "page": str(ink.page), "ink": f"{ink.most:.0f}", "limit": f"{limit:.0f}", "x": f"{ink.x_mm:.0f}",
                "y": f"{ink.y_mm:.0f}", "share": f"{max(0.01, 100 * ink.over):.2f}",
            },
        )
        for ink in measured
        if ink.over > 0
    )  # fmt: skip


def _bound() -> None:
    bound_memory(_MEGABYTES)
    bound_seconds(_SECONDS)


def _pages(out: IO[bytes], path: Path) -> Iterator[tuple[bytes, int]]:
    """Levels and width of the pages in a stream of PAM pictures in CMYK; one that breaks off is refused."""
    while True:
        head: dict[bytes, bytes] = {}
        line = out.readline(_LONGEST_LINE)
        if not line:
            return
        while line and line.strip() != b"ENDHDR":
            key, _, value = line.strip().partition(b" ")
            head[key] = value
            line = out.readline(_LONGEST_LINE)
        try:
            width, height = int(head[b"WIDTH"]), int(head[b"HEIGHT"])
        except (KeyError, ValueError) as fault:
            raise Refusal("preflight.ink-unmeasured", file=path.name) from fault
        size = 4 * width * height
        data = out.read(size) if 0 < size <= _MOST_BYTES else b""
        if len(data) != size or not data:
            raise Refusal("preflight.ink-unmeasured", file=path.name)
        yield data, width


def _measured(levels: bytes, width: int, number: int, limit: float) -> PageInk:
    """Every colour of the page is added up once, however often it stands there: four levels each, 255 solid."""
    spots = Counter(memoryview(levels).cast("I"))
    totals = {spot: sum(spot.to_bytes(4, sys.byteorder)) for spot in spots}
    heaviest = max(totals, key=totals.__getitem__)
    row, column = divmod(_place(levels, heaviest.to_bytes(4, sys.byteorder)), width)
    allowed = (limit + _SLACK) * 2.55
    over = sum(times for spot, times in spots.items() if totals[spot] > allowed)
    return PageInk(
        page=number, most=round(totals[heaviest] / 2.55, 1), x_mm=round(to_mm(column * 72 / DPI), 1),
        y_mm=round(to_mm(row * 72 / DPI), 1), over=4 * over / len(levels),
    )  # fmt: skip


def _place(levels: bytes, spot: bytes) -> int:
    """The number of the first spot of this colour."""
    at = levels.find(spot)
    while at % 4:
        at = levels.find(spot, at + 1)
    return at // 4

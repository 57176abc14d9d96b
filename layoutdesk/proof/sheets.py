"""Sheets of a finished PDF drawn for the screen, in a process of its own: what is wrong with a file is no fault of the window.

The process is sent the file's path and then one ``Wish`` after another, and answers each with a frame (see ``pictures.frames``).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import msgspec

from layoutdesk.base.bounds import bound_memory
from layoutdesk.base.geometry import Rect
from layoutdesk.pictures.frames import read_frame, write_frame

#: Memory for a file and what is drawn of it, in MB; sheets of a file that are looked at, and pixels of one drawing.
MEGABYTES: Final = 1500
MOST_BYTES: Final = 800_000_000
MOST_SHEETS: Final = 2000
_MOST_PIXELS: Final = 24_000_000


class Wish(msgspec.Struct, frozen=True):
    """A part of a sheet, in points from its upper left corner, and how many pixels a point has."""

    sheet: int
    part: Rect
    scale: float


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """What a wish has become: rows of four bytes a pixel, blue first, ``stride`` bytes each.

    The first answer has the ``sizes`` of all sheets in points instead. ``fault`` is the code of what was wrong.
    """

    fault: str = ""
    sizes: tuple[tuple[float, float], ...] = ()
    width: int = 0
    height: int = 0
    stride: int = 0
    pixels: bytes = b""


class Sheets:
    """A PDF that is open. Raises ``OSError``, or ``ValueError`` with the code of what is wrong with the file."""

    def __init__(self, path: Path) -> None:
        import pypdfium2

        if path.stat().st_size > MOST_BYTES:
            raise ValueError("proof.too_large")
        try:
            # Read at once: a file that stays open cannot be written anew everywhere.
            self._document = pypdfium2.PdfDocument(path.read_bytes())
        except pypdfium2.PdfiumError as error:
            locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise ValueError("proof.locked" if locked else "proof.no_pdf") from error
        count = min(len(self._document), MOST_SHEETS)
        self.sizes = tuple(self._document.get_page_size(at) for at in range(count))

    def draw(self, wish: Wish) -> Drawn:
        """A part of a sheet as it looks, comments and all."""
        width, height = self.sizes[wish.sheet]
        part = wish.part
        scale = min(wish.scale, (_MOST_PIXELS / max(part.w * part.h, 1.0)) ** 0.5)
        page = self._document[wish.sheet]
        try:
            cut = (part.x, height - part.y - part.h, width - part.x - part.w, part.y)
            bitmap: Any = page.render(scale=scale, crop=cut, prefer_bgrx=True)
            made = Drawn(
                width=bitmap.width, height=bitmap.height, stride=bitmap.stride, pixels=bytes(memoryview(bitmap.buffer))
            )
            bitmap.close()
        finally:
            page.close()
        return made


def serve(path: str) -> None:
    """The process: opens the file, then answers until nobody asks any more."""
    bound_memory(MEGABYTES)
    try:
        sheets = Sheets(Path(path))
        answer = Drawn(sizes=sheets.sizes)
    except ValueError as error:
        answer = Drawn(fault=str(error))
    except (OSError, MemoryError):
        answer = Drawn(fault="proof.unreadable")
    _send(answer)
    while not answer.fault and (message := read_frame(sys.stdin.buffer)) is not None:
        try:
            _send(sheets.draw(msgspec.msgpack.decode(message, type=Wish)))
        except MemoryError:
            _send(Drawn(fault="proof.memory"))
        except Exception:
            # Whatever a broken sheet makes of its reader, the others are still to be seen.
            _send(Drawn(fault="proof.sheet_fault"))


def _send(answer: Drawn) -> None:
    write_frame(sys.stdout.buffer, msgspec.msgpack.encode(answer))

"""QR codes (二维码, GB/T 18284, ISO/IEC 18004) as one path in black ink: the outlines of the dark areas, without seams.

The library that makes the modules is loaded when there is a code, and not before.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from msgspec.structs import replace

from layoutdesk.base.colour import BLACK, WHITE
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.base.units import to_mm
from layoutdesk.compose.context import Context, Scope
from layoutdesk.compose.sheet import Sheet
from layoutdesk.compose.types import Drawn
from layoutdesk.display import Item, Path, rectangle
from layoutdesk.model.elements import QrCode
from layoutdesk.model.story import Paragraph
from layoutdesk.text.paragraph import set_paragraph

#: A module that is smaller is lost in newsprint, mm.
LEAST_MODULE_MM = 0.33
#: No longer text makes a code that a telephone reads from newsprint; bytes in UTF-8.
MOST_BYTES = 400
_PITCH = 1.3

Point = tuple[int, int]


def draw_qr_code(scope: Scope, element: QrCode) -> Drawn:
    """The code at the top of its rectangle with the caption under it; a fault of its text shows as an empty box."""
    sheet = Sheet(scope.context, element.id)
    caption = caption_lines(scope.context, element.caption, element.rect.w)
    style = scope.context.style("qr-caption")
    side = min(element.rect.w, element.rect.h - len(caption) * style.size * _PITCH)
    square = Rect(rounded(element.rect.x + (element.rect.w - side) / 2), element.rect.y, max(0.0, side), max(0.0, side))
    add_code(sheet, element.text, square, element.quiet)
    for number, line in enumerate(caption, 1):
        sheet.text(
            line,
            element.rect.x + element.rect.w / 2,
            square.bottom + (number - 0.2) * style.size * _PITCH,
            style,
            "center",
        )
    return sheet.drawn(element.rect)


def add_code(sheet: Sheet, text: str, square: Rect, quiet: int = 4) -> None:
    """Draws the code of ``text`` with its quiet zone in ``square``, and says what keeps it from being read."""
    size = len(text.encode("utf-8", "replace"))
    if not text or size > MOST_BYTES or square.w <= 0:
        code = "compose.qr-empty" if not text else "compose.qr-long" if size > MOST_BYTES else "compose.qr-no-room"
        sheet.problem(code, "error", **({"bytes": str(size), "most": str(MOST_BYTES)} if size > MOST_BYTES else {}))
        sheet.box(square, None, BLACK, 0.35)
        return
    loops, count = outline(text)
    module = square.w / (count + 2 * quiet)
    sheet.items += _items(loops, square, module, quiet)
    if to_mm(module) < LEAST_MODULE_MM:
        sheet.problem("compose.qr-fine", "warning", module=f"{to_mm(module):.2f}", least=f"{LEAST_MODULE_MM}")


def _items(loops: tuple[tuple[Point, ...], ...], square: Rect, module: float, quiet: int) -> tuple[Item, ...]:
    segments: list[tuple[str | float, ...]] = []
    for loop in loops:
        for number, (x, y) in enumerate(loop):
            place = rounded(square.x + (x + quiet) * module), rounded(square.y + (y + quiet) * module)
            segments.append(("L" if number else "M", *place))
        segments.append(("Z",))
    return Path(segments=rectangle(square), fill=WHITE), Path(segments=tuple(segments), fill=BLACK, even_odd=True)


@lru_cache(maxsize=64)
def outline(text: str) -> tuple[tuple[tuple[Point, ...], ...], int]:
    """The dark areas of the code of ``text`` at error correction M as closed outlines in modules, and the modules a side."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(text.encode("utf-8", "replace"))
    code.make(fit=True)
    modules = code.get_matrix()
    return tuple(_loops(modules)), len(modules)


def _loops(modules: list[list[bool]]) -> list[tuple[Point, ...]]:
    """The borders between dark and light, each a loop with the dark at its right hand; straight runs are one edge."""
    edges = _borders(modules)
    loops = []
    while edges:
        start, ends = next(iter(edges.items()))
        before, here, loop = start, ends[-1], [start]
        while True:
            onward = edges[before]
            onward.remove(here)
            if not onward:
                del edges[before]
            if here == start:
                break
            loop.append(here)
            turns = edges[here]
            # Where two dark modules meet at a corner the outline keeps to the one that it goes round.
            after = min(turns, key=lambda point: _turn(before, here, point)) if len(turns) > 1 else turns[0]
            before, here = here, after
        loops.append(_corners(loop))
    return loops


def _borders(modules: list[list[bool]]) -> dict[Point, list[Point]]:
    edges: dict[Point, list[Point]] = {}
    last = len(modules) - 1
    for y, row in enumerate(modules):
        for x, dark in enumerate(row):
            if not dark:
                continue
            if not y or not modules[y - 1][x]:
                edges.setdefault((x, y), []).append((x + 1, y))
            if x == last or not row[x + 1]:
                edges.setdefault((x + 1, y), []).append((x + 1, y + 1))
            if y == last or not modules[y + 1][x]:
                edges.setdefault((x + 1, y + 1), []).append((x, y + 1))
            if not x or not row[x - 1]:
                edges.setdefault((x, y + 1), []).append((x, y))
    return edges


def _turn(before: Point, here: Point, after: Point) -> int:
    """-1 for a turn to the right, 1 to the left (y runs down)."""
    (ax, ay), (bx, by) = (here[0] - before[0], here[1] - before[1]), (after[0] - here[0], after[1] - here[1])
    return -(ax * by - ay * bx)


def _corners(loop: list[Point]) -> tuple[Point, ...]:
    """The points of a loop at which it turns."""
    closed = [loop[-1], *loop, loop[0]]
    pairs = list(pairwise(closed))
    return tuple(
        point
        for point, (before, _), (_, after) in zip(loop, pairs, pairs[1:], strict=False)
        if _turn(before, point, after)
    )


def caption_lines(context: Context, text: str, width: float) -> list[str]:
    """The lines of a caption over the width."""
    if not text:
        return []
    style = replace(context.style("qr-caption"), align="left")
    lines = set_paragraph(Paragraph(id="", text=text), style, width, context.book)
    return [line.text.strip() for line in lines]

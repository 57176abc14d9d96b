"""Letting an advert in: refuses in words what is locked, damaged or empty, and finds the part of its page that is shown."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import msgspec
import pikepdf

from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.display import Transform

#: Page trees deeper than this lead nowhere.
_DEEPEST: Final = 64
#: What comes of objects that are not what their keys promise, and of what qpdf cannot mend.
FAULTS: Final = (
    pikepdf.PdfError, ArithmeticError, AttributeError, LookupError, OSError, RuntimeError, TypeError, ValueError,
)  # fmt: skip
#: Boxes by which the size of an advert is told, the surest first.
_BOXES: Final = ("/TrimBox", "/CropBox", "/MediaBox")


class Shown(msgspec.Struct, frozen=True):
    """The part of a page that is shown: its box in the page's own space, and the matrix that makes it, upright, a unit square."""

    box: tuple[float, float, float, float]
    matrix: Transform


@contextmanager
def opened(data: bytes, file: str) -> Iterator[pikepdf.Pdf]:
    """The PDF; ``Refusal`` naming ``file`` where it needs a password, is beyond repair, or has no page."""
    try:
        pdf = pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError as fault:
        raise Refusal("exporters.advert-locked", file=file) from fault
    except FAULTS as fault:
        raise Refusal("exporters.advert-damaged", file=file) from fault
    with pdf:
        try:
            count = len(pdf.pages)
        except FAULTS as fault:
            raise Refusal("exporters.advert-damaged", file=file) from fault
        if not count:
            raise Refusal("exporters.advert-empty", file=file)
        yield pdf


def shown(page: Any, file: str) -> Shown:
    """Trim, else crop, else media box, turned as the page says (ISO 32000-1 §7.7.3.3)."""
    box = next(filter(None, (_rectangle(inherited(page, key)) for key in _BOXES)), None)
    if box is None:
        raise Refusal("exporters.advert-damaged", file=file)
    x, y, w, h = box[0], box[1], box[2] - box[0], box[3] - box[1]
    turned: dict[int, Transform] = {
        0: (1 / w, 0, 0, 1 / h, -x / w, -y / h),
        90: (0, -1 / w, 1 / h, 0, -y / h, 1 + x / w),
        180: (-1 / w, 0, 0, -1 / h, 1 + x / w, 1 + y / h),
        270: (0, 1 / w, -1 / h, 0, 1 + y / h, -x / w),
    }
    turn = inherited(page, "/Rotate")
    return Shown(box, turned.get(int(turn) % 360 if isinstance(turn, int) else 0, turned[0]))


def left_out(pdf: pikepdf.Pdf, file: str) -> tuple[Problem, ...]:
    """Notes on what does not come along: further pages, annotations and form fields, actions, embedded files."""
    page, names = pdf.pages[0].obj, pdf.Root.get("/Names", pikepdf.Dictionary())
    found = []
    if len(pdf.pages) > 1:
        found.append("pages")
    if len(page.get("/Annots", pikepdf.Array())) or "/AcroForm" in pdf.Root:
        found.append("annotations")
    if any(key in pdf.Root for key in ("/OpenAction", "/AA")) or "/AA" in page or "/JavaScript" in names:
        found.append("actions")
    if "/EmbeddedFiles" in names or "/AF" in pdf.Root:
        found.append("files")
    return tuple(Problem(code=f"exporters.advert-{what}", severity="note", args={"file": file}) for what in found)


def inherited(page: Any, key: str) -> Any:
    """An entry of a page, or of the nearest node above it that has it (ISO 32000-1 §7.7.3.4)."""
    node = page
    for _ in range(_DEEPEST):
        if key in node:
            return node[key]
        if not isinstance(node.get("/Parent"), pikepdf.Dictionary):
            return None
        node = node["/Parent"]
    return None


def _rectangle(value: Any) -> tuple[float, float, float, float] | None:
    """Left, bottom, right, top; nothing where it is no rectangle with an area."""
    try:
        x1, y1, x2, y2 = (float(one) for one in value)
    except (TypeError, ValueError):
        return None
    box = min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    return box if box[2] - box[0] >= 1 and box[3] - box[1] >= 1 else None

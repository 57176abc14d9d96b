"""A picture inside a block with its caption and credit (图片、说明、署名), in whole rows of the grid.

The picture's foot stands on the row over the caption; the caption's lines stand on the grid. The marker ▲▶◀▼ is drawn and
points to where the picture is, whatever the copy said.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace

from layoutdesk.base.colour import BLACK, Cmyk
from layoutdesk.base.geometry import Rect, rounded
from layoutdesk.compose.context import Context
from layoutdesk.display import Image, Item, Path, line, placed, rectangle
from layoutdesk.model.document import Asset
from layoutdesk.model.story import Paragraph, PictureRef
from layoutdesk.text.lines import SetLine
from layoutdesk.text.paragraph import set_line, set_paragraph

#: Width : height of a placeholder, where the picture was not supplied.
PLACEHOLDER_ASPECT = 1.5
#: A picture may lose this share of its width or height to fit its rows (facts of make-up: ±15 %).
CROP_LIMIT = 0.15
#: Free row between the picture's group and the text below it.
WHITE_ROWS = 1
_PLACEHOLDER = Cmyk(k=0.12)
_HAIRLINE = 0.35
_WHOLE = Rect(0, 0, 1, 1)
#: A tint that misses a picture's edge by no more than this lies on it; a picture goes on under a tint by so much, so that no
#: paper shows between them. Points.
_FLUSH, _UNDER_BAND = 0.05, 0.25


class CaptionLine(msgspec.Struct, frozen=True):
    """One line of caption or credit: its paragraph, row (from the caption's first row), left offset and set line.

    ``measure`` is its room from there: up to the credit that closes it, or the caption's width.
    """

    paragraph: Paragraph
    row: int
    x: float
    line: SetLine
    measure: float


class Caption(msgspec.Struct, frozen=True):
    """A caption set to a width: its rows, its lines, and whether a marker stands at its head."""

    rows: int
    lines: tuple[CaptionLine, ...]
    marker: bool


#: What is behind a caption over its picture (压图), so that it can be read on any picture.
BAND = Cmyk(k=0.08)


def aspect(asset: Asset | None) -> float:
    """Width by height of a picture, or of the placeholder."""
    return asset.width / asset.height if asset else PLACEHOLDER_ASPECT


def set_caption(context: Context, picture: PictureRef, width: float, story: str, *, points: bool = True) -> Caption:
    """Caption and credit over ``width`` points: the credit closes the last line where it fits, else has one of its own.

    ``points``: a marker at its head points to the picture.
    """
    lines: list[CaptionLine] = []
    used = 0.0
    if picture.caption is not None and picture.caption.text:
        style = replace(context.style("caption"), indent=1.25 if points else 0.0)
        set_lines = set_paragraph(picture.caption, style, width, context.book, styles=context.styles, story=story)
        lines += [CaptionLine(picture.caption, row, 0.0, one, width) for row, one in enumerate(set_lines)]
        used = set_lines[-1].x + set_lines[-1].width
    marker = bool(lines) and points
    if picture.credit is not None and picture.credit.text:
        style = context.style("credit")
        credit = set_line(picture.credit.text, style, context.book, paragraph=picture.credit.id, story=story)
        row = max(0, len(lines) - 1)
        if lines and used + style.size + credit.width > width:
            row += 1
        if credit.width > width:
            hscale = max(0.7, width / credit.width)
            credit = set_line(
                picture.credit.text, style, context.book, paragraph=picture.credit.id, story=story, hscale=hscale
            )
        x = rounded(max(0.0, width - credit.width))
        if lines and row == lines[-1].row:
            lines[-1] = replace(lines[-1], measure=x)
        lines.append(CaptionLine(picture.credit, row, x, credit, width - x))
    rows = max((one.row + 1 for one in lines), default=0)
    return Caption(rows, tuple(lines), marker)


def natural_rows(context: Context, asset: Asset | None, width: float) -> float:
    """How many rows an uncropped picture of this width takes, its caption not counted."""
    return width / aspect(asset) / context.grid.step


def effective_ppi(asset: Asset, rect: Rect, crop: Rect) -> float:
    """Pixels for an inch (有效分辨率) of the part ``crop`` shown in ``rect`` (points), the worse of both ways."""
    across, down = asset.width * crop.w * 72 / rect.w, asset.height * crop.h * 72 / rect.h
    return rounded(min(across, down))


def _shapes(asset: Asset, width: float, height: float, focus: Rect) -> tuple[Rect, float, float]:
    """The focus with what it shows, width to height, and what is wanted; the whole picture where the focus chooses nothing."""
    focus = focus if min(focus.w, focus.h) > 0 else _WHOLE
    return focus, (asset.width * focus.w) / (asset.height * focus.h), width / height


def crop_to(asset: Asset, width: float, height: float, focus: Rect) -> Rect:
    """The part of a picture that fills ``width`` × ``height``: the middle of what ``focus`` (fractions) allows.

    A focus without width or height, which a file from elsewhere may hold, chooses nothing: the whole picture counts.
    """
    focus, shown, wanted = _shapes(asset, width, height, focus)
    if wanted > shown:
        h = focus.h * shown / wanted
        # Faces stand in the upper half of press pictures: two fifths of the loss at the head, three at the foot.
        return _share(focus.x, focus.y + (focus.h - h) * 0.4, focus.w, h)
    w = focus.w * wanted / shown
    return _share(focus.x + (focus.w - w) / 2, focus.y, w, focus.h)


def whole_in(asset: Asset, width: float, height: float, focus: Rect) -> Rect:
    """What ``width`` × ``height`` shows once all of ``focus`` is seen in it (完整显示): more at two sides, as its shape asks for.

    In fractions of the picture, beyond which it may reach: there is paper.
    """
    focus, shown, wanted = _shapes(asset, width, height, focus)
    if wanted > shown:
        w = focus.w * wanted / shown
        return _share(focus.x - (w - focus.w) / 2, focus.y, w, focus.h)
    h = focus.h * shown / wanted
    return _share(focus.x, focus.y - (h - focus.h) / 2, focus.w, h)


def printed(rect: Rect, crop: Rect) -> tuple[Rect, Rect]:
    """Where in ``rect`` a picture prints of which it shows ``crop``, and which part of it that is: less than all beside paper."""
    x, y = max(crop.x, 0.0), max(crop.y, 0.0)
    part = _share(x, y, min(crop.right, 1.0) - x, min(crop.bottom, 1.0) - y) if _meets(crop) else _WHOLE
    if part == crop or not _meets(crop):
        return rect, part
    across, down = rect.w / crop.w, rect.h / crop.h
    left, top = rect.x + (part.x - crop.x) * across, rect.y + (part.y - crop.y) * down
    return Rect(*(rounded(value) for value in (left, top, part.w * across, part.h * down))), part


def _meets(crop: Rect) -> bool:
    """Whether a part that may reach beyond a picture has anything of it."""
    return crop.x < 1 and crop.y < 1 and crop.right > 0 and crop.bottom > 0


def _share(*values: float) -> Rect:
    """A part of a picture in fractions, rounded so that the whole of it is just that."""
    return Rect(*(round(value, 6) for value in values))


def uncovered(rect: Rect, band: Rect) -> Rect:
    """What of a picture in ``rect`` shows where a tint covers its head or foot from side to side; all of it where none does.

    Rasters take a picture to whole pixels: what is drawn under a tint looks out along its edges as a hairline.
    """
    over, under = band.y - rect.y, rect.bottom - band.bottom
    if band.x > rect.x + _FLUSH or band.right < rect.right - _FLUSH or max(over, under) <= _UNDER_BAND:
        return rect
    if under <= _FLUSH and 0 < over < rect.h:
        return Rect(rect.x, rect.y, rect.w, rounded(over + _UNDER_BAND))
    if over <= _FLUSH and 0 < under < rect.h:
        return Rect(rect.x, rounded(rect.bottom - under - _UNDER_BAND), rect.w, rounded(under + _UNDER_BAND))
    return rect


def draw_picture(
    asset: Asset | None, rect: Rect, focus: Rect, band: Rect | None = None, *, whole: bool = False
) -> tuple[Item, ...]:
    """The picture cropped to ``rect`` or, ``whole``, all of ``focus`` inside it; a crossed placeholder where it is missing.

    What lies under ``band`` is left out.
    """
    if asset is not None:
        crop = (whole_in if whole else crop_to)(asset, rect.w, rect.h, focus)
        if whole:
            rect, crop = printed(rect, crop)
        shown = uncovered(rect, band) if band is not None else rect
        if shown is not rect:
            part = shown.h / rect.h
            crop = _share(crop.x, crop.y + crop.h * (shown.y - rect.y) / rect.h, crop.w, crop.h * part)
        return (Image(asset=asset.id, rect=shown, crop=crop),)
    return (
        Path(segments=rectangle(rect), fill=_PLACEHOLDER, stroke=BLACK, width=_HAIRLINE),
        line(rect.x, rect.y, rect.right, rect.bottom, _HAIRLINE),
        line(rect.x, rect.bottom, rect.right, rect.y, _HAIRLINE),
    )


def draw_marker(x: float, baseline: float, size: float, direction: str) -> Item:
    """The pointer of a caption as a path: ``up``, ``down``, ``left`` or ``right`` (▲▼◀▶); many faces lack the glyphs."""
    half, middle = size * 0.36, baseline - size * 0.36
    points = {
        "up": ((-half, half * 0.8), (half, half * 0.8), (0.0, -half * 0.9)),
        "down": ((-half, -half * 0.8), (half, -half * 0.8), (0.0, half * 0.9)),
        "left": ((half * 0.8, -half), (half * 0.8, half), (-half * 0.9, 0.0)),
        "right": ((-half * 0.8, -half), (-half * 0.8, half), (half * 0.9, 0.0)),
    }[direction]
    (x1, y1), (x2, y2), (x3, y3) = points
    shape = Path(segments=(("M", x1, y1), ("L", x2, y2), ("L", x3, y3), ("Z",)), fill=BLACK)
    return placed((shape,), rounded(x + half), rounded(middle))


def direction_of(caption: Rect, picture: Rect) -> str:
    """Where a picture lies as seen from its caption."""
    if picture.bottom <= caption.y + 0.5:
        return "up"
    if picture.y >= caption.bottom - 0.5:
        return "down"
    return "right" if picture.x >= caption.right - 0.5 else "left"

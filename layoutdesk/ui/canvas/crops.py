"""The part of a picture that its frame shows (裁切): moved, scaled and centred inside it. Plain arithmetic, without Qt.

A crop is in fractions of the picture. The whole picture has a rectangle on the page as well, of which the frame shows a part. It
covers the frame, unless its whole was asked for: a crop that reaches beyond the picture then keeps one of its sides inside the
frame, until it is large enough to cover that again.
"""

from __future__ import annotations

from typing import Final

from layoutdesk.base.geometry import Rect
from layoutdesk.compose.picture import crop_to
from layoutdesk.model import Asset
from layoutdesk.ui.canvas.snapping import Edges

WHOLE: Final = Rect(0, 0, 1, 1)
#: No less than this share of a picture's width and height is shown.
LEAST: Final = 0.02


def panned(crop: Rect, frame: Rect, dx: float, dy: float) -> Rect:
    """The crop once the picture has been moved by points inside its frame, as far as it covers that."""
    return _inside(crop.x - dx / frame.w * crop.w, crop.y - dy / frame.h * crop.h, crop.w, crop.h)


def scaled(crop: Rect, factor: float, across: float = 0.5, down: float = 0.5) -> Rect:
    """The crop once the picture is ``factor`` times as large; what is at ``across``, ``down`` (shares of the frame) stays there."""
    share = _bounded(crop, 1 / factor)
    w, h = crop.w * share, crop.h * share
    return _inside(crop.x + across * (crop.w - w), crop.y + down * (crop.h - h), w, h)


def _bounded(crop: Rect, share: float) -> float:
    """``share`` of a crop's sides, so that it is neither more than the picture nor next to nothing."""
    most = 1 / (min if is_beyond(crop) else max)(crop.w, crop.h)
    return max(LEAST / min(crop.w, crop.h), min(share, most))


def is_beyond(crop: Rect) -> bool:
    """Whether paper shows beside a picture of which a frame shows ``crop``."""
    return crop.w > 1 or crop.h > 1


def _inside(x: float, y: float, w: float, h: float) -> Rect:
    x, y = _between(x, 1.0 - w), _between(y, 1.0 - h)
    return Rect(*(round(value, 6) for value in (x, y, max(w, 0.0), max(h, 0.0))))


def _between(value: float, end: float) -> float:
    """``value`` between 0 and ``end``, whichever is the greater."""
    return min(max(value, min(end, 0.0)), max(end, 0.0))


def content(crop: Rect, frame: Rect) -> Rect:
    """Where on the page the whole picture lies of which the frame shows ``crop``."""
    w, h = frame.w / crop.w, frame.h / crop.h
    return Rect(frame.x - crop.x * w, frame.y - crop.y * h, w, h)


def pulled(crop: Rect, frame: Rect, edges: Edges, dx: float, dy: float) -> Rect:
    """The crop once a corner of the whole picture has been pulled by points: scaled in its shape, the far corner stays."""
    whole = content(crop, frame)
    wider = max((whole.w + edges.across * dx) / whole.w, (whole.h + edges.down * dy) / whole.h)
    factor = 1 / _bounded(crop, 1 / max(wider, 1e-3))
    w, h = whole.w * factor, whole.h * factor
    left = whole.x if edges.across > 0 else whole.right - w
    top = whole.y if edges.down > 0 else whole.bottom - h
    return _inside((frame.x - left) / w, (frame.y - top) / h, frame.w / w, frame.h / h)


def filled(asset: Asset, frame: Rect) -> Rect:
    """As much of a picture as a frame can show."""
    return crop_to(asset, frame.w, frame.h, WHOLE)


def centred(crop: Rect) -> Rect:
    """The crop at its size, of the middle of the picture."""
    return _inside((1 - crop.w) / 2, (1 - crop.h) / 2, crop.w, crop.h)

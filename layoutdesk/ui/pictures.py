"""Pictures of the open issue as the screen shows them."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QImage

from layoutdesk.base.problem import Refusal
from layoutdesk.ui.desk import Desk

#: Longer side of a preview in pixels.
LONGEST: Final = 1600


def load_preview(desk: Desk, asset_id: str) -> QImage | None:
    """The preview of an asset; ``None`` where it cannot be read, so that it looks missing."""
    from layoutdesk.pictures.convert import preview

    session = desk.session
    asset = next((asset for asset in desk.document.assets if asset.id == asset_id), None)
    if session is None or asset is None:
        return None
    try:
        made = preview(asset, lambda: session.asset_bytes(asset.sha256), LONGEST)
    except Refusal:
        return None
    return QImage(made.rgb, made.width, made.height, 3 * made.width, QImage.Format.Format_RGB888).copy()

"""Pictures as the press wants them: what exporters ask for. ``layoutdesk.pictures.convert.PressImages`` answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from layoutdesk.base.geometry import Rect

if TYPE_CHECKING:
    from layoutdesk.pictures.render import PressImage, Preview


class ImageSource(Protocol):
    """Where an exporter gets the pictures of a document from."""

    def press(
        self, asset: str, rect: Rect, crop: Rect, /, *, colour: bool | None = None, profile: str = ""
    ) -> PressImage:
        """The part ``crop`` (fractions of the upright picture) of an asset, separated and sampled for ``rect`` points.

        ``colour`` False gives grey, for pages that print in black alone; ``profile`` names a printing condition; ``None`` and an
        empty name leave the choice to the source.
        Raises ``Refusal`` where the picture cannot be read, ``KeyError`` for an unknown asset.
        """
        ...

    def preview(
        self, asset: str, longest: int, crop: Rect, /, *, colour: bool | None = None, profile: str = ""
    ) -> Preview:
        """The part ``crop`` as it will print, for the screen, its longer side at most ``longest`` pixels; else as ``press``."""
        ...

    def document(self, asset: str, /) -> tuple[str, bytes] | None:
        """File name and bytes of an asset that is a PDF, to be placed as it is; ``None`` for a picture."""
        ...

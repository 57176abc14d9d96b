"""Pictures as the press wants them: what exporters ask for, and the pictures of a document that answer."""

from __future__ import annotations

from typing import Literal, Protocol

from layoutdesk.base.geometry import Rect


class PressImage(Protocol):
    """A picture converted, cropped and sampled for print: ``data`` goes into the PDF byte for byte.

    ``width`` and ``height`` in pixels; ``components`` 4 for CMYK, 1 for grey. ``decode_inverted`` says that 0 means full ink in
    ``data``, as in the CMYK JPEGs with Adobe's marker.
    """

    @property
    def width(self) -> int: ...
    @property
    def height(self) -> int: ...
    @property
    def components(self) -> int: ...
    @property
    def data(self) -> bytes: ...
    @property
    def filter(self) -> Literal["DCTDecode", "FlateDecode"]: ...
    @property
    def decode_inverted(self) -> bool: ...


class ImageSource(Protocol):
    """Where an exporter gets pictures from."""

    def press(self, asset_id: str, rect: Rect, crop: Rect, *, colour: bool = True) -> PressImage:
        """The part ``crop`` (fractions of the upright picture) of an asset, sampled for ``rect`` points.

        ``colour`` False gives grey, for pages that print in black alone. Raises ``Refusal`` where the picture cannot be read.
        """
        ...

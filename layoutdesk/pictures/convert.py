"""Pictures for the outputs: press images for PDF and previews for the screen, through the cache.

A picture that lies in the cache comes back without Pillow being imported and without its original being read.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from layoutdesk.base.geometry import Rect
from layoutdesk.base.problem import Refusal
from layoutdesk.model.document import Asset
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.colour import profile_id
from layoutdesk.pictures.darkroom import PictureRunner, darkroom
from layoutdesk.pictures.formats import MEDIA, PDF
from layoutdesk.pictures.profiles import NEWSPRINT
from layoutdesk.pictures.render import PressImage, Preview, Shot, render_press, render_preview
from layoutdesk.pictures.sidebyside import Order, side_by_side

#: Changes whenever the same picture would come out otherwise than before.
RECIPE: Final = 3
WHOLE: Final = Rect(0, 0, 1, 1)
#: More pixels than this for an inch of newsprint are thrown away by the press.
PPI_LIMIT: Final = 300
#: Part of a pixel that is nothing but the rounding of lengths; beyond it a picture gets one more, so that it keeps ``PPI_LIMIT``.
_ROUNDING: Final = 0.01
#: No picture takes more pixels than this, which is a third more than a whole broadsheet page needs.
MOST_PRESS_PIXELS: Final = 40_000_000

_Result = TypeVar("_Result", PressImage, Preview)
Bytes = bytes | Callable[[], bytes]


def press_size(
    asset: Asset, width: float, height: float, crop: Rect = WHOLE, ppi: float = PPI_LIMIT
) -> tuple[int, int]:
    """The pixels that the part ``crop`` takes on the press at ``width`` × ``height`` points: its own, but no more than ``ppi``."""
    own = _pixels(asset, crop)
    across = min(own[0], math.ceil(width / 72 * ppi - _ROUNDING))
    down = min(own[1], math.ceil(height / 72 * ppi - _ROUNDING))
    scale = min(1.0, math.sqrt(MOST_PRESS_PIXELS / max(1, across * down)))
    return max(1, int(across * scale)), max(1, int(down * scale))


def _pixels(asset: Asset, crop: Rect) -> tuple[int, int]:
    """The pixels that the part ``crop`` has; a PDF has as many as anybody wants."""
    if asset.mode == PDF:
        return MOST_PRESS_PIXELS, MOST_PRESS_PIXELS
    return round(asset.width * crop.w), round(asset.height * crop.h)


def press(
    asset: Asset,
    data: Bytes,
    width: float,
    height: float,
    crop: Rect = WHOLE,
    *,
    ppi_limit: float = PPI_LIMIT,
    colour: bool = True,
    profile: str = NEWSPRINT,
    store: PictureCache | None = None,
    run: PictureRunner = darkroom,
) -> PressImage:
    """The part ``crop`` of a picture as it stands ``width`` × ``height`` points large in the PDF.

    ``data`` are the original's bytes, or what fetches them where they are needed. ``colour`` False is for a page that prints
    in black only; ``profile`` is the printing condition. The same picture always gives the same
    bytes. Raises ``Refusal`` for a picture that cannot be decoded.
    """
    crop = _within(crop)
    across, down = press_size(asset, width, height, crop, ppi_limit)
    shot = _shot(asset, crop, across, down, colour, profile)
    return _cached(PressImage, render_press, asset, data, shot, store or PictureCache(), run)


def preview(
    asset: Asset,
    data: Bytes,
    longest: int,
    *,
    crop: Rect = WHOLE,
    colour: bool = True,
    profile: str = NEWSPRINT,
    store: PictureCache | None = None,
    run: PictureRunner = darkroom,
) -> Preview:
    """The picture as it will print, for the screen; its longer side has at most ``longest`` pixels.

    Thumbnails are previews too. Raises ``Refusal`` for a picture that cannot be decoded.
    """
    crop = _within(crop)
    across, down = asset.width * crop.w, asset.height * crop.h
    scale = longest / max(across, down, 1.0)
    if asset.mode != PDF:
        scale = min(1.0, scale)
    shot = _shot(asset, crop, max(1, round(across * scale)), max(1, round(down * scale)), colour, profile)
    return _cached(Preview, render_preview, asset, data, shot, store or PictureCache(), run)


class PressImages:
    """The pictures of one document for an exporter.

    ``fetch`` gives the bytes of an original by its SHA-256 and is asked only for pictures that are not in the cache.
    """

    def __init__(
        self,
        assets: Iterable[Asset],
        fetch: Callable[[str], bytes],
        *,
        ppi_limit: float = PPI_LIMIT,
        colour: bool = True,
        profile: str = NEWSPRINT,
        store: PictureCache | None = None,
        run: PictureRunner = darkroom,
    ) -> None:
        self._assets = {asset.id: asset for asset in assets}
        self._fetch = fetch
        self._ppi_limit = ppi_limit
        self._colour, self._profile = colour, profile
        self._store = store or PictureCache()
        self._run = run

    def press(
        self, asset: str, rect: Rect, crop: Rect = WHOLE, *, colour: bool | None = None, profile: str = ""
    ) -> PressImage:
        """The part ``crop`` of the asset with the id ``asset``, to stand in ``rect`` (points); ``KeyError`` for an unknown id.

        ``colour`` and ``profile`` override the document's choice for one page. Raises ``Refusal`` for a picture that cannot be
        decoded.
        """
        found = self._assets[asset]
        return press(
            found, lambda: self._fetch(found.sha256), rect.w, rect.h, crop, ppi_limit=self._ppi_limit,
            colour=self._colour if colour is None else colour, profile=profile or self._profile, store=self._store, run=self._run,
        )  # fmt: skip

    def preview(
        self, asset: str, longest: int, crop: Rect = WHOLE, *, colour: bool | None = None, profile: str = ""
    ) -> Preview:
        """The part ``crop`` of the asset as it will print, for the screen; its longer side has at most ``longest`` pixels.

        Otherwise as ``press``.
        """
        found = self._assets[asset]
        return preview(
            found, lambda: self._fetch(found.sha256), longest, crop=crop,
            colour=self._colour if colour is None else colour, profile=profile or self._profile, store=self._store, run=self._run,
        )  # fmt: skip

    def document(self, asset: str) -> tuple[str, bytes] | None:
        """File name and bytes of an asset that is a PDF, to be placed as it is; ``None`` for a picture."""
        found = self._assets[asset]
        return (found.name, self._fetch(found.sha256)) if found.media == MEDIA[PDF] else None


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as it stands on a page: the asset's id, its rectangle in points, its part, and how the page prints."""

    asset: str
    rect: Rect
    crop: Rect = WHOLE
    colour: bool = True
    profile: str = NEWSPRINT


def convert_all(assets: Iterable[Asset], blobs: Mapping[str, bytes], places: Iterable[Place]) -> list[Refusal]:
    """Converts pictures for the press ahead of an export, which then finds them in the cache; those that cannot be.

    ``blobs`` are originals by SHA-256. The same picture on several places is converted once.
    """
    known, store = {asset.id: asset for asset in assets}, PictureCache()
    orders: dict[str, Order[PressImage]] = {}
    for place in places:
        asset = known[place.asset]
        # An advert as PDF is placed as it is.
        if asset.mode == PDF:
            continue
        crop = _within(place.crop)
        shot = _shot(asset, crop, *press_size(asset, place.rect.w, place.rect.h, crop), place.colour, place.profile)
        key = _key(PressImage.__name__, asset.sha256, shot)
        if key not in orders and store.get(key) is None:
            orders[key] = Order(render_press, partial(blobs.__getitem__, asset.sha256), shot)
    refused = []
    for key, made in zip(orders, side_by_side(list(orders.values())), strict=True):
        if isinstance(made, Refusal):
            refused.append(made)
        else:
            store.put(key, msgspec.msgpack.encode(made))
    return refused


def _within(crop: Rect) -> Rect:
    """The crop held inside the picture; the whole picture where nothing of it would be left."""
    x, y = min(max(crop.x, 0.0), 1.0), min(max(crop.y, 0.0), 1.0)
    w, h = min(crop.right, 1.0) - x, min(crop.bottom, 1.0) - y
    return Rect(x, y, w, h) if w > 0 and h > 0 else WHOLE


def _shot(asset: Asset, crop: Rect, width: int, height: int, colour: bool, profile: str) -> Shot:
    return Shot(
        name=asset.name,
        orientation=asset.orientation,
        crop=crop,
        width=width,
        height=height,
        colour=colour,
        profile=profile,
    )


def _cached(
    kind: type[_Result],
    render: Callable[[bytes, Shot], _Result],
    asset: Asset,
    data: Bytes,
    shot: Shot,
    store: PictureCache,
    run: PictureRunner,
) -> _Result:
    key = _key(kind.__name__, asset.sha256, shot)
    stored = store.get(key)
    if stored is not None:
        try:
            return msgspec.msgpack.decode(stored, type=kind)
        except msgspec.MsgspecError:
            pass
    made = run(render, data if isinstance(data, bytes) else data(), shot)
    store.put(key, msgspec.msgpack.encode(made))
    return made


def _key(kind: str, sha256: str, shot: Shot) -> str:
    crop = shot.crop
    part = ",".join(f"{value:.6f}" for value in (crop.x, crop.y, crop.w, crop.h))
    mode = "colour" if shot.colour else "black"
    size = f"{shot.width}x{shot.height}"
    return f"{RECIPE} {_coder()} {profile_id(shot.profile)} {kind} {sha256} {shot.orientation} {part} {size} {mode}"


@cache
def _coder() -> str:
    """The version of Pillow, whose JPEG bytes may change with it, read without importing it."""
    spec = find_spec("PIL")
    origin = Path(spec.origin or "") if spec else Path()
    with_version = origin.with_name("_version.py")
    return hashlib.blake2b(with_version.read_bytes(), digest_size=6).hexdigest() if with_version.is_file() else ""

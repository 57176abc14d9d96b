"""Opening and decoding pictures: formats by allowlist, size checked before any pixel is decoded.

The functions of this module run on untrusted bytes, and only in the process of ``darkroom``. They take bytes and give plain values.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.pictures.formats import (
    JPEG,
    PDF,
    PNG,
    TIFF,
    WEBP,
    Size,
    foreign,
    recognised,
    too_many_pixels,
    webp_size,
)
from layoutdesk.pictures.modes import flattened, may_be_clear
from layoutdesk.pictures.profiles import NEWSPRINT

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFile import ImageFile

#: A broadsheet at 300 ppi has 30 megapixels, the largest cameras take 102; decoded, this many take 480 MB.
MOST_PIXELS: Final = 120_000_000
#: A picture with transparency stands in memory twice while it is laid over white.
MOST_CLEAR_PIXELS: Final = 60_000_000
MOST_BYTES: Final = 200_000_000

#: Pillow's modules for the formats that are read. Without them it would load those of all formats that it knows.
_PLUGINS: Final = {JPEG: "Jpeg", PNG: "Png", TIFF: "Tiff", WEBP: "WebP"}
#: TIFF tags that only a camera's raw file has in its first directory: DNG's version, and pictures hung below a thumbnail.
_DNG_VERSION: Final = 50706
_SUBFILE_TYPE: Final = 254
_SUB_DIRECTORIES: Final = 330


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of a picture, here that it be looked at. ``name`` names the file in refusals and problems.

    ``profile`` is the printing condition that it is to be printed under.
    """

    name: str
    profile: str = NEWSPRINT


@contextmanager
def refusals(name: str) -> Iterator[None]:
    """Turns whatever a decoder raises on broken bytes into a ``Refusal`` that names the file.

    Decoders raise nearly everything (``OSError``, ``SyntaxError``, ``struct.error``, ``zlib.error`` …), so all is caught.
    """
    try:
        yield
    except (Refusal, MemoryError):
        raise
    except Exception as error:
        code = "pictures.truncated" if "runcated" in str(error) else "pictures.damaged"
        raise Refusal(code, file=name) from error


def opened(data: bytes, name: str) -> ImageFile:
    """The picture with its header read and its size checked; no pixel is decoded yet.

    Raises ``Refusal``: ``pictures.empty``, ``.too_many_bytes``, one of the ``.format`` ones, ``.not_a_picture``,
    ``.too_many_pixels``, ``.truncated``, ``.damaged``.
    """
    from PIL import Image as Pictures

    kind = checked_kind(data, name)
    import_module(f"PIL.{_PLUGINS[kind]}ImagePlugin")
    # Our own check comes right after; Pillow's warns in a range and raises without the size.
    Pictures.MAX_IMAGE_PIXELS = None
    if kind == WEBP:
        _check_size(webp_size(data), MOST_PIXELS, name)
    with refusals(name):
        image = Pictures.open(io.BytesIO(data), formats=(kind,))
        if kind == TIFF:
            _refuse_raw(image, name)
    _check_size(image.size, MOST_CLEAR_PIXELS if may_be_clear(image) else MOST_PIXELS, name)
    return image


def _check_size(size: Size, most: int, name: str) -> None:
    width, height = size
    if width * height > most:
        raise too_many_pixels(name, width, height, most)


def checked_kind(data: bytes, name: str) -> str:
    """The format of a picture, as ``formats.recognised`` names it. Raises ``Refusal`` for what is none or is too long."""
    if not data:
        raise Refusal("pictures.empty", file=name)
    if len(data) > MOST_BYTES:
        raise too_many_bytes(name, len(data))
    kind = recognised(data)
    if not kind or kind == PDF:
        raise foreign(data, name, MOST_PIXELS)
    return kind


def too_many_bytes(name: str, size: int) -> Refusal:
    """A file of ``size`` bytes is longer than what is read."""
    return Refusal("pictures.too_many_bytes", file=name, size=-(-size // 1_000_000), most=MOST_BYTES // 1_000_000)


def _refuse_raw(image: ImageFile, name: str) -> None:
    """Raw files of cameras are TIFF files, whose first picture is but a thumbnail."""
    tags = getattr(image, "tag_v2", {})
    if _DNG_VERSION in tags or (tags.get(_SUBFILE_TYPE, 0) == 1 and _SUB_DIRECTORIES in tags):
        raise Refusal("pictures.format_raw", file=name, format="RAW")


@contextmanager
def warned() -> Iterator[list[warnings.WarningMessage]]:
    """Collects what Pillow warns of (broken EXIF, malformed MPO) instead of printing it."""
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        yield messages


def loaded(data: bytes, name: str, smallest: tuple[int, int] = (0, 0)) -> tuple[Image.Image, ImageFile]:
    """The picture decoded, flattened to ``L``, ``RGB`` or ``CMYK``, still as stored (EXIF orientation not applied), and as opened.

    A JPEG may come at a half, a quarter or an eighth of its size, though not smaller than ``smallest`` (0, 0: full size).
    Raises ``Refusal`` as ``opened`` does, and ``pictures.mode``.
    """
    with warned():
        image = opened(data, name)
        with refusals(name):
            if image.format != PNG and all(smallest):
                image.draft(None, smallest)
            image.load()
            return flattened(image, name), image

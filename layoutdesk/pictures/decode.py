"""Opening and decoding pictures safely: formats by allowlist, size checked before any pixel is decoded, modes by table.

The functions of this module run on untrusted bytes. They take bytes and give plain values, so that a caller may run them in a
limited child process.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, Literal

from layoutdesk.base.problem import Refusal

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFile import ImageFile

#: A broadsheet at 300 ppi has 30 megapixels, the largest cameras take 102; decoded, this many take 480 MB.
MOST_PIXELS: Final = 120_000_000
#: A picture with transparency stands in memory twice while it is laid over white.
MOST_CLEAR_PIXELS: Final = 60_000_000
MOST_BYTES: Final = 200_000_000

#: Pillow's name of a format to its media type. An MPO is a JPEG that carries more pictures behind the first.
MEDIA: Final = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}

#: Beginnings of files that an editor takes for pictures but that are not read, to name them in the refusal.
_SIGNATURES: Final = (
    (b"GIF8", "GIF"), (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"), (b"8BPS", "Photoshop"), (b"%!PS", "EPS"),
    (b"%PDF", "PDF"), (b"\0\0\0\x0cjP  ", "JPEG 2000"), (b"DDS ", "DDS"), (b"\xc5\xd0\xd3\xc6", "EPS"),
)  # fmt: skip

Kind = Literal["grey", "colour", "ink"]


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

    Raises ``Refusal``: ``pictures.empty``, ``.too_many_bytes``, ``.format``, ``.not_a_picture``, ``.too_many_pixels``,
    ``.truncated``, ``.damaged``.
    """
    from PIL import Image as Pictures
    from PIL import UnidentifiedImageError

    if not data:
        raise Refusal("pictures.empty", file=name)
    if len(data) > MOST_BYTES:
        raise Refusal("pictures.too_many_bytes", file=name, size=_millions(len(data)), most=_millions(MOST_BYTES))
    # Our own check comes right after; Pillow's warns in a range and raises without the size.
    Pictures.MAX_IMAGE_PIXELS = None
    with refusals(name):
        try:
            image = Pictures.open(io.BytesIO(data), formats=("JPEG", "PNG"))
        except UnidentifiedImageError:
            raise _foreign(data, name) from None
    width, height = image.size
    most = MOST_CLEAR_PIXELS if _is_clear(image) else MOST_PIXELS
    if width * height > most:
        raise Refusal("pictures.too_many_pixels", file=name, width=width, height=height, most=_millions(most))
    return image


def _foreign(data: bytes, name: str) -> Refusal:
    found = next((kind for start, kind in _SIGNATURES if data.startswith(start)), "")
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        found = "WebP"
    if data[4:8] == b"ftyp":
        found = "AVIF" if data[8:12] == b"avif" else "HEIC"
    return (
        Refusal("pictures.format", file=name, format=found) if found else Refusal("pictures.not_a_picture", file=name)
    )


def _is_clear(image: Image.Image) -> bool:
    return image.mode in ("LA", "PA", "RGBA") or "transparency" in image.info


def _millions(count: int) -> int:
    return count // 1_000_000


@contextmanager
def warned() -> Iterator[list[warnings.WarningMessage]]:
    """Collects what Pillow warns of (broken EXIF, malformed MPO) instead of printing it."""
    with warnings.catch_warnings(record=True) as messages:
        warnings.simplefilter("always")
        yield messages


def check_whole(image: ImageFile, data: bytes, name: str) -> None:
    """Decodes everything once, a JPEG at an eighth of its size, which still reads every byte of it.

    Raises ``Refusal``: ``pictures.truncated`` or ``pictures.damaged``.
    """
    from PIL import Image as Pictures

    with refusals(name):
        if image.format == "PNG":
            # Loading skips the checksums of image data; verify() reads them, on an object of its own.
            Pictures.open(io.BytesIO(data), formats=("PNG",)).verify()
        else:
            image.draft(None, (max(1, image.width // 8), max(1, image.height // 8)))
        image.load()


def loaded(data: bytes, name: str, smallest: tuple[int, int] = (0, 0)) -> Image.Image:
    """The picture decoded and flattened to ``L``, ``RGB`` or ``CMYK``, still as stored (EXIF orientation not applied).

    A JPEG may come at a half, a quarter or an eighth of its size, though not smaller than ``smallest`` (0, 0: full size).
    Raises ``Refusal`` as ``opened`` does, and ``pictures.mode``.
    """
    with warned():
        image = opened(data, name)
        with refusals(name):
            if image.format != "PNG" and all(smallest):
                image.draft(None, smallest)
            image.load()
            return flattened(image, name)


def is_flat(image: Image.Image) -> bool:
    """Whether the picture is line art or has a palette: such pictures are kept without loss."""
    return image.mode in ("1", "P", "PA")


def kind_of(image: Image.Image, name: str) -> Kind:
    """What a picture as opened holds, by its mode; ``Refusal`` ``pictures.mode`` for one that is not in the table."""
    if image.mode not in _MODES:
        raise Refusal("pictures.mode", file=name, mode=image.mode)
    return _MODES[image.mode][0]


def flattened(image: Image.Image, name: str) -> Image.Image:
    """A loaded picture as ``L``, ``RGB`` or ``CMYK``; what is transparent shows white paper."""
    kind_of(image, name)
    if "transparency" in image.info and image.mode in ("L", "RGB", "P", "1"):
        image = image.convert("LA" if image.mode in ("L", "1") else "RGBA")
    plain: Image.Image = _MODES[image.mode][1](image)
    return plain


def _same(image: Image.Image) -> Image.Image:
    return image


def _to_grey(image: Image.Image) -> Image.Image:
    return image.convert("L")


def _to_rgb(image: Image.Image) -> Image.Image:
    return image.convert("RGB")


def _high_byte(image: Image.Image) -> Image.Image:
    """16-bit grey by its upper byte; ``convert`` would clip everything over 255 to white."""
    return image.convert("I").point([min(255, level >> 8) for level in range(65536)], "L")


def _over_white(image: Image.Image) -> Image.Image:
    from PIL import Image as Pictures

    grey = image.mode in ("LA", "La")
    full = image if image.mode in ("LA", "RGBA") else image.convert("LA" if grey else "RGBA")
    paper = Pictures.new("L" if grey else "RGB", image.size, "white")
    paper.paste(full, mask=full)
    return paper


#: Every mode that is read: what it holds and how it becomes ``L``, ``RGB`` or ``CMYK``.
_MODES: Final[dict[str, tuple[Kind, Callable[[Any], Any]]]] = {
    "1": ("grey", _to_grey),
    "L": ("grey", _same),
    "LA": ("grey", _over_white),
    "La": ("grey", _over_white),
    "I": ("grey", _high_byte),
    "I;16": ("grey", _high_byte),
    "I;16B": ("grey", _high_byte),
    "P": ("colour", _to_rgb),
    "PA": ("colour", _over_white),
    "RGB": ("colour", _same),
    "RGBX": ("colour", _to_rgb),
    "RGBA": ("colour", _over_white),
    "YCbCr": ("colour", _to_rgb),
    "CMYK": ("ink", _same),
}

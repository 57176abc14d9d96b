"""Picture files for tests: coded by Pillow, or put together byte by byte where Pillow would refuse to write them."""

import io
import struct
import zlib

from PIL import Image


def coded(image: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_of(width: int, height: int, rows: bytes = b"", extra: bytes = b"") -> bytes:
    """A grey PNG of 1 bit a pixel."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + extra
        + png_chunk(b"IDAT", zlib.compress(rows)) + png_chunk(b"IEND", b"")
    )  # fmt: skip


def rgb_png(width: int, height: int, chunks: bytes = b"") -> bytes:
    """A PNG header of this size with hardly any data behind it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = png_chunk(b"IDAT", zlib.compress(bytes(100)))
    return b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + chunks + rows + png_chunk(b"IEND", b"")


def jpeg_of(width: int, height: int) -> bytes:
    """A small JPEG whose header says that it is of this size."""
    data = coded(Image.new("L", (16, 16)))
    start = data.index(b"\xff\xc0") + 5
    return data[:start] + struct.pack(">HH", height, width) + data[start + 4 :]


def tiff_of(*tags: tuple[int, int, int, int]) -> bytes:
    """A TIFF of one directory: tags as number, type (3 SHORT, 4 LONG), count and value (little-endian, TIFF 6.0 §2)."""
    entries = b"".join(struct.pack("<HHII", *tag) for tag in sorted(tags))
    return b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + bytes(4)


def big_tiff(width: int, height: int) -> bytes:
    """A TIFF whose header says that it is an RGB picture of this size, with one short strip of data."""
    return tiff_of(
        (256, 4, 1, width), (257, 4, 1, height), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8),
        (277, 3, 1, 1), (278, 4, 1, height), (279, 4, 1, 64),
    )  # fmt: skip


def webp_of(width: int, height: int) -> bytes:
    """A lossless WebP (RFC 9649 §2.6) whose header says that it is of this size, at most 16,384 each way."""
    data = bytearray(coded(Image.new("RGB", (16, 16)), "WEBP", lossless=True))
    struct.pack_into("<I", data, 21, width - 1 | height - 1 << 14)
    return bytes(data)


def webp_canvas(width: int, height: int) -> bytes:
    """An extended WebP (VP8X) whose canvas is of this size, with nothing on it."""
    chunk = (
        b"VP8X"
        + struct.pack("<I", 10)
        + bytes(4)
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def photo(width: int, height: int) -> Image.Image:
    """Soft colours with grain: every block of it takes some data."""
    soft = Image.merge("RGB", [Image.radial_gradient("L").rotate(turn) for turn in (0, 90, 180)]).resize(
        (width, height)
    )
    return Image.blend(soft, Image.effect_noise((width, height), 80).convert("RGB"), 0.2)

"""Draws the pictures of the sample issue into ``pictures/``.

    python resources/sample/draw.py [name …]

Pillow only; the same pictures at every run. JPEG, quality 88, 300 dpi, at most 2,400 pixels wide.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from PIL import Image

#: File name of each picture and the module that draws it.
PICTURES = {
    "bridge-dawn": "drawing.bridge",
    "lantern-night": "drawing.lanterns",
    "reading-room": "drawing.library",
    "rain-street": "drawing.street",
}
FOLDER = Path(__file__).resolve().parent / "pictures"


def save(picture: Image.Image, name: str) -> Path:
    """Write a picture as a plain JPEG whose EXIF gives 300 dpi and nothing else."""
    exif = Image.Exif()
    exif[0x011A], exif[0x011B], exif[0x0128] = 300.0, 300.0, 2
    path = FOLDER / f"{name}.jpg"
    picture.save(path, quality=88, dpi=(300, 300), exif=exif, optimize=True)
    return path


def main(names: list[str]) -> None:
    """Draw the pictures with these names, or all."""
    for name in names or PICTURES:
        path = save(import_module(PICTURES[name]).draw(), name)
        print(f"{path.name}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])

"""Draws the pictures of the sample issue into ``pictures/``.

    python resources/sample/draw.py [name …]

Pillow only; the same pictures at every run. They come as a picture desk gets them: JPEG in RGB, CMYK and grey, WebP, PNG with
alpha; some say in IPTC and XMP what they show and who took them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from drawing.labels import Label, exif, photoshop, xmp
from PIL import Image, ImageCms

FOLDER = Path(__file__).resolve().parent / "pictures"
PRESS = FOLDER.parents[1] / "profiles" / "newsprint.icc"


class Picture(NamedTuple):
    """The module that draws a picture, how the file is kept, and what the file says of itself."""

    module: str
    suffix: str = "jpg"
    quality: int = 88
    cmyk: bool = False
    label: Label | None = None


#: File name of each picture.
PICTURES = {
    "bridge-dawn": Picture("bridge"),
    "lantern-night": Picture("lanterns"),
    "reading-room": Picture("library"),
    "rain-street": Picture("street"),
    "factory-hall": Picture("factory", quality=80, cmyk=True),
    "tea-garden": Picture(
        "tea", label=Label("2月26日清晨，云岭蟠龙岗，晨雾从梯级茶园之间散去。", "梁牧野", "清江日报")
    ),
    "celadon-bowl": Picture(
        "bowl", "webp", label=Label("瓦窑岗窑工坊里，一只新出窑的冰裂纹青瓷碗。", "梁牧野", "清江日报")
    ),
    "celadon-vase": Picture("vase", "png"),
    "old-ferry": Picture("ferry", label=Label("1964年深秋，柳浦渡口，渡船正驶离南岸码头。", "冯砚耕", "冯砚耕")),
    "blood-moon": Picture(
        "moon", label=Label("2025年9月8日凌晨，月全食中的红月亮悬在文峰塔上空。", "车小北", "通讯员")
    ),
    "lighthouse": Picture("lighthouse"),
    "advert-water": Picture("advert_water", quality=84),
    "advert-tea": Picture("advert_tea", quality=84),
}


def save(image: Image.Image, name: str, picture: Picture) -> Path:
    """Write a picture at 300 dpi in its format."""
    path = FOLDER / f"{name}.{picture.suffix}"
    if picture.cmyk:
        image = _separated(image)
    {"jpg": _jpeg, "webp": _webp, "png": _png}[picture.suffix](image, path, picture)
    return path


def _separated(image: Image.Image) -> Image.Image:
    """The picture in the inks of newsprint, as an agency delivers it that separates itself."""
    done = ImageCms.profileToProfile(
        image, ImageCms.createProfile("sRGB"), str(PRESS), ImageCms.Intent.RELATIVE_COLORIMETRIC, "CMYK"
    )
    assert done is not None
    return done


def _jpeg(image: Image.Image, path: Path, picture: Picture) -> None:
    label = picture.label
    options = {"xmp": xmp(label)} if label else {}
    image.save(path, quality=picture.quality, dpi=(300, 300), exif=exif(), optimize=True, **options)
    if label:
        path.write_bytes(photoshop(path.read_bytes(), label))


def _webp(image: Image.Image, path: Path, picture: Picture) -> None:
    label = picture.label
    image.save(path, quality=picture.quality, method=6, exif=exif(), **({"xmp": xmp(label)} if label else {}))


def _png(image: Image.Image, path: Path, _picture: Picture) -> None:
    image.save(path, dpi=(300, 300), optimize=True)


def main(names: list[str]) -> None:
    """Draw the pictures with these names, or all."""
    for name in names or PICTURES:
        picture = PICTURES[name]
        path = save(import_module(f"drawing.{picture.module}").draw(), name, picture)
        print(f"{path.name}  {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1:])

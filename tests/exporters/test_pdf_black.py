"""Pages that print in black alone, and pages whose converted pictures were thrown away: measured on the finished PDF."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace
from picture_files import coded, photo
from PIL import Image

from layoutdesk.base.colour import Cmyk, Registration, Spot, in_black
from layoutdesk.base.geometry import Rect
from layoutdesk.base.ids import IdSource
from layoutdesk.compose.page import compose_page
from layoutdesk.compose.types import ComposedPage
from layoutdesk.exporters.pdf import export_pdf
from layoutdesk.model import Box, Document, Masthead, Meta, Page, PictureFrame, Rule, Template
from layoutdesk.model.library import shipped_templates
from layoutdesk.pictures.cache import PictureCache
from layoutdesk.pictures.convert import PressImages
from layoutdesk.pictures.profiles import issue_profile
from layoutdesk.pictures.read import asset_from
from layoutdesk.text.fonts import pip_fonts

RED = Cmyk(m=1.0, y=0.9)
ORIGINALS = {"photo": coded(photo(300, 200)), "inks": coded(Image.new("CMYK", (60, 40), (200, 40, 90, 30)), "TIFF")}


def issue(**fields: object) -> tuple[Document, dict[str, bytes]]:
    """A front page with masthead, a red box, a red rule and two pictures, on a template with these fields."""
    template: Template = replace(
        next(one for one in shipped_templates().values() if one.masthead is not None), **fields
    )
    ids = IdSource(b"seed")
    assets = tuple(asset_from(data, name, "", ids) for name, data in ORIGINALS.items())
    frames = [
        PictureFrame(id=f"el-{at}", asset=asset.id, rect=Rect(100 + 300 * at, 500, 240, 160))
        for at, asset in enumerate(assets)
    ]
    drawn = (
        Box(id="el-b", rect=Rect(100, 700, 200, 60), fill=RED),
        Rule(id="el-r", x1=100, y1=800, x2=500, y2=800, paint=RED),
    )
    page = Page(id="pg-1", number=1, template=template.name, elements=(Masthead(id="el-m"), *frames, *drawn))
    document = Document(
        meta=Meta(paper="清江日报", date="2031-05-06"), pages=(page,), templates=(template,), assets=assets
    )
    return document, {asset.sha256: data for asset, data in zip(assets, ORIGINALS.values(), strict=True)}


def exported(document: Document, blobs: dict[str, bytes], folder: Path, name: str = "out.pdf") -> Path:
    book = pip_fonts()
    page: ComposedPage = compose_page(document, "pg-1", book)
    images = PressImages(
        document.assets, blobs.__getitem__, profile=issue_profile(document), store=PictureCache(folder / "cache")
    )
    target = folder / name
    export_pdf([page], document, book, target, images=images)
    return target


def plates(pdf: Path, folder: Path) -> dict[str, bytes]:
    """Each plate of page 1 as Ghostscript separates it: levels from 0 (solid) to 255 (no ink)."""
    if shutil.which("gs") is None:
        pytest.skip("no Ghostscript on this machine")
    pattern = folder / "plate.tif"
    command = [
        "gs",
        "-q",
        "-dNOPAUSE",
        "-dBATCH",
        "-dSAFER",
        "-sDEVICE=tiffsep",
        "-r36",
        f"-sOutputFile={pattern}",
        str(pdf),
    ]
    subprocess.run(command, check=True, capture_output=True)
    found = {}
    for path in folder.glob("plate*.tif"):
        if "(" in path.name:
            with Image.open(io.BytesIO(path.read_bytes())) as plate:
                found[path.name.partition("(")[2].partition(")")[0]] = plate.convert("L").tobytes()
    return found


def test_a_page_in_black_alone_leaves_the_coloured_plates_empty(tmp_path: Path) -> None:
    found = plates(exported(*issue(colour=False), tmp_path), tmp_path)
    assert {name for name, plate in found.items() if min(plate) < 255} == {"Black"}


def test_the_same_page_in_colour_uses_every_plate(tmp_path: Path) -> None:
    found = plates(exported(*issue(), tmp_path), tmp_path)
    assert {name for name, plate in found.items() if min(plate) < 255} == {"Cyan", "Magenta", "Yellow", "Black"}


def test_throwing_the_converted_pictures_away_changes_no_byte(tmp_path: Path) -> None:
    document, blobs = issue()
    cold = exported(document, blobs, tmp_path, "cold.pdf").read_bytes()
    assert exported(document, {}, tmp_path, "warm.pdf").read_bytes() == cold
    shutil.rmtree(tmp_path / "cache")
    assert exported(document, blobs, tmp_path, "again.pdf").read_bytes() == cold


def test_the_template_decides_what_paper_the_page_is_made_for(tmp_path: Path) -> None:
    newsprint = exported(*issue(), tmp_path, "newsprint.pdf").read_bytes()
    coated = exported(*issue(profile="coated"), tmp_path, "coated.pdf").read_bytes()
    assert b"FOGRA39L" in coated
    assert b"FOGRA39L" not in newsprint
    assert b"TR 002-2007" in newsprint


@pytest.mark.parametrize(
    ("paint", "black"),
    [
        (Cmyk(k=0.4), Cmyk(k=0.4)), (Cmyk(), Cmyk()), (Cmyk(1, 1, 1, 0), Cmyk(k=1.0)), (Cmyk(y=1.0), Cmyk(k=0.114)),
        (Spot("红", 0.5, Cmyk(m=1.0)), Cmyk(k=0.2935)), (Registration(), Registration()),
    ],
)  # fmt: skip
def test_a_paint_in_black_is_as_dark_as_it_was(paint: Cmyk, black: Cmyk) -> None:
    assert in_black(paint) == black

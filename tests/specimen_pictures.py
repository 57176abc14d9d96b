"""Draws the specimen's pages for the README anew: ``.venv/bin/python tests/specimen_pictures.py``, from the checkout."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from layoutdesk.cli import run
from layoutdesk.makeup.specimen import make_specimen

DOCS = Path(__file__).resolve().parents[1] / "docs"
DPI, COLOURS = 110, 256


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        issue = Path(name) / "specimen.ldesk"
        make_specimen(issue)
        run(["export", str(issue), "--as", "png", "--dpi", str(DPI), "-o", str(issue.with_suffix(".png"))])
        for number, drawn in enumerate(sorted(issue.parent.glob("specimen-*.png")), 1):
            with Image.open(drawn) as page:
                few = page.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(DOCS / f"specimen-{number}.png", optimize=True)


if __name__ == "__main__":
    main()

"""One face of a font file (字面): its names, measures and glyphs, asked of HarfBuzz and kept."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from layoutdesk.text.fontfile import Directory

#: One glyph of a shaped run: glyph id, first character of its cluster, advance, x offset, y offset (em).
Shaped = tuple[int, int, float, float, float]
#: The OpenType language of fonts for the mainland.
SIMPLIFIED: Final = "zh-hans"
#: Letters that stand in for those of another face become no smaller and no larger than so, to look as large as they.
LETTER_SCALES: Final = (0.9, 1.15)


class Face:
    """One face of one file. Lengths are in em; HarfBuzz opens the file when they are first asked for.

    ``language`` is the OpenType language of its Chinese.
    """

    def __init__(self, path: Path, index: int, directory: Directory, language: str = SIMPLIFIED) -> None:
        self.path = path
        self.language = language
        #: Whether the forms of characters have to be asked for in its language.
        self.localises = False
        self.index = index
        self.is_cff = directory.is_cff
        self.fstype = directory.fstype
        self._directory = directory
        self._glyphs: dict[str, int] = {}
        self._advances: dict[int, float] = {}

    def __repr__(self) -> str:
        return f"Face({self.path.name}#{self.index})"

    def speaking(self, language: str) -> Face:
        """The same face with the forms of another language, as far as it has them."""
        other = Face(self.path, self.index, self._directory, language)
        other.localises = True
        return other

    @cached_property
    def sha256(self) -> str:
        """The fingerprint of the face (see ``fontfile.Directory``)."""
        return self._directory.sha256

    @cached_property
    def hb_face(self) -> Any:
        """The HarfBuzz face; the file is mapped into memory, not read."""
        self._file = _which(self.path)
        return self._open()

    def opened(self) -> Any:
        """The same opened anew: what is read of the file is given back together with it, ten megabytes of the outlines.

        Where another file stands there by now its glyphs have other numbers: then it is the one that is open.
        """
        known = self.hb_face
        return self._open() if _which(self.path) == self._file else known

    def _open(self) -> Any:
        import uharfbuzz as hb

        return hb.Face(hb.Blob.from_file_path(str(self.path)), self.index)

    @cached_property
    def hb_font(self) -> Any:
        """The HarfBuzz font at a scale of one unit for each unit of the em square."""
        import uharfbuzz as hb

        return hb.Font(self.hb_face)

    @cached_property
    def name(self) -> str:
        """The PostScript name; the file's name where the face has none."""
        return self._named("POSTSCRIPT_NAME") or f"{self.path.stem}-{self.index}"

    @cached_property
    def key(self) -> str:
        """The stable name of the face in display lists: its PostScript name with the start of its fingerprint."""
        return f"{self.name}@{self.sha256[:8]}"

    @cached_property
    def version(self) -> str:
        return self._named("VERSION_STRING")

    def _named(self, what: str) -> str:
        import uharfbuzz as hb

        return str(self.hb_face.get_name(getattr(hb.OTNameIdPredefined, what)) or "")

    @cached_property
    def upem(self) -> int:
        return int(self.hb_face.upem)

    @cached_property
    def ascent(self) -> float:
        """Height above the baseline in em, as the font states it."""
        return float(self.hb_font.get_font_extents("ltr").ascender) / self.upem

    @cached_property
    def descent(self) -> float:
        """Depth below the baseline in em, positive."""
        return -float(self.hb_font.get_font_extents("ltr").descender) / self.upem

    @cached_property
    def cap_height(self) -> float:
        """Height of capitals in em."""
        import uharfbuzz as hb

        return float(self.hb_font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)) / self.upem

    @cached_property
    def letter_heights(self) -> tuple[float, float]:
        """Heights of small letters and of capitals in em, as the font's OS/2 table says them; 0 for what it does not say."""
        import uharfbuzz as hb

        wanted = (hb.OTMetricsTag.X_HEIGHT, hb.OTMetricsTag.CAP_HEIGHT)
        small, capital = (float(self.hb_font.get_metric_position(each) or 0) / self.upem for each in wanted)
        return small, capital

    def glyph(self, char: str) -> int:
        """The glyph of one character, 0 where the face has none."""
        found = self._glyphs.get(char)
        if found is None:
            found = self._glyphs[char] = int(self.hb_font.get_nominal_glyph(ord(char)) or 0)
        return found

    def advance(self, gid: int) -> float:
        """The horizontal advance of a glyph in em."""
        found = self._advances.get(gid)
        if found is None:
            found = self._advances[gid] = self.hb_font.get_glyph_h_advance(gid) / self.upem
        return found

    def ink(self, gid: int) -> tuple[float, float]:
        """Left and right edge of a glyph's ink in em from its pen position."""
        extents = self.hb_font.get_glyph_extents(gid)
        if extents is None:
            return 0.0, 0.0
        return extents.x_bearing / self.upem, (extents.x_bearing + extents.width) / self.upem

    def heights(self, gid: int) -> tuple[float, float]:
        """How far a glyph's ink reaches over the baseline and under it, em."""
        extents = self.hb_font.get_glyph_extents(gid)
        if extents is None:
            return 0.0, 0.0
        return extents.y_bearing / self.upem, -(extents.y_bearing + extents.height) / self.upem

    def ink_middle(self, gid: int) -> tuple[float, float]:
        """The middle of a glyph's ink in em from its pen position: to the right, and over the baseline."""
        extents = self.hb_font.get_glyph_extents(gid)
        if extents is None:
            return 0.0, 0.0
        across, up = extents.x_bearing + extents.width / 2, extents.y_bearing + extents.height / 2
        return across / self.upem, up / self.upem

    def shape(self, text: str, features: Mapping[str, Any] | None = None, *, script: str = "") -> list[Shaped]:
        """The glyphs of ``text`` from left to right.

        ``features`` as HarfBuzz takes them (tag to value, or to a list of (start, end, value)). ``script`` is an ISO 15924 tag;
        ``Hani`` also asks for the forms of the face's language, which joins a doubled dash; without one the text decides.
        """
        import uharfbuzz as hb

        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        if script:
            buffer.script = script
        buffer.language = self.language if script == "Hani" else "en"
        hb.shape(self.hb_font, buffer, dict(features or {}))
        upem = self.upem
        return [
            (info.codepoint, info.cluster, at.x_advance / upem, at.x_offset / upem, at.y_offset / upem)
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ]


@cache
def letter_scale(face: Face, own: Face) -> float:
    """What the letters of ``face`` are scaled by to look as large as those of ``own``, in whose stead they stand.

    The mean of what makes small letters and what makes capitals as high, within ``LETTER_SCALES``; 1 where a font does not say how
    high they are.
    """
    if face is own:
        return 1.0
    ratios = [
        wanted / high for wanted, high in zip(own.letter_heights, face.letter_heights, strict=True) if wanted and high
    ]
    least, most = LETTER_SCALES
    return round(min(most, max(least, sum(ratios) / len(ratios))), 3) if ratios else 1.0


def _which(path: Path) -> tuple[int, ...] | None:
    """Which file stands at a path, and as it was written when; ``None`` where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns

"""The least that any exporter of an issue has to do, in plain Python: the floor of the benchmarks, no product.

``python -m tests.floor JSON OUT``: shapes each character once, cuts lines at the measure with the plainest prohibition, subsets one
face, deflates the pages, copies pictures that are ready. The JSON has ``face``, ``index`` and ``pages``: of each its ``texts``, the
``measure`` in em and the ``pictures``.
"""

from __future__ import annotations

import json
import sys
import zlib
from pathlib import Path

import uharfbuzz as hb

#: Marks with which no line begins.
NOT_FIRST = frozenset("，。、；：？！”’》」】…")


class Face:
    """A face, shaped character by character."""

    def __init__(self, path: str, index: int) -> None:
        self.face = hb.Face(hb.Blob.from_file_path(path), index)
        self._font = hb.Font(self.face)
        self.gids: dict[str, int] = {}

    def gid(self, char: str) -> int:
        """The glyph of a character."""
        if char not in self.gids:
            buffer = hb.Buffer()
            buffer.add_str(char)
            buffer.guess_segment_properties()
            hb.shape(self._font, buffer)
            self.gids[char] = buffer.glyph_infos[0].codepoint
        return self.gids[char]

    def subset(self) -> bytes:
        """The program with the glyphs that were asked for."""
        wanted = hb.SubsetInput()
        wanted.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.RETAIN_GIDS
        wanted.glyph_set.update(self.gids.values())
        data: bytes = hb.subset(self.face, wanted).blob.data
        return data


def lines(text: str, measure: int) -> list[str]:
    """A text cut at the measure; a mark that would begin a line stays on the one before."""
    found, at = [], 0
    while at < len(text):
        end = at + measure
        end += end < len(text) and text[end] in NOT_FIRST
        found.append(text[at:end])
        at = end
    return found


def content(page: dict[str, object], face: Face) -> bytes:
    """A page's texts in lines as operators."""
    operators, row = ["BT /F 9 Tf"], 0
    for text in page["texts"]:  # type: ignore[attr-defined]
        for line in lines(text, page["measure"]):  # type: ignore[arg-type]
            codes = "".join([f"{face.gid(char):04X}" for char in line])
            operators.append(f"1 0 0 1 {row // 100 * 120} {1500 - row % 100 * 12} Tm <{codes}> Tj")
            row += 1
    return "\n".join([*operators, "ET"]).encode()


def main(source: str, target: str) -> None:
    """Writes the pages, their pictures and the font one after the other."""
    issue = json.loads(Path(source).read_text(encoding="utf-8"))
    face = Face(issue["face"], issue["index"])
    with Path(target).open("wb") as out:
        for page in issue["pages"]:
            out.write(zlib.compress(content(page, face), 6))
            for picture in page["pictures"]:
                out.write(Path(picture).read_bytes())
        out.write(zlib.compress(face.subset(), 1))


if __name__ == "__main__":
    main(*sys.argv[1:])

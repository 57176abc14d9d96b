"""Faces of fonts as Qt draws them, opened by file and never by a family that might be another's.

``QRawFont(file)`` reads the whole file into memory, 26 MB for a Chinese serif. Qt's font database reads only the glyphs that are
drawn, but it answers with whatever file has the family: what it gives is taken only where its tables are those of the file.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from PySide6.QtGui import QFont, QFontDatabase, QRawFont

from layoutdesk.ui.canvas.collection import face_data, tables

#: Pixels of the size at which a face is opened; others are made from it.
OPENED_AT: Final = 16
_HINTING: Final = QFont.HintingPreference.PreferNoHinting
#: Tables that no two fonts share: one has the sum over all of the file, one the names.
_TELLING: Final = ("head", "name")


def opened(path: Path, index: int) -> QRawFont:
    """Face ``index`` of a font file, unhinted, ``OPENED_AT`` pixels large.

    Raises ``ValueError`` where a collection has no such face or is cut short.
    """
    shared = _from_database(path, index)
    if shared is not None:
        return shared
    data = face_data(path, index)
    return QRawFont(str(path), OPENED_AT, _HINTING) if data is None else QRawFont(data, OPENED_AT, _HINTING)


def _from_database(path: Path, index: int) -> QRawFont | None:
    """The face out of Qt's font database; ``None`` where that does not have this very one."""
    wanted = tables(path, index, (*_TELLING, "fvar"))
    if "fvar" in wanted or not wanted:
        # The database gives the instances of a variable font, the engine sets its default.
        return None
    for family in QFontDatabase.applicationFontFamilies(_in_database(str(path))):
        for style in QFontDatabase.styles(family):
            font = QFontDatabase.font(family, style, OPENED_AT)
            font.setPixelSize(OPENED_AT)
            font.setHintingPreference(_HINTING)
            face = QRawFont.fromFont(font)
            if all(face.fontTable(tag).data() == wanted.get(tag) for tag in _TELLING):
                return face
    return None


@cache
def _in_database(path: str) -> int:
    """The number of a file in the font database, to which it is given once."""
    return QFontDatabase.addApplicationFont(path)

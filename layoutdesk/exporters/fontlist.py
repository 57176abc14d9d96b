"""The list of the fonts that an issue's pages are set in: what a printer or an archive needs to know of them.

The font files themselves are never handed on: their licences rarely allow it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Final

import msgspec

from layoutdesk.compose.types import ComposedPage
from layoutdesk.display import Glyphs, flatten
from layoutdesk.model.styles import ROLES
from layoutdesk.text.fonts import Face, FontBook

#: OS/2 fsType, bits 0 to 3: what the licence allows; source: OpenType, "OS/2", fsType.
_USAGE: Final = {0: "installable", 2: "restricted", 4: "preview-print", 8: "editable"}
_NO_SUBSETTING: Final = 0x0100
_BITMAPS_ONLY: Final = 0x0200


class ListedFont(msgspec.Struct, frozen=True, kw_only=True):
    """One face: the roles (字体角色) that it fills, its file with the number of the face in it, and what its licence bits allow.

    ``sha256`` is that of the whole file. ``embedding``: ``installable``, ``editable``, ``preview-print``, ``restricted`` or
    ``bitmaps-only``.
    """

    name: str
    version: str
    roles: tuple[str, ...]
    file: str
    face: int
    sha256: str
    embedding: str
    subsetting: bool


def faces_of(page: ComposedPage) -> set[str]:
    """The keys of the faces that a page is set in."""
    return {item.face for _, item in flatten(page.display.items) if isinstance(item, Glyphs)}


def listed(keys: Iterable[str], book: FontBook) -> tuple[ListedFont, ...]:
    """The fonts with these keys, in the order of the book, those of other regions after them."""
    wanted = set(keys)
    faces: dict[str, Face] = {}
    for face in (face for one in book.books for face in one.faces if face.key in wanted):
        faces.setdefault(face.key, face)
    return tuple(_listed(face, book) for face in faces.values())


def _listed(face: Face, book: FontBook) -> ListedFont:
    with face.path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    roles = tuple(role for role in ROLES if any(one.face(role).key == face.key for one in book.books))
    return ListedFont(
        name=face.name, version=face.version, roles=roles,
        file=face.path.name, face=face.index, sha256=sha256, embedding=embedding(face.fstype),
        subsetting=not face.fstype & _NO_SUBSETTING,
    )  # fmt: skip


def embedding(fstype: int) -> str:
    """What a font's licence bits allow, in a word; of several bits the one that allows most counts (OpenType, OS/2 version 2)."""
    if fstype & _BITMAPS_ONLY:
        return "bitmaps-only"
    bits = [bit for bit in (8, 4, 2) if fstype & bit]
    return _USAGE[bits[0] if bits else 0]

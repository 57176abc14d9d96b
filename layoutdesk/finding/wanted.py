"""What is looked for (查找) and what it is to become (更改): data, kept with the settings under a name or as a recent one."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec

#: The longest text or expression that is looked for, in characters, and the longest that is put in its place.
MOST_WANTED: Final = 1_000
Sought = Annotated[str, msgspec.Meta(max_length=MOST_WANTED)]
Names = Annotated[tuple[str, ...], msgspec.Meta(max_length=20)]

#: Character looks that may be looked for, put on and taken off, in the order in which they are offered. A reading (注音), a
#: dateline (电头) and a byline (署名) are looked for only: what they say is no look.
LOOKS: Final = ("bold", "emphasis", "dots", "underline", "wave", "strike", "superscript", "subscript")
SEEN: Final = (*LOOKS, "reading", "dateline", "byline")


class Wanted(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One query.

    ``expression``: ``text`` is a regular expression, and ``becomes`` names its groups (see ``template``). Else ``widths``
    takes full-width and half-width forms as one (全半角), ``scripts`` simplified and traditional characters (简繁),
    ``blanks`` and ``marks`` pass over blanks and punctuation in the copy; ``word`` finds whole Western words. ``case`` tells
    capitals from small letters.

    ``part`` is one of ``walking.PARTS``, ``style`` a paragraph style, ``looks`` the character looks that all of a hit has.
    Without ``text`` whatever has these is a hit. ``new_style``, ``put_on`` and ``take_off`` change them.
    """

    text: Sought = ""
    expression: bool = False
    case: bool = False
    word: bool = False
    widths: bool = True
    scripts: bool = False
    blanks: bool = False
    marks: bool = False
    part: str = ""
    style: str = ""
    looks: Names = ()
    becomes: Sought = ""
    new_style: str = ""
    put_on: Names = ()
    take_off: Names = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.text or self.style or self.looks)

    @property
    def changes_looks(self) -> bool:
        """Whether what is found gets another format."""
        return bool(self.new_style or self.put_on or self.take_off)

    @property
    def keeps_text(self) -> bool:
        """Whether the text that is found stays: another format is wanted, and no other text."""
        return self.changes_looks and not self.becomes

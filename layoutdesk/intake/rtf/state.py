"""What holds inside a group of RTF, and the words that change nothing else."""

from __future__ import annotations

from typing import Final

import msgspec


class State(msgspec.Struct):
    """The properties of text and paragraph in a group; a group inside starts with a copy.

    ``place`` is where text goes: ``text``, ``skip`` (nothing is even looked at), ``mute`` (only pictures and text boxes count), or
    the table or picture that is read. ``opened`` is what this very group began, and is not passed on.
    ``asian``: properties of the associated kind are meant for Chinese (``\\dbch``), not for text from right to left.
    """

    place: str = "text"
    opened: str = ""
    font: int = 0
    size: float = 12.0
    bold: bool = False
    emphasis: bool = False
    level: str = ""
    strike: bool = False
    hidden: bool = False
    deleted: bool = False
    asian: bool = False
    fallback: int = 1
    style: int = 0
    outline: int = -1
    centred: bool = False
    table: bool = False

    def inside(self) -> State:
        """The state with which a group inside this one starts."""
        return msgspec.structs.replace(self, opened="")

    def plain(self, font: int) -> None:
        """The properties of text as they are without any (``\\plain``)."""
        self.font, self.size = font, 12.0
        self.bold = self.emphasis = self.hidden = self.deleted = self.strike = False
        self.level = ""

    def bare(self) -> None:
        """The properties of a paragraph as they are without any (``\\pard``)."""
        self.style, self.outline, self.centred, self.table = 0, -1, False, False


#: Words that stand for a character.
CHARACTERS: Final = {
    b"tab": "\t", b"line": "\n", b"lbr": "\n", b"emdash": "—", b"endash": "–", b"bullet": "•", b"lquote": "‘", b"rquote": "’",
    b"ldblquote": "“", b"rdblquote": "”", b"emspace": "\u2003", b"enspace": "\u2002", b"qmspace": "\u2005",
}  # fmt: skip
#: Signs after a backslash that stand for a character; the optional hyphen is none.
SIGNS: Final = {b"~": "\u00a0", b"_": "-", b"\t": "\t"}
#: Words that switch a property of text on, or off with 0.
SWITCHES: Final = {
    b"b": "bold",
    b"i": "emphasis",
    b"accdot": "emphasis",
    b"v": "hidden",
    b"deleted": "deleted",
    b"strike": "strike",
    b"striked": "strike",
}
#: Words that raise and lower text (上标、下标).
LEVELS: Final = {b"super": "superscript", b"sub": "subscript", b"nosupersub": ""}
#: The same of the associated kind, which counts where that is Chinese.
ASSOCIATED: Final = {b"ab": "bold", b"ai": "emphasis"}
KINDS: Final = {b"dbch": True, b"loch": False, b"hich": False, b"rtlch": False, b"ltrch": False}
#: Groups of which nothing is text, nor any picture in them.
SKIPPED: Final = frozenset(
    b"colortbl info generator xmlnstbl listtable listoverridetable rsidtbl themedata datastore colorschememapping latentstyles "
    b"datafield objdata objclass objname nonshppict bkmkstart bkmkend atnid atnauthor atntime atndate atnref atnicn atnparent "
    b"atrfstart atrfend filetbl revtbl mmathPr pgptbl background template passwordhash nonesttables nesttableprops formfield "
    b"blipuid picprop shprslt do panose falt fname pn pnseclvl listpicture private oleclsid wgrffmtfilter factoidname ftnsep "
    b"ftnsepc ftncn aftnsep aftnsepc aftncn tc xe rxe upr userprops docvar".split()
)
#: Groups of which pictures and text boxes count, and text does not.
MUTED: Final = frozenset({b"shpinst", b"sp", b"sn", b"sv", b"shppict", b"shpgrp", b"shp"})
#: Groups with text of their own, and what becomes of it.
FLOWS: Final = {
    b"shptxt": "box", b"footnote": "note", b"annotation": "comment", b"header": "furniture", b"headerl": "furniture",
    b"headerr": "furniture", b"headerf": "furniture", b"footer": "furniture", b"footerl": "furniture", b"footerr": "furniture",
    b"footerf": "furniture",
}  # fmt: skip
#: Groups that are read by the word that opens them.
PLACES: Final = {
    b"fonttbl": "fonts",
    b"stylesheet": "styles",
    b"pict": "picture",
    b"fldinst": "field",
    b"listtext": "label",
    b"pntext": "label",
}
#: Pictures that can be used, by the word that names their kind.
PICTURES: Final = {b"pngblip": ".png", b"jpegblip": ".jpg"}
#: Code pages by the words of old files.
PAGES: Final = {b"ansi": 1252, b"mac": 10000, b"pc": 437, b"pca": 850}

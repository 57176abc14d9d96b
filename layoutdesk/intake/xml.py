"""XML under limits: bytes to a tree of elements, or a refusal; no document type, no entities, nothing fetched.

The one way in which any reader here takes XML (NITF, NewsML-G2, the parts of a .docx). It is the standard library's expat with
handlers that refuse: it comes with Python and is mended with it, loads in a millisecond and stops at the very byte. lxml (a
compiled library of 5 MB) tells of a document type only after parsing and bounds neither depth nor count below its own figures;
defusedxml sets the same handlers as here and has had no release since 2021. Sources: XML 1.0 (fifth edition) 2.8, 4.1, 4.3.3.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, Final, NoReturn
from xml.parsers import expat

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import decode

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Limits(msgspec.Struct, frozen=True):
    """How much one XML document may hold: bytes, elements inside one another, elements, attributes, attributes of one element.

    A story of an agency has some hundred elements, eight deep; a full page from a word processor some ten thousand.
    """

    size: int = decode.LIMIT
    depth: int = 128
    elements: int = 300_000
    attributes: int = 600_000
    each: int = 128


COPY: Final = Limits()

#: Encodings that are read, by their names in lower case (IANA) and the codec: GB 2312 and GBK are subsets of GB18030.
_CODECS: Final = {
    "utf-8": "utf-8", "utf8": "utf-8", "utf-16": "utf-16", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "us-ascii": "ascii",
    "ascii": "ascii", "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "big5": "big5hkscs",
    "iso-8859-1": "latin-1", "windows-1252": "cp1252",
}  # fmt: skip
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"), (b"\0<", "utf-16-be"),
)  # fmt: skip
_DECLARED: Final = re.compile(rb"""<\?xml[^>]{1,100}?encoding\s*=\s*["']([A-Za-z][\w.\-]{0,40})["']""")


def parse(data: bytes, name: str, limits: Limits = COPY) -> Element:
    """The root element of ``data``, the XML of the file ``name``; tags with a namespace read ``{uri}local``.

    Raises ``Refusal``: too large, unknown encoding, broken (with the line), a document type or entity (``intake.xml-doctype``),
    or more than ``limits`` allow.
    """
    if len(data) > limits.size:
        decode.refuse_size(len(data), limits.size, name)
    return _Tree(name, limits).read(_text(data, name).encode("utf-8"))


def local(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def _text(data: bytes, name: str) -> str:
    """The characters of the document by its byte order mark, else by its declaration, else UTF-8."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            body = data if mark.isascii() else data[len(mark) :]
            return decode.strict(body, codec, codec.upper(), name)
    found = _DECLARED.match(data.lstrip()[:200])
    label = found[1].decode("ascii") if found else "UTF-8"
    known = _CODECS.get(label.lower())
    if known is None:
        raise Refusal("intake.xml-encoding", file=name, encoding=label)
    return decode.strict(data.lstrip(), known, label, name)


class _Tree:
    """One pass of the parser: every handler either adds to the tree or refuses."""

    def __init__(self, name: str, limits: Limits) -> None:
        # Loaded here, so that what only asks for the limits pays nothing.
        from xml.etree.ElementTree import TreeBuilder

        self._name, self._limits = name, limits
        self._builder = TreeBuilder()
        self._depth = self._elements = self._attributes = 0
        self._parser = expat.ParserCreate("utf-8", "}")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._builder.data
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.EntityDeclHandler = self._doctype
        self._parser.ExternalEntityRefHandler = self._doctype
        self._parser.SkippedEntityHandler = self._doctype
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)

    def read(self, data: bytes) -> Element:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise Refusal("intake.xml-broken", file=self._name, line=error.lineno) from error
        return self._builder.close()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        self._attributes += len(attributes)
        limits = self._limits
        if self._depth > limits.depth:
            self._refuse("depth", limits.depth)
        if self._elements > limits.elements:
            self._refuse("elements", limits.elements)
        if self._attributes > limits.attributes or len(attributes) > limits.each:
            self._refuse("attributes", limits.attributes if len(attributes) <= limits.each else limits.each)
        self._builder.start(_named(tag), {_named(key): value for key, value in attributes.items()})

    def _end(self, tag: str) -> None:
        self._depth -= 1
        self._builder.end(_named(tag))

    def _refuse(self, what: str, limit: int) -> NoReturn:
        raise Refusal(f"intake.xml-{what}", file=self._name, line=self._parser.CurrentLineNumber, limit=limit)

    def _doctype(self, *_: object) -> NoReturn:
        raise Refusal("intake.xml-doctype", file=self._name, line=self._parser.CurrentLineNumber)


def _named(tag: str) -> str:
    """``uri}local`` as the parser gives it, with the brace in front that ElementTree has."""
    return "{" + tag if "}" in tag else tag

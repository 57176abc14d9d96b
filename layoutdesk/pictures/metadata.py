"""What a picture says of itself: caption, credit, photographer and more, from XMP, IPTC-IIM and EXIF, in this order.

Desks and agencies write XMP last, so it wins (IPTC Photo Metadata Standard 2023, "Synchronising"). What is read here is untrusted
text: controls are removed, its length is bounded, XML with a DOCTYPE or an entity is not parsed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

import msgspec

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from PIL.ImageFile import ImageFile

MOST_CHARACTERS: Final = 2000
_MOST_XMP: Final = 1_000_000
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_XMP: Final = "{http://ns.adobe.com/xap/1.0/}"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_LIST_ITEM: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
#: Languages of a caption in several, the best first; after them whatever comes.
_LANGUAGES: Final = ("x-default", "zh-CN", "zh-Hans", "zh")
#: IIM 1:90 where it says that texts are UTF-8: ESC % G (ISO 2022).
_UTF_8: Final = b"\x1b%G"
_CODED_CHARACTER_SET: Final = (1, 90)


class Source(msgspec.Struct, frozen=True):
    """Where one field stands: names in XMP, (record, dataset) of IPTC-IIM 4.2, tags of EXIF 2.32."""

    xmp: tuple[str, ...]
    iim: tuple[tuple[int, int], ...]
    exif: tuple[int, ...] = ()


#: Every field that is read. A new one is one row here and one field of ``About``.
_SOURCES: Final = {
    "caption": Source((f"{_DC}description",), ((2, 120),), (0x010E,)),
    "credit": Source((f"{_PHOTOSHOP}Credit",), ((2, 110),)),
    "byline": Source((f"{_DC}creator",), ((2, 80),), (0x013B,)),
    "headline": Source((f"{_PHOTOSHOP}Headline",), ((2, 105),)),
    "date": Source((f"{_PHOTOSHOP}DateCreated", f"{_XMP}CreateDate"), ((2, 55),), (0x9003,)),
    "city": Source((f"{_PHOTOSHOP}City",), ((2, 90),)),
    "copyright": Source((f"{_DC}rights",), ((2, 116),), (0x8298,)),
}


class About(msgspec.Struct, frozen=True, kw_only=True):
    """Caption (图说), credit (供图单位), byline (摄影者), headline, date, city, copyright; empty where there is none."""

    caption: str = ""
    credit: str = ""
    byline: str = ""
    headline: str = ""
    date: str = ""
    city: str = ""
    copyright: str = ""


def about(image: ImageFile, exif: Mapping[int, Any]) -> About:
    """What a picture that is loaded says of itself.

    Damaged metadata counts as none; only what Pillow itself warned of is the caller's to report.
    """
    iim, xmp = _read_iim(image), _read_xmp(image)
    is_utf_8 = _first(iim.get(_CODED_CHARACTER_SET)) == _UTF_8
    found = {}
    for name, source in _SOURCES.items():
        texts = [xmp.get(key, "") for key in source.xmp]
        texts += [_decoded(_first(iim.get(key)), is_utf_8) for key in source.iim]
        texts += [_from_exif(exif.get(key)) for key in source.exif]
        found[name] = next((clean for text in texts if (clean := cleaned(text))), "")
    return About(**found)


def _read_iim(image: ImageFile) -> Mapping[tuple[int, int], Any]:
    from PIL import IptcImagePlugin

    try:
        return IptcImagePlugin.getiptcinfo(image) or {}
    except (OSError, SyntaxError, ValueError, LookupError, TypeError):
        return {}


def _read_xmp(image: ImageFile) -> dict[str, str]:
    packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
    text = packet.decode("utf-8", "replace") if isinstance(packet, bytes) else str(packet)
    if not text or len(text) > _MOST_XMP or "<!DOCTYPE" in text or "<!ENTITY" in text:
        return {}
    from xml.etree import ElementTree

    try:
        root = ElementTree.fromstring(text.strip("\0 \r\n\t\ufeff"))
    except (ElementTree.ParseError, ValueError):
        return {}
    return _properties(root, {name for source in _SOURCES.values() for name in source.xmp})


def _properties(root: Element, wanted: set[str]) -> dict[str, str]:
    """The text of each wanted property, written as an attribute, a plain element or a list of ``rdf:li``.

    Only the first element of a name is looked into: walking each of many nested ones would take the square of their number.
    """
    found: dict[str, str] = {}
    for element in root.iter():
        for name in wanted & element.attrib.keys():
            found.setdefault(name, element.attrib[name])
        if element.tag in wanted and element.tag not in found:
            found[element.tag] = _text_of(element)
    return found


def _text_of(element: Element) -> str:
    """Of one text in several languages the best, of several names all; else the plain text."""
    items = list(element.iter(_LIST_ITEM))
    by_language = {language: item for item in items if (language := item.get(_LANGUAGE))}
    chosen = next((by_language[language] for language in _LANGUAGES if language in by_language), None)
    if chosen is None and by_language:
        chosen = next(iter(by_language.values()))
    if chosen is not None:
        return "".join(chosen.itertext())
    return "、".join("".join(item.itertext()).strip() for item in items[:10]) or (element.text or "")


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else value


def _decoded(value: object, is_utf_8: bool = False) -> str:
    """IIM text: UTF-8, where nothing says so also the GBK of older Chinese agencies; what is neither is no text."""
    if not isinstance(value, bytes):
        return ""
    for encoding in ("utf-8",) if is_utf_8 else ("utf-8", "gb18030"):
        try:
            return value.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _from_exif(value: object) -> str:
    """EXIF text, which Pillow hands over as Latin-1 although cameras and desks write UTF-8 or GBK into it."""
    if not isinstance(value, str):
        return ""
    try:
        return _decoded(value.encode("latin-1"))
    except UnicodeEncodeError:
        return value


def cleaned(text: str) -> str:
    """Foreign text on one line, without controls and of bounded length."""
    plain = "".join(char if unicodedata.category(char)[0] != "C" else " " for char in text)
    return " ".join(plain.split())[:MOST_CHARACTERS]

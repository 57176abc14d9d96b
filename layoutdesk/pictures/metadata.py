"""Caption and credit that a picture carries: IPTC-IIM, XMP and EXIF, in this order (Metadata Working Group Guidelines 2.0 §5).

What is read here is untrusted text: controls are removed, its length is bounded, XML with a DOCTYPE is not parsed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from PIL.ImageFile import ImageFile

MOST_CHARACTERS: Final = 2000
_MOST_XMP: Final = 1_000_000

#: (record, dataset) of IPTC-IIM 4.2: caption 2:120; credit 2:110, by-line 2:80.
_IIM: Final = {"caption": ((2, 120),), "credit": ((2, 110), (2, 80))}
_DC: Final = "{http://purl.org/dc/elements/1.1/}"
_PHOTOSHOP: Final = "{http://ns.adobe.com/photoshop/1.0/}"
_XMP: Final = {"caption": (f"{_DC}description",), "credit": (f"{_PHOTOSHOP}Credit", f"{_DC}creator")}
#: EXIF 2.32: ImageDescription, Artist.
_EXIF: Final = {"caption": (0x010E,), "credit": (0x013B,)}


def caption_and_credit(image: ImageFile, exif: Mapping[int, Any]) -> tuple[str, str]:
    """The caption (图说) and the credit (署名) of a picture that is loaded, empty where it carries none.

    Damaged metadata counts as none; only what Pillow itself warned of is the caller's to report.
    """
    iim, xmp = _read_iim(image), _read_xmp(image)
    found = []
    for what in ("caption", "credit"):
        texts = [_decoded(iim.get(key)) for key in _IIM[what]]
        texts += [xmp.get(key, "") for key in _XMP[what]]
        texts += [_from_exif(exif.get(key)) for key in _EXIF[what]]
        found.append(next((clean for text in texts if (clean := cleaned(text))), ""))
    return found[0], found[1]


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
    return _properties(root, {name for names in _XMP.values() for name in names})


def _properties(root: Element, wanted: set[str]) -> dict[str, str]:
    """The first text of each wanted property, written as an attribute, a plain element or a list of ``rdf:li``.

    Only the first element of a name is looked into: walking each of many nested ones would take the square of their number.
    """
    found: dict[str, str] = {}
    for element in root.iter():
        for name in wanted & element.attrib.keys():
            found.setdefault(name, element.attrib[name])
        if element.tag in wanted and element.tag not in found:
            found[element.tag] = next((text for text in element.itertext() if text.strip()), "")
    return found


def _decoded(value: object) -> str:
    """IIM text: UTF-8, or the GBK of older Chinese agencies; what is neither is no text (ISO 2022 announcements are ignored)."""
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, bytes):
        return ""
    for encoding in ("utf-8", "gb18030"):
        try:
            return first.decode(encoding)
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

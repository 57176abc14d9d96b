"""The bytes of a page to its text: by its byte order mark, by the encoding it declares, else as any text."""

from __future__ import annotations

import codecs
import re
from typing import Final

from layoutdesk.intake import decode
from layoutdesk.intake.decode import CONTROLS, Decoded

#: How far a declaration is looked for (WHATWG HTML 13.2.3.2 has 1,024 bytes; Word writes more before it).
_REACH: Final = 8192
_DECLARED: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.\-]{1,30})""", re.IGNORECASE
)
#: Labels that pages use, and the codec; GB 2312 and GBK are subsets of GB18030.
_CODECS: Final = {
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs", "utf-8": "utf-8", "utf8": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252",
}  # fmt: skip


def text_of(data: bytes, name: str) -> Decoded:
    """The text of a page. A declaration that is not true goes for nothing. Raises ``Refusal`` as ``decode`` does."""
    declared = _DECLARED.search(data[:_REACH])
    label = declared[1].decode("ascii").lower() if declared else ""
    marked = data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if label in _CODECS and not marked and len(data) <= decode.LIMIT:
        try:
            text = data.decode(_CODECS[label])
        except UnicodeDecodeError:
            return decode.decode_any(data, name)
        clean = text.translate(CONTROLS)
        return Decoded(clean, label.upper(), len(text) - len(clean))
    return decode.decode_any(data, name)

"""Documents built in memory for tests: Word files from the XML of their body, RTF and HTML from their text."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

_OFFICE = "http://schemas.openxmlformats.org"
W_NAMES = (
    f'xmlns:w="{_OFFICE}/wordprocessingml/2006/main" xmlns:r="{_OFFICE}/officeDocument/2006/relationships" '
    f'xmlns:a="{_OFFICE}/drawingml/2006/main" xmlns:wp="{_OFFICE}/drawingml/2006/wordprocessingDrawing" '
    f'xmlns:pic="{_OFFICE}/drawingml/2006/picture" xmlns:mc="{_OFFICE}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" '
    f'xmlns:m="{_OFFICE}/officeDocument/2006/math"'
)
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"


def relations(entries: Mapping[str, tuple[str, str]]) -> str:
    """A part of relations; a target with ``:`` lies outside."""
    made = "".join(
        f'<Relationship Id="{name}" Type="{_RELATIONS}/{kind}" Target="{target}"'
        + (' TargetMode="External"/>' if ":" in target else "/>")
        for name, (kind, target) in entries.items()
    )
    return f'<Relationships xmlns="{_OFFICE.replace("/officeDocument", "")}/package/2006/relationships">{made}</Relationships>'


def docx(
    body: str, parts: Mapping[str, str | bytes] | None = None, links: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A Word file: ``body`` is the XML inside ``w:body``; ``parts`` more parts under ``word/``, linked by their names."""
    known = {"styles": "styles.xml", "numbering": "numbering.xml", "footnotes": "footnotes.xml", "comments": "comments.xml",
             "header": "header1.xml"}  # fmt: skip
    parts = dict(parts or {})
    linked = {f"rk{kind}": (kind, target) for kind, target in known.items() if target in parts} | dict(links or {})
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_OFFICE}/package/2006/content-types"/>',
        "_rels/.rels": relations({"r1": ("officeDocument", "word/document.xml")}),
        "word/document.xml": f"<w:document {W_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(linked),
    }
    files |= {f"word/{name}": content for name, content in parts.items()}
    return zipped(files)


def zipped(files: Mapping[str, str | bytes], *, packed: bool = True) -> bytes:
    """An archive of the files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def p(text: str = "", style: str = "", properties: str = "", runs: str = "") -> str:
    """A paragraph with one run, or with ``runs``."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs or r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styles(*entries: tuple[str, str, str]) -> str:
    """A part of paragraph styles: id, name and what else each holds."""
    made = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{called}"/>{more}</w:style>'
        for name, called, more in entries
    )
    return f"<w:styles {W_NAMES}>{made}</w:styles>"


def drawing(relation: str) -> str:
    """A run with a picture."""
    fill = f'<pic:pic><pic:blipFill><a:blip r:embed="{relation}"/></pic:blipFill></pic:pic>'
    graphic = f"<a:graphic><a:graphicData>{fill}</a:graphicData></a:graphic>"
    return f"<w:r><w:drawing><wp:inline>{graphic}</wp:inline></w:drawing></w:r>"


def png(width: int = 2, height: int = 2) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

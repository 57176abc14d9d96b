"""What a printing standard asks of a file beyond its pages: version, information, XMP metadata, output intent.

Sources: ISO 15930-7 (PDF/X-4), ISO 15930-1 (PDF/X-1a:2001), ISO 32000-1 §14.3 and §14.11.5, XMP Specification Part 1.
"""

from __future__ import annotations

import datetime
from types import MappingProxyType
from typing import Final

import msgspec

from layoutdesk import __version__
from layoutdesk.base.problem import Refusal
from layoutdesk.exporters.pdf.document import PdfFile, Reference, Value, array, dictionary, name, string
from layoutdesk.model import Document

PRODUCER: Final = f"LayoutDesk {__version__}"

#: Not allowed in XML, or turned into something else when it is read.
_CONTROLS: Final = frozenset(map(chr, (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)))

#: China Standard Time: the zone of every date of an issue.
_ZONE = datetime.timezone(datetime.timedelta(hours=8))

#: Stands where the issue has no date: the standards want one, and the clock would change the bytes.
_NO_DATE = datetime.datetime(2000, 1, 1, tzinfo=_ZONE)


class Standard(msgspec.Struct, frozen=True, kw_only=True):
    """A standard as data: PDF version, keys of the information dictionary, XMP property, whether pages name a blending space."""

    version: tuple[int, int]
    info: dict[str, str]
    xmp: str
    group: bool
    title: str

    @property
    def accessible(self) -> bool:
        """Whether the PDF version knows languages, alternate text and metadata streams, which came with PDF 1.4 and 1.5."""
        return self.version >= (1, 5)


STANDARDS: Final = MappingProxyType({
    "x4": Standard(
        version=(1, 6),
        info={"GTS_PDFXVersion": "PDF/X-4"},
        xmp="<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>",
        group=True,
        title="PDF/X-4",
    ),
    "x1a": Standard(
        version=(1, 3),
        info={"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"},
        xmp="",
        group=False,
        title="PDF/X-1a:2001",
    ),
})  # fmt: skip


#: No standard at all: a page to be looked at, its paints and pictures as the screen shows them through the output profile.
SCREEN: Final = Standard(version=(1, 6), info={}, xmp="", group=False, title="")


class OutputProfile(msgspec.Struct, frozen=True):
    """The printing condition that a file is made for: what it is called in print, its CMYK ICC profile, its limit of total ink in
    percent, and its name here (empty: pictures are taken as their source has them)."""

    name: str
    data: bytes
    ink_limit: float = 240.0
    key: str = ""


class Facts(msgspec.Struct, frozen=True):
    """What a file says of itself: title, language (BCP 47) and the moment that counts as its making, all from the issue."""

    title: str
    language: str
    moment: datetime.datetime


def standard_named(wanted: str) -> Standard:
    """The standard of this name; ``Refusal`` where it is unknown."""
    if wanted not in STANDARDS:
        raise Refusal("exporters.unknown-standard", standard=wanted, standards=", ".join(STANDARDS))
    return STANDARDS[wanted]


def issue_facts(document: Document, label: str = "") -> Facts:
    """Paper and date, and the label where a file holds one page; nothing comes from the clock."""
    meta = document.meta
    title = legible(" ".join(part for part in (meta.paper, meta.date, label) if part))
    try:
        moment = datetime.datetime.fromisoformat(meta.date).replace(tzinfo=_ZONE)
    except ValueError:
        moment = _NO_DATE
    return Facts(title or "LayoutDesk", meta.language, moment)


def write_info(file: PdfFile, standard: Standard, facts: Facts) -> Reference:
    """The information dictionary (ISO 32000-1 §14.3.3)."""
    zone = facts.moment.strftime("%z")
    date = facts.moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:]}'"
    entries: dict[str, Value] = {
        "Title": string(facts.title),
        "Creator": string("LayoutDesk"),
        "Producer": string(PRODUCER),
        "CreationDate": string(date),
        "ModDate": string(date),
        "Trapped": name("False"),
    }
    return file.write(dictionary(**entries, **{key: string(value) for key, value in standard.info.items()}))


def write_intent(file: PdfFile, profile: OutputProfile, packed: bytes) -> Reference:
    """The output intent with its profile embedded (ISO 32000-1 §14.11.5), ``packed`` under the Flate filter.

    The condition is our own, so no registry is named.
    """
    data = file.packed(packed, {"N": 4})
    return file.write(
        dictionary(
            Type=name("OutputIntent"),
            S=name("GTS_PDFX"),
            OutputConditionIdentifier=string(profile.name),
            OutputCondition=string(profile.name),
            Info=string(profile.name),
            DestOutputProfile=data,
        )
    )


def blending_group() -> Value:
    """The group entry of a page: its blending space is the press's (ISO 32000-1 §11.4.7)."""
    return dictionary(Type=name("Group"), S=name("Transparency"), CS=name("DeviceCMYK"), I="true", K="false")


def write_catalogue(
    file: PdfFile, standard: Standard, facts: Facts, tree: Reference, intent: Reference, outline: Reference | None
) -> Reference:
    """The root of the file, and the metadata that hangs on it where the standard's PDF version has any.

    Readers are to show the title in place of the file's name.
    """
    entries: dict[str, Value] = {"Type": name("Catalog"), "Pages": tree, "OutputIntents": array(intent)}
    if standard.accessible:
        entries |= {"Metadata": write_xmp(file, standard, facts), "Lang": string(facts.language)}
        entries["ViewerPreferences"] = dictionary(DisplayDocTitle="true")
    if outline is not None:
        entries["Outlines"] = outline
    return file.write(dictionary(**entries))


def write_xmp(file: PdfFile, standard: Standard, facts: Facts) -> Reference:
    """The metadata stream, unfiltered so that any tool finds it; its ids come from what has been written so far."""
    packet = _PACKET.format(
        title=_escaped(facts.title),
        date=facts.moment.isoformat(),
        producer=_escaped(PRODUCER),
        id=file.digest[:16].hex().upper(),
        standard=standard.xmp,
    )
    entries = {"Type": name("Metadata"), "Subtype": name("XML")}
    return file.stream(packet.encode("utf-8"), entries)


def legible(text: str) -> str:
    """Text that XML 1.0 can hold (§2.2): controls and what is no character become spaces."""
    return "".join(" " if char in _CONTROLS else char for char in text).strip()


def _escaped(text: str) -> str:
    """Text as XML content; the standard library's own function for it loads a web client."""
    return text.translate({ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"})


_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<xmp:CreatorTool>LayoutDesk</xmp:CreatorTool>
<xmpMM:DocumentID>xmp.did:{id}</xmpMM:DocumentID>
<xmpMM:InstanceID>xmp.iid:{id}</xmpMM:InstanceID>
<xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass>
<pdf:Producer>{producer}</pdf:Producer>
<pdf:Trapped>False</pdf:Trapped>
{standard}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""

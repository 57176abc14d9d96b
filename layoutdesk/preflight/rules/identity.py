"""What a file is and says of itself: structure, version, identifiers, information dictionary, metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from layoutdesk.preflight.content import TOO_LARGE
from layoutdesk.preflight.facts import Survey
from layoutdesk.preflight.survey import PDFX, dictionary, xmp_value

Finding = dict[str, object]
_PDF_DATE: Final = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?(\d{2})?(\d{2})?(\d{2})?(?:Z|[+-]\d{2}'?(?:\d{2}'?)?)?")
#: No more complaints of the reader than this: a torn file has thousands.
_MOST_COMPLAINTS: Final = 5
_PLACE: Final = re.compile(r"^.*?(?=\(|:\s)")


def syntax(survey: Survey) -> Iterator[Finding]:
    """What qpdf had to mend to read the file at all."""
    # What was mended while opening is told first, what the check finds after it.
    told = [*survey.pdf.get_warnings()]
    # The check reads every page's content to its end, which a page that has none would never come to.
    if not any(page.unreadable == TOO_LARGE for page in survey.pages):
        told += survey.pdf.check_pdf_syntax()
    for warning in list(dict.fromkeys(map(str, told)))[:_MOST_COMPLAINTS]:
        # The sentence has the file's name already, and its folder is nobody's business.
        said = warning.replace(f"{survey.pdf.filename}, ", "").replace(f"{survey.pdf.filename}: ", "")
        yield {"reason": _PLACE.sub("", said, count=1).lstrip(": ")}


def version_x1a(survey: Survey) -> Iterator[Finding]:
    """PDF/X-1a:2001 is PDF 1.3; readers written for it may know no more."""
    if _version(survey) > (1, 3):
        yield {"version": survey.pdf.pdf_version, "most": "1.3"}


def version_x4(survey: Survey) -> Iterator[Finding]:
    """PDF/X-4 is PDF 1.6."""
    if _version(survey) > (1, 6):
        yield {"version": survey.pdf.pdf_version, "most": "1.6"}


def encrypted(survey: Survey) -> Iterator[Finding]:
    if survey.pdf.is_encrypted:
        yield {}


def file_id(survey: Survey) -> Iterator[Finding]:
    identifiers = survey.pdf.trailer.get("/ID")
    if identifiers is None or len(identifiers) != 2 or not all(bytes(part) for part in identifiers):
        yield {}


def says_x1a(survey: Survey) -> Iterator[Finding]:
    """Both keys that name PDF/X-1a:2001 in the information dictionary."""
    wanted = {"GTS_PDFXVersion": "PDF/X-1:2001", "GTS_PDFXConformance": "PDF/X-1a:2001"}
    for key, value in wanted.items():
        found = str(_info(survey).get(f"/{key}", ""))
        if found != value:
            yield {"key": key, "wanted": value, "found": found or "-"}


def says_x4(survey: Survey) -> Iterator[Finding]:
    """The XMP property that names PDF/X-4."""
    found = xmp_value(survey.pdf, PDFX)
    if found != "PDF/X-4":
        yield {"key": "pdfxid:GTS_PDFXVersion", "wanted": "PDF/X-4", "found": found or "-"}


def information(survey: Survey) -> Iterator[Finding]:
    """Title and dates, which every standard wants."""
    info = _info(survey)
    if not str(info.get("/Title", "")).strip():
        yield {"key": "Title"}
    for key in ("CreationDate", "ModDate"):
        if not _PDF_DATE.fullmatch(str(info.get(f"/{key}", ""))):
            yield {"key": key}


def trapped(survey: Survey) -> Iterator[Finding]:
    """Whether colours have been trapped (陷印) must be said, as True or as False."""
    found = _info(survey).get("/Trapped")
    if not isinstance(found, pikepdf.Name) or found not in ("/True", "/False"):
        yield {}


def metadata(survey: Survey) -> Iterator[Finding]:
    """The XMP properties that PDF/X-4 asks for."""
    wanted = (
        "xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate", "xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass",
        "dc:title", "pdf:Trapped",
    )  # fmt: skip
    for key in wanted:
        if not xmp_value(survey.pdf, key):
            yield {"key": key}


def metadata_differs(survey: Survey) -> Iterator[Finding]:
    """Information dictionary and XMP must say the same."""
    info = _info(survey)
    pairs = (("/Title", "dc:title"), ("/Trapped", "pdf:Trapped"), ("/Producer", "pdf:Producer"))
    for key, property_ in pairs:
        mine, other = str(info.get(key, "")).removeprefix("/"), xmp_value(survey.pdf, property_)
        if mine and other and mine != other:
            yield {"key": key[1:], "info": mine, "xmp": other}
    for key, property_ in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        mine, other = _digits(info.get(key, "")), _digits(xmp_value(survey.pdf, property_))
        if mine and other and mine != other:
            yield {"key": key[1:], "info": mine, "xmp": other}


def _digits(date: Any) -> str:
    """Year to second of a date in either form."""
    return re.sub(r"\D", "", str(date))[:14]


def _version(survey: Survey) -> tuple[int, ...]:
    return tuple(int(part) for part in survey.pdf.pdf_version.split("."))


def _info(survey: Survey) -> Any:
    return dictionary(survey.pdf.trailer.get("/Info"))

"""Names of files by a pattern, as plates are sent: one file a page."""

from __future__ import annotations

import os
import re
import string
import unicodedata
from collections.abc import Sequence
from typing import Final

from layoutdesk.base.brief import brief
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Document

#: What a pattern may say of a page: the paper, the issue's date (2026-03-03) and its digits alone (20260303), the page's label
#: (its number where it has none), its name 版名, its number.
FIELDS = ("paper", "date", "day", "label", "name", "number")

#: The longest name of a file that the file systems in use take, in bytes (ext4, Btrfs, APFS; NTFS takes as many characters).
_LONGEST: Final = 255
#: How much of one that is too long is shown.
_SHOWN: Final = 24

#: Not allowed in names by one of the systems that plates pass through.
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')

#: Names of devices in Windows, whatever the suffix.
_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(device + digit for device in ("COM", "LPT") for digit in "123456789"))
)


class PageNames:
    """Gives each page its file name; two pages never get the same."""

    def __init__(self, document: Document, pattern: str, suffix: str, known: Sequence[str] = FIELDS) -> None:
        """``known``: the fields that are told where the pattern asks for another; those of no page are filled in already."""
        check_pattern(pattern, known)
        self._document, self._pattern, self._suffix = document, pattern.removesuffix(suffix), suffix
        self._given: set[str] = set()

    def name(self, page_id: str, number: int) -> str:
        """The name for a page of the issue.

        Raises ``Refusal`` where the pattern gives a name twice, or none, or one that no disk takes.
        """
        stem = _FORBIDDEN.sub("-", self._pattern.format_map(field_values(self._document, page_id, number))).strip(
            " .-_"
        )
        if stem.upper() in _RESERVED:
            stem += "-"
        if not stem:
            raise Refusal("exporters.pattern-empty", pattern=self._pattern, page=number)
        # Some systems do not tell capitals from small letters, or one spelling of an accent from another.
        same = unicodedata.normalize("NFC", stem.casefold())
        if same in self._given:
            raise Refusal("exporters.pattern-same", pattern=self._pattern, name=stem + self._suffix)
        self._given.add(same)
        name = stem + self._suffix
        if len(os.fsencode(name)) > _LONGEST:
            raise Refusal("exporters.name-too-long", file=brief(name, _SHOWN))
        return name


def field_values(document: Document, page_id: str, number: int) -> dict[str, str | int]:
    """What the fields of a pattern say of a page; of one that is not there its number alone."""
    meta = document.meta
    page = next((each for each in document.pages if each.id == page_id), None)
    return {
        "paper": meta.paper, "date": meta.date, "day": meta.date.replace("-", ""),
        "label": str(number) if page is None else page.label or str(page.number),
        "name": page.name if page is not None else "", "number": page.number if page is not None else number,
    }  # fmt: skip


def check_pattern(pattern: str, known: Sequence[str] = FIELDS) -> None:
    """Raises ``Refusal`` where a pattern holds a field that no page has, or a form other than digits for the number.

    ``known`` are the fields that it tells then.
    """
    try:
        parts = [part for part in string.Formatter().parse(pattern) if part[1] is not None]
    except ValueError as fault:
        raise Refusal("exporters.pattern-broken", pattern=pattern) from fault
    for _, field, form, conversion in parts:
        if field not in FIELDS:
            raise Refusal("exporters.pattern-field", pattern=pattern, field=f"{{{field}}}", fields=", ".join(known))
        # Any other form could fail for one page of many, or ask for a name of gigabytes.
        if conversion or (form and not (field == "number" and re.fullmatch(r"0?[1-9]", form))):
            raise Refusal("exporters.pattern-broken", pattern=pattern)

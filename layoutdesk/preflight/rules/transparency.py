"""Transparency (透明): forbidden in PDF/X-1a, allowed in PDF/X-4."""

from __future__ import annotations

from collections.abc import Iterator

from layoutdesk.preflight.facts import Survey

Finding = dict[str, object]


def used(survey: Survey) -> Iterator[Finding]:
    """Soft masks, opacity, blend modes and groups that mix colours."""
    for page in survey.pages:
        if page.transparency:
            yield {"page": page.number, "what": ", ".join(sorted(page.transparency))}


def page_group(survey: Survey) -> Iterator[Finding]:
    """A transparency group of a whole page, which PDF 1.3 does not know."""
    for page in survey.pages:
        if page.group_space:
            yield {"page": page.number}


def blending(survey: Survey) -> Iterator[Finding]:
    """A page that mixes colours says in which space, or another program mixes in another."""
    for page in survey.pages:
        if page.transparency and page.group_space not in ("DeviceCMYK", "DeviceGray"):
            yield {"page": page.number, "space": page.group_space or "-"}

"""The newspapers that were worked on (报纸档案): what the next issue of each may take over, kept with the program's settings."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QSettings

from layoutdesk.makeup.papers import ROLES, Paper, learned
from layoutdesk.model.document import Document

#: So many newspapers are remembered, and so many characters of each.
KEPT: Final = 8
MOST: Final = 400_000
_KEY: Final = "papers/known"


def remember(document: Document) -> None:
    """Learns from an issue that has a paper's name."""
    name = document.meta.paper
    if not name:
        return
    kept = papers()
    paper = learned(document, next((each for each in kept if each.meta.paper == name), None))
    found = [paper, *(each for each in kept if each.meta.paper != name)][:KEPT]
    text = msgspec.json.encode(found).decode()
    if len(text) <= MOST * KEPT:
        QSettings().setValue(_KEY, text)


def papers() -> list[Paper]:
    """The newspapers known, the one worked on last first; none where the settings were damaged."""
    try:
        return msgspec.json.decode(str(QSettings().value(_KEY) or "[]"), type=list[Paper])
    except msgspec.DecodeError:
        return []


def people(document: Document, role: str) -> list[str]:
    """The names used before in a role of the credits: on the pages of the issue, then in earlier ones of the paper."""
    assert role in ROLES
    here = [name for page in document.pages for name in getattr(page.credits, role)]
    known = next((each for each in papers() if each.meta.paper == document.meta.paper), Paper())
    return list(dict.fromkeys((*here, *known.people.get(role, ()))))

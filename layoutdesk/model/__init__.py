"""Frozen types of an issue: document, pages, templates, elements, stories, styles, assets, review.

Nothing here behaves; edits change a document by making another one.
"""

from layoutdesk.model.document import Asset, Credits, Document, FontUse, Meta, Page, QrLink
from layoutdesk.model.elements import (
    Advert,
    Block,
    Box,
    Element,
    FolioBar,
    GridRect,
    Masthead,
    Movable,
    PictureFrame,
    PicturePlace,
    QrCode,
    Rule,
    TextFrame,
)
from layoutdesk.model.guides import Guide
from layoutdesk.model.review import Anchor, Note, Query, Reply, Review
from layoutdesk.model.revision import Revision
from layoutdesk.model.story import Cell, Change, Gone, Origin, Paragraph, PictureRef, Span, Story, TableBlock
from layoutdesk.model.styles import TextStyle
from layoutdesk.model.template import FolioSpec, Grid, HeadlineRange, MastheadSpec, Template

__all__ = [
    "Advert", "Anchor", "Asset", "Block", "Box", "Cell", "Change", "Credits", "Document", "Element", "FolioBar", "FolioSpec",
    "FontUse", "Gone", "Grid", "GridRect", "Guide", "HeadlineRange", "Masthead", "MastheadSpec", "Meta", "Movable", "Note",
    "Origin", "Page", "Paragraph", "PictureFrame", "PicturePlace", "PictureRef", "QrCode", "QrLink", "Query", "Reply", "Review",
    "Revision", "Rule", "Span", "Story", "TableBlock", "Template", "TextFrame", "TextStyle",
]  # fmt: skip

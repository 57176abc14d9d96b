"""Styles of an issue's own that copy takes along into another (样式随稿), as elements take their pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from layoutdesk.edits.issuekinds import SetStyle
from layoutdesk.edits.naming import NAMED_STYLES
from layoutdesk.model import Document, Paragraph, Span, TextStyle


def own_style(document: Document, name: str) -> TextStyle | None:
    """A style or look as the issue, or the first of its templates that knows it, has it."""
    known = (document.styles, *(template.styles for template in document.templates))
    return next((styles[name] for styles in known if name in styles), None)


def is_known(document: Document, name: str) -> bool:
    """Whether a style or look is of the trade's list, the issue's or one of its templates'; "" is none."""
    return not name or name in NAMED_STYLES or own_style(document, name) is not None


def known_looks(document: Document, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The looks among these that the issue knows."""
    return tuple(span for span in spans if is_known(document, span.style))


def styles_in(paragraphs: Iterable[Paragraph]) -> set[str]:
    """The names of the styles and looks of paragraphs."""
    return {name for each in paragraphs for name in (each.style, *(span.style for span in each.spans))}


def carried(document: Document, names: Iterable[str]) -> dict[str, TextStyle]:
    """What those of the styles named are like that are not of the trade's list."""
    own = {name: own_style(document, name) for name in sorted({*names} - NAMED_STYLES)}
    return {name: style for name, style in own.items() if style is not None}


def brought(document: Document, styles: Mapping[str, TextStyle]) -> tuple[SetStyle, ...]:
    """The edits by which an issue gets those of the styles that it lacks; one that has its name already stays as it is."""
    return tuple(SetStyle(name, style) for name, style in styles.items() if not is_known(document, name))

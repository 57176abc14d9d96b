"""What composing one page needs to know, resolved once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec.structs import replace

from layoutdesk.compose.cache import IdentityCache
from layoutdesk.compose.grid import PageGrid, page_grid
from layoutdesk.model.document import Asset, Document, Page, is_chinese
from layoutdesk.model.story import Paragraph
from layoutdesk.model.styles import CHARACTER_STYLES, ROLES, TextStyle
from layoutdesk.model.template import HeadlineRange, Template
from layoutdesk.text.fonts import FontBook

#: The first-line indent of Western text, em; Chinese has two characters.
WESTERN_INDENT = 1.0


class Context:
    """Template, grid, fonts, styles and assets of one page; ``styles`` of the document go over those of the template.

    A style without a leading or a language has the page's baseline step and the template's language here, else the issue's; one
    that is not Chinese indents by an em at most. Character styles have only what they say themselves.

    ``language`` is the issue's: it chooses the words that a page adds to its copy. The language of a style chooses the forms of
    characters (地区字形) and how words are divided.
    """

    def __init__(
        self,
        template: Template,
        book: FontBook,
        assets: Mapping[str, Asset],
        styles: Mapping[str, TextStyle] | None = None,
        language: str = "zh",
    ) -> None:
        self.template = template
        self.grid: PageGrid = page_grid(template)
        own = template.language or language
        self.book = book.of(own)
        self.assets = assets
        self.language = language
        known = {**CHARACTER_STYLES, **template.styles, **(styles or {})}
        self.styles: Mapping[str, TextStyle] = {
            name: replace(
                style,
                leading=style.leading or self.grid.step,
                language=style.language or (own if style.role and style.size else ""),
                indent=style.indent if is_chinese(style.language or own) else min(style.indent, WESTERN_INDENT),
            )
            for name, style in known.items()
        }
        body = self.styles["body"]
        if not (body.role and body.size):
            # A file or a plan may hold one without: what takes its face and size from it would have none.
            body = replace(body, role=body.role or ROLES[0], size=body.size or self.grid.em)
            self.styles = {**self.styles, "body": body}
        self._body = body

    def style(self, name: str) -> TextStyle:
        """The paragraph style of this name; the body's where the template has none.

        A character style given to a whole paragraph takes from the body what it lacks of its own: face, size and language.
        """
        own = self.styles.get(name, self._body)
        if own.role and own.size:
            return own
        body = self._body
        return replace(
            own, role=own.role or body.role, size=own.size or body.size, language=own.language or body.language
        )

    def headline(self, priority: int) -> HeadlineRange:
        """The range of sizes for a story of this priority (1 the lead; 0 and beyond the ladder: the smallest)."""
        ladder = self.template.headlines
        return ladder[min(priority, len(ladder)) - 1] if priority > 0 else ladder[-1]

    def paragraph_style(self, paragraph: Paragraph) -> TextStyle:
        return self.style(paragraph.style)


class Scope(NamedTuple):
    """Where an element stands: the issue, its page, and the page's context."""

    document: Document
    page: Page
    context: Context


_CONTEXTS: IdentityCache[Context] = IdentityCache(64)


def context_of(document: Document, template: Template, book: FontBook) -> Context:
    """The context of a page of ``document``, kept while template, fonts, assets, styles and language stay the same."""
    language = document.meta.language
    return _CONTEXTS.get(
        (template, book, document.assets, document.styles),
        lambda: Context(template, book, {asset.id: asset for asset in document.assets}, document.styles, language),
        language,
    )

"""The styles that an issue has, as its template and it itself define them: those of paragraphs and character looks (字符样式)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, NamedTuple

from layoutdesk.edits.naming import NAMED_STYLES
from layoutdesk.model import Document, Page
from layoutdesk.model.story import CELL_STYLES
from layoutdesk.model.styles import CHARACTER_STYLES, TextStyle
from layoutdesk.ui.styling import BODY_STYLES, is_look, own_styles

#: What of a story a style is for: its body, its headline group, its tables; an issue's ``own`` ones, and looks.
Group = Literal["text", "own", "head", "table", "look"]

_HEAD: Final = ("label", "kicker", "main", "deck")
#: Looks of the trade that a style may say something of, those of the panel first; a reading has none.
_LOOKS: Final = (
    "bold", "emphasis", "dots", "underline", "wave", "strike", "superscript", "subscript", "dateline",
)  # fmt: skip


class Entry(NamedTuple):
    """A style with its name. ``is_own``: the issue has made it; ``is_changed``: the issue has another than its template."""

    name: str
    group: Group
    style: TextStyle
    is_own: bool = False
    is_changed: bool = False

    @property
    def is_look(self) -> bool:
        return self.group == "look"


def known_styles(document: Document, page: Page | None) -> Mapping[str, TextStyle]:
    """Every style that a page knows, also those of its furniture; those of the issue go over its template's."""
    return {**_of_template(document, page), **document.styles}


def _of_template(document: Document, page: Page | None) -> Mapping[str, TextStyle]:
    template = document.template(page.template).styles if page is not None else {}
    return {"body": TextStyle(), **CHARACTER_STYLES, **template}


def catalogue(document: Document, page: Page | None) -> tuple[Entry, ...]:
    """The styles of copy on a page, in the order in which the panel shows them."""
    known, usual = known_styles(document, page), _of_template(document, page)
    own_looks = (name for name, style in document.styles.items() if name not in usual and is_look(style))
    groups: dict[Group, Iterable[str]] = {
        "text": BODY_STYLES, "own": own_styles(document), "head": _HEAD, "table": CELL_STYLES,
        "look": (*_LOOKS, *(name for name in own_looks if name not in NAMED_STYLES)),
    }  # fmt: skip
    return tuple(
        Entry(name, group, known[name], name not in usual and name not in NAMED_STYLES,
              name in usual and name in document.styles and document.styles[name] != usual[name])
        for group, names in groups.items()
        for name in names
        if name in known
    )  # fmt: skip


def is_free(document: Document, name: str) -> bool:
    """Whether a new style may have a name: no style of the trade, of the issue or of one of its templates has it."""
    templates = (style for template in document.templates for style in template.styles)
    return bool(name) and name not in NAMED_STYLES and name not in document.styles and name not in templates


def free_name(document: Document, wanted: str) -> str:
    """A name that is free: the one that is wanted, else with a number behind it."""
    numbered = (f"{wanted} {number}" for number in range(2, len(document.styles) + 3))
    return next(name for name in (wanted, *numbered) if is_free(document, name))

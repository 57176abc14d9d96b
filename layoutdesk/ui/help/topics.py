"""What there is help about, and which of it fits what the hand is on. The texts are Markdown, a file a topic and language."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from layoutdesk.model.elements import Advert, PictureFrame, TextFrame
from layoutdesk.resources import resource
from layoutdesk.ui.heads import PARTS

if TYPE_CHECKING:
    from layoutdesk.ui.window import Window

#: In the order in which a newcomer meets them.
TOPICS: Final = (
    "start", "copy", "blocks", "heads", "text", "pictures", "threads", "copyfit", "find", "review", "pages", "problems", "output",
    "files", "view",
)  # fmt: skip
#: The topic of what the right button would be about (see ``inhand.InHand.kind``).
_KINDS: Final = {
    "copy": "text", "cell": "text", "several": "blocks", "picture": "pictures", "block": "blocks", "tabled": "blocks",
    "page": "pages",
}  # fmt: skip
#: An action in a text: its key stands there, or its name where it has none.
ACTION: Final = re.compile(r"\{([a-z0-9-]+)\}")


def fitting(window: Window) -> str:
    """The topic for what the hand is on: the panel with the keys, else what is selected on the page."""
    desk, focus = window.desk, window.focusWidget()
    if window.commands.keeping.compared is not None:
        return "files"
    if window.commands.proofs.sheet is not None:
        return "output"
    panels = {
        "find": window.find, "pictures": window.links, "review": window.review, "pages": window.pages, "copy": window.copy,
        "copyfit": window.copyfit, "problems": window.problems, "files": window.history,
        "text": window.styles,
    }  # fmt: skip
    of_panel = next((name for name, panel in panels.items() if focus is not None and panel.isAncestorOf(focus)), "")
    if of_panel or not desk.is_open:
        return of_panel or "start"
    if desk.page is not None and not any(getattr(each, "story", "") for each in desk.page.elements) and not desk.chosen:
        return "start"
    kind, element = window.commands.in_hand.kind(), desk.element
    written = window.writer.paragraph if kind == "copy" else None
    if written is not None and written.style in PARTS:
        return "heads"
    if kind == "element":
        return "pictures" if isinstance(element, PictureFrame | Advert) else "view"
    return "threads" if kind in ("block", "tabled") and isinstance(element, TextFrame) else _KINDS[kind]


def told(topic: str, language: str, key: Callable[[str], str]) -> str:
    """The text of a topic as Markdown; ``key`` gives the key of an action, or its name."""
    text = resource("help", language, f"{topic}.md").read_text(encoding="utf-8")
    return ACTION.sub(lambda found: f"<b>{html.escape(key(found[1])).replace(chr(92), '&#92;')}</b>", text)


def title(topic: str, language: str) -> str:
    """The heading of a topic."""
    with resource("help", language, f"{topic}.md").open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip()

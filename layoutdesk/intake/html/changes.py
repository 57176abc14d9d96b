"""Tracked changes and comments (修订、批注) that word processors write into a page beside its copy."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from layoutdesk.intake.html import css

if TYPE_CHECKING:
    from justhtml import Node

#: Classes of what Word has deleted, and of the sign of a comment.
_DELETED: Final = "msodel"
_REFERENCES: Final = frozenset({"msocommentreference", "msocomanchor"})
_COMMENTS: Final = frozenset({"comment-list", "comment"})
#: How far into an insertion its text is looked for: advertisements are empty ``<ins>``.
_DEPTH: Final = 8


class Changes:
    """What of a page was deleted or said beside it.

    ``<del>`` is a change where Word or LibreOffice dates it, or where the page has ``<ins>`` as well; else it is seen struck out
    (原价 199 元), which is for the editor to decide.
    """

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._signs = 0
        self._plain: list[Node] = []

    def is_aside(self, node: Node, attributes: dict[str, str]) -> bool:
        """Whether an element is no copy: what was deleted, a comment, the sign of one."""
        classes = frozenset(attributes.get("class", "")[:200].lower().split())
        element = (
            css.properties(attributes["style"]).get("mso-element")
            if "mso-element" in attributes.get("style", "")
            else ""
        )
        if node.name == "ins":
            self.counts["inserted"] += _has_text(node)
        elif node.name == "del" and not {"cite", "datetime"} & attributes.keys():
            self._plain.append(node)
            return False
        elif node.name == "del":
            self.counts["deleted"] += 1
            return True
        elif element in _COMMENTS:
            self.counts["comments"] += element == "comment"
            return True
        elif classes & _REFERENCES:
            self._signs += "msocomanchor" in classes
            return True
        elif _DELETED in classes:
            self.counts["deleted"] += not any(child.name == "del" for child in node.children or ())
            return True
        return False

    def settle(self) -> list[Node]:
        """The deletions without a date that are changes, when all of the page is known."""
        self.counts["comments"] = self.counts["comments"] or self._signs
        changed = self._plain if self.counts["inserted"] or self.counts["deleted"] else []
        self.counts["deleted"] += len(changed)
        return changed


def _has_text(node: Node) -> bool:
    """Whether an element begins with text, within a few elements."""
    stack = list(node.children or ())
    for _ in range(_DEPTH):
        if not stack:
            return False
        child = stack.pop(0)
        if child.name == "#text" and str(child.data or "").strip():
            return True
        stack += islice(child.children or (), _DEPTH)
    return False

"""What of a page is its copy: the article without navigation, scripts and what is hidden; which tables only arrange."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from layoutdesk.intake.html import css
from layoutdesk.intake.html.changes import Changes

if TYPE_CHECKING:
    from justhtml import Node

#: Elements that are no copy, whatever is in them: programs, forms, things that play.
_PROGRAMS: Final = frozenset({
    "script", "style", "noscript", "template", "iframe", "object", "embed", "applet", "canvas", "audio", "video", "map", "svg",
    "annotation", "annotation-xml",
    "select", "button", "textarea", "input", "datalist", "title", "meta", "link", "base", "xml", "rp", "head",
})  # fmt: skip
#: The furniture of a site.
_FURNITURE: Final = frozenset({"nav", "footer", "aside", "form", "dialog", "menu"})
_ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "toolbar"}
)
#: Furniture of WeChat's articles (微信公众号) by their ids.
_IDS: Final = frozenset({
    "meta_content", "js_pc_qr_code", "js_tags", "js_article_bottom_bar", "js_toobar3", "content_bottom_area", "js_temp_bottom_area",
    "js_profile_qrcode",
})  # fmt: skip
#: Formulas that a page shows twice: one of the two is for machines that read aloud, or drawn by rules of its own.
_REPEATED: Final = frozenset({"katex-html", "MJX_Assistive_MathML"})
#: Where the article of a page is, best first: WeChat's, then what HTML has for it.
_WECHAT: Final = ("img-content", "js_article", "js_content")
_ARTICLES: Final = ("article", "main")
#: How many tables round a picture are marked as arranging it; mail nests some ten.
_FRAMES: Final = 32


class Step:
    """An element that is entered (``enters``) or left, or a text."""

    __slots__ = ("enters", "node")

    def __init__(self, node: Node, enters: bool) -> None:
        self.node, self.enters = node, enters


def walk(root: Node, skip: frozenset[int] = frozenset()) -> Iterator[Step]:
    """The nodes below ``root`` in order, without recursion: hostile pages nest without end. ``skip`` are ids of nodes."""
    stack = [Step(child, True) for child in reversed(root.children or ())]
    while stack:
        step = stack.pop()
        if step.enters and id(step.node) in skip:
            continue
        yield step
        if step.enters and step.node.children:
            stack.append(Step(step.node, False))
            stack += [Step(child, True) for child in reversed(step.node.children)]
        elif step.enters and not step.node.name.startswith("#"):
            stack.append(Step(step.node, False))


def attributes_of(node: Node) -> dict[str, str]:
    """The attributes of an element; none of a text."""
    return {name: value or "" for name, value in (getattr(node, "attrs", None) or {}).items()}


class Pruned:
    """What ``prune`` finds: the node under which the article stands, nodes to leave out, tables that only arrange, counts."""

    def __init__(
        self, root: Node, skip: frozenset[int], frames: frozenset[int], sheet: str, counts: Counter[str]
    ) -> None:
        self.root, self.skip, self.frames, self.sheet, self.counts = root, skip, frames, sheet, counts


def prune(document: Node) -> Pruned:
    """Looks through a page once."""
    skip: set[int] = set()
    frames: set[int] = set()
    found: dict[str, list[Node]] = {}
    sheets: list[str] = []
    tables: list[Node] = []
    changes = Changes()
    for step in walk(document):
        node = step.node
        if not step.enters:
            if node.name == "table" and tables and tables[-1] is node:
                tables.pop()
            continue
        attributes = attributes_of(node)
        if node.name == "style":
            sheets += [str(child.data or "") for child in node.children or ()]
        if _is_furniture(node, attributes):
            skip.add(id(node))
            changes.counts["junk"] += node.name not in (
                "head",
                "meta",
                "link",
                "title",
                "base",
                "style",
                "rp",
                "annotation",
            )
        elif changes.is_aside(node, attributes):
            skip.add(id(node))
        for name in (attributes.get("id", ""), node.name):
            if name in _WECHAT or name in _ARTICLES:
                found.setdefault(name, []).append(node)
        if node.name in ("table", "img", "h1", "h2", "h3") and tables:
            frames.update(map(id, tables[-_FRAMES:]))
        if node.name == "table":
            tables.append(node)
    skip.update(map(id, changes.settle()))
    return Pruned(_article(document, found), frozenset(skip), frozenset(frames), "\n".join(sheets), changes.counts)


def _is_furniture(node: Node, attributes: dict[str, str]) -> bool:
    if node.name in _PROGRAMS or node.name in _FURNITURE:
        return True
    if attributes.get("role") in _ROLES or attributes.get("id") in _IDS or "hidden" in attributes:
        return True
    if not _REPEATED.isdisjoint(attributes.get("class", "")[:200].split()):
        return True
    style = attributes.get("style", "")
    return bool(style) and css.hidden(css.properties(style))


def _article(document: Node, found: dict[str, list[Node]]) -> Node:
    """WeChat's article, a page's only article or main part, else all of it."""
    for name in _WECHAT:
        if name in found:
            return found[name][0]
    for name in _ARTICLES:
        if len(found.get(name, ())) == 1:
            return found[name][0]
    return document

"""The nodes of a page in order to paragraphs, tables and pictures."""

from __future__ import annotations

import base64
import binascii
import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import stylenames
from layoutdesk.intake.docx.numbering import written
from layoutdesk.intake.html import css, formulas, source
from layoutdesk.intake.html.inline import Inline, Mark
from layoutdesk.intake.html.prune import attributes_of, prune, walk
from layoutdesk.intake.html.tables import Table
from layoutdesk.intake.lines import Line
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.report import told
from layoutdesk.intake.rich import Rich
from layoutdesk.intake.stylenames import PLAIN, Meaning

if TYPE_CHECKING:
    from justhtml import Node

#: The most tags that one page may have: a long article has some thousand, and each costs 15 µs and 500 bytes.
MOST_TAGS: Final = 200_000
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "li", "main", "ol", "p", "pre",
    "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_BOLD: Final = frozenset({"b", "strong"})
#: What a page shows struck out; a deletion that is a tracked change is no copy.
_STRUCK: Final = frozenset({"s", "strike", "del"})
_EMPHASIS: Final = frozenset({"i", "em"})
_LEVELS: Final = {"sup": "superscript", "sub": "subscript"}
_SUFFIXES: Final = {"image/png": ".png", "image/jpeg": ".jpg", "image/jpg": ".jpg"}
#: How list items are numbered, by the attribute ``type`` or the property ``list-style-type``, and the text after the number.
_NUMBERS: Final = {
    "1": ("decimal", "."), "a": ("lowerLetter", "."), "A": ("upperLetter", "."), "i": ("lowerRoman", "."), "I": ("upperRoman", "."),
    "decimal": ("decimal", "."), "lower-alpha": ("lowerLetter", "."), "upper-alpha": ("upperLetter", "."),
    "lower-roman": ("lowerRoman", "."), "upper-roman": ("upperRoman", "."), "cjk-ideographic": ("chineseCounting", "、"),
    "simp-chinese-informal": ("chineseCounting", "、"), "trad-chinese-informal": ("chineseCounting", "、"),
    "cjk-decimal": ("ideographDigital", "、"), "simp-chinese-formal": ("chineseLegalSimplified", "、"),
}  # fmt: skip
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:|//")


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in ``data``, the bytes of the page ``name``.

    Raises ``Refusal``: as ``decode``, too many tags, tables too large, no text at all.
    """
    decoded = source.text_of(data, name)
    rich = Rich(name)
    rich.problems.append(told("encoding", "note", name, encoding=decoded.encoding))
    _fill(decoded.text, rich)
    return rich.manuscript()


def read_lines(text: str, name: str) -> tuple[Line, ...]:
    """The lines of a page, or of a piece of one that an editor pastes, as they come: nothing in them is a head or a heading."""
    return read_piece(text, name).lines


def read_piece(text: str, name: str) -> Rich:
    """A piece of a page inside other copy: its lines as they come, its pictures, and what there is to tell."""
    rich = Rich(name)
    _fill(text, rich)
    return rich


def _fill(text: str, rich: Rich) -> None:
    from justhtml import JustHTML

    if text.count("<") > MOST_TAGS:
        raise Refusal("intake.html-tags", file=rich.name, count=text.count("<"), limit=MOST_TAGS)
    # Nothing of the page is ever shown as HTML, so that there is nothing to make safe; the attributes are needed.
    _Reader(rich).read(JustHTML(text, sanitize=False).root)


class _Reader:
    """One pass over the article. ``_marks`` are the looks of the open elements, ``_tables`` the tables that are read."""

    def __init__(self, rich: Rich) -> None:
        self._rich = rich
        self._inline = Inline(rich)
        self._tables: list[Table] = []
        self._lists: list[tuple[str, str, int]] = []
        self._names: dict[str, str] = {}
        self._frames: frozenset[int] = frozenset()
        self._parts: dict[int, formulas.Part] = {}
        self._quoted = 0

    def read(self, document: Node) -> None:
        page = prune(document)
        self._names = css.style_names(page.sheet)
        self._frames = page.frames
        self._rich.counts.update(page.counts)
        for step in walk(page.root, page.skip):
            node = step.node
            if node.name == "#text":
                self._inline.text(str(node.data or ""))
            elif node.name.startswith("#"):
                continue
            elif step.enters:
                self._enter(node)
            else:
                self._leave(node)
        self._inline.end()

    def _enter(self, node: Node) -> None:
        attributes = attributes_of(node)
        style = css.properties(attributes.get("style", ""))
        if node.name in _BLOCKS:
            self._inline.end()
        self._inline.enter(self._mark(node, attributes, style))
        self._sign(node)
        if node.name == "figure":
            self._inline.figure(enters=True)
        elif node.name == "br":
            self._inline.text("\u2028")
        elif node.name == "img":
            self._image(attributes)
        elif node.name in ("ol", "ul"):
            form = attributes.get("type") or style.get("list-style-type") or ("1" if node.name == "ol" else "")
            start = attributes.get("start", "1")
            self._lists.append((node.name, form, int(start[:6]) if start[:6].isdecimal() else 1))
        elif node.name == "li":
            self._item(attributes)
        elif node.name == "table" and id(node) not in self._frames:
            self._tables.append(Table(self._rich, self._inline))
        elif node.name in ("thead", "tr", "td", "th") and self._tables:
            self._tables[-1].enter(node.name, attributes)

    def _leave(self, node: Node) -> None:
        if node.name in _BLOCKS:
            self._inline.end()
        if node.name == "figure":
            self._inline.figure(enters=False)
        elif node.name in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif node.name == "table" and id(node) not in self._frames and self._tables:
            self._tables.pop().write()
        elif node.name in ("thead", "tr", "td", "th") and self._tables:
            self._tables[-1].leave(node.name)
        self._inline.leave()
        if node.name == "q":
            self._inline.text("’" if self._quoted % 2 == 0 else "”")
            self._quoted -= 1
        elif node.name == "rt":
            self._inline.read()

    def _sign(self, node: Node) -> None:
        """What a page shows before the text of an element that has it nowhere: quotes, signs of a formula; where readings begin."""
        if node.name == "q":
            self._quoted += 1
            self._inline.text("‘" if self._quoted % 2 == 0 else "“")
        elif node.name in ("ruby", "rb"):
            self._inline.base(anew=node.name == "ruby")
        self._rich.counts["formulas"] += node.name == "math"
        self._parts.update(formulas.parts(node))
        if sign := self._parts.get(id(node), formulas.PLAIN).sign:
            self._inline.text(sign)

    def _mark(self, node: Node, attributes: dict[str, str], style: dict[str, str]) -> Mark:
        """How an element changes the look and meaning of what is in it."""
        bold, emphasis = css.bold(style), css.emphasis(style)
        side = (
            style.get("text-align")
            or attributes.get("align", "").lower()
            or ("center" if node.name == "center" else "")
        )
        return Mark(
            bold=True if bold is None and node.name in _BOLD else bold,
            emphasis=True if emphasis is None and node.name in _EMPHASIS else emphasis,
            level=_LEVELS.get(node.name)
            or self._parts.get(id(node), formulas.PLAIN).level
            or (None if node.name in _BLOCKS else css.level(style)),
            strike=True if node.name in _STRUCK or css.struck(style) else None,
            size=css.size(style),
            centred=side == "center" if side else None,
            meaning=self._meaning(node, attributes),
            label=True if style.get("mso-list") == "ignore" else None,
            pre=True if node.name == "pre" else None,
            above=True if node.name == "rt" else None,
        )

    def _meaning(self, node: Node, attributes: dict[str, str]) -> Meaning | None:
        if node.name == "figcaption":
            return Meaning("caption")
        # A style of characters may be called after one of paragraphs (标题 1 字符) and says nothing of its paragraph.
        classes = attributes.get("class", "")[:200] if node.name in _BLOCKS else ""
        for name in classes.split():
            known = stylenames.meaning(
                self._names.get(name.lower(), name.removeprefix("Mso") if name.startswith("Mso") else "")
            )
            if known is not None:
                return known
        if re.fullmatch("h[1-6]", node.name):
            return stylenames.outline(int(node.name[1]))
        return PLAIN if node.name in ("p", "li", "td", "th", "blockquote") else None

    def _item(self, attributes: dict[str, str]) -> None:
        """The number or mark of a list's item, which stands nowhere in the text."""
        if not self._lists:
            return
        kind, form, count = self._lists[-1]
        own = attributes.get("value", "")
        count = int(own[:6]) if own[:6].isdecimal() else count
        self._lists[-1] = kind, form, count + 1
        if form == "none":
            return
        form, mark = _NUMBERS.get(form, ("", ""))
        self._inline.label(written(count, form) + mark if form else "●")

    def _image(self, attributes: dict[str, str]) -> None:
        """A picture inside the page, or one that lies beside it; what lies elsewhere is only counted."""
        address = attributes.get("src", "").strip()
        if attributes.get("width", "").strip() in ("0", "1", "2") or attributes.get("height", "").strip() in (
            "0",
            "1",
            "2",
        ):
            return
        if address[:5].lower() == "data:" and "data-src" not in attributes:
            self._embedded(address)
        elif not address or _SCHEME.match(address) or address.startswith(("/", "\\")):
            self._rich.counts["linked-pictures"] += 1
        else:
            self._inline.picture(posixpath.basename(unquote(address.partition("?")[0]))[:200], None)

    def _embedded(self, address: str) -> None:
        head, _, data = address[5:].partition(",")
        kind, *options = head.lower().split(";")
        suffix = _SUFFIXES.get(kind.strip())
        try:
            decoded = base64.b64decode(data, validate=False) if "base64" in options else b""
        except (binascii.Error, ValueError):
            decoded = b""
        if suffix is None or not decoded:
            self._rich.counts["drawings"] += 1
            return
        self._inline.picture(f"image{len(self._rich.pictures) + 1}{suffix}", decoded)

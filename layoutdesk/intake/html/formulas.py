"""Formulas of a page (MathML): their characters in one line, what is raised or lowered in them, a fraction with its stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from justhtml import Node

#: How the parts after the first are set, by the element that holds them (MathML Core 3.4).
_LEVELS: Final = {
    "msup": ("superscript",),
    "mover": ("superscript",),
    "msub": ("subscript",),
    "munder": ("subscript",),
    "msubsup": ("subscript", "superscript"),
    "munderover": ("subscript", "superscript"),
}


class Part(NamedTuple):
    """How a part of a formula is set: its level, and the sign that stands before it."""

    level: str | None = None
    sign: str = ""


PLAIN: Final = Part()


def parts(node: Node) -> dict[int, Part]:
    """How the children of an element of a formula are set, by their ``id()``; nothing of other elements."""
    if node.name not in (*_LEVELS, "mfrac", "msqrt", "mroot"):
        return {}
    children = [child for child in node.children or () if not child.name.startswith("#")]
    if node.name in _LEVELS:
        return {id(child): Part(level) for child, level in zip(children[1:], _LEVELS[node.name], strict=False)}
    if node.name == "mfrac":
        return {id(child): Part(sign="/") for child in children[1:2]}
    return {id(child): Part(sign="√") for child in children[:1]}

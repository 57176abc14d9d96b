"""The few properties of a ``style`` attribute that mean something for copy, and the names of styles in Word's style sheets."""

from __future__ import annotations

import re
from typing import Final

#: The longest attribute and style sheet that is looked at, in characters.
_LONGEST: Final = 4_000
_SHEET: Final = 400_000
_LENGTH: Final = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*(px|pt)")
_NAMED: Final = re.compile(
    r"\.([\w\-]{1,40})\s*(?:,[^{}]{0,400})?\{[^{}]{0,200}?mso-style-name\s*:\s*\"?([^;\"{}]{1,60})"
)
_LEVELS: Final = {"super": "superscript", "sub": "subscript"}
_CHARACTER: Final = re.compile(r"\\(?:([0-9A-Fa-f]{4,6}) ?|(.))")


def properties(style: str) -> dict[str, str]:
    """The properties of a ``style`` attribute by their names in lower case."""
    found = {}
    for part in style[:_LONGEST].lower().split(";"):
        name, _, value = part.partition(":")
        found[name.strip()] = value.strip()
    return found


def bold(style: dict[str, str]) -> bool | None:
    """Whether text is bold; ``None`` where the style says nothing."""
    weight = style.get("font-weight", "")
    if not weight:
        return None
    return weight in ("bold", "bolder") or (weight.isdecimal() and int(weight[:4]) >= 600)


def emphasis(style: dict[str, str]) -> bool | None:
    """Whether text is in italics or has dots under it (着重号)."""
    dots = style.get("text-emphasis") or style.get("text-emphasis-style") or style.get("-webkit-text-emphasis")
    if dots:
        return not dots.startswith("none")
    slant = style.get("font-style")
    return None if slant is None else slant in ("italic", "oblique")


def level(style: dict[str, str]) -> str | None:
    """Whether text is raised or lowered (上标、下标); ``None`` where the style says nothing.

    ``baseline`` says nothing: it is that of the element outside, and pages write it at a ``<sup>`` that they raise themselves.
    """
    return _LEVELS.get(style.get("vertical-align", ""))


def struck(style: dict[str, str]) -> bool:
    """Whether text is struck out (删除线)."""
    return "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", "")


def size(style: dict[str, str]) -> float | None:
    """The size of type in points; a pixel is three quarters of one."""
    found = _LENGTH.fullmatch(style.get("font-size", ""))
    if found is None:
        return None
    return float(found[1]) * (0.75 if found[2] == "px" else 1.0)


def hidden(style: dict[str, str]) -> bool:
    """Whether an element is not shown; that it is invisible until a script shows it does not count (WeChat's articles)."""
    return style.get("display", "") == "none" or style.get("mso-hide", "") == "all"


def style_names(sheet: str) -> dict[str, str]:
    """The names of paragraph styles by their classes, as Word and WPS write them into a page."""
    named = {}
    for found in _NAMED.finditer(sheet[:_SHEET]):
        named[found[1].lower()] = _CHARACTER.sub(_unescaped, found[2]).strip()
    return named


def _unescaped(found: re.Match[str]) -> str:
    """A character that a style sheet gives by its code or behind a backslash."""
    return chr(min(int(found[1], 16), 0xFFFF)) if found[1] else found[2]

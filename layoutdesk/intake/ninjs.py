"""ninjs 1.0 to 3.1 to a manuscript: an agency's article or picture in JSON (IPTC News in JSON).

A file that says something the standard does not know is refused with the path of the fault. Addresses are never followed: of
a picture's renditions the best is named, and a file of that name beside the copy is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from layoutdesk.base.problem import Refusal
from layoutdesk.intake import shape
from layoutdesk.intake.agency import JSON_LIMIT
from layoutdesk.intake.inline import Text
from layoutdesk.intake.manuscript import Manuscript
from layoutdesk.intake.ninjs_shape import Item, Rendition
from layoutdesk.intake.nitf import file_name
from layoutdesk.intake.sheet import Sheet

_TEXTS: Final = re.compile("(?:body|headline|description)_[a-z0-9_]+")
_GEOMETRY: Final = re.compile("geometry_[a-z0-9_]+")
_HTML: Final = ("xhtml", "html")
#: Renditions from the best for print down; names that are not here come between.
_BEST: Final = ("original", "main", "highres", "print", "master", "baseimage")
_WORST: Final = ("thumbnail", "thumb", "preview", "web", "small", "lowres")


def read(data: bytes, name: str) -> Manuscript:
    """The manuscript in the ninjs file ``name``.

    Raises ``Refusal``: too large, no JSON (with the line), or no ninjs (with the path and what is wrong there).
    """
    try:
        value = _lowered(shape.parse(data, name, JSON_LIMIT))
    except RecursionError as error:
        raise Refusal("intake.json-depth", file=name) from error
    sheet = Sheet(name)
    _write(shape.shaped(value, Item, "ninjs", name), sheet)
    return sheet.manuscript()


def _lowered(value: Any, names: bool = False) -> Any:
    """The value with property names in lower case, texts of open names gathered; ``names`` are of things and stay."""
    if isinstance(value, list):
        return [_lowered(item) for item in value]
    if not isinstance(value, dict):
        return value
    made: dict[str, Any] = {}
    for given, item in value.items():
        key = given if names else given.lower().removeprefix("$")
        if _TEXTS.match(key) and isinstance(item, str):
            made.setdefault("texts", {})[key] = item
        elif not (_GEOMETRY.match(key) and isinstance(item, dict)):
            made[key] = _lowered(item, names=key in ("renditions", "associations", "altids") and not names)
    return made


def _write(item: Item, sheet: Sheet) -> None:
    """A text with its pictures, then the texts that belong to it; a picture alone."""
    _about(item, sheet)
    if item.type in ("picture", "graphic"):
        _picture(item, sheet)
        return
    if item.type not in ("text", "composite", "component"):
        sheet.tell("news-media", "warning", kind=item.type)
        return
    sheet.begin()
    sheet.headlines(_headlines(item))
    sheet.add(Text((item.byline or item.by).strip()), "byline")
    related = list(item.associations.values() if isinstance(item.associations, Mapping) else item.associations)
    for picture in related:
        if picture.type in ("picture", "graphic"):
            _write(picture, sheet)
    _body(item, sheet)
    for other in related:
        if other.type not in ("picture", "graphic"):
            _write(other, sheet)


def _about(item: Item, sheet: Sheet) -> None:
    """What the sender says about the item."""
    if item.urgency:
        sheet.tell("news-urgency", "note", urgency=item.urgency)
    if until := item.embargoeduntil or item.embargoed:
        sheet.tell("news-embargo", "warning", time=until[:40])
    if item.ednote.strip():
        sheet.tell("news-note", "note", text=item.ednote.strip()[:400])
    if item.pubstatus != "usable":
        sheet.tell("news-withdrawn", "warning", status=item.pubstatus)


def _headlines(item: Item) -> list[tuple[str, str]]:
    """The headline's parts with their roles; an item without any headline is known by its title."""
    found = [(_role(one.role), one.value.strip()) for one in item.headlines]
    found.append(("main", item.headline.strip()))
    found += [(key.partition("_")[2], text.strip()) for key, text in item.texts.items() if key.startswith("headline_")]
    return [*found, ("main", item.title.strip())]


def _body(item: Item, sheet: Sheet) -> None:
    """The body once, in its richest form; where there is none, what describes the item."""
    for forms in (_forms(item, "body", item.bodies), _forms(item, "description", item.descriptions)):
        form, text = next(((form, text) for form, text in forms if text.strip()), ("", ""))
        if text:
            sheet.html(text) if form in _HTML else sheet.plain(text)
            return


def _forms(item: Item, name: str, values: Iterable[Any]) -> list[tuple[str, str]]:
    """The forms in which a text exists, the richest first: XHTML, HTML, plain, others; the main one before others."""
    found = [(key.removeprefix(f"{name}_"), text) for key, text in item.texts.items() if key.startswith(f"{name}_")]
    for one in sorted(values, key=lambda one: _role(one.role) not in ("", "main", "caption")):
        form = next((form for form in _HTML if form in one.contenttype.lower()), "text")
        found.append((form, one.value))
    ranks = {form: rank for rank, form in enumerate((*_HTML, "text"))}
    return sorted(found, key=lambda one: ranks.get(one[0], len(ranks)))


def _picture(item: Item, sheet: Sheet) -> None:
    """The best rendition's file name, caption and credit."""
    captions = [text for form, text in _forms(item, "description", item.descriptions) if form not in _HTML]
    caption = next(filter(None, (text.strip() for text in captions)), "")
    credit = (item.byline or item.by or item.copyrightholder).strip()
    sheet.picture_ahead(_best(item), Text(" ".join(caption.split())), credit)


def _best(item: Item) -> str:
    """The file name of the rendition that is best for print; empty where there is none."""
    if isinstance(item.renditions, Mapping):
        named: list[tuple[str, Rendition]] = list(item.renditions.items())
    else:
        named = [(one.name, one) for one in item.renditions]
    images = [pair for pair in named if (pair[1].mimetype or pair[1].contenttype or "image/").startswith("image/")]
    ordered = sorted(images, key=lambda pair: (_worth(_role(pair[0])), -pair[1].width))
    return next(filter(None, (file_name(one.href) for _, one in ordered)), "")


def _worth(name: str) -> int:
    return -1 if name in _BEST else 1 if name in _WORST else 0


def _role(role: str) -> str:
    """The last part of a role, which may be an address or a code."""
    return role.strip().lower().rpartition("/")[2].rpartition(":")[2]

"""Printing conditions (印刷条件): the profiles that ship, and those that a newspaper puts into a folder of its own.

The folder is what ``LAYOUTDESK_PROFILES`` names. It holds ICC files and a ``profiles.toml`` with a table for each:

    [iso26]
    file = "ISOnewspaper26v4.icc"
    title = "ISOnewspaper26v4"
    ink_limit = 240
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Annotated, Final

import msgspec

from layoutdesk.base.problem import Refusal
from layoutdesk.model.document import Document
from layoutdesk.resources import resource

NEWSPRINT: Final = "newsprint"
COATED: Final = "coated"
_LIST: Final = "profiles.toml"
#: Profiles for the press have a few hundred kilobytes to a few megabytes.
_MOST_BYTES: Final = 20_000_000

#: Total ink (总墨量) in percent: solid black alone is 100, all four inks solid are 400.
InkLimit = Annotated[float, msgspec.Meta(ge=100, le=400)]


class Condition(msgspec.Struct, frozen=True, kw_only=True):
    """A printing condition: its name, what output intents call it, its total ink in percent, its ICC file, whether it ships."""

    name: str
    title: str
    ink_limit: float
    file: Path
    ships: bool = False


class _Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    file: str
    title: str
    ink_limit: InkLimit


#: Name: title and total ink. Newspapers print coldset with 240 %; coated paper bears 330 %, but dries faster with 300 %.
_SHIPPED: Final = {
    NEWSPRINT: ("LayoutDesk newsprint (CGATS/SNAP TR 002-2007, 240 %)", 240.0),
    COATED: ("LayoutDesk coated (FOGRA39L, 300 %)", 300.0),
}


def condition(name: str = NEWSPRINT) -> Condition:
    """The printing condition of this name.

    Raises ``Refusal``: ``pictures.profile_unknown``, ``.profile_list``, ``.profile_file``.
    """
    if name in _SHIPPED:
        title, ink_limit = _SHIPPED[name]
        return Condition(
            name=name, title=title, ink_limit=ink_limit, file=resource("profiles", f"{name}.icc"), ships=True
        )
    own = _own(os.environ.get("LAYOUTDESK_PROFILES", ""))
    if name not in own:
        raise Refusal("pictures.profile_unknown", name=name, known=", ".join((*_SHIPPED, *own)))
    return own[name]


def known_conditions() -> dict[str, str]:
    """The names of all printing conditions, those that ship first, and what output intents call them."""
    own = _own(os.environ.get("LAYOUTDESK_PROFILES", ""))
    return {name: title for name, (title, _) in _SHIPPED.items()} | {name: one.title for name, one in own.items()}


@cache
def _own(folder: str) -> dict[str, Condition]:
    if not folder:
        return {}
    import tomllib

    home = Path(folder).expanduser()
    try:
        entries = msgspec.convert(tomllib.loads((home / _LIST).read_text("utf-8")), dict[str, _Entry])
    except (OSError, ValueError, msgspec.ValidationError) as error:
        raise Refusal("pictures.profile_list", file=home / _LIST, reason=error) from error
    return {
        name: Condition(name=name, title=entry.title, ink_limit=entry.ink_limit, file=_inside(home, entry.file))
        for name, entry in entries.items()
        if name not in _SHIPPED
    }


def ink_limit_of(title: str) -> float | None:
    """The total ink of the printing condition that an output intent calls ``title``; ``None`` for one that is not known here."""
    shipped = (condition(name) for name in _SHIPPED)
    own = _own(os.environ.get("LAYOUTDESK_PROFILES", "")).values()
    return next((each.ink_limit for each in (*shipped, *own) if each.title == title), None)


def _inside(home: Path, file: str) -> Path:
    path = (home / file).resolve()
    if not path.is_relative_to(home.resolve()):
        raise Refusal("pictures.profile_file", file=file)
    return path


@cache
def profile_bytes(name: str = NEWSPRINT) -> bytes:
    """The ICC output profile of a printing condition, CMYK to Lab.

    Raises ``Refusal`` as ``condition`` does, and ``pictures.profile_file`` for a file that is none such (ICC.1 §7.2).
    """
    found = condition(name)
    try:
        with found.file.open("rb") as file:
            data = file.read(_MOST_BYTES)
    except OSError as error:
        raise Refusal("pictures.profile_file", file=found.file.name) from error
    whole = int.from_bytes(data[:4], "big") == len(data)
    if not whole or (data[12:16], data[16:20], data[36:40]) != (b"prtr", b"CMYK", b"acsp"):
        raise Refusal("pictures.profile_file", file=found.file.name)
    return data


def issue_profile(document: Document, pages: Iterable[str] = ()) -> str:
    """The printing condition that the templates of these pages (ids; without any: all) agree on.

    Raises ``Refusal`` ``pictures.profiles_differ``: a file is made for one.
    """
    wanted = set(pages) or {page.id for page in document.pages}
    used = {page.template for page in document.pages if page.id in wanted}
    names = sorted({template.profile for template in document.templates if template.name in used})
    if len(names) > 1:
        raise Refusal("pictures.profiles_differ", names=", ".join(names))
    return names[0] if names else NEWSPRINT


def shown_profile(document: Document) -> str:
    """The printing condition that the screen shows a document under: its own; newsprint where there are several or it is gone."""
    try:
        name = issue_profile(document)
        profile_bytes(name)
    except Refusal:
        return NEWSPRINT
    return name

"""Queries that were asked lately, and those that an editor keeps under a name: in the settings, from one day to the next."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QSettings

from layoutdesk.finding import Wanted

_RECENT, _KEPT = "finding/recent", "finding/kept"
#: So many are remembered, the latest first; so many are kept.
MOST_RECENT: Final = 12
MOST_KEPT: Final = 60


def recent() -> list[Wanted]:
    """What was asked lately, the latest first."""
    return _read(_RECENT, list[Wanted], [])


def remember(wanted: Wanted) -> None:
    """Keeps a query among those that were asked lately; one that looks for the same goes."""
    if wanted.is_empty:
        return
    others = [each for each in recent() if _sought(each) != _sought(wanted)]
    _write(_RECENT, [wanted, *others][:MOST_RECENT])


def kept() -> dict[str, Wanted]:
    """The queries that an editor has kept, by their names."""
    return _read(_KEPT, dict[str, Wanted], {})


def keep(name: str, wanted: Wanted) -> None:
    """Keeps a query under a name, in place of one that has it."""
    known = {each: query for each, query in kept().items() if each != name}
    _write(_KEPT, dict([*known.items(), (name, wanted)][-MOST_KEPT:]))


def forget(name: str) -> None:
    """Keeps a query no longer."""
    _write(_KEPT, {each: query for each, query in kept().items() if each != name})


def _sought(wanted: Wanted) -> tuple[object, ...]:
    return wanted.text, wanted.expression, wanted.part, wanted.style, wanted.looks


def _read(key: str, kind: type, empty: object):
    """What is kept under a key; nothing where the settings were damaged."""
    try:
        return msgspec.json.decode(str(QSettings().value(key, "")), type=kind)
    except (msgspec.MsgspecError, UnicodeError):
        return empty


def _write(key: str, value: object) -> None:
    QSettings().setValue(key, msgspec.json.encode(value).decode())

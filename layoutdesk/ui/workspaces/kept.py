"""Workspaces that an editor has kept under a name, and how each was left: in the settings, from one day to the next."""

from __future__ import annotations

from typing import Final

import msgspec
from PySide6.QtCore import QSettings

from layoutdesk.ui.workspaces.arrangement import Arrangement
from layoutdesk.ui.workspaces.shipped import SHIPPED

_OWN, _LEFT, _CURRENT = "workspaces/own", "workspaces/left", "workspaces/current"
#: So many are kept, the latest.
MOST: Final = 24
#: Own ones are told from those of the program by what stands before their names.
_MARK: Final = "own:"


def own() -> dict[str, Arrangement]:
    """The workspaces that an editor has kept, by the names given to them."""
    return _read(_OWN)


def keep(name: str, arrangement: Arrangement) -> str:
    """Keeps a workspace under a name, in place of one that has it; its key."""
    others = {each: kept for each, kept in own().items() if each != name}
    _write(_OWN, dict([*others.items(), (name, arrangement)][-MOST:]))
    forget_left(_MARK + name)
    return _MARK + name


def forget(name: str) -> None:
    """Keeps a workspace no longer."""
    _write(_OWN, {each: kept for each, kept in own().items() if each != name})
    forget_left(_MARK + name)


def own_name(key: str) -> str:
    """The name of an own workspace by its key; nothing for one of the program's."""
    return key.removeprefix(_MARK) if key.startswith(_MARK) else ""


def key_of(name: str) -> str:
    """The key of an own workspace."""
    return _MARK + name


def as_kept(key: str) -> Arrangement | None:
    """A workspace as the program ships it, or as it was kept."""
    return SHIPPED.get(key) or own().get(own_name(key))


def as_left(key: str) -> Arrangement | None:
    """A workspace as it was left, else as it is kept."""
    return _read(_LEFT).get(key) or as_kept(key)


def leave(key: str, arrangement: Arrangement) -> None:
    """Remembers how a workspace was left."""
    if as_kept(key) is not None:
        _write(_LEFT, {**_read(_LEFT), key: arrangement})


def forget_left(key: str) -> None:
    """Has a workspace be as it is kept, the next time."""
    _write(_LEFT, {each: left for each, left in _read(_LEFT).items() if each != key})


def last_used() -> str:
    """The key of the workspace that was in use last, in whichever window."""
    return str(QSettings().value(_CURRENT, ""))


def use(key: str) -> None:
    """Remembers which workspace was in use last."""
    QSettings().setValue(_CURRENT, key)


def _read(name: str) -> dict[str, Arrangement]:
    """What is kept; nothing where the settings were damaged."""
    try:
        return msgspec.json.decode(str(QSettings().value(name, "")), type=dict[str, Arrangement])
    except (msgspec.MsgspecError, UnicodeError):
        return {}


def _write(name: str, kept: dict[str, Arrangement]) -> None:
    QSettings().setValue(name, msgspec.json.encode(kept).decode())

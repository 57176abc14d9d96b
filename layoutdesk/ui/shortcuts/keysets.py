"""Sets of shortcuts: LayoutDesk's own, which is the table of actions, and those of ``resources/keys``, which tell what differs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from layoutdesk.resources import resource
from layoutdesk.ui.actions import ACTIONS
from layoutdesk.ui.shortcuts.chords import grip, is_of_the_hand, written

#: Keys by the name of their action, the first shown in menus.
Keys = Mapping[str, tuple[str, ...]]
#: The name of LayoutDesk's own set.
OWN: Final = "layoutdesk"


@cache
def own_keys() -> Keys:
    """The keys of the table of actions."""
    return {action.name: tuple(written(key) for key in action.keys) for action in ACTIONS}


@cache
def shipped() -> Mapping[str, Keys]:
    """Every ready set by name, LayoutDesk's own first; another names the actions whose keys differ from that."""
    files = sorted(resource("keys").glob("*.toml"))
    return {OWN: own_keys()} | {file.stem: read_keys(file.read_text("utf-8")) for file in files}


def read_keys(text: str) -> Keys:
    """The keys of a set in TOML: a table ``keys`` of actions with a key or a list of keys each."""
    table = tomllib.loads(text)["keys"]
    return {
        action: tuple(written(key) for key in ([keys] if isinstance(keys, str) else keys))
        for action, keys in table.items()
    }


def settled(layers: Sequence[Keys]) -> Keys:
    """The keys of every action under ``layers``, the strongest first.

    An action has the keys of the strongest layer that names it, save those that a stronger layer gives to another: so no key
    has two actions, whatever the layers say.
    """
    out: dict[str, tuple[str, ...]] = {}
    taken: set[tuple[int, int]] = set()
    for layer in layers:
        for action, keys in layer.items():
            if action in out:
                continue
            mine = tuple(key for key in keys if key and not is_of_the_hand(key) and grip(key) not in taken)
            mine = tuple({grip(key): key for key in reversed(mine)}.values())[::-1]
            taken |= {grip(key) for key in mine}
            out[action] = mine
    return {action.name: out.get(action.name, ()) for action in ACTIONS}

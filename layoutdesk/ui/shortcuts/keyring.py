"""The shortcuts in force: a ready set and the editor's own changes to it, kept in the settings."""

from __future__ import annotations

import json
from typing import Final

from PySide6.QtCore import QObject, QSettings, Signal

from layoutdesk.ui.preferences import kept
from layoutdesk.ui.shortcuts.chords import grip, shown, written
from layoutdesk.ui.shortcuts.keysets import OWN, Keys, own_keys, settled, shipped

#: Own changes are kept for each set by itself.
_CHANGES: Final = "keys/changes-{}"
#: No more keys an action has than the editor's panel has room for.
MOST_KEYS: Final = 4


class Keyring(QObject):
    """Knows the keys of every action; ``changed`` tells of others. What is changed is in the settings at once."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = kept.value("keys")
        self.chosen = name if name in shipped() else OWN
        self._take(_kept(self.chosen))

    def _take(self, changes: dict[str, tuple[str, ...]]) -> None:
        """The keys that follow from the set in use and own changes to it."""
        layers = [shipped()[self.chosen], own_keys()]
        self.changes = changes
        self._usual: Keys = settled(layers)
        self._keys: Keys = settled([changes, *layers])

    def keys(self, action: str) -> tuple[str, ...]:
        """The keys of an action, the first shown in menus."""
        return self._keys.get(action, ())

    def usual(self, action: str) -> tuple[str, ...]:
        """The keys of an action as the set has them, without own changes."""
        return self._usual.get(action, ())

    def first(self, action: str) -> str:
        """The first key of an action as the platform writes it; empty where it has none."""
        return next((shown(key) for key in self.keys(action)), "")

    def is_changed(self, action: str) -> bool:
        """Whether an action has other keys than in the set."""
        return self.keys(action) != self.usual(action)

    def changed_actions(self) -> list[str]:
        """The actions that have other keys than in the set, also those that lost one to another."""
        return [action for action in self._keys if self.is_changed(action)]

    def holder(self, key: str) -> str:
        """The action that has a key; empty where it is free."""
        wanted = grip(key)
        return next((action for action, keys in self._keys.items() if wanted in map(grip, keys)), "")

    def use(self, name: str) -> None:
        """Takes another ready set, with the changes that were made to it before."""
        if name in shipped() and name != self.chosen:
            self.chosen = name
            kept.keep("keys", name)
            self._take(_kept(name))
            self.changed.emit()

    def give(self, action: str, key: str) -> None:
        """Gives an action one key more; whoever had it loses it."""
        if (key := written(key)) and len(self.keys(action)) < MOST_KEYS:
            self._put(action, (*self.keys(action), key))

    def take(self, action: str, key: str) -> None:
        """Takes a key from an action."""
        self._put(action, tuple(each for each in self.keys(action) if grip(each) != grip(key)))

    def reset(self, action: str) -> None:
        """Gives an action the keys that it has in the set, also where they were given to others."""
        self._put(action, self.usual(action))

    def reset_all(self) -> None:
        """Forgets every own change to the set."""
        self._keep({})

    def _put(self, action: str, keys: tuple[str, ...]) -> None:
        mine = {grip(key) for key in keys}
        changes = {
            other: tuple(key for key in theirs if grip(key) not in mine)
            for other, theirs in self.changes.items()
            if other != action
        }
        self._keep({action: keys} | changes)

    def _keep(self, changes: dict[str, tuple[str, ...]]) -> None:
        """Takes changes over, without those that change nothing, and keeps them."""
        for action in list(changes):
            without = {other: keys for other, keys in changes.items() if other != action}
            layers = [shipped()[self.chosen], own_keys()]
            if settled([without, *layers]) == settled([changes, *layers]):
                changes = without
        self._take(changes)
        QSettings().setValue(_CHANGES.format(self.chosen), json.dumps(changes))
        self.changed.emit()


def _kept(name: str) -> dict[str, tuple[str, ...]]:
    """The changes to a set that the settings have; none where they are damaged."""
    try:
        found = json.loads(str(QSettings().value(_CHANGES.format(name), "{}")))
        return {str(action): tuple(filter(None, map(written, keys))) for action, keys in found.items()}
    except (ValueError, TypeError, AttributeError):
        return {}

"""A screen reader in little: asks the program by AT-SPI what it shows, and hears what it tells.

Run by the system's own Python, which has the bindings, with nothing of the project; one question a line as JSON at standard input.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

_HEARD = (
    "object:state-changed:focused", "object:text-caret-moved", "object:text-changed", "object:announcement",
)  # fmt: skip
_MOST = 400


class Reader:
    """What was heard so far, and who has the keys."""

    def __init__(self) -> None:
        self.heard: list[list[Any]] = []
        self.focus: Any = None
        self._listener = Atspi.EventListener.new(self._hear)
        for event in _HEARD:
            self._listener.register(event)

    def _hear(self, event: Any) -> None:
        kind = event.type.removeprefix("object:").removesuffix(":system")
        said = event.any_data if isinstance(event.any_data, str) else ""
        if kind.startswith("state-changed:focused") and event.detail1:
            self.focus = event.source
        self.heard.append([kind, event.source.get_name() if event.source else "", event.detail1, said])

    def ask_tree(self, name: str) -> Any:
        """The page of the program as a tree: role, name, description, text, states, what is inside."""
        page = self._find(Atspi.get_desktop(0), name, 12)
        return self._told(page) if page is not None else None

    def ask_focus(self) -> Any:
        """Who has the keys, as a screen reader would read it out."""
        return self._told(self.focus, deep=False) if self.focus is not None else None

    def ask_heard(self, kind: str) -> list[list[Any]]:
        """What was told of a kind since that was asked last."""
        found = [each for each in self.heard if each[0].startswith(kind)]
        self.heard = [each for each in self.heard if not each[0].startswith(kind)]
        return found

    def ask_press(self, name: str, action: int) -> bool:
        """Has the program do something with what has a name."""
        found = self._find(Atspi.get_desktop(0), name, 12)
        return found is not None and bool(Atspi.Action.do_action(found, action))

    def _find(self, of: Any, name: str, depth: int) -> Any:
        if of is None or depth < 0:
            return None
        if (of.get_name() or "").startswith(name) and of.get_role_name() != "application":
            return of
        children = (of.get_child_at_index(at) for at in range(min(of.get_child_count(), _MOST)))
        return next((found for each in children if (found := self._find(each, name, depth - 1)) is not None), None)

    def _told(self, of: Any, *, deep: bool = True) -> dict[str, Any]:
        states = sorted(state.value_nick for state in of.get_state_set().get_states())
        told = {"role": of.get_role_name(), "name": of.get_name(), "about": of.get_description(), "states": states}
        box = Atspi.Component.get_extents(of, Atspi.CoordType.SCREEN)
        told["box"] = [box.x, box.y, box.width, box.height]
        if "Text" in of.get_interfaces():
            told["text"], told["caret"] = Atspi.Text.get_text(of, 0, -1), Atspi.Text.get_caret_offset(of)
        if deep:
            told["inside"] = [self._told(of.get_child_at_index(at)) for at in range(of.get_child_count())]
        return told


def main() -> None:
    """Answers until standard input is closed."""
    Atspi.init()
    reader, loop = Reader(), GLib.MainLoop()

    def answer(channel: Any, _: Any) -> bool:
        line = sys.stdin.readline()
        if not line:
            loop.quit()
            return False
        name, *args = json.loads(line)
        try:
            print(json.dumps(getattr(reader, f"ask_{name}")(*args)), flush=True)
        except GLib.GError:
            # What was just asked about is there no longer.
            print("null", flush=True)
        return True

    GLib.io_add_watch(
        GLib.IOChannel.unix_new(0), GLib.PRIORITY_DEFAULT, GLib.IOCondition.IN | GLib.IOCondition.HUP, answer
    )
    print("ready", flush=True)
    loop.run()


if __name__ == "__main__":
    main()

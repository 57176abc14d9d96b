"""The panels at the right are never wider than their place: nothing is cut off and nothing scrolls sideways."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget

from layoutdesk.ui.middle import _USUAL


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_properties_have_room_for_every_field(make_window: Callable, language: str) -> None:
    window = make_window()
    window.language.use(language)
    held = window.properties.chosen.widget()
    bar = window.properties.chosen.verticalScrollBar().sizeHint().width()
    wide = {
        type(child).__name__: child.minimumSizeHint().width()
        for child in held.children()
        if isinstance(child, QWidget) and child.minimumSizeHint().width() > _USUAL["right"] - bar
    }
    assert wide == {}

"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from layoutdesk.base.late import late


def test_it_does_what_a_compiled_pattern_does() -> None:
    given = "甲1乙22"
    for pattern in (re.compile("[0-9]+"), late("[0-9]+")):
        assert pattern.findall(given) == ["1", "22"]
        assert pattern.sub("*", given) == "甲*乙*"
        assert [found.span() for found in pattern.finditer(given, 2)] == [(3, 5)]
        assert pattern.pattern == "[0-9]+"
    assert late("A", re.IGNORECASE).match("a")


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = late("(")
    with pytest.raises(re.error):
        broken.search("")

"""Sizes of type typed as 号, points or lengths."""

from __future__ import annotations

import pytest

from layoutdesk.base.typesize import hao, sized, type_size
from layoutdesk.base.units import HAO


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("小五", 9.0), ("9pt", 9.0), ("9 pt", 9.0), ("10.5", 10.5), ("五号", 10.5), ("五號", 10.5), ("5号", 10.5), ("小5", 9.0),
        ("小五号", 9.0),
        ("初号", 42.0), ("小初", 36.0), ("8号", 5.0), ("９磅", 9.0), ("12点", 12.0), ("+1", 10.0), ("*2", 18.0), ("5", 5.0),
        ("20q", 14.173),
        ("小五 12", 12.0), ("五号 9", 10.5), ("小五 9", 9.0),
    ],
)  # fmt: skip
def test_a_size_is_typed_in_any_way(text: str, points: float) -> None:
    assert type_size(text, 9.0) == pytest.approx(points, abs=0.001)


@pytest.mark.parametrize("text", ["", "小", "九号", "号", "大五", "x", "9字", "小九", "9号", "初号 x y", "9" * 200])
def test_what_says_no_size_is_none(text: str) -> None:
    assert type_size(text, 9.0) is None


def test_every_hao_is_said_and_read_again() -> None:
    for name, points in HAO.items():
        assert hao(points) == name
        assert type_size(sized(points), 1.0) == points
    assert hao(9.2) == "" and sized(9.2) == "9.2"
    assert list(HAO.values()) == sorted(HAO.values(), reverse=True)

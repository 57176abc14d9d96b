"""What is typed into a field of a length, in the field's own unit or another, as a sum or going on from what stands there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from layoutdesk.base.arithmetic import length

UNITS = {"": 3.0, "mm": 3.0, "毫米": 3.0, "pt": 1.0, "字": 9.0, "行": 13.0}


@pytest.mark.parametrize(
    ("typed", "points"),
    [
        ("12", 36.0), ("12.5mm", 37.5), ("12 pt", 12.0), ("3字", 27.0), ("4行", 52.0), ("4行+2mm", 58.0), (".5", 1.5),
        ("+5", 45.0), ("+5pt", 35.0), ("*2", 60.0), ("/3", 10.0), ("+1*2", 36.0), ("*2+1", 63.0), ("50%", 15.0),
        ("1/3", 1.0), ("100/3", 100.0), ("(1+2)*3", 27.0), ("2*3字", 54.0), ("-4", -12.0), ("10-4", 18.0), ("-(1+1)", -6.0),
        ("１２", 36.0), ("＋５", 45.0), ("×2", 60.0), ("÷3", 10.0), ("12。5", 37.5), ("３字", 27.0),
        ("12毫米", 36.0), ("12MM", 36.0),
    ],
)  # fmt: skip
def test_a_place(typed: str, points: float) -> None:
    assert length(typed, 30.0, UNITS, signed=True) == pytest.approx(points)


def test_a_side_is_never_negative_and_a_minus_takes_from_it() -> None:
    assert length("-4", 30.0, UNITS, signed=False) == pytest.approx(18.0)
    assert length("-4pt*2", 30.0, UNITS, signed=False) == pytest.approx(22.0)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "mm",
        "3 ells",
        "1/0",
        "/0",
        "3+",
        "(3",
        "3)",
        "()",
        "1 2",
        "3mm*2mm",
        "3/2mm",
        "1e9e",
        "9" * 90,
        "二字",
        "*",
        "0x10",
    ],
)
def test_what_says_no_length_is_none(typed: str) -> None:
    assert length(typed, 30.0, UNITS, signed=True) is None


@given(st.text("0123456789.+-*/()% mpt字行＋", max_size=90), st.floats(-1e5, 1e5), st.booleans())
def test_whatever_is_typed_gives_a_finite_length_or_none(typed: str, now: float, signed: bool) -> None:
    value = length(typed, now, UNITS, signed=signed)
    assert value is None or abs(value) < float("inf")


@given(st.floats(-1e4, 1e4), st.sampled_from(sorted(UNITS)))
def test_a_figure_is_read_as_it_is_shown(points: float, unit: str) -> None:
    shown = f"{points / UNITS[unit]:.3f} {unit}"
    assert length(shown, 0.0, UNITS, signed=True) == pytest.approx(points, abs=0.01)

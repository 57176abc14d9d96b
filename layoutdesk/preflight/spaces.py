"""Colour spaces by family: what a paint or a picture is made of in the end, through patterns, palettes and alternates."""

from __future__ import annotations

from typing import Any, Final

import pikepdf

#: Spaces inside spaces deeper than this are nobody's honest work.
_DEEPEST: Final = 8

DEVICE: Final = {"/DeviceGray": "DeviceGray", "/G": "DeviceGray", "/DeviceRGB": "DeviceRGB", "/RGB": "DeviceRGB",
                 "/DeviceCMYK": "DeviceCMYK", "/CMYK": "DeviceCMYK", "/Pattern": "Pattern"}  # fmt: skip
#: What stands for a device's space where the resources have it (ISO 32000-1 §8.6.5.6).
DEFAULTS: Final = {"/DeviceGray": "/DefaultGray", "/G": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/RGB": "/DefaultRGB",
                   "/DeviceCMYK": "/DefaultCMYK", "/CMYK": "/DefaultCMYK"}  # fmt: skip
#: Families that name a colour by how it looks, not by inks (ISO 32000-1 §8.6.5).
INDEPENDENT: Final = frozenset({"CalGray", "CalRGB", "Lab", "ICCBased-1", "ICCBased-3", "ICCBased-4"})
#: A tint of less is not seen beside the edge that it should have met.
_SEEN: Final = 0.1
_ALL_OR_NOTHING: Final = frozenset({"All", "None"})
_PROCESS: Final = ("Cyan", "Magenta", "Yellow", "Black")


def families(space: Any, depth: int = 0) -> frozenset[str]:
    """The families that a colour space uses: its own, and those of its base or alternate (ISO 32000-1 §8.6)."""
    if space is None or depth > _DEEPEST:
        return frozenset({"unknown"})
    if isinstance(space, pikepdf.Name):
        return frozenset({DEVICE.get(str(space), str(space)[1:])})
    if not isinstance(space, pikepdf.Array) or len(space) == 0:
        return frozenset({"unknown"})
    family = str(space[0])
    if family in DEVICE and len(space) == 1:
        return frozenset({DEVICE[family]})
    if family == "/ICCBased":
        return frozenset({f"ICCBased-{_components(space)}"})
    if family in ("/Indexed", "/I", "/Pattern"):
        inner = families(space[1], depth + 1) if len(space) > 1 else frozenset[str]()
        return inner | {family[1:]} if family == "/Pattern" else inner
    if family in ("/Separation", "/DeviceN") and len(space) > 2:
        return families(space[2], depth + 1) | {family[1:]}
    return frozenset({family[1:]})


def inks(space: Any) -> frozenset[str]:
    """The names of the plates that a space prints on by itself: spot inks, or the process inks it names."""
    if not isinstance(space, pikepdf.Array) or len(space) < 2:
        return frozenset()
    family = str(space[0])
    if family in ("/Indexed", "/I", "/Pattern"):
        return inks(space[1])
    if family == "/Separation":
        names = [space[1]]
    elif family == "/DeviceN":
        names = list(space[1])
    else:
        return frozenset()
    return frozenset(str(name)[1:] for name in names) - _ALL_OR_NOTHING


def count(space: str, values: list[float]) -> int:
    """How many inks of a paint are seen on paper; a space that is not of four inks counts as one."""
    return sum(value >= _SEEN for value in values) if space == "DeviceCMYK" else 1


def is_process(ink: str) -> bool:
    """Whether an ink is one of the four of the press."""
    return ink in _PROCESS


def _components(space: pikepdf.Array) -> int:
    try:
        return int(space[1].N)
    except (AttributeError, IndexError, TypeError, ValueError):
        return 0

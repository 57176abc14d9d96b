"""Layers (optional content, ISO 32000-1 §8.11) of an advert in their default state: all must show, for a plate has none."""

from __future__ import annotations

from typing import Any

import pikepdf


def hidden_layer(pdf: pikepdf.Pdf, layer: Any) -> str | None:
    """The name of the layer where its content would not show; ``None`` where it does, or where it is no layer."""
    kind = layer.get("/Type") if isinstance(layer, pikepdf.Dictionary) else None
    if kind == "/OCG":
        return _name(layer) if _is_off(pdf, layer) else None
    if kind != "/OCMD":
        return None
    groups = layer.get("/OCGs")
    members = list(groups) if isinstance(groups, pikepdf.Array) else [] if groups is None else [groups]
    off = [_is_off(pdf, one) for one in members if isinstance(one, pikepdf.Dictionary)]
    policy = str(layer.get("/P", "/AnyOn"))
    shows = {"/AllOn": not any(off), "/AnyOff": any(off), "/AllOff": all(off)}.get(policy, not all(off))
    if "/VE" in layer or (off and not shows):
        return _name(members[0]) if members else "?"
    return None


def _is_off(pdf: pikepdf.Pdf, group: Any) -> bool:
    default = pdf.Root.get("/OCProperties", pikepdf.Dictionary()).get("/D", pikepdf.Dictionary())
    if default.get("/BaseState") == "/OFF":
        return all(one.objgen != group.objgen for one in default.get("/ON", []))
    return any(one.objgen == group.objgen for one in default.get("/OFF", []))


def _name(group: Any) -> str:
    return str(group.get("/Name", "?"))

"""The rules of preflight, one row each: which standards ask for it, how bad a breach is, where it is written, what looks for it.

A new rule is a function in the module of its subject and a row here. Standards: ISO 15930-1 (PDF/X-1a:2001), ISO 15930-7
(PDF/X-4), and ISO 32000-1 for what every PDF must hold; ``house`` rules ask for what a newspaper press needs beyond them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from layoutdesk.base.problem import Severity
from layoutdesk.preflight.facts import Survey
from layoutdesk.preflight.rules import (
    behaviour,
    boxes,
    colour,
    fonts,
    identity,
    intent,
    pictures,
    streams,
    transparency,
)

#: Arguments of the problem's text; ``page`` is its number in the file.
Finding = dict[str, object]
Look = Callable[[Survey], Iterator[Finding]]

X1A, X4 = "x1a", "x4"
BOTH: Final = (X1A, X4)
#: Also for files that claim no standard.
ALWAYS: Final = (X1A, X4, "")
_X1A, _X4, _PDF, _HOUSE = "ISO 15930-1", "ISO 15930-7", "ISO 32000-1", "house"


class Rule(msgspec.Struct, frozen=True):
    """One rule: its ``code`` under ``preflight``, the standards under which it holds, and what a breach is."""

    code: str
    standards: tuple[str, ...]
    severity: Severity
    source: str
    look: Look


RULES: Final = (
    Rule("syntax", ALWAYS, "error", _PDF, identity.syntax),
    Rule("version", (X1A,), "error", _X1A, identity.version_x1a),
    Rule("version", (X4,), "error", _X4, identity.version_x4),
    Rule("encrypted", BOTH, "error", f"{_X1A}, {_X4}", identity.encrypted),
    Rule("no-id", BOTH, "error", f"{_X1A}, {_X4}, {_PDF} §14.4", identity.file_id),
    Rule("identification", (X1A,), "error", _X1A, identity.says_x1a),
    Rule("identification", (X4,), "error", _X4, identity.says_x4),
    Rule("information", BOTH, "error", f"{_X1A}, {_X4}", identity.information),
    Rule("trapped", BOTH, "error", f"{_X1A}, {_X4}", identity.trapped),
    Rule("metadata", (X4,), "error", _X4, identity.metadata),
    Rule("metadata-differs", (X4,), "error", _X4, identity.metadata_differs),
    Rule("intent", BOTH, "error", f"{_X1A}, {_X4}, {_PDF} §14.11.5", intent.output_intent),
    Rule("intent-profile", BOTH, "error", f"{_X1A}, {_X4}", intent.profile),
    Rule("no-trim", BOTH, "error", f"{_X1A}, {_X4}, {_PDF} §14.11.2", boxes.no_trim),
    Rule("boxes-nested", ALWAYS, "error", f"{_X1A}, {_X4}", boxes.nested),
    Rule("no-bleed", ALWAYS, "note", _HOUSE, boxes.no_bleed),
    Rule("sizes-differ", ALWAYS, "note", _HOUSE, boxes.sizes_differ),
    Rule("rgb", BOTH, "error", f"{_X1A}, {_X4}", colour.device_rgb),
    Rule("rgb", ("",), "warning", _HOUSE, colour.device_rgb),
    Rule("independent", (X1A,), "error", _X1A, colour.independent),
    Rule("independent", (X4, ""), "warning", _HOUSE, colour.independent),
    Rule("default-space", (X1A,), "error", _X1A, colour.default_spaces),
    Rule("spot", ALWAYS, "note", _HOUSE, colour.spots),
    Rule("text-inks", ALWAYS, "warning", _HOUSE, colour.text_in_inks),
    Rule("not-embedded", ALWAYS, "error", f"{_X1A}, {_X4}, {_PDF} §9.9", fonts.embedded),
    Rule("font-program", (X1A,), "error", _X1A, fonts.program_x1a),
    Rule("no-unicode", ALWAYS, "warning", _HOUSE, fonts.unicode),
    Rule("transparency", (X1A,), "error", _X1A, transparency.used),
    Rule("blending", (X4,), "warning", _X4, transparency.blending),
    Rule("group", (X1A,), "error", _X1A, transparency.page_group),
    Rule("action", BOTH, "error", f"{_X1A}, {_X4}", behaviour.actions),
    Rule("form", BOTH, "error", f"{_X1A}, {_X4}", behaviour.forms),
    Rule("annotation", BOTH, "error", f"{_X1A}, {_X4}", behaviour.noted),
    Rule("embedded-file", (X1A,), "error", _X1A, behaviour.embedded_files),
    Rule("embedded-file", (X4, ""), "warning", _HOUSE, behaviour.embedded_files),
    Rule("layers", (X1A,), "error", _X1A, behaviour.layers),
    Rule("layers-automatic", (X4,), "error", _X4, behaviour.automatic_layers),
    Rule("compression", (X1A,), "error", _X1A, streams.compression_x1a),
    Rule("compression", (X4,), "error", _X4, streams.compression_x4),
    Rule("postscript", BOTH, "error", f"{_X1A}, {_X4}", streams.postscript),
    Rule("opi", BOTH, "error", f"{_X1A}, {_X4}", streams.opi),
    Rule("external", BOTH, "error", f"{_X1A}, {_X4}", streams.external),
    Rule("alternate-picture", BOTH, "error", f"{_X1A}, {_X4}", streams.alternates),
    Rule("transfer", BOTH, "error", f"{_X1A}, {_X4}", streams.transfer),
    Rule("halftone", BOTH, "error", f"{_X1A}, {_X4}", streams.halftones),
    Rule("operator", ALWAYS, "error", f"{_X1A}, {_X4}, {_PDF} Annex A", streams.operators),
    Rule("unreadable", ALWAYS, "error", _PDF, streams.unreadable),
    Rule("unbalanced", ALWAYS, "warning", f"{_PDF} §8.4.2", streams.unbalanced),
    Rule("resolution", ALWAYS, "error", _HOUSE, pictures.far_too_coarse),
    Rule("resolution", ALWAYS, "warning", _HOUSE, pictures.coarse),
    Rule("hairline", ALWAYS, "warning", _HOUSE, pictures.hairlines),
)

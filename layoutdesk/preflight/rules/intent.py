"""The output intent (输出意图): the printing condition that a file is made for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf

from layoutdesk.preflight.facts import Survey

Finding = dict[str, object]
#: Where an ICC profile has its class, colour space and signature (ICC.1 §7.2).
_CLASS, _SPACE, _SIGNATURE = slice(12, 16), slice(16, 20), slice(36, 40)
_OUTPUT: Final = b"prtr"
_COMPONENTS: Final = {b"CMYK": 4, b"GRAY": 1, b"RGB ": 3}


def output_intent(survey: Survey) -> Iterator[Finding]:
    """Exactly one, with a name, and with words where no registry knows the name."""
    found = _intents(survey)
    if len(found) != 1:
        yield {"reason": "count", "count": len(found)}
        return
    (intent,) = found
    if not str(intent.get("/OutputConditionIdentifier", "")).strip():
        yield {"reason": "identifier", "count": 1}
    if "/RegistryName" not in intent and not str(intent.get("/Info", "")).strip():
        yield {"reason": "info", "count": 1}
    if "/DestOutputProfile" not in intent and (survey.claims == "x4" or "/RegistryName" not in intent):
        yield {"reason": "profile", "count": 1}


def profile(survey: Survey) -> Iterator[Finding]:
    """Its profile is one for output, in CMYK for a press of four inks (grey for one), whole, and says how many inks it has."""
    for intent in _intents(survey):
        stream = intent.get("/DestOutputProfile")
        if stream is None:
            continue
        try:
            data = stream.read_bytes()
        except (AttributeError, pikepdf.PdfError):
            yield {"found": "?"}
            continue
        space = bytes(data[_SPACE])
        good = data[_SIGNATURE] == b"acsp" and data[_CLASS] == _OUTPUT and space in (b"CMYK", b"GRAY")
        if not good or int(stream.get("/N", 0)) != _COMPONENTS[space]:
            yield {"found": space.decode("latin-1").strip() or "?"}


def _intents(survey: Survey) -> list[Any]:
    every = survey.pdf.Root.get("/OutputIntents", pikepdf.Array())
    return [one for one in every if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/GTS_PDFX"]

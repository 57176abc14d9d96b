"""What every kind of edit is: frozen data with a name in kebab case, under which it is stored."""

from __future__ import annotations

import msgspec


def _kebab(name: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("-")


class EditKind(
    msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="type", tag=_kebab
):
    """What all edits share: frozen, named in kebab case, an unknown field is an error."""

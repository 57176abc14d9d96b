"""Restoring a version: the difference of two documents as an edit, and the edit applied."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from layoutdesk.base.problem import Refusal
from layoutdesk.edits.kinds import RestoreVersion
from layoutdesk.model import Document

#: The lists of a document and what names their parts; its other fields are restored whole.
LISTS: Final = {"pages": "id", "templates": "name", "stories": "id", "assets": "id", "queries": "id"}
WHOLE: Final = ("meta", "styles", "review", "threads", "fonts")


def restoring(document: Document, wanted: Document, version: int) -> RestoreVersion:
    """The edit that makes ``document`` equal to ``wanted``; what is the same in both is left out of it."""
    fields: dict[str, Any] = {}
    order: dict[str, tuple[str, ...]] = {}
    for field, key in LISTS.items():
        before, after = getattr(document, field), getattr(wanted, field)
        if before != after:
            standing = {getattr(part, key): part for part in before}
            order[field] = tuple(getattr(part, key) for part in after)
            fields[field] = tuple(part for part in after if standing.get(getattr(part, key)) != part)
    for field in WHOLE:
        if getattr(document, field) != getattr(wanted, field):
            fields[field] = getattr(wanted, field)
    return RestoreVersion(version, order, **fields)


def restore_version(document: Document, edit: RestoreVersion) -> Document:
    """The issue as an earlier version had it; parts that are the same then and now stay the same objects."""
    fields: dict[str, Any] = {field: _listed(document, edit, field) for field in edit.order}
    fields |= {field: value for field in WHOLE if (value := getattr(edit, field)) is not None}
    if not fields:
        return document
    restored = replace(document, **fields)
    for page in restored.pages:
        if all(page.template != template.name for template in restored.templates):
            raise Refusal("edits.version-part", version=edit.version, id=page.template)
    return restored


def _listed(document: Document, edit: RestoreVersion, field: str) -> tuple[Any, ...]:
    key = LISTS.get(field)
    ids = edit.order[field]
    if key is None or len(set(ids)) != len(ids):
        raise Refusal("edits.version-part", version=edit.version, id=field)
    parts = {getattr(part, key): part for part in (*getattr(document, field), *getattr(edit, field))}
    for name in ids:
        if name not in parts:
            raise Refusal("edits.version-part", version=edit.version, id=name)
    return tuple(parts[name] for name in ids)

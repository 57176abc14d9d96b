"""A copy of an issue file: one state of it, tidy, in a file of its own, while others read and write the first.

An original that neither the issue nor any of its versions names stays in the issue's own file, where an undo may want it back;
copies leave it out.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import msgspec

from layoutdesk.model import Asset
from layoutdesk.store import rows, sql
from layoutdesk.store.create import replacing
from layoutdesk.store.fetch import Malformed, typed
from layoutdesk.store.formats import Format
from layoutdesk.store.publish import Turn, copy_database

#: Where each of an issue's pictures lies for its copy (see ``Asset.path``).
Links = Callable[[Sequence[Asset]], Sequence[str]]

#: What tells of the past of an issue.
_PAST = ("journal", "version", "version_part", "content")


def copy_issue(
    source: sqlite3.Connection, form: Format, path: Path, turn: Turn, *, with_past: bool, links: Links | None = None
) -> None:
    """Writes a copy at ``path`` under the rules of ``store.create``; without its past it begins a journal of its own."""
    with replacing(path) as beside:
        copy_database(source, beside, turn)
        with closing(sqlite3.connect(beside, isolation_level=None)) as copy:
            copy.execute(sql.BUILDER[1])
            copy.execute(sql.BEGIN)
            if not with_past:
                for table in _PAST:
                    if table == "journal" or form.has_versions:
                        copy.execute(sql.EMPTY_TABLE.format(table))
            _drop_unnamed(copy, form)
            if links is not None:
                _link(copy, form, links)
            copy.execute(sql.COMMIT)
            copy.execute(sql.PACK)


def _drop_unnamed(copy: sqlite3.Connection, form: Format) -> None:
    """Takes out the originals that nothing names any more; none where an asset cannot be read."""
    try:
        bodies = list(typed(copy, sql.ASSETS, (bytes,)))
        if form.has_versions:
            bodies += typed(copy, sql.VERSION_ASSETS, (bytes,))
        named = {msgspec.json.decode(body, type=Asset).sha256 for (body,) in bodies}
    except (msgspec.DecodeError, UnicodeDecodeError, Malformed):
        return
    for (sha256,) in list(typed(copy, sql.BLOB_NAMES, (str,))):
        if sha256 not in named:
            copy.execute(sql.DELETE_BLOB, {"sha256": sha256})


def _link(copy: sqlite3.Connection, form: Format, links: Links) -> None:
    """Has the pictures of the copy lie where ``links`` says; nothing where an asset cannot be read.

    That is no edit of the issue: the journal ends as that of the issue does, and the same issue gives the same copy.
    """
    try:
        found = list(typed(copy, sql.ASSET_PARTS, (str, int, bytes)))
        assets = [msgspec.json.decode(body, type=Asset) for _, _, body in found]
        ((parts,),) = typed(copy, form.parts, (str,))
        said = int(parts or "0", 16)
    except (msgspec.DecodeError, ValueError, Malformed):
        return
    for (name, position, body), asset, path in zip(found, assets, links(assets), strict=True):
        if path != asset.path:
            linked = _with_path(body, path)
            copy.execute(sql.UPDATE_ASSET, {"id": name, "body": linked})
            said ^= rows.mark(("asset", name), position, body) ^ rows.mark(("asset", name), position, linked)
    if parts:
        copy.execute(sql.SET_PARTS, {"parts": f"{said:032x}"})


def _with_path(body: bytes, path: str) -> bytes:
    """An asset's row with another path: all else stays to the byte, also what a newer format says of it."""
    fields = msgspec.json.decode(body, type=dict[str, msgspec.Raw])
    return msgspec.json.encode(fields | {"path": msgspec.Raw(msgspec.json.encode(path))})

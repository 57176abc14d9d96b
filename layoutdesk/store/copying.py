"""A copy of an issue file: one state of it, tidy, in a file of its own, while others read and write the first.

An original that neither the issue nor any of its versions names stays in the issue's own file, where an undo may want it back;
copies leave it out.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from layoutdesk.model import Asset
from layoutdesk.store import sql
from layoutdesk.store.create import replacing
from layoutdesk.store.fetch import Malformed, typed
from layoutdesk.store.formats import Format
from layoutdesk.store.publish import Turn, copy_database

#: What tells of the past of an issue.
_PAST = ("journal", "version", "version_part", "content")


def copy_issue(source: sqlite3.Connection, form: Format, path: Path, turn: Turn, *, with_past: bool) -> None:
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

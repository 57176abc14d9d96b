"""Earlier versions of an issue, whole (历史版本): kept at exports, proof rounds and named points, and by themselves now and then.

A version is a list of rows; the rows lie in the file once by their content, however many versions hold them, so that a day's typing
leaves a story once for each version in which it was another. What no version holds any longer goes with the thinning.
"""

from __future__ import annotations

import datetime
import hashlib
import sqlite3
from typing import Final, Literal, NamedTuple

from layoutdesk.base import clock
from layoutdesk.model import Document
from layoutdesk.store import journal, rows, sql
from layoutdesk.store.fetch import Malformed, typed
from layoutdesk.store.people import user_name
from layoutdesk.store.thinning import Stamp, superfluous

#: Why a version is kept: by itself (the only ones that are thinned), because somebody named it (命名), at an export (输出), at the
#: end of a proof round (校次), or because another was about to be restored over it (恢复前).
Kind = Literal["auto", "named", "export", "round", "restore"]
_TYPES: Final = (int, str, int, str, str, str, str)
#: So many of the newest are never thinned.
_SURE: Final = 12


class Version(NamedTuple):
    """One version: ``at`` in UTC, ``revision`` the number of commits that made the issue what it was."""

    number: int
    at: str
    revision: int
    kind: str
    name: str
    actor: str
    role: str


def kept(connection: sqlite3.Connection) -> list[Version]:
    """The versions in the file, oldest first."""
    return [Version(*row) for row in typed(connection, sql.ALL_VERSIONS, _TYPES)]


class Occasion(NamedTuple):
    """Why a version is kept; ``at`` and ``actor`` where that was not here and now."""

    kind: Kind
    name: str = ""
    role: str = ""
    at: str = ""
    actor: str = ""


def keep(connection: sqlite3.Connection, document: Document, revision: int, why: Occasion) -> Version:
    """Keeps ``document``, the issue at ``revision``, inside the transaction that is open, and thins what is there.

    Nothing is kept twice: the version of that revision which says as much is given back.
    """
    # The name of a file may hold bytes that are no text; the file takes text only.
    why = why._replace(name=why.name.encode("utf-8", "replace").decode())
    known = kept(connection)
    for version in known:
        same = why.kind == "auto" or (version.kind, version.name) == (why.kind, why.name)
        if version.revision == revision and same:
            return version
    number = known[-1].number + 1 if known else 1
    at, actor = why.at or journal.now(), why.actor or user_name()
    new = Version(number, at, revision, why.kind, why.name, actor, why.role)
    connection.execute(sql.INSERT_VERSION, new._asdict())
    for row in rows.all_rows(document):
        body = rows.encoded(row.value)
        fields = {"sha256": hashlib.sha256(body).hexdigest(), "body": body}
        connection.execute(sql.INSERT_CONTENT, fields)
        place = {"version": number, "kind": row.key[0], "id": row.key[1], "position": row.position}
        connection.execute(sql.INSERT_VERSION_PART, place | {"sha256": fields["sha256"]})
    _thin(connection, [*known, new])
    return new


def _thin(connection: sqlite3.Connection, known: list[Version]) -> None:
    stamps = [Stamp(version.number, at) for version in known if version.kind == "auto" and (at := _moment(version.at))]
    # The newest stay whatever the clock says: it may have jumped ahead, and be set right tomorrow.
    newest = {stamp.number for stamp in sorted(stamps)[-_SURE:]}
    gone = [number for number in superfluous(stamps, clock.now()) if number not in newest]
    for number in gone:
        connection.execute(sql.DELETE_VERSION_PARTS, {"version": number})
        connection.execute(sql.DELETE_VERSION, {"version": number})
    if gone:
        connection.execute(sql.DELETE_UNNAMED_CONTENT)


def _moment(at: str) -> datetime.datetime | None:
    """The moment of a version; nothing where a file says what is none, and such a version stays."""
    try:
        moment = datetime.datetime.fromisoformat(at)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def read(connection: sqlite3.Connection, number: int, known: rows.Known | None = None) -> Document:
    """The issue as it was; raises ``Malformed`` where its rows are not what their hashes say."""
    found = []
    types = (str, str, bytes, str)
    for position, (kind, name, body, sha256) in enumerate(
        typed(connection, sql.VERSION_PARTS, types, {"version": number})
    ):
        if hashlib.sha256(body).hexdigest() != sha256:
            raise Malformed(f"{kind} {name}")
        found.append(rows.Part(kind, name, body, 0, position))
    return rows.document_of(found, known)


def size(connection: sqlite3.Connection, number: int) -> tuple[int, int]:
    """How many rows a version has, and their bytes."""
    count, size = connection.execute(sql.VERSION_SIZES, {"version": number}).fetchone()
    return count, size

"""The formats of the issue file, each as data: its tables word for word, how it is read, and the way to the next one.

The texts of a schema are what SQLite stores word for word; a file with other tables, or with any trigger, view or index of its
own, is not ours. A change here is a new format with a migration, and a saved file of the format before it among the tests.
"""

from __future__ import annotations

from typing import Final, NamedTuple

_PART: Final = (
    "CREATE TABLE part (kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL, "
    "version INTEGER NOT NULL, PRIMARY KEY (kind, id)) STRICT"
)
_BLOB: Final = "CREATE TABLE blob (sha256 TEXT NOT NULL PRIMARY KEY, media TEXT NOT NULL, data BLOB NOT NULL) STRICT"
_JOURNAL_1: Final = (
    "CREATE TABLE journal (seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, "
    "direction TEXT NOT NULL, label TEXT NOT NULL, edit BLOB NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
)
#: ``revision`` counts the commits of the issue, also where a copy begins its journal anew; ``op_id`` lets a commit whose
#: acknowledgement was lost be tried again.
_JOURNAL: Final = (
    "CREATE TABLE journal (seq INTEGER NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, op_id TEXT NOT NULL UNIQUE, "
    "at TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL, direction TEXT NOT NULL, label TEXT NOT NULL, "
    "edit BLOB NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT"
)
#: ``parts`` is the sum of what all rows of ``part`` say (see ``rows.sum_of``): a bit that turned over inside one changes it. Empty
#: until the first commit after a migration.
_ISSUE: Final = (
    "CREATE TABLE issue (id INTEGER NOT NULL PRIMARY KEY, revision INTEGER NOT NULL, parts TEXT NOT NULL) STRICT"
)
#: Earlier versions: a row of an issue is stored once by its content, however many versions hold it.
_VERSIONS: Final = (
    "CREATE TABLE version (number INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, revision INTEGER NOT NULL, "
    "kind TEXT NOT NULL, name TEXT NOT NULL, actor TEXT NOT NULL, role TEXT NOT NULL) STRICT",
    "CREATE TABLE version_part (version INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, "
    "position INTEGER NOT NULL, content INTEGER NOT NULL, PRIMARY KEY (version, kind, id)) STRICT, WITHOUT ROWID",
    "CREATE TABLE content (id INTEGER NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, body BLOB NOT NULL) STRICT",
)


class Format(NamedTuple):
    """One format. ``checked`` are the tables whose b-trees are looked through before they are read: the originals are not
    (their hash is checked when one is read, and a large issue opens as fast as a small one). ``migration`` leads to the next.
    """

    schema: tuple[str, ...]
    checked: tuple[str, ...]
    revision: str
    parts: str
    journal: str
    has_versions: bool
    migration: tuple[str, ...] = ()


FORMATS: Final = {
    1: Format(
        schema=(_PART, _BLOB, _JOURNAL_1),
        checked=("part", "journal"),
        revision="SELECT COALESCE(MAX(seq), 0) FROM journal",
        parts="SELECT ''",
        # A row of the first format has its own hash for the id of its operation (see ``journal.sealed``).
        journal="SELECT seq, seq, hash, at, actor, '', direction, label, edit, prev, hash FROM journal ORDER BY seq",
        has_versions=False,
        migration=(
            "ALTER TABLE journal RENAME TO journal_1",
            _JOURNAL,
            _ISSUE,
            *_VERSIONS,
            "INSERT INTO journal (seq, revision, op_id, at, actor, role, direction, label, edit, prev, hash) "
            "SELECT seq, seq, hash, at, actor, '', direction, label, edit, prev, hash FROM journal_1 ORDER BY seq",
            "INSERT INTO issue (id, revision, parts) SELECT 1, COALESCE(MAX(seq), 0), '' FROM journal_1",
            "DROP TABLE journal_1",
        ),
    ),
    2: Format(
        schema=(_PART, _BLOB, _JOURNAL, _ISSUE, *_VERSIONS),
        checked=("part", "journal", "issue", "version", "version_part", "content"),
        revision="SELECT revision FROM issue",
        parts="SELECT parts FROM issue",
        journal="SELECT seq, revision, op_id, at, actor, role, direction, label, edit, prev, hash FROM journal "
        "ORDER BY seq",
        has_versions=True,
    ),
}

#: The format that is written.
CURRENT: Final = max(FORMATS)

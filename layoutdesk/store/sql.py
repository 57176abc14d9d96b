"""Every statement of the store as data: portable SQL with named parameters, and the few pragmas of SQLite.

The texts of ``SCHEMA`` are what SQLite stores word for word; a file with other tables, or with any trigger, view or index of its
own, is not ours. A change here is a new ``SCHEMA_VERSION`` with a migration.
"""

from typing import Final

#: Marks the file as an issue (bytes 68 to 71 of its header).
APPLICATION_ID: Final = 0x4C444B4B
SCHEMA_VERSION: Final = 1

SCHEMA: Final = (
    "CREATE TABLE part (kind TEXT NOT NULL, id TEXT NOT NULL, position INTEGER NOT NULL, body BLOB NOT NULL, "
    "version INTEGER NOT NULL, PRIMARY KEY (kind, id)) STRICT",
    "CREATE TABLE blob (sha256 TEXT NOT NULL PRIMARY KEY, media TEXT NOT NULL, data BLOB NOT NULL) STRICT",
    "CREATE TABLE journal (seq INTEGER NOT NULL PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, "
    "direction TEXT NOT NULL, label TEXT NOT NULL, edit BLOB NOT NULL, prev TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
)

#: What a connection is told before anything else: believe nothing that the file says.
GUARDS: Final = (
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA mmap_size=0",
    "PRAGMA foreign_keys=ON",
)
#: Full: what is acknowledged survives a power cut. The log is cut back after a large import.
WRITER: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA busy_timeout=3000",
    "PRAGMA journal_size_limit=16777216",
)
#: While a new file is built beside its place nobody reads it; it is synced once, as a whole, before it takes its name.
BUILDER: Final = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF")

GET_APPLICATION_ID: Final = "PRAGMA application_id"
GET_SCHEMA_VERSION: Final = "PRAGMA user_version"
SET_APPLICATION_ID: Final = f"PRAGMA application_id={APPLICATION_ID}"
SET_SCHEMA_VERSION: Final = f"PRAGMA user_version={SCHEMA_VERSION}"
GET_SCHEMA: Final = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
#: The blobs are left out: their hash is checked when one is read, and a large issue opens as fast as a small one.
CHECKS: Final = ("PRAGMA quick_check(part)", "PRAGMA quick_check(journal)")
GET_DATA_VERSION: Final = "PRAGMA data_version"
#: Not waiting: a reader may stay for hours.
CLOSE_LOG: Final = ("PRAGMA busy_timeout=0", "PRAGMA journal_mode=DELETE")

#: Everything in the log goes into the database file and is synced there; answers (busy, frames, …), frames -1 without a log.
EMPTY_LOG: Final = "PRAGMA wal_checkpoint(FULL)"

BEGIN: Final = "BEGIN IMMEDIATE"
COMMIT: Final = "COMMIT"
ROLLBACK: Final = "ROLLBACK"

PART_SIZES: Final = "SELECT COUNT(*), COALESCE(SUM(LENGTH(body)), 0) FROM part"
ALL_PARTS: Final = "SELECT kind, id, body, version FROM part ORDER BY kind, position"
INSERT_PART: Final = "INSERT INTO part (kind, id, position, body, version) VALUES (:kind, :id, :position, :body, 1)"
UPDATE_PART: Final = (
    "UPDATE part SET position = :position, body = :body, version = version + 1 "
    "WHERE kind = :kind AND id = :id AND version = :version"
)
MOVE_PART: Final = (
    "UPDATE part SET position = :position, version = version + 1 WHERE kind = :kind AND id = :id AND version = :version"
)
DELETE_PART: Final = "DELETE FROM part WHERE kind = :kind AND id = :id AND version = :version"

HAS_BLOB: Final = "SELECT COUNT(*) FROM blob WHERE sha256 = :sha256"
GET_BLOB: Final = "SELECT data FROM blob WHERE sha256 = :sha256"
BLOB_NAMES: Final = "SELECT sha256 FROM blob ORDER BY sha256"
INSERT_BLOB: Final = (
    "INSERT INTO blob (sha256, media, data) VALUES (:sha256, :media, :data) ON CONFLICT (sha256) DO NOTHING"
)

JOURNAL_END: Final = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
INSERT_JOURNAL: Final = (
    "INSERT INTO journal (seq, at, actor, direction, label, edit, prev, hash) "
    "VALUES (:seq, :at, :actor, :direction, :label, :edit, :prev, :hash)"
)
ALL_JOURNAL: Final = "SELECT seq, at, actor, direction, label, edit, prev, hash FROM journal ORDER BY seq"

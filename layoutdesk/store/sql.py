"""Every statement of the store as data: portable SQL with named parameters, and the few pragmas of SQLite.

The tables themselves, of this format and of earlier ones, are in ``formats``.
"""

from typing import Final

#: Marks the file as an issue (bytes 68 to 71 of its header).
APPLICATION_ID: Final = 0x4C444B4B

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
    # The writer brings the log into the file itself, and so knows how the file stands when nobody else has written to it.
    "PRAGMA wal_autocheckpoint=0",
)
#: While a new file is built beside its place nobody reads it; it is synced once, as a whole, before it takes its name.
BUILDER: Final = ("PRAGMA journal_mode=OFF", "PRAGMA synchronous=OFF")
#: Pages of a copy are written as they come, not all at its end.
SMALL_CACHE: Final = "PRAGMA cache_size=-256"

GET_APPLICATION_ID: Final = "PRAGMA application_id"
GET_FORMAT: Final = "PRAGMA user_version"
SET_APPLICATION_ID: Final = f"PRAGMA application_id={APPLICATION_ID}"
SET_FORMAT: Final = "PRAGMA user_version={:d}"
GET_SCHEMA: Final = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
GET_OBJECTS: Final = "SELECT type, name, sql FROM sqlite_master"
GET_COLUMNS: Final = "SELECT name, hidden FROM pragma_table_xinfo(:table)"
GET_INDICES: Final = "SELECT name, partial FROM pragma_index_list(:table)"
GET_INDEXED: Final = "SELECT COUNT(*) FROM pragma_index_xinfo(:index) WHERE cid = -2"
GET_DATA_VERSION: Final = "PRAGMA data_version"
INTEGRITY_CHECK: Final = "PRAGMA integrity_check({:d})"
QUICK_CHECK: Final = "PRAGMA quick_check({})"
#: Not waiting: a reader may stay for hours.
CLOSE_LOG: Final = ("PRAGMA busy_timeout=0", "PRAGMA journal_mode=DELETE")

#: Everything in the log goes into the database file and is synced there; answers (busy, frames, …), frames -1 without a log.
EMPTY_LOG: Final = "PRAGMA wal_checkpoint(FULL)"

#: The same without waiting for readers, and the log is cut to nothing.
EMPTY_LOG_AT_ONCE: Final = ("PRAGMA busy_timeout=0", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA busy_timeout=3000")

BEGIN: Final = "BEGIN IMMEDIATE"
BEGIN_READING: Final = "BEGIN"
COMMIT: Final = "COMMIT"
ROLLBACK: Final = "ROLLBACK"

PART_SIZES: Final = "SELECT COUNT(*), COALESCE(SUM(LENGTH(body)), 0) FROM part"
ALL_PARTS: Final = "SELECT kind, id, body, version, position FROM part ORDER BY kind, position"
INSERT_PART: Final = "INSERT INTO part (kind, id, position, body, version) VALUES (:kind, :id, :position, :body, 1)"
UPDATE_PART: Final = (
    "UPDATE part SET position = :position, body = :body, version = version + 1 "
    "WHERE kind = :kind AND id = :id AND version = :version"
)
MOVE_PART: Final = (
    "UPDATE part SET position = :position, version = version + 1 WHERE kind = :kind AND id = :id AND version = :version"
)
GET_BODY: Final = "SELECT body FROM part WHERE kind = :kind AND id = :id"
DELETE_PART: Final = "DELETE FROM part WHERE kind = :kind AND id = :id AND version = :version"

GET_BLOB: Final = "SELECT data FROM blob WHERE sha256 = :sha256"
BLOB_ROWS: Final = "SELECT rowid, sha256 FROM blob ORDER BY sha256"
BLOB_NAMES: Final = "SELECT sha256 FROM blob ORDER BY sha256"
INSERT_BLOB: Final = (
    "INSERT INTO blob (sha256, media, data) VALUES (:sha256, :media, :data) ON CONFLICT (sha256) DO NOTHING"
)

DELETE_BLOB: Final = "DELETE FROM blob WHERE sha256 = :sha256"
ASSETS: Final = "SELECT body FROM part WHERE kind = 'asset'"
ASSET_PARTS: Final = "SELECT id, position, body FROM part WHERE kind = 'asset' ORDER BY position"
UPDATE_ASSET: Final = "UPDATE part SET body = :body, version = version + 1 WHERE kind = 'asset' AND id = :id"
EMPTY_TABLE: Final = "DELETE FROM {}"
#: Rewrites the file without what was deleted from it.
PACK: Final = "VACUUM"

INSERT_ISSUE: Final = "INSERT INTO issue (id, revision, parts) VALUES (1, 0, :parts)"
SET_PARTS: Final = "UPDATE issue SET parts = :parts"
NEXT_REVISION: Final = "UPDATE issue SET revision = revision + 1, parts = :parts WHERE revision = :revision"

JOURNAL_END: Final = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
INSERT_JOURNAL: Final = (
    "INSERT INTO journal (seq, revision, op_id, at, actor, role, direction, label, edit, prev, hash) "
    "VALUES (:seq, :revision, :op_id, :at, :actor, :role, :direction, :label, :edit, :prev, :hash)"
)
FIND_OPERATION: Final = "SELECT seq, direction, edit FROM journal WHERE op_id = :op_id"

ALL_VERSIONS: Final = "SELECT number, at, revision, kind, name, actor, role FROM version ORDER BY number"
INSERT_VERSION: Final = (
    "INSERT INTO version (number, at, revision, kind, name, actor, role) "
    "VALUES (:number, :at, :revision, :kind, :name, :actor, :role)"
)
INSERT_CONTENT: Final = "INSERT INTO content (sha256, body) VALUES (:sha256, :body) ON CONFLICT (sha256) DO NOTHING"
INSERT_VERSION_PART: Final = (
    "INSERT INTO version_part (version, kind, id, position, content) "
    "SELECT :version, :kind, :id, :position, id FROM content WHERE sha256 = :sha256"
)
VERSION_SIZES: Final = (
    "SELECT COUNT(*), COALESCE(SUM(LENGTH(body)), 0) FROM version_part LEFT JOIN content ON content.id = content "
    "WHERE version = :version"
)
VERSION_PARTS: Final = (
    "SELECT kind, version_part.id, body, sha256 FROM version_part LEFT JOIN content ON content.id = content "
    "WHERE version = :version ORDER BY kind, position"
)
DELETE_VERSION: Final = "DELETE FROM version WHERE number = :version"
DELETE_VERSION_PARTS: Final = "DELETE FROM version_part WHERE version = :version"
DELETE_UNNAMED_CONTENT: Final = "DELETE FROM content WHERE id NOT IN (SELECT content FROM version_part)"
VERSION_ASSETS: Final = (
    "SELECT DISTINCT body FROM version_part JOIN content ON content.id = content WHERE kind = 'asset'"
)

"""The issue file: one SQLite file that holds an issue with the originals of its pictures and the journal of its edits.

In: snapshots (``model.Document``) and edits; out: the same after a crash. A commit writes what two snapshots differ in.
"""

from layoutdesk.store.create import create
from layoutdesk.store.file import IssueFile

__all__ = ["IssueFile", "create"]

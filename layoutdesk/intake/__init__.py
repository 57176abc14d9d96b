"""Copy as it arrives to stories, questions and problems.

Goes in: files of a day's copy, in any of the formats of ``readers`` and the encodings that newsrooms send. Comes out: an ``Intake``
with pages, stories in the order of the copy, and everything that only an editor can decide as a query.
"""

from layoutdesk.intake.reader import read_copy, read_manuscript, read_text
from layoutdesk.intake.types import CopyPage, Intake, TypedBlock

__all__ = ["CopyPage", "Intake", "TypedBlock", "read_copy", "read_manuscript", "read_text"]

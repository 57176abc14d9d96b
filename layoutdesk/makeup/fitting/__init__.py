"""Copyfitting (配稿): legal ways to gain or lose lines, each an edit with what it gives, never a change of copy.

In: a document and an element that sets a story. Out: ``Fitting`` with ways ranked by what they cost in looks. Every figure is
measured: the edits of a way are applied to the document and the element is laid out by the engine that prints it.

``stage`` lays out, ``sources`` is the table of what may be changed (``paragraphs``, ``subheads``, ``pictures``, ``heads``,
``subordinates``, ``sideheads``, ``columns``), ``choose`` puts changes together, ``fitting`` is the way round.
"""

from layoutdesk.makeup.fitting.fitting import Search, fit
from layoutdesk.makeup.fitting.types import Fitting, Part, Way

__all__ = ["Fitting", "Part", "Search", "Way", "fit"]

"""Placed PDF (置入 PDF): a page of another PDF as a form of ours, as adverts arrive. pikepdf is loaded here and nowhere else.

``opening`` lets a file in and finds the page; ``survey`` follows what its content uses and refuses what may not be printed;
``copying`` writes exactly that into our file.
"""

from layoutdesk.exporters.pdf.adverts.place import place
from layoutdesk.exporters.pdf.adverts.survey import Rules

__all__ = ["Rules", "place"]

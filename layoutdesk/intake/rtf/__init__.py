"""Rich Text Format (Word, WPS, TextEdit, LibreOffice; RTF 1.9.1) to a manuscript.

Own reading: of the kept libraries striprtf gives plain text alone, without styles, tables or pictures, and takes a code page
for the whole file where Chinese files change it from font to font.
"""

from layoutdesk.intake.rtf.reader import read, read_piece

__all__ = ["read", "read_piece"]

"""Word documents (.docx, .docm; Word, WPS Office, LibreOffice, Pages): ISO/IEC 29500-1 WordprocessingML to a manuscript.

Own reading over the bounded XML of ``intake.xml``: python-docx, the usual library, parses without limits, and gives neither
tracked insertions, text boxes, the numbers of lists nor cells that reach over rows, all of which copy has.
"""

from layoutdesk.intake.docx.reader import read

__all__ = ["read"]

"""PDF for the press (ReportLab lives here and nowhere else)."""

from layoutdesk.exporters.pdf import deferred  # noqa: F401 - before anything that imports ReportLab
from layoutdesk.exporters.pdf.export import export_each, export_pdf
from layoutdesk.exporters.pdf.standard import STANDARDS, OutputProfile

__all__ = ["STANDARDS", "OutputProfile", "export_each", "export_pdf"]

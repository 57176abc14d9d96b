"""Outputs of composed pages: PDF for the press, PNG, text. ``table`` lists the kinds; heavy imports wait until one runs."""

from layoutdesk.exporters.images import ImageSource
from layoutdesk.exporters.report import ExportedFile, ExportReport
from layoutdesk.exporters.table import EXPORTERS, LATER, ExportJob, export, exporter

__all__ = [
    "EXPORTERS",
    "LATER",
    "ExportJob",
    "ExportReport",
    "ExportedFile",
    "ImageSource",
    "export",
    "exporter",
]

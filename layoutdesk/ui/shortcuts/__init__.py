"""Shortcuts (快捷键): ready sets, the editor's own changes, and the dialog in which they are looked at and changed."""

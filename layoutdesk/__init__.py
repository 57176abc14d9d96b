"""LayoutDesk, the make-up desk of a newspaper (报纸排版台)."""

__version__ = "0.1.0"

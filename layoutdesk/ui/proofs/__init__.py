"""Proofs (大样) seen in the window: finished PDF files as they will be printed, in place of the page."""

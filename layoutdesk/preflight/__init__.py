"""Preflight (印前检查) of a finished PDF, ours or anybody's: what a standard forbids, and what spoils a page on the press.

In: a PDF file. Out: ``Report`` with problems by code, each with the standard it comes from. ``opening`` lets a file in, ``survey``
walks over every page once and notes what is used, ``rules`` judge what was noted (one row each in ``rules.RULES``), ``examine``
is the whole way. pikepdf reads the file; it is loaded only here and only then. Hostile files belong in a limited child process.
"""

"""Puts Pillow off: ReportLab imports it outright, but an export whose pictures lie in the cache never uses it.

Importing this module does it; it must come before the first import of ReportLab. Pillow loads by itself at its first use.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys


def defer(package: str, module: str) -> None:
    """Makes ``package.module`` load when an attribute of it is first asked for; nothing happens where it is loaded already."""
    name = f"{package}.{module}"
    if name in sys.modules:
        return
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    lazy = importlib.util.module_from_spec(spec)
    sys.modules[name] = lazy
    spec.loader.exec_module(lazy)
    # ``from package import module`` looks here first; finding the module in ``sys.modules`` instead would load it.
    setattr(importlib.import_module(package), module, lazy)


defer("PIL", "Image")

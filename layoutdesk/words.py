"""The texts of the interface by code, in Chinese and English: ``resources/translations/<language>/*.toml``.

The engine knows no language: it returns codes with arguments. Only the command line and the window ask here.
"""

import locale
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from layoutdesk.base.phrase import Phrase
from layoutdesk.base.problem import Problem, Refusal
from layoutdesk.resources import resource

LANGUAGES = ("zh", "en")
#: Arguments of problems that are titles of stories: empty where a story has no words at all.
_NAMES = ("title", "first", "second")


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of one language by dotted code."""
    texts: dict[str, str] = {}
    for file in sorted(resource("translations", language).glob("*.toml")):
        texts.update(_texts(file))
    return texts


@cache
def _room(language: str, room: str) -> Mapping[str, str]:
    """The texts of one room of the engine, all that a command says; to read the others takes a tenth of an export."""
    file = resource("translations", language) / f"{room}.toml"
    return catalogue(language) if room == "ui" or not file.is_file() else _texts(file)


@cache
def _texts(file: Path) -> Mapping[str, str]:
    import tomllib

    texts: dict[str, str] = {}
    _flatten("", tomllib.loads(file.read_text(encoding="utf-8")), texts)
    return texts


def _flatten(prefix: str, table: Mapping[str, object], into: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, Mapping):
            _flatten(f"{prefix}{name}.", value, into)
        else:
            into[prefix + name] = str(value)


def preferred_language() -> str:
    """``zh`` or ``en``: ``LAYOUTDESK_LANGUAGE``, else that of the system; Chinese papers come first where nothing is said."""
    # Not by ``getlocale``: it knows only what is installed, and calls the locale C American.
    said = (os.environ.get(name) for name in ("LAYOUTDESK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    wanted = next(filter(None, said), "") or (locale.getlocale()[0] if os.name == "nt" else "") or ""
    return "en" if wanted.lower().startswith("en") else "zh"


class _Argument(str):
    """What fills a gap in a text. ``{lines:line|lines}`` gives "1 line", "2 lines"; ``{hao:-}`` says nothing."""

    def __format__(self, wanted: str) -> str:
        if wanted == "-":
            return ""
        one, parted, many = wanted.partition("|")
        return f"{self!s} {one if self == '1' else many}" if parted else str(self)


class _Lenient(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return _Argument("{" + key + "}")


def text(code: str, language: str | None = None, /, **args: object) -> str:
    """The text of ``code`` with its arguments filled in; the code itself where no text exists."""
    pattern = _room(language or preferred_language(), code.partition(".")[0]).get(code)
    if pattern is None:
        return code + (": " + ", ".join(f"{name} {value}" for name, value in args.items()) if args else "")
    return pattern.format_map(_Lenient({name: _argument(value, language) for name, value in args.items()}))


def _argument(value: object, language: str | None) -> _Argument:
    return _Argument(text(value.code, language, **value.args) if isinstance(value, Phrase) else value)


def problem_text(problem: Problem, language: str | None = None) -> str:
    """One sentence for a problem; in it a story without any words is called one without a title."""
    named = {name: Phrase("edits.what.untitled", {}) for name in _NAMES if problem.args.get(name) == ""}
    return text(problem.code, language, **{**problem.args, **named})


def refusal_text(refusal: Refusal, language: str | None = None) -> str:
    """One sentence for a refusal."""
    return text(refusal.code, language, **refusal.args_)

"""Fonts: files fill the roles of type (字体角色); every face is opened by path, never by family name.

In: the newspaper's own folders, Debian's font packages and the font package that is a dependency. Out: a ``FontBook`` that gives
the face of a role, the face that has a character, and what is wrong. Opening is lazy: looking over the files reads a few hundred
bytes each, HarfBuzz maps a file when its first glyph is asked for.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Final

import msgspec

from layoutdesk.base.problem import Problem
from layoutdesk.model.document import FontUse, is_chinese
from layoutdesk.model.styles import ROLES
from layoutdesk.text.face import Face
from layoutdesk.text.fontfile import BrokenFont, read_directory
from layoutdesk.text.regions import REGIONS, region_of, regional

__all__ = ["FALLBACK", "FOLDER_TABLE", "RARE", "Face", "FontBook", "load_fonts", "pip_fonts"]

#: Where a role goes that no file fills: 仿宋 to 楷, 标题宋 to 粗宋, bold to regular, at last 宋 and then whatever there is.
FALLBACK: Final[Mapping[str, tuple[str, ...]]] = {
    "song": ("song-bold", "title", "fang", "kai", "hei", "hei-bold"),
    "song-bold": ("song", "title", "hei-bold", "hei", "kai", "fang"),
    "hei": ("hei-bold", "song", "song-bold", "kai", "fang", "title"),
    "hei-bold": ("hei", "song-bold", "song", "title", "kai", "fang"),
    "kai": ("fang", "song", "hei", "song-bold", "hei-bold", "title"),
    "fang": ("kai", "song", "hei", "song-bold", "hei-bold", "title"),
    "title": ("song-bold", "song", "hei-bold", "hei", "kai", "fang"),
}
#: A font folder may say in this file which file fills which role: ``song = "paper.ttf"`` or ``song = "paper.ttc#2"``, and in tables
#: ``[zh-Hant]`` and ``[zh-HK]`` which do in issues of those regions.
FOLDER_TABLE: Final = "fonts.toml"
#: Roles that no style takes: the faces of last resort for rare characters (生僻字), a newspaper's own before Debian's.
RARE: Final = ("rare", "rare-2")
#: Roles that no style takes either: whose letters stand in where a role's face lacks letters of Latin, Greek or Cyrillic (Łódź),
#: before a face of another kind does: with serifs beside 宋 and what has its Western in Song, without beside 黑.
LETTERS: Final[Mapping[str, str]] = {
    "song": "latin", "kai": "latin", "fang": "latin", "song-bold": "latin-bold", "title": "latin-bold",
    "hei": "latin-sans", "hei-bold": "latin-sans-bold",
}  # fmt: skip
_MOST_WORDS: Final = 50_000
_SUFFIXES: Final = (".otf", ".ttf", ".ttc", ".otc")
_NOTO: Final = Path("/usr/share/fonts/opentype/noto")
_URW: Final = Path("/usr/share/fonts/opentype/urw-base35")
#: Debian's fonts-noto-cjk (face 2 of each collection is Simplified Chinese), fonts-lxgw-wenkai and, of fonts-hanazono, the Song of
#: Unicode's CJK extensions B to F. Its other file stays out: its own glyphs under private code points would hide what is missing.
#: fonts-urw-base35 comes with Ghostscript; its Palatino and its Sans come nearest to the letters of Noto in weight and shape.
_DEBIAN: Final[Mapping[str, tuple[Path, int]]] = {
    "song": (_NOTO / "NotoSerifCJK-Regular.ttc", 2),
    "song-bold": (_NOTO / "NotoSerifCJK-Bold.ttc", 2),
    "title": (_NOTO / "NotoSerifCJK-Bold.ttc", 2),
    "hei": (_NOTO / "NotoSansCJK-Regular.ttc", 2),
    "hei-bold": (_NOTO / "NotoSansCJK-Bold.ttc", 2),
    "kai": (Path("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"), 0),
    "rare-2": (Path("/usr/share/fonts/truetype/hanazono/HanaMinB.ttf"), 0),
    "latin": (_URW / "P052-Roman.otf", 0),
    "latin-bold": (_URW / "P052-Bold.otf", 0),
    "latin-sans": (_URW / "NimbusSans-Regular.otf", 0),
    "latin-sans-bold": (_URW / "NimbusSans-Bold.otf", 0),
}
_PACKAGE: Final = "pylopdf_fonts_zh_cn"
_PACKAGED: Final = {"song": "NotoSerifSC-Regular.otf", "hei": "NotoSansSC-Regular.otf"}

#: What a font folder says: the file of a role, or a table of roles for the issues of a region.
_FolderTable = dict[str, str | dict[str, str]]
#: (role, path, index) as wished for, the best first.
_Wish = tuple[str, Path, int]


class FontBook:
    """The faces of an issue by role, with what is wrong about them. Compared and hashed by identity."""

    def __init__(self, roles: Mapping[str, Face], problems: Iterable[Problem] = ()) -> None:
        self._roles = dict(roles)
        self._problems = tuple(problems)
        self._chains: dict[str, tuple[Face, ...]] = {}
        self._by_char: dict[tuple[str, str], Face | None] = {}
        self._base = self
        self._regional: dict[str, FontBook] = {}
        self._speaking: dict[str, FontBook] = {}

    def of(self, language: str) -> FontBook:
        """The faces for Chinese in ``language``: its region's own files and forms; the same book where they do not differ.

        What is not Chinese, or "", takes the faces of this book. Faces of every region are found by their keys in the book that
        all come from.
        """
        found = self._speaking.get(language)
        if found is None:
            found = self._speaking[language] = self._of(region_of(language)) if is_chinese(language) else self
        return found

    def _of(self, region: str) -> FontBook:
        base = self._base
        if not region:
            return base
        if region not in base._regional:
            roles = {
                role: base._roles.get(f"{region}.{role}") or regional(face, region)
                for role, face in base._roles.items()
                if "." not in role
            }
            book = base._regional[region] = FontBook(roles, base._problems)
            book._base = base
            base._by_key.update({face.key: face for face in book.faces if face.key not in base._by_key})
        return base._regional[region]

    @property
    def books(self) -> tuple[FontBook, ...]:
        """This book and those of all regions that were asked for, the one that they come from among them."""
        return tuple(dict.fromkeys((self, self._base, *self._base._regional.values())))

    def face(self, role: str) -> Face:
        """The face of a role, or the first along its chain of ``FALLBACK``.

        Raises ``LookupError`` where the book has no face at all.
        """
        chain = self.chain(role)
        if not chain:
            raise LookupError(f"no font for {role}")
        return chain[0]

    def chain(self, role: str) -> tuple[Face, ...]:
        """The faces that may set a character of ``role``, the best first, each once. An unknown role is taken for ``song``."""
        chain = self._chains.get(role)
        if chain is None:
            known = role if role in FALLBACK else "song"
            faces = (self._roles.get(name) for name in (role, known, *FALLBACK[known], *RARE))
            chain = self._chains[role] = tuple(dict.fromkeys(face for face in faces if face is not None))
        return chain

    def for_char(self, role: str, char: str) -> Face | None:
        """The face that has a glyph for ``char``: the role's own, else the first fallback; ``None`` where none has it."""
        return self.for_word(role, char)

    def for_word(self, role: str, word: str) -> Face | None:
        """The same for all characters of ``word``, so that no word has two faces; letters have a fallback of their own."""
        wanted = (role, word)
        if wanted not in self._by_char:
            if len(self._by_char) > _MOST_WORDS:
                self._by_char.clear()
            chain = self.chain(role)
            if word < "\u2000" and word.isalpha():
                letters = self._roles.get(LETTERS.get(role, LETTERS["song"]))
                chain = (chain[0], letters, *chain[1:]) if letters and chain else chain
            self._by_char[wanted] = next((face for face in chain if all(map(face.glyph, word))), None)
        return self._by_char[wanted]

    @cached_property
    def faces(self) -> tuple[Face, ...]:
        """Every face once, in the order of ``ROLES``."""
        ordered = sorted(self._roles, key=lambda role: ROLES.index(role) if role in ROLES else len(ROLES))
        return tuple(dict.fromkeys(self._roles[role] for role in ordered))

    @cached_property
    def _by_key(self) -> dict[str, Face]:
        return {face.key: face for face in self.faces}

    def face_by_key(self, key: str) -> Face:
        """The face with this key; ``KeyError`` where the book has none."""
        return self._by_key[key]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Broken and protected files, and a warning for each role that another face stands in for."""
        return self._problems + self.missing_roles(ROLES)

    def missing_roles(self, roles: Iterable[str]) -> tuple[Problem, ...]:
        """A warning for each of ``roles`` that no file fills, with the role that stands in for it."""
        found = []
        for role in roles:
            if role in self._roles:
                continue
            stand_in = next((name for name in FALLBACK.get(role, ("song",)) if name in self._roles), "")
            found.append(
                Problem(code="text.font-missing", severity="warning", args={"role": role, "fallback": stand_in})
            )
        return tuple(found)

    def uses(self, roles: Iterable[str]) -> tuple[FontUse, ...]:
        """Which face fills each of ``roles`` now, as the document records it."""
        return tuple(
            FontUse(role=role, name=face.name, version=face.version, sha256=face.sha256)
            for role in dict.fromkeys(roles)
            for face in (self.face(role),)
        )


def load_fonts(folders: tuple[Path, ...] | None = None) -> FontBook:
    """The fonts of this machine, the same object every time in one process.

    ``folders`` are the newspaper's own; without them ``LAYOUTDESK_FONTS`` (separated as ``PATH`` is) names them. A folder fills
    roles by its ``fonts.toml``, or by files named after the role (``song.ttf``, ``hei-bold.otf``). Then come Debian's packages
    and the package that is a dependency. Bad files never raise: they are among ``problems``.
    """
    if folders is None:
        folders = tuple(Path(part) for part in os.environ.get("LAYOUTDESK_FONTS", "").split(os.pathsep) if part)
    return _load(folders)


@cache
def _load(folders: tuple[Path, ...]) -> FontBook:
    problems: list[Problem] = []
    wishes = [wish for folder in folders for wish in _own_fonts(folder, problems)]
    wishes += [(role, path, index) for role, (path, index) in _DEBIAN.items() if path.is_file()]
    return _fill([*wishes, *_packaged()], problems)


@cache
def pip_fonts() -> FontBook:
    """Only the Song and Hei of the package that is a dependency: the same on every machine, for tests of the engine."""
    return _fill(_packaged(), [])


def _packaged() -> list[_Wish]:
    """The packaged fonts, found without importing the package; none where it is not installed."""
    from importlib.util import find_spec

    found = find_spec(_PACKAGE)
    places = (found.submodule_search_locations or []) if found else []
    return [
        (role, Path(place) / name, 0)
        for place in places
        for role, name in _PACKAGED.items()
        if (Path(place) / name).is_file()
    ]


def _own_fonts(folder: Path, problems: list[Problem]) -> list[_Wish]:
    """What one folder of the newspaper offers."""
    import tomllib

    table = folder / FOLDER_TABLE
    if table.is_file():
        try:
            named = _flat(msgspec.convert(tomllib.loads(table.read_text(encoding="utf-8")), _FolderTable))
        except (OSError, ValueError) as error:
            problems.append(_problem("text.font-table", str(table), reason=str(error)))
            return []
        return [_wish(role, folder, value) for role, value in named.items()]
    if not folder.is_dir():
        problems.append(_problem("text.font-folder", str(folder)))
        return []
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() in _SUFFIXES)
    return [(file.stem.lower(), file, 0) for file in files if file.stem.lower() in ROLES]


def _flat(table: _FolderTable) -> dict[str, str]:
    """File by role, those of a region's table under ``region.role``."""
    flat = {role: value for role, value in table.items() if isinstance(value, str)}
    for region, roles in table.items():
        if region in REGIONS and isinstance(roles, dict):
            flat |= {f"{region}.{role}": value for role, value in roles.items()}
    return flat


def _wish(role: str, folder: Path, value: str) -> _Wish:
    name, _, index = value.partition("#")
    return role, folder / name, int(index) if index.isdecimal() else 0


def _fill(wishes: Iterable[_Wish], problems: list[Problem]) -> FontBook:
    """The book that the wishes give: the first usable file wins a role; what is not usable becomes a problem."""
    roles: dict[str, Face] = {}
    opened: dict[tuple[Path, int], Face | None] = {}
    for role, path, index in wishes:
        if role in roles:
            continue
        if (path, index) not in opened:
            opened[path, index] = _open(path, index, problems)
        face = opened[path, index]
        if face is not None:
            roles[role] = face
    return FontBook(roles, problems)


def _open(path: Path, index: int, problems: list[Problem]) -> Face | None:
    try:
        directory = read_directory(path, index)
    except BrokenFont as error:
        problems.append(_problem(f"text.font-{error}", path.name))
        return None
    except OSError as error:
        problems.append(_problem("text.font-unreadable", path.name, reason=error.strerror or str(error)))
        return None
    if not directory.embeddable:
        problems.append(_problem("text.font-not-embeddable", path.name))
        return None
    return Face(path, index, directory)


def _problem(code: str, file: str, **args: str) -> Problem:
    return Problem(code=code, severity="error", args={"file": file, **args}, file=file)

"""Walking over what a page paints: content streams with the forms, patterns and glyphs that they call, and the state they set.

In: a page. Out: the page's ``PageFacts`` filled in. Nothing is drawn. Sources: ISO 32000-1 §8 and §9, operators in Annex A.
"""

from __future__ import annotations

import copy
import math
import warnings
import zlib
from collections.abc import Callable, Iterator
from typing import Any, Final

import msgspec
import pikepdf

from layoutdesk.display import IDENTITY, Transform, concat
from layoutdesk.preflight import spaces
from layoutdesk.preflight.facts import PageFacts, PlacedPicture, SetText

#: Forms in forms: real work nests two or three deep.
_DEEPEST: Final = 12
#: Streams walked for one page, each call of a form counted: far beyond any page, and an end to forms that call one another.
_MOST_STREAMS: Final = 20_000
#: Bytes of one content stream as decoded: a map full of detail has ten million, and each costs thirty in memory.
_MOST_DECODED: Final = 32 * 1024 * 1024
#: The same for all walks but the first of streams that are called again and again, as the symbols of a map are.
_MOST_REPEATED: Final = 8 * 1024 * 1024
#: What ``PageFacts.unreadable`` says of content beyond that.
TOO_LARGE: Final = "size"
#: Lines thinner than this vanish on the plate (ISO 15930-7 asks nothing; presses give 0.25 pt).
HAIRLINE: Final = 0.2

#: Every operator there is (ISO 32000-1, Annex A): painting, paths, state, text, colour, objects and marks.
_KNOWN: Final = frozenset((
    "b", "B", "b*", "B*", "f", "F", "f*", "n", "s", "S", "W", "W*",
    "c", "h", "l", "m", "re", "v", "y",
    "cm", "q", "Q", "gs", "d", "i", "j", "J", "M", "ri", "w",
    "BT", "ET", "T*", "Tc", "Td", "TD", "Tf", "Tj", "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "d0", "d1", "'", '"',
    "cs", "CS", "sc", "SC", "scn", "SCN", "g", "G", "k", "K", "rg", "RG", "sh",
    "Do", "BI", "ID", "EI", "INLINE IMAGE", "BX", "EX", "BMC", "BDC", "EMC", "DP", "MP",
))  # fmt: skip
_SHOWS_TEXT: Final = frozenset(("Tj", "TJ", "'", '"'))
_STROKES: Final = frozenset(("S", "s", "B", "B*", "b", "b*"))
_FILLS: Final = frozenset(("f", "F", "f*", "B", "B*", "b", "b*"))
_INVISIBLE: Final = 3
_OBJECTS: Final = (pikepdf.Dictionary, pikepdf.Stream)
_SPACES: Final = (pikepdf.Array, pikepdf.Name)


class _Paint(msgspec.Struct, frozen=True):
    families: frozenset[str] = frozenset({"DeviceGray"})
    plates: frozenset[str] = frozenset()
    inks: int = 1


class _State(msgspec.Struct):
    """The part of the graphics state that matters here (ISO 32000-1 §8.4)."""

    matrix: Transform = IDENTITY
    fill: _Paint = _Paint()
    stroke: _Paint = _Paint()
    width: float = 1.0
    #: The font by its name in the resources, and its dictionary; ``None`` where it has none.
    font: str = ""
    face: Any = None
    size: float = 0.0
    mode: int = 0

    def copy(self) -> _State:
        return copy.copy(self)


class Walker:
    """Walks one page. ``facts`` is filled while it goes; a stream that cannot be read ends the page with ``unreadable``."""

    def __init__(self, facts: PageFacts) -> None:
        self.facts = facts
        self._streams = 0
        self._decoded = self._repeated = 0
        self._walked: set[tuple[int, int]] = set()
        self._open: set[tuple[int, int]] = set()
        #: Type 3 fonts whose glyphs have been walked, by their object or, without one, by stream and name.
        self.drawn: set[object] = set()

    def walk(self, owner: Any, resources: Any, state: _State | None = None, depth: int = 0) -> None:
        """Follows the content of ``owner`` (a page, a form, a tile, a glyph), which begins in ``state``."""
        self._streams += 1
        if depth > _DEEPEST or self._streams > _MOST_STREAMS:
            self.facts.unreadable = "nesting"
            return
        if not self._affords(owner):
            self.facts.unreadable = TOO_LARGE
            return
        try:
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                instructions = pikepdf.parse_content_stream(owner)
        except (pikepdf.PdfError, TypeError, ValueError) as error:
            self.facts.unreadable = str(error).splitlines()[0] if str(error) else type(error).__name__
            return
        if told:
            # Content that breaks off is read as far as it goes.
            self.facts.unreadable = str(told[0].message)
        _Stream(self, resources, state or _State(), depth, self._streams).run(instructions)

    def _affords(self, owner: Any) -> bool:
        """Whether there is room for the content of ``owner``, which is counted: a few kilobytes can call themselves for hours."""
        size, key = _decoded_size(owner), tuple(owner.objgen)
        if key in self._walked:
            self._repeated += size
        else:
            self._decoded += size
            self._walked.add(key)
        return self._decoded <= _MOST_DECODED and self._repeated <= _MOST_REPEATED

    def enter(self, stream: Any, resources: Any, state: _State, depth: int) -> None:
        """Walks a stream that another calls in ``state``, unless it is being walked already (a form that draws itself)."""
        key = tuple(stream.objgen)
        if key != (0, 0) and key in self._open:
            self.facts.unreadable = "recursion"
            return
        self._open.add(key)
        try:
            own, inside = stream.get("/Resources", resources), state.copy()
            inside.matrix = concat(state.matrix, _matrix(stream.get("/Matrix")))
            self.walk(stream, own, inside, depth)
        finally:
            self._open.discard(key)


class _Stream:
    """One content stream with its resources and state."""

    def __init__(self, walker: Walker, resources: Any, state: _State, depth: int, number: int) -> None:
        self.facts, self._walker = walker.facts, walker
        #: Names of resources mean something else in each stream.
        self._number = number
        self._resources = resources if isinstance(resources, pikepdf.Dictionary) else pikepdf.Dictionary()
        self._depth = depth
        self._state = state
        #: The families that the device's spaces come to here, as they are asked for.
        self._device: dict[str, frozenset[str]] = {}
        self._text = IDENTITY
        self._stack: list[_State] = []
        self._marked = 0

    def run(self, instructions: Any) -> None:
        for instruction in instructions:
            name = str(instruction.operator)
            if name not in _KNOWN:
                self.facts.unknown.add(name[:16])
                continue
            self._obey(name, instruction)
        if self._marked or self._stack:
            self.facts.unbalanced = True

    def _obey(self, name: str, instruction: Any) -> None:
        handler = _HANDLERS.get(name)
        try:
            if handler is not None:
                handler(self, instruction if name == "INLINE IMAGE" else instruction.operands)
            self._note_paint(name)
        except (IndexError, TypeError, ValueError, AttributeError, KeyError, pikepdf.PdfError):
            # Operands or objects that are not what the operator wants: the reader of the report is told which.
            self.facts.unreadable = name

    def _note_paint(self, name: str) -> None:
        if name in _STROKES:
            self._use(self._state.stroke)
            self._note_line()
        if name in _FILLS:
            self._use(self._state.fill)
        if name in _SHOWS_TEXT and self._state.mode % 4 != _INVISIBLE:
            self._note_text()

    def _note_text(self) -> None:
        """Fonts count where they paint: many programs choose one on every page, or hide what was recognised in a scan."""
        state = self._state
        paints = {0: (state.fill,), 1: (state.stroke,)}.get(state.mode % 4, (state.fill, state.stroke))
        for paint in paints:
            self._use(paint)
        if state.face is None:
            return
        name = str(state.face.get("/BaseFont", state.font)).lstrip("/")
        self.facts.fonts[f"{self._number}{state.font}"] = state.face
        scale = _height(concat(state.matrix, self._text))
        self.facts.texts.add(SetText(name, round(abs(state.size) * scale, 2), max(paint.inks for paint in paints)))
        if state.face.get("/Subtype") == "/Type3":
            self._glyphs(state.face)

    def _use(self, paint: _Paint) -> None:
        self.facts.spaces |= paint.families
        self.facts.inks |= paint.plates

    def _note_line(self) -> None:
        width = self._state.width * _height(self._state.matrix)
        if width < HAIRLINE:
            self.facts.thinnest = min(width, self.facts.thinnest) if self.facts.hairlines else width
            self.facts.hairlines += 1

    # --- operators

    def save(self, _: Any) -> None:
        self._stack.append(self._state.copy())

    def restore(self, _: Any) -> None:
        if self._stack:
            self._state = self._stack.pop()
        else:
            self.facts.unbalanced = True

    def transform(self, operands: Any) -> None:
        self._state.matrix = concat(self._state.matrix, _matrix(operands))

    def begin_marked(self, _: Any) -> None:
        self._marked += 1

    def end_marked(self, _: Any) -> None:
        self._marked -= 1

    def begin_text(self, _: Any) -> None:
        self._text = IDENTITY

    def text_matrix(self, operands: Any) -> None:
        self._text = _matrix(operands)

    def font(self, operands: Any) -> None:
        self._state.font, self._state.size = str(operands[0]), float(operands[1])
        self._state.face = self._resource("/Font", operands[0])
        if self._state.face is not None:
            self.facts.chosen[f"{self._number}{operands[0]}"] = self._state.face

    def _glyphs(self, font: Any) -> None:
        """The glyphs of a Type 3 font are content streams; each is walked once a page, as large as where it is first set."""
        key = tuple(font.objgen) if font.is_indirect else (self._number, self._state.font)
        if key in self._walker.drawn:
            return
        self._walker.drawn.add(key)
        size = self._state.size
        inside = self._state.copy()
        for step in (self._text, (size, 0.0, 0.0, size, 0.0, 0.0), _matrix(font.get("/FontMatrix"))):
            inside.matrix = concat(inside.matrix, step)
        for glyph in font.get("/CharProcs", pikepdf.Dictionary()).values():
            self._walker.enter(glyph, font.get("/Resources", self._resources), inside, self._depth + 1)

    def mode(self, operands: Any) -> None:
        self._state.mode = int(operands[0])

    def line_width(self, operands: Any) -> None:
        self._state.width = float(operands[0])

    def graphics_state(self, operands: Any) -> None:
        state = self._resource("/ExtGState", operands[0])
        if state is not None:
            self.facts.states[f"{self._number}{operands[0]}"] = state
            self.facts.transparency |= set(_transparency(state))
            if "/LW" in state:
                self._state.width = float(state.LW)

    def colour_space(self, operands: Any, *, stroke: bool) -> None:
        space = self._space(operands[0])
        paint = _Paint(spaces.families(space), spaces.inks(space))
        self._set(paint, stroke)

    def colour(self, operands: Any, *, stroke: bool) -> None:
        """``sc``, ``scn``: a pattern named last is walked as the tile it is."""
        last = operands[-1] if len(operands) else None
        if isinstance(last, pikepdf.Name):
            self._pattern(self._resource("/Pattern", last))
            return
        paint = self._state.stroke if stroke else self._state.fill
        if paint.families == {"DeviceCMYK"}:
            amount = spaces.count("DeviceCMYK", [float(value) for value in operands])
            self._set(_Paint(paint.families, paint.plates, amount), stroke)

    def device(self, family: str, operands: Any, *, stroke: bool) -> None:
        """``g``, ``rg``, ``k`` and their like for strokes."""
        amount = spaces.count(family, [float(value) for value in operands])
        if family not in self._device:
            self._device[family] = spaces.families(self._space(pikepdf.Name(f"/{family}")))
        self._set(_Paint(self._device[family], frozenset(), amount), stroke)

    def _set(self, paint: _Paint, stroke: bool) -> None:
        if stroke:
            self._state.stroke = paint
        else:
            self._state.fill = paint

    def _pattern(self, pattern: Any) -> None:
        if pattern is None:
            return
        if int(pattern.get("/PatternType", 0)) == 2:
            self._shade(pattern.get("/Shading"))
            return
        self._walker.enter(pattern, self._resources, _State(), self._depth + 1)

    def shading(self, operands: Any) -> None:
        self._shade(self._resource("/Shading", operands[0]))

    def _shade(self, shading: Any) -> None:
        if shading is not None:
            space = self._space(shading.get("/ColorSpace"))
            self._use(_Paint(spaces.families(space), spaces.inks(space)))

    def external(self, operands: Any) -> None:
        found = self._resource("/XObject", operands[0])
        if found is None:
            self.facts.unreadable = str(operands[0])
        elif found.get("/Subtype") == "/Image":
            self._picture(str(operands[0]).lstrip("/"), found)
        elif found.get("/Subtype") == "/Form":
            if found.get("/Group", {}).get("/S") == "/Transparency":
                self.facts.transparency.add("Group")
            self._walker.enter(found, self._resources, self._state, self._depth + 1)

    def inline(self, instruction: Any) -> None:
        self._picture("BI", instruction.iimage.obj)

    def _picture(self, name: str, picture: Any) -> None:
        width, height = (int(_either(picture, long, short, 0)) for long, short in (("/Width", "/W"), ("/Height", "/H")))
        mask = bool(_either(picture, "/ImageMask", "/IM", False))
        space = self._space(_either(picture, "/ColorSpace", "/CS", None))
        found = self._state.fill.families if mask else spaces.families(space)
        self._use(_Paint(found, spaces.inks(space)))
        if "/SMask" in picture or int(picture.get("/SMaskInData", 0)):
            self.facts.transparency.add("SMask")
        a, b, c, d, _, _ = self._state.matrix
        across, down = math.hypot(a, b), math.hypot(c, d)
        if across and down and width and height:
            ppi = min(width / across, height / down) * 72
            bits = 1 if mask else int(_either(picture, "/BitsPerComponent", "/BPC", 8))
            self.facts.pictures.append(PlacedPicture(name, width, height, bits, found, ppi, mask))

    # --- names

    def _resource(self, kind: str, name: Any) -> Any:
        """A dictionary or stream (as colour space: an array or name) by kind and name; ``None`` for none and for anything else."""
        named = self._resources.get(kind)
        found = named.get(str(name)) if isinstance(named, pikepdf.Dictionary) else None
        wanted = _SPACES if kind == "/ColorSpace" else _OBJECTS
        return found if isinstance(found, wanted) else None

    def _space(self, value: Any) -> Any:
        """A colour space by its value; one that is a name may stand in the resources, as may what stands for a device's."""
        if isinstance(value, pikepdf.Name) and str(value) not in spaces.DEVICE:
            return self._resource("/ColorSpace", value)
        default = spaces.DEFAULTS.get(str(value)) if isinstance(value, pikepdf.Name) else None
        stands_for = self._resource("/ColorSpace", default) if default else None
        return value if stands_for is None else stands_for


def _decoded_size(owner: Any) -> int:
    """How large the content of a page, form or tile is once unpacked, up to a little over the most that is read."""
    content = owner if isinstance(owner, pikepdf.Stream) else owner.get("/Contents")
    parts = list(content) if isinstance(content, pikepdf.Array) else [content]
    return sum(_unpacked(part) for part in parts if isinstance(part, pikepdf.Stream))


def _unpacked(stream: Any) -> int:
    """Only deflate can hide gigabytes in little: others are taken as they stand."""
    raw = stream.read_raw_bytes()
    if "/FlateDecode" not in str(stream.get("/Filter", "")):
        return len(raw)
    unpacker, size = zlib.decompressobj(), 0
    try:
        while raw and size <= _MOST_DECODED:
            size += len(unpacker.decompress(raw, 1 << 20))
            raw = unpacker.unconsumed_tail
    except zlib.error:
        # Not packed as it says, or packed twice: reading it will tell.
        pass
    return size


def _either(picture: Any, long: str, short: str, default: Any) -> Any:
    return picture.get(long, picture.get(short, default))


def _matrix(values: Any) -> Transform:
    if values is None:
        return IDENTITY
    try:
        a, b, c, d, e, f = (float(value) for value in values)
    except (TypeError, ValueError):
        return IDENTITY
    return (a, b, c, d, e, f)


def _height(matrix: Transform) -> float:
    """What a unit becomes on paper: the mean of both directions."""
    a, b, c, d, _, _ = matrix
    return math.sqrt(abs(a * d - b * c))


def _transparency(state: Any) -> Iterator[str]:
    """What in a graphics state mixes colours (ISO 32000-1 §11.6)."""
    if state.get("/SMask", "/None") != "/None":
        yield "SMask"
    for key in ("/CA", "/ca"):
        if float(state.get(key, 1)) != 1:
            yield key[1:]
    blend = state.get("/BM", "/Normal")
    modes = list(blend) if isinstance(blend, pikepdf.Array) else [blend]
    if any(mode not in ("/Normal", "/Compatible") for mode in modes):
        yield "BM"


_Handler = Callable[[_Stream, Any], None]
_HANDLERS: Final[dict[str, _Handler]] = {
    "q": _Stream.save,
    "Q": _Stream.restore,
    "cm": _Stream.transform,
    "BMC": _Stream.begin_marked,
    "BDC": _Stream.begin_marked,
    "EMC": _Stream.end_marked,
    "BT": _Stream.begin_text,
    "Tm": _Stream.text_matrix,
    "Tf": _Stream.font,
    "Tr": _Stream.mode,
    "w": _Stream.line_width,
    "gs": _Stream.graphics_state,
    "sh": _Stream.shading,
    "Do": _Stream.external,
    "INLINE IMAGE": _Stream.inline,
    "cs": lambda stream, operands: stream.colour_space(operands, stroke=False),
    "CS": lambda stream, operands: stream.colour_space(operands, stroke=True),
    "sc": lambda stream, operands: stream.colour(operands, stroke=False),
    "scn": lambda stream, operands: stream.colour(operands, stroke=False),
    "SC": lambda stream, operands: stream.colour(operands, stroke=True),
    "SCN": lambda stream, operands: stream.colour(operands, stroke=True),
    "g": lambda stream, operands: stream.device("DeviceGray", operands, stroke=False),
    "G": lambda stream, operands: stream.device("DeviceGray", operands, stroke=True),
    "rg": lambda stream, operands: stream.device("DeviceRGB", operands, stroke=False),
    "RG": lambda stream, operands: stream.device("DeviceRGB", operands, stroke=True),
    "k": lambda stream, operands: stream.device("DeviceCMYK", operands, stroke=False),
    "K": lambda stream, operands: stream.device("DeviceCMYK", operands, stroke=True),
}

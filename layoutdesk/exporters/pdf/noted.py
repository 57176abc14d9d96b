"""The resources of a page with notes of what its content asks of them, so that another file can be asked the same again."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from layoutdesk.base.colour import Registration, Spot
from layoutdesk.display import Image
from layoutdesk.exporters.pdf.fonts import Code, EmbeddedFont
from layoutdesk.exporters.pdf.glyphs import Marking
from layoutdesk.exporters.pdf.resources import PageResources, SharedResources


class Use(NamedTuple):
    """One thing that was asked for: which ``kind``, of what, and the answer; of a font all that it was asked, and all answers."""

    kind: str
    of: Any
    answer: Any


class NotedFont(dict[Any, Any]):
    """A font that notes what it is asked, in order."""

    def __init__(self, font: EmbeddedFont) -> None:
        super().__init__()
        self.font, self.resource, self.reference = font, font.resource, font.reference

    def __missing__(self, asked: Any) -> Any:
        answer = self[asked] = self.font[asked]
        return answer


class NotedResources(PageResources):
    """The resources of one page, which note what is asked from ``note`` to ``noted``."""

    def __init__(self, shared: SharedResources, colour: bool = True) -> None:
        super().__init__(shared, colour)
        self.prints_colour = colour
        self._uses: dict[tuple[str, Hashable], Any] = {}
        self._plain = True

    def note(self) -> None:
        """Begins to note."""
        self._uses, self._plain = {}, True

    def noted(self) -> tuple[Use, ...] | None:
        """What was asked since, each thing once and in order; ``None`` where something was asked that cannot be asked again."""
        if not self._plain:
            return None
        return tuple(_told(kind, of, answer) for (kind, of), answer in self._uses.items())

    def asked_again(self, uses: Iterable[Use]) -> bool:
        """Asks for the same as was noted of another page or file, in the same order; whether all answers are the same."""
        for kind, of, answer in uses:
            if kind == "font":
                asked, told = answer
                if tuple(map(super().font(of).__getitem__, asked)) != told:
                    return False
            elif _ASKED[kind](self, of) != answer:
                return False
        return True

    def font(self, face: str) -> EmbeddedFont:
        """The font of a face; its name is ``resource``."""
        font: Any = self._uses.get(("font", face))
        if font is None:
            font = self._uses["font", face] = NotedFont(super().font(face))
        return font  # type: ignore[no-any-return]

    def upright(self, font: EmbeddedFont) -> str:
        """The name of a font in vertical writing mode."""
        real = font.font if isinstance(font, NotedFont) else font
        return self._note(
            "upright", next(of for (_, of), one in self._uses.items() if one is font), super().upright(real)
        )

    def marking(self, font: EmbeddedFont, size: float) -> Marking:
        """How glyphs of a font are marked that stand for another text than their codes say."""
        marking = super().marking(font.font if isinstance(font, NotedFont) else font, size)
        if self.knows_alternate_text:
            return marking

        def not_again(codes: Sequence[Code]) -> tuple[str, str]:
            self._plain = False
            return marking(codes)

        return not_again

    def space(self, paint: Spot | Registration) -> str:
        """The name of the colour space of a spot ink."""
        return self._note("space", paint, super().space(paint))

    def state(self, overprint: bool) -> str:
        """The name of the graphics state of overprinting or knocking out."""
        return self._note("state", overprint, super().state(overprint))

    def initial_state(self) -> str:
        """The name of the graphics state that a page begins with."""
        return self._note("initial", None, super().initial_state())

    def advert(self, asset: str) -> str:
        """The name of an asset that is a PDF, as a form of the unit square; empty for a picture."""
        return self._note("advert", asset, super().advert(asset))

    def image(self, image: Image) -> str:
        """The name of a picture."""
        return self._note("image", image, super().image(image))

    def _note(self, kind: str, of: Hashable, answer: str) -> str:
        self._uses.setdefault((kind, of), answer)
        return answer


#: How each kind is asked for again.
_ASKED: Final[dict[str, Callable[[PageResources, Any], str]]] = {
    "upright": lambda page, face: PageResources.upright(page, PageResources.font(page, face)),
    "space": PageResources.space,
    "state": PageResources.state,
    "initial": lambda page, _: PageResources.initial_state(page),
    "advert": PageResources.advert,
    "image": PageResources.image,
}


def merged(every: Iterable[tuple[Use, ...]]) -> tuple[Use, ...]:
    """What several drawings use one after the other, each thing once."""
    found: dict[tuple[str, Hashable], Any] = {}
    for kind, of, answer in (use for uses in every for use in uses):
        if kind == "font":
            found.setdefault((kind, of), {}).update(zip(*answer, strict=True))
        else:
            found.setdefault((kind, of), answer)
    return tuple(_told(kind, of, answer) for (kind, of), answer in found.items())


def _told(kind: str, of: Any, answer: Any) -> Use:
    return Use(kind, of, (tuple(answer), tuple(answer.values())) if kind == "font" else answer)

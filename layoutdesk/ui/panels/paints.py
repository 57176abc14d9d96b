"""The choice of an ink: the few colours that a newspaper's rules and boxes have, and whatever other the element has already."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from layoutdesk.base.colour import BLACK, Cmyk, Paint, Spot
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Choice
from layoutdesk.ui.textsize import px

#: By the code of their names: 黑 and its tints, 红 (套红), 蓝, 绿, 白 on what is dark.
PAINTS: Final[dict[str, Paint]] = {
    "black": BLACK, "dark": Cmyk(k=0.7), "grey": Cmyk(k=0.4), "pale": Cmyk(k=0.2), "red": Cmyk(m=1.0, y=1.0),
    "blue": Cmyk(c=1.0, m=0.6), "green": Cmyk(c=0.85, y=0.9), "white": Cmyk(),
}  # fmt: skip
_SWATCH: Final = 12
_OUTLINE: Final = "#8a8d93"


class PaintChoice(Choice):
    """One of ``PAINTS``; ``picked`` comes only from the editor's hand."""

    picked = Signal(object)

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language
        self._paints: list[Paint] = []
        self.activated.connect(lambda number: self.picked.emit(self._paints[number]))

    def show_paint(self, paint: Paint) -> None:
        """Shows a paint in the language of the window, as one more where it is none of the usual ones."""
        text = self._language.text
        named = {known: text(f"ui.paint.{code}") for code, known in PAINTS.items()}
        named.setdefault(paint, _written(paint))
        self._paints = list(named)
        self.clear()
        for known, name in named.items():
            self.addItem(_swatch(known), name)
        self.setCurrentIndex(self._paints.index(paint))


def _written(paint: Paint) -> str:
    """A paint by its inks: C0 M35 Y85 K0."""
    if isinstance(paint, Cmyk):
        inks = zip("CMYK", (paint.c, paint.m, paint.y, paint.k), strict=True)
        return " ".join(f"{ink}{round(share * 100)}" for ink, share in inks)
    return f"{paint.name} {round(paint.tint * 100)} %" if isinstance(paint, Spot) else type(paint).__name__


def _swatch(paint: Paint) -> QIcon:
    from layoutdesk.pictures.colour import screen_rgb

    picture = QPixmap(px(_SWATCH), px(_SWATCH))
    picture.fill(QColor(*screen_rgb(paint)))
    painter = QPainter(picture)
    # Black is seen on a dark ground by it, white on a light one.
    painter.setPen(QColor(_OUTLINE))
    painter.drawRect(picture.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return QIcon(picture)

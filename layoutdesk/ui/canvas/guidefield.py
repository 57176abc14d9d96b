"""The place of a guide, typed: a small field beside it on the page, in the unit of the rulers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from layoutdesk import edits
from layoutdesk.base.arithmetic import length
from layoutdesk.base.geometry import rounded
from layoutdesk.base.problem import Refusal
from layoutdesk.model import Guide
from layoutdesk.ui.canvas.measures import number
from layoutdesk.ui.textsize import keep_size, px

if TYPE_CHECKING:
    from layoutdesk.ui.canvas.rulers import Rulers

_WIDE = 132


class GuideField(QLineEdit):
    """Shown by ``ask``; Enter takes what is typed, counted from the zero of the rulers, Esc and a click elsewhere leave it."""

    def __init__(self, rulers: Rulers) -> None:
        super().__init__(rulers.view.viewport())
        self._rulers = rulers
        self._guide: Guide | None = None
        keep_size(self, width=_WIDE)
        self.hide()

    def ask(self, guide: Guide, at: QPointF) -> None:
        """Shows the place of a guide, of the page or new, beside a position of the viewport, to be typed over."""
        self._guide = guide
        text, port = self._rulers.language.text, self.parentWidget().rect()
        self.setAccessibleName(text("ui.ruler.guide"))
        self.setToolTip(text("ui.ruler.guide_hint"))
        self.setText(number(round(self._rulers.reading(guide.axis, guide.place), 2)).replace("−", "-"))
        self.selectAll()
        x, y = (
            min(at.x() + 8, port.width() - px(_WIDE) - 4),
            min(at.y() + 8, port.height() - self.sizeHint().height() - 4),
        )
        self.move(round(x), round(y))
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._take():
                self._leave()
        elif event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()

    def _leave(self) -> None:
        self.hide()
        self._rulers.view.setFocus()

    def _take(self) -> bool:
        """Puts the guide to what is typed; what says no length is refused in words."""
        from layoutdesk.ui.panels.place import units_of

        rulers, guide, desk = self._rulers, self._guide, self._rulers.stage.desk
        if guide is None or rulers.grid is None:
            return True
        zero = rulers.zero[0 if guide.axis == "across" else 1]
        units = {**units_of(rulers.grid), "": rulers.count(guide.axis).points}
        value = length(self.text(), guide.place - zero, units, signed=True)
        if value is None:
            desk.refused.emit(Refusal("ui.place.unclear", text=self.text()))
            return False
        moved = replace(guide, place=rounded(zero + value))
        if any(each.id == guide.id for each in (desk.page.guides if desk.page is not None else ())):
            return desk.apply(edits.SetGuide(page=desk.page_id, guide=moved))
        return desk.apply(edits.AddGuide(page=desk.page_id, guide=moved))

"""The fields of the page in view: its name, label and credits (责编, 美编, 校对)."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

from layoutdesk import edits
from layoutdesk.model.document import Credits
from layoutdesk.session import Session
from layoutdesk.ui.desk import Desk
from layoutdesk.ui.language import Language
from layoutdesk.ui.panels.fields import Field, Line, column_in

_ROLES: Final = ("editor", "designer", "proofreader")


class PageFields(QWidget):
    """Name and credits (责编, 美编, 校对) of the page in view."""

    def __init__(self, desk: Desk, language: Language, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._language = language
        self.template = QLabel(objectName="dim", wordWrap=True)
        self.name, self.label = Line(), Line()
        self.credits = {role: Line() for role in _ROLES}
        self._shown: tuple[Session | None, str] = None, ""
        layout = column_in(self)
        layout.addWidget(self.template)
        self.fields = {"page_name": Field(self.name), "page_label": Field(self.label)}
        self.fields |= {role: Field(edit) for role, edit in self.credits.items()}
        for field in self.fields.values():
            layout.addWidget(field)
        self.name.editingFinished.connect(self._set_page)
        self.label.editingFinished.connect(self._set_page)
        for edit in self.credits.values():
            edit.editingFinished.connect(self._set_credits)

    def retranslate(self) -> None:
        """Shows labels in the language of the window."""
        for name, field in self.fields.items():
            text = self._language.text(f"ui.properties.{name}")
            field.label.setText(text)
            field.label.buddy().setAccessibleName(text)

    def show_page(self) -> None:
        """Shows the page as it is; what is half typed in a field is left alone while it is the same page."""
        page = self._desk.page
        self.setEnabled(page is not None)
        if page is None:
            self._shown = None, ""
            return
        here = self._desk.session, page.id
        turned, self._shown = here != self._shown, here
        spec = self._desk.document.template(page.template)
        size = " × ".join(f"{side:g}" for side in spec.trim_mm)
        title = spec.title.get(self._language.current, spec.name)
        grid = self._language.text("ui.properties.grid", columns=spec.grid.columns, rows=spec.grid.rows)
        mm = self._language.text("ui.unit.mm")
        self.template.setText(f"{title} · {size} {mm} · {grid}")
        shown = {self.name: page.name, self.label: page.label}
        shown |= {edit: " ".join(getattr(page.credits, role)) for role, edit in self.credits.items()}
        for edit, value in shown.items():
            edit.show_text(value, anew=turned)

    def _set_page(self) -> None:
        page = self._desk.page
        if page is not None and (self.name.text(), self.label.text()) != (page.name, page.label):
            self._desk.apply(edits.SetPage(page=page.id, name=self.name.text(), label=self.label.text()))

    def _set_credits(self) -> None:
        page = self._desk.page
        if page is None:
            return
        named = {role: tuple(edit.text().replace("、", " ").split()) for role, edit in self.credits.items()}
        credits_ = Credits(**named)
        if credits_ != page.credits:
            self._desk.apply(edits.SetCredits(page=page.id, credits=credits_))
